//! Bars of days beside each other, and the same as a table.

use suanpan::chart::{self, Laid};
use suanpan::schema::{Arg, Bar, Bars};
use suanpan_ui::browser::dom::{El, el};

use crate::changes::{canvas, line, scrolled, word};
use crate::details::fold;
use crate::{locale, t};

/// Where words over the picture stand, up.
const OVER: &str = "8";

/// The bars with what they say before them, and their figures as a table one click away.
pub fn figure(bars: &Bars) -> Option<El> {
    let laid = chart::laid(bars)?;
    let title = locale::by_key(bars.title.key());
    let level = bars.level.iter().map(|(phrase, _)| phrase);
    let said: Vec<String> = bars.reading.iter().chain(level).map(locale::phrase).collect();
    Some(
        el("figure")
            .class("chart card")
            .add(el("figcaption").add(el("h2").text(&title)).add(el("p").class("hint").text(&said.join(" · "))))
            .add(scrolled(drawing(bars, &laid, &title), &title))
            .add(el("div").class("folds").add(fold("bars-table", t!("change-page.table"), "", twin(bars)))),
    )
}

fn drawing(bars: &Bars, laid: &Laid, title: &str) -> El {
    let [top, bottom] = [chart::PLOT[1], chart::PLOT[3]].map(|at| at.to_string());
    let name = |bar: &Bar| format!("{} · {}", locale::phrase(&bar.name), days(bar));
    let mut drawn = canvas(bars.bars.iter().map(name), title);
    for tick in &laid.across {
        drawn = drawn.add(line("grid", [&tick.at, &top], [&tick.at, &bottom])).add(word(
            "middle",
            &tick.at,
            chart::ACROSS_AT,
            &locale::number_text(tick.value),
        ));
    }
    for ((bar, [from, wide]), [up, middle]) in bars.bars.iter().zip(&laid.bars).zip(&laid.rows) {
        let class = if bar.is_aside { "lasts aside" } else { "lasts" };
        let rect = el("rect").class(class).set("x", from).set("y", up).set("width", wide).set("height", &laid.height);
        drawn = drawn.add(rect).add(word("name", chart::NAMES_AT, middle, &name(bar)));
    }
    if let Some((at, (phrase, _))) = laid.level.as_ref().zip(bars.level.as_ref()) {
        drawn = drawn.add(line("now", [at, &top], [at, &bottom])).add(word("mark", at, OVER, &locale::phrase(phrase)));
    }
    drawn
}

/// The days of a bar.
fn days(bar: &Bar) -> String {
    locale::show(&Arg::Days { from: bar.from, to: bar.to, working: false })
}

/// The same figures as a table.
fn twin(bars: &Bars) -> El {
    let head = |class: &str, key: &str| el("th").set("scope", "col").class(class).text(&locale::by_key(key));
    let heads = el("tr").add(head("", bars.one.key())).add(head("num", bars.axis.key()));
    let rows = bars.bars.iter().map(|bar| {
        let name = el("th").set("scope", "row").text(&locale::phrase(&bar.name));
        el("tr").add(name).add(el("td").class("num").text(&days(bar)))
    });
    let rows: Vec<_> = rows.collect();
    scrolled(el("table").add(el("thead").add(heads)).add(el("tbody").all(rows)), t!("change-page.table"))
}
