//! What a sales channel takes of a sale: referral, order and payment fees, and shares to reckon with.
//!
//! One file per channel, `data/channels/<id>.toml`, with an entry per market (`docs/facts/logistics.md` §3.7). Percentages
//! are of the price that the buyer pays, amounts in the currency of the channel. A channel has other rates for some
//! categories: the entry holds the common one, and the title of its source says so.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Cited, Pack, Status, least_sure};
use crate::amount::Currency;
use crate::date::Date;

/// The fees of a sales channel in a market.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Channel {
    /// `choice.channel.<id>` in the wording; the same in every market.
    pub id: String,
    /// The market: ISO 3166 codes.
    pub countries: Vec<String>,
    /// Of its amounts.
    pub currency: Currency,
    /// First day of sale it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of sale it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// What the channel takes, by the price: ascending, the last tier open.
    pub referral: Vec<ReferralTier>,
    /// Each tier takes its portion of the price; otherwise the tier of the price takes the whole of it.
    #[serde(default)]
    pub by_portion: bool,
    /// The least that it takes of a sale; 0 if there is no such amount.
    #[serde(default)]
    pub referral_least: Decimal,
    /// A fixed fee for an order, by its price: ascending, the last one open.
    #[serde(default)]
    pub order_fee: Vec<OrderFee>,
    /// Percent for taking the buyer's payment; 0 where the referral fee includes it.
    pub payment_percent: Decimal,
    /// The same, for an order.
    pub payment_fixed: Decimal,
    /// Percent of the price for the payout: transfer and exchange of currency.
    pub payout_percent: Decimal,
    /// Percent of sales that advertising takes.
    pub ads_percent: Decimal,
    /// Percent of orders that come back.
    pub returns_percent: Decimal,
    /// Where its figures are from: `referral` (with the fee for an order), `payment`, `payout`, `ads`, `returns`.
    pub sources: Vec<Cited>,
}

/// A share of the price up to a limit: `(lo, hi]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReferralTier {
    /// The largest price; any if none.
    #[serde(default)]
    pub up_to: Option<Decimal>,
    /// Percent.
    pub percent: Decimal,
}

/// A fee for an order up to a price: `(lo, hi]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OrderFee {
    /// The largest price; any if none.
    #[serde(default)]
    pub up_to: Option<Decimal>,
    /// The fee.
    pub each: Decimal,
}

impl Channel {
    /// What its sources can cover, and must.
    pub const COVERS: [&str; 5] = ["referral", "payment", "payout", "ads", "returns"];

    /// How sure a part of its figures is: as the least sure source for it; a sample if there is none.
    #[must_use]
    pub fn status_of(&self, covers: &str) -> Status {
        least_sure(&self.sources, covers)
    }
}

impl Pack {
    /// The channels in a country whose fees hold on a day.
    pub fn channels_in<'a>(&'a self, country: &'a str, day: Date) -> impl Iterator<Item = &'a Channel> + use<'a> {
        self.channels.iter().filter(move |one| {
            one.countries.iter().any(|code| code == country) && day.within(one.valid_from, one.valid_to)
        })
    }
}
