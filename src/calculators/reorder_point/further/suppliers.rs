//! A fast supplier against a slow cheap one: what stock, orders, goods and the capital in goods on their way cost in a year
//! with each.

use rust_decimal::Decimal;

use super::{Plan, World, answer, figure, note, number};
use crate::calculators::reorder_point::lead_time::production_days;
use crate::calculators::reorder_point::plan::{lowered, packed};
use crate::calculators::reorder_point::texts::{
    decision, figure as name, line, method, note as text, problem, section,
};
use crate::calculators::reorder_point::{Inputs, Stage, Supplier};
use crate::inventory::DAYS_A_YEAR;
use crate::schema::{Alternative, Arg, List, Phrase, Problem, Section, Severity, Text};
use crate::stats::figures::float;

/// What they are called: that of the form, and the others by their row.
const NAMES: [Text; 5] =
    [method::THIS_SUPPLIER, method::SUPPLIER_1, method::SUPPLIER_2, method::SUPPLIER_3, method::SUPPLIER_4];

/// The suppliers beside each other, the cheapest first; none where no other one was named, or where nobody said what a unit
/// costs.
pub fn section(plan: &Plan<'_>, world: &World) -> Option<Section> {
    if plan.inputs.suppliers.0.is_empty() || plan.demand.is_none() {
        return None;
    }
    let mut all = vec![(None, one(plan, 0, None)?)];
    for (row, supplier) in &plan.inputs.suppliers.0 {
        let inputs = with(plan.inputs, supplier);
        let other = Plan::of(&inputs, world).ok()?;
        all.push((Some(*row), one(&other, row + 1, supplier.supplier_name.clone())?));
    }
    all.sort_by_key(|(_, one)| (!one.refused.is_empty(), one.total.map(|total| total.value)));
    let decided = match all.as_slice() {
        [(_, best), (_, next), ..] => best.total.zip(next.total).and_then(|(best_total, next_total)| {
            let more = next_total.value.checked_sub(best_total.value)?;
            let more = crate::amount::Money { value: more, ..best_total };
            let phrase = Phrase::new(decision::SUPPLIER).with("best", best.service()).with("next", next.service());
            Some(phrase.with("more", Arg::Money(more)))
        }),
        _ => None,
    };
    let phrase = match plan.inputs.deposit {
        Some(deposit) => Phrase::new(text::TRANSIT_DEPOSIT).with("deposit", Arg::Percent(deposit)),
        None => Phrase::new(text::TRANSIT_AT_ORDER),
    };
    let is_told = all.iter().any(|(_, one)| one.lines.iter().any(|line| line.name == line::TRANSIT));
    let told = is_told.then(|| note(Severity::Note, phrase));
    let alternatives = all.into_iter().map(|(_, one)| one).collect();
    Some(Section {
        title: section::SUPPLIERS,
        one: section::SUPPLIER,
        ranked: true,
        answer: answer(decided, told.into_iter().collect(), alternatives),
    })
}

/// The case with another supplier: his lead time is one stage, what he does not say is as before.
fn with(inputs: &Inputs, supplier: &Supplier) -> Inputs {
    let stage = Stage {
        stage: "other",
        stage_days: supplier.supplier_lead,
        stage_deviation: supplier.supplier_deviation,
        hold_rate: None,
        hold_days: None,
    };
    Inputs {
        lead_from: "stages",
        stages: List(vec![(0, stage)]),
        factory_closure: false,
        unit_landed_cost: supplier.supplier_cost.or(inputs.unit_landed_cost),
        least_order: supplier.supplier_least.or(inputs.least_order),
        order_cost: supplier.supplier_order_cost.or(inputs.order_cost),
        price_breaks: if supplier.supplier_cost.is_some() { List(Vec::new()) } else { inputs.price_breaks.clone() },
        ..inputs.clone()
    }
}

/// Days for which a unit is paid for before it can be sold: from the order on, and what is not paid as a deposit from the day on
/// which the goods are made. Where nobody said when that is, from the order on: the safer reading.
fn days_paid(plan: &Plan<'_>) -> f64 {
    let made = production_days(&plan.inputs.stages);
    let later = 1.0 - plan.inputs.deposit.map_or(1.0, |share| float(share) / 100.0);
    let rests = if made > 0.0 { made + plan.told.closed } else { 0.0 };
    (plan.lead.mean - later * rests).max(0.0)
}

/// A supplier's policy with what it costs in a year, goods and all; refused where nothing can be ordered of him.
fn one(plan: &Plan<'_>, row: usize, title: Option<String>) -> Option<Alternative> {
    let mut own = plan.own_method()?;
    let name = NAMES.get(row).copied().unwrap_or(method::OTHER_SUPPLIER);
    let (id, name) = (format!("supplier-{row}"), name.key().to_owned());
    if plan.quantity.units <= 0.0 {
        let why = Problem::error(problem::E_LEAST_ORDER).with("least", Arg::Number(packed(plan.rules.least())?));
        let most = plan.rules.most.and_then(|most| packed(lowered(most)));
        let why = why.with("most", Arg::Number(most?));
        return Some(Alternative { id, name, title, refused: vec![why], ..Alternative::default() });
    }
    let goods = plan.quantity.unit.map(|unit| unit * plan.demand.yearly());
    if plan.costs.breaks.is_empty()
        && let Some(goods) = goods
    {
        own.lines.insert(0, plan.costs.line(line::PURCHASES, goods)?);
    }
    if let (Some(goods), Some(unit)) = (goods, plan.quantity.unit)
        && let Some(holding) = plan.costs.holding(unit)
    {
        let tied = goods / unit * holding * days_paid(plan) / DAYS_A_YEAR;
        own.lines.push(plan.costs.held(line::TRANSIT, tied)?);
    }
    let total = own.lines.iter().map(|line| line.amount.value).try_fold(Decimal::ZERO, Decimal::checked_add)?;
    own.total = (!own.lines.is_empty()).then_some(crate::amount::Money { value: total, currency: plan.costs.currency });
    let kept = [name::REORDER_POINT, name::SAFETY_STOCK, name::ORDER_QUANTITY];
    let mut figures = vec![figure(name::LEAD_DAYS, number(plan.lead.mean, 1)?)];
    figures.extend(own.figures.iter().filter(|one| kept.contains(&one.name)).cloned());
    let mut shown = Alternative { id, name, title, figures, ..own };
    (shown.steps, shown.notes) = (Vec::new(), Vec::new());
    Some(shown)
}
