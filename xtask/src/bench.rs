//! `cargo xtask bench`: what the jobs on whole catalogues cost, natively, as wasm in Node and as plain JavaScript.
//!
//! Compiled as the engine is. All three run in one sitting, since a machine is as fast as its other work lets it be: read the ratios.

#![expect(clippy::float_arithmetic, reason = "rates are floats")]

use std::process::Command;

use crate::project::{self, Result, WASM};
use crate::wasm::{FAST, FAST_FLAGS, FLAGS};
use crate::{system, tools};

/// How often each program runs; the best round counts.
const ROUNDS: usize = 2;

/// The jobs of a program, and how many units each does in a second of the processor.
type Rates = Vec<(String, f64)>;

/// Runs the three and prints a table.
pub fn all() -> Result {
    system::need_node()?;
    tools::wasm_target()?;
    let runner = tools::wasm_bindgen()?.test_runner();
    // What they end in stands for the engine.
    let bench =
        ["--package", "suanpan", "--bench", "inventory", "--config", "profile.release.package.suanpan.opt-level=2"];
    let mut native = project::cargo();
    native.arg("bench").args(bench).args(FAST);
    let mut wasm = project::cargo();
    wasm.args(["test", "--release"])
        .args(bench)
        .args(FAST)
        .args(["--target", WASM, "--", "--nocapture"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env(FLAGS, FAST_FLAGS)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    let mut plain = project::command("node");
    plain.arg("benches/naive.mjs");
    let mut rates = [Rates::new(), Rates::new(), Rates::new()];
    for round in 1..=ROUNDS {
        println!("round {round} of {ROUNDS}");
        for (rates, found) in rates.iter_mut().zip([ours(&mut native)?, ours(&mut wasm)?, plain_loops(&mut plain)?]) {
            best(rates, found);
        }
    }
    let [native, wasm, plain] = rates;
    println!("units in a second of the processor, and how many times as many as another");
    let heads = ["native", "wasm", "JavaScript", "native/JS", "wasm/JS", "native/wasm"];
    println!("  {:<28}{}", "", heads.map(|head| format!("{head:>14}")).concat());
    for (job, native) in &native {
        let wasm = rate(&wasm, |name| name == job);
        let plain = job.split_once(": ").and_then(|(_, job)| rate(&plain, |name| name.contains(job)));
        let whole = |rate: Option<f64>| rate.map_or_else(String::new, |rate| format!("{rate:.0}"));
        let ratio = |one: Option<f64>, other: Option<f64>| {
            one.zip(other).map_or_else(String::new, |(one, other)| format!("{:.2}", one / other))
        };
        let native = Some(*native);
        let figures = [whole(native), whole(wasm), whole(plain)];
        let ratios = [ratio(native, plain), ratio(wasm, plain), ratio(native, wasm)];
        println!(
            "  {job:<28}{}",
            figures.into_iter().chain(ratios).map(|cell| format!("{cell:>14}")).collect::<String>()
        );
    }
    Ok(())
}

fn rate(rates: &Rates, is_meant: impl Fn(&str) -> bool) -> Option<f64> {
    rates.iter().find(|(name, _)| is_meant(name)).map(|(_, rate)| *rate)
}

fn best(rates: &mut Rates, found: Rates) {
    for (name, rate) in found {
        match rates.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = known.max(rate),
            None => rates.push((name, rate)),
        }
    }
}

/// The lines of `benches/inventory/`: `job`, name, best, median, rate of the processor; between tabs.
fn ours(command: &mut Command) -> Result<Rates> {
    let rates = printed(command)?.lines().filter_map(our_rate).collect();
    Ok(rates)
}

fn our_rate(line: &str) -> Option<(String, f64)> {
    let mut cells = line.trim().strip_prefix("job\t")?.split('\t');
    Some((cells.next()?.to_owned(), cells.nth(2)?.parse().ok()?))
}

/// The lines of `benches/naive.mjs`: a name in 50 columns, and a figure before `per CPU-s`.
fn plain_loops(command: &mut Command) -> Result<Rates> {
    let rates = printed(command)?.lines().filter_map(plain_rate).collect();
    Ok(rates)
}

fn plain_rate(line: &str) -> Option<(String, f64)> {
    let (figures, _) = line.split_once(" per CPU-s")?;
    let digits: String = figures.split_whitespace().last()?.chars().filter(char::is_ascii_digit).collect();
    Some((line.get(..50)?.trim().to_owned(), digits.parse().ok()?))
}

fn printed(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    let [out, error] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    if output.status.success() { Ok(out) } else { Err(format!("{out}{error}{}", output.status).into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        assert_eq!(our_rate("job\tc: Monte Carlo\t9\t8\t7"), Some(("c: Monte Carlo".to_owned(), 7.0)));
        assert_eq!(our_rate("running 1 test"), None);
        let line =
            format!("{:<50} 2,000 best 1,900 median 1,800 per CPU-s SKU/s load 0.4", "a: JS objects, SS+ROP+EOQ");
        assert_eq!(plain_rate(&line), Some(("a: JS objects, SS+ROP+EOQ".to_owned(), 1_800.0)));
    }

    #[test]
    fn the_best_round_counts() {
        let one = |rate| vec![("a".to_owned(), rate)];
        let mut rates = one(2.0);
        best(&mut rates, one(3.0));
        best(&mut rates, one(1.0));
        assert_eq!(rates, one(3.0));
    }
}
