//! Many parcels: a table of shipments in, a table of answers out.

use suanpan_ui::browser::dom::El;

use super::head;
use crate::bench::Bench;
use crate::t;

/// The tool.
pub fn draw(_bench: &'static Bench) -> Vec<El> {
    vec![head(t!("tool.many"), t!("tool.many-intro"))]
}
