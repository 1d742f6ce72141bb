//! Looks at everything together: what refers to what, dates of rules of one id, rules that ask for each other.

use std::collections::{BTreeMap, BTreeSet};

use super::Loaded;
use crate::codes::Kind;
use crate::evaluate::OF_EACH_PLACE;
use crate::model::{Condition, Leaf, Rule};
use crate::places::{WORLD, well_formed};

pub fn check(loaded: &Loaded, problems: &mut Vec<String>) {
    let book = &loaded.book;
    for (kind, ids) in [
        ("question", book.questions.iter().map(|one| one.id.as_str()).collect::<Vec<_>>()),
        ("registration", book.registrations.iter().map(String::as_str).collect()),
        ("document", book.documents.iter().map(String::as_str).collect()),
        ("list", book.lists.iter().map(|one| one.id.as_str()).collect()),
    ] {
        let mut seen = BTreeSet::new();
        for id in ids.into_iter().filter(|id| !seen.insert(*id)) {
            problems.push(format!("{kind} \"{id}\" stands twice"));
        }
    }
    let mut by_id: BTreeMap<&str, Vec<(&Rule, &str)>> = BTreeMap::new();
    for (rule, file) in book.rules.iter().zip(&loaded.files) {
        by_id.entry(&rule.id).or_default().push((rule, file));
        let mut say = |reason: String| problems.push(format!("{file}: {}: {reason}", rule.id));
        references(loaded, rule, &mut say);
    }
    for versions in by_id.values() {
        for (index, (rule, file)) in versions.iter().enumerate() {
            let meets = |other: &Rule| {
                let before = |to: Option<_>, from: Option<_>| to.is_some_and(|to| from.is_some_and(|from| to < from));
                !before(rule.to, other.from) && !before(other.to, rule.from)
            };
            if versions.iter().take(index).any(|(other, _)| meets(other)) {
                problems.push(format!("{file}: {}: the id stands twice on the same days", rule.id));
            }
        }
    }
    cycles(&by_id, problems, "asks for itself through \"rule\"", |rule| {
        let mut asked = Vec::new();
        rule.when.leaves(&mut |leaf| asked.extend(asked_rule(leaf)));
        for case in &rule.lowered {
            case.when.leaves(&mut |leaf| asked.extend(asked_rule(leaf)));
        }
        asked
    });
    cycles(&by_id, problems, "is hidden by a rule that it hides", |rule| {
        rule.suppresses.iter().map(String::as_str).collect()
    });
}

fn asked_rule(leaf: &Leaf) -> Option<&str> {
    match leaf {
        Leaf::Rule(id) => Some(id),
        _ => None,
    }
}

fn references(loaded: &Loaded, rule: &Rule, say: &mut impl FnMut(String)) {
    let book = &loaded.book;
    let place = |place: &str| well_formed(place) || book.sets.0.contains_key(place);
    if rule.place != "*" && !place(&rule.place) {
        say(format!("unknown place \"{}\"", rule.place));
    }
    let known = |id: &str| book.rules.iter().any(|other| other.id == id);
    for target in rule.suppresses.iter().chain(&rule.supersedes).filter(|target| !known(target)) {
        say(format!("unknown rule \"{target}\""));
    }
    if rule.suppresses.contains(&rule.id) {
        say("it hides itself".to_owned());
    }
    for document in rule.documents.iter().filter(|document| !book.documents.contains(document)) {
        say(format!("unknown document \"{document}\""));
    }
    let is_known = |registration: &&String| match registration.strip_suffix(OF_EACH_PLACE) {
        Some(start) => book.registrations.iter().any(|one| one.starts_with(start)),
        None => book.registrations.contains(registration),
    };
    if let Some(registration) = rule.registration.as_ref().filter(|one| !is_known(one)) {
        say(format!("unknown registration \"{registration}\""));
    }
    let parts = rule.parts.iter().filter_map(|part| part.when.as_ref());
    let conditions: Vec<&Condition> = [&rule.when]
        .into_iter()
        .chain(&rule.unconfirmed_when)
        .chain(rule.lowered.iter().map(|case| &case.when))
        .chain(parts)
        .collect();
    for condition in conditions {
        condition.leaves(&mut |leaf| match leaf {
            Leaf::Established(codes)
            | Leaf::Destination(codes)
            | Leaf::Origin(codes)
            | Leaf::OriginElsewhere(codes)
            | Leaf::Made(codes)
            | Leaf::MadeElsewhere(codes)
            | Leaf::Stock(codes) => {
                for code in codes.iter().filter(|code| !place(code)) {
                    say(format!("unknown place or set \"{code}\""));
                }
            }
            Leaf::StockCount { place: code, .. } | Leaf::CrossBorder(code) if !place(code) => {
                say(format!("unknown place or set \"{code}\""));
            }
            Leaf::Sales(sold) | Leaf::Orders(sold) => {
                let around = sold.place.strip_suffix("-other").filter(|set| book.sets.0.contains_key(*set));
                if sold.place != WORLD && around.is_none() && !place(&sold.place) {
                    say(format!("unknown place or set \"{}\"", sold.place));
                }
                if matches!(leaf, Leaf::Sales(_)) != sold.than.currency.is_some() {
                    say("sales are compared with an amount, orders with a count".to_owned());
                }
            }
            Leaf::Hts(list) if !book.lists.iter().any(|known| known.id == *list) => {
                say(format!("unknown list \"{list}\""));
            }
            Leaf::Ask(id) => match book.questions.iter().find(|question| question.id == *id) {
                None => say(format!("unknown question \"{id}\"")),
                Some(question) if question.kind != Kind::Flag => say(format!("question \"{id}\" is no yes or no")),
                Some(_) => {}
            },
            Leaf::Number { question: id, than, .. } => {
                let kind = if than.currency.is_some() { Kind::Money } else { Kind::Number };
                match book.questions.iter().find(|question| question.id == *id) {
                    None => say(format!("unknown question \"{id}\"")),
                    Some(question) if question.kind != kind => say(format!("question \"{id}\" asks for no {kind}")),
                    Some(_) => {}
                }
            }
            Leaf::Held(code) if !book.registrations.contains(code) => say(format!("unknown registration \"{code}\"")),
            Leaf::Rule(id) if !known(id) => say(format!("unknown rule \"{id}\"")),
            _ => {}
        });
    }
}

/// Every rule from which one comes back to it.
fn cycles<'a>(
    by_id: &BTreeMap<&'a str, Vec<(&'a Rule, &'a str)>>,
    problems: &mut Vec<String>,
    reason: &str,
    next: impl Fn(&'a Rule) -> Vec<&'a str>,
) {
    for (id, versions) in by_id {
        let targets =
            |id: &str| by_id.get(id).into_iter().flatten().flat_map(|(rule, _)| next(rule)).collect::<Vec<_>>();
        let mut reached = BTreeSet::new();
        let mut open = targets(id);
        while let Some(one) = open.pop() {
            if reached.insert(one) {
                open.extend(targets(one));
            }
        }
        if let Some((_, file)) = versions.first().filter(|_| reached.contains(id)) {
            problems.push(format!("{file}: {id}: it {reason}"));
        }
    }
}
