//! The standard normal distribution: density, both tails, quantile, loss functions.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use super::root;
use super::tail::Tail;

/// From this level on the tail is a continued fraction; below, the plain formulas lose no more than three digits.
const FAR: f64 = 4.0;
/// Steps of the continued fraction that leave nothing to a double: so many, and so many more over z².
const STEPS: (f64, f64) = (10.0, 290.0);
/// Levels from here on are refused: no finite stock guarantees them.
pub const CERTAIN: f64 = 1.0 - 1e-12;
/// The least loss that is inverted. Smaller ones leave the range of doubles on the way.
const LEAST_LOSS: f64 = 1e-290;

/// The density φ(z).
#[must_use]
pub fn density(z: f64) -> f64 {
    libm::exp(-z * z / 2.0) / (2.0 * PI).sqrt()
}

/// Φ(z) = P(Z ≤ z), relatively exact in the lower tail.
#[must_use]
pub fn cumulative(z: f64) -> f64 {
    upper(-z)
}

/// 1 − Φ(z) = P(Z > z), relatively exact in the upper tail.
#[must_use]
pub fn upper(z: f64) -> f64 {
    libm::erfc(z * FRAC_1_SQRT_2) / 2.0
}

/// Upper tail, loss and second loss at z (`LOSS-N0`, `LOSS-N`), relatively exact far into the tail.
///
/// The repeated integrals Iₙ of the upper tail obey n·Iₙ = Iₙ₋₂ − z·Iₙ₋₁, with I₋₁ = φ. Forward this cancels from
/// z ≈ 8 on; the ratios of neighbours, 1/rₙ = z + (n+1)·rₙ₊₁, are stable backward and give all three at once.
#[must_use]
pub fn tail(z: f64) -> Tail {
    let density = density(z);
    if z < FAR {
        let beyond = upper(z);
        let loss = density - z * beyond;
        return Tail { beyond, loss, second: (beyond - z * loss) / 2.0 }.bounded();
    }
    let steps = (STEPS.0 + STEPS.1 / (z * z)) as u32;
    let mut ratios = [1.0 / (z / 2.0 + (z * z / 4.0 + f64::from(steps)).sqrt()), 0.0, 0.0];
    for step in (1..=steps).rev() {
        let [nearest, next, _] = ratios;
        ratios = [1.0 / (z + f64::from(step) * nearest), nearest, next];
    }
    let [to_beyond, to_loss, to_second] = ratios;
    let beyond = density * to_beyond;
    let loss = beyond * to_loss;
    Tail { beyond, loss, second: loss * to_second }
}

/// The standard loss G(z) = φ(z) − z(1 − Φ(z)) = E\[(Z − z)⁺\] (`LOSS-N0`).
#[must_use]
pub fn loss(z: f64) -> f64 {
    tail(z).loss
}

/// z with Φ(z) = `level` (`ZQ-1`), to the last digits; level ½ gives exactly 0.
///
/// `None` at or below 0, and from 1 − 1e-12 on, where no finite stock guarantees the level. The rational approximations
/// are Wichura's (Applied Statistics 37, 1988, algorithm AS 241).
#[must_use]
pub fn quantile(level: f64) -> Option<f64> {
    if !(level > 0.0 && level < CERTAIN) {
        return None;
    }
    let from_middle = level - 0.5;
    if from_middle.abs() <= 0.425 {
        let r = 0.180_625 - from_middle * from_middle;
        return Some(from_middle * polynomial(&MIDDLE.0, r) / polynomial(&MIDDLE.1, r));
    }
    let rest = if from_middle < 0.0 { level } else { 1.0 - level };
    let r = (-libm::log(rest)).sqrt();
    let (coefficients, r) = if r <= 5.0 { (&OUTER, r - 1.6) } else { (&FARTHEST, r - 5.0) };
    Some((polynomial(&coefficients.0, r) / polynomial(&coefficients.1, r)).copysign(from_middle))
}

