//! Order Q whenever the stock position reaches r: what that costs, the best such policy, and the approximations of it.
//!
//! Continuous review, backorders. Rates and costs are per unit of time, any one: a year or a day. With
//! G(y) = h(y − μ) + (h + p)·E\[(D − y)⁺\] for the demand D of the lead time, a policy costs K·D ÷ Q and the mean of G over
//! the positions between r and r + Q.

use crate::stats::distribution::Distribution;
use crate::stats::root;

use super::refusal::{Refusal, finite, legal};
use super::service::for_short_share;
use super::stationary::{mean_loss, mean_position, short_share, whole};

/// Rounds that an approximation takes at most to settle; each leaves less than half of the error.
const ROUNDS: usize = 200;
/// A change of the quantity, as a part of it, that counts as none.
const SETTLED: f64 = 1e-13;

/// What a policy pays for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// K, per order.
    pub order: f64,
    /// h, per unit held and unit of time; above 0.
    pub holding: f64,
    /// p, per unit backordered and unit of time; above 0.
    pub backorder: f64,
}

impl Costs {
    pub(super) fn checked(self) -> Result<Self, Refusal> {
        legal(&[self.order, self.holding, self.backorder])?;
        if self.holding == 0.0 {
            Err(Refusal::NoHoldingCost)
        } else if self.backorder == 0.0 {
            Err(Refusal::NoShortageCost)
        } else {
            Ok(self)
        }
    }

    /// h ÷ (h + p): the share of time that is worth being short.
    fn short_share(self) -> f64 {
        self.holding / (self.holding + self.backorder)
    }

    /// G(y) per unit of time: what the stock position y costs, a lead time later.
    pub(super) fn of_position(self, demand: &Distribution, y: f64) -> f64 {
        self.holding * (y - demand.mean()) + (self.holding + self.backorder) * demand.loss(y)
    }
}

/// A reorder point and a quantity, in units, and their cost per unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// r
    pub reorder_point: f64,
    /// Q
    pub quantity: f64,
    /// Orders, holding and backorders per unit of time.
    pub cost: f64,
}

/// What a policy does in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Orders, holding and backorders per unit of time.
    pub cost: f64,
    /// Mean stock on hand, in units.
    pub on_hand: f64,
    /// Mean backorders, in units.
    pub backorders: f64,
    /// The share of time with stock on hand; also the fill rate.
    pub ready_rate: f64,
    /// Orders per unit of time.
    pub orders: f64,
}

/// Costs, demand per unit of time, and the demand of the lead time.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    costs: Costs,
    rate: f64,
    demand: Distribution,
    whole: bool,
}

impl Model {
    /// `rate` is the demand per unit of time, `demand` that of the lead time, in units. Refused without demand, holding
    /// cost or backorder cost.
    pub fn new(costs: Costs, rate: f64, demand: Distribution) -> Result<Self, Refusal> {
        legal(&[rate])?;
        let costs = costs.checked()?;
        if rate == 0.0 || demand.mean() < 0.0 {
            return Err(Refusal::NoDemand);
        }
        Ok(Self { costs, rate, whole: whole(&demand), demand })
    }

    /// What a policy does (`RQ-1`; SS 5.7; `RQ-3` of whole demand), exact: E\[backorders\] = \[n₂(r) − n₂(r + Q)\] ÷ Q.
    pub fn outcome(&self, r: f64, q: f64) -> Result<Outcome, Refusal> {
        finite(r + q)?;
        legal(&[q])?;
        if q == 0.0 {
            return Err(Refusal::NoQuantity);
        }
        let Self { costs, rate, demand, whole } = self;
        let backorders = mean_loss(demand, *whole, r, q);
        let on_hand = (mean_position(*whole, r, q) - demand.mean() + backorders).max(0.0);
        let orders = rate / q;
        let cost = finite(costs.order * orders + costs.holding * on_hand + costs.backorder * backorders)?;
        Ok(Outcome { cost, on_hand, backorders, ready_rate: 1.0 - short_share(demand, r, q), orders })
    }

