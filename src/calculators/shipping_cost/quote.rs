//! One rate card against one shipment: the bill, the working, or the reasons why not.

use rust_decimal::Decimal;

use super::chargeable_weight::{self, Piece};
#[cfg(feature = "explain")]
use super::freight::{self, NoPlan, Plan};
use super::price::{self, Priced};
use super::surcharges;
use super::texts::{duty, figure, line, note, refusal, step};
use super::{Ask, gate};
use crate::amount::{Amount, Currency, Money};
use crate::exact::{self, Exact};
use crate::pack::{DutyIncluded, Lane, Leg, Price, Scope, Status, Surcharge, Tariff};
use crate::schema::{Alternative, Arg, Args, Figure, Line, Note, Phrase, Problem, Severity, Step, Text, code};
use crate::units::Unit;

/// What a card answers, and by what it is ranked.
pub struct Quote {
    /// What the answer shows.
    pub alternative: Alternative,
    /// What is paid, rounded and unrounded, in the currency of the answer (renminbi where there is no way to that);
    /// `None` where the card refuses.
    pub rank: Option<(Decimal, Decimal)>,
    /// What set the freight; nothing where the card refuses.
    #[cfg(feature = "explain")]
    pub driven: Driven,
}

/// What of a freight volume set, and what weight: of pieces that are priced one by one their freight, otherwise what they count
/// for. Where a least weight is above both, the larger of the two is taken for what set it; a container is paid for its room.
#[cfg(feature = "explain")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Driven {
    volume: Decimal,
    weight: Decimal,
}

#[cfg(feature = "explain")]
impl Driven {
    fn add(&mut self, by_volume: bool, part: Decimal) -> Option<()> {
        let sum = if by_volume { &mut self.volume } else { &mut self.weight };
        *sum = sum.plus(part)?;
        Some(())
    }

    /// The part that volume set, from zero to one; `None` where nothing is charged.
    pub fn by_volume(&self) -> Option<Decimal> {
        self.volume.over(self.volume.plus(self.weight)?)
    }
}

/// Asks one card.
#[must_use]
pub fn quote(tariff: &Tariff, ask: &Ask<'_>, pieces: &[Piece]) -> Quote {
    match lanes(tariff, ask).and_then(|lanes| bill(tariff, ask, pieces, lanes)) {
        Ok(bill) => {
            let rank = bill.rank;
            Quote {
                alternative: bill.shown,
                rank,
                #[cfg(feature = "explain")]
                driven: bill.driven,
            }
        }
        Err(refused) => Quote {
            alternative: Alternative { refused, ..blank(tariff) },
            rank: None,
            #[cfg(feature = "explain")]
            driven: Driven::default(),
        },
    }
}

#[cfg(feature = "explain")]
/// The total of one card, in its own currency and unrounded in nothing; `None` where it refuses.
fn total(tariff: &Tariff, ask: &Ask<'_>, pieces: &[Piece]) -> Option<Decimal> {
    let ask = Ask { told: false, ..*ask };
    let bill = bill(tariff, &ask, pieces, lanes(tariff, &ask).ok()?).ok()?;
    Some(bill.shown.total?.value)
}

/// The lanes of the shipment: one, or the tiers among which each piece finds its own. Reasons why there is none.
fn lanes<'a>(tariff: &'a Tariff, ask: &Ask<'_>) -> Result<Vec<&'a Lane>, Vec<Problem>> {
    let zone = ask.zone(tariff);
    let serves = |lane: &&Lane| {
        lane.to.iter().any(|to| to == ask.inputs.destination) && lane.zone.as_deref().is_none_or(|own| own == zone)
    };
    let mut lanes: Vec<_> = tariff.lanes.iter().filter(serves).collect();
    if lanes.is_empty() {
        let country = Arg::Country(ask.inputs.destination.to_owned());
        // A note: there is nothing to mend.
        let elsewhere = Problem { severity: Severity::Note, ..Problem::error(refusal::E_DESTINATION) };
        return Err(vec![elsewhere.with("country", country)]);
    }
    if ask.exchange.rate(tariff.currency).is_none() {
        return Err(vec![Problem::error(refusal::E_CURRENCY)]);
    }
    #[cfg(feature = "explain")]
    sold(&mut lanes, tariff, ask)?;
    if cfg!(not(feature = "explain")) || !tariff.tiers {
        lanes.truncate(1);
    }
    Ok(lanes)
}

/// Leaves the lanes for goods that sell for so much.
#[cfg(feature = "explain")]
fn sold(lanes: &mut Vec<&Lane>, tariff: &Tariff, ask: &Ask<'_>) -> Result<(), Vec<Problem>> {
    if lanes.iter().any(|lane| lane.sold.is_some()) {
        let price = ask.inputs.selling_price.and_then(|price| ask.exchange.on_card(price, tariff.currency));
        let Some(price) = price else { return Err(vec![Problem::error(refusal::E_PRICE)]) };
        lanes.retain(|lane| lane.sold.as_ref().is_none_or(|sold| sold.takes(price)));
    }
    if lanes.is_empty() { Err(vec![Problem::error(refusal::E_PRICE)]) } else { Ok(()) }
}

/// Asks for the sizes without which these lanes say nothing.
#[cfg(feature = "explain")]
fn measured(lanes: &[&Lane], tariff: &Tariff, pieces: &[Piece]) -> Result<(), Vec<Problem>> {
    let by_size = |lane: &&Lane| matches!(lane.price, Price::WeightOrMeasure { .. } | Price::Containers { .. });
    if tariff.tiers || lanes.iter().any(by_size) {
        let missing = pieces.iter().filter(|piece| piece.outside.is_none());
        let missing: Vec<_> =
            missing.map(|piece| Problem::error(refusal::E_SIZE).in_row(super::PARCELS, piece.row, "")).collect();
        if !missing.is_empty() {
            return Err(missing);
        }
    }
    Ok(())
}

