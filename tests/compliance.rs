//! The compliance checklist as the page, links and JSON see it: what a case says reaches the rules, and the list says why each
//! stands as it does. How rules themselves come out is held in `compliance/tests/` and `tests/compliance_scenarios.rs`.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use suanpan::calculators::compliance::codes;
use suanpan::calculators::{self, compliance};
use suanpan::pack::{World, source};
use suanpan::schema::checklist::{Checklist, Item, Nexus, State};
use suanpan::schema::{Arg, Calculator, Phrase, Record, Severity};
use suanpan::value::Value;
use suanpan::{checklist, json, link};
use suanpan_compliance::{Profile, Rates, evaluate};

mod common;
#[path = "common/world.rs"]
mod whole;

static WORLD: LazyLock<World> = LazyLock::new(whole::world);

fn calculator() -> &'static dyn Calculator {
    calculators::by_id("compliance").unwrap()
}

fn case(link: &str) -> Record {
    link::decode(&format!("v=1&t=co&{link}&k=hand")).unwrap().record
}

fn list_of(record: &Record) -> Checklist {
    calculator().changes(record, &WORLD, None).checklist.unwrap()
}

fn list(link: &str) -> Checklist {
    list_of(&case(link))
}

fn item<'a>(list: &'a Checklist, id: &str) -> &'a Item {
    list.items.iter().find(|item| item.id == id).unwrap_or_else(|| panic!("there is no {id}"))
}

fn arg<'a>(phrase: &'a Phrase, slot: &str) -> Option<&'a Arg> {
    phrase.args.iter().find(|(one, _)| *one == slot).map(|(_, arg)| arg)
}

fn unknown(list: &Checklist) -> usize {
    list.items.iter().filter(|item| item.state == State::Unknown).count()
}

const FURNITURE: &str = "es=NL&dt=2026-11-22&d=DE&mk=FR&mk=NL&ch=own-site&sb=warehouse&sf=NL&sk=NL&ct=furniture&co=CN&sa=EU27-other_direct_2026-01-01_2026-11-22_8500EUR_120";
const SHIRTS: &str = "es=CN&dt=2026-11-22&d=DE&ch=own-site&sb=post&ct=apparel&co=CN&cv=45EUR&tl=1";
const HEADPHONES: &str = "es=CN&dt=2026-11-22&d=US&mk=US-CA&mk=US-TX&ch=own-site.amazon&sb=warehouse&sk=US-CA&sk=US-TX&ct=radio.battery&co=CN&cv=18000USD&iv=49USD&tc=851830&sa=US-CA_direct_2026-01-01_2026-11-22_430000USD_8600&sa=US-TX_mp_2026-01-01_2026-11-22_210000USD_4200";

/// What a case can name is what the data have: links carry these codes.
#[test]
fn codes_are_those_of_the_data() {
    let rules = WORLD.rules().unwrap();
    let same = |codes: &[&str], data: Vec<&str>| {
        assert_eq!(codes.iter().copied().collect::<BTreeSet<_>>(), data.iter().copied().collect::<BTreeSet<_>>());
        assert_eq!(codes.len(), data.len(), "a code twice");
    };
    same(codes::QUESTIONS, rules.book.questions.iter().map(|question| question.id.as_str()).collect());
    same(codes::REGISTRATIONS, rules.book.registrations.iter().map(String::as_str).collect());
    let known = suanpan_compliance::codes::Category::ALL.iter().map(|category| category.code());
    let categories: Vec<_> = known.map(|code| if code == "packaging" { "other" } else { code }).collect();
    same(codes::CATEGORIES, categories);
}

#[test]
fn the_reason_is_told_in_the_sellers_own_figures() {
    let list = list(FURNITURE);
    let threshold = item(&list, "eu-vat-10k-threshold");
    assert_eq!(threshold.state, State::Watch);
    let sales = threshold.reasons.iter().find(|reason| reason.text.code() == "sales").unwrap();
    let said = ["figure", "limit", "share", "op"].map(|slot| arg(sales, slot).unwrap().to_string());
    assert_eq!(said, ["8500EUR", "10000EUR", "85", "more"]);
    assert_eq!(
        [arg(sales, "from").unwrap().to_string(), arg(sales, "to").unwrap().to_string()],
        ["2026-01-01", "2026-11-22"]
    );
    // The clause with figures comes first.
    assert_eq!(threshold.reasons[0].text.code(), "sales");
}

