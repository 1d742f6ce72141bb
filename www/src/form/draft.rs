//! What stands in the fields, as typed: nothing is lost, whatever it means.

use suanpan::bundle::{tie, untie};
use suanpan::entry::{self, Read};
use suanpan::number::Marks;
use suanpan::schema::{Kind, MAX_ROWS, Meta, Record};
use suanpan::units::Unit;
use suanpan::value::{Row, Value};

use crate::locale;

/// A field: its boxes as typed, the unit they were typed in, and the unit they are shown in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// One box; three for the sides of a size, two for a roll.
    pub boxes: Vec<String>,
    /// Symbol of the unit that was typed, or currency code.
    pub unit: String,
    /// Symbol of another unit that the figures are shown in; what was typed stays the truth.
    pub shown_in: Option<String>,
}

/// A row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowDraft {
    /// An entry per column.
    pub cells: Vec<Entry>,
    /// Cells of a newer version, kept.
    pub extra: Vec<String>,
}

/// A field or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A field.
    One(Entry),
    /// A list; it always has at least one row to type into.
    Many(Vec<RowDraft>),
}

/// A form as typed, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Key and content of each field: by key, so that a draft survives a release that adds fields.
    pub slots: Vec<(String, Slot)>,
    /// Pairs of a link that this version does not know, tied: kept for the next link.
    pub unknown: String,
}

/// A place in a form: a field, or a cell of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the field.
    pub field: usize,
    /// Row and column, in a list.
    pub cell: Option<(usize, usize)>,
}

impl Place {
    /// The description of the field or column.
    pub fn meta(self, fields: &'static [Meta]) -> &'static Meta {
        let meta = &fields[self.field];
        self.cell.map_or(meta, |(_, column)| &meta.columns()[column])
    }

    /// An id for the element that shows it.
    pub fn id(self, fields: &'static [Meta]) -> String {
        match self.cell {
            None => fields[self.field].key.to_owned(),
            Some((row, column)) => {
                let list = &fields[self.field];
                format!("{}-{}-{}", list.key, row + 1, list.columns()[column].key)
            }
        }
    }
}

impl Entry {
    /// An empty field in the units of the house.
    pub fn empty(kind: &Kind, metric: bool) -> Self {
        let of_system = |units: &[Unit]| {
            let mut found = units.iter().filter(|unit| unit.is_metric() == metric);
            // The small unit first in metric (g, cm), the large one in imperial (lb, in).
            let unit = if metric { found.next() } else { found.next_back() };
            unit.or(units.first()).map(|unit| unit.symbol()).unwrap_or_default()
        };
        let (boxes, unit) = match kind {
            Kind::Amount(units) => (1, of_system(units)),
            Kind::Size(units) => (3, of_system(units)),
            Kind::Money => (1, "CNY"),
            _ => (1, ""),
        };
        Self { boxes: vec![String::new(); boxes], unit: unit.to_owned(), shown_in: None }
    }

    fn of(meta: &Meta, value: &Value, metric: bool, marks: Marks) -> Self {
        let empty = Self::empty(&meta.kind, metric);
        match value {
            Value::Empty => empty,
            value => {
                let (mut boxes, unit) = entry::write(value, marks);
                // An unreadable size has one text: it goes into the first box.
                let least = if matches!(value, Value::Size(_)) { 2 } else { empty.boxes.len() };
                boxes.resize(boxes.len().max(least), String::new());
                Self { boxes, unit: unit.map_or(empty.unit, str::to_owned), shown_in: None }
            }
        }
    }

    fn to_store(&self) -> String {
        tie([&tie(&self.boxes), &self.unit, &tie(&self.shown_in)])
    }

    fn from_store(text: &str) -> Option<Self> {
        let [boxes, unit, shown_in] = *untie(text)? else { return None };
        let (boxes, shown_in) = (owned(untie(boxes)?), owned(untie(shown_in)?).pop());
        Some(Self { boxes, unit: unit.to_owned(), shown_in })
    }

    /// What was typed, read.
    pub fn read(&self, kind: &Kind, marks: Marks) -> Read {
        let boxes: Vec<_> = self.boxes.iter().map(String::as_str).collect();
        entry::read(kind, &boxes, &self.unit, marks)
    }

    /// The text of a box as shown: what was typed, or its figure in the unit that was chosen since.
    pub fn shown(&self, index: usize, marks: Marks) -> String {
        let typed = self.boxes.get(index).map(String::as_str).unwrap_or_default();
        let converted = || {
            let to = Unit::from_symbol(self.shown_in.as_deref()?)?;
            entry::convert(typed, Unit::from_symbol(&self.unit)?, to, marks)
        };
        converted().unwrap_or_else(|| typed.to_owned())
    }

