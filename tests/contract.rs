//! What every calculator keeps, so that form, link, CSV, JSON and wording can be drawn from its description.

#![expect(clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use suanpan::amount::{Currency, Money};
use suanpan::calculators::bill_check::{self, Checked, Checker, Column, Verdict};
use suanpan::calculators::compliance::texts::place;
use suanpan::link::{self, Seal};
use suanpan::number::Marks;
use suanpan::pack::{DutyIncluded, Edge, Family, Fuel, Leg, Price, Scope, Shared, World};
use suanpan::schema::checklist::Ask;
use suanpan::schema::workbook::{Cell, Workbook};
use suanpan::schema::{
    Across, Arg, Axis, Calculator, Changes, Chart, Kind, Meta, Moved, Outcome, Phrase, Record, Section, Severity, Text,
    When, code, wording,
};
use suanpan::units::Unit;
use suanpan::value::{Row, Value};
use suanpan::{calculators, json};

mod common;
#[path = "common/judge.rs"]
#[expect(dead_code, reason = "only what went in counts here")]
mod judge;
#[path = "common/scenarios.rs"]
mod typed;
#[path = "common/world.rs"]
mod whole;

/// Every field and column of every calculator.
fn metas() -> impl Iterator<Item = &'static Meta> {
    let fields = calculators::ALL.iter().flat_map(|calculator| calculator.fields());
    fields.flat_map(|meta| [meta].into_iter().chain(meta.columns()))
}

#[test]
fn keys_are_kebab_case_and_taken_once() {
    for calculator in calculators::ALL {
        let lists = calculator.fields().iter().map(Meta::columns).filter(|columns| !columns.is_empty());
        for fields in [calculator.fields()].into_iter().chain(lists) {
            let keys: BTreeSet<_> = fields.iter().map(|meta| meta.key).collect();
            assert_eq!(keys.len(), fields.len(), "{}: {keys:?}", calculator.id());
        }
    }
    let ids = calculators::ALL.iter().map(|calculator| calculator.id());
    for key in metas().map(|meta| meta.key).chain(ids.clone()) {
        let parts: Vec<_> = key.split('-').collect();
        let plain = |part: &&str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        assert!(parts.iter().all(plain), "{key:?} is not kebab-case");
    }
    assert_eq!(ids.clone().collect::<BTreeSet<_>>().len(), calculators::ALL.len(), "two calculators of one id");
}

/// A condition is about a field that has codes and is an earlier one, or one that always applies, so that settling takes one
/// pass.
#[test]
fn conditions_look_back() {
    for calculator in calculators::ALL {
        for (index, meta) in calculator.fields().iter().enumerate() {
            for condition in conditions(meta.when) {
                let (When::Is(key, wanted) | When::Not(key, wanted)) = condition else { continue };
                let (before, behind) = calculator.fields().split_at(index);
                let mut settled = before.iter().chain(behind.iter().filter(|one| one.when == When::Always));
                let earlier = settled.find(|earlier| earlier.key == key);
                let earlier = earlier.unwrap_or_else(|| panic!("{}: no {key} before it", meta.key));
                for code in wanted {
                    let read = Value::parse(&earlier.kind, code);
                    assert!(matches!(read, Value::Code(_) | Value::Flag(_)), "{}: {key} is never {code}", meta.key);
                }
            }
        }
        // A column goes by the fields of the case, wherever they stand. One of a list that several calculators share may go by a
        // field that only some of them have: it holds where there is none.
        for column in calculator.fields().iter().flat_map(|meta| meta.columns()) {
            for condition in conditions(column.when) {
                let (When::Is(key, wanted) | When::Not(key, wanted)) = condition else { continue };
                let found = |fields: &'static [Meta]| fields.iter().find(|field| field.key == key);
                let field = found(calculator.fields());
                let field = field.or_else(|| calculators::ALL.iter().find_map(|other| found(other.fields())));
                let field = field.unwrap_or_else(|| panic!("{}: there is no {key}", column.key));
                for code in wanted {
                    let read = Value::parse(&field.kind, code);
                    assert!(matches!(read, Value::Code(_) | Value::Flag(_)), "{}: {key} is never {code}", column.key);
                }
            }
        }
    }
}

