//! The volumes at which a choice turns, found by looks that go further each time and then by halves: nothing of what is asked
//! has to be smooth, only that it costs too much to be asked at every volume.

use rust_decimal::Decimal;

use crate::exact::Exact;

/// A volume and what is chosen there.
pub(super) type Turn<K> = (Decimal, K);

/// Between two volumes of which this is chosen at the first and another at the second: the volume nearest to the first found
/// at which another is, whole orders, and which.
pub(super) fn turn<K: PartialEq>(
    choice: &impl Fn(Decimal) -> Option<K>,
    same: Decimal,
    other: Decimal,
    chosen: &K,
) -> Option<Turn<K>> {
    let (mut same, mut other) = (same, other);
    let mut found = choice(other)?;
    while other.minus(same)?.abs() > Decimal::ONE {
        let middle = same.plus(other)?.over(Decimal::TWO)?.down();
        let now = choice(middle)?;
        if now == *chosen {
            same = middle;
        } else {
            (other, found) = (middle, now);
        }
    }
    Some((other, found))
}

/// The nearest volumes above and below at which another than this is chosen, from one order up to the most, by looks of which each
/// is so many percent of the one before, upwards and likewise downwards. Looks end where nothing can be chosen. `None` where a
/// volume leaves the exact range.
pub(super) fn nearest<K: PartialEq>(
    choice: &impl Fn(Decimal) -> Option<K>,
    now: Decimal,
    most: Decimal,
    chosen: &K,
    further: u32,
) -> Option<[Option<Turn<K>>; 2]> {
    let further = Decimal::from(further);
    let (mut low, mut above) = (now, None);
    while low < most {
        let high = low.times(further)?.over(Decimal::ONE_HUNDRED)?.up().max(low.plus(Decimal::ONE)?).min(most);
        if choice(high).as_ref() != Some(chosen) {
            above = turn(choice, low, high, chosen);
            break;
        }
        low = high;
    }
    let (mut high, mut below) = (now, None);
    while high > Decimal::ONE {
        let low = high.times(Decimal::ONE_HUNDRED)?.over(further)?.down().max(Decimal::ONE);
        let low = low.min(high.minus(Decimal::ONE)?);
        if choice(low).as_ref() != Some(chosen) {
            below = turn(choice, high, low, chosen);
            break;
        }
        high = low;
    }
    Some([above, below])
}
