//! The contract between calculators and everything that shows, sends or stores them.
//!
//! A calculator describes its inputs once ([`Meta`], written with [`inputs!`](crate::inputs)); the form, the link,
//! CSV and JSON are drawn from that description. It answers with an [`Outcome`]: figures, lines, steps, notes,
//! all of them data. Words come from `locales/`, by [`Text`] key.
//!
//! This module names no calculator.

mod answer;
#[cfg(feature = "explain")]
mod changes;
mod check;
#[cfg(feature = "explain")]
pub mod checklist;
mod handover;
#[cfg(feature = "explain")]
mod job;
mod meta;
#[cfg(feature = "explain")]
pub mod onward;
mod record;
#[cfg(feature = "explain")]
mod swing;
mod text;
mod typed;
#[cfg(feature = "explain")]
pub mod wording;
#[cfg(feature = "explain")]
pub mod workbook;

pub use answer::{Alternative, Answer, Arg, Args, Figure, Line, Note, Outcome, Phrase, Problem, Severity, Step};
#[cfg(feature = "explain")]
pub use changes::{
    Across, Axis, Band, Bar, Bars, Change, Changes, Chart, Curve, Fixes, Moved, Picture, Section, Series, Span, Swing,
    Swings,
};
#[cfg(feature = "explain")]
pub use checklist::Checklist;
pub use handover::Words;
#[cfg(feature = "explain")]
pub use job::{Job, Progress};
pub use meta::{Choices, Kind, Meta, Names, When};
#[cfg(feature = "explain")]
pub use onward::Onward;
pub use record::MAX_ROWS;
pub use record::Record;
pub use text::{Text, code};
#[cfg(not(feature = "explain"))]
pub use typed::Unread;
pub use typed::{Cell, Fields, Left, List, kebab, left};

use crate::pack::{First, World};

