//! The picture of days: a bar from the 10th to the 90th percentile for every mode that goes, beside what is promised.
//!
//! To the buyer from the order on, as in [`promise`](super::promise): by the days of past orders for the mode that they are of, by
//! those of the card otherwise. By a warehouse until stock is there: what the buyer waits for from there is not in the data.

use rust_decimal::prelude::ToPrimitive;

use super::promise::{Taken, past_mode, whole};
use super::texts::{change, section};
use super::ways::{Way, Ways};
use crate::exact::Exact;
use crate::schema::{Arg, Bar, Bars, Phrase};

/// The bar of a mode; none where nobody says how long it takes.
fn bar(ways: &Ways<'_>, way: &Way, chosen: Option<&Way>) -> Option<Bar> {
    let inputs = ways.case.inputs;
    let of_past = past_mode(inputs, chosen) == Some(way.mode);
    let is_aside = way.mode.by_warehouse() && !of_past;
    let taken = if of_past { Taken::Orders(&inputs.transits.0) } else { Taken::Card(way.known.as_ref()?.transit?) };
    let [from, to] = taken.interval()?;
    let [from, to] = if is_aside { [from.down(), to.up()] } else { whole(inputs, [from, to])? };
    let text = match (of_past, is_aside) {
        (true, _) => change::BAR_PAST,
        (false, true) => change::BAR_IN_STOCK,
        (false, false) => change::BAR_TO_BUYER,
    };
    let name = Phrase::new(text).with("way", way.name());
    Some(Bar { id: way.mode.code().to_owned(), name, from: from.to_u32()?, to: to.to_u32()?, is_aside })
}

/// The bars of every mode that goes, the best first.
pub(super) fn bars(ways: &Ways<'_>, chosen: Option<&Way>) -> Option<Bars> {
    let accepted = ways.best.iter().filter(|way| way.rank.is_some());
    let bars: Vec<_> = accepted.filter_map(|way| bar(ways, way, chosen)).collect();
    let mut reading = vec![Phrase::new(change::BARS_READ)];
    if bars.iter().any(|bar| bar.is_aside) {
        reading.push(Phrase::new(change::BARS_ASIDE));
    }
    let level = ways.case.inputs.promised_days.map(|days| {
        let phrase = Phrase::new(change::BARS_PROMISED).with("days", Arg::Number(days));
        (phrase, days)
    });
    let (title, axis) = (change::BARS_TITLE, change::BARS_AXIS);
    (!bars.is_empty()).then_some(Bars { title, reading, one: section::PROMISE_ONE, axis, bars, level })
}
