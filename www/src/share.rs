//! The share sheet: the link, its length, its QR code, and what is not in it.

use crate::browser::dom::{El, button, el};
use crate::desk::{Desk, State};
use crate::{browser, locale, t};

/// Up to here a link goes everywhere, its QR code is read across a desk.
const COMFORTABLE: usize = 300;
/// Up to here a QR code is read from a full screen.
const FULL_SCREEN: usize = 500;
/// Up to here it is a link at all.
const LONGEST: usize = 2_000;

/// What the sheet holds.
#[derive(Default)]
pub enum Sheet {
    /// Nothing yet.
    #[default]
    Preparing,
    /// The engine could not be loaded.
    Failed,
    /// A link.
    Ready(Ready),
}

/// A written link.
pub struct Ready {
    text: String,
    /// Keys of fields that are not in it.
    left_out: Vec<String>,
    /// Path and width of its QR code.
    code: Option<(String, u32)>,
}

/// The dialog, empty until it is opened.
pub fn sheet(desk: Desk) -> El {
    let key = |state: &State| match &state.sheet {
        Sheet::Preparing => "…".to_owned(),
        Sheet::Failed => String::new(),
        Sheet::Ready(ready) => ready.text.clone(),
    };
    let inside = |state: &State| match &state.sheet {
        Sheet::Preparing => el("p").text(t!("share.preparing")),
        Sheet::Failed => el("p").text(t!("share.failed")),
        Sheet::Ready(ready) => body(ready),
    };
    let close = button("btn", t!("page.close"), |_| browser::show_dialog("share", false));
    el("dialog")
        .set("id", "share")
        .class("sheet")
        .set("aria-labelledby", "share-title")
        .add(el("h2").set("id", "share-title").text(t!("share.title")))
        .add(el("div").live(move || desk.read(key), move || vec![desk.read(inside)]))
        .add(el("p").class("bar end").add(close))
}

/// Writes the link of what is on the desk and opens the sheet.
pub fn open(desk: Desk) {
    desk.show_in_sheet(Sheet::Preparing);
    browser::show_dialog("share", true);
    browser::load_engine(move |engine| {
        let written = engine.and_then(|engine| {
            let (text, left_out) = engine.write_link(&desk.read(State::case_to_share))?;
            let address = address(&text, '#');
            let code = (address.len() <= FULL_SCREEN).then(|| engine.qr_path(&address)).flatten();
            Some(Ready { text, left_out, code })
        });
        desk.show_in_sheet(written.map_or(Sheet::Failed, Sheet::Ready));
    });
}

fn address(link: &str, sign: char) -> String {
    format!("{}{sign}{link}", browser::page_address())
}

fn body(ready: &Ready) -> El {
    let link = address(&ready.text, '#');
    let length = link.len();
    let hint = |words: &str| el("p").class("hint").text(words);
    if length > LONGEST {
        return el("p").text(&t!("share.too-long", length = length, max = LONGEST));
    }
    let advice = if length <= COMFORTABLE {
        t!("share.fits")
    } else if length <= FULL_SCREEN {
        t!("share.long")
    } else {
        t!("share.very-long")
    };
    let left_out: Vec<_> = ready.left_out.iter().map(|key| locale::about("field.", key, ".label")).collect();
    let left_out = (!left_out.is_empty()).then(|| hint(&t!("share.left-out", fields = left_out.join(", "))));
    let shown = el("input").set("type", "text").set("id", "share-link").class("copy").set("readonly", "");
    shown.fill(&link);
    let said = el("span").class("said").set("role", "status");
    let copy = |link: String, said: El| {
        move |_| {
            let said = said.clone();
            browser::copy(&link, move |worked| {
                if !worked {
                    browser::select_all("share-link");
                }
                said.say(if worked { t!("share.copied") } else { t!("share.copy-by-hand") });
            });
        }
    };
    let copy_link = button("btn go", t!("share.copy"), copy(link, said.clone()));
    let copy_chat = button("btn", t!("share.copy-chat"), copy(address(&ready.text, '?'), said.clone()));
    let chat = el("details").add(el("summary").text(t!("share.chat"))).add(hint(t!("share.chat-more"))).add(copy_chat);
    el("div")
        .add(el("label").set("for", "share-link").text(t!("share.link")))
        .add(shown)
        .add(hint(&format!("{} {advice}", t!("share.length", length = length))))
        .add(el("p").class("bar").add(copy_link).add(said))
        .all(left_out)
        .all(ready.code.as_ref().map(|(path, width)| qr_image(path, *width, length > COMFORTABLE)))
        .add(chat)
        .add(hint(t!("share.what")))
}

/// The code; a dense one can be shown large.
fn qr_image(path: &str, width: u32, dense: bool) -> El {
    let side = width.to_string();
    let image = el("svg")
        .class("qr")
        .set("viewBox", &format!("0 0 {side} {side}"))
        .set("role", "img")
        .set("aria-label", t!("share.qr"))
        .add(el("rect").class("paper").set("width", &side).set("height", &side))
        .add(el("path").set("d", path));
    let shown = image.clone();
    let enlarge = dense.then(|| button("btn", t!("share.full-screen"), move |_| shown.put("class", "qr large")));
    el("div").class("qr-box").add(image).all(enlarge)
}
