//! What there is to say of sales and orders of the past: notes, how the methods of forecasting did, the picture.

use rust_decimal::Decimal;

use super::forecast::{Applied, UpliftBasis};
use super::lead_time::production_days;
use super::plan::{Plan, percent, raised};
use super::texts::{change, class, event, figure, forecast, note, section};
use crate::amount::Money;
use crate::date::Date;
use crate::inventory::history::{Bucket, History, Point, Status};
use crate::inventory::lead_time::LeadTimes;
use crate::inventory::safety_stock::maximum_less_average;
use crate::inventory::seasonality::{Seasonality, Support};
use crate::schema::{
    Across, Alternative, Answer, Arg, Curve, Figure, Note, Phrase, Picture, Section, Severity, Span, Text,
};
use crate::stats::demand_class::DemandClass;
use crate::stats::figures::{decimal, float};
use crate::stats::forecast::{Basis, Candidate, Choice, Model, SpreadBasis};

/// Days of the past that the picture shows day by day; more are shown by the week.
const BY_DAY: usize = 120;
/// Weeks of the past that it shows at most.
const MOST_WEEKS: usize = 104;
/// A history that ends so many days before the day of the stock is told to be old.
const STALE: i32 = 14;
/// What is so likely is taken for sure.
const SURE: f64 = 0.9995;
/// Days of the forecast that it shows.
const AHEAD: usize = 84;

/// What is worth a second look, and what else there is to know.
pub fn notes(plan: &Plan<'_>) -> Option<(Vec<Note>, Vec<Note>)> {
    let (mut warnings, mut others) = (Vec::new(), Vec::new());
    let mut put = |severity, phrase| {
        let to = if severity == Severity::Warning { &mut warnings } else { &mut others };
        to.push(Note { severity, phrase, source: None });
    };
    let told = &plan.told;
    if let Some(history) = &told.forecast.history {
        of_history(history, &mut put)?;
        let last = history.points.last()?.date.plus_days(history.bucket.days() - 1)?;
        let age = last.days_until(plan.inputs.stock_date) - 1;
        if age > STALE {
            let days = Arg::Number(Decimal::from(age));
            put(Severity::Warning, Phrase::new(note::STALE_HISTORY).with("days", days));
        }
    }
    if let Some(season) = &told.forecast.seasonality {
        of_seasons(season, &mut put)?;
    }
    if let Some(choice) = &told.forecast.choice {
        let bucket = told.forecast.history.as_ref().map_or(Bucket::Day, |history| history.bucket);
        of_choice(choice, bucket, &mut put)?;
        let (mean, error) = (plan.protection.mean, plan.protection.deviation);
        if mean > 0.0 && error > mean {
            let phrase = Phrase::new(note::FORECAST_UNSURE).with("mean", number(mean, 1)?);
            put(Severity::Warning, phrase.with("error", number(error, 1)?));
        }
    }
    let ordered = ordered_after(plan);
    for applied in &told.forecast.events {
        of_event(plan, ordered, applied, &mut put)?;
    }
    for one in &told.forecast.unlisted {
        let phrase = Phrase::new(note::EVENT_UNLISTED).with("event", Arg::Text(name(one.event)));
        put(Severity::Warning, phrase.with("day", Arg::Date(one.from)).with("factor", number(one.factor, 1)?));
    }
    if let Some(factor) = told.forecast.dip.filter(|factor| *factor < 0.995) {
        let phrase = Phrase::new(note::DIP).with("factor", number(factor, 2)?);
        put(Severity::Note, phrase.with("days", Arg::Number(plan.inputs.dip_days)));
    }
    if let Some((chance, days)) = told.rest() {
        let text = if chance < SURE { note::CLOSURE_CHANCE } else { note::CLOSURE };
        let phrase = Phrase::new(text).with("days", number(days, 0)?);
        let chance = Arg::Percent(percent(chance)?);
        put(Severity::Warning, if text == note::CLOSURE { phrase } else { phrase.with("chance", chance) });
    }
    if let Some(orders) = &told.orders {
        let phrase = Phrase::new(note::PAST_ORDERS).with("count", count(told.received));
        let phrase = phrase.with("mean", number(orders.moments.mean, 1)?);
        let phrase = phrase.with("deviation", number(orders.moments.sd, 1)?);
        put(Severity::Note, phrase.with("most", number(orders.p95, 0)?));
        if orders.variation_unknown {
            put(Severity::Warning, Phrase::new(note::ONE_ORDER));
        }
        if orders.overdue > 0 {
            put(Severity::Warning, Phrase::new(note::LATE_ORDERS).with("count", count(orders.overdue)));
        }
        if let Some(phrase) = most_less_average(plan, orders) {
            put(Severity::Note, phrase);
        }
    }
    let units = plan.due_now().map_or(plan.quantity.units, |(units, _)| units);
    if let (Some(share), Some(unit)) = (plan.inputs.deposit, plan.quantity.unit)
        && units > 0.0
    {
        let cash = |part: f64| {
            let value = decimal(units * unit * part, 4)?;
            Some(Arg::Money(Money { value, currency: plan.costs.currency }.rounded()))
        };
        let part = float(share) / 100.0;
        let phrase = |text| Some(Phrase::new(text).with("now", cash(part)?).with("later", cash(1.0 - part)?));
        let made = production_days(&plan.inputs.stages);
        if made <= 0.0 || plan.inputs.lead_from != "stages" {
            put(Severity::Note, phrase(note::DEPOSIT_UNDATED)?);
        } else if let Some(after) = ordered {
            let rests = told.lead_at(plan.inputs, after as i32).mean - plan.lead.mean + told.closed;
            if let Some(day) = plan.day(libm::floor(after) + libm::ceil(made + rests)) {
                put(Severity::Note, phrase(note::DEPOSIT)?.with("day", Arg::Date(day)));
            }
        }
    }
    if !plan.demand.is_flat() && !plan.demand.is_none() {
        let flat = plan.demand.mean * plan.protection.days;
        if (flat - plan.protection.mean).abs() < 1.0 {
            return Some((warnings, others));
        }
        let phrase = Phrase::new(note::WALKED).with("mean", number(plan.protection.mean, 0)?);
        let phrase = phrase.with("days", number(plan.protection.days, 0)?);
        put(Severity::Note, phrase.with("flat", number(flat, 0)?));
    }
    Some((warnings, others))
}

