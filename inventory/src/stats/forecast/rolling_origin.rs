//! ROC-1: how far a method would have been off, had it been asked again and again (FPP 5.10).
//!
//! The window of what it may know grows; parameters are those that were best up to then, so that nothing is known
//! beforehand. One pass over the days serves all origins.

use super::learner::{Grid, Learner};
use super::{Forecaster, Model, seen};
use crate::stats::accuracy::Errors;

/// When forecasts are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RollingOrigin {
    /// Days known before the first forecast.
    pub min_train: usize,
    /// Days that a forecast is judged over; only where they all lie in the series.
    pub horizon: usize,
    /// Days from one forecast to the next; 0 is taken as 1.
    pub step: usize,
}

impl RollingOrigin {
    /// The pooled errors of a method that has learnt nothing yet; the pinball loss is at `quantile`.
    #[must_use]
    pub fn errors<M>(self, method: M, days: &[Option<f64>], quantile: f64) -> Errors
    where
        M: Forecaster + Clone + Into<Model>,
    {
        let mut learner: Grid<M> = core::iter::once(method).collect();
        sweep(&mut learner, days, 0, Some(self), 0, quantile).errors
    }

    /// Whether a forecast is asked for when so many days of all are known.
    pub(super) fn asks_at(self, known: usize, all: usize) -> bool {
        let since = known.checked_sub(self.min_train);
        since.is_some_and(|since| since.is_multiple_of(self.step.max(1))) && all.saturating_sub(known) >= self.horizon
    }
}

/// What came of asking at every origin.
pub(super) struct Asked {
    /// Pooled errors of single days, forecasts held to 0.
    pub(super) errors: Errors,
    /// Errors of the sum over the span, and the origins they are of; a window with a day not seen is left out.
    pub(super) sums: Vec<(usize, f64)>,
}

/// Learns the days from `from` on and asks at every origin; sums are judged over `span` days.
pub(super) fn sweep(
    learner: &mut impl Learner,
    days: &[Option<f64>],
    from: usize,
    origins: Option<RollingOrigin>,
    span: usize,
    quantile: f64,
) -> Asked {
    let mut asked = Asked { errors: Errors::at(quantile), sums: Vec::new() };
    for (today, day) in days.iter().enumerate().skip(from) {
        if let Some(origins) = origins.filter(|origins| origins.asks_at(today, days.len()))
            && let Some((model, _)) = learner.best()
            && let Some(rest) = days.get(today..)
        {
            asked.judge(&model, today, rest, origins.horizon, span);
        }
        learner.learn(*day);
    }
    asked
}

impl Asked {
    fn judge(&mut self, model: &Model, today: usize, rest: &[Option<f64>], horizon: usize, span: usize) {
        let window = rest.get(..span).filter(|window| !window.is_empty());
        let Some(path) = demand_path(model, horizon.max(window.map_or(0, <[_]>::len))) else { return };
        for (expected, day) in path.iter().zip(rest).take(horizon) {
            if let Some(day) = seen(*day) {
                self.errors.add(*expected, day);
            }
        }
        let sum = window.and_then(|window| {
            path.iter().zip(window).try_fold(0.0, |sum, (expected, day)| Some(sum + expected - seen(*day)?))
        });
        self.sums.extend(sum.map(|sum| (today, sum)));
    }
}

/// The path of a method, held to 0: demand is never less.
pub(super) fn demand_path(model: &Model, days: usize) -> Option<Vec<f64>> {
    model.path(days).map(|path| path.into_iter().map(|day| day.max(0.0)).collect())
}
