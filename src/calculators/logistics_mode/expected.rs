//! What an order costs beyond its landed cost, because of what may happen (`docs/facts/logistics.md` §3.8, §3.9).
//!
//! - fees of the mode: `a month ÷ orders a month + an order`;
//! - capital: `cash × rate × (days on the way + average days in stock) ÷ 365`; stock lasts half a batch on average, and the days
//!   that are still there when a batch arrives;
//! - unsold: `share ÷ (1 − share) × (cash − salvage)`, of a batch alone; the share is less where buyers buy again
//!   ([`repurchase`]);
//! - loss: `share ÷ (1 − share) × landed cost`: what is lost is sent again;
//! - hold: on the cheapest way through customs, `share × days × cost of a day + what the way costs more`, of parcels alone;
//! - late: `P(days > promise) × (refund + service) − what the carrier pays back`, not below zero, of parcels alone, whose days
//!   the cards name;
//! - returns: `share × what the policy costs`.

use rust_decimal::Decimal;

use super::batch::Volume;
use super::mode::Mode;
use super::promise::{self, Taken};
use super::repurchase;
use super::texts::{line, step};
use super::ways::Case;
use super::{Inputs, RouteRow};
use crate::amount::Money;
use crate::calculators::landed_cost::texts::line as bill;
use crate::calculators::shipping_cost::onward::{TENTH_TO_NINETIETH, calendar};
use crate::calculators::{landed_cost, shipping_cost};
use crate::exact::{self, Exact};
use crate::pack::Status;
use crate::schema::{Alternative, Arg, Args, Step, Text};
use crate::stats::figures::{decimal, float};
use crate::stats::normal;

/// Days of a year.
pub const YEAR: Decimal = Decimal::from_parts(365, 0, 0, false, 0);
/// The cost of capital where nobody typed one, percent a year: an assumption.
pub const ASSUMED_RATE: Decimal = Decimal::from_parts(14, 0, 0, false, 0);

/// Calendar days on the way: what a card names is taken as from the 10th to the 90th percentile, five working days as seven.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transit {
    /// The 10th percentile.
    pub from: Decimal,
    /// The 90th percentile.
    pub to: Decimal,
}

impl Transit {
    /// The days of a service; none where its card names none.
    pub fn of(service: &Alternative) -> Option<Self> {
        let (from, to, working) = shipping_cost::days(service)?;
        Some(Self { from: calendar(from.into(), working)?, to: calendar(to.into(), working)? })
    }

    /// The middle.
    pub fn mean(self) -> Option<Decimal> {
        self.from.plus(self.to)?.over(Decimal::TWO)
    }

    /// The chance to take longer than so many days.
    pub fn later_than(self, days: Decimal) -> Option<Decimal> {
        let spread = self.to.minus(self.from)?.over(TENTH_TO_NINETIETH)?;
        let over = days.minus(self.mean()?)?;
        if spread <= Decimal::ZERO {
            return Some(if over < Decimal::ZERO { Decimal::ONE } else { Decimal::ZERO });
        }
        decimal(normal::tail(float(over.over(spread)?)).beyond, 6)
    }
}

/// What is known of a way.
#[derive(Clone, Copy)]
pub struct Known {
    /// What kind of service it is.
    pub mode: Mode,
    /// What an order costs until it is delivered.
    pub landed: Decimal,
    /// What of it is paid before the order can be sold: of a batch, until it is in stock.
    pub cash: Decimal,
    /// What of it a unit needs again that comes back and is sold again.
    pub again: Decimal,
    /// What of it is import duty.
    pub duty: Decimal,
    /// What of it the border takes: duty, tax, fees, and what the carrier takes for paying them first.
    pub border: Decimal,
    /// What of it is freight from China.
    pub freight: Decimal,
    /// Whether the warehouse asked for the least of a month, which is in its landed cost.
    pub asks_least: bool,
    /// Days from China to the buyer, or to the warehouse.
    pub transit: Option<Transit>,
    /// How much is sold and ordered.
    pub volume: Volume,
}

impl Known {
    /// Days for which the money of an order is tied up.
    pub fn days_tied(&self, inputs: &Inputs) -> Option<Decimal> {
        let on_the_way = self.transit.map_or(Some(Decimal::ZERO), Transit::mean)?;
        if !self.mode.by_warehouse() {
            return Some(on_the_way);
        }
        exact::sum([on_the_way, self.volume.days()?.over(Decimal::TWO)?, inputs.stock_days])
    }
}

/// What is asked.
pub struct Asked<'a> {
    /// The case.
    pub case: &'a Case<'a>,
    /// What the buyer pays for an order, in the currency of the answer; nothing where nobody said.
    pub price: Option<Decimal>,
}

/// A part of the cost that is only expected, with its working.
pub struct Expected {
    /// What it is for.
    pub line: Text,
    /// Unrounded.
    pub value: Decimal,
    /// How sure its figures are.
    pub status: Status,
    /// How it comes about.
    pub step: Step,
}

