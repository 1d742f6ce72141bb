//! The fit itself: base, growth, weekdays and months in turn.

use super::cells::{Cell, Cells, years};
use super::factors::{Factors, Making, Support};
use crate::date::Date;
use crate::history::{Bucket, History};

/// Days of the months of a common year.
const MONTHS: [f64; 12] = [31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];
/// Days of history that weekdays need.
const FOR_WEEKDAYS: usize = 28;
/// Days of history that months need.
const FOR_MONTHS: usize = 365;
/// Ordinary days that each weekday needs.
const LEAST_OF_WEEKDAY: f64 = 4.0;
/// Ordinary days that each month needs.
const LEAST_OF_MONTH: f64 = 7.0;
/// More rounds than a fit takes.
const ROUNDS: usize = 200;
/// Nothing moves by more at the end.
const STILL: f64 = 1e-9;
/// Growth beyond e³ a year is no growth.
const MOST_GROWTH: f64 = 3.0;

/// What demand is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effects {
    /// Units a day at the end of the history.
    pub(super) base: f64,
    /// Logarithm of the growth a year; 0 where none is clear.
    pub(super) growth: f64,
    weekdays: Making<7>,
    months: Making<12>,
}

impl Effects {
    /// Fits cells of a history; `None` where they hold no day or no finite base.
    pub(super) fn fit(cells: &Cells, history: &History) -> Option<(Self, Factors<7>, Factors<12>)> {
        let span = history.points.len() * history.bucket.days() as usize;
        let support = |needed: usize| if span < needed { Support::TooShort } else { Support::Fitted };
        let weekdays = if history.bucket == Bucket::Week { Support::Weeks } else { support(FOR_WEEKDAYS) };
        let days: f64 = cells.iter().map(|cell| cell.days).sum();
        let mut effects = Self {
            base: 1.0,
            growth: 0.0,
            weekdays: Making::new([1.0; 7], |cell| cell.weekday, LEAST_OF_WEEKDAY, weekdays),
            months: Making::new(MONTHS, |cell| cell.month, LEAST_OF_MONTH, support(FOR_MONTHS)),
        };
        (days > 0.0).then_some(())?;
        effects.settle(cells, effects.months.is_fitted());
        let dispersion = effects.dispersion(cells);
        let (_, information) = effects.pull(cells);
        let error = libm::sqrt(dispersion / information);
        // Where nothing tells the growth, its error is no number.
        let is_clear = effects.growth.abs() > 2.0 * error;
        if effects.growth != 0.0 && !is_clear {
            effects.growth = 0.0;
            effects.settle(cells, false);
        }
        let (months, weekdays) = effects.shrink(cells);
        effects.base.is_finite().then_some((effects, weekdays, months))
    }

    /// What is expected on a day without an event, units.
    pub(super) fn rate_on(&self, date: Date, last: Date) -> f64 {
        let (_, month, _) = date.civil();
        let years = years(date, last);
        self.rate(&Cell { weekday: date.weekday(), month: month as usize - 1, years, ..Cell::default() })
    }

    /// What is expected of a day of a cell, units.
    fn rate(&self, cell: &Cell) -> f64 {
        self.base * libm::exp(self.growth * cell.years) * self.weekdays.of(cell) * self.months.of(cell)
    }

    fn expected<'a>(&self, cells: &'a Cells) -> impl Iterator<Item = (&'a Cell, f64)> + use<'a> {
        let now = *self;
        cells.iter().map(move |cell| (cell, cell.days * now.rate(cell)))
    }

    /// Turns each screw until none moves.
    fn settle(&mut self, cells: &Cells, with_growth: bool) {
        for _ in 0..ROUNDS {
            let before = *self;
            self.weekdays.adjust(before.expected(cells));
            let turned = *self;
            self.months.adjust(turned.expected(cells));
            if with_growth {
                let (pull, information) = self.pull(cells);
                if information > 0.0 {
                    let step = (pull / information).clamp(-1.0, 1.0);
                    self.growth = (self.growth + step).clamp(-MOST_GROWTH, MOST_GROWTH);
                }
            }
            self.set_base(cells);
            if before.is_near(self) {
                return;
            }
        }
    }

    fn is_near(&self, other: &Self) -> bool {
        let near = |one: f64, other: f64| (one - other).abs() <= STILL * (1.0 + one.abs());
        let all = |one: &[f64], other: &[f64]| one.iter().zip(other).all(|(one, other)| near(*one, *other));
        near(self.base, other.base)
            && near(self.growth, other.growth)
            && all(&self.weekdays.factors, &other.weekdays.factors)
            && all(&self.months.factors, &other.months.factors)
    }

    /// BAS-1: Σ sold ÷ Σ factors.
    fn set_base(&mut self, cells: &Cells) {
        let (sold, expected) =
            self.expected(cells).fold((0.0, 0.0), |sum, (cell, expected)| (sum.0 + cell.units, sum.1 + expected));
        if expected > 0.0 {
            self.base *= sold / expected;
        }
    }

    /// Where the growth is pulled to, and how much the data know of it: what years differ by within the same month,
    /// since the rest is the month's.
    fn pull(&self, cells: &Cells) -> (f64, f64) {
        let mut middles = [(0.0, 0.0); 12];
        for (cell, expected) in self.expected(cells) {
            if let Some(middle) = middles.get_mut(cell.month) {
                *middle = (middle.0 + expected, middle.1 + expected * cell.years);
            }
        }
        self.expected(cells).fold((0.0, 0.0), |(pull, information), (cell, expected)| {
            let (weight, sum) = middles.get(cell.month).copied().unwrap_or_default();
            let off = if weight > 0.0 { cell.years - sum / weight } else { 0.0 };
            (pull + off * (cell.units - expected), information + off * off * expected)
        })
    }

    /// The variance of a day's units over their mean: 1 of Poisson demand, more of most (Pearson).
    fn dispersion(&self, cells: &Cells) -> f64 {
        let (squares, days) = cells.iter().fold((0.0, 0.0), |(sum, days), cell| {
            let rate = self.rate(cell);
            let squares = cell.squares - 2.0 * rate * cell.units + cell.days * rate * rate;
            if rate > 0.0 { (sum + squares / rate, days + cell.days) } else { (sum, days) }
        });
        if days > 0.0 { squares / days } else { 1.0 }
    }

    fn shrink(&mut self, cells: &Cells) -> (Factors<12>, Factors<7>) {
        let dispersion = self.dispersion(cells);
        let (mut no_months, mut no_weekdays) = (*self, *self);
        no_months.months.factors = [1.0; 12];
        no_weekdays.weekdays.factors = [1.0; 7];
        let months = self.months.shrink(no_months.expected(cells), dispersion);
        let weekdays = self.weekdays.shrink(no_weekdays.expected(cells), dispersion);
        self.set_base(cells);
        (months, weekdays)
    }
}
