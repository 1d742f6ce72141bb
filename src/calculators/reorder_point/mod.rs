//! **When to order, how much, and how sure is it?**
//!
//! The reorder point is the stock in hand and on order that lasts, with the wanted service, until an order placed now can be
//! sold and the next look has been taken: the quantile of the demand over lead time and review
//! (`docs/facts/inventory.md` §2, SS-1, SS-2, SS-9, SS-10, DIST-1). Beside it stands the rule of days of cover that sellers
//! use (COV-2), with the service that it really gives. The quantity comes from what an order and holding stock cost
//! (EOQ family), MOQ, cartons, shelf life and space; the position from stock in hand, reserved, owed and on order.
//!
//! `order when on hand + on order − owed ≤ reorder point = demand over (lead time + review) + safety stock`

#![expect(clippy::float_arithmetic, reason = "demand is statistics")]

#[cfg(feature = "explain")]
mod change;
mod cost;
mod cover_rule;
mod demand;
#[cfg(feature = "explain")]
mod forecast;
#[cfg(feature = "explain")]
mod further;
mod lead_time;
#[cfg(feature = "explain")]
mod past;
mod plan;
mod position;
mod quantity;
#[cfg(feature = "explain")]
mod simulated;
mod target;
pub mod texts;
#[cfg(feature = "explain")]
mod told;
#[cfg(feature = "explain")]
mod working;
#[cfg(feature = "explain")]
mod yardstick;

use rust_decimal::Decimal;

use self::plan::Plan;
use crate::amount::{Currency, Money};
use crate::date::Date;
use crate::pack::{First, World};
#[cfg(feature = "explain")]
use crate::schema::{Changes, Job};
use crate::schema::{Choices, Example, Kind, Left, List, Meta, Names, Outcome, Question, Text, When};
use crate::vocabulary;

/// The calculator.
pub struct ReorderPoint;

/// Events of the calendar (`data/calendar/`), and one that is not in it. New ones at the end.
const EVENTS: &[&str] = &[
    "prime-day",
    "prime-big-deal-days",
    "618",
    "double-11",
    "12-12",
    "black-friday",
    "cyber-monday",
    "christmas",
    "boxing-day",
    "lunar-new-year",
    "other",
];

const fn choices(codes: &'static [&'static str]) -> Kind {
    Kind::Choice(Choices { codes, names: Names::Locales })
}

/// Demand is typed.
const TYPED: When = When::Is("demand-from", &["typed"]);
/// Demand comes from sales of the past.
const FROM_HISTORY: When = When::Is("demand-from", &["history"]);
/// The lead time is a chain of stages.
const BY_STAGES: When = When::Is("lead-from", &["stages"]);
/// A share of orders is to be met: without a cost of shortage.
const BY_SERVICE: When = When::Is("target", &["cycle-service", "fill-rate"]);
/// A shortage has a price.
const BY_COST: When = When::Not("target", &["cycle-service", "fill-rate"]);

crate::inputs! {
    /// A stage on the way from the order to goods that can be sold.
    pub struct Stage {
        /// Which.
        pub stage: &'static str = Meta::new("k", choices(&["production", "consolidation", "first-leg", "customs", "receiving", "other"])).default("other"),
        /// How many days it takes on average.
        pub stage_days: Decimal = Meta::new("d", Kind::Number).required().within("0", "3650").usually_below("180"),
        /// Standard deviation of these days.
        pub stage_deviation: Decimal = Meta::new("s", Kind::Number).default("0").within("0", "3650").usually_below("60"),
        /// Share of the consignments that are held up there, percent.
        pub hold_rate: Option<Decimal> = Meta::new("h", Kind::Percent).within("0", "100"),
        /// How many days those take longer.
        pub hold_days: Option<Decimal> = Meta::new("e", Kind::Number).within("0", "3650").usually_below("120"),
    }
}

