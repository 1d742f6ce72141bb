//! Data packs: rates and rules as data, each with its source, its date and how sure it is.
//!
//! People edit `data/*.toml`; the build checks them (`source`), packs them (`codec`) and names the result by
//! a **snapshot id** (date and content hash). The page loads the pack; old snapshots stay available so that an old
//! link can be computed as it was.

use core::fmt;
#[cfg(feature = "explain")]
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::amount::Currency;
use crate::date::Date;

#[cfg(feature = "explain")]
mod calendar;
mod channel;
mod check;
mod codec;
mod market;
#[cfg(feature = "source")]
pub mod source;
mod tariff;
mod warehouse;

#[cfg(feature = "explain")]
pub use calendar::{Closure, DefaultUplift, Event, Occurrence};
pub use channel::{Channel, OrderFee, ReferralTier};
pub use market::{
    BorderFee, Carriage, DutyLayer, DutyRule, FeeKind, LimitOf, Market, TaxRate, TaxRule, Treatment, Valuation,
};
pub use tariff::{
    Accepts, Asked, Band, Break, Container, Days, DutyIncluded, Edge, Extra, Family, FlatBand, Fuel, KiloTier, Lane,
    Late, Leg, Limits, Measures, More, Paper, PartTier, Price, Remote, RollLimits, Round, Scope, Shared, Sold,
    StepUpTo, Surcharge, System, Tariff, Trait, Trigger, VolumeRule,
};
pub use warehouse::{CartonStep, PickBand, SeasonRate, StandardSize, StorageTier, Warehouse, WarehouseKind};

/// How sure a figure is (`docs/facts/logistics.md`: V, V2, K, I).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Read on the carrier's or the authority's own page.
    Verified,
    /// Read second-hand.
    Reported,
    /// General practice; not read anywhere. Shown as a sample.
    Known,
    /// Made up for the sample cards; plausible, never a quote.
    #[default]
    Sample,
    /// Given by the user. Never in a pack.
    Own,
}

impl Status {
    /// The code that `locales/` names it by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Reported => "reported",
            Self::Known => "known",
            Self::Sample => "sample",
            Self::Own => "own",
        }
    }

    /// Whether a figure of this status must be shown as a sample: everything that neither we nor the user vouch for.
    #[must_use]
    pub const fn is_sample(self) -> bool {
        !matches!(self, Self::Verified | Self::Own)
    }

    /// How far it is from sure: the larger, the less sure.
    const fn doubt(self) -> u8 {
        match self {
            Self::Verified | Self::Own => 0,
            Self::Reported => 1,
            Self::Known => 2,
            Self::Sample => 3,
        }
    }
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cited {
    /// What it covers: `rates`, `limits`, `fuel`, … (`source.<covers>` in `locales/`).
    pub covers: String,
    /// Who says so, and where: a name and an address.
    pub title: String,
    /// The day on which the figure was true or was read.
    pub as_of: Date,
    /// How sure it is.
    pub status: Status,
}

/// The status of the least sure of the sources that cover something; a sample if none does.
fn least_sure(sources: &[Cited], covers: &str) -> Status {
    let of_it = sources.iter().filter(|source| source.covers == covers).map(|source| source.status);
    of_it.max_by_key(|status| status.doubt()).unwrap_or_default()
}

/// A sample exchange rate.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeRate {
    /// The currency that one unit is of.
    pub currency: Currency,
    /// Renminbi for one unit of it.
    pub cny: Decimal,
    /// Where it is from.
    pub source: Cited,
}

/// A rule of a market that a shipment meets, for the days on which it holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// `notice.<id>` in `locales/`.
    pub id: String,
    /// The destinations that it holds for.
    pub destinations: Vec<String>,
    /// First day.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is from.
    pub source: Cited,
}

