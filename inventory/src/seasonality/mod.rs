//! Factors of weekdays, months and events, fitted to a history (§7), and the base rate that they go with (BAS-1).
//!
//! demand of a day = base × growth^years × weekday × month × event. Each factor is what was sold over what the others
//! expect, in turn until nothing moves (the quasi-Poisson fit of a log-linear model). Days out of stock are left out;
//! events and the days behind them are kept from the base. Only what the data support is fitted: weekdays from four
//! weeks on, months and growth from a full year on. Otherwise a factor is 1 and says why.
//!
//! Slow movers show more chance than season. Fitted factors are therefore drawn towards 1 by as much as chance explains
//! of how they differ (DerSimonian & Laird's variance between groups): with much data hardly, with little nearly all.

mod cells;
mod effects;
mod events;
mod factors;

pub use events::{EventFactor, Occurrence};
pub use factors::{Factors, Support};

use crate::history::{Bucket, History, Status};
use cells::Cells;
use effects::Effects;
use events::{Calendar, Kind};

/// What is fitted besides weekdays and months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitting<'a> {
    /// Past events, each occurrence; those of a name share a factor.
    pub events: &'a [Occurrence<'a>],
    /// How many days of events the prior factor weighs (EVT-2).
    pub prior_weight: f64,
    /// For so many days behind an event demand is looked at for a dip; 0: not at all.
    pub dip_days: i32,
}

/// Factors and what they go with.
#[derive(Clone, Debug, PartialEq)]
pub struct Seasonality {
    /// Ordinary demand of an average day at the end of the history, units.
    pub base: f64,
    /// What demand is multiplied by in a year; `None` where no growth is clear (two standard errors) or the history is
    /// shorter than a year: then the base is that of the whole history.
    pub yearly_growth: Option<f64>,
    /// Monday first; their mean is 1.
    pub weekdays: Factors<7>,
    /// January first; their mean over the days of a year is 1.
    pub months: Factors<12>,
    /// A factor for each name, in the order of the first occurrences.
    pub events: Vec<EventFactor>,
    /// The factor of the days behind events; `None` where it was not looked for.
    pub dip: Option<EventFactor>,
    /// Days in more than one event, of which none learns.
    pub overlapping_days: usize,
}

/// Fits a history; `None` where no ordinary day is known.
#[must_use]
pub fn fit(history: &History, fitting: &Fitting<'_>) -> Option<Seasonality> {
    let calendar = Calendar::new(fitting);
    let known = || {
        let known = history.points.iter().filter(|point| matches!(point.status, Status::Used | Status::Event));
        known.map(|point| (point, calendar.kind(point.date, history.bucket)))
    };
    let last = history.points.last()?.date;
    let ordinary = known().filter(|(point, kind)| *kind == Kind::Ordinary && point.status == Status::Used);
    let cells = Cells::new(ordinary.map(|(point, _)| point), last, history.bucket);
    let (effects, weekdays, months) = Effects::fit(&cells, history)?;
    let learn = |kind: &Kind| {
        // A week holds days with and without the event.
        let days = known().filter(|(_, of)| of == kind && history.bucket == Bucket::Day);
        days.map(|(point, _)| (point.units, effects.rate_on(point.date, last))).collect::<Vec<_>>()
    };
    Some(Seasonality {
        base: effects.base,
        yearly_growth: (effects.growth != 0.0).then(|| libm::exp(effects.growth)),
        weekdays,
        months,
        events: calendar.names().map(|(index, one)| one.factor(&learn(&Kind::Event(index)), fitting)).collect(),
        dip: (fitting.dip_days > 0).then(|| EventFactor::new("", 1.0, &learn(&Kind::Dip), fitting)),
        overlapping_days: known().filter(|(_, kind)| *kind == Kind::Several).count(),
    })
}
