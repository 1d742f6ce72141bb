//! An outcome as text: how the engine, which computes with feature `explain`, hands an answer to the page.
//!
//! What is in it is what the page draws: headline, decision, notes that matter, alternatives with bill and figures,
//! problems. Working, sources and what else there is to know stay with the engine.
//!
//! It is one row of texts of [`bundle`](crate::bundle), in the order in which they stand below:
//!
//! ```text
//! outcome     = list of problems, option of answer      list   = how many, that many
//! answer      = figures, option of phrase, notes, alternatives     option = a list of none or one
//! alternative = id, name, option of title, reasons, options of total and converted, lines, figures, option of share
//! problem     = code, option of field, option of row, option of column, args, severity
//! note        = severity, phrase    phrase = key, args    args = list of slot and arg    figure = key, arg
//! line        = key, count, amount, status              arg    = a letter for its kind and its text
//! ```
//!
//! As with packs, reading never stops half-way: after the first text that makes no sense everything is empty, and the
//! reader says so at its end.

use rust_decimal::Decimal;

use super::{Alternative, Answer, Arg, Args, Figure, Line, Meta, Note, Outcome, Phrase, Problem, Severity, Text};
use crate::amount::{Amount, Currency, Money};
#[cfg(feature = "explain")]
use crate::bundle::add;
use crate::bundle::untie;
use crate::pack::Status;
use crate::units::Unit;
use crate::value::{any_decimal, split_unit};

const SEVERITIES: [Severity; 3] = [Severity::Note, Severity::Warning, Severity::Error];
const STATUSES: [Status; 5] = [Status::Verified, Status::Reported, Status::Known, Status::Sample, Status::Own];

/// Keys and slots that were read, each kept once for as long as the program runs: [`Text`] and [`Args`] hold words of
/// the program. They are few, whatever is typed.
#[derive(Debug, Default)]
pub struct Words(Vec<&'static str>);

impl Words {
    #[inline(never)]
    fn keep(&mut self, word: &str) -> &'static str {
        if let Some(known) = self.0.iter().find(|known| **known == word) {
            return known;
        }
        let kept: &'static str = Box::leak(Box::from(word));
        self.0.push(kept);
        kept
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.0.len()
    }
}

impl Outcome {
    /// What the page draws of it, as a text that [`taken_over`](Self::taken_over) reads.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn handed_over(&self) -> String {
        let mut to = String::new();
        list(&self.problems, &mut to, problem);
        list(&self.answer, &mut to, answer);
        to
    }

    /// The same with every note: for what another program computes to be shown whole.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn handed_over_whole(&self) -> String {
        let mut to = String::new();
        list(&self.problems, &mut to, problem);
        list(&self.answer, &mut to, |answer, to| answered(answer, |_| true, to));
        to
    }

    /// The outcome in a text that [`handed_over`](Self::handed_over) wrote for a calculator with these fields; nothing for
    /// any other text.
    #[must_use]
    pub fn taken_over(text: &str, fields: &'static [Meta], words: &mut Words) -> Option<Self> {
        let texts = untie(text)?;
        let mut reader = Reader { rest: &texts, fields, words, broken: false };
        let problems = reader.list(Reader::problem);
        let answer = reader.option(Reader::answer);
        (reader.rest.is_empty() && !reader.broken).then_some(Self { answer, problems })
    }
}

#[cfg(feature = "explain")]
fn list<'a, T: 'a>(items: impl IntoIterator<Item = &'a T>, to: &mut String, one: fn(&T, &mut String)) {
    let items: Vec<_> = items.into_iter().collect();
    add(to, &items.len().to_string());
    items.into_iter().for_each(|item| one(item, to));
}

#[cfg(feature = "explain")]
fn shown<T: ToString>(value: &T, to: &mut String) {
    add(to, &value.to_string());
}

#[cfg(feature = "explain")]
fn problem(problem: &Problem, to: &mut String) {
    add(to, problem.code.key());
    list(&problem.field, to, shown);
    list(&problem.row, to, shown);
    list(&problem.column, to, shown);
    args(&problem.args, to);
    severity(problem.severity, to);
}

#[cfg(feature = "explain")]
fn severity(severity: Severity, to: &mut String) {
    shown(&SEVERITIES.iter().position(|one| *one == severity).unwrap_or_default(), to);
}

#[cfg(feature = "explain")]
fn answer(answer: &Answer, to: &mut String) {
    answered(answer, |note| note.severity > Severity::Note, to);
}

