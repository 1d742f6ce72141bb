//! The days of a column, as people write them: with the year first, day and month in either order, a name for the month, or
//! no year at all.

use super::Unread;
use crate::date::Date;
use crate::places;

/// From one row to the next, more days than this in a year that is not written lead into another.
const LEAP: i32 = 180;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// A day.
    Day(Date),
    /// Two figures, as yet without saying which is the month, and perhaps a year.
    Either(u32, u32, Option<i32>),
    /// Month and day, and perhaps a year.
    Named(u32, u32, Option<i32>),
    /// The name of a month and a figure, which is a day or a year: `Jul-26`.
    Short(u32, u32),
    /// A month as a whole.
    Month,
}

/// A run of digits, or of letters.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Figure(u32),
    Word(String),
}

fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| match (first.is_ascii_digit(), first.is_alphabetic()) {
            (true, _) => c.is_ascii_digit(),
            (_, true) => c.is_alphabetic(),
            _ => !c.is_ascii_digit() && !c.is_alphabetic(),
        };
        let (run, behind) = rest.split_at(rest.find(|c| !same(c)).unwrap_or(rest.len()));
        if first.is_ascii_digit() {
            parts.push(Part::Figure(run.parse().ok()?));
        } else if first.is_alphabetic() {
            parts.push(Part::Word(run.to_lowercase()));
        }
        rest = behind;
    }
    Some(parts)
}

/// The month of a name, whole or cut short.
fn month(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    Some(index as u32 + 1)
}

/// A year as people write it: `2026`, `26`.
fn year(figure: u32) -> Option<i32> {
    match figure {
        0..100 => i32::try_from(figure).ok().map(|year| 2000 + year),
        1900..2200 => i32::try_from(figure).ok(),
        _ => None,
    }
}

fn said(text: &str) -> Option<Said> {
    use Part::{Figure, Word};
    let text = text.trim();
    if let Some(day) = places::date(text) {
        return Some(Said::Day(day));
    }
    let parts = parts(text)?;
    let slashed = text.contains(['/', '-']) && !text.starts_with('-');
    let is = |part: &Part, words: &[&str]| matches!(part, Word(word) if words.contains(&word.as_str()));
    match parts.as_slice() {
        [Figure(m), moon, Figure(d), rest @ ..] if is(moon, &["月"]) => {
            let ends = rest.is_empty() || matches!(rest, [end] if is(end, &["日", "号", "號"]));
            ends.then_some(Said::Named(*m, *d, None))
        }
        [Figure(_), moon] if is(moon, &["月"]) => Some(Said::Month),
        [Figure(_), sun, Figure(_), moon] if is(sun, &["年"]) && is(moon, &["月"]) => Some(Said::Month),
        [Word(word), Figure(figure)] => {
            let month = month(word)?;
            Some(if *figure >= 1900 { Said::Month } else { Said::Short(month, *figure) })
        }
        [Figure(day), Word(word)] => Some(Said::Named(month(word)?, *day, None)),
        [Figure(day), Word(word), Figure(written)] => Some(Said::Named(month(word)?, *day, Some(year(*written)?))),
        [Word(word), Figure(day), Figure(written)] => Some(Said::Named(month(word)?, *day, Some(year(*written)?))),
        [Figure(written @ 1900..2200), Figure(1..=12)] if slashed && *written >= 1900 => Some(Said::Month),
        [Figure(first @ 1..=31), Figure(second @ 1..=31)] if slashed => Some(Said::Either(*first, *second, None)),
        // Years of the Republic of China, as in Taiwan.
        [Figure(written @ 100..200), Figure(month), Figure(day)] => {
            Date::new(i32::try_from(*written).ok()? + 1911, *month, *day).map(Said::Day)
        }
        [Figure(first), Figure(second), Figure(written @ 1900..), ..] => {
            Some(Said::Either(*first, *second, Some(year(*written)?)))
        }
        _ => None,
    }
}

/// Whether a cell says when.
pub fn is_day(text: &str) -> bool {
    said(text).is_some()
}

/// Month, day, and the year where it was written.
type Written = (u32, u32, Option<i32>);

/// The days of a column, nothing for a cell without one: of two orders of day and month that make sense, that in which more
/// days follow each other day by day, or week by week. A year that is not written is the last in which no day lies behind
/// `today`.
///
/// # Errors
/// [`Unread::Months`], and [`Unread::Days`] where neither order makes sense.
pub fn days(texts: &[&str], today: Date) -> Result<Vec<Option<Date>>, Unread> {
    let said: Vec<_> = texts.iter().map(|text| said(text)).collect();
    let mut shorts =
        said.iter().flatten().filter_map(|one| if let Said::Short(m, d) = one { Some((m, d)) } else { None });
    let one_year = shorts.next().is_some_and(|(first, figure)| {
        let rest: Vec<_> = shorts.collect();
        rest.iter().all(|(_, other)| *other == figure) && rest.iter().any(|(month, _)| *month != first)
    });
    if one_year || said.contains(&Some(Said::Month)) {
        return Err(Unread::Months);
    }
    let ordered = |day_first: bool| -> Option<Vec<Option<Written>>> {
        let read = |said: &Option<Said>| {
            let written = match said {
                None => return Some(None),
                Some(Said::Day(day)) => {
                    let (year, month, day) = day.civil();
                    (month, day, Some(year))
                }
                Some(Said::Either(first, second, year)) if day_first => (*second, *first, *year),
                Some(Said::Either(first, second, year) | Said::Named(first, second, year)) => (*first, *second, *year),
                Some(Said::Short(month, day)) => (*month, *day, None),
                Some(Said::Month) => return None,
            };
            // One that makes no sense speaks against the order. A leap year has every day.
            Date::new(written.2.unwrap_or(2024), written.0, written.1).map(|_| Some(written))
        };
        said.iter().map(read).collect()
    };
    let dated = |day_first| ordered(day_first).map(|written| with_years(&written, today));
    match (dated(true), dated(false)) {
        (Some(one), Some(other)) => Ok(if followed(&other) > followed(&one) { other } else { one }),
        (one, other) => one.or(other).ok_or(Unread::Days),
    }
}

