//! What to do with an order that comes back, and how parcels go through customs: each way with what it costs
//! (`docs/facts/logistics.md` §3.9).

use rust_decimal::{Decimal, RoundingStrategy};

use super::batch;
use super::expected::{Known, best_route, goes_by, routed};
use super::texts::{decision, figure, note, section};
use super::ways::{Way, Ways};
use crate::amount::Money;
use crate::calculators::landed_cost;
use crate::exact::Exact;
use crate::schema::{Alternative, Answer, Arg, Figure, Note, Phrase, Section, Severity, Text};

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
    let one = |(policy, cost): &(Text, Decimal)| Alternative {
        id: ["return-", policy.code()].concat(),
        name: policy.key().to_owned(),
        figures: vec![Figure { name: figure::RETURN_COST, value: money(*cost) }],
        ..Alternative::default()
    };
    let notes = flips(ways, &priced, known);
    let (policy, cost) = *all.first()?;
    let decision = Phrase::new(decision::RETURN_BEST).with("policy", Arg::Text(policy)).with("cost", money(cost));
    let alternatives = all.iter().map(one).collect();
    let answer = Answer { decision: Some(decision), alternatives, notes, ..Answer::default() };
    Some(Section { title: section::RETURNS, one: section::RETURN, ranked: true, answer })
}

/// A figure on which the choice among ways to deal with a return depends: what it is called, its bounds, and how it is put.
type Lever = (&'static str, [Decimal; 3], fn(&mut landed_cost::Inputs, Decimal));

/// Where another way to deal with a return is the cheapest: by the share that is sold again, by the claims of those who may keep the
/// goods, and by the price. Each way costs a straight line of each of them, so that two looks tell where lines cross.
fn flips(ways: &Ways<'_>, priced: &landed_cost::Inputs, known: &Known) -> Vec<Note> {
    let case = &ways.case;
    let (currency, price) = (case.inputs.currency, case.price().unwrap_or_default());
    let levers: [Lever; 3] = [
        ("resold-share", [Decimal::ZERO, priced.resold_share, Decimal::ONE_HUNDRED], |to, share| {
            to.resold_share = share
        }),
        ("keep-abuse", [Decimal::ZERO, priced.keep_abuse, Decimal::ONE_HUNDRED], |to, share| to.keep_abuse = share),
        (
            "sale-price",
            [price.over(TWICE).unwrap_or_default(), price, price.times(TWICE).unwrap_or(price)],
            |to, price| {
                to.sale_price = Some(Money { value: price, currency: to.currency });
            },
        ),
    ];
    let costs = |put: fn(&mut landed_cost::Inputs, Decimal), value: Decimal| {
        let mut changed = priced.clone();
        put(&mut changed, value);
        landed_cost::return_policies(&changed, case.world, known.landed, known.again)
    };
    let mut notes = Vec::new();
    for (what, [low, now, high], put) in levers {
        let is_money = what == "sale-price";
        let Some((first, last)) = costs(put, low).zip(costs(put, high)) else { continue };
        for (text, end) in [(note::RETURN_FROM, high), (note::RETURN_UP_TO, low)] {
            let Some((policy, at)) = crossing(&first, &last, [low, now, high], end, is_money) else { continue };
            let value = if is_money { Arg::Money(Money { value: at, currency }) } else { Arg::Percent(at) };
            let phrase = Phrase::new(text).with("policy", Arg::Text(policy)).with("at", value);
            let phrase = phrase.with("what", Arg::Key(["field.", what, ".label"].concat()));
            notes.push(Note { severity: Severity::Note, phrase, source: None });
        }
    }
    notes
}

/// Twice and half the price are looked at.
const TWICE: Decimal = Decimal::TWO;
/// Figures that are looked at between now and an end.
const LOOKS: u32 = 400;

/// The figure nearest to now towards an end from which on another way is the cheapest, and which: whole percents, or cents.
fn crossing(
    first: &[(Text, Decimal)],
    last: &[(Text, Decimal)],
    [low, now, high]: [Decimal; 3],
    end: Decimal,
    is_money: bool,
) -> Option<(Text, Decimal)> {
    let span = high.minus(low).filter(|span| *span > Decimal::ZERO)?;
    let best = |at: Decimal| {
        let part = at.minus(low)?.over(span)?;
        let cost = |(policy, cost): &(Text, Decimal)| {
            let (_, then) = last.iter().find(|(other, _)| other == policy)?;
            Some((cost.plus(then.minus(*cost)?.times(part)?)?, *policy))
        };
        first.iter().filter_map(cost).min_by_key(|(cost, _)| *cost).map(|(_, policy)| policy)
    };
    let places = if is_money { 2 } else { 0 };
    let here = best(now)?;
    let step = end.minus(now)?.over(Decimal::from(LOOKS))?;
    let (mut inside, mut found) = (now, None);
    for look in 1..=LOOKS {
        let at = now.plus(step.times(Decimal::from(look))?)?;
        if best(at)? != here {
            found = Some(at);
            break;
        }
        inside = at;
    }
    // Between the last look where it holds and the first where it does not.
    let mut outside = found?;
    for _ in 0..20 {
        let middle = inside.plus(outside)?.over(Decimal::TWO)?;
        if best(middle)? == here { inside = middle } else { outside = middle }
    }
    let strategy = if end > now { RoundingStrategy::ToPositiveInfinity } else { RoundingStrategy::ToNegativeInfinity };
    let at = outside.round_dp_with_strategy(places, strategy);
    (low <= at && at <= high).then_some((best(at)?, at))
}

/// The ways through customs of the chosen mode, or where that is none of parcels of the best one to buyers, the cheapest first;
/// nothing where none was typed.
pub(super) fn customs(ways: &Ways<'_>, chosen: Option<&Way>) -> Option<Section> {
    let (case, asked) = (&ways.case, ways.case.asked());
    let is_direct = |way: &&Way| !way.mode.by_warehouse() && way.known.is_some();
    let known = chosen.filter(is_direct).or_else(|| ways.best.iter().find(is_direct))?.known.as_ref()?;
    let rows = case.inputs.routes.0.iter().filter(|(_, row)| goes_by(known.mode, row));
    let mut all: Vec<_> = rows.filter_map(|(_, row)| Some((row, routed(row, &asked, known)?))).collect();
    all.sort_by_key(|(_, cost)| *cost);
    let money = |value| Arg::Money(Money { value, currency: case.inputs.currency }.rounded());
    let name = |row: &super::RouteRow| ["choice.customs-route.", row.customs_route].concat();
    let one = |(index, (row, cost)): (usize, &(&super::RouteRow, Decimal))| Alternative {
        id: format!("customs-{index}"),
        name: name(row),
        figures: vec![
            Figure { name: figure::ROUTE_COST, value: money(*cost) },
            Figure { name: figure::HELD_SHARE, value: Arg::Percent(row.held_share) },
        ],
        ..Alternative::default()
    };
    let (best, cost) = best_route(&asked, known)?;
    let decision = Phrase::new(decision::ROUTE_BEST).with("route", Arg::Key(name(best))).with("cost", money(cost));
    let alternatives = all.iter().enumerate().map(one).collect();
    let answer = Answer { decision: Some(decision), alternatives, ..Answer::default() };
    Some(Section { title: section::CUSTOMS, one: section::CUSTOMS_ONE, ranked: true, answer })
}
