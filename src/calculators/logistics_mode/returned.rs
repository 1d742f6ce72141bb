//! What to do with an order that comes back, and how parcels go through customs: each way with what it costs
//! (`docs/facts/logistics.md` §3.9).

use super::batch;
use super::expected::{best_route, routed};
use super::texts::{decision, figure, section};
use super::ways::{Way, Ways};
use crate::amount::Money;
use crate::calculators::landed_cost;
use crate::schema::{Alternative, Answer, Arg, Figure, Phrase, Section};

/// Every way to deal with a return of the chosen mode, the cheapest first.
pub(super) fn section(ways: &Ways<'_>, chosen: Option<&Way>) -> Option<Section> {
    let (case, known) = (&ways.case, chosen?.known.as_ref()?);
    let priced = batch::case(case.inputs, "parcel", known.volume);
    let mut all = landed_cost::return_policies(&priced, case.world, known.landed, known.again)?;
    if all.len() < 2 {
        // Nothing to compare.
        return None;
    }
    all.sort_by_key(|(_, cost)| *cost);
    let money = |value| Arg::Money(Money { value, currency: case.inputs.currency }.rounded());
    let one = |(policy, cost): &(crate::schema::Text, rust_decimal::Decimal)| Alternative {
        id: ["return-", policy.code()].concat(),
        name: policy.key().to_owned(),
        figures: vec![Figure { name: figure::RETURN_COST, value: money(*cost) }],
        ..Alternative::default()
    };
    let (policy, cost) = *all.first()?;
    let decision = Phrase::new(decision::RETURN_BEST).with("policy", Arg::Text(policy)).with("cost", money(cost));
    let alternatives = all.iter().map(one).collect();
    let answer = Answer { decision: Some(decision), alternatives, ..Answer::default() };
    Some(Section { title: section::RETURNS, one: section::RETURN, ranked: true, answer })
}

/// The ways through customs, the cheapest first; nothing where none was typed.
pub(super) fn customs(ways: &Ways<'_>) -> Option<Section> {
    let (case, asked) = (&ways.case, ways.case.asked());
    let mut all: Vec<_> =
        case.inputs.routes.0.iter().filter_map(|(_, row)| Some((row, routed(row, &asked)?))).collect();
    all.sort_by_key(|(_, cost)| *cost);
    let money = |value| Arg::Money(Money { value, currency: case.inputs.currency }.rounded());
    let name = |row: &super::RouteRow| ["choice.customs-route.", row.customs_route].concat();
    let one = |(index, (row, cost)): (usize, &(&super::RouteRow, rust_decimal::Decimal))| Alternative {
        id: format!("customs-{index}"),
        name: name(row),
        figures: vec![
            Figure { name: figure::ROUTE_COST, value: money(*cost) },
            Figure { name: figure::HELD_SHARE, value: Arg::Percent(row.held_share) },
        ],
        ..Alternative::default()
    };
    let (best, cost) = best_route(&asked)?;
    let decision = Phrase::new(decision::ROUTE_BEST).with("route", Arg::Key(name(best))).with("cost", money(cost));
    let alternatives = all.iter().enumerate().map(one).collect();
    let answer = Answer { decision: Some(decision), alternatives, ..Answer::default() };
    Some(Section { title: section::CUSTOMS, one: section::CUSTOMS_ONE, ranked: true, answer })
}
