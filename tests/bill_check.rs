//! Checking a forwarder's bill: bills made by hand, bills made from the cards, and bills made wrong in a known way.

#![expect(clippy::expect_used, reason = "a test ends at the first thing that cannot be")]

use std::fmt::Write;
use std::sync::LazyLock;

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use suanpan::amount::{Amount, Size};
use suanpan::calculators::bill_check::{self, BilledRow, Checked, Checker, Column, Verdict, WeightOf};
use suanpan::date::Date;
use suanpan::link;
use suanpan::number::Marks;
use suanpan::pack::{Fuel, Pack, Round, StepUpTo, System, Tariff, World};
use suanpan::schema::{Arg, Phrase, Problem, Record};
use suanpan::units::Unit;

mod common;

static PACK: LazyLock<Pack> = LazyLock::new(|| common::data("data"));
static WORLD: LazyLock<World> = LazyLock::new(|| World::new(PACK.clone()));

fn desk(link: &str) -> Record {
    link::decode(&format!("v=1&t=sc&{link}&k=hand")).expect("a good link").record
}

/// `rounding(0.5kg)`
fn shown(phrase: &Phrase) -> String {
    let args: Vec<_> = phrase.args.iter().map(|(_, arg)| arg.to_string()).collect();
    format!("{}({})", phrase.text.code(), args.join(","))
}

/// `over 0.35kg 40.7CNY +9.3 rounding(0.5kg)`
fn row(checked: &Checked) -> String {
    let mut text = checked.verdict.text().code().to_owned();
    if let Some(expected) = &checked.expected {
        let weight = expected.weight.map(|weight| weight.to_string()).unwrap_or_default();
        write!(text, " {weight} {}", expected.amount).expect("a string");
    }
    if let Some(difference) = checked.difference {
        let sign = if difference.is_less() { "" } else { "+" };
        write!(text, " {sign}{}", difference.value.normalize()).expect("a string");
    }
    for reason in &checked.reasons {
        write!(text, " {}", shown(reason)).expect("a string");
    }
    text
}

/// `5 weight NOT_A_NUMBER`, lines from 1
fn problem(problem: &Problem) -> String {
    let line = problem.row.map_or("-".to_owned(), |row| (row + 1).to_string());
    format!("{line} {} {}", problem.column.unwrap_or("-"), problem.code)
}

