//! What the targets share: the world of `data/`, the cases of the calculators, sheets.

use std::borrow::Cow;
use std::mem;
use std::path::Path;

use suanpan::calculators;
use suanpan::link::{self, Link};
use suanpan::number::Marks;
use suanpan::pack::source::Snapshot;
use suanpan::pack::{Pack, World, source};
use suanpan::schema::{Meta, Record};
use suanpan::value::{Row, Value, decimal};

/// English, German, French, Swiss and Arabic marks, and a pair that no locale has.
pub const MARKS: [Marks; 6] = [
    Marks::ENGLISH,
    Marks { decimal: ',', group: '.' },
    Marks { decimal: ',', group: '\u{202F}' },
    Marks { decimal: '.', group: '’' },
    Marks { decimal: '٫', group: '٬' },
    Marks { decimal: '5', group: '-' },
];

/// The packed data of this checkout.
pub fn snapshot() -> Snapshot {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    source::read(&data).expect("data/ can be read")
}

/// The pack of this checkout.
pub fn pack() -> Pack {
    Pack::decode(&snapshot().bytes).expect("data/ holds a good pack")
}

/// The world of this checkout.
pub fn world() -> World {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/compliance");
    World::new(pack()).with_rules(source::rules(&data, "en").expect("data/ holds good rules"))
}

/// Every example of every calculator, on a day on which the cards hold.
pub fn examples() -> Vec<Link> {
    let links = calculators::ALL.iter().flat_map(|calculator| calculator.examples());
    links.map(|example| dated(example.link)).map(|text| link::decode(&text).expect(&text)).collect()
}

/// An example's link with the day of shipment put in.
pub fn dated(link: &str) -> String {
    link.replace("&k=hand", "&dt=2026-11-22&k=hand")
}

/// The settled case without its empty rows, which are not written.
pub fn compact(record: &Record, fields: &[Meta]) -> Record {
    let mut record = record.settled(fields);
    for value in &mut record.values {
        if let Value::Rows(rows) = value {
            rows.retain(|row: &Row| !row.is_empty());
        }
    }
    record
}

/// A text, and behind its last NUL what says of each column otherwise what it is.
pub fn assignments(data: &[u8]) -> (Cow<'_, str>, &[u8]) {
    let at = data.iter().rposition(|byte| *byte == 0);
    let (text, assigned) = at.map_or((data, &[] as &[u8]), |at| (&data[..at], &data[at + 1..]));
    (String::from_utf8_lossy(text), assigned)
}

/// The lines of a CSV text that was written, none of whose cells a spreadsheet would run.
pub fn unformulated(written: &str) -> Vec<Vec<String>> {
    let lines = whole_lines(written);
    for cell in lines.iter().flatten() {
        // A figure perhaps with its unit, or the stroke for nothing, is none.
        let figure = decimal(cell.trim_end_matches(char::is_alphabetic)).is_some() || cell == "-";
        assert!(figure || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} would be run");
    }
    lines
}

/// Cells of a CSV text, read by the plainest reader there is.
fn whole_lines(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(mem::take(&mut cell)),
            '\r' if !quoted && chars.next_if_eq(&'\n').is_some() => {
                line.push(mem::take(&mut cell));
                lines.push(mem::take(&mut line));
            }
            _ => cell.push(c),
        }
    }
    assert!(!quoted && cell.is_empty() && line.is_empty(), "ends within a line: {text}");
    lines
}
