//! Which column is what: recognised from the header, changed by the user, remembered as text.

use rust_decimal::Decimal;

use super::cells::{self, Figures};
use super::texts::role;
use crate::amount::Currency;
use crate::bundle::{tie, untie};
use crate::number::Marks;
use crate::places;
use crate::schema::Text;
use crate::table::{self, MAX_LENGTH};
use crate::units::Unit;
use crate::value::decimal;

/// How many lines are searched for the header.
const HEAD: usize = 40;
/// Separators, those that prices hardly contain first.
const SEPARATORS: [char; 3] = ['\t', ';', ','];
/// The first text of a remembered mapping.
const VERSION: &str = "1";

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Not read: remarks and the like.
    Ignored,
    /// Service.
    Service,
    /// Country.
    Country,
    /// Delivery zone. Not priced: a line for less than all of a country is refused.
    Zone,
    /// Range of weights in one cell.
    Range,
    /// Weight from.
    From,
    /// Weight to.
    To,
    /// Price by weight; `weight` and `unit` say of what.
    PerKg,
    /// Fee for each parcel.
    Fee,
    /// The first weight.
    FirstWeight,
    /// Price of the first weight; `weight` is that weight where the header says it.
    FirstPrice,
    /// The further part.
    Step,
    /// Price of each further part; `weight` is that part where the header says it.
    NextPrice,
    /// Price of a parcel within a range.
    Flat,
    /// Price by the kilogram from `weight` on.
    Break,
    /// Prices to the `country`, for the weights of the lines.
    CountryPrice,
    /// Least billed weight.
    Least,
    /// Greatest weight.
    Most,
    /// Divisor of the volume weight.
    Divisor,
    /// Step to which the billed weight is rounded up.
    Rounding,
    /// Currency.
    Currency,
    /// Days to delivery.
    Days,
    /// First day on which the line holds, or the first and the last.
    ValidFrom,
    /// Last day on which the line holds, or the first and the last.
    ValidTo,
    /// Discount. Whether it is taken off already, nothing says: a line with one is refused.
    Discount,
}

impl Role {
    /// Every role, in the order in which a form offers them.
    pub const ALL: [Self; 25] = [
        Self::Ignored,
        Self::Service,
        Self::Country,
        Self::Zone,
        Self::Range,
        Self::From,
        Self::To,
        Self::PerKg,
        Self::Fee,
        Self::FirstWeight,
        Self::FirstPrice,
        Self::Step,
        Self::NextPrice,
        Self::Flat,
        Self::Break,
        Self::CountryPrice,
        Self::Least,
        Self::Most,
        Self::Divisor,
        Self::Rounding,
        Self::Currency,
        Self::Days,
        Self::ValidFrom,
        Self::ValidTo,
        Self::Discount,
    ];

    /// Its name.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Ignored => role::IGNORED,
            Self::Service => role::SERVICE,
            Self::Country => role::COUNTRY,
            Self::Zone => role::ZONE,
            Self::Range => role::RANGE,
            Self::From => role::FROM,
            Self::To => role::TO,
            Self::PerKg => role::PER_KG,
            Self::Fee => role::FEE,
            Self::FirstWeight => role::FIRST_WEIGHT,
            Self::FirstPrice => role::FIRST_PRICE,
            Self::Step => role::STEP,
            Self::NextPrice => role::NEXT_PRICE,
            Self::Flat => role::FLAT,
            Self::Break => role::BREAK,
            Self::CountryPrice => role::COUNTRY_PRICE,
            Self::Least => role::LEAST,
            Self::Most => role::MOST,
            Self::Divisor => role::DIVISOR,
            Self::Rounding => role::ROUNDING,
            Self::Currency => role::CURRENCY,
            Self::Days => role::DAYS,
            Self::ValidFrom => role::VALID_FROM,
            Self::ValidTo => role::VALID_TO,
            Self::Discount => role::DISCOUNT,
        }
    }

    /// The role of a code, [`Text::code`] of its name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.text().code() == code)
    }

    /// Whether prices stand in it.
    #[must_use]
    pub const fn is_price(self) -> bool {
        matches!(self, Self::PerKg | Self::FirstPrice | Self::NextPrice | Self::Flat | Self::Break | Self::CountryPrice)
    }

    /// Whether weights stand in its cells.
    pub(super) const fn is_weight(self) -> bool {
        matches!(
            self,
            Self::Range
                | Self::From
                | Self::To
                | Self::FirstWeight
                | Self::Step
                | Self::Least
                | Self::Most
                | Self::Rounding
        )
    }

    /// Whether several columns may have it.
    pub(super) const fn is_repeated(self) -> bool {
        matches!(self, Self::Ignored | Self::Break | Self::CountryPrice | Self::Fee)
    }
}

