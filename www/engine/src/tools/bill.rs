//! Check a bill: a carrier's billed weights and amounts against a rate card, row by row.
//!
//! The rows are checked in slices between which the page stays at hand.

use std::cell::RefCell;
use std::rc::Rc;

use suanpan::amount::Money;
use suanpan::bundle::tie;
use suanpan::calculators::bill_check::{self, BilledRow, Checked, Checker, Columns, Verdict};
use suanpan::exact::Exact;
use suanpan::pack::World;
use suanpan::schema::{Problem, Record, Severity};
use suanpan::{rate_sheet, table};
use suanpan_ui::browser::dom::{El, button, el, option, value_of, watch};
use suanpan_ui::browser::files;

use super::columns::{self, Column, PREVIEW, Said, Table};
use super::{SHOWN, head, in_slices, part, paste, running, scrolled, shelf, stopped};
use crate::bench::Bench;
use crate::{browser, locale, t};

/// How many names of services in one bill can have a card of their own.
const CHANNELS: usize = 12;
/// How many problems of the text are shown.
const PROBLEMS: usize = 8;

/// The name under which the tab keeps the text.
const KEPT: &str = "bill";
/// The id of its box.
const AREA: &str = "bill-text";
/// The code of a column that is not looked at.
const SKIP: &str = "-";

/// What the tool keeps.
#[derive(Default)]
struct Bill {
    text: String,
    /// Id of the card; that of the best service until one is chosen.
    service: Option<String>,
    /// What the bill calls services, and the cards that the user said they are.
    channels: Vec<(String, Option<String>)>,
    columns: Columns,
    /// The language in whose marks the text was read.
    language: &'static str,
    rows: Rc<Vec<BilledRow>>,
    problems: Vec<Problem>,
    /// What the result is computed from; computed anew when it changes.
    basis: String,
    run: Option<Run>,
    /// Whether rows that are right are hidden.
    differing: bool,
    shown: usize,
    texts: u32,
    runs: u32,
}

struct Run {
    base: Record,
    service: String,
    /// What the bill calls services, and the ids of their cards.
    channels: Vec<(String, String)>,
    world: Rc<World>,
    /// Who checks, once the first row is checked.
    checkers: Option<Checkers>,
    rows: Rc<Vec<BilledRow>>,
    checked: Vec<Checked>,
    stopped: bool,
}

/// Who checks rows.
struct Checkers {
    service: Own,
    /// In the order of the channels.
    channels: Vec<Own>,
}

type Own = Checker<Rc<World>>;

impl Run {
    fn is_over(&self) -> bool {
        self.stopped || self.checked.len() == self.rows.len()
    }

    /// Checks rows as long as there is time.
    fn go_on(&mut self, time_left: &dyn Fn() -> bool) {
        self.checkers = self.checkers.take().or_else(|| self.prepared());
        let Some(checkers) = &self.checkers else {
            self.stopped = true;
            return;
        };
        while let Some(row) = self.rows.get(self.checked.len()) {
            let own = self.channels.iter().position(|(name, _)| *name == row.service);
            let own = own.and_then(|index| checkers.channels.get(index));
            self.checked.push(own.unwrap_or(&checkers.service).check(row));
            if !time_left() {
                break;
            }
        }
    }

    /// A checker of the service, and one of each channel.
    fn prepared(&self) -> Option<Checkers> {
        let checker = |service: &str| Checker::new(&self.base, service, self.world.clone()).ok();
        let channels = self.channels.iter().map(|(_, service)| checker(service)).collect::<Option<_>>()?;
        Some(Checkers { service: checker(&self.service)?, channels })
    }
}

fn kept() -> &'static RefCell<Bill> {
    shelf()
}

impl Bill {
    /// Takes a text, its columns as recognised, or as said before of this header.
    fn put(&mut self, text: String) {
        self.columns = bill_check::columns(&text);
        let remembered = columns::remembered(KEPT, &names(&self.columns)).unwrap_or_default();
        for (index, column) in remembered.into_iter().enumerate() {
            say(&mut self.columns, index, Said::Holds(column.holds));
            if column.unit.is_some() {
                say(&mut self.columns, index, Said::In(column.unit));
            }
        }
        self.text = text;
        self.read();
    }

