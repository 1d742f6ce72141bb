//! A demand as a distribution: which one its moments call for, and the questions that stock formulas ask of it.

use super::tail::Tail;
use super::{gamma, mixture, negative_binomial, normal, poisson, root};

/// How far a distribution function of whole units may stay below a level that it is to reach.
const REACHED: f64 = 1e-12;
/// Means from here on are no slow movers (`DIST-1`).
const FAST: f64 = 30.0;
/// Variances, as parts of the mean, between which the demand counts as Poisson's (`DIST-1`).
const LIKE_POISSON: (f64, f64) = (0.9, 1.1);
/// So many standard deviations below the mean a normal demand is all beyond, to the last digit.
const FAR: f64 = 40.0;
/// The coefficient of variation above which a fast mover is gamma (`DIST-1`).
const MOST_NORMAL: f64 = 0.5;

/// A demand over some time, in units. Parameters are finite; see the constructors.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// No demand.
    Zero,
    /// This demand for certain.
    Constant(f64),
    /// Normal, which may fall below zero.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation, above 0.
        sd: f64,
    },
    /// Gamma.
    Gamma {
        /// Shape, above 0.
        shape: f64,
        /// Scale, above 0.
        scale: f64,
    },
    /// Poisson, in whole units.
    Poisson {
        /// Mean, above 0.
        mean: f64,
    },
    /// Negative binomial, in whole units.
    NegativeBinomial {
        /// Size r, above 0, not necessarily whole.
        size: f64,
        /// Chance p, above 0 and below 1; the mean is r(1 − p) ÷ p.
        chance: f64,
    },
    /// One of several demands, each with its weight; the weights add up to 1.
    Mixture(Vec<(f64, Distribution)>),
}

impl Distribution {
    /// The distribution that a mean and a variance call for (`DIST-1`, a rule of the project after SPT ch. 6–7): normal
    /// when the mean is 30 or more and the coefficient of variation at most ½, gamma above that; of slow movers
    /// Poisson's or the negative binomial, or a normal one where the variance is below 0.9 of the mean.
    ///
    /// `None` if a figure is not finite, the variance is negative, or its parameters leave the range of doubles.
    #[must_use]
    pub fn of_moments(mean: f64, variance: f64) -> Option<Self> {
        if !(mean.is_finite() && variance.is_finite() && variance >= 0.0) {
            return None;
        }
        if mean <= 0.0 {
            return Some(Self::Zero);
        }
        let spread = variance / mean;
        if variance == 0.0 {
            Some(Self::Constant(mean))
        } else if mean >= FAST {
            if variance.sqrt() <= MOST_NORMAL * mean {
                Self::normal(mean, variance.sqrt())
            } else {
                Self::gamma(mean, variance)
            }
        } else if spread < LIKE_POISSON.0 {
            Self::normal(mean, variance.sqrt())
        } else {
            Self::in_units(mean, variance)
        }
    }

    /// Demand in whole units with this mean and variance, Poisson's or the negative binomial, whether it is fast or slow
    /// (`DIST-1`). `None` where it varies less than chance does, the mean is not above 0 or a figure is not finite.
    #[must_use]
    pub fn in_units(mean: f64, variance: f64) -> Option<Self> {
        let spread = variance / mean;
        if spread > LIKE_POISSON.1 {
            Self::negative_binomial(mean, variance)
        } else if spread >= LIKE_POISSON.0 {
            Self::poisson(mean)
        } else {
            None
        }
    }

    /// Normal, or constant without a standard deviation. `None` if a figure is not finite or the deviation negative.
    #[must_use]
    pub fn normal(mean: f64, sd: f64) -> Option<Self> {
        if !(mean.is_finite() && sd.is_finite() && sd >= 0.0) {
            return None;
        }
        Some(if sd > 0.0 { Self::Normal { mean, sd } } else { Self::Constant(mean) })
    }

    /// Gamma with this mean and variance: shape m² ÷ V, scale V ÷ m. `None` unless both are above 0 and the parameters
    /// within the range of doubles.
    #[must_use]
    pub fn gamma(mean: f64, variance: f64) -> Option<Self> {
        let (shape, scale) = (mean / variance * mean, variance / mean);
        let legal = [mean, variance, shape, scale].iter().all(|figure| *figure > 0.0 && figure.is_finite());
        legal.then_some(Self::Gamma { shape, scale })
    }

    /// Poisson's, or no demand. `None` if the mean is negative or not finite.
    #[must_use]
    pub fn poisson(mean: f64) -> Option<Self> {
        if !(mean.is_finite() && mean >= 0.0) {
            return None;
        }
        Some(if mean > 0.0 { Self::Poisson { mean } } else { Self::Zero })
    }

