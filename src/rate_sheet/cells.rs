//! What stands in one cell: a figure, a range of weights, days.

use rust_decimal::Decimal;

use super::texts::problem;
use crate::amount::Currency;
use crate::number::{self, Marks, Reading, Typed};
use crate::pack::Days;
use crate::schema::Text;
use crate::table::unguarded;
use crate::units::Unit;

/// Larger than any weight or price of a sheet.
const LARGEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// How figures of a sheet are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    /// The marks.
    pub(super) marks: Marks,
    /// Whether the sheet itself shows that these are its marks.
    pub(super) sure: bool,
}

impl Figures {
    /// The marks that the figures of a sheet show, or those of the reader where they show none or both: `12.5` and
    /// `0,250` have one reading, `1,250` has two.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>, readers: Marks) -> Self {
        let (mut point, mut comma) = (false, false);
        for cell in cells {
            for run in cell.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')) {
                let run = run.trim_end_matches(['.', ',']);
                match decimal_mark(run) {
                    Some('.') => point = true,
                    Some(_) => comma = true,
                    None => {}
                }
            }
        }
        match (point, comma) {
            (true, false) => Self { marks: Marks::ENGLISH, sure: true },
            (false, true) => Self { marks: Marks { decimal: ',', group: '.' }, sure: true },
            _ => Self { marks: readers, sure: false },
        }
    }

    /// The figure of a cell, not negative; `None` for a cell that says nothing (`-`, `/`, `无`).
    pub(super) fn figure(self, cell: &str) -> Result<Option<Typed>, Text> {
        let text = unguarded(cell.trim());
        if says_nothing(text) {
            return Ok(None);
        }
        if text.starts_with(['=', '@', '＝']) {
            return Err(problem::FORMULA);
        }
        if is_date(text) {
            return Err(problem::DATE_MANGLED);
        }
        if text.contains(['%', '％']) {
            return Err(problem::PERCENT);
        }
        let typed = number::parse(text, self.marks).map_err(|_| problem::NOT_A_NUMBER)?;
        let Some(typed) = typed else { return Ok(None) };
        match typed.reading {
            Reading::Computed => return Err(problem::FORMULA),
            Reading::Ambiguous { .. } if !self.sure => return Err(problem::AMBIGUOUS_NUMBER),
            _ => {}
        }
        match typed.value {
            value if value.is_sign_negative() && !value.is_zero() => Err(problem::NEGATIVE),
            value if value > LARGEST => Err(problem::NOT_A_NUMBER),
            _ => Ok(Some(typed)),
        }
    }

    /// A range of weights; `None` for an empty cell.
    pub(super) fn range(self, cell: &str) -> Result<Option<Range>, Text> {
        let text = unguarded(cell.trim());
        if says_nothing(text) {
            return Ok(None);
        }
        if text.starts_with(['=', '@']) {
            return Err(problem::FORMULA);
        }
        if is_date(text) {
            return Err(problem::DATE_MANGLED);
        }
        let plain = plain_range(text);
        let mut parts = Vec::new();
        let mut rest = plain.as_str();
        loop {
            let end = rest.find(OPERATORS).unwrap_or(rest.len());
            let (amount, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let amount = if amount.is_empty() { None } else { self.figure(amount).map_err(in_range)? };
            parts.push(Part::Weight(amount));
            let mut chars = behind.chars();
            let Some(operator) = chars.next() else { break };
            parts.push(Part::Operator(operator));
            rest = chars.as_str();
        }
        parts.retain(|part| !matches!(part, Part::Weight(None)));
        bounds(&parts).map(Some)
    }

    /// Days, `6-12` or `8`, whatever is written behind them.
    pub(super) fn days(self, cell: &str) -> Result<Option<Days>, Text> {
        let text = unguarded(cell.trim());
        if says_nothing(text) {
            return Ok(None);
        }
        if is_date(text) {
            return Err(problem::DATE_MANGLED);
        }
        let figures: Vec<_> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let days = |text: &str| text.parse().ok().filter(|days| *days <= 365_u32).ok_or(problem::NOT_A_NUMBER);
        let found = match figures.as_slice() {
            [one] => Days { from: days(one)?, to: days(one)? },
            [from, to] => Days { from: days(from)?, to: days(to)? },
            _ => return Err(problem::NOT_A_NUMBER),
        };
        if found.from > found.to { Err(problem::RANGE_REVERSED) } else { Ok(Some(found)) }
    }
}

