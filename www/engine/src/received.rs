//! Links that arrive: opens them, and draws what their receiver is told: where the form came from, what is missing, what
//! changed since.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use suanpan::amount::Money;
use suanpan::bundle::{tie, untie};
use suanpan::link::carried::Case;
use suanpan::link::{self, Link, LinkError, Seal, claim};
use suanpan::pack::{Pack, World};
use suanpan::schema::{Answer, Arg};
use suanpan::value::decimal;
use suanpan_ui::browser::dom::{El, button, by_id, el};
use suanpan_ui::browser::signal;

use crate::bench::{self, Bench};
use crate::{browser, locale, t, tools};

/// Ids of the places that the page offers: for a link that is not in the form, and for the one that is.
const PLACES: [&str; 2] = ["arrived", "from-link"];

/// Opens the link in a text and tells the page `opened`: number of the question, verdict, the text, the case.
///
/// The verdict is `absent`, `failed`, `damaged` (what could be read is in the case) or `whole`.
pub fn open(bench: &Bench, question: &str) {
    let Some(&[number, text]) = untie(question).as_deref() else { return };
    let (verdict, case) = match link::decode(text) {
        Err(LinkError::Absent) => ("absent", String::new()),
        Err(_) => ("failed", String::new()),
        Ok(link) => (if damage(&link).is_some() { "damaged" } else { "whole" }, Case::of(link).bundled()),
    };
    bench.tell_page("opened", &tie([number, verdict, text, &case]));
}

/// How a link was damaged, in words.
fn damage(link: &Link) -> Option<&'static str> {
    match link.seal {
        Seal::Whole | Seal::Hand => None,
        Seal::Cut => Some(t!("link.cut")),
        Seal::Damaged => Some(t!("link.damaged")),
    }
}

/// What the page says of links.
#[derive(Default)]
pub struct Told {
    /// A link that waits for a decision: its text.
    waiting: String,
    /// A text that could not be opened.
    failed: String,
    /// The link that the form came from.
    from: String,
    /// Whether computing waits for the user to accept a damaged link.
    held: bool,
    /// Whether there is something to take back.
    can_undo: bool,
    /// The case that is in the form now.
    case: String,
}

impl Told {
    /// What the page writes, in the order of the fields; what is empty is not there.
    fn read(text: &str) -> Option<Self> {
        let [waiting, failed, from, held, can_undo, case] = *untie(text)? else { return None };
        let [waiting, failed, from, case] = [waiting, failed, from, case].map(str::to_owned);
        Some(Self { waiting, failed, from, held: !held.is_empty(), can_undo: !can_undo.is_empty(), case })
    }
}

/// What is drawn, and from what.
#[derive(Default)]
struct Banners {
    /// As the page wrote it, and read.
    told: RefCell<(String, Rc<Told>)>,
    drawn: OnceCell<[El; 2]>,
    /// Id of a released snapshot and its data, once somebody asked for it.
    then: RefCell<Option<(String, Option<World>)>>,
}

thread_local! {
    static BANNERS: &'static Banners = Box::leak(Box::default());
}

/// Draws what there is to say of links now. The page may have drawn itself anew.
pub fn show(bench: &'static Bench, text: &str) {
    let banners = BANNERS.with(|banners| *banners);
    if !text.is_empty() && banners.told.borrow().0 != text {
        // A link is a case: that is what its receiver wants to see.
        tools::choose("");
    }
    banners.told.replace((text.to_owned(), Rc::new(Told::read(text).unwrap_or_default())));
    let drawn = banners.drawn.get_or_init(|| {
        let (drawn, kept) = signal::part(|| draw(bench, banners));
        // It lives as long as the page.
        core::mem::forget(kept);
        drawn
    });
    for (drawn, place) in drawn.iter().zip(PLACES) {
        if let Some(place) = by_id(place) {
            drawn.replace_in(&place);
        }
    }
    browser::soon(signal::tell);
}

fn draw(bench: &'static Bench, banners: &'static Banners) -> [El; 2] {
    let told = || banners.told.borrow().1.clone();
    let not_in_form = move || {
        let told = told();
        [locale::language(), "|", &told.waiting, "|", &told.failed].concat()
    };
    let arrived = el("div").class("drawn").live(not_in_form, move || arrived(bench, &told()));
    let everything = move || {
        let loaded = banners.then.borrow().as_ref().is_some_and(|(_, world)| world.is_some());
        [locale::language(), if loaded { "|" } else { "" }, &banners.told.borrow().0].concat()
    };
    let notice = el("div").class("drawn").live(everything, move || {
        let told = told();
        let link = link::decode(&told.from).ok();
        link.map(|link| from_link(bench, banners, &told, &link)).into_iter().collect()
    });
    [arrived, notice]
}

/// A button that tells the page something.
fn telling(bench: &'static Bench, class: &str, word: &str, what: &'static str, text: &str) -> El {
    let text = text.to_owned();
    button(class, word, move |_| bench.tell_page(what, &text))
}

