//! Rules and their words in one language as compact bytes, which a page loads when it needs them.
//!
//! Data are built into a pack for each language; a page reads the one of the language that it shows. What a user brings
//! himself is TOML and goes through `source`, which says the same of it as the build does of ours.

mod codec;

use core::fmt;

use crate::model::Book;
use crate::words::Words;

/// Rules and what is said of them in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pack {
    /// Date and content hash of the data, the same in every language: `2026-11-22-1a2b3c4d`.
    pub snapshot: String,
    /// The language of the words, one of [`crate::words::LANGUAGES`].
    pub language: String,
    /// The rules.
    pub book: Book,
    /// Their words.
    pub words: Words,
}

/// Why bytes are no pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// They are of another version, or no pack at all.
    Version,
    /// They begin like a pack, and something in them makes no sense.
    Broken,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "the rules are of another version",
            Self::Broken => "the rules are damaged",
        })
    }
}

impl core::error::Error for PackError {}

/// Reads a pack. What it says is not checked again: the build did. Sources of rules and lists are as many as they have,
/// each of them empty, until [`Pack::add_sources`].
///
/// # Errors
/// [`PackError`] for bytes of another version, and for any that make no sense.
pub fn decode(bytes: &[u8]) -> Result<Pack, PackError> {
    codec::read(bytes)
}

impl Pack {
    /// Puts the sources of the same snapshot into their places: 5 KB brotli that no answer needs, the same in every
    /// language.
    ///
    /// # Errors
    /// [`PackError`] for bytes of another version or snapshot, and for any that make no sense; the pack is then as it was.
    pub fn add_sources(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        codec::read_sources(bytes, &self.snapshot, &mut self.book)
    }

    /// With rules of the seller's own, read by `source::own` in the same language: those of an id that these have take their
    /// place, others stand behind.
    #[must_use]
    pub fn with_own(&self, own: &Self) -> Self {
        let mut all = Self { snapshot: [&self.snapshot, "+", &own.snapshot].concat(), ..self.clone() };
        let theirs = || own.book.rules.iter().zip(&own.words.rules);
        let mut placed: Vec<&str> = Vec::new();
        let mut rules = Vec::new();
        for (rule, words) in self.book.rules.iter().zip(&self.words.rules) {
            let id = rule.id.as_str();
            if !theirs().any(|(other, _)| other.id == id) {
                rules.push((rule, words));
            } else if !placed.contains(&id) {
                placed.push(id);
                rules.extend(theirs().filter(|(other, _)| other.id == id));
            }
        }
        rules.extend(theirs().filter(|(other, _)| !placed.contains(&other.id.as_str())));
        (all.book.rules, all.words.rules) =
            rules.into_iter().map(|(rule, words)| (rule.clone(), words.clone())).unzip();
        all
    }
}

/// The bytes that [`decode`] reads. A text loses zero bytes, of which none holds one.
#[cfg(feature = "source")]
#[must_use]
pub fn encode(book: &Book, words: &Words, snapshot: &str, language: &str) -> Vec<u8> {
    codec::write(book, words, snapshot, language)
}

/// The bytes that [`Pack::add_sources`] reads.
#[cfg(feature = "source")]
#[must_use]
pub fn encode_sources(book: &Book, snapshot: &str) -> Vec<u8> {
    codec::write_sources(book, snapshot)
}
