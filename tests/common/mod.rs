//! What the tests share: the data of this checkout, and the shipments that the judge has priced.

#![expect(clippy::expect_used, reason = "without its data no test can run")]

use std::path::Path;

use suanpan::pack::{Pack, source};

/// The data packs of this checkout.
pub fn data() -> Pack {
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"))
}

/// The data packs of a folder.
pub fn folder(path: &Path) -> Pack {
    let snapshot = source::read(path).map_err(|problems| problems.join("\n")).expect("the folder holds good data");
    Pack::decode(&snapshot.bytes).expect("what was packed is a pack")
}
