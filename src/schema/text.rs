//! Keys of wording: the only way in which the domain names words.

use core::fmt;

/// A key of `locales/*.toml`. Made only by [`texts!`](crate::texts), so that every key that an answer can
/// carry stands in a registry that the build compares with the wording of every language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Text(&'static str);

impl Text {
    #[doc(hidden)]
    #[must_use]
    pub const fn registered(key: &'static str) -> Self {
        Self(key)
    }

    /// The whole key: `problem.E_WEIGHT`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.0
    }

    /// The stable code: what stands behind the last dot of the key.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.rsplit('.').next().unwrap_or(self.0)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Declares text keys under one prefix and a list `ALL` of them.
///
/// ```
/// suanpan::texts! {
///     "line":
///     /// Postage by weight.
///     POSTAGE = "postage";
/// }
/// assert_eq!(POSTAGE.key(), "line.postage");
/// assert_eq!(ALL, [POSTAGE]);
/// ```
#[macro_export]
macro_rules! texts {
    ($prefix:literal: $($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub const $name: $crate::schema::Text = $crate::schema::Text::registered(concat!($prefix, ".", $code));)*
        /// Every key declared here.
        pub const ALL: &[$crate::schema::Text] = &[$($name),*];
    };
}

/// The registry of problem codes: form, link, CSV, packs and the JavaScript package share it.
/// A code never changes its meaning.
pub mod code {
    texts! {
        "problem":
        /// A value is needed and none is given.
        REQUIRED = "REQUIRED";
        /// Not a number.
        NOT_A_NUMBER = "NOT_A_NUMBER";
        /// More digits than 15 before and 9 after the decimal point.
        NUMBER_NOT_EXACT = "NUMBER_NOT_EXACT";
        /// A count that is not whole.
        NOT_WHOLE = "NOT_WHOLE";
        /// Outside what the field can hold.
        OUT_OF_RANGE = "OUT_OF_RANGE";
        /// Not above what it must be above.
        NOT_ABOVE = "NOT_ABOVE";
        /// The figures leave the range of exact decimals.
        TOO_LARGE = "TOO_LARGE";
        /// Possible, but rare: worth a second look.
        UNUSUAL = "UNUSUAL";
        /// Not one of the codes of this choice.
        UNKNOWN_CODE = "UNKNOWN_CODE";
        /// No unit, or one that this field does not take.
        UNIT_MISMATCH = "UNIT_MISMATCH";
        /// A size needs length, width and height, or length and diameter.
        SIZE_INCOMPLETE = "SIZE_INCOMPLETE";
        /// Not a day of the calendar.
        NOT_A_DATE = "NOT_A_DATE";
        /// A field that this calculator does not have.
        UNKNOWN_FIELD = "UNKNOWN_FIELD";
        /// A figure of a table that can be a thousand or a decimal, where its column speaks against the locale.
        TWO_READINGS = "TWO_READINGS";
        /// A text that is too long to be looked at.
        TEXT_LIMIT = "TEXT_LIMIT";
        /// A table with more rows than are read.
        REST_NOT_READ = "REST_NOT_READ";
        /// A quotation mark that nothing closes: what stands behind it is one cell.
        OPEN_QUOTE = "OPEN_QUOTE";
        /// More rows than a list takes.
        ROW_LIMIT = "ROW_LIMIT";
        /// A row of a table that has the wrong shape, or a text that is no series.
        ROW_SHAPE = "ROW_SHAPE";
        /// A row with a problem was left out of the answer.
        ROWS_LEFT_OUT = "ROWS_LEFT_OUT";
        /// Data that the answer needs is not loaded.
        PACK_MISSING = "PACK_MISSING";
        /// A case that is left to a build with feature `explain` ([`Question::ELSEWHERE`](super::super::Question)), which
        /// is not there yet. Such a build never says so.
        ELSEWHERE = "ELSEWHERE";
        /// A defect of Suanpan itself.
        INTERNAL = "INTERNAL";
        /// Weight of zero or below.
        E_WEIGHT_ZERO = "E_WEIGHT_ZERO";
        /// A side of zero or below.
        E_DIMS = "E_DIMS";
    }
}
