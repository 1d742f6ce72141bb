//! A case as a workbook that computes anew: what was put in stands in cells, formulas over them give the answer, and each
//! formula comes with the figure that it has now. Feature `explain`.
//!
//! A formula can name only cells that are there: [`At`] is made by the [`Row`] that a sheet hands out. Words never become
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

impl Row {
    /// Its cell in a column, from 0.
    #[must_use]
    pub const fn at(self, column: usize) -> At {
        At { row: self.0, column }
    }
}

impl Row {
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

impl Workbook {
    /// The workbook as one text ([`crate::bundle`]) for what writes the file, which knows no words: `say` gives those of
    /// the reader's language.
    ///
    /// A sheet is its name and its rows, a row its cells. A cell is its kind and more texts: `text`, `heading` and a
    /// text; `number`, `input`, a figure and a format; `formula`, the formula, a figure and a format; `check`, the
    /// formula, `1` if it holds, what is said if it does and if not; nothing for an empty one. A format is the number of
    /// digits of minor units, or nothing.
    #[must_use]
    pub fn tied(&self, say: &dyn Fn(&Arg) -> String, phrase: &dyn Fn(&Phrase) -> String) -> String {
        let cell = |cell: &Cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(words) => tie(["text", &say(words)]),
            Cell::Phrase(words) => tie(["text", &phrase(words)]),
            Cell::Heading(words) => tie(["heading", &say(words)]),
            Cell::Number(value, format) => tie(["number", &figure(*value), &format.tied()]),
            Cell::Input(value, format) => tie(["input", &figure(*value), &format.tied()]),
            Cell::Formula { formula, value, format } => tie(["formula", formula, &figure(*value), &format.tied()]),
            Cell::Check { formula, value, words: [yes, no] } => {
                tie(["check", formula, if *value { "1" } else { "" }, &phrase(yes), &phrase(no)])
            }
        };
        let sheet =
            |sheet: &Sheet| tie([say(&sheet.name), tie(sheet.rows.iter().map(|row| tie(row.iter().map(cell))))]);
        tie(self.sheets.iter().map(sheet))
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
