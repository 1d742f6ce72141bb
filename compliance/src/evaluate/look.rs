//! A condition held against a profile: what each leaf says, and what it is that decides.

use core::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use rust_decimal::Decimal;

use super::{Figure, Reason};
use crate::codes::{Category, Channel, Currency, Customer, Fulfil, Money, Operator, Period, ValueOf};
use crate::missing::Input;
use crate::model::{Book, Condition, Leaf, Sold, Threshold};
use crate::period::{self, Window};
use crate::places::{Lies, country, is_whole};
use crate::profile::{Answer, Profile, Rates};
use crate::totals::{Ledger, Of, Total};
use crate::truth::Truth;

/// Rules that ask for rules that ask for rules: more than anyone writes.
pub const DEEPEST: u32 = 6;

/// What a leaf said.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    pub leaf: &'a Leaf,
    pub truth: Truth,
    /// Not met, but near to it.
    pub near: bool,
    pub figure: Option<Figure>,
    pub needs: Vec<Input>,
    /// Where it is so.
    pub places: Option<Where>,
    /// It is not known because a rule was not seen in force.
    pub unconfirmed: bool,
}

/// Which of the seller's places lie in those of a rule.
#[derive(Clone, Debug)]
pub struct Where {
    truth: Truth,
    /// States of it would have to be named.
    states: Option<Input>,
    pub places: Rc<[String]>,
    /// Whether they are places of stock.
    pub stock: bool,
}

/// Whether legs are met in one stretch of time.
#[derive(Clone, Copy, Debug)]
pub struct Together {
    truth: Truth,
    near: bool,
}

/// A condition with what its parts said.
#[derive(Clone, Debug)]
pub enum Node<'a> {
    Always,
    /// And whether its legs of several stretches of time are met, or near, in one of them.
    All(Vec<Node<'a>>, Together),
    Any(Vec<Node<'a>>),
    Not(Box<Node<'a>>),
    Leaf(Box<Said<'a>>),
}

impl<'a> Node<'a> {
    pub fn truth(&self) -> Truth {
        match self {
            Self::Always => Truth::True,
            Self::All(parts, together) => Truth::all(parts.iter().map(Self::truth)).min(together.truth),
            Self::Any(parts) => Truth::any(parts.iter().map(Self::truth)),
            Self::Not(part) => part.truth().not(),
            Self::Leaf(said) => said.truth,
        }
    }

    /// Whether it is met, or near to it: all legs of an `all`, any of an `any`.
    pub fn near(&self) -> bool {
        self.truth() == Truth::True
            || match self {
                Self::Always => true,
                Self::All(parts, together) => together.near && parts.iter().all(Self::near),
                Self::Any(parts) => parts.iter().any(Self::near),
                Self::Not(_) => false,
                Self::Leaf(said) => said.near,
            }
    }

    /// The leaves that make it what it is: of a false `all` one that is false, the nearest to its threshold.
    pub fn deciding<'n>(&'n self, into: &mut Vec<&'n Said<'a>>) {
        let truth = self.truth();
        match self {
            Self::Always => {}
            Self::Leaf(said) => into.push(said),
            Self::Not(part) => part.deciding(into),
            Self::All(parts, together) => match truth {
                Truth::True => parts.iter().for_each(|part| part.deciding(into)),
                Truth::False => {
                    let decisive = parts.iter().find(|part| part.truth() == Truth::False && !part.near());
                    match decisive.or_else(|| parts.iter().find(|part| part.truth() == Truth::False)) {
                        Some(part) => part.deciding(into),
                        // Each is true in some stretch of time, all of them in none.
                        None => parts.iter().for_each(|part| part.deciding(into)),
                    }
                }
                Truth::Unknown => {
                    let mut open = parts.iter().filter(|part| part.truth() == Truth::Unknown).peekable();
                    if open.peek().is_none() && together.truth == Truth::Unknown {
                        parts.iter().for_each(|part| part.deciding(into));
                    }
                    open.for_each(|part| part.deciding(into));
                }
            },
            Self::Any(parts) => match truth {
                Truth::True => {
                    if let Some(part) = parts.iter().find(|part| part.truth() == Truth::True) {
                        part.deciding(into);
                    }
                }
                truth => parts.iter().filter(|part| part.truth() == truth).for_each(|part| part.deciding(into)),
            },
        }
    }

    /// The legs that are near a threshold, or over it.
    pub fn nearest<'n>(&'n self, into: &mut Vec<&'n Said<'a>>) {
        match self {
            Self::Always | Self::Not(_) => {}
            Self::All(parts, _) | Self::Any(parts) => {
                parts.iter().filter(|part| part.near()).for_each(|part| part.nearest(into));
            }
            Self::Leaf(said) if said.figure.is_some() && (said.near || said.truth == Truth::True) => into.push(said),
            Self::Leaf(_) => {}
        }
    }

    /// Every leaf that holds and is not turned round.
    pub fn holding<'n>(&'n self, into: &mut Vec<&'n Said<'a>>) {
        match self {
            _ if self.truth() == Truth::False && !self.near() => {}
            Self::Always | Self::Not(_) => {}
            Self::All(parts, _) | Self::Any(parts) => parts.iter().for_each(|part| part.holding(into)),
            Self::Leaf(said) => into.push(said),
        }
    }
}

