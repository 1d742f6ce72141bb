//! The pictures: stock over the coming days, and what safety stock buys; and what another target would take.

use rust_decimal::Decimal;

use super::further;
use super::lead_time::is_held_up;
use super::past;
use super::plan::{Plan, raised, up, whole};
use super::position::RunsOut;
use super::texts::{change, figure};
use super::{Inputs, ReorderPoint};
use crate::inventory::service;
use crate::pack::World;
use crate::schema::{Across, Arg, Band, Change, Changes, Curve, Fields, Phrase, Picture, Question, Record};
use crate::stats::figures::{decimal, float};

/// Days that the picture of the stock shows at least and at most.
const DAYS: (f64, f64) = (28.0, 364.0);
/// As many places as a picture has, about.
const PLACES: u32 = 120;
/// The band is so likely at either end.
const ENDS: (f64, f64) = (0.1, 0.9);
/// Safety stocks that are looked at, between two multiples of the deviation.
const SAFETIES: (i32, i32) = (-10, 35);
/// Services that are looked at, percent.
const LEVELS: [&str; 6] = ["90", "95", "97.5", "98", "99", "99.5"];

/// Looks around.
pub fn changes(inputs: &Inputs, world: &World, _chosen: Option<&str>) -> Option<Changes> {
    let plan = Plan::of(inputs, world).ok()?;
    if plan.demand.is_none() {
        return None;
    }
    let pictures = [stock(&plan), past::picture(&plan), bought(&plan)].into_iter().flatten().collect();
    let mut sections = further::sections(&plan, world);
    sections.extend(past::methods(&plan));
    Some(Changes { edges: edges(&plan, world), pictures, sections, ..Changes::default() })
}

/// Stock in hand over the coming days, with what is under way and an order placed today if one is due: at average sales, and
/// between the ends of the band. What is owed is served first from what arrives.
fn stock(plan: &Plan<'_>) -> Option<Picture> {
    let position = plan.position.as_ref()?;
    let RunsOut::After(out) = position.runs_out(&plan.demand) else { return None };
    // The next order: of today if one is due, else of the day on which it will be.
    let (ordered, placed) = match plan.due_now() {
        Some((units, _)) => (Some(units), 0.0),
        None => match plan.to_order().filter(|next| next.days < DAYS.1) {
            Some(next) => (Some(plan.quantity.units).filter(|units| *units > 0.0), libm::floor(next.days)),
            None => (None, 0.0),
        },
    };
    let arrival = placed + raised(plan.told.lead_at(plan.inputs, placed as i32).mean);
    let last = position.coming.last().map_or(0.0, |one| one.day);
    let horizon = (out.max(plan.protection.days).max(last) * 1.25).clamp(DAYS.0, DAYS.1);
    let step = libm::ceil(horizon / f64::from(PLACES));
    let count = libm::ceil(horizon / step) as u32;
    let last_shown = f64::from(count) * step;
    let spans = past::spans(plan, whole(last_shown)?);
    let mut days: Vec<f64> = (0..=count).map(|index| f64::from(index) * step).collect();
    // What happens stands at its own day.
    days.extend(spans.iter().map(|span| float(span.from)));
    days.extend(position.coming.iter().map(|one| one.day).filter(|day| *day <= last_shown));
    days.extend(Some(arrival).filter(|day| ordered.is_some() && *day <= last_shown));
    days.sort_by(f64::total_cmp);
    days.dedup();
    let supply = |day: f64| {
        let ordered = ordered.filter(|_| day >= arrival).unwrap_or(0.0);
        position.supply_by(day) + ordered
    };
    let (mut band, mut mean) = (Vec::new(), Vec::new());
    let mut early = None;
    for day in &days {
        let demand = plan.demand.law(0.0, *day)?;
        let left = |sold: f64| whole((supply(*day) - sold).max(0.0));
        let (few, many) = (demand.quantile(ENDS.0)?, demand.quantile(ENDS.1)?);
        if early.is_none() && supply(*day) <= many {
            early = Some(day.min(out));
        }
        band.push((left(many)?, left(few)?));
        mean.push(Some(left(demand.mean())?));
    }
    let reading = match (plan.day(out).filter(|_| out <= last_shown), early.and_then(|day| plan.day(day))) {
        (Some(day), Some(early)) => {
            Phrase::new(change::STOCK_READING_OUT).with("day", Arg::Date(day)).with("early", Arg::Date(early))
        }
        _ if ordered.is_some() && arrival <= last_shown => {
            Phrase::new(change::STOCK_READING_ORDERED).with("days", Arg::Number(whole(last_shown)?))
        }
        _ => Phrase::new(change::STOCK_READING).with("days", Arg::Number(whole(last_shown)?)),
    };
    let arrives = |units: f64| Some(Phrase::new(change::ARRIVES).with("units", Arg::Number(whole(units)?)));
    let mut marks = Vec::new();
    for one in &position.coming {
        marks.push((arrives(one.units)?, whole(one.day)?));
    }
    if ordered.is_some() && arrival <= last_shown {
        let mark = match plan.day(placed) {
            Some(day) if placed > 0.0 => Phrase::new(change::LATER_ORDER_ARRIVES).with("day", Arg::Date(day)),
            _ => Phrase::new(change::ORDER_ARRIVES),
        };
        marks.push((mark, whole(arrival)?));
    }
    Some(Picture {
        title: change::STOCK,
        reading: vec![reading],
        across: Across::Days { name: change::DAY_AXIS, from: plan.inputs.stock_date },
        is_percent: false,
        places: days.iter().map(|day| whole(*day)).collect::<Option<_>>()?,
        band: Some(Band { name: change::BAND, points: band }),
        lines: vec![Curve { name: change::MEDIAN, points: mean }],
        levels: vec![(change::POINT, up(plan.reorder.point)?)],
        marks,
        spans,
        at: None,
    })
}

