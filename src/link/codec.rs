//! Writes and reads links; see the module above.

use core::fmt;

use super::{MAX_LENGTH, base64, check, deflate, upgrade};
use crate::calculators;
use crate::schema::{Answer, Arg, Calculator, Kind, MAX_ROWS, Meta, Record, code};
use crate::value::{Row, Value};

/// The link version that this release writes.
pub const VERSION: u32 = 1;
/// The most pairs of a link.
const MAX_PAIRS: usize = 64;
/// The longest value of a pair that is not a table.
const MAX_VALUE: usize = 64;
/// The most rows of a list that are written as pairs.
const MAX_ROW_PAIRS: usize = 20;
/// The most bytes that a table may unpack to.
const MAX_TABLE: usize = 64 * 1024;
/// The most cells of a row.
const MAX_CELLS: usize = 32;
/// Keys of the link itself; no field may use them.
pub const RESERVED: &[&str] = &["v", "t", "r", "y", "k"];

/// An opened link.
#[derive(Clone)]
pub struct Link {
    /// The calculator that it is for.
    pub calculator: &'static dyn Calculator,
    /// The case. What could not be read is in it as [`Value::Unreadable`].
    pub record: Record,
    /// Pairs that this version does not know, as they were.
    pub unknown: Vec<(String, String)>,
    /// The data snapshot that the sender computed with.
    pub snapshot: Option<String>,
    /// The sender's first headline figure. A claim, not a proof.
    pub claimed: Option<String>,
    /// Whether the link arrived whole.
    pub seal: Seal,
}

/// Whether a link arrived whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// The check fits.
    Whole,
    /// Written by hand or by a formula (`k=hand`): nothing to check.
    Hand,
    /// Cut off: there is no check. Fields at the end may be missing or short.
    Cut,
    /// Changed on the way: the check does not fit, or a pair is not of the grammar.
    Damaged,
}

/// Why a text is no link that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// There is no link in it: the page starts as always.
    Absent,
    /// Longer than [`MAX_LENGTH`]; not looked at.
    TooLong,
    /// Nothing in it can be read.
    Unreadable,
    /// Written by a newer version: its number, and the pairs as they are.
    Newer(u32, Vec<(String, String)>),
    /// For a calculator that this version does not have.
    UnknownCalculator(String),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("no link"),
            Self::TooLong => write!(f, "longer than {MAX_LENGTH} characters"),
            Self::Unreadable => f.write_str("nothing in the link can be read"),
            Self::Newer(version, _) => write!(f, "link version {version}; this release reads up to {VERSION}"),
            Self::UnknownCalculator(code) => write!(f, "no calculator {code}"),
        }
    }
}

impl core::error::Error for LinkError {}

/// What goes into a link besides the case.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// Pairs of a newer version, to be written back.
    pub unknown: Vec<(String, String)>,
    /// The snapshot of the answer.
    pub snapshot: Option<String>,
    /// The first headline figure of the answer; see [`claim`].
    pub claimed: Option<String>,
    /// Keys of private fields that the user ticked.
    pub private: Vec<&'static str>,
}

/// A written link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What stands behind the `#`.
    pub text: String,
    /// Keys of fields that hold something but are not in the link: private ones, words, figures too long.
    pub left_out: Vec<&'static str>,
}

/// Writes a case as a link.
#[must_use]
pub fn encode(calculator: &dyn Calculator, record: &Record, extras: &Extras) -> Written {
    // Of a case with so many pairs that nobody would read them all, the longest lists are packed first.
    let mut most = MAX_ROW_PAIRS;
    loop {
        let written = encode_with(calculator, record, extras, most);
        // The check is no pair of these.
        if most == 0 || written.text.matches('&').count() <= MAX_PAIRS {
            return written;
        }
        most -= 1;
    }
}

