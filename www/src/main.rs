//! The page: draws, formats, never computes. `public/start.js` loads it and calls [`start`].

mod answer;
mod app;
mod desk;
mod engine;
mod form;
mod received;

use suanpan_ui::{browser, locale, t};
use wasm_bindgen::prelude::wasm_bindgen;

suanpan_ui::keys!();

/// The calculators that this page holds (`build.rs`); links lead to the pages of the others.
mod here {
    use suanpan::calculators;

    include!(concat!(env!("OUT_DIR"), "/here.rs"));
}

/// Measured: 1,580 bytes brotli less than the allocator of the standard library, and as quick.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}

/// Draws the app into the page, with the texts of the page's language and the data pack.
#[wasm_bindgen]
pub fn start(texts: String, pack: &[u8]) {
    app::mount(texts, here::DECODE(pack).ok());
}
