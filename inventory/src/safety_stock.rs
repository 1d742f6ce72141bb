//! Safety stock and reorder point: the demand of the protection interval, and how much more than its mean to hold.
//!
//! The protection interval is lead time and review period together, τ = L + R: until then nothing that is ordered later
//! arrives.

use crate::stats::distribution::Distribution;
use crate::stats::normal;

use super::refusal::{Refusal, finite, legal, target};

/// Mean and standard deviation: of a day's demand, of the demand of some days, of a lead time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Mean, in units or days.
    pub mean: f64,
    /// Standard deviation, in units or days.
    pub sd: f64,
}

impl Moments {
    /// The demand over a lead time and a review period (`SS-1`, `SS-2`: CM, SS): mean μ(L + R), variance
    /// (L + R)σ² + μ²·s_L². Days are independent, and of the lead time; the review period does not vary.
    ///
    /// `lead` is in days; a standard deviation of 0 gives `SS-1`. [`Refusal::Input`] of a negative figure.
    pub fn over(self, lead: Self, review_days: f64) -> Result<Self, Refusal> {
        legal(&[self.mean, self.sd, lead.mean, lead.sd, review_days])?;
        let days = lead.mean + review_days;
        if days == 0.0 {
            return Ok(Self { mean: 0.0, sd: 0.0 });
        }
        let mean = finite(self.mean * days)?;
        let variance = days * self.sd * self.sd + self.mean * self.mean * lead.sd * lead.sd;
        Ok(Self { mean, sd: finite(variance)?.sqrt() })
    }

    /// The distribution that these moments call for (`DIST-1`).
    pub fn distribution(self) -> Result<Distribution, Refusal> {
        Distribution::of_moments(self.mean, self.sd * self.sd).ok_or(Refusal::Input)
    }
}

/// The standard deviation of the demand over some days less its forecast, where the forecast is exponentially smoothed
/// (`SS-3`; HKOS ch. 6, PTS): the errors of the days are not independent, so that √h is not enough.
///
/// σ_e²·[h + a·h(h−1) + a²·(h−1)h(2h−1) ÷ 6] for a one-step error σ_e, in units, and a smoothing a of 0 … 1.
pub fn sd_of_smoothed_forecast(one_step_sd: f64, smoothing: f64, days: f64) -> Result<f64, Refusal> {
    legal(&[one_step_sd, smoothing, days, 1.0 - smoothing])?;
    let pairs = days * (days - 1.0);
    let factor = days + smoothing * pairs + smoothing * smoothing * pairs * (2.0 * days - 1.0) / 6.0;
    finite(one_step_sd * factor.sqrt())
}

/// The standard deviation of the demand over some days less its forecast, where the forecast is the mean of
/// `observed_days` independent days (`SS-4`; PTS): σ²(h + h² ÷ n).
pub fn sd_of_mean_forecast(daily_sd: f64, observed_days: f64, days: f64) -> Result<f64, Refusal> {
    legal(&[daily_sd, observed_days, days])?;
    if observed_days == 0.0 {
        return Err(Refusal::NoObservations);
    }
    finite(daily_sd * (days + days * days / observed_days).sqrt())
}

/// What is worth saying beside a safety stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Nothing is demanded in the protection interval.
    NoDemand,
    /// The demand does not vary: no safety stock is needed for any level.
    NoVariation,
}

/// A safety stock and the reorder point that holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SafetyStock {
    /// The safety factor z or k; negative for levels below ½.
    pub factor: f64,
    /// k·σ_τ, in units, as the formula gives it: negative where a cycle may run short more often than not.
    pub stock: f64,
    /// μ_τ + k·σ_τ, in units, not rounded.
    pub reorder_point: f64,
    /// What is worth saying beside it.
    pub note: Option<Note>,
}

impl SafetyStock {
    /// With a safety stock that is not below 0.
    #[must_use]
    pub fn floored(self) -> Self {
        if self.stock >= 0.0 {
            self
        } else {
            Self { stock: 0.0, reorder_point: self.reorder_point - self.stock, ..self }
        }
    }
}