/// In a range a figure with a unit of another kind, or a sum, is no range.
fn in_range(code: Text) -> Text {
    if code == problem::NOT_A_NUMBER { problem::NOT_A_RANGE } else { code }
}

/// The mark of a run of digits that can only be the decimal one.
fn decimal_mark(run: &str) -> Option<char> {
    let last = run.rfind(['.', ','])?;
    let (whole, fraction) = run.split_at_checked(last)?;
    let mark = fraction.chars().next()?;
    let marks = run.matches(['.', ',']).count();
    let both = run.contains('.') && run.contains(',');
    let certain = if marks == 1 { fraction.len() != 4 || matches!(whole, "" | "0") } else { both };
    (certain && run.matches(mark).count() == 1).then_some(mark)
}

/// Whether a cell is empty, or says that there is nothing.
pub(super) fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "" | "-" | "--" | "—" | "——" | "–" | "/" | "\\" | "无" | "無" | "*")
        || ["n/a", "na", "none", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a cell of zones names none, or says that all of the country is meant.
pub(super) fn says_everywhere(text: &str) -> bool {
    const ALL: &str = "全境 全国 全國 全部 全区 全區 全域 所有 不限 整国 整國 all allzones allareas allregions \
        allpostcodes everywhere nationwide countrywide wholecountry entirecountry any";
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).collect();
    says_nothing(text) || ALL.split_whitespace().any(|word| word == plain)
}

/// Whether a spreadsheet has made a date of it: `2-Jan`, `1月2日`, `2026/1/2`.
fn is_date(text: &str) -> bool {
    let text = text.to_lowercase();
    let word = |c: char| !c.is_ascii_alphabetic();
    let digit = text.contains(|c: char| c.is_ascii_digit());
    let month = text.split(word).any(|word| MONTHS.contains(&word));
    let figures: Vec<_> = text.split(['-', '/', ' ', ':', '.']).collect();
    let all_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let by_figures = matches!(figures.as_slice(), [first, second, third, ..]
        if [first, second, third].into_iter().all(all_digits)
            && (first.len() == 4 || third.len() == 4)
            && second.len() <= 2)
        && text.contains(['-', '/']);
    (digit && (month || (text.contains('月') && text.contains('日')))) || by_figures
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    /// The weight.
    pub(super) at: Decimal,
    /// Whether the weight itself is within, where the sheet says.
    pub(super) included: Option<bool>,
}

/// A range of weights, in the unit as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// Lower end; none for `≤2kg` and single weights.
    pub(super) from: Option<Bound>,
    /// Upper end; none for `21kg+`.
    pub(super) to: Option<Bound>,
    /// The unit written with it.
    pub(super) unit: Option<Unit>,
    /// One weight and nothing else.
    pub(super) single: bool,
}

const OPERATORS: [char; 6] = ['-', '<', '>', '≤', '≥', '+'];

enum Part {
    Weight(Option<Typed>),
    Operator(char),
}

/// One spelling for the ways to write a range.
fn plain_range(text: &str) -> String {
    let mut plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    for (spellings, one) in [
        ("weight 重量 实重 計費重 计费重 （含） (含) 含 及", ""),
        ("＜", "<"),
        ("＞", ">"),
        ("＋", "+"),
        ("<= =< <＝ ≦ ⩽ upto", "≤"),
        (">= >＝ ≧ ⩾", "≥"),
        ("under below", "<"),
        ("above over", ">"),
        ("至 到 to ～ ~ — – − －", "-"),
        ("w", ""),
        ("+kgs +kg", "kg+"),
        ("+lbs +lb", "lb+"),
        ("+g", "g+"),
    ] {
        for spelling in spellings.split(' ').filter(|spelling| plain.contains(spelling)).collect::<Vec<_>>() {
            plain = plain.replace(spelling, one);
        }
    }
    for (behind, before) in [("以下", "≤"), ("以内", "≤"), ("以內", "≤"), ("以上", "")] {
        if let Some(rest) = plain.strip_suffix(behind) {
            plain = if before.is_empty() { format!("{rest}+") } else { format!("{before}{rest}") };
        }
    }
    plain
}

