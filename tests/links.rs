//! Links: what was ever sent opens for ever, and nothing that arrives does harm.

#![expect(clippy::panic, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeSet;
use std::fmt::Write;

use suanpan::link::{self, Extras, Link, LinkError, Seal};
use suanpan::schema::{Calculator, Kind, Meta, Record, When};
use suanpan::units::Unit;
use suanpan::value::{Row, Value};
use suanpan::{calculators, json};

mod common;

/// Every calculator whose links are out in the world.
fn published() -> impl Iterator<Item = &'static dyn Calculator> {
    calculators::ALL.iter().copied().filter(|one| one.id() != "toy")
}

#[track_caller]
fn open(text: &str) -> Link {
    link::decode(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[track_caller]
fn refused(text: &str) -> LinkError {
    link::decode(text).err().unwrap_or_else(|| panic!("{text} opens"))
}

/// The link written again, with all that it held.
fn rewritten(link: &Link) -> String {
    let extras = Extras {
        unknown: link.unknown.clone(),
        snapshot: link.snapshot.clone(),
        claimed: link.claimed.clone(),
        private: link.calculator.fields().iter().map(|meta| meta.key).collect(),
    };
    link::encode(link.calculator, &link.record, &extras).text
}

/// All that a link says.
type Content = (&'static str, Record, Vec<(String, String)>, Option<String>, Option<String>);

fn content(link: Link) -> Content {
    (link.calculator.id(), link.record, link.unknown, link.snapshot, link.claimed)
}

/// Link version 1. Another version gets a module and files of its own; these stay as they are.
mod v1 {
    use std::path::Path;

    use suanpan::pack::World;

    use super::*;

    /// A link that was made, the case that it stands for, and its first headline figure.
    pub struct Golden {
        pub link: &'static str,
        pub inputs: &'static str,
        pub claim: &'static str,
        /// The rates that the figure rests on.
        pub snapshot: &'static str,
    }

    /// Blocks of four lines: `# what it shows`, link, JSON inputs, figure (`-` for none). `# snapshot …` names the rates
    /// of all that follow.
    pub fn golden() -> Vec<Golden> {
        let lines: Vec<_> = include_str!("links/v1-golden.txt").lines().filter(|line| !line.is_empty()).collect();
        let blocks = lines.chunk_by(|_, line| !line.starts_with('#'));
        let mut snapshot = "";
        let mut golden = Vec::new();
        for block in blocks {
            match block {
                [only] => snapshot = only.strip_prefix("# snapshot ").unwrap_or(snapshot),
                [_, link, inputs, claim] => golden.push(Golden { link, inputs, claim, snapshot }),
                _ => panic!("{block:?} is no block of four lines"),
            }
        }
        golden
    }

    pub fn whole() -> impl Iterator<Item = &'static str> {
        golden().into_iter().map(|golden| golden.link).filter(|link| !link.ends_with("&k=hand"))
    }

    /// Fields, columns and codes may be added at the end. What stands there never changes: that takes a new link
    /// version, with a step in `src/link/upgrade.rs`.
    #[test]
    fn what_a_key_means_is_frozen() {
        let current: String = published().map(fields_of).collect();
        let frozen = include_str!("links/v1-fields.txt");
        for (number, (frozen, current)) in frozen.lines().zip(current.lines()).enumerate() {
            assert_eq!(frozen, current, "line {} of v1-fields.txt", number + 1);
        }
        assert_eq!(frozen.lines().count(), current.lines().count(), "new fields belong into v1-fields.txt");
    }

    fn fields_of(calculator: &dyn Calculator) -> String {
        let mut out = format!("{} {}\n", calculator.id(), calculator.link_code());
        for meta in calculator.fields() {
            let _ = writeln!(out, "  {}", frozen(meta));
            meta.columns().iter().for_each(|column| out += &format!("    {}\n", frozen(column)));
        }
        out
    }

    fn frozen(meta: &Meta) -> String {
        let kind = match meta.kind {
            Kind::Number => "number".to_owned(),
            Kind::Count => "count".to_owned(),
            Kind::Percent => "percent".to_owned(),
            Kind::Days => "days".to_owned(),
            Kind::Amount(units) => {
                // Which it may be; the order is that of the form.
                let known = Unit::ALL.iter().filter(|unit| units.contains(unit));
                format!("amount {}", known.map(|unit| unit.symbol()).collect::<Vec<_>>().join("/"))
            }
            Kind::Size(units) => {
                format!("size {}", units.iter().map(|unit| unit.symbol()).collect::<Vec<_>>().join("/"))
            }
            Kind::Money => "money".to_owned(),
            Kind::Choice(choices) => format!("choice {}", choices.codes.join("/")),
            Kind::ManyOf(choices) => format!("many-of {}", choices.codes.join("/")),
            Kind::Flag => "flag".to_owned(),
            Kind::Date => "date".to_owned(),
            Kind::Text => "text".to_owned(),
            Kind::Series => "series".to_owned(),
            Kind::Rows(_) => "rows".to_owned(),
        };
        fn when(condition: When) -> String {
            match condition {
                When::Always => String::new(),
                When::Is(key, codes) => format!("; when {key} is {}", codes.join("/")),
                When::Not(key, codes) => format!("; when {key} is not {}", codes.join("/")),
                When::All(conditions) => conditions.iter().map(|one| when(*one)).collect(),
                When::Any(conditions) => {
                    format!("; when one of: {}", conditions.iter().map(|one| when(*one)).collect::<String>())
                }
                When::Given(groups) => format!("; when given in {}", groups.join("/")),
            }
        }
        let when = when(meta.when);
        let default = if meta.default.is_empty() { String::new() } else { format!("; default {}", meta.default) };
        format!("{} {}: {kind}{default}{when}", meta.link, meta.key)
    }

    #[test]
    fn golden_links_open_as_the_case_they_were_made_of() {
        let golden = golden();
        assert!(golden.len() >= 25, "{} golden links", golden.len());
        for Golden { link, inputs, .. } in golden {
            let opened = open(link);
            assert_eq!(opened.seal, if link.ends_with("&k=hand") { Seal::Hand } else { Seal::Whole }, "{link}");
            assert_eq!(json::inputs(opened.calculator.fields(), &opened.record).to_string(), inputs, "{link}");
            // A packed table depends on the packer; everything else has one spelling.
            if opened.seal == Seal::Whole && !link.contains("&z") {
                assert_eq!(rewritten(&opened), link);
            }
        }
    }

    /// With the rates of the day on which they were made.
    #[test]
    fn golden_links_have_the_answer_that_they_had() {
        for of_one_day in golden().chunk_by(|one, other| one.snapshot == other.snapshot) {
            let made_with = of_one_day[0].snapshot;
            let released = ["data/released/", made_with].concat();
            let there = Path::new(env!("CARGO_MANIFEST_DIR")).join(&released).exists();
            assert!(there, "copy data/ as it was to {released}: links made with it are out");
            let world = World::new(common::data(&released));
            assert_eq!(world.snapshot(), Some(made_with));
            for Golden { link, claim, .. } in of_one_day {
                let opened = open(link);
                let answer = opened.calculator.evaluate(&opened.record, &world).answer;
                let found = answer.as_ref().and_then(link::claim);
                assert_eq!(found.as_deref().unwrap_or("-"), *claim, "{link}");
            }
        }
    }
}

#[test]
fn keys_are_short_and_taken_once() {
    let codes: Vec<_> = calculators::ALL.iter().map(|calculator| calculator.link_code()).collect();
    assert!(
        codes.iter().all(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())),
        "{codes:?}"
    );
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "{codes:?}");
    for calculator in calculators::ALL {
        assert_distinct(calculator.fields(), link::RESERVED);
        for list in calculator.fields() {
            assert_distinct(list.columns(), &[]);
        }
    }
}

