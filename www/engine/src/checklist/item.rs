//! A rule as a row of the list: a tick, what it is called, how it stands and why; all else once it is opened, as there are
//! hundreds.

use std::cell::RefCell;
use std::rc::Rc;

use suanpan::amount::{Currency, Money};
use suanpan::checklist;
use suanpan::entry;
use suanpan::number::Reading;
use suanpan::schema::checklist::{Bite, Item, ItemPart};
use suanpan::schema::{Checklist, Kind};
use suanpan::value::Value;
use suanpan_ui::browser::dom::{El, el, is_ticked, link_out, value_of};
use suanpan_ui::browser::signal;

use super::{bar, own, place, state, tag};
use crate::bench::Bench;
use crate::{browser, locale, t};

/// A fold whose inside is drawn when it is opened, and lives as long as the fold.
pub fn lazy(fold: El, draw: impl Fn() -> Vec<El> + 'static) -> El {
    let inside = el("div").class("rule-in");
    let place = inside.clone();
    let alive = RefCell::new(Vec::new());
    fold.add(inside).on("toggle", move |_| {
        if place.is_empty() {
            let (drawn, kept) = signal::part(&draw);
            let _ = place.clone().all(drawn);
            alive.replace(kept);
        }
    })
}

/// The id of the fold of a rule.
pub fn id(item: &Item) -> String {
    ["rule-", &item.id].concat()
}

/// The id of what is seen of it while it is folded, which takes the focus.
pub fn head_id(item: &Item) -> String {
    ["rule-head-", &item.id].concat()
}

/// A rule as a row.
pub fn row(bench: &'static Bench, list: &Rc<Checklist>, at: usize) -> El {
    let row = el("li").class("rule");
    let Some(item) = list.items.get(at) else { return row };
    let (of_tick, of_row) = (item.id.clone(), item.id.clone());
    let ticked = item.id.clone();
    let tick = el("input")
        .set("type", "checkbox")
        .set("id", &["tick-", &item.id].concat())
        .set("aria-label", &t!("checklist.tick", name = item.name))
        .on("change", move |event| {
            own::say(&ticked, |own| own.ticked = is_ticked(&event));
            bench.refresh();
        })
        .keep(move |this| this.tick(own::with(|drawer| drawer.is_ticked(&of_tick))));
    let fold = el("details").set("id", &id(item)).add(head(item));
    let list = list.clone();
    let fold = lazy(fold, move || list.items.get(at).map(|item| inside(bench, item)).unwrap_or_default());
    row.add(el("label").class("rule-tick").add(tick))
        .add(fold)
        .keep(move |this| this.mark("ticked", own::with(|drawer| drawer.is_ticked(&of_row))))
}

/// What is seen of a rule that is not opened.
fn head(item: &Item) -> El {
    let bite = locale::about("rule-bite.", item.bite.code(), "");
    let bite = if item.bite_is_ours { t!("checklist.ours", what = bite) } else { bite };
    let hard = if item.bite == Bite::Blocks { "hard" } else { "" };
    let tags = el("span")
        .class("rule-tags")
        .add(state(item.state))
        .add(tag(hard, &bite))
        .all(item.option.then(|| tag("", t!("checklist.option"))))
        .all(item.past_recheck.then(|| tag("late", t!("checklist.past"))));
    let mut about = vec![place(item.place.as_ref())];
    // Where the rule holds in one place, that is the place.
    let places: Vec<_> = item.places.iter().filter(|one| Some(*one) != item.place.as_ref()).map(locale::show).collect();
    about.extend((!places.is_empty()).then(|| t!("checklist.about", places = locale::list(&places))));
    about.push(locale::about("rule-who.", item.who.code(), ""));
    about.push(locale::about("rule-sure.", item.status.code(), ""));
    about.extend(item.begins.map(|day| t!("checklist.begins", day = day)));
    let done = item.done.as_ref().map(|done| {
        let by = locale::phrase(&done.by);
        let (class, words) = match (done.renew_by, done.lapsed) {
            (Some(day), true) => ("rule-done late", t!("checklist.lapsed", by = by, day = day)),
            (None, true) => ("rule-done late", t!("checklist.lapsed-undated", by = by)),
            (Some(day), false) => ("rule-done", t!("checklist.done-until", by = by, day = day)),
            (None, false) => ("rule-done", t!("checklist.done", by = by)),
        };
        el("span").class(class).text(&words)
    });
    let why = item.reasons.first().map(|reason| {
        let share = checklist::share(reason).map(bar);
        el("span").class("rule-why").add(el("span").text(&locale::phrase(reason))).all(share)
    });
    el("summary")
        .set("id", &head_id(item))
        .add(el("span").class("rule-name").text(&item.name))
        .add(tags)
        .add(el("span").class("rule-about").text(&about.join(" · ")))
        .all(done)
        .all(why)
}

