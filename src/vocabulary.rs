//! Inputs that several calculators share, each defined once: its kind, bounds and where its names come from.

use crate::amount::CURRENCIES;
use crate::schema::{Choices, Kind, Meta, Names, When};
use crate::units::{LENGTHS, WEIGHTS};

/// The destinations that some card of `data/` serves.
pub const DESTINATIONS: &[&str] = &[
    "US", "DE", "FR", "GB", "IT", "ES", "NL", "PL", "SE", "CA", "AU", "JP", "KR", "SG", "MY", "TH", "VN", "PH", "BR",
    "MX",
];

/// How many: whole, at least one.
#[must_use]
pub const fn quantity(link: &'static str) -> Meta {
    Meta::new(link, Kind::Count).default("1").within("1", "100000").usually_below("10000")
}

/// Gross weight of one piece, packed. Above zero; up to 1,000 t so that no sum leaves the exact range.
#[must_use]
pub const fn weight(link: &'static str) -> Meta {
    Meta::new(link, Kind::Amount(WEIGHTS)).required().above("0g").within("", "1000000kg").usually_below("70kg")
}

/// Outside of one piece, packed: three sides, or length and diameter of a roll.
#[must_use]
pub const fn size(link: &'static str) -> Meta {
    Meta::new(link, Kind::Size(LENGTHS)).above("0mm").within("", "100000cm").usually_below("300cm")
}

/// The codes of [`crate::pack::Trait`].
pub const TRAITS: &[&str] =
    &["battery-in", "battery-with", "battery-loose", "liquid", "cream", "powder", "magnet", "food", "brand", "textile"];

/// What is in a parcel, where that decides who takes it. Several can hold; none by default.
#[must_use]
pub const fn traits(link: &'static str) -> Meta {
    Meta::new(link, Kind::ManyOf(Choices { codes: TRAITS, names: Names::Locales }))
}

/// Country of the buyer.
#[must_use]
pub const fn destination(link: &'static str) -> Meta {
    Meta::new(link, Kind::Choice(Choices { codes: DESTINATIONS, names: Names::Countries })).default("US")
}

/// The day of the shipment: rates and rules are chosen by it. No default, so that a link always carries it.
#[must_use]
pub const fn shipping_date(link: &'static str) -> Meta {
    Meta::new(link, Kind::Date).required()
}

/// The currency of the answer.
#[must_use]
pub const fn currency(link: &'static str) -> Meta {
    Meta::new(link, Kind::Choice(Choices { codes: CURRENCIES, names: Names::Currencies })).default("CNY")
}

/// Renminbi for one unit of the currency of the answer; without it the sample rate counts.
#[must_use]
pub const fn exchange_rate(link: &'static str) -> Meta {
    Meta::new(link, Kind::Number).above("0").within("", "1000000").when(When::Not("currency", &["CNY"]))
}

/// What the bank keeps of an exchange, percent of the rate.
#[must_use]
pub const fn exchange_spread(link: &'static str) -> Meta {
    Meta::new(link, Kind::Percent)
        .default("0")
        .within("0", "50")
        .usually_below("5")
        .when(When::Not("currency", &["CNY"]))
}
