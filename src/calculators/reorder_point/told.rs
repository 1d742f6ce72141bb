//! How demand and lead time were found, where somebody asks for more than typed figures: sales and orders of the past, events,
//! factories that close.

use super::Inputs;
use super::demand::Demand;
use super::forecast::{self, Forecast};
use super::lead_time::{LeadTime, production_days, production_deviation};
use super::texts::problem;
use crate::date::Date;
use crate::inventory::lead_time::{LeadTimes, observed};
use crate::pack::World;
use crate::schema::Problem;
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;

/// The event for which factories close.
const NEW_YEAR: &str = "lunar-new-year";

/// How demand and lead time were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Demand and its forecast.
    pub forecast: Forecast,
    /// What past orders say.
    pub orders: Option<LeadTimes>,
    /// How many were received.
    pub received: usize,
    /// Days on which factories are closed, first and last of each closure.
    closures: Vec<(Date, Date)>,
    /// The lead time while no factory is closed.
    pub open: LeadTime,
    /// Days that an order of today is made longer by, each so likely.
    rests: Vec<(f64, f64)>,
    /// The same on average.
    pub closed: f64,
}

impl Told {
    /// The lead time of an order of today, demand, and how both were found.
    pub fn of(inputs: &Inputs, world: &World) -> Result<(LeadTime, Demand, Self), Vec<Problem>> {
        let (lead, orders, received) = if inputs.lead_from == "orders" {
            let (found, received) = of_orders(inputs)?;
            (LeadTime::of_orders(&found), Some(found), received)
        } else {
            (LeadTime::of(&inputs.stages), None, 0)
        };
        let closures = closures(inputs, world);
        let rests = rests(&closures, inputs, inputs.stock_date);
        let open = lead;
        let lead = open.with_rests(&rests);
        let closed = lead.mean - open.mean;
        let forecast = forecast::forecast(inputs, world, lead.mean + float(inputs.review_days))?;
        let demand = forecast.demand.clone();
        Ok((lead, demand, Self { forecast, orders, received, closures, open, rests, closed }))
    }

    /// Whether factories close at all.
    pub fn closes(&self) -> bool {
        !self.closures.is_empty()
    }

    /// The lead time of an order that is placed so many days later.
    pub fn lead_at(&self, inputs: &Inputs, days: i32) -> LeadTime {
        let day = inputs.stock_date.plus_days(days);
        day.map_or_else(|| self.open.clone(), |day| self.open.with_rests(&rests(&self.closures, inputs, day)))
    }

    /// How likely production of an order of today is not done when the factory closes, and how many days it then rests; none
    /// where it surely is.
    pub fn rest(&self) -> Option<(f64, f64)> {
        let chance: f64 = self.rests.iter().filter(|(_, days)| *days > 0.0).map(|(chance, _)| chance).sum();
        (chance > 0.0).then(|| (chance, self.closed / chance))
    }
}

/// What past orders say of the lead time, and how many were received (LT-1).
fn of_orders(inputs: &Inputs) -> Result<(LeadTimes, usize), Vec<Problem>> {
    if inputs.purchase_orders.0.is_empty() {
        // Every row has a problem of its own.
        return Err(Vec::new());
    }
    let mut problems = Vec::new();
    let (mut arrived, mut open) = (Vec::new(), Vec::new());
    for (row, order) in &inputs.purchase_orders.0 {
        match order.received {
            Some(received) if received < order.ordered => {
                problems.push(Problem::error(problem::E_ORDER_DAYS).in_row("purchase-orders", *row, "received"));
            }
            Some(received) => arrived.push(f64::from(order.ordered.days_until(received))),
            None => open.push(f64::from(order.ordered.days_until(inputs.stock_date).max(0))),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let found = observed(&arrived, &open);
    let found = found.map_err(|_| vec![Problem::error(problem::E_NO_RECEIPT).at("purchase-orders")])?;
    Ok((found, arrived.len()))
}

/// When factories are closed.
fn closures(inputs: &Inputs, world: &World) -> Vec<(Date, Date)> {
    let wanted = inputs.factory_closure && inputs.lead_from == "stages";
    let event = world.pack().filter(|_| wanted).and_then(|pack| pack.event(NEW_YEAR));
    let days = event.into_iter().flat_map(|event| event.occurrences.iter().filter_map(|days| event.closed_days(days)));
    days.filter(|(_, last)| *last >= inputs.stock_date).collect()
}

/// Less likely than that is not looked at: one order in a thousand.
const UNLIKELY: f64 = 1e-3;

/// Days that production of an order of a day rests for, each so likely: a closure that begins before production is done adds its
/// days to it. How long production takes is uncertain by its deviation (SS-9): who orders so that it is done on average on the
/// last day meets the closure every second time.
fn rests(closures: &[(Date, Date)], inputs: &Inputs, ordered: Date) -> Vec<(f64, f64)> {
    let (made, deviation) = (production_days(&inputs.stages), production_deviation(&inputs.stages));
    let takes_longer = |days: f64| match Distribution::normal(made, deviation) {
        Some(law) if deviation > 0.0 => law.exceedance(days),
        _ => f64::from(u8::from(days < libm::ceil(made))),
    };
    let (mut outcomes, mut left, mut rests) = (Vec::new(), 1.0, 0.0);
    for (first, last) in closures {
        let (starts, ends) = (ordered.days_until(*first), ordered.days_until(*last));
        if made <= 0.0 || ends < 0 {
            continue;
        }
        let chance = if starts <= 0 { left } else { takes_longer(f64::from(starts) - rests).min(left) };
        if chance < UNLIKELY {
            break;
        }
        outcomes.push((left - chance, rests));
        (left, rests) = (chance, rests + f64::from(ends - starts.max(0) + 1));
    }
    outcomes.push((left, rests));
    outcomes.retain(|(chance, _)| *chance >= UNLIKELY);
    let all: f64 = outcomes.iter().map(|(chance, _)| chance).sum();
    outcomes.into_iter().map(|(chance, days)| (chance / all, days)).collect()
}
