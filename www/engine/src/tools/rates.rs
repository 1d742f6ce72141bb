//! The user's own rate sheets: pasted, checked, kept on the device, used beside the samples.
//!
//! What is kept is the text of a sheet with what the user said of it; cards are made of it anew each time.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use suanpan::amount::{CURRENCIES, Currency};
use suanpan::bundle::{tie, untie};
use suanpan::pack::{Family, Leg, System, Tariff};
use suanpan::rate_sheet::{self, Defaults, Mapping, Role, Sheet, SheetProblem};
use suanpan::schema::{Kind, Severity};
use suanpan::units::{Unit, WEIGHTS};
use suanpan::value::{Value, decimal};
use suanpan_ui::browser::dom::{El, button, el, option, value_of};
use suanpan_ui::browser::files;

use super::sheets::{self, To};
use super::{head, part, paste, scrolled, shelf};
use crate::bench::Bench;
use crate::{browser, locale, t};

/// The name under which this tab keeps sheets that are not finished.
const UNFINISHED: &str = "unfinished-sheets";
/// What the names begin with under which it keeps what columns of a sheet are.
const MAPPING: &str = "mapping.";
/// How many lines of the sheet are shown below its columns.
const PREVIEW: usize = 12;
/// How many problems are shown.
const PROBLEMS: usize = 30;

/// What the user says of a sheet, and its text.
#[derive(Clone, PartialEq, Eq)]
struct Own {
    name: String,
    text: String,
    mapping: String,
    currency: String,
    unit: String,
    leg: String,
    divisor: String,
    step: String,
    fuel: String,
    /// The day on which it was put in.
    date: String,
    /// Whether it is used.
    used: bool,
}

impl Own {
    fn blank() -> Self {
        let owned = |text: &str| text.to_owned();
        Self {
            name: String::new(),
            text: String::new(),
            mapping: String::new(),
            currency: owned("CNY"),
            unit: owned("kg"),
            leg: owned(Leg::Direct.code()),
            divisor: rate_sheet::usual_divisor(System::Metric).to_string(),
            step: owned("0.001"),
            fuel: String::new(),
            date: browser::today(),
            used: true,
        }
    }

    fn kept(&self) -> String {
        let used = if self.used { "1" } else { "" };
        let Self { name, text, mapping, currency, unit, leg, divisor, step, fuel, date, .. } = self;
        tie([name, text, mapping, currency, unit, leg, divisor, step, fuel, date, used])
    }

    fn from_kept(text: &str) -> Option<Self> {
        let [name, text, mapping, currency, unit, leg, divisor, step, fuel, date, used] = *untie(text)? else {
            return None;
        };
        let [name, text, mapping, currency, unit, leg, divisor, step, fuel, date] =
            [name, text, mapping, currency, unit, leg, divisor, step, fuel, date].map(str::to_owned);
        let used = !used.is_empty();
        Some(Self { name, text, mapping, currency, unit, leg, divisor, step, fuel, date, used })
    }

    /// What it is called in the ranking.
    fn title(&self) -> &str {
        if self.name.trim().is_empty() { t!("rates.unnamed") } else { self.name.trim() }
    }

    /// Whether the prices and what is said of them are the same, whether it is used or not.
    fn says_as(&self, other: &Self) -> bool {
        *self == Self { used: self.used, ..other.clone() }
    }

    /// What is said of it, for reading it; nothing where a figure of it cannot be read.
    fn defaults(&self) -> Option<Defaults> {
        let Value::Date(date) = Value::parse(&Kind::Date, &self.date) else { return None };
        let (leg, family) = match self.leg.as_str() {
            "first-leg" => (Leg::FirstLeg, Family::FirstLegByKilo),
            "last-mile" => (Leg::LastMile, Family::Domestic),
            _ => (Leg::Direct, Family::SpecialLine),
        };
        // Blank is none; what is no figure is not taken for none.
        let figure = |text: &str| match text.trim() {
            "" => Some(None),
            text => decimal(text).filter(|figure| figure.is_sign_positive() && !figure.is_zero()).map(Some),
        };
        Some(Defaults {
            currency: Currency::from_code(&self.currency)?,
            unit: Unit::from_symbol(&self.unit)?,
            family,
            leg,
            divisor: figure(&self.divisor)?,
            step: figure(&self.step)??,
            fuel: if self.fuel.trim() == "0" { None } else { figure(&self.fuel)? },
            ..Defaults::new(self.title(), date)
        })
    }

