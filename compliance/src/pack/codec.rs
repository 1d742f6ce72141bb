//! The binary form of a pack: nothing named, nothing aligned, and everything in columns.
//!
//! ```text
//! pack    = FORMAT signs columns      column = a field of all that have it, one after the other
//! number  = LEB128                    text   = sign *, 0
//! sign    = ASCII, or 128 + position in `signs`, from SHORT on in two bytes; `signs` are UTF-8, 0, the most frequent first
//! choice  = position in its list      list   = column of counts, column of all elements
//! decimal = columns of scale (+ 128 if negative) and of three parts of the mantissa
//! option  = column of "0" / "1", column of the values that are there
//! name    = column of "0" for the next that is new or 1 + position of one that was, column of the new ones
//! ```
//!
//! What is alike stands together: that is what a compressor wants. Words of a rule are alike among themselves: they stand
//! rule by rule. A text that rules refer by (a place, a rule, a document) stands once. Signs of one or two bytes instead of
//! three are 4 KB brotli of a pack in Chinese. Sources, which are the same in every language and are read by few, are a
//! file of their own; a pack holds how many a rule has.
//!
//! Reading never stops half-way: after the first byte that makes no sense columns are short, and the reader says so at
//! its end. What reads a type is compiled once, not into whatever holds it (`inline(never)`).

use std::collections::BTreeMap;
use std::vec::IntoIter;

use rust_decimal::Decimal;
use suanpan_inventory::date::Date;

use super::{Pack, PackError};
use crate::codes::{
    Basis, CURRENCIES, Category, Channel, Currency, Customer, Fulfil, Kind, Money, Operator, Period, Scope, Severity,
    Status, Topic, ValueOf, Who,
};
use crate::model::{
    Book, Condition, HtsList, Included, Leaf, Logic, Lowered, Nexus, Part, Question, Renewal, Rule, Sets, Sold, Source,
    Threshold,
};
use crate::nexus::{self, Row};
use crate::words::{PartWords, QuestionWords, RuleWords, Words};

/// The first byte of a pack. A new number for every change of the lists below, or of a list of codes.
const FORMAT: u8 = 3;

/// The first byte of the sources of a book, which come apart.
const SOURCES: u8 = FORMAT | 0x80;

/// More sources than a book has: a number that makes no sense asks for no room.
const MANY: usize = 0x10000;

/// The deepest condition: more than TOML can nest.
const DEPTH: usize = 100;

/// So many signs beyond ASCII take one byte.
const SHORT: usize = 96;

/// What a text is. Names are held once, those of a kind together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    /// Words: where they stand.
    Words,
    Place,
    Rule,
    Question,
    Registration,
    Document,
    List,
    Begins,
}
const TEXTS: usize = 8;

#[cfg(feature = "source")]
pub(super) fn write(book: &Book, words: &Words, snapshot: &str, language: &str) -> Vec<u8> {
    written(FORMAT, |to| {
        to.column(&[&snapshot.to_owned(), &language.to_owned()], Text::Words);
        to.column(&[book], Text::Words);
        to.column(&[words], Text::Words);
    })
}

#[cfg(feature = "source")]
pub(super) fn write_sources(book: &Book, snapshot: &str) -> Vec<u8> {
    written(SOURCES, |to| {
        to.text(snapshot);
        let all: Vec<_> = sources(book).collect();
        to.number(all.len() as u32);
        let new = to.once(&all, |to| &mut to.sources);
        to.column(&new.iter().map(|one| &one.title).collect::<Vec<_>>(), Text::Words);
        to.column(&new.iter().map(|one| &one.address).collect::<Vec<_>>(), Text::Words);
    })
}

#[cfg(feature = "source")]
fn sources(book: &Book) -> impl Iterator<Item = &Source> {
    book.rules.iter().flat_map(|rule| &rule.sources).chain(book.lists.iter().flat_map(|list| &list.sources))
}

