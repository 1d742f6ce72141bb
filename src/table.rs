//! CSV text in and out: cases line by line, and rows pasted from a spreadsheet.
//!
//! One line per case; further rows of a list are continuation lines with an empty case id. Columns are named by the
//! keys of the fields, those of a list as `list.column` (`parcels.weight`). Cells hold canonical text or what people
//! type; the separator (comma, semicolon, tab) is found from the first lines.

#[cfg(feature = "explain")]
use core::ops::Range;
use std::borrow::Cow;

use crate::amount::Size;
use crate::entry;
use crate::number::{self, Marks, Reading};
use crate::schema::{Answer, Arg, Kind, MAX_ROWS, Meta, Outcome, Problem, Record, code};
use crate::units::Unit;
use crate::value::{Row, Value, decimal};

/// The longest text that is looked at, in bytes.
pub const MAX_LENGTH: usize = 4 * 1024 * 1024;
/// The name of the column that tells cases apart.
const CASE: &str = "case";
/// What the names of written answers begin with; they are not read back.
const ANSWER: &str = "answer.";
/// The slot of a decision that names what it chose, and what its column is called.
const BEST: &str = "best";

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
        // Sheets write a time behind a day.
        Kind::Date => match cell.split_once(' ') {
            Some((day, time)) if time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') => {
                entry::read(&meta.kind, &[day], "", marks).value
            }
            _ => entry::read(&meta.kind, &[cell], "", marks).value,
        },
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
    let answers = || cases.iter().filter_map(|(.., outcome)| outcome.as_ref()?.answer.as_ref());
    let mut names: Vec<&str> = Vec::new();
    for figure in answers().flat_map(|answer| &answer.headline) {
        if !names.contains(&figure.name.code()) {
            names.push(figure.name.code());
        }
    }
    let best_name = answers().any(|answer| best(answer).is_some()).then(|| format!("{ANSWER}{BEST}"));
    let mut out = String::new();
    let keys = fields.iter().flat_map(|meta| match meta.columns() {
        [] => vec![meta.key.to_owned()],
        columns => columns.iter().map(|column| format!("{}.{}", meta.key, column.key)).collect(),
    });
    let answer_names = names.iter().map(|name| format!("{ANSWER}{name}"));
    line(&mut out, [CASE.to_owned()].into_iter().chain(keys).chain(best_name.clone()).chain(answer_names));
    for (id, record, outcome) in &cases {
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
            let best =
                best_name.is_some().then(|| guarded_text(answer.and_then(best).unwrap_or_default()).into_owned());
            let figures = names.iter().map(|name| {
                let figure =
                    answer.and_then(|answer| answer.headline.iter().find(|figure| figure.name.code() == *name));
                figure.map(|figure| figure.value.to_string()).unwrap_or_default()
            });
            let id = if index == 0 { guarded(&Value::Text((*id).to_owned())) } else { String::new() };
            line(&mut out, [id].into_iter().chain(cells).chain(best).chain(figures));
        }
    }
    out
}

/// The alternative whose figures stand on top, where an answer chose one: the user's name for it, or its id.
fn best(answer: &Answer) -> Option<&str> {
    answer.decision.as_ref()?.args.iter().find(|(slot, _)| *slot == BEST)?;
    let best = answer.alternatives.first().filter(|one| one.total.is_some())?;
    Some(best.title.as_deref().unwrap_or(&best.id))
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

/// Whether a line is one of sums: its first cell says so, perhaps with how many of what (`合计 2票`, `Total (2)`).
#[cfg(feature = "explain")]
pub(crate) fn is_sum(cells: &[String]) -> bool {
    let Some(first) = cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()) else { return false };
    let first = first.to_lowercase();
    SUMS.iter().any(|sum| {
        let rest = first.split_once(sum).filter(|(before, _)| SCOPES.contains(&before.trim()));
        rest.is_some_and(|(_, behind)| is_count(behind, sum.is_ascii()))
    })
}

/// What lines of sums begin with; longer ones first.
#[cfg(feature = "explain")]
const SUMS: &[&str] = &[
    "grand total",
    "grandtotal",
    "sub-total",
    "sub total",
    "subtotal",
    "totals",
    "total",
    "sum",
    "合计",
    "合計",
    "总计",
    "總計",
    "小计",
    "小計",
    "总和",
    "總和",
    "共计",
    "共計",
    "累计",
    "累計",
];
/// What may stand before that: what is summed up.
#[cfg(feature = "explain")]
const SCOPES: &[&str] =
    &["", "本页", "本頁", "本月", "本期", "本单", "本單", "总", "總", "全部", "费用", "費用", "page"];
