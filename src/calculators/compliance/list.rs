//! The list: every rule as it stands, what to say next, and the days that matter.

use std::collections::BTreeMap;

use core::cmp::Reverse;

use rust_decimal::Decimal;
use suanpan_compliance::codes::{Severity, Topic};
use suanpan_compliance::missing::{Input, Missing};
use suanpan_compliance::model::Rule;
use suanpan_compliance::pack::Pack as Rules;
use suanpan_compliance::places::country;
use suanpan_compliance::words::{PartWords, RuleWords};
use suanpan_compliance::{Finding, Profile, State, evaluate, missing};

use super::profile::{profile, rates};
use super::texts::{day, decision, figure, note, reason as reason_text, way};
use super::{Inputs, ask, nexus, reason};
use crate::amount::{Currency, Money};
use crate::date::Date;
use crate::pack::{Cited, World};
use crate::schema::checklist::{Checklist, Deadline, Done, Item, ItemPart, Source, Turn, Turns};
use crate::schema::{Alternative, Answer, Arg, Figure, Note, Phrase, Severity as Weight};

/// How many duties the decision names.
const NAMED: usize = 2;

/// What applies, counted, and what comes first.
pub(super) fn answer(inputs: &Inputs, world: &World, rules: &Rules) -> Answer {
    let profile = profile(inputs);
    let findings = evaluate(&rules.book, &profile, &rates(world));
    let duties = || findings.iter().filter(|finding| !is_option(rules, finding));
    let count = |state: State| duties().filter(|finding| finding.state == state).count();
    let applying = || duties().filter(|finding| finding.state == State::Applies);
    let is_done = |finding: &&Finding| finding.done.as_ref().is_some_and(|done| !done.lapsed);
    let done = applying().filter(is_done).count();
    let blocking: Vec<_> =
        applying().filter(|finding| finding.severity == Severity::Blocks && !is_done(finding)).collect();
    let counted = [
        (figure::RULES_APPLY, count(State::Applies), true),
        (figure::RULES_BLOCK, blocking.len(), true),
        (figure::RULES_DONE, done, done > 0),
        (figure::RULES_AHEAD, count(State::Scheduled) + count(State::Unconfirmed), true),
        (figure::RULES_NEAR, count(State::Watch), count(State::Watch) > 0),
        (figure::RULES_OPEN, count(State::Unknown), true),
    ];
    let number = |count: usize| Arg::Number(Decimal::from(count));
    let headline = counted.into_iter().filter(|(.., told)| *told);
    let headline = headline.map(|(name, count, _)| Figure { name, value: number(count) }).collect();
    let decision = if blocking.is_empty() {
        Phrase::new(decision::RULES_NO_STOP).with("n", number(count(State::Applies)))
    } else {
        let first =
            blocking.iter().take(NAMED).map(|finding| Arg::Words(reason::name(&finding.id, rules, profile.day)));
        // Handed to the page as words.
        let first: Vec<_> = first.map(|name| name.to_string()).collect();
        Phrase::new(decision::RULES_FIRST)
            .with("n", number(blocking.len()))
            .with("first", Arg::Words(first.join(" · ")))
    };
    let sources = converted(&profile, &findings, world);
    let notes = sources.first().map(|source| Note {
        severity: Weight::Note,
        phrase: Phrase::new(note::RULE_EXCHANGE).with("date", Arg::Date(source.as_of)),
        source: None,
    });
    let name = way::CHECKLIST;
    let shown = Alternative {
        id: name.code().to_owned(),
        name: name.key().to_owned(),
        notes: notes.into_iter().collect(),
        sources,
        ..Alternative::default()
    };
    Answer { headline, decision: Some(decision), notes: Vec::new(), alternatives: vec![shown] }
}

