//! Service: the part of demand that is served from stock, the chance of a cycle without a stock-out, and the stock that
//! reaches a target.

use crate::stats::distribution::Distribution;
use crate::stats::{normal, root};

use super::refusal::{Refusal, finite, legal, target};
use super::stationary::{allowed, short_share, whole};

/// The service of a reorder point and an order quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Service {
    /// β (P2): units served from stock ÷ units demanded, with backorders.
    pub fill_rate: f64,
    /// 1 − n(r) ÷ Q, the short formula: wrong when Q is small, and then even negative.
    pub simple: f64,
    /// 1 − n(r) ÷ (Q + n(r)): an approximation for sales that are lost.
    pub lost_sales: f64,
    /// α (P1): the chance that a cycle has no stock-out.
    pub cycle_service: f64,
}

/// The service of a (r, Q) policy under continuous review (`FR-1` normal, `FR-2` gamma, `FR-3` Poisson; AX ch. 5):
/// β = 1 − [n(r) − n(r + Q)] ÷ Q.
///
/// `demand` is that of the lead time, `r` the reorder point, which may be negative, `q` the order quantity; units.
pub fn of_reorder_point(demand: &Distribution, r: f64, q: f64) -> Result<Service, Refusal> {
    quantity(demand, q)?;
    finite(r + q)?;
    let short = demand.loss(r);
    Ok(Service {
        fill_rate: 1.0 - short_share(demand, r, q),
        simple: finite(1.0 - short / q)?,
        lost_sales: 1.0 - short / (q + short),
        cycle_service: demand.cumulative(r),
    })
}

/// The service of ordering up to S every R days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PeriodicService {
    /// β (P2): units served from stock ÷ units demanded.
    pub fill_rate: f64,
    /// α (P1): the chance that a review period has no stock-out.
    pub cycle_service: f64,
}

/// The service of a (R, S) policy (`FR-4`): β = 1 − [n_{L+R}(S) − n_L(S)] ÷ μR. The second loss is the shortage that
/// was there when the period began.
///
/// The demands are those of the lead time and of lead time and review period together.
pub fn of_order_up_to(lead: &Distribution, protection: &Distribution, s: f64) -> Result<PeriodicService, Refusal> {
    finite(s)?;
    let reviewed = protection.mean() - lead.mean();
    if reviewed <= 0.0 {
        return Err(Refusal::NoDemand);
    }
    let short = (protection.loss(s) - lead.loss(s)) / reviewed;
    Ok(PeriodicService { fill_rate: (1.0 - short).clamp(0.0, 1.0), cycle_service: protection.cumulative(s) })
}

/// The smallest reorder point with which an order quantity reaches a fill rate (`FR-6`, `FR-7`), in units; a whole
/// number of whole demand. It may be far below the mean demand, even negative, where the quantity is large.
///
/// [`Refusal::NoGuarantee`] of a fill rate of 1, [`Refusal::NoTarget`] of 0 or less, [`Refusal::NoDemand`] without any.
pub fn reorder_point(demand: &Distribution, q: f64, fill_rate: f64) -> Result<f64, Refusal> {
    quantity(demand, q)?;
    target(fill_rate)?;
    for_short_share(demand, q, 1.0 - fill_rate)
}

/// The smallest reorder point with which no more than a share of the demand is short, for Q > 0 and 0 < share < 1.
pub(super) fn for_short_share(demand: &Distribution, q: f64, share: f64) -> Result<f64, Refusal> {
    let (mean, sd) = (demand.mean(), demand.variance().sqrt());
    if let Distribution::Normal { .. } = demand {
        return finite(mean + sd * normal_factor(q / sd, share));
    }
    if whole(demand) {
        let found = root::least_whole((-q).floor(), mean - share * q, |r| allowed(short_share(demand, r, q), share));
        return found.ok_or(Refusal::Range);
    }
    if sd == 0.0 {
        return finite(mean - share * q);
    }
    let low = mean - q - 20.0 * sd;
    let high = root::reach(mean, sd, |r| short_share(demand, r, q) <= share).ok_or(Refusal::Range)?;
    let target = libm::log(share);
    finite(root::rising(low, high, high, |r| {
        let (at, above) = (demand.tail(r), demand.tail(r + q));
        let short = at.loss - above.loss;
        (target - libm::log(short / q), (at.beyond - above.beyond) / short)
    }))
}

