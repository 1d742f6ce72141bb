//! Worked examples: every case of `tests/worked_examples/*.toml`, and of the folder named in `SUANPAN_EXAMPLES`, gives
//! what it expects, and so do the shipments of the judge. Every case also travels as a link, as CSV and as JSON, and
//! must arrive with the same answer. The format is described in `tests/worked_examples/README.md`.

#![expect(clippy::expect_used, clippy::panic, reason = "a test ends at the first thing it cannot read")]

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value as Json, json};
use suanpan::link::{self, Extras};
use suanpan::number::Marks;
use suanpan::pack::{World, source};
use suanpan::schema::{Calculator, Record};
use suanpan::value::Value;
use suanpan::{calculators, json, table};

mod common;
#[path = "common/judge.rs"]
mod judge;
#[path = "common/world.rs"]
mod whole;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    id: String,
    title: String,
    source: String,
    calculator: String,
    #[serde(default)]
    tariff: Vec<toml::Table>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    inputs: Json,
    expect: Json,
}

#[test]
fn examples_of_the_project() {
    assert_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked_examples"));
}

#[test]
fn examples_of_the_user() {
    if let Some(folder) = std::env::var_os("SUANPAN_EXAMPLES") {
        assert_folder(Path::new(&folder));
    }
}

#[test]
fn shipments_of_the_judge() {
    let world = whole::world();
    let shipments = judge::shipments();
    assert!(shipments.len() >= 500, "{} shipments", shipments.len());
    let calculator = calculator("shipping-cost");
    let mut wrong = Vec::new();
    for judge::Shipment { line, service, inputs, expected } in shipments {
        let found = judge::verdict(&outcome(calculator, &inputs, &world, &mut wrong), service);
        if found != expected {
            wrong.push(format!("{line}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `judge-landed.tsv`: consignments by a quote or delivered by the supplier, assessed by `judge_landed.py`.
#[test]
fn consignments_of_the_judge() {
    let world = whole::world();
    let mut lines = include_str!("worked_examples/judge-landed.tsv").lines().skip(1);
    assert_eq!(lines.next(), Some("link\tway\trefused\ttotal\tcash\tborder\tshares\tfor"));
    let lines: Vec<_> = lines.collect();
    assert!(lines.len() >= 200 * world.pack().map_or(0, |pack| pack.markets.len()), "{} consignments", lines.len());
    let (mut wrong, mut shared) = (Vec::new(), 0);
    for line in lines {
        let (expected, _made_for) = line.rsplit_once('\t').expect("what it is for");
        let (text, expected) = expected.split_once('\t').expect("a link and what is expected");
        let (way, expected) = expected.split_once('\t').expect("a way and what is expected");
        let opened = link::decode(text).expect("a good link");
        let found = json::outcome(&opened.calculator.evaluate(&opened.record, &world));
        let found = &found["answer"]["alternatives"][way];
        let parts =
            [&found["refused"][0]["code"], &found["total"], &found["figures"]["cash"], &found["figures"]["border"]];
        let parts = parts.map(|part| part.as_str().unwrap_or_default());
        let shares = shares(found);
        shared += usize::from(shares.contains('+'));
        let found = format!("{}\t{shares}", parts.join("\t"));
        if found != expected {
            wrong.push(format!("{text}\n  {way}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(shared > 1000, "{shared} with several rows");
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

/// What each of several rows bears of the bill, and what one of its units costs where it is of several: `10.5+30:7.5`.
fn shares(alternative: &Json) -> String {
    let steps = alternative["steps"].as_array().map_or(&[][..], Vec::as_slice);
    let amount = |value: &Json| value.as_str().unwrap_or("?").trim_end_matches(char::is_alphabetic).to_owned();
    let shares = steps.iter().filter(|step| step["id"] == "unit-cost").map(|step| {
        let share = amount(&step["args"]["share"]);
        if step["args"]["units"] == "1" { share } else { format!("{share}:{}", amount(&step["result"])) }
    });
    let shares: Vec<_> = shares.collect();
    if shares.len() > 1 { shares.join("+") } else { String::new() }
}

/// `judge-sale.tsv`: sales and batches by way of warehouses, with a quote, reckoned by `judge_sale.py`.
#[test]
fn sales_and_batches_of_the_judge() {
    let world = whole::world();
    let mut lines = include_str!("worked_examples/judge-sale.tsv").lines().skip(1);
    assert_eq!(lines.next(), Some("link\texpected"));
    let (mut wrong, mut sales, mut batches, mut stepped) = (Vec::new(), 0, 0, 0);
    for line in lines {
        let (text, expected) = line.split_once('\t').expect("a link and what is expected");
        let (kind, expected) = expected.split_once(';').expect("a kind and figures");
        let opened = link::decode(text).expect("a good link");
        if kind == "batch" {
            batches += 1;
            let found = json::outcome(&opened.calculator.evaluate(&opened.record, &world));
            differences("", expected, &found["answer"]["alternatives"]["own-quote"], text, &mut wrong);
            continue;
        }
        sales += 1;
        let found = json::changes(&opened.calculator.changes(&opened.record, &world, Some("own-quote")));
        let found = &found["sections"]["sale"]["alternatives"];
        if expected == "none" {
            if !found.is_null() {
                wrong.push(format!("{text}\n  expected nothing\n  found    {found}"));
            }
            continue;
        }
        let channels: Vec<_> = expected.split(';').map(|channel| channel.split_once(':').expect("a name")).collect();
        if found.as_object().map_or(0, serde_json::Map::len) != channels.len() {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {found}"));
        }
        for (channel, expected) in channels {
            stepped += usize::from(expected.contains("steps=fall"));
            differences(channel, expected, &found[channel], text, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
    assert!(sales >= 200 && batches >= 200 && stepped >= 15, "{sales} sales, {batches} batches, {stepped} with steps");
}

/// Figures as `name=value`, of which an empty value is none, against an alternative; `refused` alone is one without a total.
fn differences(of: &str, expected: &str, found: &Json, link: &str, wrong: &mut Vec<String>) {
    if expected == "refused" {
        if found["refused"].as_array().is_none_or(Vec::is_empty) {
            wrong.push(format!("{link}\n  {of} is not refused"));
        }
        return;
    }
    for part in expected.split(',') {
        let (name, expected) = part.split_once('=').expect("a name and a value");
        let places = [&found[name], &found["figures"][name], &found["lines"][name]];
        let steps = if name == "steps" { steps(found) } else { String::new() };
        let found = places.iter().find_map(|place| place.as_str()).unwrap_or(&steps);
        if found != expected {
            wrong.push(format!("{link}\n  {of} {name}: expected {expected:?}, found {found:?}"));
        }
    }
}

/// The prices near by from which on profit falls: `fall/from/below/before/after/again/net`, without `again` where no price
/// reaches it.
fn steps(alternative: &Json) -> String {
    let notes = alternative["notes"].as_array().map_or(&[][..], Vec::as_slice);
    let told = notes.iter().filter_map(|note| {
        let (kind, slots): (_, &[_]) = match note["code"].as_str()? {
            "PRICE_DROP" => ("fall", &["from", "below", "before", "after", "again"]),
            "PRICE_DROP_TAXED" => ("fall", &["from", "below", "before", "after", "again", "net"]),
            "PRICE_LOST" => ("fall", &["from", "below", "before", "after", ""]),
            _ => return None,
        };
        let slots = slots.iter().map(|slot| note["args"][slot].as_str().unwrap_or_default());
        Some([kind].into_iter().chain(slots).collect::<Vec<_>>().join("/"))
    });
    told.collect::<Vec<_>>().join("+")
}

#[test]
fn a_difference_is_named_by_its_path() {
    let found = json!({ "total": "5CNY", "notes": [{ "code": "A", "row": "1" }, { "code": "B" }] });
    let differences = |expected: Json| {
        let mut wrong = Vec::new();
        compare(&expected, &found, "answer", &mut wrong);
        wrong
    };
    assert_eq!(differences(json!({ "total": "5CNY", "notes": [{ "code": "B" }, { "row": "1" }] })), [""; 0]);
    assert_eq!(differences(json!({ "total": "6CNY" })), [r#"answer.total: expected "6CNY", found "5CNY""#]);
    assert_eq!(differences(json!({ "sum": "6CNY" })), [r#"answer.sum: expected "6CNY", found nothing"#]);
    assert_eq!(differences(json!({ "notes": [{ "code": "B", "row": "1" }] })).len(), 1);
}

#[track_caller]
fn assert_folder(folder: &Path) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    assert!(!paths.is_empty(), "{}: no example", folder.display());
    let wrong: Vec<_> = paths.iter().flat_map(|path| differences_of(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every difference of a file, named by file, case and path.
fn differences_of(path: &Path) -> Vec<String> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let example: Example = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut pack = common::data("data");
    for card in &example.tariff {
        let card = source::tariff(&card.to_string()).unwrap_or_else(|error| panic!("{file}: {error}"));
        pack.tariffs.retain(|other| other.id != card.id);
        pack.tariffs.push(card);
    }
    assert_eq!(pack.check(), [""; 0], "{file}");
    assert!(!example.case.is_empty(), "{file}: no case");
    let (calculator, world) = (calculator(&example.calculator), World::new(pack));
    let mut differences = Vec::new();
    for Case { name, inputs, expect } in &example.case {
        let mut wrong = Vec::new();
        let mut found = outcome(calculator, inputs, &world, &mut wrong);
        if expect.get("changes").is_some() {
            let (record, _) = json::record(calculator.fields(), inputs);
            found["changes"] = json::changes(&calculator.changes(&record, &world, None));
        }
        compare(expect, &found, "", &mut wrong);
        differences.extend(wrong.iter().map(|wrong| format!("{file}, {name}: {wrong}")));
    }
    if !differences.is_empty() {
        differences.push(format!("  {file} is {}, {}. Source: {}", example.id, example.title, example.source));
    }
    differences
}

fn calculator(id: &str) -> &'static dyn Calculator {
    calculators::by_id(id).unwrap_or_else(|| panic!("no calculator {id}"))
}

/// The JSON outcome of JSON inputs. Where another way of sending the case changes it, that is added to `wrong`.
fn outcome(calculator: &dyn Calculator, inputs: &Json, world: &World, wrong: &mut Vec<String>) -> Json {
    let (record, mut problems) = json::record(calculator.fields(), inputs);
    let mut outcome = calculator.evaluate(&record, world);
    // What could not be read is kept as it was typed, but not sent.
    let ways = if is_readable(&record.values) { sent(calculator, &record).to_vec() } else { Vec::new() };
    for (way, arrived) in ways {
        if calculator.evaluate(&arrived, world) != outcome {
            wrong.push(format!("as {way} it has another answer: {}", json::inputs(calculator.fields(), &arrived)));
        }
    }
    problems.append(&mut outcome.problems);
    outcome.problems = problems;
    json::outcome(&outcome)
}

fn is_readable(values: &[Value]) -> bool {
    values.iter().all(|value| match value {
        Value::Rows(rows) => rows.iter().all(|row| is_readable(&row.cells)),
        value => !matches!(value, Value::Unreadable(..)),
    })
}

/// The case as it arrives by each way of sending it.
fn sent(calculator: &dyn Calculator, record: &Record) -> [(&'static str, Record); 3] {
    let fields = calculator.fields();
    let extras = Extras { private: fields.iter().map(|meta| meta.key).collect(), ..Extras::default() };
    let written = link::encode(calculator, record, &extras);
    let opened = link::decode(&written.text).expect("what was written opens");
    let (mut cases, _) = table::read(fields, &table::write(fields, [("one", record, None)]), Marks::ENGLISH);
    let (from_json, _) = json::record(fields, &json::inputs(fields, record));
    let from_table = cases.pop().map(|case| case.record).unwrap_or_default();
    [("a link", opened.record), ("CSV", from_table), ("JSON", from_json)]
}

/// Whether all that is expected is there; of an array, each element must match some element.
fn compare(expected: &Json, found: &Json, path: &str, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Json::Object(expected), Json::Object(found)) => {
            for (key, expected) in expected {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match found.get(key) {
                    Some(found) => compare(expected, found, &path, wrong),
                    None => wrong.push(format!("{path}: expected {expected}, found nothing")),
                }
            }
        }
        (Json::Array(expected), Json::Array(found)) => {
            let matches = |one: &Json, other: &Json| {
                let mut wrong = Vec::new();
                compare(one, other, "", &mut wrong);
                wrong.is_empty()
            };
            let missing = expected.iter().filter(|one| !found.iter().any(|other| matches(one, other)));
            wrong.extend(
                missing.map(|one| format!("{path}: expected one like {one}, found {}", Json::from(found.clone()))),
            );
        }
        _ if expected == found => {}
        _ => wrong.push(format!("{path}: expected {expected}, found {found}")),
    }
}
