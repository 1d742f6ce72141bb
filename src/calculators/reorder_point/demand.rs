//! Demand of the coming days, from what was typed.

use super::Inputs;
use crate::inventory::{DAYS_A_MONTH, DAYS_A_YEAR};
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;

/// Days that the typed figures are counted over.
pub fn days(inputs: &Inputs) -> f64 {
    match inputs.demand_per {
        "week" => 7.0,
        "month" => DAYS_A_MONTH,
        _ => 1.0,
    }
}

/// Sums over days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// What the days sell as parts or multiples of a plain one.
    pub sold: f64,
    /// How much they deviate, likewise.
    pub spread: f64,
    /// The squares of that.
    pub squares: f64,
}

impl Sums {
    /// So much more of what `to` has more than this.
    fn towards(self, to: Self, part: f64) -> Self {
        Self {
            sold: self.sold + part * (to.sold - self.sold),
            spread: self.spread + part * (to.spread - self.spread),
            squares: self.squares + part * (to.squares - self.squares),
        }
    }

    /// So many plain days more.
    fn plain(self, days: f64) -> Self {
        Self { sold: self.sold + days, spread: self.spread + days, squares: self.squares + days }
    }
}

/// Demand of the coming days.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Units of a plain day on average.
    pub mean: f64,
    /// Standard deviation of a plain day.
    pub deviation: f64,
    /// Whether nobody typed a deviation, so that the least one stands here: that of buyers who come by chance, one unit each
    /// (Poisson).
    pub least_deviation: bool,
    /// For each coming day, the sums until its beginning; empty where every day is plain.
    sums: Vec<Sums>,
    /// What the forecast of a plain day may be off as a whole, for all days alike: the square of it.
    common: f64,
}

impl Demand {
    /// From figures of a day, a week or a month: `mean ÷ days`, `deviation ÷ √days`, both times the factor.
    pub fn of(inputs: &Inputs) -> Self {
        let (days, factor) = (days(inputs), float(inputs.demand_factor));
        let mean = inputs.demand_mean.map_or(0.0, float) / days * factor;
        let typed = inputs.demand_deviation.map(|typed| float(typed) / libm::sqrt(days) * factor);
        Self {
            mean,
            deviation: typed.unwrap_or_else(|| libm::sqrt(mean)),
            least_deviation: typed.is_none(),
            sums: Vec::new(),
            common: 0.0,
        }
    }

    /// The same with days that sell and deviate as parts or multiples of a plain one, from the day of the stock on. What a
    /// method expects to grow or fade deviates no more and no less for it: its errors are units, not a share of the forecast.
    #[cfg(feature = "explain")]
    pub fn walked(self, days: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut sums = vec![Sums::default()];
        let mut until = Sums::default();
        for (sold, spread) in days {
            until.sold += sold;
            until.spread += spread;
            until.squares += spread * spread;
            sums.push(until);
        }
        Self { sums, ..self }
    }

    /// A plain day of a forecast, whose mean may be off by this for all days alike.
    #[cfg(feature = "explain")]
    pub fn forecast(mean: f64, deviation: f64, common: f64) -> Self {
        Self { mean, deviation, least_deviation: false, sums: Vec::new(), common }
    }

    /// What a coming day is as a part or multiple of a plain one.
    #[cfg(feature = "explain")]
    pub fn factor(&self, day: usize) -> f64 {
        match (self.sums.get(day), self.sums.get(day + 1)) {
            (Some(from), Some(to)) => to.sold - from.sold,
            _ => 1.0,
        }
    }

    /// Plain days alone.
    #[cfg(feature = "explain")]
    pub fn plain_days(&self) -> Self {
        Self { sums: Vec::new(), ..self.clone() }
    }

    /// Whether every day is a plain one.
    #[cfg(feature = "explain")]
    pub fn is_flat(&self) -> bool {
        self.sums.is_empty()
    }

    /// Whether nothing sells.
    pub fn is_none(&self) -> bool {
        self.mean <= 0.0
    }

    /// The sums until a moment, days after the day of the stock.
    fn sums(&self, until: f64) -> Sums {
        let plain = Sums::default().plain(until);
        let Some((last, all)) = self.sums.len().checked_sub(1).zip(self.sums.last()) else { return plain };
        let day = libm::floor(until.max(0.0));
        if day >= last as f64 {
            // Beyond what is known of the days they are plain ones.
            return all.plain(until - last as f64);
        }
        let index = day as usize;
        let (Some(from), Some(to)) = (self.sums.get(index), self.sums.get(index + 1)) else { return plain };
        from.towards(*to, until - day)
    }

    /// Units of so many days from a moment on, on average (EVT-1).
    pub fn over(&self, from: f64, days: f64) -> f64 {
        self.mean * (self.sums(from + days).sold - self.sums(from).sold)
    }

    /// Their variance: weekdays, months and events deviate in proportion (EVT-1), each for itself, and the forecast may be off
    /// for all of them alike (SS-3, SS-4).
    pub fn variance(&self, from: f64, days: f64) -> f64 {
        let (start, end) = (self.sums(from), self.sums(from + days));
        let all = end.spread - start.spread;
        self.deviation * self.deviation * (end.squares - start.squares) + self.common * all * all
    }

    /// Their distribution (DIST-1); none where it leaves the range of figures.
    pub fn law(&self, from: f64, days: f64) -> Option<Distribution> {
        Distribution::of_moments(self.over(from, days), self.variance(from, days))
    }

    /// What days from now on add up to, as parts and multiples of a plain one, and what the forecast of a plain day may be off
    /// for all of them alike.
    #[cfg(feature = "explain")]
    pub fn walk(&self, days: f64) -> (Sums, f64) {
        (self.sums(days), libm::sqrt(self.common))
    }

    /// Units of the coming year.
    pub fn yearly(&self) -> f64 {
        self.over(0.0, DAYS_A_YEAR)
    }

    /// Days from now until so many units are sold on average, fractions of a day and all (COV-1); none where that is beyond
    /// every horizon.
    pub fn lasts(&self, units: f64) -> Option<f64> {
        if self.is_none() {
            return None;
        }
        let wanted = units.max(0.0) / self.mean;
        let until = match self.sums.last() {
            Some(all) if wanted < all.sold => {
                let index = self.sums.partition_point(|sum| sum.sold <= wanted);
                let (from, to) = (self.sums.get(index.checked_sub(1)?)?.sold, self.sums.get(index)?.sold);
                index as f64 - 1.0 + (wanted - from) / (to - from)
            }
            Some(all) => (self.sums.len() as f64 - 1.0) + wanted - all.sold,
            None => wanted,
        };
        until.is_finite().then_some(until)
    }
}