fn number(figure: f64, places: u32) -> Option<Arg> {
    Some(Arg::Number(decimal(figure, places)?))
}

fn count(of: usize) -> Arg {
    Arg::Number(Decimal::from(of))
}

fn of_history(history: &History, put: &mut impl FnMut(Severity, Phrase)) -> Option<()> {
    let (first, last) = (history.points.first()?.date, history.points.last()?.date);
    let last = last.plus_days(history.bucket.days() - 1)?;
    let days = |points: usize| count(points * history.bucket.days() as usize);
    if let Some(figures) = history.figures() {
        let phrase = Phrase::new(note::HISTORY).with("days", days(figures.points));
        let phrase = phrase.with("mean", number(figures.mean, 2)?);
        let phrase = phrase.with("deviation", number(figures.sd.unwrap_or(0.0), 2)?);
        put(Severity::Note, phrase.with("from", Arg::Date(first)).with("to", Arg::Date(last)));
        if let Some(trend) = figures.trend {
            let text = if trend.is_clear() { note::TREND } else { note::NO_TREND };
            let phrase = Phrase::new(text).with("slope", number(trend.per_month, 2)?);
            put(Severity::Note, phrase.with("error", number(trend.standard_error, 2)?));
        }
        if let Some(found) = figures.class.classification()
            && let (Some(interval), Some(variation)) = (found.interval, found.size_cv2)
        {
            let name = match found.class {
                DemandClass::Smooth => class::SMOOTH,
                DemandClass::Intermittent => class::INTERMITTENT,
                DemandClass::Erratic => class::ERRATIC,
                DemandClass::Lumpy => class::LUMPY,
                DemandClass::None => return Some(()),
            };
            let by = if figures.class.taken == Bucket::Day { class::BY_DAY } else { class::BY_WEEK };
            let phrase = Phrase::new(note::DEMAND_CLASS).with("class", Arg::Text(name));
            let phrase = phrase.with("interval", number(interval, 2)?).with("variation", number(variation, 2)?);
            put(Severity::Note, phrase.with("bucket", Arg::Text(by)));
        }
    }
    let done = &history.done;
    for (points, text, severity) in [
        (done.stock_outs, note::STOCK_OUTS, Severity::Note),
        (done.filled, note::FILLED, Severity::Note),
        (done.clipped, note::CLIPPED, Severity::Warning),
    ] {
        if points > 0 {
            put(severity, Phrase::new(text).with("days", days(points)));
        }
    }
    if done.suspected > 0 {
        let run = history.suspect_from.unwrap_or_default();
        put(Severity::Warning, Phrase::new(note::SUSPECTED).with("days", days(done.suspected)).with("run", days(run)));
    }
    Some(())
}

