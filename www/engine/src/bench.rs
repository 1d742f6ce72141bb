//! The bench: what the details work with, and where they are drawn.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use suanpan::bundle::untie;
use suanpan::calculators;
use suanpan::link::{self, Extras};
use suanpan::pack::{Pack, Tariff, World};
use suanpan::schema::{Alternative, Answer, Calculator, Outcome, Record};
use suanpan_compliance::pack as rules;
use suanpan_ui::browser::dom::{El, by_id, el};
use suanpan_ui::browser::{Page, signal};
use wasm_bindgen::prelude::JsValue;

use crate::keys::{LANGUAGES, TEXTS};
use crate::{browser, details, embed, locale, onward, series, t, tools};

/// Ids of the places that the page offers, below the headline and below the bill; what stands there belongs to the engine.
const PLACES: [&str; 2] = ["worth", "details"];

/// What is on the page's desk.
#[derive(Clone)]
pub struct Desk {
    language: &'static str,
    metric: bool,
    calculator: &'static dyn Calculator,
    /// What the form holds.
    case: Record,
    /// The case whose answer is shown: the last that had one, while a field is being mended; none where none is shown.
    answered: Option<Record>,
    /// The same, bundled.
    bundled: String,
    chosen: Option<String>,
}

impl Desk {
    /// What the page writes: tag of the language, `1` for metric, id of the calculator, the bundled case in the form and
    /// the one that is answered, id of the alternative that is looked at.
    fn read(text: &str) -> Option<Self> {
        let [language, metric, calculator, case, answered, chosen] = *untie(text)? else { return None };
        let calculator = calculators::by_id(calculator)?;
        Some(Self {
            language: LANGUAGES.iter().find(|(tag, ..)| *tag == language)?.0,
            metric: metric == "1",
            calculator,
            case: Record::unbundled(calculator.fields(), case)?,
            answered: Record::unbundled(calculator.fields(), answered).filter(|_| !answered.is_empty()),
            bundled: answered.to_owned(),
            chosen: Some(chosen.to_owned()).filter(|chosen| !chosen.is_empty()),
        })
    }
}

