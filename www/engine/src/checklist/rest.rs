//! Documents that rules ask for, and how old the rules are.

use std::rc::Rc;

use suanpan::checklist;
use suanpan::schema::Checklist;
use suanpan_ui::browser::dom::{El, el};

use super::{card, place};
use crate::details::fold;
use crate::{locale, t};

/// The documents to prepare.
pub fn documents(list: &Rc<Checklist>) -> Option<El> {
    let papers = checklist::documents(list);
    if papers.is_empty() {
        return None;
    }
    let paper = |paper: &checklist::Paper<'_>| {
        let names: Vec<_> =
            paper.items.iter().filter_map(|at| list.items.get(*at)).map(|item| item.name.clone()).collect();
        el("li").add(el("b").text(paper.name)).add(el("small").text(&locale::list(&names)))
    };
    Some(
        card("rules-papers", t!("checklist.papers"))
            .add(el("p").class("hint").text(&t!("checklist.papers-more", n = papers.len())))
            .add(el("ul").class("rule-papers").all(papers.iter().map(paper))),
    )
}

/// What the list is and is not, and how old it is.
pub fn age(list: &Rc<Checklist>) -> El {
    let late = checklist::past_recheck(list);
    let rows = late.iter().map(|item| {
        let since = item.recheck.map(|day| t!("checklist.past-since", day = day)).unwrap_or_default();
        el("li").text(&item.name).add(el("small").text(&[place(item.place.as_ref()), since].join(" · ")))
    });
    let rows: Vec<_> = rows.collect();
    let late = (!rows.is_empty()).then(|| {
        let title = t!("checklist.late", n = rows.len());
        let inside = el("ul").class("sources").all(rows);
        el("div").class("folds").add(fold("rules-late", &title, "", inside))
    });
    let said = [t!("checklist.snapshot", id = list.snapshot), t!("checklist.no-advice").to_owned()].join(" ");
    el("section")
        .class("card checklist rules-age")
        .set("aria-label", t!("checklist.age"))
        .add(el("p").class("hint").text(&said))
        .all(late)
}
