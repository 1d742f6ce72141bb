//! What a clean series says of demand: mean, spread, trend, class. Always units a day, whatever the bucket.

use super::{Bucket, History};
use crate::DAYS_A_MONTH;
use crate::stats::demand_class::{Classification, INTERMITTENT_FROM, classify};
use crate::stats::{line, summary};

/// Fewer points show no trend.
const LEAST_FOR_TREND: usize = 8;
/// Fewer whole weeks show no class by weeks.
const LEAST_WEEKS: usize = 8;

/// What ordinary demand is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DemandFigures {
    /// Points that this rests on: those used.
    pub points: usize,
    /// Mean, units a day.
    pub mean: f64,
    /// Standard deviation of a day, units (n − 1). Of weeks, it is that of a week over √7: days as if independent.
    /// `None` of a single point.
    pub sd: Option<f64>,
    /// The trend; `None` of fewer than 8 points.
    pub trend: Option<Trend>,
    /// The class.
    pub class: Class,
}

/// Whether demand grows: the straight line through the points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Units a day gained per month of 365/12 days.
    pub per_month: f64,
    /// Its standard error. It knows nothing of seasons: what a season makes in one year counts as trend.
    pub standard_error: f64,
}

impl Trend {
    /// Whether it is more than two standard errors; otherwise there is no clear trend.
    #[must_use]
    pub fn is_clear(self) -> bool {
        self.per_month.abs() > 2.0 * self.standard_error
    }
}

/// SBC-1 by days and by weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// By days; `None` of a series of weeks.
    pub daily: Option<Classification>,
    /// By weeks; `None` of fewer than 8 whole ones. Of days: blocks of seven that end with the last day, those left out
    /// that hold a day not used.
    pub weekly: Option<Classification>,
    /// Which one to go by: days of what sells nearly every day (ADI < 1.32), otherwise weeks where there are any.
    pub taken: Bucket,
}

impl Class {
    /// The one to go by.
    #[must_use]
    pub fn classification(&self) -> Option<Classification> {
        match self.taken {
            Bucket::Day => self.daily,
            Bucket::Week => self.weekly,
        }
    }
}

impl History {
    /// What ordinary demand is like; `None` where no point is used.
    #[must_use]
    pub fn figures(&self) -> Option<DemandFigures> {
        let days = f64::from(self.bucket.days());
        let used = || self.points.iter().filter_map(super::Point::ordinary);
        let line: Vec<_> =
            self.points.iter().enumerate().filter_map(|(x, y)| Some((x as f64, y.ordinary()?))).collect();
        let trend = line::through(&line).filter(|_| line.len() >= LEAST_FOR_TREND).map(|line| {
            // Points are buckets and units are per bucket.
            let per_month = |slope: f64| slope / days / days * DAYS_A_MONTH;
            Trend { per_month: per_month(line.slope), standard_error: per_month(line.slope_error) }
        });
        Some(DemandFigures {
            points: line.len(),
            mean: summary::mean(used())? / days,
            sd: summary::sample_variance(used()).map(|variance| libm::sqrt(variance / days)),
            trend,
            class: self.class(),
        })
    }

    fn class(&self) -> Class {
        let series = self.series();
        let by_points = classify(series.iter().flatten().copied());
        if self.bucket == Bucket::Week {
            return Class { daily: None, weekly: Some(by_points), taken: Bucket::Week };
        }
        let weeks: Vec<_> =
            series.rchunks_exact(7).filter_map(|week| week.iter().copied().sum::<Option<f64>>()).collect();
        let weekly = (weeks.len() >= LEAST_WEEKS).then(|| classify(weeks));
        let is_slow = by_points.interval.is_some_and(|interval| interval >= INTERMITTENT_FROM);
        let taken = if is_slow && weekly.is_some() { Bucket::Week } else { Bucket::Day };
        Class { daily: Some(by_points), weekly, taken }
    }
}