fn texts(json: &Json) -> Vec<String> {
    json.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

fn bills(file: &str) {
    let file: Json = toml::from_str(file).expect("a file of bills");
    for bill in file["bill"].as_array().expect("bills") {
        let text = |key: &str| bill[key].as_str().unwrap_or_default();
        let (rows, problems) = bill_check::read(text("text"), Marks::ENGLISH);
        let problems: Vec<_> = problems.iter().map(problem).collect();
        assert_eq!(problems, texts(&bill["problems"]), "{}", text("name"));
        let checker = Checker::new(&desk(text("desk")), text("service"), &*WORLD).expect("a good desk");
        let noted = |one: &BilledRow| one.notes.iter().map(|note| format!(" [{}]", shown(note))).collect::<String>();
        let found: Vec<_> = rows.iter().map(|one| row(&checker.check(one)) + &noted(one)).collect();
        assert_eq!(found, texts(&bill["rows"]), "{}", text("name"));
    }
}

#[test]
fn every_reason() {
    bills(include_str!("bill_check/reasons.toml"));
}

#[test]
fn every_way_to_paste() {
    bills(include_str!("bill_check/reading.toml"));
}

/// 215 + 30 % = 279.50 with the fuel surcharge of the week before.
#[test]
fn fuel_of_another_week() {
    let mut pack = PACK.clone();
    let card = pack.tariffs.iter_mut().find(|card| card.id == "express").expect("the card");
    let own = card.fuel[0].clone();
    let day = |text: &str| text.parse::<Date>().ok();
    card.fuel = vec![
        Fuel { valid_to: day("2026-11-15"), percent: Decimal::from(30), ..own.clone() },
        Fuel { valid_from: day("2026-11-16"), ..own },
    ];
    let world = World::new(pack);
    let (rows, _) = bill_check::read("r,1,,,,1,279.50", Marks::ENGLISH);
    let checked = bill_check::check(&rows[0], &desk("d=DE&dt=2026-11-22"), "express", &world);
    assert_eq!(row(&checked), "over 1kg 276.28CNY +3.22 fuel-of-day(30,28.5) other-day(2026-11-15)");
}

#[test]
fn totals_by_currency() {
    let text = "reference,weight,billed weight,amount,currency\na,0.35,0.35,40.70,\nb,0.35,0.4,43.80,CNY\n\
                c,0.35,0.35,40,CNY\nd,0.35,0.35,5.22,EUR\ne,2.5,2.5,100,CNY\n";
    let (rows, _) = bill_check::read(text, Marks::ENGLISH);
    let checker = Checker::new(&desk("d=DE&dt=2026-11-22"), "postal-packet", &*WORLD).expect("a desk");
    let checked: Vec<_> = rows.iter().map(|row| checker.check(row)).collect();
    let totals = bill_check::totals(&checked);
    assert_eq!((totals.right, totals.over, totals.under, totals.not_priced), (2, 1, 1, 1));
    let sums: Vec<_> =
        totals.sums.iter().map(|sums| format!("{} {} {}", sums.billed, sums.expected, sums.overbilled)).collect();
    // 40.70 + 43.80 + 40 against 3 × 40.70.
    assert_eq!(sums, ["124.5CNY 122.1CNY 3.1CNY", "5.22EUR 5.22EUR 0EUR"]);
}

#[test]
fn written_as_csv() {
    let text = "reference,weight,billed weight,amount\n=1+1,0.35,0.5,50.00\n\"a,b\",0.35,0.35,40.70\n";
    let (rows, _) = bill_check::read(text, Marks::ENGLISH);
    let checker = Checker::new(&desk("d=DE&dt=2026-11-22"), "postal-packet", &*WORLD).expect("a desk");
    let checked: Vec<_> = rows.iter().map(|row| checker.check(row)).collect();
    let csv = bill_check::write(&rows, &checked, &|phrase| shown(phrase).replace("()", ""));
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(
        lines,
        [
            "column-line,column-reference,column-destination,column-date,column-service,column-card,\
             column-quantity,column-weight,column-size,\
             column-billed-weight,column-expected-weight,column-weight-difference,column-amount,column-expected-amount,\
             column-difference,column-currency,column-verdict,column-codes,column-reasons,column-notes",
            "2,'=1+1,,,,postal-packet,1,0.35kg,,0.5kg,0.35kg,0.15kg,50,40.7,9.3,CNY,over,rounding+least-weight,\
             rounding(0.5kg); least-weight(0.5kg),",
            "3,\"a,b\",,,,postal-packet,1,0.35kg,,0.35kg,0.35kg,0kg,40.7,40.7,0,CNY,right,,,",
        ]
    );
}

#[test]
fn a_broken_desk_is_told() {
    let refused = |link: &str| {
        let problems = Checker::new(&desk(link), "express", &*WORLD).err().unwrap_or_default();
        problems.iter().map(|problem| problem.code.code()).collect::<Vec<_>>()
    };
    assert_eq!(refused("d=DE"), ["REQUIRED"]);
    let empty = World::default();
    assert!(Checker::new(&desk("d=DE&dt=2026-11-22"), "express", &empty).is_err());
}

#[test]
fn rows_beyond_the_most_are_told_and_not_read() {
    let bill = |rows: usize| ["reference,weight,amount\n", &"A,0.35,40.70\n".repeat(rows)].concat();
    let read = |rows| {
        let (read, problems) = bill_check::read(&bill(rows), Marks::ENGLISH);
        (read.len(), problems.iter().map(problem).collect::<Vec<_>>())
    };
    let most = bill_check::MAX_BILLED_ROWS;
    assert_eq!(read(most), (most, Vec::new()));
    assert_eq!(read(most + 1), (most, vec![format!("{} - REST_NOT_READ", most + 2)]));
}

#[test]
fn columns_can_be_said_by_hand() {
    let text = "x,y,z,w,v\nA,350,0.35,40.70,1\nB,350,0.35,19,21.70\n";
    let mut columns = bill_check::columns(text);
    assert_eq!(columns.header, 0, "nothing is recognised");
    assert_eq!(bill_check::read_as(text, &columns, Marks::ENGLISH).0, []);
    columns.header = 1;
    let all = [Column::Reference, Column::Weight, Column::BilledWeight, Column::Freight];
    for (index, column) in all.into_iter().enumerate() {
        columns.assign(index, Some(column));
    }
    assert_eq!(columns.units(1), [Unit::Gram, Unit::Kilogram, Unit::Ounce, Unit::Pound]);
    assert!(columns.units(0).is_empty() && columns.units(99).is_empty());
    columns.headings[1].unit = Some(Unit::Gram);
    let read = |columns: &bill_check::Columns| {
        let (rows, _) = bill_check::read_as(text, columns, Marks::ENGLISH);
        rows.iter().map(|row| format!("{} {}", row.weight, row.amount.unwrap_or_default())).collect::<Vec<_>>()
    };
    columns.assign(4, None);
    assert_eq!(read(&columns), ["350g 40.7", "350g 19"]);
    // There can be several fees, one of everything else.
    columns.assign(4, Some(Column::Fee));
    assert_eq!(read(&columns), ["350g 41.7", "350g 40.7"]);
    columns.assign(4, Some(Column::Freight));
    assert_eq!(read(&columns), ["350g 1", "350g 21.7"]);
    assert_eq!(columns.headings[3].column, None);
    for column in Column::ALL {
        assert_eq!(Column::from_code(column.code()), Some(column));
    }
}

#[test]
fn columns_are_told() {
    let columns = bill_check::columns("运单号\t实重（g）\t计费重\t金额(USD)\t备注");
    assert_eq!(columns.header, 1);
    let found: Vec<_> = columns.headings.iter().map(|heading| heading.column.map(Column::code)).collect();
    assert_eq!(found, [Some("reference"), Some("weight"), Some("billed-weight"), Some("amount"), None]);
    assert_eq!(columns.headings[1].unit, Some(Unit::Gram));
    assert_eq!(columns.headings[3].currency.map(|one| one.code()), Some("USD"));
    assert_eq!(bill_check::columns("A1,0.35,20,15,8,0.35,40.70").header, 0);
    assert_eq!(bill_check::columns("").headings, []);
}

/// Services, the desk that they are asked from, and the heaviest parcel to try.
const SERVICES: [(&str, &str, u32); 12] = [
    ("postal-packet", "d=DE&dt=2026-11-22", 2_000),
    ("special-line-general", "d=US&dt=2026-11-22", 20_000),
    ("special-line-battery", "d=DE&dt=2026-11-22", 20_000),
    ("express", "d=DE&dt=2026-11-22", 60_000),
    ("express", "d=US&dt=2026-11-22&ra=1&dp=1", 60_000),
    ("ups-express", "d=JP&dt=2026-11-22&c=USD", 60_000),
    ("fedex-express", "d=GB&dt=2026-11-22", 60_000),
    ("ems", "d=US&dt=2026-11-22", 20_000),
    ("postal-parcel", "d=DE&dt=2026-11-22", 20_000),
    ("us-sea-ordinary", "d=US&dt=2026-11-22&lg=first-leg", 20_000),
    ("ups-ground", "d=US&dt=2026-11-22&lg=last-mile&c=USD", 20_000),
    ("usps-ground", "d=US&dt=2026-11-22&lg=last-mile&c=USD", 20_000),
];

fn parcel(quantity: u32, grams: u32, sides: [u32; 3]) -> BilledRow {
    let tenth = |side: u32| Decimal::new(i64::from(side), 1);
    BilledRow {
        line: 0,
        reference: String::new(),
        destination: None,
        quantity: Decimal::from(quantity),
        weight: Amount { value: Decimal::new(i64::from(grams), 3), unit: Unit::Kilogram },
        weight_of: WeightOf::One,
        size: Some(Size::Box(sides.map(tenth), Unit::Centimetre)),
        billed_weight: None,
        amount: Some(Decimal::ZERO),
        fuel: None,
        currency: None,
        date: None,
        service: String::new(),
        notes: Vec::new(),
    }
}

/// The row as the card of a world bills it; `None` where it gives no price.
fn billed(row: &BilledRow, desk: &Record, service: &str, world: &World) -> Option<BilledRow> {
    let expected = bill_check::check(row, desk, service, world).expected?;
    let amount = Some(expected.amount.value);
    Some(BilledRow { billed_weight: expected.weight, amount, fuel: Some(expected.fuel.value), ..row.clone() })
}

/// A name, and what is done to the card.
type Alteration = (&'static str, fn(&mut Tariff));

/// Known ways to bill wrongly.
fn alterations() -> Vec<Alteration> {
    fn step(card: &mut Tariff, tenths: i64) {
        card.lanes.iter_mut().for_each(|lane| lane.rounding.clear());
        card.rounding = vec![StepUpTo { up_to: None, step: Decimal::new(tenths, 1) }];
        if !card.piece_rounding.is_empty() {
            card.piece_rounding.clone_from(&card.rounding);
        }
    }
    fn rules(card: &mut Tariff, change: impl Fn(&mut suanpan::pack::VolumeRule)) {
        card.volume.iter_mut().chain(card.lanes.iter_mut().flat_map(|lane| &mut lane.volume)).for_each(change);
    }
    /// A divisor of cards in centimetres, and its like for those in inches.
    fn divisor(card: &mut Tariff, metric: u32, imperial: u32) {
        let divisor = Decimal::from(if card.units == System::Metric { metric } else { imperial });
        rules(card, |rule| rule.divisor = divisor);
    }
    fn fuel(card: &mut Tariff, hundredths: i64) {
        card.fuel.iter_mut().for_each(|fuel| fuel.percent = Decimal::new(hundredths, 2));
    }
    vec![
        ("a tenth", |card| step(card, 1)),
        ("a half", |card| step(card, 5)),
        ("a whole", |card| step(card, 10)),
        ("sides up", |card| rules(card, |rule| rule.sides = Round::Up)),
        ("sides as they are", |card| rules(card, |rule| rule.sides = Round::None)),
        ("5000", |card| divisor(card, 5000, 139)),
        ("6000", |card| divisor(card, 6000, 166)),
        ("8000", |card| divisor(card, 8000, 194)),
        ("no volume", |card| {
            card.volume.clear();
            card.lanes.iter_mut().for_each(|lane| lane.volume.clear());
        }),
        ("no least weight", |card| {
            card.lanes.iter_mut().for_each(|lane| match card.scope {
                suanpan::pack::Scope::Piece => lane.min_weight = Decimal::ZERO,
                suanpan::pack::Scope::Shipment => lane.min_shipment = Decimal::ZERO,
            });
        }),
        ("no fuel", |card| fuel(card, 0)),
        ("fuel of 30 %", |card| fuel(card, 3000)),
        ("no surcharges", |card| card.surcharges.truncate(1)),
        ("a half, and 6000", |card| {
            step(card, 5);
            divisor(card, 6000, 166);
        }),
        ("sides up, and a half", |card| {
            step(card, 5);
            rules(card, |rule| rule.sides = Round::Up);
        }),
    ]
}

fn sides() -> impl Strategy<Value = [u32; 3]> {
    [150..500_u32, 120..350_u32, 20..300_u32]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the card itself says is right, and said without a reason.
    #[test]
    fn a_bill_of_the_card_is_right(
        service in 0..SERVICES.len(),
        share in 1..1000_u32,
        quantity in 1..6_u32,
        sides in sides(),
    ) {
        let (id, link, most) = SERVICES[service];
        let desk = desk(link);
        if let Some(row) = billed(&parcel(quantity, (most * share / 1000).max(1), sides), &desk, id, &WORLD) {
            let checked = bill_check::check(&row, &desk, id, &WORLD);
            prop_assert_eq!(checked.verdict, Verdict::Right);
            prop_assert_eq!(checked.reasons, []);
        }
    }

    /// A bill that is wrong in a known way is explained. Every reason reproduces every billed figure.
    #[test]
    fn a_known_way_to_bill_wrongly_is_found(
        service in 0..SERVICES.len(),
        alteration in 0..alterations().len(),
        share in 1..1000_u32,
        quantity in 1..6_u32,
        sides in sides(),
    ) {
        let (id, link, most) = SERVICES[service];
        let (name, alter) = alterations().swap_remove(alteration);
        let desk = desk(link);
        let mut pack = PACK.clone();
        pack.tariffs.retain(|card| card.id == id);
        pack.tariffs.iter_mut().for_each(alter);
        let altered = World::new(pack);
        let row = billed(&parcel(quantity, (most * share / 1000).max(1), sides), &desk, id, &altered);
        if let Some(row) = row {
            let checked = bill_check::check(&row, &desk, id, &WORLD);
            let unexplained = checked.reasons.iter().any(|reason| reason.text.code().starts_with("unexplained"));
            prop_assert!(!unexplained, "{id}, {name}: {row:?}: {}", self::row(&checked));
            prop_assert!(checked.reasons.len() <= 3);
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "[\\PC\t\n,;\"]{0,200}") {
        read_and_checked(&text);
    }

    #[test]
    fn no_cell_is_too_odd(cells in proptest::collection::vec("[0-9.,x\\-=a-z %¥公斤]{0,12}", 0..40)) {
        let lines: Vec<_> = cells.chunks(7).map(|line| line.join("\t")).collect();
        read_and_checked(&format!("reference\tweight\tsize\tqty\tbilled weight\tamount\tfuel\n{}", lines.join("\n")));
    }
}

fn read_and_checked(text: &str) {
    let (rows, _) = bill_check::read(text, Marks::ENGLISH);
    let checker = Checker::new(&desk("d=DE&dt=2026-11-22"), "express", &*WORLD).expect("a desk");
    let checked: Vec<_> = rows.iter().map(|row| checker.check(row)).collect();
    let totals = bill_check::totals(&checked);
    assert_eq!(totals.right + totals.over + totals.under + totals.not_priced, rows.len());
    let csv = bill_check::write(&rows, &checked, &|phrase| phrase.text.code().to_owned());
    assert!(csv.lines().count() > rows.len());
}

/// How many in a thousand differences by chance a fuel surcharge explains, in rows that name none: carriers' percentages
/// lie close to each other, so that some hit is sure to come; it must stay rare.
#[test]
fn fuel_hardly_explains_a_difference_by_chance() {
    let mut state = 7_u64;
    let mut chance = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (mut tried, mut by_fuel) = (0, 0);
    let with_fuel = |id: &str| PACK.tariffs.iter().any(|card| card.id == id && !card.fuel.is_empty());
    for (id, link, most) in SERVICES.into_iter().filter(|(id, ..)| with_fuel(id)) {
        let desk = desk(link);
        let checker = Checker::new(&desk, id, &*WORLD).expect("a desk");
        for _ in 0..400 {
            let grams = u32::try_from(chance(u64::from(most))).expect("grams") + 1;
            let row = BilledRow { size: None, ..parcel(1, grams, [1; 3]) };
            let Some(expected) = checker.check(&row).expected else { continue };
            // Up to 30 % of the amount more or less, to the minor unit.
            let percents = Decimal::new(i64::try_from(chance(60_000)).expect("a part") - 30_000, 5);
            let amount = (expected.amount.value * (Decimal::ONE + percents)).round_dp(2);
            let checked = checker.check(&BilledRow { amount: Some(amount), billed_weight: expected.weight, ..row });
            let is_fuel = |reason: &Phrase| reason.text.code() == "fuel-percent";
            tried += 1;
            by_fuel += usize::from(checked.reasons.iter().any(is_fuel));
        }
    }
    println!("{by_fuel} of {tried} differences by chance are explained by a fuel surcharge");
    assert!(tried > 1_000 && by_fuel * 100 <= tried, "{by_fuel} of {tried}");
}

#[test]
fn args_are_figures_and_words() {
    let (rows, _) = bill_check::read("r,1,,,,1,533.28", Marks::ENGLISH);
    let checked = bill_check::check(&rows[0], &desk("d=DE&dt=2026-11-22"), "express", &WORLD);
    let [reason] = checked.reasons.as_slice() else { panic!("one reason") };
    assert!(matches!(reason.args[0], ("name", Arg::Text(_))));
    assert!(matches!(reason.args[1], ("amount", Arg::Money(_))));
}
