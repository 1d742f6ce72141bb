//! Cases side by side, cases saved by name, and the user's own defaults.
//!
//! The first column is what is in the form; a few more are kept on the device.

use std::collections::BTreeSet;

use suanpan::amount::Money;
use suanpan::schema::{Answer, Kind, Meta, Names, Record};
use suanpan::value::Value;
use suanpan_ui::browser::dom::{El, button, el, value_of};

use super::saved::{self, Added, Saved, Shelf};
use super::{head, part, scrolled, shelf};
use crate::bench::Bench;
use crate::{browser, locale, t};

/// What was said last about what was kept.
#[derive(Default)]
struct Said(String);

/// The name that is being typed.
#[derive(Default)]
struct Named(String);

/// The tool.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    vec![
        head(t!("tool.compare"), t!("tool.compare-intro")),
        save(bench),
        part(move || bench.version(), move || columns(bench)),
        part(move || bench.version(), move || vec![saved_cases(bench)]),
        defaults(bench),
    ]
}

fn say(bench: &'static Bench, words: &str) {
    words.clone_into(&mut shelf::<Said>().borrow_mut().0);
    bench.refresh();
}

/// Saves what is in the form under a name, or puts it beside the others.
pub fn save(bench: &'static Bench) -> El {
    let name = el("input").set("type", "text").set("id", "case-name").class("copy").set("maxlength", "80");
    let name = name.set("placeholder", t!("compare.name-example"));
    name.fill(&shelf::<Named>().borrow().0);
    let name = name.on("input", |event| shelf::<Named>().borrow_mut().0 = value_of(&event));
    let typed = name.clone();
    let named = move || {
        let name = typed.typed().trim().to_owned();
        if name.is_empty() { suggested(bench) } else { name }
    };
    let put = move |shelf: Shelf, name: String| match case(bench) {
        Some(case) => add(bench, shelf, Saved { name, link: saved::link_of(bench.calculator(), &case) }),
        None => say(bench, t!("compare.nothing")),
    };
    let keep = {
        let named = named.clone();
        move |_| put(Shelf::Saved, named())
    };
    let pin = move |_| put(Shelf::Compared, named());
    let said = el("span").class("said").set("role", "status").keep_text(|| shelf::<Said>().borrow().0.clone());
    let full = move || Shelf::Compared.is_full(bench.calculator());
    let pin =
        button("btn", t!("compare.add"), pin).set("id", "compare-add").keep(move |this| this.flag("disabled", full()));
    el("div")
        .class("card saving")
        .add(el("label").set("for", "case-name").class("name").text(t!("compare.name")))
        .add(name)
        .add(
            el("p")
                .class("bar")
                .add(button("btn go", t!("compare.save"), keep).set("id", "case-save"))
                .add(pin)
                .add(said),
        )
}

/// The case in the form; none where it says nothing.
fn case(bench: &Bench) -> Option<Record> {
    Some(bench.case()).filter(|case| !case.is_blank(bench.calculator().fields()))
}

/// A name for what is in the form: its first fields.
fn suggested(bench: &Bench) -> String {
    let case = bench.case();
    let said =
        bench.calculator().fields().iter().zip(&case.values).filter(|(meta, _)| !matches!(meta.kind, Kind::Date));
    let said: Vec<_> = said.map(|(meta, value)| show(meta, value)).filter(|said| !said.is_empty()).take(2).collect();
    said.join(" → ")
}

/// Keeps a case, and says what became of it.
fn add(bench: &'static Bench, shelf: Shelf, one: Saved) {
    let full;
    let words = match Shelf::add(shelf, bench.calculator(), one) {
        Added::Kept if shelf == Shelf::Compared => "",
        Added::Kept => t!("compare.saved"),
        Added::Replaced => t!("compare.replaced"),
        Added::Refused => t!("compare.not-kept"),
        Added::Full => {
            full = t!("compare.full", n = shelf.most());
            &full
        }
    };
    say(bench, words);
}

/// Takes a kept case away.
fn remove(bench: &'static Bench, shelf: Shelf, one: &Saved) {
    let removed = shelf.remove(bench.calculator(), one);
    say(bench, if removed { "" } else { t!("compare.not-kept") });
}

/// A case with its answer, as a column.
struct Column {
    name: String,
    case: Record,
    answer: Option<Answer>,
    /// Which of the kept ones it is; none for what is in the form.
    kept: Option<Saved>,
}

fn all_columns(bench: &Bench) -> Vec<Column> {
    let column = |name: &str, case: Record, kept| {
        let answer = bench.calculator().evaluate(&case, &bench.world()).answer;
        Column { name: name.to_owned(), case: case.settled(bench.calculator().fields()), answer, kept }
    };
    let kept = Shelf::Compared.all(bench.calculator());
    let kept = kept.iter().filter_map(|one| Some(column(&one.name, one.case(bench.calculator())?, Some(one.clone()))));
    case(bench).map(|case| column(t!("compare.form"), case, None)).into_iter().chain(kept).collect()
}

