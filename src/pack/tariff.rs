//! A carrier's rate card: limits, weight rules, surcharges, and a price per destination.
//!
//! Weights and lengths are in the units in which the card itself is printed: kilograms and centimetres, or pounds and
//! inches ([`System`]); money is in the card's currency. Card forms are those of `docs/facts/logistics.md` §3.2, (a)–(f),
//! and whole containers (§1.6).
//!
//! Rules that change on a day (a divisor, a fuel surcharge, a peak) stand beside each other on one card, each with its
//! days; the day of shipment chooses.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

use super::{Carriage, Cited, Status};
use crate::amount::Currency;
use crate::date::Date;
use crate::units::Unit;

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
    /// Express mail of the posts.
    Ems,
    /// Parcel post, by surface or air.
    PostalParcel,
    /// First leg to a warehouse, priced by the kilogram: sea, rail, truck or air.
    FirstLegByKilo,
    /// Air freight, airport to airport.
    AirFreight,
    /// Sea freight, less than a container load.
    SeaLcl,
    /// Sea freight, whole containers.
    SeaFcl,
    /// Parcel carrier within the country of the buyer.
    Domestic,
    /// A marketplace's warehouse that picks, packs and delivers.
    Fulfilment,
}

/// Which stretch of the way a card is for. Only cards of the same leg compete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leg {
    /// From China to the buyer's door.
    #[default]
    Direct,
    /// From China to a warehouse, a port or an airport of the market (头程).
    FirstLeg,
    /// From a warehouse in the market to the buyer's door (尾程).
    LastMile,
}

impl Leg {
    /// Its code in inputs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::FirstLeg => "first-leg",
            Self::LastMile => "last-mile",
        }
    }
}

/// The units in which a card is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// Kilograms and centimetres.
    #[default]
    Metric,
    /// Pounds and inches.
    Imperial,
}

impl System {
    /// The unit of its weights.
    #[must_use]
    pub const fn weight(self) -> Unit {
        match self {
            Self::Metric => Unit::Kilogram,
            Self::Imperial => Unit::Pound,
        }
    }

    /// The unit of its lengths.
    #[must_use]
    pub const fn length(self) -> Unit {
        match self {
            Self::Metric => Unit::Centimetre,
            Self::Imperial => Unit::Inch,
        }
    }
}

/// What is in a parcel, where that decides who takes it (`docs/facts/logistics.md` §1.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trait {
    /// Lithium battery inside the equipment (PI967, PI970).
    BatteryIn,
    /// Lithium battery packed with the equipment (PI966, PI969).
    BatteryWith,
    /// Loose battery or power bank (PI965, PI968).
    BatteryLoose,
    /// A liquid.
    Liquid,
    /// Cream, paste or gel.
    Cream,
    /// A powder.
    Powder,
    /// A magnet, or something with one.
    Magnet,
    /// Food, plant or animal product.
    Food,
    /// Somebody's brand, or another right.
    Brand,
    /// Clothing, shoes, cloth. Never refused, but some cards are for it alone or charge for it.
    Textile,
}

impl Trait {
    /// Every one, in the order in which a form offers them.
    pub const ALL: [Self; 10] = [
        Self::BatteryIn,
        Self::BatteryWith,
        Self::BatteryLoose,
        Self::Liquid,
        Self::Cream,
        Self::Powder,
        Self::Magnet,
        Self::Food,
        Self::Brand,
        Self::Textile,
    ];

    /// Its code in inputs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::BatteryIn => "battery-in",
            Self::BatteryWith => "battery-with",
            Self::BatteryLoose => "battery-loose",
            Self::Liquid => "liquid",
            Self::Cream => "cream",
            Self::Powder => "powder",
            Self::Magnet => "magnet",
            Self::Food => "food",
            Self::Brand => "brand",
            Self::Textile => "textile",
        }
    }
}

