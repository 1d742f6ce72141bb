//! What to promise the buyer, and what being late costs (`docs/facts/logistics.md` §3.9).
//!
//! From past orders: 10th and 90th percentile with linear interpolation, `h = (n − 1) p`; of fewer than twenty from the fastest to
//! the slowest. Otherwise the days of the card. `floor(P10) + handling at least` to `ceil(P90) + handling at most`, calendar days.
//! A late order costs `P(days > promise) × (refund + service)`; the carrier's clause pays back `E[min(cap, days late × rate)] × kg`
//! or, where freight is waived, `P × freight`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::expected::{Asked, Transit, days_left};
use super::mode::Mode;
use super::texts::{decision, figure, note, promise, section};
use super::ways::{Way, Ways};
use super::{Inputs, TransitRow};
use crate::amount::Money;
use crate::calculators::shipping_cost::Parcel;
use crate::exact::{self, Exact};
use crate::schema::{Alternative, Answer, Arg, Figure, Note, Phrase, Section, Severity, Text};
use crate::stats::describe;
use crate::stats::figures::{decimal, float};
use crate::units::Unit;

/// Fewer past orders say too little about the slow ones.
const ENOUGH: usize = 20;
/// Id of what rests on past orders.
const PAST: &str = "past-orders";
/// More are not counted one by one.
const MOST: usize = 100_000;

/// How long orders take: days with how many orders took them.
pub(super) enum Taken<'a> {
    /// What a card names.
    Card(Transit),
    /// What the user saw.
    Orders(&'a [(usize, TransitRow)]),
}

impl Taken<'_> {
    fn count(&self) -> Option<usize> {
        let Self::Orders(rows) = self else { return None };
        exact::sum(rows.iter().map(|(_, row)| row.transit_count))?.to_usize()
    }

    /// The days of each order, ascending; none where there are too many.
    fn days(&self) -> Option<Vec<f64>> {
        let Self::Orders(rows) = self else { return None };
        self.count().filter(|count| *count <= MOST)?;
        let each =
            |row: &TransitRow| std::iter::repeat_n(float(row.transit_days), row.transit_count.to_usize()?).into();
        let days: Vec<Option<_>> = rows.iter().map(|(_, row)| each(row)).collect();
        let mut days: Vec<f64> = days.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
        days.sort_by(f64::total_cmp);
        Some(days)
    }

    /// From the 10th to the 90th percentile; of few orders from the fastest to the slowest.
    pub(super) fn interval(&self) -> Option<[Decimal; 2]> {
        if let Self::Card(transit) = self {
            return Some([transit.from, transit.to]);
        }
        let days = self.days()?;
        if days.len() < ENOUGH {
            return Some([decimal(*days.first()?, 6)?, decimal(*days.last()?, 6)?]);
        }
        Some([decimal(describe::quantile(&days, 0.1)?, 6)?, decimal(describe::quantile(&days, 0.9)?, 6)?])
    }

    /// The chance to take longer than so many days.
    pub(super) fn later_than(&self, promised: Decimal) -> Option<Decimal> {
        let Self::Orders(rows) = self else {
            let Self::Card(transit) = self else { return None };
            return transit.later_than(promised);
        };
        let late = rows.iter().filter(|(_, row)| row.transit_days > promised).map(|(_, row)| row.transit_count);
        exact::sum(late)?.over(exact::sum(rows.iter().map(|(_, row)| row.transit_count))?)
    }

    /// Days late of an order on average, none counted above `cap` days. Of a card by the whole days of a bell curve.
    fn days_late(&self, promised: Decimal, cap: Decimal) -> Option<Decimal> {
        let Self::Orders(rows) = self else {
            let Self::Card(transit) = self else { return None };
            let days = (0..cap.up().to_u32()?.min(1_000)).map(Decimal::from);
            let each = days.map(|day| {
                // The part of this day that still counts.
                let counts = cap.minus(day)?.min(Decimal::ONE);
                transit.later_than(promised.plus(day)?)?.times(counts)
            });
            return exact::sum_of(each);
        };
        let late = rows.iter().filter(|(_, row)| row.transit_days > promised);
        let late = late.map(|(_, row)| row.transit_days.minus(promised)?.min(cap).times(row.transit_count));
        exact::sum_of(late)?.over(exact::sum(rows.iter().map(|(_, row)| row.transit_count))?)
    }
}

