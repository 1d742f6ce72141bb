//! What the largest rate sheets cost: medians, printed. `cargo bench --bench sheets --features explain`

#![expect(clippy::expect_used, clippy::disallowed_types, reason = "a benchmark needs a clock")]

use std::hint::black_box;
use std::time::Instant;

use suanpan::number::Marks;
use suanpan::pack::Pack;
use suanpan::rate_sheet::{Defaults, MAX_LINES, Sheet, read, recognise};
use suanpan::vocabulary::DESTINATIONS;

const ROUNDS: usize = 5;

fn main() {
    let matrix = matrix(MAX_LINES);
    let half = self::matrix(MAX_LINES / 2);
    let services = services(MAX_LINES);
    for (name, text) in [("half a matrix", half.as_str()), ("a matrix", &matrix), ("a service in each line", &services)]
    {
        report(&format!("{name}, {} KB, read", text.len() / 1_000), || {
            black_box(taken(black_box(text)));
        });
    }
    for lines in [MAX_LINES / 2, MAX_LINES] {
        let bytes = Pack::encode_own(&taken(&self::services(lines)).tariffs);
        report(&format!("{lines} cards taken in"), || {
            let mut pack = Pack::default();
            pack.add_own(black_box(&bytes)).expect("own cards");
            black_box(pack);
        });
    }
}

fn taken(text: &str) -> Sheet {
    let defaults = Defaults::new("bench", "2026-11-22".parse().expect("a day"));
    read(text, &recognise(text, Marks::ENGLISH), &defaults)
}

/// Weights and countries.
fn matrix(lines: usize) -> String {
    let header = format!("Weight (g),{}\n", DESTINATIONS.join(","));
    let prices = |line: usize| vec![format!("{}.5", 10 + line / 100); DESTINATIONS.len()].join(",");
    let lines = (1..=lines).map(|line| format!("{},{}\n", line * 2, prices(line)));
    header + &lines.collect::<String>()
}

/// A service of its own in every line.
fn services(lines: usize) -> String {
    let lines = (1..=lines).map(|line| format!("Line {line},DE,0-2,{}.5,20\n", 40 + line % 20));
    "Service,Country,Weight (kg),Price per kg,Handling fee\n".to_owned() + &lines.collect::<String>()
}

fn report(name: &str, mut work: impl FnMut()) {
    let mut millis: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_millis()
        })
        .collect();
    millis.sort_unstable();
    println!("{name}: {} ms", millis[ROUNDS / 2]);
}
