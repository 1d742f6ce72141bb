//! ACC-1: how far forecasts were off (FPP 5.8; HK06; M5).
//!
//! No percentage of each day's demand: days without demand would divide by zero. A measure whose scale is 0 is `None`.

/// Sums over pairs of forecast and what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    quantile: f64,
    count: f64,
    absolute: f64,
    squared: f64,
    signed: f64,
    actual: f64,
    pinball: f64,
}

impl Errors {
    /// None yet; the pinball loss is taken at `quantile`, which is held to 0…1.
    #[must_use]
    pub fn at(quantile: f64) -> Self {
        let quantile = quantile.clamp(0.0, 1.0);
        Self { quantile, count: 0.0, absolute: 0.0, squared: 0.0, signed: 0.0, actual: 0.0, pinball: 0.0 }
    }

    /// One pair more.
    pub fn add(&mut self, forecast: f64, actual: f64) {
        let error = forecast - actual;
        self.count += 1.0;
        self.absolute += error.abs();
        self.squared += error * error;
        self.signed += error;
        self.actual += actual.abs();
        self.pinball += if error > 0.0 { (1.0 - self.quantile) * error } else { -self.quantile * error };
    }

    /// The measures; `None` of no pair.
    #[must_use]
    pub fn accuracy(&self, scale: Scale) -> Option<Accuracy> {
        if self.count < 1.0 {
            return None;
        }
        let mean = |sum: f64| sum / self.count;
        let over = |scale: Option<f64>, value: f64| scale.filter(|scale| *scale > 0.0).map(|scale| value / scale);
        Some(Accuracy {
            mae: mean(self.absolute),
            rmse: libm::sqrt(mean(self.squared)),
            wape: over(Some(self.actual), self.absolute),
            bias: mean(self.signed),
            mase: over(scale.absolute, mean(self.absolute)),
            rmsse: over(scale.squared, mean(self.squared)).map(libm::sqrt),
            pinball: mean(self.pinball),
        })
    }
}

/// How far the seasonal naive forecast was off in the sample: what errors are measured against.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scale {
    /// Mean absolute error; `None` without two days a season apart.
    pub absolute: Option<f64>,
    /// Mean squared error.
    pub squared: Option<f64>,
}

impl Scale {
    /// Of the days of a sample, `season` days apart (1: the naive forecast). Days not seen give no pair.
    #[must_use]
    pub fn of(sample: &[Option<f64>], season: usize) -> Self {
        let mut errors = Errors::at(0.5);
        for (day, before) in sample.iter().skip(season.max(1)).zip(sample) {
            if let (Some(day), Some(before)) = (day, before) {
                errors.add(*before, *day);
            }
        }
        let mean = |sum: f64| (errors.count > 0.0).then(|| sum / errors.count);
        Self { absolute: mean(errors.absolute), squared: mean(errors.squared) }
    }
}

/// How far forecasts were off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
    /// Mean absolute error, units a day.
    pub mae: f64,
    /// Root of the mean squared error, units a day.
    pub rmse: f64,
    /// All absolute errors over all demand; `None` without demand.
    pub wape: Option<f64>,
    /// Mean of forecast − demand: above 0, too much was expected.
    pub bias: f64,
    /// Mean absolute error over that of the seasonal naive forecast in the sample; `None` where that was never off.
    pub mase: Option<f64>,
    /// The same with squares, rooted (M5).
    pub rmsse: Option<f64>,
    /// Mean pinball loss at the quantile asked for (M5).
    pub pinball: f64,
}
