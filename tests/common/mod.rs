//! What the tests share: the data of this checkout, and the shipments that the judge has priced.

#![expect(clippy::expect_used, reason = "without its data no test can run")]

use std::path::Path;

use suanpan::pack::{Pack, source};

/// The data packs of a folder of this checkout: `data`, or one of `data/released`.
pub fn data(folder: &str) -> Pack {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let snapshot = source::read(&path).map_err(|problems| problems.join("\n")).expect("the folder holds good data");
    Pack::decode(&snapshot.bytes).expect("what was packed is a pack")
}
