//! What a calculator answers: figures, lines, steps and notes, as data. No prose.

use rust_decimal::Decimal;

use core::ops::Deref;

use super::{Text, code};
use crate::amount::{Amount, Currency, Money};
use crate::date::Date;
use crate::pack::{Cited, Status};
use crate::units::Unit;

/// An answer, problems, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The answer, where there is one.
    pub answer: Option<Answer>,
    /// What is wrong or worth a second look in the inputs.
    pub problems: Vec<Problem>,
}

impl Outcome {
    /// Whether it takes what another program has and this one has not: the sums of a build with feature `explain`
    /// ([`Question::ELSEWHERE`](super::Question)), or the data.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem.code, code::ELSEWHERE | code::PACK_MISSING))
    }
}

/// What a calculator found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The figures on top; a link carries the first as the sender's answer.
    pub headline: Vec<Figure>,
    /// The decision in one sentence.
    pub decision: Option<Phrase>,
    /// What could change the decision, most important first.
    pub notes: Vec<Note>,
    /// The priced possibilities, best first, refused ones last. A calculator that compares nothing has one.
    pub alternatives: Vec<Alternative>,
}

/// One priced possibility: a service, a route, a supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternative {
    /// Stable id, from the data.
    pub id: String,
    /// Key of its name in `locales/`.
    pub name: String,
    /// The user's name for it, where the rates are his own; shown in the place of `name`.
    pub title: Option<String>,
    /// Why it is refused; empty where it is not.
    pub refused: Vec<Problem>,
    /// Sum of the rounded lines, in the currency of the card.
    pub total: Option<Money>,
    /// The total in the user's currency, where that is another.
    pub converted: Option<Money>,
    /// The bill.
    pub lines: Vec<Line>,
    /// What stands beside the price: days, billed weight, duty included or not.
    pub figures: Vec<Figure>,
    /// The working.
    pub steps: Vec<Step>,
    /// What to know of it.
    pub notes: Vec<Note>,
    /// Share of the total that rests on figures nobody verified, in percent.
    pub sample_share: Option<Decimal>,
    /// Where its figures come from.
    pub sources: Vec<Cited>,
}

impl Alternative {
    /// What it is called: the user's words, or a key of `locales/`.
    #[must_use]
    pub fn service(&self) -> Arg {
        match &self.title {
            Some(title) => Arg::Words(title.clone()),
            None => Arg::Key(self.name.clone()),
        }
    }
}

/// A named figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub name: Text,
    /// Its value.
    pub value: Arg,
}

/// A line of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is charged.
    pub name: Text,
    /// How often it is charged (pieces); the amount is for all of them.
    pub count: Decimal,
    /// Rounded half-up to the minor unit.
    pub amount: Money,
    /// How sure the rate is.
    pub status: Status,
}

/// One step of the working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The formula: a sentence with slots, `{length} × {width} × {height} ÷ {divisor}`.
    pub formula: Text,
    /// What stands in the slots.
    pub args: Args,
    /// What comes out.
    pub result: Arg,
    /// The row of the list that it is about, from 0.
    pub row: Option<usize>,
}

/// A sentence with slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The sentence.
    pub text: Text,
    /// What stands in the slots.
    pub args: Args,
}

/// Something to know, with its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// What it says.
    pub phrase: Phrase,
    /// Where it is from.
    pub source: Option<Cited>,
}

/// What stands in the slots of a sentence, in the order in which it was put there.
///
/// Filled through a reference, a call for each slot: a calculator says a lot, and on the page that is the shortest
/// way to say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args(Vec<(&'static str, Arg)>);

impl Args {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Puts anything into a slot.
    #[inline(never)]
    pub fn put(&mut self, slot: &'static str, arg: Arg) -> &mut Self {
        self.0.push((slot, arg));
        self
    }

    /// Puts a plain number into a slot.
    #[inline(never)]
    pub fn number(&mut self, slot: &'static str, value: Decimal) -> &mut Self {
        self.put(slot, Arg::Number(value))
    }

    /// Puts a percentage into a slot.
    #[inline(never)]
    pub fn percent(&mut self, slot: &'static str, value: Decimal) -> &mut Self {
        self.put(slot, Arg::Percent(value))
    }

    /// Puts a weight or a length into a slot.
    #[inline(never)]
    pub fn amount(&mut self, slot: &'static str, value: Decimal, unit: Unit) -> &mut Self {
        self.put(slot, Arg::Amount(Amount { value, unit }))
    }