/// Where the sample rates are from that figures were converted by; none where nothing was converted.
fn converted(profile: &Profile, findings: &[Finding], world: &World) -> Vec<Cited> {
    let sold = profile.sales.iter().filter_map(|sale| sale.amount);
    let typed = sold.chain(profile.consignment).chain(profile.item).map(|money| money.currency.code());
    let mut typed: Vec<_> = typed.collect();
    let figures = findings.iter().flat_map(|finding| &finding.reasons).filter_map(|reason| reason.figure.as_ref());
    let law = figures.filter(|figure| figure.low > Decimal::ZERO).filter_map(|figure| figure.than.currency);
    let mut all: Vec<_> = law.map(|currency| currency.code()).chain(typed.iter().copied()).collect();
    for codes in [&mut typed, &mut all] {
        codes.sort_unstable();
        codes.dedup();
    }
    if typed.is_empty() || all.len() < 2 {
        return Vec::new();
    }
    let rates = world.pack().map(|pack| pack.exchange_rates.as_slice()).unwrap_or_default();
    let mut sources: Vec<Cited> = Vec::new();
    for rate in rates.iter().filter(|rate| all.contains(&rate.currency.code())) {
        if !sources.contains(&rate.source) {
            sources.push(rate.source.clone());
        }
    }
    sources
}

fn is_option(rules: &Rules, finding: &Finding) -> bool {
    rules.book.rules.get(finding.rule).is_some_and(|rule| rule.option)
}

/// The whole list.
pub(super) fn checklist(inputs: &Inputs, world: &World, rules: &Rules) -> Checklist {
    let (profile, rates) = (profile(inputs), rates(world));
    let mut findings = evaluate(&rules.book, &profile, &rates);
    findings.sort_by_key(|finding| order(rules, finding));
    let other = inputs.compare_date.filter(|other| *other != inputs.rule_date);
    let then = other.map(|day| (day, evaluate(&rules.book, &Profile { day, ..profile.clone() }, &rates)));
    let items: Vec<Item> = findings.iter().filter_map(|finding| item(finding, inputs, &profile, rules)).collect();
    let place_of: BTreeMap<&str, usize> =
        items.iter().enumerate().map(|(place, item)| (item.id.as_str(), place)).collect();
    let asks =
        gathered(missing(&rules.book, &profile, &rates)).into_iter().filter_map(|one| ask::ask(one, inputs, rules));
    // Who sells nowhere in the country has no use for the tests of its states.
    let sells =
        profile.markets.iter().chain(profile.sales.iter().map(|sale| &sale.place)).any(|place| country(place) == "US");
    let tests =
        findings.iter().enumerate().filter(|_| sells).filter_map(|(place, finding)| {
            nexus::row(place, rules.book.rules.get(finding.rule)?, finding, profile.day)
        });
    Checklist {
        snapshot: rules.snapshot.clone(),
        markets: profile.markets.iter().map(|code| Arg::Country(code.clone())).collect(),
        asks: asks.collect(),
        deadlines: deadlines(&items, inputs.rule_date),
        turns: then.map(|(to, then)| Turns {
            from: inputs.rule_date,
            to,
            turns: turns(&findings, &then, &place_of, rules),
        }),
        nexus: tests.collect(),
        items,
    }
}

/// How many states of a country are asked about one by one.
const STATES_ASKED: usize = 3;

/// What to say next, where sales to many states of a country are open as one question about all of it: they are at most those of the
/// country, which decides most of them.
fn gathered(all: Vec<Missing>) -> Vec<Missing> {
    let state = |input: &Input| match input {
        Input::Sales(place) | Input::Orders(place) if country(place) != place => Some(country(place).to_owned()),
        _ => None,
    };
    let mut of: BTreeMap<String, Missing> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in &all {
        let Some(country) = state(&one.input) else { continue };
        *counts.entry(country.clone()).or_default() += 1;
        let input = Input::Sales(country.clone());
        let sum = of.entry(country).or_insert(Missing { input, settles: 0, waits: 0 });
        sum.settles = sum.settles.saturating_add(one.settles);
        sum.waits = sum.waits.saturating_add(one.waits);
    }
    of.retain(|country, _| counts.get(country).is_some_and(|count| *count > STATES_ASKED));
    let mut asked = Vec::new();
    for one in all {
        match state(&one.input).filter(|country| counts.get(country).is_some_and(|count| *count > STATES_ASKED)) {
            // The first of them stands for all.
            Some(country) => asked.extend(of.remove(&country)),
            None => asked.push(one),
        }
    }
    asked
}

