//! How many units of an order: the cheapest, or as typed; then what the supplier takes, what may lie and what fits.

use super::Inputs;
use super::cost::Costs;
use super::demand::Demand;
use crate::inventory::DAYS_A_YEAR;
use crate::inventory::order_quantity::Eoq;
#[cfg(feature = "explain")]
use crate::inventory::price_breaks::{PriceBreak as Break, PriceBreaks};
use crate::inventory::rounding::{Limit, OrderRules};
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;
#[cfg(feature = "explain")]
use {
    super::plan::{Plan, lowered, packed},
    super::texts::note,
    crate::amount::Money,
    crate::schema::{Arg, Phrase},
    crate::stats::figures::decimal,
};

/// Days of sales of an order where nobody said what it costs.
pub const DAYS_WITHOUT_COSTS: f64 = 30.0;

/// Where a quantity is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// The user said it.
    Typed,
    /// The cheapest (EOQ-1, EOQ-5).
    Economic,
    /// The cheapest with prices by quantity (QD-1, QD-2): the tier from so many units on.
    #[cfg(feature = "explain")]
    Tier(f64),
    /// The cheapest with planned shortages (EOQ-2), where a unit owed has a price.
    #[cfg(feature = "explain")]
    Owed,
    /// Thirty days of sales, without costs.
    ThirtyDays,
}

/// The units of an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Units; nothing where no quantity meets the limits.
    pub units: f64,
    /// Where they are from.
    pub basis: Basis,
    /// Before they were rounded and cut.
    pub raw: f64,
    /// What may lie, where that is less than `raw`.
    pub shelf: Option<f64>,
    /// Whether they were cut to what fits.
    pub capped: bool,
    /// Landed cost of one at this quantity.
    pub unit: Option<f64>,
}

/// What the supplier takes and what fits: cartons, least, most.
#[cfg_attr(not(feature = "explain"), expect(unused_variables, reason = "a budget is the engine's"))]
pub fn rules(inputs: &Inputs, costs: &Costs) -> OrderRules {
    #[cfg(feature = "explain")]
    let paid = costs.affords(inputs.discount);
    #[cfg(not(feature = "explain"))]
    let paid: Option<f64> = None;
    let most = inputs.most_order.map(float);
    OrderRules {
        moq: inputs.least_order.map_or(0.0, float),
        pack: inputs.case_pack.map_or(1.0, float),
        most: most.into_iter().chain(paid).reduce(f64::min),
    }
}

/// As many of these units as the budget pays at the price of that many: between what it pays at a price and where a lower one
/// begins, nothing is paid.
#[cfg(feature = "explain")]
fn within_budget(units: f64, inputs: &Inputs, costs: &Costs, rules: OrderRules) -> f64 {
    let mut units = units;
    for _ in 0..=costs.breaks.len() {
        match costs.budget.zip(costs.price_at(units, inputs.discount)) {
            Some((budget, price)) if units * price > budget * (1.0 + 1e-9) => {
                units = rules.packs_down(budget / price) * rules.pack;
            }
            _ => break,
        }
    }
    if units + 1e-9 < rules.least() { 0.0 } else { units }
}

/// What the budget pays, where it is that which cuts an order or leaves none.
#[cfg(feature = "explain")]
pub fn by_budget(plan: &Plan<'_>) -> Option<Phrase> {
    let (budget, paid) = plan.costs.budget.zip(plan.costs.affords(plan.inputs.discount))?;
    let unit = plan.costs.price_at(paid, plan.inputs.discount)?;
    let is_least = plan.inputs.most_order.is_none_or(|most| paid < float(most));
    let (quantity, least) = (&plan.quantity, plan.rules.least());
    let is_short = plan.due_now().is_some_and(|(due, count)| due < count * quantity.units);
    if !is_least || !(quantity.capped || is_short || (quantity.units <= 0.0 && paid < least)) {
        return None;
    }
    let money = |value| {
        let currency = plan.costs.currency;
        Some(Arg::Money(Money { value: decimal(value, currency.minor_digits())?, currency }))
    };
    let phrase = Phrase::new(if paid < least { note::BUDGET_BELOW_LEAST } else { note::BUDGET_PAYS });
    let phrase = phrase.with("budget", money(budget)?).with("cost", money(unit)?);
    let phrase = phrase.with("units", Arg::Number(decimal(lowered(paid), 0)?));
    Some(if paid < least { phrase.with("least", Arg::Number(packed(least)?)) } else { phrase })
}

