//! Random streams and the simulated policies.

use serde_json::{Value, json};
use suanpan::inventory::simulation::{Costs, Demand, Estimate, LeadTime, Policy, Run, Scenario, Shortage, Start};
use suanpan::stats::random::{SplitMix64, Xoshiro256, stream_seed};

use super::stock::daily_demand;

/// See `MODULES`.
pub fn answer(formula: &str, inputs: &Value) -> Option<Value> {
    match formula {
        "RNG-1" => {
            let seed = whole(inputs, "seed");
            let (mut words, mut stream, mut units) =
                (SplitMix64::new(seed), Xoshiro256::new(seed), Xoshiro256::new(seed));
            let words: [String; 4] = std::array::from_fn(|_| words.next_u64().to_string());
            Some(json!({
                "splitmix64": words,
                "xoshiro256pp": first(&mut stream, 5),
                "u01": (0..5).map(|_| units.unit()).collect::<Vec<_>>(),
            }))
        }
        "RNG-2" => {
            let seed = stream_seed(whole(inputs, "seed"), whole(inputs, "sku_index"), whole(inputs, "rep"));
            Some(json!({ "stream_seed": seed.to_string(), "xoshiro256pp": first(&mut Xoshiro256::new(seed), 3) }))
        }
        "MC-1" | "MC-2" | "MC-3" => Some(simulated(inputs)),
        _ => None,
    }
}

/// The next words, as text: JSON numbers would lose their last digits.
fn first(stream: &mut Xoshiro256, count: usize) -> Vec<String> {
    (0..count).map(|_| stream.next_u64().to_string()).collect()
}

fn simulated(inputs: &Value) -> Value {
    let policy = match inputs["policy"].as_str() {
        Some("(r,nQ)") => Policy::multiples(signed(inputs, "r"), signed(inputs, "Q")),
        Some("base-stock") => Policy::periodic(1, signed(inputs, "S")),
        Some("(s,S)") => Policy::min_max(signed(inputs, "s"), signed(inputs, "S")),
        policy => panic!("no policy {policy:?}"),
    };
    let start = inputs["start_on_hand"].as_i64().map(|on_hand| Start { on_hand, ..Start::default() });
    let scenario = Scenario {
        demand: Demand::Distributed(daily_demand(&inputs["demand"])),
        factors: Vec::new(),
        lead_time: LeadTime::Fixed(small(inputs, "lead_days")),
        shortage: if inputs["shortage"] == "lost" { Shortage::Lost } else { Shortage::Backordered },
        start,
        warm_up_days: Some(small(inputs, "warmup")),
        days: small(inputs, "days"),
        keep_days: false,
        seed: 20_260_101,
        item: 0,
    };
    let replications = small(inputs, "reps");
    let mut run = Run::new(&scenario, &[policy], 0..replications).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    run.step(replications);
    let outcome = run.result(&Costs::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let found = outcome.policies[0];
    let value = |estimate: Option<Estimate>| estimate.map(|estimate| estimate.value);
    json!({
        "fill_rate": value(found.fill_rate),
        "mean_on_hand_end": value(found.mean_on_hand),
        "mean_backorders_end": value(found.mean_backorders),
        "mean_short_per_day": value(found.short_per_day),
        "p_no_backorder_end": value(found.stock_out_days).map(|share| 1.0 - share),
        "p_on_hand_positive_end": value(found.in_stock_days),
        "order_days_fraction": value(found.orders_per_year).map(|orders| orders / 365.0),
    })
}

fn whole(inputs: &Value, key: &str) -> u64 {
    inputs[key].as_u64().unwrap_or_else(|| panic!("no whole number {key} in {inputs}"))
}

fn signed(inputs: &Value, key: &str) -> i64 {
    inputs[key].as_i64().unwrap_or_else(|| panic!("no whole number {key} in {inputs}"))
}

fn small(inputs: &Value, key: &str) -> u32 {
    u32::try_from(whole(inputs, key)).unwrap_or_else(|_| panic!("too large a {key} in {inputs}"))
}
