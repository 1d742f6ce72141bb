//! Every leaf, and every period at its edges.

use std::collections::BTreeMap;

use super::*;
use crate::codes::{
    Basis, Category, Channel, Currency, Customer, Fulfil, Kind, Money, Scope, Status, Topic, ValueOf, Who,
};
use crate::missing::{Input, missing};
use crate::model::{Condition, HtsList, Lowered, Question, Sets, Sold, WATCH};
use crate::profile::{Answer, Held, Sale};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

fn leaf(leaf: Leaf) -> Condition {
    Condition::Leaf(leaf)
}

fn rule(id: &str, when: Condition) -> Rule {
    Rule {
        id: id.to_owned(),
        place: "EU27".to_owned(),
        topic: Topic::Tax,
        severity: Severity::High,
        severity_ours: false,
        who: Who::Seller,
        from: None,
        to: None,
        confirmed: true,
        unconfirmed_when: None,
        scheduled: false,
        recheck: None,
        when,
        begins: None,
        suppresses: Vec::new(),
        supersedes: Vec::new(),
        option: false,
        watch: WATCH,
        lowered: Vec::new(),
        severity_of_rules: false,
        documents: Vec::new(),
        registration: None,
        renews: None,
        due: None,
        per_line: None,
        status: Status::Known,
        sources: Vec::new(),
        as_of: day("2026-11-22"),
        parts: Vec::new(),
        nexus: None,
    }
}

fn book(rules: Vec<Rule>) -> Book {
    let set = |name: &str, codes: &[&str]| (name.to_owned(), texts(codes));
    let list = |id: &str, complete| HtsList {
        id: id.to_owned(),
        codes: texts(&["610910", "9503"]),
        not: texts(&["8517"]),
        complete,
        status: Status::Known,
        sources: Vec::new(),
    };
    Book {
        rules,
        sets: Sets(BTreeMap::from([
            set("EU27", &["DE", "FR", "NL", "PL"]),
            set("EEA", &["DE", "FR", "NL", "PL", "NO"]),
        ])),
        questions: vec![Question { id: "wooden".to_owned(), kind: Kind::Flag }],
        registrations: texts(&["ioss"]),
        documents: Vec::new(),
        lists: vec![list("open", false), list("whole", true)],
    }
}

fn seller() -> Profile {
    Profile::on(day("2026-11-22"))
}

fn with(change: impl FnOnce(&mut Profile)) -> Profile {
    let mut profile = seller();
    change(&mut profile);
    profile
}

fn found(rule: Rule, profile: &Profile) -> Finding {
    evaluate(&book(vec![rule]), profile, &Rates::default()).remove(0)
}

fn state(when: &Condition, profile: &Profile) -> State {
    found(rule("a", when.clone()), profile).state
}

const YES: State = State::Applies;
const NO: State = State::DoesNotApply;
const OPEN: State = State::Unknown;

#[test]
fn places_of_the_seller() {
    let est = leaf(Leaf::Established(texts(&["EU27", "CH"])));
    let is = |codes: &[&str]| with(|profile| profile.established = texts(codes));
    assert_eq!([&is(&["DE"]), &is(&["CH"]), &is(&["CN"]), &seller()].map(|one| state(&est, one)), [YES, YES, NO, OPEN]);
    assert_eq!(found(rule("a", est), &seller()).needs, [Input::Established]);

    let origin = leaf(Leaf::Origin(texts(&["CN"])));
    let elsewhere = leaf(Leaf::OriginElsewhere(texts(&["EU27"])));
    let from = |codes: &[&str]| with(|profile| profile.origin = texts(codes));
    assert_eq!([&from(&["CN"]), &from(&["DE"]), &seller()].map(|one| state(&origin, one)), [YES, NO, OPEN]);
    assert_eq!([&from(&["CN"]), &from(&["DE"]), &seller()].map(|one| state(&elsewhere, one)), [YES, NO, OPEN]);
    // Some goods come from elsewhere, though others do not.
    assert_eq!(state(&elsewhere, &from(&["DE", "CN"])), YES);

    let made = |codes: &[&str]| with(|profile| profile.made = texts(codes));
    assert_eq!(state(&leaf(Leaf::Made(texts(&["CN"]))), &made(&["CN"])), YES);
    assert_eq!(state(&leaf(Leaf::MadeElsewhere(texts(&["US", "MX"]))), &made(&["US", "CN"])), YES);
    assert_eq!(state(&leaf(Leaf::MadeElsewhere(texts(&["US", "MX"]))), &made(&["US"])), NO);
}

#[test]
fn destinations_and_their_states() {
    let to = |codes: &[&str]| with(|profile| profile.markets = texts(codes));
    let us = leaf(Leaf::Destination(texts(&["US"])));
    let ca = leaf(Leaf::Destination(texts(&["US-CA"])));
    assert_eq!(
        [&to(&["US"]), &to(&["US-CA"]), &to(&["CA"]), &seller()].map(|one| state(&us, one)),
        [YES, YES, NO, OPEN]
    );
    assert_eq!([&to(&["US"]), &to(&["US-CA"]), &to(&["US-TX"])].map(|one| state(&ca, one)), [OPEN, YES, NO]);
    // Who names states means these; who sells to one has named it.
    assert_eq!(state(&ca, &to(&["US", "US-TX"])), NO);
    assert_eq!(found(rule("a", ca.clone()), &to(&["US"])).needs, [Input::States("US".to_owned())]);
    let mut sold = to(&["US"]);
    sold.sales.push(sale("US-CA", Scope::Marketplace, "2026-01-01", "2026-01-31", "1 USD", None));
    assert_eq!(found(rule("a", ca.clone()), &sold).places, ["US-CA"]);
    assert_eq!(state(&leaf(Leaf::Destination(texts(&["US-TX"]))), &sold), OPEN);
    // A set is its members.
    assert_eq!(found(rule("a", leaf(Leaf::Destination(texts(&["FR"])))), &to(&["EU27"])).places, ["FR"]);
}