#[test]
fn defaults_and_bounds_can_be_read() {
    for meta in metas() {
        if !meta.default.is_empty() {
            let default = Value::parse(&meta.kind, meta.default);
            assert!(!matches!(default, Value::Unreadable(..)), "{}: {}", meta.key, meta.default);
            assert_eq!(default.to_string(), meta.default, "{}: not as it is written everywhere", meta.key);
            assert!(!meta.required, "{}: a default and required", meta.key);
        }
        let kind =
            if matches!(meta.kind, Kind::Amount(_) | Kind::Size(_)) { Kind::Amount(Unit::ALL) } else { Kind::Number };
        for bound in [meta.above, meta.min, meta.max, meta.usual_max].into_iter().filter(|bound| !bound.is_empty()) {
            assert!(meta.kind.is_numeric(), "{}: a bound", meta.key);
            assert!(!matches!(Value::parse(&kind, bound), Value::Unreadable(..)), "{}: {bound}", meta.key);
        }
    }
}

#[test]
fn without_anything_given_it_asks_for_what_is_required() {
    for calculator in calculators::ALL {
        let outcome = calculator.evaluate(&Record::empty(calculator.fields()), &world());
        let asked: Vec<_> = outcome.problems.iter().map(|problem| (problem.code, problem.field)).collect();
        let blank = Record::empty(calculator.fields());
        let asks = |meta: &&Meta| meta.required && blank.applies(calculator.fields(), meta);
        let required = calculator.fields().iter().filter(asks);
        assert_eq!(asked, required.map(|meta| (code::REQUIRED, Some(meta.key))).collect::<Vec<_>>());
        assert!(outcome.answer.is_none() || asked.is_empty());
    }
}

/// What is required is enough, but for fields that it then asks for by name.
#[test]
fn with_what_is_required_it_answers() {
    for calculator in calculators::ALL {
        let mut asked = BTreeSet::new();
        for _ in 0..3 {
            let record = filled(calculator.fields(), |meta| meta.required || asked.contains(meta.key));
            let outcome = calculator.evaluate(&record, &world());
            let errors = outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
            asked = asked
                .into_iter()
                .chain(errors.map(|problem| problem.column.or(problem.field).unwrap_or("-")))
                .collect();
        }
        let record = filled(calculator.fields(), |meta| meta.required || asked.contains(meta.key));
        let outcome = calculator.evaluate(&record, &world());
        assert_eq!(errors(&outcome), [""; 0], "{}", calculator.id());
        assert!(outcome.answer.is_some(), "{}", calculator.id());
        // What the user decides is an input; data that are not loaded are said, never priced without.
        let without_data = calculator.evaluate(&record, &World::default());
        let asks = without_data.problems.iter().any(|problem| problem.code == code::PACK_MISSING);
        assert!(asks || without_data == outcome, "{}", calculator.id());
    }
}

#[test]
fn json_and_fields_agree_in_both_directions() {
    for calculator in calculators::ALL {
        let fields = calculator.fields();
        let mut carried = BTreeSet::new();
        for full in fulls(fields) {
            assert_eq!(full.settled(fields), full, "what is filled applies and is not its default");
            let inputs = json::inputs(fields, &full);
            carried.extend(keys(&inputs).into_iter().map(str::to_owned));
            assert_eq!(json::record(fields, &inputs), (full, Vec::new()));
            for meta in fields.iter().filter(|meta| !meta.columns().is_empty() && !inputs[meta.key].is_null()) {
                let columns = keys(&inputs[meta.key][0]).into_iter();
                carried.extend(columns.map(|column| format!("{}.{column}", meta.key)));
            }
        }
        let columns = |meta: &Meta| {
            let names = meta.columns().iter().map(|column| format!("{}.{}", meta.key, column.key));
            names.collect::<Vec<_>>()
        };
        let all = fields.iter().flat_map(|meta| [vec![meta.key.to_owned()], columns(meta)].concat());
        assert_eq!(carried, all.collect());
        let (_, problems) = json::record(fields, &json!({ "no-such-field": 1 }));
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code::UNKNOWN_FIELD]);
    }
}

#[test]
fn examples_open_and_compute_on_any_day() {
    for calculator in calculators::ALL {
        assert!(!calculator.examples().is_empty(), "{}", calculator.id());
        for example in calculator.examples() {
            let name = format!("{} {}", calculator.id(), example.id);
            let opened = link::decode(example.link).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!((opened.seal, opened.unknown.len()), (Seal::Hand, 0), "{name}");
            assert_eq!(opened.calculator.id(), calculator.id(), "{name}");
            let undated = calculator
                .fields()
                .iter()
                .zip(&opened.record.values)
                .filter(|(meta, _)| matches!(meta.kind, Kind::Date));
            assert!(undated.into_iter().all(|(_, value)| *value == Value::Empty), "{name}: the page puts the day in");
            let outcome = calculator.evaluate(&dated(opened.record, calculator.fields()), &world());
            assert_eq!(errors(&outcome), [""; 0], "{name}");
            assert!(outcome.answer.is_some_and(|answer| link::claim(&answer).is_some()), "{name}: no figure");
        }
    }
}

