//! What an order costs by a carrier, and why one does not come into question.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::title;
use crate::calculators::logistics_mode::CarrierRow;
use crate::calculators::logistics_mode::expected::{Asked, YEAR, part};
use crate::calculators::logistics_mode::promise;
use crate::calculators::logistics_mode::texts::carriers::refusal::E_ON_TIME;
use crate::calculators::logistics_mode::texts::refusal::{E_NO_DAYS, E_SPEED};
use crate::exact::Exact;
use crate::schema::{Arg, Problem};

/// A carrier that comes into question, with what an order costs by it; all in the currency of the answer, unrounded.
pub(super) struct Carrier<'a> {
    /// Its row in the list.
    pub(super) row: usize,
    /// What was typed of it.
    pub(super) carrier: &'a CarrierRow,
    /// What it charges for an order.
    pub(super) price: Decimal,
    /// What it pays back for an order that is late.
    pub(super) back: Decimal,
    /// What being late costs an order on average: `(1 − on-time share) × what a late one costs, net`.
    pub(super) late: Decimal,
    /// What paying later is worth: `price × rate × days ÷ 365`.
    pub(super) credit: Decimal,
    /// `price + late − credit`.
    pub(super) cost: Decimal,
}

impl<'a> Carrier<'a> {
    /// The carrier of a row, or every reason against it; `None` where a figure leaves the exact range.
    pub(super) fn of(asked: &Asked<'_>, row: usize, carrier: &'a CarrierRow) -> Option<Result<Self, Vec<Problem>>> {
        let price = asked.case.in_answer(carrier.carrier_price)?;
        let (each, back) = (asked.late_each()?, paid_back(asked, price)?);
        let net = each.minus(back)?.max(Decimal::ZERO);
        let mut why = slow(asked, row, carrier)?;
        if carrier.on_time_share.is_none() && !net.is_zero() {
            why.push(Problem::error(E_ON_TIME));
        }
        if !why.is_empty() {
            return Some(Err(why));
        }
        let late_share = Decimal::ONE_HUNDRED.minus(carrier.on_time_share.unwrap_or(Decimal::ONE_HUNDRED))?;
        let late = part(net, late_share)?;
        let days = carrier.credit_days.unwrap_or_default();
        let credit = part(price, asked.case.inputs.capital_rate)?.times(days)?.over(YEAR)?;
        let cost = price.plus(late)?.minus(credit)?;
        Some(Ok(Self { row, carrier, price, back, late, credit, cost }))
    }

    /// The most orders that it takes in a month of peak; none where nobody said.
    pub(super) fn capacity(&self) -> Option<Decimal> {
        self.carrier.peak_capacity
    }

    /// From dispatch to delivery; none where nobody said.
    pub(super) fn days(&self) -> Option<Arg> {
        let to = self.carrier.carrier_to?;
        let from = self.carrier.carrier_from.unwrap_or(to).min(to);
        Some(Arg::Days { from: from.down().to_u32()?, to: to.up().to_u32()?, working: false })
    }
}

/// What a carrier of this price pays back for an order that is late: its price where freight is waived; of a clause by the day
/// that of one day, since nobody said how many days an order is late, but a late one is at least a day.
fn paid_back(asked: &Asked<'_>, price: Decimal) -> Option<Decimal> {
    let inputs = asked.case.inputs;
    match inputs.late_clause {
        "waiver" => Some(price),
        "capped" => {
            let (Some(rate), Some(cap)) = (inputs.clause_rate, inputs.clause_cap) else { return Some(Decimal::ZERO) };
            let a_day = asked.case.in_answer(rate)?.min(asked.case.in_answer(cap)?);
            a_day.times(promise::kilograms(inputs)?)
        }
        _ => Some(Decimal::ZERO),
    }
}

/// Why a carrier does not keep what the buyer is promised, if anything was; one whose days nobody named may not either.
fn slow(asked: &Asked<'_>, row: usize, carrier: &CarrierRow) -> Option<Vec<Problem>> {
    let Some(promised) = asked.case.inputs.promised_days else { return Some(Vec::new()) };
    let Some(days) = carrier.carrier_to else {
        return Some(vec![Problem::error(E_NO_DAYS).with("promised", Arg::Number(promised))]);
    };
    let latest = days.max(carrier.carrier_from.unwrap_or(days)).plus(asked.case.inputs.handling_most)?.up();
    let problem =
        Problem::error(E_SPEED).with("service", Arg::Words(title(row, carrier))).with("days", Arg::Number(latest));
    let problem = problem.with("promised", Arg::Number(promised));
    Some(if latest > promised { vec![problem] } else { Vec::new() })
}
