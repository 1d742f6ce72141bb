//! Which of the user's carriers is the core, which its backup, and what happens when the core one fails in peak.
//!
//! - `cost of an order = price + (1 − on-time share) × (refund + service − what the clause pays back) − price × rate × days of
//!   credit ÷ 365` (`cost.rs`; lateness and its clause: `docs/facts/logistics.md` §3.9);
//! - core: the cheapest of those that keep the promise. Orders fill the cheapest first, up to what each takes in a peak month;
//!   a backup gets a share of the core's orders all year, so that its account is alive in peak (`split.rs`);
//! - `margin of an order = price without tax − landed cost without freight − what else is expected − cost of the core`;
//! - in a peak month in which the core carries nothing, its orders go to who has room left and an account in use, the cheapest
//!   first; what finds no room loses its margin (`failure.rs`);
//! - backup: the one for which `chance × months of peak × what a failure loses + what its share costs more in a year` is least.
//!
//! It pays where that is no more than without one, `chance × months × (lost without − lost with) ≥ cost of the share`.

mod cost;
mod failure;
mod split;

use rust_decimal::Decimal;

use super::expected::ASSUMED_RATE;
use super::texts::carriers::{decision, figure, line, note, role, section, step};
use super::texts::{figure as of_mode, line as bill};
use super::ways::Ways;
use super::{CarrierRow, Inputs};
use crate::amount::{Money, share_of};
use crate::calculators::landed_cost;
use crate::exact::{self, Exact};
use crate::pack::Status;
use crate::schema::{
    Alternative, Answer, Arg, Args, Figure, Line, Note, Phrase, Problem, Section, Severity, Step, Text,
};
use cost::Carrier;
use failure::{Failing, Secured};
use split::Split;

/// Both questions: who carries what, and what a failure of the core does; none where no carrier was typed, or where a figure
/// leaves the exact range.
pub(super) fn sections(ways: &Ways<'_>) -> [Option<Section>; 2] {
    if ways.case.inputs.carriers.0.is_empty() {
        return [None, None];
    }
    let Some(plan) = Plan::of(ways) else { return [None, None] };
    [plan.split_section(), failure::section(&plan)]
}

/// A carrier that does not come into question, with every reason.
struct Out<'a> {
    row: usize,
    carrier: &'a CarrierRow,
    why: Vec<Problem>,
}

/// Carriers, months and what they come to.
struct Plan<'a> {
    inputs: &'a Inputs,
    /// What a late order costs before the clause of its carrier pays.
    late_each: Decimal,
    /// Those that come into question, the cheapest first.
    carriers: Vec<Carrier<'a>>,
    out: Vec<Out<'a>>,
    /// Orders of a usual month and of one of peak.
    months: [Decimal; 2],
    failing: Failing,
    /// Without a backup, and with each that can be one, in the order of `carriers`.
    without: Option<Secured>,
    with: Vec<Secured>,
}

impl<'a> Plan<'a> {
    fn of(ways: &'a Ways<'a>) -> Option<Self> {
        let (asked, inputs) = (ways.case.asked(), ways.case.inputs);
        let (mut carriers, mut out) = (Vec::new(), Vec::new());
        for (row, carrier) in &inputs.carriers.0 {
            match Carrier::of(&asked, *row, carrier)? {
                Ok(one) => carriers.push(one),
                Err(why) => out.push(Out { row: *row, carrier, why }),
            }
        }
        carriers.sort_by_key(|one| (one.cost, one.row));
        let months = [inputs.monthly_orders, inputs.peak_orders.unwrap_or(inputs.monthly_orders)];
        let failing = Failing::of(inputs, before_carriage(ways)?, carriers.first());
        let late_each = asked.late_each()?;
        let mut plan = Self { inputs, late_each, carriers, out, months, failing, without: None, with: Vec::new() };
        if !plan.carriers.is_empty() {
            let without = plan.secured(None)?;
            let backups = (1..plan.carriers.len()).filter(|at| plan.carriers[*at].capacity().is_some());
            plan.with = backups.map(|at| plan.secured(Some((at, &without)))).collect::<Option<_>>()?;
            plan.without = Some(without);
        }
        Some(plan)
    }

    /// The plan with a backup, beside the one without; or the one without.
    fn secured(&self, backup: Option<(usize, &Secured)>) -> Option<Secured> {
        let of = |orders: Decimal| Split::of(&self.carriers, orders);
        self.failing.secured(&self.carriers, [of(self.months[0])?, of(self.months[1])?], backup)
    }

    /// What is suggested: with the best backup where it pays, or where nobody knows whether it does.
    fn suggested(&self) -> Option<&Secured> {
        let without = self.without.as_ref()?;
        let best = self.failing.best(&self.with, without);
        Some(best.filter(|best| self.failing.pays(best, without) != Some(false)).unwrap_or(without))
    }

