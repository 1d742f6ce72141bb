//! **What does the law ask of this seller, for these goods, in this market, on this day?**
//!
//! Every rule of `data/compliance/` is held against what the seller says of himself, in three-valued logic: what he did not say
//! makes a rule unknown, never met (`suanpan-compliance`; `docs/facts/compliance.md`). The answer counts what applies; the list
//! itself, with reasons in the seller's own figures, what to say next and why other rules are not there, is what
//! [`changes`](Question::changes) gives.
//!
//! Nothing here is legal advice.

#[cfg(feature = "explain")]
mod ask;
#[cfg(feature = "explain")]
pub mod carried;
pub mod codes;
#[cfg(feature = "explain")]
mod list;
#[cfg(feature = "explain")]
mod nexus;
#[cfg(feature = "explain")]
mod profile;
#[cfg(feature = "explain")]
mod reason;
#[cfg(feature = "explain")]
pub mod takes;
pub mod texts;

use rust_decimal::Decimal;

use crate::amount::Money;
use crate::date::Date;
use crate::pack::{First, World};
#[cfg(feature = "explain")]
use crate::schema::{Changes, Onward};
use crate::schema::{Choices, Example, Kind, Left, List, Meta, Names, Outcome, Problem, Question, Text, When, code};
use crate::vocabulary;

#[cfg(feature = "explain")]
pub use profile::profile;

/// The calculator.
pub struct Compliance;

const fn choices(codes: &'static [&'static str]) -> Choices {
    Choices { codes, names: Names::Locales }
}

const fn places(codes: &'static [&'static str]) -> Kind {
    Kind::Choice(Choices { codes, names: Names::Countries })
}

crate::inputs! {
    /// A further place of sale.
    pub struct MarketRow {
        /// Country, state or province.
        pub market: &'static str = Meta::new("m", places(codes::PLACES)).required(),
    }
}

crate::inputs! {
    /// A place in which stock lies.
    pub struct StockRow {
        /// Country, state or province.
        pub stock_place: &'static str = Meta::new("p", places(codes::PLACES)).required(),
    }
}

crate::inputs! {
    /// A tariff line.
    pub struct TariffRow {
        /// Its code, as many digits as are known.
        pub goods_code: Decimal = Meta::new("h", Kind::Count).required().within("1000", "9999999999"),
    }
}

crate::inputs! {
    /// What was sold in a place in a stretch of time.
    pub struct SaleRow {
        /// Where to.
        pub sale_place: &'static str = Meta::new("p", places(codes::SALE_PLACES)).required(),
        /// Who owes the tax of it: sold by the seller himself, by a marketplace, or both together.
        pub sale_scope: &'static str = Meta::new("s", Kind::Choice(choices(&["direct", "mp", "all"]))).default("direct"),
        /// The first day.
        pub sale_from: Date = Meta::new("f", Kind::Date).required(),
        /// The last day.
        pub sale_to: Date = Meta::new("t", Kind::Date).required(),
        /// How much, without tax.
        pub sale_amount: Option<Money> = Meta::new("a", Kind::Money).within("0", "100000000000000"),
        /// How many orders.
        pub sale_orders: Option<Decimal> = Meta::new("n", Kind::Count).within("0", "1000000000"),
    }
}

crate::inputs! {
    /// A registration that the seller holds.
    pub struct RegistrationRow {
        /// Which.
        pub registration: &'static str = Meta::new("r", Kind::Choice(choices(codes::REGISTRATIONS))).required(),
        /// Its number: the seller's own business.
        pub registration_number: Option<String> = Meta::new("n", Kind::Text).private(),
        /// The last day on which it counts.
        pub registration_expiry: Option<Date> = Meta::new("e", Kind::Date),
    }
}

crate::inputs! {
    /// An answer to a question of the rules.
    pub struct AnswerRow {
        /// The question.
        pub question: &'static str = Meta::new("q", Kind::Choice(choices(codes::QUESTIONS))).required(),
        /// Yes or no.
        pub reply: Option<&'static str> = Meta::new("y", Kind::Choice(choices(&["yes", "no"]))),
        /// How many, where that is asked.
        pub reply_figure: Option<Decimal> = Meta::new("n", Kind::Number).within("0", "1000000000000"),
        /// How much money, where that is asked.
        pub reply_money: Option<Money> = Meta::new("m", Kind::Money).within("0", "100000000000000"),
    }
}

