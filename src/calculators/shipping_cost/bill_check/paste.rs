//! A forwarder's bill as pasted text: which column is which, and the rows that can be read.

use rust_decimal::Decimal;

use crate::amount::{Amount, Currency, Size};
use crate::calculators::shipping_cost::texts::bill;
use crate::calculators::shipping_cost::{Inputs, PARCELS};
use crate::date::Date;
use crate::number::{self, Marks, Reading, Typed};
use crate::places;
use crate::schema::{Arg, Fields, Problem, Record, Severity, Text, code};
use crate::table;
use crate::units::{Dimension, Unit};
use crate::value::{Row, Value};
use crate::vocabulary::HEADS;

/// The most rows that are read.
pub const MAX_BILLED_ROWS: usize = 20_000;

/// What a column of a bill holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The forwarder's or the seller's number; optional.
    Reference,
    /// Country of the buyer; that of the desk if there is no such column or the cell is blank.
    Destination,
    /// How many such parcels; 1 if blank.
    Quantity,
    /// Actual weight of one parcel; kilograms unless the cell or the header says otherwise.
    Weight,
    /// A side; centimetres unless the cell or the header says otherwise.
    Length,
    /// A side.
    Width,
    /// A side.
    Height,
    /// All sides in one cell.
    Size,
    /// The billed weight of the whole row.
    BilledWeight,
    /// The billed amount of the whole row, fuel included.
    Amount,
    /// The billed freight of the whole row; a fuel column is added to it.
    Freight,
    /// The billed fuel surcharge of the whole row.
    Fuel,
    /// ISO code of the currency of every amount of the row; that of the card if blank.
    Currency,
    /// Day of shipment; that of the desk if blank.
    Date,
    /// What the carrier calls the service; whoever checks says which card that is.
    Service,
}

/// The columns of a bill without a header line. With all sides in the third cell, [`Column::Size`] stands for the
/// three sides.
pub const ORDER: [Column; 7] = [
    Column::Reference,
    Column::Weight,
    Column::Length,
    Column::Width,
    Column::Height,
    Column::BilledWeight,
    Column::Amount,
];

/// What headers call the columns of bills alone: lower case, without spaces, brackets and marks.
const NAMES: [(Column, &[&str]); 5] = [
    (
        Column::BilledWeight,
        &[
            "billedweight",
            "billingweight",
            "chargeableweight",
            "chargedweight",
            "billableweight",
            "chgwt",
            "计费重",
            "計費重",
            "计费重量",
            "計費重量",
            "收费重",
            "收費重",
            "结算重",
            "結算重",
            "结算重量",
            "結算重量",
            "收费重量",
            "收費重量",
        ],
    ),
    (
        Column::Amount,
        &[
            "amount",
            "total",
            "totalamount",
            "charge",
            "charges",
            "price",
            "cost",
            "billed",
            "billedamount",
            "fee",
            "金额",
            "金額",
            "总金额",
            "總金額",
            "合计",
            "合計",
            "总费用",
            "總費用",
            "总额",
            "總額",
            "费用",
            "費用",
            "应收",
            "應收",
            "应付",
            "應付",
            "应收金额",
            "應收金額",
            "总价",
            "總價",
            "总运费",
            "總運費",
        ],
    ),
    (Column::Freight, &["freight", "freightcharge", "basefreight", "运费", "運費", "基础运费", "基本運費"]),
    (
        Column::Fuel,
        &[
            "fuel",
            "fuelsurcharge",
            "fsc",
            "fuelcharge",
            "燃油",
            "燃油费",
            "燃油費",
            "燃油附加费",
            "燃油附加費",
            "燃油附加",
        ],
    ),
    (
        Column::Service,
        &[
            "service",
            "channel",
            "product",
            "shippingmethod",
            "渠道",
            "渠道名称",
            "渠道名稱",
            "物流渠道",
            "运输方式",
            "運輸方式",
            "物流方式",
            "服务",
            "服務",
            "产品",
            "產品",
            "产品名称",
            "線路",
            "线路",
        ],
    ),
];

