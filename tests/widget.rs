//! What a widget tells the page around it of a case, and what that page puts over one (`docs/embedding.md`).

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod common;
#[path = "common/world.rs"]
mod world;

use serde_json::{Map, Value as Json, json};
use suanpan::json::widget;
use suanpan::schema::{Calculator, Kind, Record};
use suanpan::value::Value;
use suanpan::{calculators, link};

fn calculator(id: &str) -> &'static dyn Calculator {
    calculators::by_id(id).unwrap()
}

fn object(json: Json) -> Map<String, Json> {
    json.as_object().unwrap().clone()
}

fn put(id: &str, base: &Record, said: Json, currency: Option<&str>) -> (Record, Vec<&'static str>) {
    let (case, problems) = widget::put_over(base, calculator(id).fields(), &object(said), currency);
    (case, problems.iter().map(|problem| problem.code.code()).collect())
}

fn value<'r>(id: &str, case: &'r Record, key: &str) -> &'r Value {
    let place = calculator(id).fields().iter().position(|meta| meta.key == key).unwrap();
    &case.values[place]
}

#[test]
fn a_host_names_fields_and_the_rest_stays() {
    let id = "shipping-cost";
    let base = link::decode("v=1&t=sc&p=2_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand").unwrap().record;
    let (case, problems) = put(id, &base, json!({ "destination": "FR", "shipping-date": null }), None);
    assert!(problems.is_empty());
    assert_eq!(value(id, &case, "destination").to_string(), "FR");
    assert_eq!(*value(id, &case, "shipping-date"), Value::Empty);
    assert_eq!(value(id, &case, "parcels"), value(id, &base, "parcels"));
}

#[test]
fn what_no_field_is_called_is_named_and_what_cannot_be_read_is_kept() {
    let id = "shipping-cost";
    let base = Record::empty(calculator(id).fields());
    let (case, problems) =
        put(id, &base, json!({ "dest": "FR", "shipping-date": "soon", "destination": { "a": 1 } }), None);
    assert_eq!(problems, ["UNKNOWN_FIELD"]);
    assert_eq!(value(id, &case, "shipping-date").to_string(), "soon");
    assert!(matches!(value(id, &case, "destination"), Value::Unreadable(..)));
}

#[test]
fn money_without_a_currency_is_in_that_of_the_host() {
    let id = "landed-cost";
    let base = Record::empty(calculator(id).fields());
    let said = json!({ "goods": [{ "unit-cost": "12.5" }, { "unit-cost": 8 }, { "unit-cost": "3USD" }] });
    let of = |currency| {
        let (case, _) = put(id, &base, said.clone(), currency);
        suanpan::json::inputs(calculator(id).fields(), &case)["goods"].clone()
    };
    assert_eq!(of(Some("EUR")), json!([{ "unit-cost": "12.5EUR" }, { "unit-cost": "8EUR" }, { "unit-cost": "3USD" }]));
    // One that the suite does not know changes nothing.
    assert_eq!(of(Some("DOGE")), of(None));
    assert_eq!(of(None)[0]["unit-cost"], "12.5");
}

#[test]
fn sales_come_as_rows_of_days() {
    let id = "reorder-point";
    let base = Record::empty(calculator(id).fields());
    let rows = json!([
        { "date": "2026-11-03", "units": "4" },
        { "date": "2026-11-01", "units": 5 },
        { "date": "2026-11-01", "units": 1.5 },
        { "date": "2026-11-04", "units": 0, "out-of-stock": true },
    ]);
    let (case, problems) = put(id, &base, json!({ "demand-from": "history", "history": rows }), None);
    assert!(problems.is_empty());
    assert_eq!(value(id, &case, "history").to_string(), "2026-11-01_6.5_m_4_x");
    for wrong in [
        json!([{ "date": "2026-11-01" }]),
        json!([{ "units": 4 }]),
        json!([{ "date": "2026-11-01", "units": -4 }]),
        json!([{ "date": "1 Nov", "units": 4 }]),
        json!([3, 4]),
        json!([{ "date": "1900-01-01", "units": 1 }, { "date": "2026-01-01", "units": 1 }]),
    ] {
        let (case, _) = put(id, &base, json!({ "history": wrong.clone() }), None);
        assert!(matches!(value(id, &case, "history"), Value::Unreadable(..)), "{wrong}");
    }
    let (case, _) = put(id, &base, json!({ "history": [] }), None);
    assert_eq!(*value(id, &case, "history"), Value::Empty);
}