/// A paper that a carrier asks for (`paper.<code>` in `locales/`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// Safety data sheet.
    Msds,
    /// Test summary of the battery.
    #[serde(rename = "un38-3")]
    Un383,
    /// Contract and declaration for dangerous goods.
    DangerousGoods,
    /// Report of the magnetic field at 2.1 m.
    MagnetTest,
    /// The owner's authorisation.
    Authorisation,
    /// Prior notice, and an importer who answers for the goods.
    PriorNotice,
}

impl Paper {
    /// The code that `locales/` names it by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Msds => "msds",
            Self::Un383 => "un38-3",
            Self::DangerousGoods => "dangerous-goods",
            Self::MagnetTest => "magnet-test",
            Self::Authorisation => "authorisation",
            Self::PriorNotice => "prior-notice",
        }
    }
}

/// Traits that a card takes, and what it asks for then.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Accepts {
    /// Which.
    pub traits: Vec<Trait>,
    /// The papers that it asks for.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// How sure that is.
    pub status: Status,
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
    /// What the user calls it, on cards of his own; never in `data/`.
    #[serde(skip)]
    pub title: Option<String>,
    /// Its family.
    pub family: Family,
    /// How it carries the goods, where the family does not say.
    #[serde(default)]
    pub by: Option<Carriage>,
    /// Country it ships from.
    pub origin: String,
    /// The stretch of the way that it is for.
    #[serde(default)]
    pub leg: Leg,
    /// The units of every weight and length in it.
    #[serde(default)]
    pub units: System,
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
    /// How volume becomes weight, each rule on its days; on a day without one volume does not count.
    #[serde(default, deserialize_with = "one_or_many")]
    pub volume: Vec<VolumeRule>,
    /// Steps to which the billed weight is rounded up, first match by weight.
    pub rounding: Vec<StepUpTo>,
    /// Scope shipment: steps to which the weight of each piece is rounded up before they are summed; none if empty.
    #[serde(default)]
    pub piece_rounding: Vec<StepUpTo>,
    /// Limits of a piece for every lane.
    #[serde(default)]
    pub limits: Limits,
    /// What it takes besides ordinary goods.
    #[serde(default)]
    pub accepts: Vec<Accepts>,
    /// It takes only goods with one of these traits; everything if empty.
    #[serde(default)]
    pub only: Vec<Trait>,
    /// The lanes of a destination are tiers: each piece belongs to the first whose limits it keeps.
    #[serde(default)]
    pub tiers: bool,
    /// Fuel surcharge, each on its days.
    #[serde(default, deserialize_with = "one_or_many")]
    pub fuel: Vec<Fuel>,
    /// Remote-area surcharge, per shipment.
    #[serde(default)]
    pub remote: Option<Remote>,
    /// Fee for paying duty and tax in the receiver's place, per shipment.
    #[serde(default)]
    pub duty_paid_fee: Option<Decimal>,
    /// Everything else that is charged on top.
    #[serde(default)]
    pub surcharges: Vec<Surcharge>,
    /// What the carrier pays back when it is late.
    #[serde(default)]
    pub late: Option<Late>,
    /// Where its figures come from.
    pub sources: Vec<Cited>,
    /// A price per destination.
    pub lanes: Vec<Lane>,
}

impl Tariff {
    /// How it carries the goods to the border; nothing for a stretch within the market.
    #[must_use]
    pub fn carriage(&self) -> Option<Carriage> {
        self.by.or(match self.family {
            Family::PostalPacket | Family::PostalParcel | Family::Ems => Some(Carriage::Post),
            Family::SpecialLine => Some(Carriage::Line),
            Family::Express => Some(Carriage::Courier),
            Family::AirFreight => Some(Carriage::Air),
            Family::SeaLcl | Family::SeaFcl => Some(Carriage::Sea),
            Family::FirstLegByKilo | Family::Domestic | Family::Fulfilment => None,
        })
    }
}