/// What the carrier's clause pays back of an order, on average.
pub(super) fn paid_back(asked: &Asked<'_>, taken: &Taken<'_>, promised: Decimal, freight: Decimal) -> Option<Decimal> {
    let inputs = asked.case.inputs;
    match inputs.late_clause {
        "waiver" => taken.later_than(promised)?.times(freight),
        "capped" => {
            let (Some(rate), Some(cap)) = (inputs.clause_rate, inputs.clause_cap) else { return Some(Decimal::ZERO) };
            let (rate, cap) = (asked.case.in_answer(rate)?, asked.case.in_answer(cap)?);
            let days = taken.days_late(promised, cap.over(rate)?)?;
            days.times(rate)?.times(kilograms(inputs)?)
        }
        _ => Some(Decimal::ZERO),
    }
}

/// What an order weighs.
pub(super) fn kilograms(inputs: &Inputs) -> Option<Decimal> {
    let weigh = |parcel: &Parcel| parcel.weight.to(Unit::Kilogram)?.times(parcel.quantity);
    exact::sum_of(inputs.parcels.0.iter().map(|(_, parcel)| weigh(parcel)))
}

/// The whole days from the order to delivery: soonest, latest.
pub(super) fn whole(inputs: &Inputs, [from, to]: [Decimal; 2]) -> Option<[Decimal; 2]> {
    let most = inputs.handling_most.max(inputs.handling_least);
    Some([from.down().plus(inputs.handling_least.down())?, to.up().plus(most.up())?])
}

/// The line for the listing, in each language in which buyers read.
fn listings(destination: &str) -> &'static [Text] {
    match destination {
        "DE" | "AT" | "CH" => &[note::LISTING_DE],
        "FR" | "LU" => &[note::LISTING_FR],
        "ES" | "MX" | "CL" | "AR" | "CO" | "PE" => &[note::LISTING_ES],
        "IT" => &[note::LISTING_IT],
        "JP" => &[note::LISTING_JA],
        "TW" | "HK" => &[note::LISTING_ZH_HANT],
        "SG" | "MY" => &[note::LISTING_EN, note::LISTING_ZH_HANS],
        _ => &[note::LISTING_EN],
    }
}

/// One promise; `None` where a figure leaves the exact range.
fn promise_of(asked: &Asked<'_>, taken: &Taken<'_>, freight: Decimal, id: String, name: Text) -> Option<Alternative> {
    let inputs = asked.case.inputs;
    let [from, to] = whole(inputs, taken.interval()?)?;
    let days = Arg::Days { from: from.to_u32()?, to: to.to_u32()?, working: false };
    let mut figures = vec![Figure { name: figure::PROMISE, value: days }];
    if let Some(promised) = inputs.promised_days {
        let promised = days_left(inputs, promised)?;
        let chance = taken.later_than(promised)?;
        let cost = chance.times(asked.late_each()?)?.minus(paid_back(asked, taken, promised, freight)?)?;
        let cost = cost.max(Decimal::ZERO);
        let percent = chance.times(Decimal::ONE_HUNDRED)?.round_dp(1).normalize();
        figures.push(Figure { name: figure::LATE_SHARE, value: Arg::Percent(percent) });
        // Where nothing was typed of what being late costs there is no figure to show.
        if !asked.late_each()?.is_zero() {
            let cost = Money { value: cost, currency: inputs.currency }.rounded();
            figures.push(Figure { name: figure::LATE_COST, value: Arg::Money(cost) });
        }
    }
    Some(Alternative { id, name: name.key().to_owned(), figures, ..Alternative::default() })
}

