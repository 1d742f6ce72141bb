//! Everything that answers can rest on.

#![expect(clippy::expect_used, reason = "without its data no test can run")]

use std::path::Path;

use suanpan::pack::{World, source};

/// All of the folder `data`, with the rules of compliance in English.
pub fn world() -> World {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/compliance");
    let rules =
        source::rules(&path, "en").map_err(|problems| problems.join("\n")).expect("the folder holds good rules");
    World::new(crate::common::data("data")).with_rules(rules)
}
