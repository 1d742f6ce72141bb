//! What would change the answer: edges, ways to be admitted, and cost against one input as a chart.

use suanpan::chart::{self, Drawing, SIZE};
use suanpan::schema::{Arg, Axis, Change, Chart};
use suanpan_ui::browser::dom::{El, button, el};

use crate::bench::Bench;
use crate::details::fold;
use crate::{bars, checklist, locale, pictures, sections, t};

/// The chart, and the changes in folds.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    let chosen = bench.look(|_, shown| shown.map(|one| one.id.clone())).flatten();
    checklist::forget();
    let Some(case) = bench.answered() else { return Vec::new() };
    let mut changes = bench.calculator().changes(&case, &bench.world(), chosen.as_deref());
    let rules = changes.checklist.take().map(|list| checklist::draw(bench, list)).unwrap_or_default();
    let mut parts: Vec<_> = rules.into_iter().chain(changes.pictures.iter().filter_map(pictures::figure)).collect();
    parts.extend(changes.sections.iter().map(sections::section));
    if let Some(picture) = changes.chart.as_ref().and_then(|chart| Some((chart, chart::drawing(chart)?))) {
        parts.push(figure(picture.0, &picture.1));
    }
    parts.extend(changes.bars.as_ref().and_then(bars::figure));
    let mut folds = Vec::new();
    if !changes.edges.is_empty() {
        let count = t!("change-page.count", n = changes.edges.len());
        folds.push(fold("edges", t!("change-page.edges"), &count, table(bench, &changes.edges)).set("open", ""));
    }
    if !changes.fixes.is_empty() {
        let count = t!("change-page.count-services", n = changes.fixes.len());
        let all = changes.fixes.iter().map(|fixes| {
            let name = locale::show(&fixes.service);
            el("div").class("fix").add(el("h3").text(&name)).add(table(bench, &fixes.ways))
        });
        folds.push(fold("fixes", t!("change-page.fixes"), &count, el("div").all(all)));
    }
    if bench.calculator().has_swings() {
        folds.push(sections::swings(bench));
    }
    parts.extend((!folds.is_empty()).then(|| el("div").class("folds card").all(folds)));
    parts
}

/// Changes, a row each: what, what is paid then, the difference, and a way to try it.
fn table(bench: &'static Bench, changes: &[Change]) -> El {
    // Where no change has a price there are no cells for one.
    let is_priced = changes.iter().any(|change| change.is_refused || change.then.is_some());
    let rows = changes.iter().map(|change| {
        let case = change.case.clone();
        // No link: that would leave out what is private.
        let try_it = button("link", t!("change-page.try"), move |_| bench.put(&case));
        let what = el("th").set("scope", "row").text(&locale::phrase(&change.phrase));
        let unpaid = || if change.is_refused { t!("page.refused").to_owned() } else { String::new() };
        let then = change.then.map_or_else(unpaid, locale::show_money);
        let cells = is_priced.then(|| [el("td").class("num").text(&then), difference(change)]);
        el("tr").add(what).all(cells.into_iter().flatten()).add(el("td").class("num").add(try_it))
    });
    el("table").class("changes").add(el("tbody").all(rows))
}

/// "saves CNY 7.61", "costs CNY 4.60 more".
fn difference(change: &Change) -> El {
    let cell = el("td").class("num");
    let Some(more) = change.more else { return cell };
    let figure = locale::show_money(more.size());
    if more.is_less() {
        cell.add(el("b").class("good").text(&t!("change-page.saves", figure = figure)))
    } else {
        cell.text(&t!("change-page.costs", figure = figure))
    }
}

/// The chart with what it says before it, and its figures as a table one click away.
fn figure(chart: &Chart, drawing: &Drawing) -> El {
    let title = locale::by_key(chart.title.key());
    let mut said: Vec<String> = chart.reading.iter().take(4).map(locale::phrase).collect();
    let off = drawing.off.iter().map(|(name, least)| {
        let figure =
            locale::show(&Arg::Money(suanpan::amount::Money { value: *least, currency: chart.currency }.rounded()));
        t!("change-page.off", service = locale::show(name), figure = figure)
    });
    said.extend(off);
    let reading = el("p").class("hint").text(&said.join(" · "));
    el("figure")
        .class("chart card")
        .add(el("figcaption").add(el("h2").text(&title)).add(reading))
        .add(scrolled(picture(chart, drawing, &title), &title))
        .add(el("div").class("folds").add(fold("chart-table", t!("change-page.table"), "", twin(chart))))
}

