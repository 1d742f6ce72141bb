//! How every rule stands for a seller on a day, and why.

mod look;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;
use suanpan_inventory::date::Date;

use self::look::{Assumed, DEEPEST, Node, Said, Seller, Standing, View};
use crate::codes::{Operator, Period, Severity};
use crate::missing::Input;
use crate::model::{Book, Condition, Leaf, Part, Rule, Threshold};
use crate::period::Window;
use crate::places::Lies;
use crate::profile::{Profile, Rates};
use crate::truth::Truth;

/// How a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Met, and in force.
    Applies,
    /// Met, and should be in force; it was not seen so.
    Unconfirmed,
    /// Met, in force later.
    Scheduled,
    /// Not met, but what it compares has come near.
    Watch,
    /// What it asks was not said.
    Unknown,
    /// None of these.
    DoesNotApply,
}

impl State {
    /// All of them, in the order in which a list shows them.
    pub const ALL: [Self; 6] =
        [Self::Applies, Self::Unconfirmed, Self::Scheduled, Self::Watch, Self::Unknown, Self::DoesNotApply];

    /// The code that scenarios and exports write.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::Unconfirmed => "unconfirmed",
            Self::Scheduled => "scheduled",
            Self::Watch => "watch",
            Self::Unknown => "unknown",
            Self::DoesNotApply => "does-not-apply",
        }
    }

    /// What a code stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// How a rule stands, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where the rule stands in [`Book::rules`]: of several of one id the one that counts on the day.
    pub rule: usize,
    /// Its id.
    pub id: String,
    /// How it stands.
    pub state: State,
    /// How hard it bites here.
    pub severity: Severity,
    /// Whether that is less than it otherwise would.
    pub lowered: bool,
    /// The day on which a scheduled duty begins; of a watched one that is not in force yet as well.
    pub begins: Option<Date>,
    /// Its last day.
    pub ends: Option<Date>,
    /// The seller's places that it is about; empty: none in particular.
    pub places: Vec<String>,
    /// What decides: the clause with figures first, then what is particular, where he sells and is established last.
    pub reasons: Vec<Reason>,
    /// What would settle it, where it is unknown.
    pub needs: Vec<Input>,
    /// Of its parts, in their order.
    pub parts: Vec<PartFinding>,
    /// A registration that does it.
    pub done: Option<Done>,
    /// The rule that takes its place: then it does not apply.
    pub suppressed_by: Option<String>,
    /// Whether it should have been looked at again.
    pub past_recheck: bool,
}

/// How a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartFinding {
    /// How it stands.
    pub state: State,
    /// The day on which it begins, where that is to come.
    pub begins: Option<Date>,
    /// Whether it should have been looked at again.
    pub past_recheck: bool,
}

/// A registration that does what a rule asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its code.
    pub code: String,
    /// The day until which it counts: to be renewed by then.
    pub renew_by: Option<Date>,
    /// Whether that day is past.
    pub lapsed: bool,
}

/// A clause that decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The clause.
    pub leaf: Leaf,
    /// What it says.
    pub truth: Truth,
    /// Whether it is not met, but near.
    pub near: bool,
    /// The seller's own figure.
    pub figure: Option<Figure>,
}

/// A figure of the seller beside the one of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// At least that.
    pub low: Decimal,
    /// At most that; none: no limit is known.
    pub high: Option<Decimal>,
    /// How they are compared.
    pub op: Operator,
    /// The law's figure.
    pub than: Threshold,
    /// The lower figure by the law's.
    pub share: Option<Decimal>,
    /// The period counted.
    pub period: Option<Period>,
    /// Its days.
    pub window: Option<Window>,
    /// Sales were shared by days, as a row reaches beyond the period: not sure.
    pub shared: bool,
    /// No row is about the period: read as nought.
    pub silent: bool,
}

/// What one rule says.
struct Judged<'a> {
    state: State,
    begins: Option<Date>,
    node: Node<'a>,
    places: Vec<String>,
}

