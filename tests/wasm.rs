//! The domain as the browser gets it, in Node: the same figures as native, which are those of the judge.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use suanpan::link::{self, Extras, Seal};
use suanpan::pack::{ExchangeRate, Pack, World, source};
use suanpan::{calculators, json};
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "common/judge.rs"]
mod judge;

/// The cards of `data/`; there are no files to read.
fn world() -> World {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct Rates {
        exchange_rate: Vec<ExchangeRate>,
    }
    // Every card; `a_judged_service_is_here` says which one is missing.
    let cards = [
        include_str!("../data/carriers/air-freight.toml"),
        include_str!("../data/carriers/au-air-kilo.toml"),
        include_str!("../data/carriers/au-sea-kilo.toml"),
        include_str!("../data/carriers/ems.toml"),
        include_str!("../data/carriers/eu-rail-kilo.toml"),
        include_str!("../data/carriers/eu-sea-kilo.toml"),
        include_str!("../data/carriers/eu-truck-kilo.toml"),
        include_str!("../data/carriers/express.toml"),
        include_str!("../data/carriers/fba-us.toml"),
        include_str!("../data/carriers/fcl-au.toml"),
        include_str!("../data/carriers/fcl-eu.toml"),
        include_str!("../data/carriers/fcl-gb.toml"),
        include_str!("../data/carriers/fcl-jp.toml"),
        include_str!("../data/carriers/fcl-us.toml"),
        include_str!("../data/carriers/fedex-express.toml"),
        include_str!("../data/carriers/fedex-ground.toml"),
        include_str!("../data/carriers/lcl-au.toml"),
        include_str!("../data/carriers/lcl-eu.toml"),
        include_str!("../data/carriers/lcl-gb.toml"),
        include_str!("../data/carriers/lcl-jp.toml"),
        include_str!("../data/carriers/lcl-us.toml"),
        include_str!("../data/carriers/postal-packet.toml"),
        include_str!("../data/carriers/postal-parcel.toml"),
        include_str!("../data/carriers/special-line-battery-only.toml"),
        include_str!("../data/carriers/special-line-battery.toml"),
        include_str!("../data/carriers/special-line-bulky.toml"),
        include_str!("../data/carriers/special-line-clothing.toml"),
        include_str!("../data/carriers/special-line-cosmetics.toml"),
        include_str!("../data/carriers/special-line-general.toml"),
        include_str!("../data/carriers/ups-express.toml"),
        include_str!("../data/carriers/ups-ground.toml"),
        include_str!("../data/carriers/us-air-kilo.toml"),
        include_str!("../data/carriers/us-sea-east.toml"),
        include_str!("../data/carriers/us-sea-fast.toml"),
        include_str!("../data/carriers/us-sea-medium.toml"),
        include_str!("../data/carriers/us-sea-ordinary.toml"),
        include_str!("../data/carriers/usps-ground.toml"),
    ];
    let rates: Rates = toml::from_str(include_str!("../data/exchange-rates.toml")).expect("exchange rates");
    World::new(Pack {
        snapshot: "wasm".to_owned(),
        tariffs: cards.into_iter().map(|card| source::tariff(card).expect("a card")).collect(),
        exchange_rates: rates.exchange_rate,
        ..Pack::default()
    })
}

#[wasm_bindgen_test]
fn the_mug() {
    let opened = link::decode("v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&c=EUR&k=hand").expect("a link");
    let answer = opened.calculator.evaluate(&opened.record, &world()).answer.expect("an answer");
    assert_eq!(link::claim(&answer).as_deref(), Some("5.06"));
}

#[wasm_bindgen_test]
fn a_judged_service_is_here() {
    let world = world();
    let cards = &world.pack().expect("a pack").tariffs;
    for judge::Shipment { service, .. } in judge::shipments() {
        assert!(cards.iter().any(|card| card.id == service), "{service}");
    }
}

#[wasm_bindgen_test]
fn shipments_of_the_judge() {
    let (calculator, world) = (calculators::ALL[0], world());
    for judge::Shipment { line, service, inputs, expected } in judge::shipments() {
        let (record, _) = json::record(calculator.fields(), &inputs);
        let outcome = json::outcome(&calculator.evaluate(&record, &world));
        assert_eq!(judge::verdict(&outcome, service), expected, "{line}");
    }
}

#[wasm_bindgen_test]
fn a_long_list_goes_through_a_link() {
    let parcels: Vec<_> =
        (1..=300).map(|row| serde_json::json!({ "quantity": row + 1, "weight": format!("{row}g") })).collect();
    let calculator = calculators::ALL[0];
    let (record, _) = json::record(calculator.fields(), &serde_json::json!({ "parcels": parcels }));
    let written = link::encode(calculator, &record, &Extras::default());
    let opened = link::decode(&written.text).expect("a link");
    assert_eq!((opened.seal, opened.record), (Seal::Whole, record));
}
