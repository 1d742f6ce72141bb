//! What refuses a way besides its card (`docs/facts/logistics.md` §3.10): each reason has a code of its own.
//!
//! - `E_NOT_AT_HAND`, `E_TRACKING`: the user says that a service cannot be had, or that the sales platform does not accept its
//!   tracking. The data say nothing of either.
//! - `E_VALUE_LIMIT`, the facts' `E_VALUE`, which shipping cost has for something else: the goods of an order are worth more
//!   than the user says that the service takes; by post also more than the market's entry of mail goes up to, above which it
//!   takes a formal entry that no card prices. The limit itself is still taken, where the data do not say otherwise.
//! - `E_SPEED`, `E_NO_DAYS`: slower than promised, or nobody says how long it takes.
//! - `E_STOCK`: the facts name the code alone. Read as: the least batch that can be had lasts longer than a batch may, which is
//!   shelf life or a limit of the warehouse, `least × 30 ÷ orders a month > days at most`. A batch without a least is for no more
//!   days than it may last, so that it is never refused.

use rust_decimal::Decimal;

use super::expected::Known;
use super::mode::Mode;
use super::texts::refusal;
use super::ways::Case;
use super::{Inputs, ServiceRow};
use crate::amount::Money;
use crate::calculators::landed_cost::MONTH;
use crate::exact::Exact;
use crate::pack::{Carriage, FeeKind};
use crate::schema::{Alternative, Arg, Problem};

/// What the user says of a service.
fn told<'a>(case: &'a Case<'_>, service: &'a str) -> impl Iterator<Item = &'a ServiceRow> {
    let rows = case.inputs.services.0.iter().map(|(_, row)| row);
    rows.filter(move |row| row.service == Some(service))
}

/// Whether the user can have a service with tracking that his platform accepts.
fn at_hand(case: &Case<'_>, service: &Alternative) -> Option<Problem> {
    let is = |state: &str| told(case, &service.id).any(|row| row.service_state == state);
    let refuse = |code| Some(Problem::error(code).with("service", service.service()));
    if is("not-at-hand") {
        return refuse(refusal::E_NOT_AT_HAND);
    }
    if is("untracked") { refuse(refusal::E_TRACKING) } else { None }
}

/// The value that the goods of an order go beyond on the way to the buyer, with the value they have, in the currency of the
/// limit.
fn too_dear(case: &Case<'_>, mode: Mode, service: &str) -> Option<[Money; 2]> {
    if mode.by_warehouse() {
        return None;
    }
    let worth = |limit: Money| {
        let value = case.worth(limit.currency)?;
        Some([limit, Money { value, ..limit }])
    };
    let typed = told(case, service).filter_map(|row| worth(row.most_value?));
    let typed = typed.filter(|[limit, value]| value.value > limit.value);
    let entry = (mode == Mode::Postal).then(|| by_mail(case)).flatten().and_then(worth);
    typed.chain(entry).min_by_key(|[limit, _]| limit.value)
}

/// The value up to which the market lets goods in by mail, where it has such a limit and they are worth more.
fn by_mail(case: &Case<'_>) -> Option<Money> {
    let inputs = case.inputs;
    let market = case.pack.market(inputs.destination)?;
    let value = case.worth(market.currency)?;
    let mut highest: Option<Decimal> = None;
    for fee in market.fees_on(inputs.destination, inputs.shipping_date, Carriage::Post) {
        if fee.kind == FeeKind::PostalEntry {
            let limit = fee.up_to.filter(|_| !fee.takes(value))?;
            highest = highest.max(Some(limit));
        }
    }
    highest.map(|value| Money { value, currency: market.currency })
}

/// Why a way to the buyer does not keep what he is promised; one whose days nobody names may not either.
fn too_slow(case: &Case<'_>, known: &Known, service: &Alternative) -> Option<Problem> {
    let promised = case.inputs.promised_days.filter(|_| !known.mode.by_warehouse())?;
    let Some(transit) = known.transit else {
        return Some(Problem::error(refusal::E_NO_DAYS).with("promised", Arg::Number(promised)));
    };
    let latest = transit.to.plus(case.inputs.handling_most)?.up();
    let problem = Problem::error(refusal::E_SPEED).with("service", service.service());
    let problem = problem.with("days", Arg::Number(latest)).with("promised", Arg::Number(promised));
    (latest > promised).then_some(problem)
}

/// The orders a month from which on the least batch is sold in the days that a batch may last; none where there is no such limit.
pub(super) fn sold_in_time(inputs: &Inputs) -> Option<Decimal> {
    Some(inputs.least_batch?.times(MONTH)?.over(inputs.most_cover?)?.up())
}

/// Why a batch cannot be stocked.
fn too_long(case: &Case<'_>, known: &Known) -> Option<Problem> {
    let inputs = case.inputs;
    let (least, most) = (inputs.least_batch?, inputs.most_cover?);
    if !known.mode.by_warehouse() || known.volume.monthly >= sold_in_time(inputs)? {
        return None;
    }
    let days = least.times(MONTH)?.over(known.volume.monthly)?.up();
    let problem = Problem::error(refusal::E_STOCK).with("orders", Arg::Number(least));
    Some(problem.with("days", Arg::Number(days)).with("most", Arg::Number(most)))
}

/// Every reason besides those of the card for which a service is refused.
pub(super) fn refusals(case: &Case<'_>, mode: Mode, service: &Alternative) -> Vec<Problem> {
    let dear = too_dear(case, mode, &service.id).map(|[limit, value]| {
        let problem = Problem::error(refusal::E_VALUE_LIMIT).with("limit", Arg::Money(limit));
        problem.with("value", Arg::Money(value.rounded()))
    });
    at_hand(case, service).into_iter().chain(dear).collect()
}

/// The same for what is known of a service that its card takes.
pub(super) fn of_known(case: &Case<'_>, known: &Known, service: &Alternative) -> Vec<Problem> {
    too_slow(case, known, service).into_iter().chain(too_long(case, known)).collect()
}

/// Days after which the slowest order of a service arrives, where that is why it is refused.
pub(super) fn slow_days(refused: &[Problem]) -> Option<Decimal> {
    let [why] = refused else { return None };
    let days = why.args.iter().find(|(slot, _)| why.code == refusal::E_SPEED && *slot == "days");
    if let Some((_, Arg::Number(days))) = days { Some(*days) } else { None }
}