/// The columns that every kind of sheet has, by their names in [`HEADS`].
const SHARED: [(Column, &str); 10] = [
    (Column::Reference, "reference"),
    (Column::Destination, "destination"),
    (Column::Quantity, "quantity"),
    (Column::Weight, "weight"),
    (Column::Size, "size"),
    (Column::Length, "size.0"),
    (Column::Width, "size.1"),
    (Column::Height, "size.2"),
    (Column::Currency, "currency"),
    (Column::Date, "shipping-date"),
];

/// Among how many lines at the top the header is looked for.
const HEADER_WITHIN: usize = 10;

impl Column {
    /// Every column, in the order in which results are written.
    pub const ALL: [Self; 15] = [
        Self::Reference,
        Self::Destination,
        Self::Quantity,
        Self::Weight,
        Self::Length,
        Self::Width,
        Self::Height,
        Self::Size,
        Self::BilledWeight,
        Self::Amount,
        Self::Freight,
        Self::Fuel,
        Self::Currency,
        Self::Date,
        Self::Service,
    ];

    /// Its name in `locales/`.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Reference => bill::COLUMN_REFERENCE,
            Self::Destination => bill::COLUMN_DESTINATION,
            Self::Quantity => bill::COLUMN_QUANTITY,
            Self::Weight => bill::COLUMN_WEIGHT,
            Self::Length => bill::COLUMN_LENGTH,
            Self::Width => bill::COLUMN_WIDTH,
            Self::Height => bill::COLUMN_HEIGHT,
            Self::Size => bill::COLUMN_SIZE,
            Self::BilledWeight => bill::COLUMN_BILLED_WEIGHT,
            Self::Amount => bill::COLUMN_AMOUNT,
            Self::Freight => bill::COLUMN_FREIGHT,
            Self::Fuel => bill::COLUMN_FUEL,
            Self::Currency => bill::COLUMN_CURRENCY,
            Self::Date => bill::COLUMN_DATE,
            Self::Service => bill::COLUMN_SERVICE,
        }
    }

    /// Its stable code: `billed-weight`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.text().key().strip_prefix("bill.column-").unwrap_or_default()
    }

    const fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Weight | Self::BilledWeight => Some(Dimension::Weight),
            Self::Length | Self::Width | Self::Height | Self::Size => Some(Dimension::Length),
            _ => None,
        }
    }

    fn default_unit(self) -> Option<Unit> {
        self.dimension().map(|of| if of == Dimension::Weight { Unit::Kilogram } else { Unit::Centimetre })
    }
}

/// One column as its header was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What it holds; `None` where the header is not known: the column is not looked at.
    pub column: Option<Column>,
    /// The unit that the header names, or the usual one of such a column.
    pub unit: Option<Unit>,
    /// The currency that the header names.
    pub currency: Option<Currency>,
    /// What the header says; empty without a header line.
    pub name: String,
}

/// The columns of a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Whether the first line is a header; the columns are those of [`ORDER`] otherwise.
    pub header: bool,
    /// Every column, from the left.
    pub headings: Vec<Heading>,
}

impl Columns {
    fn has(&self, column: Column) -> bool {
        self.headings.iter().any(|heading| heading.column == Some(column))
    }

    /// A column without which no row can be checked, if it is not there.
    #[must_use]
    pub fn missing(&self) -> Option<Column> {
        if !self.has(Column::Weight) {
            return Some(Column::Weight);
        }
        // A fee beside the freight belongs to what was billed; without a total nobody knows the whole.
        let is_fee = |one: &Heading| {
            one.column.is_none() && ["费", "費", "fee", "charge"].iter().any(|word| plain(&one.name).contains(word))
        };
        if self.has(Column::Freight) && !self.has(Column::Amount) && self.headings.iter().any(is_fee) {
            return Some(Column::Amount);
        }
        let billed = [Column::BilledWeight, Column::Amount, Column::Freight];
        (!billed.into_iter().any(|column| self.has(column))).then_some(Column::Amount)
    }
}

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
    /// Actual weight of one.
    pub weight: Amount,
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
}

/// The columns that the first line of a bill announces, or those of [`ORDER`] if it is no header. Nothing in a text
/// without lines.
#[must_use]
pub fn columns(text: &str) -> Columns {
    header(&table::numbered(text)).1
}

