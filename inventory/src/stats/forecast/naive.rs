//! FC-1, FC-2, FC-13: the last day, the same day of the last season, the line through the first and the last (FPP 5.2).

use super::{Forecaster, seen};

/// FC-1: every day to come is like the last one seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naive {
    last: Option<f64>,
}

impl Forecaster for Naive {
    fn ahead(&self) -> Option<f64> {
        self.last
    }

    fn learn(&mut self, day: Option<f64>) {
        self.last = seen(day).or(self.last);
    }
}

/// FC-2: every day to come is like the last one seen a whole number of seasons before.
///
/// A day of the season that was never seen is as the last day seen at all.
#[derive(Clone, Debug, PartialEq)]
pub struct SeasonalNaive {
    season: Vec<Option<f64>>,
    next: usize,
    last: Naive,
}

impl SeasonalNaive {
    /// Knows nothing yet; `None` where a season has no day.
    #[must_use]
    pub fn new(season: usize) -> Option<Self> {
        (season > 0).then(|| Self { season: vec![None; season], next: 0, last: Naive::default() })
    }

    /// Days of a season.
    #[must_use]
    pub fn season(&self) -> usize {
        self.season.len()
    }
}

impl Forecaster for SeasonalNaive {
    fn ahead(&self) -> Option<f64> {
        self.season.get(self.next).copied().flatten().or_else(|| self.last.ahead())
    }

    fn learn(&mut self, day: Option<f64>) {
        self.last.learn(day);
        if let (Some(slot), Some(day)) = (self.season.get_mut(self.next), seen(day)) {
            *slot = Some(day);
        }
        self.next = (self.next + 1) % self.season.len().max(1);
    }
}

/// FC-13: the line through the first and the last day seen goes on; after a single day, that day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drift {
    today: f64,
    first: Option<(f64, f64)>,
    last: Option<(f64, f64)>,
}

impl Forecaster for Drift {
    fn ahead(&self) -> Option<f64> {
        let ((first_day, first), (last_day, last)) = (self.first?, self.last?);
        let slope = if last_day > first_day { (last - first) / (last_day - first_day) } else { 0.0 };
        Some(last + slope * (self.today - last_day))
    }

    fn learn(&mut self, day: Option<f64>) {
        if let Some(units) = seen(day) {
            self.first = self.first.or(Some((self.today, units)));
            self.last = Some((self.today, units));
        }
        self.today += 1.0;
    }
}
