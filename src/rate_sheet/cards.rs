//! Lanes become cards: one for each service.

use rust_decimal::Decimal;

use super::columns::Role;
use super::reading::{Defaults, Reader, clean, says_working_days};
use super::texts::problem;
use crate::amount::Currency;
use crate::pack::{
    Cited, DutyIncluded, Fuel, Limits, Price, Round, Scope, Status, StepUpTo, System, Tariff, Trigger, VolumeRule,
};

impl Reader<'_> {
    /// A card for each service that has a lane.
    pub(super) fn tariffs(&mut self) -> Vec<Tariff> {
        let mut tariffs = Vec::new();
        for service in core::mem::take(&mut self.services) {
            let system = service.system.unwrap_or_default();
            let mut lanes: Vec<_> = service
                .lanes
                .into_iter()
                .filter_map(|draft| {
                    let first = draft.entries.first().map(|entry| (entry.line, entry.price_column));
                    Some((draft.lane(self.defaults, system, &mut self.told)?, first.unwrap_or_default()))
                })
                .collect();
            // A break is billed for the whole shipment, a band for each parcel: one card is one of the two.
            let by_break = |price: &Price| matches!(price, Price::Breaks { .. });
            let breaks = lanes.iter().any(|(lane, _)| by_break(&lane.price));
            let told = &mut self.told;
            lanes.retain(|(lane, at)| {
                let fits = by_break(&lane.price) == breaks;
                if !fits {
                    told.error(problem::FORM_MIXED, *at, "");
                }
                fits
            });
            if breaks {
                lanes.iter_mut().for_each(|(lane, _)| lane.min_shipment = core::mem::take(&mut lane.min_weight));
            }
            if lanes.is_empty() {
                continue;
            }
            let id = format!("own-{}", tariffs.len() + 1);
            let title = if service.title.is_empty() { id.clone() } else { service.title };
            let currency = service.currency.unwrap_or(self.defaults.currency);
            let mut tariff = blank(id, title, currency, system, self.defaults);
            tariff.scope = if breaks { Scope::Shipment } else { Scope::Piece };
            tariff.working_days = service.working_days || self.working_days();
            tariff.lanes = lanes.into_iter().map(|(lane, _)| lane).collect();
            hoist(&mut tariff);
            tariffs.push(tariff);
        }
        tariffs
    }

    fn working_days(&self) -> bool {
        self.columns(Role::Days).any(|(_, column)| says_working_days(&column.title))
    }
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