/// What there is to know of a rule, and what the user says of it.
fn inside(bench: &'static Bench, item: &Item) -> Vec<El> {
    let part = |title: &str, inside: El| el("div").class("rule-part").add(el("h4").text(title)).add(inside);
    let texts = |tag: &str, texts: &mut dyn Iterator<Item = String>| {
        el(tag).all(texts.map(|text| el("li").text(&text)).collect::<Vec<_>>())
    };
    let mut parts = Vec::new();
    if !item.duty.is_empty() {
        parts.push(part(t!("checklist.duty"), el("p").text(&item.duty)));
    }
    if !item.steps.is_empty() {
        parts.push(part(t!("checklist.steps"), texts("ol", &mut item.steps.iter().cloned())));
    }
    if !item.reasons.is_empty() {
        parts.push(part(t!("checklist.why"), texts("ul", &mut item.reasons.iter().map(locale::phrase))));
    }
    if !item.parts.is_empty() {
        parts.push(part(t!("checklist.parts"), el("ul").all(item.parts.iter().map(stage))));
    }
    let mut dates = Vec::new();
    let since = item.from.filter(|from| Some(*from) != item.begins);
    dates.extend(since.map(|day| t!("checklist.from", day = day)));
    dates.extend(item.begins.map(|day| t!("checklist.begins", day = day)));
    dates.extend(item.ends.map(|day| t!("checklist.ends", day = day)));
    dates.extend(item.due.map(|day| t!("checklist.due", day = day)));
    dates.extend(item.renews.map(|months| t!("checklist.renews", n = months)));
    if !dates.is_empty() {
        parts.push(part(t!("checklist.dates"), el("p").text(&dates.join(" · "))));
    }
    if !item.documents.is_empty() {
        let names = &mut item.documents.iter().map(|(_, name)| name.clone());
        parts.push(part(t!("checklist.documents"), texts("ul", names)));
    }
    parts.push(part(t!("checklist.sure"), sure(item)));
    parts.push(part(t!("checklist.sources"), sources(item)));
    parts.push(said(bench, item));
    parts
}

/// A part of a rule with a state of its own.
fn stage(one: &ItemPart) -> El {
    let mut dates = Vec::new();
    dates.extend(one.from.map(|day| t!("checklist.from", day = day)));
    dates.extend(one.to.map(|day| t!("checklist.ends", day = day)));
    dates.extend(one.due.map(|day| t!("checklist.due", day = day)));
    dates.push(locale::about("rule-sure.", one.status.code(), ""));
    dates.extend(one.sure.clone());
    dates.extend(one.past_recheck.then(|| t!("checklist.past").to_owned()));
    el("li")
        .add(el("b").text(&one.name))
        .add(state(one.state))
        .all(one.duty.as_ref().map(|duty| el("p").text(duty)))
        .add(el("small").text(&dates.join(" · ")))
}

/// How sure a rule is, and how old what is known of it.
fn sure(item: &Item) -> El {
    let mut said = vec![locale::about("rule-sure-more.", item.status.code(), "")];
    said.extend(item.sure.clone());
    said.extend(item.bite_is_ours.then(|| t!("checklist.ours-more").to_owned()));
    said.extend(item.lowered.then(|| t!("checklist.lowered").to_owned()));
    said.push(t!("checklist.as-of", day = item.as_of));
    let late = item.recheck.filter(|_| item.past_recheck);
    let late = late.map(|day| el("p").class("late").text(&t!("checklist.past-since", day = day)));
    el("div").add(el("p").text(&said.join(" · "))).all(late)
}

