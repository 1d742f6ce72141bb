//! Why a row differs: hypotheses, each priced by the card with one thing changed. Only what makes every billed figure
//! come out is told.

use core::ops::Deref;

use rust_decimal::Decimal;

use super::super::Inputs;
use super::super::change::days_of_change;
use super::super::surcharges;
use super::super::texts::{bill, line};
use super::super::{Parcel, price};
use super::{BilledRow, Checker, Figures, WeightOf};
use crate::amount::{Amount, Currency, Money};
use crate::date::Date;
use crate::exact::Exact;
use crate::pack::{
    Lane, Leg, Measures, Price, Round, Scope, StepUpTo, Surcharge, System, Tariff, Trigger, VolumeRule, World,
};
use crate::schema::{Arg, List, Phrase, Problem, Text};

/// How many reasons are told.
pub const MOST: usize = 3;
/// What billed weights are rounded up to.
const STEPS: [Decimal; 3] = [tenths(1), tenths(5), Decimal::ONE];
/// Divisors for centimetres and kilograms, the usual ones first.
const METRIC: [u32; 9] = [5000, 6000, 8000, 4000, 7000, 9000, 10_000, 12_000, 18_000];
/// Divisors for inches and pounds.
const IMPERIAL: [u32; 3] = [139, 166, 194];
/// How many of them are usual enough to be tried with another step.
const USUAL: usize = 3;
/// Least billed weights, in thousandths.
const LEAST: [u32; 14] = [20, 30, 50, 100, 200, 300, 500, 1000, 2000, 5000, 10_000, 12_000, 20_000, 21_000];
/// Parts of a percent in which carriers publish fuel surcharges, in hundredths of a percent.
const PUBLISHED: [u32; 2] = [50, 25];
/// Parts of a percent in which a fuel surcharge is said that the bill itself names, the coarse ones first.
const NAMED: [u32; 6] = [100, 50, 25, 10, 5, 1];
/// The greatest fuel surcharge that is believed, percent.
const MOST_FUEL: Decimal = Decimal::from_parts(60, 0, 0, false, 0);
/// A percentage that the bill does not name is told only if the next one would be so many minor units away: almost any
/// amount is near some percentage. Of differences by chance at most one in so many is explained by it.
const APART: Decimal = Decimal::from_parts(50, 0, 0, false, 0);
/// Currencies in which forwarders bill. Others have samples too, and of many one is always near.
const BILLED_IN: [&str; 6] = ["CNY", "USD", "EUR", "GBP", "JPY", "AUD"];
/// How far an amount in another currency may be off, as a part of it: rates differ by the hour and by who asks.
const OTHER_RATE: Decimal = Decimal::from_parts(2, 0, 0, false, 3);
/// How far a weight in other units may be off: bills print two decimals.
const OTHER_UNITS: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

const fn tenths(count: u32) -> Decimal {
    Decimal::from_parts(count, 0, 0, false, 1)
}

/// What a hypothesis is about: of each kind one is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Rounding,
    Sides,
    Volume,
    Pieces,
    Band,
    Least,
    Surcharge,
    Fuel,
    Both,
}

impl Kind {
    /// Whether it is worth a try, where it is known whether the billed weight is right: some change nothing but the
    /// weight, some never do.
    const fn can_explain(self, weight_is_right: Option<bool>) -> bool {
        match weight_is_right {
            Some(true) => !matches!(self, Self::Rounding | Self::Least | Self::Both),
            Some(false) => !matches!(self, Self::Band | Self::Fuel),
            None => true,
        }
    }
}

/// How a hypothesis is said; most sentences need figures of the row.
#[derive(Clone, Debug)]
enum Said {
    As(Phrase),
    Divisor(Decimal),
    Band { heavier: bool },
    LeastMissing,
    Fuel(Text, Decimal),
    Surcharge(Text),
}

/// What is asked otherwise.
#[derive(Clone, Copy, Debug)]
enum Asked {
    AsIs,
    Remote,
    DutyPaid,
    Fuel(Decimal),
}