    fn money(&self, value: Decimal) -> Money {
        Money { value, currency: self.inputs.currency }.rounded()
    }

    fn step(&self, formula: Text, result: Arg, fill: impl FnOnce(&mut Args)) -> Step {
        let mut args = Args::new();
        fill(&mut args);
        Step { formula, args, result, row: None }
    }

    fn line(&self, name: Text, value: Decimal, status: Status) -> Line {
        Line { name, count: Decimal::ONE, amount: self.money(value), status }
    }

    /// What a carrier is called.
    fn name(&self, at: usize) -> Arg {
        Arg::Words(self.carriers.get(at).map(|one| title(one.row, one.carrier)).unwrap_or_default())
    }

    /// Every carrier with its cost and its part of a usual month and of one of peak.
    fn split_section(&self) -> Option<Section> {
        let mut alternatives = Vec::new();
        if let Some(plan) = self.suggested() {
            let usual = plan.months[0].shares()?;
            let peak = plan.months[1].shares()?;
            for (at, one) in self.carriers.iter().enumerate() {
                alternatives.push(self.shown(plan, at, one, [usual[at], peak[at]])?);
            }
        }
        let refused =
            |out: &Out<'_>| Alternative { refused: out.why.clone(), ..named("carrier", out.row, out.carrier) };
        alternatives.extend(self.out.iter().map(refused));
        let each = alternatives.first().and_then(|one| one.total);
        let headline = each.map(|each| Figure { name: figure::CARRIER_EACH, value: Arg::Money(each) });
        let headline = headline.into_iter().collect();
        let answer = Answer { headline, decision: self.decide(each), notes: self.notes(), alternatives };
        Some(Section { title: section::CARRIERS, one: section::CARRIER, ranked: true, answer })
    }

    fn amount(&self, value: Decimal) -> Arg {
        Arg::Money(self.money(value))
    }

    /// The bill of an order by a carrier, what it carries and how both come about.
    fn shown(&self, plan: &Secured, at: usize, one: &Carrier<'_>, shares: [Decimal; 2]) -> Option<Alternative> {
        let sample = if self.inputs.capital_rate == ASSUMED_RATE { Status::Sample } else { Status::Own };
        let parts = [
            (line::CARRIER_PRICE, one.price, Status::Own),
            (bill::LATE, one.late, Status::Own),
            (line::CREDIT, -one.credit, sample),
        ];
        let parts = parts.into_iter().filter(|(name, value, _)| *name == line::CARRIER_PRICE || !value.is_zero());
        let lines = parts.map(|(name, value, status)| self.line(name, value, status)).collect();
        let mut figures = vec![
            Figure { name: figure::CARRIER_ROLE, value: Arg::Text(plan.role(at)) },
            Figure { name: figure::USUAL_SHARE, value: Arg::Percent(shares[0]) },
            Figure { name: figure::PEAK_SHARE, value: Arg::Percent(shares[1]) },
            Figure { name: figure::USUAL_ORDERS, value: orders(plan.months[0].orders[at]) },
            Figure { name: figure::PEAK_ORDERS, value: orders(plan.months[1].orders[at]) },
        ];
        figures.extend(one.days().map(|days| Figure { name: of_mode::MODE_DAYS, value: days }));
        let steps = self.cost_steps(plan, at, one);
        let Alternative { id, title, .. } = named("carrier", one.row, one.carrier);
        Some(Alternative { id, title, figures, steps, ..self.billed(lines)? })
    }

    /// A bill with its total, and how much of that rests on samples.
    fn billed(&self, lines: Vec<Line>) -> Option<Alternative> {
        let total = self.money(exact::sum(lines.iter().map(|line| line.amount.value))?);
        let sampled = lines.iter().filter(|line| line.status.is_sample()).map(|line| line.amount.value.abs());
        let sample_share = Some(share_of(exact::sum(sampled)?, Some(total.value)));
        Some(Alternative { total: Some(total), lines, sample_share, ..Alternative::default() })
    }

    fn cost_steps(&self, plan: &Secured, at: usize, one: &Carrier<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some(on_time) = one.carrier.on_time_share.filter(|_| !one.late.is_zero()) {
            steps.push(self.step(step::CARRIER_LATE, self.amount(one.late), |args| {
                args.percent("share", on_time)
                    .put("each", self.amount(self.late_each))
                    .put("back", self.amount(one.back));
            }));
        }
        if let Some(days) = one.carrier.credit_days.filter(|_| !one.credit.is_zero()) {
            steps.push(self.step(step::CREDIT, self.amount(-one.credit), |args| {
                args.put("price", self.amount(one.price))
                    .percent("rate", self.inputs.capital_rate)
                    .number("days", days);
            }));
        }
        if plan.backup == Some(at) {
            steps.push(self.step(step::KEPT, orders(plan.kept[0]), |args| {
                args.put("orders", orders(self.months[0])).percent("share", self.failing.share);
            }));
        }
        steps
    }

