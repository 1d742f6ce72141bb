//! What the user takes away of a list: a table, JSON, a calendar, paper.

use std::rc::Rc;

use suanpan::checklist::{self, COLUMNS};
use suanpan::json;
use suanpan::schema::Checklist;
use suanpan::value::Value;
use suanpan_ui::browser::dom::{El, button, el};
use suanpan_ui::browser::files;

use super::{WORDS, own};
use crate::bench::{self, Bench};
use crate::{browser, t};

/// Buttons for all of it.
pub fn buttons(bench: &'static Bench, list: &Rc<Checklist>) -> El {
    let (of_table, of_json, of_days) = (list.clone(), list.clone(), list.clone());
    let as_table = move |_| {
        let text = own::with(|drawer| checklist::table(&of_table, drawer, WORDS, heads()));
        // The mark by which spreadsheets know UTF-8.
        files::download(&name(&of_table, "csv"), "text/csv", &["\u{feff}", &text].concat());
    };
    let as_json = move |_| {
        let calculator = bench.calculator();
        let inputs = bench.answered().map(|case| json::inputs(calculator.fields(), &case));
        let text = serde_json::json!({
            "calculator": calculator.id(),
            "inputs": inputs,
            "list": own::with(|drawer| checklist::json(&of_json, drawer, WORDS)),
        });
        files::download(&name(&of_json, "json"), "application/json", &format!("{text:#}"));
    };
    let days = (!list.deadlines.is_empty())
        .then(|| button("btn", t!("checklist.calendar"), move |_| calendar(&of_days)).set("id", "rules-ics"));
    el("p")
        .class("bar rules-take")
        .add(button("btn", "CSV", as_table).set("id", "rules-csv"))
        .add(button("btn", "JSON", as_json).set("id", "rules-json"))
        .all(days)
        .add(button("btn", t!("checklist.print"), |_| browser::print()).set("id", "rules-print"))
}

/// Hands over the days of a list.
pub fn calendar(list: &Checklist) {
    if let Ok(today) = browser::today().parse() {
        files::download(&name(list, "ics"), "text/calendar", &checklist::calendar(list, today, WORDS));
    }
}

/// What a file is called: by the day that the case is about.
fn name(list: &Checklist, extension: &str) -> String {
    let bench = bench::get();
    let day = bench.answered().and_then(|case| {
        case.values.iter().find_map(|value| if let Value::Date(day) = value { Some(day.to_string()) } else { None })
    });
    checklist::file_name(bench.calculator().id(), &day.unwrap_or_else(browser::today), list, extension)
}

/// What the columns of a table are called.
fn heads() -> [&'static str; COLUMNS] {
    [
        t!("checklist.head-id"),
        t!("checklist.rule"),
        t!("checklist.head-topic"),
        t!("checklist.head-where"),
        t!("checklist.head-places"),
        t!("checklist.standing"),
        t!("checklist.head-severity"),
        t!("checklist.head-who"),
        t!("checklist.why"),
        t!("checklist.duty"),
        t!("checklist.steps"),
        t!("checklist.head-since"),
        t!("checklist.head-begins"),
        t!("checklist.head-ends"),
        t!("checklist.head-due"),
        t!("checklist.head-done"),
        t!("checklist.head-renew"),
        t!("checklist.documents"),
        t!("checklist.sure"),
        t!("checklist.head-as-of"),
        t!("checklist.sources"),
        t!("checklist.head-ticked"),
        t!("checklist.note"),
        t!("checklist.cost"),
        t!("checklist.head-currency"),
    ]
}
