//! Core and backup carriers: what holds for every list, whatever its figures. Figures of their own: `edges-carriers.toml`.

#![expect(clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::str::FromStr;

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use suanpan::calculators::logistics_mode::LogisticsMode;
use suanpan::pack::World;
use suanpan::schema::Question;
use suanpan::{calculators, json, link};

mod common;

fn world() -> World {
    World::new(common::data("data"))
}

/// What the calculator says of carriers and of a failure.
fn sections(world: &World, inputs: &Json) -> Json {
    let calculator = calculators::by_id("logistics-mode").expect("the calculator");
    let (record, problems) = json::record(calculator.fields(), inputs);
    assert_eq!(problems, [], "{inputs}");
    json::changes(&calculator.changes(&record, world, None))["sections"].clone()
}

/// Mugs to the United States with these carriers and changes.
fn case(carriers: &[Json], changes: &Json) -> Json {
    let mut case = json!({
        "goods": [{ "unit-cost": "28CNY", "customs-value": "24USD", "duty-rate": "9.8" }],
        "parcels": [{ "weight": "350g", "size": "20x15x8cm" }],
        "destination": "US", "shipping-date": "2026-11-26", "monthly-orders": "60", "us-list": "list-4a",
        "modes": "line", "currency": "USD", "late-service": "3USD", "carriers": carriers,
    });
    for (key, value) in changes.as_object().expect("an object") {
        case[key] = value.clone();
    }
    case
}

fn figure(value: &Json) -> Decimal {
    let text = value.as_str().expect("a figure");
    Decimal::from_str(text.trim_end_matches(|c: char| c.is_ascii_uppercase())).expect("a figure")
}

/// The row that a role belongs to.
fn row_of(sections: &Json, role: &str) -> Option<String> {
    let all = sections["carriers"]["alternatives"].as_object().expect("carriers");
    all.iter().find(|(_, one)| one["figures"]["carrier-role"] == role).map(|(id, _)| id.replace("carrier-", ""))
}

/// The sample of the page: of two forwarders one carries, the niche line backs up, a courier is kept for what is urgent.
#[test]
fn the_sample_has_a_core_and_a_backup() {
    let example = LogisticsMode::EXAMPLES.iter().find(|one| one.id == "carriers-us").expect("the example");
    let opened = link::decode(&example.link.replace("&mo=", "&dt=2026-11-26&mo=")).expect("a link");
    let changes = json::changes(&opened.calculator.changes(&opened.record, &world(), None));
    let sections = &changes["sections"];
    assert_eq!(row_of(sections, "core").as_deref(), Some("2"));
    assert_eq!(row_of(sections, "backup").as_deref(), Some("3"));
    assert_eq!(sections["carrier-failure"]["decision"]["code"], "failure-pays");
}

/// A case without carriers has nothing of this, and one with carriers the same answer as before.
#[test]
fn carriers_change_no_answer() {
    let world = world();
    let (with, without) =
        (case(&[json!({ "carrier-price": "5USD", "on-time-share": "90" })], &json!({})), case(&[], &json!({})));
    assert!(sections(&world, &without)["carriers"].is_null());
    assert!(sections(&world, &with)["carriers"].is_object());
    let calculator = calculators::by_id("logistics-mode").expect("the calculator");
    let [with, without] =
        [with, without].map(|inputs| calculator.evaluate(&json::record(calculator.fields(), &inputs).0, &world));
    assert_eq!(with, without);
}

/// A price in a currency for which nobody has a rate is a problem at its cell, and no price of 0.
#[test]
fn a_price_without_a_rate_is_a_problem() {
    let inputs = case(&[json!({ "carrier-price": "5USD" }), json!({ "carrier-price": "5PLN" })], &json!({}));
    let calculator = calculators::by_id("logistics-mode").expect("the calculator");
    let outcome = json::outcome(&calculator.evaluate(&json::record(calculator.fields(), &inputs).0, &world()));
    let problem = &outcome["problems"][0];
    assert_eq!(
        [&problem["code"], &problem["field"], &problem["row"], &problem["column"]],
        [&json!("E_NO_RATE"), &json!("carriers"), &json!(1), &json!("carrier-price")]
    );
    assert!(outcome["answer"].is_null());
}

/// At the bounds of every field there is an answer, and every figure of it is one.
#[test]
fn the_largest_and_the_smallest_figures_are_answered() {
    let carriers = [
        json!({ "carrier-price": "0.000000001USD", "peak-capacity": "10000000", "credit-days": "365", "on-time-share": "0.000000001" }),
        json!({ "carrier-price": "1000000USD", "peak-capacity": "9999999", "credit-days": "0.000000001", "on-time-share": "99.999999999" }),
    ];
    let changes = json!({ "monthly-orders": "10000000", "peak-orders": "9999999", "core-failure": "0.000000001",
        "backup-share": "0.000000001", "capital-rate": "199.999999999", "sale-price": "1000000000USD" });
    let found = sections(&world(), &case(&carriers, &changes));
    for section in ["carriers", "carrier-failure"] {
        let all = found[section]["alternatives"].as_object().expect("alternatives");
        assert_eq!(all.len(), 2, "{found}");
        assert!(all.values().all(|one| one["total"].is_string()), "{found}");
    }
}

fn carrier() -> impl Strategy<Value = Json> {
    let room = proptest::option::of(1_u32..400);
    let days = proptest::option::of(1_u32..20);
    let on_time = proptest::option::weighted(0.9, 0_u32..=100);
    (1_u32..3_000, days, on_time, room, proptest::option::of(0_u32..90)).prop_map(
        |(cents, days, on_time, room, credit)| {
            let mut carrier = json!({ "carrier-price": format!("{}USD", Decimal::new(cents.into(), 2)) });
            let mut put = |key: &str, value: Option<u32>| {
                if let Some(value) = value {
                    carrier[key] = json!(value.to_string());
                }
            };
            put("carrier-to", days);
            put("on-time-share", on_time);
            put("peak-capacity", room);
            put("credit-days", credit);
            carrier
        },
    )
}