/// What the details work with. There is one, for as long as the page lives.
///
/// It tells the page: `rates` (they are here, and the rules where the calculator asks for them, so that
/// [`outcome`](crate::outcome) answers; or rules in another language are), `ready` (what is on the desk
/// is drawn), `failed` (texts or rates could not be loaded; the page offers to try again with [`show`](crate::show)),
/// `open` and a link, `put` or `set` and a case, `own` and whether there are cards of the user's own, which are then in every
/// [`outcome`](crate::outcome).
#[derive(Default)]
pub struct Bench {
    page: RefCell<Option<Page>>,
    /// As the page wrote it, and read.
    desk: RefCell<(String, Option<Desk>)>,
    world: RefCell<Rc<World>>,
    /// The same, in which only figures are wanted; once somebody asked.
    brief: RefCell<Option<World>>,
    /// The cards of the user's own, as bytes.
    own: RefCell<Vec<u8>>,
    /// The case whose answer the page got from here last, bundled.
    handed: RefCell<String>,
    /// The rules of compliance, once a calculator asked for them.
    rules: Rules,
    /// Counts the worlds that were worked with.
    worlds: Cell<u32>,
    /// The outcome of the case that is answered, once somebody asked.
    outcome: RefCell<Option<Rc<Outcome>>>,
    /// The language whose texts are in use.
    language: Cell<Option<&'static str>>,
    /// Language of the texts that are on their way, and whether the rates are.
    loading: Cell<(Option<&'static str>, bool)>,
    /// What waits for texts of a language, the rates and the rules; see [`Bench::once_ready`].
    waiting: RefCell<Vec<Waiting>>,
    /// Counts what was put on the desk and the data that it was looked at with; and changes of any kind.
    desks: Cell<u32>,
    version: Cell<u32>,
    telling: Cell<bool>,
    /// What is drawn into the places.
    drawn: OnceCell<[El; 2]>,
}

/// The rules of compliance.
#[derive(Default)]
struct Rules {
    /// Ours, in a language.
    pack: RefCell<Option<(&'static str, Arc<rules::Pack>)>>,
    /// The same as they came: what the user's own are read beside.
    bytes: RefCell<Vec<u8>>,
    /// The user's own, in a language.
    own: RefCell<Option<(&'static str, rules::Pack)>>,
    /// Those in use: ours, with his own where they are here in the same language.
    used: RefCell<Option<Arc<rules::Pack>>>,
    /// The language in which they are on their way.
    loading: Cell<Option<&'static str>>,
    /// Where they were read, as it came; the same for every language.
    sources: RefCell<Option<Vec<u8>>>,
    /// When that was asked for last.
    sources_asked: Cell<Option<u64>>,
}

impl Rules {
    fn language(&self) -> Option<&'static str> {
        self.pack.borrow().as_ref().map(|(language, _)| *language)
    }

    /// Takes these into use, with sources where they are here.
    fn take(&self, language: &'static str, mut pack: rules::Pack) {
        if let Some(sources) = &*self.sources.borrow() {
            // Those of another snapshot leave it as it is.
            let _ = pack.add_sources(sources);
        }
        self.pack.replace(Some((language, Arc::new(pack))));
        self.put_together();
    }

    /// Takes the user's own beside ours, if there are some.
    fn put_together(&self) {
        let used = self.pack.borrow().as_ref().map(|(language, pack)| match &*self.own.borrow() {
            Some((of, own)) if of == language => Arc::new(pack.with_own(own)),
            _ => pack.clone(),
        });
        self.used.replace(used);
    }

    /// Whether sources have to be asked for now.
    fn lack_sources(&self) -> bool {
        let waits = self.sources_asked.get().is_some_and(|asked| browser::now().saturating_sub(asked) < ASK_AGAIN);
        self.sources.borrow().is_none() && !waits
    }

    /// The same world with the rules in use, if there are any.
    fn put_into(&self, world: World) -> World {
        match &*self.used.borrow() {
            Some(used) => world.with_rules(used.clone()),
            None => world,
        }
    }
}

/// What a file of the user's own rules was read to: a pack behind its length, and its sources. Each is marked as his.
fn own_pack(bytes: &[u8]) -> Option<rules::Pack> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (pack, sources) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let mut pack = rules::decode(pack).ok()?;
    pack.add_sources(sources).ok()?;
    for words in &mut pack.words.rules {
        words.name = t!("own-rules.name", name = core::mem::take(&mut words.name));
    }
    Some(pack)
}

/// How long after sources were asked for in vain they are asked for again, in milliseconds: nothing but their lines waits
/// for them.
const ASK_AGAIN: u64 = 30_000;

/// What waits for the texts of a language, the rates and the rules, and hears whether they came.
struct Waiting {
    language: &'static str,
    then: Box<dyn FnOnce(bool)>,
}

thread_local! {
    static BENCH: &'static Bench = Box::leak(Box::default());
}

/// The bench.
pub fn get() -> &'static Bench {
    BENCH.with(|bench| *bench)
}

impl Bench {
    /// Registers the page's callback.
    pub fn attach(&self, page: &JsValue) {
        self.page.replace(Page::new(page));
    }

    /// Tells the page something.
    pub fn tell_page(&self, what: &str, text: &str) {
        if let Some(page) = &*self.page.borrow() {
            page.tell(what, text);
        }
    }

    /// Takes what is on the desk now, loads what that needs, and draws.
    pub fn show(&'static self, text: &str) {
        if self.desk.borrow().0 != text {
            self.desk.replace((text.to_owned(), Desk::read(text)));
            self.looks_anew();
        }
        self.go_on();
    }

