//! The price of a billed weight on a lane: card forms (a) to (e) of `docs/facts/logistics.md` §3.2.
//! (f), weight or measure, and whole containers are in [`super::freight`].

use rust_decimal::Decimal;

use super::chargeable_weight;
use super::texts::{line, step};
use crate::amount::{Currency, Money};
use crate::exact::{self, Exact};
use crate::pack::{Edge, Lane, Price, Tariff};
use crate::schema::{Args, Text};

/// The price of one billed weight.
#[derive(Clone, Debug)]
pub struct Priced {
    /// The weight that the price stands for: parts of form (c) are paid whole, a break is billed as a whole.
    pub weight: Decimal,
    /// Unrounded amounts, by line.
    pub lines: Vec<(Text, Decimal)>,
    /// The formula.
    pub formula: Text,
    /// What stands in its slots; empty unless it is told.
    pub working: Args,
}

impl Priced {
    #[inline(never)]
    pub(super) fn new(weight: Decimal, formula: Text) -> Self {
        Self { weight, lines: Vec::new(), formula, working: Args::new() }
    }

    /// Adds a line.
    #[inline(never)]
    pub(super) fn line(&mut self, name: Text, amount: Decimal) {
        self.lines.push((name, amount));
    }

    /// The sum of the lines, each rounded half-up to the minor unit.
    #[must_use]
    pub fn rounded(&self, currency: Currency) -> Option<Decimal> {
        let rounded = |(_, value): &(Text, Decimal)| Money { value: *value, currency }.rounded().value;
        exact::sum(self.lines.iter().map(rounded))
    }
}

/// The price of this billed weight, with its working if it is `told`; `None` where the weight lies above the last band
/// or step ([`limit`]), or a figure leaves the range of exact decimals.
pub fn price(weight: Decimal, lane: &Lane, tariff: &Tariff, told: bool) -> Option<Priced> {
    let (currency, unit) = (tariff.currency, tariff.units.weight());
    let within = |limit: Option<Decimal>| limit.is_none_or(|limit| weight <= limit);
    match &lane.price {
        Price::PerGram { item, per_kg } => {
            let mut priced = Priced::new(weight, step::PER_GRAM);
            if told {
                priced
                    .working
                    .money("item", *item, currency)
                    .amount("weight", weight, unit)
                    .money("rate", *per_kg, currency);
            }
            priced.line(line::REGISTRATION, *item);
            priced.line(line::POSTAGE, weight.times(*per_kg)?);
            Some(priced)
        }
        Price::Bands(bands) => {
            let mut from = Decimal::ZERO;
            for band in bands {
                if weight < band.to || (weight == band.to && band.edge == Edge::Included) {
                    let mut priced = Priced::new(weight, step::BAND);
                    if told {
                        priced
                            .working
                            .amount("from", from, unit)
                            .amount("to", band.to, unit)
                            .amount("weight", weight, unit);
                        priced.working.money("rate", band.per_kg, currency).money("handling", band.handling, currency);
                    }
                    priced.line(line::FREIGHT, weight.times(band.per_kg)?);
                    priced.line(line::HANDLING, band.handling);
                    return Some(priced);
                }
                from = band.to;
            }
            None
        }
        Price::FirstAndNext { first, first_price, next, parts, kilos } => {
            if weight <= *first {
                let mut priced = Priced::new(*first, step::FIRST);
                if told {
                    priced.working.amount("first", *first, unit).money("price", *first_price, currency);
                }
                priced.line(line::FREIGHT, *first_price);
                return Some(priced);
            }
            if let Some(tier) = parts.iter().find(|tier| within(tier.to)) {
                let count = weight.minus(*first)?.over(*next)?.up();
                let mut priced = Priced::new(first.plus(count.times(*next)?)?, step::FIRST_AND_NEXT);
                if told {
                    priced.working.amount("first", *first, unit).money("price", *first_price, currency);
                    priced
                        .working
                        .number("count", count)
                        .amount("next", *next, unit)
                        .money("each", tier.each, currency);
                }
                priced.line(line::FREIGHT, first_price.plus(count.times(tier.each)?)?);
                return Some(priced);
            }
            let tier = kilos.iter().find(|tier| within(tier.to))?;
            Some(by_weight(weight, tier.per_kg, tariff, told, step::PER_KILO)?)
        }
        #[cfg(feature = "explain")]
        Price::Flat(bands) => {
            let holds = |to: Decimal, edge: Edge| weight < to || (weight == to && edge == Edge::Included);
            let band = bands.iter().find(|band| band.to.is_none_or(|to| holds(to, band.edge)))?;
            let mut amount = band.price;
            let mut priced = Priced::new(weight, if band.to.is_some() { step::FLAT } else { step::FLAT_OPEN });
            if told {
                priced.working.amount("weight", weight, unit).money("price", band.price, currency);
                priced.working.amount("to", band.to.unwrap_or_default(), unit);
            }
            if let Some(more) = band.more.as_ref().filter(|more| weight > more.above) {
                let count = weight.minus(more.above)?.over(more.step)?.up();
                amount = amount.plus(count.times(more.each)?)?;
                priced.formula = step::FLAT_MORE;
                if told {
                    priced.working.number("count", count).money("each", more.each, currency);
                    priced.working.amount("step", more.step, unit).amount("above", more.above, unit);
                }
            }
            priced.line(line::FREIGHT, amount);
            Some(priced)
        }
        #[cfg(feature = "explain")]
        Price::Breaks { breaks, bill_up, least } => {
            let at = breaks.iter().rposition(|one| one.from <= weight).unwrap_or_default();
            let own = breaks.get(at)?;
            let mut best = by_weight(weight.max(own.from), own.per_kg, tariff, told, step::PER_KILO)?;
            for next in breaks.get(at + 1..).filter(|_| *bill_up).into_iter().flatten() {
                let up = by_weight(next.from, next.per_kg, tariff, told, step::BILLED_UP)?;
                if up.lines[0].1 < best.lines[0].1 {
                    best = up;
                }
            }
            if best.lines[0].1 < *least {
                best.lines[0].1 = *least;
                best.formula = step::LEAST_FREIGHT;
                if told {
                    best.working.money("least", *least, currency);
                }
            }
            Some(best)
        }
        // By the ton or the container; and what no card to the buyer's door has, in a build for those.
        _ => None,
    }
}

