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
pub(super) fn projected(levels: &[i64], days: usize, lost: bool) -> Option<Vec<ProjectedDay>> {
    let count = levels.chunks_exact(days).len() as f64;
    let mut is_out = vec![false; levels.len() / days];
    let mut out_by_then = 0_usize;
    (0..days)
        .map(|day| {
            let of_day = || levels.iter().skip(day).step_by(days);
            for (is_out, _) in is_out.iter_mut().zip(of_day()).filter(|(is_out, level)| !**is_out && **level < 0) {
                *is_out = true;
                out_by_then += 1;
            }
            let floor = if lost { 0 } else { i64::MIN };
            let mut stock: Vec<f64> = of_day().map(|level| (*level).max(floor) as f64).collect();
            stock.sort_by(f64::total_cmp);
            let quantile = |level| describe::quantile(&stock, level);
            Some(ProjectedDay {
                low: quantile(0.1)?,
                median: quantile(0.5)?,
                high: quantile(0.9)?,
                stock_out: of_day().filter(|level| **level < 0).count() as f64 / count,
                stock_out_by_then: out_by_then as f64 / count,
            })
        })
        .collect()
}
