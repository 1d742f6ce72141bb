//! Who carries how many orders of a month.

use rust_decimal::Decimal;

use super::cost::Carrier;
use crate::exact::{self, Exact};

/// The orders of a month, by carrier in the order of their cost. On average, so that they need not be whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// Orders of each.
    pub(super) orders: Vec<Decimal>,
    /// Orders for which no carrier has room.
    pub(super) rest: Decimal,
}

impl Split {
    /// So many orders, the cheapest carrier first, each up to what it takes; one of which nobody knows that takes all.
    pub(super) fn of(carriers: &[Carrier<'_>], orders: Decimal) -> Option<Self> {
        let mut rest = orders;
        let mut taken = Vec::new();
        for one in carriers {
            let orders = one.capacity().map_or(rest, |most| most.min(rest));
            rest = rest.minus(orders)?;
            taken.push(orders);
        }
        Some(Self { orders: taken, rest })
    }

    /// Orders of the month.
    pub(super) fn all(&self) -> Option<Decimal> {
        exact::sum(self.orders.iter().copied())?.plus(self.rest)
    }

    /// What a carrier could take besides; nothing where nobody knows.
    pub(super) fn room(&self, carriers: &[Carrier<'_>], at: usize) -> Option<Decimal> {
        carriers.get(at)?.capacity().map_or(Some(Decimal::ZERO), |most| most.minus(self.orders[at]))
    }

    /// Moves orders to a backup, until that has a share of the month or no room: those of the dearest other carrier first, of the
    /// core last. What was moved, and what these orders cost more there.
    pub(super) fn keep(&mut self, carriers: &[Carrier<'_>], backup: usize, percent: Decimal) -> Option<[Decimal; 2]> {
        let wanted = self.all()?.times(percent)?.over(Decimal::ONE_HUNDRED)?;
        let mut left = wanted.minus(self.orders[backup])?.min(self.room(carriers, backup)?).max(Decimal::ZERO);
        let [mut moved, mut dearer] = [Decimal::ZERO; 2];
        for at in (0..carriers.len()).rev().filter(|at| *at != backup) {
            let orders = left.min(self.orders[at]);
            self.orders[at] = self.orders[at].minus(orders)?;
            (left, moved) = (left.minus(orders)?, moved.plus(orders)?);
            let more = carriers.get(backup)?.cost.minus(carriers.get(at)?.cost)?;
            dearer = dearer.plus(orders.times(more)?)?;
        }
        self.orders[backup] = self.orders[backup].plus(moved)?;
        Some([moved, dearer])
    }

    /// The same in percent of the month, a decimal each; the first has what the others leave, so that with the rest they are a
    /// hundred.
    pub(super) fn shares(&self) -> Option<Vec<Decimal>> {
        let all = self.all()?;
        let share = |orders: &Decimal| Some(orders.times(Decimal::ONE_HUNDRED)?.over(all)?.round_dp(1).normalize());
        let mut shares: Vec<_> = self.orders.iter().map(share).collect::<Option<_>>()?;
        let others = exact::sum(shares.iter().skip(1).copied())?.plus(share(&self.rest)?)?;
        *shares.first_mut()? = Decimal::ONE_HUNDRED.minus(others)?.normalize();
        Some(shares)
    }
}
