//! Lead times as purchase orders show them.

use crate::stats::describe;

use super::refusal::{Refusal, legal};
use super::safety_stock::Moments;

/// The lead times of purchase orders, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeadTimes {
    /// Mean and sample standard deviation; the deviation of a single order is 0.
    pub moments: Moments,
    /// The 95 % quantile, type 7.
    pub p95: f64,
    /// The longest.
    pub longest: f64,
    /// Only one order has arrived: how lead times vary is not known.
    pub variation_unknown: bool,
    /// Open orders that are older than the mean: it will rise once they arrive.
    pub overdue: usize,
}

/// What the orders that arrived say, and how many open ones contradict it (`LT-1`).
///
/// Days from the order to sellable stock, and days since the order of those that are open. [`Refusal::NoObservations`]
/// if no order has arrived.
pub fn observed(arrived: &[f64], open: &[f64]) -> Result<LeadTimes, Refusal> {
    legal(arrived)?;
    legal(open)?;
    let mean = describe::mean(arrived).ok_or(Refusal::NoObservations)?;
    let sd = describe::sd(arrived);
    Ok(LeadTimes {
        moments: Moments { mean, sd: sd.unwrap_or(0.0) },
        p95: describe::quantile(arrived, 0.95).ok_or(Refusal::NoObservations)?,
        longest: arrived.iter().copied().fold(0.0, f64::max),
        variation_unknown: sd.is_none(),
        overdue: open.iter().filter(|days| **days > mean).count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_order_says_nothing_of_variation_and_open_ones_of_the_mean() {
        let one = observed(&[14.0], &[]).unwrap();
        assert_eq!((one.moments, one.variation_unknown), (Moments { mean: 14.0, sd: 0.0 }, true));
        let more = observed(&[20.0, 30.0], &[10.0, 25.0, 26.0, 60.0]).unwrap();
        assert_eq!((more.overdue, more.variation_unknown, more.longest), (2, false, 30.0));
        assert_eq!(observed(&[], &[10.0]), Err(Refusal::NoObservations));
        assert_eq!(observed(&[-1.0], &[]), Err(Refusal::Input));
        assert_eq!(observed(&[1.0], &[f64::NAN]), Err(Refusal::Input));
    }
}