fn months() -> impl Strategy<Value = Json> {
    let chance = proptest::option::of(0_u32..=100);
    (1_u32..400, 1_u32..900, chance, 0_u32..=50, 1_u32..=12).prop_map(|(usual, peak, chance, share, peaks)| {
        let mut months = json!({ "monthly-orders": usual.to_string(), "peak-orders": peak.to_string(),
            "backup-share": share.to_string(), "peak-months": peaks.to_string(), "promised-days": "16" });
        if let Some(chance) = chance {
            months["core-failure"] = json!(chance.to_string());
        }
        months
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Shares are a hundred percent of each month, with those that nobody has room for, and nobody carries more than he takes.
    #[test]
    fn a_split_is_whole_and_keeps_capacities(
        carriers in proptest::collection::vec(carrier(), 1..5),
        months in months(),
    ) {
        let found = sections(&world(), &case(&carriers, &months));
        let carried = &found["carriers"];
        let all: Vec<_> = carried["alternatives"].as_object().expect("carriers").iter()
            .filter(|(_, one)| one["refused"].as_array().is_none_or(Vec::is_empty)).collect();
        let core_fits = all.iter().filter(|(_, one)| one["figures"]["carrier-role"] == "core").count();
        prop_assert_eq!(core_fits, usize::from(!all.is_empty()));
        if let Some((_, core)) = all.iter().find(|(_, one)| one["figures"]["carrier-role"] == "core") {
            prop_assert_eq!(&carried["decision"]["args"]["each"], &core["total"]);
        }
        let rest = carried["notes"].as_array().expect("notes").iter().find(|note| note["code"] == "NO_ROOM");
        for (month, field) in [("usual", "monthly-orders"), ("peak", "peak-orders")] {
            if all.is_empty() {
                continue;
            }
            let orders = figure(&months[field]);
            let rest = rest.map_or(Decimal::ZERO, |note| figure(&note["args"][month]));
            let taken: Decimal = all.iter().map(|(_, one)| figure(&one["figures"][format!("{month}-orders")])).sum();
            // Each is shown to a tenth of an order.
            prop_assert!((taken + rest - orders).abs() <= Decimal::new(5, 1), "{month}: {taken} + {rest} of {orders}");
            let shares: Decimal = all.iter().map(|(_, one)| figure(&one["figures"][format!("{month}-share")])).sum();
            let share_of_rest = (rest * Decimal::ONE_HUNDRED / orders).round_dp(1);
            prop_assert_eq!(shares + share_of_rest, Decimal::ONE_HUNDRED);
            for (id, one) in &all {
                let row: usize = id.trim_start_matches("carrier-").parse().expect("a row");
                let taken = figure(&one["figures"][format!("{month}-orders")]);
                prop_assert!(taken >= Decimal::ZERO);
                if let Some(room) = carriers[row]["peak-capacity"].as_str() {
                    prop_assert!(taken <= Decimal::from_str(room).expect("a figure"), "{id} carries {taken} of {room}");
                }
            }
        }
    }

    /// A carrier that is dearer, later, slower and smaller than all others is never the core, and does not change who is.
    #[test]
    fn a_worse_carrier_never_changes_the_core(
        carriers in proptest::collection::vec(carrier(), 1..4),
        months in months(),
        at in 0_usize..4,
    ) {
        let world = world();
        let before = sections(&world, &case(&carriers, &months));
        let core = row_of(&before, "core").map(|row| row.parse::<usize>().expect("a row"));
        let Some(core) = core else { return Ok(()) };
        let worse = json!({ "carrier-price": "30.01USD", "carrier-to": "14", "on-time-share": "0", "peak-capacity": "1", "credit-days": "0" });
        let at = at.min(carriers.len());
        let mut more = carriers.clone();
        more.insert(at, worse);
        let after = sections(&world, &case(&more, &months));
        let expected = if at <= core { core + 1 } else { core };
        prop_assert_eq!(row_of(&after, "core"), Some(expected.to_string()));
    }

    /// With a backup a failure never loses more, in orders and in money, and what is suggested costs no more in a year than none.
    #[test]
    fn a_failure_with_a_backup_never_loses_more(
        carriers in proptest::collection::vec(carrier(), 2..5),
        months in months(),
    ) {
        let found = sections(&world(), &case(&carriers, &months));
        let Some(all) = found["carrier-failure"]["alternatives"].as_object() else { return Ok(()) };
        let none = &all["failure-none"];
        let backup = row_of(&found, "backup");
        for (id, one) in all {
            if !one["refused"].as_array().is_none_or(Vec::is_empty) {
                prop_assert!(Some(id.trim_start_matches("failure-")) != backup.as_deref());
                continue;
            }
            for name in ["unshipped", "failure-lost"] {
                prop_assert!(figure(&one["figures"][name]) <= figure(&none["figures"][name]), "{id}: {name}");
            }
        }
        if let (Some(total), Some(row)) = (none["total"].as_str(), &backup) {
            let with = figure(&all[&format!("failure-{row}")]["total"]);
            // Each is the sum of two lines that are rounded.
            prop_assert!(with <= figure(&json!(total)) + Decimal::new(1, 2), "{with} with, {total} without");
        }
        let code = found["carrier-failure"]["decision"]["code"].as_str().expect("a decision");
        let suggests = ["failure-pays", "failure-if", "failure-unpriced"].contains(&code);
        prop_assert_eq!(suggests, backup.is_some(), "{}", code);
    }
}
