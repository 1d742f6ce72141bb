//! Where the lines of a chart lie: figures in, positions of a drawing out. Feature `explain`.
//!
//! The page draws what stands here and computes nothing. Positions are tenths of a pixel at most, as text.

use core::fmt::Write;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::exact::Exact;
use crate::schema::{Across, Arg, Chart, Curve, Picture, Series, Text};

mod bars;
pub use bars::{Laid, laid};

/// A drawing of so many units: the viewBox.
pub const SIZE: (u32, u32) = (720, 260);
/// The plot in it: left, top, right, bottom. Right of it stand the names of the lines.
pub const PLOT: [u32; 4] = [52, 14, 480, 226];
/// Where the names of the lines begin, across.
pub const NAMES_AT: &str = "488";
/// Where the marks up the side end, across.
pub const UP_AT: &str = "44";
/// Where the marks along the bottom stand, up.
pub const ACROSS_AT: &str = "246";
/// Names of lines stand at least so far apart.
const APART: u32 = 19;
/// A line that begins above so many times the top of the chosen one is off the chart.
const OFF: u32 = 2;

/// A chart as positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The lines, the chosen alternative first.
    pub lines: Vec<Line>,
    /// Marks along the bottom.
    pub across: Vec<Tick>,
    /// Marks up the side.
    pub up: Vec<Tick>,
    /// Where the choice changes, across.
    pub marks: Vec<String>,
    /// Where the case stands: across, and up on the chosen line where that has a price there.
    pub now: (String, Option<String>),
    /// What alternatives are called that cost too much for this chart, with their least price.
    pub off: Vec<(Arg, Decimal)>,
}

/// A line of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Id of the alternative.
    pub id: String,
    /// What it is called.
    pub name: Arg,
    /// Data of an SVG path; broken where nothing is paid.
    pub path: String,
    /// Where its name stands, up.
    pub label: String,
}

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where.
    pub at: String,
    /// What it stands for.
    pub value: Decimal,
}

/// Lays a chart out; nothing where there is nothing to draw.
#[must_use]
pub fn drawing(chart: &Chart) -> Option<Drawing> {
    let priced = |one: &Series| one.points.iter().filter_map(|(_, paid)| *paid).collect::<Vec<_>>();
    let chosen = chart.series.first()?;
    let top = priced(chosen).into_iter().max()?;
    let is_off = |one: &&Series| {
        let least = priced(one).into_iter().min();
        least.is_none_or(|least| top.times(Decimal::from(OFF)).is_some_and(|limit| least > limit))
    };
    let (off, drawn): (Vec<_>, Vec<_>) = chart.series.iter().partition(is_off);
    let off = off.into_iter().filter_map(|one| Some((one.name.clone(), priced(one).into_iter().min()?))).collect();
    let highest = drawn.iter().flat_map(|one| priced(one)).max()?.min(top.times(Decimal::from(OFF))?);
    let (right, bottom) =
        (Scale::new(chosen.points.last()?.0, PLOT[0], PLOT[2])?, Scale::new(highest, PLOT[3], PLOT[1])?);
    let mut lines: Vec<_> = drawn
        .iter()
        .filter_map(|one| {
            let end = one.points.iter().rev().find_map(|(_, paid)| *paid)?;
            Some((bottom.at(end.min(highest))?, *one))
        })
        .collect();
    let labels = apart(lines.iter().map(|(end, _)| *end).collect());
    let lines = lines.drain(..).zip(labels).filter_map(|((_, one), label)| {
        Some(Line {
            id: one.id.clone(),
            name: one.name.clone(),
            path: path(one, right, bottom, highest)?,
            label: text(label),
        })
    });
    let lines = lines.collect();
    let here = chosen.points.iter().find(|(at, _)| *at == chart.at).and_then(|(_, paid)| *paid);
    let now = (text(right.at(chart.at)?), here.and_then(|paid| bottom.at(paid.min(highest))).map(text));
    let last = chosen.points.last()?.0;
    let marks = chart.marks.iter().filter(|mark| **mark <= last).filter_map(|mark| right.at(*mark)).map(text).collect();
    Some(Drawing { lines, across: right.ticks(), up: bottom.ticks(), marks, now, off })
}

/// A picture as positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plot {
    /// The band: its name, the data of its path, where its name stands.
    pub band: Option<Line>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Figures that hold all along: where, up, and where the name stands.
    pub levels: Vec<(Line, String)>,
    /// Where something happens, across, by the number of the mark.
    pub marks: Vec<(usize, String)>,
    /// Where something lasts, across, by the number of the span: where it begins, and how wide it is.
    pub spans: Vec<(usize, [String; 2])>,
    /// Marks along the bottom.
    pub across: Vec<Tick>,
    /// Marks up the side.
    pub up: Vec<Tick>,
    /// Where the case stands: across, and up on each line.
    pub now: Option<(String, Vec<String>)>,
}

