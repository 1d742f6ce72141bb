//! Hybrids: a part of the orders waits in a warehouse, the rest goes another way, and each part is priced at its own volume, with
//! a batch, fees and storage of its own (`docs/facts/logistics.md` §3.10, "the hybrid plan").
//!
//! `cost of a delivered order = share of the base × its cost at its volume + share of the rest × its cost at its volume`; money
//! that is tied up and what can be lost are the sums of both. Shares are not guessed. What sells surely is the lower 80 % bound
//! of a month, `mean − 0.8416 × deviation`: what a slow month leaves of it is sold in the next. Or only full cartons go to the
//! warehouse, which counts only where it costs less than either way alone: then the last carton, nearly empty, was not worth
//! its freight. A product that is tested has no base.

use core::cmp::Reverse;

use rust_decimal::{Decimal, RoundingStrategy};

use super::batch::{Volume, wanted_days};
use super::expected::{Expected, Known};
use super::mode::Mode;
use super::plan::{FOUR_FIFTHS, margin};
use super::texts::{figure, hybrid, line, note, step};
use super::volume::batched;
use super::ways::{Case, Rank, Way, money_of};
use crate::amount::share_of;
use crate::calculators::landed_cost::{MONTH, less_sure};
use crate::exact::{self, Exact};
use crate::pack::{Status, World};
use crate::schema::{Alternative, Arg, Args, Figure, Line, Note, Phrase, Severity, Step, Text};

/// A hybrid that is worth a look: each of its parts alone is worse in something.
pub(super) struct Hybrid {
    /// What it is called.
    pub(super) text: Text,
    /// The mode of the base.
    pub(super) base: Mode,
    /// The mode of the rest.
    pub(super) rest: Mode,
    /// The part of the orders that the base is, percent, to a tenth.
    pub(super) share: Decimal,
    pub(super) shown: Alternative,
    pub(super) rank: Rank,
}

/// What the orders of a month are parted by.
#[derive(Clone, Copy)]
enum Parted {
    /// What sells surely.
    Surely,
    /// What so many full cartons hold.
    Cartons(Decimal),
}

/// A part of the orders on a mode.
struct Part<'w> {
    way: &'w Way,
    known: Known,
    expected: Vec<Expected>,
    /// What an order of it costs, unrounded.
    each: Decimal,
}