    /// Draws once nothing is missing.
    fn go_on(&'static self) {
        let Some((language, metric)) = self.desk.borrow().1.as_ref().map(|desk| (desk.language, desk.metric)) else {
            return;
        };
        locale::set_metric(metric);
        if self.is_ready(language) {
            self.draw();
        } else {
            self.load(language);
        }
    }

    /// Runs something once the texts of a language, the rates and the rules are here; tells it where they do not come.
    pub fn once_ready(&'static self, language: &'static str, then: impl FnOnce(bool) + 'static) {
        if self.is_ready(language) {
            return then(true);
        }
        self.waiting.borrow_mut().push(Waiting { language, then: Box::new(then) });
        self.load(language);
    }

    fn is_ready(&self, language: &str) -> bool {
        self.language.get() == Some(language)
            && self.snapshot().is_some()
            && (!self.calculator().has_rules() || self.rules.language() == Some(language))
    }

    /// Whether answers of a calculator have all that they rest on.
    fn has_data(&self, calculator: &dyn Calculator) -> bool {
        self.snapshot().is_some() && (!calculator.has_rules() || self.rules.language().is_some())
    }

    /// Loads what is missing.
    fn load(&'static self, language: &'static str) {
        let (loading_texts, loading_rates) = self.loading.get();
        if self.language.get() != Some(language) && loading_texts != Some(language) {
            self.loading.set((Some(language), loading_rates));
            let file = browser::meta(&["more:", language].concat()).unwrap_or_default();
            browser::load_text(&file, move |text| {
                if self.loading.get().0 != Some(language) {
                    return;
                }
                self.loading.set((None, self.loading.get().1));
                let taken = text.is_some_and(|text| locale::set(language, text, &TEXTS));
                if taken {
                    self.language.set(Some(language));
                }
                self.arrived(taken);
            });
        }
        if self.snapshot().is_none() && !loading_rates {
            self.loading.set((self.loading.get().0, true));
            let packs = browser::meta("packs").unwrap_or_default();
            let path = packs.split_once(' ').map_or("", |(_, path)| path);
            browser::load_bytes(path, move |bytes| {
                self.loading.set((self.loading.get().0, false));
                let pack = bytes.and_then(|bytes| Pack::decode_built(&bytes).ok());
                let came = pack.is_some();
                if let Some(pack) = pack {
                    self.use_pack(pack);
                    self.tell_rates();
                }
                self.arrived(came);
            });
        }
        self.load_rules(language);
    }

    /// Loads the rules in a language, where the calculator on the desk asks for them and they are not here.
    fn load_rules(&'static self, language: &'static str) {
        let rules = &self.rules;
        let here = rules.language() == Some(language) || rules.loading.get() == Some(language);
        if here || !self.calculator().has_rules() {
            return;
        }
        rules.loading.set(Some(language));
        let file = browser::meta(&["rules:", language].concat()).unwrap_or_default();
        browser::load_bytes(&file, move |bytes| {
            if rules.loading.get() != Some(language) {
                return;
            }
            rules.loading.set(None);
            let bytes = bytes.unwrap_or_default();
            let pack = rules::decode(&bytes).ok();
            let came = pack.is_some();
            if let Some(pack) = pack {
                rules.bytes.replace(bytes);
                rules.take(language, pack);
                self.use_rules();
                self.tell_rates();
            }
            self.arrived(came);
        });
    }

