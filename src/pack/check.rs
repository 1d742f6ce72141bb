//! The rules of the data: what a pack must satisfy before anything is priced with it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

#[cfg(feature = "explain")]
use super::Event;
use super::{
    Band, Channel, Cited, DutyRule, ExchangeRate, Lane, Market, Pack, PickBand, Price, Scope, Status, StepUpTo,
    Surcharge, Tariff, TaxRule, VolumeRule, Warehouse, WarehouseKind,
};
use crate::date::Date;

/// Larger than any rate, weight or side of a card: keeps every product within the range of `Decimal`.
const LARGEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
/// Longer than any service takes.
const MOST_DAYS: u32 = 1000;
/// How the ids of the user's own cards begin; no card of the data has such an id.
const OWN_ID: &str = "own-";
/// The longest name of a card in bytes: 80 characters.
#[cfg(feature = "explain")]
const LONGEST_TITLE: usize = 320;

/// What was found so far, and what is being looked at.
#[derive(Default)]
struct Findings {
    problems: Vec<String>,
    at: String,
}

impl Findings {
    #[inline(never)]
    fn expect(&mut self, holds: bool, what: &str) {
        if !holds {
            self.problems.push([self.at.as_str(), what].concat());
        }
    }
}

pub(super) fn pack(pack: &Pack) -> Vec<String> {
    let mut findings = Findings::default();
    findings.expect(!pack.snapshot.is_empty(), "the pack has no snapshot id");
    all(&pack.tariffs, &mut findings);
    for (index, rate) in pack.exchange_rates.iter().enumerate() {
        findings.at = ["exchange rate ", rate.currency.code(), ": "].concat();
        findings.expect(positive(rate.cny), "not a positive figure");
        let again = |other: &ExchangeRate| other.currency == rate.currency;
        findings.expect(!pack.exchange_rates.iter().take(index).any(again), "given twice");
    }
    for notice in &pack.notices {
        findings.at = ["notice ", &notice.id, ": "].concat();
        findings.expect(!notice.destinations.is_empty(), "no destination");
        findings.expect(!wrong_way(notice.valid_from, notice.valid_to), "ends before it starts");
    }
    for (index, one) in pack.markets.iter().enumerate() {
        market(one, &pack.exchange_rates, &mut findings);
        let again = |other: &Market| other.countries.iter().any(|country| one.countries.contains(country));
        findings.expect(!pack.markets.iter().take(index).any(again), "a country with two markets");
    }
    for (index, one) in pack.warehouses.iter().enumerate() {
        warehouse(one, &mut findings);
        let again = |other: &Warehouse| {
            other.id == one.id && overlap(other.valid_from, other.valid_to, one.valid_from, one.valid_to)
        };
        findings.expect(!pack.warehouses.iter().take(index).any(again), "twice on the same day");
    }
    for (index, one) in pack.channels.iter().enumerate() {
        channel(one, &mut findings);
        let again = |other: &Channel| {
            other.id == one.id
                && other.countries.iter().any(|country| one.countries.contains(country))
                && overlap(other.valid_from, other.valid_to, one.valid_from, one.valid_to)
        };
        findings.expect(!pack.channels.iter().take(index).any(again), "twice in a country on the same day");
    }
    #[cfg(feature = "explain")]
    for (index, one) in pack.calendar.iter().enumerate() {
        event(one, &pack.channels, &mut findings);
        findings.expect(!pack.calendar.iter().take(index).any(|other| other.id == one.id), "given twice");
    }
    findings.problems
}

