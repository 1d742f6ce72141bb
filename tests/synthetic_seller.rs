//! The invented seller of `tests/inventory/synthetic-seller/`, whose truth is known: what is fitted must come near it.
//!
//! Errors are medians of |fitted ÷ true − 1|. Their limits are what was measured, with some room: they say how well it
//! works, and hold it there.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a test ends at the first thing it cannot read; it compares floats"
)]

use std::collections::BTreeMap;

use serde_json::Value;
use suanpan::date::Date;
use suanpan::inventory::history::{History, Reading, Row, Status, Suspicion};
use suanpan::inventory::seasonality::{Fitting, Occurrence, Seasonality, Support, fit};
use suanpan::stats::forecast::{Plan, choose};
use suanpan::stats::summary;

const LAST: &str = "2025-12-31";
/// What is thought of an event before anything is known of it.
const PRIOR: f64 = 3.0;

/// A table of the data: each line by its header.
type Table<'a> = Vec<BTreeMap<&'a str, &'a str>>;

#[test]
fn factors_and_base_rates_come_near_the_truth() {
    let seller = Seller::read();
    let mut errors = Errors::default();
    for sku in &seller.skus {
        let found = seller.fit(sku, true);
        let speed = if sku.base >= 2.0 { "fast" } else { "slow" };
        let mut add = |of: &str, fitted, truth| errors.add(&format!("{speed}: {of}"), fitted, truth);
        add("base", found.base, sku.base_at_end());
        let (weekdays, months) = (&found.weekdays, &found.months);
        for ((fitted, raw), truth) in weekdays.factors.iter().zip(&weekdays.raw).zip(&seller.weekdays) {
            add("weekdays", *fitted, *truth);
            add("weekdays as sold", *raw, *truth);
        }
        assert_eq!(months.support == Support::Fitted, sku.first <= day("2024-12-31"));
        if months.support == Support::Fitted {
            for ((fitted, raw), truth) in months.factors.iter().zip(&months.raw).zip(&seller.months) {
                add("months", *fitted, *truth);
                add("months as sold", *raw, *truth);
            }
        }
        for event in &found.events {
            let truth = sku.events[event.name.as_str()];
            add("events", event.factor, truth);
            add("events as sold", event.raw.unwrap_or(PRIOR), truth);
        }
        add("dip", found.dip.unwrap().factor, seller.dip);
    }
    // The dip comes out too shallow: half of November is event or dip, so that its ordinary days hardly tell the month.
    errors.hold(&[
        ("fast: base", 0.035),
        ("fast: weekdays", 0.045),
        ("fast: months", 0.05),
        ("fast: events", 0.2),
        ("fast: dip", 0.16),
        ("slow: base", 0.09),
        ("slow: weekdays", 0.07),
        ("slow: months", 0.09),
        ("slow: events", 0.36),
        ("slow: dip", 0.17),
    ]);
    // Factors drawn towards 1 are nearer than what was sold, and the more so the fewer the sales.
    for of in ["fast: weekdays", "fast: months", "slow: weekdays", "slow: months", "slow: events"] {
        assert!(errors.median(of) < errors.median(&format!("{of} as sold")), "{of}");
    }
}

#[test]
fn stock_outs_as_zeros_bias_the_base_rate() {
    let seller = Seller::read();
    let (mut left_out, mut as_zeros) = (Vec::new(), Vec::new());
    for sku in &seller.skus {
        let history = seller.history(sku, true, Suspicion::Off);
        if history.done.stock_outs * 20 > history.points.len() {
            left_out.push(seller.fit(sku, true).base / sku.base_at_end() - 1.0);
            as_zeros.push(seller.fit(sku, false).base / sku.base_at_end() - 1.0);
        }
    }
    let (count, left_out, as_zeros) = (left_out.len(), median(left_out), median(as_zeros));
    println!(
        "{count} products out of stock for more than 5 % of days: base off by {left_out:+.3}, as zeros {as_zeros:+.3}"
    );
    assert!(count >= 10 && left_out.abs() < 0.03 && as_zeros < -0.06);
}

#[test]
fn lead_times_of_orders_come_near_the_truth() {
    let mut errors = Errors::default();
    for sku in Seller::read().skus.iter().filter(|sku| sku.leads.len() >= 5) {
        errors.add("mean lead time", summary::mean(sku.leads.iter().copied()).unwrap(), sku.lead.0);
        errors.add("spread of lead times", summary::sample_sd(sku.leads.iter().copied()).unwrap(), sku.lead.1);
    }
    errors.hold(&[("mean lead time", 0.02), ("spread of lead times", 0.16)]);
}

#[test]
fn suspicion_finds_stock_outs_that_nobody_marked() {
    let seller = Seller::read();
    let (mut fast, mut out, mut found, mut wrong) = (0, 0, 0, 0);
    for sku in &seller.skus {
        let marked = seller.history(sku, true, Suspicion::Off);
        let judged = seller.history(sku, false, Suspicion::Judged);
        fast += usize::from(judged.suspect_from.is_some());
        for (truth, judged) in marked.points.iter().zip(&judged.points).filter(|_| judged.suspect_from.is_some()) {
            let is_suspected = judged.status == Status::Suspected;
            out += usize::from(truth.status == Status::StockOut);
            found += usize::from(truth.status == Status::StockOut && is_suspected);
            wrong += usize::from(truth.status != Status::StockOut && is_suspected);
        }
    }
    println!("{fast} fast products: {found} of {out} days out of stock suspected, {wrong} other days");
    assert!(fast >= 12 && found * 10 >= out * 9 && wrong * 50 <= found);
}

