//! Student's t: how many standard errors a mean of few observations can be off.

use super::root;

/// The probability of a 95 % confidence interval.
const CONFIDENCE: f64 = 0.95;
/// The factor of a 95 % interval if the standard error were known: Φ⁻¹(0.975).
const NORMAL: f64 = 1.959_963_984_540_054;
/// From here on the expansion is exact to 10⁻¹¹.
const MANY: u32 = 200;

/// t with P(|T| ≤ t) = 95 % for these degrees of freedom; `None` for 0.
///
/// Source: Abramowitz & Stegun, *Handbook of Mathematical Functions*, 26.7.3, 26.7.4 (finite sums), 26.7.5 (expansion).
#[must_use]
pub fn factor_95(degrees: u32) -> Option<f64> {
    match degrees {
        0 => None,
        // The smallest has t = 12.7.
        1..MANY => Some(root::boundary(0.0, 13.0, |t| within(t, degrees) >= CONFIDENCE)),
        _ => Some(expanded(f64::from(degrees))),
    }
}

/// P(|T| ≤ t).
fn within(t: f64, degrees: u32) -> f64 {
    let squares = f64::from(degrees) + t * t;
    let (sine, cosine_squared) = (t / squares.sqrt(), f64::from(degrees) / squares);
    let odd = degrees % 2 == 1;
    let mut term = if odd { cosine_squared.sqrt() } else { 1.0 };
    let mut sum = 0.0;
    // The factors are 2/3, 4/5 … of odd degrees and 1/2, 3/4 … of even ones.
    for index in (if odd { 3 } else { 2 }..=degrees).step_by(2) {
        sum += term;
        term *= cosine_squared * f64::from(index - 1) / f64::from(index);
    }
    if odd {
        (libm::atan(t / f64::from(degrees).sqrt()) + sine * sum) * std::f64::consts::FRAC_2_PI
    } else {
        sine * sum
    }
}

fn expanded(degrees: f64) -> f64 {
    let x = NORMAL;
    let square = x * x;
    let first = (square + 1.0) / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    let fourth = ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0) / 92_160.0;
    x + x * (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of another implementation, to 15 figures.
    #[test]
    fn as_tables_have_it() {
        for (degrees, expected) in [
            (1, 12.7062047361747),
            (2, 4.30265272974946),
            (3, 3.18244630528371),
            (4, 2.77644510519779),
            (9, 2.26215716279821),
            (30, 2.04227245630124),
            (99, 1.98421695158642),
            (199, 1.97195654425175),
            (200, 1.97189622363391),
            (999, 1.96234146113345),
            (100000, 1.95998770753461),
        ] {
            let found = factor_95(degrees).unwrap();
            assert!((found - expected).abs() < 1e-11, "{degrees}: {found}");
        }
        assert_eq!(factor_95(0), None);
    }

    #[test]
    fn the_expansion_meets_the_sum() {
        let sum = root::boundary(0.0, 13.0, |t| within(t, MANY) >= CONFIDENCE);
        assert!((sum - expanded(f64::from(MANY))).abs() < 1e-11);
    }
}
