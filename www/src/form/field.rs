//! A field: label, boxes, unit, and what there is to say about what was typed.

use std::cell::Cell;
use std::rc::Rc;

use suanpan::amount::Currency;
use suanpan::entry;
use suanpan::number::Reading;
use suanpan::schema::{Kind, Meta, Names, Problem, Severity, code};
use suanpan::units::Unit;

use super::draft::Place;
use super::{choice, choice_name, enter_goes_on};
use crate::browser::dom::{El, button, el, is_ticked, option, value_of};
use crate::desk::{Desk, State};
use crate::here::SERIES;
use crate::{browser, engine, locale, t};

/// A field outside lists.
pub fn field(desk: Desk, place: Place, meta: &'static Meta) -> El {
    if SERIES && matches!(meta.kind, Kind::Series) {
        return series(desk, place, meta);
    }
    let wide = meta.wide || matches!(meta.kind, Kind::Size(_) | Kind::Text | Kind::Flag | Kind::ManyOf(_));
    el("div").class(if wide { "f w6" } else { "f" }).all(labelled(desk, place, meta))
}

/// A series: the engine draws what takes it in and shows what is there.
fn series(desk: Desk, place: Place, meta: &'static Meta) -> El {
    let [coming, drawn] = engine::place(desk, &["series-", meta.key].concat());
    let hint = el("p").class("hint").text(&locale::about("field.", meta.key, ".hint"));
    el("div").class("f w6 series").all([coming, drawn, hint, notes(desk, place, meta)])
}

/// Label, boxes and notes of a place.
pub fn labelled(desk: Desk, place: Place, meta: &'static Meta) -> Vec<El> {
    let id = place.id(desk.read(State::fields));
    let label = locale::about("field.", meta.key, ".label");
    let (hint_id, note_id) = (format!("{id}-hint"), format!("{id}-note"));
    let hint = el("p").class("hint").set("id", &hint_id).text(&locale::about("field.", meta.key, ".hint"));
    if matches!(meta.kind, Kind::Flag) {
        return vec![flag(desk, place, meta, &id, &hint_id, &label), hint];
    }
    let described = format!("{hint_id} {note_id}");
    // A group of boxes is named by its role; a label would tick the first of them.
    let name =
        if matches!(meta.kind, Kind::ManyOf(_)) { el("span").class("name") } else { el("label").set("for", &id) };
    let mut parts = vec![name.text(&label)];
    match meta.kind {
        Kind::Choice(_) => parts.push(
            el("div").class("in").add(choice(desk, place, meta).set("id", &id).set("aria-describedby", &described)),
        ),
        Kind::ManyOf(_) => parts.push(many(desk, place, meta, &id, &described, &label)),
        #[cfg(sizes)]
        Kind::Size(units) => parts.extend(super::size::size(desk, place, meta, units, &id, described, &label)),
        _ => {
            let typed = text_box(desk, place, meta, 0, described).set("id", &id);
            parts.push(framed(desk, place).add(typed).all(unit(desk, place, meta, &label)));
        }
    }
    parts.push(hint);
    parts.push(notes(desk, place, meta).set("id", &note_id));
    parts
}

/// The frame around boxes and unit, marked while what is in it has an error.
pub(super) fn framed(desk: Desk, place: Place) -> El {
    el("div").keep(move |this| this.put("class", if has_error(desk, place) { "in bad" } else { "in" }))
}

fn flag(desk: Desk, place: Place, meta: &'static Meta, id: &str, hint_id: &str, label: &str) -> El {
    let tick = el("input")
        .set("type", "checkbox")
        .set("id", id)
        .set("aria-describedby", hint_id)
        .keep(move |this| {
            let typed =
                desk.read(|state| state.draft.entry(place).map(|entry| entry.boxes.concat())).unwrap_or_default();
            this.tick(if typed.is_empty() { meta.default } else { &typed } == "1");
        })
        .on("change", move |event| {
            let code = if is_ticked(&event) { "1" } else { "0" };
            desk.edit_entry(place, None, |entry| entry.boxes = vec![code.to_owned()]);
        });
    el("label").class("flag-field").set("for", id).add(tick).text(label)
}