/// How many lines at the top are no rows, and the columns: the first line of the first few that names columns counts,
/// whatever titles stand above it.
fn header(lines: &[(usize, Vec<String>)]) -> (usize, Columns) {
    let named = lines.iter().take(HEADER_WITHIN).map(|(_, cells)| columns_of(cells)).enumerate();
    let named = named.map(|(index, columns)| (index + 1, columns)).find(|(_, columns)| columns.header);
    named.unwrap_or_else(|| (0, lines.first().map(|(_, cells)| columns_of(cells)).unwrap_or_default()))
}

fn columns_of(first: &[String]) -> Columns {
    let headings: Vec<_> = first.iter().map(|name| heading(name)).collect();
    let known = headings.iter().filter(|heading| heading.column.is_some()).count();
    if known >= 2 {
        return Columns { header: true, headings: each_once(headings) };
    }
    let in_one = first.get(2).is_some_and(|cell| number::sides(cell, Marks::ENGLISH).is_ok_and(|size| size.is_some()));
    let order: &[Column] = if in_one {
        &[Column::Reference, Column::Weight, Column::Size, Column::BilledWeight, Column::Amount]
    } else {
        &ORDER
    };
    let plain = |column: &Column| Heading {
        column: Some(*column),
        unit: column.default_unit(),
        currency: None,
        name: String::new(),
    };
    Columns { header: false, headings: order.iter().map(plain).collect() }
}

/// What an amount that holds everything is called.
const TOTALS: [&str; 8] = ["total", "amount", "金额", "金額", "合计", "合計", "总", "總"];

/// Of two columns of one name the first counts. Of an amount and a freight the amount counts.
fn each_once(mut headings: Vec<Heading>) -> Vec<Heading> {
    let is_total = |one: &Heading| TOTALS.iter().any(|word| plain(&one.name).contains(word));
    if headings.iter().any(|one| one.column == Some(Column::Amount) && is_total(one)) {
        // A price or a fee beside a total is a part of it.
        for heading in headings.iter_mut().filter(|one| one.column == Some(Column::Amount)) {
            heading.column = heading.column.filter(|_| is_total(heading));
        }
    }
    let mut seen: Vec<Column> = Vec::new();
    if headings.iter().any(|one| one.column == Some(Column::Amount)) {
        seen.push(Column::Freight);
    }
    for heading in &mut headings {
        heading.column = heading.column.filter(|column| !seen.contains(column));
        seen.extend(heading.column);
    }
    headings
}

/// A name without what stands in brackets, and that: `实重(kg)`, `Weight [g]`, `Amount / USD`.
fn heading(name: &str) -> Heading {
    let name = table::unguarded(name.trim());
    let opened = name.find(['(', '（', '[', '【', '/', '／']);
    let (head, inside) = opened.and_then(|at| name.split_at_checked(at)).unwrap_or((name, ""));
    let inside = inside.trim_matches(|c: char| "()（）[]【】/／ ".contains(c));
    let plain = plain(head);
    let mut column = named(&plain);
    let mut unit = number::unit(&inside.to_lowercase());
    // The unit may stand behind the name: `weight kg`, `实重kg`.
    if column.is_none() {
        let behind = UNITS.iter().find_map(|tail| Some((named(plain.strip_suffix(tail)?)?, number::unit(tail))));
        column = behind.map(|(column, _)| column);
        unit = behind.and_then(|(_, unit)| unit).or(unit);
    }
    let dimension = column.and_then(Column::dimension);
    // A unit that is not known is not taken for the usual one.
    let names_unit =
        ["g", "克", "lb", "磅", "oz", "mm", "in", "寸"].iter().any(|unit| inside.to_lowercase().contains(unit));
    if dimension.is_some() && unit.is_none() && names_unit {
        column = None;
    }
    let unit = unit.filter(|unit| Some(unit.dimension()) == dimension).or(column.and_then(Column::default_unit));
    Heading { column, unit, currency: currency_named(inside), name: name.to_owned() }
}

/// Units behind the name of a column; longer ones first.
const UNITS: &[&str] = &["kgs", "kg", "lbs", "lb", "oz", "mm", "cm", "in", "公斤", "千克", "厘米", "公分", "克", "g"];

fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !"_-.:：#*×·'\"\u{feff}".contains(*c));
    kept.flat_map(char::to_lowercase).collect()
}

