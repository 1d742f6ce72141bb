//! What would change the answer: limits of value and days of the market, other parcels, price and margin, and for orders by
//! way of a warehouse from which volume and which value on it pays (`docs/facts/logistics.md` §3.8, §3.10).
//!
//! Everything here asks again with a changed case, so that whatever is charged is in it.

use rust_decimal::Decimal;

use super::texts::{change, figure, service};
use super::{Ask, Inputs, LandedCost, sale};
use crate::amount::Money;
use crate::calculators::shipping_cost::{self, ShippingCost};
use crate::date::Date;
use crate::exact::Exact;
use crate::pack::{Family, Leg, Market, World};
use crate::schema::{
    Alternative, Answer, Arg, Axis, Change, Changes, Chart, Fields, Outcome, Phrase, Question, Record, Section, Series,
    Text,
};

/// Volumes that a chart looks at, in parts of the case's own.
const VOLUMES: [Decimal; 16] = {
    const fn part(hundredths: u32) -> Decimal {
        Decimal::from_parts(hundredths, 0, 0, false, 2)
    }
    [
        part(5),
        part(10),
        part(20),
        part(30),
        part(40),
        part(50),
        part(65),
        part(80),
        part(100),
        part(120),
        part(150),
        part(180),
        part(220),
        part(260),
        part(300),
        part(400),
    ]
};
/// Values of the goods that are looked at, in parts of the case's own.
const WORTHS: [Decimal; 9] = {
    const fn part(hundredths: u32) -> Decimal {
        Decimal::from_parts(hundredths, 0, 0, false, 2)
    }
    [part(10), part(20), part(35), part(60), part(100), part(170), part(300), part(500), part(1000)]
};
/// Lines of the chart.
const LINES: usize = 3;

/// Looks around.
pub(super) fn changes(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Option<Changes> {
    let brief = world.clone().brief();
    let around = Around { inputs, world: &brief, market: world.pack()?.market(inputs.destination)? };
    let now = around.paid(inputs, chosen)?;
    let mut edges = around.by_worth(&now);
    edges.extend(around.by_day(&now));
    edges.extend(around.by_parcel(&now));
    let chart = if inputs.route == "warehouse" { around.chart() } else { None };
    let section = around.section(world, Some(&now.id));
    Some(Changes { edges, chart, sections: section.into_iter().collect(), ..Changes::default() })
}

/// What is left of an order on the best channel, or what it costs where no price is known.
pub(super) fn measure(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Option<(Text, Money)> {
    let around = Around { inputs, world, market: world.pack()?.market(inputs.destination)? };
    measured(&around.ask(inputs)?, world, chosen)
}

/// The same of what is asked.
pub(super) fn measured(ask: &Ask<'_>, world: &World, chosen: Option<&str>) -> Option<(Text, Money)> {
    let answer = ask.answer(world).ok()?;
    let way = way_of(&answer, chosen)?;
    if let Some(profit) = sale::profit(ask, world, way) {
        return Some((change::SWING_PROFIT, profit));
    }
    let total = way.total?;
    Some((change::SWING_COST, Money { value: total.value.over(ask.counted()?)?, ..total }))
}

/// The chosen way, or the best.
pub(super) fn way_of<'a>(answer: &'a Answer, chosen: Option<&str>) -> Option<&'a Alternative> {
    let priced = || answer.alternatives.iter().filter(|one| one.total.is_some());
    priced().find(|one| Some(one.id.as_str()) == chosen).or_else(|| priced().next())
}

/// The case, and what is around it.
struct Around<'a> {
    inputs: &'a Inputs,
    world: &'a World,
    market: &'a Market,
}

/// What a way costs.
struct Paid {
    id: String,
    total: Money,
}

impl<'a> Around<'a> {
    fn ask<'b>(&'b self, inputs: &'b Inputs) -> Option<Ask<'b>> {
        let ask = Ask::new(inputs, self.world.pack()?, self.market, self.world);
        ask.missing().is_empty().then_some(ask)
    }

    fn section(&self, world: &World, chosen: Option<&str>) -> Option<Section> {
        sale::section(&self.ask(self.inputs)?, world, chosen)
    }

    /// What a case costs on the chosen way, or the best.
    fn paid(&self, inputs: &Inputs, chosen: Option<&str>) -> Option<Paid> {
        let answer = LandedCost::compute(inputs, self.world).answer?;
        let way = way_of(&answer, chosen)?;
        Some(Paid { id: way.id.clone(), total: way.total? })
    }