    /// Offers the divisor that is usual in the units of the sheet, until the user has typed one of his own.
    fn follow_units(&mut self) {
        let usual = |system| rate_sheet::usual_divisor(system).to_string();
        let untouched = [System::Metric, System::Imperial].map(usual).contains(&self.divisor);
        if let Some(defaults) = self.defaults().filter(|_| untouched) {
            self.divisor = usual(rate_sheet::units(&self.text, &self.mapping(), &defaults));
        }
    }

    fn mapping(&self) -> Mapping {
        Mapping::from_text(&self.mapping).unwrap_or_else(|| recognised(&self.text))
    }

    fn read(&self) -> Option<Sheet> {
        Some(rate_sheet::read(&self.text, &self.mapping(), &self.defaults()?))
    }
}

/// What the columns of a sheet are: as remembered of a sheet with these columns, or as recognised.
fn recognised(text: &str) -> Mapping {
    let mut mapping = rate_sheet::recognise(text, locale::marks());
    if mapping.header == 0 {
        mapping = Mapping::by_hand(text, locale::marks()).unwrap_or(mapping);
    }
    let remembered = browser::stored(&[MAPPING, &mapping.signature()].concat());
    if let Some(remembered) = remembered.and_then(|text| Mapping::from_text(&text)) {
        mapping.adopt(&remembered);
    }
    mapping
}

/// A sheet of the list.
#[derive(Clone)]
struct Sheeted {
    /// Under which the device keeps it; see [`sheets`].
    id: u32,
    own: Own,
    /// Whether the device keeps it; else only this tab has it.
    kept: bool,
}

/// What a sheet that is being put in belongs to.
#[derive(Clone, Default, PartialEq, Eq)]
struct Of {
    /// Which of the list it changes; none for a new one.
    id: Option<u32>,
    /// That one as it was.
    was: Option<Own>,
}

/// What can be taken back.
enum Undo {
    /// A sheet was removed; with what was being changed in it.
    Removed(Sheeted, Option<Own>),
    /// What was put in was dropped.
    Dropped(Own, Of),
}

/// What the tool keeps.
#[derive(Default)]
struct Rates {
    sheets: Vec<Sheeted>,
    /// The sheet that is being put in.
    editing: Option<(Own, Of)>,
    /// Others that are not finished.
    aside: Vec<(Own, Of)>,
    /// What the device kept when it was asked last ([`sheets::stamp`]); none before.
    asked: Option<String>,
    said: String,
    undo: Option<Undo>,
    /// Counts changes of the list, and of the text or the columns that are being put in.
    lists: u32,
    texts: u32,
    /// How many price lists the sheet that is being put in gives.
    prices: usize,
}

impl Rates {
    /// Takes what the device keeps as the list. What only this tab has stays.
    fn take(&mut self, kept: sheets::Sheets) {
        let only_here: Vec<_> = self.sheets.drain(..).filter(|sheet| !sheet.kept).collect();
        let kept = kept.into_iter().filter(|(id, _)| !only_here.iter().any(|sheet| sheet.id == *id));
        let kept = kept.filter_map(|(id, text)| Some(Sheeted { id, own: Own::from_kept(&text)?, kept: true }));
        self.sheets.extend(kept);
        self.sheets.extend(only_here);
        self.sheets.sort_by_key(|sheet| sheet.id);
        self.asked = Some(sheets::stamp());
    }

    fn sheet(&self, id: u32) -> Option<&Sheeted> {
        self.sheets.iter().find(|sheet| sheet.id == id)
    }

    /// What is not finished of a sheet, or of a new one.
    fn unfinished(&mut self, id: Option<u32>) -> Option<(Own, Of)> {
        let at = self.aside.iter().position(|(_, of)| of.id == id)?;
        Some(self.aside.remove(at))
    }

    /// Puts what is being put in aside, where something would be lost.
    fn put_aside(&mut self) {
        let Some((own, of)) = self.editing.take() else { return };
        if changed(&own, &of) {
            self.aside.push((own, of));
        }
    }

    /// Keeps what is not finished as long as this tab.
    fn keep_unfinished(&self) {
        let all = self.editing.iter().chain(&self.aside);
        let all = all.filter(|(own, of)| changed(own, of)).map(|(own, of)| {
            let was = of.was.as_ref().map(Own::kept).unwrap_or_default();
            tie([own.kept(), of.id.map(|id| id.to_string()).unwrap_or_default(), was])
        });
        browser::keep_in_session(UNFINISHED, &tie(all));
    }

