//! Order up to S whenever a review finds the stock position at s or below: the best such policy, its cost, and an
//! approximation.
//!
//! Reviews are one period apart; costs are per period; demand is in whole units. A position costs what it costs after
//! the lead time and a period.

use crate::stats::distribution::Distribution;

use super::policy_rq::Costs;
use super::refusal::{Refusal, finite, legal};
use super::review::{Losses, Review};
use super::safety_stock::Moments;

/// The widest S − s that is looked at: the tables grow with it, their sums with its square.
const WIDEST: usize = 10_000;

/// A reorder point and a level to order up to, in units, and their cost per period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// s
    pub reorder_point: f64,
    /// S
    pub up_to: f64,
    /// Orders, holding and backorders per period.
    pub cost: f64,
}

/// Costs per period, the demand of a period, and the demand that a position must last for.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    costs: Costs,
    period: Distribution,
    protection: Protection,
    /// The position with the least cost.
    cheapest: f64,
}

/// The demand that a position must last for.
#[derive(Clone, Debug, PartialEq)]
enum Protection {
    /// By formula.
    Of(Distribution),
    /// From a table.
    Tabled(Losses),
}

impl Protection {
    /// G: what a position costs per unit of time.
    fn cost(&self, costs: Costs, y: f64) -> f64 {
        match self {
            Self::Of(demand) => costs.of_position(demand, y),
            Self::Tabled(losses) => {
                costs.holding * (y - losses.mean) + (costs.holding + costs.backorder) * losses.at(y)
            }
        }
    }
}

impl Model {
    /// `period` is the demand of a period in whole units, `lead_periods` the lead time. [`Refusal::NotWhole`] of other
    /// demand.
    pub fn new(costs: Costs, period: Distribution, lead_periods: f64) -> Result<Self, Refusal> {
        legal(&[lead_periods])?;
        let costs = costs.checked()?;
        if !period.is_discrete() {
            return Err(Refusal::NotWhole);
        }
        if period.mean() <= 0.0 {
            return Err(Refusal::NoDemand);
        }
        let protection = period.sum_of(lead_periods + 1.0).ok_or(Refusal::NotWhole)?;
        let ratio = costs.backorder / (costs.backorder + costs.holding);
        let cheapest = protection.quantile(ratio).ok_or(Refusal::NoGuarantee)?;
        Ok(Self { costs, period, protection: Protection::Of(protection), cheapest })
    }

    /// Of a stock that is looked at every so many days, which are the period; a position costs what its evenings cost.
    pub fn of_review(costs: Costs, review: &Review) -> Result<Self, Refusal> {
        let costs = costs.checked()?;
        let losses = review.evening.clone();
        let cheapest = losses.quantile(costs.backorder / (costs.backorder + costs.holding));
        Ok(Self { costs, period: review.period.clone(), protection: Protection::Tabled(losses), cheapest })
    }

    /// The cost of a policy per period (`SSP-2`, `SSP-5`): c(s, S) = \[K + Σ m(j)G(S − j)\] ÷ Σ m(j) over 0 ≤ j < S − s,
    /// where m is the renewal density of demand.
    pub fn cost(&self, s: f64, up_to: f64) -> Result<f64, Refusal> {
        let mut tables = Tables::new(self);
        let width = up_to - s;
        if !(width >= 1.0 && s.floor() == s && width.floor() == width) {
            return Err(Refusal::Input);
        }
        finite(tables.cost(up_to - self.cheapest, width)?)
    }

    /// The best policy (`SSP-1`, `SSP-4`, `SSP-5`; ZF): S rises from the cheapest position as long as the position alone
    /// costs no more than the best policy so far.
    pub fn optimum(&self) -> Result<Policy, Refusal> {
        let mut tables = Tables::new(self);
        // Positions count from the cheapest one.
        let (mut low, mut high) = (-1.0, 0.0);
        while tables.cost(high, high - low)? > tables.position(low)? {
            low -= 1.0;
        }
        let mut least = tables.cost(high, high - low)?;
        let mut candidate = high + 1.0;
        while tables.position(candidate)? <= least {
            let cost = tables.cost(candidate, candidate - low)?;
            if cost < least {
                (high, least) = (candidate, cost);
                while least <= tables.position(low + 1.0)? {
                    low += 1.0;
                    least = tables.cost(high, high - low)?;
                }
            }
            candidate += 1.0;
        }
        Ok(Policy { reorder_point: self.cheapest + low, up_to: self.cheapest + high, cost: finite(least)? })
    }
}