#[cfg(feature = "source")]
fn written(format: u8, what: impl Fn(&mut Writer)) -> Vec<u8> {
    let write = |signs: Vec<char>| {
        let mut to = Writer { bytes: vec![format], ..Writer::default() };
        to.bytes.extend(signs.iter().collect::<String>().bytes());
        to.bytes.push(0);
        to.signs = signs;
        what(&mut to);
        to
    };
    // Once for counting.
    let mut counted: Vec<_> = write(Vec::new()).counted.into_iter().collect();
    counted.sort_by_key(|(sign, count)| (core::cmp::Reverse(*count), *sign));
    write(counted.into_iter().map(|(sign, _)| sign).collect()).bytes
}

/// The pack in these bytes, all of them.
pub(super) fn read(bytes: &[u8]) -> Result<Pack, PackError> {
    let mut from = Reader::of(FORMAT, bytes)?;
    let mut said = String::read(2, Text::Words, &mut from).into_iter();
    let book = Book::read(1, Text::Words, &mut from).pop();
    let words = Words::read(1, Text::Words, &mut from).pop();
    from.expect(from.rest.is_empty());
    match (said.next(), said.next(), book, words) {
        (Some(snapshot), Some(language), Some(book), Some(words)) if !from.broken => {
            Ok(Pack { snapshot, language, book, words })
        }
        _ => Err(PackError::Broken),
    }
}

/// The sources of a book, in these bytes, all of them, into the places that its pack left for them.
pub(super) fn read_sources(bytes: &[u8], snapshot: &str, book: &mut Book) -> Result<(), PackError> {
    let mut from = Reader::of(SOURCES, bytes)?;
    if from.text() != snapshot {
        return Err(PackError::Version);
    }
    let lists = book.lists.iter_mut().map(|list| &mut list.sources);
    let places: Vec<_> = book.rules.iter_mut().map(|rule| &mut rule.sources).chain(lists).flatten().collect();
    let count = from.number() as usize;
    from.expect(count == places.len());
    let all = from.once(
        count.min(places.len()),
        |from| &mut from.sources,
        |new, from| {
            let titles = String::read(new, Text::Words, from);
            let addresses = Option::read(new, Text::Words, from);
            titles.into_iter().zip(addresses).map(|(title, address)| Source { title, address }).collect()
        },
    );
    from.expect(from.rest.is_empty());
    if from.broken {
        return Err(PackError::Broken);
    }
    places.into_iter().zip(all).for_each(|(place, source)| *place = source);
    Ok(())
}

/// What is left to read, what was named so far, and whether anything made no sense.
struct Reader<'a> {
    rest: &'a [u8],
    signs: Vec<char>,
    broken: bool,
    depth: usize,
    names: [Vec<String>; TEXTS],
    sources: Vec<Source>,
}

impl<'a> Reader<'a> {
    /// What follows the format and the signs.
    #[inline(never)]
    fn of(format: u8, bytes: &'a [u8]) -> Result<Self, PackError> {
        let Some((_, rest)) = bytes.split_first().filter(|(first, _)| **first == format) else {
            return Err(PackError::Version);
        };
        let end = rest.iter().position(|byte| *byte == 0).ok_or(PackError::Broken)?;
        let (signs, rest) = rest.split_at(end);
        let signs = core::str::from_utf8(signs).map_err(|_| PackError::Broken)?.chars().collect();
        let rest = rest.get(1..).unwrap_or_default();
        Ok(Self { rest, signs, broken: false, depth: 0, names: Default::default(), sources: Vec::new() })
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        let Some((byte, rest)) = self.rest.split_first() else {
            self.broken = true;
            return 0;
        };
        self.rest = rest;
        *byte
    }

