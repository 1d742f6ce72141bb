//! What the exports give, natively.

use std::path::Path;

use serde_json::{Value as Json, json};
use suanpan::pack::source;
use suanpan::schema::{Calculator, Kind, Record};
use suanpan::value::Value;
use suanpan::{calculators, link};

use super::{decode, describe, encode, jobs, load, load_rules, run, snapshots, table};

/// Loads everything of the folder `data`, as a page or a program does.
fn loaded() -> String {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let snapshot = source::read(&data).expect("good data");
    assert_eq!(read(&load(&snapshot.bytes))["snapshot"], snapshot.id.as_str());
    let rules = suanpan_compliance::source::read(&data.join("compliance")).expect("good rules");
    let told = load_rules(&rules.pack("en").expect("a pack in English"), &rules.sources());
    assert_eq!(read(&told)["rules"]["language"], "en");
    snapshot.id
}

/// The inputs of an example, with a day: links of examples have none, the page puts today's in.
fn dated(calculator: &dyn Calculator, link: &str) -> (Json, Record) {
    let mut record = link::decode(link).expect("a link").record;
    let day = Value::parse(&Kind::Date, "2026-11-22");
    for (meta, value) in calculator.fields().iter().zip(&mut record.values) {
        if matches!(meta.kind, Kind::Date) && meta.required && *value == Value::Empty {
            *value = day.clone();
        }
    }
    (suanpan::json::inputs(calculator.fields(), &record), record)
}

fn read(text: &str) -> Json {
    serde_json::from_str(text).expect("JSON")
}

/// The codes of the problems of a result that is refused.
fn codes(result: &str) -> Vec<String> {
    let result = read(result);
    assert_eq!(result["ok"], false);
    let problems = result["problems"].as_array().expect("problems").iter();
    problems.map(|problem| problem["code"].as_str().unwrap_or_default().to_owned()).collect()
}

/// A result with each figure as the one text that [`suanpan::json::outcome`] gives for it.
fn joined(json: &Json) -> Json {
    match json {
        Json::Object(object) => {
            let is_figure = object.keys().all(|key| key == "value" || key == "unit");
            match (object.get("value"), object.get("unit").and_then(Json::as_str)) {
                (Some(Json::String(value)), unit) if is_figure => {
                    let unit = unit.filter(|unit| !["%", "days", "working-days"].contains(unit));
                    json!([value.as_str(), unit.unwrap_or_default()].concat())
                }
                _ => Json::Object(object.iter().map(|(key, value)| (key.clone(), joined(value))).collect()),
            }
        }
        Json::Array(array) => array.iter().map(joined).collect(),
        other => other.clone(),
    }
}

const PARCEL: &str =
    r#"{"destination":"DE","shipping-date":"2026-11-22","parcels":[{"weight":"350g","size":"20x15x8cm"}]}"#;

#[test]
fn every_example_has_the_answer_that_json_gives() {
    let id = loaded();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let snapshot = source::read(&data).expect("good data");
    let world = suanpan::pack::World::new(suanpan::pack::Pack::decode(&snapshot.bytes).expect("a pack"));
    let world = world.with_rules(source::rules(&data.join("compliance"), "en").expect("good rules"));
    for calculator in calculators::ALL {
        for example in calculator.examples() {
            let opened = read(&decode(example.link));
            assert_eq!((&opened["ok"], &opened["calculator"]), (&json!(true), &json!(calculator.id())));
            let options = json!({ "changes": true, "swings": true, "snapshot": id });
            let (inputs, record) = dated(*calculator, example.link);
            let ours = read(&run(calculator.id(), &inputs.to_string(), &options.to_string()));
            let outcome = calculator.evaluate(&record, &world);
            let mut theirs = suanpan::json::outcome(&outcome);
            theirs["answer"]["changes"] = suanpan::json::changes(&calculator.changes(&record, &world, None));
            theirs["answer"]["swings"] = suanpan::json::swings(calculator.swings(&record, &world, None).as_ref());
            assert_eq!(ours["ok"], true, "{} {}: {}", calculator.id(), example.id, ours["problems"]);
            assert_eq!(joined(&ours["value"]), theirs["answer"], "{} {}", calculator.id(), example.id);
            assert_eq!(joined(&ours["warnings"]), theirs["problems"], "{} {}", calculator.id(), example.id);
        }
    }
}