#[test]
fn stock_is_nowhere_where_he_ships_another_way() {
    let stock = leaf(Leaf::Stock(texts(&["EU27"])));
    let lies = |codes: &[&str]| with(|profile| profile.stock = Some(texts(codes)));
    assert_eq!(
        [&lies(&["DE"]), &lies(&["GB"]), &lies(&[]), &seller()].map(|one| state(&stock, one)),
        [YES, NO, NO, OPEN]
    );
    let ships = |way| with(|profile| profile.fulfil = vec![way]);
    assert_eq!([Fulfil::Post, Fulfil::Warehouse].map(|way| state(&stock, &ships(way))), [NO, OPEN]);
    let count = leaf(Leaf::StockCount { place: "EU27".to_owned(), op: Operator::More, count: 1.into() });
    assert_eq!([&lies(&["DE", "GB"]), &lies(&["DE", "FR"]), &seller()].map(|one| state(&count, one)), [NO, YES, OPEN]);
}

#[test]
fn a_rule_is_looked_at_place_by_place() {
    let abroad = || Condition::Not(Box::new(leaf(Leaf::EstablishedThere)));
    let sells = Condition::All(vec![leaf(Leaf::Destination(texts(&["EU27"]))), abroad()]);
    let profile = with(|profile| {
        profile.established = texts(&["NL"]);
        profile.markets = texts(&["NL", "DE", "FR", "GB"]);
    });
    let finding = found(rule("a", sells.clone()), &profile);
    assert_eq!((finding.state, finding.places), (YES, texts(&["DE", "FR"])));
    let home = with(|profile| {
        profile.established = texts(&["NL"]);
        profile.markets = texts(&["NL", "GB"]);
    });
    assert_eq!(state(&sells, &home), NO);
    assert_eq!(state(&sells, &with(|profile| profile.markets = texts(&["DE"]))), OPEN);
    // Asked of stock, it is about where that lies.
    let stored = Condition::All(vec![leaf(Leaf::Stock(texts(&["EU27"]))), abroad()]);
    let two = with(|profile| {
        profile.established = texts(&["NL"]);
        profile.markets = texts(&["DE"]);
        profile.stock = Some(texts(&["NL", "PL"]));
    });
    assert_eq!(found(rule("a", stored), &two).places, ["PL"]);
}

#[test]
fn cross_border_within_a_set() {
    let crosses = leaf(Leaf::CrossBorder("EU27".to_owned()));
    let sells = |to: &[&str], stock: &[&str]| {
        with(|profile| {
            profile.established = texts(&["NL"]);
            profile.markets = texts(to);
            profile.stock = Some(texts(stock));
        })
    };
    assert_eq!(state(&crosses, &sells(&["NL", "DE"], &["NL"])), YES);
    assert_eq!(state(&crosses, &sells(&["NL", "GB"], &["NL"])), NO);
    assert_eq!(state(&crosses, &with(|profile| profile.markets = texts(&["DE"]))), OPEN);
}

#[test]
fn channels_ways_buyers_and_goods() {
    let sells = |channels: &[Channel]| with(|profile| profile.channels = channels.to_vec());
    let marketplace = leaf(Leaf::Channel(vec![Channel::Marketplace]));
    let amazon = leaf(Leaf::Channel(vec![Channel::Amazon]));
    for channel in Channel::ALL {
        let is = if *channel == Channel::OwnSite { NO } else { YES };
        assert_eq!(state(&marketplace, &sells(&[*channel])), is, "{channel}");
    }
    assert_eq!(state(&amazon, &sells(&[Channel::Marketplace])), NO);
    assert_eq!(state(&amazon, &seller()), OPEN);

    let post = leaf(Leaf::Fulfil(vec![Fulfil::Post]));
    let ships = |way| with(|profile| profile.fulfil = vec![way]);
    assert_eq!(
        [&ships(Fulfil::Post), &ships(Fulfil::Express), &seller()].map(|one| state(&post, one)),
        [YES, NO, OPEN]
    );

    let consumers = leaf(Leaf::Customer(vec![Customer::Consumer]));
    let business = leaf(Leaf::Customer(vec![Customer::Business]));
    assert_eq!([state(&consumers, &seller()), state(&business, &seller())], [YES, NO]);
    let firms = with(|profile| profile.customers = vec![Customer::Business]);
    assert_eq!([state(&consumers, &firms), state(&business, &firms)], [NO, YES]);

    let goods = |category| with(|profile| profile.categories = vec![category]);
    let electronics = leaf(Leaf::Category(vec![Category::Electronics]));
    let cases = [Category::Electronics, Category::Radio, Category::Mains, Category::Toys];
    assert_eq!(cases.map(|category| state(&electronics, &goods(category))), [YES, YES, YES, NO]);
    // A battery by itself is in no device, and a device is no battery by itself.
    assert_eq!(state(&leaf(Leaf::Category(vec![Category::Battery])), &goods(Category::BatteryLoose)), NO);
    assert_eq!(state(&leaf(Leaf::Category(vec![Category::BatteryLoose])), &goods(Category::Battery)), NO);
    assert_eq!(state(&leaf(Leaf::Category(vec![Category::Packaging])), &seller()), YES);
    assert_eq!(state(&electronics, &seller()), OPEN);
}

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

