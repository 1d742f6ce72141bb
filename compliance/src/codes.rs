//! The fixed vocabularies of rules and profiles, each with the code that data and links write.

use core::cmp::Ordering;
use core::fmt;

use rust_decimal::Decimal;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $one:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$about])* $one,)+ }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &[Self] = &[$(Self::$one,)+];

            /// The code that stands for it in data.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$one => $code,)+ }
            }

            /// What a code stands for.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes! {
    /// Where a seller sells.
    Channel {
        /// Amazon.
        Amazon = "amazon",
        /// Temu.
        Temu = "temu",
        /// TikTok Shop.
        Tiktok = "tiktok",
        /// eBay.
        Ebay = "ebay",
        /// AliExpress.
        Aliexpress = "aliexpress",
        /// A marketplace that has no code of its own. In a rule: any marketplace.
        Marketplace = "marketplace",
        /// A shop of his own.
        OwnSite = "own-site",
    }
}

codes! {
    /// How goods reach the buyer.
    Fulfil {
        /// Post.
        Post = "post",
        /// A courier.
        Express = "express",
        /// Line-haul in bulk, parcels cleared one by one where they arrive.
        Linehaul = "linehaul",
        /// Imported in bulk, sent from stock.
        Warehouse = "warehouse",
    }
}

codes! {
    /// Whom he sells to.
    Customer {
        /// Consumers.
        Consumer = "b2c",
        /// Businesses.
        Business = "b2b",
    }
}

codes! {
    /// What the goods are.
    Category {
        /// Electrical or electronic.
        Electronics = "electronics",
        /// With radio; electronics as well.
        Radio = "radio",
        /// Runs on mains; electronics as well.
        Mains = "mains",
        /// A device that holds a battery, or comes with one.
        Battery = "battery",
        /// A battery by itself: no device, so rules about both name both.
        BatteryLoose = "battery-loose",
        /// Cosmetics.
        Cosmetics = "cosmetics",
        /// Toys.
        Toys = "toys",
        /// For children of up to 12.
        Children = "children",
        /// Food.
        Food = "food",
        /// Food supplements.
        Supplement = "supplement",
        /// Clothes.
        Apparel = "apparel",
        /// Shoes.
        Footwear = "footwear",
        /// Furniture.
        Furniture = "furniture",
        /// Medical devices.
        Medical = "medical",
        /// Jewellery.
        Jewellery = "jewellery",
        /// What goods are packed in: always.
        Packaging = "packaging",
    }
}

codes! {
    /// Who takes the tax of a sale.
    Scope {
        /// He does: sold by himself.
        Direct = "direct",
        /// A marketplace does.
        Marketplace = "mp",
        /// Both together.
        All = "all",
    }
}

codes! {
    /// What a sum of sales is made of. Shown; not computed with.
    Basis {
        /// All sales.
        Gross = "gross",
        /// Retail sales.
        Retail = "retail",
        /// Taxable sales.
        Taxable = "taxable",
        /// All sales of goods.
        GrossGoods = "gross-tpp",
        /// Retail sales of goods.
        RetailGoods = "retail-tpp",
        /// Taxable sales of goods.
        TaxableGoods = "taxable-tpp",
    }
}

codes! {
    /// The stretch of time that a rule counts.
    Period {
        /// The previous calendar year.
        PreviousYear = "pcy",
        /// The current calendar year, until the day.
        CurrentYear = "ccy",
        /// Either of the two.
        PreviousOrCurrent = "p_or_c",
        /// The last twelve months.
        Rolling = "r12",
        /// Twelve months up to the last quarter that is complete.
        RollingQuarters = "r12q",
        /// Twelve months up to the last 30 September.
        ToSeptember = "r12sep",
        /// The next twelve months.
        NextYear = "f12",
        /// The next thirty days.
        NextThirtyDays = "f30d",
        /// Any one calendar month of the last twelve.
        AnyMonth = "m1",
        /// The four sales-tax quarters (March to February) last completed.
        TaxQuarters = "4q",
        /// The four calendar quarters last completed.
        CalendarQuarters = "4cq",
        /// Any twelve consecutive months of the last 24.
        AnyTwelveMonths = "any12of24",
        /// Japan: the calendar year two before.
        BaseJapan = "base-jp",
        /// Japan: January to June of the year before.
        HalfJapan = "half-jp",
        /// The seller's fiscal year: read as the calendar year, the previous or the current one.
        FiscalYear = "fy",
    }
}

impl Period {
    /// Whether it is over before the year of the day begins: met or not met, nothing to watch.
    #[must_use]
    pub const fn settled(self) -> bool {
        matches!(self, Self::PreviousYear | Self::BaseJapan | Self::HalfJapan)
    }
}

codes! {
    /// How a figure is compared: exactly as the law has it.
    Operator {
        /// More than.
        More = ">",
        /// At least.
        AtLeast = ">=",
        /// Less than.
        Less = "<",
        /// At most.
        AtMost = "<=",
    }
}

