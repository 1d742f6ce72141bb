//! What would change the answer: the nearest edges in weight, size and time, other ways to pack, what would admit a
//! refused service, and cost against weight (`docs/facts/logistics.md` §3.10, §6.2).
//!
//! Everything here asks the cards again with a changed shipment, so that whatever they charge is in it.

use rust_decimal::Decimal;

use super::price;
use super::quote::{self, Quote};
use super::texts::change;
use super::{Ask, Inputs, Parcel, Pieces};
use crate::amount::{Amount, Currency, Money, Size};
use crate::date::Date;
use crate::exact::Exact;
use crate::pack::{Lane, Pack, System, Tariff, Trait, World};
use crate::schema::{
    Arg, Axis, Change, Changes, Chart, Fields, Fixes, Phrase, Problem, Record, Series, Severity, Text,
};
use crate::units::Unit;

/// How far along a side the next edge is looked for, in centimetres or inches.
const FAR: u32 = 30;
/// Most sides are measured to a tenth.
const TENTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
const TWO: Decimal = Decimal::from_parts(2, 0, 0, false, 0);
/// Points that a chart has besides the edges.
const GRID: u32 = 40;
/// Lines of a chart.
const LINES: usize = 3;

/// Looks around.
pub fn changes(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Option<Changes> {
    let pack = world.pack()?;
    let around = Around { inputs, pack, world };
    let now = around.asked()?;
    let mut accepted: Vec<_> = now.iter().filter(|(_, quote)| quote.rank.is_some()).collect();
    accepted.sort_by_key(|(_, quote)| quote.rank);
    let of_choice = accepted.iter().find(|(card, _)| Some(card.id.as_str()) == chosen).or(accepted.first());
    let mut changes = Changes::default();
    if let Some((card, quote)) = of_choice {
        changes.edges = around.edges(card, quote);
        let mut cards = vec![*card];
        cards.extend(accepted.iter().map(|(card, _)| *card).filter(|other| other.id != card.id));
        cards.truncate(LINES);
        changes.chart = around.chart(&cards);
    }
    let refused = now.iter().filter(|(_, quote)| quote.rank.is_none());
    let fixes = refused.map(|(card, quote)| Fixes {
        id: card.id.clone(),
        service: quote.alternative.service(),
        ways: around.fixes(card, quote, &accepted),
    });
    changes.fixes = fixes.filter(|fixes| !fixes.ways.is_empty()).collect();
    Some(changes)
}

/// The shipment, and the cards around it.
struct Around<'a> {
    inputs: &'a Inputs,
    pack: &'a Pack,
    world: &'a World,
}

/// What is paid on a card, if it takes the shipment.
type Paid = Option<Money>;

impl<'a> Around<'a> {
    fn ask<'b>(&'b self, inputs: &'b Inputs) -> Ask<'b> {
        Ask { told: false, warns: false, ..Ask::new(inputs, self.pack, self.world) }
    }

    /// Every card of the leg on the day, asked as it is.
    fn asked(&self) -> Option<Vec<(&'a Tariff, Quote)>> {
        let pieces = Pieces::new(self.inputs)?;
        if pieces.0[0].is_empty() {
            return None;
        }
        let ask = Ask { told: false, warns: false, ..Ask::new(self.inputs, self.pack, self.world) };
        Some(ask.cards().map(|card| (card, quote::quote(card, &ask, pieces.of(card)))).collect())
    }

    /// What is paid on a card of that id on the day of the shipment.
    fn paid(&self, id: &str, inputs: &Inputs) -> Paid {
        let (ask, pieces) = (self.ask(inputs), Pieces::new(inputs)?);
        let card = ask.cards().find(|card| card.id == id)?;
        paid(&quote::quote(card, &ask, pieces.of(card)), &ask)
    }

    fn change(&self, phrase: Phrase, card: &Tariff, now: Paid, changed: Inputs) -> Change {
        let then = self.paid(&card.id, &changed);
        let more = then.zip(now).and_then(|(then, now)| Some(Money { value: then.value.minus(now.value)?, ..then }));
        Change { phrase, then, is_refused: then.is_none(), more, case: Record { values: changed.to_values() } }
    }