/// How volume becomes weight: `length × width × height ÷ divisor`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct VolumeRule {
    /// First day of shipment it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of shipment it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Cubic centimetres per kilogram, or cubic inches per pound.
    pub divisor: Decimal,
    /// How each side is rounded before anything else.
    pub sides: Round,
    /// The two smaller sides count as at least this long.
    #[serde(default)]
    pub least_side: Decimal,
    /// When volume counts at all; always, if nothing is named.
    #[serde(default)]
    pub trigger: Trigger,
    /// The forwarder bears a part of the difference between volume weight and weight (分泡).
    #[serde(default)]
    pub shared: Option<Shared>,
}

/// Shared volume weight (分泡, `docs/facts/logistics.md` §1.2): `volume weight − (volume weight − weight) ÷ by`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Shared {
    /// The forwarder bears one part of so many: 3 is a third, 2 half, 1 all of it.
    pub by: Decimal,
    /// Only if the difference is at least this.
    pub at_least: Decimal,
}

/// When volume weight counts. The sides are those after rounding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Trigger {
    /// Only if a side is at least this long.
    #[serde(default)]
    pub side_at_least: Option<Decimal>,
    /// Only if the volume is above this.
    #[serde(default)]
    pub volume_above: Option<Decimal>,
}

/// How a side is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Round {
    /// As measured.
    None,
    /// Up to the next whole centimetre or inch.
    #[serde(alias = "up-to-cm", alias = "up-to-in")]
    Up,
    /// To the nearest whole centimetre or inch; half goes up.
    Nearest,
}

/// A step of the billed weight, for weights up to a limit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StepUpTo {
    /// Up to this weight, kg; the last step has no limit.
    #[serde(default)]
    pub up_to: Option<Decimal>,
    /// The step.
    pub step: Decimal,
}

/// Limits of one piece, for its actual weight and its sides as measured. Every limit is inclusive unless `strict`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Limits {
    /// Actual weight.
    #[serde(default)]
    pub weight: Option<Decimal>,
    /// The larger of weight and volume weight.
    #[serde(default)]
    pub counted: Option<Decimal>,
    /// Longest side.
    #[serde(default)]
    pub longest: Option<Decimal>,
    /// Length + width + height.
    #[serde(default)]
    pub sum: Option<Decimal>,
    /// Longest side + girth, which is twice the sum of the other two.
    #[serde(default)]
    pub girth: Option<Decimal>,
    /// What the longest side may exceed its limit by.
    #[serde(default)]
    pub longest_tolerance: Decimal,
    /// The two larger sides must be at least this large.
    #[serde(default)]
    pub face_at_least: Option<[Decimal; 2]>,
    /// The three sides, largest first, must fit into this.
    #[serde(default)]
    pub fits_into: Option<[Decimal; 3]>,
    /// The three sides, largest first, must be at least this.
    #[serde(default)]
    pub at_least: Option<[Decimal; 3]>,
    /// Rolls have limits of their own.
    #[serde(default)]
    pub roll: Option<RollLimits>,
    /// Longest side from which on the carrier adds an oversize charge that this card does not hold.
    #[serde(default)]
    pub quote_side_above: Option<Decimal>,
    /// Actual or volume weight from which on it adds an overweight charge that this card does not hold.
    #[serde(default)]
    pub quote_weight_above: Option<Decimal>,
    /// Limits are "less than", not "at most".
    #[serde(default)]
    pub strict: bool,
}

/// Limits of a roll.
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

/// Fuel surcharge: a percentage of freight, of the surcharges that say so, and, where it says so itself, of the
/// remote-area surcharge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Fuel {
    /// First day of shipment it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of shipment it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
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

