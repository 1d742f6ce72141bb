//! The simulated policies against a plain reckoning of the same days, and what must hold of any of them.

#![expect(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a test ends at the first refusal; figures are floats"
)]

use std::ops::Range;

use suanpan::inventory::simulation::{
    Costs, Demand, Estimate, LeadTime, NoRun, Outcome, Performance, Policy, Quantity, Run, Scenario, Shortage, Start,
};
use suanpan::stats::distribution::Distribution;
use suanpan::stats::random::Xoshiro256;

fn poisson(mean: f64) -> Demand {
    Demand::Distributed(Distribution::poisson(mean).unwrap())
}

/// 200 days of Poisson demand, five a day, a week of lead time.
fn scenario() -> Scenario {
    Scenario {
        demand: poisson(5.0),
        factors: Vec::new(),
        lead_time: LeadTime::Fixed(7),
        shortage: Shortage::Backordered,
        start: None,
        warm_up_days: None,
        days: 200,
        keep_days: false,
        seed: 11,
        item: 3,
    }
}

fn outcome(scenario: &Scenario, policies: &[Policy], replications: Range<u32>) -> Outcome {
    let mut run = Run::new(scenario, policies, replications).unwrap();
    run.step(u32::MAX);
    run.result(&COSTS).unwrap()
}

const COSTS: Costs = Costs { annual_holding: 2.0, order: 30.0, annual_backorder: 9.0, unit_short: 1.5, occasion: 20.0 };

#[track_caller]
fn value(estimate: Option<Estimate>) -> f64 {
    estimate.unwrap().value
}

/// What is asked for on each day, for certain: a demand of one unit times the day's factor.
fn certain(demand: &[u32], days: usize) -> Scenario {
    Scenario {
        demand: Demand::Distributed(Distribution::Constant(1.0)),
        factors: demand.iter().copied().map(f64::from).collect(),
        warm_up_days: Some((demand.len() - days) as u32),
        days: days as u32,
        keep_days: true,
        ..scenario()
    }
}

/// The days of §10, one order and one customer at a time.
struct Plain {
    on_hand: i64,
    waiting: i64,
    /// Day on which it is due, and units.
    orders: Vec<(usize, i64)>,
}

#[derive(Default, Debug, PartialEq)]
struct Sums {
    demand: i64,
    short: i64,
    on_hand: i64,
    waiting: i64,
    orders: i64,
    cycles: i64,
    met: i64,
    out_days: i64,
    levels: Vec<i64>,
}

impl Plain {
    fn days(
        &mut self,
        policy: &Policy,
        lead: usize,
        lost: bool,
        first_review: usize,
        demand: &[u32],
        from: usize,
    ) -> Sums {
        let mut sums = Sums::default();
        let mut met = self.waiting <= self.on_hand;
        for (day, asked) in demand.iter().enumerate() {
            if day >= first_review && (day - first_review).is_multiple_of(policy.review_days as usize) {
                let position = self.on_hand - self.waiting + self.orders.iter().map(|order| order.1).sum::<i64>();
                let mut ordered = 0;
                if position <= policy.reorder_point {
                    match policy.quantity {
                        Quantity::Multiple(lot) => {
                            while position + ordered <= policy.reorder_point {
                                ordered += lot;
                            }
                        }
                        Quantity::UpTo(level) => ordered = level - position,
                    }
                    self.orders.push((day + lead, ordered));
                    sums.orders += i64::from(day >= from);
                }
            }
            let arrived: i64 = self.orders.iter().filter(|order| order.0 == day).map(|order| order.1).sum();
            self.orders.retain(|order| order.0 != day);
            if arrived > 0 {
                sums.cycles += i64::from(day >= from);
                sums.met += i64::from(met && day >= from);
                met = true;
            }
            self.on_hand += arrived;
            let served = self.waiting.min(self.on_hand);
            self.on_hand -= served;
            self.waiting -= served;
            let (mut short, mut gone) = (0, 0);
            for _ in 0..*asked {
                if self.on_hand > 0 {
                    self.on_hand -= 1;
                } else {
                    short += 1;
                    if lost { gone += 1 } else { self.waiting += 1 }
                }
            }
            let out = gone > 0 || self.waiting > 0;
            met &= !out;
            if day >= from {
                sums.demand += i64::from(*asked);
                sums.short += short;
                sums.on_hand += self.on_hand;
                sums.waiting += self.waiting;
                sums.out_days += i64::from(out);
                sums.levels.push(self.on_hand - self.waiting);
            }
        }
        sums
    }
}

