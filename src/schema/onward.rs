//! What another calculator can take over of an answer: the days of a service as the first leg of a lead time, say. Feature
//! `explain`.

use super::{Calculator, Kind, Phrase, Record};
use crate::bundle::{tie, untie};
use crate::value::{Row, Value};

/// An offer to go on with an answer elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Onward {
    /// Id of the other calculator.
    pub to: &'static str,
    /// What is taken over, in a sentence.
    pub phrase: Phrase,
    /// Its fields, by their keys, and what they become. Of a list: rows; one whose first cell is the same is overwritten by
    /// what is given, any other is added.
    pub fields: Vec<(&'static str, Value)>,
}

impl Onward {
    /// The fields as a text that [`take_over`] reads.
    #[must_use]
    pub fn bundled(&self) -> String {
        tie(self.fields.iter().flat_map(|(key, value)| [(*key).to_owned(), value.bundled()]))
    }
}

/// Takes what [`bundled`](Onward::bundled) wrote into a case of a calculator. What this one does not know is left.
#[must_use]
pub fn take_over(calculator: &dyn Calculator, record: &Record, text: &str) -> Option<Record> {
    let mut record = record.clone();
    let given = untie(text)?;
    for [key, value] in given.as_chunks().0 {
        let Some(index) = calculator.fields().iter().position(|meta| meta.key == *key) else { continue };
        let (kind, slot) = (calculator.fields()[index].kind, record.values.get_mut(index)?);
        match (kind, Value::unbundled(&kind, value)) {
            (_, Value::Unreadable(..) | Value::Empty) => {}
            (Kind::Rows(_), Value::Rows(rows)) => rows.into_iter().for_each(|row| take_row(slot, row)),
            (_, value) => *slot = value,
        }
    }
    Some(record)
}

fn take_row(slot: &mut Value, given: Row) {
    if !matches!(slot, Value::Rows(_)) {
        *slot = Value::Rows(Vec::new());
    }
    let Value::Rows(rows) = slot else { return };
    // A row in which nothing was typed is no row.
    rows.retain(|row| !row.is_empty());
    let Some(same) = rows.iter_mut().find(|row| row.cells.first() == given.cells.first()) else {
        return rows.push(given);
    };
    for (cell, given) in same.cells.iter_mut().zip(given.cells) {
        if given != Value::Empty {
            *cell = given;
        }
    }
}
