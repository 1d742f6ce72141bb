//! The tools beside the one shipment: a module each, a line each.
//!
//! A tool is drawn when it is chosen, and again in another language or for another calculator. Inside it, parts are
//! `live` on [`Bench::version`] or on keys of their own; [`Bench::refresh`] has them look again. What must survive a
//! drawing lies on the [`shelf`].

pub mod compare;
mod many;
mod paste;
pub mod saved;

use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};

use suanpan_ui::browser::dom::{El, button, by_id, el};
use suanpan_ui::browser::signal;

use crate::bench::{self, Bench};
use crate::{browser, locale, t};

/// A way to use the calculator.
struct Tool {
    /// Its name in [`choose`]; empty for the one shipment.
    name: &'static str,
    /// What it is called.
    title: fn() -> &'static str,
    draw: fn(&'static Bench) -> Vec<El>,
}

/// All of them.
const ALL: &[Tool] = &[
    Tool { name: "", title: || t!("tool.one"), draw: |_| Vec::new() },
    Tool { name: "many", title: || t!("tool.many"), draw: many::draw },
    Tool { name: "compare", title: || t!("tool.compare"), draw: compare::draw },
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
                el("div").class("drawn").live(key, ways),
                el("div").class("drawn").live(key, move || (in_use().draw)(bench)),
            ]
        });
        // It lives as long as the page.
        core::mem::forget(kept);
        drawn
    });
    for (place, drawn) in [WAYS, PLACE].into_iter().zip(drawn) {
        if let Some(place) = by_id(place) {
            drawn.replace_in(&place);
        }
    }
}

fn in_use() -> &'static Tool {
    ALL.iter().find(|tool| tool.name == get().name.get()).unwrap_or(&ALL[0])
}

/// Takes a tool into use; the one shipment for an empty name.
pub fn choose(name: &'static str) {
    get().name.set(name);
    browser::set_root_attribute(IN_USE, Some(name).filter(|name| !name.is_empty()));
    bench::get().refresh();
}

/// The choice of a tool.
fn ways() -> Vec<El> {
    let here = in_use().name;
    let way = |tool: &'static Tool| {
        let pressed = if tool.name == here { "true" } else { "false" };
        button("way", (tool.title)(), move |_| choose(tool.name))
            .set("id", &["way-", tool.name].concat())
            .set("aria-pressed", pressed)
    };
    vec![el("div").class("ways").set("role", "group").set("aria-label", t!("tool.title")).all(ALL.iter().map(way))]
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
