//! **Which way should the goods go, at what they cost until an order is delivered, and from which volume another way is
//! better?**
//!
//! Every service of [shipping cost](super::shipping_cost) carries the order, straight to the buyer or in a batch to a warehouse
//! in the market; what that costs until the order is delivered is the figure of [landed cost](super::landed_cost), to the cent.
//! Of the services of a mode (post, line, courier; sea, rail, truck or air to a warehouse) the one that is cheapest in the end
//! stands for it. On top comes what is only expected: capital that is tied up, orders that are lost, held, late or returned, and
//! units that are never sold (`docs/facts/logistics.md` §3.8–§3.10).
//!
//! `expected cost of a delivered order = landed cost + capital + unsold + loss + hold + late + returns`, each line rounded half-up
//! and summed; ranking and the volumes at which it changes go by unrounded figures. Hybrids, of which a part of the orders waits
//! in a warehouse, are ranked beside the modes; volumes at which the choice changes are those of modes alone.
//!
//! Beside that: which of the user's own carriers is the core, which backs it up, and what a failure in peak loses (`carriers/`).

#[cfg(feature = "explain")]
mod batch;
#[cfg(feature = "explain")]
mod bridge;
#[cfg(feature = "explain")]
mod carriers;
#[cfg(feature = "explain")]
mod change;
#[cfg(feature = "explain")]
mod days;
#[cfg(feature = "explain")]
mod documents;
#[cfg(feature = "explain")]
mod duty;
#[cfg(feature = "explain")]
mod expected;
#[cfg(feature = "explain")]
mod gates;
#[cfg(feature = "explain")]
mod hybrid;
#[cfg(feature = "explain")]
mod mend;
#[cfg(feature = "explain")]
mod missing;
#[cfg(feature = "explain")]
mod mode;
#[cfg(feature = "explain")]
mod onward;
#[cfg(feature = "explain")]
mod plan;
#[cfg(feature = "explain")]
mod promise;
#[cfg(feature = "explain")]
mod ranking;
#[cfg(feature = "explain")]
mod repurchase;
#[cfg(feature = "explain")]
mod returned;
#[cfg(feature = "explain")]
mod search;
#[cfg(feature = "explain")]
mod sites;
pub mod texts;
#[cfg(feature = "explain")]
mod volume;
#[cfg(feature = "explain")]
mod ways;

use rust_decimal::Decimal;

use crate::amount::{Amount, Currency, Money, Size};
use crate::calculators::landed_cost::{self, GoodsRow, WarehouseRow};
use crate::calculators::shipping_cost::{self, Parcel};
use crate::date::Date;
use crate::pack::{First, World};
#[cfg(feature = "explain")]
use crate::schema::{Alternative, Changes, Onward};
use crate::schema::{Choices, Example, Kind, Left, List, Meta, Names, Outcome, Problem, Question, Text, When, code};
use crate::units::{CARTON_WEIGHTS, LENGTHS};
use crate::vocabulary;

/// The calculator.
pub struct LogisticsMode;

const fn choices(codes: &'static [&'static str]) -> Kind {
    Kind::Choice(Choices { codes, names: Names::Locales })
}

/// Modes, as they are called everywhere here.
const MODES: Kind = Kind::Choice(Choices { codes: texts::MODES, names: Names::Under("choice.modes.") });

crate::inputs! {
    /// A way through customs, and how often goods are held on it.
    pub struct RouteRow {
        /// Which.
        pub customs_route: &'static str = Meta::new("k", choices(&["direct", "hong-kong", "double-clearance"])).default("direct"),
        /// Orders of a hundred that are held there.
        pub held_share: Decimal = Meta::new("r", Kind::Percent).required().within("0", "100").usually_below("30"),
        /// Days for which one is held.
        pub held_days: Decimal = Meta::new("d", Kind::Days).required().within("0", "365").usually_below("30"),
        /// What an order costs more on that way.
        pub route_extra: Option<Money> = Meta::new("x", Kind::Money).within("0", "1000000"),
    }
}

crate::inputs! {
    /// How many orders took so many days.
    pub struct TransitRow {
        /// The days, from dispatch to delivery.
        pub transit_days: Decimal = Meta::new("d", Kind::Days).required().within("0", "365").usually_below("90"),
        /// How many orders took them.
        pub transit_count: Decimal = Meta::new("n", Kind::Count).default("1").within("1", "100000"),
    }
}

