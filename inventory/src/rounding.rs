//! From the quantity that is needed to one that can be ordered: least order, whole packs, most at a time (RND-1).
//!
//! Rounding goes **up**, to the least order first and to whole packs then; only a limit rounds down. Quotients keep their
//! full precision and are compared with a tolerance, so that an exact multiple stays what it is: 0.1 + 0.2 in packs of 0.1
//! are 3 packs.

use super::figures::{not_negative, positive};

/// Packs that count as none: what arithmetic on binary fractions leaves of an exact multiple.
const TOLERANCE: f64 = 1e-9;
/// Above this, whole numbers have gaps.
const MOST_PACKS: f64 = 9_007_199_254_740_992.0;

/// What a supplier takes as an order. Units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderRules {
    /// Least order (MOQ); 0 if there is none.
    pub moq: f64,
    /// Units in a pack: only whole packs are sold. 1 where single units are.
    pub pack: f64,
    /// The most that can be ordered at a time.
    pub most: Option<f64>,
}

impl OrderRules {
    /// Single units, as few or as many as wanted.
    pub const FREE: Self = Self { moq: 0.0, pack: 1.0, most: None };
}

/// What the limit on an order did to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Nothing: there is none, or it is not reached.
    Kept,
    /// The order is less than is needed: the most that can be ordered, in whole packs.
    Capped,
    /// Nothing can be ordered: the most that can be ordered is less than the least order, or than a pack.
    Infeasible,
}

/// A quantity that can be ordered, and how it differs from the one that is needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoundedOrder {
    /// Units.
    pub quantity: f64,
    /// Whole packs of them.
    pub packs: u64,
    /// Less was needed than the least order.
    pub raised_to_moq: bool,
    /// What was needed, or the least order, was no whole number of packs.
    pub raised_to_pack: bool,
    /// What the limit did to it.
    pub limit: Limit,
}

impl OrderRules {
    /// Rounds a quantity that is needed to one that can be ordered. Formula RND-1; a rule of this project.
    ///
    /// 1e-9 units or less are nothing, and nothing is ordered then, whatever the least order.
    ///
    /// `None` if the quantity is no number, a pack has no units, a limit is negative, or the packs cannot be counted.
    #[must_use]
    pub fn round(&self, needed: f64) -> Option<RoundedOrder> {
        let sound = not_negative(self.moq) && positive(self.pack) && self.most.is_none_or(not_negative);
        if !sound || !needed.is_finite() {
            return None;
        }
        let order = |packs: f64, raised_to_moq, raised_to_pack, limit| RoundedOrder {
            quantity: packs * self.pack,
            packs: packs as u64,
            raised_to_moq,
            raised_to_pack,
            limit,
        };
        if needed <= TOLERANCE {
            return Some(order(0.0, false, false, Limit::Kept));
        }
        let least = needed.max(self.moq) / self.pack;
        let packs = self.packs_up(needed.max(self.moq));
        if packs > MOST_PACKS {
            return None;
        }
        if let Some(most) = self.most
            && packs > self.packs_down(most)
        {
            let packs = self.packs_down(most);
            let too_few = packs < 1.0 || packs < self.packs_up(self.moq);
            let (packs, limit) = if too_few { (0.0, Limit::Infeasible) } else { (packs, Limit::Capped) };
            return Some(order(packs, false, false, limit));
        }
        let raised_to_moq = (self.moq - needed) / self.pack > TOLERANCE;
        Some(order(packs, raised_to_moq, packs - least > TOLERANCE, Limit::Kept))
    }

    /// The least number of whole packs that hold so many units.
    pub(super) fn packs_up(&self, units: f64) -> f64 {
        (units / self.pack - TOLERANCE).ceil().max(0.0)
    }

    /// The least that can be ordered: whole packs that hold the least order, a pack where there is none. Units.
    #[must_use]
    pub fn least(&self) -> f64 {
        self.packs_up(self.moq).max(1.0) * self.pack
    }

    /// The largest number of whole packs within so many units: packs, not units.
    pub fn packs_down(&self, units: f64) -> f64 {
        (units / self.pack + TOLERANCE).floor()
    }
}

