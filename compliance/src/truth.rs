//! Three-valued truth (Kleene): true, false, or not known.

/// Whether something holds. Ordered so that `all` is the least and `any` the greatest of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    False,
    /// What it asks was not said.
    Unknown,
    /// It holds.
    True,
}

impl Truth {
    /// The other way round; what is not known stays so.
    #[must_use]
    pub const fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    /// False where one is false, else unknown where one is unknown. True of nothing.
    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().min().unwrap_or(Self::True)
    }

    /// True where one is true, else unknown where one is unknown. False of nothing.
    pub fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().max().unwrap_or(Self::False)
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{False, True, Unknown};
    use super::*;

    #[test]
    fn one_false_decides_all_and_one_true_decides_any() {
        assert_eq!([Truth::all([True, Unknown]), Truth::all([True, Unknown, False])], [Unknown, False]);
        assert_eq!([Truth::any([False, Unknown]), Truth::any([False, Unknown, True])], [Unknown, True]);
        assert_eq!([Truth::all([]), Truth::any([])], [True, False]);
        assert_eq!([True.not(), Unknown.not(), False.not()], [False, Unknown, True]);
    }
}
