//! What rules ask of a case: a list to work through, with why each stands there and why others do not. Feature `explain`.
//!
//! What a rule is called and asks stands here in the language of the rules that the world holds
//! ([`World::rules`](crate::pack::World::rules)); everything else is keys of `locales/`.

use rust_decimal::Decimal;
pub use suanpan_compliance::State;
pub use suanpan_compliance::codes::{Severity as Bite, Status as Sure, Topic, Who};

use super::{Arg, Phrase, Record, Text};
use crate::amount::Money;
use crate::date::Date;
use crate::value::Row;

/// Every rule as it stands for a case, and what is still to be said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checklist {
    /// Snapshot of the rules.
    pub snapshot: String,
    /// Where the case sells.
    pub markets: Vec<Arg>,
    /// Every rule, in the order of a list: by topic; what is known first; the hardest first; then by the day.
    pub items: Vec<Item>,
    /// What to say next: what settles most rules first.
    pub asks: Vec<Ask>,
    /// Days that matter, the next first.
    pub deadlines: Vec<Deadline>,
    /// What is otherwise on another day, if one was named.
    pub turns: Option<Turns>,
    /// Tests of sales by state, in the order of the rules.
    pub nexus: Vec<Nexus>,
}

/// A rule as it stands for a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id, the same in every language and for ever: ticks and notes go by it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Where it holds: country, state or set; none: everywhere.
    pub place: Option<Arg>,
    /// The places of the case that it is about, if some in particular.
    pub places: Vec<Arg>,
    /// The part of the list that it stands in.
    pub topic: Topic,
    /// How it stands.
    pub state: State,
    /// How hard it bites.
    pub bite: Bite,
    /// Whether that is ours, as the facts name none.
    pub bite_is_ours: bool,
    /// Whether it bites less here than elsewhere.
    pub lowered: bool,
    /// Who does it.
    pub who: Who,
    /// Open to the seller, no duty.
    pub option: bool,
    /// Why it stands so: the clause with figures first, then what is particular, where the case sells last.
    pub reasons: Vec<Phrase>,
    /// What the law asks.
    pub duty: String,
    /// What to do.
    pub steps: Vec<String>,
    /// How sure it is.
    pub status: Sure,
    /// What of it is how sure, where that differs.
    pub sure: Option<String>,
    /// Its first day, where one is known.
    pub from: Option<Date>,
    /// Its last day.
    pub ends: Option<Date>,
    /// The day on which it begins for the case, where that is to come.
    pub begins: Option<Date>,
    /// Documents to prepare: id and name.
    pub documents: Vec<(String, String)>,
    /// What does it already, and until when.
    pub done: Option<Done>,
    /// How often it has to be done again, in months.
    pub renews: Option<u32>,
    /// Where it has to be done by a day of each year: the next one.
    pub due: Option<Date>,
    /// Stages and parts with dates of their own.
    pub parts: Vec<ItemPart>,
    /// What the rule that takes its place is called.
    pub replaced_by: Option<String>,
    /// Where it was read. Empty where no source is named.
    pub sources: Vec<Source>,
    /// How many sources there are, also where they are not loaded yet.
    pub source_count: usize,
    /// The day that sources are of.
    pub as_of: Date,
    /// The day from which it should have been looked at again.
    pub recheck: Option<Date>,
    /// Whether that day has come.
    pub past_recheck: bool,
}

impl Item {
    /// Whether it stands in the list: a rule that does not apply does not, nor one that another takes the place of.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.state != State::DoesNotApply
    }
}

/// A stage or a part of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemPart {
    /// What it is called.
    pub name: String,
    /// What it asks, where the name does not say it.
    pub duty: Option<String>,
    /// How it stands.
    pub state: State,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// Where it has to be done by a day of each year: the next one.
    pub due: Option<Date>,
    /// How sure it is.
    pub status: Sure,
    /// What of it is how sure.
    pub sure: Option<String>,
    /// Whether it should have been looked at again.
    pub past_recheck: bool,
}

/// A registration that does what a rule asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// What it is called, and its number where one was given.
    pub by: Phrase,
    /// The day until which it counts.
    pub renew_by: Option<Date>,
    /// Whether that day is past.
    pub lapsed: bool,
}

/// Where a rule was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: Option<String>,
}

/// Something to say next.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The question.
    pub ask: Phrase,
    /// What it is about.
    pub help: Option<String>,
    /// Key of the field that takes the answer.
    pub field: &'static str,
    /// Unknown rules that an answer may settle by itself.
    pub settles: usize,
    /// Unknown rules that wait for it, by itself or with others.
    pub waits: usize,
    /// Answers that can be given at once: what they are called, and the case with them. Of others, `blank`.
    pub replies: Vec<(Text, Record)>,
    /// The case with a row for the answer, in which a figure is to be typed.
    pub blank: Option<Record>,
    /// Whether the field takes other answers than these.
    pub typed_too: bool,
    /// Where it can be answered with no: the row of the field that says so. Rows are told apart by their first cell.
    pub no: Option<Row>,
}

/// A day that matters.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadline {
    /// The day.
    pub day: Date,
    /// The rule, by its place in [`Checklist::items`].
    pub item: usize,
    /// What happens.
    pub what: Phrase,
    /// Whether it comes again each year on that day.
    pub yearly: bool,
}

/// What is otherwise on another day.
#[derive(Clone, Debug, PartialEq)]
pub struct Turns {
    /// The day of the list.
    pub from: Date,
    /// The other day.
    pub to: Date,
    /// The rules that stand otherwise, each once.
    pub turns: Vec<Turn>,
}

/// A rule that stands otherwise on another day.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The rule, by its place in [`Checklist::items`].
    pub item: usize,
    /// How it stands on the other day.
    pub then: State,
    /// Of the parts that stand otherwise, what they are called and how they stand.
    pub parts: Vec<(String, State)>,
}

/// A state's test of sales, and the case's own figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Nexus {
    /// The rule, by its place in [`Checklist::items`].
    pub item: usize,
    /// The state.
    pub state: Arg,
    /// The test in words: more than USD 500,000, and 200 orders or more.
    pub test: Phrase,
    /// The limit in dollars.
    pub limit: Money,
    /// What is counted, in words.
    pub period: Text,
    /// What the sum is made of.
    pub basis: Text,
    /// Whether sales that a marketplace collects tax for count.
    pub marketplace: Text,
    /// How sure the test is: not, where sources conflict on what counts.
    pub sure: Sure,
    /// What of it is less sure, in words.
    pub doubts: Vec<Text>,
    /// Whether it should have been looked at again.
    pub past_recheck: bool,
    /// Statewide base rate in percent; local tax comes on top.
    pub rate: Option<Decimal>,
    /// The last day for which the rate was confirmed, once that is past.
    pub rate_to: Option<Date>,
    /// The case's own figure, of the leg that decides; none where it names no sales there.
    pub sold: Option<Phrase>,
    /// The same as a figure, to sort by.
    pub sold_figure: Option<Decimal>,
    /// That by the limit, in percent; of two legs the one that decides.
    pub share: Option<Decimal>,
}
