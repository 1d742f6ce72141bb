//! The least price that reaches a target, to the minor unit (`docs/facts/logistics.md` §3.7).
//!
//! What is left of a price rises with it, but for jumps where a fee or a rule of the market begins, and for the rounding of
//! single lines. So the jumps part the prices, every part is searched by halving down to where rounding could decide, and
//! from there on price by price: the first that reaches the target is the least.

use rust_decimal::Decimal;

/// Prices that are tried one by one in a part before it is given up: where so little of a price is left that rounding
/// decides over that many of them.
const TRIED: u64 = 20_000;

/// The least whole number from 1 to `most` at which `reached` is not below zero. `jumps` are the numbers from which on another
/// rule holds; `noise` is how far rounding can move `reached` up or down.
pub(super) fn least(most: u64, jumps: &[u64], noise: Decimal, reached: impl Fn(u64) -> Option<Decimal>) -> Option<u64> {
    let mut starts: Vec<u64> = jumps.iter().copied().filter(|jump| (2..=most).contains(jump)).chain([1]).collect();
    starts.sort_unstable();
    starts.dedup();
    // Where nothing can be sold, nothing is reached.
    let reached = |at: u64| reached(at).unwrap_or(Decimal::MIN);
    let near = -(noise + noise);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(most, |next| next - 1);
        let first = reached(*start);
        if first >= Decimal::ZERO {
            return Some(*start);
        }
        let from = if first >= near {
            start + 1
        } else if reached(end) < near {
            continue;
        } else {
            let (mut low, mut high) = (*start, end);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if reached(middle) < near { low = middle } else { high = middle }
            }
            high
        };
        if let Some(found) = (from..=end.min(from + TRIED)).find(|at| reached(*at) >= Decimal::ZERO) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a price: a share of it, less a fixed sum that jumps, each rounded.
    fn left(at: u64, share: i64, jumps: &[(u64, i64)]) -> Decimal {
        let fixed: i64 = jumps.iter().filter(|(from, _)| at >= *from).map(|(_, cost)| cost).sum();
        (Decimal::from(at) * Decimal::new(share, 3)).round() - Decimal::from(fixed)
    }

    #[test]
    fn it_is_the_first_of_all() {
        for share in [1, 7, 130, 500, 999] {
            for jumps in [
                vec![(1, 40)],
                vec![(1, 300), (500, 200), (900, -350)],
                vec![(1, 4), (10, 600), (700, 900), (701, -900)],
                vec![(1, 0)],
                vec![(1, 100_000)],
            ] {
                let most = 5_000;
                let starts: Vec<u64> = jumps.iter().map(|(from, _)| *from).collect();
                let first = (1..=most).find(|at| left(*at, share, &jumps) >= Decimal::ZERO);
                let found = least(most, &starts, Decimal::ONE, |at| Some(left(at, share, &jumps)));
                assert_eq!(found, first, "{share} {jumps:?}");
            }
        }
    }

    #[test]
    fn what_is_lost_more_with_every_price_is_found_at_the_start() {
        let falling = |at: u64| Some(Decimal::from(100) - Decimal::from(at) + Decimal::from(at % 3));
        assert_eq!(least(1000, &[], Decimal::from(3), falling), Some(1));
        assert_eq!(least(1000, &[], Decimal::ONE, |_| None), None);
    }
}
