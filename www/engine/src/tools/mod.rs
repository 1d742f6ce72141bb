//! The tools beside the one shipment: a module each, a line each.
//!
//! A tool is drawn when it is chosen, and again in another language or for another calculator. Inside it, parts are
//! `live` on [`Bench::version`] or on keys of their own; [`Bench::refresh`] has them look again. What must survive a
//! drawing lies on the [`shelf`].

mod bill;
mod columns;
pub mod compare;
mod many;
mod own_rules;
pub mod paste;
mod rates;
pub mod saved;
mod sheets;

use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use suanpan::calculators;
use suanpan_ui::browser::dom::{El, button, by_id, el};
use suanpan_ui::browser::signal;

use crate::bench::{self, Bench};
use crate::{browser, changes, checklist, locale, save, t};

/// A way to use the calculator.
struct Tool {
    /// Its name in [`choose`]; empty for the one shipment.
    name: &'static str,
    /// What it is called.
    title: fn(&Bench) -> String,
    draw: fn(&'static Bench) -> Vec<El>,
    /// Which calculators it is for.
    of: Of,
    /// Whether it works with the services that answer the case in the form.
    by_answer: bool,
}

/// Which calculators a tool is for.
enum Of {
    /// Every one.
    All,
    /// Those whose cases fit into lines of a table.
    Tables,
    /// Those by rate cards.
    Cards,
    /// Those that hold a case against rules.
    Rules,
}

/// What one case of the calculator is called.
fn single(bench: &Bench) -> String {
    locale::about("ways.", bench.calculator().id(), ".one")
}

/// All of them.
const ALL: &[Tool] = &[
    Tool { name: "", title: |bench| single(bench), draw: |_| Vec::new(), of: Of::All, by_answer: false },
    Tool { name: "many", title: |_| t!("tool.many").to_owned(), draw: many::draw, of: Of::Tables, by_answer: false },
    Tool { name: "bill", title: |_| t!("tool.bill").to_owned(), draw: bill::draw, of: Of::Cards, by_answer: true },
    Tool { name: "rates", title: |_| t!("tool.rates").to_owned(), draw: rates::draw, of: Of::Cards, by_answer: false },
    Tool {
        name: "own-rules",
        title: |_| t!("tool.own-rules").to_owned(),
        draw: own_rules::draw,
        of: Of::Rules,
        by_answer: false,
    },
    Tool {
        name: "compare",
        title: |_| t!("tool.compare").to_owned(),
        draw: compare::draw,
        of: Of::All,
        by_answer: false,
    },
];

/// Ids of the places that the page offers: for the choice of a tool, and for the tool.
const WAYS: &str = "ways";
const PLACE: &str = "tool";
/// The attribute of the page's root that hides the one shipment while a tool is in use.
const IN_USE: &str = "data-tool";

/// Which tool is in use, and what tools keep.
#[derive(Default)]
struct Tools {
    name: Cell<&'static str>,
    shelf: RefCell<Vec<&'static dyn Any>>,
    /// What the device kept of cases when another tab was heard last.
    saved: RefCell<String>,
    drawn: OnceCell<[El; 2]>,
}

thread_local! {
    static TOOLS: &'static Tools = Box::leak(Box::default());
}

fn get() -> &'static Tools {
    TOOLS.with(|tools| *tools)
}

/// Puts the tools into their places. The page may have drawn itself anew.
pub fn place(bench: &'static Bench) {
    let drawn = get().drawn.get_or_init(|| {
        let (drawn, kept) = signal::part(|| {
            let key = || [get().name.get(), "|", bench.calculator().id(), "|", locale::language()].concat();
            [
                el("div")
                    .class("drawn")
                    .add(el("div").class("drawn").live(key, move || ways(bench)))
                    .add(save::put_in(bench)),
                el("div").class("drawn").live(key, move || drawn_tool(bench)),
            ]
        });
        // They live as long as the page.
        core::mem::forget(kept);
        for event in ["hashchange", "popstate"] {
            browser::on_window(event, |_| follow_address());
        }
        // Storage speaks when another tab has kept something; a tab that slept looks when it is back.
        for event in ["storage", "focus"] {
            browser::on_window(event, move |_| look_at_storage(bench));
        }
        follow_address();
        drawn
    });
    rates::fetch(bench);
    own_rules::fetch(bench);
    for (place, drawn) in [WAYS, PLACE].into_iter().zip(drawn) {
        if let Some(place) = by_id(place) {
            drawn.replace_in(&place);
        }
    }
}

/// Whether a tool hides the one shipment.
pub fn is_in_use() -> bool {
    !get().name.get().is_empty()
}

/// Takes what another tab has kept.
fn look_at_storage(bench: &'static Bench) {
    rates::fetch(bench);
    let now = saved::everything(bench.calculator());
    let ticked = checklist::own::look();
    if *get().saved.borrow() != now || ticked {
        get().saved.replace(now);
        bench.refresh();
    }
}

fn in_use() -> &'static Tool {
    ALL.iter().find(|tool| tool.name == get().name.get()).unwrap_or(&ALL[0])
}

