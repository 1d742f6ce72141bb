//! A field: label, boxes, unit, and what there is to say about what was typed.

use leptos::prelude::*;
use suanpan::entry;
use suanpan::number::Reading;
use suanpan::schema::{Kind, Meta, Problem, Severity, code};
use suanpan::units::Unit;

use super::draft::Place;
use super::{choice, enter_goes_on};
use crate::desk::Desk;
use crate::{browser, locale, t};

/// A field outside lists.
pub fn field(desk: Desk, place: Place, meta: &'static Meta) -> impl IntoView {
    let wide = matches!(meta.kind, Kind::Size(_) | Kind::Text | Kind::Flag);
    view! { <div class="f" class:w6=wide>{labelled(desk, place, meta)}</div> }
}

/// Label, boxes and notes of a place.
pub fn labelled(desk: Desk, place: Place, meta: &'static Meta) -> impl IntoView {
    let id = place.id(desk.fields());
    let label = locale::by_key(&format!("field.{}.label", meta.key));
    let hint = locale::by_key(&format!("field.{}.hint", meta.key));
    let (hint_id, note_id) = (format!("{id}-hint"), format!("{id}-note"));
    if matches!(meta.kind, Kind::Flag) {
        return flag(desk, place, id, label, hint).into_any();
    }
    let described = format!("{hint_id} {note_id}");
    let boxes = match meta.kind {
        Kind::Choice(_) => view! { <div class="in">{choice(desk, place, meta, id.clone(), None)}</div> }.into_any(),
        Kind::Size(units) => size(desk, place, meta, units, &id, &described, &label).into_any(),
        _ => view! {
            <div class="in" class:bad=move || has_error(desk, place)>
                {text_box(desk, place, meta, 0, id.clone(), described.clone(), None)}
                {unit(desk, place, meta, &label)}
            </div>
        }
        .into_any(),
    };
    view! {
        <label for=id>{label}</label>
        {boxes}
        <p class="hint" id=hint_id>{hint}</p>
        <div class="said" id=note_id>{move || notes(desk, place, meta)}</div>
    }
    .into_any()
}

fn flag(desk: Desk, place: Place, id: String, label: String, hint: String) -> impl IntoView {
    let on = move || desk.draft.with(|draft| draft.entry(place).is_some_and(|entry| entry.boxes.concat() == "1"));
    let change = move |event| {
        let on = event_target_checked(&event);
        desk.edit(None, |draft| {
            if let Some(entry) = draft.entry_mut(place) {
                entry.boxes = vec![if on { "1" } else { "0" }.to_owned()];
            }
        });
    };
    let hint_id = format!("{id}-hint");
    let for_id = id.clone();
    view! {
        <label class="flag-field" for=for_id>
            <input type="checkbox" id=id aria-describedby=hint_id.clone() prop:checked=on on:change=change/>
            {label}
        </label>
        <p class="hint" id=hint_id>{hint}</p>
    }
}

