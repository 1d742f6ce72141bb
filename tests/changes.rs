//! What would change the answer: every change that is offered is a case of its own and costs what it says; the nearest
//! is the nearest.

#![expect(clippy::expect_used, reason = "a test ends at the first thing that cannot be")]

use std::sync::LazyLock;

use rust_decimal::Decimal;
use suanpan::link;
use suanpan::pack::World;
use suanpan::schema::{Alternative, Arg, Calculator, Change, Changes, Record, Severity};

mod common;
#[path = "common/world.rs"]
mod whole;

static WORLD: LazyLock<World> = LazyLock::new(whole::world);

struct Case {
    calculator: &'static dyn Calculator,
    record: Record,
}

fn case(link: &str) -> Case {
    let opened = link::decode(&format!("v=1&t=sc&{link}&k=hand")).expect("a good link");
    assert_eq!(opened.unknown, [], "{link}");
    Case { calculator: opened.calculator, record: opened.record }
}

impl Case {
    fn service(&self, record: &Record, id: &str) -> Alternative {
        let answer = self.calculator.evaluate(record, &WORLD).answer.expect("an answer");
        answer.alternatives.into_iter().find(|one| one.id == id).unwrap_or_default()
    }

    fn paid(&self, record: &Record, id: &str) -> Option<Decimal> {
        let one = self.service(record, id);
        one.converted.or(one.total).map(|money| money.value)
    }

    fn changes(&self, id: &str) -> Changes {
        self.calculator.changes(&self.record, &WORLD, Some(id))
    }

    /// Every change costs what it says when its case is computed by itself.
    #[track_caller]
    fn holds(&self, id: &str) -> Changes {
        let changes = self.changes(id);
        let now = self.paid(&self.record, id);
        let all = changes.edges.iter().map(|change| (id, change));
        let fixes = changes.fixes.iter().flat_map(|fixes| fixes.ways.iter().map(move |fix| (fixes.id.as_str(), fix)));
        for (id, change) in all.clone().chain(fixes.filter(|(_, fix)| fix.phrase.text.code() != "other")) {
            let then = change.then.map(|money| money.value);
            assert_eq!(self.paid(&change.case, id), then, "{id}: {change:?}");
        }
        for (_, change) in all {
            let more = now.zip(change.then).map(|(now, then)| then.value - now);
            assert_eq!(change.more.map(|money| money.value), more, "{change:?}");
        }
        changes
    }
}

fn arg(change: &Change, slot: &str) -> String {
    change.phrase.args.iter().find(|(name, _)| *name == slot).map(|(_, arg)| arg.to_string()).unwrap_or_default()
}

fn edge<'a>(changes: &'a Changes, code: &str) -> &'a Change {
    changes.edges.iter().find(|change| change.phrase.text.code() == code).expect("such an edge")
}

fn fix<'a>(changes: &'a Changes, id: &str, code: &str) -> Option<&'a Change> {
    let fixes = changes.fixes.iter().find(|fixes| fixes.id == id)?;
    fixes.ways.iter().find(|fix| fix.phrase.text.code() == code)
}

/// W04: at 0.700 kg one gram more saves 7.61; one gram less is nothing special.
#[test]
fn one_gram_more_saves() {
    let changes = case("p=_0.7kg_20x15x8cm&d=US&dt=2026-11-22").holds("special-line-general");
    let heavier = edge(&changes, "heavier");
    assert_eq!((arg(heavier, "by").as_str(), arg(heavier, "to").as_str()), ("0.001kg", "0.701kg"));
    assert_eq!(heavier.more.map(|more| more.to_string()).as_deref(), Some("-7.61CNY"));
    let lighter = edge(&changes, "lighter");
    assert_eq!(arg(lighter, "to"), "0.45kg");
}

/// W12: the rules of 12 July 2026, the day before and on the day.
#[test]
fn before_and_after() {
    let before = case("p=_5lb_12.2x12.2x12.2in&d=US&dt=2026-07-11&lg=last-mile&c=USD").holds("usps-ground");
    let after = edge(&before, "after");
    assert_eq!(arg(after, "day"), "2026-07-12");
    assert!(after.more.is_some_and(|more| more.value > Decimal::ZERO));
    let later = case("p=_5lb_12.2x12.2x12.2in&d=US&dt=2026-07-12&lg=last-mile&c=USD").holds("usps-ground");
    assert_eq!(arg(edge(&later, "before"), "day"), "2026-07-11");
}

