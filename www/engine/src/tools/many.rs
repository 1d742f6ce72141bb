//! Many parcels: a table of shipments in, a table of answers out.
//!
//! The lines are evaluated in slices between which the page stays at hand; another text, or another case in the form,
//! begins anew.

use std::cell::RefCell;
use std::rc::Rc;

use suanpan::batch::{self, Case, Priced, Reading, Sheet, Target, Totals};
use suanpan::pack::World;
use suanpan::schema::{Arg, Calculator, Problem, Record, Text};
use suanpan_ui::browser::dom::{El, button, el, watch};
use suanpan_ui::browser::files;

use super::columns::{self, Column, PREVIEW, Said, Table};
use super::{SHOWN, head, in_slices, part, paste, running, scrolled, shelf, stopped};
use crate::bench::Bench;
use crate::{browser, locale, t};

/// How many figures of an answer have a column.
const FIGURES: usize = 4;

/// The name under which the tab keeps the text.
const KEPT: &str = "many";
/// The id of its box.
const AREA: &str = "many-text";

/// What the tool keeps.
#[derive(Default)]
struct Many {
    text: String,
    sheet: Rc<Sheet>,
    /// What the answers are computed from; computed anew when it changes.
    basis: Option<Basis>,
    run: Option<Run>,
    shown: usize,
    /// Whether lines without anything to say are hidden.
    only_problems: bool,
    /// Counts sheets and runs: the keys of what is drawn.
    sheets: u32,
    runs: u32,
}

/// What answers are computed from.
#[derive(Clone, PartialEq, Eq)]
struct Basis {
    calculator: &'static str,
    /// The case in the form, bundled.
    form: String,
    data: u32,
    sheets: u32,
    /// The marks of the figures go with it.
    language: &'static str,
}

/// A run over the lines of a sheet.
struct Run {
    calculator: &'static dyn Calculator,
    sheet: Rc<Sheet>,
    reading: Reading,
    form: Record,
    world: World,
    lines: Vec<(Case, Priced)>,
    totals: Totals,
    stopped: bool,
}

impl Run {
    fn is_over(&self) -> bool {
        self.stopped || self.lines.len() == self.sheet.body().len()
    }

    /// Evaluates lines as long as there is time.
    fn go_on(&mut self, time_left: &dyn Fn() -> bool) {
        while let Some(line) = self.sheet.body().get(self.lines.len()) {
            let case = self.sheet.case(self.calculator.fields(), line, &self.form, &self.reading);
            let priced = batch::price(self.calculator, &case.record, &self.world);
            self.totals.add(&priced);
            self.lines.push((case, priced));
            if !time_left() {
                break;
            }
        }
    }
}

fn kept() -> &'static RefCell<Many> {
    shelf()
}

/// The sheet of a text, its columns as recognised, or as said before of this header.
fn sheet_of(bench: &Bench, text: &str) -> Sheet {
    let fields = bench.calculator().fields();
    let mut sheet = Sheet::recognise(fields, text, locale::is_metric());
    let remembered = columns::remembered(&tool(bench), header_of(&sheet)).unwrap_or_default();
    for (index, column) in remembered.iter().enumerate() {
        sheet.assign(fields, index, target_of(bench, &column.holds), locale::is_metric());
        if let Some(own) = sheet.columns.get_mut(index) {
            own.unit = column.unit.or(own.unit);
        }
    }
    sheet
}

/// What columns are remembered for: they hold fields of a calculator.
fn tool(bench: &Bench) -> String {
    [KEPT, ".", bench.calculator().id()].concat()
}

fn header_of(sheet: &Sheet) -> &[String] {
    let line = sheet.header.checked_sub(1).and_then(|index| sheet.lines.get(index));
    line.map_or(&[], Vec::as_slice)
}

fn target_of(bench: &Bench, code: &str) -> Target {
    Target::from_code(bench.calculator().fields(), code).unwrap_or(Target::Skip)
}

/// The tool.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    if kept().borrow().text.is_empty() {
        // The tab keeps it over a reload.
        let text = browser::in_session(KEPT).unwrap_or_default();
        let sheet = sheet_of(bench, &text);
        let mut many = kept().borrow_mut();
        many.text = text;
        many.put(sheet);
    }
    let text = kept().borrow().text.clone();
    if kept().borrow().basis.as_ref().is_some_and(|basis| basis.calculator != bench.calculator().id()) {
        // Columns are those of a calculator.
        kept().borrow_mut().put(sheet_of(bench, &text));
    }
    let take = move |text: String| {
        browser::keep_in_session(KEPT, &text);
        let mut many = kept().borrow_mut();
        let sheet = sheet_of(bench, &text);
        many.text = text;
        many.put(sheet);
        drop(many);
        bench.refresh();
    };
    watch(move || keep_running(bench));
    vec![
        head(t!("tool.many"), t!("tool.many-intro")),
        paste::area(AREA, t!("many.text"), t!("many.example"), &text, take),
        part(|| kept().borrow().sheets.to_string(), move || what_columns_hold(bench)),
        progress(bench),
        part(results_key, move || results(bench)),
    ]
}

