//! Reorder point and quantity together, by formula: the optimum and what the usual short cuts cost more (RQ-1 to RQ-7).

use super::{Plan, answer, figure, number, row};
use crate::calculators::reorder_point::plan::{percent, up};
use crate::calculators::reorder_point::texts::{figure as name, method, note as text, section};
use crate::inventory::DAYS_A_YEAR;
use crate::inventory::policy_rq::{Costs, Model};
use crate::schema::{Arg, Phrase, Section, Severity};

/// The policies, the cheapest first; only where a unit owed for a year has a price, and holding and orders have one.
pub fn section(plan: &Plan<'_>) -> Option<Section> {
    if plan.inputs.target != "backorder-cost" {
        return None;
    }
    let unit = plan.quantity.unit?;
    let costs = Costs { order: plan.costs.order?, holding: plan.costs.holding(unit)?, backorder: plan.costs.shortage? };
    let law = plan.protection.law.clone();
    let model = Model::new(costs, plan.protection.rate * DAYS_A_YEAR, law).ok()?;
    let found = [
        (method::OPTIMUM, model.optimum().ok()),
        (method::PLANNED_BACKORDERS, model.with_planned_backorders().ok()),
        (method::SQUARE_ROOT, model.with_safety_stock().ok()),
    ];
    let mut rows = Vec::new();
    for (method, policy) in found.into_iter().filter_map(|(method, policy)| Some((method, policy?))) {
        let mut figures = vec![
            figure(name::REORDER_POINT, Arg::Number(up(policy.reorder_point)?)),
            figure(name::ORDER_QUANTITY, Arg::Number(up(policy.quantity)?)),
        ];
        if let Ok(outcome) = model.outcome(policy.reorder_point, policy.quantity) {
            figures.push(figure(name::FILL_RATE, Arg::Percent(percent(outcome.ready_rate)?)));
            figures.push(figure(name::MEAN_STOCK, number(outcome.on_hand, 0)?));
        }
        let mut one = row(format!("rq-{}", method.code()), method, None, figures);
        one.total = Some(super::money(plan, policy.cost)?);
        rows.push((policy.cost, one));
    }
    // What is asked for above, rounded as the supplier takes it.
    if let Ok(outcome) = model.outcome(plan.reorder.point, plan.quantity.units) {
        let figures = vec![
            figure(name::REORDER_POINT, Arg::Number(up(plan.reorder.point)?)),
            figure(name::ORDER_QUANTITY, Arg::Number(up(plan.quantity.units)?)),
            figure(name::FILL_RATE, Arg::Percent(percent(outcome.ready_rate)?)),
            figure(name::MEAN_STOCK, number(outcome.on_hand, 0)?),
        ];
        let mut one = row("rq-own".to_owned(), method::BACKORDER_COST, None, figures);
        one.total = Some(super::money(plan, outcome.cost)?);
        rows.push((outcome.cost, one));
    }
    if rows.len() < 2 {
        return None;
    }
    rows.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let told = super::note(Severity::Note, Phrase::new(text::POLICIES));
    let alternatives = rows.into_iter().map(|(_, one)| one).collect();
    let mut answer = answer(None, vec![told], alternatives);
    answer.headline = vec![figure(name::YEARLY_COST, Arg::Number(rust_decimal::Decimal::ONE))];
    Some(Section { title: section::POLICIES, one: section::POLICY, answer })
}
