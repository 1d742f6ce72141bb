//! SBC-1: what kind of demand it is, by how often and how evenly it comes (Syntetos, Boylan & Croston 2005).
//!
//! Conventions: the interval is days per day with demand, not the mean of intervals; the variance of sizes is the
//! sample's (n − 1). Others put series at the edge into other classes.

use super::summary;

/// From so many buckets per bucket with demand on, demand is intermittent (SBC).
pub const INTERMITTENT_FROM: f64 = 1.32;
/// From this squared coefficient of variation on, sizes are erratic (SBC).
pub const ERRATIC_FROM: f64 = 0.49;

/// The four classes of SBC, and none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemandClass {
    /// Often, in even sizes.
    Smooth,
    /// Seldom, in even sizes.
    Intermittent,
    /// Often, in uneven sizes.
    Erratic,
    /// Seldom, in uneven sizes.
    Lumpy,
    /// No demand at all.
    None,
}

impl DemandClass {
    /// The name that the trade uses, lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Smooth => "smooth",
            Self::Intermittent => "intermittent",
            Self::Erratic => "erratic",
            Self::Lumpy => "lumpy",
            Self::None => "none",
        }
    }

    /// Whether demand comes seldom.
    #[must_use]
    pub const fn is_intermittent(self) -> bool {
        matches!(self, Self::Intermittent | Self::Lumpy)
    }
}

/// The class of a series and what it was judged by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Classification {
    /// Average demand interval: buckets per bucket with demand. `None` without demand.
    pub interval: Option<f64>,
    /// Squared coefficient of variation of the sizes; 0 of a single one. `None` without demand.
    pub size_cv2: Option<f64>,
    /// The class.
    pub class: DemandClass,
}

/// SBC-1 of the buckets (days or weeks) whose demand was seen.
#[must_use]
pub fn classify(buckets: impl IntoIterator<Item = f64>) -> Classification {
    let (mut count, mut sizes) = (0.0, Vec::new());
    for size in buckets {
        count += 1.0;
        if size > 0.0 {
            sizes.push(size);
        }
    }
    let Some(mean) = summary::mean(sizes.iter().copied()) else {
        return Classification { interval: None, size_cv2: None, class: DemandClass::None };
    };
    let interval = count / sizes.len() as f64;
    let size_cv2 = summary::sample_variance(sizes.iter().copied()).unwrap_or(0.0) / (mean * mean);
    let class = match (interval >= INTERMITTENT_FROM, size_cv2 >= ERRATIC_FROM) {
        (false, false) => DemandClass::Smooth,
        (true, false) => DemandClass::Intermittent,
        (false, true) => DemandClass::Erratic,
        (true, true) => DemandClass::Lumpy,
    };
    Classification { interval: Some(interval), size_cv2: Some(size_cv2), class }
}