/// Every rule, once by id, in the order of the book.
///
/// What a row of sales does not say is never made up: a place that no row is about is unknown, a period that no row of the
/// place is about is nought.
#[must_use]
pub fn evaluate(book: &Book, profile: &Profile, rates: &Rates) -> Vec<Finding> {
    let seller = Seller::new(book, profile, rates);
    let mut findings: Vec<Finding> = Vec::with_capacity(book.rules.len());
    for (index, rule) in book.rules.iter().enumerate() {
        if seller.index.get(&*rule.id).and_then(|places| places.first()) == Some(&index) {
            findings.extend(find(&seller, &rule.id));
        }
    }
    suppress(book, &mut findings);
    findings
}

fn suppress(book: &Book, findings: &mut [Finding]) {
    let mut by: Vec<(String, String)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.state == State::Applies) {
        for target in book.rules.get(finding.rule).into_iter().flat_map(|rule| &rule.suppresses) {
            by.push((target.clone(), finding.id.clone()));
        }
    }
    for (target, suppressor) in by {
        for finding in findings.iter_mut().filter(|finding| finding.id == target && finding.id != suppressor) {
            finding.state = State::DoesNotApply;
            finding.begins = None;
            finding.needs.clear();
            finding.suppressed_by.get_or_insert(suppressor.clone());
            for part in &mut finding.parts {
                part.state = State::DoesNotApply;
            }
        }
    }
}

/// The rule of an id that counts on the day, and what it says: the one in force, or, where that does not apply, the next
/// that may.
fn chosen<'a>(seller: &Seller<'a>, id: &str, view: View<'_>) -> Option<(usize, &'a Rule, Judged<'a>)> {
    let day = seller.profile.day;
    let book: &'a Book = seller.book;
    let places = seller.index.get(id)?.iter().copied();
    let mut versions: Vec<(usize, &'a Rule)> =
        places.filter_map(|place| Some((place, book.rules.get(place)?))).collect();
    versions.sort_by_key(|(_, rule)| rule.from);
    let over = |rule: &Rule| rule.to.is_some_and(|to| to < day);
    // Those that are over count where there is no other.
    let first = versions.iter().position(|(_, rule)| !over(rule)).unwrap_or(versions.len().saturating_sub(1));
    let mut best: Option<(usize, &'a Rule, Judged<'a>)> = None;
    for (index, rule) in versions.into_iter().skip(first) {
        let judged = judge(seller, rule, view);
        let better = match &best {
            None => true,
            Some((_, _, so_far)) => so_far.state == State::DoesNotApply && judged.state != State::DoesNotApply,
        };
        if better {
            best = Some((index, rule, judged));
        }
    }
    best
}

fn view_of(rule: &Rule, view: View<'_>) -> Decimal {
    if view.watch.is_zero() { rule.watch } else { view.watch }
}

