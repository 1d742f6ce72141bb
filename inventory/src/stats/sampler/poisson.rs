//! Poisson variates of any mean.

use super::MOST;
use crate::stats::random::Xoshiro256;

/// A Poisson variate: by inversion below a mean of 10, by transformed rejection (PTRS) from there on. A mean that is
/// not above 0 gives 0; one above 10⁹ counts as 10⁹.
///
/// Source: Hörmann, Insurance: Mathematics and Economics 12 (1993) 39.
#[must_use]
pub fn poisson(mean: f64, stream: &mut Xoshiro256) -> f64 {
    if mean >= 10.0 { rejected(mean.min(MOST), stream) } else { inverted(mean, stream) }
}

/// Walks up the distribution until it has passed a uniform number.
fn inverted(mean: f64, stream: &mut Xoshiro256) -> f64 {
    let mut left = stream.unit();
    let mut count = 0.0;
    let mut term = libm::exp(-mean);
    // Beyond the mean nothing is left of a uniform number but what rounding left.
    while left >= term && (count <= mean || term > 1e-18) {
        left -= term;
        count += 1.0;
        term *= mean / count;
    }
    count
}

/// PTRS, in the names of the paper.
fn rejected(mean: f64, stream: &mut Xoshiro256) -> f64 {
    let b = 0.931 + 2.53 * libm::sqrt(mean);
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    let log_mean = libm::log(mean);
    loop {
        let u = stream.unit() - 0.5;
        let v = stream.unit();
        let us = 0.5 - u.abs();
        let k = libm::floor((2.0 * a / us + b) * u + mean + 0.43);
        if us >= 0.07 && v <= v_r {
            return k;
        }
        if k >= 0.0
            && (us >= 0.013 || v <= us)
            && libm::log(v * inverse_alpha / (a / (us * us) + b)) <= k * log_mean - mean - libm::lgamma(k + 1.0)
        {
            return k;
        }
    }
}
