//! A sum shared so that the parts add up to it: the largest remainders get what is left over
//! (`docs/facts/logistics.md` §3.4).

use rust_decimal::Decimal;

use crate::exact::{self, Exact};

/// Parts of a total by weights, in whole units of `10^-digits`; together they are the total. Of equal remainders the
/// earlier part gets more. `None` where the weights are all zero or a figure leaves the exact range.
pub(super) fn shares(total: Decimal, weights: &[Decimal], digits: u32) -> Option<Vec<Decimal>> {
    let whole = exact::sum(weights.iter().copied())?;
    // Of weights so large that the product leaves the exact range, the part comes first.
    let part = |weight: &Decimal| match total.times(*weight) {
        Some(product) => product.over(whole),
        None => weight.over(whole)?.times(total),
    };
    let exact = weights.iter().map(part).collect::<Option<Vec<_>>>()?;
    rounded_to(total, &exact, digits)
}

/// Figures rounded to whole units of `10^-digits` so that they add up to a total, which is their exact sum rounded: each is
/// less than a unit off. `None` where a figure leaves the exact range.
pub(super) fn rounded_to(total: Decimal, exact: &[Decimal], digits: u32) -> Option<Vec<Decimal>> {
    let unit = Decimal::new(1, digits);
    let mut parts = Vec::new();
    for (index, figure) in exact.iter().enumerate() {
        let count = figure.over(unit)?;
        parts.push((index, count.down(), count.minus(count.down())?));
    }
    let given = exact::sum(parts.iter().map(|(_, floor, _)| *floor))?;
    let mut left = total.over(unit)?.round().minus(given)?;
    let mut by_remainder: Vec<_> = parts.iter().map(|(index, _, remainder)| (*remainder, *index)).collect();
    by_remainder.sort_by(|(one, first), (other, second)| other.cmp(one).then(first.cmp(second)));
    for (_, index) in by_remainder {
        if left < Decimal::ONE {
            break;
        }
        parts[index].1 = parts[index].1.plus(Decimal::ONE)?;
        left = left.minus(Decimal::ONE)?;
    }
    parts.into_iter().map(|(_, floor, _)| floor.times(unit)).collect()
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
