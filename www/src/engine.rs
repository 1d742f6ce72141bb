//! The page's side of its engine: loaded once the first answer is on the screen, told what is on the desk, and what is
//! said while it is on its way or does not come.

use std::cell::RefCell;

use suanpan::bundle::tie;

use crate::browser::Engine;
use crate::browser::dom::{El, button, el};
use crate::desk::Desk;
use crate::{browser, locale, t};

/// How far the engine is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Help {
    /// On its way.
    #[default]
    Coming,
    /// It has drawn what is on the desk.
    Here,
    /// It, or something that it needs, could not be loaded.
    Failed,
}

thread_local! {
    /// The engine, and what it was shown last.
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

/// Loads the engine and has it draw.
pub fn load(desk: Desk) {
    browser::load_engine(move |engine| {
        let Some(engine) = engine else { return desk.set_help(Help::Failed) };
        let known = ENGINE.with_borrow_mut(|slot| slot.replace(engine).is_some());
        if !known {
            ENGINE.with_borrow(|engine| {
                if let Some(engine) = engine {
                    engine.hear(move |what, text| hear(desk, &what, text));
                }
            });
        }
        show(desk);
    });
}

/// What the engine tells the page; see `Bench` there.
fn hear(desk: Desk, what: &str, text: String) {
    match what {
        "ready" => desk.set_help(Help::Here),
        "failed" => desk.set_help(Help::Failed),
        "open" => {
            desk.open(text);
            browser::after_frame(|| {
                let _ = browser::focus("answer");
            });
        }
        _ => {}
    }
}

/// Shows the engine what is on the desk, where that has an answer.
pub fn show(desk: Desk) {
    let text = desk.read(|state| {
        let metric = if locale::is_metric() { "1" } else { "" };
        let case = state.computed.answered()?.bundled();
        let chosen = state.chosen.as_deref().unwrap_or_default();
        Some(tie([locale::language(), metric, state.current().id(), &case, chosen]))
    });
    ENGINE.with_borrow(|engine| {
        if let (Some(engine), Some(text)) = (engine, text) {
            engine.show(&text);
        }
    });
}

/// A place for the engine to draw in, and what is said until it does.
pub fn place(desk: Desk, id: &str) -> [El; 2] {
    let help = move || desk.read(|state| state.help);
    let code = move || match help() {
        Help::Coming => "…".to_owned(),
        Help::Failed => "!".to_owned(),
        Help::Here => String::new(),
    };
    let said = move || match help() {
        Help::Coming => vec![el("p").class("card coming").set("role", "status").text(t!("page.coming"))],
        Help::Failed => {
            let again = button("btn", t!("page.try-again"), move |_| {
                desk.set_help(Help::Coming);
                load(desk);
            });
            vec![el("div").class("card coming").set("role", "status").add(el("p").text(t!("page.not-come"))).add(again)]
        }
        Help::Here => Vec::new(),
    };
    [el("div").class("drawn").live(code, said), el("div").set("id", id).class("drawn")]
}
