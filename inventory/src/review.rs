//! A stock that is looked at every so many days while goods take whole days that vary: what a policy does in the long run,
//! exact for demand in whole units.
//!
//! An order of a morning can be sold after its lead time; accounts are taken every evening. Lead times vary as if later
//! orders never overtook earlier ones. Chances are summed into tables once, so that every policy costs a few look-ups.

use crate::stats::distribution::Distribution;
use crate::stats::root;

use super::policy_rq::Costs;
use super::policy_ss::positions;
use super::refusal::{Refusal, finite, target};
use super::stationary::allowed;

/// Chances that are summed for the tables at most.
const MOST_TERMS: f64 = 400_000.0;
/// Units of demand that a table holds at most.
const MOST_UNITS: f64 = 100_000.0;
/// A chance that is such a part of the largest one, and all beyond it, is none.
const NEGLIGIBLE: f64 = 1e-16;

/// What a policy does in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Units served from stock ÷ units demanded.
    pub fill_rate: f64,
    /// Mean stock on hand of the evenings, in units.
    pub on_hand: f64,
    /// Mean backorders of the evenings, in units.
    pub backorders: f64,
    /// Orders a day.
    pub orders: f64,
}

/// A stock with its looks, its lead times and its demand.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    days: f64,
    daily_mean: f64,
    pub(super) period: Distribution,
    /// Demand until an order arrives.
    arrival: Losses,
    /// Demand until an evening on which it counts, any of them.
    pub(super) evening: Losses,
    /// Demand until the next order has arrived.
    last: Losses,
}

impl Review {
    /// `daily` is the demand of a day, Poisson's or negative binomial; `leads` are lead times in days with their chances.
    ///
    /// [`Refusal::NotWhole`] of other demand, [`Refusal::Weights`] of chances that are none, [`Refusal::Range`] where the
    /// tables would be too large.
    pub fn new(daily: &Distribution, leads: &[(u32, f64)], review_days: u32) -> Result<Self, Refusal> {
        if !matches!(daily, Distribution::Poisson { .. } | Distribution::NegativeBinomial { .. }) {
            return Err(Refusal::NotWhole);
        }
        if review_days == 0 {
            return Err(Refusal::Input);
        }
        let all: f64 = leads.iter().map(|(_, weight)| weight).sum();
        if !(all > 0.0 && all.is_finite() && leads.iter().all(|(_, weight)| *weight >= 0.0)) {
            return Err(Refusal::Weights);
        }
        let longest = leads.iter().map(|(lead, _)| lead).max().copied().unwrap_or_default() as usize;
        let days = review_days as usize;
        let mut chances = vec![[0.0; 3]; longest + days + 1];
        let mut add = |of: usize, day: usize, weight: f64| {
            let slot = chances.get_mut(day).and_then(|day| day.get_mut(of));
            slot.into_iter().for_each(|sum| *sum += weight);
        };
        for (lead, weight) in leads {
            let (lead, weight) = (*lead as usize, weight / all);
            add(0, lead, weight);
            (1..=days).for_each(|day| add(1, lead + day, weight / f64::from(review_days)));
            add(2, lead + days, weight);
        }
        let [arrival, evening, last] = Losses::of(daily, &chances)?;
        Ok(Self {
            days: f64::from(review_days),
            daily_mean: daily.mean(),
            period: daily.sum_of(f64::from(review_days)).ok_or(Refusal::Range)?,
            arrival,
            evening,
            last,
        })
    }

    /// Ordering, at a look that finds the position at r or below, the fewest quantities Q that lift it above r (`PR-2`): the
    /// position is uniform on r + 1 … r + Q.
    pub fn of_quantity(&self, r: f64, q: f64) -> Result<Outcome, Refusal> {
        whole(&[r, q])?;
        if q < 1.0 {
            return Err(Refusal::NoQuantity);
        }
        let mean = |losses: &Losses| losses.sum(r + 1.0, r + q) / q;
        // A look finds an order to be placed with the chance E[min(D, Q)] ÷ Q.
        let orders = (self.period.mean() - self.period.loss(q)) / q;
        self.outcome(mean, r + (q + 1.0) / 2.0, orders)
    }

