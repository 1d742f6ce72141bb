//! Number text as people type or paste it: `1.234,50`, `￥42.5`, `２０．５`, `12 in`, `=38+7`.
//!
//! What a mark means is decided by the reader's locale ([`Marks`], an argument) and by the text itself. A text that
//! has two readings gets the locale's and [`Reading::Ambiguous`] names the other; one that is not written as the
//! locale writes it, but can only mean one thing, is read and said ([`Reading::Regrouped`]). Nothing is guessed:
//! what has no sure reading is a problem. Everything ends in the strict grammar of [`decimal`].

use rust_decimal::{Decimal, RoundingStrategy};

use crate::amount::{CURRENCIES, Currency};
use crate::exact::Exact;
use crate::schema::{Text, code};
use crate::units::Unit;
use crate::value::decimal;

/// The marks of the reader's locale, as `Intl.NumberFormat` prints them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Between whole and fraction: `.` or `,`.
    pub decimal: char,
    /// Between groups of three digits: `,`, `.`, a space or an apostrophe.
    pub group: char,
}

impl Marks {
    /// `1,234.5`: English and Chinese.
    pub const ENGLISH: Self = Self { decimal: '.', group: ',' };
}

/// What was typed into a field of one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The figure, exactly.
    pub value: Decimal,
    /// The unit written with it.
    pub unit: Option<Unit>,
    /// The currency written with it as an ISO code. A sign alone (`¥`, `$`) names none.
    pub currency: Option<Currency>,
    /// How sure the reading is.
    pub reading: Reading,
}

/// How a text came to its figure. Everything but `Plain` is shown written out beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As the locale writes it.
    Plain,
    /// `1,234`: a thousand or a decimal. The locale's reading was taken.
    Ambiguous {
        /// The other reading.
        other: Decimal,
    },
    /// Marks or groups are not the locale's, but only one reading is possible.
    Regrouped,
    /// The result of a sum.
    Computed,
}

/// What was pasted into the fields of a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// Three sides, or length and diameter.
    pub figures: Vec<Decimal>,
    /// The unit written with them.
    pub unit: Option<Unit>,
    /// `Plain` or `Regrouped`.
    pub reading: Reading,
}

/// Longer texts are not numbers. Bounds every cost here.
const MAX_CHARS: usize = 200;
/// Parentheses and signs that a sum may nest.
const MAX_DEPTH: u32 = 32;
/// Digits after the decimal point that the result of a sum keeps.
const FRACTION: u32 = 9;

/// Reads the text of a field: a figure or a sum, perhaps with a unit, a currency or `%` around it.
/// A blank text is no value.
///
/// ```
/// use suanpan::number::{Marks, Reading, parse};
/// # fn main() -> Result<(), suanpan::schema::Text> {
/// let typed = parse("１，２３４．５ kg", Marks::ENGLISH)?.ok_or(suanpan::schema::code::REQUIRED)?;
/// assert_eq!((typed.value.to_string().as_str(), typed.reading), ("1234.5", Reading::Plain));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`code::NOT_A_NUMBER`], or [`code::NUMBER_NOT_EXACT`] for more than 15 digits before or 9 after the point.
pub fn parse(text: &str, marks: Marks) -> Result<Option<Typed>, Text> {
    let text = folded(text)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let (is_sum, text) = text.trim().strip_prefix('=').map_or((false, text.as_str()), |sum| (true, sum));
    let bare = undress(text)?;
    let is_sum = is_sum || bare.text.trim_start_matches(SIGNS).contains(OPERATORS);
    let (value, reading) = match (is_sum, bare.percent) {
        (true, false) => (sum(&bare.text, marks)?, Reading::Computed),
        (true, true) => return Err(code::NOT_A_NUMBER),
        (false, _) => figure(&bare.text, marks)?,
    };
    Ok(Some(Typed { value, unit: bare.unit, currency: bare.currency, reading }))
}

