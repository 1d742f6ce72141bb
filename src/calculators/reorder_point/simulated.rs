//! The policies simulated day by day on the same demand (`docs/facts/inventory.md` §10).
//!
//! The method's own (r, nQ), the same point with an order-up-to level (s, S), a level at every look (R, S), and the rule of days
//! of cover. Where the coming days are alike, each run warms up first and then shows what a policy does in the long run; where
//! they are not, each run begins with the stock of today.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Inputs;
use super::cost::Costs;
use super::plan::{Plan, percent, raised};
use super::texts::{figure, line, method, note, section};
use super::yardstick::Level;
use crate::amount::Money;
use crate::inventory::DAYS_A_YEAR;
use crate::inventory::simulation::{
    self, Demand, Estimate, LeadTime, Outcome, Performance, Policy, Run, Scenario, Shortage, Start,
};
use crate::pack::World;
use crate::schema::{Alternative, Answer, Arg, Figure, Job, Line, Note, Phrase, Progress, Section, Severity, Text};
use crate::stats::distribution::Distribution;
use crate::stats::figures::decimal;
use crate::stats::normal;

/// Runs of a step.
const STEP: u32 = 20;
/// Lead times further from their mean than so many deviations are not drawn.
const TAIL: f64 = 4.0;

/// The simulation of a case.
pub struct Simulation {
    run: Run,
    names: Vec<Text>,
    costs: simulation::Costs,
    /// The same, for what is shown.
    shown: Costs,
    days: u32,
    from_today: bool,
    crossing: bool,
    forecast: bool,
    /// That of (R, S), and the method that it follows.
    level: Option<(Level, Text)>,
}

impl Simulation {
    /// Prepares it; none where there is nothing to simulate.
    pub fn of(inputs: &Inputs, world: &World) -> Option<Self> {
        let plan = Plan::of(inputs, world).ok()?;
        if plan.demand.is_none() || plan.quantity.units <= 0.0 {
            return None;
        }
        let days = inputs.simulated_days.to_u32()?;
        let demand = Distribution::of_moments(plan.demand.mean, plan.demand.deviation * plan.demand.deviation)?;
        let start = plan.position.as_ref().filter(|_| !plan.demand.is_flat()).map(|position| Start {
            on_hand: whole(position.level.max(0.0)),
            backorders: whole((-position.level).max(0.0)),
            on_order: position.coming.iter().map(|one| (one.day as u32, whole(one.units))).collect(),
            first_review: 0,
        });
        let shortage = if inputs.unmet == "leave" { Shortage::Lost } else { Shortage::Backordered };
        let start =
            start.map(|start| if shortage == Shortage::Lost { Start { backorders: 0, ..start } } else { start });
        let from_today = start.is_some();
        let factors =
            if from_today { (0..days).map(|day| plan.demand.factor(day as usize)).collect() } else { Vec::new() };
        let scenario = Scenario {
            demand: Demand::Distributed(demand),
            factors,
            lead_time: lead_time(&plan.lead),
            shortage,
            warm_up_days: from_today.then_some(0),
            start,
            days,
            keep_days: false,
            seed: inputs.seed.to_u64()?,
            item: 0,
        };
        let level = Level::of(&plan);
        let (names, policies): (Vec<_>, Vec<_>) = policies(&plan, level).into_iter().unzip();
        let crossing = policies.iter().any(|policy| scenario.orders_may_cross(policy));
        let run = Run::new(&scenario, &policies, 0..inputs.simulated_runs.to_u32()?).ok()?;
        let holding = plan.quantity.unit.and_then(|unit| plan.costs.holding(unit)).unwrap_or(0.0);
        let shortage_cost = |target: &str| plan.costs.shortage.filter(|_| inputs.target == target).unwrap_or(0.0);
        let costs = simulation::Costs {
            annual_holding: holding,
            order: plan.costs.order.unwrap_or(0.0),
            annual_backorder: shortage_cost("backorder-cost"),
            unit_short: shortage_cost("short-cost"),
            occasion: shortage_cost("occasion-cost"),
        };
        Some(Self {
            run,
            names,
            costs,
            days,
            from_today,
            crossing,
            forecast: plan.told.forecast.choice.is_some(),
            level: level.map(|level| (level, plan.method_name())),
            shown: plan.costs,
        })
    }

