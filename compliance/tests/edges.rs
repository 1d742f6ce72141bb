//! Every rule of the data at its edges: each threshold on it, just below and just above; the day before and after its first
//! and last day; and each rule and part met by some seller. Sellers are built from the conditions themselves: what a leaf
//! asks is written into a profile, and the engine is asked whether it agrees.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use suanpan_compliance::codes::{Category, Channel, Customer, Fulfil, Money, Operator, Period, Scope, ValueOf};
use suanpan_compliance::model::{Condition, Leaf, Rule, Sold, Threshold};
use suanpan_compliance::places::Lies;
use suanpan_compliance::profile::{Answer, Held, Sale};
use suanpan_compliance::source;
use suanpan_compliance::{Book, Date, Finding, Profile, Rates, State, evaluate};

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let data = source::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/compliance"));
    data.unwrap_or_else(|problems| panic!("{}", problems.join("\n"))).book
});

/// Thresholds that decide for no seller, and why.
const NEVER_DECIDES: &[(&str, &str, &str)] = &[
    ("cn-pipl from 2021-11-01", "Number < 10000", "10,000 sensitive ones are denied beside it as well"),
    ("uk-packaging-epr from 2023-01-01", "Number > 50", "who has 50 t has the 25 t of small producers"),
    ("uk-packaging-epr from 2023-01-01", "Number >= 2000000", "who has GBP 2 million has the 1 million of small ones"),
];

/// Rules and parts that no seller meets, and why. There is none: one that cannot be met is a mistake.
const NEVER_MET: &[(&str, &str)] = &[];

/// So many profiles are tried for a condition.
const CANDIDATES: usize = 24;

fn today() -> Date {
    Date::new(2026, 11, 22).unwrap()
}

/// A day on which the rule counts: today, if it does.
fn day_of(from: Option<Date>, to: Option<Date>) -> Date {
    let today = today();
    match (from, to) {
        (Some(from), _) if today < from => from,
        (_, Some(to)) if to < today => to,
        _ => today,
    }
}

fn within(code: &str, codes: &[String]) -> bool {
    codes.iter().any(|other| BOOK.sets.lies(code, other) == Lies::Within)
}

fn any_within(places: &[String], codes: &[String]) -> bool {
    places.iter().any(|place| within(place, codes))
}

/// The members of each code, one by one.
fn members(codes: &[String]) -> Vec<String> {
    codes.iter().flat_map(|code| BOOK.sets.members(code)).map(str::to_owned).collect()
}

/// Places that lie in none of them.
fn elsewhere(codes: &[String]) -> Vec<String> {
    let some = ["CN", "US", "DE", "VN", "GB", "FR", "MX", "US-TX", "US-OH"].map(str::to_owned);
    some.into_iter().filter(|code| !codes.iter().any(|other| BOOK.sets.lies(code, other) != Lies::Outside)).collect()
}

/// A step beyond a threshold: the smallest that is paid or counted.
fn unit(orders: bool) -> Decimal {
    if orders { Decimal::ONE } else { Decimal::new(1, 2) }
}

/// Figures that stand so to a threshold, or do not: one close to it, and some far away, for there may be a second threshold.
fn figures(op: Operator, than: Decimal, want: bool, orders: bool) -> Vec<Decimal> {
    let step = unit(orders);
    match (op, want) {
        (Operator::More, true) | (Operator::AtMost, false) => vec![than + step, (than + step) * Decimal::TEN],
        (Operator::AtLeast, true) | (Operator::Less, false) => vec![than, than * Decimal::TEN],
        // Well below: nothing else is near.
        _ if than > Decimal::ONE => vec![(than / Decimal::TWO).floor(), Decimal::ONE, Decimal::ZERO],
        (Operator::Less | Operator::AtLeast, _) => vec![Decimal::ZERO.max(than - step), Decimal::ZERO],
        _ => vec![than, Decimal::ZERO],
    }
}

/// Whether it is so, read here and not by the engine.
fn holds(op: Operator, figure: Decimal, than: Decimal) -> bool {
    match op {
        Operator::More => figure > than,
        Operator::AtLeast => figure >= than,
        Operator::Less => figure < than,
        Operator::AtMost => figure <= than,
    }
}

