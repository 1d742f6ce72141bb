//! Every mode with what an order costs on it in the end: what cannot go, what landed cost says, what is only expected.

use core::cmp::Reverse;

use rust_decimal::Decimal;

use super::Inputs;
use super::batch::{self, Volume};
use super::expected::{self, Asked, Known, Transit};
use super::gates;
use super::missing::MISSING;
use super::mode::Mode;
use super::texts::{decision, figure, line, note};
use super::volume::{Flip, Volumes};
use crate::amount::{Currency, Money, share_of};
use crate::calculators::landed_cost::texts::{figure as of_landed, line as bill};
use crate::calculators::landed_cost::{self, LandedCost};
use crate::calculators::shipping_cost::texts::figure as of_service;
use crate::exact::{self, Exact};
use crate::exchange::Exchange;
use crate::pack::{Pack, Status, World};
use crate::schema::{
    Alternative, Answer, Arg, Figure, Line, Note, Outcome, Phrase, Problem, Question, Severity, Text, code,
};

/// By what ways are ranked: refused ones last; while a product is tested by what it can lose, then by what an order costs.
type Rank = (Decimal, Decimal);

/// A service of a mode.
pub(super) struct Way {
    pub(super) mode: Mode,
    /// Id of the card that carries it.
    pub(super) service: String,
    pub(super) shown: Alternative,
    /// None where it is refused.
    pub(super) rank: Option<Rank>,
    pub(super) known: Option<Known>,
}

impl Way {
    /// What a delivered order costs, unrounded; none where it is refused.
    pub(super) fn each(&self) -> Option<Decimal> {
        self.rank.map(|(_, each)| each)
    }

    /// The same as the table shows it: the sum of rounded lines.
    pub(super) fn total(&self) -> Option<Decimal> {
        self.shown.total.filter(|_| self.rank.is_some()).map(|total| total.value)
    }

    /// What is lost at most if nobody buys; nothing where it is refused.
    pub(super) fn lost(&self) -> Decimal {
        let figure = self.shown.figures.iter().find(|one| one.name == figure::MOST_LOST).map(|one| &one.value);
        if let Some(Arg::Money(lost)) = figure { lost.value } else { Decimal::ZERO }
    }

    /// What the mode is called.
    pub(super) fn name(&self) -> Arg {
        Arg::Text(self.mode.text())
    }
}

/// What is asked of every way.
pub(super) struct Case<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) pack: &'a Pack,
    pub(super) world: &'a World,
    exchange: Exchange<'a>,
}

