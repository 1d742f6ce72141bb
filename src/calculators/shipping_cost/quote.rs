//! One rate card against one shipment: the bill, the working, or the reasons why not.

use rust_decimal::Decimal;

use super::Inputs;
use super::chargeable_weight::{self, Piece};
use super::price::{self, Priced};
use super::texts::{duty, figure, line, note, refusal, step};
use crate::amount::{Amount, Currency, Money};
use crate::exchange::Exchange;
use crate::pack::{DutyIncluded, Lane, Scope, Status, Tariff};
use crate::schema::{Alternative, Arg, Figure, Line, Note, Phrase, Problem, Severity, Step, Text, code};
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
    let refuse = |problems| Quote { alternative: Bill::new(tariff).refused(problems), exact_cny: None };
    let Some(lane) = tariff.lanes.iter().find(serves) else {
        let country = Arg::Country(inputs.destination.to_owned());
        return refuse(vec![Problem::error(refusal::E_DESTINATION).with("country", country)]);
    };
    if tariff.currency != Currency::CNY {
        return refuse(vec![Problem::error(refusal::E_CURRENCY)]);
    }
    let problems: Vec<_> = pieces.iter().flat_map(|piece| chargeable_weight::refused(piece, tariff, lane)).collect();
    if !problems.is_empty() {
        return refuse(problems);
    }
    let mut bill = Bill::new(tariff);
    let priced = match tariff.scope {
        Scope::Piece => bill.by_piece(lane, pieces),
        Scope::Shipment => bill.by_shipment(lane, pieces),
    };
    let finished = priced.and_then(|()| bill.surcharges(inputs).ok_or_else(too_large));
    match finished {
        Ok(()) => bill.finish(lane, inputs, exchange),
        Err(problem) => refuse(vec![problem]),
    }
}

fn too_large() -> Problem {
    Problem::error(code::TOO_LARGE)
}

fn kg(value: Decimal) -> Arg {
    Arg::Amount(Amount { value, unit: Unit::Kilogram })
}

fn cm(value: Decimal) -> Arg {
    Arg::Amount(Amount { value, unit: Unit::Centimetre })
}

/// A bill in the making.
struct Bill<'a> {
    tariff: &'a Tariff,
    shown: Alternative,
    exact: Decimal,
    billed: Decimal,
    heavier: Vec<Vec<Heavier>>,
}

/// A weight past an edge of the price, and what it changes on the bill.
struct Heavier {
    row: Option<usize>,
    grams: Decimal,
    weight: Decimal,
    freight: Decimal,
    billed: Decimal,
}

impl<'a> Bill<'a> {
    fn new(tariff: &'a Tariff) -> Self {
        let shown = Alternative {
            id: tariff.id.clone(),
            name: format!("service.{}", tariff.id),
            sources: tariff.sources.clone(),
            ..Alternative::default()
        };
        Self { tariff, shown, exact: Decimal::ZERO, billed: Decimal::ZERO, heavier: Vec::new() }
    }

    fn refused(self, problems: Vec<Problem>) -> Alternative {
        Alternative { refused: problems, ..self.shown }
    }

    fn money(&self, value: Decimal) -> Arg {
        Arg::Money(Money { value, currency: self.tariff.currency })
    }

    /// Adds to a line of the bill: `count` times the amount, rounded before it is multiplied.
    fn charge(&mut self, name: Text, count: Decimal, each: Decimal, status: Status) -> Option<()> {
        let currency = self.tariff.currency;
        let rounded = Money { value: each, currency }.rounded().value.checked_mul(count)?;
        self.exact = self.exact.checked_add(each.checked_mul(count)?)?;
        match self.shown.lines.iter_mut().find(|line| line.name == name) {
            Some(line) => {
                line.count = line.count.checked_add(count)?;
                line.amount.value = line.amount.value.checked_add(rounded)?;
            }
            None => self.shown.lines.push(Line { name, count, amount: Money { value: rounded, currency }, status }),
        }
        Some(())
    }