crate::inputs! {
    /// An order that is under way.
    pub struct Arrival {
        /// How many units.
        pub arriving: Decimal = Meta::new("n", Kind::Number).required().above("0").within("", "1000000000"),
        /// The day from which they can be sold.
        pub due: Date = Meta::new("d", Kind::Date).required(),
    }
}

crate::inputs! {
    /// A price from a quantity on.
    pub struct PriceBreak {
        /// Units from which it holds.
        pub from_units: Decimal = Meta::new("q", Kind::Number).required().within("0", "1000000000"),
        /// Landed cost of one.
        pub break_cost: Money = Meta::new("p", Kind::Money).required().above("0").within("", "1000000000"),
    }
}

crate::inputs! {
    /// An event of the calendar in which the product takes part.
    pub struct EventRow {
        /// Which.
        pub event: &'static str = Meta::new("k", choices(EVENTS)).default("other"),
        /// Times what sells without it; without it what past events say, or a sample.
        pub uplift: Option<Decimal> = Meta::new("u", Kind::Number).within("0", "1000").usually_below("20"),
        /// Its first day, where that is not the one of the calendar.
        pub event_from: Option<Date> = Meta::new("f", Kind::Date),
        /// Its last day.
        pub event_to: Option<Date> = Meta::new("t", Kind::Date),
    }
}

crate::inputs! {
    /// A purchase order of the past.
    pub struct PurchaseOrder {
        /// When it was placed.
        pub ordered: Date = Meta::new("o", Kind::Date).required(),
        /// When its goods could be sold; blank while they are on their way.
        pub received: Option<Date> = Meta::new("r", Kind::Date),
    }
}

crate::inputs! {
    /// Another supplier, or another way to bring the goods in.
    pub struct Supplier {
        /// Days from the order to goods that can be sold.
        pub supplier_lead: Decimal = Meta::new("l", Kind::Number).required().within("0", "3650"),
        /// Standard deviation of these days.
        pub supplier_deviation: Decimal = Meta::new("s", Kind::Number).default("0").within("0", "3650"),
        /// Landed cost of one; blank: as above.
        pub supplier_cost: Option<Money> = Meta::new("c", Kind::Money).above("0").within("", "1000000000"),
        /// The least that he takes; blank: as above.
        pub supplier_least: Option<Decimal> = Meta::new("m", Kind::Number).within("0", "1000000000"),
        /// What an order costs; blank: as above.
        pub supplier_order_cost: Option<Money> = Meta::new("k", Kind::Money).within("0", "1000000000"),
        /// What he is called: words, so never in a link.
        pub supplier_name: Option<String> = Meta::new("n", Kind::Text).private(),
    }
}

crate::inputs! {
    /// A warehouse among which the stock is shared.
    pub struct Site {
        /// Units in stock there.
        pub site_stock: Decimal = Meta::new("n", Kind::Number).required().within("0", "1000000000"),
        /// Share of the demand that it serves, percent; blank: the rest, in equal parts.
        pub site_share: Option<Decimal> = Meta::new("s", Kind::Percent).within("0", "100"),
        /// Days that a transfer to it takes.
        pub transfer_days: Decimal = Meta::new("t", Kind::Number).default("5").within("0", "365"),
        /// What it is called: words, so never in a link.
        pub site_name: Option<String> = Meta::new("m", Kind::Text).private(),
    }
}

crate::inputs! {
    /// Goods that came in.
    pub struct ReceiptRow {
        /// Units.
        pub receipt_units: Decimal = Meta::new("n", Kind::Number).required().above("0").within("", "1000000000"),
        /// The day.
        pub receipt_day: Date = Meta::new("d", Kind::Date).required(),
    }
}

crate::inputs! {
    /// A step of the fee for storage by age.
    pub struct AgeRow {
        /// Age in days from which it holds.
        pub age_from: Decimal = Meta::new("f", Kind::Count).required().within("0", "36500"),
        /// What a cubic metre costs for a month.
        pub age_rate: Money = Meta::new("r", Kind::Money).required().within("0", "1000000"),
    }
}

