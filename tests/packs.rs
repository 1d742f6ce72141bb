//! Data packs: those of `data/` are good, and whatever is wrong with one is said in a sentence that names the place.

#![expect(clippy::panic, clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use suanpan::date::Date;
use suanpan::pack::{First, Pack, PackError, Status, WarehouseKind, source};
use suanpan::schema::Kind;
use suanpan::vocabulary::DESTINATIONS;

mod common;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_data_are_good_and_say_where_they_are_from() {
    let pack = common::data("data");
    assert_eq!(pack.check(), [""; 0]);
    let cited = pack.tariffs.iter().flat_map(|card| &card.sources);
    let cited = cited
        .chain(pack.exchange_rates.iter().map(|rate| &rate.source))
        .chain(pack.notices.iter().map(|notice| &notice.source))
        .chain(pack.warehouses.iter().flat_map(|warehouse| &warehouse.sources))
        .chain(pack.channels.iter().flat_map(|channel| &channel.sources))
        .chain(pack.calendar().iter().flat_map(|event| &event.sources))
        .chain(pack.calendar().iter().flat_map(|event| event.occurrences.iter().filter_map(|one| one.source.as_ref())));
    for source in cited {
        assert!(source.title.len() > 10, "{source:?}");
        assert_ne!(source.status, Status::Own, "{source:?}");
    }
    let ids: BTreeSet<_> = pack.notices.iter().map(|notice| &notice.id).collect();
    assert_eq!(ids.len(), pack.notices.len(), "two notices of one id");
}

#[test]
fn released_data_can_still_be_read() {
    let released = Path::new(ROOT).join("data/released");
    for entry in fs::read_dir(released).into_iter().flatten() {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert_eq!(common::data(&["data/released/", &name].concat()).snapshot, name);
    }
}

