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
use suanpan::pack::{Pack, PackError, Price, System, Tariff, World};
use suanpan::rate_sheet::{
    Defaults, Mapping, Role, Sheet, SheetProblem, read, recognise, texts, units, usual_divisor, write,
};
use suanpan::schema::{Answer, Severity};
use suanpan::units::Unit;
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
    let defaults = Defaults::new("My line", date);
    let step = sheet["step"].as_str().map_or(defaults.step, |step| step.parse().expect("a step"));
    Defaults { currency: currency.unwrap_or(Currency::CNY), step, ..defaults }
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
    answer_on(world, to, weight, size, "2026-11-22")
}

fn answer_on(world: &World, to: &str, weight: &str, size: Option<&str>, day: &str) -> Answer {
    let calculator = calculators::ALL.iter().find(|one| one.id() == "shipping-cost").expect("the calculator");
    let inputs = json!({
        "parcels": [{ "weight": weight, "size": size }], "destination": to, "shipping-date": day,
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

/// Weights around every edge of the sheets, and far beyond them.
const WEIGHTS: [&str; 8] = ["1g", "0.5kg", "0.501kg", "1.5kg", "2kg", "30kg", "60kg", "1001kg"];

/// Asks every card for every destination.
fn ask_for_all(cards: &[Tariff], weights: &[&str]) -> Vec<(String, Answer)> {
    let world = world(cards);
    let all = weights.iter().flat_map(|weight| DESTINATIONS.iter().map(move |to| (*weight, *to)));
    all.map(|(weight, to)| (to.to_owned(), answer(&world, to, weight, None))).collect()
}

#[test]
fn bad_sheets_end_in_the_right_problem_and_no_wrong_price() {
    for (expected, text) in sheets("bad") {
        let file = expected["file"].as_str().unwrap_or_default();
        let sheet = taken(&expected, &text);
        assert_eq!(told(&sheet.problems), strings(&expected["told"]), "{file}");
        let served: BTreeSet<_> = sheet.tariffs.iter().flat_map(|card| &card.lanes).flat_map(|lane| &lane.to).collect();
        let lanes: BTreeSet<_> = strings(&expected["lanes"]).into_iter().map(str::to_owned).collect();
        assert_eq!(served, lanes.iter().collect(), "{file}");
        for (to, answer) in ask_for_all(&sheet.tariffs, &WEIGHTS) {
            let priced = answer.alternatives.iter().any(|one| one.total.is_some());
            assert!(!priced || lanes.contains(&to), "{file}: a price to {to}");
        }
        assert_eq!(taken(&Json::Null, &write(&sheet.tariffs)).tariffs, sheet.tariffs, "{file}");
    }
}

/// Every problem that can be said is said by some sheet, or by the two that are too large to keep as files.
#[test]
fn every_problem_has_a_sheet() {
    let mut said: BTreeSet<_> = ["TOO_LONG", "TOO_MANY_LINES"].map(str::to_owned).into();
    for (expected, text) in sheets("bad").into_iter().chain(sheets("good")) {
        said.extend(taken(&expected, &text).problems.iter().map(|problem| problem.code.code().to_owned()));
    }
    let registered: BTreeSet<_> = texts::problem::ALL.iter().map(|text| text.code().to_owned()).collect();
    assert_eq!(said, registered);
    let roles: Vec<_> = Role::ALL.iter().map(|role| role.text().code()).collect();
    assert_eq!(
        roles.iter().copied().collect::<BTreeSet<_>>(),
        texts::role::ALL.iter().map(|text| text.code()).collect()
    );
    assert!(Role::ALL.iter().all(|role| Role::from_code(role.text().code()) == Some(*role)));
}

/// A slot that nothing fills would show as `{from}`.
#[test]
fn every_slot_of_a_problem_is_filled() {
    let ids = calculators::ALL.iter().map(|calculator| calculator.id());
    let words = locales::load(env!("CARGO_MANIFEST_DIR").as_ref(), ids).map_err(|all| all.join("\n")).expect("texts");
    let mut problems = vec![];
    for (expected, text) in sheets("bad").into_iter().chain(sheets("good")) {
        problems.extend(taken(&expected, &text).problems);
    }
    for problem in problems {
        for (tag, _) in &words.languages {
            let sentence = words.get(tag, problem.code.key()).unwrap_or_default();
            assert!(!sentence.is_empty(), "{tag}: {}", problem.code.key());
            for slot in sentence.split('{').skip(1).filter_map(|rest| rest.split(['}', '|']).next()) {
                let filled = problem.args.iter().any(|(name, arg)| *name == slot && !arg.to_string().is_empty());
                assert!(filled, "{tag}, {}: {{{slot}}} of “{sentence}” in {problem:?}", problem.code.key());
            }
        }
    }
}

#[test]
fn what_is_too_large_is_not_read() {
    let header = "Country,Weight (kg),Price per kg\n";
    let lines = |count: usize| header.to_owned() + &"US,0-2,80\n".repeat(count);
    let read_it = |text: &str| taken(&Json::Null, text);
    assert_eq!(told(&read_it(&lines(20_001)).problems), ["TOO_MANY_LINES 20002 0"]);
    assert_eq!(read_it(&lines(20_000)).lines, 20_000);
    assert_eq!(told(&read_it(&"x".repeat(4 * 1024 * 1024 + 1)).problems), ["TOO_LONG 0 0"]);
}

/// A column that is mapped by hand is read; a remembered mapping is found again by its header.
#[test]
fn a_mapping_can_be_changed_and_remembered() {
    let text = "Country,Weight (kg),Price\nUS,0-2,80\n";
    let mut mapping = recognise(text, Marks::ENGLISH);
    mapping.columns[2].role = Role::PerKg;
    let remembered = Mapping::from_text(&mapping.to_text()).expect("a mapping");
    let later = format!("Prices of December\n{text}DE,0-2,50\n");
    let mut mapping = recognise(&later, Marks::ENGLISH);
    assert_eq!(mapping.signature(), remembered.signature());
    assert!(mapping.adopt(&remembered));
    let sheet = read(&later, &mapping, &defaults(&Json::Null));
    assert_eq!((told(&sheet.problems).len(), sheet.lines), (0, 2));
    let world = world(&sheet.tariffs);
    assert_eq!(verdict(&answer(&world, "DE", "1kg", None), "own-1"), "50CNY");
}

/// The user's own cards stand beside those of the data, under the user's name.
#[test]
fn a_remembered_mapping_brings_no_weight_of_another_header() {
    let remembered = recognise("Country,4.5KG+,10KG+\nUS,12,11\n", Marks::ENGLISH);
    let mut mapping = recognise("Country,45KG+,100KG+\nUS,12,11\n", Marks::ENGLISH);
    let weights = |mapping: &Mapping| mapping.columns.iter().map(|column| column.weight).collect::<Vec<_>>();
    let own = weights(&mapping);
    mapping.adopt(&remembered);
    assert_eq!(weights(&mapping), own);
    let mut close = recognise("Country,45KG+,10KG+\nUS,12,11\n", Marks::ENGLISH);
    let own = weights(&close);
    assert!(close.adopt(&remembered), "the signatures are the same");
    assert_eq!(weights(&close), own);
}

#[test]
fn a_header_that_is_not_known_is_mapped_by_hand() {
    let text = "Q4\n国家,档位,甲,乙\n德国,0-2,30,16\n";
    assert_eq!(recognise(text, Marks::ENGLISH).header, 0);
    let mut mapping = Mapping::by_hand(text, Marks::ENGLISH).expect("a line of several cells");
    assert_eq!((mapping.header, mapping.columns.len(), mapping.columns[0].role), (2, 4, Role::Country));
    for (column, role) in mapping.columns.iter_mut().skip(1).zip([Role::Range, Role::PerKg, Role::Fee]) {
        column.role = role;
    }
    let sheet = read(text, &mapping, &defaults(&Json::Null));
    assert_eq!(told(&sheet.problems), [""; 0]);
    assert_eq!(verdict(&answer(&world(&sheet.tariffs), "DE", "1kg", None), "own-1"), "46CNY");
    assert_eq!(Mapping::by_hand("words\n", Marks::ENGLISH), None);
}

#[test]
fn own_cards_compete_with_the_samples_and_keep_their_name() {
    let text = "Service,Country,Weight (kg),Price per kg,Handling fee\n=My <line>,DE,0-2,1,1\n";
    let sheet = taken(&Json::Null, text);
    let mut pack = common::data("data");
    let (snapshot, cards) = (pack.snapshot.clone(), pack.tariffs.len());
    for _ in 0..2 {
        pack.add_own(&Pack::encode_own(&sheet.tariffs)).expect("own cards");
    }
    assert_eq!((pack.check(), pack.snapshot.as_str(), pack.tariffs.len()), (Vec::new(), snapshot.as_str(), cards + 1));
    let answer = answer(&World::new(pack), "DE", "1kg", Some("20x15x8cm"));
    let best = &answer.alternatives[0];
    assert_eq!((best.id.as_str(), best.title.as_deref()), ("own-1", Some("=My <line>")));
    assert_eq!(best.service().to_string(), "=My <line>");
    assert_eq!(best.sample_share.map(|share| share.to_string()).as_deref(), Some("0"));
    let decision = answer.decision.as_ref().expect("a decision");
    assert!(decision.args.iter().any(|(slot, arg)| *slot == "best" && arg.to_string() == "=My <line>"));
    let outcome = json::outcome(&suanpan::schema::Outcome { answer: Some(answer), problems: Vec::new() });
    assert_eq!(outcome["answer"]["alternatives"]["own-1"]["title"], "=My <line>");
    assert!(write(&sheet.tariffs).contains("'=My <line>"), "a spreadsheet would run it");
}

/// One card that breaks a rule is left out and said; whoever takes in the others takes them all.
#[test]
fn a_card_beyond_the_rules_is_left_out_before_it_is_handed_over() {
    let text = "Service,Country,Weight (kg),Price per kg,Fuel\nA,US,0-2,80,\nB,DE,0-2,50,\n";
    let mapping = recognise(text, Marks::ENGLISH);
    let huge = "1000000000000".parse().ok();
    for settings in [
        Defaults { fuel: huge, ..defaults(&Json::Null) },
        Defaults { step: huge.expect("a figure"), ..defaults(&Json::Null) },
    ] {
        let sheet = read(text, &mapping, &settings);
        assert_eq!((told(&sheet.problems), sheet.tariffs), (vec!["OUT_OF_RANGE 0 0".to_owned(); 2], vec![]));
    }
}

/// The divisor that a form offers fits the units of the sheet.
#[test]
fn the_usual_divisor_is_in_the_units_of_the_sheet() {
    let lines = "US,0-1,7.2\nUS,1-5,8.9\n";
    let offered = |header: &str, lines: &str, unit: Unit| {
        let text = format!("{header}\n{lines}");
        let mapping = recognise(&text, Marks::ENGLISH);
        let defaults = Defaults { unit, ..defaults(&Json::Null) };
        let divisor = usual_divisor(units(&text, &mapping, &defaults));
        let sheet = read(&text, &mapping, &Defaults { divisor: Some(divisor), ..defaults });
        assert_eq!((told(&sheet.problems), sheet.tariffs.len()), (vec![], 1), "{text}");
        (divisor.to_string(), sheet.system)
    };
    let metric = ("6000".to_owned(), Some(System::Metric));
    let imperial = ("139".to_owned(), Some(System::Imperial));
    assert_eq!(offered("Country,Weight (lb),Flat price", lines, Unit::Kilogram), imperial);
    assert_eq!(offered("Country,Weight (kg),Flat price", lines, Unit::Pound), metric);
    assert_eq!(offered("Country,Weight,Flat price", lines, Unit::Ounce), imperial);
    assert_eq!(offered("Country,Weight,Flat price", "US,0-1lb,7.2\n", Unit::Kilogram), imperial);
}

/// Each period of a service is a card, and the day of shipment chooses.
#[test]
fn the_day_of_shipment_chooses_the_period() {
    let (_, text) = sheets("good").into_iter().find(|(one, _)| one["file"] == "23-valid-days.csv").expect("the sheet");
    let cards = taken(&Json::Null, &text).tariffs;
    let world = world(&cards);
    let on = |day: &str| {
        let answer = answer_on(&world, "US", "1kg", None, day);
        answer.alternatives.iter().map(|one| verdict(&answer, &one.id)).collect::<Vec<_>>()
    };
    assert_eq!((on("2026-10-31"), on("2026-11-30")), (vec![], vec!["100CNY".to_owned()]));
    assert_eq!(on("2026-12-01"), ["110CNY"]);
}

/// A link says what the sender pays, but never by a contract of his own.
#[test]
fn a_link_does_not_carry_a_price_of_the_users_own() {
    let own = taken(&Json::Null, "Country,Weight (kg),Price per kg\nDE,0-2,1\n").tariffs;
    let dear = taken(&Json::Null, "Country,Weight (kg),Price per kg\nDE,0-2,9999\n").tariffs;
    let claimed = |cards: &[Tariff]| {
        let mut pack = common::data("data");
        pack.add_own(&Pack::encode_own(cards)).expect("own cards");
        link::claim(&answer(&World::new(pack), "DE", "0.35kg", Some("20x15x8cm")))
    };
    assert_eq!(claimed(&own), None);
    assert_eq!(claimed(&dear).as_deref(), Some("39.5"));
    assert_eq!(claimed(&[]).as_deref(), Some("39.5"));
}

#[test]
fn bytes_that_are_no_own_cards_are_refused() {
    let sheet = taken(&Json::Null, "Country,Weight (kg),Price per kg,Handling fee\nUS,0-2,80.5,20\nDE,0-2,50,20\n");
    let bytes = Pack::encode_own(&sheet.tariffs);
    let mut pack = common::data("data");
    let before = pack.clone();
    for wrong in [&[] as &[u8], b"<!doctype html>", &bytes[1..], &bytes[..bytes.len() - 1], &pack.encode()] {
        assert_eq!(pack.add_own(wrong), Err(PackError::Format));
    }
    let mut changed = sheet.tariffs.clone();
    changed[0].title = None;
    assert_eq!(pack.add_own(&Pack::encode_own(&changed)), Err(PackError::Content("own-1".to_owned())));
    changed[0] = Tariff { id: "express".to_owned(), ..sheet.tariffs[0].clone() };
    assert!(pack.add_own(&Pack::encode_own(&changed)).is_err(), "the place of a card of the data");
    changed[0] = sheet.tariffs[0].clone();
    changed[0].lanes[0].price = Price::Bands(Vec::new());
    assert!(pack.add_own(&Pack::encode_own(&changed)).is_err(), "no price");
    assert_eq!(pack, before);
    // A pack of the data cannot carry a card of somebody's own, and the other way round.
    assert_eq!(Pack::decode(&bytes), Err(PackError::Format));
    for at in 0..bytes.len() {
        for byte in [0, 1, 0x7f, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] = byte;
            let mut pack = Pack { snapshot: before.snapshot.clone(), ..Pack::default() };
            if pack.add_own(&changed).is_ok() {
                assert_eq!(pack.check(), [""; 0], "byte {at} to {byte}");
                let world = World::new(pack);
                answer(&world, "US", "1kg", Some("20x15x8cm"));
            }
        }
    }
}

/// Cells that a sheet may have, good and bad.
fn cell() -> impl Strategy<Value = String> {
    let cells = [
        "US",
        "德国",
        "Narnia",
        "0-2",
        "2-30kg",
        "0<W≤0.5",
        "21kg+",
        ">30",
        "80",
        "12.5",
        "1,234",
        "-5",
        "=1+1",
        "2-Jan",
        "",
        "/",
        "6-12",
        "8000",
        "CNY",
        "$5",
        "100 g",
        "Line A",
        "\u{202e}x",
        "0",
        "99999999999999",
        "0.000000001",
        "2026-11-01",
        "2026-10-01~2026-12-31",
        "全境",
        "0%",
    ];
    prop_oneof![8 => proptest::sample::select(cells.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}"]
}

const TITLES: [&str; 27] = [
    "Service",
    "国家",
    "Zone",
    "重量段(KG)",
    "Weight from (g)",
    "Weight to (g)",
    "Price per kg",
    "单价(元/lb)",
    "挂号费",
    "First weight",
    "首重(0.5KG)",
    "Step",
    "续重",
    "Flat price (USD)",
    "21kg+",
    "100kg+",
    "DE",
    "美国",
    "起重",
    "限重",
    "Volume divisor",
    "Rounding step",
    "Currency",
    "Days",
    "Valid from",
    "有效期",
    "折扣",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_a_panic(text in "(\\PC|[\t\n,;\"]){0,200}") {
        let mapping = recognise(&text, Marks::ENGLISH);
        prop_assert_eq!(Mapping::from_text(&mapping.to_text()), Some(mapping.clone()));
        let _ = read(&text, &mapping, &defaults(&Json::Null));
        let _ = Mapping::from_text(&text);
    }

    /// Any table gives cards that keep every rule of the data, can be priced, and come back from what is written.
    #[test]
    fn any_table_gives_good_cards_or_none(
        titles in proptest::sample::subsequence(TITLES.to_vec(), 2..9),
        lines in proptest::collection::vec(proptest::collection::vec(cell(), 1..9), 1..8),
        roles in proptest::collection::vec(proptest::option::of(proptest::sample::select(Role::ALL.to_vec())), 9),
    ) {
        let line = |cells: &[String]| cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",");
        let header: Vec<_> = titles.iter().map(|title| (*title).to_owned()).collect();
        let text = [header].iter().chain(&lines).map(|cells| line(cells)).collect::<Vec<_>>().join("\n");
        let mut mapping = recognise(&text, Marks::ENGLISH);
        for variant in 0..2 {
            let sheet = read(&text, &mapping, &defaults(&Json::Null));
            let world = world(&sheet.tariffs);
            prop_assert_eq!(world.pack().map(Pack::check), Some(Vec::new()), "{} {}", text, variant);
            for to in ["US", "DE"] {
                answer(&world, to, "1.3kg", Some("20x15x8cm"));
            }
            let again = taken(&Json::Null, &write(&sheet.tariffs));
            prop_assert_eq!(&again.tariffs, &sheet.tariffs, "{}\n{}\n{:?}", text, write(&sheet.tariffs), again.problems);
            for (column, role) in mapping.columns.iter_mut().zip(&roles) {
                column.role = role.unwrap_or(column.role);
            }
        }
    }
}
