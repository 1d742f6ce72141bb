//! What the receiver of a link is told: where the form came from, what is missing, what changed since.

use leptos::prelude::*;
use suanpan::link::{self, LinkError};

use crate::desk::{Arrival, Damage, Desk, Origin, Received};
use crate::{browser, locale, t};

/// A link that waits for a decision, or that could not be opened.
#[component]
pub fn Arrived(desk: Desk) -> impl IntoView {
    move || match desk.arrival.get() {
        Arrival::Nothing => ().into_any(),
        Arrival::Waiting(text) => {
            let open = move |_| desk.open(text.clone());
            let keep = move |_| desk.arrival.set(Arrival::Nothing);
            view! {
                <section class="banner" role="alert" aria-label=t!("link.title")>
                    <p><b>{t!("link.waiting")}</b>" "{t!("link.waiting-more")}</p>
                    <p class="bar">
                        <button type="button" class="btn go" on:click=open>{t!("link.open")}</button>
                        <button type="button" class="btn" on:click=keep>{t!("link.keep")}</button>
                    </p>
                </section>
            }
            .into_any()
        }
        Arrival::Failed(error, text) => {
            let dismiss = move |_| desk.arrival.set(Arrival::Nothing);
            let fields = match &error {
                LinkError::Newer(_, pairs) => pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", "),
                _ => String::new(),
            };
            let text: String = text.chars().take(link::MAX_LENGTH).collect();
            view! {
                <section class="banner bad" role="alert" aria-label=t!("link.title")>
                    <p><b>{why(&error)}</b>" "{t!("link.failed-more")}</p>
                    {(!fields.is_empty()).then(|| view! { <p class="hint">{fields}</p> })}
                    <input type="text" class="copy" readonly prop:value=text aria-label=t!("link.text")/>
                    <p class="bar"><button type="button" class="btn" on:click=dismiss>{t!("page.close")}</button></p>
                </section>
            }
            .into_any()
        }
    }
}

fn why(error: &LinkError) -> String {
    match error {
        LinkError::TooLong => t!("link.too-long", max = link::MAX_LENGTH),
        LinkError::Newer(version, _) => t!("link.newer", version = version, ours = link::VERSION),
        LinkError::UnknownCalculator(code) => t!("link.unknown-calculator", code = code),
        LinkError::NeedsInflate => t!("link.no-engine").to_owned(),
        LinkError::Unreadable | LinkError::Absent => t!("link.unreadable").to_owned(),
    }
}

/// Above the answer: that the form came from a link, and what there is to know of it.
#[component]
pub fn Notice(desk: Desk) -> impl IntoView {
    move || match desk.origin.get() {
        Origin::Link(received) => notice(desk, &received).into_any(),
        _ => ().into_any(),
    }
}

fn notice(desk: Desk, received: &Received) -> impl IntoView + use<> {
    let damaged = received.damaged.filter(|_| desk.held.get()).map(|damage| {
        let words = match damage {
            Damage::Cut => t!("link.cut"),
            Damage::Changed => t!("link.damaged"),
        };
        view! {
            <p><b>{words}</b>" "{t!("link.damaged-more")}</p>
            <p class="bar"><button type="button" class="btn go" on:click=move |_| desk.held.set(false)>{t!("link.compute-anyway")}</button></p>
        }
    });
    let now = desk.computed.with(|computed| {
        let answer = computed.outcome.answer.as_ref()?;
        Some((link::claim(answer)?, locale::show(&answer.headline.first()?.value)))
    });
    let differs = received.claimed.clone().zip(now.clone()).filter(|(claimed, (now, _))| claimed != now);
    let snapshot = received.older_snapshot.clone().map(|id| {
        let words = match (&received.then, &now) {
            (Some(then), Some((_, now))) => t!("link.rates-changed", id = id, then = then, now = now),
            _ => t!("link.rates-gone", id = id),
        };
        view! { <p>{words}</p> }
    });
    let claimed = differs.map(|(claimed, _)| view! { <p>{t!("link.claimed", figure = locale::plain(&claimed))}</p> });
    let unknown = (received.unknown > 0).then(|| view! { <p>{t!("link.unknown", n = received.unknown)}</p> });
    let back = move |_| desk.undo();
    let done = move |_| desk.origin.set(Origin::Own);
    let bad = damaged.is_some();
    view! {
        <section class="banner" class:bad=bad role="status" aria-label=t!("link.title")>
            <p><b>{t!("link.from")}</b></p>
            {damaged}{snapshot}{claimed}{unknown}
            <p class="bar">
                <button type="button" class="btn" on:click=done>{t!("link.keep-as-mine")}</button>
                <button type="button" class="btn" on:click=back prop:disabled=move || !desk.can_step().0>{t!("link.back")}</button>
            </p>
        </section>
    }
}

/// Copies and says so, or leaves the text selected to be copied by hand.
pub fn copy_or_select(text: &str, id: &'static str, said: RwSignal<&'static str>) {
    browser::copy(text, move |worked| {
        if !worked {
            browser::select_all(id);
        }
        said.set(if worked { t!("share.copied") } else { t!("share.copy-by-hand") });
    });
}