#[test]
fn the_choice_of_destinations_is_what_the_cards_serve_and_the_markets_whose_rules_are_known() {
    let pack = common::data("data");
    let served = pack.tariffs.into_iter().flat_map(|card| card.lanes).flat_map(|lane| lane.to);
    let known: BTreeSet<_> = pack.markets.into_iter().flat_map(|market| market.countries).collect();
    let offered: BTreeSet<_> = DESTINATIONS.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(offered, known);
    assert_eq!(served.filter(|country| !known.contains(country)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn warehouses_and_channels_are_found_by_country_and_day() {
    let pack = common::data("data");
    let day = |text: &str| text.parse::<Date>().expect("a day");
    let today = day("2026-11-26");
    let kinds: Vec<_> = pack.warehouses_in("US", today).map(|one| (one.id.as_str(), one.kind)).collect();
    assert_eq!(kinds, [("fba-us", WarehouseKind::Fba), ("us-third-party", WarehouseKind::ThirdParty)]);
    assert_eq!(pack.warehouses_in("DE", today).count(), 0);
    let ids = |country, day| pack.channels_in(country, day).map(|one| one.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids("US", today), ["amazon", "ebay", "own-site", "temu", "tiktok-shop"]);
    assert_eq!(ids("JP", today), ["amazon", "own-site"]);
    assert_eq!(ids("BR", today), [""; 0]);
    let tiktok = |on| {
        let one = pack.channels_in("DE", day(on)).find(|one| one.id == "tiktok-shop").expect("the channel");
        one.referral.iter().map(|tier| tier.percent.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((tiktok("2026-01-07"), tiktok("2026-01-08")), (vec!["5".to_owned()], vec!["9".to_owned()]));
}

#[test]
fn a_part_is_as_sure_as_its_least_sure_source() {
    let pack = common::data("data");
    let warehouse = pack.warehouses.iter().find(|one| one.id == "us-third-party").expect("the warehouse");
    let of = |covers| warehouse.status_of(covers);
    assert_eq!([of("storage"), of("pick-pack"), of("colours")], [Status::Reported, Status::Sample, Status::Sample]);
    let mut doubtful = warehouse.clone();
    let mut second = doubtful.sources[0].clone();
    second.status = Status::Known;
    doubtful.sources.push(second);
    assert_eq!(doubtful.status_of("storage"), Status::Known);
    // Nothing that a platform takes is surer than read second-hand.
    for channel in &pack.channels {
        assert_eq!([channel.status_of("ads"), channel.status_of("returns")], [Status::Sample; 2], "{}", channel.id);
        assert!(channel.status_of("referral").is_sample(), "{}", channel.id);
    }
}

/// The events that can be chosen at a reorder point.
fn offered_events() -> Vec<&'static str> {
    let fields = suanpan::calculators::by_id("reorder-point").expect("the calculator").fields();
    let Kind::Rows(columns) = fields.iter().find(|field| field.key == "events").expect("events").kind else {
        panic!("events are rows")
    };
    let Kind::Choice(choices) = columns.iter().find(|column| column.key == "event").expect("an event").kind else {
        panic!("an event is chosen")
    };
    choices.codes.to_vec()
}

#[test]
fn events_have_days_in_every_year_or_say_that_they_have_none() {
    let pack = common::data("data");
    let mut ids: Vec<_> = pack.calendar().iter().map(|event| event.id.as_str()).collect();
    ids.sort_unstable();
    let mut expected = offered_events();
    expected.retain(|code| *code != "other");
    expected.sort_unstable();
    assert_eq!(ids, expected);
    for event in pack.calendar() {
        for year in 2023..=2028 {
            let of_year = event.occurrences.iter().filter(|one| one.from.civil().0 == year).count();
            assert_eq!(
                (of_year, event.is_undated(year)),
                if of_year == 0 { (0, true) } else { (1, false) },
                "{}",
                event.id
            );
        }
        assert!(event.occurrences.iter().all(|one| event.source_of(one).is_some()), "{}", event.id);
        // Nothing that is only a rule of thumb looks surer than it is.
        assert_eq!([event.status_of("uplift"), event.status_of("closure")], [Status::Sample; 2], "{}", event.id);
    }
    assert_eq!(pack.occurrences("no-such-event").count(), 0);
}

#[test]
fn days_follow_the_rules_of_their_events() {
    let pack = common::data("data");
    let days = |id| pack.occurrences(id).map(|one| one.from).collect::<Vec<_>>();
    let of = |year, month, day| Date::new(year, month, day).expect("a day");
    let fridays = (2023..=2028).map(|year| {
        let first = of(year, 11, 1);
        // The first Thursday, three weeks, a day.
        let to_thursday = (3 + 7 - first.weekday() as i32) % 7;
        first.plus_days(to_thursday + 22).expect("a day")
    });
    assert_eq!(days("black-friday"), fridays.collect::<Vec<_>>());
    for (friday, monday) in days("black-friday").into_iter().zip(days("cyber-monday")) {
        assert_eq!((friday.days_until(monday), monday.weekday()), (3, 0));
    }
    for (id, month, day) in
        [("618", 6, 18), ("double-11", 11, 11), ("12-12", 12, 12), ("christmas", 12, 25), ("boxing-day", 12, 26)]
    {
        assert_eq!(days(id), (2023..=2028).map(|year| of(year, month, day)).collect::<Vec<_>>(), "{id}");
    }
}

#[test]
fn an_event_says_when_it_lifts_demand_and_when_factories_close() {
    let pack = common::data("data");
    let day = |text: &str| text.parse::<Date>().expect("a day");
    let of_year = |id: &str, year| {
        let event = pack.event(id).expect("the event");
        let occurrence = event.occurrences.iter().find(|one| one.from.civil().0 == year).expect("its days");
        (event.uplifted_days(occurrence), event.closed_days(occurrence))
    };
    assert_eq!(of_year("prime-day", 2025), (Some((day("2025-07-08"), day("2025-07-11"))), None));
    assert_eq!(of_year("christmas", 2026).0, Some((day("2026-12-04"), day("2026-12-25"))));
    assert_eq!(of_year("lunar-new-year", 2026), (None, Some((day("2026-02-07"), day("2026-03-03")))));
}

/// What a page without calculators that ask for the rest reads.
#[test]
fn the_head_of_a_pack_can_be_read_alone() {
    let whole = common::data("data");
    let cards = Pack::decode_cards(&whole.encode()).expect("a pack");
    let rest = (cards.markets.len(), cards.warehouses.len(), cards.channels.len());
    assert_eq!((rest, &cards.tariffs, &cards.notices), ((0, 0, 0), &whole.tariffs, &whole.notices));
    assert_eq!(Pack::decode_cards(b"<!doctype html>"), Err(PackError::Format));
    let rates = Pack::decode_rates(&whole.encode()).expect("a pack");
    assert_eq!((&rates.snapshot, &rates.exchange_rates), (&whole.snapshot, &whole.exchange_rates));
    assert!(rates.tariffs.is_empty() && rates.markets.is_empty());
    assert_eq!(Pack::decode_rates(b"<!doctype html>"), Err(PackError::Format));
}

#[test]
fn a_first_visit_goes_without_warehouses_channels_and_events() {
    let pack = common::data("data");
    let first = pack.first(First::Markets);
    assert!(first.partial && first.warehouses.is_empty() && first.channels.is_empty() && first.calendar().is_empty());
    assert!(Pack::decode_built(&first.encode()).is_ok_and(|read| read == first));
    // Not even by a byte that says so.
    let with_events = Pack { calendar: pack.calendar, ..first.clone() };
    assert!(with_events.encode() == first.encode());
}

#[test]
fn a_pack_of_another_version_is_refused() {
    let snapshot = source::read(&Path::new(ROOT).join("data")).expect("good data");
    assert!(Pack::decode(&snapshot.bytes).is_ok());
    assert_eq!(Pack::decode(&[]), Err(PackError::Format));
    assert_eq!(Pack::decode(&snapshot.bytes[..snapshot.bytes.len() / 2]), Err(PackError::Format));
    assert_eq!(Pack::decode(b"<!doctype html>"), Err(PackError::Format));
}

/// Whatever a byte is changed into, a pack is read or refused, without a panic and without a long wait.
#[test]
fn a_changed_byte_is_read_or_refused() {
    let bytes = source::read(Path::new("data")).expect("the data folder").bytes;
    for at in 0..bytes.len().min(4_000) {
        for byte in [0, 1, 0x1d, 0x7f, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] = byte;
            if let Ok(pack) = Pack::decode(&changed) {
                assert_eq!(Pack::decode(&pack.encode()), Ok(pack), "byte {at} to {byte}");
            }
        }
    }
}

#[test]
fn the_snapshot_follows_the_figures_and_not_the_words() {
    let original = Folder::new("snapshot").id();
    assert_eq!(original, Folder::new("snapshot").id());
    let changed = |file, from, to| Folder::new("snapshot").with(file, from, to).id();
    assert_ne!(changed(CARD, "per-kg = \"85\"", "per-kg = \"86\""), original);
    assert_ne!(changed("exchange-rates.toml", "7.1", "7.2"), original);
    assert_ne!(changed("snapshot.toml", "date = \"20", "date = \"19"), original);
    assert_eq!(changed(CARD, "id = \"postal-packet\"", "# a word\n\n  id = \"postal-packet\""), original);
    assert_eq!(changed("exchange-rates.toml", "# Samples", "# Some samples"), original);
    assert_eq!(changed(CARD, "# no volume weight", "# volume does not count"), original);
    assert_ne!(changed(CARD, "title = \"Made up", "title = \" # Made up"), original);
}

#[test]
fn what_is_not_a_card_is_named_with_its_file() {
    for (from, to, said) in [
        ("scope = \"piece\"", "scope = \"crate\"", "unknown variant `crate`"),
        ("status = \"sample\"", "status = \"sample\"\ncolour = \"red\"", "unknown field `colour`"),
        ("duty = \"not-included\"\n", "", "missing field `duty`"),
        ("currency = \"CNY\"", "currency = \"XXX\"", "unknown currency"),
        ("per-kg = \"85\"", "per-kg = \"8,5\"", "invalid"),
        ("as_of = \"2026-11-22\"", "as_of = \"2026-11-31\"", "not a date"),
        ("[limits]", "[limits", "TOML parse error"),
    ] {
        let problems = Folder::new("shape").with(CARD, from, to).problems();
        assert!(
            problems.iter().any(|one| one.contains("postal-packet.toml") && one.contains(said)),
            "{to}: {problems:?}"
        );
    }
}

#[test]
fn what_is_missing_is_named() {
    let folder = Folder::new("missing");
    fs::remove_file(folder.0.join("snapshot.toml")).expect("a file");
    assert!(folder.problems()[0].contains("snapshot.toml"));
    assert!(source::read(Path::new("no/such/folder")).is_err_and(|problems| problems.len() >= 4));
}

#[test]
fn a_broken_rule_is_named_with_its_place() {
    let us = "rate card postal-packet: lane US: ";
    let store = "warehouse us-third-party: ";
    let prime = "event prime-day: ";
    for (file, from, to, said) in [
        (CARD, "per-kg = \"85\"", "per-kg = \"0\"", format!("{us}a price that is not positive")),
        (CARD, "per-kg = \"85\"", "per-kg = \"-1\"", format!("{us}a price that is not positive")),
        (CARD, "per-kg = \"85\"", "per-kg = \"1000000001\"", format!("{us}a price that is not positive")),
        (CARD, "item = \"25\"", "item = \"-1\"", format!("{us}a price that is not positive")),
        (CARD, "to = 25", "to = 5", format!("{us}days end before they start")),
        (CARD, "[\"DE\"]", "[\"US\"]", format!("{us}given twice")),
        (CARD, "[\"US\"]", "[\"USA\"]", "lane USA: destinations are two-letter country codes".to_owned()),
        (CARD, "[\"US\"]", "[]", "lane : destinations are two-letter country codes".to_owned()),
        (CARD, "covers = \"rates\"", "covers = \"colours\"", "no source for its rates".to_owned()),
        (CARD, "{ step = \"0.001\" }", "{ step = \"0\" }", "a rounding step that is not positive".to_owned()),
        (
            CARD,
            "{ step = \"0.001\" }",
            "{ step = \"0.001\", up-to = \"1\" }",
            "rounding steps do not ascend to an open end".to_owned(),
        ),
        (
            CARD,
            "status = \"sample\"",
            "status = \"sample\"\nvalid-from = \"2026-02-01\"\nvalid-to = \"2026-01-01\"",
            "ends before it starts".to_owned(),
        ),
        (
            CARD,
            "id = \"postal-packet\"",
            "id = \"express\"",
            "rate card express: two cards hold on the same day".to_owned(),
        ),
        (EXPRESS, "divisor = \"5000\"", "divisor = \"0\"", "a divisor that is not positive".to_owned()),
        (EXPRESS, "percent = \"28.5\"", "percent = \"-1\"", "a surcharge below zero or too large".to_owned()),
        (
            EXPRESS,
            "up-to = \"20.5\"",
            "up-to = \"-1\"",
            "a rounding step up to a weight that is not positive".to_owned(),
        ),
        (
            EXPRESS,
            "{ to = \"99\", per-kg = \"56\" }",
            "{ to = \"44\", per-kg = \"56\" }",
            "lane US: steps do not ascend".to_owned(),
        ),
        (EXPRESS, "each = \"42\"", "each = \"0\"", "lane US: a step without a positive price".to_owned()),
        (EXPRESS, "first = \"0.5\"", "first = \"0\"", "lane US: a first weight without a positive price".to_owned()),
        (
            LINE,
            "{ to = \"0.2\", per-kg = \"99\"",
            "{ to = \"0.05\", per-kg = \"99\"",
            "lane US: bands do not ascend".to_owned(),
        ),
        (LINE, "min-weight = \"0.03\"", "min-weight = \"-1\"", "lane US: a least weight below zero".to_owned()),
        (LINE, "zone = \"2\"", "zone = \"1\"", "lane AU1: given twice".to_owned()),
        (LINE, "zone = \"2\"\n", "", "lane AU: given twice".to_owned()),
        (CARD, "status = \"sample\"", "status = \"own\"", "status own: only what a user types has it".to_owned()),
        (CARD, "status = \"reported\"", "status = \"own\"", "status own: only what a user types has it".to_owned()),
        ("exchange-rates.toml", "cny = \"7.1\"", "cny = \"0\"", "exchange rate USD: not a positive figure".to_owned()),
        (
            "exchange-rates.toml",
            "currency = \"EUR\"",
            "currency = \"USD\"",
            "exchange rate USD: given twice".to_owned(),
        ),
        (
            "markets/us.toml",
            "destinations = [\"US\"]",
            "destinations = []",
            "notice us-no-de-minimis: no destination".to_owned(),
        ),
        (STORE, "{ to-day = 60,", "{ to-day = 20,", format!("{store}storage tiers do not ascend to an open end")),
        (STORE, "  { per-m3-day = \"5.00\" },\n", "", format!("{store}storage tiers do not ascend to an open end")),
        (STORE, "per-m3-day = \"0.50\"", "per-m3-day = \"-1\"", format!("{store}storage below zero")),
        (STORE, "each = \"1.25\"", "each = \"0\"", format!("{store}a carton without a positive price")),
        (STORE, "to-kg = \"1\"", "to-kg = \"0.4\"", format!("{store}bands of weight do not ascend")),
        (STORE, "price = \"0.90\"", "price = \"0\"", format!("{store}a band of weight without a positive price")),
        (STORE, "covers = \"put-away\"", "covers = \"storage\"", format!("{store}no source for put-away")),
        (
            STORE,
            "covers = \"put-away\"",
            "covers = \"colours\"",
            format!("{store}a source for something that it has not"),
        ),
        (
            STORE,
            "kind = \"third-party\"",
            "kind = \"fba\"",
            format!("{store}picking at FBA is part of its fulfilment fee"),
        ),
        (FBA, "months = [10, 11, 12]", "months = [10, 11, 11]", "warehouse fba-us: not every month once".to_owned()),
        (
            FBA,
            "standard = \"0.78\"",
            "standard = \"0\"",
            "warehouse fba-us: a month without a positive price".to_owned(),
        ),
        (
            FBA,
            "currency = \"USD\"",
            "currency = \"USD\"\nstorage = [{ per-m3-day = \"1\" }]",
            "warehouse fba-us: storage by age or by month: one of them".to_owned(),
        ),
        (FBA, "id = \"fba-us\"", "id = \"us-third-party\"", format!("{store}twice on the same day")),
        (EBAY, "percent = \"2.35\"", "percent = \"100\"", "channel ebay US: a share out of range".to_owned()),
        (EBAY, "up-to = \"7500\"", "up-to = \"0\"", "channel ebay US: referral tiers do not ascend".to_owned()),
        (EBAY, "up-to = \"10\", each", "each", "channel ebay US: order fees do not ascend to an open end".to_owned()),
        (EBAY, "each = \"0.30\"", "each = \"-1\"", "channel ebay US: a fee below zero".to_owned()),
        (EBAY, "[\"DE\"]", "[\"US\"]", "channel ebay US: twice in a country on the same day".to_owned()),
        (EBAY, "[\"DE\"]", "[]", "channel ebay : countries are two-letter codes".to_owned()),
        (PRIME, "to = \"2023-07-12\"", "to = \"2023-07-10\"", format!("{prime}ends before it starts")),
        (PRIME, "to = \"2023-07-12\"", "to = \"2024-07-16\"", format!("{prime}its days are not in order, or overlap")),
        (
            PRIME,
            "to = \"2023-07-12\"",
            "to = \"2023-07-12\"\nday = \"2023-07-13\"",
            format!("{prime}is about a day that"),
        ),
        (PRIME, "undated = [2027", "undated = [2026", format!("{prime}days in a year that has none")),
        (PRIME, "[\"amazon\"]", "[\"shop\"]", format!("{prime}a channel that is not in the data")),
        (PRIME, "factor = \"3\"", "factor = \"0\"", format!("{prime}an uplift that is not positive")),
        (
            PRIME,
            "factor = \"3\"",
            "factor = \"3\", days-before = 1001",
            format!("{prime}days before or after it that take"),
        ),
        (PRIME, "status = \"sample\"", "status = \"known\"", format!("{prime}an uplift that is more than a sample")),
        (PRIME, "covers = \"uplift\"", "covers = \"closure\"", format!("{prime}no source for uplift")),
        (PRIME, "covers = \"dates\"", "covers = \"rates\"", format!("{prime}a source for something that it has not")),
        (PRIME, "id = \"prime-day\"", "id = \"618\"", "event 618: given twice".to_owned()),
        (CHRISTMAS, "covers = \"dates\"", "covers = \"uplift\"", "event christmas: no source for dates".to_owned()),
        (EBAY, "covers = \"ads\"", "covers = \"payout\"", "channel ebay US: no source for ads".to_owned()),
    ] {
        let problems = Folder::new("rules").with(file, from, to).problems();
        assert!(problems.iter().any(|one| one.contains(&said)), "{to}: {problems:?}");
    }
}

#[test]
fn two_cards_of_one_id_may_follow_each_other() {
    let folder =
        Folder::new("following").with(CARD, "status = \"sample\"", "status = \"sample\"\nvalid-to = \"2026-12-31\"");
    let card = fs::read_to_string(folder.0.join(CARD)).expect("the card");
    let next = |from| card.replacen("valid-to = \"2026-12-31\"", from, 1);
    let second = folder.0.join("carriers/postal-packet-2027.toml");
    fs::write(&second, next("valid-from = \"2027-01-01\"")).expect("a file");
    assert!(source::read(&folder.0).is_ok());
    fs::write(&second, next("valid-from = \"2026-12-31\"")).expect("a file");
    assert_eq!(folder.problems(), ["rate card postal-packet: two cards hold on the same day"]);
}

const CARD: &str = "carriers/postal-packet.toml";
const EXPRESS: &str = "carriers/express.toml";
const LINE: &str = "carriers/special-line-general.toml";
const STORE: &str = "warehouses/us-third-party.toml";
const FBA: &str = "warehouses/fba-us.toml";
const EBAY: &str = "channels/ebay.toml";
const PRIME: &str = "calendar/prime-day.toml";
const CHRISTMAS: &str = "calendar/christmas.toml";

/// A copy of data/ to break.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packs").join(test);
        let _ = fs::remove_dir_all(&copy);
        for sub in ["", "calendar", "carriers", "channels", "markets", "warehouses"] {
            fs::create_dir_all(copy.join(sub)).expect("a folder");
            for entry in fs::read_dir(Path::new(ROOT).join("data").join(sub)).expect("data/") {
                let path = entry.expect("an entry").path();
                if path.is_file() {
                    fs::copy(&path, copy.join(sub).join(path.file_name().unwrap_or_default())).expect("a copy");
                }
            }
        }
        Self(copy)
    }

    /// With the first `from` of a file replaced.
    #[track_caller]
    fn with(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replacen(from, to, 1)).expect("a file");
        self
    }

    fn id(&self) -> String {
        source::read(&self.0).unwrap_or_else(|problems| panic!("{problems:?}")).id
    }

    fn problems(&self) -> Vec<String> {
        source::read(&self.0).err().unwrap_or_default()
    }
}
