//! What holds for every case: total functions, round trips, and the arithmetic of a bill.

#![expect(clippy::expect_used, reason = "a test ends at the first thing that cannot be")]

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rust_decimal::Decimal;
use suanpan::amount::{Amount, CURRENCIES, Currency, Money, Size};
use suanpan::calculators::shipping_cost::{Inputs, Parcel, ShippingCost};
use suanpan::date::Date;
use suanpan::exchange::Exchange;
use suanpan::link::{self, Extras, Seal, Written, carried};
use suanpan::number::Marks;
use suanpan::pack::World;
use suanpan::schema::{
    Alternative, Answer, Arg, Calculator, Fields, Kind, List, Meta, Outcome, Record, Severity, Words,
};
use suanpan::units::{LENGTHS, Unit, WEIGHTS};
use suanpan::value::{Row, Value};
use suanpan::vocabulary::{DESTINATIONS, TRAITS};
use suanpan::{calculators, entry, json, table};

mod common;
#[path = "common/world.rs"]
mod whole;

static WORLD: LazyLock<World> = LazyLock::new(whole::world);
static BRIEF: LazyLock<World> = LazyLock::new(|| WORLD.clone().brief());
const GERMAN: Marks = Marks { decimal: ',', group: '.' };

type Values = fn(&'static Meta) -> BoxedStrategy<Value>;

/// A calculator and a case of it.
#[derive(Clone)]
struct Case {
    calculator: &'static dyn Calculator,
    record: Record,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.calculator.id(), self.record.values)
    }
}

/// A case of any calculator, and the values for another of the same.
fn two_cases(values: Values, others: Values) -> impl Strategy<Value = (Case, Record)> {
    (0..calculators::ALL.len()).prop_flat_map(move |index| {
        let calculator = calculators::ALL[index];
        let record = |values| {
            let values: Vec<_> = calculator.fields().iter().map(values).collect();
            values.prop_map(|values| Record { values })
        };
        (record(values), record(others)).prop_map(move |(record, other)| (Case { calculator, record }, other))
    })
}

fn case(values: Values) -> impl Strategy<Value = Case> {
    two_cases(values, |_| Just(Value::Empty).boxed()).prop_map(|(case, _)| case)
}

/// Whatever a field can come to hold: text read, text typed, nothing.
fn anything(meta: &'static Meta) -> BoxedStrategy<Value> {
    if let Kind::Rows(columns) = meta.kind {
        return rows(columns, anything, 0..5);
    }
    let text = || prop_oneof![".{0,12}", r"[0-9.,xX*()+\-/ ]{0,20}(kg|g|cm|in|lb|EUR|%)?", canonical(meta.kind)];
    let typed = (vec(text(), 1..=3), select(&["kg", "cm", "in", "oz", "EUR", ""][..])).prop_map(|(boxes, unit)| {
        let boxes: Vec<_> = boxes.iter().map(String::as_str).collect();
        entry::read(&meta.kind, &boxes, unit, GERMAN).value
    });
    prop_oneof![text().prop_map(|text| Value::parse(&meta.kind, &text)), typed, Just(Value::Empty)].boxed()
}

/// A value that can be read, or nothing.
fn readable(meta: &'static Meta) -> BoxedStrategy<Value> {
    if let Kind::Rows(columns) = meta.kind {
        return rows(columns, readable, 0..30);
    }
    let value = canonical(meta.kind).prop_map(|text| match Value::parse(&meta.kind, &text) {
        Value::Unreadable(..) => Value::Empty,
        value => value,
    });
    prop_oneof![3 => value, 1 => Just(Value::Empty)].boxed()
}

fn rows(columns: &'static [Meta], values: Values, count: Range<usize>) -> BoxedStrategy<Value> {
    let cells: Vec<_> = columns.iter().map(values).collect();
    let row = cells.prop_map(|cells| Row { cells, extra: Vec::new() });
    vec(row, count).prop_map(|rows| if rows.is_empty() { Value::Empty } else { Value::Rows(rows) }).boxed()
}