    fn fetch_unfinished(&mut self) {
        let texts = browser::in_session(UNFINISHED).unwrap_or_default();
        let one = |text: &str| {
            let [own, id, was] = *untie(text)? else { return None };
            Some((Own::from_kept(own)?, Of { id: id.parse().ok(), was: Own::from_kept(was) }))
        };
        self.aside.extend(untie(&texts).unwrap_or_default().into_iter().filter_map(one));
    }
}

/// Whether what is being put in differs from what it began with.
fn changed(own: &Own, of: &Of) -> bool {
    *own != of.was.clone().unwrap_or_else(Own::blank)
}

fn kept() -> &'static RefCell<Rates> {
    shelf()
}

/// Fetches what the device keeps and puts it to use, unless nothing has changed since.
pub fn fetch(bench: &'static Bench) {
    let stamp = Some(sheets::stamp());
    {
        let mut rates = kept().borrow_mut();
        if rates.asked == stamp {
            return;
        }
        if rates.asked.is_none() {
            rates.fetch_unfinished();
        }
        rates.asked = stamp;
    }
    sheets::all(move |found| {
        let Some(found) = found else { return };
        let nothing = found.is_empty() && kept().borrow().sheets.is_empty();
        kept().borrow_mut().take(found);
        if !nothing {
            apply(bench);
        }
    });
}

/// Puts the sheets that are in use beside the samples.
fn apply(bench: &'static Bench) {
    let cards: Vec<Tariff> = {
        let mut rates = kept().borrow_mut();
        rates.lists = rates.lists.wrapping_add(1);
        rates.sheets.iter().filter(|sheet| sheet.own.used).flat_map(cards_of).collect()
    };
    bench.use_own(&cards);
    bench.refresh();
}

/// The cards of a sheet, with ids that stay: that of the sheet, and the name of the service where that is another.
fn cards_of(sheet: &Sheeted) -> Vec<Tariff> {
    let cards = sheet.own.read().map(|read| read.tariffs).unwrap_or_default();
    let mut ids = BTreeSet::new();
    let with_id = |card: Tariff| {
        let title = card.title.as_deref().filter(|title| *title != sheet.own.title()).unwrap_or_default();
        // Elements of the page are found by it.
        let title: String = title.chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect();
        let first = if title.is_empty() { format!("own-{}", sheet.id) } else { format!("own-{}-{title}", sheet.id) };
        let mut id = first.clone();
        let mut more = 2;
        while !ids.insert(id.clone()) {
            id = format!("{first}-{more}");
            more += 1;
        }
        Tariff { id, ..card }
    };
    cards.into_iter().map(with_id).collect()
}

/// Changes a sheet of the list, or adds one, and keeps it: `write` makes it of what the device keeps of it now, and says
/// where it goes. Where the device refuses, this tab has it alone.
fn put(bench: &'static Bench, id: Option<u32>, write: impl Fn(Option<Own>) -> (To, Own) + 'static) {
    let write = Rc::new(write);
    let here = write.clone();
    let text = move |kept: Option<&str>| {
        let (to, own) = write(kept.and_then(Own::from_kept));
        (to, own.kept())
    };
    sheets::put(id, text, move |done| {
        let refused = done.is_none();
        {
            let now = || id.and_then(|id| kept().borrow().sheet(id).map(|sheet| sheet.own.clone()));
            let alone = refused.then(|| here(now()));
            let mut rates = kept().borrow_mut();
            match done {
                Some((_, found)) => {
                    // The device had refused it before.
                    rates.sheets.retain(|sheet| sheet.kept || Some(sheet.id) != id);
                    rates.take(found);
                }
                None => {
                    let Some((to, own)) = alone else { return };
                    let new = || sheets::unkept(rates.sheets.iter().map(|sheet| sheet.id));
                    let id = id.filter(|_| to == To::Place).unwrap_or_else(new);
                    rates.sheets.retain(|sheet| sheet.id != id);
                    rates.sheets.push(Sheeted { id, own, kept: false });
                }
            }
        }
        if refused {
            say(bench, t!("rates.not-kept"));
        }
        apply(bench);
    });
}

