//! What has to be typed before a mode can be priced, marked at its field: all of it at once.
//!
//! [Landed cost](super::super::landed_cost) stops at the first figure that it lacks. So it is asked again with something in the
//! place of what is missing, until it lacks nothing more; what comes out then is not looked at.

use rust_decimal::Decimal;

use super::Inputs;
use super::batch::{self, Volume};
use super::ways::{Case, Way, Ways};
use crate::amount::{Amount, Money, Size};
use crate::calculators::landed_cost::texts::problem::{E_CARTON, E_DUTY_RATE, E_LAST_MILE, E_US_LIST, E_WAREHOUSE};
use crate::calculators::landed_cost::{self, GoodsRow, LandedCost, WarehouseRow};
use crate::schema::{Arg, Outcome, Problem, Question, Severity, Text};
use crate::units::Unit;

/// Reasons that end once something is typed.
pub(super) const MISSING: [Text; 5] = [E_CARTON, E_DUTY_RATE, E_US_LIST, E_WAREHOUSE, E_LAST_MILE];
/// So often it is asked again at most: the lists of goods, their rates, cartons, and four prices of a warehouse.
const ROUNDS: usize = 8;

/// What is said of the fields, with what is missing: warnings while some mode is priced, errors where none is.
pub(super) fn with_missing(ways: &Ways<'_>) -> Vec<Problem> {
    let mut said = ways.problems.clone();
    let is_priced = ways.best.iter().any(|way| way.rank.is_some());
    let lacks = |way: &Way| way.shown.refused.iter().any(|why| MISSING.contains(&why.code));
    for (route, by_warehouse) in [("parcel", false), ("warehouse", true)] {
        if ways.best.iter().any(|way| way.mode.by_warehouse() == by_warehouse && lacks(way)) {
            // That of the list stands where landed cost puts it.
            let listed = said.iter().any(|problem| problem.code == E_US_LIST);
            let new = on_route(&ways.case, route).unwrap_or_default();
            said.extend(new.into_iter().filter(|problem| !(listed && problem.code == E_US_LIST)));
        }
    }
    for problem in said.iter_mut().filter(|problem| MISSING.contains(&problem.code)) {
        problem.severity = if is_priced { Severity::Warning } else { Severity::Error };
    }
    let mut each: Vec<Problem> = Vec::new();
    said.retain(|problem| {
        !each.contains(problem) && {
            each.push(problem.clone());
            true
        }
    });
    said
}

/// What is missing on a route, each at its field.
fn on_route(case: &Case<'_>, route: &'static str) -> Option<Vec<Problem>> {
    let volume = Volume::of(case.inputs, case.inputs.monthly_orders)?;
    let mut asked = batch::case(case.inputs, route, volume);
    let mut found: Vec<Problem> = Vec::new();
    for _ in 0..ROUNDS {
        let before = found.len();
        for reason in reasons(case, &LandedCost::compute(&asked, case.world)) {
            for problem in at_fields(case.inputs, &reason) {
                if !found.contains(&problem) {
                    found.push(problem);
                }
            }
        }
        if found.len() == before {
            break;
        }
        found.iter().skip(before).for_each(|problem| stand_in(&mut asked, problem));
    }
    Some(found)
}

/// What landed cost lacks for the modes that are wanted.
fn reasons(case: &Case<'_>, outcome: &Outcome) -> Vec<Problem> {
    let services = outcome.answer.iter().flat_map(|answer| &answer.alternatives);
    let wanted = services.filter(|service| case.is_wanted_service(&service.id));
    let of_all = outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let all = wanted.flat_map(|service| &service.refused).chain(of_all);
    all.filter(|problem| MISSING.contains(&problem.code)).cloned().collect()
}

/// The places of the form that a reason is about.
fn at_fields(inputs: &Inputs, reason: &Problem) -> Vec<Problem> {
    let rows = || inputs.goods.0.iter();
    let whole = |key: &'static str| vec![Problem::error(reason.code).at(key)];
    match reason.code {
        E_DUTY_RATE => {
            let lacks = rows().filter(|(_, row)| row.duty_rate.is_none());
            let at =
                |row: usize| Problem::error(E_DUTY_RATE).with("row", Arg::Row(row)).in_row("goods", row, "duty-rate");
            lacks.map(|(row, _)| at(*row)).collect()
        }
        E_US_LIST => whole("us-list"),
        _ if reason.field.is_some() => vec![reason.clone()],
        _ => whole("warehouses"),
    }
}

/// Puts something in the place of what is missing, so that the next thing that is shows.
fn stand_in(asked: &mut landed_cost::Inputs, missing: &Problem) {
    let nothing = Some(Money { value: Decimal::ZERO, currency: asked.currency });
    match missing.field {
        Some("carton-orders") => asked.carton_orders = Some(Decimal::ONE),
        Some("carton-weight") => asked.carton_weight = Some(Amount { value: Decimal::ONE, unit: Unit::Kilogram }),
        Some("carton-size") => asked.carton_size = Size::from_sides(&[Decimal::TEN; 3], Unit::Centimetre),
        Some("us-list") => asked.us_list = Some("not-listed"),
        Some("goods") => {
            let rows = asked.goods.0.iter_mut().filter(|(index, _)| Some(*index) == missing.row);
            rows.for_each(|(_, row)| *row = GoodsRow { duty_rate: Some(Decimal::ZERO), ..row.clone() });
        }
        _ if missing.row.is_none() => asked.warehouses.0.push((
            0,
            WarehouseRow {
                site: "third-party",
                order_share: None,
                site_region: "west",
                delivery_zone: "5",
                delivery_price: nothing,
                pick_pack: nothing,
                storage_rate: nothing,
                receiving: nothing,
                month_least: None,
                transfer: None,
            },
        )),
        _ => {
            for (_, row) in asked.warehouses.0.iter_mut().filter(|(index, _)| Some(*index) == missing.row) {
                match missing.column {
                    Some("receiving") => row.receiving = nothing,
                    Some("storage-rate") => row.storage_rate = nothing,
                    Some("pick-pack") => row.pick_pack = nothing,
                    _ => row.delivery_price = nothing,
                }
            }
        }
    }
}
