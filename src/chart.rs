//! Where the lines of a chart lie: figures in, positions of a drawing out. Feature `explain`.
//!
//! The page draws what stands here and computes nothing. Positions are tenths of a pixel at most, as text.

use core::fmt::Write;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::exact::Exact;
use crate::schema::{Arg, Chart, Series};

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
const APART: u32 = 17;
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
    Some(Drawing { lines, across: right.ticks(), up: bottom.ticks(), now, off })
}

/// From figures to positions: zero lies at `from`, the end of the last round step at `to`.
#[derive(Clone, Copy)]
struct Scale {
    from: Decimal,
    length: Decimal,
    /// The figure that lies at the end.
    end: Decimal,
    step: Decimal,
}

impl Scale {
    fn new(highest: Decimal, from: u32, to: u32) -> Option<Self> {
        if highest <= Decimal::ZERO {
            return None;
        }
        let step = round_step(highest)?;
        let end = highest.over(step)?.up().times(step)?;
        let from = Decimal::from(from);
        Some(Self { from, length: Decimal::from(to).minus(from)?, end, step })
    }

    fn at(self, figure: Decimal) -> Option<Decimal> {
        self.from.plus(figure.times(self.length)?.over(self.end)?)
    }

    fn ticks(self) -> Vec<Tick> {
        let values =
            (0..=10_u32).map_while(|count| self.step.times(Decimal::from(count)).filter(|value| *value <= self.end));
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
    use crate::schema::{Axis, Text};
    use crate::units::Unit;

    fn series(id: &str, points: &[(i64, Option<i64>)]) -> Series {
        let points = points.iter().map(|(at, paid)| (Decimal::from(*at), paid.map(Decimal::from))).collect();
        Series { id: id.to_owned(), name: Arg::Key(format!("service.{id}")), points }
    }

    fn chart(series: Vec<Series>) -> Chart {
        let title = Text::registered("change.cost-by-weight");
        let axis = Axis::Amount(Unit::Kilogram);
        Chart { title, reading: Vec::new(), axis, at: Decimal::ONE, currency: Currency::CNY, series }
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
    fn nothing_to_draw_is_nothing() {
        assert_eq!(drawing(&chart(Vec::new())), None);
        assert_eq!(drawing(&chart(vec![series("a", &[(1, None)])])), None);
        assert_eq!(drawing(&chart(vec![series("a", &[(0, Some(0))])])), None);
    }
}
