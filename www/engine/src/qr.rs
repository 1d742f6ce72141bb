//! QR codes as the path of an SVG image.

use qrcodegen::{QrCode, QrCodeEcc};

/// A QR code: one unit square per dark module, the quiet zone of four modules left free.
pub struct Qr {
    /// Path data.
    pub path: String,
    /// Side of the image in modules, quiet zone included.
    pub width: u32,
}

/// Modules left free on every side (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The QR code of a text at error correction level M; nothing for a text that is too long for one.
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

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_qr_code_has_its_finder_patterns_and_a_quiet_zone() {
        let code = qr("https://example.org/#v=1&t=sc&k=hand").unwrap();
        // Version 3 has 29 modules on a side.
        assert_eq!(code.width, 29 + 2 * 4);
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        assert!(qr(&"x".repeat(3_000)).is_none());
    }
}
