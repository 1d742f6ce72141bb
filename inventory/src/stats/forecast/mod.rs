//! Forecasts of demand from its own past: methods that learn a day at a time (FC-1 … FC-15), and which to take (ROC-1).
//!
//! A series is a day after day of `Option<f64>`. `None` is a day whose demand nobody saw, such as one out of stock: it is
//! neither zero nor learnt from. On such a day time goes on and the state carries over: a level stays, a trend runs on,
//! the season turns to its next day, and an interval between demands does not get longer, since nobody knows.
//! A forecast is what comes when no further day is seen, so one rule does for both.
//!
//! A bucket is called a day; weeks do as well.

mod choice;
mod croston;
mod holt;
mod holt_winters;
mod learner;
mod model;
mod moving_average;
mod naive;
mod rolling_origin;
mod ses;
mod ses_grid;
mod spread;
mod tsb;

pub use choice::{Basis, Candidate, Choice, Plan, choose};
pub use croston::{Correction, Croston};
pub use holt::Holt;
pub use holt_winters::{HoltWinters, Season};
pub use model::Model;
pub use moving_average::MovingAverage;
pub use naive::{Drift, Naive, SeasonalNaive};
pub use rolling_origin::RollingOrigin;
pub use ses::Ses;
pub use ses_grid::{BestAlpha, SesGrid, best_alpha};
pub use spread::{Spread, SpreadBasis, responses, sd_ahead, sd_over};
pub use tsb::Tsb;

/// Units of a day beyond which a figure is no demand: it is taken as not seen.
pub const LIMIT: f64 = 1e12;

/// A method that learns a day at a time.
pub trait Forecaster {
    /// What the next day is expected to bring, not held to 0; `None` as long as the method knows nothing.
    fn ahead(&self) -> Option<f64>;

    /// Learns a day; `None` and what is no demand (see [`LIMIT`]) only lets time go on.
    fn learn(&mut self, day: Option<f64>);

    /// Learns day after day.
    fn learn_all(&mut self, days: impl IntoIterator<Item = Option<f64>>) {
        for day in days {
            self.learn(day);
        }
    }

    /// What the next days are expected to bring, day by day; `None` as long as the method knows nothing.
    fn path(&self, days: usize) -> Option<Vec<f64>>
    where
        Self: Clone,
    {
        let mut going_on = self.clone();
        (0..days)
            .map(|_| {
                let expected = going_on.ahead();
                going_on.learn(None);
                expected
            })
            .collect()
    }
}

/// The demand of a day that was seen.
fn seen(day: Option<f64>) -> Option<f64> {
    day.filter(|units| units.abs() <= LIMIT)
}

/// A smoothing parameter; `None` outside 0…1.
fn parameter(value: f64) -> Option<f64> {
    (0.0..=1.0).contains(&value).then_some(value)
}

/// A start of a level, a trend or a season; `None` where it is no demand.
fn start(value: f64) -> Option<f64> {
    seen(Some(value))
}
