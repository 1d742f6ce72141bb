//! What the border of a market asks of goods that come in: how they are valued, when duty and tax are due, and fees.
//!
//! One file per market, `data/markets/<country>.toml`; every rule has its days, its source and how sure it is
//! (`docs/facts/logistics.md` §2.7 and §3.6, `docs/facts/compliance.md` §1–§4). Amounts are in the currency of the
//! market, but where a rule names another.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Cited, Edge};
use crate::amount::{Currency, DECIDES};
use crate::date::Date;

/// How goods come in, where a rule depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carriage {
    /// By post.
    Post,
    /// By courier.
    Courier,
    /// By a forwarder's line: parcels that are cleared one by one.
    Line,
    /// By ship.
    Sea,
    /// By air freight.
    Air,
    /// By rail.
    Rail,
    /// By truck.
    Truck,
}

impl Carriage {
    /// Every one.
    pub const ALL: [Self; 7] = [Self::Post, Self::Courier, Self::Line, Self::Sea, Self::Air, Self::Rail, Self::Truck];

    /// Its code in inputs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Courier => "courier",
            Self::Line => "line",
            Self::Sea => "sea",
            Self::Air => "air",
            Self::Rail => "rail",
            Self::Truck => "truck",
        }
    }

    /// The carriage of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether parcels to buyers come so; goods in bulk otherwise.
    #[must_use]
    pub const fn is_of_parcels(self) -> bool {
        matches!(self, Self::Post | Self::Courier | Self::Line)
    }
}

/// What customs takes as the value of goods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Valuation {
    /// The price at the port of departure: without international freight and insurance.
    Fob,
    /// With freight and insurance to the border.
    #[default]
    Cif,
}

/// A market: a country, or countries under one customs law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Market {
    /// ISO 3166 codes.
    pub countries: Vec<String>,
    /// Of its thresholds and fees.
    pub currency: Currency,
    /// What customs values.
    pub valuation: Valuation,
    /// Tax at the border is on value and duty alone, without carriage that is not in the value.
    #[serde(default)]
    pub tax_without_carriage: bool,
    /// What the customs value is raised by, percent, before tax at the border is taken of it.
    #[serde(default)]
    pub tax_uplift: Decimal,
    /// Standard rates of value-added, goods-and-services or consumption tax; none where there is none at the border.
    #[serde(default)]
    pub tax_rates: Vec<TaxRate>,
    /// How a consignment is treated, first match.
    pub treatments: Vec<Treatment>,
    /// Duties that come on top of the tariff.
    #[serde(default)]
    pub layers: Vec<DutyLayer>,
    /// What else is charged at the border.
    #[serde(default)]
    pub fees: Vec<BorderFee>,
}

/// The standard rate of a tax on what is imported.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TaxRate {
    /// Whose; every country of the market if none is named.
    #[serde(default)]
    pub countries: Vec<String>,
    /// First day of import it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of import it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Percent.
    pub percent: Decimal,
    /// The tax is part of its own base: `base ÷ (1 − rate) × rate`.
    #[serde(default)]
    pub of_itself: bool,
    /// Where it is from.
    pub source: Cited,
}

/// Whether and how duty and tax are due on a consignment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Treatment {
    /// First day of import it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of import it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// How the goods come; any way if none is named.
    #[serde(default)]
    pub by: Vec<Carriage>,
    /// Only for parcels to buyers.
    #[serde(default)]
    pub parcels: bool,
    /// Only where seller or marketplace is registered to take the tax with the sale.
    #[serde(default)]
    pub registered: bool,
    /// Chapters of the tariff (its first two digits) that it does not hold for.
    #[serde(default)]
    pub not_chapters: Vec<u32>,
    /// The largest value that it holds for; any if none.
    #[serde(default)]
    pub up_to: Option<Decimal>,
    /// What its limit is about.
    #[serde(default)]
    pub of: LimitOf,
    /// On which side of it the value of the limit itself lies.
    #[serde(default)]
    pub edge: Edge,
    /// Of its limit and its amounts, where that is not the market's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// The duty.
    pub duty: DutyRule,
    /// The tax.
    pub tax: TaxRule,
    /// Tax at the border that comes to no more than this is not collected.
    #[serde(default)]
    pub waived_up_to: Option<Decimal>,
    /// Where it is from.
    pub source: Cited,
}