impl Many {
    fn put(&mut self, sheet: Sheet) {
        self.sheet = Rc::new(sheet);
        self.sheets = self.sheets.wrapping_add(1);
        self.shown = SHOWN;
    }
}

/// Begins a run when what it rests on has changed.
fn keep_running(bench: &'static Bench) {
    let (calculator, form, data) = (bench.calculator(), bench.case(), bench.data_version());
    let language = locale::language();
    let mut many = kept().borrow_mut();
    let basis = Basis { calculator: calculator.id(), form: form.bundled(), data, sheets: many.sheets, language };
    if many.basis.as_ref() == Some(&basis) {
        return;
    }
    many.basis = Some(basis);
    many.runs = many.runs.wrapping_add(1);
    many.run = many.sheet.is_assigned().then(|| Run {
        calculator,
        sheet: many.sheet.clone(),
        reading: many.sheet.reading(calculator.fields(), locale::marks()),
        form,
        world: World::clone(&bench.world()).brief(),
        lines: Vec::new(),
        totals: Totals::default(),
        stopped: false,
    });
    let number = many.runs;
    browser::soon(move || in_slices(bench, move |time_left| slice(number, time_left)));
}

/// One slice of a run; says whether there is more of it.
fn slice(number: u32, time_left: &dyn Fn() -> bool) -> bool {
    let mut many = kept().borrow_mut();
    let current = many.runs == number;
    let Some(run) = many.run.as_mut().filter(|run| current && !run.is_over()) else { return false };
    run.go_on(time_left);
    !run.is_over()
}

/// What each column holds, above the first lines, and what of the text is not read.
fn what_columns_hold(bench: &'static Bench) -> Vec<El> {
    let many = kept().borrow();
    let cut: Vec<_> = many.sheet.problems.iter().map(|problem| not_read(&many, problem)).collect();
    if many.sheet.lines.is_empty() {
        return cut.into_iter().chain([el("p").class("hint").text(t!("many.rest"))]).collect();
    }
    let fields = bench.calculator().fields();
    let doubt = many.sheet.doubt(fields, locale::marks()).map(|(figure, unit)| {
        let words = t!("many.doubt", figure = locale::number_text(figure), unit = locale::unit(unit));
        el("p").class("flag warn").add(el("b").text(&words)).add(el("span").text(t!("many.doubt-more")))
    });
    let unsaid = (!many.sheet.is_assigned()).then(|| {
        el("p")
            .class("flag warn")
            .add(el("b").text(t!("many.no-columns")))
            .add(el("span").text(t!("many.no-columns-more")))
    });
    vec![
        el("div")
            .class("card columns")
            .add(el("h2").text(t!("many.columns")))
            .all(cut)
            .all(unsaid)
            .all(doubt)
            .add(columns::draw(&columns_of(bench, &many.sheet), move |index, said| say_column(bench, index, said)))
            .add(el("p").class("hint pad").text(t!("many.rest"))),
    ]
}

/// That a part of the text is not read, and where it is.
fn not_read(many: &Many, problem: &Problem) -> El {
    let find = problem.row.and_then(|line| paste::finder(AREA, &many.text, line, Vec::new(), String::new()));
    paste::problem(problem, "", find)
}

fn columns_of<'a>(bench: &Bench, sheet: &'a Sheet) -> Table<'a> {
    let fields = bench.calculator().fields();
    let options = Target::all(fields).into_iter().map(|target| (target.code(fields), target_name(bench, target)));
    let units = sheet.columns.iter().enumerate().map(|(index, _)| sheet.units(fields, index));
    let lines = sheet.lines.iter().take(sheet.header + PREVIEW).map(Vec::as_slice);
    let columns = held(bench, sheet).into_iter().zip(units).collect();
    Table { options: options.collect(), columns, lines: lines.collect(), header: sheet.header }
}

/// What the columns of a sheet hold, as it is remembered.
fn held(bench: &Bench, sheet: &Sheet) -> Vec<Column> {
    let fields = bench.calculator().fields();
    let held = |column: &batch::Column| Column { holds: column.target.code(fields), unit: column.unit };
    sheet.columns.iter().map(held).collect()
}

fn say_column(bench: &'static Bench, index: usize, said: Said) {
    let mut many = kept().borrow_mut();
    let mut sheet = Sheet::clone(&many.sheet);
    match said {
        Said::Holds(code) => {
            sheet.assign(bench.calculator().fields(), index, target_of(bench, &code), locale::is_metric());
        }
        Said::In(unit) => {
            if let Some(column) = sheet.columns.get_mut(index) {
                column.unit = unit;
            }
        }
    }
    columns::remember(&tool(bench), header_of(&sheet), &held(bench, &sheet));
    many.put(sheet);
    drop(many);
    bench.refresh();
}

