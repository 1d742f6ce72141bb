//! A list as files: a table for spreadsheets, JSON for machines, each with the ticks, notes and costs of the user.

use super::{Drawer, Words};
use crate::schema::checklist::Item;
use crate::schema::{Arg, Checklist};
use crate::table::{guarded_text, line};

/// How many columns a table has; what they are called is said in the words of the reader.
pub const COLUMNS: usize = 25;
/// The most places that the name of a file names.
const NAMED: usize = 3;

/// What stands in the list, a line for each rule. `heads`: what the columns are called.
///
/// Words that a spreadsheet would run as a formula are guarded; figures stay figures.
#[must_use]
pub fn table(list: &Checklist, drawer: &Drawer, words: Words, heads: [&str; COLUMNS]) -> String {
    let mut out = String::new();
    line(&mut out, heads.into_iter().map(|head| guarded_text(head).into_owned()));
    for item in list.items.iter().filter(|item| item.is_listed()) {
        line(&mut out, cells(item, drawer, words).into_iter());
    }
    out
}

fn cells(item: &Item, drawer: &Drawer, words: Words) -> [String; COLUMNS] {
    let text = |text: &str| guarded_text(text).into_owned();
    let day = |day: Option<crate::date::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let shown = |all: &mut dyn Iterator<Item = &Arg>| text(&all.map(words.show).collect::<Vec<_>>().join(" · "));
    let own = drawer.of(&item.id);
    let done = item.done.as_ref();
    let steps = item.steps.iter().zip(1..).map(|(step, number)| format!("{number}. {step}"));
    let reasons: Vec<_> = item.reasons.iter().map(words.phrase).collect();
    let documents: Vec<_> = item.documents.iter().map(|(_, name)| name.as_str()).collect();
    let source = |source: &crate::schema::checklist::Source| match &source.address {
        Some(address) => format!("{} {address}", source.title),
        None => source.title.clone(),
    };
    [
        text(&item.id),
        text(&item.name),
        text(&words.code("rule-topic.", item.topic.code())),
        shown(&mut item.place.iter()),
        shown(&mut item.places.iter()),
        text(&words.code("rule-state.", item.state.code())),
        text(&words.code("rule-bite.", item.bite.code())),
        text(&words.code("rule-who.", item.who.code())),
        text(&reasons.join(" · ")),
        text(&item.duty),
        text(&steps.collect::<Vec<_>>().join(" · ")),
        day(item.from),
        day(item.begins),
        day(item.ends),
        day(item.due),
        text(&done.map(|done| (words.phrase)(&done.by)).unwrap_or_default()),
        day(done.and_then(|done| done.renew_by)),
        text(&documents.join(" · ")),
        text(&words.code("rule-sure.", item.status.code())),
        item.as_of.to_string(),
        text(&item.sources.iter().map(source).collect::<Vec<_>>().join(" · ")),
        if own.ticked { "x".to_owned() } else { String::new() },
        text(&own.note),
        own.cost.map(|cost| cost.value.normalize().to_string()).unwrap_or_default(),
        own.cost.map(|cost| cost.currency.code().to_owned()).unwrap_or_default(),
    ]
}

/// The list as JSON, byte for byte as it stands: every rule, also those that do not apply, with its reasons.
#[cfg(feature = "json")]
#[must_use]
pub fn json(list: &Checklist, drawer: &Drawer, words: Words) -> serde_json::Value {
    use serde_json::json;

    let day = |day: Option<crate::date::Date>| day.map(|day| day.to_string());
    let id_of = |at: usize| list.items.get(at).map(|item| item.id.as_str());
    let rule = |item: &Item| {
        let own = drawer.of(&item.id);
        json!({
            "id": item.id,
            "name": item.name,
            "state": item.state.code(),
            "topic": item.topic.code(),
            "severity": item.bite.code(),
            "severity-is-ours": item.bite_is_ours,
            "who": item.who.code(),
            "option": item.option,
            "place": item.place.as_ref().map(ToString::to_string),
            "places": item.places.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "reasons": item.reasons.iter().map(words.phrase).collect::<Vec<_>>(),
            "duty": item.duty,
            "steps": item.steps,
            "from": day(item.from),
            "begins": day(item.begins),
            "ends": day(item.ends),
            "parts": item.parts.iter().map(|part| json!({
                "name": part.name,
                "duty": part.duty,
                "state": part.state.code(),
                "from": day(part.from),
                "to": day(part.to),
                "due-each-year-next": day(part.due),
                "status": part.status.code(),
            })).collect::<Vec<_>>(),
            "documents": item.documents.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect::<Vec<_>>(),
            "done": item.done.as_ref().map(|done| json!({
                "by": (words.phrase)(&done.by),
                "renew-by": day(done.renew_by),
                "lapsed": done.lapsed,
            })),
            "renews-months": item.renews,
            "due-each-year-next": day(item.due),
            "replaced-by": item.replaced_by,
            "status": item.status.code(),
            "sure": item.sure,
            "sources": item.sources.iter().map(|source| json!({
                "title": source.title,
                "address": source.address,
            })).collect::<Vec<_>>(),
            "as-of": item.as_of.to_string(),
            "recheck": day(item.recheck),
            "past-recheck": item.past_recheck,
            "ticked": own.ticked,
            "note": own.note,
            "yearly-cost": own.cost.map(|cost| cost.to_string()),
        })
    };
    json!({
        "snapshot": list.snapshot,
        "rules": list.items.iter().map(rule).collect::<Vec<_>>(),
        "deadlines": list.deadlines.iter().map(|one| json!({
            "rule": id_of(one.item),
            "day": one.day.to_string(),
            "what": (words.phrase)(&one.what),
            "yearly": one.yearly,
        })).collect::<Vec<_>>(),
        "nexus": list.nexus.iter().map(|one| json!({
            "rule": id_of(one.item),
            "state": one.state.to_string(),
            "limit": one.limit.to_string(),
            "status": one.sure.code(),
            "doubts": one.doubts.iter().map(|text| (words.key)(text.key())).collect::<Vec<_>>(),
            "past-recheck": one.past_recheck,
            "sold": one.sold.as_ref().map(words.phrase),
            "share": one.share.map(|share| share.to_string()),
        })).collect::<Vec<_>>(),
    })
}

