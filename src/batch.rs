//! Many cases at once: a table from a spreadsheet, one case per line.
//!
//! [`Sheet::recognise`] finds the header and says what each column is; the user may say otherwise. A line then gives a
//! case ([`Sheet::case`]): what has no column comes from a case that the user has before him, but for lists, of which
//! a line gives its one row. Each case is evaluated like any other ([`price`]).

use core::fmt::Write;

use rust_decimal::Decimal;

use crate::amount::{Currency, Money, Size};
use crate::doubt::Shown;
use crate::entry;
use crate::exact::Exact;
use crate::number::{self, Marks};
use crate::pack::World;
use crate::places;
use crate::schema::{Arg, Calculator, Choices, Figure, Kind, MAX_ROWS, Meta, Names, Problem, Record, Severity, code};
use crate::table;
use crate::units::{Dimension, LENGTHS, Unit, WEIGHTS};
use crate::value::{Row, Value};
use crate::vocabulary::{HEADS, NONE};

/// The most lines that are read.
pub const MAX_LINES: usize = 100_000;
/// Among how many lines at the top the header is looked for: sheets often begin with a title.
const HEADER_WITHIN: usize = 10;
/// What the column is called that tells cases apart.
const REFERENCE: &str = "reference";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing that counts.
    Skip,
    /// What tells the lines apart, such as an order number.
    Reference,
    /// A field, by its index.
    Field(usize),
    /// A column of a list, by the indices of both.
    Cell(usize, usize),
    /// A side of a size (0: length, 1: width, 2: height) that is a column of a list.
    Side(usize, usize, usize),
}

impl Target {
    /// Everything that a column can be, in the order of the fields.
    #[must_use]
    pub fn all(fields: &[Meta]) -> Vec<Self> {
        let mut all = vec![Self::Skip, Self::Reference];
        for (field, meta) in fields.iter().enumerate() {
            if meta.columns().is_empty() {
                all.push(Self::Field(field));
            }
            for (column, meta) in meta.columns().iter().enumerate() {
                all.push(Self::Cell(field, column));
                if matches!(meta.kind, Kind::Size(_)) {
                    all.extend((0..3).map(|side| Self::Side(field, column, side)));
                }
            }
        }
        all
    }

    /// Its code: `-`, `reference`, or keys of fields (`parcels.size.1`, sides from 0).
    #[must_use]
    pub fn code(self, fields: &[Meta]) -> String {
        let cell = |field: usize, column: usize| [fields[field].key, ".", fields[field].columns()[column].key].concat();
        match self {
            Self::Skip => "-".to_owned(),
            Self::Reference => REFERENCE.to_owned(),
            Self::Field(field) => fields[field].key.to_owned(),
            Self::Cell(field, column) => cell(field, column),
            Self::Side(field, column, side) => format!("{}.{side}", cell(field, column)),
        }
    }

    /// The target of a code.
    #[must_use]
    pub fn from_code(fields: &[Meta], code: &str) -> Option<Self> {
        Self::all(fields).into_iter().find(|one| one.code(fields) == code)
    }

    /// What measures it, where that is a weight or a length.
    #[must_use]
    pub fn dimension(self, fields: &[Meta]) -> Option<Dimension> {
        let kind = match self {
            Self::Field(field) => fields[field].kind,
            Self::Cell(field, column) | Self::Side(field, column, _) => fields[field].columns()[column].kind,
            Self::Skip | Self::Reference => return None,
        };
        match kind {
            Kind::Amount(units) | Kind::Size(units) => units.first().map(|unit| unit.dimension()),
            _ => None,
        }
    }
}

/// A column of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub target: Target,
    /// The unit of its figures where they name none.
    pub unit: Option<Unit>,
}

/// A table and what its columns are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its lines of cells, blank ones left out.
    pub lines: Vec<Vec<String>>,
    /// How many lines at the top are no cases: titles and the header.
    pub header: usize,
    /// What each column is.
    pub columns: Vec<Column>,
    /// How many lines of sums were left out.
    pub sums: usize,
    /// The number in the text of each of `lines`, from 0.
    pub numbers: Vec<usize>,
    /// What of the text was not read, or not as it stands there.
    pub problems: Vec<Problem>,
}

