//! The price of a billed weight on a lane: card forms (a), (b) and (c) of `docs/facts/logistics.md` §3.2.

use rust_decimal::Decimal;

use super::texts::{line, step};
use super::{chargeable_weight, kg};
use crate::amount::{Currency, Money};
use crate::exact::{self, Exact};
use crate::pack::{Edge, Lane, Price, Tariff};
use crate::schema::{Arg, Phrase, Text};

/// The price of one billed weight.
#[derive(Clone, Debug)]
pub struct Priced {
    /// The weight that the price stands for, kg: parts of form (c) are paid whole.
    pub weight: Decimal,
    /// Unrounded amounts, by line.
    pub lines: Vec<(Text, Decimal)>,
    /// The working, without its result.
    pub working: Phrase,
}

impl Priced {
    /// The sum of the lines, each rounded half-up to the minor unit.
    #[must_use]
    pub fn rounded(&self, currency: Currency) -> Option<Decimal> {
        let rounded = |(_, value): &(Text, Decimal)| Money { value: *value, currency }.rounded().value;
        exact::sum(self.lines.iter().map(rounded))
    }
}

/// The price of this billed weight; `None` where the weight lies above the last band or step ([`limit`]), or a figure
/// leaves the range of exact decimals.
pub fn price(weight: Decimal, lane: &Lane, currency: Currency) -> Option<Priced> {
    let money = |value: Decimal| Arg::Money(Money { value, currency });
    let within = |limit: Option<Decimal>| limit.is_none_or(|limit| weight <= limit);
    match &lane.price {
        Price::PerGram { item, per_kg } => {
            let working = Phrase::new(step::PER_GRAM).with("item", money(*item)).with("weight", kg(weight));
            let lines = vec![(line::REGISTRATION, *item), (line::POSTAGE, weight.times(*per_kg)?)];
            Some(Priced { weight, lines, working: working.with("rate", money(*per_kg)) })
        }
        Price::Bands(bands) => {
            let mut from = Decimal::ZERO;
            for band in bands {
                if weight < band.to || (weight == band.to && band.edge == Edge::Included) {
                    let working = Phrase::new(step::BAND)
                        .with("from", kg(from))
                        .with("to", kg(band.to))
                        .with("weight", kg(weight))
                        .with("rate", money(band.per_kg))
                        .with("handling", money(band.handling));
                    let lines = vec![(line::FREIGHT, weight.times(band.per_kg)?), (line::HANDLING, band.handling)];
                    return Some(Priced { weight, lines, working });
                }
                from = band.to;
            }
            None
        }
        Price::FirstAndNext { first, first_price, next, parts, kilos } => {
            if weight <= *first {
                let working = Phrase::new(step::FIRST).with("first", kg(*first)).with("price", money(*first_price));
                return Some(Priced { weight: *first, lines: vec![(line::FREIGHT, *first_price)], working });
            }
            if let Some(tier) = parts.iter().find(|tier| within(tier.to)) {
                let count = weight.minus(*first)?.over(*next)?.up();
                let working = Phrase::new(step::FIRST_AND_NEXT)
                    .with("first", kg(*first))
                    .with("price", money(*first_price))
                    .with("count", Arg::Number(count))
                    .with("next", kg(*next))
                    .with("each", money(tier.each));
                let lines = vec![(line::FREIGHT, first_price.plus(count.times(tier.each)?)?)];
                return Some(Priced { weight: first.plus(count.times(*next)?)?, lines, working });
            }
            let tier = kilos.iter().find(|tier| within(tier.to))?;
            let working = Phrase::new(step::PER_KILO).with("weight", kg(weight)).with("rate", money(tier.per_kg));
            Some(Priced { weight, lines: vec![(line::FREIGHT, weight.times(tier.per_kg)?)], working })
        }
    }
}

/// The weight at which the last band or step of a lane ends, kg.
pub fn limit(lane: &Lane) -> Option<Decimal> {
    edges(lane).last().map(|(limit, _)| *limit)
}

/// Where the price of a lane can fall as the weight rises: its band edges and the ends of its steps, ascending, kg.
fn edges(lane: &Lane) -> Vec<(Decimal, Edge)> {
    let mut edges = Vec::new();
    match &lane.price {
        Price::PerGram { .. } => {}
        Price::Bands(bands) => edges.extend(bands.iter().map(|band| (band.to, band.edge))),
        Price::FirstAndNext { first, parts, kilos, .. } => {
            edges.push((*first, Edge::Included));
            edges.extend(parts.iter().filter_map(|part| Some((part.to?, Edge::Included))));
            edges.extend(kilos.iter().filter_map(|kilo| Some((kilo.to?, Edge::Included))));
        }
    }
    edges
}

/// How many whole grams more than `weight` it takes to get past each edge ahead of the `counted` weight, ascending.
/// Only there can the price fall: past a band edge, the end of a step of the price, or a change of the rounding step.
#[must_use]
pub fn grams_past_edges(weight: Decimal, counted: Decimal, tariff: &Tariff, lane: &Lane) -> Vec<Decimal> {
    // The last weight that is still rounded to this side of the edge.
    let last_before = |(edge, side): (Decimal, Edge)| {
        let step = chargeable_weight::step(edge, tariff)?;
        let steps = edge.over(step)?;
        let last = match side {
            Edge::Included => steps.down(),
            Edge::Excluded => steps.up().minus(Decimal::ONE)?,
        };
        last.times(step)
    };
    let mut lasts: Vec<_> = edges(lane).into_iter().filter_map(last_before).collect();
    lasts.extend(tariff.rounding.iter().filter_map(|rule| rule.up_to));
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
