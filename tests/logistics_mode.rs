//! Logistics modes: what holds for every case, whatever its figures (`docs/facts/logistics.md` §3.8 to §3.10, §5.1).

#![expect(clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::str::FromStr;

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use suanpan::pack::World;
use suanpan::schema::Calculator;
use suanpan::{calculators, json};

mod common;

fn world() -> World {
    World::new(common::data("data"))
}

fn calculator(id: &str) -> &'static dyn Calculator {
    calculators::by_id(id).expect("a calculator")
}

fn answered(world: &World, id: &str, inputs: &Json) -> Json {
    let calculator = calculator(id);
    let (record, problems) = json::record(calculator.fields(), inputs);
    assert_eq!(problems, [], "{inputs}");
    json::outcome(&calculator.evaluate(&record, world))
}

fn changes(world: &World, inputs: &Json) -> Json {
    let calculator = calculator("logistics-mode");
    let (record, _) = json::record(calculator.fields(), inputs);
    json::changes(&calculator.changes(&record, world, None))
}

/// Mugs to the United States, with changes; `null` leaves a field out.
fn case(changes: &Json) -> Json {
    let mut case = json!({
        "goods": [{ "unit-cost": "28CNY", "customs-value": "24USD", "duty-rate": "9.8" }],
        "parcels": [{ "weight": "350g", "size": "20x15x8cm" }],
        "destination": "US", "shipping-date": "2026-11-26", "monthly-orders": "60", "us-list": "list-4a",
        "carton-orders": "40", "carton-weight": "15kg", "carton-size": "60x40x40cm", "brokerage": "125USD",
        "currency": "USD",
    });
    let fields = case.as_object_mut().expect("an object");
    for (key, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            fields.remove(key);
        } else {
            fields.insert(key.clone(), value.clone());
        }
    }
    case
}

fn money(value: &Json) -> Decimal {
    let text = value.as_str().expect("an amount");
    Decimal::from_str(text.trim_end_matches(|c: char| c.is_ascii_uppercase())).expect("a figure")
}

fn number(value: &Json) -> u64 {
    value.as_str().expect("a figure").parse().expect("a whole number")
}

fn ranking(answer: &Json) -> Vec<&str> {
    answer["ranking"].as_array().expect("a ranking").iter().filter_map(Json::as_str).collect()
}

fn is_refused(answer: &Json, mode: &str) -> bool {
    answer["alternatives"][mode]["total"].is_null()
}

/// The best mode at a volume.
fn winner(world: &World, case: &Json, orders: u64) -> String {
    let mut case = case.clone();
    case["monthly-orders"] = json!(orders.to_string());
    let outcome = answered(world, "logistics-mode", &case);
    ranking(&outcome["answer"])[0].to_owned()
}

/// What an order costs until it is delivered is what landed cost says of the same service, to the cent.
#[test]
fn landed_cost_is_asked_and_not_done_again() {
    let world = world();
    for (orders, days, least) in [("60", "30", Json::Null), ("300", "45", json!("500")), ("7", "30", Json::Null)] {
        let inputs = case(&json!({ "monthly-orders": orders, "batch-days": days, "least-batch": least }));
        let answer = answered(&world, "logistics-mode", &inputs)["answer"].clone();
        for mode in ranking(&answer) {
            let shown = &answer["alternatives"][mode];
            let service = shown["figures"]["mode-service"].as_str().expect("a service").trim_start_matches("service.");
            let mut asked = inputs.clone();
            let fields = asked.as_object_mut().expect("an object");
            ["batch-days", "least-batch", "monthly-orders"].iter().for_each(|key| drop(fields.remove(*key)));
            if let Some(batch) = shown["figures"]["batch-orders"].as_str() {
                fields.insert("batch-orders".to_owned(), json!(batch));
                fields.insert("monthly-orders".to_owned(), json!(orders));
                fields.insert("route".to_owned(), json!("warehouse"));
            } else {
                ["carton-orders", "carton-weight", "carton-size", "brokerage"]
                    .iter()
                    .for_each(|key| drop(fields.remove(*key)));
            }
            let landed = answered(&world, "landed-cost", &asked)["answer"]["alternatives"][service].clone();
            let figures = &landed["figures"];
            let each = if figures["per-order"].is_null() { &figures["per-unit"] } else { &figures["per-order"] };
            assert_eq!(&shown["lines"]["order-landed"], each, "{mode} by {service} at {orders}");
        }
    }
}

