//! What is made of lists of the real rules: nothing is shown twice or left out, and files hold what the formats ask.

#![expect(clippy::unwrap_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use suanpan::checklist::{self, COLUMNS, Drawer, Filter, Order, Words};
use suanpan::link;
use suanpan::pack::{World, source};
use suanpan::schema::Checklist;

mod common;
#[path = "common/world.rs"]
mod whole;

static WORLD: LazyLock<World> = LazyLock::new(whole::world);

const CASES: [&str; 3] = [
    "es=NL&dt=2026-11-22&d=DE&mk=FR&mk=NL&ch=own-site&sb=warehouse&sf=NL&sk=NL&ct=furniture&co=CN",
    "es=CN&dt=2026-11-22&d=US&mk=US-CA&mk=US-TX&ch=own-site.amazon&sb=warehouse&sk=US-CA&sk=US-TX&ct=radio.battery&co=CN&cv=18000USD&iv=49USD&tc=851830&sa=US-CA_direct_2026-01-01_2026-11-22_430000USD_8600",
    "es=CN&dt=2026-11-22",
];

const WORDS: Words = Words {
    show: ToString::to_string,
    phrase: |phrase| phrase.text.code().to_owned(),
    key: |key| key.rsplit('.').next().unwrap_or(key).to_owned(),
};

fn lists() -> Vec<Checklist> {
    let list = |case: &str| {
        let opened = link::decode(&format!("v=1&t=co&{case}&k=hand")).unwrap();
        opened.calculator.changes(&opened.record, &WORLD, None).checklist.unwrap()
    };
    CASES.into_iter().map(list).collect()
}

#[test]
fn every_rule_of_a_list_stands_in_one_topic_once() {
    for list in lists() {
        let groups = checklist::groups(&list, &Filter::default(), &Drawer::default());
        let mut shown: Vec<_> =
            groups.iter().flat_map(|group| group.known.iter().chain(&group.unknown)).copied().collect();
        shown.sort_unstable();
        let listed = (0..list.items.len()).filter(|at| list.items[*at].is_listed());
        assert_eq!(shown, listed.collect::<Vec<_>>());
        let ids: BTreeSet<_> = list.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids.len(), list.items.len(), "ticks go by the id");
    }
}

#[test]
fn every_rule_is_found_by_its_id() {
    for list in lists() {
        for (at, item) in list.items.iter().enumerate().step_by(7) {
            let found = checklist::search(&list, &item.id.to_uppercase(), "", ToString::to_string);
            assert!(found.contains(&at), "{}", item.id);
        }
    }
}

/// What people type for what rules call otherwise leads to rules, in each language.
#[test]
fn what_people_type_hits_something() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = locales::load(root, ["compliance"]).unwrap();
    for language in ["en", "zh-Hans", "zh-Hant"] {
        let rules = source::rules(&root.join("data/compliance"), language).unwrap();
        let world = World::new(common::data("data")).with_rules(rules);
        let opened = link::decode("v=1&t=co&es=CN&dt=2026-11-22&k=hand").unwrap();
        let list = opened.calculator.changes(&opened.record, &world, None).checklist.unwrap();
        let same = texts.get(language, "checklist.search-same").unwrap();
        let lines: Vec<_> = same.split(';').collect();
        assert!(lines.len() > 20, "{language}");
        for line in lines {
            let (typed, words) = line.split_once(" = ").unwrap_or_else(|| panic!("{language}: {line:?}"));
            let by_words = checklist::search(&list, words, "", ToString::to_string);
            assert!(!by_words.is_empty(), "{language}: no rule has {words:?}");
            let found = checklist::search(&list, typed.trim(), same, ToString::to_string);
            assert!(by_words.iter().all(|at| found.contains(at)), "{language}: {typed:?}");
        }
        let ids = |typed: &str| {
            let found = checklist::search(&list, typed, same, ToString::to_string);
            found.into_iter().map(|at| list.items[at].id.clone()).collect::<Vec<_>>()
        };
        // The names that sellers use most.
        let typed: [(&str, &str); 5] = match language {
            "en" => [
                ("VAT number", "eu-vat-local-stock-registration"),
                ("responsible person", "eu-gpsr-rp"),
                ("LUCID", "de-packaging-lucid"),
                ("CPC", "us-cpc"),
                ("FDA", "us-food-facility"),
            ],
            "zh-Hans" => [
                ("英代", "uk-ce-ukca"),
                ("欧代", "eu-gpsr-rp"),
                ("德国包装法", "de-packaging-lucid"),
                ("美国销售税", "us-nexus-ca"),
                ("商标备案", "ip-brand-registry"),
            ],
            _ => [
                ("英代", "uk-ce-ukca"),
                ("歐代", "eu-gpsr-rp"),
                ("法國 EPR", "fr-epr-uin"),
                ("FDA 註冊", "us-food-facility"),
                ("EIN", "us-form-5472"),
            ],
        };
        for (typed, id) in typed {
            assert!(ids(typed).contains(&id.to_owned()), "{language}: {typed}: {:?}", ids(typed));
        }
    }
}

#[test]
fn a_table_has_a_line_for_each_rule_of_the_list() {
    for list in lists() {
        let text = checklist::table(&list, &Drawer::default(), WORDS, [""; COLUMNS]);
        let listed = list.items.iter().filter(|item| item.is_listed());
        // No cell holds a line end.
        let first = text.lines().skip(1).map(|line| line.split(',').next().unwrap_or_default());
        assert_eq!(first.collect::<Vec<_>>(), listed.map(|item| item.id.as_str()).collect::<Vec<_>>());
    }
}

#[test]
fn a_calendar_has_an_entry_for_each_day_with_an_id_of_its_own() {
    let mut days = 0;
    for list in lists() {
        let text = checklist::calendar(&list, "2026-11-22".parse().unwrap(), WORDS);
        assert!(text.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
        let ids: BTreeSet<_> = text.lines().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(ids.len(), list.deadlines.len());
        days += ids.len();
    }
    assert!(days > 0, "no list has a day");
}

#[test]
fn tests_of_sales_are_all_there_in_any_order_and_those_with_figures_come_first() {
    let list = lists().swap_remove(1);
    let rows = checklist::sorted(&list, Order::default(), ToString::to_string);
    assert_eq!(rows.len(), list.nexus.len());
    let told: Vec<_> = rows.iter().map(|row| row.share.is_some()).collect();
    assert!(told.first() == Some(&true) && told.is_sorted_by(|one, other| one >= other), "{told:?}");
}
