//! The state of the page: the form as typed, its past and future, what it computes to, and the link it came from.

use leptos::prelude::*;
use suanpan::calculators;
use suanpan::link::{self, Deflate, Extras, Link, LinkError, NoDeflate, Seal};
use suanpan::pack::{Pack, World};
use suanpan::schema::{Answer, Calculator, Kind, Meta, Names, Outcome, Record, Severity};
use suanpan::value::Value;

use crate::browser;
use crate::form::draft::{Draft, Place, Slot};
use crate::locale;

/// How many steps undo remembers.
const HISTORY: usize = 200;
/// How long after the last key a draft is kept, in milliseconds.
const KEEP_AFTER: i32 = 500;

/// What the form computes to.
#[derive(Clone, Default, PartialEq)]
pub struct Computed {
    /// The case.
    pub record: Record,
    /// Its outcome.
    pub outcome: Outcome,
    /// The last answer, shown greyed while a field is being mended.
    pub stale: Option<Answer>,
}

impl Computed {
    /// The answer to show, and whether it still fits the form.
    pub fn answer(&self) -> Option<(&Answer, bool)> {
        let fresh = self.outcome.answer.as_ref().map(|answer| (answer, true));
        fresh.or(self.stale.as_ref().map(|answer| (answer, false)))
    }
}

/// Where what is in the form came from.
#[derive(Clone, Default, PartialEq)]
pub enum Origin {
    /// Typed here, or kept from last time.
    #[default]
    Own,
    /// An example, until the first edit.
    Example(&'static str),
    /// A link.
    Link(Received),
}

/// What the receiver of a link is told.
#[derive(Clone, Default, PartialEq)]
pub struct Received {
    /// Whether it arrived whole.
    pub damaged: Option<Damage>,
    /// The snapshot it was made with, where that is not today's.
    pub older_snapshot: Option<String>,
    /// The headline figure with the rates of that snapshot, where that is still at hand.
    pub then: Option<String>,
    /// The headline figure that the sender saw.
    pub claimed: Option<String>,
    /// How many settings this version does not know.
    pub unknown: usize,
}

/// How a link was damaged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The end is missing.
    Cut,
    /// Something in it changed.
    Changed,
}

/// A link that waits for a decision or could not be opened.
#[derive(Clone, Default, PartialEq)]
pub enum Arrival {
    /// None.
    #[default]
    Nothing,
    /// It would replace work: the user decides. The text of the link.
    Waiting(String),
    /// It cannot be opened.
    Failed(LinkError, String),
}

/// The page's state; cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Index of the calculator in [`calculators::ALL`].
    pub calculator: RwSignal<usize>,
    /// The form as typed.
    pub draft: RwSignal<Draft>,
    /// What it computes to.
    pub computed: Memo<Computed>,
    /// Where it came from.
    pub origin: RwSignal<Origin>,
    /// A link that is not in the form.
    pub arrival: RwSignal<Arrival>,
    /// Whether computing waits for the user to accept a damaged link.
    pub held: RwSignal<bool>,
    /// The alternative whose bill and working are shown; the best if none was chosen.
    pub chosen: RwSignal<Option<String>>,
    /// Counts how often the share sheet was asked for.
    pub sharing: RwSignal<u32>,
    past: RwSignal<Vec<Draft>>,
    future: RwSignal<Vec<Draft>>,
    world: StoredValue<World>,
    last_edit: StoredValue<Option<(Place, usize)>>,
    keeper: StoredValue<Option<i32>>,
}

impl Desk {
    /// A desk with the loaded pack, the named calculator, and the draft that the device kept or the first example.
    pub fn new(calculator: usize, pack: Option<Pack>) -> Self {
        let calculator = RwSignal::new(calculator);
        let draft = RwSignal::new(Draft::default());
        let held = RwSignal::new(false);
        let world = StoredValue::new(pack.map(World::new).unwrap_or_default());
        let computed = Memo::new(move |before: Option<&Computed>| {
            let calculator = calculators::ALL[calculator.get()];
            let record = draft.with(|draft| draft.record(calculator.fields(), locale::marks()));
            if held.get() {
                return Computed { record, ..Computed::default() };
            }
            let outcome = world.with_value(|world| calculator.evaluate(&record, world));
            let blank = record.settled(calculator.fields()).values.iter().all(|value| matches!(value, Value::Empty | Value::Date(_)));
            let stale = before.and_then(|before| before.answer()).map(|(answer, _)| answer.clone());
            let stale = stale.filter(|_| outcome.answer.is_none() && !blank);
            Computed { record, outcome, stale }
        });
        let desk = Self {
            calculator,
            draft,
            computed,
            origin: RwSignal::default(),
            arrival: RwSignal::default(),
            held,
            chosen: RwSignal::default(),
            sharing: RwSignal::default(),
            past: RwSignal::default(),
            future: RwSignal::default(),
            world,
            last_edit: StoredValue::new(None),
            keeper: StoredValue::new(None),
        };
        desk.start();
        desk
    }