/// The safety stock z·σ_τ for a cycle service level, normal demand (`SS-1`, `SS-2`; SPT ch. 6).
///
/// `protection` is the demand of the protection interval, or mean forecast and standard deviation of the cumulated
/// forecast error. [`Refusal::NoGuarantee`] of levels from 1 − 1e-12 on, [`Refusal::NoTarget`] at or below 0.
pub fn for_cycle_service(protection: Moments, level: f64) -> Result<SafetyStock, Refusal> {
    target(level)?;
    with_factor(protection, normal::quantile(level).ok_or(Refusal::NoGuarantee)?)
}

/// The safety stock and reorder point of a safety factor.
pub fn with_factor(protection: Moments, factor: f64) -> Result<SafetyStock, Refusal> {
    legal(&[protection.mean, protection.sd, factor.abs()])?;
    if protection.mean == 0.0 {
        return Ok(SafetyStock { factor, stock: 0.0, reorder_point: 0.0, note: Some(Note::NoDemand) });
    }
    let stock = factor * protection.sd;
    let note = (protection.sd == 0.0).then_some(Note::NoVariation);
    Ok(SafetyStock { factor, stock, reorder_point: finite(protection.mean + stock)?, note })
}

/// The "maximum less average" rule (`SS-6`): most units a day × longest lead time − mean units a day × mean lead time,
/// in units. For comparison only: it has no service level and grows with the length of the history.
pub fn maximum_less_average(most: f64, longest_days: f64, mean: f64, mean_days: f64) -> Result<f64, Refusal> {
    legal(&[most, longest_days, mean, mean_days])?;
    finite(most * longest_days - mean * mean_days)
}

/// What a safety factor is weighed against where shortage has a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cycle {
    /// Units demanded per year.
    pub annual_demand: f64,
    /// Order quantity, in units.
    pub quantity: f64,
    /// Holding cost per unit and year.
    pub holding: f64,
    /// Standard deviation of the demand of the protection interval, in units.
    pub protection_sd: f64,
}

/// A safety factor from costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostFactor {
    /// The safety factor k.
    pub factor: f64,
    /// k·σ_τ, in units.
    pub stock: f64,
    /// Whether the costs justify no more than the least factor.
    pub floor_used: bool,
}

impl Cycle {
    fn checked(self, cost: f64, least: f64) -> Result<Self, Refusal> {
        legal(&[self.annual_demand, self.quantity, self.holding, self.protection_sd, cost, least.abs()])?;
        if self.quantity == 0.0 {
            return Err(Refusal::NoQuantity);
        }
        if self.holding == 0.0 { Err(Refusal::NoHoldingCost) } else { Ok(self) }
    }

    fn answer(self, factor: Option<f64>, least: f64) -> CostFactor {
        let factor = factor.filter(|factor| *factor >= least);
        let used = factor.unwrap_or(least);
        CostFactor { factor: used, stock: used * self.protection_sd, floor_used: factor.is_none() }
    }
}

/// The safety factor for a cost B1 per stock-out occasion (`SS-7`; SPT ch. 6): k = √(2 ln[D·B1 ÷ (√(2π)·Q·h·σ_τ)]), or
/// `least` where the bracket does not exceed 1. Without variation the least factor.
pub fn for_cost_per_occasion(cycle: Cycle, cost: f64, least: f64) -> Result<CostFactor, Refusal> {
    let Cycle { annual_demand, quantity, holding, protection_sd } = cycle.checked(cost, least)?;
    let bracket = annual_demand * cost * normal::density(0.0) / (quantity * holding * protection_sd);
    let factor = (bracket > 1.0).then(|| (2.0 * libm::log(bracket)).sqrt()).filter(|factor| factor.is_finite());
    Ok(cycle.answer(factor, least))
}

/// The safety factor for a cost per unit short (`SS-8`; SPT ch. 6): P(Z > k) = Q·h ÷ (D·cost), or `least` where that
/// reaches 1 or gives less.
pub fn for_cost_per_unit(cycle: Cycle, cost: f64, least: f64) -> Result<CostFactor, Refusal> {
    let Cycle { annual_demand, quantity, holding, .. } = cycle.checked(cost, least)?;
    let chance = quantity * holding / (annual_demand * cost);
    // 0 by underflow only.
    let factor = (chance < 1.0).then(|| normal::quantile(chance).ok_or(Refusal::NoGuarantee)).transpose()?;
    Ok(cycle.answer(factor.map(|z| -z), least))
}