/// What may stand behind it, beside figures and signs: what is counted, and in which currency.
#[cfg(feature = "explain")]
const COUNTED: &[&str] = &[
    "票",
    "件",
    "单",
    "單",
    "笔",
    "筆",
    "箱",
    "个",
    "個",
    "条",
    "條",
    "行",
    "列",
    "项",
    "項",
    "包",
    "共",
    "金额",
    "金額",
    "元",
    "pcs",
    "pieces",
    "parcels",
    "parcel",
    "shipments",
    "shipment",
    "orders",
    "items",
    "rows",
    "lines",
    "amount",
    "cny",
    "rmb",
    "usd",
    "eur",
    "gbp",
    "hkd",
];

/// Whether nothing but a count stands behind a word for a sum. A Latin word that goes on (`Total-12`, `SUM001`) is a
/// name.
#[cfg(feature = "explain")]
fn is_count(behind: &str, latin: bool) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '#');
    if latin && behind.starts_with(goes_on) {
        return false;
    }
    let words = behind.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.into_iter().all(|word| COUNTED.contains(&word))
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
    numbered(text).lines.into_iter().map(|(_, cells)| cells).collect()
}

/// A text as lines of cells, and what of it could not be told apart.
#[derive(Default)]
pub(crate) struct Numbered {
    /// Lines of cells, each with the number of its line, from 0: blank lines count.
    pub(crate) lines: Vec<(usize, Vec<String>)>,
    /// The text is longer than [`MAX_LENGTH`]; no line was read.
    #[cfg_attr(not(feature = "explain"), expect(dead_code, reason = "only tables of many cases and bills ask"))]
    too_long: bool,
    #[cfg_attr(not(feature = "explain"), expect(dead_code, reason = "only tables of many cases and bills ask"))]
    open_quote: bool,
}

impl Numbered {
    /// What is not read as it stands there: a text that is too long, or what stands behind a quote that nothing closes.
    #[cfg(feature = "explain")]
    pub(crate) fn cut(&self) -> Option<Problem> {
        if self.too_long {
            return Some(Problem::error(code::TEXT_LIMIT));
        }
        let (line, _) = self.lines.last().filter(|_| self.open_quote)?;
        Some(Problem { row: Some(*line), ..Problem::error(code::OPEN_QUOTE) })
    }
}

/// That a table has more rows than are read.
#[cfg(feature = "explain")]
pub(crate) fn too_many(most: usize) -> Problem {
    Problem::error(code::REST_NOT_READ).with("max", Arg::Number(most.into()))
}

/// Lines of cells, each with the number of its line.
pub(crate) fn numbered(text: &str) -> Numbered {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    if text.len() > MAX_LENGTH {
        return Numbered { too_long: true, ..Numbered::default() };
    }
    let Lines { lines, open_quote } = split(text, separator(text));
    let lines = lines.into_iter().map(|(number, cells)| (number - 1, cells)).collect();
    Numbered { lines, too_long: false, open_quote }
}

/// By which spreadsheets know UTF-8.
const MARK: char = '\u{feff}';

/// What parts the cells of a text.
#[must_use]
pub fn separator(text: &str) -> char {
    // A title above the table has none, or one by chance.
    let best = SEPARATORS.into_iter().zip(weights(text)).rev().max_by_key(|(_, weight)| *weight);
    best.filter(|(_, (lines, _))| *lines > 0).map_or(',', |(separator, _)| separator)
}

/// Where a cell stands in a text, in bytes: `line` and `column` from 0, as in the problems of a table. The whole line
/// where it has no such cell.
#[cfg(feature = "explain")]
#[must_use]
pub fn place(text: &str, line: usize, column: Option<usize>) -> Option<Range<usize>> {
    let body = text.strip_prefix(MARK).unwrap_or(text);
    let before = text.len() - body.len();
    let (mut whole, mut cell) = (None::<Range<usize>>, None);
    walk(body, separator(body), &mut |spot, _| {
        if spot.line == line + 1 {
            let found = spot.start + before..spot.end + before;
            whole = Some(whole.as_ref().map_or(found.start, |whole| whole.start)..found.end);
            cell = cell.take().or((Some(spot.column) == column).then_some(found));
        }
    });
    cell.or(whole)
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
    /// The last line begins a quote that nothing ends.
    pub(crate) open_quote: bool,
}

/// Blank lines are none; what stands behind a closing quote belongs to its cell. A line end in quotes is no new line.
pub(crate) fn split(text: &str, separator: char) -> Lines {
    let mut lines: Vec<(usize, Vec<String>)> = Vec::new();
    let open_quote = walk(text, separator, &mut |spot, cell| match lines.last_mut() {
        Some((_, cells)) if spot.column > 0 => cells.push(cell),
        _ => lines.push((spot.line, vec![cell])),
    });
    Lines { lines, open_quote }
}

