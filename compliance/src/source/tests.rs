//! Everything that can be wrong is refused, with file, rule and reason.

use super::*;
use crate::model::{Condition, Leaf};

const SETS: &str = "EU27 = [\"DE\", \"FR\"]\n";
const QUESTIONS: &str = r#"
[[question]]
id = "wooden"
kind = "flag"
en = { ask = "Wood?", help = "Pallets." }
zh-Hans = { ask = "木？", help = "托盘。" }
zh-Hant = { ask = "木？", help = "棧板。" }
[[question]]
id = "staff"
kind = "number"
en = { ask = "Staff?", help = "People." }
zh-Hans = { ask = "人数？", help = "员工。" }
zh-Hant = { ask = "人數？", help = "員工。" }
"#;
const REGISTRATIONS: &str = r#"
[[registration]]
id = "ioss"
en = { name = "IOSS" }
zh-Hans = { name = "IOSS" }
zh-Hant = { name = "IOSS" }
"#;
const DOCUMENTS: &str = r#"
[[document]]
id = "invoice"
en = { name = "Invoice" }
zh-Hans = { name = "发票" }
zh-Hant = { name = "發票" }
"#;
const LISTS: &str = r#"
[[list]]
id = "list-4a"
codes = ["610910"]
complete = false
status = "known"
sources = []
"#;
const RULE: &str = r#"
[[rule]]
id = "a-rule"
place = "EU27"
topic = "tax"
severity = "H"
who = "seller"
from = "2021-07-01"
when = { all = [{ dest = ["EU27"] }, { ask = "wooden" }] }
documents = ["invoice"]
registration = "ioss"
renews = "24m"
status = "verified"
sources = [{ title = "A law", address = "https://example.org" }, { title = "A page" }]
en = { name = "A rule", duty = "Do it.", steps = ["Do."] }
zh-Hans = { name = "规则", duty = "要做。", steps = ["做。"] }
zh-Hant = { name = "規則", duty = "要做。", steps = ["做。"] }
[[rule.part]]
id = "later"
from = "2028-01-01"
status = "known"
en = { name = "Later" }
zh-Hans = { name = "以后" }
zh-Hant = { name = "以後" }
"#;
const NEXUS: &str = r#"
as-of = "2026-11-22"
sources = []
template.en = { name = "{state}", duty = "{test} {period} {basis} {marketplace} {begins}", test-amount = "{amount}", test-or = "{amount} or {count}", test-and = "{amount} and {count}", orders = "{n} orders", steps = ["Do."], sure-op = "Op.", sure-marketplace = "Sources differ.", before = "Until {to}: {count}." }
template.zh-Hans = { name = "{state}", duty = "{test}", test-amount = "{amount}", test-or = "{amount}或{count}", test-and = "{amount}且{count}", orders = "{n} 单", steps = ["做。"], sure-op = "符号。", sure-marketplace = "不一。", before = "{to}：{count}。" }
template.zh-Hant = { name = "{state}", duty = "{test}", test-amount = "{amount}", test-or = "{amount}或{count}", test-and = "{amount}且{count}", orders = "{n} 單", steps = ["做。"], sure-op = "符號。", sure-marketplace = "不一。", before = "{to}：{count}。" }
over.en = { ">" = "more than {n}", ">=" = "{n} or more" }
over.zh-Hans = { ">" = "超过 {n}", ">=" = "至少 {n}" }
over.zh-Hant = { ">" = "超過 {n}", ">=" = "至少 {n}" }
basis.en = { gross = "gross" }
basis.zh-Hans = { gross = "总额" }
basis.zh-Hant = { gross = "總額" }
marketplace.en = { incl = "all" }
marketplace.zh-Hans = { incl = "计入" }
marketplace.zh-Hant = { incl = "計入" }
period.en = { p_or_c = "this year or last" }
period.zh-Hans = { p_or_c = "本年或上年" }
period.zh-Hant = { p_or_c = "本年或上年" }
begins.en = { month-60-days = "60 days later" }
begins.zh-Hans = { month-60-days = "60 天后" }
begins.zh-Hant = { month-60-days = "60 天後" }
names.en = { KY = "Kentucky" }
names.zh-Hans = { KY = "肯塔基州" }
names.zh-Hant = { KY = "肯塔基州" }
[[state]]
state = "KY"
amount = "100000"
op = ">"
op-read = false
logic = "amount"
basis = "gross"
marketplace = "incl"
period = "p_or_c"
begins = "month-60-days"
from = "2018-10-01"
status = "verified"
before = [{ to = "2026-07-31", logic = "or", count = "200", count-op = ">=" }]
"#;
const REGISTRATION_KY: &str = r#"
[[registration]]
id = "us-sales-tax-ky"
en = { name = "Kentucky" }
zh-Hans = { name = "肯塔基" }
zh-Hant = { name = "肯塔基" }
"#;

