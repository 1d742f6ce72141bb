//! Rules of compliance that a user brings, as text ([`suanpan_compliance::source::own()`]).
//!
//! It is a wasm of its own because few bring rules, and because what reads TOML is needed for nothing else. It says the same of
//! a file as the build says of ours.

use suanpan::bundle::tie;
use suanpan_compliance::{pack, source};
use wasm_bindgen::prelude::wasm_bindgen;

/// The rules of a file, which may refer to ours (a pack, in any language) and take the place of those of their ids: a pack in
/// a language, behind four bytes that say how long it is, and the sources of its rules.
///
/// # Errors
///
/// What is wrong with the file, a tied text each, with file, rule and reason.
#[wasm_bindgen]
pub fn read(file: &str, text: &str, ours: &[u8], language: &str) -> Result<Vec<u8>, String> {
    let failed = |reason: String| tie([format!("{file}: {reason}")]);
    let ours = pack::decode(ours).map_err(|error| failed(error.to_string()))?;
    let own = source::own(file, text, &ours.book).map_err(tie)?;
    let pack = own.pack(language).map_err(failed)?;
    let length = u32::try_from(pack.len()).map_err(|_| failed("too long".to_owned()))?;
    Ok([length.to_le_bytes().as_slice(), &pack, &own.sources()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "as-of = '2026-11-01'\n[[rule]]\nid = 'mine'\nplace = 'EU27'\ntopic = 'tax'\nseverity = 'H'\n\
                        who = 'seller'\nwhen = { dest = ['EU27'] }\nstatus = 'known'\nsources = []\n\
                        en = { name = 'Mine', duty = 'Do it.', steps = ['Do.'] }";

    fn ours() -> Vec<u8> {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/compliance");
        source::read(&dir).unwrap_or_default().pack("en").unwrap_or_default()
    }

    #[test]
    fn a_file_comes_as_a_pack_and_its_sources() {
        let bytes = read("own.toml", RULE, &ours(), "zh-Hans").unwrap_or_default();
        let (length, rest) = bytes.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
        let (pack, sources) = rest.split_at(u32::from_le_bytes(*length) as usize);
        let mut pack = pack::decode(pack).unwrap_or_default();
        assert_eq!(pack.add_sources(sources), Ok(()));
        assert_eq!(pack.book.rules.len(), 1);
        assert_eq!((pack.language.as_str(), pack.words.rules[0].name.as_str()), ("zh-Hans", "Mine"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = RULE.replace("'EU27'\nt", "'EU72'\nt");
        assert_eq!(read("own.toml", &wrong, &ours(), "en"), Err(tie(["own.toml: mine: unknown place \"EU72\""])));
        assert!(read("own.toml", RULE, b"no pack", "en").is_err());
    }
}