crate::inputs! {
    /// Another product of the same order.
    pub struct Product {
        /// What it is called: words, so never in a link.
        pub product_name: Option<String> = Meta::new("n", Kind::Text).private(),
        /// Units sold in a day, on average.
        pub sold_a_day: Decimal = Meta::new("s", Kind::Number).required().within("0", "1000000000"),
        /// Units that can be sold.
        pub in_stock: Option<Decimal> = Meta::new("i", Kind::Number).within("0", "1000000000"),
        /// Units under way.
        pub coming: Option<Decimal> = Meta::new("o", Kind::Number).within("0", "1000000000"),
        /// Units of a carton.
        pub case_pack: Option<Decimal> = Meta::new("p", Kind::Number).above("0").within("", "1000000"),
        /// Cubic metres of a carton.
        pub carton_volume: Option<Decimal> = Meta::new("v", Kind::Number).above("0").within("", "1000"),
        /// Kilograms of a carton.
        pub carton_kg: Option<Decimal> = Meta::new("k", Kind::Number).within("0", "100000"),
        /// Landed cost of one.
        pub unit_landed_cost: Option<Money> = Meta::new("c", Kind::Money).above("0").within("", "1000000000"),
        /// Cartons that go whatever else does.
        pub must_go: Option<Decimal> = Meta::new("m", Kind::Count).within("0", "1000000"),
    }
}

