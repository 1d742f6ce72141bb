//! **Is this bill right?** A forwarder's billed weights and amounts, row by row, against a rate card: what each should
//! be, the difference, and its likely reason.
//!
//! Every row is the case of the desk with the row's parcel in the place of the desk's parcels, priced by the card as any
//! shipment is. A reason is a hypothesis that was tried: one thing of the card or of the case is changed, the row is
//! priced again, and the reason is told only if every billed figure comes out (`reasons`).

mod columns;
mod paste;
mod reasons;
mod sheet;

use core::ops::Deref;

use rust_decimal::Decimal;

pub use self::columns::{Column, Columns, Heading, ORDER, WeightOf, columns};
pub use self::paste::{BilledRow, MAX_BILLED_ROWS, read, read_as};
use self::reasons::{Case, Prepared};
pub use self::sheet::write;
use super::quote;
use super::texts::{bill, figure, line};
use super::{Ask, Inputs, PARCELS, Parcel, Pieces};
use crate::amount::{Amount, Currency, Money};
use crate::date::Date;
use crate::exact::Exact;
use crate::exchange::Exchange;
use crate::pack::{Pack, Tariff, World};
use crate::schema::{Arg, Fields, List, Phrase, Problem, Record, Severity, Text, code};
use crate::units::Unit;
use crate::value::{Row, Value};
use crate::vocabulary::DESTINATIONS;

/// Key of the destination.
const DESTINATION: &str = "destination";
/// Column of the traits in the list of parcels.
const TRAITS: &str = "traits";

/// What a row of a bill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As the card says, to a minor unit; by the billed weight where no amount is given.
    Right,
    /// More is billed than the card says.
    Over,
    /// Less is billed.
    Under,
    /// The card gives no price to compare with; the reasons say why.
    CannotPrice,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Right, Self::Over, Self::Under, Self::CannotPrice];

    /// Its name in `locales/`.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Right => bill::RIGHT,
            Self::Over => bill::OVER,
            Self::Under => bill::UNDER,
            Self::CannotPrice => bill::CANNOT_PRICE,
        }
    }

    fn of(difference: Decimal) -> Self {
        if difference > Decimal::ZERO { Self::Over } else { Self::Under }
    }
}

/// What a row should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The billed weight in the unit of the card; `None` on cards by volume or container.
    pub weight: Option<Amount>,
    /// The total, fuel included, in the currency of the bill.
    pub amount: Money,
    /// The fuel surcharge in it; zero where there is none.
    pub fuel: Money,
}

/// A row of a bill held against the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The rate card that the row was held against: the user's name for it, or its id. `None` where there is no such card.
    pub card: Option<String>,
    /// The billed amount.
    pub billed: Option<Money>,
    /// What the row should be; `None` where the card gives no price.
    pub expected: Option<Expected>,
    /// Billed less expected weight, in the unit of the card; `None` where either is not known.
    pub weight_difference: Option<Amount>,
    /// Billed less expected amount; `None` where either is not known.
    pub difference: Option<Money>,
    /// What it is.
    pub verdict: Verdict,
    /// Likely reasons of a difference, the simplest first, at most three; a sentence that says so where there is none.
    pub reasons: Vec<Phrase>,
}

/// Sums over the rows of one currency that are priced and have an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// What is billed.
    pub billed: Money,
    /// What should be.
    pub expected: Money,
    /// What is billed too much in rows that are over; rows that are under do not make up for it.
    pub overbilled: Money,
}

/// Sums over a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows that are right.
    pub right: usize,
    /// Rows that are over.
    pub over: usize,
    /// Rows that are under.
    pub under: usize,
    /// Rows without a price to compare with; in none of the sums.
    pub not_priced: usize,
    /// By currency, in the order in which the currencies come.
    pub sums: Vec<Sums>,
}

