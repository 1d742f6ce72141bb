//! The gamma distribution and the regularised incomplete gamma function, which the Poisson distribution shares.

use super::deviance::{deviance, poisson_density};
use super::normal::{self, polynomial};
use super::root;
use super::tail::Tail;

/// Shapes from here on have a uniform expansion near the mean.
const LARGE: f64 = 100.0;
/// How far from the mean, as a part of it, the uniform expansion is used.
const NEAR: f64 = 0.3;
/// Terms that no series or fraction here needs: each is at most about 1 − 1 ÷ √`LARGE` of the one before.
const TERMS: u32 = 1000;
/// Logarithms below this have no exponential.
const LEAST_LOG: f64 = -700.0;

/// Both halves of the regularised incomplete gamma function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Incomplete {
    /// P(a, x), relatively exact where it is small.
    pub lower: f64,
    /// Q(a, x) = 1 − P(a, x), relatively exact where it is small.
    pub upper: f64,
    /// xᵃ·e⁻ˣ ÷ Γ(a + 1).
    pub step: f64,
}

/// The regularised incomplete gamma function of a > 0 at x.
///
/// Near the mean of a large shape Temme's uniform expansion (SIAM J. Math. Anal. 10, 1979), else the series or the
/// continued fraction; none takes more than a fixed number of terms, whatever the shape.
pub(super) fn incomplete(a: f64, x: f64) -> Incomplete {
    if x <= 0.0 {
        return Incomplete { lower: 0.0, upper: 1.0, step: 0.0 };
    }
    let step = poisson_density(a, x);
    if a >= LARGE && (x - a).abs() <= NEAR * a {
        return uniform(a, x, step);
    }
    if x < a + 1.0 {
        let lower = (step * series(a, x)).min(1.0);
        return Incomplete { lower, upper: 1.0 - lower, step };
    }
    let upper = (step * a * fraction(a, x)).min(1.0);
    Incomplete { lower: 1.0 - upper, upper, step }
}

/// 1 + x ÷ (a+1) + x² ÷ ((a+1)(a+2)) + …
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for n in 1..TERMS {
        term *= x / (a + f64::from(n));
        sum += term;
        if term <= sum * f64::EPSILON / 4.0 {
            break;
        }
    }
    sum
}

