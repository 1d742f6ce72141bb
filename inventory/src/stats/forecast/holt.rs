//! FC-5, FC-6: a level with a trend, which may peter out (FPP 8.2).

use super::{Forecaster, parameter, seen, start};

/// A level and a trend that follow demand. With a damping φ of 1 it is Holt's linear trend (FC-5), below 1 the damped
/// one (FC-6).
///
/// In the form of errors, e = y − ℓ − φb: ℓ ← ℓ + φb + αe, b ← φb + αβ*e, which is FPP's component form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holt {
    alpha: f64,
    beta: f64,
    phi: f64,
    level: f64,
    trend: f64,
}

impl Holt {
    /// Before the first day; `None` where α, β* or φ is outside 0…1 or the level or the trend is no demand.
    #[must_use]
    pub fn new(alpha: f64, beta_star: f64, phi: f64, level: f64, trend: f64) -> Option<Self> {
        let alpha = parameter(alpha)?;
        let beta = alpha * parameter(beta_star)?;
        Some(Self { alpha, beta, phi: parameter(phi)?, level: start(level)?, trend: start(trend)? })
    }

    /// How fast the level follows, α.
    #[must_use]
    pub const fn alpha(&self) -> f64 {
        self.alpha
    }

    /// How fast the trend follows, β = αβ* of the state-space notation.
    #[must_use]
    pub const fn beta(&self) -> f64 {
        self.beta
    }

    /// What remains of the trend from day to day, φ.
    #[must_use]
    pub const fn phi(&self) -> f64 {
        self.phi
    }

    /// The level, units a day.
    #[must_use]
    pub const fn level(&self) -> f64 {
        self.level
    }

    /// The trend, units a day each day.
    #[must_use]
    pub const fn trend(&self) -> f64 {
        self.trend
    }

    /// The same parameters at a level and a trend of 0.
    pub(super) const fn at_rest(self) -> Self {
        Self { level: 0.0, trend: 0.0, ..self }
    }
}

impl Forecaster for Holt {
    fn ahead(&self) -> Option<f64> {
        Some(self.level + self.phi * self.trend)
    }

    fn learn(&mut self, day: Option<f64>) {
        self.trend *= self.phi;
        self.level += self.trend;
        if let Some(day) = seen(day) {
            let error = day - self.level;
            self.level += self.alpha * error;
            self.trend += self.beta * error;
        }
    }
}
