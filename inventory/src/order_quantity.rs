//! How much to order at a time: economic order quantities (EOQ-1 to EOQ-6; SPT ch. 4, SS ch. 3).
//!
//! Demand and the cost of holding are both **per year**: a monthly demand with yearly costs is the usual error.

use super::DAYS_A_YEAR;
use super::figures::{finite, not_negative, positive, share};
use super::rounding::OrderRules;

/// Why there is no order quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoQuantity {
    /// A figure is negative, no number, or so large that the answer would be none.
    OutOfRange,
    /// Holding stock costs nothing: the more the better, without an end.
    FreeHolding,
    /// A customer who waits costs nothing: nothing would ever be ordered.
    FreeBackorders,
    /// Production is not faster than demand: no lot would ever be done.
    SlowProduction,
    /// The prices do not start at a quantity of 0, their quantities do not ascend, or a larger quantity costs more a unit.
    PriceBreaks,
    /// The most that can be ordered is less than the least order, or than a pack.
    Infeasible,
    /// There is neither money nor room for any stock.
    NoRoom,
}

/// What an economic order quantity weighs: the more is ordered at a time, the fewer orders, the more stock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eoq {
    /// Demand, units a year (D).
    pub annual_demand: f64,
    /// What an order costs, however large (K). Money.
    pub order_cost: f64,
    /// What a unit in stock costs a year (h). Money.
    pub holding_cost: f64,
}

/// An order quantity and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EconomicOrder {
    /// Units an order. 0 of a demand of 0; and where an order costs nothing, since costs then set no lower bound.
    pub quantity: f64,
    /// Orders and stock, money a year.
    pub annual_cost: f64,
    /// `None` where an order costs nothing: as many as wanted.
    pub orders_per_year: Option<f64>,
    /// Days from one order to the next; `None` without demand.
    pub cycle_days: Option<f64>,
}

/// An order quantity when customers wait for a part of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BackorderedOrder {
    /// Units an order.
    pub quantity: f64,
    /// Units that customers wait for when an order arrives.
    pub most_backorders: f64,
    /// Orders, stock and waiting, money a year.
    pub annual_cost: f64,
}

/// A quantity and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostedOrder {
    /// Units an order.
    pub quantity: f64,
    /// Orders and stock, money a year.
    pub annual_cost: f64,
    /// How many times the cost of the best quantity; `None` where that costs nothing.
    pub penalty_ratio: Option<f64>,
}

/// A quantity that is used up in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CappedOrder {
    /// Units an order.
    pub quantity: f64,
    /// It is less than the best one.
    pub capped: bool,
    /// The reorder point alone is more than is used up in time: every order will be old.
    pub reorder_point_exceeds: bool,
}

impl Eoq {
    /// The quantity of least cost, `√(2KD/h)`. Formula EOQ-1; SPT ch. 4, SS 3.4.
    ///
    /// # Errors
    /// [`NoQuantity::OutOfRange`], [`NoQuantity::FreeHolding`].
    pub fn optimum(&self) -> Result<EconomicOrder, NoQuantity> {
        let quantity = self.best()?;
        let annual_cost = (2.0 * self.order_cost * self.annual_demand * self.holding_cost).sqrt();
        let idle = self.annual_demand == 0.0;
        Ok(EconomicOrder {
            quantity,
            annual_cost: sound(annual_cost)?,
            orders_per_year: if idle { Some(0.0) } else { share(self.annual_demand, quantity) },
            cycle_days: share(quantity * DAYS_A_YEAR, self.annual_demand),
        })
    }

    /// The same when customers wait, at a cost a unit and year (b), and part of an order is sold before it arrives:
    /// `√(2KD(h+b)/(hb))`. Formula EOQ-2; SS 3.27.
    ///
    /// # Errors
    /// Those of [`optimum`](Self::optimum); [`NoQuantity::FreeBackorders`].
    pub fn with_backorders(&self, backorder_cost: f64) -> Result<BackorderedOrder, NoQuantity> {
        let best = self.best()?;
        if backorder_cost == 0.0 {
            return Err(NoQuantity::FreeBackorders);
        }
        if !positive(backorder_cost) {
            return Err(NoQuantity::OutOfRange);
        }
        let both = self.holding_cost + backorder_cost;
        let quantity = sound(best * (both / backorder_cost).sqrt())?;
        let most_backorders = sound(quantity * self.holding_cost / both)?;
        Ok(BackorderedOrder { quantity, most_backorders, annual_cost: sound(most_backorders * backorder_cost)? })
    }

