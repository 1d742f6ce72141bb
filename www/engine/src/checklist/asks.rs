//! What to say next: questions that settle most rules, each with its answers.

use std::rc::Rc;

use suanpan::checklist;
use suanpan::schema::checklist::Ask;
use suanpan::schema::{Checklist, Meta, Record};
use suanpan::value::Value;
use suanpan_ui::browser::dom::{El, button, el};

use super::view;
use crate::bench::Bench;
use crate::{browser, locale, t};

/// How many are shown at first, and how many more at a time.
const SHOWN: usize = 5;
/// The heading, to which an answer leads back.
const HEADING: &str = "rules-next";

/// The questions; none where nothing is left to say.
pub fn draw(bench: &'static Bench, list: &Rc<Checklist>) -> Option<El> {
    if list.asks.is_empty() {
        return None;
    }
    let (of_rows, of_more) = (list.clone(), list.asks.len());
    let shown = || SHOWN + view().more.get();
    let rows = el("ol").class("asks").live(
        move || shown().to_string(),
        move || of_rows.asks.iter().take(shown()).enumerate().map(|(at, one)| ask(bench, at, one)).collect(),
    );
    let more = button("link", t!("checklist.more-asks"), move |_| {
        view().more.set(view().more.get() + SHOWN);
        bench.refresh();
    });
    // Those that are shown and can be answered with no, at one press.
    let of_no = list.clone();
    let no = el("p").class("bar").live(
        move || shown().to_string(),
        move || {
            let asks = &of_no.asks[..shown().min(of_no.asks.len())];
            let flags = asks.iter().filter(|ask| ask.no.is_some()).count();
            let of_press = of_no.clone();
            let press = move |_| {
                let asks = &of_press.asks[..shown().min(of_press.asks.len())];
                let case = bench.answered().unwrap_or_else(|| bench.case());
                if let Some((_, case)) = checklist::no_to_all(asks, &case, bench.calculator().fields()) {
                    answer(bench, &case);
                }
            };
            let several = (flags > 1).then(|| button("btn", &t!("checklist.no-to-all", n = flags), press));
            several.map(|button| button.set("id", "ask-no-to-all")).into_iter().collect()
        },
    );
    let title = t!("checklist.next");
    Some(
        el("section")
            .class("card checklist rules-next")
            .set("aria-label", title)
            .add(el("h2").set("id", HEADING).set("tabindex", "-1").text(title))
            .add(el("p").class("hint").text(t!("checklist.next-more")))
            .add(rows)
            .add(no)
            .add(el("p").class("bar").add(more).show_when(move || of_more > shown())),
    )
}

fn ask(bench: &'static Bench, at: usize, ask: &Ask) -> El {
    let waits = ask.waits.saturating_sub(ask.settles);
    let mut settles = Vec::new();
    settles.extend((ask.settles > 0).then(|| t!("checklist.settles", n = ask.settles)));
    settles.extend((waits > 0).then(|| t!("checklist.waits", n = waits)));
    let replies = ask.replies.iter().enumerate().map(|(reply, (text, case))| {
        let case = case.clone();
        button("btn", &locale::by_key(text.key()), move |_| answer(bench, &case))
            .set("id", &format!("ask-{at}-{reply}"))
    });
    let id = format!("ask-{at}-form");
    let to_field = (ask.replies.is_empty() || ask.typed_too).then(|| {
        let (field, blank) = (ask.field, ask.blank.clone());
        let label = locale::about("field.", field, ".label");
        button("btn", &t!("checklist.to-field", name = label), move |_| go_to(bench, field, blank.as_ref()))
            .set("id", &id)
    });
    el("li")
        .add(el("b").text(&locale::phrase(&ask.ask)))
        .all(ask.help.as_ref().map(|help| el("p").class("hint").text(help)))
        .add(el("small").text(&settles.join(" · ")))
        .add(el("div").class("bar").all(replies).all(to_field))
}

/// Gives an answer, and stays with the questions: the page itself leads to its answer, a frame after it has the case.
fn answer(bench: &'static Bench, case: &Record) {
    bench.put(case);
    browser::after_frame(|| {
        browser::after_frame(|| {
            browser::go_to(HEADING);
        })
    });
}

/// Leads to a field; where it is a list, to the row that was put there for the answer.
fn go_to(bench: &'static Bench, field: &'static str, blank: Option<&Record>) {
    let fields = bench.calculator().fields();
    let case = blank.cloned().unwrap_or_else(|| bench.case());
    let found = fields.iter().zip(&case.values).find(|(meta, _)| meta.key == field);
    let place = found.map_or_else(|| field.to_owned(), |(meta, value)| place_of(meta, value));
    if let Some(blank) = blank {
        bench.put(blank);
    }
    browser::after_frame(|| {
        browser::after_frame(move || {
            browser::go_to(&place);
        })
    });
}

/// The id of the box in which an answer is typed: of a list, the first empty one of its last row.
fn place_of(meta: &Meta, value: &Value) -> String {
    if meta.columns().is_empty() {
        return meta.key.to_owned();
    }
    let (row, cells): (usize, &[Value]) = match value {
        Value::Rows(rows) => (rows.len().max(1), rows.last().map_or(&[], |row| &row.cells)),
        _ => (1, &[]),
    };
    let empty = cells.iter().position(|cell| *cell == Value::Empty).unwrap_or_default();
    let column = meta.columns().get(empty).map_or("", |column| column.key);
    format!("{}-{row}-{column}", meta.key)
}