/// How a rule stands, for leaves that ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Applies,
    Not,
    Unconfirmed,
    Unknown,
}

/// A seller, read once: sets of markets and all states of stock as their members, categories with those that they imply.
pub struct Seller<'a> {
    pub book: &'a Book,
    pub profile: &'a Profile,
    pub rates: &'a Rates,
    pub markets: Vec<String>,
    /// Places of stock that were said.
    stocked: Option<Vec<String>>,
    ledger: Ledger<'a>,
    categories: Vec<Category>,
    /// Where he is of the places that rules ask for, and whether that is stock.
    located: RefCell<BTreeMap<(&'a [String], bool), Where>>,
    /// Rules by id, in their order.
    pub index: BTreeMap<&'a str, Vec<usize>>,
    /// How rules stand that were asked for; `None`: it is being found out.
    standings: RefCell<BTreeMap<&'a str, Option<Standing>>>,
    /// What would settle rules that were asked for; `None`: it is being found out.
    wanted: RefCell<BTreeMap<&'a str, Option<Vec<Input>>>>,
}

/// What is assumed beyond what was said, for asking what would settle a rule.
#[derive(Clone, Copy)]
pub struct Assumed<'a> {
    pub input: &'a Input,
    pub truth: Truth,
}

/// How a condition is looked at.
#[derive(Clone, Copy, Default)]
pub struct View<'a> {
    /// The place that it is looked at for, and whether it is one of stock.
    pub place: Option<(&'a str, bool)>,
    /// In so many years, by finished years.
    pub ahead: i32,
    /// The part of a threshold from which it is near.
    pub watch: Decimal,
    /// Rules that ask for rules.
    pub depth: u32,
    pub assumed: Option<Assumed<'a>>,
}