    /// The same when an order does not arrive at once but is made at a rate of so many units a year (P):
    /// `√(2KD/(h(1−D/P)))`. Formula EOQ-3; SPT ch. 4.
    ///
    /// # Errors
    /// Those of [`optimum`](Self::optimum); [`NoQuantity::SlowProduction`].
    pub fn produced(&self, annual_production: f64) -> Result<EconomicOrder, NoQuantity> {
        self.best()?;
        if !not_negative(annual_production) {
            return Err(NoQuantity::OutOfRange);
        }
        if annual_production <= self.annual_demand {
            return Err(NoQuantity::SlowProduction);
        }
        let kept = 1.0 - self.annual_demand / annual_production;
        Self { holding_cost: self.holding_cost * kept, ..*self }.optimum()
    }

    /// What another quantity costs, `KD/Q + hQ/2`, and how much more than the best one, `½(q + 1/q)`. Formula EOQ-4;
    /// SPT ch. 4.
    ///
    /// # Errors
    /// Those of [`optimum`](Self::optimum); [`NoQuantity::OutOfRange`] for a quantity that is not above zero.
    pub fn cost_of(&self, quantity: f64) -> Result<CostedOrder, NoQuantity> {
        let best = self.best()?;
        if !positive(quantity) {
            return Err(NoQuantity::OutOfRange);
        }
        let annual_cost = sound(self.cost(quantity))?;
        let penalty_ratio = share(quantity, best).and_then(|ratio| finite((ratio + 1.0 / ratio) / 2.0));
        Ok(CostedOrder { quantity, annual_cost, penalty_ratio })
    }

    /// The cheaper of the two numbers of whole packs around the best quantity, the smaller one if they cost the same; at
    /// least the least order, at most the most. Formula EOQ-5; SPT ch. 4.
    ///
    /// # Errors
    /// Those of [`optimum`](Self::optimum); [`NoQuantity::OutOfRange`] for rules that make no sense;
    /// [`NoQuantity::Infeasible`].
    pub fn in_packs(&self, rules: &OrderRules) -> Result<CostedOrder, NoQuantity> {
        let best = self.best()?;
        if rules.round(best).is_none() {
            return Err(NoQuantity::OutOfRange);
        }
        if self.annual_demand == 0.0 {
            return Ok(CostedOrder { quantity: 0.0, annual_cost: 0.0, penalty_ratio: None });
        }
        let least = rules.packs_up(rules.moq).max(1.0);
        let most = rules.most.map_or(f64::MAX, |most| rules.packs_down(most));
        if most < least {
            return Err(NoQuantity::Infeasible);
        }
        let packs = |packs: f64| self.cost_of(packs.clamp(least, most) * rules.pack);
        let (less, more) = (packs(rules.packs_down(best))?, packs(rules.packs_up(best))?);
        Ok(if more.annual_cost < less.annual_cost { more } else { less })
    }

    /// The best quantity, or less: what is used up within some days of its arrival, behind the stock that is still there.
    /// With a reorder point of 0 the cap is on the order alone. Formula EOQ-6; SPT ch. 4.
    ///
    /// # Errors
    /// Those of [`optimum`](Self::optimum); [`NoQuantity::OutOfRange`] for days below zero and a reorder point that is no
    /// number.
    pub fn capped(&self, most_days: f64, reorder_point: f64) -> Result<CappedOrder, NoQuantity> {
        let best = self.best()?;
        if !not_negative(most_days) || !reorder_point.is_finite() {
            return Err(NoQuantity::OutOfRange);
        }
        let used = sound(self.annual_demand * most_days / DAYS_A_YEAR)?;
        // A reorder point below zero makes no room: the order arrives to an empty shelf.
        let room = used - reorder_point.max(0.0);
        Ok(CappedOrder {
            quantity: best.min(room).max(0.0),
            capped: best > room,
            reorder_point_exceeds: reorder_point > used,
        })
    }

    /// What a quantity costs; not yet known to be finite. One of 0 is the best of orders that cost nothing.
    pub(super) fn cost(&self, quantity: f64) -> f64 {
        let orders = if quantity > 0.0 { self.order_cost * self.annual_demand / quantity } else { 0.0 };
        orders + self.holding_cost * quantity / 2.0
    }

    /// `√(2KD/h)`.
    pub(super) fn best(&self) -> Result<f64, NoQuantity> {
        let figures = [self.annual_demand, self.order_cost, self.holding_cost];
        if !figures.into_iter().all(not_negative) {
            return Err(NoQuantity::OutOfRange);
        }
        if self.holding_cost == 0.0 {
            return Err(NoQuantity::FreeHolding);
        }
        sound((2.0 * self.order_cost * self.annual_demand / self.holding_cost).sqrt())
    }
}