/// Reads a size in one text: `20x15x8 cm`, `20 × 15 × 8`, `20cm*15cm*8cm`; two figures are a roll.
///
/// # Errors
/// Those of [`parse`], [`code::SIZE_INCOMPLETE`] for another count of sides, [`code::UNIT_MISMATCH`] for
/// sides in several units.
pub fn sides(text: &str, marks: Marks) -> Result<Option<Sides>, Text> {
    let text = folded(text)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let mut sides = Sides { figures: Vec::new(), unit: None, reading: Reading::Plain };
    for side in text.split(['x', 'X', '*']) {
        let bare = undress(side)?;
        let (value, reading) = figure(&bare.text, marks)?;
        if bare.percent || bare.currency.is_some() {
            return Err(code::NOT_A_NUMBER);
        }
        if sides.unit.is_some() && bare.unit.is_some() && sides.unit != bare.unit {
            return Err(code::UNIT_MISMATCH);
        }
        sides.unit = bare.unit.or(sides.unit);
        sides.figures.push(value);
        if reading != Reading::Plain {
            sides.reading = Reading::Regrouped;
        }
    }
    if matches!(sides.figures.len(), 2 | 3) { Ok(Some(sides)) } else { Err(code::SIZE_INCOMPLETE) }
}

/// Works out `38+7`, `=1200/24`, `(3+4)*2.5`: figures, `+ - * / × ÷` and parentheses.
///
/// Exact decimals; the result is rounded half-up to nine digits after the point (`10/3`).
/// An ambiguous figure takes the locale's reading.
///
/// # Errors
/// Those of [`parse`]. Division by zero is [`code::NOT_A_NUMBER`].
pub fn evaluate(text: &str, marks: Marks) -> Result<Decimal, Text> {
    let text = folded(text)?;
    let text = text.trim();
    sum(text.strip_prefix('=').unwrap_or(text), marks)
}

const SIGNS: [char; 3] = ['-', '+', ' '];
const OPERATORS: [char; 4] = ['+', '-', '*', '/'];

const fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ' ' | '\'')
}

/// One spelling for what keyboards and web pages write in several ways: full-width forms, spaces, apostrophes,
/// signs. Invisible direction and width marks go.
fn folded(text: &str) -> Result<String, Text> {
    if text.chars().nth(MAX_CHARS).is_some() {
        return Err(code::NOT_A_NUMBER);
    }
    let invisible = |c: &char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    Ok(text.chars().filter(|c| !invisible(c)).map(fold).collect())
}

fn fold(c: char) -> char {
    match c {
        // The full-width block repeats ASCII in its order.
        '！'..='～' => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).unwrap_or(c),
        '。' | '｡' | '٫' => '.',
        '−' => '-',
        '×' => '*',
        '÷' => '/',
        '￥' => '¥',
        '￡' => '£',
        '’' | '٬' => '\'',
        '″' | '”' => '"',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// A figure or a sum, and what stood around it.
struct Bare {
    text: String,
    unit: Option<Unit>,
    currency: Option<Currency>,
    percent: bool,
}

/// Takes unit, currency and percent sign off both ends; a minus may stand before or after a currency.
fn undress(text: &str) -> Result<Bare, Text> {
    let unsigned = text.trim_start_matches(SIGNS);
    let sign = text.strip_suffix(unsigned).unwrap_or("");
    let starts = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '(');
    let start = unsigned.find(starts);
    let (head, rest) = start.and_then(|at| unsigned.split_at_checked(at)).ok_or(code::NOT_A_NUMBER)?;
    let body = rest.trim_end_matches(|c: char| !c.is_ascii_digit() && c != ')');
    let tail = rest.strip_prefix(body).unwrap_or("");
    // `7.` and `7.kg` happen on the way to `7.5kg`.
    let unmarked = tail.strip_prefix(['.', ',']).unwrap_or(tail);
    let mark = tail.strip_suffix(unmarked).unwrap_or("");
    let tail = unmarked.trim().trim_end_matches('.').to_ascii_lowercase();

    let mut bare =
        Bare { text: format!("{sign}{body}{mark}"), unit: unit(&tail), currency: None, percent: tail == "%" };
    let mut ends = vec![head.trim().to_ascii_lowercase()];
    if bare.unit.is_none() && !bare.percent {
        ends.push(tail);
    }
    for end in ends.iter().filter(|end| !end.is_empty()) {
        bare.currency = currency(end).ok_or(code::NOT_A_NUMBER)?.or(bare.currency);
    }
    Ok(bare)
}