fn by_weight(weight: Decimal, rate: Decimal, tariff: &Tariff, told: bool, formula: Text) -> Option<Priced> {
    let mut priced = Priced::new(weight, formula);
    if told {
        priced.working.amount("weight", weight, tariff.units.weight()).money("rate", rate, tariff.currency);
    }
    priced.line(line::FREIGHT, weight.times(rate)?);
    Some(priced)
}

/// The weight at which the last band or step of a lane ends.
pub fn limit(lane: &Lane) -> Option<Decimal> {
    edges(lane).last().map(|(limit, _)| *limit)
}

/// Where the price of a lane changes otherwise than by its rate as the weight rises: its band edges and breaks, and the
/// ends of its steps, ascending.
pub fn edges(lane: &Lane) -> Vec<(Decimal, Edge)> {
    let mut edges = Vec::new();
    match &lane.price {
        Price::PerGram { .. } | Price::WeightOrMeasure { .. } | Price::Containers { .. } => {}
        Price::Bands(bands) => edges.extend(bands.iter().map(|band| (band.to, band.edge))),
        Price::FirstAndNext { first, parts, kilos, .. } => {
            edges.push((*first, Edge::Included));
            edges.extend(parts.iter().filter_map(|part| Some((part.to?, Edge::Included))));
            edges.extend(kilos.iter().filter_map(|kilo| Some((kilo.to?, Edge::Included))));
        }
        Price::Flat(bands) => edges.extend(bands.iter().filter_map(|band| Some((band.to?, band.edge)))),
        Price::Breaks { breaks, .. } => edges.extend(breaks.iter().skip(1).map(|one| (one.from, Edge::Excluded))),
    }
    edges
}

/// How many whole grams more than `weight` it takes to get past each edge ahead of the `counted` weight, ascending.
/// Only there can the price fall: past a band edge, the end of a step of the price, or a change of the rounding step.
/// For cards in kilograms.
#[must_use]
pub fn grams_past_edges(weight: Decimal, counted: Decimal, tariff: &Tariff, lane: &Lane) -> Vec<Decimal> {
    let rounding = tariff.rounding_of(lane);
    // The last weight that is still rounded to this side of the edge.
    let last_before = |(edge, side): (Decimal, Edge)| {
        let step = chargeable_weight::step(edge, rounding)?;
        let steps = edge.over(step)?;
        let last = match side {
            Edge::Included => steps.down(),
            Edge::Excluded => steps.up().minus(Decimal::ONE)?,
        };
        last.times(step)
    };
    let mut lasts: Vec<_> = edges(lane).into_iter().filter_map(last_before).collect();
    lasts.extend(rounding.iter().filter_map(|rule| rule.up_to));
    let mut ascending = Vec::new();
    for last in lasts.into_iter().filter(|last| *last >= counted) {
        let more = last.minus(weight).and_then(|more| more.times(Decimal::ONE_THOUSAND)?.down().plus(Decimal::ONE));
        let Some(more) = more else { continue };
        if let Err(place) = ascending.binary_search(&more) {
            ascending.insert(place, more);
        }
    }
    ascending
}
