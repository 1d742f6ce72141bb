//! Review every so many days: order up to a level, or so many quantities, at each.

use crate::stats::distribution::Distribution;
use crate::stats::root;

use super::newsvendor::{Purchase, purchase};
use super::refusal::{Refusal, finite, legal, target};
use super::safety_stock::{Moments, SafetyStock, for_cycle_service};
use super::stationary::{allowed, mean_exceedance, mean_loss, mean_position, short_share};

/// Ordering up to a level at every review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderUpTo {
    /// S, in units, and the safety stock within.
    pub level: SafetyStock,
    /// Mean order, in units: the demand of a review period.
    pub order: f64,
    /// Mean stock on hand, in units, about: half an order and the safety stock.
    pub on_hand: f64,
}

/// The level to order up to for a cycle service level, normal demand (`PR-1`; SPT ch. 6): S = μτ + zσ_τ.
///
/// Lead time and review period are in days.
pub fn order_up_to(daily: Moments, lead: Moments, review_days: f64, level: f64) -> Result<OrderUpTo, Refusal> {
    let level = for_cycle_service(daily.over(lead, review_days)?, level)?;
    let order = finite(daily.mean * review_days)?;
    Ok(OrderUpTo { level, order, on_hand: order / 2.0 + level.stock })
}

/// The level to keep the stock position at when every day is reviewed and an order costs nothing (`PR-4`): the purchase
/// for lead time and a day, its cost per day.
pub fn base_stock(daily: &Distribution, lead_days: u32, holding: f64, backorder: f64) -> Result<Purchase, Refusal> {
    purchase(&over(daily, lead_days, 1.0)?, holding, backorder)
}

/// What a policy does in the long run, at the end of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Units served from stock on the day ÷ units demanded.
    pub fill_rate: f64,
    /// Mean stock on hand, in units.
    pub on_hand: f64,
    /// Mean backorders, in units.
    pub backorders: f64,
    /// The chance of no backorder.
    pub no_backorder: f64,
    /// The chance of stock on hand.
    pub in_stock: f64,
    /// The share of days with an order.
    pub order_days: f64,
}

/// A stock that is reviewed every morning, of demand in whole units: the smallest number of quantities Q is ordered that
/// lifts the position above r.
///
/// The position after ordering is uniform on r + 1 … r + Q (HW), unless the demand is confined to multiples that share a
/// factor with Q.
#[derive(Clone, Debug, PartialEq)]
pub struct DailyReview {
    daily: Distribution,
    lead: Distribution,
    protection: Distribution,
}

impl DailyReview {
    /// [`Refusal::NotWhole`] of demand that is not in whole units, [`Refusal::NoDemand`] of none.
    pub fn new(daily: Distribution, lead_days: u32) -> Result<Self, Refusal> {
        if !daily.is_discrete() {
            return Err(Refusal::NotWhole);
        }
        if daily.mean() <= 0.0 {
            return Err(Refusal::NoDemand);
        }
        let (lead, protection) = (over(&daily, lead_days, 0.0)?, over(&daily, lead_days, 1.0)?);
        Ok(Self { daily, lead, protection })
    }

    /// What a reorder point and a quantity do (`PR-2`), exact. [`Refusal::Multiples`] where the position is not uniform.
    pub fn outcome(&self, r: f64, q: f64) -> Result<Outcome, Refusal> {
        self.checked(q)?;
        finite(r + q)?;
        if r.floor() != r {
            return Err(Refusal::NotWhole);
        }
        let Self { daily, protection, .. } = self;
        let backorders = mean_loss(protection, true, r, q);
        Ok(Outcome {
            fill_rate: 1.0 - self.short(r, q),
            on_hand: (mean_position(true, r, q) - protection.mean() + backorders).max(0.0),
            backorders,
            no_backorder: 1.0 - mean_exceedance(protection, r, q),
            in_stock: 1.0 - short_share(protection, r, q),
            // E[min(D, Q)] ÷ Q
            order_days: (daily.mean() - daily.loss(q)) / q,
        })
    }

    /// The smallest whole reorder point with which a quantity reaches a fill rate (`PR-3`).
    pub fn reorder_point(&self, q: f64, fill_rate: f64) -> Result<f64, Refusal> {
        self.checked(q)?;
        target(fill_rate)?;
        let share = 1.0 - fill_rate;
        let guess = self.protection.mean() - share * q;
        root::least_whole(-q, guess, |r| allowed(self.short(r, q), share)).ok_or(Refusal::Range)
    }

    /// The mean of the backorders that a day adds ÷ demand of a day.
    fn short(&self, r: f64, q: f64) -> f64 {
        let added = mean_loss(&self.protection, true, r, q) - mean_loss(&self.lead, true, r, q);
        (added / self.daily.mean()).clamp(0.0, 1.0)
    }

