//! What is in the share sheet: the link, its length, its QR code, and what is not in it.

use suanpan::link::carried::Case;
use suanpan::link::{self, Extras, Written};
use suanpan_ui::browser::dom::{El, button, el};

use crate::bench::Bench;
use crate::qr::{Qr, qr};
use crate::{browser, locale, t};

/// Up to here a link goes everywhere, its QR code is read across a desk.
const COMFORTABLE: usize = 300;
/// Up to here a QR code is read from a full screen.
pub const FULL_SCREEN: usize = 500;
/// Up to here it is a link at all.
const LONGEST: usize = 2_000;

/// The sheet of a case that the page bundled.
pub fn sheet(bench: &Bench, case: &str) -> El {
    Case::unbundled(case).map_or_else(|| el("div"), |case| body(&written(bench, &case)))
}

/// A case as a link, with the claim of its answer.
pub fn written(bench: &Bench, case: &Case) -> Written {
    let outcome = case.calculator.evaluate(&case.record, &bench.world());
    let extras = Extras {
        unknown: case.pairs(),
        snapshot: bench.snapshot(),
        claimed: bench.claim(case.calculator, &outcome),
        private: Vec::new(),
    };
    link::encode(case.calculator, &case.record, &extras)
}

/// The address of a link on this page, behind `#`; or behind `?`, for chats that cut the other off.
pub fn address(link: &str, sign: char) -> String {
    format!("{}{sign}{link}", browser::page_address())
}

/// The address of the page for developers in the language of this one.
fn developers() -> Option<String> {
    let address = browser::page_address();
    let (page, _) = address.trim_end_matches('/').rsplit_once('/')?;
    let (root, folder) = page.rsplit_once('/')?;
    Some([root, "/developers/", folder, "/"].concat())
}

fn body(written: &Written) -> El {
    let link = address(&written.text, '#');
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
    let left_out: Vec<_> = written.left_out.iter().map(|key| locale::about("field.", key, ".label")).collect();
    let left_out = (!left_out.is_empty()).then(|| hint(&t!("share.left-out", fields = locale::list(&left_out))));
    let code = (length <= FULL_SCREEN).then(|| qr(&link)).flatten();
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
    let copy_chat = button("btn", t!("share.copy-chat"), copy(address(&written.text, '?'), said.clone()));
    let chat = el("details").add(el("summary").text(t!("share.chat"))).add(hint(t!("share.chat-more"))).add(copy_chat);
    el("div")
        .add(el("label").set("for", "share-link").text(t!("share.link")))
        .add(shown)
        .add(hint(&format!("{} {advice}", t!("share.length", length = length))))
        .add(el("p").class("bar").add(copy_link).add(said))
        .all(left_out)
        .all(code.map(|code| qr_image(&code, length > COMFORTABLE)))
        .add(chat)
        .add(hint(t!("share.what")))
        .all(developers().map(|page| el("p").class("hint").add(el("a").set("href", &page).text(t!("share.embed")))))
}

/// The code; a dense one can be shown large.
pub fn qr_image(code: &Qr, dense: bool) -> El {
    let side = code.width.to_string();
    let image = el("svg")
        .class("qr")
        .set("viewBox", &format!("0 0 {side} {side}"))
        .set("role", "img")
        .set("aria-label", t!("share.qr"))
        .add(el("rect").class("paper").set("width", &side).set("height", &side))
        .add(el("path").set("d", &code.path));
    let shown = image.clone();
    let enlarge = dense.then(|| button("btn", t!("share.full-screen"), move |_| shown.put("class", "qr large")));
    el("div").class("qr-box").add(image).all(enlarge)
}

#[cfg(test)]
mod tests {
    use suanpan::link::Seal;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::bench;

    #[wasm_bindgen_test]
    fn a_case_becomes_a_link_and_comes_back() {
        let case = || Case::of(link::decode("v=1&t=sc&p=_350g_20x15x8cm_new&d=DE&q9=a.b&k=hand").unwrap());
        let written = written(bench::get(), &Case::unbundled(&case().bundled()).unwrap());
        let again = link::decode(&written.text).unwrap();
        assert_eq!((again.seal, &again.record), (Seal::Whole, &case().record));
        assert_eq!(again.unknown, case().pairs());
        assert!(!again.unknown.is_empty());
    }
}