/// A reorder point as a quantile of the demand of the protection interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantileStock {
    /// The smallest stock that reaches the level, in units; whole for whole demand.
    pub reorder_point: f64,
    /// The reorder point less the mean, in units.
    pub stock: f64,
    /// The cycle service level that it reaches.
    pub achieved: f64,
}

/// The reorder point for a cycle service level, whatever the distribution (`SS-9`, `SS-10`, `DIST-1`).
pub fn for_cycle_service_of(protection: &Distribution, level: f64) -> Result<QuantileStock, Refusal> {
    target(level)?;
    achieved(protection, protection.quantile(level).ok_or(Refusal::NoGuarantee)?)
}

/// What a normal reorder point of the same mean and variance really reaches, for comparison (`SS-9`).
pub fn normal_against(protection: &Distribution, level: f64) -> Result<QuantileStock, Refusal> {
    let moments = Moments { mean: protection.mean(), sd: protection.variance().sqrt() };
    achieved(protection, for_cycle_service(moments, level)?.reorder_point)
}

fn achieved(protection: &Distribution, reorder_point: f64) -> Result<QuantileStock, Refusal> {
    finite(reorder_point)?;
    let stock = reorder_point - protection.mean();
    Ok(QuantileStock { reorder_point, stock, achieved: protection.cumulative(reorder_point) })
}

/// The demand over a lead time that is one of several, each with its chance (`SS-9`): air or sea, held by customs or not.
///
/// Pairs are days and chance. [`Refusal::Weights`] if the chances do not add up to 1; [`Refusal::NotWhole`] where the
/// demand of that many days has no distribution of its own, see [`Distribution::sum_of`].
pub fn over_lead_times(daily: &Distribution, lead_times: &[(f64, f64)]) -> Result<Distribution, Refusal> {
    let parts = lead_times.iter().map(|(days, chance)| {
        legal(&[*days, *chance])?;
        Ok((*chance, daily.sum_of(*days).ok_or(Refusal::NotWhole)?))
    });
    Distribution::mixture(parts.collect::<Result<_, _>>()?).ok_or(Refusal::Weights)
}

/// The demand in whole units over some days (`SS-10`): negative binomial where the variance exceeds the mean, else
/// Poisson's. Mean and variance are of a day; days add up.
pub fn whole_demand(daily_mean: f64, daily_variance: f64, days: f64) -> Result<Distribution, Refusal> {
    legal(&[daily_mean, daily_variance, days])?;
    let daily =
        Distribution::negative_binomial(daily_mean, daily_variance).or_else(|| Distribution::poisson(daily_mean));
    daily.and_then(|daily| daily.sum_of(days)).ok_or(Refusal::Range)
}

