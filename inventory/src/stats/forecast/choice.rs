//! ROC-1: which method to take for a series, and how sure it is.

use super::learner::{Grid, Learner};
use super::rolling_origin::{Asked, demand_path, sweep};
use super::spread::{Spread, fallback, measured};
use super::{
    Correction, Croston, Forecaster, Holt, HoltWinters, Model, MovingAverage, Naive, RollingOrigin, Season,
    SeasonalNaive, SesGrid, Tsb, seen,
};
use crate::stats::accuracy::{Accuracy, Scale};
use crate::stats::demand_class::{Classification, classify};
use crate::stats::summary;

/// Below so many days seen there is a mean and nothing to choose.
const FEW: usize = 7;
/// Asking fewer times judges by chance.
const LEAST_WINDOWS: usize = 3;
/// A method that is better by less than this does not make up for being less simple.
const TIE: f64 = 1.01;
/// The quantile at which the pinball loss is shown.
const QUANTILE: f64 = 0.95;

/// What is asked of the forecast, and how the methods are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Days of a season, m; 1 where there is none.
    pub season: usize,
    /// Windows of the two moving averages, the shorter first.
    pub windows: [usize; 2],
    /// When forecasts are asked for.
    pub origins: RollingOrigin,
    /// Days over which the sum must be known: the protection interval τ, whole days.
    pub span: usize,
}

impl Plan {
    /// Days with a week's season (ROC-1): from 28 days on, every 7, over τ but no more than 28 days.
    #[must_use]
    pub fn daily(span: usize) -> Self {
        let origins = RollingOrigin { min_train: 28, horizon: span.clamp(1, 28), step: 7 };
        Self { season: 7, windows: [7, 28], origins, span }
    }

    /// Weeks without a season: from 13 weeks on, every week, over τ but no more than 4 weeks. `span` is weeks.
    #[must_use]
    pub fn weekly(span: usize) -> Self {
        let origins = RollingOrigin { min_train: 13, horizon: span.clamp(1, 4), step: 1 };
        Self { season: 1, windows: [4, 13], origins, span }
    }
}

/// What the choice rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Errors pooled over so many origins, of forecasts over so many days.
    RollingOrigin {
        /// Origins.
        windows: usize,
        /// Days that each forecast was judged over: what was planned, or fewer where the history is short.
        horizon: usize,
    },
    /// One-step errors in the sample: too short a history to ask three times.
    OneStep,
    /// Too few days for any choice: their mean.
    LowData,
}

/// A method that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The method with the parameters that were off least, having learnt the whole series.
    pub model: Model,
    /// Errors at the origins; `None` where nobody asked.
    pub accuracy: Option<Accuracy>,
    /// Root of the mean squared one-step error in the sample, units a day; `None` where there is none.
    pub one_step: Option<f64>,
    /// How sure the sum over the span is.
    pub spread: Option<Spread>,
}

/// The method to take, and what it was chosen from.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The simplest method whose error is within 1 % of the least.
    pub chosen: Candidate,
    /// Of the others the one with the least error.
    pub runner_up: Option<Candidate>,
    /// All that were tried, the simplest first.
    pub candidates: Vec<Candidate>,
    /// What the choice rests on.
    pub basis: Basis,
    /// The class that the candidates are of (SBC-1).
    pub class: Classification,
}

impl Choice {
    /// What the next days are expected to bring, units a day, held to 0.
    #[must_use]
    pub fn forecast(&self, days: usize) -> Vec<f64> {
        demand_path(&self.chosen.model, days).unwrap_or_default()
    }
}