/// A rule as it is for the seller. One that asks where he is established in each market is looked at for each of them.
fn looked<'a>(seller: &Seller<'a>, rule: &'a Rule, view: View<'_>) -> (Node<'a>, Vec<String>) {
    let view = View { watch: view_of(rule, view), ..view };
    let by_place = rule.when.has(|leaf| *leaf == Leaf::EstablishedThere);
    let mut best: Option<(Node<'a>, Vec<String>)> = None;
    if by_place {
        // Where it asks for stock alone, the places are those of stock.
        let of_stock = rule.when.has(|leaf| matches!(leaf, Leaf::Stock(_)))
            && !rule.when.has(|leaf| matches!(leaf, Leaf::Destination(_)));
        for place in if of_stock { seller.stock().unwrap_or_default() } else { &seller.markets } {
            if seller.book.sets.lies(place, &rule.place) == Lies::Outside {
                continue;
            }
            let node = seller.node(&rule.when, View { place: Some((place, of_stock)), ..view });
            let rank = |node: &Node<'_>| (node.truth(), node.near());
            match &mut best {
                Some((found, places)) if rank(found) == rank(&node) => places.push(place.clone()),
                Some((found, _)) if rank(&node) < rank(found) => {}
                _ => best = Some((node, vec![place.clone()])),
            }
        }
    }
    best.unwrap_or_else(|| {
        let node = seller.node(&rule.when, view);
        let places = places(&node);
        (node, places)
    })
}

/// The places that hold: those of stock, where it asks for stock, else those of sale.
fn places(node: &Node<'_>) -> Vec<String> {
    let mut holding = Vec::new();
    node.holding(&mut holding);
    let all = || holding.iter().filter_map(|said| said.places.as_ref());
    let stock = all().any(|found| found.stock && !found.places.is_empty());
    let mut kept: Vec<&[String]> = Vec::new();
    for found in all().filter(|found| found.stock == stock) {
        if !kept.contains(&&*found.places) {
            kept.push(&found.places);
        }
    }
    // Of Canada and Saskatchewan the latter: who has to be in both is there.
    let all = kept.clone();
    let narrower = |one: &&[String]| {
        all.iter().any(|other| other.len() < one.len() && other.iter().all(|place| one.contains(place)))
    };
    kept.retain(|one| !narrower(one));
    let [only] = kept.as_slice() else {
        let mut places: Vec<String> = Vec::new();
        for place in kept.into_iter().flatten() {
            if !places.contains(place) {
                places.push(place.clone());
            }
        }
        return places;
    };
    only.to_vec()
}

fn judge<'a>(seller: &Seller<'a>, rule: &'a Rule, view: View<'_>) -> Judged<'a> {
    let day = seller.profile.day;
    let (node, places) = looked(seller, rule, view);
    let begins = rule.from.filter(|from| day < *from);
    let judged = |state, begins, node, places| Judged { state, begins, node, places };
    if rule.to.is_some_and(|to| to < day) {
        return judged(State::DoesNotApply, None, node, places);
    }
    match node.truth() {
        Truth::True if begins.is_some() => judged(State::Scheduled, begins, node, places),
        Truth::True if rule.scheduled => judged(State::Scheduled, None, node, places),
        Truth::True if !confirmed(seller, rule, view) => judged(State::Unconfirmed, None, node, places),
        Truth::True => match not_begun(seller, rule, view) {
            Some(from) => judged(State::Scheduled, Some(from), node, places),
            None => judged(State::Applies, None, node, places),
        },
        Truth::Unknown => {
            let mut open = Vec::new();
            node.deciding(&mut open);
            let state = if !open.is_empty() && open.iter().all(|said| said.unconfirmed) {
                State::Unconfirmed
            } else {
                State::Unknown
            };
            judged(state, begins, node, places)
        }
        Truth::False => match ahead(seller, rule, view) {
            Some((from, node, places)) => judged(State::Scheduled, Some(from), node, places),
            None if node.near() => judged(State::Watch, begins, node, places),
            None => judged(State::DoesNotApply, None, node, places),
        },
    }
}

/// Whether it was seen in force for this seller. Where that hangs on what he did not say, it was not.
fn confirmed<'a>(seller: &Seller<'a>, rule: &'a Rule, view: View<'_>) -> bool {
    let open = |when: &'a Condition| seller.node(when, view).truth() != Truth::False;
    rule.confirmed && !rule.unconfirmed_when.as_ref().is_some_and(open)
}

fn settled(rule: &Rule) -> bool {
    rule.when.has(|leaf| matches!(leaf, Leaf::Sales(sold) | Leaf::Orders(sold) if sold.period.settled()))
}

/// The day of the year on which a duty begins that a finished year brings about.
fn beginning(rule: &Rule, year: i32) -> Option<Date> {
    let (month, day) = rule.begins.unwrap_or((1, 1));
    Date::new(year, month, day)
}

/// A finished year brings the duty about, but not from its first day: the day, if that is to come and the year before that
/// one did not.
fn not_begun<'a>(seller: &Seller<'a>, rule: &'a Rule, view: View<'_>) -> Option<Date> {
    let day = seller.profile.day;
    let from = beginning(rule, day.civil().0).filter(|from| day < *from && rule.begins.is_some() && settled(rule))?;
    let before = looked(seller, rule, View { ahead: view.ahead.saturating_sub(1), ..view }).0.truth();
    (before != Truth::True).then_some(from)
}