fn market(market: &Market, rates: &[ExchangeRate], findings: &mut Findings) {
    findings.at = ["market ", &market.countries.join("/"), ": "].concat();
    findings.expect(market.countries.iter().all(|code| code.len() == 2), "countries are two-letter codes");
    findings.expect(!market.countries.is_empty(), "no country");
    let last = market.treatments.last();
    findings.expect(
        last.is_some_and(|last| last.up_to.is_none() && !last.parcels && last.by.is_empty() && last.valid_to.is_none()),
        "no treatment that holds for whatever is left",
    );
    for treatment in &market.treatments {
        findings.expect(!wrong_way(treatment.valid_from, treatment.valid_to), "a treatment ends before it starts");
        let amounts = match treatment.duty {
            DutyRule::PerLine(each) => [each, Decimal::ONE],
            DutyRule::Flat { percent, .. } => [percent, Decimal::ONE],
            DutyRule::Free | DutyRule::Unknown | DutyRule::Tariff => [Decimal::ONE; 2],
        };
        let limits = [treatment.up_to, treatment.waived_up_to].into_iter().flatten();
        findings
            .expect(amounts.into_iter().chain(limits).all(positive), "a treatment with a figure that is not positive");
    }
    findings.expect(not_negative(market.tax_uplift), "an uplift below zero");
    let others = market.treatments.iter().map(|one| one.currency).chain(market.fees.iter().map(|one| one.currency));
    let rated = |currency| rates.iter().any(|rate| rate.currency == currency);
    findings.expect(others.flatten().all(rated), "a currency without a sample rate");
    for country in &market.countries {
        let rates: Vec<_> = market
            .tax_rates
            .iter()
            .filter(|rate| rate.countries.is_empty() || rate.countries.contains(country))
            .collect();
        findings.expect(rates.iter().all(|rate| positive(rate.percent)), "a tax rate that is not positive");
        let taxed = market.treatments.iter().any(|treatment| treatment.tax != TaxRule::Free);
        findings.expect(!taxed || !rates.is_empty(), "a tax without a rate");
        days_apart(&rates, |rate| (rate.valid_from, rate.valid_to), "two tax rates hold on the same day", findings);
    }
    for layer in &market.layers {
        findings.expect(!wrong_way(layer.valid_from, layer.valid_to), "a duty ends before it starts");
        findings
            .expect(not_negative(layer.percent) && !layer.origins.is_empty(), "a duty without origin, or below zero");
    }
    for fee in &market.fees {
        findings.expect(!wrong_way(fee.valid_from, fee.valid_to), "a fee ends before it starts");
        let amounts = [fee.percent, fee.least, fee.per_line, fee.flat];
        findings.expect(amounts.into_iter().all(not_negative), "a fee below zero");
        findings.expect(amounts.iter().any(|amount| !amount.is_zero()), "a fee without an amount");
        findings.expect(fee.most.is_none_or(|most| most >= fee.least), "a fee whose most is below its least");
    }
}

fn warehouse(warehouse: &Warehouse, findings: &mut Findings) {
    findings.at = ["warehouse ", &warehouse.id, ": "].concat();
    place(&warehouse.countries, warehouse.valid_from, warehouse.valid_to, findings);
    covered(&warehouse.sources, &Warehouse::COVERS, findings);
    findings.expect(
        warehouse.storage.is_empty() != warehouse.seasons.is_empty(),
        "storage by age or by month: one of them",
    );
    let fba = warehouse.kind == WarehouseKind::Fba;
    findings.expect(!fba || warehouse.pick_pack.is_empty(), "picking at FBA is part of its fulfilment fee");
    let days: Vec<_> = warehouse.storage.iter().map(|tier| tier.to_day.map(Decimal::from)).collect();
    findings.expect(days.is_empty() || to_the_end(&days), "storage tiers do not ascend to an open end");
    findings.expect(warehouse.storage.iter().all(|tier| not_negative(tier.per_m3_day)), "storage below zero");
    let mut months: Vec<_> = warehouse.seasons.iter().flat_map(|season| season.months.iter().copied()).collect();
    months.sort_unstable();
    findings.expect(months.is_empty() || months.into_iter().eq(1..=12), "not every month once");
    let priced = |season: &super::SeasonRate| positive(season.standard) && positive(season.oversize);
    findings.expect(warehouse.seasons.iter().all(priced), "a month without a positive price");
    let is_sized = warehouse.standard.as_ref().is_some_and(|size| {
        size.inches.len() == 3 && size.inches.iter().chain([&size.pounds]).all(|figure| positive(*figure))
    });
    findings.expect(is_sized != warehouse.seasons.is_empty(), "a standard size goes with prices by the month");
    let cartons: Vec<_> = warehouse.receiving.iter().map(|step| step.to.map(Decimal::from)).collect();
    findings.expect(cartons.is_empty() || to_the_end(&cartons), "cartons do not ascend to an open end");
    findings.expect(warehouse.receiving.iter().all(|step| positive(step.each)), "a carton without a positive price");
    for bands in [&warehouse.pick_pack, &warehouse.put_away] {
        let edges: Vec<_> = bands.iter().map(|band| band.to_kg).collect();
        findings.expect(bands.is_empty() || above_zero(&edges), "bands of weight do not ascend");
        let priced = |band: &PickBand| positive(band.price);
        findings.expect(bands.iter().all(priced), "a band of weight without a positive price");
    }
    let fees = [warehouse.pick_more, warehouse.minimum_month];
    findings.expect(fees.into_iter().all(not_negative), "a fee below zero");
    // Whatever has a figure has a source.
    let given = [
        true,
        !warehouse.receiving.is_empty(),
        !warehouse.pick_pack.is_empty() || !warehouse.pick_more.is_zero(),
        !warehouse.put_away.is_empty(),
        !warehouse.minimum_month.is_zero(),
    ];
    for (covers, given) in Warehouse::COVERS.into_iter().zip(given) {
        let found = warehouse.sources.iter().any(|source| source.covers == covers);
        findings.expect(!given || found, &["no source for ", covers].concat());
    }
}