    /// The best policy: C* = G(r) = G(r + Q) (`RQ-2`; Z92); of whole demand the best whole numbers (`RQ-3`; FZ).
    ///
    /// Where an order costs nothing, the quantity is 0 and the stock position stays at r.
    pub fn optimum(&self) -> Result<Policy, Refusal> {
        if self.whole {
            return self.whole_optimum();
        }
        if self.costs.order == 0.0 {
            let level = self.demand.quantile(1.0 - self.costs.short_share()).ok_or(Refusal::NoGuarantee)?;
            let cost = finite(self.costs.of_position(&self.demand, level))?;
            return Ok(Policy { reorder_point: level, quantity: 0.0, cost });
        }
        let setup = self.costs.order * self.rate;
        let both = self.costs.holding + self.costs.backorder;
        // Q·(G(r) − mean of G) rises with Q, at the rate Q·dG(r)/dQ, and is the order cost per time at the best Q.
        let excess = |q: f64| -> Result<(f64, f64), Refusal> {
            let r = self.balanced(q)?;
            let Self { demand, whole, .. } = self;
            let position = self.costs.of_position(demand, r);
            let mean = self.costs.holding * (mean_position(*whole, r, q) - demand.mean())
                + both * mean_loss(demand, *whole, r, q);
            let slope = |y: f64| self.costs.holding - both * demand.exceedance(y);
            let (falling, rising) = (slope(r), slope(r + q));
            Ok((q * (position - mean) - setup, q * falling * rising / (falling - rising)))
        };
        let least = self.planned_backorders()?;
        let above = |q: f64| excess(q).map_or(true, |(value, _)| value >= 0.0);
        let most = root::reach(least, least, above).ok_or(Refusal::Range)?;
        self.policy(root::rising(least, most, least, |q| excess(q).unwrap_or((0.0, 1.0))))
    }

    /// The least quantity whose next position is no cheaper than the mean, both by closed forms.
    fn whole_optimum(&self) -> Result<Policy, Refusal> {
        let enough = |q: f64| {
            let policy = self.policy(q);
            policy.is_ok_and(|Policy { reorder_point: r, cost, .. }| {
                let beside = |y: f64| self.costs.of_position(&self.demand, y);
                beside(r).min(beside(r + q + 1.0)) >= cost
            })
        };
        self.policy(root::least_whole(1.0, self.planned_backorders()?, enough).ok_or(Refusal::Range)?)
    }

    /// The economic order quantity with planned backorders, and the reorder point at which G(r) = G(r + Q) (`RQ-5`): a
    /// few percent above the optimum at most where demand varies little, and the fast one.
    pub fn with_planned_backorders(&self) -> Result<Policy, Refusal> {
        let q = self.planned_backorders()?;
        self.policy(if self.whole { q.round().max(1.0) } else { q })
    }

    /// The economic order quantity, and a safety stock for the cycle service p ÷ (p + h) (`RQ-6`; SS 5.21).
    pub fn with_safety_stock(&self) -> Result<Policy, Refusal> {
        self.continuous()?;
        let level = self.demand.quantile(1.0 - self.costs.short_share()).ok_or(Refusal::NoGuarantee)?;
        self.costed(level, self.economic(0.0))
    }

    /// The approximation that takes the stock for sufficient after every delivery (`RQ-7`; SS 5.28, 5.29):
    /// n(r) = Q·h ÷ (h + p) and Q = √(2\[K·D + (h + p)·n₂(r)\] ÷ h), in turns.
    pub fn by_loss(&self) -> Result<Policy, Refusal> {
        self.continuous()?;
        let both = self.costs.holding + self.costs.backorder;
        let reorder_point = |q: f64| self.demand.inverse_loss(q * self.costs.short_share()).ok_or(Refusal::Range);
        let q = settled(self.economic(0.0), |q| Ok(self.economic(both * self.demand.tail(reorder_point(q)?).second)))?;
        self.costed(reorder_point(q)?, q)
    }

    /// √(2(K·D + extra) ÷ h)
    fn economic(&self, extra: f64) -> f64 {
        (2.0 * (self.costs.order * self.rate + extra) / self.costs.holding).sqrt()
    }

