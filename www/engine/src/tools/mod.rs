//! The tools beside the one shipment: a module each, a line each.
//!
//! A tool is drawn when it is chosen, and again in another language or for another calculator. Inside it, parts are
//! `live` on [`Bench::version`] or on keys of their own; [`Bench::refresh`] has them look again. What must survive a
//! drawing lies on the [`Bench::shelf`].

mod bill;
mod compare;
mod many;
mod rates;

use suanpan_ui::browser::dom::{El, el};

use crate::bench::Bench;

/// Draws a tool.
type Draw = fn(&'static Bench) -> Vec<El>;

/// The tools, by the names that the page calls them.
const ALL: &[(&str, Draw)] =
    &[("many", many::draw), ("bill", bill::draw), ("rates", rates::draw), ("compare", compare::draw)];

/// The tool in use.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    let name = bench.tool();
    ALL.iter().find(|(known, _)| *known == name).map(|(_, draw)| draw(bench)).unwrap_or_default()
}

/// What a tool begins with: its heading, and what it does in a sentence.
fn head(title: &str, intro: &str) -> El {
    el("div").class("tool-head").add(el("h2").text(title)).add(el("p").text(intro))
}
