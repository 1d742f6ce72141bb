//! A hybrid in time: until the first batch is in the warehouse, orders go straight to the buyers (`docs/facts/logistics.md` §3.10).
//!
//! `orders = orders a month ÷ 30 × the latest days on the way`, whole ones, and they cost `orders × (cost straight to the buyer −
//! cost from the warehouse)` more than those that follow.

use rust_decimal::Decimal;

use super::mode::Mode;
use super::texts::note;
use super::volume::{Volumes, name};
use super::ways::{Case, Way};
use crate::calculators::landed_cost::MONTH;
use crate::exact::Exact;
use crate::schema::{Arg, Note, Phrase, Severity};

/// What goes straight to buyers until the first batch of a mode is there, at so many orders a month; nothing where nobody names
/// its days, no way goes there straight, or none of them is dearer.
pub(super) fn note(case: &Case<'_>, best: &[Way], volumes: &Volumes<'_>, mode: Mode, monthly: Decimal) -> Option<Note> {
    let way = best.iter().find(|way| way.mode == mode)?;
    let days = way.known.as_ref()?.transit?.to.up();
    let costs = volumes.at(monthly)?;
    let batch = costs.iter().find(|cost| cost.mode == mode)?;
    let direct = costs.iter().find(|cost| !cost.mode.by_warehouse())?;
    let orders = monthly.times(days)?.over(MONTH)?.up();
    let more = case.money(direct.each.minus(batch.each)?.times(orders)?);
    let phrase = Phrase::new(note::FIRST_BATCH)
        .with("mode", name(mode))
        .with("days", Arg::Number(days))
        .with("orders", Arg::Number(orders))
        .with("direct", name(direct.mode))
        .with("more", Arg::Money(more));
    (more.value > Decimal::ZERO).then_some(Note { severity: Severity::Note, phrase, source: None })
}