/// One box to type into.
fn text_box(
    desk: Desk,
    place: Place,
    meta: &'static Meta,
    index: usize,
    id: String,
    described: String,
    label: Option<String>,
) -> impl IntoView {
    let numeric = meta.kind.is_numeric();
    let mode = match meta.kind {
        Kind::Count | Kind::Days => "numeric",
        _ if numeric => "decimal",
        _ => "text",
    };
    let shown = move || desk.draft.with(|draft| draft.entry(place).map(|entry| entry.shown(index, locale::marks()))).unwrap_or_default();
    let take = move |text: String| {
        desk.edit(Some((place, index)), |draft| {
            if let Some(entry) = draft.entry_mut(place) {
                entry.type_in(index, text, locale::marks());
            }
        });
    };
    let input = move |event: web_sys::Event| {
        // What an input method is still composing is not a number yet.
        if !browser::is_composing(&event) {
            take(event_target_value(&event));
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => 1,
            "ArrowDown" => -1,
            _ => return enter_goes_on(event),
        };
        if numeric {
            let by = if event.shift_key() { by * 10 } else { by };
            let stepped = desk.draft.with_untracked(|draft| {
                let unit = draft.entry(place).and_then(|entry| Unit::from_symbol(entry.shown_unit()));
                entry::stepped(&shown_untracked(desk, place, index), unit, by, locale::marks())
            });
            if let Some(text) = stepped {
                event.prevent_default();
                take(text);
            }
        }
    };
    let leave = move |_| {
        // A sum, full-width digits or another unit become a plain figure; while typing nothing is touched.
        let read = desk.draft.with_untracked(|draft| draft.entry(place).map(|entry| entry.read(&meta.kind, locale::marks())));
        let typed = desk.draft.with_untracked(|draft| draft.entry(place).and_then(|entry| entry.boxes.get(index).cloned())).unwrap_or_default();
        let Some(read) = read.and_then(|read| read.boxes.get(index).copied()) else { return };
        let is_plain = typed.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ' | '\u{a0}' | '\u{202f}' | '\''));
        if numeric && !is_plain {
            take(entry::print(read.figure, locale::marks()));
        }
    };
    view! {
        <input type="text" id=id class:num=numeric inputmode=mode autocomplete="off" spellcheck="false"
            aria-label=label aria-describedby=described
            aria-invalid=move || has_error(desk, place).to_string()
            placeholder=if numeric { locale::plain(meta.default) } else { String::new() }
            prop:value=shown on:input=input on:compositionend=move |event| take(event_target_value(&event)) on:keydown=key on:blur=leave/>
    }
}

fn shown_untracked(desk: Desk, place: Place, index: usize) -> String {
    desk.draft.with_untracked(|draft| draft.entry(place).map(|entry| entry.shown(index, locale::marks()))).unwrap_or_default()
}

/// Three sides, or length and diameter of a roll.
fn size(desk: Desk, place: Place, meta: &'static Meta, units: &'static [Unit], id: &str, described: &str, label: &str) -> impl IntoView {
    let boxes = move || desk.draft.with(|draft| draft.entry(place).map_or(3, |entry| entry.boxes.len()));
    let count = Memo::new(move |_| boxes());
    let (id, described, name) = (id.to_owned(), described.to_owned(), label.to_owned());
    let side = move |index: usize| {
        let labels = if count.get() == 2 {
            [t!("page.length"), t!("page.diameter"), ""]
        } else {
            [t!("page.length"), t!("page.width"), t!("page.height")]
        };
        let own_id = if index == 0 { id.clone() } else { format!("{id}-{}", index + 1) };
        let sign = (index > 0).then(|| view! { <span class="x" aria-hidden="true">{if count.get() == 2 { "× ⌀" } else { "×" }}</span> });
        let label = format!("{name}: {}", labels[index]);
        view! { {sign}{text_box(desk, place, meta, index, own_id, described.clone(), Some(label))} }
    };
    let turn = move |_| {
        desk.edit(None, |draft| {
            if let Some(entry) = draft.entry_mut(place) {
                let roll = entry.boxes.len() == 3;
                entry.boxes.resize(if roll { 2 } else { 3 }, String::new());
            }
        });
    };
    view! {
        <div class="in" class:bad=move || has_error(desk, place)>
            {move || (0..count.get()).map(&side).collect_view()}
            {unit_select(desk, place, units.iter().map(|unit| unit.symbol()).collect(), label)}
        </div>
        <button type="button" class="link" aria-pressed=move || (count.get() == 2).to_string() on:click=turn>
            {move || if count.get() == 2 { t!("page.as-box") } else { t!("page.as-roll") }}
        </button>
    }
}