/// Days between two marks along the bottom, the first that makes few enough of them.
const DAY_STEPS: [u32; 8] = [1, 2, 7, 14, 28, 56, 91, 182];
/// As many marks along the bottom at most.
const MOST_DAYS: u32 = 5;

/// Lays a picture out; nothing where there is nothing to draw.
#[must_use]
pub fn plotted(picture: &Picture) -> Option<Plot> {
    let (first, last) = (*picture.places.first()?, *picture.places.last()?);
    let of_lines = || picture.lines.iter().flat_map(|line| line.points.iter().flatten().copied());
    let of_band = || picture.band.iter().flat_map(|band| &band.points);
    let figures = || {
        let band = of_band().flat_map(|(low, high)| [*low, *high]);
        of_lines().chain(band).chain(picture.levels.iter().map(|(_, level)| *level))
    };
    // Shares of nearly all are looked at from close by.
    let low = if picture.is_percent {
        figures().min()?.over(Decimal::TEN)?.down().times(Decimal::TEN)?
    } else {
        Decimal::ZERO
    };
    let low = low.min(figures().min()?);
    let high = if picture.is_percent { Decimal::ONE_HUNDRED } else { figures().max()? };
    let mut across = Scale::between(first, last, PLOT[0], PLOT[2])?;
    if let Across::Days { .. } = picture.across {
        let days = last.minus(first)?;
        let few = |step: &&u32| days.over(Decimal::from(**step)).is_some_and(|count| count <= Decimal::from(MOST_DAYS));
        across.step = Decimal::from(*DAY_STEPS.iter().find(few).unwrap_or(&365));
        (across.low, across.end) = (first, last);
    }
    let up = Scale::between(low, high, PLOT[3], PLOT[1])?;
    let curve = |curve: &Curve| {
        let mut path = String::new();
        let mut broken = true;
        for (index, (place, figure)) in picture.places.iter().zip(&curve.points).enumerate() {
            if let Some(figure) = figure {
                path.push_str(&point(if broken { 'M' } else { 'L' }, across.at(*place)?, up.at(*figure)?));
                // One figure between two gaps is a dot.
                if broken && curve.points.get(index + 1).is_none_or(Option::is_none) {
                    path.push_str("h0");
                }
            }
            broken = figure.is_none();
        }
        Some(path)
    };
    let end = |curve: &Curve| curve.points.iter().rev().find_map(|figure| *figure);
    // Names at the right end: of lines, of levels, of the band.
    let mut named: Vec<(Text, Decimal, String)> = Vec::new();
    for line in &picture.lines {
        if let Some(end) = end(line) {
            named.push((line.name, up.at(end)?, curve(line)?));
        }
    }
    let lines = named.len();
    for (name, level) in &picture.levels {
        named.push((*name, up.at(*level)?, String::new()));
    }
    if let Some(band) = &picture.band {
        let mut path = String::new();
        for (index, (place, (_, high))) in picture.places.iter().zip(&band.points).enumerate() {
            path.push_str(&point(if index == 0 { 'M' } else { 'L' }, across.at(*place)?, up.at(*high)?));
        }
        for (place, (low, _)) in picture.places.iter().zip(&band.points).rev() {
            path.push_str(&point('L', across.at(*place)?, up.at(*low)?));
        }
        path.push('Z');
        named.push((band.name, up.at(band.points.last()?.1)?, path));
    }
    let labels = apart(named.iter().map(|(_, at, _)| *at).collect());
    let mut drawn: Vec<_> = named
        .into_iter()
        .zip(labels)
        .map(|((name, at, path), label)| {
            (Line { id: name.code().to_owned(), name: Arg::Text(name), path, label: text(label) }, text(at))
        })
        .collect();
    let rest = drawn.split_off(lines);
    let (levels, band) = rest.into_iter().partition::<Vec<_>, _>(|(line, _)| line.path.is_empty());
    let marks = picture.marks.iter().enumerate();
    let marks = marks.filter(|(_, (_, place))| first <= *place && *place <= last);
    let spans = picture.spans.iter().enumerate().filter_map(|(index, span)| {
        // A day has its width: the last one ends where the next begins.
        let (from, to) = (span.from.max(first), span.to.plus(Decimal::ONE)?.min(last));
        let (from, to) = (across.at(from)?, across.at(to)?);
        Some((index, [text(from), text(to.minus(from).filter(|wide| wide.is_sign_positive() && !wide.is_zero())?)]))
    });
    let now = picture.at.and_then(|place| {
        let index = picture.places.iter().position(|one| *one >= place)?;
        let ups = picture.lines.iter().filter_map(|line| Some(text(up.at((*line.points.get(index)?)?)?)));
        Some((text(across.at(place)?), ups.collect()))
    });
    Some(Plot {
        band: band.into_iter().map(|(line, _)| line).next(),
        lines: drawn.into_iter().map(|(line, _)| line).collect(),
        levels,
        marks: marks.filter_map(|(index, (_, place))| Some((index, text(across.at(*place)?)))).collect(),
        spans: spans.collect(),
        across: across.ticks(),
        up: up.ticks(),
        now,
    })
}

