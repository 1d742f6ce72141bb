//! Why a rule is not in the list: a search over those that do not apply.

use std::rc::Rc;

use suanpan::checklist;
use suanpan::schema::Checklist;
use suanpan::schema::checklist::Item;
use suanpan_ui::browser::dom::{El, el, value_of};

use super::{card, place, view};
use crate::bench::Bench;
use crate::{locale, t};

/// How many are shown.
const SHOWN: usize = 20;

/// The search; none where every rule is in the list.
pub fn draw(bench: &'static Bench, list: &Rc<Checklist>) -> Option<El> {
    let out = list.items.iter().filter(|item| !item.is_listed()).count();
    if out == 0 {
        return None;
    }
    let typed = el("input")
        .class("copy")
        .set("type", "search")
        .set("id", "rules-search")
        .set("autocomplete", "off")
        .set("placeholder", t!("checklist.search-example"))
        .set("aria-label", t!("checklist.search"));
    typed.fill(&view().typed.borrow());
    let typed = typed.on("input", move |event| {
        view().typed.replace(value_of(&event));
        bench.refresh();
    });
    let list = list.clone();
    let hits = el("div").set("role", "status").live(|| view().typed.borrow().clone(), move || hits(&list));
    Some(
        card("rules-why", t!("checklist.not-here"))
            .add(el("p").class("hint").text(&t!("checklist.not-here-more", n = out)))
            .add(typed)
            .add(hits),
    )
}

fn hits(list: &Checklist) -> Vec<El> {
    let typed = view().typed.borrow();
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let found = checklist::search(list, &typed, locale::show);
    if found.is_empty() {
        return vec![el("p").class("hint").text(t!("checklist.not-found"))];
    }
    let left = found.len().saturating_sub(SHOWN);
    let rows = found.iter().take(SHOWN).filter_map(|at| list.items.get(*at)).map(hit);
    let more = (left > 0).then(|| el("p").class("hint").text(&t!("checklist.more-hits", n = left)));
    [el("ul").class("rule-hits").all(rows)].into_iter().chain(more).collect()
}

fn hit(item: &Item) -> El {
    let reasons = item.reasons.iter().map(|reason| el("p").text(&locale::phrase(reason)));
    let replaced = item.replaced_by.as_ref().map(|name| el("p").text(&t!("checklist.replaced", name = name)));
    el("li")
        .add(el("b").text(&item.name))
        .text(" ")
        .add(el("small").text(&place(item.place.as_ref())))
        .all(replaced)
        .all(reasons)
}
