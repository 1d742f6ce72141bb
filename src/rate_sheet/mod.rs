//! The user's own rate sheet: text that was pasted or dropped becomes rate cards beside those of the data.
//!
//! [`recognise`] finds the header and what the columns are; the user may change that; [`read`] makes cards of it and
//! says by cell what is wrong. Card forms are (a) to (e) of `docs/facts/logistics.md` §3.2: by the kilogram and parcel,
//! by band, first and next weight, flat by band (also as a matrix of weights and countries), breaks by the kilogram.
//!
//! Lines with days of their own become cards of their own, each for its days; two for one country on one day are none.
//!
//! **Never a wrong price.** A line in doubt is refused at its cell, and with it every price to its country, since a gap
//! must not be priced. What cannot be read at all gives no card.
//!
//! Everything but the texts stands behind the feature `explain`: the first load of the page does without.

#[cfg(feature = "explain")]
mod cards;
#[cfg(feature = "explain")]
mod cells;
#[cfg(feature = "explain")]
mod columns;
#[cfg(feature = "explain")]
mod lanes;
#[cfg(feature = "explain")]
mod period;
#[cfg(feature = "explain")]
mod reading;
#[cfg(feature = "explain")]
mod shape;
pub mod texts;
#[cfg(feature = "explain")]
mod writing;

/// The first lines of a sheet as cells, each with its number from 1; blank ones are left out.
#[cfg(feature = "explain")]
#[must_use]
pub fn first_lines(text: &str, separator: char, most: usize) -> Vec<(usize, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head: Vec<_> = text.split('\n').take(most).collect();
    crate::table::split(&head.join("\n"), separator).lines
}

#[cfg(feature = "explain")]
pub use columns::{Column, Mapping, Role, recognise};
#[cfg(feature = "explain")]
pub use reading::{Defaults, MAX_LINES, Sheet, SheetProblem, read, units, usual_divisor};
#[cfg(feature = "explain")]
pub use writing::write;
