//! The list on paper: to be signed off, with a box, who, the day and the note of each rule.

use suanpan::checklist::{self, Drawer, Filter};
use suanpan::schema::Checklist;
use suanpan::schema::checklist::Item;
use suanpan_ui::browser::dom::{El, el};

use super::{own, place, view};
use crate::save::before_print;
use crate::{locale, t};

/// What only paper shows of the list that is drawn.
pub fn printed() -> El {
    before_print(el("div").class("printed signoff"), |paper| {
        let latest = view().latest.borrow();
        match latest.as_ref() {
            Some(list) => paper.all(own::with(|drawer| sheets(list, drawer))),
            None => paper,
        }
    })
}

fn sheets(list: &Checklist, drawer: &Drawer) -> Vec<El> {
    // All of it, whatever the screen hides.
    let groups = checklist::groups(list, &Filter::default(), drawer);
    let mut parts = vec![el("h2").text(t!("checklist.title")), el("p").text(t!("checklist.no-advice"))];
    for group in groups.iter().filter(|group| !group.known.is_empty()) {
        let rows = group.known.iter().filter_map(|at| Some(row(list, *at, list.items.get(*at)?, drawer)));
        parts.push(el("h3").text(&locale::about("rule-topic.", group.topic.code(), "")));
        parts.push(table(rows.collect()));
    }
    let unknown = groups.iter().flat_map(|group| &group.unknown).filter_map(|at| list.items.get(*at));
    let unknown: Vec<_> = unknown.map(|item| item.name.clone()).collect();
    if !unknown.is_empty() {
        parts.push(el("h3").text(&t!("checklist.waiting", n = unknown.len())));
        parts.push(el("p").text(&locale::list(&unknown)));
    }
    let lines = [t!("checklist.sign-name"), t!("checklist.sign-day"), t!("checklist.sign")];
    parts.push(el("p").class("signature").all(lines.into_iter().map(|words| el("span").text(words))));
    parts
}

fn table(rows: Vec<El>) -> El {
    let head = |words: &str| el("th").set("scope", "col").text(words);
    let heads = el("tr")
        .add(head("☑"))
        .add(head(t!("checklist.rule")))
        .add(head(t!("checklist.head-who")))
        .add(head(t!("checklist.sign-day")))
        .add(head(t!("checklist.note")));
    el("table").add(el("thead").add(heads)).add(el("tbody").all(rows))
}

fn row(list: &Checklist, at: usize, item: &Item, drawer: &Drawer) -> El {
    let own = drawer.of(&item.id);
    let next = list.deadlines.iter().find(|one| one.item == at).map(|one| one.day);
    let day = item.done.as_ref().and_then(|done| done.renew_by).or(item.begins).or(next);
    let stands = [
        locale::about("rule-state.", item.state.code(), ""),
        locale::about("rule-bite.", item.bite.code(), ""),
        place(item.place.as_ref()),
    ];
    let reason = item.reasons.first().map(locale::phrase);
    let done = item.done.as_ref().map(|done| t!("checklist.done", by = locale::phrase(&done.by)));
    let said: Vec<_> = stands.into_iter().chain(reason).chain(done).collect();
    let steps = item.steps.iter().map(|step| el("li").text(step));
    let what = el("td")
        .add(el("b").text(&item.name))
        .add(el("small").text(&said.join(" · ")))
        .add(el("p").text(&item.duty))
        .add(el("ol").all(steps));
    el("tr")
        .add(el("td").text(if own.ticked { "☑" } else { "☐" }))
        .add(what)
        .add(el("td").text(&locale::about("rule-who.", item.who.code(), "")))
        .add(el("td").text(&day.map(|day| day.to_string()).unwrap_or_default()))
        .add(el("td").text(&own.note))
}