#[test]
fn what_goods_are_worth() {
    let value = |of, op, amount: &str| leaf(Leaf::Value { of, op, amount: money(amount) });
    let up_to = value(ValueOf::Consignment, Operator::AtMost, "150 EUR");
    let worth = |amount: &str| with(|profile| profile.consignment = Some(money(amount)));
    let cases = ["149.99 EUR", "150 EUR", "150.01 EUR", "10 USD"];
    assert_eq!(cases.map(|amount| state(&up_to, &worth(amount))), [YES, YES, NO, OPEN]);
    assert_eq!(
        found(rule("a", up_to.clone()), &worth("10 USD")).needs,
        [Input::Rate(Currency::USD, money("1 EUR").currency)]
    );
    let rates = Rates::new([(Currency::USD, 1.into()), (money("1 EUR").currency, 2.into())]);
    let converted = evaluate(&book(vec![rule("a", up_to.clone())]), &worth("300 USD"), &rates);
    assert_eq!(converted[0].state, YES);
    // An item is worth no more than its consignment, and that no less than the item.
    let item = |amount: &str| with(|profile| profile.item = Some(money(amount)));
    let below = value(ValueOf::Item, Operator::Less, "3000 NOK");
    assert_eq!([&worth("2999 NOK"), &worth("3000 NOK")].map(|one| state(&below, one)), [YES, OPEN]);
    assert_eq!([&item("2999 NOK"), &item("3000 NOK"), &seller()].map(|one| state(&below, one)), [YES, NO, OPEN]);
    assert_eq!([&item("151 EUR"), &item("149 EUR")].map(|one| state(&up_to, one)), [NO, OPEN]);
}

fn sale(place: &str, scope: Scope, from: &str, to: &str, amount: &str, orders: Option<i64>) -> Sale {
    Sale {
        place: place.to_owned(),
        scope,
        from: day(from),
        to: day(to),
        amount: Money::parse(amount),
        orders: orders.map(Decimal::from),
    }
}

fn sold(place: &str, scope: Scope, period: Period, op: Operator, amount: &str) -> Sold {
    let amount = money(amount);
    let than = Threshold { value: amount.value, currency: Some(amount.currency) };
    Sold { place: place.to_owned(), scope, period, op, than, basis: Some(Basis::Gross) }
}

fn over(period: Period) -> Condition {
    leaf(Leaf::Sales(sold("DE", Scope::All, period, Operator::More, "1000 EUR")))
}

fn sells(sales: &[(&str, &str, &str)]) -> Profile {
    with(|profile| {
        profile.sales =
            sales.iter().map(|(from, to, amount)| sale("DE", Scope::Direct, from, to, amount, None)).collect();
    })
}

#[test]
fn a_sale_counts_on_the_days_of_a_period_and_on_no_other() {
    let edges = [
        ("pcy", "2025-01-01", "2025-12-31"),
        ("ccy", "2026-01-01", "2026-11-22"),
        ("p_or_c", "2025-01-01", "2026-11-22"),
        ("fy", "2025-01-01", "2026-11-22"),
        ("r12", "2025-11-23", "2026-11-22"),
        ("r12q", "2025-10-01", "2026-09-30"),
        ("r12sep", "2025-10-01", "2026-09-30"),
        ("4q", "2025-09-01", "2026-08-31"),
        ("4cq", "2025-10-01", "2026-09-30"),
        ("f12", "2026-11-23", "2027-11-22"),
        ("f30d", "2026-11-23", "2026-12-22"),
        ("m1", "2025-12-01", "2026-11-22"),
        ("any12of24", "2024-11-23", "2026-11-22"),
        ("base-jp", "2024-01-01", "2024-12-31"),
        ("half-jp", "2025-01-01", "2025-06-30"),
    ];
    for (code, from, to) in edges {
        let when = over(Period::from_code(code).unwrap());
        let on = |date: Date| {
            let date = date.to_string();
            state(&when, &sells(&[(&date, &date, "1000.01 EUR")]))
        };
        let (from, to) = (day(from), day(to));
        assert_eq!([on(from), on(to)], [YES, YES], "{code}");
        let outside = [on(from.before().unwrap()), on(to.after().unwrap())];
        // What is in no settled year yet may be in one to come.
        let expected: [&[State]; 2] = match code {
            "pcy" => [&[NO], &[State::Scheduled]],
            "base-jp" => [&[NO], &[State::Scheduled]],
            "half-jp" => [&[NO], &[NO]],
            _ => [&[NO], &[NO]],
        };
        for (one, expected) in outside.iter().zip(expected) {
            assert!(expected.contains(one), "{code}: {outside:?}");
        }
    }
    assert_eq!(edges.len(), Period::ALL.len());
}

#[test]
fn a_threshold_is_met_by_its_operator() {
    let at = |op, amount: &str| {
        let when = leaf(Leaf::Sales(sold("DE", Scope::All, Period::CurrentYear, op, "1000 EUR")));
        state(&when, &sells(&[("2026-02-01", "2026-02-28", amount)]))
    };
    let cases = ["999.99 EUR", "1000 EUR", "1000.01 EUR"];
    assert_eq!(cases.map(|amount| at(Operator::More, amount)), [State::Watch, State::Watch, YES]);
    assert_eq!(cases.map(|amount| at(Operator::AtLeast, amount)), [State::Watch, YES, YES]);
    assert_eq!(cases.map(|amount| at(Operator::Less, amount)), [YES, NO, NO]);
    assert_eq!(cases.map(|amount| at(Operator::AtMost, amount)), [YES, YES, NO]);
}

#[test]
fn sales_that_were_not_said_are_unknown_and_periods_without_a_row_are_nought() {
    let current = over(Period::CurrentYear);
    let finding = found(rule("a", current.clone()), &seller());
    assert_eq!((finding.state, finding.needs), (OPEN, vec![Input::Sales("DE".to_owned())]));
    let other =
        with(|profile| profile.sales = vec![sale("FR", Scope::Direct, "2026-01-01", "2026-01-31", "9 EUR", None)]);
    assert_eq!(state(&current, &other), OPEN);
    let finding = found(rule("a", current.clone()), &sells(&[("2025-01-01", "2025-12-31", "5000 EUR")]));
    assert_eq!(finding.state, NO);
    assert_eq!(finding.reasons[0].figure.as_ref().map(|figure| (figure.silent, figure.shared)), Some((true, false)));
    // A row without an amount.
    assert_eq!(state(&current, &sells(&[("2026-01-01", "2026-01-31", "")])), OPEN);
    let orders = leaf(Leaf::Orders(Sold {
        than: Threshold { value: 200.into(), currency: None },
        ..sold("DE", Scope::All, Period::CurrentYear, Operator::AtLeast, "1 EUR")
    }));
    let finding = found(rule("a", orders), &sells(&[("2026-01-01", "2026-01-31", "5000 EUR")]));
    assert_eq!((finding.state, finding.needs), (OPEN, vec![Input::Orders("DE".to_owned())]));
}

