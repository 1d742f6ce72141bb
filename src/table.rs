//! CSV text in and out: cases line by line, and rows pasted from a spreadsheet.
//!
//! One line per case; further rows of a list are continuation lines with an empty case id. Columns are named by the
//! keys of the fields, those of a list as `list.column` (`parcels.weight`). Cells hold canonical text or what people
//! type; the separator (comma, semicolon, tab) is found from the first lines.

use std::borrow::Cow;

use crate::amount::Size;
use crate::entry;
use crate::number::{self, Marks, Reading};
use crate::schema::{Arg, Kind, MAX_ROWS, Meta, Outcome, Problem, Record, code};
use crate::units::Unit;
use crate::value::{Row, Value, decimal};

/// The longest text that is looked at, in bytes.
pub const MAX_LENGTH: usize = 4 * 1024 * 1024;
/// The name of the column that tells cases apart.
const CASE: &str = "case";
/// What the names of written answers begin with; they are not read back.
const ANSWER: &str = "answer.";

/// A case of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// What its line calls it.
    pub id: String,
    /// The line it starts on, from 1.
    pub line: usize,
    /// The case.
    pub record: Record,
}

/// Reads cases. Problems of the table itself (an unknown column, a row that belongs to no case) carry the number of
/// their line as `row`, from 0; problems of values are found when a case is evaluated.
#[must_use]
pub fn read(fields: &'static [Meta], text: &str, marks: Marks) -> (Vec<Case>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut lines = cells(text).into_iter().enumerate();
    let Some((_, header)) = lines.next() else { return (Vec::new(), problems) };
    let columns: Vec<_> = header.iter().map(|name| Column::named(fields, name.trim())).collect();
    for (name, _) in header.iter().zip(&columns).filter(|(_, column)| matches!(column, Column::Unknown)) {
        problems.push(Problem::warning(code::UNKNOWN_FIELD).with("text", Arg::Words(name.trim().to_owned())));
    }
    let mut cases: Vec<Case> = Vec::new();
    for (line, cells) in lines {
        let given = cells.iter().any(|cell| !cell.trim().is_empty());
        if !given {
            continue;
        }
        let id_column = columns.iter().position(|column| matches!(column, Column::Case));
        let id = id_column.and_then(|index| cells.get(index)).map(|id| id.trim()).unwrap_or_default();
        if !id.is_empty() || id_column.is_none() || cases.is_empty() {
            cases.push(Case { id: unguarded(id).to_owned(), line: line + 1, record: Record::empty(fields) });
        }
        let Some(case) = cases.last_mut() else { continue };
        let continues = case.line != line + 1;
        if cells.len() > columns.len() {
            problems.push(Problem { row: Some(line), ..Problem::error(code::ROW_SHAPE) });
        }
        let fresh_rows = case.start_rows(fields, &columns, &cells);
        for (column, cell) in columns.iter().zip(&cells).filter(|(_, cell)| !cell.trim().is_empty()) {
            match *column {
                Column::Field(_) if continues => {
                    problems.push(Problem { row: Some(line), ..Problem::error(code::ROW_SHAPE) });
                }
                Column::Field(field) => case.record.values[field] = cell_value(&fields[field], cell, marks),
                Column::Cell(field, column) => {
                    let value = cell_value(&fields[field].columns()[column], cell, marks);
                    if let (true, Value::Rows(rows)) = (fresh_rows, &mut case.record.values[field])
                        && let Some(slot) = rows.last_mut().and_then(|row| row.cells.get_mut(column))
                    {
                        *slot = value;
                    }
                }
                Column::Case | Column::Answer | Column::Unknown => {}
            }
        }
    }
    (cases, problems)
}

impl Case {
    /// Opens a row in each list that this line fills; says whether there was room.
    fn start_rows(&mut self, fields: &'static [Meta], columns: &[Column], cells: &[String]) -> bool {
        let mut room = true;
        for (index, meta) in fields.iter().enumerate() {
            let fills = |(column, cell): (&Column, &String)| {
                matches!(column, Column::Cell(field, _) if *field == index) && !cell.trim().is_empty()
            };
            if !columns.iter().zip(cells).any(fills) {
                continue;
            }
            let row = Row { cells: vec![Value::Empty; meta.columns().len()], extra: Vec::new() };
            match &mut self.record.values[index] {
                // One more than the limit is enough to be told so.
                Value::Rows(rows) if rows.len() > MAX_ROWS => room = false,
                Value::Rows(rows) => rows.push(row),
                slot => *slot = Value::Rows(vec![row]),
            }
        }
        room
    }
}

