//! The jobs of `naive.mjs` on the same loads, a line for each; and what plain loops do not offer, the rules of compliance among it.
//! `cargo xtask bench` runs this natively and as wasm in Node, beside those loops.

#![expect(clippy::float_arithmetic, reason = "loads are made of floats")]

mod clock;
mod loads;
mod rules;

use std::hint::black_box;

use loads::{DAYS, ITEMS, Item, SIMULATED};
use suanpan::inventory::safety_stock::for_cycle_service;
use suanpan::inventory::service;
use suanpan::inventory::simulation::{Costs, Policy, Run, Scenario};
use suanpan::stats::forecast::{Correction, Croston, Forecaster, Plan, Ses, SesGrid, choose};

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    jobs();
}

/// The runner of wasm tests calls what is marked, never this.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn inventory() {
    jobs();
}

const REPLICATIONS: u32 = 1_000;
/// How often each seller is looked at.
const TIMES: u32 = 25;
/// Items of the jobs that take long.
const FEW: u32 = 1_000;

/// A job that `naive.mjs` has too has its name in that one's. Each is a function of its own, as a caller would have it:
/// all in one, they are slow as wasm.
fn jobs() {
    let items = loads::items();
    report("a: SS+ROP+EOQ", ITEMS, 30, || items.iter().filter_map(stock).sum());
    report("a2: exact fill-rate ROP", ITEMS, 3, || items.iter().filter_map(reorder_point).sum());
    drop(items);

    let histories = loads::histories();
    let all = || histories.chunks_exact(DAYS as usize);
    report("b: SES alpha=0.1", ITEMS, 3, || all().filter_map(ses).sum());
    report("b: SBA alpha=0.1", ITEMS, 3, || all().filter_map(sba).sum());
    report("b: SES best of 19 alphas", ITEMS / 5, 2, || all().take((ITEMS / 5) as usize).filter_map(best_alpha).sum());
    report("b2: choice of a method", FEW, 2, || all().take(FEW as usize).filter_map(choice).sum());
    drop(histories);

    let policies = loads::policies();
    report("c: Monte Carlo", SIMULATED * REPLICATIONS * DAYS, 5, || {
        policies.iter().filter_map(|(scenario, policy)| simulated(scenario, *policy)).sum()
    });
    drop(policies);

    let rules = rules::rules();
    let sellers = || rules.sellers.iter().cycle().take((rules::SELLERS * TIMES) as usize);
    report("d: rules for a seller", rules::SELLERS * TIMES, 5, || {
        sellers().map(|seller| rules::evaluated(&rules, seller)).sum()
    });
    report("d2: what to ask him next", rules::SELLERS * TIMES, 3, || {
        sellers().map(|seller| rules::asked(&rules, seller)).sum()
    });
}

/// Safety stock, reorder point and order quantity.
#[inline(never)]
fn stock(item: &Item) -> Option<f64> {
    let stock = for_cycle_service(item.daily.over(item.lead, item.review_days).ok()?, item.level).ok()?;
    Some(stock.stock + stock.reorder_point + item.order.optimum().ok()?.quantity)
}

/// The reorder point for a fill rate, with the economic order quantity.
#[inline(never)]
fn reorder_point(item: &Item) -> Option<f64> {
    let demand = item.daily.over(item.lead, item.review_days).ok()?.distribution().ok()?;
    service::reorder_point(&demand, item.order.optimum().ok()?.quantity, item.level).ok()
}

fn seen(days: &[u16]) -> impl Iterator<Item = Option<f64>> {
    days.iter().map(|units| Some(f64::from(*units)))
}

#[inline(never)]
fn ses(days: &[u16]) -> Option<f64> {
    let (first, others) = days.split_first()?;
    learnt(Ses::new(0.1, f64::from(*first))?, others)
}

#[inline(never)]
fn sba(days: &[u16]) -> Option<f64> {
    learnt(Croston::new(0.1, Correction::Sba)?, days)
}

fn learnt(mut method: impl Forecaster, days: &[u16]) -> Option<f64> {
    method.learn_all(seen(days));
    method.ahead()
}

#[inline(never)]
fn best_alpha(days: &[u16]) -> Option<f64> {
    let (first, others) = days.split_first()?;
    let mut grid = SesGrid::new(f64::from(*first))?;
    seen(others).for_each(|day| grid.learn(day));
    Some(grid.best().ses.alpha())
}

/// Every method, judged by rolling origin.
#[inline(never)]
fn choice(days: &[u16]) -> Option<f64> {
    choose(&seen(days).collect::<Vec<_>>(), &Plan::daily(28))?.chosen.one_step
}

#[inline(never)]
fn simulated(scenario: &Scenario, policy: Policy) -> Option<f64> {
    let mut run = Run::new(scenario, &[policy], 0..REPLICATIONS).ok()?;
    run.step(REPLICATIONS);
    Some(run.result(&Costs::default()).ok()?.policies.first()?.short_per_day?.value)
}

/// Runs a job once to warm up and `rounds` times by the clocks; prints how many units it does in a second, at best and
/// as a median, and in a second of the processor, over all rounds.
fn report(name: &str, units: u32, rounds: u32, work: impl Fn() -> f64) {
    black_box(work());
    let spent = clock::cpu();
    let mut seconds: Vec<f64> = (0..rounds)
        .map(|_| {
            let started = clock::wall();
            black_box(work());
            clock::wall() - started
        })
        .collect();
    let spent = clock::cpu() - spent;
    seconds.sort_by(f64::total_cmp);
    let rate = |seconds: f64| (f64::from(units) / seconds).round();
    let [best, median] = [seconds[0], seconds[seconds.len() / 2]].map(rate);
    clock::print(&format!("job\t{name}\t{best}\t{median}\t{}", rate(spent / f64::from(rounds))));
}