/// The contents of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Pack {
    /// Date and content hash: `2026-11-22-1a2b3c4d`.
    pub snapshot: String,
    /// Rate cards.
    pub tariffs: Vec<Tariff>,
    /// Sample exchange rates.
    pub exchange_rates: Vec<ExchangeRate>,
    /// Rules of the markets, in words.
    pub notices: Vec<Notice>,
    /// What the markets charge at the border.
    pub markets: Vec<Market>,
    /// Warehouses abroad.
    pub warehouses: Vec<Warehouse>,
    /// Sales channels, an entry per market.
    pub channels: Vec<Channel>,
    /// Events. The first load of the page knows of none.
    #[cfg(feature = "explain")]
    pub calendar: Vec<Event>,
    /// Whether this is only what a first visit needs ([`Pack::first`]).
    #[serde(skip)]
    pub partial: bool,
}

/// How much of the data a first visit to a calculator needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum First {
    /// Sample exchange rates.
    Rates,
    /// With them the cards to the buyer's door.
    Cards,
    /// With these what the markets charge at the border.
    Markets,
}

impl First {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Rates, Self::Cards, Self::Markets];
}

/// Why bytes are not a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// Not in the format of this version.
    Format,
    /// In the format, but a rule of the data is broken: which one.
    Content(String),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format => f.write_str("not a data pack of this version"),
            Self::Content(what) => f.write_str(what),
        }
    }
}

impl core::error::Error for PackError {}

impl Pack {
    /// Reads and checks a compiled pack.
    ///
    /// # Errors
    /// [`PackError`] for bytes of another format and for contents that [`check`](Self::check) refuses.
    pub fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let pack = Self::decode_built(bytes)?;
        match pack.check().into_iter().next() {
            None => Ok(pack),
            Some(problem) => Err(PackError::Content(problem)),
        }
    }

    /// Reads a pack without checking it: for the page, whose build checked the packs that lie beside it.
    ///
    /// # Errors
    /// [`PackError::Format`] for bytes of another format.
    pub fn decode_built(bytes: &[u8]) -> Result<Self, PackError> {
        codec::read(bytes).ok_or(PackError::Format)
    }

    /// The same for a page whose calculators need exchange rates alone: without the rest, and without the code that reads it.
    ///
    /// # Errors
    /// [`PackError::Format`] for bytes of another format.
    pub fn decode_rates(bytes: &[u8]) -> Result<Self, PackError> {
        codec::read_rates(bytes).ok_or(PackError::Format)
    }

    /// The same with the cards, for a page whose calculators need neither markets nor warehouses nor channels.
    ///
    /// # Errors
    /// [`PackError::Format`] for bytes of another format.
    pub fn decode_cards(bytes: &[u8]) -> Result<Self, PackError> {
        codec::read_cards(bytes).ok_or(PackError::Format)
    }

    /// The same with the markets, for the page of a calculator that needs what they charge.
    ///
    /// # Errors
    /// [`PackError::Format`] for bytes of another format.
    pub fn decode_markets(bytes: &[u8]) -> Result<Self, PackError> {
        codec::read_markets(bytes).ok_or(PackError::Format)
    }

    /// The pack as bytes that [`decode`](Self::decode) reads.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        codec::write(self)
    }

    /// What a first visit needs of it: exchange rates and, for calculators that ask for them, the cards to the buyer's door
    /// and what the markets charge at the border; without sources, rules in words, warehouses, channels and events. Prices
    /// are those of the whole.
    #[must_use]
    pub fn first(&self, needed: First) -> Self {
        let mut first = Self { partial: true, ..self.clone() };
        first.notices = Vec::new();
        first.warehouses = Vec::new();
        first.channels = Vec::new();
        #[cfg(feature = "explain")]
        first.calendar.clear();
        first.tariffs.retain(|card| needed >= First::Cards && card.leg == Leg::Direct);
        first.tariffs.iter_mut().for_each(|card| card.sources = Vec::new());
        first.markets.retain(|_| needed >= First::Markets);
        first.markets.iter_mut().for_each(Market::keep_first);
        let fees = first.markets.iter_mut().flat_map(|market| &mut market.fees);
        // That one is due is enough: what it comes to, the engine says.
        fees.for_each(|fee| {
            (fee.percent, fee.least, fee.most) = (Decimal::ZERO, Decimal::ZERO, None);
            (fee.per_line, fee.flat) = (Decimal::ZERO, Decimal::ZERO);
        });
        let of_rates = first.exchange_rates.iter_mut().map(|rate| &mut rate.source);
        for source in first.markets.iter_mut().flat_map(Market::sources_mut).chain(of_rates) {
            let Cited { covers, title, as_of, status: _ } = source;
            covers.clear();
            title.clear();
            *as_of = Date::FIRST;
        }
        first
    }

    /// Cards of the user's own as bytes that [`add_own`](Self::add_own) reads: for handing them over, not for keeping
    /// them, since another version may write them otherwise.
    #[must_use]
    pub fn encode_own(cards: &[Tariff]) -> Vec<u8> {
        codec::write_own(cards)
    }

    /// Puts the user's own cards beside those of the data, in the place of any that he had before. The snapshot id stays
    /// that of the data. With feature `explain` every rule of a card is checked; the page leaves such cards to its engine.
    ///
    /// # Errors
    /// [`PackError::Format`] for bytes of another format, [`PackError::Content`] with the id of a card that breaks a rule
    /// ([`Tariff::can_be_own`]) or that is there twice; the pack is then as it was. [`read`](crate::rate_sheet::read)
    /// leaves out such cards, so that page and engine take the same ones.
    pub fn add_own(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        let cards = codec::read_own(bytes).ok_or(PackError::Format)?;
        #[cfg(feature = "explain")]
        if let Some(bad) = check::first_not_own(&cards) {
            return Err(PackError::Content(bad.id.clone()));
        }
        self.tariffs.retain(|card| card.title.is_none());
        self.tariffs.extend(cards);
        Ok(())
    }

    /// The market of a country.
    #[must_use]
    pub fn market(&self, country: &str) -> Option<&Market> {
        self.markets.iter().find(|market| market.countries.iter().any(|one| one == country))
    }

    /// Every broken rule of the data: gaps, overlaps, missing sources, figures out of range.
    #[must_use]
    pub fn check(&self) -> Vec<String> {
        check::pack(self)
    }
}

