//! The days of one replication, in the order of events of §10: review and order, receipt, backorders, demand, evening.

use super::account::Account;
use super::policy::Policy;

/// Where a policy stands between two days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    /// On hand − backorders.
    pub level: i64,
    pub on_order: i64,
    /// Days to the next review.
    pub review_in: usize,
    /// Whether all demand was met since the last receipt.
    pub met: bool,
}

/// Runs a policy through days in a row: their demand, the lead time of an order of each, and a book with a line for
/// each of them and those after. A line of the book says what arrives that morning, orders are added; once the day is
/// over it says on hand − unmet demand of the evening. Below 0 stand the backorders, or what was lost that day.
pub(super) fn run<const LOST: bool>(
    policy: &Policy,
    stand: &mut Stand,
    demand: &[u32],
    lead_days: &[u32],
    book: &mut [i64],
) -> Account {
    let Stand { mut level, mut on_order, review_in: mut next_review, mut met } = *stand;
    let mut account = Account::default();
    let mut today = 0;
    while today < demand.len() {
        if today >= next_review {
            next_review = today.saturating_add(policy.review_days as usize);
            let ordered = policy.order(level + on_order);
            if ordered > 0 {
                on_order += ordered;
                account.orders += 1;
                let due = lead_days.get(today).map(|days| today + *days as usize);
                if let Some(line) = due.and_then(|due| book.get_mut(due)) {
                    *line += ordered;
                }
            }
        }
        if let Some(arrived) = book.get(today).copied().filter(|arrived| *arrived > 0) {
            level += arrived;
            on_order -= arrived;
            account.received += arrived;
            account.cycles += 1;
            account.met_cycles += i64::from(met);
            met = true;
        }
        // This day, and those after it on which nothing arrives and nothing can be ordered.
        let daily = policy.review_days == 1 && next_review <= today + 1;
        let (end, trigger) =
            if daily { (demand.len(), policy.reorder_point - on_order) } else { (next_review.min(demand.len()), 0) };
        let quiet = Quiet { trigger: trigger.max(0), level, sum: 0, days: 0 };
        let (units, lines) = (demand.get(today..end).unwrap_or_default(), book.get_mut(today..).unwrap_or_default());
        let Quiet { level: left, sum, days, .. } = quiet.pass(units, lines);
        if days == 0 {
            // Never: a line for each day.
            break;
        }
        account.level += sum;
        today += days;
        level = left;
        if left <= 0 {
            account.empty_days += 1;
            if left < 0 {
                let units = demand.get(today - 1).copied().unwrap_or_default();
                account.stock_out_days += 1;
                account.unmet -= left;
                account.short += i64::from(units).min(-left);
                account.occasions += i64::from(met);
                met = false;
                if LOST {
                    level = 0;
                }
            }
        }
    }
    // What left the shelf or was promised, and what customers left without.
    account.demand = stand.level + account.received - level + if LOST { account.unmet } else { 0 };
    *stand = Stand { level, on_order, review_in: next_review.saturating_sub(today), met };
    account
}

/// Days on which demand is all that happens.
struct Quiet {
    /// The last of them is the one that ends at or below this.
    trigger: i64,
    level: i64,
    /// Of the levels of the evenings.
    sum: i64,
    days: usize,
}

impl Quiet {
    /// Passes the first day whatever its line says, since what arrives on it is on the shelf, and those after it up to
    /// the next arrival.
    fn pass(mut self, demand: &[u32], book: &mut [i64]) -> Self {
        for (units, line) in demand.iter().zip(book) {
            if *line != 0 && self.days > 0 {
                break;
            }
            self.level -= i64::from(*units);
            self.sum += self.level;
            self.days += 1;
            *line = self.level;
            if self.level <= self.trigger {
                break;
            }
        }
        self
    }
}
