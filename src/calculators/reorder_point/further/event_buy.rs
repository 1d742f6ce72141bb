//! A buy for an event that cannot be repeated: the newsvendor (NV-4), less what is left of the stock by then.

use super::{Plan, World, answer, figure, note, number, row};
use crate::calculators::reorder_point::plan::{lowered, packed, percent, raised, up};
use crate::calculators::reorder_point::texts::{decision, figure as name, method, note as text, section};
use crate::date::Date;
use crate::inventory::newsvendor::{Offer, for_profit};
use crate::inventory::rounding::OrderRules;
use crate::schema::{Arg, Phrase, Section, Severity};
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;

/// What is left of the stock when the event begins.
struct Left {
    /// Whole units beyond average sales until then.
    units: f64,
    /// The day.
    day: Date,
    /// Whether an event of the list has it; otherwise it is that of an order placed today.
    is_dated: bool,
}

/// Stock in hand and what arrives by the first day of the next event of the list, less what sells until then; none where nobody
/// said what is in stock.
fn left(plan: &Plan<'_>) -> Option<Left> {
    let position = plan.position.as_ref()?;
    let events = plan.told.forecast.events.iter().filter_map(|one| one.next);
    let first = events.map(|(from, _)| plan.inputs.stock_date.days_until(from)).filter(|days| *days > 0).min();
    let days = first.map_or(raised(plan.lead.mean), f64::from);
    let units = position.supply_by(days) - plan.demand.over(0.0, days);
    Some(Left { units: lowered(units.max(0.0)), day: plan.day(days)?, is_dated: first.is_some() })
}

/// Units to buy of so many that are wanted: what the supplier takes and what fits.
fn taken(rules: OrderRules, wanted: f64) -> f64 {
    rules.round(wanted).map_or(0.0, |order| order.quantity)
}

/// The same where it earns most: of the orders around what is wanted, and none at all, the smaller of two that earn the same.
/// Single units are taken as they are wanted (NV-4).
fn best_taken(rules: OrderRules, wanted: f64, earned: impl Fn(f64) -> f64) -> f64 {
    let up = taken(rules, wanted);
    if up == wanted {
        return up;
    }
    let down = rules.packs_down(wanted.min(up)) * rules.pack;
    let down = if down >= rules.moq { down } else { 0.0 };
    [down, up].into_iter().fold(0.0, |best, units| if earned(units) > earned(best) { units } else { best })
}

/// How many to buy and what that earns; none without the figures for it.
pub fn section(plan: &Plan<'_>, world: &World) -> Option<Section> {
    let inputs = plan.inputs;
    let mean = float(inputs.buy_mean?);
    let deviation = inputs.buy_deviation.map_or_else(|| libm::sqrt(mean), float);
    let demand = Distribution::of_moments(mean, deviation * deviation)?;
    let change = |money| crate::calculators::reorder_point::cost::changed(inputs, world, money);
    let price = change(inputs.event_price?)?;
    let salvage = inputs.salvage_value.map_or(Some(0.0), change)?;
    let titled = |answer| Some(Section { title: section::EVENT_BUY, one: section::BUY, ranked: true, answer });
    let Some(cost) = plan.costs.unit else {
        return titled(answer(None, vec![note(Severity::Warning, Phrase::new(text::BUY_NEEDS_COST))], Vec::new()));
    };
    let Ok((best, _)) = for_profit(&demand, Offer { price, cost, salvage }) else {
        return titled(answer(None, vec![note(Severity::Warning, Phrase::new(text::BUY_PRICES))], Vec::new()));
    };
    // Who has nothing earns nothing and keeps nothing, also by a law that falls below zero.
    let over = |units: f64| if units > 0.0 { units - mean + demand.loss(units) } else { 0.0 };
    let earned = |units: f64| (price - cost) * units - (price - salvage) * over(units);
    // What is there anyway is no matter of this buy.
    let gained = |units: f64, there: f64| earned(there + units) - earned(there);
    let left = left(plan);
    let there = left.as_ref().map_or(0.0, |left| left.units);
    // What is bought, in whole units, beside what is there anyway.
    let rules = plan.rules;
    let wanted = |units: f64| raised((raised(units) - there).max(0.0));
    let most = wanted(best.quantity);
    let bought = best_taken(rules, most, |units| earned(there + units));
    let all = there + bought;
    let mut rows = Vec::new();
    let mut met = Vec::new();
    for (method, buy) in [
        (method::BEST_BUY, bought),
        (method::MEAN_BUY, taken(rules, wanted(mean))),
        (method::HALF_MORE, taken(rules, wanted(mean * 1.5))),
    ] {
        let units = there + buy;
        if met.contains(&units) {
            continue;
        }
        met.push(units);
        let figures = vec![
            figure(name::BUY, Arg::Number(packed(buy)?)),
            figure(name::SELLS_OUT, Arg::Percent(percent(demand.exceedance(units))?)),
            figure(name::LEFT_OVER, number(over(units), 0)?),
        ];
        let mut one = row(format!("buy-{}", method.code()), method, None, figures);
        one.total = Some(super::money(plan, gained(buy, there))?);
        rows.push(one);
    }
    // How sure the whole of it lasts: whole units are surer than the ratio that they come from.
    let lasts = Arg::Percent(percent(demand.cumulative(all))?);
    let phrase = if all <= 0.0 {
        Phrase::new(decision::BUY_NONE)
    } else if there > 0.0 && all <= there {
        Phrase::new(decision::BUY_ENOUGH).with("have", number(there, 0)?)
    } else {
        let phrase = Phrase::new(if there > 0.0 { decision::BUY_MORE } else { decision::BUY });
        let phrase = phrase.with("units", Arg::Number(packed(bought)?));
        if there > 0.0 { phrase.with("all", Arg::Number(up(all)?)).with("left", number(there, 0)?) } else { phrase }
    };
    let phrase = phrase.with("ratio", lasts);
    let told = match left {
        Some(left) => {
            let phrase = Phrase::new(if left.is_dated { text::BUY_STOCK } else { text::BUY_STOCK_UNDATED });
            phrase.with("left", number(left.units, 0)?).with("day", Arg::Date(left.day))
        }
        None => Phrase::new(text::BUY_WITHOUT_STOCK),
    };
    let mut notes = vec![note(Severity::Note, told)];
    if bought != most {
        let text = if bought > 0.0 { text::BUY_ROUNDED } else { text::BUY_LEAST };
        let severity = if bought > 0.0 { Severity::Note } else { Severity::Warning };
        let phrase =
            Phrase::new(text).with("wanted", number(most, 0)?).with("least", Arg::Number(packed(rules.least())?));
        let phrase = phrase.with("pack", Arg::Number(packed(rules.pack)?));
        notes.insert(0, note(severity, phrase));
    }
    let mut answer = answer(Some(phrase), notes, rows);
    answer.headline = vec![figure(name::PROFIT_EXPECTED, Arg::Money(super::money(plan, gained(bought, there))?))];
    titled(answer)
}