fn named(name: &str) -> Option<Column> {
    let own = NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(column, _)| *column);
    let is_head = |key: &str, known: &[&str]| plain(key) == name || known.iter().any(|known| plain(known) == name);
    let key = || HEADS.iter().find(|(key, known)| is_head(key, known)).map(|(key, _)| *key);
    own.or_else(|| key().and_then(|key| SHARED.iter().find(|(_, shared)| *shared == key).map(|(column, _)| *column)))
}

/// A currency by its code, or by a name that means only one.
fn currency_named(text: &str) -> Option<Currency> {
    let code = text.trim().to_uppercase();
    let code = match code.as_str() {
        "RMB" | "人民币" | "人民幣" => "CNY",
        "美元" | "US$" | "美金" => "USD",
        "欧元" | "歐元" | "€" => "EUR",
        "英镑" | "英鎊" | "£" => "GBP",
        "港币" | "港幣" | "HK$" => "HKD",
        "日元" | "日圓" => "JPY",
        other => other,
    };
    Currency::from_code(code)
}

/// Reads a bill. A row with a cell that cannot be read is left out, and a problem tells the line (`row`, from 0), the
/// [code of the column](Column::code) and, in the slot `text`, what stands there. Columns that are not known are a
/// warning each; where a column is missing that every row needs, that is the one problem. Lines of sums are not rows.
#[must_use]
pub fn read(text: &str, marks: Marks) -> (Vec<BilledRow>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut rows = Vec::new();
    if text.len() > table::MAX_LENGTH {
        return (rows, vec![Problem::error(code::ROW_LIMIT)]);
    }
    let lines = table::numbered(text);
    if lines.is_empty() {
        return (rows, problems);
    }
    let (above, columns) = header(&lines);
    for unknown in columns.headings.iter().filter(|one| one.column.is_none() && !one.name.is_empty()) {
        problems.push(Problem::warning(code::UNKNOWN_FIELD).with("text", Arg::Words(unknown.name.clone())));
    }
    if let Some(missing) = columns.missing() {
        problems.push(Problem { row: Some(0), column: Some(missing.code()), ..Problem::error(code::REQUIRED) });
        return (rows, problems);
    }
    for (line, cells) in lines.iter().skip(above) {
        if cells.iter().all(|cell| cell.trim().is_empty()) || table::is_sum(cells) {
            continue;
        }
        if rows.len() == MAX_BILLED_ROWS {
            problems.push(Problem { row: Some(*line), ..Problem::error(code::ROW_LIMIT) });
            break;
        }
        let reader = Reader { line: *line, cells, columns: &columns, marks };
        match reader.row() {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(problem),
        }
    }
    (rows, problems)
}

/// A line at hand.
struct Reader<'a> {
    line: usize,
    cells: &'a [String],
    columns: &'a Columns,
    marks: Marks,
}