crate::inputs! {
    /// A product at the place where it is sold from.
    pub struct Inputs {
        /// Units sold in a day, week or month, on average.
        pub demand_mean: Option<Decimal> = Meta::new("m", Kind::Number).required().within("0", "1000000000").when(TYPED).group("demand"),
        /// Standard deviation of these.
        pub demand_deviation: Option<Decimal> = Meta::new("s", Kind::Number).within("0", "1000000000").when(TYPED).group("demand"),
        /// What they are counted over.
        pub demand_per: &'static str = Meta::new("dp", choices(&["day", "week", "month"])).default("day").when(TYPED).group("demand"),
        /// Times which they count: for a new product that sells like another, or for a season.
        pub demand_factor: Decimal = Meta::new("af", Kind::Number).default("1").above("0").within("", "1000").usually_below("10").group("demand"),
        /// The way from the order to goods that can be sold.
        pub stages: List<Stage> = Meta::new("l", Kind::Rows(Stage::METAS)).required().when(BY_STAGES).group("lead"),
        /// Days between two looks at the stock.
        pub review_days: Decimal = Meta::new("rv", Kind::Number).default("1").within("0", "365").usually_below("31").group("lead"),
        /// What is wanted: service, or the least cost.
        pub target: &'static str = Meta::new("tg", choices(&["cycle-service", "fill-rate", "backorder-cost", "short-cost", "occasion-cost"])).default("cycle-service").group("target").wide(),
        /// The service that is wanted, percent.
        pub service_level: Decimal = Meta::new("sl", Kind::Percent).default("95").above("0").within("", "100").when(BY_SERVICE).group("target"),
        /// What a shortage costs: a unit for a year, a unit, or an occasion.
        pub shortage_cost: Option<Money> = Meta::new("sc", Kind::Money).above("0").within("", "1000000000").when(BY_COST).group("target"),
        /// Whether safety stock is never below zero.
        pub floor_at_zero: bool = Meta::new("fz", Kind::Flag).default("1").group("target"),
        /// The day of the stock below.
        pub stock_date: Date = Meta::new("dt", Kind::Date).required().group("now"),
        /// Units that can be sold.
        pub on_hand: Option<Decimal> = Meta::new("oh", Kind::Number).within("0", "1000000000").group("now"),
        /// Of these, units that are promised or cannot be sold.
        pub reserved: Option<Decimal> = Meta::new("rs", Kind::Number).within("0", "1000000000").group("now"),
        /// Units that buyers wait for.
        pub backorders: Option<Decimal> = Meta::new("bo", Kind::Number).within("0", "1000000000").group("now"),
        /// Orders under way.
        pub arrivals: List<Arrival> = Meta::new("a", Kind::Rows(Arrival::METAS)).group("now"),
        /// Units of an order as the user places it; without it the cheapest quantity.
        pub order_quantity: Option<Decimal> = Meta::new("q", Kind::Number).above("0").within("", "1000000000").group("quantity"),
        /// The least that the supplier takes.
        pub least_order: Option<Decimal> = Meta::new("mq", Kind::Number).within("0", "1000000000").group("quantity"),
        /// Units of a carton: orders are whole cartons.
        pub case_pack: Option<Decimal> = Meta::new("cp", Kind::Number).above("0").within("", "1000000").group("quantity"),
        /// The most that fits: of a warehouse's limit, or of what can be paid.
        pub most_order: Option<Decimal> = Meta::new("xq", Kind::Number).above("0").within("", "1000000000").group("quantity"),
        /// Days for which an order may last at most: shelf life, or before a fee for age.
        pub most_cover: Option<Decimal> = vocabulary::most_cover("sh").group("quantity"),
        /// Prices by quantity.
        pub price_breaks: List<PriceBreak> = Meta::new("pb", Kind::Rows(PriceBreak::METAS)).group("prices"),
        /// Whether a lower price holds for all units or for those from the break on.
        pub discount: &'static str = Meta::new("dc", choices(&["all-units", "incremental"])).default("all-units").group("prices").wide(),
        /// Landed cost of one.
        pub unit_landed_cost: Option<Money> = Meta::new("uc", Kind::Money).above("0").within("", "1000000000").group("stock-costs"),
        /// What an order costs whatever its size.
        pub order_cost: Option<Money> = Meta::new("ko", Kind::Money).within("0", "1000000000").group("stock-costs"),
        /// What holding stock costs for a year, percent of its value.
        pub holding_rate: Decimal = Meta::new("hr", Kind::Percent).default("25").within("0", "500").usually_below("80").group("stock-costs"),
        /// Days of cover at which the rule of thumb orders.
        pub trigger_days: Decimal = Meta::new("td", Kind::Number).default("15").within("0", "3650").group("rule"),
        /// Days of sales that it keeps as safety stock.
        pub safety_days: Decimal = Meta::new("sd", Kind::Number).default("30").within("0", "3650").group("rule"),
        /// Currency of the answer.
        pub currency: Currency = vocabulary::currency("c").group("currency"),
        /// Renminbi for one unit of it; without it the sample rate.
        pub exchange_rate: Option<Decimal> = vocabulary::exchange_rate("fx").group("currency"),
        /// What the bank keeps, percent.
        pub exchange_spread: Decimal = vocabulary::exchange_spread("sp").group("currency"),
        /// Whether demand is typed or comes from sales of the past.
        pub demand_from: &'static str = Meta::new("df", choices(&["typed", "history"])).default("typed").group("demand").leads().wide(),
        /// Sales of the past, day by day or week by week.
        pub history: Left<Option<String>> = Meta::new("h", Kind::Series).required().when(FROM_HISTORY).group("demand"),
        /// Whether days without a sale that chance does not explain count as out of stock.
        pub suspect_gaps: Left<bool> = Meta::new("sz", Kind::Flag).default("1").when(FROM_HISTORY).group("demand"),
        /// Events in which the product takes part.
        pub events: Left<List<EventRow>> = Meta::new("e", Kind::Rows(EventRow::METAS)).group("events"),
        /// Days behind an event on which less sells.
        pub dip_days: Left<Decimal> = Meta::new("dd", Kind::Number).default("0").within("0", "60").group("events"),
        /// Times what sells otherwise on these days; without it what past events say.
        pub dip_factor: Left<Option<Decimal>> = Meta::new("dv", Kind::Number).within("0", "1").group("events"),
        /// Whether the lead time comes from stages or from purchase orders of the past.
        pub lead_from: &'static str = Meta::new("lf", choices(&["stages", "orders"])).default("stages").group("lead").leads().wide(),
        /// Purchase orders of the past.
        pub purchase_orders: Left<List<PurchaseOrder>> = Meta::new("po", Kind::Rows(PurchaseOrder::METAS)).required().when(When::Is("lead-from", &["orders"])).group("lead"),
        /// Whether production rests while factories are closed for the Lunar New Year.
        pub factory_closure: Left<bool> = Meta::new("fc", Kind::Flag).default("0").when(BY_STAGES).group("lead"),
        /// Runs of the simulation.
        pub simulated_runs: Left<Decimal> = Meta::new("sn", Kind::Count).default("1000").within("10", "100000").group("simulation"),
        /// Days of each run.
        pub simulated_days: Left<Decimal> = Meta::new("sy", Kind::Count).default("365").within("30", "3650").group("simulation"),
        /// What the draws begin with: the same gives the same figures.
        pub seed: Left<Decimal> = Meta::new("se", Kind::Count).default("1").within("0", "999999999").group("simulation"),
        /// Whether buyers wait or leave.
        pub unmet: Left<&'static str> = Meta::new("un", choices(&["wait", "leave"])).default("wait").group("simulation"),
        /// Other suppliers, or other ways.
        pub suppliers: Left<List<Supplier>> = Meta::new("su", Kind::Rows(Supplier::METAS)).group("suppliers"),
        /// Units that an event sells, of a buy that cannot be repeated.
        pub buy_mean: Left<Option<Decimal>> = Meta::new("em", Kind::Number).above("0").within("", "1000000000").group("event-buy"),
        /// Their standard deviation.
        pub buy_deviation: Left<Option<Decimal>> = Meta::new("es", Kind::Number).within("0", "1000000000").group("event-buy"),
        /// What a sale of it brings, fees and delivery taken off.
        pub event_price: Left<Option<Money>> = Meta::new("ep", Kind::Money).above("0").within("", "1000000000").group("event-buy"),
        /// What a unit left over brings.
        pub salvage_value: Left<Option<Money>> = Meta::new("ev", Kind::Money).within("0", "1000000000").group("event-buy"),
        /// Warehouses among which the stock is shared.
        pub sites: Left<List<Site>> = Meta::new("st", Kind::Rows(Site::METAS)).group("sites"),
        /// Goods that came in, newest or oldest first.
        pub receipts: Left<List<ReceiptRow>> = Meta::new("rc", Kind::Rows(ReceiptRow::METAS)).group("ageing"),
        /// Cubic metres of one.
        pub unit_volume: Left<Option<Decimal>> = Meta::new("uv", Kind::Number).above("0").within("", "1000").group("ageing"),
        /// Fees for storage by age.
        pub age_tiers: Left<List<AgeRow>> = Meta::new("at", Kind::Rows(AgeRow::METAS)).group("ageing"),
        /// The most that an order may cost.
        pub budget: Left<Option<Money>> = Meta::new("bg", Kind::Money).above("0").within("", "1000000000000").group("payment"),
        /// Part of an order that is paid when it is placed, percent; the rest when the goods are made.
        pub deposit: Left<Option<Decimal>> = Meta::new("ds", Kind::Percent).within("0", "100").group("payment"),
        /// Other products of the same order.
        pub products: Left<List<Product>> = Meta::new("pr", Kind::Rows(Product::METAS)).group("together"),
        /// The container that they go in, by its usual name.
        pub container: Left<&'static str> = Meta::new("cn", choices(&["20gp", "40gp", "40hq", "45hq"])).default("40hq").group("together"),
        /// Cubic metres that it holds; without them what is usual.
        pub container_volume: Left<Option<Decimal>> = Meta::new("cv", Kind::Number).above("0").within("", "1000").group("together"),
        /// Kilograms that it may carry; without them what is usual.
        pub container_payload: Left<Option<Decimal>> = Meta::new("cw", Kind::Number).above("0").within("", "1000000").group("together"),
        /// Days of cover up to which it is filled.
        pub fill_cover: Left<Decimal> = Meta::new("fd", Kind::Number).default("120").within("0", "3650").group("together"),
        /// Kilograms of one, as packed: for the container.
        pub unit_kg: Left<Option<Decimal>> = Meta::new("uw", Kind::Number).above("0").within("", "100000").group("together"),
    }
}

