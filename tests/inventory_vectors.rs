//! The cases of `tests/inventory/vectors.json`, made by independent implementations, against `stats` and `inventory`;
//! or those of the file that `SUANPAN_VECTORS` names, in the same format.
//!
//! A case is `{id, group, formula, inputs, expected, tolerance: {rel, abs, fields?}}`. A number passes if it is off by no
//! more than `abs + rel × |expected|` (`tolerance.fields` overrides both for a field); everything else must be equal. What
//! is expected is compared, more may be answered. An unknown formula fails.

#![expect(
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a test ends at the first thing it cannot read; it compares floats"
)]

mod inventory;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

#[test]
fn every_case_within_its_tolerance() {
    let path = std::env::var_os("SUANPAN_VECTORS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/inventory/vectors.json")),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases = file["cases"].as_array().unwrap_or_else(|| panic!("{}: no list of cases", path.display()));
    let (mut groups, mut failures) = (BTreeMap::<&str, usize>::new(), Vec::new());
    for case in cases {
        let word = |key: &str| case[key].as_str().unwrap_or_else(|| panic!("a case without {key}: {case}"));
        let (id, formula) = (word("id"), word("formula"));
        *groups.entry(word("group")).or_default() += 1;
        match inventory::answer(formula, &case["inputs"]) {
            None => failures.push(format!("{id}: nobody knows formula {formula}")),
            Some(got) => compare(id, &got, &case["expected"], &case["tolerance"], &mut failures),
        }
    }
    for (group, count) in &groups {
        println!("{group}: {count} cases");
    }
    println!("{} cases of {}", cases.len(), path.display());
    assert!(!cases.is_empty(), "{}: no cases", path.display());
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

fn compare(at: &str, got: &Value, expected: &Value, tolerance: &Value, failures: &mut Vec<String>) {
    match (got, expected) {
        (Value::Object(got), Value::Object(expected)) => {
            for (key, expected) in expected {
                let fields = &tolerance["fields"][key];
                let tolerance = if fields.is_object() { fields } else { tolerance };
                compare(&format!("{at}.{key}"), got.get(key).unwrap_or(&Value::Null), expected, tolerance, failures);
            }
        }
        (Value::Array(got), Value::Array(expected)) if got.len() == expected.len() => {
            for (index, (got, expected)) in got.iter().zip(expected).enumerate() {
                compare(&format!("{at}[{index}]"), got, expected, tolerance, failures);
            }
        }
        (Value::Number(_), Value::Number(_)) => {
            let (got, expected) = (number(got), number(expected));
            let allowed = |key: &str| tolerance[key].as_f64().unwrap_or(0.0);
            let limit = allowed("abs") + allowed("rel") * expected.abs();
            // Written so that a NaN fails.
            let within = (got - expected).abs() <= limit;
            if !within {
                failures.push(format!("{at}: {got} where {expected} ± {limit:e} is expected"));
            }
        }
        _ if got == expected => {}
        _ => failures.push(format!("{at}: {got} where {expected} is expected")),
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}