fn point(sign: char, across: Decimal, up: Decimal) -> String {
    [&sign.to_string(), &text(across), " ", &text(up)].concat()
}

/// From figures to positions: `low` lies at `from`, the end of the last round step at `to`.
#[derive(Clone, Copy)]
struct Scale {
    from: Decimal,
    length: Decimal,
    /// The figure that lies at the beginning.
    low: Decimal,
    /// The figure that lies at the end.
    end: Decimal,
    step: Decimal,
}

impl Scale {
    fn new(highest: Decimal, from: u32, to: u32) -> Option<Self> {
        Self::between(Decimal::ZERO, highest, from, to)
    }

    /// From a round figure at or below `low` to one at or above `high`.
    fn between(low: Decimal, high: Decimal, from: u32, to: u32) -> Option<Self> {
        let span = high.minus(low)?;
        if span <= Decimal::ZERO {
            return None;
        }
        let step = round_step(span)?;
        let low = low.over(step)?.down().times(step)?;
        let end = high.over(step)?.up().times(step)?;
        let from = Decimal::from(from);
        Some(Self { from, length: Decimal::from(to).minus(from)?, low, end, step })
    }

    fn at(self, figure: Decimal) -> Option<Decimal> {
        self.from.plus(figure.minus(self.low)?.times(self.length)?.over(self.end.minus(self.low)?)?)
    }

    fn ticks(self) -> Vec<Tick> {
        let value = |count: u32| self.low.plus(self.step.times(Decimal::from(count))?);
        let values = (0..=10_u32).map_while(|count| value(count).filter(|value| *value <= self.end));
        values.filter_map(|value| Some(Tick { at: text(self.at(value)?), value: value.normalize() })).collect()
    }
}

/// A step of 1, 2 or 5 times a power of ten that goes three to seven times into a figure.
fn round_step(highest: Decimal) -> Option<Decimal> {
    let mut power = Decimal::from_parts(1, 0, 0, false, 6);
    loop {
        for factor in [1_u32, 2, 5] {
            let step = power.times(Decimal::from(factor))?;
            if highest.over(step)? <= Decimal::from(6) {
                return Some(step);
            }
        }
        power = power.times(Decimal::TEN)?;
    }
}

fn path(one: &Series, across: Scale, up: Scale, highest: Decimal) -> Option<String> {
    let mut path = String::new();
    let mut broken = true;
    for (at, paid) in &one.points {
        let Some(paid) = paid.filter(|paid| *paid <= highest) else {
            broken = true;
            continue;
        };
        let sign = if broken { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{sign}{} {}", text(across.at(*at)?), text(up.at(paid)?));
        broken = false;
    }
    Some(path)
}

/// Words over a picture lie so far below each other.
const ROW: u32 = 18;
/// So far from each other in one row.
const BETWEEN: u32 = 6;

/// Where words stand that are centred on a place across and so wide: within the plot, in the first row from the top in
/// which they cover no other. Across and up, in the order given.
#[must_use]
pub fn staggered(words: &[(&str, u32)]) -> Vec<[String; 2]> {
    let [left, top, right, bottom] = PLOT;
    let centred = |(at, wide): &(&str, u32)| {
        let at = at.split('.').next().and_then(|whole| whole.parse().ok()).unwrap_or(left);
        let half = (wide / 2).min((right - left) / 2);
        (at.clamp(left + half, right - half), half)
    };
    let words: Vec<(u32, u32)> = words.iter().map(centred).collect();
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by_key(|index| words[*index].0 - words[*index].1);
    let rows = (bottom - top) / ROW;
    // Where each row ends.
    let mut ends: Vec<u32> = Vec::new();
    let mut placed = vec![[String::new(), String::new()]; words.len()];
    for index in order {
        let (at, half) = words[index];
        let row = ends.iter().position(|end| end + BETWEEN <= at - half).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0);
        }
        ends[row] = at + half;
        placed[index] = [at.to_string(), (top + 10 + ROW * (row as u32 % rows)).to_string()];
    }
    placed
}

