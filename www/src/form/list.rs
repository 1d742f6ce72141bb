//! A list: a small table of rows to type into.

use suanpan::schema::{Kind, MAX_ROWS, Meta, Record};
use suanpan::table;
use suanpan::value::{Row, Value};

use super::draft::{Draft, Place, Slot};
use super::field::{labelled, notes};
use crate::browser::dom::{El, button, el};
use crate::desk::{Desk, State};
use crate::{browser, locale, t};

/// The rows of a list, each with its fields, and what adds and removes them.
pub fn list(desk: Desk, field: usize, meta: &'static Meta) -> El {
    let count = move || desk.read(|state| state.draft.rows(field).len());
    let rows = el("div").live(count, move || {
        let rows = desk.peek(|state| state.draft.rows(field).len());
        (0..rows).map(|index| row(desk, field, meta, index, rows > 1)).collect()
    });
    let add = move |_| desk.edit(None, |draft| draft.add_row(meta, field, None, locale::is_metric()));
    let add = button("link", &locale::by_key(&format!("field.{}.add", meta.key)), add)
        .keep(move |this| this.flag("disabled", count() >= MAX_ROWS));
    let paste = move |event: web_sys::Event| {
        let Some(text) = browser::pasted_text(&event).filter(|text| text.trim().contains(['\n', '\t'])) else { return };
        let rows = table::rows(meta, &text, locale::marks());
        if !rows.is_empty() {
            event.prevent_default();
            let fields = desk.peek(State::fields);
            desk.edit(None, |draft| put_rows(draft, fields, field, rows));
        }
    };
    let tools = el("p").class("row").add(add).add(el("span").class("hint").text(t!("page.paste-rows")));
    let place = Place { field, cell: None };
    let said = el("div").class("said").live(move || desk.version(), move || notes(desk, place, meta));
    el("div").class("list w6").on("paste", paste).all([rows, said, tools])
}

fn row(desk: Desk, field: usize, meta: &'static Meta, index: usize, several: bool) -> El {
    let cells = meta.columns().iter().enumerate().map(|(column, meta)| {
        let class = match meta.kind {
            Kind::Count => "f w2",
            Kind::Size(_) | Kind::Text => "f w6",
            _ => "f w4",
        };
        el("div").class(class).all(labelled(desk, Place { field, cell: Some((index, column)) }, meta))
    });
    let legend = el("legend").text(&t!("page.row", n = index + 1));
    let row = el("fieldset").class("row-of").add(if several { legend } else { legend.class("quiet") });
    let row = row.add(el("div").class("fields").all(cells));
    if !several {
        return row;
    }
    let duplicate = move |_| desk.edit(None, |draft| draft.add_row(meta, field, Some(index), locale::is_metric()));
    let remove = move |_| desk.edit(None, |draft| draft.remove_row(meta, field, index, locale::is_metric()));
    let tools = [button("link", t!("page.duplicate"), duplicate), button("link", t!("page.remove"), remove)];
    row.add(el("p").class("row-tools").all(tools))
}

/// Pasted rows replace a list in which nothing was typed, and go behind the rows of any other.
fn put_rows(draft: &mut Draft, fields: &'static [Meta], field: usize, rows: Vec<Row>) {
    let mut record = Record::empty(fields);
    if let Some(slot) = record.values.get_mut(field) {
        *slot = Value::Rows(rows);
    }
    let pasted = Draft::of(fields, &record, locale::is_metric(), locale::marks());
    let Some((_, Slot::Many(new))) = pasted.slots.into_iter().nth(field) else { return };
    if let Some((_, Slot::Many(old))) = draft.slots.get_mut(field) {
        old.retain(|row| row.cells.iter().any(|cell| !cell.is_blank()));
        old.extend(new);
        old.truncate(MAX_ROWS);
    }
}
