//! One of several demands: weights, sums over the parts, and lists of values.

use super::distribution::Distribution;
use super::tail::Tail;

/// How far the weights may be from adding up to 1.
const ROUNDED: f64 = 1e-6;
/// Values that a sum of demands may have at most.
const MOST_VALUES: f64 = 100_000.0;
/// Chances below this are dropped from sums; together they stay below every tolerance.
const NO_CHANCE: f64 = 1e-24;

type Parts = [(f64, Distribution)];

/// The parts with weights that add up to 1; `None` if they do not nearly.
pub(super) fn normalised(mut parts: Vec<(f64, Distribution)>) -> Option<Vec<(f64, Distribution)>> {
    let total = parts.iter().map(|(weight, _)| weight).sum::<f64>();
    if !((total - 1.0).abs() <= ROUNDED && parts.iter().all(|(weight, _)| *weight >= 0.0)) {
        return None;
    }
    for (weight, _) in &mut parts {
        *weight /= total;
    }
    Some(parts)
}

/// The weighted sum of a figure of the parts.
pub(super) fn sum(parts: &Parts, figure: impl Fn(&Distribution) -> f64) -> f64 {
    parts.iter().map(|(weight, part)| weight * figure(part)).sum()
}

pub(super) fn mean(parts: &Parts) -> f64 {
    sum(parts, Distribution::mean)
}

/// Variance within the parts and between their means.
pub(super) fn variance(parts: &Parts) -> f64 {
    let mean = mean(parts);
    sum(parts, |part| part.variance() + (part.mean() - mean) * (part.mean() - mean))
}

pub(super) fn tail(parts: &Parts, x: f64) -> Tail {
    parts.iter().fold(Tail { beyond: 0.0, loss: 0.0, second: 0.0 }, |sum, (weight, part)| {
        let part = part.tail(x);
        Tail {
            beyond: sum.beyond + weight * part.beyond,
            loss: sum.loss + weight * part.loss,
            second: sum.second + weight * part.second,
        }
    })
}

/// Values with their chances, in rising order, if every part is a single value.
pub(super) fn values(parts: &Parts) -> Option<Vec<(f64, f64)>> {
    let value = |part: &Distribution| match part {
        Distribution::Zero => Some(0.0),
        Distribution::Constant(demand) => Some(*demand),
        _ => None,
    };
    let mut values =
        parts.iter().map(|(weight, part)| Some((value(part)?, *weight))).collect::<Option<Vec<(f64, f64)>>>()?;
    values.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    Some(values)
}

/// The first value at which the chances add up to the level.
pub(super) fn quantile_of_values(values: &[(f64, f64)], level: f64) -> Option<f64> {
    let mut total = 0.0;
    values.iter().filter(|(_, chance)| *chance > 0.0).find_map(|(value, chance)| {
        total += chance;
        (total >= level).then_some(*value)
    })
}

/// The sum of so many independent demands, each a list of whole values.
pub(super) fn sum_of(parts: &Parts, count: f64) -> Option<Vec<(f64, Distribution)>> {
    let values = values(parts)?;
    let most = values.last().map(|(value, _)| *value)?;
    let whole = |figure: f64| figure >= 0.0 && figure.floor() == figure;
    if !(whole(count)
        && values.iter().all(|(value, _)| whole(*value))
        && most * count <= MOST_VALUES
        && count <= MOST_VALUES)
    {
        return None;
    }
    let mut power = vec![0.0; most as usize + 1];
    for (value, chance) in &values {
        if let Some(slot) = power.get_mut(*value as usize) {
            *slot += chance;
        }
    }
    let mut sum = vec![1.0];
    let mut left = count as u32;
    while left > 0 {
        if left % 2 == 1 {
            sum = convolved(&sum, &power);
        }
        left /= 2;
        if left > 0 {
            power = convolved(&power, &power);
        }
    }
    let chances = sum.into_iter().enumerate().filter(|(_, chance)| *chance > 0.0);
    normalised(chances.map(|(value, chance)| (chance, Distribution::Constant(value as f64))).collect())
}

/// The chances of the sum of two whole demands.
fn convolved(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; (one.len() + other.len()).saturating_sub(1)];
    for (shift, chance) in one.iter().enumerate().filter(|(_, chance)| **chance > NO_CHANCE) {
        for (slot, next) in sum.iter_mut().skip(shift).zip(other) {
            *slot += chance * next;
        }
    }
    sum
}