/// The bill of an accepted shipment, or the reasons why it is refused.
fn bill<'a>(
    tariff: &'a Tariff,
    ask: &'a Ask<'a>,
    pieces: &[Piece],
    lanes: Vec<&'a Lane>,
) -> Result<Bill<'a>, Vec<Problem>> {
    #[cfg(feature = "explain")]
    measured(&lanes, tariff, pieces)?;
    let mut problems = Vec::new();
    let mut own = Vec::new();
    for piece in pieces {
        problems.append(&mut gate::refused(piece, tariff));
        let mut last = Vec::new();
        let lane = lanes.iter().copied().find(|lane| {
            last = chargeable_weight::refused(piece, tariff, lane, ask.inputs.shipping_date);
            last.is_empty()
        });
        problems.append(&mut last);
        own.extend(lane);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let lane = own.first().or(lanes.first()).copied();
    let Some(lane) = lane else { return Err(vec![Problem::error(code::INTERNAL)]) };
    let mut bill = Bill::new(tariff, lane, ask);
    match bill.fill(pieces, &own) {
        Some(()) => Ok(bill),
        None => Err(vec![bill.problem.unwrap_or_else(|| Problem::error(code::TOO_LARGE))]),
    }
}

/// What an answer shows of every card.
pub fn blank(tariff: &Tariff) -> Alternative {
    let (id, name) = (tariff.id.clone(), ["service.", &tariff.id].concat());
    Alternative { id, name, title: tariff.title.clone(), sources: tariff.sources.clone(), ..Alternative::default() }
}

/// What makes up a total: rounded amounts, and what the amounts for the shipment depend on.
#[derive(Clone, Default)]
struct Sums {
    /// Freight lines.
    freight: Decimal,
    /// What goes by another card.
    rest: Decimal,
    /// Billed weight, or revenue tons.
    billed: Decimal,
    /// How many pieces.
    pieces: Decimal,
    /// How many pieces meet each surcharge of the card, and their billed weight together.
    met: Vec<[Decimal; 2]>,
}

impl Sums {
    fn with(&self, other: &Self, each: fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Self> {
        let met = self.met.iter().zip(&other.met);
        let met = met.map(|(own, other)| Some([each(own[0], other[0])?, each(own[1], other[1])?]));
        Some(Self {
            freight: each(self.freight, other.freight)?,
            rest: each(self.rest, other.rest)?,
            billed: each(self.billed, other.billed)?,
            pieces: each(self.pieces, other.pieces)?,
            met: met.collect::<Option<_>>()?,
        })
    }
}

/// A piece on the scales: what it counts for, and which surcharges of the card it meets.
struct Weighed {
    counted: Decimal,
    met: Vec<usize>,
    /// Its volume weight is above its weight.
    #[cfg(feature = "explain")]
    by_volume: bool,
}

/// A bill in the making. Where something ends it early, that is `None`, and `problem` says what; nothing there means
/// that a figure left the exact range.
struct Bill<'a> {
    tariff: &'a Tariff,
    lane: &'a Lane,
    ask: &'a Ask<'a>,
    shown: Alternative,
    rank: Option<(Decimal, Decimal)>,
    exact: Decimal,
    sums: Sums,
    heavier: Vec<Vec<Heavier>>,
    problem: Option<Problem>,
    #[cfg(feature = "explain")]
    driven: Driven,
}

/// A weight past an edge of the price, and what the bill is made of there.
struct Heavier {
    row: Option<usize>,
    grams: Decimal,
    weight: Decimal,
    sums: Sums,
}

fn heavier_by(weight: Decimal, grams: Decimal) -> Option<Decimal> {
    weight.plus(grams.over(Decimal::ONE_THOUSAND)?)
}

impl<'a> Bill<'a> {
    fn new(tariff: &'a Tariff, lane: &'a Lane, ask: &'a Ask<'a>) -> Self {
        Self {
            tariff,
            lane,
            ask,
            shown: blank(tariff),
            rank: None,
            exact: Decimal::ZERO,
            sums: Sums { met: vec![[Decimal::ZERO; 2]; tariff.surcharges.len()], ..Sums::default() },
            heavier: Vec::new(),
            problem: None,
            #[cfg(feature = "explain")]
            driven: Driven::default(),
        }
    }

    /// Whether the working is told. Known when the crate is compiled where it never is.
    fn told(&self) -> bool {
        cfg!(feature = "explain") && self.ask.told
    }

    /// Whether notes are wanted; likewise.
    fn warns(&self) -> bool {
        cfg!(feature = "explain") && self.ask.warns
    }

