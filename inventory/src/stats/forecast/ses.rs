//! FC-4: simple exponential smoothing (FPP 8.1).

use super::{Forecaster, parameter, seen, start};

/// A level that follows demand: ℓ ← ℓ + α(y − ℓ).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ses {
    pub(super) alpha: f64,
    pub(super) level: f64,
}

impl Ses {
    /// Before the first day; `None` where α is outside 0…1 (both allowed) or the level is no demand.
    #[must_use]
    pub fn new(alpha: f64, level: f64) -> Option<Self> {
        Some(Self { alpha: parameter(alpha)?, level: start(level)? })
    }

    /// How fast the level follows, α.
    #[must_use]
    pub const fn alpha(&self) -> f64 {
        self.alpha
    }

    /// The level, units a day: the forecast of every day to come.
    #[must_use]
    pub const fn level(&self) -> f64 {
        self.level
    }
}

impl Forecaster for Ses {
    fn ahead(&self) -> Option<f64> {
        Some(self.level)
    }

    fn learn(&mut self, day: Option<f64>) {
        if let Some(day) = seen(day) {
            self.level += self.alpha * (day - self.level);
        }
    }
}