    fn with_parcel(&self, at: usize, parcel: Parcel) -> Inputs {
        let mut inputs = self.inputs.clone();
        if let Some((_, place)) = inputs.parcels.0.get_mut(at) {
            *place = parcel;
        }
        inputs
    }

    /// The nearest edges of a card on every row, other ways to pack, and other days.
    fn edges(&self, card: &Tariff, quote: &Quote) -> Vec<Change> {
        let now = paid(quote, &self.ask(self.inputs));
        let mut found = Vec::new();
        for (at, (row, parcel)) in self.inputs.parcels.0.iter().enumerate().take(LINES) {
            found.extend(self.by_weight(card, now, at, *row, parcel));
            found.extend(self.by_side(card, now, at, *row, parcel));
            found.extend(self.by_packing(card, now, at, *row, parcel));
        }
        found.extend(self.by_day(card, now));
        found
    }

    /// The nearest weight below that costs less by more than its own rate, and the nearest above that costs more or less.
    fn by_weight(&self, card: &Tariff, now: Paid, at: usize, row: usize, parcel: &Parcel) -> Vec<Change> {
        let unit = card.units.weight();
        let Some(weight) = parcel.weight.to(unit) else { return Vec::new() };
        let edges = weight_edges(card, self.lane(card), self.inputs.shipping_date, weight);
        let at_weight =
            |value: Decimal| self.with_parcel(at, Parcel { weight: Amount { value, unit }, ..parcel.clone() });
        let say = |text: Text, by: Decimal, to: Decimal| {
            let mut phrase = Phrase::new(text);
            phrase.args.amount("by", by, unit).amount("to", to, unit).row("row", row);
            phrase
        };
        let mut found = Vec::new();
        for edge in edges.iter().rev().filter(|edge| **edge < weight && !edge.is_zero()) {
            let Some(by) = weight.minus(*edge) else { continue };
            let change = self.change(say(change::LIGHTER, by, *edge), card, now, at_weight(*edge));
            if change.more.is_some_and(|more| more.value < Decimal::ZERO) {
                found.push(change);
                break;
            }
        }
        for edge in edges.iter().filter(|edge| **edge >= weight) {
            let Some((above, by)) = edge.plus(tick(card.units)).and_then(|above| Some((above, above.minus(weight)?)))
            else {
                continue;
            };
            let change = self.change(say(change::HEAVIER, by, above), card, now, at_weight(above));
            if change.then.is_none() || change.more.is_some_and(|more| !more.value.is_zero()) {
                found.push(change);
                break;
            }
        }
        found
    }

    /// The nearest cut of each side that costs less, and the nearest growth that costs more or is refused.
    fn by_side(&self, card: &Tariff, now: Paid, at: usize, row: usize, parcel: &Parcel) -> Vec<Change> {
        let unit = card.units.length();
        let Some(sides) = parcel.size.as_ref().and_then(|size| sides(size, unit)) else { return Vec::new() };
        let mut found = Vec::new();
        let mut grown = false;
        for (index, side) in sides.iter().enumerate() {
            let other = |to: Decimal| {
                let size = Some(resized(&sides, index, to, unit)?);
                Some(self.with_parcel(at, Parcel { size, ..parcel.clone() }))
            };
            let steps = || (0..FAR).map(Decimal::from);
            let whole = if side.is_integer() { Decimal::ONE } else { Decimal::ZERO };
            let shorter = steps().find_map(|step| {
                let to = side.down().minus(step)?.minus(whole)?;
                if to < Decimal::ONE {
                    return None;
                }
                let phrase = said_side(change::SHORTER, index, side.minus(to)?, to, unit, row);
                let change = self.change(phrase, card, now, other(to)?);
                change.more.is_some_and(|more| more.value < Decimal::ZERO).then_some(change)
            });
            found.extend(shorter);
            // One growth is enough: the first side at hand that leads over an edge.
            if grown {
                continue;
            }
            let longer = steps().find_map(|step| {
                let to = side.up().plus(step)?.plus(TENTH)?;
                let phrase = said_side(change::LONGER, index, to.minus(*side)?, to, unit, row);
                let change = self.change(phrase, card, now, other(to)?);
                (change.then.is_none() || change.more.is_some_and(|more| !more.value.is_zero())).then_some(change)
            });
            grown = longer.is_some();
            found.extend(longer);
        }
        found
    }