fn figures(sums: &Sums, found: &Performance, levels: Vec<i64>) -> Sums {
    let days = sums.levels.len() as f64;
    let whole =
        |estimate: Option<Estimate>, times: f64| estimate.map_or(0, |found| (found.value * times).round() as i64);
    Sums {
        demand: sums.demand,
        short: whole(found.short_per_day, days),
        on_hand: whole(found.mean_on_hand, days),
        waiting: whole(found.mean_backorders, days),
        orders: whole(found.orders_per_year, days / 365.0),
        cycles: sums.cycles,
        met: whole(found.cycle_service, sums.cycles as f64),
        out_days: whole(found.stock_out_days, days),
        levels,
    }
}

/// Every policy, lead time and start that a small random case can have.
#[test]
fn the_same_days_reckoned_plainly() {
    let mut random = Xoshiro256::new(5);
    let mut below = |most: u64| (random.next_u64() >> 33) % most;
    for case in 0..2_000 {
        let (warm_up, days) = (below(20) as usize, 1 + below(60) as usize);
        let demand: Vec<u32> = (0..warm_up + days).map(|_| (below(9) * below(2)) as u32).collect();
        let lead = below(12) as usize;
        let reorder_point = below(40) as i64 - 5;
        let quantity = if below(2) == 0 {
            Quantity::Multiple(1 + below(20) as i64)
        } else {
            Quantity::UpTo(reorder_point + 1 + below(30) as i64)
        };
        let policy = Policy { reorder_point, quantity, review_days: 1 + below(9) as u32 };
        let lost = below(2) == 0;
        let start = Start {
            on_hand: below(30) as i64,
            backorders: if lost { 0 } else { below(10) as i64 },
            on_order: (0..below(4)).map(|_| (below(15) as u32, 1 + below(20) as i64)).collect(),
            first_review: below(9) as u32,
        };
        let mut plain = Plain {
            on_hand: start.on_hand,
            waiting: start.backorders,
            orders: start.on_order.iter().map(|(day, units)| (*day as usize, *units)).collect(),
        };
        let expected = plain.days(&policy, lead, lost, start.first_review as usize, &demand, warm_up);
        let scenario = Scenario {
            lead_time: LeadTime::Fixed(lead as u32),
            shortage: if lost { Shortage::Lost } else { Shortage::Backordered },
            start: Some(start),
            ..certain(&demand, days)
        };
        let found = outcome(&scenario, &[policy], 0..1);
        let levels = found.projections[0].iter().map(|day| day.median as i64).collect();
        assert_eq!(figures(&expected, &found.policies[0], levels), expected, "case {case}: {scenario:?} {policy:?}");
    }
}

/// Which replications a worker does makes no difference to the last bit.
#[test]
fn shares_of_workers_come_together() {
    let scenario = Scenario {
        demand: Demand::Distributed(Distribution::negative_binomial(4.0, 16.0).unwrap()),
        lead_time: LeadTime::Weights(vec![0.0, 0.2, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.3]),
        keep_days: true,
        ..scenario()
    };
    let policies = [Policy::multiples(20, 40), Policy::periodic(7, 70)];
    let whole = outcome(&scenario, &policies, 0..140);
    for workers in [1, 2, 7, 140] {
        let share = 140 / workers;
        let mut runs = (0..workers).map(|worker| {
            let mut run = Run::new(&scenario, &policies, worker * share..(worker + 1) * share).unwrap();
            // Steps of any size.
            while run.progress().done < run.progress().of {
                run.step(1 + worker % 3);
            }
            run
        });
        let mut all = runs.next().unwrap();
        assert!(runs.all(|run| all.add(&run.figures())));
        assert_eq!(all.progress().of, 140);
        assert_eq!(format!("{:?}", all.result(&COSTS).unwrap()), format!("{whole:?}"), "{workers} workers");
    }
}

