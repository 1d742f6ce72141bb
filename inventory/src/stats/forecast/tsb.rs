//! FC-12: probability and size of demand that comes seldom and may die out (TSB).

use super::{Forecaster, parameter, seen};

/// Smoothed probability, which learns every day, times smoothed size, which learns on days with demand.
///
/// The first day sets the probability to 1 or 0, the first demand the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tsb {
    alpha: f64,
    beta: f64,
    probability: Option<f64>,
    size: Option<f64>,
}

impl Tsb {
    /// Before the first day; `None` where α (of the size) or β (of the probability) is outside 0…1.
    #[must_use]
    pub fn new(alpha: f64, beta: f64) -> Option<Self> {
        Some(Self { alpha: parameter(alpha)?, beta: parameter(beta)?, probability: None, size: None })
    }

    /// How fast the size follows, α.
    #[must_use]
    pub const fn alpha(&self) -> f64 {
        self.alpha
    }

    /// How fast the probability follows, β.
    #[must_use]
    pub const fn beta(&self) -> f64 {
        self.beta
    }

    /// Smoothed probability of demand on a day; `None` before the first day.
    #[must_use]
    pub const fn probability(&self) -> Option<f64> {
        self.probability
    }
}

impl Forecaster for Tsb {
    /// 0 before the first demand.
    fn ahead(&self) -> Option<f64> {
        Some(self.probability.unwrap_or(0.0) * self.size.unwrap_or(0.0))
    }

    fn learn(&mut self, day: Option<f64>) {
        let Some(day) = seen(day) else { return };
        let came = if day > 0.0 { 1.0 } else { 0.0 };
        self.probability = Some(self.probability.map_or(came, |before| before + self.beta * (came - before)));
        if day > 0.0 {
            self.size = Some(self.size.map_or(day, |before| before + self.alpha * (day - before)));
        }
    }
}
