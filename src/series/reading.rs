//! From rows as people have them to a series: a column of days and one of units, or units alone; perhaps what came back, whether
//! there was stock, and which product a row is of.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::days::{days, is_day};
use super::{Cell, MAX_CELLS, Series};
use crate::date::Date;
use crate::exact::Exact;
use crate::number::{self, Marks};
use crate::table;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The series.
    pub series: Series,
    /// Rows that it is made of.
    pub rows: usize,
    /// Rows that were added to another of the same day.
    pub same_day: usize,
    /// Rows without a day or a figure.
    pub unread: usize,
    /// Units that came back: they are no less demand.
    pub returned: Decimal,
    /// Whether there were no days, so that the last figure is of yesterday.
    pub undated: bool,
}

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// No row with a figure.
    Nothing,
    /// Rows of several products: their names, in the order in which they come.
    Several(Vec<String>),
    /// Sales of months: what a day sells is not in them.
    Months,
    /// Days that can be read with the day or the month first, and make sense in neither way.
    Days,
    /// More days than a series has.
    TooLong,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Day,
    Units,
    Returned,
    InStock,
    OutOfStock,
    Stock,
    Remark,
    Product,
    Other,
}

/// What heads of columns are called, without case, spaces and signs.
const HEADS: [(Column, &[&str]); 8] = [
    (
        Column::Day,
        &[
            "date",
            "day",
            "week",
            "weekstarting",
            "weekof",
            "orderdate",
            "purchasedate",
            "invoicedate",
            "日期",
            "时间",
            "時間",
            "订单日期",
            "訂單日期",
            "下单日期",
            "下單日期",
            "周",
            "週",
            "month",
            "月",
            "月份",
        ],
    ),
    (
        Column::Units,
        &[
            "units",
            "qty",
            "quantity",
            "sold",
            "unitssold",
            "sales",
            "orders",
            "unitsordered",
            "pcs",
            "demand",
            "销量",
            "銷量",
            "数量",
            "數量",
            "件数",
            "件數",
            "销售数量",
            "銷售數量",
            "售出",
            "出货量",
            "出貨量",
            "已订购商品数量",
        ],
    ),
    (
        Column::Returned,
        &["returned", "returns", "refunds", "unitsreturned", "退货", "退貨", "退货数量", "退貨數量", "退款"],
    ),
    (Column::InStock, &["instock", "available", "有货", "有貨", "在库", "在庫", "是否有货", "是否有貨"]),
    (Column::OutOfStock, &["outofstock", "stockout", "oos", "断货", "斷貨", "缺货", "缺貨", "是否断货", "是否缺貨"]),
    (
        Column::Stock,
        &[
            "stock",
            "onhand",
            "inventory",
            "stockonhand",
            "unitsonhand",
            "qtyonhand",
            "quantityonhand",
            "stocklevel",
            "inventorylevel",
            "availablestock",
            "availableinventory",
            "closingstock",
            "endinginventory",
            "库存",
            "库存数",
            "库存量",
            "库存数量",
            "可售库存",
            "可用库存",
            "现有库存",
            "剩余库存",
            "期末库存",
            "fba库存",
            "庫存",
            "庫存數",
            "庫存量",
            "庫存數量",
            "可售庫存",
            "可用庫存",
            "現有庫存",
            "剩餘庫存",
            "期末庫存",
            "fba庫存",
        ],
    ),
    (Column::Remark, &["remark", "remarks", "note", "notes", "comment", "comments", "备注", "備註", "说明", "說明"]),
    (
        Column::Product,
        &["sku", "product", "item", "asin", "msku", "fnsku", "stockcode", "货号", "貨號", "商品", "产品", "產品"],
    ),
];