/// How the figures of a sheet are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    marks: Marks,
    /// What each column shows of its marks.
    shown: Vec<Shown>,
}

impl Reading {
    /// Whether the figure of a cell has two readings between which its column does not decide.
    fn doubts(&self, index: usize, cell: &str, unit: Option<Unit>) -> bool {
        let Some(shown) = self.shown.get(index) else { return false };
        let typed = number::parse(cell, self.marks).ok().flatten();
        typed.is_some_and(|typed| shown.doubts(cell, &typed, typed.unit.or(unit)))
    }
}

/// A line of a sheet as a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What its line calls it.
    pub reference: String,
    /// The case.
    pub record: Record,
}

impl Sheet {
    /// Reads a table and finds out what its columns are. `metric` says in which units figures are that name none.
    #[must_use]
    pub fn recognise(fields: &'static [Meta], text: &str, metric: bool) -> Self {
        let table = table::numbered(text);
        let mut problems: Vec<_> = table.cut().into_iter().collect();
        let mut rows = table.lines;
        rows.retain(|(_, line)| line.iter().any(|cell| !cell.trim().is_empty()));
        let all = rows.len();
        rows.retain(|(_, line)| !table::is_sum(line));
        let sums = all - rows.len();
        if let Some((number, _)) = rows.get(MAX_LINES) {
            problems.push(Problem { row: Some(*number), ..table::too_many(MAX_LINES) });
        }
        rows.truncate(MAX_LINES);
        let (numbers, lines): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let width = lines.iter().map(Vec::len).max().unwrap_or_default();
        let heads = |line: &Vec<String>| -> Vec<_> { line.iter().map(|head| head_of(fields, head)).collect() };
        let known = |heads: &Vec<Option<Column>>| heads.iter().flatten().count();
        let found = lines.iter().take(HEADER_WITHIN).map(heads).enumerate().max_by_key(|(index, heads)| {
            // The first of the best.
            (known(heads), HEADER_WITHIN - index)
        });
        let found = found.filter(|(_, heads)| known(heads) > 0);
        let header = found.as_ref().map_or(0, |(index, _)| index + 1);
        let heads = found.map(|(_, heads)| heads).unwrap_or_default();
        let mut columns = vec![Column { target: Target::Skip, unit: None }; width];
        for (column, head) in columns.iter_mut().zip(heads) {
            *column = head.unwrap_or(*column);
        }
        let mut sheet = Self { lines, header, columns, sums, numbers, problems };
        for index in 0..width {
            let target = sheet.columns[index].target;
            // What two columns claim is the first one's.
            let again = sheet.columns[..index].iter().any(|column| column.target == target);
            sheet.assign(fields, index, if again { Target::Skip } else { target }, metric);
        }
        sheet
    }

    /// Says what a column is; its unit stays where it fits.
    pub fn assign(&mut self, fields: &[Meta], column: usize, target: Target, metric: bool) {
        let Some(column) = self.columns.get_mut(column) else { return };
        let dimension = target.dimension(fields);
        let usual = dimension.map(|dimension| match (dimension, metric) {
            (Dimension::Weight, true) => Unit::Kilogram,
            (Dimension::Weight, false) => Unit::Pound,
            (Dimension::Length, true) => Unit::Centimetre,
            (Dimension::Length, false) => Unit::Inch,
        });
        let unit = column.unit.filter(|unit| Some(unit.dimension()) == dimension);
        *column = Column { target, unit: unit.or(usual) };
    }

