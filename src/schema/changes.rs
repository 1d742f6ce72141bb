//! What would change an answer: the nearest edges, ways to be admitted, and the picture of it. Feature `explain`.

use rust_decimal::Decimal;

use super::{Answer, Arg, Checklist, Phrase, Record, Text};
use crate::amount::{Currency, Money};
use crate::date::Date;
use crate::pack::Status;
use crate::units::Unit;
use crate::value::Value;

/// What would change an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Of the chosen alternative, nearest first.
    pub edges: Vec<Change>,
    /// What would admit refused alternatives.
    pub fixes: Vec<Fixes>,
    /// What is paid against one input.
    pub chart: Option<Chart>,
    /// Days beside each other.
    pub bars: Option<Bars>,
    /// Figures over days or against another figure.
    pub pictures: Vec<Picture>,
    /// Answers to further questions about the chosen alternative, each like an answer of its own.
    pub sections: Vec<Section>,
    /// What rules ask.
    pub checklist: Option<Checklist>,
}

impl Changes {
    /// Puts the values of a case as it was given in the place of those that a change left as they were computed with: what it
    /// does not change stays blank where it was blank, and keeps its broken rows.
    pub(super) fn keep(&mut self, computed: &[Value], given: &[Value]) {
        let ways = self.fixes.iter_mut().flat_map(|fixes| &mut fixes.ways);
        let changed = self.edges.iter_mut().chain(ways).map(|change| &mut change.case);
        let asks = self.checklist.iter_mut().flat_map(|list| &mut list.asks);
        let answered = asks.flat_map(|ask| ask.replies.iter_mut().map(|(_, case)| case).chain(&mut ask.blank));
        for case in changed.chain(answered) {
            for ((value, computed), given) in case.values.iter_mut().zip(computed).zip(given) {
                if value == computed {
                    value.clone_from(given);
                }
            }
        }
    }
}

/// An answer to a further question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The question.
    pub title: Text,
    /// What its alternatives are: channels, suppliers.
    pub one: Text,
    /// Whether they stand in an order, the best first.
    pub ranked: bool,
    /// The answer.
    pub answer: Answer,
}

/// What an answer depends on: how far it moves where one figure is a tenth less or more, widest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swings {
    /// What moves.
    pub title: Text,
    /// What it is now.
    pub now: Money,
    /// The figures.
    pub swings: Vec<Swing>,
}

/// How far an answer moves with one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing {
    /// The figure.
    pub moved: Moved,
    /// How sure it is: the user's own where it was typed.
    pub status: Status,
    /// What the answer is where it is a tenth less; none where there is no answer then.
    pub less: Option<Money>,
    /// What the answer is where it is a tenth more.
    pub more: Option<Money>,
}

/// A figure that is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// That of a field, typed or what counts where nothing was.
    Field {
        /// Key of the field, or of the list.
        key: &'static str,
        /// Row of the list and key of the column.
        cell: Option<(usize, &'static str)>,
    },
    /// One of the data, by what it is called.
    OfData(Phrase),
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
    /// What is paid then; `None` where it would be refused, or where no cost is known.
    pub then: Option<Money>,
    /// Whether it would be refused.
    pub is_refused: bool,
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
    /// What the input is.
    pub axis: Axis,
    /// Where the case stands.
    pub at: Decimal,
    /// The currency of what is paid.
    pub currency: Currency,
    /// The alternatives.
    pub series: Vec<Series>,
    /// Where the choice changes.
    pub marks: Vec<Decimal>,
}

/// What lies along the bottom of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// A weight or a length.
    Amount(Unit),
    /// A count of something.
    Count(Text),
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

/// How long things take, a bar for each, with a figure that they are held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// What it shows.
    pub title: Text,
    /// What it says, in sentences.
    pub reading: Vec<Phrase>,
    /// What a bar is of.
    pub one: Text,
    /// What lies along the bottom.
    pub axis: Text,
    /// The bars.
    pub bars: Vec<Bar>,
    /// What they are held against, in words and as a figure.
    pub level: Option<(Phrase, Decimal)>,
}

/// How many whole days something takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Id of the alternative.
    pub id: String,
    /// What it is called.
    pub name: Phrase,
    /// From the 10th percentile.
    pub from: u32,
    /// To the 90th.
    pub to: u32,
    /// Whether it is of something else than the figure that bars are held against.
    pub is_aside: bool,
}

/// A picture of figures over days, or against another figure: a band, lines, levels and marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it shows.
    pub title: Text,
    /// What it says, in sentences.
    pub reading: Vec<Phrase>,
    /// What lies along the bottom.
    pub across: Across,
    /// Whether the figures up the side are percentages; units otherwise.
    pub is_percent: bool,
    /// Places along the bottom, ascending; every line has a figure for each of them.
    pub places: Vec<Decimal>,
    /// A band between two figures at each place.
    pub band: Option<Band>,
    /// The lines; nothing where there is no figure.
    pub lines: Vec<Curve>,
    /// Figures that hold all along.
    pub levels: Vec<(Text, Decimal)>,
    /// Places where something happens.
    pub marks: Vec<(Phrase, Decimal)>,
    /// What lasts from a place to another: events.
    pub spans: Vec<Span>,
    /// Where the case stands.
    pub at: Option<Decimal>,
}

impl Picture {
    /// What happens at a place or from it on until before the next one: the marks and then the spans.
    #[must_use]
    pub fn happens(&self, index: usize) -> Vec<&Phrase> {
        let Some(from) = self.places.get(index) else { return Vec::new() };
        let next = self.places.get(index + 1);
        let before_next = |place: &Decimal| next.is_none_or(|next| place < next);
        let marks =
            self.marks.iter().filter(|(_, place)| from <= place && before_next(place)).map(|(phrase, _)| phrase);
        let spans = self.spans.iter().filter(|span| *from <= span.to && before_next(&span.from)).map(|span| &span.name);
        marks.chain(spans).collect()
    }
}

/// What lies along the bottom of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// Days after this one.
    Days {
        /// What they are called.
        name: Text,
        /// The day at 0.
        from: Date,
    },
    /// A number of something.
    Number(Text),
}

/// A band of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// What it is called.
    pub name: Text,
    /// The lower and the upper figure of each place.
    pub points: Vec<(Decimal, Decimal)>,
}

/// What lasts from one place of a picture to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is called.
    pub name: Phrase,
    /// Its first place: of days, the first day.
    pub from: Decimal,
    /// Its last place, which is part of it.
    pub to: Decimal,
}

/// A line of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// What it is called.
    pub name: Text,
    /// The figure of each place.
    pub points: Vec<Option<Decimal>>,
}
