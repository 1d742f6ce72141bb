//! Several products of one order: a container that leaves anyway (CON-1), a budget that all share (LAG-1), and how many of them
//! are slow movers (SLOW-1, SLOW-2).

use rust_decimal::Decimal;

use super::{Plan, World, answer, figure, note, number, row};
use crate::amount::Money;
use crate::calculators::reorder_point::cost::changed;
use crate::calculators::reorder_point::plan::{lowered, percent, raised};
use crate::calculators::reorder_point::texts::{decision, figure as name, method, note as text, section, slow};
use crate::inventory::DAYS_A_YEAR;
use crate::inventory::budget::{SharedItem, SharedLimit, within};
use crate::inventory::container::{Container, Loadable};
use crate::inventory::slow::{JudgedStock, SalesPace, SlowLimits, SlowMover, SlowReason, WINDOW_DAYS, slow_rate};
use crate::pack::{Cited, Price};
use crate::schema::{Alternative, Arg, Figure, Note, Phrase, Section, Severity};
use crate::stats::figures::float;

/// Cartons times products that are loaded at a keystroke at most.
const MOST_WORK: f64 = 3_000_000.0;

/// The sections; none without other products.
pub fn sections(plan: &Plan<'_>, world: &World) -> Vec<Section> {
    if plan.inputs.products.0.is_empty() {
        return Vec::new();
    }
    let products = products(plan, world);
    let found = [container(plan, world, &products), budget(plan, &products), slow_movers(&products)];
    found.into_iter().flatten().collect()
}

/// A product, with what is known of it.
struct Product {
    /// Its row; none of that above.
    row: Option<usize>,
    title: Option<String>,
    /// Units sold in a day.
    daily: f64,
    in_stock: Option<f64>,
    /// In stock and on order, less what is owed.
    position: f64,
    pack: Option<f64>,
    /// Cubic metres of a carton.
    volume: Option<f64>,
    /// Kilograms of a carton.
    weight: Option<f64>,
    /// Landed cost of one.
    cost: Option<f64>,
    /// Cartons that must go.
    required: u64,
}

impl Product {
    fn alternative(&self, figures: Vec<Figure>) -> Alternative {
        let id = self.row.map_or_else(|| "product-own".to_owned(), |row| format!("product-{}", row + 1));
        let name = if self.row.is_some() { method::PRODUCT } else { method::THIS_PRODUCT };
        row(id, name, self.title.clone(), figures)
    }
}

/// That of the form, as far as it is known, and those of the list.
fn products(plan: &Plan<'_>, world: &World) -> Vec<Product> {
    let inputs = plan.inputs;
    let pack = inputs.case_pack.map(float);
    let ordered = plan.due_now().map_or(0.0, |(units, _)| units);
    let own = Product {
        row: None,
        title: None,
        daily: plan.protection.rate,
        in_stock: plan.position.as_ref().map(|position| position.level.max(0.0)),
        position: plan.placed().unwrap_or(0.0),
        pack,
        volume: inputs.unit_volume.zip(pack).map(|(unit, pack)| float(unit) * pack),
        weight: inputs.unit_kg.zip(pack).map(|(unit, pack)| float(unit) * pack),
        cost: plan.quantity.unit,
        required: pack.map_or(0, |pack| cartons(ordered / pack)),
    };
    // Without its stock nobody knows how long it lasts.
    let own = plan.position.is_some().then_some(own);
    let others = inputs.products.0.iter().map(|(row, one)| Product {
        row: Some(*row),
        title: Some(one.product_name.clone().unwrap_or_else(|| format!("#{}", row + 1))),
        daily: float(one.sold_a_day),
        in_stock: one.in_stock.map(float),
        position: one.in_stock.map_or(0.0, float) + one.coming.map_or(0.0, float),
        pack: one.case_pack.map(float),
        volume: one.carton_volume.map(float),
        weight: one.carton_kg.map(float),
        cost: one.unit_landed_cost.and_then(|money| changed(inputs, world, money)),
        required: one.must_go.map_or(0, |must| cartons(float(must))),
    });
    own.into_iter().chain(others).collect()
}

/// Whole cartons.
fn cartons(count: f64) -> u64 {
    raised(count.clamp(0.0, 1e12)) as u64
}

fn count(of: usize) -> Arg {
    Arg::Number(Decimal::from(of))
}

