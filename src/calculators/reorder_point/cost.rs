//! What an order, a unit and a shortage cost, in the currency of the answer; and what a policy costs in a year.

use rust_decimal::Decimal;

use super::Inputs;
use super::texts::{line, problem};
use crate::amount::{Currency, Money};
use crate::exchange::Exchange;
use crate::inventory::price_breaks::PriceBreak as Break;
use crate::pack::{Status, World};
use crate::schema::{Line, Problem, Text, code};
use crate::stats::figures::{decimal, float};

/// What holding stock costs for a year as a rule, percent of its value (EOQ-1): a custom of the trade, as blank means it.
const HOLDING_RATE: Decimal = Decimal::from_parts(25, 0, 0, false, 0);

/// Money in the currency of the answer; none where there is no rate.
#[cfg(feature = "explain")]
pub fn changed(inputs: &Inputs, world: &World, money: Money) -> Option<f64> {
    if money.currency == inputs.currency {
        return Some(float(money.value));
    }
    let exchange = Exchange::new(inputs.currency, inputs.exchange_rate, inputs.exchange_spread, world.pack()?);
    exchange.answered(money).map(|money| float(money.value))
}

/// Costs, each where it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// Landed cost of one.
    pub unit: Option<f64>,
    /// An order, whatever its size.
    pub order: Option<f64>,
    /// Holding a year, as a share of the value.
    pub rate: f64,
    /// How sure that share is: what nobody changed is a custom of the trade.
    pub rate_status: Status,
    /// A shortage, of what the target names.
    pub shortage: Option<f64>,
    /// The most that an order may cost.
    pub budget: Option<f64>,
    /// Prices by quantity, ascending from 0; empty where there are none.
    pub breaks: Vec<Break>,
    /// The currency of all these.
    pub currency: Currency,
}

impl Costs {
    /// Changes what was typed into the currency of the answer.
    pub fn of(inputs: &Inputs, world: &World) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let exchange =
            world.pack().map(|pack| Exchange::new(inputs.currency, inputs.exchange_rate, inputs.exchange_spread, pack));
        let change = |money: Money| {
            if money.currency == inputs.currency {
                return Ok(float(money.value));
            }
            let exchange = exchange.as_ref().ok_or(Problem::error(code::PACK_MISSING))?;
            exchange.answered(money).map(|money| float(money.value)).ok_or(Problem::error(code::TOO_LARGE))
        };
        let mut field = |key: &'static str, money: Option<Money>| {
            money.and_then(|money| change(money).map_err(|problem| problems.push(problem.at(key))).ok())
        };
        let unit = field("unit-landed-cost", inputs.unit_landed_cost);
        let order = field("order-cost", inputs.order_cost);
        let shortage = field("shortage-cost", inputs.shortage_cost);
        #[cfg(feature = "explain")]
        let budget = field("budget", inputs.budget);
        #[cfg(not(feature = "explain"))]
        let budget = None;
        #[cfg(feature = "explain")]
        problems.extend(of_products(inputs, change));
        let mut breaks = Vec::new();
        for (row, one) in &inputs.price_breaks.0 {
            match change(one.break_cost) {
                Ok(unit_price) => breaks.push(Break { from: float(one.from_units), unit_price }),
                Err(problem) => problems.push(problem.in_row("price-breaks", *row, "break-cost")),
            }
            let twice = |(other, two): &&(usize, super::PriceBreak)| other < row && two.from_units == one.from_units;
            if inputs.price_breaks.0.iter().any(|other| twice(&other)) {
                problems.push(Problem::error(problem::E_BREAK_ORDER).in_row("price-breaks", *row, "from-units"));
            }
        }
        breaks.sort_by(|one, other| one.from.total_cmp(&other.from));
        // Below the first break the plain price holds, or where there is none, the first.
        if let Some(first) = breaks.first_mut().filter(|first| first.from > 0.0) {
            match unit {
                Some(unit_price) => breaks.insert(0, Break { from: 0.0, unit_price }),
                None => first.from = 0.0,
            }
        }
        if problems.is_empty() {
            let rate = float(inputs.holding_rate) / 100.0;
            let is_custom = inputs.holding_rate == HOLDING_RATE;
            let rate_status = if is_custom { Status::Known } else { Status::Own };
            Ok(Self { unit, order, rate, rate_status, shortage, budget, breaks, currency: inputs.currency })
        } else {
            Err(problems)
        }
    }

    /// The most units that the budget pays in one order, at the price of that many: lower prices hold for all units or for those
    /// from their break on (QD-1, QD-2). None without a budget or a price.
    #[cfg(feature = "explain")]
    pub fn affords(&self, discount: &str) -> Option<f64> {
        let budget = self.budget?;
        if self.breaks.is_empty() {
            return Some(budget / self.unit?);
        }
        let (mut most, mut below) = (0.0, 0.0);
        for (index, tier) in self.breaks.iter().enumerate() {
            if let Some(before) = index.checked_sub(1).and_then(|index| self.breaks.get(index)) {
                below += (tier.from - before.from) * before.unit_price;
            }
            if discount == "incremental" {
                if below <= budget {
                    most = tier.from + (budget - below) / tier.unit_price;
                }
            } else if budget / tier.unit_price >= tier.from {
                most = budget / tier.unit_price;
            }
        }
        Some(most)
    }

    /// What holding a unit of this cost for a year comes to; none where that is nothing.
    pub fn holding(&self, unit: f64) -> Option<f64> {
        Some(unit * self.rate).filter(|cost| *cost > 0.0)
    }

    /// Landed cost of one in an order of so many: the price of its tier, or on average of all its tiers where a lower price
    /// holds from its break on only.
    pub fn price_at(&self, quantity: f64, discount: &str) -> Option<f64> {
        let reached = self.breaks.iter().take_while(|tier| tier.from <= quantity);
        let mut price = None;
        // Units that the lower prices do not hold for, times what they cost more.
        let mut dearer = 0.0;
        for tier in reached {
            dearer += price.map_or(0.0, |before: f64| tier.from * (before - tier.unit_price));
            price = Some(tier.unit_price);
        }
        let more = if discount == "incremental" && quantity > 0.0 { dearer / quantity } else { 0.0 };
        price.map(|price| price + more).or(self.unit)
    }

    /// A line of what holding costs in a year: as sure as the share of the value that it takes.
    pub fn held(&self, name: Text, amount: f64) -> Option<Line> {
        Some(Line { status: self.rate_status, ..self.line(name, amount)? })
    }

    /// A line of the costs of a year; none where it leaves the range of exact figures.
    pub fn line(&self, name: Text, amount: f64) -> Option<Line> {
        // Rounded once: four places before would lift 4.32497 to 4.33.
        let amount = Money { value: decimal(amount, self.currency.minor_digits())?, currency: self.currency };
        Some(Line { name, count: Decimal::ONE, amount, status: Status::Own })
    }
}