/// ROC-1: tries the methods that suit the class of the series and takes the one with the least RMSSE.
///
/// Parameters are those of a small grid with the least squared one-step error. `None` where no day was seen.
#[must_use]
pub fn choose(days: &[Option<f64>], plan: &Plan) -> Option<Choice> {
    let known: Vec<_> = days.iter().filter_map(|day| seen(*day)).collect();
    let class = classify(known.iter().copied());
    if known.len() < FEW {
        return low_data(&known, plan, class);
    }
    let trial = Trial::new(days, plan)?;
    let candidates = if known.len() < plan.season.saturating_mul(2) {
        vec![trial.average(plan.windows[0]), trial.ses()]
    } else if class.class.is_intermittent() {
        let [short, long] = plan.windows.map(|window| trial.average(window));
        vec![short, long, trial.ses(), trial.sba(), trial.tsb()]
    } else {
        let [short, long] = plan.windows.map(|window| trial.average(window));
        vec![trial.naive(), trial.seasonal_naive(), short, long, trial.ses(), trial.damped(), trial.holt_winters()]
    };
    let candidates: Vec<_> = candidates.into_iter().flatten().collect();
    // Where every day went into the level to start from, nothing says how far off a method is.
    if candidates.iter().all(|one| one.one_step.is_none()) {
        return low_data(&known, plan, class);
    }
    let error = |one: &Candidate| one.accuracy.map(|accuracy| accuracy.rmse).or(one.one_step).unwrap_or(f64::MAX);
    let least = |list: &mut dyn Iterator<Item = &Candidate>| {
        list.reduce(|best, one| if error(one) < error(best) { one } else { best }).cloned()
    };
    let limit = error(&least(&mut candidates.iter())?) * TIE;
    let chosen = candidates.iter().find(|one| error(one) <= limit)?.clone();
    let runner_up = least(&mut candidates.iter().filter(|one| one.model != chosen.model));
    // Where all days asked about went unseen, nothing was judged.
    let basis = if chosen.accuracy.is_some() { trial.basis() } else { Basis::OneStep };
    Some(Choice { chosen, runner_up, basis, candidates, class })
}

fn low_data(known: &[f64], plan: &Plan, class: Classification) -> Option<Choice> {
    let mut mean = MovingAverage::new(known.len())?;
    mean.learn_all(known.iter().copied().map(Some));
    let model = Model::from(mean);
    // The next day is off by its own spread and that of the mean.
    let wider = libm::sqrt(1.0 + 1.0 / known.len() as f64);
    let one_step = summary::sample_sd(known.iter().copied()).map(|sd| sd * wider);
    let spread = one_step.map(|sd| fallback(&model, sd, plan.span));
    let chosen = Candidate { model, accuracy: None, one_step, spread };
    Some(Choice { candidates: vec![chosen.clone()], chosen, runner_up: None, basis: Basis::LowData, class })
}

/// A series on which methods are tried.
struct Trial<'a> {
    days: &'a [Option<f64>],
    plan: &'a Plan,
    /// When methods are asked for a forecast; `None` where the history is too short for it.
    origins: Option<RollingOrigin>,
    scale: Scale,
    /// Days that levels and seasons start from; methods are judged by those behind.
    warm: usize,
    level: f64,
}

impl<'a> Trial<'a> {
    fn new(days: &'a [Option<f64>], plan: &'a Plan) -> Option<Self> {
        // As long a forecast as leaves room for asking three times, but of a step at least.
        let later = plan.origins.step.saturating_mul(LEAST_WINDOWS - 1);
        let room = days.len().saturating_sub(plan.origins.min_train).saturating_sub(later);
        let is_long = room >= plan.origins.step.min(plan.origins.horizon).max(1);
        let origins = is_long.then(|| RollingOrigin { horizon: plan.origins.horizon.clamp(1, room), ..plan.origins });
        let mut warm = plan.season.max(4).saturating_mul(2).min(days.len() / 2);
        let is_enough = |warm: usize| days.iter().take(warm).filter_map(|day| seen(*day)).nth(2).is_some();
        while !is_enough(warm) && warm < days.len() {
            warm += 1;
        }
        let level = summary::mean(days.iter().take(warm).filter_map(|day| seen(*day)))?;
        Some(Self { days, plan, origins, scale: Scale::of(days, plan.season), warm, level })
    }

    fn basis(&self) -> Basis {
        self.origins.map_or(Basis::OneStep, |origins| Basis::RollingOrigin {
            windows: (self.warm..self.days.len()).filter(|today| origins.asks_at(*today, self.days.len())).count(),
            horizon: origins.horizon,
        })
    }