    fn step(&mut self, row: Option<usize>, formula: Text, args: Vec<(&'static str, Arg)>, result: Arg) {
        self.shown.steps.push(Step { formula, args, result, row });
    }

    fn note(&mut self, severity: Severity, phrase: Phrase) {
        self.shown.notes.push(Note { severity, phrase, source: None });
    }

    /// Each piece weighed, rounded and priced by itself.
    fn by_piece(&mut self, lane: &Lane, pieces: &[Piece]) -> Result<(), Problem> {
        for piece in pieces {
            let counted = self.counted(piece, lane);
            let billed = chargeable_weight::billed(counted, self.tariff).ok_or_else(too_large)?;
            self.weight_step(Some(piece.row), step::PIECE_WEIGHTS, piece, counted, lane, billed);
            let priced = price::price(billed, lane, self.tariff.currency).map_err(|limit| too_heavy(limit, billed))?;
            self.price_steps(Some(piece.row), &priced).ok_or_else(too_large)?;
            if piece.quantity > Decimal::ONE {
                let each = priced.rounded(self.tariff.currency).ok_or_else(too_large)?;
                let all = each.checked_mul(piece.quantity).ok_or_else(too_large)?;
                let args = vec![("count", Arg::Number(piece.quantity)), ("each", self.money(each))];
                let result = self.money(all);
                self.step(Some(piece.row), step::TIMES, args, result);
            }
            self.add(piece.quantity, &priced).ok_or_else(too_large)?;
            let edges = price::grams_past_edges(piece.weight, counted, self.tariff, lane).into_iter();
            let heavier = edges.filter_map(|grams| {
                let heavier = Piece { weight: piece.weight.checked_add(grams / Decimal::ONE_THOUSAND)?, ..piece.clone() };
                let taken = chargeable_weight::refused(&heavier, self.tariff, lane).is_empty();
                let change = self.change(heavier.weight, lane, &priced).filter(|_| taken)?;
                let all = |one: Decimal| one.checked_mul(piece.quantity);
                let (freight, billed) = (all(change.0)?, all(change.1)?);
                Some(Heavier { row: Some(piece.row), grams, weight: heavier.weight, freight, billed })
            });
            let heavier = heavier.collect();
            self.heavier.push(heavier);
        }
        Ok(())
    }

    /// The larger of weight and volume of each piece, summed, rounded once and priced once.
    fn by_shipment(&mut self, lane: &Lane, pieces: &[Piece]) -> Result<(), Problem> {
        let mut sum = Decimal::ZERO;
        for piece in pieces {
            let counted = self.counted(piece, lane);
            let all = counted.checked_mul(piece.quantity).ok_or_else(too_large)?;
            sum = sum.checked_add(all).ok_or_else(too_large)?;
            self.weight_step(Some(piece.row), step::COUNTED_WEIGHTS, piece, counted, lane, all);
        }
        let billed = chargeable_weight::billed(sum, self.tariff).ok_or_else(too_large)?;
        let rounding = chargeable_weight::step(sum, self.tariff).unwrap_or_default();
        self.step(None, step::SHIPMENT_WEIGHT, vec![("sum", kg(sum)), ("step", kg(rounding))], kg(billed));
        let priced = price::price(billed, lane, self.tariff.currency).map_err(|limit| too_heavy(limit, billed))?;
        self.price_steps(None, &priced).ok_or_else(too_large)?;
        self.add(Decimal::ONE, &priced).ok_or_else(too_large)?;
        let pieces: Decimal = pieces.iter().map(|piece| piece.quantity).sum();
        let most = chargeable_weight::most(self.tariff, lane).and_then(|most| most.checked_mul(pieces));
        let edges = price::grams_past_edges(sum, sum, self.tariff, lane).into_iter();
        let heavier = edges.filter_map(|grams| {
            let weight = sum.checked_add(grams / Decimal::ONE_THOUSAND)?;
            let taken = most.is_none_or(|most| weight <= most);
            let (freight, billed) = self.change(weight, lane, &priced).filter(|_| taken)?;
            Some(Heavier { row: None, grams, weight, freight, billed })
        });
        let heavier = heavier.collect();
        self.heavier.push(heavier);
        Ok(())
    }

    fn counted(&self, piece: &Piece, lane: &Lane) -> Decimal {
        let volume = self.tariff.volume.as_ref().and_then(|rule| chargeable_weight::volume_weight(piece, rule));
        chargeable_weight::counted(piece, volume, lane)
    }

    /// The working of the weight of a piece, with its volume weight where that counts: the formula for weight
    /// alone, for weight and volume weight, or for both and the least weight of the lane.
    fn weight_step(&mut self, row: Option<usize>, formulas: [Text; 3], piece: &Piece, counted: Decimal, lane: &Lane, result: Decimal) {
        let mut volume_kg = Decimal::ZERO;
        if let Some(rule) = &self.tariff.volume
            && let Some(volume) = chargeable_weight::volume_weight(piece, rule)
        {
            volume_kg = volume.weight;
            let [length, width, height] = volume.sides.map(cm);
            let args = vec![("length", length), ("width", width), ("height", height), ("divisor", Arg::Number(rule.divisor))];
            self.step(row, step::VOLUME_WEIGHT, args, kg(volume.weight));
            if volume.weight > piece.weight {
                let phrase = Phrase::new(note::VOLUME_COUNTS).with("volume", kg(volume.weight)).with("weight", kg(piece.weight));
                self.note(Severity::Note, phrase.with("row", Arg::Row(piece.row)));
            }
        }
        let rounding = chargeable_weight::step(counted, self.tariff).unwrap_or_default();
        let mut args = vec![("weight", kg(piece.weight)), ("step", kg(rounding)), ("count", Arg::Number(piece.quantity))];
        let [alone, against_volume, against_all] = formulas;
        let formula = if !lane.min_weight.is_zero() {
            args.extend([("volume", kg(volume_kg)), ("least", kg(lane.min_weight))]);
            against_all
        } else if !volume_kg.is_zero() {
            args.push(("volume", kg(volume_kg)));
            against_volume
        } else {
            alone
        };
        self.step(row, formula, args, kg(result));
    }

    fn price_steps(&mut self, row: Option<usize>, priced: &Priced) -> Option<()> {
        let result = self.money(priced.rounded(self.tariff.currency)?);
        self.step(row, priced.formula, priced.args.clone(), result);
        Some(())
    }

    fn add(&mut self, count: Decimal, priced: &Priced) -> Option<()> {
        for (name, each) in &priced.lines {
            self.charge(*name, count, *each, self.tariff.status)?;
        }
        self.billed = self.billed.checked_add(priced.weight.checked_mul(count)?)?;
        Some(())
    }

    /// What a heavier weight changes against `priced`: freight and billed weight.
    fn change(&self, weight: Decimal, lane: &Lane, priced: &Priced) -> Option<(Decimal, Decimal)> {
        let billed = chargeable_weight::billed(weight.max(lane.min_weight), self.tariff)?;
        let heavier = price::price(billed, lane, self.tariff.currency).ok()?;
        let freight = heavier.rounded(self.tariff.currency)?.checked_sub(priced.rounded(self.tariff.currency)?)?;
        Some((freight, heavier.weight.checked_sub(priced.weight)?))
    }

    /// Says where a little more weight makes the bill smaller, surcharges and all.
    fn heavier_notes(&mut self, inputs: &Inputs, freight: Decimal) -> Option<()> {
        let now = self.with_surcharges(inputs, freight, self.billed)?;
        for candidates in core::mem::take(&mut self.heavier) {
            let saving = |one: &Heavier| {
                let then = self.with_surcharges(inputs, freight.checked_add(one.freight)?, self.billed.checked_add(one.billed)?)?;
                Some(now.checked_sub(then)?).filter(|saving| *saving > Decimal::ZERO)
            };
            let Some((one, saving)) = candidates.iter().find_map(|one| Some((one, saving(one)?))) else { continue };
            let more = Arg::Amount(Amount { value: one.grams, unit: Unit::Gram });
            let phrase = Phrase::new(note::HEAVIER_CHEAPER).with("more", more).with("weight", kg(one.weight)).with("saving", self.money(saving));
            let phrase = one.row.into_iter().fold(phrase, |phrase, row| phrase.with("row", Arg::Row(row)));
            self.note(Severity::Warning, phrase);
        }
        Some(())
    }

    /// This freight with the surcharges that follow from it and from the billed weight, each rounded.
    fn with_surcharges(&self, inputs: &Inputs, freight: Decimal, billed: Decimal) -> Option<Decimal> {
        let remote = self.rounded(self.remote(inputs, billed)?);
        let fuel = self.rounded(self.fuel(inputs, self.fuel_base(freight, remote)?)?);
        freight.checked_add(remote)?.checked_add(fuel)
    }

    /// Unrounded; zero where there is none.
    fn remote(&self, inputs: &Inputs, billed: Decimal) -> Option<Decimal> {
        let rule = self.tariff.remote.as_ref().filter(|_| inputs.remote);
        rule.map_or(Some(Decimal::ZERO), |rule| Some(rule.min.max(rule.per_kg.checked_mul(billed)?)))
    }

    fn fuel_base(&self, freight: Decimal, remote: Decimal) -> Option<Decimal> {
        let on_remote = self.tariff.fuel.as_ref().is_some_and(|fuel| fuel.on_remote);
        if on_remote { freight.checked_add(remote) } else { Some(freight) }
    }

    /// Unrounded; zero where there is none.
    fn fuel(&self, inputs: &Inputs, base: Decimal) -> Option<Decimal> {
        let percent = self.tariff.fuel.as_ref().map(|fuel| inputs.fuel_percent.unwrap_or(fuel.percent));
        base.checked_mul(percent.unwrap_or_default())?.checked_div(Decimal::ONE_HUNDRED)
    }

    fn rounded(&self, value: Decimal) -> Decimal {
        Money { value, currency: self.tariff.currency }.rounded().value
    }

    /// Remote area and duty-paid fee per shipment, then fuel on its base.
    fn surcharges(&mut self, inputs: &Inputs) -> Option<()> {
        let freight = self.shown.lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.amount.value))?;
        let remote = self.remote(inputs, self.billed)?;
        if let Some(rule) = self.tariff.remote.as_ref().filter(|_| inputs.remote) {
            self.charge(line::REMOTE, Decimal::ONE, remote, rule.status)?;
            let args = vec![("min", self.money(rule.min)), ("rate", self.money(rule.per_kg)), ("weight", kg(self.billed))];
            let result = self.money(remote);
            self.step(None, step::REMOTE, args, result);
        }
        if let Some(fee) = self.tariff.duty_paid_fee.filter(|_| inputs.duty_paid) {
            self.charge(line::DUTY_PAID, Decimal::ONE, fee, self.tariff.status)?;
        }
        if let Some(fuel) = &self.tariff.fuel {
            let percent = inputs.fuel_percent.unwrap_or(fuel.percent);
            let status = if inputs.fuel_percent.is_some() { Status::Own } else { fuel.status };
            let base = self.fuel_base(freight, self.rounded(remote))?;
            let amount = self.fuel(inputs, base)?;
            self.charge(line::FUEL, Decimal::ONE, amount, status)?;
            let args = vec![("percent", Arg::Percent(percent)), ("base", self.money(base))];
            let result = self.money(self.rounded(amount));
            self.step(None, step::FUEL, args, result);
        }
        self.heavier_notes(inputs, freight)
    }

    fn finish(mut self, lane: &Lane, inputs: &Inputs, exchange: Option<&Exchange>) -> Quote {
        let currency = self.tariff.currency;
        let sum = |counts: fn(&Line) -> bool| {
            let amounts = self.shown.lines.iter().filter(|line| counts(line)).map(|line| line.amount.value);
            amounts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
        };
        let Some(total) = sum(|_| true) else {
            return Quote { alternative: self.refused(vec![too_large()]), exact_cny: None };
        };
        let sample = sum(|line| line.status.is_sample()).unwrap_or(total);
        self.shown.sample_share = sample.checked_mul(Decimal::ONE_HUNDRED).and_then(|all| all.checked_div(total)).map(|share| share.round());
        self.shown.total = Some(Money { value: total, currency });
        if self.shown.lines.len() > 1 {
            let args = vec![("count", Arg::Number(Decimal::from(self.shown.lines.len())))];
            let result = self.money(total);
            self.step(None, step::TOTAL, args, result);
        }
        if let Some(exchange) = exchange
            && let Some(converted) = exchange.from_cny(total)
        {
            let converted = converted.rounded();
            self.shown.converted = Some(converted);
            let args = vec![
                ("total", self.money(total)),
                ("rate", Arg::Number(exchange.rate)),
                ("spread", Arg::Percent(exchange.spread)),
                ("currency", Arg::Words(exchange.currency.code().to_owned())),
            ];
            self.step(None, step::EXCHANGE, args, Arg::Money(converted));
            if let Some(source) = &exchange.source {
                self.shown.sources.push(source.clone());
                self.shown.sample_share = Some(Decimal::ONE_HUNDRED);
            }
        }
        self.shown.figures = vec![Figure { name: figure::BILLED_WEIGHT, value: kg(self.billed) }];
        if let Some(days) = lane.days {
            let value = Arg::Days { from: days.from, to: days.to, working: self.tariff.working_days };
            self.shown.figures.push(Figure { name: figure::DAYS, value });
        }
        let duty = match self.tariff.duty {
            DutyIncluded::Included => duty::INCLUDED,
            DutyIncluded::NotIncluded => duty::NOT_INCLUDED,
            DutyIncluded::NotStated => duty::NOT_STATED,
            DutyIncluded::OnRequest if inputs.duty_paid => duty::BILLED_TO_SENDER,
            DutyIncluded::OnRequest => duty::ON_REQUEST,
        };
        self.shown.figures.push(Figure { name: figure::DUTY, value: Arg::Text(duty) });
        if lane.other_carrier {
            self.note(Severity::Note, Phrase::new(note::OTHER_CARRIER));
        }
        Quote { alternative: self.shown, exact_cny: Some(self.exact) }
    }
}

fn too_heavy(limit: Option<Decimal>, weight: Decimal) -> Problem {
    match limit {
        Some(limit) => Problem::error(refusal::E_WEIGHT).with("limit", kg(limit)).with("found", kg(weight)),
        None => too_large(),
    }
}