fn channel(channel: &Channel, findings: &mut Findings) {
    findings.at = ["channel ", &channel.id, " ", &channel.countries.join("/"), ": "].concat();
    place(&channel.countries, channel.valid_from, channel.valid_to, findings);
    covered(&channel.sources, &Channel::COVERS, findings);
    for covers in Channel::COVERS {
        let found = channel.sources.iter().any(|source| source.covers == covers);
        findings.expect(found, &["no source for ", covers].concat());
    }
    let tiers: Vec<_> = channel.referral.iter().map(|tier| tier.up_to).collect();
    findings.expect(to_the_end(&tiers), "referral tiers do not ascend to an open end");
    let orders: Vec<_> = channel.order_fee.iter().map(|fee| fee.up_to).collect();
    findings.expect(orders.is_empty() || to_the_end(&orders), "order fees do not ascend to an open end");
    let shares =
        [channel.payment_percent, channel.payout_percent, channel.ads_percent, channel.returns_percent].into_iter();
    let mut shares = shares.chain(channel.referral.iter().map(|tier| tier.percent));
    findings.expect(shares.all(|share| not_negative(share) && share < Decimal::ONE_HUNDRED), "a share out of range");
    let amounts = [channel.referral_least, channel.payment_fixed].into_iter();
    let mut amounts = amounts.chain(channel.order_fee.iter().map(|fee| fee.each));
    findings.expect(amounts.all(not_negative), "a fee below zero");
}

#[cfg(feature = "explain")]
fn event(event: &Event, channels: &[Channel], findings: &mut Findings) {
    findings.at = ["event ", &event.id, ": "].concat();
    findings.expect(event.countries.iter().all(|code| code.len() == 2), "countries are two-letter codes");
    let known = |id: &String| channels.iter().any(|channel| channel.id == *id);
    findings.expect(event.channels.iter().all(known), "a channel that is not in the data");
    findings.expect(!event.occurrences.is_empty(), "no days");
    for one in &event.occurrences {
        findings.expect(one.from <= one.to, "ends before it starts");
        let day = one.day.unwrap_or(one.from);
        findings.expect(one.from <= day && day <= one.to, "is about a day that is not one of its own");
        covered(one.source.as_slice(), &["dates"], findings);
        let year = one.from.civil().0;
        findings.expect(!event.is_undated(year), "days in a year that has none");
    }
    let pairs = event.occurrences.iter().zip(event.occurrences.iter().skip(1));
    findings.expect(pairs.into_iter().all(|(one, next)| one.to < next.from), "its days are not in order, or overlap");
    let days = event.uplift.iter().map(|uplift| uplift.days_before);
    let mut days = days.chain(event.closure.iter().flat_map(|closure| [closure.days_before, closure.days_after]));
    findings.expect(days.all(|days| days <= MOST_DAYS), "days before or after it that take years");
    findings.expect(event.uplift.iter().all(|uplift| positive(uplift.factor)), "an uplift that is not positive");
    covered(&event.sources, &Event::COVERS, findings);
    let given =
        [event.occurrences.iter().any(|one| one.source.is_none()), event.uplift.is_some(), event.closure.is_some()];
    for (covers, given) in Event::COVERS.into_iter().zip(given) {
        let found = event.sources.iter().any(|source| source.covers == covers);
        findings.expect(!given || found, &["no source for ", covers].concat());
    }
    findings.expect(event.status_of("uplift") == Status::Sample, "an uplift that is more than a sample");
}