    /// √(2KD(h + p) ÷ (hp)); the least that the best quantity can be.
    fn planned_backorders(&self) -> Result<f64, Refusal> {
        finite(self.economic(0.0) * (1.0 + self.costs.holding / self.costs.backorder).sqrt())
    }

    /// The best reorder point for a quantity: where the costs at both ends of the positions balance, which is where the
    /// share of demand that is short is h ÷ (h + p).
    fn balanced(&self, q: f64) -> Result<f64, Refusal> {
        let level = for_short_share(&self.demand, q, self.costs.short_share())?;
        // Of whole units the first position is r + 1.
        Ok(if self.whole { level - 1.0 } else { level })
    }

    fn policy(&self, q: f64) -> Result<Policy, Refusal> {
        if q == 0.0 {
            return Err(Refusal::NoQuantity);
        }
        self.costed(self.balanced(q)?, q)
    }

    fn costed(&self, reorder_point: f64, quantity: f64) -> Result<Policy, Refusal> {
        Ok(Policy { reorder_point, quantity, cost: self.outcome(reorder_point, quantity)?.cost })
    }

    fn continuous(&self) -> Result<(), Refusal> {
        if self.whole { Err(Refusal::Whole) } else { Ok(()) }
    }
}

/// The policy of Hadley and Whitin for a cost per unit short, however long it is short (`RQ-4`; SS 5.16–5.18):
/// P(D > r) = Q·h ÷ (p·D) and Q = √(2D\[K + p·n(r)\] ÷ h), in turns.
///
/// The cost h(r − μ + Q ÷ 2) + K·D ÷ Q + p·D·n(r) ÷ Q is an approximation. [`Refusal::NoShortageCost`] where being short
/// is cheaper than any stock.
pub fn for_cost_per_unit_short(
    order: f64,
    holding: f64,
    per_unit_short: f64,
    rate: f64,
    demand: &Distribution,
) -> Result<Policy, Refusal> {
    let costs = Costs { order, holding, backorder: per_unit_short };
    let model = Model::new(costs, rate, demand.clone())?;
    model.continuous()?;
    let reorder_point = |q: f64| {
        let share = q * holding / (per_unit_short * rate);
        if share < 1.0 {
            demand.quantile(1.0 - share).ok_or(Refusal::NoGuarantee)
        } else {
            Err(Refusal::NoShortageCost)
        }
    };
    let short = |r: f64| per_unit_short * rate * demand.loss(r);
    let quantity = settled(model.economic(0.0), |q| Ok(model.economic(short(reorder_point(q)?))))?;
    let r = reorder_point(quantity)?;
    let held = holding * (r - demand.mean() + quantity / 2.0);
    Ok(Policy { reorder_point: r, quantity, cost: finite(held + (order * rate + short(r)) / quantity)? })
}

