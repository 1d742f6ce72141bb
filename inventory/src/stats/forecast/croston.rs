//! FC-9, FC-10, FC-11: size and interval of demand that comes seldom (C72; SB05).
//!
//! The forecast is a rate per day, not what the next day brings: multiply it by days.

use super::{Forecaster, parameter, seen};

/// What is taken off Croston's forecast, which expects too much (SB05).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Nothing: Croston (FC-9).
    None,
    /// × (1 − α/2): Syntetos and Boylan (SBA, FC-10).
    Sba,
    /// × (1 − α/(2 − α)): Shale, Boylan and Johnston (SBJ, FC-11).
    Sbj,
}

/// Smoothed size over smoothed interval; both learn on days with demand alone, so that it never decays.
///
/// It starts with the first demand and its day, counted from 1. Days not seen make no interval longer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Croston {
    alpha: f64,
    factor: f64,
    correction: Correction,
    /// How much the next demand weighs: the first one all.
    weight: f64,
    /// Days seen since the last demand.
    waited: f64,
    size: f64,
    /// 0 before the first demand.
    interval: f64,
}

impl Croston {
    /// Before the first day; `None` where α is outside 0…1.
    #[must_use]
    pub fn new(alpha: f64, correction: Correction) -> Option<Self> {
        let alpha = parameter(alpha)?;
        let factor = match correction {
            Correction::None => 1.0,
            Correction::Sba => 1.0 - alpha / 2.0,
            Correction::Sbj => 1.0 - alpha / (2.0 - alpha),
        };
        Some(Self { alpha, factor, correction, weight: 1.0, waited: 0.0, size: 0.0, interval: 0.0 })
    }

    /// How fast size and interval follow, α.
    #[must_use]
    pub const fn alpha(&self) -> f64 {
        self.alpha
    }

    /// What is taken off.
    #[must_use]
    pub const fn correction(&self) -> Correction {
        self.correction
    }

    /// Smoothed size, units; `None` before the first demand.
    #[must_use]
    pub fn size(&self) -> Option<f64> {
        (self.interval > 0.0).then_some(self.size)
    }

    /// Smoothed interval, days; `None` before the first demand.
    #[must_use]
    pub fn interval(&self) -> Option<f64> {
        (self.interval > 0.0).then_some(self.interval)
    }
}

impl Forecaster for Croston {
    /// 0 before the first demand.
    fn ahead(&self) -> Option<f64> {
        Some(if self.interval > 0.0 { self.factor * self.size / self.interval } else { 0.0 })
    }

    /// Without a branch on whether demand came: when it does, is chance.
    fn learn(&mut self, day: Option<f64>) {
        let Some(day) = seen(day) else { return };
        let came = day > 0.0;
        let weight = if came { self.weight } else { 0.0 };
        let waited = self.waited + 1.0;
        self.size += weight * (day - self.size);
        self.interval += weight * (waited - self.interval);
        self.waited = if came { 0.0 } else { waited };
        self.weight = if came { self.alpha } else { self.weight };
    }
}