    #[inline(never)]
    fn number(&mut self) -> u32 {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                self.expect(number <= u64::from(u32::MAX));
                return number as u32;
            }
        }
        self.expect(false);
        0
    }

    /// Ends the reading where this does not hold.
    #[inline(never)]
    fn expect(&mut self, holds: bool) {
        if !holds {
            self.rest = &[];
            self.broken = true;
        }
    }

    #[inline(never)]
    fn text(&mut self) -> String {
        let mut text = String::new();
        loop {
            let byte = self.byte();
            if byte == 0 {
                return text;
            }
            let sign = match usize::from(byte).checked_sub(0x80) {
                None => Some(char::from(byte)),
                Some(short) if short < SHORT => self.signs.get(short).copied(),
                Some(long) => {
                    let position = SHORT + (long - SHORT) * 0x100 + usize::from(self.byte());
                    self.signs.get(position).copied()
                }
            };
            self.expect(sign.is_some());
            text.extend(sign);
        }
    }

    /// So many of something, fewer where one makes no sense.
    fn times<T>(&mut self, count: usize, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut all = Vec::new();
        for _ in 0..count {
            let read = one(self);
            if self.broken {
                break;
            }
            all.push(read);
        }
        all
    }

    #[inline(never)]
    fn numbers(&mut self, count: usize) -> Vec<u32> {
        self.times(count, Self::number)
    }

    /// Positions below a limit.
    #[inline(never)]
    fn positions(&mut self, count: usize, limit: usize) -> Vec<usize> {
        self.times(count, |from| {
            let position = usize::from(from.byte());
            from.expect(position < limit);
            position
        })
    }

    /// What stands once: positions, then those that are new.
    fn once<T: Clone>(
        &mut self,
        count: usize,
        held: impl Fn(&mut Self) -> &mut Vec<T>,
        new: impl FnOnce(usize, &mut Self) -> Vec<T>,
    ) -> Vec<T> {
        let positions = self.numbers(count);
        let mut next = held(self).len();
        let new = new(positions.iter().filter(|position| **position == 0).count(), self);
        let held_now = held(self);
        held_now.extend(new);
        let mut all = Vec::new();
        for position in positions {
            let position = if position == 0 {
                next += 1;
                next
            } else {
                position as usize
            };
            all.extend(held_now.get(position - 1).cloned());
        }
        self.expect(all.len() == count);
        all
    }
}

#[cfg(feature = "source")]
#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    signs: Vec<char>,
    counted: BTreeMap<char, usize>,
    names: [Vec<String>; TEXTS],
    sources: Vec<Source>,
}

#[cfg(feature = "source")]
impl Writer {
    fn column<T: Packed>(&mut self, all: &[&T], text: Text) {
        T::write(all, text, self);
    }

    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        for sign in text.chars().filter(|sign| *sign != '\0') {
            if sign.is_ascii() {
                self.bytes.push(sign as u8);
                continue;
            }
            *self.counted.entry(sign).or_default() += 1;
            match self.signs.iter().position(|one| *one == sign).unwrap_or_default() {
                short if short < SHORT => self.bytes.push(0x80 + short as u8),
                long => {
                    self.bytes.extend([(0x80 + SHORT + (long - SHORT) / 0x100) as u8, ((long - SHORT) % 0x100) as u8])
                }
            }
        }
        self.bytes.push(0);
    }

    /// Positions of what stands once; those that are new are left to be written.
    fn once<T: Clone + PartialEq>(&mut self, all: &[&T], held: impl Fn(&mut Self) -> &mut Vec<T>) -> Vec<T> {
        let mut new = Vec::new();
        for one in all {
            let position = held(self).iter().position(|known| known == *one);
            if position.is_none() {
                held(self).push((*one).clone());
                new.push((*one).clone());
            }
            self.number(position.map_or(0, |position| position as u32 + 1));
        }
        new
    }
}

/// What a pack is made of, by columns.
trait Packed: Sized {
    /// So many of them; fewer where something makes no sense.
    fn read(count: usize, text: Text, from: &mut Reader<'_>) -> Vec<Self>;
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer);
}

impl Packed for String {
    #[inline(never)]
    fn read(count: usize, text: Text, from: &mut Reader<'_>) -> Vec<Self> {
        match text {
            Text::Words => from.times(count, Reader::text),
            _ => from.once(count, |from| &mut from.names[text as usize], |new, from| from.times(new, Reader::text)),
        }
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer) {
        match text {
            Text::Words => all.iter().for_each(|one| to.text(one)),
            _ => to.once(all, |to| &mut to.names[text as usize]).iter().for_each(|new| to.text(new)),
        }
    }
}

/// Their number alone: they come apart, and until then each of them is empty.
impl Packed for Source {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        from.expect(count < MANY);
        from.times(count.min(MANY), |_| Self { title: String::new(), address: None })
    }
    #[cfg(feature = "source")]
    fn write(_: &[&Self], _: Text, _: &mut Writer) {}
}

