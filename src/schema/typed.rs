//! Typed inputs: the struct that a calculator's formula reads, and its description, written together.

#[cfg(not(feature = "explain"))]
use core::marker::PhantomData;

use rust_decimal::Decimal;

use super::Meta;
use crate::amount::{Amount, Currency, Money, Size};
use crate::date::Date;
use crate::value::{Row, Value};

/// A struct whose fields are described by [`Meta`]s in the same order. Written with [`inputs!`](crate::inputs).
pub trait Fields: Sized {
    /// The description, in the order of the struct.
    const METAS: &'static [Meta];
    /// The typed struct; `None` where a value is missing that it cannot do without.
    fn from_values(values: &[Value]) -> Option<Self>;
    /// Back to values, in the order of [`METAS`](Self::METAS).
    fn to_values(&self) -> Vec<Value>;
}

/// A Rust type that one [`Value`] fills.
pub trait Cell: Sized {
    /// `None` where the value is of another kind or missing.
    fn from_value(value: &Value) -> Option<Self>;
    /// The value that reads back as the same.
    fn to_value(&self) -> Value;
}

macro_rules! cells {
    ($($type:ty = $variant:ident;)*) => {$(
        impl Cell for $type {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::$variant(inner) => Some(inner.clone()),
                    _ => None,
                }
            }
            fn to_value(&self) -> Value {
                Value::$variant(self.clone())
            }
        }
    )*};
}
cells! {
    Decimal = Number;
    Amount = Amount;
    Money = Money;
    Size = Size;
    &'static str = Code;
    Vec<&'static str> = Codes;
    bool = Flag;
    Date = Date;
    String = Text;
}

impl Cell for Currency {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Code(code) => Self::from_code(code),
            _ => None,
        }
    }
    fn to_value(&self) -> Value {
        Value::Code(self.code())
    }
}

impl<T: Cell> Cell for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Empty => Some(None),
            given => T::from_value(given).map(Some),
        }
    }
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Empty, Cell::to_value)
    }
}

/// The type of a field that only those cases read that a build without feature `explain` leaves to one with it
/// ([`Question::ELSEWHERE`](super::Question::ELSEWHERE)): there the field is described, but not in the struct.
#[cfg(feature = "explain")]
pub type Left<T> = T;
/// The type of a field that only those cases read that a build without feature `explain` leaves to one with it
/// ([`Question::ELSEWHERE`](super::Question::ELSEWHERE)): here the field is described, but not in the struct.
#[cfg(not(feature = "explain"))]
pub type Left<T> = Unread<T>;

/// A value for a field that is [`Left`].
#[cfg(feature = "explain")]
#[must_use]
pub const fn left<T: Copy>(value: T) -> Left<T> {
    value
}
/// A value for a field that is [`Left`].
#[cfg(not(feature = "explain"))]
#[must_use]
pub const fn left<T: Copy>(_value: T) -> Left<T> {
    Unread(PhantomData)
}

/// What stands for a field that is [`Left`].
#[cfg(not(feature = "explain"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread<T>(PhantomData<T>);

#[cfg(not(feature = "explain"))]
impl<T> Cell for Unread<T> {
    fn from_value(_value: &Value) -> Option<Self> {
        Some(Self(PhantomData))
    }
    fn to_value(&self) -> Value {
        Value::Empty
    }
}

/// The rows of a list that can be used, each with its number in the list (from 0): rows that are empty or have a
/// problem are not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(pub Vec<(usize, T)>);

impl<T: Fields> Cell for List<T> {
    fn from_value(value: &Value) -> Option<Self> {
        let rows: &[Row] = match value {
            Value::Rows(rows) => rows,
            Value::Empty => &[],
            _ => return None,
        };
        let usable = rows.iter().enumerate().filter_map(|(index, row)| Some((index, T::from_values(&row.cells)?)));
        Some(Self(usable.collect()))
    }
    fn to_value(&self) -> Value {
        let row = |(_, row): &(usize, T)| Row { cells: row.to_values(), extra: Vec::new() };
        Value::Rows(self.0.iter().map(row).collect())
    }
}

/// `kebab-case` of a field's name, at compile time.
#[doc(hidden)]
#[must_use]
pub const fn kebab<const N: usize>(name: &str) -> [u8; N] {
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        let byte = name.as_bytes()[at];
        out[at] = if byte == b'_' { b'-' } else { byte };
        at += 1;
    }
    out
}

/// Writes the struct of a calculator's inputs and its description ([`Fields`]) from one line per field:
/// name, type, and the [`Meta`] that form, link, CSV and JSON are drawn from.
///
/// ```
/// use suanpan::schema::{Fields, Kind, Meta};
/// suanpan::inputs! {
///     /// What the toy needs.
///     pub struct Inputs {
///         /// How many.
///         pub order_count: rust_decimal::Decimal = Meta::new("n", Kind::Count).default("1"),
///     }
/// }
/// assert_eq!(Inputs::METAS[0].key, "order-count");
/// ```
#[macro_export]
macro_rules! inputs {
    ($(#[$doc:meta])* pub struct $name:ident {
        $($(#[$field_doc:meta])* pub $field:ident: $type:ty = $meta:expr,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::schema::Fields for $name {
            const METAS: &'static [$crate::schema::Meta] = &[$({
                const KEY: &[u8] = &$crate::schema::kebab::<{ stringify!($field).len() }>(stringify!($field));
                const NAME: &str = match core::str::from_utf8(KEY) {
                    Ok(name) => name,
                    Err(_) => "",
                };
                $meta.keyed(NAME)
            },)*];

            fn from_values(values: &[$crate::value::Value]) -> Option<Self> {
                let mut values = values.iter();
                Some(Self { $($field: $crate::schema::Cell::from_value(values.next()?)?,)* })
            }

            fn to_values(&self) -> Vec<$crate::value::Value> {
                vec![$($crate::schema::Cell::to_value(&self.$field),)*]
            }
        }
    };
}
