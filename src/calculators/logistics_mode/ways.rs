//! Every mode with what an order costs on it in the end: what cannot go, what landed cost says, what is only expected.

use core::cmp::Reverse;

use rust_decimal::Decimal;

use super::Inputs;
use super::batch::{self, Volume};
use super::duty;
use super::expected::{self, Asked, Known, Transit};
use super::gates;
use super::hybrid::{self, Hybrid};
use super::missing::MISSING;
use super::mode::Mode;
use super::promise::Taken;
use super::ranking::Of;
use super::texts::{decision, figure, line, note};
use super::volume::{Flip, Volumes, world_of_batches};
use crate::amount::{Currency, Money, share_of};
use crate::calculators::landed_cost::texts::{figure as of_landed, line as bill};
use crate::calculators::landed_cost::{self, LandedCost};
use crate::calculators::shipping_cost::texts::figure as of_service;
use crate::exact::{self, Exact};
use crate::exchange::Exchange;
use crate::pack::{Family, Pack, Status, World};
use crate::schema::{
    Alternative, Answer, Arg, Figure, Line, Note, Outcome, Phrase, Problem, Question, Severity, Text, code,
};

/// By what ways are ranked: refused ones last; while a product is tested by what it can lose, then by what an order costs.
pub(super) type Rank = (Decimal, Decimal);

