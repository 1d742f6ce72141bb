//! What each column of a pasted table holds: said above its first lines, and remembered by the header.

use suanpan::bundle::{tie, untie};
use suanpan::units::Unit;
use suanpan_ui::browser::dom::{El, el, option, value_of};

use crate::{browser, changes, locale, t};

/// What the names begin with under which the device keeps what columns hold.
const KEPT: &str = "columns.";
/// How many lines below the header are shown.
pub const PREVIEW: usize = 3;

/// A column and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Code of what it holds.
    pub holds: String,
    /// The unit of its figures where they name none.
    pub unit: Option<Unit>,
}

/// What is said of a column.
pub enum Said {
    /// That it holds what this code stands for.
    Holds(String),
    /// The unit of its figures.
    In(Option<Unit>),
}

/// A table to be looked at.
pub struct Table<'a> {
    /// Codes of everything that a column can hold, and their names.
    pub options: Vec<(String, String)>,
    /// Each column, and the units that its figures can be in.
    pub columns: Vec<(Column, &'static [Unit])>,
    /// The first lines.
    pub lines: Vec<&'a [String]>,
    /// How many of them are titles and the header.
    pub header: usize,
}

/// The first lines of a table, below what each column is said to hold.
pub fn draw(table: &Table, say: impl Fn(usize, Said) + Clone + 'static) -> El {
    let heads = table.columns.iter().enumerate().map(|(index, (column, units))| {
        let options = table.options.iter().map(|(code, name)| option(code, name));
        let holds = el("select").class("copy").set("aria-label", &t!("many.column", n = index + 1)).all(options);
        holds.fill(&column.holds);
        let said = say.clone();
        let holds = holds.on("change", move |event| said(index, Said::Holds(value_of(&event))));
        el("th").set("scope", "col").add(holds).all(unit(index, column.unit, units, say.clone()))
    });
    let lines = table.lines.iter().enumerate().map(|(index, line)| {
        let cells = (0..table.columns.len()).map(|cell| el("td").text(line.get(cell).map_or("", String::as_str)));
        el("tr").class(if index < table.header { "out" } else { "" }).all(cells)
    });
    let drawn = el("table").add(el("thead").add(el("tr").all(heads))).add(el("tbody").all(lines));
    changes::scrolled(drawn, t!("many.columns"))
}

fn unit(index: usize, chosen: Option<Unit>, units: &[Unit], say: impl Fn(usize, Said) + 'static) -> Option<El> {
    let select = el("select").class("copy").set("aria-label", &t!("many.unit", n = index + 1));
    let select = select.all(units.iter().map(|unit| option(unit.symbol(), &locale::unit(*unit))));
    select.fill(chosen.map(Unit::symbol).unwrap_or_default());
    let select = select.on("change", move |event| say(index, Said::In(Unit::from_symbol(&value_of(&event)))));
    (!units.is_empty()).then_some(select)
}

/// Keeps what the columns of a header hold, for the next table with this header. Without a header there is nothing to
/// know a table by.
pub fn remember(tool: &str, header: &[String], columns: &[Column]) {
    if !header.is_empty() {
        let cells = columns.iter().flat_map(|one| [one.holds.as_str(), one.unit.map(Unit::symbol).unwrap_or_default()]);
        browser::store(&name(tool, header), &tie(cells));
    }
}

/// What the user said of the columns of this header before.
pub fn remembered(tool: &str, header: &[String]) -> Option<Vec<Column>> {
    let kept = browser::stored(&name(tool, header)).filter(|_| !header.is_empty())?;
    let cells = untie(&kept)?;
    let column = |pair: &[&str]| match pair {
        [holds, unit] => Some(Column { holds: (*holds).to_owned(), unit: Unit::from_symbol(unit) }),
        _ => None,
    };
    cells.chunks(2).map(column).collect::<Option<Vec<_>>>().filter(|columns| columns.len() >= header.len())
}

fn name(tool: &str, header: &[String]) -> String {
    [KEPT, tool, ".", &tie(header.iter().map(|cell| cell.trim()))].concat()
}