impl Reader<'_> {
    fn problem(&self, column: Column, code: Text) -> Problem {
        let text = self.cell(column).map_or("", |(_, cell)| cell).to_owned();
        let problem = Problem { row: Some(self.line), column: Some(column.code()), ..Problem::error(code) };
        problem.with("text", Arg::Words(text))
    }

    /// A cell that is not blank, with its heading.
    fn cell(&self, column: Column) -> Option<(&Heading, &str)> {
        let at = self.columns.headings.iter().position(|heading| heading.column == Some(column))?;
        let cell = table::unguarded(self.cells.get(at)?.trim());
        Some((self.columns.headings.get(at)?, cell)).filter(|(_, cell)| !cell.is_empty())
    }

    fn row(&self) -> Result<BilledRow, Problem> {
        if self.cells.len() > self.columns.headings.len()
            && self.cells.iter().skip(self.columns.headings.len()).any(|cell| !cell.trim().is_empty())
        {
            return Err(Problem { row: Some(self.line), ..Problem::error(code::ROW_SHAPE) });
        }
        let (mut amount, mut currency) = (self.money(Column::Amount)?, None);
        let fuel = self.money(Column::Fuel)?;
        if let Some((freight, own)) = self.money(Column::Freight)? {
            let total = freight.checked_add(fuel.map_or(Decimal::ZERO, |(fuel, _)| fuel));
            let total = total.ok_or_else(|| self.problem(Column::Freight, code::TOO_LARGE))?;
            amount = Some((total, own));
        }
        for (_, own) in [amount, fuel].into_iter().flatten() {
            if currency.is_some() && own.is_some() && currency != own {
                return Err(self.problem(Column::Fuel, code::UNIT_MISMATCH));
            }
            currency = currency.or(own);
        }
        let row = BilledRow {
            line: self.line,
            reference: self.cell(Column::Reference).map_or("", |(_, cell)| cell).to_owned(),
            destination: self.destination()?,
            quantity: self.number(Column::Quantity)?.map_or(Decimal::ONE, |typed| typed.value),
            weight: self.amount(Column::Weight)?.ok_or_else(|| self.problem(Column::Weight, code::REQUIRED))?,
            size: self.size()?,
            billed_weight: self.amount(Column::BilledWeight)?,
            amount: amount.map(|(value, _)| value),
            fuel: fuel.map(|(value, _)| value),
            currency: self.currency()?.or(currency),
            date: self.date()?,
            service: self.cell(Column::Service).map_or("", |(_, cell)| cell).to_owned(),
        };
        self.within_bounds(&row)?;
        Ok(row)
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

    /// A figure; a date or a range in the wrong column is no sum.
    fn number(&self, column: Column) -> Result<Option<Typed>, Problem> {
        let Some((_, cell)) = self.cell(column) else { return Ok(None) };
        let typed = number::parse(cell, self.marks).map_err(|code| self.problem(column, code))?;
        let guessed = typed.is_some_and(|typed| typed.reading == Reading::Computed) && !cell.starts_with(['=', '＝']);
        if guessed || cell.contains(['%', '％']) {
            return Err(self.problem(column, code::NOT_A_NUMBER));
        }
        let dressed = typed.filter(|typed| {
            let unit = typed.unit.map(Unit::dimension);
            let money = matches!(column, Column::Amount | Column::Freight | Column::Fuel);
            (unit.is_some() && unit != column.dimension()) || (typed.currency.is_some() && !money)
        });
        if dressed.is_some() {
            return Err(self.problem(column, code::UNIT_MISMATCH));
        }
        Ok(typed)
    }

    fn amount(&self, column: Column) -> Result<Option<Amount>, Problem> {
        let Some(typed) = self.number(column)? else { return Ok(None) };
        let heading = self.cell(column).and_then(|(heading, _)| heading.unit);
        let unit = typed.unit.or(heading).ok_or_else(|| self.problem(column, code::UNIT_MISMATCH))?;
        Ok(Some(Amount { value: typed.value, unit }))
    }

    /// An amount of money, and the currency that cell or header name.
    fn money(&self, column: Column) -> Result<Option<(Decimal, Option<Currency>)>, Problem> {
        let Some(typed) = self.number(column)? else { return Ok(None) };
        let heading = self.cell(column).and_then(|(heading, _)| heading.currency);
        Ok(Some((typed.value, typed.currency.or(heading))))
    }

    /// A size of one cell, or of three; two sides, or length and one more, are a roll only in one cell.
    fn size(&self) -> Result<Option<Size>, Problem> {
        if let Some((heading, cell)) = self.cell(Column::Size) {
            let sides = number::sides(cell, self.marks).map_err(|code| self.problem(Column::Size, code))?;
            let size = sides.and_then(|sides| Size::from_sides(&sides.figures, sides.unit.or(heading.unit)?));
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
        let Some((_, cell)) = self.cell(Column::Destination) else { return Ok(None) };
        let found = places::country(cell);
        found.map(Some).ok_or_else(|| self.problem(Column::Destination, code::UNKNOWN_CODE))
    }

    fn currency(&self) -> Result<Option<Currency>, Problem> {
        let Some((_, cell)) = self.cell(Column::Currency) else { return Ok(None) };
        currency_named(cell).map(Some).ok_or_else(|| self.problem(Column::Currency, code::UNKNOWN_CODE))
    }

    fn date(&self) -> Result<Option<Date>, Problem> {
        let Some((_, cell)) = self.cell(Column::Date) else { return Ok(None) };
        places::date(cell).map(Some).ok_or_else(|| self.problem(Column::Date, code::NOT_A_DATE))
    }
}