/// What a surcharge is for (`line.<code>` in `locales/`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extra {
    /// Large, heavy or awkward, but within the ordinary limits.
    AdditionalHandling,
    /// Above the ordinary limits of size.
    Oversize,
    /// Above the ordinary limits of weight.
    Overweight,
    /// Delivery to a home.
    Residential,
    /// Peak season or demand.
    Peak,
    /// Remote area.
    Remote,
    /// Origin far from the carrier's port.
    OriginRegion,
    /// Cloth and shoes.
    Textile,
    /// Dangerous goods.
    DangerousGoods,
    /// Export customs declaration.
    Declaration,
    /// Insurance of the goods.
    Insurance,
    /// Papers at origin.
    OriginDocuments,
    /// Handling at origin.
    OriginHandling,
    /// Handling at destination.
    DestinationHandling,
    /// Delivery order.
    DeliveryOrder,
    /// Importer security filing.
    SecurityFiling,
    /// Import customs entry.
    CustomsEntry,
    /// Truck to the door.
    Trucking,
    /// A parcel that does not run through the machines.
    NonStandard,
}

/// What the user has to ask for before something is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The address lies in the remote area.
    Remote,
    /// The address is a home.
    Residential,
    /// Export declaration in the seller's name.
    Declaration,
    /// The goods are insured.
    Insurance,
}

/// Something charged on top of freight.
///
/// With a `trigger` or `traits` it is charged for each piece that meets them; otherwise once for the shipment. The
/// amount is `per_piece × pieces + per_kg × their billed weight + per_shipment + percent × insured value`, at least
/// `least`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Surcharge {
    /// What it is for.
    pub name: Extra,
    /// First day of shipment it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of shipment it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Only if this is asked for.
    #[serde(default)]
    pub asked: Option<Asked>,
    /// Only from these regions of the origin; from everywhere if empty.
    #[serde(default)]
    pub from: Vec<String>,
    /// Only to these countries; to all of the card if empty.
    #[serde(default)]
    pub to: Vec<String>,
    /// Only in these zones; in all if empty.
    #[serde(default)]
    pub zones: Vec<String>,
    /// Only pieces with one of these traits.
    #[serde(default)]
    pub traits: Vec<Trait>,
    /// Only pieces that meet one of these.
    #[serde(default)]
    pub trigger: Option<Measures>,
    /// For each piece.
    #[serde(default)]
    pub per_piece: Decimal,
    /// For each unit of billed weight (kilogram, pound, or revenue ton of a card by weight or measure).
    #[serde(default, alias = "per-lb", alias = "per-ton")]
    pub per_kg: Decimal,
    /// For the shipment.
    #[serde(default)]
    pub per_shipment: Decimal,
    /// Percent of the insured value, which is 110 % of the value of the goods.
    #[serde(default)]
    pub percent: Decimal,
    /// At least this amount.
    #[serde(default)]
    pub least: Decimal,
    /// A piece that meets it is billed at least this weight.
    #[serde(default)]
    pub least_billed: Decimal,
    /// It takes the place of these for the same piece.
    #[serde(default)]
    pub instead_of: Vec<Extra>,
    /// Whether the fuel surcharge is charged on it.
    #[serde(default)]
    pub fuel: bool,
    /// How sure it is.
    pub status: Status,
}

/// Measures of a piece, of which one is enough. Sides are those after rounding; the weight is the actual one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Measures {
    /// Weight above this.
    #[serde(default)]
    pub weight_above: Option<Decimal>,
    /// Weight of at least this.
    #[serde(default)]
    pub weight_at_least: Option<Decimal>,
    /// The larger of weight and volume weight above this.
    #[serde(default)]
    pub counted_above: Option<Decimal>,
    /// Longest side above this.
    #[serde(default)]
    pub longest_above: Option<Decimal>,
    /// Longest side of at least this.
    #[serde(default)]
    pub longest_at_least: Option<Decimal>,
    /// Second side above this.
    #[serde(default)]
    pub second_above: Option<Decimal>,
    /// Second side of at least this.
    #[serde(default)]
    pub second_at_least: Option<Decimal>,
    /// Longest side + girth above this.
    #[serde(default)]
    pub girth_above: Option<Decimal>,
    /// Volume above this.
    #[serde(default)]
    pub volume_above: Option<Decimal>,
}

