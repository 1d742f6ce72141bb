//! What a month of peak loses in which the core carries nothing, without and with each backup.

use rust_decimal::Decimal;

use super::cost::Carrier;
use super::split::Split;
use super::{Plan, named, orders};
use crate::calculators::landed_cost;
use crate::calculators::logistics_mode::Inputs;
use crate::calculators::logistics_mode::expected::part;
use crate::calculators::logistics_mode::texts::carriers::{decision, figure, line, note, refusal, role, section, step};
use crate::exact::Exact;
use crate::pack::Status;
use crate::schema::{Alternative, Answer, Arg, Figure, Note, Phrase, Problem, Section, Severity, Step};

/// Months of a year.
const MONTHS: Decimal = Decimal::from_parts(12, 0, 0, false, 0);
/// Months of peak where nobody typed them, an assumption: Amazon's fees of peak run from 15 October to 14 January
/// (`docs/facts/logistics.md` §1.5).
const ASSUMED_PEAKS: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
/// The share of a backup where nobody typed it, percent: an assumption.
const ASSUMED_SHARE: Decimal = Decimal::TEN;

/// What is known of failures.
pub(super) struct Failing {
    /// What an order by the core leaves, before fees of the channel; none where that is not known.
    margin: Option<Decimal>,
    /// The same before the core is paid.
    before: Option<Decimal>,
    /// Months of peak in a year.
    peaks: Decimal,
    /// The chance that the core fails in one of them, percent; none where nobody said.
    chance: Option<Decimal>,
    /// The share of the orders that a backup gets, percent.
    pub(super) share: Decimal,
    /// How sure months and share are.
    status: Status,
    /// How sure the margin is.
    of_margin: Status,
}

/// A plan with a backup, or with none.
pub(super) struct Secured {
    /// The backup, by its place among the carriers.
    pub(super) backup: Option<usize>,
    /// A usual month and one of peak.
    pub(super) months: [Split; 2],
    /// Orders that others leave to the backup in these.
    pub(super) kept: [Decimal; 2],
    /// What such an order costs more by the backup, on average.
    dearer: Decimal,
    /// What the share of the backup costs more in a year.
    a_year: Decimal,
    /// What a month of peak loses in which the core fails.
    failed: Failed,
    /// How much less that is than without a backup; none where it is not known.
    gain: Option<Decimal>,
}

/// A month of peak in which the core carries nothing.
struct Failed {
    /// Orders of the core that others take.
    moved: Decimal,
    /// What these cost more.
    dearer: Decimal,
    /// Orders of the core that nobody takes.
    unshipped: Decimal,
    /// Their margin, and what the others cost more; none where the margin is not known.
    lost: Option<Decimal>,
}

impl Secured {
    /// What the backup costs a month, on average.
    pub(super) fn a_month(&self) -> Option<Decimal> {
        self.a_year.over(MONTHS)
    }
}

impl Failing {
    /// What was typed, with what an order leaves before its carrier is paid.
    pub(super) fn of(inputs: &Inputs, before: Option<(Decimal, Status)>, core: Option<&Carrier<'_>>) -> Self {
        let is_assumed = inputs.peak_months.is_none() || inputs.backup_share.is_none();
        let (before, of_margin) = before.map_or((None, Status::Own), |(before, status)| (Some(before), status));
        Self {
            margin: before.zip(core).and_then(|(before, core)| before.minus(core.cost)),
            before,
            peaks: inputs.peak_months.unwrap_or(ASSUMED_PEAKS),
            chance: inputs.core_failure,
            share: inputs.backup_share.unwrap_or(ASSUMED_SHARE),
            status: if is_assumed { Status::Sample } else { Status::Own },
            of_margin,
        }
    }

