//! A case computed.

use serde_json::{Map, Value as Json, json};
use suanpan::json;
use suanpan::schema::{Answer, Kind, Meta, Problem, Record};
use suanpan::value::Value;

use crate::cases::{self, Options, Refused, told};
use crate::worlds;

/// Computes a case: `{ok, value, warnings, assumed}`.
pub fn run(id: &str, inputs: &str, options: &str) -> Json {
    cases::result(try_run(id, inputs, options))
}

fn try_run(id: &str, inputs: &str, options: &str) -> Result<Json, Refused> {
    let calculator = cases::calculator(id)?;
    let (record, mut problems) = cases::case(calculator, inputs)?;
    let mut options = Options::read(options)?;
    let chosen = options.text("chosen");
    let [changes, swings] = ["changes", "swings"].map(|name| options.flag(name).unwrap_or_default());
    let snapshot = options.text("snapshot");
    problems.append(&mut options.rest());
    worlds::with(snapshot.as_deref(), |world| {
        let mut outcome = calculator.evaluate(&record, world);
        problems.append(&mut outcome.problems);
        let Some(answer) = outcome.answer else { return Err(Refused::by(problems)) };
        let mut value = value(&answer);
        if changes {
            let changes = calculator.changes(&record, world, chosen.as_deref());
            value.insert("changes".to_owned(), json::changes_told(&changes, json::figure));
        }
        if swings {
            let swings = calculator.swings(&record, world, chosen.as_deref());
            value.insert("swings".to_owned(), json::swings_told(swings.as_ref(), json::figure));
        }
        Ok(answered(value, &problems, assumed(calculator.fields(), &record)))
    })?
}

/// An answer as an object.
pub fn value(answer: &Answer) -> Map<String, Json> {
    match json::answer(answer, json::figure) {
        Json::Object(value) => value,
        _ => Map::new(),
    }
}

/// A result with an answer. What is wrong all the same, such as a row that was left out, stands among the warnings.
pub fn answered(value: Map<String, Json>, problems: &[Problem], assumed: Vec<Json>) -> Json {
    json!({ "ok": true, "value": value, "warnings": told(problems), "assumed": assumed })
}

/// What was left to its default, of fields that apply to the case; of a list the columns of which a row leaves one.
pub fn assumed(fields: &[Meta], record: &Record) -> Vec<Json> {
    let defaulted =
        |meta: &Meta, value: &Value| !meta.default.is_empty() && *value == Value::Empty && record.applies(fields, meta);
    let mut assumed = Vec::new();
    for (meta, value) in fields.iter().zip(&record.values) {
        if defaulted(meta, value) {
            assumed.push(json!({ "field": meta.key, "value": meta.default, "why": "DEFAULT" }));
        }
        let (Kind::Rows(columns), Value::Rows(rows), true) = (meta.kind, value, record.applies(fields, meta)) else {
            continue;
        };
        for (place, column) in columns.iter().enumerate() {
            let leaves = |row: &suanpan::value::Row| {
                !row.is_empty() && row.cells.get(place).is_some_and(|cell| defaulted(column, cell))
            };
            if rows.iter().any(leaves) {
                assumed.push(json!({
                    "field": meta.key,
                    "column": column.key,
                    "value": column.default,
                    "why": "DEFAULT",
                }));
            }
        }
    }
    assumed
}