/// What a container holds: as typed, else what the data say of its kind, with their source.
fn room(plan: &Plan<'_>, world: &World) -> Option<(f64, Option<f64>, Option<Cited>)> {
    let inputs = plan.inputs;
    let (typed, payload) = (inputs.container_volume.map(float), inputs.container_payload.map(float));
    let cards = || world.pack().into_iter().flat_map(|pack| &pack.tariffs);
    let boxes = cards().flat_map(|card| card.lanes.iter().map(move |lane| (card, &lane.price)));
    let boxes = boxes.filter_map(|(card, price)| match price {
        Price::Containers { boxes, .. } => {
            let kind = boxes.iter().find(|kind| kind.name.eq_ignore_ascii_case(inputs.container))?;
            Some((card, float(kind.cbm), float(kind.payload)))
        }
        _ => None,
    });
    // Some cards hold the load of a truck behind it against it: what the container itself may carry is the most.
    let known = boxes.max_by(|(_, _, one), (_, _, other)| one.total_cmp(other));
    let source = known.and_then(|(card, ..)| card.sources.iter().find(|source| source.covers == "limits").cloned());
    let used = typed.is_none() || payload.is_none();
    let volume = typed.or(known.map(|(_, volume, _)| volume))?;
    Some((volume, payload.or(known.map(|(.., payload)| payload)), source.filter(|_| used)))
}

/// Cartons of each product in a container (CON-1).
fn container(plan: &Plan<'_>, world: &World, products: &[Product]) -> Option<Section> {
    let loadable = |one: &Product| {
        Some(Loadable {
            daily_demand: one.daily,
            position: one.position,
            pack: one.pack?,
            pack_volume: one.volume?,
            pack_weight: one.weight.unwrap_or(0.0),
            required: one.required,
        })
    };
    let known: Vec<_> = products.iter().filter_map(|one| Some((one, loadable(one)?))).collect();
    let (volume, payload, source) = room(plan, world)?;
    if known.is_empty() {
        return None;
    }
    let items: Vec<_> = known.iter().map(|(_, item)| *item).collect();
    let mut notes = Vec::new();
    let mut told = |severity, phrase| notes.push(note(severity, phrase));
    let left = products.len() - known.len();
    if left > 0 {
        told(Severity::Warning, Phrase::new(text::NO_CARTON).with("count", count(left)));
    }
    let weightless = known.iter().filter(|(one, _)| one.weight.is_none()).count();
    if weightless > 0 {
        told(Severity::Warning, Phrase::new(text::NO_WEIGHT).with("count", count(weightless)));
    }
    let held = Phrase::new(text::CONTAINER).with("volume", number(volume, 1)?);
    let held = held.with("payload", payload.map_or(Some(Arg::Words("–".to_owned())), |payload| number(payload, 0))?);
    let cover = float(plan.inputs.fill_cover);
    let all = Container { volume, weight: payload, most_cover_days: cover };
    let titled = |answer| Some(Section { title: section::CONTAINER, one: section::PRODUCT, ranked: false, answer });
    let smallest = items.iter().map(|item| item.pack_volume).fold(f64::INFINITY, f64::min);
    let bounded = volume / smallest * items.len() as f64 <= MOST_WORK;
    let Some(load) = bounded.then(|| all.fill(&items)).flatten() else {
        told(Severity::Warning, Phrase::new(text::CARTONS_TOO_SMALL));
        return titled(answer(None, notes, Vec::new()));
    };
    let mut rows = Vec::new();
    for ((product, item), packs) in known.iter().zip(&load.packs) {
        let packs = *packs as f64;
        let mut figures = vec![
            figure(name::CARTONS, number(packs, 0)?),
            figure(name::UNITS, number(packs * item.pack, 0)?),
            figure(name::LOAD_VOLUME, number(packs * item.pack_volume, 2)?),
        ];
        if product.weight.is_some() {
            figures.push(figure(name::LOAD_WEIGHT, number(packs * item.pack_weight, 0)?));
        }
        if item.daily_demand > 0.0 {
            let lasts = ((item.position + packs * item.pack) / item.daily_demand).max(0.0);
            figures.push(figure(name::COVER_AFTER, number(lasts, 0)?));
        }
        rows.push(product.alternative(figures));
    }
    let cartons: u64 = load.packs.iter().sum();
    let over = load.containers > 1;
    let phrase = Phrase::new(if over { decision::CONTAINER_OVER } else { decision::CONTAINER_FILLED });
    let phrase = phrase.with("cartons", Arg::Number(Decimal::from(cartons)));
    let phrase = phrase.with("containers", Arg::Number(Decimal::from(load.containers)));
    let phrase = phrase.with("volume", filled(load.volume_fill)?);
    let phrase = phrase.with("weight", load.weight_fill.map_or(Some(Arg::Words("–".to_owned())), filled)?);
    let lasts = |(item, packs): (&Loadable, &u64)| {
        item.daily_demand <= 0.0 || (item.position + *packs as f64 * item.pack) / item.daily_demand >= cover
    };
    if !over && items.iter().zip(&load.packs).all(lasts) {
        told(Severity::Note, Phrase::new(text::ROOM_LEFT).with("days", number(cover, 0)?));
    }
    if plan.costs.budget.is_some() {
        told(Severity::Note, Phrase::new(text::CONTAINER_NO_BUDGET));
    }
    notes.push(Note { severity: Severity::Note, phrase: held, source });
    titled(answer(Some(phrase), notes, rows))
}