    /// The same with the tax that is taken with the sale, which moves to the border at a limit.
    fn taxed(&self, inputs: &Inputs, chosen: Option<&str>) -> Option<Paid> {
        let answer = LandedCost::compute(inputs, self.world).answer?;
        let way = way_of(&answer, chosen)?;
        let total = way.total?;
        let with_sale = way.figures.iter().find(|one| one.name == figure::CHECKOUT_TAX);
        let tax = with_sale
            .map_or(Decimal::ZERO, |one| if let Arg::Money(tax) = one.value { tax.value } else { Decimal::ZERO });
        Some(Paid { id: way.id.clone(), total: Money { value: total.value.plus(tax)?, ..total } })
    }

    /// A changed case on the same way: refused where that way is.
    fn change(&self, phrase: Phrase, now: &Paid, changed: Inputs) -> Change {
        let then = self.paid(&changed, Some(&now.id)).filter(|paid| paid.id == now.id).map(|paid| paid.total);
        let more = then.and_then(|then| Some(Money { value: then.value.minus(now.total.value)?, ..then }));
        Change { phrase, then, is_refused: then.is_none(), more, case: Record { values: changed.to_values() } }
    }

    /// Goods worth as much as a limit of the market allows, and a minor unit more: for a parcel with goods of one kind.
    fn by_worth(&self, now: &Paid) -> Vec<Change> {
        let Some(now) = self.taxed(self.inputs, Some(&now.id)) else { return Vec::new() };
        let [(_, row)] = self.inputs.goods.0.as_slice() else { return Vec::new() };
        let (Some(ask), Some(worth)) = (self.ask(self.inputs), row.customs_value) else { return Vec::new() };
        if ask.is_bulk() {
            return Vec::new();
        }
        let unit = Decimal::new(1, worth.currency.minor_digits());
        let limits = self.market.treatments.iter().filter(|one| {
            ask.day().within(one.valid_from, one.valid_to) && one.of != crate::pack::LimitOf::CustomsValue
        });
        let mut found: Vec<Change> = Vec::new();
        for treatment in limits {
            let each = treatment.up_to.and_then(|limit| {
                let limit = Money { value: limit, currency: treatment.currency.unwrap_or(self.market.currency) };
                let count = if treatment.of == crate::pack::LimitOf::Unit { Decimal::ONE } else { row.unit_count };
                ask.exchange.on_card(limit, worth.currency)?.over(count)?.over(unit)?.down().times(unit)
            });
            let Some(each) = each.filter(|each| *each > Decimal::ZERO) else { continue };
            let outside = treatment.edge == crate::pack::Edge::Excluded;
            let each = if outside { each.minus(unit).unwrap_or(each) } else { each };
            let above = each.plus(unit).unwrap_or(each);
            for (text, value) in [(change::WORTH, each), (change::WORTH_MORE, above)] {
                // The side on which the goods are now changes nothing.
                let same_side = (worth.value <= each) == (value <= each);
                let to = Money { value, ..worth };
                let mut inputs = self.inputs.clone();
                if let Some((_, row)) = inputs.goods.0.first_mut() {
                    row.customs_value = Some(to);
                }
                let phrase = Phrase::new(text).with("to", Arg::Money(to));
                let then = self.taxed(&inputs, Some(&now.id)).filter(|paid| paid.id == now.id).map(|paid| paid.total);
                let more = then.and_then(|then| Some(Money { value: then.value.minus(now.total.value)?, ..then }));
                let change = Change {
                    phrase,
                    then,
                    is_refused: then.is_none(),
                    more,
                    case: Record { values: inputs.to_values() },
                };
                let differs = change.then.is_none() || change.more.is_some_and(|more| !more.value.is_zero());
                if !same_side && differs && !found.iter().any(|other| other.phrase == change.phrase) {
                    found.push(change);
                }
            }
        }
        found
    }

    /// The last day before the rules of the market change what is paid, and the first day after they do.
    fn by_day(&self, now: &Paid) -> Vec<Change> {
        // From a warehouse, storage moves with the day as well.
        if self.inputs.route == "warehouse" {
            return Vec::new();
        }
        let today = self.inputs.import_date.unwrap_or(self.inputs.shipping_date);
        // What is more than a year away is past, or not settled.
        let (year, month, day) = today.civil();
        let other = |year| Date::new(year, month, day.min(28));
        let mut days = days_of_change(self.market);
        days.retain(|day| day.within(other(year - 1), other(year + 1)));
        let on = |day: Date| Inputs { import_date: Some(day), ..self.inputs.clone() };
        let say = |text: Text, day: Date| Phrase::new(text).with("day", Arg::Date(day));
        let matters = |change: &Change| change.then.is_none() || change.more.is_some_and(|more| !more.value.is_zero());
        let before = days.iter().rev().filter(|day| **day <= today).filter_map(|day| day.before());
        let before = before.map(|day| self.change(say(change::IMPORTED_BEFORE, day), now, on(day))).find(matters);
        let after = days.iter().filter(|day| **day > today);
        let after = after.map(|day| self.change(say(change::IMPORTED_AFTER, *day), now, on(*day))).find(matters);
        before.into_iter().chain(after).collect()
    }