/// The unit of a name in lower case.
pub(crate) fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "g" | "gram" | "grams" | "gramme" | "grammes" | "克" | "公克" => Unit::Gram,
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "千克" | "公斤" | "㎏" => Unit::Kilogram,
        "oz" | "ounce" | "ounces" | "盎司" | "安士" => Unit::Ounce,
        "lb" | "lbs" | "pound" | "pounds" | "磅" | "英磅" => Unit::Pound,
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" | "毫米" | "公釐" | "㎜" => {
            Unit::Millimetre
        }
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" | "厘米" | "公分" | "㎝" => {
            Unit::Centimetre
        }
        "in" | "inch" | "inches" | "\"" | "''" | "英寸" | "英吋" | "吋" => Unit::Inch,
        _ => return None,
    })
}

/// Whether a text in lower case names money, and which: `eur`, `¥`, `us$`, `元`.
fn currency(name: &str) -> Option<Option<Currency>> {
    if let Some(letters) = name.strip_suffix(['¥', '$', '€', '£']) {
        return (letters.len() <= 2 && letters.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(None);
    }
    if matches!(name, "元" | "rmb") {
        return Some(None);
    }
    CURRENCIES.iter().find(|known| known.eq_ignore_ascii_case(name)).map(|known| Currency::from_code(known))
}

/// Reads one figure: a sign, digits and marks, nothing else.
fn figure(text: &str, marks: Marks) -> Result<(Decimal, Reading), Text> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    let known = digits.chars().all(|c| c.is_ascii_digit() || is_mark(c));
    if !known || !digits.contains(|c: char| c.is_ascii_digit()) {
        return Err(code::NOT_A_NUMBER);
    }
    let marks = Marks { decimal: fold(marks.decimal), group: fold(marks.group) };

    // The last point or comma parts whole and fraction, unless it stands there twice: then it groups.
    let last = digits.chars().rfind(|c| matches!(c, '.' | ','));
    let point = last.filter(|mark| digits.matches(*mark).count() == 1);
    let (whole, fraction) = match point {
        Some(mark) => digits.split_once(mark).unwrap_or((digits, "")),
        None => (digits.strip_suffix(['.', ',']).unwrap_or(digits), ""),
    };
    let separator = whole.chars().find(|c| is_mark(*c));
    let groups: Vec<&str> = whole.split(is_mark).collect();
    let mixed = whole.chars().any(|c| is_mark(c) && Some(c) != separator);
    let empty = separator.is_some() && groups.contains(&"");
    if mixed || empty || fraction.contains(is_mark) {
        return Err(code::NOT_A_NUMBER);
    }
    // Groups at odd places are read where the mark can only group. A space or an apostrophe there may part two
    // figures (`12 1/2`, `5'11`), and a second decimal mark is a slip of the finger, or a date.
    let odd = separator.is_some() && !in_thousands(&groups);
    if odd && (separator == Some(marks.decimal) || matches!(separator, Some(' ' | '\''))) {
        return Err(code::NOT_A_NUMBER);
    }

    let exact = |text: String| decimal(&text).ok_or(code::NUMBER_NOT_EXACT);
    let value = exact(format!("{sign}{}.{fraction}0", groups.concat()))?;
    if separator.is_none() && fraction.len() == 3 && in_thousands(&[whole, fraction]) {
        let thousands = exact(format!("{sign}{whole}{fraction}"))?;
        let (value, other) = if point == Some(marks.decimal) { (value, thousands) } else { (thousands, value) };
        return Ok((value, Reading::Ambiguous { other }));
    }
    let unfinished = separator.is_none() && fraction.is_empty();
    let point_is_own = unfinished || point.is_none_or(|mark| mark == marks.decimal);
    let groups_are_own = separator.is_none_or(|mark| mark == marks.group || matches!(mark, ' ' | '\''));
    let plain = point_is_own && groups_are_own && !odd;
    Ok((value, if plain { Reading::Plain } else { Reading::Regrouped }))
}

/// Whether groups of digits stand as thousands do: one to three, not beginning with zero, then three each.
fn in_thousands(groups: &[&str]) -> bool {
    groups.split_first().is_some_and(|(first, rest)| {
        matches!(first.len(), 1..=3) && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3)
    })
}