    /// Months without a backup, or with one that gets its share of the core's orders, beside the plan without. `None` where a
    /// figure leaves the exact range.
    pub(super) fn secured(
        &self,
        carriers: &[Carrier<'_>],
        months: [Split; 2],
        with: Option<(usize, &Secured)>,
    ) -> Option<Secured> {
        let [mut usual, mut peak] = months;
        let (backup, without) = with.unzip();
        // Who carries something in peak has an account in use by then.
        let in_use = |at: &usize| backup == Some(*at) || !peak.orders[*at].is_zero();
        let in_use: Vec<_> = (1..carriers.len()).filter(in_use).collect();
        let mut each_month = [[Decimal::ZERO; 2]; 2];
        if let Some(at) = backup {
            each_month = [usual.keep(carriers, at, self.share)?, peak.keep(carriers, at, self.share)?];
        }
        let over_a_year =
            |[usual, peak]: [Decimal; 2]| usual.times(MONTHS.minus(self.peaks)?)?.plus(peak.times(self.peaks)?);
        let kept = each_month.map(|[moved, _]| moved);
        let (moved, a_year) = (over_a_year(kept)?, over_a_year(each_month.map(|[_, dearer]| dearer))?);
        let dearer = if moved.is_zero() { Decimal::ZERO } else { a_year.over(moved)? };
        let failed = self.failed(carriers, &peak, &in_use)?;
        let gain = without.and_then(|without| without.failed.lost?.minus(failed.lost?));
        Some(Secured { backup, months: [usual, peak], kept, dearer, a_year, failed, gain })
    }

    /// The core's orders of a month of peak go to who has room, the cheapest first, as long as that leaves something.
    fn failed(&self, carriers: &[Carrier<'_>], peak: &Split, in_use: &[usize]) -> Option<Failed> {
        let core = carriers.first()?;
        let mut failed =
            Failed { moved: Decimal::ZERO, dearer: Decimal::ZERO, unshipped: *peak.orders.first()?, lost: None };
        for at in in_use {
            let more = carriers.get(*at)?.cost.minus(core.cost)?;
            if self.margin.is_some_and(|margin| more > margin) {
                break;
            }
            let taken = peak.room(carriers, *at)?.min(failed.unshipped);
            failed.moved = failed.moved.plus(taken)?;
            failed.dearer = failed.dearer.plus(taken.times(more)?)?;
            failed.unshipped = failed.unshipped.minus(taken)?;
        }
        if let Some(margin) = self.margin {
            failed.lost = Some(failed.unshipped.times(margin.max(Decimal::ZERO))?.plus(failed.dearer)?);
        }
        Some(failed)
    }

    /// What failures lose in a year, on average; none where chance or margin is not known.
    fn lost_a_year(&self, plan: &Secured) -> Option<Decimal> {
        part(plan.failed.lost?.times(self.peaks)?, self.chance?)
    }

    /// The same with what the backup costs.
    fn all_a_year(&self, plan: &Secured) -> Option<Decimal> {
        self.lost_a_year(plan)?.plus(plan.a_year)
    }

    /// The chance from which a backup pays, percent and rounded up; none where it never does, or where the margin is not known.
    fn pays_from(&self, plan: &Secured) -> Option<Decimal> {
        let gain = plan.gain.filter(|gain| *gain > Decimal::ZERO)?.times(self.peaks)?;
        let chance = plan.a_year.times(Decimal::ONE_HUNDRED)?.over(gain)?;
        let shown = chance.times(Decimal::ONE_HUNDRED)?.up().over(Decimal::ONE_HUNDRED)?;
        (chance <= Decimal::ONE_HUNDRED).then(|| shown.normalize())
    }

    /// Whether a backup pays; none where that is not known.
    pub(super) fn pays(&self, plan: &Secured, without: &Secured) -> Option<bool> {
        let Some(gain) = plan.gain else { return (plan.failed.unshipped >= without.failed.unshipped).then_some(false) };
        if self.pays_from(plan).is_none() {
            return Some(false);
        }
        Some(part(gain.times(self.peaks)?, self.chance?)? >= plan.a_year)
    }

    /// The backup that costs least in a year, failures counted, if it pays; else the one that pays from the least chance, without a
    /// margin the one that leaves the fewest orders.
    pub(super) fn best<'a>(&self, plans: &'a [Secured], without: &Secured) -> Option<&'a Secured> {
        let cheapest = plans.iter().min_by_key(|plan| (self.all_a_year(plan), plan.gain.map(|gain| -gain)));
        let paying = cheapest.filter(|plan| self.pays(plan, without) == Some(true));
        paying.or_else(|| plans.iter().min_by_key(|plan| self.rank(plan)))
    }