/// A day within the period.
fn day_in(period: Period, day: Date) -> Date {
    let (year, month, _) = day.civil();
    let of = |year, month, day| Date::new(year, month, day).unwrap();
    match period {
        Period::PreviousYear | Period::HalfJapan => of(year - 1, 3, 1),
        Period::BaseJapan => of(year - 2, 3, 1),
        Period::NextYear | Period::NextThirtyDays => day.plus_days(7).unwrap(),
        // Five to seven months before: a quarter that is over, and a year to September that is.
        Period::RollingQuarters | Period::CalendarQuarters | Period::TaxQuarters | Period::ToSeptember => {
            let (year, month) = if month > 6 { (year, month - 6) } else { (year - 1, month + 6) };
            let then = of(year, month, 1);
            let end =
                if day < of(day.civil().0, 9, 30) { of(day.civil().0 - 1, 9, 30) } else { of(day.civil().0, 9, 30) };
            if period == Period::ToSeptember { end.plus_days(-40).unwrap() } else { then }
        }
        _ => day,
    }
}

/// Writes the figure of a leaf into the profile: `None`, if there is another already.
fn put(leaf: &Leaf, value: Decimal, profile: &Profile) -> Option<Profile> {
    let mut profile = profile.clone();
    match leaf {
        Leaf::Value { of, amount, .. } => {
            let slot = match of {
                ValueOf::Consignment => &mut profile.consignment,
                ValueOf::Item => &mut profile.item,
            };
            let money = Money { value, currency: amount.currency };
            match slot {
                Some(other) if *other != money => return None,
                _ => *slot = Some(money),
            }
        }
        Leaf::Number { question, than, .. } => {
            let answer = answer(value, *than);
            match profile.answers.insert(question.clone(), answer) {
                Some(other) if other != answer => return None,
                _ => {}
            }
        }
        Leaf::Sales(sold) | Leaf::Orders(sold) => sale(sold, value, &mut profile)?,
        _ => return None,
    }
    Some(profile)
}

fn answer(value: Decimal, than: Threshold) -> Answer {
    match than.currency {
        Some(currency) => Answer::Money(Money { value, currency }),
        None => Answer::Number(value),
    }
}

/// A row of sales: those of one place, day and scope stand in one.
fn sale(sold: &Sold, value: Decimal, profile: &mut Profile) -> Option<()> {
    let on = day_in(sold.period, profile.day);
    let scope = if sold.scope == Scope::Marketplace { Scope::Marketplace } else { Scope::Direct };
    let place = profile.sales.iter().position(|row| row.place == sold.place && row.from == on && row.scope == scope);
    let place = place.unwrap_or_else(|| {
        let (place, orders) = (sold.place.clone(), None);
        profile.sales.push(Sale { place, scope, from: on, to: on, amount: None, orders });
        profile.sales.len() - 1
    });
    let row = &mut profile.sales[place];
    match sold.than.currency {
        Some(currency) => {
            let money = Money { value, currency };
            let other = row.amount.replace(money);
            other.is_none_or(|other| other == money).then_some(())
        }
        None => {
            let other = row.orders.replace(value);
            other.is_none_or(|other| other == value).then_some(())
        }
    }
}

/// What the profile has for the leaf already.
fn has(leaf: &Leaf, profile: &Profile) -> Option<Decimal> {
    match leaf {
        Leaf::Value { of: ValueOf::Consignment, amount, .. } => {
            profile.consignment.filter(|money| money.currency == amount.currency).map(|money| money.value)
        }
        Leaf::Value { amount, .. } => {
            profile.item.filter(|money| money.currency == amount.currency).map(|money| money.value)
        }
        Leaf::Number { question, .. } => match profile.answers.get(question)? {
            Answer::Money(money) => Some(money.value),
            Answer::Number(number) => Some(*number),
            Answer::Flag(_) => None,
        },
        Leaf::Sales(sold) | Leaf::Orders(sold) => {
            let on = day_in(sold.period, profile.day);
            let row = profile.sales.iter().find(|row| row.place == sold.place && row.from == on)?;
            if sold.than.currency.is_some() { row.amount.map(|money| money.value) } else { row.orders }
        }
        _ => None,
    }
}