/// So much percent of it.
pub fn part(of: Decimal, percent: Decimal) -> Option<Decimal> {
    of.times(percent)?.over(Decimal::ONE_HUNDRED)
}

/// The days that are left for the carrier of those that the buyer is promised.
pub fn days_left(inputs: &Inputs, promised: Decimal) -> Option<Decimal> {
    promised.minus(inputs.handling_most)
}

/// `share ÷ (1 − share)` of a percentage below a hundred: how many more are needed for one that arrives.
fn again(percent: Decimal) -> Option<Decimal> {
    percent.over(Decimal::ONE_HUNDRED.minus(percent)?)
}

/// How the landed cost of an order comes of that of its batch: goods, what is paid once for the batch whatever its size, the rest.
pub fn of_batch(case: &Case<'_>, batch: &Alternative, known: &Known) -> Option<Step> {
    let total = batch.total?.value;
    let of = |names: &[Text]| {
        exact::sum(batch.lines.iter().filter(|line| names.contains(&line.name)).map(|line| line.amount.value))
    };
    let (goods, fixed) = (of(&[bill::GOODS])?, of(&[bill::BROKERAGE, bill::INLAND_FREIGHT])?);
    let money = |value| Arg::Money(Money { value, currency: case.inputs.currency }.rounded());
    let mut args = Args::new();
    args.put("goods", money(goods)).put("fixed", money(fixed)).put("rest", money(total.minus(goods)?.minus(fixed)?));
    args.number("orders", known.volume.batch);
    Some(Step { formula: step::ORDER_OF_BATCH, args, result: money(known.landed), row: None })
}

/// Whether parcels of a mode can go that way: couriers clear straight in the market, the post goes by Hong Kong but through no
/// forwarder's channel.
pub fn goes_by(mode: Mode, row: &RouteRow) -> bool {
    match row.customs_route {
        "double-clearance" => mode == Mode::Line,
        "hong-kong" => matches!(mode, Mode::Line | Mode::Postal),
        _ => true,
    }
}

/// Whether the price of a way through customs has duty, tax and fees of the border in it.
pub fn is_duty_paid(row: &RouteRow) -> bool {
    row.customs_route == "double-clearance"
}

/// A way through customs and what it costs an order: holds, what it costs more, less what the border takes where that is in its
/// price.
pub fn routed(row: &RouteRow, asked: &Asked<'_>, known: &Known) -> Option<Decimal> {
    let held = part(row.held_days, row.held_share)?.times(asked.case.typed(asked.case.inputs.hold_cost)?)?;
    let paid = if is_duty_paid(row) { known.border } else { Decimal::ZERO };
    held.plus(asked.case.typed(row.route_extra)?)?.minus(paid)
}

/// The cheapest way through customs for a mode.
pub fn best_route<'a>(asked: &Asked<'a>, known: &Known) -> Option<(&'a RouteRow, Decimal)> {
    let rows = asked.case.inputs.routes.0.iter().filter(|(_, row)| goes_by(known.mode, row));
    let costs = rows.filter_map(|(_, row)| Some((row, routed(row, asked, known)?)));
    costs.min_by_key(|(_, cost)| *cost)
}

