//! Any text as a link: no panic; what was opened is written and opens as the same case, whole; and it computes.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use suanpan::link::{self, Extras, Link, Seal};
use suanpan::pack::World;
use suanpan::schema::Record;
use suanpan_fuzz::compact;

static WORLD: LazyLock<World> = LazyLock::new(suanpan_fuzz::world);

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let Ok(opened) = link::decode(&text) else { return };

    let (first, left_out) = written(&opened);
    let again = link::decode(&first).expect("what we write opens");
    assert_eq!(again.seal, Seal::Whole, "{first}");
    assert_eq!((&again.snapshot, &again.claimed), (&opened.snapshot, &opened.claimed));
    assert_eq!(again.unknown, opened.unknown);
    assert_eq!(written(&again).0, first, "one spelling per case");
    if left_out.is_empty() {
        assert_eq!(case(&again), case(&opened), "{first}");
    }

    let outcome = opened.calculator.evaluate(&opened.record, &WORLD);
    let _ = outcome.answer.as_ref().and_then(link::claim);
});

fn written(link: &Link) -> (String, Vec<&'static str>) {
    let extras = Extras {
        unknown: link.unknown.clone(),
        snapshot: link.snapshot.clone(),
        claimed: link.claimed.clone(),
        private: link.calculator.fields().iter().map(|meta| meta.key).collect(),
    };
    let written = link::encode(link.calculator, &link.record, &extras);
    (written.text, written.left_out)
}

fn case(link: &Link) -> Record {
    compact(&link.record, link.calculator.fields())
}
