//! Demand from sales of the past, and events: what a plain day sells, what the coming days are of it, and how sure that is
//! (`docs/facts/inventory.md` §7, §8).
//!
//! Sales become a clean series; weekdays, months, growth and events are told apart; a method is chosen on what is left by
//! rolling origin; the coming days are its level times the factor of their weekday, month and event. A method that follows the
//! week by itself gets no factor for it.

use super::demand::Demand;
use super::texts::problem;
use super::{EventRow, Inputs};
use crate::date::Date;
use crate::inventory::events::{Combine, DemandCalendar, EventSpan};
use crate::inventory::history::{Bucket, History, Point, Reading, Row, Suspicion};
use crate::inventory::seasonality::{self, Fitting, Occurrence, Seasonality};
use crate::pack::{Event, World};
use crate::schema::{Problem, code};
use crate::series::Series;
use crate::stats::figures::float;
use crate::stats::forecast::{Choice, Plan, choose};

/// Days that are looked ahead.
const HORIZON: usize = super::plan::HORIZON as usize;
/// Days that a method is asked for; behind them its last week goes on.
const ASKED: usize = 180;
/// How many days of events the factor to start from weighs (EVT-2).
const PRIOR_DAYS: f64 = 2.0;

/// An event as it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Row of the list.
    pub row: usize,
    /// Which: a code of the choice.
    pub event: &'static str,
    /// Times what sells without it.
    pub factor: f64,
    /// Where that is from.
    pub basis: UpliftBasis,
    /// When it comes next, first and last day; none where nobody knows.
    pub next: Option<(Date, Date)>,
    /// Every time that it takes place, first and last day on which it counts.
    pub days: Vec<(Date, Date)>,
}

/// Where an uplift is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UpliftBasis {
    /// The user said it.
    Typed,
    /// So many days of past events say it, beside the factor to start from.
    Learnt(usize),
    /// A sample of the calendar.
    Sample,
}

/// Demand, and how it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Demand of the coming days.
    pub demand: Demand,
    /// The clean series.
    pub history: Option<History>,
    /// What weekdays, months and events do.
    pub seasonality: Option<Seasonality>,
    /// How the method was chosen.
    pub choice: Option<Choice>,
    /// The events.
    pub events: Vec<Applied>,
    /// The factor of the days behind events, where one counts.
    pub dip: Option<f64>,
    /// Events of the calendar that are not in the list although far more was sold on their days.
    pub unlisted: Vec<Unlisted>,
}

/// A past event of the calendar that is not in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Unlisted {
    /// Which: a code of the choice.
    pub event: &'static str,
    /// Its first day.
    pub from: Date,
    /// Times what was sold around it.
    pub factor: f64,
}

/// So many times what is sold around an event is far more.
const FAR_MORE: f64 = 1.5;
/// Days on either side of an event that tell what is sold around it.
const AROUND: i32 = 28;

/// Events of the calendar within a history, day by day, whose days sold far more than those around them and that no row of the
/// list has: they would count as a season.
fn unlisted(world: &World, known: &[Known], history: &History) -> Vec<Unlisted> {
    let listed =
        |from: Date, to: Date| known.iter().flat_map(|one| &one.days).any(|days| days.0 <= to && from <= days.1);
    let mean = |wanted: &dyn Fn(Date) -> bool| {
        let units = history.points.iter().filter(|point| wanted(point.date)).filter_map(Point::ordinary);
        let (sum, count) = units.fold((0.0, 0.0), |(sum, count), units| (sum + units, count + 1.0));
        (count > 0.0).then(|| sum / count)
    };
    let one = |event: &'static str| {
        let pack = world.pack()?;
        pack.event(event)?.occurrences.iter().rev().find_map(|days| {
            let (from, to) = (days.from, days.to);
            if listed(from, to) {
                return None;
            }
            let (before, behind) = (from.plus_days(-AROUND)?, to.plus_days(AROUND)?);
            let factor = mean(&|day| from <= day && day <= to)?
                / mean(&|day| before <= day && day <= behind && !(from <= day && day <= to))
                    .filter(|mean| *mean > 0.0)?;
            (factor >= FAR_MORE).then_some(Unlisted { event, from, factor })
        })
    };
    if history.bucket == Bucket::Day {
        super::EVENTS.iter().filter_map(|event| one(event)).collect()
    } else {
        Vec::new()
    }
}