/// A share that may be above one, as a percentage.
fn filled(share: f64) -> Option<Arg> {
    Some(Arg::Percent(crate::stats::figures::decimal(share * 100.0, 1)?))
}

/// Quantities that cost no more together than the budget (LAG-1).
fn budget(plan: &Plan<'_>, products: &[Product]) -> Option<Section> {
    let limit = plan.costs.budget?;
    let titled = |answer| Some(Section { title: section::BUDGET, one: section::PRODUCT, ranked: false, answer });
    let Some(order_cost) = plan.costs.order.filter(|cost| *cost > 0.0 && plan.costs.rate > 0.0) else {
        let phrase = Phrase::new(text::BUDGET_NEEDS);
        return titled(answer(None, vec![note(Severity::Warning, phrase)], Vec::new()));
    };
    let item = |one: &Product, own: Option<f64>| {
        let unit_cost = if one.row.is_none() { own? } else { one.cost? };
        Some(SharedItem { annual_demand: one.daily * DAYS_A_YEAR, order_cost, unit_cost, unit_volume: 0.0 })
    };
    let priced = |own| products.iter().filter_map(|one| Some((one, item(one, own)?))).collect::<Vec<_>>();
    let solved = |known: &[(&Product, SharedItem)]| {
        let items: Vec<_> = known.iter().map(|(_, item)| *item).collect();
        within(&items, plan.costs.rate, SharedLimit::PeakValue(limit)).ok().filter(|_| !items.is_empty())
    };
    let mut own = plan.quantity.unit;
    // The price of the product above is that of the quantity that is found for it; where both a lower and a higher one lead to
    // the other, the higher.
    for _ in 0..=plan.costs.breaks.len() {
        let known = priced(own);
        let Some(found) = solved(&known) else { break };
        let units = known.iter().zip(&found.quantities).find(|((one, _), _)| one.row.is_none());
        let units = units.map(|((one, _), units)| {
            let pack = one.pack.unwrap_or(1.0);
            lowered(units / pack) * pack
        });
        let then = units.and_then(|units| plan.costs.price_at(units, plan.inputs.discount));
        if then <= own {
            break;
        }
        own = then;
    }
    let known = priced(own);
    let mut notes = Vec::new();
    let left = products.len() - known.len();
    if left > 0 {
        notes.push(note(Severity::Warning, Phrase::new(text::NO_COST).with("count", count(left))));
    }
    let Some(found) = solved(&known) else { return titled(answer(None, notes, Vec::new())) };
    let (mut rows, mut spent, mut none, mut short_of_least) = (Vec::new(), 0.0, 0, false);
    for ((product, item), units) in known.iter().zip(&found.quantities) {
        // Down to whole cartons, so that the budget lasts.
        let pack = product.pack.unwrap_or(1.0);
        let cartons = lowered(units / pack);
        let units = cartons * pack;
        // The least order that was typed is that of the product above.
        short_of_least |= product.row.is_none() && plan.inputs.least_order.is_some_and(|least| units < float(least));
        let value = units * item.unit_cost;
        (spent, none) = (spent + value, none + usize::from(units <= 0.0 && item.annual_demand > 0.0));
        let mut figures = vec![figure(name::UNITS, number(units, 0)?)];
        if product.pack.is_some() {
            figures.insert(0, figure(name::CARTONS, number(cartons, 0)?));
        }
        if item.annual_demand > 0.0 {
            figures.push(figure(name::COVER, number(units / product.daily, 0)?));
        }
        let mut one = product.alternative(figures);
        one.total = Some(super::money(plan, value)?);
        rows.push(one);
    }
    if let Some(least) = plan.inputs.least_order.filter(|_| short_of_least) {
        notes.push(note(Severity::Warning, Phrase::new(text::BELOW_LEAST).with("least", Arg::Number(least))));
    }
    if none > 0 {
        notes.push(note(Severity::Warning, Phrase::new(text::LESS_THAN_CARTON).with("count", count(none))));
    }
    let money = |value: f64| Some(Arg::Money(super::money(plan, value)?));
    let phrase = Phrase::new(match (found.binding, plan.costs.breaks.is_empty()) {
        (true, _) => decision::BUDGET_BINDS,
        (false, true) => decision::BUDGET_ENOUGH,
        (false, false) => decision::BUDGET_ENOUGH_BREAKS,
    });
    let phrase = phrase.with("spent", money(spent)?).with("budget", money(limit)?);
    // What a hundred more would save a year.
    if spent <= 0.0 && found.binding {
        // A price of money is for quantities of any size: no carton has one.
        notes.push(note(Severity::Warning, Phrase::new(text::BUDGET_BUYS_NOTHING).with("budget", money(limit)?)));
        return titled(answer(None, notes, rows));
    }
    let hundred = Arg::Money(Money { value: Decimal::ONE_HUNDRED, currency: plan.costs.currency });
    let phrase = phrase.with("more", hundred).with("saves", money(found.multiplier * 100.0)?);
    notes.push(note(Severity::Note, Phrase::new(text::BUDGET)));
    let slow = known.iter().filter(|(one, _)| is_slow(one) == Some(true)).count();
    if slow > 0 {
        notes.push(note(Severity::Warning, Phrase::new(text::BUDGET_SLOW).with("count", count(slow))));
    }
    titled(answer(Some(phrase), notes, rows))
}