/// Text that mostly is a value of this kind.
fn canonical(kind: Kind) -> BoxedStrategy<String> {
    let number = || prop_oneof![4 => r"[1-9][0-9]{0,3}(\.[0-9]{1,3})?", 1 => r"-?[0-9]{1,16}(\.[0-9]{1,10})?"];
    let unit = |units: &'static [Unit]| select(units).prop_map(Unit::symbol);
    match kind {
        Kind::Number | Kind::Count | Kind::Percent | Kind::Days => number().boxed(),
        Kind::Amount(units) => (number(), unit(units)).prop_map(|(figure, unit)| figure + unit).boxed(),
        Kind::Size(units) => {
            (vec(number(), 2..=3), unit(units)).prop_map(|(sides, unit)| sides.join("x") + unit).boxed()
        }
        Kind::Money => (number(), select(CURRENCIES)).prop_map(|(figure, code)| figure + code).boxed(),
        Kind::Choice(choices) => select(choices.codes).prop_map(str::to_owned).boxed(),
        Kind::ManyOf(choices) => {
            subsequence(choices.codes, 0..=choices.codes.len()).prop_map(|codes| codes.join(".")).boxed()
        }
        Kind::Flag => select(&["0", "1"][..]).prop_map(str::to_owned).boxed(),
        Kind::Date => (1900..2200, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")).boxed(),
        Kind::Text => "[^ ]([^ ]{0,8}[^ ])?".prop_map(|text| text.trim().to_owned()).boxed(),
        Kind::Series => (vec(number(), 1..20)).prop_map(|cells| format!("2026-01-05_{}", cells.join("_"))).boxed(),
        Kind::Rows(_) => Just(String::new()).boxed(),
    }
}

/// What the page draws of an outcome.
fn drawn(outcome: &Outcome) -> Outcome {
    let mut outcome = outcome.clone();
    if let Some(answer) = &mut outcome.answer {
        answer.notes.retain(|note| note.severity > Severity::Note);
        answer.notes.iter_mut().for_each(|note| note.source = None);
        for one in &mut answer.alternatives {
            *one = Alternative { steps: Vec::new(), notes: Vec::new(), sources: Vec::new(), ..one.clone() };
        }
    }
    outcome
}

/// The same without notes, which take the working.
fn figures(outcome: Option<Outcome>) -> Option<Outcome> {
    let mut outcome = drawn(&outcome?);
    outcome.answer.iter_mut().for_each(|answer| answer.notes.clear());
    Some(outcome)
}

/// A link with everything in it that may be in a link.
fn written(calculator: &dyn Calculator, record: &Record) -> Written {
    let extras = Extras { private: calculator.fields().iter().map(|meta| meta.key).collect(), ..Extras::default() };
    link::encode(calculator, record, &extras)
}

/// The settled case without empty rows, which no way of sending a case keeps.
fn compact(record: &Record, fields: &[Meta]) -> Record {
    let mut record = record.settled(fields);
    for value in &mut record.values {
        if let Value::Rows(rows) = value {
            rows.retain(|row| !row.is_empty());
        }
    }
    record
}

proptest! {
    #[test]
    fn any_text_in_any_field_gives_an_answer_or_a_problem(Case { calculator, record } in case(anything)) {
        let fields = calculator.fields();
        let outcome = calculator.evaluate(&record, &WORLD);
        let stops = outcome.problems.iter().any(|problem| problem.severity == Severity::Error);
        prop_assert!(outcome.answer.is_some() || stops, "{:?}", outcome);
        prop_assert!(outcome.problems.iter().all(|problem| problem.code.code() != "INTERNAL"));

        let link = written(calculator, &record);
        let opened = link::decode(&link.text)?;
        prop_assert_eq!(opened.seal, Seal::Whole);
        if link.left_out.is_empty() {
            prop_assert_eq!(written(calculator, &opened.record), link);
        }
        prop_assert!(carried::Case::unbundled(&carried::bundled(calculator, &record, "")).is_some());

        let _ = table::read(fields, &table::write(fields, [("one", &record, Some(&outcome))]), GERMAN);
        let _ = json::record(fields, &json::inputs(fields, &record));
    }

    /// With the working or without, and whatever of it the page cannot draw.
    #[test]
    fn what_the_page_draws_is_handed_over(
        Case { calculator, record } in prop_oneof![case(anything), case(readable)],
        percent in 0..100_usize,
    ) {
        let (fields, mut words) = (calculator.fields(), Words::default());
        let brief = calculator.evaluate(&record, &BRIEF);
        let text = brief.handed_over();
        prop_assert_eq!(Outcome::taken_over(&text, fields, &mut words), Some(drawn(&brief)));
        let count = words.count();
        let told = calculator.evaluate(&record, &WORLD);
        let taken = Outcome::taken_over(&told.handed_over(), fields, &mut words);
        prop_assert_eq!(taken.as_ref(), Some(&drawn(&told)));
        prop_assert_eq!(figures(taken), figures(Some(brief)));
        let mut again = |text| Outcome::taken_over(text, fields, &mut words);
        prop_assert!(again(&text).is_some());
        prop_assert!(text.get(..text.len() * percent / 100).is_none_or(|part| again(part).is_none()));
        prop_assert!(words.count() >= count && words.count() < count + 40);
    }

    #[test]
    fn every_way_of_sending_a_case_keeps_it(Case { calculator, record } in case(readable)) {
        let fields = calculator.fields();
        let case = compact(&record, fields);
        prop_assert_eq!(Record::unbundled(fields, &record.bundled()), Some(record.clone()));
        let by_engine = carried::Case::unbundled(&carried::bundled(calculator, &record, "")).map(|case| case.record);
        prop_assert_eq!(by_engine, Some(record.clone()));

        let link = written(calculator, &record);
        let opened = link::decode(&link.text)?;
        if link.left_out.is_empty() {
            prop_assert_eq!(&compact(&opened.record, fields), &case, "{}", link.text);
        }

        let csv = table::write(fields, [("one", &record, None)]);
        let (cases, problems) = table::read(fields, &csv, Marks::ENGLISH);
        prop_assert_eq!(problems, [], "{}", csv);
        prop_assert_eq!(cases.len(), 1, "{}", csv);
        prop_assert_eq!(&compact(&cases[0].record, fields), &case, "{}", csv);

        let inputs = json::inputs(fields, &record);
        let (read, problems) = json::record(fields, &inputs);
        prop_assert_eq!(problems, [], "{}", inputs);
        prop_assert_eq!(&compact(&read, fields), &case, "{}", inputs);
    }

    #[test]
    fn what_does_not_apply_changes_nothing((Case { calculator, record }, leftovers) in two_cases(readable, anything)) {
        let fields = calculator.fields();
        let settled = record.settled(fields);
        prop_assert_eq!(&settled.settled(fields), &settled);
        let mut changed = record.clone();
        for (index, _) in fields.iter().enumerate().filter(|(_, meta)| !record.applies(fields, meta)) {
            changed.values[index] = leftovers.values[index].clone();
        }
        prop_assert_eq!(changed.settled(fields), settled);
        prop_assert_eq!(calculator.evaluate(&changed, &WORLD), calculator.evaluate(&record, &WORLD));
        prop_assert_eq!(written(calculator, &changed), written(calculator, &record));
    }
}

/// A shipment that some service mostly takes.
fn shipment() -> impl Strategy<Value = Inputs> {
    let currency = select(CURRENCIES).prop_map(|code| Currency::from_code(code).unwrap_or(Currency::CNY));
    let spread = prop_oneof![Just(0), 0..5_000_i64].prop_map(|figure| Decimal::new(figure, 2));
    (
        vec(parcel(), 1..5),
        select(DESTINATIONS),
        select(&["1", "2", "3", "4"][..]),
        any::<[bool; 5]>(),
        option::of((0..20_000_i64).prop_map(|figure| Decimal::new(figure, 2))),
        prop_oneof![Just(Currency::CNY), currency],
        option::of((1..20_000_i64).prop_map(|figure| Decimal::new(figure, 3))),
        spread,
        (select(&["direct", "first-leg", "last-mile"][..]), select(&["east", "south", "north"][..])),
        (option::of(1..900_000_i64), option::of(1..20_000_i64)),
    )
        .prop_map(
            |(
                parcels,
                destination,
                zone,
                flags,
                fuel_percent,
                currency,
                exchange_rate,
                spread,
                (leg, from),
                values,
            )| Inputs {
                parcels: List(parcels.into_iter().enumerate().collect()),
                destination,
                zone,
                shipping_date: Date::new(2026, 11, 22).expect("it is a day"),
                remote: flags[0],
                duty_paid: flags[1],
                fuel_percent,
                currency,
                exchange_rate,
                exchange_spread: spread,
                leg,
                origin_region: from,
                us_region: "west",
                us_zone: "5",
                residential: flags[2],
                declaration: flags[3],
                insured: flags[4],
                goods_value: values.0.map(|cents| Money { value: Decimal::new(cents, 2), currency }),
                selling_price: values.1.map(|cents| Money { value: Decimal::new(cents, 2), currency }),
            },
        )
}

fn parcel() -> impl Strategy<Value = Parcel> {
    let figure = |range: Range<i64>, digits| range.prop_map(move |figure| Decimal::new(figure, digits));
    let kilograms = prop_oneof![figure(1..2_000, 3), figure(1..30_000, 3), figure(1..75_000, 3)];
    let weight = (kilograms, select(WEIGHTS)).prop_map(|(value, unit)| {
        let kilograms = Amount { value, unit: Unit::Kilogram };
        Amount { value: kilograms.to(unit).unwrap_or(value).round_dp(3).max(Decimal::new(1, 3)), unit }
    });
    let sides = (vec(figure(10..500, 1), 2..=3), select(LENGTHS));
    let size = sides.prop_map(|(sides, unit)| Size::from_sides(&sides, unit));
    let traits = prop_oneof![3 => Just(Vec::new()), 1 => subsequence(TRAITS, 1..3)];
    (1_i64..40, weight, prop_oneof![1 => Just(None), 3 => size], traits).prop_map(|(quantity, weight, size, traits)| {
        Parcel { quantity: quantity.into(), weight, size, traits: Some(traits) }
    })
}

fn computed(inputs: &Inputs) -> Outcome {
    ShippingCost.evaluate(&Record { values: inputs.to_values() }, &WORLD)
}

fn answered(inputs: &Inputs) -> Result<Answer, TestCaseError> {
    let outcome = computed(inputs);
    outcome.answer.ok_or_else(|| TestCaseError::fail(format!("{:?}", outcome.problems)))
}

fn service<'a>(answer: &'a Answer, id: &str) -> Option<&'a Alternative> {
    answer.alternatives.iter().find(|one| one.id == id)
}

