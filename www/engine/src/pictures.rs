//! Pictures of figures over days or against another figure: a band, lines, levels, marks, and the same as a table.

use suanpan::amount::Decimal;
use suanpan::chart::{self, Plot};
use suanpan::schema::{Across, Arg, Picture};
use suanpan_ui::browser::dom::{El, el};

use crate::changes::{breadth, canvas, line, scrolled, word};
use crate::details::fold;
use crate::{locale, t};

/// A picture with what it says before it, and its figures as a table one click away.
pub fn figure(picture: &Picture) -> Option<El> {
    let plot = chart::plotted(picture)?;
    let title = locale::by_key(picture.title.key());
    let said: Vec<String> = picture.reading.iter().map(locale::phrase).collect();
    let reading = el("p").class("hint").text(&said.join(" · "));
    let id = ["table-", picture.title.code()].concat();
    Some(
        el("figure")
            .class("chart card")
            .add(el("figcaption").add(el("h2").text(&title)).add(reading))
            .add(scrolled(drawing(picture, &plot, &title), &title))
            .add(el("div").class("folds").add(fold(&id, t!("change-page.table"), "", twin(picture)))),
    )
}

fn drawing(picture: &Picture, plot: &Plot, title: &str) -> El {
    let [left, top, right, bottom] = chart::PLOT.map(|at| at.to_string());
    let names = plot.lines.iter().chain(&plot.band).chain(plot.levels.iter().map(|(line, _)| line));
    let mut drawn = canvas(names.map(|line| locale::show(&line.name)), title);
    for tick in &plot.up {
        drawn = drawn.add(line("grid", [&left, &tick.at], [&right, &tick.at])).add(word(
            "end",
            chart::UP_AT,
            &tick.at,
            &up(picture, tick.value),
        ));
    }
    for tick in &plot.across {
        drawn = drawn.add(word("middle", &tick.at, chart::ACROSS_AT, &place(picture, tick.value)));
    }
    if let Some(band) = &plot.band {
        drawn = drawn.add(el("path").class("band").set("d", &band.path)).add(word(
            "band",
            chart::NAMES_AT,
            &band.label,
            &locale::show(&band.name),
        ));
    }
    for (_, [from, wide]) in &plot.spans {
        let height = (chart::PLOT[3] - chart::PLOT[1]).to_string();
        let span = el("rect").class("span").set("x", from).set("y", &top).set("width", wide).set("height", &height);
        drawn = drawn.add(span);
    }
    for (_, across) in &plot.marks {
        drawn = drawn.add(line("mark", [across, &top], [across, &bottom]));
    }
    for (level, at) in &plot.levels {
        drawn = drawn.add(line("level", [&left, at], [&right, at])).add(word(
            "level",
            chart::NAMES_AT,
            &level.label,
            &locale::show(&level.name),
        ));
    }
    for (index, one) in plot.lines.iter().enumerate() {
        let class = ["one", "two", "three"][index.min(2)];
        drawn = drawn.add(el("path").class(class).set("d", &one.path)).add(word(
            class,
            chart::NAMES_AT,
            &one.label,
            &locale::show(&one.name),
        ));
    }
    // Words of marks and of what lasts stand over what they cross, and below each other where they would cover each other.
    let marks = plot.marks.iter().filter_map(|(index, at)| Some((at, &picture.marks.get(*index)?.0)));
    let spans = plot.spans.iter().filter_map(|(index, [from, _])| Some((from, &picture.spans.get(*index)?.name)));
    let words: Vec<_> = marks.chain(spans).map(|(at, phrase)| (at, locale::phrase(phrase))).collect();
    // Words are larger on a phone.
    let wide: Vec<_> = words.iter().map(|(at, words)| (at.as_str(), breadth(words) * 7 / 5)).collect();
    for ((_, words), [across, up]) in words.iter().zip(chart::staggered(&wide)) {
        drawn = drawn.add(word("mark", &across, &up, words));
    }
    if let Some((across, ups)) = &plot.now {
        drawn = drawn.add(line("now", [across, &top], [across, &bottom]));
        for at in ups {
            drawn = drawn.add(el("circle").class("now").set("cx", across).set("cy", at).set("r", "4"));
        }
    }
    drawn
}

/// What a figure up the side is called.
fn up(picture: &Picture, value: Decimal) -> String {
    if picture.is_percent { locale::show(&Arg::Percent(value)) } else { locale::number_text(value) }
}

/// What a place along the bottom is called.
fn place(picture: &Picture, value: Decimal) -> String {
    match picture.across {
        Across::Days { from, .. } => {
            let day = i32::try_from(value.mantissa()).ok().and_then(|days| from.plus_days(days));
            day.map(|day| locale::show(&Arg::Date(day))).unwrap_or_default()
        }
        Across::Number(_) => locale::number_text(value),
    }
}

/// The same figures as a table.
fn twin(picture: &Picture) -> El {
    let head = |word: &str| el("th").set("scope", "col").class("num").text(word);
    let (Across::Days { name, .. } | Across::Number(name)) = picture.across;
    let band = picture.band.as_ref();
    let heads = el("tr")
        .add(head(&locale::by_key(name.key())))
        .all(picture.lines.iter().map(|line| head(&locale::by_key(line.name.key()))))
        .all(band.map(|band| head(&locale::by_key(band.name.key()))));
    let happens = !(picture.marks.is_empty() && picture.spans.is_empty());
    let heads = heads.all(happens.then(|| el("th").set("scope", "col").text(t!("change-page.happens"))));
    let rows = picture.places.iter().enumerate().map(|(index, at)| {
        let cell = |text: String| el("td").class("num").text(&text);
        let of_lines = picture.lines.iter().map(|line| {
            let figure = line.points.get(index).copied().flatten();
            cell(figure.map_or_else(|| "–".to_owned(), |figure| up(picture, figure)))
        });
        let of_band = band.and_then(|band| band.points.get(index));
        let of_band = of_band.map(|(low, high)| cell(format!("{} – {}", up(picture, *low), up(picture, *high))));
        let title = el("th").set("scope", "row").class("num").text(&place(picture, *at));
        let told = || picture.happens(index).into_iter().map(locale::phrase).collect::<Vec<_>>().join(" · ");
        el("tr").add(title).all(of_lines).all(of_band).all(happens.then(|| el("td").text(&told())))
    });
    let rows: Vec<_> = rows.collect();
    scrolled(el("table").add(el("thead").add(heads)).add(el("tbody").all(rows)), t!("change-page.table"))
}
