//! A case as values in the order of the fields: what form, link, CSV and JSON exchange.

use super::meta::{Kind, Meta, When};
use super::{Problem, Severity, check};
use crate::bundle;
use crate::value::{Row, Value};

/// One case of a calculator: a value per field. [`Value::Empty`] means the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// A value per field, in the order of the calculator's fields.
    pub values: Vec<Value>,
}

impl Record {
    /// A case in which nothing is given.
    #[must_use]
    pub fn empty(fields: &[Meta]) -> Self {
        Self { values: vec![Value::Empty; fields.len()] }
    }

    /// Whether it says nothing but a day.
    #[must_use]
    pub fn is_blank(&self, fields: &[Meta]) -> bool {
        self.settled(fields).values.iter().all(|value| matches!(value, Value::Empty | Value::Date(_)))
    }

    /// The value of a field by its key, or the default that counts instead.
    #[must_use]
    pub fn effective(&self, fields: &[Meta], key: &str) -> Value {
        let found = fields.iter().zip(&self.values).find(|(meta, _)| meta.key == key);
        found.map_or(Value::Empty, |(meta, value)| or_default(meta, value))
    }

    /// Sets a field by its key; says whether there is such a field.
    pub fn set(&mut self, fields: &[Meta], key: &str, value: Value) -> bool {
        let slot = fields.iter().position(|meta| meta.key == key).and_then(|index| self.values.get_mut(index));
        slot.map(|slot| *slot = value).is_some()
    }

    /// The case as a [`bundle`].
    #[must_use]
    pub fn bundled(&self) -> String {
        bundle::tie(self.values.iter().map(Value::bundled))
    }

    /// The case that [`bundled`](Self::bundled) wrote; nothing for any other text.
    #[must_use]
    pub fn unbundled(fields: &[Meta], text: &str) -> Option<Self> {
        let texts = bundle::untie(text).filter(|texts| texts.len() == fields.len())?;
        Some(Self { values: fields.iter().zip(texts).map(|(meta, text)| Value::unbundled(&meta.kind, text)).collect() })
    }

    /// Whether a field, or a column of a list, applies to this case. A condition looks at a field of the case: of a field at
    /// an earlier one or one that always applies, or at the default of one that does not apply itself.
    #[must_use]
    pub fn applies(&self, fields: &[Meta], meta: &Meta) -> bool {
        self.holds(fields, meta.when)
    }

    pub(super) fn holds(&self, fields: &[Meta], condition: When) -> bool {
        let (key, codes, wanted) = match condition {
            When::Always => return true,
            When::All(conditions) => return conditions.iter().all(|one| self.holds(fields, *one)),
            When::Any(conditions) => return conditions.iter().any(|one| self.holds(fields, *one)),
            When::Given(groups) => {
                let mut values = fields.iter().zip(&self.values);
                return values.any(|(meta, value)| groups.contains(&meta.group) && *value != Value::Empty);
            }
            When::Is(key, codes) => (key, codes, true),
            When::Not(key, codes) => (key, codes, false),
        };
        // A list that several calculators share may have a column that goes by a field of another.
        let Some(index) = fields.iter().position(|field| field.key == key) else { return true };
        let (earlier, controller) = (&fields[..index], &fields[index]);
        let text = if self.applies(earlier, controller) {
            or_default(controller, self.values.get(index).unwrap_or(&Value::Empty)).to_string()
        } else {
            controller.default.to_owned()
        };
        codes.contains(&text.as_str()) == wanted
    }

    /// The case in one spelling: what does not apply is cleared, what equals its default is left to the default,
    /// empty rows are gone. Hidden leftovers never change an answer, and the same case always gives the same link.
    #[must_use]
    pub fn settled(&self, fields: &[Meta]) -> Self {
        let values = fields.iter().zip(&self.values).map(|(meta, value)| {
            if !self.applies(fields, meta) {
                return Value::Empty;
            }
            match value {
                Value::Rows(rows) => settled_rows(meta, rows, |column| self.applies(fields, column)),
                value => undefaulted(meta, value),
            }
        });
        Self { values: values.collect() }
    }

