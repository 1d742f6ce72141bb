//! What a user makes of a list of rules: which of it is shown, what he says of each rule, and what he takes away of it.
//! Feature `explain`.
//!
//! Words come in as functions ([`Words`]): nothing here knows a language.

mod asks;
mod calendar;
mod file;
mod own;
mod view;

pub use asks::no_to_all;
pub use calendar::calendar;
#[cfg(feature = "json")]
pub use file::json;
pub use file::{COLUMNS, file_name, table};
pub use own::{Drawer, Own, costs};
pub use view::{Filter, Group, Order, Paper, Sort, documents, groups, past_recheck, places, search, share, sorted};

use crate::schema::{Arg, Phrase};

/// How a reader's language says what a list holds.
#[derive(Clone, Copy)]
pub struct Words {
    /// A figure, a day, a place.
    pub show: fn(&Arg) -> String,
    /// A sentence.
    pub phrase: fn(&Phrase) -> String,
    /// The text of a key of `locales/`.
    pub key: fn(&str) -> String,
}

impl Words {
    /// The word for a code of a kind: `rule-state.` and `watch`.
    fn code(&self, kind: &str, code: &str) -> String {
        (self.key)(&[kind, code].concat())
    }
}

#[cfg(test)]
mod sample {
    use super::*;
    use crate::date::Date;
    use crate::schema::checklist::{Bite, Item, State, Sure, Topic, Who};

    pub(super) fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    /// A rule that applies to everybody.
    pub(super) fn item(id: &str, name: &str) -> Item {
        Item {
            id: id.to_owned(),
            name: name.to_owned(),
            place: None,
            places: Vec::new(),
            topic: Topic::Tax,
            state: State::Applies,
            bite: Bite::High,
            bite_is_ours: false,
            lowered: false,
            who: Who::Seller,
            option: false,
            reasons: Vec::new(),
            duty: String::new(),
            steps: Vec::new(),
            status: Sure::Verified,
            sure: None,
            from: None,
            ends: None,
            begins: None,
            documents: Vec::new(),
            done: None,
            renews: None,
            due: None,
            parts: Vec::new(),
            replaced_by: None,
            sources: Vec::new(),
            source_count: 1,
            as_of: day("2026-11-20"),
            recheck: None,
            past_recheck: false,
        }
    }

    /// Words that are their own codes.
    pub(super) const WORDS: Words = Words {
        show: ToString::to_string,
        phrase: |phrase| phrase.text.code().to_owned(),
        key: |key| key.rsplit('.').next().unwrap_or(key).to_owned(),
    };
}