    /// Ordering up to S at every look (`PR-1`, exact): the position is S.
    pub fn of_level(&self, up_to: f64) -> Result<Outcome, Refusal> {
        self.of_quantity(up_to - 1.0, 1.0)
    }

    /// Ordering up to S at a look that finds the position at s or below (`SSP-2`): positions are as likely as demand renews.
    pub fn of_range(&self, s: f64, up_to: f64) -> Result<Outcome, Refusal> {
        whole(&[s, up_to])?;
        let chances = positions(&self.period, up_to - s)?;
        let mean = |losses: &Losses| {
            let each = chances.shares.iter().enumerate().map(|(below, share)| share * losses.at(up_to - below as f64));
            each.sum()
        };
        let position: f64 =
            chances.shares.iter().enumerate().map(|(below, share)| share * (up_to - below as f64)).sum();
        self.outcome(mean, position, chances.orders)
    }

    fn outcome(&self, mean: impl Fn(&Losses) -> f64, position: f64, orders: f64) -> Result<Outcome, Refusal> {
        let backorders = mean(&self.evening);
        let short = (mean(&self.last) - mean(&self.arrival)) / (self.daily_mean * self.days);
        Ok(Outcome {
            fill_rate: (1.0 - finite(short)?).clamp(0.0, 1.0),
            on_hand: finite(position - self.evening.mean + backorders)?.max(0.0),
            backorders: finite(backorders)?,
            orders: finite(orders / self.days)?,
        })
    }

    /// The reorder point at which a quantity costs least (`RQ-5`), and without one the best quantity too (`RQ-3`; FZ): from
    /// the cheapest position on, positions are added on the cheaper side while the next one costs less than all do on
    /// average. Costs are per day.
    pub fn best_quantity(&self, costs: Costs, quantity: Option<f64>) -> Result<(f64, f64), Refusal> {
        let costs = costs.checked()?;
        let position =
            |y: f64| costs.holding * (y - self.evening.mean) + (costs.holding + costs.backorder) * self.evening.at(y);
        let cheapest = self.quantile(costs.backorder / (costs.backorder + costs.holding));
        let (mut r, mut q, mut sum) = (cheapest - 1.0, 1.0, position(cheapest));
        let mut beside = (position(r), position(r + q + 1.0));
        while q < MOST_UNITS {
            let next = beside.0.min(beside.1);
            let grows = quantity.map_or((costs.order * self.daily_mean + sum) / q > next, |quantity| q < quantity);
            if !grows {
                return Ok((r, q));
            }
            (q, sum) = (q + 1.0, sum + next);
            if beside.0 < beside.1 {
                r -= 1.0;
                beside.0 = position(r);
            } else {
                beside.1 = position(r + q + 1.0);
            }
        }
        Err(Refusal::Range)
    }

    /// The smallest position that lasts through an evening with this chance, which is below 1.
    #[must_use]
    pub fn quantile(&self, level: f64) -> f64 {
        self.evening.quantile(level)
    }

    /// The smallest whole reorder point with which a quantity reaches a fill rate (`PR-3`).
    pub fn reorder_point(&self, q: f64, fill_rate: f64) -> Result<f64, Refusal> {
        target(fill_rate)?;
        self.of_quantity(0.0, q)?;
        let share = 1.0 - fill_rate;
        let reaches = |r: f64| self.of_quantity(r, q).is_ok_and(|found| allowed(1.0 - found.fill_rate, share));
        root::least_whole(-q, self.last.mean - share * q, reaches).ok_or(Refusal::Range)
    }