fn than(leaf: &Leaf) -> Option<(Operator, Decimal)> {
    match leaf {
        Leaf::Value { op, amount, .. } => Some((*op, amount.value)),
        Leaf::Number { op, than, .. } => Some((*op, than.value)),
        Leaf::Sales(sold) | Leaf::Orders(sold) => Some((sold.op, sold.than.value)),
        _ => None,
    }
}

/// Profiles, made of this one, of which the condition is true, or false.
fn meet(condition: &Condition, want: bool, profile: &Profile, depth: u32) -> Vec<Profile> {
    let mut found = match (condition, want) {
        (Condition::Always, true) => vec![profile.clone()],
        (Condition::Always, false) => Vec::new(),
        (Condition::Not(part), _) => meet(part, !want, profile, depth),
        (Condition::All(parts), true) | (Condition::Any(parts), false) => {
            parts.iter().fold(vec![profile.clone()], |so_far, part| {
                let mut next: Vec<Profile> = Vec::new();
                for profile in &so_far {
                    next.extend(meet(part, want, profile, depth));
                    if next.len() >= CANDIDATES {
                        break;
                    }
                }
                next
            })
        }
        (Condition::Any(parts), true) | (Condition::All(parts), false) => {
            parts.iter().flat_map(|part| meet(part, want, profile, depth)).collect()
        }
        (Condition::Leaf(leaf), _) => meet_leaf(leaf, want, profile, depth),
    };
    found.truncate(CANDIDATES);
    found
}

/// Writes a list that must hold one of the codes, or none.
fn list<T: Clone + PartialEq>(have: &[T], such: impl Fn(&T) -> bool, all: &[T], want: bool) -> Vec<Vec<T>> {
    if have.iter().any(&such) {
        return if want { vec![have.to_vec()] } else { Vec::new() };
    }
    if !want {
        if !have.is_empty() {
            return vec![have.to_vec()];
        }
        return all.iter().filter(|one| !such(one)).map(|one| vec![one.clone()]).collect();
    }
    let more = |one: &T| have.iter().chain([one]).cloned().collect();
    all.iter().filter(|one| such(one)).map(more).collect()
}