#[cfg(feature = "explain")]
fn answered(answer: &Answer, kept: fn(&Note) -> bool, to: &mut String) {
    list(&answer.headline, to, figure);
    list(&answer.decision, to, phrase);
    list(answer.notes.iter().filter(|note| kept(note)), to, note);
    list(&answer.alternatives, to, alternative);
}

#[cfg(feature = "explain")]
fn note(note: &Note, to: &mut String) {
    severity(note.severity, to);
    phrase(&note.phrase, to);
}

#[cfg(feature = "explain")]
fn alternative(one: &Alternative, to: &mut String) {
    add(to, &one.id);
    add(to, &one.name);
    list(&one.title, to, shown);
    list(&one.refused, to, problem);
    list(&one.total, to, money);
    list(&one.converted, to, money);
    list(&one.lines, to, line);
    list(&one.figures, to, figure);
    list(&one.sample_share, to, shown);
}

#[cfg(feature = "explain")]
fn line(line: &Line, to: &mut String) {
    add(to, line.name.key());
    shown(&line.count, to);
    money(&line.amount, to);
    add(to, line.status.code());
}

#[cfg(feature = "explain")]
fn money(money: &Money, to: &mut String) {
    add(to, &[&money.value.to_string(), money.currency.code()].concat());
}

#[cfg(feature = "explain")]
fn figure(figure: &Figure, to: &mut String) {
    add(to, figure.name.key());
    arg(&figure.value, to);
}

#[cfg(feature = "explain")]
fn phrase(phrase: &Phrase, to: &mut String) {
    add(to, phrase.text.key());
    args(&phrase.args, to);
}

#[cfg(feature = "explain")]
fn args(args: &Args, to: &mut String) {
    list(args.iter(), to, |(slot, value), to| {
        add(to, slot);
        arg(value, to);
    });
}

#[cfg(feature = "explain")]
fn arg(value: &Arg, to: &mut String) {
    let (kind, text) = match value {
        Arg::Number(number) => ("n", number.to_string()),
        Arg::Percent(number) => ("p", number.to_string()),
        Arg::Amount(amount) => ("a", [&amount.value.to_string(), amount.unit.symbol()].concat()),
        Arg::Money(money) => ("m", [&money.value.to_string(), money.currency.code()].concat()),
        Arg::Date(date) => ("d", date.to_string()),
        Arg::Days { from, to, working: true } => ("s", format!("{from}-{to}w")),
        Arg::Days { from, to, working: false } => ("s", format!("{from}-{to}")),
        Arg::Text(text) => ("t", text.key().to_owned()),
        Arg::Key(key) => ("k", key.clone()),
        Arg::Country(code) => ("c", code.clone()),
        Arg::Row(index) => ("r", index.to_string()),
        Arg::Words(words) => ("w", words.clone()),
        // No answer that a page draws has one.
        Arg::List(_) => ("w", value.to_string()),
    };
    add(to, &[kind, &text].concat());
}

/// What is left to read, and whether anything made no sense so far.
struct Reader<'a> {
    rest: &'a [&'a str],
    fields: &'static [Meta],
    words: &'a mut Words,
    broken: bool,
}