/// A service of the data that is not at hand can be named, and there is none among them that the data have not.
#[test]
fn every_service_can_be_named() {
    use suanpan::pack::Leg;
    let pack = common::data("data");
    let ways = pack.tariffs.iter().filter(|card| card.leg != Leg::LastMile);
    let mut of_data: Vec<_> = ways.map(|card| card.id.as_str()).collect();
    let mut named = calculators::logistics_mode::texts::SERVICES.to_vec();
    of_data.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, of_data);
}

/// What is missing is said once at each of its fields, of the modes that are wanted alone.
#[test]
fn what_is_missing_is_marked_once() {
    let world = world();
    let marked = |changes: Json| {
        let found = answered(&world, "logistics-mode", &case(&changes));
        let problems = found["problems"].as_array().expect("problems").clone();
        let place = |one: &Json| {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            [text("severity"), text("code"), text("field"), text("column")].join(" ")
        };
        let mut places: Vec<_> = problems.iter().map(place).collect();
        places.sort();
        places
    };
    let goods = json!([{ "unit-cost": "28CNY", "customs-value": "24USD" }]);
    let [rate, list] = ["E_DUTY_RATE goods duty-rate", "E_US_LIST us-list "].map(|place| format!("error {place}"));
    let nothing = json!({ "goods": goods, "us-list": null, "carton-orders": null, "modes": "line.postal" });
    assert_eq!(marked(nothing.clone()), [rate.clone(), list.clone()]);
    let mut batch = nothing;
    batch["modes"] = json!("sea-warehouse");
    assert_eq!(marked(batch), ["error E_CARTON carton-orders ".to_owned(), rate, list]);
    assert_eq!(marked(json!({})), [""; 0]);
    assert_eq!(marked(json!({ "carton-weight": null })), ["warning E_CARTON carton-weight "]);
    assert_eq!(marked(json!({ "carton-weight": null, "modes": "line" })), [""; 0]);
}

/// Every volume that the picture names really changes the best mode, and between them it stays.
#[test]
fn every_crossing_is_found_and_is_one() {
    let world = world();
    let cases = [
        case(&json!({})),
        case(&json!({ "carton-orders": "7", "carton-weight": "4kg", "carton-size": "40x30x30cm" })),
        case(&json!({ "modes": "line.sea-warehouse.air-warehouse", "brokerage": "400USD" })),
        case(&json!({ "monthly-orders": "25", "mode-fees": [{ "fee-mode": "sea-warehouse", "month-fee": "600USD" }] })),
        case(&json!({ "least-batch": "150", "unsold-share": "10", "capital-rate": "30" })),
        // Below 89 orders a month the least batch lasts longer than it may.
        case(&json!({ "least-batch": "150", "most-cover": "51" })),
        // Light goods, of which a container's least and a fee with a least and a most decide.
        case(&json!({ "goods": [{ "unit-cost": "2CNY", "customs-value": "6USD", "duty-rate": "0" }],
            "parcels": [{ "weight": "60g", "size": "12x8x2cm" }], "us-list": "not-listed",
            "carton-orders": "150", "carton-weight": "10kg", "carton-size": "50x40x30cm" })),
    ];
    for inputs in cases {
        let found: Vec<(u64, String)> = changes(&world, &inputs)["reading"]
            .as_array()
            .expect("readings")
            .iter()
            .filter(|one| one["code"] == "mode-crossing")
            .map(|one| (number(&one["args"]["orders"]), one["args"]["way"].as_str().expect("a mode").to_owned()))
            .collect();
        let most = (10 * number(&inputs["monthly-orders"])).max(300);
        let mut before = winner(&world, &inputs, 1);
        let mut scanned = Vec::new();
        for orders in 2..=most {
            let now = winner(&world, &inputs, orders);
            if now != before {
                scanned.push((orders, now.clone()));
            }
            before = now;
        }
        assert_eq!(found, scanned, "{inputs}");
    }
}