/// What the limit of a treatment is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitOf {
    /// The value of the goods in the consignment, without carriage and tax.
    #[default]
    Goods,
    /// The customs value of the consignment.
    CustomsValue,
    /// The value of each unit.
    Unit,
}

/// How much duty is due.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum DutyRule {
    /// None.
    Free,
    /// Not in the data: nothing is assessed.
    Unknown,
    /// The rate of the tariff and the layers on top of it.
    Tariff,
    /// An amount for each tariff line of the consignment, whatever is in it.
    PerLine(Decimal),
    /// A percentage of the value less an amount, whatever the goods.
    Flat {
        /// Percent.
        percent: Decimal,
        /// What is taken off.
        #[serde(default)]
        less: Decimal,
    },
}

/// When tax is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaxRule {
    /// It is not.
    Free,
    /// With the sale, on goods and shipping; not at the border.
    Checkout,
    /// With the sale, where seller or marketplace is registered for that; at the border otherwise.
    CheckoutOrImport,
    /// With the sale, where seller or marketplace is registered for that; not at all otherwise.
    CheckoutOrFree,
    /// At the border, on value, duty and carriage to the first place of destination.
    Import,
}

/// A duty on top of that of the tariff.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DutyLayer {
    /// `duty.<id>` in `locales/`.
    pub id: String,
    /// Countries in which the goods were made.
    pub origins: Vec<String>,
    /// The list that the tariff line must stand on, by the code of the input; every line if none.
    #[serde(default)]
    pub list: Option<String>,
    /// First day of import it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of import it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Percent of the customs value.
    pub percent: Decimal,
    /// The percentage is the least that tariff and layer come to together, instead of coming on top.
    #[serde(default)]
    pub with_tariff: bool,
    /// It is not due on goods that pay a duty of Section 232 of the United States.
    #[serde(default)]
    pub not_with_232: bool,
    /// Where it is from.
    pub source: Cited,
}

/// What a fee is for: names its line on the bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeeKind {
    /// Merchandise processing fee of the United States.
    MerchandiseProcessing,
    /// What mail pays for its entry into the United States.
    PostalEntry,
    /// Harbor maintenance fee of the United States.
    HarborMaintenance,
    /// A parcel fee of a member of the European Union.
    NationalParcel,
    /// The handling fee of the European Union.
    UnionHandling,
    /// The goods management levy of New Zealand.
    GoodsManagement,
}

/// A fee at the border.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BorderFee {
    /// What it is for.
    pub kind: FeeKind,
    /// Whose; every country of the market if none is named.
    #[serde(default)]
    pub countries: Vec<String>,
    /// First day of import it holds for.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day of import it holds for.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// It should hold, but was not seen in force: said, never charged.
    #[serde(default)]
    pub unconfirmed: bool,
    /// How the goods come; any way if none is named.
    #[serde(default)]
    pub by: Vec<Carriage>,
    /// Only for parcels to buyers.
    #[serde(default)]
    pub parcels: bool,
    /// Only for a value of the goods above this.
    #[serde(default)]
    pub above: Option<Decimal>,
    /// Only for a value of the goods up to this.
    #[serde(default)]
    pub up_to: Option<Decimal>,
    /// On which side of it the value of the limit itself lies.
    #[serde(default)]
    pub edge: Edge,
    /// Of its amounts, where that is not the market's; its limits are in that of the market.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// Percent of the value of the goods.
    #[serde(default)]
    pub percent: Decimal,
    /// At least.
    #[serde(default)]
    pub least: Decimal,
    /// At most.
    #[serde(default)]
    pub most: Option<Decimal>,
    /// For each tariff line.
    #[serde(default)]
    pub per_line: Decimal,
    /// For the consignment.
    #[serde(default)]
    pub flat: Decimal,
    /// Where it is from.
    pub source: Cited,
}

impl Market {
    /// Where each of its rules is from.
    pub fn sources(&self) -> impl Iterator<Item = &Cited> {
        let rates = self.tax_rates.iter().map(|one| &one.source);
        let treatments = self.treatments.iter().map(|one| &one.source);
        let layers = self.layers.iter().map(|one| &one.source);
        rates.chain(treatments).chain(layers).chain(self.fees.iter().map(|one| &one.source))
    }

    /// Keeps what a first visit needs: the rules up to the last of those that ask duty and tax without a tariff, with the sale.
    /// The rest is left to the engine.
    pub(super) fn keep_first(&mut self) {
        let kept = self.treatments.iter().rposition(Treatment::is_simple).map_or(0, |last| last + 1);
        self.treatments.truncate(kept);
        self.layers.clear();
        if kept == 0 {
            self.tax_rates.clear();
            self.fees.clear();
        }
    }

