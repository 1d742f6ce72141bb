//! A carrier's rate card: limits, weight rules, surcharges, and a price per destination.
//!
//! Weights are in kilograms, lengths in centimetres, money in the card's currency: the units in which the cards
//! themselves are printed. Card forms are those of `docs/facts/logistics.md` §3.2 (a)–(c).

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Cited, Status};
use crate::amount::Currency;
use crate::date::Date;

/// A family of services: what a rule of thumb is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Letter-post packet up to 2 kg.
    PostalPacket,
    /// Forwarder's line: consolidated air freight with local last-mile delivery.
    SpecialLine,
    /// Courier door to door.
    Express,
}

/// What is weighed, rounded and priced as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Each piece by itself.
    Piece,
    /// The sum of all pieces of the shipment.
    Shipment,
}

/// Whether the price includes import duty and tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyIncluded {
    /// Duty and tax are in the price (DDP).
    Included,
    /// The buyer or the importer pays them on top.
    NotIncluded,
    /// The source does not say; treated as not included.
    NotStated,
    /// The sender can pay them against a fee; duty and tax themselves come on top.
    OnRequest,
}

/// A rate card.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tariff {
    /// `service.<id>` in `locales/`.
    pub id: String,
    /// Its family.
    pub family: Family,
    /// Country it ships from.
    pub origin: String,
    /// Currency of every amount in it.
    pub currency: Currency,
    /// First day of shipment it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of shipment it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// What is priced as one.
    pub scope: Scope,
    /// Whether its days are working days; calendar days otherwise.
    pub working_days: bool,
    /// Whether duty is in the price.
    pub duty: DutyIncluded,
    /// How sure the rates are.
    pub status: Status,
    /// How volume becomes weight; without it volume does not count.
    #[serde(default)]
    pub volume: Option<VolumeRule>,
    /// Steps to which the billed weight is rounded up, first match by weight.
    pub rounding: Vec<StepUpTo>,
    /// Limits of a piece for every lane.
    #[serde(default)]
    pub limits: Limits,
    /// Fuel surcharge.
    #[serde(default)]
    pub fuel: Option<Fuel>,
    /// Remote-area surcharge, per shipment.
    #[serde(default)]
    pub remote: Option<Remote>,
    /// Fee for paying duty and tax in the receiver's place, per shipment.
    #[serde(default)]
    pub duty_paid_fee: Option<Decimal>,
    /// Where its figures come from.
    pub sources: Vec<Cited>,
    /// A price per destination.
    pub lanes: Vec<Lane>,
}

/// How volume becomes weight: `length × width × height ÷ divisor`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct VolumeRule {
    /// Cubic centimetres per kilogram.
    pub divisor: Decimal,
    /// How each side is rounded before anything else.
    pub sides: Round,
    /// When volume counts at all; always, if nothing is named.
    #[serde(default)]
    pub trigger: Trigger,
}

/// When volume weight counts. The sides are those after rounding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Trigger {
    /// Only if a side is at least this long, cm.
    #[serde(default)]
    pub side_at_least: Option<Decimal>,
    /// Only if the volume is above this, cm³.
    #[serde(default)]
    pub volume_above: Option<Decimal>,
}

/// How a side is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Round {
    /// As measured.
    None,
    /// Up to the next whole centimetre.
    UpToCm,
}

/// A step of the billed weight, for weights up to a limit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StepUpTo {
    /// Up to this weight, kg; the last step has no limit.
    #[serde(default)]
    pub up_to: Option<Decimal>,
    /// The step, kg.
    pub step: Decimal,
}

/// Limits of one piece. Every limit is inclusive unless `strict`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Limits {
    /// Actual weight, kg.
    #[serde(default)]
    pub weight: Option<Decimal>,
    /// Longest side, cm.
    #[serde(default)]
    pub longest: Option<Decimal>,
    /// Length + width + height, cm.
    #[serde(default)]
    pub sum: Option<Decimal>,
    /// What the longest side may exceed its limit by, cm.
    #[serde(default)]
    pub longest_tolerance: Decimal,
    /// The two larger sides must be at least this large, cm.
    #[serde(default)]
    pub face_at_least: Option<[Decimal; 2]>,
    /// The three sides, largest first, must fit into this, cm.
    #[serde(default)]
    pub fits_into: Option<[Decimal; 3]>,
    /// The three sides, largest first, must be at least this, cm.
    #[serde(default)]
    pub at_least: Option<[Decimal; 3]>,
    /// Rolls have limits of their own.
    #[serde(default)]
    pub roll: Option<RollLimits>,
    /// Longest side from which on the carrier adds an oversize charge that this card does not hold, cm.
    #[serde(default)]
    pub quote_side_above: Option<Decimal>,
    /// Actual or volume weight from which on it adds an overweight charge that this card does not hold, kg.
    #[serde(default)]
    pub quote_weight_above: Option<Decimal>,
    /// Limits are "less than", not "at most".
    #[serde(default)]
    pub strict: bool,
}