    fn answer(&self) -> Option<Answer> {
        let outcome = self.run.result(&self.costs).ok()?;
        let alternatives: Option<Vec<_>> =
            self.names.iter().zip(&outcome.policies).map(|(name, found)| self.alternative(*name, found)).collect();
        let (notes, alternatives) = (self.notes(&outcome)?, alternatives?);
        let cheapest = alternatives.iter().filter_map(|one| one.total).min_by_key(|total| total.value);
        let headline = cheapest.map(|total| Figure { name: figure::YEARLY_COST, value: Arg::Money(total) });
        let headline = headline.into_iter().collect();
        Some(Answer { headline, notes, alternatives, ..Answer::default() })
    }

    fn alternative(&self, name: Text, found: &Performance) -> Option<Alternative> {
        let mut figures = Vec::new();
        let mut put = |name: Text, value: Arg| figures.push(Figure { name, value });
        if let Some(fill) = &found.fill_rate {
            put(figure::FILL_RATE, Arg::Percent(percent(fill.value)?));
            put(figure::HALF_WIDTH, Arg::Percent(decimal(fill.half_width.unwrap_or(0.0) * 100.0, 3)?));
        }
        let number = |estimate: &Option<Estimate>, times: f64, places: u32| -> Option<Arg> {
            Some(Arg::Number(decimal(estimate.as_ref()?.value * times, places)?))
        };
        put(figure::STOCKOUT_DAYS, number(&found.stock_out_days, DAYS_A_YEAR, 1)?);
        put(figure::MEAN_STOCK, number(&found.mean_on_hand, 1.0, 0)?);
        if let Some(cycle) = &found.cycle_service {
            put(figure::CYCLE_SERVICE, Arg::Percent(percent(cycle.value)?));
        }
        put(figure::ORDERS_A_YEAR, number(&found.orders_per_year, 1.0, 1)?);
        let cost = |name: Text, estimate: &Option<Estimate>, wanted: bool| -> Option<Line> {
            self.shown.line(name, estimate.as_ref().filter(|_| wanted)?.value)
        };
        let lines: Vec<_> = [
            cost(line::ORDERING, &found.annual_order_cost, self.costs.order > 0.0),
            cost(line::HOLDING_STOCK, &found.annual_holding_cost, self.costs.annual_holding > 0.0),
            cost(line::SHORTAGE, &found.annual_shortage_cost, self.shown.shortage.is_some()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let total = lines.iter().map(|line| line.amount.value).try_fold(Decimal::ZERO, Decimal::checked_add)?;
        let total = (!lines.is_empty()).then_some(Money { value: total, currency: self.shown.currency });
        let id = format!("simulated-{}", name.code());
        Some(Alternative { id, name: name.key().to_owned(), total, lines, figures, ..Alternative::default() })
    }

    fn notes(&self, outcome: &Outcome) -> Option<Vec<Note>> {
        let mut notes = Vec::new();
        let mut tell = |phrase| notes.push(Note { severity: Severity::Note, phrase, source: None });
        let count = |number: u32| Arg::Number(Decimal::from(number));
        let text = if self.from_today { note::SIMULATED_FROM_TODAY } else { note::SIMULATED };
        tell(Phrase::new(text).with("runs", count(self.run.progress().done)).with("days", count(self.days)));
        if self.costs.order > 0.0 || self.costs.annual_holding > 0.0 || self.shown.shortage.is_some() {
            // The widest of them holds for all.
            let halves = outcome.policies.iter().filter_map(|found| found.annual_cost?.half_width);
            let half = decimal(halves.fold(0.0, f64::max), self.shown.currency.minor_digits())?;
            let half = Money { value: half, currency: self.shown.currency };
            tell(Phrase::new(note::COST_HALF).with("half", Arg::Money(half)));
        }
        // The rule of thumb stands last.
        if let (Some(rule), Some(name)) = (outcome.differences.last(), self.names.last())
            && let Some(days) = rule.stock_out_days.as_ref()
        {
            let more = |estimate: f64| Some(Arg::Number(decimal(estimate * DAYS_A_YEAR, 1)?));
            let phrase = Phrase::new(note::PAIRED).with("policy", Arg::Text(*name));
            let phrase = phrase.with("more", more(days.value)?);
            tell(phrase.with("half", more(days.half_width.unwrap_or(0.0))?));
        }
        if let Some((level, method)) = self.level {
            let phrase = Phrase::new(note::PERIODIC_LEVEL).with("level", Arg::Number(decimal(level.units, 0)?));
            tell(phrase.with("days", count(level.days)).with("method", Arg::Text(method)));
        }
        if self.crossing {
            tell(Phrase::new(note::CROSSING));
        }
        if self.forecast {
            tell(Phrase::new(note::WITHOUT_FORECAST_ERROR));
        }
        let priced = self.costs.order > 0.0 || self.costs.annual_holding > 0.0;
        if priced && self.shown.shortage.is_none() {
            let phrase = Phrase::new(note::SHORTAGE_UNPRICED);
            notes.insert(0, Note { severity: Severity::Warning, phrase, source: None });
        }
        Some(notes)
    }
}

impl Job for Simulation {
    fn step(&mut self) -> Progress {
        let simulation::Progress { done, of } = self.run.step(STEP);
        Progress { done, of }
    }

    fn result(&self) -> Option<Section> {
        let simulation::Progress { done, of } = self.run.progress();
        let answer = (done >= of).then(|| self.answer()).flatten()?;
        Some(Section { title: section::SIMULATION, one: section::POLICY, ranked: false, answer })
    }
}

/// Units, as whole ones.
fn whole(units: f64) -> i64 {
    libm::round(units.clamp(-1e12, 1e12)) as i64
}

/// The policies that are compared, the method's own first and the rule of thumb last.
fn policies(plan: &Plan<'_>, level: Option<Level>) -> Vec<(Text, Policy)> {
    let point = whole(raised(plan.reorder.point));
    let units = whole(raised(plan.quantity.units)).max(1);
    let review = (libm::round(plan.review) as u32).max(1);
    let own = Policy { review_days: review, ..Policy::multiples(point, units) };
    let min_max = Policy { review_days: review, ..Policy::min_max(point, point + units) };
    let periodic = level.map(|level| (method::PERIODIC, Policy::periodic(level.days, whole(level.units))));
    // The rule orders below its trigger, not at it.
    let below = whole(raised(plan.rule.point)) - 1;
    let rule = Policy { review_days: review, ..Policy::min_max(below, whole(plan.rule.up_to).max(below + 1)) };
    let first = [(plan.method_name(), own), (method::MIN_MAX, min_max)];
    first.into_iter().chain(periodic).chain([(method::COVER_RULE, rule)]).collect()
}

/// The lead time as whole days with their chances.
pub fn lead_days(lead: &super::lead_time::LeadTime) -> Vec<(u32, f64)> {
    match lead_time(lead) {
        LeadTime::Weights(weights) => (0..).zip(weights).filter(|(_, weight)| *weight > 0.0).collect(),
        LeadTime::Fixed(days) => vec![(days, 1.0)],
    }
}

/// The lead time as chances of whole days: each outcome of holds spread by the deviation of the stages.
fn lead_time(lead: &super::lead_time::LeadTime) -> LeadTime {
    let mut weights: Vec<f64> = Vec::new();
    let mut add = |day: f64, weight: f64| {
        let day = day.max(0.0) as usize;
        if weight > 0.0 && day <= 3_650 {
            if weights.len() <= day {
                weights.resize(day + 1, 0.0);
            }
            if let Some(slot) = weights.get_mut(day) {
                *slot += weight;
            }
        }
    };
    for (chance, mean) in &lead.outcomes {
        let deviation = lead.plain_deviation;
        if deviation <= 0.0 {
            // A part of a day: between the two days around it.
            let day = libm::floor(*mean);
            add(day, chance * (1.0 - (mean - day)));
            add(day + 1.0, chance * (mean - day));
            continue;
        }
        let (from, to) = (libm::floor(mean - TAIL * deviation), libm::ceil(mean + TAIL * deviation));
        let mut day = from;
        while day <= to {
            let until = |edge: f64| normal::cumulative((edge - mean) / deviation);
            add(day, chance * (until(day + 0.5) - until(day - 0.5)));
            day += 1.0;
        }
    }
    match weights.iter().filter(|weight| **weight > 0.0).count() {
        1 => LeadTime::Fixed(weights.len() as u32 - 1),
        _ => LeadTime::Weights(weights),
    }
}
