//! The straight line through points, by least squares.

/// A line and how sure its slope is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// What y gains per x.
    pub slope: f64,
    /// The standard error of the slope, were the errors of the points independent and of the same spread.
    pub slope_error: f64,
}

/// The line through points (x, y); `None` of fewer than three, or where all have the same x.
#[must_use]
pub fn through(points: &[(f64, f64)]) -> Option<Line> {
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| super::summary::mean(points.iter().map(of));
    let (middle, height) = (mean(|point| point.0)?, mean(|point| point.1)?);
    let sum = |of: &dyn Fn(f64, f64) -> f64| points.iter().map(|(x, y)| of(x - middle, y - height)).sum::<f64>();
    let across = sum(&|x, _| x * x);
    if points.len() < 3 || across <= 0.0 {
        return None;
    }
    let slope = sum(&|x, y| x * y) / across;
    let left = sum(&|x, y| (y - slope * x) * (y - slope * x));
    Some(Line { slope, slope_error: libm::sqrt(left / (count - 2.0) / across) })
}
