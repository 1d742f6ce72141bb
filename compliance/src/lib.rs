//! What the law asks of a seller, for his goods, in his markets, on a day.
//!
//! Rules are data ([`model`]; as people write them, `data/compliance/`, read by `source`). [`evaluate()`] holds them
//! against what a seller says of himself ([`profile`]) in three-valued logic ([`truth`]): what he did not say makes a rule
//! unknown, never met. [`missing()`] names what he should be asked next.
//!
//! No browser, no clock, no file, no language: the day is an input, words are apart from rules ([`words`]). No function
//! panics; figures are exact and stay within what a decimal holds.

#![forbid(unsafe_code)]

pub mod codes;
pub mod evaluate;
pub mod missing;
pub mod model;
pub mod nexus;
pub mod pack;
pub mod period;
pub mod places;
pub mod profile;
#[cfg(feature = "source")]
pub mod source;
pub mod totals;
pub mod truth;
pub mod words;

pub use evaluate::{Finding, State, evaluate};
pub use missing::missing;
pub use model::Book;
pub use profile::{Profile, Rates};
pub use suanpan_inventory::date::Date;