    fn checked(&self, q: f64) -> Result<(), Refusal> {
        legal(&[q])?;
        if q == 0.0 {
            return Err(Refusal::NoQuantity);
        }
        if q.floor() != q {
            return Err(Refusal::NotWhole);
        }
        let values = self.daily.values().unwrap_or_default();
        let possible = values.iter().filter(|(value, chance)| *value > 0.0 && *chance > 0.0);
        let shared = possible.fold(q, |shared, (value, _)| common_factor(shared, *value));
        if values.is_empty() || shared == 1.0 { Ok(()) } else { Err(Refusal::Multiples) }
    }
}

/// The demand of the lead time and more days.
fn over(daily: &Distribution, lead_days: u32, more: f64) -> Result<Distribution, Refusal> {
    daily.sum_of(f64::from(lead_days) + more).ok_or(Refusal::NotWhole)
}

/// The greatest common factor of two whole numbers.
fn common_factor(one: f64, other: f64) -> f64 {
    let (mut one, mut other) = (one, other);
    while other > 0.0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(values: &[(f64, f64)]) -> Distribution {
        let parts = values.iter().map(|(value, chance)| (*chance, Distribution::Constant(*value)));
        Distribution::mixture(parts.collect()).unwrap()
    }

    /// The chain of stock positions and the demand of lead time and day, step by step.
    #[test]
    fn closed_forms_are_the_means_over_the_positions() {
        let daily = Distribution::negative_binomial(4.0, 16.0).unwrap();
        let review = DailyReview::new(daily.clone(), 3).unwrap();
        let (r, q) = (14.0, 9.0);
        let outcome = review.outcome(r, q).unwrap();
        let (lead, protection) = (daily.sum_of(3.0).unwrap(), daily.sum_of(4.0).unwrap());
        let mean = |figure: &dyn Fn(f64) -> f64| (1..=9).map(|place| figure(r + f64::from(place))).sum::<f64>() / q;
        let on_hand = mean(&|y| y - protection.mean() + protection.loss(y));
        let short = mean(&|y| protection.loss(y) - lead.loss(y)) / 4.0;
        for (got, expected) in [
            (outcome.fill_rate, 1.0 - short),
            (outcome.on_hand, on_hand),
            (outcome.backorders, mean(&|y| protection.loss(y))),
            (outcome.no_backorder, mean(&|y| protection.cumulative(y))),
            (outcome.in_stock, mean(&|y| protection.cumulative(y - 1.0))),
        ] {
            assert!((got - expected).abs() < 1e-12, "{got} where {expected} is expected");
        }
    }

    #[test]
    fn the_reorder_point_is_the_smallest_that_reaches_the_fill_rate() {
        for daily in [Distribution::poisson(0.3).unwrap(), values(&[(0.0, 0.5), (1.0, 0.3), (5.0, 0.2)])] {
            let review = DailyReview::new(daily, 5).unwrap();
            for (q, beta) in [(1.0, 0.9), (4.0, 0.05), (4.0, 0.9999), (60.0, 0.5)] {
                let r = review.reorder_point(q, beta).unwrap();
                assert!(review.outcome(r, q).unwrap().fill_rate >= beta - 1e-12, "{q} {beta}");
                assert!(review.outcome(r - 1.0, q).unwrap().fill_rate < beta, "{q} {beta}");
            }
            assert_eq!(review.reorder_point(4.0, 1.0), Err(Refusal::NoGuarantee));
            assert_eq!(review.reorder_point(4.0, 0.0), Err(Refusal::NoTarget));
        }
    }

    #[test]
    fn demand_in_multiples_of_a_factor_of_the_quantity_is_refused() {
        let review = DailyReview::new(values(&[(0.0, 0.5), (6.0, 0.3), (12.0, 0.2)]), 5).unwrap();
        assert_eq!(review.outcome(20.0, 24.0), Err(Refusal::Multiples));
        assert_eq!(review.reorder_point(9.0, 0.9), Err(Refusal::Multiples));
        assert!(review.outcome(20.0, 25.0).is_ok());
        let constant = DailyReview::new(Distribution::Constant(10.0), 5).unwrap();
        assert_eq!(constant.outcome(20.0, 100.0), Err(Refusal::Multiples));
    }

    #[test]
    fn what_is_not_whole_or_nothing_is_refused() {
        let new = |daily| DailyReview::new(daily, 5).err();
        assert_eq!(new(Distribution::Zero), Some(Refusal::NoDemand));
        assert_eq!(new(Distribution::normal(20.0, 6.0).unwrap()), Some(Refusal::NotWhole));
        let review = DailyReview::new(Distribution::poisson(5.0).unwrap(), 7).unwrap();
        assert_eq!(review.outcome(42.5, 30.0), Err(Refusal::NotWhole));
        assert_eq!(review.outcome(42.0, 30.5), Err(Refusal::NotWhole));
        assert_eq!(review.outcome(42.0, 0.0), Err(Refusal::NoQuantity));
        assert_eq!(base_stock(&Distribution::poisson(5.0).unwrap(), 7, 0.0, 9.0), Err(Refusal::NoGuarantee));
    }
}