    /// The same goods in more parcels, or all of a row in one.
    fn by_packing(&self, card: &Tariff, now: Paid, at: usize, row: usize, parcel: &Parcel) -> Vec<Change> {
        let cheaper = |change: &Change| change.more.is_some_and(|more| more.value < Decimal::ZERO);
        let mut found = Vec::new();
        for parts in [2_u32, 3] {
            let split = split(parcel, Decimal::from(parts)).map(|parcel| {
                let phrase = Phrase::new(change::SPLIT).with("n", Arg::Number(Decimal::from(parts)));
                self.change(phrase.with("row", Arg::Row(row)), card, now, self.with_parcel(at, parcel))
            });
            found.extend(split.filter(cheaper));
        }
        let together = together(parcel).map(|parcel| {
            let count = self.inputs.parcels.0.get(at).map_or(Decimal::ONE, |(_, parcel)| parcel.quantity);
            let phrase = Phrase::new(change::TOGETHER).with("n", Arg::Number(count)).with("row", Arg::Row(row));
            self.change(phrase, card, now, self.with_parcel(at, parcel))
        });
        found.extend(together.filter(cheaper));
        found
    }

    /// The day before the last change of the card's rules, and the day of the next one.
    fn by_day(&self, card: &Tariff, now: Paid) -> Vec<Change> {
        let today = self.inputs.shipping_date;
        let days = days_of_change(self.pack, &card.id);
        let on = |day: Date| Inputs { shipping_date: day, ..self.inputs.clone() };
        let say = |text: Text, day: Date| Phrase::new(text).with("day", Arg::Date(day));
        let matters = |change: &Change| change.then.is_none() || change.more.is_some_and(|more| !more.value.is_zero());
        let before = days.iter().rev().filter(|day| **day <= today).filter_map(|day| day.before());
        let before = before.map(|day| self.change(say(change::BEFORE, day), card, now, on(day))).find(matters);
        let after = days.iter().filter(|day| **day > today);
        let after = after.map(|day| self.change(say(change::AFTER, *day), card, now, on(*day))).find(matters);
        before.into_iter().chain(after).collect()
    }

