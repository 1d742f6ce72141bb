//! Answers to further questions, below the bill: each a table of its alternatives, with the bill and the working of each in a
//! fold; and what the answer depends on, as bars.

use std::rc::Rc;

use suanpan::amount::{Decimal, Money};
use suanpan::schema::{Alternative, Moved, Section, Severity, Swing, Swings, Text};
use suanpan_ui::browser::dom::{El, el};

use crate::bench::Bench;
use crate::details::{self, fold};
use crate::{locale, t};

/// Figures of an alternative that stand in the table; the rest stands in its fold.
const COLUMNS: usize = 3;
/// The same where no alternative has a fold.
const COLUMNS_ALONE: usize = 5;

/// A question with its answer.
pub fn section(section: &Section) -> El {
    let answer = &section.answer;
    let title = locale::by_key(section.title.key());
    let decision = answer.decision.as_ref().map(|phrase| el("p").class("say").text(&locale::phrase(phrase)));
    let (flags, asides): (Vec<_>, Vec<_>) = answer.notes.iter().partition(|note| note.severity > Severity::Note);
    let folds = answer.alternatives.iter().filter(|one| !one.lines.is_empty()).map(detail);
    el("section")
        .class("ranks card section")
        .set("aria-label", &title)
        .add(el("h2").text(&title))
        .all(decision)
        .all(flags.into_iter().map(details::note))
        .add(table(section))
        .all(asides.into_iter().map(details::note))
        .add(el("div").class("folds").all(folds))
}

/// Its alternatives, best first, refused ones with their reasons.
fn table(section: &Section) -> El {
    let alternatives = &section.answer.alternatives;
    let names = columns(alternatives);
    let currency = alternatives.iter().find_map(|one| one.total).map(|total| total.currency.code()).unwrap_or_default();
    let left = section.answer.headline.first().map(|figure| locale::by_key(figure.name.key())).unwrap_or_default();
    let left = format!("{left} {currency}");
    let priced = alternatives.iter().any(|one| one.total.is_some());
    let head = |class: &str, word: &str| el("th").set("scope", "col").class(class).text(word);
    let heads = el("tr")
        .add(head("", &locale::by_key(section.one.key())))
        .all(names.iter().map(|name| head("num", &locale::by_key(name.key()))))
        .all(priced.then(|| head("num", left.trim())));
    let rows = alternatives.iter().enumerate().map(|(index, one)| {
        let title = el("th").set("scope", "row").text(&locale::show(&one.service()));
        if !one.refused.is_empty() {
            let why = one.refused.iter().map(|problem| el("small").text(&locale::text(problem.code, &problem.args)));
            let why = el("td").class("why").set("colspan", &(names.len() + 1).to_string()).all(why);
            return el("tr").class("out").add(title.add(el("span").class("tag").text(t!("page.refused")))).add(why);
        }
        let earns = one.total.is_some_and(|total| total.value > Decimal::ZERO) && alternatives.len() > 1;
        let first = index == 0 && section.ranked;
        let best = (first && earns).then(|| el("span").class("tag best").text(t!("section-page.most")));
        let figures = names.iter().map(|name| {
            let found = one.figures.iter().find(|figure| figure.name == *name);
            let value = found.map_or_else(|| "–".to_owned(), |figure| locale::show(&figure.value));
            el("td").class("num").set("data-label", &locale::by_key(name.key())).text(&value)
        });
        let total = one.total.map_or_else(|| "–".to_owned(), locale::show_money_figure);
        let sample = one.sample_share.is_some_and(|share| !share.is_zero());
        let total = el("span").class(if sample { "sample" } else { "" }).text(&total);
        let total = priced.then(|| el("td").class("num price").set("data-label", left.trim()).add(total));
        el("tr").class(if first { "best" } else { "" }).add(title.all(best)).all(figures).all(total)
    });
    let rows: Vec<_> = rows.collect();
    let title = locale::by_key(section.title.key());
    el("table").set("aria-label", &title).add(el("thead").add(heads)).add(el("tbody").all(rows))
}

/// The figures that stand in the table: those of the alternative that has most of them, or where there are no folds all.
fn columns(alternatives: &[Alternative]) -> Vec<Text> {
    if alternatives.iter().any(|one| !one.lines.is_empty()) {
        let most = alternatives.iter().max_by_key(|one| one.figures.len());
        return most.into_iter().flat_map(|one| one.figures.iter().take(COLUMNS).map(|figure| figure.name)).collect();
    }
    let mut names: Vec<Text> = Vec::new();
    for one in alternatives {
        let mut place = 0;
        for figure in &one.figures {
            // Each behind the one that it stands behind.
            if let Some(found) = names.iter().position(|name| *name == figure.name) {
                place = found + 1;
            } else {
                names.insert(place, figure.name);
                place += 1;
            }
        }
    }
    names.truncate(COLUMNS_ALONE);
    names
}