#[test]
fn only_a_share_that_follows_is_added() {
    let policies = [Policy::multiples(42, 30)];
    let run = |replications, done| {
        let mut run = Run::new(&scenario(), &policies, replications).unwrap();
        run.step(done);
        run
    };
    let mut first = run(0..4, 4);
    assert!(!first.add(&run(5..8, 3).figures()), "a gap");
    assert!(!run(0..4, 3).add(&run(4..8, 4).figures()), "not done itself");
    for bad in [vec![], vec![4], vec![4, 3], vec![4, -1], vec![4, 8], vec![4, i64::MAX], vec![4, 5, 1, 2, 3]] {
        assert!(!first.add(&bad), "{bad:?}");
    }
    assert!(first.add(&run(4..8, 3).figures()), "as far as it came");
    assert!(first.add(&run(7..8, 1).figures()));
    assert_eq!(first.result(&COSTS).unwrap(), outcome(&scenario(), &policies, 0..8));
}

#[test]
fn an_interrupted_run_answers_for_what_is_done() {
    let policies = [Policy::multiples(42, 30)];
    let mut run = Run::new(&scenario(), &policies, 0..1_000).unwrap();
    assert_eq!(run.result(&COSTS), Err(NoRun::Replications));
    assert_eq!(run.step(40).done, 40);
    assert_eq!(run.result(&COSTS).unwrap(), outcome(&scenario(), &policies, 0..40));
}

#[test]
fn a_single_replication_has_no_interval() {
    let found = outcome(&scenario(), &[Policy::multiples(42, 30)], 0..1).policies[0];
    let estimate = found.fill_rate.unwrap();
    assert_eq!((estimate.standard_error, estimate.half_width), (None, None));
}

/// The exact figures of PR-2, by twenty replications: about 95 of 100 intervals hold them.
#[test]
fn intervals_cover_as_often_as_they_say() {
    let (fill_rate, on_hand) = (0.969_604_452_984_488, 17.681_290_095_745_93);
    let covers = |estimate: Option<Estimate>, exact: f64| {
        let estimate = estimate.unwrap();
        (estimate.value - exact).abs() <= estimate.half_width.unwrap()
    };
    let found: Vec<_> = (0..400)
        .map(|seed| outcome(&Scenario { seed, ..scenario() }, &[Policy::multiples(42, 30)], 0..20).policies[0])
        .collect();
    let fills = found.iter().filter(|found| covers(found.fill_rate, fill_rate)).count();
    let stocks = found.iter().filter(|found| covers(found.mean_on_hand, on_hand)).count();
    assert!((364..=396).contains(&fills), "{fills} of 400");
    assert!((364..=396).contains(&stocks), "{stocks} of 400");
}

/// On common random numbers a policy does not differ from itself, and another one differs by less noise than two runs.
#[test]
fn differences_are_paired() {
    let [one, other] = [Policy::multiples(42, 30), Policy::multiples(44, 30)];
    let found = outcome(&scenario(), &[one, one, other], 0..200);
    let error = |estimate: Option<Estimate>| estimate.unwrap().standard_error.unwrap();
    let same = found.differences[0];
    assert_eq!((value(same.annual_cost), error(same.annual_cost)), (0.0, 0.0));
    assert_eq!((value(same.fill_rate), error(same.fill_rate)), (0.0, 0.0));
    let more = found.differences[1];
    assert_eq!(value(more.fill_rate), value(found.policies[2].fill_rate) - value(found.policies[0].fill_rate));
    assert!(value(more.fill_rate) > 0.0 && value(more.mean_on_hand) > 0.0);
    assert!(error(more.mean_on_hand) < 0.5 * error(found.policies[0].mean_on_hand));
    // Alone it is what it is in company.
    assert_eq!(outcome(&scenario(), &[other], 0..200).policies[0], found.policies[2]);
}