/// What is sold already meets it in a coming year.
fn ahead<'a>(seller: &Seller<'a>, rule: &'a Rule, view: View<'_>) -> Option<(Date, Node<'a>, Vec<String>)> {
    if !settled(rule) {
        return None;
    }
    let year = seller.profile.day.civil().0;
    (1..=2).find_map(|years| {
        let begins = beginning(rule, year.saturating_add(years))?;
        let begins = rule.from.map_or(begins, |from| from.max(begins));
        let (node, places) = looked(seller, rule, View { ahead: years, ..view });
        let in_force = rule.to.is_none_or(|to| begins <= to);
        (in_force && node.truth() == Truth::True).then_some((begins, node, places))
    })
}

fn find(seller: &Seller<'_>, id: &str) -> Option<Finding> {
    let day = seller.profile.day;
    let (index, rule, judged) = chosen(seller, id, View::default())?;
    let mut deciding: Vec<&Said<'_>> = Vec::new();
    if judged.state == State::Watch {
        judged.node.nearest(&mut deciding);
    }
    judged.node.deciding(&mut deciding);
    let mut needs: Vec<Input> = Vec::new();
    if judged.state == State::Unknown {
        for need in deciding.iter().flat_map(|said| &said.needs) {
            if !needs.contains(need) {
                needs.push(need.clone());
            }
        }
    }
    let mut reasons: Vec<Reason> = Vec::new();
    for reason in deciding.into_iter().map(Reason::from) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.sort_by_key(rank);
    let severity = severity(seller, rule, 0);
    Some(Finding {
        rule: index,
        id: rule.id.clone(),
        state: judged.state,
        severity,
        lowered: severity > rule.severity,
        begins: judged.begins,
        ends: rule.to,
        done: done(seller, rule, &judged.places),
        places: judged.places,
        reasons,
        needs,
        parts: rule.parts.iter().map(|part| part_of(seller, part, judged.state, judged.begins)).collect(),
        suppressed_by: None,
        past_recheck: rule.recheck.is_some_and(|recheck| recheck <= day),
    })
}

/// Where a reason stands: figures first, then what is particular to a case, then what is true of many, last what is true of all
/// that a seller does.
const fn rank(reason: &Reason) -> u8 {
    if reason.figure.is_some() {
        return 0;
    }
    match &reason.leaf {
        Leaf::Category(_)
        | Leaf::Value { .. }
        | Leaf::Sales(_)
        | Leaf::Orders(_)
        | Leaf::Hts(_)
        | Leaf::Ask(_)
        | Leaf::Number { .. }
        | Leaf::Held(_)
        | Leaf::Rule(_) => 1,
        Leaf::Origin(_)
        | Leaf::OriginElsewhere(_)
        | Leaf::Made(_)
        | Leaf::MadeElsewhere(_)
        | Leaf::Channel(_)
        | Leaf::Fulfil(_)
        | Leaf::Customer(_)
        | Leaf::Stock(_)
        | Leaf::StockCount { .. }
        | Leaf::CrossBorder(_) => 2,
        Leaf::Destination(_) | Leaf::Established(_) | Leaf::EstablishedThere => 3,
    }
}

/// How hard a rule bites here. `depth`: so many rules rest on it.
fn severity<'a>(seller: &Seller<'a>, rule: &'a Rule, depth: u32) -> Severity {
    let lowered = rule.lowered.iter().find(|case| seller.node(&case.when, View::default()).truth() == Truth::True);
    let mut rests_on: Option<Severity> = None;
    if rule.severity_of_rules && depth < DEEPEST {
        rule.when.leaves(&mut |leaf| {
            let Leaf::Rule(id) = leaf else { return };
            if seller.standing(id, View::default()) == Standing::Applies
                && let Some((_, other, _)) = chosen(seller, id, View::default())
            {
                // The hardest is the least.
                let other = severity(seller, other, depth.saturating_add(1));
                rests_on = Some(rests_on.map_or(other, |so_far| so_far.min(other)));
            }
        });
    }
    rests_on.or(lowered.map(|case| case.severity)).unwrap_or(rule.severity)
}

