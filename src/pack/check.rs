//! The rules of the data: what a pack must satisfy before anything is priced with it.

use rust_decimal::Decimal;

use super::{Band, Lane, Pack, Price, Status, Tariff};
use crate::date::Date;

/// Larger than any rate, weight or side of a card: keeps every product within the range of `Decimal`.
const LARGEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
/// Longer than any service takes.
const MOST_DAYS: u32 = 1000;

pub(super) fn pack(pack: &Pack) -> Vec<String> {
    let mut problems = Vec::new();
    if pack.snapshot.is_empty() {
        problems.push("the pack has no snapshot id".to_owned());
    }
    for tariff in &pack.tariffs {
        let at = |what: String| format!("rate card {}: {what}", tariff.id);
        problems.extend(self::tariff(tariff).into_iter().map(at));
    }
    for (index, one) in pack.tariffs.iter().enumerate() {
        let again = |other: &&Tariff| other.id == one.id && overlap(other.valid_from, other.valid_to, one.valid_from, one.valid_to);
        if pack.tariffs[..index].iter().any(|other| again(&other)) {
            problems.push(format!("rate card {}: two cards hold on the same day", one.id));
        }
    }
    for (index, rate) in pack.exchange_rates.iter().enumerate() {
        if !positive(rate.cny) {
            problems.push(format!("exchange rate {}: not a positive figure", rate.currency.code()));
        }
        if pack.exchange_rates[..index].iter().any(|other| other.currency == rate.currency) {
            problems.push(format!("exchange rate {}: given twice", rate.currency.code()));
        }
    }
    for notice in &pack.notices {
        if notice.destinations.is_empty() || wrong_way(notice.valid_from, notice.valid_to) {
            problems.push(format!("notice {}: no destination, or ends before it starts", notice.id));
        }
    }
    problems
}

fn tariff(tariff: &Tariff) -> Vec<String> {
    let mut problems = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            problems.push(what.to_owned());
        }
    };
    expect(!tariff.sources.is_empty(), "no source");
    expect(tariff.sources.iter().any(|source| source.covers == "rates"), "no source for its rates");
    expect(!tariff.lanes.is_empty(), "no lane");
    expect(!wrong_way(tariff.valid_from, tariff.valid_to), "ends before it starts");
    expect(tariff.volume.as_ref().is_none_or(|rule| positive(rule.divisor)), "a divisor that is not positive");
    expect(tariff.rounding.iter().all(|rule| positive(rule.step)), "a rounding step that is not positive");
    expect(tariff.rounding.iter().filter_map(|rule| rule.up_to).all(positive), "a rounding step up to a weight that is not positive");
    expect(ascending_open(tariff.rounding.iter().map(|rule| rule.up_to)), "rounding steps do not ascend to an open end");
    let statuses = [Some(tariff.status), tariff.fuel.as_ref().map(|fuel| fuel.status), tariff.remote.as_ref().map(|remote| remote.status)];
    let statuses = statuses.into_iter().flatten().chain(tariff.sources.iter().map(|source| source.status));
    expect(statuses.into_iter().all(|status| status != Status::Own), "status own: only what a user types has it");
    let fees = [tariff.duty_paid_fee, tariff.fuel.as_ref().map(|fuel| fuel.percent)];
    let remote = tariff.remote.iter().flat_map(|remote| [Some(remote.min), Some(remote.per_kg)]);
    expect(fees.into_iter().chain(remote).flatten().all(not_negative), "a surcharge below zero or too large");
    for (index, lane) in tariff.lanes.iter().enumerate() {
        let name = format!("{}{}", lane.to.join("/"), lane.zone.as_deref().unwrap_or_default());
        problems.extend(self::lane(lane).into_iter().map(|what| format!("lane {name}: {what}")));
        let same_zone = |other: &Lane| other.zone.is_none() || lane.zone.is_none() || other.zone == lane.zone;
        let again = |other: &Lane| same_zone(other) && other.to.iter().any(|country| lane.to.contains(country));
        if tariff.lanes[..index].iter().any(again) {
            problems.push(format!("lane {name}: given twice"));
        }
    }
    problems
}

fn lane(lane: &Lane) -> Vec<&'static str> {
    let mut problems = Vec::new();
    let mut expect = |holds: bool, what| {
        if !holds {
            problems.push(what);
        }
    };
    expect(!lane.to.is_empty() && lane.to.iter().all(|code| code.len() == 2), "destinations are two-letter country codes");
    expect(not_negative(lane.min_weight), "a least weight below zero");
    expect(lane.days.is_none_or(|days| days.from <= days.to && days.to <= MOST_DAYS), "days end before they start, or take years");
    match &lane.price {
        Price::PerGram { item, per_kg } => expect(not_negative(*item) && positive(*per_kg), "a price that is not positive"),
        Price::Bands(bands) => {
            expect(!bands.is_empty() && bands.windows(2).all(|pair| pair[0].to < pair[1].to), "bands do not ascend");
            let priced = |band: &Band| positive(band.to) && positive(band.per_kg) && not_negative(band.handling);
            expect(bands.iter().all(priced), "a band without a positive price");
        }
        Price::FirstAndNext { first, first_price, next, parts, kilos } => {
            expect([*first, *first_price, *next].into_iter().all(positive), "a first weight without a positive price");
            expect(parts.iter().all(|part| positive(part.each)) && kilos.iter().all(|kilo| positive(kilo.per_kg)), "a step without a positive price");
            let tiers = parts.iter().map(|part| part.to).chain(kilos.iter().map(|kilo| kilo.to));
            let edges: Vec<_> = core::iter::once(Some(*first)).chain(tiers).collect();
            expect(edges.len() > 1 && ascending(edges.into_iter()), "steps do not ascend");
        }
    }
    problems
}

fn positive(value: Decimal) -> bool {
    value > Decimal::ZERO && value <= LARGEST
}

fn not_negative(value: Decimal) -> bool {
    value >= Decimal::ZERO && value <= LARGEST
}

/// Ascending limits, of which only the last may be open.
fn ascending(limits: impl Iterator<Item = Option<Decimal>>) -> bool {
    let limits: Vec<_> = limits.collect();
    limits.windows(2).all(|pair| pair[0].is_some_and(|low| pair[1].is_none_or(|high| low < high)))
}

fn ascending_open(limits: impl Iterator<Item = Option<Decimal>>) -> bool {
    let limits: Vec<_> = limits.collect();
    limits.last().is_some_and(Option::is_none) && ascending(limits.into_iter())
}

fn wrong_way(from: Option<Date>, to: Option<Date>) -> bool {
    matches!((from, to), (Some(from), Some(to)) if to < from)
}

fn overlap(from: Option<Date>, to: Option<Date>, other_from: Option<Date>, other_to: Option<Date>) -> bool {
    let ends_before = |to: Option<Date>, from: Option<Date>| matches!((to, from), (Some(to), Some(from)) if to < from);
    !ends_before(to, other_from) && !ends_before(other_to, from)
}
