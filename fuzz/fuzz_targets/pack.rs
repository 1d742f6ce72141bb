//! Any bytes as a data pack: no panic; and with whatever passes the checks, every example computes.
#![no_main]

use std::cell::LazyCell;

use libfuzzer_sys::fuzz_target;
use suanpan::link::{self, Link};
use suanpan::pack::{Pack, World};

thread_local! {
    static EXAMPLES: LazyCell<Vec<Link>> = LazyCell::new(suanpan_fuzz::examples);
}

fuzz_target!(|data: &[u8]| {
    let Ok(pack) = Pack::decode(data) else { return };
    let world = World::new(pack);
    EXAMPLES.with(|examples| {
        for example in examples.iter() {
            let outcome = example.calculator.evaluate(&example.record, &world);
            let _ = outcome.answer.as_ref().and_then(link::claim);
            let _ = suanpan::json::outcome(&outcome);
        }
    });
});
