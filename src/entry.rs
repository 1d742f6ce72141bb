//! What people type into a field, as values, and values as what a field shows.
//!
//! A field holds text and a unit that was chosen beside it. The text goes through [`crate::number`]; the unit typed
//! into the text wins over the one beside the field.

use rust_decimal::Decimal;

use crate::amount::{Amount, Currency, Money, Size};
use crate::date::Date;
use crate::exact::Exact;
use crate::number::{self, Marks, Reading};
use crate::schema::{Kind, Text, code};
use crate::units::Unit;
use crate::value::{self, Value};

/// How a typed text was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The value; what cannot be read is kept in it.
    pub value: Value,
    /// How each box of the field was read, where that deserves a word.
    pub boxes: Vec<BoxRead>,
}

/// How one box of a field was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoxRead {
    /// The figure, in the unit of the field.
    pub figure: Decimal,
    /// Whether it could be read in another way.
    pub reading: Reading,
    /// The unit that was typed into the text, where it is not that of the field.
    pub converted_from: Option<Unit>,
    /// The currency that was typed into the text; it wins over the one beside the field.
    pub currency: Option<Currency>,
}

/// Reads the boxes of a field: one, or one for each side of a size (empty boxes at the end do not count, so that two
/// are a roll). `unit` is the symbol or the currency code chosen beside the field.
#[must_use]
pub fn read(kind: &Kind, boxes: &[&str], unit: &str, marks: Marks) -> Read {
    let text = boxes.first().copied().unwrap_or_default();
    let plain = |value| Read { value, boxes: Vec::new() };
    match kind {
        Kind::Number | Kind::Count | Kind::Days | Kind::Percent => {
            one(text, None, marks, |read| Ok(Value::Number(read.figure)))
        }
        Kind::Amount(_) => {
            let unit = Unit::from_symbol(unit);
            one(text, unit, marks, |read| match unit {
                Some(unit) => Ok(Value::Amount(Amount { value: read.figure, unit })),
                None => Err(code::UNIT_MISMATCH),
            })
        }
        Kind::Money => one(text, None, marks, |read| match read.currency.or(Currency::from_code(unit)) {
            Some(currency) => Ok(Value::Money(Money { value: read.figure, currency })),
            None => Err(code::UNKNOWN_CODE),
        }),
        Kind::Size(_) => size(boxes, unit, marks),
        Kind::Date => plain(day(text.trim()).map_or_else(|| Value::parse(kind, text.trim()), Value::Date)),
        _ => plain(Value::parse(kind, text)),
    }
}

/// A day as people write it, the year first and with four digits: `2026-11-22`, `2026/11/2`, `2026.5.1`, `2026年3月1日`. Days
/// with the day or the month first say two things.
pub(crate) fn day(text: &str) -> Option<Date> {
    // The figures of year, month and day, and how many digits each has: no more than four.
    let (mut figures, mut digits, mut part) = ([0_u32; 3], [0_u32; 3], 0);
    for c in text.chars() {
        match c {
            '0'..='9' if part < 3 && digits[part] < 4 => {
                figures[part] = figures[part] * 10 + (u32::from(c) - u32::from('0'));
                digits[part] += 1;
            }
            '-' | '/' | '.' | '年' | '月' | '日' => part += 1,
            _ => return None,
        }
    }
    let [year, month, day] = figures;
    let is_whole = digits[0] == 4 && matches!((digits[1], digits[2]), (1 | 2, 1 | 2));
    Date::new(year.cast_signed(), month, day).filter(|_| is_whole)
}

fn one(text: &str, unit: Option<Unit>, marks: Marks, value: impl FnOnce(&BoxRead) -> Result<Value, Text>) -> Read {
    match figure(text, unit, marks) {
        Ok(None) => Read { value: Value::Empty, boxes: Vec::new() },
        Ok(Some(read)) => match value(&read) {
            // Only money has a currency.
            Ok(value) if read.currency.is_none() || matches!(value, Value::Money(_)) => {
                Read { value, boxes: vec![read] }
            }
            Ok(_) => Read { value: Value::Unreadable(text.to_owned(), code::UNIT_MISMATCH), boxes: Vec::new() },
            Err(code) => Read { value: Value::Unreadable(text.to_owned(), code), boxes: Vec::new() },
        },
        Err(code) => Read { value: Value::Unreadable(text.to_owned(), code), boxes: Vec::new() },
    }
}

/// The figure of a box in the unit of its field.
fn figure(text: &str, unit: Option<Unit>, marks: Marks) -> Result<Option<BoxRead>, Text> {
    let Some(typed) = number::parse(text, marks)? else { return Ok(None) };
    let (reading, currency) = (typed.reading, typed.currency);
    let read = |figure, converted_from| Some(BoxRead { figure, reading, converted_from, currency });
    match (typed.unit, unit) {
        (None, _) => Ok(read(typed.value, None)),
        (Some(given), Some(wanted)) if given == wanted => Ok(read(typed.value, None)),
        (Some(given), Some(wanted)) => {
            let converted = Amount { value: typed.value, unit: given }.to(wanted).ok_or(code::UNIT_MISMATCH)?;
            let figure =
                value::decimal(&converted.round_dp(9).normalize().to_string()).ok_or(code::NUMBER_NOT_EXACT)?;
            Ok(read(figure, Some(given)))
        }
        (Some(_), None) => Err(code::UNIT_MISMATCH),
    }
}