fn meet_leaf(leaf: &Leaf, want: bool, profile: &Profile, depth: u32) -> Vec<Profile> {
    let with = |change: &dyn Fn(&mut Profile)| {
        let mut profile = profile.clone();
        change(&mut profile);
        profile
    };
    // One place, in one of the codes or in none.
    let place = |have: &[String], codes: &[String], want: bool| -> Vec<Vec<String>> {
        match have {
            [] if want => members(codes).into_iter().take(3).map(|code| vec![code]).collect(),
            [] => elsewhere(codes).into_iter().map(|code| vec![code]).collect(),
            have if any_within(have, codes) == want => vec![have.to_vec()],
            _ => Vec::new(),
        }
    };
    match leaf {
        Leaf::Established(codes) => {
            let lists = place(&profile.established, codes, want);
            lists.into_iter().map(|list| with(&|profile| profile.established.clone_from(&list))).collect()
        }
        Leaf::Origin(codes) | Leaf::OriginElsewhere(codes) => {
            let want = want == matches!(leaf, Leaf::Origin(_));
            let lists = place(&profile.origin, codes, want);
            lists.into_iter().map(|list| with(&|profile| profile.origin.clone_from(&list))).collect()
        }
        Leaf::Made(codes) | Leaf::MadeElsewhere(codes) => {
            let want = want == matches!(leaf, Leaf::Made(_));
            let lists = place(&profile.made, codes, want);
            lists.into_iter().map(|list| with(&|profile| profile.made.clone_from(&list))).collect()
        }
        Leaf::Destination(codes) => {
            let all: Vec<String> = if want { members(codes).into_iter().take(8).collect() } else { elsewhere(codes) };
            let lists = list(&profile.markets, |market| within(market, codes), &all, want);
            lists.into_iter().map(|list| with(&|profile| profile.markets.clone_from(&list))).collect()
        }
        Leaf::Stock(codes) => {
            let have = profile.stock.clone().unwrap_or_default();
            if !want && have.is_empty() {
                return vec![with(&|profile| profile.stock = Some(Vec::new()))];
            }
            let all: Vec<String> = members(codes).into_iter().take(60).collect();
            let lists = list(&have, |place| within(place, codes), &all, want);
            lists.into_iter().map(|list| with(&|profile| profile.stock = Some(list.clone()))).collect()
        }
        Leaf::StockCount { place, count, .. } => {
            let some: usize = count.to_string().parse().unwrap_or(0);
            let codes = members(std::slice::from_ref(place));
            let list: Vec<String> = codes.into_iter().take(if want { some + 1 } else { 1 }).collect();
            vec![with(&|profile| profile.stock = Some(list.clone()))]
        }
        Leaf::EstablishedThere => {
            let home = profile.established.first().cloned().unwrap_or_else(|| "CN".to_owned());
            let stock = profile.stock.clone().unwrap_or_default();
            let markets = if want { vec![home.clone()] } else { profile.markets.clone() };
            let there = profile.markets.iter().chain(&stock).any(|place| *place == home);
            if there == want || want || profile.established.is_empty() {
                return vec![with(&|profile| {
                    profile.established = vec![home.clone()];
                    profile.markets.clone_from(&markets);
                })];
            }
            // At home there is no other place: go elsewhere.
            let other = ["PL", "FR", "NL"].map(str::to_owned);
            let change = |code: &String| {
                with(&|profile| {
                    for places in [&mut profile.markets].into_iter().chain(profile.stock.as_mut()) {
                        places.retain(|place| *place != home);
                        places.push(code.clone());
                    }
                })
            };
            other.iter().filter(|code| **code != home).map(change).collect()
        }
        Leaf::CrossBorder(set) => {
            let codes = members(std::slice::from_ref(set));
            if !want {
                return vec![profile.clone()];
            }
            let home = profile.established.clone();
            let change = |code: &String| {
                with(&|profile| {
                    profile.stock.get_or_insert(home.clone());
                    profile.markets.push(code.clone());
                })
            };
            codes.iter().rev().take(4).map(change).collect()
        }
        Leaf::Channel(channels) => {
            let all = [Channel::Amazon, Channel::OwnSite];
            let such = |one: &Channel| {
                channels.contains(one) || (*one != Channel::OwnSite && channels.contains(&Channel::Marketplace))
            };
            let lists = list(&profile.channels, such, &all, want);
            lists.into_iter().map(|list| with(&|profile| profile.channels.clone_from(&list))).collect()
        }
        Leaf::Fulfil(ways) => {
            let lists = list(&profile.fulfil, |way| ways.contains(way), Fulfil::ALL, want);
            lists.into_iter().map(|list| with(&|profile| profile.fulfil.clone_from(&list))).collect()
        }
        Leaf::Customer(customers) => {
            let lists = list(&profile.customers, |one| customers.contains(one), Customer::ALL, want);
            lists.into_iter().map(|list| with(&|profile| profile.customers.clone_from(&list))).collect()
        }
        Leaf::Category(categories) if categories.contains(&Category::Packaging) => {
            if want {
                vec![profile.clone()]
            } else {
                Vec::new()
            }
        }
        Leaf::Category(categories) => {
            let such = |one: &Category| {
                let electric = matches!(one, Category::Radio | Category::Mains);
                let cell = *one == Category::BatteryLoose;
                categories.contains(one)
                    || (electric && categories.contains(&Category::Electronics))
                    || (cell && categories.contains(&Category::Battery))
            };
            // Packaging comes last: it says nothing of the goods.
            let lists = list(&profile.categories, such, Category::ALL, want);
            lists.into_iter().map(|list| with(&|profile| profile.categories.clone_from(&list))).collect()
        }
        Leaf::Value { .. } | Leaf::Sales(_) | Leaf::Orders(_) | Leaf::Number { .. } => {
            let (op, limit) = than(leaf).unwrap();
            if let Some(have) = has(leaf, profile) {
                return if holds(op, have, limit) == want { vec![profile.clone()] } else { Vec::new() };
            }
            let figures = figures(op, limit, want, matches!(leaf, Leaf::Orders(_)));
            figures.into_iter().filter_map(|figure| put(leaf, figure, profile)).collect()
        }
        Leaf::Hts(name) => {
            let list = BOOK.lists.iter().find(|list| list.id == *name).unwrap();
            let codes = if want { &list.codes } else { &list.not };
            match profile.hts.first() {
                Some(have) if codes.iter().any(|code| have.starts_with(code.as_str())) => vec![profile.clone()],
                Some(_) => Vec::new(),
                None => codes.iter().map(|code| with(&|profile| profile.hts = vec![code.clone()])).collect(),
            }
        }
        Leaf::Ask(question) => match profile.answers.get(question) {
            Some(have) if *have != Answer::Flag(want) => Vec::new(),
            _ => vec![with(&|profile| {
                profile.answers.insert(question.clone(), Answer::Flag(want));
            })],
        },
        Leaf::Held(code) => {
            if profile.held.iter().any(|held| held.code == *code) == want || !want {
                return vec![profile.clone()];
            }
            vec![with(&|profile| profile.held.push(Held { code: code.clone(), expiry: None }))]
        }
        Leaf::Rule(id) => {
            if depth > 3 {
                return Vec::new();
            }
            let day = profile.day;
            let counts = |rule: &&Rule| {
                rule.id == *id && rule.from.is_none_or(|from| from <= day) && rule.to.is_none_or(|to| day <= to)
            };
            match BOOK.rules.iter().find(counts) {
                Some(rule) => meet(&rule.when, want, profile, depth + 1),
                None if want => Vec::new(),
                None => vec![profile.clone()],
            }
        }
    }
}

