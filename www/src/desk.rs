//! The state of the page: the form as typed, its past and future, what it computes to, and the link it came from.

use std::cell::{Cell, RefCell};

use suanpan::amount::Currency;
use suanpan::bundle::{tie, untie};
use suanpan::calculators;
use suanpan::link::carried::{self, Case};
use suanpan::number::Marks;
use suanpan::pack::{Pack, World};
use suanpan::schema::{Answer, Calculator, Kind, Meta, Names, Outcome, Record, Words};
use suanpan::value::Value;

use crate::engine::{self, Help};
use crate::form::draft::{Draft, Entry, Place, Slot};
use crate::here::{HERE, SERIES};
use crate::{app, browser, locale};

/// What the examples hold (`build.rs`).
mod opened {
    include!(concat!(env!("OUT_DIR"), "/examples.rs"));
}

/// How many steps undo remembers.
const HISTORY: usize = 200;
/// How long after the last key a draft is kept, in milliseconds.
const KEEP_AFTER: i32 = 500;

/// What the form computes to.
#[derive(Default)]
pub struct Computed {
    /// The case.
    pub record: Record,
    /// Its outcome.
    pub outcome: Outcome,
    /// The last answer and its case, shown greyed while a field is being mended.
    stale: Option<(Answer, Record)>,
}

impl Computed {
    /// The answer to show, and whether it still fits the form.
    pub fn answer(&self) -> Option<(&Answer, bool)> {
        let fresh = self.outcome.answer.as_ref().map(|answer| (answer, true));
        fresh.or(self.stale.as_ref().map(|(answer, _)| (answer, false)))
    }

    /// The case of that answer.
    pub fn answered(&self) -> Option<&Record> {
        let fresh = self.outcome.answer.as_ref().map(|_| &self.record);
        fresh.or(self.stale.as_ref().map(|(_, record)| record))
    }
}

/// Where what is in the form came from.
#[derive(Default)]
pub enum Origin {
    /// Typed here, or kept from last time.
    #[default]
    Own,
    /// An example, until the first edit.
    Example(&'static str),
    /// A link: the text that it was in.
    Link(String),
}

/// A link that waits for a decision or could not be opened.
#[derive(Default)]
pub enum Arrival {
    /// None.
    #[default]
    Nothing,
    /// It would replace work: the user decides. The text that it is in.
    Waiting(String),
    /// It cannot be opened: its text.
    Failed(String),
    /// It could not be opened for want of the engine: its text.
    Unopened(String),
    /// Pasted rows that could not be read for want of the engine.
    Unread(String),
}

/// Everything on the desk.
#[derive(Default)]
pub struct State {
    /// Index of the calculator in [`HERE`].
    pub calculator: usize,
    /// The form as typed.
    pub draft: Draft,
    /// What it computes to.
    pub computed: Computed,
    /// Where it came from.
    pub origin: Origin,
    /// A link that is not in the form.
    pub arrival: Arrival,
    /// Whether computing waits for the user to accept a damaged link.
    pub held: bool,
    /// The alternative whose bill and working are shown; the best if none was chosen.
    pub chosen: Option<String>,
    /// What the sheet is for, and how far it is.
    pub sheet: (&'static str, Help),
    /// How far the engine is.
    pub help: Help,
    /// Whether the user changed what an example or a link brought.
    edited: bool,
    past: Vec<Draft>,
    future: Vec<Draft>,
    world: World,
    /// Whether there are cards of the user's own. The engine has them, and then answers everything.
    own: bool,
    /// The words in outcomes that the engine handed over.
    words: Words,
    /// The box that was edited last: further edits of it are the same step of undo.
    last_edit: Option<(Place, usize)>,
    /// The timer after which the draft is kept.
    keeper: Option<i32>,
}

impl State {
    /// The calculator on the desk.
    pub fn current(&self) -> &'static dyn Calculator {
        HERE[self.calculator]
    }

