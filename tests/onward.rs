//! What one calculator hands on to another, and how that is taken over.

#![expect(clippy::unwrap_used, reason = "a test ends at the first thing it cannot read")]

use suanpan::bundle::tie;
use suanpan::calculators;
use suanpan::link;
use suanpan::pack::World;
use suanpan::schema::onward::take_over;
use suanpan::schema::{Arg, Calculator, Kind, Onward, Record};
use suanpan::value::{Row, Value};

mod common;

fn opened(text: &str) -> (&'static dyn Calculator, Record) {
    let link = link::decode(text).unwrap();
    (link.calculator, link.record)
}

/// Offers of every service of a case, with its id.
fn offers(text: &str) -> Vec<(String, Vec<Onward>)> {
    let world = World::new(common::data("data"));
    let (calculator, mut record) = opened(text);
    for (meta, value) in calculator.fields().iter().zip(&mut record.values) {
        // The page puts today's in.
        if matches!(meta.kind, Kind::Date) && meta.required && *value == Value::Empty {
            *value = Value::parse(&meta.kind, "2026-11-22");
        }
    }
    let answer = calculator.evaluate(&record, &world).answer.unwrap();
    let accepted = answer.alternatives.iter().filter(|one| one.refused.is_empty());
    accepted.map(|one| (one.id.clone(), calculator.onward(&record, one))).collect()
}

fn stages(record: &Record) -> Vec<Row> {
    let calculator = calculators::by_id("reorder-point").unwrap();
    let index = calculator.fields().iter().position(|meta| meta.key == "stages").unwrap();
    if let Value::Rows(rows) = &record.values[index] { rows.clone() } else { Vec::new() }
}

const CARTONS: &str = "v=1&t=sc&p=6_14.2kg_60x40x40cm&lg=first-leg&ur=east&dt=2026-11-22&k=hand";

/// To a calculator that exists, and fields that it has.
fn leads_somewhere(onward: &Onward) -> bool {
    calculators::by_id(onward.to)
        .is_some_and(|to| onward.fields.iter().all(|(key, _)| to.fields().iter().any(|meta| meta.key == *key)))
}

#[test]
fn offers_of_all_examples_lead_somewhere() {
    let mut count = 0;
    for calculator in calculators::ALL {
        for example in calculator.examples() {
            for (_, offers) in offers(example.link) {
                assert!(offers.iter().all(leads_somewhere), "{offers:?}");
                count += offers.len();
            }
        }
    }
    assert!(count > 3, "{count}");
}

/// The days of the card, 31 to 46, are those from the 10th to the 90th percentile: 38.5 on average, 15 ÷ 2.563.
#[test]
fn the_days_of_a_service_become_the_first_leg() {
    let found = offers(CARTONS);
    let (mean, deviation, days) = found
        .iter()
        .flat_map(|(_, offers)| offers)
        .find_map(|offer| {
            let arg = |slot: &str| offer.phrase.args.iter().find(|(one, _)| *one == slot).unwrap().1.clone();
            let days = arg("days");
            matches!(days, Arg::Days { from: 31, to: 46, working: false })
                .then(|| (arg("mean").to_string(), arg("deviation").to_string(), days))
        })
        .unwrap();
    assert_eq!((mean.as_str(), deviation.as_str()), ("38.5", "5.9"), "{days:?}");
}

#[test]
fn a_parcel_to_the_buyer_is_no_first_leg() {
    assert!(offers("v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand").iter().all(|(_, offers)| offers.is_empty()));
}

#[test]
fn a_row_of_the_same_code_is_overwritten_where_something_is_given_and_the_rest_stays() {
    let offer = offers(CARTONS).into_iter().flat_map(|(_, offers)| offers).next().unwrap();
    let (calculator, record) =
        opened("v=1&t=ro&m=20&l=production_15_3&l=first-leg_32_5_5_12&l=customs_3&q=500&dt=2026-11-22&k=hand");
    let taken = take_over(calculator, &record, &offer.bundled()).unwrap();
    let rows = stages(&taken);
    assert_eq!(rows.len(), 3);
    let given = stages(&take_over(calculator, &Record::empty(calculator.fields()), &offer.bundled()).unwrap());
    assert_eq!(given.len(), 1);
    assert_eq!(rows[1].cells[..3], given[0].cells[..3]);
    assert_eq!([&rows[1].cells[3], &rows[1].cells[4]].map(ToString::to_string), ["5", "12"]);
    let old = stages(&record);
    assert_eq!((&rows[0], &rows[2]), (&old[0], &old[2]));
    let differs = |(one, other): (&Value, &Value)| one != other;
    let changed = record.values.iter().zip(&taken.values).filter(|pair| differs(*pair)).count();
    assert_eq!(changed, 2, "the stages, and where they come from");
}

#[test]
fn past_orders_give_way_to_stages_when_days_are_taken_over() {
    let offer = offers(CARTONS).into_iter().flat_map(|(_, offers)| offers).next().unwrap();
    let (calculator, record) =
        opened("v=1&t=ro&m=20&lf=orders&po=2026-01-05_2026-03-01&l=production_15_3&dt=2026-11-22&k=hand");
    let taken = take_over(calculator, &record, &offer.bundled()).unwrap();
    let lead_from = calculator.fields().iter().position(|meta| meta.key == "lead-from").unwrap();
    assert_eq!(taken.values[lead_from].to_string(), "stages");
    assert_eq!(stages(&taken).len(), 2);
}

#[test]
fn what_makes_no_sense_changes_nothing() {
    let (calculator, record) = opened("v=1&t=ro&m=20&l=production_15_3&dt=2026-11-22&k=hand");
    for text in [
        tie(["no-such-field", "1"]),
        tie(["demand-mean", "many"]),
        tie(["demand-mean", ""]),
        tie(["stages", "first-leg"]),
        tie(["demand-mean"]),
        tie([] as [&str; 0]),
    ] {
        let taken = take_over(calculator, &record, &text);
        assert_eq!(taken.map(|taken| taken.values), Some(record.values.clone()), "{text:?}");
    }
    assert!(take_over(calculator, &record, "9").is_none());
}