/// What the carrier pays back for each day that it is late: a kilogram and day, up to a cap (traps, number 10).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Late {
    /// From this day after sailing or release.
    pub from_day: u32,
    /// For each kilogram and day.
    pub per_kg: Decimal,
    /// At most this for a kilogram.
    pub cap: Decimal,
}

/// A destination of a card, with its price.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lane {
    /// Countries, ISO 3166.
    pub to: Vec<String>,
    /// Delivery zone of the country, where the card has zones: `1` to `4` of Australia, `west`, `central` or `east` of
    /// the United States for a first leg, `2`, `5` or `8` from a warehouse there.
    #[serde(default)]
    pub zone: Option<String>,
    /// Only if a unit of the goods sells at a price within these, in the card's currency.
    #[serde(default)]
    pub sold: Option<Sold>,
    /// Days to delivery, where the card states them.
    #[serde(default)]
    pub days: Option<Days>,
    /// Least billed weight of a piece.
    #[serde(default)]
    pub min_weight: Decimal,
    /// Scope shipment: least billed weight of the shipment.
    #[serde(default)]
    pub min_shipment: Decimal,
    /// How volume becomes weight on this lane, if otherwise than on the card.
    #[serde(default, deserialize_with = "one_or_many")]
    pub volume: Vec<VolumeRule>,
    /// Rounding of this lane, if otherwise than on the card.
    #[serde(default)]
    pub rounding: Vec<StepUpTo>,
    /// Limits of this lane, besides those of the card.
    #[serde(default)]
    pub limits: Limits,
    /// The carrier is another than that of the card (`docs/facts/logistics.md` §2.2, VN and PH).
    #[serde(default)]
    pub other_carrier: bool,
    /// The price.
    pub price: Price,
}

/// Prices between which a unit of the goods sells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sold {
    /// At least this.
    #[serde(default)]
    pub at_least: Option<Decimal>,
    /// More than this.
    #[serde(default)]
    pub above: Option<Decimal>,
    /// At most this.
    #[serde(default)]
    pub at_most: Option<Decimal>,
    /// Less than this.
    #[serde(default)]
    pub below: Option<Decimal>,
}

impl Sold {
    /// Whether a price is within these.
    #[must_use]
    pub fn takes(&self, price: Decimal) -> bool {
        self.at_least.is_none_or(|limit| price >= limit)
            && self.above.is_none_or(|limit| price > limit)
            && self.at_most.is_none_or(|limit| price <= limit)
            && self.below.is_none_or(|limit| price < limit)
    }
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

/// The forms in which cards give prices. "Kilogram" is the unit of weight of the card.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Price {
    /// (a) `item + weight × per_kg`.
    PerGram {
        /// Registration and handling per item.
        item: Decimal,
        /// Per kilogram; billed by the card's step.
        #[serde(alias = "per-lb")]
        per_kg: Decimal,
    },
    /// (b) `weight × per_kg + handling` of the band in which the billed weight falls.
    Bands(Vec<Band>),
    /// (c) A first weight, then equal parts; above that, by the kilogram.
    FirstAndNext {
        /// The first weight.
        first: Decimal,
        /// Its price.
        first_price: Decimal,
        /// The part by which it goes on.
        next: Decimal,
        /// Price of a part, by the total weight.
        parts: Vec<PartTier>,
        /// Price of a kilogram for everything, above the last of `parts`.
        #[serde(default)]
        kilos: Vec<KiloTier>,
    },
    /// (d) A flat price by band.
    Flat(Vec<FlatBand>),
    /// (e) A rate per kilogram by break, `[from, next)`. Below the first break that break is billed.
    Breaks {
        /// The breaks, ascending.
        breaks: Vec<Break>,
        /// Whether the shipment may be billed as the weight of a further break where that is cheaper.
        bill_up: bool,
        /// Least freight.
        #[serde(default)]
        least: Decimal,
    },
    /// (f) A rate for each revenue ton: cubic metres, or tons if those are more.
    WeightOrMeasure {
        /// For each revenue ton.
        per_ton: Decimal,
        /// Kilograms that count as one cubic metre.
        kg_per_cbm: Decimal,
        /// Least revenue tons.
        least: Decimal,
    },
    /// Whole containers; what does not fill one may go by another card.
    Containers {
        /// The kinds at hand.
        boxes: Vec<Container>,
        /// Id of the card by weight or measure that takes the rest, where that is cheaper than one more container.
        #[serde(default)]
        rest: Option<String>,
    },
}