#[test]
fn lost_sales_never_wait() {
    let scenario = Scenario { shortage: Shortage::Lost, keep_days: true, ..scenario() };
    let found = outcome(&scenario, &[Policy::multiples(20, 30)], 0..100);
    let figures = found.policies[0];
    assert_eq!(value(figures.mean_backorders), 0.0);
    assert!(value(figures.short_per_day) > 0.0);
    assert!(found.projections[0].iter().all(|day| day.low >= 0.0));
    // What is lost is not ordered again: less is ordered than is asked for.
    assert!(value(figures.orders_per_year) * 30.0 < 5.0 * 365.0 * (value(figures.fill_rate) + 0.01));
    let waits = outcome(&self::scenario(), &[Policy::multiples(20, 30)], 0..100).policies[0];
    assert!(value(waits.mean_backorders) > 0.0);
    assert!((value(waits.orders_per_year) * 30.0 / (5.0 * 365.0) - 1.0).abs() < 0.02);
}

#[test]
fn an_order_without_lead_time_is_there_at_once() {
    let scenario = Scenario { lead_time: LeadTime::Fixed(0), ..scenario() };
    let found = outcome(&scenario, &[Policy::periodic(1, 1_000)], 0..10).policies[0];
    assert_eq!(value(found.fill_rate), 1.0);
    assert_eq!(value(found.cycle_service), 1.0);
    // Full each morning: what is left is 1,000 less the day's demand.
    assert!((value(found.mean_on_hand) - 995.0).abs() < 0.3);
}

/// Of two lead times with the same mean the random one serves worse; its orders may cross.
#[test]
fn random_lead_times_cross_and_cost() {
    let random = Scenario { lead_time: LeadTime::Weights(vec![0.5; 15]), ..scenario() };
    let policy = Policy::multiples(42, 10);
    assert!(random.orders_may_cross(&policy));
    assert!(!scenario().orders_may_cross(&policy));
    assert!(!Scenario { lead_time: LeadTime::Weights(vec![0.0, 1.0, 1.0]), ..scenario() }.orders_may_cross(&policy));
    let fill = |scenario: &Scenario| value(outcome(scenario, &[policy], 0..200).policies[0].fill_rate);
    assert!(fill(&random) < fill(&scenario()) - 0.01);
    // A certain lead time is a certain lead time, however it is written.
    let written = Scenario { lead_time: LeadTime::Weights(vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0]), ..scenario() };
    assert_eq!(outcome(&written, &[policy], 0..20), outcome(&scenario(), &[policy], 0..20));
}

#[test]
fn no_demand_is_no_trouble() {
    // Without a warm-up the shelf is full.
    let scenario = Scenario { demand: poisson(0.0), warm_up_days: Some(0), keep_days: true, ..scenario() };
    let found = outcome(&scenario, &[Policy::multiples(5, 10)], 0..5);
    let figures = found.policies[0];
    assert_eq!((figures.fill_rate, figures.cycle_service), (None, None));
    assert_eq!((value(figures.mean_on_hand), value(figures.orders_per_year), value(figures.turns)), (15.0, 0.0, 0.0));
    assert!(found.projections[0].iter().all(|day| day.low == 15.0 && day.stock_out == 0.0));
    // Nothing on hand, nothing asked for: there are no turns of it.
    let nothing = outcome(&scenario, &[Policy::multiples(-10, 10)], 0..5).policies[0];
    assert_eq!((nothing.turns, value(nothing.mean_on_hand)), (None, 0.0));
}

