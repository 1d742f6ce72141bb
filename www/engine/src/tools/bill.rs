//! A carrier's bill, checked line by line.

use suanpan_ui::browser::dom::El;

use super::head;
use crate::bench::Bench;
use crate::t;

/// The tool.
pub fn draw(_bench: &'static Bench) -> Vec<El> {
    vec![head(t!("tool.bill"), t!("tool.bill-intro"))]
}