#[test]
fn a_row_that_reaches_beyond_a_period_is_shared_by_days_and_says_so() {
    // 365 days, 100 of them in the year.
    let year = sells(&[("2025-04-11", "2026-04-10", "3650 EUR")]);
    let finding = found(rule("a", over(Period::CurrentYear)), &year);
    let figure = finding.reasons[0].figure.clone().unwrap();
    assert_eq!((figure.low, figure.high, figure.shared), (1000.into(), Some(1000.into()), true));
    assert_eq!(finding.state, State::Watch);
    assert_eq!(figure.window.map(|window| window.days()), Some(326));
    // Ends that are the wrong way round are turned.
    let turned = sells(&[("2026-04-10", "2025-04-11", "3650 EUR")]);
    assert_eq!(found(rule("a", over(Period::CurrentYear)), &turned).reasons, finding.reasons);
}

#[test]
fn sales_of_a_larger_place_or_of_no_named_scope_are_at_most_that() {
    let scoped = |scope| leaf(Leaf::Sales(sold("DE", scope, Period::CurrentYear, Operator::More, "1000 EUR")));
    let sold_to = |place: &str, scope, amount: &str, channels: &[Channel]| {
        with(|profile| {
            profile.channels = channels.to_vec();
            profile.sales = vec![sale(place, scope, "2026-01-01", "2026-01-31", amount, None)];
        })
    };
    let both = [Channel::Amazon, Channel::OwnSite];
    assert_eq!(state(&scoped(Scope::All), &sold_to("EU27", Scope::Direct, "1001 EUR", &both)), OPEN);
    assert_eq!(state(&scoped(Scope::All), &sold_to("EU27", Scope::Direct, "1000 EUR", &both)), NO);
    assert_eq!(state(&scoped(Scope::Direct), &sold_to("DE", Scope::All, "1001 EUR", &both)), OPEN);
    assert_eq!(state(&scoped(Scope::Direct), &sold_to("DE", Scope::All, "1001 EUR", &[Channel::OwnSite])), YES);
    assert_eq!(state(&scoped(Scope::Direct), &sold_to("DE", Scope::All, "1001 EUR", &[Channel::Temu])), NO);
    assert_eq!(state(&scoped(Scope::Direct), &sold_to("DE", Scope::Marketplace, "1001 EUR", &both)), NO);
    assert_eq!(state(&scoped(Scope::Marketplace), &sold_to("DE", Scope::Marketplace, "1001 EUR", &both)), YES);
    // Other currencies are converted by a rate, or not at all.
    assert_eq!(state(&scoped(Scope::All), &sold_to("DE", Scope::Direct, "5000 USD", &both)), OPEN);
    // A market of the place that no row is about may add to it, and take nothing away.
    let world = |amount: &str| {
        let mut profile = sold_to("DE", Scope::Direct, amount, &both);
        profile.markets = texts(&["DE", "US"]);
        let leaf = leaf(Leaf::Sales(sold("world", Scope::All, Period::CurrentYear, Operator::More, "1000 EUR")));
        found(rule("a", leaf), &profile)
    };
    assert_eq!([world("1001 EUR").state, world("10 EUR").state], [YES, OPEN]);
    assert_eq!(world("10 EUR").needs, [Input::Sales("US".to_owned())]);
}

#[test]
fn sales_to_other_members_leave_home_out() {
    let when = leaf(Leaf::Sales(sold("EU27-other", Scope::All, Period::CurrentYear, Operator::More, "1000 EUR")));
    let from_home = |place: &str, home: &str| {
        with(|profile| {
            profile.established = texts(&[home]);
            profile.sales = vec![sale(place, Scope::Direct, "2026-01-01", "2026-01-31", "1001 EUR", None)];
        })
    };
    let cases = [("DE", "NL"), ("NL", "NL"), ("EU27-other", "NL"), ("EU27", "NL"), ("US", "NL"), ("DE", "CN")];
    assert_eq!(cases.map(|(place, home)| state(&when, &from_home(place, home))), [YES, OPEN, YES, OPEN, OPEN, OPEN]);
}

#[test]
fn settled_years_are_not_watched_and_the_running_one_foretells() {
    let pcy = || rule("a", over(Period::PreviousYear));
    let last = |amount: &str| sells(&[("2025-01-01", "2025-12-31", amount)]);
    assert_eq!([found(pcy(), &last("999 EUR")).state, found(pcy(), &last("1001 EUR")).state], [NO, YES]);
    let this = |amount: &str| found(pcy(), &sells(&[("2026-01-01", "2026-11-22", amount)]));
    assert_eq!(
        [this("799.99 EUR").state, this("800 EUR").state, this("1000 EUR").state],
        [NO, State::Watch, State::Watch]
    );
    let finding = this("1000.01 EUR");
    assert_eq!((finding.state, finding.begins), (State::Scheduled, Some(day("2027-01-01"))));
    // The year that is watched is the one that is shown.
    let figure = this("850 EUR").reasons[0].figure.clone().unwrap();
    assert_eq!(
        (figure.share, figure.window.map(|window| window.from)),
        (Some(Decimal::new(85, 2)), Some(day("2026-01-01")))
    );
    let base = found(rule("a", over(Period::BaseJapan)), &sells(&[("2026-01-01", "2026-06-30", "2000 EUR")]));
    assert_eq!((base.state, base.begins), (State::Scheduled, Some(day("2028-01-01"))));
    let near = found(rule("a", over(Period::BaseJapan)), &sells(&[("2026-01-01", "2026-06-30", "900 EUR")]));
    assert_eq!(near.state, NO);
    let half = found(rule("a", over(Period::HalfJapan)), &sells(&[("2026-01-01", "2026-06-30", "2000 EUR")]));
    assert_eq!((half.state, half.begins), (State::Scheduled, Some(day("2027-01-01"))));
}

