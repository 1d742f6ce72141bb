//! **What do the goods cost once they are there: freight, duty, tax and fees?**
//!
//! Every service of the way that [shipping cost](super::shipping_cost) can price carries the consignment, and so does a
//! quote of the user's own; the border asks duty, tax and fees by the rules of the market on the day of import
//! (`docs/facts/logistics.md` §2.7, §3.4, §3.6, §3.7). The answer ranks by what the seller bears in the end.
//!
//! `landed = goods + domestic freight − export rebate + freight + insurance + duty + tax that is not recovered + fees +
//! brokerage + inland freight + other`; each line rounded half-up to the minor unit and summed. Cash counts what is paid
//! until the goods are there: with recoverable tax, without the rebate, which comes later.

#[cfg(feature = "explain")]
mod allocation;
#[cfg(feature = "explain")]
mod assumed;
#[cfg(feature = "explain")]
mod change;
mod customs;
#[cfg(feature = "explain")]
mod returns;
mod route;
#[cfg(feature = "explain")]
mod sale;
#[cfg(feature = "explain")]
mod sharing;
#[cfg(feature = "explain")]
mod solve;
#[cfg(feature = "explain")]
mod storage;
pub mod texts;
#[cfg(feature = "explain")]
mod warehouse;
#[cfg(feature = "explain")]
mod workbook;
#[cfg(feature = "explain")]
mod working;

#[cfg(feature = "explain")]
pub(super) use customs::less_sure;
#[cfg(feature = "explain")]
pub(super) use returns::{chosen_policy, policies_of as return_policies, untaxed_price};
use rust_decimal::Decimal;
#[cfg(feature = "explain")]
pub(super) use warehouse::{MONTH, order_shares};

#[cfg(feature = "explain")]
use self::customs::Collector;
use self::customs::{Entry, Goods};
use self::route::Offer;
use self::texts::{decision, figure, problem};
use crate::amount::{Amount, Currency, Money, Size};
#[cfg(feature = "explain")]
use crate::calculators::compliance::carried::{self, Known};
use crate::calculators::shipping_cost::{self, Parcel};
use crate::date::Date;
use crate::exact::{self, Exact};
use crate::exchange::Exchange;
use crate::pack::{Carriage, First, Leg, Market, Pack, Tariff, World};
use crate::schema::{
    Alternative, Answer, Arg, Choices, Example, Figure, Kind, Left, List, Meta, Names, Note, Outcome, Phrase, Problem,
    Question, Text, When, code, left,
};
#[cfg(feature = "explain")]
use crate::schema::{Changes, Onward, Severity};
use crate::units::{CARTON_WEIGHTS, LENGTHS, WEIGHTS};
use crate::vocabulary;

/// The calculator.
pub struct LandedCost;

/// Key of the list of goods.
const GOODS: &str = "goods";
/// Key of the list of warehouses.
#[cfg(feature = "explain")]
const WAREHOUSES: &str = "warehouses";

const fn choices(codes: &'static [&'static str]) -> Kind {
    Kind::Choice(Choices { codes, names: Names::Locales })
}

/// Where goods can be made.
const ORIGINS: Kind = Kind::Choice(Choices { codes: &["CN", "VN", "IN", "TW", "JP", "KR"], names: Names::Countries });
/// The lists of Section 301.
const US_LISTS: Kind = choices(&["list-1-3", "list-4a", "list-4b", "semiconductors", "strategic", "not-listed"]);

/// What is true of a parcel to a buyer, also where the goods may wait in a warehouse on the way.
const PARCEL: When = When::Not("route", &["bulk"]);
/// What is true of goods in bulk, also where they go on to buyers one by one.
const BULK: When = When::Not("route", &["parcel"]);
const WAREHOUSE: When = When::Is("route", &["warehouse"]);
/// The price of the goods ends where they are made: carriage to the port is paid beside it.
const EXW: When = When::Is("purchase-terms", &["exw"]);
/// The user brings the goods in himself; else their price holds freight, duty and tax.
const NOT_DDP: When = When::Not("purchase-terms", &["ddp"]);
const PARCEL_NOT_DDP: When = When::All(&[PARCEL, NOT_DDP]);
const BULK_NOT_DDP: When = When::All(&[BULK, NOT_DDP]);
const US_NOT_DDP: When = When::All(&[US, NOT_DDP]);
/// The only market of the data whose duties depend on where goods were made, and whose cards have zones inland.
const US: When = When::Is("destination", &["US"]);

/// Where the goods were made.
pub(super) const fn made_in(link: &'static str) -> Meta {
    Meta::new(link, ORIGINS).default("CN")
}

/// The list of Section 301 on which the tariff line stands.
pub(super) const fn us_list(link: &'static str) -> Meta {
    Meta::new(link, US_LISTS)
}

/// Who takes the tax on a parcel of low value from the buyer.
pub(super) const fn tax_collected_by(link: &'static str) -> Meta {
    Meta::new(link, choices(&["seller", "marketplace", "nobody"])).default("seller")
}

/// What becomes of the tax on goods in bulk.
pub(super) const fn import_tax(link: &'static str) -> Meta {
    Meta::new(link, choices(&["recovered", "postponed", "borne"])).default("recovered")
}

/// What happens with an order that comes back.
pub(super) const fn return_policy(link: &'static str) -> Meta {
    Meta::new(link, choices(&["cheapest", "ship-back", "local", "keep", "partial"])).default("cheapest")
}