/// What the picture shows where the case stands is what the table shows, to the cent, and so is what the plan shows of a volume.
#[test]
fn picture_and_plan_say_what_the_table_says() {
    let world = world();
    let calculator = calculator("logistics-mode");
    for orders in ["7", "21", "60", "133"] {
        let inputs = case(
            &json!({ "monthly-orders": orders, "parcel-loss": "1.3", "local-loss": "0.7", "capital-rate": "11",
            "mode-fees": [{ "fee-mode": "line", "month-fee": "10USD" }, { "fee-mode": "express", "month-fee": "7USD" }] }),
        );
        let (record, _) = json::record(calculator.fields(), &inputs);
        let around = calculator.changes(&record, &world, None);
        let answer = answered(&world, "logistics-mode", &inputs)["answer"].clone();
        let chart = around.chart.expect("a picture");
        assert_eq!(chart.series.len(), 3);
        for one in &chart.series {
            let here = one.points.iter().find(|(at, _)| *at == chart.at).and_then(|(_, paid)| *paid);
            assert_eq!(here, Some(money(&answer["alternatives"][&one.id]["total"])), "{} at {orders}", one.id);
        }
        let plan = changes(&world, &inputs)["sections"]["mode-plan"]["alternatives"].clone();
        for stage in plan.as_object().expect("a plan").values() {
            let from = &stage["figures"]["plan-from"];
            let mut then = inputs.clone();
            then["monthly-orders"] = from.clone();
            let then = answered(&world, "logistics-mode", &then)["answer"]["alternatives"].clone();
            let totals = then.as_object().expect("modes").values().map(|mode| mode["total"].clone());
            assert!(totals.into_iter().any(|total| total == stage["figures"]["mode-each"]), "{stage} at {from}");
        }
    }
}

/// The volume of the sentence is the nearest one of the picture.
#[test]
fn the_sentence_names_the_nearest_volumes() {
    let world = world();
    for orders in [5_u64, 20, 21, 22, 60, 200] {
        let inputs = case(&json!({ "monthly-orders": orders.to_string() }));
        let decision = answered(&world, "logistics-mode", &inputs)["answer"]["decision"].clone();
        let best = winner(&world, &inputs, orders);
        if let Some(above) = decision["args"]["above"].as_str() {
            let above: u64 = above.parse().expect("a number");
            assert!(above > orders);
            assert_eq!(winner(&world, &inputs, above - 1), best, "{decision}");
            assert_eq!(
                winner(&world, &inputs, above),
                decision["args"]["then"].as_str().expect("a mode"),
                "{decision}"
            );
        }
        if let Some(below) = decision["args"]["below"].as_str() {
            let below: u64 = below.parse().expect("a number");
            assert!(below < orders);
            assert_eq!(winner(&world, &inputs, below + 1), best, "{decision}");
            assert_eq!(
                winner(&world, &inputs, below),
                decision["args"]["before"].as_str().expect("a mode"),
                "{decision}"
            );
        }
        assert!(decision["args"]["above"].is_string() || decision["args"]["below"].is_string(), "{decision}");
    }
}