/// What the rule of most seller sites would keep as safety stock, beside what the target needs (SS-6). It takes the best day and
/// the slowest order, so that only days and orders of the past have it.
fn most_less_average(plan: &Plan<'_>, orders: &LeadTimes) -> Option<Phrase> {
    let history = plan.told.forecast.history.as_ref().filter(|history| history.bucket == Bucket::Day)?;
    let factor = float(plan.inputs.demand_factor);
    let most = history.points.iter().filter_map(Point::ordinary).reduce(f64::max)? * factor;
    let (mean, days) = (history.figures()?.mean * factor, orders.moments.mean);
    let units = maximum_less_average(most, orders.longest, mean, days).ok()?;
    let phrase = Phrase::new(note::MAX_LESS_AVERAGE).with("units", number(raised(units), 0)?);
    let phrase = phrase.with("safety", number(raised(plan.reorder.point - plan.protection.mean), 0)?);
    let phrase = phrase.with("most", number(most, 1)?).with("longest", number(orders.longest, 0)?);
    Some(phrase.with("mean", number(mean, 1)?).with("days", number(days, 1)?))
}

fn of_seasons(season: &Seasonality, put: &mut impl FnMut(Severity, Phrase)) -> Option<()> {
    if !matches!(season.months.support, Support::Fitted) {
        put(Severity::Note, Phrase::new(note::NO_SEASONS));
    }
    let told = [
        (season.weekdays.factors.as_slice(), season.weekdays.support, note::SEASONS),
        (season.months.factors.as_slice(), season.months.support, note::MONTHS),
    ];
    for (factors, support, text) in told {
        let ends = |pick: fn(f64, f64) -> f64| factors.iter().copied().reduce(pick);
        let (low, high) = (ends(f64::min)?, ends(f64::max)?);
        if support != Support::Fitted {
            continue;
        }
        if high - low < 0.02 {
            continue;
        }
        let share = |factor: f64| Some(Arg::Percent(decimal(factor * 100.0, 0)?));
        put(Severity::Note, Phrase::new(text).with("low", share(low)?).with("high", share(high)?));
    }
    Some(())
}

/// What a method is called.
fn method(model: &Model, bucket: Bucket) -> Text {
    match model {
        Model::Naive(_) if bucket == Bucket::Week => forecast::LAST_WEEK,
        Model::MovingAverage(model) if bucket == Bucket::Week => match model.days() {
            4 => forecast::FOUR_WEEKS,
            13 => forecast::QUARTER_AVERAGE,
            _ => forecast::MOVING_AVERAGE,
        },
        Model::Naive(_) | Model::Drift(_) => forecast::NAIVE,
        Model::SeasonalNaive(_) => forecast::SEASONAL_NAIVE,
        Model::MovingAverage(model) => match model.days() {
            7 => forecast::WEEK_AVERAGE,
            28 => forecast::MONTH_AVERAGE,
            _ => forecast::MOVING_AVERAGE,
        },
        Model::Ses(_) => forecast::SES,
        Model::Holt(_) => forecast::HOLT,
        Model::HoltWinters(_) => forecast::HOLT_WINTERS,
        Model::Croston(_) => forecast::CROSTON,
        Model::Tsb(_) => forecast::TSB,
    }
}

