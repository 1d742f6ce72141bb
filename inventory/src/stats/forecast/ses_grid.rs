//! FC-14: which α, by the least sum of squared one-step errors. Many at once, in one pass over the days.

use super::{Ses, parameter, seen, start};

/// How many α learn side by side. Whole pairs and quartets, so that a processor takes several at a time.
const LANES: usize = 20;
/// How often [`best_alpha`] looks closer. Each time about a tenth remains: 1e-9 in the end.
const CLOSER: usize = 9;

/// Simple exponential smoothing with many α from the same level, side by side, and how far each was off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SesGrid {
    alpha: [f64; LANES],
    level: [f64; LANES],
    squared: [f64; LANES],
}

/// The α that was off least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestAlpha {
    /// The method with that α, as far as it has learnt.
    pub ses: Ses,
    /// Its sum of squared one-step errors.
    pub squared: f64,
}

impl SesGrid {
    /// α of 0.05, 0.10 … 0.95, and 0.02 for what hardly moves; `None` where the level is no demand.
    #[must_use]
    pub fn new(level: f64) -> Option<Self> {
        Self::with(|lane| if lane == 0 { 0.02 } else { lane as f64 / LANES as f64 }, level)
    }

    fn with(alpha: impl Fn(usize) -> f64, level: f64) -> Option<Self> {
        let level = start(level)?;
        Some(Self { alpha: core::array::from_fn(alpha), level: [level; LANES], squared: [0.0; LANES] })
    }

    /// Learns a day; see [`super::Forecaster::learn`].
    #[inline]
    pub fn learn(&mut self, day: Option<f64>) {
        let Some(day) = seen(day) else { return };
        for ((level, squared), alpha) in self.level.iter_mut().zip(&mut self.squared).zip(&self.alpha) {
            let error = day - *level;
            *squared += error * error;
            *level += alpha * error;
        }
    }

    /// What was off least so far; of equals the least α.
    #[must_use]
    pub fn best(&self) -> BestAlpha {
        let lanes = self.alpha.iter().zip(&self.level).zip(&self.squared);
        let mut best = BestAlpha { ses: Ses { alpha: 0.0, level: 0.0 }, squared: f64::MAX };
        for ((alpha, level), squared) in lanes {
            if *squared < best.squared {
                best = BestAlpha { ses: Ses { alpha: *alpha, level: *level }, squared: *squared };
            }
        }
        best
    }
}

/// FC-14: the α from `low` to `high` with the least sum of squared one-step errors, good to about 1e-9.
///
/// Where there are several valleys, the one that 20 points find. `level` is the one before the first day. `None` where
/// the bounds are no part of 0…1 or the level is no demand.
#[must_use]
pub fn best_alpha(days: &[Option<f64>], level: f64, low: f64, high: f64) -> Option<BestAlpha> {
    let (low, high) = (parameter(low)?, parameter(high)?);
    let (mut from, mut to) = (low, high);
    let mut best = None;
    for _ in 0..CLOSER {
        let step = (to - from) / (LANES - 1) as f64;
        let mut grid = SesGrid::with(|lane| (from + step * lane as f64).min(to), level)?;
        days.iter().for_each(|day| grid.learn(*day));
        let found = grid.best();
        (from, to) = ((found.ses.alpha - step).max(low), (found.ses.alpha + step).min(high));
        best = Some(found);
    }
    best.filter(|_| low <= high)
}