#[test]
fn texts_are_registered_once() {
    for calculator in calculators::ALL {
        let texts = calculator.texts();
        let keys: BTreeSet<_> = texts.iter().map(|text| text.key()).collect();
        assert_eq!(keys.len(), texts.len(), "{}: a text twice", calculator.id());
        assert!(code::ALL.iter().all(|code| !keys.contains(code.key())), "{}: a shared code again", calculator.id());
    }
}

/// Whatever the cases at hand make it say is registered, and every text that is registered is said by one of them.
#[test]
fn what_is_said_is_registered_and_the_other_way_round() {
    let (mut all_said, mut all_registered) = (BTreeSet::new(), BTreeSet::new());
    let shared: BTreeSet<_> = code::ALL.iter().map(|code| code.key()).collect();
    for calculator in published() {
        let registered: BTreeSet<_> = calculator.texts().iter().map(|text| text.key()).collect();
        let said: BTreeSet<_> = said_by(calculator).iter().map(|(text, _)| text.key()).collect();
        let id = calculator.id();
        assert_eq!(
            said.difference(&(&registered | &shared)).collect::<Vec<_>>(),
            [&""; 0],
            "{id}: said, not registered"
        );
        all_said.extend(said);
        all_registered.extend(registered);
    }
    // What a calculator registers because another that it asks can say it, that one says.
    assert_eq!(all_registered.difference(&all_said).collect::<Vec<_>>(), [&""; 0], "registered, never said");
}

/// What could change the decision is drawn by the page where it answers itself, and it has to have the words. Of a calculator
/// whose cases do not depend on cards it has no others: a first visit pays for them. (What there is to say of cases that are
/// left to the engine, what else there is to know, and of an alternative everything, the engine draws.)
#[test]
fn the_page_has_words_for_the_warnings_of_an_answer_and_no_other_notes() {
    let world = world().brief();
    let drawn: BTreeSet<_> = published()
        .flat_map(|calculator| {
            let own = cases(calculator)
                .into_iter()
                .filter(|record| !calculator.is_elsewhere(&record.settled(calculator.fields())));
            own.map(|record| calculator.evaluate(&record, &world)).collect::<Vec<_>>()
        })
        .flat_map(|outcome| outcome.answer.map(|answer| answer.notes).unwrap_or_default())
        .filter(|note| note.severity > Severity::Note)
        .map(|note| note.phrase.text.key())
        .collect();
    let shows = |key: &&str| locales::Program::Page.shows(key);
    assert_eq!(drawn.iter().filter(|key| !shows(key)).collect::<Vec<_>>(), [&""; 0], "drawn, without words");
    let without_cards = published().filter(|calculator| !calculator.names_cards());
    let worded: BTreeSet<_> = without_cards.flat_map(Calculator::texts).map(|text| text.key()).collect();
    let idle: Vec<_> = worded.difference(&drawn).filter(|key| key.starts_with("note.") && shows(key)).collect();
    assert_eq!(idle, [&""; 0], "words that the page never draws");
}

#[test]
fn every_key_has_words_in_every_language() {
    let texts = texts();
    let mut needed = wording::shared();
    needed.extend(wording::of_pack(&common::data("data")));
    needed.extend(published().flat_map(wording::of_calculator));
    for (tag, _) in &texts.languages {
        let missing: Vec<_> = needed.iter().filter(|key| texts.get(tag, key).is_none()).collect();
        assert_eq!(missing, [""; 0], "{tag}");
    }
}

/// A slot that nothing fills would show as `{weight}`.
#[test]
fn every_slot_of_a_sentence_is_filled() {
    let texts = texts();
    for (text, slots) in published().flat_map(said_by) {
        let also = match text.key().split_once('.') {
            Some(("note", id)) => format!("note-more.{id}"),
            Some(("step", id)) => format!("step-name.{id}"),
            _ => text.key().to_owned(),
        };
        for (tag, key) in texts.languages.iter().flat_map(|(tag, _)| [(tag, text.key()), (tag, &also)]) {
            let sentence = texts.get(tag, key).unwrap_or_default();
            for slot in sentence.split('{').skip(1).filter_map(|rest| rest.split(['}', '|']).next()) {
                assert!(slots.contains(&slot), "{tag}, {key}: {{{slot}}} of “{sentence}” is not in {slots:?}");
            }
        }
    }
}