/// Takes a sheet off the list.
fn remove(bench: &'static Bench, id: u32) {
    paste::settle();
    let kept_there = {
        let mut rates = kept().borrow_mut();
        let Some(at) = rates.sheets.iter().position(|sheet| sheet.id == id) else { return };
        let removed = rates.sheets.remove(at);
        if rates.editing.as_ref().is_some_and(|(_, of)| of.id == Some(id)) {
            rates.put_aside();
        }
        let unfinished = rates.unfinished(Some(id)).map(|(own, _)| own);
        rates.said = t!("rates.removed", name = removed.own.name);
        let kept_there = removed.kept;
        rates.undo = Some(Undo::Removed(removed, unfinished));
        rates.keep_unfinished();
        kept_there
    };
    apply(bench);
    if kept_there {
        sheets::remove(id, move |done| match done {
            Some(found) => {
                kept().borrow_mut().take(found);
                apply(bench);
            }
            None => say(bench, t!("compare.not-kept")),
        });
    }
}

/// Takes back what was removed or dropped last.
fn undo(bench: &'static Bench) {
    let undo = kept().borrow_mut().undo.take();
    kept().borrow_mut().said = String::new();
    match undo {
        Some(Undo::Removed(sheet, unfinished)) => {
            if let Some(own) = unfinished {
                let of = Of { id: Some(sheet.id), was: Some(sheet.own.clone()) };
                kept().borrow_mut().aside.push((own, of));
            }
            put(bench, Some(sheet.id), move |_| (To::Place, sheet.own.clone()));
        }
        Some(Undo::Dropped(own, of)) => {
            {
                let mut rates = kept().borrow_mut();
                rates.put_aside();
                rates.aside.push((own, of.clone()));
            }
            edit(bench, of.id);
        }
        None => {}
    }
}

fn say(bench: &'static Bench, words: &str) {
    words.clone_into(&mut kept().borrow_mut().said);
    bench.refresh();
}

/// The tool.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    let list_key = || {
        let rates = kept().borrow();
        let of = |(_, of): &(Own, Of)| format!("{:?}|", of.id);
        [format!("{}|", rates.lists), rates.editing.iter().chain(&rates.aside).map(of).collect()].concat()
    };
    let said = el("p").class("said").set("role", "status").keep_text(|| kept().borrow().said.clone());
    let back = button("link", t!("page.undo"), move |_| undo(bench));
    let back = back.set("id", "rates-undo").show_when(|| kept().borrow().undo.is_some());
    let editing = || {
        let rates = kept().borrow();
        rates.editing.as_ref().map(|(_, of)| format!("{:?}", of.id)).unwrap_or_default()
    };
    vec![
        head(t!("tool.rates"), t!("tool.rates-intro")),
        part(list_key, move || vec![list(bench)]),
        el("div").class("bar").add(said).add(back),
        part(editing, move || if kept().borrow().editing.is_some() { editor(bench) } else { Vec::new() }),
    ]
}

/// The sheets that are kept.
fn list(bench: &'static Bench) -> El {
    let rates = kept().borrow();
    let rows = rates.sheets.iter().map(|sheet| {
        let unfinished = rates.aside.iter().any(|(_, of)| of.id == Some(sheet.id));
        kept_sheet(bench, sheet, unfinished)
    });
    let table = el("table").add(el("tbody").all(rows));
    let none = el("p").class("hint pad").text(t!("rates.none"));
    let begun = rates.aside.iter().any(|(_, of)| of.id.is_none());
    let word = if begun { t!("rates.go-on") } else { t!("rates.add") };
    let add = button("btn go", word, move |_| edit(bench, None)).set("id", "rates-add");
    let adding = rates.editing.as_ref().is_some_and(|(_, of)| of.id.is_none());
    el("div")
        .class("card saved")
        .add(el("h2").text(t!("rates.kept")))
        .add(if rates.sheets.is_empty() { none } else { table })
        .all((!adding).then(|| el("p").class("bar pad").add(add)))
}

