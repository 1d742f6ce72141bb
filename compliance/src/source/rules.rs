//! Reads rules and their words.

use suanpan_inventory::date::Date;
use toml::{Table, Value};

use super::row::Row;
use super::{Loaded, condition};
use crate::codes::{Money, Severity, Status, Topic, Who, figure};
use crate::model::{Condition, Leaf, Lowered, Part, Renewal, Rule, WATCH};
use crate::words::{PartWords, RuleWords};

/// The longest name, in signs.
const NAME: usize = 70;

pub fn read(loaded: &mut Loaded, file: &str, table: &Table, problems: &mut Vec<String>) {
    let Some(as_of) = as_of(file, table, problems) else { return };
    for row in Row::of(file, table, "rule", &["as-of"], problems) {
        let (rule, words) = rule(row, as_of, problems);
        loaded.push(file, rule, words);
    }
}

/// The day that the sources of a file are of.
pub fn as_of(file: &str, table: &Table, problems: &mut Vec<String>) -> Option<Date> {
    let day = table.get("as-of").and_then(Value::as_str).and_then(|text| text.parse().ok());
    if day.is_none() {
        problems.push(format!("{file}: \"as-of\" is missing, or not a day like 2026-11-22"));
    }
    day
}

fn rule(mut row: Row<'_>, as_of: Date, problems: &mut Vec<String>) -> (Rule, [RuleWords; 3]) {
    let (parts, part_words) = parts(&mut row, problems);
    let words = words(&mut row, part_words, problems);
    let rule = Rule {
        id: row.id().to_owned(),
        place: row.text("place"),
        topic: row.code("topic", Topic::from_code, "a topic").unwrap_or(Topic::Listing),
        severity: row.code("severity", Severity::from_code, "B, H, M or I").unwrap_or(Severity::Information),
        severity_ours: row.flag("severity-ours", false),
        who: row.code("who", Who::from_code, "seller, marketplace, carrier or broker").unwrap_or(Who::Seller),
        from: row.date("from"),
        to: row.date("to"),
        confirmed: row.flag("confirmed", true),
        unconfirmed_when: condition(&mut row, "unconfirmed-when"),
        scheduled: row.flag("scheduled", false),
        recheck: row.date("recheck"),
        when: required(&mut row),
        begins: row.optional_code("begins", month_and_day, "a month and a day like 01-01"),
        suppresses: row.texts("suppresses"),
        supersedes: one_or_more(&mut row, "supersedes"),
        option: row.flag("option", false),
        watch: row.optional_code("watch", figure, "a figure").unwrap_or(WATCH),
        lowered: lowered(&mut row),
        severity_of_rules: row.flag("severity-of-rules", false),
        documents: row.texts("documents"),
        registration: row.optional("registration"),
        renews: row.optional_code("renews", renewal, "yearly, quarterly, monthly, or months like 24m"),
        due: row.optional_code("due", month_and_day, "a month and a day like 04-30"),
        per_line: row.optional_code("per-line", Money::parse, "an amount like 3 EUR"),
        status: row.code("status", Status::from_code, "verified, known or uncertain").unwrap_or(Status::Uncertain),
        sources: row.sources(),
        as_of,
        parts,
        nexus: None,
    };
    if rule.from.is_some_and(|from| rule.to.is_some_and(|to| to < from)) {
        row.wrong("it ends before it begins");
    }
    if rule.severity_of_rules && !rule.when.has(|leaf| matches!(leaf, Leaf::Rule(_))) {
        row.wrong("\"severity-of-rules\", but it rests on no rule");
    }
    if rule.severity_of_rules && !rule.lowered.is_empty() {
        row.wrong("\"severity-of-rules\" and \"lowered\" do not go together");
    }
    row.end(&[], problems);
    (rule, words)
}

fn required(row: &mut Row<'_>) -> Condition {
    if !row.has("when") {
        row.wrong("\"when\" is missing");
    }
    condition(row, "when").unwrap_or(Condition::Always)
}

fn condition(row: &mut Row<'_>, key: &str) -> Option<Condition> {
    match condition::read(row.value(key)?) {
        Ok(condition) => Some(condition),
        Err(reason) => {
            row.wrong(format!("\"{key}\": {reason}"));
            None
        }
    }
}

fn one_or_more(row: &mut Row<'_>, key: &str) -> Vec<String> {
    match row.value(key) {
        Some(Value::String(one)) => vec![one.clone()],
        _ => row.texts(key),
    }
}

