//! The rules of the markets, each held by cases that would notice: for every rule of `data/markets/` the judge has
//! consignments below, at and above each of its limits, on the day before and the day of each change, by every way
//! (`judge_landed.py`, column `for`; that they come out right is looked at in `worked_examples.rs`). Here every figure of
//! every rule is changed in turn, and the answer to one of its cases has to change with it.

#![expect(clippy::panic, clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use suanpan::date::Date;
use suanpan::pack::{
    BorderFee, DutyLayer, DutyRule, Edge, LimitOf, Market, Pack, TaxRate, TaxRule, Treatment, Valuation, World,
};
use suanpan::schema::{Arg, Outcome, Record};
use suanpan::value::Value;
use suanpan::{calculators, link};

mod common;

/// What is no rule of its own: any case may tell.
const ANY: &str = "";

/// What changes one figure of a market.
type Change = (String, Box<dyn Fn(&mut Market)>);

struct Case {
    /// `t3 up-to at`: the rule that it was made for, and why.
    made_for: &'static str,
    record: Record,
    country: String,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("worked_examples/judge-landed.tsv").lines().skip(2);
    let fields = calculators::by_id("landed-cost").expect("the calculator").fields();
    let destination = fields.iter().position(|meta| meta.key == "destination").expect("a field");
    lines
        .filter_map(|line| {
            let (text, rest) = line.split_once('\t')?;
            let made_for = rest.rsplit('\t').next().filter(|made_for| !made_for.is_empty())?;
            let record = link::decode(text).expect("a good link").record;
            let Value::Code(country) = record.effective(fields, "destination") else { panic!("{text}") };
            assert!(matches!(record.values[destination], Value::Code(_) | Value::Empty));
            Some(Case { made_for, record, country: country.to_owned() })
        })
        .collect()
}

fn answer(case: &Case, world: &World) -> Outcome {
    calculators::by_id("landed-cost").expect("the calculator").evaluate(&case.record, world)
}

fn world(market: Market, pack: &Pack) -> World {
    World::new(Pack {
        snapshot: pack.snapshot.clone(),
        exchange_rates: pack.exchange_rates.clone(),
        markets: vec![market],
        ..Pack::default()
    })
}

#[test]
fn every_rule_has_cases_on_both_sides_of_whatever_bounds_it() {
    let pack = common::data("data");
    let cases = cases();
    let mut missing = Vec::new();
    for market in &pack.markets {
        let made: BTreeSet<_> =
            cases.iter().filter(|case| market.countries.contains(&case.country)).map(|case| case.made_for).collect();
        let mut expect = |name: String| {
            if !made.contains(name.as_str()) {
                missing.push(format!("{:?}: {name}", market.countries));
            }
        };
        let sides = |name: &str, key: &str| ["below", "at", "above"].map(|side| format!("{name} {key} {side}"));
        for (index, one) in market.treatments.iter().enumerate() {
            let name = format!("t{index}");
            expect(format!("{name} met"));
            sides(&name, "up-to").into_iter().filter(|_| one.up_to.is_some()).for_each(&mut expect);
        }
        (0..market.tax_rates.len()).for_each(|index| expect(format!("r{index} met")));
        (0..market.layers.len()).for_each(|index| expect(format!("l{index} met")));
        for (index, one) in market.fees.iter().enumerate() {
            let name = format!("f{index}");
            expect(format!("{name} met"));
            sides(&name, "up-to").into_iter().filter(|_| one.up_to.is_some()).for_each(&mut expect);
            sides(&name, "above").into_iter().filter(|_| one.above.is_some()).for_each(&mut expect);
        }
    }
    assert!(missing.is_empty(), "run judge_landed.py: {missing:#?}");
}

