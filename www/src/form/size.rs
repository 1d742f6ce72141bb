//! The field of a size. A page without such fields is built without it and its words.

use suanpan::schema::Meta;
use suanpan::units::Unit;

use super::draft::Place;
use super::field::{framed, symbols, text_box, unit_select};
use crate::browser::dom::{El, button, el};
use crate::desk::Desk;
use crate::t;

/// Three sides, or length and diameter of a roll.
pub fn size(
    desk: Desk,
    place: Place,
    meta: &'static Meta,
    units: &'static [Unit],
    id: &str,
    described: String,
    label: &str,
) -> [El; 2] {
    let count = move || desk.read(|state| state.draft.entry(place).map_or(3, |entry| entry.boxes.len()));
    let (id, name) = (id.to_owned(), label.to_owned());
    let boxes = el("span").class("sides").live(
        move || count().to_string(),
        move || {
            let roll = count() == 2;
            let labels: &[&str] = if roll {
                &[t!("page.length"), t!("page.diameter")]
            } else {
                &[t!("page.length"), t!("page.width"), t!("page.height")]
            };
            let mut parts = Vec::new();
            for (index, side) in labels.iter().enumerate() {
                if index > 0 {
                    parts.push(el("span").class("x").set("aria-hidden", "true").text(if roll {
                        "× ⌀"
                    } else {
                        "×"
                    }));
                }
                let own_id = if index == 0 { id.clone() } else { format!("{id}-{}", index + 1) };
                let typed = text_box(desk, place, meta, index, described.clone());
                parts.push(typed.set("id", &own_id).set("aria-label", &format!("{name}: {side}")));
            }
            parts
        },
    );
    let turn = button("link", "", move |_| {
        desk.edit_entry(place, None, |entry| {
            let sides = if entry.boxes.len() == 3 { 2 } else { 3 };
            entry.boxes.resize(sides, String::new());
        });
    })
    .keep_text(move || if count() == 2 { t!("page.as-box") } else { t!("page.as-roll") }.to_owned());
    [framed(desk, place).add(boxes).add(unit_select(desk, place, &symbols(units), label)), turn]
}
