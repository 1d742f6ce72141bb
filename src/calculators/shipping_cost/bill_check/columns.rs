//! What the columns of a bill hold: recognised by their header, or said by hand.

use crate::amount::Currency;
use crate::calculators::shipping_cost::texts::bill;
use crate::number::{self, Marks};
use crate::schema::Text;
use crate::table;
use crate::units::{Dimension, LENGTHS, Unit, WEIGHTS};
use crate::vocabulary::HEADS;

/// What a column of a bill holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The forwarder's or the seller's number; optional.
    Reference,
    /// Country of the buyer; that of the desk if there is no such column or the cell is blank.
    Destination,
    /// How many such parcels; 1 if blank.
    Quantity,
    /// Actual weight, of one parcel or of all of the row ([`WeightOf`]); kilograms unless the cell or the header says
    /// otherwise.
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
    /// Another fee of the whole row, added to the freight where there is no [`Amount`](Self::Amount). A bill can have
    /// several such columns.
    Fee,
    /// ISO code of the currency of every amount of the row; that of the card if blank.
    Currency,
    /// Day of shipment; that of the desk if blank.
    Date,
    /// What the carrier calls the service; whoever checks says which card that is.
    Service,
}

/// What a weight is the weight of, where a row holds several parcels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightOf {
    /// One parcel.
    One,
    /// All parcels of the row.
    All,
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
const NAMES: [(Column, &[&str]); 6] = [
    (
        Column::Weight,
        &[
            "totalweight",
            "totalgrossweight",
            "grosstotalweight",
            "totalactualweight",
            "总重",
            "總重",
            "总重量",
            "總重量",
            "总实重",
            "總實重",
            "实总重",
            "总毛重",
            "總毛重",
            "合计重量",
            "合計重量",
            "整票重量",
            "整票实重",
            "整票實重",
            "单件实重",
            "單件實重",
            "单件毛重",
            "單件毛重",
        ],
    ),
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
    pub const ALL: [Self; 16] = [
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
        Self::Fee,
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
            Self::Fee => bill::COLUMN_FEE,
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

    /// The column of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether it holds money.
    pub(super) const fn is_money(self) -> bool {
        matches!(self, Self::Amount | Self::Freight | Self::Fuel | Self::Fee)
    }

    pub(super) const fn dimension(self) -> Option<Dimension> {
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// What it holds; `None` where the header is not known: the column is not looked at.
    pub column: Option<Column>,
    /// The unit that the header names, or the usual one of such a column.
    pub unit: Option<Unit>,
    /// The currency that the header names.
    pub currency: Option<Currency>,
    /// What the header says a weight is the weight of; `None` where it does not say.
    pub weight_of: Option<WeightOf>,
    /// What the header says; empty without a header line.
    pub name: String,
}

/// The columns of a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// How many lines at the top are no rows: titles and the header. 0 without a header; the columns are those of
    /// [`ORDER`] then.
    pub header: usize,
    /// Every column, from the left.
    pub headings: Vec<Heading>,
}

impl Columns {
    /// Whether a column holds this.
    pub(super) fn has(&self, column: Column) -> bool {
        self.headings.iter().any(|heading| heading.column == Some(column))
    }

    /// Says what a column holds; its unit stays where it fits. What another column held before is this one's now, but
    /// for fees, of which there can be several.
    pub fn assign(&mut self, index: usize, column: Option<Column>) {
        if column != Some(Column::Fee) {
            for other in self.headings.iter_mut().filter(|other| other.column == column) {
                other.column = None;
            }
        }
        if self.headings.len() <= index {
            self.headings.resize(index.saturating_add(1), Heading::default());
        }
        let Some(heading) = self.headings.get_mut(index) else { return };
        let dimension = column.and_then(Column::dimension);
        let unit = heading.unit.filter(|unit| Some(unit.dimension()) == dimension);
        (heading.column, heading.unit) = (column, unit.or(column.and_then(Column::default_unit)));
    }

    /// The units that the figures of a column can be in.
    #[must_use]
    pub fn units(&self, index: usize) -> &'static [Unit] {
        match self.headings.get(index).and_then(|heading| heading.column?.dimension()) {
            Some(Dimension::Weight) => WEIGHTS,
            Some(Dimension::Length) => LENGTHS,
            None => &[],
        }
    }

    /// A column without which no row can be checked, if it is not there.
    #[must_use]
    pub fn missing(&self) -> Option<Column> {
        if !self.has(Column::Weight) {
            return Some(Column::Weight);
        }
        // What may be a fee beside the freight, or a sum of fees, leaves the whole unknown.
        let unclear = |one: &Heading| one.column.is_none() && is_fee(&one.name) == Some(false);
        if self.has(Column::Freight) && !self.has(Column::Amount) && self.headings.iter().any(unclear) {
            return Some(Column::Amount);
        }
        let billed = [Column::BilledWeight, Column::Amount, Column::Freight];
        (!billed.into_iter().any(|column| self.has(column))).then_some(Column::Amount)
    }
}