/// A kind of container, with its price.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Container {
    /// What it is called: `40HQ`.
    pub name: String,
    /// Cubic metres that can be used.
    pub cbm: Decimal,
    /// Kilograms that it may carry.
    pub payload: Decimal,
    /// Its price.
    pub price: Decimal,
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
    /// Upper edge.
    pub to: Decimal,
    /// Per kilogram.
    #[serde(alias = "per-lb")]
    pub per_kg: Decimal,
    /// Per piece.
    pub handling: Decimal,
    /// Whether the edge belongs to this band.
    #[serde(default)]
    pub edge: Edge,
}

/// A band of form (d).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FlatBand {
    /// Upper edge; the last may have none.
    #[serde(default)]
    pub to: Option<Decimal>,
    /// The price.
    pub price: Decimal,
    /// What each step above a weight adds to it.
    #[serde(default)]
    pub more: Option<More>,
    /// Whether the edge belongs to this band.
    #[serde(default)]
    pub edge: Edge,
}

/// A price that goes on in steps: `each × steps begun above the weight`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct More {
    /// The weight.
    pub above: Decimal,
    /// The step.
    pub step: Decimal,
    /// The price of a step.
    pub each: Decimal,
}

/// A break of form (e).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Break {
    /// From this weight on.
    pub from: Decimal,
    /// Per kilogram.
    #[serde(alias = "per-lb")]
    pub per_kg: Decimal,
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

/// A table, or several of them: what a card has had only one of until now may come in several, each on its days.
fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany<T> {
        One(T),
        Many(Vec<T>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    })
}

/// The first of these that holds on a day.
fn on_day<T>(rules: &[T], day: Date, days: impl Fn(&T) -> (Option<Date>, Option<Date>)) -> Option<&T> {
    rules.iter().find(|rule| {
        let (from, to) = days(rule);
        day.within(from, to)
    })
}

#[cfg(feature = "explain")]
impl Lane {
    /// Whether its figures keep every rule of the data.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        super::check::is_sound(self)
    }
}

impl Tariff {
    /// Whether it keeps every rule of the user's own cards: his name for it, a price on every lane, figures within range.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn can_be_own(&self) -> bool {
        super::check::own(self)
    }

    /// How volume becomes weight on a lane on the day of shipment.
    #[must_use]
    pub fn volume_on<'a>(&'a self, lane: &'a Lane, day: Date) -> Option<&'a VolumeRule> {
        let rules = if lane.volume.is_empty() { &self.volume } else { &lane.volume };
        on_day(rules, day, |rule| (rule.valid_from, rule.valid_to))
    }

    /// The fuel surcharge on the day of shipment.
    #[must_use]
    pub fn fuel_on(&self, day: Date) -> Option<&Fuel> {
        on_day(&self.fuel, day, |fuel| (fuel.valid_from, fuel.valid_to))
    }

    /// Steps of the billed weight on a lane.
    #[must_use]
    pub fn rounding_of<'a>(&'a self, lane: &'a Lane) -> &'a [StepUpTo] {
        if lane.rounding.is_empty() { &self.rounding } else { &lane.rounding }
    }
}