crate::inputs! {
    /// What a mode costs besides its prices: an account, a subscription, packing of its own.
    pub struct FeeRow {
        /// The mode.
        pub fee_mode: &'static str = Meta::new("k", MODES).default("line"),
        /// Whatever the volume, a month.
        pub month_fee: Option<Money> = Meta::new("m", Kind::Money).within("0", "1000000000"),
        /// For an order.
        pub order_extra: Option<Money> = Meta::new("o", Kind::Money).within("0", "1000000"),
    }
}

crate::inputs! {
    /// A carrier of the user's own, straight to the buyer.
    pub struct CarrierRow {
        /// What he calls it.
        pub carrier_name: Option<String> = Meta::new("n", Kind::Text).private(),
        /// What it charges for an order.
        pub carrier_price: Money = Meta::new("p", Kind::Money).required().above("0").within("", "1000000"),
        /// Calendar days from dispatch to delivery, at least.
        pub carrier_from: Option<Decimal> = Meta::new("f", Kind::Days).within("0", "365"),
        /// The same, at most.
        pub carrier_to: Option<Decimal> = Meta::new("t", Kind::Days).within("0", "365"),
        /// Orders that arrive in the days promised, percent.
        pub on_time_share: Option<Decimal> = Meta::new("o", Kind::Percent).within("0", "100"),
        /// The most orders that it takes in a month of peak.
        pub peak_capacity: Option<Decimal> = Meta::new("q", Kind::Count).within("1", "10000000"),
        /// Days after which it is paid; paid in advance: 0.
        pub credit_days: Option<Decimal> = Meta::new("c", Kind::Days).within("0", "365"),
    }
}

crate::inputs! {
    /// A service, and what the user knows of it that no card says.
    pub struct ServiceRow {
        /// Which; blank: none.
        pub service: Option<&'static str> = Meta::new("k", Kind::Choice(Choices { codes: texts::SERVICES, names: Names::Under("service.") })),
        /// Whether it can be had, and whether the sales platform accepts its tracking.
        pub service_state: &'static str = Meta::new("a", choices(&["not-at-hand", "untracked", "at-hand"])).default("not-at-hand"),
        /// The most that the goods of an order may be worth, to the buyer's door.
        pub most_value: Option<Money> = Meta::new("m", Kind::Money).above("0").within("", "1000000000"),
    }
}

