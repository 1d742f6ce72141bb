//! What lies in a warehouse until it is sold, day by day and by the age of the batch: first in, first out
//! (`docs/facts/logistics.md` §3.5).
//!
//! A batch of `N` waits `w` days behind older stock and then sells `s` a day: at the start of day `d` there are `N` as long
//! as `d ≤ w`, then `N − s(d − 1 − w)`. The sums are closed forms of that, not the half-stock shortcut, which is right for one
//! flat rate only.

use rust_decimal::Decimal;

use crate::amount::DECIDES;
use crate::exact::{self, Exact};

const TWO: Decimal = Decimal::from_parts(2, 0, 0, false, 0);

/// A batch that is sold at a constant pace.
#[derive(Clone, Copy, Debug)]
pub(super) struct Batch {
    /// Orders that it holds.
    pub(super) orders: Decimal,
    /// Orders that are sold on a day; above zero.
    pub(super) per_day: Decimal,
    /// Days that it waits behind older stock; whole.
    pub(super) wait: Decimal,
}

impl Batch {
    /// The last day at whose start something is left.
    pub(super) fn last_day(&self) -> Option<Decimal> {
        self.wait.plus(self.orders.over(self.per_day)?.round_dp(DECIDES).up())
    }

    /// What is left at the start of each of these days, summed: order-days. Days count from 1; `to` is included.
    pub(super) fn order_days(&self, from: Decimal, to: Decimal) -> Option<Decimal> {
        let to = to.min(self.last_day()?);
        let waiting = count(from, to.min(self.wait))?.times(self.orders)?;
        let (first, last) = (from.max(self.wait.plus(Decimal::ONE)?), to);
        let days = count(first, last)?;
        if days.is_zero() {
            return Some(waiting);
        }
        // Days on which something has been sold before, added up: an arithmetic series.
        let sold_for = |day: Decimal| day.minus(Decimal::ONE)?.minus(self.wait);
        let sold_days = sold_for(first)?.plus(sold_for(last)?)?.times(days)?.over(TWO)?;
        exact::sum([waiting, days.times(self.orders)?, -self.per_day.times(sold_days)?])
    }
}

/// How many days there are from one to another, both included.
fn count(from: Decimal, to: Decimal) -> Option<Decimal> {
    Some(to.minus(from)?.plus(Decimal::ONE)?.max(Decimal::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn batch(orders: &str, per_day: &str, wait: &str) -> Batch {
        Batch { orders: number(orders), per_day: number(per_day), wait: number(wait) }
    }

    /// The same, day by day.
    fn counted(batch: Batch, from: u32, to: u32) -> Decimal {
        let mut sum = Decimal::ZERO;
        for day in from..=to {
            let sold = (Decimal::from(day) - Decimal::ONE - batch.wait).max(Decimal::ZERO) * batch.per_day;
            sum += (batch.orders - sold).max(Decimal::ZERO);
        }
        sum
    }

    #[test]
    fn the_worked_example() {
        let batch = batch("600", "8", "0");
        assert_eq!(batch.last_day(), Some(number("75")));
        // Seven orders at seven in thirty days, which is a day's pace without an end.
        let batch_of_month = Batch { orders: number("7"), per_day: number("7") / number("30"), wait: Decimal::ZERO };
        assert_eq!(batch_of_month.last_day(), Some(number("30")));
        assert_eq!(batch.order_days(number("31"), number("60")), Some(number("7320")));
        assert_eq!(batch.order_days(number("61"), number("90")), Some(number("960")));
    }

    #[test]
    fn the_sums_are_those_of_every_day() {
        for batch in [
            batch("600", "8", "0"),
            batch("600", "8", "10"),
            batch("7", "2.5", "3"),
            batch("1", "100", "0"),
            batch("100", "0.3", "40"),
            batch("90", "3", "30"),
        ] {
            for (from, to) in [(1, 30), (1, 1), (31, 60), (40, 41), (61, 400), (2, 3)] {
                let found = batch.order_days(Decimal::from(from), Decimal::from(to));
                assert_eq!(found, Some(counted(batch, from, to)), "{batch:?} {from} {to}");
            }
        }
    }
}
