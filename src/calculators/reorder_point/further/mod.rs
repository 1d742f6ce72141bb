//! Further questions about the same product: other suppliers, a buy for an event that cannot be repeated, several warehouses, the age
//! of the stock, policies by formula, several products of one order.

mod ageing;
mod event_buy;
mod policies;
mod sites;
mod suppliers;
mod together;

use rust_decimal::Decimal;

use super::plan::Plan;
use super::texts::{decision, note as text};
use crate::amount::Money;
use crate::pack::World;
use crate::schema::{Alternative, Answer, Arg, Figure, Note, Phrase, Section, Severity, Text};
use crate::stats::figures::decimal;

/// Answers to those that the case gives figures for.
pub fn sections(plan: &Plan<'_>, world: &World) -> Vec<Section> {
    let found = [
        sites::section(plan),
        suppliers::section(plan, world),
        event_buy::section(plan, world),
        policies::section(plan),
        ageing::section(plan, world),
    ];
    found.into_iter().flatten().chain(together::sections(plan, world)).collect()
}

/// What has to be moved between warehouses before anything is ordered, and what comes too late for that.
pub fn before_ordering(plan: &Plan<'_>) -> Vec<Phrase> {
    let Some(answer) = sites::section(plan).map(|found| found.answer) else { return Vec::new() };
    let first = answer.decision.and_then(|decided| {
        let text = match decided.text {
            decision::TRANSFER => text::TRANSFER_FIRST,
            decision::TRANSFER_SOME => text::TRANSFER_FIRST_SOME,
            _ => return None,
        };
        Some(Phrase { text, ..decided })
    });
    let warnings = answer.notes.into_iter().filter(|note| note.severity > Severity::Note).map(|note| note.phrase);
    first.into_iter().chain(warnings).collect()
}

/// An alternative with figures alone.
fn row(id: String, name: Text, title: Option<String>, figures: Vec<Figure>) -> Alternative {
    Alternative { id, name: name.key().to_owned(), title, figures, ..Alternative::default() }
}

fn figure(name: Text, value: Arg) -> Figure {
    Figure { name, value }
}

fn number(figure: f64, places: u32) -> Option<Arg> {
    Some(Arg::Number(decimal(figure, places)?))
}

fn money(plan: &Plan<'_>, value: f64) -> Option<Money> {
    let currency = plan.costs.currency;
    Some(Money { value: decimal(value, currency.minor_digits())?, currency })
}

fn note(severity: Severity, phrase: Phrase) -> Note {
    Note { severity, phrase, source: None }
}

/// A name with the number of its row.
/// What a row is called: as the user named it, or by its number.
fn named(name: Option<&String>, row: usize) -> Arg {
    name.map_or_else(|| Arg::Number(Decimal::from(row + 1)), |name| Arg::Words(name.clone()))
}

fn answer(decision: Option<Phrase>, notes: Vec<Note>, alternatives: Vec<Alternative>) -> Answer {
    Answer { decision, notes, alternatives, ..Answer::default() }
}