/// A calculator, as the form, links, tables and the command line see it.
///
/// Implemented for every [`Question`]; nobody implements it by hand.
pub trait Calculator: Sync {
    /// Stable name: page address, JSON, command line. Kebab-case.
    fn id(&self) -> &'static str;
    /// Two letters that name it in links. Never changes, never re-used.
    fn link_code(&self) -> &'static str;
    /// Its inputs, in the order of links and forms.
    fn fields(&self) -> &'static [Meta];
    /// What a first visitor sees filled in, and other cases to start from: links marked `k=hand`,
    /// without a date (the page puts today's in). For build tools: the page has them opened.
    #[cfg(feature = "explain")]
    fn examples(&self) -> &'static [Example];
    /// The groups of its form in their order; as the fields come where none is named.
    fn groups(&self) -> &'static [&'static str];
    /// How many of them stand open at first.
    fn open_groups(&self) -> usize;
    /// Every text key that its answers can name, besides those of its fields: for build tools and tests. The page, whose
    /// build has seen to it that they all have words, carries no list of them.
    #[cfg(feature = "explain")]
    fn texts(&self) -> Vec<Text>;
    /// See [`Question::IN_TABLES`].
    #[cfg(feature = "explain")]
    fn in_tables(&self) -> bool;
    /// See [`Question::RULES`].
    #[cfg(feature = "explain")]
    fn has_rules(&self) -> bool;
    /// See [`Question::NAMES_CARDS`].
    #[cfg(feature = "explain")]
    fn names_cards(&self) -> bool;
    /// How much of the data a first visit needs; see [`Pack::first`](crate::pack::Pack::first).
    fn first(&self) -> First;
    /// See [`Question::ELSEWHERE`].
    fn elsewhere(&self) -> Option<When>;
    /// Computes from a checked record; use [`evaluate`](Self::evaluate).
    fn compute_checked(&self, values: &[crate::value::Value], world: &World) -> Option<Outcome>;
    /// Looks around from a checked record; use [`changes`](Self::changes).
    #[cfg(feature = "explain")]
    fn changes_checked(&self, values: &[crate::value::Value], world: &World, chosen: Option<&str>) -> Option<Changes>;
    /// What a checked record comes to in one figure; use [`swings`](Self::swings).
    #[cfg(feature = "explain")]
    fn measure_checked(
        &self,
        values: &[crate::value::Value],
        world: &World,
        chosen: Option<&str>,
    ) -> Option<(Text, crate::amount::Money)>;

    /// Whether the calculator has a figure that sums a case up: see [`swings`](Self::swings).
    #[cfg(feature = "explain")]
    fn has_swings(&self) -> bool;

    /// Figures that a checked record rests on though nobody typed them; use [`swings`](Self::swings).
    #[cfg(feature = "explain")]
    fn assumed_checked(
        &self,
        values: &[crate::value::Value],
        world: &World,
        chosen: Option<&str>,
        by: [rust_decimal::Decimal; 2],
    ) -> Option<Vec<Swing>>;

    /// What the answer to a case depends on most: every figure that was typed, and those of the data that it rests on, a tenth
    /// less and a tenth more. Nothing where the calculator has no figure that sums it up. Takes two evaluations for each.
    #[cfg(feature = "explain")]
    fn swings(&self, record: &Record, world: &World, chosen: Option<&str>) -> Option<Swings> {
        if !self.has_swings() {
            return None;
        }
        let values = usable(self.fields(), record)?;
        let brief = world.clone().brief();
        let measure = |values: &[crate::value::Value]| self.measure_checked(values, &brief, chosen);
        let assumed = |by| self.assumed_checked(&values.values, &brief, chosen, by).unwrap_or_default();
        swing::swings(self.fields(), record, &values, measure, assumed)
    }
    /// See [`Question::JOB`].
    #[cfg(feature = "explain")]
    fn job_texts(&self) -> Option<[Text; 2]>;

    /// Begins the job of a checked record; use [`job`](Self::job).
    #[cfg(feature = "explain")]
    fn job_checked(&self, values: &[crate::value::Value], world: &World) -> Option<Box<dyn Job>>;

    /// The long work that a case has beside its answer; none where the calculator has none, or the case cannot do it.
    #[cfg(feature = "explain")]
    fn job(&self, record: &Record, world: &World) -> Option<Box<dyn Job>> {
        let values = usable(self.fields(), record)?;
        self.job_checked(&values.values, world)
    }

    /// What other calculators can take over of an alternative; use [`onward`](Self::onward).
    #[cfg(feature = "explain")]
    fn onward_checked(&self, values: &[crate::value::Value], shown: &Alternative) -> Vec<Onward>;

    /// What other calculators can take over of an alternative of the answer to a case.
    #[cfg(feature = "explain")]
    fn onward(&self, record: &Record, shown: &Alternative) -> Vec<Onward> {
        usable(self.fields(), record).map(|values| self.onward_checked(&values.values, shown)).unwrap_or_default()
    }

    /// See [`Question::onward_of_costs`].
    #[cfg(feature = "explain")]
    fn onward_of_costs(&self, yearly: crate::amount::Money, consignments: rust_decimal::Decimal) -> Option<Onward>;

    /// Writes the workbook of a checked record; use [`workbook`](Self::workbook).
    #[cfg(feature = "explain")]
    fn workbook_checked(
        &self,
        values: &[crate::value::Value],
        world: &World,
        chosen: Option<&str>,
    ) -> Option<workbook::Workbook>;

    /// What would change the answer to a case: edges of the chosen alternative (the best if none is), ways to be
    /// admitted, a chart. Nothing where there is no answer. Takes tens of evaluations.
    #[cfg(feature = "explain")]
    fn changes(&self, record: &Record, world: &World, chosen: Option<&str>) -> Changes {
        let Some(values) = usable(self.fields(), record).map(|usable| usable.values) else { return Changes::default() };
        let mut changes = self.changes_checked(&values, world, chosen).unwrap_or_default();
        changes.keep(&values, &record.settled(self.fields()).values);
        changes
    }

    /// The case with the chosen alternative (the best if none is) as a workbook that computes anew; none where there is no
    /// answer, where the calculator has no such sheet, or in a build without feature `workbook`.
    #[cfg(feature = "explain")]
    fn workbook(&self, record: &Record, world: &World, chosen: Option<&str>) -> Option<workbook::Workbook> {
        let values = usable(self.fields(), record)?;
        self.workbook_checked(&values.values, world, chosen)
    }

    /// Whether a build without feature `explain` leaves this settled case to one with it.
    fn is_elsewhere(&self, settled: &Record) -> bool {
        self.elsewhere().is_some_and(|when| settled.holds(self.fields(), when))
    }

    /// Checks the record, sets what does not apply to its default, and computes; without feature `explain` it says
    /// [`code::ELSEWHERE`] of a case that it leaves to a build with it.
    ///
    /// Total: any record gives an answer or problems. One broken row of a list is left out and said;
    /// a broken field outside lists leaves no answer.
    fn evaluate(&self, record: &Record, world: &World) -> Outcome {
        let settled = record.settled(self.fields());
        let mut problems = settled.problems(self.fields());
        let blocked = problems.iter().any(|problem| problem.severity == Severity::Error && problem.row.is_none());
        if blocked {
            return Outcome { answer: None, problems };
        }
        if cfg!(not(feature = "explain")) && self.is_elsewhere(&settled) {
            problems.push(Problem::error(code::ELSEWHERE));
            return Outcome { answer: None, problems };
        }
        for meta in self.fields() {
            let broken = |problem: &Problem| {
                problem.severity == Severity::Error && problem.row.is_some() && problem.field == Some(meta.key)
            };
            if problems.iter().any(broken) {
                problems.push(Problem::warning(code::ROWS_LEFT_OUT).at(meta.key));
            }
        }
        let values = settled.without_broken_rows(self.fields(), &problems).with_defaults(self.fields());
        match self.compute_checked(&values.values, world) {
            Some(mut outcome) => {
                problems.append(&mut outcome.problems);
                Outcome { answer: outcome.answer, problems }
            }
            None => {
                problems.push(Problem::error(code::INTERNAL));
                Outcome { answer: None, problems }
            }
        }
    }
}