impl<'a> Seller<'a> {
    pub fn new(book: &'a Book, profile: &'a Profile, rates: &'a Rates) -> Self {
        let mut markets: Vec<String> = Vec::new();
        let listed = profile.markets.iter().flat_map(|market| book.sets.members(market));
        let listed: Vec<&str> = listed.collect();
        // Sales to a state of a country where he sells name that state.
        let states = profile
            .sales
            .iter()
            .map(|sale| &*sale.place)
            .filter(|place| country(place) != *place && listed.contains(&country(place)));
        for market in listed.iter().copied().chain(states) {
            if !markets.iter().any(|known| known == market) {
                markets.push(market.to_owned());
            }
        }
        let mut categories = profile.categories.clone();
        for category in &profile.categories {
            categories.extend(match category {
                Category::Radio | Category::Mains => Some(Category::Electronics),
                _ => None,
            });
        }
        let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, rule) in book.rules.iter().enumerate() {
            index.entry(&rule.id).or_default().push(place);
        }
        let ledger = Ledger::new(&book.sets, profile, rates);
        let (located, standings, wanted) = Default::default();
        // All parts of a country are each of them.
        let parts = |place: &'a String| if is_whole(place) { book.sets.members(place) } else { vec![place.as_str()] };
        let stocked = profile.stock.as_ref().map(|stock| {
            let mut places: Vec<String> = Vec::new();
            for place in stock.iter().flat_map(parts) {
                if !places.iter().any(|known| known == place) {
                    places.push(place.to_owned());
                }
            }
            places
        });
        Self { book, profile, rates, markets, stocked, ledger, categories, located, index, standings, wanted }
    }

    pub fn node(&self, condition: &'a Condition, view: View<'_>) -> Node<'a> {
        match condition {
            Condition::Always => Node::Always,
            Condition::All(parts) => {
                let nodes = parts.iter().map(|part| self.node(part, view)).collect();
                Node::All(nodes, self.together(parts, view))
            }
            Condition::Any(parts) => Node::Any(parts.iter().map(|part| self.node(part, view)).collect()),
            Condition::Not(part) => Node::Not(Box::new(self.node(part, view))),
            Condition::Leaf(leaf) => {
                let mut said = self.said(leaf, view);
                if let Some(assumed) = view.assumed
                    && said.truth == Truth::Unknown
                    && said.needs.contains(assumed.input)
                {
                    said.truth = assumed.truth;
                }
                Node::Leaf(Box::new(said))
            }
        }
    }

    /// Legs of one `all` about one of several stretches of time are met in the same stretch.
    fn together(&self, parts: &[Condition], view: View<'_>) -> Together {
        const YES: Together = Together { truth: Truth::True, near: true };
        let legs = parts.iter().filter_map(|part| match part {
            Condition::Leaf(Leaf::Sales(sold) | Leaf::Orders(sold)) if sold.op.upward() => Some(sold),
            _ => None,
        });
        let legs: Vec<&Sold> = legs.collect();
        let [first, rest @ ..] = legs.as_slice() else { return YES };
        let by_rows = first.period == Period::AnyTwelveMonths;
        let same = rest.iter().all(|leg| leg.period == first.period && (!by_rows || leg.place == first.place));
        if rest.is_empty() || !same || view.assumed.is_some() {
            return YES;
        }
        let windows = self.windows(first, view);
        if windows.len() < 2 {
            return YES;
        }
        let mut together = Together { truth: Truth::False, near: false };
        for window in windows {
            let totals: Vec<_> = legs.iter().map(|leg| (leg, self.total(leg, window))).collect();
            let met = Truth::all(totals.iter().map(|(leg, total)| total.compare(leg.op, leg.than.value)));
            let near = totals.iter().all(|(leg, total)| reached(total, leg.op, leg.than.value, view.watch));
            together.truth = together.truth.max(met);
            // Of two years the running one, which is the last, is watched.
            let running = matches!(first.period, Period::PreviousOrCurrent | Period::FiscalYear);
            together.near = near || together.near && !running;
        }
        together
    }

    fn windows(&self, sold: &Sold, view: View<'_>) -> Vec<Window> {
        match sold.period {
            Period::AnyTwelveMonths => period::any_twelve(self.profile.day, &self.ledger.rows(&sold.place)),
            period => period::windows(period, self.profile.day, view.ahead),
        }
    }

    fn total(&self, sold: &Sold, window: Window) -> Total {
        let of = sold.than.currency.map_or(Of::Orders, Of::Amounts);
        self.ledger.total(&sold.place, sold.scope, window, of)
    }

    fn said(&self, leaf: &'a Leaf, view: View<'_>) -> Said<'a> {
        let profile = self.profile;
        let plain = |(truth, needs): (Truth, Option<Input>)| Said {
            leaf,
            truth,
            near: false,
            figure: None,
            needs: needs.into_iter().collect(),
            places: None,
            unconfirmed: false,
        };
        let located = |found: Where| Said { places: Some(found.clone()), ..plain((found.truth, found.states)) };
        match leaf {
            Leaf::Established(codes) => plain(self.one_of(&profile.established, codes, Input::Established)),
            Leaf::Origin(codes) => plain(self.one_of(&profile.origin, codes, Input::Origin)),
            Leaf::OriginElsewhere(codes) => plain(self.elsewhere(&profile.origin, codes, Input::Origin)),
            Leaf::Made(codes) => plain(self.one_of(&profile.made, codes, Input::Made)),
            Leaf::MadeElsewhere(codes) => plain(self.elsewhere(&profile.made, codes, Input::Made)),
            Leaf::Destination(_) if self.markets.is_empty() => plain((Truth::Unknown, Some(Input::Markets))),
            Leaf::Destination(codes) => located(match view.place {
                Some((place, false)) => self.located(&[place.to_owned()], codes, false),
                _ => self.located_once(&self.markets, codes, false),
            }),
            Leaf::Stock(codes) => match self.stock() {
                None => plain((Truth::Unknown, Some(Input::Stock))),
                Some([]) => plain((Truth::False, None)),
                Some(stock) => located(match view.place {
                    Some((place, true)) => self.located(&[place.to_owned()], codes, true),
                    _ => self.located_once(stock, codes, true),
                }),
            },
            Leaf::StockCount { place, op, count } => match self.stock() {
                None => plain((Truth::Unknown, Some(Input::Stock))),
                Some(stock) => {
                    let within = stock.iter().filter(|code| self.book.sets.lies(code, place) == Lies::Within);
                    let mut countries: Vec<&str> = within.map(|code| country(code)).collect();
                    countries.sort_unstable();
                    countries.dedup();
                    let found = Decimal::from(countries.len());
                    let threshold = Threshold { value: *count, currency: None };
                    let figure = Figure::of(Total::exactly(found), *op, threshold, None, None);
                    Said { figure: Some(figure), ..plain((op.holds(found, *count).into(), None)) }
                }
            },
            Leaf::EstablishedThere => match view.place {
                _ if profile.established.is_empty() => plain((Truth::Unknown, Some(Input::Established))),
                Some((place, _)) => plain((self.established_in(place), None)),
                None if self.markets.is_empty() => plain((Truth::Unknown, Some(Input::Markets))),
                None => plain((Truth::False, None)),
            },
            Leaf::CrossBorder(set) => plain(self.cross_border(set)),
            Leaf::Channel(channels) => plain(self.channel(channels)),
            Leaf::Fulfil(ways) => plain(listed(&profile.fulfil, ways, Input::Fulfil)),
            Leaf::Customer(customers) if profile.customers.is_empty() => {
                plain((customers.contains(&Customer::Consumer).into(), None))
            }
            Leaf::Customer(customers) => plain(listed(&profile.customers, customers, Input::Customers)),
            Leaf::Category(categories) if categories.contains(&Category::Packaging) => plain((Truth::True, None)),
            Leaf::Category(categories) => plain(listed(&self.categories, categories, Input::Categories)),
            Leaf::Value { of, op, amount } => {
                let total = self.value(*of, amount.currency);
                self.compared(plain, total, *op, Threshold { value: amount.value, currency: Some(amount.currency) })
            }
            Leaf::Sales(sold) | Leaf::Orders(sold) => self.sold(leaf, sold, view),
            Leaf::Hts(list) => plain(self.listed_code(list)),
            Leaf::Ask(question) => plain(match profile.answers.get(question) {
                Some(Answer::Flag(yes)) => ((*yes).into(), None),
                _ => (Truth::Unknown, Some(Input::Question(question.clone()))),
            }),
            Leaf::Number { question, op, than } => {
                let total = self.answered(question, *than);
                let reached = reached(&total, *op, than.value, view.watch);
                let said = self.compared(plain, total, *op, *than);
                Said { near: reached && said.truth == Truth::False, ..said }
            }
            Leaf::Held(code) => plain((self.holds(code).into(), None)),
            Leaf::Rule(id) => match self.standing(id, view) {
                Standing::Applies => plain((Truth::True, None)),
                Standing::Not => plain((Truth::False, None)),
                Standing::Unconfirmed => Said { unconfirmed: true, ..plain((Truth::Unknown, None)) },
                Standing::Unknown => {
                    let needs = self.needs_of(id, view);
                    Said { needs, ..plain((Truth::Unknown, None)) }
                }
            },
        }
    }

    fn compared(
        &self,
        plain: impl Fn((Truth, Option<Input>)) -> Said<'a>,
        total: Total,
        op: Operator,
        than: Threshold,
    ) -> Said<'a> {
        let truth = total.compare(op, than.value);
        let needs = if truth == Truth::Unknown { total.needs.clone() } else { Vec::new() };
        Said { figure: Some(Figure::of(total, op, than, None, None)), needs, ..plain((truth, None)) }
    }

    fn sold(&self, leaf: &'a Leaf, sold: &Sold, view: View<'_>) -> Said<'a> {
        let day = self.profile.day;
        let threshold = sold.than.value;
        let looked = |window: Window| {
            let total = self.total(sold, window);
            let mut truth = total.compare(sold.op, threshold);
            // What a year that is not over has not reached it may still reach.
            let open = sold.period.settled() && window.to > day;
            if open && (truth == Truth::True) != sold.op.upward() {
                truth = Truth::Unknown;
            }
            (truth, total, window)
        };
        let figures: Vec<_> = self.windows(sold, view).into_iter().map(looked).collect();
        // Either year has more than that; for less than that, both have.
        let truths = figures.iter().map(|(truth, ..)| *truth);
        let truth = if sold.op.upward() { Truth::any(truths) } else { Truth::all(truths) };
        let reached = |total: &Total| reached(total, sold.op, threshold, view.watch);
        let running = (sold.period == Period::PreviousYear && view.ahead == 0)
            .then(|| period::windows(Period::CurrentYear, day, 0).first().map(|window| self.total(sold, *window)))
            .flatten();
        let near = match sold.period {
            Period::PreviousYear => running.as_ref().is_some_and(reached),
            Period::BaseJapan | Period::HalfJapan => false,
            // Of two years the running one is watched.
            Period::PreviousOrCurrent | Period::FiscalYear => {
                figures.last().is_some_and(|(_, total, _)| reached(total))
            }
            _ => figures.iter().any(|(_, total, _)| reached(total)),
        };
        // The stretch that decides: one in which it is so, the later the better; of those the greatest.
        let shown = figures.iter().filter(|(one, ..)| *one == truth).max_by_key(|(_, total, _)| total.low);
        let (total, window) = match (&shown, running) {
            (Some((Truth::False, ..)), Some(total)) if near => {
                (Some(total), period::windows(Period::CurrentYear, day, 0).first().copied())
            }
            (Some((_, total, window)), _) => (Some(total.clone()), Some(*window)),
            (None, _) => (None, None),
        };
        let needs = match (&total, truth) {
            (Some(total), Truth::Unknown) => total.needs.clone(),
            _ => Vec::new(),
        };
        let figure = total.map(|total| Figure::of(total, sold.op, sold.than, Some(sold.period), window));
        Said { leaf, truth, near: near && truth == Truth::False, figure, needs, places: None, unconfirmed: false }
    }

    /// Stock: said, or none where he ships another way.
    pub fn stock(&self) -> Option<&[String]> {
        match &self.stocked {
            Some(stock) => Some(stock),
            None if self.profile.fulfil.is_empty() || self.profile.fulfil.contains(&Fulfil::Warehouse) => None,
            None => Some(&[]),
        }
    }

    fn one_of(&self, said: &[String], codes: &[String], input: Input) -> (Truth, Option<Input>) {
        if said.is_empty() {
            return (Truth::Unknown, Some(input));
        }
        let truth = Truth::any(said.iter().map(|place| self.lies_in(place, codes)));
        (truth, (truth == Truth::Unknown).then_some(input))
    }

    fn elsewhere(&self, said: &[String], codes: &[String], input: Input) -> (Truth, Option<Input>) {
        if said.is_empty() {
            return (Truth::Unknown, Some(input));
        }
        let truth = Truth::any(said.iter().map(|place| self.lies_in(place, codes).not()));
        (truth, (truth == Truth::Unknown).then_some(input))
    }

    fn lies_in(&self, place: &str, codes: &[String]) -> Truth {
        Truth::any(codes.iter().map(|code| match self.book.sets.lies(place, code) {
            Lies::Within => Truth::True,
            Lies::Partly => Truth::Unknown,
            Lies::Outside => Truth::False,
        }))
    }

    /// What [`Self::located`] says of all places of the seller: it is asked for by most rules.
    fn located_once(&self, said: &[String], codes: &'a [String], stock: bool) -> Where {
        let known = self.located.borrow().get(&(codes, stock)).cloned();
        known.unwrap_or_else(|| {
            let found = self.located(said, codes, stock);
            self.located.borrow_mut().insert((codes, stock), found.clone());
            found
        })
    }

    /// Places of the seller that lie in one of those of a rule. A country of which states are named is those states.
    fn located(&self, said: &[String], codes: &[String], stock: bool) -> Where {
        let mut truth = Truth::False;
        let mut states = None;
        let mut places = Vec::new();
        for place in said {
            match self.lies_in(place, codes) {
                Truth::True => {
                    truth = Truth::True;
                    places.push(place);
                }
                Truth::Unknown if !self.closed(place) => {
                    truth = truth.max(Truth::Unknown);
                    states.get_or_insert(Input::States(place.clone()));
                }
                Truth::Unknown | Truth::False => {}
            }
        }
        // `US` beside `US-CA` says nothing more.
        let finer = |place: &String| places.iter().any(|other| *other != place && country(other) == place);
        let places = places.iter().filter(|place| !finer(place)).map(|place| (*place).clone()).collect();
        Where { truth, states: states.filter(|_| truth == Truth::Unknown), places, stock }
    }

    /// Whether states of a country are named, so that the others are not meant.
    fn closed(&self, place: &str) -> bool {
        self.profile.markets.iter().any(|market| market != place && country(market) == place)
    }

    fn established_in(&self, place: &str) -> Truth {
        let there = |home: &String| home == place || country(place) == home.as_str() || country(home) == place;
        self.profile.established.iter().any(there).into()
    }

    fn cross_border(&self, set: &str) -> (Truth, Option<Input>) {
        let ledger = &self.ledger;
        let other = format!("{set}-other");
        if self.profile.sales.iter().any(|sale| sale.place == other) {
            return (Truth::True, None);
        }
        if self.markets.is_empty() {
            return (Truth::Unknown, Some(Input::Markets));
        }
        let within = |place: &&String| ledger.lies(place, set) == Lies::Within;
        let to: Vec<_> = self.markets.iter().filter(within).collect();
        if to.is_empty() {
            return (Truth::False, None);
        }
        let home = self.stock().map(|stock| stock.iter().chain(&self.profile.established).filter(within));
        match home {
            None => (Truth::Unknown, Some(Input::Stock)),
            Some(home) => {
                let home: Vec<_> = home.map(|home| country(home)).collect();
                (to.iter().any(|place| !home.contains(&country(place))).into(), None)
            }
        }
    }

    fn channel(&self, channels: &[Channel]) -> (Truth, Option<Input>) {
        let said = &self.profile.channels;
        if said.is_empty() {
            return (Truth::Unknown, Some(Input::Channels));
        }
        let any_marketplace = channels.contains(&Channel::Marketplace);
        let truth = |channel: &Channel| {
            Truth::from(channels.contains(channel) || any_marketplace && *channel != Channel::OwnSite)
        };
        (Truth::any(said.iter().map(truth)), None)
    }

    /// What goods are worth, at least and at most: an item no more than its consignment.
    fn value(&self, of: ValueOf, currency: Currency) -> Total {
        let profile = self.profile;
        let (own, other, input) = match of {
            ValueOf::Consignment => (profile.consignment, profile.item, Input::Consignment),
            ValueOf::Item => (profile.item, profile.consignment, Input::Item),
        };
        let converted = |money: Money| self.rates.convert(money, currency).ok_or(Input::Rate(money.currency, currency));
        let mut total = Total { high: None, needs: vec![input], ..Total::exactly(Decimal::ZERO) };
        match (own.map(converted), other.map(converted)) {
            (Some(Ok(figure)), _) => return Total::exactly(figure),
            (Some(Err(rate)), _) => total.needs = vec![rate],
            (None, Some(Ok(figure))) if of == ValueOf::Consignment => total.low = figure.max(Decimal::ZERO),
            (None, Some(Ok(figure))) => total.high = Some(figure.max(Decimal::ZERO)),
            (None, _) => {}
        }
        total
    }

    fn answered(&self, question: &str, than: Threshold) -> Total {
        let ask = Input::Question(question.to_owned());
        let need = match (self.profile.answers.get(question), than.currency) {
            (Some(Answer::Number(figure)), None) => return Total::exactly(*figure),
            (Some(Answer::Money(money)), Some(currency)) => match self.rates.convert(*money, currency) {
                Some(figure) => return Total::exactly(figure),
                None => Input::Rate(money.currency, currency),
            },
            _ => ask,
        };
        // It may be less than nought: no lower limit is known either, but no figure that is asked for is negative.
        Total { high: None, needs: vec![need], ..Total::exactly(Decimal::ZERO) }
    }

    fn holds(&self, code: &str) -> bool {
        let day = self.profile.day;
        self.profile.held.iter().any(|held| held.code == code && held.expiry.is_none_or(|expiry| day <= expiry))
    }

    fn listed_code(&self, list: &str) -> (Truth, Option<Input>) {
        let Some(list) = self.book.lists.iter().find(|known| known.id == list) else { return (Truth::Unknown, None) };
        if self.profile.hts.is_empty() {
            return (Truth::Unknown, Some(Input::Hts));
        }
        let truth = Truth::any(self.profile.hts.iter().map(|code| {
            let code: String = code.chars().filter(char::is_ascii_digit).collect();
            let digits = |code: &str| code.chars().filter(char::is_ascii_digit).collect::<String>();
            let on = list.codes.iter().map(|known| digits(known)).map(|known| {
                if !code.is_empty() && code.starts_with(&known) {
                    Truth::True
                } else if known.starts_with(&code) {
                    Truth::Unknown
                } else {
                    Truth::False
                }
            });
            let off = || list.not.iter().any(|known| !code.is_empty() && code.starts_with(&digits(known)));
            match Truth::any(on) {
                Truth::False if !list.complete && !off() => Truth::Unknown,
                truth => truth,
            }
        }));
        (truth, (truth == Truth::Unknown).then_some(Input::Hts))
    }

    /// How a rule stands. A rule that asks for itself is refused where rules are read; here it is unknown.
    pub fn standing(&self, id: &str, view: View<'_>) -> Standing {
        let known = self.index.get_key_value(id).filter(|_| view.assumed.is_none() || view.depth < DEEPEST);
        let Some((&id, _)) = known else { return Standing::Unknown };
        if view.assumed.is_none() {
            let known = self.standings.borrow().get(id).copied();
            match known {
                Some(Some(standing)) => return standing,
                Some(None) => return Standing::Unknown,
                None => {}
            }
            self.standings.borrow_mut().insert(id, None);
        }
        let view = View { place: None, ahead: 0, depth: view.depth.saturating_add(1), ..view };
        let standing = super::standing(self, id, view);
        if view.assumed.is_none() {
            self.standings.borrow_mut().insert(id, Some(standing));
        }
        standing
    }

    /// What would settle a rule that is unknown.
    fn needs_of(&self, id: &str, view: View<'_>) -> Vec<Input> {
        let Some((&id, _)) = self.index.get_key_value(id).filter(|_| view.assumed.is_none()) else { return Vec::new() };
        let known = self.wanted.borrow().get(id).cloned();
        if let Some(known) = known {
            return known.unwrap_or_default();
        }
        self.wanted.borrow_mut().insert(id, None);
        let needs = super::needs(self, id);
        self.wanted.borrow_mut().insert(id, Some(needs.clone()));
        needs
    }
}