/// The hybrids of a case beside its modes; one of which a figure leaves the exact range is none.
pub(super) fn all(case: &Case<'_>, best: &[Way], batches: &World) -> Vec<Hybrid> {
    let inputs = case.inputs;
    let is_tested = inputs.product_stage == "testing";
    if is_tested || !best.iter().any(|way| way.rank.is_some() && way.mode.by_warehouse()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let surely = surely(case);
    if let Some((orders, base)) = surely.and_then(|orders| Some((orders, batched(case, batches, orders)?))) {
        found.extend(with_direct(case, best, &base, orders, Parted::Surely));
        found.extend(with_air(case, best, &base, orders, batches));
    }
    let full = full_cartons(case).filter(|(orders, _)| surely != Some(*orders));
    if let Some((orders, cartons)) = full {
        let base = batched(case, batches, orders).unwrap_or_default();
        found.extend(with_direct(case, best, &base, orders, Parted::Cartons(cartons)));
    }
    found
}

/// Orders that a month brings with four fifths of certainty, where that is some of them and not all.
fn surely(case: &Case<'_>) -> Option<Decimal> {
    let now = case.inputs.monthly_orders;
    now.minus(margin(case)?).filter(|orders| *orders >= Decimal::ONE && *orders < now)
}

/// Orders a month whose batch fills its cartons to the last, and how many; none where a whole batch does or fills none.
fn full_cartons(case: &Case<'_>) -> Option<(Decimal, Decimal)> {
    let (inputs, now) = (case.inputs, case.inputs.monthly_orders);
    let carton = inputs.carton_orders?;
    let cartons = Volume::of(inputs, now)?.batch.over(carton)?.down();
    let orders = carton.times(cartons)?.times(MONTH)?.over(wanted_days(inputs))?.down();
    Some((orders, cartons)).filter(|(orders, _)| *orders >= Decimal::ONE && *orders < now)
}

/// The base by the cheapest way to a warehouse, the rest by the one that brings so few straight to buyers cheapest.
fn with_direct(case: &Case<'_>, best: &[Way], base: &[Way], orders: Decimal, by: Parted) -> Option<Hybrid> {
    let left = case.inputs.monthly_orders.minus(orders)?;
    let base = base.iter().find(|way| way.rank.is_some())?;
    let direct = best.iter().filter(|way| way.rank.is_some() && !way.mode.by_warehouse());
    let rest = direct.filter_map(|way| Part::of(case, way, left));
    let rest = rest.min_by_key(|part| (part.each, Reverse(part.known.mode)))?;
    Parts::new(case, Part::of(case, base, orders)?, rest, by)?.worth(best)
}

/// What sells surely slowly, the rest by air, both from the warehouse. Where that asks for the least of a month, both share it,
/// and what each bears is not known.
fn with_air(case: &Case<'_>, best: &[Way], base: &[Way], orders: Decimal, batches: &World) -> Option<Hybrid> {
    let left = case.inputs.monthly_orders.minus(orders)?;
    let rest = batched(case, batches, left)?;
    let (slow, air) = (Part::of(case, taken(base, false)?, orders)?, Part::of(case, taken(&rest, true)?, left)?);
    let parts = Parts::new(case, slow, air, Parted::Surely)?;
    if parts.both().iter().any(|part| part.known.asks_least) { None } else { parts.worth(best) }
}

/// The cheapest way by air, or the cheapest other one.
fn taken(ways: &[Way], by_air: bool) -> Option<&Way> {
    ways.iter().find(|way| way.rank.is_some() && (way.mode == Mode::AirWarehouse) == by_air)
}

impl<'w> Part<'w> {
    /// So many orders a month on a way that is priced.
    fn of(case: &Case<'_>, way: &'w Way, monthly: Decimal) -> Option<Self> {
        let known = way.known.as_ref()?;
        let known = Known { volume: Volume { monthly, ..known.volume }, ..*known };
        let expected = case.asked().expected(&known)?;
        let each = known.landed.plus(exact::sum(expected.iter().map(|one| one.value))?)?;
        Some(Self { way, known, expected, each })
    }

    /// What a line of its bill comes to for an order, and how sure that is.
    fn line(&self, name: Text) -> Option<(Decimal, Status)> {
        if name == line::LANDED_ORDER {
            let shown = self.way.shown.lines.iter().find(|line| line.name == name)?;
            return Some((self.known.landed, shown.status));
        }
        self.expected.iter().find(|one| one.line == name).map(|one| (one.value, one.status))
    }

    /// The days that its card names.
    fn days(&self, name: Text) -> Option<Figure> {
        let days = self.way.shown.figures.iter().find(|one| one.name == figure::MODE_DAYS)?;
        Some(Figure { name, value: days.value.clone() })
    }

    /// Its working: what is expected at its volume, and the landed cost.
    fn steps(&self) -> impl Iterator<Item = Step> {
        let of_landed = self.way.shown.steps.iter().skip(self.expected.len());
        self.expected.iter().map(|one| &one.step).chain(of_landed).cloned()
    }
}

/// A hybrid in the making.
struct Parts<'c, 'w> {
    case: &'c Case<'c>,
    base: Part<'w>,
    rest: Part<'w>,
    by: Parted,
    /// The part of the orders that the base is, percent, to a tenth.
    share: Decimal,
}

impl<'c, 'w> Parts<'c, 'w> {
    fn new(case: &'c Case<'c>, base: Part<'w>, rest: Part<'w>, by: Parted) -> Option<Self> {
        let share = base.known.volume.monthly.times(Decimal::ONE_HUNDRED)?.over(case.inputs.monthly_orders)?;
        let share = share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize();
        Some(Self { case, base, rest, by, share })
    }

    const fn text(&self) -> Text {
        match self.by {
            Parted::Cartons(_) => hybrid::CARTONS_DIRECT,
            Parted::Surely if self.rest.known.mode.by_warehouse() => hybrid::BASE_AIR,
            Parted::Surely => hybrid::BASE_DIRECT,
        }
    }

    fn both(&self) -> [&Part<'_>; 2] {
        [&self.base, &self.rest]
    }

    /// What an order costs on average whose cost is this in each of the two.
    fn average(&self, of: impl Fn(&Part<'_>) -> Decimal) -> Option<Decimal> {
        let weighed = self.both().map(|part| of(part).times(part.known.volume.monthly));
        exact::sum_of(weighed)?.over(self.case.inputs.monthly_orders)
    }

    fn money(&self, value: Decimal) -> Arg {
        Arg::Money(self.case.money(value))
    }

    /// The hybrid, where it is worth a look beside the modes alone: each of its parts is dearer, ties up more or can lose more;
    /// by full cartons, where both are dearer.
    fn worth(&self, best: &[Way]) -> Option<Hybrid> {
        let (rank, shown) = self.shown()?;
        let alone = |mode: Mode| best.iter().find(|way| way.mode == mode && way.rank.is_some());
        let better = |way: &Way| {
            let cheaper = shown.total.zip(way.shown.total).is_some_and(|(one, other)| one.value < other.value);
            let less = |name: Text| money_of(&shown, name) < money_of(&way.shown, name);
            let is_safer = matches!(self.by, Parted::Surely) && (less(figure::CASH_TIED) || less(figure::MOST_LOST));
            cheaper || is_safer
        };
        let [base, rest] = self.both().map(|part| part.known.mode);
        let is_worth = [base, rest].into_iter().filter_map(alone).all(better);
        is_worth.then(|| Hybrid { text: self.text(), base, rest, share: self.share, shown, rank })
    }

    /// Bill, figures and working.
    fn shown(&self) -> Option<(Rank, Alternative)> {
        let case = self.case;
        let each = self.average(|part| part.each)?;
        let lines = line::ALL.iter().filter_map(|name| self.line(*name)).collect::<Option<Vec<_>>>()?;
        let total = case.money(exact::sum(lines.iter().map(|line| line.amount.value))?);
        let sampled = self
            .average(|part| {
                let share = part.way.shown.sample_share.unwrap_or_default();
                part.each.times(share).unwrap_or_default()
            })?
            .over(Decimal::ONE_HUNDRED)?;
        let lost = exact::sum_of(self.both().map(|part| case.most_lost(&part.known)))?;
        let mut shown = Alternative {
            id: self.text().code().to_owned(),
            name: self.text().key().to_owned(),
            total: Some(total),
            lines,
            figures: self.figures(lost)?,
            sample_share: Some(share_of(sampled, Some(each))),
            ..Alternative::default()
        };
        if !case.world.is_brief() {
            self.explain(each, &mut shown)?;
        }
        Some(((Decimal::ZERO, each), shown))
    }

    /// A line of the bill on average, `Some(None)` where it leaves the exact range; none where neither part has it.
    #[expect(clippy::option_option, reason = "no line is not a figure out of range")]
    fn line(&self, name: Text) -> Option<Option<Line>> {
        let found = self.both().map(|part| part.line(name));
        let status = found.iter().flatten().map(|(_, status)| *status).reduce(less_sure)?;
        let value = self.average(|part| part.line(name).map_or(Decimal::ZERO, |(value, _)| value));
        Some(value.map(|value| self.case.line(name, value, status)))
    }

    fn figures(&self, lost: Decimal) -> Option<Vec<Figure>> {
        let (base, rest) = (&self.base, &self.rest);
        let tied = exact::sum_of(self.both().map(|part| self.case.cash_tied(&part.known)))?;
        let service = base.way.shown.figures.iter().find(|one| one.name == figure::SERVICE).cloned();
        let mut all: Vec<Figure> = service.into_iter().chain(base.days(figure::MODE_DAYS)).collect();
        all.extend([
            Figure { name: figure::CASH_TIED, value: self.money(tied) },
            Figure { name: figure::MOST_LOST, value: self.money(lost) },
            Figure { name: figure::BATCH, value: Arg::Number(base.known.volume.batch) },
            Figure { name: figure::HYBRID_SHARE, value: Arg::Percent(self.share) },
            Figure { name: figure::HYBRID_REST, value: Arg::Text(rest.known.mode.text()) },
        ]);
        all.extend(rest.days(figure::HYBRID_DAYS));
        Some(all)
    }

    /// Working, notes and sources: the share, the sum, then each part.
    fn explain(&self, each: Decimal, shown: &mut Alternative) -> Option<()> {
        let said = |formula, result, args| Step { formula, args, result, row: None };
        shown.steps = vec![self.share_step(), {
            let [base, rest] = self.both();
            let mut args = Args::new();
            args.number("orders", base.known.volume.monthly).put("base", self.money(base.each));
            args.number("others", rest.known.volume.monthly).put("rest", self.money(rest.each));
            args.number("all", self.case.inputs.monthly_orders);
            said(step::HYBRID_COST, self.money(each), args)
        }];
        for part in self.both() {
            let mut args = Args::new();
            args.put("mode", Arg::Text(part.known.mode.text())).number("orders", part.known.volume.monthly);
            shown.steps.push(said(step::HYBRID_PART, self.money(part.each), args));
            shown.steps.extend(part.steps());
            for source in &part.way.shown.sources {
                if !shown.sources.contains(source) {
                    shown.sources.push(source.clone());
                }
            }
        }
        let text = match self.by {
            Parted::Surely => note::HYBRID_SURE,
            Parted::Cartons(_) => note::HYBRID_CARTONS,
        };
        shown.notes = vec![Note { severity: Severity::Note, phrase: Phrase::new(text), source: None }];
        for note in self.both().into_iter().flat_map(|part| &part.way.shown.notes) {
            if !shown.notes.contains(note) {
                shown.notes.push(note.clone());
            }
        }
        Some(())
    }

    /// How the base was found.
    fn share_step(&self) -> Step {
        let (inputs, orders) = (self.case.inputs, self.base.known.volume.monthly);
        let mut args = Args::new();
        let formula = match self.by {
            Parted::Surely => {
                args.number("mean", inputs.monthly_orders).number("z", FOUR_FIFTHS);
                args.number("deviation", inputs.orders_deviation.unwrap_or_default());
                step::HYBRID_SURE
            }
            Parted::Cartons(cartons) => {
                args.number("cartons", cartons).number("orders", inputs.carton_orders.unwrap_or_default());
                args.number("month", MONTH).number("days", wanted_days(inputs));
                step::HYBRID_CARTONS
            }
        };
        Step { formula, args, result: Arg::Number(orders), row: None }
    }
}