/// The ends of a range from its weights and operators.
fn bounds(parts: &[Part]) -> Result<Range, Text> {
    use Part::{Operator, Weight};
    let end = |typed: &Typed, included| Bound { at: typed.value, included };
    let at_least = |sign: char| Some(matches!(sign, '≤' | '≥'));
    let (mut from, mut to, mut single) = (None, None, false);
    let mut weights = Vec::new();
    for part in parts {
        if let Weight(Some(typed)) = part {
            weights.push(typed);
        }
    }
    match parts {
        [Weight(Some(one))] => (to, single) = (Some(end(one, None)), true),
        [Weight(Some(low)), Operator('-'), Weight(Some(high))] => {
            (from, to) = (Some(end(low, None)), Some(end(high, None)));
        }
        [Weight(Some(low)), Operator(lower @ ('<' | '≤')), Operator(upper @ ('<' | '≤')), Weight(Some(high))] => {
            (from, to) = (Some(end(low, at_least(*lower))), Some(end(high, at_least(*upper))));
        }
        [Weight(Some(high)), Operator(upper @ ('>' | '≥')), Operator(lower @ ('>' | '≥')), Weight(Some(low))] => {
            (from, to) = (Some(end(low, at_least(*lower))), Some(end(high, at_least(*upper))));
        }
        [Operator(sign @ ('<' | '≤')), Weight(Some(high))] | [Weight(Some(high)), Operator(sign @ ('>' | '≥'))] => {
            to = Some(end(high, at_least(*sign)));
        }
        [Operator(sign @ ('>' | '≥')), Weight(Some(low))] | [Weight(Some(low)), Operator(sign @ ('<' | '≤'))] => {
            from = Some(end(low, at_least(*sign)));
        }
        [Weight(Some(low)), Operator('+' | '-')] => from = Some(end(low, None)),
        [Operator('-'), Weight(Some(_)), ..] => return Err(problem::NEGATIVE),
        _ => return Err(problem::NOT_A_RANGE),
    }
    if weights.iter().any(|typed| typed.currency.is_some()) {
        return Err(problem::NOT_A_RANGE);
    }
    let mut units = weights.iter().filter_map(|typed| typed.unit);
    let unit = units.next_back();
    if units.any(|other| Some(other) != unit) {
        return Err(problem::UNIT_CONTRADICTION);
    }
    if unit.is_some_and(|unit| unit.dimension() != crate::units::Dimension::Weight) {
        return Err(problem::NOT_A_RANGE);
    }
    if let (Some(from), Some(to)) = (from, to)
        && from.at >= to.at
    {
        return Err(problem::RANGE_REVERSED);
    }
    Ok(Range { from, to, unit, single })
}

/// The sign of money in a text that names no currency by its code, and the currencies that it can stand for.
pub(super) fn sign(text: &str) -> Option<&'static [&'static str]> {
    // Longer names first: a dollar is also an 元.
    const SIGNS: [(&str, &[&str]); 21] = [
        ("us$", &["USD"]),
        ("hk$", &["HKD"]),
        ("nt$", &["TWD"]),
        ("a$", &["AUD"]),
        ("c$", &["CAD"]),
        ("s$", &["SGD"]),
        ("r$", &["BRL"]),
        ("美元", &["USD"]),
        ("美金", &["USD"]),
        ("欧元", &["EUR"]),
        ("歐元", &["EUR"]),
        ("英镑", &["GBP"]),
        ("港币", &["HKD"]),
        ("港幣", &["HKD"]),
        ("日元", &["JPY"]),
        ("$", &["USD", "AUD", "CAD", "HKD", "TWD", "SGD", "NZD", "MXN"]),
        ("€", &["EUR"]),
        ("£", &["GBP"]),
        ("¥", &["CNY", "JPY"]),
        ("￥", &["CNY", "JPY"]),
        ("元", &["CNY", "TWD", "HKD"]),
    ];
    // Most cells are bare figures.
    if text.is_ascii() && !text.contains('$') {
        return None;
    }
    let text = text.to_lowercase();
    SIGNS.iter().find(|(sign, _)| text.contains(sign)).map(|(_, currencies)| *currencies)
}