/// What the sums take again and again, filled as far as they ask.
struct Tables<'a> {
    model: &'a Model,
    /// G of the cheapest position and those above.
    above: Vec<f64>,
    /// G of those below, downward.
    below: Vec<f64>,
    renewals: Renewals,
}

impl<'a> Tables<'a> {
    fn new(model: &'a Model) -> Self {
        Self { model, above: Vec::new(), below: Vec::new(), renewals: Renewals::default() }
    }

    /// G of a position, counted from the cheapest.
    fn position(&mut self, offset: f64) -> Result<f64, Refusal> {
        let below = offset < 0.0;
        let (table, place) = if below { (&mut self.below, -1.0 - offset) } else { (&mut self.above, offset) };
        let place = index(place)?;
        while table.len() <= place {
            let next = table.len() as f64;
            let y = self.model.cheapest + if below { -1.0 - next } else { next };
            table.push(self.model.protection.cost(self.model.costs, y));
        }
        table.get(place).copied().ok_or(Refusal::Range)
    }

    /// c(s, S) for S counted from the cheapest position and S − s.
    fn cost(&mut self, up_to: f64, width: f64) -> Result<f64, Refusal> {
        let width = index(width)?;
        self.renewals.extend_to(&self.model.period, width);
        let mut sum = self.model.costs.order;
        for j in 0..width {
            let position = self.position(up_to - j as f64)?;
            sum += self.renewals.renewals.get(j).map_or(0.0, |(density, _)| density * position);
        }
        let renewed = self.renewals.renewals.get(width.saturating_sub(1)).map(|(_, total)| *total);
        renewed.map(|total| sum / total).ok_or(Refusal::Range)
    }
}

/// The renewals of demand, filled as far as they are asked for.
#[derive(Default)]
struct Renewals {
    /// P(D = i), i ≥ 0.
    chances: Vec<f64>,
    /// m(j), and the sums of m up to j.
    renewals: Vec<(f64, f64)>,
}

impl Renewals {
    /// m(0) … m(width − 1): m(0) = 1 ÷ (1 − p₀), m(j) = Σ pᵢ·m(j − i) ÷ (1 − p₀).
    fn extend_to(&mut self, period: &Distribution, width: usize) {
        let first = 1.0 / period.exceedance(0.0);
        while self.renewals.len() < width {
            let j = self.renewals.len();
            self.chances.push(period.probability(j as f64));
            let density = if j == 0 {
                first
            } else {
                let earlier = self.renewals.iter().rev().map(|(density, _)| density);
                first * self.chances.iter().skip(1).zip(earlier).map(|(chance, density)| chance * density).sum::<f64>()
            };
            let total = self.renewals.last().map_or(0.0, |(_, total)| *total);
            self.renewals.push((density, total + density));
        }
    }
}

/// How likely a position is under a policy, and how often it orders.
pub(super) struct Positions {
    /// The chances of S, S − 1 … s + 1.
    pub shares: Vec<f64>,
    /// Orders per period.
    pub orders: f64,
}

/// The positions for an S − s (`SSP-2`): m(j) ÷ Σ m of S − j, and 1 ÷ Σ m orders.
pub(super) fn positions(period: &Distribution, width: f64) -> Result<Positions, Refusal> {
    if !(width >= 1.0 && width.floor() == width) {
        return Err(Refusal::Input);
    }
    let width = index(width)?;
    let mut renewals = Renewals::default();
    renewals.extend_to(period, width);
    let total = renewals.renewals.last().map_or(f64::NAN, |(_, total)| *total);
    let shares = renewals.renewals.iter().map(|(density, _)| density / total).collect();
    Ok(Positions { shares, orders: finite(1.0 / total)? })
}

/// A place in a table.
fn index(place: f64) -> Result<usize, Refusal> {
    if place >= 0.0 && place <= WIDEST as f64 { Ok(place as usize) } else { Err(Refusal::Range) }
}

/// The power approximation of the best policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerPolicy {
    /// s, in units, not rounded.
    pub reorder_point: f64,
    /// S, in units, not rounded.
    pub up_to: f64,
    /// S − s is at most one and a half periods' demand: outside of what the approximation was fitted to.
    pub small_quantity: bool,
}

/// The power approximation (`SSP-3`; EM, SS 4.77–4.80) for normal demand that varies: from the moments of a period's
/// demand and those of the lead time and a period.
pub fn power_approximation(costs: Costs, period: Moments, lead_periods: f64) -> Result<PowerPolicy, Refusal> {
    let protection = period.over(Moments { mean: lead_periods, sd: 0.0 }, 1.0)?;
    power_approximation_over(costs, period, protection)
}

