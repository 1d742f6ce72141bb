//! The user's own rate sheets.

use suanpan_ui::browser::dom::El;

use super::head;
use crate::bench::Bench;
use crate::t;

/// The tool.
pub fn draw(_bench: &'static Bench) -> Vec<El> {
    vec![head(t!("tool.rates"), t!("tool.rates-intro"))]
}