/// k with [G(k) − G(k + w)] ÷ w = share, for w = Q ÷ σ.
///
/// The share is the chance that a normal demand exceeds a level by more than something uniform up to w: its logarithm
/// is concave, and Newton's method converges from everywhere. Shares above ½ are those of the other end.
fn normal_factor(w: f64, share: f64) -> f64 {
    if share > 0.5 {
        return -w - normal_factor(w, 1.0 - share);
    }
    let start =
        if w < 1.0 { normal::quantile(share).map_or(0.0, |z| -z - w / 2.0) } else { rough_inverse_loss(w * share) };
    let target = libm::log(share * w);
    root::newton(start, |k| {
        let (at, above) = (normal::tail(k), normal::tail(k + w));
        let short = at.loss - above.loss;
        (libm::log(short) - target, (above.beyond - at.beyond) / short)
    })
}

/// z with G(z) ≈ `loss`, to three digits, for a start (SPT ch. 6, the rational approximation).
fn rough_inverse_loss(loss: f64) -> f64 {
    if loss > 0.4 {
        return -loss;
    }
    let x = libm::log(25.0 / (loss * loss)).sqrt();
    let above = ((1.089_729_9 * x - 3.883_683) * x + 5.621_105_4) * x - 5.392_556_9;
    let below = (((-3.291_291_14e-3 * x + 6.691_368_68e-2) * x + 5.073_262_2e-1) * x - 7.249_648_5e-1) * x + 1.0;
    above / below
}