/// A column of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What the header calls it.
    pub title: String,
    /// What it is.
    pub role: Role,
    /// The unit of its weights, or the unit of weight that its prices are for, where the header says.
    pub unit: Option<Unit>,
    /// The weight in the header, in that unit: of a first weight, a break, or what a price is for (`per 100 g`).
    pub weight: Option<Decimal>,
    /// The currency, where the header says.
    pub currency: Option<Currency>,
    /// The country of a column of prices to one country.
    pub country: Option<String>,
}

/// How a sheet is read: which line is its header, and what its columns are. Recognised by [`recognise`], then the
/// user's to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What parts cells: tab, semicolon or comma.
    pub separator: char,
    /// The line of the header, from 1; 0 where none was found.
    pub header: usize,
    /// The columns.
    pub columns: Vec<Column>,
    /// The marks of the reader, for figures of a sheet that does not show its own.
    pub marks: Marks,
}

/// Looks for the header among the first lines of a sheet, and for what its columns are. Always gives a mapping; where
/// nothing was recognised, [`read`](super::read) says what is missing.
#[must_use]
pub fn recognise(text: &str, marks: Marks) -> Mapping {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head: Vec<_> = if text.len() > MAX_LENGTH { Vec::new() } else { text.split('\n').take(HEAD).collect() };
    let head = head.join("\n");
    let mut best = Mapping { separator: ',', header: 0, columns: Vec::new(), marks };
    let mut most = 1;
    for separator in SEPARATORS {
        for (line, cells) in table::split(&head, separator).lines {
            let columns = columns(&cells);
            let known = recognised(&columns);
            if known > most {
                most = known;
                best = Mapping { separator, header: line, columns, marks };
            }
        }
    }
    with_units_below(best, &head)
}

impl Mapping {
    /// A mapping for a sheet whose header was not recognised, for the user to say what the columns are: its first line
    /// of several cells is taken for the header. `None` where no line has several.
    #[must_use]
    pub fn by_hand(text: &str, marks: Marks) -> Option<Self> {
        let lines = |separator| super::first_lines(text, separator, HEAD);
        let several = |separator: char| lines(separator).into_iter().find(|(_, cells)| cells.len() > 1);
        let found = SEPARATORS.into_iter().filter_map(|separator| Some((separator, several(separator)?)));
        let (separator, (header, cells)) = found.max_by_key(|(_, (_, cells))| cells.len())?;
        Some(Self { separator, header, columns: columns(&cells), marks })
    }
}

/// A line of units and currencies right below the header belongs to it.
fn with_units_below(mut mapping: Mapping, head: &str) -> Mapping {
    let lines = table::split(head, mapping.separator).lines;
    let below = lines.iter().find(|(line, _)| mapping.header > 0 && *line > mapping.header).map(|(_, cells)| cells);
    let Some(below) = below else { return mapping };
    let names_unit = |cell: &String| cells::currency(cell).is_some() || cells::weight_in(cell).is_some();
    let figured = below.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
    if !figured && below.iter().any(names_unit) {
        let whole = |(index, column): (usize, &Column)| match below.get(index).map(|cell| cell.trim()) {
            None | Some("") => column.title.clone(),
            Some(unit) => [&column.title, " (", unit, ")"].concat(),
        };
        let titles: Vec<_> = mapping.columns.iter().enumerate().map(whole).collect();
        let columns = columns(&titles);
        if recognised(&columns) >= recognised(&mapping.columns) {
            mapping.columns = columns;
        }
    }
    mapping
}

/// Whether a line names columns.
pub(super) fn is_header(cells: &[String]) -> bool {
    recognised(&columns(cells)) > 1
}

/// How many columns of a line have a role that makes sense among the others.
fn recognised(columns: &[Column]) -> usize {
    columns.iter().filter(|column| column.role != Role::Ignored).count()
}