/// The ways of a case, the best of each mode first.
pub(super) struct Ways<'a> {
    pub(super) case: Case<'a>,
    pub(super) best: Vec<Way>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Case<'a> {
    pub(super) fn new(inputs: &'a Inputs, world: &'a World) -> Option<Self> {
        let pack = world.pack().filter(|pack| !pack.partial)?;
        let exchange = Exchange::new(inputs.currency, inputs.exchange_rate, inputs.exchange_spread, pack);
        Some(Self { inputs, pack, world, exchange })
    }

    /// An amount in the currency of the answer, unrounded.
    pub(super) fn in_answer(&self, money: Money) -> Option<Decimal> {
        Some(self.exchange.answered(money)?.value)
    }

    /// What was typed for an amount, in the currency of the answer; nothing is zero.
    pub(super) fn typed(&self, money: Option<Money>) -> Option<Decimal> {
        money.map_or(Some(Decimal::ZERO), |money| self.in_answer(money))
    }

    /// What a mode costs besides its prices: a month, and an order.
    pub(super) fn fees_of(&self, mode: Mode) -> Option<[Decimal; 2]> {
        let rows = || self.inputs.mode_fees.0.iter().filter(|(_, row)| row.fee_mode == mode.code());
        let month = exact::sum_of(rows().map(|(_, row)| self.typed(row.month_fee)))?;
        Some([month, exact::sum_of(rows().map(|(_, row)| self.typed(row.order_extra)))?])
    }

    /// The same for an order at a volume.
    pub(super) fn fees(&self, mode: Mode, monthly: Decimal) -> Option<Decimal> {
        let [month, order] = self.fees_of(mode)?;
        month.over(monthly)?.plus(order)
    }

    /// What the buyer pays for an order, in the currency of the answer: the price of the shop, or what customs counts.
    pub(super) fn price(&self) -> Option<Decimal> {
        if let Some(price) = self.inputs.sale_price {
            return self.exchange.on_card(price, self.inputs.currency);
        }
        self.worth(self.inputs.currency)
    }

    /// What customs counts for the goods of an order, in a currency; none where nobody said what they are worth.
    pub(super) fn worth(&self, currency: Currency) -> Option<Decimal> {
        let each =
            |row: &landed_cost::GoodsRow| self.exchange.on_card(row.customs_value?, currency)?.times(row.unit_count);
        exact::sum_of(self.inputs.goods.0.iter().map(|(_, row)| each(row)))
    }

    fn money(&self, value: Decimal) -> Money {
        Money { value, currency: self.inputs.currency }.rounded()
    }

    /// Money of the case that cannot be changed into that of the answer.
    fn without_rate(&self) -> Vec<Problem> {
        let inputs = self.inputs;
        let fails = |money: Option<Money>| money.is_some_and(|money| self.in_answer(money).is_none());
        let typed = [
            ("sale-price", inputs.sale_price),
            ("salvage", inputs.salvage),
            ("hold-cost", inputs.hold_cost),
            ("late-service", inputs.late_service),
            ("clause-rate", inputs.clause_rate),
            ("clause-cap", inputs.clause_cap),
        ];
        let of_fields = typed.into_iter().filter(|(_, money)| fails(*money));
        let of_fields = of_fields.map(|(key, _)| Problem::error(landed_cost::texts::problem::E_NO_RATE).at(key));
        let routes = inputs.routes.0.iter().map(|(row, one)| ("routes", *row, "route-extra", one.route_extra));
        let months = inputs.mode_fees.0.iter().map(|(row, one)| ("mode-fees", *row, "month-fee", one.month_fee));
        let orders = inputs.mode_fees.0.iter().map(|(row, one)| ("mode-fees", *row, "order-extra", one.order_extra));
        let of_rows = routes.chain(months).chain(orders).filter(|(.., money)| fails(*money));
        let of_rows = of_rows.map(|(list, row, column, _)| {
            Problem::error(landed_cost::texts::problem::E_NO_RATE).in_row(list, row, column)
        });
        of_fields.chain(of_rows).collect()
    }

    /// The modes of the case that have a card to the destination on the day, with the cards.
    fn cards(&self) -> impl Iterator<Item = (Mode, &'a str)> {
        let inputs = self.inputs;
        let serves = |to: &[String]| to.iter().any(|one| one == inputs.destination);
        self.pack.tariffs.iter().filter_map(move |card| {
            let holds = inputs.shipping_date.within(card.valid_from, card.valid_to);
            let served = card.lanes.iter().any(|lane| serves(&lane.to));
            Mode::of(card).filter(|_| holds && served).map(|mode| (mode, card.id.as_str()))
        })
    }

    /// Whether a service is one of a mode that is wanted.
    pub(super) fn is_wanted_service(&self, id: &str) -> bool {
        self.cards().any(|(mode, card)| card == id && self.is_wanted(mode))
    }

    fn is_wanted(&self, mode: Mode) -> bool {
        self.inputs.modes.as_ref().is_none_or(|modes| modes.is_empty() || modes.contains(&mode.code()))
    }

    /// Every service at a volume, in no order; problems of the fields where nothing can be said, and such as are worth a look.
    pub(super) fn services(&self, volume: Volume) -> Result<(Vec<Way>, Vec<Problem>), Vec<Problem>> {
        let inputs = self.inputs;
        let Outcome { answer, problems } = LandedCost::compute(&batch::case(inputs, "parcel", volume), self.world);
        let Some(direct) = answer else { return Err(problems) };
        let mut ways = Vec::new();
        let too_large = || vec![Problem::error(code::TOO_LARGE)];
        let is_of = |service: &Alternative, by_warehouse: bool| {
            // What serves no such country is no choice.
            let (mode, _) = self.cards().find(|(_, id)| *id == service.id)?;
            (mode.by_warehouse() == by_warehouse && self.is_wanted(mode)).then_some(mode)
        };
        for service in direct.alternatives {
            let Some(mode) = is_of(&service, false) else { continue };
            ways.push(self.way(mode, service, Decimal::ONE, volume).ok_or_else(too_large)?);
        }
        let batched = LandedCost::compute(&batch::case(inputs, "warehouse", volume), self.world);
        if let Some(answer) = batched.answer {
            for service in answer.alternatives {
                let Some(mode) = is_of(&service, true) else { continue };
                ways.push(self.way(mode, service, volume.batch, volume).ok_or_else(too_large)?);
            }
        } else {
            // The direct ways stand without the warehouse.
            let mut why: Vec<Problem> = Vec::new();
            for problem in batched.problems.into_iter().filter(|problem| problem.severity == Severity::Error) {
                if why.iter().all(|other| other.code != problem.code) {
                    why.push(problem);
                }
            }
            for (mode, id) in self.cards().filter(|(mode, _)| mode.by_warehouse() && self.is_wanted(*mode)) {
                let name = ["service.", id].concat();
                let mut shown = Alternative { id: id.to_owned(), name, ..Alternative::default() };
                shown.refused = why.iter().cloned().chain(gates::refusals(self, mode, &shown)).collect();
                ways.push(Way { mode, service: id.to_owned(), shown, rank: None, known: None });
            }
        }
        Ok((ways, problems))
    }

    /// What a service comes to in the end; `None` where a figure leaves the exact range.
    fn way(&self, mode: Mode, service: Alternative, orders: Decimal, volume: Volume) -> Option<Way> {
        let (id, transit) = (service.id.clone(), Transit::of(&service));
        let mut why = gates::refusals(self, mode, &service);
        let Some(total) = service.total.filter(|_| service.refused.is_empty()) else {
            let mut shown = service;
            // Where the card is for other goods nothing else matters.
            if weight(&shown) > Severity::Note {
                shown.refused.extend(why);
            }
            return Some(Way { mode, service: id, shown, rank: None, known: None });
        };
        let landed = total.value.over(orders)?;
        let of_lines = |names: &[Text]| {
            let lines = service.lines.iter().filter(|line| names.contains(&line.name));
            exact::sum(lines.map(|line| line.amount.value))?.over(orders)
        };
        let cash = service.figures.iter().find(|one| one.name == of_landed::CASH);
        let cash = match cash.map(|one| &one.value) {
            Some(Arg::Money(cash)) => cash.value.over(orders)?,
            _ => landed,
        };
        let again = of_lines(&[bill::PICK_PACK, bill::LAST_MILE])?;
        let freight = of_lines(&[bill::INTERNATIONAL_FREIGHT])?;
        let known = Known { mode, landed, cash, again, freight, transit, volume };
        why.extend(gates::of_known(self, &known, &service));
        let mut way = Way { mode, service: id, shown: service, rank: None, known: None };
        if why.is_empty() {
            self.priced(&mut way, &known)?;
        } else {
            way.shown = Alternative { refused: why, ..Alternative::default() };
        }
        way.known = Some(known);
        Some(way)
    }

    /// What is asked of what may happen.
    pub(super) fn asked(&'a self) -> Asked<'a> {
        Asked { case: self, price: self.price() }
    }

    /// Puts the bill of an order and what stands beside it.
    fn priced(&self, way: &mut Way, known: &Known) -> Option<()> {
        let parts = self.asked().expected(known)?;
        let each = known.landed.plus(exact::sum(parts.iter().map(|one| one.value))?)?;
        let status = way.shown.lines.iter().map(|line| line.status).fold(Status::Own, landed_cost::less_sure);
        let put = |name: Text, value: Decimal, status: Status| Line {
            name,
            count: Decimal::ONE,
            amount: self.money(value),
            status,
        };
        let mut lines = vec![put(line::LANDED_ORDER, known.landed, status)];
        lines.extend(parts.iter().map(|one| put(one.line, one.value, one.status)));
        let total = self.money(exact::sum(lines.iter().map(|line| line.amount.value))?);
        let sample = way.shown.sample_share.unwrap_or_default();
        let of_landed = sample.times(lines.first()?.amount.value)?.over(Decimal::ONE_HUNDRED)?;
        let others = lines.iter().skip(1).filter(|line| line.status.is_sample()).map(|line| line.amount.value);
        let sampled = of_landed.plus(exact::sum(others)?)?;
        let most = self.most_lost(known)?;
        let tied = self.inputs.monthly_orders.over(landed_cost::MONTH)?.times(known.days_tied(self.inputs)?)?;
        let days = way.shown.figures.iter().find(|one| one.name == of_service::DAYS).cloned();
        let mut figures = vec![Figure { name: figure::SERVICE, value: way.shown.service() }];
        figures.extend(days.map(|days| Figure { name: figure::MODE_DAYS, ..days }));
        figures.push(Figure { name: figure::CASH_TIED, value: Arg::Money(self.money(tied.times(known.cash)?)) });
        figures.push(Figure { name: figure::MOST_LOST, value: Arg::Money(self.money(most)) });
        if known.mode.by_warehouse() {
            figures.push(Figure { name: figure::BATCH, value: Arg::Number(known.volume.batch) });
        }
        let batched = expected::of_batch(self, &way.shown, known).filter(|_| known.mode.by_warehouse());
        let steps: Vec<_> = batched.into_iter().chain(parts.into_iter().map(|one| one.step)).collect();
        way.shown.steps.splice(0..0, steps);
        way.shown.sample_share = Some(share_of(sampled, Some(total.value)));
        (way.shown.lines, way.shown.figures, way.shown.total) = (lines, figures, Some(total));
        way.rank = Some((if self.inputs.product_stage == "testing" { most } else { Decimal::ZERO }, each));
        Some(())
    }

    /// The most that is lost if nobody buys: the fees of a month, and a batch that is sold off. Of parcels nothing is bought
    /// before it is sold.
    fn most_lost(&self, known: &Known) -> Option<Decimal> {
        let [fees, _] = self.fees_of(known.mode)?;
        if !known.mode.by_warehouse() {
            return Some(fees);
        }
        let salvage = self.typed(self.inputs.salvage)?;
        known.cash.minus(salvage)?.max(Decimal::ZERO).times(known.volume.batch)?.plus(fees)
    }

    /// The best service of each mode, the best mode first; where all of a mode are refused, the one whose reasons say most.
    pub(super) fn best(&self, services: Vec<Way>) -> Vec<Way> {
        let mut best: Vec<Way> = Vec::new();
        for way in services {
            let Some(other) = best.iter_mut().find(|other| other.mode == way.mode) else {
                best.push(way);
                continue;
            };
            let better = match (way.rank, other.rank) {
                (Some(one), Some(other)) => one < other,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => says_more(&way.shown, &other.shown),
            };
            if better {
                *other = way;
            }
        }
        // A mode that no card of the data has to the destination is no choice.
        best.retain(|way| way.rank.is_some() || weight(&way.shown) > Severity::Note);
        best.sort_by_key(|way| (way.rank.is_none(), way.rank, Reverse(way.mode)));
        for way in &mut best {
            way.shown.id = way.mode.code().to_owned();
            way.shown.name = way.mode.text().key().to_owned();
            way.shown.title = None;
        }
        best
    }
}

