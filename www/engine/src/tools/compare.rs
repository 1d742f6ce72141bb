//! Up to four cases side by side.

use suanpan_ui::browser::dom::El;

use super::head;
use crate::bench::Bench;
use crate::t;

/// The tool.
pub fn draw(_bench: &'static Bench) -> Vec<El> {
    vec![head(t!("tool.compare"), t!("tool.compare-intro"))]
}
