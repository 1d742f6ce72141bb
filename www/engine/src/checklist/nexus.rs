//! Tests of sales by state, with the case's own figures, in the order that is asked for.

use std::rc::Rc;

use suanpan::checklist::{self, Sort};
use suanpan::schema::checklist::{Nexus, Sure};
use suanpan::schema::{Arg, Checklist};
use suanpan_ui::browser::dom::{El, button, el};

use super::{bar, card, state, tag, view};
use crate::bench::Bench;
use crate::changes::scrolled;
use crate::{locale, t};

/// The table; none where the case has nothing to do with it.
pub fn draw(bench: &'static Bench, list: &Rc<Checklist>) -> Option<El> {
    if list.nexus.is_empty() {
        return None;
    }
    let sold = list.nexus.iter().filter(|one| one.sold.is_some()).count();
    let said = t!("checklist.nexus-more", n = list.nexus.len(), sold = sold);
    let list = list.clone();
    let key = || {
        let order = view().order.get();
        [order.by as u32, u32::from(order.down)].map(|part| part.to_string()).concat()
    };
    let table = el("div").class("drawn").live(key, move || vec![table(bench, &list)]);
    Some(card("rules-nexus", t!("checklist.nexus")).add(el("p").class("hint").text(&said)).add(table))
}

fn table(bench: &'static Bench, list: &Checklist) -> El {
    let heads = [
        (Sort::Name, "", t!("checklist.nexus-state")),
        (Sort::Limit, "num", t!("checklist.limit")),
        (Sort::Sold, "num", t!("checklist.sold")),
        (Sort::Share, "num", t!("checklist.share")),
        (Sort::Standing, "", t!("checklist.standing")),
    ];
    let order = view().order.get();
    let heads = heads.into_iter().enumerate().map(|(at, (by, class, words))| {
        let sorted = match (order.by == by, order.down) {
            (false, _) => "none",
            (true, true) => "descending",
            (true, false) => "ascending",
        };
        let press = button("sort", words, move |_| {
            view().order.set(view().order.get().pressed(by));
            bench.refresh();
        });
        el("th")
            .set("scope", "col")
            .class(class)
            .set("aria-sort", sorted)
            .add(press.set("id", &format!("nexus-by-{at}")))
    });
    let heads: Vec<_> = heads.collect();
    let rows = checklist::sorted(list, order, locale::show).into_iter().flat_map(|one| row(list, one));
    let rows: Vec<_> = rows.collect();
    let table = el("table").add(el("thead").add(el("tr").all(heads))).add(el("tbody").all(rows));
    let place = scrolled(table, &[t!("checklist.nexus"), " · ", t!("change-page.table")].concat());
    place.mark("nexus", true);
    place
}

/// A state, and below it what is tested.
fn row(list: &Checklist, one: &Nexus) -> [El; 2] {
    let figure = |shown: Option<String>| el("td").class("num").text(&shown.unwrap_or_else(|| "–".to_owned()));
    let share = el("td")
        .class("num")
        .text(&one.share.map_or_else(|| "–".to_owned(), |share| locale::show(&Arg::Percent(share))));
    let share = share.all(one.share.map(bar));
    let stands = list.items.get(one.item).map(|item| state(item.state));
    let mut about: Vec<_> =
        [one.period, one.basis, one.marketplace].into_iter().map(|text| locale::by_key(text.key())).collect();
    about.extend(one.rate.map(|rate| {
        let rate = locale::show(&Arg::Percent(rate));
        match one.rate_to {
            Some(day) => t!("checklist.rate-open", rate = rate, day = day),
            None => t!("checklist.rate", rate = rate),
        }
    }));
    // How sure it is stands where the limit is read.
    let open = if one.sure == Sure::Uncertain { "late" } else { "" };
    let sure = el("span")
        .class("rule-tags")
        .add(tag(open, &locale::about("rule-sure.", one.sure.code(), "")))
        .all(one.rate_to.map(|_| tag("late", t!("checklist.rate-unsure"))))
        .all(one.past_recheck.then(|| tag("late", t!("checklist.past"))));
    let doubts: Vec<_> = one.doubts.iter().map(|text| locale::by_key(text.key())).collect();
    let doubts = (!doubts.is_empty()).then(|| el("small").text(&doubts.join(" · ")));
    let said = [locale::phrase(&one.test), about.join(" · ")].join(" · ");
    // It stays where it is seen when the figures above it are scrolled.
    let test = el("div").add(sure).text(" ").text(&said).all(doubts);
    let test = el("td").class("test").set("colspan", "5").add(test);
    let class = if one.sold.is_some() { "" } else { "out" };
    let figures = el("tr")
        .class(class)
        .add(el("th").set("scope", "row").text(&locale::show(&one.state)))
        .add(figure(Some(locale::show_money(one.limit))))
        .add(figure(one.sold.as_ref().map(locale::phrase)))
        .add(share)
        .add(el("td").all(stands));
    [figures, el("tr").class(class).add(test)]
}