/// Γ(a, x)·eˣ ÷ xᵃ as the even part of Legendre's continued fraction, by Lentz.
fn fraction(a: f64, x: f64) -> f64 {
    let mut denominator = x + 1.0 - a;
    let mut c = f64::MAX;
    let mut d = 1.0 / denominator;
    let mut value = d;
    for n in 1..TERMS {
        let n = f64::from(n);
        let numerator = n * (a - n);
        denominator += 2.0;
        d = 1.0 / (numerator * d + denominator);
        c = denominator + numerator / c;
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// Half of an error function, and a correction as a power series in η and 1 ÷ a.
fn uniform(a: f64, x: f64, step: f64) -> Incomplete {
    let exponent = deviance(a, x);
    let side = if x < a { -1.0 } else { 1.0 };
    let eta = side * (2.0 * exponent / a).sqrt();
    let correction = UNIFORM.iter().rev().fold(0.0, |sum, row| sum / a + polynomial(row, eta));
    // e^(−aη²÷2) ÷ √(2πa), without the Stirling error that the density holds.
    let correction = correction * step * libm::exp(super::deviance::stirling_error(a));
    let half = |side: f64| libm::erfc(side * exponent.sqrt()) / 2.0;
    Incomplete {
        lower: (half(-side) - correction).clamp(0.0, 1.0),
        upper: (half(side) + correction).clamp(0.0, 1.0),
        step,
    }
}

/// The demand beyond x, in units of the scale (`LOSS-G`).
///
/// Loss and second loss are (a − x)·Q + a·s and ½[((a − x)² + a)·Q + a·s·(a + 1 − x)] with s = xᵃe⁻ˣ ÷ Γ(a + 1):
/// the textbook forms with Q(a + 1, x) and Q(a + 2, x) written through Q(a, x).
#[must_use]
pub fn tail(shape: f64, x: f64) -> Tail {
    if x <= 0.0 {
        return Tail::of_everything(shape, shape, x);
    }
    let Incomplete { upper, step, .. } = incomplete(shape, x);
    let short = shape - x;
    Tail {
        beyond: upper,
        loss: short * upper + shape * step,
        second: ((short * short + shape) * upper + shape * step * (short + 1.0)) / 2.0,
    }
    .bounded()
}

/// P(D ≤ x), in units of the scale.
#[must_use]
pub fn cumulative(shape: f64, x: f64) -> f64 {
    incomplete(shape, x).lower
}

/// The level of x, in units of the scale: x with P(D ≤ x) = `level`. `None` as for [`normal::quantile`].
///
/// Newton's method in ln x on the logarithm of the smaller tail, which is concave there for every shape. A quantile
/// too small for a double is 0.
#[must_use]
pub fn quantile(shape: f64, level: f64) -> Option<f64> {
    let z = normal::quantile(level)?;
    // The first term of the series, exact for small quantiles.
    let small = (libm::log(level) + libm::lgamma(shape + 1.0)) / shape;
    if small < LEAST_LOG {
        return Some(0.0);
    }
    // Wilson and Hilferty's cube.
    let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    let start = if shape > 0.5 && root > 0.2 { libm::log(shape) + 3.0 * libm::log(root) } else { small.min(0.0) };
    let lower_half = level < 0.5;
    let target = libm::log(if lower_half { level } else { 1.0 - level });
    let log = root::newton(start, |log| {
        let at = incomplete(shape, libm::exp(log));
        let (side, sign) = if lower_half { (at.lower, 1.0) } else { (at.upper, -1.0) };
        (libm::log(side) - target, sign * shape * at.step / side)
    });
    Some(libm::exp(log))
}

/// The coefficients of ηⁿ in C₀ … C₅ of Temme's expansion, as far as they count for `LARGE` and `NEAR`.
///
/// With μ = x ÷ a − 1 and ½η² = μ − ln(1 + μ): C₀ = 1 ÷ μ − 1 ÷ η and Cₖ = Cₖ₋₁′ ÷ η + (−1)ᵏgₖ ÷ μ, where gₖ are the
/// coefficients of Stirling's series of Γ. Computed in fractions.
const UNIFORM: [&[f64]; 6] = [
    &[
        -0.333_333_333_333_333_3,
        0.083_333_333_333_333_33,
        -0.014_814_814_814_814_815,
        0.001_157_407_407_407_407_3,
        0.000_352_733_686_067_019_4,
        -0.000_178_755_144_032_921_8,
        3.919_263_178_522_438e-5,
        -2.185_448_510_679_992e-6,
        -1.854_062_210_715_16e-6,
        8.296_711_340_953_087e-7,
        -1.766_595_273_682_607_8e-7,
        6.707_853_543_401_498e-9,
        1.026_180_978_424_030_9e-8,
        -4.382_036_018_453_353e-9,
        9.147_699_582_236_79e-10,
    ],
    &[
        -0.001_851_851_851_851_852,
        -0.003_472_222_222_222_222,
        0.002_645_502_645_502_645_4,
        -0.000_990_226_337_448_559_6,
        0.000_205_761_316_872_427_98,
        -4.018_775_720_164_609e-7,
        -1.809_855_033_448_997_7e-5,
        7.649_160_916_081_11e-6,
        -1.612_090_089_456_344_6e-6,
        4.647_127_802_807_434e-9,
        1.378_633_446_915_721e-7,
        -5.752_545_603_517_705e-8,
    ],
    &[
        0.004_133_597_883_597_883,
        -0.002_681_327_160_493_827_3,
        0.000_771_604_938_271_604_9,
        2.009_387_860_082_304_7e-6,
        -0.000_107_366_532_263_651_6,
        5.292_344_882_912_012_5e-5,
        -1.276_063_518_861_872_8e-5,
        3.423_578_734_096_138e-8,
        1.372_195_730_906_293_4e-6,
        -6.298_992_138_380_055e-7,
    ],
    &[
        0.000_649_434_156_378_600_8,
        0.000_229_472_093_621_399_17,
        -0.000_469_189_494_395_255_7,
        0.000_267_720_632_062_838_85,
        -7.561_801_671_883_977e-5,
        -2.396_505_113_867_297e-7,
        1.108_265_411_534_730_2e-5,
        -5.674_952_827_991_597e-6,
    ],
    &[
        -0.000_861_888_290_916_711_7,
        0.000_784_039_221_720_066_6,
        -0.000_299_072_480_303_190_2,
        -1.463_845_257_884_341_8e-6,
        6.641_498_215_465_122e-5,
        -3.968_365_047_179_435e-5,
    ],
    &[
        -0.000_336_798_553_366_358_13,
        -6.972_813_758_365_857e-5,
        0.000_277_275_324_495_939_2,
        -0.000_199_325_705_161_888_47,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPES: [f64; 9] = [1e-3, 0.05, 0.9, 1.0, 3.3, 99.0, 101.0, 1e4, 1e6];

    #[test]
    fn quantiles_read_back_for_tiny_and_large_shapes() {
        for shape in SHAPES {
            for level in [1e-9, 1e-3, 0.2, 0.4999, 0.5, 0.8, 0.99, 1.0 - 1e-9] {
                let x = quantile(shape, level).unwrap();
                // Small quantiles of small shapes are too small for a double: there the level is that of 0.
                let Incomplete { lower, upper, .. } = incomplete(shape, x);
                if x > 0.0 {
                    let (got, expected) = if level < 0.5 { (lower, level) } else { (upper, 1.0 - level) };
                    assert!((got - expected).abs() <= 1e-10 * expected, "{shape} {level}: {got}");
                }
            }
        }
        assert_eq!(quantile(1e-3, 1e-9), Some(0.0));
        assert_eq!(quantile(2.0, 1.0), None);
        assert_eq!(quantile(2.0, 0.0), None);
    }

    /// Series, fraction and uniform expansion give the same where they meet.
    #[test]
    fn the_ways_to_compute_it_agree() {
        for a in [100.0, 137.0, 1000.0, 5000.0] {
            for part in [0.7001, 0.8, 0.95, 1.0, 1.02, 1.1, 1.2999] {
                let x = a * part;
                let step = poisson_density(a, x);
                let expansion = uniform(a, x, step);
                let (got, expected) = if x < a + 1.0 {
                    (expansion.lower, step * series(a, x))
                } else {
                    (expansion.upper, step * a * fraction(a, x))
                };
                assert!((got - expected).abs() <= 1e-12 * expected + 1e-300, "{a} {x}: {got} and {expected}");
            }
        }
    }

    /// A shape of 1 is the exponential distribution: loss e⁻ˣ, second loss e⁻ˣ.
    #[test]
    fn a_shape_of_one_is_exponential_far_out() {
        for x in [0.1, 1.0, 5.0, 40.0, 300.0, 700.0] {
            let tail = tail(1.0, x);
            for got in [tail.beyond, tail.loss, tail.second] {
                let expected = libm::exp(-x);
                assert!((got - expected).abs() <= 1e-9 * expected, "{x}: {got}");
            }
        }
    }

    #[test]
    fn losses_fall_for_every_shape() {
        for shape in SHAPES {
            let mut before = tail(shape, 0.0);
            assert_eq!(before.loss, shape);
            for step in 1..200 {
                let next = tail(shape, shape * f64::from(step) / 50.0 + f64::from(step) / 10.0);
                assert!(next.loss <= before.loss && next.second <= before.second, "{shape} {step}");
                before = next;
            }
        }
    }
}
