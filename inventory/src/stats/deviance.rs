//! Densities of counts without cancellation, after C. Loader, *Fast and accurate computation of binomial
//! probabilities* (2000): Stirling's error and the deviance in place of differences of large logarithms.

use std::f64::consts::{PI, TAU};

/// From here on the series of Stirling's error has all digits.
const LARGE: f64 = 15.0;

/// ln Γ(n + 1) less Stirling's formula, for n > 0.
pub(super) fn stirling_error(n: f64) -> f64 {
    if n < LARGE {
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - libm::log(TAU) / 2.0;
    }
    let square = n * n;
    let tail = 1.0 / 1680.0 - (1.0 / 1188.0 - 691.0 / 360_360.0 / square) / square;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - tail / square) / square) / square) / n
}

/// x·ln(x ÷ m) + m − x, for x > 0 and m > 0: never negative, 0 where they are equal.
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    let (difference, sum) = (x - m, x + m);
    if difference.abs() >= 0.1 * sum {
        return x * libm::log(x / m) - difference;
    }
    // 2x·artanh(v) − d as a series in v², of which each term is below a hundredth of the one before.
    let v = difference / sum;
    let mut total = difference * v;
    let mut power = 2.0 * x * v;
    for odd in 1..20 {
        power *= v * v;
        let next = total + power / f64::from(2 * odd + 1);
        if next == total {
            break;
        }
        total = next;
    }
    total
}

/// mⁿ·e⁻ᵐ ÷ Γ(n + 1), for real n ≥ 0 and m ≥ 0.
pub(super) fn poisson_density(n: f64, m: f64) -> f64 {
    if m <= 0.0 {
        return if n == 0.0 { 1.0 } else { 0.0 };
    }
    if n < 1.0 {
        return libm::exp(n * libm::log(m) - m - libm::lgamma(n + 1.0));
    }
    libm::exp(-stirling_error(n) - deviance(n, m)) / (2.0 * PI * n).sqrt()
}

/// Γ(n + r) ÷ (Γ(r)·Γ(n + 1)) · pʳqⁿ with q = 1 − p, for real n ≥ 0, r > 0 and 0 < p < 1.
pub(super) fn negative_binomial_density(n: f64, r: f64, p: f64) -> f64 {
    let q = 1.0 - p;
    if n == 0.0 {
        return libm::exp(r * libm::log(p));
    }
    let all = n + r;
    let exponent =
        stirling_error(all) - stirling_error(n) - stirling_error(r) - deviance(n, all * q) - deviance(r, all * p);
    libm::exp(exponent) * (r / (2.0 * PI * n * all)).sqrt()
}
