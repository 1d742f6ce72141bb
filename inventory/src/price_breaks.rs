//! How much to order when a larger order costs less a unit (QD-1, QD-2; SPT ch. 4, SS ch. 3).
//!
//! Neither the lowest price nor the economic order quantity is the answer by itself: stock that is bought to reach a price
//! costs money too.

use super::figures::{not_negative, positive};
use super::order_quantity::{Eoq, NoQuantity};

/// A price from a quantity on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceBreak {
    /// The least quantity of an order that has it. 0 in the first one.
    pub from: f64,
    /// For a unit.
    pub unit_price: f64,
}

/// Demand, costs, and prices by quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceBreaks<'a> {
    /// Units a year (D).
    pub annual_demand: f64,
    /// What an order costs, however large (K). Money.
    pub order_cost: f64,
    /// What stock costs a year, as a share of its price (i).
    pub holding_rate: f64,
    /// From a quantity of 0 on, ascending; no price above the one before.
    pub prices: &'a [PriceBreak],
}

/// The order of least cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiscountedOrder {
    /// Units an order.
    pub quantity: f64,
    /// Which of the prices it reaches, from 0.
    pub tier: usize,
    /// Goods, orders and stock, money a year.
    pub annual_cost: f64,
}

impl PriceBreaks<'_> {
    /// The best order when the price that it reaches holds for **all units** of it. Formula QD-1; SPT ch. 4.
    ///
    /// # Errors
    /// [`NoQuantity::OutOfRange`], [`NoQuantity::FreeHolding`], [`NoQuantity::PriceBreaks`].
    pub fn all_units(&self) -> Result<DiscountedOrder, NoQuantity> {
        self.check()?;
        self.cheapest(|tier| {
            let eoq = self.eoq(self.order_cost, tier.unit_price);
            // Where its best order would not have the price, the least that has it.
            let quantity = eoq.best()?.max(tier.from);
            Ok((quantity, tier.unit_price * self.annual_demand + eoq.cost(quantity)))
        })
    }

    /// The best order when each price holds for the **units above** its quantity alone, and the units below keep theirs.
    /// Formula QD-2; SPT ch. 4.
    ///
    /// # Errors
    /// Those of [`all_units`](Self::all_units).
    pub fn incremental(&self) -> Result<DiscountedOrder, NoQuantity> {
        self.check()?;
        let mut price_before = None;
        let mut extra = 0.0;
        self.cheapest(|tier| {
            // What the units below cost more than they would at this price: as much in every order, like its cost.
            extra += tier.from * (price_before.unwrap_or(tier.unit_price) - tier.unit_price);
            price_before = Some(tier.unit_price);
            let eoq = self.eoq(self.order_cost + extra, tier.unit_price);
            let quantity = eoq.best()?;
            if quantity < tier.from {
                return Ok((quantity, f64::INFINITY));
            }
            let goods = tier.unit_price * self.annual_demand;
            Ok((quantity, goods + eoq.cost(quantity) + self.holding_rate * extra / 2.0))
        })
    }

    /// The cheapest of the orders that are best at each price, without those that would reach the next one.
    fn cheapest(
        &self,
        mut best_at: impl FnMut(&PriceBreak) -> Result<(f64, f64), NoQuantity>,
    ) -> Result<DiscountedOrder, NoQuantity> {
        let mut cheapest: Option<DiscountedOrder> = None;
        for (tier, price) in self.prices.iter().enumerate() {
            let (quantity, annual_cost) = best_at(price)?;
            let within = self.prices.get(tier + 1).is_none_or(|next| quantity < next.from);
            let least = cheapest.map_or(f64::INFINITY, |so_far| so_far.annual_cost);
            if within && annual_cost < least {
                cheapest = Some(DiscountedOrder { quantity, tier, annual_cost });
            }
        }
        cheapest.ok_or(NoQuantity::OutOfRange)
    }

    fn eoq(&self, order_cost: f64, unit_price: f64) -> Eoq {
        Eoq { annual_demand: self.annual_demand, order_cost, holding_cost: self.holding_rate * unit_price }
    }

    fn check(&self) -> Result<(), NoQuantity> {
        let from_zero = self.prices.first().is_some_and(|first| first.from == 0.0);
        let priced = self.prices.iter().all(|one| not_negative(one.from) && positive(one.unit_price));
        let mut pairs = self.prices.iter().zip(self.prices.iter().skip(1));
        let ordered = pairs.all(|(one, next)| one.from < next.from && next.unit_price <= one.unit_price);
        if from_zero && priced && ordered { Ok(()) } else { Err(NoQuantity::PriceBreaks) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRICES: [PriceBreak; 3] = [
        PriceBreak { from: 0.0, unit_price: 0.75 },
        PriceBreak { from: 400.0, unit_price: 0.72 },
        PriceBreak { from: 800.0, unit_price: 0.68 },
    ];

    fn model(prices: &[PriceBreak]) -> PriceBreaks<'_> {
        PriceBreaks { annual_demand: 1300.0, order_cost: 8.0, holding_rate: 0.3, prices }
    }

    /// Every quantity up to 3,000, priced as it is bought.
    #[test]
    fn no_other_quantity_is_cheaper() {
        for order_cost in [0.5, 8.0, 60.0, 400.0] {
            let model = PriceBreaks { order_cost, ..model(&PRICES) };
            let of_all = |quantity: f64| {
                let price = PRICES.iter().rev().find(|one| one.from <= quantity).unwrap().unit_price;
                price * quantity
            };
            let of_parts = |quantity: f64| {
                let ends = PRICES.iter().skip(1).map(|next| next.from).chain([f64::INFINITY]);
                let parts = PRICES.iter().zip(ends);
                parts.map(|(one, end)| (quantity.min(end) - one.from).max(0.0) * one.unit_price).sum::<f64>()
            };
            let cost = |quantity: f64, goods: f64| {
                let orders = model.annual_demand / quantity;
                orders * (goods + order_cost) + model.holding_rate * goods / 2.0
            };
            let all = model.all_units().unwrap();
            let parts = model.incremental().unwrap();
            for quantity in (1..=3_000).map(f64::from) {
                assert!(cost(quantity, of_all(quantity)) >= all.annual_cost - 1e-9, "{order_cost}: {quantity}");
                assert!(cost(quantity, of_parts(quantity)) >= parts.annual_cost - 1e-9, "{order_cost}: {quantity}");
            }
            assert!((cost(parts.quantity, of_parts(parts.quantity)) - parts.annual_cost).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_is_bought_of_nothing() {
        let idle = PriceBreaks { annual_demand: 0.0, ..model(&PRICES) };
        let nothing = DiscountedOrder { quantity: 0.0, tier: 0, annual_cost: 0.0 };
        assert_eq!((idle.all_units(), idle.incremental()), (Ok(nothing), Ok(nothing)));
    }

    #[test]
    fn orders_that_cost_nothing_still_reach_for_a_price() {
        let free = PriceBreaks { order_cost: 0.0, ..model(&PRICES) };
        assert_eq!(free.all_units().map(|order| (order.quantity, order.tier)), Ok((800.0, 2)));
    }

    #[test]
    fn prices_that_make_no_sense_are_refused() {
        let one = |from, unit_price| PriceBreak { from, unit_price };
        for prices in [
            &[][..],
            &[one(1.0, 1.0)],
            &[one(0.0, 0.0)],
            &[one(0.0, 1.0), one(0.0, 0.9)],
            &[one(0.0, 1.0), one(10.0, 1.1)],
            &[one(0.0, f64::NAN)],
        ] {
            assert_eq!(model(prices).all_units(), Err(NoQuantity::PriceBreaks));
            assert_eq!(model(prices).incremental(), Err(NoQuantity::PriceBreaks));
        }
        let free = PriceBreaks { holding_rate: 0.0, ..model(&PRICES) };
        assert_eq!(
            (free.all_units(), free.incremental()),
            (Err(NoQuantity::FreeHolding), Err(NoQuantity::FreeHolding))
        );
        let bad = PriceBreaks { order_cost: f64::NAN, ..model(&PRICES) };
        assert_eq!(bad.all_units(), Err(NoQuantity::OutOfRange));
    }
}
