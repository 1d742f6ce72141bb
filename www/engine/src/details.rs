//! The details below the bill: what is worth knowing, what would change it, working, sources, rules of the market.
//!
//! Each part is drawn anew when what it shows has changed. To add one: a function that draws it, and a line in [`draw`].

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use suanpan::pack::Cited;
use suanpan::schema::{Alternative, Answer, Arg, Note, Severity};
use suanpan_ui::browser::dom::{El, el};
use suanpan_ui::browser::signal;

use crate::bench::Bench;
use crate::{browser, changes, checklist, jobs, locale, onward, save, t, tools};

/// What takes no longer than this, in milliseconds, is drawn with the answer.
const QUICK: u64 = 8;
/// What takes longer is drawn once nobody has typed for so many milliseconds.
const PAUSE: i32 = 200;

/// Everything below the bill.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    let version = move || bench.desk_version();
    let working = part(version, move || {
        let shown = |shown: &Alternative| (!shown.steps.is_empty()).then(|| working(shown));
        bench.look(|_, one| one.and_then(shown)).flatten().into_iter().collect()
    });
    let cited = part(
        move || bench.look(|_, shown| shown.map(names_of_sources)).flatten().unwrap_or_default(),
        move || {
            let snapshot = bench.snapshot().unwrap_or_default();
            bench.look(|_, shown| shown.map(|one| sources(&one.sources, &snapshot))).flatten().into_iter().collect()
        },
    );
    let notes = part(version, move || bench.look(worth_knowing).into_iter().flatten().collect());
    let has_bill = move || bench.look(|_, shown| shown.is_some()).unwrap_or_default();
    let folds = el("div").class("folds card").all([working, cited]).show_when(has_bill);
    let rules = part(
        move || bench.look(|answer, _| names_of_rules(answer)).unwrap_or_default(),
        move || bench.look(|answer, _| rules(answer)).flatten().into_iter().collect(),
    );
    let took = Rc::new(Cell::new(0));
    let timed = took.clone();
    let around = part(unless_typed(at_rest(version, took)), move || {
        let began = browser::now();
        let drawn = changes::draw(bench);
        timed.set(browser::now().saturating_sub(began));
        drawn
    });
    let job = part(move || jobs::version(bench), move || jobs::draw(bench));
    let onward = part(version, move || onward::draw(bench));
    vec![notes, around, job, onward, folds, rules, checklist::printed(), save::printed(bench)]
}

/// What could change the decision, for its place below the headline: of the answer as a whole where the page does not say
/// it, and of the service whose bill is shown.
pub fn worth(bench: &'static Bench) -> El {
    let flags = move |answer: &Answer, shown: Option<&Alternative>| {
        let gone = bench.chosen().is_some_and(|chosen| answer.alternatives.iter().all(|one| one.id != chosen));
        let gone = gone.then(|| el("p").class("flag warn").add(el("b").text(t!("rates.gone"))));
        let of_all = answer.notes.iter().filter(|_| bench.says_all());
        let notes = of_all.chain(shown.iter().flat_map(|one| &one.notes)).filter(matters).map(note);
        gone.into_iter().chain(onward::taken(bench)).chain(notes).collect()
    };
    part(move || bench.desk_version(), move || bench.look(flags).unwrap_or_default()).class("flags")
}