    /// The smallest whole level with which ordering up to it at every look reaches a fill rate (`PR-3`).
    pub fn level(&self, fill_rate: f64) -> Result<f64, Refusal> {
        Ok(self.reorder_point(1.0, fill_rate)? + 1.0)
    }
}

fn whole(figures: &[f64]) -> Result<(), Refusal> {
    // Whole numbers of doubles end somewhere.
    let is_whole = |figure: &f64| figure.abs() < 1e12 && figure.floor() == *figure;
    if figures.iter().all(is_whole) { Ok(()) } else { Err(Refusal::NotWhole) }
}

/// E\[(D − x)⁺\] of whole demand for every whole x.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Losses {
    pub mean: f64,
    /// From x = 0 on, until nothing is left.
    losses: Vec<f64>,
    /// Σ of the losses before each.
    sums: Vec<f64>,
}

impl Losses {
    /// Of the demand of 0, 1, 2 … days, each with its chances: as many tables as a day has.
    fn of<const N: usize>(daily: &Distribution, weights: &[[f64; N]]) -> Result<[Self; N], Refusal> {
        let sums = weights.iter().enumerate().filter(|(_, weights)| weights.iter().any(|weight| *weight > 0.0));
        let sums = sums.map(|(days, weights)| Some((daily.sum_of(days as f64)?, weights)));
        let sums = sums.collect::<Option<Vec<_>>>().ok_or(Refusal::Range)?;
        // About so far from its mean a sum has chances that count.
        let reach = |sum: &Distribution| 10.0 * sum.variance().sqrt() + 60.0;
        let terms: f64 = sums.iter().map(|(sum, _)| 2.0 * reach(sum)).sum();
        let units = sums.iter().map(|(sum, _)| sum.mean() + reach(sum)).fold(0.0, f64::max);
        if !(terms <= MOST_TERMS && units <= MOST_UNITS) {
            return Err(Refusal::Range);
        }
        let mut chances = Vec::new();
        for (sum, weights) in &sums {
            spread(sum, weights, &mut chances)?;
        }
        Ok(core::array::from_fn(|index| Self::of_chances(&chances, |row| row.get(index).copied().unwrap_or(0.0))))
    }

    fn of_chances<T>(chances: &[T], chance: impl Fn(&T) -> f64) -> Self {
        let mut losses = vec![0.0; chances.len()];
        let (mut beyond, mut loss) = (0.0, 0.0);
        // P(D > x) of every x from the far end, and the losses as sums of these.
        for (row, slot) in chances.iter().zip(losses.iter_mut()).rev() {
            loss += beyond;
            *slot = loss;
            beyond += chance(row);
        }
        let mut sums = Vec::with_capacity(losses.len() + 1);
        let mut total = 0.0;
        sums.push(total);
        for loss in &losses {
            total += loss;
            sums.push(total);
        }
        Self { mean: losses.first().copied().unwrap_or(0.0), losses, sums }
    }

    /// E\[(D − x)⁺\] of a whole x.
    pub fn at(&self, x: f64) -> f64 {
        if x < 0.0 { self.mean - x } else { self.losses.get(x as usize).copied().unwrap_or(0.0) }
    }

    /// The sum of these from one x to another, both included.
    fn sum(&self, from: f64, to: f64) -> f64 {
        let below = (to.min(-1.0) - from + 1.0).max(0.0);
        // Below 0 the loss is the mean and what is owed already.
        let owed = below * (self.mean - from - (below - 1.0) / 2.0);
        let until = |x: f64| self.sums.get((x.max(0.0) as usize).min(self.losses.len())).copied().unwrap_or(0.0);
        owed + (until(to + 1.0) - until(from)).max(0.0)
    }

    /// The smallest x with P(D ≤ x) at or above a level below 1.
    pub fn quantile(&self, level: f64) -> f64 {
        let reaches = |x: f64| 1.0 - (self.at(x) - self.at(x + 1.0)) >= level - 1e-12;
        root::least_whole(0.0, self.mean, reaches).unwrap_or(self.losses.len() as f64)
    }
}

