//! Lanes become cards: one for each service.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::columns::Role;
use super::lanes::Draft;
use super::period::Period;
use super::reading::{Defaults, Reader, clean, says_working_days};
use super::texts::problem;
use crate::amount::Currency;
use crate::pack::{
    Cited, DutyIncluded, Fuel, Lane, Limits, Price, Round, Scope, Status, StepUpTo, System, Tariff, Trigger, VolumeRule,
};

impl Reader<'_> {
    /// A card for each service that has a lane.
    pub(super) fn tariffs(&mut self) -> Vec<Tariff> {
        self.one_price_a_day();
        let mut tariffs = Vec::new();
        for mut service in core::mem::take(&mut self.services) {
            let system = service.system.unwrap_or_default();
            let drafts = core::mem::take(&mut service.lanes);
            let (lanes, breaks) = self.lanes(drafts, system, &service.title);
            if lanes.is_empty() {
                continue;
            }
            let id = format!("own-{}", tariffs.len() + 1);
            let title = if service.title.is_empty() { id.clone() } else { service.title };
            let currency = service.currency.unwrap_or(self.defaults.currency);
            let mut tariff = blank(id, title, currency, system, self.defaults);
            (tariff.valid_from, tariff.valid_to) = (service.period.from, service.period.to);
            tariff.scope = if breaks { Scope::Shipment } else { Scope::Piece };
            let has_days = lanes.iter().any(|lane| lane.days.is_some());
            tariff.working_days = has_days && (service.working_days || self.working_days());
            tariff.lanes = lanes;
            hoist(&mut tariff);
            if tariff.can_be_own() {
                tariffs.push(tariff);
            } else {
                let title = tariff.title.unwrap_or_default();
                self.told.error(problem::OUT_OF_RANGE, (0, 0), &title);
            }
        }
        tariffs
    }

    /// The lanes of a service that fit on one card, and whether they are by break.
    fn lanes(&mut self, drafts: Vec<Draft>, system: System, title: &str) -> (Vec<Lane>, bool) {
        let (defaults, told) = (self.defaults, &mut self.told);
        let placed = drafts.into_iter().filter_map(|draft| {
            let first = draft.entries.first().map(|entry| (entry.line, entry.price_column));
            Some((draft.lane(defaults, system, told)?, first.unwrap_or_default()))
        });
        let placed: Vec<_> = placed.collect();
        // A break is billed for the whole shipment, a band for each parcel: one card is one of the two.
        let by_break = |price: &Price| matches!(price, Price::Breaks { .. });
        let breaks = placed.iter().any(|(lane, _)| by_break(&lane.price));
        let fitting = placed.into_iter().filter_map(|(mut lane, at)| {
            if by_break(&lane.price) != breaks {
                told.error(problem::FORM_MIXED, at, "");
                return None;
            }
            if breaks {
                lane.min_shipment = core::mem::take(&mut lane.min_weight);
            }
            // Sums and prices by the gram can be more than a card holds.
            if !lane.is_sound() {
                told.error(problem::OUT_OF_RANGE, at, title);
                return None;
            }
            Some(lane)
        });
        (fitting.collect(), breaks)
    }

    /// Refuses a country for which two periods of one service hold on the same day.
    fn one_price_a_day(&mut self) {
        let mut held: BTreeMap<(&str, &str), Vec<Held>> = BTreeMap::new();
        for (at, service) in self.services.iter().enumerate() {
            for (index, lane) in service.lanes.iter().enumerate() {
                let of_country = held.entry((&service.title, &lane.country)).or_default();
                of_country.push(Held { period: service.period, service: at, lane: index });
            }
        }
        let mut lost: Vec<_> = held.into_values().flat_map(on_the_same_day).collect();
        lost.sort_unstable();
        lost.dedup();
        for held in lost {
            let service = self.services.get_mut(held.service);
            let Some(lane) = service.and_then(|service| service.lanes.get_mut(held.lane)) else { continue };
            if let Some(first) = lane.entries.first().filter(|_| !lane.lost) {
                self.told.error(problem::DUPLICATE, (first.line, first.price_column), "");
            }
            lane.lost = true;
        }
    }

    fn working_days(&self) -> bool {
        self.columns(Role::Days).any(|(_, column)| says_working_days(&column.title))
    }
}

/// The place of a lane, and when it holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    period: Period,
    service: usize,
    lane: usize,
}

/// Those that share a day with another.
fn on_the_same_day(mut held: Vec<Held>) -> Vec<Held> {
    held.sort_unstable();
    let Some((first, rest)) = held.split_first() else { return Vec::new() };
    let (mut longest, mut found) = (*first, Vec::new());
    for next in rest {
        let (last, from, to) = (longest.period.to, next.period.from, next.period.to);
        // A period without a first day sorts first, and one without a last day reaches over all that follow.
        if last.is_none_or(|last| from.is_none_or(|from| from <= last)) {
            found.extend([longest, *next]);
        }
        if last.is_some_and(|last| to.is_none_or(|to| last < to)) {
            longest = *next;
        }
    }
    found
}

pub(super) fn volume_rule(divisor: Decimal) -> VolumeRule {
    VolumeRule {
        valid_from: None,
        valid_to: None,
        divisor,
        sides: Round::None,
        least_side: Decimal::ZERO,
        trigger: Trigger::default(),
        shared: None,
    }
}

/// The step of the defaults, if it is one.
pub(super) fn default_step(defaults: &Defaults) -> Decimal {
    if defaults.step > Decimal::ZERO { defaults.step } else { Decimal::from_parts(1, 0, 0, false, 3) }
}

fn blank(id: String, title: String, currency: Currency, units: System, defaults: &Defaults) -> Tariff {
    let percent = defaults.fuel.filter(|percent| *percent > Decimal::ZERO);
    let fuel = |percent| Fuel { valid_from: None, valid_to: None, percent, on_remote: false, status: Status::Own };
    let (file, _) = clean(&defaults.file);
    let source = if file.is_empty() { title.clone() } else { file };
    Tariff {
        id,
        family: defaults.family,
        by: None,
        origin: "CN".to_owned(),
        leg: defaults.leg,
        units,
        currency,
        valid_from: None,
        valid_to: None,
        scope: Scope::Piece,
        working_days: false,
        duty: DutyIncluded::NotStated,
        status: Status::Own,
        volume: Vec::new(),
        rounding: vec![StepUpTo { up_to: None, step: default_step(defaults) }],
        piece_rounding: Vec::new(),
        limits: Limits::default(),
        accepts: Vec::new(),
        only: Vec::new(),
        tiers: false,
        fuel: percent.map(fuel).into_iter().collect(),
        remote: None,
        duty_paid_fee: None,
        surcharges: Vec::new(),
        late: None,
        sources: vec![Cited { covers: "rates".to_owned(), title: source, as_of: defaults.date, status: Status::Own }],
        lanes: Vec::new(),
        title: Some(title),
    }
}

/// What all lanes have alike belongs to the card.
fn hoist(tariff: &mut Tariff) {
    let Some((first, rest)) = tariff.lanes.split_first() else { return };
    if rest.iter().all(|lane| lane.volume == first.volume) {
        tariff.volume.clone_from(&first.volume);
        tariff.lanes.iter_mut().for_each(|lane| lane.volume = Vec::new());
    }
    let Some((first, rest)) = tariff.lanes.split_first() else { return };
    if !first.rounding.is_empty() && rest.iter().all(|lane| lane.rounding == first.rounding) {
        tariff.rounding.clone_from(&first.rounding);
        tariff.lanes.iter_mut().for_each(|lane| lane.rounding = Vec::new());
    }
}
