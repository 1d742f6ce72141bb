//! One value of a field, and its one canonical text.
//!
//! The text is what links, CSV cells, JSON strings, defaults in the code and worked examples all use:
//! `0.385kg`, `20x15x8cm`, `42.5CNY`, `2026-11-22`, `DE`. What people type goes through [`crate::number`] first.

use core::fmt;

use rust_decimal::Decimal;

use crate::amount::{Amount, Currency, Money, Size};
use crate::bundle;
use crate::date::Date;
use crate::schema::{Kind, Meta, Text, code};
use crate::units::Unit;

/// A value of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing given: the default counts where there is one.
    #[default]
    Empty,
    /// A count, a percentage, a rate, days.
    Number(Decimal),
    /// A weight or a length.
    Amount(Amount),
    /// Money in its own currency.
    Money(Money),
    /// The outside of a parcel.
    Size(Size),
    /// One code of a choice.
    Code(&'static str),
    /// Several codes of a choice, in the order of the list of choices.
    Codes(Vec<&'static str>),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(Date),
    /// Words of the user's own, which are never in a link; and the text of a series.
    Text(String),
    /// The rows of a list.
    Rows(Vec<Row>),
    /// Something was given that cannot be read: kept as it was, with the reason.
    Unreadable(String, Text),
}

/// One row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// A value per column.
    pub cells: Vec<Value>,
    /// Cells that a newer version wrote and this one does not know: kept and written back.
    pub extra: Vec<String>,
}

impl Row {
    /// Whether nothing was given in any column.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.extra.is_empty() && self.cells.iter().all(|cell| *cell == Value::Empty)
    }
}

impl Value {
    /// Reads the canonical text of a kind. Total: what cannot be read becomes [`Value::Unreadable`].
    /// (A list has no text of its own; its cells do.)
    #[must_use]
    pub fn parse(kind: &Kind, text: &str) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        Self::try_parse(kind, text).unwrap_or_else(|code| Self::Unreadable(text.to_owned(), code))
    }

    fn try_parse(kind: &Kind, text: &str) -> Result<Self, Text> {
        match kind {
            Kind::Number | Kind::Count | Kind::Days | Kind::Percent => {
                decimal(text).map(Self::Number).ok_or(code::NOT_A_NUMBER)
            }
            Kind::Amount(units) => {
                let (figure, unit) = split_unit(text);
                let value = decimal(figure).ok_or(code::NOT_A_NUMBER)?;
                let unit = known_unit(unit, units)?;
                Ok(Self::Amount(Amount { value, unit }))
            }
            Kind::Size(units) => {
                let (figures, unit) = split_unit(text);
                let unit = known_unit(unit, units)?;
                let sides = figures.split('x').map(decimal).collect::<Option<Vec<_>>>().ok_or(code::NOT_A_NUMBER)?;
                Size::from_sides(&sides, unit).map(Self::Size).ok_or(code::SIZE_INCOMPLETE)
            }
            Kind::Money => {
                let (figure, unit) = split_unit(text);
                let value = decimal(figure).ok_or(code::NOT_A_NUMBER)?;
                let currency = Currency::from_code(unit).ok_or(code::UNKNOWN_CODE)?;
                Ok(Self::Money(Money { value, currency }))
            }
            Kind::Choice(choices) => known_code(choices.codes, text).map(Self::Code),
            Kind::ManyOf(choices) => {
                let given = text.split('.').map(|one| known_code(choices.codes, one)).collect::<Result<Vec<_>, _>>()?;
                // One spelling: the order of the list, each code once.
                Ok(Self::Codes(choices.codes.iter().copied().filter(|one| given.contains(one)).collect()))
            }
            Kind::Flag => match text {
                "1" => Ok(Self::Flag(true)),
                "0" => Ok(Self::Flag(false)),
                _ => Err(code::UNKNOWN_CODE),
            },
            Kind::Date => text.parse().map(Self::Date).map_err(|_| code::NOT_A_DATE),
            #[cfg(feature = "explain")]
            Kind::Series => text
                .parse()
                .map(|series: crate::series::Series| Self::Text(series.to_string()))
                .map_err(|_| code::ROW_SHAPE),
            #[cfg(not(feature = "explain"))]
            Kind::Series => Ok(Self::Text(text.to_owned())),
            Kind::Text => Ok(Self::Text(text.to_owned())),
            Kind::Rows(_) => Err(code::NOT_A_NUMBER),
        }
    }
}

impl Value {
    /// The value in a [`bundle`]: its canonical text; a list as its rows.
    #[must_use]
    pub fn bundled(&self) -> String {
        match self {
            Self::Rows(rows) => bundle::tie(rows.iter().map(|row| {
                let cells = row.cells.iter().map(Self::bundled);
                bundle::tie(cells.chain(row.extra.iter().cloned()))
            })),
            // A list that cannot be read has no text that says so.
            Self::Unreadable(text, _) if text.is_empty() => UNREADABLE.to_owned(),
            other => other.to_string(),
        }
    }

    /// The value of a field that [`bundled`](Self::bundled) wrote.
    #[must_use]
    pub fn unbundled(kind: &Kind, text: &str) -> Self {
        let Kind::Rows(columns) = kind else { return Self::parse(kind, text) };
        if text.is_empty() {
            return Self::Empty;
        }
        rows(columns, text).map_or(Self::Unreadable(String::new(), code::ROW_SHAPE), Self::Rows)
    }
}