/// What is counted of a year that still runs is of this year, though the law will call it the one before.
#[test]
fn a_year_that_is_not_over_is_no_year_before() {
    let sold = |year: i32| {
        let list = list(&format!(
            "es=CN&dt=2026-11-22&d=US&mk=US-AL&ch=own-site&sb=post&sa=US-AL_direct_{year}-01-01_{year}-10-31_300000USD_900"
        ));
        let alabama = item(&list, "us-nexus-al");
        let sales = alabama.reasons.iter().find(|reason| reason.text.code() == "sales").unwrap();
        let said = ["period", "from"].map(|slot| arg(sales, slot).unwrap().to_string());
        (alabama.state, said)
    };
    let said = |period: &str, from: &str| [period.to_owned(), from.to_owned()];
    assert_eq!(sold(2026), (State::Scheduled, said("ccy", "2026-01-01")));
    assert_eq!(sold(2025), (State::Applies, said("pcy", "2025-01-01")));
}

/// Whatever a case says is what the rules are held against: the list stands as they say.
#[test]
fn a_list_stands_as_the_rules_say() {
    let rules = WORLD.rules().unwrap();
    for link in [FURNITURE, SHIRTS, HEADPHONES] {
        let list = list(link);
        let record = case(link).with_defaults(calculator().fields());
        let inputs = <compliance::Inputs as suanpan::schema::Fields>::from_values(&record.values).unwrap();
        let rates = WORLD.pack().unwrap().exchange_rates.iter().map(|rate| (rate.currency.code(), rate.cny));
        let rates = [("CNY", 1.into())].into_iter().chain(rates);
        let currency = suanpan_compliance::codes::Currency::from_code;
        let rates = Rates::new(rates.filter_map(|(code, rate)| Some((currency(code)?, rate))));
        for finding in evaluate(&rules.book, &compliance::profile(&inputs), &rates) {
            let item = item(&list, &finding.id);
            assert_eq!(
                (item.state, item.bite, item.begins),
                (finding.state, finding.severity, finding.begins),
                "{}",
                item.id
            );
            assert!(!item.name.is_empty() && !item.duty.is_empty(), "{}", item.id);
            assert!(!item.reasons.is_empty() || item.state != State::DoesNotApply, "{}: no reason", item.id);
        }
    }
}

#[test]
fn the_headline_counts_what_the_list_holds() {
    let outcome = calculator().evaluate(&case(HEADPHONES), &WORLD);
    let answer = outcome.answer.unwrap();
    let list = list(HEADPHONES);
    let duties = || list.items.iter().filter(|item| !item.option);
    let counted =
        |name: &str| answer.headline.iter().find(|figure| figure.name.code() == name).map(|one| one.value.to_string());
    let count = |such: &dyn Fn(&Item) -> bool| Some(duties().filter(|item| such(item)).count().to_string());
    assert_eq!(counted("rules-apply"), count(&|item| item.state == State::Applies));
    assert_eq!(counted("rules-open"), count(&|item| item.state == State::Unknown));
    assert_eq!(counted("rules-ahead"), count(&|item| matches!(item.state, State::Scheduled | State::Unconfirmed)));
    assert_eq!(link::claim(&answer.clone()).as_deref(), counted("rules-apply").as_deref());
    assert!(duties().count() > 300);
}

#[test]
fn the_list_goes_by_topic_with_the_known_before_the_unknown_and_the_hardest_first() {
    let list = list(HEADPHONES);
    let order = |item: &Item| (item.topic, item.state == State::Unknown, item.bite);
    assert!(list.items.is_sorted_by_key(order));
    let ids: BTreeSet<_> = list.items.iter().map(|item| &item.id).collect();
    assert_eq!(ids.len(), list.items.len());
}

/// Where you are, where you sell, channel, how it ships, what it is: no more is needed for a list worth having.
#[test]
fn five_answers_are_enough_for_a_first_list() {
    for five in [
        "es=CN&dt=2026-11-22&d=DE&ch=own-site&sb=post&ct=apparel",
        "es=CN&dt=2026-11-22&d=US&ch=amazon&sb=warehouse&ct=toys",
        "es=HK&dt=2026-11-22&d=GB&ch=tiktok&sb=linehaul&ct=radio.battery",
        "es=DE&dt=2026-11-22&d=FR&ch=own-site&sb=post&ct=cosmetics",
        "es=CN&dt=2026-11-22&d=JP&ch=own-site&sb=express&ct=other",
    ] {
        let list = list(five);
        let applies = list.items.iter().filter(|item| item.state == State::Applies).count();
        let settled = list.items.len() - unknown(&list);
        assert!(applies >= 8 && settled * 3 > list.items.len() * 2, "{five}: {applies} apply, {settled} settled");
        assert!(!list.asks.is_empty(), "{five}");
    }
}

