//! The four operations on exact decimals, each compiled once.
//!
//! `Decimal` inlines its operations wherever they are written; on the page that costs more than everything else that
//! a calculator does. Written with these, a formula also has one way to say that a figure leaves the exact range.

use rust_decimal::{Decimal, RoundingStrategy};

/// Arithmetic of figures; `None` where the result leaves the range of exact decimals.
pub trait Exact: Sized {
    /// `self + other`
    fn plus(self, other: Self) -> Option<Self>;
    /// `self − other`
    fn minus(self, other: Self) -> Option<Self>;
    /// `self × other`
    fn times(self, other: Self) -> Option<Self>;
    /// `self ÷ other`; `None` for a division by zero too.
    fn over(self, other: Self) -> Option<Self>;
    /// The next whole figure that is not below it.
    #[must_use]
    fn up(self) -> Self;
    /// The next whole figure that is not above it.
    #[must_use]
    fn down(self) -> Self;
}

impl Exact for Decimal {
    #[inline(never)]
    fn plus(self, other: Self) -> Option<Self> {
        self.checked_add(other)
    }
    #[inline(never)]
    fn minus(self, other: Self) -> Option<Self> {
        // A zero keeps its sign, as subtraction leaves it.
        self.plus(if other.is_zero() { other } else { -other })
    }
    #[inline(never)]
    fn times(self, other: Self) -> Option<Self> {
        self.checked_mul(other)
    }
    #[inline(never)]
    fn over(self, other: Self) -> Option<Self> {
        self.checked_div(other)
    }
    fn up(self) -> Self {
        self.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity)
    }
    fn down(self) -> Self {
        self.round_dp_with_strategy(0, RoundingStrategy::ToNegativeInfinity)
    }
}

/// The sum of figures.
pub fn sum(figures: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    figures.into_iter().try_fold(Decimal::ZERO, Exact::plus)
}

/// The sum of figures, each of which may have left the range itself.
pub fn sum_of(figures: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    figures.into_iter().try_fold(Decimal::ZERO, |sum, figure| sum.plus(figure?))
}
