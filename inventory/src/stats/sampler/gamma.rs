//! Normal and gamma variates, exact but for the rounding of floats.

use crate::stats::random::Xoshiro256;

/// A standard normal variate by the polar method (Marsaglia & Bray, SIAM Review 6 (1964) 260).
#[must_use]
pub fn standard_normal(stream: &mut Xoshiro256) -> f64 {
    loop {
        let (x, y) = (2.0 * stream.unit() - 1.0, 2.0 * stream.unit() - 1.0);
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return x * libm::sqrt(-2.0 * libm::log(square) / square);
        }
    }
}

/// A gamma variate of scale 1 for a shape above 0 (Marsaglia & Tsang, ACM TOMS 26 (2000) 363).
#[must_use]
pub fn standard_gamma(shape: f64, stream: &mut Xoshiro256) -> f64 {
    if shape < 1.0 {
        // Of a shape that is larger by 1, times a power of a uniform number.
        let larger = standard_gamma(shape + 1.0, stream);
        return larger * libm::pow(stream.unit(), 1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / libm::sqrt(9.0 * d);
    loop {
        let x = standard_normal(stream);
        let root = 1.0 + c * x;
        let v = root * root * root;
        if v > 0.0 && libm::log(stream.unit()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}