fn kept_sheet(bench: &'static Bench, sheet: &Sheeted, unfinished: bool) -> El {
    let (id, cards, sheet) = (sheet.id, cards_of(sheet), &sheet.own);
    let prices: usize = cards.iter().map(|card| card.lanes.len()).sum();
    let names: Vec<_> = cards.iter().filter_map(|card| card.title.clone()).collect();
    let use_it = el("input").set("type", "checkbox").set("id", &format!("use-{id}"));
    let shown = sheet.clone();
    let use_it = use_it.on("change", move |event| {
        kept().borrow_mut().said = String::new();
        let (used, shown) = (browser::dom::is_ticked(&event), shown.clone());
        put(bench, Some(id), move |now| (To::Place, Own { used, ..now.unwrap_or_else(|| shown.clone()) }));
    });
    use_it.tick(sheet.used);
    let word = if unfinished { t!("rates.go-on-changing") } else { t!("rates.change") };
    let change = button("link", word, move |_| edit(bench, Some(id))).set("id", &format!("change-{id}"));
    let file = format!("{}.csv", sheet.name);
    let export = button("link", t!("rates.export"), move |_| {
        files::download(&file, "text/csv", &["\u{feff}", &rate_sheet::write(&cards)].concat());
    });
    let remove = button("link", t!("page.remove"), move |_| remove(bench, id));
    let unfinished = unfinished.then(|| el("span").class("tag").text(t!("rates.unfinished")));
    let count = t!("rates.count", services = names.len(), prices = prices);
    el("tr")
        .add(
            el("th")
                .set("scope", "row")
                .add(el("label").class("flag-field").add(use_it).add(el("span").text(&sheet.name)).all(unfinished))
                .add(el("small").text(&[&locale::list(&names), " · ", &count, " · ", &sheet.date].concat())),
        )
        .add(el("td").class("num").add(el("span").class("bar end").add(change).add(export).add(remove)))
}

/// Begins to put in a sheet, to change one, or goes on with it. Another that is not finished is put aside.
fn edit(bench: &'static Bench, id: Option<u32>) {
    paste::settle();
    {
        let mut rates = kept().borrow_mut();
        if rates.editing.as_ref().is_none_or(|(_, of)| of.id != id) {
            rates.put_aside();
            let was = id.and_then(|id| rates.sheet(id)).map(|sheet| sheet.own.clone());
            let fresh = || (was.clone().unwrap_or_else(Own::blank), Of { id, was: was.clone() });
            rates.editing = Some(rates.unfinished(id).unwrap_or_else(fresh));
            rates.texts = rates.texts.wrapping_add(1);
            rates.said = String::new();
            rates.undo = None;
        }
    }
    bench.refresh();
    browser::focus_soon("rates-text");
}

/// Draws without the sheet that was put in, and says where the focus goes.
fn leave(bench: &'static Bench) {
    bench.refresh();
    browser::focus_soon("rates-add");
}

fn change(bench: &'static Bench, change: impl FnOnce(&mut Own)) {
    {
        let mut rates = kept().borrow_mut();
        if let Some((sheet, _)) = &mut rates.editing {
            change(sheet);
        }
        rates.texts = rates.texts.wrapping_add(1);
        rates.keep_unfinished();
    }
    bench.refresh();
}

/// The sheet that is being put in: what is said of it, its text, its columns, what is wrong with it.
fn editor(bench: &'static Bench) -> Vec<El> {
    let Some((sheet, _)) = kept().borrow().editing.clone() else { return Vec::new() };
    let take = move |text: String| {
        change(bench, |sheet| {
            sheet.mapping = recognised(&text).to_text();
            sheet.text = text;
            sheet.follow_units();
        });
    };
    let key = || kept().borrow().texts.to_string();
    vec![
        paste::area("rates-text", t!("rates.text"), t!("rates.example"), &sheet.text, take),
        settings(bench, &sheet),
        part(key, move || {
            let Some((sheet, _)) = kept().borrow().editing.clone() else { return Vec::new() };
            checked(bench, &sheet)
        }),
        actions(bench),
    ]
}

