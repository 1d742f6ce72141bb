//! One rate card against one shipment: the bill, the working, or the reasons why not.

use rust_decimal::Decimal;

use super::chargeable_weight::{self, Piece};
use super::price::{self, Priced};
use super::texts::{duty, figure, line, note, refusal, step};
use super::{Inputs, kg};
use crate::amount::{Currency, Money};
use crate::exact::{self, Exact};
use crate::exchange::Exchange;
use crate::pack::{DutyIncluded, Lane, Scope, Status, Tariff};
use crate::schema::{Alternative, Arg, Args, Figure, Line, Note, Phrase, Problem, Severity, Step, Text, code};
use crate::units::Unit;

/// What a card answers, and its unrounded total for ranking.
pub struct Quote {
    /// What the answer shows.
    pub alternative: Alternative,
    /// Unrounded total in renminbi; `None` where the card refuses.
    pub exact_cny: Option<Decimal>,
}

/// Asks one card.
#[must_use]
pub fn quote(tariff: &Tariff, inputs: &Inputs, pieces: &[Piece], exchange: Option<&Exchange>) -> Quote {
    let serves = |lane: &&Lane| {
        lane.to.iter().any(|to| to == inputs.destination) && lane.zone.as_deref().is_none_or(|zone| zone == inputs.zone)
    };
    let mut problems = Vec::new();
    match tariff.lanes.iter().find(serves) {
        None => {
            let country = Arg::Country(inputs.destination.to_owned());
            problems.push_mut(Problem::error(refusal::E_DESTINATION)).args.put("country", country);
        }
        Some(_) if tariff.currency != Currency::CNY => problems.push(Problem::error(refusal::E_CURRENCY)),
        Some(lane) => {
            for piece in pieces {
                problems.append(&mut chargeable_weight::refused(piece, tariff, lane));
            }
            if problems.is_empty() {
                let mut bill = Bill::new(tariff, lane);
                if bill.fill(inputs, pieces, exchange).is_some() {
                    return Quote { alternative: bill.shown, exact_cny: Some(bill.exact) };
                }
                problems.push(bill.problem.unwrap_or_else(|| Problem::error(code::TOO_LARGE)));
            }
        }
    }
    Quote { alternative: Alternative { refused: problems, ..blank(tariff) }, exact_cny: None }
}

/// What an answer shows of every card.
fn blank(tariff: &Tariff) -> Alternative {
    let (id, name) = (tariff.id.clone(), ["service.", &tariff.id].concat());
    Alternative { id, name, sources: tariff.sources.clone(), ..Alternative::default() }
}

/// A bill in the making. Where something ends it early, that is `None`, and `problem` says what; nothing there means
/// that a figure left the exact range.
struct Bill<'a> {
    tariff: &'a Tariff,
    lane: &'a Lane,
    shown: Alternative,
    exact: Decimal,
    billed: Decimal,
    heavier: Vec<Vec<Heavier>>,
    problem: Option<Problem>,
}

/// A weight past an edge of the price, and what it changes on the bill.
struct Heavier {
    row: Option<usize>,
    grams: Decimal,
    weight: Decimal,
    freight: Decimal,
    billed: Decimal,
}

fn heavier_by(weight: Decimal, grams: Decimal) -> Option<Decimal> {
    weight.plus(grams.over(Decimal::ONE_THOUSAND)?)
}

impl<'a> Bill<'a> {
    fn new(tariff: &'a Tariff, lane: &'a Lane) -> Self {
        let (exact, billed) = (Decimal::ZERO, Decimal::ZERO);
        Self { tariff, lane, shown: blank(tariff), exact, billed, heavier: Vec::new(), problem: None }
    }

    fn fill(&mut self, inputs: &Inputs, pieces: &[Piece], exchange: Option<&Exchange>) -> Option<()> {
        match self.tariff.scope {
            Scope::Piece => pieces.iter().try_for_each(|piece| self.piece(piece))?,
            Scope::Shipment => self.shipment(pieces)?,
        }
        self.surcharges(inputs)?;
        self.finish(inputs, exchange)
    }

    fn in_money(&self, value: Decimal) -> Money {
        Money { value, currency: self.tariff.currency }
    }