/// How a product sells what is in stock.
fn judged_pace(product: &Product, on_hand: f64) -> Option<SlowMover> {
    let units_90 = product.daily * WINDOW_DAYS;
    // Nobody types when it could first be sold: none of them counts as new.
    let age_days = SlowLimits::USUAL.grace_days;
    // Nothing sold a day is no sale in all that is looked at.
    let days_since_sale = if product.daily > 0.0 { 0.0 } else { WINDOW_DAYS };
    SlowLimits::USUAL.judge(&SalesPace { days_since_sale, units_90, on_hand, age_days })
}

/// Whether a product is a slow mover; none where nothing is in stock.
fn is_slow(product: &Product) -> Option<bool> {
    let on_hand = product.in_stock.filter(|stock| *stock > 0.0)?;
    Some(!judged_pace(product, on_hand)?.reasons.is_empty())
}

/// Which products are slow movers, and their share in three measures (SLOW-1, SLOW-2).
fn slow_movers(products: &[Product]) -> Option<Section> {
    let (mut rows, mut judged, mut priced) = (Vec::new(), Vec::new(), true);
    for product in products {
        let Some(on_hand) = product.in_stock.filter(|stock| *stock > 0.0) else { continue };
        let found = judged_pace(product, on_hand)?;
        let mut figures = vec![figure(name::SITE_STOCK, number(on_hand, 0)?)];
        if let Some(days) = found.cover_days {
            figures.push(figure(name::COVER, number(days, 0)?));
        }
        if let Some(share) = found.sell_through {
            figures.push(figure(name::SELL_THROUGH, Arg::Percent(percent(share)?)));
        }
        figures.push(figure(name::SLOW, Arg::Text(reasons(&found.reasons))));
        rows.push(product.alternative(figures));
        priced &= product.cost.is_some();
        let value = on_hand * product.cost.unwrap_or(0.0);
        judged.push(JudgedStock { on_hand, value, slow: !found.reasons.is_empty() });
    }
    let rate = slow_rate(&judged);
    let (by_item, by_units) = (rate.by_item?, rate.by_units?);
    let by_value = rate.by_value.filter(|_| priced);
    let phrase = Phrase::new(if by_value.is_some() { decision::SLOW_RATE } else { decision::SLOW_RATE_UNPRICED });
    let mut phrase = phrase.with("items", filled(by_item)?).with("units", filled(by_units)?);
    if let Some(share) = by_value {
        phrase = phrase.with("value", filled(share)?);
    }
    let notes = vec![note(Severity::Note, Phrase::new(text::SLOW_RATE))];
    Some(Section {
        title: section::SLOW_MOVERS,
        one: section::PRODUCT,
        ranked: false,
        answer: answer(Some(phrase), notes, rows),
    })
}

/// All reasons in one: each comes with those before it, since no sale is no sell-through either, and less than a fifth sold in
/// 90 days lasts more than 360.
fn reasons(found: &[SlowReason]) -> crate::schema::Text {
    if found.contains(&SlowReason::NoSale) {
        slow::ALL_THREE
    } else if found.contains(&SlowReason::SellThrough) {
        slow::COVER_SELL_THROUGH
    } else if found.is_empty() {
        slow::NOT
    } else {
        slow::COVER
    }
}
