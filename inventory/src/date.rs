//! A civil date: what a rate card or a rule is dated by.
//!
//! Days are counted from 1970-01-01 with the usual proleptic Gregorian arithmetic
//! (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer};

/// A day of the civil calendar, from 1900-01-01 to 2199-12-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// The first day: 1900-01-01.
    pub const FIRST: Self = Self::from_civil(1900, 1, 1);
    /// The last day: 2199-12-31.
    pub const LAST: Self = Self::from_civil(2199, 12, 31);

    /// The day, if there is one: no 31 April, no year outside 1900–2199.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1900..2200).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        let date = Self::from_civil(year, month as i32, day as i32);
        // 31 April comes back as 1 May: not the day that was asked for.
        (date.civil() == (year, month, day)).then_some(date)
    }

    const fn from_civil(year: i32, month: i32, day: i32) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month (1–12) and day (1–31).
    #[must_use]
    pub const fn civil(self) -> (i32, u32, u32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month as u32, day as u32)
    }

    /// The day before; `None` before the first that there is.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        self.plus_days(-1)
    }

    /// The day after; `None` behind the last that there is.
    #[must_use]
    pub fn after(self) -> Option<Self> {
        self.plus_days(1)
    }

    /// The day so many days later, or earlier where the number is negative; `None` outside of what there is.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let date = Self(self.0.checked_add(days)?);
        (Self::FIRST <= date && date <= Self::LAST).then_some(date)
    }

    /// How many days later another day is: 1 until tomorrow, negative until an earlier day.
    #[must_use]
    pub const fn days_until(self, other: Self) -> i32 {
        other.0 - self.0
    }

    /// The day of the week, from Monday: 0 is Monday, 6 is Sunday.
    #[must_use]
    pub const fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// Whether the day lies within `[from, to]`; an open end is no limit.
    #[must_use]
    pub fn within(self, from: Option<Self>, to: Option<Self>) -> bool {
        from.is_none_or(|from| from <= self) && to.is_none_or(|to| self <= to)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text is not a day written `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date of the form 2026-11-22")
    }
}

impl core::error::Error for NotADate {}

impl FromStr for Date {
    type Err = NotADate;

    /// Reads `2026-11-22` and nothing else.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(NotADate);
        }
        let number = |range: core::ops::Range<usize>| {
            bytes[range]
                .iter()
                .try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
        };
        let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
            return Err(NotADate);
        };
        Self::new(year as i32, month, day).ok_or(NotADate)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_three_centuries_reads_back() {
        assert_eq!(Date::FIRST.days_until(Date::LAST), 109_572);
        for days in 0..=109_572 {
            let date = Date::FIRST.plus_days(days).unwrap();
            assert_eq!(date.to_string().parse(), Ok(date));
        }
    }

    #[test]
    fn days_are_counted_and_end() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(day("2028-02-28").plus_days(2), Some(day("2028-03-01")));
        assert_eq!(day("2027-01-01").plus_days(-1), Some(day("2026-12-31")));
        assert_eq!(day("2026-11-11").days_until(day("2026-12-25")), 44);
        assert_eq!(day("2026-12-25").days_until(day("2026-11-11")), -44);
        assert_eq!((Date::LAST.after(), Date::FIRST.before()), (None, None));
        assert_eq!((Date::LAST.plus_days(i32::MAX), Date::FIRST.plus_days(i32::MIN)), (None, None));
    }

    #[test]
    fn weeks_start_on_monday() {
        let weekday = |text: &str| text.parse::<Date>().unwrap().weekday();
        assert_eq!([weekday("1970-01-01"), weekday("2026-11-23"), weekday("2026-11-29")], [3, 0, 6]);
        assert_eq!(Date::FIRST.weekday(), 0);
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in [
            "",
            "2026-02-29",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "1899-12-31",
            "2200-01-01",
            "２０２６-01-01",
            "2026-11-22 ",
        ] {
            assert_eq!(text.parse::<Date>(), Err(NotADate), "{text}");
        }
        assert!("2028-02-29".parse::<Date>().is_ok());
    }
}