/// How many lots lift a stock position **above** the reorder point: 0 if it is above already.
///
/// One order a trigger (§5 of the specification): `needed` of an (r, nQ) policy is this number times the lot. Of an
/// (s, S) policy it is `S − position`.
///
/// `None` if a figure is no number, a lot has no units, or the lots cannot be counted.
#[must_use]
pub fn lots_above(position: f64, reorder_point: f64, lot: f64) -> Option<u64> {
    let below = (reorder_point - position) / lot;
    if !positive(lot) || !below.is_finite() || below > MOST_PACKS {
        return None;
    }
    Some(if below < -TOLERANCE { 0 } else { (below + TOLERANCE).floor() as u64 + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(moq: f64, pack: f64, most: Option<f64>) -> OrderRules {
        OrderRules { moq, pack, most }
    }

    #[track_caller]
    fn rounds(needed: f64, rules: OrderRules, packs: u64, raised: (bool, bool), limit: Limit) {
        let order = rules.round(needed).unwrap();
        let got = (order.packs, (order.raised_to_moq, order.raised_to_pack), order.limit);
        assert_eq!(got, (packs, raised, limit));
    }

    #[test]
    fn an_exact_multiple_stays_what_it_is() {
        rounds(0.1 + 0.2, rules(0.0, 0.1, None), 3, (false, false), Limit::Kept);
        rounds(48.000_000_000_1, rules(0.0, 24.0, None), 2, (false, false), Limit::Kept);
        rounds(0.3, rules(0.1 + 0.2, 0.1, Some(0.3)), 3, (false, false), Limit::Kept);
    }

    #[test]
    fn nothing_is_ordered_of_nothing() {
        for needed in [-50.0, 0.0, 1e-9] {
            rounds(needed, rules(100.0, 24.0, None), 0, (false, false), Limit::Kept);
        }
        rounds(2e-9, rules(100.0, 24.0, None), 5, (true, true), Limit::Kept);
    }

    #[test]
    fn it_says_which_rounding_happened() {
        rounds(37.0, rules(0.0, 24.0, None), 2, (false, true), Limit::Kept);
        rounds(37.0, rules(48.0, 24.0, None), 2, (true, false), Limit::Kept);
        rounds(37.0, rules(100.0, 24.0, None), 5, (true, true), Limit::Kept);
        rounds(500.0, rules(0.0, 24.0, Some(300.0)), 12, (false, false), Limit::Capped);
        // The least order is above the most.
        rounds(500.0, rules(320.0, 24.0, Some(300.0)), 0, (false, false), Limit::Infeasible);
        // A pack is above the most.
        rounds(10.0, rules(0.0, 24.0, Some(20.0)), 0, (false, false), Limit::Infeasible);
        // No multiple lies between the least order and the most.
        rounds(10.0, rules(100.0, 24.0, Some(110.0)), 0, (false, false), Limit::Infeasible);
        rounds(1.0, rules(0.0, 1.0, Some(0.0)), 0, (false, false), Limit::Infeasible);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (needed, rules) in [
            (f64::NAN, OrderRules::FREE),
            (f64::INFINITY, OrderRules::FREE),
            (1e300, OrderRules::FREE),
            (1.0, rules(0.0, 0.0, None)),
            (1.0, rules(-1.0, 1.0, None)),
            (1.0, rules(f64::NAN, 1.0, None)),
            (1.0, rules(0.0, 1.0, Some(-1.0))),
        ] {
            assert_eq!(rules.round(needed), None, "{needed} {rules:?}");
        }
    }

    #[test]
    fn lots_lift_above_the_reorder_point() {
        assert_eq!(lots_above(101.0, 100.0, 50.0), Some(0));
        assert_eq!(lots_above(100.0, 100.0, 50.0), Some(1));
        assert_eq!(lots_above(51.0, 100.0, 50.0), Some(1));
        // 50 + 50 is the reorder point itself.
        assert_eq!(lots_above(50.0, 100.0, 50.0), Some(2));
        assert_eq!(lots_above(0.0, 0.1 + 0.2, 0.1), Some(4));
        assert_eq!((lots_above(0.0, 1.0, 0.0), lots_above(f64::NAN, 1.0, 1.0)), (None, None));
    }
}