fn place(countries: &[String], from: Option<Date>, to: Option<Date>, findings: &mut Findings) {
    let codes = !countries.is_empty() && countries.iter().all(|code| code.len() == 2);
    findings.expect(codes, "countries are two-letter codes");
    findings.expect(!wrong_way(from, to), "ends before it starts");
}

/// Sources cover what their kind of data has, and none is the user's own.
fn covered(sources: &[Cited], covers: &[&str], findings: &mut Findings) {
    let known = sources.iter().all(|source| covers.contains(&source.covers.as_str()));
    findings.expect(known, "a source for something that it has not");
    findings
        .expect(sources.iter().all(|source| source.status != Status::Own), "status own: only what a user types has it");
}

/// The first of these cards that cannot be the user's own, or holds on the day of another with its id.
#[cfg(feature = "explain")]
pub(super) fn first_not_own(cards: &[Tariff]) -> Option<&Tariff> {
    let mut findings = Findings::default();
    cards.iter().find(|card| !own(card)).or_else(|| {
        let mut before = BTreeMap::new();
        cards.iter().find(|card| {
            one_a_day(card, &mut before, &mut findings);
            !findings.problems.is_empty()
        })
    })
}

/// Whether a card can be the user's own: named by him, with an id that no card of the data has, a price on every lane,
/// and within every other rule.
#[cfg(feature = "explain")]
pub(super) fn own(card: &Tariff) -> bool {
    let mut findings = Findings::default();
    tariff(card, &mut findings);
    findings.problems.is_empty()
        && card.id.starts_with(OWN_ID)
        && card.title.as_ref().is_some_and(|title| !title.is_empty() && title.len() <= LONGEST_TITLE)
        && card.status == Status::Own
        && !card.lanes.is_empty()
        && card.lanes.iter().all(|lane| match &lane.price {
            Price::PerGram { per_kg, .. } => positive(*per_kg),
            Price::Bands(bands) => bands.iter().all(|band| positive(band.per_kg)),
            Price::FirstAndNext { first, first_price, next, parts, .. } => {
                [*first, *first_price, *next].into_iter().chain(parts.iter().map(|part| part.each)).all(positive)
            }
            Price::Flat(bands) => bands.iter().all(|band| positive(band.price)),
            Price::Breaks { breaks, .. } => breaks.iter().all(|one| positive(one.per_kg)),
            Price::WeightOrMeasure { .. } | Price::Containers { .. } => false,
        })
}

fn all(tariffs: &[Tariff], findings: &mut Findings) {
    let mut before = BTreeMap::new();
    for one in tariffs {
        tariff(one, findings);
        one_a_day(one, &mut before, findings);
    }
}

/// Looks for another card with the id of this one on the same day, among those that came before.
fn one_a_day<'a>(one: &'a Tariff, before: &mut BTreeMap<&'a str, Vec<&'a Tariff>>, findings: &mut Findings) {
    let of_id = before.entry(&one.id).or_default();
    let again = |other: &&Tariff| overlap(other.valid_from, other.valid_to, one.valid_from, one.valid_to);
    findings.expect(!of_id.iter().any(again), "two cards hold on the same day");
    of_id.push(one);
}