/// The value of a sum, within what a figure can hold.
fn sum(text: &str, marks: Marks) -> Result<Decimal, Text> {
    let mut sum = Sum { rest: text.trim(), marks };
    let value = sum.terms(0)?;
    if !sum.rest.is_empty() {
        return Err(code::NOT_A_NUMBER);
    }
    let rounded = value.round_dp_with_strategy(FRACTION, RoundingStrategy::MidpointAwayFromZero);
    decimal(&rounded.to_string()).ok_or(code::NUMBER_NOT_EXACT)
}

/// Recursive descent over the rest of a sum; the rest never begins with a space.
struct Sum<'a> {
    rest: &'a str,
    marks: Marks,
}

impl Sum<'_> {
    /// `term (("+" | "-") term)*`
    fn terms(&mut self, depth: u32) -> Result<Decimal, Text> {
        let mut value = self.factors(depth)?;
        loop {
            let result = if self.eat('+') {
                value.plus(self.factors(depth)?)
            } else if self.eat('-') {
                value.minus(self.factors(depth)?)
            } else {
                return Ok(value);
            };
            value = result.ok_or(code::NUMBER_NOT_EXACT)?;
        }
    }

    /// `factor (("*" | "/") factor)*`
    fn factors(&mut self, depth: u32) -> Result<Decimal, Text> {
        let mut value = self.factor(depth)?;
        loop {
            let result = if self.eat('*') {
                value.times(self.factor(depth)?)
            } else if self.eat('/') {
                let by = self.factor(depth)?;
                if by.is_zero() {
                    return Err(code::NOT_A_NUMBER);
                }
                value.over(by)
            } else {
                return Ok(value);
            };
            value = result.ok_or(code::NUMBER_NOT_EXACT)?;
        }
    }

    /// `("+" | "-") factor | "(" sum ")" | figure`
    fn factor(&mut self, depth: u32) -> Result<Decimal, Text> {
        if depth > MAX_DEPTH {
            return Err(code::NOT_A_NUMBER);
        }
        if self.eat('-') {
            return self.factor(depth + 1).map(|value| -value);
        }
        if self.eat('+') {
            return self.factor(depth + 1);
        }
        if self.eat('(') {
            let value = self.terms(depth + 1)?;
            return if self.eat(')') { Ok(value) } else { Err(code::NOT_A_NUMBER) };
        }
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_mark(c));
        let text = self.rest.strip_suffix(rest).unwrap_or("");
        self.rest = rest;
        figure(text, self.marks).map(|(value, _)| value)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.map_or(self.rest, str::trim_start);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: Marks = Marks { decimal: ',', group: '.' };
    const FRENCH: Marks = Marks { decimal: ',', group: '\u{202F}' };
    const SWISS: Marks = Marks { decimal: '.', group: '’' };
    const EVERY: [Marks; 4] = [Marks::ENGLISH, GERMAN, FRENCH, SWISS];

    /// `value`, then `?other` if ambiguous, `!` if regrouped, `=` if computed, then unit and currency; or the code.
    fn read(text: &str, marks: Marks) -> String {
        let typed = match parse(text, marks) {
            Ok(Some(typed)) => typed,
            Ok(None) => return "blank".to_owned(),
            Err(code) => return code.to_string(),
        };
        let reading = match typed.reading {
            Reading::Plain => String::new(),
            Reading::Ambiguous { other } => format!("?{other}"),
            Reading::Regrouped => "!".to_owned(),
            Reading::Computed => "=".to_owned(),
        };
        let unit = typed.unit.map_or("", Unit::symbol);
        format!("{}{reading}{unit}{}", typed.value, typed.currency.map_or("", Currency::code))
    }

    #[track_caller]
    fn all(marks: &[Marks], cases: &[(&str, &str)]) {
        for marks in marks {
            for (text, expected) in cases {
                assert_eq!(read(text, *marks), *expected, "{text:?} with {marks:?}");
            }
        }
    }

    #[test]
    fn what_every_locale_reads_alike() {
        all(
            &EVERY,
            &[
                ("", "blank"),
                (" \u{3000}\t\n", "blank"),
                ("42", "42"),
                ("-42", "-42"),
                ("− 42", "-42"),
                ("+42", "42"),
                ("-0", "0"),
                ("007", "7"),
                ("7.", "7"),
                ("7,", "7"),
                ("1 234 567", "1234567"),
                ("1\u{A0}234", "1234"),
                ("1\u{202F}234", "1234"),
                ("1\u{2009}234", "1234"),
                ("1'234", "1234"),
                ("1’234’567", "1234567"),
                ("1٬234", "1234"),
                ("\u{200E}-5\u{200F}", "-5"),
                ("１２３", "123"),
                ("－５％", "-5"),
            ],
        );
    }

    #[test]
    fn both_decimal_marks_where_only_one_reading_is_possible() {
        all(&[Marks::ENGLISH, SWISS], &[("0.385", "0.385"), (".5", "0.5"), ("1234.567", "1234.567"), ("1.25", "1.25")]);
        all(
            &[Marks::ENGLISH, SWISS],
            &[("0,385", "0.385!"), (",5", "0.5!"), ("1234,567", "1234.567!"), ("1,25", "1.25!")],
        );
        all(&[GERMAN, FRENCH], &[("0,385", "0.385"), (",5", "0.5"), ("1234,567", "1234.567"), ("1,25", "1.25")]);
        all(&[GERMAN, FRENCH], &[("0.385", "0.385!"), (".5", "0.5!"), ("1234.567", "1234.567!"), ("1.25", "1.25!")]);
        all(&[Marks::ENGLISH], &[("１１。５", "11.5"), ("１１．５", "11.5"), ("1，234．5", "1234.5")]);
    }

    #[test]
    fn a_thousand_or_a_decimal() {
        all(
            &[Marks::ENGLISH, SWISS],
            &[("1,234", "1234?1.234"), ("1.234", "1.234?1234"), ("-12.345", "-12.345?-12345")],
        );
        all(&[GERMAN, FRENCH], &[("1,234", "1.234?1234"), ("1.234", "1234?1.234"), ("123.000", "123000?123")]);
    }

    #[test]
    fn grouping() {
        all(
            &[Marks::ENGLISH],
            &[
                ("1,234.56", "1234.56"),
                ("1,234,567", "1234567"),
                ("1,234,", "1234"),
                ("1.234,56", "1234.56!"),
                ("1.234.567", "1234567!"),
                ("1,23,456", "123456!"),
                ("1,2345,6789.5", "123456789.5!"),
                ("1 234.567", "1234.567"),
                ("1 234,567", "1234.567!"),
            ],
        );
        all(
            &[GERMAN],
            &[
                ("1.234,56", "1234.56"),
                ("1.234.567", "1234567"),
                ("1,234,567", "1234567!"),
                ("1,234.56", "1234.56!"),
                ("1.23.456", "123456!"),
                ("1,23,456", "NOT_A_NUMBER"),
            ],
        );
        all(&[FRENCH], &[("1 234,567", "1234.567"), ("1.234.567", "1234567!")]);
        all(&[SWISS], &[("1’234.567", "1234.567"), ("1’234,5", "1234.5!")]);
    }

    #[test]
    fn what_stands_around_a_figure() {
        all(
            &EVERY,
            &[
                ("¥42", "42"),
                ("￥ 42", "42"),
                ("-$42", "-42"),
                ("€-42", "-42"),
                ("42 £", "42"),
                ("US$42", "42"),
                ("42元", "42"),
                ("42 EUR", "42EUR"),
                ("cny 42", "42CNY"),
                ("19%", "19"),
                ("19 ％", "19"),
                ("42 KG", "42kg"),
                ("42kg.", "42kg"),
                ("7.kg", "7kg"),
                ("12 in", "12in"),
                ("12\"", "12in"),
                ("12”", "12in"),
                ("12''", "12in"),
                ("12吋", "12in"),
                ("3 lbs", "3lb"),
                ("3磅", "3lb"),
                ("5 Ounces", "5oz"),
                ("5 盎司", "5oz"),
                ("5公斤", "5kg"),
                ("5 克", "5g"),
                ("5公分", "5cm"),
                ("5 ㎝", "5cm"),
                ("５ｃｍ", "5cm"),
                ("5毫米", "5mm"),
            ],
        );
        all(&[Marks::ENGLISH], &[("¥42.50", "42.5"), ("42.5 kg", "42.5kg"), ("$1,234.50", "1234.5")]);
    }

    #[test]
    fn no_sure_reading_is_a_problem() {
        for text in [
            ".",
            "-",
            "kg",
            "¥",
            "%",
            "=",
            "abc",
            "NaN",
            "inf",
            "1e3",
            "0x10",
            "--5",
            "(5)",
            "1..5",
            "1,,234",
            "1.5.",
            "1'2",
            "5'11\"",
            "12 34",
            "12 1/2",
            "1 234'567",
            "1.234 567",
            "1,234.567.890",
            "5 kg kg",
            "5 cm²",
            "5% kg",
            "1-",
            "38+",
            "2(3)",
            "(2",
            "=2)",
            "1/0",
            "1/(2-2)",
            "100*19%",
            "2kg*3",
            "٣",
            "一百",
            "5 xyz",
            "$$5",
            "¼",
        ] {
            assert_eq!(read(text, Marks::ENGLISH), "NOT_A_NUMBER", "{text:?}");
        }
        assert_eq!(parse(&"1".repeat(MAX_CHARS + 1), GERMAN), Err(code::NOT_A_NUMBER));
    }

    #[test]
    fn more_digits_than_a_figure_holds() {
        all(
            &EVERY,
            &[
                ("999999999999999", "999999999999999"),
                ("000 999 999 999 999 999", "NOT_A_NUMBER"),
                ("1000000000000000", "NUMBER_NOT_EXACT"),
                ("999999999999999*10", "NUMBER_NOT_EXACT"),
                ("999999999999999*999999999999999*999999999999999", "NUMBER_NOT_EXACT"),
            ],
        );
        all(&[Marks::ENGLISH], &[("0.123456789", "0.123456789"), ("0.1234567891", "NUMBER_NOT_EXACT")]);
    }

    #[test]
    fn sums() {
        all(
            &EVERY,
            &[
                ("=38+7", "45="),
                ("＝３８＋７", "45="),
                ("1200/24", "50="),
                ("1 200 ÷ 24", "50="),
                ("=(3+4)*2", "14="),
                ("(3 + 4) × 2 kg", "14=kg"),
                ("2+3*4-5", "9="),
                ("-2--3", "1="),
                ("-(2+3)", "-5="),
                ("=7", "7="),
                ("10/3", "3.333333333="),
                ("-2/3", "-0.666666667="),
                ("1/3*3", "1="),
                ("1/2\"", "0.5=in"),
            ],
        );
        all(&[Marks::ENGLISH], &[("=(3+4)*2.5", "17.5="), ("100-1,9", "98.1="), ("1,234+1", "1235=")]);
        all(&[GERMAN], &[("100-1,9", "98.1="), ("1,234+1", "2.234=")]);
        let nested = |depth| evaluate(&format!("{}1{}", "(".repeat(depth), ")".repeat(depth)), GERMAN);
        assert_eq!(nested(32), Ok(Decimal::ONE));
        assert_eq!(nested(33), Err(code::NOT_A_NUMBER));
    }

    #[test]
    fn sizes() {
        let size = |text| match sides(text, Marks::ENGLISH) {
            Ok(Some(size)) => {
                let figures: Vec<String> = size.figures.iter().map(ToString::to_string).collect();
                let mark = if size.reading == Reading::Plain { "" } else { "!" };
                format!("{}{}{mark}", figures.join("x"), size.unit.map_or("", Unit::symbol))
            }
            Ok(None) => "blank".to_owned(),
            Err(code) => code.to_string(),
        };
        for text in
            ["20x15x8 cm", "20*15*8cm", "20×15×8CM", "20 × 15 × 8 厘米", "20cm x 15cm x 8cm", "２０Ｘ１５ｘ８公分"]
        {
            assert_eq!(size(text), "20x15x8cm", "{text}");
        }
        assert_eq!(size("80x12 in"), "80x12in");
        assert_eq!(size("20×15×8"), "20x15x8");
        assert_eq!(size("20,5x15x8"), "20.5x15x8!");
        assert_eq!(size(" "), "blank");
        assert_eq!(size("20"), "SIZE_INCOMPLETE");
        assert_eq!(size("1x2x3x4"), "SIZE_INCOMPLETE");
        assert_eq!(size("20x15x8in cm"), "NOT_A_NUMBER");
        assert_eq!(size("20cm x 15in x 8in"), "UNIT_MISMATCH");
        assert_eq!(size("20xx8"), "NOT_A_NUMBER");
        assert_eq!(size("20x15x8 EUR"), "NOT_A_NUMBER");
    }
}