fn traits() -> impl Strategy<Value = String> {
    let all = [
        "battery-in",
        "battery-with",
        "battery-loose",
        "liquid",
        "cream",
        "powder",
        "magnet",
        "food",
        "brand",
        "textile",
    ];
    proptest::sample::subsequence(all.to_vec(), 0..3).prop_map(|some| some.join("."))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is sold: the sentence agrees with the table, what is refused stands last and is recommended nowhere, and every
    /// bill adds up.
    #[test]
    fn the_sentence_agrees_with_the_table(
        traits in traits(),
        grams in 20_u32..6_000,
        sides in (5_u32..70, 5_u32..40, 2_u32..30),
        orders in 1_u32..2_000,
        promised in proptest::option::of(3_u32..40),
        destination in proptest::sample::select(vec!["US", "DE", "GB", "JP", "AU"]),
        stage in proptest::sample::select(vec!["testing", "scaling", "mature"]),
        loss in 0_u32..10,
    ) {
        let world = world();
        let inputs = case(&json!({
            "parcels": [{ "weight": format!("{grams}g"), "size": format!("{}x{}x{}cm", sides.0, sides.1, sides.2), "traits": traits }],
            "monthly-orders": orders.to_string(), "destination": destination, "product-stage": stage,
            "parcel-loss": loss.to_string(), "us-list": if destination == "US" { json!("list-4a") } else { Json::Null },
            "promised-days": promised.map_or(Json::Null, |days| json!(days.to_string())),
        }));
        let answer = answered(&world, "logistics-mode", &inputs)["answer"].clone();
        let order = ranking(&answer);
        let taken: Vec<_> = order.iter().filter(|mode| !is_refused(&answer, mode)).collect();
        prop_assert!(order.iter().skip(taken.len()).all(|mode| is_refused(&answer, mode)), "{}", answer["ranking"]);
        let decision = &answer["decision"];
        for mode in &taken {
            let shown = &answer["alternatives"][**mode];
            let lines: Decimal = shown["lines"].as_object().expect("lines").values().map(money).sum();
            prop_assert_eq!(lines, money(&shown["total"]));
            prop_assert!(lines > Decimal::ZERO);
        }
        match taken.as_slice() {
            [] => prop_assert!(["mode-none", "mode-asks"].contains(&decision["code"].as_str().expect("a code"))),
            [best, rest @ ..] => {
                prop_assert_eq!(&decision["args"]["best"], **best);
                prop_assert_eq!(&decision["args"]["each"], &answer["alternatives"][**best]["total"]);
                if let ([next, ..], Some(named)) = (rest, decision["args"]["next"].as_str()) {
                    prop_assert_eq!(named, **next);
                    let more = money(&answer["alternatives"][**next]["total"]) - money(&answer["alternatives"][**best]["total"]);
                    prop_assert_eq!(more, money(&decision["args"]["more"]));
                    prop_assert!(stage == "testing" || more >= Decimal::ZERO);
                }
            }
        }
        // A battery by itself never goes by post.
        if traits.contains("battery-loose") {
            prop_assert!(order.iter().all(|mode| *mode != "postal" || is_refused(&answer, mode)));
        }
    }
}

/// What sellers' guides repeat, and what the data say of it (§5.1).
mod claims {
    use super::*;

    fn shipped(weight: &str, changes: &Json) -> Json {
        let mut inputs = case(&json!({ "parcels": [{ "weight": weight, "size": "20x15x8cm" }] }));
        for (key, value) in changes.as_object().expect("an object") {
            inputs[key] = value.clone();
        }
        answered(&world(), "logistics-mode", &inputs)["answer"].clone()
    }

    fn freight(weight: &str, service: &str) -> Decimal {
        let inputs = json!({ "parcels": [{ "weight": weight, "size": "20x15x8cm" }], "destination": "US",
            "shipping-date": "2026-11-26", "currency": "USD" });
        let shown = answered(&world(), "shipping-cost", &inputs)["answer"]["alternatives"][service].clone();
        money(&shown["converted"])
    }

    /// "Packets of 0 to 2 kg go for USD 5 to 8": by the sample card from about 0.15 to 0.38 kg alone.
    #[test]
    fn packets_for_five_to_eight_dollars() {
        let within = |weight: &str| (Decimal::from(5)..=Decimal::from(8)).contains(&freight(weight, "postal-packet"));
        assert!(within("150g") && within("350g"));
        assert!(!within("100g") && !within("500g") && !within("2000g"));
        assert!(freight("2000g", "postal-packet") > Decimal::from(27));
        assert!(
            is_refused(&shipped("2.5kg", &json!({ "modes": "postal" })), "postal")
                || freight("2500g", "postal-parcel") > Decimal::from(20)
        );
    }

