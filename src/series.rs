//! Figures day by day or week by week, as one text: what a long history of sales is in links, files and drafts.
//!
//! ```text
//! series = day [ "w" ] 1*( "_" cell )          by the day, or by the week with "w"
//! cell   = figure [ "x" ] / "x" / "m"  [ "r" times ]      x: out of stock, m: no row, r: so many times
//! ```
//!
//! `2025-01-06_5_6_0r3_x_2x_m_7`: 5 on 6 January, 6 on the 7th, nothing sold for three days, a day out of stock, one on which 2
//! were sold before stock ran out, one without a row, 7. Feature `explain`.

mod days;
mod reading;

use core::fmt;
use core::str::FromStr;

pub use reading::{Found, Unread, read};
use rust_decimal::Decimal;

use crate::date::Date;
use crate::value::decimal;

/// The most cells that a series has: ten years of days.
pub const MAX_CELLS: usize = 3_660;

/// Figures, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The day of the first cell.
    pub from: Date,
    /// Whether a cell is a week.
    pub is_weekly: bool,
    /// The cells; nothing where there is no row.
    pub cells: Vec<Option<Cell>>,
}

/// A figure of a day or week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The figure.
    pub figure: Decimal,
    /// Whether the day was marked out of stock.
    pub is_out: bool,
}

impl Series {
    /// Days from one cell to the next.
    #[must_use]
    pub const fn step(&self) -> i32 {
        if self.is_weekly { 7 } else { 1 }
    }

    /// The cells that have a row, each with its day.
    pub fn dated(&self) -> impl Iterator<Item = (Date, Cell)> {
        let day = |index: usize| self.from.plus_days(i32::try_from(index).ok()?.checked_mul(self.step())?);
        self.cells.iter().enumerate().filter_map(move |(index, cell)| Some((day(index)?, (*cell)?)))
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.from, if self.is_weekly { "w" } else { "" })?;
        for run in self.cells.chunk_by(|one, next| one == next) {
            match run.first().copied().flatten() {
                None => f.write_str("_m")?,
                Some(Cell { figure, is_out: true }) if figure.is_zero() => f.write_str("_x")?,
                Some(Cell { figure, is_out }) => {
                    write!(f, "_{}{}", figure.normalize(), if is_out { "x" } else { "" })?;
                }
            }
            if run.len() > 1 {
                write!(f, "r{}", run.len())?;
            }
        }
        Ok(())
    }
}

/// A text that is no series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSeries;

impl FromStr for Series {
    type Err = NoSeries;

    fn from_str(text: &str) -> Result<Self, NoSeries> {
        let mut parts = text.split('_');
        let head = parts.next().unwrap_or_default();
        let day = head.strip_suffix('w');
        let from = day.unwrap_or(head).parse().map_err(|_| NoSeries)?;
        let mut cells = Vec::new();
        for part in parts {
            let (cell, times) = part.split_once('r').map_or((part, Some(1)), |(cell, times)| (cell, whole(times)));
            let times = times.ok_or(NoSeries)?;
            if cells.len() + times > MAX_CELLS {
                return Err(NoSeries);
            }
            let cell = match (cell, cell.strip_suffix('x')) {
                ("m", _) => None,
                (_, Some("")) => Some(Cell { figure: Decimal::ZERO, is_out: true }),
                (_, Some(figure)) => Some(Cell { figure: decimal(figure).ok_or(NoSeries)?, is_out: true }),
                (figure, None) => Some(Cell { figure: decimal(figure).ok_or(NoSeries)?, is_out: false }),
            };
            cells.extend(core::iter::repeat_n(cell, times));
        }
        if cells.is_empty() { Err(NoSeries) } else { Ok(Self { from, is_weekly: day.is_some(), cells }) }
    }
}

/// Two or more, in digits alone.
fn whole(text: &str) -> Option<usize> {
    let plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|times| plain && *times > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_reads_back_as_it_was() {
        for text in ["2025-01-06_5", "2025-01-06w_5_6.5_0r3_x_2x_mr2_-7", "2024-02-28_xr3660"] {
            let series: Series = text.parse().unwrap();
            assert_eq!(series.to_string(), text);
        }
        let series: Series = "2025-01-06w_5_m_7x".parse().unwrap();
        let days: Vec<_> =
            series.dated().map(|(day, cell)| (day.to_string(), cell.figure.to_string(), cell.is_out)).collect();
        assert_eq!(days, [("2025-01-06".into(), "5".into(), false), ("2025-01-20".into(), "7".into(), true)]);
    }

    #[test]
    fn what_is_no_series() {
        for text in [
            "",
            "2025-01-06",
            "2025-01-06_",
            "_5",
            "2025-13-06_5",
            "2025-01-06_5r",
            "2025-01-06_5r1",
            "2025-01-06_5r0",
            "2025-01-06_5r02",
            "2025-01-06_r3",
            "2025-01-06_1e3",
            "2025-01-06_5r3661",
            "2025-01-06_5r99999999999999999999",
            "2025-01-06_xx",
            "2025-01-06d_5",
        ] {
            assert_eq!(text.parse::<Series>(), Err(NoSeries), "{text}");
        }
    }
}