    /// Its fields.
    pub fn fields(&self) -> &'static [Meta] {
        self.current().fields()
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    fn compute(&mut self) {
        let calculator = self.current();
        let record = self.draft.record(calculator.fields(), locale::marks());
        let before = core::mem::take(&mut self.computed);
        if self.held {
            self.computed.record = record;
            return;
        }
        let mut outcome = None;
        if !self.own {
            outcome = Some(calculator.evaluate(&record, &self.world));
        }
        if outcome.as_ref().is_none_or(Outcome::is_elsewhere)
            && let Some(text) = engine::outcome(calculator.id(), &record)
        {
            // What the engine of this build wrote can be read; if not, it stays with what there is to say.
            outcome = Outcome::taken_over(&text, calculator.fields(), &mut self.words).or(outcome);
        }
        let outcome = outcome.unwrap_or_default();
        let last = before.outcome.answer.map(|answer| (answer, before.record)).or(before.stale);
        let stale = last.filter(|_| outcome.answer.is_none() && !record.is_blank(calculator.fields()));
        self.computed = Computed { record, outcome, stale };
    }

    fn remember(&mut self) {
        if self.past.len() == HISTORY {
            self.past.remove(0);
        }
        self.past.push(self.draft.clone());
        self.future.clear();
        self.last_edit = None;
    }

    fn keep(&self) {
        if !matches!(self.origin, Origin::Example(_)) && !self.held {
            browser::store(&drawer(self.current().id()), &self.draft.to_store());
        }
    }

    /// Fetches the draft that the device kept for this calculator, what fits of that of another, or the first example.
    fn start(&mut self) {
        let kept = |id: &str| Draft::from_store(self.fields(), &browser::stored(&drawer(id))?, locale::is_metric());
        let own = kept(self.current().id()).or_else(|| self.defaults());
        let fits = |draft: &Draft| self.is_typed(draft);
        let draft = own.or_else(|| calculators::IDS.iter().filter_map(|id| kept(id)).find(fits));
        (self.draft, self.origin) = match draft {
            Some(draft) => (draft, Origin::Own),
            None => self.example(0).unwrap_or_default(),
        };
    }

    /// A form that holds only today's date and the user's own defaults, where he keeps some (`saved.rs` of the engine).
    fn defaults(&self) -> Option<Draft> {
        let kept = browser::stored(&["defaults.", self.current().id()].concat())?;
        let record = Record::unbundled(self.fields(), &kept)?;
        let mut draft = Draft::of(self.fields(), &record, locale::is_metric(), locale::marks());
        self.date(&mut draft);
        Some(draft)
    }

    /// Ids of the examples, and their cases.
    pub fn examples(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let id = self.current().id();
        let own = opened::EXAMPLES.iter().filter(move |(calculator, ..)| *calculator == id);
        own.map(|(_, example, case)| (*example, *case))
    }

    fn example(&self, index: usize) -> Option<(Draft, Origin)> {
        let (example, case) = self.examples().nth(index)?;
        let record = Record::unbundled(self.fields(), case)?;
        let mut draft = Draft::of(self.fields(), &record, true, locale::marks());
        self.date(&mut draft);
        Some((draft, Origin::Example(example)))
    }

    /// Puts today into dates that an answer needs and that are blank.
    fn date(&self, draft: &mut Draft) {
        for (meta, (_, slot)) in self.fields().iter().zip(&mut draft.slots) {
            // Days in rows are of the past or to come.
            if let Slot::One(entry) = slot
                && matches!(meta.kind, Kind::Date)
                && meta.required
                && entry.is_blank()
            {
                entry.boxes = vec![browser::today()];
            }
        }
    }

    /// Replaces the whole form, as one step of undo.
    fn replace(&mut self, draft: Draft, origin: Origin) {
        self.remember();
        (self.draft, self.origin) = (draft, origin);
        (self.chosen, self.held, self.edited) = (None, false, false);
    }

    /// Whether the form holds work of the user's that a link must not replace unasked.
    fn holds_work(&self) -> bool {
        (self.edited || matches!(self.origin, Origin::Own)) && self.is_typed(&self.draft)
    }

    /// Whether a form holds more than dates.
    fn is_typed(&self, draft: &Draft) -> bool {
        let mut draft = draft.clone();
        draft.entries_mut(self.fields()).any(|(meta, entry)| !matches!(meta.kind, Kind::Date) && !entry.is_blank())
    }

    /// Whether a link would replace work: in the form, or kept for another calculator.
    fn would_replace_work(&self, calculator: &dyn Calculator) -> bool {
        let other = calculator.id() != self.current().id();
        if other { browser::stored(&drawer(calculator.id())).is_some() } else { self.holds_work() }
    }