#[test]
fn a_duty_of_a_finished_year_begins_on_its_day() {
    let april = || Rule { begins: Some((4, 1)), ..rule("a", over(Period::PreviousYear)) };
    let on = |date: &str, sales: &[(&str, &str, &str)]| {
        let mut profile = sells(sales);
        profile.day = day(date);
        let finding = found(april(), &profile);
        (finding.state, finding.begins.map(|begins| begins.to_string()).unwrap_or_default())
    };
    let last = ("2025-01-01", "2025-12-31", "2000 EUR");
    assert_eq!(on("2026-03-31", &[last]), (State::Scheduled, "2026-04-01".to_owned()));
    assert_eq!(on("2026-04-01", &[last]), (YES, String::new()));
    assert_eq!(on("2026-03-31", &[last, ("2024-01-01", "2024-12-31", "2000 EUR")]), (YES, String::new()));
    assert_eq!(on("2025-12-31", &[last]), (State::Scheduled, "2026-04-01".to_owned()));
}

fn legs(period: Period) -> [Condition; 2] {
    let orders = Sold {
        than: Threshold { value: 100.into(), currency: None },
        ..sold("DE", Scope::All, period, Operator::More, "1 EUR")
    };
    [over(period), leaf(Leaf::Orders(orders))]
}

#[test]
fn both_legs_are_watched_and_either_leg() {
    let with_orders = |amount: &str, orders| {
        with(|profile| {
            profile.sales = vec![sale("DE", Scope::Direct, "2026-01-01", "2026-06-30", amount, Some(orders))];
        })
    };
    let both = Condition::All(legs(Period::CurrentYear).to_vec());
    let cases =
        [("2000 EUR", 80), ("2000 EUR", 79), ("800 EUR", 80), ("799 EUR", 200), ("1001 EUR", 101), ("1001 EUR", 100)];
    assert_eq!(
        cases.map(|(amount, orders)| state(&both, &with_orders(amount, orders))),
        [State::Watch, NO, State::Watch, NO, YES, State::Watch]
    );
    let either = Condition::Any(legs(Period::CurrentYear).to_vec());
    let cases = [("1 EUR", 80), ("1 EUR", 79), ("800 EUR", 1), ("1001 EUR", 1), ("1 EUR", 101)];
    assert_eq!(
        cases.map(|(amount, orders)| state(&either, &with_orders(amount, orders))),
        [State::Watch, NO, State::Watch, YES, YES]
    );
}

#[test]
fn both_legs_are_met_in_one_stretch() {
    let profile = |first: (&str, i64), second: (&str, i64)| {
        with(|profile| {
            profile.sales = vec![
                sale("DE", Scope::Direct, "2025-01-01", "2025-01-31", first.0, Some(first.1)),
                sale("DE", Scope::Direct, "2026-06-01", "2026-06-30", second.0, Some(second.1)),
            ];
        })
    };
    for period in [Period::PreviousOrCurrent, Period::AnyTwelveMonths, Period::FiscalYear] {
        let both = Condition::All(legs(period).to_vec());
        let apart = profile(("2000 EUR", 1), ("1 EUR", 200));
        assert_ne!(state(&both, &apart), YES, "{period}");
        assert_eq!(state(&both, &profile(("2000 EUR", 200), ("1 EUR", 1))), YES, "{period}");
    }
}

#[test]
fn legs_of_other_places_are_met_in_the_same_year_too() {
    let world = leaf(Leaf::Sales(sold("world", Scope::All, Period::PreviousOrCurrent, Operator::More, "5000 EUR")));
    let both = Condition::All(vec![over(Period::PreviousOrCurrent), world]);
    let sales = |first, second| {
        with(|profile| {
            profile.sales = vec![
                sale("DE", Scope::Direct, "2025-03-01", "2025-03-31", "1001 EUR", None),
                sale("US", Scope::Direct, first, second, "9000 EUR", None),
            ];
        })
    };
    assert_eq!(state(&both, &sales("2025-08-01", "2025-08-31")), YES);
    assert_eq!(state(&both, &sales("2026-08-01", "2026-08-31")), NO);
}

#[test]
fn any_twelve_months_are_found_wherever_they_lie() {
    let when = over(Period::AnyTwelveMonths);
    // Two halves within twelve months that are no calendar months and end with no day of today.
    let halves = sells(&[("2025-03-10", "2025-03-12", "600 EUR"), ("2026-03-05", "2026-03-09", "500 EUR")]);
    assert_eq!(state(&when, &halves), YES);
    let apart = sells(&[("2025-03-10", "2025-03-12", "600 EUR"), ("2026-03-13", "2026-03-14", "500 EUR")]);
    assert_eq!(state(&when, &apart), NO);
}

#[test]
fn tariff_codes_lists_and_digits() {
    let on = |list: &str, codes: &[&str]| {
        let profile = with(|profile| profile.hts = texts(codes));
        state(&leaf(Leaf::Hts(list.to_owned())), &profile)
    };
    assert_eq!([on("open", &["6109.10.00"]), on("open", &["9503"]), on("open", &[])], [YES, YES, OPEN]);
    assert_eq!([on("open", &["6109"]), on("whole", &["6109"])], [OPEN, OPEN]);
    assert_eq!([on("open", &["4202"]), on("whole", &["4202"]), on("open", &["8517.13"])], [OPEN, NO, NO]);
    assert_eq!(
        [on("whole", &["4202", "9503"]), on("open", &["8517", "4202"]), on("whole", &["no digits"])],
        [YES, OPEN, OPEN]
    );
    assert_eq!(on("none", &["9503"]), OPEN);
}