    /// From which chance it pays, never last; without a margin, how many orders it leaves.
    fn rank(&self, plan: &Secured) -> (bool, Decimal, Decimal) {
        let Some(gain) = plan.gain else { return (false, plan.failed.unshipped, plan.a_year) };
        let from = gain.times(self.peaks).filter(|gain| *gain > Decimal::ZERO).and_then(|gain| plan.a_year.over(gain));
        (from.is_none(), from.unwrap_or_default(), -gain)
    }
}

/// What happens when the core fails, without a backup and with each that there is.
pub(super) fn section(plan: &Plan<'_>) -> Option<Section> {
    let without = plan.without.as_ref()?;
    let mut all: Vec<_> = core::iter::once(without).chain(&plan.with).collect();
    let ranked = plan.failing.all_a_year(without).is_some();
    all.sort_by_key(|one| plan.failing.all_a_year(one));
    let mut alternatives = all.into_iter().map(|one| shown(plan, one)).collect::<Option<Vec<_>>>()?;
    let unknown = plan.carriers.iter().skip(1).filter(|one| one.capacity().is_none());
    alternatives.extend(unknown.map(|one| Alternative {
        refused: vec![Problem::error(refusal::E_CAPACITY)],
        ..named("failure", one.row, one.carrier)
    }));
    let least = alternatives.first().and_then(|one| one.total);
    let headline = least.map(|total| Figure { name: figure::A_YEAR, value: Arg::Money(total) }).into_iter().collect();
    let answer = Answer { headline, decision: decide(plan, without), notes: notes(plan), alternatives };
    Some(Section { title: section::FAILURE, one: section::BACKUP, ranked, answer })
}

/// A plan with what a failure does to it and how that comes about.
fn shown(plan: &Plan<'_>, one: &Secured) -> Option<Alternative> {
    let (failing, failed) = (&plan.failing, &one.failed);
    let mut figures = vec![Figure { name: figure::UNSHIPPED, value: orders(failed.unshipped) }];
    figures.extend(failed.lost.map(|lost| Figure { name: figure::FAILURE_LOST, value: plan.amount(lost) }));
    let name = match one.backup.and_then(|at| plan.carriers.get(at)) {
        Some(backup) => {
            figures.push(Figure { name: figure::BACKUP_MONTH, value: plan.amount(one.a_month()?) });
            let from = failing.pays_from(one);
            figures.extend(from.map(|from| Figure { name: figure::PAYS_FROM, value: Arg::Percent(from) }));
            named("failure", backup.row, backup.carrier)
        }
        None => Alternative {
            id: "failure-none".to_owned(),
            name: role::NO_BACKUP.key().to_owned(),
            ..Alternative::default()
        },
    };
    let lost = failing.lost_a_year(one);
    let of_lost = landed_cost::less_sure(failing.status, failing.of_margin);
    let mut lines: Vec<_> = lost.map(|lost| plan.line(line::FAILURES, lost, of_lost)).into_iter().collect();
    if one.backup.is_some() {
        lines.push(plan.line(line::BACKUP_SHARE, one.a_year, failing.status));
    }
    let sum = plan.billed(lines)?;
    // What failures lose is no 0 where it is not known.
    let total = sum.total.filter(|_| lost.is_some());
    Some(Alternative {
        total,
        lines: sum.lines,
        sample_share: sum.sample_share,
        figures,
        steps: steps(plan, one)?,
        ..name
    })
}

