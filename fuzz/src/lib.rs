//! What the targets share: the world of `data/` and the cases of the calculators.

use std::path::Path;

use suanpan::calculators;
use suanpan::link::{self, Link};
use suanpan::number::Marks;
use suanpan::pack::source::Snapshot;
use suanpan::pack::{Pack, World, source};
use suanpan::schema::{Meta, Record};
use suanpan::value::{Row, Value};

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

/// The world of this checkout.
pub fn world() -> World {
    World::new(Pack::decode(&snapshot().bytes).expect("data/ holds a good pack"))
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
