//! Packing of long lists: raw deflate (RFC 1951).

pub fn pack(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 9)
}

/// Unpacks to at most `cap` bytes; nothing for more than that and for what is not deflate.
pub fn unpack(bytes: &[u8], cap: usize) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, cap).ok()
}
