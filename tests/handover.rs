//! What the page leaves to its engine, and what it draws of the answers that come back: every shipment and consignment of
//! the judges, with the engine's own figures.

#![expect(clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::sync::LazyLock;

use suanpan::pack::{First, Lane, Price, System, World};
use suanpan::schema::{Alternative, Calculator, Outcome, Record, Severity, Words};
use suanpan::{calculators, json, link};

mod common;
#[path = "common/judge.rs"]
#[expect(dead_code, reason = "only what went in counts here")]
mod judge;
#[path = "common/world.rs"]
mod whole;

static WORLD: LazyLock<World> = LazyLock::new(|| whole::world().brief());

fn cases() -> Vec<(&'static dyn Calculator, Record)> {
    let shipping = calculators::by_id("shipping-cost").expect("the calculator");
    let shipments = judge::shipments().into_iter().step_by(3);
    let shipments = shipments.map(|shipment| (shipping, json::record(shipping.fields(), &shipment.inputs).0));
    let consignments = include_str!("worked_examples/judge-landed.tsv").lines().skip(2).step_by(3);
    let consignments = consignments.map(|line| {
        let opened = link::decode(line.split('\t').next().unwrap_or_default()).expect("a good link");
        (opened.calculator, opened.record)
    });
    let examples = calculators::ALL.iter().flat_map(|one| one.examples());
    let examples = examples.map(|example| {
        let opened = link::decode(example.link).expect("a good link");
        (opened.calculator, opened.record)
    });
    shipments.chain(consignments).chain(examples).collect()
}

/// Steps, notes of alternatives and sources are the engine's to draw.
fn drawn(mut outcome: Outcome) -> Outcome {
    if let Some(answer) = &mut outcome.answer {
        answer.notes.retain(|note| note.severity > Severity::Note);
        answer.notes.iter_mut().for_each(|note| note.source = None);
        for one in &mut answer.alternatives {
            *one = Alternative { steps: Vec::new(), notes: Vec::new(), sources: Vec::new(), ..one.clone() };
        }
    }
    outcome
}

#[test]
fn every_answer_arrives_as_it_was() {
    let mut words = Words::default();
    let (mut left, mut answered) = (0, 0);
    for (calculator, record) in cases() {
        let outcome = calculator.evaluate(&record, &WORLD);
        assert!(!outcome.is_elsewhere(), "with the working nothing is left to anybody");
        let taken = Outcome::taken_over(&outcome.handed_over(), calculator.fields(), &mut words);
        left += usize::from(calculator.is_elsewhere(&record.settled(calculator.fields())));
        answered += usize::from(outcome.answer.is_some());
        assert_eq!(taken, Some(drawn(outcome)), "{} {:?}", calculator.id(), record.values);
    }
    assert!(left > 100 && answered > 1000, "{left} of {answered}");
    // Keys and slots, each once: there are no more, however much is typed.
    assert!(words.count() < 200, "{}", words.count());
}

#[test]
fn what_is_left_to_the_engine() {
    let is_left = |text: &str| {
        let opened = link::decode(text).expect("a good link");
        opened.calculator.is_elsewhere(&opened.record.settled(opened.calculator.fields()))
    };
    for (text, left) in [
        ("v=1&t=sc&p=_350g_20x15x8cm&d=DE&k=hand", false),
        ("v=1&t=sc&p=_350g&lg=direct&k=hand", false),
        ("v=1&t=sc&p=_12kg_60x40x40cm&lg=first-leg&k=hand", true),
        ("v=1&t=sc&p=_12kg_60x40x40cm&lg=last-mile&k=hand", true),
        ("v=1&t=sc&p=_12kg_60x40x40cm&lg=by-camel&k=hand", true),
        ("v=1&t=lc&g=_28CNY_24EUR_12&p=_350g_20x15x8cm&d=DE&k=hand", false),
        ("v=1&t=lc&g=_28CNY_24EUR_12&rt=bulk&k=hand", true),
    ] {
        assert_eq!(is_left(text), left, "{text}");
    }
}

/// What the page's program lacks, no card of its part of the data has.
#[test]
fn cards_to_the_door_are_plain() {
    for card in common::data("data").first(First::Markets).tariffs {
        let plain = |lane: &Lane| {
            let price = matches!(lane.price, Price::Bands(_) | Price::FirstAndNext { .. } | Price::PerGram { .. });
            price && lane.sold.is_none()
        };
        assert!(card.lanes.iter().all(plain), "{}: a price that only the engine reads", card.id);
        let from_anywhere = card.surcharges.iter().all(|surcharge| surcharge.from.is_empty());
        assert!(card.units == System::Metric && !card.tiers && from_anywhere, "{}", card.id);
    }
}

/// A part of the pack answers what the whole answers, for the cases that the page does not leave to its engine.
#[test]
fn a_part_of_the_pack_answers_the_rest() {
    let pack = common::data("data");
    for (calculator, record) in cases() {
        let part = World::new(pack.first(calculator.first())).brief();
        let left = calculator.is_elsewhere(&record.settled(calculator.fields()));
        if !left {
            let outcome = calculator.evaluate(&record, &part);
            let whole = calculator.evaluate(&record, &WORLD);
            // Of the markets it has the first rules alone: where none of them holds, the page asks the engine.
            let refused = outcome.answer.iter().flat_map(|answer| &answer.alternatives).flat_map(|one| &one.refused);
            if refused.into_iter().any(|problem| problem.code.code() == "E_MARKET_DAY") {
                continue;
            }
            assert_eq!(drawn(outcome), drawn(whole), "{} {:?}", calculator.id(), record.values);
        }
    }
}