fn tariff(tariff: &Tariff, findings: &mut Findings) {
    let at = ["rate card ", &tariff.id, ": "].concat();
    findings.at.clone_from(&at);
    findings.expect(!tariff.sources.is_empty(), "no source");
    findings.expect(tariff.sources.iter().any(|source| source.covers == "rates"), "no source for its rates");
    findings.expect(!tariff.lanes.is_empty(), "no lane");
    findings.expect(!wrong_way(tariff.valid_from, tariff.valid_to), "ends before it starts");
    volumes(&tariff.volume, findings);
    steps(&tariff.rounding, findings);
    if !tariff.piece_rounding.is_empty() {
        steps(&tariff.piece_rounding, findings);
        findings.expect(tariff.scope == Scope::Shipment, "pieces are rounded before a sum that is never made");
    }
    let mut own = tariff.status == Status::Own || tariff.sources.iter().any(|source| source.status == Status::Own);
    own |= tariff.fuel.iter().any(|fuel| fuel.status == Status::Own);
    own |= tariff.surcharges.iter().any(|surcharge| surcharge.status == Status::Own);
    own |= tariff.remote.as_ref().is_some_and(|remote| remote.status == Status::Own);
    // A card of the user's own has his name for it, and an id of its own.
    let named = tariff.title.is_some() && tariff.id.starts_with(OWN_ID) && tariff.status == Status::Own;
    findings.expect(!own || named, "status own: only what a user types has it");
    findings.expect(named || tariff.title.is_none(), "a name of the user's on a card that is not his own");
    let mut fees = vec![tariff.duty_paid_fee];
    fees.extend(tariff.fuel.iter().map(|fuel| Some(fuel.percent)));
    days_apart(
        &tariff.fuel,
        |fuel| (fuel.valid_from, fuel.valid_to),
        "two fuel surcharges hold on the same day",
        findings,
    );
    for surcharge in &tariff.surcharges {
        fees.extend(amounts(surcharge).map(Some));
        findings.expect(!wrong_way(surcharge.valid_from, surcharge.valid_to), "a surcharge ends before it starts");
        findings.expect(amounts(surcharge).iter().any(|amount| !amount.is_zero()), "a surcharge without an amount");
    }
    if let Some(remote) = &tariff.remote {
        fees.extend([Some(remote.min), Some(remote.per_kg)]);
    }
    findings.expect(fees.into_iter().flatten().all(not_negative), "a surcharge below zero or too large");
    for (index, one) in tariff.lanes.iter().enumerate() {
        findings.at = [&at, "lane ", &one.to.join("/"), one.zone.as_deref().unwrap_or_default(), ": "].concat();
        lane(one, findings);
        let same_zone = |other: &Lane| other.zone.is_none() || one.zone.is_none() || other.zone == one.zone;
        let again = |other: &Lane| {
            let same_price = other.sold.is_none() || one.sold.is_none() || other.sold == one.sold;
            !tariff.tiers && same_zone(other) && same_price && other.to.iter().any(|country| one.to.contains(country))
        };
        findings.expect(!tariff.lanes.iter().take(index).any(again), "given twice");
    }
    findings.at = at;
}

fn amounts(surcharge: &Surcharge) -> [Decimal; 5] {
    let Surcharge { per_piece, per_kg, per_shipment, percent, least, .. } = *surcharge;
    [per_piece, per_kg, per_shipment, percent, least]
}

fn volumes(rules: &[VolumeRule], findings: &mut Findings) {
    findings.expect(rules.iter().all(|rule| positive(rule.divisor)), "a divisor that is not positive");
    let shared = rules.iter().filter_map(|rule| rule.shared.as_ref());
    findings.expect(shared.into_iter().all(|shared| shared.by >= Decimal::ONE), "a share of volume above all of it");
    days_apart(rules, |rule| (rule.valid_from, rule.valid_to), "two volume rules hold on the same day", findings);
}

fn days_apart<T>(rules: &[T], days: impl Fn(&T) -> (Option<Date>, Option<Date>), what: &str, findings: &mut Findings) {
    for (index, one) in rules.iter().enumerate() {
        let (from, to) = days(one);
        findings.expect(!wrong_way(from, to), "ends before it starts");
        let again = rules.iter().take(index).map(&days).any(|(start, end)| overlap(start, end, from, to));
        findings.expect(!again, what);
    }
}

fn steps(rounding: &[StepUpTo], findings: &mut Findings) {
    findings.expect(rounding.iter().all(|rule| positive(rule.step)), "a rounding step that is not positive");
    let mut limits = rounding.iter().filter_map(|rule| rule.up_to);
    findings.expect(limits.all(positive), "a rounding step up to a weight that is not positive");
    let limits: Vec<_> = rounding.iter().map(|rule| rule.up_to).collect();
    let open = limits.last().is_some_and(Option::is_none);
    findings.expect(open && ascending(&limits), "rounding steps do not ascend to an open end");
}

/// Whether the figures of a lane keep every rule.
#[cfg(feature = "explain")]
pub(super) fn is_sound(one: &Lane) -> bool {
    let mut findings = Findings::default();
    lane(one, &mut findings);
    findings.problems.is_empty()
}