/// Sales of a place hold those of its parts: these are taken off, and what is left is sold elsewhere in it. A part that is
/// greater than the whole is no seller's.
fn settled(profile: &Profile) -> Option<Profile> {
    let mut settled = profile.clone();
    for row in &mut settled.sales {
        let whole = row.place.clone();
        let within = |place: &str| BOOK.sets.lies(place, &whole) == Lies::Within;
        let of_it = |part: &&Sale| part.place != whole && part.from == row.from && within(&part.place);
        let parts: Vec<Sale> = profile.sales.iter().filter(of_it).cloned().collect();
        for part in parts.iter().filter_map(|part| part.amount) {
            if let Some(left) = &mut row.amount {
                left.value -= part.value;
            }
        }
        if !parts.is_empty() {
            let mut others = ["DE", "IT", "US-OH", "CA-AB"].into_iter().filter(|place| within(place));
            let other =
                others.find(|place| parts.iter().all(|part| BOOK.sets.lies(place, &part.place) == Lies::Outside));
            row.place = other?.to_owned();
        }
    }
    settled.sales.iter().all(|row| row.amount.is_none_or(|left| left.value >= Decimal::ZERO)).then_some(settled)
}

fn finding(profile: &Profile, id: &str) -> Finding {
    evaluate(&BOOK, profile, &Rates::default()).into_iter().find(|finding| finding.id == id).unwrap()
}

/// Whether the rule, by its place in the book, is met by the seller: in force, not seen so, or without a day.
fn met(profile: &Profile, index: usize) -> bool {
    let rule = &BOOK.rules[index];
    let found = finding(profile, &rule.id);
    let state = found.state;
    let such = match state {
        State::Applies => rule.confirmed && !rule.scheduled,
        State::Unconfirmed => {
            !rule.confirmed || rule.unconfirmed_when.is_some() || rule.when.has(|leaf| matches!(leaf, Leaf::Rule(_)))
        }
        State::Scheduled => rule.scheduled,
        _ => false,
    };
    such && found.rule == index
}

