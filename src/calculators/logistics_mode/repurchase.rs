//! Orders by buyers who buy again: what of a batch is sold even if no new buyer comes (`docs/facts/logistics.md` §3.8, switch rule:
//! "repurchase or reorder covers a full first-leg order within the free-storage age").
//!
//! `covered = orders a month × share ÷ 100 × days ÷ 30`, at most the batch; the days are those for which storage is free or, where
//! the data name none, those that a batch is ordered for. The share that is never sold counts for the rest alone:
//! `never sold × (batch − covered) ÷ batch`. What is lost at most if nobody buys stays what it is, and the volume at which the
//! plan changes to a warehouse as well: there all orders have to sell the least batch in these days.

use rust_decimal::Decimal;

use super::batch::{Volume, wanted_days};
use super::texts::note;
use super::ways::Case;
use crate::calculators::landed_cost::MONTH;
use crate::exact::Exact;
use crate::schema::{Arg, Note, Phrase, Severity};

/// Days of storage that the warehouse of the data does not charge; none where the user typed what storage costs, or by Amazon.
pub(super) fn free_days(case: &Case<'_>) -> Option<Decimal> {
    let inputs = case.inputs;
    let own = inputs.warehouses.0.iter().any(|(_, row)| row.storage_rate.is_some() || row.site == "fba");
    let mut cards = case.pack.warehouses_in(inputs.destination, inputs.shipping_date).filter(|_| !own);
    cards.find_map(|card| card.storage.first().filter(|tier| tier.per_m3_day.is_zero())?.to_day).map(Decimal::from)
}

/// The days in which buyers who buy again are looked at.
fn days(case: &Case<'_>) -> Decimal {
    free_days(case).unwrap_or_else(|| wanted_days(case.inputs))
}

/// Orders of a batch that buyers who buy again take in these days, unrounded; `None` where a figure leaves the exact range.
pub(super) fn covered(case: &Case<'_>, volume: Volume) -> Option<Decimal> {
    let monthly = volume.monthly.times(case.inputs.repurchase_rate)?.over(Decimal::ONE_HUNDRED)?;
    Some(monthly.times(days(case))?.over(MONTH)?.min(volume.batch))
}

/// The share of a batch that is never sold, percent.
pub(super) fn never_sold(case: &Case<'_>, volume: Volume) -> Option<Decimal> {
    let rest = volume.batch.minus(covered(case, volume)?)?;
    case.inputs.unsold_share.times(rest)?.over(volume.batch)
}

/// How much of a batch does not rest on new buyers, where that was typed.
pub(super) fn note(case: &Case<'_>, volume: Volume) -> Option<Note> {
    let covered = covered(case, volume).filter(|covered| !covered.is_zero())?.down();
    let phrase = Phrase::new(note::REPEAT_ORDERS).with("again", Arg::Number(covered));
    let phrase = phrase.with("orders", Arg::Number(volume.batch)).with("days", Arg::Number(days(case)));
    Some(Note { severity: Severity::Note, phrase, source: None })
}