fn error(candidate: &Candidate) -> Option<f64> {
    candidate.accuracy.as_ref()?.rmsse
}

fn of_choice(choice: &Choice, bucket: Bucket, put: &mut impl FnMut(Severity, Phrase)) -> Option<()> {
    let chosen = Arg::Text(method(&choice.chosen.model, bucket));
    match (choice.basis, &choice.runner_up) {
        (Basis::RollingOrigin { windows, .. }, Some(other)) => {
            let name = method(&other.model, bucket);
            let errors = [error(&choice.chosen), error(other)];
            let [own, second] = errors.map(|error| number(error.unwrap_or(0.0), 3));
            let phrase = Phrase::new(note::METHOD).with("method", chosen).with("other", Arg::Text(name));
            put(Severity::Note, phrase.with("windows", count(windows)).with("error", own?).with("second", second?));
        }
        _ => put(Severity::Warning, Phrase::new(note::LOW_DATA).with("method", chosen)),
    }
    let Some(spread) = choice.chosen.spread else { return Some(()) };
    let text = match spread.basis {
        SpreadBasis::Measured { .. } => forecast::MEASURED,
        SpreadBasis::MeanOf { .. } => forecast::MEAN_OF,
        SpreadBasis::Responses | SpreadBasis::Independent => forecast::RESPONSES,
    };
    put(Severity::Note, Phrase::new(note::SPREAD).with("how", Arg::Text(text)));
    Some(())
}

/// What an event is called: one that is not of the calendar is the user's own.
fn name(code: &str) -> Text {
    event::ALL.iter().find(|text| text.code() == code).copied().unwrap_or(change::OWN_EVENT)
}

/// Days until the order that the answer suggests; none where nothing sells or it is beyond every horizon.
fn ordered_after(plan: &Plan<'_>) -> Option<f64> {
    if plan.demand.is_none() {
        return None;
    }
    let now = plan.position.is_none() || plan.due_now().is_some();
    if now { Some(0.0) } else { Some(plan.to_order()?.days).filter(|days| *days < 1e6) }
}

/// Events that the order comes too late for, where stock in hand and on its way does not last: something has to be done today.
pub fn missed(plan: &Plan<'_>) -> Option<Vec<Phrase>> {
    let mut missed = Vec::new();
    if let Some(ordered) = ordered_after(plan) {
        let mut put = |severity, phrase| missed.extend(Some(phrase).filter(|_| severity == Severity::Warning));
        for applied in &plan.told.forecast.events {
            before_the_order(plan, ordered, applied, &mut put)?;
        }
    }
    Some(missed)
}

/// What an event sells before the order that is suggested can be there; a warning where stock does not last until then.
fn before_the_order(
    plan: &Plan<'_>,
    ordered: f64,
    applied: &Applied,
    put: &mut impl FnMut(Severity, Phrase),
) -> Option<()> {
    let Some((from, to)) = applied.next else { return Some(()) };
    let start = plan.inputs.stock_date;
    let lead = plan.told.lead_at(plan.inputs, ordered as i32).mean;
    let arrival = libm::floor(ordered) + raised(lead);
    let (first, behind) = (f64::from(start.days_until(from).max(0)), f64::from(start.days_until(to) + 1));
    let until = arrival.min(behind);
    let is_short = plan.position.as_ref().map(|position| position.supply_before(until) < plan.demand.over(0.0, until));
    // Where the stock outlasts the event, an order long after it is nothing to tell.
    if until <= first || (ordered >= behind && is_short == Some(false)) {
        return Some(());
    }
    if let (Some(day), Some(arrives)) = (plan.day(ordered), plan.day(arrival)) {
        let text = if arrival < behind { note::EVENT_PARTLY } else { note::EVENT_MISSED };
        let phrase = Phrase::new(text).with("event", Arg::Text(name(applied.event))).with("day", Arg::Date(day));
        let phrase = phrase.with("arrival", Arg::Date(arrives));
        let severity = if is_short == Some(true) { Severity::Warning } else { Severity::Note };
        put(severity, phrase.with("units", number(plan.demand.over(first, until - first), 0)?));
    }
    Some(())
}