/// One thing changed.
#[derive(Clone, Debug)]
struct Hypothesis {
    kind: Kind,
    said: Said,
    asked: Asked,
    /// The changed card; `None` for the card itself.
    card: Option<Tariff>,
}

/// A card with everything that is tried on it, the simplest first.
pub struct Prepared {
    /// The card without its sources, which no figure needs.
    card: Tariff,
    single: Vec<Hypothesis>,
    double: Vec<Hypothesis>,
    /// Volume does not count.
    by_weight: Tariff,
}

impl Prepared {
    /// Prepares a card.
    pub fn new(original: &Tariff) -> Self {
        let card = Tariff { sources: Vec::new(), ..original.clone() };
        Self { single: single(&card), double: double(&card), by_weight: without_volume(&card), card }
    }

    /// The card.
    pub const fn card(&self) -> &Tariff {
        &self.card
    }
}

fn single(card: &Tariff) -> Vec<Hypothesis> {
    let mut all = Vec::new();
    let mut put = |kind, said, card| all.push(Hypothesis { kind, said, asked: Asked::AsIs, card: Some(card) });
    for step in STEPS {
        put(Kind::Rounding, Said::As(stepped(bill::ROUNDING, step, card)), rounded(card, step));
    }
    for (text, sides) in [(bill::SIDES_UP, Round::Up), (bill::SIDES_AS_MEASURED, Round::None)] {
        put(Kind::Sides, Said::As(Phrase::new(text)), with_sides(card, sides));
    }
    put(Kind::Volume, Said::As(Phrase::new(bill::VOLUME_IGNORED)), without_volume(card));
    for divisor in divisors(card) {
        put(Kind::Volume, Said::Divisor(divisor), divided(card, divisor));
    }
    for divisor in own_divisor(card).into_iter().chain(divisors(card)) {
        let said = Phrase::new(bill::VOLUME_ADDED).with("divisor", Arg::Number(divisor));
        put(Kind::Volume, Said::As(said), with_volume(card, divisor));
    }
    let (text, pieces) = match card.scope {
        Scope::Shipment if card.piece_rounding.is_empty() => (bill::EACH_PIECE, piece_by_piece(card)),
        Scope::Shipment => (bill::ALL_PIECES, Tariff { piece_rounding: Vec::new(), ..card.clone() }),
        Scope::Piece => (bill::ALL_PIECES, all_as_one(card)),
    };
    put(Kind::Pieces, Said::As(Phrase::new(text)), pieces);
    for heavier in [true, false] {
        put(Kind::Band, Said::Band { heavier }, with_prices(card, heavier));
    }
    put(Kind::Least, Said::LeastMissing, with_least(card, Decimal::ZERO));
    for least in LEAST {
        let least = Decimal::new(i64::from(least), 3);
        let mut phrase = Phrase::new(bill::LEAST_WEIGHT);
        phrase.args.amount("least", least, card.units.weight());
        put(Kind::Least, Said::As(phrase), with_least(card, least));
    }
    for (at, surcharge) in card.surcharges.iter().enumerate() {
        let said = Said::Surcharge(line::of(surcharge.name));
        for changed in always(surcharge) {
            put(Kind::Surcharge, said.clone(), with_surcharge(card, at, Some(changed)));
        }
        put(Kind::Surcharge, said, with_surcharge(card, at, None));
    }
    let mut ask = |kind, said, asked| all.push(Hypothesis { kind, said, asked, card: None });
    if card.remote.is_some() {
        ask(Kind::Surcharge, Said::Surcharge(line::REMOTE), Asked::Remote);
    }
    if card.duty_paid_fee.is_some() {
        ask(Kind::Surcharge, Said::Surcharge(line::DUTY_PAID), Asked::DutyPaid);
    }
    if !card.fuel.is_empty() {
        ask(Kind::Fuel, Said::Fuel(bill::FUEL_MISSING, Decimal::ZERO), Asked::Fuel(Decimal::ZERO));
    }
    for fuel in &card.fuel {
        ask(Kind::Fuel, Said::Fuel(bill::FUEL_OF_DAY, fuel.percent), Asked::Fuel(fuel.percent));
    }
    all
}

