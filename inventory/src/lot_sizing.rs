//! Lots for a demand that is known and changes: which periods to order in, and for how long (LOT-1; WW).

use super::figures::{finite, not_negative};

/// The plan of least cost.
#[derive(Clone, Debug, PartialEq)]
pub struct LotPlan {
    /// Orders and stock, money.
    pub cost: f64,
    /// Units ordered at the start of each period; 0 in most.
    pub orders: Vec<f64>,
}

/// The plan of least cost for a demand by period: what an order costs, and what a unit that is left at the **end** of a
/// period costs. Stock is 0 before the first period and behind the last one. Of plans that cost the same, the one that
/// orders later. Formula LOT-1; WW.
///
/// `None` if a figure is negative or no number, or the cost is too large for one.
#[must_use]
pub fn wagner_whitin(demand: &[f64], order_cost: f64, holding_cost: f64) -> Option<LotPlan> {
    if ![order_cost, holding_cost].iter().chain(demand).all(|figure| not_negative(*figure)) {
        return None;
    }
    // The least cost of the periods so far, after each, and the period of the last order for it; none where the last
    // period wants nothing.
    let mut costs = vec![0.0];
    let mut last_orders: Vec<Option<usize>> = Vec::with_capacity(demand.len());
    for (period, wanted) in demand.iter().enumerate() {
        let before = *costs.last()?;
        let (mut least, mut last_order) = if *wanted == 0.0 { (before, None) } else { (f64::INFINITY, None) };
        // An order in `first` brings all that is wanted from there up to now.
        let (mut units, mut holding) = (0.0, 0.0);
        for (first, (wanted, before)) in demand.iter().zip(&costs).enumerate().take(period + 1).rev() {
            holding += holding_cost * units;
            units += wanted;
            let cost = before + order_cost + holding;
            if cost < least {
                (least, last_order) = (cost, Some(first));
            }
        }
        costs.push(least);
        last_orders.push(last_order);
    }
    let mut orders = vec![0.0; demand.len()];
    let mut end = demand.len();
    while end > 0 {
        let first = last_orders.get(end - 1).copied()?.unwrap_or(end - 1);
        if let (Some(order), Some(wanted)) = (orders.get_mut(first), demand.get(first..end)) {
            *order = wanted.iter().sum();
        }
        end = first;
    }
    Some(LotPlan { cost: finite(*costs.last()?)?, orders })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a plan costs, or nothing where a period would run out.
    fn cost(plan: &[f64], demand: &[f64], order_cost: f64, holding_cost: f64) -> Option<f64> {
        let (mut stock, mut cost) = (0.0, 0.0);
        for (order, wanted) in plan.iter().zip(demand) {
            stock += order - wanted;
            cost += if *order > 0.0 { order_cost } else { 0.0 } + holding_cost * stock;
            if stock < 0.0 {
                return None;
            }
        }
        (stock == 0.0).then_some(cost)
    }

    #[test]
    fn the_plan_costs_what_it_says_and_no_choice_of_periods_is_cheaper() {
        let demand = [20.0, 50.0, 10.0, 0.0, 50.0, 10.0, 20.0, 40.0];
        for (order_cost, holding_cost) in [(0.0, 1.0), (30.0, 1.0), (100.0, 1.0), (400.0, 1.0), (50.0, 0.0)] {
            let plan = wagner_whitin(&demand, order_cost, holding_cost).unwrap();
            assert_eq!(cost(&plan.orders, &demand, order_cost, holding_cost), Some(plan.cost));
            for periods in 0_u32..1 << demand.len() {
                let mut orders = vec![0.0; demand.len()];
                let mut last = None;
                for (period, wanted) in demand.iter().enumerate() {
                    last = if periods >> period & 1 == 1 { Some(period) } else { last };
                    if let Some(last) = last {
                        orders[last] += wanted;
                    }
                }
                if let Some(other) = cost(&orders, &demand, order_cost, holding_cost) {
                    assert!(other >= plan.cost, "{orders:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_ordered_of_nothing() {
        let nothing = |periods: usize| LotPlan { cost: 0.0, orders: vec![0.0; periods] };
        assert_eq!(wagner_whitin(&[], 10.0, 1.0), Some(nothing(0)));
        assert_eq!(wagner_whitin(&[0.0; 3], 10.0, 1.0), Some(nothing(3)));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for bad in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(wagner_whitin(&[1.0, bad], 1.0, 1.0), None);
            assert_eq!(wagner_whitin(&[1.0], bad, 1.0), None);
            assert_eq!(wagner_whitin(&[1.0], 1.0, bad), None);
        }
        assert_eq!(
            wagner_whitin(&[1e308, 1e308, 1e308], 1.0, 1e10),
            Some(LotPlan { cost: 3.0, orders: vec![1e308; 3] })
        );
        assert_eq!(wagner_whitin(&[1e308, 1e308], 1e308, 1e10), None);
    }
}