#[test]
fn figures_stand_with_their_unit_apart_and_defaults_are_told() {
    loaded();
    let result = read(&run("shipping-cost", PARCEL, ""));
    assert_eq!(result["value"]["headline"]["cost"], json!({ "value": "39.5", "unit": "CNY" }));
    let assumed = result["assumed"].as_array().expect("what was assumed");
    let quantity = json!({ "field": "parcels", "column": "quantity", "value": "1", "why": "DEFAULT" });
    assert!(assumed.contains(&quantity), "{assumed:?}");
    assert!(!assumed.iter().any(|one| one["field"] == "destination"), "{assumed:?}");
    // Nothing that was not asked for.
    assert_eq!((&result["value"]["changes"], &result["value"]["swings"]), (&Json::Null, &Json::Null));
}

#[test]
fn what_cannot_be_read_is_said_and_never_computed() {
    loaded();
    assert_eq!(codes(&run("no-such", "{}", "")), ["UNKNOWN_CODE"]);
    for inputs in ["", "[]", "{", "null", "\"v=1\"", &"[".repeat(5000), "{\"destination\":\"\\ud800\"}"] {
        assert_eq!(codes(&run("shipping-cost", inputs, "")), ["ROW_SHAPE"], "{inputs}");
    }
    let long = json!({ "destination": "x".repeat(1024 * 1024) }).to_string();
    assert_eq!(codes(&run("shipping-cost", &long, "")), ["TEXT_LIMIT"]);
    assert_eq!(codes(&run("shipping-cost", PARCEL, r#"{"snapshot":"2020-01-01-00000000"}"#)), ["SNAPSHOT_MISSING"]);
    let inexact = PARCEL
        .replace("\"shipping-date\"", "\"currency\":\"USD\",\"exchange-rate\":0.30000000000000004,\"shipping-date\"");
    assert_eq!(codes(&run("shipping-cost", &inexact, "")), ["NUMBER_NOT_EXACT"]);
    let inexact =
        PARCEL.replace("\"shipping-date\"", "\"currency\":\"USD\",\"exchange-rate\":\"NaN\",\"shipping-date\"");
    assert_eq!(codes(&run("shipping-cost", &inexact, "")), ["NUMBER_NOT_EXACT"]);
}

#[test]
fn what_counts_for_nothing_is_a_warning() {
    loaded();
    let typo = PARCEL.replace("\"shipping-date\"", "\"desination\":\"US\",\"shipping-date\"");
    let result = read(&run("shipping-cost", &typo, r#"{"swing":true,"changes":"yes"}"#));
    let warned = result["warnings"].as_array().expect("warnings").iter();
    let warned: Vec<_> = warned.map(|one| (one["code"].clone(), one["args"]["text"]["value"].clone())).collect();
    for expected in [("UNKNOWN_FIELD", "desination"), ("UNKNOWN_OPTION", "swing"), ("UNKNOWN_OPTION", "changes")] {
        assert!(warned.contains(&(json!(expected.0), json!(expected.1))), "{warned:?}");
    }
}

#[test]
fn a_broken_row_is_left_out_and_said() {
    loaded();
    let two = PARCEL.replace("}]", r#"},{"weight":"heavy","size":"20x15x8cm"}]"#);
    let result = read(&run("shipping-cost", &two, ""));
    assert_eq!(result["ok"], true);
    let warnings = result["warnings"].as_array().expect("warnings");
    let of_row = |one: &&Json| one["severity"] == "error" && one["row"] == 1 && one["column"] == "weight";
    assert!(warnings.iter().any(|one| of_row(&one)), "{warnings:?}");
}

#[test]
fn links_go_there_and_back() {
    let snapshot = loaded();
    let written = read(&encode("shipping-cost", PARCEL, r#"{"answer":true,"unknown":[["xy","1"],["v","2"]]}"#));
    let link = written["link"].as_str().expect("a link");
    assert_eq!(written["warnings"].as_array().map(Vec::len), Some(1), "{written}");
    let opened = read(&decode(&format!("https://example.org/en/shipping-cost/#{link}")));
    assert_eq!(opened["seal"], "whole");
    assert_eq!((&opened["snapshot"], &opened["claimed"]), (&json!(snapshot), &json!("39.5")));
    assert_eq!(opened["unknown"], json!([["xy", "1"]]));
    let inputs: Json = read(PARCEL);
    assert_eq!(opened["inputs"]["parcels"][0]["weight"], inputs["parcels"][0]["weight"]);
    assert_eq!(read(&decode(link.split("&k=").next().unwrap_or_default()))["seal"], "cut");
    assert_eq!(codes(&decode("")), ["LINK_CORRUPT"]);
    assert_eq!(codes(&decode("v=99&t=sc&k=hand")), ["LINK_NEWER"]);
    assert_eq!(codes(&decode("v=1&t=zz&k=hand")), ["UNKNOWN_CODE"]);
    assert_eq!(codes(&decode(&format!("v=1&t=sc&n={}", "1".repeat(9000)))), ["LINK_TOO_LONG"]);
}

#[test]
fn every_row_of_a_table_has_its_outcome() {
    loaded();
    let text =
        "order\tcountry\tweight (g)\tsize\nA1\tDE\t350\t20x15x8cm\nA2\tUS\tx\t20x15x8cm\nA3\tFR\t500\t20x15x8cm\n";
    let result =
        read(&table("shipping-cost", text, r#"{"base":{"shipping-date":"2026-11-22"},"columns":["reference"]}"#));
    assert_eq!(result["ok"], true, "{result}");
    let rows = result["rows"].as_array().expect("rows");
    let told: Vec<_> = rows.iter().map(|row| (&row["line"], &row["reference"], &row["outcome"]["ok"])).collect();
    assert_eq!(
        told,
        [
            (&json!(1), &json!("A1"), &json!(true)),
            (&json!(2), &json!("A2"), &json!(false)),
            (&json!(3), &json!("A3"), &json!(true))
        ]
    );
    assert_eq!(rows[0]["outcome"]["value"]["headline"]["cost"], json!({ "value": "39.5", "unit": "CNY" }));
    assert_eq!(codes(&table("compliance", text, "")), ["NOT_OFFERED"]);
    assert_eq!(codes(&table("shipping-cost", &"x".repeat(5 * 1024 * 1024), "")), ["TEXT_LIMIT"]);
}

#[test]
fn a_job_tells_how_far_it_is_and_stops_where_it_is_told_to() {
    loaded();
    let calculator = calculators::ALL.iter().find(|one| one.job_texts().is_some()).expect("a calculator with a job");
    let inputs = dated(*calculator, calculator.examples()[0].link).0.to_string();
    let mut told = Vec::new();
    let result = jobs::run(calculator.id(), &inputs, "", |done, of| {
        told.push((done, of));
        true
    });
    assert_eq!(result["ok"], true, "{result}");
    assert!(!told.is_empty() && told.is_sorted(), "{told:?}");
    let stopped = jobs::run(calculator.id(), &inputs, "", |_, _| false);
    assert_eq!(codes(&stopped.to_string()), ["CANCELLED"]);
    assert_eq!(codes(&jobs::run(calculator.id(), "{}", "", |_, _| true).to_string())[0], "REQUIRED");
    assert_eq!(codes(&jobs::run("shipping-cost", "{}", "", |_, _| true).to_string()), ["NOT_OFFERED"]);
}

#[test]
fn a_description_names_every_field() {
    for calculator in calculators::ALL {
        let told = read(&describe(calculator.id()));
        let keys = told["fields"].as_array().expect("fields").iter().map(|field| field["key"].clone());
        assert_eq!(
            keys.collect::<Vec<_>>(),
            calculator.fields().iter().map(|meta| json!(meta.key)).collect::<Vec<_>>()
        );
    }
    assert_eq!(codes(&describe("no-such")), ["UNKNOWN_CODE"]);
    assert_eq!(read(&super::calculators())["calculators"].as_array().map(Vec::len), Some(calculators::ALL.len()));
}

#[test]
fn bytes_that_are_no_pack_change_nothing() {
    let id = loaded();
    assert_eq!(codes(&load(b"no pack")), ["PACK_UNREADABLE"]);
    assert_eq!(codes(&load_rules(b"no pack", b"")), ["PACK_UNREADABLE"]);
    assert_eq!(read(&snapshots())["data"], json!([id]));
}

#[test]
fn without_data_calculators_say_so() {
    let result = read(&run("shipping-cost", PARCEL, ""));
    assert_eq!(result["problems"][0]["code"], "PACK_MISSING", "{result}");
}