#[test]
fn answers_figures_and_registrations() {
    let answered = |id: &str, answer| with(|profile| profile.answers = BTreeMap::from([(id.to_owned(), answer)]));
    let ask = leaf(Leaf::Ask("wooden".to_owned()));
    assert_eq!(state(&ask, &answered("wooden", Answer::Flag(true))), YES);
    assert_eq!(state(&ask, &answered("wooden", Answer::Flag(false))), NO);
    assert_eq!(state(&ask, &answered("other", Answer::Flag(true))), OPEN);
    assert_eq!(found(rule("a", ask), &seller()).needs, [Input::Question("wooden".to_owned())]);

    let than = Threshold { value: 10.into(), currency: None };
    let staff = leaf(Leaf::Number { question: "staff".to_owned(), op: Operator::AtLeast, than });
    let cases = [7, 8, 9, 10].map(|count| state(&staff, &answered("staff", Answer::Number(count.into()))));
    assert_eq!(cases, [NO, State::Watch, State::Watch, YES]);
    assert_eq!([state(&staff, &seller()), state(&staff, &answered("staff", Answer::Flag(true)))], [OPEN, OPEN]);
    let amount = money("50000 GBP");
    let than = Threshold { value: amount.value, currency: Some(amount.currency) };
    let goods = leaf(Leaf::Number { question: "goods".to_owned(), op: Operator::More, than });
    let worth = |text: &str| state(&goods, &answered("goods", Answer::Money(money(text))));
    assert_eq!([worth("50001 GBP"), worth("30000 GBP"), worth("90000 USD")], [YES, NO, OPEN]);

    let held = leaf(Leaf::Held("ioss".to_owned()));
    let holds = |expiry: Option<&str>| {
        with(|profile| profile.held = vec![Held { code: "ioss".to_owned(), expiry: expiry.map(day) }])
    };
    let cases = [holds(None), holds(Some("2026-11-22")), holds(Some("2026-11-21")), seller()];
    assert_eq!(cases.each_ref().map(|one| state(&held, one)), [YES, YES, NO, NO]);
}

#[test]
fn where_each_place_has_a_number_of_its_own_all_of_them_do_the_rule() {
    let stock = Condition::Leaf(Leaf::Stock(vec!["EU27".to_owned()]));
    let asks = || Rule { registration: Some("vat-*".to_owned()), ..rule("a", stock.clone()) };
    let holds = |codes: &[(&str, &str)]| {
        let held = |(code, expiry): &(&str, &str)| Held { code: (*code).to_owned(), expiry: Some(day(expiry)) };
        let profile = with(|profile| {
            profile.stock = Some(vec!["DE".to_owned(), "FR".to_owned()]);
            profile.held = codes.iter().map(held).collect();
        });
        found(asks(), &profile).done.map(|done| (done.renew_by.map(|day| day.to_string()), done.lapsed))
    };
    assert_eq!(holds(&[("vat-de", "2027-06-30")]), None);
    let both = [("vat-fr", "2027-12-31"), ("vat-de", "2027-06-30")];
    assert_eq!(holds(&both), Some((Some("2027-06-30".to_owned()), false)));
    let old = [("vat-fr", "2026-01-31"), ("vat-de", "2027-06-30")];
    assert_eq!(holds(&old), Some((Some("2026-01-31".to_owned()), true)));
}

#[test]
fn a_held_registration_does_the_rule_until_it_ends() {
    let asks = || Rule { registration: Some("ioss".to_owned()), ..rule("a", Condition::Always) };
    let holds = |code: &str, expiry: Option<&str>| {
        let profile = with(|profile| profile.held = vec![Held { code: code.to_owned(), expiry: expiry.map(day) }]);
        found(asks(), &profile).done.map(|done| (done.renew_by.map(|day| day.to_string()), done.lapsed))
    };
    assert_eq!(holds("ioss", Some("2027-06-30")), Some((Some("2027-06-30".to_owned()), false)));
    assert_eq!(holds("ioss", Some("2026-11-21")), Some((Some("2026-11-21".to_owned()), true)));
    assert_eq!(holds("a", None), Some((None, false)));
    assert_eq!(holds("oss", None), None);
}

fn states(rules: Vec<Rule>, profile: &Profile) -> Vec<(String, State)> {
    evaluate(&book(rules), profile, &Rates::default()).into_iter().map(|finding| (finding.id, finding.state)).collect()
}

#[test]
fn dates_confirmation_and_schedule() {
    let dated = |from: Option<&str>, to: Option<&str>| Rule {
        from: from.map(day),
        to: to.map(day),
        ..rule("a", Condition::Always)
    };
    let on = |rule: Rule| found(rule, &seller()).state;
    assert_eq!(on(dated(Some("2026-11-22"), None)), YES);
    assert_eq!(on(dated(Some("2026-11-23"), None)), State::Scheduled);
    assert_eq!([on(dated(None, Some("2026-11-22"))), on(dated(None, Some("2026-11-21")))], [YES, NO]);
    let open = |from: &str| Rule { confirmed: false, ..dated(Some(from), None) };
    assert_eq!([on(open("2026-11-22")), on(open("2026-11-23"))], [State::Unconfirmed, State::Scheduled]);
    let proposed = Rule { scheduled: true, ..rule("a", Condition::Always) };
    let finding = found(proposed, &seller());
    assert_eq!((finding.state, finding.begins), (State::Scheduled, None));
    let doubted = |at: &[&str]| {
        let rule =
            Rule { unconfirmed_when: Some(leaf(Leaf::Established(texts(&["EU27"])))), ..rule("a", Condition::Always) };
        found(rule, &with(|profile| profile.established = texts(at))).state
    };
    assert_eq!([doubted(&["DE"]), doubted(&["CN"]), doubted(&[])], [State::Unconfirmed, YES, State::Unconfirmed]);
    let recheck = |date: &str| Rule { recheck: Some(day(date)), ..rule("a", Condition::Always) };
    let past = |date: &str| found(recheck(date), &seller()).past_recheck;
    assert_eq!([past("2026-11-22"), past("2026-11-23")], [true, false]);
}

