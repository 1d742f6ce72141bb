//! Every key of wording that the page can ask for on behalf of the domain: the build compares this list with
//! `locales/`, so that a missing text fails there and not in front of a user.

use std::collections::BTreeSet;

use super::checklist::{Bite, State, Sure, Topic, Who};
use super::{Calculator, Kind, Meta, Names, code};
use crate::pack::{Pack, Status};
use crate::rate_sheet::texts::{problem, role};
use crate::units::Unit;
use crate::vocabulary::is_country;

/// What keys begin with that packs name, even old ones.
const OF_PACKS: &[&str] =
    &["service.", "source.", "notice.", "notice-more.", "duty-layer.", "warehouse.", "choice.channel.", "event."];

/// What keys begin with that stand with the rules of compliance and are no choice of a field.
const OF_RULES: &str = "takes.";

/// What keys begin with that name cards: see [`names_cards`](Calculator::names_cards).
const OF_CARDS: &[&str] = &["service.", "warehouse.", "choice.channel."];

/// Everything that these calculators and a pack can ask for, what older packs could, as far as it is known, and the names
/// of the calculators to which a page leads.
#[must_use]
pub fn needed(
    calculators: impl IntoIterator<Item = &'static dyn Calculator>,
    leads_to: &[&str],
    pack: &Pack,
    known: &[String],
) -> BTreeSet<String> {
    let calculators: Vec<_> = calculators.into_iter().collect();
    let begins = |key: &str, starts: &[&str]| starts.iter().any(|start| key.starts_with(start));
    let mut keys: BTreeSet<_> = shared().into_iter().chain(of_pack(pack)).collect();
    keys.extend(known.iter().filter(|key| begins(key, OF_PACKS)).cloned());
    if !calculators.iter().any(|calculator| calculator.names_cards()) {
        keys.retain(|key| !begins(key, OF_CARDS));
    }
    // Rules come with a table whose cells are words.
    let with_rules = calculators.iter().any(|calculator| calculator.has_rules());
    keys.extend(known.iter().filter(|key| with_rules && key.starts_with(OF_RULES)).cloned());
    keys.extend(calculators.into_iter().flat_map(of_calculator));
    keys.extend(leads_to.iter().map(|id| format!("calculator.{id}.name")));
    keys
}

/// Whether one of them has a field for a size: the page has code and words of its own for that.
#[must_use]
pub fn has_sizes(calculators: impl IntoIterator<Item = &'static dyn Calculator>) -> bool {
    let is_size = |meta: &Meta| matches!(meta.kind, Kind::Size(_));
    calculators.into_iter().flat_map(Calculator::fields).any(|meta| is_size(meta) || meta.columns().iter().any(is_size))
}

/// The keys of one calculator: its own name, fields, choices, examples, and everything its answers can say.
#[must_use]
pub fn of_calculator(calculator: &dyn Calculator) -> Vec<String> {
    let id = calculator.id();
    let mut keys: Vec<_> = ["name", "question", "description"].map(|part| format!("calculator.{id}.{part}")).into();
    keys.extend(["head", "title", "choose", "best", "one", "price", "bill"].map(|part| format!("ranking.{id}.{part}")));
    keys.push(format!("ways.{id}.one"));
    keys.extend(calculator.examples().iter().map(|example| format!("example.{id}.{}", example.id)));
    for text in calculator.texts() {
        keys.push(text.key().to_owned());
        // Formulas have a name, notes a second sentence.
        match text.key().split_once('.') {
            Some(("step", id)) => keys.push(format!("step-name.{id}")),
            Some((kind @ ("note" | "onward"), id)) => keys.push(format!("{kind}-more.{id}")),
            _ => {}
        }
    }
    of_fields(calculator.fields(), &mut keys);
    keys
}