    /// The calculator on the desk.
    pub fn current(self) -> &'static dyn Calculator {
        calculators::ALL[self.calculator.get_untracked()]
    }

    /// Its fields.
    pub fn fields(self) -> &'static [Meta] {
        self.current().fields()
    }

    fn start(self) {
        let kept = browser::stored(&self.drawer()).and_then(|text| Draft::from_store(self.fields(), &text, locale::is_metric()));
        match kept {
            Some(draft) => {
                self.draft.set(draft);
                self.origin.set(Origin::Own);
            }
            None => self.put_example(0),
        }
    }

    /// Goes to another calculator: the draft of this one is kept, that of the other one fetched.
    pub fn go_to(self, calculator: usize) {
        if calculator != self.calculator.get_untracked() {
            self.keep();
            self.calculator.set(calculator);
            self.forget_steps();
            self.start();
        }
    }

    fn forget_steps(self) {
        self.past.set(Vec::new());
        self.future.set(Vec::new());
        self.last_edit.set_value(None);
        self.chosen.set(None);
    }

    fn drawer(self) -> String {
        format!("draft.{}", self.current().id())
    }

    /// Keeps the draft on the device.
    pub fn keep(self) {
        if matches!(self.origin.get_untracked(), Origin::Own | Origin::Link(_)) && !self.held.get_untracked() {
            browser::store(&self.drawer(), &self.draft.with_untracked(Draft::to_store));
        }
    }

    fn keep_soon(self) {
        if let Some(timer) = self.keeper.get_value() {
            browser::cancel(timer);
        }
        self.keeper.set_value(Some(browser::later(KEEP_AFTER, move || self.keep())));
    }

    /// Changes the form. Edits of one box in a row are one step of undo.
    pub fn edit(self, at: Option<(Place, usize)>, change: impl FnOnce(&mut Draft)) {
        let same_box = at.is_some() && self.last_edit.get_value() == at;
        if !same_box {
            self.remember();
        }
        self.last_edit.set_value(at);
        self.future.update(Vec::clear);
        self.draft.update(change);
        self.origin.update(|origin| {
            if matches!(origin, Origin::Example(_)) {
                *origin = Origin::Own;
            }
        });
        self.keep_soon();
    }

    fn remember(self) {
        self.past.update(|past| {
            if past.len() == HISTORY {
                past.remove(0);
            }
            past.push(self.draft.get_untracked());
        });
    }

    /// Replaces the whole form, as one step of undo.
    fn replace(self, draft: Draft, origin: Origin) {
        self.remember();
        self.future.update(Vec::clear);
        self.last_edit.set_value(None);
        self.chosen.set(None);
        self.held.set(false);
        self.origin.set(origin);
        self.draft.set(draft);
        self.keep_soon();
    }

    /// Takes back the last step.
    pub fn undo(self) {
        self.step(self.past, self.future);
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.step(self.future, self.past);
    }

    fn step(self, from: RwSignal<Vec<Draft>>, to: RwSignal<Vec<Draft>>) {
        let Some(draft) = from.try_update(Vec::pop).flatten() else { return };
        to.update(|steps| steps.push(self.draft.get_untracked()));
        self.last_edit.set_value(None);
        self.held.set(false);
        self.origin.set(Origin::Own);
        self.draft.set(draft);
        self.keep_soon();
    }

    /// Whether there is something to take back, and to do again.
    pub fn can_step(self) -> (bool, bool) {
        (self.past.with(|past| !past.is_empty()), self.future.with(|future| !future.is_empty()))
    }

    /// Empties the form; only today's date stays.
    pub fn start_again(self) {
        self.replace(self.with_today(Draft::empty(self.fields(), locale::is_metric())), Origin::Own);
    }

    /// Puts an example into the form.
    pub fn put_example(self, index: usize) {
        let calculator = self.current();
        let Some(example) = calculator.examples().get(index) else { return };
        let Ok(link) = link::decode(example.link, &NoDeflate) else { return };
        let draft = Draft::of(calculator.fields(), &link.record, true, locale::marks());
        let draft = self.with_today(draft);
        if self.draft.with_untracked(|draft| draft.slots.is_empty()) {
            self.draft.set(draft);
            self.origin.set(Origin::Example(example.id));
        } else {
            self.replace(draft, Origin::Example(example.id));
        }
    }

    fn with_today(self, mut draft: Draft) -> Draft {
        for (meta, entry) in draft.entries_mut(self.fields()) {
            if matches!(meta.kind, Kind::Date) && entry.is_blank() {
                entry.boxes = vec![browser::today()];
            }
        }
        draft
    }

    /// Shows every weight and length in the other system of units.
    pub fn show_metric(self, metric: bool) {
        locale::set_metric(metric);
        self.edit(None, |draft| {
            for (meta, entry) in draft.entries_mut(self.fields()) {
                if let Kind::Amount(_) | Kind::Size(_) = meta.kind {
                    let unit = crate::form::draft::Entry::empty(&meta.kind, metric).unit;
                    entry.show_in(&unit);
                }
            }
        });
    }

    /// The place of the field that chooses the currency of the answer, where the calculator has one.
    pub fn currency_place(self) -> Option<Place> {
        let is_currency = |meta: &Meta| matches!(meta.kind, Kind::Choice(choices) if choices.names == Names::Currencies);
        self.fields().iter().position(is_currency).map(|field| Place { field, cell: None })
    }

    /// Writes the case as a link with this answer's claim and snapshot.
    pub fn write_link(self, deflate: &dyn Deflate) -> Option<link::Written> {
        let computed = self.computed.get_untracked();
        let extras = Extras {
            unknown: self.draft.with_untracked(|draft| draft.unknown.clone()),
            snapshot: self.world.with_value(|world| world.snapshot().map(str::to_owned)),
            claimed: computed.outcome.answer.as_ref().and_then(link::claim),
            private: Vec::new(),
        };
        link::encode(self.current(), &computed.record, &extras, deflate)
    }

    /// The snapshot of the loaded pack.
    pub fn snapshot(self) -> Option<String> {
        self.world.with_value(|world| world.snapshot().map(str::to_owned))
    }

    /// Whether the form holds work of the user's that a link must not replace unasked.
    fn holds_work(self) -> bool {
        if self.origin.with_untracked(|origin| !matches!(origin, Origin::Own)) {
            return false;
        }
        let fields = self.fields();
        let blank = Draft::empty(fields, locale::is_metric());
        self.draft.with_untracked(|draft| {
            let mut pairs = fields.iter().zip(draft.slots.iter().zip(&blank.slots));
            pairs.any(|(meta, ((_, slot), (_, empty)))| match (slot, empty) {
                _ if matches!(meta.kind, Kind::Date) => false,
                (Slot::One(entry), Slot::One(_)) => !entry.is_blank(),
                (Slot::Many(rows), _) => rows.iter().any(|row| row.cells.iter().any(|cell| !cell.is_blank())),
                _ => false,
            })
        })
    }

    /// A link arrived in the address bar: opens it, or asks first where it would replace work.
    pub fn receive(self, text: String) {
        if matches!(link::decode(&text, &NoDeflate), Err(LinkError::Absent)) {
            return;
        }
        if self.holds_work() {
            self.arrival.set(Arrival::Waiting(text));
        } else {
            self.open(text);
        }
    }

    /// Opens a link into the form.
    pub fn open(self, text: String) {
        match link::decode(&text, &NoDeflate) {
            Err(LinkError::NeedsInflate) => browser::load_engine(move |engine| match engine {
                Some(engine) => self.opened(link::decode(&text, &engine), text),
                None => self.arrival.set(Arrival::Failed(LinkError::NeedsInflate, text)),
            }),
            decoded => self.opened(decoded, text),
        }
    }

    fn opened(self, decoded: Result<Link, LinkError>, text: String) {
        let link = match decoded {
            Ok(link) => link,
            Err(error) => return self.arrival.set(Arrival::Failed(error, text)),
        };
        self.arrival.set(Arrival::Nothing);
        if let Some(index) = calculators::ALL.iter().position(|one| one.id() == link.calculator.id()) {
            self.go_to(index);
        }
        let mut draft = Draft::of(self.fields(), &link.record, locale::is_metric(), locale::marks());
        draft.unknown.clone_from(&link.unknown);
        let damaged = match link.seal {
            Seal::Whole | Seal::Hand => None,
            Seal::Cut => Some(Damage::Cut),
            Seal::Damaged => Some(Damage::Changed),
        };
        let today = self.snapshot();
        let older_snapshot = link.snapshot.clone().filter(|snapshot| Some(snapshot) != today.as_ref());
        let received = Received {
            damaged,
            older_snapshot: older_snapshot.clone(),
            then: None,
            claimed: link.claimed.clone(),
            unknown: link.unknown.len(),
        };
        self.replace(if damaged.is_some() { draft } else { self.with_today(draft) }, Origin::Link(received));
        self.held.set(damaged.is_some());
        if let Some(snapshot) = older_snapshot {
            self.compute_as_then(link, &snapshot);
        }
    }

    /// Computes a link with the rates it was made with, where those were released.
    fn compute_as_then(self, link: Link, snapshot: &str) {
        let released = browser::metas("released");
        let path = released.iter().find_map(|entry| entry.split_once(' ').filter(|(id, _)| *id == snapshot));
        let Some((_, path)) = path else { return };
        browser::load_bytes(path, move |bytes| {
            let Some(pack) = bytes.and_then(|bytes| Pack::decode(&bytes).ok()) else { return };
            let outcome = link.calculator.evaluate(&link.record, &World::new(pack));
            let then = outcome.answer.and_then(|answer| Some(locale::show(&answer.headline.first()?.value)));
            self.origin.update(|origin| {
                if let Origin::Link(received) = origin {
                    received.then = then;
                }
            });
        });
    }

    /// Whether a field, or a row of a list, has an error.
    pub fn errors(self) -> usize {
        self.computed.with(|computed| computed.outcome.problems.iter().filter(|one| one.severity == Severity::Error).count())
    }
}
