//! A checked bill as CSV.

use core::fmt::Display;

use super::{BilledRow, Checked};
use crate::amount::Amount;
use crate::calculators::shipping_cost::texts::bill;
use crate::schema::{Phrase, Text};
use crate::table;
use crate::value::Value;

/// The columns of a result.
const COLUMNS: [Text; 20] = [
    bill::COLUMN_LINE,
    bill::COLUMN_REFERENCE,
    bill::COLUMN_DESTINATION,
    bill::COLUMN_DATE,
    bill::COLUMN_SERVICE,
    bill::COLUMN_CARD,
    bill::COLUMN_QUANTITY,
    bill::COLUMN_WEIGHT,
    bill::COLUMN_SIZE,
    bill::COLUMN_BILLED_WEIGHT,
    bill::COLUMN_EXPECTED_WEIGHT,
    bill::COLUMN_WEIGHT_DIFFERENCE,
    bill::COLUMN_AMOUNT,
    bill::COLUMN_EXPECTED_AMOUNT,
    bill::COLUMN_DIFFERENCE,
    bill::COLUMN_CURRENCY,
    bill::COLUMN_VERDICT,
    bill::COLUMN_CODES,
    bill::COLUMN_REASONS,
    bill::COLUMN_NOTES,
];

/// Writes a checked bill: a header, a line per row. Weights carry their unit, amounts stand in the currency of their row;
/// reasons stand as codes (`rounding+divisor`) and in words. What the bill says itself and every word is guarded against
/// being run as a formula. Rows without a result of the same place are not written.
#[must_use]
pub fn write(rows: &[BilledRow], checked: &[Checked], say: &dyn Fn(&Phrase) -> String) -> String {
    let mut out = String::new();
    let words = |text: Text| guarded(say(&Phrase::new(text)));
    table::line(&mut out, COLUMNS.into_iter().map(words));
    for (row, checked) in rows.iter().zip(checked) {
        table::line(&mut out, cells(row, checked, say).into_iter());
    }
    out
}

fn cells(row: &BilledRow, checked: &Checked, say: &dyn Fn(&Phrase) -> String) -> [String; 20] {
    let expected = checked.expected.as_ref();
    let currency = expected.map(|one| one.amount.currency).or(row.currency);
    let codes: Vec<_> = checked.reasons.iter().map(|phrase| phrase.text.code()).collect();
    let reasons: Vec<_> = checked.reasons.iter().map(say).collect();
    [
        (row.line + 1).to_string(),
        guarded(row.reference.clone()),
        row.destination.unwrap_or_default().to_owned(),
        given(row.date),
        guarded(row.service.clone()),
        guarded(checked.card.clone().unwrap_or_default()),
        row.quantity.normalize().to_string(),
        row.weight.to_string(),
        given(row.size),
        given(row.billed_weight),
        given(expected.and_then(|one| one.weight)),
        // Kilograms against pounds end nowhere.
        given(checked.weight_difference.map(|one| Amount { value: one.value.round_dp(6).normalize(), ..one })),
        given(row.amount.map(|value| value.normalize())),
        given(expected.map(|one| one.amount.value.normalize())),
        given(checked.difference.map(|one| one.value.normalize())),
        currency.map(|one| one.code()).unwrap_or_default().to_owned(),
        guarded(say(&Phrase::new(checked.verdict.text()))),
        codes.join("+"),
        guarded(reasons.join("; ")),
        guarded(row.notes.iter().map(say).collect::<Vec<_>>().join("; ")),
    ]
}

fn given(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn guarded(words: String) -> String {
    table::guarded(&Value::Text(words))
}
