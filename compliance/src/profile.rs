//! What a seller says of himself. Whatever is empty was not said.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use suanpan_inventory::date::Date;

use crate::codes::{Category, Channel, Currency, Customer, Fulfil, Money, Scope};

/// A seller, his goods, his figures, and the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The day that is asked about.
    pub day: Date,
    /// Where he is established: one country as a rule.
    pub established: Vec<String>,
    /// Where he sells: countries, states (`US-CA`), provinces (`CA-QC`), or sets. A country without one of its states:
    /// which of them was not said.
    pub markets: Vec<String>,
    /// Where goods are sent from to the buyer.
    pub origin: Vec<String>,
    /// Where goods originate, for customs.
    pub made: Vec<String>,
    /// Where he sells.
    pub channels: Vec<Channel>,
    /// How he ships.
    pub fulfil: Vec<Fulfil>,
    /// Whom he sells to; not said: consumers.
    pub customers: Vec<Customer>,
    /// What the goods are.
    pub categories: Vec<Category>,
    /// Tariff codes, as many digits as are known.
    pub hts: Vec<String>,
    /// Where stock lies. Not said: nowhere, if he ships and not from a warehouse.
    pub stock: Option<Vec<String>>,
    /// What goods of a consignment are worth, without transport, insurance and tax.
    pub consignment: Option<Money>,
    /// What one item is worth.
    pub item: Option<Money>,
    /// Distinct tariff lines of a consignment.
    pub lines: Option<u32>,
    /// What he sold, or thinks that he will. Who names sales of a place names all of them: what no row is about is nought.
    pub sales: Vec<Sale>,
    /// Answers by question.
    pub answers: BTreeMap<String, Answer>,
    /// What he is registered for.
    pub held: Vec<Held>,
}

impl Profile {
    /// A seller who has said nothing yet.
    #[must_use]
    pub const fn on(day: Date) -> Self {
        Self {
            day,
            established: Vec::new(),
            markets: Vec::new(),
            origin: Vec::new(),
            made: Vec::new(),
            channels: Vec::new(),
            fulfil: Vec::new(),
            customers: Vec::new(),
            categories: Vec::new(),
            hts: Vec::new(),
            stock: None,
            consignment: None,
            item: None,
            lines: None,
            sales: Vec::new(),
            answers: BTreeMap::new(),
            held: Vec::new(),
        }
    }
}

/// A row of the list of sales.
#[derive(Clone, Debug, PartialEq)]
pub struct Sale {
    /// To where: a country, a state, a set, `world`, or `EU27-other`.
    pub place: String,
    /// Whose; `all`: not said.
    pub scope: Scope,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How much.
    pub amount: Option<Money>,
    /// How many orders.
    pub orders: Option<Decimal>,
}

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    Flag(bool),
    /// A count.
    Number(Decimal),
    /// An amount of money.
    Money(Money),
}

/// A registration that he holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its code, or the id of the rule that it does.
    pub code: String,
    /// The last day on which it counts.
    pub expiry: Option<Date>,
}

/// What one unit of a currency is worth in a unit that all share. Nothing is converted without.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(BTreeMap<Currency, Decimal>);

impl Rates {
    /// Rates above nought; others are left out.
    #[must_use]
    pub fn new(rates: impl IntoIterator<Item = (Currency, Decimal)>) -> Self {
        Self(rates.into_iter().filter(|(_, rate)| *rate > Decimal::ZERO).collect())
    }

    /// The amount in another currency. Nought is nought in all; `None` without rates, or beyond what a decimal holds.
    #[must_use]
    pub fn convert(&self, money: Money, to: Currency) -> Option<Decimal> {
        if money.currency == to || money.value.is_zero() {
            return Some(money.value);
        }
        let (from, to) = (self.0.get(&money.currency)?, self.0.get(&to)?);
        money.value.checked_mul(*from)?.checked_div(*to)
    }
}
