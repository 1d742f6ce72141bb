//! Countries, their states, and sets of them.

use crate::model::Sets;

/// How one place lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// Wholly within.
    Within,
    /// Some of it may be within: it is the greater.
    Partly,
    /// Elsewhere.
    Outside,
}

/// The whole world, as a place of sales.
pub const WORLD: &str = "world";

/// The country of a state: `US` of `US-CA`; a country is its own.
#[must_use]
pub fn country(place: &str) -> &str {
    place.split_once('-').map_or(place, |(country, _)| country)
}

/// What the set of all parts of a country is called: `US-ALL`.
#[must_use]
pub fn whole(country: &str) -> String {
    [country, ALL].concat()
}

/// Whether a place is all parts of a country.
#[must_use]
pub fn is_whole(place: &str) -> bool {
    place.ends_with(ALL)
}

/// How the sets end that hold all parts of a country.
const ALL: &str = "-ALL";

/// Whether a text is a country or one of its parts: `DE`, `US-CA`.
#[must_use]
pub fn well_formed(place: &str) -> bool {
    let upper = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let (country, state) = place.split_once('-').unwrap_or((place, "X"));
    country.len() == 2 && upper(country) && (1..=3).contains(&state.len()) && upper(state)
}

impl Sets {
    /// Codes of a set; of anything else, itself.
    #[must_use]
    pub fn members<'a>(&'a self, place: &'a str) -> Vec<&'a str> {
        self.0.get(place).map_or_else(|| vec![place], |codes| codes.iter().map(String::as_str).collect())
    }

    /// How a place lies to another. Either may be a set.
    #[must_use]
    pub fn lies(&self, place: &str, within: &str) -> Lies {
        if place == within || within == WORLD || within == "*" {
            return Lies::Within;
        }
        if place == WORLD {
            return Lies::Partly;
        }
        if !self.0.contains_key(place) && !self.0.contains_key(within) {
            return match (country(place) == within, country(within) == place) {
                (true, _) => Lies::Within,
                (_, true) => Lies::Partly,
                _ => Lies::Outside,
            };
        }
        let (places, around) = (self.members(place), self.members(within));
        let inside = |one: &str| around.iter().any(|other| one == *other || country(one) == *other);
        let count = places.iter().filter(|one| inside(one)).count();
        let holds = || places.iter().any(|one| around.iter().any(|other| country(other) == *one));
        match count {
            0 if holds() => Lies::Partly,
            0 => Lies::Outside,
            all if all == places.len() => Lies::Within,
            _ => Lies::Partly,
        }
    }

    /// Places with the set of all parts of a country in the place of these parts, where they are all there.
    #[must_use]
    pub fn gathered(&self, places: &[String]) -> Vec<String> {
        let mut gathered = places.to_vec();
        for (set, parts) in self.0.iter().filter(|(set, parts)| is_whole(set) && !parts.is_empty()) {
            if parts.iter().all(|part| gathered.contains(part)) {
                let first = gathered.iter().position(|place| parts.contains(place) || place == set).unwrap_or_default();
                gathered.insert(first, set.clone());
                let mut at = 0..;
                gathered.retain(|place| at.next() == Some(first) || !(parts.contains(place) || place == set));
            }
        }
        gathered
    }

    /// Whether a place lies wholly within one of others.
    #[must_use]
    pub fn holds(&self, others: &[String], place: &str) -> bool {
        others.iter().any(|other| self.lies(place, other) == Lies::Within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_lie_in_countries_and_countries_in_sets() {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let sets =
            Sets([("EU27".to_owned(), codes(&["DE", "FR"])), ("EEA".to_owned(), codes(&["DE", "FR", "NO"]))].into());
        let cases = [
            ("DE", "EU27", Lies::Within),
            ("EU27", "EEA", Lies::Within),
            ("EEA", "EU27", Lies::Partly),
            ("EU27", "DE", Lies::Partly),
            ("NO", "EU27", Lies::Outside),
            ("US-CA", "US", Lies::Within),
            ("US", "US-CA", Lies::Partly),
            ("US-CA", "US-TX", Lies::Outside),
            ("CA", "US-CA", Lies::Outside),
            ("US-CA", "CA", Lies::Outside),
            ("DE", WORLD, Lies::Within),
            (WORLD, "DE", Lies::Partly),
            ("US-CA", "*", Lies::Within),
        ];
        for (place, within, lies) in cases {
            assert_eq!(sets.lies(place, within), lies, "{place} in {within}");
        }
        let all = || ("US-ALL".to_owned(), codes(&["US-CA", "US-TX"]));
        let sets = Sets([all()].into());
        let gathered = |places: &[&str]| sets.gathered(&codes(places)).join(" ");
        assert_eq!(gathered(&["DE", "US-TX", "FR", "US-CA"]), "DE US-ALL FR");
        assert_eq!(gathered(&["US-ALL", "US-CA", "US-TX", "US-PR"]), "US-ALL US-PR");
        assert_eq!(gathered(&["US-TX", "DE"]), "US-TX DE");
        assert_eq!(gathered(&[]), "");
        assert_eq!((whole("US").as_str(), is_whole("US-ALL"), is_whole("US-AL")), ("US-ALL", true, false));
        assert!(["DE", "US-CA", "CA-QC"].iter().all(|place| well_formed(place)));
        assert!(["de", "EU27", "USA", "US-", "U-CA", "US-ca", ""].iter().all(|place| !well_formed(place)));
    }
}
