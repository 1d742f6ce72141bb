//! The calculators: one folder each, one line each. See `README.md` beside this file.

use crate::schema::Calculator;

pub mod shipping_cost;

/// Every calculator, in the order in which the suite shows them.
pub const ALL: &[&dyn Calculator] = &[
    &shipping_cost::ShippingCost,
];
