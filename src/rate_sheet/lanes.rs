//! The lines of one country become a lane, if they leave no gap and no doubt.

use rust_decimal::Decimal;

use super::cards::{default_step, volume_rule};
use super::cells::Bound;
use super::reading::{Defaults, Properties, Told, is_usual_divisor};
use super::texts::problem;
use crate::exact::Exact;
use crate::pack::{Band, Break, Days, Edge, FlatBand, Lane, Limits, PartTier, Price, StepUpTo, System};
use crate::schema::{Severity, Text};
use crate::units::Unit;

/// Ranges are printed to the hundredth at the coarsest: `0-0.5`, `0.51-1` leave no gap.
const PRINTED: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
/// Where a price by weight ends that the sheet leaves open, kilograms or pounds.
const OPEN_END: Decimal = Decimal::ONE_THOUSAND;
/// A first band that ends above so many kilograms looks like grams, where no unit is written.
const LARGE_BAND: Decimal = Decimal::from_parts(50, 0, 0, false, 0);
/// The largest weight of a sheet in grams that looks like kilograms, in kilograms.
const SMALL_GRAMS: Decimal = Decimal::ONE_HUNDRED;

/// What is so much dearer by weight in the last band than in the first looks like the prices of whole parcels.
const LIKE_TOTALS: Decimal = Decimal::from_parts(125, 0, 0, false, 2);

/// What a line costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By weight and parcel.
    PerKg {
        rate: Decimal,
        fee: Decimal,
        fee_column: usize,
        /// Whether the sheet says so.
        stated: bool,
    },
    /// By the parcel.
    Flat(Decimal),
    /// A first weight and equal parts.
    First { first: Decimal, first_price: Decimal, next: Decimal, next_price: Decimal },
}

impl Form {
    /// The price by weight.
    const fn rate(self) -> Option<Decimal> {
        match self {
            Self::PerKg { rate, .. } => Some(rate),
            _ => None,
        }
    }

    /// The price at a weight.
    fn at(self, weight: Decimal) -> Option<Decimal> {
        match self {
            Self::PerKg { rate, fee, .. } => weight.times(rate)?.plus(fee),
            Self::Flat(price) => Some(price),
            Self::First { .. } => None,
        }
    }
}

/// A line of one country, weights in the unit of the card.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) line: usize,
    /// Columns are counted from 1.
    pub(super) weight_column: usize,
    pub(super) price_column: usize,
    pub(super) from: Option<Bound>,
    pub(super) to: Option<Bound>,
    pub(super) single: bool,
    pub(super) unit: Unit,
    pub(super) stated: bool,
    pub(super) form: Form,
}

impl Entry {
    const fn weight_at(&self) -> (usize, usize) {
        (self.line, self.weight_column)
    }

    const fn price_at(&self) -> (usize, usize) {
        (self.line, self.price_column)
    }

    fn starts(&self) -> Decimal {
        self.from.map_or(Decimal::ZERO, |from| from.at)
    }
}

/// A lane in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) country: String,
    pub(super) entries: Vec<Entry>,
    /// Something is wrong with one of its lines.
    pub(super) lost: bool,
    /// A blank cell of a matrix above prices.
    pub(super) hole: Option<(usize, usize)>,
    /// Whether it comes from a matrix, and whether that ended in doubt.
    matrix: bool,
    ended: bool,
    /// Least billed weight, greatest weight, rounding step.
    weights: [Option<Decimal>; 3],
    divisor: Option<Option<Decimal>>,
    /// Whether a line was for a zone of the country alone, which has been said.
    zoned: bool,
    days: Option<Days>,
}

impl Draft {
    pub(super) fn new(country: &str) -> Self {
        Self {
            country: country.to_owned(),
            entries: Vec::new(),
            lost: false,
            hole: None,
            matrix: false,
            ended: false,
            weights: [None; 3],
            divisor: None,
            zoned: false,
            days: None,
        }
    }