    fn fill(&mut self, pieces: &[Piece], lanes: &[&'a Lane]) -> Option<()> {
        match (&self.lane.price, self.tariff.scope) {
            #[cfg(feature = "explain")]
            (Price::WeightOrMeasure { per_ton, kg_per_cbm, least }, _) => {
                self.by_measure(pieces, *per_ton, *kg_per_cbm, *least)?;
            }
            #[cfg(feature = "explain")]
            (Price::Containers { boxes, rest }, _) => self.containers(pieces, boxes, rest.as_deref())?,
            (_, Scope::Piece) => {
                for (piece, lane) in pieces.iter().zip(lanes) {
                    self.lane = lane;
                    self.piece(piece)?;
                }
            }
            (_, Scope::Shipment) => self.shipment(pieces)?,
        }
        self.on_top()?;
        if self.warns() {
            self.heavier_notes()?;
        }
        self.finish(pieces)
    }

    fn in_money(&self, value: Decimal) -> Money {
        Money { value, currency: self.tariff.currency }
    }

    #[inline(never)]
    fn money(&self, value: Decimal) -> Arg {
        Arg::Money(self.in_money(value))
    }

    #[inline(never)]
    fn weight(&self, value: Decimal) -> Arg {
        Arg::Amount(Amount { value, unit: self.tariff.units.weight() })
    }

    #[inline(never)]
    fn rounded(&self, value: Decimal) -> Decimal {
        self.in_money(value).rounded().value
    }

    /// Adds to a line of the bill: `count` times the amount, rounded before it is multiplied.
    fn charge(&mut self, name: Text, count: Decimal, each: Decimal, status: Status) -> Option<()> {
        self.exact = self.exact.plus(each.times(count)?)?;
        let rounded = self.rounded(each).times(count)?;
        self.put(name, count, rounded, status)
    }

    fn put(&mut self, name: Text, count: Decimal, rounded: Decimal, status: Status) -> Option<()> {
        match self.shown.lines.iter_mut().find(|line| line.name == name) {
            Some(line) => {
                line.count = line.count.plus(count)?;
                line.amount.value = line.amount.value.plus(rounded)?;
            }
            None => self.shown.lines.push(Line { name, count, amount: self.in_money(rounded), status }),
        }
        Some(())
    }

    /// A step of the working, whose slots are still to be filled.
    #[inline(never)]
    fn step(&mut self, row: Option<usize>, formula: Text, result: Arg) -> &mut Args {
        &mut self.shown.steps.push_mut(Step { formula, args: Args::new(), result, row }).args
    }

    /// A note, whose slots are still to be filled.
    #[inline(never)]
    fn note(&mut self, severity: Severity, text: Text) -> &mut Args {
        &mut self.shown.notes.push_mut(Note { severity, phrase: Phrase::new(text), source: None }).phrase.args
    }

    #[inline(never)]
    fn figure(&mut self, name: Text, value: Arg) {
        self.shown.figures.push(Figure { name, value });
    }

    fn volume_rule(&self) -> Option<&'a crate::pack::VolumeRule> {
        self.tariff.volume_on(self.lane, self.ask.inputs.shipping_date)
    }

    /// What a piece counts for before the last rounding: the larger of weight, volume weight, least weight, and the
    /// least weight of a surcharge that it meets; rounded by itself where the card says so.
    fn weigh(&self, piece: &Piece) -> Option<Weighed> {
        let rule = self.volume_rule();
        let volume = rule.and_then(|rule| chargeable_weight::volume_weight(piece, rule));
        let met = surcharges::met(piece, self.ask, self.tariff, rule);
        let least = met.iter().map(|at| self.tariff.surcharges[*at].least_billed);
        let counted = [volume.map_or(Decimal::ZERO, |volume| volume.weight), self.lane.min_weight]
            .into_iter()
            .chain(least)
            .fold(piece.weight, Decimal::max);
        let counted = chargeable_weight::billed(counted, &self.tariff.piece_rounding)?;
        Some(Weighed {
            counted,
            met,
            #[cfg(feature = "explain")]
            by_volume: volume.is_some_and(|volume| volume.weight > piece.weight),
        })
    }

    fn round_up(&self, weight: Decimal) -> Option<Decimal> {
        chargeable_weight::billed(weight, self.tariff.rounding_of(self.lane))
    }

    /// What a row makes of a bill whose pieces are priced by themselves, without showing it.
    fn row(&self, piece: &Piece) -> Option<Sums> {
        let weighed = self.weigh(piece)?;
        let billed = self.round_up(weighed.counted)?;
        let priced = price::price(billed, self.lane, self.tariff, false)?;
        let freight = priced.rounded(self.tariff.currency)?.times(piece.quantity)?;
        let billed = priced.weight.times(piece.quantity)?;
        Some(Sums { freight, billed, ..self.meeting(&weighed, piece.quantity, billed) })
    }

    /// So many pieces, and the surcharges that they meet.
    fn meeting(&self, weighed: &Weighed, pieces: Decimal, billed: Decimal) -> Sums {
        let mut met = vec![[Decimal::ZERO; 2]; self.tariff.surcharges.len()];
        weighed.met.iter().for_each(|at| met[*at] = [pieces, billed]);
        Sums { pieces, met, ..Sums::default() }
    }

    /// A piece weighed, rounded and priced by itself.
    fn piece(&mut self, piece: &Piece) -> Option<()> {
        let row = Some(piece.row);
        let weighed = self.weigh(piece)?;
        let billed = self.round_up(weighed.counted)?;
        self.weight_step(step::PIECE_WEIGHTS, piece, &weighed, billed);
        let priced = self.price(row, billed)?;
        if self.told() && piece.quantity > Decimal::ONE {
            let currency = self.tariff.currency;
            let each = priced.rounded(currency)?;
            let working = self.step(row, step::TIMES, self.money(each.times(piece.quantity)?));
            working.number("count", piece.quantity).money("each", each, currency);
        }
        self.add(piece.quantity, &priced)?;
        let sums = self.row(piece)?;
        self.sums = self.sums.with(&sums, Exact::plus)?;
        #[cfg(feature = "explain")]
        self.driven.add(weighed.by_volume, sums.freight)?;
        if self.warns() && self.looks_ahead() && !self.tariff.tiers {
            let mut found = Vec::new();
            for grams in price::grams_past_edges(piece.weight, weighed.counted, self.tariff, self.lane) {
                let Some(weight) = heavier_by(piece.weight, grams) else { continue };
                let heavier = Piece { weight, ..piece.clone() };
                let day = self.ask.inputs.shipping_date;
                if chargeable_weight::refused(&heavier, self.tariff, self.lane, day).is_empty()
                    && let Some(then) = self.row(&heavier)
                {
                    found.push(Heavier { row, grams, weight, sums: then.with(&sums, Exact::minus)? });
                }
            }
            self.heavier.push(found);
        }
        Some(())
    }