#[test]
fn a_host_learns_where_each_value_is_from() {
    let id = "shipping-cost";
    let fields = calculator(id).fields();
    let said = link::decode("v=1&t=sc&p=2_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand").unwrap().record;
    let (case, _) = put(id, &said, json!({ "destination": "FR" }), None);
    let told = widget::fields(fields, &case, Some(&said));
    assert_eq!(told["destination"], json!({ "value": "FR", "source": "user" }));
    assert_eq!(told["shipping-date"], json!({ "value": "2026-11-22", "source": "prefill" }));
    assert_eq!(told["currency"]["source"], "default");
    assert_eq!(told["parcels"]["value"], json!([{ "quantity": "2", "weight": "350g", "size": "20x15x8cm" }]));
    assert_eq!(widget::fields(fields, &case, None)["shipping-date"]["source"], "user");
}

/// Examples are of today.
fn dated(calculator: &dyn Calculator, case: &mut Record) {
    for (meta, value) in calculator.fields().iter().zip(&mut case.values) {
        if matches!(meta.kind, Kind::Date) && meta.required && *value == Value::Empty {
            *value = Value::parse(&meta.kind, "2026-11-22");
        }
    }
}

/// Of every example of every calculator: a figure for each figure of the headline, decimals as text with the unit apart, and the
/// same as the whole outcome has.
#[test]
fn results_are_the_figures_of_the_answer() {
    let world = world::world();
    for calculator in calculators::ALL {
        for example in calculator.examples() {
            let mut case = link::decode(example.link).unwrap().record;
            dated(*calculator, &mut case);
            let outcome = calculator.evaluate(&case, &world);
            let told = widget::result(calculator.fields(), &case, &outcome, None);
            let name = format!("{} {}", calculator.id(), example.id);
            assert_eq!(told["answered"], json!(outcome.answer.is_some()), "{name}");
            let whole = suanpan::json::outcome(&outcome);
            let figures = whole["answer"]["headline"].as_object().unwrap();
            assert!(!figures.is_empty(), "{name}");
            for (code, figure) in figures {
                let told = &told["outputs"][code];
                let text = told["value"].as_str().unwrap();
                let unit = told["unit"].as_str().unwrap_or_default();
                let figure = figure.as_str().unwrap();
                assert!(
                    figure.starts_with(text.trim_end_matches('0').trim_end_matches('.'))
                        && (unit.is_empty() || unit == "%" || unit.ends_with("days") || figure.ends_with(unit)),
                    "{name}: {code}: {figure} is told as {told}"
                );
            }
            let best = &whole["answer"]["alternatives"][told["shown"].as_str().unwrap_or_default()];
            assert_eq!(
                told["workings"].as_array().unwrap().len(),
                best["steps"].as_array().map_or(0, Vec::len),
                "{name}"
            );
            assert_eq!(
                told["sources"].as_array().unwrap().len(),
                best["sources"].as_array().map_or(0, Vec::len),
                "{name}"
            );
            assert_eq!(told["sample-share"], best["sample-share"], "{name}");
        }
    }
}

#[test]
fn a_case_without_an_answer_says_why() {
    let calculator = calculator("shipping-cost");
    let case = Record::empty(calculator.fields());
    let outcome = calculator.evaluate(&case, &world::world());
    let told = widget::result(calculator.fields(), &case, &outcome, None);
    assert_eq!((&told["answered"], &told["outputs"]), (&json!(false), &json!({})));
    assert_eq!(told["problems"][0]["code"], "REQUIRED");
    assert!(told["workings"].as_array().unwrap().is_empty());
}

/// What stands outside the build, in types and in what WordPress gets, names every calculator.
#[test]
fn kits_and_types_know_every_calculator() {
    for file in [
        "www/embed/loader.d.ts",
        "kits/wordpress/suanpan/includes/site.php",
        "kits/wordpress/suanpan/block/block.json",
        "kits/wordpress/suanpan/block/editor.js",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        for id in calculators::IDS.iter().filter(|id| **id != "toy") {
            assert!(text.contains(id), "{file} does not know {id}");
        }
    }
}
