//! What the receiver of a link is told: where the form came from, what is missing, what changed since.

use suanpan::amount::Money;
use suanpan::link::{self, LinkError, claim};
use suanpan::schema::Arg;
use suanpan::value::decimal;

use crate::browser::dom::{El, button, el};
use crate::desk::{Arrival, Damage, Desk, Origin, Received, State};
use crate::{locale, t};

/// A link that waits for a decision, or that could not be opened.
pub fn arrived(desk: Desk) -> El {
    let build = move || {
        desk.read(|state| match &state.arrival {
            Arrival::Nothing => Vec::new(),
            Arrival::Waiting(text) => vec![waiting(desk, text.clone())],
            Arrival::Failed(error, text) => vec![failed(desk, error.as_ref(), text)],
            Arrival::Unread(text) => vec![kept(desk, t!("link.no-engine"), t!("link.no-engine-more"), text, None)],
        })
    };
    el("div").class("wide").live(move || desk.version(), build)
}

fn waiting(desk: Desk, text: String) -> El {
    let open = button("btn go", t!("link.open"), move |_| desk.open(text.clone()));
    let keep = button("btn", t!("link.keep"), move |_| desk.dismiss());
    let words = said(t!("link.waiting"), t!("link.waiting-more"));
    banner("banner", "alert").add(words).add(el("p").class("bar").add(open).add(keep))
}

fn failed(desk: Desk, error: Option<&LinkError>, text: &str) -> El {
    let fields = match error {
        Some(LinkError::Newer(_, pairs)) => {
            pairs.iter().map(|(key, value)| [key, " = ", value].concat()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    };
    let shown: String = text.chars().take(link::MAX_LENGTH).collect();
    let again = text.to_owned();
    match error {
        Some(error) => kept(desk, &why(error), t!("link.failed-more"), &shown, None)
            .all((!fields.is_empty()).then(|| el("p").class("hint").text(&fields))),
        None => {
            let again = button("btn go", t!("link.open"), move |_| desk.open(again.clone()));
            kept(desk, t!("link.no-engine"), t!("link.no-engine-more"), &shown, Some(again))
        }
    }
}

/// A text that could not be read, so that it is not lost.
fn kept(desk: Desk, title: &str, more: &str, text: &str, again: Option<El>) -> El {
    let raw = el("textarea").class("copy").set("rows", "3").set("readonly", "").set("aria-label", t!("link.text"));
    let close = button("btn", t!("page.close"), move |_| desk.dismiss());
    let buttons = el("p").class("bar").all(again).add(close);
    banner("banner bad", "alert").add(said(title, more)).add(raw.text(text)).add(buttons)
}

fn banner(class: &str, role: &str) -> El {
    el("section").class(class).set("role", role).set("aria-label", t!("link.title"))
}

fn said(title: &str, more: &str) -> El {
    el("p").add(el("b").text(title)).text(" ").text(more)
}

fn why(error: &LinkError) -> String {
    match error {
        LinkError::TooLong => t!("link.too-long", max = link::MAX_LENGTH),
        LinkError::Newer(version, _) => t!("link.newer", version = version, ours = link::VERSION),
        LinkError::UnknownCalculator(code) => t!("link.unknown-calculator", code = code),
        LinkError::Unreadable | LinkError::Absent => t!("link.unreadable").to_owned(),
    }
}

/// Above the answer: that the form came from a link, and what there is to know of it.
pub fn notice(desk: Desk) -> El {
    let build = move || {
        desk.read(|state| match &state.origin {
            Origin::Link(received) => vec![from_link(desk, state, received)],
            _ => Vec::new(),
        })
    };
    el("div").live(move || desk.version(), build)
}

fn from_link(desk: Desk, state: &State, received: &Received) -> El {
    let damage = received.damaged.filter(|_| state.held);
    let mut banner = banner(if damage.is_some() { "banner bad" } else { "banner" }, "status")
        .add(el("p").add(el("b").text(t!("link.from"))));
    if let Some(damage) = damage {
        let words = match damage {
            Damage::Cut => t!("link.cut"),
            Damage::Changed => t!("link.damaged"),
        };
        let accept = button("btn go", t!("link.compute-anyway"), move |_| desk.accept());
        banner = banner.add(said(words, t!("link.damaged-more"))).add(el("p").class("bar").add(accept));
    }
    let answer = state.computed.outcome.answer.as_ref();
    let now = answer.and_then(|answer| Some((claim(answer)?, &answer.headline.first()?.value)));
    if let Some(id) = &received.older_snapshot {
        banner = banner.add(el("p").text(&match (&received.then, &now) {
            (Some(then), Some((_, now))) => t!("link.rates-changed", id = id, then = then, now = locale::show(now)),
            _ => t!("link.rates-gone", id = id),
        }));
    }
    if let (Some(claimed), Some((ours, now))) = (&received.claimed, &now)
        && claimed != ours
    {
        // A claim is a bare figure; the currency is in the link, and so that of our own answer.
        let figure = match (decimal(claimed), now) {
            (Some(value), Arg::Money(money)) => locale::show_money(Money { value, ..*money }),
            _ => claimed.clone(),
        };
        banner = banner.add(el("p").text(&t!("link.claimed", figure = figure)));
    }
    if received.unknown > 0 {
        banner = banner.add(el("p").text(&t!("link.unknown", n = received.unknown)));
    }
    let adopt = button("btn", t!("link.keep-as-mine"), move |_| desk.adopt());
    let back = button("btn", t!("link.back"), move |_| desk.undo());
    back.flag("disabled", !state.can_undo());
    banner.add(el("p").class("bar").add(adopt).add(back))
}
