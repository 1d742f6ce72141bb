//! A list: a small table of rows to type into.

use suanpan::schema::{Kind, MAX_ROWS, Meta};

use super::applies;
use super::draft::Place;
use super::field::{labelled, notes};
use crate::browser::dom::{El, button, el};
use crate::desk::Desk;
use crate::{browser, locale, t};

/// The rows of a list, each with its fields, and what adds and removes them.
pub fn list(desk: Desk, field: usize, meta: &'static Meta) -> El {
    let count = move || desk.read(|state| state.draft.rows(field).len());
    let rows = el("div").live(
        move || count().to_string(),
        move || {
            let rows = desk.read(|state| state.draft.rows(field).len());
            (0..rows).map(|index| row(desk, field, meta, index, rows > 1)).collect()
        },
    );
    let add = move |_| desk.edit(None, |draft| draft.add_row(meta, field, None, locale::is_metric()));
    let add = button("link", &locale::about("field.", meta.key, ".add"), add)
        .keep(move |this| this.flag("disabled", count() >= MAX_ROWS));
    let paste = move |event: web_sys::Event| {
        if let Some(text) = browser::pasted_text(&event).filter(|text| text.trim().contains(['\n', '\t'])) {
            event.prevent_default();
            desk.paste(meta.key, &text);
        }
    };
    let tools = el("p").class("row").add(add).add(el("span").class("hint").text(t!("page.paste-rows")));
    let place = Place { field, cell: None };
    el("div").class("list w6").on("paste", paste).all([rows, notes(desk, place, meta), tools])
}

fn row(desk: Desk, field: usize, meta: &'static Meta, index: usize, several: bool) -> El {
    let cells = meta.columns().iter().enumerate().map(|(column, meta)| {
        let class = match meta.kind {
            Kind::Count | Kind::Number | Kind::Percent => "f w2",
            Kind::Size(_) | Kind::Text | Kind::ManyOf(_) => "f w6",
            _ => "f w4",
        };
        let applies = move || desk.read(|state| applies(state, meta));
        let place = Place { field, cell: Some((index, column)) };
        el("div").class(class).all(labelled(desk, place, meta)).show_when(applies)
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