/// Orders of a year (PR-2). Who looks at the stock every so many days orders once a look at most, several quantities at once
/// where that much was sold: `looks × E[min(demand between two looks, quantity)] ÷ quantity`. Who looks all the time orders
/// each quantity for itself.
pub fn orders(demand: &Demand, review: f64, quantity: f64) -> f64 {
    let yearly = demand.yearly();
    let each = yearly / quantity;
    let looks = DAYS_A_YEAR / review;
    let variance = demand.deviation * demand.deviation * review;
    match Distribution::of_moments(yearly / looks, variance).filter(|_| review > 0.0) {
        Some(law) => {
            // Where the difference loses its last digits it is still no less than how likely more than an order is sold.
            let share = (law.loss(0.0) - law.loss(quantity)) / quantity;
            (looks * share.max(law.exceedance(quantity)).min(1.0)).min(each)
        }
        None => each,
    }
}

/// Finds it.
pub fn quantity(inputs: &Inputs, costs: &Costs, demand: &Demand, review: f64, rules: OrderRules) -> Quantity {
    let (basis, raw, packed) = wanted(inputs, costs, demand, review, rules);
    let rounded = match packed {
        Some(units) => Some((units, Limit::Kept)),
        None => rules.round(raw).map(|order| (order.quantity, order.limit)),
    };
    let reached = rounded.map_or(0.0, |(units, _)| units);
    let shelf = inputs.most_cover.map(|days| demand.over(0.0, float(days))).filter(|cap| *cap < reached);
    let rounded = match shelf {
        None => rounded,
        Some(cap) => {
            let most = Some(rules.most.map_or(cap, |most| most.min(cap)));
            let within = OrderRules { most, ..rules }.round(raw).filter(|order| order.limit != Limit::Infeasible);
            // What the supplier takes at least is ordered although it lasts longer than it may: the answer says so.
            let order = within.or_else(|| rules.round(cap));
            order.map(|order| (order.quantity, if order.quantity <= cap { Limit::Kept } else { order.limit }))
        }
    };
    let (units, limit) = rounded.unwrap_or((0.0, Limit::Infeasible));
    // Of cartons around the best quantity, those that fit were taken without a word.
    let cut = shelf.is_none() && rules.most.is_some_and(|most| raw > most && units > 0.0);
    #[cfg(feature = "explain")]
    let (units, cut) = {
        let paid = within_budget(units, inputs, costs, rules);
        (paid, cut || paid < units)
    };
    let capped = limit == Limit::Capped || cut;
    Quantity { units, basis, raw, shelf, capped, unit: costs.price_at(units, inputs.discount) }
}

