//! The page: draws, formats, never computes. `public/start.js` loads it and calls [`start`].

mod answer;
mod app;
mod desk;
mod engine;
mod form;
mod received;

use suanpan::pack::Pack;
use suanpan_ui::{browser, locale, t};
use wasm_bindgen::prelude::wasm_bindgen;

suanpan_ui::keys!();

fn main() {}

/// Draws the app into the page, with the texts of the page's language and the data pack.
#[wasm_bindgen]
pub fn start(texts: String, pack: &[u8]) {
    app::mount(texts, Pack::decode_built(pack).ok());
}
