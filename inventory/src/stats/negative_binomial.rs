//! The negative binomial distribution of a demand in whole units that varies more than Poisson's.

use super::deviance::negative_binomial_density;
use super::tail::Tail;

/// Size r and chance p of the demand with this mean and variance: p = m ÷ V, r = m² ÷ (V − m). `None` unless
/// 0 < mean < variance, both finite.
#[must_use]
pub fn of_moments(mean: f64, variance: f64) -> Option<(f64, f64)> {
    let (size, chance) = (mean * mean / (variance - mean), mean / variance);
    let legal = mean > 0.0 && size > 0.0 && size.is_finite() && chance > 0.0 && chance < 1.0;
    legal.then_some((size, chance))
}

/// P(D = k) for a whole k.
#[must_use]
pub fn probability(size: f64, chance: f64, k: f64) -> f64 {
    if k < 0.0 { 0.0 } else { negative_binomial_density(k, size, chance) }
}

/// P(D ≤ x).
#[must_use]
pub fn cumulative(size: f64, chance: f64, x: f64) -> f64 {
    if x < 0.0 { 0.0 } else { both_tails(size, chance, x.floor()).0 }
}

/// The demand beyond x (`LOSS-NB`), x not necessarily whole.
///
/// With n the whole part of x, f(n) its probability and c = (1 − p) ÷ p, the demand of the cases beyond is
/// M = m·P(D > n) + c·(r + n)·f(n); the loss is M − x·P(D > n) and the second loss
/// ½[(c(r + 1) + 1 − 2x)·M + x²·P(D > n) + c·n·(r + n)·f(n)].
#[must_use]
pub fn tail(size: f64, chance: f64, x: f64) -> Tail {
    let odds = (1.0 - chance) / chance;
    let mean = size * odds;
    if x < 0.0 {
        return Tail::of_everything(mean, mean / chance, x);
    }
    let n = x.floor();
    let (_, beyond, density) = both_tails(size, chance, n);
    let flow = odds * (size + n) * density;
    let short = mean - x;
    Tail {
        beyond,
        loss: short * beyond + flow,
        second: ((short * short + mean / chance) * beyond + flow * (odds * (size + 1.0) + 1.0 + n - 2.0 * x)) / 2.0,
    }
    .bounded()
}

/// P(D ≤ n), P(D > n) and P(D = n) for a whole n ≥ 0, the smaller tail relatively exact.
fn both_tails(size: f64, chance: f64, n: f64) -> (f64, f64, f64) {
    let density = negative_binomial_density(n, size, chance);
    let rest = 1.0 - chance;
    if density == 0.0 {
        // Too far out for a double.
        return if n * chance > size * rest { (1.0, 0.0, density) } else { (0.0, 1.0, density) };
    }
    let common = density * rest * (n + size);
    if rest < (n + 2.0) / (n + size + 3.0) {
        let upper = (common / (n + 1.0) * beta_fraction(n + 1.0, size, rest)).min(1.0);
        (1.0 - upper, upper, density)
    } else {
        let lower = (common / size * beta_fraction(size, n + 1.0, chance)).min(1.0);
        (lower, 1.0 - lower, density)
    }
}

/// The continued fraction of the incomplete beta function, by Lentz: Iₓ(a, b) = xᵃ(1 − x)ᵇ ÷ (a·B(a, b)) times it, for
/// x below (a + 1) ÷ (a + b + 2).
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for m in 1..TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / (1.0 + even * d);
        c = 1.0 + even / c;
        value *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / (1.0 + odd * d);
        c = 1.0 + odd / c;
        value *= d * c;
        if (d * c - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// Terms that the fraction needs at most for counts up to 10⁹; their number grows with the root of the count.
const TERMS: u32 = 100_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_forms_are_the_sums() {
        for (size, chance) in [(1e-3_f64, 0.01), (0.5, 0.9), (1.0, 0.25), (6.0, 0.333), (60.0, 0.5), (2000.0, 0.7)] {
            let mean = size * (1.0 - chance) / chance;
            let sd = (mean / chance).sqrt();
            for deviations in -4..=6 {
                for part in [0.0, 0.75] {
                    let x = (mean + f64::from(deviations) * sd).floor() + part;
                    let mut sum = Tail { beyond: 0.0, loss: 0.0, second: 0.0 };
                    let mut k = (mean + 60.0 * sd + 4000.0).floor();
                    while k > x && k >= 0.0 {
                        let probability = probability(size, chance, k);
                        let short = k - x;
                        sum.beyond += probability;
                        sum.loss += probability * short;
                        sum.second += probability * short * short / 2.0;
                        k -= 1.0;
                    }
                    let got = tail(size, chance, x);
                    for (got, expected) in [(got.beyond, sum.beyond), (got.loss, sum.loss), (got.second, sum.second)] {
                        let near = (got - expected).abs() <= 1e-9 * expected + 1e-12;
                        assert!(near, "{size} {chance} {x}: {got} where {expected} is expected");
                    }
                }
            }
        }
    }

    #[test]
    fn both_tails_add_up_for_large_counts() {
        for (size, chance) in [(1e6, 0.5), (1e9, 0.1), (1e9, 0.999)] {
            let mean: f64 = size * (1.0 - chance) / chance;
            let (lower, upper, _) = both_tails(size, chance, mean.floor());
            assert!((lower + upper - 1.0).abs() < 1e-12 && (lower - 0.5).abs() < 1e-2, "{size} {chance}: {lower}");
        }
        assert_eq!(both_tails(5.0, 0.5, 1e300).1, 0.0);
    }

    #[test]
    fn moments_that_are_none_are_refused() {
        for (mean, variance) in [(0.0, 1.0), (2.0, 2.0), (2.0, 1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY), (-1.0, 3.0)]
        {
            assert_eq!(of_moments(mean, variance), None, "{mean} {variance}");
        }
        assert_eq!(of_moments(3.0, 12.0), Some((1.0, 0.25)));
    }
}