/// What a calculator's own module implements: typed inputs in, outcome out.
pub trait Question: Sync {
    /// The typed inputs, written with [`inputs!`](crate::inputs).
    type Inputs: Fields;
    /// See [`Calculator::id`].
    const ID: &'static str;
    /// See [`Calculator::link_code`].
    const LINK_CODE: &'static str;
    /// See [`Calculator::examples`].
    const EXAMPLES: &'static [Example];

    /// The long work that a case has beside its answer, if there is such: what it is called, and what the alternatives of what
    /// comes out are.
    #[cfg(feature = "explain")]
    const JOB: Option<[Text; 2]> = None;

    /// Begins that work.
    #[cfg(feature = "explain")]
    fn job(_inputs: &Self::Inputs, _world: &World) -> Option<Box<dyn Job>> {
        None
    }

    /// What other calculators can take over of an alternative that is not refused.
    #[cfg(feature = "explain")]
    fn onward(_inputs: &Self::Inputs, _shown: &Alternative) -> Vec<Onward> {
        Vec::new()
    }

    /// What another calculator can take over of what a [checklist](Checklist) costs a year, as the user says, and so many
    /// consignments a year.
    #[cfg(feature = "explain")]
    fn onward_of_costs(_yearly: crate::amount::Money, _consignments: rust_decimal::Decimal) -> Option<Onward> {
        None
    }

    /// Whether a case fits into a line of a table, so that there is a tool for many of them.
    #[cfg(feature = "explain")]
    const IN_TABLES: bool = true;

    /// Whether it holds a case against the rules of compliance: the engine then loads them in the language that it shows.
    #[cfg(feature = "explain")]
    const RULES: bool = false;

    /// Whether its answers name services, warehouses or channels of the data. A page whose calculators do not is built without
    /// these words.
    #[cfg(feature = "explain")]
    const NAMES_CARDS: bool = true;

    /// See [`Calculator::first`].
    const FIRST: First = First::Cards;

    /// The cases that a build without feature `explain` leaves to one with it, if there are such: the page answers the
    /// others, and asks its engine for these. What only they need can then be left out of the page
    /// (`cfg(feature = "explain")`).
    const ELSEWHERE: Option<When> = None;

    /// See [`Calculator::groups`].
    const GROUPS: &'static [&'static str] = &[];

    /// See [`Calculator::open_groups`].
    const OPEN_GROUPS: usize = 2;

    /// See [`Calculator::texts`].
    fn texts() -> Vec<Text>;

    /// The sum itself. Inputs are complete, within bounds and settled.
    fn compute(inputs: &Self::Inputs, world: &World) -> Outcome;

    /// See [`Calculator::changes`].
    #[cfg(feature = "explain")]
    fn changes(_inputs: &Self::Inputs, _world: &World, _chosen: Option<&str>) -> Changes {
        Changes::default()
    }

    /// Whether [`measure`](Self::measure) has a figure.
    #[cfg(feature = "explain")]
    const HAS_SWINGS: bool = false;

    /// The one figure that sums a case up, for the chosen alternative or the best, and what it is called: see
    /// [`Calculator::swings`].
    #[cfg(feature = "explain")]
    fn measure(_inputs: &Self::Inputs, _world: &World, _chosen: Option<&str>) -> Option<(Text, crate::amount::Money)> {
        None
    }

    /// Figures that nobody typed but that [`measure`](Self::measure) rests on, such as samples of the data: each with what
    /// that comes to where the figure is so many times as much, a measure for either of `by`. See [`Calculator::swings`].
    #[cfg(feature = "explain")]
    fn assumed(
        _inputs: &Self::Inputs,
        _world: &World,
        _chosen: Option<&str>,
        _by: [rust_decimal::Decimal; 2],
    ) -> Vec<Swing> {
        Vec::new()
    }

    /// See [`Calculator::workbook`].
    #[cfg(feature = "explain")]
    fn workbook(_inputs: &Self::Inputs, _world: &World, _chosen: Option<&str>) -> Option<workbook::Workbook> {
        None
    }
}

