//! Quantities: the decimal **and** the unit as typed, exact conversion, rounding as the trade does it.
//!
//! Never binary floats: `2.007 * 1000` is not 2007 in them, and a ceiling turns that into a gram too much
//! (`docs/facts/logistics.md`, trap 1). Every operation that can overflow returns `None` instead of panicking.

use core::fmt;

pub use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use serde::{Deserialize, Deserializer};

use crate::exact::Exact;
use crate::units::{Dimension, Unit};

/// A weight or a length as typed: the figure and its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The figure.
    pub value: Decimal,
    /// The unit it was typed in.
    pub unit: Unit,
}

impl Amount {
    /// Grams or millimetres, exactly.
    #[must_use]
    pub fn base(self) -> Option<Decimal> {
        self.value.times(self.unit.in_base())
    }

    /// The same amount in another unit of the same dimension; exact wherever the result is a finite decimal.
    #[must_use]
    pub fn to(self, unit: Unit) -> Option<Decimal> {
        if unit == self.unit {
            return Some(self.value);
        }
        if unit.dimension() != self.unit.dimension() {
            return None;
        }
        Some(self.base()?.over(unit.in_base())?.normalize())
    }
}

impl Amount {
    /// The same amount in the unit in which it reads best: grams below one kilogram, ounces below one pound.
    /// For showing only: other units than the typed one are rounded to the third decimal.
    #[must_use]
    pub fn readable(self, metric: bool) -> Self {
        let unit = match (self.unit.dimension(), metric) {
            (Dimension::Weight, true) => self.larger_if_full(Unit::Gram, Unit::Kilogram),
            (Dimension::Weight, false) => self.larger_if_full(Unit::Ounce, Unit::Pound),
            (Dimension::Length, true) => Unit::Centimetre,
            (Dimension::Length, false) => Unit::Inch,
        };
        let value = self
            .to(unit)
            .map(|value| if unit.is_metric() == self.unit.is_metric() { value } else { value.round_dp(3) });
        value.map_or(self, |value| Self { value, unit })
    }

    fn larger_if_full(self, smaller: Unit, larger: Unit) -> Unit {
        if self.base().is_some_and(|base| base >= larger.in_base()) { larger } else { smaller }
    }
}

impl fmt::Display for Amount {
    /// The canonical text of links, CSV and JSON: `0.385kg`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value.normalize(), self.unit.symbol())
    }
}

/// The outside of a parcel, sides as typed, in the order in which they were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Length, width, height.
    Box([Decimal; 3], Unit),
    /// Length and diameter of a roll.
    Roll([Decimal; 2], Unit),
}

impl Size {
    /// The typed figures: three sides, or length and diameter.
    #[must_use]
    pub const fn sides(&self) -> &[Decimal] {
        match self {
            Self::Box(sides, _) => sides,
            Self::Roll(sides, _) => sides,
        }
    }

    /// The unit they were typed in.
    #[must_use]
    pub const fn unit(&self) -> Unit {
        match self {
            Self::Box(_, unit) | Self::Roll(_, unit) => *unit,
        }
    }

    /// The room of the box around it; `None` where it leaves the exact range.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn cubic_centimetres(&self) -> Option<Decimal> {
        let to = |value: &Decimal| Amount { value: *value, unit: self.unit() }.to(Unit::Centimetre);
        match self.sides() {
            [a, b, c] => to(a)?.times(to(b)?)?.times(to(c)?),
            [length, diameter] => to(length)?.times(to(diameter)?)?.times(to(diameter)?),
            _ => None,
        }
    }

    /// A size of three sides or of length and diameter; any other count is none.
    #[must_use]
    pub fn from_sides(sides: &[Decimal], unit: Unit) -> Option<Self> {
        match *sides {
            [a, b, c] => Some(Self::Box([a, b, c], unit)),
            [length, diameter] => Some(Self::Roll([length, diameter], unit)),
            _ => None,
        }
    }
}

impl fmt::Display for Size {
    /// The canonical text: `20x15x8cm`; a roll has two figures, `80x12cm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, side) in self.sides().iter().enumerate() {
            if index > 0 {
                f.write_str("x")?;
            }
            write!(f, "{}", side.normalize())?;
        }
        f.write_str(self.unit().symbol())
    }
}

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(&'static str);

/// The currencies that the suite knows; their names come from the reader's own system.
pub const CURRENCIES: &[&str] = &[
    "CNY", "USD", "EUR", "GBP", "JPY", "AUD", "CAD", "HKD", "TWD", "KRW", "SGD", "MYR", "THB", "VND", "PHP", "IDR",
    "INR", "BRL", "MXN", "PLN", "SEK", "CHF", "NZD", "AED", "SAR", "NOK", "RON", "TRY", "ZAR", "CLP", "ILS", "ARS",
    "COP", "PEN", "RUB",
];

impl Currency {
    /// The renminbi: the currency of the sample cards.
    pub const CNY: Self = Self("CNY");

    /// A currency of [`CURRENCIES`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        CURRENCIES.iter().find(|known| **known == code).map(|known| Self(known))
    }

    /// The ISO 4217 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// Digits of the minor unit: none for yen, won, dong and the peso of Chile, else two (`docs/facts/logistics.md` §3).
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        if matches!(self.0, "JPY" | "KRW" | "VND" | "CLP") { 0 } else { 2 }
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("unknown currency"))
    }
}

