//! The duty-base gap: customs counts what the buyer pays for an order that goes straight to him, and the invoice of one in a batch
//! (`docs/facts/logistics.md` §3.8).
//!
//! `gap = duty of an order as a parcel − duty of a batch ÷ its orders`, by the bills of landed cost; at one rate that is
//! `rate × (price − wholesale)`. Where customs counts the same for both, or asks as much, there is nothing to say.

use rust_decimal::Decimal;

use super::texts::{figure, note};
use super::ways::{Case, Way};
use crate::amount::Money;
use crate::calculators::landed_cost::texts::step;
use crate::exact::Exact;
use crate::schema::{Alternative, Arg, Figure, Note, Phrase, Severity, Text};

/// What customs counts for an order on a way, and what it asks of that.
struct Base<'w> {
    way: &'w Way,
    /// Customs value of an order, in the currency of the market.
    value: Money,
    /// Duty of that, percent.
    percent: Decimal,
    /// Duty of an order, in the currency of the answer.
    duty: Decimal,
}

impl<'w> Base<'w> {
    /// By the working of a way that goes for so many orders; none where duty is in the freight, or no working was asked for.
    fn of(way: &'w Way, orders: Decimal) -> Option<Self> {
        let all = sum(&way.shown, |formula| formula == step::VALUE_FOB || formula == step::VALUE_CIF)?;
        let asked = [step::DUTY_BY_RATE, step::DUTY_BY_LINE, step::DUTY_FLAT];
        let duty = sum(&way.shown, |formula| asked.contains(&formula)).map_or(Decimal::ZERO, |duty| duty.value);
        let percent = duty.times(Decimal::ONE_HUNDRED)?.over(all.value)?.round_dp(1).normalize();
        let value = Money { value: all.value.over(orders)?, ..all }.rounded();
        Some(Self { way, value, percent, duty: way.known.as_ref()?.duty })
    }
}

/// The sum of the results of some steps, all in one currency.
fn sum(shown: &Alternative, is_it: impl Fn(Text) -> bool) -> Option<Money> {
    let results = shown.steps.iter().filter(|step| is_it(step.formula));
    let mut results = results.filter_map(|step| if let Arg::Money(money) = step.result { Some(money) } else { None });
    let first = results.next()?;
    results.try_fold(first, |sum, one| Some(Money { value: sum.value.plus(one.value)?, ..sum }))
}

/// Puts the gap beside the best way by a warehouse, and says it of that and the best one straight to the buyer.
pub(super) fn gap(case: &Case<'_>, best: &mut [Way]) -> Option<Note> {
    let of = |by_warehouse: bool| {
        let place = best.iter().position(|way| way.rank.is_some() && way.mode.by_warehouse() == by_warehouse)?;
        let batch = best[place].known.as_ref()?.volume.batch;
        Some((place, Base::of(&best[place], if by_warehouse { batch } else { Decimal::ONE })?))
    };
    let ((_, parcel), (place, batch)) = (of(false)?, of(true)?);
    let gap = case.money(parcel.duty.minus(batch.duty)?);
    if parcel.value == batch.value || gap.value.is_zero() {
        return None;
    }
    let text = if gap.value > Decimal::ZERO { note::DUTY_BASE } else { note::DUTY_BASE_BATCH };
    let mut phrase = Phrase::new(text);
    let args = &mut phrase.args;
    args.put("direct", parcel.way.name()).put("price", Arg::Money(parcel.value)).percent("direct-rate", parcel.percent);
    args.put("batch", batch.way.name()).put("invoice", Arg::Money(batch.value)).percent("batch-rate", batch.percent);
    args.put("gap", Arg::Money(Money { value: gap.value.abs(), ..gap }));
    best[place].shown.figures.push(Figure { name: figure::DUTY_GAP, value: Arg::Money(gap) });
    Some(Note { severity: Severity::Note, phrase, source: None })
}