/// The quantity before limits, and where it was found among whole cartons already, that.
fn wanted(
    inputs: &Inputs,
    costs: &Costs,
    demand: &Demand,
    review: f64,
    rules: OrderRules,
) -> (Basis, f64, Option<f64>) {
    if let Some(typed) = inputs.order_quantity {
        return (Basis::Typed, float(typed), None);
    }
    let annual_demand = demand.yearly();
    if let Some(order_cost) = costs.order.filter(|_| costs.rate > 0.0) {
        #[cfg(feature = "explain")]
        if let Some(found) = by_price(inputs, costs, rules, annual_demand, order_cost) {
            return found;
        }
        if let Some(holding_cost) = costs.unit.filter(|_| costs.breaks.is_empty()).and_then(|unit| costs.holding(unit))
        {
            let eoq = Eoq { annual_demand, order_cost, holding_cost };
            #[cfg(feature = "explain")]
            if let Some(found) = with_shortages(inputs, costs, rules, &eoq) {
                return found;
            }
            if let Ok(best) = eoq.optimum()
                && best.quantity > 0.0
            {
                let packed = eoq.in_packs(&rules).ok().map(|order| order.quantity).filter(|units| *units > 0.0);
                return (Basis::Economic, best.quantity, packed);
            }
        }
        if order_cost == 0.0 {
            // An order costs nothing: whatever sells between two looks.
            return (Basis::Economic, demand.over(0.0, review.max(1.0)), None);
        }
    }
    (Basis::ThirtyDays, demand.over(0.0, DAYS_WITHOUT_COSTS), None)
}

/// The cheapest with prices by quantity (QD-1, QD-2); none without such prices.
#[cfg(feature = "explain")]
fn by_price(
    inputs: &Inputs,
    costs: &Costs,
    rules: OrderRules,
    annual_demand: f64,
    order_cost: f64,
) -> Option<(Basis, f64, Option<f64>)> {
    if costs.breaks.is_empty() {
        return None;
    }
    // A price that begins beyond what fits is none.
    let fits = |tier: &&Break| rules.most.is_none_or(|most| tier.from <= most);
    let tiers: Vec<_> = costs.breaks.iter().filter(fits).copied().collect();
    let breaks = PriceBreaks { annual_demand, order_cost, holding_rate: costs.rate, prices: &tiers };
    let found = if inputs.discount == "incremental" { breaks.incremental() } else { breaks.all_units() };
    if let Ok(found) = found
        && found.quantity > 0.0
    {
        let from = tiers.get(found.tier).map_or(0.0, |tier| tier.from);
        let basis = if found.tier > 0 { Basis::Tier(from) } else { Basis::Economic };
        let yearly = |units: f64| {
            let unit = costs.price_at(units, inputs.discount)?;
            Some(unit * annual_demand + order_cost * annual_demand / units + costs.rate * unit * units / 2.0)
        };
        let units = neighbour(found.quantity, rules, yearly);
        // Where a lower price is out of reach, the quantity that it would take is what was cut.
        let all = PriceBreaks { prices: &costs.breaks, ..breaks };
        let all = if inputs.discount == "incremental" { all.incremental() } else { all.all_units() };
        let raw = all.map_or(found.quantity, |all| all.quantity.max(found.quantity));
        return Some((basis, raw, units));
    }
    None
}

/// The cheapest with planned shortages where a unit owed has a price (EOQ-2, RQ-5).
#[cfg(feature = "explain")]
fn with_shortages(inputs: &Inputs, costs: &Costs, rules: OrderRules, eoq: &Eoq) -> Option<(Basis, f64, Option<f64>)> {
    let owed = costs.shortage.filter(|_| inputs.target == "backorder-cost")?;
    let best = eoq.with_backorders(owed).ok().filter(|best| best.quantity > 0.0)?.quantity;
    let flat = eoq.holding_cost * best / 2.0;
    let yearly = |units: f64| Some(flat * (best / units + units / best));
    Some((Basis::Owed, best, neighbour(best, rules, yearly)))
}

/// The cheaper of the two numbers of whole cartons around a quantity, within what the supplier takes and what fits; the smaller
/// one where they cost the same (EOQ-5). None where nothing meets the limits.
#[cfg(feature = "explain")]
fn neighbour(quantity: f64, rules: OrderRules, yearly: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let more = rules.round(quantity).filter(|order| order.limit != Limit::Infeasible)?.quantity;
    let fewer = rules.packs_down(quantity) * rules.pack;
    if fewer <= 0.0 || fewer < rules.moq || fewer >= more {
        return Some(more);
    }
    Some(if yearly(fewer)? <= yearly(more)? { fewer } else { more })
}
