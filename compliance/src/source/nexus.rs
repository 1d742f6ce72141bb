//! Reads the economic-nexus table and makes its rules and their words.

use rust_decimal::Decimal;
use suanpan_inventory::date::Date;
use toml::{Table, Value};

use super::row::Row;
use super::{Loaded, rules};
use crate::codes::{Basis, Operator, Period, Status, figure};
use crate::model::{Included, Logic, Nexus};
use crate::nexus::{Row as State, rule};
use crate::words::{LANGUAGES, RuleWords};

const TABLES: &[&str] = &["template", "over", "basis", "marketplace", "period", "begins", "names"];

/// A test as it was until a day.
struct Before {
    to: Date,
    logic: Logic,
    count: Option<(Operator, Decimal)>,
}

pub fn read(loaded: &mut Loaded, file: &str, table: &Table, problems: &mut Vec<String>) {
    let Some(as_of) = rules::as_of(file, table, problems) else { return };
    let mut head = Row::new(file, "head".to_owned(), table);
    ["as-of", "state"].iter().chain(TABLES).for_each(|key| head.known(key));
    let recheck = head.date("recheck");
    let sources = head.sources();
    head.end(&[], problems);
    let words = Words { file, table };
    for (language, begins) in loaded.words.iter_mut().zip(LANGUAGES) {
        for (code, text) in words.table("begins", begins).into_iter().flatten() {
            language.begins.insert(code.clone(), text.as_str().unwrap_or_default().to_owned());
        }
    }
    for (index, state) in table.get("state").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let Some(state) = state.as_table() else { continue };
        let code = state.get("state").and_then(Value::as_str).unwrap_or_default();
        let id = if code.is_empty() { format!("state {}", index + 1) } else { crate::nexus::id(code) };
        let mut row = Row::new(file, id, state);
        if row.text("state").len() != 2 {
            row.wrong("\"state\" is no code of two letters");
        }
        let current = test(&mut row, code);
        let from = row.date("from");
        let status = row.code("status", Status::from_code, "verified, known or uncertain").unwrap_or(Status::Uncertain);
        let recheck = row.date("recheck").or(recheck);
        let begins = rules::month_and_day(&current.begins).filter(|_| current.period.settled());
        let before = before(&mut row);
        let notes: Vec<Option<String>> = LANGUAGES.iter().map(|language| row.optional(language)).collect();
        if notes.iter().any(|note| note.is_some() != notes[0].is_some()) {
            row.wrong("the note is not there in every language");
        }
        // Earlier tests first; each ends where the next begins.
        let mut starts = from;
        let mut versions = Vec::new();
        for one in &before {
            if starts.is_some_and(|starts| one.to < starts) {
                row.wrong("\"before\" ends before it begins");
            }
            let test = Nexus { logic: one.logic, count: one.count, ..current.clone() };
            versions.push((test, starts, Some(one.to)));
            starts = one.to.after();
        }
        versions.push((current, starts, None));
        for (test, from, to) in versions {
            let words = [0, 1, 2]
                .map(|language| words.of(&mut row, &test, &before, notes.get(language).cloned().flatten(), language));
            let sources = sources.clone();
            let row = State { test, from, to, status, recheck, sources, as_of, begins };
            loaded.push(file, rule(row), words);
        }
        row.end(&[], problems);
    }
}

fn logic(text: &str) -> Option<Logic> {
    Some(match text {
        "amount" => Logic::Amount,
        "and" => Logic::And,
        "or" => Logic::Or,
        _ => return None,
    })
}

fn included(text: &str) -> Option<Included> {
    Some(match text {
        "incl" => Included::Yes,
        "excl" => Included::No,
        "conflict" => Included::Conflict,
        _ => return None,
    })
}

const fn included_code(included: Included) -> &'static str {
    match included {
        Included::Yes => "incl",
        Included::No => "excl",
        Included::Conflict => "conflict",
    }
}

fn test(row: &mut Row<'_>, state: &str) -> Nexus {
    let op = |text: &str| Operator::from_code(text).filter(|op| op.upward());
    let count = row.optional_code("count", figure, "a figure");
    let count_op = row.optional_code("count-op", op, "> or >=");
    let logic = row.code("logic", logic, "amount, and or or").unwrap_or(Logic::Amount);
    if (logic == Logic::Amount) != count.is_none() || count.is_some() != count_op.is_some() {
        row.wrong("\"logic\", \"count\" and \"count-op\" do not go together");
    }
    Nexus {
        state: state.to_owned(),
        amount: row.code("amount", figure, "a figure").unwrap_or_default(),
        op: row.code("op", op, "> or >=").unwrap_or(Operator::AtLeast),
        op_read: row.required_flag("op-read"),
        count: count_op.zip(count),
        logic,
        basis: row.code("basis", Basis::from_code, "a basis").unwrap_or(Basis::Gross),
        marketplace: row.code("marketplace", included, "incl, excl or conflict").unwrap_or(Included::Conflict),
        period: row.code("period", Period::from_code, "a period").unwrap_or(Period::PreviousOrCurrent),
        begins: row.text("begins"),
        rate: row.optional_code("rate", figure, "a figure"),
        rate_to: row.date("rate-to"),
    }
}

