//! Reorder point and quantity together, by formula: what each policy gives and costs, and, where a unit owed has a price, the
//! best ones and what the usual short cuts cost more (RQ-1 to RQ-7, SSP-1 to SSP-5, PR-1 to PR-3).

use super::{Plan, answer, figure, note, number, row};
use crate::calculators::reorder_point::plan::{Protection, percent, raised, up};
use crate::calculators::reorder_point::texts::{figure as name, method, note as text, section};
use crate::calculators::reorder_point::yardstick::{Level, WIDEST, Yardstick};
use crate::calculators::reorder_point::{quantity, target};
use crate::inventory::DAYS_A_YEAR;
use crate::inventory::policy_rq::{Costs, Model, Policy};
use crate::inventory::policy_ss::{self, power_approximation_over};
use crate::inventory::refusal::Refusal;
use crate::inventory::review::Outcome;
use crate::inventory::safety_stock::Moments;
use crate::schema::{Alternative, Arg, Note, Phrase, Section, Severity, Text};
use crate::stats::figures::float;

/// The most that the quantity of least cost may be for the best (s, S) to be looked for at a keystroke: the work grows with
/// its square.
const MOST_UNITS: f64 = 500.0;

/// Days that sell on average by no more than this part more or less are hardly different.
const HARDLY: f64 = 0.05;

/// The policies: the cheapest first where all that they cost has a price, else that of the target first.
///
/// Formulas of the long run know no days that are not alike: where the coming ones are not, sizes and figures are those of the
/// level without events, weekdays and months.
pub fn section(plan: &Plan<'_>) -> Option<Section> {
    if !is_unsteady(plan) {
        return of_steady(plan, None);
    }
    let steady = steady(plan)?;
    let rate = Phrase::new(text::POLICIES_STEADY).with("rate", number(steady.demand.mean, 2)?);
    // Where the coming days are hardly different the table is about the answer.
    let differs = (plan.protection.mean / steady.protection.mean - 1.0).abs() > HARDLY;
    let severity = if differs { Severity::Warning } else { Severity::Note };
    of_steady(&steady, Some(note(severity, rate)))
}

/// Whether the coming days are not alike, or an order of today may meet closed factories.
pub fn is_unsteady(plan: &Plan<'_>) -> bool {
    !plan.demand.is_flat() || plan.told.closed > 0.0
}

/// The same case with plain days alone, and while factories work.
pub fn steady<'a>(plan: &Plan<'a>) -> Option<Plan<'a>> {
    let demand = plan.demand.plain_days();
    let (inputs, costs, lead) = (plan.inputs, plan.costs.clone(), plan.told.open.clone());
    let protection = Protection::of(&demand, &lead, plan.review, 0.0)?;
    let quantity = quantity::quantity(inputs, &costs, &demand, plan.review, plan.rules);
    let reorder = target::reorder(inputs, &costs, &demand, &protection, &quantity).ok()?;
    Some(Plan {
        inputs,
        costs,
        demand,
        told: plan.told.clone(),
        lead,
        review: plan.review,
        protection,
        rules: plan.rules,
        quantity,
        reorder,
        position: plan.position.clone(),
        rule: plan.rule,
    })
}