    /// The units that the figures of a column can be in.
    #[must_use]
    pub fn units(&self, fields: &[Meta], column: usize) -> &'static [Unit] {
        match self.columns.get(column).and_then(|column| column.target.dimension(fields)) {
            Some(Dimension::Weight) => WEIGHTS,
            Some(Dimension::Length) => LENGTHS,
            None => &[],
        }
    }

    /// Weights that are hardly in the unit of their column: none reaches 10 g, or one is above 1,000 kg. The largest, and
    /// that unit.
    #[must_use]
    pub fn doubt(&self, fields: &[Meta], marks: Marks) -> Option<(Decimal, Unit)> {
        self.columns.iter().enumerate().find_map(|(index, column)| {
            let unit = column.unit.filter(|_| column.target.dimension(fields) == Some(Dimension::Weight))?;
            let cells = self.body().iter().filter_map(|line| line.get(index));
            let figures = cells.filter_map(|cell| number::parse(cell, marks).ok().flatten());
            let largest = figures.filter(|typed| typed.unit.is_none()).map(|typed| typed.value).max()?;
            let is_odd = match unit {
                Unit::Gram => largest < Decimal::from(10),
                _ => largest > Decimal::from(1000),
            };
            is_odd.then_some((largest, unit))
        })
    }

    /// The lines that are cases.
    #[must_use]
    pub fn body(&self) -> &[Vec<String>] {
        self.lines.get(self.header..).unwrap_or_default()
    }

    /// Whether anything that a case is made of has a column.
    #[must_use]
    pub fn is_assigned(&self) -> bool {
        self.columns.iter().any(|column| !matches!(column.target, Target::Skip | Target::Reference))
    }

    /// How its figures are read with the marks of a locale.
    #[must_use]
    pub fn reading(&self, fields: &[Meta], marks: Marks) -> Reading {
        let cells = |index: usize| self.body().iter().filter_map(move |line| line.get(index)).map(String::as_str);
        let shown = |(index, column): (usize, &Column)| match column.target.dimension(fields) {
            Some(_) => Shown::by(cells(index), marks),
            None => Shown::default(),
        };
        Reading { marks, shown: self.columns.iter().enumerate().map(shown).collect() }
    }

    /// The case of a line of the [`body`](Self::body). `base` gives what has no column.
    #[must_use]
    pub fn case(&self, fields: &'static [Meta], line: &[String], base: &Record, reading: &Reading) -> Case {
        let mut record = base.clone();
        let mut reference = String::new();
        for (field, meta) in fields.iter().enumerate() {
            if !meta.columns().is_empty() && self.fills(field) {
                record.values[field] = Value::Rows(vec![self.row(field, meta, line, reading)]);
            }
        }
        for (column, cell) in self.columns.iter().zip(line) {
            let cell = table::unguarded(cell.trim());
            match column.target {
                Target::Reference => cell.clone_into(&mut reference),
                // A country that is missing must not become that of another case.
                Target::Field(field) if cell.is_empty() && is_country(&fields[field]) => {
                    record.values[field] = Value::Unreadable(String::new(), code::REQUIRED);
                }
                Target::Field(field) if !cell.is_empty() => {
                    record.values[field] = value(&fields[field], cell, column.unit, reading.marks);
                }
                _ => {}
            }
        }
        Case { reference, record }
    }

    fn fills(&self, list: usize) -> bool {
        self.columns.iter().any(|column| match column.target {
            Target::Cell(field, _) | Target::Side(field, ..) => field == list,
            _ => false,
        })
    }

    fn row(&self, list: usize, meta: &Meta, line: &[String], reading: &Reading) -> Row {
        let mut row = Row { cells: vec![Value::Empty; meta.columns().len()], extra: Vec::new() };
        for (at, (column, cell)) in self.columns.iter().zip(line).enumerate() {
            if let Target::Cell(field, index) = column.target
                && field == list
                && !cell.trim().is_empty()
            {
                let cell = table::unguarded(cell.trim());
                row.cells[index] = if reading.doubts(at, cell, column.unit) {
                    Value::Unreadable(cell.to_owned(), code::TWO_READINGS)
                } else {
                    value(&meta.columns()[index], cell, column.unit, reading.marks)
                };
            }
        }
        for (index, meta) in meta.columns().iter().enumerate() {
            if let Some(size) = self.sides(list, index, meta, line, reading) {
                row.cells[index] = size;
            }
        }
        row
    }

    /// A size whose sides stand in columns of their own; nothing where none of them is given.
    fn sides(&self, list: usize, index: usize, meta: &Meta, line: &[String], reading: &Reading) -> Option<Value> {
        let marks = reading.marks;
        let mut sides = [const { String::new() }; 3];
        let mut unit = None;
        for (at, (column, cell)) in self.columns.iter().zip(line).enumerate() {
            if let Target::Side(field, of, side) = column.target
                && (field, of) == (list, index)
            {
                let cell = table::unguarded(cell.trim());
                if reading.doubts(at, cell, column.unit) {
                    return Some(Value::Unreadable(cell.to_owned(), code::TWO_READINGS));
                }
                let bare =
                    number::parse(cell, marks).is_ok_and(|typed| typed.is_some_and(|typed| typed.unit.is_none()));
                // Each side is in the unit of its own column.
                let own = column.unit.filter(|_| bare).map(Unit::symbol).unwrap_or_default();
                sides[side] = [cell, own].concat();
                unit = unit.or(column.unit);
            }
        }
        if sides
            .iter()
            .all(|side| side.is_empty() || side.starts_with('0') && number::parse(side, marks).is_ok_and(is_zero))
        {
            return None;
        }
        // A height that is missing would make a roll of it.
        let whole = sides.iter().all(|side| !side.is_empty()) || !self.has_side(list, index, 2);
        let given: Vec<_> = sides.iter().map(String::as_str).filter(|side| !side.is_empty()).collect();
        let read = entry::read(&meta.kind, &given, unit.map(Unit::symbol).unwrap_or_default(), marks).value;
        Some(if whole { read } else { Value::Unreadable(given.join(" × "), code::SIZE_INCOMPLETE) })
    }

    fn has_side(&self, list: usize, index: usize, side: usize) -> bool {
        self.columns.iter().any(|column| column.target == Target::Side(list, index, side))
    }
}

