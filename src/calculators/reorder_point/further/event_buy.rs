//! A buy for an event that cannot be repeated: the newsvendor (NV-4), less what is left of the stock by then.

use super::{Plan, World, answer, figure, note, number, row};
use crate::calculators::reorder_point::plan::{lowered, percent, raised, up};
use crate::calculators::reorder_point::texts::{decision, figure as name, method, note as text, section};
use crate::date::Date;
use crate::inventory::newsvendor::{Offer, for_profit};
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
    let left = left(plan);
    let there = left.as_ref().map_or(0.0, |left| left.units);
    // What the event meets: whole units, and no less than is there anyway.
    let total = |units: f64| raised(units).max(there);
    let all = total(best.quantity);
    let mut rows = Vec::new();
    let mut met = Vec::new();
    for (method, units) in
        [(method::BEST_BUY, best.quantity), (method::MEAN_BUY, mean), (method::HALF_MORE, mean * 1.5)]
    {
        let units = total(units);
        if met.contains(&units) {
            continue;
        }
        met.push(units);
        let figures = vec![
            figure(name::BUY, Arg::Number(up(units - there)?)),
            figure(name::SELLS_OUT, Arg::Percent(percent(demand.exceedance(units))?)),
            figure(name::LEFT_OVER, number(over(units), 0)?),
        ];
        let mut one = row(format!("buy-{}", method.code()), method, None, figures);
        one.total = Some(super::money(plan, earned(units))?);
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
        let phrase = phrase.with("units", Arg::Number(up(all - there)?));
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
    let mut answer = answer(Some(phrase), vec![note(Severity::Note, told)], rows);
    answer.headline = vec![figure(name::PROFIT_EXPECTED, Arg::Money(super::money(plan, earned(all))?))];
    titled(answer)
}
