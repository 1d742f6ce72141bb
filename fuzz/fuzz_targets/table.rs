//! Any text as CSV under any marks: no panic; every case computes; and what is written reads back as the same cases.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use suanpan::calculators;
use suanpan::number::Marks;
use suanpan::pack::World;
use suanpan::schema::{Calculator, Kind, MAX_ROWS, Outcome, Record};
use suanpan::table::{self, Case};
use suanpan_fuzz::{MARKS, compact};

static WORLD: LazyLock<World> = LazyLock::new(suanpan_fuzz::world);
/// Enough to meet every branch; more only cost time.
const CASES: usize = 4;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let (way, marks) = (usize::from(*first) / MARKS.len(), MARKS[usize::from(*first) % MARKS.len()]);
    let text = String::from_utf8_lossy(rest);
    for calculator in calculators::ALL {
        if way % 2 == 0 {
            cases(*calculator, &text, marks);
        } else {
            rows(*calculator, &text, marks);
        }
    }
});

fn cases(calculator: &dyn Calculator, text: &str, marks: Marks) {
    let fields = calculator.fields();
    let (mut cases, _) = table::read(fields, text, marks);
    cases.truncate(CASES);
    if cases.is_empty() {
        return;
    }
    for (index, case) in cases.iter_mut().enumerate().filter(|(_, case)| case.id.is_empty()) {
        case.id = format!("case {index}");
    }
    let outcomes: Vec<Outcome> = cases.iter().map(|case| calculator.evaluate(&case.record, &WORLD)).collect();
    let lines = cases.iter().zip(&outcomes).map(|(case, outcome)| (case.id.as_str(), &case.record, Some(outcome)));
    let written = table::write(fields, lines);

    let (again, _) = table::read(fields, &written, marks);
    let plain = |cases: &[Case]| -> Vec<(String, Record)> {
        cases.iter().map(|case| (case.id.clone(), compact(&case.record, fields))).collect()
    };
    assert_eq!(plain(&again), plain(&cases), "{written}");
}

/// Rows pasted into each list of a calculator.
fn rows(calculator: &dyn Calculator, text: &str, marks: Marks) {
    for meta in calculator.fields() {
        if matches!(meta.kind, Kind::Rows(_)) {
            let rows = table::rows(meta, text, marks);
            assert!(rows.len() <= MAX_ROWS && rows.iter().all(|row| row.cells.len() == meta.columns().len()));
        }
    }
}
