//! Adding a calculator is adding one folder and one line: what the toy gets for it.

#![expect(clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};
use suanpan::calculators::toy::Toy;
use suanpan::link::{self, Extras, Seal, Written};
use suanpan::number::Marks;
use suanpan::pack::World;
use suanpan::schema::{Calculator, Record, code, wording};
use suanpan::{json, table};

/// Every kind of value, words and private figures among them.
fn full() -> Json {
    json!({
        "wares": [
            { "ware": "=1+2, \"old\" books", "count": "20", "price": "2.5EUR", "heft": "350g" },
            { "ware": "壶", "price": "80EUR", "outside": "60x40x40cm", "tags": "old.rare" },
        ],
        "market-day": "2026-11-22",
        "stall-days": "2",
        "weather": "rain",
        "umbrella-fee": "4EUR",
        "haggling": "12.5",
        "luck": "1.1",
        "helper": "1",
        "stall-rent": "15EUR",
        "remark": "- ask Anna",
    })
}

#[track_caller]
fn read(inputs: &Json) -> Record {
    let (record, problems) = json::record(Toy.fields(), inputs);
    assert_eq!(problems, []);
    record
}

#[track_caller]
fn left(record: &Record) -> String {
    let answer = Toy.evaluate(record, &World::default()).answer.expect("an answer");
    link::claim(&answer).expect("a figure")
}

fn write(record: &Record, private: &[&'static str]) -> Written {
    let extras = Extras { private: private.to_vec(), ..Extras::default() };
    link::encode(&Toy, record, &extras)
}

#[test]
fn it_computes() {
    // 20 × 2.5 × 1.1 × 0.875 = 48.125, 80 × 1.1 × 0.875 = 77; a tenth of 125.13 to the helper; rent 30; umbrella 4.
    assert_eq!(left(&read(&full())), "78.62");
}

#[test]
fn one_folder_and_one_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = fs::read_dir(root.join("src/calculators/toy"))
        .expect("its folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    files.sort();
    assert_eq!(files, ["mod.rs", "words"]);
    let list = fs::read_to_string(root.join("src/calculators/mod.rs")).expect("the list");
    let lines: Vec<_> =
        list.lines().map(str::trim).filter(|line| line.contains("toy::") || line.contains("mod toy")).collect();
    assert_eq!(lines, ["pub mod toy;", "toy::Toy;"]);
}

#[test]
fn its_link_keeps_all_but_words_and_secrets() {
    let record = read(&full());
    let written = write(&record, &[]);
    let expected = "v=1&t=ty&w=_20_2.5EUR_350g&w=__80EUR__60x40x40cm_old.rare&d=2026-11-22&n=2&we=rain&u=4EUR&h=12.5&l=1.1&hp=1&k=";
    assert_eq!(written.text[..written.text.len() - 4], *expected);
    assert_eq!(written.left_out, ["ware", "stall-rent", "remark"]);

    let ticked = write(&record, &["stall-rent", "remark"]);
    assert!(ticked.text.contains("&r1=15EUR&k="), "{}", ticked.text);
    assert_eq!(ticked.left_out, ["ware", "remark"], "words stay at home even where they are ticked");
    let opened = link::decode(&ticked.text).expect("a link");
    assert_eq!(opened.seal, Seal::Whole);
    assert_eq!(left(&opened.record), left(&record));
}

#[test]
fn words_in_a_link_are_not_taken() {
    let opened = link::decode("v=1&t=ty&w=hello_2_3EUR&x=hello&d=2026-11-22&k=hand").expect("a link");
    assert_eq!(opened.unknown, [("x".to_owned(), "hello".to_owned())]);
    let inputs = json::inputs(Toy.fields(), &opened.record);
    assert_eq!(inputs, json!({ "wares": [{ "count": "2", "price": "3EUR" }], "market-day": "2026-11-22" }));
}

#[test]
fn csv_and_json_keep_everything() {
    let record = read(&full());
    assert_eq!(json::inputs(Toy.fields(), &record), full());
    let outcome = Toy.evaluate(&record, &World::default());
    let csv = table::write(Toy.fields(), [("flea", &record, Some(&outcome))]);
    assert!(csv.starts_with("case,wares.ware,wares.count,wares.price,wares.heft,"), "{csv}");
    assert!(csv.contains(r#","'=1+2, ""old"" books",20,"#), "no spreadsheet runs it: {csv}");
    assert!(csv.contains(",78.62EUR,"), "{csv}");
    let (cases, problems) = table::read(Toy.fields(), &csv, Marks::ENGLISH);
    assert_eq!(problems, [], "a written table reads without a word");
    assert_eq!((cases.len(), cases[0].id.as_str()), (1, "flea"));
    assert_eq!(cases[0].record, record);
}

#[test]
fn codes_have_one_order() {
    let written = |tags: &str| write(&read(&json!({ "wares": [{ "price": "1EUR", "tags": tags }] })), &[]).text;
    assert_eq!(written("rare.old.rare"), written("old.rare"));
}

#[test]
fn what_does_not_apply_is_not_sent() {
    let mut inputs = full();
    inputs["weather"] = json!("sun");
    let record = read(&inputs);
    assert!(!write(&record, &[]).text.contains("&u="));
    assert_eq!(left(&record), "82.62");
}

#[test]
fn a_broken_row_leaves_the_others() {
    let mut inputs = full();
    inputs["wares"][0]["price"] = json!("cheap");
    let outcome = Toy.evaluate(&read(&inputs), &World::default());
    let problem = &outcome.problems[0];
    assert_eq!((problem.field, problem.row, problem.column), (Some("wares"), Some(0), Some("price")));
    // 77 without the books: the helper gets 7.70.
    assert_eq!(outcome.answer.as_ref().and_then(link::claim).as_deref(), Some("35.3"));

    inputs["wares"][0]["price"] = json!("3USD");
    let outcome = Toy.evaluate(&read(&inputs), &World::default());
    assert_eq!(outcome.problems[0].code, code::UNIT_MISMATCH);
}

#[test]
fn its_words_are_in_its_folder() {
    let texts = locales::load(env!("CARGO_MANIFEST_DIR").as_ref(), ["toy"]);
    let texts = texts.map_err(|problems| problems.join("\n")).expect("good texts");
    let mut needed = wording::of_calculator(&Toy);
    assert!(
        ["calculator.toy.question", "field.ware.label", "group.luck", "step-name.wares", "choice.weather.rain"]
            .iter()
            .all(|key| needed.contains(&(*key).to_owned()))
    );
    needed.retain(|key| texts.get("zh-Hant", key).is_none());
    assert!(needed.is_empty(), "{needed:?}");
}