/// The tool in use; above it, where it lacks one, that the case in the form has no answer.
fn drawn_tool(bench: &'static Bench) -> Vec<El> {
    let tool = in_use();
    let mut drawn = (tool.draw)(bench);
    if tool.by_answer {
        let lacks = move || bench.look(|_, shown| shown.is_none()).unwrap_or(true);
        let words = el("p").class("flag warn").add(el("b").text(t!("tool.no-answer"))).show_when(lacks);
        // Below the heading.
        drawn.insert(1.min(drawn.len()), words);
    }
    drawn
}

/// The tools for the calculator on the desk.
fn offered(bench: &Bench) -> impl Iterator<Item = &'static Tool> {
    let calculator = bench.calculator();
    ALL.iter().filter(move |tool| match tool.of {
        Of::All => true,
        Of::Tables => calculator.in_tables(),
        Of::Cards => calculators::is_by_rate_cards(calculator),
        Of::Rules => calculator.has_rules(),
    })
}

/// Takes a tool into use, as an entry of the history; the one shipment for an empty name.
pub fn choose(name: &'static str) {
    if get().name.get() != name {
        browser::set_fragment(name);
        show(name);
    }
}

/// Goes back and forth with the address: `#many`. A link in it is the page's.
fn follow_address() {
    let fragment = browser::fragment();
    if let Some(tool) = ALL.iter().find(|tool| tool.name == fragment) {
        show(tool.name);
    }
}

fn show(name: &'static str) {
    // What was typed belongs to the tool that is left.
    paste::settle();
    get().name.set(name);
    browser::set_root_attribute(IN_USE, Some(name).filter(|name| !name.is_empty()));
    bench::get().refresh();
}

/// The choice of a tool.
fn ways(bench: &'static Bench) -> Vec<El> {
    if !offered(bench).any(|tool| tool.name == in_use().name) {
        choose("");
    }
    let here = in_use().name;
    let way = |tool: &'static Tool| {
        let pressed = if tool.name == here { "true" } else { "false" };
        button("way", &(tool.title)(bench), move |_| choose(tool.name))
            .set("id", &["way-", tool.name].concat())
            .set("aria-pressed", pressed)
    };
    vec![el("div").class("ways").set("role", "group").set("aria-label", t!("tool.title")).all(offered(bench).map(way))]
}

/// What a tool keeps between two drawings (the language changes, another tool is looked at), by its type.
fn shelf<T: Default + 'static>() -> &'static RefCell<T> {
    let mut shelf = get().shelf.borrow_mut();
    let found = shelf.iter().find_map(|one| one.downcast_ref::<RefCell<T>>());
    found.unwrap_or_else(|| {
        let fresh: &'static RefCell<T> = Box::leak(Box::default());
        shelf.push(fresh);
        fresh
    })
}

/// What a tool begins with: its heading, and what it does in a sentence.
fn head(title: &str, intro: &str) -> El {
    el("div").class("tool-head").add(el("h2").text(title)).add(el("p").text(intro))
}

/// A part that is drawn anew when its key changes.
fn part(key: impl Fn() -> String + 'static, draw: impl Fn() -> Vec<El> + 'static) -> El {
    el("div").class("drawn").live(key, draw)
}

/// A table that scrolls by itself where it is too wide, and is as long as it is; on a phone its rows can be cards.
fn scrolled(table: El, name: &str) -> El {
    table.label_cells();
    let scrolled = changes::scrolled(table, name);
    scrolled.mark("tall", true);
    scrolled
}

/// How long one slice of long work may take, in milliseconds: the page answers in between.
const SLICE: u64 = 20;
/// How many lines of a long result are shown at first; more come ten times as many at a time.
const SHOWN: usize = 50;

/// Works in slices: `work` goes on while it is told that there is time, and says whether there is more to do.
fn in_slices(bench: &'static Bench, work: impl Fn(&dyn Fn() -> bool) -> bool + 'static) {
    let end = browser::now() + SLICE;
    if work(&|| browser::now() < end) {
        browser::later(0, move || in_slices(bench, work));
    }
    bench.refresh();
}

/// That long work was stopped before its end.
fn stopped(done: usize, all: usize) -> El {
    el("p").class("flag warn").add(el("b").text(&t!("many.stopped", done = done, all = all)))
}

/// How far long work is (`done` of how many, while it runs), and a way to stop it.
fn running(done: impl Fn() -> Option<(usize, usize)> + 'static, stop: impl Fn() + 'static) -> El {
    let done = Rc::new(done);
    let (of_bar, of_words, shown) = (done.clone(), done.clone(), done);
    let bar = el("progress").set("aria-label", t!("many.running")).keep(move |this| {
        if let Some((done, all)) = of_bar() {
            this.put("max", &all.to_string());
            this.put("value", &done.to_string());
        }
    });
    let words = el("span").keep_text(move || {
        of_words().map(|(done, all)| t!("many.progress", done = done, all = all)).unwrap_or_default()
    });
    let stop = button("btn", t!("many.stop"), move |_| stop());
    el("div").class("bar running").add(bar).add(words).add(stop).show_when(move || shown().is_some())
}