/// Whether a part of it is met: not out of the question, on a day when it counts.
fn part_met(profile: &Profile, index: usize, part: usize) -> bool {
    let found = finding(profile, &BOOK.rules[index].id);
    found.rule == index
        && found.parts.get(part).is_some_and(|part| !matches!(part.state, State::DoesNotApply | State::Unknown))
}

fn name(rule: &Rule) -> String {
    rule.from.map_or_else(|| rule.id.clone(), |from| format!("{} from {from}", rule.id))
}

#[test]
fn every_rule_and_every_part_is_met_by_some_seller() {
    let mut never = Vec::new();
    for (index, rule) in BOOK.rules.iter().enumerate() {
        let day = day_of(rule.from, rule.to);
        if !meet(&rule.when, true, &Profile::on(day), 0).iter().any(|profile| met(profile, index)) {
            never.push(name(rule));
        }
        for (place, part) in rule.parts.iter().enumerate() {
            let from = rule.from.max(part.from);
            let to = [rule.to, part.to].into_iter().flatten().min();
            let day = day_of(from, to);
            let when: Vec<Condition> = [Some(rule.when.clone()), part.when.clone()].into_iter().flatten().collect();
            let sellers = meet(&Condition::All(when), true, &Profile::on(day), 0);
            // What ended before the rule begins is over for it.
            if !sellers.iter().any(|profile| part_met(profile, index, place)) {
                never.push(format!("{} / {}", name(rule), part.id));
            }
        }
    }
    let known: Vec<String> = NEVER_MET.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(never, known, "met by no seller that was built");
}