    /// Reads the text anew.
    fn read(&mut self) {
        let (rows, problems) = bill_check::read_as(&self.text, &self.columns, locale::marks());
        let mut channels: Vec<(String, Option<String>)> = Vec::new();
        for row in rows.iter().filter(|row| !row.service.is_empty()) {
            if channels.len() < CHANNELS && !channels.iter().any(|(name, _)| *name == row.service) {
                let before = self.channels.iter().find(|(name, _)| *name == row.service);
                channels.push((row.service.clone(), before.and_then(|(_, id)| id.clone())));
            }
        }
        (self.rows, self.problems, self.channels) = (Rc::new(rows), problems, channels);
        self.language = locale::language();
        self.texts = self.texts.wrapping_add(1);
        self.shown = SHOWN;
    }
}

/// What the header calls the columns; nothing without one.
fn names(columns: &Columns) -> Vec<String> {
    let named = columns.headings.iter().filter(|_| columns.header > 0);
    named.map(|heading| heading.name.clone()).collect()
}

/// Says something of a column.
fn say(columns: &mut Columns, index: usize, said: Said) {
    match said {
        Said::Holds(code) => columns.assign(index, bill_check::Column::from_code(&code)),
        Said::In(unit) => {
            if let Some(heading) = columns.headings.get_mut(index) {
                heading.unit = unit;
            }
        }
    }
}

fn say_column(bench: &'static Bench, index: usize, said: Said) {
    let mut bill = kept().borrow_mut();
    say(&mut bill.columns, index, said);
    columns::remember(KEPT, &names(&bill.columns), &held(&bill.columns));
    bill.read();
    drop(bill);
    bench.refresh();
}

/// What the columns hold, as it is remembered.
fn held(columns: &Columns) -> Vec<Column> {
    let held = |heading: &bill_check::Heading| {
        let holds = heading.column.map_or(SKIP, bill_check::Column::code).to_owned();
        Column { holds, unit: heading.unit.filter(|_| heading.column.is_some()) }
    };
    columns.headings.iter().map(held).collect()
}

/// The card of a name that a bill gives a service: as the user said, or the one of that name.
fn card_of(name: &str, said: Option<&String>, all: &[(String, String)], otherwise: &str) -> String {
    let said = said.filter(|id| all.iter().any(|(known, _)| known == *id)).cloned();
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let same = |(_, known): &&(String, String)| plain(known) == plain(name);
    let close = |(_, known): &&(String, String)| plain(known).starts_with(&plain(name));
    let named = || all.iter().find(same).or_else(|| all.iter().find(close)).map(|(id, _)| id.clone());
    said.or_else(named).unwrap_or_else(|| otherwise.to_owned())
}

/// The tool.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    if kept().borrow().text.is_empty() {
        // The tab keeps it over a reload.
        kept().borrow_mut().put(browser::in_session(KEPT).unwrap_or_default());
    }
    if kept().borrow().language != locale::language() {
        // Figures are read in the marks of the language.
        kept().borrow_mut().read();
    }
    let text = kept().borrow().text.clone();
    let take = move |text: String| {
        browser::keep_in_session(KEPT, &text);
        kept().borrow_mut().put(text);
        bench.refresh();
    };
    watch(move || keep_running(bench));
    let bar = running(
        || kept().borrow().run.as_ref().filter(|run| !run.is_over()).map(|run| (run.checked.len(), run.rows.len())),
        move || {
            if let Some(run) = &mut kept().borrow_mut().run {
                run.stopped = true;
            }
            bench.refresh();
        },
    );
    vec![
        head(t!("tool.bill"), t!("tool.bill-intro")),
        part(move || services_key(bench), move || vec![services(bench)]),
        paste::area(AREA, t!("bill-page.text"), t!("bill-page.example"), &text, take),
        part(|| kept().borrow().texts.to_string(), move || what_was_read(bench)),
        bar,
        part(results_key, move || results(bench)),
    ]
}

/// Ids and names of the services of the case in the form.
fn all_services(bench: &Bench) -> Vec<(String, String)> {
    let all = bench.look(|answer, _| {
        answer.alternatives.iter().map(|one| (one.id.clone(), locale::show(&one.service()))).collect::<Vec<_>>()
    });
    all.unwrap_or_default()
}

