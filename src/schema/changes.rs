//! What would change an answer: the nearest edges, ways to be admitted, and the picture of it. Feature `explain`.

use rust_decimal::Decimal;

use super::{Arg, Phrase, Record, Text};
use crate::amount::{Currency, Money};
use crate::units::Unit;

/// What would change an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Of the chosen alternative, nearest first.
    pub edges: Vec<Change>,
    /// What would admit refused alternatives.
    pub fixes: Vec<Fixes>,
    /// What is paid against one input.
    pub chart: Option<Chart>,
}

/// What would admit a refused alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixes {
    /// Id of the alternative.
    pub id: String,
    /// What it is called.
    pub service: Arg,
    /// The changes, one of which is enough.
    pub ways: Vec<Change>,
}

/// A change of the case, and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changes.
    pub phrase: Phrase,
    /// What is paid then; `None` where it would be refused.
    pub then: Option<Money>,
    /// How much more that is than now, less if negative; `None` where nothing is paid now or then.
    pub more: Option<Money>,
    /// The changed case.
    pub case: Record,
}

/// What is paid against one input, up to three alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: Text,
    /// What it says, in sentences.
    pub reading: Vec<Phrase>,
    /// The unit of the input.
    pub unit: Unit,
    /// Where the case stands.
    pub at: Decimal,
    /// The currency of what is paid.
    pub currency: Currency,
    /// The alternatives.
    pub series: Vec<Series>,
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Id of the alternative.
    pub id: String,
    /// What it is called.
    pub name: Arg,
    /// Input and what is paid, ascending; nothing paid where it is refused. Between two points the line is straight.
    pub points: Vec<(Decimal, Option<Decimal>)>,
}
