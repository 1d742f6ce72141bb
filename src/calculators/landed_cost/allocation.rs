//! A sum shared so that the parts add up to it: the largest remainders get what is left over
//! (`docs/facts/logistics.md` §3.4).

use core::cmp::Reverse;

use rust_decimal::Decimal;

use crate::exact::{self, Exact};

/// Parts of a total by weights, in whole units of `10^-digits`; together they are the total. Of equal remainders the
/// earlier part gets more. `None` where the weights are all zero or a figure leaves the exact range.
pub(super) fn shares(total: Decimal, weights: &[Decimal], digits: u32) -> Option<Vec<Decimal>> {
    let whole = exact::sum(weights.iter().copied())?;
    let unit = whole.times(Decimal::new(1, digits))?;
    // Remainders of the products, not of quotients: what a division cannot hold would decide between equal ones.
    let divided = |weight: &Decimal| {
        let product = total.times(*weight)?;
        let count = product.over(unit)?.down();
        let remainder = product.minus(count.times(unit)?)?;
        Some(if remainder < Decimal::ZERO {
            Part { whole: count.minus(Decimal::ONE)?, remainder: remainder.plus(unit)? }
        } else {
            Part { whole: count, remainder }
        })
    };
    if let Some(parts) = weights.iter().map(divided).collect::<Option<Vec<_>>>() {
        return handed_out(total, parts, digits);
    }
    // Of weights so large that the product leaves the exact range, the part comes first.
    let part = |weight: &Decimal| weight.over(whole)?.times(total);
    rounded_to(total, &weights.iter().map(part).collect::<Option<Vec<_>>>()?, digits)
}

/// Figures rounded to whole units of `10^-digits` so that they add up to a total, which is their exact sum rounded: each is
/// less than a unit off. `None` where a figure leaves the exact range.
pub(super) fn rounded_to(total: Decimal, exact: &[Decimal], digits: u32) -> Option<Vec<Decimal>> {
    let part = |figure: &Decimal| {
        let count = figure.over(Decimal::new(1, digits))?;
        Some(Part { whole: count.down(), remainder: count.minus(count.down())? })
    };
    handed_out(total, exact.iter().map(part).collect::<Option<_>>()?, digits)
}

/// A part in units, and what is left of it, on a scale that all parts have in common.
struct Part {
    whole: Decimal,
    remainder: Decimal,
}

/// The parts with one unit more for those of the largest remainders, until they are the total.
fn handed_out(total: Decimal, mut parts: Vec<Part>, digits: u32) -> Option<Vec<Decimal>> {
    let unit = Decimal::new(1, digits);
    let given = exact::sum(parts.iter().map(|part| part.whole))?;
    let mut left = total.over(unit)?.round().minus(given)?;
    let mut by_remainder: Vec<_> = parts.iter_mut().collect();
    by_remainder.sort_by_key(|part| Reverse(part.remainder));
    for part in by_remainder {
        if left < Decimal::ONE {
            break;
        }
        part.whole = part.whole.plus(Decimal::ONE)?;
        left = left.minus(Decimal::ONE)?;
    }
    parts.into_iter().map(|part| part.whole.times(unit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_shares(total: &str, weights: &[i64], expected: &[&str]) {
        let weights: Vec<_> = weights.iter().map(|weight| Decimal::from(*weight)).collect();
        let total: Decimal = total.parse().unwrap();
        let parts = shares(total, &weights, 2).unwrap();
        let expected: Vec<Decimal> = expected.iter().map(|part| part.parse().unwrap()).collect();
        assert_eq!(parts, expected);
        assert_eq!(exact::sum(parts), Some(total));
    }

    #[test]
    fn parts_add_up_to_the_total() {
        assert_shares("10.00", &[1, 1, 1], &["3.34", "3.33", "3.33"]);
        assert_shares("0.02", &[1, 1, 1], &["0.01", "0.01", "0"]);
        assert_shares("100.00", &[1, 2, 3], &["16.67", "33.33", "50.00"]);
        assert_shares("7.00", &[5, 0], &["7.00", "0"]);
        assert_shares("-1.00", &[1, 2], &["-0.33", "-0.67"]);
    }

    #[test]
    fn of_equal_remainders_the_earlier_gets_more() {
        // Each leaves two thirds of a cent, which no decimal holds.
        assert_shares("2.00", &[1, 1, 10], &["0.17", "0.17", "1.66"]);
        assert_shares("-0.05", &[1, 1], &["-0.02", "-0.03"]);
    }

    #[test]
    fn rounded_figures_add_up() {
        let exact: Vec<Decimal> = ["30.99", "-4.6485", "-0.89871", "-2.4792", "-0.9297", "-0.3099", "-15.95803"]
            .map(|one| one.parse().unwrap())
            .into();
        let total: Decimal = "5.77".parse().unwrap();
        let parts = rounded_to(total, &exact, 2).unwrap();
        assert_eq!(exact::sum(parts.iter().copied()), Some(total));
        for (part, exact) in parts.iter().zip(&exact) {
            assert!((*part - *exact).abs() < Decimal::new(1, 2), "{part} {exact}");
        }
    }

    #[test]
    fn weights_beyond_the_exact_range_of_the_product_are_shared_by() {
        let weights = [Decimal::from(3_u64) * Decimal::from(10_u64.pow(18)), Decimal::from(10_u64.pow(18))];
        let total: Decimal = "99999999999.96".parse().unwrap();
        assert_eq!(total.times(weights[0]), None);
        let expected: Vec<Decimal> = ["74999999999.97", "24999999999.99"].map(|one| one.parse().unwrap()).into();
        assert_eq!(shares(total, &weights, 2), Some(expected));
    }

    #[test]
    fn nothing_to_share_by_is_nothing() {
        assert_eq!(shares(Decimal::ONE, &[Decimal::ZERO], 2), None);
    }
}