    /// What would change the freight: asked of shipping cost, priced here.
    fn by_parcel(&self, now: &Paid) -> Vec<Change> {
        let Some(ask) = self.ask(self.inputs).filter(|_| self.inputs.route != "warehouse") else { return Vec::new() };
        if self.inputs.parcels.0.is_empty() || now.id == service::OWN_QUOTE.code() {
            return Vec::new();
        }
        let around = ShippingCost::changes(&ask.shipment(), self.world, Some(&now.id));
        let priced = around.edges.into_iter().filter_map(|edge| {
            let shipment = shipping_cost::Inputs::from_values(&edge.case.values)?;
            if shipment.shipping_date != self.inputs.shipping_date {
                return None;
            }
            let inputs = Inputs { parcels: shipment.parcels, ..self.inputs.clone() };
            Some(self.change(edge.phrase, now, inputs))
        });
        let matters = |change: &Change| change.then.is_none() || change.more.is_some_and(|more| !more.value.is_zero());
        priced.filter(matters).collect()
    }

    /// The case at another volume; the batch lasts as long.
    fn at_volume(&self, monthly: Decimal) -> Option<Inputs> {
        let (orders, now) = (self.inputs.batch_orders?, self.inputs.monthly_orders?);
        let batch = orders.times(monthly)?.over(now)?.round().max(Decimal::ONE);
        Some(Inputs { monthly_orders: Some(monthly), batch_orders: Some(batch), ..self.inputs.clone() })
    }

    /// The case with goods that cost and sell for so much more.
    fn at_worth(&self, factor: Decimal) -> Option<Inputs> {
        let mut inputs = self.inputs.clone();
        let scale = |money: &mut Money| {
            money.value = money.value.times(factor)?;
            Some(())
        };
        for (_, row) in &mut inputs.goods.0 {
            scale(&mut row.unit_cost)?;
            row.customs_value.as_mut().map_or(Some(()), scale)?;
            row.invoice_value.as_mut().map_or(Some(()), scale)?;
        }
        inputs.sale_price.as_mut().map_or(Some(()), scale)?;
        Some(inputs)
    }

    /// What an order costs on every way that is priced.
    fn by_order(&self, inputs: &Inputs) -> Vec<Cost> {
        let Outcome { answer, .. } = LandedCost::compute(inputs, self.world);
        let orders = inputs.batch_orders.unwrap_or(Decimal::ONE);
        let ways = answer.map(|answer| answer.alternatives).unwrap_or_default();
        let cost = ways.into_iter().filter_map(|way| {
            let each = way.total?.value.over(orders)?;
            Some(Cost { is_direct: self.is_direct(&way.id), name: way.service(), id: way.id, each })
        });
        cost.collect()
    }

    /// Whether a way goes to the buyer's door without a warehouse.
    fn is_direct(&self, id: &str) -> bool {
        let card = self.world.pack().and_then(|pack| pack.tariffs.iter().find(|card| card.id == id));
        card.is_some_and(|card| card.leg == Leg::Direct && card.family != Family::Fulfilment)
    }

    /// Cost of an order against volume, with every volume and value at which the better of the two kinds changes.
    fn chart(&self) -> Option<Chart> {
        let now = self.inputs.monthly_orders?;
        let mut volumes: Vec<Decimal> =
            VOLUMES.iter().filter_map(|part| Some(now.times(*part)?.round().max(Decimal::ONE))).collect();
        volumes.dedup();
        let costs: Vec<(Decimal, Vec<Cost>)> =
            volumes.iter().filter_map(|volume| Some((*volume, self.by_order(&self.at_volume(*volume)?)))).collect();
        let here = &costs.iter().find(|(volume, _)| *volume == now)?.1;
        let best_of = |direct: bool| here.iter().find(|cost| cost.is_direct == direct);
        let mut shown: Vec<&Cost> = [best_of(true), best_of(false)].into_iter().flatten().collect();
        shown.sort_by_key(|cost| cost.each);
        let more = here.iter().filter(|cost| !shown.iter().any(|one| one.id == cost.id));
        let more: Vec<_> = more.take(LINES.saturating_sub(shown.len())).collect();
        shown.extend(more);
        let series = shown.iter().map(|one| Series {
            id: one.id.clone(),
            name: one.name.clone(),
            points: costs
                .iter()
                .map(|(volume, ways)| (*volume, ways.iter().find(|way| way.id == one.id).map(|way| way.each)))
                .collect(),
        });
        let series: Vec<_> = series.collect();
        let mut reading = self.by_volume(&costs);
        if reading.is_empty() {
            let best = Phrase::new(change::NO_CROSSING).with("best", shown.first()?.name.clone());
            let ends = best.with("from", Arg::Number(*volumes.first()?)).with("to", Arg::Number(*volumes.last()?));
            reading.push(ends);
        }
        reading.extend(self.by_value());
        let axis = Axis::Count(change::ORDERS_A_MONTH);
        Some(Chart {
            title: change::COST_BY_VOLUME,
            reading,
            axis,
            at: now,
            currency: self.inputs.currency,
            series,
            marks: Vec::new(),
        })
    }

