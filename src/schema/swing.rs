//! What an answer depends on: each figure that was typed, and those that it rests on though nobody typed them, a tenth less
//! and a tenth more.

use rust_decimal::Decimal;

use super::meta::{Kind, Meta};
use super::{Moved, Record, Swing, Swings, Text};
use crate::amount::{Amount, Money, Size};
use crate::exact::Exact;
use crate::pack::Status;
use crate::value::Value;

/// The most swings that are told.
const TOLD: usize = 12;
const LESS: Decimal = Decimal::from_parts(9, 0, 0, false, 1);
const MORE: Decimal = Decimal::from_parts(11, 0, 0, false, 1);

/// Where a figure stands: its field, and in a list its row and column.
type Place = (usize, Option<(usize, usize)>);

/// Moves every figure of `typed` in `values`, which are its case ready to be computed, and measures; `assumed` are the others,
/// measured where they are so many times as much.
pub(super) fn swings(
    fields: &'static [Meta],
    typed: &Record,
    values: &Record,
    measure: impl Fn(&[Value]) -> Option<(Text, Money)>,
    assumed: impl FnOnce([Decimal; 2]) -> Vec<Swing>,
) -> Option<Swings> {
    let (title, now) = measure(&values.values)?;
    let mut swings = Vec::new();
    for place in places(fields, &typed.settled(fields)) {
        let moved = |factor| {
            let mut values = values.values.clone();
            let meta = set(fields, &mut values, place, factor)?;
            within(meta, at(&values, place)?).then_some(())?;
            // Where there is another figure alone, this one is not there.
            measure(&values).filter(|(text, _)| *text == title).map(|(_, money)| money)
        };
        let meta = &fields[place.0];
        let cell = place.1.and_then(|(row, column)| Some((row, meta.columns().get(column)?.key)));
        let figure = Moved::Field { key: meta.key, cell };
        swings.push(Swing { moved: figure, status: Status::Own, less: moved(LESS), more: moved(MORE) });
    }
    for swing in assumed([LESS, MORE]) {
        // What was typed is told as that.
        if !swings.iter().any(|other| other.moved == swing.moved) {
            swings.push(swing);
        }
    }
    let ends = |swing: &Swing| [swing.less, swing.more].into_iter().flatten().map(|one| one.value);
    swings.retain(|swing| ends(swing).any(|end| end != now.value));
    let width = |swing: &Swing| {
        let (least, most) =
            ends(swing).fold((now.value, now.value), |(least, most), end| (least.min(end), most.max(end)));
        most.minus(least).unwrap_or_default()
    };
    swings.sort_by_key(|swing| core::cmp::Reverse(width(swing)));
    swings.truncate(TOLD);
    Some(Swings { title, now, swings })
}

/// Every figure that was typed.
fn places(fields: &[Meta], typed: &Record) -> Vec<Place> {
    let mut places = Vec::new();
    for (field, (meta, value)) in fields.iter().zip(&typed.values).enumerate() {
        match value {
            Value::Rows(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    for (column, (meta, cell)) in meta.columns().iter().zip(&row.cells).enumerate() {
                        if moves(meta, cell) {
                            places.push((field, Some((index, column))));
                        }
                    }
                }
            }
            value if moves(meta, value) => places.push((field, None)),
            _ => {}
        }
    }
    places
}

/// Whether a value is a figure that can be a tenth less: counts only where they are not whole things by the handful.
fn moves(meta: &Meta, value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            !number.is_zero()
                && match meta.kind {
                    Kind::Count => *number >= Decimal::TEN,
                    Kind::Number | Kind::Percent | Kind::Days => true,
                    _ => false,
                }
        }
        Value::Amount(_) | Value::Money(_) | Value::Size(_) => true,
        _ => false,
    }
}

fn at(values: &[Value], (field, cell): Place) -> Option<&Value> {
    match (values.get(field)?, cell) {
        (Value::Rows(rows), Some((row, column))) => rows.get(row)?.cells.get(column),
        (value, _) => Some(value),
    }
}

/// Multiplies a figure; whole things stay whole.
fn set(fields: &'static [Meta], values: &mut [Value], (field, cell): Place, factor: Decimal) -> Option<&'static Meta> {
    let meta = fields.get(field)?;
    let (meta, value) = match (values.get_mut(field)?, cell) {
        (Value::Rows(rows), Some((row, column))) => {
            (meta.columns().get(column)?, rows.get_mut(row)?.cells.get_mut(column)?)
        }
        (value, _) => (meta, value),
    };
    *value = match value {
        Value::Number(number) => {
            let moved = number.times(factor)?;
            Value::Number(if matches!(meta.kind, Kind::Count | Kind::Days) { moved.round() } else { moved })
        }
        Value::Amount(amount) => Value::Amount(Amount { value: amount.value.times(factor)?, ..*amount }),
        Value::Money(money) => Value::Money(Money { value: money.value.times(factor)?, ..*money }),
        Value::Size(size) => {
            let sides = size.sides().iter().map(|side| side.times(factor)).collect::<Option<Vec<_>>>()?;
            Value::Size(Size::from_sides(&sides, size.unit())?)
        }
        _ => return None,
    };
    Some(meta)
}

/// Whether a moved figure is one that could be typed.
fn within(meta: &Meta, value: &Value) -> bool {
    super::check::value(meta, value).is_none_or(|problem| problem.severity < super::Severity::Error)
}