fn published() -> impl Iterator<Item = &'static dyn Calculator> {
    calculators::ALL.iter().copied().filter(|one| one.id() != "toy")
}

fn world() -> World {
    whole::world()
}

fn texts() -> locales::Texts {
    let ids = calculators::ALL.iter().map(|calculator| calculator.id());
    locales::load(env!("CARGO_MANIFEST_DIR").as_ref(), ids).map_err(|problems| problems.join("\n")).expect("good texts")
}

fn keys(json: &Json) -> Vec<&str> {
    json.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect()
}

fn errors(outcome: &Outcome) -> Vec<String> {
    let errors = outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| format!("{:?} {}", problem.field, problem.code)).collect()
}

fn dated(mut record: Record, fields: &[Meta]) -> Record {
    for (meta, value) in fields.iter().zip(&mut record.values) {
        if matches!(meta.kind, Kind::Date) {
            *value = Value::parse(&meta.kind, "2026-11-22");
        }
    }
    record
}

/// A case in which these fields are given, with values that fit and are not the defaults.
fn filled(fields: &'static [Meta], wanted: impl Fn(&Meta) -> bool + Copy) -> Record {
    let value = |meta: &Meta| match (meta.kind, wanted(meta)) {
        (_, false) => Value::Empty,
        (Kind::Rows(columns), true) => {
            Value::Rows(vec![Row { cells: filled(columns, wanted).values, extra: Vec::new() }])
        }
        (kind, true) => Value::parse(&kind, &sample(meta)),
    };
    Record { values: fields.iter().map(value).collect() }
}

/// For each field, and each column that does not always apply, a case in which it does, and as many others as then can.
fn fulls(fields: &'static [Meta]) -> Vec<Record> {
    let full = |wanted: [When; 2]| {
        let mut record = filled(fields, |_| true);
        for condition in wanted.into_iter().flat_map(conditions) {
            let (When::Is(key, codes) | When::Not(key, codes)) = condition else { continue };
            // A column that is shared may go by a field of another calculator.
            let Some(index) = fields.iter().position(|meta| meta.key == key) else { continue };
            let wanted = matches!(condition, When::Is(..));
            let all: &[&str] = match fields[index].kind {
                Kind::Choice(choices) => choices.codes,
                _ => &["1", "0"],
            };
            let fits = |code: &&&str| codes.contains(code) == wanted && **code != fields[index].default;
            // Where only the default fits, it is left out.
            record.values[index] =
                all.iter().find(fits).map_or(Value::Empty, |code| Value::parse(&fields[index].kind, code));
        }
        record.settled(fields)
    };
    let columns = fields.iter().flat_map(|meta| meta.columns().iter().map(|column| [meta.when, column.when]));
    let columns = columns.filter(|[_, column]| *column != When::Always);
    fields.iter().map(|meta| [meta.when, When::Always]).chain(columns).map(full).collect()
}

/// The simple conditions of which one is made.
fn conditions(condition: When) -> Vec<When> {
    match condition {
        When::All(all) => all.iter().flat_map(|one| conditions(*one)).collect(),
        one => vec![one],
    }
}

fn sample(meta: &Meta) -> String {
    match meta.kind {
        Kind::Number | Kind::Count | Kind::Percent | Kind::Days => "3".to_owned(),
        Kind::Amount(units) => format!("3{}", units[0].symbol()),
        Kind::Size(units) => format!("20x15x8{}", units[0].symbol()),
        Kind::Money => "3CNY".to_owned(),
        Kind::Choice(choices) | Kind::ManyOf(choices) => {
            choices.codes.iter().find(|code| **code != meta.default).copied().unwrap_or_default().to_owned()
        }
        Kind::Flag => if meta.default == "1" { "0" } else { "1" }.to_owned(),
        Kind::Date => "2026-11-22".to_owned(),
        Kind::Text => "words".to_owned(),
        Kind::Series => "2026-01-05_3_4x_m".to_owned(),
        Kind::Rows(_) => String::new(),
    }
}