    /// Reads a file of the user's own rules in the language of ours and uses them from now on, in the place of those that were
    /// in use. Calls back with how many there are, or with what is wrong with them: they are then not used; nothing where
    /// what reads them did not come. What is no longer wanted then is left.
    pub fn read_own_rules(
        &'static self,
        file: &str,
        text: &str,
        is_wanted: impl Fn() -> bool + 'static,
        done: impl FnOnce(Option<Result<usize, Vec<String>>>) + 'static,
    ) {
        let rules = &self.rules;
        let Some(language) = rules.language() else { return done(None) };
        browser::read_rules(file, text, &rules.bytes.borrow(), language, move |read| {
            if !is_wanted() {
                return;
            }
            done(match read {
                Some(Ok(bytes)) => own_pack(&bytes).map(|own| {
                    let count = own.book.rules.len();
                    self.use_own_rules(Some((language, own)));
                    Ok(count)
                }),
                Some(Err(problems)) => {
                    self.use_own_rules(None);
                    Some(Err(problems))
                }
                None => None,
            });
        });
    }

    /// Uses these as the rules of the user's own, or none.
    pub fn use_own_rules(&'static self, own: Option<(&'static str, rules::Pack)>) {
        if own.is_none() && self.rules.own.borrow().is_none() {
            return;
        }
        self.rules.own.replace(own);
        self.rules.put_together();
        self.handed.take();
        self.use_rules();
        self.tell_rates();
        self.refresh();
    }

    /// The language of the rules in use, where there are some.
    pub fn rules_language(&self) -> Option<&'static str> {
        self.rules.language()
    }

    /// How many rules are in use.
    pub fn rule_count(&self) -> usize {
        self.rules.used.borrow().as_ref().map_or(0, |used| used.book.rules.len())
    }

    /// Loads where rules were read, once what stands without is drawn.
    fn load_sources(&'static self) {
        let rules = &self.rules;
        if !self.calculator().has_rules() || !rules.lack_sources() {
            return;
        }
        rules.sources_asked.set(Some(browser::now()));
        let file = browser::meta("rule-sources").unwrap_or_default();
        let take = move |bytes: Option<Vec<u8>>| {
            let in_use = rules.pack.borrow().clone();
            let Some((bytes, (language, pack))) = bytes.zip(in_use) else { return };
            // Worlds that somebody works with still hold the one without.
            let mut pack = rules::Pack::clone(&pack);
            if pack.add_sources(&bytes).is_ok() {
                rules.sources.replace(Some(bytes));
                rules.pack.replace(Some((language, Arc::new(pack))));
                rules.put_together();
                self.use_rules();
                self.refresh();
            }
        };
        browser::load_bytes(&file, move |bytes| browser::once_released(move || take(bytes)));
    }

    /// Tells the page that answers can be had, once the calculator on the desk has all that they rest on.
    fn tell_rates(&self) {
        if self.has_data(self.calculator()) {
            self.tell_page("rates", "");
        }
    }

    /// Something came, or did not.
    fn arrived(&'static self, came: bool) {
        let ready = |one: &mut Waiting| !came || self.is_ready(one.language);
        let served: Vec<_> = self.waiting.borrow_mut().extract_if(.., ready).collect();
        served.into_iter().for_each(|one| (one.then)(came));
        if came {
            self.go_on();
        } else {
            self.tell_page("failed", "");
        }
    }

    /// Puts what is drawn into its places, and has it look at the desk again. The page may have drawn itself anew.
    fn draw(&'static self) {
        let drawn = self.drawn.get_or_init(|| {
            let draw = || [details::worth(self), el("div").class("drawn").all(details::draw(self))];
            let (drawn, kept) = signal::part(draw);
            // It lives as long as the page.
            core::mem::forget(kept);
            drawn
        });
        for (place, drawn) in PLACES.into_iter().zip(drawn) {
            if let Some(place) = by_id(place) {
                drawn.replace_in(&place);
            }
        }
        tools::place(self);
        series::place(self);
        onward::arrive(self);
        self.refresh();
        self.tell_page("ready", "");
        embed::drawn(self);
        self.load_sources();
    }

    /// Has everything that is drawn look again, once the event that is being handled is over: what is drawn from
    /// [`version`](Self::version) is drawn anew.
    pub fn refresh(&'static self) {
        self.version.set(self.version.get().wrapping_add(1));
        if !self.telling.replace(true) {
            browser::soon(move || {
                self.telling.set(false);
                signal::tell();
            });
        }
    }

    /// Counts changes of the desk and calls of [`refresh`](Self::refresh): the key of whatever is drawn from them.
    pub fn version(&self) -> String {
        self.version.get().to_string()
    }

    /// Counts changes of the desk, of the data and of the language alone: the key of what is drawn from the answer.
    pub fn desk_version(&self) -> String {
        [self.desks.get().to_string().as_str(), self.language.get().unwrap_or_default()].concat()
    }

    /// What is on the desk has to be evaluated and drawn anew.
    fn looks_anew(&self) {
        self.outcome.take();
        self.desks.set(self.desks.get().wrapping_add(1));
    }

    /// The data that answers rest on.
    pub fn world(&self) -> Rc<World> {
        self.world.borrow().clone()
    }

    /// Works with this pack and the cards of the user's own from now on; answers are computed anew.
    fn use_pack(&self, mut pack: Pack) {
        let own = self.own.borrow();
        if !own.is_empty() {
            // They were read by this build; what cannot be read again leaves the samples.
            let _ = pack.add_own(&own);
        }
        self.use_world(World::new(pack));
    }

    /// Works with the rules that came from now on.
    fn use_rules(&self) {
        // Copied only while something long holds it.
        self.use_world(Rc::unwrap_or_clone(self.world.take()));
    }

    /// Works with this world and the rules in use from now on; answers are computed anew.
    fn use_world(&self, world: World) {
        self.world.replace(Rc::new(self.rules.put_into(world)));
        self.brief.take();
        self.worlds.set(self.worlds.get().wrapping_add(1));
        self.looks_anew();
    }

    /// A world of other data with the rules in use.
    pub fn with_rules(&self, world: World) -> World {
        self.rules.put_into(world)
    }

    /// Takes these as the cards of the user's own, here and on the page.
    pub fn use_own(&'static self, cards: &[Tariff]) {
        let some = if cards.is_empty() { "" } else { "1" };
        let bytes = Pack::encode_own(cards);
        if cards.is_empty() && self.own.borrow().is_empty() || *self.own.borrow() == bytes {
            return;
        }
        self.own.replace(bytes);
        self.handed.take();
        if let Some(pack) = self.world().pack() {
            self.use_pack(pack.clone());
        }
        self.tell_page("own", some);
        self.refresh();
    }

    /// Changes when answers rest on other data: the key of what is computed from them over a while.
    pub fn data_version(&self) -> u32 {
        self.worlds.get()
    }

    /// The snapshot that answers rest on.
    pub fn snapshot(&self) -> Option<String> {
        self.world.borrow().snapshot().map(str::to_owned)
    }

    /// The calculator on the desk.
    pub fn calculator(&self) -> &'static dyn Calculator {
        self.desk.borrow().1.as_ref().map_or(calculators::ALL[0], |desk| desk.calculator)
    }

    /// The case that the form holds, whether it has an answer or not.
    pub fn case(&self) -> Record {
        let desk = self.desk.borrow();
        desk.1.as_ref().map_or_else(|| Record::empty(calculators::ALL[0].fields()), |desk| desk.case.clone())
    }

    /// The case whose answer the page shows: the last that had one, while a field is being mended; none where it shows
    /// none.
    pub fn answered(&self) -> Option<Record> {
        self.desk.borrow().1.as_ref()?.answered.clone()
    }

    /// What that case computes to.
    pub fn outcome(&self) -> Option<Rc<Outcome>> {
        let case = self.answered()?;
        let outcome = || Rc::new(self.calculator().evaluate(&case, &self.world()));
        Some(self.outcome.borrow_mut().get_or_insert_with(outcome).clone())
    }

    /// How many rows a list of the case that is answered has.
    pub fn rows_of(&self, list: &str) -> usize {
        let fields = self.calculator().fields();
        let place = fields.iter().position(|meta| meta.key == list);
        let rows = self.answered().zip(place).and_then(|(case, place)| case.values.into_iter().nth(place));
        if let Some(suanpan::value::Value::Rows(rows)) = rows { rows.len() } else { 0 }
    }

    /// What a bundled case of a calculator computes to, for the page, which draws no more than the figures: what there is to
    /// say of the whole stands below the headline with the rest ([`says_all`](Self::says_all)). Nothing before the rates are
    /// here, and the rules where they are asked for, and for what is no such case.
    pub fn outcome_of(&self, calculator: &str, case: &str) -> Option<String> {
        let calculator = calculators::by_id(calculator)?;
        if !self.has_data(calculator) {
            return None;
        }
        let record = Record::unbundled(calculator.fields(), case)?;
        let mut brief = self.brief.borrow_mut();
        let world = brief.get_or_insert_with(|| World::clone(&self.world.borrow()).brief());
        let mut outcome = calculator.evaluate(&record, world);
        if let Some(answer) = &mut outcome.answer {
            answer.notes.clear();
            self.handed.replace(case.to_owned());
        }
        Some(outcome.handed_over())
    }

    /// Whether the page has the answer that it shows from here, so that it says nothing of it but the figures.
    pub fn says_all(&self) -> bool {
        let desk = self.desk.borrow();
        desk.1.as_ref().is_some_and(|desk| !desk.bundled.is_empty() && desk.bundled == *self.handed.borrow())
    }

    /// Id of the alternative that was chosen, whether there still is one of that id or not.
    pub fn chosen(&self) -> Option<String> {
        self.desk.borrow().1.as_ref()?.chosen.clone()
    }

    /// Looks at the answer and at the alternative whose bill the page shows: the chosen one, or the best; none that is
    /// refused.
    pub fn look<T>(&self, look: impl FnOnce(&Answer, Option<&Alternative>) -> T) -> Option<T> {
        let outcome = self.outcome()?;
        let answer = outcome.answer.as_ref()?;
        let chosen = self.chosen();
        let wanted = answer.alternatives.iter().find(|one| Some(&one.id) == chosen.as_ref() && one.refused.is_empty());
        let shown = wanted.or(answer.alternatives.first()).filter(|one| one.refused.is_empty());
        Some(look(answer, shown))
    }

    /// What a link says of an outcome: nothing where rules of the user's own may have a part in it.
    pub fn claim(&self, calculator: &dyn Calculator, outcome: &Outcome) -> Option<String> {
        let own = calculator.has_rules() && self.rules.own.borrow().is_some();
        outcome.answer.as_ref().filter(|_| !own).and_then(link::claim)
    }

    /// A case of the calculator on the desk as a link, with the claim of its answer.
    pub fn link(&self, case: &Record) -> String {
        let outcome = self.calculator().evaluate(case, &self.world());
        let extras =
            Extras { snapshot: self.snapshot(), claimed: self.claim(self.calculator(), &outcome), ..Extras::default() };
        link::encode(self.calculator(), case, &extras).text
    }

    /// Puts a case into the form with all that it holds. The user can undo it.
    pub fn put(&self, case: &Record) {
        self.tell_page("put", &link::carried::bundled(self.calculator(), case, ""));
    }

    /// The same without going to the answer, as nobody pressed anything.
    pub fn set(&self, case: &Record) {
        self.tell_page("set", &link::carried::bundled(self.calculator(), case, ""));
    }

    /// The same as what the form begins with: there is no step back beyond it.
    pub fn begin_with(&self, case: &Record) {
        self.tell_page("begin", &link::carried::bundled(self.calculator(), case, ""));
    }

    /// Opens a link on the page's desk, which then shows the one shipment. The user can undo it.
    pub fn open(&self, link: &str) {
        tools::choose("");
        self.tell_page("open", link);
    }
}