/// Holds rows of a bill against one service, with a world that it borrows or shares. What is tried for reasons is prepared
/// once.
pub struct Checker<W> {
    world: W,
    service: String,
    /// The destination of the desk.
    destination: &'static str,
    traits: Option<Vec<&'static str>>,
    /// The case of the desk for every destination: what applies depends on it.
    desks: Vec<(&'static str, Inputs)>,
    /// Every card of the service, each with what is tried on it.
    cards: Vec<Prepared>,
}

/// What one pricing gives.
#[derive(Clone, Copy, Debug)]
struct Figures {
    weight: Option<Amount>,
    /// In the currency of the bill, rounded.
    total: Decimal,
    fuel: Decimal,
}

impl<W: Deref<Target = World>> Checker<W> {
    /// Prepares checks of bills of a service (the id of a card). The base is the case of the desk; its parcels only give
    /// their traits.
    ///
    /// # Errors
    /// Problems of the base, or [`code::PACK_MISSING`].
    pub fn new(base: &Record, service: &str, world: W) -> Result<Self, Vec<Problem>> {
        let pack = world.pack().ok_or_else(|| vec![Problem::error(code::PACK_MISSING)])?;
        let fields = Inputs::METAS;
        let own = |destination: &'static str| Some((destination, desk(base, destination)?));
        let blocked = problems(&placed(base, None));
        if !blocked.is_empty() {
            return Err(blocked);
        }
        let destination = match base.effective(fields, DESTINATION) {
            Value::Code(code) => code,
            _ => return Err(vec![Problem::error(code::UNKNOWN_CODE).at(DESTINATION)]),
        };
        let desks = DESTINATIONS.iter().map(|code| own(code)).collect::<Option<Vec<_>>>();
        let desks = desks.ok_or_else(|| vec![Problem::error(code::INTERNAL)])?;
        let leg = desks.first().map_or("", |(_, inputs)| inputs.leg);
        let cards = pack.tariffs.iter().filter(|card| card.id == service && card.leg.code() == leg);
        let cards = cards.map(Prepared::new).collect::<Vec<_>>();
        Ok(Self { world, service: service.to_owned(), destination, traits: traits(base), desks, cards })
    }

    /// Holds a row against the card.
    #[must_use]
    pub fn check(&self, row: &BilledRow) -> Checked {
        let own = || self.cards.first().map(|one| one.card().currency);
        self.checked(row).unwrap_or_else(|reasons| Checked {
            card: self.cards.first().map(|one| named(one.card())),
            billed: row.amount.zip(row.currency.or_else(own)).map(|(value, currency)| Money { value, currency }),
            expected: None,
            weight_difference: None,
            difference: None,
            verdict: Verdict::CannotPrice,
            reasons,
        })
    }

    fn checked(&self, row: &BilledRow) -> Result<Checked, Vec<Phrase>> {
        let internal = || vec![Phrase::new(code::INTERNAL)];
        let inputs = self.inputs(row).ok_or_else(internal)?;
        let day = inputs.shipping_date;
        let prepared = self.cards.iter().find(|one| holds(one.card(), day));
        let prepared = prepared.ok_or_else(|| vec![Phrase::new(bill::NO_CARD).with("day", Arg::Date(day))])?;
        let currency = row.currency.unwrap_or(prepared.card().currency);
        let case = Case { checker: self, prepared, row, inputs: &inputs, currency };
        let expected = case.figures(prepared.card(), &inputs).map_err(said)?;
        let in_money = |value: Decimal| Money { value, currency };
        let mut checked = Checked {
            card: Some(named(prepared.card())),
            billed: row.amount.map(in_money),
            expected: Some(Expected {
                weight: expected.weight,
                amount: in_money(expected.total),
                fuel: in_money(expected.fuel),
            }),
            weight_difference: row.billed_weight.zip(expected.weight).and_then(|(billed, own)| less(billed, own)),
            difference: row.amount.and_then(|billed| Some(in_money(billed.minus(expected.total)?))),
            verdict: Verdict::Right,
            reasons: Vec::new(),
        };
        let weight_is_right = case.weight_fits(&expected);
        match (checked.difference, checked.weight_difference) {
            (Some(_), _) if case.amount_fits(&expected) => {
                if !weight_is_right {
                    checked.reasons.push(Phrase::new(bill::NO_EFFECT));
                }
                return Ok(checked);
            }
            (Some(money), _) => checked.verdict = Verdict::of(money.value),
            (None, Some(_)) if weight_is_right => return Ok(checked),
            (None, Some(weight)) => checked.verdict = Verdict::of(weight.value),
            (None, None) => {
                checked.verdict = Verdict::CannotPrice;
                checked.reasons.push(Phrase::new(bill::NOTHING_BILLED));
                return Ok(checked);
            }
        }
        checked.reasons = case.reasons(&expected);
        Ok(checked)
    }