/// The columns that the header of a bill announces, or those of [`ORDER`] if it has none: the first line of the first
/// few that names columns counts, whatever titles stand above it. Nothing in a text without lines.
#[must_use]
pub fn columns(text: &str) -> Columns {
    let lines = table::cells(text);
    let named = lines.iter().take(HEADER_WITHIN).enumerate().find_map(|(index, cells)| {
        let headings: Vec<_> = cells.iter().map(|name| heading(name)).collect();
        let known = headings.iter().filter(|heading| heading.column.is_some()).count();
        (known >= 2).then(|| Columns { header: index + 1, headings: each_once(headings) })
    });
    named.unwrap_or_else(|| lines.first().map(|cells| in_order(cells)).unwrap_or_default())
}

/// The columns of a bill without a header.
fn in_order(first: &[String]) -> Columns {
    let in_one = first.get(2).is_some_and(|cell| number::sides(cell, Marks::ENGLISH).is_ok_and(|size| size.is_some()));
    let order: &[Column] = if in_one {
        &[Column::Reference, Column::Weight, Column::Size, Column::BilledWeight, Column::Amount]
    } else {
        &ORDER
    };
    let plain = |column: &Column| Heading { column: Some(*column), unit: column.default_unit(), ..Heading::default() };
    Columns { header: 0, headings: order.iter().map(plain).collect() }
}

/// What an amount that holds everything is called.
const TOTALS: [&str; 8] = ["total", "amount", "金额", "金額", "合计", "合計", "总", "總"];

/// What stands in the name of a fee.
const FEES: [&str; 4] = ["费", "費", "fee", "charge"];
/// How names of columns about fees end that are no amounts.
const ABOUT_FEES: [&str; 21] = [
    "率", "rate", "类", "類", "类型", "類型", "type", "说明", "說明", "备注", "備註", "remark", "note", "方式", "日期",
    "date", "重", "重量", "currency", "币种", "幣別",
];
/// What stands in names that may be a sum of fees, or what no card holds: taxes, and what is paid back.
const UNCLEAR_FEES: [&str; 14] =
    ["subtotal", "小计", "小計", "税", "稅", "tax", "duty", "vat", "退", "减", "減", "折", "discount", "refund"];

/// Whether a name that is not known is that of a fee to be added to the freight: `None` for anything else, `false` where
/// it may as well be a sum of fees, or what does not belong to the price.
fn is_fee(name: &str) -> Option<bool> {
    let name = plain(head_and_inside(name).0);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_about = name.starts_with("是否") || ABOUT_FEES.iter().any(|end| name.ends_with(end));
    (has(&FEES) && !is_about).then(|| !has(&TOTALS) && !has(&UNCLEAR_FEES))
}

/// Of two columns of one name the first counts. Of an amount and a freight the amount counts; fees are added to a freight.
fn each_once(mut headings: Vec<Heading>) -> Vec<Heading> {
    let is_total = |one: &Heading| TOTALS.iter().any(|word| plain(&one.name).contains(word));
    if headings.iter().any(|one| one.column == Some(Column::Amount) && is_total(one)) {
        // A price or a fee beside a total is a part of it.
        for heading in headings.iter_mut().filter(|one| one.column == Some(Column::Amount)) {
            heading.column = heading.column.filter(|_| is_total(heading));
        }
    }
    let has = |headings: &[Heading], column| headings.iter().any(|one| one.column == Some(column));
    let mut seen: Vec<Column> = Vec::new();
    if has(&headings, Column::Amount) {
        seen.push(Column::Freight);
    }
    for heading in &mut headings {
        heading.column = heading.column.filter(|column| !seen.contains(column));
        seen.extend(heading.column);
    }
    if has(&headings, Column::Freight) {
        for heading in headings.iter_mut().filter(|one| one.column.is_none() && is_fee(&one.name) == Some(true)) {
            heading.column = Some(Column::Fee);
        }
    }
    headings
}

/// A name, and what stands in brackets or behind a slash: `实重(kg)`, `Weight [g]`, `Amount / USD`.
fn head_and_inside(name: &str) -> (&str, &str) {
    let name = table::unguarded(name.trim());
    let opened = name.find(['(', '（', '[', '【', '/', '／']);
    let (head, inside) = opened.and_then(|at| name.split_at_checked(at)).unwrap_or((name, ""));
    (head, inside.trim_matches(|c: char| "()（）[]【】/／ ".contains(c)))
}

/// What a name of a column says.
fn heading(name: &str) -> Heading {
    let (head, inside) = head_and_inside(name);
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
    let weight_of = weight_of(&plain).or_else(|| weight_of(inside)).filter(|_| column == Some(Column::Weight));
    let name = table::unguarded(name.trim()).to_owned();
    Heading { column, unit, currency: currency_named(inside), weight_of, name }
}

/// What the name of a weight says that it is the weight of.
fn weight_of(name: &str) -> Option<WeightOf> {
    let name = plain(name);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match (
        has(&["总", "總", "合计", "合計", "整票", "total"]),
        has(&["单", "單", "每件", "unit", "each", "perp", "piece"]),
    ) {
        (true, false) => Some(WeightOf::All),
        (false, true) => Some(WeightOf::One),
        _ => None,
    }
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
pub(super) fn currency_named(text: &str) -> Option<Currency> {
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