fn of_fields(fields: &[Meta], keys: &mut Vec<String>) {
    for meta in fields {
        keys.extend(["label", "hint"].map(|part| format!("field.{}.{part}", meta.key)));
        if meta.required {
            keys.push(format!("field.{}.required", meta.key));
        }
        if matches!(meta.kind, Kind::Rows(_)) {
            keys.push(format!("field.{}.add", meta.key));
        }
        if !meta.group.is_empty() {
            keys.push(format!("group.{}", meta.group));
        }
        if let Kind::Choice(choices) | Kind::ManyOf(choices) = meta.kind {
            if let Some(start) = choices.names.start(meta.key) {
                keys.extend(choices.codes.iter().map(|code| format!("{start}{code}")));
            }
            // What is no country by itself the reader's system has no name for.
            let parts = choices.codes.iter().filter(|code| choices.names == Names::Countries && !is_country(code));
            keys.extend(parts.map(|code| format!("place.{code}")));
        }
        of_fields(meta.columns(), keys);
    }
}

/// The keys that every calculator shares: problems, also those of rate sheets, statuses, units.
#[must_use]
pub fn shared() -> Vec<String> {
    let texts = [code::ALL, problem::ALL, role::ALL];
    let mut keys: Vec<_> = texts.into_iter().flatten().map(|text| text.key().to_owned()).collect();
    for status in [Status::Verified, Status::Reported, Status::Known, Status::Sample, Status::Own] {
        keys.push(format!("status.{}", status.code()));
        keys.push(format!("status-more.{}", status.code()));
    }
    for unit in Unit::ALL {
        keys.push(format!("unit.{}", unit.symbol()));
    }
    keys.extend(["working", "calendar", "working-one", "calendar-one"].map(|form| format!("days.{form}")));
    keys.extend(of_rules());
    keys
}

/// The words for what lists of rules say of each in a code.
fn of_rules() -> Vec<String> {
    let codes = |kind: &str, codes: &mut dyn Iterator<Item = &'static str>| -> Vec<String> {
        codes.map(|code| [kind, code].concat()).collect()
    };
    [
        codes("rule-state.", &mut State::ALL.iter().map(|one| one.code())),
        codes("rule-topic.", &mut Topic::ALL.iter().map(|one| one.code())),
        codes("rule-bite.", &mut Bite::ALL.iter().map(|one| one.code())),
        codes("rule-who.", &mut Who::ALL.iter().map(|one| one.code())),
        codes("rule-sure.", &mut Sure::ALL.iter().map(|one| one.code())),
        codes("rule-sure-more.", &mut Sure::ALL.iter().map(|one| one.code())),
    ]
    .concat()
}

/// The keys that the contents of a pack ask for: services, market rules, warehouses, channels, events, what a source
/// covers.
#[must_use]
pub fn of_pack(pack: &Pack) -> Vec<String> {
    let mut keys = Vec::new();
    let mut covered = |source: &crate::pack::Cited| format!("source.{}", source.covers);
    for tariff in pack.tariffs.iter().filter(|card| card.title.is_none()) {
        keys.push(format!("service.{}", tariff.id));
        keys.extend(tariff.sources.iter().map(&mut covered));
        let papers = tariff.accepts.iter().flat_map(|accepts| &accepts.papers);
        keys.extend(papers.map(|paper| format!("paper.{}", paper.code())));
    }
    for notice in &pack.notices {
        keys.push(format!("notice.{}", notice.id));
        keys.push(format!("notice-more.{}", notice.id));
        keys.push(covered(&notice.source));
    }
    for market in &pack.markets {
        keys.extend(market.layers.iter().map(|layer| format!("duty-layer.{}", layer.id)));
        keys.extend(market.sources().map(&mut covered));
    }
    for warehouse in &pack.warehouses {
        keys.push(format!("warehouse.{}", warehouse.id));
        keys.extend(warehouse.sources.iter().map(&mut covered));
    }
    for channel in &pack.channels {
        keys.push(format!("choice.channel.{}", channel.id));
        keys.extend(channel.sources.iter().map(&mut covered));
    }
    #[cfg(feature = "explain")]
    for event in pack.calendar() {
        keys.push(format!("event.{}", event.id));
        let of_days = event.occurrences.iter().filter_map(|occurrence| occurrence.source.as_ref());
        keys.extend(event.sources.iter().chain(of_days).map(&mut covered));
    }
    keys.extend(pack.exchange_rates.iter().map(|rate| covered(&rate.source)));
    keys
}