crate::inputs! {
    /// A product, where it goes and how it sells.
    pub struct Inputs {
        /// What is in an order.
        pub goods: Left<List<GoodsRow>> = Meta::new("g", Kind::Rows(GoodsRow::METAS)).required().group("goods"),
        /// How an order is packed.
        pub parcels: Left<List<Parcel>> = Meta::new("p", Kind::Rows(Parcel::METAS)).required().group("parcels"),
        /// Where it goes.
        pub destination: Left<&'static str> = vocabulary::destination("d").group("route"),
        /// Delivery zone of Australia.
        pub zone: Left<&'static str> = shipping_cost::zone("az").group("route"),
        /// Where the goods start in China.
        pub origin_region: Left<&'static str> = shipping_cost::origin_region("og").group("route"),
        /// When they ship: cards and rules are chosen by this day.
        pub shipping_date: Left<Date> = vocabulary::shipping_date("dt").group("route"),
        /// Orders in a month, which is thirty days.
        pub monthly_orders: Left<Decimal> = Meta::new("mo", Kind::Count).required().within("1", "10000000").group("sales"),
        /// What the buyer pays for an order, as the shop shows it.
        pub sale_price: Left<Option<Money>> = Meta::new("pr", Kind::Money).above("0").within("", "1000000000").group("sales"),
        /// Days in which the buyer is promised the order.
        pub promised_days: Left<Option<Decimal>> = Meta::new("pd", Kind::Days).within("1", "365").usually_below("60").group("sales"),
        /// How far along the product is.
        pub product_stage: Left<&'static str> = Meta::new("st", choices(&["testing", "scaling", "mature"])).default("scaling").group("sales"),
        /// Orders a month that are expected later.
        pub expected_orders: Left<Option<Decimal>> = Meta::new("eo", Kind::Count).within("1", "10000000").group("sales"),
        /// In how many months.
        pub expected_months: Left<Decimal> = Meta::new("em", Kind::Number).default("6").above("0").within("", "60").group("sales"),
        /// Standard deviation of the orders of a month.
        pub orders_deviation: Left<Option<Decimal>> = Meta::new("os", Kind::Number).within("0", "10000000").group("sales"),
        /// Modes that can be had; none chosen: all.
        pub modes: Left<Option<Vec<&'static str>>> = Meta::new("md", Kind::ManyOf(Choices { codes: texts::MODES, names: Names::Locales })).group("modes"),
        /// What modes cost besides their prices.
        pub mode_fees: Left<List<FeeRow>> = Meta::new("mf", Kind::Rows(FeeRow::METAS)).group("modes"),
        /// Orders that a carton of a batch holds.
        pub carton_orders: Left<Option<Decimal>> = Meta::new("cq", Kind::Count).within("1", "100000").group("stock"),
        /// Gross weight of a carton.
        pub carton_weight: Left<Option<Amount>> = Meta::new("cw", Kind::Amount(CARTON_WEIGHTS)).above("0g").within("", "100000kg").usually_below("40kg").group("stock"),
        /// Outside of a carton.
        pub carton_size: Left<Option<Size>> = Meta::new("cs", Kind::Size(LENGTHS)).above("0mm").within("", "100000cm").usually_below("300cm").group("stock"),
        /// Days of sales that a batch is ordered for.
        pub batch_days: Left<Decimal> = Meta::new("bd", Kind::Days).default("30").within("1", "3650").usually_below("365").group("stock"),
        /// The least orders that a batch holds.
        pub least_batch: Left<Option<Decimal>> = Meta::new("lb", Kind::Count).within("1", "10000000").group("stock"),
        /// Days of sales that are still in stock when a batch arrives.
        pub stock_days: Left<Decimal> = Meta::new("sd", Kind::Days).default("0").within("0", "3650").usually_below("365").group("stock"),
        /// The warehouses; without any, one of a third party.
        pub warehouses: Left<List<WarehouseRow>> = Meta::new("wh", Kind::Rows(WarehouseRow::METAS)).group("warehouse"),
        /// Customs broker, for a batch.
        pub brokerage: Left<Option<Money>> = Meta::new("br", Kind::Money).within("0", "100000000000").group("warehouse"),
        /// Carriage of a batch from the border to the warehouse.
        pub inland_freight: Left<Option<Money>> = Meta::new("if", Kind::Money).within("0", "100000000000").group("warehouse"),
        /// What capital costs, percent a year.
        pub capital_rate: Left<Decimal> = Meta::new("cr", Kind::Percent).default("14").within("0", "200").usually_below("40").group("risk"),
        /// Units of a batch that are never sold, percent.
        pub unsold_share: Left<Decimal> = Meta::new("us", Kind::Percent).default("0").within("0", "100").usually_below("50").group("risk"),
        /// What an unsold order's goods still bring.
        pub salvage: Left<Option<Money>> = Meta::new("sv", Kind::Money).within("0", "1000000000").group("risk"),
        /// Orders that are lost or damaged on the way from China, percent.
        pub parcel_loss: Left<Decimal> = Meta::new("pl", Kind::Percent).default("0").within("0", "50").usually_below("10").group("risk"),
        /// Orders that are lost or damaged on the way from a warehouse, percent.
        pub local_loss: Left<Decimal> = Meta::new("ll", Kind::Percent).default("0").within("0", "50").usually_below("10").group("risk"),
        /// Ways of parcels through customs, of which the cheapest is taken.
        pub routes: Left<List<RouteRow>> = Meta::new("hr", Kind::Rows(RouteRow::METAS)).group("risk"),
        /// What a day costs for which an order is held.
        pub hold_cost: Left<Option<Money>> = Meta::new("hc", Kind::Money).within("0", "1000000").group("risk"),
        /// Part of the price that a buyer gets back whose order is late, percent.
        pub late_refund: Left<Decimal> = Meta::new("lf", Kind::Percent).default("0").within("0", "100").group("promise"),
        /// What a late order costs besides: service, a claim.
        pub late_service: Left<Option<Money>> = Meta::new("ls", Kind::Money).within("0", "1000000").group("promise"),
        /// What the carrier pays back when it is late.
        pub late_clause: Left<&'static str> = Meta::new("lk", choices(&["none", "capped", "waiver"])).default("none").group("promise"),
        /// What it pays back for a kilogram and a day.
        pub clause_rate: Left<Option<Money>> = Meta::new("l1", Kind::Money).above("0").within("", "100000").when(When::Is("late-clause", &["capped"])).group("promise"),
        /// The most that it pays back for a kilogram.
        pub clause_cap: Left<Option<Money>> = Meta::new("l2", Kind::Money).above("0").within("", "100000").when(When::Is("late-clause", &["capped"])).group("promise"),
        /// Days from the order to dispatch, at least.
        pub handling_least: Left<Decimal> = Meta::new("h1", Kind::Days).default("1").within("0", "60").group("promise"),
        /// Days from the order to dispatch, at most.
        pub handling_most: Left<Decimal> = Meta::new("h2", Kind::Days).default("2").within("0", "60").group("promise"),
        /// Days that past orders took.
        pub transits: Left<List<TransitRow>> = Meta::new("tr", Kind::Rows(TransitRow::METAS)).group("promise"),
        /// Orders that come back, percent.
        pub return_rate: Left<Decimal> = Meta::new("rr", Kind::Percent).default("0").within("0", "100").usually_below("40").group("returns"),
        /// What happens with an order that comes back.
        pub return_policy: Left<&'static str> = landed_cost::return_policy("rp").group("returns"),
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
        /// Where the goods were made.
        pub made_in: Left<&'static str> = landed_cost::made_in("co").group("border"),
        /// The list of Section 301 on which the tariff line stands.
        pub us_list: Left<Option<&'static str>> = landed_cost::us_list("ul")
            .when(When::All(&[When::Is("destination", &["US"]), When::Is("made-in", &["CN"])])).group("border"),
        /// The goods pay a duty of Section 232, which is typed as another duty.
        pub under_232: Left<bool> = Meta::new("u2", Kind::Flag).default("0").when(When::Is("destination", &["US"])).group("border"),
        /// Who takes the tax on a parcel of low value from the buyer.
        pub tax_collected_by: Left<&'static str> = landed_cost::tax_collected_by("tc").group("border"),
        /// What becomes of the tax on goods in bulk.
        pub import_tax: Left<&'static str> = landed_cost::import_tax("it").group("border"),
        /// What the buyer of a parcel pays for shipping, without tax.
        pub buyer_shipping: Left<Option<Money>> = Meta::new("bs", Kind::Money).within("0", "1000000000").group("border"),
        /// Rate of VAT, GST or consumption tax, where it is not the standard rate of the market, percent.
        pub tax_rate: Left<Option<Decimal>> = Meta::new("vr", Kind::Percent).within("0", "99").usually_below("30")
            .when(When::Not("destination", &["US", "HK"])).group("border"),
        /// Currency of the answer.
        pub currency: Left<Currency> = vocabulary::currency("c").group("currency"),
        /// Renminbi for one unit of it; without it the sample rate.
        pub exchange_rate: Left<Option<Decimal>> = vocabulary::exchange_rate("fx").group("currency"),
        /// What the bank keeps, percent.
        pub exchange_spread: Left<Decimal> = vocabulary::exchange_spread("sp").group("currency"),
        /// Carriers straight to the buyer, of which one is the core and one its backup.
        pub carriers: Left<List<CarrierRow>> = Meta::new("ca", Kind::Rows(CarrierRow::METAS)).group("carriers"),
        /// Orders of a month of peak; none: those of a usual one.
        pub peak_orders: Left<Option<Decimal>> = Meta::new("pk", Kind::Count).within("1", "10000000").group("carriers"),
        /// Months of a year that are peak; none: three.
        pub peak_months: Left<Option<Decimal>> = Meta::new("pm", Kind::Count).within("1", "12").group("carriers"),
        /// The chance that the core carrier carries nothing in a month of peak, percent.
        pub core_failure: Left<Option<Decimal>> = Meta::new("cf", Kind::Percent).within("0", "100").usually_below("50").group("carriers"),
        /// Orders that keep the account of a backup alive all year, percent; none: ten.
        pub backup_share: Left<Option<Decimal>> = Meta::new("bk", Kind::Percent).within("0", "50").group("carriers"),
        /// Services that cannot be had, whose tracking the sales platform does not accept, or that take goods up to a value.
        pub services: Left<List<ServiceRow>> = Meta::new("sr", Kind::Rows(ServiceRow::METAS)).group("modes"),
        /// Days for which a batch may last at most: it is ordered for no more, and where the least that can be had lasts longer
        /// there is no way by a warehouse.
        pub most_cover: Left<Option<Decimal>> = vocabulary::most_cover("sh").group("stock"),
        /// Orders of a hundred by buyers who bought before, percent.
        pub repurchase_rate: Left<Decimal> = Meta::new("rq", Kind::Percent).default("0").within("0", "100").usually_below("70").group("sales"),
        /// The mode that the days of past orders are of; blank: the one that is chosen, or the best.
        pub transit_mode: Left<Option<&'static str>> = Meta::new("tm", MODES).group("promise"),
    }
}

