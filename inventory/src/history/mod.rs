//! From rows as a seller has them to a clean series of demand (§7): what was done to it is counted, nothing is silent.
//!
//! Demand is what was sold, gross: returns are supply. A calendar day without a row sold nothing, once the first unit was
//! sold; days before do not exist. A day out of stock says nothing of demand: it is neither zero nor used.

mod figures;
mod suspicion;

pub use figures::{Class, DemandFigures, Trend};
pub use suspicion::Suspicion;

use crate::date::Date;
use crate::stats::forecast::LIMIT;

/// A row as a seller has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The day, or a day of the week that the row is of: always the same one.
    pub date: Date,
    /// Units sold; net of returns only where nothing else is known.
    pub units: f64,
    /// Units that came back; 0 where nobody says.
    pub returned: f64,
    /// Whether there was stock; `None` where nobody says.
    pub in_stock: Option<bool>,
}

/// How much time a point of a series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// A day.
    Day,
    /// Seven days.
    Week,
}

impl Bucket {
    /// Days of it.
    #[must_use]
    pub const fn days(self) -> i32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
        }
    }

    /// Rows of at least five dates, all a multiple of seven days apart, are weeks.
    fn of(dates: impl Iterator<Item = Date> + Clone) -> Self {
        let gaps = || dates.clone().zip(dates.clone().skip(1)).map(|(one, next)| one.days_until(next));
        if gaps().count() >= 4 && gaps().all(|gap| gap % 7 == 0) { Self::Week } else { Self::Day }
    }
}

/// How rows are read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading<'a> {
    /// The last day that the rows are about, such as that of the whole file: points up to it that have no row sold
    /// nothing. `None`: the last row's.
    pub until: Option<Date>,
    /// How much time a row is; `None`: judged by the dates.
    pub bucket: Option<Bucket>,
    /// What is suspected to be out of stock where nobody says.
    pub suspicion: Suspicion,
    /// Events, first and last day each: kept apart from ordinary days.
    pub events: &'a [(Date, Date)],
}

/// What a point is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Ordinary demand.
    Used,
    /// Out of stock as marked: demand is unknown, and at least what was sold.
    StockOut,
    /// Suspected to be out of stock: nothing sold for too long.
    Suspected,
    /// An event: demand, but no ordinary one.
    Event,
}

/// A day or a week of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The day, or the day of the week as in the rows.
    pub date: Date,
    /// Units sold, never negative.
    pub units: f64,
    /// What it is good for.
    pub status: Status,
}

/// What was done to the rows, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Done {
    /// Rows.
    pub rows: usize,
    /// Rows left out whose units are no figure of demand.
    pub no_figure: usize,
    /// Rows left out from before the first sale.
    pub before_first_sale: usize,
    /// Rows left out from behind the last day.
    pub behind_last_day: usize,
    /// Rows added to another of the same date.
    pub same_date: usize,
    /// Points without a row, taken as nothing sold.
    pub filled: usize,
    /// Points with more returned than sold, taken as nothing sold.
    pub clipped: usize,
    /// Units returned; they are not taken off demand.
    pub returned: f64,
    /// Points marked out of stock.
    pub stock_outs: usize,
    /// Of them, those that sold something: they ran out, or the mark is wrong.
    pub sold_when_out: usize,
    /// Points suspected to be out of stock.
    pub suspected: usize,
    /// Points of events, out of stock or not.
    pub events: usize,
}

/// A clean series.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// How much time a point is.
    pub bucket: Bucket,
    /// The points, without a gap, from that of the first sale on.
    pub points: Vec<Point>,
    /// What was done.
    pub done: Done,
    /// So many points without a sale in a row are suspected to be out of stock; `None`: none are.
    pub suspect_from: Option<usize>,
}