/// How much the reasons of a refusal matter: that a card does not serve the country is no reason to read.
fn weight(one: &Alternative) -> Severity {
    one.refused.iter().map(|problem| problem.severity).min().unwrap_or(Severity::Note)
}

fn says_more(one: &Alternative, other: &Alternative) -> bool {
    let few = |one: &Alternative| (weight(one), Reverse(one.refused.len()));
    let days = |one: &Alternative| gates::slow_days(&one.refused);
    // Of several that are too slow the fastest.
    let faster = days(one).zip(days(other)).is_some_and(|(one, other)| one < other);
    few(one) > few(other) || (few(one) == few(other) && faster)
}

impl<'a> Ways<'a> {
    pub(super) fn of(inputs: &'a Inputs, world: &'a World) -> Result<Self, Vec<Problem>> {
        let case = Case::new(inputs, world).ok_or_else(|| vec![Problem::error(code::PACK_MISSING)])?;
        let missing = case.without_rate();
        if !missing.is_empty() {
            return Err(missing);
        }
        let volume = Volume::of(inputs, inputs.monthly_orders).ok_or_else(|| vec![Problem::error(code::TOO_LARGE)])?;
        let (services, problems) = case.services(volume)?;
        let best = case.best(services);
        Ok(Self { case, best, problems })
    }

