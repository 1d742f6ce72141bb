//! What one calculator hands on to another, and how that is taken over.

#![expect(clippy::unwrap_used, reason = "a test ends at the first thing it cannot read")]

use suanpan::bundle::tie;
use suanpan::calculators;
use suanpan::link;
use suanpan::schema::onward::take_over;
use suanpan::schema::{Arg, Calculator, Kind, Onward, Record};
use suanpan::value::{Row, Value};

mod common;
#[path = "common/world.rs"]
mod whole;

fn opened(text: &str) -> (&'static dyn Calculator, Record) {
    let link = link::decode(text).unwrap();
    (link.calculator, link.record)
}

/// Offers of every service of a case to the reorder point, with its id.
fn offers(text: &str) -> Vec<(String, Vec<Onward>)> {
    let stages = |offers: Vec<Onward>| offers.into_iter().filter(|offer| offer.to == "reorder-point").collect();
    all_offers(text).into_iter().map(|(id, offers)| (id, stages(offers))).collect()
}

/// Offers of every service of a case, with its id.
fn all_offers(text: &str) -> Vec<(String, Vec<Onward>)> {
    let world = whole::world();
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
            for (_, offers) in all_offers(example.link) {
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

/// What is known of goods, value, origin and way goes on to the list of what the law asks; what is not known is not made up.
#[test]
fn goods_and_way_become_a_profile() {
    let taken = |text: &str, id: &str| {
        let found = all_offers(text).into_iter().find(|(one, _)| one == id).unwrap().1;
        let offer = found.into_iter().find(|offer| offer.to == "compliance").unwrap();
        let fields = offer.fields.into_iter().map(|(key, value)| match value {
            Value::Rows(rows) => {
                format!("{key} {}", rows.iter().map(|row| row.cells[0].to_string()).collect::<Vec<_>>().join("/"))
            }
            value => format!("{key} {value}"),
        });
        fields.collect::<Vec<_>>()
    };
    let mode = "v=1&t=lm&g=2_28CNY_24EUR_12__851830&g=_9CNY_5EUR_12__850760&p=_350g_20x15x8cm_battery-in&d=DE&dt=2026-11-22&mo=90&c=EUR&k=hand";
    assert_eq!(
        taken(mode, "line"),
        [
            "shipped-by linehaul",
            "categories battery",
            "country-of-origin CN",
            "consignment-value 53EUR",
            "item-value 24EUR",
            "tariff-codes 850760/851830"
        ]
    );
    // Values in two currencies are no sum; a bare parcel says nothing of its goods.
    let two = mode.replace("5EUR", "5USD");
    assert!(
        taken(&two, "line")
            .iter()
            .all(|field| !field.starts_with("consignment-value") && !field.starts_with("item-value"))
    );
    assert_eq!(taken("v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand", "postal-packet"), [""; 0]);
    assert!(taken(CARTONS, &all_offers(CARTONS)[0].0).contains(&"shipped-by warehouse".to_owned()));
    // A calculator that takes it over has all of it.
    let (calculator, record) = opened("v=1&t=co&es=CN&dt=2026-11-22&k=hand");
    let offer =
        all_offers(mode).into_iter().flat_map(|(_, offers)| offers).find(|offer| offer.to == "compliance").unwrap();
    let taken = take_over(calculator, &record, &offer.bundled()).unwrap();
    let outcome = calculator.evaluate(&taken, &whole::world());
    assert!(outcome.answer.is_some() && outcome.problems.is_empty(), "{:?}", outcome.problems);
}

#[test]
fn a_year_of_costs_is_shared_by_consignments() {
    let calculator = calculators::by_id("compliance").unwrap();
    let yearly = Value::parse(&Kind::Money, "100EUR");
    let Value::Money(yearly) = yearly else { panic!("no money") };
    let each = |count: i64| {
        calculator
            .onward_of_costs(yearly, count.into())
            .map(|offer| (offer.to, offer.fields[0].0, offer.fields[0].1.to_string()))
    };
    assert_eq!(each(12), Some(("landed-cost", "other-costs", "8.33EUR".to_owned())));
    assert_eq!(each(0), None);
    // A share of less than a cent is nothing to hand on.
    assert_eq!(each(100_000), None);
    assert!(calculators::by_id("shipping-cost").unwrap().onward_of_costs(yearly, 12.into()).is_none());
}
