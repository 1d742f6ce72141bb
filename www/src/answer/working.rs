//! The working and the sources of one alternative, folded.

use suanpan::pack::Cited;
use suanpan::schema::Alternative;

use crate::browser::dom::{El, el};
use crate::{locale, t};

/// Every step: its name, the formula with the figures in it, the result.
pub fn working(one: &Alternative) -> El {
    let several = one.steps.iter().any(|step| step.row.is_some_and(|row| row > 0));
    let mut list = el("dl").class("work");
    for step in &one.steps {
        let row =
            step.row.filter(|_| several).map(|row| format!("{} · ", t!("page.row", n = row + 1))).unwrap_or_default();
        let name = locale::about("step-name.", step.formula.code(), "");
        list = list
            .add(el("dt").text(&row).text(&name))
            .add(el("dd").text(&locale::formula(step.formula, &step.args)))
            .add(el("dd").class("num").text(&locale::exact(&step.result)));
    }
    fold("working", t!("page.working"), &t!("page.steps-count", n = one.steps.len()), list).set("open", "")
}

/// Where the figures come from, from when they are, and how sure they are.
pub fn sources(cited: &[Cited], snapshot: &str) -> El {
    let items = cited.iter().map(|source| {
        let status = source.status.code();
        let sure = locale::about("status-more.", status, "");
        el("li")
            .add(el("b").text(&locale::about("source.", &source.covers, "")))
            .add(el("span").class("tag").text(&locale::about("status.", status, "")))
            .add(el("p").text(&source.title))
            .add(el("small").text(&t!("page.as-of", date = source.as_of)).text(" · ").text(&sure))
    });
    fold("sources", t!("page.sources"), &t!("page.snapshot", id = snapshot), el("ul").class("sources").all(items))
}

fn fold(id: &str, title: &str, summary: &str, inside: El) -> El {
    let head = el("summary").add(el("h2").text(title)).add(el("span").text(summary));
    el("details").set("id", id).add(head).add(inside)
}