    /// "Postal packets enter the United States duty-free": not since 2025-08-29.
    #[test]
    fn packets_pay_duty() {
        let inputs = case(&json!({}));
        let mut asked = inputs.clone();
        let fields = asked.as_object_mut().expect("an object");
        ["carton-orders", "carton-weight", "carton-size", "brokerage", "monthly-orders"]
            .iter()
            .for_each(|key| drop(fields.remove(*key)));
        let landed = answered(&world(), "landed-cost", &asked);
        let lines = &landed["answer"]["alternatives"]["postal-packet"]["lines"];
        assert!(money(&lines["import-duty"]) > Decimal::ONE && money(&lines["postal-entry"]) > Decimal::ONE, "{lines}");
        // It is in the cost of a delivered order.
        let answer = answered(&world(), "logistics-mode", &inputs)["answer"].clone();
        let postal = money(&answer["alternatives"]["postal"]["lines"]["order-landed"]);
        assert!(postal > freight("350g", "postal-packet") + Decimal::from(10));
    }

    /// "Lines are for 3 to 20 kg in 10 to 18 days": they take 30 g, and name 6 to 12 working days.
    #[test]
    fn lines_take_light_parcels() {
        for weight in ["30g", "350g", "1kg"] {
            let answer = shipped(weight, &json!({}));
            assert!(!is_refused(&answer, "line"), "{weight}");
            assert_eq!(answer["alternatives"]["line"]["figures"]["mode-days"], "6-12");
        }
    }

    /// "30 % below express": what it is comes out, and it is no constant.
    #[test]
    fn lines_against_couriers() {
        let share = |weight: &str| freight(weight, "special-line-general") / freight(weight, "express");
        let (light, heavy) = (share("300g"), share("5kg"));
        assert!(light < Decimal::new(30, 2), "{light}");
        assert!(heavy > light && heavy < Decimal::ONE, "{heavy}");
    }

    /// "Two days from a warehouse on the east coast": near it alone; the answer says that these days are not in the data.
    #[test]
    fn two_days_from_a_warehouse() {
        let inputs = case(&json!({ "promised-days": "2" }));
        let answer = answered(&world(), "logistics-mode", &inputs)["answer"].clone();
        let notes = answer["notes"].as_array().expect("notes");
        assert!(notes.iter().any(|note| note["code"] == "WAREHOUSE_DAYS"));
        assert!(!is_refused(&answer, "sea-warehouse") && is_refused(&answer, "line"));
    }

    /// "Freight is waived after 15 days": clauses that were read pay 1 to 2 yuan a kilogram, about a tenth of what a waiver would.
    #[test]
    fn late_freight_is_not_waived() {
        let late = |clause: &Json| {
            let mut inputs = case(&json!({ "promised-days": "17", "late-refund": "40", "late-service": "3USD",
                "transits": [{ "transit-days": "10", "transit-count": "18" }, { "transit-days": "23", "transit-count": "2" }] }));
            for (key, value) in clause.as_object().expect("an object") {
                inputs[key] = value.clone();
            }
            let found = changes(&world(), &inputs);
            money(&found["sections"]["promise"]["alternatives"]["past-orders"]["figures"]["late-cost"])
        };
        let none = late(&json!({}));
        let capped = none - late(&json!({ "late-clause": "capped", "clause-rate": "1CNY", "clause-cap": "2CNY" }));
        let waived = none - late(&json!({ "late-clause": "waiver" }));
        assert!(capped > Decimal::ZERO && capped * Decimal::TEN < waived, "{capped} of {waived}");
    }

    /// "By way of Hong Kong 3 % are held and not 15 %": worth it where what that saves is more than what the way costs.
    #[test]
    fn by_way_of_hong_kong() {
        let best = |day: &str| {
            let inputs = case(&json!({ "hold-cost": day, "routes": [
                { "customs-route": "direct", "held-share": "15", "held-days": "5" },
                { "customs-route": "hong-kong", "held-share": "3", "held-days": "5", "route-extra": "3CNY" } ] }));
            let found = changes(&world(), &inputs);
            found["sections"]["customs-routes"]["decision"]["args"]["route"].as_str().expect("a route").to_owned()
        };
        // 12 % of five days are 0.6 days: worth 3 yuan from 5 yuan a day on.
        assert_eq!(best("4.9CNY"), "choice.customs-route.direct");
        assert_eq!(best("5.1CNY"), "choice.customs-route.hong-kong");
    }
}