/// What an event of the list is, with its days.
struct Known {
    row: usize,
    event: &'static str,
    /// A name for what is learnt: two rows of one event learn together.
    name: String,
    typed: Option<f64>,
    prior: Option<f64>,
    days: Vec<(Date, Date)>,
}

/// Finds it.
pub fn forecast(inputs: &Inputs, world: &World, protection_days: f64) -> Result<Forecast, Vec<Problem>> {
    let known = known(inputs, world)?;
    if inputs.demand_from == "history" {
        from_history(inputs, world, known, protection_days)
    } else {
        Ok(typed(inputs, known))
    }
}

/// The events of the list with their days; problems where they have none.
fn known(inputs: &Inputs, world: &World) -> Result<Vec<Known>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut known = Vec::new();
    for (row, one) in &inputs.events.0 {
        let EventRow { event, uplift, event_from, event_to } = one;
        let of_calendar = world.pack().and_then(|pack| pack.event(event));
        if of_calendar.is_none() && *event != "other" {
            problems.push(Problem::error(code::PACK_MISSING));
            continue;
        }
        let days = match (event_from, event_to) {
            (Some(from), to) if to.is_none_or(|to| *from <= to) => {
                // Days that were typed count as they are; past ones of the calendar still say what the event does.
                let mut days = of_calendar.map(|event| past(inputs, *row, event)).unwrap_or_default();
                days.push((*from, to.unwrap_or(*from)));
                days
            }
            (None, None) if of_calendar.is_some() => {
                let of = of_calendar.into_iter();
                of.flat_map(|event| {
                    event.occurrences.iter().map(|days| event.uplifted_days(days).unwrap_or((days.from, days.to)))
                })
                .collect()
            }
            _ => {
                problems.push(Problem::error(problem::E_EVENT_DAYS).in_row("events", *row, "event-from"));
                continue;
            }
        };
        let prior = of_calendar.and_then(|event| event.uplift.as_ref()).map(|uplift| float(uplift.factor));
        if *event == "other" && uplift.is_none() && inputs.demand_from != "history" {
            problems.push(Problem::error(problem::E_UPLIFT).in_row("events", *row, "uplift"));
            continue;
        }
        let name = if *event == "other" { format!("other {row}") } else { (*event).to_owned() };
        known.push(Known { row: *row, event, name, typed: uplift.map(float), prior, days });
    }
    if problems.is_empty() { Ok(known) } else { Err(problems) }
}

/// Days of past occurrences of an event for its first row, but those that a row of it has days for.
fn past(inputs: &Inputs, row: usize, event: &Event) -> Vec<(Date, Date)> {
    let rows = || inputs.events.0.iter().filter(|(_, one)| one.event == event.id);
    if inputs.demand_from != "history" || rows().next().is_none_or(|(first, _)| *first != row) {
        return Vec::new();
    }
    let is_typed = |(from, to): &(Date, Date)| {
        rows()
            .any(|(_, one)| one.event_from.is_some_and(|first| first <= *to && *from <= one.event_to.unwrap_or(first)))
    };
    let days = event.occurrences.iter().map(|days| event.uplifted_days(days).unwrap_or((days.from, days.to)));
    days.filter(|days| days.1 < inputs.stock_date && !is_typed(days)).collect()
}

/// Typed demand with the events of the list.
fn typed(inputs: &Inputs, known: Vec<Known>) -> Forecast {
    let events: Vec<_> = known.iter().map(|one| applied(inputs, one, None)).collect();
    let dip = inputs.dip_factor.map(float).filter(|_| inputs.dip_days > rust_decimal::Decimal::ZERO);
    let plain = Demand::of(inputs);
    let demand = if known.is_empty() {
        plain
    } else {
        let calendar = calendar(inputs, &known, &events, dip, [1.0; 7], [1.0; 12]);
        let days = factors(&calendar, inputs.stock_date);
        plain.walked(days.into_iter().map(|factor| (factor, factor)))
    };
    Forecast { demand, history: None, seasonality: None, choice: None, events, dip, unlisted: Vec::new() }
}

