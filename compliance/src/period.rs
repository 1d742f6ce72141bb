//! Stretches of time that rules count, formed from the day.

use suanpan_inventory::date::Date;

use crate::codes::Period;

/// From the first day to the last, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Window {
    const fn new(from: Date, to: Date) -> Self {
        Self { from, to }
    }

    /// How many days it has; none where its end lies before its beginning.
    #[must_use]
    pub fn days(self) -> i32 {
        (self.from.days_until(self.to) + 1).max(0)
    }

    /// The days that two have in common.
    #[must_use]
    pub fn common(self, other: Self) -> i32 {
        Self::new(self.from.max(other.from), self.to.min(other.to)).days()
    }
}

/// The day of a month, or the month's last where it has fewer; at the ends of the calendar, the first or last that there is.
fn day_of(year: i32, month: u32, day: u32) -> Date {
    (1..=day.min(31)).rev().find_map(|day| Date::new(year, month, day)).unwrap_or(if year < 1900 {
        Date::FIRST
    } else {
        Date::LAST
    })
}

/// A month of the year: so many months later, or earlier.
fn month_of(year: i32, month: u32, later: i32) -> (i32, u32) {
    let months = year.saturating_mul(12).saturating_add(month as i32 - 1).saturating_add(later);
    (months.div_euclid(12), months.rem_euclid(12) as u32 + 1)
}

/// The same day so many months later, or earlier.
#[must_use]
pub fn months_later(date: Date, months: i32) -> Date {
    let (year, month, day) = date.civil();
    let (year, month) = month_of(year, month, months);
    day_of(year, month, day)
}

fn calendar_year(year: i32) -> Window {
    Window::new(day_of(year, 1, 1), day_of(year, 12, 31))
}

/// The last day of a month.
fn month_end(year: i32, month: u32) -> Date {
    day_of(year, month, 31)
}

/// The twelve months that end with a day.
fn twelve_months_to(to: Date) -> Window {
    Window::new(months_later(to, -12).after().unwrap_or(Date::FIRST), to)
}

/// The last day of the quarter that was last complete; quarters end with the months that leave `rest` when divided by three.
fn last_quarter(day: Date, rest: u32) -> Date {
    let (year, month, _) = day.civil();
    (0..=3)
        .map(|back| month_of(year, month, -back))
        .filter(|(_, month)| month % 3 == rest)
        .map(|(year, month)| month_end(year, month))
        .find(|end| *end <= day)
        .unwrap_or(Date::FIRST)
}

/// What a period counts on a day, seen so many years `ahead`: what is then the previous year may not be over yet.
///
/// A quarter, or the year to September, whose last day it is, is complete. The last window is the one that is watched.
#[must_use]
pub fn windows(period: Period, day: Date, ahead: i32) -> Vec<Window> {
    let (year, month, _) = day.civil();
    let current = || Window::new(day_of(year, 1, 1), day);
    let settled = year.saturating_add(ahead);
    match period {
        Period::PreviousYear => vec![calendar_year(settled - 1)],
        Period::CurrentYear => vec![current()],
        Period::PreviousOrCurrent | Period::FiscalYear => vec![calendar_year(year - 1), current()],
        Period::Rolling => vec![twelve_months_to(day)],
        Period::RollingQuarters | Period::CalendarQuarters => vec![twelve_months_to(last_quarter(day, 0))],
        // March to May, June to August, September to November, December to February.
        Period::TaxQuarters => vec![twelve_months_to(last_quarter(day, 2))],
        Period::ToSeptember => {
            let this = day_of(year, 9, 30);
            vec![twelve_months_to(if this <= day { this } else { day_of(year - 1, 9, 30) })]
        }
        Period::NextYear => vec![Window::new(day.after().unwrap_or(day), months_later(day, 12))],
        Period::NextThirtyDays => {
            vec![Window::new(day.after().unwrap_or(day), day.plus_days(30).unwrap_or(Date::LAST))]
        }
        Period::AnyMonth => (0..12)
            .rev()
            .map(|back| {
                let (year, month) = month_of(year, month, -back);
                Window::new(day_of(year, month, 1), month_end(year, month).min(day))
            })
            .collect(),
        // Where it is not one of these, nothing is sold in it that is not sold in one of them: see `any_twelve`.
        Period::AnyTwelveMonths => (0..=12).rev().map(|back| twelve_months_to(months_later(day, -back))).collect(),
        Period::BaseJapan => vec![calendar_year(settled - 2)],
        Period::HalfJapan => vec![Window::new(day_of(settled - 1, 1, 1), day_of(settled - 1, 6, 30))],
    }
}

