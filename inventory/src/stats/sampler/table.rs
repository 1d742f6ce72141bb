//! The tables of discrete distributions.

use std::collections::BTreeMap;

use super::MOST;
use super::alias::{Alias, MOST_VALUES};

/// Poisson; `None` where no table holds it.
pub(super) fn poisson(mean: f64) -> Option<Alias> {
    one_peak(mean.floor(), |count| mean / (count + 1.0))
}

/// Negative binomial; `None` where no table holds it.
pub(super) fn negative_binomial(size: f64, chance: f64) -> Option<Alias> {
    let fail = 1.0 - chance;
    let mode = ((size - 1.0).max(0.0) * fail / chance).floor();
    one_peak(mode, |count| fail * (size + count) / (count + 1.0))
}

/// See [`super::Sampler::weighted`].
pub(super) fn weighted(values: impl IntoIterator<Item = (f64, f64)>) -> Option<Alias> {
    let mut units = BTreeMap::<u32, f64>::new();
    for (value, weight) in values {
        let value = if value < 0.0 { 0.0 } else { value };
        if !(0.0..=MOST).contains(&value) {
            return None;
        }
        let (whole, rest) = (value.floor(), value - value.floor());
        *units.entry(whole as u32).or_default() += weight * (1.0 - rest);
        if rest > 0.0 {
            *units.entry(whole as u32 + 1).or_default() += weight * rest;
        }
    }
    Alias::new(&units.into_iter().collect::<Vec<_>>())
}

/// A distribution with one peak, from there outwards: `ratio` of a count is how many times likelier the next one is.
/// What is less likely than 10⁻²⁰ of the peak is beyond the 64 bits of a draw.
fn one_peak(mode: f64, ratio: impl Fn(f64) -> f64) -> Option<Alias> {
    const LEAST: f64 = 1e-20;
    let mut weighted = vec![(mode as u32, 1.0)];
    let (mut count, mut weight) = (mode, 1.0);
    while count > 0.0 && weighted.len() <= MOST_VALUES {
        count -= 1.0;
        weight /= ratio(count);
        if weight < LEAST {
            break;
        }
        weighted.push((count as u32, weight));
    }
    (count, weight) = (mode, ratio(mode));
    while weight >= LEAST && weighted.len() <= MOST_VALUES {
        count += 1.0;
        weighted.push((count as u32, weight));
        weight *= ratio(count);
    }
    Alias::new(&weighted)
}