fn picture(chart: &Chart, drawing: &Drawing, title: &str) -> El {
    let [left, top, right, bottom] = chart::PLOT.map(|at| at.to_string());
    let names = drawing.lines.iter().map(|line| locale::show(&line.name));
    let mut picture = canvas(names, title);
    for tick in &drawing.up {
        picture = picture.add(line("grid", [&left, &tick.at], [&right, &tick.at])).add(word(
            "end",
            chart::UP_AT,
            &tick.at,
            &locale::number_text(tick.value),
        ));
    }
    for tick in &drawing.across {
        let value = match chart.axis {
            Axis::Amount(unit) => Arg::Amount(suanpan::amount::Amount { value: tick.value, unit }),
            Axis::Count(_) => Arg::Number(tick.value),
        };
        picture = picture.add(word("middle", &tick.at, chart::ACROSS_AT, &locale::show(&value)));
    }
    for across in &drawing.marks {
        picture = picture.add(line("mark", [across, &top], [across, &bottom]));
    }
    picture = picture.add(line("now", [&drawing.now.0, &top], [&drawing.now.0, &bottom]));
    for (index, one) in drawing.lines.iter().enumerate() {
        let class = ["one", "two", "three"][index.min(2)];
        picture = picture.add(el("path").class(class).set("d", &one.path)).add(word(
            class,
            chart::NAMES_AT,
            &one.label,
            &locale::show(&one.name),
        ));
    }
    match &drawing.now.1 {
        Some(up) => picture.add(el("circle").class("now").set("cx", &drawing.now.0).set("cy", up).set("r", "4")),
        None => picture,
    }
}

/// An empty picture: names that are longer than their place make it wider. Where it is given the shape of the plot alone, as on
/// a phone, it shows that.
pub fn canvas(names: impl Iterator<Item = String>, title: &str) -> El {
    let longest = names.map(|name| breadth(&name)).max().unwrap_or_default();
    let width = SIZE.0.max(chart::PLOT[2] + 12 + longest).to_string();
    el("svg")
        .set("viewBox", &format!("0 0 {width} {}", SIZE.1))
        .set("width", &width)
        .set("preserveAspectRatio", "xMinYMid slice")
        .set("role", "img")
        .set("aria-label", title)
}

/// How wide words of a picture are, about: half an em for a letter, an em for a Chinese character, at twelve pixels.
pub fn breadth(words: &str) -> u32 {
    words.chars().map(|sign| if sign.is_ascii() { 7 } else { 12 }).sum()
}

/// A line of a picture.
pub fn line(class: &str, from: [&str; 2], to: [&str; 2]) -> El {
    el("line").class(class).set("x1", from[0]).set("y1", from[1]).set("x2", to[0]).set("y2", to[1])
}

/// Words in a picture.
pub fn word(class: &str, x: &str, y: &str, text: &str) -> El {
    el("text").class(class).set("x", x).set("y", y).text(text)
}

/// The same figures as a table.
fn twin(chart: &Chart) -> El {
    let head = |word: &str| el("th").set("scope", "col").class("num").text(word);
    let across = match chart.axis {
        Axis::Amount(unit) => locale::unit(unit),
        Axis::Count(what) => locale::by_key(what.key()),
    };
    let heads = el("tr").add(head(&across)).all(chart.series.iter().map(|one| head(&locale::show(&one.name))));
    let rows =
        chart.series.first().into_iter().flat_map(|first| first.points.iter().enumerate()).map(|(index, (at, _))| {
            let cells = chart.series.iter().map(|one| {
                let paid = one.points.get(index).and_then(|(_, paid)| *paid);
                let paid = paid.map(|value| suanpan::amount::Money { value, currency: chart.currency }.rounded());
                el("td").class("num").text(&paid.map_or_else(|| "–".to_owned(), locale::show_money_figure))
            });
            el("tr").add(el("th").set("scope", "row").class("num").text(&locale::number_text(*at))).all(cells)
        });
    scrolled(el("table").add(el("thead").add(heads)).add(el("tbody").all(rows)), t!("change-page.table"))
}

/// Something that is scrolled by itself where it is too wide or too long.
pub fn scrolled(inside: El, name: &str) -> El {
    el("div").class("scroll").set("tabindex", "0").set("role", "region").set("aria-label", name).add(inside).tell_more()
}
