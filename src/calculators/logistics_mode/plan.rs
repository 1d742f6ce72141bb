//! The plan: from the first test to the bestseller, which mode at which volume, when that will be, and when to go back
//! (`docs/facts/logistics.md` §3.8, switch rule).
//!
//! The next mode is taken when the mean of four weeks has reached its volume; a warehouse, whose batch is bought beforehand, when
//! the lower 80 % bound has, `mean − 0.8416 × deviation`, and all orders sell the least batch while storage is free (what buyers
//! who buy again sell of it: [`repurchase`](super::repurchase)). One goes back when the upper bound has fallen below it. When that will be
//! is on a straight line from the orders of today to those that are expected.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::batch::{Volume, wanted_days};
use super::bridge;
use super::mode::Mode;
use super::repurchase::{self, free_days};
use super::texts::{decision, figure, note, section};
use super::volume::{Flip, Volumes};
use super::ways::{Case, Way};
use crate::amount::Money;
use crate::calculators::landed_cost::MONTH;
use crate::date::Date;
use crate::exact::Exact;
use crate::schema::{Alternative, Answer, Arg, Figure, Note, Phrase, Section, Severity};

/// Four fifths of the time a figure is above its mean less so many deviations.
pub(super) const FOUR_FIFTHS: Decimal = Decimal::from_parts(8_416, 0, 0, false, 4);

/// A part of the plan.
struct Stage {
    mode: Mode,
    /// The mean of four weeks, as orders a month, from which on the mode is taken.
    from: Decimal,
    /// Below which one goes back; none of the first.
    back: Option<Decimal>,
}

/// What a month can be beside its mean, with four fifths of certainty; whole orders.
pub(super) fn margin(case: &Case<'_>) -> Option<Decimal> {
    Some(case.inputs.orders_deviation.unwrap_or_default().times(FOUR_FIFTHS)?.up())
}

/// Days of which the mean is looked at before one changes.
const FOUR_WEEKS: Decimal = Decimal::from_parts(28, 0, 0, false, 0);

/// The day on which the mean of four weeks will be so many orders a month, if it is not yet and if they grow at all: on a straight
/// line, which is as high in the middle of the four weeks.
fn day_of(case: &Case<'_>, orders: Decimal) -> Option<Date> {
    let inputs = case.inputs;
    let (now, then) = (inputs.monthly_orders, inputs.expected_orders?);
    if orders <= now || then < orders {
        return None;
    }
    let days = inputs.expected_months.times(MONTH)?.times(orders.minus(now)?)?.over(then.minus(now)?)?;
    let days = days.plus(FOUR_WEEKS.over(Decimal::TWO)?)?.max(FOUR_WEEKS).up();
    (0..days.to_u32()?).try_fold(inputs.shipping_date, |day, _| day.after())
}

/// The orders a month that sell the least batch while its storage is free, or in the days that a batch is meant for.
fn turned(case: &Case<'_>, mode: Mode) -> Option<Decimal> {
    let Some(least) = case.inputs.least_batch.filter(|_| mode.by_warehouse()) else { return Some(Decimal::ONE) };
    let wanted = wanted_days(case.inputs);
    let days = free_days(case).map_or(wanted, |free| free.max(wanted));
    Some(least.times(MONTH)?.over(days)?.up())
}

fn stages(case: &Case<'_>, volumes: &Volumes<'_>, crossings: &[(Flip, Mode)]) -> Option<Vec<Stage>> {
    let margin = margin(case)?;
    let mut all = vec![Stage { mode: volumes.winner(Decimal::ONE)?, from: Decimal::ONE, back: None }];
    for (flip, _) in crossings {
        let later = if flip.mode.by_warehouse() { margin } else { Decimal::ZERO };
        // Below it even the upper bound is less than the volume; nobody sells fewer than one.
        let back = match case.inputs.orders_deviation {
            Some(deviation) => Some(flip.orders.minus(deviation.times(FOUR_FIFTHS)?)?.up()),
            None => None,
        };
        let back = back.filter(|back| *back > Decimal::ONE);
        let from = flip.orders.plus(later)?.max(turned(case, flip.mode)?);
        all.push(Stage { mode: flip.mode, from, back });
    }
    Some(all)
}