crate::inputs! {
    /// A warehouse in the market, and what it charges where the user knows better than the data.
    pub struct WarehouseRow {
        /// Whether a third party runs it or Amazon (FBA).
        pub site: &'static str = Meta::new("k", choices(&["third-party", "fba"])).default("third-party"),
        /// Share of the orders that it fills, percent; blank: the rest, in equal parts.
        pub order_share: Option<Decimal> = Meta::new("s", Kind::Percent).above("0").within("", "100"),
        /// Part of the United States in which it lies.
        pub site_region: &'static str = Meta::new("r", choices(&["west", "central", "east"])).default("west").when(US),
        /// The carrier's zone between it and most buyers (United States).
        pub delivery_zone: &'static str = Meta::new("z", choices(&["2", "5", "8"])).default("5").when(US),
        /// What delivery of one order to the buyer costs.
        pub delivery_price: Option<Money> = Meta::new("l", Kind::Money).above("0").within("", "1000000"),
        /// What picking and packing of one order costs.
        pub pick_pack: Option<Money> = Meta::new("p", Kind::Money).within("0", "1000000"),
        /// What a cubic metre costs for a day.
        pub storage_rate: Option<Money> = Meta::new("t", Kind::Money).within("0", "1000000"),
        /// What taking in one carton costs.
        pub receiving: Option<Money> = Meta::new("i", Kind::Money).within("0", "1000000"),
        /// The least that it charges for a month.
        pub month_least: Option<Money> = Meta::new("m", Kind::Money).within("0", "10000000"),
        /// What bringing one carton here from the first warehouse costs: the goods come by way of that one.
        pub transfer: Option<Money> = Meta::new("x", Kind::Money).above("0").within("", "1000000"),
    }
}

crate::inputs! {
    /// A channel that the product is sold on, and what it takes where the user knows better than the data.
    pub struct ChannelRow {
        /// The channel.
        pub channel: &'static str = Meta::new("k", choices(&["amazon", "own-site", "temu", "tiktok-shop", "ebay", "other"])).default("other"),
        /// What the buyer pays there for one order.
        pub channel_price: Option<Money> = Meta::new("p", Kind::Money).above("0").within("", "1000000000"),
        /// Commission, percent of the price.
        pub referral: Option<Decimal> = Meta::new("r", Kind::Percent).within("0", "100").usually_below("40"),
        /// Fees for an order whatever its price: of the channel and of the payment.
        pub order_fee: Option<Money> = Meta::new("o", Kind::Money).within("0", "1000000"),
        /// What the payment takes, percent of the price.
        pub payment_share: Option<Decimal> = Meta::new("y", Kind::Percent).within("0", "100").usually_below("10"),
        /// What changing the payout into the seller's money takes, percent of the price.
        pub payout_share: Option<Decimal> = Meta::new("x", Kind::Percent).within("0", "100").usually_below("5"),
        /// Advertising, percent of the price.
        pub ads_share: Option<Decimal> = Meta::new("a", Kind::Percent).within("0", "100").usually_below("50"),
        /// Orders that come back, percent.
        pub returned: Option<Decimal> = Meta::new("b", Kind::Percent).within("0", "100").usually_below("40"),
        /// Whatever else an order costs there: fulfilment that the way does not hold, packing, an affiliate.
        pub fulfilment: Option<Money> = Meta::new("f", Kind::Money).within("0", "1000000"),
    }
}

crate::inputs! {
    /// Goods of one kind, that is of one tariff line.
    pub struct GoodsRow {
        /// How many units.
        pub unit_count: Decimal = Meta::new("n", Kind::Count).default("1").within("1", "10000000"),
        /// What one costs the seller.
        pub unit_cost: Money = Meta::new("c", Kind::Money).required().above("0").within("", "1000000000"),
        /// What customs counts for one: for a parcel what the buyer pays, without tax; in bulk the price of the invoice.
        pub customs_value: Option<Money> = Meta::new("v", Kind::Money).above("0").within("", "1000000000"),
        /// Duty of the tariff line, percent: the ordinary rate, without layers that the data know.
        pub duty_rate: Left<Option<Decimal>> = Meta::new("d", Kind::Percent).within("0", "1000").usually_below("60").when(NOT_DDP),
        /// Duties that the data do not know, such as anti-dumping, percent.
        pub extra_duty: Left<Option<Decimal>> = Meta::new("x", Kind::Percent).within("0", "1000").usually_below("100").when(NOT_DDP),
        /// Tariff code, six to ten digits: rows of one heading are one tariff line.
        pub tariff_code: Option<Decimal> = Meta::new("h", Kind::Count).within("10000", "9999999999"),
        /// Weight of one, to share freight among rows where weight sets it.
        pub unit_weight: Left<Option<Amount>> = Meta::new("w", Kind::Amount(WEIGHTS)).above("0g").within("", "100000kg"),
        /// Where they were made, if not where the consignment was.
        pub made_in: Left<Option<&'static str>> = Meta::new("o", ORIGINS).when(US_NOT_DDP),
        /// The list of Section 301 on which their tariff line stands, if not that of the consignment.
        pub us_list: Left<Option<&'static str>> = Meta::new("l", US_LISTS).when(US_NOT_DDP),
        /// What customs counts for one on the way to a warehouse: the price of the invoice, where that is not the cost.
        pub invoice_value: Left<Option<Money>> = Meta::new("iv", Kind::Money).above("0").within("", "1000000000").when(When::All(&[WAREHOUSE, NOT_DDP])),
        /// Outside of one, to share freight among rows where volume sets it.
        pub unit_size: Left<Option<Size>> = Meta::new("s", Kind::Size(LENGTHS)).above("0mm").within("", "100000cm").usually_below("300cm"),
    }
}