impl History {
    /// Reads rows, in any order. `None` where nothing was ever sold.
    #[must_use]
    pub fn read(rows: &[Row], reading: &Reading<'_>) -> Option<Self> {
        let mut done = Done { rows: rows.len(), ..Done::default() };
        let mut dates = Vec::with_capacity(rows.len());
        for row in rows {
            if reading.until.is_some_and(|until| row.date > until) {
                done.behind_last_day += 1;
            } else if row.units.abs() <= LIMIT && row.returned.abs() <= LIMIT {
                dates.push((row.date, Summed::from(row)));
            } else {
                done.no_figure += 1;
            }
        }
        dates.sort_by_key(|(date, _)| *date);
        dates.dedup_by(|(date, summed), (kept, sum)| {
            let is_same = date == kept;
            if is_same {
                sum.join(summed);
            }
            is_same
        });
        let bucket = reading.bucket.unwrap_or_else(|| Bucket::of(dates.iter().map(|(date, _)| *date)));
        let (before, sold) = dates.split_at_checked(dates.iter().position(|(_, summed)| summed.units > 0.0)?)?;
        let (first, last) = (sold.first()?.0, sold.last()?.0);
        done.before_first_sale = before.iter().map(|(_, summed)| summed.rows).sum();
        done.same_date = sold.iter().map(|(_, summed)| summed.rows - 1).sum();
        done.returned = sold.iter().map(|(_, summed)| summed.returned).sum();
        let index = |date: Date| usize::try_from(first.days_until(date) / bucket.days()).unwrap_or_default();
        // Only whole points are filled.
        let whole = reading.until.and_then(Date::after).map_or(0, index);
        let mut sums = vec![None::<Summed>; whole.max(index(last) + 1)];
        for (date, summed) in sold {
            if let Some(sum) = sums.get_mut(index(*date)) {
                sum.get_or_insert_default().join(summed);
            }
        }
        let dates = (0..).map_while(|index| first.plus_days(bucket.days().checked_mul(index)?));
        let points = dates.zip(&sums).map(|(date, sum)| done.point(date, sum.as_ref(), bucket, reading.events));
        let mut history = Self { bucket, points: points.collect(), done, suspect_from: None };
        history.suspect_from = reading.suspicion.from(&history.points);
        history.done.suspected = suspicion::mark(&mut history.points, history.suspect_from);
        if bucket == Bucket::Week && reading.suspicion != Suspicion::Off {
            history.done.suspected += suspicion::mark_beside(&mut history.points);
        }
        Some(history)
    }

    /// Ordinary demand point by point, for a forecast; `None` where it is not known.
    #[must_use]
    pub fn series(&self) -> Vec<Option<f64>> {
        self.points.iter().map(Point::ordinary).collect()
    }
}

impl Point {
    /// Units of ordinary demand.
    #[must_use]
    pub fn ordinary(&self) -> Option<f64> {
        (self.status == Status::Used).then_some(self.units)
    }
}

/// Rows of the same date, or of the same week.
#[derive(Clone, Copy, Debug, Default)]
struct Summed {
    rows: usize,
    units: f64,
    returned: f64,
    out_of_stock: bool,
}

impl From<&Row> for Summed {
    fn from(row: &Row) -> Self {
        Self { rows: 1, units: row.units, returned: row.returned, out_of_stock: row.in_stock == Some(false) }
    }
}

impl Summed {
    fn join(&mut self, other: &Self) {
        self.rows += other.rows;
        self.units += other.units;
        self.returned += other.returned;
        self.out_of_stock |= other.out_of_stock;
    }
}

impl Done {
    /// The point of what was sold, counted.
    fn point(&mut self, date: Date, sold: Option<&Summed>, bucket: Bucket, events: &[(Date, Date)]) -> Point {
        let last = date.plus_days(bucket.days() - 1).unwrap_or(date);
        let is_event = events.iter().any(|(from, to)| *from <= last && date <= *to);
        let (net, out_of_stock) = sold.map_or((0.0, false), |summed| (summed.units, summed.out_of_stock));
        let count = |is: bool| usize::from(is);
        self.filled += count(sold.is_none());
        self.clipped += count(net < 0.0);
        self.stock_outs += count(out_of_stock);
        self.sold_when_out += count(out_of_stock && net > 0.0);
        self.events += count(is_event);
        let status = match (out_of_stock, is_event) {
            (true, _) => Status::StockOut,
            (false, true) => Status::Event,
            (false, false) => Status::Used,
        };
        Point { date, units: net.max(0.0), status }
    }
}