    /// Takes what a line says besides its price; lines that say otherwise put the lane in doubt.
    pub(super) fn take(&mut self, found: &Properties, told: &mut Told) {
        let mut differs = |code, column: usize| {
            told.error(code, (found.line, column + 1), "");
            self.lost = true;
        };
        for (own, found) in self.weights.iter_mut().zip(found.weights) {
            let Some((weight, column)) = found else { continue };
            if *own.get_or_insert(weight) != weight {
                differs(problem::VALUES_DIFFER, column);
            }
        }
        if let Some((divisor, column)) = found.divisor
            && *self.divisor.get_or_insert(divisor) != divisor
        {
            differs(problem::VALUES_DIFFER, column);
        }
        if let Some((zone, column)) = &found.zone
            && !self.zoned
        {
            told.error(problem::ZONES, (found.line, column + 1), zone);
            (self.zoned, self.lost) = (true, true);
        }
        if let Some(days) = found.days {
            let own = self.days.get_or_insert(days);
            *own = Days { from: own.from.min(days.from), to: own.to.max(days.to) };
        }
    }

    /// A cell of a matrix. A range below single weights ends it: whether it is by the kilogram, the sheet does not say.
    pub(super) fn add_to_matrix(&mut self, entry: Entry, told: &mut Told) {
        self.matrix = true;
        let doubtful = self.entries.first().is_some_and(|first| first.single) && !entry.single;
        if doubtful && !self.ended {
            self.ended = true;
            told.say(Severity::Warning, problem::MATRIX_RANGE, entry.weight_at(), "");
        }
        if !self.ended {
            self.entries.push(entry);
        }
    }

    /// The lane, if nothing about it is in doubt.
    pub(super) fn lane(mut self, defaults: &Defaults, system: System, told: &mut Told) -> Option<Lane> {
        if self.lost || self.entries.is_empty() {
            return None;
        }
        self.in_doubt_about_units(told)?;
        let [least, most, rounding] = self.weights;
        let step = rounding.unwrap_or_else(|| default_step(defaults));
        let usual = defaults.divisor.filter(|divisor| *divisor > Decimal::ZERO);
        let divisor = self.divisor.unwrap_or(usual);
        // That of a sheet in kilograms makes nothing of volume in a sheet in pounds, and the other way round far too much.
        if let (None, Some(usual), Some(first)) = (self.divisor, usual, self.entries.first())
            && !is_usual_divisor(usual, system)
        {
            told.error(problem::UNIT_DOUBT, first.weight_at(), &usual.to_string());
            return None;
        }
        let mut lane = Lane {
            to: vec![self.country.clone()],
            zone: None,
            sold: None,
            days: self.days,
            min_weight: least.unwrap_or_default(),
            min_shipment: Decimal::ZERO,
            volume: divisor.map(volume_rule).into_iter().collect(),
            rounding: rounding.map(|step| StepUpTo { up_to: None, step }).into_iter().collect(),
            limits: Limits { weight: most, ..Limits::default() },
            other_carrier: false,
            price: Price::Bands(Vec::new()),
        };
        let forms = core::mem::take(&mut self.entries);
        lane.price = match forms.first()?.form {
            Form::First { .. } => first_and_next(&forms, system, told)?,
            Form::PerKg { .. } | Form::Flat(_) => {
                let chain = Chain { entries: forms, step, system, least, most, matrix: self.matrix, told };
                chain.price()?
            }
        };
        Some(lane)
    }

