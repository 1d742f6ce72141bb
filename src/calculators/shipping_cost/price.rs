//! The price of a billed weight on a lane: card forms (a), (b) and (c) of `docs/facts/logistics.md` §3.2.

use rust_decimal::Decimal;

use super::chargeable_weight;
use super::texts::{line, step};
use crate::amount::{Amount, Currency, Money};
use crate::pack::{Edge, Lane, Price, Tariff};
use crate::schema::{Arg, Text};
use crate::units::Unit;

/// The price of one billed weight.
#[derive(Clone, Debug)]
pub struct Priced {
    /// The weight that the price stands for, kg: parts of form (c) are paid whole.
    pub weight: Decimal,
    /// Unrounded amounts, by line.
    pub lines: Vec<(Text, Decimal)>,
    /// The formula of the working.
    pub formula: Text,
    /// What stands in its slots.
    pub args: Vec<(&'static str, Arg)>,
}

impl Priced {
    /// The sum of the lines, each rounded half-up to the minor unit.
    #[must_use]
    pub fn rounded(&self, currency: Currency) -> Option<Decimal> {
        let rounded = self.lines.iter().map(|(_, value)| Money { value: *value, currency }.rounded().value);
        rounded.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
    }
}

/// The price of this billed weight.
///
/// # Errors
/// `Err(Some(limit))` where the weight lies above the last band or step, with that limit in kg;
/// `Err(None)` where a figure leaves the range of exact decimals.
pub fn price(weight: Decimal, lane: &Lane, currency: Currency) -> Result<Priced, Option<Decimal>> {
    let money = |value: Decimal| Arg::Money(Money { value, currency });
    let kg = |value: Decimal| Arg::Amount(Amount { value, unit: Unit::Kilogram });
    match &lane.price {
        Price::PerGram { item, per_kg } => Ok(Priced {
            weight,
            lines: vec![(line::REGISTRATION, *item), (line::POSTAGE, weight.checked_mul(*per_kg).ok_or(None)?)],
            formula: step::PER_GRAM,
            args: vec![("item", money(*item)), ("weight", kg(weight)), ("rate", money(*per_kg))],
        }),
        Price::Bands(bands) => {
            let below = |to: Decimal, edge: Edge| weight < to || (weight == to && edge == Edge::Included);
            let found = bands.iter().position(|band| below(band.to, band.edge));
            let index = found.ok_or(bands.last().map(|band| band.to))?;
            let band = &bands[index];
            let from = index.checked_sub(1).map_or(Decimal::ZERO, |before| bands[before].to);
            Ok(Priced {
                weight,
                lines: vec![
                    (line::FREIGHT, weight.checked_mul(band.per_kg).ok_or(None)?),
                    (line::HANDLING, band.handling),
                ],
                formula: step::BAND,
                args: vec![
                    ("from", kg(from)),
                    ("to", kg(band.to)),
                    ("weight", kg(weight)),
                    ("rate", money(band.per_kg)),
                    ("handling", money(band.handling)),
                ],
            })
        }
        Price::FirstAndNext { first, first_price, next, parts, kilos } => {
            if weight <= *first {
                return Ok(Priced {
                    weight: *first,
                    lines: vec![(line::FREIGHT, *first_price)],
                    formula: step::FIRST,
                    args: vec![("first", kg(*first)), ("price", money(*first_price))],
                });
            }
            if let Some(tier) = parts.iter().find(|tier| tier.to.is_none_or(|to| weight <= to)) {
                let count = (weight - first).checked_div(*next).ok_or(None)?.ceil();
                let more = count.checked_mul(tier.each).ok_or(None)?;
                return Ok(Priced {
                    weight: first + count.checked_mul(*next).ok_or(None)?,
                    lines: vec![(line::FREIGHT, first_price.checked_add(more).ok_or(None)?)],
                    formula: step::FIRST_AND_NEXT,
                    args: vec![
                        ("first", kg(*first)),
                        ("price", money(*first_price)),
                        ("count", Arg::Number(count)),
                        ("next", kg(*next)),
                        ("each", money(tier.each)),
                    ],
                });
            }
            let tier = kilos.iter().find(|tier| tier.to.is_none_or(|to| weight <= to)).ok_or_else(|| last_limit(lane))?;
            Ok(Priced {
                weight,
                lines: vec![(line::FREIGHT, weight.checked_mul(tier.per_kg).ok_or(None)?)],
                formula: step::PER_KILO,
                args: vec![("weight", kg(weight)), ("rate", money(tier.per_kg))],
            })
        }
    }
}

fn last_limit(lane: &Lane) -> Option<Decimal> {
    edges(lane).last().map(|(limit, _)| *limit)
}

/// Where the price of a lane can fall as the weight rises: its band edges and the ends of its steps, ascending, kg.
fn edges(lane: &Lane) -> Vec<(Decimal, Edge)> {
    match &lane.price {
        Price::PerGram { .. } => Vec::new(),
        Price::Bands(bands) => bands.iter().map(|band| (band.to, band.edge)).collect(),
        Price::FirstAndNext { first, parts, kilos, .. } => {
            let tiers = parts.iter().map(|part| part.to).chain(kilos.iter().map(|kilo| kilo.to)).flatten();
            core::iter::once(*first).chain(tiers).map(|edge| (edge, Edge::Included)).collect()
        }
    }
}

/// How many whole grams more than `weight` it takes to get past each edge ahead of the `counted` weight, ascending.
/// Only there can the price fall: past a band edge, the end of a step of the price, or a change of the rounding step.
#[must_use]
pub fn grams_past_edges(weight: Decimal, counted: Decimal, tariff: &Tariff, lane: &Lane) -> Vec<Decimal> {
    let price_edges = edges(lane).into_iter().filter_map(|(edge, side)| {
        // The last weight that is still rounded to this side of the edge.
        let step = chargeable_weight::step(edge, tariff)?;
        let steps = edge.checked_div(step)?;
        let last = match side {
            Edge::Included => steps.floor(),
            Edge::Excluded => steps.ceil() - Decimal::ONE,
        };
        last.checked_mul(step)
    });
    let lasts = price_edges.chain(tariff.rounding.iter().filter_map(|rule| rule.up_to));
    let grams = lasts.filter(|last| *last >= counted).filter_map(|last| {
        (last - weight).checked_mul(Decimal::ONE_THOUSAND)?.floor().checked_add(Decimal::ONE)
    });
    let mut grams: Vec<_> = grams.collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}
