//! What the tests of reorder points share: a case, its answer, and what stands in it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use suanpan::pack::World;
use suanpan::schema::{Changes, Severity};
use suanpan::{calculators, json};

use super::common;

pub fn world() -> World {
    World::new(common::data("data"))
}

pub fn outcome(world: &World, inputs: &Json) -> Json {
    let calculator = calculators::by_id("reorder-point").expect("the calculator");
    let (record, mut problems) = json::record(calculator.fields(), inputs);
    let mut outcome = calculator.evaluate(&record, world);
    problems.append(&mut outcome.problems);
    outcome.problems = problems;
    json::outcome(&outcome)
}

/// Twenty units a day, 15 ± 3 days and a look every week, with changes; `null` leaves a field out.
pub fn case(changes: &Json) -> Json {
    let mut case = json!({
        "demand-mean": "20", "demand-deviation": "9", "stages": [{ "stage-days": "15", "stage-deviation": "3" }],
        "review-days": "7", "stock-date": "2026-11-26",
    });
    let fields = case.as_object_mut().expect("an object");
    for (key, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            fields.remove(key);
        } else {
            fields.insert(key.clone(), value.clone());
        }
    }
    case
}

pub fn answer(changes: &Json) -> Json {
    let outcome = outcome(&world(), &case(changes));
    assert!(outcome["answer"].is_object(), "{changes}: {}", outcome["problems"]);
    outcome["answer"].clone()
}

pub fn headline(changes: &Json, figure: &str) -> f64 {
    number(&answer(changes)["headline"][figure])
}

/// Figures of the method that was asked for.
pub fn figure(answer: &Json, method: &str, figure: &str) -> f64 {
    number(&answer["alternatives"][method]["figures"][figure])
}

pub fn number(value: &Json) -> f64 {
    let text = value.as_str().unwrap_or_else(|| panic!("no figure but {value}"));
    text.trim_end_matches(char::is_alphabetic).parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

pub fn notes(answer: &Json, method: &str) -> Vec<(String, Json)> {
    let all = [&answer["notes"], &answer["alternatives"][method]["notes"]];
    let all = all.into_iter().filter_map(Json::as_array).flatten();
    all.map(|note| (note["code"].as_str().unwrap_or_default().to_owned(), note["args"].clone())).collect()
}

/// What stands around an answer.
pub fn changes(changes: &Json) -> Changes {
    let calculator = calculators::by_id("reorder-point").expect("the calculator");
    let (record, problems) = json::record(calculator.fields(), &case(changes));
    assert!(problems.iter().all(|one| one.severity < Severity::Error), "{problems:?}");
    calculator.changes(&record, &world(), None)
}

/// The answer to a further question, as a file has it.
pub fn section(from: &Json, title: &str) -> Json {
    json::changes(&changes(from))["sections"][title].clone()
}

/// Code, field and nothing else.
#[track_caller]
pub fn assert_refused(changes: &Json, code: &str, fields: &[&str]) {
    let outcome = outcome(&world(), &case(changes));
    assert!(outcome["answer"].is_null(), "{changes} has an answer");
    let problems = outcome["problems"].as_array().expect("problems");
    assert!(
        problems.iter().any(|one| one["code"] == code && fields.iter().any(|field| one["field"] == *field)),
        "{changes}: {problems:?}"
    );
}

/// Whether the working of a method has a step, with its figures.
pub fn step<'a>(answer: &'a Json, method: &str, formula: &str) -> Option<&'a Json> {
    let steps = answer["alternatives"][method]["steps"].as_array()?;
    steps.iter().find(|step| step["id"] == formula)
}

/// The figures of a step, which its formula is made of.
pub fn args(answer: &Json, method: &str, id: &str) -> BTreeMap<String, f64> {
    let step = step(answer, method, id).unwrap_or_else(|| panic!("no step {id}"));
    let args = step["args"].as_object().expect("figures");
    let mut args: BTreeMap<_, _> = args.iter().map(|(key, value)| (key.clone(), number(value))).collect();
    args.insert("result".to_owned(), number(&step["result"]));
    args
}
