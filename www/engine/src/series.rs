//! The fields that hold a series: a box for rows that are pasted, dropped or picked, what was made of them, and a way to begin
//! again. The page offers a place for each and keeps the text of the series.

use std::cell::RefCell;
use std::rc::Rc;

use suanpan::amount::Decimal;
use suanpan::bundle::tie;
use suanpan::schema::{Arg, Kind, Meta};
use suanpan::series::{self, Found, Series, Unread};
use suanpan::value::Value;
use suanpan_ui::browser::dom::{El, button, by_id, el, option, value_of};

use crate::bench::Bench;
use crate::tools::paste;
use crate::{browser, locale, t};

thread_local! {
    /// What is drawn for each field: its key and the element.
    static DRAWN: RefCell<Vec<(&'static str, El)>> = const { RefCell::new(Vec::new()) };
}

/// What was last read into a field.
#[derive(Clone, Default)]
struct Said {
    /// What to say of it.
    words: String,
    /// The text that was read, and the products in it, where one has to be chosen.
    several: Option<(String, Vec<String>)>,
}

/// Puts the fields of the calculator on the desk into the places that the page offers.
pub fn place(bench: &'static Bench) {
    for meta in bench.calculator().fields().iter().filter(|meta| matches!(meta.kind, Kind::Series)) {
        let Some(place) = by_id(&["series-", meta.key].concat()) else { continue };
        let drawn = DRAWN.with_borrow_mut(|drawn| match drawn.iter().find(|(key, _)| *key == meta.key) {
            Some((_, drawn)) => drawn.clone(),
            None => {
                let one = field(bench, meta);
                drawn.push((meta.key, one.clone()));
                one
            }
        });
        drawn.replace_in(&place);
    }
}

/// The series that stands in a field.
fn held(bench: &Bench, meta: &Meta) -> Option<Series> {
    match bench.case().effective(bench.calculator().fields(), meta.key) {
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// A field: the box, or what it holds.
fn field(bench: &'static Bench, meta: &'static Meta) -> El {
    let said = Rc::new(RefCell::new(Said::default()));
    let words = said.clone();
    let holds = move || held(bench, meta).map(|series| series.to_string()).unwrap_or_default();
    let key = move || [holds(), words.borrow().words.clone(), locale::language().to_owned()].concat();
    let (drawn, kept) = browser::signal::part(move || {
        el("div").class("drawn").live(key, move || match held(bench, meta) {
            Some(series) => vec![summary(bench, meta, &series, &said)],
            None => vec![empty(bench, meta, &said)],
        })
    });
    // It lives as long as the page.
    core::mem::forget(kept);
    drawn
}

/// The box, and the choice among several products.
fn empty(bench: &'static Bench, meta: &'static Meta, said: &Rc<RefCell<Said>>) -> El {
    let id = ["paste-", meta.key].concat();
    let label = locale::about("field.", meta.key, ".label");
    let taken = said.clone();
    let area = paste::area(&id, &label, t!("series-page.example"), "", move |text: String| {
        take(bench, meta, &taken, &text, None)
    });
    let Said { words, several } = said.borrow().clone();
    let note = (!words.is_empty()).then(|| el("p").class("flag warn").set("role", "status").add(el("b").text(&words)));
    let choice = several.map(|(text, names)| {
        let chosen = said.clone();
        let select =
            el("select").set("aria-label", t!("series-page.product")).add(option("", t!("series-page.product")));
        let select = select.all(names.iter().map(|name| option(name, name)));
        let select = select.on("change", move |event| take(bench, meta, &chosen, &text, Some(&value_of(&event))));
        el("div").class("in").add(select)
    });
    el("div").add(area).all(note).all(choice)
}

/// What there is: from when to when, how much of it, what was said when it was read.
fn summary(bench: &'static Bench, meta: &'static Meta, series: &Series, said: &Rc<RefCell<Said>>) -> El {
    let day = |index: usize| i32::try_from(index).ok().and_then(|index| series.from.plus_days(index * series.step()));
    let last = day(series.cells.len().saturating_sub(1)).unwrap_or(series.from);
    let shown = |date| locale::show(&Arg::Date(date));
    let count = series.cells.len();
    let text = if series.is_weekly {
        t!("series-page.weeks", n = count, from = shown(series.from), to = shown(last))
    } else {
        t!("series-page.days", n = count, from = shown(series.from), to = shown(last))
    };
    let words = said.borrow().words.clone();
    let cleared = said.clone();
    let clear = button("link", t!("series-page.clear"), move |_| {
        cleared.take();
        bench.tell_page("rows", &tie([bench.calculator().id(), meta.key, ""]));
    });
    let more = (!words.is_empty()).then(|| el("p").class("hint").text(&words));
    el("div").class("card pasting").add(el("p").add(el("b").text(&text))).all(more).add(el("p").class("bar").add(clear))
}

/// Reads a text into a field.
fn take(bench: &'static Bench, meta: &'static Meta, said: &Rc<RefCell<Said>>, text: &str, product: Option<&str>) {
    let Ok(today) = browser::today().parse() else { return };
    let several = |names| Some((text.to_owned(), names));
    let (told, canonical) = match series::read(text, locale::marks(), product, today) {
        Ok(found) => (Said { words: told(&found), several: None }, Some(found.series.to_string())),
        Err(Unread::Nothing) if text.trim().is_empty() => (Said::default(), None),
        Err(Unread::Nothing) => (Said { words: t!("series-page.nothing").to_owned(), several: None }, None),
        Err(Unread::Months) => (Said { words: t!("series-page.months").to_owned(), several: None }, None),
        Err(Unread::Days) => (Said { words: t!("series-page.two-orders").to_owned(), several: None }, None),
        Err(Unread::TooLong) => (Said { words: t!("series-page.too-long").to_owned(), several: None }, None),
        Err(Unread::Several(names)) => {
            let words = t!("series-page.several", n = names.len());
            (Said { words, several: several(names) }, None)
        }
    };
    said.replace(told);
    match canonical {
        Some(canonical) => bench.tell_page("rows", &tie([bench.calculator().id(), meta.key, &canonical])),
        None => bench.refresh(),
    }
}

/// What to say of what was read.
fn told(found: &Found) -> String {
    let mut said = vec![t!("series-page.read", n = found.rows)];
    if found.same_day > 0 {
        said.push(t!("series-page.same-day", n = found.same_day));
    }
    if found.unread > 0 {
        said.push(t!("series-page.unread", n = found.unread));
    }
    if found.returned > Decimal::ZERO {
        said.push(t!("series-page.returned", n = locale::number_text(found.returned)));
    }
    if found.undated {
        said.push(t!("series-page.undated").to_owned());
    }
    said.join(" · ")
}
