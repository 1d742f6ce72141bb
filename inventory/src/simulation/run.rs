//! Replications, one after the other, in steps as long as the caller likes.

use std::ops::Range;

use super::account::Account;
use super::days::{self, Stand};
use super::demand::Draws;
use super::estimate::Estimate;
use super::performance::{self, Costs, Performance};
use super::policy::Policy;
use super::projection::{self, ProjectedDay};
use super::scenario::{LeadTime, NoRun, Scenario, Shortage, Start};
use super::{MOST_DAYS, MOST_LEVELS, MOST_REPLICATIONS};
use crate::stats::random::{Xoshiro256, stream_seed};
use crate::stats::sampler::Sampler;

/// Parts of a cycle and of the days between two looks by which one replication is further than the one before: the golden
/// ratio and the root of two, whose multiples fill every interval evenly.
const PHASES: [f64; 2] = [0.618_033_988_749_894_9, 0.414_213_562_373_095_1];

/// Policies under simulation on common random numbers: in each replication every policy meets the same demand, and an
/// order of a day the same lead time.
#[derive(Debug)]
pub struct Run {
    seed: u64,
    item: u64,
    shortage: Shortage,
    draws: Draws,
    /// Drawn for each day; none where the lead time is fixed.
    leads: Option<Sampler>,
    policies: Vec<Course>,
    warm_up: usize,
    days: u32,
    keep_days: bool,
    /// Whether each replication begins somewhere else in the cycle.
    phased: bool,
    replications: Range<u32>,
    next: u32,
    // Buffers of a replication.
    demand: Vec<u32>,
    lead_days: Vec<u32>,
    book: Vec<i64>,
}

/// One policy, how its days begin, and what is kept of its replications.
#[derive(Debug)]
struct Course {
    policy: Policy,
    stand: Stand,
    /// What is under way arrives on these days.
    arrivals: Vec<i64>,
    accounts: Vec<Account>,
    /// Of the evenings, if they are kept.
    levels: Vec<i64>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Replications done.
    pub done: u32,
    /// Replications asked for.
    pub of: u32,
}

/// What a run found.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Each policy, in the order asked for.
    pub policies: Vec<Performance>,
    /// What each policy after the first has more than the first, paired by replication.
    pub differences: Vec<Performance>,
    /// The days of each policy, if they were kept.
    pub projections: Vec<Vec<ProjectedDay>>,
}

impl Run {
    /// Policies in a scenario, ready for these replications: those of a whole study (`0..1_000`), or a worker's share.
    pub fn new(scenario: &Scenario, policies: &[Policy], replications: Range<u32>) -> Result<Self, NoRun> {
        if policies.is_empty() || !policies.iter().all(Policy::is_sound) {
            return Err(NoRun::Policy);
        }
        if replications.is_empty() || replications.end > MOST_REPLICATIONS {
            return Err(NoRun::Replications);
        }
        if scenario.start.as_ref().is_some_and(|start| !start.is_sound(scenario.shortage)) {
            return Err(NoRun::Start);
        }
        let (_, longest) = scenario.lead_time.range().ok_or(NoRun::LeadTime)?;
        let warm_up = scenario.warm_up(policies, longest);
        let all_days = warm_up.saturating_add(scenario.days);
        if scenario.days == 0 || all_days > MOST_DAYS {
            return Err(NoRun::Days);
        }
        let kept = u64::from(scenario.days) * replications.len() as u64 * policies.len() as u64;
        if scenario.keep_days && kept > MOST_LEVELS {
            return Err(NoRun::TooManyDaysKept);
        }
        let all_days = all_days as usize;
        let (leads, lead_days) = match &scenario.lead_time {
            LeadTime::Fixed(days) => (None, vec![*days; all_days]),
            LeadTime::Weights(weights) => {
                let days = (0_u32..).map(f64::from).zip(weights.iter().copied());
                (Some(Sampler::weighted(days).ok_or(NoRun::LeadTime)?), vec![0; all_days])
            }
        };
        let course = |policy: &Policy| {
            let (stand, arrivals) = morning(policy, scenario.start.as_ref(), all_days);
            let accounts = Vec::with_capacity(replications.len());
            Course { policy: *policy, stand, arrivals, accounts, levels: Vec::new() }
        };
        Ok(Self {
            seed: scenario.seed,
            item: scenario.item,
            shortage: scenario.shortage,
            draws: Draws::new(&scenario.demand, &scenario.factors, all_days)?,
            leads,
            policies: policies.iter().map(course).collect(),
            warm_up: warm_up as usize,
            days: scenario.days,
            keep_days: scenario.keep_days,
            phased: scenario.start.is_none() && warm_up > 0,
            next: replications.start,
            replications,
            demand: vec![0; all_days],
            lead_days,
            book: vec![0; all_days],
        })
    }

    /// Does this many replications more, or those that are left.
    pub fn step(&mut self, replications: u32) -> Progress {
        for _ in 0..replications.min(self.replications.end - self.next) {
            self.replicate();
            self.next += 1;
        }
        self.progress()
    }

