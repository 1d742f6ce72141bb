//! FC-3: the mean of the last days.

use std::collections::VecDeque;

use super::{Forecaster, seen};

/// The mean of the last `window` days seen, or of all where there are fewer.
#[derive(Clone, Debug, PartialEq)]
pub struct MovingAverage {
    window: usize,
    last: VecDeque<f64>,
}

impl MovingAverage {
    /// Knows nothing yet; `None` where the window has no day.
    #[must_use]
    pub fn new(window: usize) -> Option<Self> {
        (window > 0).then(|| Self { window, last: VecDeque::new() })
    }

    /// Days of the window.
    #[must_use]
    pub const fn window(&self) -> usize {
        self.window
    }

    /// Of how many days the mean is.
    #[must_use]
    pub fn days(&self) -> usize {
        self.last.len()
    }
}

impl Forecaster for MovingAverage {
    fn ahead(&self) -> Option<f64> {
        crate::stats::summary::mean(self.last.iter().copied())
    }

    fn learn(&mut self, day: Option<f64>) {
        let Some(day) = seen(day) else { return };
        if self.last.len() == self.window {
            self.last.pop_front();
        }
        self.last.push_back(day);
    }

    /// Every day alike.
    fn path(&self, days: usize) -> Option<Vec<f64>> {
        self.ahead().map(|mean| vec![mean; days])
    }
}
