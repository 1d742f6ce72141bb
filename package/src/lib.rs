//! The engine for JavaScript: every call takes JSON texts and gives one back. What the script around it (`npm/`) makes of that
//! is described in `docs/engine-package.md`.
//!
//! A result is `{"ok":true,…}` or `{"ok":false,"problems":[…],"warnings":[…]}`, whatever comes in: nothing here throws.

mod cases;
mod code;
mod describe;
mod here;
mod jobs;
mod links;
mod outcome;
mod tables;
mod worlds;

#[cfg(test)]
mod tests;

use js_sys::Function;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Takes in a data pack; the first that is loaded is the one by which cases are computed that name no other.
#[wasm_bindgen]
#[must_use]
pub fn load(pack: &[u8]) -> String {
    worlds::load(pack).to_string()
}

/// Takes in the rules of compliance in a language, and their sources (none: an empty array), in the place of those before.
#[wasm_bindgen]
#[must_use]
pub fn load_rules(pack: &[u8], sources: &[u8]) -> String {
    worlds::load_rules(pack, sources).to_string()
}

/// What is loaded: ids of data packs, the rules.
#[wasm_bindgen]
#[must_use]
pub fn snapshots() -> String {
    worlds::told().to_string()
}

/// The calculators.
#[wasm_bindgen]
#[must_use]
pub fn calculators() -> String {
    describe::calculators().to_string()
}

/// What a calculator asks and offers.
#[wasm_bindgen]
#[must_use]
pub fn describe(id: &str) -> String {
    describe::calculator(id).to_string()
}

/// Computes a case. Options: `chosen`, `changes`, `swings`, `snapshot`.
#[wasm_bindgen]
#[must_use]
pub fn run(id: &str, inputs: &str, options: &str) -> String {
    outcome::run(id, inputs, options).to_string()
}

/// Writes a case as a link. Options: `answer`, `private`, `unknown`, `snapshot`.
#[wasm_bindgen]
#[must_use]
pub fn encode(id: &str, inputs: &str, options: &str) -> String {
    links::encode(id, inputs, options).to_string()
}

/// Opens a link.
#[wasm_bindgen]
#[must_use]
pub fn decode(link: &str) -> String {
    links::decode(link).to_string()
}

/// Computes each row of a table from a spreadsheet. Options: `base`, `columns`, `decimal`, `metric`, `snapshot`.
#[wasm_bindgen]
#[must_use]
pub fn table(id: &str, text: &str, options: &str) -> String {
    tables::run(id, text, options).to_string()
}

/// Does the long work of a case. `step` is told how far it is, as two numbers, and stops it by `false`. Options: `snapshot`.
#[wasm_bindgen]
#[must_use]
pub fn job(id: &str, inputs: &str, options: &str, step: &Function) -> String {
    let goes_on = |done: u32, of: u32| {
        let said = step.call2(&JsValue::NULL, &done.into(), &of.into());
        said.is_ok_and(|said| said.as_bool() != Some(false))
    };
    jobs::run(id, inputs, options, goes_on).to_string()
}
