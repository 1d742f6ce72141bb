//! What a warehouse abroad takes: storage by the age of the goods or by the month, receiving, picking, returned pieces.
//!
//! One file per warehouse, `data/warehouses/<id>.toml`, with its days, its sources and how sure they are
//! (`docs/facts/logistics.md` §1.5, §2.6 and §3.5). Amounts are in the currency of the warehouse. A list that is empty says
//! that its fee is not in the data, or that the warehouse has none: which of the two stands in the title of a source.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Cited, Pack, Status, least_sure};
use crate::amount::Currency;
use crate::date::Date;

/// Whose warehouse it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarehouseKind {
    /// A warehouse abroad that sends orders of any channel.
    ThirdParty,
    /// Amazon's own, of which picking and packing are part of its fulfilment fee (a card of `data/carriers`).
    Fba,
}

/// A warehouse abroad and its prices.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Warehouse {
    /// `warehouse.<id>` in `locales/`.
    pub id: String,
    /// Whose it is.
    pub kind: WarehouseKind,
    /// Where it is: ISO 3166 codes.
    pub countries: Vec<String>,
    /// Of its prices.
    pub currency: Currency,
    /// First day its prices hold for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day its prices hold for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Storage by the age of the batch: ascending, the first tier from day 1, no gaps, the last one open.
    #[serde(default)]
    pub storage: Vec<StorageTier>,
    /// Storage by the calendar month, every month once. Either this or `storage`.
    #[serde(default)]
    pub seasons: Vec<SeasonRate>,
    /// What still counts as standard size, where months have two prices.
    #[serde(default)]
    pub standard: Option<StandardSize>,
    /// Price of each carton that comes in, by its number within the delivery; ascending, the last step open.
    #[serde(default)]
    pub receiving: Vec<CartonStep>,
    /// Picking and packing of the first piece of an order, by the weight of the order; ascending.
    #[serde(default)]
    pub pick_pack: Vec<PickBand>,
    /// Each further piece of an order.
    #[serde(default)]
    pub pick_more: Decimal,
    /// Taking in and shelving a returned piece, by its weight; ascending.
    #[serde(default)]
    pub put_away: Vec<PickBand>,
    /// The least that is paid for a month; 0 if there is no such amount.
    #[serde(default)]
    pub minimum_month: Decimal,
    /// Where its figures are from: `storage`, `receiving`, `pick-pack`, `put-away`, `minimum`.
    pub sources: Vec<Cited>,
}

/// The largest unit of standard size.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StandardSize {
    /// Its three sides in inches, longest first.
    pub inches: Vec<Decimal>,
    /// Its weight in pounds.
    pub pounds: Decimal,
}

/// A price of storage for batches up to an age.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StorageTier {
    /// The last day of age it holds for, the day of arrival being day 1; any if none.
    #[serde(default)]
    pub to_day: Option<u32>,
    /// For a cubic metre and a day; 0 if those days are free.
    pub per_m3_day: Decimal,
}

/// A price of storage in some months of the year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SeasonRate {
    /// The months, 1 to 12.
    pub months: Vec<u32>,
    /// For a cubic foot and a month, goods of standard size.
    pub standard: Decimal,
    /// For a cubic foot and a month, larger goods.
    pub oversize: Decimal,
}

/// A price of each carton up to a number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CartonStep {
    /// The last carton it holds for; all further ones if none.
    #[serde(default)]
    pub to: Option<u32>,
    /// For each carton.
    pub each: Decimal,
}

/// A price up to a weight: `(lo, hi]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PickBand {
    /// The largest weight in kilograms; any if none. Above a last band with an end there is no price.
    #[serde(default)]
    pub to_kg: Option<Decimal>,
    /// The price.
    pub price: Decimal,
}

impl Warehouse {
    /// What its sources can cover.
    pub const COVERS: [&str; 5] = ["storage", "receiving", "pick-pack", "put-away", "minimum"];

    /// How sure a part of its figures is: as the least sure source for it; a sample if there is none.
    #[must_use]
    pub fn status_of(&self, covers: &str) -> Status {
        least_sure(&self.sources, covers)
    }
}

impl Pack {
    /// The warehouses in a country whose prices hold on a day.
    pub fn warehouses_in<'a>(&'a self, country: &'a str, day: Date) -> impl Iterator<Item = &'a Warehouse> + use<'a> {
        self.warehouses.iter().filter(move |one| {
            one.countries.iter().any(|code| code == country) && day.within(one.valid_from, one.valid_to)
        })
    }
}
