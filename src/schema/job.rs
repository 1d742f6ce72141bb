//! Long work beside an answer, such as a simulation. Feature `explain`.
//!
//! Whoever runs a job takes steps until it is done, wherever that is: a worker beside the page, or slices between two frames.
//! What comes out depends on the case alone, not on how the steps were taken.

use super::Section;

/// Work that is done step by step.
pub trait Job {
    /// Does some more of it, for a few milliseconds.
    fn step(&mut self) -> Progress;
    /// What came out; nothing before it is done.
    fn result(&self) -> Option<Section>;
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Parts done.
    pub done: u32,
    /// Parts in all.
    pub of: u32,
}

impl Progress {
    /// Whether nothing is left to do.
    #[must_use]
    pub const fn is_done(self) -> bool {
        self.done >= self.of
    }
}
