//! What would admit a mode that is refused: the nearest change of the shipment, asked of shipping cost, or of what refuses it
//! here ([`gates`](super::gates)). Each is priced as the case with it.

use rust_decimal::Decimal;

use super::gates;
use super::texts::{change, refusal};
use super::ways::{Way, Ways};
use super::{Inputs, batch};
use crate::amount::{Currency, Money};
use crate::calculators::landed_cost::{self, GoodsRow, MONTH};
use crate::calculators::shipping_cost::{self, ShippingCost};
use crate::exact::Exact;
use crate::pack::World;
use crate::schema::{Arg, Change, Changes, Fields, Fixes, Phrase, Problem, Question, Record, Text};

/// What would admit the modes that are refused.
pub(super) fn fixes(ways: &Ways<'_>, world: &World) -> Vec<Fixes> {
    let refused: Vec<&Way> = ways.best.iter().filter(|way| way.rank.is_none()).collect();
    let around = refused.iter().any(|way| !way.mode.by_warehouse()).then(|| of_shipment(ways, world)).flatten();
    let of_mode = |way: &Way| {
        let here = way.shown.refused.iter().flat_map(|why| mended(ways, way, why));
        let mut fixes: Vec<_> =
            here.filter_map(|(phrase, inputs)| admitted(ways.case.inputs, world, way, phrase, inputs)).collect();
        let of_card = around.iter().flat_map(|around| &around.fixes).filter(|fixes| fixes.id == way.service);
        let of_card = of_card.flat_map(|fixes| &fixes.ways).filter_map(|fix| {
            let shipment = shipping_cost::Inputs::from_values(&fix.case.values)?;
            let inputs = Inputs { parcels: shipment.parcels, ..ways.case.inputs.clone() };
            admitted(ways.case.inputs, world, way, fix.phrase.clone(), inputs)
        });
        fixes.extend(of_card);
        (!fixes.is_empty()).then(|| Fixes { id: way.mode.code().to_owned(), service: way.name(), ways: fixes })
    };
    refused.into_iter().filter_map(of_mode).collect()
}

/// What shipping cost says of the parcel.
fn of_shipment(ways: &Ways<'_>, world: &World) -> Option<Changes> {
    let inputs = ways.case.inputs;
    let volume = batch::Volume { monthly: inputs.monthly_orders, batch: inputs.monthly_orders };
    let asked = landed_cost::shipment_of(&batch::case(inputs, "parcel", volume), world)?;
    Some(ShippingCost::changes(&asked, world, None))
}

/// A changed case, with what an order costs on the mode then; none where the mode is refused all the same.
fn admitted(inputs: &Inputs, world: &World, way: &Way, phrase: Phrase, changed: Inputs) -> Option<Change> {
    let then = Ways::of(&changed, world).ok()?.best.into_iter().find(|one| one.mode == way.mode)?.shown.total;
    let then = then.filter(|_| changed != *inputs)?;
    let case = Record { values: changed.to_values() };
    Some(Change { phrase, then: Some(then), is_refused: false, more: None, case })
}

/// The nearest changes that do away with a reason of this calculator, one of which is enough.
fn mended(ways: &Ways<'_>, way: &Way, why: &Problem) -> Vec<(Phrase, Inputs)> {
    let inputs = ways.case.inputs;
    let found = match why.code {
        refusal::E_NOT_AT_HAND => [Some(told_otherwise(inputs, way, why, change::SERVICE_AT_HAND)), None],
        refusal::E_TRACKING => [Some(told_otherwise(inputs, way, why, change::SERVICE_TRACKED)), None],
        refusal::E_VALUE_LIMIT => [worth_less(ways, why), None],
        refusal::E_SPEED => [slower(inputs, why), None],
        refusal::E_STOCK => [smaller(inputs), sooner(inputs)],
        _ => [None, None],
    };
    found.into_iter().flatten().collect()
}

/// A promise that the service keeps.
fn slower(inputs: &Inputs, why: &Problem) -> Option<(Phrase, Inputs)> {
    let days = gates::slow_days(core::slice::from_ref(why))?;
    let phrase = Phrase::new(change::PROMISE_DAYS).with("days", Arg::Number(days));
    Some((phrase, Inputs { promised_days: Some(days), ..inputs.clone() }))
}

/// The largest least of a batch that is sold in time.
fn smaller(inputs: &Inputs) -> Option<(Phrase, Inputs)> {
    let least = inputs.most_cover?.times(inputs.monthly_orders)?.over(MONTH)?.down();
    let phrase = Phrase::new(change::LEAST_BATCH).with("orders", Arg::Number(least));
    let changed = Inputs { least_batch: Some(least), ..inputs.clone() };
    (least >= Decimal::ONE).then_some((phrase, changed))
}

/// The orders a month that sell the least batch in time.
fn sooner(inputs: &Inputs) -> Option<(Phrase, Inputs)> {
    let orders = gates::sold_in_time(inputs)?;
    let phrase = Phrase::new(change::SOLD_IN_TIME).with("orders", Arg::Number(orders));
    Some((phrase, Inputs { monthly_orders: orders, ..inputs.clone() }))
}

/// The service at hand, with tracking that is accepted.
fn told_otherwise(inputs: &Inputs, way: &Way, why: &Problem, text: Text) -> (Phrase, Inputs) {
    let mut changed = inputs.clone();
    for (_, row) in changed.services.0.iter_mut().filter(|(_, row)| row.service == Some(way.service.as_str())) {
        row.service_state = "at-hand";
    }
    let service = why.args.iter().find(|(slot, _)| *slot == "service").map(|(_, service)| service.clone());
    (Phrase::new(text).with("service", service.unwrap_or_else(|| way.name())), changed)
}

/// Goods that are worth as much as is taken, each kind its share: other goods, not a lower declaration.
fn worth_less(ways: &Ways<'_>, why: &Problem) -> Option<(Phrase, Inputs)> {
    let money = |slot: &str| {
        let found = why.args.iter().find(|(one, _)| *one == slot).map(|(_, arg)| arg);
        if let Some(Arg::Money(money)) = found { Some(*money) } else { None }
    };
    let (limit, value) = (money("limit")?, ways.case.worth(money("limit")?.currency)?);
    let scaled = |money: Money| {
        let digits = Currency::minor_digits(money.currency);
        let value = money.value.times(limit.value)?.over(value)?;
        // Down, so that they are not worth more together.
        let value = value.trunc_with_scale(digits);
        (!value.is_zero()).then_some(Money { value, ..money })
    };
    let mut changed = ways.case.inputs.clone();
    for (_, row) in &mut changed.goods.0 {
        *row = GoodsRow { customs_value: Some(scaled(row.customs_value?)?), ..row.clone() };
    }
    changed.sale_price = changed.sale_price.and_then(scaled);
    Some((Phrase::new(change::GOODS_WORTH).with("limit", Arg::Money(limit)), changed))
}
