//! Slow movers: which items they are, why, and how many of them there are (SLOW-1, SLOW-2; rules of this project).

use super::figures::{finite, not_negative, share};

/// Days that [`SalesPace::units_90`] counts.
pub const WINDOW_DAYS: f64 = 90.0;

/// When an item counts as slow: by any of three limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlowLimits {
    /// Days without a sale, from which on it does.
    pub no_sale_days: f64,
    /// Days of cover above which it does.
    pub cover_days: f64,
    /// Sell-through below which it does, as a share.
    pub sell_through: f64,
    /// Days since it could first be sold, before which no item does.
    pub grace_days: f64,
}

impl SlowLimits {
    /// 90 days without a sale, cover of 180 days, sell-through of 20 %, 60 days of grace: what sellers often take.
    pub const USUAL: Self = Self { no_sale_days: 90.0, cover_days: 180.0, sell_through: 0.2, grace_days: 60.0 };
}

/// How an item sells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SalesPace {
    /// Days since its last sale; since it could first be sold, if there was none.
    pub days_since_sale: f64,
    /// Units sold in the last 90 days.
    pub units_90: f64,
    /// Units on hand.
    pub on_hand: f64,
    /// Days since it could first be sold.
    pub age_days: f64,
}

/// Why an item is slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlowReason {
    /// No sale for so many days.
    NoSale,
    /// Stock lasts too long.
    Cover,
    /// Too little of what there was has been sold.
    SellThrough,
}

impl SlowReason {
    /// Every one, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::NoSale, Self::Cover, Self::SellThrough];
}

/// What is known of an item's pace.
#[derive(Clone, Debug, PartialEq)]
pub struct SlowMover {
    /// Why it is slow; empty where it is not.
    pub reasons: Vec<SlowReason>,
    /// Days that the stock lasts at the pace of the last 90; `None` where nothing was sold.
    pub cover_days: Option<f64>,
    /// Units sold in 90 days, as a share of those and what is left; `None` where there are neither.
    pub sell_through: Option<f64>,
}

impl SlowLimits {
    /// Whether an item is slow. Nothing on hand is never slow, and nothing sold lasts forever. Formula SLOW-1.
    ///
    /// `None` if a figure of the item is no number, or negative where that makes no sense; stock below zero is none.
    #[must_use]
    pub fn judge(&self, item: &SalesPace) -> Option<SlowMover> {
        if ![item.days_since_sale, item.units_90, item.age_days].into_iter().all(not_negative) {
            return None;
        }
        let on_hand = finite(item.on_hand)?.max(0.0);
        let cover_days = share(on_hand * WINDOW_DAYS, item.units_90);
        let sell_through = share(item.units_90, item.units_90 + on_hand);
        let judged = on_hand > 0.0 && item.age_days >= self.grace_days;
        let holds = |reason: &SlowReason| match reason {
            SlowReason::NoSale => item.days_since_sale >= self.no_sale_days,
            SlowReason::Cover => cover_days.is_none_or(|days| days > self.cover_days),
            SlowReason::SellThrough => sell_through.is_some_and(|share| share < self.sell_through),
        };
        let reasons = SlowReason::ALL.into_iter().filter(|reason| judged && holds(reason)).collect();
        Some(SlowMover { reasons, cover_days, sell_through })
    }
}

/// Stock of an item and whether it is slow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JudgedStock {
    /// Units on hand.
    pub on_hand: f64,
    /// What they cost. Money.
    pub value: f64,
    /// Whether the item is slow.
    pub slow: bool,
}

/// The share of slow movers, in three measures that differ widely: to be named wherever one is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlowRate {
    /// Of the number of items.
    pub by_item: Option<f64>,
    /// Of the units.
    pub by_units: Option<f64>,
    /// Of the value.
    pub by_value: Option<f64>,
}

/// The share of slow movers among the items that have stock. A measure is `None` where there is nothing to measure, or
/// what there is is no number. Formula SLOW-2.
#[must_use]
pub fn slow_rate(items: &[JudgedStock]) -> SlowRate {
    let measured = |measure: fn(&JudgedStock) -> f64| {
        let (mut slow, mut all) = (0.0, 0.0);
        for item in items.iter().filter(|item| item.on_hand > 0.0) {
            all += measure(item);
            slow += if item.slow { measure(item) } else { 0.0 };
        }
        share(slow, all)
    };
    SlowRate {
        by_item: measured(|_| 1.0),
        by_units: measured(|item| item.on_hand),
        by_value: measured(|item| item.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: SalesPace = SalesPace { days_since_sale: 0.0, units_90: 90.0, on_hand: 180.0, age_days: 60.0 };

    fn reasons(item: SalesPace) -> Vec<SlowReason> {
        SlowLimits::USUAL.judge(&item).unwrap().reasons
    }

    #[test]
    fn limits_are_met_exactly() {
        assert_eq!(reasons(ITEM), []);
        assert_eq!(reasons(SalesPace { on_hand: 180.1, ..ITEM }), [SlowReason::Cover]);
        assert_eq!(reasons(SalesPace { days_since_sale: 90.0, ..ITEM }), [SlowReason::NoSale]);
        assert_eq!(reasons(SalesPace { days_since_sale: 89.0, ..ITEM }), []);
        // 90 of 450 are 20 %.
        assert_eq!(reasons(SalesPace { on_hand: 360.0, ..ITEM }), [SlowReason::Cover]);
        assert_eq!(reasons(SalesPace { on_hand: 361.0, ..ITEM }), [SlowReason::Cover, SlowReason::SellThrough]);
    }

    #[test]
    fn new_items_and_empty_shelves_are_not_slow() {
        let dead = SalesPace { days_since_sale: 500.0, units_90: 0.0, ..ITEM };
        assert_eq!(reasons(dead), SlowReason::ALL);
        assert_eq!(reasons(SalesPace { age_days: 59.0, ..dead }), []);
        for on_hand in [0.0, -3.0] {
            let empty = SlowLimits::USUAL.judge(&SalesPace { on_hand, ..dead }).unwrap();
            assert_eq!(empty, SlowMover { reasons: Vec::new(), cover_days: None, sell_through: None });
        }
        assert_eq!(SlowLimits::USUAL.judge(&SalesPace { units_90: f64::NAN, ..ITEM }), None);
    }

    #[test]
    fn measures_of_nothing_are_none() {
        let nothing = SlowRate { by_item: None, by_units: None, by_value: None };
        assert_eq!(slow_rate(&[]), nothing);
        assert_eq!(slow_rate(&[JudgedStock { on_hand: 0.0, value: 5.0, slow: true }]), nothing);
        let worthless = slow_rate(&[JudgedStock { on_hand: 2.0, value: 0.0, slow: true }]);
        assert_eq!(worthless, SlowRate { by_item: Some(1.0), by_units: Some(1.0), by_value: None });
    }
}