/// The largest of everything: no sum overflows (it would panic here).
#[test]
fn the_largest_figures_stay_finite() {
    let most = 1_000_000_000_000;
    let huge = Scenario { demand: poisson(1e9), days: 36_000, warm_up_days: Some(500), ..scenario() };
    for shortage in [Shortage::Backordered, Shortage::Lost] {
        let scenario = Scenario { shortage, ..huge.clone() };
        let policies = [
            Policy::multiples(-most, 1),
            Policy::multiples(most, most),
            Policy { review_days: u32::MAX, ..Policy::min_max(-most, most) },
        ];
        let found = outcome(&scenario, &policies, 0..2);
        for Performance { fill_rate, mean_on_hand, mean_backorders, annual_cost, .. } in
            found.policies.into_iter().chain(found.differences)
        {
            for estimate in [fill_rate, mean_on_hand, mean_backorders, annual_cost] {
                let Estimate { value, standard_error, half_width } = estimate.unwrap();
                assert!([value, standard_error.unwrap(), half_width.unwrap()].iter().all(|figure| figure.is_finite()));
            }
        }
    }
}

/// A forecast with an event in a projection of today's stock.
#[test]
fn a_projection_of_todays_stock() {
    let mut factors = vec![1.0; 30];
    factors[10..13].fill(6.0);
    let scenario = Scenario {
        factors,
        start: Some(Start { on_hand: 80, backorders: 0, on_order: vec![(5, 40)], first_review: 0 }),
        warm_up_days: Some(0),
        days: 30,
        keep_days: true,
        ..scenario()
    };
    let found = outcome(&scenario, &[Policy::multiples(-1_000_000, 1)], 0..2_000);
    let days = &found.projections[0];
    assert_eq!(days.len(), 30);
    let expected = |day: usize| {
        let demand: f64 = scenario.factors[..=day].iter().map(|factor| 5.0 * factor).sum();
        80.0 - demand + if day >= 5 { 40.0 } else { 0.0 }
    };
    for (day, found) in days.iter().enumerate() {
        assert!(found.low <= found.median && found.median <= found.high, "{day}: {found:?}");
        assert!((found.median - expected(day)).abs() < 2.5, "{day}: {found:?} for {}", expected(day));
        assert!(found.stock_out <= found.stock_out_by_then);
    }
    assert!(days.windows(2).all(|pair| pair[0].stock_out_by_then <= pair[1].stock_out_by_then));
    assert!(days[9].stock_out_by_then < 0.01 && days[12].stock_out > 0.5);
}

