//! What the page loads once its first answer is on the screen: the details of that answer, links, pasted tables and
//! QR codes.
//!
//! The page offers places ([`bench`] names them) and says what is on its desk ([`show`]); the engine draws into them.

mod bench;
mod changes;
mod details;
mod qr;
mod received;
mod requests;
mod save;
mod share;
mod tools;

use suanpan::number::Marks;
use suanpan::value::Value;
use suanpan::{calculators, table};
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

/// Something that the page asks for in a language, answered once its texts and the rates are here: see [`requests`].
#[wasm_bindgen]
pub fn ask(what: &str, language: &str, text: &str) {
    requests::take(what, language, text);
}

/// The rows of a list in pasted text, as `Value::bundled` writes them. `marks` are the decimal mark and the
/// grouping mark of the reader.
#[wasm_bindgen]
#[must_use]
pub fn rows(calculator: &str, list: &str, text: &str, marks: &str) -> Option<String> {
    let meta = calculators::by_id(calculator)?.fields().iter().find(|meta| meta.key == list)?;
    let mut marks = marks.chars();
    let marks = Marks { decimal: marks.next()?, group: marks.next()? };
    Some(Value::Rows(table::rows(meta, text, marks)).bundled())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn pasted_rows_are_read_with_the_marks_of_the_reader() {
        let fields = calculators::by_id("shipping-cost").unwrap().fields();
        let list = fields.iter().find(|meta| meta.key == "parcels").unwrap();
        let pasted = |marks| rows("shipping-cost", "parcels", "6\t0,5 kg\t20\t15\t8\n1\t350g\n", marks);
        let read = Value::unbundled(&list.kind, &pasted(",.").unwrap());
        assert!(matches!(&read, Value::Rows(rows) if rows.len() == 2 && rows[0].cells[1].to_string() == "500g"));
        assert_eq!(pasted(""), None);
        assert_eq!(rows("none", "parcels", "1", ".,"), None);
    }
}