/// What [`Calculator::evaluate`] computes from: settled, without broken rows, with defaults; nothing where a field
/// outside lists is broken.
#[cfg(feature = "explain")]
fn usable(fields: &'static [Meta], record: &Record) -> Option<Record> {
    let settled = record.settled(fields);
    let problems = settled.problems(fields);
    let blocked = problems.iter().any(|problem| problem.severity == Severity::Error && problem.row.is_none());
    (!blocked).then(|| settled.without_broken_rows(fields, &problems).with_defaults(fields))
}

impl<Q: Question> Calculator for Q {
    fn id(&self) -> &'static str {
        Q::ID
    }
    fn link_code(&self) -> &'static str {
        Q::LINK_CODE
    }
    fn fields(&self) -> &'static [Meta] {
        Q::Inputs::METAS
    }
    #[cfg(feature = "explain")]
    fn examples(&self) -> &'static [Example] {
        Q::EXAMPLES
    }
    fn groups(&self) -> &'static [&'static str] {
        Q::GROUPS
    }
    fn open_groups(&self) -> usize {
        Q::OPEN_GROUPS
    }
    #[cfg(feature = "explain")]
    fn texts(&self) -> Vec<Text> {
        Q::texts()
    }
    #[cfg(feature = "explain")]
    fn in_tables(&self) -> bool {
        Q::IN_TABLES
    }
    #[cfg(feature = "explain")]
    fn has_rules(&self) -> bool {
        Q::RULES
    }
    #[cfg(feature = "explain")]
    fn names_cards(&self) -> bool {
        Q::NAMES_CARDS
    }
    #[cfg(feature = "explain")]
    fn job_texts(&self) -> Option<[Text; 2]> {
        Q::JOB
    }
    #[cfg(feature = "explain")]
    fn job_checked(&self, values: &[crate::value::Value], world: &World) -> Option<Box<dyn Job>> {
        Q::job(&Q::Inputs::from_values(values)?, world)
    }
    #[cfg(feature = "explain")]
    fn onward_checked(&self, values: &[crate::value::Value], shown: &Alternative) -> Vec<Onward> {
        Q::Inputs::from_values(values).map(|inputs| Q::onward(&inputs, shown)).unwrap_or_default()
    }
    #[cfg(feature = "explain")]
    fn onward_of_costs(&self, yearly: crate::amount::Money, consignments: rust_decimal::Decimal) -> Option<Onward> {
        Q::onward_of_costs(yearly, consignments)
    }
    fn first(&self) -> First {
        Q::FIRST
    }
    fn elsewhere(&self) -> Option<When> {
        Q::ELSEWHERE
    }
    fn compute_checked(&self, values: &[crate::value::Value], world: &World) -> Option<Outcome> {
        Q::Inputs::from_values(values).map(|inputs| Q::compute(&inputs, world))
    }
    #[cfg(feature = "explain")]
    fn changes_checked(&self, values: &[crate::value::Value], world: &World, chosen: Option<&str>) -> Option<Changes> {
        let inputs = Q::Inputs::from_values(values)?;
        let mut changes = Q::changes(&inputs, world, chosen);
        changes.keep(&inputs.to_values(), values);
        Some(changes)
    }
    #[cfg(feature = "explain")]
    fn has_swings(&self) -> bool {
        Q::HAS_SWINGS
    }
    #[cfg(feature = "explain")]
    fn measure_checked(
        &self,
        values: &[crate::value::Value],
        world: &World,
        chosen: Option<&str>,
    ) -> Option<(Text, crate::amount::Money)> {
        Q::measure(&Q::Inputs::from_values(values)?, world, chosen)
    }
    #[cfg(feature = "explain")]
    fn assumed_checked(
        &self,
        values: &[crate::value::Value],
        world: &World,
        chosen: Option<&str>,
        by: [rust_decimal::Decimal; 2],
    ) -> Option<Vec<Swing>> {
        Q::Inputs::from_values(values).map(|inputs| Q::assumed(&inputs, world, chosen, by))
    }
    #[cfg(feature = "explain")]
    fn workbook_checked(
        &self,
        values: &[crate::value::Value],
        world: &World,
        chosen: Option<&str>,
    ) -> Option<workbook::Workbook> {
        if cfg!(feature = "workbook") {
            return Q::Inputs::from_values(values).and_then(|inputs| Q::workbook(&inputs, world, chosen));
        }
        None
    }
}

/// A case to start from.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it shows (`example.<calculator>.<id>` in `locales/`).
    pub id: &'static str,
    /// The case, as a hand-made link without a date.
    pub link: &'static str,
}