    /// The unit beside the field.
    pub fn shown_unit(&self) -> &str {
        self.shown_in.as_deref().unwrap_or(&self.unit)
    }

    /// Shows the figures in another unit. Blank fields are typed in it from now on; another currency is another
    /// amount, not another way to show it.
    pub fn show_in(&mut self, unit: &str) {
        if self.is_blank() || unit == self.unit || Unit::from_symbol(unit).is_none() {
            self.unit = unit.to_owned();
            self.shown_in = None;
        } else {
            self.shown_in = Some(unit.to_owned());
        }
    }

    /// Types into a box. What is shown becomes what was typed, in all boxes, because they share a unit.
    pub fn type_in(&mut self, index: usize, text: String, marks: Marks) {
        if let Some(unit) = self.shown_in.clone() {
            self.boxes = (0..self.boxes.len()).map(|index| self.shown(index, marks)).collect();
            self.unit = unit;
            self.shown_in = None;
        }
        if let Some(slot) = self.boxes.get_mut(index) {
            *slot = text;
        }
    }

    /// Whether a code is among those chosen.
    pub fn has(&self, code: &str) -> bool {
        self.boxes.iter().any(|text| text.split('.').any(|one| one == code))
    }

    /// Chooses a code, or no longer.
    pub fn turn(&mut self, code: &str) {
        let had = self.has(code);
        let codes = self.boxes.concat();
        let mut kept: Vec<_> = codes.split('.').filter(|one| !one.is_empty() && *one != code).collect();
        if !had {
            kept.push(code);
        }
        self.boxes = vec![kept.join(".")];
    }

    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        self.boxes.iter().all(|text| text.trim().is_empty())
    }
}

impl RowDraft {
    fn to_store(&self) -> String {
        tie([tie(self.cells.iter().map(Entry::to_store)), tie(&self.extra)])
    }

    fn from_store(meta: &Meta, text: &str, metric: bool) -> Option<Self> {
        let [cells, extra] = *untie(text)? else { return None };
        let mut row = Self::empty(meta, metric);
        for (cell, kept) in row.cells.iter_mut().zip(untie(cells)?) {
            *cell = Entry::from_store(kept)?;
        }
        row.extra = owned(untie(extra)?);
        Some(row)
    }

    fn of(meta: &Meta, row: &Row, metric: bool, marks: Marks) -> Self {
        let cells = meta.columns().iter().zip(&row.cells).map(|(column, cell)| Entry::of(column, cell, metric, marks));
        Self { cells: cells.collect(), extra: row.extra.clone() }
    }

    fn empty(meta: &Meta, metric: bool) -> Self {
        let cells = meta.columns().iter().map(|column| Entry::empty(&column.kind, metric));
        Self { cells: cells.collect(), extra: Vec::new() }
    }
}

impl Draft {
    /// A form in which nothing was typed.
    pub fn empty(fields: &'static [Meta], metric: bool) -> Self {
        Self::of(fields, &Record::empty(fields), metric, Marks::ENGLISH)
    }

    /// A form that holds a case.
    pub fn of(fields: &'static [Meta], record: &Record, metric: bool, marks: Marks) -> Self {
        let slots = fields.iter().zip(&record.values).map(|(meta, value)| {
            let slot = match (meta.kind, value) {
                (Kind::Rows(_), value) => {
                    let rows: &[Row] = if let Value::Rows(rows) = value { rows } else { &[] };
                    let mut drafts: Vec<_> = rows.iter().map(|row| RowDraft::of(meta, row, metric, marks)).collect();
                    if drafts.is_empty() {
                        drafts.push(RowDraft::empty(meta, metric));
                    }
                    Slot::Many(drafts)
                }
                (_, value) => Slot::One(Entry::of(meta, value, metric, marks)),
            };
            (meta.key.to_owned(), slot)
        });
        Self { slots: slots.collect(), unknown: String::new() }
    }

    /// The case that the form holds.
    pub fn record(&self, fields: &'static [Meta], marks: Marks) -> Record {
        let value = |entry: &Entry, meta: &Meta| entry.read(&meta.kind, marks).value;
        let values = fields.iter().zip(&self.slots).map(|(meta, (_, slot))| match slot {
            Slot::One(entry) => value(entry, meta),
            Slot::Many(rows) => Value::Rows(
                rows.iter()
                    .map(|row| Row {
                        cells: meta
                            .columns()
                            .iter()
                            .zip(&row.cells)
                            .map(|(column, cell)| value(cell, column))
                            .collect(),
                        extra: row.extra.clone(),
                    })
                    .collect(),
            ),
        });
        Record { values: values.collect() }
    }

