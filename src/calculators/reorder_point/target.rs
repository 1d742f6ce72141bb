//! The reorder point that the target asks for.

use super::Inputs;
use super::cost::Costs;
use super::demand::Demand;
use super::plan::Protection;
use super::quantity::Quantity;
#[cfg(feature = "explain")]
use super::quantity::orders;
use super::texts::problem;
#[cfg(feature = "explain")]
use crate::inventory::refusal::Refusal;
#[cfg(feature = "explain")]
use crate::inventory::safety_stock::{self, Cycle};
use crate::inventory::service;
use crate::schema::Problem;
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;
#[cfg(feature = "explain")]
use crate::stats::normal;

/// The most service that a cost may ask for: beyond it no finite stock is sure (ZQ-1), however dear a shortage is.
#[cfg(feature = "explain")]
const SUREST: f64 = 1.0 - 2e-12;

/// A reorder point and how it came about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reorder {
    /// Stock in hand and on order at which to order: a real figure, which is rounded up to be shown.
    pub point: f64,
    /// The safety stock as the formula has it.
    pub raw_safety: f64,
    /// Whether it was below zero and counts as zero.
    pub floored: bool,
    /// Whether a shortage is so cheap that no safety stock pays.
    pub least: bool,
}

/// Finds it: by the quantile (SS-1, SS-2, SS-9, SS-10), by fill rate (FR-6), or where one more unit of safety stock costs what
/// it saves (RQ-5 for units owed, SS-8 for units short, SS-7 for occasions).
pub fn reorder(
    inputs: &Inputs,
    costs: &Costs,
    demand: &Demand,
    protection: &Protection,
    quantity: &Quantity,
) -> Result<Reorder, Problem> {
    let law = &protection.law;
    let level = float(inputs.service_level) / 100.0;
    if demand.is_none() {
        return Ok(Reorder { point: 0.0, raw_safety: 0.0, floored: false, least: false });
    }
    match inputs.target {
        "cycle-service" => Ok(settled(inputs, law.quantile(level).ok_or_else(no_stock)?, protection.mean)),
        "fill-rate" => Ok(settled(inputs, by_fill(law, quantity, level)?, protection.mean)),
        #[cfg(feature = "explain")]
        by => by_cost(inputs, costs, demand, protection, quantity, by),
        // See `ELSEWHERE`.
        #[cfg(not(feature = "explain"))]
        _ => {
            let _ = costs;
            Err(Problem::error(crate::schema::code::ELSEWHERE))
        }
    }
}

/// Where one more unit of safety stock costs what it saves.
#[cfg(feature = "explain")]
fn by_cost(
    inputs: &Inputs,
    costs: &Costs,
    demand: &Demand,
    protection: &Protection,
    quantity: &Quantity,
    by: &str,
) -> Result<Reorder, Problem> {
    let law = &protection.law;
    let shortage = costs.shortage.ok_or(Problem::error(problem::E_SHORTAGE_COST).at("shortage-cost"))?;
    let holding = quantity.unit.and_then(|unit| costs.holding(unit));
    let missing = if quantity.unit.is_some() { "holding-rate" } else { "unit-landed-cost" };
    let holding = holding.ok_or(Problem::error(problem::E_HOLDING_COST).at(missing))?;
    if by == "backorder-cost" {
        let served = (shortage / (shortage + holding)).min(SUREST);
        return Ok(settled(inputs, by_fill(law, quantity, served)?, protection.mean));
    }
    let cycle = Cycle {
        annual_demand: demand.yearly(),
        quantity: ordered_at_once(inputs, demand, if quantity.units > 0.0 { quantity.units } else { quantity.raw }),
        holding,
        protection_sd: protection.deviation,
    };
    let found = if by == "short-cost" {
        safety_stock::for_cost_per_unit(cycle, shortage, 0.0)
    } else {
        safety_stock::for_cost_per_occasion(cycle, shortage, 0.0)
    };
    // The factor of the normal law as a level, so that other laws have theirs.
    let level = match found {
        Ok(found) => (!found.floor_used).then(|| normal::cumulative(found.factor).min(SUREST)),
        Err(refusal) => (refusal == Refusal::NoGuarantee).then_some(SUREST),
    };
    let point = level.and_then(|level| law.quantile(level));
    // Where nothing varies an occasion needs no safety stock, whatever it costs.
    let is_certain = by == "occasion-cost" && protection.deviation <= 0.0;
    let least = !is_certain && point.is_none_or(|point| point < protection.mean);
    let point = point.unwrap_or(protection.mean).max(protection.mean);
    Ok(Reorder { least, ..settled(inputs, point, protection.mean) })
}

/// Units that are ordered at once on average: of a quantity that sells between two looks several.
#[cfg(feature = "explain")]
pub fn ordered_at_once(inputs: &Inputs, demand: &Demand, quantity: f64) -> f64 {
    let orders = if quantity > 0.0 { orders(demand, float(inputs.review_days), quantity) } else { 0.0 };
    if orders > 0.0 { demand.yearly() / orders } else { quantity }
}

fn no_stock() -> Problem {
    Problem::error(problem::E_NO_FINITE_STOCK).at("service-level")
}

fn by_fill(law: &Distribution, quantity: &Quantity, share: f64) -> Result<f64, Problem> {
    // Where nothing can be ordered no unit is served from an order.
    let units = if quantity.units > 0.0 { quantity.units } else { quantity.raw };
    // Where nothing is asked for meanwhile, no stock is needed for any share of it.
    if law.mean() <= 0.0 || units <= 0.0 {
        return Ok(law.mean());
    }
    service::reorder_point(law, units, share).map_err(|_| no_stock())
}

fn settled(inputs: &Inputs, point: f64, mean: f64) -> Reorder {
    let raw_safety = point - mean;
    let floored = inputs.floor_at_zero && raw_safety < 0.0;
    Reorder { point: if floored { mean } else { point }, raw_safety, floored, least: false }
}
