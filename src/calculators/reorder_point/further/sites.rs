//! Several warehouses: how long each lasts, and which transfers make all last alike before anything is ordered. Nobody gives
//! what he needs himself until the next supply.

use rust_decimal::Decimal;

use super::{Plan, answer, figure, named, note, number, row};
use crate::calculators::reorder_point::Site;
use crate::calculators::reorder_point::plan::{lowered, raised, up, whole};
use crate::calculators::reorder_point::position::Position;
use crate::calculators::reorder_point::texts::{decision, figure as name, method, note as text, section};
use crate::schema::{Arg, Note, Phrase, Section, Severity, Text};
use crate::stats::figures::{decimal, float};

/// What they are called.
const NAMES: [Text; 6] =
    [method::SITE_1, method::SITE_2, method::SITE_3, method::SITE_4, method::SITE_5, method::SITE_6];
/// A transfer of less than this part of the whole stock is not worth it.
const WORTH: f64 = 0.02;

/// A warehouse.
struct Place<'a> {
    /// Its row.
    index: usize,
    site: &'a Site,
    /// Its share of the demand.
    part: f64,
    /// What lies there that is neither reserved nor owed.
    free: f64,
    /// What is brought there, or taken away if negative: whole units.
    moved: f64,
}

impl Place<'_> {
    fn name(&self) -> Arg {
        named(self.site.site_name.as_ref(), self.index)
    }

    fn lasts(&self, plan: &Plan<'_>) -> Option<f64> {
        // As long as the whole would last if it were this warehouse's alone, scaled by its share.
        if self.part > 0.0 { plan.demand.lasts(self.free / self.part) } else { None }
    }
}

/// The warehouses; none where there are fewer than two.
pub fn section(plan: &Plan<'_>) -> Option<Section> {
    let position = plan.position.as_ref()?;
    if plan.inputs.sites.0.len() < 2 || plan.demand.is_none() {
        return None;
    }
    let mut places = places(plan)?;
    let stock: f64 = places.iter().map(|place| float(place.site.site_stock)).sum();
    let (needed, until) = needed(plan, position);
    let wanted: Vec<f64> = places
        .iter()
        .map(|place| (place.part * position.level - place.free).max(0.0))
        .map(|units| if units > WORTH * stock { units } else { 0.0 })
        .collect();
    let spare: Vec<f64> = places
        .iter()
        .map(|place| libm::floor((place.free - place.part * needed.max(position.level)).max(0.0)))
        .collect();
    let (all, given) = (wanted.iter().sum::<f64>(), spare.iter().sum::<f64>());
    let moved = libm::floor(all.min(given));
    let (to, from) = (shares(moved, &wanted), shares(moved, &spare));
    for ((place, to), from) in places.iter_mut().zip(to).zip(from) {
        place.moved = to - from;
    }
    let mut rows = Vec::new();
    for place in &places {
        let mut figures = vec![
            figure(name::SITE_STOCK, number(float(place.site.site_stock), 0)?),
            figure(name::SITE_SHARE, Arg::Percent(decimal(place.part * 100.0, 1)?)),
        ];
        if let Some(days) = place.lasts(plan) {
            figures.push(figure(name::COVER, number(lowered(days), 0)?));
            figures.extend(plan.day(days).map(|day| figure(name::RUNS_OUT, Arg::Date(day))));
        }
        figures.push(figure(name::TRANSFER, number(place.moved, 0)?));
        let id = format!("site-{}", place.index);
        rows.push(row(
            id,
            NAMES.get(place.index).copied().unwrap_or(method::SITE),
            place.site.site_name.clone(),
            figures,
        ));
    }
    let most = places.iter().filter(|place| place.moved > 0.0).max_by(|one, other| one.moved.total_cmp(&other.moved));
    let lacks = places.iter().zip(&wanted).filter(|(_, units)| **units > 0.0);
    let lacks = lacks.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(place, _)| place);
    let decided = match (most, lacks) {
        (Some(place), _) => {
            let is_all = moved + 1.0 > all;
            let phrase = Phrase::new(if is_all { decision::TRANSFER } else { decision::TRANSFER_SOME });
            let phrase = phrase.with("units", Arg::Number(whole(place.moved)?)).with("site", place.name());
            let phrase = phrase.with("days", number(float(place.site.transfer_days), 0)?);
            let alike = plan.demand.lasts(position.level).map_or(0.0, libm::floor);
            if is_all { phrase.with("lasts", number(alike, 0)?) } else { phrase }
        }
        (None, Some(place)) => Phrase::new(decision::TRANSFER_NOT_FREE).with("site", place.name()),
        (None, None) => Phrase::new(decision::NO_TRANSFER),
    };
    let mut notes = too_late(plan, position, &places);
    let typed: Vec<_> = plan.inputs.sites.0.iter().map(|(_, site)| site.site_share).collect();
    let sum = typed.iter().flatten().try_fold(Decimal::ZERO, |sum, share| sum.checked_add(*share))?;
    if sum > Decimal::ONE_HUNDRED || (sum < Decimal::ONE_HUNDRED && typed.iter().all(Option::is_some)) {
        notes.insert(0, note(Severity::Warning, Phrase::new(text::SITES_SHARES).with("sum", Arg::Percent(sum))));
    }
    if lacks.is_some()
        && let Some(day) = plan.day(raised(until))
    {
        let phrase = Phrase::new(text::TRANSFER_KEEPS).with("units", Arg::Number(up(needed.max(0.0))?));
        notes.push(note(Severity::Note, phrase.with("day", Arg::Date(day))));
    }
    notes.push(note(Severity::Note, Phrase::new(text::SITES_TOGETHER)));
    Some(Section {
        title: section::SITES,
        one: section::SITE,
        ranked: false,
        answer: answer(Some(decided), notes, rows),
    })
}

