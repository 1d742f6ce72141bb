//! A box for a table: typed, pasted, dropped or picked as a file.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use suanpan::schema::{Problem, Severity};
use suanpan::table;
use suanpan_ui::browser::dom::{El, button, by_id, el};
use suanpan_ui::browser::files::{self, File};

use crate::{browser, locale, t};

/// How long after the last key the text is read, in milliseconds.
const READ_AFTER: i32 = 200;
/// The largest file that is read, in bytes; a table of that size has more lines than are read.
const LARGEST: f64 = 4e6;
/// Up to here a text is shown in the box, where it can be mended; browsers lay out longer ones slowly.
const SHOWN: usize = 50_000;

thread_local! {
    /// What was typed last and not read yet.
    static PENDING: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Reads what was typed last, without waiting for a pause.
pub fn settle() {
    if let Some(read) = PENDING.take() {
        read();
    }
}

/// A button that puts the cursor at a cell of the box, where its text is short enough to stand there: of the columns that
/// it may be in (numbers from 0), the one that holds `cell`, or else the first; the whole line where there is none.
pub fn finder(area: &'static str, text: &str, line: usize, columns: Vec<usize>, cell: String) -> Option<El> {
    let press = move |_| {
        let Some(text) = by_id(area).map(|area| area.typed()) else { return };
        let place = |column| table::place(&text, line, column);
        let holds = |column: &&usize| {
            let found = place(Some(**column)).and_then(|place| text.get(place));
            found.is_some_and(|found| found.trim().trim_matches('"') == cell)
        };
        let column = columns.iter().find(holds).or(columns.first()).copied();
        if let Some(place) = place(column) {
            browser::select_in(area, place);
        }
    };
    let name = [t!("paste.find"), " · ", &t!("bill-page.line", n = line + 1)].concat();
    (text.len() <= SHOWN).then(|| button("link", t!("paste.find"), press).set("aria-label", &name))
}

/// A problem of a text: where it is, what is wrong, and a button to it.
pub fn problem(problem: &Problem, column: &str, find: Option<El>) -> El {
    let line = problem.row.map(|row| t!("bill-page.line", n = row + 1)).unwrap_or_default();
    let place = [line.as_str(), column].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let class = if problem.severity == Severity::Error { "flag warn error" } else { "flag warn" };
    el("p")
        .class(class)
        .add(el("b").text(&place))
        .add(el("span").text(&locale::text(problem.code, &problem.args)))
        .all(find)
}

/// What a problem says of the text that it is about.
pub fn cell_of(problem: &Problem) -> String {
    let cell = problem.args.iter().find(|(slot, _)| *slot == "text");
    cell.map(|(_, cell)| cell.to_string()).unwrap_or_default()
}

/// The box. `take` hears every text; `name` says what belongs here, `example` shows it.
pub fn area(id: &str, name: &str, example: &str, text: &str, take: impl Fn(String) + 'static) -> El {
    let take = Rc::new(take);
    let said = el("span").class("said").set("role", "status");
    let typed = el("textarea").set("id", id).class("paste").set("rows", "6").set("spellcheck", "false");
    let typed = typed.set("placeholder", example).set("wrap", "off");
    if text.len() <= SHOWN {
        typed.fill(text);
    }
    let (pasted, emptied, told) = (take.clone(), typed.clone(), said.clone());
    let typed = typed.on("paste", move |event| {
        if let Some(text) = browser::pasted_text(&event).filter(|text| text.len() > SHOWN) {
            event.prevent_default();
            emptied.fill("");
            told.say(&t!("paste.from-clipboard", n = text.lines().count()));
            pasted(text);
        }
    });
    let timer = Cell::new(0);
    let (heard, source) = (take.clone(), typed.clone());
    let typed = typed.on("input", move |_| {
        let (heard, source) = (heard.clone(), source.clone());
        PENDING.replace(Some(Box::new(move || heard(source.typed()))));
        browser::cancel(timer.replace(browser::later(READ_AFTER, settle)));
    });
    let picked = {
        let (take, typed, said) = (take, typed.clone(), said.clone());
        Rc::new(move |files: Vec<File>| {
            let Some(file) = files.into_iter().next() else { return };
            if file.size() > LARGEST {
                return said.say(t!("paste.too-large"));
            }
            let (take, typed, said, name) = (take.clone(), typed.clone(), said.clone(), file.name());
            if [".xlsx", ".xls", ".xlsm", ".numbers"].iter().any(|end| name.to_lowercase().ends_with(end)) {
                return said.say(t!("paste.workbook"));
            }
            file.text(move |text| match text {
                Some(text) => {
                    typed.fill(if text.len() <= SHOWN { &text } else { "" });
                    said.say(&t!("paste.from-file", name = name));
                    take(text);
                }
                None => said.say(t!("paste.unreadable")),
            });
        })
    };
    let pick = {
        let picked = picked.clone();
        let accept = ".csv,.tsv,.txt,.toml,text/csv,text/plain,text/tab-separated-values";
        let input = el("input").set("type", "file").set("accept", accept).set("id", &[id, "-file"].concat());
        input.on("change", move |event| picked(files::of(&event)))
    };
    let label = el("label").set("for", id).class("name").text(name);
    let file = el("label").class("btn file").text(t!("paste.file")).add(pick.class("quiet"));
    let row = el("p").class("bar").add(file).add(said);
    files::drop_on(el("div").class("card pasting").add(label).add(typed).add(row), move |dropped| picked(dropped))
}