    /// Whether it is worth looking for a heavier parcel that costs less: on cards in kilograms whose price can fall.
    fn looks_ahead(&self) -> bool {
        self.tariff.units == crate::pack::System::Metric
            && matches!(
                self.lane.price,
                Price::Bands(_) | Price::FirstAndNext { .. } | Price::Breaks { bill_up: false, .. }
            )
    }

    /// What the pieces count for, summed, and the surcharges that they meet.
    fn counted(&self, pieces: &[Piece]) -> Option<(Decimal, Sums)> {
        let (mut sum, mut sums) = (Decimal::ZERO, Sums { rest: Decimal::ZERO, ..self.sums.clone() });
        for piece in pieces {
            let weighed = self.weigh(piece)?;
            let all = weighed.counted.times(piece.quantity)?;
            sum = sum.plus(all)?;
            sums = sums.with(&self.meeting(&weighed, piece.quantity, all), Exact::plus)?;
        }
        Some((sum, sums))
    }

    /// The sums of a shipment that counts for so much.
    fn priced(&self, counted: Decimal, sums: &Sums) -> Option<Sums> {
        let billed = self.round_up(counted.max(self.lane.min_shipment))?;
        let priced = price::price(billed, self.lane, self.tariff, false)?;
        Some(Sums { freight: priced.rounded(self.tariff.currency)?, billed: priced.weight, ..sums.clone() })
    }

    /// The larger of weight and volume of each piece, summed, rounded once and priced once.
    fn shipment(&mut self, pieces: &[Piece]) -> Option<()> {
        for piece in pieces {
            let weighed = self.weigh(piece)?;
            let all = weighed.counted.times(piece.quantity)?;
            self.weight_step(step::COUNTED_WEIGHTS, piece, &weighed, all);
            #[cfg(feature = "explain")]
            self.driven.add(weighed.by_volume, all)?;
        }
        let (sum, sums) = self.counted(pieces)?;
        let least = self.lane.min_shipment;
        let billed = self.round_up(sum.max(least))?;
        if self.told() {
            let rounding = chargeable_weight::step(sum.max(least), self.tariff.rounding_of(self.lane));
            let unit = self.tariff.units.weight();
            let formula = if least.is_zero() { step::SHIPMENT_WEIGHT } else { step::SHIPMENT_WEIGHT_LEAST };
            let working = self.step(None, formula, self.weight(billed));
            working
                .amount("sum", sum, unit)
                .amount("step", rounding.unwrap_or_default(), unit)
                .amount("least", least, unit);
        }
        if self.warns() && sum < least {
            let unit = self.tariff.units.weight();
            self.note(Severity::Note, note::LEAST_SHIPMENT).amount("least", least, unit).amount("sum", sum, unit);
        }
        let priced = self.price(None, billed)?;
        self.add(Decimal::ONE, &priced)?;
        if self.warns() && priced.weight > billed && priced.formula == step::BILLED_UP {
            let unit = self.tariff.units.weight();
            self.note(Severity::Note, note::BILLED_UP)
                .amount("billed", priced.weight, unit)
                .amount("weight", billed, unit);
        }
        let now = self.priced(sum, &sums)?;
        if !self.warns() || !self.looks_ahead() {
            self.sums = now;
            return Some(());
        }
        let most = chargeable_weight::most(self.tariff, self.lane).and_then(|most| most.times(sums.pieces));
        let mut found = Vec::new();
        for grams in price::grams_past_edges(sum, sum.max(least), self.tariff, self.lane) {
            let Some(weight) = heavier_by(sum, grams) else { continue };
            if most.is_some_and(|most| weight > most) {
                continue;
            }
            // One piece gets heavier itself, and may meet a surcharge; several share what is added.
            let then = match pieces {
                [piece] if piece.quantity == Decimal::ONE => {
                    let more = weight.minus(piece.weight)?;
                    let heavier = Piece { weight: piece.weight.plus(more)?, ..piece.clone() };
                    self.counted(&[heavier])
                }
                _ => Some((weight, sums.clone())),
            };
            if let Some(then) = then.and_then(|(sum, sums)| self.priced(sum, &sums)) {
                found.push(Heavier { row: None, grams, weight, sums: then.with(&now, Exact::minus)? });
            }
        }
        self.heavier.push(found);
        self.sums = now;
        Some(())
    }

    /// Freight by weight or measure.
    #[cfg(feature = "explain")]
    fn by_measure(&mut self, pieces: &[Piece], per_ton: Decimal, kg_per_cbm: Decimal, least: Decimal) -> Option<()> {
        let load = freight::load(pieces)?;
        let tons = freight::revenue_tons(&load, kg_per_cbm, least)?;
        let amount = tons.times(per_ton)?;
        self.driven.add(load.cbm > load.kg.over(kg_per_cbm)?, tons)?;
        if self.told() {
            let working = self.step(None, step::REVENUE_TONS, Arg::Number(tons));
            working.number("cbm", load.cbm).kg("weight", load.kg).number("per", kg_per_cbm).number("least", least);
            let currency = self.tariff.currency;
            let working = self.step(None, step::BY_MEASURE, self.money(self.rounded(amount)));
            working.number("tons", tons).money("rate", per_ton, currency);
        }
        self.figure(figure::REVENUE_TONS, Arg::Number(tons));
        self.charge(line::FREIGHT, Decimal::ONE, amount, self.tariff.status)?;
        let (_, sums) = self.counted(pieces)?;
        self.sums = Sums { freight: self.rounded(amount), billed: tons, ..sums };
        Some(())
    }

