//! The jobs of `naive.mjs` on the same loads, a line for each; and what plain loops do not offer.
//! `cargo xtask bench` runs this natively and as wasm in Node, beside those loops.

#![expect(clippy::disallowed_types, reason = "a benchmark needs a clock")]
#![expect(clippy::float_arithmetic, reason = "loads are made of floats")]

mod clock;
mod loads;

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
/// Items of the jobs that take long.
const FEW: u32 = 1_000;

/// The name of a job that `naive.mjs` has too is the one there.
fn jobs() {
    let items = loads::items();
    report("a: SS+ROP+EOQ", ITEMS, 9, || items.iter().filter_map(stock).sum());
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
}

/// Safety stock, reorder point and order quantity.
fn stock(item: &Item) -> Option<f64> {
    let stock = for_cycle_service(item.daily.over(item.lead, item.review_days).ok()?, item.level).ok()?;
    Some(stock.stock + stock.reorder_point + item.order.optimum().ok()?.quantity)
}

/// The reorder point for a fill rate, with the economic order quantity.
fn reorder_point(item: &Item) -> Option<f64> {
    let demand = item.daily.over(item.lead, item.review_days).ok()?.distribution().ok()?;
    service::reorder_point(&demand, item.order.optimum().ok()?.quantity, item.level).ok()
}

fn seen(days: &[u16]) -> impl Iterator<Item = Option<f64>> {
    days.iter().map(|units| Some(f64::from(*units)))
}

fn ses(days: &[u16]) -> Option<f64> {
    let (first, others) = days.split_first()?;
    learnt(Ses::new(0.1, f64::from(*first))?, others)
}

fn sba(days: &[u16]) -> Option<f64> {
    learnt(Croston::new(0.1, Correction::Sba)?, days)
}

fn learnt(mut method: impl Forecaster, days: &[u16]) -> Option<f64> {
    method.learn_all(seen(days));
    method.ahead()
}

fn best_alpha(days: &[u16]) -> Option<f64> {
    let (first, others) = days.split_first()?;
    let mut grid = SesGrid::new(f64::from(*first))?;
    seen(others).for_each(|day| grid.learn(day));
    Some(grid.best().ses.alpha())
}

/// Every method, judged by rolling origin.
fn choice(days: &[u16]) -> Option<f64> {
    choose(&seen(days).collect::<Vec<_>>(), &Plan::daily(28))?.chosen.one_step
}

fn simulated(scenario: &Scenario, policy: Policy) -> Option<f64> {
    let mut run = Run::new(scenario, &[policy], 0..REPLICATIONS).ok()?;
    run.step(REPLICATIONS);
    Some(run.result(&Costs::default())?.policies.first()?.short?.value)
}

/// Runs a job once to warm up and `rounds` times by the clocks; prints how many units it does in a second, at best and
/// as a median, and in a second of the processor, as a median.
fn report(name: &str, units: u32, rounds: usize, work: impl Fn() -> f64) {
    black_box(work());
    let (mut wall, mut cpu): (Vec<f64>, Vec<f64>) = (0..rounds)
        .map(|_| {
            let (wall, cpu) = (clock::wall(), clock::cpu());
            black_box(work());
            (clock::wall() - wall, clock::cpu() - cpu)
        })
        .unzip();
    wall.sort_by(f64::total_cmp);
    cpu.sort_by(f64::total_cmp);
    let rate = |seconds: f64| (f64::from(units) / seconds).round();
    let [best, median, cpu] = [rate(wall[0]), rate(wall[rounds / 2]), rate(cpu[rounds / 2])];
    clock::print(&format!("job\t{name}\t{best}\t{median}\t{cpu}"));
}