    pub(super) fn sources_mut(&mut self) -> impl Iterator<Item = &mut Cited> {
        let rates = self.tax_rates.iter_mut().map(|one| &mut one.source);
        let treatments = self.treatments.iter_mut().map(|one| &mut one.source);
        let layers = self.layers.iter_mut().map(|one| &mut one.source);
        rates.chain(treatments).chain(layers).chain(self.fees.iter_mut().map(|one| &mut one.source))
    }

    /// The tax rate of a country on a day.
    #[must_use]
    pub fn tax_rate(&self, country: &str, day: Date) -> Option<&TaxRate> {
        self.tax_rates.iter().find(|rate| is_of(&rate.countries, country) && day.within(rate.valid_from, rate.valid_to))
    }

    /// The fees that can be due in a country on a day to goods that come so, whatever their value.
    pub fn fees_on<'a>(
        &'a self,
        country: &'a str,
        day: Date,
        by: Carriage,
    ) -> impl Iterator<Item = &'a BorderFee> + use<'a> {
        self.fees.iter().filter(move |fee| {
            is_of(&fee.countries, country)
                && day.within(fee.valid_from, fee.valid_to)
                && comes(&fee.by, fee.parcels, by)
        })
    }

    /// Whether duties on goods made in a country go by the list on which their tariff line stands.
    #[must_use]
    pub fn lists(&self, origin: &str) -> bool {
        self.layers.iter().any(|layer| layer.list.is_some() && is_of(&layer.origins, origin))
    }

    /// The duties on top of the tariff for goods made in a country, on a day, whose tariff line stands on a list.
    pub fn layers_on<'a>(
        &'a self,
        origin: &'a str,
        list: Option<&'a str>,
        under_232: bool,
        day: Date,
    ) -> impl Iterator<Item = &'a DutyLayer> + use<'a> {
        self.layers.iter().filter(move |layer| {
            is_of(&layer.origins, origin)
                && layer.list.as_deref().is_none_or(|on| Some(on) == list)
                && !(under_232 && layer.not_with_232)
                && day.within(layer.valid_from, layer.valid_to)
        })
    }
}

impl BorderFee {
    /// Whether a value of the goods, in the currency of the market, is within its limits.
    #[must_use]
    pub fn takes(&self, value: Decimal) -> bool {
        let value = value.round_dp(DECIDES);
        self.above.is_none_or(|above| value > above) && is_within(value, self.up_to, self.edge)
    }

    /// Whether nothing but tariff lines is counted for it.
    #[must_use]
    pub fn is_by_line(&self) -> bool {
        !self.per_line.is_zero() && [self.percent, self.least, self.flat].iter().all(Decimal::is_zero)
    }
}

impl Treatment {
    /// Whether tax can be taken with the sale, and duty is none or an amount by tariff line: what a page tells by itself.
    #[must_use]
    pub fn is_simple(&self) -> bool {
        matches!(self.duty, DutyRule::Free | DutyRule::PerLine(_))
            && matches!(self.tax, TaxRule::Checkout | TaxRule::CheckoutOrImport | TaxRule::CheckoutOrFree)
    }

    /// Whether it holds for goods that come so on a day, whatever their value.
    #[must_use]
    pub fn holds(&self, day: Date, by: Carriage) -> bool {
        day.within(self.valid_from, self.valid_to) && comes(&self.by, self.parcels, by)
    }

    /// Whether a value, in its currency, is within its limit.
    #[must_use]
    pub fn takes(&self, value: Decimal) -> bool {
        is_within(value.round_dp(DECIDES), self.up_to, self.edge)
    }
}

fn is_within(value: Decimal, limit: Option<Decimal>, edge: Edge) -> bool {
    match (limit, edge) {
        (None, _) => true,
        (Some(limit), Edge::Included) => value <= limit,
        (Some(limit), Edge::Excluded) => value < limit,
    }
}

fn is_of(countries: &[String], country: &str) -> bool {
    countries.is_empty() || countries.iter().any(|one| one == country)
}

fn comes(ways: &[Carriage], parcels: bool, by: Carriage) -> bool {
    (ways.is_empty() || ways.contains(&by)) && (!parcels || by.is_of_parcels())
}
