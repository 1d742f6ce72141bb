//! Any text as a rate sheet, also with columns that say otherwise: no panic; every card keeps the rules of the data and
//! comes through its bytes; what a lane costs is above zero; and what is written reads back as the same cards.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use suanpan::amount::{Currency, Decimal};
use suanpan::link;
use suanpan::pack::{Family, Leg, Pack, Tariff, World};
use suanpan::rate_sheet::{Defaults, Mapping, Role, read, recognise, write};
use suanpan::units::Unit;
use suanpan_fuzz::{MARKS, assignments, unformulated};

static DATA: LazyLock<Pack> = LazyLock::new(suanpan_fuzz::pack);
static NO_CARDS: LazyLock<Pack> = LazyLock::new(|| Pack { tariffs: Vec::new(), ..DATA.clone() });
static DEFAULTS: LazyLock<Vec<Defaults>> = LazyLock::new(defaults);
/// Enough to meet every form of price; more only cost time.
const LANES: usize = 3;
const WEIGHTS: [&str; 4] = ["1g", "0.501kg", "2kg", "63.2lb"];

fuzz_target!(|data: &[u8]| {
    let [first, second, rest @ ..] = data else { return };
    let marks = MARKS[usize::from(*first) % MARKS.len()];
    let beside_data = usize::from(*first) / MARKS.len() % 2 == 1;
    let defaults = &DEFAULTS[usize::from(*second) % DEFAULTS.len()];
    let (text, assigned) = assignments(rest);

    let mut mapping = recognise(&text, marks);
    assert_eq!(Mapping::from_text(&mapping.to_text()).as_ref(), Some(&mapping));
    if mapping.header == 0 {
        mapping = Mapping::by_hand(&text, marks).unwrap_or(mapping);
    }
    for (column, byte) in mapping.columns.iter_mut().zip(assigned) {
        // A byte beyond the roles leaves the column as it is.
        column.role = Role::ALL.get(usize::from(*byte) % 32).copied().unwrap_or(column.role);
        column.unit = if *byte < 128 { column.unit } else { Some(Unit::ALL[usize::from(*byte) % Unit::ALL.len()]) };
    }

    let cards = read(&text, &mapping, defaults).tariffs;
    if cards.is_empty() {
        return;
    }
    let mut pack = if beside_data { DATA.clone() } else { NO_CARDS.clone() };
    let others = pack.tariffs.len();
    pack.add_own(&Pack::encode_own(&cards)).expect("cards of a sheet keep the rules");
    assert_eq!(pack.tariffs[others..], cards, "the bytes hold the cards");
    assert_eq!(pack.check(), [""; 0]);
    priced(&World::new(pack), &cards);

    let written = write(&cards);
    unformulated(&written);
    for marks in [marks, MARKS[1]] {
        let again = read(&written, &recognise(&written, marks), defaults);
        assert_eq!(again.tariffs, cards, "{written}\n{:?}", again.problems);
    }
});

/// What the lanes cost at several weights.
fn priced(world: &World, cards: &[Tariff]) {
    let lanes = cards.iter().flat_map(|card| card.lanes.iter().map(|lane| (card.leg, &lane.to)));
    for (leg, to) in lanes.take(LANES) {
        for weight in WEIGHTS {
            let case = format!("v=1&t=sc&p=_{weight}_20x15x8cm&d={}&lg={}&dt=2026-11-22&k=hand", to[0], leg.code());
            let case = link::decode(&case).expect("a good link");
            let answer = case.calculator.evaluate(&case.record, world).answer.expect("an answer");
            for one in answer.alternatives {
                match one.total {
                    Some(total) => assert!(total.value > Decimal::ZERO, "{}: {total} for {weight} to {to:?}", one.id),
                    None => assert!(!one.refused.is_empty(), "{}: no price and no reason", one.id),
                }
            }
        }
    }
}

/// What sheets do not say: each thing that the form offers at least once, and what it does not offer.
fn defaults() -> Vec<Defaults> {
    let plain = Defaults::new("My line", "2026-11-22".parse().expect("a day"));
    let currency = |code: &str| Currency::from_code(code).expect("a currency");
    let of = |unit, (leg, family), (divisor, step, fuel): (i64, &str, i64)| Defaults {
        unit,
        leg,
        family,
        divisor: Some(Decimal::from(divisor)),
        step: step.parse().expect("a figure"),
        fuel: Some(Decimal::from(fuel)),
        ..plain.clone()
    };
    let (direct, first) = ((Leg::Direct, Family::Express), (Leg::FirstLeg, Family::FirstLegByKilo));
    vec![
        plain.clone(),
        Defaults { currency: currency("USD"), ..of(Unit::Gram, direct, (5000, "0.5", 28)) },
        Defaults { currency: currency("JPY"), ..of(Unit::Pound, (Leg::LastMile, Family::Domestic), (166, "1", 0)) },
        of(Unit::Kilogram, first, (6000, "1", 0)),
        of(Unit::Ounce, direct, (8000, "0.1", 1)),
        Defaults { name: "=1+1".to_owned(), file: String::new(), ..of(Unit::Gram, direct, (0, "0", -1)) },
        Defaults { name: String::new(), ..of(Unit::Kilogram, direct, (-1, "-1", 100)) },
        Defaults { currency: currency("EUR"), ..plain.clone() },
    ]
}
