//! Rules as the engine holds them. Words are apart: [`crate::words`].

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use suanpan_inventory::date::Date;

use crate::codes::{
    Basis, Category, Channel, Currency, Customer, Fulfil, Kind, Money, Operator, Period, Scope, Severity, Status,
    Topic, ValueOf, Who,
};

/// All rules and what they refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// In the order in which they were read; several of one id have other dates.
    pub rules: Vec<Rule>,
    /// Named sets of places.
    pub sets: Sets,
    /// What only the seller knows.
    pub questions: Vec<Question>,
    /// Ids of what a seller can be registered for.
    pub registrations: Vec<String>,
    /// Ids of documents.
    pub documents: Vec<String>,
    /// Lists of tariff codes.
    pub lists: Vec<HtsList>,
}

/// Sets of places by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sets(pub BTreeMap<String, Vec<String>>);

/// What the law asks, of whom, since when.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// As in the facts.
    pub id: String,
    /// Market, state, set, or `*`.
    pub place: String,
    /// Where it stands in the list.
    pub topic: Topic,
    /// How hard it bites.
    pub severity: Severity,
    /// Whether the severity is ours, not the facts'.
    pub severity_ours: bool,
    /// Who does it.
    pub who: Who,
    /// The first day; in force where no day is known.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// Whether it was seen in force.
    pub confirmed: bool,
    /// Where this is met, it is as open as if it had not been seen in force.
    pub unconfirmed_when: Option<Condition>,
    /// Decided or proposed, its first day not known: scheduled where met, without a day.
    pub scheduled: bool,
    /// The day from which it is past its re-check.
    pub recheck: Option<Date>,
    /// Whom it is about.
    pub when: Condition,
    /// Month and day of the year in which a duty begins that a finished year brings about.
    pub begins: Option<(u32, u32)>,
    /// Rules that are not shown where this one applies.
    pub suppresses: Vec<String>,
    /// Rules of before.
    pub supersedes: Vec<String>,
    /// Open to the seller, no duty.
    pub option: bool,
    /// The part of a threshold from which it is watched.
    pub watch: Decimal,
    /// Where it bites less; the first that is met counts.
    pub lowered: Vec<Lowered>,
    /// It bites as hard as the hardest of the rules that it rests on and that apply.
    pub severity_of_rules: bool,
    /// Documents to prepare.
    pub documents: Vec<String>,
    /// The registration which, held, makes it done.
    pub registration: Option<String>,
    /// How often it has to be done again.
    pub renews: Option<Renewal>,
    /// Month and day by which it has to be done each year.
    pub due: Option<(u32, u32)>,
    /// What is charged for each tariff line of a consignment.
    pub per_line: Option<Money>,
    /// How sure it is.
    pub status: Status,
    /// Where it was read; empty: source not named.
    pub sources: Vec<Source>,
    /// The day that sources are of.
    pub as_of: Date,
    /// Stages with dates of their own.
    pub parts: Vec<Part>,
    /// The row of the nexus table that it was made from.
    pub nexus: Option<Nexus>,
}

/// A stage of a rule, or a part with dates of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Unique in the rule.
    pub id: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// Whether it was seen in force.
    pub confirmed: bool,
    /// Its first day is not known.
    pub scheduled: bool,
    /// How sure it is.
    pub status: Status,
    /// The day from which it is past its re-check.
    pub recheck: Option<Date>,
    /// Month and day by which it has to be done each year.
    pub due: Option<(u32, u32)>,
    /// What it needs beyond the rule.
    pub when: Option<Condition>,
}

/// A severity for a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowered {
    /// The severity.
    pub severity: Severity,
    /// The case.
    pub when: Condition,
}

/// Where a rule was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: Option<String>,
}

/// How often a duty comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// Months between two times.
    pub months: u32,
}

/// What the nexus table says of a state, for showing it as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Nexus {
    /// The state: `CA`.
    pub state: String,
    /// Dollars.
    pub amount: Decimal,
    /// How dollars are compared.
    pub op: Operator,
    /// Whether that was read, or is from knowledge.
    pub op_read: bool,
    /// The leg of counts: how it is compared, and with what.
    pub count: Option<(Operator, Decimal)>,
    /// How the legs go together.
    pub logic: Logic,
    /// What the sum is made of.
    pub basis: Basis,
    /// Whether sales count that a marketplace collects tax for.
    pub marketplace: Included,
    /// What is counted.
    pub period: Period,
    /// Code of when tax is collected from.
    pub begins: String,
    /// Statewide base rate in percent; local tax comes on top.
    pub rate: Option<Decimal>,
    /// The last day for which that rate was confirmed, where it is not known to go on.
    pub rate_to: Option<Date>,
}