/// The quantity that a step leaves as it is.
fn settled(start: f64, step: impl Fn(f64) -> Result<f64, Refusal>) -> Result<f64, Refusal> {
    let mut q = start;
    for _ in 0..ROUNDS {
        let next = finite(step(q)?)?;
        let done = (next - q).abs() <= SETTLED * next;
        q = next;
        if done {
            break;
        }
    }
    Ok(q)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COSTS: Costs = Costs { order: 8.0, holding: 0.225, backorder: 7.5 };

    fn model() -> Model {
        Model::new(COSTS, 1300.0, Distribution::normal(108.3, 43.3).unwrap()).unwrap()
    }

    #[test]
    fn no_policy_near_costs_less_than_the_optimum() {
        let demands = [
            Distribution::normal(108.3, 43.3),
            Distribution::gamma(60.0, 4000.0),
            Distribution::poisson(12.0),
            Distribution::negative_binomial(14.0, 46.0),
        ];
        for demand in demands {
            for order in [0.05, 8.0, 500.0] {
                let model = Model::new(Costs { order, ..COSTS }, 1300.0, demand.clone().unwrap()).unwrap();
                let best = model.optimum().unwrap();
                let step = if model.whole { 1.0 } else { best.quantity / 500.0 };
                for (r, q) in [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (-1.0, 1.0), (1.0, -1.0)] {
                    let (r, q) = (best.reorder_point + r * step, best.quantity + q * step);
                    assert!(
                        q < 1.0 && model.whole || model.outcome(r, q).unwrap().cost >= best.cost,
                        "{model:?} {r} {q}"
                    );
                }
                let fast = model.with_planned_backorders().unwrap();
                assert!(fast.cost >= best.cost * (1.0 - 1e-12), "{model:?}");
            }
        }
    }

    #[test]
    fn certain_demand_is_the_economic_order_quantity_with_planned_backorders() {
        for demand in [Distribution::Constant(100.0), Distribution::Zero] {
            let mean = demand.mean();
            let model = Model::new(COSTS, 1300.0, demand).unwrap();
            let best = model.optimum().unwrap();
            let q = (2.0_f64 * 8.0 * 1300.0 * (0.225 + 7.5) / (0.225 * 7.5)).sqrt();
            assert!((best.quantity - q).abs() < 1e-6 * q, "{best:?}");
            assert!((best.reorder_point - (mean - q * 0.225 / 7.725)).abs() < 1e-6 * q, "{best:?}");
            assert!((best.cost - (2.0_f64 * 8.0 * 1300.0 * 0.225 * 7.5 / 7.725).sqrt()).abs() < 1e-9, "{best:?}");
        }
    }

    #[test]
    fn free_orders_keep_the_position_still() {
        let model = Model::new(Costs { order: 0.0, ..COSTS }, 1300.0, model().demand).unwrap();
        let best = model.optimum().unwrap();
        assert_eq!(best.quantity, 0.0);
        assert!((best.reorder_point - 108.3).abs() < 43.3 * 3.0 && best.cost > 0.0);
        assert_eq!(model.with_planned_backorders(), Err(Refusal::NoQuantity));
    }

    #[test]
    fn what_costs_nothing_or_sells_nothing_is_refused() {
        let demand = model().demand;
        let new = |costs, rate| Model::new(costs, rate, demand.clone()).err();
        assert_eq!(new(Costs { holding: 0.0, ..COSTS }, 1300.0), Some(Refusal::NoHoldingCost));
        assert_eq!(new(Costs { backorder: 0.0, ..COSTS }, 1300.0), Some(Refusal::NoShortageCost));
        assert_eq!(new(COSTS, 0.0), Some(Refusal::NoDemand));
        assert_eq!(new(COSTS, f64::NAN), Some(Refusal::Input));
        assert_eq!(model().outcome(100.0, 0.0), Err(Refusal::NoQuantity));
        assert_eq!(for_cost_per_unit_short(8.0, 0.225, 1e-4, 1300.0, &demand), Err(Refusal::NoShortageCost));
        let whole = Model::new(COSTS, 1300.0, Distribution::poisson(12.0).unwrap()).unwrap();
        assert_eq!(whole.by_loss(), Err(Refusal::Whole));
    }

    /// Trap 17: a cost per unit short is no cost per unit and year.
    #[test]
    fn a_cost_per_unit_short_is_no_cost_per_time() {
        let per_unit = for_cost_per_unit_short(8.0, 0.225, 7.5, 1300.0, &model().demand).unwrap();
        let per_year = model().optimum().unwrap();
        assert!(per_unit.reorder_point > 1.6 * per_year.reorder_point, "{per_unit:?} {per_year:?}");
    }

    #[test]
    fn whole_positions_are_summed() {
        let demand = Distribution::poisson(12.0).unwrap();
        let model = Model::new(COSTS, 4.0, demand.clone()).unwrap();
        let (r, q) = (9.0, 7.0);
        let positions = (1..=7).map(|place| COSTS.of_position(&demand, r + f64::from(place)));
        let expected = (8.0 * 4.0 + positions.sum::<f64>()) / q;
        assert!((model.outcome(r, q).unwrap().cost - expected).abs() < 1e-12);
    }
}
