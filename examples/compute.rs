//! Computes from the command line, for scripts and tests:
//!
//! ```sh
//! echo '{"destination":"DE","shipping-date":"2026-11-22","parcels":[{"weight":"350g","size":"20x15x8cm"}]}' \
//!   | cargo run -q --features json,source --example compute -- shipping-cost
//! ```
//!
//! Reads the JSON inputs of one case, or a link with it, from standard input and prints the JSON outcome; with the feature
//! `explain` also what would change it. Exit code 0 with an answer,
//! 1 without one (the problems say why), 2 for a call that makes no sense.
//!
//! `--lines` reads many cases, `{"calculator": …, "inputs": …}` a line each, and prints an outcome a line.

use std::io::{Read, Write};
use std::process::ExitCode;

use suanpan::schema::{Calculator, Problem, Record};
use suanpan::{calculators, json, pack};

fn main() -> ExitCode {
    match run() {
        Ok(answered) => ExitCode::from(u8::from(!answered)),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, Box<dyn std::error::Error>> {
    let id = std::env::args().nth(1).unwrap_or_default();
    let are_lines = id == "--lines";
    let calculator = |id: &str| {
        calculators::by_id(id).ok_or_else(|| {
            let known: Vec<_> = calculators::ALL.iter().map(|calculator| calculator.id()).collect();
            format!("usage: compute <calculator> < inputs.json\ncalculators: {}", known.join(", "))
        })
    };
    if !are_lines {
        calculator(&id)?;
    }
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let snapshot = pack::source::read(data.as_ref()).map_err(|problems| problems.join("\n"))?;
    let world = pack::World::new(pack::Pack::decode(&snapshot.bytes)?);
    let rules = pack::source::rules(concat!(env!("CARGO_MANIFEST_DIR"), "/data/compliance").as_ref(), "en")
        .map_err(|problems| problems.join("\n"))?;
    let world = world.with_rules(rules);

    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    if are_lines {
        for line in text.lines() {
            let case: serde_json::Value = serde_json::from_str(line)?;
            let calculator = calculator(case["calculator"].as_str().unwrap_or_default())?;
            let (record, problems) = json::record(calculator.fields(), &case["inputs"]);
            writeln!(std::io::stdout(), "{}", told(calculator, &record, problems, &world))?;
        }
        return Ok(true);
    }
    let calculator = calculator(&id)?;
    let (record, problems) = match text.trim().strip_prefix("v=") {
        Some(_) => (suanpan::link::decode(text.trim())?.record, Vec::new()),
        None => json::record(calculator.fields(), &serde_json::from_str(&text)?),
    };
    let told = told(calculator, &record, problems, &world);
    writeln!(std::io::stdout(), "{told:#}")?;
    Ok(!told["answer"].is_null())
}

/// What a case comes to; `problems` are those of how it was given.
fn told(
    calculator: &dyn Calculator,
    record: &Record,
    mut problems: Vec<Problem>,
    world: &pack::World,
) -> serde_json::Value {
    let mut outcome = calculator.evaluate(record, world);
    problems.append(&mut outcome.problems);
    outcome.problems = problems;
    #[cfg_attr(not(feature = "explain"), expect(unused_mut, reason = "nothing is added then"))]
    let mut told = json::outcome(&outcome);
    #[cfg(feature = "explain")]
    {
        told["changes"] = json::changes(&calculator.changes(record, world, None));
        told["swings"] = json::swings(calculator.swings(record, world, None).as_ref());
    }
    told
}
