//! Factors that average 1, and how much of them is no chance.

use super::cells::Cell;

/// Why factors are what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// The data tell them.
    Fitted,
    /// All 1: the history is too short.
    TooShort,
    /// All 1: the history is one of weeks.
    Weeks,
}

/// Factors that average 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors<const N: usize> {
    /// Drawn towards 1 by as much as chance explains.
    pub factors: [f64; N],
    /// As the data say; 1 where they say nothing.
    pub raw: [f64; N],
    /// Why they are what they are.
    pub support: Support,
}

/// What was sold and expected with a factor.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    days: f64,
    sold: f64,
    expected: f64,
}

/// Factors in the making.
#[derive(Clone, Copy, Debug)]
pub(super) struct Making<const N: usize> {
    pub(super) factors: [f64; N],
    /// How much each weighs in the average.
    weights: [f64; N],
    of: fn(&Cell) -> usize,
    least_days: f64,
    support: Support,
}

impl<const N: usize> Making<N> {
    /// All 1. A factor with fewer days than `least_days` stays so.
    pub(super) const fn new(weights: [f64; N], of: fn(&Cell) -> usize, least_days: f64, support: Support) -> Self {
        Self { factors: [1.0; N], weights, of, least_days, support }
    }

    pub(super) fn is_fitted(&self) -> bool {
        self.support == Support::Fitted
    }

    /// The factor of a cell.
    pub(super) fn of(&self, cell: &Cell) -> f64 {
        self.factors.get((self.of)(cell)).copied().unwrap_or(1.0)
    }

    /// Makes what is expected with each factor what was sold with it.
    pub(super) fn adjust<'a>(&mut self, expected: impl Iterator<Item = (&'a Cell, f64)>) {
        for (factor, share) in self.told(expected) {
            *factor *= share.sold / share.expected;
        }
        self.average_one();
    }

    /// The factors that the data tell, and what was sold and expected with each.
    fn told<'a>(&mut self, expected: impl Iterator<Item = (&'a Cell, f64)>) -> impl Iterator<Item = (&mut f64, Share)> {
        let mut shares = [Share::default(); N];
        for (cell, expected) in expected {
            if let Some(share) = shares.get_mut((self.of)(cell)) {
                share.days += cell.days;
                share.sold += cell.units;
                share.expected += expected;
            }
        }
        let (is_fitted, least_days) = (self.is_fitted(), self.least_days);
        let factors = self.factors.iter_mut().zip(shares);
        factors.filter(move |(_, share)| is_fitted && share.expected > 0.0 && share.days >= least_days)
    }

    fn average_one(&mut self) {
        let weighed =
            |values: &[f64; N]| values.iter().zip(&self.weights).map(|(value, weight)| value * weight).sum::<f64>();
        let mean = weighed(&self.factors) / weighed(&[1.0; N]);
        if mean > 0.0 {
            self.factors.iter_mut().for_each(|factor| *factor /= mean);
        }
    }

    /// Draws the factors towards 1.
    ///
    /// `expected` is without these factors, `dispersion` the variance of a day's units over their mean.
    pub(super) fn shrink<'a>(
        &mut self,
        expected: impl Iterator<Item = (&'a Cell, f64)>,
        dispersion: f64,
    ) -> Factors<N> {
        let raw = self.factors;
        // By chance alone, sold ÷ expected varies around 1 by this; without chance there is nothing to draw.
        let mut told: Vec<_> =
            self.told(expected).map(|(factor, share)| (factor, dispersion / share.expected)).collect();
        if dispersion > 0.0 {
            let between = between(told.iter().map(|(factor, chance)| (**factor, *chance)));
            for (factor, chance) in &mut told {
                **factor = 1.0 + (**factor - 1.0) * between / (between + *chance);
            }
        }
        self.average_one();
        Factors { factors: self.factors, raw, support: self.support }
    }
}

/// How much of the variance between groups chance does not explain, from each one's value and variance by chance
/// (DerSimonian & Laird 1986).
fn between(groups: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let weighed =
        |of: &dyn Fn(f64, f64) -> f64| groups.clone().map(|(value, chance)| of(value, 1.0 / chance)).sum::<f64>();
    let all = weighed(&|_, weight| weight);
    let mean = weighed(&|value, weight| value * weight) / all;
    let spread = weighed(&|value, weight| weight * (value - mean) * (value - mean));
    let count = groups.clone().count() as f64;
    let scale = all - weighed(&|_, weight| weight * weight) / all;
    if scale > 0.0 { ((spread - (count - 1.0)) / scale).max(0.0) } else { 0.0 }
}