/// What the sheet does not say itself.
fn settings(bench: &'static Bench, sheet: &Own) -> El {
    let field = |id: &str, label: &str, input: El, hint: &str| {
        el("div")
            .class("f w2")
            .add(el("label").set("for", id).text(label))
            .add(input.set("id", id).class("copy"))
            .add(el("p").class("hint").text(hint))
    };
    let typed = |value: &str, set: fn(&mut Own, String)| {
        let input = el("input").set("type", "text").set("maxlength", "80");
        input.fill(value);
        input.on("input", move |event| change(bench, |sheet| set(sheet, value_of(&event))))
    };
    let chosen = |value: &str, options: Vec<El>, set: fn(&mut Own, String)| {
        let select = el("select").all(options);
        select.fill(value);
        select.on("change", move |event| change(bench, |sheet| set(sheet, value_of(&event))))
    };
    let currencies = CURRENCIES.iter().map(|code| option(code, code)).collect();
    let units = WEIGHTS.iter().map(|unit| option(unit.symbol(), &locale::unit(*unit))).collect();
    let legs = [Leg::Direct, Leg::FirstLeg, Leg::LastMile].map(Leg::code);
    let legs = legs.iter().map(|code| option(code, &locale::by_key(&["choice.leg.", code].concat()))).collect();
    let fields = [
        field("rates-name", t!("rates.name"), typed(&sheet.name, |own, text| own.name = text), t!("rates.name-hint")),
        field(
            "rates-currency",
            t!("rates.currency"),
            chosen(&sheet.currency, currencies, |own, text| own.currency = text),
            t!("rates.if-unsaid"),
        ),
        field(
            "rates-unit",
            t!("rates.unit"),
            chosen(&sheet.unit, units, |own, text| {
                own.unit = text;
                own.follow_units();
            }),
            t!("rates.if-unsaid"),
        ),
        field("rates-leg", t!("rates.leg"), chosen(&sheet.leg, legs, |own, text| own.leg = text), ""),
        field(
            "rates-divisor",
            t!("rates.divisor"),
            typed(&sheet.divisor, |own, text| own.divisor = text).keep(|this| {
                if let Some((sheet, _)) = &kept().borrow().editing {
                    this.fill(&sheet.divisor);
                }
            }),
            t!("rates.divisor-hint"),
        ),
        field("rates-step", t!("rates.step"), typed(&sheet.step, |own, text| own.step = text), t!("rates.step-hint")),
        field("rates-fuel", t!("rates.fuel"), typed(&sheet.fuel, |own, text| own.fuel = text), t!("rates.fuel-hint")),
    ];
    el("div").class("card group").add(el("h2").text(t!("rates.settings"))).add(el("div").class("fields").all(fields))
}

/// What the sheet was read as: columns, problems by cell.
fn checked(bench: &'static Bench, sheet: &Own) -> Vec<El> {
    let read = if sheet.text.trim().is_empty() { Some(Sheet::default()) } else { sheet.read() };
    let prices = read.iter().flat_map(|read| &read.tariffs).map(|card| card.lanes.len()).sum();
    kept().borrow_mut().prices = prices;
    match read {
        None => vec![el("p").class("flag warn").add(el("b").text(t!("rates.bad-settings")))],
        Some(_) if sheet.text.trim().is_empty() => Vec::new(),
        Some(read) => vec![columns(bench, sheet, &read.problems), summary(&read)],
    }
}

/// The first lines of the sheet below what its columns are; cells with a problem are marked.
fn columns(bench: &'static Bench, sheet: &Own, problems: &[SheetProblem]) -> El {
    let mapping = sheet.mapping();
    let choose = |index: usize, role: Role| {
        let options = Role::ALL.map(|role| option(role.text().code(), &locale::by_key(role.text().key())));
        let select = el("select").class("copy").set("aria-label", &t!("many.column", n = index + 1)).all(options);
        select.fill(role.text().code());
        select.on("change", move |event| {
            change(bench, |sheet| {
                let mut mapping = sheet.mapping();
                if let (Some(column), Some(role)) = (mapping.columns.get_mut(index), Role::from_code(&value_of(&event)))
                {
                    column.role = role;
                }
                sheet.mapping = mapping.to_text();
                sheet.follow_units();
                browser::store(&[MAPPING, &mapping.signature()].concat(), &sheet.mapping);
            });
        })
    };
    let heads = mapping
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| el("th").set("scope", "col").add(choose(index, column.role)));
    let lines = rate_sheet::first_lines(&sheet.text, mapping.separator, mapping.header + PREVIEW);
    let rows = lines.iter().map(|(number, line)| {
        let width = mapping.columns.len().max(line.len());
        let cells = (0..width).map(|index| {
            let bad = problems.iter().any(|problem| {
                problem.severity > Severity::Note && problem.line == *number && problem.column == index + 1
            });
            el("td").class(if bad { "bad-cell" } else { "" }).text(line.get(index).map_or("", String::as_str))
        });
        el("tr")
            .class(if *number <= mapping.header { "out" } else { "" })
            .add(el("th").set("scope", "row").class("num").text(&number.to_string()))
            .all(cells)
    });
    let corner = el("td");
    let table = el("table").add(el("thead").add(el("tr").add(corner).all(heads))).add(el("tbody").all(rows));
    let name = t!("many.columns");
    el("div").class("card columns").add(el("h2").text(name)).add(scrolled(table, name))
}