fn lane(lane: &Lane, findings: &mut Findings) {
    let codes = !lane.to.is_empty() && lane.to.iter().all(|code| code.len() == 2);
    findings.expect(codes, "destinations are two-letter country codes");
    let least = [lane.min_weight, lane.min_shipment].into_iter().all(not_negative);
    findings.expect(least, "a least weight below zero");
    volumes(&lane.volume, findings);
    if !lane.rounding.is_empty() {
        steps(&lane.rounding, findings);
    }
    let days = lane.days.is_none_or(|days| days.from <= days.to && days.to <= MOST_DAYS);
    findings.expect(days, "days end before they start, or take years");
    match &lane.price {
        Price::PerGram { item, per_kg } => {
            findings.expect(not_negative(*item) && positive(*per_kg), "a price that is not positive")
        }
        Price::Bands(bands) => {
            let edges: Vec<_> = bands.iter().map(|band| Some(band.to)).collect();
            findings.expect(!bands.is_empty() && ascending(&edges), "bands do not ascend");
            let priced = |band: &Band| positive(band.to) && positive(band.per_kg) && not_negative(band.handling);
            findings.expect(bands.iter().all(priced), "a band without a positive price");
        }
        Price::FirstAndNext { first, first_price, next, parts, kilos } => {
            findings.expect(
                [*first, *first_price, *next].into_iter().all(positive),
                "a first weight without a positive price",
            );
            let priced = parts.iter().all(|part| positive(part.each)) && kilos.iter().all(|kilo| positive(kilo.per_kg));
            findings.expect(priced, "a step without a positive price");
            let mut edges = vec![Some(*first)];
            edges.extend(parts.iter().map(|part| part.to));
            edges.extend(kilos.iter().map(|kilo| kilo.to));
            findings.expect(edges.len() > 1 && ascending(&edges), "steps do not ascend");
        }
        Price::Flat(bands) => {
            let edges: Vec<_> = bands.iter().map(|band| band.to).collect();
            findings.expect(!bands.is_empty() && ascending(&edges), "bands do not ascend");
            findings.expect(edges.into_iter().flatten().all(positive), "a band that ends at zero or below");
            findings.expect(bands.iter().all(|band| positive(band.price)), "a band without a positive price");
            let more = bands.iter().filter_map(|band| band.more.as_ref());
            let priced =
                more.into_iter().all(|more| not_negative(more.above) && positive(more.step) && positive(more.each));
            findings.expect(priced, "a step without a positive price");
        }
        Price::Breaks { breaks, least, .. } => {
            let edges: Vec<_> = breaks.iter().map(|one| Some(one.from)).collect();
            findings.expect(!breaks.is_empty() && ascending(&edges), "breaks do not ascend");
            let priced = |one: &super::Break| not_negative(one.from) && positive(one.per_kg);
            findings.expect(breaks.iter().all(priced) && not_negative(*least), "a break without a positive price");
        }
        Price::WeightOrMeasure { per_ton, kg_per_cbm, least } => {
            let priced = positive(*per_ton) && positive(*kg_per_cbm) && not_negative(*least);
            findings.expect(priced, "a price that is not positive");
        }
        Price::Containers { boxes, .. } => {
            let whole = |one: &super::Container| [one.cbm, one.payload, one.price].into_iter().all(positive);
            findings.expect(!boxes.is_empty() && boxes.iter().all(whole), "a container without room or price");
        }
    }
}

#[inline(never)]
fn positive(value: Decimal) -> bool {
    value > Decimal::ZERO && value <= LARGEST
}

#[inline(never)]
fn not_negative(value: Decimal) -> bool {
    value >= Decimal::ZERO && value <= LARGEST
}

/// Ascending limits, of which only the last may be open.
fn ascending(limits: &[Option<Decimal>]) -> bool {
    limits.windows(2).all(|pair| matches!(pair, [Some(low), high] if high.is_none_or(|high| *low < high)))
}

/// Ascending limits above zero.
fn above_zero(limits: &[Option<Decimal>]) -> bool {
    ascending(limits) && limits.iter().flatten().all(|limit| positive(*limit))
}

/// Ascending limits above zero, of which the last is open.
fn to_the_end(limits: &[Option<Decimal>]) -> bool {
    above_zero(limits) && limits.last().is_some_and(Option::is_none)
}

fn wrong_way(from: Option<Date>, to: Option<Date>) -> bool {
    matches!((from, to), (Some(from), Some(to)) if to < from)
}

fn overlap(from: Option<Date>, to: Option<Date>, other_from: Option<Date>, other_to: Option<Date>) -> bool {
    let ends_before = |to: Option<Date>, from: Option<Date>| matches!((to, from), (Some(to), Some(from)) if to < from);
    !ends_before(to, other_from) && !ends_before(other_to, from)
}
