//! What the page loads once its first answer is on the screen: the details of that answer, links, pasted tables and
//! QR codes.
//!
//! The page offers places ([`bench`] names them) and says what is on its desk ([`show`]); the engine draws into them.

mod bars;
mod bench;
mod changes;
mod checklist;
mod details;
mod embed;
mod jobs;
mod onward;
mod pasted;
mod pictures;
mod qr;
mod received;
mod requests;
mod save;
mod sections;
mod series;
mod share;
mod tools;

use suanpan_ui::{browser, locale, t};
use wasm_bindgen::prelude::*;

suanpan_ui::keys!();

/// Registers what the engine calls to tell the page something: `page(what, text)`, see [`bench::Bench`].
#[wasm_bindgen]
pub fn attach(page: &JsValue) {
    bench::get().attach(page);
}

/// What is on the page's desk: the texts of [`suanpan::bundle`] that [`bench::Desk::read`] reads. The engine draws the
/// details.
#[wasm_bindgen]
pub fn show(desk: &str) {
    bench::get().show(desk);
}

/// What a bundled case of a calculator computes to, at once and as
/// [`taken_over`](suanpan::schema::Outcome::taken_over) reads it: cases that the page leaves to the engine. Nothing
/// before the rates are here.
#[wasm_bindgen]
pub fn outcome(calculator: &str, case: &str) -> Option<String> {
    bench::get().outcome_of(calculator, case)
}

/// Does the long work of a bundled case of a calculator with a data pack, here and now: for a worker. Tells `step` how far it
/// is; what comes out is read by [`Outcome::taken_over`](suanpan::schema::Outcome). Nothing where there is no such work.
#[wasm_bindgen]
pub fn work(calculator: &str, case: &str, pack: &[u8], step: &JsValue) -> Option<String> {
    jobs::work(calculator, case, pack, |done, of| browser::call(step, done, of))
}

/// Something that the page asks for in a language, where need be once its texts and the rates are here: see [`requests`].
#[wasm_bindgen]
pub fn ask(what: &str, language: &str, text: &str) {
    requests::take(what, language, text);
}

/// Makes the page a widget in somebody's page: calls `hear("message", json)` with what that page is to be told. See [`embed`].
#[wasm_bindgen(js_name = embed)]
pub fn begin_embed(hear: &JsValue) {
    embed::begin(bench::get(), hear);
}

/// A message of the page around the widget, as JSON.
#[wasm_bindgen]
pub fn host(message: &str) {
    embed::take(bench::get(), message);
}