/// What a column of the header is.
#[derive(Clone, Copy)]
enum Column {
    Case,
    Answer,
    Field(usize),
    Cell(usize, usize),
    Unknown,
}

impl Column {
    fn named(fields: &[Meta], name: &str) -> Self {
        if name.eq_ignore_ascii_case(CASE) {
            return Self::Case;
        }
        if name.starts_with(ANSWER) {
            return Self::Answer;
        }
        let position = |fields: &[Meta], key: &str| fields.iter().position(|meta| meta.key.eq_ignore_ascii_case(key));
        let cell = || {
            let (list, column) = name.split_once('.')?;
            let list = position(fields, list)?;
            Some(Self::Cell(list, position(fields[list].columns(), column)?))
        };
        let field = || position(fields, name).filter(|index| fields[*index].columns().is_empty()).map(Self::Field);
        field().or_else(cell).unwrap_or(Self::Unknown)
    }
}

/// Reads rows of one list as pasted from a spreadsheet, cells in the order of its columns. A size may fill one cell
/// (`20x15x8 cm`) or three.
#[must_use]
pub fn rows(meta: &Meta, text: &str, marks: Marks) -> Vec<Row> {
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter().map(|cell| cell.trim().to_owned()).peekable();
        let values = meta.columns().iter().map(|column| {
            let Some(first) = cells.next() else { return Value::Empty };
            let Kind::Size(units) = column.kind else { return cell_value(column, &first, marks) };
            let single = cell_value(column, &first, marks);
            if !matches!(single, Value::Unreadable(..)) {
                return single;
            }
            let mut sides = vec![first];
            while let (true, Some(next)) = (sides.len() < 3, cells.next()) {
                sides.push(next);
            }
            let sides: Vec<_> = sides.iter().map(String::as_str).collect();
            entry::read(&column.kind, &sides, units.first().map(|unit| unit.symbol()).unwrap_or_default(), marks).value
        });
        Row { cells: values.collect(), extra: Vec::new() }
    };
    cells(text).into_iter().map(row).filter(|row| !row.is_empty()).take(MAX_ROWS).collect()
}

/// The value of a cell: canonical text, or what people type.
pub(crate) fn cell_value(meta: &Meta, cell: &str, marks: Marks) -> Value {
    let cell = unguarded(cell.trim());
    let canonical = Value::parse(&meta.kind, cell);
    if !matches!(canonical, Value::Unreadable(..)) {
        return canonical;
    }
    let typed = match meta.kind {
        Kind::Amount(units) => {
            entry::read(&meta.kind, &[cell], units.first().map(|unit| unit.symbol()).unwrap_or_default(), marks).value
        }
        Kind::Size(units) => pasted_size(cell, units, marks),
        Kind::Flag => match cell.to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "是" => Value::Flag(true),
            "false" | "no" | "n" | "否" => Value::Flag(false),
            _ => canonical.clone(),
        },
        Kind::Choice(_) => Value::parse(&meta.kind, &cell.to_ascii_uppercase()),
        _ => {
            let read = entry::read(&meta.kind, &[cell], "", marks);
            // A date in the wrong column is not a subtraction.
            let computed = read.boxes.iter().any(|part| part.reading == Reading::Computed);
            if computed && !cell.starts_with('=') { canonical.clone() } else { read.value }
        }
    };
    // The first reason is the better one where neither way reads it.
    if matches!(typed, Value::Unreadable(..)) { canonical } else { typed }
}

fn pasted_size(cell: &str, units: &[Unit], marks: Marks) -> Value {
    let size = number::sides(cell, marks)
        .ok()
        .flatten()
        .and_then(|sides| Size::from_sides(&sides.figures, sides.unit.or(units.first().copied())?));
    size.map_or_else(|| Value::Unreadable(cell.to_owned(), code::SIZE_INCOMPLETE), Value::Size)
}

