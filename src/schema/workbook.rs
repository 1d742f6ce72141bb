//! A case as a workbook that computes anew: what was put in stands in cells, formulas over them give the answer, and each
//! formula comes with the figure that it has now. Feature `explain`.
//!
//! A formula can name only cells that are there: [`At`] is made by the [`Row`] that a sheet hands out. A cell of another sheet
//! is named by that sheet's place ([`At::on`]), since what it is called depends on the reader's language. Words never become
//! formulas, whatever sign they begin with: what writes the file ([`Workbook::tied`]) tells the two apart.

use core::fmt;

use rust_decimal::Decimal;

use super::{Arg, Phrase};
use crate::bundle::tie;

/// A case with its answer, as sheets of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// The first is the one that is shown.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub name: Arg,
    /// Its rows, from the first.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A word or a value in words.
    Text(Arg),
    /// A sentence.
    Phrase(Phrase),
    /// What heads a part of the sheet, or a column.
    Heading(Arg),
    /// A figure of the data.
    Number(Decimal, Format),
    /// A figure that the user put in: made to be changed.
    Input(Decimal, Format),
    /// A figure that the sheet computes.
    Formula {
        /// Without the sign of equality.
        formula: String,
        /// What it gives now.
        value: Decimal,
        /// How it is shown.
        format: Format,
    },
    /// Whether something holds.
    Check {
        /// A formula that is true or false.
        formula: String,
        /// What it gives now.
        value: bool,
        /// What is said if it holds, and if not.
        words: [Phrase; 2],
    },
}

/// How a figure is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the digits that it has.
    Plain,
    /// Money, with so many digits of minor units.
    Money(u32),
}

/// A cell of a sheet, as a formula names it: `$B$3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    row: usize,
    column: usize,
}

/// A row of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row(usize);

impl At {
    /// The cell as a formula of another sheet names it, by the place of its own: `#1!$B$3`.
    #[must_use]
    pub fn on(self, sheet: usize) -> String {
        format!("#{sheet}!{self}")
    }
}

impl Row {
    /// Its cell in a column, from 0.
    #[must_use]
    pub const fn at(self, column: usize) -> At {
        At { row: self.0, column }
    }

    /// The row so many below it.
    #[must_use]
    pub const fn below(self, count: usize) -> Self {
        Self(self.0 + count)
    }

    /// The row above it.
    #[must_use]
    pub const fn above(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        if let Some(first) = (self.column / 26).checked_sub(1) {
            write!(f, "{}", letter(first))?;
        }
        write!(f, "{}${}", letter(self.column % 26), self.row + 1)
    }
}

/// The letter of a column; a sheet has fewer than 26 × 27 of them.
fn letter(index: usize) -> char {
    char::from(b'A' + (index % 26) as u8)
}

impl Cell {
    /// A formula.
    #[must_use]
    pub const fn formula(formula: String, value: Decimal, format: Format) -> Self {
        Self::Formula { formula, value, format }
    }
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub const fn new(name: Arg) -> Self {
        Self { name, rows: Vec::new() }
    }

    /// Adds a row below the last.
    pub fn add(&mut self, cells: impl IntoIterator<Item = Cell>) -> Row {
        self.rows.push(cells.into_iter().collect());
        Row(self.rows.len() - 1)
    }

    /// Puts a cell in the place of one that is there; nothing happens where there is none.
    pub fn fill(&mut self, row: Row, column: usize, cell: Cell) {
        if let Some(place) = self.rows.get_mut(row.0).and_then(|row| row.get_mut(column)) {
            *place = cell;
        }
    }

    /// The row that is added as the next but so many, for formulas that look ahead.
    #[must_use]
    pub const fn ahead(&self, count: usize) -> Row {
        Row(self.rows.len() + count)
    }
}

/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;
/// What no name of a sheet holds.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// Names of sheets without the signs that no name holds, each another one.
fn names(wanted: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for wanted in wanted {
        let kept: String = wanted.chars().filter(|sign| !NOT_IN_NAMES.contains(sign)).collect();
        let cut = |most: usize| kept.trim_matches('\'').chars().take(most).collect::<String>();
        let name = (1..).map(|count: usize| match count {
            1 => cut(LONGEST_NAME),
            _ => {
                let end = format!(" {count}");
                cut(LONGEST_NAME - end.len()) + &end
            }
        });
        let is_free = |name: &String| !names.iter().any(|other| other.to_lowercase() == name.to_lowercase());
        names.extend(name.into_iter().find(is_free));
    }
    names
}

/// A formula with the names of the sheets whose places it holds ([`At::on`]).
fn named(formula: &str, names: &[String]) -> String {
    let mut parts = formula.split('#');
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (sheet, rest) = part.split_once('!').unwrap_or(("", part));
        let name = sheet.parse().ok().and_then(|sheet: usize| names.get(sheet));
        named += &format!("'{}'!{rest}", name.map_or(String::new(), |name| name.replace('\'', "''")));
    }
    named
}

