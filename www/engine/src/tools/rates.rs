//! The user's own rate sheets: pasted, checked, kept on the device, used beside the samples.
//!
//! What is kept is the text of a sheet with what the user said of it; cards are made of it anew each time.

use std::cell::RefCell;

use suanpan::amount::{CURRENCIES, Currency};
use suanpan::bundle::{tie, untie};
use suanpan::pack::{Family, Leg, System, Tariff};
use suanpan::rate_sheet::{self, Defaults, Mapping, Role, Sheet, SheetProblem};
use suanpan::schema::{Kind, Severity};
use suanpan::units::{Unit, WEIGHTS};
use suanpan::value::{Value, decimal};
use suanpan_ui::browser::dom::{El, button, el, option, value_of};
use suanpan_ui::browser::{files, large};

use super::{head, part, paste, scrolled, shelf};
use crate::bench::Bench;
use crate::{browser, locale, t};

/// The name under which the device keeps the sheets.
const KEPT: &str = "rate-sheets";
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

    /// What is said of it, for reading it; nothing where a figure of it cannot be read.
    fn defaults(&self) -> Option<Defaults> {
        let name = if self.name.trim().is_empty() { t!("rates.unnamed") } else { self.name.trim() };
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
            ..Defaults::new(name, date)
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

/// What the tool keeps.
#[derive(Default)]
struct Rates {
    sheets: Vec<Own>,
    /// The sheet that is being put in, and which of the kept ones it replaces.
    editing: Option<(Own, Option<usize>)>,
    /// Whether the device was asked what it keeps.
    asked: bool,
    said: String,
    /// The sheet that was removed last, and where it stood.
    removed: Option<(usize, Own)>,
    /// Counts changes of what is kept, and of the text or the columns that are being put in.
    lists: u32,
    texts: u32,
    /// How many price lists the sheet that is being put in gives.
    prices: usize,
}

fn kept() -> &'static RefCell<Rates> {
    shelf()
}

/// Fetches what the device keeps, once, and puts it to use.
pub fn fetch(bench: &'static Bench) {
    if core::mem::replace(&mut kept().borrow_mut().asked, true) {
        return;
    }
    large::kept(KEPT, move |text| {
        let sheets = text.as_deref().and_then(untie).unwrap_or_default();
        let sheets: Vec<_> = sheets.into_iter().filter_map(Own::from_kept).collect();
        if !sheets.is_empty() {
            kept().borrow_mut().sheets = sheets;
            apply(bench);
        }
    });
}

/// Puts the sheets that are in use beside the samples.
fn apply(bench: &'static Bench) {
    let cards: Vec<Tariff> = {
        let mut rates = kept().borrow_mut();
        rates.lists = rates.lists.wrapping_add(1);
        let cards = rates.sheets.iter().flat_map(|sheet| {
            let cards = sheet.read().map(|read| read.tariffs).unwrap_or_default();
            cards.into_iter().map(|card| (sheet.used, card))
        });
        // Ids count through all sheets, used or not: a card keeps its id when another sheet is switched off.
        let cards =
            cards.enumerate().map(|(index, (used, card))| (used, Tariff { id: format!("own-{}", index + 1), ..card }));
        cards.filter(|(used, _)| *used).map(|(_, card)| card).collect()
    };
    bench.use_own(&cards);
    bench.refresh();
}

/// Keeps the sheets on the device and puts them to use.
fn keep(bench: &'static Bench) {
    let text = tie(kept().borrow().sheets.iter().map(Own::kept));
    large::keep(KEPT, &text, move |kept| {
        if !kept {
            say(bench, t!("rates.not-kept"));
        }
    });
    apply(bench);
}

fn say(bench: &'static Bench, words: &str) {
    words.clone_into(&mut kept().borrow_mut().said);
    bench.refresh();
}

/// The tool.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    let list_key = || {
        let rates = kept().borrow();
        format!("{}|{}", rates.lists, rates.editing.is_some())
    };
    let said = el("p").class("said").set("role", "status").keep_text(|| kept().borrow().said.clone());
    let back = button("link", t!("page.undo"), move |_| {
        {
            let mut rates = kept().borrow_mut();
            let Some((index, sheet)) = rates.removed.take() else { return };
            let index = index.min(rates.sheets.len());
            rates.sheets.insert(index, sheet);
            rates.said = String::new();
        }
        keep(bench);
    });
    let back = back.set("id", "rates-undo").show_when(|| kept().borrow().removed.is_some());
    let editing = || {
        let rates = kept().borrow();
        rates.editing.as_ref().map(|(_, index)| format!("{index:?}")).unwrap_or_default()
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
    let rows = rates.sheets.iter().enumerate().map(|(index, sheet)| kept_sheet(bench, index, sheet));
    let table = el("table").add(el("tbody").all(rows));
    let none = el("p").class("hint pad").text(t!("rates.none"));
    let add = button("btn go", t!("rates.add"), move |_| edit(bench, Own::blank(), None)).set("id", "rates-add");
    el("div")
        .class("card saved")
        .add(el("h2").text(t!("rates.kept")))
        .add(if rates.sheets.is_empty() { none } else { table })
        .all(rates.editing.is_none().then(|| el("p").class("bar pad").add(add)))
}