/// The warehouses with their shares of the demand; none where nothing is asked of any. What is reserved lies where the stock
/// lies, what is owed is owed where it is asked for.
fn places<'a>(plan: &Plan<'a>) -> Option<Vec<Place<'a>>> {
    let sites = &plan.inputs.sites.0;
    let typed: f64 = sites.iter().filter_map(|(_, site)| site.site_share).map(float).sum();
    let blank = sites.iter().filter(|(_, site)| site.site_share.is_none()).count();
    let rest = (100.0 - typed).max(0.0) / blank.max(1) as f64;
    let shares = sites.iter().map(|(_, site)| site.site_share.map_or(rest, float));
    let all: f64 = shares.clone().sum();
    let stock: f64 = sites.iter().map(|(_, site)| float(site.site_stock)).sum();
    let (reserved, owed) = (plan.inputs.reserved.map_or(0.0, float), plan.inputs.backorders.map_or(0.0, float));
    let place = |((index, site), share): (&'a (usize, Site), f64)| {
        let (held, part) = (float(site.site_stock), share / all);
        let reserved = if stock > 0.0 { reserved * held / stock } else { 0.0 };
        Place { index: *index, site, part, free: held - reserved - owed * part, moved: 0.0 }
    };
    (all > 0.0).then(|| sites.iter().zip(shares).map(place).collect())
}

/// What all of them need in hand until the next supply comes, and the day of it: for each arrival before an order of today, and
/// for that order, what sells by then less what came before, and the safety stock; the largest counts.
fn needed(plan: &Plan<'_>, position: &Position) -> (f64, f64) {
    let order = plan.lead.mean;
    let safety = (plan.reorder.point - plan.protection.mean).max(0.0);
    let arrivals = position.coming.iter().map(|one| one.day).filter(|day| *day > 0.0 && *day < order);
    let at = |day: f64| (plan.demand.over(0.0, day) - position.supply_before(day) + position.level + safety, day);
    arrivals.map(at).fold(at(order), |most, one| if one.0 > most.0 { one } else { most })
}

/// So many whole units in proportion to these figures.
fn shares(units: f64, of: &[f64]) -> Vec<f64> {
    let all: f64 = of.iter().sum();
    let (mut sum, mut done) = (0.0, 0.0);
    let share = |figure: &f64| {
        sum += figure;
        let until = if all > 0.0 { libm::floor(units * (sum / all) + 1e-6) } else { 0.0 };
        let share = until - done;
        done = until;
        share
    };
    of.iter().map(share).collect()
}

/// Transfers that come when a warehouse has run out, and those that a delivery outruns.
fn too_late(plan: &Plan<'_>, position: &Position, places: &[Place<'_>]) -> Vec<Note> {
    let mut notes = Vec::new();
    for place in places.iter().filter(|place| place.moved > 0.0) {
        let days = float(place.site.transfer_days);
        let site = place.name();
        if place.lasts(plan).is_some_and(|lasts| lasts < days) {
            notes.push(note(Severity::Warning, Phrase::new(text::TRANSFER_LATE).with("site", site.clone())));
        }
        if let Some(sooner) = position.coming.iter().find(|one| one.day <= days) {
            let phrase = Phrase::new(text::TRANSFER_OR_DELIVERY).with("site", site);
            notes.push(note(Severity::Note, phrase.with("day", Arg::Date(sooner.due))));
        }
    }
    notes
}
