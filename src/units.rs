//! Units of weight and length and their exact constants.
//!
//! Constants: 1 in = 2.54 cm and 1 lb = 0.45359237 kg by definition (international yard and pound, 1959);
//! 1 oz = lb / 16. Each unit is an exact multiple of its base (gram, millimetre), so that converting
//! *to the base* is a multiplication and never rounds.

use rust_decimal::Decimal;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Mass; base unit gram.
    Weight,
    /// Length; base unit millimetre.
    Length,
}

/// A unit as people type it. The order is the order in which a form offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `g`
    Gram,
    /// `kg`
    Kilogram,
    /// `oz`, avoirdupois
    Ounce,
    /// `lb`, avoirdupois
    Pound,
    /// `mm`
    Millimetre,
    /// `cm`
    Centimetre,
    /// `in`, international
    Inch,
}

/// The weights a parcel is typed in.
pub const WEIGHTS: &[Unit] = &[Unit::Gram, Unit::Kilogram, Unit::Ounce, Unit::Pound];
/// The weights a carton is typed in: in kilograms or pounds unless somebody says otherwise.
pub const CARTON_WEIGHTS: &[Unit] = &[Unit::Kilogram, Unit::Gram, Unit::Ounce, Unit::Pound];
/// The lengths a parcel is typed in.
pub const LENGTHS: &[Unit] = &[Unit::Centimetre, Unit::Millimetre, Unit::Inch];

impl Unit {
    /// Every unit.
    pub const ALL: &[Self] =
        &[Self::Gram, Self::Kilogram, Self::Ounce, Self::Pound, Self::Millimetre, Self::Centimetre, Self::Inch];

    /// The one spelling that links, CSV and JSON use.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Gram => "g",
            Self::Kilogram => "kg",
            Self::Ounce => "oz",
            Self::Pound => "lb",
            Self::Millimetre => "mm",
            Self::Centimetre => "cm",
            Self::Inch => "in",
        }
    }

    /// Reads [`symbol`](Self::symbol), nothing else.
    #[must_use]
    pub fn from_symbol(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.symbol() == text)
    }

    /// What it measures.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Gram | Self::Kilogram | Self::Ounce | Self::Pound => Dimension::Weight,
            Self::Millimetre | Self::Centimetre | Self::Inch => Dimension::Length,
        }
    }

    /// Grams or millimetres in one of it, exactly.
    #[must_use]
    pub const fn in_base(self) -> Decimal {
        match self {
            Self::Gram | Self::Millimetre => Decimal::ONE,
            Self::Kilogram => Decimal::ONE_THOUSAND,
            Self::Ounce => Decimal::from_parts(2_579_719_349, 6, 0, false, 9), // 28.349523125
            Self::Pound => Decimal::from_parts(45_359_237, 0, 0, false, 5),    // 453.59237
            Self::Centimetre => Decimal::TEN,
            Self::Inch => Decimal::from_parts(254, 0, 0, false, 1), // 25.4
        }
    }

    /// Whether it belongs to the metric system (the unit toggle of the page).
    #[must_use]
    pub const fn is_metric(self) -> bool {
        !matches!(self, Self::Ounce | Self::Pound | Self::Inch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_the_definitions() {
        assert_eq!(Unit::Ounce.in_base().to_string(), "28.349523125");
        assert_eq!(Unit::Pound.in_base().to_string(), "453.59237");
        assert_eq!(Unit::Inch.in_base().to_string(), "25.4");
        assert_eq!(Unit::Ounce.in_base() * Decimal::from(16), Unit::Pound.in_base());
    }

    #[test]
    fn symbols_read_back() {
        for unit in Unit::ALL {
            assert_eq!(Unit::from_symbol(unit.symbol()), Some(*unit));
        }
    }
}
