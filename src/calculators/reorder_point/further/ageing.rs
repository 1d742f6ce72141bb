//! The age of what lies there, the fee for it, whether an order meets the fee, and whether it is a slow mover (AGE-1, SLOW-1).

use super::{Plan, World, answer, figure, note, number, row};
use crate::calculators::reorder_point::ReceiptRow;
use crate::calculators::reorder_point::position::stock;
use crate::calculators::reorder_point::texts::{figure as name, method, note as text, section, slow};
use crate::inventory::ageing::{AgeTier, Receipt, aged_stock, last_unit};
use crate::inventory::slow::{SalesPace, SlowLimits, SlowReason, WINDOW_DAYS};
use crate::schema::{Arg, Note, Phrase, Section, Severity};
use crate::stats::figures::{decimal, float};

/// The stock by age; none without receipts and stock.
pub fn section(plan: &Plan<'_>, world: &World) -> Option<Section> {
    let inputs = plan.inputs;
    let on_hand = float(stock(inputs)?);
    if inputs.receipts.0.is_empty() && inputs.age_tiers.0.is_empty() {
        return slow_without_receipts(plan, on_hand);
    }
    let age = |receipt: &ReceiptRow| u32::try_from(receipt.receipt_day.days_until(inputs.stock_date)).ok();
    let receipts: Vec<_> = inputs
        .receipts
        .0
        .iter()
        .filter_map(|(_, one)| Some(Receipt { age_days: age(one)?, units: float(one.receipt_units) }))
        .collect();
    let mut steps: Vec<_> = inputs
        .age_tiers
        .0
        .iter()
        .filter_map(|(_, tier)| {
            let rate = crate::calculators::reorder_point::cost::changed(inputs, world, tier.age_rate)?;
            Some((float(tier.age_from) as u32, rate))
        })
        .collect();
    steps.sort_by_key(|(from, _)| *from);
    if steps.first().is_none_or(|(from, _)| *from > 0) {
        steps.insert(0, (0, 0.0));
    }
    let tiers: Vec<_> = steps
        .iter()
        .enumerate()
        .map(|(index, (from, rate))| AgeTier {
            from_day: *from,
            to_day: steps.get(index + 1).map(|(next, _)| next.saturating_sub(1)),
            per_m3: *rate,
        })
        .collect();
    let volume = inputs.unit_volume.map_or(0.0, float);
    let aged = aged_stock(&receipts, on_hand, volume, &tiers)?;
    let mut rows = Vec::new();
    for (tier, units) in tiers.iter().zip(&aged.units_by_tier) {
        let title = match tier.to_day {
            Some(to) => format!("{}–{to}", tier.from_day),
            None => format!("{}+", tier.from_day),
        };
        let mut figures = vec![figure(name::UNITS, number(*units, 0)?)];
        if on_hand > 0.0 {
            figures.push(figure(name::SHARE, Arg::Percent(decimal(units / on_hand * 100.0, 1)?)));
        }
        let mut one = row(format!("age-{}", tier.from_day), method::AGE, Some(title), figures);
        one.total = Some(super::money(plan, units * volume * tier.per_m3)?);
        rows.push(one);
    }
    let mut notes = Vec::new();
    if aged.unknown_age_units > 0.0 {
        let phrase = Phrase::new(text::AGE_UNKNOWN).with("units", number(aged.unknown_age_units, 0)?);
        notes.push(note(Severity::Warning, phrase));
    }
    if volume <= 0.0 && tiers.iter().any(|tier| tier.per_m3 > 0.0) {
        notes.push(note(Severity::Warning, Phrase::new(text::NO_VOLUME)));
    }
    let lead_demand = plan.demand.over(0.0, plan.lead.mean);
    let last = last_unit(plan.reorder.point, lead_demand, plan.quantity.units, plan.protection.rate, &tiers);
    if let Some(last) = last
        && let (Some(days), Some(from)) = (last.days, last.first_fee_day)
    {
        let severity = if last.meets_fee { Severity::Warning } else { Severity::Note };
        let text = if last.meets_fee { text::MEETS_FEE } else { text::MEETS_NO_FEE };
        let phrase = Phrase::new(text).with("days", number(days, 0)?).with("from", number(f64::from(from), 0)?);
        notes.push(note(severity, phrase));
    }
    notes.extend(slow_mover(plan, on_hand, &receipts).into_iter().flatten());
    Some(Section { title: section::AGEING, one: section::AGE, ranked: false, answer: answer(None, notes, rows) })
}

/// Whether it sells too slowly, with the reasons.
fn slow_mover(plan: &Plan<'_>, on_hand: f64, receipts: &[Receipt]) -> Option<Vec<Note>> {
    let oldest = receipts.iter().map(|receipt| receipt.age_days).max().map(f64::from);
    // Without receipts nobody knows its age: as if it were no longer new.
    let age_days = oldest.unwrap_or(SlowLimits::USUAL.grace_days);
    let (units_90, days_since_sale) = if let Some(history) = &plan.told.forecast.history {
        let days = history.bucket.days() as usize;
        let units_90 = history.points.iter().rev().take(WINDOW_DAYS as usize / days).map(|point| point.units).sum();
        let since = history.points.iter().rev().take_while(|point| point.units <= 0.0).count();
        (units_90, (since * days) as f64)
    } else {
        // Typed figures say nothing of the last sale but that there are some.
        (plan.demand.mean * WINDOW_DAYS, if plan.demand.is_none() { WINDOW_DAYS } else { 0.0 })
    };
    let found = SlowLimits::USUAL.judge(&SalesPace { days_since_sale, units_90, on_hand, age_days })?;
    let reason = |reason: &SlowReason| match reason {
        SlowReason::NoSale => slow::NO_SALE,
        SlowReason::Cover => slow::COVER,
        SlowReason::SellThrough => slow::SELL_THROUGH,
    };
    if found.reasons.is_empty() {
        return Some(vec![note(Severity::Note, Phrase::new(text::NOT_SLOW))]);
    }
    let told = |one: &SlowReason| Phrase::new(text::SLOW_MOVER).with("reason", Arg::Text(reason(one)));
    let mut notes: Vec<_> = found.reasons.iter().map(|one| note(Severity::Warning, told(one))).collect();
    if oldest.is_none() {
        let grace = number(SlowLimits::USUAL.grace_days, 0)?;
        notes.push(note(Severity::Note, Phrase::new(text::SLOW_AGE_UNKNOWN).with("days", grace)));
    }
    Some(notes)
}

/// What lies too long is told without a receipt as well; none where it does not.
fn slow_without_receipts(plan: &Plan<'_>, on_hand: f64) -> Option<Section> {
    let notes = slow_mover(plan, on_hand, &[])?;
    let is_slow = notes.iter().any(|one| one.severity == Severity::Warning);
    let answer = answer(None, notes, Vec::new());
    is_slow.then_some(Section { title: section::AGEING, one: section::AGE, ranked: false, answer })
}