/// What is wrong, by cell, and what is priced.
fn summary(read: &Sheet) -> El {
    let mut problems: Vec<_> = read.problems.iter().collect();
    problems.sort_by_key(|problem| core::cmp::Reverse(problem.severity));
    let said = problems.iter().take(PROBLEMS).map(|problem| {
        let line = (problem.line > 0).then(|| t!("bill-page.line", n = problem.line));
        let column = (problem.column > 0).then(|| t!("rates.column", n = problem.column));
        let place: Vec<_> = line.into_iter().chain(column).collect();
        let words = locale::text(problem.code, &problem.args);
        let class = match problem.severity {
            Severity::Error => "flag warn error",
            Severity::Warning => "flag warn",
            Severity::Note => "aside",
        };
        el("p").class(class).add(el("b").text(&place.join(" · "))).add(el("span").text(&[" ", &words].concat()))
    });
    let more = problems.len().saturating_sub(PROBLEMS);
    let more = (more > 0).then(|| el("p").class("hint").text(&t!("bill-page.more-problems", n = more)));
    let cards = read.tariffs.iter().map(|card| {
        let countries: Vec<_> = card.lanes.iter().flat_map(|lane| &lane.to).map(|code| locale::country(code)).collect();
        el("p")
            .add(el("b").text(card.title.as_deref().unwrap_or_default()))
            .add(el("small").text(&[" · ", card.currency.code(), " · ", &locale::list(&countries)].concat()))
    });
    let none = read.tariffs.is_empty().then(|| el("p").add(el("b").text(t!("rates.nothing"))));
    el("div")
        .class("card read")
        .set("role", "status")
        .add(el("h2").text(t!("rates.read")))
        .all(cards)
        .all(none)
        .all(said)
        .all(more)
}

/// Keeps the sheet that was put in. Where another tab has changed it meanwhile, both stay.
fn use_it(bench: &'static Bench) {
    paste::settle();
    let (sheet, of) = {
        let mut rates = kept().borrow_mut();
        let Some((mut sheet, of)) = rates.editing.take() else { return };
        if sheet.name.trim().is_empty() {
            // Two of one name could not be told apart in the ranking.
            let others = rates.sheets.iter().filter(|other| other.own.name.starts_with(t!("rates.unnamed"))).count();
            let number = if others == 0 { String::new() } else { format!(" {}", others + 1) };
            sheet.name = [t!("rates.unnamed"), &number].concat();
        }
        t!("rates.in-use").clone_into(&mut rates.said);
        rates.undo = None;
        rates.keep_unfinished();
        (sheet, of)
    };
    put(bench, of.id, move |now| {
        let same = now.as_ref().zip(of.was.as_ref()).is_none_or(|(now, was)| now.says_as(was));
        if same {
            let used = now.map_or(sheet.used, |now| now.used);
            return (To::Place, Own { used, ..sheet.clone() });
        }
        t!("rates.both").clone_into(&mut kept().borrow_mut().said);
        (To::Beside, sheet.clone())
    });
    leave(bench);
}

/// Drops what was changed; that can be taken back.
fn cancel(bench: &'static Bench) {
    paste::settle();
    {
        let mut rates = kept().borrow_mut();
        let Some((own, of)) = rates.editing.take() else { return };
        rates.undo = None;
        rates.said = String::new();
        if changed(&own, &of) {
            t!("rates.dropped").clone_into(&mut rates.said);
            rates.undo = Some(Undo::Dropped(own, of));
        }
        rates.keep_unfinished();
    }
    leave(bench);
}

/// The buttons stay while the sheet is read, so that a press is not lost.
fn actions(bench: &'static Bench) -> El {
    let save = move |_| use_it(bench);
    let save = button("btn go", "", save).set("id", "rates-use").keep(|this| {
        let prices = kept().borrow().prices;
        this.say(&t!("rates.use", n = prices));
        this.flag("disabled", prices == 0);
    });
    el("p").class("bar").add(save).add(button("btn", t!("rates.cancel"), move |_| cancel(bench)))
}