crate::inputs! {
    /// A seller, his goods and his figures.
    pub struct Inputs {
        /// The country in which he is established.
        pub established: Left<&'static str> = Meta::new("es", places(codes::COUNTRIES)).required().group("seller"),
        /// The day that is asked about.
        pub rule_date: Left<Date> = Meta::new("dt", Kind::Date).required().group("seller"),
        /// Another day: what is otherwise then.
        pub compare_date: Left<Option<Date>> = Meta::new("cd", Kind::Date).group("seller"),
        /// Where he sells.
        pub destination: Left<&'static str> = vocabulary::destination("d").group("selling"),
        /// Where else; states and provinces.
        pub markets: Left<List<MarketRow>> = Meta::new("mk", Kind::Rows(MarketRow::METAS)).group("selling"),
        /// Through which channels.
        pub sold_through: Left<Option<Vec<&'static str>>> = Meta::new("ch", Kind::ManyOf(choices(&["own-site", "amazon", "temu", "tiktok", "ebay", "aliexpress", "marketplace"]))).group("selling"),
        /// To whom; not said: consumers.
        pub customers: Left<Option<Vec<&'static str>>> = Meta::new("cu", Kind::ManyOf(choices(&["b2c", "b2b"]))).group("selling"),
        /// How goods reach the buyer.
        pub shipped_by: Left<Option<Vec<&'static str>>> = Meta::new("sb", Kind::ManyOf(choices(&["post", "express", "linehaul", "warehouse"]))).group("selling"),
        /// From where; not said: from where he is established, unless from stock.
        pub sent_from: Left<Option<&'static str>> = Meta::new("sf", places(codes::COUNTRIES)).group("selling"),
        /// Where stock lies.
        pub stock_places: Left<List<StockRow>> = Meta::new("sk", Kind::Rows(StockRow::METAS)).group("selling"),
        /// What the goods are.
        pub categories: Left<Option<Vec<&'static str>>> = Meta::new("ct", Kind::ManyOf(choices(codes::CATEGORIES))).group("wares"),
        /// Where they originate, for customs.
        pub country_of_origin: Left<Option<&'static str>> = Meta::new("co", places(codes::COUNTRIES)).group("wares"),
        /// What the goods of a consignment are worth, without transport, insurance and tax.
        pub consignment_value: Left<Option<Money>> = Meta::new("cv", Kind::Money).within("0", "1000000000000").group("wares"),
        /// What one item is worth.
        pub item_value: Left<Option<Money>> = Meta::new("iv", Kind::Money).within("0", "1000000000000").group("wares"),
        /// Distinct tariff lines of a consignment.
        pub tariff_lines: Left<Option<Decimal>> = Meta::new("tl", Kind::Count).within("1", "10000").group("wares"),
        /// Tariff codes of the goods.
        pub tariff_codes: Left<List<TariffRow>> = Meta::new("tc", Kind::Rows(TariffRow::METAS)).group("wares"),
        /// What was sold, and what will be.
        pub turnover: Left<List<SaleRow>> = Meta::new("sa", Kind::Rows(SaleRow::METAS)).group("turnover"),
        /// Registrations that he holds.
        pub registrations: Left<List<RegistrationRow>> = Meta::new("rg", Kind::Rows(RegistrationRow::METAS)).group("held"),
        /// Answers to questions of the rules.
        pub answers: Left<List<AnswerRow>> = Meta::new("an", Kind::Rows(AnswerRow::METAS)).group("replies"),
    }
}

impl Question for Compliance {
    type Inputs = Inputs;
    const ID: &'static str = "compliance";
    const LINK_CODE: &'static str = "co";
    const EXAMPLES: &'static [Example] = &[
        Example {
            id: "shirts-de",
            link: "v=1&t=co&es=CN&d=DE&ch=own-site&sb=post&ct=apparel&co=CN&cv=45EUR&tl=1&tc=610910&sa=EU27_direct_2026-01-01_2026-11-22_8000EUR_180&k=hand",
        },
        Example {
            id: "headphones-us",
            link: "v=1&t=co&es=CN&d=US&mk=US-CA&mk=US-TX&ch=own-site.amazon&sb=warehouse&sk=US-CA&sk=US-TX&ct=radio.battery&co=CN&cv=18000USD&iv=49USD&tc=851830&sa=US-CA_direct_2026-01-01_2026-11-22_430000USD_8600&sa=US-TX_mp_2026-01-01_2026-11-22_210000USD_4200&k=hand",
        },
        Example {
            id: "furniture-nl",
            link: "v=1&t=co&es=NL&d=DE&mk=FR&mk=NL&ch=own-site&sb=warehouse&sf=NL&sk=NL&ct=furniture&co=CN&sa=EU27-other_direct_2026-01-01_2026-11-22_8500EUR_120&k=hand",
        },
        Example {
            id: "toys-gb",
            link: "v=1&t=co&es=HK&d=GB&mk=DE&ch=amazon.tiktok&sb=warehouse&sk=GB&ct=toys.children.battery&co=CN&cv=6000GBP&iv=18GBP&k=hand",
        },
    ];
    const FIRST: First = First::Rates;
    const ELSEWHERE: Option<When> = Some(When::Always);
    const GROUPS: &'static [&'static str] = &["seller", "selling", "wares", "turnover", "held", "replies"];
    const OPEN_GROUPS: usize = 3;
    #[cfg(feature = "explain")]
    const IN_TABLES: bool = false;
    #[cfg(feature = "explain")]
    const NAMES_CARDS: bool = false;
    #[cfg(feature = "explain")]
    const RULES: bool = true;

    fn texts() -> Vec<Text> {
        texts::all()
    }

    #[cfg(not(feature = "explain"))]
    fn compute(_: &Inputs, _: &World) -> Outcome {
        Outcome { answer: None, problems: vec![Problem::error(code::ELSEWHERE)] }
    }

    #[cfg(feature = "explain")]
    fn compute(inputs: &Inputs, world: &World) -> Outcome {
        let (Some(rules), Some(_)) = (world.rules(), world.pack()) else {
            return Outcome { answer: None, problems: vec![Problem::error(code::PACK_MISSING)] };
        };
        let problems = profile::problems(inputs, rules);
        Outcome { answer: Some(list::answer(inputs, world, rules)), problems }
    }

    #[cfg(feature = "explain")]
    fn onward_of_costs(yearly: Money, consignments: Decimal) -> Option<Onward> {
        carried::costs(yearly, consignments)
    }

    #[cfg(feature = "explain")]
    fn changes(inputs: &Inputs, world: &World, _: Option<&str>) -> Changes {
        let checklist = world.rules().map(|rules| list::checklist(inputs, world, rules));
        Changes { checklist, sections: takes::section(inputs).into_iter().collect(), ..Changes::default() }
    }
}