/// A reply is a case of its own, in which the question is no longer asked and no more is unknown than before.
#[test]
fn what_is_asked_next_settles_something() {
    for link in [SHIRTS, HEADPHONES] {
        let before = list(link);
        assert!(before.asks.is_sorted_by_key(|ask| core::cmp::Reverse(ask.settles.min(1))) || !before.asks.is_empty());
        let mut settled = 0;
        for ask in before.asks.iter().take(8) {
            assert!(calculator().fields().iter().any(|meta| meta.key == ask.field), "{}", ask.field);
            assert!(ask.waits >= ask.settles, "{:?}", ask.ask);
            for (_, reply) in &ask.replies {
                let after = list_of(reply);
                assert!(!after.asks.iter().any(|other| other.ask == ask.ask), "still asked: {:?}", ask.ask);
                settled += unknown(&before).saturating_sub(unknown(&after));
            }
        }
        assert!(settled > 0, "{link}");
    }
}

/// One press for all questions of yes and no that are shown: what was answered before stays, and nothing is answered twice.
#[test]
fn no_to_all_answers_each_question_once() {
    let given = case(&format!("{SHIRTS}&an=wooden-packaging_yes&an=staff__3"));
    let fields = calculator().fields();
    let before = list_of(&given);
    let shown = &before.asks[..12];
    let flags = shown.iter().filter(|ask| ask.no.is_some()).count();
    assert!((2..12).contains(&flags), "{flags}: some are no questions of yes and no");
    let (count, after) = checklist::no_to_all(shown, &given, fields).unwrap();
    assert_eq!(count, flags);
    let rows = |record: &Record| match &record.values[fields.iter().position(|meta| meta.key == "answers").unwrap()] {
        Value::Rows(rows) => rows.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(rows(&after).len(), rows(&given).len() + flags);
    assert_eq!(rows(&after)[..2], rows(&given)[..]);
    let changed = fields.iter().zip(&given.values).zip(&after.values).filter(|((_, before), after)| before != after);
    assert_eq!(changed.map(|((meta, _), _)| meta.key).collect::<Vec<_>>(), ["answers"]);
    let later = list_of(&after);
    assert!(shown.iter().filter(|ask| ask.no.is_some()).all(|ask| !later.asks.iter().any(|one| one.ask == ask.ask)));
    // As each of them answered by itself.
    let one_by_one = shown.iter().filter(|ask| ask.no.is_some()).fold(given.clone(), |case, ask| {
        let asked = list_of(&case).asks.into_iter().find(|one| one.ask == ask.ask);
        asked.map_or(case, |one| one.replies[1].1.clone())
    });
    let states = |list: &Checklist| list.items.iter().map(|item| (item.id.clone(), item.state)).collect::<Vec<_>>();
    assert_eq!(states(&later), states(&list_of(&one_by_one)));
    // A row that waits for its answer is filled, not doubled.
    let (_, again) = checklist::no_to_all(shown, &after, fields).unwrap();
    assert_eq!(again, after);
    assert_eq!(checklist::no_to_all(&[], &given, fields), None);
}

fn same(one: &Checklist, other: &Checklist) {
    assert_eq!(one.items.len(), other.items.len());
    for (one, other) in one.items.iter().zip(&other.items) {
        assert_eq!(one, other);
    }
}

/// All states are one row of the form, and stand as if each had been typed; lists name them as one.
#[test]
fn all_states_at_once_are_each_of_them() {
    const REST: &str = "ch=own-site.amazon&sb=post&ct=apparel&co=CN&cv=60USD&sa=US-CA_direct_2026-01-01_2026-11-22_430000USD_8600&sa=US-TX_mp_2026-01-01_2026-11-22_610000USD_4200";
    let rules = WORLD.rules().unwrap();
    for (country, whole) in [("US", "US-ALL"), ("CA", "CA-ALL")] {
        let typed: String = rules.book.sets.members(whole).iter().map(|state| format!("&mk={state}")).collect();
        let of = |markets: &str| list(&format!("es=CN&dt=2026-11-22&d={country}{markets}&{REST}"));
        let (one, each) = (of(&format!("&mk={whole}")), of(&typed));
        same(&one, &each);
        assert_eq!(one.nexus, each.nexus);
        assert_eq!(
            one.asks.iter().map(|ask| &ask.ask).collect::<Vec<_>>(),
            each.asks.iter().map(|ask| &ask.ask).collect::<Vec<_>>()
        );
        let all = Arg::Country(whole.to_owned());
        assert!(one.items.iter().any(|item| item.places == [all.clone()]), "{whole}");
        assert!(one.items.iter().all(|item| item.places.len() < 20), "{whole}: too many to read");
        let longest = one.items.iter().flat_map(|item| &item.reasons).flat_map(|reason| reason.args.iter());
        let longest =
            longest.filter_map(|(_, arg)| if let Arg::List(places) = arg { Some(places.len()) } else { None }).max();
        assert!(longest < Some(50), "{longest:?}");
        // Where which states is asked, one press answers it.
        let asked = of("");
        let ask = asked.asks.iter().find(|ask| {
            ask.ask.text.code() == "states" && arg(&ask.ask, "place") == Some(&Arg::Country(country.to_owned()))
        });
        let (text, reply) = &ask.unwrap().replies[0];
        assert_eq!(text.code(), "all-parts");
        same(&list_of(reply), &one);
    }
    // Stock anywhere in the country is stock in each state.
    let stock = |places: &str| list(&format!("es=CN&dt=2026-11-22&d=US&mk=US-ALL&sb=warehouse&ch=amazon{places}"));
    let typed: String = rules.book.sets.members("US-ALL").iter().map(|state| format!("&sk={state}")).collect();
    let [one, each] = [stock("&sk=US-ALL"), stock(&typed)];
    assert_eq!(item(&one, "us-physical-nexus").state, State::Applies);
    same(&one, &each);
}

/// Lists of tariff codes that are not complete leave whole codes open: then nobody is asked for codes that are there.
#[test]
fn whole_codes_that_stand_in_no_list_are_not_asked_for_again() {
    let asked = |codes: &str| {
        let list =
            list(&format!("es=CN&dt=2026-11-22&d=US&mk=US-CA&ch=own-site&sb=express&ct=other&co=CN&cv=900USD{codes}"));
        let ask = list.asks.into_iter().find(|ask| ask.field == "tariff-codes");
        ask.map(|ask| ask.ask.text.code())
    };
    assert_eq!(asked(""), Some("codes"));
    assert_eq!(asked("&tc=960910"), Some("codes"));
    assert_eq!(asked("&tc=96091000"), Some("codes-unlisted"));
    assert_eq!(asked("&tc=96091000&tc=9609"), Some("codes"));
}

/// Blank fields stay blank in the case of a reply: what counts where nothing was typed is not typed in for the user.
#[test]
fn a_reply_changes_the_answers_alone() {
    let given = case(SHIRTS);
    let list = list_of(&given);
    let (_, reply) = list.asks.iter().find_map(|ask| ask.replies.first()).unwrap();
    let fields = calculator().fields();
    let changed = fields.iter().zip(&given.values).zip(&reply.values).filter(|((_, before), after)| before != after);
    assert_eq!(changed.map(|((meta, _), _)| meta.key).collect::<Vec<_>>(), ["answers"]);
}

#[test]
fn a_registration_makes_a_duty_done_until_it_ends() {
    let with = |held: &str| list(&format!("{SHIRTS}&rg={held}"));
    let done = |held: &str| {
        let list = with(held);
        let item = item(&list, "eu-ppwr-epr-ar");
        item.done.clone().map(|done| (done.renew_by.map(|day| day.to_string()), done.lapsed))
    };
    let id =
        WORLD.rules().unwrap().book.rules.iter().find(|rule| rule.id == "eu-ppwr-epr-ar").unwrap().registration.clone();
    let Some(id) = id else { panic!("the rule names no registration") };
    assert_eq!(done(&id), Some((None, false)));
    assert_eq!(done(&format!("{id}__2027-06-30")), Some((Some("2027-06-30".to_owned()), false)));
    assert_eq!(done(&format!("{id}__2026-11-22")), Some((Some("2026-11-22".to_owned()), false)));
    assert_eq!(done(&format!("{id}__2026-11-21")), Some((Some("2026-11-21".to_owned()), true)));
    let list = with(&format!("{id}__2027-06-30"));
    assert!(list.deadlines.iter().any(|one| one.what.text.code() == "renew" && one.day.to_string() == "2027-06-30"));
}

#[test]
fn another_day_tells_what_is_otherwise() {
    let turned = list(&format!("{SHIRTS}&cd=2026-12-09"));
    let turns = turned.turns.as_ref().unwrap();
    assert_eq!((turns.from.to_string(), turns.to.to_string()), ("2026-11-22".to_owned(), "2026-12-09".to_owned()));
    let then = |id: &str| turns.turns.iter().find(|turn| turned.items[turn.item].id == id).map(|turn| turn.then);
    // The new product liability law counts from 9 December 2026.
    assert_eq!(then("eu-pld-2026"), Some(State::Applies));
    // What is the same on both days is not told.
    let other = list(&SHIRTS.replace("2026-11-22", "2026-12-09"));
    for turn in &turns.turns {
        assert_eq!(item(&other, &turned.items[turn.item].id).state, turn.then);
    }
    let told: BTreeSet<_> = turns.turns.iter().map(|turn| &turned.items[turn.item].id).collect();
    // What is open on both days is not known to turn.
    let parts = turns
        .turns
        .iter()
        .filter(|turn| turned.items[turn.item].state == State::Unknown && turn.then == State::Unknown);
    assert_eq!(parts.count(), 0);
    for one in turned.items.iter().filter(|one| !told.contains(&one.id)) {
        assert_eq!(item(&other, &one.id).state, one.state, "{} is not told", one.id);
    }
    assert_eq!(list(SHIRTS).turns, None);
    assert_eq!(list(&format!("{SHIRTS}&cd=2026-11-22")).turns, None, "the same day");
}

#[test]
fn days_that_matter_are_to_come_and_in_their_order() {
    let list = list(SHIRTS);
    assert!(list.deadlines.is_sorted_by_key(|one| one.day));
    assert!(list.deadlines.iter().all(|one| one.day.to_string().as_str() > "2026-11-22"));
    let begins =
        |id: &str| list.deadlines.iter().find(|one| list.items[one.item].id == id && one.what.text.code() == "begins");
    assert_eq!(begins("eu-pld-2026").unwrap().day.to_string(), "2026-12-09");
}

/// A day of each year is the next one after the day asked, and is no day of a rule that does not apply.
#[test]
fn a_day_of_each_year_is_the_next_one() {
    let of = |link: &str, id: &str| {
        let list = list(link);
        let days = list.deadlines.iter().filter(|one| one.yearly && list.items[one.item].id == id);
        (item(&list, id).due.map(|day| day.to_string()), days.map(|one| one.day.to_string()).collect::<Vec<_>>())
    };
    let on = |day: &str| (Some(day.to_owned()), vec![day.to_owned()]);
    let china = |day: &str| of(&SHIRTS.replace("2026-11-22", day), "cn-fx-receipt-deadline");
    assert_eq!(china("2026-11-22"), on("2027-04-30"));
    assert_eq!(china("2027-04-29"), on("2027-04-30"));
    assert_eq!(china("2027-04-30"), on("2028-04-30"), "a day to come");
    assert_eq!(of("es=DE&dt=2026-11-22&d=DE&ct=medical", "us-medical").1, [""; 0]);
    assert_eq!(of("es=CN&dt=2026-11-22&d=US&mk=US-CA&ct=medical", "us-medical"), on("2026-12-31"));
    // Of a part the day is the part's.
    let glass = |kilos: &str| {
        let list = list(&format!("{SHIRTS}&an=de-glass-kg__{kilos}&an=de-paper-kg__1&an=de-other-packaging-kg__1"));
        let days = list.deadlines.iter().filter(|one| one.what.text.code() == "part-due");
        days.map(|one| (list.items[one.item].id.clone(), one.day.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(glass("80001"), [("de-packaging-lucid".to_owned(), "2027-05-15".to_owned())]);
    assert_eq!(glass("80000"), []);
}

#[test]
fn every_state_has_its_test_beside_what_was_sold_there() {
    let list = list(HEADPHONES);
    assert_eq!(list.nexus.len(), 48, "45 states with a sales tax, and DC, Puerto Rico, Alaska's commission");
    let row = |place: &str| list.nexus.iter().find(|row| row.state == Arg::Country(place.to_owned())).unwrap();
    let california = row("US-CA");
    assert_eq!(california.limit.to_string(), "500000USD");
    assert_eq!(
        (
            california.sold.as_ref().map(|sold| arg(sold, "figure").unwrap().to_string()).as_deref(),
            california.share.map(|share| share.to_string()).as_deref()
        ),
        (Some("430000USD"), Some("86"))
    );
    assert_eq!(list.items[california.item].state, State::Watch);
    // Of two legs the dollars are told; sales of the country alone may all be of one state, or none.
    let york = self::list(
        "es=CN&dt=2026-11-22&d=US&mk=US-NY&ch=own-site&sb=post&sa=US-NY_direct_2025-12-01_2026-11-22_620000USD_80",
    );
    let york = york.nexus.iter().find(|row| row.state == Arg::Country("US-NY".to_owned())).unwrap();
    let sold = york.sold.as_ref().unwrap();
    assert_eq!((sold.text.code(), arg(sold, "figure").unwrap().to_string().contains('.')), ("sold-orders", true));
    let temu =
        self::list("es=CN&dt=2026-11-22&d=US&mk=US-CA&ch=temu&sb=post&sa=US_all_2026-01-01_2026-11-22_80000USD_900");
    let undivided = temu.nexus.iter().find(|row| row.state == Arg::Country("US-CA".to_owned())).unwrap();
    let sold = undivided.sold.as_ref().unwrap();
    assert_eq!((sold.text.code(), arg(sold, "figure").unwrap().to_string()), ("sold-most", "80000USD".to_owned()));
    assert_eq!(undivided.share, None, "of what may be nothing there is no share");
    // How sure each is, is said in its row: what sources say otherwise, what waits for its check, a rate that is not known to go on.
    let sure = |row: &Nexus| {
        let doubts: Vec<_> = row.doubts.iter().map(|text| text.code()).collect();
        format!("{} {} {}", row.sure.code(), doubts.join("+"), row.past_recheck)
    };
    assert_eq!(sure(row("US-CT")), "verified  false");
    assert_eq!(sure(row("US-TX")), "verified operator-known false");
    assert_eq!(sure(row("US-LA")), "uncertain sources-differ+operator-known false");
    assert_eq!(sure(row("US-DC")), "verified operator-known true");
    let rate = |row: &Nexus| (row.rate.map(|rate| rate.to_string()), row.rate_to.map(|day| day.to_string()));
    assert_eq!(rate(row("US-DC")), (Some("6".to_owned()), Some("2026-09-30".to_owned())));
    assert_eq!(rate(row("US-TX")), (Some("6.25".to_owned()), None));
    let before = self::list("es=CN&dt=2026-09-30&d=US&ch=own-site&sb=post");
    let dc = before.nexus.iter().find(|row| row.state == Arg::Country("US-DC".to_owned())).unwrap();
    assert_eq!((rate(dc).1, dc.past_recheck), (None, false), "until then it was confirmed");
    // Who sells nowhere in the country has no use for them.
    assert!(self::list(SHIRTS).nexus.is_empty());
    // Where nothing is sold there is no figure, and no share of nought.
    assert_eq!((&row("US-NY").sold, row("US-NY").share), (&None, None));
}

/// A tariff code with a chapter below ten loses its nought as a figure.
#[test]
fn tariff_codes_keep_their_leading_nought() {
    let codes = |link: &str| {
        let record = case(link).with_defaults(calculator().fields());
        let inputs = <compliance::Inputs as suanpan::schema::Fields>::from_values(&record.values).unwrap();
        compliance::profile(&inputs).hts
    };
    assert_eq!(
        codes("es=CN&dt=2026-11-22&tc=90111&tc=851830&tc=9011100&tc=6109"),
        ["090111", "851830", "09011100", "6109"]
    );
}

#[test]
fn what_makes_no_sense_is_told_at_its_row_and_the_rest_counts() {
    let turned = calculator().evaluate(&case(&format!("{SHIRTS}&sa=DE_direct_2026-11-01_2026-10-01_100EUR")), &WORLD);
    let told = |outcome: &suanpan::schema::Outcome| {
        let told = outcome.problems.iter().map(|one| (one.code.code().to_owned(), one.field, one.row, one.severity));
        told.collect::<Vec<_>>()
    };
    assert_eq!(told(&turned), [("E_SALE_DAYS".to_owned(), Some("turnover"), Some(0), Severity::Warning)]);
    assert!(turned.answer.is_some());
    let other = calculator().evaluate(&case(&format!("{SHIRTS}&an=wooden-packaging__5")), &WORLD);
    assert_eq!(told(&other), [("E_REPLY".to_owned(), Some("answers"), Some(0), Severity::Warning)]);
    assert!(other.answer.is_some());
}

/// Without rules there is no list, and that is said: nothing is ever "fine" because a file did not come.
#[test]
fn without_rules_there_is_no_answer() {
    let bare = World::new(common::data("data"));
    let outcome = calculator().evaluate(&case(SHIRTS), &bare);
    assert!(outcome.answer.is_none());
    assert_eq!(outcome.problems.iter().map(|one| one.code.code()).collect::<Vec<_>>(), ["PACK_MISSING"]);
    assert_eq!(calculator().changes(&case(SHIRTS), &bare, None).checklist, None);
}

/// The same case stands alike in every language, in other words.
#[test]
fn a_list_stands_alike_in_every_language() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/compliance");
    let english = list(HEADPHONES);
    for language in ["zh-Hans", "zh-Hant"] {
        let rules = source::rules(&data, language).unwrap();
        let world = World::new(common::data("data")).with_rules(rules);
        let other = calculator().changes(&case(HEADPHONES), &world, None).checklist.unwrap();
        let states = |list: &Checklist| list.items.iter().map(|item| (item.id.clone(), item.state)).collect::<Vec<_>>();
        assert_eq!(states(&other), states(&english));
        assert_ne!(other.items[0].name, english.items[0].name);
        assert_eq!(other.snapshot, english.snapshot);
    }
}

/// Nobody is told what does not come out of the rules: JSON has the whole list.
#[test]
fn json_has_the_whole_list() {
    let changes = calculator().changes(&case(SHIRTS), &WORLD, None);
    let told = json::changes(&changes);
    let list = changes.checklist.unwrap();
    let items = told["checklist"]["items"].as_array().unwrap();
    assert_eq!(items.len(), list.items.len());
    assert!(
        items.iter().zip(&list.items).all(|(json, item)| json["id"] == item.id && json["state"] == item.state.code())
    );
}

/// Whom a rule asks is met by a profile that says nothing but who he is: nothing applies that hangs on what was not said.
#[test]
fn nothing_is_made_up() {
    let mut record = Record::empty(calculator().fields());
    for (key, value) in [("established", Value::Code("CN")), ("rule-date", Value::Date("2026-11-22".parse().unwrap()))]
    {
        assert!(record.set(calculator().fields(), key, value));
    }
    let list = list_of(&record);
    let profile = Profile::on("2026-11-22".parse().unwrap());
    assert!(profile.channels.is_empty());
    for item in list.items.iter().filter(|item| item.state == State::Applies) {
        let hangs = ["channel", "shipped", "goods", "consignment", "item", "made", "yes", "number"];
        let reasons: Vec<_> = item.reasons.iter().map(|reason| reason.text.code()).collect();
        assert!(reasons.iter().all(|reason| !hangs.contains(reason)), "{}: {reasons:?}", item.id);
    }
}

/// Every cell of the table of ways has words, also of goods that no case at hand sells.
#[test]
fn which_way_takes_the_goods_is_told_by_what_they_are() {
    let of = |link: &str| {
        let sections = calculator().changes(&case(link), &WORLD, None).sections;
        let rows = sections.iter().flat_map(|section| &section.answer.alternatives);
        rows.map(|row| (row.id.clone(), row.figures.iter().map(|figure| figure.value.to_string()).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    let ids = |link: &str| of(link).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(SHIRTS), ["plain"]);
    assert_eq!(ids(HEADPHONES), ["battery-in-equipment"]);
    assert_eq!(
        ids("es=CN&dt=2026-11-22&ct=cosmetics.battery-loose&an=magnets_yes"),
        ["battery-loose", "liquid", "magnet"]
    );
    // Batteries alone are packed with no device.
    assert_eq!(ids("es=CN&dt=2026-11-22&ct=battery-loose&an=battery-packed-separately_yes"), ["battery-loose"]);
    assert_eq!(ids("es=CN&dt=2026-11-22"), [""; 0], "what is sold was not said");
    let all = "es=CN&dt=2026-11-22&ct=battery.battery-loose.food.medical&an=magnets_yes&an=liquid-powder-aerosol_yes&an=battery-packed-separately_yes";
    let texts = locales::load(env!("CARGO_MANIFEST_DIR").as_ref(), ["compliance"]).unwrap();
    let cells = [of(all), of(SHIRTS)].concat();
    assert_eq!(cells.len(), 10, "every kind of goods of the table");
    for (id, cells) in cells {
        for tag in ["en", "zh-Hans", "zh-Hant"] {
            for key in cells.iter().chain([&format!("takes.goods-{id}")]) {
                assert!(texts.get(tag, key).is_some(), "{tag}: {key}");
            }
        }
    }
    assert_eq!(texts.get("en", "takes.battery-loose-by-ocean-warehouse"), Some("taken · declared as dangerous goods"));
    assert_eq!(texts.get("en", "takes.battery-loose-by-post"), Some("refused"));
}

/// Of several versions of a rule the one of the day gives its name, also in the headline.
#[test]
fn a_rule_is_called_as_it_is_on_the_day() {
    let outcome = calculator()
        .evaluate(&case("es=HK&dt=2026-11-22&d=US&ch=own-site&sb=express&ct=apparel&co=VN&cv=45USD"), &WORLD);
    let decision = outcome.answer.unwrap().decision.unwrap();
    let first = arg(&decision, "first").unwrap().to_string();
    assert!(first.contains("at any value, from anywhere"), "{first}");
}

/// What goods are packed in is no reason that anybody has to be told.
#[test]
fn that_goods_are_packed_is_no_news() {
    let list = list(SHIRTS);
    let packaging = item(&list, "eu-ppwr");
    assert_eq!(packaging.state, State::Applies);
    assert!(packaging.reasons.iter().all(|reason| !matches!(reason.text.code(), "goods" | "not-goods")));
}

/// A figure that has no rate is asked for where it was typed.
#[test]
fn a_currency_without_a_rate_is_asked_for_at_its_field() {
    let rate = |link: &str| {
        let list = list(&format!("es=CN&dt=2026-11-22&d=DE&ch=own-site&sb=post&ct=apparel&{link}"));
        list.asks.iter().find(|ask| ask.ask.text.code() == "rate").map(|ask| ask.field)
    };
    assert_eq!(rate("cv=600SEK"), Some("consignment-value"));
    assert_eq!(rate("cv=600CNY"), None);
}

/// Parcels beside goods from stock are sent from home, where nothing else was said.
#[test]
fn parcels_start_at_home_also_beside_stock() {
    let origin = |link: &str| {
        let record = case(&format!("es=CN&dt=2026-11-22&{link}")).with_defaults(calculator().fields());
        let inputs = <compliance::Inputs as suanpan::schema::Fields>::from_values(&record.values).unwrap();
        compliance::profile(&inputs).origin
    };
    assert_eq!(origin("sb=post.warehouse"), ["CN"]);
    assert_eq!(origin("sb=post.warehouse&sf=DE"), ["DE"]);
    assert_eq!(origin("sb=warehouse"), [""; 0]);
}

/// Who sells in all states is asked about the country, not about each of them.
#[test]
fn sales_to_many_states_are_one_question() {
    const CASE: &str = "es=CN&dt=2026-11-22&d=US&mk=US-ALL&ch=own-site&sb=express&ct=apparel&co=CN&cv=60USD&sa=US-CA_direct_2026-01-01_2026-11-22_430000USD_8600";
    let asked = list(CASE);
    let sold = asked.asks.iter().filter(|ask| ask.field == "turnover");
    let places: Vec<_> = sold.filter_map(|ask| arg(&ask.ask, "place")).collect();
    assert_eq!(places, [&Arg::Country("US".to_owned())]);
    // What was sold in all of it decides the states.
    let whole = list(&format!("{CASE}&sa=US_direct_2026-01-01_2026-11-22_3000USD_60"));
    let open = |list: &Checklist| list.nexus.iter().filter(|one| list.items[one.item].state == State::Unknown).count();
    assert!(open(&asked) > 40 && open(&whole) < 3, "{} {}", open(&asked), open(&whole));
}