/// The currency that a text names by its code, or by a word or sign that can mean no other.
pub(super) fn currency(text: &str) -> Option<Currency> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let mut codes = words.filter_map(|word| match word.to_ascii_uppercase().as_str() {
        "RMB" => Some(Currency::CNY),
        code => Currency::from_code(code),
    });
    let named = codes.next().or_else(|| (text.contains("人民币") || text.contains("人民幣")).then_some(Currency::CNY));
    named.or_else(|| match sign(text) {
        Some([only]) => Currency::from_code(only),
        _ => None,
    })
}

/// The first unit of weight that stands in a text, with the figure before it: `首重(0.5KG)`, `price per 100 g`.
pub(super) fn weight_in(text: &str) -> Option<(Option<Decimal>, Unit)> {
    // The longer ones first: a 千克 is no 克.
    const UNITS: [(&str, Unit); 5] = [
        ("公斤 千克 ㎏ kgs kg kilo kilogram", Unit::Kilogram),
        ("克 grams gram g", Unit::Gram),
        ("磅 lbs lb pound", Unit::Pound),
        ("oz ounce", Unit::Ounce),
        ("安士 盎司", Unit::Ounce),
    ];
    let text = text.to_lowercase();
    let no_letter = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphabetic());
    let whole_word = |name: &str| {
        text.match_indices(name).map(|(at, _)| at).find(|at| {
            let before = text.get(..*at).and_then(|before| before.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
            !name.is_ascii() || (no_letter(before) && no_letter(after))
        })
    };
    let names = UNITS.iter().flat_map(|(names, unit)| names.split(' ').map(move |name| (name, *unit)));
    let found = names.into_iter().find_map(|(name, unit)| Some((whole_word(name)?, unit)));
    let (at, unit) = found?;
    let before = text.get(..at)?.trim_end();
    let figure = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let figure = before.strip_prefix(figure)?;
    Some((crate::value::decimal(figure).filter(|value| *value > Decimal::ZERO), unit))
}