/// What each cell of a header is, and what they make of each other.
fn columns(cells: &[String]) -> Vec<Column> {
    let mut columns: Vec<_> = cells.iter().map(|cell| Column::named(cell)).collect();
    let has = |columns: &[Column], role: Role| columns.iter().any(|column| column.role == role);
    // Greatest and least weight with no other weights are the ends of ranges.
    let weights = [Role::Range, Role::From, Role::To].iter().any(|role| has(&columns, *role));
    let by_band = has(&columns, Role::PerKg) || has(&columns, Role::Flat);
    if !weights && by_band && has(&columns, Role::Least) && has(&columns, Role::Most) {
        for column in &mut columns {
            column.role = match column.role {
                Role::Least if is_plain_bound(&column.title) => Role::From,
                Role::Most if is_plain_bound(&column.title) => Role::To,
                role => role,
            };
        }
    }
    // `首重` beside `首重价格` is the weight.
    for (price, weight) in [(Role::FirstPrice, Role::FirstWeight), (Role::NextPrice, Role::Step)] {
        let bare =
            |column: &Column| column.role == price && ["首重", "续重", "續重"].contains(&plain(&column.title).as_str());
        let named = columns.iter().filter(|column| column.role == price && !bare(column)).count();
        if named == 1 && !has(&columns, weight) {
            columns.iter_mut().filter(|column| bare(column)).for_each(|column| column.role = weight);
        }
    }
    // A price after the discount beside the one before it is what is paid.
    let is_net = |column: &Column| column.role.is_price() && contains(&plain(&column.title), NET);
    if columns.iter().any(is_net) {
        for column in &mut columns {
            let is_list = column.role.is_price() && contains(&plain(&column.title), LIST);
            if is_list || column.role == Role::Discount {
                column.role = Role::Ignored;
            }
        }
    }
    // First and next weights without prices of their own are the least that is billed, and the step.
    let first_priced = has(&columns, Role::FirstPrice) || has(&columns, Role::NextPrice);
    for (part, role) in [(Role::FirstWeight, Role::Least), (Role::Step, Role::Rounding)] {
        if !first_priced && has(&columns, Role::PerKg) {
            let role = if has(&columns, role) { Role::Ignored } else { role };
            columns.iter_mut().filter(|one| one.role == part).for_each(|one| one.role = role);
        }
    }
    // Kinds of goods and of delivery with prices of their own are services of their own.
    if !has(&columns, Role::Service) {
        let goods = columns.iter_mut().find(|one| one.role == Role::Ignored && contains(&plain(&one.title), GOODS));
        goods.into_iter().for_each(|one| one.role = Role::Service);
    }
    // What is charged on top is no freight, where it is the only price.
    let is_extra = |column: &Column| column.role.is_price() && is_extra(&plain(&column.title));
    if columns.iter().all(|column| is_extra(column) || !column.role.is_price()) {
        columns.iter_mut().filter(|column| is_extra(column)).for_each(|column| column.role = Role::Ignored);
    }
    // A column of codes beside one of names: the code is the surer one.
    let is_code = |column: &Column| {
        column.role == Role::Country && contains(&plain(&column.title), "code 代码 代碼 简码 簡碼 二字")
    };
    if columns.iter().filter(|column| is_code(column)).count() == 1 {
        let code = columns.iter().position(is_code);
        for (index, column) in columns.iter_mut().enumerate() {
            if column.role == Role::Country && Some(index) != code {
                column.role = Role::Ignored;
            }
        }
    }
    let (country, weights) = (has(&columns, Role::Country), has(&columns, Role::Range) || has(&columns, Role::To));
    let by_kilo = has(&columns, Role::Fee);
    let priced = columns.iter().any(|column| column.role.is_price() && column.role != Role::CountryPrice);
    let totals = columns.iter().any(|column| column.role == Role::Flat && contains(&plain(&column.title), TOTALS));
    for column in &mut columns {
        match column.role {
            // A country in a header is a matrix only where weights stand beside it and no countries below.
            Role::CountryPrice if country || !weights => column.role = Role::Ignored,
            // `12kg+` is a header only where countries stand below.
            Role::Break if !country => column.role = Role::Ignored,
            // A price without a word of what it is for is by the kilogram where a fee for the parcel stands beside it.
            Role::Ignored if by_kilo && !priced && contains(&plain(&column.title), UNIT_PRICES) => {
                column.role = Role::PerKg
            }
            Role::Fee if totals => column.role = Role::Ignored,
            _ => {}
        }
    }
    columns
}

/// Whether a price is charged on top of freight. Tax that is in a price says nothing of it.
fn is_extra(title: &str) -> bool {
    let title = [
        "包税",
        "包稅",
        "含税",
        "含稅",
        "双清",
        "雙清",
        "含燃油附加费",
        "含燃油附加費",
        "含燃油",
        "inclfuel",
        "includingfuel",
    ]
    .iter()
    .fold(title.to_owned(), |title, word| title.replace(word, ""));
    contains(&title, EXTRAS)
}

/// `Min weight` and `Max weight`, not `Minimum billed weight` and `Weight limit`.
fn is_plain_bound(title: &str) -> bool {
    let title = plain(title);
    contains(&title, "minweight maxweight minimumweight maximumweight 最小重量 最大重量")
}