impl<'a> Reader<'a> {
    #[inline(never)]
    fn text(&mut self) -> &'a str {
        let first = self.rest.split_first();
        self.rest = first.map_or(&[], |(_, rest)| rest);
        self.known(first.map(|(text, _)| *text)).unwrap_or_default()
    }

    /// What was read, if it could be.
    fn known<T>(&mut self, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.rest = &[];
            self.broken = true;
        }
        read
    }

    fn owned(&mut self) -> String {
        self.text().to_owned()
    }

    #[inline(never)]
    fn key(&mut self) -> Text {
        let text = self.text();
        Text::registered(self.words.keep(text))
    }

    #[inline(never)]
    fn index(&mut self) -> usize {
        let index = self.text().parse().ok();
        self.known(index).unwrap_or_default()
    }

    #[inline(never)]
    fn decimal(&mut self) -> Decimal {
        let decimal = any_decimal(self.text());
        self.known(decimal).unwrap_or_default()
    }

    #[inline(never)]
    fn money(&mut self) -> Money {
        let money = money_of(self.text());
        self.known(money).unwrap_or(Money { value: Decimal::ZERO, currency: Currency::CNY })
    }

    fn list<T>(&mut self, one: fn(&mut Self) -> T) -> Vec<T> {
        let mut list = Vec::new();
        for _ in 0..self.index() {
            if self.broken {
                break;
            }
            list.push(one(self));
        }
        list
    }

    fn option<T>(&mut self, one: fn(&mut Self) -> T) -> Option<T> {
        match self.index() {
            0 => None,
            1 => Some(one(self)),
            _ => self.known(None),
        }
    }

    fn problem(&mut self) -> Problem {
        let code = self.key();
        let meta = self.option(Self::field).flatten();
        let row = self.option(Self::index);
        let column = self.option(Self::text);
        // What is about a whole row names no column.
        let of_list = |key: &str| match key {
            "" => Some(""),
            key => meta.and_then(|meta| key_of(meta.columns(), key)).map(|column| column.key),
        };
        let column = column.and_then(|key| {
            let found = of_list(key);
            self.known(found)
        });
        let args = self.args();
        Problem { code, field: meta.map(|meta| meta.key), row, column, args, severity: self.severity() }
    }

    fn field(&mut self) -> Option<&'static Meta> {
        let found = key_of(self.fields, self.text());
        self.known(found)
    }

    fn severity(&mut self) -> Severity {
        let severity = SEVERITIES.get(self.index()).copied();
        self.known(severity).unwrap_or(Severity::Note)
    }

    fn answer(&mut self) -> Answer {
        Answer {
            headline: self.figures(),
            decision: self.option(Self::phrase),
            notes: self.list(|reader| Note { severity: reader.severity(), phrase: reader.phrase(), source: None }),
            alternatives: self.list(Self::alternative),
        }
    }

    fn alternative(&mut self) -> Alternative {
        Alternative {
            id: self.owned(),
            name: self.owned(),
            title: self.option(Self::owned),
            refused: self.list(Self::problem),
            total: self.option(Self::money),
            converted: self.option(Self::money),
            lines: self.list(Self::line),
            figures: self.figures(),
            sample_share: self.option(Self::decimal),
            ..Alternative::default()
        }
    }

    fn line(&mut self) -> Line {
        let (name, count, amount, status) = (self.key(), self.decimal(), self.money(), self.text());
        let status = STATUSES.into_iter().find(|one| one.code() == status);
        Line { name, count, amount, status: self.known(status).unwrap_or_default() }
    }

    #[inline(never)]
    fn figures(&mut self) -> Vec<Figure> {
        self.list(|reader| Figure { name: reader.key(), value: reader.arg() })
    }

    #[inline(never)]
    fn phrase(&mut self) -> Phrase {
        Phrase { text: self.key(), args: self.args() }
    }

    #[inline(never)]
    fn args(&mut self) -> Args {
        let mut args = Args::new();
        for (slot, arg) in self.list(|reader| (reader.key().key(), reader.arg())) {
            args.put(slot, arg);
        }
        args
    }

    #[inline(never)]
    fn arg(&mut self) -> Arg {
        let (kind, text) = self.text().split_at_checked(1).unwrap_or_default();
        let arg = match kind {
            "n" => any_decimal(text).map(Arg::Number),
            "p" => any_decimal(text).map(Arg::Percent),
            "a" => amount_of(text).map(Arg::Amount),
            "m" => money_of(text).map(Arg::Money),
            "d" => text.parse().ok().map(Arg::Date),
            "s" => days_of(text),
            "t" => Some(Arg::Text(Text::registered(self.words.keep(text)))),
            "k" => Some(Arg::Key(text.to_owned())),
            "c" => Some(Arg::Country(text.to_owned())),
            "r" => text.parse().ok().map(Arg::Row),
            "w" => Some(Arg::Words(text.to_owned())),
            _ => None,
        };
        self.known(arg).unwrap_or(Arg::Row(0))
    }
}