/// Limits of a roll, cm.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RollLimits {
    /// Length + twice the diameter, at most.
    pub sum: Decimal,
    /// Length, at most.
    pub length: Decimal,
    /// Length + twice the diameter, at least.
    #[serde(default)]
    pub sum_at_least: Decimal,
    /// Length, at least.
    #[serde(default)]
    pub length_at_least: Decimal,
}

/// Fuel surcharge: a percentage of freight and, where it says so, of the remote-area surcharge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Fuel {
    /// Percent.
    pub percent: Decimal,
    /// Whether the remote-area surcharge is in its base.
    pub on_remote: bool,
    /// How sure the percentage is.
    pub status: Status,
}

/// Remote-area surcharge per shipment: `max(min, per_kg × billed weight)`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Remote {
    /// Least amount.
    pub min: Decimal,
    /// Per kilogram of billed weight.
    pub per_kg: Decimal,
    /// How sure the amounts are.
    pub status: Status,
}

/// A destination of a card, with its price.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lane {
    /// Countries, ISO 3166.
    pub to: Vec<String>,
    /// Delivery zone of the country, where the card has zones.
    #[serde(default)]
    pub zone: Option<String>,
    /// Days to delivery, where the card states them.
    #[serde(default)]
    pub days: Option<Days>,
    /// Least billed weight of a piece, kg.
    #[serde(default)]
    pub min_weight: Decimal,
    /// Limits of this lane, besides those of the card.
    #[serde(default)]
    pub limits: Limits,
    /// The carrier is another than that of the card (`docs/facts/logistics.md` §2.2, VN and PH).
    #[serde(default)]
    pub other_carrier: bool,
    /// The price.
    pub price: Price,
}

/// A span of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// Soonest.
    pub from: u32,
    /// Latest.
    pub to: u32,
}

/// The three card forms of this release.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Price {
    /// (a) `item + weight × per_kg`.
    PerGram {
        /// Registration and handling per item.
        item: Decimal,
        /// Per kilogram; billed by the card's step.
        per_kg: Decimal,
    },
    /// (b) `weight × per_kg + handling` of the band in which the billed weight falls.
    Bands(Vec<Band>),
    /// (c) A first weight, then equal parts; above that, by the kilogram.
    FirstAndNext {
        /// The first weight, kg.
        first: Decimal,
        /// Its price.
        first_price: Decimal,
        /// The part by which it goes on, kg.
        next: Decimal,
        /// Price of a part, by the total weight.
        parts: Vec<PartTier>,
        /// Price of a kilogram for everything, above the last of `parts`.
        #[serde(default)]
        kilos: Vec<KiloTier>,
    },
}

/// On which side of an edge the edge itself lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edge {
    /// `(lo, hi]`: the weight of the edge still has this band's price. Real cards.
    #[default]
    Included,
    /// `[lo, hi)`.
    Excluded,
}

/// A band of form (b).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Band {
    /// Upper edge, kg.
    pub to: Decimal,
    /// Per kilogram.
    pub per_kg: Decimal,
    /// Per piece.
    pub handling: Decimal,
    /// Whether the edge belongs to this band.
    #[serde(default)]
    pub edge: Edge,
}

/// The price of each next part, for total weights up to a limit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PartTier {
    /// Up to this total weight, kg; the last may have no limit.
    #[serde(default)]
    pub to: Option<Decimal>,
    /// Price of a part.
    pub each: Decimal,
}

/// The price of a kilogram for the whole weight, up to a limit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KiloTier {
    /// Up to this total weight, kg; the last has no limit.
    #[serde(default)]
    pub to: Option<Decimal>,
    /// Per kilogram.
    pub per_kg: Decimal,
}
