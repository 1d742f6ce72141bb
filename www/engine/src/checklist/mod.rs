//! A list of rules below the answer: what to say next, the list itself, why others are not in it, what changes and when, tests
//! of sales by state, documents, and how old all of it is.
//!
//! What is looked at (filters, a search, an order) lasts as long as the page; what the user says of rules, longer ([`own`]).

mod asks;
mod days;
mod item;
mod list;
mod nexus;
pub mod own;
mod paper;
mod rest;
mod take;
mod why;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use suanpan::amount::Money;
use suanpan::checklist::{self, Filter, Order, Words};
use suanpan::schema::{Arg, Checklist};
use suanpan_ui::browser::dom::{El, el};

use crate::bench::Bench;
use crate::{browser, locale, t};

pub use paper::printed;

/// How the reader's language says what a list holds.
const WORDS: Words = Words { show: locale::show, phrase: locale::phrase, key: locale::by_key };

/// What is looked at.
#[derive(Default)]
struct View {
    /// The list that is drawn, for what is printed and handed on.
    latest: RefCell<Option<Rc<Checklist>>>,
    filter: RefCell<Filter>,
    /// How many questions are shown besides the first.
    more: Cell<usize>,
    /// What was typed into the search.
    typed: RefCell<String>,
    order: Cell<Order>,
    /// Rules whose ticks were taken away last.
    unticked: RefCell<Vec<String>>,
    /// Consignments a year, as typed.
    consignments: RefCell<String>,
    /// Counts changes of what is looked at, and how often all filters were taken away at once.
    version: Cell<u32>,
    unfiltered: Cell<u32>,
}

impl View {
    /// Takes all filters away.
    fn unfilter(&self, bench: &'static Bench) {
        self.filter.take();
        self.unfiltered.set(self.unfiltered.get().wrapping_add(1));
        self.changed(bench);
    }

    /// Has everything that goes by what is looked at be drawn anew.
    fn changed(&self, bench: &'static Bench) {
        self.version.set(self.version.get().wrapping_add(1));
        bench.refresh();
    }
}

thread_local! {
    static VIEW: &'static View = Box::leak(Box::default());
}

fn view() -> &'static View {
    VIEW.with(|view| *view)
}

/// No list is drawn.
pub fn forget() {
    view().latest.replace(None);
}

/// Everything of a list.
pub fn draw(bench: &'static Bench, list: Checklist) -> Vec<El> {
    own::look();
    let list = Rc::new(list);
    view().latest.replace(Some(list.clone()));
    let filter = view().filter.take().settled(&list);
    view().filter.replace(filter);
    let mut parts = vec![rest::age(&list)];
    parts.extend(days::turns(&list));
    parts.extend(asks::draw(bench, &list));
    parts.push(list::draw(bench, &list));
    parts.extend(why::draw(bench, &list));
    parts.extend(days::deadlines(&list));
    parts.extend(nexus::draw(bench, &list));
    parts.extend(rest::documents(&list));
    parts
}

/// Whether somebody types what he has to say of a rule. What waits for the end of that is drawn once the box is left.
pub fn is_typed_into() -> bool {
    browser::focused().is_some_and(|id| item::is_own(&id))
}

/// What the rules of the list that is drawn cost a year as far as the user has said, a sum for each currency.
pub fn costs() -> Vec<Money> {
    let latest = view().latest.borrow();
    latest.as_ref().map(|list| own::with(|drawer| checklist::costs(list, drawer))).unwrap_or_default()
}

/// A part of the page with a heading.
fn card(class: &str, title: &str) -> El {
    el("section").class(&["card checklist ", class].concat()).set("aria-label", title).add(el("h2").text(title))
}

/// Where a rule holds.
fn place(place: Option<&Arg>) -> String {
    place.map_or_else(|| t!("checklist.everywhere").to_owned(), locale::show)
}

/// How far a figure is from its limit, as a bar; beyond its end it is full and marked.
fn bar(share: suanpan::amount::Decimal) -> El {
    let full = suanpan::amount::Decimal::ONE_HUNDRED;
    let rect = |class: &str, width: &str| el("rect").class(class).set("width", width).set("height", "4");
    el("svg")
        .class(if share >= full { "share full" } else { "share" })
        .set("viewBox", "0 0 100 4")
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .add(rect("ground", "100"))
        .add(rect("part", &share.clamp(0.into(), full).to_string()))
}

/// A word with a ground of its own.
fn tag(class: &str, word: &str) -> El {
    el("span").class(&["tag ", class].concat()).text(word)
}

/// How a rule stands, in a word.
fn state(state: suanpan::schema::checklist::State) -> El {
    tag(&["state-", state.code()].concat(), &locale::about("rule-state.", state.code(), ""))
}