#[test]
fn how_sure_a_forecast_says_it_is_comes_true() {
    const SPAN: usize = 35;
    // Of the standard normal: one sum in twenty lies beyond.
    const FAR: f64 = 1.645;
    let seller = Seller::read();
    let (mut sums, mut above, mut below) = (0, 0, 0);
    for sku in &seller.skus {
        let days = seller.history(sku, true, Suspicion::Off).series();
        for today in (60..days.len().saturating_sub(SPAN)).step_by(28) {
            let (known, later) = days.split_at(today);
            let Some(sum) = later[..SPAN].iter().copied().sum::<Option<f64>>() else { continue };
            let choice = choose(known, &Plan::daily(SPAN)).unwrap();
            let expected: f64 = choice.forecast(SPAN).iter().sum();
            let sd = choice.chosen.spread.unwrap().sd;
            sums += 1;
            above += usize::from(sum > expected + FAR * sd);
            below += usize::from(sum < expected - FAR * sd);
        }
    }
    println!("{sums} sums of {SPAN} days: {above} beyond one in twenty above, {below} below");
    assert!(sums > 500);
    for beyond in [above, below] {
        assert!((sums..3 * sums).contains(&(beyond * 40)), "{beyond} of {sums}");
    }
}

/// A product and what is true of it.
struct Sku<'a> {
    rows: Vec<Row>,
    first: Date,
    base: f64,
    growth: f64,
    events: BTreeMap<&'a str, f64>,
    lead: (f64, f64),
    leads: Vec<f64>,
}

impl Sku<'_> {
    fn base_at_end(&self) -> f64 {
        self.base * libm::exp(self.growth * f64::from(self.first.days_until(day(LAST))) / 365.0)
    }
}

struct Seller {
    skus: Vec<Sku<'static>>,
    events: Vec<Occurrence<'static>>,
    weekdays: Vec<f64>,
    months: Vec<f64>,
    dip: f64,
    dip_days: i32,
}

impl Seller {
    fn read() -> Self {
        let truth: Value = serde_json::from_str(&text("truth.json")).unwrap();
        let list = |key: &str| truth[key].as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect();
        let events = table("events.csv");
        let (sales, orders) = (table("sales_daily.csv"), table("purchase_orders.csv"));
        let skus = table("skus.csv").into_iter().map(|sku| {
            let of = |table: &Table<'static>| {
                table.iter().filter(|row| row["sku"] == sku["sku"]).cloned().collect::<Vec<_>>()
            };
            let row = |row: &BTreeMap<&str, &str>| Row {
                date: day(row["date"]),
                units: number(row["units"]),
                returned: 0.0,
                in_stock: Some(row["in_stock"] == "1"),
            };
            Sku {
                rows: of(&sales).iter().map(row).collect(),
                first: day(sku["first_day"]),
                base: number(sku["true_base"]),
                growth: number(sku["true_trend_per_year"]),
                events: [("Prime Day", "true_prime"), ("11.11", "true_1111"), ("Black Friday", "true_bf")]
                    .map(|(name, key)| (name, number(sku[key])))
                    .into(),
                lead: (number(sku["lead_mean_days"]), number(sku["lead_sd_days"])),
                leads: of(&orders)
                    .iter()
                    .map(|one| f64::from(day(one["ordered"]).days_until(day(one["received"]))))
                    .collect(),
            }
        });
        Self {
            skus: skus.collect(),
            events: events
                .iter()
                .map(|one| Occurrence {
                    name: one["event"],
                    from: day(one["start"]),
                    to: day(one["end"]),
                    prior: PRIOR,
                })
                .collect(),
            weekdays: list("dow_mon_first"),
            months: list("month"),
            dip: truth["post_event_dip"]["factor"].as_f64().unwrap(),
            dip_days: truth["post_event_dip"]["days"].as_i64().unwrap() as i32,
        }
    }

    fn history(&self, sku: &Sku<'_>, marked: bool, suspicion: Suspicion) -> History {
        let rows: Vec<_> =
            sku.rows.iter().map(|row| Row { in_stock: row.in_stock.filter(|_| marked), ..*row }).collect();
        let events: Vec<_> = self.events.iter().map(|one| (one.from, one.to)).collect();
        History::read(&rows, &Reading { until: Some(day(LAST)), bucket: None, suspicion, events: &events }).unwrap()
    }

    fn fit(&self, sku: &Sku<'_>, marked: bool) -> Seasonality {
        let history = self.history(sku, marked, Suspicion::Off);
        fit(&history, &Fitting { events: &self.events, prior_weight: 2.0, dip_days: self.dip_days }).unwrap()
    }
}

/// Errors by what they are of.
#[derive(Default)]
struct Errors(BTreeMap<String, Vec<f64>>);

impl Errors {
    fn add(&mut self, of: &str, fitted: f64, truth: f64) {
        assert!(fitted.is_finite(), "{of}: {fitted}");
        self.0.entry(of.into()).or_default().push(fitted / truth - 1.0);
    }

    fn median(&self, of: &str) -> f64 {
        median(self.0[of].iter().map(|error| error.abs()).collect())
    }

    /// Prints all and holds the medians below limits.
    fn hold(&self, limits: &[(&str, f64)]) {
        for (of, errors) in &self.0 {
            println!(
                "{of}: {} figures, median error {:.3}, bias {:+.3}",
                errors.len(),
                self.median(of),
                median(errors.clone())
            );
        }
        for (of, limit) in limits {
            assert!(self.median(of) < *limit, "{of}: {} where less than {limit} is expected", self.median(of));
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn text(file: &str) -> String {
    let path = format!("{}/tests/inventory/synthetic-seller/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn table(file: &str) -> Table<'static> {
    let mut lines = text(file).leak().lines();
    let header: Vec<_> = lines.next().unwrap().split(',').collect();
    lines.map(|line| header.iter().copied().zip(line.split(',')).collect()).collect()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}
