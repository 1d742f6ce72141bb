//! One form for every calculator, drawn from its fields.

pub mod draft;
mod field;
mod list;
#[cfg(sizes)]
mod size;

use suanpan::schema::{Arg, Kind, Meta, Names, Severity};
use suanpan::value::Value;

use self::draft::Place;
use crate::browser::dom::{El, button, el, option, value_of};
use crate::desk::{Desk, Origin, State};
use crate::{browser, locale, t};

/// The inputs of the calculator on the desk: the first groups stand open, the rest are folded with a summary of what they
/// hold. A group of which nothing applies is not there; one with a mistake in it opens.
pub fn form(desk: Desk) -> El {
    let fields = desk.read(State::fields);
    let mut groups = desk.read(State::current).groups().to_vec();
    for meta in fields {
        if !groups.contains(&meta.group) {
            groups.push(meta.group);
        }
    }
    let open = desk.read(State::current).open_groups();
    let groups = groups.into_iter().enumerate().map(|(index, group)| {
        let is_used = move || desk.read(|state| members_of(fields, group).any(|(_, meta)| applies(state, meta)));
        let name = el("h2").text(&locale::about("group.", group, ""));
        let group = if index < open {
            el("section").class("group card").add(name).add(members(desk, fields, group))
        } else {
            let summary = el("span").keep_text(move || desk.read(|state| summary(state, group)));
            el("details")
                .class("group card")
                .add(el("summary").add(name).add(summary))
                .add(members(desk, fields, group))
                .keep(move |this| {
                    if desk.read(|state| has_error(state, group)) {
                        this.flag("open", true);
                    }
                })
        };
        group.show_when(is_used)
    });
    el("section").class("inputs").set("aria-label", t!("page.inputs")).add(steps(desk)).all(groups)
}

/// Undo, redo, start again, examples.
fn steps(desk: Desk) -> El {
    let calculator = desk.read(State::current);
    let undo = button("tool", t!("page.undo"), move |_| desk.undo())
        .set("title", t!("page.undo-keys"))
        .keep(move |this| this.flag("disabled", !desk.read(State::can_undo)));
    let redo = button("tool", t!("page.redo"), move |_| desk.redo())
        .set("title", t!("page.redo-keys"))
        .keep(move |this| this.flag("disabled", !desk.read(State::can_redo)));
    let examples = desk
        .read(State::examples)
        .enumerate()
        .map(|(index, (example, _))| option(&index.to_string(), &example_name(calculator.id(), example)));
    let chosen = move || {
        desk.read(|state| match state.origin {
            Origin::Example(id) => state.examples().position(|(one, _)| one == id).map(|at| at.to_string()),
            _ => None,
        })
    };
    let examples = el("select")
        .class("tool")
        .set("aria-label", t!("page.examples"))
        .add(option("", t!("page.examples")))
        .all(examples)
        .keep(move |this| this.fill(&chosen().unwrap_or_default()))
        .on("change", move |event| {
            if let Ok(index) = value_of(&event).parse() {
                desk.put_example(index);
            }
        });
    el("div").class("steps").set("role", "group").set("aria-label", t!("page.steps")).all([
        undo,
        redo,
        button("tool", t!("page.start-again"), move |_| desk.start_again()).set("id", "start-again"),
        examples,
    ])
}

/// What an example is called.
pub fn example_name(calculator: &str, example: &str) -> String {
    locale::by_key(&["example.", calculator, ".", example].concat())
}

/// The fields of a group, with their indices.
fn members_of(fields: &'static [Meta], group: &'static str) -> impl Iterator<Item = (usize, &'static Meta)> {
    fields.iter().enumerate().filter(move |(_, meta)| meta.group == group)
}

/// Whether a field or a column applies to what is in the form.
fn applies(state: &State, meta: &Meta) -> bool {
    state.computed.record.applies(state.fields(), meta)
}

/// Whether something in a group stops the answer.
fn has_error(state: &State, group: &'static str) -> bool {
    let errors = state.computed.outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let mut fields = errors.filter_map(|problem| problem.field);
    fields.any(|key| members_of(state.fields(), group).any(|(_, meta)| meta.key == key))
}