/// Where a rule was read.
fn sources(item: &Item) -> El {
    if item.sources.is_empty() {
        // They come apart from the rules.
        let words = if item.source_count == 0 { t!("checklist.no-source") } else { t!("checklist.sources-coming") };
        return el("p").class("hint").text(words);
    }
    let source = |source: &suanpan::schema::checklist::Source| {
        let line = el("li").text(&source.title);
        match source.address.as_deref() {
            // An address of the data: only a page is a link.
            Some(address) if address.starts_with("https://") => line.text(" ").add(link_out(address)),
            Some(address) => line.text(" ").text(address),
            None => line,
        }
    };
    el("ul").class("rule-sources").all(item.sources.iter().map(source))
}

/// How the ids begin of the boxes in which the user says something of a rule.
const NOTE: &str = "rule-note-";
const COST: &str = "rule-cost-";

/// How long a press takes, in milliseconds.
const LEFT: i32 = 250;

/// Whether an id is that of such a box.
pub fn is_own(id: &str) -> bool {
    id.starts_with(NOTE) || id.starts_with(COST)
}

/// What the user says of a rule.
fn said(bench: &'static Bench, item: &Item) -> El {
    let now = own::of(&item.id);
    let (note_id, cost_id, read_id) =
        ([NOTE, &item.id].concat(), [COST, &item.id].concat(), ["rule-read-", &item.id].concat());
    let of_note = item.id.clone();
    let note = el("textarea").class("copy").set("id", &note_id).set("rows", "2").set("maxlength", "2000");
    note.fill(&now.note);
    let note = note.on("input", move |event| {
        let typed = value_of(&event);
        own::say(&of_note, |own| own.note = typed);
    });
    // What came while somebody typed is drawn then, a moment later: the press that left the box has to find what it was meant for.
    let left = move |_| {
        browser::later(LEFT, move || bench.refresh());
    };
    let note = note.on("blur", left);
    let shown = now.cost.map(|cost| {
        let (boxes, currency) = entry::write(&Value::Money(cost), locale::marks());
        [boxes.first().map_or("", String::as_str), currency.unwrap_or_default()].join(" ")
    });
    let read = el("p").class("said").set("id", &read_id).set("role", "status");
    let tell = read.clone();
    let of_cost = item.id.clone();
    let cost = el("input")
        .class("copy")
        .set("type", "text")
        .set("inputmode", "text")
        .set("autocomplete", "off")
        .set("id", &cost_id)
        .set("aria-describedby", &read_id)
        .set("placeholder", "300 EUR");
    cost.fill(&shown.unwrap_or_default());
    let cost = cost.on("input", move |event| {
        let typed = value_of(&event);
        let (cost, words) = read_cost(&typed);
        tell.say(&words);
        tell.mark("late", cost.is_none() && !words.is_empty());
        // What cannot be read is no cost, and the line below the box says how one is typed.
        own::say(&of_cost, |own| own.cost = cost);
        bench.refresh();
    });
    let cost = cost.on("blur", left);
    let label = |id: &str, words: &str| el("label").set("for", id).class("name").text(words);
    el("div")
        .class("rule-part rule-own")
        .add(el("div").add(label(&note_id, t!("checklist.note"))).add(note))
        .add(el("div").add(label(&cost_id, t!("checklist.cost"))).add(cost).add(read))
}

/// A cost as it was typed, and how it was read. Without a currency it is in that of the costs typed before.
fn read_cost(typed: &str) -> (Option<Money>, String) {
    let currency = super::costs().first().map(|cost| cost.currency).map(Currency::code).unwrap_or_default();
    let read = entry::read(&Kind::Money, &[typed.trim()], currency, locale::marks());
    match read.value {
        Value::Money(money) if money.is_less() => (None, t!("checklist.cost-how").to_owned()),
        Value::Money(money) => {
            let clear = read.boxes.iter().all(|one| one.reading == Reading::Plain && one.currency.is_some());
            let words = if clear { String::new() } else { ["= ", &locale::show_money(money)].concat() };
            (Some(money), words)
        }
        Value::Empty => (None, String::new()),
        _ => (None, t!("checklist.cost-how").to_owned()),
    }
}