/// Writes cases, with the headline figures and codes of their outcomes where given.
#[must_use]
pub fn write<'a>(
    fields: &'static [Meta],
    cases: impl IntoIterator<Item = (&'a str, &'a Record, Option<&'a Outcome>)>,
) -> String {
    let cases: Vec<_> = cases.into_iter().collect();
    let mut names: Vec<&str> = Vec::new();
    for figure in
        cases.iter().filter_map(|(.., outcome)| outcome.as_ref()?.answer.as_ref()).flat_map(|answer| &answer.headline)
    {
        if !names.contains(&figure.name.code()) {
            names.push(figure.name.code());
        }
    }
    let mut out = String::new();
    let keys = fields.iter().flat_map(|meta| match meta.columns() {
        [] => vec![meta.key.to_owned()],
        columns => columns.iter().map(|column| format!("{}.{}", meta.key, column.key)).collect(),
    });
    line(&mut out, [CASE.to_owned()].into_iter().chain(keys).chain(names.iter().map(|name| format!("{ANSWER}{name}"))));
    for (id, record, outcome) in cases {
        let settled = record.settled(fields);
        let rows = |value: &Value| if let Value::Rows(rows) = value { rows.len() } else { 0 };
        let lines = settled.values.iter().map(rows).max().unwrap_or_default().max(1);
        for index in 0..lines {
            let cells = fields.iter().zip(&settled.values).flat_map(|(meta, value)| match (meta.columns(), value) {
                ([], value) => vec![if index == 0 { guarded(value) } else { String::new() }],
                (columns, Value::Rows(rows)) => (0..columns.len())
                    .map(|column| {
                        rows.get(index).and_then(|row| row.cells.get(column)).map(guarded).unwrap_or_default()
                    })
                    .collect(),
                (columns, _) => vec![String::new(); columns.len()],
            });
            let answer = outcome.and_then(|outcome| outcome.answer.as_ref()).filter(|_| index == 0);
            let figures = names.iter().map(|name| {
                let figure =
                    answer.and_then(|answer| answer.headline.iter().find(|figure| figure.name.code() == *name));
                figure.map(|figure| figure.value.to_string()).unwrap_or_default()
            });
            let id = if index == 0 { guarded(&Value::Text(id.to_owned())) } else { String::new() };
            line(&mut out, [id].into_iter().chain(cells).chain(figures));
        }
    }
    out
}

/// Words that a spreadsheet would run as a formula get a leading apostrophe (CWE-1236); figures stay figures.
pub(crate) fn guarded(value: &Value) -> String {
    let text = value.to_string();
    if matches!(value, Value::Text(_) | Value::Unreadable(..)) { guarded_text(&text).into_owned() } else { text }
}

/// Words, guarded.
pub(crate) fn guarded_text(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) && decimal(text).is_none();
    if formula { format!("'{text}").into() } else { text.into() }
}

/// Takes the apostrophe away that [`guarded`] put there.
pub(crate) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) => rest,
        _ => text,
    }
}

/// Writes a line of cells (RFC 4180).
pub(crate) fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&cell));
    }
    out.push_str("\r\n");
}

/// Whether a line is one of sums: its first word says so.
#[cfg(feature = "explain")]
pub(crate) fn is_sum(cells: &[String]) -> bool {
    const SUMS: &[&str] = &[
        "total",
        "totals",
        "sum",
        "subtotal",
        "grandtotal",
        "合计",
        "合計",
        "总计",
        "總計",
        "小计",
        "小計",
        "总和",
        "總和",
    ];
    let plain =
        |cell: &String| cell.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>();
    let first = cells.iter().find(|cell| !cell.trim().is_empty()).map(plain);
    first.is_some_and(|first| SUMS.contains(&first.as_str()))
}

/// A cell in quotes where it needs them.
pub(crate) fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\"")).into()
    } else {
        cell.into()
    }
}

/// Lines of cells (RFC 4180), whatever the separator. Text beyond [`MAX_LENGTH`] is not looked at.
pub(crate) fn cells(text: &str) -> Vec<Vec<String>> {
    numbered(text).into_iter().map(|(_, cells)| cells).collect()
}

/// Lines of cells, each with the number of its line, from 0: blank lines count.
pub(crate) fn numbered(text: &str) -> Vec<(usize, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_LENGTH {
        return Vec::new();
    }
    let weights = weights(text);
    // A title above the table has none, or one by chance.
    let best = SEPARATORS.into_iter().zip(weights).rev().max_by_key(|(_, weight)| *weight);
    let separator = best.filter(|(_, (lines, _))| *lines > 0).map(|(separator, _)| separator);
    let lines = split(text, separator.unwrap_or(',')).lines;
    lines.into_iter().map(|(number, cells)| (number - 1, cells)).collect()
}

