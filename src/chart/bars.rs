//! Bars beside each other: where each begins and ends along the bottom, a row for each.

use rust_decimal::Decimal;

use super::{PLOT, Scale, Tick, text};
use crate::exact::Exact;
use crate::schema::Bars;

/// No row is higher, so that two bars do not fill the picture.
const HIGHEST: u32 = 36;
/// A bar without an extent is still seen.
const NARROWEST: u32 = 3;

/// Bars as positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// Of each bar, in their order: where it begins across, and how wide it is.
    pub bars: Vec<[String; 2]>,
    /// Of each bar: its upper side, and the middle, where its name stands.
    pub rows: Vec<[String; 2]>,
    /// How high bars are.
    pub height: String,
    /// Marks along the bottom.
    pub across: Vec<Tick>,
    /// Where the line lies that bars are held against.
    pub level: Option<String>,
}

/// Lays bars out; nothing where there is nothing to draw.
#[must_use]
pub fn laid(bars: &Bars) -> Option<Laid> {
    let level = bars.level.as_ref().map(|(_, level)| *level);
    let last = bars.bars.iter().map(|bar| bar.to.into()).chain(level).max().filter(|_| !bars.bars.is_empty())?;
    let across = Scale::between(Decimal::ZERO, last, PLOT[0], PLOT[2])?;
    let count = u32::try_from(bars.bars.len()).ok()?;
    let row = ((PLOT[3] - PLOT[1]) / count).min(HIGHEST);
    // A third of a row lies between two bars.
    let height = row - row / 3;
    let mut drawn = Laid { height: height.to_string(), across: across.ticks(), ..Laid::default() };
    for (index, bar) in (0..count).zip(&bars.bars) {
        let (from, to) = (across.at(bar.from.into())?, across.at(bar.to.into())?);
        drawn.bars.push([text(from), text(to.minus(from)?.max(Decimal::from(NARROWEST)))]);
        let top = PLOT[1] + row * index + row / 6;
        drawn.rows.push([top.to_string(), (top + height / 2).to_string()]);
    }
    drawn.level = level.map_or(Some(None), |level| Some(Some(text(across.at(level)?))))?;
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Bar, Phrase, Text};

    fn bars(spans: &[(u32, u32)], level: Option<i64>) -> Bars {
        let word = Text::registered("change.mode-days");
        let bar = |(from, to): &(u32, u32)| Bar {
            id: from.to_string(),
            name: Phrase::new(word),
            from: *from,
            to: *to,
            is_aside: false,
        };
        let level = level.map(|level| (Phrase::new(word), Decimal::from(level)));
        Bars { title: word, reading: Vec::new(), one: word, axis: word, bars: spans.iter().map(bar).collect(), level }
    }

    #[test]
    fn bars_lie_on_one_scale_below_each_other() {
        let laid = laid(&bars(&[(5, 10), (20, 20)], Some(15))).unwrap();
        // 0 at 52, 20 at 480: 21.4 for each.
        assert_eq!(laid.bars, [["159", "107"], ["480", "3"]].map(|bar| bar.map(str::to_owned)));
        assert_eq!(laid.rows, [["20", "32"], ["56", "68"]].map(|row| row.map(str::to_owned)));
        assert_eq!((laid.height.as_str(), laid.level.as_deref()), ("24", Some("373")));
        assert_eq!(
            laid.across.iter().map(|tick| tick.value.to_string()).collect::<Vec<_>>(),
            ["0", "5", "10", "15", "20"]
        );
    }

    #[test]
    fn many_bars_share_the_picture_and_none_is_no_picture() {
        let laid_out = laid(&bars(&[(1, 2); 10], None)).unwrap();
        let last: u32 = laid_out.rows[9][0].parse().unwrap();
        assert!(last + laid_out.height.parse::<u32>().unwrap() <= PLOT[3]);
        assert_eq!(laid(&bars(&[], Some(3))), None);
        assert_eq!(laid(&bars(&[(0, 0)], None)), None);
    }
}
