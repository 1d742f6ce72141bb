//! What learns day by day and knows at any time which of its parameters were off least.

use super::{Forecaster, Model, SesGrid, seen};

/// Parameters of a method side by side.
pub(super) trait Learner {
    /// Learns a day.
    fn learn(&mut self, day: Option<f64>);

    /// What was off least so far, and its sum of squared one-step errors.
    fn best(&self) -> Option<(Model, f64)>;
}

impl Learner for SesGrid {
    fn learn(&mut self, day: Option<f64>) {
        SesGrid::learn(self, day);
    }

    fn best(&self) -> Option<(Model, f64)> {
        let best = SesGrid::best(self);
        Some((best.ses.into(), best.squared))
    }
}

/// The same method with one set of parameters or several, the ones to prefer among equals first.
pub(super) struct Grid<M>(Vec<(M, f64)>);

impl<M> FromIterator<M> for Grid<M> {
    fn from_iter<I: IntoIterator<Item = M>>(methods: I) -> Self {
        Self(methods.into_iter().map(|method| (method, 0.0)).collect())
    }
}

impl<M: Forecaster + Clone + Into<Model>> Learner for Grid<M> {
    fn learn(&mut self, day: Option<f64>) {
        let seen = seen(day);
        for (method, squared) in &mut self.0 {
            if let (Some(day), Some(expected)) = (seen, method.ahead()) {
                *squared += (day - expected) * (day - expected);
            }
            method.learn(day);
        }
    }

    fn best(&self) -> Option<(Model, f64)> {
        let (method, squared) = self.0.iter().reduce(|best, one| if one.1 < best.1 { one } else { best })?;
        Some((method.clone().into(), *squared))
    }
}
