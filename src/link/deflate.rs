//! Packing of long lists. An argument of the codec, because the page loads it on demand.

/// Raw deflate (RFC 1951), both ways.
pub trait Deflate {
    /// Whether it can do anything at all.
    fn is_loaded(&self) -> bool;
    /// Packs; `None` where it is not loaded.
    fn deflate(&self, bytes: &[u8]) -> Option<Vec<u8>>;
    /// Unpacks to at most `cap` bytes; `None` for more than that and for what is not deflate.
    fn inflate(&self, bytes: &[u8], cap: usize) -> Option<Vec<u8>>;
}

/// Nothing loaded: short links only.
pub struct NoDeflate;

impl Deflate for NoDeflate {
    fn is_loaded(&self) -> bool {
        false
    }
    fn deflate(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
    fn inflate(&self, _: &[u8], _: usize) -> Option<Vec<u8>> {
        None
    }
}

/// `miniz_oxide`: native, and in the second wasm of the page.
#[cfg(feature = "deflate")]
pub struct Miniz;

#[cfg(feature = "deflate")]
impl Deflate for Miniz {
    fn is_loaded(&self) -> bool {
        true
    }
    fn deflate(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        Some(miniz_oxide::deflate::compress_to_vec(bytes, 9))
    }
    fn inflate(&self, bytes: &[u8], cap: usize) -> Option<Vec<u8>> {
        miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, cap).ok()
    }
}