/// The unit at the end of a field.
fn unit(desk: Desk, place: Place, meta: &'static Meta, label: &str) -> impl IntoView {
    match meta.kind {
        Kind::Amount(units) => unit_select(desk, place, units.iter().map(|unit| unit.symbol()).collect(), label).into_any(),
        Kind::Money => unit_select(desk, place, suanpan::amount::CURRENCIES.to_vec(), label).into_any(),
        Kind::Percent => view! { <span class="unit fixed">"%"</span> }.into_any(),
        _ => ().into_any(),
    }
}

fn unit_select(desk: Desk, place: Place, units: Vec<&'static str>, label: &str) -> impl IntoView {
    let current = move || desk.draft.with(|draft| draft.entry(place).map(|entry| entry.shown_unit().to_owned())).unwrap_or_default();
    let change = move |event| {
        let unit = event_target_value(&event);
        desk.edit(None, |draft| {
            if let Some(entry) = draft.entry_mut(place) {
                entry.show_in(&unit);
            }
        });
    };
    let options = units.into_iter().map(move |unit| {
        let name = Unit::from_symbol(unit).map_or_else(|| unit.to_owned(), locale::unit);
        view! { <option value=unit selected=move || current() == unit>{name}</option> }
    });
    view! {
        <select class="unit" aria-label=t!("page.unit-of", field = label) prop:value=current on:change=change>
            {options.collect_view()}
        </select>
    }
}

fn problem_at(desk: Desk, place: Place) -> Option<Problem> {
    let fields = desk.fields();
    let meta = &fields[place.field];
    let column = place.cell.map(|(row, column)| (row, meta.columns()[column].key));
    desk.computed.with(|computed| {
        let here = |problem: &&Problem| {
            problem.field == Some(meta.key) && problem.row == column.map(|(row, _)| row) && problem.column == column.map(|(_, key)| key)
        };
        computed.outcome.problems.iter().find(here).cloned()
    })
}

fn has_error(desk: Desk, place: Place) -> bool {
    problem_at(desk, place).is_some_and(|problem| problem.severity == Severity::Error && problem.code != code::REQUIRED)
}

/// What there is to say about what was typed: a problem, or how it was read.
fn notes(desk: Desk, place: Place, meta: &'static Meta) -> impl IntoView {
    let problem = problem_at(desk, place).map(|problem| {
        let class = match (problem.severity, problem.code) {
            (_, code::REQUIRED) => "note",
            (Severity::Error, _) => "error",
            _ => "soft",
        };
        let words = match problem.code {
            code::REQUIRED => locale::by_key(&format!("field.{}.required", meta.key)),
            code => locale::text(code, &problem.args),
        };
        view! { <p class=class>{words}</p> }
    });
    let read = desk.draft.with(|draft| draft.entry(place).map(|entry| entry.read(&meta.kind, locale::marks())));
    let shown = desk.draft.with(|draft| draft.entry(place).is_some_and(|entry| entry.shown_in.is_some()));
    let readings = read.into_iter().flat_map(|read| read.boxes).enumerate().filter_map(move |(index, read)| {
        let figure = locale::plain(&read.figure.normalize().to_string());
        if let Some(from) = read.converted_from {
            return Some(view! { <p class="note">{t!("page.converted", unit = locale::unit(from), figure = figure)}</p> }.into_any());
        }
        match read.reading {
            Reading::Plain => None,
            Reading::Regrouped | Reading::Computed => Some(view! { <p class="note">{t!("page.read-as", figure = figure)}</p> }.into_any()),
            Reading::Ambiguous { other } => {
                let flip = move |_| {
                    desk.edit(None, |draft| {
                        if let Some(entry) = draft.entry_mut(place) {
                            entry.type_in(index, entry::print(other, locale::marks()), locale::marks());
                        }
                    });
                };
                let meant = t!("page.meant", figure = locale::plain(&other.normalize().to_string()));
                Some(view! { <p class="note">{t!("page.read-as", figure = figure)}" "<button type="button" class="link" on:click=flip>{meant}</button></p> }.into_any())
            }
        }
    });
    let readings: Vec<_> = if shown { Vec::new() } else { readings.collect() };
    view! { {problem}{readings} }
}