/// Whether the order quantity is one, and anything is demanded.
fn quantity(demand: &Distribution, q: f64) -> Result<(), Refusal> {
    legal(&[q])?;
    if q == 0.0 {
        Err(Refusal::NoQuantity)
    } else if demand.mean() <= 0.0 {
        Err(Refusal::NoDemand)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(mean: f64, sd: f64) -> Distribution {
        Distribution::normal(mean, sd).unwrap()
    }

    #[test]
    fn the_reorder_point_reaches_its_fill_rate() {
        let demands = [
            normal(280.0, 60.0),
            normal(280.0, 1e-3),
            Distribution::gamma(40.0, 900.0).unwrap(),
            Distribution::gamma(40.0, 90_000.0).unwrap(),
            Distribution::Constant(500.5),
            Distribution::mixture(vec![(0.9, normal(300.0, 30.0)), (0.1, normal(600.0, 40.0))]).unwrap(),
            Distribution::poisson(8.0).unwrap(),
            Distribution::negative_binomial(14.0, 46.0).unwrap(),
        ];
        for demand in demands {
            let mut before = f64::NEG_INFINITY;
            for q in [1.0, 20.0, 300.0, 5000.0] {
                for beta in [0.01, 0.3, 0.5, 0.7, 0.95, 0.9999, 1.0 - 1e-9] {
                    let r = reorder_point(&demand, q, beta).unwrap();
                    let reached = of_reorder_point(&demand, r, q).unwrap().fill_rate;
                    if whole(&demand) {
                        let less = of_reorder_point(&demand, r - 1.0, q).unwrap().fill_rate;
                        assert!(reached >= beta && less < beta, "{demand:?} {q} {beta}");
                    } else {
                        assert!((reached - beta).abs() <= 1e-12, "{demand:?} {q} {beta}: {reached}");
                    }
                    assert!(beta == 0.01 || r >= before, "{demand:?} {q} {beta}");
                    before = r;
                }
            }
        }
    }

    #[test]
    fn targets_without_a_stock_are_refused() {
        let demand = normal(280.0, 60.0);
        for (q, beta, refusal) in [
            (300.0, 1.0, Refusal::NoGuarantee),
            (300.0, 0.0, Refusal::NoTarget),
            (300.0, f64::NAN, Refusal::Input),
            (0.0, 0.9, Refusal::NoQuantity),
            (-1.0, 0.9, Refusal::Input),
        ] {
            assert_eq!(reorder_point(&demand, q, beta), Err(refusal), "{q} {beta}");
        }
        assert_eq!(reorder_point(&Distribution::Zero, 300.0, 0.9), Err(Refusal::NoDemand));
        assert_eq!(of_reorder_point(&Distribution::Zero, 3.0, 300.0), Err(Refusal::NoDemand));
        assert_eq!(of_reorder_point(&demand, f64::NAN, 300.0), Err(Refusal::Range));
        assert!(reorder_point(&demand, 300.0, 0.999_999).is_ok());
    }

    /// Trap 7: cycle service and fill rate are different figures.
    #[test]
    fn cycle_service_is_no_fill_rate() {
        let demand = normal(280.0, 60.0);
        let at = |r: f64, q: f64| of_reorder_point(&demand, r, q).unwrap();
        let large = at(378.7, 9000.0);
        assert!((large.cycle_service - 0.95).abs() < 1e-3 && large.fill_rate > 0.999);
        let low = at(200.0, 900.0);
        assert!(low.cycle_service < 0.1 && low.fill_rate > 0.9);
        // With backorders the fill rate is a mean of cycle services from r upward.
        for q in [0.1, 5.0, 60.0, 900.0] {
            let service = at(378.7, q);
            assert!(service.fill_rate >= service.cycle_service, "{q}");
        }
    }

    /// Trap 8: the short formula is of no use when the quantity is small against the variation.
    #[test]
    fn the_short_formula_fails_small_quantities() {
        let service = of_reorder_point(&normal(50.0, 20.0), 60.0, 5.0).unwrap();
        assert!((service.fill_rate - 0.73).abs() < 0.005 && (service.simple - 0.21).abs() < 0.005);
        assert!(of_reorder_point(&normal(50.0, 20.0), 40.0, 5.0).unwrap().simple < 0.0);
    }

    #[test]
    fn certain_demand_is_served_in_part_or_in_whole() {
        let service = |r: f64| of_reorder_point(&Distribution::Constant(500.0), r, 200.0).unwrap();
        assert_eq!((service(400.0).fill_rate, service(400.0).cycle_service), (0.5, 0.0));
        assert_eq!((service(500.0).fill_rate, service(500.0).cycle_service), (1.0, 1.0));
        assert_eq!(reorder_point(&Distribution::Constant(500.0), 200.0, 0.9), Ok(480.0));
    }

    #[test]
    fn whole_demand_averages_over_the_positions() {
        let demand = Distribution::poisson(8.0).unwrap();
        for (r, q) in [(10.0, 12.0), (5.0, 1.0), (-3.0, 6.0)] {
            let positions = (1..=q as u32).map(|place| r + f64::from(place));
            let mean = positions.map(|y| demand.cumulative(y - 1.0)).sum::<f64>() / q;
            assert!((of_reorder_point(&demand, r, q).unwrap().fill_rate - mean).abs() < 1e-13, "{r} {q}");
        }
    }

    #[test]
    fn a_period_is_not_charged_for_the_shortage_before_it() {
        let over = |days: f64| normal(20.0, 6.0).sum_of(days).unwrap();
        let service = of_order_up_to(&over(14.0), &over(21.0), 300.0).unwrap();
        let both_terms = 1.0 - (over(21.0).loss(300.0) - over(14.0).loss(300.0)) / 140.0;
        assert!((service.fill_rate - both_terms).abs() < 1e-15);
        assert!(service.fill_rate - (1.0 - over(21.0).loss(300.0) / 140.0) > 0.01);
        assert_eq!(of_order_up_to(&over(14.0), &over(14.0), 300.0), Err(Refusal::NoDemand));
    }
}