impl Packed for bool {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        from.positions(count, 2).into_iter().map(|position| position == 1).collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], _: Text, to: &mut Writer) {
        all.iter().for_each(|one| to.bytes.push(u8::from(**one)));
    }
}

impl Packed for u32 {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        from.numbers(count)
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], _: Text, to: &mut Writer) {
        all.iter().for_each(|one| to.number(**one));
    }
}

impl Packed for Decimal {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        let scales = from.times(count, |from| {
            let scale = from.byte();
            from.expect(u32::from(scale & 0x7f) <= Self::MAX_SCALE);
            scale
        });
        let [low, middle, high] = [(); 3].map(|()| from.numbers(count));
        let parts = low.into_iter().zip(middle).zip(high);
        let one = |(scale, ((low, middle), high))| {
            Self::from_parts(low, middle, high, scale > 0x7f, u32::from(scale & 0x7f_u8))
        };
        scales.into_iter().zip(parts).map(one).collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], _: Text, to: &mut Writer) {
        for one in all {
            to.bytes.push(one.scale() as u8 | if one.is_sign_negative() { 0x80 } else { 0 });
        }
        for shift in [0, 32, 64] {
            all.iter().for_each(|one| to.number((one.mantissa().unsigned_abs() >> shift) as u32));
        }
    }
}

impl Packed for Date {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        let [years, months, days] = [(); 3].map(|()| from.numbers(count));
        let dates = years.into_iter().zip(months).zip(days);
        let dates: Vec<_> = dates.filter_map(|((year, month), day)| Self::new(year as i32, month, day)).collect();
        from.expect(dates.len() == count);
        dates
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], _: Text, to: &mut Writer) {
        all.iter().for_each(|one| to.number(one.civil().0 as u32));
        all.iter().for_each(|one| to.number(one.civil().1));
        all.iter().for_each(|one| to.number(one.civil().2));
    }
}

impl Packed for Currency {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        let positions = from.positions(count, CURRENCIES.len());
        positions.into_iter().filter_map(|position| Self::from_code(CURRENCIES.get(position)?)).collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], _: Text, to: &mut Writer) {
        for one in all {
            let position = CURRENCIES.iter().position(|code| *code == one.code());
            to.number(position.unwrap_or_default() as u32);
        }
    }
}

impl<T: Packed> Packed for Option<T> {
    #[inline(never)]
    fn read(count: usize, text: Text, from: &mut Reader<'_>) -> Vec<Self> {
        let there = bool::read(count, text, from);
        let mut values = T::read(there.iter().filter(|there| **there).count(), text, from).into_iter();
        there.into_iter().map(|there| if there { values.next() } else { None }).collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer) {
        all.iter().for_each(|one| to.bytes.push(u8::from(one.is_some())));
        to.column(&all.iter().filter_map(|one| one.as_ref()).collect::<Vec<_>>(), text);
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[inline(never)]
    fn read(count: usize, text: Text, from: &mut Reader<'_>) -> Vec<Self> {
        let counts = from.numbers(count);
        let mut all = T::read(sum(&counts), text, from).into_iter();
        counts.into_iter().map(|count| all.by_ref().take(count as usize).collect()).collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer) {
        all.iter().for_each(|one| to.number(one.len() as u32));
        to.column(&all.iter().flat_map(|one| one.iter()).collect::<Vec<_>>(), text);
    }
}

fn sum(counts: &[u32]) -> usize {
    counts.iter().fold(0, |sum: usize, count| sum.saturating_add(*count as usize))
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    #[inline(never)]
    fn read(count: usize, text: Text, from: &mut Reader<'_>) -> Vec<Self> {
        let first = A::read(count, text, from);
        first.into_iter().zip(B::read(count, text, from)).collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer) {
        to.column(&all.iter().map(|one| &one.0).collect::<Vec<_>>(), text);
        to.column(&all.iter().map(|one| &one.1).collect::<Vec<_>>(), text);
    }
}

impl Packed for Sets {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        Vec::<(String, Vec<String>)>::read(count, Text::Place, from)
            .into_iter()
            .map(|sets| Self(sets.into_iter().collect()))
            .collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], _: Text, to: &mut Writer) {
        let lists: Vec<Vec<_>> = all.iter().map(|one| one.0.clone().into_iter().collect()).collect();
        to.column(&lists.iter().collect::<Vec<_>>(), Text::Place);
    }
}