    /// The entry at a place.
    pub fn entry(&self, place: Place) -> Option<&Entry> {
        match (&self.slots.get(place.field)?.1, place.cell) {
            (Slot::One(entry), None) => Some(entry),
            (Slot::Many(rows), Some((row, column))) => rows.get(row)?.cells.get(column),
            _ => None,
        }
    }

    /// The entry at a place, to be changed.
    pub fn entry_mut(&mut self, place: Place) -> Option<&mut Entry> {
        match (&mut self.slots.get_mut(place.field)?.1, place.cell) {
            (Slot::One(entry), None) => Some(entry),
            (Slot::Many(rows), Some((row, column))) => rows.get_mut(row)?.cells.get_mut(column),
            _ => None,
        }
    }

    /// The rows of a list.
    pub fn rows(&self, field: usize) -> &[RowDraft] {
        match self.slots.get(field) {
            Some((_, Slot::Many(rows))) => rows,
            _ => &[],
        }
    }

    /// Adds a row behind the last, empty or as a copy of another.
    pub fn add_row(&mut self, meta: &Meta, field: usize, copy_of: Option<usize>, metric: bool) {
        if let Some((_, Slot::Many(rows))) = self.slots.get_mut(field) {
            let copy = copy_of.and_then(|row| rows.get(row).cloned());
            rows.push(copy.unwrap_or_else(|| RowDraft::empty(meta, metric)));
        }
    }

    /// Removes a row; the last one is emptied instead.
    pub fn remove_row(&mut self, meta: &Meta, field: usize, row: usize, metric: bool) {
        if let Some((_, Slot::Many(rows))) = self.slots.get_mut(field) {
            if row < rows.len() {
                rows.remove(row);
            }
            if rows.is_empty() {
                rows.push(RowDraft::empty(meta, metric));
            }
        }
    }

    /// Every entry with its description.
    pub fn entries_mut(&mut self, fields: &'static [Meta]) -> impl Iterator<Item = (&'static Meta, &mut Entry)> {
        fields.iter().zip(&mut self.slots).flat_map(|(meta, (_, slot))| -> Vec<_> {
            match slot {
                Slot::One(entry) => vec![(meta, entry)],
                Slot::Many(rows) => rows.iter_mut().flat_map(|row| meta.columns().iter().zip(&mut row.cells)).collect(),
            }
        })
    }

    /// Pasted rows replace a list in which nothing was typed, and go behind the rows of any other.
    pub fn put_rows(&mut self, fields: &'static [Meta], field: usize, rows: Vec<Row>) {
        let Some((_, Slot::Many(old))) = self.slots.get_mut(field) else { return };
        let new = rows.iter().map(|row| RowDraft::of(&fields[field], row, locale::is_metric(), locale::marks()));
        old.retain(|row| row.cells.iter().any(|cell| !cell.is_blank()));
        old.extend(new);
        old.truncate(MAX_ROWS);
    }

    /// The text under which the device keeps the draft.
    pub fn to_store(&self) -> String {
        let slots = self.slots.iter().flat_map(|(key, slot)| {
            let kept = match slot {
                Slot::One(entry) => entry.to_store(),
                Slot::Many(rows) => tie(rows.iter().map(RowDraft::to_store)),
            };
            [key.clone(), kept]
        });
        tie([&tie(slots), &self.unknown])
    }

    /// The draft that the device kept, fitted to the fields of this release.
    pub fn from_store(fields: &'static [Meta], text: &str, metric: bool) -> Option<Self> {
        let [slots, unknown] = *untie(text)? else { return None };
        let slots = untie(slots)?;
        let mut draft = Self::empty(fields, metric);
        for (meta, (key, slot)) in fields.iter().zip(&mut draft.slots) {
            let Some([_, kept]) = slots.as_chunks().0.iter().find(|[known, _]| known == key) else { continue };
            // What does not fit any more, such as a list that was a field, starts blank.
            match slot {
                Slot::One(entry) => *entry = Entry::from_store(kept).unwrap_or(core::mem::take(entry)),
                Slot::Many(rows) => {
                    let kept = untie(kept).unwrap_or_default();
                    let kept: Vec<_> =
                        kept.into_iter().filter_map(|row| RowDraft::from_store(meta, row, metric)).collect();
                    if !kept.is_empty() {
                        *rows = kept;
                    }
                }
            }
        }
        unknown.clone_into(&mut draft.unknown);
        Some(draft)
    }
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}