/// What may part the cells of a line.
const SEPARATORS: [char; 3] = ['\t', ';', ','];

/// For each separator, how many of the first lines have it and how often. What stands in quotes parts nothing.
fn weights(text: &str) -> [(usize, usize); 3] {
    let (mut all, mut line, mut lines) = ([(0, 0); 3], [0; 3], 0);
    // Whether a quote would open here, and whether one is open.
    let (mut fresh, mut quoted) = (true, false);
    for c in text.chars().chain(['\n']) {
        let separator = SEPARATORS.iter().position(|separator| *separator == c);
        let was_quoted = quoted;
        match (c, separator) {
            ('"', _) if quoted || fresh => quoted = !quoted,
            _ if quoted => {}
            ('\n', _) => {
                for (all, count) in all.iter_mut().zip(&mut line).filter(|(_, count)| **count > 0) {
                    *all = (all.0 + 1, all.1 + core::mem::take(count));
                }
                lines += 1;
                if lines == 20 {
                    break;
                }
            }
            (_, Some(at)) => line[at] += 1,
            _ => {}
        }
        // Right behind a closing quote another one opens it again.
        fresh = !quoted && (was_quoted || c == '\n' || separator.is_some());
    }
    all
}

/// Lines of cells.
pub(crate) struct Lines {
    /// The number of each line, from 1, and its cells; blank lines count and are left out.
    pub(crate) lines: Vec<(usize, Vec<String>)>,
    #[cfg_attr(not(feature = "explain"), expect(dead_code, reason = "only rate sheets ask"))]
    /// The last line begins a quote that nothing ends.
    pub(crate) open_quote: bool,
}

/// Blank lines are none; what stands behind a closing quote belongs to its cell. A line end in quotes is no new line.
pub(crate) fn split(text: &str, separator: char) -> Lines {
    let (mut lines, mut line, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut number, mut open_quote) = (1, false);
    // Whether the cell has not begun, and whether it stands in quotes.
    let (mut fresh, mut quoted) = (true, false);
    // A line end more closes the last line.
    let mut chars = text.chars().chain(['\n']).peekable();
    while let Some(c) = chars.next() {
        let last = chars.peek().is_none();
        match c {
            // Two quotes in quotes are one.
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            _ if quoted && !last => cell.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '"' if fresh => (fresh, quoted) = (false, true),
            '\r' | '\n' => {
                open_quote = quoted;
                if !fresh || !line.is_empty() {
                    line.push(core::mem::take(&mut cell));
                    lines.push((number, core::mem::take(&mut line)));
                }
                number += 1;
                fresh = true;
            }
            _ if c == separator => {
                line.push(core::mem::take(&mut cell));
                fresh = true;
            }
            _ => {
                cell.push(c);
                fresh = false;
            }
        }
    }
    Lines { lines, open_quote }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_cells() {
        for (text, lines) in [
            ("", ""),
            ("a,b\r\nc,d\n", "a|b/c|d"),
            ("a,b\n\n\r\nc,", "a|b/c|"),
            (",", "|"),
            ("\"\"", ""),
            ("\"a,b\",c", "a,b|c"),
            ("\"a\nb\"\n\"c\"\"d\"", "a\nb/c\"d"),
            ("a\"b\",\"c\"d\"e", "a\"b\"|cd\"e"),
            ("\"not closed,\n", "not closed,\n"),
        ] {
            let split: Vec<_> = split(text, ',').lines.iter().map(|(_, line)| line.join("|")).collect();
            assert_eq!(split.join("/"), lines, "{text:?}");
        }
    }

    #[test]
    fn lines_keep_their_numbers() {
        let numbers = |text| numbered(text).into_iter().map(|(number, _)| number).collect::<Vec<_>>();
        assert_eq!(numbers("a\n\nb\nc"), [0, 2, 3]);
        assert_eq!(numbers("a\r\n\r\nb\rc"), [0, 2, 3]);
        // As a spreadsheet counts: a line end in quotes is no new line.
        assert_eq!(numbers("\"a\nb\"\nc"), [0, 1]);
    }
}