/// A box to tick for each code of a choice of several; the codes that are ticked stand in the entry, `old.rare`.
fn many(desk: Desk, place: Place, meta: &'static Meta, id: &str, described: &str, label: &str) -> El {
    let codes = if let Kind::ManyOf(choices) = meta.kind { choices.codes } else { &[] };
    let ticked = move |code: &str| desk.read(|state| state.draft.entry(place).is_some_and(|entry| entry.has(code)));
    let boxes = codes.iter().enumerate().map(|(index, code)| {
        let tick = el("input")
            .set("type", "checkbox")
            .set("id", &if index == 0 { id.to_owned() } else { [id, "-", code].concat() })
            .keep(move |this| this.tick(ticked(code)))
            .on("change", move |_| desk.edit_entry(place, None, |entry| entry.turn(code)));
        el("label").class("chip").add(tick).text(&choice_name(meta, Names::Locales, code))
    });
    let group = el("div").class("chips").set("role", "group").set("aria-label", label);
    group.set("aria-describedby", described).all(boxes)
}

/// One box to type into.
pub(super) fn text_box(desk: Desk, place: Place, meta: &'static Meta, index: usize, described: String) -> El {
    let numeric = meta.kind.is_numeric();
    let mode = match meta.kind {
        Kind::Count | Kind::Days => "numeric",
        _ if numeric => "decimal",
        _ => "text",
    };
    let take =
        move |text: String| desk.edit_entry(place, Some(index), |entry| entry.type_in(index, text, locale::marks()));
    let shown = move |state: &State| {
        state.draft.entry(place).map(|entry| entry.shown(index, locale::marks())).unwrap_or_default()
    };
    let composing = Rc::new(Cell::new(false));
    let (watched, ended) = (composing.clone(), composing.clone());
    let typed = el("input")
        .set("type", "text")
        .set("inputmode", mode)
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .set("aria-describedby", &described)
        .keep(move |this| {
            this.put("aria-invalid", if has_error(desk, place) { "true" } else { "false" });
            // What an input method is composing stands in the box only.
            if !watched.get() {
                this.fill(&desk.read(shown));
            }
        })
        .on("compositionstart", move |_| composing.set(true))
        .on("input", move |event| {
            // What an input method is still composing is not a number yet.
            if !browser::is_composing(&event) {
                take(value_of(&event));
            }
        })
        .on("compositionend", move |event| {
            ended.set(false);
            take(value_of(&event));
        })
        .on("keydown", move |event| {
            let Some((key, _, shift)) = browser::key(&event) else { return };
            let by = match key.as_str() {
                "ArrowUp" => 1,
                "ArrowDown" => -1,
                _ => return enter_goes_on(&event),
            };
            let stepped = desk.read(|state| {
                let unit = state.draft.entry(place).and_then(|entry| Unit::from_symbol(entry.shown_unit()));
                entry::stepped(&shown(state), unit, if shift { by * 10 } else { by }, locale::marks())
            });
            if let Some(text) = stepped.filter(|_| numeric) {
                event.prevent_default();
                take(text);
            }
        });
    if !numeric {
        return typed;
    }
    let this = typed.clone();
    let typed = typed.class("num").on("blur", move |_| {
        if let Some((typed, plain, currency)) = desk.read(|state| plain_figure(state, place, meta, index)) {
            this.put("title", &typed);
            this.fill(&plain);
            desk.rewrite(place, index, plain, currency);
        }
    });
    if meta.default.is_empty() { typed } else { typed.set("placeholder", &locale::plain(meta.default)) }
}

/// A sum, full-width digits or another unit become a plain figure when the field is left; while typing nothing is
/// touched. What was typed, the plain figure, and the currency typed with it.
fn plain_figure(state: &State, place: Place, meta: &Meta, index: usize) -> Option<(String, String, Option<Currency>)> {
    let entry = state.draft.entry(place)?;
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ' | '\u{a0}' | '\u{202f}' | '\'');
    let typed = entry.boxes.get(index).filter(|typed| !typed.chars().all(is_plain))?;
    let read = entry.read(&meta.kind, locale::marks());
    read.boxes.get(index).map(|read| (typed.clone(), entry::print(read.figure, locale::marks()), read.currency))
}

pub(super) fn symbols(units: &[Unit]) -> Vec<&'static str> {
    units.iter().map(|unit| unit.symbol()).collect()
}