fn plainly(head: &str) -> String {
    head.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn column(head: &str) -> Column {
    let head = plainly(head);
    let found = HEADS.iter().find(|(_, names)| names.contains(&head.as_str()));
    found.map_or(Column::Other, |(column, _)| *column)
}

/// What units are called behind a figure.
const UNITS: [&str; 14] = ["件", "个", "個", "只", "隻", "台", "盒", "套", "双", "雙", "pcs", "pc", "units", "unit"];

/// A figure, alone or with the name of its units.
fn figure(text: &str, marks: Marks) -> Option<Decimal> {
    let text = text.trim();
    let bare = UNITS.iter().find_map(|unit| {
        let at = text.len().checked_sub(unit.len())?;
        text.get(at..).filter(|end| end.eq_ignore_ascii_case(unit)).and(text.get(..at))
    });
    number::parse(bare.unwrap_or(text), marks)
        .ok()
        .flatten()
        .filter(|typed| typed.unit.is_none())
        .map(|typed| typed.value)
}

/// Whether a cell says no.
fn is_no(text: &str) -> bool {
    matches!(plainly(text).as_str(), "0" | "no" | "n" | "false" | "否" | "无" | "無")
}

/// What says in words that there was no stock, without spaces and signs.
const SAYS_OUT: [&str; 10] =
    ["断货", "斷貨", "缺货", "缺貨", "无货", "無貨", "售罄", "outofstock", "stockout", "soldout"];
/// What makes it say something else where it stands before that, or behind it.
const NOT_YET: [&str; 14] = ["未", "没", "沒", "没有", "沒有", "不", "非", "防", "免", "快", "将", "將", "not", "no"];
const NOT_IT: [&str; 6] = ["风险", "風險", "预警", "預警", "后", "後"];

/// Whether words say that there was no stock.
fn says_out(text: &str) -> bool {
    let text = plainly(text);
    SAYS_OUT.iter().any(|word| {
        text.split_once(word).is_some_and(|(before, behind)| {
            !NOT_YET.iter().any(|not| before.ends_with(not)) && !NOT_IT.iter().any(|not| behind.starts_with(not))
        })
    })
}

/// What stands in a row below such a head; nothing where there is no such column.
fn under<'a>(line: &'a [String], columns: &[Column], wanted: Column) -> &'a str {
    let index = columns.iter().position(|column| *column == wanted);
    index.and_then(|index| line.get(index)).map(|cell| cell.trim()).unwrap_or_default()
}

/// Whether a row is marked as one without stock.
fn is_marked_out(line: &[String], columns: &[Column]) -> bool {
    let of = |wanted| under(line, columns, wanted);
    let (there, gone) = (of(Column::InStock), of(Column::OutOfStock));
    (!there.is_empty() && is_no(there)) || (!gone.is_empty() && !is_no(gone)) || says_out(of(Column::Remark))
}

/// Units that were in stock, by a row that says so.
fn stock(line: &[String], columns: &[Column], marks: Marks) -> Option<Decimal> {
    let text = under(line, columns, Column::Stock);
    if text.is_empty() {
        return None;
    }
    if is_no(text) || says_out(text) { Some(Decimal::ZERO) } else { figure(text, marks) }
}