impl Packed for BTreeMap<String, String> {
    #[inline(never)]
    fn read(count: usize, text: Text, from: &mut Reader<'_>) -> Vec<Self> {
        Vec::<(String, String)>::read(count, text, from).into_iter().map(|map| map.into_iter().collect()).collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer) {
        let lists: Vec<Vec<_>> = all.iter().map(|one| (*one).clone().into_iter().collect()).collect();
        to.column(&lists.iter().collect::<Vec<_>>(), text);
    }
}

/// What the texts of a field are.
macro_rules! text {
    () => {
        Text::Words
    };
    ($text:ident) => {
        Text::$text
    };
}

/// The order of the fields.
macro_rules! fields {
    ($($name:ident { $($field:ident $(: $text:ident)?)* })*) => {$(
        impl Packed for $name {
            #[inline(never)]
            fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
                $(let mut $field = Packed::read(count, text!($($text)?), from).into_iter();)*
                let mut all = Vec::new();
                for _ in 0..count {
                    let ($(Some($field),)*) = ($($field.next(),)*) else { break };
                    all.push(Self { $($field,)* });
                }
                all
            }
            #[cfg(feature = "source")]
            fn write(all: &[&Self], _: Text, to: &mut Writer) {
                $(to.column(&all.iter().map(|one| &one.$field).collect::<Vec<_>>(), text!($($text)?));)*
            }
        }
    )*};
}
fields! {
    Question { id: Question kind }
    HtsList { id: List codes not complete status sources }
    Rule {
        id: Rule place: Place topic severity severity_ours who from to confirmed unconfirmed_when scheduled recheck when
        begins suppresses: Rule supersedes: Rule option watch lowered severity_of_rules documents: Document
        registration: Registration renews due per_line status as_of parts nexus sources
    }
    Row { test from to status recheck sources as_of begins }
    Part { id from to confirmed scheduled status recheck due when }
    Lowered { severity when }
    Renewal { months }
    Nexus { state: Place amount op op_read count logic basis marketplace period begins: Begins rate rate_to }
    Money { value currency }
    Threshold { value currency }
    Sold { place: Place scope period op than basis }
    Words { begins registrations documents questions rules }
    PartWords { name duty sure }
}

/// How many steps, whether it says how sure it is, then the texts rule by rule, then the parts.
impl Packed for RuleWords {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        let steps = from.numbers(count);
        let mut heads = steps.into_iter().zip(bool::read(count, Text::Words, from));
        let mut all = from.times(count, |from| {
            let (steps, sure) = heads.next().unwrap_or_default();
            Self {
                name: from.text(),
                duty: from.text(),
                steps: from.times(steps as usize, Reader::text),
                sure: sure.then(|| from.text()),
                parts: Vec::new(),
            }
        });
        let parts = Packed::read(count, Text::Words, from);
        all.iter_mut().zip(parts).for_each(|(one, parts)| one.parts = parts);
        all
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer) {
        all.iter().for_each(|one| to.number(one.steps.len() as u32));
        all.iter().for_each(|one| to.bytes.push(u8::from(one.sure.is_some())));
        for one in all {
            [&one.name, &one.duty].into_iter().chain(&one.steps).chain(&one.sure).for_each(|text| to.text(text));
        }
        to.column(&all.iter().map(|one| &one.parts).collect::<Vec<_>>(), text);
    }
}

impl Packed for QuestionWords {
    #[inline(never)]
    fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
        from.times(count, |from| Self { ask: from.text(), help: from.text() })
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], _: Text, to: &mut Writer) {
        all.iter().for_each(|one| [&one.ask, &one.help].into_iter().for_each(|text| to.text(text)));
    }
}

