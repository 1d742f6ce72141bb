//! What the page asks for. All but `rows` is answered once the texts of its language and the rates are here.
//!
//! | what | text (of [`suanpan::bundle`]) | answer |
//! |---|---|---|
//! | `open` | number of the question, a text with a link in it | tells `opened`: see [`received::open`] |
//! | `rows` | rows that were pasted: [`pasted::answer`] | tells `rows`: see there |
//! | `banners` | what there is to say of links: [`received::Told::read`] | draws them; their buttons tell the page |
//! | `share`, `save`, `keys` | the case ([`suanpan::link::carried`]) | draws into the open sheet, tells `sheet` |
//!
//! Where that cannot be done, the engine tells `refused`: what was asked, and its text.

use suanpan::bundle::tie;
use suanpan_ui::browser::dom::{El, by_id, el};
use suanpan_ui::browser::signal;

use crate::keys::LANGUAGES;
use crate::{bench, pasted, received, save, share, t};

/// Id of the place for what is in the sheet.
const SHEET: &str = "sheet-place";

/// Takes a request.
pub fn take(what: &str, language: &str, text: &str) {
    let Some((language, ..)) = LANGUAGES.iter().find(|(tag, ..)| *tag == language) else { return };
    let bench = bench::get();
    if what == "rows" {
        return match pasted::answer(text) {
            Some(answer) => bench.tell_page(what, &answer),
            None => bench.tell_page("refused", &tie([what, text])),
        };
    }
    let (what, text) = (what.to_owned(), text.to_owned());
    bench.once_ready(language, move |ready| match what.as_str() {
        _ if !ready => bench.tell_page("refused", &tie([what, text])),
        "open" => received::open(bench, &text),
        "banners" => received::show(bench, &text),
        sheet => {
            draw_in_sheet(|| match sheet {
                "share" => share::sheet(bench, &text),
                "save" => save::sheet(bench, &text),
                _ => keys(),
            });
            bench.tell_page("sheet", sheet);
        }
    });
}

/// Draws into the sheet what lives until the next thing is drawn there.
fn draw_in_sheet(draw: impl FnOnce() -> El) {
    thread_local! {
        static KEPT: core::cell::RefCell<Vec<signal::Kept>> = const { core::cell::RefCell::new(Vec::new()) };
    }
    let Some(place) = by_id(SHEET) else { return };
    let (drawn, kept) = signal::part(draw);
    drawn.replace_in(&place);
    KEPT.replace(kept);
}

/// The list of keys.
fn keys() -> El {
    let rows = [
        ("Enter", t!("page.key-enter")),
        ("↑ ↓", t!("page.key-arrows")),
        ("Ctrl/⌘ Z", t!("page.key-undo")),
        ("/", t!("page.key-slash")),
        ("?", t!("page.key-help")),
    ];
    let rows = rows.into_iter().map(|(key, what)| {
        el("tr").add(el("th").set("scope", "row").add(el("kbd").text(key))).add(el("td").text(what))
    });
    el("table").add(el("tbody").all(rows))
}
