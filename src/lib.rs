//! What cross-border shipping really costs, as pure functions.
//!
//! Data in, answer out: this crate has no browser, no clock, no randomness, no locale and no I/O.
//! Today's date, the exchange rate and the rate cards are arguments.
//!
//! ```
//! use suanpan::{link, pack};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The rate cards of `data/`, as the build packs them for the page.
//! let snapshot = pack::source::read("data".as_ref()).map_err(|e| e.join("\n"))?;
//! let world = pack::World::new(pack::Pack::decode(&snapshot.bytes)?);
//!
//! // One mug of 350 g to Germany, as a link carries it.
//! let opened = link::decode("v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand")?;
//! let outcome = opened.calculator.evaluate(&opened.record, &world);
//! let answer = outcome.answer.ok_or("no answer")?;
//! assert_eq!(answer.headline[0].value.to_string(), "39.5CNY");
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

pub mod amount;
#[cfg(feature = "explain")]
pub mod batch;
pub mod bundle;
pub mod calculators;
#[cfg(feature = "explain")]
pub mod chart;
#[cfg(feature = "explain")]
pub mod checklist;
#[cfg(feature = "explain")]
mod doubt;
pub mod entry;
pub mod exact;
pub mod exchange;
#[cfg(feature = "json")]
pub mod json;
pub mod link;
pub mod number;
pub mod pack;
#[cfg(feature = "explain")]
mod places;
pub mod rate_sheet;
pub mod schema;
#[cfg(feature = "explain")]
pub mod series;
pub mod table;
pub mod units;
pub mod value;
pub mod vocabulary;

pub use suanpan_inventory as inventory;
pub use suanpan_inventory::{date, stats};