/// Which rules are rows of the nexus table, those rows, then the other rules.
impl Packed for Book {
    #[inline(never)]
    fn read(count: usize, text: Text, from: &mut Reader<'_>) -> Vec<Self> {
        from.times(count, |from| {
            let sets = Sets::read(1, text, from).pop().unwrap_or_default();
            let questions = Vec::read(1, text, from).pop().unwrap_or_default();
            let registrations = Vec::read(1, Text::Registration, from).pop().unwrap_or_default();
            let documents = Vec::read(1, Text::Document, from).pop().unwrap_or_default();
            let lists = Vec::read(1, text, from).pop().unwrap_or_default();
            let rows = Vec::<bool>::read(1, text, from).pop().unwrap_or_default();
            let of = |row: bool| rows.iter().filter(|one| **one == row).count();
            let mut tests = Row::read(of(true), text, from).into_iter().map(nexus::rule);
            let mut others = Rule::read(of(false), text, from).into_iter();
            let rules = rows.iter().filter_map(|row| if *row { tests.next() } else { others.next() }).collect();
            Self { rules, sets, questions, registrations, documents, lists }
        })
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer) {
        for book in all {
            to.column(&[&book.sets], text);
            to.column(&[&book.questions], text);
            to.column(&[&book.registrations], Text::Registration);
            to.column(&[&book.documents], Text::Document);
            to.column(&[&book.lists], text);
            let rows: Vec<_> = book.rules.iter().map(row).collect();
            to.column(&[&rows.iter().map(Option::is_some).collect::<Vec<_>>()], text);
            to.column(&rows.iter().flatten().collect::<Vec<_>>(), text);
            let others = book.rules.iter().zip(&rows).filter(|(_, row)| row.is_none());
            to.column(&others.map(|(rule, _)| rule).collect::<Vec<_>>(), text);
        }
    }
}

/// The row of the nexus table from which a rule is made, if it says no more than its row.
#[cfg(feature = "source")]
fn row(rule: &Rule) -> Option<Row> {
    let row = Row {
        test: rule.nexus.clone()?,
        from: rule.from,
        to: rule.to,
        status: rule.status,
        recheck: rule.recheck,
        sources: rule.sources.clone(),
        as_of: rule.as_of,
        begins: rule.begins,
    };
    (nexus::rule(row.clone()) == *rule).then_some(row)
}

/// The order of the choices.
macro_rules! choices {
    ($($name:ident: $all:expr;)*) => {$(
        impl Packed for $name {
            #[inline(never)]
            fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
                let all: &[Self] = $all;
                from.positions(count, all.len()).into_iter().filter_map(|position| all.get(position).copied()).collect()
            }
            #[cfg(feature = "source")]
            fn write(all: &[&Self], _: Text, to: &mut Writer) {
                let choices: &[Self] = $all;
                for one in all {
                    let position = choices.iter().position(|choice| choice == *one);
                    to.number(position.unwrap_or_default() as u32);
                }
            }
        }
    )*};
}
choices! {
    Channel: Self::ALL;
    Fulfil: Self::ALL;
    Customer: Self::ALL;
    Category: Self::ALL;
    Scope: Self::ALL;
    Basis: Self::ALL;
    Period: Self::ALL;
    Operator: Self::ALL;
    Topic: Self::ALL;
    Severity: Self::ALL;
    Who: Self::ALL;
    Status: Self::ALL;
    Kind: Self::ALL;
    ValueOf: Self::ALL;
    Logic: &[Self::Amount, Self::And, Self::Or];
    Included: &[Self::Yes, Self::No, Self::Conflict];
}