impl Asked<'_> {
    /// Everything that is expected; `None` where a figure leaves the exact range.
    pub fn expected(&self, known: &Known) -> Option<Vec<Expected>> {
        let parts = [
            self.fees(known)?,
            self.capital(known)?,
            self.unsold(known)?,
            self.loss(known)?,
            self.hold(known)?,
            self.duty_paid(known)?,
            self.late(known)?,
            self.returns(known)?,
        ];
        Some(parts.into_iter().flatten().filter(|one| !one.value.is_zero()).collect())
    }

    fn money(&self, value: Decimal) -> Arg {
        Arg::Money(Money { value, currency: self.case.inputs.currency }.rounded())
    }

    fn one(&self, line: Text, formula: Text, value: Decimal, fill: impl FnOnce(&mut Args)) -> Expected {
        let mut args = Args::new();
        fill(&mut args);
        Expected {
            line,
            value,
            status: Status::Own,
            step: Step { formula, args, result: self.money(value), row: None },
        }
    }

    fn fees(&self, known: &Known) -> Option<Option<Expected>> {
        let value = self.case.fees(known.mode, known.volume.monthly)?;
        let [month, order] = self.case.fees_of(known.mode)?;
        Some(Some(self.one(line::MODE_FEES, step::MODE_FEES, value, |args| {
            args.put("month", self.money(month)).number("orders", known.volume.monthly).put("order", self.money(order));
        })))
    }

    fn capital(&self, known: &Known) -> Option<Option<Expected>> {
        let (rate, days) = (self.case.inputs.capital_rate, known.days_tied(self.case.inputs)?);
        let value = part(known.cash, rate)?.times(days)?.over(YEAR)?;
        let status = if rate == ASSUMED_RATE { Status::Sample } else { Status::Own };
        let capital = self.one(line::CAPITAL, step::CAPITAL, value, |args| {
            args.put("cash", self.money(known.cash)).percent("rate", rate).number("days", days.round_dp(1).normalize());
        });
        Some(Some(Expected { status, ..capital }))
    }

    fn unsold(&self, known: &Known) -> Option<Option<Expected>> {
        let share = repurchase::never_sold(self.case, known.volume)?;
        if !known.mode.by_warehouse() || share.is_zero() || share >= Decimal::ONE_HUNDRED {
            return Some(None);
        }
        let typed = self.case.inputs.unsold_share;
        let formula = if share == typed { step::UNSOLD } else { step::UNSOLD_AGAIN };
        let again_sold = repurchase::covered(self.case, known.volume)?;
        let salvage = self.case.typed(self.case.inputs.salvage)?;
        let value = again(share)?.times(known.cash.minus(salvage)?.max(Decimal::ZERO))?;
        Some(Some(self.one(line::UNSOLD, formula, value, |args| {
            args.percent("share", share.round_dp(2).normalize());
            args.put("cash", self.money(known.cash)).put("salvage", self.money(salvage));
            if share != typed {
                args.percent("typed", typed).number("orders", known.volume.batch);
                args.number("again", again_sold.round_dp(1).normalize());
            }
        })))
    }

    fn loss(&self, known: &Known) -> Option<Option<Expected>> {
        let share = if known.mode.by_warehouse() { self.case.inputs.local_loss } else { self.case.inputs.parcel_loss };
        let value = again(share)?.times(known.landed)?;
        Some(Some(self.one(line::LOSS, step::LOSS, value, |args| {
            args.percent("share", share).put("landed", self.money(known.landed));
        })))
    }

    fn hold(&self, known: &Known) -> Option<Option<Expected>> {
        let Some((row, all)) = best_route(self, known).filter(|_| !known.mode.by_warehouse()) else {
            return Some(None);
        };
        let a_day = self.case.typed(self.case.inputs.hold_cost)?;
        let extra = self.case.typed(row.route_extra)?;
        let value = if is_duty_paid(row) { all.plus(known.border)? } else { all };
        Some(Some(self.one(line::HOLD, step::HOLD, value, |args| {
            args.put("route", Arg::Key(["choice.customs-route.", row.customs_route].concat()))
                .percent("share", row.held_share)
                .number("days", row.held_days)
                .put("day", self.money(a_day))
                .put("extra", self.money(extra));
        })))
    }

    /// What the border takes, taken off where the price of the way through customs has it in it.
    fn duty_paid(&self, known: &Known) -> Option<Option<Expected>> {
        let best = best_route(self, known).filter(|(row, _)| !known.mode.by_warehouse() && is_duty_paid(row));
        Some(best.map(|_| {
            let of_border = |args: &mut Args| {
                args.put("border", self.money(known.border));
            };
            self.one(line::DUTY_PAID, step::DUTY_PAID, -known.border, of_border)
        }))
    }

    /// What a late order costs.
    pub fn late_each(&self) -> Option<Decimal> {
        let refund = self.price.map_or(Some(Decimal::ZERO), |price| part(price, self.case.inputs.late_refund))?;
        let service = self.case.typed(self.case.inputs.late_service)?;
        refund.plus(service)
    }

    fn late(&self, known: &Known) -> Option<Option<Expected>> {
        let (Some(promised), Some(transit)) = (self.case.inputs.promised_days, known.transit) else {
            return Some(None);
        };
        if known.mode.by_warehouse() {
            return Some(None);
        }
        let left = days_left(self.case.inputs, promised)?;
        let past = self.case.past(known.mode);
        let chance = past.map_or_else(|| transit.later_than(left), |past| past.later_than(left))?;
        let each = self.late_each()?;
        let taken = self.case.past(known.mode).unwrap_or(Taken::Card(transit));
        let back = promise::paid_back(self, &taken, left, known.freight)?;
        // More than being late costs is no gain to count on.
        let value = chance.times(each)?.minus(back)?.max(Decimal::ZERO);
        Some(Some(self.one(line::LATE, step::LATE, value, |args| {
            let percent = chance.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default().round_dp(2).normalize();
            args.percent("chance", percent)
                .number("promised", promised)
                .put("each", self.money(each))
                .put("back", self.money(back));
        })))
    }

    fn returns(&self, known: &Known) -> Option<Option<Expected>> {
        let rate = self.case.inputs.return_rate;
        if rate.is_zero() || self.price.is_none() {
            return Some(None);
        }
        let case = super::batch::case(self.case.inputs, "parcel", known.volume);
        let all = landed_cost::return_policies(&case, self.case.world, known.landed, known.again)?;
        let (policy, each) = landed_cost::chosen_policy(&case, &all)?;
        // Returns never make an order cheaper: what comes back is no gain to count on.
        let value = part(each, rate)?.max(Decimal::ZERO);
        Some(Some(self.one(line::RETURNS, step::RETURNS, value, |args| {
            args.percent("share", rate).put("policy", Arg::Text(policy)).put("each", self.money(each));
        })))
    }
}