/// Reads a table. `product` names the one that is wanted where there are several; figures without days end the day before
/// `today`.
///
/// # Errors
/// [`Unread`].
pub fn read(text: &str, marks: Marks, product: Option<&str>, today: Date) -> Result<Found, Unread> {
    let lines: Vec<Vec<String>> = table::cells(text);
    let heads: Vec<_> = lines.first().map(|line| line.iter().map(|head| column(head)).collect()).unwrap_or_default();
    let named = heads.contains(&Column::Units);
    let width = lines.iter().map(Vec::len).max().unwrap_or_default();
    let (columns, lines) = if named {
        (heads, &lines[1..])
    } else {
        // A head that nobody knows is left out by what stands in it.
        let dated =
            lines.iter().skip(1).chain(&lines).take(2).any(|line| line.first().is_some_and(|cell| is_day(cell)));
        let order = [Column::Day, Column::Units, Column::InStock];
        let columns = if dated && width > 1 { order.to_vec() } else { vec![Column::Units; width] };
        (columns, lines.as_slice())
    };
    let mut columns = columns;
    if named && !columns.contains(&Column::Day) {
        // A head that nobody knows, above days.
        let days = |index: usize| lines.iter().find_map(|line| line.get(index).filter(|cell| !cell.trim().is_empty()));
        let found = (0..columns.len())
            .find(|index| columns.get(*index) == Some(&Column::Other) && days(*index).is_some_and(|cell| is_day(cell)));
        if let Some(column) = found.and_then(|index| columns.get_mut(index)) {
            *column = Column::Day;
        }
    }
    let at = |wanted: Column| columns.iter().position(|column| *column == wanted);
    let cell = |line: &'_ [String], index: Option<usize>| {
        index.and_then(|index| line.get(index)).map(|cell| cell.trim().to_owned())
    };
    let products = at(Column::Product);
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        if let Some(name) = cell(line, products).filter(|name| !name.is_empty())
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    let product = product.filter(|wanted| names.iter().any(|name| name == wanted));
    if names.len() > 1 && product.is_none() {
        return Err(Unread::Several(names));
    }
    let wanted = |line: &&Vec<String>| product.is_none_or(|wanted| cell(line, products).as_deref() == Some(wanted));
    let lines: Vec<&Vec<String>> = lines.iter().filter(wanted).collect();
    let Some(day_at) = at(Column::Day) else { return undated(&lines, &columns, marks, today) };
    let texts: Vec<&str> = lines.iter().map(|line| line.get(day_at).map(String::as_str).unwrap_or_default()).collect();
    let days = days(&texts, today)?;
    let mut found = BTreeMap::<Date, (Decimal, bool)>::new();
    // Of several rows of a day, as of several warehouses, the stock is their sum.
    let mut stocks = BTreeMap::<Date, Decimal>::new();
    let (mut rows, mut same_day, mut unread, mut returned) = (0, 0, 0, Decimal::ZERO);
    for (line, day) in lines.iter().zip(days) {
        let units = cell(line, at(Column::Units)).and_then(|text| figure(&text, marks));
        let (Some(day), Some(units)) = (day, units) else {
            unread += usize::from(line.iter().any(|cell| !cell.trim().is_empty()));
            continue;
        };
        rows += 1;
        let back = cell(line, at(Column::Returned)).and_then(|text| figure(&text, marks));
        returned = back.and_then(|back| returned.plus(back.abs())).unwrap_or(returned);
        let is_out = is_marked_out(line, &columns);
        if let Some(units) = stock(line, &columns, marks) {
            let sum = stocks.entry(day).or_default();
            *sum = sum.plus(units.max(Decimal::ZERO)).unwrap_or(*sum);
        }
        match found.get_mut(&day) {
            Some((sum, was_out)) => {
                *sum = sum.plus(units).unwrap_or(*sum);
                *was_out |= is_out;
                same_day += 1;
            }
            None => {
                found.insert(day, (units, is_out));
            }
        }
    }
    // A first line that names nothing known is no row that went wrong.
    let unread = if named { unread } else { unread.saturating_sub(usize::from(rows > 0 && days_missing(&texts))) };
    let (Some(first), Some(last)) = (found.keys().next().copied(), found.keys().next_back().copied()) else {
        return Err(Unread::Nothing);
    };
    let gaps: Vec<_> = found.keys().zip(found.keys().skip(1)).map(|(one, next)| one.days_until(*next)).collect();
    let is_weekly = gaps.len() >= 4 && gaps.iter().all(|gap| gap % 7 == 0);
    let step = if is_weekly { 7 } else { 1 };
    let count = usize::try_from(first.days_until(last) / step + 1).unwrap_or(usize::MAX);
    if count > MAX_CELLS {
        return Err(Unread::TooLong);
    }
    let mut cells = vec![None; count];
    for (day, (figure, is_out)) in found {
        let index = usize::try_from(first.days_until(day) / step).unwrap_or_default();
        if let Some(slot) = cells.get_mut(index) {
            let is_out = is_out || stocks.get(&day).is_some_and(Decimal::is_zero);
            *slot = Some(Cell { figure, is_out });
        }
    }
    let series = Series { from: first, is_weekly, cells };
    Ok(Found { series, rows, same_day, unread, returned, undated: false })
}

/// Whether the first of these is no day.
fn days_missing(texts: &[&str]) -> bool {
    texts.first().is_some_and(|text| !is_day(text))
}