/// The key of what may take longer than a key stroke has: where it took so long the last time, it changes once nobody has typed
/// for a while.
fn at_rest(key: impl Fn() -> String + 'static, took: Rc<Cell<u64>>) -> impl Fn() -> String + 'static {
    let shown = Rc::new(RefCell::new(String::new()));
    // What is waited for, and the timer.
    let waits = Rc::new(RefCell::new((String::new(), 0)));
    move || {
        let now = key();
        if took.get() <= QUICK || *shown.borrow() == now {
            shown.replace(now);
        } else if waits.borrow().0 != now {
            let shown = shown.clone();
            let then = now.clone();
            let timer = browser::later(PAUSE, move || {
                shown.replace(then);
                signal::tell();
            });
            let (_, earlier) = waits.replace((now, timer));
            browser::cancel(earlier);
        }
        shown.borrow().clone()
    }
}

/// A key that stands still while somebody types into a box of what it draws: a box that is drawn anew would lose the caret, and
/// what cannot be read yet.
fn unless_typed(key: impl Fn() -> String + 'static) -> impl Fn() -> String + 'static {
    let shown = RefCell::new(String::new());
    move || {
        // Also asked while it stands still, so that what it waits for goes on.
        let now = key();
        if shown.borrow().is_empty() || !checklist::is_typed_into() {
            shown.replace(now);
        }
        shown.borrow().clone()
    }
}

/// A part that is drawn anew when its key has changed; behind a tool that is in use, once that is left.
fn part(key: impl Fn() -> String + 'static, draw: impl Fn() -> Vec<El> + 'static) -> El {
    let seen = Rc::new(RefCell::new(None));
    let drawn = seen.clone();
    let key = move || {
        if !tools::is_in_use() {
            seen.replace(Some(key()));
        }
        seen.borrow().clone().unwrap_or_default()
    };
    el("div").class("drawn").live(key, move || if drawn.borrow().is_some() { draw() } else { Vec::new() })
}

fn matters(note: &&Note) -> bool {
    note.severity > Severity::Note
}

/// What else there is to know of that service, and of the answer as a whole.
fn worth_knowing(answer: &Answer, shown: Option<&Alternative>) -> Option<El> {
    let own = shown.into_iter().flat_map(|one| &one.notes).filter(|note| !matters(note));
    let best = shown.zip(answer.alternatives.first()).is_some_and(|(shown, best)| shown.id == best.id);
    let all = answer.notes.iter().filter(|note| !matters(note) && note.source.is_none() && best);
    let items: Vec<_> = own.chain(all).map(note).collect();
    (!items.is_empty()).then(|| el("div").class("notes card").all(items))
}

/// A note: good news, a warning, or something to know.
pub fn note(note: &Note) -> El {
    let title = el("b").text(&locale::phrase(&note.phrase));
    let more = locale::by_key_with(&["note-more.", note.phrase.text.code()].concat(), &note.phrase.args);
    if note.severity == Severity::Note {
        return el("p").class("aside").add(title).text(" · ").text(&more);
    }
    let good = note.phrase.args.iter().any(|(slot, _)| *slot == "saving");
    el("p").class(if good { "flag save" } else { "flag warn" }).add(title).add(el("span").text(&more))
}

/// Every step: its name, the formula with the figures in it, the result.
fn working(one: &Alternative) -> El {
    fold("working", t!("page.working"), &t!("page.steps-count", n = one.steps.len()), steps(one)).set("open", "")
}

/// The steps of an alternative.
pub fn steps(one: &Alternative) -> El {
    let several = one.steps.iter().any(|step| step.row.is_some_and(|row| row > 0));
    let mut list = el("dl").class("work");
    for step in &one.steps {
        let row =
            step.row.filter(|_| several).map(|row| format!("{} · ", t!("page.row", n = row + 1))).unwrap_or_default();
        let name = locale::about("step-name.", step.formula.code(), "");
        list = list
            .add(el("dt").text(&row).text(&name))
            .add(el("dd").text(&locale::formula(step.formula, &step.args)))
            .add(el("dd").class("num").text(&locale::exact(&step.result)));
    }
    list
}

/// Where the figures come from, from when they are, and how sure they are.
fn sources(cited: &[Cited], snapshot: &str) -> El {
    let items = cited.iter().map(|source| {
        let status = source.status.code();
        let sure = locale::about("status-more.", status, "");
        el("li")
            .add(el("b").text(&locale::about("source.", &source.covers, "")))
            .add(el("span").class("tag").text(&locale::about("status.", status, "")))
            .add(el("p").text(&source.title))
            .add(el("small").text(&t!("page.as-of", date = source.as_of)).text(" · ").text(&sure))
    });
    fold("sources", t!("page.sources"), &t!("page.snapshot", id = snapshot), el("ul").class("sources").all(items))
}

/// A fold with a heading and a summary; `id` keeps it open or closed when it is drawn anew.
pub fn fold(id: &str, title: &str, summary: &str, inside: El) -> El {
    let head = el("summary").add(el("h2").text(title)).add(el("span").text(summary));
    el("details").set("id", id).add(head).add(inside)
}

/// What tells the sources of two alternatives apart.
fn names_of_sources(one: &Alternative) -> String {
    let names = one.sources.iter().map(|source| [&source.covers, cited(source).as_str()].concat());
    [locale::language().to_owned()].into_iter().chain(names).collect()
}

/// What tells the rules below two answers apart.
fn names_of_rules(answer: &Answer) -> String {
    sourced(answer).map(|note| locale::phrase(&note.phrase)).collect()
}

fn sourced(answer: &Answer) -> impl Iterator<Item = &Note> {
    answer.notes.iter().filter(|note| note.source.is_some())
}

/// Rules of the market and other notes with a source.
fn rules(answer: &Answer) -> Option<El> {
    sourced(answer).next()?;
    let items = sourced(answer).map(|note| {
        let rule = note
            .phrase
            .args
            .iter()
            .find_map(|(_, arg)| if let Arg::Key(key) = arg { key.strip_prefix("notice.") } else { None });
        let more = || locale::by_key_with(&["note-more.", note.phrase.text.code()].concat(), &note.phrase.args);
        let more = rule.map_or_else(more, |rule| locale::about("notice-more.", rule, ""));
        let title = el("b").text(&locale::phrase(&note.phrase));
        let source = note.source.as_ref().map(|source| el("small").text(&cited(source)));
        el("li").add(title).add(el("p").text(&more)).all(source)
    });
    Some(el("div").class("rules card").add(el("h2").text(t!("page.rules"))).add(el("ul").all(items)))
}

/// A source with its date and how sure it is.
pub fn cited(source: &Cited) -> String {
    format!("{} · {} · {}", locale::about("status.", source.status.code(), ""), source.as_of, source.title)
}