#[test]
fn every_rule_begins_and_ends_on_its_days() {
    let mut wrong = Vec::new();
    let mut days = 0;
    for (index, rule) in BOOK.rules.iter().enumerate() {
        let at = |day: Date| meet(&rule.when, true, &Profile::on(day), 0);
        let others = rule.when.has(|leaf| matches!(leaf, Leaf::Rule(_)));
        if let Some(from) = rule.from {
            days += 1;
            if !at(from).iter().any(|profile| met(profile, index)) {
                wrong.push(format!("{}: not met on its first day", name(rule)));
            }
            let before = from.before().unwrap();
            let alone = BOOK.rules.iter().filter(|other| other.id == rule.id).count() == 1;
            let mut seen = false;
            for profile in at(before) {
                let found = finding(&profile, &rule.id);
                seen |= found.state == State::Scheduled && found.begins == Some(from);
                if found.rule == index && matches!(found.state, State::Applies | State::Unconfirmed) {
                    wrong.push(format!("{}: {} on the day before", name(rule), found.state.code()));
                    break;
                }
            }
            if alone && !others && !seen {
                wrong.push(format!("{}: not scheduled on the day before", name(rule)));
            }
        }
        if let Some(to) = rule.to {
            days += 1;
            if !at(to).iter().any(|profile| met(profile, index)) {
                wrong.push(format!("{}: not met on its last day", name(rule)));
            }
            for profile in at(to.after().unwrap()) {
                let found = finding(&profile, &rule.id);
                if found.rule == index && found.state != State::DoesNotApply {
                    wrong.push(format!("{}: {} on the day after its end", name(rule), found.state.code()));
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(days > 200, "{days} days were looked at");
}

/// A leaf with a threshold, whether it is denied, and what the rest must say for it to decide.
type Decisive<'a> = (&'a Leaf, bool, Vec<(&'a Condition, bool)>);

/// Each leaf with a threshold: what stands next to it is true in an `all`, false in an `any`.
fn decisive<'a>(condition: &'a Condition, denied: bool, rest: &[(&'a Condition, bool)], found: &mut Vec<Decisive<'a>>) {
    match condition {
        Condition::Always => {}
        Condition::Not(part) => decisive(part, !denied, rest, found),
        Condition::All(parts) | Condition::Any(parts) => {
            let all = matches!(condition, Condition::All(_));
            for (place, part) in parts.iter().enumerate() {
                let others = parts.iter().enumerate().filter(|(other, _)| *other != place);
                let mut rest = rest.to_vec();
                rest.extend(others.map(|(_, other)| (other, all)));
                decisive(part, denied, &rest, found);
            }
        }
        Condition::Leaf(leaf) if than(leaf).is_some() => found.push((leaf, denied, rest.to_vec())),
        Condition::Leaf(_) => {}
    }
}

/// Sellers with that figure of whom all the rest says what it must.
fn sellers(leaf: &Leaf, value: Decimal, rest: &[(&Condition, bool)], day: Date) -> Vec<Profile> {
    let start: Vec<Profile> = put(leaf, value, &Profile::on(day)).into_iter().collect();
    let found = rest.iter().fold(start, |so_far, (condition, want)| {
        let mut next: Vec<Profile> = Vec::new();
        for profile in &so_far {
            next.extend(meet(condition, *want, profile, 0));
            if next.len() >= CANDIDATES {
                break;
            }
        }
        next
    });
    found.iter().filter_map(settled).collect()
}

#[test]
fn every_threshold_decides_on_it_just_below_and_just_above() {
    let mut wrong = Vec::new();
    let mut never: BTreeSet<(String, String)> = BTreeSet::new();
    let mut decided = 0;
    for (index, rule) in BOOK.rules.iter().enumerate() {
        let conditions =
            rule.parts.iter().enumerate().filter_map(|(place, part)| Some((Some(place), part.when.as_ref()?)));
        for (part, condition) in [(None, &rule.when)].into_iter().chain(conditions) {
            let (from, to) = match part {
                Some(part) => (rule.from.max(rule.parts[part].from), rule.to),
                None => (rule.from, rule.to),
            };
            let day = day_of(from, to);
            // Of a part the rule itself must be met as well.
            let of_rule: Vec<(&Condition, bool)> = part.map(|_| (&rule.when, true)).into_iter().collect();
            let mut leaves = Vec::new();
            decisive(condition, false, &of_rule, &mut leaves);
            for (leaf, denied, rest) in leaves {
                let (op, limit) = than(leaf).unwrap();
                let step = unit(matches!(leaf, Leaf::Orders(_)));
                let is_met = |profile: &Profile| match part {
                    Some(part) => part_met(profile, index, part),
                    None => met(profile, index),
                };
                // Surely not met: nothing is left open.
                let is_not = |profile: &Profile| {
                    let found = finding(profile, &rule.id);
                    let state = part.and_then(|part| found.parts.get(part)).map_or(found.state, |part| part.state);
                    state != State::Unknown && !is_met(profile)
                };
                let values = [limit - step, limit, limit + step];
                let values = values.into_iter().filter(|value| *value >= Decimal::ZERO);
                // Sellers that differ in nothing but the figure: some are met on one side, none on the other.
                let mut sides = Vec::new();
                for value in values {
                    let expected = holds(op, value, limit) != denied;
                    let candidates = sellers(leaf, value, &rest, day);
                    let agree = if expected {
                        candidates.iter().any(is_met)
                    } else {
                        candidates.iter().any(is_not) && !candidates.iter().any(is_met)
                    };
                    sides.push((value, expected, !candidates.is_empty(), agree));
                }
                let what = format!("{leaf:?}");
                let what = format!("{} {op} {limit}", what.split(['(', ' ']).next().unwrap_or_default());
                let shown = |side: bool| sides.iter().any(|(_, expected, found, _)| *expected == side && *found);
                let unmet = sides.iter().any(|(_, expected, found, agree)| *expected && (!found || !agree));
                if unmet || !shown(true) || !shown(false) {
                    never.insert((name(rule), what));
                    continue;
                }
                decided += 1;
                for (value, expected, found, agree) in sides {
                    if found && !agree {
                        wrong.push(format!("{} {what}: at {value} it should be {expected}", name(rule)));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let known: BTreeSet<(String, String)> =
        NEVER_DECIDES.iter().map(|(rule, leaf, _)| ((*rule).to_owned(), (*leaf).to_owned())).collect();
    assert_eq!(never, known, "decides for no seller that was built");
    assert!(decided > 150, "{decided} thresholds decided");
}