fn is_zero(typed: Option<number::Typed>) -> bool {
    typed.is_some_and(|typed| typed.value.is_zero())
}

/// What a head of a column says it is, and the unit that it names.
fn head_of(fields: &[Meta], head: &str) -> Option<Column> {
    let (name, unit) = name_and_unit(head);
    let target = Target::all(fields).into_iter().find(|target| {
        let code = target.code(fields);
        // A list is not named: `weight`, not `parcels.weight`.
        let plain = fields.iter().find_map(|meta| code.strip_prefix(meta.key)?.strip_prefix('.')).unwrap_or(&code);
        let words = HEADS.iter().filter(|(key, _)| *key == plain).flat_map(|(_, words)| *words);
        *target != Target::Skip && [code.as_str(), plain].iter().chain(words).any(|known| plainly(known) == name)
    })?;
    let unit = unit.filter(|unit| Some(unit.dimension()) == target.dimension(fields));
    Some(Column { target, unit })
}

/// Rows of one list as pasted from a spreadsheet. Where the first line names columns, the cells go by it; otherwise they come in
/// the order of the list ([`table::rows`]).
#[must_use]
pub fn pasted(meta: &Meta, text: &str, marks: Marks) -> Vec<Row> {
    let lines = table::cells(text);
    let list = core::slice::from_ref(meta);
    let heads = |line: &Vec<String>| line.iter().map(|head| head_of(list, head)).collect::<Vec<_>>();
    let heads = lines.first().map(heads).unwrap_or_default();
    let named = heads.iter().flatten().filter(|head| matches!(head.target, Target::Cell(..) | Target::Side(..)));
    if named.count() < 2.min(meta.columns().len()) {
        return table::rows(meta, text, marks);
    }
    let row = |line: Vec<String>| {
        let mut cells = vec![Value::Empty; meta.columns().len()];
        let mut sides: [Option<(usize, &str, Option<Unit>)>; 3] = [None; 3];
        for (cell, head) in line.iter().zip(&heads) {
            let cell = cell.trim();
            match head.as_ref().map(|head| (head.target, head.unit)) {
                Some((Target::Cell(_, column), unit)) if !cell.is_empty() => {
                    cells[column] = value(&meta.columns()[column], cell, unit, marks);
                }
                Some((Target::Side(_, column, side), unit)) if !cell.is_empty() => {
                    sides[side] = Some((column, cell, unit));
                }
                _ => {}
            }
        }
        if let Some((column, _, unit)) = sides.iter().flatten().next().copied() {
            let figures: Vec<_> = sides.iter().flatten().map(|(_, figure, _)| *figure).collect();
            cells[column] = size(&figures.join("x"), unit.unwrap_or(LENGTHS[0]), marks);
        }
        Row { cells, extra: Vec::new() }
    };
    lines.into_iter().skip(1).map(row).filter(|row| !row.is_empty()).take(MAX_ROWS).collect()
}