/// Level by level: what each of them is, then what those of a kind hold.
impl Packed for Condition {
    #[inline(never)]
    fn read(count: usize, text: Text, from: &mut Reader<'_>) -> Vec<Self> {
        if count == 0 {
            return Vec::new();
        }
        from.depth += 1;
        from.expect(from.depth <= DEPTH);
        let forms = from.positions(count, 5);
        let of = |form: usize| forms.iter().filter(|one| **one == form).count();
        let counts = from.numbers(of(1) + of(2));
        let mut leaves = Leaf::read(of(4), text, from).into_iter();
        let mut inner = Self::read(sum(&counts).saturating_add(of(3)), text, from).into_iter();
        from.depth -= 1;
        let mut counts = counts.into_iter();
        let mut one = |form| {
            let mut several = || inner.by_ref().take(counts.next().unwrap_or_default() as usize).collect();
            match form {
                0 => Some(Self::Always),
                1 => Some(Self::All(several())),
                2 => Some(Self::Any(several())),
                3 => inner.next().map(|part| Self::Not(Box::new(part))),
                _ => leaves.next().map(Self::Leaf),
            }
        };
        forms.iter().filter_map(|form| one(*form)).collect()
    }
    #[cfg(feature = "source")]
    fn write(all: &[&Self], text: Text, to: &mut Writer) {
        if all.is_empty() {
            return;
        }
        let (mut counts, mut leaves, mut inner) = (Vec::new(), Vec::new(), Vec::new());
        for one in all {
            to.bytes.push(match one {
                Self::Always => 0,
                Self::All(parts) | Self::Any(parts) => {
                    counts.push(parts.len() as u32);
                    inner.extend(parts);
                    if matches!(one, Self::All(_)) { 1 } else { 2 }
                }
                Self::Not(part) => {
                    inner.push(&**part);
                    3
                }
                Self::Leaf(leaf) => {
                    leaves.push(leaf);
                    4
                }
            });
        }
        counts.into_iter().for_each(|count| to.number(count));
        to.column(&leaves, text);
        to.column(&inner, text);
    }
}

/// The order of the leaves, and of their fields.
macro_rules! leaves {
    (
        $count:literal;
        [$($one:literal $form:ident $(: $text:ident)?;)*]
        [$($other:literal $fields:ident { $($field:ident $(: $of:ident)?)* })*]
        $none:literal $bare:ident
    ) => {
        impl Packed for Leaf {
            #[inline(never)]
            fn read(count: usize, _: Text, from: &mut Reader<'_>) -> Vec<Self> {
                let forms = from.positions(count, $count);
                let of = |form: usize| forms.iter().filter(|one| **one == form).count();
                let mut groups: [IntoIter<Self>; $count] = core::array::from_fn(|_| Vec::new().into_iter());
                $(
                    let values = Packed::read(of($one), text!($($text)?), from).into_iter();
                    groups[$one] = values.map(Self::$form).collect::<Vec<_>>().into_iter();
                )*
                $(
                    $(let mut $field = Packed::read(of($other), text!($($of)?), from).into_iter();)*
                    let mut all = Vec::new();
                    for _ in 0..of($other) {
                        let ($(Some($field),)*) = ($($field.next(),)*) else { break };
                        all.push(Self::$fields { $($field,)* });
                    }
                    groups[$other] = all.into_iter();
                )*
                groups[$none] = vec![Self::$bare; of($none)].into_iter();
                forms.iter().filter_map(|form| groups.get_mut(*form)?.next()).collect()
            }
            #[cfg(feature = "source")]
            fn write(all: &[&Self], _: Text, to: &mut Writer) {
                for one in all {
                    to.bytes.push(match one {
                        $(Self::$form(_) => $one,)*
                        $(Self::$fields { .. } => $other,)*
                        Self::$bare => $none,
                    });
                }
                $(
                    let values = all.iter().filter_map(|one| if let Self::$form(value) = one { Some(value) } else { None });
                    to.column(&values.collect::<Vec<_>>(), text!($($text)?));
                )*
                $($(
                    let values = all.iter().filter_map(|one| {
                        if let Self::$fields { $field, .. } = one { Some($field) } else { None }
                    });
                    to.column(&values.collect::<Vec<_>>(), text!($($of)?));
                )*)*
            }
        }
    };
}
leaves! {
    22;
    [
        0 Established: Place;
        1 Destination: Place;
        2 Origin: Place;
        3 OriginElsewhere: Place;
        4 Made: Place;
        5 MadeElsewhere: Place;
        6 Stock: Place;
        7 CrossBorder: Place;
        8 Channel;
        9 Fulfil;
        10 Customer;
        11 Category;
        12 Sales;
        13 Orders;
        14 Hts: List;
        15 Ask: Question;
        16 Held: Registration;
        17 Rule: Rule;
    ]
    [
        18 StockCount { place: Place op count }
        19 Value { of op amount }
        20 Number { question: Question op than }
    ]
    21 EstablishedThere
}
