//! Words and printed figures in the reader's language.
//!
//! The keys are compiled in (`build.rs`), the texts of one language come as a file. A key that does not exist is a
//! compile error ([`t!`](crate::t)) or, for keys that come from the domain, a build error.

use std::cell::{Cell, RefCell};

use suanpan::amount::{Amount, Decimal, Money};
use suanpan::number::Marks;
use suanpan::schema::{Arg, Phrase, Text};
use suanpan::units::Unit;
use suanpan::vocabulary::is_country;

use crate::browser::{self, Printer};

/// What a program knows of its texts; `build.rs` writes it.
pub struct Keys {
    /// Identifies the list of keys: the first line of each of its text files.
    pub id: &'static str,
    /// Keys that are looked up while the program runs, sorted, each on the line of its number; the other lines are
    /// empty. (As a table they would be as long again.)
    pub named: &'static str,
}

/// The language in use and what prints its figures.
struct Locale {
    /// Keys that are looked up, sorted, and their numbers.
    named: Vec<(&'static str, usize)>,
    texts: Vec<&'static str>,
    plain: Printer,
    whole: Printer,
    cents: Printer,
    marks: Marks,
}

thread_local! {
    static LOCALE: RefCell<Option<Locale>> = const { RefCell::new(None) };
    static LANGUAGE: Cell<&'static str> = const { Cell::new("en") };
    static METRIC: Cell<bool> = const { Cell::new(true) };
}

/// Takes the text file of a language into use. Says whether it is the file of this build.
pub fn set(tag: &'static str, file: String, keys: &'static Keys) -> bool {
    // A language is loaded a few times in the life of a page at most; its texts stay.
    let file: &'static str = Box::leak(file.into_boxed_str());
    let mut lines = file.lines();
    if lines.next() != Some(keys.id) {
        return false;
    }
    let marks = browser::number_marks(tag);
    let locale = Locale {
        named: keys.named.lines().zip(0..).filter(|(key, _)| !key.is_empty()).collect(),
        texts: lines.collect(),
        plain: Printer::new(tag, 0, 9),
        whole: Printer::new(tag, 0, 0),
        cents: Printer::new(tag, 2, 2),
        marks,
    };
    LOCALE.with(|slot| *slot.borrow_mut() = Some(locale));
    LANGUAGE.with(|slot| slot.set(tag));
    true
}

/// The tag of the language in use.
pub fn language() -> &'static str {
    LANGUAGE.with(Cell::get)
}

/// The marks in which the reader types numbers.
pub fn marks() -> Marks {
    with(|locale| locale.marks).unwrap_or(Marks::ENGLISH)
}

/// Whether weights and lengths are shown in metric units where nobody chose one.
pub fn is_metric() -> bool {
    METRIC.with(Cell::get)
}

/// Chooses the units in which weights and lengths are shown.
pub fn set_metric(metric: bool) {
    METRIC.with(|slot| slot.set(metric));
}

fn with<T>(use_it: impl FnOnce(&Locale) -> T) -> Option<T> {
    LOCALE.with(|slot| slot.borrow().as_ref().map(use_it))
}

