//! The lead time as a chain of stages, and the demand until it has passed.

#[cfg(feature = "explain")]
use rust_decimal::Decimal;

use super::Stage;
use super::demand::Demand;
#[cfg(feature = "explain")]
use crate::inventory::lead_time::LeadTimes;
use crate::schema::List;
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;

/// Stages whose holds are told apart: so many make two to that power of outcomes. Further holds count by mean and deviation.
const MOST_HOLDS: usize = 6;

/// How long it takes from an order to goods that can be sold.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadTime {
    /// Days on average, holds counted by how often they happen.
    pub mean: f64,
    /// Standard deviation of all of it.
    pub deviation: f64,
    /// Standard deviation of the stages without their holds.
    pub plain_deviation: f64,
    /// How likely, and how many days, without and with holds: one outcome where nothing is ever held up.
    pub outcomes: Vec<(f64, f64)>,
}

impl LeadTime {
    /// `mean = Σ days + Σ rate × hold`, `variance = Σ deviation² + Σ rate × (1 − rate) × hold²`; stages are independent.
    pub fn of(stages: &List<Stage>) -> Self {
        let (mut mean, mut plain, mut held) = (0.0, 0.0, 0.0);
        let mut outcomes = vec![(1.0, 0.0)];
        let mut holds = 0;
        for (_, stage) in &stages.0 {
            let deviation = float(stage.stage_deviation);
            mean += float(stage.stage_days);
            plain += deviation * deviation;
            let (rate, days) = (stage.hold_rate.map_or(0.0, float) / 100.0, stage.hold_days.map_or(0.0, float));
            if rate <= 0.0 || days <= 0.0 {
                continue;
            }
            held += rate * (1.0 - rate) * days * days;
            if holds < MOST_HOLDS {
                holds += 1;
                outcomes = outcomes
                    .into_iter()
                    .flat_map(|(weight, sum)| [(weight * (1.0 - rate), sum), (weight * rate, sum + days)])
                    .filter(|(weight, _)| *weight > 0.0)
                    .collect();
            } else {
                plain += rate * (1.0 - rate) * days * days;
                held -= rate * (1.0 - rate) * days * days;
                mean += rate * days;
            }
        }
        for (_, days) in &mut outcomes {
            *days += mean;
        }
        let mean = outcomes.iter().map(|(weight, days)| weight * days).sum();
        Self { mean, deviation: libm::sqrt(plain + held), plain_deviation: libm::sqrt(plain), outcomes }
    }

    /// As past orders took, by mean and deviation (LT-1).
    #[cfg(feature = "explain")]
    pub fn of_orders(observed: &LeadTimes) -> Self {
        let crate::inventory::safety_stock::Moments { mean, sd } = observed.moments;
        Self { mean, deviation: sd, plain_deviation: sd, outcomes: vec![(1.0, mean)] }
    }

    /// The same with so many days more, each so likely: several lead times in one (SS-9).
    #[cfg(feature = "explain")]
    pub fn with_rests(&self, rests: &[(f64, f64)]) -> Self {
        let more: f64 = rests.iter().map(|(chance, days)| chance * days).sum();
        let squares: f64 = rests.iter().map(|(chance, days)| chance * (days - more) * (days - more)).sum();
        let both = |(weight, lead): &(f64, f64)| {
            let (weight, lead) = (*weight, *lead);
            rests.iter().map(move |(chance, days)| (weight * chance, lead + days))
        };
        Self {
            mean: self.mean + more,
            deviation: libm::sqrt(self.deviation * self.deviation + squares),
            outcomes: self.outcomes.iter().flat_map(both).collect(),
            ..self.clone()
        }
    }

    /// Demand over lead time and review of an order that is placed at a moment: by mean and variance (SS-2, DIST-1), and with
    /// holds the mixture of what it is without and with them (SS-9).
    pub fn demand(&self, demand: &Demand, from: f64, review: f64) -> Option<Distribution> {
        let one = |days: f64| law(demand, from, days + review, self.plain_deviation);
        match self.outcomes.as_slice() {
            [(_, days)] => one(*days),
            outcomes => {
                let parts = outcomes.iter().map(|(weight, days)| Some((*weight, one(*days)?)));
                Distribution::mixture(parts.collect::<Option<_>>()?)
            }
        }
    }

    /// The same by mean and variance alone, as the plain formula has it.
    #[cfg(feature = "explain")]
    pub fn plain_demand(&self, demand: &Demand, review: f64) -> Option<Distribution> {
        law(demand, 0.0, self.mean + review, self.deviation)
    }
}

/// Whether consignments are held up on some stage.
#[cfg(feature = "explain")]
pub fn is_held_up(stages: &List<Stage>) -> bool {
    let some = |figure: Option<Decimal>| figure.is_some_and(|figure| !figure.is_zero());
    stages.0.iter().any(|(_, stage)| some(stage.hold_rate) && some(stage.hold_days))
}

/// Standard deviation of the days until goods are made.
#[cfg(feature = "explain")]
pub fn production_deviation(stages: &List<Stage>) -> f64 {
    let made = stages.0.iter().filter(|(_, stage)| stage.stage == "production");
    libm::sqrt(made.map(|(_, stage)| float(stage.stage_deviation) * float(stage.stage_deviation)).sum())
}

/// Days until goods are made: of the stages, those of production.
#[cfg(feature = "explain")]
pub fn production_days(stages: &List<Stage>) -> f64 {
    stages.0.iter().filter(|(_, stage)| stage.stage == "production").map(|(_, stage)| float(stage.stage_days)).sum()
}

fn law(demand: &Demand, from: f64, days: f64, lead_deviation: f64) -> Option<Distribution> {
    Distribution::of_moments(demand.over(from, days), variance(demand, from, days, lead_deviation))
}

/// SS-2: `variance of so many days + (their mean of a day)² × deviation of the lead time²`.
pub fn variance(demand: &Demand, from: f64, days: f64, lead_deviation: f64) -> f64 {
    if days <= 0.0 {
        // Nothing is asked for meanwhile, however much a lead time of no days varies.
        return 0.0;
    }
    let rate = demand.over(from, days) / days;
    demand.variance(from, days) + rate * rate * lead_deviation * lead_deviation
}
