//! How demand and lead time were found, where somebody asks for more than typed figures: sales and orders of the past, events,
//! factories that close.

use super::Inputs;
use super::demand::Demand;
use super::forecast::{self, Forecast};
use super::lead_time::{LeadTime, production_days};
use super::texts::problem;
use crate::date::Date;
use crate::inventory::lead_time::{LeadTimes, observed};
use crate::pack::World;
use crate::schema::Problem;
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
    /// Days that an order of today is made longer by.
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
        let closed = closed_days(&closures, inputs, inputs.stock_date);
        let lead = lead.longer(closed);
        let forecast = forecast::forecast(inputs, world, lead.mean + float(inputs.review_days))?;
        let demand = forecast.demand.clone();
        Ok((lead, demand, Self { forecast, orders, received, closures, closed }))
    }

    /// Whether factories close at all.
    pub fn closes(&self) -> bool {
        !self.closures.is_empty()
    }

    /// The lead time of an order that is placed so many days later.
    pub fn lead_at(&self, today: &LeadTime, inputs: &Inputs, days: i32) -> LeadTime {
        let closed = inputs.stock_date.plus_days(days).map_or(0.0, |day| closed_days(&self.closures, inputs, day));
        today.longer(closed - self.closed)
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

/// Days that production of an order of a day rests for: of those closed, the ones that come before its working days are over.
fn closed_days(closures: &[(Date, Date)], inputs: &Inputs, ordered: Date) -> f64 {
    let production = production_days(&inputs.stages);
    let mut rests = 0;
    for (first, last) in closures {
        // The day by which it would be made, the rests until now counted.
        let done = libm::ceil(production) as i32 + rests;
        let (starts, ends) = (ordered.days_until(*first), ordered.days_until(*last));
        if production > 0.0 && ends >= 0 && starts < done {
            rests += ends - starts.max(0) + 1;
        }
    }
    f64::from(rests)
}
