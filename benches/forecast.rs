//! What forecasts cost: medians, printed. `cargo bench --bench forecast`
//!
//! The same jobs as plain loops would do: SES and SBA over 365 days, the best of a grid of α; then the whole choice, and
//! reading rows and fitting factors.

#![expect(clippy::disallowed_types, clippy::float_arithmetic, reason = "a benchmark needs a clock and counts time")]

use std::hint::black_box;
use std::time::Instant;

use suanpan::date::Date;
use suanpan::inventory::history::{History, Reading, Row};
use suanpan::inventory::seasonality::{Fitting, fit};
use suanpan::stats::forecast::{Correction, Croston, Forecaster, Plan, Ses, SesGrid, choose};

const SERIES: usize = 2_000;
const ROUNDS: usize = 15;

fn main() {
    let sparse = series(365, 400);
    let steady = series(365, 4_000);
    let long = series(1_095, 4_000);
    report("SES, 365 days", &sparse, |days| Ses::new(0.1, *days.first()?).and_then(|ses| learnt(ses, days)));
    report("SBA, 365 days", &sparse, |days| learnt(Croston::new(0.1, Correction::Sba)?, days));
    report("best α of a grid, 365 days", &sparse, |days| {
        let mut grid = SesGrid::new(*days.first()?)?;
        days.iter().for_each(|day| grid.learn(Some(*day)));
        Some(grid.best().ses.alpha())
    });
    for (name, all) in [("slow, 365", &sparse), ("fast, 365", &steady), ("fast, 1095", &long)] {
        let known: Vec<Vec<_>> = all.iter().take(40).map(|days| days.iter().copied().map(Some).collect()).collect();
        report(&format!("choice of a method, {name} days"), &known, |days| {
            choose(days, &Plan::daily(35)).and_then(|choice| choice.chosen.one_step)
        });
    }
    let rows: Vec<_> = long.iter().take(200).map(|days| rows(days)).collect();
    report("reading 1095 rows", &rows, |rows| History::read(rows, &Reading::default())?.figures()?.sd);
    let histories: Vec<_> = rows.iter().filter_map(|rows| History::read(rows, &Reading::default())).collect();
    let fitting = Fitting { events: &[], prior_weight: 2.0, dip_days: 0 };
    report("factors of 1095 days", &histories, |history| fit(history, &fitting).map(|found| found.base));
}

fn rows(days: &[f64]) -> Vec<Row> {
    let row = |(index, units): (i32, &f64)| {
        Some(Row { date: Date::FIRST.plus_days(index)?, units: *units, returned: 0.0, in_stock: None })
    };
    (0..).zip(days).filter_map(row).collect()
}

fn learnt(mut method: impl Forecaster, days: &[f64]) -> Option<f64> {
    method.learn_all(days.iter().copied().map(Some));
    method.ahead()
}

/// Whole units from a small generator; so many thousandths a day.
fn series(days: usize, thousandths: u64) -> Vec<Vec<f64>> {
    let mut state = 12_345_u64;
    let mut chance = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 10_000
    };
    let mut day = || (0..10).filter(|_| chance() < thousandths).count() as f64;
    (0..SERIES).map(|_| (0..days).map(|_| day()).collect()).collect()
}

fn report<T>(name: &str, series: &[T], mut work: impl FnMut(&T) -> Option<f64>) {
    let mut seconds: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            for one in series {
                black_box(work(black_box(one)));
            }
            started.elapsed().as_secs_f64() / series.len() as f64
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let median = seconds[ROUNDS / 2];
    println!("{name}: {:.2} µs, {:.0} a second", median * 1e6, 1.0 / median);
}