/// The same with at most so many rows of a list as pairs.
fn encode_with(calculator: &dyn Calculator, record: &Record, extras: &Extras, most: usize) -> Written {
    let fields = calculator.fields();
    let mut text = format!("v={VERSION}&t={}", calculator.link_code());
    let mut left_out = Vec::new();
    for (meta, value) in fields.iter().zip(&record.settled(fields).values) {
        let secret = meta.private && !extras.private.contains(&meta.key);
        match value {
            Value::Empty => {}
            Value::Rows(rows) if !secret => {
                for (index, column) in meta.columns().iter().enumerate() {
                    let lost = |row: &Row| {
                        row.cells
                            .get(index)
                            .is_some_and(|cell| *cell != Value::Empty && plain_cell(column, cell).is_empty())
                    };
                    if rows.iter().any(lost) {
                        left_out.push(column.key);
                    }
                }
                let rows: Vec<_> = rows.iter().map(|row| cells(meta, row)).filter(|cells| !cells.is_empty()).collect();
                let lines: Vec<_> = rows.iter().map(|cells| cells.join("_")).collect();
                if lines.len() > most || lines.iter().any(|line| line.len() > MAX_VALUE) {
                    let table: Vec<_> = rows.iter().map(|cells| cells.join(",")).collect();
                    let packed = deflate::pack(table.join("\n").as_bytes());
                    put(&mut text, &format!("z{}", meta.link), &base64::encode(&packed));
                } else {
                    lines.iter().for_each(|line| put(&mut text, meta.link, line));
                }
            }
            value => {
                let canonical = value.to_string();
                let is_series = matches!((&meta.kind, value), (Kind::Series, Value::Text(_)));
                if is_series && canonical.len() > MAX_VALUE && !secret {
                    let packed = base64::encode(&deflate::pack(canonical.as_bytes()));
                    put(&mut text, &format!("z{}", meta.link), &packed);
                    continue;
                }
                let fits = canonical.len() <= MAX_VALUE && canonical.bytes().all(is_value_byte);
                if secret || !fits || matches!(meta.kind, Kind::Text | Kind::Rows(_)) {
                    left_out.push(meta.key);
                } else {
                    put(&mut text, meta.link, &canonical);
                }
            }
        }
    }
    for (key, value) in &extras.unknown {
        put(&mut text, key, value);
    }
    for (key, value) in [("r", &extras.snapshot), ("y", &extras.claimed)] {
        if let Some(value) = value {
            put(&mut text, key, value);
        }
    }
    let check = check::of(text.as_bytes());
    put(&mut text, "k", &check);
    Written { text, left_out }
}

fn put(text: &mut String, key: &str, value: &str) {
    text.push('&');
    text.push_str(key);
    text.push('=');
    text.push_str(value);
}

/// The first headline figure, as `y` carries it: a decimal or a code.
#[must_use]
pub fn claim(answer: &Answer) -> Option<String> {
    // What the user pays by his own contract is nobody else's business.
    if answer.alternatives.first().is_some_and(|best| best.title.is_some()) {
        return None;
    }
    let claimed = match &answer.headline.first()?.value {
        Arg::Money(money) => money.value.normalize().to_string(),
        Arg::Amount(amount) => amount.value.normalize().to_string(),
        other => other.to_string(),
    };
    (claimed.len() <= MAX_VALUE && claimed.bytes().all(is_value_byte)).then_some(claimed)
}

/// Opens the link in a text: a fragment, or a whole address with the link behind `#` or, for chat programs that drop
/// fragments, behind `?`.
///
/// # Errors
/// [`LinkError`] where nothing can be opened. A damaged link is not an error: its [`Seal`] says so.
pub fn decode(text: &str) -> Result<Link, LinkError> {
    decode_among(text, calculators::ALL)
}