#[test]
fn no_figure_of_a_rule_can_change_unnoticed() {
    let pack = common::data("data");
    let cases = cases();
    let (mut unnoticed, mut tried) = (Vec::new(), 0);
    for market in &pack.markets {
        let now = world(market.clone(), &pack);
        let mut by_rule: BTreeMap<&str, Vec<(&Case, Outcome)>> = BTreeMap::new();
        for case in cases.iter().filter(|case| market.countries.contains(&case.country)) {
            let rule = case.made_for.split(' ').next().unwrap_or_default();
            by_rule.entry(rule).or_default().push((case, answer(case, &now)));
        }
        for (rule, (what, change)) in changes(market) {
            let mut changed = market.clone();
            change(&mut changed);
            assert_ne!(changed, *market, "{rule} {what} changes nothing");
            let then = world(changed, &pack);
            tried += 1;
            let of_rule = by_rule.iter().filter(|(name, _)| **name == rule || rule == ANY);
            let mut looked_at = of_rule.flat_map(|(_, cases)| cases);
            if !looked_at.any(|(case, outcome)| answer(case, &then) != *outcome) {
                unnoticed.push(format!("{:?}: {rule} {what}", market.countries));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{} of {tried} changes: {unnoticed:#?}", unnoticed.len());
    assert!(tried > 900, "{tried} changes");
}

/// Every figure of a market changed, one at a time, by as little as can be: the rule, what of it, and how. Changes that
/// leave every answer as it is are not among them.
fn changes(market: &Market) -> Vec<(String, Change)> {
    let mut changes = Vec::new();
    let mut add = |rule: &str, (what, change): Change| changes.push((rule.to_owned(), (what, change)));
    let ruled = |day: Date| market.treatments.iter().any(|one| day.within(one.valid_from, one.valid_to));
    let taxed = |day: Date| {
        market.tax_rates.is_empty() || market.tax_rates.iter().any(|one| day.within(one.valid_from, one.valid_to))
    };
    // A day without any rule or rate of tax shows nothing of one that would hold on it, nor does a day that a rule takes
    // which stands before it.
    let taken = |index: usize, day: Date| market.treatments.iter().take(index).any(|one| one.valid_to == Some(day));
    macro_rules! days {
        ($name:expr, $list:ident, $index:expr, $one:expr, $seen:expr) => {
            let index = $index;
            let before = $one.valid_from.and_then(Date::before);
            if before.is_some_and($seen) {
                let earlier = move |market: &mut Market| market.$list[index].valid_from = before;
                add($name, ("a day earlier".to_owned(), Box::new(earlier)));
            }
            if let Some(from) = $one.valid_from.filter(|from| ruled(*from) && taxed(*from)) {
                let later = move |market: &mut Market| market.$list[index].valid_from = from.after();
                add($name, ("a day later".to_owned(), Box::new(later)));
            }
            if let Some(to) = $one.valid_to {
                let ends = [("ends a day earlier", to.before()), ("ends a day later", to.after())];
                for (what, end) in ends {
                    let change = move |market: &mut Market| market.$list[index].valid_to = end;
                    add($name, (what.to_owned(), Box::new(change)));
                }
            }
        };
    }
    for (index, one) in market.treatments.iter().enumerate() {
        let name = format!("t{index}");
        days!(&name, treatments, index, one, |day| taxed(day) && !taken(index, day));
        of_treatment(one, market).into_iter().for_each(|(what, change)| {
            add(&name, (what, Box::new(move |market| change(&mut market.treatments[index]))));
        });
        let holds_for_the_rest = index + 1 == market.treatments.len();
        if !holds_for_the_rest {
            add(&name, ("removed".to_owned(), Box::new(move |market| drop(market.treatments.remove(index)))));
        }
    }
    for (index, one) in market.tax_rates.iter().enumerate() {
        let name = format!("r{index}");
        days!(&name, tax_rates, index, one, ruled);
        of_rate(one).into_iter().for_each(|(what, change)| {
            add(&name, (what, Box::new(move |market| change(&mut market.tax_rates[index]))));
        });
    }
    for (index, one) in market.layers.iter().enumerate() {
        let name = format!("l{index}");
        days!(&name, layers, index, one, |day| ruled(day) && taxed(day));
        of_layer(one).into_iter().for_each(|(what, change)| {
            add(&name, (what, Box::new(move |market| change(&mut market.layers[index]))));
        });
    }
    for (index, one) in market.fees.iter().enumerate() {
        let name = format!("f{index}");
        days!(&name, fees, index, one, |day| ruled(day) && taxed(day));
        of_fee(one).into_iter().for_each(|(what, change)| {
            add(&name, (what, Box::new(move |market| change(&mut market.fees[index]))));
        });
    }
    let taxed_at_border = market.treatments.iter().any(|one| !matches!(one.tax, TaxRule::Free));
    let values_matter = taxed_at_border || market.treatments.iter().any(|one| one.duty == DutyRule::Tariff);
    if values_matter {
        add(
            ANY,
            (
                "valuation".to_owned(),
                Box::new(|market| {
                    market.valuation = if market.valuation == Valuation::Cif { Valuation::Fob } else { Valuation::Cif };
                }),
            ),
        );
    }
    if taxed_at_border {
        add(ANY, ("uplift".to_owned(), Box::new(|market| market.tax_uplift += Decimal::ONE)));
    }
    if taxed_at_border && market.valuation == Valuation::Fob {
        add(
            ANY,
            (
                "tax without carriage".to_owned(),
                Box::new(|market| {
                    market.tax_without_carriage = !market.tax_without_carriage;
                }),
            ),
        );
    }
    changes
}

/// What changes one figure of a rule.
type Of<T> = Vec<(String, Box<dyn Fn(&mut T)>)>;

/// A cent.
fn step() -> Decimal {
    Decimal::new(1, 2)
}

fn of_treatment(one: &Treatment, market: &Market) -> Of<Treatment> {
    let mut changes: Of<Treatment> = Vec::new();
    let mut add = |what: &str, change: Box<dyn Fn(&mut Treatment)>| changes.push((what.to_owned(), change));
    if one.up_to.is_some() {
        let digits = one.currency.unwrap_or(market.currency).minor_digits();
        let unit = Decimal::new(1, digits);
        add("a higher limit", Box::new(move |one| one.up_to = one.up_to.map(|limit| limit + unit)));
        add("a lower limit", Box::new(move |one| one.up_to = one.up_to.map(|limit| limit - unit)));
        add("without limit", Box::new(|one| one.up_to = None));
        if one.of != LimitOf::Unit {
            add("limit of a unit", Box::new(|one| one.of = LimitOf::Unit));
        }
        if one.of != LimitOf::Goods {
            add("limit of the goods", Box::new(|one| one.of = LimitOf::Goods));
        }
        // In another currency no amount of the market's is the limit itself.
        if one.currency.is_none() {
            add(
                "the other edge",
                Box::new(|one| {
                    one.edge = if one.edge == Edge::Included { Edge::Excluded } else { Edge::Included };
                }),
            );
        } else {
            add("in the market's currency", Box::new(|one| one.currency = None));
        }
    }
    let duties = [DutyRule::Free, DutyRule::Tariff, DutyRule::Unknown, DutyRule::PerLine(Decimal::TEN)];
    for duty in duties.into_iter().filter(|duty| *duty != one.duty) {
        add("another duty", Box::new(move |one| one.duty = duty.clone()));
    }
    match one.duty {
        DutyRule::PerLine(each) => {
            add("more by line", Box::new(move |one| one.duty = DutyRule::PerLine(each + step())))
        }
        DutyRule::Flat { percent, less } => {
            add(
                "a higher rate",
                Box::new(move |one| {
                    one.duty = DutyRule::Flat { percent: percent + Decimal::ONE, less };
                }),
            );
            add(
                "more taken off",
                Box::new(move |one| {
                    one.duty = DutyRule::Flat { percent, less: less + Decimal::ONE };
                }),
            );
        }
        DutyRule::Free | DutyRule::Unknown | DutyRule::Tariff => {}
    }
    if one.duty != DutyRule::Unknown && !market.tax_rates.is_empty() {
        let taxes = [TaxRule::Free, TaxRule::Import, TaxRule::Checkout];
        let more = [TaxRule::CheckoutOrFree, TaxRule::CheckoutOrImport];
        // Of a rule for registered sellers these two say the same as `Checkout`.
        let more = more.into_iter().filter(|_| !one.registered);
        // In bulk nobody is asked who takes the tax with the sale.
        for tax in taxes.into_iter().chain(more).filter(|tax| *tax != one.tax) {
            add("another tax", Box::new(move |one| one.tax = tax));
        }
    }
    if one.waived_up_to.is_some() {
        add("more is waived", Box::new(|one| one.waived_up_to = one.waived_up_to.map(|most| most + step())));
        add("less is waived", Box::new(|one| one.waived_up_to = one.waived_up_to.map(|most| most - step())));
    }
    if !one.not_chapters.is_empty() {
        add("for every chapter", Box::new(|one| one.not_chapters.clear()));
        for (at, chapter) in one.not_chapters.iter().enumerate() {
            add(
                &format!("for chapter {chapter}"),
                Box::new(move |one| {
                    one.not_chapters.remove(at);
                }),
            );
        }
    }
    if one.registered {
        add("for whoever is not registered", Box::new(|one| one.registered = false));
    }
    if one.parcels && one.by.is_empty() {
        add("for bulk as well", Box::new(|one| one.parcels = false));
    }
    for at in 0..one.by.len() {
        if one.by.len() > 1 {
            add(
                "not by one of the ways",
                Box::new(move |one| {
                    one.by.remove(at);
                }),
            );
        }
    }
    if !one.by.is_empty() && one.by.len() < 3 {
        add("by any way", Box::new(|one| one.by.clear()));
    }
    changes
}

fn of_rate(one: &TaxRate) -> Of<TaxRate> {
    let mut changes: Of<TaxRate> = vec![
        ("a higher rate".to_owned(), Box::new(|one| one.percent += Decimal::ONE)),
        ("of itself".to_owned(), Box::new(|one| one.of_itself = !one.of_itself)),
    ];
    for at in 0..one.countries.len() {
        changes.push(("not of one country".to_owned(), Box::new(move |one| one.countries[at] = "ZZ".to_owned())));
    }
    changes
}

fn of_layer(one: &DutyLayer) -> Of<DutyLayer> {
    let mut changes: Of<DutyLayer> = vec![("a higher rate".to_owned(), Box::new(|one| one.percent += Decimal::ONE))];
    for at in 0..one.origins.len() {
        changes.push(("not of one origin".to_owned(), Box::new(move |one| one.origins[at] = "ZZ".to_owned())));
    }
    if one.list.is_some() {
        changes.push(("of any list".to_owned(), Box::new(|one| one.list = None)));
    }
    // On top of the tariff, or what it comes to with it; of nothing both are nothing.
    if !one.percent.is_zero() {
        changes.push(("with the tariff".to_owned(), Box::new(|one| one.with_tariff = !one.with_tariff)));
        changes.push(("under Section 232".to_owned(), Box::new(|one| one.not_with_232 = !one.not_with_232)));
    }
    changes
}

fn of_fee(one: &BorderFee) -> Of<BorderFee> {
    let mut changes: Of<BorderFee> = Vec::new();
    let mut add = |what: &str, change: Box<dyn Fn(&mut BorderFee)>| changes.push((what.to_owned(), change));
    if one.above.is_some() {
        add("above a higher value", Box::new(|one| one.above = one.above.map(|above| above + step())));
        add("above a lower value", Box::new(|one| one.above = one.above.map(|above| above - step())));
    }
    if one.up_to.is_some() {
        add("a higher limit", Box::new(|one| one.up_to = one.up_to.map(|limit| limit + step())));
        add("a lower limit", Box::new(|one| one.up_to = one.up_to.map(|limit| limit - step())));
        add(
            "the other edge",
            Box::new(|one| {
                one.edge = if one.edge == Edge::Included { Edge::Excluded } else { Edge::Included };
            }),
        );
    }
    if !one.percent.is_zero() {
        add("a higher rate", Box::new(|one| one.percent += one.percent));
        add("a higher least", Box::new(|one| one.least += Decimal::ONE));
    }
    if one.most.is_some() {
        add("a higher most", Box::new(|one| one.most = one.most.map(|most| most + Decimal::ONE)));
    }
    if !one.per_line.is_zero() {
        add("more by line", Box::new(|one| one.per_line += Decimal::ONE));
    }
    if !one.flat.is_zero() {
        add("more in all", Box::new(|one| one.flat += Decimal::ONE));
    }
    if one.currency.is_some() {
        add("in the market's currency", Box::new(|one| one.currency = None));
    }
    for at in 0..one.countries.len() {
        add("not of one country", Box::new(move |one| one.countries[at] = "ZZ".to_owned()));
    }
    if !one.countries.is_empty() {
        add("of every country", Box::new(|one| one.countries.clear()));
    }
    for at in 0..one.by.len() {
        if one.by.len() > 1 {
            add(
                "not by one of the ways",
                Box::new(move |one| {
                    one.by.remove(at);
                }),
            );
        }
    }
    if !one.by.is_empty() {
        add("by any way", Box::new(|one| one.by.clear()));
    }
    if one.parcels {
        add("for bulk as well", Box::new(|one| one.parcels = false));
    }
    add("unconfirmed or not", Box::new(|one| one.unconfirmed = !one.unconfirmed));
    changes
}

/// Rules in words begin and end on their day as well.
#[test]
fn notices_are_said_on_their_days_alone() {
    let pack = common::data("data");
    let world = World::new(pack.clone());
    let said = |country: &str, day: Date, id: &str| {
        let text = format!("v=1&t=sc&p=_350g_20x15x8cm&d={country}&dt={day}&k=hand");
        let opened = link::decode(&text).expect("a good link");
        let answer = opened.calculator.evaluate(&opened.record, &world).answer.expect("an answer");
        let rule = Arg::Key(format!("notice.{id}"));
        answer.notes.iter().any(|note| note.phrase.args.iter().any(|(_, arg)| *arg == rule))
    };
    let mut dated = 0;
    for notice in &pack.notices {
        for country in &notice.destinations {
            if let Some(from) = notice.valid_from {
                assert!(said(country, from, &notice.id), "{country} {from} {}", notice.id);
                let before = from.before().expect("a day before");
                assert!(!said(country, before, &notice.id), "{country} {before} {}", notice.id);
            }
            if let Some(to) = notice.valid_to {
                assert!(said(country, to, &notice.id), "{country} {to} {}", notice.id);
                let after = to.after().expect("a day after");
                assert!(!said(country, after, &notice.id), "{country} {after} {}", notice.id);
            }
            dated += usize::from(notice.valid_from.is_some() || notice.valid_to.is_some());
        }
    }
    assert!(dated > 80, "{dated} dated notices");
}
