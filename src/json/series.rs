//! A series as a host or a script has it: a row for each day with sales, without a file.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::date::Date;
use crate::exact::Exact;
use crate::schema::code;
use crate::series::{Cell, MAX_CELLS, Series};
use crate::value::{Value, decimal};

/// Rows `{"date": "2026-11-22", "units": 5, "out-of-stock": true}` as a series by the day; several of one day are added. A day
/// that no row is about has none. Where a row cannot be read, the whole is unreadable: a part would be a lower demand.
pub(super) fn value(rows: &[Json]) -> Value {
    let read = || -> Option<Series> {
        let mut days = BTreeMap::<Date, Cell>::new();
        for row in rows {
            let date = row.get("date")?.as_str()?.parse().ok()?;
            let figure = figure(row.get("units")?)?;
            let is_out = row.get("out-of-stock").is_some_and(|out| out.as_bool() == Some(true));
            let cell = days.entry(date).or_insert(Cell { figure: Decimal::ZERO, is_out: false });
            cell.figure = cell.figure.plus(figure)?;
            cell.is_out |= is_out;
        }
        let (from, last) = (*days.keys().next()?, *days.keys().next_back()?);
        let count = usize::try_from(from.days_until(last)).ok()?.checked_add(1).filter(|count| *count <= MAX_CELLS)?;
        let day = |index: usize| from.plus_days(i32::try_from(index).ok()?);
        let cells = (0..count).map(|index| day(index).and_then(|day| days.get(&day).copied())).collect();
        Some(Series { from, is_weekly: false, cells })
    };
    match read() {
        Some(series) => Value::Text(series.to_string()),
        None if rows.is_empty() => Value::Empty,
        None => Value::Unreadable(Json::Array(rows.to_vec()).to_string(), code::ROW_SHAPE),
    }
}

fn figure(json: &Json) -> Option<Decimal> {
    let figure = match json {
        Json::String(text) => decimal(text),
        Json::Number(number) => decimal(&number.to_string()),
        _ => None,
    };
    figure.filter(|figure| *figure >= Decimal::ZERO)
}
