//! The share sheet: the link, its length, its QR code, and what it holds.

use leptos::prelude::*;
use suanpan::link::{NoDeflate, Written};

use crate::desk::Desk;
use crate::received::copy_or_select;
use crate::{browser, locale, t};

/// Up to here a link goes everywhere, its QR code is read across a desk.
const COMFORTABLE: usize = 300;
/// Up to here a QR code is read from a full screen.
const FULL_SCREEN: usize = 500;
/// Up to here it is a link at all.
const LONGEST: usize = 2_000;

/// What the sheet shows; made when it is opened.
#[derive(Clone, Default)]
struct Sheet {
    written: Option<Written>,
    qr: Option<(String, u32)>,
}

/// The dialog. Opened by counting up [`Desk::sharing`].
#[component]
pub fn Share(desk: Desk) -> impl IntoView {
    let sheet = RwSignal::new(Sheet::default());
    let said = RwSignal::new("");
    let large = RwSignal::new(false);
    Effect::new(move || {
        if desk.sharing.get() == 0 {
            return;
        }
        said.set("");
        large.set(false);
        sheet.set(Sheet { written: desk.write_link(&NoDeflate), qr: None });
        browser::show_dialog("share", true);
        // QR codes and long lists come with the engine; the link of a short case is there at once.
        browser::load_engine(move |engine| {
            let Some(engine) = engine else { return };
            let written = desk.write_link(&engine);
            let address = written.as_ref().map(|written| address(written, '#'));
            let qr = address.filter(|address| address.len() <= FULL_SCREEN).and_then(|address| engine.qr_path(&address));
            sheet.set(Sheet { written, qr });
        });
    });
    view! {
        <dialog id="share" class="sheet" aria-labelledby="share-title">
            <h2 id="share-title">{t!("share.title")}</h2>
            {move || body(sheet.get(), said, large)}
            <p class="bar end"><button type="button" class="btn" on:click=move |_| browser::show_dialog("share", false)>{t!("page.close")}</button></p>
        </dialog>
    }
}

fn address(written: &Written, sign: char) -> String {
    format!("{}{sign}{}", browser::page_address(), written.text)
}

fn body(sheet: Sheet, said: RwSignal<&'static str>, large: RwSignal<bool>) -> impl IntoView {
    let Some(written) = sheet.written else {
        return view! { <p>{t!("share.preparing")}</p> }.into_any();
    };
    let address = address(&written, '#');
    let length = address.len();
    if length > LONGEST {
        return view! { <p>{t!("share.too-long", length = length, max = LONGEST)}</p> }.into_any();
    }
    let advice = match length {
        ..=COMFORTABLE => t!("share.fits"),
        ..=FULL_SCREEN => t!("share.long"),
        _ => t!("share.very-long"),
    };
    let left_out: Vec<_> = written.left_out.iter().map(|key| locale::by_key(&format!("field.{key}.label"))).collect();
    let left_out = (!left_out.is_empty()).then(|| view! { <p class="hint">{t!("share.left-out", fields = left_out.join(", "))}</p> });
    let qr = sheet.qr.map(|(path, width)| {
        let full = length > COMFORTABLE;
        let image = view! {
            <svg class="qr" class:large=move || large.get() viewBox=format!("0 0 {width} {width}") role="img" aria-label=t!("share.qr")>
                <rect class="paper" width=width.to_string() height=width.to_string()/><path d=path/>
            </svg>
        };
        let enlarge = full.then(|| view! { <button type="button" class="btn" on:click=move |_| large.update(|on| *on = !*on)>{t!("share.full-screen")}</button> });
        view! { {image}{enlarge} }
    });
    let chat_address = self::address(&written, '?');
    let link = address.clone();
    let copy = move |_| copy_or_select(&link, "share-link", said);
    let copy_chat = move |_| copy_or_select(&chat_address, "share-link", said);
    view! {
        <label for="share-link">{t!("share.link")}</label>
        <input type="text" id="share-link" class="copy" readonly prop:value=address/>
        <p class="hint">{t!("share.length", length = length)}" "{advice}</p>
        <p class="bar"><button type="button" class="btn go" on:click=copy>{t!("share.copy")}</button><span class="said" role="status">{said}</span></p>
        {left_out}
        {qr}
        <details>
            <summary>{t!("share.chat")}</summary>
            <p class="hint">{t!("share.chat-more")}</p>
            <p class="bar"><button type="button" class="btn" on:click=copy_chat>{t!("share.copy-chat")}</button></p>
        </details>
        <p class="hint">{t!("share.what")}</p>
    }
    .into_any()
}
