//! The rows of a forwarder's bill as pasted text.

use rust_decimal::Decimal;

use super::columns::{Column, Columns, Heading, WeightOf, columns, currency_named};
use crate::amount::{Amount, Currency, Size};
use crate::calculators::shipping_cost::texts::bill;
use crate::calculators::shipping_cost::{Inputs, PARCELS};
use crate::date::Date;
use crate::doubt::Shown;
use crate::exact::Exact;
use crate::number::{self, Marks, Reading, Typed};
use crate::places;
use crate::schema::{Arg, Fields, Phrase, Problem, Record, Severity, Text, code};
use crate::table;
use crate::units::Unit;
use crate::value::{Row, Value};

/// The most rows that are read.
pub const MAX_BILLED_ROWS: usize = 20_000;

/// One parcel, or several alike, as billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilledRow {
    /// The line of the text that it stands on, from 0.
    pub line: usize,
    /// What the bill calls it; may be empty.
    pub reference: String,
    /// Where it went; `None` for the destination of the desk.
    pub destination: Option<&'static str>,
    /// How many such parcels.
    pub quantity: Decimal,
    /// Actual weight.
    pub weight: Amount,
    /// What that is the weight of.
    pub weight_of: WeightOf,
    /// Outside of one.
    pub size: Option<Size>,
    /// Billed weight of all of them.
    pub billed_weight: Option<Amount>,
    /// Billed amount for all of them, fuel included, in [`currency`](Self::currency).
    pub amount: Option<Decimal>,
    /// Billed fuel surcharge, part of the amount, in the same currency.
    pub fuel: Option<Decimal>,
    /// Currency of the amounts; `None` for that of the card.
    pub currency: Option<Currency>,
    /// Day of shipment; `None` for that of the desk.
    pub date: Option<Date>,
    /// What the bill calls the service; may be empty.
    pub service: String,
    /// How the row was read where that could be otherwise.
    pub notes: Vec<Phrase>,
}

impl BilledRow {
    /// Actual weight of one parcel; of all of them divided it is rounded down to nine digits, as figures have at most.
    pub(super) fn weight_of_one(&self) -> Option<Amount> {
        let value = match self.weight_of {
            WeightOf::One => self.weight.value,
            WeightOf::All => self.weight.value.over(self.quantity)?.trunc_with_scale(9).max(Decimal::new(1, 9)),
        };
        Some(Amount { value, ..self.weight })
    }

    /// The same row with its weight read the other way; `None` where a single parcel leaves no other way.
    pub(super) fn weighed_otherwise(&self) -> Option<Self> {
        let weight_of = match self.weight_of {
            WeightOf::One => WeightOf::All,
            WeightOf::All => WeightOf::One,
        };
        (self.quantity > Decimal::ONE).then(|| Self { weight_of, ..self.clone() })
    }

    /// What the billed weight says that the weight is the weight of: nobody bills less than the actual weight. `None` where
    /// it says nothing.
    fn weight_as_billed(&self) -> Option<WeightOf> {
        let billed = self.billed_weight?.to(self.weight.unit)?;
        if self.quantity <= Decimal::ONE || billed < self.weight.value {
            return None;
        }
        let all = self.weight.value.times(self.quantity)?;
        Some(if billed < all { WeightOf::All } else { WeightOf::One })
    }

    /// Notes how the weight of several parcels was read.
    fn note_weight(&mut self) {
        let text = match self.weight_of {
            WeightOf::One => bill::WEIGHT_READ_AS_ONE,
            WeightOf::All => bill::WEIGHT_READ_AS_ALL,
        };
        self.notes.push(self.about_weight(text));
    }

    /// A sentence about the weight and how many parcels there are.
    pub(super) fn about_weight(&self, text: Text) -> Phrase {
        Phrase::new(text).with("weight", Arg::Amount(self.weight)).with("n", Arg::Number(self.quantity))
    }
}

/// Decides what the weights of several parcels are the weights of, where the header does not: what most of the billed
/// weights say, of one parcel otherwise. Rows in which that is not plain say how they were read.
fn weigh(rows: &mut [BilledRow]) {
    let count = |wanted| rows.iter().filter(|row| row.weight_as_billed() == Some(wanted)).count();
    let most = if count(WeightOf::All) > count(WeightOf::One) { WeightOf::All } else { WeightOf::One };
    for row in rows.iter_mut().filter(|row| row.quantity > Decimal::ONE) {
        let is_plain = most == WeightOf::One && row.weight_as_billed() == Some(WeightOf::One);
        row.weight_of = most;
        if !is_plain {
            row.note_weight();
        }
    }
}