/// How the legs of a nexus test go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logic {
    /// Dollars alone.
    Amount,
    /// Both.
    And,
    /// Either.
    Or,
}

/// Whether sales of a marketplace count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Included {
    /// They count.
    Yes,
    /// They do not.
    No,
    /// Sources conflict: they count, and it says so.
    Conflict,
}

/// When a rule is met.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Always.
    Always,
    /// Where all are.
    All(Vec<Condition>),
    /// Where one is.
    Any(Vec<Condition>),
    /// Where it is not.
    Not(Box<Condition>),
    /// Where this holds.
    Leaf(Leaf),
}

impl Condition {
    /// Every leaf, in its order.
    pub fn leaves<'a>(&'a self, each: &mut impl FnMut(&'a Leaf)) {
        match self {
            Self::Always => {}
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.leaves(each)),
            Self::Not(part) => part.leaves(each),
            Self::Leaf(leaf) => each(leaf),
        }
    }

    /// Whether a leaf is such.
    pub fn has(&self, such: impl Fn(&Leaf) -> bool) -> bool {
        let mut found = false;
        self.leaves(&mut |leaf| found |= such(leaf));
        found
    }
}

/// One thing that is asked of a profile.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// He is established in one of them.
    Established(Vec<String>),
    /// He sells to one of them.
    Destination(Vec<String>),
    /// Goods are sent from one of them.
    Origin(Vec<String>),
    /// Goods are sent from elsewhere.
    OriginElsewhere(Vec<String>),
    /// Goods originate in one of them.
    Made(Vec<String>),
    /// Goods originate elsewhere.
    MadeElsewhere(Vec<String>),
    /// He sells there.
    Channel(Vec<Channel>),
    /// He ships that way.
    Fulfil(Vec<Fulfil>),
    /// He sells to them.
    Customer(Vec<Customer>),
    /// Goods are such.
    Category(Vec<Category>),
    /// Stock lies in one of them.
    Stock(Vec<String>),
    /// Stock lies in so many countries of a set.
    StockCount {
        /// The set, or a place.
        place: String,
        /// How the count is compared.
        op: Operator,
        /// What with.
        count: Decimal,
    },
    /// He is established in the place that the rule is looked at for.
    EstablishedThere,
    /// He sells to a place of the set other than that of stock and establishment.
    CrossBorder(String),
    /// Goods are worth that.
    Value {
        /// What is.
        of: ValueOf,
        /// How it is compared.
        op: Operator,
        /// What with.
        amount: Money,
    },
    /// He sold that much.
    Sales(Sold),
    /// He had so many orders.
    Orders(Sold),
    /// A tariff code is in that list.
    Hts(String),
    /// He answered with yes.
    Ask(String),
    /// The figure that was asked for.
    Number {
        /// The question.
        question: String,
        /// How it is compared.
        op: Operator,
        /// What with.
        than: Threshold,
    },
    /// He holds that registration.
    Held(String),
    /// That rule applies.
    Rule(String),
}

/// Sales or orders that are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Sold {
    /// Where: a market, a state, a set, `world`, or `EU27-other`.
    pub place: String,
    /// Whose.
    pub scope: Scope,
    /// When.
    pub period: Period,
    /// How they are compared.
    pub op: Operator,
    /// What with: money for sales, a count for orders.
    pub than: Threshold,
    /// What the sum is made of.
    pub basis: Option<Basis>,
}

/// What a figure is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The figure.
    pub value: Decimal,
    /// Its currency; none: a count.
    pub currency: Option<Currency>,
}

/// What only the seller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What rules ask for.
    pub id: String,
    /// What an answer is.
    pub kind: Kind,
}

/// Codes of a customs tariff that a measure is about.
#[derive(Clone, Debug, PartialEq)]
pub struct HtsList {
    /// What rules name.
    pub id: String,
    /// First digits.
    pub codes: Vec<String>,
    /// First digits that are surely not on it, though it is not complete.
    pub not: Vec<String>,
    /// Whether a code that is not there is surely not on it.
    pub complete: bool,
    /// How sure it is.
    pub status: Status,
    /// Where it was read.
    pub sources: Vec<Source>,
}

/// The part of a threshold from which it is watched, where a rule names no other.
pub const WATCH: Decimal = Decimal::from_parts(80, 0, 0, false, 2);
