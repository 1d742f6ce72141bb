//! The user's own rules of compliance: a file in the form of ours, checked as ours are, kept on the device, used beside them.

use std::cell::RefCell;
use std::rc::Rc;

use suanpan_ui::browser::dom::{El, button, el};
use suanpan_ui::browser::large;

use super::{head, part, paste, shelf};
use crate::bench::Bench;
use crate::{browser, t};

/// The record of the file.
const RECORD: &str = "own-rules";
/// What the file is called where something is wrong with it.
const FILE: &str = "own.toml";
/// How many problems are shown.
const PROBLEMS: usize = 30;
/// What a file looks like.
const EXAMPLE: &str = "as-of = \"2026-11-01\"\n\n[[rule]]\nid = \"my-rule\"\nplace = \"DE\"\ntopic = \"tax\"\n\
                       severity = \"M\"\nwho = \"seller\"\nwhen = { dest = [\"DE\"] }\nstatus = \"known\"\nsources = []\n\
                       [rule.en]\nname = \"…\"\nduty = \"…\"\nsteps = [\"…\"]";

/// What became of the file.
#[derive(Default)]
enum State {
    /// There is none, or it is being read.
    #[default]
    Unread,
    /// So many rules are used.
    Used(usize),
    /// What is wrong with it.
    Wrong(Vec<String>),
    /// What reads it did not come.
    Failed,
}

/// What the tool keeps.
#[derive(Default)]
struct Own {
    text: String,
    state: State,
    /// Whether the device was asked.
    asked: bool,
    /// Whether the device refused the last change.
    unkept: bool,
    /// The language of the rules that it was read beside.
    read_in: Option<&'static str>,
    /// What was removed last.
    removed: Option<String>,
    /// Counts readings: what comes late of another is not taken.
    readings: u32,
    /// Counts texts that did not come from the box.
    texts: u32,
}

fn kept() -> &'static RefCell<Own> {
    shelf()
}

/// Fetches what the device keeps and uses it, in the language of the rules.
pub fn fetch(bench: &'static Bench) {
    if !bench.calculator().has_rules() {
        return;
    }
    if kept().borrow().asked {
        return read_in_language(bench);
    }
    kept().borrow_mut().asked = true;
    let found = Rc::new(RefCell::new(None));
    let seen = found.clone();
    let look = move |records: Vec<(String, String)>| {
        seen.replace(records.into_iter().find(|(name, _)| name == RECORD).map(|(_, text)| text));
        Vec::new()
    };
    large::change(RECORD, look, move |_| {
        // What was typed meanwhile is newer.
        if let Some(text) = found.take().filter(|_| kept().borrow().text.is_empty()) {
            {
                let mut own = kept().borrow_mut();
                own.text = text;
                own.texts = own.texts.wrapping_add(1);
            }
            read_in_language(bench);
        }
    });
}

/// Reads the file where it was not read in the language of the rules.
fn read_in_language(bench: &'static Bench) {
    let stands = {
        let own = kept().borrow();
        own.text.trim().is_empty() || own.read_in == bench.rules_language()
    };
    if !stands {
        read(bench);
    }
}

fn read(bench: &'static Bench) {
    let (text, reading) = {
        let mut own = kept().borrow_mut();
        own.readings = own.readings.wrapping_add(1);
        own.read_in = bench.rules_language();
        own.state = State::Unread;
        (own.text.clone(), own.readings)
    };
    if text.trim().is_empty() {
        bench.use_own_rules(None);
        return bench.refresh();
    }
    let is_wanted = move || kept().borrow().readings == reading;
    bench.read_own_rules(FILE, &text, is_wanted, move |read| {
        kept().borrow_mut().state = match read {
            Some(Ok(count)) => State::Used(count),
            Some(Err(problems)) => State::Wrong(problems),
            None => State::Failed,
        };
        bench.refresh();
    });
}

/// Takes a text as the file, and has the device keep it.
fn take(bench: &'static Bench, text: String) {
    let kept_text = Some(text.clone()).filter(|text| !text.trim().is_empty());
    kept().borrow_mut().text = text;
    large::change(
        RECORD,
        move |_| vec![(RECORD.to_owned(), kept_text)],
        move |came| {
            kept().borrow_mut().unkept = !came;
            bench.refresh();
        },
    );
    read(bench);
}

/// Takes a text that does not come from the box, which is then filled with it.
fn put(bench: &'static Bench, text: String, removed: Option<String>) {
    {
        let mut own = kept().borrow_mut();
        own.removed = removed;
        own.texts = own.texts.wrapping_add(1);
    }
    take(bench, text);
}

/// The tool.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    let texts = || kept().borrow().texts.to_string();
    let area = move || {
        let text = kept().borrow().text.clone();
        let typed = move |text| {
            kept().borrow_mut().removed = None;
            take(bench, text);
        };
        vec![paste::area("own-rules-text", t!("own-rules.text"), EXAMPLE, &text, typed)]
    };
    vec![
        head(t!("tool.own-rules"), t!("own-rules.intro")),
        part(texts, area),
        part(move || bench.version(), move || said(bench)),
    ]
}

/// What became of the file, and what can be done with it.
fn said(bench: &'static Bench) -> Vec<El> {
    let own = kept().borrow();
    let flag = |class: &str, text: &str| el("p").class(class).add(el("span").text(text));
    let mut drawn = Vec::new();
    match &own.state {
        State::Unread => {}
        State::Used(count) => {
            drawn.push(flag("flag", &t!("own-rules.used", n = count, all = bench.rule_count())));
        }
        State::Failed => {
            let again = button("btn", t!("own-rules.again"), move |_| read(bench));
            drawn.push(flag("flag warn", t!("own-rules.failed")).add(again));
        }
        State::Wrong(problems) => {
            drawn.push(flag("flag warn error", &t!("own-rules.wrong", n = problems.len())));
            let rows = problems.iter().take(PROBLEMS).map(|problem| el("li").set("lang", "en").text(problem));
            drawn.push(el("ul").all(rows));
            if problems.len() > PROBLEMS {
                drawn.push(el("p").class("hint").text(&t!("own-rules.more", n = problems.len() - PROBLEMS)));
            }
        }
    }
    if own.unkept && !own.text.trim().is_empty() {
        drawn.push(flag("flag warn", t!("own-rules.unkept")));
    }
    if !own.text.trim().is_empty() {
        let remove = move |_| {
            let text = kept().borrow().text.clone();
            put(bench, String::new(), Some(text));
            browser::focus_soon("own-rules-undo");
        };
        let remove = button("btn", t!("own-rules.remove"), remove).set("id", "own-rules-remove");
        drawn.push(el("p").class("bar").add(remove));
    } else if let Some(text) = own.removed.clone() {
        let undo = move |_| put(bench, text.clone(), None);
        let undo = button("btn", t!("own-rules.undo"), undo).set("id", "own-rules-undo");
        drawn.push(el("p").class("bar").set("role", "status").add(el("span").text(t!("own-rules.removed"))).add(undo));
    }
    vec![el("div").class("card pad").all(drawn)]
}