/// Takes what a price is for off its end: `/kg`, `/票`.
pub(super) fn without_per<'a>(cell: &'a str, ends: &[&str]) -> &'a str {
    let cell = cell.trim();
    let fits = |end: &&&str| {
        cell.len()
            .checked_sub(end.len())
            .and_then(|at| cell.get(at..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let end = ends.iter().find(fits).map_or(0, |end| end.len());
    cell.get(..cell.len() - end).unwrap_or(cell).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure() -> Figures {
        Figures { marks: Marks::ENGLISH, sure: true }
    }

    fn shown(cell: &str) -> String {
        let bound = |bound: Option<Bound>| {
            bound.map_or("∞".to_owned(), |bound| {
                let sign = match bound.included {
                    None => "",
                    Some(true) => "=",
                    Some(false) => "≠",
                };
                format!("{}{sign}", bound.at)
            })
        };
        match sure().range(cell) {
            Err(code) => code.to_string(),
            Ok(None) => "blank".to_owned(),
            Ok(Some(range)) => {
                let unit = range.unit.map(Unit::symbol).unwrap_or_default();
                format!("{}..{}{unit}", bound(range.from), bound(range.to))
            }
        }
    }

    #[test]
    fn ranges_as_the_trade_writes_them() {
        for (cell, range) in [
            ("0.101-0.2", "0.101..0.2"),
            ("0.101 – 0.2 kg", "0.101..0.2kg"),
            ("0<W≤0.5", "0≠..0.5="),
            ("0 ＜ W ≤ 0.5", "0≠..0.5="),
            ("0<=w<0.5kg", "0=..0.5≠kg"),
            ("0.5≥W>0", "0≠..0.5="),
            ("0-0.1KG", "0..0.1kg"),
            ("0KG-0.1KG", "0..0.1kg"),
            ("0g-100g", "0..100g"),
            ("500g-1kg", "UNIT_CONTRADICTION"),
            ("≤2kg", "∞..2=kg"),
            ("<= 2", "∞..2="),
            (">30", "30≠..∞"),
            ("W>0kg", "0≠..∞kg"),
            ("2kg以下", "∞..2=kg"),
            ("2KG及以上", "2..∞kg"),
            ("21+", "21..∞"),
            ("21kg+", "21..∞kg"),
            ("21KG以上", "21..∞kg"),
            ("21+kg", "21..∞kg"),
            ("0.5", "∞..0.5"),
            ("1,000-2,000", "1000..2000"),
            ("2公斤至5公斤", "2..5kg"),
            ("0-2 to 5", "NOT_A_RANGE"),
            ("5-2", "RANGE_REVERSED"),
            ("2-Jan", "DATE_MANGLED"),
            ("1月2日", "DATE_MANGLED"),
            ("2026-01-02", "DATE_MANGLED"),
            ("-5", "NEGATIVE"),
            ("heavy", "NOT_A_RANGE"),
            ("0-2cm", "NOT_A_RANGE"),
            ("=A1", "FORMULA"),
            ("", "blank"),
        ] {
            assert_eq!(shown(cell), range, "{cell:?}");
        }
    }

    #[test]
    fn figures_and_what_is_none() {
        let read = |cell: &str| match sure().figure(cell) {
            Ok(typed) => typed.map(|typed| typed.value.to_string()).unwrap_or_default(),
            Err(code) => code.to_string(),
        };
        for (cell, figure) in [
            ("12.5", "12.5"),
            ("￥85", "85"),
            ("'=1", "FORMULA"),
            ("=1+1", "FORMULA"),
            ("85+20", "FORMULA"),
            ("-3", "NEGATIVE"),
            ("20%", "PERCENT"),
            ("12-Jun", "DATE_MANGLED"),
            ("1.2E+05", "NOT_A_NUMBER"),
            ("call us", "NOT_A_NUMBER"),
            ("2000000000", "NOT_A_NUMBER"),
            ("/", ""),
        ] {
            assert_eq!(read(cell), figure, "{cell:?}");
        }
    }

    #[test]
    fn the_sheet_shows_its_marks() {
        let of = |cells: &[&str]| {
            let figures = Figures::of(cells.iter().copied(), Marks::ENGLISH);
            (figures.marks.decimal, figures.sure)
        };
        assert_eq!(of(&["1,234", "0.101-0.2"]), ('.', true));
        assert_eq!(of(&["1.234", "85,50"]), (',', true));
        assert_eq!(of(&["1.234,5"]), (',', true));
        assert_eq!(of(&["1,234", "1.234", "12"]), ('.', false));
        assert_eq!(of(&["12,5", "12.5"]), ('.', false));
    }

    #[test]
    fn weights_in_headers() {
        let read = |text: &str| {
            weight_in(text).map(|(figure, unit)| {
                format!("{}{}", figure.map(|figure| figure.to_string()).unwrap_or_default(), unit.symbol())
            })
        };
        assert_eq!(read("首重(0.5KG)").as_deref(), Some("0.5kg"));
        assert_eq!(read("首重500克").as_deref(), Some("500g"));
        assert_eq!(read("单价（元/千克）").as_deref(), Some("kg"));
        assert_eq!(read("Weight From (g)").as_deref(), Some("g"));
        assert_eq!(read("Shipping charge"), None);
    }
}
