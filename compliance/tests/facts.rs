//! The rules of the data are those of the facts: a copy of these, `facts.toml`, is held against the files with nothing but
//! a reader of TOML. It shares no code with the engine, so that what one misreads the other does not.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toml::{Table, Value};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Rules of the data that are no row of the facts, but half of one: see `[halves]`.
const HELPERS: [&str; 2] = ["eu-ppwr-epr-ar-inside", "us-postal-imdw-other"];

/// What the nexus table writes of the day of collection, and the code that stands for it.
const COLLECT: [(&str, &str); 26] = [
    ("1 Jan after", "01-01"),
    ("1 Apr after", "04-01"),
    ("1 Oct after", "10-01"),
    ("day exceeded", "day-exceeded"),
    ("next transaction", "next"),
    ("next day", "next-day"),
    ("1st of month after", "month-after"),
    ("1st month after", "month-after"),
    ("1st of 2nd month", "second-month"),
    ("1st of 3rd month", "third-month"),
    ("1st of 4th month", "fourth-month"),
    ("1st of month ≥ 30 d after", "month-30-days"),
    ("1st of month ≥ 30 d", "month-30-days"),
    ("1st of month, 60 d after", "month-60-days"),
    ("1st of month ≤ 60 d", "month-within-60"),
    ("1st of month, 30 d after local adoption", "month-30-days-adoption"),
    ("1st of month after 90th day", "month-after-90"),
    ("1st of month, 2 months after", "month-2-months"),
    ("1st full month ≥ 30 d", "full-month-30"),
    ("after quarterly test, 12 months", "quarter-test"),
    ("≤ 3 months after quarter", "quarter-3-months"),
    ("1st of month, 30 d after quarter", "quarter-30-days"),
    ("register ≤ 30 d, collect ≤ 60 d", "register-30-collect-60"),
    ("register ≤ 30 d, collect 20 d later", "register-30-collect-20"),
    ("first taxable sale, 30 d grace", "first-sale-30-grace"),
    ("next CY or 60 d, earlier", "year-or-60"),
];

fn read(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn facts() -> Table {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts.toml"))
}

/// Every `[[rule]]` of the data by id, in the order of its versions.
fn data() -> BTreeMap<String, Vec<Table>> {
    let mut rules: BTreeMap<String, Vec<Table>> = BTreeMap::new();
    for entry in fs::read_dir(Path::new(ROOT).join("data/compliance")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        for mut rule in tables(read(&path).get("rule")) {
            let span = [text(&rule, "from"), text(&rule, "to")];
            for (_, value) in rule.iter_mut() {
                put_limits(value, &span);
            }
            rules.entry(text(&rule, "id")).or_default().push(rule);
        }
    }
    for versions in rules.values_mut() {
        versions.sort_by_key(|rule| text(rule, "from"));
    }
    rules
}

/// Puts the limit of a market in the place of each `amount-of` that names it.
fn put_limits(value: &mut Value, span: &[String; 2]) {
    if let Some(leaf) = value.as_table_mut() {
        if let Some(named) = leaf.remove("amount-of") {
            leaf.insert("amount".to_owned(), Value::String(limit(named.as_table().unwrap(), span)));
        }
        leaf.iter_mut().for_each(|(_, value)| put_limits(value, span));
    }
    value.as_array_mut().into_iter().flatten().for_each(|value| put_limits(value, span));
}

/// The limit of a market that is named, within days; several of them if rows do not agree, which no fact says.
fn limit(named: &Table, [from, to]: &[String; 2]) -> String {
    let market = read(&Path::new(ROOT).join(format!("data/markets/{}.toml", text(named, "market"))));
    let market = market["market"].as_table().unwrap();
    let list = if named.contains_key("fees") { "fees" } else { "treatments" };
    let key = text(named, list);
    let wanted = named.get("where").and_then(Value::as_table).cloned().unwrap_or_default();
    let meant = |row: &Table| {
        wanted.iter().all(|(key, value)| match (row.get(key), value) {
            (Some(Value::String(have)), Value::String(value)) => have == value,
            (Some(Value::Array(have)), _) => have.contains(value),
            (Some(Value::Table(have)), Value::String(value)) => have.contains_key(value),
            (have, _) => have.and_then(Value::as_bool).unwrap_or_default() == value.as_bool().unwrap_or(true),
        })
    };
    let mut found = BTreeSet::new();
    for row in tables(market.get(list)).iter().filter(|row| row.contains_key(&key) && meant(row)) {
        let [first, last] = ["valid-from", "valid-to"].map(|key| text(row, key));
        let over = !last.is_empty() && !from.is_empty() && last < *from;
        let later = !to.is_empty() && first > *to;
        if !over && !later {
            let own = if list == "fees" { String::new() } else { text(row, "currency") };
            let currency = if own.is_empty() { text(market, "currency") } else { own };
            found.insert(format!("{} {currency}", text(row, &key)));
        }
    }
    found.into_iter().collect::<Vec<_>>().join(" or ")
}

fn tables(value: Option<&Value>) -> Vec<Table> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).cloned().collect()
}

