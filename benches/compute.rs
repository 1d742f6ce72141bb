//! What a keystroke costs the domain: medians, printed. `cargo bench --bench compute`

#![expect(clippy::expect_used, clippy::disallowed_types, reason = "a benchmark needs a clock")]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use suanpan::link::{self, Link, MAX_LENGTH};
use suanpan::pack::{Pack, World, source};

const ROUNDS: usize = 1_001;

fn main() {
    let snapshot = source::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).expect("good data");
    let pack = Pack::decode(&snapshot.bytes).expect("a pack");
    let world = World::new(pack);
    let mug = open("v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand");
    let rows: String = (1..=20).map(|row| format!("&p={row}_{}g_30x20x{row}cm", 150 * row)).collect();
    let shipment = open(&format!("v=1&t=sc{rows}&d=US&dt=2026-11-22&c=USD&ra=1&k=hand"));
    let row = "&p=12_0.385kg_18.123456789x12.5x6.25cm";
    let long = format!("v=1&t=sc{}&zp={}&k=hand", row.repeat(60), "A".repeat(MAX_LENGTH - 2_500));

    let modes = open(
        "v=1&t=lm&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&dt=2026-11-22&mo=60&pd=20&cq=40&cw=15kg&cs=60x40x40cm&br=125USD&pl=1.5&ul=list-4a&c=USD&k=hand",
    );
    let brief = world.clone().brief();
    report("every mode of a lane, with the volumes at which the choice changes", || {
        black_box(modes.calculator.evaluate(black_box(&modes.record), &brief));
    });
    report("a mug, every service", || {
        black_box(mug.calculator.evaluate(black_box(&mug.record), &world));
    });
    report("20 rows, every service", || {
        black_box(shipment.calculator.evaluate(black_box(&shipment.record), &world));
    });
    report(&format!("opening a link of {} characters", long.len()), || {
        let _ = black_box(link::decode(black_box(&long)));
    });
    report("unpacking the data", || {
        let _ = black_box(Pack::decode(black_box(&snapshot.bytes)));
    });
}

fn open(text: &str) -> Link {
    link::decode(text).expect("a good link")
}

fn report(name: &str, mut work: impl FnMut()) {
    let mut micros: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_nanos() / 100
        })
        .collect();
    micros.sort_unstable();
    let median = micros[ROUNDS / 2];
    println!("{name}: {}.{} µs", median / 10, median % 10);
}