fn double(card: &Tariff) -> Vec<Hypothesis> {
    let mut all = Vec::new();
    for step in STEPS {
        let rounded = rounded(card, step);
        let mut put = |phrase, card| {
            all.push(Hypothesis { kind: Kind::Both, said: Said::As(phrase), asked: Asked::AsIs, card: Some(card) });
        };
        for divisor in divisors(card).into_iter().take(USUAL) {
            let said = stepped(bill::ROUNDING_DIVISOR, step, card).with("divisor", Arg::Number(divisor));
            put(said, divided(&rounded, divisor));
        }
        for sides in [Round::Up, Round::None] {
            put(stepped(bill::SIDES_ROUNDING, step, card), with_sides(&rounded, sides));
        }
    }
    all
}

fn stepped(text: Text, step: Decimal, card: &Tariff) -> Phrase {
    let mut phrase = Phrase::new(text);
    phrase.args.amount("step", step, card.units.weight());
    phrase
}

fn divisors(card: &Tariff) -> Vec<Decimal> {
    let divisors: &[u32] = if card.units == System::Metric { &METRIC } else { &IMPERIAL };
    divisors.iter().copied().map(Decimal::from).collect()
}

fn own_divisor(card: &Tariff) -> Option<Decimal> {
    volume_rules(card).next().map(|rule| rule.divisor)
}

fn volume_rules(card: &Tariff) -> impl Iterator<Item = &VolumeRule> {
    card.volume.iter().chain(card.lanes.iter().flat_map(|lane| &lane.volume))
}

/// A card with every volume rule changed.
fn with_rules(card: &Tariff, change: impl Fn(&mut VolumeRule)) -> Tariff {
    let mut card = card.clone();
    card.volume.iter_mut().chain(card.lanes.iter_mut().flat_map(|lane| &mut lane.volume)).for_each(change);
    card
}

fn with_sides(card: &Tariff, sides: Round) -> Tariff {
    with_rules(card, |rule| rule.sides = sides)
}

fn divided(card: &Tariff, divisor: Decimal) -> Tariff {
    with_rules(card, |rule| rule.divisor = divisor)
}

fn without_volume(card: &Tariff) -> Tariff {
    let mut card = card.clone();
    card.volume.clear();
    card.lanes.iter_mut().for_each(|lane| lane.volume.clear());
    card
}

/// A card that counts volume always and in full.
fn with_volume(card: &Tariff, divisor: Decimal) -> Tariff {
    let rule = VolumeRule {
        valid_from: None,
        valid_to: None,
        divisor,
        sides: volume_rules(card).next().map_or(Round::None, |rule| rule.sides),
        least_side: Decimal::ZERO,
        trigger: Trigger::default(),
        shared: None,
    };
    Tariff { volume: vec![rule], ..without_volume(card) }
}

fn rounded(card: &Tariff, step: Decimal) -> Tariff {
    let steps = vec![StepUpTo { up_to: None, step }];
    let mut card = card.clone();
    card.lanes.iter_mut().for_each(|lane| lane.rounding.clear());
    if !card.piece_rounding.is_empty() {
        card.piece_rounding.clone_from(&steps);
    }
    card.rounding = steps;
    card
}

/// A card by shipment that rounds each piece before the sum.
fn piece_by_piece(card: &Tariff) -> Tariff {
    Tariff { piece_rounding: card.rounding.clone(), ..card.clone() }
}

/// A card by piece that takes all pieces of a row as one.
fn all_as_one(card: &Tariff) -> Tariff {
    Tariff { scope: Scope::Shipment, ..card.clone() }
}

fn with_least(card: &Tariff, least: Decimal) -> Tariff {
    let mut card = card.clone();
    for lane in &mut card.lanes {
        match card.scope {
            Scope::Piece => lane.min_weight = least,
            Scope::Shipment => lane.min_shipment = least,
        }
    }
    card
}