/// The modes one after the other, from the first order on; nothing where one is the best at every volume.
pub(super) fn section(
    case: &Case<'_>,
    best: Option<Mode>,
    volumes: &Volumes<'_>,
    crossings: &[(Flip, Mode)],
    ways: &[Way],
) -> Option<Section> {
    if crossings.is_empty() {
        return None;
    }
    let inputs = case.inputs;
    let stages = stages(case, volumes, crossings)?;
    let money = |value| Arg::Money(Money { value, currency: inputs.currency }.rounded());
    let mut shown = Vec::new();
    let mut notes = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        let cost = volumes.at(stage.from)?.into_iter().find(|cost| cost.mode == stage.mode)?;
        let mut figures = vec![Figure { name: figure::PLAN_FROM, value: Arg::Number(stage.from) }];
        figures.extend(stage.back.map(|back| Figure { name: figure::PLAN_BACK, value: Arg::Number(back) }));
        if turned(case, stage.mode)? == stage.from && stage.mode.by_warehouse() && case.inputs.least_batch.is_some() {
            let phrase = Phrase::new(note::PLAN_TURNED).with("orders", Arg::Number(stage.from));
            let phrase = phrase.with("least", Arg::Number(case.inputs.least_batch?));
            notes.push(Note { severity: Severity::Note, phrase, source: None });
        }
        let day = day_of(case, stage.from);
        figures.extend(day.map(|day| Figure { name: figure::PLAN_DAY, value: Arg::Date(day) }));
        if stage.mode.by_warehouse() {
            figures.push(Figure { name: figure::MOST_LOST, value: money(cost.lost) });
        }
        figures.push(Figure { name: figure::EACH, value: money(cost.shown) });
        if index > 0 && stage.mode.by_warehouse() && !stages[index - 1].mode.by_warehouse() {
            notes.extend(bridge::note(case, ways, volumes, stage.mode, stage.from));
        }
        if stage.mode.by_warehouse() {
            let volume = Volume::of(inputs, stage.from)?;
            figures.push(Figure { name: figure::BATCH, value: Arg::Number(volume.batch) });
            let days = volume.days()?.up();
            let free = free_days(case).filter(|free| days > *free);
            notes.extend(free.map(|free| {
                let phrase = Phrase::new(note::STORAGE_AGE).with("orders", Arg::Number(volume.batch));
                let phrase = phrase.with("days", Arg::Number(days)).with("free", Arg::Number(free));
                Note { severity: Severity::Note, phrase, source: None }
            }));
            notes.extend(repurchase::note(case, volume));
        }
        shown.push(Alternative {
            id: format!("plan-{index}"),
            name: stage.mode.text().key().to_owned(),
            figures,
            ..Alternative::default()
        });
    }
    let text = if inputs.orders_deviation.is_some() { note::SWITCH_RULE } else { note::SWITCH_NO_SPREAD };
    notes.push(Note { severity: Severity::Note, phrase: Phrase::new(text), source: None });
    let decision = decide(case, best?, &stages);
    let answer = Answer { decision, notes, alternatives: shown, ..Answer::default() };
    Some(Section { title: section::PLAN, one: section::PLAN_ONE, ranked: false, answer })
}

/// What comes next behind the mode that is the best now.
fn decide(case: &Case<'_>, best: Mode, stages: &[Stage]) -> Option<Phrase> {
    let now = case.inputs.monthly_orders;
    let of = |text, stage: &Stage| {
        Phrase::new(text).with("mode", Arg::Text(stage.mode.text())).with("orders", Arg::Number(stage.from))
    };
    // A mode can have its turn twice: that of so many orders counts.
    let here = stages.iter().rposition(|stage| stage.mode == best && stage.from <= now);
    let Some(here) = here.or_else(|| stages.iter().position(|stage| stage.mode == best)) else {
        return stages.iter().find(|stage| stage.from > now).map(|stage| of(decision::PLAN_NEXT, stage));
    };
    if stages[here].from > now {
        return Some(of(decision::PLAN_EARLY, &stages[here]));
    }
    let Some(next) = stages.get(here + 1) else {
        return Some(Phrase::new(decision::PLAN_LAST).with("mode", Arg::Text(stages[here].mode.text())));
    };
    Some(match day_of(case, next.from) {
        Some(day) => of(decision::PLAN_DATED, next).with("day", Arg::Date(day)),
        None => of(decision::PLAN_NEXT, next),
    })
}
