//! One purchase for one selling period: what is left over costs, and so does every sale that is missed.

use crate::stats::distribution::Distribution;

use super::refusal::{Refusal, finite, legal};

/// A quantity for one period, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purchase {
    /// The quantity S to have, in units; whole for whole demand, never below 0.
    pub quantity: f64,
    /// u ÷ (u + o): the chance of no missed sale that is worth paying for. 0 where a missed sale costs nothing.
    pub critical_ratio: f64,
    /// The expected cost of leftovers and missed sales.
    pub cost: f64,
}

/// The quantity with the least expected cost (`NV-1`, `NV-2`, `NV-3`, `NV-5`, `NV-6`; SPT ch. 9): the smallest S with
/// P(D ≤ S) ≥ u ÷ (u + o), which costs o(S − μ) + (o + u)·E\[(D − S)⁺\].
///
/// `overage` is what a unit left over costs, `underage` what a missed sale costs. [`Refusal::NoGuarantee`] where
/// leftovers cost nothing and the demand has no largest value.
pub fn purchase(demand: &Distribution, overage: f64, underage: f64) -> Result<Purchase, Refusal> {
    finite(overage).and(finite(underage)).map_err(|_| Refusal::Input)?;
    let (quantity, critical_ratio) = if underage <= 0.0 {
        (0.0, 0.0)
    } else if overage < 0.0 {
        return Err(Refusal::NoGuarantee);
    } else {
        let ratio = underage / (underage + overage);
        (demand.quantile(ratio).ok_or(Refusal::NoGuarantee)?.max(0.0), ratio)
    };
    let cost = overage * (quantity - demand.mean()) + (overage + underage) * demand.loss(quantity);
    Ok(Purchase { quantity, critical_ratio, cost: finite(cost)? })
}

/// What a unit costs and brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// What a sale brings.
    pub price: f64,
    /// What the unit costs.
    pub cost: f64,
    /// What a unit left over brings.
    pub salvage: f64,
}

/// The quantity with the highest expected profit, and that profit (`NV-4`): underage price − cost, overage
/// cost − salvage; the profit is (price − cost)·μ less the cost of the purchase.
pub fn for_profit(demand: &Distribution, offer: Offer) -> Result<(Purchase, f64), Refusal> {
    let Offer { price, cost, salvage } = offer;
    legal(&[price.abs(), cost.abs(), salvage.abs()])?;
    if price <= cost {
        return Err(Refusal::PriceNotAboveCost);
    }
    if cost <= salvage {
        return Err(Refusal::CostNotAboveSalvage);
    }
    let purchase = purchase(demand, cost - salvage, price - cost)?;
    Ok((purchase, finite((price - cost) * demand.mean() - purchase.cost)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(mean: f64, sd: f64) -> Distribution {
        Distribution::normal(mean, sd).unwrap()
    }

    #[test]
    fn no_quantity_near_costs_less() {
        let demands = [
            normal(50.0, 8.0),
            Distribution::gamma(12.0, 196.0).unwrap(),
            Distribution::poisson(6.0).unwrap(),
            Distribution::negative_binomial(3.0, 12.0).unwrap(),
        ];
        for demand in demands {
            for underage in [0.1, 1.0, 19.0] {
                let best = purchase(&demand, 1.0, underage).unwrap();
                for step in [-1.0, 1.0] {
                    let other = best.quantity + step;
                    let cost = other - demand.mean() + (1.0 + underage) * demand.loss(other);
                    assert!(other < 0.0 || cost >= best.cost - 1e-12, "{demand:?} {underage}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_bought_where_missing_a_sale_costs_nothing() {
        for underage in [0.0, -2.0] {
            let none = purchase(&normal(50.0, 8.0), 1.0, underage).unwrap();
            assert_eq!((none.quantity, none.critical_ratio), (0.0, 0.0));
            assert!((none.cost - underage * 50.0).abs() < 1e-9);
        }
        // A normal demand that may be negative: never less than nothing.
        assert_eq!(purchase(&normal(1.0, 10.0), 9.0, 1.0).unwrap().quantity, 0.0);
        assert_eq!(
            purchase(&Distribution::Zero, 1.0, 9.0).unwrap(),
            Purchase { quantity: 0.0, critical_ratio: 0.9, cost: 0.0 }
        );
    }

    #[test]
    fn free_leftovers_are_refused_unless_demand_has_a_largest_value() {
        assert_eq!(purchase(&normal(50.0, 8.0), 0.0, 1.0), Err(Refusal::NoGuarantee));
        assert_eq!(purchase(&normal(50.0, 8.0), -1.0, 5.0), Err(Refusal::NoGuarantee));
        assert_eq!(purchase(&normal(50.0, 8.0), f64::NAN, 5.0), Err(Refusal::Input));
        assert_eq!(purchase(&Distribution::Constant(70.0), 0.0, 1.0).unwrap().quantity, 70.0);
    }

    #[test]
    fn a_ratio_that_is_met_exactly_takes_the_smaller_quantity() {
        let values = [(0.1, 0.0), (0.7, 10.0), (0.2, 40.0)];
        let demand =
            Distribution::mixture(values.map(|(chance, value)| (chance, Distribution::Constant(value))).to_vec());
        assert_eq!(purchase(&demand.unwrap(), 1.0, 4.0).unwrap().quantity, 10.0);
    }

    #[test]
    fn price_cost_and_salvage_must_fall() {
        let of = |price, cost, salvage| for_profit(&normal(50.0, 8.0), Offer { price, cost, salvage });
        assert_eq!(of(1.0, 1.0, 0.1), Err(Refusal::PriceNotAboveCost));
        assert_eq!(of(1.0, 2.0, 0.1), Err(Refusal::PriceNotAboveCost));
        assert_eq!(of(1.0, 0.3, 0.3), Err(Refusal::CostNotAboveSalvage));
        assert_eq!(of(f64::NAN, 0.3, 0.3), Err(Refusal::Input));
        assert!(of(1.0, 0.3, -0.2).is_ok());
    }
}