/// What the border takes of a parcel.
const BORDER: [Text; 9] = [
    bill::IMPORT_DUTY,
    bill::IMPORT_TAX,
    bill::MERCHANDISE_PROCESSING,
    bill::POSTAL_ENTRY,
    bill::HARBOR_MAINTENANCE,
    bill::NATIONAL_PARCEL,
    bill::UNION_HANDLING,
    bill::GOODS_MANAGEMENT,
    bill::ADVANCE_FEE,
];

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
        money_of(&self.shown, figure::MOST_LOST).unwrap_or_default()
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
    pub(super) hybrids: Vec<Hybrid>,
    duty_gap: Option<Note>,
    /// The data that prices at other volumes need.
    pub(super) batches: World,
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

    /// Money of the answer, half-up to the minor unit.
    pub(super) fn money(&self, value: Decimal) -> Money {
        Money { value, currency: self.inputs.currency }.rounded()
    }

    /// A line of a bill.
    pub(super) fn line(&self, name: Text, value: Decimal, status: Status) -> Line {
        Line { name, count: Decimal::ONE, amount: self.money(value), status }
    }

    /// Money that is tied up on average.
    pub(super) fn cash_tied(&self, known: &Known) -> Option<Decimal> {
        let a_day = known.volume.monthly.over(landed_cost::MONTH)?;
        a_day.times(known.days_tied(self.inputs)?)?.times(known.cash)
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
        let carriers = inputs.carriers.0.iter();
        let carriers = carriers.map(|(row, one)| ("carriers", *row, "carrier-price", Some(one.carrier_price)));
        let of_rows = routes.chain(months).chain(orders).chain(carriers).filter(|(.., money)| fails(*money));
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
        // The user's own orders say more than a card.
        let past = self.past(mode).and_then(|past| past.interval()).map(|[from, to]| Transit { from, to });
        let (id, transit) = (service.id.clone(), past.or_else(|| Transit::of(&service)));
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
        let cash = money_of(&service, of_landed::CASH).map_or(Some(landed), |cash| cash.over(orders))?;
        let again = of_lines(&[bill::PICK_PACK, bill::LAST_MILE])?;
        let duty = of_lines(&[bill::IMPORT_DUTY])?;
        let freight = of_lines(&[bill::INTERNATIONAL_FREIGHT])?;
        let border = of_lines(&BORDER)?;
        let asks_least = service.lines.iter().any(|line| line.name == bill::MONTH_LEAST);
        let known = Known { mode, landed, cash, again, duty, border, freight, asks_least, transit, volume };
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

    /// The days of past orders, where they are said to be of a mode.
    pub(super) fn past(&self, mode: Mode) -> Option<Taken<'_>> {
        let is_said = self.inputs.transit_mode == Some(mode.code()) && !self.inputs.transits.0.is_empty();
        is_said.then(|| Taken::Orders(&self.inputs.transits.0))
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
        let mut lines = vec![self.line(line::LANDED_ORDER, known.landed, status)];
        lines.extend(parts.iter().map(|one| self.line(one.line, one.value, one.status)));
        let total = self.money(exact::sum(lines.iter().map(|line| line.amount.value))?);
        let sample = way.shown.sample_share.unwrap_or_default();
        let of_landed = sample.times(lines.first()?.amount.value)?.over(Decimal::ONE_HUNDRED)?;
        let others = lines.iter().skip(1).filter(|line| line.status.is_sample()).map(|line| line.amount.value);
        let sampled = of_landed.plus(exact::sum(others)?)?;
        let most = self.most_lost(known)?;
        let days = way.shown.figures.iter().find(|one| one.name == of_service::DAYS).cloned();
        let mut figures = vec![Figure { name: figure::SERVICE, value: way.shown.service() }];
        figures.extend(days.map(|days| Figure { name: figure::MODE_DAYS, ..days }));
        // Of goods whose days on the way nobody names it is not known.
        if known.transit.is_some() || known.mode.by_warehouse() {
            let tied = Arg::Money(self.money(self.cash_tied(known)?));
            figures.push(Figure { name: figure::CASH_TIED, value: tied });
        }
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
    pub(super) fn most_lost(&self, known: &Known) -> Option<Decimal> {
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

/// A figure that is money.
pub(super) fn money_of(shown: &Alternative, name: Text) -> Option<Decimal> {
    let figure = shown.figures.iter().find(|one| one.name == name)?;
    if let Arg::Money(money) = figure.value { Some(money.value) } else { None }
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
        let mut best = case.best(services);
        let batches = world_of_batches(&case);
        let hybrids = hybrid::all(&case, &best, &batches);
        let duty_gap = duty::gap(&case, &mut best);
        Ok(Self { case, best, hybrids, duty_gap, batches: batches.brief(), problems })
    }

    /// `None` where a figure leaves the exact range.
    pub(super) fn answer(&self) -> Option<Answer> {
        Some(Answer {
            headline: self.headline(),
            decision: Some(self.decide()?),
            notes: if self.case.world.is_brief() { Vec::new() } else { self.notes() },
            alternatives: self.alternatives(),
        })
    }

    fn headline(&self) -> Vec<Figure> {
        let Some(best) = self.ranked().into_iter().next() else { return Vec::new() };
        let each = Figure { name: figure::EACH, value: Arg::Money(best.total) };
        // The sentence names the service.
        let others = best.shown.figures.iter().filter(|one| one.name != figure::SERVICE).cloned();
        core::iter::once(each).chain(others).collect()
    }

    fn decide(&self) -> Option<Phrase> {
        let mut ranked = self.ranked().into_iter();
        let Some(best) = ranked.next() else {
            // What is missing is asked for beside each.
            let mut reasons = self.best.iter().flat_map(|way| &way.shown.refused);
            let asks = reasons.any(|why| MISSING.contains(&why.code));
            return Some(Phrase::new(if asks { decision::MODE_ASKS } else { decision::MODE_NONE }));
        };
        let of_best = |text| {
            Phrase::new(text)
                .with("best", Arg::Text(best.name))
                .with("service", best.service())
                .with("each", Arg::Money(best.total))
        };
        let Some(next) = ranked.next() else { return Some(of_best(decision::MODE_ONLY)) };
        if self.case.inputs.product_stage == "testing" {
            let lost = best.shown.figures.iter().find(|one| one.name == figure::MOST_LOST)?.value.clone();
            return Some(of_best(decision::MODE_TEST).with("lost", lost));
        }
        let more = self.case.money(next.total.value.minus(best.total.value)?);
        let of_two = |text| of_best(text).with("next", Arg::Text(next.name)).with("more", Arg::Money(more));
        let mode = match best.of {
            Of::Mode(mode) => mode,
            Of::Hybrid(hybrid) => {
                let phrase = of_two(decision::MODE_HYBRID).with("share", Arg::Percent(hybrid.share));
                return Some(phrase.with("rest", Arg::Text(hybrid.rest.text())));
            }
        };
        let flips = Volumes::new(&self.case, &self.best, &self.batches).flips(mode)?;
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

    fn notes(&self) -> Vec<Note> {
        let mut notes: Vec<Note> = self.duty_gap.iter().cloned().collect();
        let mut say = |severity, text| notes.push(Note { severity, phrase: Phrase::new(text), source: None });
        let inputs = self.case.inputs;
        if self.best.iter().any(|way| way.known.as_ref().is_some_and(|known| known.transit.is_none())) {
            say(Severity::Note, note::NO_DAYS);
        }
        if self.best.iter().any(|way| way.rank.is_some() && way.mode.by_warehouse()) && inputs.promised_days.is_some() {
            say(Severity::Note, note::WAREHOUSE_DAYS);
        }
        let risks = [inputs.parcel_loss, inputs.return_rate];
        if risks.iter().all(Decimal::is_zero) && inputs.routes.0.is_empty() {
            say(Severity::Warning, note::NO_RISKS);
        }
        let pays_late =
            |way: &Way| self.case.pack.tariffs.iter().any(|card| card.id == way.service && card.late.is_some());
        if self.best.iter().any(|way| way.rank.is_some() && way.mode.by_warehouse() && pays_late(way)) {
            say(Severity::Note, note::CLAUSE_BULK);
        }
        let has_entry = |way: &Way| {
            let family = self.case.pack.tariffs.iter().find(|card| card.id == way.service).map(|card| card.family);
            way.rank.is_some() && matches!(family, Some(Family::SeaLcl | Family::SeaFcl | Family::AirFreight))
        };
        if (inputs.brokerage.is_some() || inputs.inland_freight.is_some()) && self.best.iter().any(has_entry) {
            say(Severity::Warning, note::BROKER_TWICE);
        }
        if !inputs.routes.0.is_empty() && inputs.hold_cost.is_none() {
            say(Severity::Note, note::HOLD_FREE);
        }
        if inputs.routes.0.iter().any(|(_, row)| row.customs_route == "double-clearance") {
            say(Severity::Warning, note::DOUBLE_CLEARANCE);
        }
        if !self.hybrids.is_empty() {
            say(Severity::Note, note::HYBRIDS_BESIDE);
        }
        notes.sort_by_key(|note| Reverse(note.severity));
        notes
    }
}