    /// Every problem of the case, field by field and row by row. Call it on a settled case.
    #[must_use]
    pub fn problems(&self, fields: &'static [Meta]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (meta, value) in fields.iter().zip(&self.values) {
            let rows: &[Row] = if let Value::Rows(rows) = value { rows } else { &[] };
            for (index, row) in rows.iter().enumerate() {
                if row.is_empty() {
                    continue;
                }
                for (column, cell) in meta.columns().iter().zip(&row.cells) {
                    let found = check::value(column, &or_default(column, cell));
                    problems.extend(found.into_iter().map(|problem| problem.in_row(meta.key, index, column.key)));
                }
            }
            // What does not apply need not be there.
            if *value != Value::Empty || self.applies(fields, meta) {
                problems.extend(check::value(meta, value).into_iter().map(|problem| problem.at(meta.key)));
            }
        }
        problems
    }

    /// The case without the rows that have an error or are empty; the other rows keep their numbers.
    #[must_use]
    pub fn without_broken_rows(&self, fields: &[Meta], problems: &[Problem]) -> Self {
        let mut kept = self.clone();
        for (meta, value) in fields.iter().zip(&mut kept.values) {
            let Value::Rows(rows) = value else { continue };
            for (index, row) in rows.iter_mut().enumerate() {
                let broken = |problem: &Problem| {
                    problem.severity == Severity::Error && problem.row == Some(index) && problem.field == Some(meta.key)
                };
                if row.is_empty() || problems.iter().any(broken) {
                    *row = Row::default();
                }
            }
        }
        kept
    }

    /// The case with every default written out, in rows as well.
    #[must_use]
    pub fn with_defaults(&self, fields: &[Meta]) -> Self {
        let values = fields.iter().zip(&self.values).map(|(meta, value)| match value {
            Value::Rows(rows) => Value::Rows(rows.iter().map(|row| filled(meta, row)).collect()),
            value => or_default(meta, value),
        });
        Self { values: values.collect() }
    }
}

fn or_default(meta: &Meta, value: &Value) -> Value {
    match value {
        Value::Empty => Value::parse(&meta.kind, meta.default),
        given => given.clone(),
    }
}

fn undefaulted(meta: &Meta, value: &Value) -> Value {
    if !meta.default.is_empty() && *value == Value::parse(&meta.kind, meta.default) {
        return Value::Empty;
    }
    match value {
        // No code chosen and no word written are nothing given.
        Value::Codes(codes) if codes.is_empty() => Value::Empty,
        Value::Text(text) if text.is_empty() => Value::Empty,
        value => value.clone(),
    }
}

fn settled_rows(meta: &Meta, rows: &[Row], applies: impl Fn(&Meta) -> bool) -> Value {
    let settled = |(column, cell): (&Meta, &Value)| {
        if applies(column) { undefaulted(column, cell) } else { Value::Empty }
    };
    let mut rows: Vec<Row> = rows
        .iter()
        .map(|row| Row {
            cells: meta.columns().iter().zip(&row.cells).map(settled).collect(),
            extra: row.extra.clone(),
        })
        .collect();
    // A row that holds nothing but defaults says nothing and is not written: 1 parcel of no weight.
    while rows.last().is_some_and(Row::is_empty) {
        rows.pop();
    }
    if rows.is_empty() { Value::Empty } else { Value::Rows(rows) }
}

fn filled(meta: &Meta, row: &Row) -> Row {
    if row.cells.is_empty() {
        return Row::default();
    }
    Row {
        cells: meta.columns().iter().zip(&row.cells).map(|(column, cell)| or_default(column, cell)).collect(),
        extra: row.extra.clone(),
    }
}

/// The most rows that a list takes.
pub const MAX_ROWS: usize = 500;

impl Kind {
    /// Whether the value is a number with a unit or without: what is typed as a number.
    #[must_use]
    pub const fn is_numeric(&self) -> bool {
        matches!(
            self,
            Self::Number | Self::Count | Self::Percent | Self::Days | Self::Amount(_) | Self::Size(_) | Self::Money
        )
    }
}