    /// The case of the desk with the row's parcel, destination and day.
    fn inputs(&self, row: &BilledRow) -> Option<Inputs> {
        let destination = row.destination.unwrap_or(self.destination);
        let (_, desk) = self.desks.iter().find(|(code, _)| *code == destination)?;
        let (weight, traits) = (row.weight_of_one()?, self.traits.clone());
        let parcel = Parcel { quantity: row.quantity, weight, size: row.size, traits };
        let mut inputs = Inputs { parcels: List(vec![(0, parcel)]), ..desk.clone() };
        inputs.shipping_date = row.date.unwrap_or(inputs.shipping_date);
        Some(inputs)
    }

    fn card_on(&self, day: Date) -> Option<&Tariff> {
        self.cards.iter().map(Prepared::card).find(|card| holds(card, day))
    }

    /// The data of the world; there was some when the checker was made.
    fn pack(&self) -> Option<&Pack> {
        self.world.pack()
    }

    fn exchange(&self, inputs: &Inputs) -> Option<Exchange<'_>> {
        Some(Exchange::new(inputs.currency, inputs.exchange_rate, inputs.exchange_spread, self.pack()?))
    }

    /// Prices a case by a card, in a currency; the reasons why that cannot be.
    fn figures(&self, card: &Tariff, inputs: &Inputs, currency: Currency) -> Result<Figures, Vec<Problem>> {
        let too_large = || vec![Problem::error(code::TOO_LARGE)];
        let no_data = || vec![Problem::error(code::PACK_MISSING)];
        let (pack, exchange) = self.pack().zip(self.exchange(inputs)).ok_or_else(no_data)?;
        let pieces = Pieces::new(inputs).ok_or_else(too_large)?;
        let ask = Ask { told: false, warns: false, ..Ask::new(inputs, pack, &self.world) };
        let priced = quote::quote(card, &ask, pieces.of(card)).alternative;
        let total = priced.total.ok_or(priced.refused)?;
        let billed = priced.figures.iter().find(|one| one.name == figure::BILLED_WEIGHT);
        let weight = billed.and_then(|one| if let Arg::Amount(weight) = one.value { Some(weight) } else { None });
        let fuel = priced.lines.iter().find(|one| one.name == line::FUEL).map_or(Decimal::ZERO, |one| one.amount.value);
        let to_bill = |value: Decimal| {
            let value = exchange.on_card(Money { value, currency: card.currency }, currency)?;
            Some(Money { value, currency }.rounded().value)
        };
        let figures = to_bill(total.value).zip(to_bill(fuel));
        let no_rate = || vec![Problem::error(super::refusal::E_CURRENCY)];
        let (total, fuel) = figures.ok_or_else(no_rate)?;
        Ok(Figures { weight, total, fuel })
    }
}

/// Holds one row against a service: [`Checker::check`] with a checker of its own. For many rows make one [`Checker`].
#[must_use]
pub fn check(row: &BilledRow, base: &Record, service: &str, world: &World) -> Checked {
    match Checker::new(base, service, world) {
        Ok(checker) => checker.check(row),
        Err(problems) => Checked {
            card: None,
            billed: None,
            expected: None,
            weight_difference: None,
            difference: None,
            verdict: Verdict::CannotPrice,
            reasons: said(problems),
        },
    }
}