crate::inputs! {
    /// A consignment.
    pub struct Inputs {
        /// What is in it.
        pub goods: List<GoodsRow> = Meta::new("g", Kind::Rows(GoodsRow::METAS)).required().group("goods"),
        /// How it is packed; without it only a quote of the user's own is counted.
        pub parcels: List<Parcel> = Meta::new("p", Kind::Rows(Parcel::METAS)).when(When::Any(&[NOT_DDP, WAREHOUSE])).group("parcels"),
        /// Whether parcels go to buyers, goods in bulk to a warehouse, or orders by way of a warehouse, beside parcels.
        pub route: &'static str = Meta::new("rt", choices(&["parcel", "bulk", "warehouse"])).default("parcel").group("route"),
        /// Where it goes.
        pub destination: &'static str = vocabulary::destination("d").group("route"),
        /// Delivery zone of Australia.
        pub zone: &'static str = shipping_cost::zone("az").group("route"),
        /// Part of the United States in which the warehouse lies.
        pub us_region: Left<&'static str> = shipping_cost::us_region("ur").when(When::All(&[When::Is("destination", &["US"]), When::Is("route", &["bulk"]), NOT_DDP])).group("route"),
        /// Where the goods start in China.
        pub origin_region: Left<&'static str> = shipping_cost::origin_region("og").when(BULK_NOT_DDP).group("route"),
        /// When it ships: cards are chosen by this day.
        pub shipping_date: Date = vocabulary::shipping_date("dt").group("route"),
        /// When it comes in: duty and tax are chosen by this day.
        pub import_date: Option<Date> = Meta::new("di", Kind::Date).group("route"),
        /// Where the goods were made.
        pub made_in: Left<&'static str> = made_in("co").when(NOT_DDP).group("border"),
        /// The list of Section 301 on which the tariff line stands.
        pub us_list: Left<Option<&'static str>> = us_list("ul")
            .when(When::All(&[When::Is("destination", &["US"]), When::Is("made-in", &["CN"]), NOT_DDP])).group("border"),
        /// The goods pay a duty of Section 232, which is typed as another duty.
        pub under_232: Left<bool> = Meta::new("u2", Kind::Flag).default("0").when(US_NOT_DDP).group("border"),
        /// Who pays duty and tax of a parcel: the seller or the buyer.
        pub terms: Left<&'static str> = Meta::new("tm", choices(&["ddp", "dap"])).default("ddp").when(PARCEL_NOT_DDP).group("border"),
        /// Who takes the tax on a parcel of low value from the buyer.
        pub tax_collected_by: Left<&'static str> = tax_collected_by("tc").when(PARCEL_NOT_DDP).group("border"),
        /// What becomes of the tax on goods in bulk.
        pub import_tax: Left<&'static str> = import_tax("it").when(BULK_NOT_DDP).group("border"),
        /// Freight that the user was quoted for the consignment.
        pub quoted_freight: Left<Option<Money>> = Meta::new("qf", Kind::Money).above("0").within("", "100000000000").when(NOT_DDP).group("quote"),
        /// What carries parcels at that quote.
        pub parcel_carrier: Left<&'static str> = Meta::new("pb", choices(&["line", "post", "courier"])).default("line").when(PARCEL_NOT_DDP).group("quote"),
        /// What carries goods in bulk, at that quote and on cards that do not say.
        pub bulk_carrier: Left<&'static str> = Meta::new("bb", choices(&["sea", "air", "rail", "truck"])).default("sea").when(BULK_NOT_DDP).group("quote"),
        /// Carriage to the port of departure, where the price of the goods does not hold it.
        pub domestic_freight: Left<Option<Money>> = Meta::new("df", Kind::Money).within("0", "100000000000").when(EXW).group("purchase"),
        /// Value-added tax in the purchase price, percent.
        pub purchase_vat: Left<Decimal> = Meta::new("pv", Kind::Percent).default("13").within("0", "100").when(NOT_DDP).group("purchase"),
        /// Export tax rebate, percent of the price without that tax.
        pub export_rebate: Left<Option<Decimal>> = Meta::new("xr", Kind::Percent).within("0", "17").when(NOT_DDP).group("purchase"),
        /// Insurance of the carriage.
        pub cargo_insurance: Left<Option<Money>> = Meta::new("in", Kind::Money).within("0", "100000000000").when(NOT_DDP).group("costs"),
        /// Customs broker.
        pub brokerage: Left<Option<Money>> = Meta::new("br", Kind::Money).within("0", "100000000000").when(NOT_DDP).group("costs"),
        /// Carriage from the border to the warehouse.
        pub inland_freight: Left<Option<Money>> = Meta::new("if", Kind::Money).within("0", "100000000000").when(BULK).group("costs"),
        /// What the carrier takes for paying duty and tax first, percent of them.
        pub advance_percent: Left<Option<Decimal>> = Meta::new("ap", Kind::Percent).within("0", "100").usually_below("10").when(PARCEL_NOT_DDP).group("costs"),
        /// The least that it takes for that.
        pub advance_least: Left<Option<Money>> = Meta::new("al", Kind::Money).within("0", "1000000000").when(PARCEL_NOT_DDP).group("costs"),
        /// Anything else for the consignment.
        pub other_costs: Left<Option<Money>> = Meta::new("oc", Kind::Money).within("0", "100000000000").group("costs"),
        /// Currency of the answer.
        pub currency: Currency = vocabulary::currency("c").group("currency"),
        /// Renminbi for one unit of it; without it the sample rate.
        pub exchange_rate: Option<Decimal> = vocabulary::exchange_rate("fx").group("currency"),
        /// What the bank keeps, percent.
        pub exchange_spread: Decimal = vocabulary::exchange_spread("sp").group("currency"),
        /// What the buyer of a parcel pays for shipping, without tax: part of what tax with the sale is taken of. Without it
        /// the freight counts.
        pub buyer_shipping: Left<Option<Money>> = Meta::new("bs", Kind::Money).within("0", "1000000000").when(PARCEL).group("border"),
        /// Rate of VAT, GST or consumption tax, where it is not the standard rate of the market, percent.
        pub tax_rate: Left<Option<Decimal>> = Meta::new("vr", Kind::Percent).within("0", "99").usually_below("30")
            .when(When::Not("destination", &["US", "HK"])).group("border"),
        /// Orders that a batch to the warehouse holds.
        pub batch_orders: Left<Option<Decimal>> = Meta::new("bo", Kind::Count).within("1", "10000000").when(WAREHOUSE).group("warehouse"),
        /// Orders in a month, which is thirty days.
        pub monthly_orders: Left<Option<Decimal>> = Meta::new("mo", Kind::Count).within("1", "10000000").when(WAREHOUSE).group("warehouse"),
        /// Orders that a carton of the batch holds.
        pub carton_orders: Left<Option<Decimal>> = Meta::new("cq", Kind::Count).within("1", "100000").when(WAREHOUSE).group("warehouse"),
        /// Gross weight of a carton.
        pub carton_weight: Left<Option<Amount>> = Meta::new("cw", Kind::Amount(CARTON_WEIGHTS)).above("0g").within("", "100000kg").usually_below("40kg").when(WAREHOUSE).group("warehouse"),
        /// Outside of a carton.
        pub carton_size: Left<Option<Size>> = Meta::new("cs", Kind::Size(LENGTHS)).above("0mm").within("", "100000cm").usually_below("300cm").when(WAREHOUSE).group("warehouse"),
        /// Days of sales that are still in stock when a batch arrives: so long it waits.
        pub stock_days: Left<Decimal> = Meta::new("sd", Kind::Days).default("0").within("0", "3650").usually_below("365").when(WAREHOUSE).group("warehouse"),
        /// The warehouses; without any, one of a third party.
        pub warehouses: Left<List<WarehouseRow>> = Meta::new("wh", Kind::Rows(WarehouseRow::METAS)).when(WAREHOUSE).group("warehouse"),
        /// What the buyer pays for one order, or in bulk for one unit, as the shop shows it.
        pub sale_price: Left<Option<Money>> = Meta::new("pr", Kind::Money).above("0").within("", "1000000000").group("sale"),
        /// The margin that a price must reach, percent of the price without tax.
        pub target_margin: Left<Decimal> = Meta::new("mg", Kind::Percent).default("20").within("0", "95").usually_below("60").group("sale"),
        /// The channels to compare; without any, those of the data for the market.
        pub channels: Left<List<ChannelRow>> = Meta::new("ch", Kind::Rows(ChannelRow::METAS)).group("sale"),
        /// What happens with an order that comes back.
        pub return_policy: Left<&'static str> = return_policy("rp").group("returns"),
        /// Label and handling of a return to the seller.
        pub ship_back: Left<Option<Money>> = Meta::new("rl", Kind::Money).within("0", "1000000").group("returns"),
        /// Part of the landed cost that goods which were shipped back are worth, percent.
        pub recovered_share: Left<Decimal> = Meta::new("rv", Kind::Percent).default("0").within("0", "100").group("returns"),
        /// Label and inspection of a return to an address in the market.
        pub local_return: Left<Option<Money>> = Meta::new("lr", Kind::Money).within("0", "1000000").group("returns"),
        /// Part of these that can be sold again as new, percent.
        pub resold_share: Left<Decimal> = Meta::new("rs", Kind::Percent).default("0").within("0", "100").group("returns"),
        /// What one of the others still brings.
        pub liquidation: Left<Option<Money>> = Meta::new("lq", Kind::Money).within("0", "1000000").group("returns"),
        /// More claims where buyers may keep the goods, percent.
        pub keep_abuse: Left<Decimal> = Meta::new("ka", Kind::Percent).default("0").within("0", "1000").group("returns"),
        /// Part of the price that is offered to a buyer who keeps the goods, percent.
        pub partial_offer: Left<Option<Decimal>> = Meta::new("of", Kind::Percent).within("0", "100").group("returns"),
        /// Buyers who accept that, percent.
        pub partial_accepted: Left<Decimal> = Meta::new("oa", Kind::Percent).default("0").within("0", "100").group("returns"),
        /// What the price of the goods holds: nothing beside them (EXW), carriage to the port of departure and export
        /// clearance (FOB), or everything up to the destination, duty and tax paid (DDP).
        pub purchase_terms: Left<&'static str> = Meta::new("pt", choices(&["exw", "fob", "ddp"])).default("exw").group("purchase").leads(),
    }
}