fn key_of(metas: &'static [Meta], key: &str) -> Option<&'static Meta> {
    metas.iter().find(|meta| meta.key == key)
}

fn amount_of(text: &str) -> Option<Amount> {
    let (figure, unit) = split_unit(text);
    Some(Amount { value: any_decimal(figure)?, unit: Unit::from_symbol(unit)? })
}

fn money_of(text: &str) -> Option<Money> {
    let (figure, code) = split_unit(text);
    Some(Money { value: any_decimal(figure)?, currency: Currency::from_code(code)? })
}

fn days_of(text: &str) -> Option<Arg> {
    let (from, to) = text.split_once('-')?;
    let (to, working) = to.strip_suffix('w').map_or((to, false), |to| (to, true));
    Some(Arg::Days { from: from.parse().ok()?, to: to.parse().ok()?, working })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::schema::{Kind, code};

    const FIELDS: &[Meta] =
        &[Meta::new("a", Kind::Number).keyed("alone"), Meta::new("l", Kind::Rows(COLUMNS)).keyed("list")];
    const COLUMNS: &[Meta] = &[Meta::new("c", Kind::Number).keyed("column")];

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// Everything that can be in an outcome, at least once.
    fn outcome() -> Outcome {
        let money = Money { value: number("-12.3456789"), currency: Currency::CNY };
        let mut all = Args::new();
        all.number("n", number("0.0000000000000000000000000001"))
            .number("m", Decimal::MAX)
            .percent("p", number("28.50"));
        all.amount("a", number("1.5"), Unit::Inch).put("money", Arg::Money(money)).row("r", 7);
        all.put("d", Arg::Date(Date::new(2026, 11, 22).unwrap()));
        all.put("s", Arg::Days { from: 3, to: 5, working: true }).put("t", Arg::Text(code::INTERNAL));
        all.put("s", Arg::Days { from: 0, to: 60, working: false }).put("k", Arg::Key("service.x".to_owned()));
        all.put("c", Arg::Country("DE".to_owned())).put("w", Arg::Words("3:x 重量".to_owned()));
        let refused = Problem { args: all.clone(), ..Problem::warning(code::UNUSUAL) };
        let one = Alternative {
            id: "own:1".to_owned(),
            name: "service.own".to_owned(),
            title: Some(String::new()),
            refused: vec![
                refused.clone().in_row("list", 2, ""),
                Problem::error(code::E_DIMS).in_row("list", 0, "column"),
            ],
            total: Some(money),
            lines: vec![Line { name: code::INTERNAL, count: Decimal::TWO, amount: money, status: Status::Known }],
            figures: vec![Figure { name: code::E_DIMS, value: Arg::Money(money) }],
            sample_share: Some(Decimal::ONE_HUNDRED),
            ..Alternative::default()
        };
        let answer = Answer {
            headline: vec![Figure { name: code::E_DIMS, value: Arg::Number(Decimal::ZERO) }],
            decision: Some(Phrase { text: code::REQUIRED, args: all }),
            notes: vec![Note { severity: Severity::Warning, phrase: Phrase::new(code::UNUSUAL), source: None }],
            alternatives: vec![one, Alternative::default()],
        };
        Outcome { answer: Some(answer), problems: vec![refused.at("alone"), Problem::error(code::TOO_LARGE)] }
    }

    #[test]
    fn what_is_handed_over_is_taken_over() {
        let mut words = Words::default();
        for outcome in [Outcome::default(), outcome()] {
            assert_eq!(Outcome::taken_over(&outcome.handed_over(), FIELDS, &mut words), Some(outcome));
        }
    }

    #[test]
    fn working_sources_and_lesser_notes_stay() {
        let said = outcome();
        let mut told = said.clone();
        let answer = told.answer.as_mut().unwrap();
        let note = Note { severity: Severity::Note, phrase: Phrase::new(code::UNUSUAL), source: None };
        answer.notes.push(note.clone());
        answer.alternatives[0].notes.push(note);
        assert_eq!(Outcome::taken_over(&told.handed_over(), FIELDS, &mut Words::default()), Some(said));
    }

    #[test]
    fn a_word_is_kept_once() {
        let mut words = Words::default();
        let text = outcome().handed_over();
        assert!(Outcome::taken_over(&text, FIELDS, &mut words).is_some());
        let count = words.count();
        assert!(Outcome::taken_over(&text, FIELDS, &mut words).is_some());
        assert_eq!(words.count(), count);
    }

    #[test]
    fn damaged_text_is_nothing() {
        let text = outcome().handed_over();
        let mut words = Words::default();
        let mut read = |text: &str| Outcome::taken_over(text, FIELDS, &mut words);
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(read(&text[..end]), None, "the first {end} bytes");
        }
        assert_eq!(read(&[&text, "0:"].concat()), None);
        for (good, bad) in [("5:alone", "5:alane"), ("6:column", "6:colomn"), ("3:CNY", "3:CNX"), ("sample", "simple")]
        {
            let broken = text.replacen(good, bad, 1);
            assert!(broken == text || read(&broken).is_none(), "{bad}");
        }
        assert_eq!(read("1:x1:0"), None);
        assert_eq!(read("20:99999999999999999999"), None);
        // Of a calculator without these fields.
        assert_eq!(Outcome::taken_over(&text, &[], &mut Words::default()), None);
    }
}