fn of_event(
    plan: &Plan<'_>,
    ordered: Option<f64>,
    applied: &Applied,
    put: &mut impl FnMut(Severity, Phrase),
) -> Option<()> {
    let named = |text| Phrase::new(text).with("event", Arg::Text(name(applied.event)));
    let factor = number(applied.factor, 2)?;
    if let Some((from, to)) = applied.next {
        let row = plan.inputs.events.0.iter().find(|(row, _)| *row == applied.row);
        let text = match (row.is_some_and(|(_, one)| one.event_from.is_some()), from == to) {
            (false, false) => note::EVENT_DAYS,
            (false, true) => note::EVENT_DAY,
            (true, false) => note::EVENT_DAYS_TYPED,
            (true, true) => note::EVENT_DAY_TYPED,
        };
        let phrase = named(text).with("factor", factor.clone());
        let phrase = phrase.with("from", Arg::Date(from));
        put(Severity::Note, if from == to { phrase } else { phrase.with("to", Arg::Date(to)) });
        if let Some(ordered) = ordered {
            // Warnings stand above: see `missed`.
            let mut told = |severity, phrase| {
                if severity == Severity::Note {
                    put(severity, phrase);
                }
            };
            before_the_order(plan, ordered, applied, &mut told)?;
        }
    }
    match applied.basis {
        UpliftBasis::Typed => {}
        UpliftBasis::Learnt(days) => {
            put(Severity::Note, named(note::EVENT_LEARNT).with("factor", factor.clone()).with("days", count(days)));
            if applied.factor < 1.0 {
                put(Severity::Warning, named(note::EVENT_LOW).with("factor", factor));
            }
        }
        // What does not come again needs no factor, and one of 1 changes nothing.
        UpliftBasis::Sample if applied.next.is_none() || applied.factor == 1.0 => {}
        UpliftBasis::Sample => put(Severity::Warning, named(note::EVENT_SAMPLE).with("factor", factor)),
    }
    if applied.next.is_none() {
        put(Severity::Warning, named(note::EVENT_UNDATED));
    }
    Some(())
}

/// How the methods of forecasting did in the past, the chosen one first.
pub fn methods(plan: &Plan<'_>) -> Option<Section> {
    let choice = plan.told.forecast.choice.as_ref()?;
    let bucket = plan.told.forecast.history.as_ref()?.bucket;
    let mut tried: Vec<_> = choice.candidates.iter().filter(|one| one.accuracy.is_some()).collect();
    tried.sort_by(|one, other| {
        let place = |candidate: &Candidate| (*candidate != choice.chosen, error(candidate).unwrap_or(f64::MAX));
        let ((one, error), (other, second)) = (place(one), place(other));
        one.cmp(&other).then(error.total_cmp(&second))
    });
    let alternatives = tried.into_iter().enumerate().map(|(index, candidate)| {
        let found = candidate.accuracy.as_ref()?;
        let name = method(&candidate.model, bucket);
        let figure = |name, value: Arg| Figure { name, value };
        let mut figures = vec![
            figure(figure::FORECAST_RMSSE, number(found.rmsse?, 3)?),
            figure(figure::FORECAST_MAE, number(found.mae, 2)?),
            figure(figure::FORECAST_BIAS, number(found.bias, 2)?),
        ];
        if let Some(wape) = found.wape {
            figures.push(figure(figure::FORECAST_WAPE, Arg::Percent(decimal(wape * 100.0, 1)?)));
        }
        Some(Alternative {
            id: format!("{}-{index}", name.code()),
            name: name.key().to_owned(),
            figures,
            ..Alternative::default()
        })
    });
    let alternatives: Vec<_> = alternatives.collect::<Option<_>>()?;
    if alternatives.len() < 2 {
        return None;
    }
    let answer = Answer { alternatives, ..Answer::default() };
    Some(Section { title: section::METHODS, one: section::METHOD, ranked: true, answer })
}