/// Lower case without spaces, in one form.
fn plain(title: &str) -> String {
    let skipped = |c: &char| c.is_whitespace() || matches!(c, '_' | '-' | '.' | ':' | '：' | '*');
    let kept = title.chars().filter(|c| !skipped(c)).flat_map(char::to_lowercase);
    kept.map(|c| match c {
        '（' => '(',
        '）' => ')',
        '／' => '/',
        _ => c,
    })
    .collect()
}

/// Whether one of these words stands in a title.
fn contains(title: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| title.contains(word))
}

const PRICES: &str =
    "单价 單價 运费 運費 价格 價格 报价 報價 费率 費率 price rate freight cost shippingfee shippingcharge";
const MONEY: &str = "费 費 价 價 元 usd rmb cny eur";
const WEIGHTS: &str = "重 weight wt( 公斤段";
const PER_WEIGHT: &str = "/kg perkg /公斤 /千克 每公斤 每千克 公斤价 公斤價 公斤单价 公斤單價 kg价 perkilo perunitofweight \
    /g pergram /克 每克 /lb perlb perpound /磅 每磅";
/// Fees that every parcel pays. Any other fee is told as not read: nobody but the user knows when it is charged.
const FEES: &str =
    "挂号 掛號 处理 處理 操作 手续 手續 登记 登記 服务费 服務費 清关 清關 registration handling processing";
/// Names that say no more than that it is a fee.
const BARE_FEES: &[&str] = &[
    "fee",
    "fees",
    "费用",
    "費用",
    "固定费",
    "固定費",
    "票费",
    "票費",
    "fixedfee",
    "basefee",
    "feeperparcel",
    "feeperpiece",
    "feeperitem",
    "parcelfee",
    "itemfee",
];
/// Totals, in which fees are.
const TOTALS: &str = "总价 總價 totalprice";
/// Prices that are by weight without saying so.
const UNIT_PRICES: &str = "单价 單價 费率 費率 unitprice rate";
/// Charged sometimes, or by another measure: no part of every price.
const NO_FEES: &str = "最低 minimum 运费 運費 费率 費率 偏远 偏遠 保险 保險 退件 关税 關稅 税 稅 燃油 附加 remote insurance return duty \
    tax vat fuel surcharge freight";
const FLATS: &str = "固定价 固定價 一口价 一口價 总价 總價 包裹价 flat totalprice priceperparcel priceperpiece \
    rateperparcel priceperitem";
const FROMS: &str = "起始重量 开始重量 開始重量 重量下限 重量从 重量從 重量起 重量(起 起重量 weightfrom fromweight \
    startweight weightstart lowerweight";
const TOS: &str = "不超过 不超過 notover notexceeding 截止重量 结束重量 結束重量 重量上限 重量到 重量至 重量止 重量(止 止重量 weightto toweight endweight \
    weightend upperweight upto";
const SERVICES: &str = "渠道 产品 產品 服务 服務 线路 線路 运输方式 service channel product";
const NEXTS: &str = "续重 續重 additional nextprice nextweight eachadd continued";
const FIRSTS: &str = "首重 firstweight firstprice firstkg baseweight initialweight";

/// Kinds of goods, and of delivery.
const GOODS: &str = "派送方式 配送方式 派送类型 派送類型 deliverymethod 货物类型 貨物類型 货型 貨型 货物属性 貨物屬性 货品类型 貨品類型 goodstype cargotype goodsclass";
/// Charged on top of freight, by weight or by the parcel, or instead of it for the lightest.
const EXTRAS: &str = "最低 minimum 燃油 附加 偏远 偏遠 保险 保險 关税 關稅 税 稅 报关 報關 退件 超长 超長 超重 超尺 旺季 remote \
    insurance return duty tax vat fuel surcharge peak oversize customs declaration 操作费 操作費 处理费 處理費 挂号费 掛號費 \
    手续费 手續費 登记费 登記費 清关费 清關費 handling processing registration";
/// Prices from which a discount is taken off already.
const NET: &str = "折后 折後 折扣价 折扣價 优惠价 優惠價 discounted netprice netrate";
/// Prices before a discount.
const LIST: &str =
    "原价 原價 折前 标准价 標準價 公布价 公布價 公开价 公開價 listprice originalprice standard published";

/// Where a parcel comes from, which is no part of where it goes.
const ORIGINS: &str = "发货仓 發貨倉 发货地 發貨地 交货仓 交貨倉 交货地 交貨地 收货仓 收貨倉 始发 始發 起运地 起運地 departure originwarehouse";

