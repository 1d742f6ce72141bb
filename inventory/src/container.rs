//! Filling a container that leaves anyway: what is required first, then packs of whatever would run out next (CON-1).

use super::figures::{finite, not_negative, positive, share};

/// Room that is used counts as all of it up to so much more, as a share of it.
const TOLERANCE: f64 = 1e-9;
/// More packs are not counted out one by one.
const MOST_PACKS: f64 = 1e6;

/// What can be loaded of an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loadable {
    /// Demand, units a day. Nothing is added of an item without.
    pub daily_demand: f64,
    /// Stock position before this load: on hand and on order, less what customers wait for. Units.
    pub position: f64,
    /// Units in a pack.
    pub pack: f64,
    /// Cubic metres of a pack.
    pub pack_volume: f64,
    /// Kilograms of a pack.
    pub pack_weight: f64,
    /// Packs that must be loaded.
    pub required: u64,
}

/// A container, and how far to fill it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Container {
    /// Cubic metres that can be loaded.
    pub volume: f64,
    /// Kilograms that can be loaded; `None` where weight is no matter.
    pub weight: Option<f64>,
    /// Days of cover that are enough: no pack is added once every item lasts so long.
    pub most_cover_days: f64,
}

/// A load.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Packs of each item.
    pub packs: Vec<u64>,
    /// Cubic metres.
    pub volume: f64,
    /// Kilograms.
    pub weight: f64,
    /// The share of the volume of **one** container: above 1 where the required packs need more.
    pub volume_fill: f64,
    /// The same of the weight, where it matters.
    pub weight_fill: Option<f64>,
    /// Containers that the load needs at least, by volume and weight: 1, or more where the required packs do not fit into
    /// one. Nothing is added then and nothing left out.
    pub containers: u64,
}

impl Container {
    /// Fills the container: one pack at a time to the item that would run out first, the first in the list of those that
    /// would at the same time; an item whose next pack does not fit gets no more. Formula CON-1; a rule of this project.
    ///
    /// Volume and weight are what is reckoned with; how packs stack is not.
    ///
    /// `None` if a figure is negative or no number, the container has no room, a pack has no units or no volume, or more
    /// than a million packs could be loaded.
    #[must_use]
    pub fn fill(&self, items: &[Loadable]) -> Option<Load> {
        let room = positive(self.volume) && self.weight.is_none_or(positive) && not_negative(self.most_cover_days);
        if !room || !items.iter().all(Loadable::is_sound) {
            return None;
        }
        let (mut volume, mut weight) = (0.0, 0.0);
        for item in items {
            volume += item.required as f64 * item.pack_volume;
            weight += item.required as f64 * item.pack_weight;
        }
        let room_left = self.holds(volume, weight);
        let smallest = items.iter().map(|item| item.pack_volume).fold(f64::INFINITY, f64::min);
        if room_left && self.volume / smallest > MOST_PACKS {
            return None;
        }
        let line = |item| Line { item, packs: item.required, open: room_left && item.daily_demand > 0.0 };
        let mut lines: Vec<_> = items.iter().map(line).collect();
        let short = |line: &&mut Line<'_>| line.open && line.cover_days() < self.most_cover_days;
        // Of equal ones the first.
        let first_out = |one: &&mut Line<'_>, other: &&mut Line<'_>| one.cover_days().total_cmp(&other.cover_days());
        while let Some(line) = lines.iter_mut().filter(short).min_by(first_out) {
            let more = (volume + line.item.pack_volume, weight + line.item.pack_weight);
            if self.holds(more.0, more.1) {
                (volume, weight) = more;
                line.packs += 1;
            } else {
                line.open = false;
            }
        }
        let volume_fill = share(volume, self.volume)?;
        let weight_fill = self.weight.and_then(|room| share(weight, room));
        let fullest = weight_fill.map_or(volume_fill, |fill| fill.max(volume_fill));
        Some(Load {
            packs: lines.iter().map(|line| line.packs).collect(),
            volume,
            weight: finite(weight)?,
            volume_fill,
            weight_fill,
            containers: (fullest - TOLERANCE).ceil().max(1.0) as u64,
        })
    }

    fn holds(&self, volume: f64, weight: f64) -> bool {
        let within = |used: f64, room: f64| used <= room * (1.0 + TOLERANCE);
        within(volume, self.volume) && self.weight.is_none_or(|room| within(weight, room))
    }
}

