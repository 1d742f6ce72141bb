//! A list: a small table of rows to type into.

use leptos::prelude::*;
use suanpan::schema::{Kind, MAX_ROWS, Meta};
use suanpan::table;

use super::draft::{Draft, Place, Slot};
use super::field::labelled;
use crate::desk::Desk;
use crate::{browser, locale, t};

/// The rows of a list, each with its fields, and what adds and removes them.
pub fn list(desk: Desk, field: usize, meta: &'static Meta) -> impl IntoView {
    let count = Memo::new(move |_| desk.draft.with(|draft| draft.rows(field).len()));
    let row = move |index: usize| {
        let cells = meta.columns().iter().enumerate().map(move |(column, meta)| {
            let place = Place { field, cell: Some((index, column)) };
            let (narrow, wide) = (matches!(meta.kind, Kind::Count), matches!(meta.kind, Kind::Size(_)));
            view! { <div class="f" class:w2=narrow class:w4=!narrow && !wide class:w6=wide>{labelled(desk, place, meta)}</div> }
        });
        let duplicate = move |_| desk.edit(None, |draft| draft.add_row(desk.fields(), field, Some(index), locale::is_metric()));
        let remove = move |_| desk.edit(None, |draft| draft.remove_row(desk.fields(), field, index, locale::is_metric()));
        let several = move || count.get() > 1;
        view! {
            <fieldset class="row-of">
                <legend class:quiet=move || !several()>{t!("page.row", n = index + 1)}</legend>
                <div class="fields">{cells.collect_view()}</div>
                <Show when=several>
                    <p class="row-tools">
                        <button type="button" class="link" on:click=duplicate>{t!("page.duplicate")}</button>
                        <button type="button" class="link" on:click=remove>{t!("page.remove")}</button>
                    </p>
                </Show>
            </fieldset>
        }
    };
    let add = move |_| desk.edit(None, |draft| draft.add_row(desk.fields(), field, None, locale::is_metric()));
    let paste = move |event: web_sys::ClipboardEvent| {
        let Some(text) = browser::pasted_text(&event).filter(|text| text.trim().contains(['\n', '\t'])) else { return };
        let rows = table::rows(meta, &text, locale::marks());
        if rows.is_empty() {
            return;
        }
        event.prevent_default();
        desk.edit(None, |draft| put_rows(draft, desk, field, rows));
    };
    let full = move || count.get() >= MAX_ROWS;
    view! {
        <div class="list w6" on:paste=paste>
            <For each=move || 0..count.get() key=|index| *index children=row/>
            <p class="row">
                <button type="button" class="link" prop:disabled=full on:click=add>{locale::by_key(&format!("field.{}.add", meta.key))}</button>
                <span class="hint">{t!("page.paste-rows")}</span>
            </p>
        </div>
    }
}

/// Pasted rows replace a list in which nothing was typed, and go behind the rows of any other.
fn put_rows(draft: &mut Draft, desk: Desk, field: usize, rows: Vec<suanpan::value::Row>) {
    let mut record = suanpan::schema::Record::empty(desk.fields());
    if let Some(slot) = record.values.get_mut(field) {
        *slot = suanpan::value::Value::Rows(rows);
    }
    let pasted = Draft::of(desk.fields(), &record, locale::is_metric(), locale::marks());
    let Some((_, Slot::Many(new))) = pasted.slots.into_iter().nth(field) else { return };
    if let Some((_, Slot::Many(old))) = draft.slots.get_mut(field) {
        old.retain(|row| row.cells.iter().any(|cell| !cell.is_blank()));
        old.extend(new);
        old.truncate(MAX_ROWS);
    }
}
