//! Any bytes as a data pack, and as cards of the user's own: no panic; what passes the checks is written and read again
//! as the same; and with it every example computes.
#![no_main]

use std::cell::LazyCell;

use libfuzzer_sys::fuzz_target;
use suanpan::link::{self, Link};
use suanpan::pack::{Pack, World};

thread_local! {
    static EXAMPLES: LazyCell<Vec<Link>> = LazyCell::new(suanpan_fuzz::examples);
}

fuzz_target!(|data: &[u8]| {
    if let Ok(pack) = Pack::decode(data) {
        assert_eq!(Pack::decode(&pack.encode()).as_ref(), Ok(&pack));
        computes(pack);
    }
    let mut pack = Pack { snapshot: "s".to_owned(), ..Pack::default() };
    if pack.add_own(data).is_ok() {
        assert_eq!(pack.check(), [""; 0]);
        let before = pack.clone();
        assert_eq!(pack.add_own(&Pack::encode_own(&before.tariffs)), Ok(()));
        assert_eq!(pack, before);
        computes(pack);
    }
});

fn computes(pack: Pack) {
    let world = World::new(pack);
    EXAMPLES.with(|examples| {
        for example in examples.iter() {
            let outcome = example.calculator.evaluate(&example.record, &world);
            let _ = outcome.answer.as_ref().and_then(link::claim);
            let _ = suanpan::json::outcome(&outcome);
        }
    });
}
