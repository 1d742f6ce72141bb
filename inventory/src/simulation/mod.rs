//! Inventory policies on simulated demand, day by day. §10 of the facts; MC-1 to MC-3.
//!
//! A day: review and order in the morning, receive what is due, serve who waited, serve the day's demand, take the
//! accounts in the evening. An order of day t with lead time L is sellable on the morning of day t + L. So a policy
//! that is reviewed every R days has to last L + R days: one whose reorder point was made for L days under-delivers.
//!
//! ```
//! use suanpan_inventory::simulation::{Costs, Demand, LeadTime, Policy, Run, Scenario, Shortage};
//! use suanpan_inventory::stats::distribution::Distribution;
//! # fn run() -> Option<()> {
//! let scenario = Scenario {
//!     demand: Demand::Distributed(Distribution::poisson(5.0)?),
//!     factors: Vec::new(),
//!     lead_time: LeadTime::Fixed(7),
//!     shortage: Shortage::Backordered,
//!     start: None,
//!     warm_up_days: None,
//!     days: 365,
//!     keep_days: false,
//!     seed: 1,
//!     item: 0,
//! };
//! let mut run = Run::new(&scenario, &[Policy::multiples(42, 30)], 0..1_000).ok()?;
//! while run.progress().done < run.progress().of {
//!     run.step(100);
//! }
//! let outcome = run.result(&Costs::default()).ok()?;
//! let fill_rate = outcome.policies[0].fill_rate?;
//! // The exact figure (PR-2) is 0.9696.
//! assert!((fill_rate.value - 0.9696).abs() < 0.002);
//! # Some(())
//! # }
//! # assert!(run().is_some());
//! ```

mod account;
mod days;
mod demand;
mod estimate;
mod performance;
mod policy;
mod projection;
mod run;
mod scenario;

pub use estimate::Estimate;
pub use performance::{Costs, Performance};
pub use policy::{Policy, Quantity};
pub use projection::ProjectedDay;
pub use run::{Outcome, Progress, Run};
pub use scenario::{Demand, LeadTime, NoRun, Scenario, Shortage, Start};

// Limits under which no sum leaves 63 bits: unit-days stay below 36,500² × 2³² + 36,500 × 2 × 10¹².

/// Most units in stock, on order or in a figure of a policy.
const MOST_STOCK: i64 = 1_000_000_000_000;
/// Most days of a replication, warm-up and all.
const MOST_DAYS: u32 = 36_500;
/// Most replications.
const MOST_REPLICATIONS: u32 = 1_000_000;
/// Most levels of single days that are kept.
const MOST_LEVELS: u64 = 16_000_000;
