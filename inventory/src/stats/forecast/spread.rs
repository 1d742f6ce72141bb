//! FC-15, SS-3: how sure a forecast is, from its one-step errors (FPP 8.7; HKOS ch. 6).
//!
//! Both follow from one thing: what a surprise of one unit today adds to the forecast of each day to come. For SES that
//! is α on every day, for Holt α + βj on day j.

use super::{Forecaster, Model};
use crate::stats::summary;

/// What a surprise of one unit adds to the forecasts of the next `days` days.
///
/// `at_rest` is the method at a level (and a trend and a season) of 0, so that it expects 0; it must be linear.
#[must_use]
pub fn responses(at_rest: &(impl Forecaster + Clone), days: usize) -> Option<Vec<f64>> {
    let mut surprised = at_rest.clone();
    surprised.learn(Some(1.0));
    surprised.path(days)
}

/// FC-15: the standard deviation of the error of a single day, behind as many days as there are `responses`.
///
/// `sigma` is that of one-step errors, units a day.
#[must_use]
pub fn sd_ahead(sigma: f64, responses: &[f64]) -> f64 {
    sigma * libm::sqrt(responses.iter().fold(1.0, |sum, response| sum + response * response))
}

/// SS-3: the standard deviation of the error of the sum over one day more than there are `responses`.
///
/// For SES it is σ √Σ(1 + αj)². Errors of single days add up: it grows faster than √h.
#[must_use]
pub fn sd_over(sigma: f64, responses: &[f64]) -> f64 {
    let (_, squares) = responses.iter().fold((1.0, 1.0), |(moved, squares), response| {
        let moved = moved + response;
        (moved, squares + moved * moved)
    });
    sigma * libm::sqrt(squares)
}

/// So many windows that share no day are enough to measure the spread of sums …
const DISJOINT_WINDOWS: usize = 8;
/// … or so many that do.
const WINDOWS: usize = 30;

/// How sure the forecast of a sum over some days is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The days.
    pub days: usize,
    /// The standard deviation of the error of the sum, units. Measured, it is the root of the mean square about 0, not
    /// about the mean: a forecast that is off to one side needs the stock as well.
    pub sd: f64,
    /// The mean error measured, units: above 0, too much was expected. `None` where nothing was measured.
    pub bias: Option<f64>,
    /// Where it comes from.
    pub basis: SpreadBasis,
}

/// Where the spread of a sum comes from, the best first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpreadBasis {
    /// Measured at rolling origins.
    Measured {
        /// Windows.
        windows: usize,
        /// Of them, those that share no day.
        disjoint: usize,
    },
    /// SS-3: from one-step errors, by how the method answers a surprise.
    Responses,
    /// SS-4: from one-step errors, the forecast being as good as the mean of so many days
    /// ([`Model::days_of_mean`]).
    MeanOf {
        /// Days of the mean.
        days: f64,
    },
    /// SS-1: from one-step errors as if days were independent and the forecast had no error of its own. Too little.
    Independent,
}

/// What sums at rolling origins were off; `None` where there are fewer than 30 windows and fewer than 8 disjoint ones.
pub(super) fn measured(sums: &[(usize, f64)], days: usize) -> Option<Spread> {
    let mut free_from = 0;
    let mut disjoint = 0;
    for (origin, _) in sums {
        if *origin >= free_from {
            disjoint += 1;
            free_from = origin + days;
        }
    }
    if sums.len() < WINDOWS && disjoint < DISJOINT_WINDOWS {
        return None;
    }
    let sd = libm::sqrt(summary::mean(sums.iter().map(|(_, error)| error * error))?);
    let bias = summary::mean(sums.iter().map(|(_, error)| *error));
    Some(Spread { days, sd, bias, basis: SpreadBasis::Measured { windows: sums.len(), disjoint } })
}

/// SS-3, SS-4 or SS-1, whichever fits the method; `sigma` is the standard deviation of one-step errors.
pub(super) fn fallback(model: &Model, sigma: f64, days: usize) -> Spread {
    let whole = days as f64;
    let (sd, basis) = if let Some(count) = model.days_of_mean() {
        // One-step errors hold the error of the mean already.
        let daily = sigma / libm::sqrt(1.0 + 1.0 / count);
        (daily * libm::sqrt(whole + whole * whole / count), SpreadBasis::MeanOf { days: count })
    } else if let Some(responses) = days.checked_sub(1).and_then(|later| model.responses(later)) {
        (sd_over(sigma, &responses), SpreadBasis::Responses)
    } else {
        (sigma * libm::sqrt(whole), SpreadBasis::Independent)
    };
    Spread { days, sd, bias: None, basis }
}
