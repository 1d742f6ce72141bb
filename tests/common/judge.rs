//! `judge-shipments.tsv`: random shipments against the cards of `data/`, priced by `judge.py`. Without file access,
//! so that the browser's wasm runs it as well.

use serde_json::{Value as Json, json};

/// A shipment, and what the judge says of one service.
pub struct Shipment {
    /// The line, to name it.
    pub line: &'static str,
    /// The card that the judge looked at.
    pub service: &'static str,
    /// JSON inputs.
    pub inputs: Json,
    /// Refusal codes, total, converted, billed weight, lines.
    pub expected: [&'static str; 5],
}

/// Every shipment of the table.
pub fn shipments() -> Vec<Shipment> {
    let mut lines =
        include_str!("../worked_examples/judge-shipments.tsv").lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    lines.map(|line| shipment(&columns, line)).collect()
}

fn shipment(columns: &[&str], line: &'static str) -> Shipment {
    let cells: Vec<_> = line.split('\t').collect();
    let cell = |name: &str| columns.iter().position(|column| *column == name).map_or("", |index| cells[index]);
    let parcel = |text: &str| {
        let mut cells = text.split('_');
        json!({ "quantity": cells.next(), "weight": cells.next(), "size": cells.next(), "traits": cells.next() })
    };
    let mut inputs = json!({ "parcels": cell("parcels").split('+').map(parcel).collect::<Vec<_>>() });
    // Up to what the judge says, every column but two is an input.
    for key in columns.iter().copied().take_while(|key| *key != "refused") {
        if !["service", "parcels"].contains(&key) && !cell(key).is_empty() {
            inputs[key] = cell(key).into();
        }
    }
    let expected = ["refused", "total", "converted", "billed-weight", "lines"].map(cell);
    Shipment { line, service: cell("service"), inputs, expected }
}

/// What Suanpan says of a service, written as the judge writes it: no billed weight where the price is by the ton or the
/// container.
pub fn verdict(outcome: &Json, service: &str) -> [String; 5] {
    let found = &outcome["answer"]["alternatives"][service];
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let refused = found["refused"].as_array().into_iter().flatten();
    let mut codes: Vec<_> = refused.map(|problem| text(&problem["code"])).collect();
    codes.sort();
    codes.dedup();
    let lines = found["lines"].as_object().into_iter().flatten();
    let mut lines: Vec<_> = lines.map(|(name, amount)| format!("{name}={}", text(amount))).collect();
    lines.sort();
    let by_weight = !service.starts_with("lcl-") && !service.starts_with("fcl-");
    let billed = if by_weight { text(&found["figures"]["billed-weight"]) } else { String::new() };
    [codes.join("+"), text(&found["total"]), text(&found["converted"]), billed, lines.join("+")]
}