fn members(desk: Desk, fields: &'static [Meta], group: &'static str) -> El {
    let in_order = [true, false]
        .into_iter()
        .flat_map(|leads| members_of(fields, group).filter(move |(_, meta)| meta.leads == leads));
    let members = in_order.map(|(index, meta)| {
        let member = match meta.kind {
            Kind::Rows(_) => list::list(desk, index, meta),
            _ => field::field(desk, Place { field: index, cell: None }, meta),
        };
        member.show_when(move || desk.read(|state| applies(state, meta)))
    });
    el("div").class("fields").all(members)
}

/// What a folded group holds, in a few words.
fn summary(state: &State, group: &str) -> String {
    let (fields, record) = (state.fields(), &state.computed.record);
    let mut words: Vec<String> = Vec::new();
    for (meta, value) in fields.iter().zip(&record.values).filter(|(meta, _)| meta.group == group) {
        if !record.applies(fields, meta) {
            continue;
        }
        match (meta.kind, value) {
            (Kind::Choice(choices), _) => {
                let code = record.effective(fields, meta.key).to_string();
                words.extend((!code.is_empty()).then(|| match choices.names {
                    Names::Currencies => code,
                    names => choice_name(meta, names, &code),
                }));
            }
            (_, Value::Rows(rows)) => {
                // A blank row waits for what is typed.
                let count = rows.iter().filter(|row| !row.is_empty()).count();
                words.extend((count > 0).then(|| t!("page.rows", n = count)));
            }
            (_, Value::Empty | Value::Flag(false)) => {}
            (_, Value::Flag(true)) => words.push(locale::about("field.", meta.key, ".label")),
            (_, value) => {
                let said = match (meta.kind, value) {
                    (Kind::Percent, Value::Number(number)) => locale::show(&Arg::Percent(*number)),
                    (_, Value::Number(number)) => locale::show(&Arg::Number(*number)),
                    (_, Value::Money(money)) => locale::show_money(*money),
                    (_, value) => value.to_string(),
                };
                words.push([&locale::about("field.", meta.key, ".label"), " ", &said].concat());
            }
        }
    }
    if words.is_empty() { t!("page.nothing-set").to_owned() } else { words.join(" · ") }
}

/// The name of a code of a choice.
pub fn choice_name(meta: &Meta, names: Names, code: &str) -> String {
    match names {
        Names::Locales => locale::by_key(&["choice.", meta.key, ".", code].concat()),
        Names::Under(start) => locale::by_key(&[start, code].concat()),
        Names::Countries => locale::country(code),
        Names::Currencies => format!("{code} · {}", locale::currency(code)),
    }
}

/// A select of the codes of a choice. A code of a newer release, or a damaged one, is kept and said below the field.
pub fn choice(desk: Desk, place: Place, meta: &'static Meta) -> El {
    let Kind::Choice(choices) = meta.kind else { return el("span") };
    let current = move || {
        let typed = desk.read(|state| state.draft.entry(place).map(|entry| entry.boxes.concat())).unwrap_or_default();
        if typed.is_empty() { meta.default.to_owned() } else { typed }
    };
    let options = choices.codes.iter().map(|code| option(code, &choice_name(meta, choices.names, code)));
    let unknown = option("", "").keep(move |this| {
        let code = current();
        let known = code.is_empty() || choices.codes.contains(&code.as_str());
        // What is blank by default can be made so again.
        this.flag("hidden", known && !meta.default.is_empty());
        this.put("value", if known { "" } else { &code });
        this.say(if known { "" } else { &code });
    });
    // What has no default can be left blank, also again.
    let blank = meta.default.is_empty().then(|| option("", "–"));
    el("select")
        .all(blank)
        .all(options)
        .add(unknown)
        .keep(move |this| this.fill(&current()))
        .on("change", move |event| desk.edit_entry(place, None, |entry| entry.boxes = vec![value_of(&event)]))
        .on("keydown", |event| enter_goes_on(&event))
}

/// Enter goes to the next field.
fn enter_goes_on(event: &web_sys::Event) {
    if browser::key(event).is_some_and(|(key, ..)| key == "Enter") {
        event.prevent_default();
        browser::focus_next_field(event);
    }
}
