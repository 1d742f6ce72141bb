//! The scenarios of the facts, and the user's own: how rules stand for a seller on a day. Format:
//! `tests/compliance/README.md`.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use suanpan::calculators::compliance;
use suanpan::json;
use suanpan::schema::{Fields, Question, Severity};
use suanpan_compliance::codes::{Category, Channel, Currency, Customer, Fulfil, Money, Scope, figure};
use suanpan_compliance::profile::{Answer, Held, Sale};
use suanpan_compliance::source::{self, Loaded};
use suanpan_compliance::{Date, Finding, Profile, Rates, State, evaluate};
use toml::{Table, Value};

#[path = "common/scenarios.rs"]
mod typed;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_scenario_of_the_facts_comes_out_as_they_say() {
    let folder = Path::new(ROOT).join("tests/compliance/scenarios");
    let files = toml_files(&folder);
    assert_eq!(files.len(), 20, "a scenario per file");
    run(&files);
}

/// Written for what the others do not reach: what was said in part, what ends, what makes no sense.
#[test]
fn so_do_the_edges() {
    run(&toml_files(&Path::new(ROOT).join("tests/compliance/edges")));
}

#[test]
fn so_do_the_users_own() {
    if let Some(folder) = env::var_os("SUANPAN_SCENARIOS") {
        let files = toml_files(Path::new(&folder));
        assert!(!files.is_empty(), "no scenario in {}", Path::new(&folder).display());
        run(&files);
    }
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths
}