    /// Negative binomial with this mean and variance: p = m ÷ V, r = m² ÷ (V − m). `None` unless 0 < mean < variance
    /// and the parameters within the range of doubles.
    #[must_use]
    pub fn negative_binomial(mean: f64, variance: f64) -> Option<Self> {
        let (size, chance) = negative_binomial::of_moments(mean, variance)?;
        Some(Self::NegativeBinomial { size, chance })
    }

    /// One of several demands. `None` if a weight is negative or the weights do not add up to 1 within a millionth;
    /// what is missing to 1 is shared in proportion.
    #[must_use]
    pub fn mixture(parts: Vec<(f64, Self)>) -> Option<Self> {
        mixture::normalised(parts).map(Self::Mixture)
    }

    /// The name that cases and records use.
    ///
    /// A normal demand of a slow mover that varies less than Poisson's is told apart: `DIST-1` chooses it for want of a
    /// binomial one, and its stock is not a whole number.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Zero => "none",
            Self::Constant(_) => "constant",
            Self::Normal { mean, sd } if *mean < FAST && sd * sd < LIKE_POISSON.0 * mean => "binomial_like_normal",
            Self::Normal { .. } => "normal",
            Self::Gamma { .. } => "gamma",
            Self::Poisson { .. } => "poisson",
            Self::NegativeBinomial { .. } => "negbin",
            Self::Mixture(_) => "mixture",
        }
    }

    /// The mean, in units.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::Constant(mean) | Self::Normal { mean, .. } | Self::Poisson { mean } => *mean,
            Self::Gamma { shape, scale } => shape * scale,
            Self::NegativeBinomial { size, chance } => size * (1.0 - chance) / chance,
            Self::Mixture(parts) => mixture::mean(parts),
        }
    }

    /// The variance, in units squared.
    #[must_use]
    pub fn variance(&self) -> f64 {
        match self {
            Self::Zero | Self::Constant(_) => 0.0,
            Self::Normal { sd, .. } => sd * sd,
            Self::Gamma { shape, scale } => shape * scale * scale,
            Self::Poisson { mean } => *mean,
            Self::NegativeBinomial { size, chance } => size * (1.0 - chance) / chance / chance,
            Self::Mixture(parts) => mixture::variance(parts),
        }
    }

    /// Whether the demand comes in whole units.
    #[must_use]
    pub fn is_discrete(&self) -> bool {
        match self {
            Self::Zero | Self::Poisson { .. } | Self::NegativeBinomial { .. } => true,
            Self::Constant(demand) => demand.floor() == *demand,
            Self::Normal { .. } | Self::Gamma { .. } => false,
            Self::Mixture(parts) => parts.iter().all(|(_, part)| part.is_discrete()),
        }
    }

    /// P(D = x): above 0 only for demands that have single values.
    #[must_use]
    pub fn probability(&self, x: f64) -> f64 {
        let certain = |demand: f64| if demand == x { 1.0 } else { 0.0 };
        match self {
            Self::Zero => certain(0.0),
            Self::Constant(demand) => certain(*demand),
            Self::Normal { .. } | Self::Gamma { .. } => 0.0,
            Self::Poisson { mean } if x.floor() == x => poisson::probability(*mean, x),
            Self::NegativeBinomial { size, chance } if x.floor() == x => {
                negative_binomial::probability(*size, *chance, x)
            }
            Self::Poisson { .. } | Self::NegativeBinomial { .. } => 0.0,
            Self::Mixture(parts) => mixture::sum(parts, |part| part.probability(x)),
        }
    }

    /// P(D ≤ x), for a finite x; relatively exact where it is small.
    #[must_use]
    pub fn cumulative(&self, x: f64) -> f64 {
        match self {
            Self::Zero | Self::Constant(_) => 1.0 - self.exceedance(x),
            Self::Normal { mean, sd } => normal::cumulative((x - mean) / sd),
            Self::Gamma { shape, scale } => gamma::cumulative(*shape, x / scale),
            Self::Poisson { mean } => poisson::cumulative(*mean, x),
            Self::NegativeBinomial { size, chance } => negative_binomial::cumulative(*size, *chance, x),
            Self::Mixture(parts) => mixture::sum(parts, |part| part.cumulative(x)),
        }
    }

    /// P(D > x), strict, for a finite x: the chance that a stock of x does not last (`SOP-1`); relatively exact where
    /// it is small, without a continuity correction.
    #[must_use]
    pub fn exceedance(&self, x: f64) -> f64 {
        match self {
            // One error function, where the tail would take an exponential as well.
            Self::Normal { mean, sd } => normal::upper((x - mean) / sd),
            _ => self.tail(x).beyond,
        }
    }

    /// P(D > x), E\[(D − x)⁺\] and ½E\[((D − x)⁺)²\] at a finite x, from one evaluation (`LOSS-N`, `LOSS-G`, `LOSS-P`,
    /// `LOSS-NB`). x need not be whole, nor positive.
    #[must_use]
    pub fn tail(&self, x: f64) -> Tail {
        match self {
            Self::Zero => Tail::of_constant(0.0, x),
            Self::Constant(demand) => Tail::of_constant(*demand, x),
            Self::Normal { mean, sd } if x - mean < -FAR * sd => Tail::of_everything(*mean, sd * sd, x),
            Self::Normal { mean, sd } => normal::tail((x - mean) / sd).scaled(*sd),
            Self::Gamma { shape, scale } => gamma::tail(*shape, x / scale).scaled(*scale),
            Self::Poisson { mean } => poisson::tail(*mean, x),
            Self::NegativeBinomial { size, chance } => negative_binomial::tail(*size, *chance, x),
            Self::Mixture(parts) => mixture::tail(parts, x),
        }
    }

    /// E\[(D − x)⁺\], the units short of a stock of x; x is finite.
    #[must_use]
    pub fn loss(&self, x: f64) -> f64 {
        self.tail(x).loss
    }

    /// ½E\[((D − x)⁺)²\]; x is finite. `None` where the square leaves the range of doubles.
    #[must_use]
    pub fn second_loss(&self, x: f64) -> Option<f64> {
        Some(self.tail(x).second).filter(|loss| loss.is_finite())
    }

    /// The smallest x with P(D ≤ x) ≥ `level`; of a demand in whole units a whole number, to a tolerance of 1e-12.
    ///
    /// `None` for a level of 0 or less, and for one that no finite stock guarantees: from 1 − 1e-12 on, except of a
    /// demand that has finitely many values, where 1 is a legal level.
    #[must_use]
    pub fn quantile(&self, level: f64) -> Option<f64> {
        match self {
            Self::Zero => legal_of_values(level).then_some(0.0),
            Self::Constant(demand) => legal_of_values(level).then_some(*demand),
            Self::Normal { mean, sd } => Some(mean + sd * normal::quantile(level)?),
            Self::Gamma { shape, scale } => Some(scale * gamma::quantile(*shape, level)?),
            Self::Poisson { .. } => self.whole_quantile(level, 1.0),
            Self::NegativeBinomial { chance, .. } => self.whole_quantile(level, (2.0 - chance) / chance),
            Self::Mixture(parts) => match mixture::values(parts) {
                Some(values) => {
                    legal_of_values(level).then(|| mixture::quantile_of_values(&values, level - REACHED))?
                }
                None if self.is_discrete() => self.whole_quantile(level, 0.0),
                None => {
                    let ends = parts.iter().map(|(_, part)| part.quantile(level)).collect::<Option<Vec<f64>>>()?;
                    let low = ends.iter().copied().reduce(f64::min)?;
                    let high = ends.iter().copied().reduce(f64::max)?;
                    Some(root::boundary(low, high, |x| self.reaches(x, level)))
                }
            },
        }
    }

    /// The smallest x with E\[(D − x)⁺\] ≤ `loss`, the inverse of [`Self::loss`]. `None` unless the loss is above 0 and
    /// within the range of doubles.
    #[must_use]
    pub fn inverse_loss(&self, loss: f64) -> Option<f64> {
        if !(loss > 0.0 && loss.is_finite()) {
            return None;
        }
        if let Self::Normal { mean, sd } = self {
            return Some(mean + sd * normal::inverse_loss(loss / sd)?);
        }
        // The loss is at least what the mean leaves short.
        let low = self.mean() - loss;
        let high = root::reach(self.mean(), self.variance().sqrt(), |x| self.loss(x) <= loss)?;
        Some(root::rising(low, high, high, |x| {
            let tail = self.tail(x);
            (loss - tail.loss, tail.beyond)
        }))
    }

    /// The single values of the demand with their chances, in rising order, if it has no others.
    #[must_use]
    pub fn values(&self) -> Option<Vec<(f64, f64)>> {
        match self {
            Self::Zero => Some(vec![(0.0, 1.0)]),
            Self::Constant(demand) => Some(vec![(*demand, 1.0)]),
            Self::Mixture(parts) => mixture::values(parts),
            _ => None,
        }
    }

    /// The sum of so many independent demands of this kind: the demand of that many days. Whole numbers only where the
    /// demand is a list of values.
    ///
    /// `None` if the count is negative or not finite, and of a mixture that is no list of whole values or whose sums
    /// have more than 100,000 of them.
    #[must_use]
    pub fn sum_of(&self, count: f64) -> Option<Self> {
        if !(count.is_finite() && count >= 0.0) {
            return None;
        }
        if count == 0.0 {
            return Some(Self::Zero);
        }
        let sum = match self {
            Self::Zero => Self::Zero,
            Self::Constant(demand) => Self::Constant(demand * count),
            Self::Normal { mean, sd } => Self::Normal { mean: mean * count, sd: sd * count.sqrt() },
            Self::Gamma { shape, scale } => Self::Gamma { shape: shape * count, scale: *scale },
            Self::Poisson { mean } => Self::Poisson { mean: mean * count },
            Self::NegativeBinomial { size, chance } => Self::NegativeBinomial { size: size * count, chance: *chance },
            Self::Mixture(parts) => Self::Mixture(mixture::sum_of(parts, count)?),
        };
        sum.mean().is_finite().then_some(sum)
    }

    /// The quantile in whole units, from Cornish and Fisher's guess; `skew` is the third central moment over the second.
    fn whole_quantile(&self, level: f64, skew: f64) -> Option<f64> {
        let z = normal::quantile(level)?;
        let guess = self.mean() + z * self.variance().sqrt() + (z * z - 1.0) / 6.0 * skew;
        root::least_whole(0.0, guess, |x| self.reaches(x, level))
    }

    /// Whether the stock x meets the level, compared in the smaller tail.
    fn reaches(&self, x: f64, level: f64) -> bool {
        if level < 0.5 { self.cumulative(x) >= level - REACHED } else { self.exceedance(x) <= 1.0 - level + REACHED }
    }
}