/// Codes of countries that head other columns as well: a number, an id, inches, tons, lead time, hours.
const WORDS_TOO: [&str; 6] = ["NO", "ID", "IN", "MT", "LT", "HR"];

/// Whether a title is more than a code of two letters.
fn is_named(title: &str) -> bool {
    title.chars().filter(|c| c.is_alphanumeric()).count() > 2 || !title.is_ascii()
}

/// Words that name a role, in the order in which they are looked for.
const WORDS: &[(Role, &str)] = &[
    (Role::Country, "国家 國家 目的国 目的國 目的地 国别 到达国 country destination"),
    (Role::Ignored, ORIGINS),
    (
        Role::Zone,
        "分区 分區 区域 區域 zone 邮编 郵編 郵遞區號 postcode postalcode zipcode 仓库 倉庫 仓代码 倉代碼 warehouse 省份 州 \
            城市 province state region",
    ),
    (Role::Discount, "折扣 折率 打折 折讓 折让 优惠 優惠 返点 返點 discount rebate"),
    (
        Role::ValidTo,
        "有效期 有效至 失效 到期 截止日期 截止时间 截止時間 结束日期 結束日期 validto validuntil validtill validity expir enddate",
    ),
    (
        Role::ValidFrom,
        "生效 有效自 开始日期 開始日期 起始日期 起始时间 起始時間 执行日期 執行日期 validfrom effective startdate",
    ),
    (Role::Days, "时效 時效 天数 天數 工作日 days transit deliverytime leadtime"),
    (Role::Ignored, "备注 備註 备註 说明 說明 remark note comment"),
    (Role::Divisor, "材积 材積 体积 體積 计泡 計泡 抛 divisor volum dimfactor dimweight"),
    (Role::Rounding, "进位 進位 计费单位 計費單位 rounding billingstep billingincrement"),
    (
        Role::Least,
        "最低计费 最低計費 起运 起運 起收 起重 最低重量 最小计费 最小計費 最小重量 minimumweight minweight minimumbilled leastbilled \
            minimumchargeable minchargeable",
    ),
    (Role::Most, "限重 最大重量 最高重量 最重 maxweight maximumweight weightlimit"),
    (Role::Currency, "币种 幣種 货币 貨幣 币别 幣別 currency"),
];

impl Column {
    /// A column by its header alone.
    fn named(title: &str) -> Self {
        let title = table::unguarded(title.trim());
        let country = places::country(title).filter(|code| !WORDS_TOO.contains(code) || is_named(title));
        let mut column = Self {
            title: title.chars().filter(|c| !c.is_control()).take(80).collect(),
            role: Role::Ignored,
            unit: None,
            weight: None,
            currency: None,
            country: None,
        };
        if let Some(code) = country {
            column.role = Role::CountryPrice;
            column.country = Some(code.to_owned());
            return column;
        }
        column.role = role_of(&plain(title), title);
        column.describe(title);
        column
    }

    /// Whether the title says that the prices are by weight; that of a break names only where they begin.
    pub(super) fn says_by_weight(&self) -> bool {
        (self.role == Role::PerKg && self.unit.is_some()) || contains(&plain(&self.title), PER_WEIGHT)
    }

    /// Takes unit, weight and currency from the title.
    fn describe(&mut self, title: &str) {
        let title = without_step_of_a_gram(title);
        let is_part = matches!(self.role, Role::FirstPrice | Role::NextPrice);
        // What a price is for stands behind the last of these: `21kg (元/kg)`, `price per 100 g`.
        let signs = ["/", "／", "per ", "每"].iter().flat_map(|sign| title.match_indices(sign));
        let signs: Vec<_> = signs.map(|(at, sign)| at + sign.len()).collect();
        let per = signs.iter().copied().max();
        let weighed = |at: usize| cells::weight_in(title.get(at..)?);
        let behind = per.and_then(weighed);
        // `元/KG，每1g计重`: the price of which of them?
        if self.role.is_price() && signs.iter().filter_map(|at| weighed(*at)).any(|other| Some(other) != behind) {
            self.role = Role::Ignored;
            return;
        }
        let found = match (self.role, is_part) {
            (Role::PerKg, _) => behind.or(cells::weight_in(title).map(|(_, unit)| (None, unit))),
            // `元/kg` is for one kilogram.
            (_, true) => behind.map(|(weight, unit)| (weight.or(Some(Decimal::ONE)), unit)).or(cells::weight_in(title)),
            _ => cells::weight_in(title).filter(|_| self.role.is_weight() || self.role.is_price()),
        };
        // `0-2kg per kg`: a price for some weights only.
        let before = title.get(..per.unwrap_or_default()).unwrap_or_default();
        if self.role == Role::PerKg && before.contains(|c: char| c.is_ascii_digit()) {
            self.role = Role::Ignored;
            return;
        }
        if let Some((weight, unit)) = found {
            self.unit = Some(unit);
            self.weight = weight;
        }
        if self.role == Role::Break {
            let figures = Figures { marks: Marks::ENGLISH, sure: true };
            let range = figures.range(title).ok().flatten();
            self.weight = range.and_then(|range| range.from).map(|from| from.at);
            self.unit = range.and_then(|range| range.unit);
        }
        if self.role.is_price() || matches!(self.role, Role::Fee | Role::Currency) {
            self.currency = cells::currency(title);
        }
    }
}

