//! Which items matter most (ABC-1) and which sell steadily (XYZ-1).

use super::figures::{finite, share};

/// Shares that differ by less are the same: sums of cents do not come out even in binary fractions.
const TOLERANCE: f64 = 1e-12;

/// The class of an item by what it brings in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Abc {
    /// One of the few that bring in most.
    A,
    /// One of those in between.
    B,
    /// One of the many that bring in little; or nothing.
    C,
}

/// Where the classes by revenue end, as shares of all revenue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AbcCuts {
    /// The end of A.
    pub a: f64,
    /// The end of B.
    pub b: f64,
}

impl AbcCuts {
    /// 80 % and 95 %.
    pub const USUAL: Self = Self { a: 0.8, b: 0.95 };
}

/// The class of each item, by the share that the larger ones bring in **before** it: the largest one is always A, and
/// revenue of zero or less is always C. Items of the same revenue keep their order. All revenue is what items above zero
/// bring in. Formula ABC-1; a convention of this project.
///
/// `None` if a revenue is no number.
#[must_use]
pub fn abc(revenues: &[f64], cuts: AbcCuts) -> Option<Vec<Abc>> {
    if !revenues.iter().all(|revenue| revenue.is_finite()) {
        return None;
    }
    let mut largest_first: Vec<_> = revenues.iter().copied().enumerate().filter(|one| one.1 > 0.0).collect();
    largest_first.sort_by(|one, other| other.1.total_cmp(&one.1));
    let all = finite(largest_first.iter().map(|one| one.1).sum())?;
    let mut classes = vec![Abc::C; revenues.len()];
    let mut before = 0.0;
    for (index, revenue) in largest_first {
        let share = before / all + TOLERANCE;
        if let Some(class) = classes.get_mut(index) {
            *class = match before {
                0.0 => Abc::A,
                _ if share < cuts.a => Abc::A,
                _ if share < cuts.b => Abc::B,
                _ => Abc::C,
            };
        }
        before += revenue;
    }
    Some(classes)
}

/// The class of an item by how steadily it sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Xyz {
    /// Steadily.
    X,
    /// With ups and downs.
    Y,
    /// Anyhow; or hardly at all.
    Z,
}

/// Where the classes by variation end: largest coefficients of variation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct XyzCuts {
    /// Of X.
    pub x: f64,
    /// Of Y.
    pub y: f64,
}

impl XyzCuts {
    /// 0.5 and 1.
    pub const USUAL: Self = Self { x: 0.5, y: 1.0 };
}

/// How steadily an item sells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variation {
    /// The square of the coefficient of variation, with the sample variance; `None` of fewer than two buckets, or of a mean
    /// that is not above zero.
    pub cv2: Option<f64>,
    /// The class; [`Xyz::Z`] where there is no coefficient.
    pub class: Xyz,
}

/// The class of an item by the variation of its demand from bucket to bucket (weeks, as a rule), those with no demand
/// among them. Formula XYZ-1; a convention of this project. A seasonal item looks like Z: then take what is left without
/// its season.
#[must_use]
pub fn xyz(bucket_demand: &[f64], cuts: XyzCuts) -> Variation {
    let cv2 = squared_variation(bucket_demand);
    let class = match cv2 {
        Some(cv2) if cv2 <= cuts.x * cuts.x => Xyz::X,
        Some(cv2) if cv2 <= cuts.y * cuts.y => Xyz::Y,
        _ => Xyz::Z,
    };
    Variation { cv2, class }
}

fn squared_variation(demand: &[f64]) -> Option<f64> {
    let count = demand.len() as f64;
    let mean = share(demand.iter().sum(), count)?;
    let squares = demand.iter().map(|bucket| (bucket - mean) * (bucket - mean)).sum();
    let variance = share(squares, count - 1.0)?;
    if mean > 0.0 { share(variance, mean * mean) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_is_always_a_and_nothing_is_always_c() {
        let none = AbcCuts { a: 0.0, b: 0.0 };
        assert_eq!(abc(&[5.0, 7.0, 0.0, -3.0], none), Some(vec![Abc::C, Abc::A, Abc::C, Abc::C]));
        assert_eq!(abc(&[0.0, -1.0], AbcCuts::USUAL), Some(vec![Abc::C; 2]));
        assert_eq!((abc(&[], AbcCuts::USUAL), abc(&[f64::NAN], AbcCuts::USUAL)), (Some(Vec::new()), None));
    }

    /// Eight times 0.1 are 0.7999999999999999 in binary fractions.
    #[test]
    fn a_cut_that_is_reached_exactly_is_reached() {
        let classes = abc(&[0.1; 10], AbcCuts::USUAL).unwrap();
        assert_eq!(classes.iter().filter(|class| **class == Abc::A).count(), 8);
    }

    #[test]
    fn what_has_no_variation_is_z() {
        for demand in [&[][..], &[5.0], &[0.0; 6], &[-1.0, -2.0], &[f64::NAN, 1.0]] {
            assert_eq!(xyz(demand, XyzCuts::USUAL), Variation { cv2: None, class: Xyz::Z }, "{demand:?}");
        }
        assert_eq!(xyz(&[4.0, 4.0], XyzCuts::USUAL), Variation { cv2: Some(0.0), class: Xyz::X });
    }
}
