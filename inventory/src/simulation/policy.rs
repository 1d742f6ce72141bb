//! When an order goes out, and for how much.

/// A policy: at a review the inventory position (on hand + on order − backorders) is held against the reorder point.
/// SPT ch. 6 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Order when the position is at or below this, units. It may be negative.
    pub reorder_point: i64,
    /// How much is ordered then.
    pub quantity: Quantity,
    /// Days from one review to the next: 1 or more.
    pub review_days: u32,
}

/// How much is ordered, units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// As many times this as lift the position above the reorder point: nQ.
    Multiple(i64),
    /// What is missing to this position: the order-up-to level S.
    UpTo(i64),
}

impl Policy {
    /// (r, nQ), reviewed every morning.
    #[must_use]
    pub const fn multiples(reorder_point: i64, quantity: i64) -> Self {
        Self { reorder_point, quantity: Quantity::Multiple(quantity), review_days: 1 }
    }

    /// (s, S), reviewed every morning.
    #[must_use]
    pub const fn min_max(reorder_point: i64, level: i64) -> Self {
        Self { reorder_point, quantity: Quantity::UpTo(level), review_days: 1 }
    }

    /// (R, S): every R days up to S, whatever is missing. With R = 1 that is base stock.
    #[must_use]
    pub const fn periodic(review_days: u32, level: i64) -> Self {
        Self { reorder_point: level.saturating_sub(1), quantity: Quantity::UpTo(level), review_days }
    }

    /// What is ordered at a review at this position; 0 for none.
    #[inline]
    pub(super) fn order(&self, position: i64) -> i64 {
        if position > self.reorder_point {
            return 0;
        }
        match self.quantity {
            Quantity::Multiple(quantity) => {
                // Unsigned, and never 0, so that no division can fail.
                let (short, quantity) =
                    ((self.reorder_point - position).unsigned_abs(), quantity.unsigned_abs().max(1));
                ((short / quantity + 1) * quantity) as i64
            }
            Quantity::UpTo(level) => level - position,
        }
    }

    /// A position of a cycle: this part of the way from the most down to the reorder point.
    pub(super) fn within_cycle(&self, part: f64) -> i64 {
        let highest = self.highest();
        highest - (part * (highest - self.reorder_point) as f64) as i64
    }

    /// The most that the position can be right after an order.
    pub(super) const fn highest(&self) -> i64 {
        match self.quantity {
            Quantity::Multiple(quantity) => self.reorder_point + quantity,
            Quantity::UpTo(level) => level,
        }
    }

    /// Whether its figures are within the limits and an order is always of one unit or more.
    pub(super) fn is_sound(&self) -> bool {
        let limits = -super::MOST_STOCK..=super::MOST_STOCK;
        let ordered = match self.quantity {
            Quantity::Multiple(quantity) => (1..=super::MOST_STOCK).contains(&quantity),
            Quantity::UpTo(level) => level > self.reorder_point && limits.contains(&level),
        };
        ordered && limits.contains(&self.reorder_point) && self.review_days > 0
    }
}