/// A text of a table; empty where there is none.
fn text(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn texts(table: &Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().map(|one| one.as_str().unwrap().to_owned()).collect()
}

fn flag(table: &Table, key: &str) -> Option<bool> {
    table.get(key).and_then(Value::as_bool)
}

/// Figures that a condition compares, and how they go together. What compares none is left out.
#[derive(Debug, Clone, PartialEq)]
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Line(String),
}

impl Test {
    /// Of the facts: lines, and `all`, `any`, `not` of them.
    fn of_facts(value: &Value) -> Option<Self> {
        match value {
            Value::String(line) => Some(Self::Line(line.clone())),
            other => Self::joined(other, Self::of_facts),
        }
    }

    /// Of the data: a condition.
    fn of_data(value: &Value) -> Option<Self> {
        Self::joined(value, Self::of_data).or_else(|| figure(value.as_table()?).map(Self::Line))
    }

    fn joined(value: &Value, each: impl Fn(&Value) -> Option<Self> + Copy) -> Option<Self> {
        let list =
            |key: &str| value.get(key).and_then(Value::as_array).map(|list| list.iter().filter_map(each).collect());
        let (all, mut tests): (bool, Vec<Self>) = match (list("all"), list("any")) {
            (Some(tests), _) => (true, tests),
            (_, Some(tests)) => (false, tests),
            _ => return value.get("not").and_then(each).map(|test| Self::Not(Box::new(test))),
        };
        match tests.len() {
            0 | 1 => tests.pop(),
            _ if all => Some(Self::All(tests)),
            _ => Some(Self::Any(tests)),
        }
    }

    fn lines(&self, denied: bool, found: &mut BTreeSet<String>) {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.lines(denied, found)),
            Self::Not(test) => test.lines(!denied, found),
            Self::Line(line) if denied => {
                found.insert(format!("not {line}"));
            }
            Self::Line(line) => {
                found.insert(line.clone());
            }
        }
    }

    /// Whether the facts, `self`, say that of the data, in whatever order.
    fn is(&self, data: &Self) -> bool {
        match (self, data) {
            (Self::All(facts), Self::All(data)) | (Self::Any(facts), Self::Any(data)) => {
                let mut rest: Vec<&Self> = data.iter().collect();
                facts.len() == data.len()
                    && facts.iter().all(|fact| match rest.iter().position(|one| fact.is(one)) {
                        Some(place) => {
                            rest.remove(place);
                            true
                        }
                        None => false,
                    })
            }
            (Self::Not(fact), Self::Not(data)) => fact.is(data),
            (Self::Line(fact), Self::Line(line)) => same(fact, line),
            _ => false,
        }
    }
}

/// The figure that a leaf compares, as a line of words.
fn figure(leaf: &Table) -> Option<String> {
    let kind =
        ["sales", "orders", "value", "number", "stock-count"].into_iter().find(|kind| leaf.contains_key(*kind))?;
    let place = text(leaf, kind);
    let than = [text(leaf, "amount"), text(leaf, "count")].concat();
    let [op, scope, period, basis] = ["op", "scope", "period", "basis"].map(|key| text(leaf, key));
    let basis = if basis.is_empty() { "-".to_owned() } else { basis };
    Some(match kind {
        "sales" => format!("sales {place} {scope} {period} {op} {than} {basis}"),
        "orders" => format!("orders {place} {scope} {period} {op} {than}"),
        _ => format!("{kind} {place} {op} {than}"),
    })
}

/// Whether a line of the facts says the same as one of the data; `*` in the facts: they do not say; `|`: either.
fn same(fact: &str, line: &str) -> bool {
    let (fact, line): (Vec<_>, Vec<_>) = (fact.split(' ').collect(), line.split(' ').collect());
    fact.len() == line.len()
        && fact.iter().zip(&line).all(|(fact, word)| *fact == "*" || fact.split('|').any(|one| one == *word))
}