    /// Every volume from which on the other kind of way is the cheaper one: looked for between the volumes of the chart,
    /// then by halving, to the order.
    fn by_volume(&self, costs: &[(Decimal, Vec<Cost>)]) -> Vec<Phrase> {
        let mut found = Vec::new();
        for (low, high, from) in crossings(costs) {
            let at = self.turn(low, high, from.is_direct, |volume| self.at_volume(volume));
            let Some((volume, best)) = at else { continue };
            let phrase = Phrase::new(change::CROSSING).with("orders", Arg::Number(volume));
            found.push(phrase.with("way", best).with("other", from.name.clone()));
        }
        found
    }

    /// Every worth of an order from which on the other kind of way is the cheaper one, as what the buyer pays for it.
    fn by_value(&self) -> Vec<Phrase> {
        let Some(price) = self.ask(self.inputs).and_then(|ask| ask.listed_price()) else { return Vec::new() };
        let costs: Vec<_> =
            WORTHS.iter().filter_map(|factor| Some((*factor, self.by_order(&self.at_worth(*factor)?)))).collect();
        let mut found = Vec::new();
        for (low, high, from) in crossings(&costs) {
            // In hundredths, so that it is found among whole numbers too.
            let hundredths = |factor: Decimal| factor.times(Decimal::ONE_HUNDRED);
            let (Some(low), Some(high)) = (hundredths(low), hundredths(high)) else { continue };
            let at = self.turn(low, high, from.is_direct, |part| self.at_worth(part.over(Decimal::ONE_HUNDRED)?));
            let Some((part, best)) = at else { continue };
            let worth = price.value.times(part).and_then(|value| value.over(Decimal::ONE_HUNDRED));
            let Some(value) = worth else { continue };
            let phrase = Phrase::new(change::VALUE_CROSSING);
            let phrase = phrase.with("price", Arg::Money(Money { value, ..price }.rounded()));
            found.push(phrase.with("way", best).with("other", from.name.clone()));
        }
        found
    }

    /// The first whole number between two at which the best way is of the other kind, and that way.
    fn turn(
        &self,
        low: Decimal,
        high: Decimal,
        is_direct: bool,
        at: impl Fn(Decimal) -> Option<Inputs>,
    ) -> Option<(Decimal, Arg)> {
        let best = |number: Decimal| {
            let costs = self.by_order(&at(number)?);
            costs.into_iter().next()
        };
        let (mut low, mut high, mut found) = (low, high, best(high)?);
        let two = Decimal::from(2);
        while high.minus(low)? > Decimal::ONE {
            let middle = low.plus(high)?.over(two)?.down();
            match best(middle) {
                Some(cost) if cost.is_direct != is_direct => (high, found) = (middle, cost),
                _ => low = middle,
            }
        }
        Some((high, found.name))
    }
}

/// What an order costs on a way.
struct Cost {
    id: String,
    name: Arg,
    is_direct: bool,
    each: Decimal,
}

/// Every first day of a rule of a market, ascending.
fn days_of_change(market: &Market) -> Vec<Date> {
    let treatments = market.treatments.iter().map(|one| (one.valid_from, one.valid_to));
    let layers = market.layers.iter().map(|one| (one.valid_from, one.valid_to));
    let fees = market.fees.iter().map(|one| (one.valid_from, one.valid_to));
    let rates = market.tax_rates.iter().map(|one| (one.valid_from, one.valid_to));
    let spans = treatments.chain(layers).chain(fees).chain(rates);
    let mut days: Vec<_> = spans.flat_map(|(from, to)| [from, to.and_then(Date::after)]).flatten().collect();
    days.sort();
    days.dedup();
    days
}

/// Where, along cases in their order, the best way becomes one of the other kind: between which two numbers, and the way
/// that was the best before.
fn crossings(costs: &[(Decimal, Vec<Cost>)]) -> impl Iterator<Item = (Decimal, Decimal, &Cost)> {
    costs.windows(2).filter_map(|pair| {
        let [(low, before), (high, after)] = pair else { return None };
        let (from, to) = (before.first()?, after.first()?);
        (from.is_direct != to.is_direct).then_some((*low, *high, from))
    })
}
