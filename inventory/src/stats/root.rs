//! Roots of monotone functions. Every search ends after a fixed number of steps at most.

/// Newton steps, and halvings of a range of doubles, that no root here needs.
const STEPS: usize = 200;
/// A Newton step this small, against the scale of the search, leaves its square as the error: the last digits.
const CLOSE: f64 = 1e-9;

/// The root of a function that is convex or concave, for which Newton's method converges from everywhere, in a variable
/// of the order of 1. `f` gives value and slope; where it has no finite ones, the step was too long and is halved.
#[must_use]
pub fn newton(start: f64, f: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut from, mut x) = (start, start);
    for _ in 0..STEPS {
        let (value, slope) = f(x);
        let next = x - value / slope;
        if next.is_finite() {
            from = x;
            x = next;
            if (x - from).abs() <= CLOSE * x.abs().max(1.0) {
                break;
            }
        } else {
            x = from.midpoint(x);
        }
    }
    x
}

/// The root of a rising function within `low..=high`, by Newton's method where it stays within and by halves where it
/// does not. `f` gives value and slope. Where there is no root, the nearer end.
#[must_use]
pub fn rising(low: f64, high: f64, start: f64, f: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut low, mut high) = (low, high);
    let mut x = start.clamp(low, high);
    let width = high - low;
    let mut last = width;
    for _ in 0..STEPS {
        let (value, slope) = f(x);
        if value == 0.0 {
            break;
        }
        if value < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = x - value / slope;
        // A step outside of the bracket, or longer than half of the last one, is no progress.
        let good = newton >= low && newton <= high && (newton - x).abs() <= last / 2.0;
        let next = if good { newton } else { low.midpoint(high) };
        last = (next - x).abs();
        x = next;
        if last == 0.0 || good && last <= CLOSE * width {
            break;
        }
    }
    x
}

/// The least x of `low..=high` at which `holds`, a test that stays true once it is; to the last digits, from above.
#[must_use]
pub fn boundary(low: f64, high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    if holds(low) {
        return low;
    }
    halve(low, high, f64::midpoint, holds)
}

/// The end of `low..=high` at which `holds` begins to hold, where it does not at `low` and does at `high`, as close as
/// `middle` of the two comes.
fn halve(mut low: f64, mut high: f64, middle: impl Fn(f64, f64) -> f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..STEPS {
        let middle = middle(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// A point above `start` at which `holds`, in steps that grow from `step`. `None` if it holds nowhere that a double
/// reaches.
#[must_use]
pub fn reach(start: f64, step: f64, holds: impl Fn(f64) -> bool) -> Option<f64> {
    let (mut point, mut step) = (start, step.max(start.abs() * f64::EPSILON));
    while !holds(point) {
        point += step;
        step *= 2.0;
        if !point.is_finite() || step == 0.0 {
            return None;
        }
    }
    Some(point)
}

/// The least whole number from `least` on at which `holds`, a test that stays true once it is. It is looked for in
/// growing steps from `guess`. `None` if it holds nowhere that a double reaches.
#[must_use]
pub fn least_whole(least: f64, guess: f64, holds: impl Fn(f64) -> bool) -> Option<f64> {
    let start = guess.round().max(least);
    let (low, high) = if holds(start) {
        let low = (-reach(-start, 1.0, |x| -x <= least || !holds(-x))?).max(least);
        if holds(low) {
            return Some(low);
        }
        (low, start)
    } else {
        (start, reach(start + 1.0, 1.0, &holds)?)
    };
    Some(halve(low, high, |low, high| low.midpoint(high).floor(), holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newton_step_that_is_too_long_is_halved() {
        // From far on the flat side the first step leaves the range of the exponential.
        let root = newton(0.0, |x| (libm::log(libm::exp(-libm::exp(x))) + 500.0, -libm::exp(x)));
        assert!((root - libm::log(500.0)).abs() < 1e-12, "{root}");
    }

    #[test]
    fn rising_functions_with_kinks_and_flats_have_their_root() {
        let kink = |x: f64| if x < 3.0 { (-1.0, 0.0) } else { (x - 4.0, 1.0) };
        assert_eq!(rising(-100.0, 1000.0, 0.0, kink), 4.0);
        // No root: the nearer end.
        assert!((rising(0.0, 1.0, 0.5, |x| (x + 1.0, 1.0))).abs() < 1e-9);
    }

    #[test]
    fn the_least_whole_number_is_found_from_any_guess() {
        for guess in [-1e9, 0.0, 41.0, 42.0, 43.0, 1e12, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(least_whole(-5.0, guess, |x| x >= 42.0), Some(42.0), "{guess}");
            assert_eq!(least_whole(-5.0, guess, |_| true), Some(-5.0), "{guess}");
            assert_eq!(least_whole(-5.0, guess, |_| false), None, "{guess}");
        }
    }
}
