//! Figures of a table that can be read in two ways, `1,250` as a thousand or as a decimal: what the other cells of their
//! column show. One figure alone gets the reading of the reader's locale ([`Reading::Ambiguous`]); in a column that
//! reading is doubted where other cells, or the size of what it would be, speak against it.

use crate::number::{self, Marks, Reading, Typed};
use crate::units::Unit;

/// What the cells of a column show of their marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Marks behind which a fraction stands, for sure.
    decimal: Vec<char>,
    /// Marks that part thousands, for sure.
    group: Vec<char>,
}

impl Shown {
    /// Looks at cells; what is no figure shows nothing.
    pub(crate) fn by<'a>(cells: impl Iterator<Item = &'a str>, marks: Marks) -> Self {
        let mut shown = Self::default();
        for cell in cells.filter(|cell| cell.contains(is_mark)) {
            let sure = number::parse(cell, marks).is_ok_and(|typed| typed.is_some_and(|typed| is_sure(&typed)));
            if sure {
                shown.look_at(cell);
            }
        }
        shown
    }

    /// The last mark, where it stands there once, parts a fraction; every other one parts thousands.
    fn look_at(&mut self, cell: &str) {
        let found: Vec<char> = cell.chars().map(plain).filter(|c| is_mark(*c)).collect();
        let Some(last) = found.last().copied() else { return };
        let is_decimal = found.iter().filter(|mark| **mark == last).count() == 1;
        for mark in found {
            let marks = if is_decimal && mark == last { &mut self.decimal } else { &mut self.group };
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
    }

    /// Whether the reading of a figure of this column is not to be trusted: other cells use its mark the other way, or it
    /// would be tons or tens of metres where nothing shows that its mark parts thousands.
    pub(crate) fn doubts(&self, cell: &str, typed: &Typed, unit: Option<Unit>) -> bool {
        let Reading::Ambiguous { other } = typed.reading else { return false };
        let Some(mark) = cell.chars().map(plain).find(|c| is_mark(*c)) else { return false };
        let uses = |marks: &[char], own: bool| marks.iter().any(|one| (*one == mark) == own);
        let parts_thousands = uses(&self.group, true) || uses(&self.decimal, false);
        let parts_fractions = uses(&self.decimal, true) || uses(&self.group, false);
        if typed.value.abs() < other.abs() {
            return parts_thousands;
        }
        let is_huge = matches!(unit, Some(Unit::Kilogram | Unit::Pound | Unit::Centimetre | Unit::Inch));
        parts_fractions || (is_huge && !parts_thousands)
    }
}

fn is_sure(typed: &Typed) -> bool {
    matches!(typed.reading, Reading::Plain | Reading::Regrouped)
}

fn is_mark(c: char) -> bool {
    matches!(plain(c), '.' | ',')
}

/// A mark as keyboards write it in half width.
const fn plain(c: char) -> char {
    match c {
        '．' | '。' | '｡' => '.',
        '，' => ',',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_cells_show_is_believed() {
        const GERMAN: Marks = Marks { decimal: ',', group: '.' };
        let kg = Some(Unit::Kilogram);
        for (marks, column, cell, unit, doubted) in [
            (Marks::ENGLISH, "0,350 1,250", "1,250", kg, true),
            (Marks::ENGLISH, "0，350", "1，250", kg, true),
            (Marks::ENGLISH, "0.350 1.250", "1.250", kg, false),
            (Marks::ENGLISH, "1,234,567 1.250", "1.250", None, false),
            (Marks::ENGLISH, "1.234.567", "1.250", None, true),
            // Nothing else is there: amounts are as the locale writes them, 1,250 kg are not.
            (Marks::ENGLISH, "1,250", "1,250", None, false),
            (Marks::ENGLISH, "1,250", "1,250", kg, true),
            (Marks::ENGLISH, "1,250", "1,250", Some(Unit::Gram), false),
            (Marks::ENGLISH, "1,250", "1,250", Some(Unit::Centimetre), true),
            (Marks::ENGLISH, "1,250.50", "1,250", kg, false),
            (Marks::ENGLISH, "0.5", "1,250", kg, false),
            (Marks::ENGLISH, "350,50", "1,250", None, true),
            (GERMAN, "0.350", "1.250", kg, true),
            (GERMAN, "0,350", "1,250", kg, false),
            (GERMAN, "0,350", "1.250", Some(Unit::Gram), false),
            // What is no figure, or is sure, is no matter of this.
            (Marks::ENGLISH, "0,350", "0,350", kg, false),
            (Marks::ENGLISH, "a,b 0,350", "1,250.5", kg, false),
        ] {
            let shown = Shown::by(column.split(' '), marks);
            let typed = number::parse(cell, marks).ok().flatten();
            assert_eq!(typed.map(|typed| shown.doubts(cell, &typed, unit)), Some(doubted), "{column}: {cell}");
        }
    }
}