fn part_of<'a>(seller: &Seller<'a>, part: &'a Part, rule: State, rule_begins: Option<Date>) -> PartFinding {
    let day = seller.profile.day;
    let past_recheck = part.recheck.is_some_and(|recheck| recheck <= day);
    let finding = |state, begins| PartFinding { state, begins, past_recheck };
    let own = part.when.as_ref().map_or(Truth::True, |when| seller.node(when, View::default()).truth());
    if matches!(rule, State::DoesNotApply | State::Watch) || own == Truth::False || part.to.is_some_and(|to| to < day) {
        return finding(State::DoesNotApply, None);
    }
    if rule == State::Unknown || own == Truth::Unknown {
        return finding(State::Unknown, None);
    }
    let begins = part.from.into_iter().chain(rule_begins).max().filter(|begins| day < *begins);
    match begins {
        Some(begins) => finding(State::Scheduled, Some(begins)),
        None if part.scheduled || rule == State::Scheduled => finding(State::Scheduled, None),
        None if !part.confirmed || rule == State::Unconfirmed => finding(State::Unconfirmed, None),
        None => finding(State::Applies, None),
    }
}

/// The end of a registration of which each place has one of its own: `vat-*` is `vat-de` in Germany.
pub(crate) const OF_EACH_PLACE: char = '*';

fn done(seller: &Seller<'_>, rule: &Rule, places: &[String]) -> Option<Done> {
    let day = seller.profile.day;
    // Of several the one that counts longest; one without an end counts longest of all.
    let longest = |settles: &dyn Fn(&str) -> bool| {
        let found = seller.profile.held.iter().filter(|held| settles(&held.code));
        found.max_by_key(|held| (held.expiry.is_none(), held.expiry))
    };
    let of_place = rule.registration.as_deref().and_then(|code| code.strip_suffix(OF_EACH_PLACE));
    let held = match of_place {
        None => longest(&|code| code == rule.id || rule.registration.as_deref() == Some(code))?,
        // Done where each place has its own; to be renewed by the first that ends.
        Some(start) => {
            let of = |place: &String| longest(&|code| code == [start, &place.to_lowercase()].concat());
            let all = places.iter().map(of).collect::<Option<Vec<_>>>()?;
            all.into_iter().min_by_key(|held| (held.expiry.is_none(), held.expiry))?
        }
    };
    let lapsed = held.expiry.is_some_and(|expiry| expiry < day);
    Some(Done { code: held.code.clone(), renew_by: held.expiry, lapsed })
}

/// How a rule stands, for rules that ask for it.
fn standing(seller: &Seller<'_>, id: &str, view: View<'_>) -> Standing {
    match chosen(seller, id, View { watch: Decimal::ZERO, ..view }).map(|(_, _, judged)| judged.state) {
        Some(State::Applies) => Standing::Applies,
        Some(State::Unconfirmed) => Standing::Unconfirmed,
        Some(State::Unknown) | None => Standing::Unknown,
        Some(State::Scheduled | State::Watch | State::DoesNotApply) => Standing::Not,
    }
}

/// What would settle a rule that is unknown.
fn needs(seller: &Seller<'_>, id: &str) -> Vec<Input> {
    let Some((_, _, judged)) = chosen(seller, id, View::default()) else { return Vec::new() };
    let mut open = Vec::new();
    judged.node.deciding(&mut open);
    let mut needs: Vec<Input> = Vec::new();
    for need in open.into_iter().flat_map(|said| said.needs.clone()) {
        if !needs.contains(&need) {
            needs.push(need);
        }
    }
    needs
}

/// How many of two answers to one question would decide the rule.
pub(crate) fn settled_by(
    book: &Book,
    profile: &Profile,
    rates: &Rates,
    asked: &[(String, Vec<Input>)],
) -> Vec<Vec<u32>> {
    let seller = Seller::new(book, profile, rates);
    let decides = |id: &str, input: &Input, truth: Truth| {
        let view = View { assumed: Some(Assumed { input, truth }), ..View::default() };
        let state = chosen(&seller, id, view).map(|(_, _, judged)| judged.state);
        u32::from(state.is_some_and(|state| state != State::Unknown))
    };
    let of = |(id, inputs): &(String, Vec<Input>)| {
        inputs.iter().map(|input| decides(id, input, Truth::True) + decides(id, input, Truth::False)).collect()
    };
    asked.iter().map(of).collect()
}