/// `元/KG *每1g计重`: what is weighed by the gram is priced by the kilogram.
fn without_step_of_a_gram(title: &str) -> &str {
    let step = title.find('每').and_then(|at| title.split_at_checked(at));
    let by_gram = |behind: &str| {
        let weighed = behind.contains("计重") || behind.contains("計重");
        weighed && cells::weight_in(behind) == Some((Some(Decimal::ONE), Unit::Gram))
    };
    step.filter(|(_, behind)| by_gram(behind)).map_or(title, |(before, _)| before)
}

/// The role that a title names; `title` in lower case without spaces, and as it stands.
fn role_of(title: &str, whole: &str) -> Role {
    // The corner of a matrix: `重量/国家`.
    if title.contains(['/', '\\', '|']) && contains(title, WEIGHTS) && contains(title, "国家 國家 country") {
        return Role::Range;
    }
    let fits = |role: Role| match role {
        Role::Zone => !contains(title, "费 費 fee charge"),
        Role::Discount => !contains(title, NET),
        _ => true,
    };
    if let Some((role, _)) = WORDS.iter().find(|(role, words)| contains(title, words) && fits(*role)) {
        return *role;
    }
    // `单价(8.5折)`: before it or after it?
    let cut =
        title.split('折').next().is_some_and(|before| before != title && before.ends_with(|c: char| c.is_numeric()));
    if cut || (title.contains(['%', '％']) && title.contains("off")) {
        return Role::Discount;
    }
    // A weight that is billed is no price.
    let title = title.replace("计费", "").replace("計費", "");
    let title = title.as_str();
    let priced = contains(title, PRICES) || contains(title, MONEY);
    let weighty = contains(title, WEIGHTS);
    let unit = cells::weight_in(whole);
    let bare_unit = unit.is_some_and(|(weight, _)| weight.is_none());
    let starts = |words: &str| unit.is_some() && words.split(' ').any(|word| title.starts_with(word));
    if contains(title, NEXTS) || starts("add each next") {
        let step = contains(title, "单位 單位 重量 step nextweight additionalweight") || bare_unit;
        return if step && !priced { Role::Step } else { Role::NextPrice };
    }
    if contains(title, FIRSTS) || starts("first") {
        let weight = contains(title, "单位 單位 首重重量 firstweight baseweight initialweight") || bare_unit;
        return if weight && !priced { Role::FirstWeight } else { Role::FirstPrice };
    }
    let named = |name: &str| title == name || title.strip_prefix(name).is_some_and(|rest| rest.starts_with('('));
    if named("step") || named("increment") {
        return Role::Step;
    }
    let per_weight = contains(title, PER_WEIGHT) || (contains(title, "per /") && unit.is_some());
    if per_weight && (priced || !weighty) {
        // Fuel by the kilogram is a price too: that there are two, is said.
        return Role::PerKg;
    }
    let fee = (contains(title, FEES) || BARE_FEES.iter().any(|name| named(name))) && !contains(title, NO_FEES);
    // `运费(元/票)`; any other fee for the parcel comes on top.
    let per_parcel =
        contains(title, "元/票 元/件 /parcel") && (contains(title, PRICES) || !contains(title, "费 費 fee"));
    if contains(title, FLATS) || (per_parcel && !contains(title, FEES)) {
        return Role::Flat;
    }
    if fee {
        return Role::Fee;
    }
    if contains(title, FROMS) || named("from") {
        return Role::From;
    }
    if contains(title, TOS) || named("to") {
        return Role::To;
    }
    if contains(title, SERVICES) {
        return Role::Service;
    }
    if (weighty && !priced) || ["kg", "kgs", "公斤", "千克", "lb", "lbs", "g", "克"].contains(&title) {
        return Role::Range;
    }
    let figures = Figures { marks: Marks::ENGLISH, sure: true };
    match figures.range(whole) {
        Ok(Some(range)) if range.to.is_none() && range.from.is_some() => Role::Break,
        _ => Role::Ignored,
    }
}