/// Sales of the past with what was left out, and the forecast behind them.
pub fn picture(plan: &Plan<'_>) -> Option<Picture> {
    let history = plan.told.forecast.history.as_ref()?;
    let (first, bucket) = (history.points.first()?.date, history.bucket.days());
    let by_week = history.bucket == Bucket::Week || history.points.len() > BY_DAY;
    let step = if by_week { 7 } else { 1 };
    let points_of_step = (step / bucket) as usize;
    // Whole weeks that end with the last day; the latest of them.
    let points = &history.points;
    let skip = points.len() % points_of_step.max(1);
    let chunks: Vec<_> = points.get(skip..)?.chunks(points_of_step.max(1)).collect();
    let chunks = chunks.get(chunks.len().saturating_sub(if by_week { MOST_WEEKS } else { BY_DAY })..)?;
    let shown_from = chunks.first()?.first()?.date;
    let (mut places, mut sold, mut out, mut expected) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for chunk in chunks {
        let date = chunk.first()?.date;
        places.push(Decimal::from(shown_from.days_until(date)));
        let mean = |wanted: fn(Status) -> bool| -> Option<Option<Decimal>> {
            let units: Vec<_> = chunk.iter().filter(|point| wanted(point.status)).map(|point| point.units).collect();
            if units.is_empty() {
                return Some(None);
            }
            let mean = units.iter().sum::<f64>() / units.len() as f64 / f64::from(bucket);
            Some(Some(decimal(mean, 2)?))
        };
        sold.push(mean(|status| matches!(status, Status::Used | Status::Event))?);
        out.push(mean(|status| matches!(status, Status::StockOut | Status::Suspected))?);
        expected.push(None);
    }
    let start = plan.inputs.stock_date;
    for index in 0..AHEAD.div_ceil(step as usize) {
        let from = index as i32 * step;
        let date = start.plus_days(from)?;
        let place = Decimal::from(shown_from.days_until(date));
        if places.last().is_some_and(|last| *last >= place) {
            continue;
        }
        places.push(place);
        sold.push(None);
        out.push(None);
        expected.push(Some(decimal(plan.demand.over(f64::from(from), f64::from(step)) / f64::from(step), 2)?));
    }
    let left = points.iter().filter(|point| point.status != Status::Used).count() as i32 * bucket;
    let all = first.days_until(points.last()?.date) + bucket;
    let reading = Phrase::new(if by_week { change::HISTORY_WEEKS } else { change::HISTORY_READING });
    let reading = reading.with("left", Arg::Number(Decimal::from(left))).with("all", Arg::Number(Decimal::from(all)));
    let mut lines =
        vec![Curve { name: change::SOLD, points: sold }, Curve { name: change::EXPECTED, points: expected }];
    if out.iter().any(Option::is_some) {
        lines.push(Curve { name: change::LEFT_OUT, points: out });
    }
    Some(Picture {
        title: change::HISTORY,
        reading: vec![reading],
        across: Across::Days { name: change::DAY_AXIS, from: shown_from },
        is_percent: false,
        places,
        band: None,
        lines,
        levels: Vec::new(),
        marks: Vec::new(),
        spans: Vec::new(),
        at: None,
    })
}

/// The events of so many days from that of the stock on, each time that they take place: the days on which they count.
pub fn spans(plan: &Plan<'_>, days: Decimal) -> Vec<Span> {
    let from = plan.inputs.stock_date;
    let within = |applied: &Applied, (first, last): &(Date, Date)| {
        let [first, last] = [first, last].map(|day| Decimal::from(from.days_until(*day)));
        let is_within = last >= Decimal::ZERO && first < days;
        is_within.then(|| Span {
            name: Phrase::new(name(applied.event)),
            from: first.max(Decimal::ZERO),
            to: last.min(days),
        })
    };
    let events = plan.told.forecast.events.iter();
    events.flat_map(|applied| applied.days.iter().filter_map(move |days| within(applied, days))).collect()
}