    /// The smallest changes that admit the shipment to a card that refuses it.
    fn fixes(&self, card: &Tariff, quote: &Quote, accepted: &[&(&'a Tariff, Quote)]) -> Vec<Change> {
        let admitted = |change: Change| change.then.is_some().then_some(change);
        let mut found = Vec::new();
        for problem in quote.alternative.refused.iter().filter(|problem| mendable(problem)) {
            let Some(row) = problem.row else { continue };
            let Some(at) = self.inputs.parcels.0.iter().position(|(index, _)| *index == row) else { continue };
            let parcel = &self.inputs.parcels.0[at].1;
            found.extend(self.cut(card, at, row, parcel).and_then(admitted));
            found.extend((2..=10_u32).find_map(|parts| {
                let phrase =
                    Phrase::new(change::SPLIT).with("n", Arg::Number(Decimal::from(parts))).with("row", Arg::Row(row));
                let inputs = self.with_parcel(at, split(parcel, Decimal::from(parts))?);
                admitted(self.change(phrase, card, None, inputs))
            }));
            found.extend(self.without(card, at, row, parcel).and_then(admitted));
            if !found.is_empty() {
                break;
            }
        }
        // A card of the same kind that takes it as it is.
        let refused = quote.alternative.refused.iter();
        let same =
            accepted.iter().find(|(other, _)| other.family == card.family).filter(|_| refused.clone().all(mendable));
        if let Some((other, quote)) = same {
            let phrase = Phrase::new(change::OTHER).with("service", quote.alternative.service());
            let then = self.paid(&other.id, self.inputs);
            found.push(Change {
                phrase,
                then,
                is_refused: then.is_none(),
                more: None,
                case: Record { values: self.inputs.to_values() },
            });
        }
        found
    }

    /// The smallest cut of one side after which the card takes it, to a tenth.
    fn cut(&self, card: &Tariff, at: usize, row: usize, parcel: &Parcel) -> Option<Change> {
        let unit = card.units.length();
        let sides = sides(parcel.size.as_ref()?, unit)?;
        let mut best: Option<(Decimal, Change)> = None;
        for (index, side) in sides.iter().enumerate() {
            let cut_to = |tenths: u32| {
                let to = Decimal::from(tenths).over(Decimal::TEN)?;
                let phrase = said_side(change::CUT, index, side.minus(to)?, to, unit, row);
                let size = Some(resized(&sides, index, to, unit)?);
                let change = self.change(phrase, card, None, self.with_parcel(at, Parcel { size, ..parcel.clone() }));
                change.then.is_some().then_some(change)
            };
            // The longest that is taken, found by halving: what a card takes it also takes smaller, down to a tenth of it.
            let top = side.times(Decimal::TEN)?.up().minus(Decimal::ONE)?;
            let (mut low, mut high) = (top.over(Decimal::TEN)?.up(), top);
            let number = |value: Decimal| u32::try_from(value).unwrap_or_default();
            let Some(mut change) = cut_to(number(low)) else { continue };
            while low < high {
                let middle = low.plus(high)?.plus(Decimal::ONE)?.over(TWO)?.down();
                match cut_to(number(middle)) {
                    Some(longer) => (low, change) = (middle, longer),
                    None => high = middle.minus(Decimal::ONE)?,
                }
            }
            let by = side.minus(low.over(Decimal::TEN)?)?;
            if best.as_ref().is_none_or(|(least, _)| by < *least) {
                best = Some((by, change));
            }
        }
        best.map(|(_, change)| change)
    }

    /// Without what the card does not take.
    fn without(&self, card: &Tariff, at: usize, row: usize, parcel: &Parcel) -> Option<Change> {
        let given = parcel.traits.clone().filter(|traits| !traits.is_empty())?;
        let taken = |code: &&str| {
            let one = Trait::ALL.into_iter().find(|one| one.code() == *code);
            one.is_some_and(|one| {
                card.accepts.iter().any(|accepts| accepts.traits.contains(&one)) || one == Trait::Textile
            })
        };
        let (kept, left_out): (Vec<_>, Vec<_>) = given.into_iter().partition(taken);
        let phrase = Phrase::new(change::WITHOUT)
            .with("what", Arg::Key(["choice.traits.", left_out.first()?].concat()))
            .with("row", Arg::Row(row));
        let parcel = Parcel { traits: Some(kept), ..parcel.clone() };
        Some(self.change(phrase, card, None, self.with_parcel(at, parcel)))
    }

    fn lane(&self, card: &'a Tariff) -> Option<&'a Lane> {
        card.lanes.iter().find(|lane| lane.to.iter().any(|to| to == self.inputs.destination))
    }

    /// What is paid against the weight of one parcel of the first row.
    fn chart(&self, cards: &[&'a Tariff]) -> Option<Chart> {
        let (_, parcel) = self.inputs.parcels.0.first()?;
        let unit = if parcel.weight.unit.is_metric() { Unit::Kilogram } else { Unit::Pound };
        let weight = parcel.weight.to(unit)?;
        let far = weight.times(TWO)?;
        let mut at: Vec<Decimal> =
            (1..=GRID).filter_map(|step| far.times(Decimal::from(step))?.over(Decimal::from(GRID))).collect();
        at.push(weight);
        for card in cards {
            for edge in weight_edges(card, self.lane(card), self.inputs.shipping_date, weight) {
                let edge = Amount { value: edge, unit: card.units.weight() }.to(unit);
                at.extend(edge.into_iter().flat_map(|edge| [Some(edge), edge.plus(tick(card.units))]).flatten());
            }
        }
        at.retain(|point| *point > Decimal::ZERO && *point <= far);
        at.sort();
        at.dedup();
        let series: Vec<_> = cards
            .iter()
            .map(|card| {
                let point = |value: &Decimal| {
                    let inputs =
                        self.with_parcel(0, Parcel { weight: Amount { value: *value, unit }, ..parcel.clone() });
                    (*value, self.paid(&card.id, &inputs).map(|paid| paid.value))
                };
                Series {
                    id: card.id.clone(),
                    name: quote::blank(card).service(),
                    points: at.iter().map(point).collect(),
                }
            })
            .collect();
        let reading = reading(&series, unit);
        let currency = self.paid(&cards.first()?.id, self.inputs).map_or(Currency::CNY, |paid| paid.currency);
        let axis = Axis::Amount(unit);
        Some(Chart { title: change::COST_BY_WEIGHT, reading, axis, at: weight, currency, series, marks: Vec::new() })
    }
}

fn paid(quote: &Quote, ask: &Ask<'_>) -> Paid {
    let (value, _) = quote.rank?;
    let shown = quote.alternative.converted.or(quote.alternative.total)?;
    // Without a rate for the currency of the answer everything is compared in renminbi.
    let currency = if ask.exchange.rate(ask.exchange.currency).is_some() { shown.currency } else { Currency::CNY };
    Some(Money { value, currency })
}

/// Whether a refusal is about a parcel and not about what the card is for.
fn mendable(problem: &Problem) -> bool {
    problem.row.is_some() && problem.severity == Severity::Error
}

/// Where the cheapest of a chart changes, in sentences.
fn reading(series: &[Series], unit: Unit) -> Vec<Phrase> {
    let cheapest = |index: usize| {
        let paid = series.iter().filter_map(|one| Some((one.points.get(index)?.1?, one)));
        paid.min_by(|one, other| one.0.cmp(&other.0)).map(|(_, one)| one)
    };
    let mut sentences: Vec<Phrase> = Vec::new();
    let mut last: Option<&Series> = None;
    for index in 0..series.first().map_or(0, |one| one.points.len()) {
        let Some(best) = cheapest(index) else { continue };
        let from = series[0].points[index].0;
        if last.is_none_or(|last| last.id != best.id) {
            let text = if last.is_none() { change::CHEAPEST_AT_FIRST } else { change::CHEAPEST_FROM };
            let mut phrase = Phrase::new(text);
            phrase.args.put("service", best.name.clone()).amount("from", from, unit);
            sentences.push(phrase);
            last = Some(best);
        }
    }
    sentences
}

/// One gram, or a thousandth of a pound: what lies just above an edge.
const fn tick(_system: System) -> Decimal {
    Decimal::from_parts(1, 0, 0, false, 3)
}

/// Every weight at which something of a card changes, ascending, with the nearest steps of its rounding.
fn weight_edges(card: &Tariff, lane: Option<&Lane>, day: Date, weight: Decimal) -> Vec<Decimal> {
    let mut edges: Vec<Decimal> =
        lane.into_iter().flat_map(|lane| price::edges(lane).into_iter().map(|(edge, _)| edge)).collect();
    let rounding = lane.map_or(card.rounding.as_slice(), |lane| card.rounding_of(lane));
    let rounding = if card.piece_rounding.is_empty() { rounding } else { &card.piece_rounding };
    if let Some(step) = super::chargeable_weight::step(weight, rounding).filter(|step| *step > tick(card.units)) {
        let below = weight.over(step).and_then(|steps| steps.down().times(step));
        edges.extend(below);
        for steps in [-1, 1] {
            edges.extend(below.and_then(|below| below.plus(step.times(Decimal::from(steps))?)));
        }
    }
    edges.extend(
        [&card.limits]
            .into_iter()
            .chain(lane.map(|lane| &lane.limits))
            .flat_map(|limits| [limits.weight, limits.counted, limits.quote_weight_above].into_iter().flatten()),
    );
    let in_force = card.surcharges.iter().filter(|surcharge| day.within(surcharge.valid_from, surcharge.valid_to));
    edges.extend(in_force.filter_map(|surcharge| surcharge.trigger.as_ref()).flat_map(|measures| {
        [measures.weight_above, measures.weight_at_least.and_then(|least| least.minus(tick(card.units)))]
            .into_iter()
            .flatten()
    }));
    edges.extend(lane.map(|lane| lane.min_weight));
    edges.retain(|edge| *edge > Decimal::ZERO);
    edges.sort();
    edges.dedup();
    edges
}

/// Every first day of something of the cards of an id, ascending.
pub(super) fn days_of_change(pack: &Pack, id: &str) -> Vec<Date> {
    let mut days = Vec::new();
    let mut put = |from: Option<Date>, to: Option<Date>| {
        days.extend(from);
        days.extend(to.and_then(Date::after));
    };
    for card in pack.tariffs.iter().filter(|card| card.id == id) {
        put(card.valid_from, card.valid_to);
        card.volume.iter().for_each(|rule| put(rule.valid_from, rule.valid_to));
        card.fuel.iter().for_each(|fuel| put(fuel.valid_from, fuel.valid_to));
        card.surcharges.iter().for_each(|surcharge| put(surcharge.valid_from, surcharge.valid_to));
    }
    days.sort();
    days.dedup();
    days
}

fn said_side(text: Text, index: usize, by: Decimal, to: Decimal, unit: Unit, row: usize) -> Phrase {
    let mut phrase = Phrase::new(text);
    let side = [change::LENGTH, change::WIDTH, change::HEIGHT][index.min(2)];
    phrase.args.put("side", Arg::Text(side)).amount("by", by, unit).amount("to", to, unit).row("row", row);
    phrase
}

/// The three sides in another unit, in the order in which they were typed; a roll is not cut.
fn sides(size: &Size, unit: Unit) -> Option<[Decimal; 3]> {
    let Size::Box(sides, own) = *size else { return None };
    let to = |value: Decimal| Amount { value, unit: own }.to(unit);
    Some([to(sides[0])?, to(sides[1])?, to(sides[2])?])
}

fn resized(sides: &[Decimal; 3], index: usize, to: Decimal, unit: Unit) -> Option<Size> {
    if to <= Decimal::ZERO {
        return None;
    }
    let mut sides = *sides;
    sides[index] = to;
    Some(Size::Box(sides, unit))
}

/// One parcel as so many lighter ones, cut across its longest side; `None` where that is no exact weight.
fn split(parcel: &Parcel, parts: Decimal) -> Option<Parcel> {
    // Up to the next gram or tenth: no part is lighter than its share.
    let finer = |value: Decimal, digits: u32| {
        let grain = Decimal::from(10_u32.pow(digits));
        value.over(parts)?.times(grain)?.up().over(grain)
    };
    let weight = Amount {
        value: finer(parcel.weight.value, if parcel.weight.unit == Unit::Gram { 0 } else { 3 })?,
        ..parcel.weight
    };
    let size = match parcel.size {
        Some(Size::Box(sides, unit)) => {
            let longest = (0..3).max_by_key(|index| sides[*index])?;
            Some(resized(&sides, longest, finer(sides[longest], 1)?, unit)?)
        }
        other => other,
    };
    Some(Parcel { quantity: parcel.quantity.times(parts)?, weight, size, traits: parcel.traits.clone() })
}

/// Several parcels of a row in one, stacked along their smallest side; up to twenty.
fn together(parcel: &Parcel) -> Option<Parcel> {
    let count = parcel.quantity;
    if count <= Decimal::ONE || count > Decimal::from(20) {
        return None;
    }
    let weight = Amount { value: parcel.weight.value.times(count)?, ..parcel.weight };
    let size = match parcel.size {
        Some(Size::Box(sides, unit)) => {
            let smallest = (0..3).min_by_key(|index| sides[*index])?;
            Some(resized(&sides, smallest, sides[smallest].times(count)?, unit)?)
        }
        None => None,
        Some(Size::Roll(..)) => return None,
    };
    Some(Parcel { quantity: Decimal::ONE, weight, size, traits: parcel.traits.clone() })
}
