//! What is said of links that arrive: places for the engine, which opened them, and the words for want of it.

use std::cell::RefCell;

use suanpan::bundle::tie;
use suanpan::link::MAX_LENGTH;

use crate::browser::dom::{El, button, el};
use crate::desk::{Arrival, Desk, Origin, State};
use crate::{engine, t};

/// Above form and answer: places for a link that is not in the form, or a text that waits for the engine, and for what there
/// is to know of the link that the form came from.
pub fn links(desk: Desk) -> [El; 3] {
    let part = || el("div").class("drawn");
    let build = move || desk.read(|state| unread(desk, state)).into_iter().collect();
    [part().live(move || desk.version(), build), part().set("id", "arrived"), notice(desk, part())]
}

/// A text that could not be read for want of the engine, so that it is not lost.
fn unread(desk: Desk, state: &State) -> Option<El> {
    let (text, again) = match &state.arrival {
        Arrival::Unopened(text) => {
            let link = text.clone();
            (text, Some(button("btn go", t!("link.open"), move |_| desk.open(link.clone()))))
        }
        Arrival::Unread(text) => (text, None),
        _ => return None,
    };
    let shown: String = text.chars().take(MAX_LENGTH).collect();
    let raw = el("textarea").class("copy").set("rows", "3").set("readonly", "").set("aria-label", t!("link.text"));
    let close = button("btn", t!("page.close"), move |_| desk.dismiss());
    let words = el("p").add(el("b").text(t!("link.no-engine"))).text(" ").text(t!("link.no-engine-more"));
    let banner = el("section").class("banner bad").set("role", "alert").set("aria-label", t!("link.title"));
    Some(banner.add(words).add(raw.text(&shown)).add(el("p").class("bar").all(again).add(close)))
}

fn notice(desk: Desk, place: El) -> El {
    let last = RefCell::new(String::new());
    place.set("id", "from-link").keep(move |_| {
        let told = desk.read(told);
        if *last.borrow() != told {
            last.replace(told.clone());
            engine::ask(desk, "banners", told);
        }
    })
}

/// What the engine draws from; nothing while there is nothing to say. `received::Told` there reads it.
fn told(state: &State) -> String {
    let from = if let Origin::Link(text) = &state.origin { text } else { "" };
    let (waiting, failed) = match &state.arrival {
        Arrival::Waiting(text) => (text.as_str(), ""),
        Arrival::Failed(text) => ("", text.as_str()),
        _ => ("", ""),
    };
    if [from, waiting, failed].concat().is_empty() {
        return String::new();
    }
    let flag = |on| if on { "1" } else { "" };
    tie([waiting, failed, from, flag(state.held), flag(state.can_undo()), &state.bundled_case()])
}
