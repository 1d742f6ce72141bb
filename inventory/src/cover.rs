//! How long stock lasts, and the rule of days of cover that most sellers know (COV-1, COV-2; SS-5).

use super::figures::{finite, not_negative, share};
use super::rounding::{OrderRules, RoundedOrder};

/// Days of cover that differ by less are the same.
const TOLERANCE: f64 = 1e-9;

/// How long stock lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForwardCover {
    /// Days, with the part of the last one, until the forecast has used up the stock; `None` where it lasts longer than
    /// the forecast reaches ("beyond the horizon").
    pub days: Option<f64>,
    /// Stock by the mean of the forecast, for comparison: it misses every event. `None` of a forecast of nothing.
    pub flat_days: Option<f64>,
}

/// Walks a forecast by day until it has used up the stock. Stock of zero or less lasts until the first day with demand. A
/// forecast below zero wants nothing. Formula COV-1; a rule of this project.
///
/// `None` if a figure is no number.
#[must_use]
pub fn forward(stock: f64, forecast: &[f64]) -> Option<ForwardCover> {
    if !stock.is_finite() || !forecast.iter().all(|day| day.is_finite()) {
        return None;
    }
    let stock = stock.max(0.0);
    let (mut used, mut days) = (0.0, None);
    for (day, wanted) in forecast.iter().map(|day| day.max(0.0)).enumerate() {
        if days.is_none() && used + wanted > stock {
            days = Some(day as f64 + (stock - used) / wanted);
        }
        used += wanted;
    }
    Some(ForwardCover { days, flat_days: share(stock * forecast.len() as f64, used) })
}

/// The rule of days of cover: order when stock and orders last less than so many days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverRule {
    /// Days of cover below which an order is placed.
    pub trigger_days: f64,
    /// Days of cover beyond the wait that an order aims at.
    pub safety_days: f64,
    /// Days from an order until its goods can be sold (L).
    pub lead_days: f64,
    /// Days from one look at the stock to the next (R); 0 where it is always looked at.
    pub review_days: f64,
}

/// What the rule says about one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverOrder {
    /// Days that stock and orders last; negative while customers wait; `None` without demand.
    pub position_days: Option<f64>,
    /// Whether to order now.
    pub trigger: bool,
    /// The position that an order aims at, units.
    pub target_level: f64,
    /// What is missing to it, units; 0 while nothing is to be ordered.
    pub needed: f64,
    /// The same as it can be ordered.
    pub order: RoundedOrder,
    /// The trigger is shorter than the wait, so that stock is gone when the goods arrive. A trigger of 15 days before 35
    /// days at sea means 20 days without stock.
    pub comes_too_late: bool,
    /// The trigger to propose: the wait and the days of safety, and never less than the one that is set.
    pub recommended_trigger_days: f64,
}

impl CoverRule {
    /// What to order: if the position (on hand and on order, less what customers wait for) lasts **less** than the trigger,
    /// so much that it lasts the wait and the days of safety. Formula COV-2; a rule of this project.
    ///
    /// Days of safety have no service level by themselves.
    ///
    /// `None` if a figure is no number, demand or days are negative, or the rules of the order make no sense.
    #[must_use]
    pub fn order(&self, position: f64, daily_demand: f64, rules: &OrderRules) -> Option<CoverOrder> {
        let figures = [daily_demand, self.trigger_days, self.safety_days, self.lead_days, self.review_days];
        if !figures.into_iter().all(not_negative) {
            return None;
        }
        let wait = self.lead_days + self.review_days;
        let covered = finite(wait + self.safety_days)?;
        let target_level = finite(daily_demand * covered)?;
        let position = finite(position)?;
        let position_days = share(position, daily_demand);
        let trigger = position_days.is_some_and(|days| days < self.trigger_days - TOLERANCE);
        let needed = if trigger { finite((target_level - position).max(0.0))? } else { 0.0 };
        Some(CoverOrder {
            position_days,
            trigger,
            target_level,
            needed,
            order: rules.round(needed)?,
            comes_too_late: self.trigger_days < wait - TOLERANCE,
            recommended_trigger_days: self.trigger_days.max(covered),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: CoverRule = CoverRule { trigger_days: 15.0, safety_days: 30.0, lead_days: 10.0, review_days: 0.0 };

    #[test]
    fn cover_walks_the_forecast() {
        let days = |stock, forecast: &[f64]| forward(stock, forecast).and_then(|cover| cover.days);
        assert_eq!(days(100.0, &[10.0; 30]), Some(10.0));
        assert_eq!(days(0.0, &[0.0, 0.0, 4.0]), Some(2.0));
        assert_eq!(days(-5.0, &[0.0, 0.0, 4.0]), Some(2.0));
        assert_eq!(days(3.0, &[0.0, -7.0, 4.0]), Some(2.75));
        // Exactly used up at the end: nobody was sent away.
        assert_eq!(days(30.0, &[10.0; 3]), None);
        assert_eq!(days(1.0, &[]), None);
        assert_eq!((forward(f64::NAN, &[1.0]), forward(1.0, &[f64::INFINITY])), (None, None));
    }

    #[test]
    fn exactly_the_trigger_is_not_below_it() {
        let order = |position, daily| RULE.order(position, daily, &OrderRules::FREE).unwrap();
        assert!(!order(300.0, 20.0).trigger);
        assert!(order(299.0, 20.0).trigger);
        // In binary fractions this is a little less than 15 days.
        assert!(!order(2.55, 0.17).trigger);
    }

    #[test]
    fn without_demand_there_is_no_trigger() {
        let order = RULE.order(0.0, 0.0, &OrderRules { moq: 100.0, ..OrderRules::FREE }).unwrap();
        assert_eq!((order.position_days, order.trigger, order.order.packs), (None, false, 0));
    }

    #[test]
    fn waiting_customers_are_ordered_for() {
        let order = RULE.order(-30.0, 5.0, &OrderRules { pack: 12.0, ..OrderRules::FREE }).unwrap();
        assert_eq!((order.position_days, order.needed, order.order.quantity), (Some(-6.0), 230.0, 240.0));
    }

    /// The rule of 15 and 30 days, at sea.
    #[test]
    fn a_trigger_shorter_than_the_wait_is_warned_of() {
        let warned = |rule: CoverRule| {
            let order = rule.order(700.0, 20.0, &OrderRules::FREE).unwrap();
            (order.comes_too_late, order.recommended_trigger_days)
        };
        let at_sea = CoverRule { lead_days: 35.0, ..RULE };
        assert_eq!((warned(at_sea), warned(RULE)), ((true, 65.0), (false, 40.0)));
        assert_eq!(warned(CoverRule { trigger_days: 90.0, ..at_sea }), (false, 90.0));
        assert_eq!(warned(CoverRule { lead_days: 15.0, ..RULE }), (false, 45.0));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for bad in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(RULE.order(1.0, bad, &OrderRules::FREE), None);
            assert_eq!(CoverRule { lead_days: bad, ..RULE }.order(1.0, 1.0, &OrderRules::FREE), None);
        }
        assert_eq!(RULE.order(f64::NAN, 1.0, &OrderRules::FREE), None);
        assert_eq!(RULE.order(1.0, 1.0, &OrderRules { pack: 0.0, ..OrderRules::FREE }), None);
    }
}
