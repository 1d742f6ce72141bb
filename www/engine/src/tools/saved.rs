//! What the device keeps of cases: saved ones by name, those that are compared, and the user's own defaults.
//!
//! Cases are kept as links, which open for ever.

use suanpan::bundle::{tie, untie};
use suanpan::link::{self, Extras};
use suanpan::schema::{Calculator, Kind, Record};
use suanpan::value::Value;

use crate::browser;

/// A case with a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Saved {
    /// What the user calls it.
    pub name: String,
    /// The case as a link.
    pub link: String,
}

impl Saved {
    /// The case; nothing where the link is of another calculator or cannot be read.
    pub fn case(&self, calculator: &dyn Calculator) -> Option<Record> {
        let link = link::decode(&self.link).ok().filter(|link| link.calculator.id() == calculator.id())?;
        Some(link.record)
    }
}

/// What became of a case that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is kept.
    Kept,
    /// It is kept in the place of another one of its name.
    Replaced,
    /// It is not: there is no place for another.
    Full,
    /// It is not: the device refuses.
    Refused,
}

/// A list of cases that the device keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Saved by name.
    Saved,
    /// Compared side by side.
    Compared,
}

impl Shelf {
    fn drawer(self, calculator: &dyn Calculator) -> String {
        let name = match self {
            Self::Saved => "saved.",
            Self::Compared => "compared.",
        };
        [name, calculator.id()].concat()
    }

    /// The most cases that are kept there.
    pub const fn most(self) -> usize {
        match self {
            Self::Saved => 200,
            Self::Compared => 3,
        }
    }

    /// Whether there is no place for another.
    pub fn is_full(self, calculator: &dyn Calculator) -> bool {
        self.all(calculator).len() >= self.most()
    }

    /// Keeps one more: of saved ones the newest first, in the place of one of its name.
    pub fn add(self, calculator: &dyn Calculator, one: Saved) -> Added {
        let mut all = self.all(calculator);
        let same = all.iter().position(|other| self == Self::Saved && other.name == one.name);
        let replaced = same.is_some_and(|same| all.remove(same).link != one.link);
        if all.len() >= self.most() {
            return Added::Full;
        }
        let at = if self == Self::Saved { 0 } else { all.len() };
        all.insert(at, one);
        match (self.keep(calculator, &all), replaced) {
            (false, _) => Added::Refused,
            (true, true) => Added::Replaced,
            (true, false) => Added::Kept,
        }
    }

    /// Takes one away; says whether the device could.
    pub fn remove(self, calculator: &dyn Calculator, one: &Saved) -> bool {
        let mut all = self.all(calculator);
        if let Some(at) = all.iter().position(|other| other == one) {
            all.remove(at);
        }
        self.keep(calculator, &all)
    }

    /// What is kept there now, by this tab or another: read anew each time, so that none overwrites what another kept.
    pub fn all(self, calculator: &dyn Calculator) -> Vec<Saved> {
        let kept = browser::stored(&self.drawer(calculator)).unwrap_or_default();
        let texts = untie(&kept).unwrap_or_default();
        let saved = |[name, link]: &[&str; 2]| Saved { name: (*name).to_owned(), link: (*link).to_owned() };
        texts.as_chunks().0.iter().map(saved).collect()
    }

    /// Keeps these instead; says whether the device could.
    fn keep(self, calculator: &dyn Calculator, cases: &[Saved]) -> bool {
        browser::store(&self.drawer(calculator), &tie(cases.iter().flat_map(|one| [&one.name, &one.link])))
    }
}

/// A case as a link that belongs to the user alone: with everything, without the claim of an answer.
pub fn link_of(calculator: &dyn Calculator, case: &Record) -> String {
    let private = calculator.fields().iter().map(|meta| meta.key).collect();
    link::encode(calculator, case, &Extras { private, ..Extras::default() }).text
}

/// The drawer in which the page looks for the user's own defaults, bundled.
fn defaults(calculator: &dyn Calculator) -> String {
    ["defaults.", calculator.id()].concat()
}

/// Keeps what a case says besides its lists, its words and its day as the user's own defaults; says whether the device could.
pub fn keep_defaults(calculator: &dyn Calculator, case: &Record) -> bool {
    let mut defaults_of = case.settled(calculator.fields());
    for (meta, value) in calculator.fields().iter().zip(&mut defaults_of.values) {
        if matches!(meta.kind, Kind::Rows(_) | Kind::Series | Kind::Text | Kind::Date) {
            *value = Value::Empty;
        }
    }
    browser::store(&defaults(calculator), &defaults_of.bundled())
}

/// Whether the user has defaults of his own.
pub fn has_defaults(calculator: &dyn Calculator) -> bool {
    browser::stored(&defaults(calculator)).is_some()
}

/// All that the device keeps of cases, as it stands: what tells whether another tab has kept something.
pub fn everything(calculator: &dyn Calculator) -> String {
    let drawers = [Shelf::Saved.drawer(calculator), Shelf::Compared.drawer(calculator), defaults(calculator)];
    tie(drawers.map(|drawer| browser::stored(&drawer).unwrap_or_default()))
}

/// Forgets the user's own defaults.
pub fn forget_defaults(calculator: &dyn Calculator) {
    browser::forget(&defaults(calculator));
}
