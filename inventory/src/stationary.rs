//! The stock position of a (r, Q) policy is uniform between r and r + Q: averages over it.
//!
//! Of whole units the position is one of r + 1 … r + Q; else it is anywhere between r and r + Q (HW; AX ch. 5). Sums
//! over the positions have closed forms in the losses at both ends.

use crate::stats::distribution::Distribution;

/// How far, as a part of it, a share of whole demand may exceed what is allowed: what rounding adds.
const ROUNDED: f64 = 1e-12;

/// Whether a share of whole demand that is short is within a target.
pub(super) fn allowed(share: f64, target: f64) -> bool {
    share <= target * (1.0 + ROUNDED)
}

/// Whether positions are whole numbers. A demand that is certain flows: it has no unit.
pub(super) fn whole(demand: &Distribution) -> bool {
    demand.is_discrete() && demand.variance() > 0.0
}

/// The mean over the positions of P(D > y), or of P(D ≥ y) of whole demand: the part of demand that is not served from
/// stock.
pub(super) fn short_share(demand: &Distribution, r: f64, q: f64) -> f64 {
    ((demand.loss(r) - demand.loss(r + q)) / q).clamp(0.0, 1.0)
}

/// The mean over whole positions of P(D > y).
pub(super) fn mean_exceedance(demand: &Distribution, r: f64, q: f64) -> f64 {
    short_share(demand, r + 1.0, q)
}

/// The mean over the positions, whole or not, of E\[(D − y)⁺\], in units.
pub(super) fn mean_loss(demand: &Distribution, whole: bool, r: f64, q: f64) -> f64 {
    // Of whole demand: Σ over y > x of E[(D − y)⁺] = ½E[(D − x)(D − x − 1); D > x].
    let beyond = |x: f64| {
        let tail = demand.tail(x);
        if whole { tail.second - tail.loss / 2.0 } else { tail.second }
    };
    ((beyond(r) - beyond(r + q)) / q).max(0.0)
}

/// The mean position, whole or not, in units.
pub(super) fn mean_position(whole: bool, r: f64, q: f64) -> f64 {
    r + if whole { (q + 1.0) / 2.0 } else { q / 2.0 }
}
