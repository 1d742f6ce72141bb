//! Any of the methods, with its parameters and what it has learnt.

use super::{
    Croston, Drift, Forecaster, Holt, HoltWinters, MovingAverage, Naive, SeasonalNaive, Ses, Tsb, spread::responses,
};

/// A method, its parameters and its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    /// FC-1.
    Naive(Naive),
    /// FC-2.
    SeasonalNaive(SeasonalNaive),
    /// FC-3; with a window as long as the history, its mean.
    MovingAverage(MovingAverage),
    /// FC-13.
    Drift(Drift),
    /// FC-4.
    Ses(Ses),
    /// FC-5, FC-6.
    Holt(Holt),
    /// FC-7, FC-8.
    HoltWinters(HoltWinters),
    /// FC-9, FC-10, FC-11.
    Croston(Croston),
    /// FC-12.
    Tsb(Tsb),
}

impl Model {
    /// Days of the season that the method follows of itself; factors of weekdays must not be put on top of it.
    #[must_use]
    pub fn season(&self) -> Option<usize> {
        match self {
            Self::SeasonalNaive(model) => Some(model.season()),
            Self::HoltWinters(model) => Some(model.season().count()),
            _ => None,
        }
    }

    /// Of how many days the forecast is as good a mean; `None` of methods that follow a trend, a season or a level.
    ///
    /// Smoothing with α is as good as the mean of (2 − α)/α values. Croston smooths days with demand, TSB the chance of
    /// demand every day and sizes on days with demand: the lesser counts.
    #[must_use]
    pub fn days_of_mean(&self) -> Option<f64> {
        let smoothed = |alpha: f64, interval: f64| interval * (2.0 - alpha) / alpha;
        let days = match self {
            Self::MovingAverage(model) => model.days() as f64,
            Self::Croston(model) => smoothed(model.alpha(), model.interval()?),
            Self::Tsb(model) => smoothed(model.beta(), 1.0).min(smoothed(model.alpha(), 1.0 / model.probability()?)),
            _ => return None,
        };
        (days.is_finite() && days > 0.0).then_some(days)
    }

    /// See [`responses`]; `None` of methods that do not answer a surprise in proportion to it, and of averages.
    #[must_use]
    pub fn responses(&self, days: usize) -> Option<Vec<f64>> {
        match self {
            Self::Naive(_) => Some(vec![1.0; days]),
            Self::SeasonalNaive(model) => {
                let mut at_rest = SeasonalNaive::new(model.season())?;
                at_rest.learn_all(vec![Some(0.0); model.season()]);
                responses(&at_rest, days)
            }
            Self::Ses(model) => responses(&Ses { level: 0.0, ..*model }, days),
            Self::Holt(model) => responses(&model.at_rest(), days),
            Self::HoltWinters(model) => responses(&model.at_rest()?, days),
            Self::MovingAverage(_) | Self::Drift(_) | Self::Croston(_) | Self::Tsb(_) => None,
        }
    }
}

/// Says the same of whatever method it is.
macro_rules! whichever {
    ($model:expr, $one:ident => $said:expr) => {
        match $model {
            Model::Naive($one) => $said,
            Model::SeasonalNaive($one) => $said,
            Model::MovingAverage($one) => $said,
            Model::Drift($one) => $said,
            Model::Ses($one) => $said,
            Model::Holt($one) => $said,
            Model::HoltWinters($one) => $said,
            Model::Croston($one) => $said,
            Model::Tsb($one) => $said,
        }
    };
}

impl Forecaster for Model {
    fn ahead(&self) -> Option<f64> {
        whichever!(self, model => model.ahead())
    }

    fn learn(&mut self, day: Option<f64>) {
        whichever!(self, model => model.learn(day));
    }

    fn path(&self, days: usize) -> Option<Vec<f64>> {
        whichever!(self, model => model.path(days))
    }
}

/// Makes a model of each method.
macro_rules! models {
    ($($method:ident),*) => {
        $(impl From<$method> for Model {
            fn from(method: $method) -> Self {
                Self::$method(method)
            }
        })*
    };
}

models!(Naive, SeasonalNaive, MovingAverage, Drift, Ses, Holt, HoltWinters, Croston, Tsb);