fn of_steady(plan: &Plan<'_>, told_of_days: Option<Note>) -> Option<Section> {
    let looks = libm::round(plan.review).clamp(1.0, 365.0) as u32;
    let yard = Yardstick::of(plan, looks)?;
    if plan.quantity.units <= 0.0 {
        return None;
    }
    let mut table = Table { plan, rows: Vec::new(), uncounted: false };
    let (point, units) = (raised(plan.reorder.point), raised(plan.quantity.units).max(1.0));
    table.of_quantity("rq-own", plan.method_name(), &yard, point, units)?;
    if let Ok(exact) = yard.exact()
        && plan.inputs.target == "fill-rate"
        && let Ok(point) = exact.reorder_point(units, float(plan.inputs.service_level) / 100.0)
    {
        table.of_quantity("rq-exact", method::EXACT_FILL, &yard, point, units)?;
    }
    let mut notes = Vec::new();
    let costs = costs(plan);
    if let Some(costs) = costs {
        best(&mut table, &yard, costs, &mut notes)?;
    } else {
        table.of_range("ss-own", method::MIN_MAX, yard.of_range(point, point + units), point, point + units)?;
    }
    if let Some(level) = Level::of(plan)
        && let Some(looked) = Yardstick::of(plan, level.days)
        && let Some(found) = looked.of_level(level.units)
    {
        let figures = vec![figure(name::UP_TO, Arg::Number(up(level.units)?))];
        table.add("rs", method::PERIODIC, figures, Some(&found))?;
        let phrase = Phrase::new(text::PERIODIC_LEVEL).with("level", Arg::Number(up(level.units)?));
        let phrase = phrase.with("days", number(f64::from(level.days), 0)?);
        notes.push(note(Severity::Note, phrase.with("method", Arg::Text(plan.method_name()))));
    }
    if let Err(refusal) = yard.exact() {
        let text = if refusal == Refusal::NotWhole { text::BY_LAWS_SPREAD } else { text::BY_LAWS_SIZE };
        notes.push(note(Severity::Note, Phrase::new(text)));
    }
    if table.uncounted && yard.exact().is_ok() {
        let phrase = Phrase::new(text::POLICIES_WIDE).with("widest", number(WIDEST, 0)?);
        notes.push(note(Severity::Note, phrase));
    }
    if table.rows.len() < 2 {
        return None;
    }
    let told = if costs.is_some() { text::POLICIES } else { text::POLICIES_SERVICE };
    let told = Phrase::new(told).with("days", number(f64::from(looks), 0)?);
    notes.insert(0, note(Severity::Note, told));
    if plan.inputs.demand_from == "history" {
        // What days may be off is in these figures, what the forecast may be off is not.
        notes.insert(0, note(Severity::Note, Phrase::new(text::WITHOUT_FORECAST_ERROR)));
    }
    if let Some(told) = told_of_days {
        notes.insert(0, told);
    }
    if costs.is_some() {
        let cost = |one: &Alternative| one.total.map(|total| total.value);
        table
            .rows
            .sort_by(|one, other| cost(one).is_none().cmp(&cost(other).is_none()).then(cost(one).cmp(&cost(other))));
    }
    let mut answer = answer(None, notes, table.rows);
    answer.headline = vec![figure(name::YEARLY_COST, Arg::Number(rust_decimal::Decimal::ONE))];
    Some(Section { title: section::POLICIES, one: section::POLICY, ranked: costs.is_some(), answer })
}

/// What a year costs, where a unit owed for a year has a price.
fn costs(plan: &Plan<'_>) -> Option<Costs> {
    let backorder = plan.costs.shortage.filter(|_| plan.inputs.target == "backorder-cost")?;
    Some(Costs { order: plan.costs.order?, holding: plan.costs.holding(plan.quantity.unit?)?, backorder })
}

/// The rows.
struct Table<'a> {
    plan: &'a Plan<'a>,
    rows: Vec<Alternative>,
    /// Whether an (s, S) was left out that nobody can count out.
    uncounted: bool,
}

impl Table<'_> {
    fn of_quantity(&mut self, id: &str, name: Text, yard: &Yardstick<'_>, point: f64, units: f64) -> Option<()> {
        let figures = vec![
            figure(name::REORDER_POINT, Arg::Number(up(point)?)),
            figure(name::ORDER_QUANTITY, Arg::Number(up(units)?)),
        ];
        self.add(id, name, figures, yard.of_quantity(point, units).as_ref())
    }

    fn of_range(&mut self, id: &str, name: Text, found: Option<Outcome>, point: f64, up_to: f64) -> Option<()> {
        // A row without a figure to compare is no row.
        if found.is_none() {
            self.uncounted = true;
            return Some(());
        }
        let figures =
            vec![figure(name::REORDER_POINT, Arg::Number(up(point)?)), figure(name::UP_TO, Arg::Number(up(up_to)?))];
        self.add(id, name, figures, found.as_ref())
    }

    fn add(
        &mut self,
        id: &str,
        name: Text,
        mut figures: Vec<crate::schema::Figure>,
        found: Option<&Outcome>,
    ) -> Option<()> {
        if let Some(found) = found {
            figures.push(figure(name::FILL_RATE, Arg::Percent(percent(found.fill_rate)?)));
            figures.push(figure(name::MEAN_STOCK, number(found.on_hand, 0)?));
        }
        let mut one = row(id.to_owned(), name, None, figures);
        if let Some(cost) = found.and_then(|found| self.yearly(found)) {
            one.total = Some(super::money(self.plan, cost)?);
        }
        self.rows.push(one);
        Some(())
    }

    /// Orders, holding and, where they have a price, shortages of a year; none where orders or holding have none.
    fn yearly(&self, found: &Outcome) -> Option<f64> {
        let plan = self.plan;
        let ordering = plan.costs.order? * found.orders * DAYS_A_YEAR;
        let holding = plan.costs.holding(plan.quantity.unit?)? * found.on_hand;
        let short = match plan.inputs.target {
            "backorder-cost" => plan.costs.shortage? * found.backorders,
            "short-cost" => plan.costs.shortage? * (1.0 - found.fill_rate) * plan.protection.rate * DAYS_A_YEAR,
            _ => 0.0,
        };
        Some(ordering + holding + short)
    }
}

