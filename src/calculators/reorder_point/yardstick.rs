//! What a policy does in the long run at looks so many days apart: exact where demand comes in whole units that can be counted
//! out (PR-1, PR-2, SSP-2), else by the laws of demand (FR-1, FR-4). And the level of (R, S) that the target asks for.

use super::demand::Demand;
use super::plan::{Plan, Protection, owed, raised};
use super::quantity::{Quantity, orders};
use super::simulated::lead_days;
use super::target;
use crate::inventory::DAYS_A_YEAR;
use crate::inventory::refusal::Refusal;
use crate::inventory::review::{Outcome, Review};
use crate::inventory::service;
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;
use crate::stats::root;

/// Evenings that are looked at by law, at most; with holds fewer, since each is several.
const EVENINGS: usize = 7;
/// Units between s and S that are counted out at a keystroke, at most.
pub const WIDEST: f64 = 2_000.0;

/// Looks so many days apart, at steady demand: every day like the coming ones on average.
pub struct Yardstick<'a> {
    plan: &'a Plan<'a>,
    /// Days between two looks.
    pub days: f64,
    /// Demand of every day.
    pub demand: Demand,
    how: Result<Review, Refusal>,
}

impl<'a> Yardstick<'a> {
    /// Of a case; none where nothing sells meanwhile.
    pub fn of(plan: &'a Plan<'a>, days: u32) -> Option<Self> {
        let rate = plan.protection.rate;
        if plan.demand.is_none() || rate <= 0.0 {
            return None;
        }
        let deviation = plan.demand.deviation * rate / plan.demand.mean;
        let how = Distribution::in_units(rate, deviation * deviation).ok_or(Refusal::NotWhole);
        let how = how.and_then(|daily| Review::new(&daily, &lead_days(&plan.lead), days));
        Some(Self { plan, days: f64::from(days), demand: Demand::forecast(rate, deviation, 0.0), how })
    }

    /// What is exact, or why nothing is.
    pub const fn exact(&self) -> Result<&Review, Refusal> {
        match &self.how {
            Ok(review) => Ok(review),
            Err(refusal) => Err(*refusal),
        }
    }

    /// A reorder point and a quantity.
    pub fn of_quantity(&self, point: f64, units: f64) -> Option<Outcome> {
        if let Ok(review) = &self.how {
            return review.of_quantity(point, units).ok();
        }
        let owed = |law: &Distribution| owed(law, point, units);
        let orders = orders(&self.demand, self.days, units) / DAYS_A_YEAR;
        self.by_law(owed, point + units / 2.0, orders)
    }

    /// A level to order up to at every look.
    pub fn of_level(&self, up_to: f64) -> Option<Outcome> {
        if let Ok(review) = &self.how {
            return review.of_level(up_to).ok();
        }
        let sells = self.demand.law(0.0, self.days)?.exceedance(0.0);
        self.by_law(|law| Some(law.loss(up_to)), up_to, sells / self.days)
    }

    /// A reorder point and a level to order up to; none where that cannot be counted out.
    pub fn of_range(&self, point: f64, up_to: f64) -> Option<Outcome> {
        self.how.as_ref().ok().filter(|_| up_to - point <= WIDEST)?.of_range(point, up_to).ok()
    }

    fn by_law(&self, owed: impl Fn(&Distribution) -> Option<f64>, position: f64, orders: f64) -> Option<Outcome> {
        let until = |days: f64| self.plan.lead.demand(&self.demand, 0.0, days);
        let short = owed(&until(self.days)?)? - owed(&until(0.0)?)?;
        let (mut backorders, mut mean) = (0.0, 0.0);
        let evenings = self.evenings();
        for days in &evenings {
            let law = until(*days)?;
            backorders += owed(&law)? / evenings.len() as f64;
            mean += law.mean() / evenings.len() as f64;
        }
        let found = Outcome {
            fill_rate: (1.0 - short / (self.demand.mean * self.days)).clamp(0.0, 1.0),
            on_hand: (position - mean + backorders).max(0.0),
            backorders,
            orders,
        };
        let figures = [found.fill_rate, found.on_hand, found.backorders, found.orders];
        figures.iter().all(|figure| figure.is_finite()).then_some(found)
    }