fn rows(columns: &[Meta], text: &str) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    for row in bundle::untie(text)? {
        let mut texts = bundle::untie(row)?.into_iter();
        let mut cells = Vec::new();
        for column in columns {
            cells.push(Value::unbundled(&column.kind, texts.next()?));
        }
        rows.push(Row { cells, extra: texts.map(str::to_owned).collect() });
    }
    Some(rows)
}

/// No list is bundled like this.
const UNREADABLE: &str = "?";

impl fmt::Display for Value {
    /// The canonical text; what is unreadable comes back as it was given.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty | Self::Rows(_) => Ok(()),
            Self::Number(number) => write!(f, "{}", number.normalize()),
            Self::Amount(amount) => amount.fmt(f),
            Self::Money(money) => money.fmt(f),
            Self::Size(size) => size.fmt(f),
            Self::Code(code) => f.write_str(code),
            Self::Codes(codes) => f.write_str(&codes.join(".")),
            Self::Flag(flag) => f.write_str(if *flag { "1" } else { "0" }),
            Self::Date(date) => date.fmt(f),
            Self::Text(text) | Self::Unreadable(text, _) => f.write_str(text),
        }
    }
}

/// Digits before the decimal point that a figure may have (`docs/links.md`).
const MAX_WHOLE: usize = 15;
/// Digits after the decimal point that a figure may have.
const MAX_FRACTION: usize = 9;

/// Digits that a decimal can have at all.
const MAX_DIGITS: usize = 29;

/// Reads `["-"] digits ["." digits]`, at most 15 + 9 digits, and nothing else. A missing zero before the point
/// (`.385`) is read; no exponent, no grouping, no sign `+`. Stricter than `Decimal::from_str` on purpose.
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    digits(text, MAX_WHOLE, MAX_FRACTION)
}

/// The same with as many digits as a decimal has: figures that were computed.
pub(crate) fn any_decimal(text: &str) -> Option<Decimal> {
    digits(text, MAX_DIGITS, MAX_DIGITS)
}

#[inline(never)]
fn digits(text: &str, most_whole: usize, most_fraction: usize) -> Option<Decimal> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let dangling = digits.ends_with('.');
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if dangling || (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if whole.len() > most_whole || fraction.len() > most_fraction || whole.len() + fraction.len() > MAX_DIGITS {
        return None;
    }
    let scaled = whole.bytes().chain(fraction.bytes()).fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    let value = Decimal::try_from_i128_with_scale(scaled, fraction.len() as u32).ok()?;
    Some(if negative && !value.is_zero() { -value } else { value })
}

/// Splits `0.385kg` before its first letter that is not the `x` between two sides.
pub(crate) fn split_unit(text: &str) -> (&str, &str) {
    let at = text.find(|c: char| (c.is_ascii_alphabetic() && c != 'x') || !c.is_ascii());
    at.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

fn known_unit(text: &str, units: &[Unit]) -> Result<Unit, Text> {
    Unit::from_symbol(text).filter(|unit| units.contains(unit)).ok_or(code::UNIT_MISMATCH)
}

fn known_code(codes: &'static [&'static str], text: &str) -> Result<&'static str, Text> {
    codes.iter().copied().find(|known| *known == text).ok_or(code::UNKNOWN_CODE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{LENGTHS, WEIGHTS};

    #[track_caller]
    fn reads(kind: Kind, text: &str, canonical: &str) {
        let value = Value::parse(&kind, text);
        assert!(!matches!(value, Value::Unreadable(..)), "{text} is not read");
        assert_eq!(value.to_string(), canonical);
        assert_eq!(Value::parse(&kind, canonical), value, "{canonical} reads back");
    }

    #[track_caller]
    fn refused(kind: Kind, text: &str, code: Text) {
        assert_eq!(Value::parse(&kind, text), Value::Unreadable(text.to_owned(), code));
    }

    #[test]
    fn canonical_texts() {
        reads(Kind::Number, "007.50", "7.5");
        reads(Kind::Number, "-.50", "-0.5");
        reads(Kind::Number, "-0", "0");
        reads(Kind::Amount(WEIGHTS), ".385kg", "0.385kg");
        reads(Kind::Amount(WEIGHTS), "70.5479oz", "70.5479oz");
        reads(Kind::Size(LENGTHS), "20x15x8.0cm", "20x15x8cm");
        reads(Kind::Size(LENGTHS), "80x12cm", "80x12cm");
        reads(Kind::Money, "42.50CNY", "42.5CNY");
        reads(Kind::Date, "2026-11-22", "2026-11-22");
        reads(Kind::Flag, "1", "1");
    }

    #[test]
    fn what_the_grammar_does_not_hold() {
        for text in [
            "1e3",
            "+1",
            "1,5",
            "1.",
            ".",
            "-",
            "1.2.3",
            "0x10",
            "１",
            "NaN",
            "inf",
            "1234567890123456",
            "0.1234567891",
            "1 ",
        ] {
            refused(Kind::Number, text, code::NOT_A_NUMBER);
        }
        refused(Kind::Amount(WEIGHTS), "5", code::UNIT_MISMATCH);
        refused(Kind::Amount(WEIGHTS), "5cm", code::UNIT_MISMATCH);
        refused(Kind::Amount(WEIGHTS), "5KG", code::UNIT_MISMATCH);
        refused(Kind::Size(LENGTHS), "20cm", code::SIZE_INCOMPLETE);
        refused(Kind::Size(LENGTHS), "1x2x3x4cm", code::SIZE_INCOMPLETE);
        refused(Kind::Size(LENGTHS), "1xx3cm", code::NOT_A_NUMBER);
        refused(Kind::Money, "5XXX", code::UNKNOWN_CODE);
        refused(Kind::Date, "2026-02-30", code::NOT_A_DATE);
    }
}
