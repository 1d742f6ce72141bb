//! The user's own rate sheet: good ones are priced as by hand, bad ones end in the right problem at the right cell and
//! in no wrong price.

#![expect(clippy::expect_used, clippy::panic, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use suanpan::amount::Currency;
use suanpan::link;
use suanpan::number::Marks;
use suanpan::pack::{Pack, PackError, Price, Tariff, World};
use suanpan::rate_sheet::{Defaults, Mapping, Role, Sheet, SheetProblem, read, recognise, texts, write};
use suanpan::schema::{Answer, Severity};
use suanpan::vocabulary::DESTINATIONS;
use suanpan::{calculators, json};

mod common;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rate_sheets").join(name)
}

/// What is expected of the sheets of a folder, and the text of each.
fn sheets(name: &str) -> Vec<(Json, String)> {
    let expected = std::fs::read_to_string(folder(name).join("expected.toml")).expect("a file");
    let expected: Json = toml::from_str(&expected).expect("TOML");
    let all = expected["sheet"].as_array().expect("sheets").iter();
    let all: Vec<_> = all
        .map(|sheet| {
            let path = folder(name).join(sheet["file"].as_str().expect("a name"));
            let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (sheet.clone(), String::from_utf8_lossy(&text).into_owned())
        })
        .collect();
    let named: BTreeSet<_> =
        all.iter().map(|(sheet, _)| sheet["file"].as_str().unwrap_or_default().to_owned()).collect();
    let entries =
        std::fs::read_dir(folder(name)).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let files: BTreeSet<_> =
        entries.map(|name| name.to_string_lossy().into_owned()).filter(|name| name != "expected.toml").collect();
    assert_eq!(named, files, "every file is expected, and the other way round");
    all
}

fn defaults(sheet: &Json) -> Defaults {
    let date = "2026-11-22".parse().expect("a day");
    let currency = sheet["currency"].as_str().and_then(Currency::from_code);
    Defaults { currency: currency.unwrap_or(Currency::CNY), ..Defaults::new("My line", date) }
}

fn taken(sheet: &Json, text: &str) -> Sheet {
    read(text, &recognise(text, Marks::ENGLISH), &defaults(sheet))
}

fn world(cards: &[Tariff]) -> World {
    let mut pack = common::data("data");
    pack.tariffs.clear();
    pack.add_own(&Pack::encode_own(cards)).expect("own cards");
    World::new(pack)
}

fn answer(world: &World, to: &str, weight: &str, size: Option<&str>) -> Answer {
    let calculator = calculators::ALL.iter().find(|one| one.id() == "shipping-cost").expect("the calculator");
    let inputs = json!({
        "parcels": [{ "weight": weight, "size": size }], "destination": to, "shipping-date": "2026-11-22",
    });
    let (record, problems) = json::record(calculator.fields(), &inputs);
    assert_eq!(problems, []);
    calculator.evaluate(&record, world).answer.expect("an answer")
}

/// The total of a card, or why it refuses.
fn verdict(answer: &Answer, card: &str) -> String {
    let one = answer.alternatives.iter().find(|one| one.id == card).unwrap_or_else(|| panic!("no {card}"));
    match one.total {
        Some(total) => total.to_string(),
        None => one.refused.iter().map(|problem| problem.code.code()).collect::<Vec<_>>().join("+"),
    }
}

fn told(problems: &[SheetProblem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{} {} {}", problem.code, problem.line, problem.column)).collect()
}

fn strings(list: &Json) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

#[test]
fn good_sheets_are_priced_as_by_hand() {
    for (expected, text) in sheets("good") {
        let file = expected["file"].as_str().unwrap_or_default();
        let sheet = taken(&expected, &text);
        assert_eq!(told(&sheet.problems), strings(&expected["told"]), "{file}");
        let world = world(&sheet.tariffs);
        assert_eq!(world.pack().map(Pack::check), Some(Vec::new()), "{file}");
        for line in strings(&expected["prices"]) {
            let (shipment, price) = line.split_once(" = ").expect("a price");
            let parts: Vec<_> = shipment.split(' ').collect();
            let answer = answer(&world, parts[1], parts[2], parts.get(3).copied());
            assert_eq!(verdict(&answer, parts[0]), price, "{file}: {line}");
        }
    }
}

#[test]
fn own_cards_come_back_from_what_was_written() {
    for (expected, text) in sheets("good") {
        let sheet = taken(&expected, &text);
        let written = write(&sheet.tariffs);
        let again = taken(&json!({ "currency": "CNY" }), &written);
        assert_eq!(again.tariffs, sheet.tariffs, "{}: {written}", expected["file"]);
        assert!(again.problems.iter().all(|problem| problem.severity < Severity::Error), "{:?}", again.problems);
        // A reader of another country takes in the same.
        let german = Marks { decimal: ',', group: '.' };
        assert_eq!(read(&written, &recognise(&written, german), &defaults(&Json::Null)).tariffs, sheet.tariffs);
    }
}