/// Whether a demand with finitely many values has a quantile at this level.
fn legal_of_values(level: f64) -> bool {
    level > 0.0 && level <= 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Distribution> {
        let poisson = |mean| Distribution::poisson(mean).unwrap();
        let values = |values: &[f64]| {
            let chance = 1.0 / values.len() as f64;
            Distribution::mixture(values.iter().map(|value| (chance, Distribution::Constant(*value))).collect())
                .unwrap()
        };
        vec![
            Distribution::Zero,
            Distribution::Constant(12.5),
            Distribution::normal(200.0, 30.0).unwrap(),
            Distribution::gamma(60.0, 4000.0).unwrap(),
            poisson(0.4),
            poisson(20.0),
            Distribution::negative_binomial(3.0, 12.0).unwrap(),
            values(&[0.0, 10.0, 10.0, 45.0]),
            values(&[0.5, 7.25]),
            Distribution::mixture(vec![(0.7, poisson(60.0)), (0.3, poisson(135.0))]).unwrap(),
            Distribution::mixture(vec![(0.5, Distribution::Zero), (0.5, Distribution::normal(9.0, 2.0).unwrap())])
                .unwrap(),
        ]
    }

    #[test]
    fn the_quantile_is_the_first_that_reaches_the_level() {
        for demand in all() {
            for level in [1e-9, 0.01, 0.3, 0.5, 0.9, 0.999, 1.0 - 1e-9] {
                let x = demand.quantile(level).unwrap();
                let below = if demand.is_discrete() { x - 1.0 } else { x - 1e-6 * x.abs().max(1.0) };
                assert!(demand.cumulative(x) >= level - 2e-12, "{demand:?} {level}");
                assert!(demand.cumulative(below) < level + 1e-12, "{demand:?} {level}");
                assert!(!demand.is_discrete() || x.floor() == x, "{demand:?} {level}");
            }
            assert_eq!(demand.quantile(0.0), None, "{demand:?}");
            assert_eq!(demand.quantile(f64::NAN), None, "{demand:?}");
            let finite = matches!(demand, Distribution::Zero | Distribution::Constant(_)) || demand.values().is_some();
            assert_eq!(demand.quantile(1.0).is_some(), finite, "{demand:?}");
        }
    }

    #[test]
    fn losses_are_the_integrals_of_what_lies_beyond() {
        for demand in all() {
            let sd = demand.variance().sqrt();
            for place in -30..60 {
                let x = demand.mean() + f64::from(place) * (sd + 0.5) / 8.0;
                assert!((demand.cumulative(x) + demand.exceedance(x) - 1.0).abs() < 1e-14, "{demand:?} {x}");
                // Both are convex: the chord lies between the slopes at its ends.
                let step = (sd + 0.5) / 100.0;
                let (at, above) = (demand.tail(x), demand.tail(x + step));
                let rounded = 1e-11 * (1.0 + demand.mean());
                for (fall, most, least) in
                    [(at.loss - above.loss, at.beyond, above.beyond), (at.second - above.second, at.loss, above.loss)]
                {
                    let chord = fall / step;
                    assert!(chord <= most + rounded / step && chord >= least - rounded / step, "{demand:?} {x}");
                }
            }
        }
    }

    #[test]
    fn far_below_everything_is_short() {
        for demand in all() {
            let (mean, variance) = (demand.mean(), demand.variance());
            let tail = demand.tail(mean - 50.0 * (variance.sqrt() + mean + 1.0));
            let short = 50.0 * (variance.sqrt() + mean + 1.0);
            assert_eq!(tail.beyond, 1.0, "{demand:?}");
            assert!((tail.loss - short).abs() <= 1e-12 * short, "{demand:?}");
            let second = (variance + short * short) / 2.0;
            assert!((tail.second - second).abs() <= 1e-12 * second, "{demand:?}");
        }
    }

    #[test]
    fn losses_read_back() {
        for demand in all().into_iter().filter(|demand| demand.variance() > 0.0) {
            for loss in [1e-6, 0.01, 0.7, 30.0] {
                let x = demand.inverse_loss(loss).unwrap();
                assert!(
                    (demand.loss(x) - loss).abs() <= 1e-10 * loss + 1e-14 * demand.mean(),
                    "{demand:?} {loss}: {x}"
                );
            }
            assert_eq!(demand.inverse_loss(0.0), None);
        }
    }

    #[test]
    fn sums_have_the_moments_of_sums() {
        for demand in all() {
            let three = demand.sum_of(3.0);
            if matches!(demand, Distribution::Mixture(_)) && !(demand.values().is_some() && demand.is_discrete()) {
                assert_eq!(three, None, "{demand:?}");
                continue;
            }
            let three = three.unwrap();
            assert!((three.mean() - 3.0 * demand.mean()).abs() <= 1e-12 * three.mean(), "{demand:?}");
            assert!((three.variance() - 3.0 * demand.variance()).abs() <= 1e-12 * three.variance(), "{demand:?}");
            assert_eq!(demand.sum_of(0.0), Some(Distribution::Zero));
            assert_eq!(demand.sum_of(-1.0), None);
        }
    }

    #[test]
    fn a_sum_of_values_is_their_convolution() {
        let coin = Distribution::mixture(vec![(0.5, Distribution::Zero), (0.5, Distribution::Constant(1.0))]).unwrap();
        let ten = coin.sum_of(10.0).unwrap();
        assert_eq!(ten.probability(5.0), 252.0 / 1024.0);
        assert_eq!(ten.quantile(1.0), Some(10.0));
        assert_eq!(coin.sum_of(2.5), None);
        assert_eq!(Distribution::Mixture(vec![(1.0, Distribution::Constant(1e9))]).sum_of(2.0), None);
    }

    #[test]
    fn moments_choose_at_the_edges() {
        for (mean, variance, code) in [
            (0.0, 5.0, "none"),
            (-1.0, 5.0, "none"),
            (12.0, 0.0, "constant"),
            (30.0, 225.0, "normal"),
            (30.0, 225.1, "gamma"),
            (29.9, 29.9 * 1.2, "negbin"),
            (29.9, 29.9, "poisson"),
            (20.0, 18.0, "poisson"),
            (20.0, 17.9, "binomial_like_normal"),
        ] {
            assert_eq!(Distribution::of_moments(mean, variance).unwrap().code(), code, "{mean} {variance}");
        }
        for (mean, variance) in [(1.0, -1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
            assert_eq!(Distribution::of_moments(mean, variance), None, "{mean} {variance}");
        }
    }

    #[test]
    fn weights_must_add_up() {
        let constant = Distribution::Constant;
        assert_eq!(Distribution::mixture(vec![]), None);
        assert_eq!(Distribution::mixture(vec![(0.5, constant(1.0)), (0.4, constant(2.0))]), None);
        assert_eq!(Distribution::mixture(vec![(1.5, constant(1.0)), (-0.5, constant(2.0))]), None);
        let rounded = Distribution::mixture(vec![(0.333_333_3, constant(1.0)), (0.666_666_6, constant(4.0))]).unwrap();
        assert!((rounded.mean() - 3.0).abs() < 1e-6);
        assert_eq!(rounded.quantile(1.0), Some(4.0));
    }
}
