//! A figure of all replications, and how far it can be off.

use crate::stats::student;

/// A mean or a ratio of sums over replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its standard error over replications; `None` for a single one. Of a ratio that of the ratio estimator: the
    /// deviation of (numerator − ratio × denominator), over the mean denominator and √n.
    pub standard_error: Option<f64>,
    /// Half the width of its 95 % confidence interval: t of n − 1 degrees of freedom × standard error.
    pub half_width: Option<f64>,
}

/// A numerator and a denominator of each replication.
pub(super) type Terms = Vec<(f64, f64)>;

impl Estimate {
    /// The ratio of the sums; `None` where the denominators come to 0.
    pub(super) fn ratio(terms: &Terms) -> Option<Self> {
        let (value, residuals) = residuals(terms)?;
        Some(Self::new(value, &residuals))
    }

    /// The ratio of one less that of the other, on common random numbers: the replications are paired.
    pub(super) fn difference(one: &Terms, other: &Terms) -> Option<Self> {
        let ((one, of_one), (other, of_other)) = (residuals(one)?, residuals(other)?);
        let paired: Vec<f64> = of_one.iter().zip(&of_other).map(|(one, other)| one - other).collect();
        Some(Self::new(one - other, &paired))
    }

    /// A figure whose residuals have mean 0.
    fn new(value: f64, residuals: &[f64]) -> Self {
        let count = residuals.len() as f64;
        let squares: f64 = residuals.iter().map(|residual| residual * residual).sum();
        let standard_error = (residuals.len() > 1).then(|| libm::sqrt(squares / (count - 1.0) / count));
        let factor = u32::try_from(residuals.len().saturating_sub(1)).ok().and_then(student::factor_95);
        let half_width = standard_error.zip(factor).map(|(error, factor)| error * factor);
        Self { value, standard_error, half_width }
    }
}

/// The ratio of the sums, and what each replication is off it in units of the ratio.
fn residuals(terms: &Terms) -> Option<(f64, Vec<f64>)> {
    let (top, bottom) = terms.iter().fold((0.0, 0.0), |(top, bottom), term| (top + term.0, bottom + term.1));
    if bottom == 0.0 {
        return None;
    }
    let (ratio, mean) = (top / bottom, bottom / terms.len() as f64);
    Some((ratio, terms.iter().map(|(top, bottom)| (top - ratio * bottom) / mean).collect()))
}
