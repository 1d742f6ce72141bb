//! What a seller should be asked next.

use std::collections::BTreeMap;

use core::cmp::Reverse;

use crate::codes::Currency;
use crate::evaluate::{State, evaluate, settled_by};
use crate::model::Book;
use crate::profile::{Profile, Rates};

/// Something that a profile does not say. Ordered as they are asked where they settle equally much.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// Where he is established.
    Established,
    /// Where he sells.
    Markets,
    /// Through which channels.
    Channels,
    /// How he ships.
    Fulfil,
    /// What the goods are.
    Categories,
    /// Where goods are sent from.
    Origin,
    /// Where goods originate.
    Made,
    /// To whom he sells.
    Customers,
    /// Where stock lies.
    Stock,
    /// What a consignment is worth.
    Consignment,
    /// What an item is worth.
    Item,
    /// Which states or provinces of a country.
    States(String),
    /// Tariff codes, or more of their digits.
    Hts,
    /// Sales of a place.
    Sales(String),
    /// Orders of a place.
    Orders(String),
    /// A rate from one currency to another.
    Rate(Currency, Currency),
    /// A question that only he can answer.
    Question(String),
}

/// Something to ask, and what it is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What to ask.
    pub input: Input,
    /// Unknown rules that an answer may settle by itself.
    pub settles: usize,
    /// Unknown rules that wait for it, by itself or with others.
    pub waits: usize,
}

/// What unanswered inputs would settle most unknown rules, the most first.
///
/// An answer settles a rule fully where it decides it whichever it is, and half where one answer would decide it.
#[must_use]
pub fn missing(book: &Book, profile: &Profile, rates: &Rates) -> Vec<Missing> {
    let unknown = evaluate(book, profile, rates).into_iter().filter(|finding| finding.state == State::Unknown);
    let asked: Vec<_> = unknown.map(|finding| (finding.id, finding.needs)).collect();
    let mut sums: BTreeMap<Input, (u32, usize, usize)> = BTreeMap::new();
    for ((_, inputs), decided) in asked.iter().zip(settled_by(book, profile, rates, &asked)) {
        for (input, answers) in inputs.iter().zip(decided) {
            let (score, settles, waits) = sums.entry(input.clone()).or_default();
            *score += answers;
            *settles += usize::from(answers > 0);
            *waits += 1;
        }
    }
    let mut all: Vec<_> = sums.into_iter().collect();
    all.sort_by_key(|(_, (score, _, waits))| Reverse((*score, *waits)));
    all.into_iter().map(|(input, (_, settles, waits))| Missing { input, settles, waits }).collect()
}