/// Where a cell stands.
struct Spot {
    /// The number of its line, from 1.
    line: usize,
    /// Its number in the line, from 0.
    column: usize,
    /// Its first byte, that of a quote included.
    #[cfg_attr(not(feature = "explain"), expect(dead_code, reason = "only those who mend cells ask"))]
    start: usize,
    /// The byte behind it.
    #[cfg_attr(not(feature = "explain"), expect(dead_code, reason = "only those who mend cells ask"))]
    end: usize,
}

/// Tells every cell of a text in turn. Says whether the last one begins a quote that nothing ends.
fn walk(text: &str, separator: char, tell: &mut impl FnMut(Spot, String)) -> bool {
    let (mut cell, mut line, mut column, mut start) = (String::new(), 1, 0, 0);
    let mut open_quote = false;
    // Whether the cell has not begun, and whether it stands in quotes.
    let (mut fresh, mut quoted) = (true, false);
    // A line end more closes the last line.
    let mut chars = text.char_indices().chain([(text.len(), '\n')]).peekable();
    while let Some((at, c)) = chars.next() {
        let last = chars.peek().is_none();
        match c {
            // Two quotes in quotes are one.
            '"' if quoted && chars.next_if(|(_, next)| *next == '"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            _ if quoted && !last => cell.push(c),
            '\r' if chars.peek().is_some_and(|(_, next)| *next == '\n') => {}
            '"' if fresh => (fresh, quoted) = (false, true),
            '\r' | '\n' => {
                open_quote = quoted;
                if !fresh || column > 0 {
                    let end = at - usize::from(c == '\n' && text[start..at].ends_with('\r'));
                    tell(Spot { line, column, start, end }, core::mem::take(&mut cell));
                }
                (line, column, start, fresh) = (line + 1, 0, at + 1, true);
            }
            _ if c == separator => {
                tell(Spot { line, column, start, end: at }, core::mem::take(&mut cell));
                (column, start, fresh) = (column + 1, at + c.len_utf8(), true);
            }
            _ => {
                cell.push(c);
                fresh = false;
            }
        }
    }
    open_quote
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
        let numbers = |text| numbered(text).lines.into_iter().map(|(number, _)| number).collect::<Vec<_>>();
        assert_eq!(numbers("a\n\nb\nc"), [0, 2, 3]);
        assert_eq!(numbers("a\r\n\r\nb\rc"), [0, 2, 3]);
        // As a spreadsheet counts: a line end in quotes is no new line.
        assert_eq!(numbers("\"a\nb\"\nc"), [0, 1]);
    }

    #[cfg(feature = "explain")]
    #[test]
    fn a_cell_is_found_in_its_text() {
        let found =
            |text: &str, line, column| place(text, line, column).and_then(|range| text.get(range)).map(str::to_owned);
        for (text, line, column, wanted) in [
            ("a,b\r\n\r\nc,d\r\n", 2, Some(1), Some("d")),
            ("\u{feff}单号\t重量\nA\tx y\n", 1, Some(1), Some("x y")),
            ("a,b\n\"x\ny\",\"z\"\n", 1, Some(0), Some("\"x\ny\"")),
            ("a,b\n1,,3\n", 1, Some(1), Some("")),
            ("a,b\n1,2\n", 1, Some(7), Some("1,2")),
            ("a,b\n1,2\n", 1, None, Some("1,2")),
            ("a,b\n", 3, Some(0), None),
        ] {
            assert_eq!(found(text, line, column).as_deref(), wanted, "{text:?} {line} {column:?}");
        }
    }

    #[cfg(feature = "explain")]
    #[test]
    fn what_is_not_read_is_told() {
        let cut = |text: &str| numbered(text).cut().map(|problem| (problem.code, problem.row));
        assert_eq!(cut("a,b\n1,\"2\"\n"), None);
        assert_eq!(cut("a,b\n1,\"2\n3,4\n"), Some((code::OPEN_QUOTE, Some(1))));
        assert_eq!(cut(&"x".repeat(MAX_LENGTH + 1)), Some((code::TEXT_LIMIT, None)));
    }

    #[cfg(feature = "explain")]
    #[test]
    fn lines_of_sums_are_known_by_their_first_words() {
        let is_sum = |first: &str| is_sum(&["".to_owned(), first.to_owned(), "12".to_owned()]);
        for sum in [
            "Total",
            "合计",
            "合计 2票",
            "合计：",
            "总计：",
            "Total (2)",
            "小计",
            "小計：3件",
            "Grand Total:",
            "Sub-total",
            "本页合计",
            "合计(CNY)",
            "合计2票",
            "TOTAL 12 parcels",
            "total: 12",
            "共计 5 单",
            "总合计",
            "Totals",
            "累计金额",
            "合计（共 3 票）",
        ] {
            assert!(is_sum(sum), "{sum}");
        }
        for row in
            ["Total-12", "SUM001", "TOTAL_7", "合计通物流", "Sumatra", "Total Wine 7", "A1", "12", "totality", ""]
        {
            assert!(!is_sum(row), "{row}");
        }
    }
}
