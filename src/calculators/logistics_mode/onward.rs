//! What other calculators can take over: the product on the chosen way in landed cost, the days of a first leg in the reorder
//! point, its goods and value in the list of what the law asks. Of the rest, fields of equal key are taken over on the way.

use super::Inputs;
use super::texts::{figure, hybrid, onward};
use crate::calculators::compliance::carried::{self, Known};
use crate::calculators::shipping_cost::onward::lead;
use crate::schema::{Alternative, Arg, Onward, Phrase};
use crate::value::Value;

/// What an alternative offers; a hybrid, which is two cases elsewhere, the list of rules alone.
pub(super) fn offers(inputs: &Inputs, shown: &Alternative) -> Vec<Onward> {
    let rules = rules(inputs, shown);
    if hybrid::ALL.iter().any(|text| text.code() == shown.id) {
        return vec![rules];
    }
    let batch = shown.figures.iter().find(|one| one.name == figure::BATCH);
    let batch = batch.and_then(|one| if let Arg::Number(batch) = one.value { Some(batch) } else { None });
    let mut fields = vec![("route", Value::Code(if batch.is_some() { "warehouse" } else { "parcel" }))];
    fields.extend(batch.map(|batch| ("batch-orders", Value::Number(batch))));
    let phrase = Phrase::new(onward::MODE_LANDED).with("way", shown.service());
    let landed = Onward { to: "landed-cost", phrase, fields };
    let days = batch.and_then(|_| lead(shown, onward::MODE_LEAD));
    core::iter::once(landed).chain(days).chain([rules]).collect()
}

/// The product in the checklist of what the law asks; of a hybrid both of its ways.
fn rules(inputs: &Inputs, shown: &Alternative) -> Onward {
    let by_mode = |mode: &str| match mode {
        "postal" => "post",
        "line" => "linehaul",
        "express" => "express",
        _ => "warehouse",
    };
    let hybrid = hybrid::ALL.iter().any(|text| text.code() == shown.id);
    let traits = inputs.parcels.0.iter().flat_map(|(_, parcel)| parcel.traits.iter().flatten());
    carried::offer(&Known {
        shipped_by: if hybrid { Vec::new() } else { vec![by_mode(&shown.id)] },
        traits: traits.copied().collect(),
        goods: inputs.goods.0.iter().map(|(_, row)| (row.unit_count, row.customs_value, row.tariff_code)).collect(),
        made_in: Some(inputs.made_in),
    })
}