/// The same where the demand of the lead time and a period is known by its moments: lead times vary.
pub fn power_approximation_over(costs: Costs, period: Moments, protection: Moments) -> Result<PowerPolicy, Refusal> {
    let Costs { order, holding, backorder } = costs.checked()?;
    let Moments { mean, sd } = protection;
    legal(&[period.mean, period.sd, mean, sd])?;
    if period.mean == 0.0 {
        return Err(Refusal::NoDemand);
    }
    if sd == 0.0 {
        return Err(Refusal::NoVariation);
    }
    if order == 0.0 {
        return Err(Refusal::NoQuantity);
    }
    let variation = 1.0 + sd * sd / (period.mean * period.mean);
    let quantity =
        1.30 * libm::pow(period.mean, 0.494) * libm::pow(order / holding, 0.506) * libm::pow(variation, 0.116);
    let z = (quantity * holding / (sd * backorder)).sqrt();
    let reorder_point = 0.973 * mean + sd * (0.183 / z + 1.063 - 2.192 * z);
    Ok(PowerPolicy {
        reorder_point: finite(reorder_point)?,
        up_to: finite(reorder_point + quantity)?,
        small_quantity: quantity <= 1.5 * period.mean,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COSTS: Costs = Costs { order: 24.0, holding: 1.0, backorder: 9.0 };

    #[test]
    fn the_optimum_is_the_best_of_all_around() {
        let periods = [
            Distribution::poisson(2.0).unwrap(),
            Distribution::negative_binomial(3.0, 9.0).unwrap(),
            Distribution::mixture(vec![(0.6, Distribution::Zero), (0.4, Distribution::Constant(6.0))]).unwrap(),
        ];
        for period in periods {
            for (order, lead) in [(0.0, 0.0), (1.0, 2.0), (24.0, 0.0), (100.0, 1.0)] {
                let model = Model::new(Costs { order, ..COSTS }, period.clone(), lead).unwrap();
                let best = model.optimum().unwrap();
                assert!((model.cost(best.reorder_point, best.up_to).unwrap() - best.cost).abs() < 1e-12);
                for s in -6..=6 {
                    for up_to in -6..=6 {
                        let (s, up_to) = (best.reorder_point + f64::from(s), best.up_to + f64::from(up_to));
                        assert!(
                            s >= up_to || model.cost(s, up_to).unwrap() >= best.cost - 1e-9,
                            "{model:?} {s} {up_to}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn what_has_no_policy_is_refused() {
        let of = |costs, period| Model::new(costs, period, 0.0).err();
        let poisson = || Distribution::poisson(2.0).unwrap();
        assert_eq!(of(COSTS, Distribution::Zero), Some(Refusal::NoDemand));
        assert_eq!(of(COSTS, Distribution::normal(20.0, 6.0).unwrap()), Some(Refusal::NotWhole));
        assert_eq!(of(Costs { holding: 0.0, ..COSTS }, poisson()), Some(Refusal::NoHoldingCost));
        assert_eq!(of(Costs { backorder: 0.0, ..COSTS }, poisson()), Some(Refusal::NoShortageCost));
        let model = Model::new(COSTS, poisson(), 0.0).unwrap();
        for (s, up_to) in [(4.0, 4.0), (5.0, 4.0), (4.5, 8.5), (0.0, f64::NAN)] {
            assert_eq!(model.cost(s, up_to), Err(Refusal::Input), "{s} {up_to}");
        }
        let wide = Model::new(Costs { order: 1e12, ..COSTS }, poisson(), 0.0).unwrap();
        assert_eq!(wide.optimum(), Err(Refusal::Range));
    }

    #[test]
    fn the_power_approximation_says_where_it_was_not_fitted() {
        let period = Moments { mean: 50.0, sd: 8.0 };
        let small = power_approximation(Costs { order: 2.5, ..COSTS }, period, 0.0).unwrap();
        assert!(small.small_quantity);
        assert!(!power_approximation(Costs { order: 640.0, ..COSTS }, period, 0.0).unwrap().small_quantity);
        let none = Moments { mean: 0.0, sd: 0.0 };
        assert_eq!(power_approximation(COSTS, none, 0.0), Err(Refusal::NoDemand));
        assert_eq!(power_approximation(COSTS, Moments { mean: 5.0, sd: 0.0 }, 0.0), Err(Refusal::NoVariation));
    }
}
