//! What holds for every seller and every rule of the data: no panic, no false certainty.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test ends at the first thing it cannot read")]

use std::path::Path;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rust_decimal::Decimal;
use suanpan_compliance::codes::{
    CURRENCIES, Category, Channel, Currency, Customer, Fulfil, Kind, Money, Operator, Scope,
};
use suanpan_compliance::model::{Condition, Leaf};
use suanpan_compliance::profile::{Answer, Held, Sale};
use suanpan_compliance::{Book, Date, Profile, Rates, State, evaluate, missing, source};

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let data = source::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/compliance"));
    data.unwrap_or_else(|problems| panic!("{}", problems.join("\n"))).book
});

const PLACES: &[&str] = &[
    "CN", "HK", "DE", "FR", "NL", "GB", "US", "US-CA", "US-NJ", "US-KY", "CA", "CA-QC", "JP", "AU", "EU27", "NO", "CH",
];

fn places() -> impl Strategy<Value = Vec<String>> {
    vec(select(PLACES).prop_map(str::to_owned), 0..4)
}

fn date() -> impl Strategy<Value = Date> {
    (-1500..1500_i32).prop_map(|days| Date::new(2026, 11, 22).and_then(|day| day.plus_days(days)).unwrap_or(Date::LAST))
}

fn amount() -> impl Strategy<Value = Money> {
    let figure = prop_oneof![
        8 => (0..3_000_000_u64).prop_map(Decimal::from),
        1 => Just(Decimal::ZERO),
        1 => Just(Decimal::MAX),
    ];
    let currency = prop_oneof![3 => Just("USD"), 3 => Just("EUR"), 1 => select(CURRENCIES)];
    (figure, currency)
        .prop_map(|(value, currency)| Money { value, currency: Currency::from_code(currency).unwrap_or(Currency::USD) })
}

fn sale() -> impl Strategy<Value = Sale> {
    let place = prop_oneof![4 => select(PLACES), 1 => Just("world"), 1 => Just("EU27-other")];
    (place, select(Scope::ALL), date(), date(), of(amount()), of(0..5000_u32)).prop_map(
        |(place, scope, from, to, amount, orders)| Sale {
            place: place.to_owned(),
            scope,
            from,
            to,
            amount,
            orders: orders.map(Decimal::from),
        },
    )
}

fn answers() -> impl Strategy<Value = Vec<(usize, bool, u32)>> {
    vec((0..BOOK.questions.len(), any::<bool>(), 0..2_000_000_u32), 0..40)
}

prop_compose! {
    fn profile()(
        day in date(),
        where_ in (places(), places(), places(), places(), of(places())),
        channels in subsequence(Channel::ALL, 0..=3),
        fulfil in subsequence(Fulfil::ALL, 0..=2),
        customers in subsequence(Customer::ALL, 0..=2),
        categories in subsequence(Category::ALL, 0..=3),
        hts in vec(select(&["6109.10", "9503", "4202.12", "61", ""][..]), 0..2),
        worth in (of(amount()), of(amount())),
        sales in vec(sale(), 0..6),
        answers in answers(),
        held in vec((select(&["ioss", "oss", "vat-de", "us-sales-tax-ca"][..]), of(date())), 0..3),
    ) -> Profile {
        let (established, markets, origin, made, stock) = where_;
        let mut profile = Profile::on(day);
        profile.established = established;
        profile.markets = markets;
        profile.origin = origin;
        profile.made = made;
        profile.stock = stock;
        profile.channels = channels;
        profile.fulfil = fulfil;
        profile.customers = customers;
        profile.categories = categories;
        profile.hts = hts.into_iter().map(str::to_owned).collect();
        (profile.consignment, profile.item) = worth;
        profile.sales = sales;
        for (index, yes, figure) in answers {
            let question = &BOOK.questions[index];
            let answer = match question.kind {
                Kind::Flag => Answer::Flag(yes),
                Kind::Number => Answer::Number(figure.into()),
                Kind::Money => Answer::Money(Money { value: figure.into(), currency: Currency::USD }),
            };
            profile.answers.insert(question.id.clone(), answer);
        }
        profile.held =
            held.into_iter().map(|(code, expiry)| Held { code: code.to_owned(), expiry }).collect();
        profile
    }
}

fn rates() -> impl Strategy<Value = Rates> {
    vec((select(CURRENCIES), 1..1000_u32), 0..40).prop_map(|rates| {
        Rates::new(
            rates
                .into_iter()
                .filter_map(|(code, rate)| Some((Currency::from_code(code)?, Decimal::new(i64::from(rate), 2)))),
        )
    })
}