/// The number of a key, at compile time.
#[must_use]
pub const fn number(keys: &[&str], key: &str) -> usize {
    let mut at = 0;
    while at < keys.len() {
        if equal(keys[at].as_bytes(), key.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic_missing()
}

#[expect(clippy::panic, reason = "runs at compile time only: it is what makes a missing text a build error")]
const fn panic_missing() -> usize {
    panic!("no such key in locales/*.toml")
}

const fn equal(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The text of a numbered key.
pub fn by_number(number: usize) -> &'static str {
    with(|locale| locale.texts.get(number).copied()).flatten().unwrap_or_default()
}

/// The text of a key that comes from the domain; the key itself where a pack names what this build does not know.
pub fn by_key(key: &str) -> String {
    let found = with(|locale| {
        let at = locale.named.binary_search_by(|(known, _)| known.cmp(&key)).ok()?;
        locale.texts.get(locale.named[at].1).copied()
    });
    found.flatten().unwrap_or_else(|| key.rsplit('.').next().unwrap_or(key)).to_owned()
}

/// A text about something that has a key of its own: `about("field.", "weight", ".label")`.
pub fn about(kind: &str, key: &str, part: &str) -> String {
    by_key(&[kind, key, part].concat())
}

/// Fills the slots of a text: `{name}`, or `{name|one|many}` by whether the slot holds exactly 1.
pub fn fill(text: &str, slots: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, after)) = after.split_once('}') else { break };
        out.push_str(before);
        let mut parts = slot.split('|');
        let name = parts.next().unwrap_or_default();
        let value = slots.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str());
        match (parts.next(), parts.next()) {
            (Some(one), Some(many)) => out.push_str(if value == "1" { one } else { many }),
            _ => out.push_str(value),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A sentence of the domain.
pub fn phrase(phrase: &Phrase) -> String {
    text(phrase.text, &phrase.args)
}

/// A text of the domain with its slots filled.
pub fn text(text: Text, args: &[(&'static str, Arg)]) -> String {
    by_key_with(text.key(), args)
}

/// A text by its key, with the slots of a domain sentence.
pub fn by_key_with(key: &str, args: &[(&'static str, Arg)]) -> String {
    let slots: Vec<_> = args.iter().map(|(slot, arg)| (*slot, show(arg))).collect();
    fill(&by_key(key), &slots)
}

/// A formula of the working: weights and lengths stay in the unit of the card.
pub fn formula(text: Text, args: &[(&'static str, Arg)]) -> String {
    let slots: Vec<_> = args.iter().map(|(slot, arg)| (*slot, exact(arg))).collect();
    fill(&by_key(text.key()), &slots)
}

/// A value of the working, in the unit of the card.
pub fn exact(arg: &Arg) -> String {
    match arg {
        Arg::Amount(amount) => with_unit(*amount),
        other => show(other),
    }
}

fn with_unit(amount: Amount) -> String {
    format!("{}\u{a0}{}", number_text(amount.value), unit(amount.unit))
}

/// Names as a list, set apart as the language does.
pub fn list(names: &[String]) -> String {
    apart(names, [", ", "、"])
}

/// Texts with a mark between them: that of most languages, or that of Chinese.
pub fn apart(texts: &[String], [mark, chinese]: [&str; 2]) -> String {
    texts.join(if language().starts_with("zh") { chinese } else { mark })
}

/// A value of the domain, printed.
pub fn show(arg: &Arg) -> String {
    match arg {
        Arg::Number(number) => number_text(*number),
        Arg::Percent(number) => format!("{}%", number_text(*number)),
        Arg::Amount(amount) => show_amount(*amount),
        Arg::Money(money) => show_money(*money),
        Arg::Date(date) => date.to_string(),
        Arg::Days { from, to, working } => {
            let slots = [("from", from.to_string()), ("to", to.to_string())];
            let template = match (from == to, working) {
                (false, true) => "days.working",
                (false, false) => "days.calendar",
                (true, true) => "days.working-one",
                (true, false) => "days.calendar-one",
            };
            fill(&by_key(template), &slots)
        }
        Arg::Text(text) => by_key(text.key()),
        Arg::Key(key) => by_key(key),
        Arg::Country(code) => country(code),
        Arg::Row(index) => (index + 1).to_string(),
        Arg::Words(words) => words.clone(),
        Arg::List(all) => list(&all.iter().map(show).collect::<Vec<_>>()),
    }
}

/// A figure with its unit, in the unit that reads best: `350 g`, `1.2 kg`.
pub fn show_amount(amount: Amount) -> String {
    with_unit(amount.readable(is_metric()))
}

/// `CNY 39.50`
pub fn show_money(money: Money) -> String {
    format!("{}\u{a0}{}", money.currency.code(), show_money_figure(money))
}

/// `39.50`
pub fn show_money_figure(money: Money) -> String {
    let text = money.value.normalize().to_string();
    let printed = if money.value.scale() > money.currency.minor_digits() && money.rounded().value != money.value {
        Some(plain(&text))
    } else {
        with(
            |locale| {
                if money.currency.minor_digits() == 0 { locale.whole.print(&text) } else { locale.cents.print(&text) }
            },
        )
    };
    printed.unwrap_or(text)
}

/// A decimal as the reader writes it, digits as they are.
pub fn plain(decimal: &str) -> String {
    with(|locale| locale.plain.print(decimal)).unwrap_or_else(|| decimal.to_owned())
}

/// A figure as the reader writes it.
pub fn number_text(number: Decimal) -> String {
    plain(&number.normalize().to_string())
}

/// The name of a country, from the reader's own system; of a part or a set of countries from the texts.
pub fn country(code: &str) -> String {
    if !is_country(code) {
        return about("place.", code, "");
    }
    browser::display_name(language(), "region", code)
}

/// The name of a currency, from the reader's own system.
pub fn currency(code: &str) -> String {
    browser::display_name(language(), "currency", code)
}

/// The sign of a unit.
pub fn unit(unit: Unit) -> String {
    about("unit.", unit.symbol(), "")
}