/// Adds the chances of a sum, times its weights: from the likeliest value both ways, each by the one beside it.
fn spread<const N: usize>(sum: &Distribution, weights: &[f64; N], chances: &mut Vec<[f64; N]>) -> Result<(), Refusal> {
    // P(x + 1) ÷ P(x) = (first + more·x) ÷ (x + 1)
    let (first, more, mode) = match sum {
        Distribution::Zero => (0.0, 0.0, 0.0),
        Distribution::Poisson { mean } => (*mean, 0.0, mean.floor()),
        Distribution::NegativeBinomial { size, chance } => {
            let mode = ((size - 1.0) * (1.0 - chance) / chance).floor().max(0.0);
            ((1.0 - chance) * size, 1.0 - chance, mode)
        }
        _ => return Err(Refusal::NotWhole),
    };
    let peak = if matches!(sum, Distribution::Zero) { 1.0 } else { sum.probability(mode) };
    if !(peak > 0.0 && peak.is_finite()) {
        return Err(Refusal::Range);
    }
    let least = NEGLIGIBLE * peak;
    let mut above = Vec::new();
    let (mut x, mut chance) = (mode, peak);
    while chance > least && x < MOST_UNITS {
        above.push(chance);
        chance *= (first + more * x) / (x + 1.0);
        x += 1.0;
    }
    let mut below = Vec::new();
    (x, chance) = (mode, peak);
    while x > 0.0 {
        chance *= x / (first + more * (x - 1.0));
        x -= 1.0;
        if chance <= least {
            break;
        }
        below.push(chance);
    }
    let from = (mode as usize).saturating_sub(below.len());
    let until = from + below.len() + above.len();
    if chances.len() < until {
        chances.resize(until, [0.0; N]);
    }
    for (row, chance) in chances.iter_mut().skip(from).zip(below.iter().rev().chain(&above)) {
        row.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * chance);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::periodic::DailyReview;
    use super::super::policy_rq;
    use super::super::policy_ss::Model;
    use super::*;

    fn daily() -> Distribution {
        Distribution::negative_binomial(4.0, 16.0).unwrap()
    }

    #[track_caller]
    fn near(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{got} where {expected} is expected");
    }

    #[test]
    fn every_day_and_a_certain_lead_time_are_the_daily_review() {
        for daily in [daily(), Distribution::poisson(0.3).unwrap(), Distribution::poisson(800.0).unwrap()] {
            let review = Review::new(&daily, &[(3, 1.0)], 1).unwrap();
            let other = DailyReview::new(daily.clone(), 3).unwrap();
            let mean = (4.0 * daily.mean()).floor();
            for (r, q) in [(mean, 9.0), (mean - 5.0, 1.0), (-20.0, 35.0), (mean * 2.0, 500.0)] {
                let (found, expected) = (review.of_quantity(r, q).unwrap(), other.outcome(r, q).unwrap());
                near(found.fill_rate, expected.fill_rate);
                near(found.on_hand, expected.on_hand);
                near(found.backorders, expected.backorders);
                near(found.orders, expected.order_days);
            }
            assert_eq!(review.reorder_point(9.0, 0.95), other.reorder_point(9.0, 0.95));
        }
    }

    /// Each lead time and each evening by itself, from the formulas of the distributions.
    #[test]
    fn lead_times_and_evenings_are_averages() {
        let (daily, leads) = (daily(), [(2, 0.7), (9, 0.3)]);
        let review = Review::new(&daily, &leads, 7).unwrap();
        let loss = |days: u32, y: f64| daily.sum_of(f64::from(days)).unwrap().loss(y);
        let (r, q) = (50.0, 24.0);
        let mean = |figure: &dyn Fn(u32, f64) -> f64| -> f64 {
            let of_lead = |lead: u32| (1..=24).map(|above| figure(lead, r + f64::from(above))).sum::<f64>() / q;
            leads.iter().map(|(lead, weight)| weight * of_lead(*lead)).sum()
        };
        let found = review.of_quantity(r, q).unwrap();
        near(found.fill_rate, 1.0 - mean(&|lead, y| loss(lead + 7, y) - loss(lead, y)) / 28.0);
        let evenings = |lead: u32, each: &dyn Fn(u32) -> f64| (1..=7).map(|day| each(lead + day)).sum::<f64>() / 7.0;
        near(found.backorders, mean(&|lead, y| evenings(lead, &|days| loss(days, y))));
        near(found.on_hand, mean(&|lead, y| evenings(lead, &|days| y - 4.0 * f64::from(days) + loss(days, y))));
        let level = review.level(0.98).unwrap();
        assert!(review.of_level(level).unwrap().fill_rate >= 0.98);
        assert!(review.of_level(level - 1.0).unwrap().fill_rate < 0.98);
    }

    #[test]
    fn order_up_to_costs_what_its_model_says() {
        let costs = Costs { order: 24.0, holding: 1.0, backorder: 9.0 };
        let review = Review::new(&daily(), &[(3, 1.0)], 1).unwrap();
        let (plain, tabled) = (Model::new(costs, daily(), 3.0).unwrap(), Model::of_review(costs, &review).unwrap());
        let (best, other) = (plain.optimum().unwrap(), tabled.optimum().unwrap());
        assert_eq!((best.reorder_point, best.up_to), (other.reorder_point, other.up_to));
        near(other.cost, best.cost);
        let found = review.of_range(best.reorder_point, best.up_to).unwrap();
        near(24.0 * found.orders + found.on_hand + 9.0 * found.backorders, best.cost);
        // A range of one is a level.
        let (range, level) = (review.of_range(30.0, 31.0).unwrap(), review.of_level(31.0).unwrap());
        near(range.fill_rate, level.fill_rate);
        near(range.orders, level.orders);
    }

    #[test]
    fn the_best_quantity_is_that_of_the_model() {
        let review = Review::new(&daily(), &[(3, 1.0)], 1).unwrap();
        for order in [0.0, 3.0, 24.0, 900.0] {
            let costs = Costs { order, holding: 1.0, backorder: 9.0 };
            let model = policy_rq::Model::new(costs, 4.0, daily().sum_of(4.0).unwrap()).unwrap();
            let (best, (r, q)) = (model.optimum().unwrap(), review.best_quantity(costs, None).unwrap());
            near(model.outcome(r, q).unwrap().cost, best.cost);
            let (r, q) = review.best_quantity(costs, Some(best.quantity)).unwrap();
            near(model.outcome(r, q).unwrap().cost, best.cost);
        }
    }

    #[test]
    fn what_has_no_tables_is_refused() {
        let of = |daily: Distribution, leads: &[(u32, f64)], days| Review::new(&daily, leads, days).err();
        assert_eq!(of(Distribution::normal(20.0, 3.0).unwrap(), &[(3, 1.0)], 1), Some(Refusal::NotWhole));
        assert_eq!(of(daily(), &[], 1), Some(Refusal::Weights));
        assert_eq!(of(daily(), &[(3, 1.0)], 0), Some(Refusal::Input));
        assert_eq!(of(Distribution::poisson(1e9).unwrap(), &[(3, 1.0)], 1), Some(Refusal::Range));
        let review = Review::new(&daily(), &[(0, 1.0)], 1).unwrap();
        assert_eq!(review.of_quantity(1.0, 0.0), Err(Refusal::NoQuantity));
        assert_eq!(review.of_quantity(1.5, 3.0), Err(Refusal::NotWhole));
        assert_eq!(review.of_range(5.0, 5.0), Err(Refusal::Input));
        assert_eq!(review.of_quantity(f64::INFINITY, 3.0), Err(Refusal::NotWhole));
    }
}