/// Opens the link in a text as [`decode`] does, in a program that has only these calculators.
///
/// # Errors
/// As of [`decode`]; [`LinkError::UnknownCalculator`] also for a calculator that is not among them.
pub fn decode_among(text: &str, among: &[&'static dyn Calculator]) -> Result<Link, LinkError> {
    let open = |found: &str| open(found, among);
    if text.len() > MAX_LENGTH {
        return Err(LinkError::TooLong);
    }
    match fragment(text) {
        Some(found) => {
            let opened = open(found);
            // Some chat programs escape once more, whole or in part.
            let retry =
                found.contains('%') && !matches!(&opened, Ok(link) if matches!(link.seal, Seal::Whole | Seal::Hand));
            if retry { open(&unescape(found)).or(opened) } else { opened }
        }
        None => {
            let unescaped = unescape(text);
            match fragment(&unescaped) {
                Some(found) => open(found),
                None if text.contains(['#', '=']) => Err(LinkError::Unreadable),
                None => Err(LinkError::Absent),
            }
        }
    }
}

/// The part that is the link: behind `#` or `?`, up to a second `#`.
fn fragment(text: &str) -> Option<&str> {
    let text = text.trim();
    let link = if text.starts_with("v=") { text } else { cut(text, "#v=").or_else(|| cut(text, "?v="))?.1.get(1..)? };
    link.split('#').next()
}

/// What stands before a mark, and the rest from the mark on.
fn cut<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(mark.len()).position(|bytes| bytes == mark.as_bytes())?;
    text.split_at_checked(at)
}

/// Undoes one level of percent-escapes; what is not an escape stays.
fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| bytes.get(at + offset).and_then(|byte| char::from(*byte).to_digit(16));
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    // What is no text is no link either; the rest of it still is.
    let plain = |byte: u8| if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER };
    String::from_utf8(out).unwrap_or_else(|bad| bad.into_bytes().into_iter().map(plain).collect())
}

fn is_value_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
}

