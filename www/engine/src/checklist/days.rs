//! What is otherwise on another day, and days that matter.

use std::rc::Rc;

use suanpan::schema::Checklist;
use suanpan::schema::checklist::Turn;
use suanpan_ui::browser::dom::{El, button, el};

use super::{card, state, take};
use crate::changes::scrolled;
use crate::{locale, t};

/// How many days are shown that no fold hides.
const SHOWN: usize = 8;

/// What is otherwise on the other day.
pub fn turns(list: &Rc<Checklist>) -> Option<El> {
    let turns = list.turns.as_ref()?;
    let title = t!("checklist.turns", day = turns.to);
    let card = card("rules-turns", &title);
    if turns.turns.is_empty() {
        return Some(card.add(el("p").class("hint").text(&t!(
            "checklist.no-turns",
            before = turns.from,
            after = turns.to
        ))));
    }
    let head = |words: &str| el("th").set("scope", "col").text(words);
    let heads =
        el("tr").add(head(t!("checklist.rule"))).add(head(&turns.from.to_string())).add(head(&turns.to.to_string()));
    let rows = turns.turns.iter().filter_map(|one| turn(list, one));
    let table = el("table").add(el("thead").add(heads)).add(el("tbody").all(rows));
    Some(card.add(scrolled(table, &[title.as_str(), " · ", t!("change-page.table")].concat())))
}

fn turn(list: &Checklist, one: &Turn) -> Option<El> {
    let item = list.items.get(one.item)?;
    let name = el("th").set("scope", "row").text(&item.name);
    // Of a part it is known how it stands on the other day; before, it stood as the rule says of it.
    let before = |name: &str| item.parts.iter().find(|part| part.name == name).map(|part| part.state);
    let parts = |then: bool| {
        one.parts.iter().filter_map(move |(name, after)| {
            let stands = if then { Some(*after) } else { before(name) };
            stands.map(|stands| el("small").text(name).text(" ").add(state(stands)))
        })
    };
    Some(
        el("tr")
            .add(name)
            .add(el("td").add(state(item.state)).all(parts(false)))
            .add(el("td").add(state(one.then)).all(parts(true))),
    )
}

/// Days that matter, the next first.
pub fn deadlines(list: &Rc<Checklist>) -> Option<El> {
    if list.deadlines.is_empty() {
        return None;
    }
    let day = |one: &suanpan::schema::checklist::Deadline| {
        let item = list.items.get(one.item)?;
        let what = el("span").add(el("b").text(&item.name)).text(" ").text(&locale::phrase(&one.what));
        Some(el("li").add(el("time").set("datetime", &one.day.to_string()).text(&one.day.to_string())).add(what))
    };
    let rows: Vec<_> = list.deadlines.iter().filter_map(day).collect();
    let left = rows.len().saturating_sub(SHOWN);
    let mut rows = rows.into_iter();
    let first = el("ol").class("rule-days").all(rows.by_ref().take(SHOWN));
    let later = (left > 0).then(|| {
        let title = el("summary").text(&t!("checklist.later-days", n = left));
        el("details").class("rules-wait").set("id", "rules-later").add(title).add(el("ol").class("rule-days").all(rows))
    });
    let of_file = list.clone();
    let file = button("btn", t!("checklist.calendar"), move |_| take::calendar(&of_file)).set("id", "rules-ics-days");
    Some(card("rules-days", t!("checklist.deadlines")).add(first).all(later).add(el("p").class("bar").add(file)))
}