/// How far below the reorder point the stock position is on average when a daily review finds it (`SS-12`), in units:
/// (v + μ²) ÷ 2μ, less ½ for demand in whole units. Add it to the reorder point, or a day to the protection interval;
/// never both.
pub fn undershoot(daily_mean: f64, daily_variance: f64, whole: bool) -> Result<f64, Refusal> {
    legal(&[daily_mean, daily_variance])?;
    if daily_mean == 0.0 {
        return Err(Refusal::NoDemand);
    }
    finite((daily_variance / daily_mean + daily_mean) / 2.0 - if whole { 0.5 } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Moments = Moments { mean: 10.0, sd: 6.324_555_320_336_759 };
    const LEAD: Moments = Moments { mean: 30.0, sd: 5.0 };

    fn near(got: f64, expected: f64, within: f64) {
        assert!((got - expected).abs() <= within, "{got} where {expected} is expected");
    }

    #[test]
    fn nothing_is_held_where_nothing_varies_or_is_demanded() {
        let certain = |mean: f64, days: f64| {
            let lead = Moments { mean: days, sd: 0.0 };
            for_cycle_service(Moments { mean, sd: 0.0 }.over(lead, 0.0).unwrap(), 0.98).unwrap()
        };
        let constant = certain(100.0, 30.0);
        assert_eq!((constant.stock, constant.reorder_point, constant.note), (0.0, 3000.0, Some(Note::NoVariation)));
        let none = certain(0.0, 30.0);
        assert_eq!((none.stock, none.reorder_point, none.note), (0.0, 0.0, Some(Note::NoDemand)));
        // No protection interval: not even the lead time's variation counts.
        let at_once = DAY.over(Moments { mean: 0.0, sd: 3.0 }, 0.0).unwrap();
        assert_eq!(for_cycle_service(at_once, 0.95).unwrap().reorder_point, 0.0);
        let unheard_of = for_cycle_service(Moments { mean: 0.0, sd: 4.0 }, 0.95).unwrap();
        assert_eq!((unheard_of.stock, unheard_of.note), (0.0, Some(Note::NoDemand)));
    }

    #[test]
    fn low_levels_give_negative_stock_that_may_be_floored() {
        let low = for_cycle_service(Moments { mean: 252.0, sd: 18.0 }, 0.4).unwrap();
        assert!(low.stock < 0.0 && low.reorder_point < 252.0);
        assert_eq!((low.floored().stock, low.floored().reorder_point), (0.0, 252.0));
        let high = for_cycle_service(Moments { mean: 252.0, sd: 18.0 }, 0.9).unwrap();
        assert_eq!(high.floored(), high);
        assert_eq!(for_cycle_service(Moments { mean: 252.0, sd: 18.0 }, 0.5).unwrap().stock, 0.0);
    }

    #[test]
    fn levels_without_a_stock_are_refused() {
        let protection = Moments { mean: 20.0, sd: 5.0 };
        let demand = protection.distribution().unwrap();
        for (level, refusal) in [
            (1.0, Refusal::NoGuarantee),
            (1.0 - 1e-13, Refusal::NoGuarantee),
            (0.0, Refusal::NoTarget),
            (-0.5, Refusal::NoTarget),
            (f64::NAN, Refusal::Input),
        ] {
            assert_eq!(for_cycle_service(protection, level), Err(refusal), "{level}");
            assert_eq!(for_cycle_service_of(&demand, level), Err(refusal), "{level}");
        }
        for wrong in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(Moments { mean: wrong, sd: 1.0 }.over(LEAD, 0.0), Err(Refusal::Input));
            assert_eq!(DAY.over(LEAD, wrong), Err(Refusal::Input));
        }
    }

    /// Trap 1: what the rule of most seller sites gives grows with the history, and is a multiple of what is needed. The
    /// means of the maxima are sums over 1 − Fⁿ.
    #[test]
    fn the_rule_of_maxima_grows_with_the_history() {
        let day = Distribution::negative_binomial(10.0, 40.0).unwrap();
        let lead = Distribution::normal(30.0, 5.0).unwrap();
        let mean_of_largest = |demand: &Distribution, count: f64, step: f64| {
            let places = 0..(200.0 / step) as u32;
            places.map(|place| 1.0 - libm::pow(demand.cumulative((f64::from(place) + 0.5) * step), count)).sum::<f64>()
                * step
        };
        for (days, orders, expected) in [(90.0, 3.0, 778.0), (365.0, 12.0, 1146.0), (1095.0, 36.0, 1421.0)] {
            let (most, longest) = (mean_of_largest(&day, days, 1.0), mean_of_largest(&lead, orders, 0.1));
            let stock = maximum_less_average(most, longest, 10.0, 30.0).unwrap();
            near(stock, expected, 0.03 * expected);
        }
        let needed = for_cycle_service(DAY.over(LEAD, 0.0).unwrap(), 0.95).unwrap().stock;
        near(needed, 100.0, 1.0);
    }

    /// Trap 2: demand and lead time vary on their own; their parts add as squares.
    #[test]
    fn variations_of_demand_and_lead_time_add_as_squares() {
        let stock = |day: Moments, lead: Moments| for_cycle_service(day.over(lead, 0.0).unwrap(), 0.95).unwrap().stock;
        let both = stock(DAY, LEAD);
        let of_demand = stock(DAY, Moments { sd: 0.0, ..LEAD });
        let of_lead = stock(Moments { sd: 0.0, ..DAY }, LEAD);
        near(of_demand + of_lead, 139.0, 1.0);
        near(of_demand, 57.0, 1.0);
        near(both, (of_demand * of_demand + of_lead * of_lead).sqrt(), 1e-9);
    }

    /// Trap 3: a month's deviation is √(365 ÷ 12) days', not 365 ÷ 12.
    #[test]
    fn a_months_deviation_is_the_root_of_its_days() {
        let days = 365.0 / 12.0;
        let month = DAY.over(Moments { mean: days, sd: 0.0 }, 0.0).unwrap();
        near(month.sd / days.sqrt(), DAY.sd, 1e-12);
        // In months, the same stock over the same fortnight.
        let fortnight = DAY.over(Moments { mean: 14.0, sd: 0.0 }, 0.0).unwrap();
        let by_month = month.over(Moments { mean: 14.0 / days, sd: 0.0 }, 0.0).unwrap();
        near(by_month.sd, fortnight.sd, 1e-12);
        near(by_month.mean, fortnight.mean, 1e-12);
    }

    /// Traps 5 and 6: the review period counts; errors of a smoothed forecast accumulate.
    #[test]
    fn review_and_forecast_errors_count() {
        let reviewed = DAY.over(LEAD, 7.0).unwrap();
        assert_eq!(reviewed.mean, 370.0);
        near(reviewed.sd * reviewed.sd, 37.0 * 40.0 + 2500.0, 1e-9);
        // The closed form is the sum of (1 + a·j)².
        let (smoothing, days) = (0.2, 14);
        let sum: f64 = (0..days).map(|j| (1.0 + smoothing * f64::from(j)) * (1.0 + smoothing * f64::from(j))).sum();
        near(sd_of_smoothed_forecast(10.0, smoothing, f64::from(days)).unwrap(), 10.0 * sum.sqrt(), 1e-9);
        assert_eq!(sd_of_smoothed_forecast(10.0, 1.1, 14.0), Err(Refusal::Input));
        assert_eq!(sd_of_mean_forecast(10.0, 0.0, 14.0), Err(Refusal::NoObservations));
    }

    /// Trap 19: a normal reorder point of a slow mover misses its level.
    #[test]
    fn a_normal_reorder_point_fails_slow_movers() {
        let slow = Distribution::of_moments(3.0, 12.0).unwrap();
        assert_eq!(for_cycle_service_of(&slow, 0.95).unwrap().reorder_point, 10.0);
        assert!(normal_against(&slow, 0.95).unwrap().achieved < 0.93);
        let very_slow = whole_demand(0.01, 0.012, 30.0).unwrap();
        let stock = for_cycle_service_of(&very_slow, 0.95).unwrap();
        assert!(stock.achieved >= 0.95 && stock.reorder_point == 1.0, "{stock:?}");
    }

    #[test]
    fn two_ways_of_transport_are_no_normal_lead_time() {
        let daily = Distribution::poisson(12.0).unwrap();
        let demand = over_lead_times(&daily, &[(30.0, 0.9), (60.0, 0.1)]).unwrap();
        assert_eq!(for_cycle_service_of(&demand, 0.92).unwrap().reorder_point, 697.0);
        assert_eq!(over_lead_times(&daily, &[(30.0, 0.9), (60.0, 0.2)]), Err(Refusal::Weights));
        assert_eq!(over_lead_times(&daily, &[]), Err(Refusal::Weights));
        assert_eq!(over_lead_times(&daily, &[(-1.0, 1.0)]), Err(Refusal::Input));
    }

    #[test]
    fn costs_that_justify_no_stock_give_the_least_factor() {
        let cycle = Cycle { annual_demand: 500.0, quantity: 400.0, holding: 9.0, protection_sd: 60.0 };
        let floor = CostFactor { factor: 0.0, stock: 0.0, floor_used: true };
        assert_eq!(for_cost_per_occasion(cycle, 5.0, 0.0), Ok(floor));
        assert_eq!(for_cost_per_unit(cycle, 1.0, 0.0), Ok(floor));
        assert_eq!(for_cost_per_unit(cycle, 0.0, 0.0), Ok(floor));
        let certain = Cycle { protection_sd: 0.0, ..cycle };
        assert_eq!(for_cost_per_occasion(certain, 5.0, 0.0).unwrap().stock, 0.0);
        assert_eq!(for_cost_per_occasion(Cycle { holding: 0.0, ..cycle }, 5.0, 0.0), Err(Refusal::NoHoldingCost));
        assert_eq!(for_cost_per_unit(Cycle { quantity: 0.0, ..cycle }, 5.0, 0.0), Err(Refusal::NoQuantity));
    }

    #[test]
    fn a_daily_review_finds_the_position_below_the_reorder_point() {
        assert_eq!(undershoot(5.0, 5.0, true), Ok(2.5));
        assert_eq!(undershoot(5.0, 5.0, false), Ok(3.0));
        assert_eq!(undershoot(0.0, 5.0, true), Err(Refusal::NoDemand));
    }
}