fn chosen(bench: &Bench) -> String {
    let all = all_services(bench);
    let wanted = kept().borrow().service.clone().filter(|wanted| all.iter().any(|(id, _)| id == wanted));
    wanted.or_else(|| all.into_iter().next().map(|(id, _)| id)).unwrap_or_default()
}

fn services_key(bench: &Bench) -> String {
    let bill = kept().borrow();
    let all = all_services(bench).into_iter().map(|(id, name)| [id, name].concat());
    let channels = bill.channels.iter().map(|(name, _)| name.clone());
    all.chain(channels).chain(bill.service.clone()).collect::<Vec<_>>().join("|")
}

/// A choice of the card that rows of this name are held against.
fn channel(bench: &'static Bench, index: usize, name: &str, card: &str) -> El {
    let options = all_services(bench).into_iter().map(|(id, name)| option(&id, &name));
    let id = format!("bill-channel-{index}");
    let select = el("select").set("id", &id).class("copy").all(options);
    select.fill(card);
    let select = select.on("change", move |event| {
        if let Some((_, own)) = kept().borrow_mut().channels.get_mut(index) {
            *own = Some(value_of(&event));
        }
        bench.refresh();
    });
    el("div").class("f w2").add(el("label").set("for", &id).text(name)).add(select)
}

fn services(bench: &'static Bench) -> El {
    let options = all_services(bench).into_iter().map(|(id, name)| option(&id, &name));
    let select = el("select").set("id", "bill-service").class("copy").all(options);
    select.fill(&chosen(bench));
    let select = select.on("change", move |event| {
        kept().borrow_mut().service = Some(value_of(&event));
        bench.refresh();
    });
    el("div")
        .class("card saving")
        .add(el("label").set("for", "bill-service").class("name").text(t!("bill-page.service")))
        .add(select)
        .all(own_cards(bench))
        .add(el("p").class("hint").text(t!("bill-page.rest")))
}

/// Where the bill names its services: the card of each.
fn own_cards(bench: &'static Bench) -> Option<El> {
    let bill = kept().borrow();
    let all = all_services(bench);
    let otherwise = chosen(bench);
    let fields = bill
        .channels
        .iter()
        .enumerate()
        .map(|(index, (name, said))| channel(bench, index, name, &card_of(name, said.as_ref(), &all, &otherwise)));
    let fields = el("div").class("fields").all(fields);
    let words = el("p").class("name").text(t!("bill-page.channels"));
    (!bill.channels.is_empty()).then(|| el("div").add(words).add(fields))
}

/// Begins a run when what it rests on has changed.
fn keep_running(bench: &'static Bench) {
    let (base, service, all) = (bench.case(), chosen(bench), all_services(bench));
    let mut bill = kept().borrow_mut();
    let card = |(name, said): &(String, Option<String>)| (name.clone(), card_of(name, said.as_ref(), &all, &service));
    let channels: Vec<_> = bill.channels.iter().map(card).collect();
    let cards = tie(channels.iter().map(|(_, id)| id));
    let basis = [&base.bundled(), &service, &cards, &bench.data_version().to_string(), &bill.texts.to_string()];
    let basis = tie(basis);
    if bill.basis == basis {
        return;
    }
    bill.basis = basis;
    bill.runs = bill.runs.wrapping_add(1);
    let rows = bill.rows.clone();
    let run = Run {
        base,
        service,
        channels,
        world: bench.world(),
        checkers: None,
        rows,
        checked: Vec::new(),
        stopped: false,
    };
    bill.run = (!run.rows.is_empty()).then_some(run);
    let number = bill.runs;
    browser::soon(move || in_slices(bench, move |time_left| slice(number, time_left)));
}

/// One slice of a run; says whether there is more of it.
fn slice(number: u32, time_left: &dyn Fn() -> bool) -> bool {
    let mut bill = kept().borrow_mut();
    let current = bill.runs == number;
    let Some(run) = bill.run.as_mut().filter(|run| current && !run.is_over()) else { return false };
    run.go_on(time_left);
    !run.is_over()
}

/// What each column holds, and what could not be read.
fn what_was_read(bench: &'static Bench) -> Vec<El> {
    let bill = kept().borrow();
    if bill.text.trim().is_empty() {
        return Vec::new();
    }
    vec![
        el("div")
            .class("card columns")
            .add(el("h2").text(t!("many.columns")))
            .add(what_columns_hold(&bill, move |index, said| say_column(bench, index, said))),
        unread(&bill),
    ]
}

