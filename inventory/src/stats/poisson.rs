//! The Poisson distribution of a demand in whole units.

use super::deviance::poisson_density;
use super::gamma::{Incomplete, incomplete};
use super::tail::Tail;

/// P(D = k) for a whole k.
#[must_use]
pub fn probability(mean: f64, k: f64) -> f64 {
    if k < 0.0 { 0.0 } else { poisson_density(k, mean) }
}

/// P(D ≤ x).
#[must_use]
pub fn cumulative(mean: f64, x: f64) -> f64 {
    if x < 0.0 { 0.0 } else { incomplete(x.floor() + 1.0, mean).upper }
}

/// The demand beyond x (`LOSS-P`), x not necessarily whole.
///
/// With n the whole part of x and f(n) its probability, the loss is (λ − x)·P(D > n) + λ·f(n) and the second loss
/// ½[((λ − x)² + λ)·P(D > n) + λ·f(n)·(λ + n + 1 − 2x)].
#[must_use]
pub fn tail(mean: f64, x: f64) -> Tail {
    if x < 0.0 {
        return Tail::of_everything(mean, mean, x);
    }
    let n = x.floor();
    let Incomplete { lower: beyond, step, .. } = incomplete(n + 1.0, mean);
    // λ·f(n) = (n + 1)·f(n + 1)
    let flow = (n + 1.0) * step;
    let short = mean - x;
    Tail {
        beyond,
        loss: short * beyond + flow,
        second: ((short * short + mean) * beyond + flow * (short + n + 1.0 - x)) / 2.0,
    }
    .bounded()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums of the probabilities, from the far end.
    fn summed(mean: f64, x: f64) -> Tail {
        let last = mean + 40.0 * mean.sqrt() + 60.0;
        let mut sum = Tail { beyond: 0.0, loss: 0.0, second: 0.0 };
        let mut k = last.floor();
        while k > x && k >= 0.0 {
            let chance = probability(mean, k);
            let short = k - x;
            sum.beyond += chance;
            sum.loss += chance * short;
            sum.second += chance * short * short / 2.0;
            k -= 1.0;
        }
        sum
    }

    #[test]
    fn closed_forms_are_the_sums() {
        for mean in [1e-3_f64, 0.3, 2.5, 29.9, 31.0, 250.0, 3000.0] {
            for deviations in -6..=8 {
                for part in [0.0, 0.25] {
                    let x = (mean + f64::from(deviations) * mean.sqrt()).floor() + part;
                    let (got, expected) = (tail(mean, x), summed(mean, x));
                    for (got, expected) in
                        [(got.beyond, expected.beyond), (got.loss, expected.loss), (got.second, expected.second)]
                    {
                        let near = (got - expected).abs() <= 1e-9 * expected + 1e-13;
                        assert!(near, "{mean} {x}: {got} where {expected} is expected");
                    }
                }
            }
        }
    }

    #[test]
    fn the_tail_of_a_large_mean_takes_no_time() {
        for mean in [1e6_f64, 1e9, 1e12, 1e15] {
            let beyond = tail(mean, mean.floor()).beyond;
            assert!((beyond - 0.5).abs() < 1.0 / mean.sqrt(), "{mean}: {beyond}");
        }
    }
}