/// What is not the same in two sets of lines.
fn differ(what: &str, facts: &BTreeSet<String>, data: &BTreeSet<String>, wrong: &mut Vec<String>) {
    let missing = facts.iter().filter(|fact| !data.iter().any(|line| same(fact, line)));
    wrong.extend(missing.map(|fact| format!("{what} \"{fact}\" of the facts is not in the data")));
    let more = data.iter().filter(|line| !facts.iter().any(|fact| same(fact, line)));
    wrong.extend(more.map(|line| format!("{what} \"{line}\" of the data is not in the facts")));
}

/// Whether a day is the one of the facts. A month stands for one of its days; a year alone for its first, or for none.
fn on(fact: &str, day: &str) -> bool {
    match fact.len() {
        4 => day.is_empty() || day == format!("{fact}-01-01"),
        7 => day.starts_with(fact),
        _ => day == fact,
    }
}

/// Days and mark of a rule, a version or a part: `from to last mark`, each of them where it is there.
#[derive(Debug, Clone, PartialEq)]
struct Days {
    from: String,
    to: String,
    mark: String,
}

impl Days {
    fn of_facts(line: &str) -> Self {
        let mut days = Self { from: String::new(), to: String::new(), mark: String::new() };
        let mut last = false;
        for word in line.split_whitespace() {
            match word {
                "to" => last = true,
                "unconfirmed" | "scheduled" => word.clone_into(&mut days.mark),
                _ if last => word.clone_into(&mut days.to),
                _ => word.clone_into(&mut days.from),
            }
        }
        days
    }

    fn of_data(table: &Table) -> Self {
        let mark = match (flag(table, "confirmed"), flag(table, "scheduled")) {
            (Some(false), _) => "unconfirmed",
            (_, Some(true)) => "scheduled",
            _ => "",
        };
        Self { from: text(table, "from"), to: text(table, "to"), mark: mark.to_owned() }
    }

    /// Whether the facts, `self`, say that of the data. What begins after their day is scheduled, whatever else it is.
    fn is(&self, data: &Self, today: &str) -> bool {
        let later = data.from.as_str() > today;
        let mark = self.mark == data.mark || (later && self.mark == "scheduled");
        mark && on(&self.from, &data.from) && on(&self.to, &data.to)
    }
}