fn what_columns_hold(bill: &Bill, say: impl Fn(usize, Said) + Clone + 'static) -> El {
    let lines = rate_sheet::first_lines(&bill.text, table::separator(&bill.text), bill.columns.header + PREVIEW);
    let lines: Vec<&[String]> = lines.iter().map(|(_, line)| line.as_slice()).collect();
    let mut columns = held(&bill.columns);
    let width = lines.iter().map(|line| line.len()).max().unwrap_or_default().max(columns.len());
    columns.resize(width, Column { holds: SKIP.to_owned(), unit: None });
    let columns = columns.into_iter().enumerate().map(|(index, column)| (column, bill.columns.units(index))).collect();
    let skip = (SKIP.to_owned(), t!("many.skip").to_owned());
    let kinds = bill_check::Column::ALL.map(|one| (one.code().to_owned(), locale::by_key(one.text().key())));
    let options = [skip].into_iter().chain(kinds).collect();
    columns::draw(&Table { options, columns, lines, header: bill.columns.header }, say)
}

/// What could not be read, with a way to each cell.
fn unread(bill: &Bill) -> El {
    let problems = bill.problems.iter().take(PROBLEMS).map(|problem| {
        let column = problem.column.map(|code| locale::about("bill.column-", code, "")).unwrap_or_default();
        paste::problem(problem, &column, problem.row.and_then(|line| find(bill, line, problem)))
    });
    let more = bill.problems.len().saturating_sub(PROBLEMS);
    let more = (more > 0).then(|| el("p").class("hint").text(&t!("bill-page.more-problems", n = more)));
    el("div").class(if bill.problems.is_empty() { "" } else { "card read" }).all(problems).all(more)
}

/// A button to the cell that a problem is about.
fn find(bill: &Bill, line: usize, problem: &Problem) -> Option<El> {
    let holds = |heading: &bill_check::Heading| heading.column.map(bill_check::Column::code) == problem.column;
    let columns = bill.columns.headings.iter().enumerate().filter(|(_, heading)| holds(heading));
    let columns = if problem.column.is_some() { columns.map(|(index, _)| index).collect() } else { Vec::new() };
    paste::finder(AREA, &bill.text, line, columns, paste::cell_of(problem))
}

fn results_key() -> String {
    let bill = kept().borrow();
    let over = bill.run.as_ref().filter(|run| run.is_over());
    over.map(|run| format!("{}|{}|{}|{}", bill.runs, run.stopped, bill.shown, bill.differing)).unwrap_or_default()
}

fn results(bench: &'static Bench) -> Vec<El> {
    let bill = kept().borrow();
    let Some(run) = bill.run.as_ref().filter(|run| run.is_over() && !run.checked.is_empty()) else { return Vec::new() };
    let unread = bill.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    vec![totals(bench, run, unread, bill.differing), table(bench, run, &bill)]
}

