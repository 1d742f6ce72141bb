//! What other calculators can take over: the product on the chosen way in landed cost, the days of a first leg in the reorder
//! point. Of the rest, fields of equal key are taken over on the way.

use super::texts::{figure, hybrid, onward};
use crate::calculators::shipping_cost::onward::lead;
use crate::schema::{Alternative, Arg, Onward, Phrase};
use crate::value::Value;

/// What an alternative offers; a hybrid, which is two cases elsewhere, nothing.
pub(super) fn offers(shown: &Alternative) -> Vec<Onward> {
    if hybrid::ALL.iter().any(|text| text.code() == shown.id) {
        return Vec::new();
    }
    let batch = shown.figures.iter().find(|one| one.name == figure::BATCH);
    let batch = batch.and_then(|one| if let Arg::Number(batch) = one.value { Some(batch) } else { None });
    let mut fields = vec![("route", Value::Code(if batch.is_some() { "warehouse" } else { "parcel" }))];
    fields.extend(batch.map(|batch| ("batch-orders", Value::Number(batch))));
    let phrase = Phrase::new(onward::MODE_LANDED).with("way", shown.service());
    let landed = Onward { to: "landed-cost", phrase, fields };
    let days = batch.and_then(|_| lead(shown, onward::MODE_LEAD));
    core::iter::once(landed).chain(days).collect()
}