/// The figure, if it is a number.
pub(super) fn sound(figure: f64) -> Result<f64, NoQuantity> {
    finite(figure).ok_or(NoQuantity::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: Eoq = Eoq { annual_demand: 1300.0, order_cost: 8.0, holding_cost: 0.225 };

    #[test]
    fn without_demand_nothing_is_ordered() {
        let idle = Eoq { annual_demand: 0.0, ..MODEL };
        let order = idle.optimum().unwrap();
        assert_eq!((order.quantity, order.orders_per_year, order.cycle_days), (0.0, Some(0.0), None));
        assert_eq!(idle.in_packs(&OrderRules { moq: 500.0, ..OrderRules::FREE }).unwrap().quantity, 0.0);
        assert_eq!(idle.capped(60.0, 0.0).unwrap().quantity, 0.0);
    }

    #[test]
    fn orders_that_cost_nothing_are_as_many_as_wanted() {
        let free = Eoq { order_cost: 0.0, ..MODEL };
        let order = free.optimum().unwrap();
        assert_eq!((order.quantity, order.orders_per_year, order.cycle_days), (0.0, None, Some(0.0)));
        assert_eq!(free.in_packs(&OrderRules { pack: 24.0, ..OrderRules::FREE }).unwrap().quantity, 24.0);
        assert_eq!(free.cost_of(100.0).unwrap().penalty_ratio, None);
    }

    #[test]
    fn what_has_no_answer_has_a_reason() {
        let free = Eoq { holding_cost: 0.0, ..MODEL };
        assert_eq!(free.optimum(), Err(NoQuantity::FreeHolding));
        assert_eq!(free.in_packs(&OrderRules::FREE), Err(NoQuantity::FreeHolding));
        assert_eq!(MODEL.with_backorders(0.0), Err(NoQuantity::FreeBackorders));
        assert_eq!(MODEL.produced(1300.0), Err(NoQuantity::SlowProduction));
        assert_eq!(MODEL.cost_of(0.0), Err(NoQuantity::OutOfRange));
        assert_eq!(MODEL.in_packs(&OrderRules { pack: 0.0, ..OrderRules::FREE }), Err(NoQuantity::OutOfRange));
        let tight = OrderRules { moq: 500.0, pack: 100.0, most: Some(450.0) };
        assert_eq!(MODEL.in_packs(&tight), Err(NoQuantity::Infeasible));
        for bad in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(Eoq { annual_demand: bad, ..MODEL }.optimum(), Err(NoQuantity::OutOfRange));
            assert_eq!(Eoq { order_cost: bad, ..MODEL }.optimum(), Err(NoQuantity::OutOfRange));
            assert_eq!(Eoq { holding_cost: bad, ..MODEL }.optimum(), Err(NoQuantity::OutOfRange));
            assert_eq!(MODEL.with_backorders(bad), Err(NoQuantity::OutOfRange));
            assert_eq!(MODEL.capped(bad, 0.0), Err(NoQuantity::OutOfRange));
        }
        let vast = Eoq { annual_demand: 1e300, order_cost: 1e300, holding_cost: 1.0 };
        assert_eq!(vast.optimum(), Err(NoQuantity::OutOfRange));
    }

    /// A monthly demand with a yearly cost of holding orders √12 times too little.
    #[test]
    fn demand_and_holding_are_of_the_same_time() {
        let monthly = Eoq { annual_demand: MODEL.annual_demand / 12.0, ..MODEL };
        let ratio = MODEL.optimum().unwrap().quantity / monthly.optimum().unwrap().quantity;
        assert!((ratio - 12.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn an_exact_number_of_packs_is_kept_and_ties_take_the_smaller() {
        // √(2 · 50 · 100 / 1) = 100.
        let round = Eoq { annual_demand: 100.0, order_cost: 50.0, holding_cost: 1.0 };
        assert_eq!(round.in_packs(&OrderRules { pack: 25.0, ..OrderRules::FREE }).unwrap().quantity, 100.0);
        // √(2 · 1 · 1 / 1): one and two units cost 1.5 both.
        let tie = Eoq { annual_demand: 1.0, order_cost: 1.0, holding_cost: 1.0 };
        assert_eq!(tie.in_packs(&OrderRules::FREE).unwrap().quantity, 1.0);
        assert_eq!(MODEL.in_packs(&OrderRules { most: Some(250.0), ..OrderRules::FREE }).unwrap().quantity, 250.0);
    }

    #[test]
    fn what_keeps_badly_is_ordered_in_smaller_lots() {
        // 1,300 a year: 213.7 in 60 days.
        let order = MODEL.capped(60.0, 100.0).unwrap();
        assert!((order.quantity - 113.698_630_136_986_3).abs() < 1e-9);
        assert!(order.capped && !order.reorder_point_exceeds);
        let hopeless = MODEL.capped(60.0, 250.0).unwrap();
        assert_eq!((hopeless.quantity, hopeless.capped, hopeless.reorder_point_exceeds), (0.0, true, true));
        assert_eq!(MODEL.capped(60.0, -50.0), MODEL.capped(60.0, 0.0));
    }
}