    fn candidate(&self, mut learner: impl Learner) -> Option<Candidate> {
        let Asked { errors, sums } = sweep(&mut learner, self.days, self.warm, self.origins, self.plan.span, QUANTILE);
        let (model, squared) = learner.best()?;
        let judged = self.days.iter().skip(self.warm).filter_map(|day| seen(*day)).count();
        let one_step = (judged > 0).then(|| libm::sqrt(squared / judged as f64));
        let spread =
            measured(&sums, self.plan.span).or_else(|| one_step.map(|sd| fallback(&model, sd, self.plan.span)));
        Some(Candidate { model, accuracy: errors.accuracy(self.scale), one_step, spread })
    }

    /// Methods that need no level to start from.
    fn without_level<M>(&self, methods: impl IntoIterator<Item = M>) -> Option<Candidate>
    where
        M: Forecaster + Clone + Into<Model>,
    {
        let learnt = methods.into_iter().map(|mut method| {
            method.learn_all(self.days.iter().take(self.warm).copied());
            method
        });
        self.candidate(learnt.collect::<Grid<M>>())
    }

    fn naive(&self) -> Option<Candidate> {
        self.without_level([Naive::default()])
    }

    fn seasonal_naive(&self) -> Option<Candidate> {
        self.without_level((self.plan.season > 1).then(|| SeasonalNaive::new(self.plan.season)).flatten())
    }

    fn average(&self, window: usize) -> Option<Candidate> {
        self.without_level(MovingAverage::new(window))
    }

    fn sba(&self) -> Option<Candidate> {
        self.without_level([0.05, 0.1, 0.15, 0.2, 0.3].iter().filter_map(|alpha| Croston::new(*alpha, Correction::Sba)))
    }

    fn tsb(&self) -> Option<Candidate> {
        self.without_level(
            pairs(&[0.05, 0.1, 0.2], &[0.02, 0.05, 0.1, 0.2]).filter_map(|(size, chance)| Tsb::new(size, chance)),
        )
    }

    fn ses(&self) -> Option<Candidate> {
        self.candidate(SesGrid::new(self.level)?)
    }

    fn damped(&self) -> Option<Candidate> {
        let grid = pairs(&[0.05, 0.1, 0.2, 0.35, 0.5], &[0.02, 0.1, 0.3]).flat_map(|(alpha, beta)| {
            [0.8, 0.9, 0.98].iter().filter_map(move |phi| Holt::new(alpha, beta, *phi, self.level, 0.0))
        });
        self.candidate(grid.collect::<Grid<_>>())
    }

    fn holt_winters(&self) -> Option<Candidate> {
        let season = self.first_season()?;
        let grid = pairs(&[0.02, 0.05, 0.1, 0.2, 0.35], &[0.0, 0.05]).flat_map(|(alpha, beta)| {
            let season = &season;
            [0.02, 0.05, 0.1, 0.2].iter().filter_map(move |gamma| {
                let base = Holt::new(alpha, beta, 0.98, self.level, 0.0)?;
                HoltWinters::new(Season::Additive, *gamma, base, season.clone())
            })
        });
        self.candidate(grid.collect::<Grid<_>>())
    }

    /// How the days of the season differ from their level where methods start, beginning with the first day to learn.
    fn first_season(&self) -> Option<Vec<f64>> {
        let length = (self.plan.season > 1).then_some(self.plan.season)?;
        let of_slot = |slot: usize| {
            let days = self.days.iter().take(self.warm).skip((self.warm + slot) % length).step_by(length);
            summary::mean(days.filter_map(|day| seen(*day))).unwrap_or(self.level)
        };
        let slots: Vec<_> = (0..length).map(of_slot).collect();
        let mean = summary::mean(slots.iter().copied())?;
        Some(slots.into_iter().map(|slot| slot - mean).collect())
    }
}

fn pairs<'a>(left: &'a [f64], right: &'a [f64]) -> impl Iterator<Item = (f64, f64)> + 'a {
    left.iter().flat_map(|left| right.iter().map(|right| (*left, *right)))
}
