//! What the freight of a consignment is shared by among its rows: by what set the charge (`docs/facts/logistics.md` §3.4).
//!
//! Where volume set it (a dimensional weight, cubic metres, a container) that is volume, where weight did it is weight; of several
//! parcels each for its part. Of what is not known, as a quote of the user's own, it is weight. What is not typed in every row
//! cannot be gone by: then it is the other of the two, or the value of the goods.

use rust_decimal::Decimal;

use super::Ask;
use super::customs::Entry;
use crate::exact::{self, Exact};
use crate::units::Unit;

/// Cubic centimetres of a cubic metre.
const CBM: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// What freight is shared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Weight,
    Volume,
    /// Each for the part that it set.
    Both,
    Value,
}

/// What is known of the rows, for all units of each.
pub(super) struct Measures {
    /// Kilograms.
    weight: Vec<Option<Decimal>>,
    /// Cubic metres.
    volume: Vec<Option<Decimal>>,
    value: Vec<Decimal>,
}

/// What freight is shared by, and the measure of each row.
pub(super) struct Key {
    pub(super) by: By,
    pub(super) weights: Vec<Decimal>,
}

impl Measures {
    pub(super) fn new(ask: &Ask<'_>, entry: &Entry<'_>) -> Self {
        let rows = || ask.inputs.goods.0.iter().map(|(_, row)| row);
        let weight = rows().map(|row| row.unit_weight?.to(Unit::Kilogram)?.times(row.unit_count));
        let volume = rows().map(|row| row.unit_size?.cubic_centimetres()?.over(CBM)?.times(row.unit_count));
        let value = entry.goods.iter().map(|goods| goods.value);
        Self { weight: weight.collect(), volume: volume.collect(), value: value.collect() }
    }

    /// The weight of every row; `None` where one is missing.
    pub(super) fn weight(&self) -> Option<Vec<Decimal>> {
        self.weight.iter().copied().collect()
    }

    /// The volume of every row; `None` where one is missing.
    pub(super) fn volume(&self) -> Option<Vec<Decimal>> {
        self.volume.iter().copied().collect()
    }

    pub(super) fn value(&self) -> &[Decimal] {
        &self.value
    }

    /// The first row without a weight, where others have one.
    pub(super) fn lacks_weight(&self) -> Option<usize> {
        lacks(&self.weight)
    }

    /// The first row without a size, where others have one.
    pub(super) fn lacks_volume(&self) -> Option<usize> {
        lacks(&self.volume)
    }

    /// What to share a freight by, of which volume set this part, from zero to one.
    pub(super) fn key(&self, by_volume: Option<Decimal>) -> Key {
        let part = by_volume.unwrap_or_default();
        let weight = || self.weight().map(|weights| Key { by: By::Weight, weights });
        let volume = || self.volume().map(|weights| Key { by: By::Volume, weights });
        let both = || self.both(part).map(|weights| Key { by: By::Both, weights });
        let key = if part.is_zero() {
            weight().or_else(volume)
        } else if part == Decimal::ONE {
            volume().or_else(weight)
        } else {
            both().or_else(weight).or_else(volume)
        };
        key.unwrap_or_else(|| Key { by: By::Value, weights: self.value.clone() })
    }

    /// The part of each row in a freight of which volume set a part, and weight the rest.
    fn both(&self, part: Decimal) -> Option<Vec<Decimal>> {
        let (weight, volume) = (self.weight()?, self.volume()?);
        let (kg, cbm) = (exact::sum(weight.iter().copied())?, exact::sum(volume.iter().copied())?);
        let rest = Decimal::ONE.minus(part)?;
        let rows = weight.iter().zip(&volume);
        rows.map(|(weight, volume)| part.times(volume.over(cbm)?)?.plus(rest.times(weight.over(kg)?)?)).collect()
    }
}

fn lacks(measures: &[Option<Decimal>]) -> Option<usize> {
    let missing = measures.iter().position(Option::is_none);
    missing.filter(|_| measures.iter().any(Option::is_some))
}