/// Moves labels down until none covers another, in their order from the top.
fn apart(ends: Vec<Decimal>) -> Vec<Decimal> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|index| ends[*index]);
    let mut labels = ends;
    for pair in order.windows(2) {
        let least = labels[pair[0]].plus(Decimal::from(APART)).unwrap_or(labels[pair[1]]);
        labels[pair[1]] = labels[pair[1]].max(least);
    }
    labels
}

fn text(position: Decimal) -> String {
    position.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Currency;
    use crate::date::Date;
    use crate::schema::{Axis, Phrase, Span, Text};
    use crate::units::Unit;

    fn series(id: &str, points: &[(i64, Option<i64>)]) -> Series {
        let points = points.iter().map(|(at, paid)| (Decimal::from(*at), paid.map(Decimal::from))).collect();
        Series { id: id.to_owned(), name: Arg::Key(format!("service.{id}")), points }
    }

    fn chart(series: Vec<Series>) -> Chart {
        let title = Text::registered("change.cost-by-weight");
        let axis = Axis::Amount(Unit::Kilogram);
        Chart { title, reading: Vec::new(), axis, at: Decimal::ONE, currency: Currency::CNY, series, marks: Vec::new() }
    }

    #[test]
    fn lines_stay_in_the_plot_and_names_apart() {
        let one = series("a", &[(1, Some(10)), (2, Some(30)), (3, None), (4, Some(50))]);
        let other = series("b", &[(1, Some(11)), (2, Some(31)), (3, Some(40)), (4, Some(51))]);
        let dear = series("c", &[(1, Some(400)), (4, Some(500))]);
        let drawing = drawing(&chart(vec![one, other, dear])).unwrap();
        assert_eq!(drawing.lines.len(), 2);
        assert_eq!(drawing.off, [(Arg::Key("service.c".to_owned()), Decimal::from(400))]);
        // 0 at 52, 4 at 480; 0 at 226, 60 at 14.
        assert_eq!(drawing.lines[0].path, "M159 190.7L266 120M480 49.3");
        assert_eq!(
            drawing.across.iter().map(|tick| tick.value.to_string()).collect::<Vec<_>>(),
            ["0", "1", "2", "3", "4"]
        );
        assert_eq!(drawing.up.last().map(|tick| (tick.at.as_str(), tick.value)), Some(("14", Decimal::from(60))));
        assert_eq!(drawing.now, ("159".to_owned(), Some("190.7".to_owned())));
        let label = |index: usize| drawing.lines[index].label.parse::<Decimal>().unwrap();
        assert!((label(0) - label(1)).abs() >= Decimal::from(APART));
    }

    #[test]
    fn words_over_a_picture_cover_no_other() {
        // The second is too near the first, the third stands beside it again, the last one would leave the plot.
        let placed = staggered(&[("100.4", 60), ("120", 60), ("170", 60), ("479", 40)]);
        let placed: Vec<_> = placed.iter().map(|[across, up]| (across.as_str(), up.as_str())).collect();
        assert_eq!(placed, [("100", "24"), ("120", "42"), ("170", "24"), ("460", "24")]);
        // What is wider than the plot stands in its middle.
        assert_eq!(staggered(&[("60", 9_000)])[0][0], "266");
    }

    #[test]
    fn what_lasts_is_cut_to_the_days_shown() {
        let text = Text::registered("change.day-axis");
        let day = Date::new(2026, 11, 26).unwrap();
        let span = |from: i64, to: i64| Span { name: Phrase::new(text), from: from.into(), to: to.into() };
        let picture = Picture {
            title: text,
            reading: Vec::new(),
            across: Across::Days { name: text, from: day },
            is_percent: false,
            places: [0, 2, 4].map(Decimal::from).to_vec(),
            band: None,
            lines: vec![Curve { name: text, points: [3, 2, 1].map(|left| Some(Decimal::from(left))).to_vec() }],
            levels: Vec::new(),
            marks: vec![(Phrase::new(text), Decimal::from(3))],
            spans: vec![span(1, 1), span(-5, 9), span(5, 6), span(-3, -1)],
            at: None,
        };
        let plot = plotted(&picture).unwrap();
        let drawn = plot.spans.iter().map(|(index, [from, wide])| (*index, from.as_str(), wide.as_str()));
        assert_eq!(drawn.collect::<Vec<_>>(), [(0, "159", "107"), (1, "52", "428")]);
        assert_eq!([0, 1, 2, 3].map(|index| picture.happens(index).len()), [2, 2, 2, 0]);
    }

    #[test]
    fn nothing_to_draw_is_nothing() {
        assert_eq!(drawing(&chart(Vec::new())), None);
        assert_eq!(drawing(&chart(vec![series("a", &[(1, None)])])), None);
        assert_eq!(drawing(&chart(vec![series("a", &[(0, Some(0))])])), None);
    }
}
