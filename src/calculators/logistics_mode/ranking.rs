//! The ranking: modes alone and hybrids together, the best first.

use super::hybrid::Hybrid;
use super::mode::Mode;
use super::texts::figure;
use super::ways::Ways;
use crate::amount::Money;
use crate::schema::{Alternative, Arg, Text};

/// What stands at a place of the ranking.
pub(super) enum Of<'a> {
    /// A mode alone.
    Mode(Mode),
    /// A hybrid.
    Hybrid(&'a Hybrid),
}

/// A priced way to ship.
pub(super) struct Place<'a> {
    pub(super) of: Of<'a>,
    /// What it is called.
    pub(super) name: Text,
    pub(super) shown: &'a Alternative,
    /// What a delivered order costs.
    pub(super) total: Money,
}

impl Place<'_> {
    /// The service that stands for the mode, or for the base of the hybrid.
    pub(super) fn service(&self) -> Arg {
        let figure = self.shown.figures.iter().find(|one| one.name == figure::SERVICE);
        figure.map_or(Arg::Text(self.name), |figure| figure.value.clone())
    }
}

impl Ways<'_> {
    /// Everything that is priced, the best first; of equals a mode alone before a hybrid.
    pub(super) fn ranked(&self) -> Vec<Place<'_>> {
        let modes = self.best.iter().filter_map(|way| {
            let (rank, total, shown) = (way.rank?, way.shown.total?, &way.shown);
            Some((rank, Place { of: Of::Mode(way.mode), name: way.mode.text(), shown, total }))
        });
        let hybrids = self.hybrids.iter().filter_map(|hybrid| {
            let (total, shown) = (hybrid.shown.total?, &hybrid.shown);
            Some((hybrid.rank, Place { of: Of::Hybrid(hybrid), name: hybrid.text, shown, total }))
        });
        let mut all: Vec<_> = modes.chain(hybrids).collect();
        all.sort_by_key(|(rank, _)| *rank);
        all.into_iter().map(|(_, place)| place).collect()
    }

    /// What is shown: the ranking, then what is refused.
    pub(super) fn alternatives(&self) -> Vec<Alternative> {
        let refused = self.best.iter().filter(|way| way.rank.is_none()).map(|way| way.shown.clone());
        self.ranked().into_iter().map(|place| place.shown.clone()).chain(refused).collect()
    }
}