/// Digits with at most one point: no exponent, no NaN, no infinity.
fn is_plain(money: Money) -> bool {
    let text = money.value.to_string();
    text.replacen('.', "", 1).bytes().all(|byte| byte.is_ascii_digit()) && money.value.scale() <= 2
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn a_total_is_the_sum_of_its_lines(inputs in shipment()) {
        for one in answered(&inputs)?.alternatives {
            prop_assert_eq!(one.total.is_some(), one.refused.is_empty(), "{}", one.id);
            prop_assert_eq!(one.total.is_some(), !one.lines.is_empty(), "{}", one.id);
            let Some(total) = one.total else { continue };
            prop_assert!(one.lines.iter().all(|line| is_plain(line.amount) && line.amount.currency == total.currency));
            prop_assert_eq!(total.value, one.lines.iter().map(|line| line.amount.value).sum::<Decimal>());
            prop_assert!(one.sample_share.is_some_and(|share| share >= Decimal::ZERO && share <= Decimal::ONE_HUNDRED));
        }
    }

    #[test]
    fn converted_back_it_is_the_total_again(inputs in shipment()) {
        let pack = WORLD.pack().expect("there is data");
        let exchange = Exchange::new(inputs.currency, inputs.exchange_rate, inputs.exchange_spread, pack);
        for one in answered(&inputs)?.alternatives {
            let Some(total) = one.total else { continue };
            let known = exchange.rate(inputs.currency).is_some();
            prop_assert_eq!(one.converted.is_some(), known && total.currency != inputs.currency);
            let Some(converted) = one.converted else { continue };
            prop_assert!(is_plain(converted) && converted.currency == inputs.currency);
            let (own, _) = exchange.rate(total.currency).expect("it was converted");
            let (rate, _) = exchange.rate(inputs.currency).expect("it was converted");
            let kept = Decimal::ONE - exchange.spread() / Decimal::ONE_HUNDRED;
            let one_unit = if inputs.currency == Currency::CNY { rate } else { rate * kept };
            let half_of_the_last_digit = Decimal::new(5, inputs.currency.minor_digits() + 1) * one_unit;
            let off = (converted.value * one_unit - total.value * own).abs();
            prop_assert!(off <= half_of_the_last_digit + Decimal::new(1, 12), "{} {}", total, converted);
        }
    }

    #[test]
    fn the_ranking_ascends_and_ends_with_what_is_refused(inputs in shipment()) {
        let answer = answered(&inputs)?;
        let paid = |one: &Alternative| one.converted.or(one.total);
        let totals: Vec<_> = answer.alternatives.iter().map(|one| paid(one).map(|total| (total.currency, total.value))).collect();
        let accepted: Vec<_> = totals.iter().flatten().collect();
        if accepted.iter().all(|(currency, _)| *currency == accepted[0].0) {
            prop_assert!(accepted.is_sorted_by_key(|(_, value)| *value), "{:?}", totals);
        }
        prop_assert!(totals.is_sorted_by_key(|total| total.is_none()), "{:?}", totals);
        prop_assert_eq!(answer.headline.is_empty(), accepted.is_empty());
    }

    #[test]
    fn a_parcel_more_never_costs_less_by_post(inputs in shipment(), more in parcel()) {
        let mut larger = inputs.clone();
        larger.parcels.0.push((inputs.parcels.0.len(), more));
        let by_post = |inputs| answered(inputs).map(|answer| service(&answer, "postal-packet").and_then(|post| post.total));
        if let (Some(before), Some(after)) = (by_post(&inputs)?, by_post(&larger)?) {
            prop_assert!(after.value > before.value, "{} {}", before, after);
        }
    }
}

