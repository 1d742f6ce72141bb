//! Why a rule is not in the list: a search over all rules, which also leads to those that are in it.

use std::rc::Rc;

use suanpan::checklist;
use suanpan::schema::Checklist;
use suanpan::schema::checklist::{Item, State};
use suanpan_ui::browser::dom::{El, button, by_id, el, value_of};

use super::{card, item, list, own, place, state, view};
use crate::bench::Bench;
use crate::{browser, locale, t};

/// How many are shown.
const SHOWN: usize = 20;

/// The search; none where there is no rule.
pub fn draw(bench: &'static Bench, list: &Rc<Checklist>) -> Option<El> {
    if list.items.is_empty() {
        return None;
    }
    let out = list.items.iter().filter(|item| !item.is_listed()).count();
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
    let hits = el("div").set("role", "status").live(|| view().typed.borrow().clone(), move || hits(bench, &list));
    Some(
        card("rules-why", t!("checklist.not-here"))
            .add(el("p").class("hint").text(&t!("checklist.not-here-more", n = out)))
            .add(typed)
            .add(hits),
    )
}

fn hits(bench: &'static Bench, list: &Rc<Checklist>) -> Vec<El> {
    let typed = view().typed.borrow();
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let found = checklist::search(list, &typed, t!("checklist.search-same"), locale::show);
    if found.is_empty() {
        return vec![el("p").class("hint").text(t!("checklist.not-found"))];
    }
    let left = found.len().saturating_sub(SHOWN);
    let rows = found.iter().take(SHOWN).filter_map(|at| list.items.get(*at)).map(|item| hit(bench, list, item));
    let more = (left > 0).then(|| el("p").class("hint").text(&t!("checklist.more-hits", n = left)));
    [el("ul").class("rule-hits").all(rows)].into_iter().chain(more).collect()
}

fn hit(bench: &'static Bench, list: &Rc<Checklist>, item: &Item) -> El {
    if item.is_listed() {
        let (of_press, id) = (list.clone(), item.id.clone());
        let open = button("link", t!("checklist.in-list"), move |_| open(bench, &of_press, &id));
        return el("li")
            .add(el("b").text(&item.name))
            .text(" ")
            .add(el("small").text(&place(item.place.as_ref())))
            .text(" ")
            .add(state(item.state))
            .add(open.set("id", &["found-", &item.id].concat()));
    }
    let reasons = item.reasons.iter().map(|reason| el("p").text(&locale::phrase(reason)));
    let replaced = item.replaced_by.as_ref().map(|name| el("p").text(&t!("checklist.replaced", name = name)));
    el("li")
        .add(el("b").text(&item.name))
        .text(" ")
        .add(el("small").text(&place(item.place.as_ref())))
        .all(replaced)
        .all(reasons)
}

/// Leads to a rule of the list and opens it: filters are taken away where they hide it, and the fold of those that wait is
/// opened first.
fn open(bench: &'static Bench, list: &Checklist, id: &str) {
    let Some(item) = list.items.iter().find(|item| item.id == id) else { return };
    if !own::with(|drawer| view().filter.borrow().shows(item, drawer)) {
        view().unfilter(bench);
    }
    let fold = (item.state == State::Unknown).then(|| list::waiting(item.topic));
    let head = item::head_id(item);
    // What is in a fold is drawn once that is open, which is a frame later.
    browser::after_frame(move || {
        if let Some(fold) = fold.and_then(|fold| by_id(&fold)) {
            fold.flag("open", true);
        }
        browser::after_frame(|| {
            browser::after_frame(move || {
                browser::go_to(&head);
            });
        });
    });
}