#[track_caller]
fn assert_distinct(fields: &[Meta], reserved: &[&str]) {
    let mut taken: BTreeSet<_> = reserved.iter().map(|key| (*key).to_owned()).collect();
    let lists = fields.iter().filter(|meta| matches!(meta.kind, Kind::Rows(_))).map(|meta| format!("z{}", meta.link));
    for key in fields.iter().map(|meta| meta.link.to_owned()).chain(lists) {
        assert!((1..=3).contains(&key.len()), "{key}");
        assert!(key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{key}");
        assert!(taken.insert(key.clone()), "{key} is taken");
    }
}

/// `_` parts cells and `.` parts the codes of a many-of.
#[test]
fn codes_hold_no_separator() {
    for meta in
        calculators::ALL.iter().flat_map(|one| one.fields()).flat_map(|meta| [meta].into_iter().chain(meta.columns()))
    {
        if let Kind::Choice(choices) | Kind::ManyOf(choices) = meta.kind {
            for code in choices.codes {
                assert!(code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{}: {code}", meta.key);
            }
        }
    }
}

#[test]
fn a_cut_link_never_passes_for_whole() {
    for golden in v1::golden() {
        for length in 0..golden.link.len() {
            if let Ok(link) = link::decode(&golden.link[..length]) {
                assert!(matches!(link.seal, Seal::Cut | Seal::Damaged), "{}", &golden.link[..length]);
            }
        }
    }
}

/// One changed character is an error, is seen as damage, or changes nothing.
#[test]
fn a_changed_character_is_never_silent() {
    for link in v1::whole() {
        let original = content(open(link));
        for (at, old) in link.char_indices() {
            for new in (' '..='~').filter(|new| *new != old) {
                let changed = format!("{}{new}{}", &link[..at], &link[at + 1..]);
                if let Ok(link) = link::decode(&changed)
                    && matches!(link.seal, Seal::Whole | Seal::Hand)
                {
                    assert_eq!(content(link), original, "{changed}");
                }
            }
        }
    }
}

#[test]
fn what_programs_do_to_a_link_does_not_harm_it() {
    for link in v1::whole() {
        let original = content(open(link));
        let escaped: String = link
            .bytes()
            .map(
                |byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") },
            )
            .collect();
        let partly = link.replace('&', "%26").replace('=', "%3d");
        for arrived in [
            format!("#{link}"),
            format!("https://example.org/en/shipping-cost/#{link}"),
            format!("https://example.org/en/shipping-cost/?{link}"),
            format!("  {link}\n"),
            format!("{link}&appinstall=0"),
            format!("?{link}&from=singlemessage&isappinstalled=0"),
            format!("{link}#?secret=q1w2e3"),
            format!("https://example.org/?{link}#?secret=q1w2e3"),
            format!("{link}#{link}"),
            escaped.clone(),
            format!("https://example.org/#{escaped}"),
            format!("#{partly}"),
            format!("#{}", link.replace('_', "%5F")),
        ] {
            let opened = open(&arrived);
            assert_eq!(opened.seal, Seal::Whole, "{arrived}");
            assert_eq!(content(opened), original, "{arrived}");
        }
        // Run together, the second tears the check of the first.
        assert_eq!(open(&format!("{link}{link}")).seal, Seal::Damaged);
        // Escaped twice is once too often.
        assert!(link::decode(&escaped.replace('%', "%25")).is_err());
    }
}

#[test]
fn what_cannot_be_opened_says_why() {
    for text in ["", "  ", "https://example.org/en/shipping-cost/", "shipping"] {
        assert_eq!(refused(text), LinkError::Absent, "{text}");
    }
    for text in
        ["#", "#w=5", "v=", "v=0&t=sc", "v=x&t=sc", "v=1", "v=1&d=DE&k=hand", "#?secret=1", "v=99999999999&t=sc"]
    {
        assert_eq!(refused(text), LinkError::Unreadable, "{text}");
    }
    let pairs = [("t", "sc"), ("w", "5kg")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(refused("v=2&t=sc&w=5kg&k=abcd"), LinkError::Newer(2, pairs.to_vec()));
    assert_eq!(refused("v=1&t=zz&k=hand"), LinkError::UnknownCalculator("zz".to_owned()));
    assert_eq!(refused(&"v".repeat(link::MAX_LENGTH + 1)), LinkError::TooLong);
}

#[test]
fn the_limits_are_what_they_say() {
    let seal = |text: &str| open(text).seal;
    let pairs = |count: usize| format!("v=1&t=sc{}&k=hand", "&u=1".repeat(count - 2));
    assert_eq!((seal(&pairs(64)), seal(&pairs(65))), (Seal::Hand, Seal::Damaged));
    let value = |length: usize| format!("v=1&t=sc&u={}&k=hand", "a".repeat(length));
    assert_eq!((seal(&value(64)), seal(&value(65))), (Seal::Hand, Seal::Damaged));
    // Long rubbish in place of a table is looked at up to the limit, and not a character further.
    let table = |length: usize| format!("v=1&t=sc&zp={}&k=hand", "A".repeat(length - "v=1&t=sc&zp=&k=hand".len()));
    assert_eq!(seal(&table(link::MAX_LENGTH)), Seal::Damaged);
    assert_eq!(refused(&table(link::MAX_LENGTH + 1)), LinkError::TooLong);
}

#[test]
fn a_pair_that_makes_no_sense_is_damage() {
    for pair in [
        "&d=DE&d=US",
        "&y=1&y=2",
        "&r=a&r=b",
        "&D=1",
        "&toolong=1",
        "&d",
        "&d=%C3",
        "&d=a b",
        "&",
        "&p=_1kg&zp=AA",
        "&=5",
    ] {
        assert_eq!(open(&format!("v=1&t=sc{pair}&k=hand")).seal, Seal::Damaged, "{pair}");
    }
}

#[test]
fn what_a_newer_version_wrote_is_written_back() {
    let link = "v=1&t=sc&p=_350g__new_5&p=2_1kg&d=DE&new=5cm&n2=a.b&r=2031-01-01-0badcafe&y=12.5";
    let opened = open(&format!("{link}&k=hand"));
    assert_eq!(opened.unknown.len(), 2);
    let again = rewritten(&opened);
    assert_eq!(again.strip_suffix(&again[again.len() - 7..]), Some(link));
    assert_eq!(content(open(&again)), content(opened));
}

#[test]
fn a_list_is_packed_when_it_is_long() {
    let (calculator, list) = published()
        .find_map(|one| Some((one, one.fields().iter().position(|meta| !meta.columns().is_empty())?)))
        .expect("a calculator with a list");
    let fields = calculator.fields();
    let row = |index: usize| {
        let cell = |meta: &Meta| match meta.kind {
            Kind::Count => Value::parse(&meta.kind, &(index + 2).to_string()),
            _ => Value::Empty,
        };
        Row { cells: fields[list].columns().iter().map(cell).collect(), extra: Vec::new() }
    };
    for (count, packed) in [(1, false), (20, false), (21, true), (500, true)] {
        let mut record = Record::empty(fields);
        record.values[list] = Value::Rows((0..count).map(row).collect());
        let written = link::encode(calculator, &record, &Extras::default());
        assert_eq!(written.text.contains(&format!("&z{}=", fields[list].link)), packed, "{count} rows");
        let opened = open(&written.text);
        assert_eq!((opened.seal, opened.record), (Seal::Whole, record), "{count} rows");
    }
}

/// Lists of which each is short enough can together be more pairs than are read: then the longest are packed.
#[test]
fn lists_that_are_too_many_pairs_together_are_packed() {
    let calculator = calculators::by_id("landed-cost").expect("the calculator");
    let case = |goods: usize, parcels: usize, channels: usize| {
        let inputs = serde_json::json!({
            "goods": vec![serde_json::json!({ "unit-cost": "5CNY" }); goods],
            "parcels": vec![serde_json::json!({ "weight": "5kg" }); parcels],
            "channels": vec![serde_json::json!({ "channel": "ebay" }); channels],
            "destination": "DE",
            "currency": "EUR",
        });
        json::record(calculator.fields(), &inputs).0
    };
    // With version, calculator and two fields: 64 pairs, then 65.
    for (record, extras, packed) in [
        (case(20, 20, 20), Extras::default(), &[][..]),
        (case(20, 20, 20), Extras { claimed: Some("1".to_owned()), ..Extras::default() }, &["zg", "zp", "zch"]),
        (case(20, 19, 20), Extras { claimed: Some("1".to_owned()), ..Extras::default() }, &[]),
        (
            case(20, 19, 20),
            Extras { snapshot: Some("1".to_owned()), claimed: Some("1".to_owned()), ..Extras::default() },
            &["zg", "zch"],
        ),
    ] {
        let written = link::encode(calculator, &record, &extras).text;
        let found: Vec<_> =
            ["zg", "zp", "zch"].into_iter().filter(|key| written.contains(&format!("&{key}="))).collect();
        assert_eq!(found, packed, "{written}");
        let opened = open(&written);
        assert_eq!((opened.seal, opened.record), (Seal::Whole, record), "{written}");
    }
}

#[test]
fn a_row_too_long_for_a_pair_is_packed() {
    let size = "123456789.123456789x123456789.123456789x123456789.123456789mm";
    let inputs = serde_json::json!({ "parcels": [{ "weight": "5kg", "size": size }] });
    let calculator = published().next().expect("a calculator");
    let (record, _) = json::record(calculator.fields(), &inputs);
    let written = link::encode(calculator, &record, &Extras::default());
    assert!(written.text.starts_with("v=1&t=sc&zp="), "{}", written.text);
    assert_eq!(open(&written.text).record, record);
}

#[test]
fn what_cannot_be_in_a_link_is_said() {
    let inputs =
        serde_json::json!({ "parcels": [{ "weight": "5 kilos" }, { "weight": "1kg" }], "fuel-percent": "a lot" });
    let calculator = published().next().expect("a calculator");
    let (record, _) = json::record(calculator.fields(), &inputs);
    let written = link::encode(calculator, &record, &Extras::default());
    assert_eq!(written.left_out, ["weight", "fuel-percent"]);
    assert!(written.text.starts_with("v=1&t=sc&p=_1kg&k="), "{}", written.text);
}
