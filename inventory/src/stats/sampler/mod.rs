//! Draws whole units from a distribution, exactly: tables where the values are few, rejection where they are not.
//!
//! A sampler is built once and drawn from millions of times. Where it draws from a table a draw costs one word of the
//! stream and one look-up, whatever the distribution. What is no whole number of units is rounded at random so that its
//! mean stays, and what is below 0 counts as 0.

mod alias;
mod gamma;
mod poisson;
mod table;

pub use alias::Alias;
pub use gamma::{standard_gamma, standard_normal};
pub use poisson::poisson;

use crate::stats::distribution::Distribution;
use crate::stats::random::Xoshiro256;

/// Most units that a mean, a deviation or a value may be. A draw saturates at 2³² − 1.
pub const MOST: f64 = 1e9;

/// How whole units are drawn.
#[derive(Clone, Debug)]
pub struct Sampler(Way);

#[derive(Clone, Debug)]
enum Way {
    Table(Alias),
    Poisson {
        mean: f64,
    },
    PoissonGamma {
        shape: f64,
        scale: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    Gamma {
        shape: f64,
        scale: f64,
    },
    /// One of several, by number.
    OneOf(Alias, Vec<Sampler>),
}

impl Sampler {
    /// The fastest exact way to draw from a distribution. `None` where its mean or its deviation is above 10⁹, or where
    /// it has more than 4,096 parts.
    #[must_use]
    pub fn new(distribution: &Distribution) -> Option<Self> {
        let (mean, variance) = (distribution.mean(), distribution.variance());
        if !(mean <= MOST && variance <= MOST * MOST) {
            return None;
        }
        Some(Self(match *distribution {
            Distribution::Zero => return Self::weighted([(0.0, 1.0)]),
            Distribution::Constant(units) => return Self::weighted([(units, 1.0)]),
            Distribution::Normal { mean, sd } => Way::Normal { mean, sd },
            Distribution::Gamma { shape, scale } => Way::Gamma { shape, scale },
            Distribution::Poisson { mean } => table::poisson(mean).map_or(Way::Poisson { mean }, Way::Table),
            Distribution::NegativeBinomial { size, chance } => table::negative_binomial(size, chance)
                .map_or(Way::PoissonGamma { shape: size, scale: (1.0 - chance) / chance }, Way::Table),
            Distribution::Mixture(ref parts) => return Self::mixture(parts),
        }))
    }

    /// Values and their weights, which need not come to 1. `None` for a value above 10⁹, without a positive weight, with
    /// a negative or infinite one, or with more than 4,096 different units.
    #[must_use]
    pub fn weighted(values: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        table::weighted(values).map(|alias| Self(Way::Table(alias)))
    }

    fn mixture(parts: &[(f64, Distribution)]) -> Option<Self> {
        let constant = |(weight, part): &(f64, Distribution)| match part {
            Distribution::Zero => Some((0.0, *weight)),
            Distribution::Constant(units) => Some((*units, *weight)),
            _ => None,
        };
        if let Some(values) = parts.iter().map(constant).collect::<Option<Vec<_>>>() {
            return Self::weighted(values);
        }
        let weights: Vec<_> = (0..).zip(parts).map(|(number, (weight, _))| (number, *weight)).collect();
        let samplers = parts.iter().map(|(_, part)| Self::new(part)).collect::<Option<Vec<_>>>()?;
        Some(Self(Way::OneOf(Alias::new(&weights)?, samplers)))
    }

    /// Units of one draw.
    #[inline]
    #[must_use]
    pub fn draw(&self, stream: &mut Xoshiro256) -> u32 {
        if let Way::Table(alias) = &self.0 { alias.draw(stream) } else { self.slowly(stream) }
    }

    fn slowly(&self, stream: &mut Xoshiro256) -> u32 {
        let real = match &self.0 {
            Way::Table(alias) => return alias.draw(stream),
            Way::Poisson { mean } => return poisson(*mean, stream) as u32,
            Way::PoissonGamma { shape, scale } => {
                let mean = standard_gamma(*shape, stream) * scale;
                return poisson(mean, stream) as u32;
            }
            Way::OneOf(alias, samplers) => {
                let chosen = samplers.get(alias.draw(stream) as usize);
                return chosen.map_or(0, |sampler| sampler.draw(stream));
            }
            Way::Normal { mean, sd } => mean + sd * standard_normal(stream),
            Way::Gamma { shape, scale } => standard_gamma(*shape, stream) * scale,
        };
        (real.max(0.0) + stream.unit()) as u32
    }

    /// Draws into a buffer, one after the other.
    pub fn fill(&self, stream: &mut Xoshiro256, units: &mut [u32]) {
        if let Way::Table(alias) = &self.0 {
            alias.fill(stream, units);
        } else {
            units.iter_mut().for_each(|units| *units = self.slowly(stream));
        }
    }
}

#[cfg(test)]
mod tests;