#[test]
fn cut_two_centimetres() {
    let case = case("p=_1.2kg_62x30x20cm_battery-in&d=DE&dt=2026-11-22");
    let changes = case.holds("express");
    let cut = fix(&changes, "special-line-battery", "cut").expect("a cut");
    assert_eq!((arg(cut, "side").as_str(), arg(cut, "by").as_str()), ("length", "2cm"));
    // A tenth more is refused.
    let longer = link::decode("v=1&t=sc&p=_1.2kg_60.1x30x20cm_battery-in&d=DE&dt=2026-11-22&k=hand").expect("a link");
    assert_eq!(case.paid(&longer.record, "special-line-battery"), None);
    assert!(fix(&changes, "special-line-battery", "split").is_some());
    assert!(fix(&changes, "special-line-general", "without").is_none(), "it is also too long");
    assert!(fix(&changes, "postal-parcel", "without").is_some());
}

#[test]
fn too_heavy_is_split_and_another_channel_takes_the_battery() {
    let changes = case("p=_2.5kg_30x20x5cm&d=DE&dt=2026-11-22").holds("special-line-general");
    let split = fix(&changes, "postal-packet", "split").expect("a split");
    assert_eq!(arg(split, "n"), "2");
    let changes = case("p=_0.5kg_20x15x8cm_battery-in&d=US&dt=2026-11-22").holds("special-line-battery");
    let other = fix(&changes, "special-line-general", "other").expect("another line");
    assert_eq!(arg(other, "service"), "service.special-line-battery");
    let without = fix(&changes, "special-line-general", "without").expect("without");
    assert_eq!(arg(without, "what"), "choice.traits.battery-in");
}

/// What a card is not for is nothing to mend.
#[test]
fn no_fix_for_what_is_not_meant() {
    let changes = case("p=_0.5kg_20x15x8cm&d=DE&dt=2026-11-22").holds("special-line-general");
    for suanpan::schema::Fixes { id, .. } in &changes.fixes {
        let refused = case("p=_0.5kg_20x15x8cm&d=DE&dt=2026-11-22");
        let one = refused.service(&refused.record, id);
        assert!(one.refused.iter().any(|problem| problem.severity == Severity::Error), "{id}");
    }
}

#[test]
fn every_change_holds_in_many_cases() {
    let cases = [
        "p=3_350g_20x15x8cm&p=2_0.7kg_20x15x8cm&d=US&dt=2026-11-22&c=USD&ra=1",
        "p=12_0.2kg_10x8x3cm&d=GB&dt=2026-11-22",
        "p=_15kg_119x60x40cm&d=DE&dt=2026-01-10",
        "p=_640g_80x12cm&d=JP&dt=2026-11-22",
        "p=6_14.2kg_60x40x40cm&d=US&dt=2026-11-22&lg=first-leg",
        "p=40_12.5kg_50x40x30cm&d=US&dt=2026-11-22&lg=first-leg&ur=east&og=south&c=USD",
        "p=_9lb_97x6x6in&d=US&dt=2026-11-22&lg=last-mile&c=USD&uz=8",
        "p=_60lb_30x24x24in&d=US&dt=2026-01-11&lg=last-mile&c=USD",
        "p=_1.3lb_12.5x8x3in&d=US&dt=2026-11-22&lg=last-mile&se=24.99USD&c=USD",
        "p=_350g&d=KR&dt=2026-11-22",
    ];
    for link in cases {
        let case = case(link);
        let answer = case.calculator.evaluate(&case.record, &WORLD).answer.expect("an answer");
        for one in answer.alternatives.iter().filter(|one| one.refused.is_empty()) {
            case.holds(&one.id);
        }
    }
}

/// The chart goes through the case, and its edges are the steps that a scan finds.
#[test]
fn a_chart_is_what_is_paid() {
    let case = case("p=_0.7kg_20x15x8cm&d=US&dt=2026-11-22");
    let chart = case.changes("special-line-general").chart.expect("a chart");
    assert_eq!(chart.at.to_string(), "0.7");
    assert!((1..=3).contains(&chart.series.len()));
    for one in &chart.series {
        assert!(one.points.is_sorted_by_key(|(at, _)| *at), "{}", one.id);
        for (at, paid) in &one.points {
            let link = format!("v=1&t=sc&p=_{at}kg_20x15x8cm&d=US&dt=2026-11-22&k=hand");
            let record = link::decode(&link).expect("a link").record;
            assert_eq!(case.paid(&record, &one.id), *paid, "{} at {at}", one.id);
        }
    }
    assert!(!chart.reading.is_empty());
    let said = chart.reading.iter().flat_map(|phrase| phrase.args.iter());
    assert!(said.into_iter().any(|(_, arg)| matches!(arg, Arg::Key(_))));
}

#[test]
fn nothing_to_say_of_nothing() {
    let case = case("d=US&dt=2026-11-22");
    assert_eq!(case.changes("express"), Changes::default());
}
