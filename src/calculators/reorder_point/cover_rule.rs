//! The rule of days of cover that sellers use, beside the method: order below so many days, keep so many as safety stock
//! (COV-2, SS-5).

use rust_decimal::Decimal;

use super::Inputs;
use super::plan::Protection;
use crate::inventory::rounding::OrderRules;
use crate::stats::figures::float;

/// Days of cover at which sellers order as a rule (COV-2), as blank means it.
pub const TRIGGER_DAYS: Decimal = Decimal::from_parts(15, 0, 0, false, 0);

/// The rule for a product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Stock in hand and on order below which it orders.
    pub point: f64,
    /// What it orders up to.
    pub up_to: f64,
    /// Units of an order, as it comes when the position falls to the point.
    pub quantity: f64,
    /// Whether it orders later than goods take to come.
    pub too_short: bool,
    /// Days of cover at which it would have to order.
    pub better_trigger: f64,
}

/// Applies it: `point = mean × trigger`, `up to = mean × (lead time + review + safety days)`, the difference as the supplier
/// takes it (RND-1).
pub fn rule(inputs: &Inputs, protection: &Protection, rules: OrderRules) -> Rule {
    let rate = protection.rate;
    let (trigger, safety) = (float(inputs.trigger_days), float(inputs.safety_days));
    let (point, up_to) = (rate * trigger, rate * (protection.days + safety));
    Rule {
        point,
        up_to,
        quantity: rules.round((up_to - point).max(0.0)).map_or(0.0, |order| order.quantity),
        too_short: rate > 0.0 && trigger < protection.days,
        better_trigger: trigger.max(protection.days + safety),
    }
}