/// By topic; what is known before what is not; the hardest first; then by the day, and as the rules stand.
fn order(rules: &Rules, finding: &Finding) -> (Option<Topic>, bool, Severity, bool, Option<Date>, State, usize) {
    let topic = rules.book.rules.get(finding.rule).map(|rule| rule.topic);
    let ahead = finding.begins;
    (topic, finding.state == State::Unknown, finding.severity, ahead.is_some(), ahead, finding.state, finding.rule)
}

fn item(finding: &Finding, inputs: &Inputs, profile: &Profile, rules: &Rules) -> Option<Item> {
    let rule = rules.book.rules.get(finding.rule)?;
    let unworded = RuleWords::default();
    let words = rules.words.rules.get(finding.rule).unwrap_or(&unworded);
    let mut reasons: Vec<Phrase> = Vec::new();
    for phrase in finding.reasons.iter().flat_map(|reason| reason::phrases(reason, profile, rules)) {
        if !reasons.contains(&phrase) {
            reasons.push(phrase);
        }
    }
    reasons.extend(per_line(rule, finding, profile));
    let document = |id: &String| {
        let place = rules.book.documents.iter().position(|known| known == id);
        let name = place.and_then(|place| rules.words.documents.get(place)).unwrap_or(id);
        (id.clone(), name.clone())
    };
    Some(Item {
        id: finding.id.clone(),
        name: words.name.clone(),
        place: (rule.place != "*").then(|| Arg::Country(rule.place.clone())),
        places: rules.book.sets.gathered(&finding.places).into_iter().map(Arg::Country).collect(),
        topic: rule.topic,
        state: finding.state,
        bite: finding.severity,
        bite_is_ours: rule.severity_ours,
        lowered: finding.lowered,
        who: rule.who,
        option: rule.option,
        reasons,
        duty: words.duty.clone(),
        steps: words.steps.clone(),
        status: nexus::sure(rule),
        sure: words.sure.clone(),
        from: since(rule, rules),
        ends: finding.ends,
        begins: finding.begins,
        documents: rule.documents.iter().map(document).collect(),
        done: finding.done.as_ref().map(|done| Done {
            by: done_by(&done.code, inputs, rules),
            renew_by: done.renew_by,
            lapsed: done.lapsed,
        }),
        renews: rule.renews.map(|renewal| renewal.months),
        due: rule.due.and_then(|day| next(day, profile.day, finding.begins, rule.to)),
        parts: parts(rule, words, finding, profile.day),
        replaced_by: finding.suppressed_by.as_ref().map(|id| reason::name(id, rules, profile.day)),
        sources: rule.sources.iter().filter(|source| !source.title.is_empty()).map(source).collect(),
        source_count: rule.sources.len(),
        as_of: rule.as_of,
        recheck: rule.recheck,
        past_recheck: finding.past_recheck,
    })
}

/// What a consignment pays where each of its tariff lines does, once their number was said.
fn per_line(rule: &Rule, finding: &Finding, profile: &Profile) -> Option<Phrase> {
    let (each, lines) = (rule.per_line?, Decimal::from(profile.lines?));
    let is_due = matches!(finding.state, State::Applies | State::Scheduled | State::Unconfirmed);
    let currency = Currency::from_code(each.currency.code()).filter(|_| is_due)?;
    let money = |value| Arg::Money(Money { value, currency });
    let total = each.value.checked_mul(lines)?;
    let phrase = Phrase::new(reason_text::PER_LINE).with("lines", Arg::Number(lines));
    Some(phrase.with("each", money(each.value)).with("total", money(total)))
}

/// Since when a rule is in force: of a test of sales since its first version, as a leg that was dropped is no new duty.
fn since(rule: &Rule, rules: &Rules) -> Option<Date> {
    let versions = rules.book.rules.iter().filter(|other| rule.nexus.is_some() && other.id == rule.id);
    versions.filter_map(|version| version.from).min().or(rule.from)
}

fn source(source: &suanpan_compliance::model::Source) -> Source {
    Source { title: source.title.clone(), address: source.address.clone() }
}

/// What a rule is done by, with the number that the seller typed.
fn done_by(code: &str, inputs: &Inputs, rules: &Rules) -> Phrase {
    let held = inputs.registrations.0.iter().find(|(_, row)| row.registration == code);
    let number = held.and_then(|(_, row)| row.registration_number.clone());
    let text = if number.is_some() { day::DONE_BY_NUMBER } else { day::DONE_BY };
    let phrase = Phrase::new(text).with("registration", reason::registration(code, rules, inputs.rule_date));
    number.map_or(phrase.clone(), |number| phrase.with("number", Arg::Words(number)))
}