/// Bill, further figures, working, notes and sources of an alternative.
fn detail(one: &Alternative) -> El {
    let lines = one.lines.iter().map(|line| {
        let status = el("small").text(&locale::about("status.", line.status.code(), ""));
        let name = el("th").set("scope", "row").text(&locale::by_key(line.name.key())).add(status);
        let class = if line.status.is_sample() { "sample" } else { "" };
        let amount = el("span").class(class).text(&locale::show_money_figure(line.amount));
        el("tr").add(name).add(el("td").class("num").add(amount))
    });
    let total = one.total.map(|total| {
        let name = el("th").set("scope", "row").text(t!("page.total"));
        el("tr").class("sum").add(name).add(el("td").class("num").text(&locale::show_money(total)))
    });
    let more = one.figures.iter().skip(COLUMNS).map(|figure| {
        let name = el("th").set("scope", "row").text(&locale::by_key(figure.name.key()));
        el("tr").add(name).add(el("td").class("num").text(&locale::show(&figure.value)))
    });
    let bill = el("table").class("bill").add(el("tbody").all(lines).all(total).all(more));
    let notes = one.notes.iter().map(details::note);
    let sources = one.sources.iter().map(|source| {
        let covers = locale::about("source.", &source.covers, "");
        el("li").text(&format!("{covers}: {}", details::cited(source)))
    });
    let inside = el("div")
        .class("part")
        .add(bill)
        .add(details::steps(one))
        .add(el("div").class("notes").all(notes))
        .add(el("ul").class("cited").all(sources));
    let summary = one.total.map(locale::show_money).unwrap_or_default();
    fold(&["section-", &one.id].concat(), &locale::show(&one.service()), &summary, inside)
}

/// What the answer depends on most, once its fold is opened: it takes two evaluations for each figure.
pub fn swings(bench: &'static Bench) -> El {
    let place = el("div").class("swings");
    let inside = place.clone();
    let case = Rc::new(bench.answered());
    let chosen = bench.look(|_, shown| shown.map(|one| one.id.clone())).flatten();
    fold("swings", t!("change-page.swings"), t!("change-page.tenth"), inside).on("toggle", move |_| {
        if !place.is_empty() {
            return;
        }
        let Some(case) = case.as_ref() else { return };
        if let Some(found) = bench.calculator().swings(case, &bench.world(), chosen.as_deref()) {
            bars(bench, &found).into_iter().fold(place.clone(), El::add);
        }
    })
}

/// A bar for each figure, from what comes out of a tenth less to what comes out of a tenth more.
fn bars(bench: &Bench, found: &Swings) -> Vec<El> {
    let ends = found.swings.iter().flat_map(|swing| [swing.less, swing.more]).flatten().map(|money| money.value);
    let (least, most) =
        ends.fold((found.now.value, found.now.value), |(least, most), end| (least.min(end), most.max(end)));
    let title = format!("{}: {}", locale::by_key(found.title.key()), locale::show_money(found.now.rounded()));
    if least == most {
        return vec![el("p").class("hint pad").text(&title)];
    }
    let at = |value: Decimal| suanpan::amount::share_of(value - least, Some(most - least));
    let now = at(found.now.value);
    let rows = found.swings.iter().map(|swing| {
        let text = |money: Option<Money>| {
            money.map_or_else(|| t!("page.refused").to_owned(), |money| locale::show_money_figure(money.rounded()))
        };
        let places: Vec<_> = [swing.less, swing.more].into_iter().flatten().map(|money| at(money.value)).collect();
        let from = places.iter().copied().fold(now, Decimal::min);
        let to = places.iter().copied().fold(now, Decimal::max);
        let bar = el("svg")
            .class("swing")
            .set("viewBox", "0 0 100 10")
            .set("preserveAspectRatio", "none")
            .set("aria-hidden", "true")
            .add(rect("ground", Decimal::ZERO, Decimal::ONE_HUNDRED))
            .add(rect("part", from, to - from))
            .add(
                el("line")
                    .class("now")
                    .set("x1", &now.to_string())
                    .set("x2", &now.to_string())
                    .set("y1", "0")
                    .set("y2", "10"),
            );
        // What was typed needs no word; of the others, how sure they are.
        let status = (!matches!(swing.moved, Moved::Field { .. }) || swing.status.is_sample())
            .then(|| el("small").text(&locale::about("status.", swing.status.code(), "")));
        el("tr")
            .add(el("th").set("scope", "row").text(&name(bench, swing)).all(status))
            .add(el("td").class("num").text(&text(swing.less)))
            .add(el("td").class("bar-cell").add(bar))
            .add(el("td").class("num").text(&text(swing.more)))
    });
    let rows: Vec<_> = rows.collect();
    let head = |class: &str, word: &str| el("th").set("scope", "col").class(class).text(word);
    let heads = el("tr")
        .add(head("", t!("change-page.input")))
        .add(head("num", t!("change-page.less")))
        .add(head("", ""))
        .add(head("num", t!("change-page.more")));
    vec![el("p").class("hint pad").text(&title), el("table").add(el("thead").add(heads)).add(el("tbody").all(rows))]
}

fn rect(class: &str, from: Decimal, width: Decimal) -> El {
    el("rect").class(class).set("x", &from.to_string()).set("width", &width.to_string()).set("height", "10")
}

/// What a figure is called, with its row where its list has several.
fn name(bench: &Bench, swing: &Swing) -> String {
    let label = |key: &str| locale::about("field.", key, ".label");
    let (key, cell) = match &swing.moved {
        Moved::Field { key, cell } => (*key, *cell),
        Moved::OfData(name) => return locale::phrase(name),
    };
    let Some((row, column)) = cell else { return label(key) };
    let several = bench.rows_of(key) > 1;
    let which = if several { format!("{} · ", t!("page.row", n = row + 1)) } else { String::new() };
    format!("{which}{}", label(column))
}