/// `Weight (kg)`, `重量/kg`, `毛重KG` → the name as [`plainly`] writes it, and the unit.
fn name_and_unit(head: &str) -> (String, Option<Unit>) {
    let unit_of = |text: &str| number::parse(&["1", text.trim()].concat(), Marks::ENGLISH).ok().flatten()?.unit;
    let head = head.trim().trim_end_matches([')', '）', ']', '】', '*', ':', '：']);
    let split = head.rsplit_once(['(', '（', '[', '【', '/', '_', ' ', '-']);
    if let Some((name, unit)) = split.and_then(|(name, text)| Some((name, unit_of(text)?))) {
        return (plainly(name), Some(unit));
    }
    // A unit right behind a Chinese word.
    let start = head.char_indices().rev().take_while(|(_, c)| c.is_ascii_alphabetic()).last().map(|(at, _)| at);
    let start = start.filter(|at| *at > 0 && !head[..*at].ends_with(|c: char| c.is_ascii()));
    match start.and_then(|at| Some((&head[..at], unit_of(&head[at..])?))) {
        Some((name, unit)) => (plainly(name), Some(unit)),
        None => (plainly(head), None),
    }
}

/// A head without case, spaces and signs.
fn plainly(head: &str) -> String {
    head.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase).collect()
}

/// The value of a cell, in the unit of its column where it names none.
fn value(meta: &Meta, cell: &str, unit: Option<Unit>, marks: Marks) -> Value {
    match (meta.kind, unit) {
        (Kind::Amount(_), Some(unit)) => entry::read(&meta.kind, &[cell], unit.symbol(), marks).value,
        (Kind::Size(_), Some(unit)) => size(cell, unit, marks),
        (Kind::Date, _) => places::date(cell).map_or_else(|| Value::parse(&meta.kind, cell), Value::Date),
        _ if is_country(meta) => match places::countries(cell).as_deref() {
            Some([one]) => Value::Code(one),
            _ => table::cell_value(meta, cell, marks),
        },
        (Kind::ManyOf(choices), _) => {
            several(&choices, cell).map_or_else(|| table::cell_value(meta, cell, marks), Value::Codes)
        }
        _ => table::cell_value(meta, cell, marks),
    }
}

fn is_country(meta: &Meta) -> bool {
    matches!(meta.kind, Kind::Choice(choices) if choices.names == Names::Countries)
}

/// Codes that a cell names in words (`带电、液体`), in the order of the choice; nothing where a word is not known.
fn several(choices: &Choices, cell: &str) -> Option<Vec<&'static str>> {
    let mut found = Vec::new();
    for word in cell.split(['、', ',', '，', ';', '；', '/', '|', '+']).map(plainly).filter(|word| !word.is_empty())
    {
        if NONE.iter().any(|none| plainly(none) == word) {
            continue;
        }
        let is_named = |code: &&&str| {
            let words = HEADS.iter().filter(|(key, _)| key == *code).flat_map(|(_, words)| *words);
            [**code].iter().chain(words).any(|known| plainly(known) == word)
        };
        found.push(*choices.codes.iter().find(is_named)?);
    }
    Some(choices.codes.iter().copied().filter(|code| found.contains(code)).collect())
}

fn size(cell: &str, unit: Unit, marks: Marks) -> Value {
    let sides = number::sides(cell, marks).ok().flatten();
    let size = sides.and_then(|sides| Size::from_sides(&sides.figures, sides.unit.unwrap_or(unit)));
    size.map_or_else(|| Value::Unreadable(cell.to_owned(), code::SIZE_INCOMPLETE), Value::Size)
}