/// Errors of a forecast, drawn again; on a day with another mean they are as much larger.
#[test]
fn residuals_are_drawn_again() {
    let residuals = vec![-4.0, -1.0, 0.0, 0.5, 4.5];
    let demand = Demand::Residuals { mean: 10.0, residuals };
    let days = 4;
    let scenario =
        Scenario { demand, factors: vec![2.0; 4], warm_up_days: Some(0), days, keep_days: true, ..scenario() };
    let stock = Start { on_hand: 1_000, ..Start::default() };
    let found = outcome(&Scenario { start: Some(stock), ..scenario }, &[Policy::multiples(0, 1)], 0..4_000);
    let first = found.projections[0][0];
    assert_eq!((first.low, first.median, first.high), (1_000.0 - 29.0, 1_000.0 - 20.0, 1_000.0 - 12.0));
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let policy = [Policy::multiples(42, 30)];
    let refusal = |scenario: Scenario, policies: &[Policy]| Run::new(&scenario, policies, 0..10).unwrap_err();
    let with = |change: fn(&mut Scenario)| {
        let mut scenario = scenario();
        change(&mut scenario);
        refusal(scenario, &policy)
    };
    assert_eq!(with(|s| s.demand = Demand::Distributed(Distribution::Poisson { mean: 2e9 })), NoRun::Demand);
    assert_eq!(with(|s| s.demand = Demand::Residuals { mean: f64::NAN, residuals: vec![1.0] }), NoRun::Demand);
    assert_eq!(with(|s| s.demand = Demand::Residuals { mean: 1.0, residuals: vec![] }), NoRun::Demand);
    assert_eq!(with(|s| s.factors = vec![1.0; 20]), NoRun::Factors);
    assert_eq!(with(|s| s.factors = vec![f64::NAN; 260]), NoRun::Factors);
    assert_eq!(with(|s| s.factors = vec![-1.0; 260]), NoRun::Factors);
    assert_eq!(with(|s| (s.factors, s.days) = ((0..2_060).map(f64::from).collect(), 2_000)), NoRun::Factors);
    assert_eq!(with(|s| s.factors = vec![1e300; 260]), NoRun::Demand);
    assert_eq!(with(|s| s.lead_time = LeadTime::Weights(vec![])), NoRun::LeadTime);
    assert_eq!(with(|s| s.lead_time = LeadTime::Weights(vec![1.0, f64::INFINITY])), NoRun::LeadTime);
    assert_eq!(with(|s| s.lead_time = LeadTime::Fixed(3_651)), NoRun::LeadTime);
    assert_eq!(with(|s| s.days = 0), NoRun::Days);
    assert_eq!(with(|s| s.days = 36_500), NoRun::Days);
    assert_eq!(with(|s| s.warm_up_days = Some(u32::MAX)), NoRun::Days);
    assert_eq!(with(|s| s.start = Some(Start { on_hand: -1, ..Start::default() })), NoRun::Start);
    assert_eq!(with(|s| s.start = Some(Start { on_order: vec![(3, i64::MAX); 2], ..Start::default() })), NoRun::Start);
    assert_eq!(
        with(|s| (s.shortage, s.start) = (Shortage::Lost, Some(Start { backorders: 1, ..Start::default() }))),
        NoRun::Start
    );
    for bad in [
        Policy::multiples(5, 0),
        Policy::multiples(i64::MIN, 5),
        Policy::min_max(5, 5),
        Policy::min_max(5, i64::MAX),
        Policy::periodic(0, 5),
    ] {
        assert_eq!(refusal(scenario(), &[bad]), NoRun::Policy, "{bad:?}");
    }
    assert_eq!(refusal(scenario(), &[]), NoRun::Policy);
    assert_eq!(Run::new(&scenario(), &policy, 5..5).unwrap_err(), NoRun::Replications);
    assert_eq!(Run::new(&scenario(), &policy, 0..1_000_001).unwrap_err(), NoRun::Replications);
    let kept = Scenario { keep_days: true, ..scenario() };
    assert_eq!(Run::new(&kept, &policy, 0..100_000).unwrap_err(), NoRun::TooManyDaysKept);
}

/// A cost that is no cost gives no result.
#[test]
fn costs_are_finite() {
    let mut run = Run::new(&scenario(), &[Policy::multiples(42, 30)], 0..2).unwrap();
    run.step(2);
    for annual_holding in [-1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(run.result(&Costs { annual_holding, ..COSTS }), Err(NoRun::Costs));
    }
}

#[test]
fn costs_are_those_of_the_figures() {
    let found = outcome(&scenario(), &[Policy::multiples(38, 30)], 0..50).policies[0];
    let close = |one: f64, other: f64| assert!((one - other).abs() < 1e-9 * other.abs(), "{one} {other}");
    close(value(found.annual_holding_cost), 2.0 * value(found.mean_on_hand));
    close(value(found.annual_order_cost), 30.0 * value(found.orders_per_year));
    assert!(
        value(found.annual_shortage_cost)
            > 9.0 * value(found.mean_backorders) + 1.5 * 365.0 * value(found.short_per_day)
    );
    let sum = value(found.annual_holding_cost) + value(found.annual_order_cost) + value(found.annual_shortage_cost);
    close(value(found.annual_cost), sum);
}
