//! Cases with the outcomes that the native program gives, for the tests of the package: every example of every calculator, and of
//! each calculator some of the worked examples and scenarios.

#[path = "../../../tests/common/scenarios.rs"]
mod typed;

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value as Json, json};
use suanpan::schema::{Calculator, Kind, Record};
use suanpan::value::Value;
use suanpan::{json, link};

use crate::project::{self, Result, Which};

/// The day of cases that name none.
const DAY: &str = "2026-11-22";
/// How many worked examples or scenarios of a calculator, about: some of every file.
const WORKED: usize = 12;

/// Where they stand: a line each, `{calculator, name, inputs, told}`.
pub fn file() -> PathBuf {
    project::target().join("tmp/package/cases.jsonl")
}

/// Writes them.
pub fn write() -> Result {
    let mut cases = Vec::new();
    for id in Which::Real.calculators() {
        let calculator = suanpan::calculators::by_id(id).ok_or("no such calculator")?;
        for example in calculator.examples() {
            let mut record = link::decode(example.link).map_err(|error| error.to_string())?.record;
            put_day(calculator, &mut record);
            cases.push(
                json!({ "calculator": id, "name": example.id, "inputs": json::inputs(calculator.fields(), &record) }),
            );
        }
    }
    cases.extend(worked()?);
    cases.extend(scenarios()?);
    let lines: Vec<_> = cases.iter().map(|case| format!("{case}\n")).collect();
    let told = computed(&lines.concat())?;
    if told.len() != cases.len() {
        return Err(format!("{} outcomes for {} cases", told.len(), cases.len()).into());
    }
    for (case, told) in cases.iter_mut().zip(told) {
        case["told"] = serde_json::from_str(&told)?;
    }
    let lines: Vec<_> = cases.iter().map(|case| format!("{case}\n")).collect();
    project::write(&file(), lines.concat().as_bytes())
}

fn put_day(calculator: &dyn Calculator, record: &mut Record) {
    for (meta, value) in calculator.fields().iter().zip(&mut record.values) {
        if matches!(meta.kind, Kind::Date) && meta.required && *value == Value::Empty {
            *value = Value::parse(&meta.kind, DAY);
        }
    }
}

/// Inputs of worked examples, by the data as they are: their own cards stay with the native tests.
fn worked() -> Result<Vec<Json>> {
    let mut files = Vec::new();
    for path in tables("tests/worked_examples")? {
        files.push(toml::from_str::<Json>(&project::read_text(&path)?)?);
    }
    let mut cases = Vec::new();
    for example in &files {
        let of_it = files.iter().filter(|other| other["calculator"] == example["calculator"]).count();
        for case in example["case"].as_array().into_iter().flatten().take(WORKED.div_ceil(of_it)) {
            let name = [&example["id"], &case["name"]].map(|part| part.as_str().unwrap_or_default()).join(": ");
            cases.push(json!({ "calculator": example["calculator"], "name": name, "inputs": case["inputs"] }));
        }
    }
    Ok(cases)
}

/// Scenarios of compliance, as they would be typed.
fn scenarios() -> Result<Vec<Json>> {
    let with_rules = suanpan::calculators::ALL.iter().find(|calculator| calculator.has_rules());
    let id = with_rules.map(|calculator| calculator.id());
    let mut cases = Vec::new();
    for path in tables("tests/compliance/scenarios")? {
        let scenario: toml::Table = project::read_text(&path)?.parse()?;
        let profile = scenario.get("profile").and_then(toml::Value::as_table);
        let day = scenario.get("day").and_then(toml::Value::as_str).unwrap_or(DAY);
        if let Some(inputs) = profile.and_then(|profile| typed::inputs(profile, day)) {
            cases.push(json!({ "calculator": id, "name": scenario.get("name"), "inputs": inputs }));
        }
    }
    cases.truncate(WORKED);
    Ok(cases)
}

/// The tables of a folder.
fn tables(folder: &str) -> Result<Vec<PathBuf>> {
    let mut files = project::files(&project::root().join(folder))?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    Ok(files)
}

/// What the command line program says of cases, a line each.
fn computed(cases: &str) -> Result<Vec<String>> {
    let mut cargo = project::cargo();
    cargo.args(["run", "--quiet", "--profile", "test", "--package", "suanpan", "--features", "json,source"]);
    cargo.args(["--example", "compute", "--", "--lines"]);
    let mut child = cargo.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().ok_or("no way to tell it the cases")?;
    let text = cases.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().map_err(|_| "the cases could not be told")??;
    if !output.status.success() {
        return Err(format!("the example `compute`: {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
}