fn files(rules: &str) -> Vec<(&'static str, String)> {
    vec![
        ("sets.toml", SETS.to_owned()),
        ("questions.toml", QUESTIONS.to_owned()),
        ("registrations.toml", REGISTRATIONS.to_owned()),
        ("documents.toml", DOCUMENTS.to_owned()),
        ("hts.toml", LISTS.to_owned()),
        ("rules.toml", format!("as-of = \"2026-11-22\"\n{rules}")),
    ]
}

fn read(files: &[(&str, String)]) -> Result<Loaded, Vec<String>> {
    parse(&files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

/// What is said of the rule where one text stands for another.
fn said(text: &str, other: &str) -> String {
    assert!(RULE.contains(text), "{text}");
    read(&files(&RULE.replace(text, other))).expect_err(other).join("; ")
}

#[test]
fn a_good_book_is_read() {
    let loaded = read(&files(RULE)).unwrap();
    let [rule] = loaded.book.rules.as_slice() else { panic!("{:?}", loaded.book.rules) };
    assert_eq!((rule.parts.len(), rule.renews.map(|renews| renews.months)), (1, Some(24)));
    assert_eq!(rule.sources[1].address, None);
    assert_eq!(loaded.words.each_ref().map(|words| words.rules[0].name.as_str()), ["A rule", "规则", "規則"]);
    assert_eq!(loaded.words[2].rules[0].parts[0].name, "以後");
}

#[test]
fn what_is_wrong_with_a_rule_is_said_with_file_rule_and_reason() {
    let cases = [
        ("who = \"seller\"", "whom = \"seller\"", "rules.toml: a-rule: unknown key \"whom\""),
        ("who = \"seller\"", "who = \"buyer\"", "\"who\": \"buyer\" is not seller, marketplace, carrier or broker"),
        ("topic = \"tax\"", "topic = \"taxes\"", "\"topic\": \"taxes\""),
        ("severity = \"H\"", "severity = \"X\"", "\"severity\": \"X\""),
        ("severity = \"H\"\n", "", "\"severity\" is missing"),
        ("from = \"2021-07-01\"", "from = \"2021-7-1\"", "\"from\": \"2021-7-1\" is not a day"),
        ("from = \"2021-07-01\"", "from = \"2021-02-29\"", "is not a day"),
        ("from = \"2021-07-01\"", "from = 2021-07-01", "\"from\" is no text"),
        ("from = \"2021-07-01\"", "from = \"2021-07-01\"\nto = \"2021-06-30\"", "it ends before it begins"),
        ("status = \"verified\"", "status = \"sure\"", "\"status\": \"sure\""),
        ("renews = \"24m\"", "renews = \"24\"", "\"renews\": \"24\""),
        ("renews = \"24m\"", "severity-of-rules = true", "\"severity-of-rules\", but it rests on no rule"),
        ("renews = \"24m\"", "due = \"02-29\"", "\"due\": \"02-29\" is not a month and a day like 04-30"),
        ("from = \"2028-01-01\"", "due = \"30 April\"", "part later: \"due\": \"30 April\""),
        ("renews = \"24m\"", "severity-of-rules = 1", "\"severity-of-rules\" is neither true nor false"),
        ("place = \"EU27\"", "place = \"EU28\"", "unknown place \"EU28\""),
        ("dest = [\"EU27\"]", "dest = [\"EU28\"]", "unknown place or set \"EU28\""),
        ("ask = \"wooden\"", "ask = \"stone\"", "unknown question \"stone\""),
        ("ask = \"wooden\"", "ask = \"staff\"", "question \"staff\" is no yes or no"),
        ("ask = \"wooden\"", "number = \"staff\", op = \">=\", amount = \"10 EUR\"", "asks for no money"),
        ("ask = \"wooden\"", "number = \"staff\", op = \"≥\", count = \"10\"", "\"≥\" is not an operator"),
        ("ask = \"wooden\"", "number = \"staff\", op = \">=\"", "\"count\" is missing"),
        ("ask = \"wooden\"", "held = \"oss\"", "unknown registration \"oss\""),
        ("ask = \"wooden\"", "rule = \"b-rule\"", "unknown rule \"b-rule\""),
        ("ask = \"wooden\"", "rule = \"a-rule\"", "asks for itself"),
        ("ask = \"wooden\"", "hts = \"list-9\"", "unknown list \"list-9\""),
        ("ask = \"wooden\"", "wood = true", "unknown leaf \"wood\""),
        ("ask = \"wooden\"", "ask = \"wooden\", est = [\"DE\"]", "stands with"),
        ("ask = \"wooden\"", "channel = [\"shop\"]", "unknown \"shop\""),
        (
            "ask = \"wooden\"",
            "value = \"consignment\", op = \"<=\", amount = \"150\"",
            "\"150\" is not a figure and a currency",
        ),
        (
            "ask = \"wooden\"",
            "value = \"consignment\", op = \"<=\", amount = \"150 XYZ\"",
            "is not a figure and a currency",
        ),
        ("ask = \"wooden\"", "value = \"parcel\", op = \"<=\", amount = \"150 EUR\"", "not consignment or item"),
        (
            "ask = \"wooden\"",
            "sales = \"DE\", scope = \"all\", period = \"year\", op = \">\", amount = \"1 EUR\"",
            "\"year\" is not a period",
        ),
        (
            "ask = \"wooden\"",
            "sales = \"DE\", scope = \"all\", period = \"ccy\", op = \">\", count = \"1\"",
            "\"sales\": unknown key \"count\"",
        ),
        (
            "ask = \"wooden\"",
            "orders = \"DE\", scope = \"all\", period = \"ccy\", op = \">\", count = \"1\", basis = \"gross\"",
            "unknown key \"basis\"",
        ),
        ("documents = [\"invoice\"]", "documents = [\"letter\"]", "unknown document \"letter\""),
        ("documents = [\"invoice\"]", "suppresses = [\"b-rule\"]", "unknown rule \"b-rule\""),
        ("documents = [\"invoice\"]", "suppresses = [\"a-rule\"]", "it hides itself"),
        ("documents = [\"invoice\"]", "supersedes = \"b-rule\"", "unknown rule \"b-rule\""),
        ("registration = \"ioss\"", "registration = \"oss\"", "unknown registration \"oss\""),
        (
            "duty = \"要做。\", steps = [\"做。\"] }\nzh-Hant",
            "steps = [\"做。\"] }\nzh-Hant",
            "zh-Hans: \"duty\" is missing",
        ),
        ("duty = \"Do it.\"", "duty = \" \"", "a-rule: en: \"duty\" is empty"),
        ("steps = [\"Do.\"]", "steps = []", "1 to 5 \"steps\""),
        ("steps = [\"Do.\"]", "steps = [\"\"]", "\"steps\" is no list of texts"),
        ("steps = [\"Do.\"]", "steps = [\"Do.\"], sure = \"So.\"", "\"sure\" is not there in every language"),
        ("zh-Hant = { name = \"規則\", duty = \"要做。\", steps = [\"做。\"] }\n", "", "no words in zh-Hant"),
        ("en = { name = \"Later\" }\n", "", "part later: no words in en"),
        ("name = \"A rule\"", "title = \"A rule\"", "unknown key \"title\""),
        ("address = \"https://example.org\"", "address = \"example.org\"", "\"sources\" is no list"),
        ("id = \"a-rule\"", "id = \"A rule\"", "\"id\" has to be small letters"),
    ];
    for (text, other, reason) in cases {
        let said = said(text, other);
        assert!(said.contains(reason), "{other}: {said}");
        assert!(said.starts_with("rules.toml: "), "{said}");
    }
    let long = "a".repeat(71);
    assert!(said("name = \"A rule\"", &format!("name = \"{long}\"")).contains("71 signs"));
}

#[test]
fn an_id_stands_twice_on_other_days_only() {
    let twice = |first: &str, second: &str| {
        let first = RULE.replace("from = \"2021-07-01\"", first);
        let second = RULE.replace("from = \"2021-07-01\"", second);
        read(&files(&(first + &second)))
    };
    assert!(twice("to = \"2025-12-31\"", "from = \"2026-01-01\"").is_ok());
    for (first, second) in [("to = \"2025-12-31\"", "from = \"2025-12-31\""), ("", ""), ("from = \"2021-07-01\"", "")] {
        let problems = twice(first, second).unwrap_err().join("; ");
        assert!(problems.contains("rules.toml: a-rule: the id stands twice on the same days"), "{problems}");
    }
}

#[test]
fn rules_that_ask_for_each_other_are_refused() {
    let other = RULE.replace("a-rule", "b-rule").replace("ask = \"wooden\"", "rule = \"a-rule\"");
    assert!(read(&files(&(RULE.to_owned() + &other))).is_ok());
    let this = RULE.replace("ask = \"wooden\"", "not = { rule = \"b-rule\" }");
    let problems = read(&files(&(this + &other))).unwrap_err();
    assert_eq!(
        problems,
        [
            "rules.toml: a-rule: it asks for itself through \"rule\"",
            "rules.toml: b-rule: it asks for itself through \"rule\""
        ]
    );
    let hides = |this: &str, other: &str| {
        RULE.replace("a-rule", this).replace("documents = [\"invoice\"]", &format!("suppresses = [\"{other}\"]"))
    };
    let problems = read(&files(&(hides("a-rule", "b-rule") + &hides("b-rule", "a-rule")))).unwrap_err();
    assert!(problems[0].contains("is hidden by a rule that it hides"), "{problems:?}");
}

#[test]
fn other_files_are_as_strict() {
    let changed = |file: &str, text: &str, other: &str| {
        let mut files = files(RULE);
        let found = files.iter_mut().find(|(name, _)| *name == file).unwrap();
        assert!(found.1.contains(text), "{text}");
        found.1 = found.1.replace(text, other);
        read(&files).expect_err(other).join("; ")
    };
    let cases = [
        ("sets.toml", "\"FR\"", "\"Fr\"", "sets.toml: EU27: not a list of places"),
        ("questions.toml", "kind = \"flag\"", "kind = \"text\"", "questions.toml: wooden: \"kind\""),
        ("questions.toml", "help = \"Pallets.\"", "help = \"\"", "questions.toml: wooden: en: \"help\" is empty"),
        ("questions.toml", "id = \"staff\"", "id = \"wooden\"", "question \"wooden\" stands twice"),
        ("registrations.toml", "zh-Hans = { name = \"IOSS\" }\n", "", "registrations.toml: ioss: no words in zh-Hans"),
        ("documents.toml", "[[document]]", "[[paper]]", "documents.toml: unknown key \"paper\""),
        ("hts.toml", "\"610910\"", "\"6109.10\"", "hts.toml: list-4a: \"6109.10\" is not a tariff code"),
        ("hts.toml", "complete = false\n", "", "hts.toml: list-4a: \"complete\" is missing"),
        ("rules.toml", "as-of = \"2026-11-22\"", "as-of = \"today\"", "rules.toml: \"as-of\" is missing, or not a day"),
        ("rules.toml", "[[rule]]", "[[rule]", "rules.toml: TOML parse error"),
    ];
    for (file, text, other, reason) in cases {
        let said = changed(file, text, other);
        assert!(said.contains(reason), "{other}: {said}");
    }
}

const MARKET: &str = r#"
[market]
currency = "EUR"
[[market.treatments]]
valid-to = "2026-06-30"
up-to = "150"
duty = "free"
[[market.treatments]]
valid-from = "2026-07-01"
up-to = "150"
duty = { per-line = "3" }
[[market.treatments]]
valid-from = "2029-01-01"
up-to = "90"
currency = "USD"
duty = "tariff"
[[market.treatments]]
duty = "tariff"
[[market.fees]]
countries = ["RO"]
currency = "RON"
up-to = "140"
edge = "excluded"
"#;

/// The book with that in the place of the question, and a market beside it.
fn with_market(leaf: &str, days: &str, market: &str) -> Result<Loaded, Vec<String>> {
    let rule = RULE.replace("ask = \"wooden\"", leaf).replace("from = \"2021-07-01\"", days);
    let mut files = files(&rule);
    files.push(("markets/eu.toml", market.to_owned()));
    read(&files)
}

#[test]
fn a_threshold_can_name_the_limit_of_a_market() {
    let days = "from = \"2021-07-01\"\nto = \"2028-12-31\"";
    let cases = [
        ("op = \"<=\"", "treatments = \"up-to\"", days, "150 EUR"),
        ("op = \">\"", "treatments = \"up-to\"", days, "150 EUR"),
        ("op = \"<=\"", "treatments = \"up-to\", where = { duty = \"per-line\" }", "", "150 EUR"),
        ("op = \"<=\"", "treatments = \"up-to\", where = { duty = \"tariff\" }", "", "90 USD"),
        ("op = \"<=\"", "treatments = \"up-to\"", "from = \"2029-01-01\"\nto = \"2029-01-02\"", "two"),
        ("op = \"<\"", "fees = \"up-to\", where = { countries = \"RO\", parcels = false }", "", "140 EUR"),
        ("op = \">=\"", "fees = \"up-to\"", "", "140 EUR"),
    ];
    for (op, named, days, amount) in cases {
        let leaf = |than: &str| format!("value = \"consignment\", {op}, {than}");
        let named = with_market(&leaf(&format!("amount-of = {{ market = \"eu\", {named} }}")), days, MARKET);
        let written = with_market(&leaf(&format!("amount = \"{amount}\"")), days, MARKET);
        match written {
            Ok(written) => {
                let named = named.unwrap();
                assert_eq!((&named.book, &named.words), (&written.book, &written.words), "{amount}");
                assert_ne!(named.snapshot, written.snapshot);
            }
            Err(_) => assert!(named.unwrap_err()[0].contains("is 150 EUR and 90 USD on days of the rule")),
        }
    }
}

#[test]
fn the_snapshot_follows_the_limits_that_are_named_and_nothing_else_of_a_market() {
    let leaf = "value = \"consignment\", op = \"<\", amount-of = { market = \"eu\", fees = \"up-to\" }";
    let with = |text: &str, other: &str| with_market(leaf, "", &MARKET.replace(text, other)).unwrap().snapshot;
    let original = with("", "");
    assert_eq!(with("per-line = \"3\"", "per-line = \"4\""), original);
    assert_ne!(with("up-to = \"140\"", "up-to = \"145\""), original);
}

#[test]
fn what_is_wrong_with_a_limit_of_a_market_is_said_with_file_rule_and_reason() {
    let cases = [
        ("market = \"gb\", treatments = \"up-to\"", "<=", "there is no markets/gb.toml"),
        ("treatments = \"up-to\"", "<=", "\"market\" is missing"),
        ("market = \"eu\"", "<=", "\"treatments\" or \"fees\" is missing"),
        ("market = \"eu\", treatments = \"percent\"", "<=", "\"treatments\" is \"up-to\" or \"above\""),
        ("market = \"eu\", treatments = \"up-to\", on = \"2026-01-01\"", "<=", "unknown key \"on\""),
        ("market = \"eu\", treatments = \"up-to\", where = \"duty\"", "<=", "\"where\" is no table"),
        (
            "market = \"eu\", treatments = \"up-to\"",
            "<",
            "markets/eu.toml: \"up-to\" of treatments is for <= and >, not \"<\"",
        ),
        ("market = \"eu\", fees = \"up-to\"", "<=", "markets/eu.toml: \"up-to\" of fees is for < and >=, not \"<=\""),
        ("market = \"eu\", fees = \"above\"", ">", "markets/eu.toml: no such \"above\" of fees on a day of the rule"),
        (
            "market = \"eu\", treatments = \"up-to\", where = { duty = \"unknown\" }",
            "<=",
            "markets/eu.toml: no such \"up-to\" of treatments on a day of the rule",
        ),
    ];
    for (named, op, reason) in cases {
        let leaf = format!("value = \"consignment\", op = \"{op}\", amount-of = {{ {named} }}");
        let problems = with_market(&leaf, "to = \"2026-01-01\"", MARKET).unwrap_err();
        assert_eq!(problems, [format!("rules.toml: a-rule: \"amount-of\": {reason}")]);
    }
    let both = "value = \"consignment\", op = \"<=\", amount = \"150 EUR\", amount-of = { market = \"eu\", treatments = \"up-to\" }";
    let problems = with_market(both, "to = \"2026-01-01\"", MARKET).unwrap_err().join("; ");
    assert!(problems.contains("it stands with \"amount\""), "{problems}");
    let broken = with_market("ask = \"wooden\"", "", "[market").unwrap_err().join("; ");
    assert!(broken.starts_with("markets/eu.toml: "), "{broken}");
}

fn with_nexus(nexus: &str) -> Result<Loaded, Vec<String>> {
    let mut files = files(RULE);
    files.push(("us-nexus.toml", nexus.to_owned()));
    files.push(("registrations-us.toml", REGISTRATION_KY.to_owned()));
    read(&files)
}

#[test]
fn a_row_of_the_nexus_table_is_a_rule_for_each_time_that_a_leg_fell() {
    let loaded = with_nexus(NEXUS).unwrap();
    let rules: Vec<_> = loaded.book.rules.iter().filter(|rule| rule.id == "us-nexus-ky").collect();
    let [old, new] = rules.as_slice() else { panic!("{rules:?}") };
    let day = |day: Option<crate::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    assert_eq!(
        [day(old.from), day(old.to), day(new.from), day(new.to)],
        ["2018-10-01", "2026-07-31", "2026-08-01", ""]
    );
    assert!(
        old.when.has(|leaf| matches!(leaf, Leaf::Orders(_))) && !new.when.has(|leaf| matches!(leaf, Leaf::Orders(_)))
    );
    assert!(matches!(&new.when, Condition::All(parts) if parts.len() == 2));
    let words = &loaded.words[0].rules;
    assert_eq!(words[1].duty, "more than USD 100,000 or 200 orders or more this year or last gross all 60 days later");
    assert_eq!(words[2].sure.as_deref(), Some("Op. Until 2026-07-31: 200 orders or more."));
    assert_eq!(loaded.words[1].rules[1].duty, "超过 100,000 美元或至少 200 单");
}

#[test]
fn what_is_wrong_with_the_nexus_table_is_said() {
    let cases = [
        ("op = \">\"", "op = \"<\"", "us-nexus.toml: us-nexus-ky: \"op\": \"<\" is not > or >="),
        ("op-read = false\n", "", "\"op-read\" is missing"),
        ("logic = \"amount\"", "logic = \"or\"", "do not go together"),
        ("basis = \"gross\"", "basis = \"net\"", "\"basis\": \"net\""),
        ("period = \"p_or_c\"", "period = \"r12\"", "no words for \"r12\" in [period.en]"),
        ("begins = \"month-60-days\"", "begins = \"soon\"", "no words for \"soon\" in [begins.zh-Hant]"),
        ("names.zh-Hant = { KY = \"肯塔基州\" }", "names.zh-Hant = {}", "no words for \"KY\" in [names.zh-Hant]"),
        ("count-op = \">=\" }]", "op = \">=\" }]", "\"before\" is no list"),
        ("to = \"2026-07-31\"", "to = \"2017-07-31\"", "\"before\" ends before it begins"),
        ("status = \"verified\"", "status = \"verified\"\nen = \"Note.\"", "the note is not there in every language"),
        ("sources = []", "sources = []\nrecheck = \"soon\"", "us-nexus.toml: head: \"recheck\""),
        ("state = \"KY\"", "state = \"KY\"\ncity = \"x\"", "unknown key \"city\""),
    ];
    for (text, other, reason) in cases {
        assert!(NEXUS.contains(text), "{text}");
        let said = with_nexus(&NEXUS.replace(text, other)).expect_err(other).join("; ");
        assert!(said.contains(reason), "{other}: {said}");
    }
}

/// A rule of the seller's own in one language, of this id and with this condition.
fn own_rule(id: &str, when: &str) -> String {
    format!(
        "as-of = \"2026-11-01\"\n[[rule]]\nid = \"{id}\"\nplace = \"EU27\"\ntopic = \"tax\"\nseverity = \"H\"\nwho = \
         \"seller\"\nwhen = {when}\nstatus = \"known\"\nsources = [{{ title = \"My adviser\" }}]\nen = {{ name = \"Mine\", \
         duty = \"Do it.\", steps = [\"Do.\"] }}\n"
    )
}

/// Rules of ours, and what a file of the seller's own comes to beside them.
fn beside_ours(text: &str) -> (Loaded, Result<Loaded, Vec<String>>) {
    let ours = read(&files(RULE)).unwrap_or_default();
    let own = own("own.toml", text, &ours.book);
    (ours, own)
}

#[test]
fn own_rules_refer_to_ours_and_speak_every_language() {
    let (ours, own) = beside_ours(&own_rule("mine", "{ all = [{ ask = \"wooden\" }, { rule = \"a-rule\" }] }"));
    assert!(!ours.book.rules.is_empty());
    let own = own.unwrap();
    let names = own.words.each_ref().map(|words| words.rules[0].name.as_str());
    assert_eq!(names, ["Mine"; 3]);
    // What the engine loads: rules in a language, sources, and then both beside ours.
    let read = |loaded: &Loaded| {
        let mut pack = pack::decode(&loaded.pack("zh-Hant").unwrap()).unwrap();
        pack.add_sources(&loaded.sources()).unwrap();
        pack
    };
    let both = read(&ours).with_own(&read(&own));
    let ids: Vec<_> = both.book.rules.iter().map(|rule| rule.id.as_str()).collect();
    let first = ours.book.rules[0].id.as_str();
    assert_eq!(ids, [first, "mine"]);
    assert_eq!(both.words.rules[1].name, "Mine");
    assert_eq!(both.book.rules[1].sources[0].title, "My adviser");
    assert_eq!(both.book.questions, ours.book.questions);
    assert_ne!(both.snapshot, ours.snapshot);
}

#[test]
fn an_own_rule_takes_the_place_of_ours_of_its_id() {
    let (ours, own) = beside_ours(&own_rule("a-rule", "{ always = true }"));
    let read = |loaded: &Loaded| pack::decode(&loaded.pack("en").unwrap()).unwrap();
    let both = read(&ours).with_own(&read(&own.unwrap()));
    let named: Vec<_> = both
        .book
        .rules
        .iter()
        .zip(&both.words.rules)
        .map(|(rule, words)| (rule.id.as_str(), words.name.as_str()))
        .collect();
    assert_eq!(named, [("a-rule", "Mine")]);
}

#[test]
fn what_own_rules_cannot_have_is_said() {
    let problems = |text: &str| beside_ours(text).1.err().unwrap_or_default();
    let asked = own_rule("mine", "{ always = true }") + "[[question]]\nid = \"q\"\nkind = \"flag\"\n";
    assert_eq!(
        problems(&asked),
        ["own.toml: q: questions of your own cannot be answered yet: ask one that our rules ask"]
    );
    let unknown = own_rule("mine", "{ ask = \"q\" }");
    assert_eq!(problems(&unknown), ["own.toml: mine: unknown question \"q\""]);
    let round = own_rule("mine", "{ rule = \"mine\" }");
    assert_eq!(problems(&round), ["own.toml: mine: it asks for itself through \"rule\""]);
    assert!(problems("no toml")[0].starts_with("own.toml: "));
    assert_eq!(problems("as-of = \"2026-11-01\""), ["own.toml: no [[rule]]"]);
}
