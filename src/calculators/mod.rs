//! The calculators: one folder each, one line each. See `README.md` beside this file.

use crate::schema::{Calculator, Question};

pub mod compliance;
pub mod landed_cost;
pub mod logistics_mode;
pub mod reorder_point;
pub mod shipping_cost;
#[cfg(feature = "toy")]
pub mod toy;

/// What serves the page beside the calculators themselves: a forwarder's bill against a rate card.
#[cfg(feature = "explain")]
pub use shipping_cost::bill_check;

/// Whether a calculator asks rate cards, so that bills and rate sheets of the user's own are about it.
#[must_use]
pub fn is_by_rate_cards(calculator: &dyn Calculator) -> bool {
    calculator.id() == <shipping_cost::ShippingCost as Question>::ID
}

macro_rules! calculators {
    ($($(#[$when:meta])* $calculator:path;)*) => {
        /// Every calculator, in the order in which the suite shows them.
        pub const ALL: &[&dyn Calculator] = &[$($(#[$when])* &$calculator,)*];
        /// Their ids: for a page that holds one of them, and leads to the others.
        pub const IDS: &[&str] = &[$($(#[$when])* <$calculator as Question>::ID,)*];
    };
}
calculators! {
    shipping_cost::ShippingCost;
    landed_cost::LandedCost;
    reorder_point::ReorderPoint;
    logistics_mode::LogisticsMode;
    compliance::Compliance;
    #[cfg(feature = "toy")]
    toy::Toy;
}

/// The calculator of an id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static dyn Calculator> {
    ALL.iter().copied().find(|calculator| calculator.id() == id)
}

/// The calculators of a program that is built for the one of this id, or for all where it is empty, with their places in [`ALL`];
/// none where no calculator has it.
#[must_use]
pub fn places_of(id: &str) -> Vec<(usize, &'static dyn Calculator)> {
    ALL.iter().copied().enumerate().filter(|(_, one)| id.is_empty() || one.id() == id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_has_one_calculator_or_all() {
        assert_eq!(places_of("").len(), ALL.len());
        for (place, id) in IDS.iter().enumerate() {
            assert_eq!(places_of(id).iter().map(|(place, _)| *place).collect::<Vec<_>>(), [place]);
        }
        assert!(places_of("no-such-calculator").is_empty());
    }
}