    /// How far it is.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        let Range { start, end } = self.replications;
        Progress { done: self.next - start, of: end - start }
    }

    fn replicate(&mut self) {
        let mut stream = Xoshiro256::new(stream_seed(self.seed, self.item, u64::from(self.next)));
        if let Some(leads) = &self.leads {
            // A stream of its own: the same demand, whatever is known of lead times.
            leads.fill(&mut stream.clone().jumped(), &mut self.lead_days);
        }
        self.draws.fill(&mut stream, &mut self.demand);
        let (before, demand) = self.demand.split_at_checked(self.warm_up).unwrap_or_default();
        let lead_days = self.lead_days.get(self.warm_up..).unwrap_or_default();
        let run = if self.shortage == Shortage::Lost { days::run::<true> } else { days::run::<false> };
        let [cycle, looks] = PHASES.map(|step| (f64::from(self.next) + 0.5) * step % 1.0);
        for Course { policy, stand, arrivals, accounts, levels } in &mut self.policies {
            self.book.copy_from_slice(arrivals);
            let mut stand = *stand;
            if self.phased {
                stand.level = policy.within_cycle(cycle);
                stand.review_in = (looks * f64::from(policy.review_days)) as usize;
            }
            run(policy, &mut stand, before, &self.lead_days, &mut self.book);
            let book = self.book.get_mut(self.warm_up..).unwrap_or_default();
            accounts.push(run(policy, &mut stand, demand, lead_days, book));
            if self.keep_days {
                levels.extend_from_slice(book);
            }
        }
    }

    /// The figures of the replications done so far, for another worker's [`add`](Self::add).
    #[must_use]
    pub fn figures(&self) -> Vec<i64> {
        let mut figures = vec![i64::from(self.replications.start), i64::from(self.next)];
        for course in &self.policies {
            figures.extend(course.accounts.iter().flat_map(Account::figures));
            figures.extend(&course.levels);
        }
        figures
    }

    /// Adds another worker's replications: those that follow on this one's, of the same scenario and policies. This one
    /// has to be done. Whether they do follow; if not, nothing is added.
    pub fn add(&mut self, figures: &[i64]) -> bool {
        let Some(([start, end], figures)) = figures.split_first_chunk() else {
            return false;
        };
        let (Ok(start), Ok(end)) = (u32::try_from(*start), u32::try_from(*end)) else {
            return false;
        };
        let follows = self.next == self.replications.end && start == self.next && end <= MOST_REPLICATIONS;
        let Some(count) = end.checked_sub(start).filter(|_| follows) else {
            return false;
        };
        let (count, days) = (count as usize, if self.keep_days { self.days as usize } else { 0 });
        let each = count.saturating_mul(Account::FIGURES + days);
        if figures.len() != each.saturating_mul(self.policies.len()) {
            return false;
        }
        for (course, figures) in self.policies.iter_mut().zip(figures.chunks(each.max(1))) {
            let (accounts, levels) = figures.split_at_checked(count * Account::FIGURES).unwrap_or_default();
            course.accounts.extend(accounts.as_chunks().0.iter().map(Account::of));
            course.levels.extend(levels);
        }
        self.next = end;
        self.replications.end = end;
        true
    }

    /// What the replications done so far say. How they were shared out makes no difference, not to the last bit.
    ///
    /// [`NoRun::Replications`] before the first, [`NoRun::Costs`].
    pub fn result(&self, costs: &Costs) -> Result<Outcome, NoRun> {
        let lost = self.shortage == Shortage::Lost;
        let (first, others) = self.policies.split_first().ok_or(NoRun::Policy)?;
        if first.accounts.is_empty() {
            return Err(NoRun::Replications);
        }
        if !costs.is_sound() {
            return Err(NoRun::Costs);
        }
        let single = |course: &Course| {
            performance::performance(costs, self.days, lost, |figure| {
                Estimate::ratio(&performance::terms(&course.accounts, figure))
            })
        };
        let difference = |course: &Course| {
            performance::performance(costs, self.days, lost, |figure| {
                let terms = |course: &Course| performance::terms(&course.accounts, figure);
                Estimate::difference(&terms(course), &terms(first))
            })
        };
        let projected = |course: &Course| projection::projected(&course.levels, self.days as usize, lost);
        let kept = self.policies.iter().filter(|_| self.keep_days);
        Ok(Outcome {
            policies: self.policies.iter().map(single).collect(),
            differences: others.iter().map(difference).collect(),
            projections: kept.map(projected).collect(),
        })
    }
}

/// The first morning, and what arrives on each day. An order that arrives after the last day is on order all the same.
fn morning(policy: &Policy, start: Option<&Start>, days: usize) -> (Stand, Vec<i64>) {
    let mut arrivals = vec![0; days];
    let Some(start) = start else {
        let full = policy.highest();
        return (Stand { level: full, on_order: 0, review_in: 0, met: true }, arrivals);
    };
    let level = start.on_hand - start.backorders;
    for (day, units) in &start.on_order {
        if let Some(arrival) = arrivals.get_mut(*day as usize) {
            *arrival += units;
        }
    }
    let on_order = start.on_order.iter().map(|(_, units)| units).sum();
    (Stand { level, on_order, review_in: start.first_review as usize, met: level >= 0 }, arrivals)
}