/// An amount of money. Unrounded until [`Money::rounded`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// The figure.
    pub value: Decimal,
    /// Its currency.
    pub currency: Currency,
}

impl Money {
    /// Rounded half-up to the minor unit of its currency: how each line of a bill is rounded.
    #[must_use]
    pub fn rounded(self) -> Self {
        let value =
            self.value.round_dp_with_strategy(self.currency.minor_digits(), RoundingStrategy::MidpointAwayFromZero);
        Self { value, ..self }
    }
}

impl Money {
    /// Whether it is below zero: a difference that saves.
    #[must_use]
    pub fn is_less(self) -> bool {
        self.value < Decimal::ZERO
    }

    /// Without its sign.
    #[must_use]
    pub fn size(self) -> Self {
        Self { value: self.value.abs(), ..self }
    }
}

impl fmt::Display for Money {
    /// The canonical text: `39.5CNY`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value.normalize(), self.currency.code())
    }
}

/// Digits behind the point that decide whether a figure is beyond a step: what a division could not hold is behind them.
pub(crate) const DECIDES: u32 = 18;

/// The smallest multiple of `step` that is not below `value`. `None` for a step of zero or below.
#[must_use]
pub fn ceil_to(value: Decimal, step: Decimal) -> Option<Decimal> {
    if step <= Decimal::ZERO {
        return None;
    }
    value.over(step)?.round_dp(DECIDES).up().times(step)
}

/// What a part is of a whole, in whole percent from 0 to 100: the length of a bar. Nothing of nothing is nothing.
#[must_use]
pub fn share_of(part: Decimal, whole: Option<Decimal>) -> Decimal {
    let share = whole.and_then(|whole| part.times(Decimal::ONE_HUNDRED)?.over(whole));
    share.unwrap_or_default().round().clamp(Decimal::ZERO, Decimal::ONE_HUNDRED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap_or_default()
    }

    /// Trap 1: binary floats make 2008 g of 2.007 kg and a 14-inch side of 33.02 cm.
    #[test]
    fn no_gram_and_no_inch_too_much() {
        for grams in 1..=30_000_u32 {
            let kilograms = Decimal::new(i64::from(grams), 3);
            let typed = Amount { value: kilograms, unit: Unit::Kilogram };
            assert_eq!(typed.base().map(|g| g.ceil()), Some(Decimal::from(grams)));
        }
        for inches in 1..=130_u32 {
            let centimetres = Decimal::from(inches) * dec("2.54");
            let typed = Amount { value: centimetres, unit: Unit::Centimetre };
            assert_eq!(typed.to(Unit::Inch).map(|side| side.ceil()), Some(Decimal::from(inches)));
        }
    }

    #[test]
    fn conversion_comes_back_exactly() {
        let inches = Amount { value: dec("12"), unit: Unit::Inch };
        let centimetres = inches.to(Unit::Centimetre);
        assert_eq!(centimetres, Some(dec("30.48")));
        let back = Amount { value: centimetres.unwrap_or_default(), unit: Unit::Centimetre };
        assert_eq!(back.to(Unit::Inch), Some(dec("12")));
        assert_eq!(inches.to(Unit::Gram), None);
    }

    #[test]
    fn steps_round_up_and_stay_on_an_exact_multiple() {
        assert_eq!(ceil_to(dec("0.5"), dec("0.5")), Some(dec("0.5")));
        assert_eq!(ceil_to(dec("0.501"), dec("0.5")), Some(dec("1")));
        assert_eq!(ceil_to(dec("8.6632"), dec("0.5")), Some(dec("9")));
        assert_eq!(ceil_to(dec("1"), Decimal::ZERO), None);
        // Six thirds of 50 are 100 and no step more, though a third has no end.
        let third = dec("100000") / dec("6000");
        assert_eq!(ceil_to(third * dec("6") + dec("125"), dec("0.5")), Some(dec("225")));
        assert_eq!(ceil_to(dec("225.00000000000001"), dec("0.5")), Some(dec("225.5")));
    }

    #[test]
    fn money_rounds_half_up_to_its_minor_unit() {
        let rounded = |text: &str, code: &str| {
            Currency::from_code(code).map(|currency| Money { value: dec(text), currency }.rounded().to_string())
        };
        assert_eq!(rounded("27.255", "CNY").as_deref(), Some("27.26CNY"));
        assert_eq!(rounded("27.2549", "CNY").as_deref(), Some("27.25CNY"));
        assert_eq!(rounded("1234.5", "JPY").as_deref(), Some("1235JPY"));
    }
}