/// How many days follow another day by day, or week by week.
fn followed(days: &[Option<Date>]) -> usize {
    let mut days: Vec<_> = days.iter().flatten().collect();
    days.sort_unstable();
    days.dedup();
    days.windows(2).filter(|pair| matches!(pair[0].days_until(*pair[1]), 1 | 7)).count()
}

/// Puts in the years that are not written. Rows stand in an order, one way or the other: from December to January, or back, a
/// year changes.
fn with_years(written: &[Option<Written>], today: Date) -> Vec<Option<Date>> {
    let mut offset = 0;
    let mut before: Option<Date> = None;
    let mut offsets = Vec::new();
    for (month, day, _) in written.iter().flatten().filter(|(.., year)| year.is_none()) {
        // In one leap year, for the days between them.
        let Some(now) = Date::new(2024, *month, *day) else { continue };
        let apart = before.map_or(0, |before| before.days_until(now));
        offset += if apart < -LEAP { 1 } else { -i32::from(apart > LEAP) };
        offsets.push((offset, *month, *day));
        before = Some(now);
    }
    let (this_year, ..) = today.civil();
    let latest = offsets.iter().max().copied();
    let base = latest.map_or(this_year, |(offset, month, day)| {
        let is_behind = Date::new(this_year, month, day).is_some_and(|date| date > today);
        this_year - i32::from(is_behind) - offset
    });
    let mut offsets = offsets.into_iter();
    let mut dated = |(month, day, year): Written| match year {
        Some(year) => Date::new(year, month, day),
        None => Date::new(base + offsets.next()?.0, month, day),
    };
    written.iter().map(|one| one.and_then(&mut dated)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Result<Vec<String>, Unread> {
        let days = days(texts, "2026-11-26".parse().unwrap())?;
        Ok(days.into_iter().map(|day| day.map_or_else(|| "-".to_owned(), |day| day.to_string())).collect())
    }

    #[track_caller]
    fn reads(texts: &[&str], days: &[&str]) {
        assert_eq!(read(texts), Ok(days.iter().map(|day| (*day).to_owned()).collect()));
    }

    #[test]
    fn years_that_are_not_written_are_the_last_ones() {
        reads(&["8月1日", "8月2号", "8月3號"], &["2026-08-01", "2026-08-02", "2026-08-03"]);
        reads(&["8/30", "8/31", "9/1"], &["2026-08-30", "2026-08-31", "2026-09-01"]);
        reads(&["1-Aug", "2 August", "Aug 3"], &["2026-08-01", "2026-08-02", "2026-08-03"]);
        reads(&["12/30", "12/31", "1/1", "1/2"], &["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"]);
        reads(&["1月2日", "1月1日", "12月31日"], &["2026-01-02", "2026-01-01", "2025-12-31"]);
        // Not behind today.
        reads(&["11月25日", "11月26日"], &["2026-11-25", "2026-11-26"]);
        reads(&["11月26日", "11月27日"], &["2025-11-26", "2025-11-27"]);
        // Over two new years.
        reads(
            &["9月1日", "12月31日", "1月1日", "6月1日", "9月1日", "12月31日", "1月1日"],
            &["2024-09-01", "2024-12-31", "2025-01-01", "2025-06-01", "2025-09-01", "2025-12-31", "2026-01-01"],
        );
        // In no order.
        reads(&["8/15", "8/13", "8/14"], &["2026-08-15", "2026-08-13", "2026-08-14"]);
    }

    #[test]
    fn other_ways_to_write_a_day() {
        reads(&["115/8/1", "115/8/2"], &["2026-08-01", "2026-08-02"]);
        reads(&["1 Aug 2026", "Aug 2, 2026", "3-Aug-26"], &["2026-08-01", "2026-08-02", "2026-08-03"]);
        reads(&["12/1/2010 8:26", "12/2/2010 9:00"], &["2010-12-01", "2010-12-02"]);
        reads(&["2026-08-01", "", "total", "2026-08-02 10:00"], &["2026-08-01", "-", "-", "2026-08-02"]);
        reads(&["26-Jul", "27-Jul"], &["2026-07-26", "2026-07-27"]);
        reads(&["Jul-26", "Jul-27"], &["2026-07-26", "2026-07-27"]);
    }

    #[test]
    fn months_are_no_days() {
        for months in [
            &["2026年7月", "2026年8月"][..],
            &["7月", "8月"],
            &["2026-07", "2026-08"],
            &["2026/7", "2026/8"],
            &["Jul 2026", "Aug 2026"],
            &["Jul-26", "Aug-26"],
        ] {
            assert_eq!(read(months), Err(Unread::Months), "{months:?}");
        }
    }

    #[test]
    fn figures_are_no_days() {
        for text in
            ["5", "5.5", "-5", "-5/3", "1,200", "0", "2026", "12.5kg", "8/32", "x", "", "99999999999", "月", "Marker 5"]
        {
            assert!(!is_day(text), "{text}");
        }
        assert_eq!(read(&["13/13/2026"]), Err(Unread::Days));
        reads(&["2/29"], &["-"]);
    }
}