/// Whether more sales can only bring a rule nearer: all its comparisons of sales and orders are upward, and it neither turns
/// them round nor hangs on other rules.
fn rises(condition: &Condition) -> bool {
    fn inner(condition: &Condition, upright: bool) -> bool {
        match condition {
            Condition::Always => true,
            Condition::All(parts) | Condition::Any(parts) => parts.iter().all(|part| inner(part, upright)),
            Condition::Not(part) => inner(part, !upright),
            Condition::Leaf(Leaf::Sales(sold) | Leaf::Orders(sold)) => {
                upright && matches!(sold.op, Operator::More | Operator::AtLeast)
            }
            // Sales to a state, or abroad, name where he sells: that is what a leaf may be turned by.
            Condition::Leaf(Leaf::Destination(_) | Leaf::CrossBorder(_)) => upright,
            Condition::Leaf(Leaf::Rule(_) | Leaf::EstablishedThere) => false,
            Condition::Leaf(_) => true,
        }
    }
    inner(condition, true)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_said_every_rule_has_a_state(profile in profile(), rates in rates()) {
        let findings = evaluate(&BOOK, &profile, &rates);
        let ids: std::collections::BTreeSet<_> = BOOK.rules.iter().map(|rule| &rule.id).collect();
        prop_assert_eq!(findings.len(), ids.len());
        for finding in &findings {
            prop_assert_eq!(&BOOK.rules[finding.rule].id, &finding.id);
            prop_assert!(finding.state == State::Unknown || finding.needs.is_empty());
            if finding.state == State::Scheduled {
                prop_assert!(finding.begins.is_none_or(|begins| profile.day < begins), "{finding:?}");
            }
            if finding.state == State::Applies {
                let rule = &BOOK.rules[finding.rule];
                prop_assert!(rule.confirmed && profile.day.within(rule.from, rule.to), "{finding:?}");
            }
        }
    }

    #[test]
    fn what_is_missing_is_what_unknown_rules_need(profile in profile(), rates in rates()) {
        let asked = missing(&BOOK, &profile, &rates);
        let findings = evaluate(&BOOK, &profile, &rates);
        for one in &asked {
            prop_assert!(findings.iter().any(|finding| finding.needs.contains(&one.input)));
            prop_assert!(one.settles <= one.waits && one.waits > 0);
        }
    }

    #[test]
    fn more_sales_never_end_a_duty(profile in profile(), more in sale(), rates in rates()) {
        let before = evaluate(&BOOK, &profile, &rates);
        let mut richer = profile.clone();
        richer.sales.push(more);
        for (before, after) in before.iter().zip(evaluate(&BOOK, &richer, &rates)) {
            let rule = &BOOK.rules[before.rule];
            let applied = before.state == State::Applies && rises(&rule.when);
            let hidden = after.suppressed_by.is_some();
            prop_assert!(!applied || hidden || after.state == State::Applies, "{before:?}\n{after:?}");
        }
    }

    #[test]
    fn what_applies_hangs_on_nothing_that_was_not_answered(profile in profile(), flip in any::<bool>(), figure in 0..3_000_000_u32) {
        // Whatever the answers to open questions turn out to be, what applies now applies then, and what does not, does not.
        let mut answered = profile.clone();
        for question in &BOOK.questions {
            let answer = match question.kind {
                Kind::Flag => Answer::Flag(flip),
                Kind::Number => Answer::Number(figure.into()),
                Kind::Money => Answer::Money(Money { value: figure.into(), currency: Currency::USD }),
            };
            answered.answers.entry(question.id.clone()).or_insert(answer);
        }
        let rates = Rates::default();
        for (before, after) in evaluate(&BOOK, &profile, &rates).iter().zip(evaluate(&BOOK, &answered, &rates)) {
            if before.state == State::Applies {
                let hidden = after.suppressed_by.is_some();
                prop_assert!(hidden || after.state == State::Applies, "{before:?}\n{after:?}");
            }
            if before.state == State::DoesNotApply && before.suppressed_by.is_none() {
                prop_assert!(after.state == State::DoesNotApply || after.state == State::Watch, "{before:?}\n{after:?}");
            }
        }
    }
}

#[test]
fn who_has_said_nothing_is_told_nothing_of_what_hangs_on_answers() {
    let profile = Profile::on(Date::new(2026, 11, 22).unwrap_or(Date::FIRST));
    for finding in evaluate(&BOOK, &profile, &Rates::default()) {
        let rule = &BOOK.rules[finding.rule];
        if finding.state == State::Applies {
            assert!(!rule.when.has(|leaf| !matches!(leaf, Leaf::Customer(_))), "{}", rule.id);
        }
    }
}