fn say_changes(changes: Changes, said: &mut Vec<Said>) {
    let all = changes.edges.into_iter().chain(changes.fixes.into_iter().flat_map(|fixes| fixes.ways));
    let phrases = all.map(|change| change.phrase);
    let axis = |chart: &Chart| match chart.axis {
        Axis::Count(name) => Some(Phrase::new(name)),
        Axis::Amount(_) => None,
    };
    let chart = changes.chart.into_iter().flat_map(|chart| {
        let names = axis(&chart).into_iter().chain([Phrase::new(chart.title)]);
        chart.reading.into_iter().chain(names).collect::<Vec<_>>()
    });
    let pictures = changes.pictures.into_iter().flat_map(|picture| {
        let (Across::Days { name, .. } | Across::Number(name)) = picture.across;
        let names = [picture.title, name].into_iter().chain(picture.levels.iter().map(|(name, _)| *name));
        let names = names.chain(picture.lines.iter().map(|line| line.name)).chain(picture.band.map(|band| band.name));
        let marks = picture.marks.into_iter().map(|(phrase, _)| phrase);
        let spans = picture.spans.into_iter().map(|span| span.name);
        names.map(Phrase::new).chain(picture.reading).chain(marks).chain(spans).collect::<Vec<_>>()
    });
    let bars = changes.bars.into_iter().flat_map(|bars| {
        let names = [bars.title, bars.one, bars.axis].map(Phrase::new).into_iter();
        let level = bars.level.into_iter().map(|(phrase, _)| phrase);
        names.chain(bars.reading).chain(level).chain(bars.bars.into_iter().map(|bar| bar.name)).collect::<Vec<_>>()
    });
    let checklist = changes.checklist.into_iter().flat_map(|list| {
        let items = list.items.into_iter().flat_map(|item| {
            let by = item.done.map(|done| done.by);
            let set =
                item.place.and_then(|place| place::ALL.iter().find(|text| text.code() == place.to_string()).copied());
            item.reasons.into_iter().chain(by).chain(set.map(Phrase::new))
        });
        let replies = |ask: &Ask| ask.replies.iter().map(|(text, _)| Phrase::new(*text)).collect::<Vec<_>>();
        let asks = list.asks.into_iter().flat_map(|ask| replies(&ask).into_iter().chain([ask.ask]).collect::<Vec<_>>());
        let tests = list.nexus.into_iter().flat_map(|row| {
            let words = [row.period, row.basis, row.marketplace].into_iter().chain(row.doubts).map(Phrase::new);
            [row.test].into_iter().chain(row.sold).chain(words).collect::<Vec<_>>()
        });
        let days = list.deadlines.into_iter().map(|day| day.what);
        items.chain(asks).chain(tests).chain(days).collect::<Vec<_>>()
    });
    let words = |phrase: &Phrase| {
        let args = phrase.args.iter().flat_map(|(_, arg)| match arg {
            Arg::List(all) => all.clone(),
            arg => vec![arg.clone()],
        });
        // Sets of places have words of their own.
        let text = |arg| match arg {
            Arg::Text(text) => Some(text),
            Arg::Country(code) => place::ALL.iter().copied().find(|text| text.code() == code),
            _ => None,
        };
        args.filter_map(text).map(Phrase::new).collect::<Vec<_>>()
    };
    let checklist = checklist.flat_map(|phrase| words(&phrase).into_iter().chain([phrase]).collect::<Vec<_>>());
    for phrase in phrases.chain(chart).chain(pictures).chain(bars).chain(checklist) {
        said.push((phrase.text, phrase.args.iter().map(|(slot, _)| *slot).collect()));
        said.extend(
            phrase
                .args
                .iter()
                .filter_map(|(_, arg)| if let Arg::Text(text) = arg { Some((*text, Vec::new())) } else { None }),
        );
    }
}

/// An answer to a further question, with the names of its alternatives.
fn say_section(section: Section, own: &[Text], said: &mut Vec<Said>) {
    said.extend([section.title, section.one].map(|text| (text, Vec::new())));
    let names: Vec<_> = section.answer.alternatives.iter().map(|one| one.name.clone()).collect();
    said.extend(own.iter().filter(|text| names.iter().any(|name| text.key() == name)).map(|text| (*text, Vec::new())));
    say(Outcome { answer: Some(section.answer), problems: Vec::new() }, said);
}

