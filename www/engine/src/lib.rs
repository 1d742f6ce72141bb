//! What the page loads on demand: packing of long links and QR codes. No Leptos, no wording.

use qrcodegen::{QrCode, QrCodeEcc};
use suanpan::link::{Deflate, Miniz};
use wasm_bindgen::prelude::*;

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

/// Raw deflate.
#[wasm_bindgen]
#[must_use]
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    Miniz.deflate(bytes).unwrap_or_default()
}

/// Undoes raw deflate up to `cap` bytes; `undefined` for more and for what is not deflate.
#[wasm_bindgen]
#[must_use]
pub fn inflate(bytes: &[u8], cap: usize) -> Option<Vec<u8>> {
    Miniz.inflate(bytes, cap)
}