    /// Core and backup; `each` is what the table says of an order by the core.
    fn decide(&self, each: Option<Money>) -> Option<Phrase> {
        let Some(each) = each else { return Some(Phrase::new(decision::CARRIERS_NONE)) };
        let of_core = |text| Phrase::new(text).with("core", self.name(0)).with("each", Arg::Money(each));
        let plan = self.suggested()?;
        let Some(backup) = plan.backup else { return Some(of_core(decision::CARRIERS_CORE)) };
        let share = plan.months[0].shares()?.get(backup).copied()?;
        let phrase = of_core(decision::CARRIERS_SPLIT).with("backup", self.name(backup));
        Some(phrase.with("share", Arg::Percent(share)).with("cost", self.amount(plan.a_month()?)))
    }

    /// What is not known, and what does not fit.
    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut say = |severity, phrase| notes.push(Note { severity, phrase, source: None });
        if let Some(plan) = self.suggested() {
            let [usual, peak] = plan.months.each_ref().map(|month| month.rest);
            if !peak.max(usual).is_zero() {
                let phrase = Phrase::new(note::NO_ROOM).with("usual", orders(usual)).with("peak", orders(peak));
                say(Severity::Warning, phrase);
            }
        }
        if self.late_each.is_zero() {
            say(Severity::Note, Phrase::new(note::LATE_UNPRICED));
        } else if self.inputs.late_clause == "capped" {
            say(Severity::Note, Phrase::new(note::CLAUSE_ONE_DAY));
        }
        if self.carriers.iter().any(|one| one.carrier.credit_days.is_none()) {
            say(Severity::Note, Phrase::new(note::TERMS_UNKNOWN));
        }
        if self.carriers.iter().any(|one| one.capacity().is_none()) {
            say(Severity::Note, Phrase::new(note::CAPACITY_UNKNOWN));
        }
        if self.inputs.peak_orders.is_none() {
            say(Severity::Note, Phrase::new(note::PEAK_AS_USUAL));
        }
        notes
    }
}

/// An alternative that is called as the carrier of a row is.
fn named(of: &str, row: usize, carrier: &CarrierRow) -> Alternative {
    Alternative { id: format!("{of}-{row}"), title: Some(title(row, carrier)), ..Alternative::default() }
}

/// The user's name for a carrier, or the number of its row.
fn title(row: usize, carrier: &CarrierRow) -> String {
    carrier.carrier_name.clone().unwrap_or_else(|| format!("#{}", row + 1))
}

/// Orders of a month, as they are shown: on average they need not be whole.
fn orders(value: Decimal) -> Arg {
    Arg::Number(value.round_dp(1).normalize())
}

/// What an order leaves before its carrier is paid: price without tax − landed cost without freight − what is expected besides,
/// without lateness, which each carrier has of its own, and fees of the mode; and how sure that is. By the best way straight to
/// the buyer whose cost is known; `Some(None)` where none is, or where nobody said what the buyer pays.
fn before_carriage(ways: &Ways<'_>) -> Option<Option<(Decimal, Status)>> {
    let inputs = ways.case.inputs;
    let direct = ways.best.iter().filter(|way| !way.mode.by_warehouse());
    let mut direct = direct.filter_map(|way| Some((way, way.known.as_ref()?)));
    let Some((way, known)) = direct.next() else { return Some(None) };
    let priced = super::batch::case(inputs, "parcel", known.volume);
    let Some(price) = landed_cost::untaxed_price(&priced, ways.case.world) else { return Some(None) };
    let expected = ways.case.asked().expected(known)?;
    let others = expected.iter().filter(|one| one.line != bill::LATE && one.line != bill::MODE_FEES);
    let spent = exact::sum(others.map(|one| one.value))?.plus(known.landed.minus(known.freight)?)?;
    // One that is too slow shows no lines.
    let status = way.shown.lines.iter().map(|line| line.status).reduce(landed_cost::less_sure);
    Some(Some((price.minus(spent)?, status.unwrap_or(Status::Sample))))
}

impl Secured {
    /// What a carrier is for.
    fn role(&self, at: usize) -> Text {
        if at == 0 {
            role::CORE
        } else if self.backup == Some(at) {
            role::BACKUP
        } else if self.months.iter().any(|month| !month.orders[at].is_zero()) {
            role::RELIEF
        } else {
            role::UNUSED
        }
    }
}