/// What a column is called.
fn target_name(bench: &Bench, target: Target) -> String {
    let fields = bench.calculator().fields();
    let label = |key: &str| locale::about("field.", key, ".label");
    match target {
        Target::Skip => t!("many.skip").to_owned(),
        Target::Reference => t!("many.reference").to_owned(),
        Target::Field(field) => label(fields[field].key),
        Target::Cell(field, column) => label(fields[field].columns()[column].key),
        Target::Side(.., 0) => t!("many.length").to_owned(),
        Target::Side(.., 1) => t!("many.width").to_owned(),
        Target::Side(..) => t!("many.height").to_owned(),
    }
}

/// How far a run is, and a way to stop it.
fn progress(bench: &'static Bench) -> El {
    running(
        || {
            kept()
                .borrow()
                .run
                .as_ref()
                .filter(|run| !run.is_over())
                .map(|run| (run.lines.len(), run.sheet.body().len()))
        },
        move || {
            if let Some(run) = &mut kept().borrow_mut().run {
                run.stopped = true;
            }
            bench.refresh();
        },
    )
}

/// Changes when a run is over, and when more of it is to be shown.
fn results_key() -> String {
    let many = kept().borrow();
    let over = many.run.as_ref().filter(|run| run.is_over());
    over.map(|run| format!("{}|{}|{}|{}", many.runs, run.stopped, many.shown, many.only_problems)).unwrap_or_default()
}

/// Totals, and a line for each case.
fn results(bench: &'static Bench) -> Vec<El> {
    let many = kept().borrow();
    let Some(run) = many.run.as_ref().filter(|run| run.is_over() && !run.lines.is_empty()) else { return Vec::new() };
    vec![totals(bench, run, many.only_problems), table(bench, run, &many)]
}

fn totals(bench: &'static Bench, run: &Run, only_problems: bool) -> El {
    let figure =
        |name: &str, value: &str| el("div").class("side").add(el("p").class("sub").text(name)).add(el("b").text(value));
    let sums = run.totals.sums.iter().map(|(currency, sum)| {
        let sum = sum.map(|value| suanpan::amount::Money { value, currency: *currency });
        figure(t!("many.sum"), &sum.map_or_else(|| "–".to_owned(), locale::show_money))
    });
    let failed = (run.totals.failed > 0).then(|| figure(t!("many.failed"), &run.totals.failed.to_string()));
    let stopped = run.stopped.then(|| stopped(run.lines.len(), run.sheet.body().len()));
    let names = run.totals.by_name.iter().map(|(name, count)| format!("{} × {count}", locale::show(name)));
    let names: Vec<_> = names.collect();
    el("div")
        .class("head card")
        .set("role", "status")
        .add(
            el("div")
                .class("figures")
                .all(sums)
                .add(figure(t!("many.priced"), &run.totals.priced.to_string()))
                .all(failed),
        )
        .add(el("p").class("say").text(&names.join(" · ")))
        .all(stopped)
        .all((run.sheet.sums > 0).then(|| el("p").class("hint").text(&t!("many.sums", n = run.sheet.sums))))
        .add(exports(bench, only_problems))
}

fn exports(bench: &'static Bench, only_problems: bool) -> El {
    let save = |_| {
        let many = kept().borrow();
        if let Some(run) = &many.run {
            // The mark by which spreadsheets know UTF-8.
            files::download("suanpan.csv", "text/csv", &["\u{feff}", &export(run)].concat());
        }
    };
    let only = el("input").set("type", "checkbox").set("id", "many-problems").on("change", move |event| {
        kept().borrow_mut().only_problems = browser::dom::is_ticked(&event);
        bench.refresh();
    });
    only.tick(only_problems);
    el("p")
        .class("bar")
        .add(button("btn go", t!("many.export"), save).set("id", "many-export"))
        .add(el("label").class("flag-field").add(only).add(el("span").text(t!("many.only-problems"))))
}

/// The names of figures that answers have, best first.
fn names(run: &Run) -> Vec<Text> {
    let mut names = Vec::new();
    for figure in run.lines.iter().flat_map(|(_, priced)| priced.headline.iter().skip(1)) {
        if names.len() < FIGURES && !names.contains(&figure.name) {
            names.push(figure.name);
        }
    }
    names
}

/// What a figure of an answer is.
fn figure_of(priced: &Priced, name: Text) -> Option<&Arg> {
    priced.headline.iter().find(|figure| figure.name == name).map(|figure| &figure.value)
}

