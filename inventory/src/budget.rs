//! Order quantities that share a budget or a room (LAG-1; HW, SPT ch. 4).
//!
//! Every quantity shrinks by what its stock takes of the limit, at one price for all: a multiplier that is sought by
//! halving an interval.

use super::figures::{not_negative, positive};
use super::order_quantity::{Eoq, NoQuantity, sound};

/// What shares a limit with others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharedItem {
    /// Units a year (D).
    pub annual_demand: f64,
    /// What an order costs, however large (K). Money.
    pub order_cost: f64,
    /// What a unit costs (c). Money.
    pub unit_cost: f64,
    /// The room that a unit takes (w). Cubic metres.
    pub unit_volume: f64,
}

/// What the stock of all may come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SharedLimit {
    /// The money in stock on average: half of every order.
    AverageValue(f64),
    /// The money in stock if all orders arrived at once.
    PeakValue(f64),
    /// The room for that. Cubic metres.
    PeakVolume(f64),
}

/// Quantities within a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedOrders {
    /// Units an order, of each item.
    pub quantities: Vec<f64>,
    /// What one more unit of the limit would save a year: 0 where it does not bind.
    pub multiplier: f64,
    /// Orders and stock of all items, money a year.
    pub annual_cost: f64,
    /// Whether the best quantities would be beyond the limit.
    pub binding: bool,
}

impl SharedLimit {
    const fn amount(self) -> f64 {
        match self {
            Self::AverageValue(amount) | Self::PeakValue(amount) | Self::PeakVolume(amount) => amount,
        }
    }

    /// What a unit of an order takes of it.
    fn taken_by(self, item: &SharedItem) -> f64 {
        match self {
            Self::AverageValue(_) => item.unit_cost / 2.0,
            Self::PeakValue(_) => item.unit_cost,
            Self::PeakVolume(_) => item.unit_volume,
        }
    }
}

/// The quantities of least cost within a limit, `√(2KD/(h + 2θa))`, where a unit takes `a` of it and `θ` is the
/// multiplier; `holding_rate` is what stock costs a year as a share of its price. Formula LAG-1; HW, SPT ch. 4.
///
/// # Errors
/// [`NoQuantity::OutOfRange`], [`NoQuantity::FreeHolding`], [`NoQuantity::NoRoom`] for a limit of zero.
pub fn within(items: &[SharedItem], holding_rate: f64, limit: SharedLimit) -> Result<SharedOrders, NoQuantity> {
    let model = |item: &SharedItem| {
        let (annual_demand, order_cost) = (item.annual_demand, item.order_cost);
        let eoq = Eoq { annual_demand, order_cost, holding_cost: holding_rate * item.unit_cost };
        (eoq, limit.taken_by(item))
    };
    let models: Vec<_> = items.iter().map(model).collect();
    if !models.iter().all(|(_, taken)| not_negative(*taken)) || !limit.amount().is_finite() {
        return Err(NoQuantity::OutOfRange);
    }
    if !positive(limit.amount()) {
        return Err(NoQuantity::NoRoom);
    }
    let at = |(model, taken): &(Eoq, f64), multiplier: f64| {
        Eoq { holding_cost: model.holding_cost + 2.0 * multiplier * taken, ..*model }.best()
    };
    let taken = |multiplier: f64| -> Result<f64, NoQuantity> {
        let mut sum = 0.0;
        for item in &models {
            sum += at(item, multiplier)? * item.1;
        }
        sound(sum)
    };
    let binding = taken(0.0)? > limit.amount();
    let multiplier =
        if binding { least_multiplier(|multiplier| Ok(taken(multiplier)? <= limit.amount()))? } else { 0.0 };
    let quantities = models.iter().map(|item| at(item, multiplier)).collect::<Result<Vec<_>, _>>()?;
    let costs = models.iter().zip(&quantities).map(|((model, _), quantity)| model.cost(*quantity));
    let annual_cost = sound(costs.sum())?;
    Ok(SharedOrders { quantities, multiplier, annual_cost, binding })
}

/// The least multiplier above zero that fits, to the last bit.
fn least_multiplier(fits: impl Fn(f64) -> Result<bool, NoQuantity>) -> Result<f64, NoQuantity> {
    let (mut low, mut high) = (0.0, 1.0);
    while !fits(high)? {
        (low, high) = (high, sound(high * 2.0)?);
    }
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return Ok(high);
        }
        if fits(middle)? { high = middle } else { low = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEMS: [SharedItem; 2] = [
        SharedItem { annual_demand: 1620.0, order_cost: 139.0, unit_cost: 9.9, unit_volume: 0.02 },
        SharedItem { annual_demand: 7129.0, order_cost: 105.0, unit_cost: 28.4, unit_volume: 0.001 },
    ];

    fn taken(orders: &SharedOrders, each: impl Fn(&SharedItem) -> f64) -> f64 {
        ITEMS.iter().zip(&orders.quantities).map(|(item, quantity)| each(item) * quantity).sum()
    }

    #[test]
    fn a_limit_that_binds_is_used_up() {
        for (limit, each) in [
            (SharedLimit::AverageValue(3_000.0), (|item| item.unit_cost / 2.0) as fn(&SharedItem) -> f64),
            (SharedLimit::PeakValue(6_000.0), |item| item.unit_cost),
            (SharedLimit::PeakVolume(2.0), |item| item.unit_volume),
        ] {
            let orders = within(&ITEMS, 0.25, limit).unwrap();
            assert!(orders.binding && orders.multiplier > 0.0);
            let taken = taken(&orders, each);
            assert!(taken <= limit.amount() && taken > limit.amount() * (1.0 - 1e-9), "{limit:?}: {taken}");
        }
    }

    #[test]
    fn half_of_twice_the_money_is_the_same_limit() {
        let average = within(&ITEMS, 0.25, SharedLimit::AverageValue(3_000.0)).unwrap();
        let peak = within(&ITEMS, 0.25, SharedLimit::PeakValue(6_000.0)).unwrap();
        for (one, other) in average.quantities.iter().zip(&peak.quantities) {
            assert!((one - other).abs() < 1e-9 * one);
        }
    }

    #[test]
    fn what_takes_nothing_of_the_limit_keeps_its_best() {
        let mut items = ITEMS;
        items[1].unit_volume = 0.0;
        let orders = within(&items, 0.25, SharedLimit::PeakVolume(1.0)).unwrap();
        let free = within(&items, 0.25, SharedLimit::PeakVolume(1e9)).unwrap();
        assert!(!free.binding && free.multiplier == 0.0);
        assert_eq!(orders.quantities[1], free.quantities[1]);
    }

    #[test]
    fn what_has_no_answer_has_a_reason() {
        let limit = SharedLimit::AverageValue(1.0);
        assert_eq!(within(&ITEMS, 0.25, SharedLimit::PeakValue(0.0)), Err(NoQuantity::NoRoom));
        assert_eq!(within(&ITEMS, 0.25, SharedLimit::PeakValue(f64::NAN)), Err(NoQuantity::OutOfRange));
        assert_eq!(within(&ITEMS, 0.0, limit), Err(NoQuantity::FreeHolding));
        assert_eq!(within(&ITEMS, f64::NAN, limit), Err(NoQuantity::OutOfRange));
        assert_eq!(within(&[], 0.25, limit).map(|orders| orders.quantities.len()), Ok(0));
    }
}