/// Figures alone, day by day until yesterday.
fn undated(lines: &[&Vec<String>], columns: &[Column], marks: Marks, today: Date) -> Result<Found, Unread> {
    let is_figure = |(_, column): &(&String, &Column)| **column == Column::Units;
    let mut cells = Vec::new();
    let mut unread = 0;
    for line in lines {
        let is_out = is_marked_out(line, columns) || stock(line, columns, marks).is_some_and(|units| units.is_zero());
        for text in line.iter().zip(columns).filter(is_figure).map(|(cell, _)| cell) {
            match figure(text, marks) {
                Some(figure) => cells.push(Some(Cell { figure, is_out })),
                None => unread += usize::from(!text.trim().is_empty()),
            }
        }
    }
    if cells.len() > MAX_CELLS {
        return Err(Unread::TooLong);
    }
    let rows = cells.len();
    let from = i32::try_from(rows).ok().and_then(|rows| today.plus_days(-rows)).filter(|_| rows > 0);
    let series = Series { from: from.ok_or(Unread::Nothing)?, is_weekly: false, cells };
    Ok(Found { series, rows, same_day: 0, unread, returned: Decimal::ZERO, undated: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Result<Found, Unread> {
        read(text, Marks::ENGLISH, None, "2026-11-26".parse().unwrap())
    }

    #[track_caller]
    fn reads(text: &str, canonical: &str) -> Found {
        let found = found(text).unwrap();
        assert_eq!(found.series.to_string(), canonical);
        found
    }

    #[test]
    fn columns_by_their_names() {
        reads("date,units,in_stock\n2025-01-06,5,1\n2025-01-07,0,0\n2025-01-09,7,1\n", "2025-01-06_5_x_m_7");
        reads("日期\t销量\t断货\n2025年1月6日\t5\t否\n2025年1月7日\t2\t是\n", "2025-01-06_5_2x");
        let both = reads("Date;Units;Returned\n2025-01-06;5;1\n2025-01-06;2;\n2025-01-07;-3;2\n", "2025-01-06_7_-3");
        assert_eq!((both.same_day, both.returned, both.rows), (1, Decimal::from(3), 3));
    }

    #[test]
    fn without_names() {
        reads("2025-01-06\t5\n2025-01-07\t6\n", "2025-01-06_5_6");
        assert_eq!(reads("Tag\tStück\n2025-01-06\t5\n2025-01-07\t6\n", "2025-01-06_5_6").unread, 0);
        assert!(reads("5\n6\n0\n", "2026-11-23_5_6_0").undated);
        reads("5\t6\t0\n", "2026-11-23_5_6_0");
    }

    #[test]
    fn days_without_stock_are_marked_without_days_as_well() {
        assert!(reads("units,out of stock\n5,no\n2,yes\n0,\n", "2026-11-23_5_2x_0").undated);
        reads("销量\t库存\n5\t40\n0\t0\n3\t\n", "2026-11-23_5_x_3");
        reads("销量\t备注\n5\t\n1\t断货\n", "2026-11-24_5_1x");
    }

    #[test]
    fn the_order_of_day_and_month_is_found() {
        reads("date,units\n01/02/2025,5\n02/02/2025,6\n03/02/2025,7\n", "2025-02-01_5_6_7");
        reads("date,units\n12/1/2010 8:26,5\n12/2/2010 9:00,6\n12/3/2010 9:00,7\n", "2010-12-01_5_6_7");
        reads("date,units\n30/01/2025,5\n31/01/2025,6\n", "2025-01-30_5_6");
        assert_eq!(found("date,units\n30/01/2025,5\n01/30/2025,6\n"), Err(Unread::Days));
    }

    #[test]
    fn weeks_and_products() {
        let weeks = "week,units\n2025-01-06,5\n2025-01-13,6\n2025-01-20,7\n2025-02-03,8\n2025-02-10,8\n";
        reads(weeks, "2025-01-06w_5_6_7_m_8r2");
        let two = "sku,date,units\nA,2025-01-06,5\nB,2025-01-06,6\nA,2025-01-07,7\n";
        assert_eq!(found(two), Err(Unread::Several(vec!["A".into(), "B".into()])));
        let of = read(two, Marks::ENGLISH, Some("A"), Date::FIRST).unwrap();
        assert_eq!(of.series.to_string(), "2025-01-06_5_7");
    }

    #[test]
    fn rows_as_they_are_copied_from_a_sheet() {
        reads("日期\t销量\n8月1日\t20件\n8月2日\t18 件\n", "2026-08-01_20_18");
        reads("下单时间\t数量\n8/30\t20\n8/31\t18\n9/1\t7\n", "2026-08-30_20_18_7");
        reads("date,units\n1-Aug,20 pcs\n2-Aug,18 PCS\n", "2026-08-01_20_18");
        reads("8月1日\t20\n8月2日\t18\n", "2026-08-01_20_18");
        assert_eq!(found("月份\t销量\n2026年7月\t600\n2026年8月\t640\n"), Err(Unread::Months));
        assert_eq!(found("期间\t销量\n2026-07\t600\n2026-08\t640\n"), Err(Unread::Months));
        // Figures alone stay figures, also with a fraction.
        assert!(reads("5.5\n6.5\n", "2026-11-24_5.5_6.5").undated);
    }

    #[test]
    fn what_holds_nothing() {
        for text in ["", "date,units\n", "hello\n", "date,units\nx,y\n"] {
            assert_eq!(found(text), Err(Unread::Nothing), "{text}");
        }
        assert_eq!(found("date,units\n1950-01-01,1\n2025-01-01,1\n"), Err(Unread::TooLong));
    }
}
