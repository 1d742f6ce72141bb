//! What a figure must be before it is reckoned with, and after.

/// A figure of zero or more.
pub(super) fn not_negative(figure: f64) -> bool {
    figure.is_finite() && figure >= 0.0
}

/// A figure above zero.
pub(super) fn positive(figure: f64) -> bool {
    figure.is_finite() && figure > 0.0
}

/// The figure, if it is a number.
pub(super) fn finite(figure: f64) -> Option<f64> {
    figure.is_finite().then_some(figure)
}

/// `part ÷ whole`; `None` of a whole that is not above zero, or where there is no finite share.
pub(super) fn share(part: f64, whole: f64) -> Option<f64> {
    if whole > 0.0 { finite(part / whole) } else { None }
}