/// A card on which every band has the price of the next heavier or lighter one.
fn with_prices(card: &Tariff, heavier: bool) -> Tariff {
    let mut card = card.clone();
    for lane in &mut card.lanes {
        match &mut lane.price {
            Price::Bands(bands) => shift(
                bands,
                heavier,
                |band| (band.per_kg, band.handling),
                |band, (rate, fee)| {
                    (band.per_kg, band.handling) = (rate, fee);
                },
            ),
            Price::Flat(bands) => shift(bands, heavier, |band| band.price, |band, price| band.price = price),
            Price::Breaks { breaks, .. } => {
                shift(breaks, heavier, |one| one.per_kg, |one, rate| one.per_kg = rate);
            }
            Price::FirstAndNext { parts, kilos, .. } => {
                shift(parts, heavier, |one| one.each, |one, each| one.each = each);
                shift(kilos, heavier, |one| one.per_kg, |one, rate| one.per_kg = rate);
            }
            Price::PerGram { .. } | Price::WeightOrMeasure { .. } | Price::Containers { .. } => {}
        }
    }
    card
}

/// Moves the prices of a table by one place; at its end the last keeps its own.
fn shift<T, P: Copy>(table: &mut [T], heavier: bool, price: impl Fn(&T) -> P, put: impl Fn(&mut T, P)) {
    let prices: Vec<P> = table.iter().map(price).collect();
    let Some(last) = prices.len().checked_sub(1) else { return };
    for (at, place) in table.iter_mut().enumerate() {
        let from = if heavier { (at + 1).min(last) } else { at.saturating_sub(1) };
        if let Some(price) = prices.get(from) {
            put(place, *price);
        }
    }
}

fn with_surcharge(card: &Tariff, at: usize, changed: Option<Surcharge>) -> Tariff {
    let mut card = card.clone();
    match (changed, card.surcharges.get_mut(at)) {
        (Some(changed), Some(place)) => *place = changed,
        (None, Some(_)) => drop(card.surcharges.remove(at)),
        _ => {}
    }
    card
}

/// A surcharge that applies to everything on every day: with fuel and without, with its least weight and without.
fn always(surcharge: &Surcharge) -> Vec<Surcharge> {
    let every = Measures { weight_at_least: Some(Decimal::ZERO), ..Measures::default() };
    let forced = Surcharge {
        valid_from: None,
        valid_to: None,
        asked: None,
        from: Vec::new(),
        zones: Vec::new(),
        traits: Vec::new(),
        trigger: surcharges::is_by_piece(surcharge).then_some(every),
        ..surcharge.clone()
    };
    let light = Surcharge { least_billed: Decimal::ZERO, ..forced.clone() };
    let mut all = vec![forced.clone()];
    if !forced.least_billed.is_zero() {
        all.push(light.clone());
    }
    all.push(Surcharge { fuel: !light.fuel, ..light });
    all
}

/// A row against the card that it is checked by.
pub struct Case<'a, W> {
    /// Who checks.
    pub checker: &'a Checker<W>,
    /// The card.
    pub prepared: &'a Prepared,
    /// The row.
    pub row: &'a BilledRow,
    /// The row as a case.
    pub inputs: &'a Inputs,
    /// The currency of the bill.
    pub currency: Currency,
}

