//! The loads of `naive.mjs`: the same formulas from the same stream.

use suanpan::inventory::order_quantity::Eoq;
use suanpan::inventory::safety_stock::Moments;
use suanpan::inventory::simulation::{Demand, LeadTime, Policy, Scenario, Shortage};
use suanpan::stats::distribution::Distribution;

/// Items of a catalogue.
pub const ITEMS: u32 = 100_000;
/// Days of a history, and of a replication.
pub const DAYS: u32 = 365;
/// Items that are simulated, each with a policy.
pub const SIMULATED: u32 = 100;

/// The stream there.
struct Random(u32);

impl Random {
    const fn new() -> Self {
        Self(12_345)
    }

    /// A number of [0, 1).
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut t = (self.0 ^ self.0 >> 15).wrapping_mul(1 | self.0);
        t = t.wrapping_add((t ^ t >> 7).wrapping_mul(61 | t)) ^ t;
        f64::from(t ^ t >> 14) / 4_294_967_296.0
    }

    /// Knuth's Poisson variate for e^−mean.
    fn poisson(&mut self, least: f64) -> u16 {
        let (mut count, mut product) = (0, self.unit());
        while product > least {
            count += 1;
            product *= self.unit();
        }
        count
    }
}

/// What safety stock and order quantity are made of.
pub struct Item {
    pub daily: Moments,
    pub lead: Moments,
    pub review_days: f64,
    pub level: f64,
    pub order: Eoq,
}

/// A catalogue, and the stream after it.
fn catalogue(random: &mut Random) -> Vec<Item> {
    let item = |_| {
        let mean = 0.05 - 5.0 * libm::log(1.0 - random.unit());
        let price = 1.0 + 59.0 * random.unit();
        let daily = Moments { mean, sd: mean * (0.3 + 1.7 * random.unit()) };
        let lead = Moments { mean: 7.0 + (53.0 * random.unit()).floor(), sd: 8.0 * random.unit() };
        let review_days = (14.0 * random.unit()).floor();
        let level = [0.9, 0.95, 0.98][(3.0 * random.unit()) as usize];
        let order_cost = 20.0 + 180.0 * random.unit();
        let order = Eoq { annual_demand: mean * 365.0, order_cost, holding_cost: 0.25 * price };
        Item { daily, lead, review_days, level, order }
    };
    (0..ITEMS).map(item).collect()
}

/// A catalogue.
pub fn items() -> Vec<Item> {
    catalogue(&mut Random::new())
}

/// A year of days of each item, one after the other; whole units in columns as narrow as a product would keep them.
pub fn histories() -> Vec<u16> {
    let mut random = Random::new();
    catalogue(&mut random);
    let mut days = Vec::with_capacity((ITEMS * DAYS) as usize);
    for _ in 0..ITEMS {
        let least = libm::exp(1.8 * libm::log(1.0 - random.unit()));
        days.extend((0..DAYS).map(|_| random.poisson(least)));
    }
    days
}

/// Items with a mean demand of 3.3 a day, two weeks of lead time, and a policy each.
pub fn policies() -> Vec<(Scenario, Policy)> {
    let mut random = Random::new();
    let item = |item| {
        let mean = 0.1 - 3.2 * libm::log(1.0 - random.unit());
        let quantity = (mean * 30.0).ceil();
        let reorder_point = (mean * 15.0 + 1.65 * (mean * 15.0).sqrt()).ceil();
        let scenario = Scenario {
            demand: Demand::Distributed(Distribution::Poisson { mean }),
            factors: Vec::new(),
            lead_time: LeadTime::Fixed(14),
            shortage: Shortage::Backordered,
            start: None,
            warm_up_days: Some(0),
            days: DAYS,
            keep_days: false,
            seed: 1,
            item,
        };
        (scenario, Policy::multiples(reorder_point as i64, quantity as i64))
    };
    (0..u64::from(SIMULATED)).map(item).collect()
}