    /// Puts kilograms into a slot.
    #[inline(never)]
    pub fn kg(&mut self, slot: &'static str, value: Decimal) -> &mut Self {
        self.amount(slot, value, Unit::Kilogram)
    }

    /// Puts centimetres into a slot.
    #[inline(never)]
    pub fn cm(&mut self, slot: &'static str, value: Decimal) -> &mut Self {
        self.amount(slot, value, Unit::Centimetre)
    }

    /// Puts money into a slot.
    #[inline(never)]
    pub fn money(&mut self, slot: &'static str, value: Decimal, currency: Currency) -> &mut Self {
        self.put(slot, Arg::Money(Money { value, currency }))
    }

    /// Puts the number of a row into a slot.
    #[inline(never)]
    pub fn row(&mut self, slot: &'static str, index: usize) -> &mut Self {
        self.put(slot, Arg::Row(index))
    }
}

impl Deref for Args {
    type Target = [(&'static str, Arg)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// What can stand in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A plain number.
    Number(Decimal),
    /// Percent: `28.5` means 28.5 %.
    Percent(Decimal),
    /// A weight or a length.
    Amount(Amount),
    /// Money.
    Money(Money),
    /// A day.
    Date(Date),
    /// A span of days.
    Days {
        /// Soonest.
        from: u32,
        /// Latest.
        to: u32,
        /// Working days; calendar days otherwise.
        working: bool,
    },
    /// A word of `locales/`.
    Text(Text),
    /// A word of `locales/` whose key comes from the data, such as the name of a service.
    Key(String),
    /// A country by its ISO 3166 code; a part or a set of countries by its own (`place.<code>` in `locales/`).
    Country(String),
    /// The number of a row, from 0; shown from 1.
    Row(usize),
    /// Words that the user gave.
    Words(String),
    /// Several, one after the other.
    List(Vec<Self>),
}

impl core::fmt::Display for Arg {
    /// The canonical text, free of any locale: what a link carries as the sender's answer.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Number(number) | Self::Percent(number) => write!(f, "{}", number.normalize()),
            Self::Amount(amount) => amount.fmt(f),
            Self::Money(money) => money.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Days { from, to, .. } => write!(f, "{from}-{to}"),
            Self::Text(text) => text.fmt(f),
            Self::Key(text) | Self::Country(text) | Self::Words(text) => f.write_str(text),
            Self::Row(index) => write!(f, "{}", index + 1),
            Self::List(all) => {
                for (index, one) in all.iter().enumerate() {
                    write!(f, "{}{one}", if index == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}

/// How much something matters; ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a second look.
    Warning,
    /// Stops the answer, or the row.
    Error,
}

/// Something wrong with an input, or the reason why something is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong: a code of [`super::code`] or of the calculator.
    pub code: Text,
    /// Key of the field, where it is about one.
    pub field: Option<&'static str>,
    /// Row of the list, from 0.
    pub row: Option<usize>,
    /// Key of the column in that row.
    pub column: Option<&'static str>,
    /// What stands in the slots of its sentence.
    pub args: Args,
    /// How much it matters.
    pub severity: Severity,
}

impl Problem {
    /// Something that stops the answer, or its row.
    #[must_use]
    pub const fn error(code: Text) -> Self {
        Self { code, field: None, row: None, column: None, args: Args::new(), severity: Severity::Error }
    }

    /// Something worth a second look.
    #[must_use]
    pub const fn warning(code: Text) -> Self {
        let mut problem = Self::error(code);
        problem.severity = Severity::Warning;
        problem
    }

    /// With something in a slot of its sentence.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, slot: &'static str, arg: Arg) -> Self {
        self.args.put(slot, arg);
        self
    }

    /// At a field.
    #[must_use]
    pub const fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// At a cell of a list.
    #[must_use]
    pub const fn in_row(mut self, list: &'static str, row: usize, column: &'static str) -> Self {
        self.field = Some(list);
        self.row = Some(row);
        self.column = Some(column);
        self
    }
}

impl Phrase {
    /// A sentence without slots.
    #[must_use]
    pub const fn new(text: Text) -> Self {
        Self { text, args: Args::new() }
    }

    /// With something in a slot.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, slot: &'static str, arg: Arg) -> Self {
        self.args.put(slot, arg);
        self
    }
}