/// z with G(z) = `loss` (`LOSS-INV`); `None` unless the loss is finite and at least 1e-290.
#[must_use]
pub fn inverse_loss(loss: f64) -> Option<f64> {
    if !(loss >= LEAST_LOSS && loss.is_finite()) {
        return None;
    }
    // Newton from a side where it cannot overshoot: G is convex, and so is −ln G.
    Some(if loss > density(0.0) {
        root::newton(-loss, |z| {
            let tail = tail(z);
            (tail.loss - loss, -tail.beyond)
        })
    } else {
        let target = libm::log(loss);
        root::newton((-2.0 * libm::log(loss / density(0.0))).max(0.0).sqrt(), |z| {
            let tail = tail(z);
            (libm::log(tail.loss) - target, -tail.beyond / tail.loss)
        })
    })
}

/// Ascending coefficients, by Horner.
pub(super) fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// Numerator and denominator, ascending.
type Rational = ([f64; 8], [f64; 8]);

/// |level − ½| ≤ 0.425, in 0.180625 − (level − ½)².
const MIDDLE: Rational = (
    [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ],
);

/// Outside of that down to e⁻²⁵, in √(−ln rest) − 1.6.
const OUTER: Rational = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);

/// Beyond, in √(−ln rest) − 5.
const FARTHEST: Rational = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_7e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64, relative: f64) {
        assert!((got - expected).abs() <= relative * expected.abs(), "{got} where {expected} is expected");
    }

    #[test]
    fn levels_read_back_over_the_whole_range() {
        for exponent in 0..=90 {
            let level = libm::pow(10.0, -f64::from(exponent) / 10.0) / 2.0;
            let z = quantile(level).unwrap();
            close(cumulative(z), level, 1e-13);
            let mirrored = quantile(1.0 - level).unwrap();
            close(upper(mirrored), 1.0 - (1.0 - level), 1e-13);
        }
        close(quantile(1e-9).unwrap(), -5.997_807_015_007_686, 1e-14);
    }

    #[test]
    fn the_middle_is_exactly_zero_and_ends_are_refused() {
        assert_eq!(quantile(0.5), Some(0.0));
        for level in [0.0, -0.1, 1.0, 1.0 - 1e-12, 2.0, f64::NAN, f64::INFINITY] {
            assert_eq!(quantile(level), None, "{level}");
        }
        assert!(quantile(1.0 - 1e-11).is_some());
    }

    /// Trap 4: tables round to 1.65.
    #[test]
    fn the_factor_of_95_percent_is_no_round_figure() {
        close(quantile(0.95).unwrap(), 1.644_853_626_951_472_6, 1e-15);
    }

    /// Trap 20: φ(z) − z(1 − Φ(z)) of doubles has no digits left at z = 8 and is negative further out. The figures are
    /// of 60-digit arithmetic.
    #[test]
    fn far_tails_keep_their_digits() {
        for (z, beyond, loss, second) in [
            (3.99, 3.303_664_762_940_242e-5, 7.468_752_424_444_25e-6, 1.618_162_727_934_928_7e-6),
            (8.0, 6.220_960_574_271_784e-16, 7.550_262_411_946_499e-17, 9.037_532_235_729_25e-18),
            (20.0, 2.753_624_118_606_233_7e-89, 1.370_012_494_729_58e-90, 6.799_564_573_536_904e-92),
        ] {
            let tail = tail(z);
            close(tail.beyond, beyond, 1e-13);
            close(tail.loss, loss, 1e-12);
            close(tail.second, second, 1e-11);
        }
        assert_eq!(tail(1e200), Tail { beyond: 0.0, loss: 0.0, second: 0.0 });
    }

    #[test]
    fn losses_fall_join_and_read_back() {
        let mut before = f64::INFINITY;
        for step in -400..=3600 {
            let z = f64::from(step) / 100.0;
            let loss = loss(z);
            assert!(loss < before && loss > 0.0, "{z}");
            before = loss;
            // G(−z) = z + G(z)
            assert!((super::loss(-z) - (z + loss)).abs() <= 1e-14 * (1.0 + z.abs()), "{z}");
            let back = inverse_loss(loss).unwrap();
            assert!((back - z).abs() <= 1e-11 * z.abs().max(1.0), "{back} where {z} is expected");
        }
        for loss in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-300] {
            assert_eq!(inverse_loss(loss), None, "{loss}");
        }
    }
}