/// Sums over a bill.
#[must_use]
pub fn totals(checked: &[Checked]) -> Totals {
    let mut totals = Totals::default();
    for one in checked {
        let count = match one.verdict {
            Verdict::Right => &mut totals.right,
            Verdict::Over => &mut totals.over,
            Verdict::Under => &mut totals.under,
            Verdict::CannotPrice => &mut totals.not_priced,
        };
        *count += 1;
        if let (Some(billed), Some(expected)) = (one.billed, one.expected) {
            add(&mut totals.sums, billed, expected.amount, one.verdict);
        }
    }
    totals
}

fn add(sums: &mut Vec<Sums>, billed: Money, expected: Money, verdict: Verdict) {
    let zero = Money { value: Decimal::ZERO, ..billed };
    let at = sums.iter().position(|sums| sums.billed.currency == billed.currency).unwrap_or(sums.len());
    if at == sums.len() {
        sums.push(Sums { billed: zero, expected: zero, overbilled: zero });
    }
    let Some(own) = sums.get_mut(at) else { return };
    // A sum that leaves the exact range stays as it was: no figure of a bill comes near it.
    let put = |sum: &mut Money, more: Decimal| sum.value = sum.value.plus(more).unwrap_or(sum.value);
    put(&mut own.billed, billed.value);
    put(&mut own.expected, expected.value);
    if verdict == Verdict::Over {
        put(&mut own.overbilled, billed.value.minus(expected.value).unwrap_or_default());
    }
}

/// Problems as sentences.
fn said(problems: Vec<Problem>) -> Vec<Phrase> {
    problems.into_iter().map(|problem| Phrase { text: problem.code, args: problem.args }).take(reasons::MOST).collect()
}

fn named(card: &Tariff) -> String {
    card.title.clone().unwrap_or_else(|| card.id.clone())
}

fn holds(card: &Tariff, day: Date) -> bool {
    day.within(card.valid_from, card.valid_to)
}

fn less(billed: Amount, own: Amount) -> Option<Amount> {
    Some(Amount { value: billed.to(own.unit)?.minus(own.value)?, ..own })
}

/// The base with one parcel that is as good as any, and perhaps with another destination.
fn placed(base: &Record, destination: Option<&'static str>) -> Record {
    let mut record = base.clone();
    record.values.resize(Inputs::METAS.len(), Value::Empty);
    let parcel = Parcel {
        quantity: Decimal::ONE,
        weight: Amount { value: Decimal::ONE, unit: Unit::Kilogram },
        size: None,
        traits: None,
    };
    let rows = Value::Rows(vec![Row { cells: parcel.to_values(), extra: Vec::new() }]);
    record.set(Inputs::METAS, PARCELS, rows);
    if let Some(destination) = destination {
        record.set(Inputs::METAS, DESTINATION, Value::Code(destination));
    }
    record.settled(Inputs::METAS)
}

fn problems(settled: &Record) -> Vec<Problem> {
    let problems = settled.problems(Inputs::METAS).into_iter();
    problems.filter(|problem| problem.severity == Severity::Error).collect()
}

/// The case of the desk for a destination; `None` where a field of it is broken.
fn desk(base: &Record, destination: &'static str) -> Option<Inputs> {
    let settled = placed(base, Some(destination));
    // What applies to another destination alone may be broken there: then its default counts.
    let mut values = settled.with_defaults(Inputs::METAS);
    for problem in problems(&settled) {
        let broken = Inputs::METAS.iter().find(|meta| Some(meta.key) == problem.field)?;
        values.set(Inputs::METAS, broken.key, Value::parse(&broken.kind, broken.default));
    }
    Inputs::from_values(&values.values)
}

/// The traits of the first parcel of the desk.
fn traits(base: &Record) -> Option<Vec<&'static str>> {
    let at = Inputs::METAS.iter().position(|meta| meta.key == PARCELS)?;
    let column = Parcel::METAS.iter().position(|meta| meta.key == TRAITS)?;
    let Value::Rows(rows) = base.values.get(at)? else { return None };
    match rows.first()?.cells.get(column)? {
        Value::Codes(codes) => Some(codes.clone()),
        _ => None,
    }
}