fn kept_sheet(bench: &'static Bench, index: usize, sheet: &Own) -> El {
    let read = sheet.read().unwrap_or_default();
    let prices: usize = read.tariffs.iter().map(|card| card.lanes.len()).sum();
    let names: Vec<_> = read.tariffs.iter().filter_map(|card| card.title.clone()).collect();
    let use_it = el("input").set("type", "checkbox").set("id", &format!("use-{index}")).on("change", move |event| {
        {
            let mut rates = kept().borrow_mut();
            rates.said = String::new();
            if let Some(sheet) = rates.sheets.get_mut(index) {
                sheet.used = browser::dom::is_ticked(&event);
            }
        }
        keep(bench);
    });
    use_it.tick(sheet.used);
    let (changed, cards) = (sheet.clone(), read.tariffs);
    let change = button("link", t!("rates.change"), move |_| edit(bench, changed.clone(), Some(index)));
    let file = format!("{}.csv", sheet.name);
    let export = button("link", t!("rates.export"), move |_| {
        files::download(&file, "text/csv", &["\u{feff}", &rate_sheet::write(&cards)].concat());
    });
    let remove = button("link", t!("page.remove"), move |_| {
        {
            let mut rates = kept().borrow_mut();
            let removed = rates.sheets.remove(index);
            rates.said = t!("rates.removed", name = removed.name);
            rates.removed = Some((index, removed));
            rates.editing = None;
        }
        keep(bench);
    });
    let count = t!("rates.count", services = names.len(), prices = prices);
    el("tr")
        .add(
            el("th")
                .set("scope", "row")
                .add(el("label").class("flag-field").add(use_it).add(el("span").text(&sheet.name)))
                .add(el("small").text(&[&names.join(", "), " · ", &count, " · ", &sheet.date].concat())),
        )
        .add(el("td").class("num").add(el("span").class("bar end").add(change).add(export).add(remove)))
}

/// Begins to put in a sheet, or to change one.
fn edit(bench: &'static Bench, sheet: Own, index: Option<usize>) {
    {
        let mut rates = kept().borrow_mut();
        rates.editing = Some((sheet, index));
        rates.texts = rates.texts.wrapping_add(1);
        rates.said = String::new();
        rates.removed = None;
    }
    bench.refresh();
    browser::after_frame(|| {
        let _ = browser::focus("rates-text");
    });
}

/// Where the focus goes when the sheet that was put in is gone.
fn leave() {
    browser::after_frame(|| {
        let _ = browser::focus("rates-add");
    });
}

fn change(bench: &'static Bench, change: impl FnOnce(&mut Own)) {
    {
        let mut rates = kept().borrow_mut();
        if let Some((sheet, _)) = &mut rates.editing {
            change(sheet);
        }
        rates.texts = rates.texts.wrapping_add(1);
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
            .add(el("small").text(&[" · ", card.currency.code(), " · ", &countries.join(", ")].concat()))
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

/// Keeps the sheet, or drops what was changed. The buttons stay while the sheet is read, so that a press is not lost.
fn actions(bench: &'static Bench) -> El {
    let save = move |_| {
        paste::settle();
        {
            let mut rates = kept().borrow_mut();
            let Some((mut sheet, index)) = rates.editing.take() else { return };
            if sheet.name.trim().is_empty() {
                // Two of one name could not be told apart in the ranking.
                let others = rates.sheets.iter().filter(|other| other.name.starts_with(t!("rates.unnamed"))).count();
                let number = if others == 0 { String::new() } else { format!(" {}", others + 1) };
                sheet.name = [t!("rates.unnamed"), &number].concat();
            }
            t!("rates.in-use").clone_into(&mut rates.said);
            match index.and_then(|index| rates.sheets.get_mut(index)) {
                Some(place) => *place = sheet,
                None => rates.sheets.push(sheet),
            }
        }
        keep(bench);
        leave();
    };
    let cancel = move |_| {
        kept().borrow_mut().editing = None;
        bench.refresh();
        leave();
    };
    let save = button("btn go", "", save).set("id", "rates-use").keep(|this| {
        let prices = kept().borrow().prices;
        this.say(&t!("rates.use", n = prices));
        this.flag("disabled", prices == 0);
    });
    el("p").class("bar").add(save).add(button("btn", t!("rates.cancel"), cancel))
}