/// Whether a figure has come near to a threshold, or passed it.
fn reached(total: &Total, op: Operator, threshold: Decimal, watch: Decimal) -> bool {
    let watched = threshold.checked_mul(watch).unwrap_or(Decimal::MAX);
    op.upward() && threshold > Decimal::ZERO && total.low >= watched
}

/// Whether one of what was said is among others.
fn listed<T: PartialEq>(said: &[T], others: &[T], input: Input) -> (Truth, Option<Input>) {
    if said.is_empty() {
        (Truth::Unknown, Some(input))
    } else {
        (said.iter().any(|one| others.contains(one)).into(), None)
    }
}

impl Figure {
    fn of(total: Total, op: Operator, than: Threshold, period: Option<Period>, window: Option<Window>) -> Self {
        let share = (than.value > Decimal::ZERO).then(|| total.low.checked_div(than.value)).flatten();
        Self {
            low: total.low,
            high: total.high,
            op,
            than,
            share: share.map(|share| share.round_dp(6)),
            period,
            window,
            shared: total.shared,
            silent: total.silent,
        }
    }
}

impl From<&Said<'_>> for Reason {
    fn from(said: &Said<'_>) -> Self {
        Self { leaf: said.leaf.clone(), truth: said.truth, near: said.near, figure: said.figure.clone() }
    }
}