    /// Whole containers, the rest in one more or by another card.
    #[cfg(feature = "explain")]
    fn containers(&mut self, pieces: &[Piece], boxes: &'a [crate::pack::Container], rest: Option<&str>) -> Option<()> {
        let plans = match freight::plans(pieces, boxes) {
            Ok(plans) => plans,
            Err(why) => {
                let code = if why == NoPlan::TooLarge { refusal::E_CONTAINER } else { refusal::E_MANY_CONTAINERS };
                self.problem = Some(Problem::error(code));
                return None;
            }
        };
        let day = self.ask.inputs.shipping_date;
        let other = self.ask.pack.tariffs.iter().find(|card| {
            rest == Some(card.id.as_str())
                && day.within(card.valid_from, card.valid_to)
                && card.currency == self.tariff.currency
        });
        let mut best: Option<(Decimal, &Plan<'a>, Decimal)> = None;
        for plan in &plans {
            let freight = plan.kind.price.times(Decimal::from(plan.full))?;
            let (freight, rest) = match plan.last {
                Some(last) => (freight.plus(last.price)?, Decimal::ZERO),
                None if plan.full > 0 => {
                    let Some(rest) = other.and_then(|card| total(card, self.ask, &plan.left)) else { continue };
                    (freight, rest)
                }
                None => continue,
            };
            let sum = freight.plus(rest)?;
            if self.told() {
                self.plan_step(plan, sum);
            }
            if best.is_none_or(|(least, ..)| sum < least) {
                best = Some((sum, plan, rest));
            }
        }
        let (sum, plan, rest) = best?;
        self.driven.add(true, sum)?;
        let freight = sum.minus(rest)?;
        let count = plan.full + u32::from(plan.last.is_some());
        self.figure(figure::CONTAINERS, Arg::Words(described(plan)));
        self.charge(line::FREIGHT, Decimal::ONE, freight, self.tariff.status)?;
        if let Some(card) = other.filter(|_| !rest.is_zero()) {
            self.charge(line::REST, Decimal::ONE, rest, card.status)?;
            self.shown.sources.extend(card.sources.iter().cloned());
        }
        let (_, sums) = self.counted(pieces)?;
        self.sums = Sums { freight, rest, billed: Decimal::from(count), ..sums };
        Some(())
    }

    /// A plan of containers and what it comes to.
    #[cfg(feature = "explain")]
    fn plan_step(&mut self, plan: &Plan<'a>, sum: Decimal) {
        let left = exact::sum(plan.left.iter().map(|piece| piece.quantity)).unwrap_or_default();
        let formula = if plan.last.is_some() { step::CONTAINERS } else { step::CONTAINERS_REST };
        let working = self.step(None, formula, self.money(sum));
        working.put("plan", Arg::Words(described(plan))).number("left", left);
    }

    /// The working of the weight of a piece, with its volume weight where that counts: the formula for weight
    /// alone, for weight and volume weight, or for both and the least weight.
    fn weight_step(&mut self, formulas: [Text; 3], piece: &Piece, weighed: &Weighed, result: Decimal) {
        if !self.told() && !self.warns() {
            return;
        }
        let row = Some(piece.row);
        let (heavy, long) = (self.tariff.units.weight(), self.tariff.units.length());
        let mut volume_weight = Decimal::ZERO;
        if let Some(rule) = self.volume_rule()
            && let Some(volume) = chargeable_weight::volume_weight(piece, rule)
        {
            volume_weight = volume.weight;
            if self.told() {
                let [length, width, height] = volume.sides;
                let working = self.step(row, step::VOLUME_WEIGHT, self.weight(volume.whole));
                working.amount("length", length, long).amount("width", width, long).amount("height", height, long);
                working.number("divisor", rule.divisor);
                if volume.weight != volume.whole
                    && let Some(shared) = &rule.shared
                {
                    let working = self.step(row, step::SHARED_VOLUME, self.weight(volume.weight));
                    working.amount("volume", volume.whole, heavy).amount("weight", piece.weight, heavy);
                    working.number("by", shared.by);
                }
            }
            if self.warns() && volume_weight > piece.weight {
                let said = self.note(Severity::Note, note::VOLUME_COUNTS);
                // To the gram: the working has every digit.
                said.amount("volume", volume_weight.round_dp(3), heavy).amount("weight", piece.weight, heavy);
                said.row("row", piece.row);
            }
        }
        let floor =
            weighed.met.iter().map(|at| self.tariff.surcharges[*at].least_billed).fold(Decimal::ZERO, Decimal::max);
        if self.warns() && floor > piece.weight.max(volume_weight) {
            let said = self.note(Severity::Warning, note::LEAST_BILLED);
            said.amount("least", floor, heavy).amount("weight", piece.weight, heavy).row("row", piece.row);
        }
        if !self.told() {
            return;
        }
        let piece_rounding = self.tariff.piece_rounding.as_slice();
        let rounding = if piece_rounding.is_empty() { self.tariff.rounding_of(self.lane) } else { piece_rounding };
        let rounding = chargeable_weight::step(weighed.counted, rounding).unwrap_or_default();
        let least = self.lane.min_weight.max(floor);
        let [alone, against_volume, against_all] = formulas;
        let formula = match (volume_weight.is_zero(), least.is_zero()) {
            (_, false) => against_all,
            (false, true) => against_volume,
            (true, true) => alone,
        };
        let working = self.step(row, formula, self.weight(result));
        working.amount("weight", piece.weight, heavy).amount("step", rounding, heavy).number("count", piece.quantity);
        if formula != alone {
            working.amount("volume", volume_weight, heavy);
        }
        if formula == against_all {
            working.amount("least", least, heavy);
        }
    }

    /// The price of a billed weight, with its working.
    fn price(&mut self, row: Option<usize>, billed: Decimal) -> Option<Priced> {
        let priced = price::price(billed, self.lane, self.tariff, self.told());
        if priced.is_none() {
            let unit = self.tariff.units.weight();
            let limit = price::limit(self.lane).filter(|limit| *limit <= billed);
            self.problem = limit.map(|limit| {
                let mut too_heavy = Problem::error(refusal::E_WEIGHT);
                too_heavy.args.amount("limit", limit, unit).amount("found", billed, unit);
                too_heavy
            });
        }
        let mut priced = priced?;
        if self.told() {
            let result = self.money(priced.rounded(self.tariff.currency)?);
            *self.step(row, priced.formula, result) = core::mem::take(&mut priced.working);
        }
        Some(priced)
    }

    fn add(&mut self, count: Decimal, priced: &Priced) -> Option<()> {
        for (name, each) in &priced.lines {
            self.charge(*name, count, *each, self.tariff.status)?;
        }
        Some(())
    }

    /// A surcharge, as a line and a step.
    fn surcharge(&mut self, surcharge: &Surcharge, pieces: Decimal, billed: Decimal) -> Option<()> {
        let insured = surcharges::insured(self.ask, self.tariff);
        let amount = surcharges::amount(surcharge, pieces, billed, insured)?;
        let rounded = self.rounded(amount);
        self.exact = self.exact.plus(amount)?;
        let name = line::of(surcharge.name);
        let count = if surcharges::is_by_piece(surcharge) { pieces } else { Decimal::ONE };
        self.put(name, count, rounded, surcharge.status)?;
        if self.told() {
            let currency = self.tariff.currency;
            let zero = |amount: Decimal| amount.is_zero();
            let formula = match (zero(surcharge.per_piece), zero(surcharge.per_kg), zero(surcharge.percent)) {
                _ if amount == surcharge.least => step::SURCHARGE_LEAST,
                (_, _, false) => step::INSURANCE,
                (false, true, _) if zero(surcharge.per_shipment) => step::SURCHARGE_PIECES,
                (true, false, _) if zero(surcharge.per_shipment) => step::SURCHARGE_WEIGHT,
                (true, true, _) => step::SURCHARGE_FLAT,
                _ => step::SURCHARGE_MIXED,
            };
            let result = self.money(rounded);
            let unit = Arg::Amount(Amount { value: billed, unit: self.tariff.units.weight() });
            let by_ton = matches!(self.lane.price, Price::WeightOrMeasure { .. });
            let working = self.step(None, formula, result);
            working.put("name", Arg::Text(name)).number("count", pieces).money("each", surcharge.per_piece, currency);
            working.put("weight", if by_ton { Arg::Number(billed) } else { unit }).money(
                "rate",
                surcharge.per_kg,
                currency,
            );
            working.money("flat", surcharge.per_shipment, currency).money("least", surcharge.least, currency);
            working.percent("percent", surcharge.percent).money("insured", insured.unwrap_or_default(), currency);
        }
        Some(())
    }

    /// Says where a little more weight makes the bill smaller, surcharges and all.
    fn heavier_notes(&mut self) -> Option<()> {
        let now = self.total(&self.sums)?;
        for candidates in core::mem::take(&mut self.heavier) {
            let saving = |one: &Heavier| {
                let then = self.total(&self.sums.with(&one.sums, Exact::plus)?)?;
                Some(now.minus(then)?).filter(|saving| *saving > Decimal::ZERO)
            };
            let Some((one, saving)) = candidates.iter().find_map(|one| Some((one, saving(one)?))) else { continue };
            let currency = self.tariff.currency;
            let said = self.note(Severity::Warning, note::HEAVIER_CHEAPER);
            said.amount("more", one.grams, Unit::Gram).kg("weight", one.weight).money("saving", saving, currency);
            if let Some(row) = one.row {
                said.row("row", row);
            }
        }
        Some(())
    }

    /// The surcharges that are charged, each with how many pieces it is for and their billed weight.
    fn charged(&self, sums: &Sums) -> Vec<(&'a Surcharge, [Decimal; 2])> {
        let all = self.tariff.surcharges.iter().zip(&sums.met);
        let charged = all.filter_map(|(surcharge, met)| {
            if surcharges::is_by_piece(surcharge) {
                return (!met[0].is_zero()).then_some((surcharge, *met));
            }
            let possible = surcharges::is_possible(surcharge, self.ask, self.tariff);
            possible.then_some((surcharge, [sums.pieces, sums.billed]))
        });
        charged.collect()
    }

    /// The total of a bill that is made up so.
    fn total(&self, sums: &Sums) -> Option<Decimal> {
        let insured = surcharges::insured(self.ask, self.tariff);
        let (mut fuelled, mut other) = (Decimal::ZERO, Decimal::ZERO);
        for (surcharge, [pieces, billed]) in self.charged(sums) {
            let amount = self.rounded(surcharges::amount(surcharge, pieces, billed, insured)?);
            let sum = if surcharge.fuel { &mut fuelled } else { &mut other };
            *sum = sum.plus(amount)?;
        }
        let remote = self.rounded(self.remote(sums.billed)?);
        let fee = self.rounded(self.duty_paid_fee().unwrap_or_default());
        let base = self.fuel_base(sums.freight.plus(fuelled)?, remote)?;
        let fuel = self.rounded(self.fuel(base)?);
        exact::sum([sums.freight, sums.rest, fuelled, other, remote, fee, fuel])
    }

    fn duty_paid_fee(&self) -> Option<Decimal> {
        self.tariff.duty_paid_fee.filter(|_| self.ask.inputs.duty_paid)
    }

    /// Unrounded; zero where there is none.
    fn remote(&self, billed: Decimal) -> Option<Decimal> {
        let rule = self.tariff.remote.as_ref().filter(|_| self.ask.inputs.remote);
        rule.map_or(Some(Decimal::ZERO), |rule| Some(rule.min.max(rule.per_kg.times(billed)?)))
    }

    fn fuel_base(&self, freight: Decimal, remote: Decimal) -> Option<Decimal> {
        let on_remote = self.tariff.fuel_on(self.ask.inputs.shipping_date).is_some_and(|fuel| fuel.on_remote);
        if on_remote { freight.plus(remote) } else { Some(freight) }
    }

    /// Unrounded; zero where there is none.
    fn fuel(&self, base: Decimal) -> Option<Decimal> {
        let fuel = self.tariff.fuel_on(self.ask.inputs.shipping_date);
        let percent = fuel.map(|fuel| self.ask.inputs.fuel_percent.unwrap_or(fuel.percent));
        base.times(percent.unwrap_or_default())?.over(Decimal::ONE_HUNDRED)
    }

    /// The sum of the lines for which this holds.
    fn sum(&self, counts: fn(&Line) -> bool) -> Option<Decimal> {
        exact::sum(self.shown.lines.iter().filter(|line| counts(line)).map(|line| line.amount.value))
    }

    /// Surcharges of the shipment, remote area and duty-paid fee, then fuel on its base.
    fn on_top(&mut self) -> Option<()> {
        let (tariff, currency, sums) = (self.tariff, self.tariff.currency, self.sums.clone());
        let insured = surcharges::insured(self.ask, tariff);
        let mut fuelled = Decimal::ZERO;
        for (surcharge, [pieces, billed]) in self.charged(&sums) {
            if surcharge.fuel {
                fuelled = fuelled.plus(self.rounded(surcharges::amount(surcharge, pieces, billed, insured)?))?;
            }
            self.surcharge(surcharge, pieces, billed)?;
        }
        let remote = self.remote(sums.billed)?;
        if let Some(rule) = tariff.remote.as_ref().filter(|_| self.ask.inputs.remote) {
            self.charge(line::REMOTE, Decimal::ONE, remote, rule.status)?;
            if self.told() {
                let result = self.money(remote);
                let weight = self.weight(sums.billed);
                let working = self.step(None, step::REMOTE, result);
                working.money("min", rule.min, currency).money("rate", rule.per_kg, currency).put("weight", weight);
            }
        }
        if let Some(fee) = self.duty_paid_fee() {
            self.charge(line::DUTY_PAID, Decimal::ONE, fee, tariff.status)?;
        }
        if let Some(fuel) = tariff.fuel_on(self.ask.inputs.shipping_date) {
            let typed = self.ask.inputs.fuel_percent;
            let status = if typed.is_some() { Status::Own } else { fuel.status };
            let base = self.fuel_base(sums.freight.plus(fuelled)?, self.rounded(remote))?;
            let amount = self.fuel(base)?;
            self.charge(line::FUEL, Decimal::ONE, amount, status)?;
            if self.told() {
                let result = self.money(self.rounded(amount));
                let working = self.step(None, step::FUEL, result);
                working.percent("percent", typed.unwrap_or(fuel.percent)).money("base", base, currency);
            }
        }
        Some(())
    }

    /// The total and what stands beside it.
    fn finish(&mut self, pieces: &[Piece]) -> Option<()> {
        let (tariff, ask) = (self.tariff, self.ask);
        let total = self.sum(|_| true)?;
        let sample = self.sum(|line| line.status.is_sample()).unwrap_or(total);
        let share = sample.times(Decimal::ONE_HUNDRED).and_then(|all| all.over(total));
        self.shown.sample_share = share.map(|share| share.round());
        self.shown.total = Some(self.in_money(total));
        if self.told() && self.shown.lines.len() > 1 {
            let count = Decimal::from(self.shown.lines.len());
            let result = self.money(total);
            self.step(None, step::TOTAL, result).number("count", count);
        }
        self.convert(total)?;
        // A rate so low that the rounding takes all of it: no price, never a price of zero.
        if total.is_zero() || self.rank.is_some_and(|(paid, _)| paid.is_zero()) {
            self.problem = Some(Problem::error(refusal::E_NOTHING));
            return None;
        }
        if !matches!(self.lane.price, Price::WeightOrMeasure { .. } | Price::Containers { .. }) {
            let billed = self.weight(self.sums.billed);
            self.figure(figure::BILLED_WEIGHT, billed);
        }
        if let Some(days) = self.lane.days {
            self.figure(figure::DAYS, Arg::Days { from: days.from, to: days.to, working: tariff.working_days });
        }
        if tariff.leg != Leg::LastMile {
            let duty = match tariff.duty {
                DutyIncluded::Included => duty::INCLUDED,
                DutyIncluded::NotIncluded => duty::NOT_INCLUDED,
                DutyIncluded::NotStated => duty::NOT_STATED,
                DutyIncluded::OnRequest if ask.inputs.duty_paid => duty::BILLED_TO_SENDER,
                DutyIncluded::OnRequest => duty::ON_REQUEST,
            };
            self.figure(figure::DUTY, Arg::Text(duty));
        }
        if !self.warns() {
            return Some(());
        }
        for paper in gate::papers(pieces, tariff) {
            let name = Arg::Key(["paper.", paper.code()].concat());
            self.note(Severity::Warning, note::PAPER).put("paper", name);
        }
        if let Some(late) = &tariff.late {
            let currency = tariff.currency;
            let said = self.note(Severity::Note, note::LATE);
            said.number("day", Decimal::from(late.from_day))
                .money("rate", late.per_kg, currency)
                .money("cap", late.cap, currency);
        }
        if self.lane.other_carrier {
            self.note(Severity::Note, note::OTHER_CARRIER);
        }
        Some(())
    }

    /// The total in the currency of the answer, and by what the card is ranked.
    fn convert(&mut self, total: Decimal) -> Option<()> {
        let (ask, currency) = (self.ask, self.tariff.currency);
        let (total, exact) = (self.in_money(total), self.in_money(self.exact));
        if currency == ask.exchange.currency {
            self.rank = Some((total.value, exact.value));
            return Some(());
        }
        let Some(converted) = ask.exchange.answered(total) else {
            // No rate for the currency of the answer: what is paid in renminbi.
            let (rate, _) = ask.exchange.rate(currency)?;
            self.rank = Some((total.value.times(rate)?, exact.value.times(rate)?));
            return Some(());
        };
        let converted = converted.rounded();
        self.shown.converted = Some(converted);
        self.rank = Some((converted.value, ask.exchange.answered(exact)?.value));
        let (card, answer) = (ask.exchange.rate(currency)?, ask.exchange.rate(ask.exchange.currency)?);
        for source in [card.1, answer.1].into_iter().flatten() {
            self.shown.sources.push(source.clone());
            self.shown.sample_share = Some(Decimal::ONE_HUNDRED);
        }
        if self.told() {
            let formula = match (currency == Currency::CNY, ask.exchange.currency == Currency::CNY) {
                (true, _) => step::EXCHANGE,
                (_, true) => step::EXCHANGE_TO_CNY,
                _ => step::EXCHANGE_TWICE,
            };
            let working = self.step(None, formula, Arg::Money(converted));
            working
                .money("total", total.value, currency)
                .number("rate", answer.0)
                .percent("spread", ask.exchange.spread());
            working.number("own", card.0).put("currency", Arg::Words(ask.exchange.currency.code().to_owned()));
            working.put("card", Arg::Words(currency.code().to_owned()));
        }
        Some(())
    }
}

/// `4 × 40HQ + 20GP`
#[cfg(feature = "explain")]
fn described(plan: &Plan<'_>) -> String {
    let mut full = plan.full;
    let mut last = plan.last.map(|last| last.name.as_str());
    if last == Some(plan.kind.name.as_str()) {
        (full, last) = (full + 1, None);
    }
    let main = (full > 0).then(|| [&full.to_string(), " × ", &plan.kind.name].concat());
    let parts: Vec<_> = main.into_iter().chain(last.map(|name| ["1 × ", name].concat())).collect();
    parts.join(" + ")
}

#[cfg(test)]
#[cfg(feature = "source")]
mod tests {
    use std::path::Path;