impl Question for LogisticsMode {
    type Inputs = Inputs;
    const ID: &'static str = "logistics-mode";
    const LINK_CODE: &'static str = "lm";
    const EXAMPLES: &'static [Example] = &[
        Example {
            id: "grow-us",
            link: "v=1&t=lm&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&mo=60&pd=20&cq=40&cw=15kg&cs=60x40x40cm&br=125USD&pl=1.5&ll=0.5&ul=list-4a&c=USD&k=hand",
        },
        Example {
            id: "test-us",
            link: "v=1&t=lm&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&mo=20&st=testing&cq=40&cw=15kg&cs=60x40x40cm&lb=200&br=125USD&us=30&ul=list-4a&c=USD&k=hand",
        },
        Example {
            id: "parcels-de",
            link: "v=1&t=lm&g=_28CNY_24EUR_12&p=_350g_20x15x8cm&d=DE&mo=90&pd=18&lf=50&pl=1.5&rr=4&c=EUR&k=hand",
        },
        Example {
            id: "battery-us",
            link: "v=1&t=lm&g=_90CNY_49USD_2.6&p=_0.48kg_32x14x12cm_battery-in&mo=150&cq=20&cw=11kg&cs=60x40x30cm&br=125USD&hr=direct_15_5&hr=hong-kong_3_3_3CNY&hc=2CNY&ul=list-4a&c=USD&k=hand",
        },
        Example {
            id: "carriers-us",
            link: "v=1&t=lm&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&mo=600&pr=34.9USD&pd=20&md=postal.line.express&pl=1.5&lf=30&ls=3USD&ul=list-4a&c=USD&ca=_180CNY_3_5_98_3000_30&ca=_52CNY_8_14_88_200_30&ca=_55CNY_8_13_94_1500_15&ca=_60CNY_7_12_95_700_0&pk=1200&cf=8&k=hand",
        },
    ];

    /// The way by a warehouse takes sums that a first visit does not load.
    const ELSEWHERE: Option<When> = Some(When::Always);

    const FIRST: First = First::Rates;
    const OPEN_GROUPS: usize = 5;
    const GROUPS: &'static [&'static str] = &[
        "goods",
        "parcels",
        "route",
        "sales",
        "stock",
        "warehouse",
        "risk",
        "promise",
        "returns",
        "carriers",
        "border",
        "modes",
        "currency",
    ];
    #[cfg(feature = "explain")]
    const IN_TABLES: bool = false;

    fn texts() -> Vec<Text> {
        texts::all()
    }

    #[cfg(not(feature = "explain"))]
    fn compute(_: &Inputs, _: &World) -> Outcome {
        Outcome { answer: None, problems: vec![Problem::error(code::ELSEWHERE)] }
    }

    #[cfg(feature = "explain")]
    fn compute(inputs: &Inputs, world: &World) -> Outcome {
        if inputs.goods.0.is_empty() || inputs.parcels.0.is_empty() {
            // Every row has a problem of its own.
            return Outcome::default();
        }
        match ways::Ways::of(inputs, world) {
            Ok(ways) => {
                let answer = ways.answer();
                let too_large = || Problem::error(code::TOO_LARGE);
                let problems =
                    answer.is_none().then(too_large).into_iter().chain(missing::with_missing(&ways)).collect();
                Outcome { answer, problems }
            }
            Err(problems) => Outcome { answer: None, problems },
        }
    }

    #[cfg(feature = "explain")]
    fn changes(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Changes {
        change::changes(inputs, world, chosen).unwrap_or_default()
    }

    #[cfg(feature = "explain")]
    fn onward(inputs: &Inputs, shown: &Alternative) -> Vec<Onward> {
        onward::offers(inputs, shown)
    }
}