/// What keeps products of the same order from being reckoned with, at their cells.
#[cfg(feature = "explain")]
fn of_products(inputs: &Inputs, change: impl Fn(Money) -> Result<f64, Problem>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (row, one) in &inputs.products.0 {
        let mut at = |problem: Problem, key| problems.push(problem.in_row("products", *row, key));
        if let Some(Err(problem)) = one.unit_landed_cost.map(&change) {
            at(problem, "unit-landed-cost");
        }
        let is_needed = one.must_go.is_some_and(|cartons| cartons > Decimal::ZERO);
        for (key, figure) in [("case-pack", one.case_pack), ("carton-volume", one.carton_volume)] {
            if is_needed && figure.is_none() {
                at(Problem::error(problem::E_MUST_GO), key);
            }
        }
    }
    problems
}

/// A policy, for its costs.
pub struct Policy {
    /// Units of an order.
    pub quantity: f64,
    /// Safety stock, below zero where the target needs less than none.
    pub safety: f64,
    /// Units that lie there on average since they are only looked for every so many days: with a look every R days and
    /// stock counted every evening, (R − 1) ÷ 2 days of sales beyond half an order and the safety stock (PR-1, PR-2).
    pub waiting: f64,
    /// Units of a year.
    pub yearly: f64,
    /// Orders of a year.
    pub orders: f64,
    /// Landed cost of one at this quantity, where it is known.
    pub unit: Option<f64>,
    /// What shortages cost in a year, where they have a price.
    pub shortages: Option<f64>,
}

/// What a policy costs in a year: goods where prices depend on the quantity, orders, holding half an order, the safety stock
/// and what lies between two looks, shortages. Nothing where nobody said what a unit costs.
pub fn yearly(costs: &Costs, policy: &Policy) -> Option<Vec<Line>> {
    let unit = policy.unit?;
    let holding = costs.holding(unit).unwrap_or(0.0);
    let purchases = (!costs.breaks.is_empty()).then_some((line::PURCHASES, policy.yearly * unit));
    let ordering = costs.order.map(|order| (line::ORDERING, order * policy.orders));
    let held = [
        (line::HOLDING_CYCLE, holding * policy.quantity / 2.0),
        (line::HOLDING_SAFETY, holding * policy.safety.max(0.0)),
    ];
    let waiting = (policy.waiting > 0.0).then_some((line::HOLDING_REVIEW, holding * policy.waiting));
    let shortages = policy.shortages.map(|cost| (line::SHORTAGE, cost));
    let of = |(name, amount)| costs.line(name, amount);
    let goods = purchases.into_iter().chain(ordering).map(of);
    let held = held.into_iter().chain(waiting).map(|(name, amount)| costs.held(name, amount));
    goods.chain(held).chain(shortages.into_iter().map(of)).collect()
}
