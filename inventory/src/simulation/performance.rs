//! What a policy achieves and costs.

use super::account::Account;
use super::estimate::{Estimate, Terms};
use crate::DAYS_A_YEAR;

/// What things cost, in one currency; 0 for what does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Costs {
    /// To hold a unit for a year: h.
    pub annual_holding: f64,
    /// Per order: K.
    pub order: f64,
    /// For a unit that waits, a year: b.
    pub annual_backorder: f64,
    /// Per unit that is not served from stock on its day: B2.
    pub unit_short: f64,
    /// Per cycle in which demand goes unmet: B1.
    pub occasion: f64,
}

impl Costs {
    pub(super) fn is_sound(&self) -> bool {
        let Self { annual_holding, order, annual_backorder, unit_short, occasion } = *self;
        [annual_holding, order, annual_backorder, unit_short, occasion].iter().all(|cost| (0.0..=1e12).contains(cost))
    }
}

/// The figures of a policy over the days that count, or what those of one policy have more than those of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Performance {
    /// Units served from stock on their day ÷ units demanded (P2), both summed first; `None` without demand.
    pub fill_rate: Option<Estimate>,
    /// Share of replenishment cycles in which no demand went unmet (P1); `None` if none ended.
    pub cycle_service: Option<Estimate>,
    /// Share of days on which demand waited in the evening or was lost.
    pub stock_out_days: Option<Estimate>,
    /// Share of days that ended with stock on hand.
    pub in_stock_days: Option<Estimate>,
    /// Mean stock on hand in the evening, units.
    pub mean_on_hand: Option<Estimate>,
    /// Mean backorders in the evening, units; 0 where sales are lost.
    pub mean_backorders: Option<Estimate>,
    /// Units a day that were not served from stock on their day.
    pub short_per_day: Option<Estimate>,
    /// Orders a year.
    pub orders_per_year: Option<Estimate>,
    /// Stock turns: units served a year ÷ mean stock on hand; `None` where there never was any.
    pub turns: Option<Estimate>,
    /// Cost of holding.
    pub annual_holding_cost: Option<Estimate>,
    /// Cost of ordering.
    pub annual_order_cost: Option<Estimate>,
    /// Cost of shortage: of waiting, per unit and per occasion.
    pub annual_shortage_cost: Option<Estimate>,
    /// The three costs together.
    pub annual_cost: Option<Estimate>,
}

/// A figure of one replication: numerator and denominator.
type Figure<'a> = &'a dyn Fn(&Account) -> (f64, f64);

/// The performance whose figures `estimate` finds.
pub(super) fn performance(
    costs: &Costs,
    days: u32,
    lost: bool,
    estimate: impl Fn(Figure) -> Option<Estimate>,
) -> Performance {
    let days = f64::from(days);
    let years = days / DAYS_A_YEAR;
    let waiting = |account: &Account| if lost { 0.0 } else { account.unmet as f64 };
    let on_hand = |account: &Account| (account.level + account.unmet) as f64;
    let holding = |account: &Account| costs.annual_holding * on_hand(account) / DAYS_A_YEAR;
    let ordering = |account: &Account| costs.order * account.orders as f64;
    let shortage = |account: &Account| {
        costs.annual_backorder * waiting(account) / DAYS_A_YEAR
            + costs.unit_short * account.short as f64
            + costs.occasion * account.occasions as f64
    };
    let served = |account: &Account| (account.demand - account.short) as f64;
    Performance {
        fill_rate: estimate(&|account| (served(account), account.demand as f64)),
        cycle_service: estimate(&|account| (account.met_cycles as f64, account.cycles as f64)),
        stock_out_days: estimate(&|account| (account.stock_out_days as f64, days)),
        in_stock_days: estimate(&|account| (days - account.empty_days as f64, days)),
        mean_on_hand: estimate(&|account| (on_hand(account), days)),
        mean_backorders: estimate(&|account| (waiting(account), days)),
        short_per_day: estimate(&|account| (account.short as f64, days)),
        orders_per_year: estimate(&|account| (account.orders as f64, years)),
        turns: estimate(&|account| (served(account) * DAYS_A_YEAR, on_hand(account))),
        annual_holding_cost: estimate(&|account| (holding(account), years)),
        annual_order_cost: estimate(&|account| (ordering(account), years)),
        annual_shortage_cost: estimate(&|account| (shortage(account), years)),
        annual_cost: estimate(&|account| (holding(account) + ordering(account) + shortage(account), years)),
    }
}

/// The terms of a figure in every replication, in their order.
pub(super) fn terms(accounts: &[Account], figure: Figure) -> Terms {
    accounts.iter().map(figure).collect()
}