/// What is wrong with a line, and with which of its cells.
fn said(priced: &Priced) -> String {
    let words = priced.worst().map(|problem| {
        let field = problem.column.or(problem.field);
        let field = field.map(|key| [&locale::about("field.", key, ".label"), ": "].concat()).unwrap_or_default();
        [field, locale::text(problem.code, &problem.args)].concat()
    });
    words.unwrap_or_default()
}

/// A button to the cell that a problem of a line is about, where it is about one.
fn find(run: &Run, many: &Many, index: usize, problem: &Problem) -> Option<El> {
    let fields = run.calculator.fields();
    let field = problem.field?;
    let key = problem.column.map_or_else(|| field.to_owned(), |column| [field, ".", column].concat());
    let holds = |column: &batch::Column| {
        let code = column.target.code(fields);
        code.strip_prefix(&key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let columns = run.sheet.columns.iter().enumerate().filter(|(_, column)| holds(column)).map(|(index, _)| index);
    let columns: Vec<_> = columns.collect();
    let line = *run.sheet.numbers.get(run.sheet.header + index)?;
    paste::finder(AREA, &many.text, line, columns, paste::cell_of(problem))
}

/// The user's sheet with the answers behind each line: bare figures, so that the spreadsheet can go on with them.
fn export(run: &Run) -> String {
    let names = names(run);
    let own = [t!("page.service"), t!("many.cost"), t!("page.currency")].map(str::to_owned).into_iter();
    let heads = own.chain(names.iter().map(|name| locale::by_key(name.key()))).chain([t!("many.problem").to_owned()]);
    let cells = |line: usize| {
        let Some((_, priced)) = run.lines.get(line) else { return Vec::new() };
        let cost = priced.cost();
        let own = [
            priced.name.as_ref().map(locale::show),
            cost.map(|cost| cost.rounded().value.normalize().to_string()),
            cost.map(|cost| cost.currency.code().to_owned()),
        ];
        let figures = names.iter().map(|name| figure_of(priced, *name).map(Arg::to_string));
        own.into_iter().chain(figures).map(Option::unwrap_or_default).chain([said(priced)]).collect()
    };
    batch::write(&run.sheet, &heads.collect::<Vec<_>>(), &cells)
}

fn table(bench: &'static Bench, run: &Run, many: &Many) -> El {
    let names = names(run);
    let named = run.lines.iter().any(|(case, _)| !case.reference.is_empty());
    let head = |class: &str, word: &str| el("th").set("scope", "col").class(class).text(word);
    let heads = el("tr")
        .add(head("", if named { t!("many.reference") } else { t!("many.line") }))
        .add(head("", t!("page.service")))
        .all(names.iter().map(|name| head("num", &locale::by_key(name.key()))))
        .add(head("num", t!("many.cost")))
        .add(el("td"));
    let wanted = |(_, (_, priced)): &(usize, &(Case, Priced))| !many.only_problems || priced.worst().is_some();
    let all: Vec<_> = run.lines.iter().enumerate().filter(wanted).collect();
    let rows = all.iter().take(many.shown).map(|(index, (case, priced))| {
        let name = if case.reference.is_empty() { (index + 1).to_string() } else { case.reference.clone() };
        let words = said(priced);
        let words = (!words.is_empty()).then(|| el("small").text(&words));
        let find = priced.worst().and_then(|problem| find(run, many, *index, problem));
        let service = priced.name.as_ref().map_or_else(|| t!("many.unpriced").to_owned(), locale::show);
        let figures = names.iter().map(|name| {
            let value = figure_of(priced, *name).map_or_else(|| "–".to_owned(), locale::show);
            el("td").class("num").text(&value)
        });
        let cost = priced.cost().map_or_else(|| "–".to_owned(), locale::show_money);
        let record = case.record.clone();
        let open = button("link", t!("many.open"), move |_| bench.open(&bench.link(&record)));
        let open = open.set("aria-label", &format!("{} {name}", t!("many.open")));
        el("tr")
            .class(if priced.cost().is_none() { "out" } else { "" })
            .add(el("th").set("scope", "row").text(&name))
            .add(el("td").text(&service).all(words).all(find))
            .all(figures)
            .add(el("td").class("num").add(el("b").text(&cost)))
            .add(el("td").class("num").add(open))
    });
    let table = el("table").class("priced").add(el("thead").add(heads)).add(el("tbody").all(rows));
    let title = t!("many.results");
    let scroll = scrolled(table, title);
    let left = all.len().saturating_sub(many.shown);
    let more = (left > 0).then(|| {
        let press = move |_| {
            kept().borrow_mut().shown += SHOWN * 10;
            bench.refresh();
        };
        el("p").class("bar pad").add(button("btn", &t!("many.more", n = left), press))
    });
    el("div").class("card answers").add(el("h2").text(title)).add(scroll).all(more)
}
