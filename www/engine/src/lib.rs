//! What the page loads once its first answer is on the screen: the details of that answer, links, pasted tables and
//! QR codes.
//!
//! The page offers places ([`bench`] names them) and says what is on its desk ([`show`]); the engine draws into them.

mod bench;
mod changes;
mod details;

use qrcodegen::{QrCode, QrCodeEcc};
use suanpan::link::{self, carried};
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

/// A QR code as the path of an SVG image.
#[wasm_bindgen]
pub struct Qr {
    path: String,
    width: u32,
}

#[wasm_bindgen]
impl Qr {
    /// Path data: one unit square per dark module, the quiet zone of four modules left free.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn path(&self) -> String {
        self.path.clone()
    }

    /// Side of the image in modules, quiet zone included.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }
}

/// Modules left free on every side (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The QR code of a text at error correction level M; `undefined` for a text that is too long for one.
#[wasm_bindgen]
#[must_use]
pub fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                path += &format!("M{} {}h{}v1h-{}z", start + QUIET, y + QUIET, x - start, x - start);
            }
            x += 1;
        }
    }
    Some(Qr { path, width: (code.size() + 2 * QUIET).unsigned_abs() })
}

/// Opens the link in a text; read the answer with `link::carried::read_opened`.
#[wasm_bindgen]
#[must_use]
pub fn open(text: &str) -> String {
    carried::opened(&link::decode(text))
}

/// Writes a case of `link::carried::case` as a link: the texts of `link::carried::write`.
#[wasm_bindgen]
#[must_use]
pub fn write(case: &str) -> Option<String> {
    carried::write(case)
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
    use suanpan::bundle;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_qr_code_has_its_finder_patterns_and_a_quiet_zone() {
        let code = qr("https://example.org/#v=1&t=sc&k=hand").unwrap();
        // Version 3 has 29 modules on a side.
        assert_eq!(code.width(), 29 + 2 * 4);
        assert!(code.path().starts_with("M4 4h7v1h-7z"), "{}", code.path());
        assert!(qr(&"x".repeat(3_000)).is_none());
    }

    #[wasm_bindgen_test]
    fn a_case_becomes_a_link_and_comes_back() {
        let link = carried::read_opened(&open("v=1&t=sc&p=_350g_20x15x8cm&d=DE&k=hand")).unwrap().unwrap();
        let case = carried::case(link.calculator, &link.record, &link::Extras::default());
        let written = write(&case).unwrap();
        let text = bundle::untie(&written).unwrap()[0];
        let again = carried::read_opened(&open(text)).unwrap().unwrap();
        assert_eq!((again.seal, again.record), (link::Seal::Whole, link.record));
    }

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