/// An item while the container is filled.
struct Line<'a> {
    item: &'a Loadable,
    packs: u64,
    /// More of it may be added.
    open: bool,
}

impl Line<'_> {
    fn cover_days(&self) -> f64 {
        (self.item.position + self.packs as f64 * self.item.pack) / self.item.daily_demand
    }
}

impl Loadable {
    fn is_sound(&self) -> bool {
        not_negative(self.daily_demand)
            && self.position.is_finite()
            && positive(self.pack)
            && positive(self.pack_volume)
            && not_negative(self.pack_weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: Loadable =
        Loadable { daily_demand: 1.0, position: 0.0, pack: 10.0, pack_volume: 0.1, pack_weight: 5.0, required: 0 };
    const BOX: Container = Container { volume: 1.0, weight: None, most_cover_days: 1_000.0 };

    #[track_caller]
    fn fills(container: Container, items: &[Loadable], packs: &[u64]) -> Load {
        let load = container.fill(items).unwrap();
        assert_eq!(load.packs, packs);
        load
    }

    #[test]
    fn the_last_pack_fits_exactly() {
        // 0.1 added up ten times is a little less than 1, and 0.1 added up three times a little more than 0.3.
        fills(BOX, &[ITEM], &[10]);
        fills(Container { volume: 0.3, ..BOX }, &[ITEM], &[3]);
    }

    #[test]
    fn what_runs_out_first_is_loaded_first_and_ties_go_by_the_list() {
        fills(Container { volume: 0.3, ..BOX }, &[ITEM, ITEM], &[2, 1]);
        fills(Container { volume: 0.3, ..BOX }, &[ITEM, Loadable { position: -30.0, ..ITEM }], &[0, 3]);
    }

    #[test]
    fn an_item_that_does_not_fit_leaves_its_room_to_others() {
        let large = Loadable { position: -100.0, pack_volume: 0.35, ..ITEM };
        let load = fills(BOX, &[large, ITEM], &[2, 3]);
        assert_eq!(load.containers, 1);
    }

    #[test]
    fn nothing_is_added_without_demand_or_beyond_enough() {
        let load = fills(BOX, &[Loadable { daily_demand: 0.0, required: 2, ..ITEM }], &[2]);
        assert!((load.volume_fill - 0.2).abs() < 1e-12);
        fills(Container { most_cover_days: 25.0, ..BOX }, &[ITEM], &[3]);
        fills(Container { most_cover_days: 20.0, ..BOX }, &[ITEM], &[2]);
        fills(BOX, &[], &[]);
    }

    #[test]
    fn weight_limits_too() {
        let heavy = Container { weight: Some(12.0), ..BOX };
        let load = fills(heavy, &[ITEM, Loadable { pack_weight: 1.0, ..ITEM }], &[2, 2]);
        assert_eq!((load.weight, load.weight_fill, load.containers), (12.0, Some(1.0), 1));
    }

    #[test]
    fn required_packs_are_never_left_out() {
        let load = fills(BOX, &[Loadable { required: 21, ..ITEM }, ITEM], &[21, 0]);
        assert_eq!(load.containers, 3);
        let by_weight = Container { weight: Some(10.0), ..BOX };
        assert_eq!(fills(by_weight, &[Loadable { required: 5, ..ITEM }], &[5]).containers, 3);
        assert_eq!(fills(BOX, &[Loadable { required: 20, ..ITEM }], &[20]).containers, 2);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for item in [
            Loadable { daily_demand: -1.0, ..ITEM },
            Loadable { position: f64::NAN, ..ITEM },
            Loadable { pack: 0.0, ..ITEM },
            Loadable { pack_volume: 0.0, ..ITEM },
            Loadable { pack_weight: f64::INFINITY, ..ITEM },
            Loadable { pack_volume: 1e-9, ..ITEM },
        ] {
            assert_eq!(BOX.fill(&[item]), None, "{item:?}");
        }
        for container in [
            Container { volume: 0.0, ..BOX },
            Container { weight: Some(0.0), ..BOX },
            Container { most_cover_days: f64::INFINITY, ..BOX },
        ] {
            assert_eq!(container.fill(&[ITEM]), None, "{container:?}");
        }
    }
}
