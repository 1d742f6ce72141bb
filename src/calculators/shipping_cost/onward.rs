//! What other calculators can take over of a service.

use rust_decimal::Decimal;

use super::texts::onward;
use super::{Inputs, days};
use crate::calculators::compliance::carried::{self, Known};
use crate::pack::Leg;
use crate::schema::{Alternative, Arg, Onward, Phrase, Text};
use crate::value::{Row, Value};

/// From the 10th to the 90th percentile of a bell curve, in standard deviations.
pub const TENTH_TO_NINETIETH: Decimal = Decimal::from_parts(2_563, 0, 0, false, 3);
/// Calendar days of five working days.
const WEEK: [u32; 2] = [7, 5];

/// So many days as calendar days: five working days are seven. `None` where they leave the exact range.
pub fn calendar(days: Decimal, working: bool) -> Option<Decimal> {
    let [week, worked] = if working { WEEK } else { [1, 1] }.map(Decimal::from);
    days.checked_mul(week)?.checked_div(worked)
}

/// The days of a service to the warehouse as the first leg of the lead time of a reorder point. The days that a card names
/// are taken as those from the 10th to the 90th percentile, which is what carriers mean by them and no promise.
pub fn first_leg(inputs: &Inputs, shown: &Alternative) -> Option<Onward> {
    lead(shown, onward::FIRST_LEG).filter(|_| inputs.leg == Leg::FirstLeg.code())
}

/// The goods in the checklist of what the law asks. Which way a card is, its id does not say; what goes to a warehouse or comes
/// from one is stock.
pub fn rules(inputs: &Inputs) -> Onward {
    let traits = inputs.parcels.0.iter().flat_map(|(_, parcel)| parcel.traits.iter().flatten());
    let stock = inputs.leg != Leg::Direct.code();
    carried::offer(&Known {
        shipped_by: stock.then_some("warehouse").into_iter().collect(),
        traits: traits.copied().collect(),
        ..Known::default()
    })
}

/// The same of a way by whatever calculator, in its words.
pub fn lead(shown: &Alternative, text: Text) -> Option<Onward> {
    let (from, to, working) = days(shown)?;
    let in_days = |figure: Decimal| calendar(figure, working).map(|days| days.round_dp(1));
    let mean = in_days(Decimal::from(from).checked_add(to.into())?.checked_div(Decimal::TWO)?)?;
    let deviation = in_days(Decimal::from(to.saturating_sub(from)).checked_div(TENTH_TO_NINETIETH)?)?;
    let cells =
        vec![Value::Code("first-leg"), Value::Number(mean), Value::Number(deviation), Value::Empty, Value::Empty];
    let stages = Value::Rows(vec![Row { cells, extra: Vec::new() }]);
    let phrase = Phrase::new(text)
        .with("service", shown.service())
        .with("days", Arg::Days { from, to, working })
        .with("mean", Arg::Number(mean))
        .with("deviation", Arg::Number(deviation));
    Some(Onward { to: "reorder-point", phrase, fields: vec![("lead-from", Value::Code("stages")), ("stages", stages)] })
}