/// Reads a bill by its header. See [`read_as`].
#[must_use]
pub fn read(text: &str, marks: Marks) -> (Vec<BilledRow>, Vec<Problem>) {
    read_as(text, &columns(text), marks)
}

/// Reads a bill whose columns are known. A row with a cell that cannot be read is left out, and a problem tells the line
/// (`row`, from 0), the [code of the column](Column::code) and, in the slot `text`, what stands there. Columns that are
/// not known are a warning each; where a column is missing that every row needs, that is the one problem. Lines of sums
/// are not rows.
#[must_use]
pub fn read_as(text: &str, columns: &Columns, marks: Marks) -> (Vec<BilledRow>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut rows = Vec::new();
    let table = table::numbered(text);
    problems.extend(table.cut());
    if table.lines.is_empty() {
        return (rows, problems);
    }
    for unknown in columns.headings.iter().filter(|one| one.column.is_none() && !one.name.is_empty()) {
        problems.push(Problem::warning(code::UNKNOWN_FIELD).with("text", Arg::Words(unknown.name.clone())));
    }
    if let Some(missing) = columns.missing() {
        problems.push(Problem { row: Some(0), column: Some(missing.code()), ..Problem::error(code::REQUIRED) });
        return (rows, problems);
    }
    let body = table.lines.get(columns.header..).unwrap_or_default();
    let shown = shown(body, columns, marks);
    for (line, cells) in body {
        if cells.iter().all(|cell| cell.trim().is_empty()) || table::is_sum(cells) {
            continue;
        }
        if rows.len() == MAX_BILLED_ROWS {
            problems.push(Problem { row: Some(*line), ..table::too_many(MAX_BILLED_ROWS) });
            break;
        }
        let reader = Reader { line: *line, cells, columns, shown: &shown, marks };
        match reader.row() {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(problem),
        }
    }
    if !columns.headings.iter().any(|one| one.column == Some(Column::Weight) && one.weight_of.is_some()) {
        weigh(&mut rows);
    }
    (rows, problems)
}

/// What the cells of each column show of its marks.
fn shown(body: &[(usize, Vec<String>)], columns: &Columns, marks: Marks) -> Vec<Shown> {
    let figures = |(index, heading): (usize, &Heading)| {
        let cells = body.iter().filter_map(|(_, cells)| cells.get(index));
        let is_figure = heading.column.is_some_and(|one| one.is_money() || one.dimension().is_some());
        if is_figure { Shown::by(cells.map(String::as_str), marks) } else { Shown::default() }
    };
    columns.headings.iter().enumerate().map(figures).collect()
}

/// A line at hand.
struct Reader<'a> {
    line: usize,
    cells: &'a [String],
    columns: &'a Columns,
    /// Of each column.
    shown: &'a [Shown],
    marks: Marks,
}

/// A cell that is not blank.
#[derive(Clone, Copy)]
struct Cell<'a> {
    column: Column,
    heading: &'a Heading,
    shown: &'a Shown,
    text: &'a str,
}

/// A part of what was billed.
#[derive(Clone, Copy)]
struct Part<'a> {
    cell: Cell<'a>,
    value: Decimal,
    /// The currency that the cell or its header names.
    currency: Option<Currency>,
}