/// What further questions are answered with, and what the answer depends on.
fn say_around(calculator: &dyn Calculator, record: &Record, world: &World, said: &mut Vec<Said>) {
    let own = calculator.texts();
    let changes = calculator.changes(record, world, None);
    let mut sections = changes.sections.clone();
    if let Some(mut job) = calculator.job(record, world) {
        while !job.step().is_done() {}
        sections.extend(job.result());
    }
    for section in sections {
        say_section(section, &own, said);
    }
    let yearly = Money { value: Decimal::from(360), currency: Currency::CNY };
    if let Some(onward) = calculator.onward_of_costs(yearly, Decimal::from(12)) {
        said.push((onward.phrase.text, onward.phrase.args.iter().map(|(slot, _)| *slot).collect()));
    }
    if let Some(swings) = calculator.swings(record, world, None) {
        said.push((swings.title, Vec::new()));
        for swing in swings.swings {
            let Moved::OfData(name) = swing.moved else { continue };
            said.push((name.text, name.args.iter().map(|(slot, _)| *slot).collect()));
        }
    }
    say_changes(changes, said);
}

/// Every sentence of the bills made by hand, of their columns and verdicts, and of one with the fuel of another week.
fn say_bills(said: &mut Vec<Said>) {
    let mut weekly = common::data("data");
    let express = weekly.tariffs.iter_mut().find(|card| card.id == "express").expect("the card");
    let mut before = express.fuel[0].clone();
    before.percent = Decimal::from(30);
    before.valid_to = "2026-11-15".parse().ok();
    express.fuel =
        vec![before.clone(), Fuel { valid_from: "2026-11-16".parse().ok(), valid_to: None, ..express.fuel[0].clone() }];
    let worlds = [world(), World::new(weekly)];
    let files = ["reasons", "reading"].map(|name| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/bill_check/{name}.toml"));
        toml::from_str::<Json>(&std::fs::read_to_string(path).expect("a file")).expect("bills")
    });
    let mut bills: Vec<_> =
        files.iter().flat_map(|file| file["bill"].as_array().cloned().unwrap_or_default()).collect();
    bills.push(json!({ "desk": "d=DE&dt=2026-11-22", "service": "express", "text": "r,1,,,,1,279.50" }));
    bills.push(json!({ "desk": "d=DE&dt=2026-11-22", "service": "express", "text": "r,1,,,,1,279.50 PLN" }));
    let heard = RefCell::new(Vec::new());
    let say = |phrase: &Phrase| {
        heard.borrow_mut().push(phrase.clone());
        String::new()
    };
    for (bill, world) in bills.iter().flat_map(|bill| worlds.iter().map(move |world| (bill, world))) {
        let text = |key: &str| bill[key].as_str().unwrap_or_default();
        let desk = link::decode(&format!("v=1&t=sc&{}&k=hand", text("desk"))).expect("a good link").record;
        let (mut rows, problems) = bill_check::read(text("text"), Marks::ENGLISH);
        heard.borrow_mut().extend(problems.into_iter().map(|one| Phrase { text: one.code, args: one.args }));
        if let Some(mut blank) = rows.first().cloned() {
            (blank.billed_weight, blank.amount) = (None, None);
            rows.push(blank);
        }
        let checker = Checker::new(&desk, text("service"), world).expect("a good desk");
        let checked: Vec<Checked> = rows.iter().map(|row| checker.check(row)).collect();
        bill_check::write(&rows, &checked, &say).clear();
    }
    let names = Column::ALL.map(Column::text).into_iter().chain(Verdict::ALL.map(Verdict::text));
    for phrase in heard.into_inner().into_iter().chain(names.map(Phrase::new)) {
        said.push((phrase.text, phrase.args.iter().map(|(slot, _)| *slot).collect()));
    }
}

