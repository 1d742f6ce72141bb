//! Events that move demand or close factories: what they are, and the days of each year.
//!
//! One file per event, `data/calendar/<id>.toml`. Days are facts, each as sure as its source; what an event does to demand is
//! not, so that the factor to start from is always a sample. An event whose days are not announced has none: its years
//! stand in `undated`, and the user types the days.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Cited, Pack, Status, least_sure};
use crate::date::Date;

/// An event that returns every year, by its name: many move.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Event {
    /// `event.<id>` in `locales/`.
    pub id: String,
    /// The sales channels that hold it; any if none is named.
    #[serde(default)]
    pub channels: Vec<String>,
    /// The markets that take part, ISO 3166 codes; any if none is named.
    #[serde(default)]
    pub countries: Vec<String>,
    /// When it was and will be, in order.
    pub occurrences: Vec<Occurrence>,
    /// Years whose days are not in these data, though it takes place: not announced, or not read.
    #[serde(default)]
    pub undated: Vec<u32>,
    /// What it does to demand; none where it does nothing to it.
    #[serde(default)]
    pub uplift: Option<DefaultUplift>,
    /// When factories close for it; none where they do not.
    #[serde(default)]
    pub closure: Option<Closure>,
    /// Where its figures are from: `dates`, `uplift`, `closure`.
    pub sources: Vec<Cited>,
}

/// The days of an event in a year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Occurrence {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The day that it is about, where that is not the first.
    #[serde(default)]
    pub day: Option<Date>,
    /// Where these days are from, if not from the source that covers the `dates` of the event.
    #[serde(default)]
    pub source: Option<Cited>,
}

/// A factor of demand to start from, until the item has an event of its own to go by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DefaultUplift {
    /// Times what would be sold without the event.
    pub factor: Decimal,
    /// Days before the first one on which it holds too.
    #[serde(default)]
    pub days_before: u32,
}

/// When factories usually close for an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Closure {
    /// Days before the day that it is about.
    pub days_before: u32,
    /// Days after it.
    pub days_after: u32,
}

impl Event {
    /// What its sources can cover.
    pub const COVERS: [&str; 3] = ["dates", "uplift", "closure"];

    /// How sure a part of its figures is: as the least sure source for it; a sample if there is none.
    #[must_use]
    pub fn status_of(&self, covers: &str) -> Status {
        least_sure(&self.sources, covers)
    }

    /// Where the days of an occurrence are from.
    #[must_use]
    pub fn source_of<'a>(&'a self, occurrence: &'a Occurrence) -> Option<&'a Cited> {
        occurrence.source.as_ref().or_else(|| self.sources.iter().find(|source| source.covers == "dates"))
    }

    /// Whether it takes place in a year on days that are not in these data: the user types them.
    #[must_use]
    pub fn is_undated(&self, year: i32) -> bool {
        self.undated.iter().any(|undated| i64::from(*undated) == i64::from(year))
    }

    /// The days on which the uplift of an occurrence holds, first and last; `None` of an event that has none.
    #[must_use]
    pub fn uplifted_days(&self, occurrence: &Occurrence) -> Option<(Date, Date)> {
        let before = self.uplift.as_ref()?.days_before;
        Some((occurrence.from.plus_days(-i32::try_from(before).ok()?)?, occurrence.to))
    }

    /// The days on which factories are usually closed, first and last, the occurrence among them; `None` of an event for
    /// which they do not close.
    #[must_use]
    pub fn closed_days(&self, occurrence: &Occurrence) -> Option<(Date, Date)> {
        let closure = self.closure?;
        let day = occurrence.day.unwrap_or(occurrence.from);
        let first = day.plus_days(-i32::try_from(closure.days_before).ok()?)?;
        let last = day.plus_days(i32::try_from(closure.days_after).ok()?)?;
        Some((first.min(occurrence.from), last.max(occurrence.to)))
    }
}

impl Pack {
    /// The events that the pack knows; none in snapshots that are older than they.
    #[must_use]
    pub fn calendar(&self) -> &[Event] {
        &self.calendar
    }

    /// An event by its id.
    #[must_use]
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.calendar.iter().find(|event| event.id == id)
    }

    /// The days of an event, year by year.
    pub fn occurrences(&self, id: &str) -> impl Iterator<Item = &Occurrence> {
        self.event(id).into_iter().flat_map(|event| &event.occurrences)
    }
}