/// Any twelve months of the last 24: those that begin or end with a row, and those that end with a month of the day.
///
/// Sales of a row are spread over its days, so that the sum of a window changes evenly between these: the greatest is one of
/// them.
#[must_use]
pub fn any_twelve(day: Date, rows: &[Window]) -> Vec<Window> {
    let mut windows = windows(Period::AnyTwelveMonths, day, 0);
    let first = months_later(day, -24).after().unwrap_or(Date::FIRST);
    for row in rows {
        let begins = [Some(row.from), row.to.after()].into_iter().flatten();
        windows.extend(begins.map(|from| Window::new(from, months_later(from, 12).before().unwrap_or(from))));
        windows.extend([Some(row.to), row.from.before()].into_iter().flatten().map(twelve_months_to));
    }
    windows.retain(|window| first <= window.from && window.to <= day);
    windows.sort();
    windows.dedup();
    windows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn formed(period: &str, on: &str) -> Vec<String> {
        let windows = windows(Period::from_code(period).unwrap(), day(on), 0);
        windows.iter().map(|window| format!("{} {}", window.from, window.to)).collect()
    }

    #[test]
    fn every_period_is_formed_from_the_day() {
        let on = "2026-11-22";
        assert_eq!(formed("pcy", on), ["2025-01-01 2025-12-31"]);
        assert_eq!(formed("ccy", on), ["2026-01-01 2026-11-22"]);
        assert_eq!(formed("p_or_c", on), ["2025-01-01 2025-12-31", "2026-01-01 2026-11-22"]);
        assert_eq!(formed("fy", on), formed("p_or_c", on));
        assert_eq!(formed("r12", on), ["2025-11-23 2026-11-22"]);
        assert_eq!(formed("r12q", on), ["2025-10-01 2026-09-30"]);
        assert_eq!(formed("4cq", on), ["2025-10-01 2026-09-30"]);
        assert_eq!(formed("r12sep", on), ["2025-10-01 2026-09-30"]);
        assert_eq!(formed("4q", on), ["2025-09-01 2026-08-31"]);
        assert_eq!(formed("f12", on), ["2026-11-23 2027-11-22"]);
        assert_eq!(formed("f30d", on), ["2026-11-23 2026-12-22"]);
        assert_eq!(formed("base-jp", on), ["2024-01-01 2024-12-31"]);
        assert_eq!(formed("half-jp", on), ["2025-01-01 2025-06-30"]);
        let months = formed("m1", on);
        assert_eq!((months.len(), &*months[0], &*months[11]), (12, "2025-12-01 2025-12-31", "2026-11-01 2026-11-22"));
        let twelve = formed("any12of24", on);
        assert_eq!((twelve.len(), &*twelve[0], &*twelve[12]), (13, "2024-11-23 2025-11-22", "2025-11-23 2026-11-22"));
    }

    #[test]
    fn a_quarter_is_complete_on_its_last_day() {
        assert_eq!(formed("r12q", "2026-09-29"), ["2025-07-01 2026-06-30"]);
        assert_eq!(formed("r12q", "2026-09-30"), ["2025-10-01 2026-09-30"]);
        assert_eq!(formed("r12q", "2026-01-01"), ["2025-01-01 2025-12-31"]);
        assert_eq!(formed("4q", "2026-11-29"), ["2025-09-01 2026-08-31"]);
        assert_eq!(formed("4q", "2026-11-30"), ["2025-12-01 2026-11-30"]);
        assert_eq!(formed("4q", "2028-02-29"), ["2027-03-01 2028-02-29"]);
        assert_eq!(formed("4q", "2028-02-28"), ["2026-12-01 2027-11-30"]);
        assert_eq!(formed("r12sep", "2026-09-29"), ["2024-10-01 2025-09-30"]);
        assert_eq!(formed("r12sep", "2026-09-30"), ["2025-10-01 2026-09-30"]);
    }

    #[test]
    fn twelve_months_have_an_end_in_leap_years_as_well() {
        assert_eq!(formed("r12", "2028-02-29"), ["2027-03-01 2028-02-29"]);
        assert_eq!(formed("r12", "2029-02-28"), ["2028-02-29 2029-02-28"]);
        assert_eq!(formed("f12", "2028-02-29"), ["2028-03-01 2029-02-28"]);
    }

    #[test]
    fn settled_years_are_seen_ahead() {
        let ahead = |period, years| windows(period, day("2026-11-22"), years)[0];
        assert_eq!(ahead(Period::PreviousYear, 1), calendar_year(2026));
        assert_eq!(ahead(Period::BaseJapan, 2), calendar_year(2026));
        assert_eq!(ahead(Period::HalfJapan, 1).to, day("2026-06-30"));
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trap() {
        for on in [Date::FIRST, Date::LAST] {
            for period in Period::ALL {
                for ahead in [-1, 0, 2, i32::MAX, i32::MIN + 10] {
                    assert!(windows(*period, on, ahead).iter().all(|window| window.days() < 400), "{period} {on}");
                }
            }
            assert!(any_twelve(on, &[Window::new(Date::FIRST, Date::LAST)]).iter().all(|window| window.days() < 400));
        }
    }
}
