//! Ordinary days summed by the month they lie in and their weekday: all that the fit needs to know.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::history::{Bucket, Point};

/// Days of the same weekday in the same month of the same year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// From Monday, 0.
    pub(super) weekday: usize,
    /// From January, 0.
    pub(super) month: usize,
    /// Days.
    pub(super) days: f64,
    /// Years before the end of the history, in the mean; not above 0.
    pub(super) years: f64,
    /// Units sold.
    pub(super) units: f64,
    /// Sum of the squares of units.
    pub(super) squares: f64,
}

/// All cells.
pub(super) struct Cells(Vec<Cell>);

impl Cells {
    /// Of points up to `last`. Points of weeks are seven days each, in the month of their middle.
    pub(super) fn new<'a>(points: impl Iterator<Item = &'a Point>, last: Date, bucket: Bucket) -> Self {
        let days = f64::from(bucket.days());
        let mut cells = BTreeMap::<(i32, u32, usize), Cell>::new();
        for point in points {
            let date = point.date.plus_days(bucket.days() / 2).unwrap_or(point.date);
            let (year, month, _) = date.civil();
            let weekday = date.weekday();
            let cell = cells.entry((year, month, weekday)).or_default();
            (cell.weekday, cell.month) = (weekday, month as usize - 1);
            let count = cell.days + days;
            cell.years += (years(date, last) - cell.years) * days / count;
            cell.days = count;
            cell.units += point.units;
            cell.squares += point.units * point.units / days;
        }
        Self(cells.into_values().collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Cell> + Clone {
        self.0.iter()
    }
}

/// Years from the end of the history to a day: negative before it.
pub(super) fn years(date: Date, last: Date) -> f64 {
    f64::from(last.days_until(date)) / 365.0
}