/// The unit at the end of a field.
fn unit(desk: Desk, place: Place, meta: &Meta, label: &str) -> Option<El> {
    match meta.kind {
        Kind::Amount(units) => Some(unit_select(desk, place, &symbols(units), label)),
        Kind::Money => Some(unit_select(desk, place, suanpan::amount::CURRENCIES, label)),
        Kind::Percent => Some(el("span").class("unit fixed").text("%")),
        _ => None,
    }
}

pub(super) fn unit_select(desk: Desk, place: Place, units: &[&'static str], label: &str) -> El {
    let options = units.iter().map(|unit| {
        let name = Unit::from_symbol(unit).map_or_else(|| (*unit).to_owned(), locale::unit);
        option(unit, &name)
    });
    el("select")
        .class("unit")
        .set("aria-label", &t!("page.unit-of", field = label))
        .all(options)
        .keep(move |this| {
            this.fill(
                &desk
                    .read(|state| state.draft.entry(place).map(|entry| entry.shown_unit().to_owned()))
                    .unwrap_or_default(),
            );
        })
        .on("change", move |event| desk.edit_entry(place, None, |entry| entry.show_in(&value_of(&event))))
}

fn problem_at(state: &State, place: Place) -> Option<&Problem> {
    let meta = state.fields().get(place.field)?;
    let row = place.cell.map(|(row, _)| row);
    let column = place.cell.and_then(|(_, column)| meta.columns().get(column)).map(|column| column.key);
    let here = |problem: &&Problem| problem.field == Some(meta.key) && problem.row == row && problem.column == column;
    state.computed.outcome.problems.iter().find(here)
}

fn has_error(desk: Desk, place: Place) -> bool {
    desk.read(|state| {
        problem_at(state, place)
            .is_some_and(|problem| problem.severity == Severity::Error && problem.code != code::REQUIRED)
    })
}

/// Something to say about what was typed.
struct Said {
    class: &'static str,
    words: String,
    /// The box, and what a press of it types there instead.
    instead: Option<(usize, String)>,
}

/// What there is to say about what was typed: a problem, or how it was read.
pub fn notes(desk: Desk, place: Place, meta: &'static Meta) -> El {
    el("div").class("said").live(
        move || desk.read(|state| said(state, place, meta).into_iter().map(|note| note.words).collect()),
        move || desk.read(|state| said(state, place, meta)).into_iter().map(|note| say(desk, place, note)).collect(),
    )
}

fn say(desk: Desk, place: Place, note: Said) -> El {
    let Some((index, text)) = note.instead else { return el("p").class(note.class).text(&note.words) };
    button(note.class, &note.words, move |_| {
        desk.edit_entry(place, None, |entry| entry.type_in(index, text.clone(), locale::marks()));
    })
}

fn said(state: &State, place: Place, meta: &Meta) -> Vec<Said> {
    let mut notes = Vec::new();
    let mut say = |class, words, instead| notes.push(Said { class, words, instead });
    if let Some(problem) = problem_at(state, place) {
        match (problem.code, problem.severity) {
            (code::REQUIRED, _) => say("note", locale::about("field.", meta.key, ".required"), None),
            (code, Severity::Error) => say("error", locale::text(code, &problem.args), None),
            (code, _) => say("soft", locale::text(code, &problem.args), None),
        }
    }
    let Some(entry) = state.draft.entry(place).filter(|entry| entry.shown_in.is_none()) else { return notes };
    for (index, read) in entry.read(&meta.kind, locale::marks()).boxes.into_iter().enumerate() {
        let figure = locale::number_text(read.figure);
        if let Some(from) = read.converted_from {
            say("note", t!("page.converted", unit = locale::unit(from), figure = figure), None);
        } else if let Some(currency) = read.currency.filter(|currency| currency.code() != entry.unit) {
            say("note", t!("page.read-as", figure = [currency.code(), "\u{a0}", &figure].concat()), None);
        } else if read.reading != Reading::Plain {
            say("note", t!("page.read-as", figure = figure), None);
        }
        if let Reading::Ambiguous { other } = read.reading {
            let text = entry::print(other, locale::marks());
            say("link", t!("page.meant", figure = locale::number_text(other)), Some((index, text)));
        }
    }
    notes
}
