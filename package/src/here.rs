//! Which calculators there are: `build.rs` says it.

include!(concat!(env!("OUT_DIR"), "/here.rs"));