    #[inline(never)]
    fn money(&self, value: Decimal) -> Arg {
        Arg::Money(self.in_money(value))
    }

    #[inline(never)]
    fn rounded(&self, value: Decimal) -> Decimal {
        self.in_money(value).rounded().value
    }

    /// Adds to a line of the bill: `count` times the amount, rounded before it is multiplied.
    fn charge(&mut self, name: Text, count: Decimal, each: Decimal, status: Status) -> Option<()> {
        let rounded = self.rounded(each).times(count)?;
        self.exact = self.exact.plus(each.times(count)?)?;
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

    /// A piece weighed, rounded and priced by itself.
    fn piece(&mut self, piece: &Piece) -> Option<()> {
        let row = Some(piece.row);
        let counted = self.counted(piece);
        let billed = chargeable_weight::billed(counted, self.tariff)?;
        self.weight_step(step::PIECE_WEIGHTS, piece, counted, billed);
        let priced = self.price(row, billed)?;
        if piece.quantity > Decimal::ONE {
            let currency = self.tariff.currency;
            let each = priced.rounded(currency)?;
            let working = self.step(row, step::TIMES, self.money(each.times(piece.quantity)?));
            working.number("count", piece.quantity).money("each", each, currency);
        }
        self.add(piece.quantity, &priced)?;
        let mut found = Vec::new();
        for grams in price::grams_past_edges(piece.weight, counted, self.tariff, self.lane) {
            let Some(weight) = heavier_by(piece.weight, grams) else { continue };
            let heavier = Piece { weight, ..piece.clone() };
            if chargeable_weight::refused(&heavier, self.tariff, self.lane).is_empty() {
                found.extend(self.heavier(row, grams, weight, piece.quantity, &priced));
            }
        }
        self.heavier.push(found);
        Some(())
    }

    /// The larger of weight and volume of each piece, summed, rounded once and priced once.
    fn shipment(&mut self, pieces: &[Piece]) -> Option<()> {
        let (mut sum, mut count) = (Decimal::ZERO, Decimal::ZERO);
        for piece in pieces {
            let counted = self.counted(piece);
            let all = counted.times(piece.quantity)?;
            sum = sum.plus(all)?;
            count = count.plus(piece.quantity)?;
            self.weight_step(step::COUNTED_WEIGHTS, piece, counted, all);
        }
        let billed = chargeable_weight::billed(sum, self.tariff)?;
        let rounding = chargeable_weight::step(sum, self.tariff).unwrap_or_default();
        self.step(None, step::SHIPMENT_WEIGHT, kg(billed)).kg("sum", sum).kg("step", rounding);
        let priced = self.price(None, billed)?;
        self.add(Decimal::ONE, &priced)?;
        let most = chargeable_weight::most(self.tariff, self.lane).and_then(|most| most.times(count));
        let mut found = Vec::new();
        for grams in price::grams_past_edges(sum, sum, self.tariff, self.lane) {
            let Some(weight) = heavier_by(sum, grams) else { continue };
            if most.is_none_or(|most| weight <= most) {
                found.extend(self.heavier(None, grams, weight, Decimal::ONE, &priced));
            }
        }
        self.heavier.push(found);
        Some(())
    }

    fn counted(&self, piece: &Piece) -> Decimal {
        let volume = self.tariff.volume.as_ref().and_then(|rule| chargeable_weight::volume_weight(piece, rule));
        chargeable_weight::counted(piece, volume, self.lane)
    }

    /// The working of the weight of a piece, with its volume weight where that counts: the formula for weight
    /// alone, for weight and volume weight, or for both and the least weight of the lane.
    fn weight_step(&mut self, formulas: [Text; 3], piece: &Piece, counted: Decimal, result: Decimal) {
        let row = Some(piece.row);
        let mut volume_kg = Decimal::ZERO;
        if let Some(rule) = &self.tariff.volume
            && let Some(volume) = chargeable_weight::volume_weight(piece, rule)
        {
            volume_kg = volume.weight;
            let [length, width, height] = volume.sides;
            let working = self.step(row, step::VOLUME_WEIGHT, kg(volume_kg));
            working.cm("length", length).cm("width", width).cm("height", height).number("divisor", rule.divisor);
            if volume_kg > piece.weight {
                let said = self.note(Severity::Note, note::VOLUME_COUNTS);
                // To the gram: the working has every digit.
                said.kg("volume", volume_kg.round_dp(3)).kg("weight", piece.weight).row("row", piece.row);
            }
        }
        let rounding = chargeable_weight::step(counted, self.tariff).unwrap_or_default();
        let least = self.lane.min_weight;
        let [alone, against_volume, against_all] = formulas;
        let formula = match (volume_kg.is_zero(), least.is_zero()) {
            (_, false) => against_all,
            (false, true) => against_volume,
            (true, true) => alone,
        };
        let working = self.step(row, formula, kg(result));
        working.kg("weight", piece.weight).kg("step", rounding).number("count", piece.quantity);
        if formula != alone {
            working.kg("volume", volume_kg);
        }
        if formula == against_all {
            working.kg("least", least);
        }
    }

    /// The price of a billed weight, with its working.
    fn price(&mut self, row: Option<usize>, billed: Decimal) -> Option<Priced> {
        let currency = self.tariff.currency;
        let priced = price::price(billed, self.lane, currency);
        if priced.is_none() {
            let limit = price::limit(self.lane).filter(|limit| *limit <= billed);
            self.problem = limit.map(|limit| {
                let mut too_heavy = Problem::error(refusal::E_WEIGHT);
                too_heavy.args.kg("limit", limit).kg("found", billed);
                too_heavy
            });
        }
        let mut priced = priced?;
        *self.step(row, priced.formula, self.money(priced.rounded(currency)?)) = core::mem::take(&mut priced.working);
        Some(priced)
    }

    fn add(&mut self, count: Decimal, priced: &Priced) -> Option<()> {
        for (name, each) in &priced.lines {
            self.charge(*name, count, *each, self.tariff.status)?;
        }
        self.billed = self.billed.plus(priced.weight.times(count)?)?;
        Some(())
    }

    /// What `count` pieces of a heavier weight change against `priced`.
    fn heavier(
        &self,
        row: Option<usize>,
        grams: Decimal,
        weight: Decimal,
        count: Decimal,
        priced: &Priced,
    ) -> Option<Heavier> {
        let currency = self.tariff.currency;
        let billed = chargeable_weight::billed(weight.max(self.lane.min_weight), self.tariff)?;
        let heavier = price::price(billed, self.lane, currency)?;
        let freight = heavier.rounded(currency)?.minus(priced.rounded(currency)?)?.times(count)?;
        let billed = heavier.weight.minus(priced.weight)?.times(count)?;
        Some(Heavier { row, grams, weight, freight, billed })
    }

    /// Says where a little more weight makes the bill smaller, surcharges and all.
    fn heavier_notes(&mut self, inputs: &Inputs, freight: Decimal) -> Option<()> {
        let now = self.with_surcharges(inputs, freight, self.billed)?;
        for candidates in core::mem::take(&mut self.heavier) {
            let saving = |one: &Heavier| {
                let then = self.with_surcharges(inputs, freight.plus(one.freight)?, self.billed.plus(one.billed)?)?;
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

    /// This freight with the surcharges that follow from it and from the billed weight, each rounded.
    fn with_surcharges(&self, inputs: &Inputs, freight: Decimal, billed: Decimal) -> Option<Decimal> {
        let remote = self.rounded(self.remote(inputs, billed)?);
        let fuel = self.rounded(self.fuel(inputs, self.fuel_base(freight, remote)?)?);
        freight.plus(remote)?.plus(fuel)
    }

    /// Unrounded; zero where there is none.
    fn remote(&self, inputs: &Inputs, billed: Decimal) -> Option<Decimal> {
        let rule = self.tariff.remote.as_ref().filter(|_| inputs.remote);
        rule.map_or(Some(Decimal::ZERO), |rule| Some(rule.min.max(rule.per_kg.times(billed)?)))
    }

    fn fuel_base(&self, freight: Decimal, remote: Decimal) -> Option<Decimal> {
        let on_remote = self.tariff.fuel.as_ref().is_some_and(|fuel| fuel.on_remote);
        if on_remote { freight.plus(remote) } else { Some(freight) }
    }

    /// Unrounded; zero where there is none.
    fn fuel(&self, inputs: &Inputs, base: Decimal) -> Option<Decimal> {
        let percent = self.tariff.fuel.as_ref().map(|fuel| inputs.fuel_percent.unwrap_or(fuel.percent));
        base.times(percent.unwrap_or_default())?.over(Decimal::ONE_HUNDRED)
    }

    /// The sum of the lines for which this holds.
    fn sum(&self, counts: fn(&Line) -> bool) -> Option<Decimal> {
        exact::sum(self.shown.lines.iter().filter(|line| counts(line)).map(|line| line.amount.value))
    }

    /// Remote area and duty-paid fee per shipment, then fuel on its base.
    fn surcharges(&mut self, inputs: &Inputs) -> Option<()> {
        let tariff = self.tariff;
        let currency = tariff.currency;
        let freight = self.sum(|_| true)?;
        let remote = self.remote(inputs, self.billed)?;
        if let Some(rule) = tariff.remote.as_ref().filter(|_| inputs.remote) {
            self.charge(line::REMOTE, Decimal::ONE, remote, rule.status)?;
            let billed = self.billed;
            let working = self.step(None, step::REMOTE, self.money(remote));
            working.money("min", rule.min, currency).money("rate", rule.per_kg, currency).kg("weight", billed);
        }
        if let Some(fee) = tariff.duty_paid_fee.filter(|_| inputs.duty_paid) {
            self.charge(line::DUTY_PAID, Decimal::ONE, fee, tariff.status)?;
        }
        if let Some(fuel) = &tariff.fuel {
            let percent = inputs.fuel_percent.unwrap_or(fuel.percent);
            let status = if inputs.fuel_percent.is_some() { Status::Own } else { fuel.status };
            let base = self.fuel_base(freight, self.rounded(remote))?;
            let amount = self.fuel(inputs, base)?;
            self.charge(line::FUEL, Decimal::ONE, amount, status)?;
            let working = self.step(None, step::FUEL, self.money(self.rounded(amount)));
            working.percent("percent", percent).money("base", base, currency);
        }
        self.heavier_notes(inputs, freight)
    }

    /// The total and what stands beside it.
    fn finish(&mut self, inputs: &Inputs, exchange: Option<&Exchange>) -> Option<()> {
        let total = self.sum(|_| true)?;
        let sample = self.sum(|line| line.status.is_sample()).unwrap_or(total);
        let share = sample.times(Decimal::ONE_HUNDRED).and_then(|all| all.over(total));
        self.shown.sample_share = share.map(|share| share.round());
        self.shown.total = Some(self.in_money(total));
        if self.shown.lines.len() > 1 {
            let count = Decimal::from(self.shown.lines.len());
            self.step(None, step::TOTAL, self.money(total)).number("count", count);
        }
        if let Some(exchange) = exchange
            && let Some(converted) = exchange.from_cny(total)
        {
            let converted = converted.rounded();
            self.shown.converted = Some(converted);
            let currency = self.tariff.currency;
            let working = self.step(None, step::EXCHANGE, Arg::Money(converted));
            working.money("total", total, currency).number("rate", exchange.rate).percent("spread", exchange.spread);
            working.put("currency", Arg::Words(exchange.currency.code().to_owned()));
            if let Some(source) = &exchange.source {
                self.shown.sources.push(source.clone());
                self.shown.sample_share = Some(Decimal::ONE_HUNDRED);
            }
        }
        self.figure(figure::BILLED_WEIGHT, kg(self.billed));
        if let Some(days) = self.lane.days {
            self.figure(figure::DAYS, Arg::Days { from: days.from, to: days.to, working: self.tariff.working_days });
        }
        let duty = match self.tariff.duty {
            DutyIncluded::Included => duty::INCLUDED,
            DutyIncluded::NotIncluded => duty::NOT_INCLUDED,
            DutyIncluded::NotStated => duty::NOT_STATED,
            DutyIncluded::OnRequest if inputs.duty_paid => duty::BILLED_TO_SENDER,
            DutyIncluded::OnRequest => duty::ON_REQUEST,
        };
        self.figure(figure::DUTY, Arg::Text(duty));
        if self.lane.other_carrier {
            self.note(Severity::Note, note::OTHER_CARRIER);
        }
        Some(())
    }
}