fn totals(bench: &'static Bench, run: &Run, unread: usize, differing: bool) -> El {
    let totals = bill_check::totals(&run.checked);
    let figure =
        |name: &str, value: &str| el("div").class("side").add(el("p").class("sub").text(name)).add(el("b").text(value));
    let sums = totals.sums.iter().flat_map(|sums| {
        [
            figure(t!("bill-page.overbilled"), &locale::show_money(sums.overbilled)),
            figure(t!("bill-page.net"), &signed(less(sums.billed, sums.expected))),
            figure(t!("bill-page.billed"), &locale::show_money(sums.billed)),
            figure(t!("bill-page.expected"), &locale::show_money(sums.expected)),
        ]
    });
    let counts = [
        (Verdict::Right, totals.right),
        (Verdict::Over, totals.over),
        (Verdict::Under, totals.under),
        (Verdict::CannotPrice, totals.not_priced),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let unread = (unread > 0).then(|| el("p").class("hint").text(&t!("bill-page.unread", n = unread)));
    let counts: Vec<_> =
        counts.map(|(verdict, count)| format!("{}: {count}", locale::by_key(verdict.text().key()))).collect();
    let save = |_| {
        let bill = kept().borrow();
        if let Some(run) = &bill.run {
            let text = bill_check::write(&run.rows, &run.checked, &locale::phrase);
            files::download("suanpan-bill.csv", "text/csv", &["\u{feff}", &text].concat());
        }
    };
    let only = el("input").set("type", "checkbox").set("id", "bill-differing").on("change", move |event| {
        kept().borrow_mut().differing = browser::dom::is_ticked(&event);
        bench.refresh();
    });
    only.tick(differing);
    el("div")
        .class("head card")
        .set("role", "status")
        .add(el("div").class("figures").all(sums))
        .add(el("p").class("say").text(&counts.join(" · ")))
        .all(unread)
        .all(run.stopped.then(|| stopped(run.checked.len(), run.rows.len())))
        .add(
            el("p")
                .class("bar")
                .add(button("btn go", t!("many.export"), save).set("id", "bill-export"))
                .add(el("label").class("flag-field").add(only).add(el("span").text(t!("bill-page.only-differing")))),
        )
}

fn table(bench: &'static Bench, run: &Run, bill: &Bill) -> El {
    let named = run.rows.iter().any(|row| !row.reference.is_empty());
    let head = |class: &str, word: &str| el("th").set("scope", "col").class(class).text(word);
    let heads = el("tr")
        .add(head("", if named { t!("many.reference") } else { t!("many.line") }))
        .add(head("", t!("bill-page.result")))
        .add(head("num", t!("bill-page.weights")))
        .add(head("num", t!("bill-page.billed")))
        .add(head("num", t!("bill-page.expected")))
        .add(head("num", t!("bill-page.difference")));
    let wanted = |checked: &Checked| !bill.differing || checked.verdict != Verdict::Right;
    let all: Vec<_> = run.rows.iter().zip(&run.checked).filter(|(_, checked)| wanted(checked)).collect();
    let rows = all.iter().take(bill.shown).map(|(row, checked)| line(row, checked));
    let table = el("table").class("billed").add(el("thead").add(heads)).add(el("tbody").all(rows));
    let left = all.len().saturating_sub(bill.shown);
    let more = (left > 0).then(|| {
        let press = move |_| {
            kept().borrow_mut().shown += SHOWN * 10;
            bench.refresh();
        };
        el("p").class("bar pad").add(button("btn", &t!("many.more", n = left), press))
    });
    let title = t!("many.results");
    el("div").class("card answers").add(el("h2").text(title)).add(scrolled(table, title)).all(more)
}

fn line(row: &BilledRow, checked: &Checked) -> El {
    let name = if row.reference.is_empty() { (row.line + 1).to_string() } else { row.reference.clone() };
    let class = match checked.verdict {
        Verdict::Right => "good",
        Verdict::Over => "over",
        Verdict::Under | Verdict::CannotPrice => "",
    };
    let reasons = checked.reasons.iter().chain(&row.notes).map(|said| el("small").text(&locale::phrase(said)));
    let said = locale::by_key(checked.verdict.text().key());
    let weight = |amount: Option<suanpan::amount::Amount>| amount.map(locale::show_amount);
    let weights = [weight(row.billed_weight), weight(checked.expected.and_then(|one| one.weight))];
    let weights = match weights {
        [Some(billed), Some(own)] if billed == own => billed,
        [Some(billed), Some(own)] => [billed, own].join(" → "),
        [billed, own] => billed.or(own).unwrap_or_else(|| "–".to_owned()),
    };
    let money = |money: Option<Money>| money.map_or_else(|| "–".to_owned(), locale::show_money);
    let difference = checked.difference.map_or_else(|| "–".to_owned(), signed);
    el("tr")
        .add(el("th").set("scope", "row").text(&name))
        .add(el("td").add(el("b").class(class).text(&said)).all(reasons))
        .add(el("td").class("num").text(&weights))
        .add(el("td").class("num").text(&money(checked.billed)))
        .add(el("td").class("num").text(&money(checked.expected.map(|one| one.amount))))
        .add(el("td").class("num").add(el("b").class(class).text(&difference)))
}

fn less(billed: Money, expected: Money) -> Money {
    Money { value: billed.value.minus(expected.value).unwrap_or_default(), ..billed }
}

/// `+CNY 2.50`, `−CNY 0.50`, `0`.
fn signed(difference: Money) -> String {
    let sign = if difference.is_less() { "−" } else { "+" };
    if difference.value.is_zero() { "0".to_owned() } else { [sign, &locale::show_money(difference.size())].concat() }
}