/// Cycle service and fill rate against the safety stock.
fn bought(plan: &Plan<'_>) -> Option<Picture> {
    let protection = &plan.protection;
    let (law, quantity) = (&protection.law, plan.quantity.units);
    if protection.deviation <= 0.0 || quantity <= 0.0 {
        return None;
    }
    // In whole units, as a point is ordered by.
    let shares = |safety: f64| {
        let found = service::of_reorder_point(law, raised(protection.mean + safety), quantity).ok()?;
        Some((found.cycle_service, found.fill_rate))
    };
    let now = plan.reorder.point - protection.mean;
    let mut safeties: Vec<f64> =
        (SAFETIES.0..=SAFETIES.1).map(|tenths| f64::from(tenths) / 10.0 * protection.deviation).collect();
    if !safeties.contains(&now) {
        safeties.push(now);
    }
    safeties.retain(|safety| *safety >= -protection.mean);
    safeties.sort_by(f64::total_cmp);
    let (mut cycles, mut fills) = (Vec::new(), Vec::new());
    for safety in &safeties {
        let (cycle, fill) = shares(*safety)?;
        cycles.push(Some(plan.service(cycle)?));
        fills.push(Some(plan.service(fill)?));
    }
    let (cycle, fill) = shares(now)?;
    let more = shares(1.1 * raised(now.max(0.0)) + now.min(0.0))?;
    let reading = Phrase::new(change::SERVICE_READING)
        .with("safety", Arg::Number(up(now)?))
        .with("service", Arg::Percent(plan.service(cycle)?))
        .with("fill", Arg::Percent(plan.service(fill)?))
        .with("more", Arg::Percent(plan.service(more.0)?));
    Some(Picture {
        title: change::SERVICE,
        reading: vec![reading],
        across: Across::Number(change::SAFETY_AXIS),
        is_percent: true,
        places: safeties.iter().map(|safety| decimal(*safety, 1)).collect::<Option<_>>()?,
        band: None,
        lines: vec![Curve { name: change::BY_CYCLE, points: cycles }, Curve { name: change::BY_FILL, points: fills }],
        levels: Vec::new(),
        marks: Vec::new(),
        spans: Vec::new(),
        at: Some(decimal(now, 1)?),
    })
}

/// Other services, and looking at the stock every day: the reorder point and what a year costs then.
fn edges(plan: &Plan<'_>, world: &World) -> Vec<Change> {
    let mut edges = Vec::new();
    let total = plan.own_method().and_then(|own| own.total);
    let now = whole(plan.whole_point());
    let safety = up(plan.reorder.point - plan.protection.mean);
    let asked = |changed: Inputs, phrase: Phrase| {
        let answer = ReorderPoint::compute(&changed, world).answer?;
        let best = answer.alternatives.first()?;
        let point = best.figures.iter().find(|one| one.name == figure::REORDER_POINT)?.value.clone();
        let then = best.total;
        // Another target with the same point is none, and so is whatever costs the same with it.
        let is_same = matches!(point, Arg::Number(point) if now == Some(point));
        if is_same && (phrase.text == change::OTHER_LEVEL || then == total) {
            return None;
        }
        // Without a price the difference is one of units.
        let safe = best.figures.iter().find(|one| one.name == figure::SAFETY_STOCK).map(|one| &one.value);
        let phrase = match (safe, safety) {
            (Some(Arg::Number(then)), Some(now)) if total.is_none() && phrase.text == change::OTHER_LEVEL => {
                let text = if *then < now { change::OTHER_LEVEL_LESS } else { change::OTHER_LEVEL_MORE };
                let units = then.checked_sub(now)?.abs();
                Phrase { text, ..phrase }.with("units", Arg::Number(units))
            }
            _ => phrase,
        };
        let more = then
            .zip(total)
            .and_then(|(then, now)| Some(crate::amount::Money { value: then.value.checked_sub(now.value)?, ..then }));
        let case = Record { values: changed.to_values() };
        Some(Change { phrase: phrase.with("point", point), then, is_refused: false, more, case })
    };
    let is_share = matches!(plan.inputs.target, "cycle-service" | "fill-rate");
    for level in LEVELS.iter().filter_map(|level| level.parse::<Decimal>().ok()).filter(|_| is_share) {
        if level != plan.inputs.service_level {
            let changed = Inputs { service_level: level, ..plan.inputs.clone() };
            edges.extend(asked(changed, Phrase::new(change::OTHER_LEVEL).with("level", Arg::Percent(level))));
        }
    }
    if float(plan.inputs.review_days) > 1.0 {
        let changed = Inputs { review_days: Decimal::ONE, ..plan.inputs.clone() };
        edges.extend(asked(changed, Phrase::new(change::DAILY_REVIEW)));
    }
    if is_held_up(&plan.inputs.stages) {
        let mut changed = plan.inputs.clone();
        for (_, stage) in &mut changed.stages.0 {
            (stage.hold_rate, stage.hold_days) = (None, None);
        }
        edges.extend(asked(changed, Phrase::new(change::NO_HOLDS)));
    }
    edges
}
