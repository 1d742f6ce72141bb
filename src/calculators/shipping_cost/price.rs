//! The price of a billed weight on a lane: card forms (a), (b) and (c) of `docs/facts/logistics.md` §3.2.

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
    /// The weight that the price stands for, kg: parts of form (c) are paid whole.
    pub weight: Decimal,
    /// Unrounded amounts, by line.
    pub lines: Vec<(Text, Decimal)>,
    /// The formula.
    pub formula: Text,
    /// What stands in its slots.
    pub working: Args,
}

impl Priced {
    #[inline(never)]
    fn new(weight: Decimal, formula: Text) -> Self {
        Self { weight, lines: Vec::new(), formula, working: Args::new() }
    }

    /// Adds a line.
    #[inline(never)]
    fn line(&mut self, name: Text, amount: Decimal) {
        self.lines.push((name, amount));
    }

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
    let within = |limit: Option<Decimal>| limit.is_none_or(|limit| weight <= limit);
    match &lane.price {
        Price::PerGram { item, per_kg } => {
            let mut priced = Priced::new(weight, step::PER_GRAM);
            priced.working.money("item", *item, currency).kg("weight", weight).money("rate", *per_kg, currency);
            priced.line(line::REGISTRATION, *item);
            priced.line(line::POSTAGE, weight.times(*per_kg)?);
            Some(priced)
        }
        Price::Bands(bands) => {
            let mut from = Decimal::ZERO;
            for band in bands {
                if weight < band.to || (weight == band.to && band.edge == Edge::Included) {
                    let mut priced = Priced::new(weight, step::BAND);
                    priced.working.kg("from", from).kg("to", band.to).kg("weight", weight);
                    priced.working.money("rate", band.per_kg, currency).money("handling", band.handling, currency);
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
                priced.working.kg("first", *first).money("price", *first_price, currency);
                priced.line(line::FREIGHT, *first_price);
                return Some(priced);
            }
            if let Some(tier) = parts.iter().find(|tier| within(tier.to)) {
                let count = weight.minus(*first)?.over(*next)?.up();
                let mut priced = Priced::new(first.plus(count.times(*next)?)?, step::FIRST_AND_NEXT);
                priced.working.kg("first", *first).money("price", *first_price, currency).number("count", count);
                priced.working.kg("next", *next).money("each", tier.each, currency);
                priced.line(line::FREIGHT, first_price.plus(count.times(tier.each)?)?);
                return Some(priced);
            }
            let tier = kilos.iter().find(|tier| within(tier.to))?;
            let mut priced = Priced::new(weight, step::PER_KILO);
            priced.working.kg("weight", weight).money("rate", tier.per_kg, currency);
            priced.line(line::FREIGHT, weight.times(tier.per_kg)?);
            Some(priced)
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