    /// Grams that look like kilograms, and the other way round.
    fn in_doubt_about_units(&self, told: &mut Told) -> Option<()> {
        let ends = || self.entries.iter().filter_map(|entry| Some((entry, entry.to.or(entry.from)?.at)));
        let Some((largest, weight)) = ends().max_by_key(|(_, weight)| *weight) else { return Some(()) };
        let (first, end) = ends().min_by_key(|(_, weight)| *weight)?;
        let by_break = self.entries.iter().all(|entry| entry.to.is_none());
        let small = largest.unit == Unit::Gram && weight.times(Decimal::ONE_THOUSAND)? <= SMALL_GRAMS;
        let in_kilograms = largest.unit == Unit::Kilogram;
        let beyond = weight > OPEN_END && (in_kilograms || largest.unit == Unit::Gram);
        let large_first = in_kilograms && !largest.stated && first.starts() <= Decimal::ONE && end >= LARGE_BAND;
        let large = !by_break && (beyond || large_first);
        if small || large {
            told.say(Severity::Error, problem::UNIT_DOUBT, largest.weight_at(), largest.unit.symbol());
            return None;
        }
        Some(())
    }
}

fn first_and_next(entries: &[Entry], system: System, told: &mut Told) -> Option<Price> {
    let (first_entry, rest) = entries.split_first()?;
    if let Some(again) = rest.first() {
        let code = if matches!(again.form, Form::First { .. }) { problem::DUPLICATE } else { problem::FORM_MIXED };
        told.error(code, again.price_at(), "");
        return None;
    }
    let Form::First { first, first_price, next, next_price } = first_entry.form else { return None };
    let to = first_entry.to.map(|to| to.at);
    // What a parcel between the first weight and the beginning of the range costs, nothing says.
    if first_entry.starts() > first {
        let said = told.say(Severity::Error, problem::GAP, first_entry.weight_at(), "");
        said.amount("from", first, system.weight()).amount("to", first_entry.starts(), system.weight());
        return None;
    }
    if to.is_some_and(|to| to <= first) {
        told.error(problem::RANGE_REVERSED, first_entry.weight_at(), "");
        return None;
    }
    Some(Price::FirstAndNext {
        first,
        first_price,
        next,
        parts: vec![PartTier { to, each: next_price }],
        kilos: Vec::new(),
    })
}

/// Lines by weight, which must follow each other without gap and overlap.
struct Chain<'a> {
    entries: Vec<Entry>,
    step: Decimal,
    system: System,
    least: Option<Decimal>,
    most: Option<Decimal>,
    matrix: bool,
    told: &'a mut Told,
}

