//! Inputs that several calculators share, each defined once: its kind, bounds and where its names come from.

use crate::amount::CURRENCIES;
use crate::schema::{Choices, Kind, Meta, Names, When};
use crate::units::{LENGTHS, WEIGHTS};

/// The destinations that some card of `data/` serves, or whose rules at the border it has. New ones at the end.
pub const DESTINATIONS: &[&str] = &[
    "US", "DE", "FR", "GB", "IT", "ES", "NL", "PL", "SE", "CA", "AU", "JP", "KR", "SG", "MY", "TH", "VN", "PH", "BR",
    "MX", "AT", "BE", "BG", "CY", "CZ", "DK", "EE", "FI", "GR", "HR", "HU", "IE", "LT", "LU", "LV", "MT", "PT", "RO",
    "SI", "SK", "CH", "NO", "NZ", "TR", "IN", "ID", "TW", "HK", "AE", "SA", "ZA", "CL", "IL", "AR", "CO", "PE", "RU",
];

/// Whether a code is that of a country, which the reader's system has a name for: neither a part nor a set of countries, nor
/// Northern Ireland, whose code is that of the customs.
#[must_use]
pub fn is_country(code: &str) -> bool {
    code.len() == 2 && code != "XI"
}

/// How many: whole, at least one.
#[must_use]
pub const fn quantity(link: &'static str) -> Meta {
    Meta::new(link, Kind::Count).default("1").within("1", "100000").usually_below("10000")
}

/// Gross weight of one piece, packed. Above zero; up to 1,000 t so that no sum leaves the exact range.
#[must_use]
pub const fn weight(link: &'static str) -> Meta {
    Meta::new(link, Kind::Amount(WEIGHTS)).required().above("0g").within("", "1000000kg").usually_below("70kg")
}

/// Outside of one piece, packed: three sides, or length and diameter of a roll.
#[must_use]
pub const fn size(link: &'static str) -> Meta {
    Meta::new(link, Kind::Size(LENGTHS)).above("0mm").within("", "100000cm").usually_below("300cm")
}

/// The codes of [`crate::pack::Trait`].
pub const TRAITS: &[&str] =
    &["battery-in", "battery-with", "battery-loose", "liquid", "cream", "powder", "magnet", "food", "brand", "textile"];

/// What is in a parcel, where that decides who takes it. Several can hold; none by default.
#[must_use]
pub const fn traits(link: &'static str) -> Meta {
    Meta::new(link, Kind::ManyOf(Choices { codes: TRAITS, names: Names::Locales }))
}

/// Country of the buyer.
#[must_use]
pub const fn destination(link: &'static str) -> Meta {
    Meta::new(link, Kind::Choice(Choices { codes: DESTINATIONS, names: Names::Countries })).default("US")
}

/// The day of the shipment: rates and rules are chosen by it. No default, so that a link always carries it.
#[must_use]
pub const fn shipping_date(link: &'static str) -> Meta {
    Meta::new(link, Kind::Date).required()
}

/// The currency of the answer.
#[must_use]
pub const fn currency(link: &'static str) -> Meta {
    Meta::new(link, Kind::Choice(Choices { codes: CURRENCIES, names: Names::Currencies })).default("CNY")
}

/// Renminbi for one unit of the currency of the answer; without it the sample rate counts.
#[must_use]
pub const fn exchange_rate(link: &'static str) -> Meta {
    Meta::new(link, Kind::Number).above("0").within("", "1000000").when(When::Not("currency", &["CNY"]))
}

/// What the bank keeps of an exchange, percent of the rate.
#[must_use]
pub const fn exchange_spread(link: &'static str) -> Meta {
    Meta::new(link, Kind::Percent)
        .default("0")
        .within("0", "50")
        .usually_below("5")
        .when(When::Not("currency", &["CNY"]))
}

/// Days for which an order of stock may last at most: shelf life, or before a fee for age.
#[must_use]
pub const fn most_cover(link: &'static str) -> Meta {
    Meta::new(link, Kind::Number).above("0").within("", "3650")
}

