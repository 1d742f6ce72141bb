//! The days on which a line holds: `2026-11-01`, `2026-11-01~2026-12-31`, `2026/12/1起`.

use super::cells::says_nothing;
use super::texts::problem;
use crate::date::Date;
use crate::places;
use crate::schema::Text;
use crate::table::unguarded;

/// The days on which a price holds, both ends within.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Period {
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

/// Which end of a period a column is for; a cell of either may hold both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    From,
    To,
}

impl Period {
    /// The period of a cell; none for a blank one. `-` and `长期` are a period without ends.
    pub(super) fn of(cell: &str, end: End) -> Result<Option<Self>, Text> {
        let text = unguarded(cell.trim());
        if text.is_empty() {
            return Ok(None);
        }
        let open = ["长期", "長期", "长期有效", "長期有效", "permanent", "open"];
        if says_nothing(text) || open.iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Ok(Some(Self::default()));
        }
        let lower = text.to_lowercase();
        let (rest, end) = marked(&lower, end);
        let (from, to) = two_days(rest).ok_or(problem::NOT_A_DAY)?;
        match (to, end) {
            (Some(to), _) if to < from => Err(problem::RANGE_REVERSED),
            (Some(_), _) => Ok(Some(Self { from: Some(from), to })),
            (None, End::From) => Ok(Some(Self { from: Some(from), to: None })),
            (None, End::To) => Ok(Some(Self { from: None, to: Some(from) })),
        }
    }

    /// Both together, as columns of one line; none where they say different things, or end before they begin.
    pub(super) fn with(self, other: Self) -> Option<Self> {
        let one = |own: Option<Date>, other: Option<Date>| match (own, other) {
            (Some(own), Some(other)) => (own == other).then_some(Some(own)),
            _ => Some(own.or(other)),
        };
        let both = Self { from: one(self.from, other.from)?, to: one(self.to, other.to)? };
        both.is_forward().then_some(both)
    }

    fn is_forward(self) -> bool {
        !matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

/// Takes the word that says which end a day is off its cell: `2026-12-01起`, `至2026-12-31`.
fn marked(text: &str, end: End) -> (&str, End) {
    let strip = |words: &[&str]| {
        words.iter().find_map(|word| {
            text.strip_suffix(word).or_else(|| text.strip_prefix(word)).map(|rest| rest.trim_matches([' ', ':', '：']))
        })
    };
    if let Some(rest) = strip(&["起生效", "开始生效", "開始生效", "生效", "起", "from", "since"]) {
        return (rest, End::From);
    }
    match strip(&["为止", "為止", "截止", "止", "失效", "截至", "至", "到", "until", "till", "to"]) {
        Some(rest) => (rest, End::To),
        None => (text, end),
    }
}

/// One day, or two with a sign between them.
fn two_days(text: &str) -> Option<(Date, Option<Date>)> {
    if let Some(one) = day(text) {
        return Some((one, None));
    }
    let between = ["~", "～", "至", "到", "to", "—", "–", "-"];
    let pairs = between.iter().flat_map(|sign| text.match_indices(sign));
    pairs.into_iter().find_map(|(at, sign)| {
        let (first, last) = (text.get(..at)?, text.get(at + sign.len()..)?);
        Some((day(first)?, Some(day(last)?)))
    })
}

/// A day, perhaps with the time that a spreadsheet writes behind it.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let behind = text.split_once([' ', 't']).map_or("", |(_, time)| time);
    let is_time = behind.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    places::date(&text.to_uppercase()).filter(|_| is_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_as_the_trade_writes_them() {
        for (cell, end, expected) in [
            ("2026-11-01", End::From, "2026-11-01.."),
            ("2026-11-01", End::To, "..2026-11-01"),
            ("2026/12/1 00:00:00", End::To, "..2026-12-01"),
            ("2026年12月31日", End::To, "..2026-12-31"),
            ("2026.11.1-2026.11.30", End::To, "2026-11-01..2026-11-30"),
            ("2026-11-01-2026-12-31", End::From, "2026-11-01..2026-12-31"),
            ("2026/11/01 ~ 2026/12/31", End::To, "2026-11-01..2026-12-31"),
            ("2026年11月1日至2026年12月31日", End::To, "2026-11-01..2026-12-31"),
            ("2026-11-01 to 2026-12-31", End::To, "2026-11-01..2026-12-31"),
            ("2026-12-01起", End::To, "2026-12-01.."),
            ("从2026-12-01起", End::To, "NOT_A_DAY"),
            ("至2026-12-31", End::From, "..2026-12-31"),
            ("2026-12-31 - 2026-11-01", End::To, "RANGE_REVERSED"),
            ("长期", End::To, ".."),
            ("-", End::To, ".."),
            ("", End::To, "blank"),
            ("11/12/2026", End::To, "NOT_A_DAY"),
            ("11月30日", End::To, "NOT_A_DAY"),
            ("2026-11-31", End::To, "NOT_A_DAY"),
            ("2026-11-01 only for batteries", End::To, "NOT_A_DAY"),
            ("46000", End::To, "NOT_A_DAY"),
        ] {
            let shown = match Period::of(cell, end) {
                Err(code) => code.to_string(),
                Ok(None) => "blank".to_owned(),
                Ok(Some(Period { from, to })) => {
                    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                    format!("{}..{}", day(from), day(to))
                }
            };
            assert_eq!(shown, expected, "{cell:?}");
        }
    }

    #[test]
    fn two_columns_of_one_line_agree() {
        let of = |cell: &str, end| Period::of(cell, end).ok().flatten().unwrap_or_default();
        let from = of("2026-11-01", End::From);
        assert_eq!(from.with(of("2026-12-31", End::To)), Some(of("2026-11-01~2026-12-31", End::To)));
        assert_eq!(from.with(of("2026-10-31", End::To)), None);
        assert_eq!(from.with(of("2026-11-02", End::From)), None);
    }
}
