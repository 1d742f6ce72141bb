//! What the page asks its engine about links and what that answers, as a [`bundle`]: the page itself has no codec.

use super::{Extras, Link, LinkError, Seal, Written, encode};
use crate::bundle::{tie, untie};
use crate::calculators;
use crate::schema::{Calculator, Record};

/// The order in which seals are numbered.
const SEALS: &[Seal] = &[Seal::Whole, Seal::Hand, Seal::Cut, Seal::Damaged];

/// An opened link, or why it could not be opened.
#[must_use]
pub fn opened(link: &Result<Link, LinkError>) -> String {
    match link {
        Ok(link) => {
            let seal = SEALS.iter().position(|seal| *seal == link.seal).unwrap_or_default().to_string();
            let parts = [
                link.calculator.id().to_owned(),
                link.record.bundled(),
                pairs(&link.unknown),
                tie(&link.snapshot),
                tie(&link.claimed),
                seal,
            ];
            tie(["", &tie(parts)])
        }
        Err(LinkError::Absent) => tie(["absent"]),
        Err(LinkError::TooLong) => tie(["too-long"]),
        Err(LinkError::Unreadable) => tie(["unreadable"]),
        Err(LinkError::Newer(version, found)) => tie(["newer", &version.to_string(), &pairs(found)]),
        Err(LinkError::UnknownCalculator(code)) => tie(["unknown-calculator", code]),
    }
}

/// What [`opened`] wrote; nothing for any other text.
#[must_use]
pub fn read_opened(text: &str) -> Option<Result<Link, LinkError>> {
    Some(Err(match *untie(text)? {
        ["", link] => return read_link(link).map(Ok),
        ["absent"] => LinkError::Absent,
        ["too-long"] => LinkError::TooLong,
        ["unreadable"] => LinkError::Unreadable,
        ["newer", version, found] => LinkError::Newer(version.parse().ok()?, read_pairs(found)?),
        ["unknown-calculator", code] => LinkError::UnknownCalculator(code.to_owned()),
        _ => return None,
    }))
}

fn read_link(text: &str) -> Option<Link> {
    let [id, record, unknown, snapshot, claimed, seal] = *untie(text)? else { return None };
    let calculator = calculators::by_id(id)?;
    let option = |text| Some(untie(text)?.first().map(|text| (*text).to_owned()));
    Some(Link {
        calculator,
        record: Record::unbundled(calculator.fields(), record)?,
        unknown: read_pairs(unknown)?,
        snapshot: option(snapshot)?,
        claimed: option(claimed)?,
        seal: *SEALS.get(seal.parse::<usize>().ok()?)?,
    })
}

/// A case to be written as a link.
#[must_use]
pub fn case(calculator: &dyn Calculator, record: &Record, extras: &Extras) -> String {
    let extra = [pairs(&extras.unknown), tie(&extras.snapshot), tie(&extras.claimed)];
    tie([calculator.id(), &record.bundled()].into_iter().chain(extra.iter().map(String::as_str)))
}

/// Writes the case that [`case`] describes as a link: its text, and the keys of what is not in it.
#[must_use]
pub fn write(case: &str) -> Option<String> {
    let [id, record, unknown, snapshot, claimed] = *untie(case)? else { return None };
    let calculator = calculators::by_id(id)?;
    let option = |text| Some(untie(text)?.first().map(|text| (*text).to_owned()));
    let extras = Extras {
        unknown: read_pairs(unknown)?,
        snapshot: option(snapshot)?,
        claimed: option(claimed)?,
        private: Vec::new(),
    };
    let Written { text, left_out } = encode(calculator, &Record::unbundled(calculator.fields(), record)?, &extras);
    Some(tie([text, tie(left_out)]))
}

fn pairs(pairs: &[(String, String)]) -> String {
    tie(pairs.iter().flat_map(|(key, value)| [key, value]))
}

fn read_pairs(text: &str) -> Option<Vec<(String, String)>> {
    let texts = untie(text)?;
    Some(texts.chunks_exact(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect())
}
