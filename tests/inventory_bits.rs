//! The same bits natively, and as wasm in Node and in Chromium: every case of `tests/inventory/vectors.json`, samplers, a
//! simulation and a choice of forecasts, held against `tests/inventory/bits.txt`.
//!
//! A line is a name and the bits of its figures. Where a formula was changed on purpose, run this once with
//! `SUANPAN_BITS=write` and look at which lines differ.

#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::float_arithmetic,
    reason = "a test ends at the first thing it cannot read; it makes inputs of floats"
)]

mod inventory;

use std::fmt::Write;

use serde_json::Value;
use suanpan::inventory::simulation::{Costs, Demand, Estimate, LeadTime, Performance, Policy, Run, Scenario, Shortage};
use suanpan::stats::distribution::Distribution;
use suanpan::stats::forecast::{Plan, choose};
use suanpan::stats::random::{SplitMix64, Xoshiro256};
use suanpan::stats::sampler::{Sampler, standard_gamma, standard_normal};
use suanpan::stats::student;

const EXPECTED: &str = include_str!("inventory/bits.txt");

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn the_same_bits_everywhere() {
    let mut found = String::new();
    cases(&mut found);
    random(&mut found);
    simulated(&mut found);
    forecasts(&mut found);
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var("SUANPAN_BITS").is_ok_and(|wish| wish == "write") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/inventory/bits.txt");
        std::fs::write(path, &found).expect("a file to write");
        return;
    }
    for (found, expected) in found.lines().zip(EXPECTED.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), EXPECTED.lines().count());
}

/// Of long lists a sum of their bits stands for all.
fn line(text: &mut String, name: &str, figures: impl IntoIterator<Item = f64>) {
    let bits: Vec<u64> = figures.into_iter().map(f64::to_bits).collect();
    text.push_str(name);
    if bits.len() <= 16 {
        bits.iter().for_each(|bits| write!(text, " {bits:016x}").expect("a text grows"));
    } else {
        let sum = bits.iter().fold(0, |sum, bits| SplitMix64::new(sum ^ bits).next_u64());
        write!(text, " {} figures {sum:016x}", bits.len()).expect("a text grows");
    }
    text.push('\n');
}

fn cases(text: &mut String) {
    let file: Value = serde_json::from_str(include_str!("inventory/vectors.json")).expect("cases");
    for case in file["cases"].as_array().expect("a list of cases") {
        let word = |key: &str| case[key].as_str().expect("a word");
        let answer = inventory::answer(word("formula"), &case["inputs"]).expect("a known formula");
        let mut figures = Vec::new();
        numbers(&answer, &mut figures);
        line(text, word("id"), figures);
    }
}

/// All numbers of an answer, in its order.
fn numbers(value: &Value, figures: &mut Vec<f64>) {
    match value {
        Value::Number(number) => figures.extend(number.as_f64()),
        Value::Array(values) => values.iter().for_each(|value| numbers(value, figures)),
        Value::Object(fields) => fields.values().for_each(|value| numbers(value, figures)),
        _ => {}
    }
}

fn random(text: &mut String) {
    let poisson = |mean| Distribution::poisson(mean).expect("a mean");
    let negative_binomial = |mean, variance| Distribution::negative_binomial(mean, variance).expect("moments");
    let demands = [
        poisson(0.3),
        poisson(3.3),
        poisson(700.0),
        poisson(1e6),
        negative_binomial(4.0, 16.0),
        negative_binomial(3.0, 3_000.0),
        Distribution::normal(40.0, 9.0).expect("moments"),
        Distribution::gamma(40.0, 900.0).expect("moments"),
        Distribution::gamma(0.4, 0.9).expect("moments"),
        Distribution::mixture(vec![(0.7, poisson(2.0)), (0.3, Distribution::Constant(8.5))]).expect("weights"),
    ];
    for (number, demand) in demands.iter().enumerate() {
        let mut units = vec![0; 2_000];
        Sampler::new(demand).expect("a sampler").fill(&mut Xoshiro256::new(number as u64), &mut units);
        line(text, &format!("draws-{number}"), units.into_iter().map(f64::from));
    }
    let mut stream = Xoshiro256::new(1).jumped();
    line(text, "normal", (0..2_000).map(|_| standard_normal(&mut stream)));
    line(text, "gamma", (0..2_000).map(|index| standard_gamma(0.01 * f64::from(index + 1), &mut stream)));
    line(text, "student", (1..1_000).filter_map(student::factor_95));
}

fn simulated(text: &mut String) {
    let scenario = Scenario {
        demand: Demand::Distributed(Distribution::negative_binomial(4.0, 16.0).expect("moments")),
        factors: (0..400).map(|day| 1.0 + 0.5 * libm::sin(f64::from(day) / 30.0)).collect(),
        lead_time: LeadTime::Weights(vec![0.0, 0.0, 1.0, 0.0, 3.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.2]),
        shortage: Shortage::Backordered,
        start: None,
        warm_up_days: None,
        days: 300,
        keep_days: true,
        seed: 20_260_101,
        item: 7,
    };
    let costs = Costs { annual_holding: 2.0, order: 30.0, annual_backorder: 9.0, unit_short: 1.5, occasion: 20.0 };
    for (name, shortage) in [("backordered", Shortage::Backordered), ("lost", Shortage::Lost)] {
        let scenario = Scenario { shortage, ..scenario.clone() };
        let policies = [Policy::multiples(25, 40), Policy::periodic(7, 70), Policy::min_max(20, 65)];
        let mut run = Run::new(&scenario, &policies, 0..50).expect("a scenario");
        run.step(50);
        let outcome = run.result(&costs).expect("a result");
        for (number, found) in outcome.policies.iter().chain(&outcome.differences).enumerate() {
            line(text, &format!("{name}-{number}"), figures(found));
        }
        for (number, days) in outcome.projections.iter().enumerate() {
            let days =
                days.iter().flat_map(|day| [day.low, day.median, day.high, day.stock_out, day.stock_out_by_then]);
            line(text, &format!("{name}-days-{number}"), days);
        }
    }
}

fn figures(found: &Performance) -> Vec<f64> {
    let Performance { fill_rate, cycle_service, stock_out_days, in_stock_days, .. } = *found;
    let Performance { mean_on_hand, mean_backorders, short_per_day, orders_per_year, turns, .. } = *found;
    let Performance { annual_holding_cost, annual_order_cost, annual_shortage_cost, annual_cost, .. } = *found;
    let shares = [fill_rate, cycle_service, stock_out_days, in_stock_days];
    let stocks = [mean_on_hand, mean_backorders, short_per_day, orders_per_year, turns];
    let costs = [annual_holding_cost, annual_order_cost, annual_shortage_cost, annual_cost];
    let all = shares.into_iter().chain(stocks).chain(costs).flatten();
    all.flat_map(|Estimate { value, standard_error, half_width }| [Some(value), standard_error, half_width])
        .flatten()
        .collect()
}

fn forecasts(text: &mut String) {
    for (name, mean) in [("seldom", 0.3), ("slow", 3.0), ("fast", 60.0)] {
        let sampler = Sampler::new(&Distribution::poisson(mean).expect("a mean")).expect("a sampler");
        let mut stream = Xoshiro256::new(5);
        let days: Vec<_> = (0..400).map(|_| Some(f64::from(sampler.draw(&mut stream)))).collect();
        let choice = choose(&days, &Plan::daily(28)).expect("a choice");
        line(text, name, choice.forecast(28).into_iter().chain(choice.chosen.one_step));
    }
}