impl Question for LandedCost {
    type Inputs = Inputs;
    const ID: &'static str = "landed-cost";
    const LINK_CODE: &'static str = "lc";
    const EXAMPLES: &'static [Example] = &[
        Example { id: "mug", link: "v=1&t=lc&g=_28CNY_24EUR_12&p=_350g_20x15x8cm&d=DE&c=EUR&k=hand" },
        Example {
            id: "two-lines",
            link: "v=1&t=lc&g=2_35CNY_12EUR_12__6109100010&g=_80CNY_24EUR_17__6404110000&p=_900g_35x25x12cm&d=FR&tc=nobody&c=EUR&k=hand",
        },
        Example {
            id: "over-135",
            link: "v=1&t=lc&g=_520CNY_135.01GBP_12&p=_1.2kg_40x30x20cm&d=GB&ap=2.5&al=12GBP&c=GBP&k=hand",
        },
        Example { id: "us-parcel", link: "v=1&t=lc&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&ul=list-4a&c=USD&k=hand" },
        Example {
            id: "bulk-us",
            link: "v=1&t=lc&g=1000_42.6CNY__6.5&p=50_12kg_60x40x40cm&rt=bulk&ul=list-1-3&br=125USD&c=USD&k=hand",
        },
        Example {
            id: "bulk-de",
            link: "v=1&t=lc&g=800_36CNY__4.7&p=40_14kg_60x40x40cm&rt=bulk&d=DE&br=95EUR&if=180EUR&c=EUR&k=hand",
        },
        Example {
            id: "warehouse-us",
            link: "v=1&t=lc&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&rt=warehouse&ul=list-4a&br=125USD&bo=900&mo=300&cq=40&cw=15kg&cs=60x40x40cm&c=USD&k=hand",
        },
        Example {
            id: "fba-us",
            link: "v=1&t=lc&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&rt=warehouse&ul=list-4a&br=125USD&bo=900&mo=300&cq=40&cw=15kg&cs=60x40x40cm&wh=fba_60_west&wh=fba_40_east&pr=24.99USD&c=USD&k=hand",
        },
        Example {
            id: "margin",
            link: "v=1&t=lc&g=_45CNY_25EUR_4&p=_350g_20x15x8cm&d=DE&pr=30.99EUR&mg=18&ch=own-site__0_0.25EUR_2.9_1_8_3&ch=ebay&ch=amazon&c=EUR&k=hand",
        },
    ];

    /// A first visit counts parcels.
    // The page knows parcels whose tax is taken with the sale and whose duty is none or an amount; the rest is the engine's.
    const ELSEWHERE: Option<When> =
        Some(When::Any(&[When::Not("route", &["parcel"]), When::Given(&["border", "quote", "purchase", "costs"])]));

    const FIRST: First = First::Markets;
    // Link keys stand in the order in which they came; a form in that in which it is filled in.
    const OPEN_GROUPS: usize = 3;
    const GROUPS: &'static [&'static str] = &[
        "goods",
        "parcels",
        "route",
        "warehouse",
        "sale",
        "border",
        "quote",
        "purchase",
        "costs",
        "returns",
        "currency",
    ];

    /// Goods and value go on to the list of what the law asks; goods in bulk, or by way of a warehouse, are stock there.
    #[cfg(feature = "explain")]
    fn onward(inputs: &Inputs, _: &Alternative) -> Vec<Onward> {
        let stock = inputs.route != "parcel";
        let traits = inputs.parcels.0.iter().flat_map(|(_, parcel)| parcel.traits.iter().flatten());
        vec![carried::offer(&Known {
            shipped_by: stock.then_some("warehouse").into_iter().collect(),
            traits: traits.copied().collect(),
            goods: inputs.goods.0.iter().map(|(_, row)| (row.unit_count, row.customs_value, row.tariff_code)).collect(),
            made_in: Some(inputs.made_in),
        })]
    }

    fn texts() -> Vec<Text> {
        texts::all()
    }

    fn compute(inputs: &Inputs, world: &World) -> Outcome {
        let stopped = |problem| Outcome { answer: None, problems: vec![problem] };
        // A first visit has the cards to the buyer's door.
        let Some(pack) =
            world.pack().filter(|pack| !pack.partial || inputs.route == "parcel" && !pack.markets.is_empty())
        else {
            return stopped(Problem::error(code::PACK_MISSING));
        };
        if inputs.goods.0.is_empty() {
            // Every row has a problem of its own.
            return Outcome::default();
        }
        let Some(market) = pack.market(inputs.destination) else {
            return stopped(Problem::error(problem::E_MARKET).at("destination"));
        };
        #[cfg(feature = "explain")]
        let is_quoted =
            inputs.route == "warehouse" || inputs.quoted_freight.is_some() || inputs.purchase_terms == "ddp";
        #[cfg(not(feature = "explain"))]
        let is_quoted = false;
        if inputs.parcels.0.is_empty() && !is_quoted {
            return stopped(Problem::error(problem::E_FREIGHT).at("quoted-freight"));
        }
        let ask = Ask::new(inputs, pack, market, world);
        let missing = ask.missing();
        if !missing.is_empty() {
            return Outcome { answer: None, problems: missing };
        }
        match ask.answer(world) {
            Ok(answer) => Outcome { answer: Some(answer), problems: ask.worth_a_look() },
            // Without feature `explain`, what goes by the tariff ends there too.
            Err(_) if cfg!(not(feature = "explain")) => stopped(Problem::error(code::ELSEWHERE)),
            Err(problems) => Outcome { answer: None, problems },
        }
    }

    #[cfg(feature = "explain")]
    fn changes(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Changes {
        change::changes(inputs, world, chosen).unwrap_or_default()
    }

    #[cfg(feature = "explain")]
    const HAS_SWINGS: bool = true;

    #[cfg(feature = "explain")]
    fn measure(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Option<(Text, Money)> {
        change::measure(inputs, world, chosen)
    }

    #[cfg(feature = "explain")]
    fn assumed(inputs: &Inputs, world: &World, chosen: Option<&str>, by: [Decimal; 2]) -> Vec<crate::schema::Swing> {
        assumed::swings(inputs, world, chosen, by).unwrap_or_default()
    }

    #[cfg(feature = "explain")]
    fn workbook(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Option<crate::schema::workbook::Workbook> {
        workbook::of(inputs, world, chosen)
    }
}

/// What a case asks of shipping cost.
#[cfg(feature = "explain")]
pub(super) fn shipment_of(inputs: &Inputs, world: &World) -> Option<shipping_cost::Inputs> {
    let pack = world.pack()?;
    Some(Ask::new(inputs, pack, pack.market(inputs.destination)?, world).shipment())
}

/// Puts a way at its place: by what is paid, then unrounded, refused ones last.
fn ranked(priced: &mut Vec<(route::Rank, Alternative)>, rank: route::Rank, alternative: Alternative) {
    let place = priced.partition_point(|(other, _)| match (other, rank) {
        (Some(other), Some(rank)) => *other <= rank,
        (Some(_), None) | (None, None) => true,
        (None, Some(_)) => false,
    });
    priced.insert(place, (rank, alternative));
}

/// What is asked of every way to carry the consignment.
#[derive(Clone, Copy)]
struct Ask<'a> {
    inputs: &'a Inputs,
    pack: &'a Pack,
    market: &'a Market,
    exchange: Exchange<'a>,
    /// Whether more than figures is wanted.
    told: bool,
    /// A figure of the data that is another than the data say, to see what depends on it.
    #[cfg(feature = "explain")]
    moved: Option<assumed::Figure<'a>>,
}

impl<'a> Ask<'a> {
    fn new(inputs: &'a Inputs, pack: &'a Pack, market: &'a Market, world: &World) -> Self {
        let exchange = Exchange::new(inputs.currency, inputs.exchange_rate, inputs.exchange_spread, pack);
        Self {
            inputs,
            pack,
            market,
            exchange,
            told: !world.is_brief(),
            #[cfg(feature = "explain")]
            moved: None,
        }
    }

    /// Whether the working is wanted; the first load of the page does without.
    fn told(&self) -> bool {
        cfg!(feature = "explain") && self.told
    }

    fn is_bulk(&self) -> bool {
        cfg!(feature = "explain") && self.inputs.route == "bulk"
    }

    /// Whether the supplier delivers, and the price of the goods holds what that costs.
    fn is_delivered(&self) -> bool {
        #[cfg(feature = "explain")]
        return self.inputs.purchase_terms == "ddp";
        #[cfg(not(feature = "explain"))]
        false
    }

    /// The day on which the goods come in.
    fn day(&self) -> Date {
        self.inputs.import_date.unwrap_or(self.inputs.shipping_date)
    }

    /// Where goods were made.
    #[cfg(feature = "explain")]
    fn origin(&self, row: &GoodsRow) -> &'static str {
        row.made_in.unwrap_or(self.inputs.made_in)
    }

    /// The list on which goods stand.
    #[cfg(feature = "explain")]
    fn list(&self, row: &GoodsRow) -> Option<&'static str> {
        row.us_list.or(self.inputs.us_list)
    }

    /// What customs counts for one unit; where that is the supplier's matter, what it costs.
    fn customs_value(&self, row: &GoodsRow) -> Option<Money> {
        row.customs_value.or_else(|| (self.is_bulk() || self.is_delivered()).then_some(row.unit_cost))
    }

    /// What the answer says of every way, said once at its field.
    #[cfg(not(feature = "explain"))]
    fn worth_a_look(&self) -> Vec<Problem> {
        // Where goods were made matters by the tariff alone.
        Vec::new()
    }

    /// What the answer says of every way, said once at its field.
    #[cfg(feature = "explain")]
    fn worth_a_look(&self) -> Vec<Problem> {
        if self.is_delivered() {
            return Vec::new();
        }
        let rebated = self.inputs.export_rebate.filter(|rebate| !rebate.is_zero());
        let not_his = rebated.filter(|_| self.inputs.purchase_terms == "fob");
        let mut found = self.lists_missing();
        found.extend(not_his.map(|_| Problem::warning(problem::E_FOB_REBATE).at("export-rebate")));
        found
    }

    /// Lists of Section 301 that are still to be chosen.
    #[cfg(feature = "explain")]
    fn lists_missing(&self) -> Vec<Problem> {
        let rows = &self.inputs.goods.0;
        let lacks = |row: &GoodsRow| self.list(row).is_none() && self.market.lists(self.origin(row));
        let missing = || Problem::warning(problem::E_US_LIST);
        // Where all goods are of the origin of the consignment and none has a list, that of all is the one to choose.
        if rows.iter().all(|(_, row)| row.made_in.is_none() && lacks(row)) {
            return vec![missing().at("us-list")];
        }
        let rows = rows.iter().filter(|(_, row)| lacks(row));
        rows.map(|(row, _)| missing().in_row(GOODS, *row, "us-list")).collect()
    }

    /// What has to be typed before anything can be said, and currencies that cannot be changed into each other.
    fn missing(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let rated = |money: Option<Money>| {
            money.is_none_or(|money| {
                let one = Money { value: Decimal::ONE, ..money };
                self.exchange.on_card(one, self.market.currency).is_some()
                    && self.exchange.on_card(one, self.inputs.currency).is_some()
            })
        };
        for (index, row) in &self.inputs.goods.0 {
            if self.customs_value(row).is_none() {
                problems.push(Problem::error(problem::E_BUYER_PRICE).in_row(GOODS, *index, "customs-value"));
            }
            if !rated(row.customs_value) {
                problems.push(Problem::error(problem::E_NO_RATE).in_row(GOODS, *index, "customs-value"));
            }
            #[cfg(feature = "explain")]
            if !rated(row.invoice_value) {
                problems.push(Problem::error(problem::E_NO_RATE).in_row(GOODS, *index, "invoice-value"));
            }
            if !rated(Some(row.unit_cost)) {
                problems.push(Problem::error(problem::E_NO_RATE).in_row(GOODS, *index, "unit-cost"));
            }
        }
        #[cfg(feature = "explain")]
        self.missing_beside(&mut problems, rated);
        problems
    }

    /// The same of everything beside the goods.
    #[cfg(feature = "explain")]
    fn missing_beside(&self, problems: &mut Vec<Problem>, rated: impl Fn(Option<Money>) -> bool) {
        let inputs = self.inputs;
        for (key, money) in [
            ("quoted-freight", inputs.quoted_freight),
            ("domestic-freight", inputs.domestic_freight),
            ("cargo-insurance", inputs.cargo_insurance),
            ("brokerage", inputs.brokerage),
            ("inland-freight", inputs.inland_freight),
            ("advance-least", inputs.advance_least),
            ("other-costs", inputs.other_costs),
            ("buyer-shipping", inputs.buyer_shipping),
            ("sale-price", inputs.sale_price),
            ("ship-back", inputs.ship_back),
            ("local-return", inputs.local_return),
            ("liquidation", inputs.liquidation),
        ] {
            if !rated(money) {
                problems.push(Problem::error(problem::E_NO_RATE).at(key));
            }
        }
        for (index, row) in &inputs.warehouses.0 {
            for (key, money) in [
                ("delivery-price", row.delivery_price),
                ("pick-pack", row.pick_pack),
                ("storage-rate", row.storage_rate),
                ("receiving", row.receiving),
                ("month-least", row.month_least),
                ("transfer", row.transfer),
            ] {
                if !rated(money) {
                    problems.push(Problem::error(problem::E_NO_RATE).in_row(WAREHOUSES, *index, key));
                }
            }
        }
        for (index, row) in &inputs.channels.0 {
            for (key, money) in
                [("channel-price", row.channel_price), ("order-fee", row.order_fee), ("fulfilment", row.fulfilment)]
            {
                if !rated(money) {
                    problems.push(Problem::error(problem::E_NO_RATE).in_row("channels", *index, key));
                }
            }
        }
        if inputs.export_rebate.is_some_and(|rebate| rebate > inputs.purchase_vat) {
            problems.push(Problem::error(problem::E_REBATE).at("export-rebate"));
        }
    }

    /// An amount in the currency of the market, unrounded.
    fn in_market(&self, money: Money) -> Option<Decimal> {
        self.exchange.on_card(money, self.market.currency)
    }

    /// An amount in the currency of the answer, unrounded: what is in another is changed as freight is, with what the bank
    /// keeps.
    fn in_answer(&self, money: Money) -> Option<Decimal> {
        Some(self.exchange.answered(money)?.value)
    }

    /// What was typed for an optional amount, in the currency of the market; nothing is zero.
    #[cfg(feature = "explain")]
    fn typed_in_market(&self, money: Option<Money>) -> Option<Decimal> {
        money.map_or(Some(Decimal::ZERO), |money| self.in_market(money))
    }

    /// An amount in the currency of the answer, unrounded and without what the bank keeps: what is earned and netted abroad.
    #[cfg(feature = "explain")]
    fn at_par(&self, money: Money) -> Option<Decimal> {
        self.exchange.on_card(money, self.inputs.currency)
    }

    /// What the buyer pays for an order by what customs counts for it and what he pays for shipping, with the tax that the
    /// shop shows in its prices.
    #[cfg(feature = "explain")]
    fn listed_price(&self) -> Option<Money> {
        let currency = self.inputs.goods.0.first()?.1.customs_value?.currency;
        let rows = self.inputs.goods.0.iter();
        let each = |row: &GoodsRow| self.exchange.on_card(row.customs_value?, currency)?.times(row.unit_count);
        let goods = exact::sum_of(rows.map(|(_, row)| each(row)))?;
        let shipping = self.inputs.buyer_shipping.map(|money| self.exchange.on_card(money, currency));
        let of_tax = Decimal::ONE.plus(self.sales_tax().over(Decimal::ONE_HUNDRED)?)?;
        let gross = goods.plus(shipping.unwrap_or(Some(Decimal::ZERO))?)?.times(of_tax)?;
        Some(Money { value: gross, currency }.rounded())
    }

    /// Percent of tax on sales in the market, which its shops show in their prices: as typed, or the standard rate.
    #[cfg(feature = "explain")]
    fn sales_tax(&self) -> Decimal {
        let rate = || self.market.tax_rate(self.inputs.destination, self.day()).map(|rate| rate.percent);
        self.inputs.tax_rate.or_else(rate).unwrap_or_default()
    }

    /// The export rebate on what the supplier is paid, unrounded.
    #[cfg(feature = "explain")]
    fn rebate(&self, cost: Decimal) -> Option<Decimal> {
        let Some(percent) = self.inputs.export_rebate else { return Some(Decimal::ZERO) };
        let net = cost.over(Decimal::ONE.plus(self.inputs.purchase_vat.over(Decimal::ONE_HUNDRED)?)?)?;
        net.times(percent)?.over(Decimal::ONE_HUNDRED)
    }

    /// The goods as customs sees them.
    fn goods(&self) -> Option<Vec<Goods>> {
        #[cfg_attr(not(feature = "explain"), expect(unused_variables, reason = "rows are those of the tariff"))]
        let goods = |(row, typed): &(usize, GoodsRow)| {
            Some(Goods {
                #[cfg(feature = "explain")]
                row: *row,
                value: self.in_market(self.customs_value(typed)?)?.times(typed.unit_count)?,
                each: self.in_market(self.customs_value(typed)?)?,
                #[cfg(feature = "explain")]
                rate: typed.duty_rate,
                #[cfg(feature = "explain")]
                extra: typed.extra_duty.unwrap_or_default(),
                code: typed.tariff_code,
                #[cfg(feature = "explain")]
                origin: self.origin(typed),
                #[cfg(feature = "explain")]
                list: self.list(typed),
            })
        };
        self.inputs.goods.0.iter().map(goods).collect()
    }

    fn entry(&self, goods: &'a [Goods]) -> Option<Entry<'a>> {
        let inputs = self.inputs;
        Some(Entry {
            market: self.market,
            exchange: self.exchange,
            country: inputs.destination,
            #[cfg(feature = "explain")]
            under_232: inputs.under_232,
            day: self.day(),
            #[cfg(feature = "explain")]
            collector: match inputs.tax_collected_by {
                "marketplace" => Collector::Marketplace,
                "nobody" => Collector::Nobody,
                _ => Collector::Seller,
            },
            goods,
            #[cfg(feature = "explain")]
            domestic: self.typed_in_market(inputs.domestic_freight)?,
            #[cfg(feature = "explain")]
            insurance: self.typed_in_market(inputs.cargo_insurance)?,
            #[cfg(feature = "explain")]
            inland: self.typed_in_market(inputs.inland_freight)?,
            #[cfg(feature = "explain")]
            charged: match inputs.buyer_shipping {
                Some(money) => Some(self.in_market(money)?),
                None => None,
            },
            #[cfg(feature = "explain")]
            tax_percent: inputs.tax_rate,
        })
    }

    /// The ways to carry the consignment: the user's own quote, and every service that can be asked; or the supplier alone.
    fn offers(&self, world: &World) -> Vec<Offer> {
        let inputs = self.inputs;
        #[cfg(feature = "explain")]
        if self.is_delivered() {
            return vec![Offer::delivered(inputs.currency)];
        }
        let carriage = self.carriage();
        let mut offers: Vec<_> = self.quoted(carriage).into_iter().collect();
        if !inputs.parcels.0.is_empty() {
            let asked = self.shipment();
            offers.extend(shipping_cost::services(&asked, world).into_iter().map(|quote| {
                let is_asked = |card: &&Tariff| {
                    card.id == quote.alternative.id && asked.shipping_date.within(card.valid_from, card.valid_to)
                };
                let card = self.pack.tariffs.iter().find(is_asked);
                Offer::of_service(quote, card, carriage, inputs.currency)
            }));
        }
        #[cfg(feature = "explain")]
        offers.iter_mut().for_each(|offer| offer.move_by(self.freight_moved(offer.id())));
        offers
    }

    /// What carries the consignment at a quote of the user's own, and on cards that do not say.
    fn carriage(&self) -> Carriage {
        #[cfg(feature = "explain")]
        {
            let inputs = self.inputs;
            let typed = if self.is_bulk() { inputs.bulk_carrier } else { inputs.parcel_carrier };
            Carriage::from_code(typed).unwrap_or(Carriage::Line)
        }
        #[cfg(not(feature = "explain"))]
        Carriage::Line
    }

    /// The user's own quote.
    fn quoted(&self, carriage: Carriage) -> Option<Offer> {
        #[cfg(feature = "explain")]
        {
            let (freight, currency) = (self.inputs.quoted_freight?, self.inputs.currency);
            let value = self.in_answer(freight)?;
            Some(Offer::quoted(Money { value, currency }, freight, carriage))
        }
        #[cfg(not(feature = "explain"))]
        {
            let _ = carriage;
            None
        }
    }

    /// Whether the export declaration is the user's: under FOB the supplier clears the goods for export.
    fn declares(&self) -> bool {
        #[cfg(feature = "explain")]
        return self.inputs.purchase_terms != "fob";
        #[cfg(not(feature = "explain"))]
        true
    }

    /// What shipping cost is asked.
    fn shipment(&self) -> shipping_cost::Inputs {
        let inputs = self.inputs;
        shipping_cost::Inputs {
            parcels: inputs.parcels.clone(),
            destination: inputs.destination,
            zone: inputs.zone,
            shipping_date: inputs.shipping_date,
            remote: false,
            // Its fee is a line of its own here.
            duty_paid: false,
            fuel_percent: None,
            currency: inputs.currency,
            exchange_rate: inputs.exchange_rate,
            exchange_spread: inputs.exchange_spread,
            leg: if self.is_bulk() { Leg::FirstLeg } else { Leg::Direct }.code(),
            origin_region: inputs.origin_region,
            us_region: inputs.us_region,
            us_zone: left("5"),
            residential: false,
            declaration: self.declares(),
            insured: false,
            goods_value: None,
            selling_price: left(None),
        }
    }

    /// Every way, best first, refused ones last; problems of the fields where there is none.
    fn ways(&self, world: &World) -> Result<Vec<(route::Rank, Alternative)>, Vec<Problem>> {
        #[cfg(feature = "explain")]
        if self.inputs.route == "warehouse" {
            let mut priced = Vec::new();
            for (rank, alternative) in warehouse::ways(self, world)? {
                ranked(&mut priced, rank, alternative);
            }
            return Ok(priced);
        }
        self.consigned(world).ok_or_else(|| vec![Problem::error(code::TOO_LARGE)])
    }

    /// Every way of one consignment.
    fn consigned(&self, world: &World) -> Option<Vec<(route::Rank, Alternative)>> {
        let goods = self.goods()?;
        let entry = self.entry(&goods)?;
        let mut priced = Vec::new();
        for offer in self.offers(world) {
            let (rank, alternative) = route::alternative(self, &entry, offer)?;
            ranked(&mut priced, rank, alternative);
        }
        Some(priced)
    }

    fn answer(&self, world: &World) -> Result<Answer, Vec<Problem>> {
        let alternatives: Vec<_> = self.ways(world)?.into_iter().map(|(_, alternative)| alternative).collect();
        let decision = self.decide(&alternatives).ok_or_else(|| vec![Problem::error(code::TOO_LARGE)])?;
        Ok(Answer {
            headline: headline(&alternatives),
            decision: Some(decision),
            notes: if self.told() { self.notes(&alternatives) } else { Vec::new() },
            alternatives,
        })
    }

    /// Among how many the total is shared to be shown: orders where they go by way of a warehouse, units otherwise.
    fn counted(&self) -> Option<Decimal> {
        #[cfg(feature = "explain")]
        if let Some(orders) = self.inputs.batch_orders {
            return Some(orders);
        }
        self.units()
    }

    /// How many units the consignment holds.
    fn units(&self) -> Option<Decimal> {
        exact::sum(self.inputs.goods.0.iter().map(|(_, row)| row.unit_count))
    }

    fn decide(&self, alternatives: &[Alternative]) -> Option<Phrase> {
        let mut ranked = alternatives.iter().filter_map(|one| Some((one, one.total?)));
        let Some((best, cost)) = ranked.next() else {
            if shipping_cost::is_not_served(alternatives.iter()) {
                let country = Arg::Country(self.inputs.destination.to_owned());
                return Some(Phrase::new(decision::LANDED_NOT_SERVED).with("country", country));
            }
            return Some(Phrase::new(decision::LANDED_NONE));
        };
        let each = Money { value: cost.value.over(self.counted()?)?, ..cost }.rounded();
        let (text, only) = match self.inputs.route {
            "warehouse" => (decision::ORDERS, decision::ORDERS_ONLY),
            _ => (decision::LANDED, decision::LANDED_ONLY),
        };
        let Some((next, dearer)) = ranked.next() else {
            let only = Phrase::new(only);
            return Some(only.with("best", best.service()).with("each", Arg::Money(each)));
        };
        let more = Money { value: dearer.value.minus(cost.value)?, ..cost };
        let decision = Phrase::new(text).with("best", best.service()).with("each", Arg::Money(each));
        Some(decision.with("next", next.service()).with("more", Arg::Money(more)))
    }

    /// What to know of the best way, of the market, and of the exchange: the engine says it.
    #[cfg(not(feature = "explain"))]
    #[expect(clippy::unused_self, reason = "with the engine it goes by the case")]
    fn notes(&self, _alternatives: &[Alternative]) -> Vec<Note> {
        Vec::new()
    }

    /// What to know of the best way, of the market, and of the exchange.
    #[cfg(feature = "explain")]
    fn notes(&self, alternatives: &[Alternative]) -> Vec<Note> {
        let best = alternatives.iter().find(|one| one.total.is_some());
        let warnings = best.into_iter().flat_map(|best| &best.notes).filter(|note| note.severity == Severity::Warning);
        let mut notes: Vec<_> = warnings.cloned().collect();
        notes.extend(shipping_cost::market_rules(self.pack, self.inputs.destination, self.day()));
        let typed = self.inputs.goods.0.iter().flat_map(|(_, row)| [Some(row.unit_cost), row.customs_value]).flatten();
        let costs = [
            self.inputs.quoted_freight,
            self.inputs.domestic_freight,
            self.inputs.cargo_insurance,
            self.inputs.brokerage,
            self.inputs.inland_freight,
            self.inputs.advance_least,
            self.inputs.other_costs,
            self.inputs.buyer_shipping,
        ];
        let of_rules = self.market.treatments.iter().filter(|one| one.valid_to.is_none_or(|to| to >= self.day()));
        let of_rules = of_rules.filter_map(|one| one.currency);
        let currencies = typed.chain(costs.into_iter().flatten()).map(|money| money.currency);
        let currencies = currencies.chain(of_rules).chain([self.market.currency, self.inputs.currency]);
        let currencies: Vec<_> = currencies.collect();
        if currencies.iter().any(|currency| *currency != self.inputs.currency) {
            notes.extend(shipping_cost::sample_rates(&self.exchange, currencies.into_iter()));
        }
        notes
    }
}

fn headline(alternatives: &[Alternative]) -> Vec<Figure> {
    let Some(best) = alternatives.iter().find(|one| one.total.is_some()) else { return Vec::new() };
    let shown = [figure::PER_UNIT, figure::CASH, figure::BORDER, figure::AT_DOOR, figure::CHECKOUT_TAX];
    let landed = best.total.map(|total| Figure { name: figure::LANDED, value: Arg::Money(total) });
    let of_orders = best.figures.iter().filter(|one| one.name == figure::PER_ORDER);
    let others = best.figures.iter().filter(|one| shown.contains(&one.name));
    of_orders.cloned().chain(landed).chain(others.cloned()).collect()
}