/// The mode that past orders were shipped by, where there are any: as said, or the one that is chosen.
pub(super) fn past_mode(inputs: &Inputs, chosen: Option<&Way>) -> Option<Mode> {
    if inputs.transits.0.is_empty() {
        return None;
    }
    let said = inputs.transit_mode.and_then(Mode::from_code);
    said.or(chosen.map(|way| way.mode))
}

/// What to promise: by past orders, if there are any, and by every mode to the buyer whose days are known.
pub(super) fn section(ways: &Ways<'_>, chosen: Option<&Way>) -> Option<Section> {
    let (asked, inputs) = (ways.case.asked(), ways.case.inputs);
    let mut found = Vec::new();
    let mut notes = Vec::new();
    if let Some(mode) = past_mode(inputs, chosen) {
        let phrase = Phrase::new(note::PAST_ORDERS_BY).with("way", Arg::Text(mode.text()));
        notes.push(Note { severity: Severity::Note, phrase, source: None });
    }
    let mut say = |text: Text| notes.push(Note { severity: Severity::Note, phrase: Phrase::new(text), source: None });
    if !inputs.transits.0.is_empty() {
        let past = ways.best.iter().find(|way| Some(way.mode) == past_mode(inputs, chosen));
        let freight = past.and_then(|way| way.known.as_ref()).map_or(Decimal::ZERO, |known| known.freight);
        let taken = Taken::Orders(&inputs.transits.0);
        found.push(promise_of(&asked, &taken, freight, PAST.to_owned(), promise::PAST_ORDERS)?);
        say(if taken.count()? < ENOUGH { note::PROMISE_FEW } else { note::PROMISE_OF_ORDERS });
    }
    // What is refused for being slow is no promise, unless there is no other.
    let goes = |way: &&Way| !way.mode.by_warehouse() && way.rank.is_some();
    let is_there = ways.best.iter().any(|way| goes(&way));
    let direct = ways.best.iter().filter(|way| !way.mode.by_warehouse() && (!is_there || way.rank.is_some()));
    let direct = direct.filter_map(|way| Some((way, way.known.as_ref()?)));
    for (way, known) in direct {
        let Some(transit) = known.transit else { continue };
        let id = ["promise-", way.mode.code()].concat();
        found.push(promise_of(&asked, &Taken::Card(transit), known.freight, id, way.mode.text())?);
    }
    if found.iter().any(|one| one.id != PAST) {
        say(note::PROMISE_OF_CARD);
    }
    if inputs.late_clause != "none" {
        say(note::CLAUSE_PAYS);
    }
    let first = found.first()?;
    // A warehouse is nearer than anything that is listed here: nothing of it is for the listing.
    if chosen.is_some_and(|way| way.mode.by_warehouse()) && first.id != PAST {
        let decision = Some(Phrase::new(decision::PROMISE_WAREHOUSE));
        let answer = Answer { decision, notes, alternatives: found, ..Answer::default() };
        return Some(Section { title: section::PROMISE, one: section::PROMISE_ONE, ranked: false, answer });
    }
    let days = first.figures.first()?.value.clone();
    if let Arg::Days { from, to, .. } = days {
        let listing = |text: &Text| {
            let phrase = Phrase::new(*text).with("from", Arg::Number(from.into())).with("to", Arg::Number(to.into()));
            Note { severity: Severity::Note, phrase, source: None }
        };
        notes.splice(0..0, listings(inputs.destination).iter().map(listing));
    }
    let text = if first.id == PAST { decision::PROMISE_PAST } else { decision::PROMISE };
    let decision = Phrase::new(text).with("service", first.service()).with("days", days);
    let answer = Answer { decision: Some(decision), notes, alternatives: found, ..Answer::default() };
    Some(Section { title: section::PROMISE, one: section::PROMISE_ONE, ranked: false, answer })
}