type Said = (Text, Vec<&'static str>);

/// Every sentence of a calculator, with its slots, that the worked examples, the judge's shipments and some broken cases
/// lead to.
fn said_by(calculator: &'static dyn Calculator) -> Vec<Said> {
    let mut said = Vec::new();
    let own = calculator.texts();
    let mut other = common::data("data");
    // Kinds of cards that data/ does not hold.
    let express = other.tariffs.iter_mut().find(|card| card.scope == Scope::Shipment).expect("a card by shipment");
    express.duty = DutyIncluded::Included;
    express.lanes.iter_mut().for_each(|lane| lane.min_weight = Decimal::ONE);
    let packet = other.tariffs.iter_mut().find(|card| card.scope == Scope::Piece).expect("a card by piece");
    packet.currency = Currency::from_code("THB").expect("a currency without a rate");
    let by_break = other.tariffs.iter_mut().find(|card| card.family == Family::FirstLegByKilo).expect("a first leg");
    by_break.volume.iter_mut().for_each(|rule| {
        rule.shared = Some(Shared { by: Decimal::TWO, at_least: Decimal::ONE });
    });
    for lane in &mut by_break.lanes {
        let Price::Breaks { least, .. } = &mut lane.price else { continue };
        *least = Decimal::ONE_THOUSAND;
    }
    for surcharge in &mut by_break.surcharges {
        (surcharge.per_piece, surcharge.per_kg, surcharge.per_shipment) = (Decimal::ONE, Decimal::ONE, Decimal::ONE);
    }
    let mut by_piece = other.tariffs.iter_mut().filter(|card| card.scope == Scope::Piece && card.leg == Leg::Direct);
    let cheap = by_piece.nth(1).expect("another card by piece");
    cheap.fuel.clear();
    cheap.surcharges.clear();
    let nearly_nothing = Price::PerGram { item: Decimal::ZERO, per_kg: Decimal::new(1, 6) };
    cheap.lanes.iter_mut().for_each(|lane| lane.price = nearly_nothing.clone());
    other.markets.retain(|market| market.countries != ["SG"]);
    let limits = other.markets.iter_mut().flat_map(|market| &mut market.treatments);
    limits.filter(|one| one.up_to.is_some()).for_each(|one| one.edge = Edge::Excluded);
    let worlds = [world(), World::new(other)];
    for (index, record) in cases(calculator).into_iter().enumerate() {
        for world in &worlds {
            let outcome = calculator.evaluate(&record, world);
            let names = outcome.answer.iter().flat_map(|answer| &answer.alternatives).map(|one| one.name.as_str());
            let texts = names.filter_map(|name| own.iter().find(|text| text.key() == name));
            said.extend(texts.map(|text| (*text, Vec::new())));
            let shown = outcome.answer.iter().flat_map(|answer| &answer.alternatives);
            let onward = shown.flat_map(|shown| calculator.onward(&record, shown));
            said.extend(
                onward.map(|onward| (onward.phrase.text, onward.phrase.args.iter().map(|(slot, _)| *slot).collect())),
            );
            say(outcome, &mut said);
            say_workbook(calculator.workbook(&record, world, None), &mut said);
        }
        // Looking around takes tens of evaluations.
        let has = |key| record.effective(calculator.fields(), key) != Value::Empty;
        if index % 7 == 0
            || [
                "channels",
                "warehouses",
                "import-date",
                "stock-date",
                "carriers",
                "routes",
                "local-return",
                "compare-date",
            ]
            .into_iter()
            .any(has)
        {
            say_around(calculator, &record, &worlds[0], &mut said);
        }
    }
    if calculators::is_by_rate_cards(calculator) {
        say_bills(&mut said);
    }
    said.sort_by_key(|(text, slots)| (text.key(), slots.clone()));
    said.dedup();
    said
}

fn say_workbook(book: Option<Workbook>, said: &mut Vec<Said>) {
    let phrase = |phrase: &Phrase, said: &mut Vec<Said>| {
        said.push((phrase.text, phrase.args.iter().map(|(slot, _)| *slot).collect()));
        let words =
            phrase.args.iter().filter_map(|(_, arg)| if let Arg::Text(text) = arg { Some(*text) } else { None });
        said.extend(words.map(|text| (text, Vec::new())));
    };
    let sheets = book.into_iter().flat_map(|book| book.sheets);
    for sheet in sheets {
        for cell in sheet.rows.iter().flatten() {
            match cell {
                Cell::Text(Arg::Text(text)) | Cell::Heading(Arg::Text(text)) => said.push((*text, Vec::new())),
                Cell::Phrase(one) => phrase(one, said),
                Cell::Check { words, .. } => words.iter().for_each(|one| phrase(one, said)),
                _ => {}
            }
        }
        if let Arg::Text(text) = sheet.name {
            said.push((text, Vec::new()));
        }
    }
}

fn cases(calculator: &'static dyn Calculator) -> Vec<Record> {
    let fields = calculator.fields();
    let mut inputs: Vec<Json> = worked_examples(calculator.id());
    if calculator.id() == "shipping-cost" {
        inputs.extend(judge::shipments().into_iter().map(|shipment| shipment.inputs));
    }
    if calculator.id() == "compliance" {
        inputs.extend(scenarios());
    }
    let mut records: Vec<_> = inputs.iter().map(|inputs| json::record(fields, inputs).0).collect();
    let examples = calculator.examples().iter().filter_map(|example| link::decode(example.link).ok());
    records.extend(examples.map(|example| dated(example.record, fields)));
    let fulls = fulls(fields);
    for (index, meta) in fields.iter().enumerate() {
        let Kind::Choice(choices) = meta.kind else { continue };
        for code in choices.codes {
            let mut record = filled(fields, |meta| meta.required);
            record.values[index] = Value::Code(code);
            records.push(record);
        }
    }
    // One field at a time beyond every bound, unusual, or unreadable.
    for (index, meta) in fields.iter().enumerate() {
        for broken in
            ["-1", "0", "0.5", "69", "99999999999", "1e5", "x", "0kg", "9000000kg", "0x1x1cm", "5", "5cm", "2026-13-01"]
        {
            let mut record = fulls[index].clone();
            record.values[index] = match (meta.kind, &record.values[index]) {
                (Kind::Rows(columns), Value::Rows(rows)) => {
                    let mut rows = rows.clone();
                    for (column, cell) in columns.iter().zip(&mut rows[0].cells) {
                        *cell = Value::parse(&column.kind, broken);
                    }
                    Value::Rows(rows)
                }
                _ => Value::parse(&meta.kind, broken),
            };
            records.push(record);
        }
    }
    records.push(Record::empty(fields));
    records
}

/// Profiles of the scenarios of compliance and of their variants, each with another day to compare with.
fn scenarios() -> Vec<Json> {
    let files = ["scenarios", "edges"].into_iter().flat_map(|name| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compliance").join(name);
        let paths = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
        paths.collect::<BTreeSet<_>>()
    });
    let mut all = Vec::new();
    for path in files {
        let file: toml::Table = std::fs::read_to_string(path).expect("a file").parse().expect("a scenario");
        let base = file["profile"].as_table().expect("a profile");
        let day = file["day"].as_str().expect("a day");
        let variants = file.get("variant").and_then(toml::Value::as_array).into_iter().flatten();
        let changed = variants.filter_map(|variant| variant.get("profile")?.as_table()).map(|other| {
            let mut changed = base.clone();
            changed.extend(other.clone());
            changed
        });
        for profile in [base.clone()].into_iter().chain(changed) {
            let Some(mut inputs) = typed::inputs(&profile, day) else { continue };
            inputs["compare-date"] = json!("2027-08-19");
            all.push(inputs);
        }
    }
    all
}

