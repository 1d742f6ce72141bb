//! Whether a text is a sheet at all: its header, its columns together, and which of its lines are prices.

use super::cells::{self, Figures, says_nothing};
use super::columns::{Column, Role, is_header, is_remarks, may_change_prices};
use super::reading::{Line, MAX_LINES, MAX_TOLD, Reader, SheetProblem};
use super::texts::problem;
use crate::places;
use crate::schema::{Arg, Args, Severity, Text};
use crate::table::{self, MAX_LENGTH};

fn fatal(code: Text, line: usize, column: usize, text: &str) -> SheetProblem {
    let args = Args::new();
    let mut problem = SheetProblem { line, column, code, args, severity: Severity::Error };
    problem.args.put("text", Arg::Words(text.chars().take(MAX_TOLD).collect()));
    problem
}

impl Reader<'_> {
    /// Reads every line, or says why there is none to read.
    pub(super) fn table(&mut self, text: &str) -> Result<(), SheetProblem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let whole = |code| Err(fatal(code, 0, 0, ""));
        if text.len() > MAX_LENGTH {
            return whole(problem::TOO_LONG);
        }
        if text.trim().is_empty() {
            return whole(problem::EMPTY);
        }
        if text.contains(['\0', char::REPLACEMENT_CHARACTER]) {
            return whole(problem::NOT_A_TABLE);
        }
        let table = table::split(text, self.mapping.separator);
        if table.open_quote {
            let (line, column) = table.lines.last().map_or((0, 0), |(line, cells)| (*line, cells.len()));
            return Err(fatal(problem::QUOTE_OPEN, line, column, ""));
        }
        if table.lines.iter().all(|(_, cells)| cells.len() < 2) {
            return whole(problem::NOT_A_TABLE);
        }
        if self.mapping.header == 0 {
            return whole(problem::NO_HEADER);
        }
        self.check_columns()?;
        self.words_above(&table.lines)?;
        let below = table.lines.iter().filter(|(line, _)| *line > self.mapping.header);
        let lines: Vec<_> = below.map(|(number, cells)| Line { number: *number, cells }).collect();
        let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_blank() && !self.repeats_header(*line)).collect();
        if lines.is_empty() {
            return whole(problem::EMPTY);
        }
        if let Some(line) = lines.get(MAX_LINES) {
            return Err(fatal(problem::TOO_MANY_LINES, line.number, 0, ""));
        }
        self.lines = lines.len();
        let read = |column: &Column| column.role.is_weight() || column.role.is_price() || column.role == Role::Fee;
        let figured: Vec<_> = self.mapping.columns.iter().enumerate().filter(|(_, column)| read(column)).collect();
        let cells = lines.iter().flat_map(|line| figured.iter().map(|(index, _)| line.cell(*index)));
        self.figures = Figures::of(cells, self.mapping.marks);
        self.unknown_in_header();
        self.not_read(&lines)?;
        for line in lines.iter().filter(|line| self.is_remark(**line)) {
            self.of_another_currency(*line)?;
        }
        for line in lines {
            if !self.is_remark(line) && self.begins_another(line) {
                self.told.say(Severity::Warning, problem::SECOND_TABLE, (line.number, 0), line.cell(0));
                break;
            }
            if self.column(Role::CountryPrice).is_some() { self.matrix_line(line) } else { self.line(line) }
        }
        Ok(())
    }

    /// Says what stands above the header and may change the prices: from when they hold, a discount on all of them.
    fn words_above(&mut self, lines: &[(usize, Vec<String>)]) -> Result<(), SheetProblem> {
        for (line, cells) in lines.iter().filter(|(line, _)| *line < self.mapping.header) {
            self.of_another_currency(Line { number: *line, cells })?;
            if let Some(words) = cells.iter().find(|cell| may_change_prices(cell)) {
                self.left_out(*line, words);
            }
        }
        Ok(())
    }

    /// `Prices in USD` above or below a table that names no currency itself, read in another one.
    fn of_another_currency(&self, line: Line<'_>) -> Result<(), SheetProblem> {
        let named =
            self.mapping.columns.iter().any(|column| column.role == Role::Currency || column.currency.is_some());
        let other = line.cells.iter().enumerate().find(|(_, cell)| {
            !named && cells::currency(cell).is_some_and(|currency| currency != self.defaults.currency)
        });
        match other {
            Some((column, cell)) => Err(fatal(problem::CURRENCY_CONTRADICTION, line.number, column + 1, cell)),
            None => Ok(()),
        }
    }

    /// Says which columns of a matrix are for no country of the form.
    fn unknown_in_header(&mut self) {
        let matrix = self.column(Role::CountryPrice).is_some();
        for (index, column) in self.mapping.columns.iter().enumerate().filter(|_| matrix) {
            if column.role == Role::Ignored && !column.title.is_empty() && !is_remarks(&column.title) {
                let at = (self.mapping.header, index + 1);
                self.told.say(Severity::Note, problem::UNKNOWN_COUNTRY, at, &column.title);
            }
        }
    }

    /// Says which columns hold figures and are not read: one of them may be a part of the price. Where no weights are
    /// read, ranges in such a column are no doubt those of the prices.
    fn not_read(&mut self, lines: &[Line<'_>]) -> Result<(), SheetProblem> {
        let header = self.mapping.header;
        let weighed = [Role::Range, Role::From, Role::To, Role::Break].iter().any(|role| self.column(*role).is_some());
        let matrix = self.column(Role::CountryPrice).is_some();
        for (index, column) in self.mapping.columns.iter().enumerate() {
            if column.role == Role::Ignored
                && let Some(line) = lines.iter().find(|line| may_change_prices(line.cell(index)))
            {
                let title = if column.title.is_empty() { line.cell(index) } else { &column.title };
                self.told.say(Severity::Warning, problem::COLUMN_NOT_READ, line.at(index), title);
            }
            // What a matrix does not read has been said to be for no country of the form.
            let said = is_remarks(&column.title) || (matrix && !column.title.is_empty());
            if column.role != Role::Ignored || said {
                continue;
            }
            let given = || lines.iter().map(|line| line.cell(index)).filter(|cell| !says_nothing(cell));
            let is_range = |cell: &str| matches!(self.figures.range(cell), Ok(Some(range)) if !range.single);
            if !weighed && given().any(is_range) {
                return Err(fatal(problem::NO_WEIGHT_COLUMN, header, index + 1, &column.title));
            }
            let is_figure = |cell: &str| matches!(self.figures.figure(cell), Ok(Some(_)) | Err(problem::PERCENT));
            let Some(figure) = given().find(|cell| is_figure(cell)) else { continue };
            // Below a merged cell: `重量` over both ends of a range, one price over two columns.
            if column.title.is_empty() && self.stands_beside_figures(index) {
                return Err(fatal(problem::NO_HEADING, header, index + 1, figure));
            }
            if self.is_price_of_a_range(column) {
                return Err(fatal(problem::RANGE_IN_HEADER, header, index + 1, &column.title));
            }
            let title = if column.title.is_empty() { figure } else { &column.title };
            self.told.say(Severity::Warning, problem::COLUMN_NOT_READ, (header, index + 1), title);
        }
        Ok(())
    }

    /// Whether the next column with a name, to the left, is one of weights or prices.
    fn stands_beside_figures(&self, index: usize) -> bool {
        let before = self.mapping.columns.iter().take(index).rfind(|column| !column.title.is_empty());
        before.is_some_and(|column| column.role.is_weight() || column.role.is_price() || column.role == Role::Fee)
    }

    /// `21-44KG` beside `100KG+`: without it, everything below would be billed as 100 kg.
    fn is_price_of_a_range(&self, column: &Column) -> bool {
        let by_break = self.column(Role::Break).is_some();
        by_break && matches!(cells::weight_in(&column.title), Some((Some(_), _)))
    }

    /// Whether the columns together make a sheet that can be priced.
    fn check_columns(&self) -> Result<(), SheetProblem> {
        let header = self.mapping.header;
        let has = |role| self.column(role).is_some();
        for (index, column) in self.mapping.columns.iter().enumerate() {
            let again = self.column(column.role).is_some_and(|first| first < index);
            if again && !column.role.is_repeated() {
                return Err(fatal(problem::ROLE_TWICE, header, index + 1, &column.title));
            }
            if column.role == Role::CountryPrice && column.country.is_none() {
                return Err(fatal(problem::MISSING_COUNTRY, header, index + 1, &column.title));
            }
            if column.role == Role::Break && column.weight.is_none() {
                return Err(fatal(problem::MISSING_WEIGHT, header, index + 1, &column.title));
            }
        }
        let matrix = has(Role::CountryPrice);
        let by_weight = has(Role::Range) || has(Role::From) || has(Role::To);
        let Some((first, price)) = self.mapping.columns.iter().enumerate().find(|(_, column)| column.role.is_price())
        else {
            return Err(fatal(problem::NO_PRICE_COLUMN, header, 0, ""));
        };
        let other = self.mapping.columns.iter().enumerate().find(|(_, column)| {
            let other_price = column.role.is_price() && column.role != price.role;
            let not_priced = column.role == Role::Fee;
            (matrix && (other_price || not_priced || column.role == Role::Country))
                || (has(Role::Break) && (other_price || column.role == Role::Range))
        });
        if let Some((index, column)) = other {
            return Err(fatal(problem::FORM_MIXED, header, index + 1, &column.title));
        }
        if !matrix && !has(Role::Country) {
            return Err(fatal(problem::NO_COUNTRY_COLUMN, header, 0, ""));
        }
        if (matrix || has(Role::Flat)) && !by_weight {
            return Err(fatal(problem::NO_WEIGHT_COLUMN, header, first + 1, &price.title));
        }
        let weight = |price, weight| has(weight) || self.columns(price).any(|(_, column)| column.weight.is_some());
        let complete = has(Role::FirstPrice)
            && has(Role::NextPrice)
            && weight(Role::FirstPrice, Role::FirstWeight)
            && weight(Role::NextPrice, Role::Step);
        if (has(Role::FirstPrice) || has(Role::NextPrice)) && !complete {
            let named = self.column(Role::FirstPrice).or(self.column(Role::NextPrice)).unwrap_or(first);
            return Err(fatal(problem::NO_FIRST_WEIGHT, header, named + 1, &self.mapping.columns[named].title));
        }
        Ok(())
    }

    /// A header that stands there again, as above every block of a long sheet.
    fn repeats_header(&self, line: Line<'_>) -> bool {
        let titles = self.mapping.columns.iter().enumerate();
        titles.clone().count() > 0 && titles.into_iter().all(|(index, column)| line.cell(index) == column.title)
    }

    /// Whether a line names other columns, so that what stands below it has another order.
    fn begins_another(&self, line: Line<'_>) -> bool {
        let mut prices = self.mapping.columns.iter().enumerate().filter(|(_, column)| column.role.is_price());
        !prices.any(|(index, _)| matches!(self.figures.figure(line.cell(index)), Ok(Some(_)))) && is_header(line.cells)
    }

    /// Whether a line is words and no price.
    pub(super) fn is_remark(&self, line: Line<'_>) -> bool {
        let mut given = line.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let Some((column, first)) = given.next() else { return true };
        if given.next().is_none() {
            let role = self.mapping.columns.get(column).map(|column| column.role);
            return match role {
                Some(Role::Country) => places::countries(first).is_none(),
                Some(Role::Range | Role::To) if self.column(Role::CountryPrice).is_some() => {
                    self.figures.range(first).is_err()
                }
                _ => true,
            };
        }
        let figures = |(index, column): (usize, &Column)| {
            (column.role.is_weight() || column.role.is_price()) && line.cell(index).contains(char::is_numeric)
        };
        let country = self.column(Role::Country).is_none_or(|column| line.cell(column).is_empty());
        country && !self.mapping.columns.iter().enumerate().any(figures)
    }
}