/// What spreadsheets call a field (by its key, sides of a size by `size.0` to `size.2`) or a column of references: in
/// English, simplified and traditional Chinese. Case, spaces and signs do not count.
#[cfg(feature = "explain")]
pub const HEADS: &[(&str, &[&str])] = &[
    (
        "reference",
        &[
            "ref",
            "reference",
            "order",
            "order no",
            "order number",
            "order id",
            "tracking",
            "tracking no",
            "tracking number",
            "waybill",
            "parcel",
            "case",
            "id",
            "no",
            "sku",
            "编号",
            "序号",
            "单号",
            "订单",
            "订单号",
            "订单编号",
            "运单号",
            "运单",
            "快递单号",
            "客户单号",
            "参考号",
            "货号",
            "編號",
            "序號",
            "單號",
            "訂單",
            "訂單號",
            "訂單編號",
            "運單號",
            "運單",
            "客戶單號",
            "參考號",
            "貨號",
            "refno",
            "awb",
            "waybillno",
            "跟踪号",
            "追踪号",
            "追蹤號",
            "物流单号",
            "物流單號",
            "快遞單號",
            "转单号",
            "轉單號",
        ],
    ),
    (
        "quantity",
        &[
            "qty", "pcs", "pieces", "parcels", "cartons", "ctns", "count", "数量", "件数", "箱数", "个数", "票数",
            "數量", "件數", "箱數",
        ],
    ),
    (
        "weight",
        &[
            "gross weight",
            "actual weight",
            "wt",
            "g.w.",
            "gw",
            "unit weight",
            "重量",
            "实重",
            "毛重",
            "实际重量",
            "weight per piece",
            "weight each",
            "单件重量",
            "單件重量",
            "单件重",
            "單件重",
            "每件重量",
            "单重",
            "称重",
            "單重",
            "實重",
            "實際重量",
            "deadweight",
            "realweight",
            "货重",
            "貨重",
            "秤重",
        ],
    ),
    (
        "size",
        &[
            "dimensions",
            "dims",
            "dimension",
            "measurements",
            "l×w×h",
            "lxwxh",
            "lwh",
            "尺寸",
            "规格",
            "长宽高",
            "长×宽×高",
            "规格尺寸",
            "規格",
            "長寬高",
            "dim",
            "材积尺寸",
            "外箱尺寸",
            "长x宽x高",
            "長x寬x高",
        ],
    ),
    ("size.0", &["length", "l", "länge", "长", "长度", "長", "長度"]),
    ("size.1", &["width", "w", "breite", "宽", "宽度", "寬", "寬度"]),
    ("size.2", &["height", "h", "höhe", "depth", "高", "高度"]),
    (
        "traits",
        &[
            "what is in it",
            "goods",
            "cargo type",
            "货物特性",
            "貨物特性",
            "特性",
            "品类",
            "货物属性",
            "属性",
            "貨物屬性",
            "屬性",
        ],
    ),
    (
        "destination",
        &[
            "country",
            "country code",
            "ship to",
            "ship to country",
            "to",
            "dest",
            "destination country",
            "国家",
            "国家代码",
            "国家简码",
            "目的地",
            "目的国",
            "目的国家",
            "收件国家",
            "收货国家",
            "國家",
            "國家代碼",
            "目的國",
            "目的國家",
            "收件國家",
            "收件国",
            "收件國",
        ],
    ),
    (
        "shipping-date",
        &[
            "date",
            "ship date",
            "日期",
            "发货日期",
            "出货日期",
            "寄件日期",
            "發貨日期",
            "出貨日期",
            "shipmentdate",
            "day",
            "收货日期",
            "收貨日期",
            "发货时间",
            "發貨時間",
            "时间",
            "時間",
        ],
    ),
    ("unit-count", &["units", "qty", "quantity", "pcs", "数量", "件数", "个数", "數量", "件數", "個數"]),
    (
        "unit-cost",
        &[
            "cost",
            "unit price",
            "purchase price",
            "cost price",
            "成本",
            "单价",
            "进货价",
            "采购价",
            "采购单价",
            "成本价",
            "單價",
            "進貨價",
            "採購價",
            "採購單價",
            "成本價",
        ],
    ),
    (
        "customs-value",
        &["declared value", "value", "invoice value", "申报价值", "申报价", "报关价", "申報價值", "申報價", "報關價"],
    ),
    ("duty-rate", &["duty", "tariff rate", "mfn", "关税", "关税率", "税率", "關稅", "關稅率", "稅率"]),
    ("extra-duty", &["anti-dumping", "additional duty", "加征关税", "反倾销税", "加徵關稅", "反傾銷稅"]),
    (
        "tariff-code",
        &[
            "hs",
            "hs code",
            "hts",
            "hts code",
            "hscode",
            "海关编码",
            "商品编码",
            "hs编码",
            "海關編碼",
            "商品編碼",
            "hs編碼",
            "稅則號列",
        ],
    ),
    ("unit-weight", &["net weight", "weight", "weight of one", "单件重量", "单重", "净重", "單件重量", "單重", "淨重"]),
    (
        "unit-size",
        &[
            "size",
            "dimensions",
            "product size",
            "size of one",
            "尺寸",
            "单件尺寸",
            "产品尺寸",
            "單件尺寸",
            "產品尺寸",
            "商品尺寸",
        ],
    ),
    ("made-in", &["origin", "country of origin", "产地", "原产国", "原产地", "產地", "原產國", "原產地"]),
    ("currency", &["ccy", "币种", "货币", "幣種", "幣別", "貨幣"]),
    (
        "battery-in",
        &[
            "battery inside",
            "battery",
            "built-in battery",
            "内置电池",
            "内电",
            "带电",
            "含电",
            "內置電池",
            "內電",
            "帶電",
            "含電",
        ],
    ),
    ("battery-with", &["battery packed with it", "配套电池", "配电", "配套電池", "配電"]),
    (
        "battery-loose",
        &["loose battery", "power bank", "纯电", "纯电池", "充电宝", "純電", "純電池", "行動電源", "充電寶"],
    ),
    ("liquid", &["液体", "液體"]),
    ("cream", &["cream or gel", "gel", "paste", "膏体", "膏體", "膏状", "膏狀"]),
    ("powder", &["粉末", "粉状", "粉狀"]),
    ("magnet", &["magnetic", "带磁", "磁性", "磁铁", "帶磁", "磁鐵"]),
    ("food", &["food plant animal", "食品", "动植物", "食品动植物", "動植物", "食品動植物"]),
    ("brand", &["branded", "品牌", "品牌货", "仿牌", "品牌貨"]),
    (
        "textile",
        &[
            "clothing",
            "clothing shoes cloth",
            "clothes",
            "shoes",
            "服装",
            "服装鞋纺织品",
            "鞋服",
            "纺织品",
            "服裝",
            "紡織品",
        ],
    ),
    (
        "ordered",
        &[
            "order date",
            "ordered on",
            "date ordered",
            "po date",
            "purchase date",
            "下单日",
            "下单日期",
            "下单时间",
            "采购日",
            "采购日期",
            "订货日期",
            "订购日期",
            "下單日",
            "下單日期",
            "下單時間",
            "採購日",
            "採購日期",
            "訂貨日期",
            "訂購日期",
        ],
    ),
    (
        "received",
        &[
            "received on",
            "date received",
            "receipt date",
            "on sale from",
            "available from",
            "可售日",
            "可售日期",
            "到货日",
            "到货日期",
            "收货日期",
            "入库日",
            "入库日期",
            "上架日期",
            "到貨日",
            "到貨日期",
            "收貨日期",
            "入庫日",
            "入庫日期",
        ],
    ),
    ("arriving", UNITS),
    (
        "due",
        &[
            "on sale from",
            "available from",
            "eta",
            "date",
            "due date",
            "arrival",
            "arrival date",
            "可售日",
            "可售日期",
            "预计可售",
            "预计到货",
            "预计到货日期",
            "到货日",
            "到货日期",
            "日期",
            "預計可售",
            "預計到貨",
            "預計到貨日期",
            "到貨日",
            "到貨日期",
        ],
    ),
    ("receipt-units", UNITS),
    (
        "receipt-day",
        &[
            "date",
            "day",
            "received",
            "received on",
            "receipt date",
            "日期",
            "入库日",
            "入库日期",
            "入库时间",
            "到货日期",
            "收货日期",
            "入庫日",
            "入庫日期",
            "入庫時間",
            "到貨日期",
            "收貨日期",
        ],
    ),
];

/// What they call units that come in.
#[cfg(feature = "explain")]
const UNITS: &[&str] = &[
    "units",
    "qty",
    "quantity",
    "pcs",
    "数量",
    "件数",
    "入库件数",
    "入库数量",
    "到货数量",
    "數量",
    "件數",
    "入庫件數",
    "入庫數量",
    "到貨數量",
];

/// What a cell of traits says where there is none.
#[cfg(feature = "explain")]
pub const NONE: &[&str] =
    &["none", "general", "general goods", "ordinary", "普货", "普通货", "无", "普貨", "普通貨", "無"];