impl Chain<'_> {
    fn price(mut self) -> Option<Price> {
        let flat = |entry: &Entry| matches!(entry.form, Form::Flat(_));
        let first = self.entries.first()?;
        if let Some(other) =
            self.entries.iter().find(|entry| flat(entry) != flat(first) || matches!(entry.form, Form::First { .. }))
        {
            self.told.error(problem::FORM_MIXED, other.price_at(), "");
            return None;
        }
        if let ([only], true) = (self.entries.as_slice(), first.to.is_none())
            && let (Form::PerKg { rate, fee, .. }, true) = (only.form, only.starts().is_zero())
        {
            return Some(Price::PerGram { item: fee, per_kg: rate });
        }
        // `21`, `45`, `100` of prices by weight: up to these, or from these on?
        if let Some(single) = self.entries.iter().find(|entry| entry.single && !flat(entry)) {
            let at = single.weight_at();
            let text = single.to.map(|to| to.at.to_string()).unwrap_or_default();
            self.told.error(problem::NOT_A_RANGE, at, &text);
            return None;
        }
        let open = self.entries.iter().all(|entry| entry.to.is_none());
        let from_above = |entry: &Entry| entry.from.is_some_and(|from| from.included == Some(false));
        if open && !self.entries.iter().any(from_above) && !flat(first) {
            return self.breaks();
        }
        if open {
            self.close();
        }
        self.bands()
    }

    /// Rates by the kilogram, each from its weight on.
    fn breaks(&mut self) -> Option<Price> {
        self.entries.sort_by_key(Entry::starts);
        if let Some(pair) = self.entries.windows(2).find(|pair| pair[0].starts() == pair[1].starts()) {
            self.told.error(problem::DUPLICATE, pair[1].weight_at(), "");
            return None;
        }
        self.no_totals()?;
        let mut breaks = Vec::new();
        for entry in &self.entries {
            let Form::PerKg { rate, fee, fee_column, .. } = entry.form else { return None };
            if !fee.is_zero() {
                self.told.error(problem::FORM_MIXED, (entry.line, fee_column + 1), "");
                return None;
            }
            breaks.push(Break { from: entry.starts(), per_kg: rate });
        }
        Some(Price::Breaks { breaks, bill_up: false, least: Decimal::ZERO })
    }

    /// `>21`, `>45`: each ends where the next begins.
    fn close(&mut self) {
        self.entries.sort_by_key(Entry::starts);
        let ends: Vec<_> = self.entries.iter().skip(1).map(Entry::starts).collect();
        for (entry, end) in self.entries.iter_mut().zip(ends) {
            entry.to =
                Some(Bound { at: end, included: entry.from.and_then(|from| from.included).map(|included| !included) });
        }
    }

    fn bands(&mut self) -> Option<Price> {
        self.entries.sort_by_key(|entry| (entry.to.map_or(Decimal::MAX, |to| to.at), entry.starts()));
        // A matrix of ranges, or one that is dearer for the light than for the heavy, may be by the kilogram.
        let ranges = self.matrix && self.entries.iter().any(|entry| !entry.single);
        let (first, last) = (self.entries.first()?, self.entries.last()?);
        let by_kilo = match (first.form, last.form) {
            (Form::Flat(first), Form::Flat(last)) => self.matrix && last < first,
            _ => false,
        };
        if by_kilo || ranges {
            self.told.error(problem::MATRIX_RANGE, first.weight_at(), "");
            return None;
        }
        self.begin_somewhere()?;
        self.follow_each_other()?;
        self.end_somewhere()?;
        self.rise(ranges)?;
        self.no_totals()?;
        let edges: Vec<_> = (0..self.entries.len()).map(|index| self.edge(index)).collect();
        let mut bands = Vec::new();
        let mut flats = Vec::new();
        for (entry, edge) in self.entries.iter().zip(edges) {
            let to = entry.to?.at;
            match entry.form {
                Form::PerKg { rate, fee, .. } => bands.push(Band { to, per_kg: rate, handling: fee, edge }),
                Form::Flat(price) => flats.push(FlatBand { to: Some(to), price, more: None, edge }),
                Form::First { .. } => return None,
            }
        }
        Some(if flats.is_empty() { Price::Bands(bands) } else { Price::Flat(flats) })
    }

    /// Printed with two decimals or less, or rounded up: what lies so close is the same weight.
    fn near(&self) -> Decimal {
        self.step.max(PRINTED)
    }

    /// What begins above zero is priced where the sheet says that lighter parcels are billed as that weight; whether
    /// they are refused instead, nothing else tells.
    fn begin_somewhere(&mut self) -> Option<()> {
        let first = self.entries.first()?;
        let starts = first.starts();
        if starts.minus(self.least.unwrap_or_default())? <= self.near() {
            return Some(());
        }
        let (at, unit) = (first.weight_at(), self.system.weight());
        self.told.say(Severity::Error, problem::STARTS_ABOVE_ZERO, at, "").amount("from", starts, unit);
        None
    }

    /// Whether each line begins where the one before it ends.
    fn follow_each_other(&mut self) -> Option<()> {
        let near = self.near();
        let (first, rest) = self.entries.split_first()?;
        let mut before = first;
        for entry in rest {
            let end = before.to;
            let from = entry.from.or(end);
            let wrong: Option<Text> = match (end, from) {
                _ if entry.to == before.to && (entry.from == before.from || entry.single) => Some(problem::DUPLICATE),
                (None, _) => Some(problem::OVERLAP),
                (Some(end), Some(from)) if from.at < end.at => Some(problem::OVERLAP),
                (Some(end), Some(from)) if from.at == end.at => match (end.included, from.included) {
                    (Some(true), Some(true)) if entry.from.is_some() => Some(problem::OVERLAP),
                    (Some(false), Some(false)) if entry.from.is_some() => Some(problem::GAP),
                    _ => None,
                },
                (Some(end), Some(from)) if from.at.minus(end.at)? > near => Some(problem::GAP),
                _ => None,
            };
            if let Some(code) = wrong {
                let unit = self.system.weight();
                let said = self.told.say(Severity::Error, code, entry.weight_at(), "");
                said.amount("from", end.map_or(Decimal::ZERO, |end| end.at), unit);
                said.amount("to", from.map_or(Decimal::ZERO, |from| from.at), unit);
                return None;
            }
            before = entry;
        }
        Some(())
    }

    /// The last line may be open: a price by weight ends at the greatest weight, or where no parcel is heavier.
    fn end_somewhere(&mut self) -> Option<()> {
        let (most, system) = (self.most, self.system);
        let last = self.entries.last_mut().filter(|last| last.to.is_none());
        let Some(last) = last else { return Some(()) };
        let end = match (most, last.form) {
            (Some(most), _) => most,
            (None, Form::PerKg { .. }) => OPEN_END,
            _ => {
                self.told.error(problem::NO_UPPER_END, last.weight_at(), "");
                return None;
            }
        };
        if end <= last.starts() {
            self.told.error(problem::RANGE_REVERSED, last.weight_at(), "");
            return None;
        }
        last.to = Some(Bound { at: end, included: None });
        if most.is_none() {
            let at = last.weight_at();
            self.told.say(Severity::Note, problem::OPEN_END, at, "").amount("to", end, system.weight());
        }
        Some(())
    }

    /// Says where a heavier parcel costs less. A matrix of ranges in which that happens may be by the kilogram.
    fn rise(&mut self, ranges: bool) -> Option<()> {
        for pair in self.entries.windows(2) {
            let edge = pair[0].to?.at;
            let (Some(below), Some(above)) = (pair[0].form.at(edge), pair[1].form.at(edge)) else { continue };
            if above >= below {
                continue;
            }
            // By the parcel up to here, by the kilogram from here on.
            if ranges || (self.matrix && above.times(Decimal::TWO)? < below) {
                self.told.error(problem::MATRIX_RANGE, pair[1].price_at(), "");
                return None;
            }
            let said = self.told.say(Severity::Warning, problem::COST_FALLS, pair[1].price_at(), "");
            said.amount("weight", edge, self.system.weight()).number("below", below).number("above", above);
        }
        Some(())
    }

    /// Prices by weight that rise with the weight may be those of whole parcels: refused where nothing says what they
    /// are for, and told where it does.
    fn no_totals(&mut self) -> Option<()> {
        let rates = || self.entries.iter().filter_map(|entry| entry.form.rate().map(|rate| (rate, entry)));
        let Some(((first, _), (last, entry))) = rates().next().zip(rates().next_back()) else { return Some(()) };
        if !rates().map(|(rate, _)| rate).is_sorted() || last < first.times(LIKE_TOTALS)? {
            return Some(());
        }
        let stated = self.entries.iter().all(|entry| matches!(entry.form, Form::PerKg { stated: true, .. }));
        let severity = if stated { Severity::Warning } else { Severity::Error };
        let said = self.told.say(severity, problem::RATE_RISES, entry.price_at(), "");
        said.number("below", first).number("above", last);
        stated.then_some(())
    }

    /// On which side of the end of a line the end itself lies.
    fn edge(&self, index: usize) -> Edge {
        let to = self.entries[index].to;
        let next = self.entries.get(index + 1).and_then(|entry| entry.from);
        let taken = next.is_some_and(|next| Some(next.at) == to.map(|to| to.at) && next.included == Some(true));
        match to.and_then(|to| to.included) {
            Some(true) => Edge::Included,
            Some(false) => Edge::Excluded,
            None if taken => Edge::Excluded,
            None => Edge::Included,
        }
    }
}
