//! The working: every step with its figures, and what else there is to know.

use rust_decimal::Decimal;

use super::lead_time::is_held_up;
use super::plan::{Plan, percent, raised, up, whole};
use super::position::RunsOut;
use super::quantity::{Basis, DAYS_WITHOUT_COSTS, orders};
use super::target::ordered_at_once;
use super::texts::{figure, law, note, step};
use crate::amount::Money;
use crate::inventory::{DAYS_A_YEAR, service};
use crate::schema::{Alternative, Arg, Args, Note, Phrase, Severity, Step, Text};
use crate::stats::distribution::Distribution;
use crate::stats::figures::{decimal, float};

/// A risk below this is none to tell of.
const NO_RISK: f64 = 5e-6;
/// Decimal places of figures of the working.
const PLACES: u32 = 3;

/// Collects steps.
struct Steps(Vec<Step>);

impl Steps {
    /// Adds one: slots and figures, and what comes out.
    fn add(&mut self, formula: Text, figures: &[(&'static str, f64)], result: f64) -> Option<()> {
        self.with(formula, figures, &[], Arg::Number(decimal(result, PLACES)?))
    }

    fn with(
        &mut self,
        formula: Text,
        figures: &[(&'static str, f64)],
        others: &[(&'static str, Arg)],
        result: Arg,
    ) -> Option<()> {
        let mut args = Args::new();
        for (slot, figure) in figures {
            args.number(slot, decimal(*figure, PLACES)?);
        }
        for (slot, arg) in others {
            args.put(slot, arg.clone());
        }
        self.0.push(Step { formula, args, result, row: None });
        Some(())
    }
}

/// What demand is taken for, as a word.
fn word(distribution: &Distribution) -> Arg {
    let known = law::ALL.iter().find(|text| text.code() == distribution.code());
    Arg::Text(*known.unwrap_or(&law::MIXTURE))
}

/// The steps of the method.
pub fn of(plan: &Plan<'_>) -> Option<Vec<Step>> {
    let mut steps = Steps(Vec::new());
    demand(plan, &mut steps)?;
    if !plan.demand.is_none() {
        quantity(plan, &mut steps)?;
        point(plan, &mut steps)?;
        now(plan, &mut steps)?;
    }
    Some(steps.0)
}

/// Demand of a day, the lead time, and demand over what is to be covered.
fn demand(plan: &Plan<'_>, steps: &mut Steps) -> Option<()> {
    let (inputs, demand, lead) = (plan.inputs, &plan.demand, &plan.lead);
    let days = super::demand::days(inputs);
    let factor = float(inputs.demand_factor);
    if let Some(typed) = inputs.demand_mean.filter(|_| days != 1.0 || factor != 1.0) {
        let figures = [("mean", float(typed)), ("days", days), ("factor", factor)];
        steps.add(step::DEMAND_DAY, &figures, demand.mean)?;
        if let Some(typed) = inputs.demand_deviation {
            let figures = [("deviation", float(typed)), ("days", days), ("factor", factor)];
            steps.add(step::DEVIATION_DAY, &figures, demand.deviation)?;
        }
    }
    lead_time(plan, steps)?;
    let protection = &plan.protection;
    steps.add(step::DAYS_TO_COVER, &[("lead", lead.mean), ("review", plan.review)], protection.days)?;
    if !demand.is_flat() && !demand.is_none() {
        return walked(plan, steps);
    }
    steps.add(step::DEMAND_TO_COVER, &[("mean", protection.rate), ("days", protection.days)], protection.mean)?;
    let figures = [
        ("days", protection.days),
        ("deviation", demand.deviation),
        ("mean", protection.rate),
        ("lead", lead.deviation),
    ];
    steps.add(step::DEVIATION_TO_COVER, &figures, protection.deviation)
}

/// The lead time: of stages with holds and closed factories, or of past orders.
fn lead_time(plan: &Plan<'_>, steps: &mut Steps) -> Option<()> {
    let (lead, told) = (&plan.lead, &plan.told);
    if let Some(orders) = &told.orders {
        let (count, mean) = (told.received as f64, orders.moments.mean);
        steps.add(step::LEAD_ORDERS, &[("days", mean * count), ("count", count)], mean)?;
        if told.received > 1 {
            steps.add(step::LEAD_ORDERS_DEVIATION, &[("mean", mean), ("count", count)], lead.deviation)?;
        }
        return Some(());
    }
    let stages = plan.inputs.stages.0.iter().map(|(_, stage)| float(stage.stage_days)).sum::<f64>();
    let open = lead.mean - told.closed;
    steps.add(step::LEAD_DAYS, &[("stages", stages), ("holds", open - stages)], open)?;
    if told.closed > 0.0 {
        steps.add(step::LEAD_CLOSURE, &[("lead", open), ("closed", told.closed)], lead.mean)?;
    }
    let held = libm::sqrt((lead.deviation * lead.deviation - lead.plain_deviation * lead.plain_deviation).max(0.0));
    steps.add(step::LEAD_DEVIATION, &[("plain", lead.plain_deviation), ("held", held)], lead.deviation)
}

/// Demand over the days to cover where they are not alike: by what they sell and deviate as parts of a plain day.
fn walked(plan: &Plan<'_>, steps: &mut Steps) -> Option<()> {
    let (demand, protection) = (&plan.demand, &plan.protection);
    let figures = [("mean", demand.mean), ("sum", protection.mean / demand.mean)];
    steps.add(step::DEMAND_WALKED, &figures, protection.mean)?;
    let days = protection.days;
    let (sums, common) = demand.walk(days);
    let rate = if days > 0.0 { demand.over(0.0, days) / days } else { demand.mean };
    let mut figures =
        vec![("squares", sums.squares), ("deviation", demand.deviation), ("mean", rate), ("lead", plan.lead.deviation)];
    let formula = if common > 0.0 {
        figures.extend([("common", common), ("days", sums.spread)]);
        step::DEVIATION_FORECAST
    } else {
        step::DEVIATION_WALKED
    };
    steps.add(formula, &figures, protection.deviation)
}

/// The quantity and how it was rounded.
fn quantity(plan: &Plan<'_>, steps: &mut Steps) -> Option<()> {
    let (quantity, costs) = (&plan.quantity, &plan.costs);
    let money = |value: f64| Some(Arg::Money(Money { value: decimal(value, 4)?, currency: costs.currency }));
    let holding = quantity.unit.and_then(|unit| Some((unit, costs.holding(unit)?)));
    if let Some((unit, holding)) = holding {
        let rate = Arg::Percent(plan.inputs.holding_rate);
        steps.with(step::HOLDING, &[], &[("cost", money(unit)?), ("rate", rate)], money(holding)?)?;
    }
    match (quantity.basis, costs.order, holding) {
        (Basis::Typed, ..) => steps.add(step::TYPED_QUANTITY, &[("quantity", quantity.raw)], quantity.raw)?,
        (Basis::Tier(_), Some(order), Some(_)) => {
            let unit = costs.price_at(quantity.raw, plan.inputs.discount)?;
            let holding = costs.holding(unit)?;
            let figures = [("demand", plan.demand.yearly()), ("quantity", quantity.raw)];
            let others = [("cost", money(unit)?), ("order", money(order)?), ("holding", money(holding)?)];
            let sum = (unit + order / quantity.raw) * plan.demand.yearly() + holding * quantity.raw / 2.0;
            steps.with(step::TIER, &figures, &others, money(sum)?)?;
        }
        (Basis::Economic, Some(order), Some((_, holding))) if order > 0.0 => {
            let others = [("order", money(order)?), ("holding", money(holding)?)];
            let result = Arg::Number(decimal(quantity.raw, PLACES)?);
            steps.with(step::ECONOMIC, &[("demand", plan.demand.yearly())], &others, result)?;
        }
        (Basis::Owed, Some(order), Some((_, holding))) => {
            let owed = money(costs.shortage?)?;
            let others = [("order", money(order)?), ("holding", money(holding)?), ("shortage", owed)];
            let result = Arg::Number(decimal(quantity.raw, PLACES)?);
            steps.with(step::OWED, &[("demand", plan.demand.yearly())], &others, result)?;
        }
        (Basis::ThirtyDays, ..) => {
            let figures = [("mean", quantity.raw / DAYS_WITHOUT_COSTS), ("days", DAYS_WITHOUT_COSTS)];
            steps.add(step::THIRTY_DAYS, &figures, quantity.raw)?;
        }
        _ => {}
    }
    if let (Some(cap), Some(days)) = (quantity.shelf, plan.inputs.most_cover) {
        steps.add(step::SHELF, &[("mean", cap / float(days)), ("days", float(days))], cap)?;
    }
    if quantity.units != quantity.raw {
        let figures = [
            ("quantity", quantity.raw),
            ("packs", libm::round(quantity.units / plan.rules.pack)),
            ("pack", plan.rules.pack),
        ];
        let formula = match (quantity.capped, plan.rules.pack) {
            (true, _) => step::CUT,
            (false, 1.0) => step::WHOLE_UNITS,
            (false, _) => step::ROUNDING,
        };
        steps.add(formula, &figures, quantity.units)?;
    }
    orders_of_a_year(plan, steps)?;
    let rate = plan.demand.yearly() / DAYS_A_YEAR;
    if plan.review > 1.0 && holding.is_some() && quantity.units > 0.0 {
        let figures = [("mean", rate), ("review", plan.review)];
        steps.add(step::BETWEEN_LOOKS, &figures, rate * (plan.review - 1.0) / 2.0)?;
    }
    Some(())
}

/// How often one orders, once a look at most.
fn orders_of_a_year(plan: &Plan<'_>, steps: &mut Steps) -> Option<()> {
    let (units, yearly) = (plan.quantity.units, plan.demand.yearly());
    if units <= 0.0 {
        return Some(());
    }
    let found = orders(&plan.demand, plan.review, units);
    if plan.review <= 0.0 || found > 0.9995 * yearly / units {
        return steps.add(step::ORDERS, &[("demand", yearly), ("quantity", units)], found);
    }
    let looks = DAYS_A_YEAR / plan.review;
    let mean = yearly / looks;
    let figures = [("looks", looks), ("mean", mean), ("beyond", mean - found / looks * units), ("quantity", units)];
    steps.add(step::ORDERS_BY_LOOK, &figures, found)
}

/// The reorder point by the target, safety stock and what they give.
fn point(plan: &Plan<'_>, steps: &mut Steps) -> Option<()> {
    let (protection, quantity, reorder) = (&plan.protection, &plan.quantity, &plan.reorder);
    let money =
        |value: Option<f64>| Some(Arg::Money(Money { value: decimal(value?, 4)?, currency: plan.costs.currency }));
    let holding = || money(quantity.unit.and_then(|unit| plan.costs.holding(unit)));
    let level = ("level", Arg::Percent(plan.inputs.service_level));
    let at_once = ordered_at_once(plan.inputs, &plan.demand, quantity.units);
    let result = Arg::Number(decimal(protection.mean + reorder.raw_safety, PLACES)?);
    let (formula, figures, others) = match plan.inputs.target {
        "fill-rate" => (step::POINT_BY_FILL, vec![("quantity", quantity.units)], vec![level]),
        "backorder-cost" => {
            let others = vec![("shortage", money(plan.costs.shortage)?), ("holding", holding()?)];
            (step::POINT_BY_BACKORDER, vec![("quantity", quantity.units)], others)
        }
        "short-cost" => {
            let others = vec![("shortage", money(plan.costs.shortage)?), ("holding", holding()?)];
            (step::POINT_BY_SHORT, vec![("quantity", at_once), ("demand", plan.demand.yearly())], others)
        }
        "occasion-cost" => {
            let others = vec![("shortage", money(plan.costs.shortage)?), ("holding", holding()?)];
            let figures =
                vec![("quantity", at_once), ("demand", plan.demand.yearly()), ("deviation", protection.deviation)];
            (step::POINT_BY_OCCASION, figures, others)
        }
        _ => (step::POINT_BY_SERVICE, Vec::new(), vec![level, ("law", word(&protection.law))]),
    };
    steps.with(formula, &figures, &others, result)?;
    steps.add(
        step::SAFETY,
        &[("point", protection.mean + reorder.raw_safety), ("mean", protection.mean)],
        reorder.raw_safety,
    )?;
    if reorder.floored {
        steps.add(step::SAFETY_FLOOR, &[("safety", reorder.raw_safety)], 0.0)?;
    }
    let safety = reorder.point - protection.mean;
    if (raised(reorder.point) - reorder.point).abs() > 1e-6 {
        steps.add(step::POINT_WHOLE, &[("mean", protection.mean), ("safety", safety)], raised(reorder.point))?;
    }
    if (raised(safety) - safety).abs() > 1e-6 {
        steps.add(step::SAFETY_WHOLE, &[("safety", safety)], raised(safety))?;
    }
    if quantity.units > 0.0 {
        let point = plan.whole_point();
        let figures = [("point", point), ("end", point + quantity.units), ("quantity", quantity.units)];
        if let Ok(service) = service::of_reorder_point(&protection.law, point, quantity.units) {
            steps.with(step::FILL, &figures, &[], Arg::Percent(plan.service(service.fill_rate)?))?;
        }
    }
    Some(())
}

/// The position and what follows from it today.
fn now(plan: &Plan<'_>, steps: &mut Steps) -> Option<()> {
    let Some(position) = &plan.position else { return Some(()) };
    let typed = |figure: Option<Decimal>| figure.map_or(0.0, float);
    let taken = typed(plan.inputs.reserved) + typed(plan.inputs.backorders);
    let ordered = position.ordered(0.0, plan.protection.days);
    let figures = [
        ("hand", position.level + taken),
        ("reserved", typed(plan.inputs.reserved)),
        ("owed", typed(plan.inputs.backorders)),
        ("ordered", ordered),
    ];
    let placed = plan.placed()?;
    steps.add(step::POSITION, &figures, placed)?;
    let is_plain = plan.demand.is_flat() && position.coming.is_empty();
    match (plan.due_now(), plan.to_order()) {
        (Some((units, count)), _) if units == count * plan.quantity.units => {
            steps.add(step::ORDER_NOW, &[("count", count), ("quantity", plan.quantity.units)], units)?;
        }
        (None, Some(to_order)) if is_plain && !plan.told.closes() => {
            let figures = [("position", placed), ("point", to_order.point), ("mean", plan.demand.mean)];
            steps.add(step::ORDER_DAY, &figures, to_order.days)?;
        }
        _ => {}
    }
    if let RunsOut::After(days) = position.runs_out(&plan.demand)
        && is_plain
    {
        steps.add(step::RUNS_OUT, &[("stock", plan.demand.over(0.0, days)), ("mean", plan.demand.mean)], days)?;
    }
    let (days, _) = plan.riskiest()?;
    let figures = [("days", days), ("stock", position.supply_before(days))];
    steps.with(step::RISK, &figures, &[], Arg::Percent(percent(plan.risk()?)?))
}

/// What there is to know of the rule of thumb: that its cost is no cost to compare.
pub fn notes_of_rule(plan: &Plan<'_>, shown: &Alternative) -> Vec<Note> {
    let fill = shown.figures.iter().find(|one| one.name == figure::FILL_RATE).map(|one| one.value.clone());
    let told = fill.filter(|_| plan.costs.shortage.is_none() && plan.costs.unit.is_some());
    let phrase = |fill| Phrase::new(note::NOT_COMPARABLE).with("fill", fill);
    told.into_iter().map(|fill| Note { severity: Severity::Note, phrase: phrase(fill), source: None }).collect()
}

/// The steps of the rule of thumb.
pub fn of_rule(plan: &Plan<'_>) -> Option<Vec<Step>> {
    let mut steps = Steps(Vec::new());
    let (mean, rule) = (plan.protection.rate, &plan.rule);
    steps.add(step::RULE_POINT, &[("mean", mean), ("trigger", float(plan.inputs.trigger_days))], rule.point)?;
    let figures = [("mean", mean), ("days", plan.protection.days), ("safety", float(plan.inputs.safety_days))];
    steps.add(step::RULE_TARGET, &figures, rule.up_to)?;
    let wanted = (rule.up_to - rule.point).max(0.0);
    steps.add(step::RULE_QUANTITY, &[("target", rule.up_to), ("point", rule.point)], wanted)?;
    if rule.quantity != wanted {
        let packs = libm::round(rule.quantity / plan.rules.pack);
        let figures = [("quantity", wanted), ("packs", packs), ("pack", plan.rules.pack)];
        steps.add(step::ROUNDING, &figures, rule.quantity)?;
    }
    Some(steps.0)
}

/// What else there is to know of the method.
pub fn notes(plan: &Plan<'_>) -> Option<Vec<Note>> {
    let mut notes = Vec::new();
    let mut tell = |phrase| notes.push(Note { severity: Severity::Note, phrase, source: None });
    let (protection, quantity) = (&plan.protection, &plan.quantity);
    if plan.demand.is_none() {
        return Some(notes);
    }
    if quantity.units > 0.0
        && let Ok(found) = service::of_reorder_point(&protection.law, plan.whole_point(), quantity.units)
    {
        let (service, fill) = (plan.service(found.cycle_service)?, plan.service(found.fill_rate)?);
        let phrase = Phrase::new(if fill > service { note::SERVICE_IS_NOT_FILL } else { note::SERVICE_AND_FILL });
        tell(phrase.with("service", Arg::Percent(service)).with("fill", Arg::Percent(fill)));
    }
    if is_held_up(&plan.inputs.stages) && plan.inputs.target == "cycle-service" {
        let plain = plan.lead.plain_demand(&plan.demand, plan.review)?;
        if let Some(point) = plain.quantile(float(plan.inputs.service_level) / 100.0) {
            let achieved = protection.law.cumulative(raised(point));
            let phrase = Phrase::new(note::HELD_UP).with("achieved", Arg::Percent(plan.service(achieved)?));
            tell(phrase.with("plain", Arg::Number(up(point)?)));
        }
    }
    if let Some((_, moments)) = plan.riskiest().filter(|(_, moments)| *moments > 1)
        && plan.risk()? > NO_RISK
    {
        let phrase = Phrase::new(note::RISK_AT_LEAST).with("risk", Arg::Percent(percent(plan.risk()?)?));
        tell(phrase.with("count", Arg::Number(Decimal::from(moments))));
    }
    if protection.mean <= 0.0 {
        if protection.days <= 0.0 {
            notes.push(Note { severity: Severity::Warning, phrase: Phrase::new(note::NO_WAIT), source: None });
        }
        return Some(notes);
    }
    let mut tell = |phrase| notes.push(Note { severity: Severity::Note, phrase, source: None });
    let phrase = Phrase::new(note::BY_LAW).with("law", word(&protection.law));
    let phrase = phrase.with("mean", Arg::Number(decimal(protection.mean, 1)?));
    tell(phrase.with("deviation", Arg::Number(decimal(protection.deviation, 1)?)));
    let between = plan.demand.yearly() / DAYS_A_YEAR * plan.review;
    if quantity.units > 0.0 && quantity.units < between {
        let orders = orders(&plan.demand, plan.review, quantity.units);
        let phrase = Phrase::new(note::SEVERAL_AT_ONCE).with("mean", Arg::Number(decimal(between, 1)?));
        let phrase = phrase.with("quantity", Arg::Number(up(quantity.units)?));
        tell(phrase.with("orders", Arg::Number(decimal(orders, 1)?)));
    }
    // Wherever the table of policies has costs.
    let holding = quantity.unit.and_then(|unit| plan.costs.holding(unit));
    if quantity.units > 0.0 && plan.costs.order.is_some() && holding.is_some() {
        tell(Phrase::new(note::POLICIES_DIFFER));
    }
    if let Basis::Tier(from) = quantity.basis
        && !quantity.capped
    {
        tell(Phrase::new(note::PRICE_TIER).with("from", Arg::Number(whole(from)?)));
    }
    let rounded =
        quantity.units > 0.0 && quantity.units != quantity.raw && !quantity.capped && quantity.shelf.is_none();
    // Only what the supplier asks for; that units are whole needs no word.
    let (is_packed, is_least) = (plan.rules.pack != 1.0, quantity.raw < plan.rules.moq);
    let told = match (is_packed, is_least) {
        (true, true) => Some(note::ROUNDED_UP),
        (true, false) => Some(note::ROUNDED_CARTONS),
        (false, true) => Some(note::ROUNDED_LEAST),
        (false, false) => None,
    };
    if let Some(text) = told.filter(|_| rounded) {
        let mut phrase = Phrase::new(text).with("from", Arg::Number(decimal(quantity.raw, 1)?));
        phrase = phrase.with("to", Arg::Number(decimal(quantity.units, 2)?));
        if is_packed {
            phrase = phrase.with("pack", Arg::Number(decimal(plan.rules.pack, 2)?));
        }
        if is_least {
            phrase = phrase.with("least", Arg::Number(decimal(plan.rules.moq, 2)?));
        }
        tell(phrase);
    }
    Some(notes)
}