    /// What the engine makes a link of: the case, and what a link brought that this version does not know.
    pub fn bundled_case(&self) -> String {
        carried::bundled(self.current(), &self.computed.record, &self.draft.unknown)
    }
}

/// Where the device keeps the draft of a calculator.
fn drawer(id: &str) -> String {
    ["draft.", id].concat()
}

/// The page's state; cheap to copy. One signal ([`browser::signal`]) says that something changed; what did is in the
/// state.
#[derive(Clone, Copy)]
pub struct Desk(&'static Shared);

#[derive(Default)]
struct Shared {
    state: RefCell<State>,
    version: Cell<u32>,
    /// The version that the parts below the headline show: theirs, once that has been drawn.
    below: Cell<u32>,
    /// Whether the page is about to be told of a change.
    telling: Cell<bool>,
    /// Counts links that were asked for or dismissed.
    asked: Cell<u32>,
    /// Whether the link that was asked for may replace what is in the form.
    may_replace: Cell<bool>,
}

impl Desk {
    /// A desk with the loaded pack and a calculator, holding the draft that the device kept or the first example.
    pub fn new(calculator: usize, pack: Option<Pack>) -> Self {
        let world = pack.map(World::new).unwrap_or_default();
        let mut state = State { calculator, world, ..State::default() };
        state.start();
        state.compute();
        // There is one desk, and it lives as long as the page.
        Self(Box::leak(Box::new(Shared { state: RefCell::new(state), ..Shared::default() })))
    }

    /// Counts changes of the form and its answer: what is drawn from this is drawn anew after each.
    pub fn version(self) -> String {
        self.0.version.get().to_string()
    }

    /// The same for what stands below: drawn one frame later, so that the headline answers each key at once.
    pub fn version_below(self) -> String {
        self.0.below.get().to_string()
    }

    /// Looks at the state.
    pub fn read<T>(self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.0.state.borrow())
    }

    fn change(self, change: impl FnOnce(&mut State)) {
        {
            let mut state = self.0.state.borrow_mut();
            change(&mut state);
            state.compute();
        }
        self.0.version.set(self.0.version.get().wrapping_add(1));
        self.tell();
    }

    /// Has everything that looks at the state look again, once the event that is being handled is over.
    pub fn tell(self) {
        if !self.0.telling.replace(true) {
            browser::soon(move || {
                self.0.telling.set(false);
                browser::signal::tell();
                if self.0.below.get() != self.0.version.get() {
                    browser::after_frame(move || {
                        if self.0.below.replace(self.0.version.get()) != self.0.version.get() {
                            browser::signal::tell();
                        }
                    });
                }
            });
        }
    }

    fn keep_soon(self) {
        let timer = browser::later(KEEP_AFTER, move || self.keep());
        if let Some(earlier) = self.0.state.borrow_mut().keeper.replace(timer) {
            browser::cancel(earlier);
        }
    }

    /// Keeps the draft on the device.
    pub fn keep(self) {
        self.read(State::keep);
    }

    /// Goes to another calculator: the draft of this one is kept, that of the other one fetched.
    pub fn go_to(self, calculator: usize) {
        if calculator == self.read(|state| state.calculator) {
            return;
        }
        self.change(|state| {
            state.keep();
            state.calculator = calculator;
            (state.past, state.future) = (Vec::new(), Vec::new());
            (state.last_edit, state.chosen, state.held, state.edited) = (None, None, false, false);
            state.start();
        });
    }

    /// Changes the form. Edits of one box in a row are one step of undo.
    pub fn edit(self, at: Option<(Place, usize)>, change: impl FnOnce(&mut Draft)) {
        self.edit_boxed(at, Box::new(change));
    }

    #[inline(never)]
    fn edit_boxed(self, at: Option<(Place, usize)>, change: Box<dyn FnOnce(&mut Draft) + '_>) {
        self.change(|state| {
            if at.is_none() || state.last_edit != at {
                state.remember();
            }
            state.last_edit = at;
            state.future.clear();
            state.edited = true;
            change(&mut state.draft);
            if matches!(state.origin, Origin::Example(_)) {
                state.origin = Origin::Own;
            }
        });
        self.keep_soon();
    }

    /// Changes the entry at a place.
    pub fn edit_entry(self, place: Place, index: Option<usize>, change: impl FnOnce(&mut Entry)) {
        self.edit(index.map(|index| (place, index)), |draft| {
            if let Some(entry) = draft.entry_mut(place) {
                change(entry);
            }
        });
    }

    /// Rewrites the text of a box without changing what it means: nothing else has to be drawn anew.
    pub fn rewrite(self, place: Place, index: usize, text: String, currency: Option<Currency>) {
        if let Some(entry) = self.0.state.borrow_mut().draft.entry_mut(place) {
            entry.type_in(index, text, locale::marks());
            if let Some(currency) = currency {
                currency.code().clone_into(&mut entry.unit);
                // The currency beside the field follows, but not under the click that left it.
                browser::later(KEEP_AFTER, move || self.tell());
            }
        }
    }

    /// There is nothing to take back.
    pub fn forget_steps(self) {
        self.change(|state| state.past.clear());
    }

    /// Takes back the last step.
    pub fn undo(self) {
        self.step(
            |state| Some(core::mem::replace(&mut state.draft, state.past.pop()?)),
            |state, draft| state.future.push(draft),
        );
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.step(
            |state| Some(core::mem::replace(&mut state.draft, state.future.pop()?)),
            |state, draft| state.past.push(draft),
        );
    }

    fn step(self, swap: fn(&mut State) -> Option<Draft>, push: fn(&mut State, Draft)) {
        self.change(|state| {
            if let Some(draft) = swap(state) {
                push(state, draft);
                (state.last_edit, state.held, state.origin) = (None, false, Origin::Own);
            }
        });
        self.keep_soon();
    }

    /// The engine can answer from now on: what was left to it is computed again.
    pub fn ask_again(self) {
        if self.read(|state| state.computed.outcome.is_elsewhere()) {
            self.change(|_| {});
        }
    }

    /// The engine has cards of the user's own, or no longer.
    pub fn use_own(self, own: bool) {
        self.change(|state| state.own = own);
    }

    /// Empties the form; only today's date and the user's own defaults stay.
    pub fn start_again(self) {
        self.change(|state| {
            let draft = state.defaults().unwrap_or_else(|| {
                let mut draft = Draft::empty(state.fields(), locale::is_metric());
                state.date(&mut draft);
                draft
            });
            state.replace(draft, Origin::Own);
        });
        self.keep_soon();
    }

    /// Puts an example into the form.
    pub fn put_example(self, index: usize) {
        self.change(|state| {
            if let Some((draft, origin)) = state.example(index) {
                state.replace(draft, origin);
            }
        });
    }

    /// Shows every weight and length in the other system of units.
    pub fn show_metric(self, metric: bool) {
        locale::set_metric(metric);
        self.change(|state| {
            let fields = state.fields();
            for (meta, entry) in state.draft.entries_mut(fields) {
                if let Kind::Amount(_) | Kind::Size(_) = meta.kind {
                    entry.show_in(&Entry::empty(&meta.kind, metric).unit);
                }
            }
        });
        self.keep_soon();
    }

    /// The place of the field that chooses the currency of the answer, where the calculator has one.
    pub fn currency_place(self) -> Option<Place> {
        let is_currency =
            |meta: &Meta| matches!(meta.kind, Kind::Choice(choices) if choices.names == Names::Currencies);
        let field = self.read(|state| state.fields().iter().position(is_currency))?;
        Some(Place { field, cell: None })
    }

    /// Chooses the alternative whose bill and working are shown.
    pub fn choose(self, id: &str) {
        self.change(|state| state.chosen = Some(id.to_owned()));
    }

    /// Says how far the engine is.
    pub fn set_help(self, help: Help) {
        self.0.state.borrow_mut().help = help;
        self.tell();
    }

    /// Opens the sheet for something that is on its way.
    pub fn open_sheet(self, what: &'static str) {
        self.0.state.borrow_mut().sheet = (what, Help::Coming);
        self.tell();
    }

    /// Says how far what is in the sheet is.
    pub fn set_sheet(self, help: Help) {
        self.0.state.borrow_mut().sheet.1 = help;
        self.tell();
    }

    /// Computes with what could be read of a damaged link.
    pub fn accept(self) {
        self.change(|state| state.held = false);
    }

    /// Keeps what a link brought as the user's own.
    pub fn adopt(self) {
        self.change(|state| state.origin = Origin::Own);
        self.keep_soon();
    }

    /// Forgets a link that waits or failed.
    pub fn dismiss(self) {
        self.ask_anew();
        self.arrives(Arrival::Nothing);
    }

    /// A link arrived in the address bar: opens it, or asks first where it would replace work.
    pub fn receive(self, text: String) {
        self.ask_engine(&text, false);
    }

    /// Opens a link into the form, whatever is there.
    pub fn open(self, text: String) {
        self.ask_engine(&text, true);
    }

    /// Has the engine open a link. What was dismissed, or followed by another link, while it loads is dropped.
    fn ask_engine(self, text: &str, may_replace: bool) {
        self.0.may_replace.set(may_replace);
        engine::ask(self, "open", tie([self.ask_anew().as_str(), text]));
    }

    fn ask_anew(self) -> String {
        self.0.asked.set(self.0.asked.get().wrapping_add(1));
        self.asked()
    }

    /// The number of the last question.
    fn asked(self) -> String {
        self.0.asked.get().to_string()
    }

    /// The question to open a link cannot be answered.
    pub fn not_opened(self, question: &str) {
        if let Some([number, text]) = untie(question).as_deref()
            && *number == self.asked()
        {
            self.arrives(Arrival::Unopened((*text).to_owned()));
        }
    }

    fn arrives(self, arrival: Arrival) {
        self.change(|state| state.arrival = arrival);
    }

    /// The engine opened a link: number of the question, verdict, the text that it is in, the case.
    pub fn opened(self, answer: &str) {
        let Some(&[number, verdict, text, case]) = untie(answer).as_deref() else { return };
        let may_replace = self.0.may_replace.get();
        if number != self.asked() || (verdict == "absent" && !may_replace) {
            return;
        }
        let text = text.to_owned();
        match Case::unbundled_among(case, HERE) {
            None if carried::calculator_of(case).is_some_and(|id| app::leave_for(id, &text)) => {}
            None => self.arrives(Arrival::Failed(text)),
            Some(case) if !may_replace && self.read(|state| state.would_replace_work(case.calculator)) => {
                self.arrives(Arrival::Waiting(text));
            }
            Some(case) => self.take(case, verdict == "damaged", text),
        }
    }

    /// Has the engine read rows that were pasted into a list.
    pub fn paste(self, list: &str, text: &str) {
        let calculator = self.read(|state| state.current().id());
        let Marks { decimal, group } = locale::marks();
        let marks = String::from_iter([decimal, group]);
        engine::ask(self, "rows", tie([calculator, list, &marks, text]));
    }

    /// The rows that were to be read stay where the user finds them.
    pub fn not_read(self, question: &str) {
        if let Some([calculator, .., text]) = untie(question).as_deref()
            && *calculator == self.read(|state| state.current().id())
        {
            self.arrives(Arrival::Unread((*text).to_owned()));
        }
    }

    /// Takes the rows that the engine read: behind those that are there, or in place of a blank one.
    pub fn put_rows(self, answer: &str) {
        let Some(&[calculator, list, rows]) = untie(answer).as_deref() else { return };
        let (current, fields) = self.read(|state| (state.current().id(), state.fields()));
        let field = fields.iter().position(|meta| meta.key == list).filter(|_| calculator == current);
        let Some(field) = field else { return };
        match Value::unbundled(&fields[field].kind, rows) {
            Value::Rows(rows) => self.edit(None, |draft| draft.put_rows(fields, field, rows)),
            // A series, or that there is none any more.
            _ if SERIES => {
                self.edit_entry(Place { field, cell: None }, None, |entry| entry.boxes = vec![rows.to_owned()])
            }
            _ => {}
        }
    }

    /// Takes a case that the engine made of the one in the form.
    pub fn put(self, case: &str) {
        if let Some(case) = Case::unbundled_among(case, HERE) {
            self.take(case, false, String::new());
        }
    }

    /// Takes a case into the form; `text` is the link that it came in.
    fn take(self, case: Case, damaged: bool, text: String) {
        if let Some(index) = HERE.iter().position(|one| one.id() == case.calculator.id()) {
            self.go_to(index);
        }
        self.change(|state| {
            let mut draft = Draft::of(state.fields(), &case.record, locale::is_metric(), locale::marks());
            draft.unknown = case.unknown;
            if !damaged {
                state.date(&mut draft);
            }
            state.arrival = Arrival::Nothing;
            // The answer of before is of another case.
            state.computed = Computed::default();
            state.replace(draft, if text.is_empty() { Origin::Own } else { Origin::Link(text) });
            state.held = damaged;
        });
        self.keep_soon();
    }
}