/// What a case came to, without its bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Priced {
    /// Name of the best alternative.
    pub name: Option<Arg>,
    /// The headline figures.
    pub headline: Vec<Figure>,
    /// Why there is no figure, or what deserves a second look.
    pub problems: Vec<Problem>,
}

impl Priced {
    /// The first headline figure, where it is money.
    #[must_use]
    pub fn cost(&self) -> Option<Money> {
        match self.headline.first()?.value {
            Arg::Money(money) => Some(money),
            _ => None,
        }
    }

    /// What is wrong: why there is no figure; a problem that leaves one is a warning.
    #[must_use]
    pub fn worst(&self) -> Option<&Problem> {
        self.problems.iter().max_by_key(|problem| problem.severity)
    }
}

/// Evaluates a case. `world` should be [brief](World::brief).
#[must_use]
pub fn price(calculator: &dyn Calculator, record: &Record, world: &World) -> Priced {
    let outcome = calculator.evaluate(record, world);
    let mut problems = outcome.problems;
    problems.retain(|problem| problem.severity > Severity::Note && problem.code != code::ROWS_LEFT_OUT);
    let Some(answer) = outcome.answer else { return Priced { problems, ..Priced::default() } };
    if answer.headline.is_empty() {
        // Refused by all: the reasons of the one that would be best, or that none goes there.
        let refused = answer.alternatives.into_iter().map(|one| one.refused).filter(|refused| !refused.is_empty());
        let is_note = |refused: &Vec<Problem>| refused.iter().all(|problem| problem.severity <= Severity::Note);
        let refused = refused.min_by_key(is_note);
        problems.extend(refused.unwrap_or_default());
    }
    let best = answer.headline.first().and(answer_name(answer.decision.as_ref()));
    Priced { name: best, headline: answer.headline, problems }
}

/// The alternative that a decision names as the best.
fn answer_name(decision: Option<&crate::schema::Phrase>) -> Option<Arg> {
    decision?.args.iter().find(|(slot, _)| *slot == "best").map(|(_, name)| name.clone())
}

/// What many cases come to together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Cases with a figure.
    pub priced: usize,
    /// Cases without.
    pub failed: usize,
    /// Sum of the costs, by currency; nothing where it leaves the exact range.
    pub sums: Vec<(Currency, Option<Decimal>)>,
    /// How often each alternative was the best, in the order of their first case.
    pub by_name: Vec<(Arg, usize)>,
}

impl Totals {
    /// Counts a case.
    pub fn add(&mut self, priced: &Priced) {
        let Some(cost) = priced.cost() else {
            self.failed += 1;
            return;
        };
        self.priced += 1;
        match self.sums.iter_mut().find(|(currency, _)| *currency == cost.currency) {
            Some((_, sum)) => *sum = sum.and_then(|sum| sum.plus(cost.value)),
            None => self.sums.push((cost.currency, Some(cost.value))),
        }
        let Some(name) = &priced.name else { return };
        match self.by_name.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => self.by_name.push((name.clone(), 1)),
        }
    }
}

/// The sheet as CSV with the answers behind each line: the user's own columns first, as they were.
///
/// `heads` names the columns of the answers, `cells` gives them.
#[must_use]
pub fn write(sheet: &Sheet, heads: &[String], cells: &dyn Fn(usize) -> Vec<String>) -> String {
    let mut out = String::new();
    let blank = vec![String::new(); sheet.columns.len()];
    let own_heads = sheet.header.checked_sub(1).and_then(|index| sheet.lines.get(index)).unwrap_or(&blank);
    let mut line = |own: &[String], added: &[String]| {
        let own = (0..sheet.columns.len()).map(|index| own.get(index).map_or("", String::as_str));
        for (index, cell) in own.chain(added.iter().map(String::as_str)).enumerate() {
            let _ = write!(out, "{}{}", if index > 0 { "," } else { "" }, table::quoted(&table::guarded_text(cell)));
        }
        out.push_str("\r\n");
    };
    line(own_heads, heads);
    for (index, own) in sheet.body().iter().enumerate() {
        line(own, &cells(index));
    }
    out
}
