//! Between exact decimals, which people type and read, and floating figures, in which statistics are done.

use rust_decimal::Decimal;

/// A typed figure as a floating one: the nearest for everything that people type.
#[must_use]
pub fn float(figure: Decimal) -> f64 {
    figure.mantissa() as f64 / power_of_ten(figure.scale())
}

/// A floating figure with so many decimal places, half away from zero; `None` where it is not finite or too large.
#[must_use]
pub fn decimal(figure: f64, places: u32) -> Option<Decimal> {
    let scaled = libm::round(figure * power_of_ten(places));
    // Also refuses what is not a number.
    if scaled.abs() < 1e27 {
        Decimal::try_from_i128_with_scale(scaled as i128, places).ok().map(|d| d.normalize())
    } else {
        None
    }
}

/// Exact up to 10²², which covers what decimals are written with.
fn power_of_ten(power: u32) -> f64 {
    (0..power).fold(1.0, |product, _| product * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_comes_back() {
        for text in ["0", "1", "-1", "0.1", "20.35", "0.000000001", "123456789012345", "999999.999999"] {
            let figure: Decimal = text.parse().unwrap();
            assert_eq!(float(figure), text.parse::<f64>().unwrap(), "{text}");
            assert_eq!(decimal(float(figure), figure.scale()), Some(figure), "{text}");
        }
    }

    #[test]
    fn what_is_no_figure_is_none() {
        for figure in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e30] {
            assert_eq!(decimal(figure, 2), None);
        }
        assert_eq!(decimal(2.5, 0), Some(Decimal::from(3)));
        assert_eq!(decimal(-2.5, 0), Some(Decimal::from(-3)));
    }
}
