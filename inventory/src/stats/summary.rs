//! Mean and spread of a sample.

/// The mean; `None` of nothing.
#[must_use]
pub fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.into_iter().fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    (count > 0.0).then(|| sum / count)
}

/// The sample variance, divided by n − 1; `None` of fewer than two values.
#[must_use]
pub fn sample_variance(values: impl IntoIterator<Item = f64> + Clone) -> Option<f64> {
    let mean = mean(values.clone())?;
    let (count, squares) =
        values.into_iter().fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + (value - mean) * (value - mean)));
    (count > 1.0).then(|| squares / (count - 1.0))
}

/// The root of [`sample_variance`].
#[must_use]
pub fn sample_sd(values: impl IntoIterator<Item = f64> + Clone) -> Option<f64> {
    sample_variance(values).map(libm::sqrt)
}