#[test]
fn of_several_of_one_id_the_one_of_the_day_counts() {
    let versions = || {
        vec![
            Rule { to: Some(day("2026-07-31")), ..rule("a", Condition::Always) },
            Rule {
                from: Some(day("2026-08-01")),
                to: Some(day("2027-12-31")),
                ..rule("a", leaf(Leaf::Ask("wooden".to_owned())))
            },
            Rule { from: Some(day("2028-01-01")), ..rule("a", Condition::Always) },
        ]
    };
    let on = |date: &str, wooden| {
        let mut profile = seller();
        profile.day = day(date);
        profile.answers.insert("wooden".to_owned(), Answer::Flag(wooden));
        let findings = evaluate(&book(versions()), &profile, &Rates::default());
        assert_eq!(findings.len(), 1);
        (findings[0].rule, findings[0].state)
    };
    assert_eq!([on("2026-07-31", false), on("2026-08-01", true)], [(0, YES), (1, YES)]);
    // What does not apply now and will later is scheduled.
    assert_eq!([on("2026-08-01", false), on("2028-01-01", false)], [(2, State::Scheduled), (2, YES)]);
}

#[test]
fn rules_ask_for_rules() {
    let asks = |id: &str| leaf(Leaf::Rule(id.to_owned()));
    let not = |id: &str| Condition::Not(Box::new(asks(id)));
    let first = |rule: Rule| vec![rule, self::rule("b", asks("a")), self::rule("c", not("a"))];
    let of = |rule: Rule| states(first(rule), &seller()).into_iter().map(|(_, state)| state).collect::<Vec<_>>();
    let always = || rule("a", Condition::Always);
    assert_eq!(of(always()), [YES, YES, NO]);
    assert_eq!(of(Rule { from: Some(day("2027-01-01")), ..always() }), [State::Scheduled, NO, YES]);
    assert_eq!(of(Rule { confirmed: false, ..always() }), [State::Unconfirmed; 3]);
    assert_eq!(of(rule("a", leaf(Leaf::Ask("wooden".to_owned())))), [OPEN; 3]);
    // What the other rule asks is what is asked.
    let findings =
        evaluate(&book(first(rule("a", leaf(Leaf::Ask("wooden".to_owned()))))), &seller(), &Rates::default());
    assert!(findings.iter().all(|finding| finding.needs == [Input::Question("wooden".to_owned())]));
    // A circle, which the loader refuses, is unknown here.
    assert_eq!(of(rule("a", asks("c"))), [OPEN; 3]);
    assert!(missing(&book(first(rule("a", asks("c")))), &seller(), &Rates::default()).is_empty());
}

#[test]
fn a_rule_that_applies_hides_others() {
    let hides = |rule: Rule| Rule { suppresses: texts(&["b"]), ..rule };
    let other = || rule("b", leaf(Leaf::Ask("wooden".to_owned())));
    let findings = evaluate(&book(vec![hides(rule("a", Condition::Always)), other()]), &seller(), &Rates::default());
    assert_eq!((findings[1].state, findings[1].suppressed_by.as_deref()), (NO, Some("a")));
    let open = Rule { confirmed: false, ..hides(rule("a", Condition::Always)) };
    assert_eq!(states(vec![open, other()], &seller())[1].1, OPEN);
}

#[test]
fn severity_is_lowered_where_that_is_sure() {
    let nothing =
        Sold { op: Operator::AtMost, ..sold("DE", Scope::Direct, Period::PreviousOrCurrent, Operator::More, "0 EUR") };
    let lowered = vec![Lowered { severity: Severity::Information, when: leaf(Leaf::Sales(nothing)) }];
    let softened = || Rule { lowered: lowered.clone(), ..rule("a", Condition::Always) };
    let of = |profile: &Profile| found(softened(), profile).severity;
    assert_eq!(of(&seller()), Severity::High);
    let through =
        |scope| with(|profile| profile.sales = vec![sale("DE", scope, "2026-01-01", "2026-01-31", "9 EUR", None)]);
    assert_eq!(
        [of(&through(Scope::Marketplace)), of(&through(Scope::Direct))],
        [Severity::Information, Severity::High]
    );
    // Sold in one year only: the other does not make it nothing.
    let last =
        with(|profile| profile.sales = vec![sale("DE", Scope::Direct, "2025-01-01", "2025-01-31", "9 EUR", None)]);
    assert_eq!(of(&last), Severity::High);
}

#[test]
fn a_rule_bites_as_hard_as_those_that_it_rests_on_and_that_apply() {
    let rests = |ids: [&str; 2]| Rule {
        severity_of_rules: true,
        ..rule("own", Condition::Any(ids.map(|id| leaf(Leaf::Rule(id.to_owned()))).into()))
    };
    let nothing =
        Sold { op: Operator::AtMost, ..sold("DE", Scope::Direct, Period::PreviousOrCurrent, Operator::More, "0 EUR") };
    let lowered = vec![Lowered { severity: Severity::Information, when: leaf(Leaf::Sales(nothing)) }];
    let softened = Rule { lowered, ..rule("soft", Condition::Always) };
    let asked = Rule { severity: Severity::Blocks, ..rule("hard", leaf(Leaf::Ask("wooden".to_owned()))) };
    let of = |profile: &Profile, own: Rule| {
        let findings = evaluate(&book(vec![own, softened.clone(), asked.clone()]), profile, &Rates::default());
        (findings[0].state, findings[0].severity, findings[0].lowered)
    };
    let both = || rests(["soft", "hard"]);
    let says = |answer: Option<bool>| {
        with(|profile| {
            profile.sales = vec![sale("DE", Scope::Marketplace, "2026-01-01", "2026-01-31", "9 EUR", None)];
            profile.answers = answer.map(|answer| ("wooden".to_owned(), Answer::Flag(answer))).into_iter().collect();
        })
    };
    // What is open or does not apply makes it neither harder nor softer.
    assert_eq!(of(&says(None), both()), (YES, Severity::Information, true));
    assert_eq!(of(&says(Some(false)), both()), (YES, Severity::Information, true));
    assert_eq!(of(&says(Some(true)), both()), (YES, Severity::Blocks, false));
    // Where none applies it bites as it says itself; so does a rule without the flag.
    assert_eq!(of(&says(Some(false)), rests(["hard", "hard"])), (NO, Severity::High, false));
    let plain = Rule { severity_of_rules: false, ..both() };
    assert_eq!(of(&says(Some(true)), plain), (YES, Severity::High, false));
}

