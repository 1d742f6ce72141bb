//! EVT-2: what an event multiplies demand by, from its past occurrences.

use super::Fitting;
use crate::date::Date;
use crate::history::Bucket;

/// A time that an event took place. Moving events are matched by name, not by date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occurrence<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The factor expected before anything is known; that of the first occurrence counts.
    pub prior: f64,
}

/// What an event multiplies demand by.
#[derive(Clone, Debug, PartialEq)]
pub struct EventFactor {
    /// What it is called; empty for the dip behind events.
    pub name: String,
    /// Σ sold ÷ Σ expected without it; `None` without a day to learn from.
    pub raw: Option<f64>,
    /// (n·raw + k·prior) ÷ (n + k) for n days and a prior that weighs k.
    pub factor: f64,
    /// Days that it was learnt from.
    pub days: usize,
}

impl EventFactor {
    /// From days of units sold and expected.
    pub(super) fn new(name: &str, prior: f64, days: &[(f64, f64)], fitting: &Fitting<'_>) -> Self {
        let (sold, expected) = days.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        let raw = (expected > 0.0).then(|| sold / expected);
        let (count, weight) = (days.len() as f64, fitting.prior_weight.max(0.0));
        let factor = raw.map_or(prior, |raw| (count * raw + weight * prior) / (count + weight));
        Self { name: name.into(), raw, factor, days: days.len() }
    }
}

impl Occurrence<'_> {
    pub(super) fn factor(&self, days: &[(f64, f64)], fitting: &Fitting<'_>) -> EventFactor {
        EventFactor::new(self.name, self.prior, days, fitting)
    }
}

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No event, and none just before.
    Ordinary,
    /// The event with this number.
    Event(usize),
    /// Behind an event.
    Dip,
    /// In events of several names.
    Several,
}

/// Events by name.
pub(super) struct Calendar<'a> {
    fitting: &'a Fitting<'a>,
    names: Vec<&'a Occurrence<'a>>,
}

impl<'a> Calendar<'a> {
    pub(super) fn new(fitting: &'a Fitting<'a>) -> Self {
        let mut names: Vec<&Occurrence<'_>> = Vec::new();
        for one in fitting.events {
            if names.iter().all(|other| other.name != one.name) {
                names.push(one);
            }
        }
        Self { fitting, names }
    }

    /// The first occurrence of each name, and its number.
    pub(super) fn names(&self) -> impl Iterator<Item = (usize, &'a Occurrence<'a>)> + '_ {
        self.names.iter().copied().enumerate()
    }

    /// What a day is, or a week that holds such days.
    pub(super) fn kind(&self, date: Date, bucket: Bucket) -> Kind {
        let behind = |one: &Occurrence<'_>| one.to.days_until(date);
        let width = bucket.days();
        let is_on = |one: &Occurrence<'_>| one.from.days_until(date) > -width && behind(one) <= 0;
        let mut on =
            self.names().filter(|(_, name)| self.fitting.events.iter().any(|one| one.name == name.name && is_on(one)));
        match (on.next(), on.next()) {
            (Some(_), Some(_)) => Kind::Several,
            (Some((index, _)), None) => Kind::Event(index),
            (None, _) => {
                let is_behind = |one: &Occurrence<'_>| (1..=self.fitting.dip_days).contains(&behind(one));
                if self.fitting.events.iter().any(is_behind) { Kind::Dip } else { Kind::Ordinary }
            }
        }
    }
}