fn applied(inputs: &Inputs, known: &Known, learnt: Option<(f64, usize)>) -> Applied {
    let next = known.days.iter().copied().find(|(_, to)| *to >= inputs.stock_date);
    let (factor, basis) = match (known.typed, learnt) {
        (Some(typed), _) => (typed, UpliftBasis::Typed),
        (None, Some((factor, days))) if days > 0 => (factor, UpliftBasis::Learnt(days)),
        _ => (known.prior.unwrap_or(1.0), UpliftBasis::Sample),
    };
    Applied { row: known.row, event: known.event, factor, basis, next, days: known.days.clone() }
}

fn calendar(
    inputs: &Inputs,
    known: &[Known],
    applied: &[Applied],
    dip: Option<f64>,
    weekdays: [f64; 7],
    months: [f64; 12],
) -> DemandCalendar {
    let mut events = Vec::new();
    for (one, applied) in known.iter().zip(applied) {
        for (from, to) in &one.days {
            events.push(EventSpan { from: *from, to: *to, factor: applied.factor });
            // A lull holds where no event does.
            let is_event =
                |day: Date| known.iter().flat_map(|one| &one.days).any(|(from, to)| *from <= day && day <= *to);
            for behind in 1..=float(inputs.dip_days) as i32 {
                if let (Some(factor), Some(day)) = (dip, to.plus_days(behind).filter(|day| !is_event(*day))) {
                    events.push(EventSpan { from: day, to: day, factor });
                }
            }
        }
    }
    DemandCalendar { weekdays, months, events, combine: Combine::Max }
}

/// The factor of every coming day; all plain where the calendar does not reach.
fn factors(calendar: &DemandCalendar, from: Date) -> Vec<f64> {
    let until = from.days_until(Date::LAST).clamp(0, HORIZON as i32);
    calendar.walk(from, f64::from(until)).map(|days| days.map(|day| day.factor).collect()).unwrap_or_default()
}