/// Goods of several rows, with weights and sizes of some of them, in cartons that weight or volume makes dear.
fn consignment() -> impl Strategy<Value = serde_json::Value> {
    let figure = |range: Range<i64>, digits| range.prop_map(move |figure| Decimal::new(figure, digits).to_string());
    let sides = (figure(1..900, 1), figure(1..900, 1), figure(1..900, 1));
    let row =
        (1..3_000_i64, figure(1..50_000, 2), option::weighted(0.8, figure(1..20_000, 3)), option::weighted(0.8, sides));
    let row = row.prop_map(|(units, cost, weight, size)| {
        let mut row =
            serde_json::json!({ "unit-count": units.to_string(), "unit-cost": cost + "CNY", "duty-rate": "6.5" });
        row["customs-value"] = "20EUR".into();
        row["unit-weight"] = weight.map(|weight| weight + "kg").into();
        row["unit-size"] = size.map(|(a, b, c)| format!("{a}x{b}x{c}cm")).into();
        row
    });
    let carton = (1..40_i64, figure(1..30, 0), select(&["20x20x20cm", "50x40x30cm", "60x50x50cm"][..]));
    let carton = carton.prop_map(|(count, weight, size)| {
        serde_json::json!({ "quantity": count.to_string(), "weight": weight + "kg", "size": size })
    });
    let terms =
        (select(&["parcel", "bulk"][..]), select(&["exw", "fob", "ddp"][..]), select(&["US", "DE", "GB", "JP"][..]));
    let costs = option::of(figure(1..90_000, 2));
    (
        vec(row, 1..5),
        vec(carton, 1..3),
        terms,
        costs,
        option::of(figure(0..9_000, 2)),
        select(&["EUR", "JPY", "CNY"][..]),
    )
        .prop_map(|(goods, parcels, (route, terms, destination), quote, beside, currency)| {
            let mut case = serde_json::json!({
                "goods": goods, "parcels": parcels, "route": route, "purchase-terms": terms, "destination": destination,
                "shipping-date": "2026-11-22", "us-list": "list-4a", "import-tax": "borne", "currency": currency
            });
            case["quoted-freight"] = quote.map(|quote| quote + "USD").into();
            for key in ["domestic-freight", "inland-freight", "cargo-insurance", "other-costs"] {
                case[key] = beside.as_ref().map(|beside| format!("{beside}EUR")).into();
            }
            case
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever freight is shared by, the rows together bear the bill, to the cent, and so they do by the other measure.
    #[test]
    fn what_the_rows_bear_is_the_bill(case in consignment()) {
        let calculator = calculators::by_id("landed-cost").expect("the calculator");
        let (record, problems) = json::record(calculator.fields(), &case);
        prop_assert_eq!(problems, []);
        let outcome = calculator.evaluate(&record, &WORLD);
        let rows = case["goods"].as_array().map_or(0, Vec::len);
        for one in outcome.answer.into_iter().flat_map(|answer| answer.alternatives) {
            let Some(total) = one.total else { continue };
            let unit = Decimal::new(1, total.currency.minor_digits());
            for code in ["unit-cost", "unit-cost-by-weight", "unit-cost-by-volume"] {
                let shares = one.steps.iter().filter(|step| step.formula.code() == code).filter_map(|step| {
                    let share = step.args.iter().find(|(slot, _)| *slot == "share");
                    if let Some((_, Arg::Money(share))) = share { Some(share.value) } else { None }
                });
                let shares: Vec<_> = shares.collect();
                prop_assert!(shares.len() == rows || shares.is_empty() && code != "unit-cost", "{} {}", one.id, code);
                prop_assert!(shares.iter().all(|share| (*share % unit).is_zero()), "{:?}", shares);
                if !shares.is_empty() {
                    prop_assert_eq!(shares.iter().sum::<Decimal>(), total.value, "{} {}", one.id, code);
                }
            }
        }
    }
}
