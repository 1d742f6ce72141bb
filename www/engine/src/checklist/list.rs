//! The list itself: filters, the rules by topic, what to do with all of them.

use std::rc::Rc;

use suanpan::checklist::{self, Filter};
use suanpan::entry;
use suanpan::schema::checklist::{State, Topic, Who};
use suanpan::schema::{Checklist, Kind};
use suanpan::value::Value;
use suanpan_ui::browser::dom::{El, button, el, option, value_of};

use super::{card, item, own, take, view};
use crate::bench::Bench;
use crate::{locale, onward, t};

/// The list.
pub fn draw(bench: &'static Bench, list: &Rc<Checklist>) -> El {
    let (counted, grouped, filtered) = (list.clone(), list.clone(), list.clone());
    let all = list.items.iter().filter(|item| item.is_listed()).count();
    let options = list.items.iter().filter(|item| item.is_listed() && item.option).count();
    let said = move || {
        let ticked = own::with(|drawer| {
            let listed = counted.items.iter().filter(|item| item.is_listed());
            listed.filter(|item| drawer.is_ticked(&item.id)).count()
        });
        let where_kept = if own::is_only_here() { t!("checklist.not-kept") } else { t!("checklist.kept") };
        // The headline counts duties.
        let options = (options > 0).then(|| t!("checklist.options", n = options));
        let said = [Some(t!("checklist.ticked", done = ticked, all = all)), options, Some(where_kept.to_owned())];
        said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    // What is ticked goes out of the list only where it is to be hidden.
    let key = move || {
        let ticks = if view().filter.borrow().unticked { own::version() } else { 0 };
        [view().version.get().to_string(), ticks.to_string()].join("|")
    };
    card("rules-list", t!("checklist.title"))
        .add(el("p").class("hint").set("role", "status").keep_text(said))
        .add(el("div").live(|| view().unfiltered.get().to_string(), move || vec![filters(bench, &filtered)]))
        .add(el("div").class("rule-groups").live(key, move || groups(bench, &grouped)))
        .add(costs(bench))
        .add(take::buttons(bench, list))
}

/// What is shown of it.
fn filters(bench: &'static Bench, list: &Rc<Checklist>) -> El {
    let change = move |change: &dyn Fn(&mut Filter)| {
        change(&mut view().filter.borrow_mut());
        view().changed(bench);
    };
    let listed = || list.items.iter().filter(|item| item.is_listed());
    let filter = view().filter.borrow().clone();
    let places: Vec<_> = checklist::places(list).into_iter().cloned().collect();
    let by_place = (places.len() > 1).then(|| {
        let chosen = places.iter().position(|place| Some(place) == filter.place.as_ref());
        let names: Vec<_> = places.iter().map(locale::show).collect();
        let places = places.clone();
        choice("rules-by-place", t!("checklist.all-places"), &names, chosen, move |at| {
            let place = at.and_then(|at| places.get(at).cloned());
            change(&|filter| filter.place.clone_from(&place));
        })
    });
    let whos: Vec<Who> = Who::ALL.iter().copied().filter(|who| listed().any(|item| item.who == *who)).collect();
    let by_who = (whos.len() > 1).then(|| {
        let chosen = whos.iter().position(|who| Some(*who) == filter.who);
        let names: Vec<_> = whos.iter().map(|who| locale::about("rule-who.", who.code(), "")).collect();
        let whos = whos.clone();
        choice("rules-by-who", t!("checklist.all-who"), &names, chosen, move |at| {
            let who = at.and_then(|at| whos.get(at).copied());
            change(&|filter| filter.who = who);
        })
    });
    let states: Vec<State> = State::ALL.into_iter().filter(|state| listed().any(|item| item.state == *state)).collect();
    let by_state = (states.len() > 1).then(|| {
        let chosen = states.iter().position(|state| Some(*state) == filter.state);
        let names: Vec<_> = states.iter().map(|state| locale::about("rule-state.", state.code(), "")).collect();
        let states = states.clone();
        choice("rules-by-state", t!("checklist.all-states"), &names, chosen, move |at| {
            let state = at.and_then(|at| states.get(at).copied());
            change(&|filter| filter.state = state);
        })
    });
    let pressed = || if view().filter.borrow().unticked { "true" } else { "false" };
    let hide =
        button("btn", t!("checklist.hide-ticked"), move |_| change(&|filter| filter.unticked = !filter.unticked))
            .set("id", "rules-hide")
            .keep(move |this| this.put("aria-pressed", pressed()));
    el("div")
        .class("bar filters")
        .set("role", "group")
        .set("aria-label", t!("checklist.filters"))
        .all(by_place)
        .all(by_who)
        .all(by_state)
        .add(hide)
        .add(ticks(bench))
}

/// A choice of one, or of all.
fn choice(
    id: &str,
    all: &str,
    names: &[String],
    chosen: Option<usize>,
    choose: impl Fn(Option<usize>) + 'static,
) -> El {
    let options = names.iter().enumerate().map(|(at, name)| option(&at.to_string(), name));
    let select = el("select").set("id", id).set("aria-label", all).add(option("", all)).all(options);
    select.fill(&chosen.map(|at| at.to_string()).unwrap_or_default());
    let select = select.on("change", move |event| choose(value_of(&event).parse().ok()));
    el("span").class("in").add(select)
}

/// Takes all ticks away, and brings them back.
fn ticks(bench: &'static Bench) -> El {
    let untick = move |_| {
        view().unticked.replace(own::change(checklist::Drawer::untick));
        bench.refresh();
    };
    let again = move |_| {
        own::change(|drawer| drawer.tick(&view().unticked.take(), true));
        bench.refresh();
    };
    el("span")
        .class("bar")
        .add(
            button("link", t!("checklist.untick"), untick)
                .set("id", "rules-untick")
                .show_when(|| own::with(checklist::Drawer::has_ticks)),
        )
        .add(
            button("link", t!("checklist.tick-again"), again)
                .set("id", "rules-tick")
                .show_when(|| !view().unticked.borrow().is_empty()),
        )
}

/// The id of the fold of the rules of a topic that wait for answers.
pub fn waiting(topic: Topic) -> String {
    ["rules-wait-", topic.code()].concat()
}

/// The rules by topic.
fn groups(bench: &'static Bench, list: &Rc<Checklist>) -> Vec<El> {
    let filter = view().filter.borrow().clone();
    let groups = own::with(|drawer| checklist::groups(list, &filter, drawer));
    if groups.is_empty() {
        return vec![el("p").class("hint pad").text(t!("checklist.none-shown"))];
    }
    let group = |group: checklist::Group| {
        let name = locale::about("rule-topic.", group.topic.code(), "");
        let rules = |rules: &[usize]| {
            let rows = rules.iter().map(|at| item::row(bench, list, *at));
            el("ul").class("rule-rows").all(rows)
        };
        // Who asks for those that wait sees them at once.
        let asked = filter.state == Some(State::Unknown);
        let waits = (!group.unknown.is_empty()).then(|| {
            if asked {
                return rules(&group.unknown);
            }
            let title = t!("checklist.waiting", n = group.unknown.len());
            let (list, unknown) = (list.clone(), group.unknown.clone());
            let id = waiting(group.topic);
            item::lazy(el("details").class("rules-wait").set("id", &id).add(el("summary").text(&title)), move || {
                let rows = unknown.iter().map(|at| item::row(bench, &list, *at));
                vec![el("ul").class("rule-rows").all(rows)]
            })
        });
        let (counted, ids) = (list.clone(), group.known.clone());
        let count = move || {
            let ids = ids.iter().filter_map(|at| counted.items.get(*at));
            let ticked = own::with(|drawer| ids.clone().filter(|item| drawer.is_ticked(&item.id)).count());
            let all = ids.count();
            if ticked == 0 { all.to_string() } else { t!("checklist.ticked", done = ticked, all = all) }
        };
        let known = (!group.known.is_empty()).then(|| rules(&group.known));
        el("section")
            .class("rule-group")
            .set("aria-label", &name)
            .add(el("h3").text(&name).add(el("span").keep_text(count)))
            .all(known)
            .all(waits)
    };
    groups.into_iter().map(group).collect()
}

/// What the rules cost a year, as far as the user has said; and the part of a consignment, for another calculator.
fn costs(bench: &'static Bench) -> El {
    let sum = || super::costs().into_iter().map(locale::show_money).collect::<Vec<_>>();
    let said = el("p").set("id", "rule-costs").keep_text(move || t!("checklist.costs", sum = sum().join(" + ")));
    let count = el("input")
        .class("copy")
        .set("type", "text")
        .set("inputmode", "numeric")
        .set("autocomplete", "off")
        .set("id", "rule-consignments");
    count.fill(&view().consignments.borrow());
    let count = count.on("input", move |event| {
        view().consignments.replace(value_of(&event));
        bench.refresh();
    });
    let label = el("label").set("for", "rule-consignments").class("name").text(t!("checklist.consignments"));
    let key = move || [own::version().to_string(), view().consignments.borrow().clone()].join("|");
    let offers = move || {
        let typed = view().consignments.borrow().clone();
        let read = entry::read(&Kind::Count, &[typed.trim()], "", locale::marks());
        let Value::Number(count) = read.value else { return Vec::new() };
        // A cost is handed on in one currency.
        let [yearly] = super::costs()[..] else { return Vec::new() };
        bench.calculator().onward_of_costs(yearly, count).map(onward::one).into_iter().collect()
    };
    el("div")
        .class("rule-costs")
        .add(said)
        .add(el("p").class("bar").add(label).add(count))
        .add(el("div").class("drawn").live(key, offers))
        .show_when(|| !super::costs().is_empty())
}