    /// Days behind a look on whose evenings a position is judged.
    fn evenings(&self) -> Vec<f64> {
        let few = (EVENINGS / self.plan.lead.outcomes.len()).max(1);
        let count = few.min(self.days as usize).max(1);
        (0..count).map(|index| (index as f64 + 0.5) * self.days / count as f64 + 0.5).collect()
    }

    /// Demand that a position of an evening must last for, any evening.
    pub fn evening(&self) -> Option<Distribution> {
        let evenings = self.evenings();
        let share = 1.0 / evenings.len() as f64;
        let until = |days: f64| self.plan.lead.demand(&self.demand, 0.0, days);
        let laws = evenings.into_iter().map(|days| Some((share, until(days)?))).collect::<Option<Vec<_>>>()?;
        match laws.as_slice() {
            [(_, law)] => Some(law.clone()),
            _ => Distribution::mixture(laws),
        }
    }
}

/// Ordering up to a level at every look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Days between two looks: as seldom as orders of the quantity come, at least as the user looks.
    pub days: u32,
    /// The level, in whole units.
    pub units: f64,
}

impl Level {
    /// What the target asks for: cycle service by the quantile (PR-1), a fill rate exactly (PR-3) or by law (FR-4), a cost of
    /// units owed by the critical ratio of the evenings, other costs where one more unit costs what it saves (SS-7, SS-8).
    pub fn of(plan: &Plan<'_>) -> Option<Self> {
        let inputs = plan.inputs;
        let between = (plan.quantity.units / plan.protection.rate).max(plan.review).max(1.0);
        let days = libm::round(between).clamp(1.0, 365.0) as u32;
        let span = f64::from(days);
        let protection = Protection::of(&plan.demand, &plan.lead, span, 0.0)?;
        let law = &protection.law;
        let level = float(inputs.service_level) / 100.0;
        let found = match inputs.target {
            "cycle-service" => law.quantile(level)?,
            "fill-rate" => {
                // Days that are not alike have no long run.
                let exact = Yardstick::of(plan, days).filter(|_| plan.demand.is_flat());
                let exact = exact.and_then(|looked| looked.exact().ok()?.level(level).ok());
                exact.or_else(|| by_fill(plan, law, level))?
            }
            "backorder-cost" => {
                let (owed, holding) = (plan.costs.shortage?, plan.costs.holding(plan.quantity.unit?)?);
                let ratio = owed / (owed + holding);
                // Days that are not alike: the look after the next order counts.
                match Yardstick::of(plan, days).filter(|_| plan.demand.is_flat()) {
                    Some(Yardstick { how: Ok(exact), .. }) => exact.quantile(ratio),
                    Some(looked) => looked.evening()?.quantile(ratio)?,
                    None => law.quantile(ratio)?,
                }
            }
            _ => {
                let quantity = Quantity { units: plan.protection.rate * span, ..plan.quantity };
                target::reorder(inputs, &plan.costs, &plan.demand, &protection, &quantity).ok()?.point
            }
        };
        let found = if inputs.floor_at_zero { found.max(protection.mean) } else { found };
        let units = raised(found).max(1.0);
        units.is_finite().then_some(Self { days, units })
    }
}

/// FR-4 the other way round.
fn by_fill(plan: &Plan<'_>, law: &Distribution, level: f64) -> Option<f64> {
    let lead = plan.lead.demand(&plan.demand, 0.0, 0.0)?;
    let reaches = |up_to: f64| service::of_order_up_to(&lead, law, up_to).is_ok_and(|found| found.fill_rate >= level);
    let high = root::reach(law.mean(), libm::sqrt(law.variance()).max(1.0), reaches)?;
    Some(root::boundary(0.0, high, reaches))
}