fn is_key(key: &str) -> bool {
    (1..=3).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// A key and a value of the grammar, or nothing.
fn pair(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once('=')?;
    let short = value.len() <= MAX_VALUE || key.starts_with('z');
    (is_key(key) && short && value.bytes().all(is_value_byte)).then_some((key, value))
}

fn open(text: &str, among: &[&'static dyn Calculator]) -> Result<Link, LinkError> {
    // What stands behind the check was added on the way (`&appinstall=0`) and is dropped.
    let (body, sealed) = cut(text, "&k=").unwrap_or((text, ""));
    let given_check = sealed.strip_prefix("&k=").map(|rest| rest.split('&').next().unwrap_or(rest));
    let mut seal = match given_check {
        None => Seal::Cut,
        Some("hand") => Seal::Hand,
        Some(given) if check::fits(body.as_bytes(), given) => Seal::Whole,
        Some(_) => Seal::Damaged,
    };
    let mut pairs = Vec::new();
    for part in body.split('&') {
        match pair(part) {
            Some((key, value)) if pairs.len() < MAX_PAIRS => pairs.push((key.to_owned(), value.to_owned())),
            // The last value of a cut link may be anything.
            _ if seal == Seal::Cut => {}
            _ => seal = Seal::Damaged,
        }
    }
    let version = match pairs.first() {
        Some((key, value)) if key == "v" => value.parse::<u32>().ok().filter(|version| *version > 0),
        _ => None,
    };
    let version = version.ok_or(LinkError::Unreadable)?;
    if version > VERSION {
        return Err(LinkError::Newer(version, pairs.split_off(1)));
    }
    upgrade::to_current(version, &mut pairs);
    let tool = pairs.iter().find(|(key, _)| key == "t").map(|(_, value)| value.clone()).ok_or(LinkError::Unreadable)?;
    let calculator = among.iter().copied().find(|calculator| calculator.link_code() == tool);
    let calculator = calculator.ok_or(LinkError::UnknownCalculator(tool))?;
    let mut link = Link {
        calculator,
        record: Record::empty(calculator.fields()),
        unknown: Vec::new(),
        snapshot: None,
        claimed: None,
        seal,
    };
    for (key, value) in pairs {
        if !link.take(&key, &value) {
            link.seal = Seal::Damaged;
        }
    }
    Ok(link)
}

impl Link {
    /// Takes in one pair; says whether it made sense.
    fn take(&mut self, key: &str, value: &str) -> bool {
        match key {
            "v" | "t" => return true,
            "r" => return self.snapshot.replace(value.to_owned()).is_none(),
            "y" => return self.claimed.replace(value.to_owned()).is_none(),
            _ => {}
        }
        let fields = self.calculator.fields();
        let plain = fields.iter().position(|meta| meta.link == key && !matches!(meta.kind, Kind::Text));
        let packed = || {
            let list = key.strip_prefix('z')?;
            fields.iter().position(|meta| meta.link == list && matches!(meta.kind, Kind::Rows(_) | Kind::Series))
        };
        if let Some(index) = plain {
            let (meta, slot) = (&fields[index], &mut self.record.values[index]);
            if !matches!(meta.kind, Kind::Rows(_)) {
                let first = *slot == Value::Empty;
                if first {
                    *slot = Value::parse(&meta.kind, value);
                }
                return first;
            }
            let row = row(meta, value.split('_').take(MAX_CELLS));
            match slot {
                Value::Rows(rows) => rows.push(row),
                slot => *slot = Value::Rows(vec![row]),
            }
            return value.split('_').count() <= MAX_CELLS;
        }
        if let Some(index) = packed() {
            let meta = &fields[index];
            let value = if matches!(meta.kind, Kind::Series) { series(meta, value) } else { table(meta, value) };
            let whole = value.is_some() && self.record.values[index] == Value::Empty;
            self.record.values[index] = value.unwrap_or(Value::Unreadable(String::new(), code::ROW_SHAPE));
            return whole;
        }
        self.unknown.push((key.to_owned(), value.to_owned()));
        true
    }
}

/// The canonical text of a cell; empty for what does not go into links.
fn plain_cell(column: &Meta, cell: &Value) -> String {
    let canonical = cell.to_string();
    let plain = canonical.bytes().all(|byte| is_value_byte(byte) && byte != b'_');
    if plain && !column.private && !matches!(column.kind, Kind::Text) { canonical } else { String::new() }
}

/// The canonical cells of a row, trailing empty ones cut.
fn cells(meta: &Meta, row: &Row) -> Vec<String> {
    let known = meta.columns().iter().zip(&row.cells).map(|(column, cell)| plain_cell(column, cell));
    let mut cells: Vec<_> = known.chain(row.extra.iter().cloned()).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

fn row<'a>(meta: &Meta, mut cells: impl Iterator<Item = &'a str>) -> Row {
    let known = meta.columns().iter().map(|column| match column.kind {
        Kind::Text => {
            cells.next();
            Value::Empty
        }
        _ => Value::parse(&column.kind, cells.next().unwrap_or_default()),
    });
    let known: Vec<_> = known.collect();
    let mut extra: Vec<_> = cells.map(str::to_owned).collect();
    while extra.last().is_some_and(String::is_empty) {
        extra.pop();
    }
    Row { cells: known, extra }
}

fn unpacked(packed: &str) -> Option<String> {
    let packed = base64::decode(packed)?;
    String::from_utf8(deflate::unpack(&packed, cap(packed.len()))?).ok()
}

fn series(meta: &Meta, packed: &str) -> Option<Value> {
    let value = Value::parse(&meta.kind, &unpacked(packed)?);
    matches!(value, Value::Text(_)).then_some(value)
}

fn table(meta: &Meta, packed: &str) -> Option<Value> {
    let text = unpacked(packed)?;
    let lines: Vec<_> = text.split('\n').collect();
    let narrow = |line: &&str| line.split(',').count() <= MAX_CELLS;
    let plain = text.bytes().all(|byte| (is_value_byte(byte) && byte != b'_') || matches!(byte, b',' | b'\n'));
    if lines.len() > MAX_ROWS || !plain || !lines.iter().all(narrow) {
        return None;
    }
    Some(Value::Rows(lines.into_iter().map(|line| row(meta, line.split(','))).collect()))
}

/// What a packed table of this length may unpack to: a hundred to one is more than any table of ours packs to.
fn cap(packed: usize) -> usize {
    MAX_TABLE.min(packed.saturating_mul(100))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
