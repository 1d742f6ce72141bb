//! Cases on their way between the page and its engine, as a [`bundle`](crate::bundle): the page itself has no codec of
//! links.

#[cfg(feature = "explain")]
use super::Link;
use crate::bundle::{tie, untie};
use crate::calculators;
use crate::schema::{Calculator, Record};

/// A case out of a link, or to be written as one.
pub struct Case {
    /// The calculator that it is for.
    pub calculator: &'static dyn Calculator,
    /// The case.
    pub record: Record,
    /// Pairs that this version does not know, tied: the page keeps them as they are for the next link.
    pub unknown: String,
}

/// A case as a text that [`Case::unbundled`] reads.
#[must_use]
pub fn bundled(calculator: &dyn Calculator, record: &Record, unknown: &str) -> String {
    tie([calculator.id(), &record.bundled(), unknown])
}

/// The id of the calculator that a bundled case is for.
#[must_use]
pub fn calculator_of(text: &str) -> Option<&str> {
    untie(text)?.first().copied()
}

impl Case {
    /// The case of a link.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn of(link: Link) -> Self {
        let unknown = tie(link.unknown.iter().flat_map(|(key, value)| [key, value]));
        Self { calculator: link.calculator, record: link.record, unknown }
    }

    /// The case as a text.
    #[must_use]
    pub fn bundled(&self) -> String {
        bundled(self.calculator, &self.record, &self.unknown)
    }

    /// What [`bundled`] wrote; nothing for any other text.
    #[must_use]
    pub fn unbundled(text: &str) -> Option<Self> {
        Self::unbundled_among(text, calculators::ALL)
    }

    /// What [`bundled`] wrote for one of these calculators; nothing for any other text.
    #[must_use]
    pub fn unbundled_among(text: &str, among: &[&'static dyn Calculator]) -> Option<Self> {
        let [id, record, unknown] = *untie(text)? else { return None };
        let calculator = among.iter().copied().find(|calculator| calculator.id() == id)?;
        let record = Record::unbundled(calculator.fields(), record)?;
        Some(Self { calculator, record, unknown: unknown.to_owned() })
    }

    /// The pairs that this version does not know.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let texts = untie(&self.unknown).unwrap_or_default();
        texts.chunks_exact(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect()
    }
}