impl Question for ReorderPoint {
    type Inputs = Inputs;
    const ID: &'static str = "reorder-point";
    const LINK_CODE: &'static str = "ro";
    const EXAMPLES: &'static [Example] = &[
        Example {
            id: "sea-freight",
            link: "v=1&t=ro&m=20&s=9&l=production_15_3&l=consolidation_3_1&l=first-leg_32_5&l=customs_3_1_5_12&l=receiving_6_2&rv=7&oh=900&a=600_2026-12-20&mq=500&cp=24&uc=42CNY&ko=1800CNY&k=hand",
        },
        Example {
            id: "black-friday",
            link: "v=1&t=ro&m=12&s=7&l=production_12_3&l=first-leg_9_2&l=receiving_4_2&rv=7&oh=420&cp=12&uc=58CNY&ko=600CNY&e=black-friday_3&e=christmas_1.8&dd=7&dv=0.7&k=hand",
        },
        Example {
            id: "suppliers",
            link: "v=1&t=ro&m=20&s=9&l=other_60_7&rv=7&oh=900&mq=500&cp=24&uc=42CNY&ko=1800CNY&su=18_3_46CNY_100_600CNY&su=75_10_39CNY_2000&k=hand",
        },
        Example {
            id: "warehouses",
            link: "v=1&t=ro&m=30&s=12&l=other_45_5_10_14&rv=7&a=800_2026-12-28&mq=600&cp=20&uc=36CNY&ko=1500CNY&st=1500_40_6&st=300_60_6&k=hand",
        },
        Example {
            id: "least-cost",
            link: "v=1&t=ro&m=40&s=30&l=other_35_6&oh=1500&uc=25CNY&ko=900CNY&pb=2000_23.5CNY&pb=5000_22CNY&tg=short-cost&sc=12CNY&xq=6000&k=hand",
        },
    ];
    const FIRST: First = First::Rates;

    /// A first visit types demand and stages.
    const ELSEWHERE: Option<When> = Some(When::Any(&[
        FROM_HISTORY,
        When::Is("lead-from", &["orders"]),
        When::Is("factory-closure", &["1"]),
        BY_COST,
        When::Given(&["events", "sites", "suppliers", "event-buy", "ageing", "payment", "prices", "together"]),
    ]));
    /// A product has a history, stages, orders under way: no line of a table.
    #[cfg(feature = "explain")]
    const IN_TABLES: bool = false;
    const OPEN_GROUPS: usize = 4;
    const GROUPS: &'static [&'static str] =
        &["demand", "lead", "now", "target", "events", "quantity", "stock-costs", "rule", "simulation", "currency"];

    fn texts() -> Vec<Text> {
        texts::all()
    }

    fn compute(inputs: &Inputs, world: &World) -> Outcome {
        match Plan::of(inputs, world) {
            Ok(plan) => plan.outcome(),
            Err(problems) => Outcome { answer: None, problems },
        }
    }

    #[cfg(feature = "explain")]
    const NAMES_CARDS: bool = false;

    #[cfg(feature = "explain")]
    const JOB: Option<[Text; 2]> = Some([texts::section::SIMULATION, texts::section::POLICY]);

    #[cfg(feature = "explain")]
    fn job(inputs: &Inputs, world: &World) -> Option<Box<dyn Job>> {
        Some(Box::new(simulated::Simulation::of(inputs, world)?))
    }

    #[cfg(feature = "explain")]
    fn changes(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Changes {
        change::changes(inputs, world, chosen).unwrap_or_default()
    }
}