/// Demand from sales of the past.
fn from_history(
    inputs: &Inputs,
    world: &World,
    known: Vec<Known>,
    protection_days: f64,
) -> Result<Forecast, Vec<Problem>> {
    let no_history = || vec![Problem::error(problem::E_NO_SALES).at("history")];
    let series: Series = inputs.history.as_deref().and_then(|text| text.parse().ok()).ok_or_else(no_history)?;
    let rows: Vec<Row> = series
        .dated()
        .filter(|(date, _)| *date <= inputs.stock_date)
        .map(|(date, cell)| Row {
            date,
            units: float(cell.figure),
            returned: 0.0,
            in_stock: cell.is_out.then_some(false),
        })
        .collect();
    let spans: Vec<_> = known.iter().flat_map(|one| one.days.iter().copied()).collect();
    let reading = Reading {
        until: None,
        bucket: Some(if series.is_weekly { Bucket::Week } else { Bucket::Day }),
        suspicion: if inputs.suspect_gaps { Suspicion::Judged } else { Suspicion::Off },
        events: &spans,
    };
    let history = History::read(&rows, &reading).ok_or_else(no_history)?;
    if history.points.iter().filter_map(Point::ordinary).nth(1).is_none() {
        return Err(vec![Problem::error(problem::E_FEW_DAYS).at("history")]);
    }
    let unlisted = unlisted(world, &known, &history);
    let occurrences: Vec<_> = known
        .iter()
        .flat_map(|one| {
            let prior = one.prior.unwrap_or(1.0);
            one.days.iter().map(move |(from, to)| Occurrence { name: &one.name, from: *from, to: *to, prior })
        })
        .collect();
    let fitting = Fitting { events: &occurrences, prior_weight: PRIOR_DAYS, dip_days: float(inputs.dip_days) as i32 };
    let season = seasonality::fit(&history, &fitting).ok_or_else(no_history)?;
    let learnt = |one: &Known| {
        season.events.iter().find(|factor| factor.name == one.name).map(|factor| (factor.factor, factor.days))
    };
    let events: Vec<_> = known.iter().map(|one| applied(inputs, one, learnt(one))).collect();
    let learnt_dip = season.dip.as_ref().filter(|dip| dip.days > 0).map(|dip| dip.factor.min(1.0));
    let dip = inputs.dip_factor.map(float).or(learnt_dip).filter(|_| float(inputs.dip_days) > 0.0);

    // What is left once months are taken out is what a method is chosen on; of weeks it is a day's share.
    let months = season.months.factors;
    let per_day = f64::from(history.bucket.days());
    let plain: Vec<Option<f64>> = history
        .points
        .iter()
        .map(|point| {
            let month = months.get(point.date.civil().1 as usize - 1).copied().filter(|factor| *factor > 0.0)?;
            point.ordinary().map(|units| units / month / per_day)
        })
        .collect();
    let span = (libm::ceil(protection_days / per_day) as usize).clamp(1, 730);
    let plan = if history.bucket == Bucket::Day { Plan::daily(span) } else { Plan::weekly(span) };
    let choice = choose(&plain, &plan).ok_or_else(no_history)?;

    let ahead = continued(&choice, &history, inputs.stock_date);
    let level = ahead.iter().sum::<f64>() / ahead.len().max(1) as f64;
    let demand = if level.is_nan() || level <= 0.0 {
        Demand::forecast(0.0, 0.0, 0.0)
    } else {
        let by_itself = choice.chosen.model.season().is_some();
        let weekdays = if by_itself { [1.0; 7] } else { season.weekdays.factors };
        let calendar = calendar(inputs, &known, &events, dip, weekdays, months);
        let factor = float(inputs.demand_factor);
        let days = factors(&calendar, inputs.stock_date);
        let days = days.iter().zip(&ahead).map(|(factor, ahead)| (factor * ahead / level, *factor));
        let (deviation, common) = spread(&choice, per_day);
        Demand::forecast(level * factor, deviation * factor, common * factor * factor).walked(days)
    };
    Ok(Forecast {
        demand,
        history: Some(history),
        seasonality: Some(season),
        choice: Some(choice),
        events,
        dip,
        unlisted,
    })
}

/// What the method expects of the coming days from the day of the stock on, its last week going on behind what it was asked.
fn continued(choice: &Choice, history: &History, from: Date) -> Vec<f64> {
    let bucket = history.bucket.days();
    let last = history.points.last().map_or(from, |point| point.date);
    // Days between the last that is known and the first that is wanted.
    let gap = (last.days_until(from) - bucket).max(0) as usize;
    let points = choice.forecast((ASKED + gap) / bucket as usize + 1);
    let day = |index: usize| {
        let at = (gap + index) / bucket as usize;
        let week = if bucket == 1 { 7 } else { 1 };
        let beyond = at.saturating_sub(points.len().saturating_sub(1));
        let at = if beyond > 0 { at - beyond.div_ceil(week) * week } else { at };
        points.get(at).copied().unwrap_or_default()
    };
    (0..HORIZON).map(day).collect()
}

/// The standard deviation of a plain day, and the square of what all days may be off alike, so that both together make what the
/// sum over the span may be off: `S² = D·σ² + common·D²`. Days that make up for each other deviate less.
fn spread(choice: &Choice, per_day: f64) -> (f64, f64) {
    let one_step = choice.chosen.one_step.unwrap_or(0.0);
    // Of weeks: the share of a day deviates by that of the week over √7.
    let sigma = one_step * libm::sqrt(per_day);
    let Some(spread) = choice.chosen.spread else { return (sigma, 0.0) };
    let days = spread.days as f64 * per_day;
    let sum = spread.sd * per_day;
    let common = (sum * sum - days * sigma * sigma) / (days * days);
    if common > 0.0 { (sigma, common) } else { (sum / libm::sqrt(days), 0.0) }
}