impl Workbook {
    /// The workbook as one text ([`crate::bundle`]) for what writes the file, which knows no words: `say` gives those of
    /// the reader's language.
    ///
    /// A sheet is its name and its rows, a row its cells. A cell is its kind and more texts: `text`, `heading` and a
    /// text; `number`, `input`, a figure and a format; `formula`, the formula, a figure and a format; `check`, the
    /// formula, `1` if it holds, what is said if it does and if not; nothing for an empty one. A format is the number of
    /// digits of minor units, or nothing. Names of sheets are ones that a spreadsheet takes, each another one.
    #[must_use]
    pub fn tied(&self, say: &dyn Fn(&Arg) -> String, phrase: &dyn Fn(&Phrase) -> String) -> String {
        let names = names(self.sheets.iter().map(|sheet| say(&sheet.name)));
        let cell = |cell: &Cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(words) => tie(["text", &say(words)]),
            Cell::Phrase(words) => tie(["text", &phrase(words)]),
            Cell::Heading(words) => tie(["heading", &say(words)]),
            Cell::Number(value, format) => tie(["number", &figure(*value), &format.tied()]),
            Cell::Input(value, format) => tie(["input", &figure(*value), &format.tied()]),
            Cell::Formula { formula, value, format } => {
                tie(["formula", &named(formula, &names), &figure(*value), &format.tied()])
            }
            Cell::Check { formula, value, words: [yes, no] } => {
                tie(["check", &named(formula, &names), if *value { "1" } else { "" }, &phrase(yes), &phrase(no)])
            }
        };
        let sheets = self.sheets.iter().zip(&names);
        let sheet = |(sheet, name): (&Sheet, &String)| {
            tie([name.clone(), tie(sheet.rows.iter().map(|row| tie(row.iter().map(cell))))])
        };
        tie(sheets.map(sheet))
    }
}

impl Format {
    fn tied(self) -> String {
        match self {
            Self::Plain => String::new(),
            Self::Money(digits) => digits.to_string(),
        }
    }
}

/// A figure in as many digits as a spreadsheet keeps.
fn figure(value: Decimal) -> String {
    value.round_sf(15).unwrap_or(value).normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::untie;

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        let names = [(0, 0), (25, 9), (26, 10), (51, 0), (52, 0), (701, 0)].map(|(column, row)| Row(row).at(column));
        assert_eq!(names.map(|at| at.to_string()), ["$A$1", "$Z$10", "$AA$11", "$AZ$1", "$BA$1", "$ZZ$1"]);
    }

    #[test]
    fn rows_name_the_cells_that_are_there() {
        let mut sheet = Sheet::new(Arg::Words("one".to_owned()));
        let next = sheet.ahead(1);
        let first = sheet.add([Cell::Input(Decimal::ONE, Format::Plain)]);
        let second = sheet.add([Cell::formula(format!("{}*2", first.at(0)), Decimal::TWO, Format::Money(2))]);
        assert_eq!((next, second.at(0).to_string()), (second, "$A$2".to_owned()));
    }

    #[test]
    fn names_of_sheets_are_made_fit_and_differ() {
        let fit = |names_of: &[&str]| names(names_of.iter().map(|&name| name.to_owned()));
        let long = "到岸成本: a/b [c] * d ? e \\ f and far more than thirty-one signs have";
        assert_eq!(fit(&[long, long]), ["到岸成本 ab c  d  e  f and far more", "到岸成本 ab c  d  e  f and far mo 2"]);
        assert_eq!(fit(&["'Price'", "price", "PRICE"]), ["Price", "price 2", "PRICE 3"]);
    }

    #[test]
    fn a_formula_names_the_sheets_of_its_cells() {
        let mut first = Sheet::new(Arg::Words("Seller's cost".to_owned()));
        let cost = first.add([Cell::Input(Decimal::TEN, Format::Plain)]).at(0);
        let mut second = Sheet::new(Arg::Words("到岸成本".to_owned()));
        let formula = format!("{}+{}*2", cost.on(0), second.ahead(0).at(1).on(1));
        second.add([Cell::formula(formula, Decimal::TEN, Format::Plain), Cell::Empty]);
        let tied = Workbook { sheets: vec![first, second] }.tied(&|arg| arg.to_string(), &|_| String::new());
        let sheet = untie(untie(&tied).unwrap()[1]).unwrap();
        let cell = untie(untie(untie(sheet[1]).unwrap()[0]).unwrap()[0]).unwrap();
        assert_eq!(cell[1], "'Seller''s cost'!$A$1+'到岸成本'!$B$1*2");
    }

    #[test]
    fn words_stay_words() {
        let mut sheet = Sheet::new(Arg::Words("one".to_owned()));
        sheet.add([
            Cell::Text(Arg::Words("=1+1".to_owned())),
            Cell::Empty,
            Cell::Number(Decimal::TEN, Format::Money(0)),
        ]);
        sheet.add([Cell::formula("1/3".to_owned(), Decimal::ONE / Decimal::from(3), Format::Plain)]);
        let tied = Workbook { sheets: vec![sheet] }.tied(&|arg| arg.to_string(), &|_| String::new());
        let sheet = untie(untie(&tied).unwrap()[0]).unwrap();
        let rows: Vec<Vec<_>> = untie(sheet[1])
            .unwrap()
            .into_iter()
            .map(|row| untie(row).unwrap().into_iter().map(|cell| untie(cell).unwrap()).collect())
            .collect();
        assert_eq!(sheet[0], "one");
        assert_eq!(rows[0], [vec!["text", "=1+1"], vec![], vec!["number", "10", "0"]]);
        assert_eq!(rows[1], [vec!["formula", "1/3", "0.333333333333333", ""]]);
    }
}