/// The best reorder point and quantity, and the usual short cuts: counted out, or by the law of demand.
fn short_cuts(yard: &Yardstick<'_>, costs: Costs, rate: f64) -> [(Text, Option<(f64, f64)>); 3] {
    let economic = (2.0 * costs.order * rate / costs.holding).sqrt();
    let ratio = costs.backorder / (costs.backorder + costs.holding);
    let found = if let Ok(exact) = yard.exact() {
        let [holding, backorder] = [costs.holding, costs.backorder].map(|cost| cost / DAYS_A_YEAR);
        let daily = Costs { order: costs.order, holding, backorder };
        let with_backorders = libm::round(economic / ratio.sqrt()).max(1.0);
        [
            exact.best_quantity(daily, None).ok(),
            exact.best_quantity(daily, Some(with_backorders)).ok(),
            Some((exact.quantile(ratio), economic)),
        ]
    } else {
        let model = yard.evening().and_then(|law| Model::new(costs, rate, law).ok());
        let of = |find: fn(&Model) -> Result<Policy, Refusal>| {
            find(model.as_ref()?).ok().map(|found| (found.reorder_point, found.quantity))
        };
        [of(Model::optimum), of(Model::with_planned_backorders), of(Model::with_safety_stock)]
    };
    let [best, owed, apart] = found;
    [(method::OPTIMUM, best), (method::PLANNED_BACKORDERS, owed), (method::SQUARE_ROOT, apart)]
}

/// The best policies and the short cuts, for a cost of units owed.
fn best(table: &mut Table<'_>, yard: &Yardstick<'_>, costs: Costs, notes: &mut Vec<Note>) -> Option<()> {
    let plan = table.plan;
    let rate = plan.protection.rate * DAYS_A_YEAR;
    for (method, found) in short_cuts(yard, costs, rate) {
        let Some((point, units)) = found else { continue };
        let (point, units) = (raised(point), raised(units).max(1.0));
        table.of_quantity(&format!("rq-{}", method.code()), method, yard, point, units)?;
    }
    // Costs of the time between two looks.
    let part = yard.days / DAYS_A_YEAR;
    let costs = Costs { order: costs.order, holding: costs.holding * part, backorder: costs.backorder * part };
    let demand = &yard.demand;
    let period = Moments { mean: demand.mean * yard.days, sd: demand.deviation * yard.days.sqrt() };
    if let Ok(exact) = yard.exact() {
        // √(2KD(h + p) ÷ (hp)), about S − s.
        let wide =
            2.0 * costs.order * period.mean * (costs.holding + costs.backorder) / costs.holding / costs.backorder;
        let best = policy_ss::Model::of_review(costs, exact).ok().filter(|_| wide.sqrt() <= MOST_UNITS);
        if let Some(best) = best.and_then(|model| model.optimum().ok()) {
            let found = yard.of_range(best.reorder_point, best.up_to);
            table.of_range("ss-best", method::BEST_RANGE, found, best.reorder_point, best.up_to)?;
        } else {
            let phrase = Phrase::new(text::NO_BEST_RANGE).with("most", number(MOST_UNITS, 0)?);
            notes.push(note(Severity::Note, phrase.with("widest", number(WIDEST, 0)?)));
        }
    }
    let until = plan.lead.mean + yard.days;
    let variance = crate::calculators::reorder_point::lead_time::variance(demand, 0.0, until, plan.lead.deviation);
    let protection = Moments { mean: demand.mean * until, sd: variance.sqrt() };
    if let Ok(found) = power_approximation_over(costs, period, protection) {
        let (point, up_to) = (libm::round(found.reorder_point), libm::round(found.up_to));
        let up_to = up_to.max(point + 1.0);
        let counted = (up_to - point <= WIDEST).then(|| yard.of_range(point, up_to)).flatten();
        table.of_range("ss-power", method::POWER, counted, point, up_to)?;
        if found.small_quantity {
            notes.push(note(Severity::Note, Phrase::new(text::POWER_SMALL)));
        }
    }
    Some(())
}