impl<W: Deref<Target = World>> Case<'_, W> {
    /// Prices the case, changed or not, by a card.
    pub fn figures(&self, card: &Tariff, inputs: &Inputs) -> Result<Figures, Vec<Problem>> {
        self.checker.figures(card, inputs, self.currency)
    }

    /// One minor unit of the currency of the bill.
    fn unit(&self) -> Decimal {
        Decimal::new(1, self.currency.minor_digits())
    }

    fn near(&self, billed: Option<Decimal>, found: Decimal) -> bool {
        billed.is_none_or(|billed| billed.minus(found).is_some_and(|more| more.abs() <= self.unit()))
    }

    /// Whether the billed amount is this, to a minor unit; so is one that is not given.
    pub fn amount_fits(&self, found: &Figures) -> bool {
        self.near(self.row.amount, found.total)
    }

    /// Whether the billed weight is this; so is one that is not given.
    pub fn weight_fits(&self, found: &Figures) -> bool {
        let Some((billed, found)) = self.row.billed_weight.zip(found.weight) else { return true };
        let off = if billed.unit.is_metric() == found.unit.is_metric() { Decimal::ZERO } else { OTHER_UNITS };
        super::less(billed, found).is_some_and(|more| more.value.abs() <= off)
    }

    fn fits(&self, found: &Figures) -> bool {
        self.amount_fits(found) && self.weight_fits(found) && self.near(self.row.fuel, found.fuel)
    }

    /// The likely reasons; where nothing explains it, a sentence that says what is not explained.
    pub fn reasons(&self, expected: &Figures) -> Vec<Phrase> {
        if let Some(found) = self.weighed_otherwise(expected) {
            return found;
        }
        let mut found = self.explained(&self.prepared.single, expected);
        found.extend(self.other_day());
        found.extend(self.other_currency(expected));
        if found.is_empty() {
            found.extend(self.fuel_percent());
        }
        if found.is_empty() {
            found = self.explained(&self.prepared.double, expected);
        }
        if found.is_empty() {
            found.push(self.unexplained(expected));
        }
        found.truncate(MOST);
        found
    }

    /// The reasons where what was billed only fits the other reading of the weight of several parcels: that, and what
    /// is still to be explained then.
    fn weighed_otherwise(&self, expected: &Figures) -> Option<Vec<Phrase>> {
        let row = self.row.weighed_otherwise()?;
        let inputs = self.checker.inputs(&row)?;
        let Self { checker, prepared, currency, .. } = *self;
        let other = Case { checker, prepared, row: &row, inputs: &inputs, currency };
        let found = other.figures(&self.prepared.card, &inputs).ok()?;
        let by_weight = row.billed_weight.is_some() && found.weight.is_some();
        let fits =
            if by_weight { other.weight_fits(&found) && !self.weight_fits(expected) } else { other.fits(&found) };
        if !fits {
            return None;
        }
        let text = match row.weight_of {
            WeightOf::One => bill::WEIGHT_OF_ONE,
            WeightOf::All => bill::WEIGHT_OF_ALL,
        };
        let mut reasons = vec![row.about_weight(text)];
        if !other.fits(&found) {
            reasons.extend(other.reasons(&found));
            reasons.truncate(MOST);
        }
        Some(reasons)
    }

    fn explained(&self, hypotheses: &[Hypothesis], expected: &Figures) -> Vec<Phrase> {
        let weights = self.row.billed_weight.zip(expected.weight);
        let weight_is_right = weights.map(|_| self.weight_fits(expected));
        let mut kinds = Vec::new();
        let mut found = Vec::new();
        for one in hypotheses {
            if found.len() == MOST {
                break;
            }
            if kinds.contains(&one.kind) || !one.kind.can_explain(weight_is_right) {
                continue;
            }
            let Some(figures) = self.tried(one).filter(|figures| self.fits(figures)) else { continue };
            if let Some(phrase) = self.said(&one.said, &figures, expected) {
                kinds.push(one.kind);
                found.push(phrase);
            }
        }
        found
    }

    fn tried(&self, hypothesis: &Hypothesis) -> Option<Figures> {
        let card = hypothesis.card.as_ref().unwrap_or(&self.prepared.card);
        let changed = match hypothesis.asked {
            Asked::AsIs => return self.figures(card, self.inputs).ok(),
            Asked::Remote => Inputs { remote: !self.inputs.remote, ..self.inputs.clone() },
            Asked::DutyPaid => Inputs { duty_paid: !self.inputs.duty_paid, ..self.inputs.clone() },
            Asked::Fuel(percent) => Inputs { fuel_percent: Some(percent), ..self.inputs.clone() },
        };
        self.figures(card, &changed).ok()
    }

    fn day(&self) -> Date {
        self.inputs.shipping_date
    }

    /// The lane of the row; of tiers the first, which is as good as any for what is said of it.
    fn lane(&self) -> Option<&Lane> {
        let card = &self.prepared.card;
        let zone = match (self.inputs.destination, card.leg) {
            ("US", Leg::FirstLeg) => self.inputs.us_region,
            ("US", Leg::LastMile) => self.inputs.us_zone,
            _ => self.inputs.zone,
        };
        card.lanes.iter().find(|lane| {
            lane.to.iter().any(|to| to == self.inputs.destination) && lane.zone.as_deref().is_none_or(|own| own == zone)
        })
    }

    fn said(&self, said: &Said, found: &Figures, expected: &Figures) -> Option<Phrase> {
        let card = &self.prepared.card;
        match said {
            Said::As(phrase) => Some(phrase.clone()),
            Said::Divisor(divisor) => {
                let own = card.volume_on(self.lane()?, self.day())?.divisor;
                let phrase = Phrase::new(bill::DIVISOR).with("divisor", Arg::Number(*divisor));
                Some(phrase.with("own", Arg::Number(own)))
            }
            Said::Band { heavier } => self.said_band(*heavier, expected),
            Said::LeastMissing => {
                let lane = self.lane()?;
                let mut phrase = Phrase::new(bill::LEAST_WEIGHT_MISSING);
                phrase.args.amount("least", lane.min_weight.max(lane.min_shipment), card.units.weight());
                Some(phrase)
            }
            Said::Fuel(text, percent) => {
                let own = self.own_fuel()?;
                let mut phrase = Phrase::new(*text);
                if *text == bill::FUEL_MISSING {
                    phrase.args.percent("percent", own);
                } else {
                    phrase.args.percent("percent", *percent).percent("own", own);
                }
                Some(phrase)
            }
            Said::Surcharge(name) => {
                let more = found.total.minus(expected.total)?;
                let text = if more < Decimal::ZERO { bill::SURCHARGE_MISSING } else { bill::SURCHARGE };
                let amount = Money { value: more.abs(), currency: self.currency };
                Some(Phrase::new(text).with("name", Arg::Text(*name)).with("amount", Arg::Money(amount)))
            }
        }
    }

    /// Which edge lies between the band of the row and the one that was billed.
    fn said_band(&self, heavier: bool, expected: &Figures) -> Option<Phrase> {
        let card = &self.prepared.card;
        let weight = match card.scope {
            Scope::Piece => expected.weight?.value.over(self.row.quantity)?,
            Scope::Shipment => expected.weight?.value,
        };
        let mut edges = price::edges(self.lane()?).into_iter().map(|(edge, _)| edge);
        let edge = if heavier { edges.find(|edge| *edge >= weight)? } else { edges.rfind(|edge| *edge <= weight)? };
        let text = match heavier {
            _ if edge == weight => bill::BAND_EDGE,
            true => bill::NEXT_BAND,
            false => bill::PREVIOUS_BAND,
        };
        let mut phrase = Phrase::new(text);
        phrase.args.amount("edge", edge, card.units.weight());
        Some(phrase)
    }

    /// The fuel surcharge in force; `None` where there is none.
    fn own_fuel(&self) -> Option<Decimal> {
        let fuel = self.prepared.card.fuel_on(self.day())?;
        Some(self.inputs.fuel_percent.unwrap_or(fuel.percent))
    }

    /// The rates of the days around changes: the last before the nearest change, the first after the next.
    fn other_day(&self) -> Option<Phrase> {
        let today = self.day();
        let days = days_of_change(self.checker.pack()?, &self.checker.service);
        let before = days.iter().rev().filter(|day| **day <= today).filter_map(|day| day.before());
        let after = days.iter().copied().filter(|day| *day > today);
        let fits = |day: &Date| {
            let changed = Inputs { shipping_date: *day, ..self.inputs.clone() };
            let found = self.checker.card_on(*day).and_then(|card| self.figures(card, &changed).ok());
            found.is_some_and(|found| self.fits(&found))
        };
        before.chain(after).find(fits).map(|day| Phrase::new(bill::OTHER_DAY).with("day", Arg::Date(day)))
    }

    /// The currency in which every figure would be right, but for what rates differ by.
    fn other_currency(&self, expected: &Figures) -> Option<Phrase> {
        let billed = self.row.amount.filter(|_| self.weight_fits(expected))?;
        let exchange = self.checker.exchange(self.inputs)?;
        let others = BILLED_IN.iter().filter_map(|code| Currency::from_code(code));
        let others = others.filter(|other| *other != self.currency);
        let off = |billed: Decimal, own: Decimal, other: Currency| {
            let there = exchange.on_card(Money { value: own, currency: self.currency }, other)?;
            let off = billed.minus(there)?.abs();
            (off <= OTHER_RATE.times(there)?).then_some(off)
        };
        let fuel_fits = |other| self.row.fuel.is_none_or(|fuel| off(fuel, expected.fuel, other).is_some());
        let near = others.filter(|other| fuel_fits(*other));
        let near = near.filter_map(|other| Some((off(billed, expected.total, other)?.over(billed)?, other)));
        let (_, other) = near.min_by_key(|(off, _)| *off)?;
        let words = |currency: Currency| Arg::Words(currency.code().to_owned());
        Some(Phrase::new(bill::OTHER_CURRENCY).with("currency", words(other)).with("own", words(self.currency)))
    }

    /// The fuel surcharge that explains the amount. Where the bill names the surcharge, and the rest of the amount is
    /// right, that is what differs, whatever the percentage. Where it does not, the percentage must be one that carriers
    /// publish, give the amount to the minor unit, and be far enough from the next one not to be found by chance.
    fn fuel_percent(&self) -> Option<Phrase> {
        let (billed, own) = (self.row.amount?, self.own_fuel()?);
        let at = |percent: Decimal| {
            let changed = Inputs { fuel_percent: Some(percent), ..self.inputs.clone() };
            self.figures(&self.prepared.card, &changed).ok()
        };
        let none = at(Decimal::ZERO)?;
        let base = at(Decimal::ONE_HUNDRED)?.total.minus(none.total)?;
        let exact = billed.minus(none.total)?.times(Decimal::ONE_HUNDRED)?.over(base)?;
        let is_named = self.row.fuel.is_some();
        let grains: &[u32] = if is_named { &NAMED } else { &PUBLISHED };
        let percent = grains.iter().find_map(|grain| {
            let grain = Decimal::new(i64::from(*grain), 2);
            let apart = grain.times(base)?.over(Decimal::ONE_HUNDRED)?;
            let percent = exact.over(grain)?.round().times(grain)?;
            let believed = percent > Decimal::ZERO && percent <= MOST_FUEL;
            let sure = |found: &Figures| {
                is_named || (found.total == billed && APART.times(self.unit()).is_some_and(|least| apart >= least))
            };
            (believed && at(percent).is_some_and(|found| self.fits(&found) && sure(&found)))
                .then_some(percent.normalize())
        })?;
        let mut phrase = Phrase::new(bill::FUEL_PERCENT);
        phrase.args.percent("percent", percent).percent("own", own);
        Some(phrase)
    }

    /// What no rule explains: the weight, the price, or both.
    fn unexplained(&self, expected: &Figures) -> Phrase {
        match self.row.billed_weight {
            Some(_) if self.weight_fits(expected) && self.row.amount.is_some() => Phrase::new(bill::UNEXPLAINED_PRICE),
            Some(billed) if self.row.amount.is_some() && self.right_for(billed) => {
                Phrase::new(bill::UNEXPLAINED_WEIGHT).with("weight", Arg::Amount(billed))
            }
            _ => Phrase::new(bill::UNEXPLAINED),
        }
    }

    /// Whether the billed amount is what the card charges for the billed weight.
    fn right_for(&self, billed: Amount) -> bool {
        let parcel = self.inputs.parcels.0.first().and_then(|(_, parcel)| {
            let (quantity, weight) = match self.prepared.card.scope {
                Scope::Piece => (parcel.quantity, billed.value.over(parcel.quantity)?),
                Scope::Shipment => (Decimal::ONE, billed.value),
            };
            Some(Parcel { quantity, weight: Amount { value: weight, ..billed }, ..parcel.clone() })
        });
        let Some(parcel) = parcel else { return false };
        let changed = Inputs { parcels: List(vec![(0, parcel)]), ..self.inputs.clone() };
        let found = self.figures(&self.prepared.by_weight, &changed);
        found.is_ok_and(|found| self.fits(&found))
    }
}