#[test]
fn parts_have_a_state_of_their_own() {
    let part = |from: &str, confirmed, when| Part {
        id: "one".to_owned(),
        from: Some(day(from)),
        to: None,
        confirmed,
        scheduled: false,
        status: Status::Known,
        recheck: None,
        due: None,
        when,
    };
    let with_part = |rule: Rule, part: Part| {
        let finding = found(Rule { parts: vec![part], ..rule }, &seller());
        (finding.state, finding.parts[0].state)
    };
    let always = || rule("a", Condition::Always);
    assert_eq!(with_part(always(), part("2026-11-22", true, None)), (YES, YES));
    assert_eq!(with_part(always(), part("2026-11-23", true, None)), (YES, State::Scheduled));
    assert_eq!(with_part(always(), part("2026-11-22", false, None)), (YES, State::Unconfirmed));
    let ask = || leaf(Leaf::Ask("wooden".to_owned()));
    assert_eq!(with_part(always(), part("2026-11-22", true, Some(ask()))), (YES, OPEN));
    let never = || Condition::Not(Box::new(Condition::Always));
    assert_eq!(with_part(rule("a", never()), part("2026-11-22", true, None)), (NO, NO));
    let later = Rule { from: Some(day("2027-01-01")), ..always() };
    assert_eq!(with_part(later, part("2026-11-22", true, None)), (State::Scheduled, State::Scheduled));
}

#[test]
fn the_reason_is_the_clause_that_decides() {
    let both = Condition::All(vec![leaf(Leaf::Destination(texts(&["DE"]))), over(Period::CurrentYear)]);
    let mut profile = sells(&[("2026-01-01", "2026-06-30", "850 EUR")]);
    profile.markets = texts(&["DE"]);
    let finding = found(rule("a", both.clone()), &profile);
    let figure = finding.reasons[0].figure.clone().unwrap();
    assert_eq!((finding.state, figure.low, figure.than.value), (State::Watch, 850.into(), 1000.into()));
    assert_eq!(
        (figure.share, figure.op, figure.period),
        (Some(Decimal::new(85, 2)), Operator::More, Some(Period::CurrentYear))
    );
    // Not sold there: the amount does not matter.
    profile.markets = texts(&["FR"]);
    let finding = found(rule("a", both), &profile);
    assert_eq!(finding.reasons.len(), 1);
    assert!(matches!(finding.reasons[0].leaf, Leaf::Destination(_)), "{finding:?}");
}

#[test]
fn what_is_particular_stands_before_what_is_true_of_many() {
    let when = Condition::All(vec![
        leaf(Leaf::Destination(texts(&["DE"]))),
        leaf(Leaf::Established(texts(&["CN"]))),
        leaf(Leaf::Channel(vec![Channel::OwnSite])),
        leaf(Leaf::Fulfil(vec![Fulfil::Post])),
        leaf(Leaf::Category(vec![Category::Toys])),
        leaf(Leaf::Ask("wooden".to_owned())),
        over(Period::CurrentYear),
    ]);
    let mut profile = sells(&[("2026-01-01", "2026-06-30", "1850 EUR")]);
    profile.markets = texts(&["DE"]);
    profile.established = texts(&["CN"]);
    profile.channels = vec![Channel::OwnSite];
    profile.fulfil = vec![Fulfil::Post];
    profile.categories = vec![Category::Toys];
    profile.answers = BTreeMap::from([("wooden".to_owned(), Answer::Flag(true))]);
    let finding = found(rule("a", when), &profile);
    let order: Vec<_> = finding.reasons.iter().map(|reason| format!("{:?}", reason.leaf)).collect();
    let order: Vec<_> = order.iter().map(|leaf| leaf.split(['(', ' ']).next().unwrap_or_default()).collect();
    assert_eq!(order, ["Sales", "Category", "Ask", "Channel", "Fulfil", "Destination", "Established"]);
}

#[test]
fn the_question_that_settles_most_is_asked_first() {
    let ask = |id: &str| leaf(Leaf::Ask(id.to_owned()));
    let market = leaf(Leaf::Destination(texts(&["DE"])));
    let rules = vec![
        rule("a", Condition::All(vec![market.clone(), ask("x")])),
        rule("b", Condition::All(vec![market.clone(), ask("y")])),
        rule("c", Condition::Any(vec![Condition::Always, ask("z")])),
        rule("d", ask("y")),
    ];
    let asked = missing(&book(rules), &seller(), &Rates::default());
    let order: Vec<_> = asked.iter().map(|one| (one.input.clone(), one.settles, one.waits)).collect();
    assert_eq!(
        order,
        [(Input::Question("y".to_owned()), 2, 2), (Input::Markets, 2, 2), (Input::Question("x".to_owned()), 1, 1)]
    );
}

#[test]
fn the_places_of_a_rule_are_those_that_make_it_true() {
    let one = |codes: &[&str]| leaf(Leaf::Destination(texts(codes)));
    let in_stock = Condition::All(vec![one(&["FR"]), leaf(Leaf::Stock(texts(&["FR"])))]);
    let when = Condition::Any(vec![one(&["DE"]), in_stock]);
    let profile = with(|profile| {
        profile.markets = texts(&["DE", "FR"]);
        profile.stock = Some(Vec::new());
    });
    assert_eq!(found(rule("a", when), &profile).places, ["DE"]);
}
