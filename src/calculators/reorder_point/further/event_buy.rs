//! A buy for an event that cannot be repeated: the newsvendor (NV-4).

use super::{Plan, World, answer, figure, note, number, row};
use crate::calculators::reorder_point::plan::{percent, up};
use crate::calculators::reorder_point::texts::{decision, figure as name, method, note as text, section};
use crate::inventory::newsvendor::{Offer, for_profit};
use crate::schema::{Arg, Phrase, Section, Severity};
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;

/// How many to buy and what that earns; none without the figures for it.
pub fn section(plan: &Plan<'_>, world: &World) -> Option<Section> {
    let inputs = plan.inputs;
    let mean = float(inputs.buy_mean?);
    let deviation = inputs.buy_deviation.map_or_else(|| libm::sqrt(mean), float);
    let demand = Distribution::of_moments(mean, deviation * deviation)?;
    let change = |money| crate::calculators::reorder_point::cost::changed(inputs, world, money);
    let price = change(inputs.event_price?)?;
    let salvage = inputs.salvage_value.map_or(Some(0.0), change)?;
    let titled = |answer| Some(Section { title: section::EVENT_BUY, one: section::BUY, answer });
    let Some(cost) = plan.costs.unit else {
        return titled(answer(None, vec![note(Severity::Warning, Phrase::new(text::BUY_NEEDS_COST))], Vec::new()));
    };
    let Ok((best, profit)) = for_profit(&demand, Offer { price, cost, salvage }) else {
        return titled(answer(None, vec![note(Severity::Warning, Phrase::new(text::BUY_PRICES))], Vec::new()));
    };
    let earned =
        |units: f64| (price - cost) * mean - (cost - salvage) * (units - mean) - (price - salvage) * demand.loss(units);
    let mut rows = Vec::new();
    for (method, units, earns) in [
        (method::BEST_BUY, best.quantity, profit),
        (method::MEAN_BUY, mean, earned(mean)),
        (method::HALF_MORE, mean * 1.5, earned(mean * 1.5)),
    ] {
        let figures = vec![
            figure(name::BUY, Arg::Number(up(units)?)),
            figure(name::SELLS_OUT, Arg::Percent(percent(demand.exceedance(units))?)),
            figure(name::LEFT_OVER, number(units - mean + demand.loss(units), 0)?),
        ];
        let mut one = row(format!("buy-{}", method.code()), method, None, figures);
        one.total = Some(super::money(plan, earns)?);
        rows.push(one);
    }
    let phrase = Phrase::new(decision::BUY).with("units", Arg::Number(up(best.quantity)?));
    let phrase = phrase.with("ratio", Arg::Percent(percent(best.critical_ratio)?));
    let mut answer = answer(Some(phrase), Vec::new(), rows);
    answer.headline = vec![figure(name::PROFIT_EXPECTED, Arg::Money(super::money(plan, profit)?))];
    titled(answer)
}
