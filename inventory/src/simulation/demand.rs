//! The samplers of a scenario's demand: one for each different factor of its days.

use std::collections::BTreeMap;

use super::scenario::{Demand, NoRun};
use crate::stats::distribution::Distribution;
use crate::stats::random::Xoshiro256;
use crate::stats::sampler::Sampler;

/// Most different factors: three years of days. Each has a table of its own.
const MOST_FACTORS: usize = 1_100;

/// How the demand of each day is drawn.
#[derive(Debug)]
pub(super) struct Draws {
    samplers: Vec<Sampler>,
    /// The sampler of each day; none where there is but one.
    of_day: Vec<usize>,
}

impl Draws {
    /// For days with these factors; none for 1 throughout.
    pub(super) fn new(demand: &Demand, factors: &[f64], days: usize) -> Result<Self, NoRun> {
        if factors.is_empty() {
            return Ok(Self { samplers: vec![demand.sampler(1.0)?], of_day: Vec::new() });
        }
        let factors = factors.get(..days).ok_or(NoRun::Factors)?;
        let (mut known, mut samplers) = (BTreeMap::new(), Vec::new());
        let mut of_day = Vec::with_capacity(days);
        for factor in factors {
            if !(*factor >= 0.0 && factor.is_finite()) {
                return Err(NoRun::Factors);
            }
            let next = samplers.len();
            let sampler = *known.entry(factor.to_bits()).or_insert(next);
            if sampler == next {
                if next == MOST_FACTORS {
                    return Err(NoRun::Factors);
                }
                samplers.push(demand.sampler(*factor)?);
            }
            of_day.push(sampler);
        }
        Ok(Self { samplers, of_day })
    }

    /// The demand of every day.
    pub(super) fn fill(&self, stream: &mut Xoshiro256, units: &mut [u32]) {
        if let ([sampler], []) = (self.samplers.as_slice(), self.of_day.as_slice()) {
            return sampler.fill(stream, units);
        }
        for (units, sampler) in units.iter_mut().zip(&self.of_day) {
            *units = self.samplers.get(*sampler).map_or(0, |sampler| sampler.draw(stream));
        }
    }
}

impl Demand {
    /// The sampler of a day whose mean is this many times the usual one, and its deviation likewise.
    fn sampler(&self, factor: f64) -> Result<Sampler, NoRun> {
        let sampler = match self {
            Self::Distributed(distribution) if factor == 1.0 => Sampler::new(distribution),
            Self::Distributed(distribution) => scaled(distribution, factor).as_ref().and_then(Sampler::new),
            Self::Residuals { mean, residuals } => {
                Sampler::weighted(residuals.iter().map(|residual| ((mean + residual) * factor, 1.0)))
            }
        };
        sampler.ok_or(NoRun::Demand)
    }
}

/// A distribution with mean and deviation this many times as large, of the same kind if there is one.
fn scaled(distribution: &Distribution, factor: f64) -> Option<Distribution> {
    match distribution {
        _ if factor == 0.0 => Some(Distribution::Zero),
        Distribution::Zero => Some(Distribution::Zero),
        Distribution::Constant(units) => Some(Distribution::Constant(units * factor)),
        Distribution::Normal { mean, sd } => Distribution::normal(mean * factor, sd * factor),
        Distribution::Gamma { shape, scale } => Some(Distribution::Gamma { shape: *shape, scale: scale * factor }),
        Distribution::Poisson { mean } => Distribution::poisson(mean * factor),
        Distribution::NegativeBinomial { .. } => {
            let (mean, variance) = (distribution.mean() * factor, distribution.variance() * factor * factor);
            Distribution::negative_binomial(mean, variance).or_else(|| Distribution::poisson(mean))
        }
        Distribution::Mixture(parts) => {
            let parts = parts.iter().map(|(weight, part)| Some((*weight, scaled(part, factor)?)));
            Some(Distribution::Mixture(parts.collect::<Option<_>>()?))
        }
    }
}