/// What a file of a case is called: `compliance_2026-11-22_DE.csv`. It names the markets where they are few.
#[must_use]
pub fn file_name(kind: &str, day: &str, list: &Checklist, extension: &str) -> String {
    let codes = list.markets.iter().filter_map(|place| if let Arg::Country(code) = place { Some(code) } else { None });
    // Of a state its country.
    let mut markets: Vec<_> = codes.map(|code| code.split('-').next().unwrap_or(code)).collect();
    markets.sort_unstable();
    markets.dedup();
    let markets = if (1..=NAMED).contains(&markets.len()) { ["_", &markets.join("-")].concat() } else { String::new() };
    let plain =
        |text: &str| text.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').collect::<String>();
    format!("{}_{}{markets}.{extension}", plain(kind), plain(day))
}

#[cfg(test)]
mod tests {
    use super::super::Own;
    use super::super::sample::{WORDS, day, item};
    use super::*;
    use crate::amount::{Currency, Money};
    use crate::schema::checklist::{Source, State};

    fn list() -> Checklist {
        let mut items = ["eu-gpsr", "de-lucid", "us-cpsc"].map(|id| item(id, id)).to_vec();
        items[0].place = Some(Arg::Country("EU".to_owned()));
        items[0].steps = vec!["Name a person".to_owned(), "Print \"it\", on the pack".to_owned()];
        items[0].begins = Some(day("2026-12-30"));
        items[0].sources =
            vec![Source { title: "Regulation".to_owned(), address: Some("https://x.example".to_owned()) }];
        items[1].place = Some(Arg::Country("DE".to_owned()));
        items[2].state = State::DoesNotApply;
        items[2].place = Some(Arg::Country("US".to_owned()));
        let markets = vec![Arg::Country("DE".to_owned())];
        Checklist { snapshot: "2026-11".to_owned(), items, markets, ..Checklist::default() }
    }

    fn drawer() -> Drawer {
        let cost = Currency::from_code("EUR").map(|currency| Money { value: "30.50".parse().unwrap(), currency });
        let mut drawer = Drawer::default();
        drawer.put("eu-gpsr", Own { ticked: true, note: "=HYPERLINK(\"x\")".to_owned(), cost });
        drawer.put("de-lucid", Own { note: "-5".to_owned(), ..Own::default() });
        drawer
    }

    #[test]
    fn a_line_for_each_rule_of_the_list_and_no_cell_runs() {
        let heads: Vec<_> = (1..=COLUMNS).map(|column| format!("c{column}")).collect();
        let text = table(&list(), &drawer(), WORDS, core::array::from_fn(|column| heads[column].as_str()));
        let lines = crate::table::cells(&text);
        assert_eq!(lines.iter().map(|line| line[0].as_str()).collect::<Vec<_>>(), ["c1", "eu-gpsr", "de-lucid"]);
        assert!(lines.iter().all(|line| line.len() == COLUMNS), "{lines:?}");
        let rule = &lines[1];
        assert_eq!(
            [&rule[3], &rule[5], &rule[10]],
            ["EU", "applies", "1. Name a person · 2. Print \"it\", on the pack"]
        );
        assert_eq!([&rule[12], &rule[20]], ["2026-12-30", "Regulation https://x.example"]);
        assert_eq!(rule[21..], ["x", "'=HYPERLINK(\"x\")", "30.5", "EUR"]);
        assert_eq!(lines[2][21..], ["", "-5", "", ""]);
    }

    #[cfg(feature = "json")]
    #[test]
    fn json_holds_every_rule_byte_for_byte() {
        let json = json(&list(), &drawer(), WORDS);
        let rules = json["rules"].as_array().expect("rules");
        let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap_or_default()).collect();
        assert_eq!(ids, ["eu-gpsr", "de-lucid", "us-cpsc"]);
        assert_eq!(rules[0]["note"], "=HYPERLINK(\"x\")");
        assert_eq!([&rules[0]["ticked"], &rules[1]["ticked"]], [true, false]);
        assert_eq!([&rules[0]["yearly-cost"], &rules[2]["state"]], ["30.5EUR", "does-not-apply"]);
    }

    #[test]
    fn files_are_named_by_day_and_markets_where_they_are_few() {
        let name = |list: &Checklist| file_name("list", "2026-11-22", list, "csv");
        assert_eq!(name(&list()), "list_2026-11-22_DE.csv");
        let mut list = list();
        list.markets.extend(["US", "US-CA"].map(|code| Arg::Country(code.to_owned())));
        assert_eq!(name(&list), "list_2026-11-22_DE-US.csv");
        list.markets.extend(["FR", "ES", "IT"].map(|code| Arg::Country(code.to_owned())));
        assert_eq!(name(&list), "list_2026-11-22.csv");
        assert_eq!(name(&Checklist::default()), "list_2026-11-22.csv");
    }
}
