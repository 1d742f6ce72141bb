//! The one door: a value against the description of its field.

use rust_decimal::Decimal;

use super::record::MAX_ROWS;
use super::{Arg, Kind, Meta, Problem, code};
use crate::amount::Amount;
use crate::units::{Dimension, Unit};
use crate::value::Value;

/// What is wrong with a value: at most one error, else at most one warning.
pub fn value(meta: &Meta, value: &Value) -> Option<Problem> {
    match value {
        Value::Empty => meta.required.then(|| Problem::error(code::REQUIRED)),
        Value::Unreadable(text, code) => Some(Problem::error(*code).with("text", Arg::Words(text.clone()))),
        Value::Rows(rows) if rows.len() > MAX_ROWS => {
            Some(Problem::error(code::ROW_LIMIT).with("max", Arg::Number(Decimal::from(MAX_ROWS))))
        }
        Value::Number(number) => {
            if matches!(meta.kind, Kind::Count) && !number.is_integer() {
                return Some(Problem::error(code::NOT_WHOLE));
            }
            bounds(meta, Measured::Plain(*number))
        }
        Value::Money(money) => bounds(meta, Measured::Plain(money.value)),
        Value::Amount(amount) => bounds(meta, Measured::In(*amount)),
        Value::Size(size) => {
            let sides = size.sides().iter().map(|side| Amount { value: *side, unit: size.unit() });
            sides.filter_map(|side| bounds(meta, Measured::In(side))).max_by_key(|problem| problem.severity)
        }
        _ => None,
    }
}

/// A figure and, where it has one, its unit.
#[derive(Clone, Copy)]
enum Measured {
    Plain(Decimal),
    In(Amount),
}

impl Measured {
    fn base(self) -> Option<Decimal> {
        match self {
            Self::Plain(number) => Some(number),
            Self::In(amount) => amount.base(),
        }
    }

    /// The bound in the terms of this figure: a plain number, or an amount of its own unit.
    fn bound(self, canonical: &str) -> Option<(Decimal, Arg)> {
        match self {
            Self::Plain(_) => crate::value::decimal(canonical).map(|bound| (bound, Arg::Number(bound))),
            Self::In(_) => match Value::parse(&Kind::Amount(Unit::ALL), canonical) {
                Value::Amount(bound) => Some((bound.base()?, Arg::Amount(bound))),
                _ => None,
            },
        }
    }
}

fn bounds(meta: &Meta, given: Measured) -> Option<Problem> {
    let Some(base) = given.base() else { return Some(Problem::error(code::TOO_LARGE)) };
    let beyond = |canonical: &str, wrong: fn(Decimal, Decimal) -> bool| {
        given.bound(canonical).filter(|(bound, _)| wrong(base, *bound)).map(|(_, bound)| bound)
    };
    let too_small = beyond(meta.above, |given, bound| given <= bound);
    if too_small.is_some()
        && let Measured::In(amount) = given
    {
        let code = if amount.unit.dimension() == Dimension::Weight { code::E_WEIGHT_ZERO } else { code::E_DIMS };
        return Some(Problem::error(code));
    }
    let code = if too_small.is_some() { code::NOT_ABOVE } else { code::OUT_OF_RANGE };
    let outside = too_small
        .or_else(|| beyond(meta.min, |given, bound| given < bound))
        .or_else(|| beyond(meta.max, |given, bound| given > bound));
    if outside.is_some() {
        let limit = |canonical: &str| given.bound(canonical).map(|(_, bound)| bound);
        let ends = [("min", limit(meta.min).or_else(|| limit(meta.above))), ("max", limit(meta.max))];
        let problem = Problem::error(code);
        return Some(ends.into_iter().fold(problem, |problem, (slot, end)| match end {
            Some(end) => problem.with(slot, end),
            None => problem,
        }));
    }
    beyond(meta.usual_max, |given, bound| given > bound)
        .map(|bound| Problem::warning(code::UNUSUAL).with("bound", bound))
}
