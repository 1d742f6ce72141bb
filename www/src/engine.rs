//! The page's side of its engine: loaded once the first answer is on the screen, told what is on the desk, and what is
//! said while it is on its way or does not come.

use std::cell::RefCell;

use suanpan::bundle::{tie, untie};
use suanpan::schema::Record;

use crate::browser::Engine;
use crate::browser::dom::{El, button, el};
use crate::desk::{Desk, State};
use crate::{answer, browser, locale, t};

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
    with(desk, Box::new(move |engine| if engine.is_some() { show(desk) } else { desk.set_help(Help::Failed) }));
}

/// What is done with the engine; with nothing where it does not come.
type Then = Box<dyn FnOnce(Option<&Engine>)>;

/// Loads the engine unless it is here, and does something with it.
fn with(desk: Desk, then: Then) {
    browser::load_engine(move |engine| {
        let first = engine.is_some() && ENGINE.with_borrow(Option::is_none);
        if let Some(engine) = engine.filter(|_| first) {
            engine.hear(move |what, text| hear(desk, &what, text));
            ENGINE.set(Some(engine));
        }
        ENGINE.with_borrow(|engine| then(engine.as_ref()));
    });
}

/// Asks the engine for something in the language of the page; see `requests` there.
pub fn ask(desk: Desk, what: &'static str, text: String) {
    let ask = move |engine: Option<&Engine>| match engine {
        Some(engine) => engine.ask(what, locale::language(), &text),
        None => refused(desk, what, &text),
    };
    with(desk, Box::new(ask));
}

/// What the engine does not do for want of itself, its texts or its rates.
fn refused(desk: Desk, what: &str, text: &str) {
    match what {
        "open" => desk.not_opened(text),
        "rows" => desk.not_read(text),
        // What the engine draws by itself, it draws with the next change.
        "banners" => {}
        _ => desk.set_sheet(Help::Failed),
    }
}

/// What the engine tells the page; see `Bench` and `requests` there.
fn hear(desk: Desk, what: &str, text: String) {
    match what {
        "rates" => desk.ask_again(),
        "ready" => desk.set_help(Help::Here),
        "failed" => desk.set_help(Help::Failed),
        "sheet" => desk.set_sheet(Help::Here),
        "opened" => desk.opened(&text),
        "rows" => desk.put_rows(&text),
        "refused" => {
            if let Some([what, text]) = untie(&text).as_deref() {
                refused(desk, what, text);
            }
        }
        "open" | "put" => {
            if what == "put" {
                desk.put(&text);
            } else {
                desk.open(text);
            }
            browser::after_frame(answer::go_to);
        }
        "set" => desk.put(&text),
        "begin" => {
            desk.put(&text);
            desk.forget_steps();
        }
        "own" => desk.use_own(!text.is_empty()),
        // What the buttons of the banners do.
        "take" => desk.open(text),
        "dismiss" => desk.dismiss(),
        "accept" => desk.accept(),
        "adopt" => desk.adopt(),
        "undo" => desk.undo(),
        _ => {}
    }
}

/// What the engine makes of a case that the page leaves to it; nothing while it, or its rates, are not here.
pub fn outcome(calculator: &str, case: &Record) -> Option<String> {
    ENGINE.with_borrow(|engine| engine.as_ref()?.outcome(calculator, &case.bundled()))
}

/// Shows the engine what is on the desk: the case in the form, and the one whose answer is shown, if any is.
pub fn show(desk: Desk) {
    ENGINE.with_borrow(|engine| {
        let Some(engine) = engine else { return };
        let text = desk.read(|state| {
            let metric = if locale::is_metric() { "1" } else { "" };
            let answered = state.computed.answered().map(Record::bundled).unwrap_or_default();
            let chosen = state.chosen.as_deref().unwrap_or_default();
            tie([locale::language(), metric, state.current().id(), &state.computed.record.bundled(), &answered, chosen])
        });
        engine.show(&text);
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

/// The sheet over the page, empty until something is asked for: [`open_sheet`].
pub fn sheet(desk: Desk) -> El {
    let title = move || match desk.read(|state| state.sheet.0) {
        "keys" => t!("page.keys").to_owned(),
        "save" => t!("page.save").to_owned(),
        _ => t!("share.title").to_owned(),
    };
    let help = move || desk.read(|state| state.sheet.1);
    let words = move || match help() {
        Help::Coming => t!("share.preparing").to_owned(),
        Help::Failed => t!("share.failed").to_owned(),
        Help::Here => String::new(),
    };
    let place = el("div").set("id", "sheet-place").show_when(move || help() == Help::Here);
    let close = button("btn", t!("page.close"), |_| browser::show_dialog("sheet", false));
    el("dialog")
        .set("id", "sheet")
        .class("sheet")
        .set("aria-labelledby", "sheet-title")
        .add(el("h2").set("id", "sheet-title").keep_text(title))
        .add(el("p").keep_text(words).show_when(move || help() != Help::Here))
        .add(place)
        .add(el("p").class("bar end").add(close))
}

/// Opens the sheet and has the engine draw into it: `share`, `save`, `keys`.
pub fn open_sheet(desk: Desk, what: &'static str) {
    desk.open_sheet(what);
    browser::show_dialog("sheet", true);
    ask(desk, what, desk.read(State::bundled_case));
}