fn before(row: &mut Row<'_>) -> Vec<Before> {
    let Some(value) = row.value("before") else { return Vec::new() };
    let one = |value: &Value| {
        let table = value.as_table()?;
        let text = |key: &str| table.get(key).and_then(Value::as_str);
        let known = table.keys().all(|key| ["to", "logic", "count", "count-op"].contains(&key.as_str()));
        let logic = logic(text("logic")?)?;
        let count = match (text("count-op"), text("count")) {
            (Some(op), Some(count)) => Some((Operator::from_code(op).filter(|op| op.upward())?, figure(count)?)),
            (None, None) => None,
            _ => return None,
        };
        let fits = known && (logic == Logic::Amount) == count.is_none();
        fits.then_some(Before { to: text("to")?.parse().ok()?, logic, count })
    };
    let read: Option<Vec<_>> = value.as_array().and_then(|all| all.iter().map(one).collect());
    let mut read = read.unwrap_or_else(|| {
        row.wrong("\"before\" is no list of { to, logic, count, count-op }");
        Vec::new()
    });
    read.sort_by_key(|one| one.to);
    read
}

/// Words of the table, from which those of its rules are made.
struct Words<'t> {
    file: &'t str,
    table: &'t Table,
}

impl<'t> Words<'t> {
    fn table(&self, name: &str, language: &str) -> Option<&'t Table> {
        self.table.get(name)?.as_table()?.get(language)?.as_table()
    }

    fn of(&self, row: &mut Row<'_>, test: &Nexus, before: &[Before], note: Option<String>, index: usize) -> RuleWords {
        let language = LANGUAGES.get(index).copied().unwrap_or_default();
        let mut missing = Vec::new();
        let mut word = |table: &str, code: &str| {
            let text = self.table(table, language).and_then(|words| words.get(code)).and_then(Value::as_str);
            text.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| {
                missing.push(format!("no words for \"{code}\" in [{table}.{language}] of {}", self.file));
                ""
            })
        };
        let orders = word("template", "orders");
        let dollars = grouped(test.amount);
        let dollars = if index == 0 { format!("USD {dollars}") } else { format!("{dollars} 美元") };
        let amount = word("over", test.op.code()).replace("{n}", &dollars);
        let mut counted = |count: Option<(Operator, Decimal)>| {
            count.map_or_else(String::new, |(op, count)| {
                word("over", op.code()).replace("{n}", &orders.replace("{n}", &grouped(count)))
            })
        };
        let count = counted(test.count);
        let earlier: Vec<_> = before.iter().map(|one| (one.to, counted(one.count))).collect();
        let legs = word(
            "template",
            match test.logic {
                Logic::Amount => "test-amount",
                Logic::And => "test-and",
                Logic::Or => "test-or",
            },
        );
        let legs = legs.replace("{amount}", &amount).replace("{count}", &count);
        let state = word("names", &test.state);
        let filled = [
            ("{state}", state),
            ("{test}", legs.as_str()),
            ("{period}", word("period", test.period.code())),
            ("{basis}", word("basis", test.basis.code())),
            ("{marketplace}", word("marketplace", included_code(test.marketplace))),
            ("{begins}", word("begins", &test.begins)),
        ];
        let fill = |text: &str| filled.iter().fold(text.to_owned(), |text, (mark, word)| text.replace(mark, word));
        let mut sure: Vec<String> = Vec::new();
        if !test.op_read {
            sure.push(fill(word("template", "sure-op")));
        }
        if test.marketplace == Included::Conflict {
            sure.push(fill(word("template", "sure-marketplace")));
        }
        let template = word("template", "before");
        sure.extend(
            earlier.iter().map(|(to, count)| template.replace("{to}", &to.to_string()).replace("{count}", count)),
        );
        sure.extend(note);
        let (name, duty) = (fill(word("template", "name")), fill(word("template", "duty")));
        let steps = self.table("template", language).and_then(|words| super::texts(words.get("steps")?));
        let steps: Vec<String> = steps.unwrap_or_default().iter().map(|step| fill(step)).collect();
        if !(1..=5).contains(&steps.len()) {
            missing.push(format!("1 to 5 \"steps\" in [template.{language}]"));
        }
        missing.iter().for_each(|reason| row.wrong(reason));
        let space = if index == 0 { " " } else { "" };
        let sure = (!sure.is_empty()).then(|| sure.join(space));
        RuleWords { name, duty, steps, sure, parts: Vec::new() }
    }
}

/// A figure with commas between thousands.
fn grouped(figure: Decimal) -> String {
    let text = figure.normalize().to_string();
    let (whole, rest) =
        text.split_once('.').map_or((text.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + &rest
}
