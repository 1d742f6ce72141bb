//! What is simulated: demand, lead time, what stands there today, and how long.

use super::MOST_STOCK;
use super::policy::Policy;
use crate::stats::distribution::Distribution;

/// One item over some days.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What customers ask for in a day.
    pub demand: Demand,
    /// What the mean of each day, from day 0 on, is of the mean of `demand` (a forecast with seasons and events); none
    /// for 1 throughout. A day's deviation goes with its mean (constant CV, EVT-1).
    pub factors: Vec<f64>,
    /// From order to sellable stock.
    pub lead_time: LeadTime,
    /// What becomes of demand without stock.
    pub shortage: Shortage,
    /// What stands there on the morning of day 0; `None` for a shelf that each replication finds at
    /// another moment of the policy's cycle, so that orders of a year agree with demand; a full one without a warm-up.
    pub start: Option<Start>,
    /// Days before the figures begin; `None` for max(3(L + R), 60), 0 for a projection from today.
    pub warm_up_days: Option<u32>,
    /// Days of which figures are kept.
    pub days: u32,
    /// Whether the level of each day is kept as well, for the percentiles of a projection.
    pub keep_days: bool,
    /// The seed of the random streams; the same seed gives the same figures.
    pub seed: u64,
    /// Which item of a list this is, so that each has streams of its own (RNG-2).
    pub item: u64,
}

/// A day's demand, in whole units; what is none is rounded at random so that its mean stays.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    /// Drawn from a distribution: Poisson, negative binomial, normal (cut at 0), gamma, or a mixture, which may be a list
    /// of values and their probabilities. On a day whose factor leaves the variance of a negative binomial no larger
    /// than its mean it is Poisson.
    Distributed(Distribution),
    /// A forecast and its errors, of which one is drawn each day (bootstrap). What falls below 0 counts as 0.
    Residuals {
        /// The forecast, units.
        mean: f64,
        /// Actual − forecast of past days, units.
        residuals: Vec<f64>,
    },
}

/// Days from an order to the morning on which it can be sold.
#[derive(Clone, Debug, PartialEq)]
pub enum LeadTime {
    /// The same for every order. 0: it is there at once.
    Fixed(u32),
    /// The probability of 0, 1, 2 … days, or weights; drawn for each order, so that orders may cross.
    Weights(Vec<f64>),
}

/// What becomes of demand that no stock is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// Customers wait.
    Backordered,
    /// Customers leave.
    Lost,
}

/// What stands there on the morning of day 0, before its review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Sellable units.
    pub on_hand: i64,
    /// Units that customers wait for.
    pub backorders: i64,
    /// Orders under way: the day on whose morning each arrives, and its units.
    pub on_order: Vec<(u32, i64)>,
    /// Day of the first review; those after it follow every R days.
    pub first_review: u32,
}

/// Why there is nothing to simulate: which of the inputs is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRun {
    /// The distribution of demand is none that can be drawn from (see [`Sampler`](crate::stats::sampler::Sampler)), or
    /// a factor makes it one.
    Demand,
    /// A factor is negative or not finite, there are fewer than days, or more than 1,100 different ones.
    Factors,
    /// No lead time has a positive weight, or one is longer than 3,650 days.
    LeadTime,
    /// No policy, or one that is out of its limits or orders nothing.
    Policy,
    /// Stock, orders or backorders below 0, beyond 10¹² in all, or backorders where sales are lost.
    Start,
    /// No day, or more than 36,500 with the warm-up.
    Days,
    /// No replication, or more than a million.
    Replications,
    /// More levels of single days than fit: days × replications × policies above 16 million.
    TooManyDaysKept,
    /// A cost is negative, not finite, or above 10¹².
    Costs,
}

/// Longest lead time, days.
const LONGEST: u32 = 3_650;

impl LeadTime {
    /// The shortest and the longest that can be drawn.
    pub(super) fn range(&self) -> Option<(u32, u32)> {
        let (shortest, longest) = match self {
            Self::Fixed(days) => (*days, *days),
            Self::Weights(weights) => {
                let mut possible = (0..).zip(weights).filter(|(_, weight)| **weight > 0.0).map(|(days, _)| days);
                let shortest = possible.next()?;
                (shortest, possible.last().unwrap_or(shortest))
            }
        };
        (longest <= LONGEST).then_some((shortest, longest))
    }
}

impl Scenario {
    /// Whether an order can arrive before one that was placed earlier: then the textbook's figures do not hold.
    #[must_use]
    pub fn orders_may_cross(&self, policy: &Policy) -> bool {
        self.lead_time.range().is_some_and(|(shortest, longest)| longest - shortest > policy.review_days)
    }

    /// Days of warm-up: those asked for, or long enough for the policies to forget the start.
    pub(super) fn warm_up(&self, policies: &[Policy], longest_lead: u32) -> u32 {
        let review = policies.iter().map(|policy| policy.review_days).max().unwrap_or(1);
        let rule = || longest_lead.saturating_add(review).saturating_mul(3).max(60);
        self.warm_up_days.unwrap_or_else(rule)
    }
}

impl Start {
    pub(super) fn is_sound(&self, shortage: Shortage) -> bool {
        let orders = self.on_order.iter().map(|(_, units)| *units);
        let mut units = orders.chain([self.on_hand, self.backorders]);
        let sum = units.try_fold(0_i64, |sum, units| (units >= 0).then(|| sum.saturating_add(units)));
        sum.is_some_and(|sum| sum <= MOST_STOCK) && (self.backorders == 0 || shortage == Shortage::Backordered)
    }
}
