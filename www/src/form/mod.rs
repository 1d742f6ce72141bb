//! One form for every calculator, drawn from its fields.

pub mod draft;
mod field;
mod list;

use leptos::prelude::*;
use suanpan::schema::{Kind, Meta, Names};
use suanpan::value::Value;

use self::draft::Place;
use crate::desk::{Desk, Origin};
use crate::{browser, locale, t};

/// Groups that stand open; the rest are folded with a summary of what they hold.
const OPEN_GROUPS: usize = 2;

/// The inputs of the calculator on the desk.
#[component]
pub fn Form(desk: Desk) -> impl IntoView {
    let fields = desk.fields();
    let mut groups: Vec<&'static str> = fields.iter().map(|meta| meta.group).collect();
    groups.dedup();
    let groups = groups.into_iter().enumerate().map(|(index, group)| {
        let inside = move || members(desk, fields, group).into_any();
        let name = locale::by_key(&format!("group.{group}"));
        if index < OPEN_GROUPS {
            view! { <section class="group card"><h2>{name}</h2>{inside()}</section> }.into_any()
        } else {
            let summary = move || summary(desk, fields, group);
            view! { <details class="group card"><summary><h2>{name}</h2><span>{summary}</span></summary>{inside()}</details> }.into_any()
        }
    });
    view! {
        <section class="inputs" aria-label=t!("page.inputs")>
            <Steps desk/>
            {groups.collect_view()}
        </section>
    }
}

/// Undo, redo, start again, examples.
#[component]
fn Steps(desk: Desk) -> impl IntoView {
    let id = desk.current().id();
    let examples = desk.current().examples().iter().enumerate().map(|(index, example)| {
        view! { <option value=index.to_string()>{locale::by_key(&format!("example.{id}.{}", example.id))}</option> }
    });
    let choose = move |event| {
        if let Ok(index) = event_target_value(&event).parse() {
            desk.put_example(index);
        }
    };
    let chosen = move || match desk.origin.get() {
        Origin::Example(id) => desk.current().examples().iter().position(|one| one.id == id).map(|at| at.to_string()),
        _ => None,
    };
    view! {
        <div class="steps" role="group" aria-label=t!("page.steps")>
            <button type="button" class="tool" title=t!("page.undo-keys") prop:disabled=move || !desk.can_step().0 on:click=move |_| desk.undo()>{t!("page.undo")}</button>
            <button type="button" class="tool" title=t!("page.redo-keys") prop:disabled=move || !desk.can_step().1 on:click=move |_| desk.redo()>{t!("page.redo")}</button>
            <button type="button" class="tool" on:click=move |_| desk.start_again()>{t!("page.start-again")}</button>
            <select class="tool" aria-label=t!("page.examples") on:change=choose prop:value=move || chosen().unwrap_or_default()>
                <option value="">{t!("page.examples")}</option>
                {examples.collect_view()}
            </select>
        </div>
    }
}

fn members(desk: Desk, fields: &'static [Meta], group: &'static str) -> impl IntoView {
    let members = fields.iter().enumerate().filter(move |(_, meta)| meta.group == group).map(move |(index, meta)| {
        if let Kind::Rows(_) = meta.kind {
            return list::list(desk, index, meta).into_any();
        }
        let place = Place { field: index, cell: None };
        let applies = Memo::new(move |_| desk.computed.with(|computed| computed.record.applies(fields, meta)));
        view! { <Show when=move || applies.get()>{field::field(desk, place, meta)}</Show> }.into_any()
    });
    view! { <div class="fields">{members.collect_view()}</div> }
}

/// What a folded group holds, in a few words.
fn summary(desk: Desk, fields: &'static [Meta], group: &str) -> String {
    desk.computed.with(|computed| {
        let record = &computed.record;
        let words = fields.iter().zip(&record.values).filter(|(meta, _)| meta.group == group && record.applies(fields, meta));
        let words = words.filter_map(|(meta, value)| match (meta.kind, value) {
            (Kind::Choice(choices), _) => {
                let effective = record.effective(fields, meta.key).to_string();
                Some(if choices.names == Names::Currencies { effective } else { choice_name(meta, choices.names, &effective) })
            }
            (_, Value::Empty | Value::Flag(false)) => None,
            (_, Value::Flag(true)) => Some(locale::by_key(&format!("field.{}.label", meta.key))),
            (Kind::Percent, Value::Number(number)) => Some(locale::show(&suanpan::schema::Arg::Percent(*number))),
            (_, Value::Number(number)) => Some(locale::plain(&number.normalize().to_string())),
            (_, Value::Unreadable(..)) => Some("⚠".to_owned()),
            (_, value) => Some(value.to_string()),
        });
        let words: Vec<_> = words.collect();
        if words.is_empty() { t!("page.nothing-set").to_owned() } else { words.join(" · ") }
    })
}

/// The name of a code of a choice.
fn choice_name(meta: &Meta, names: Names, code: &str) -> String {
    match names {
        Names::Locales => locale::by_key(&format!("choice.{}.{code}", meta.key)),
        Names::Countries => locale::country(code),
        Names::Currencies => format!("{code} · {}", locale::currency(code)),
    }
}

/// A `<select>` of the codes of a choice.
pub fn choice(desk: Desk, place: Place, meta: &'static Meta, id: String, label: Option<String>) -> impl IntoView {
    let (Kind::Choice(choices) | Kind::ManyOf(choices)) = meta.kind else { return ().into_any() };
    let current = move || {
        let typed = desk.draft.with(|draft| draft.entry(place).map(|entry| entry.boxes.concat())).unwrap_or_default();
        if typed.is_empty() { meta.default.to_owned() } else { typed }
    };
    let options = choices.codes.iter().map(move |code| {
        view! { <option value=*code selected=move || current() == *code>{choice_name(meta, choices.names, code)}</option> }
    });
    // A code of a newer release, or a damaged one: kept, and said below the field.
    let unknown = move || Some(current()).filter(|code| !choices.codes.contains(&code.as_str()));
    let change = move |event| {
        let code = event_target_value(&event);
        desk.edit(None, |draft| {
            if let Some(entry) = draft.entry_mut(place) {
                entry.boxes = vec![code];
            }
        });
    };
    view! {
        <select id=id aria-label=label prop:value=current on:change=change on:keydown=enter_goes_on>
            {options.collect_view()}
            {move || unknown().map(|code| view! { <option value=code.clone() selected=true>{code.clone()}</option> })}
        </select>
    }
    .into_any()
}

/// Enter goes to the next field.
fn enter_goes_on(event: web_sys::KeyboardEvent) {
    if event.key() == "Enter" && !event.is_composing() {
        event.prevent_default();
        browser::focus_next_field(&event);
    }
}
