//! Stock theory: how much to hold, when to order, how much, and what a policy costs. Pure sums on `f64`, on top of
//! [`stats`].
//!
//! A crate of its own, so that a build can make these loops fast where everything around them is made small
//! (`xtask/src/wasm.rs`).
//!
//! The base unit of time is the day and a year has 365 of them; rates per year say so in their names. Formula ids
//! (`SS-2`, `FR-1`, `EOQ-5` …) are those of `docs/facts/inventory.md` and of the cases in
//! `tests/inventory/vectors.json`. No function panics, none returns NaN or an infinity: what has no finite answer is
//! `None` or a named reason.

#![forbid(unsafe_code)]
#![expect(clippy::float_arithmetic, reason = "statistics are no exact figures")]

pub mod ageing;
pub mod budget;
pub mod classes;
pub mod container;
pub mod cover;
pub mod date;
pub mod events;
mod figures;
pub mod history;
pub mod lead_time;
pub mod lot_sizing;
pub mod newsvendor;
pub mod order_quantity;
pub mod periodic;
pub mod policy_rq;
pub mod policy_ss;
pub mod price_breaks;
pub mod refusal;
pub mod review;
pub mod rounding;
pub mod safety_stock;
pub mod seasonality;
pub mod service;
pub mod simulation;
pub mod slow;
mod stationary;
pub mod stats;

/// Days of a year.
pub const DAYS_A_YEAR: f64 = 365.0;
/// Days of a month: a twelfth of that, so that twelve months are a year.
pub const DAYS_A_MONTH: f64 = DAYS_A_YEAR / 12.0;