/// How the figures of a plan come about; `None` where one leaves the exact range.
fn steps(plan: &Plan<'_>, one: &Secured) -> Option<Vec<Step>> {
    let (failing, failed) = (&plan.failing, &one.failed);
    let carried = one.months[1].orders.first().copied()?;
    let mut steps = vec![plan.step(step::UNSHIPPED, orders(failed.unshipped), |args| {
        args.put("orders", orders(carried)).put("moved", orders(failed.moved));
    })];
    if let (Some(before), Some(margin), Some(lost)) = (failing.before, failing.margin, failed.lost) {
        let core = plan.carriers.first()?.cost;
        steps.push(plan.step(step::MARGIN, plan.amount(margin), |args| {
            args.put("before", plan.amount(before)).put("core", plan.amount(core));
        }));
        steps.push(plan.step(step::FAILURE_LOST, plan.amount(lost), |args| {
            args.put("orders", orders(failed.unshipped))
                .put("margin", plan.amount(margin.max(Decimal::ZERO)))
                .put("dearer", plan.amount(failed.dearer));
        }));
    }
    if let Some(yearly) = failing.lost_a_year(one) {
        let (chance, lost) = (failing.chance?, failed.lost?);
        steps.push(plan.step(step::FAILURES, plan.amount(yearly), |args| {
            args.percent("chance", chance).number("months", failing.peaks).put("lost", plan.amount(lost));
        }));
    }
    if one.backup.is_some() {
        let usual = MONTHS.minus(failing.peaks)?;
        steps.push(plan.step(step::BACKUP_SHARE, plan.amount(one.a_year), |args| {
            args.put("usual", orders(one.kept[0])).number("months", usual).put("peak", orders(one.kept[1]));
            args.number("peaks", failing.peaks).put("dearer", plan.amount(one.dearer));
        }));
    }
    if let (Some(from), Some(gain)) = (failing.pays_from(one), one.gain) {
        steps.push(plan.step(step::PAYS_FROM, Arg::Percent(from), |args| {
            args.put("year", plan.amount(one.a_year)).number("peaks", failing.peaks).put("gain", plan.amount(gain));
        }));
    }
    Some(steps)
}

/// What a failure of the core does, and whether a backup pays.
fn decide(plan: &Plan<'_>, without: &Secured) -> Option<Phrase> {
    let (failing, best) = (&plan.failing, plan.failing.best(&plan.with, without));
    let of_core = |text| {
        let phrase = Phrase::new(text).with("core", plan.name(0));
        phrase.with("orders", orders(without.failed.unshipped))
    };
    let backed = |text, one: &Secured| {
        let phrase = of_core(text).with("backup", plan.name(one.backup.unwrap_or_default()));
        phrase.with("left", orders(one.failed.unshipped))
    };
    let Some((margin, lost)) = failing.margin.zip(without.failed.lost) else {
        let helps = best.filter(|best| failing.pays(best, without) != Some(false));
        return Some(match helps {
            Some(best) => backed(decision::FAILURE_UNPRICED, best).with("cost", plan.amount(best.a_month()?)),
            None => of_core(decision::FAILURE_ALONE_UNPRICED),
        });
    };
    if margin <= Decimal::ZERO {
        return Some(of_core(decision::FAILURE_NO_MARGIN));
    }
    let lost = plan.amount(lost);
    let Some(best) = best else { return Some(of_core(decision::FAILURE_ALONE).with("lost", lost)) };
    let text = match failing.pays(best, without) {
        Some(true) => decision::FAILURE_PAYS,
        None => decision::FAILURE_IF,
        Some(false) => decision::FAILURE_NOT,
    };
    let Some(from) = failing.pays_from(best) else {
        let is_covered = without.failed.unshipped.is_zero();
        let text = if is_covered { decision::FAILURE_COVERED } else { decision::FAILURE_NEVER };
        return Some(of_core(text).with("lost", lost));
    };
    let phrase = backed(text, best).with("lost", lost).with("less", plan.amount(best.failed.lost?));
    Some(phrase.with("cost", plan.amount(best.a_month()?)).with("chance", Arg::Percent(from)))
}

/// What the figures rest on.
fn notes(plan: &Plan<'_>) -> Vec<Note> {
    let failing = &plan.failing;
    let mut notes = Vec::new();
    let mut say = |text| notes.push(Note { severity: Severity::Note, phrase: Phrase::new(text), source: None });
    match failing.margin {
        Some(_) => say(note::MARGIN_BEFORE_FEES),
        None => say(note::MARGIN_UNKNOWN),
    }
    if failing.chance.is_none() {
        say(note::CHANCE_UNKNOWN);
    }
    if failing.status.is_sample() {
        say(note::BACKUP_ASSUMED);
    }
    notes
}
