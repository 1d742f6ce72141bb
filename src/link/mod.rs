//! A calculation as the fragment of an address: readable, versioned, checked.
//!
//! ```text
//! link  = "v=1&t=" code *( "&" key "=" value ) [ "&r=" snapshot ] [ "&y=" claimed ] "&k=" check
//! key   = 1*3 lower-case letters or digits        value = 0*64 of A–Z a–z 0–9 . - _
//! list  = key repeated, one pair per row; cells joined by "_", trailing empty cells cut
//! table = "z" key "=" base64url(deflate-raw(rows of cells))    over 20 rows, a row over 64 characters, or a series over 64
//! check = "hand", or 4 characters: CRC-24 of every byte before "&k="
//! ```
//!
//! One spelling per case (`encode` writes fields in their order, minimal decimals, no defaults), so that equal
//! cases are equal links. An absent key means the default of that link version. Unknown keys and cells are kept and
//! written back. Decoding is a pure function of the text: no panic, bounded work, whatever the text.
//!
//! The page, which is built without feature `explain`, has no codec: its engine opens and writes links.

#[cfg(feature = "explain")]
mod base64;
pub mod carried;
#[cfg(feature = "explain")]
mod check;
#[cfg(feature = "explain")]
mod codec;
#[cfg(feature = "explain")]
mod deflate;
#[cfg(feature = "explain")]
mod upgrade;

#[cfg(feature = "explain")]
pub use codec::{Extras, Link, LinkError, RESERVED, Seal, VERSION, Written, claim, decode, decode_among, encode};

/// The longest address that is looked at.
pub const MAX_LENGTH: usize = 8_000;