/// What a calculator may look at besides its inputs: the data packs.
#[derive(Clone, Debug, Default)]
pub struct World {
    pack: Option<Pack>,
    #[cfg(feature = "explain")]
    rules: Option<Arc<suanpan_compliance::pack::Pack>>,
    brief: bool,
}

impl World {
    /// A world with this pack.
    #[must_use]
    pub const fn new(pack: Pack) -> Self {
        Self {
            pack: Some(pack),
            #[cfg(feature = "explain")]
            rules: None,
            brief: false,
        }
    }

    /// The same with rules of compliance, and what is said of them in a language.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn with_rules(self, rules: Arc<suanpan_compliance::pack::Pack>) -> Self {
        Self { rules: Some(rules), ..self }
    }

    /// The rules of compliance, once they are loaded.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn rules(&self) -> Option<&suanpan_compliance::pack::Pack> {
        self.rules.as_deref()
    }

    /// The same, in which only figures are wanted: no working, no warnings that take a look around. For many cases.
    #[must_use]
    pub fn brief(self) -> Self {
        Self { brief: true, ..self }
    }

    /// Whether only figures are wanted.
    #[must_use]
    pub const fn is_brief(&self) -> bool {
        self.brief
    }

    /// The pack, once it is loaded.
    #[must_use]
    pub const fn pack(&self) -> Option<&Pack> {
        self.pack.as_ref()
    }

    /// The pack again.
    #[must_use]
    pub fn into_pack(self) -> Option<Pack> {
        self.pack
    }

    /// The snapshot that answers rest on.
    #[must_use]
    pub fn snapshot(&self) -> Option<&str> {
        self.pack.as_ref().map(|pack| pack.snapshot.as_str())
    }
}
