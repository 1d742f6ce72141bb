//! Questions that are answered together.

use crate::schema::checklist::Ask;
use crate::schema::{Meta, Record};
use crate::value::Value;

/// The case with "no" to each of these questions that can be answered so, and how many they are; nothing where none can.
///
/// Whatever else the fields hold stays; a row about the same question is replaced, not doubled.
#[must_use]
pub fn no_to_all(asks: &[Ask], case: &Record, fields: &[Meta]) -> Option<(usize, Record)> {
    let mut all = case.clone();
    let mut count = 0;
    for (ask, row) in asks.iter().filter_map(|ask| Some((ask, ask.no.as_ref()?))) {
        let field = fields.iter().position(|meta| meta.key == ask.field);
        let Some(value) = field.and_then(|field| all.values.get_mut(field)) else { continue };
        match value {
            Value::Rows(rows) => match rows.iter_mut().find(|known| known.cells.first() == row.cells.first()) {
                Some(known) => *known = row.clone(),
                None => rows.push(row.clone()),
            },
            value => *value = Value::Rows(vec![row.clone()]),
        }
        count += 1;
    }
    (count > 0).then_some((count, all))
}