    use super::super::{Inputs, services};
    use super::*;
    use crate::link;
    use crate::pack::{Pack, World, source};
    use crate::schema::Fields;

    /// The part of the freight of a service that volume set.
    #[track_caller]
    fn by_volume(case: &str, id: &str) -> Option<Decimal> {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let world = World::new(Pack::decode(&source::read(&data).unwrap().bytes).unwrap()).brief();
        let opened = link::decode(&format!("v=1&t=sc&{case}&dt=2026-11-22&k=hand")).unwrap();
        let fields = opened.calculator.fields();
        let record = opened.record.settled(fields).with_defaults(fields);
        let inputs = Inputs::from_values(&record.values).unwrap();
        services(&inputs, &world).into_iter().find(|quote| quote.alternative.id == id).unwrap().driven.by_volume()
    }

    #[test]
    fn the_larger_of_weight_and_volume_weight_sets_the_freight() {
        let (all, nothing) = (Some(Decimal::ONE), Some(Decimal::ZERO));
        // 24,000 cm³: 4.8 kg at 5,000.
        assert_eq!(by_volume("p=_4.79kg_40x30x20cm&d=DE", "express"), all);
        assert_eq!(by_volume("p=_4.8kg_40x30x20cm&d=DE", "express"), nothing);
        assert_eq!(by_volume("p=_1kg&d=DE", "express"), nothing, "nothing was measured");
        assert_eq!(by_volume("p=_350g_30x20x20cm&d=DE", "postal-packet"), nothing, "volume does not count");
        assert_eq!(by_volume("p=_3kg_30x20x20cm&d=DE", "postal-packet"), None, "refused");
        // One after the other, each for what it costs; together, for what it counts.
        let mixed = "p=_1kg_40x30x20cm&p=_6kg_40x30x20cm&d=DE";
        assert_eq!(by_volume(mixed, "express"), "4.8".parse::<Decimal>().unwrap().over("10.8".parse().unwrap()));
        let dear = by_volume("p=3_1kg_40x30x20cm&p=_6kg_40x30x20cm&d=US", "special-line-general").unwrap();
        let cheap = by_volume("p=_1kg_40x30x20cm&p=3_6kg_40x30x20cm&d=US", "special-line-general").unwrap();
        assert!(Decimal::ZERO < cheap && cheap < dear && dear < Decimal::ONE, "{cheap} {dear}");
    }

    #[test]
    fn tonnes_or_cubic_metres_set_sea_freight_and_room_a_container() {
        let (all, nothing) = (Some(Decimal::ONE), Some(Decimal::ZERO));
        let cartons = |kilograms: &str| format!("p=10_{kilograms}kg_50x50x40cm&d=US&lg=first-leg");
        assert_eq!(by_volume(&cartons("99.9"), "lcl-us"), all);
        assert_eq!(by_volume(&cartons("100"), "lcl-us"), nothing);
        assert_eq!(by_volume(&cartons("100.1"), "lcl-us"), nothing);
        assert_eq!(by_volume(&cartons("500"), "fcl-us"), all);
    }
}
