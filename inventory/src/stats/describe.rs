//! Figures that describe a list of observations.

/// The mean; `None` of no observations, or if it leaves the range of doubles.
#[must_use]
pub fn mean(observations: &[f64]) -> Option<f64> {
    let mean = observations.iter().sum::<f64>() / observations.len() as f64;
    mean.is_finite().then_some(mean)
}

/// The sample variance, with n − 1; `None` of fewer than two observations, of which nothing varies.
#[must_use]
pub fn variance(observations: &[f64]) -> Option<f64> {
    let mean = mean(observations)?;
    let squares = observations.iter().map(|observation| (observation - mean) * (observation - mean)).sum::<f64>();
    let variance = squares / observations.len().checked_sub(1).filter(|others| *others > 0)? as f64;
    variance.is_finite().then_some(variance)
}

/// The sample standard deviation, with n − 1; `None` as for [`variance`].
#[must_use]
pub fn sd(observations: &[f64]) -> Option<f64> {
    variance(observations).map(f64::sqrt)
}

/// The quantile of type 7 (Hyndman and Fan 1996; what spreadsheets give), linear between the observations in order.
/// `None` of no observations, of a level outside of 0 … 1, or if an observation is not finite.
#[must_use]
pub fn quantile(observations: &[f64], level: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&level) || observations.iter().any(|observation| !observation.is_finite()) {
        return None;
    }
    let mut sorted = observations.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = level * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted.get(place.floor() as usize)?, sorted.get(place.ceil() as usize)?);
    Some(below + (above - below) * (place - place.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_observations_say_little() {
        assert_eq!((mean(&[]), sd(&[]), quantile(&[], 0.5)), (None, None, None));
        assert_eq!((mean(&[7.0]), sd(&[7.0]), quantile(&[7.0], 0.95)), (Some(7.0), None, Some(7.0)));
        assert_eq!(sd(&[1.0, 3.0]), Some(2.0_f64.sqrt()));
        assert_eq!(variance(&[2.0, 2.0, 2.0]), Some(0.0));
        assert_eq!(mean(&[f64::MAX, f64::MAX]), None);
    }

    #[test]
    fn quantiles_are_linear_between_observations_in_order() {
        let observations = [4.0, 1.0, 3.0, 2.0];
        for (level, expected) in [(0.0, 1.0), (0.5, 2.5), (0.95, 3.85), (1.0, 4.0)] {
            let got = quantile(&observations, level).unwrap();
            assert!((got - expected).abs() < 1e-15, "{level}: {got}");
        }
        assert_eq!(quantile(&observations, 1.1), None);
        assert_eq!(quantile(&observations, f64::NAN), None);
        assert_eq!(quantile(&[1.0, f64::NAN], 0.5), None);
    }
}