fn compare(id: &str, fact: &Table, versions: &[Table], today: &str) -> Vec<String> {
    let known = [
        "sev",
        "sev-own",
        "sev-of-rules",
        "from",
        "to",
        "state",
        "versions",
        "limits",
        "test",
        "lowered",
        "stages",
        "watch",
        "due",
    ];
    let mut wrong: Vec<String> =
        fact.keys().filter(|key| !known.contains(&key.as_str())).map(|key| format!("unknown key \"{key}\"")).collect();

    let mut lines = texts(fact, "versions");
    if lines.is_empty() {
        let last = Some(text(fact, "to")).filter(|to| !to.is_empty()).map(|to| format!("to {to}"));
        lines = vec![format!("{} {} {}", text(fact, "from"), last.unwrap_or_default(), text(fact, "state"))];
    }
    let said: Vec<_> = lines.iter().map(|line| Days::of_facts(line)).collect();
    let have: Vec<_> = versions.iter().map(Days::of_data).collect();
    if said.len() != have.len() || said.iter().zip(&have).any(|(said, have)| !said.is(have, today)) {
        wrong.push(format!("days are {have:?}, not {said:?}"));
    }

    // Parts. One that begins with its rule and has no end adds no day.
    let mut stages: Vec<Days> = Vec::new();
    for version in versions {
        let mut of_version: Vec<Days> = tables(version.get("part")).iter().map(Days::of_data).collect();
        of_version.retain(|part| {
            let plain = part.to.is_empty() && part.mark.is_empty();
            !plain || !(part.from.is_empty() || versions.iter().any(|rule| text(rule, "from") == part.from))
        });
        for stage in of_version {
            if versions.len() == 1 || !stages.contains(&stage) {
                stages.push(stage);
            }
        }
    }
    for line in texts(fact, "stages") {
        let said = Days::of_facts(&line);
        match stages.iter().position(|part| said.is(part, today)) {
            Some(place) => {
                stages.remove(place);
            }
            None => wrong.push(format!("no part has the days \"{line}\" of the facts; there are {stages:?} more")),
        }
    }
    wrong.extend(stages.iter().map(|part| format!("the facts have no part with {part:?}")));

    let mut found = BTreeSet::new();
    let mut lowered = BTreeSet::new();
    let tests = |rule: &Table| rule.get("when").and_then(Test::of_data);
    for version in versions {
        let parts = tables(version.get("part"));
        for test in tests(version).into_iter().chain(parts.iter().filter_map(tests)) {
            test.lines(false, &mut found);
        }
        for test in tables(version.get("lowered")).iter().filter_map(tests) {
            test.lines(false, &mut lowered);
        }
        let severity = text(version, "severity");
        let said = text(fact, "sev");
        if !said.is_empty() && said != severity {
            wrong.push(format!("severity is {severity}, not {said}"));
        }
        let ours = said.is_empty() || flag(fact, "sev-own").is_some();
        if ours != flag(version, "severity-ours").is_some() {
            wrong.push(format!("severity-ours is wrong: the facts name \"{said}\""));
        }
        if flag(fact, "sev-of-rules") != flag(version, "severity-of-rules") {
            wrong.push("severity-of-rules is wrong".to_owned());
        }
        // 1: never watched, as its figures are no sales. That is the data's own choice.
        let watch = Some(text(version, "watch")).filter(|watch| watch != "1").unwrap_or_default();
        if watch != text(fact, "watch") {
            wrong.push(format!("watch is \"{watch}\", not \"{}\"", text(fact, "watch")));
        }
    }
    // Days of each year, of the rule or of a part.
    let of_version =
        |version: &Table| [version.clone()].into_iter().chain(tables(version.get("part"))).collect::<Vec<_>>();
    let due: BTreeSet<_> = versions.iter().flat_map(of_version).map(|table| text(&table, "due")).collect();
    let due = due.into_iter().filter(|due| !due.is_empty()).collect::<Vec<_>>().join(" ");
    if due != text(fact, "due") {
        wrong.push(format!("it is due by \"{due}\" each year, not \"{}\"", text(fact, "due")));
    }
    let test = fact.get("test").and_then(Test::of_facts);
    let mut said: BTreeSet<String> = texts(fact, "limits").into_iter().collect();
    test.iter().for_each(|test| test.lines(false, &mut said));
    differ("figure", &said, &found, &mut wrong);
    differ("lower figure", &texts(fact, "lowered").into_iter().collect(), &lowered, &mut wrong);
    let last = versions.last().and_then(tests);
    match (&test, &last) {
        (None, None | Some(Test::Line(_))) => {}
        (Some(test), Some(last)) if test.is(last) => {}
        _ => wrong.push(format!("figures go together as {last:?}, not {test:?}")),
    }
    wrong.into_iter().map(|wrong| format!("{id}: {wrong}")).collect()
}