fn worked_examples(id: &str) -> Vec<Json> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked_examples");
    let paths = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    // In an order of their own, since not every case is looked around.
    let paths: BTreeSet<_> = paths.collect();
    let texts = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(std::fs::read_to_string);
    let files = texts.map(|text| toml::from_str::<Json>(&text.expect("a file")).expect("an example"));
    let cases = files
        .filter(|file| file["calculator"] == id)
        .flat_map(|file| file["case"].as_array().cloned().unwrap_or_default());
    cases.map(|case| case["inputs"].clone()).collect()
}

fn say(outcome: Outcome, said: &mut Vec<Said>) {
    let slots = |args: &[(&'static str, Arg)]| args.iter().map(|(slot, _)| *slot).collect::<Vec<_>>();
    let value = |arg: &Arg, said: &mut Vec<Said>| {
        if let Arg::Text(text) = arg {
            said.push((*text, Vec::new()));
        }
    };
    let phrase = |phrase: &Phrase, said: &mut Vec<Said>| {
        said.push((phrase.text, slots(&phrase.args)));
        phrase.args.iter().for_each(|(_, arg)| value(arg, said));
    };
    said.extend(outcome.problems.iter().map(|problem| (problem.code, slots(&problem.args))));
    let Some(answer) = outcome.answer else { return };
    answer.decision.iter().for_each(|decision| phrase(decision, said));
    answer.notes.iter().for_each(|note| phrase(&note.phrase, said));
    let figures = answer.alternatives.iter().flat_map(|one| &one.figures).chain(&answer.headline);
    for figure in figures {
        said.push((figure.name, Vec::new()));
        value(&figure.value, said);
    }
    for one in &answer.alternatives {
        said.extend(one.refused.iter().map(|problem| (problem.code, slots(&problem.args))));
        said.extend(one.lines.iter().map(|line| (line.name, Vec::new())));
        said.extend(one.steps.iter().map(|step| (step.formula, slots(&step.args))));
        one.notes.iter().for_each(|note| phrase(&note.phrase, said));
    }
}