    fn accepted(&self) -> impl Iterator<Item = (&Way, Money)> {
        self.best.iter().filter_map(|way| Some((way, way.shown.total?))).filter(|(way, _)| way.rank.is_some())
    }

    /// `None` where a figure leaves the exact range.
    pub(super) fn answer(&self) -> Option<Answer> {
        Some(Answer {
            headline: self.headline(),
            decision: Some(self.decide()?),
            notes: if self.case.world.is_brief() { Vec::new() } else { self.notes() },
            alternatives: self.best.iter().map(|way| way.shown.clone()).collect(),
        })
    }

    fn headline(&self) -> Vec<Figure> {
        let Some((best, total)) = self.accepted().next() else { return Vec::new() };
        let each = Figure { name: figure::EACH, value: Arg::Money(total) };
        // The sentence names the service.
        let others = best.shown.figures.iter().filter(|one| one.name != figure::SERVICE).cloned();
        core::iter::once(each).chain(others).collect()
    }

    fn decide(&self) -> Option<Phrase> {
        let mut ranked = self.accepted();
        let Some((best, each)) = ranked.next() else {
            // What is missing is asked for beside each.
            let mut reasons = self.best.iter().flat_map(|way| &way.shown.refused);
            let asks = reasons.any(|why| MISSING.contains(&why.code));
            return Some(Phrase::new(if asks { decision::MODE_ASKS } else { decision::MODE_NONE }));
        };
        let of_best = |text| {
            Phrase::new(text)
                .with("best", best.name())
                .with("service", self.service(best))
                .with("each", Arg::Money(each))
        };
        let Some((next, dearer)) = ranked.next() else { return Some(of_best(decision::MODE_ONLY)) };
        if self.case.inputs.product_stage == "testing" {
            let lost = best.shown.figures.iter().find(|one| one.name == figure::MOST_LOST)?.value.clone();
            return Some(of_best(decision::MODE_TEST).with("lost", lost));
        }
        let more = self.case.money(dearer.value.minus(each.value)?);
        let of_two = |text| of_best(text).with("next", next.name()).with("more", Arg::Money(more));
        let flips = Volumes::new(&self.case, &self.best).flips(best.mode)?;
        let above = |phrase: Phrase, flip: &Flip| {
            phrase.with("above", Arg::Number(flip.orders)).with("then", Arg::Text(flip.mode.text()))
        };
        let below = |phrase: Phrase, flip: &Flip| {
            phrase.with("below", Arg::Number(flip.orders)).with("before", Arg::Text(flip.mode.text()))
        };
        Some(match (&flips.above, &flips.below) {
            (Some(up), Some(down)) => below(above(of_two(decision::MODE_BETWEEN), up), down),
            (Some(up), None) => above(of_two(decision::MODE_UNTIL), up),
            (None, Some(down)) => below(of_two(decision::MODE_FROM), down),
            (None, None) => of_two(decision::MODE_ALWAYS),
        })
    }