fn parts(rule: &Rule, words: &RuleWords, finding: &Finding, today: Date) -> Vec<ItemPart> {
    let unworded = PartWords::default();
    let both = rule.parts.iter().zip(&finding.parts).enumerate();
    both.map(|(place, (part, found))| {
        let words = words.parts.get(place).unwrap_or(&unworded);
        ItemPart {
            name: words.name.clone(),
            duty: words.duty.clone(),
            state: found.state,
            from: part.from.or(found.begins),
            to: part.to,
            due: part.due.and_then(|day| next(day, today, found.begins, part.to.or(rule.to))),
            status: part.status,
            sure: words.sure.clone(),
            past_recheck: found.past_recheck,
        }
    })
    .collect()
}

/// The next time that a day of the year comes after today, not before the first day nor after the last one.
fn next((month, day): (u32, u32), today: Date, begins: Option<Date>, ends: Option<Date>) -> Option<Date> {
    let after = begins.map_or(today, |begins| begins.max(today));
    let year = after.civil().0;
    let mut days = [year, year.saturating_add(1)].into_iter().filter_map(|year| Date::new(year, month, day));
    days.find(|day| after < *day).filter(|day| ends.is_none_or(|ends| *day <= ends))
}

/// Days to come of what is in the list, the next first.
fn deadlines(items: &[Item], today: Date) -> Vec<Deadline> {
    let mut days = Vec::new();
    for (place, item) in items.iter().enumerate() {
        if matches!(item.state, State::DoesNotApply | State::Unknown | State::Watch) {
            continue;
        }
        let mut told = |day: Option<Date>, what: Phrase| {
            let yearly = [day::DUE, day::PART_DUE].contains(&what.text);
            days.extend(day.filter(|day| *day > today).map(|day| Deadline { day, item: place, what, yearly }));
        };
        told(item.begins, Phrase::new(day::BEGINS));
        told(item.ends, Phrase::new(day::ENDS));
        told(item.due, Phrase::new(day::DUE));
        for part in item.parts.iter().filter(|part| !matches!(part.state, State::DoesNotApply | State::Unknown)) {
            let named = |text| Phrase::new(text).with("part", Arg::Words(part.name.clone()));
            // Where the whole rule begins on that day, it says so.
            told(part.from.filter(|from| Some(*from) != item.begins), named(day::PART_BEGINS));
            told(part.to, named(day::PART_ENDS));
            told(part.due, named(day::PART_DUE));
        }
        if let Some(done) = &item.done {
            told(done.renew_by, Phrase::new(day::RENEW));
        }
    }
    days.sort_by_key(|one: &Deadline| (one.day, one.item));
    days
}

/// What stands otherwise on another day, of the list or of the rules that are not in it.
fn turns(now: &[Finding], then: &[Finding], place_of: &BTreeMap<&str, usize>, rules: &Rules) -> Vec<Turn> {
    let later: BTreeMap<&str, &Finding> = then.iter().map(|finding| (finding.id.as_str(), finding)).collect();
    let mut turns = Vec::new();
    for finding in now {
        let (Some(other), Some(&item)) = (later.get(finding.id.as_str()), place_of.get(finding.id.as_str())) else {
            continue;
        };
        let words = rules.words.rules.get(other.rule);
        let same_rule = finding.rule == other.rule;
        let parts = other.parts.iter().enumerate().filter_map(|(place, part)| {
            let before = finding.parts.get(place).filter(|_| same_rule)?;
            let name = words.and_then(|words| words.parts.get(place))?.name.clone();
            (before.state != part.state).then_some((name, part.state))
        });
        let parts: Vec<_> = parts.collect();
        // What is open on both days is not known to turn.
        let open = finding.state == State::Unknown && other.state == State::Unknown;
        if open {
            continue;
        }
        if finding.state != other.state || !same_rule && other.state != State::DoesNotApply || !parts.is_empty() {
            turns.push(Turn { item, then: other.state, parts });
        }
    }
    turns.sort_by_key(|turn| Reverse(turn.then != State::DoesNotApply));
    turns
}