fn lowered(row: &mut Row<'_>) -> Vec<Lowered> {
    let Some(value) = row.value("lowered") else { return Vec::new() };
    let one = |value: &Value| {
        let table = value.as_table().ok_or("no table")?;
        if let Some(key) = table.keys().find(|key| *key != "severity" && *key != "when") {
            return Err(format!("unknown key \"{key}\""));
        }
        let severity = table.get("severity").and_then(Value::as_str).and_then(Severity::from_code);
        let when = condition::read(table.get("when").ok_or("\"when\" is missing")?)?;
        Ok(Lowered { severity: severity.ok_or("\"severity\" is not B, H, M or I")?, when })
    };
    let read: Result<Vec<_>, String> =
        value.as_array().ok_or("no list").map_err(str::to_owned).and_then(|all| all.iter().map(one).collect());
    read.unwrap_or_else(|reason| {
        row.wrong(format!("\"lowered\": {reason}"));
        Vec::new()
    })
}

fn parts(row: &mut Row<'_>, problems: &mut Vec<String>) -> (Vec<Part>, [Vec<PartWords>; 3]) {
    let mut parts = Vec::new();
    let mut words: [Vec<PartWords>; 3] = Default::default();
    let Some(value) = row.value("part") else { return (parts, words) };
    for (index, table) in value.as_array().into_iter().flatten().enumerate() {
        let Some(table) = table.as_table() else {
            row.wrong("[[rule.part]] is no table");
            continue;
        };
        let id = table.get("id").and_then(Value::as_str).map_or_else(|| (index + 1).to_string(), str::to_owned);
        if parts.iter().any(|part: &Part| part.id == id) {
            row.wrong(format!("two parts \"{id}\""));
        }
        let mut part = Row::new(row.file(), format!("{}: part {id}", row.id()), table);
        part.text("id");
        let when = condition(&mut part, "when");
        parts.push(Part {
            id,
            from: part.date("from"),
            to: part.date("to"),
            confirmed: part.flag("confirmed", true),
            scheduled: part.flag("scheduled", false),
            status: part.code("status", Status::from_code, "verified, known or uncertain").unwrap_or(Status::Uncertain),
            recheck: part.date("recheck"),
            due: part.optional_code("due", month_and_day, "a month and a day like 04-30"),
            when,
        });
        let mut given = Vec::new();
        for (language, mut row) in words.iter_mut().zip(part.words()) {
            let one = if row.is_empty() {
                PartWords::default()
            } else {
                PartWords { name: name(&mut row), duty: row.optional("duty"), sure: row.optional("sure") }
            };
            given.push((one.duty.is_some(), one.sure.is_some()));
            language.push(one);
            row.end(&[], problems);
        }
        if given.windows(2).any(|pair| pair[0] != pair[1]) {
            part.wrong("\"duty\" or \"sure\" is not there in every language");
        }
        part.end(&[], problems);
    }
    (parts, words)
}

fn name(row: &mut Row<'_>) -> String {
    let name = row.text("name");
    let signs = name.chars().count();
    if signs > NAME {
        row.wrong(format!("\"name\" has {signs} signs, {NAME} are allowed"));
    }
    name
}

fn words(row: &mut Row<'_>, parts: [Vec<PartWords>; 3], problems: &mut Vec<String>) -> [RuleWords; 3] {
    let mut words: [RuleWords; 3] = Default::default();
    for ((one, mut said), parts) in words.iter_mut().zip(row.words()).zip(parts) {
        one.parts = parts;
        if said.is_empty() {
            continue;
        }
        one.name = name(&mut said);
        one.duty = said.text("duty");
        one.steps = said.texts("steps");
        one.sure = said.optional("sure");
        if !(1..=5).contains(&one.steps.len()) {
            said.wrong("1 to 5 \"steps\"");
        }
        said.end(&[], problems);
    }
    let [first, others @ ..] = &words;
    if others.iter().any(|other| other.sure.is_some() != first.sure.is_some()) {
        row.wrong("\"sure\" is not there in every language");
    }
    words
}

/// Reads `04-01`.
pub fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    let number = |text: &str| (text.len() == 2).then(|| text.parse::<u32>().ok()).flatten();
    let (month, day) = (number(month)?, number(day)?);
    Date::new(2027, month, day).map(|_| (month, day))
}

fn renewal(text: &str) -> Option<Renewal> {
    let months = match text {
        "yearly" => 12,
        "quarterly" => 3,
        "monthly" => 1,
        text => text.strip_suffix('m')?.parse().ok().filter(|months| (1..=600).contains(months))?,
    };
    Some(Renewal { months })
}
