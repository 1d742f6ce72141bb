//! Packs: what is written is read, whatever is not one is refused, and none is larger than a page may load.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test ends at the first thing it cannot read")]

use std::path::Path;
use std::sync::LazyLock;

use suanpan_compliance::pack::{PackError, decode, encode, encode_sources};
use suanpan_compliance::source::{self, Loaded};
use suanpan_compliance::words::LANGUAGES;

static DATA: LazyLock<Loaded> = LazyLock::new(|| {
    let data = source::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/compliance"));
    data.unwrap_or_else(|problems| panic!("{}", problems.join("\n")))
});

#[test]
fn what_is_written_is_read_in_every_language() {
    for (language, words) in LANGUAGES.iter().zip(&DATA.words) {
        let bytes = DATA.pack(language).unwrap();
        let mut pack = decode(&bytes).unwrap();
        assert_eq!((pack.language.as_str(), &pack.snapshot), (*language, &DATA.snapshot));
        // How many sources a rule has is known before they are there: one without any says so.
        for (read, rule) in pack.book.rules.iter().zip(&DATA.book.rules) {
            assert_eq!(read.sources.len(), rule.sources.len(), "{}", rule.id);
        }
        pack.add_sources(&DATA.sources()).unwrap();
        assert!(pack.book == DATA.book && pack.words == *words, "{language}");
    }
    assert!(DATA.pack("fr").is_err());
}

#[test]
fn sources_of_other_data_are_refused() {
    let mut pack = decode(&DATA.pack("en").unwrap()).unwrap();
    let before = pack.clone();
    let sources = DATA.sources();
    let mut other = DATA.clone();
    other.snapshot = "2026-11-22-00000000".to_owned();
    assert_eq!(pack.add_sources(&other.sources()), Err(PackError::Version));
    assert_eq!(pack.add_sources(&DATA.pack("en").unwrap()), Err(PackError::Version));
    assert_eq!(pack.add_sources(&encode_sources(&few().book, &DATA.snapshot)), Err(PackError::Broken));
    assert_eq!(pack.add_sources(&sources[..sources.len() - 1]), Err(PackError::Broken));
    assert!(pack == before);
}

/// What a page loads before it can answer.
#[test]
fn no_pack_is_larger_than_a_page_may_load() {
    for language in LANGUAGES {
        let bytes = DATA.pack(language).unwrap();
        let mut packed = Vec::new();
        let settings =
            brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
        brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings).unwrap();
        println!("{language}: {} bytes, {} brotli", bytes.len(), packed.len());
        assert!(packed.len() <= 60_000, "{language}: {} bytes", packed.len());
    }
}

/// A few rules of every kind, so that every byte of their pack can be tried.
fn few() -> Loaded {
    let mut few = DATA.clone();
    let kept: Vec<_> = (0..few.book.rules.len()).step_by(12).collect();
    few.book.rules = kept.iter().map(|index| few.book.rules[*index].clone()).collect();
    few.book.questions.truncate(5);
    for words in &mut few.words {
        words.rules = kept.iter().map(|index| words.rules[*index].clone()).collect();
        words.questions.truncate(5);
    }
    few
}

#[test]
fn a_changed_byte_is_read_or_refused() {
    let bytes = few().pack("en").unwrap();
    let mut refused = 0;
    for at in (0..bytes.len()).step_by(7).chain(0..500) {
        for byte in [0, 1, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] = byte;
            match decode(&changed) {
                Ok(pack) => {
                    let again = encode(&pack.book, &pack.words, &pack.snapshot, &pack.language);
                    assert!(decode(&again) == Ok(pack), "byte {at} to {byte}");
                }
                Err(error) => {
                    refused += 1;
                    assert_eq!(error == PackError::Version, at == 0, "byte {at} to {byte}");
                }
            }
        }
    }
    assert!(refused > 100);
    let pack = decode(&bytes).unwrap();
    let sources = few().sources();
    for at in (0..sources.len()).step_by(3) {
        for byte in [0, 1, 0x80, 0xff] {
            let (mut changed, mut read) = (sources.clone(), pack.clone());
            changed[at] = byte;
            assert!(read.add_sources(&changed).is_ok() || read == pack, "byte {at} to {byte}");
        }
    }
}

#[test]
fn what_is_no_whole_pack_of_this_version_is_refused() {
    let bytes = few().pack("zh-Hans").unwrap();
    assert_eq!(decode(&[]), Err(PackError::Version));
    for version in (0..=u8::MAX).filter(|version| *version != bytes[0]) {
        let mut other = bytes.clone();
        other[0] = version;
        assert_eq!(decode(&other), Err(PackError::Version));
    }
    for end in (1..bytes.len()).step_by(97) {
        assert_eq!(decode(&bytes[..end]), Err(PackError::Broken), "{end} bytes");
    }
    assert_eq!(decode(&[&bytes[..], &[0]].concat()), Err(PackError::Broken));
}

#[test]
fn the_snapshot_follows_the_rules_and_not_remarks_on_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/compliance");
    let names = ["sets.toml", "documents.toml", "registrations.toml", "questions-eu.toml", "data.toml"];
    let texts: Vec<_> = names.iter().map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).collect();
    let with = |change: &dyn Fn(&str) -> String| {
        let texts: Vec<_> = texts.iter().map(|text| change(text)).collect();
        let files: Vec<_> = names.iter().zip(&texts).map(|(name, text)| (*name, text.as_str())).collect();
        // What the other files hold is missed; the id is looked at all the same.
        source::snapshot(&files)
    };
    let original = with(&str::to_owned);
    assert_eq!(original.len(), "1a2b3c4d".len());
    assert_eq!(with(&|text| format!("# A remark.\n\n{text}")), original);
    assert_ne!(with(&|text| text.replacen("\"DE\"", "\"AT\"", 1)), original);
    assert!(DATA.snapshot.starts_with("2026-") && DATA.snapshot.len() == "2026-11-22-1a2b3c4d".len());
}