/// Whether words beside the prices may change them: a discount, a surcharge, days on which they hold.
pub(super) fn may_change_prices(text: &str) -> bool {
    contains(
        &plain(text),
        "折 优惠 優惠 返点 返點 discount rebate 泡 抛 燃油 fuel 附加 surcharge 另收 另加 另计 另計 加收 上浮 上涨 上漲 有效 生效 \
            失效 执行 執行 valid effective expir",
    )
}

/// Whether a title says that remarks stand below.
pub(super) fn is_remarks(title: &str) -> bool {
    let title = plain(title);
    WORDS.iter().any(|(role, words)| *role == Role::Ignored && contains(&title, words))
}

impl Mapping {
    /// What a sheet is remembered by: the same for every sheet with these columns, wherever its header stands.
    #[must_use]
    pub fn signature(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in self.columns.iter().flat_map(|column| (plain(&column.title) + "\n").into_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        format!("{hash:016x}")
    }

    /// Takes the roles of a remembered mapping of the same signature; says whether it was one. Weights, units and
    /// currencies are always those of this header: `4.5KG+` has the signature of `45KG+`.
    pub fn adopt(&mut self, remembered: &Self) -> bool {
        let same = self.signature() == remembered.signature();
        if same {
            for (own, remembered) in self.columns.iter_mut().zip(&remembered.columns) {
                own.role = remembered.role;
            }
        }
        same
    }

    /// The mapping as text that [`from_text`](Self::from_text) reads.
    #[must_use]
    pub fn to_text(&self) -> String {
        let columns = self.columns.iter().map(|column| {
            tie([
                column.title.as_str(),
                column.role.text().code(),
                column.unit.map(Unit::symbol).unwrap_or_default(),
                &column.weight.map(|weight| weight.normalize().to_string()).unwrap_or_default(),
                column.currency.map(Currency::code).unwrap_or_default(),
                column.country.as_deref().unwrap_or_default(),
            ])
        });
        let marks = String::from_iter([self.separator, self.marks.decimal, self.marks.group]);
        tie([VERSION.to_owned(), marks, self.header.to_string()].into_iter().chain(columns))
    }

    /// The mapping of a text that [`to_text`](Self::to_text) wrote; `None` for any other.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let parts = untie(text)?;
        let [VERSION, marks, header, columns @ ..] = parts.as_slice() else { return None };
        let marks: Vec<_> = marks.chars().collect();
        let [separator, decimal, group] = *marks.as_slice() else { return None };
        let columns = columns.iter().map(|column| Column::from_text(column)).collect::<Option<_>>()?;
        let known = SEPARATORS.contains(&separator);
        known.then_some(Self { separator, header: header.parse().ok()?, columns, marks: Marks { decimal, group } })
    }
}