fn size(boxes: &[&str], unit: &str, marks: Marks) -> Read {
    let all = boxes.join(" × ");
    let unreadable = |code| Read { value: Value::Unreadable(all.clone(), code), boxes: Vec::new() };
    let Some(unit) = Unit::from_symbol(unit) else { return unreadable(code::UNIT_MISMATCH) };
    let mut read = Vec::new();
    let mut missing = false;
    for text in boxes {
        match figure(text, Some(unit), marks) {
            Ok(Some(side)) if side.currency.is_some() => return unreadable(code::UNIT_MISMATCH),
            Ok(Some(side)) => read.push(side),
            Ok(None) => missing = true,
            Err(code) => return unreadable(code),
        }
    }
    if read.is_empty() {
        return Read { value: Value::Empty, boxes: Vec::new() };
    }
    let sides: Vec<_> = read.iter().map(|side| side.figure).collect();
    match Size::from_sides(&sides, unit).filter(|_| !missing) {
        Some(size) => Read { value: Value::Size(size), boxes: read },
        None => unreadable(code::SIZE_INCOMPLETE),
    }
}

/// The boxes and the unit of a field that holds this value. Reading them back gives the value.
#[must_use]
pub fn write(value: &Value, marks: Marks) -> (Vec<String>, Option<&'static str>) {
    let print = |figure: &Decimal| print(*figure, marks);
    match value {
        Value::Number(number) => (vec![print(number)], None),
        Value::Amount(amount) => (vec![print(&amount.value)], Some(amount.unit.symbol())),
        Value::Money(money) => (vec![print(&money.value)], Some(money.currency.code())),
        Value::Size(size) => (size.sides().iter().map(print).collect(), Some(size.unit().symbol())),
        other => (vec![other.to_string()], None),
    }
}

/// A figure as one would type it: the locale's decimal mark, no grouping. Three digits behind the mark get a zero
/// more where they could be read as a group of thousands: `1.2340`.
#[must_use]
pub fn print(figure: Decimal, marks: Marks) -> String {
    let plain = figure.normalize().to_string();
    let ambiguous = plain.split_once('.').is_some_and(|(whole, fraction)| {
        fraction.len() == 3
            && (1..=3).contains(&whole.trim_start_matches('-').len())
            && whole.trim_start_matches('-') != "0"
    });
    let marked = plain.replace('.', marks.decimal.encode_utf8(&mut [0; 4]));
    if ambiguous { marked + "0" } else { marked }
}

/// The typed figure in another unit, for a unit toggle; `None` where the text is no figure. Shown only: what was
/// typed stays the truth.
#[must_use]
pub fn convert(text: &str, from: Unit, to: Unit, marks: Marks) -> Option<String> {
    let read = figure(text, Some(from), marks).ok().flatten()?;
    let shown = Amount { value: read.figure, unit: from }.to(to)?.round_dp(4);
    Some(print(shown, marks))
}

/// The figure of a box, one step up or down; a box that is blank starts from zero. Never below zero; nothing for a
/// text with a currency, which would get lost.
#[must_use]
pub fn stepped(text: &str, unit: Option<Unit>, by: i32, marks: Marks) -> Option<String> {
    let figure = match figure(text, unit, marks).ok()? {
        None => Decimal::ZERO,
        Some(read) if read.currency.is_none() => read.figure,
        Some(_) => return None,
    };
    let next = figure.plus(Decimal::from(by))?.max(Decimal::ZERO);
    value::decimal(&next.normalize().to_string()).map(|next| print(next, marks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::WEIGHTS;

    #[test]
    fn days_with_the_year_first_are_read_and_nothing_is_guessed() {
        let read = |text| read(&Kind::Date, &[text], "", Marks::ENGLISH).value;
        for text in
            ["2026-04-02", "2026/4/2", "2026.4.2", "2026-4-02", " 2026年4月2日 ", "2026年04月02日", "2026/04/02"]
        {
            assert_eq!(read(text).to_string(), "2026-04-02", "{text}");
            assert!(matches!(read(text), Value::Date(_)), "{text}");
        }
        let vague = [
            "4/2/2026",
            "02.04.2026",
            "26/4/2",
            "4月2日",
            "2026/4",
            "2026年4月",
            "20260402",
            "2026/2/30",
            "2026/4/2/1",
            "2026-4-",
            "2026/004/2",
            "2026 4 2",
            "x",
        ];
        for text in vague {
            assert_eq!(read(text), Value::Unreadable(text.to_owned(), code::NOT_A_DATE), "{text}");
            // What links hold has one spelling.
            assert!(matches!(Value::parse(&Kind::Date, text), Value::Unreadable(..)), "{text}");
        }
        assert!(matches!(Value::parse(&Kind::Date, "2026/4/2"), Value::Unreadable(..)));
    }

    #[test]
    fn a_typed_currency_wins_where_there_is_one_and_is_a_problem_elsewhere() {
        let read = |kind, text, unit| read(&kind, &[text], unit, Marks::ENGLISH).value;
        assert_eq!(read(Kind::Money, "2 EUR", "CNY").to_string(), "2EUR");
        assert_eq!(read(Kind::Money, "¥2", "CNY").to_string(), "2CNY");
        assert_eq!(stepped("2 EUR", None, 1, Marks::ENGLISH), None);
        for (kind, unit) in [(Kind::Number, ""), (Kind::Percent, ""), (Kind::Count, ""), (Kind::Amount(WEIGHTS), "kg")]
        {
            let mismatch = Value::Unreadable("2 EUR".to_owned(), code::UNIT_MISMATCH);
            assert_eq!(read(kind, "2 EUR", unit), mismatch, "{kind:?}");
        }
    }
}