impl Reader<'_> {
    fn problem(&self, column: Column, code: Text) -> Problem {
        self.problem_with(column, self.cell(column).map_or("", |cell| cell.text), code)
    }

    fn problem_with(&self, column: Column, text: &str, code: Text) -> Problem {
        let problem = Problem { row: Some(self.line), column: Some(column.code()), ..Problem::error(code) };
        problem.with("text", Arg::Words(text.to_owned()))
    }

    /// The cells of a column that are not blank; only of fees there are several.
    fn cells_of(&self, column: Column) -> impl Iterator<Item = Cell<'_>> {
        let own = self.columns.headings.iter().zip(self.shown).zip(self.cells);
        let own = own.filter(move |((heading, _), _)| heading.column == Some(column));
        let cell = move |((heading, shown), text)| {
            let text: &String = text;
            Cell { column, heading, shown, text: table::unguarded(text.trim()) }
        };
        own.map(cell).filter(|cell| !cell.text.is_empty())
    }

    fn cell(&self, column: Column) -> Option<Cell<'_>> {
        self.cells_of(column).next()
    }

    fn row(&self) -> Result<BilledRow, Problem> {
        if self.cells.len() > self.columns.headings.len()
            && self.cells.iter().skip(self.columns.headings.len()).any(|cell| !cell.trim().is_empty())
        {
            return Err(Problem { row: Some(self.line), ..Problem::error(code::ROW_SHAPE) });
        }
        let fuel = self.money(Column::Fuel)?;
        let parts = self.billed(fuel)?;
        let row = BilledRow {
            line: self.line,
            reference: self.cell(Column::Reference).map_or("", |cell| cell.text).to_owned(),
            destination: self.destination()?,
            quantity: self.number(Column::Quantity)?.map_or(Decimal::ONE, |typed| typed.value),
            weight: self.amount(Column::Weight)?.ok_or_else(|| self.problem(Column::Weight, code::REQUIRED))?,
            weight_of: self.cell(Column::Weight).and_then(|cell| cell.heading.weight_of).unwrap_or(WeightOf::One),
            size: self.size()?,
            billed_weight: self.amount(Column::BilledWeight)?,
            amount: self.sum(&parts)?,
            fuel: fuel.map(|fuel| fuel.value),
            currency: self.currency(&parts, fuel)?,
            date: self.date()?,
            service: self.cell(Column::Service).map_or("", |cell| cell.text).to_owned(),
            notes: added(&parts).into_iter().collect(),
        };
        self.within_bounds(&row)?;
        Ok(row)
    }

    /// What was billed, by its parts: the amount alone where there is one, freight with fuel and fees otherwise.
    fn billed<'b>(&'b self, fuel: Option<Part<'b>>) -> Result<Vec<Part<'b>>, Problem> {
        if let Some(amount) = self.money(Column::Amount)? {
            return Ok(vec![amount]);
        }
        let Some(freight) = self.money(Column::Freight)? else { return Ok(Vec::new()) };
        let mut parts = vec![freight];
        for cell in self.cells_of(Column::Fee) {
            parts.extend(self.part(cell)?);
        }
        parts.extend(fuel);
        Ok(parts)
    }

    /// The sum of the parts; none of no parts.
    fn sum(&self, parts: &[Part]) -> Result<Option<Decimal>, Problem> {
        let Some(first) = parts.first() else { return Ok(None) };
        let sum = crate::exact::sum(parts.iter().map(|part| part.value));
        sum.map(Some).ok_or_else(|| self.problem_with(first.cell.column, first.cell.text, code::TOO_LARGE))
    }

    /// The one currency of the row: that of its column, or the one that its amounts name. A currency that an amount names
    /// beside another, or beside an amount that the others add to and that names none, is a problem at that amount.
    fn currency(&self, parts: &[Part], fuel: Option<Part>) -> Result<Option<Currency>, Problem> {
        let own = self
            .cell(Column::Currency)
            .map(|cell| currency_named(cell.text).ok_or_else(|| self.problem(Column::Currency, code::UNKNOWN_CODE)));
        let own = own.transpose()?;
        let first = parts.first().or(fuel.as_ref()).and_then(|part| part.currency);
        let wanted = own.or(first);
        for part in parts.iter().chain(&fuel) {
            if let Some(other) = part.currency.filter(|currency| Some(*currency) != wanted) {
                let clash = self.problem_with(part.cell.column, part.cell.text, bill::CURRENCIES_DIFFER);
                return Err(clash.with("own", Arg::Words(other.code().to_owned())));
            }
        }
        Ok(wanted)
    }

    /// The bounds of a desk's own fields hold here too.
    fn within_bounds(&self, row: &BilledRow) -> Result<(), Problem> {
        if row.amount.is_none() && row.billed_weight.is_none() {
            return Err(self.problem(Column::Amount, code::REQUIRED));
        }
        if row.billed_weight.is_some_and(|billed| billed.value <= Decimal::ZERO) {
            return Err(self.problem(Column::BilledWeight, code::E_WEIGHT_ZERO));
        }
        let size = row.size.map_or(Value::Empty, Value::Size);
        let cells = vec![Value::Number(row.quantity), Value::Amount(row.weight), size, Value::Empty];
        let mut case = Record::empty(Inputs::METAS);
        case.set(Inputs::METAS, PARCELS, Value::Rows(vec![Row { cells, extra: Vec::new() }]));
        let problems = case.problems(Inputs::METAS);
        let broken = problems.iter().find(|one| one.severity == Severity::Error && one.row.is_some());
        let Some(broken) = broken else { return Ok(()) };
        let column = match broken.column {
            Some("quantity") => Column::Quantity,
            Some("size") if self.cell(Column::Size).is_none() => Column::Length,
            Some("size") => Column::Size,
            _ => Column::Weight,
        };
        Err(self.problem(column, broken.code))
    }

    fn number(&self, column: Column) -> Result<Option<Typed>, Problem> {
        self.cell(column).map_or(Ok(None), |cell| self.figure(cell))
    }

    /// A figure; a date or a range in the wrong column is no sum.
    fn figure(&self, Cell { column, heading, shown, text }: Cell) -> Result<Option<Typed>, Problem> {
        let problem = |code| self.problem_with(column, text, code);
        let typed = number::parse(text, self.marks).map_err(problem)?;
        let guessed = typed.is_some_and(|typed| typed.reading == Reading::Computed) && !text.starts_with(['=', '＝']);
        if guessed || text.contains(['%', '％']) {
            return Err(problem(code::NOT_A_NUMBER));
        }
        let dressed = typed.filter(|typed| {
            let unit = typed.unit.map(Unit::dimension);
            (unit.is_some() && unit != column.dimension()) || (typed.currency.is_some() && !column.is_money())
        });
        if dressed.is_some() {
            return Err(problem(code::UNIT_MISMATCH));
        }
        let unit = |typed: &Typed| typed.unit.or(heading.unit);
        if typed.is_some_and(|typed| shown.doubts(text, &typed, unit(&typed))) {
            return Err(problem(code::TWO_READINGS));
        }
        Ok(typed)
    }

    fn amount(&self, column: Column) -> Result<Option<Amount>, Problem> {
        let Some(typed) = self.number(column)? else { return Ok(None) };
        let heading = self.cell(column).and_then(|cell| cell.heading.unit);
        let unit = typed.unit.or(heading).ok_or_else(|| self.problem(column, code::UNIT_MISMATCH))?;
        Ok(Some(Amount { value: typed.value, unit }))
    }

    fn money(&self, column: Column) -> Result<Option<Part<'_>>, Problem> {
        self.cell(column).map_or(Ok(None), |cell| self.part(cell))
    }

    /// An amount of money with the currency that its cell and its header name.
    fn part<'b>(&self, cell: Cell<'b>) -> Result<Option<Part<'b>>, Problem> {
        let Some(typed) = self.figure(cell)? else { return Ok(None) };
        let sign = cell.text.trim_matches(|c: char| c.is_ascii_digit() || " .,'+-".contains(c));
        let (own, heading) = (typed.currency.or_else(|| currency_named(sign)), cell.heading.currency);
        if own.is_some_and(|own| heading.is_some_and(|heading| own != heading)) {
            let clash = self.problem_with(cell.column, cell.text, bill::CURRENCIES_DIFFER);
            return Err(clash.with("own", Arg::Words(own.map_or("", Currency::code).to_owned())));
        }
        Ok(Some(Part { cell, value: typed.value, currency: own.or(heading) }))
    }

    /// A size of one cell, or of three; two sides, or length and one more, are a roll only in one cell.
    fn size(&self) -> Result<Option<Size>, Problem> {
        if let Some(cell) = self.cell(Column::Size) {
            let sides = number::sides(cell.text, self.marks).map_err(|code| self.problem(Column::Size, code))?;
            let size = sides.and_then(|sides| Size::from_sides(&sides.figures, sides.unit.or(cell.heading.unit)?));
            return size.map(Some).ok_or_else(|| self.problem(Column::Size, code::SIZE_INCOMPLETE));
        }
        let columns = [Column::Length, Column::Width, Column::Height];
        let mut sides = Vec::new();
        for column in columns {
            sides.extend(self.amount(column)?);
        }
        let Some(unit) = sides.first().map(|side| side.unit) else { return Ok(None) };
        if sides.len() < columns.len() {
            let missing = columns.into_iter().find(|column| self.cell(*column).is_none()).unwrap_or(Column::Length);
            return Err(self.problem(missing, code::SIZE_INCOMPLETE));
        }
        let figures: Option<Vec<_>> = sides.iter().map(|side| side.to(unit)).collect();
        let size = figures.and_then(|figures| Size::from_sides(&figures, unit));
        size.map(Some).ok_or_else(|| self.problem(Column::Length, code::TOO_LARGE))
    }

    fn destination(&self) -> Result<Option<&'static str>, Problem> {
        let Some(cell) = self.cell(Column::Destination) else { return Ok(None) };
        let found = places::country(cell.text);
        found.map(Some).ok_or_else(|| self.problem(Column::Destination, code::UNKNOWN_CODE))
    }

    fn date(&self) -> Result<Option<Date>, Problem> {
        let Some(cell) = self.cell(Column::Date) else { return Ok(None) };
        places::date(cell.text).map(Some).ok_or_else(|| self.problem(Column::Date, code::NOT_A_DATE))
    }
}

/// That fees were added to a freight, and which.
fn added(parts: &[Part]) -> Option<Phrase> {
    let name = |part: &Part| [part.cell.heading.name.as_str(), " ", &part.value.normalize().to_string()].concat();
    let fees = parts.iter().any(|part| part.cell.column == Column::Fee);
    let parts = || parts.iter().map(name).collect::<Vec<_>>().join(" + ");
    fees.then(|| Phrase::new(bill::ADDED_UP).with("parts", Arg::Words(parts())))
}