/// The cases side by side: what was put in, and what comes out.
fn columns(bench: &'static Bench) -> Vec<El> {
    let columns = all_columns(bench);
    let nothing = case(bench).is_none().then(|| el("p").class("hint pad").text(t!("compare.nothing")));
    if columns.is_empty() {
        return vec![el("div").class("card").all(nothing)];
    }
    let heads = columns.iter().map(|column| column_head(bench, column));
    let heads = el("tr").add(el("td")).all(heads);
    let inputs = bench.calculator().fields().iter().enumerate().filter_map(|(index, meta)| {
        let said: Vec<_> =
            columns.iter().map(|column| show(meta, &effective(meta, &column.case.values[index]))).collect();
        let given = columns.iter().any(|column| column.case.values[index] != Value::Empty);
        given.then(|| row(&locale::about("field.", meta.key, ".label"), "", &said))
    });
    let title = |words: &str| {
        let span = (columns.len() + 1).to_string();
        el("tr").class("part").add(el("th").set("scope", "rowgroup").set("colspan", &span).text(words))
    };
    let body = el("tbody")
        .add(title(t!("compare.inputs")))
        .all(inputs)
        .add(title(t!("page.answer")))
        .all(answers(bench, &columns));
    let ranked = locale::about("ranking.", bench.calculator().id(), ".title");
    let body = body.add(title(&ranked)).all(services(&columns));
    let table = el("table").class("beside").add(el("thead").add(heads)).add(body);
    let name = t!("tool.compare");
    let scroll = scrolled(table, name);
    let hint =
        el("p").class("hint pad").text(if columns.len() == 1 { t!("compare.alone") } else { t!("compare.marked") });
    vec![el("div").class("card").add(scroll).all(nothing).add(hint)]
}

fn column_head(bench: &'static Bench, column: &Column) -> El {
    let link = bench.link(&column.case);
    let address = [browser::page_address(), "#".to_owned(), link.clone()].concat();
    let copy = button("link", t!("share.copy"), move |_| {
        browser::copy(&address, move |worked| {
            say(bench, if worked { t!("share.copied") } else { t!("share.copy-by-hand") });
        });
    });
    let open = button("link", t!("many.open"), move |_| bench.open(&link));
    let tools = el("span").class("bar").all(column.kept.as_ref().map(|_| open)).add(copy);
    let tools = tools.all(
        column.kept.clone().map(|one| button("link", t!("page.remove"), move |_| remove(bench, Shelf::Compared, &one))),
    );
    let unanswered = column.answer.is_none().then(|| el("small").text(t!("compare.no-answer")));
    el("th").set("scope", "col").add(el("b").text(&column.name)).all(unanswered).add(tools)
}

/// A row of the comparison; marked where its cells differ.
fn row(name: &str, class: &str, cells: &[String]) -> El {
    let differs = cells.windows(2).any(|pair| pair[0] != pair[1]);
    let sign = differs
        .then(|| el("span").class("differs").set("aria-label", t!("compare.differs")).set("role", "img").text("≠"));
    let cells = cells.iter().map(|said| el("td").class(class).text(if said.is_empty() { "–" } else { said }));
    let name = el("th").set("scope", "row").text(name).all(sign);
    el("tr").class(if differs { "differs" } else { "" }).add(name).all(cells)
}

/// The best alternative and the headline figures.
fn answers(bench: &Bench, columns: &[Column]) -> Vec<El> {
    let best = |column: &Column| {
        let best = column.answer.as_ref().and_then(|answer| answer.alternatives.first());
        best.filter(|best| best.total.is_some()).map(|best| locale::show(&best.service())).unwrap_or_default()
    };
    let mut names = Vec::new();
    for figure in columns.iter().filter_map(|column| column.answer.as_ref()).flat_map(|answer| &answer.headline) {
        if !names.contains(&figure.name) {
            names.push(figure.name);
        }
    }
    let figures = names.iter().map(|name| {
        let said: Vec<_> = columns
            .iter()
            .map(|column| {
                let figure =
                    column.answer.as_ref().and_then(|answer| answer.headline.iter().find(|one| one.name == *name));
                figure.map(|figure| locale::show(&figure.value)).unwrap_or_default()
            })
            .collect();
        row(&locale::by_key(name.key()), "num", &said)
    });
    let one = locale::about("ranking.", bench.calculator().id(), ".one");
    let best = row(&one, "", &columns.iter().map(best).collect::<Vec<_>>());
    [best].into_iter().chain(figures).collect()
}

