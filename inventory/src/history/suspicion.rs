//! Days that are suspected to have been out of stock, where nobody says: too many in a row without a sale.

use super::{Point, Status};
use crate::stats::demand_class::INTERMITTENT_FROM;

/// Fewer points in a row without a sale are never suspected by themselves: shops close for a weekend.
const LEAST: usize = 3;
/// How likely it may be that chance alone makes such a run anywhere in the history.
const BY_CHANCE: f64 = 0.01;
/// Fewer sales do not tell how often a point without one follows.
const LEAST_SALES: usize = 14;

/// From how many points in a row without a sale on they are suspected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suspicion {
    /// Never.
    Off,
    /// Judged by how often a point without a sale follows one with a sale, p: so many that chance alone would make such
    /// a run in one history of a hundred, N·pⁿ ≤ 0.01 for N points, and no fewer than 3. Only of what sells nearly every
    /// day, 1/(1 − p) < 1.32: elsewhere such runs are nothing strange. A project rule.
    ///
    /// p counts each run once, however long, so that being out of stock hardly moves it.
    #[default]
    Judged,
    /// From so many on, whatever it is that sells; 0 is taken as 1.
    From(usize),
}

impl Suspicion {
    /// From how many on; `None`: never.
    pub(super) fn from(self, points: &[Point]) -> Option<usize> {
        match self {
            Self::Off => None,
            Self::From(from) => Some(from.max(1)),
            Self::Judged => judged(points),
        }
    }
}

fn judged(points: &[Point]) -> Option<usize> {
    let follows = points
        .iter()
        .zip(points.iter().skip(1))
        .filter(|(one, next)| one.units > 0.0 && one.status != Status::StockOut && next.status != Status::StockOut);
    let sales = follows.clone().count();
    let stops = follows.filter(|(_, next)| next.units <= 0.0).count();
    let chance = stops as f64 / sales as f64;
    let is_fast = sales >= LEAST_SALES && 1.0 < INTERMITTENT_FROM * (1.0 - chance);
    if !is_fast || stops == 0 {
        return None;
    }
    let run = libm::ceil(libm::log(BY_CHANCE / points.len() as f64) / libm::log(chance));
    Some((run as usize).max(LEAST))
}

/// Marks runs of so many points without a sale, and says how many points they are. What is marked out of stock ends a
/// run.
pub(super) fn mark(points: &mut [Point], from: Option<usize>) -> usize {
    let Some(from) = from else { return 0 };
    let is_empty = |point: &Point| point.units <= 0.0 && point.status != Status::StockOut;
    let mut marked = 0;
    for run in points.chunk_by_mut(|one, next| is_empty(one) && is_empty(next)) {
        if run.len() >= from && run.first().is_some_and(is_empty) {
            marked += run.len();
            run.iter_mut().for_each(|point| point.status = Status::Suspected);
        }
    }
    marked
}

/// Marks weeks right beside those out of stock that sold less than half of what a week usually does, and says how many they
/// are: on a part of their days nothing was there. A project rule.
pub(super) fn mark_beside(points: &mut [Point]) -> usize {
    let mut used: Vec<_> = points.iter().filter_map(Point::ordinary).collect();
    used.sort_by(f64::total_cmp);
    let Some(usual) = used.get(used.len() / 2).copied() else { return 0 };
    let is_out: Vec<_> =
        points.iter().map(|point| matches!(point.status, Status::StockOut | Status::Suspected)).collect();
    let out = |index: Option<usize>| index.and_then(|index| is_out.get(index)).is_some_and(|out| *out);
    let mut marked = 0;
    for (index, point) in points.iter_mut().enumerate() {
        let beside = out(index.checked_sub(1)) || out(index.checked_add(1));
        if beside && point.status == Status::Used && point.units < usual / 2.0 {
            point.status = Status::Suspected;
            marked += 1;
        }
    }
    marked
}