fn run(files: &[PathBuf]) {
    let data = source::read(&Path::new(ROOT).join("data/compliance"));
    let data = data.unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
    let mut failures = Vec::new();
    for path in files {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap();
        let said = text.parse::<Table>().map_err(|error| error.to_string());
        match said.and_then(|table| scenario(&data, &table)) {
            Ok(wrong) => failures.extend(wrong.into_iter().map(|wrong| format!("{file}: {wrong}"))),
            Err(reason) => failures.push(format!("{file}: {reason}")),
        }
    }
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

/// What is not as expected, of the scenario and each of its variants.
fn scenario(data: &Loaded, table: &Table) -> Result<Vec<String>, String> {
    known(table, &["name", "day", "profile", "rates", "expect", "variant"])?;
    let name = text(table, "name")?;
    let base = table.get("profile").and_then(Value::as_table).ok_or("no [profile]")?;
    let rates = rates(table.get("rates"))?;
    let day = text(table, "day")?;
    let mut wrong = check(data, name, &profile(data, base, day)?, &rates, table.get("expect"))?;
    wrong.extend(typed(data, name, base, day, &rates)?);
    for variant in table.get("variant").and_then(Value::as_array).into_iter().flatten() {
        let variant = variant.as_table().ok_or("a [[variant]] is a table")?;
        known(variant, &["name", "day", "profile", "without", "expect"])?;
        let mut changed = base.clone();
        for key in texts(variant.get("without"))? {
            changed.remove(&key).ok_or_else(|| format!("without \"{key}\", which was not said"))?;
        }
        if let Some(other) = variant.get("profile").and_then(Value::as_table) {
            for (key, value) in other {
                // Answers are added to; everything else is replaced.
                match (changed.get_mut(key).and_then(Value::as_table_mut), value) {
                    (Some(answers), Value::Table(more)) if key == "answers" => answers.extend(more.clone()),
                    _ => {
                        changed.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        let day = variant.get("day").and_then(Value::as_str).unwrap_or(day);
        let name = format!("{name}: {}", text(variant, "name")?);
        wrong.extend(check(data, &name, &profile(data, &changed, day)?, &rates, variant.get("expect"))?);
        wrong.extend(typed(data, &name, &changed, day, &rates)?);
    }
    Ok(wrong)
}

/// Rules that stand otherwise where the same is typed into the form.
fn typed(data: &Loaded, name: &str, table: &Table, day: &str, rates: &Rates) -> Result<Vec<String>, String> {
    let list = |key: &str| table.get(key).and_then(Value::as_array).cloned();
    let ships = list("fulfil").unwrap_or_default();
    let from_stock = ships.is_empty() || ships.iter().any(|way| way.as_str() == Some("warehouse"));
    // A form has no place to say that stock lies nowhere; what is sent, and not from stock, is sent from home there.
    let parcels = ships.iter().any(|way| way.as_str() != Some("warehouse"));
    if list("stock").is_some_and(|stock| stock.is_empty() && from_stock) || list("origin").is_none() && parcels {
        return Ok(Vec::new());
    }
    let Some(inputs) = typed::inputs(table, day) else { return Ok(Vec::new()) };
    let fields = <compliance::Compliance as Question>::Inputs::METAS;
    let (record, problems) = json::record(fields, &inputs);
    let unread = record.problems(fields);
    if let Some(problem) = problems.iter().chain(&unread).find(|problem| problem.severity == Severity::Error) {
        return Err(format!("{name}: typed: {problem:?}"));
    }
    let filled = record.settled(fields).with_defaults(fields);
    let inputs = compliance::Inputs::from_values(&filled.values).ok_or("typed: a value is missing")?;
    let own = evaluate(&data.book, &profile(data, table, day)?, rates);
    let form = evaluate(&data.book, &compliance::profile(&inputs), rates);
    let other = own.iter().zip(&form).filter(|(one, other)| (one.state, one.begins) != (other.state, other.begins));
    let other = other.map(|(one, other)| said(&format!("{name}: typed"), &one.id, one.state, Some(other)));
    Ok(other.collect())
}

const STATES: [(&str, State); 6] = [
    ("applies", State::Applies),
    ("watch", State::Watch),
    ("scheduled", State::Scheduled),
    ("unconfirmed", State::Unconfirmed),
    ("unknown", State::Unknown),
    ("not", State::DoesNotApply),
];

fn check(
    data: &Loaded,
    name: &str,
    profile: &Profile,
    rates: &Rates,
    expect: Option<&Value>,
) -> Result<Vec<String>, String> {
    let expect = expect.and_then(Value::as_table).ok_or("no [expect]")?;
    known(
        expect,
        &["applies", "watch", "scheduled", "unconfirmed", "unknown", "not", "share", "begins", "severity", "places"],
    )?;
    let findings = evaluate(&data.book, profile, rates);
    let by_id: BTreeMap<&str, &Finding> = findings.iter().map(|finding| (finding.id.as_str(), finding)).collect();
    let mut wrong = Vec::new();
    let mut seen = BTreeMap::new();
    for (key, state) in STATES {
        for id in texts(expect.get(key))? {
            if let Some(other) = seen.insert(id.clone(), key) {
                return Err(format!("{id} is expected to be {other} and {key}"));
            }
            if let Some(prefix) = id.strip_suffix('*') {
                let all: Vec<_> = findings.iter().filter(|finding| finding.id.starts_with(prefix)).collect();
                if all.is_empty() {
                    wrong.push(format!("{name}: {id}: no such rule"));
                }
                let others = all.into_iter().filter(|finding| finding.state != state);
                wrong.extend(others.map(|finding| said(name, &finding.id, state, Some(finding))));
                continue;
            }
            let ids: Vec<_> = id.split('|').collect();
            if !ids.iter().any(|id| by_id.get(id).is_some_and(|finding| finding.state == state)) {
                wrong.extend(ids.iter().map(|id| said(name, id, state, by_id.get(id).copied())));
            }
        }
    }
    let figures = |key: &str| {
        let table = expect.get(key).and_then(Value::as_table);
        table.into_iter().flatten().map(|(id, value)| (id.clone(), value.as_str().unwrap_or_default().to_owned()))
    };
    let mut compare = |key: &str, actual: &dyn Fn(&Finding) -> String| {
        for (id, expected) in figures(key) {
            let actual = by_id.get(id.as_str()).map_or_else(|| "no such rule".to_owned(), |finding| actual(finding));
            if actual != expected {
                wrong.push(format!("{name}: {id}: {key} is {actual}, not {expected}"));
            }
        }
    };
    compare("share", &|finding| {
        let share = finding.reasons.iter().find_map(|reason| reason.figure.as_ref()?.share);
        share.map_or_else(|| "not there".to_owned(), |share| share.round_dp(4).normalize().to_string())
    });
    compare("begins", &|finding| finding.begins.map_or_else(|| "not there".to_owned(), |day| day.to_string()));
    compare("severity", &|finding| finding.severity.code().to_owned());
    for (id, value) in expect.get("places").and_then(Value::as_table).into_iter().flatten() {
        let expected = texts(Some(value))?;
        let mut actual = by_id.get(id.as_str()).map(|finding| finding.places.clone()).unwrap_or_default();
        actual.sort();
        if actual != expected {
            wrong.push(format!("{name}: {id}: places are {actual:?}, not {expected:?}"));
        }
    }
    Ok(wrong)
}

fn said(name: &str, id: &str, state: State, finding: Option<&Finding>) -> String {
    let Some(finding) = finding else { return format!("{name}: {id}: no such rule") };
    let mut text = format!("{name}: {id}: {}, not {}", finding.state.code(), state.code());
    for reason in &finding.reasons {
        text += &format!("\n    {:?}: {:?}", reason.truth, reason.leaf);
    }
    if let Some(by) = &finding.suppressed_by {
        text += &format!("\n    hidden by {by}");
    }
    text
}

fn profile(data: &Loaded, table: &Table, day: &str) -> Result<Profile, String> {
    known(
        table,
        &[
            "est",
            "markets",
            "origin",
            "coo",
            "channels",
            "fulfil",
            "customers",
            "categories",
            "hts",
            "stock",
            "consignment",
            "item",
            "lines",
            "answers",
            "held",
            "sales",
        ],
    )?;
    let mut profile = Profile::on(date(day)?);
    profile.established = texts(table.get("est"))?;
    profile.markets = texts(table.get("markets"))?;
    profile.origin = texts(table.get("origin"))?;
    profile.made = texts(table.get("coo"))?;
    profile.channels = codes(table.get("channels"), Channel::from_code)?;
    profile.fulfil = codes(table.get("fulfil"), Fulfil::from_code)?;
    profile.customers = codes(table.get("customers"), Customer::from_code)?;
    profile.categories = codes(table.get("categories"), Category::from_code)?;
    profile.hts = texts(table.get("hts"))?;
    profile.stock = table.get("stock").map(|stock| texts(Some(stock))).transpose()?;
    profile.consignment = table.get("consignment").map(money).transpose()?;
    profile.item = table.get("item").map(money).transpose()?;
    profile.lines = table.get("lines").and_then(Value::as_integer).and_then(|lines| lines.try_into().ok());
    for (id, value) in table.get("answers").and_then(Value::as_table).into_iter().flatten() {
        if !data.book.questions.iter().any(|question| question.id == *id) {
            return Err(format!("nobody asks \"{id}\""));
        }
        let answer = match value {
            Value::Boolean(yes) => Answer::Flag(*yes),
            Value::String(text) if text.contains(' ') => Answer::Money(money(value)?),
            Value::String(text) => Answer::Number(figure(text).ok_or_else(|| format!("\"{text}\" is no figure"))?),
            _ => return Err(format!("\"{id}\": true, false, \"10\" or \"10 EUR\"")),
        };
        profile.answers.insert(id.clone(), answer);
    }
    for held in table.get("held").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table) {
        known(held, &["code", "number", "expiry"])?;
        let expiry = held.get("expiry").and_then(Value::as_str).map(date).transpose()?;
        let code = text(held, "code")?.to_owned();
        if !data.book.registrations.contains(&code) && !data.book.rules.iter().any(|rule| rule.id == code) {
            return Err(format!("\"{code}\" is no registration and no rule"));
        }
        profile.held.push(Held { code, expiry });
    }
    for sale in table.get("sales").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table) {
        known(sale, &["place", "scope", "from", "to", "amount", "orders"])?;
        let scope = text(sale, "scope")?;
        let orders = sale.get("orders").and_then(Value::as_str);
        profile.sales.push(Sale {
            place: text(sale, "place")?.to_owned(),
            scope: Scope::from_code(scope).ok_or_else(|| format!("unknown scope \"{scope}\""))?,
            from: date(text(sale, "from")?)?,
            to: date(text(sale, "to")?)?,
            amount: sale.get("amount").map(money).transpose()?,
            orders: orders.map(|text| figure(text).ok_or_else(|| format!("\"{text}\" is no figure"))).transpose()?,
        });
    }
    Ok(profile)
}

fn rates(value: Option<&Value>) -> Result<Rates, String> {
    let one = |(code, rate): (&String, &Value)| {
        let currency = Currency::from_code(code).ok_or_else(|| format!("unknown currency \"{code}\""))?;
        let rate = rate.as_str().and_then(figure).ok_or_else(|| format!("{code}: no rate"))?;
        Ok::<_, String>((currency, rate))
    };
    let rates: Result<Vec<_>, _> = value.and_then(Value::as_table).into_iter().flatten().map(one).collect();
    rates.map(Rates::new)
}

fn known(table: &Table, keys: &[&str]) -> Result<(), String> {
    match table.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(format!("unknown key \"{key}\"")),
        None => Ok(()),
    }
}

fn text<'t>(table: &'t Table, key: &str) -> Result<&'t str, String> {
    table.get(key).and_then(Value::as_str).ok_or_else(|| format!("no text \"{key}\""))
}

fn texts(value: Option<&Value>) -> Result<Vec<String>, String> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let all: Option<Vec<_>> =
        value.as_array().and_then(|all| all.iter().map(|one| one.as_str().map(str::to_owned)).collect());
    all.ok_or_else(|| format!("{value} is no list of texts"))
}

fn codes<T>(value: Option<&Value>, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, String> {
    texts(value)?.iter().map(|text| read(text).ok_or_else(|| format!("unknown \"{text}\""))).collect()
}

fn money(value: &Value) -> Result<Money, String> {
    value.as_str().and_then(Money::parse).ok_or_else(|| format!("{value} is no amount like \"45 EUR\""))
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("\"{text}\" is no day"))
}