impl Operator {
    /// Whether figure and threshold stand so.
    #[must_use]
    pub fn holds(self, figure: Decimal, threshold: Decimal) -> bool {
        let order = figure.cmp(&threshold);
        match self {
            Self::More => order == Ordering::Greater,
            Self::AtLeast => order != Ordering::Less,
            Self::Less => order == Ordering::Less,
            Self::AtMost => order != Ordering::Greater,
        }
    }

    /// Whether a greater figure meets it more: `>` and `>=`.
    #[must_use]
    pub const fn upward(self) -> bool {
        matches!(self, Self::More | Self::AtLeast)
    }
}

codes! {
    /// Which part of a seller's list a rule belongs to.
    Topic {
        /// Before he lists goods.
        Listing = "listing",
        /// At the border.
        Border = "border",
        /// Taxes.
        Tax = "tax",
        /// The product.
        Product = "product",
        /// Packaging and waste.
        Packaging = "packaging",
        /// Intellectual property.
        Property = "ip",
        /// Data.
        Data = "data",
        /// Each year.
        Yearly = "yearly",
    }
}

codes! {
    /// How hard it bites. Ordered: the hardest first.
    Severity {
        /// Blocks clearance, listing or payout.
        Blocks = "B",
        /// Tax, duty or penalty.
        High = "H",
        /// A must with less at stake.
        Must = "M",
        /// Information.
        Information = "I",
    }
}

codes! {
    /// Who does it.
    Who {
        /// The seller.
        Seller = "seller",
        /// The marketplace.
        Marketplace = "marketplace",
        /// The carrier.
        Carrier = "carrier",
        /// The customs broker.
        Broker = "broker",
    }
}

codes! {
    /// How sure a rule is, as the facts mark it. Ordered: the surest first.
    Status {
        /// Seen in the source named.
        Verified = "verified",
        /// From general knowledge.
        Known = "known",
        /// From knowledge without confidence, or sources conflict.
        Uncertain = "uncertain",
    }
}

codes! {
    /// What an answer is.
    Kind {
        /// Yes or no.
        Flag = "flag",
        /// A count.
        Number = "number",
        /// An amount of money.
        Money = "money",
    }
}

codes! {
    /// What a value is the value of.
    ValueOf {
        /// All goods of a consignment, without transport, insurance and tax.
        Consignment = "consignment",
        /// One item.
        Item = "item",
    }
}

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str);

/// The currencies that rules and profiles may name.
pub const CURRENCIES: &[&str] = &[
    "CNY", "USD", "EUR", "GBP", "JPY", "AUD", "CAD", "HKD", "TWD", "KRW", "SGD", "MYR", "THB", "VND", "PHP", "IDR",
    "INR", "BRL", "MXN", "PLN", "SEK", "CHF", "NZD", "AED", "SAR", "NOK", "RON", "TRY", "ZAR", "CLP", "ILS", "ARS",
    "COP", "PEN", "RUB", "CZK", "DKK", "HUF", "ISK",
];

impl Currency {
    /// The US dollar: the currency of the nexus table.
    pub const USD: Self = Self("USD");

    /// A currency of [`CURRENCIES`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        CURRENCIES.iter().find(|known| **known == code).map(|known| Self(known))
    }

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }
}

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// The figure.
    pub value: Decimal,
    /// Its currency.
    pub currency: Currency,
}

impl Money {
    /// Reads `150 EUR`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (value, currency) = text.split_once(' ')?;
        Some(Self { value: figure(value)?, currency: Currency::from_code(currency)? })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.currency.0)
    }
}

/// Reads digits, a point and a leading minus: no exponent, no separator, no plus.
#[must_use]
pub fn figure(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let framed = digits.starts_with(|sign: char| sign.is_ascii_digit()) && !digits.ends_with('.');
    (plain && framed).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_differ_at_the_threshold_only() {
        let at = |figure: i64| Operator::ALL.iter().map(|op| op.holds(figure.into(), 10.into())).collect::<Vec<_>>();
        assert_eq!(at(9), [false, false, true, true]);
        assert_eq!(at(10), [false, true, false, true]);
        assert_eq!(at(11), [true, true, false, false]);
    }

    #[test]
    fn money_is_a_figure_and_a_currency() {
        assert_eq!(Money::parse("26625000.50 USD").map(|money| money.to_string()).as_deref(), Some("26625000.50 USD"));
        for text in ["150", "150EUR", "150 eur", "1e3 EUR", "1,000 EUR", "+1 EUR", ". EUR", "1. EUR", " 1 EUR", "1 XXX"]
        {
            assert_eq!(Money::parse(text), None, "{text}");
        }
    }

    #[test]
    fn codes_read_back() {
        assert!(Period::ALL.iter().all(|period| Period::from_code(period.code()) == Some(*period)));
        assert_eq!(Channel::from_code("walmart"), None);
    }
}