impl Column {
    fn from_text(text: &str) -> Option<Self> {
        let parts = untie(text)?;
        let [title, role, unit, weight, currency, country] = *parts.as_slice() else { return None };
        // Nothing, or something that can be read.
        fn read<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
            if text.is_empty() { Some(None) } else { read(text).map(Some) }
        }
        Some(Self {
            title: title.to_owned(),
            role: Role::from_code(role)?,
            unit: read(unit, Unit::from_symbol)?,
            // `0kg+` is a break from nothing on.
            weight: read(weight, |text| decimal(text).filter(|weight| *weight >= Decimal::ZERO))?,
            currency: read(currency, Currency::from_code)?,
            country: read(country, |text| places::country(text).map(str::to_owned))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_as_the_trade_writes_them() {
        for (title, expected) in [
            ("国家", "country"),
            ("No.", "ignored"),
            ("ID", "ignored"),
            ("MT", "ignored"),
            ("挪威", "country-price NO"),
            ("Norway", "country-price NO"),
            ("CH", "country-price CH"),
            ("目的國家/地區", "country"),
            ("Destination country", "country"),
            ("分区", "zone"),
            ("FBA仓库", "zone"),
            ("仓库操作费", "fee"),
            ("交货仓库", "ignored"),
            ("渠道名称", "service"),
            ("Service", "service"),
            ("重量段(KG)", "range kg"),
            ("重量（克）", "range g"),
            ("计费重(KG)", "range kg"),
            ("计费首重(KG)", "first-weight kg"),
            ("配送服务费（元/KG）*每1g计重", "per-kg kg"),
            ("配送服务费（元/KG）*每50g计重", "ignored"),
            ("报关费(元/票)", "ignored"),
            ("运费(元/票)", "flat"),
            ("計費重量", "range"),
            ("Weight From (g)", "from g"),
            ("Weight to (g)", "to g"),
            ("起始重量", "from"),
            ("截止重量(kg)", "to kg"),
            ("单价(元/KG)", "per-kg kg"),
            ("运费RMB/KG", "per-kg kg CNY"),
            ("運費（港幣/公斤）", "per-kg kg HKD"),
            ("Price per kg (USD)", "per-kg kg USD"),
            ("Price per 100 g", "per-kg 100g"),
            ("挂号费(RMB/票)", "fee CNY"),
            ("掛號費", "fee"),
            ("处理费", "fee"),
            ("操作费（元/件）", "fee"),
            ("Handling fee (USD)", "fee USD"),
            ("首重", "first-price"),
            ("首重(KG)", "first-weight kg"),
            ("首重0.5KG", "first-price 0.5kg"),
            ("首重价格(元)", "first-price"),
            ("First weight (kg)", "first-weight kg"),
            ("First weight price", "first-price"),
            ("续重单位", "step"),
            ("续重(元/0.5KG)", "next-price 0.5kg"),
            ("Additional price", "next-price"),
            ("Flat price (EUR)", "flat EUR"),
            ("最低计费重(KG)", "least kg"),
            ("起重", "least"),
            ("起运量", "least"),
            ("起运地", "ignored"),
            ("限重(kg)", "most kg"),
            ("材积除数", "divisor"),
            ("体积重", "divisor"),
            ("Volume divisor", "divisor"),
            ("币种", "currency"),
            ("参考时效(工作日)", "days"),
            ("Delivery days", "days"),
            ("生效日期", "valid-from"),
            ("有效期", "valid-to"),
            ("失效日期", "valid-to"),
            ("Effective date", "valid-from"),
            ("Valid until", "valid-to"),
            ("折扣", "discount"),
            ("Discount %", "discount"),
            ("单价(元/KG,8.5折)", "discount"),
            ("折后价(元/KG)", "per-kg kg"),
            ("单价(折合RMB/KG)", "per-kg kg CNY"),
            ("备注", "ignored"),
            ("德国", "country-price DE"),
            ("21KG+", "break 21kg"),
            ("100+", "break 100"),
            ("单价", "ignored"),
            ("Price", "ignored"),
            ("0-2", "ignored"),
            ("服务费", "fee"),
            ("清关费(元/票)", "fee"),
            ("偏远附加费", "ignored"),
            ("燃油附加费", "ignored"),
            ("燃油(元/KG)", "per-kg kg"),
            ("21KG单价(元/KG)", "ignored"),
            ("0-2kg per kg", "ignored"),
            ("重量/国家", "range"),
            ("First 0.5 kg", "first-price 0.5kg"),
            ("Add. 0.5 kg", "next-price 0.5kg"),
            ("续重(元/KG)", "next-price 1kg"),
            ("克重(KG)", "range kg"),
        ] {
            let column = Column::named(title);
            let mut shown = vec![column.role.text().code().to_owned()];
            let weight = column.weight.map(|weight| weight.to_string()).unwrap_or_default();
            shown.push(weight + column.unit.map(Unit::symbol).unwrap_or_default());
            shown.push(column.currency.map(Currency::code).unwrap_or_default().to_owned());
            shown.push(column.country.unwrap_or_default());
            shown.retain(|part| !part.is_empty());
            assert_eq!(shown.join(" "), expected, "{title:?}");
        }
    }

    #[test]
    fn a_mapping_is_remembered_as_text() {
        let mapping = recognise("价格表\n国家\t首重(0.5KG)\t续重(元/0.5kg)\t100kg+\n", Marks::ENGLISH);
        assert_eq!((mapping.separator, mapping.header), ('\t', 2));
        assert_eq!(Mapping::from_text(&mapping.to_text()), Some(mapping.clone()));
        let mut elsewhere = recognise("国家,首重(0.5 KG),续重(元/0.5kg),100kg+\n", Marks::ENGLISH);
        let mut changed = mapping.clone();
        changed.columns[1].role = Role::Ignored;
        assert!(elsewhere.adopt(&changed));
        assert_eq!((elsewhere.separator, elsewhere.columns[1].role), (',', Role::Ignored));
        assert!(!elsewhere.adopt(&recognise("country,weight,price per kg", Marks::ENGLISH)));
        for broken in ["", "1:1", "x", &mapping.to_text()[1..], &mapping.to_text().replace("country", "no-role")] {
            assert_eq!(Mapping::from_text(broken), None, "{broken}");
        }
    }
}