#[test]
fn every_rule_of_the_facts_is_in_the_data_with_its_figures_and_days() {
    let facts = facts();
    let today = text(&facts, "as-of");
    let data = data();
    let mut wrong = Vec::new();
    for (id, fact) in facts["rules"].as_table().unwrap().iter().chain(facts["halves"].as_table().unwrap()) {
        match data.get(id) {
            Some(versions) => wrong.extend(compare(id, fact.as_table().unwrap(), versions, &today)),
            None => wrong.push(format!("{id}: not in the data")),
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_data_has_no_rule_that_the_facts_have_not() {
    let facts = facts();
    let rules = facts["rules"].as_table().unwrap();
    let more: Vec<String> = data().into_keys().filter(|id| !rules.contains_key(id)).collect();
    assert_eq!(more, HELPERS, "rules that are no row of the facts, and those that may be none");
}

#[test]
fn the_nexus_table_is_that_of_the_facts() {
    let facts = facts();
    let table = read(&Path::new(ROOT).join("data/compliance/us-nexus.toml"));
    let states: BTreeMap<String, Table> =
        tables(table.get("state")).into_iter().map(|state| (text(&state, "state"), state)).collect();
    let nexus = facts["nexus"].as_table().unwrap();
    assert!(nexus.keys().eq(states.keys()), "the states are those of the facts");
    assert_eq!(nexus.len(), 48, "45 states with a sales tax, Alaska, DC and Puerto Rico");
    let mut wrong = Vec::new();
    for (state, fact) in nexus {
        let (fact, row) = (fact.as_table().unwrap(), &states[state]);
        let sign = |op: &str| op.replace('≥', ">=").replace('≤', "<=");
        let logic = match text(fact, "logic").as_str() {
            "$" => "amount".to_owned(),
            other => other.to_lowercase(),
        };
        let period = match text(fact, "period").as_str() {
            "seller fiscal year" => "fy".to_owned(),
            "4q (calendar quarters)" => "4cq".to_owned(),
            other => other.split(' ').next().unwrap().to_owned(),
        };
        let collect = text(fact, "collect");
        let collect = COLLECT.iter().find(|(words, _)| *words == collect).map_or("no code", |(_, code)| *code);
        let (count_op, count) = match text(fact, "txn").split_once(' ') {
            Some((op, count)) => (sign(op), count.to_owned()),
            None => Default::default(),
        };
        let expected = [
            ("amount", text(fact, "amount")),
            ("op", sign(&text(fact, "op"))),
            ("count", count),
            ("count-op", count_op),
            ("logic", logic),
            ("basis", text(fact, "basis").to_lowercase().replace(' ', "-")),
            ("marketplace", text(fact, "mkt")),
            ("period", period),
            ("begins", collect.to_owned()),
            ("from", text(fact, "since")),
            ("rate", text(fact, "rate")),
            ("status", "verified".to_owned()),
        ];
        for (key, expected) in expected {
            let actual = text(row, key);
            if actual != expected {
                wrong.push(format!("{state}: {key} is \"{actual}\", not \"{expected}\""));
            }
        }
        if flag(row, "op-read").unwrap() != flag(fact, "op-read").unwrap_or_default() {
            wrong.push(format!("{state}: op-read, the tick of the facts, is wrong"));
        }
        let before = tables(row.get("before"));
        match (before.as_slice(), text(fact, "dropped").as_str()) {
            ([], "") => {}
            ([leg], dropped) if day_before(dropped) == text(leg, "to") => {
                let leg = [text(leg, "logic"), text(leg, "count-op"), text(leg, "count")];
                if leg != ["or", ">=", "200"] {
                    wrong.push(format!("{state}: until then it was {leg:?}"));
                }
            }
            (_, dropped) => wrong.push(format!("{state}: before is {before:?}, dropped on \"{dropped}\"")),
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The day before: `2026-08-01` gives `2026-07-31`.
fn day_before(day: &str) -> String {
    let parts: Vec<u32> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts[..] else { return String::new() };
    if day > 1 {
        return format!("{year}-{month:02}-{:02}", day - 1);
    }
    let (year, month) = if month > 1 { (year, month - 1) } else { (year - 1, 12) };
    let days = match month {
        2 if year % 4 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    format!("{year}-{month:02}-{days}")
}

#[test]
fn the_count_legs_are_those_that_the_facts_list() {
    let facts = facts();
    let nexus = facts["nexus"].as_table().unwrap();
    let such = |logic: &str| -> Vec<&str> {
        let such = nexus.iter().filter(|(_, row)| text(row.as_table().unwrap(), "logic") == logic);
        such.map(|(state, _)| state.as_str()).collect()
    };
    let mut or = vec!["AR", "DC", "GA", "HI", "MD", "MI", "MN", "NE", "NV", "NJ", "OH", "RI", "VT", "VA", "WV", "PR"];
    or.sort_unstable();
    assert_eq!(such("OR"), or, "15 states, and Puerto Rico");
    assert_eq!(such("AND"), ["CT", "NY"]);
    let dropped = |state: &str| text(nexus[state].as_table().unwrap(), "dropped");
    for (state, day) in [
        ("IN", "2024-01-01"),
        ("NC", "2024-07-01"),
        ("WY", "2024-07-01"),
        ("AK", "2025-01-01"),
        ("UT", "2025-07-01"),
        ("IL", "2026-01-01"),
        ("KY", "2026-08-01"),
    ] {
        assert_eq!(dropped(state), day, "{state}");
    }
}

#[test]
fn the_vat_rates_of_the_members_are_those_of_the_facts() {
    let facts = facts();
    let said = facts["vat"].as_table().unwrap();
    assert_eq!(said.len(), 27, "every member");
    let market = read(&Path::new(ROOT).join("data/markets/eu.toml"));
    let market = market["market"].as_table().unwrap();
    let mut rates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for rate in tables(market.get("tax-rates")) {
        let line = format!("{} since {}", text(&rate, "percent"), text(&rate, "valid-from"));
        for member in texts(&rate, "countries") {
            rates.entry(member).or_default().push(line.clone());
        }
    }
    let mut wrong = Vec::new();
    for (member, line) in said {
        let expected = line.as_str().unwrap();
        let actual = rates.get(member).cloned().unwrap_or_default();
        // The last is the current one.
        if actual.last().is_none_or(|actual| actual != expected) {
            wrong.push(format!("{member}: {actual:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
