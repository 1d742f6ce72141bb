//! How the stock of today goes on: what each day's level may be, and the chance that demand goes unmet.

use crate::stats::describe;

/// A day of a projection, over all replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProjectedDay {
    /// The inventory level of the evening (on hand − backorders), units, that one replication in ten stays below: P10.
    pub low: f64,
    /// The median: P50.
    pub median: f64,
    /// P90.
    pub high: f64,
    /// The chance that demand waits in the evening or is lost on this day.
    pub stock_out: f64,
    /// The chance that it has done so on this day or one before.
    pub stock_out_by_then: f64,
}

/// The days of all replications, whose levels stand one replication after the other. Where sales are lost, a level
/// below 0 is what was lost.
pub(super) fn projected(levels: &[i64], days: usize, lost: bool) -> Vec<ProjectedDay> {
    let replications = levels.chunks_exact(days).len();
    let mut is_out = vec![false; replications];
    let mut out_by_then = 0_usize;
    let share = |count: usize| count as f64 / replications as f64;
    let least = if lost { 0 } else { i64::MIN };
    (0..days)
        .filter_map(|day| {
            let of_day = || levels.iter().skip(day).step_by(days);
            for (is_out, _) in is_out.iter_mut().zip(of_day()).filter(|(is_out, level)| !**is_out && **level < 0) {
                *is_out = true;
                out_by_then += 1;
            }
            let stock: Vec<f64> = of_day().map(|level| (*level).max(least) as f64).collect();
            Some(ProjectedDay {
                low: describe::quantile(&stock, 0.1)?,
                median: describe::quantile(&stock, 0.5)?,
                high: describe::quantile(&stock, 0.9)?,
                stock_out: share(of_day().filter(|level| **level < 0).count()),
                stock_out_by_then: share(out_by_then),
            })
        })
        .collect()
}
