//! The named slots of one text.

use std::collections::BTreeSet;

/// The names of a text's slots.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Slots {
    plain: BTreeSet<String>,
    plural: BTreeSet<String>,
}

impl Slots {
    /// Reads `{name}` and `{name|singular|plural}`; there is no other use of braces.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut slots = Self::default();
        let mut rest = text;
        while let Some(start) = rest.find(['{', '}']) {
            let Some(inner) = rest[start..].strip_prefix('{') else {
                return Err("`}` without `{`".to_owned());
            };
            let Some(end) = inner.find('}') else {
                return Err("`{` without `}`".to_owned());
            };
            slots.add(&inner[..end])?;
            rest = &inner[end + 1..];
        }
        Ok(slots)
    }

    fn add(&mut self, slot: &str) -> Result<(), String> {
        let parts: Vec<&str> = slot.split('|').collect();
        let (name, names) = match parts[..] {
            [name] => (name, &mut self.plain),
            [name, _, _] => (name, &mut self.plural),
            _ => {
                return Err(format!("{{{slot}}} is neither {{name}} nor {{name|one|more}}"));
            }
        };
        let known = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if name.is_empty() || !name.bytes().all(known) {
            return Err(format!("{{{slot}}}: a name is made of a–z, 0–9 and `-`"));
        }
        names.insert(name.to_owned());
        Ok(())
    }

    /// The slots that show their argument.
    pub fn plain(&self) -> impl Iterator<Item = &String> {
        self.plain.iter()
    }

    /// The slots that show or count their argument.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.plain.union(&self.plural)
    }

    /// Whether the text uses the argument.
    pub fn contains(&self, name: &str) -> bool {
        self.plain.contains(name) || self.plural.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<String>, String> {
        Slots::parse(text).map(|slots| slots.all().cloned().collect())
    }

    #[test]
    fn both_kinds_count_once() {
        assert_eq!(names("no slot"), Ok(vec![]));
        assert_eq!(names("{n} {n|parcel|parcels} to {place}"), Ok(vec!["n".into(), "place".into()]));
        assert_eq!(Slots::parse("{n|a|b} {m}").map(|slots| slots.plain().count()), Ok(1));
    }

    #[test]
    fn broken_braces_are_refused() {
        for text in ["{n", "n}", "{}", "{n|parcel}", "{n|a|b|c}", "{N}", "{a b}", "{{n}}"] {
            assert!(names(text).is_err(), "{text}");
        }
    }
}
