//! The user's own rate sheets as the device keeps them: the text of each in a record of its own, under an id that stays.
//!
//! Every change reads what is kept and writes one record in one step: what another tab kept meanwhile stays.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use suanpan::bundle::untie;
use suanpan_ui::browser::large::{self, Write};

use crate::browser;

/// What the names of all records begin with.
const START: &str = "rate-sheet";
/// The record of a sheet: this and its id.
const SHEET: &str = "rate-sheet.";
/// The record of the next id, so that none is given twice.
const NEXT: &str = "rate-sheet-next";
/// The record in which all sheets were kept in one, before each had its own.
const LIST: &str = "rate-sheets";
/// Counts changes of the records in the store in which tabs hear each other.
const CHANGES: &str = "rate-sheets-changed";
/// From here on count ids of sheets that only this tab has, since the device refuses them.
const UNKEPT: u32 = 1 << 31;

/// Texts of sheets by their ids.
pub type Sheets = BTreeMap<u32, String>;

/// Where a sheet goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// In the place of the one of its id; of its own where that is gone.
    Place,
    /// Beside it, under an id of its own.
    Beside,
}

/// The records, and what becomes of them.
#[derive(Debug, Default)]
struct Records {
    sheets: Sheets,
    next: u32,
    writes: Vec<Write>,
}

impl Records {
    fn read(records: &[(String, String)]) -> Self {
        let text = |wanted: &str| records.iter().find(|(name, _)| name == wanted).map(|(_, text)| text.as_str());
        let sheets: Sheets = records
            .iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(SHEET)?.parse().ok()?, text.clone())))
            .collect();
        let above = sheets.last_key_value().map_or(1, |(id, _)| id.saturating_add(1));
        let next = text(NEXT).and_then(|next| next.parse().ok()).unwrap_or_default();
        let mut read = Self { sheets, next: above.max(next), writes: Vec::new() };
        if let Some(list) = text(LIST) {
            read.take_over(untie(list).unwrap_or_default());
        }
        read
    }

    /// Gives each of the sheets that were kept in one list a record of its own.
    fn take_over(&mut self, list: Vec<&str>) {
        for sheet in list {
            if !self.sheets.values().any(|known| known == sheet) {
                self.put(None, sheet.to_owned());
            }
        }
        self.writes.push((LIST.to_owned(), None));
    }

    /// Puts a sheet there; its id.
    fn put(&mut self, id: Option<u32>, text: String) -> u32 {
        let id = id.filter(|id| *id < UNKEPT).unwrap_or(self.next);
        if id >= self.next {
            self.next = id + 1;
            self.writes.push((NEXT.to_owned(), Some(self.next.to_string())));
        }
        self.writes.push((record(id), Some(text.clone())));
        self.sheets.insert(id, text);
        id
    }

    fn remove(&mut self, id: u32) {
        self.sheets.remove(&id);
        self.writes.push((record(id), None));
    }
}

fn record(id: u32) -> String {
    [SHEET, &id.to_string()].concat()
}

/// Changes the records in one step; calls back with what came of it and what is kept then. Nothing where the device
/// refuses.
fn step<T: 'static>(
    change: impl FnOnce(&mut Records) -> T + 'static,
    done: impl FnOnce(Option<(T, Sheets)>) + 'static,
) {
    let changed = Rc::new(RefCell::new(None));
    let result = changed.clone();
    let decide = move |records: Vec<(String, String)>| {
        let mut records = Records::read(&records);
        let came = change(&mut records);
        let writes = core::mem::take(&mut records.writes);
        changed.replace(Some((came, records.sheets, !writes.is_empty())));
        writes
    };
    large::change(START, decide, move |kept| {
        let result = result.take().filter(|_| kept);
        if result.as_ref().is_some_and(|(.., wrote)| *wrote) {
            let count = stamp().parse::<u32>().unwrap_or_default();
            browser::store(CHANGES, &count.wrapping_add(1).to_string());
        }
        done(result.map(|(came, sheets, _)| (came, sheets)));
    });
}

/// Calls back with what the device keeps; nothing where it keeps nothing at all.
pub fn all(done: impl FnOnce(Option<Sheets>) + 'static) {
    step(|_| (), move |kept| done(kept.map(|(_, sheets)| sheets)));
}

/// Keeps a sheet: `write` makes its text of the one that is kept under its id now, and says where it goes. Calls back with
/// its id and all that is kept then; nothing where the device refuses.
pub fn put(
    id: Option<u32>,
    write: impl FnOnce(Option<&str>) -> (To, String) + 'static,
    done: impl FnOnce(Option<(u32, Sheets)>) + 'static,
) {
    let change = move |records: &mut Records| {
        let (to, text) = write(id.and_then(|id| records.sheets.get(&id)).map(String::as_str));
        records.put(id.filter(|_| to == To::Place), text)
    };
    step(change, done);
}

/// Takes a sheet away; calls back with all that is kept then; nothing where the device refuses.
pub fn remove(id: u32, done: impl FnOnce(Option<Sheets>) + 'static) {
    step(move |records| records.remove(id), move |kept| done(kept.map(|(_, sheets)| sheets)));
}

/// Changes whenever a tab has changed what is kept.
pub fn stamp() -> String {
    browser::stored(CHANGES).unwrap_or_default()
}

/// An id for a sheet that only this tab has.
pub fn unkept(others: impl Iterator<Item = u32>) -> u32 {
    others.max().map_or(UNKEPT, |last| last.saturating_add(1).max(UNKEPT))
}

#[cfg(test)]
mod tests {
    use suanpan::bundle::tie;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// The records after some writes.
    fn written(mut records: Vec<(String, String)>, writes: Vec<Write>) -> Vec<(String, String)> {
        for (name, text) in writes {
            records.retain(|(other, _)| *other != name);
            records.extend(text.map(|text| (name, text)));
        }
        records
    }

    #[wasm_bindgen_test]
    fn an_id_is_never_given_twice() {
        let mut records = Records { next: 1, ..Records::default() };
        let [first, second] = ["a", "b"].map(|text| records.put(None, text.to_owned()));
        records.remove(second);
        let mut again = Records::read(&written(Vec::new(), records.writes));
        assert_eq!(again.sheets, Sheets::from([(first, "a".to_owned())]));
        let third = again.put(None, "c".to_owned());
        assert!(third > second);
        // What was removed can come back as what it was.
        assert_eq!(again.put(Some(second), "b".to_owned()), second);
        // One that the device had refused is kept under an id like any other.
        assert!(again.put(Some(unkept([first].into_iter())), "d".to_owned()) < UNKEPT);
    }

    #[wasm_bindgen_test]
    fn the_list_of_earlier_releases_is_taken_over_once() {
        let before = vec![(LIST.to_owned(), tie(["a", "b"]))];
        let taken = Records::read(&before);
        assert_eq!(taken.sheets, Sheets::from([(1, "a".to_owned()), (2, "b".to_owned())]));
        let after = written(before, taken.writes);
        let again = Records::read(&after);
        assert!(again.writes.is_empty());
        assert_eq!(again.sheets, taken.sheets);
        // A tab of an earlier release wrote its list once more.
        let mut late = after;
        late.push((LIST.to_owned(), tie(["b", "c"])));
        let late: Vec<_> = Records::read(&late).sheets.into_values().collect();
        assert_eq!(late, ["a", "b", "c"]);
    }
}
