//! What freight and goods may cost at most for the target, each if all else stays, and how many units or orders of a batch
//! bring its money back: solved for by asking the sale anew.

use core::cell::RefCell;

use rust_decimal::Decimal;

use super::{Basis, MOST, Sale, Seller, Terms, Way};
use crate::amount::Money;
use crate::calculators::landed_cost::texts::{figure, line};
use crate::calculators::landed_cost::{Ask, route, warehouse};
use crate::exact::{self, Exact};
use crate::schema::{Alternative, Arg, Figure};

/// What carries the goods that are sold: a parcel, a consignment in bulk, or the shipments of a batch with what its warehouses
/// take beside them.
struct Carried {
    ways: Vec<Way>,
    /// What the orders of a batch cost in its warehouses and beyond, unrounded; none where there is no warehouse.
    behind: Option<Decimal>,
    /// Orders of the batch; 1 without a warehouse.
    orders: Decimal,
}

impl Seller<'_> {
    /// Adds the bounds to what is shown of a channel.
    pub(super) fn bounds(&self, terms: &Terms<'_>, price: Money, sale: &Sale, shown: &mut Alternative) -> Option<()> {
        let carried = self.carried()?;
        let currency = self.ask.inputs.currency;
        let unit = Decimal::new(1, currency.minor_digits());
        // Whether the price holds tax, and so what the target is a share of, can change with the freight.
        let reaches = |basis: Option<Basis>| {
            let Some(basis) = basis else { return false };
            let other = Seller { basis, fulfilled: self.fulfilled.clone(), asked: RefCell::default(), ..*self };
            other.beyond(terms, price).is_some_and(|beyond| beyond >= Decimal::ZERO)
        };
        let goods = goods_cost(self.ask)?.times(carried.orders)?;
        // Freight that is in the price of the goods is no freight.
        let freight = if self.ask.is_delivered() { None } else { carried.freight() };
        let found = [
            (
                figure::MOST_FREIGHT,
                freight.and_then(|now| most(|minor| reaches(self.at_freight(&carried, now, minor)))),
            ),
            (figure::MOST_GOODS, most(|minor| reaches(self.at_goods(&carried, goods, minor)))),
        ];
        for (name, minor) in found {
            let Some(minor) = minor else { continue };
            let value = Decimal::from(minor).times(unit)?;
            shown.figures.push(Figure { name, value: Arg::Money(Money { value, currency }) });
        }
        let batch = match self.basis {
            Basis::Bulk(_) => Some((figure::BREAK_EVEN, self.ask.units()?)),
            Basis::Warehouse { .. } => Some((figure::BREAK_EVEN_ORDERS, carried.orders)),
            Basis::Parcel(_) => None,
        };
        if let Some((name, count)) = batch {
            let landed = sale.parts.iter().find(|(name, ..)| *name == line::LANDED).map(|(_, value, _)| -*value)?;
            // Orders that are not sold are neither picked nor delivered.
            let again = match self.basis {
                Basis::Warehouse { again, .. } => again,
                Basis::Parcel(_) | Basis::Bulk(_) => Decimal::ZERO,
            };
            let left = exact::sum([sale.profit, landed, -again])?;
            let spent = landed.minus(again)?.times(count)?;
            if left > Decimal::ZERO {
                let enough = spent.over(left)?.up();
                shown.figures.push(Figure { name, value: Arg::Number(enough) });
            }
        }
        Some(())
    }

    fn carried(&self) -> Option<Carried> {
        match &self.basis {
            Basis::Parcel(way) | Basis::Bulk(way) => {
                Some(Carried { ways: vec![way.clone()], behind: None, orders: Decimal::ONE })
            }
            Basis::Warehouse { each, legs, .. } => {
                let orders = self.ask.inputs.batch_orders?;
                let ways = warehouse::legs(self.ask, self.world, legs)?;
                let carriage = self.cost_of(&ways)?;
                Some(Carried { behind: Some(each.times(orders)?.minus(carriage)?), ways, orders })
            }
        }
    }

    /// What consignments cost together, unrounded.
    fn cost_of(&self, ways: &[Way]) -> Option<Decimal> {
        let cost = |way: &Way| {
            let ask = Ask { inputs: &way.inputs, told: false, ..*self.ask };
            let goods = ask.goods()?;
            route::alternative(&ask, &ask.entry(&goods)?, way.offer.as_ref().clone())?.0.map(|(_, exact)| exact)
        };
        exact::sum_of(ways.iter().map(cost))
    }

    /// The same sale with other consignments.
    fn with(&self, carried: &Carried, ways: Vec<Way>) -> Option<Basis> {
        match (&self.basis, carried.behind) {
            (Basis::Warehouse { at, again, legs, .. }, Some(behind)) => {
                let each = self.cost_of(&ways)?.plus(behind)?.over(carried.orders)?;
                Some(Basis::Warehouse { each, at: *at, again: *again, legs: legs.clone() })
            }
            (Basis::Bulk(_), _) => ways.into_iter().next().map(Basis::Bulk),
            _ => ways.into_iter().next().map(Basis::Parcel),
        }
    }

    /// With a freight of so many minor units in all, of which each shipment bears the part that it bears now.
    fn at_freight(&self, carried: &Carried, now: Decimal, minor: u64) -> Option<Basis> {
        let all = self.minor(minor)?;
        let moved = carried.ways.iter().map(|way| {
            let freight = if carried.ways.len() == 1 { all } else { all.times(way.offer.freight()?)?.over(now)? };
            Some(Way { offer: Box::new(way.offer.at(self.ask, freight)), ..way.clone() })
        });
        self.with(carried, moved.collect::<Option<Vec<_>>>()?)
    }

    /// With goods that cost so many minor units in all. Goods that cost nothing would be none: then freight bears no duty either.
    fn at_goods(&self, carried: &Carried, now: Decimal, minor: u64) -> Option<Basis> {
        let factor = self.minor(minor.max(1))?.over(now)?;
        let mut ways = carried.ways.clone();
        for (_, row) in ways.iter_mut().flat_map(|way| &mut way.inputs.goods.0) {
            row.unit_cost.value = row.unit_cost.value.times(factor)?;
        }
        self.with(carried, ways)
    }

    /// So many minor units of the currency of the answer.
    fn minor(&self, count: u64) -> Option<Decimal> {
        Decimal::from(count).times(Decimal::new(1, self.ask.inputs.currency.minor_digits()))
    }
}

impl Carried {
    /// The freight of all shipments; none where one has none.
    fn freight(&self) -> Option<Decimal> {
        exact::sum_of(self.ways.iter().map(|way| way.offer.freight())).filter(|freight| *freight > Decimal::ZERO)
    }
}

/// What the goods of an order cost.
fn goods_cost(ask: &Ask<'_>) -> Option<Decimal> {
    exact::sum_of(ask.inputs.goods.0.iter().map(|(_, row)| ask.in_answer(row.unit_cost)?.times(row.unit_count)))
}

/// The largest number that still passes, of those that pass up to some point: by doubling, then by halving. `None` where not
/// even zero does, or everything.
pub(super) fn most(passes: impl Fn(u64) -> bool) -> Option<u64> {
    if !passes(0) {
        return None;
    }
    let mut high = 1_u64;
    while passes(high) {
        high = high.checked_mul(4).filter(|high| *high <= MOST)?;
    }
    let mut low = high / 4;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if passes(middle) { low = middle } else { high = middle }
    }
    Some(low)
}