/// A link that waits for a decision, or that could not be opened.
fn arrived(bench: &'static Bench, told: &Told) -> Vec<El> {
    if !told.waiting.is_empty() {
        return vec![waiting(bench, &told.waiting)];
    }
    if told.failed.is_empty() {
        return Vec::new();
    }
    link::decode(&told.failed).err().map(|error| failed(bench, &error, &told.failed)).into_iter().collect()
}

fn waiting(bench: &'static Bench, text: &str) -> El {
    let open = telling(bench, "btn go", t!("link.open"), "take", text);
    let keep = telling(bench, "btn", t!("link.keep"), "dismiss", "");
    let words = said(t!("link.waiting"), t!("link.waiting-more"));
    banner("banner", "alert").add(words).add(el("p").class("bar").add(open).add(keep))
}

/// Why a text could not be opened, and the text, so that it is not lost.
fn failed(bench: &'static Bench, error: &LinkError, text: &str) -> El {
    let fields = match error {
        LinkError::Newer(_, pairs) => {
            pairs.iter().map(|(key, value)| [key, " = ", value].concat()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    };
    let shown: String = text.chars().take(link::MAX_LENGTH).collect();
    let raw = el("textarea").class("copy").set("rows", "3").set("readonly", "").set("aria-label", t!("link.text"));
    let close = telling(bench, "btn", t!("page.close"), "dismiss", "");
    banner("banner bad", "alert")
        .add(said(&why(error), t!("link.failed-more")))
        .add(raw.text(&shown))
        .add(el("p").class("bar").add(close))
        .all((!fields.is_empty()).then(|| el("p").class("hint").text(&fields)))
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

/// Above form and answer: that the form came from a link, and what there is to know of it.
fn from_link(bench: &'static Bench, banners: &'static Banners, told: &Told, link: &Link) -> El {
    let damage = damage(link).filter(|_| told.held);
    let mut banner = banner(if damage.is_some() { "banner bad" } else { "banner" }, "status")
        .add(el("p").add(el("b").text(t!("link.from"))));
    if let Some(damage) = damage {
        let accept = telling(bench, "btn go", t!("link.compute-anyway"), "accept", "");
        banner = banner.add(said(damage, t!("link.damaged-more"))).add(el("p").class("bar").add(accept));
    }
    let now = now(bench, told);
    let now = now.as_ref().and_then(|answer| Some((claim(answer)?, &answer.headline.first()?.value)));
    if let Some(id) = link.snapshot.as_ref().filter(|id| bench.snapshot().as_ref() != Some(id)) {
        banner = banner.add(el("p").text(&match (then(banners, link, id), &now) {
            (Some(then), Some((_, now))) => {
                t!("link.rates-changed", id = id, then = locale::show(&then), now = locale::show(now))
            }
            _ => t!("link.rates-gone", id = id),
        }));
    }
    if let (Some(claimed), Some((ours, now))) = (&link.claimed, &now)
        && claimed != ours
    {
        // A claim is a bare figure; the currency is in the link, and so that of our own answer.
        let figure = match (decimal(claimed), now) {
            (Some(value), Arg::Money(money)) => locale::show_money(Money { value, ..*money }),
            _ => claimed.clone(),
        };
        banner = banner.add(el("p").text(&t!("link.claimed", figure = figure)));
    }
    if !link.unknown.is_empty() {
        banner = banner.add(el("p").text(&t!("link.unknown", n = link.unknown.len())));
    }
    let adopt = telling(bench, "btn", t!("link.keep-as-mine"), "adopt", "");
    let back = telling(bench, "btn", t!("link.back"), "undo", "");
    back.flag("disabled", !told.can_undo);
    banner.add(el("p").class("bar").add(adopt).add(back))
}

/// The answer to what is in the form.
fn now(bench: &Bench, told: &Told) -> Option<Answer> {
    let case = Case::unbundled(&told.case).filter(|_| !told.held)?;
    case.calculator.evaluate(&case.record, &bench.world()).answer
}

/// The headline of a link with the rates it was made with, where those were released; loads them.
fn then(banners: &'static Banners, link: &Link, snapshot: &str) -> Option<Arg> {
    if let Some((id, world)) = &*banners.then.borrow()
        && id == snapshot
    {
        let answer = link.calculator.evaluate(&link.record, world.as_ref()?).answer?;
        return Some(answer.headline.first()?.value.clone());
    }
    let released = browser::metas("released");
    let (_, path) = released.iter().find_map(|entry| entry.split_once(' ').filter(|(id, _)| *id == snapshot))?;
    banners.then.replace(Some((snapshot.to_owned(), None)));
    let snapshot = snapshot.to_owned();
    browser::load_bytes(path, move |bytes| {
        let Some(pack) = bytes.and_then(|bytes| Pack::decode_built(&bytes).ok()) else { return };
        if let Some((id, world)) = &mut *banners.then.borrow_mut()
            && *id == snapshot
        {
            *world = Some(bench::get().with_rules(World::new(pack)));
            browser::soon(signal::tell);
        }
    });
    None
}