    /// The service that stands for a mode.
    fn service(&self, way: &Way) -> Arg {
        let figure = way.shown.figures.iter().find(|one| one.name == figure::SERVICE);
        figure.map_or_else(|| way.name(), |figure| figure.value.clone())
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut say = |severity, text| notes.push(Note { severity, phrase: Phrase::new(text), source: None });
        let inputs = self.case.inputs;
        if self.best.iter().any(|way| way.known.as_ref().is_some_and(|known| known.transit.is_none())) {
            say(Severity::Note, note::NO_DAYS);
        }
        if self.accepted().any(|(way, _)| way.mode.by_warehouse()) && inputs.promised_days.is_some() {
            say(Severity::Note, note::WAREHOUSE_DAYS);
        }
        let risks = [inputs.parcel_loss, inputs.return_rate];
        if risks.iter().all(Decimal::is_zero) && inputs.routes.0.is_empty() {
            say(Severity::Warning, note::NO_RISKS);
        }
        let pays_late =
            |way: &Way| self.case.pack.tariffs.iter().any(|card| card.id == way.service && card.late.is_some());
        if self.accepted().any(|(way, _)| way.mode.by_warehouse() && pays_late(way)) {
            say(Severity::Note, note::CLAUSE_BULK);
        }
        if !inputs.routes.0.is_empty() && inputs.hold_cost.is_none() {
            say(Severity::Note, note::HOLD_FREE);
        }
        if inputs.routes.0.iter().any(|(_, row)| row.customs_route == "double-clearance") {
            say(Severity::Warning, note::DOUBLE_CLEARANCE);
        }
        notes.sort_by_key(|note| Reverse(note.severity));
        notes
    }
}
