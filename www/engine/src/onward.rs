//! Going on with an answer elsewhere: what another calculator can take over, and the taking over there.
//!
//! The slip lies in the tab's own memory under `onward.<calculator>` while its page is on the way, and is used once.

use std::cell::RefCell;

use suanpan::bundle::{tie, untie};
use suanpan::schema::Onward;
use suanpan::schema::onward::take_over;
use suanpan_ui::browser::dom::{El, button, el};

use crate::bench::Bench;
use crate::{browser, locale, t};

thread_local! {
    /// The case that came of what was taken over last, and what that was.
    static TAKEN: RefCell<(String, String)> = RefCell::default();
}

/// Where the slip for a calculator lies.
fn slip(calculator: &str) -> String {
    ["onward.", calculator].concat()
}

/// What the alternative whose bill is shown offers to others, each as a link to the other's page.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    let Some(case) = bench.answered() else { return Vec::new() };
    let offers = bench.look(|_, shown| shown.map(|shown| bench.calculator().onward(&case, shown))).flatten();
    let offers: Vec<_> = offers.unwrap_or_default().into_iter().map(one).collect();
    if offers.is_empty() {
        return offers;
    }
    let title = t!("onward-page.title");
    vec![el("section").class("onward card").set("aria-label", title).add(el("h2").text(title)).all(offers)]
}

/// An offer, with the link to the other's page.
pub fn one(offer: Onward) -> El {
    let what = locale::phrase(&offer.phrase);
    let more = locale::by_key_with(&["onward-more.", offer.phrase.text.code()].concat(), &offer.phrase.args);
    let name = locale::about("calculator.", offer.to, ".name");
    let text = tie([offer.bundled(), what.clone()]);
    // Pages of calculators lie beside each other.
    let link = el("a")
        .class("btn")
        .set("href", &["../", offer.to, "/"].concat())
        .text(&t!("onward-page.use", calculator = name))
        .on("click", move |_| {
            browser::keep_in_session(&slip(offer.to), &text);
        });
    el("div").add(el("p").add(el("b").text(&what)).text(" · ").text(&more)).add(el("p").class("bar").add(link))
}

/// What was taken over, for as long as nothing else is changed.
pub fn taken(bench: &'static Bench) -> Option<El> {
    let (case, what) = TAKEN.with_borrow(Clone::clone);
    if case.is_empty() || case != bench.case().bundled() {
        return None;
    }
    let undo = button("link", t!("onward-page.undo"), move |_| bench.tell_page("undo", ""));
    let said = el("span").text(&what).text(" ").add(undo);
    Some(el("p").class("flag save").set("role", "status").add(el("b").text(t!("onward-page.taken"))).add(said))
}

/// Takes over what was sent to the calculator on the desk, once; what was typed besides stays, and the page can undo it.
pub fn arrive(bench: &'static Bench) {
    let place = slip(bench.calculator().id());
    let Some(text) = browser::in_session(&place).filter(|text| !text.is_empty()) else { return };
    browser::keep_in_session(&place, "");
    let Some(&[fields, what]) = untie(&text).as_deref() else { return };
    if let Some(case) = take_over(bench.calculator(), &bench.case(), fields) {
        TAKEN.set((case.bundled(), what.to_owned()));
        bench.put(&case);
    }
}