/// What each alternative costs, in the order of the first column.
fn services(columns: &[Column]) -> Vec<El> {
    let mut seen = BTreeSet::new();
    let all = columns.iter().filter_map(|column| column.answer.as_ref()).flat_map(|answer| &answer.alternatives);
    let all: Vec<_> = all.filter(|one| one.total.is_some()).filter(|one| seen.insert(one.id.clone())).collect();
    let price = |column: &Column, id: &str| -> Option<Money> {
        let one = column.answer.as_ref()?.alternatives.iter().find(|one| one.id == id)?;
        one.converted.or(one.total)
    };
    let rows = all.into_iter().map(|one| {
        let said: Vec<_> = columns
            .iter()
            .map(|column| match (price(column, &one.id), &column.answer) {
                (Some(price), _) => locale::show_money(price),
                (None, Some(_)) => t!("page.refused").to_owned(),
                (None, None) => String::new(),
            })
            .collect();
        row(&locale::show(&one.service()), "num", &said)
    });
    rows.collect()
}

/// Cases that were saved by name.
fn saved_cases(bench: &'static Bench) -> El {
    let all = Shelf::Saved.all(bench.calculator());
    let full = Shelf::Compared.is_full(bench.calculator());
    let rows = all.iter().map(|one| {
        let (case, beside, gone) = (one.case(bench.calculator()), one.clone(), one.clone());
        let open = case.map(|case| button("link", t!("many.open"), move |_| bench.open(&bench.link(&case))));
        let put = button("link", t!("compare.beside"), move |_| add(bench, Shelf::Compared, beside.clone()));
        put.flag("disabled", full);
        let remove = button("link", t!("page.remove"), move |_| remove(bench, Shelf::Saved, &gone));
        el("tr")
            .add(el("th").set("scope", "row").text(&one.name))
            .add(el("td").class("num").add(el("span").class("bar end").all(open).add(put).add(remove)))
    });
    let table = el("table").add(el("tbody").all(rows));
    let inside = if all.is_empty() { el("p").class("hint pad").text(t!("compare.none-saved")) } else { table };
    el("div").class("card saved").add(el("h2").text(t!("compare.saved-cases"))).add(inside)
}

/// The user's own defaults.
pub fn defaults(bench: &'static Bench) -> El {
    part(move || bench.version(), move || vec![own_defaults(bench)])
}

fn own_defaults(bench: &'static Bench) -> El {
    let calculator = bench.calculator();
    let has = saved::has_defaults(calculator);
    let keep = button("btn", t!("compare.keep-defaults"), move |_| {
        let Some(case) = case(bench) else { return say(bench, t!("compare.nothing")) };
        let kept = saved::keep_defaults(calculator, &case);
        say(bench, if kept { t!("compare.defaults-kept") } else { t!("compare.not-kept") });
    });
    let forget = has.then(|| {
        button("btn", t!("compare.forget-defaults"), move |_| {
            saved::forget_defaults(calculator);
            say(bench, t!("compare.defaults-forgotten"));
        })
    });
    el("div")
        .class("card saved")
        .add(el("h2").text(t!("compare.defaults")))
        .add(el("p").class("hint pad").text(t!("compare.defaults-more")))
        .add(el("p").class("bar pad").add(keep.set("id", "keep-defaults")).all(forget))
}

fn effective(meta: &Meta, value: &Value) -> Value {
    match value {
        Value::Empty => Value::parse(&meta.kind, meta.default),
        given => given.clone(),
    }
}

/// A value as the reader writes it.
pub fn show(meta: &Meta, value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Number(number) if matches!(meta.kind, Kind::Percent) => [&locale::number_text(*number), "%"].concat(),
        Value::Number(number) => locale::number_text(*number),
        Value::Amount(amount) => locale::show_amount(*amount),
        Value::Money(money) => locale::show_money(*money),
        Value::Flag(on) => if *on { t!("compare.yes") } else { t!("compare.no") }.to_owned(),
        Value::Code(code) => name_of(meta, code),
        Value::Codes(codes) => locale::list(&codes.iter().map(|code| name_of(meta, code)).collect::<Vec<_>>()),
        Value::Rows(rows) => {
            let row = |cells: &[Value]| {
                let cells = meta.columns().iter().zip(cells).map(|(meta, cell)| show(meta, cell));
                locale::list(&cells.filter(|said| !said.is_empty()).collect::<Vec<_>>())
            };
            locale::apart(&rows.iter().map(|one| row(&one.cells)).collect::<Vec<_>>(), ["; ", "；"])
        }
        Value::Size(_) | Value::Date(_) | Value::Text(_) | Value::Unreadable(..) => value.to_string(),
    }
}

fn name_of(meta: &Meta, code: &str) -> String {
    match meta.kind {
        Kind::Choice(choices) | Kind::ManyOf(choices) => match choices.names {
            Names::Countries => locale::country(code),
            Names::Currencies => code.to_owned(),
            Names::Locales => locale::by_key(&["choice.", meta.key, ".", code].concat()),
            Names::Under(start) => locale::by_key(&[start, code].concat()),
        },
        _ => code.to_owned(),
    }
}
