//! "A heavier parcel is cheaper" is said of exactly the weights at which a search, gram by gram up to the limit,
//! finds a lower price; it names the first such gram and what it saves.

#![expect(clippy::expect_used, reason = "a test ends at the first thing that cannot be")]

use rust_decimal::Decimal;
use suanpan::amount::{Amount, Currency, Size};
use suanpan::calculators::shipping_cost::{Inputs, Parcel, ShippingCost};
use suanpan::date::Date;
use suanpan::pack::{Family, Lane, Pack, Price, Tariff, World};
use suanpan::schema::{Alternative, Arg, List, Question};
use suanpan::units::Unit;

mod common;

#[test]
fn postal_packets() {
    assert_said_where_found(Family::PostalPacket, &Parcels::default());
    assert_said_where_found(Family::PostalPacket, &Parcels { quantity: 3, ..Parcels::default() });
}

#[test]
fn special_lines() {
    assert_said_where_found(Family::SpecialLine, &Parcels::default());
}

#[test]
fn special_lines_by_volume() {
    // 3 kg by volume: what is lighter is billed as 3 kg.
    assert_said_where_found(Family::SpecialLine, &Parcels { sides: Some([40, 30, 20]), ..Parcels::default() });
}

#[test]
fn special_lines_between_grams() {
    assert_said_where_found(Family::SpecialLine, &Parcels { milligrams: 500, quantity: 2, ..Parcels::default() });
}

#[test]
fn express() {
    assert_said_where_found(Family::Express, &Parcels::default());
}

#[test]
fn express_to_a_remote_address_by_volume() {
    // 4.8 kg by volume.
    assert_said_where_found(
        Family::Express,
        &Parcels { sides: Some([40, 30, 20]), remote: true, ..Parcels::default() },
    );
}

/// A cheaper step that begins where the card stops taking the parcel is no way to save.
#[test]
fn a_step_beyond_the_limit_is_not_offered() {
    let data = common::data("data");
    let mut card = data.tariffs.into_iter().find(|card| card.family == Family::Express).expect("an express card");
    card.lanes.truncate(1);
    if let Price::FirstAndNext { kilos, .. } = &mut card.lanes[0].price {
        kilos[1].to = card.limits.quote_weight_above;
        kilos[2].per_kg = Decimal::ONE;
    }
    assert_said_where_found_in(&[card], &Parcels::default());
}

/// Parcels that differ in their weight alone: 1 g, 2 g, and so on, with so many milligrams more.
#[derive(Clone, Copy, Default)]
struct Parcels {
    quantity: u32,
    milligrams: i64,
    sides: Option<[u32; 3]>,
    remote: bool,
}

#[track_caller]
fn assert_said_where_found(family: Family, parcels: &Parcels) {
    let mut cards = common::data("data").tariffs;
    cards.retain(|card| card.family == family);
    assert_said_where_found_in(&cards, parcels);
}

#[track_caller]
fn assert_said_where_found_in(cards: &[Tariff], parcels: &Parcels) {
    assert!(!cards.is_empty());
    for (card, lane) in cards.iter().flat_map(|card| card.lanes.iter().map(move |lane| (card, lane))) {
        let name = format!("{} {:?} zone {:?}", card.id, lane.to, lane.zone);
        let bills = bills(card, lane, parcels);
        assert!(bills.len() > 1_000, "{name}: only {} weights", bills.len());
        for (index, (found, (price, said))) in first_cheaper(&bills).into_iter().zip(&bills).enumerate() {
            let found = found.map(|cheaper| (Decimal::from(cheaper - index), price - bills[cheaper].0));
            assert_eq!(*said, found, "{name}: said and found at {} g (grams more, saving)", index + 1);
        }
    }
}

/// Grams more and the saving, as the note says them.
type Note = (Decimal, Decimal);

/// Total and note from one gram up, until the card refuses.
fn bills(card: &Tariff, lane: &Lane, parcels: &Parcels) -> Vec<(Decimal, Option<Note>)> {
    let leg = card.leg.code();
    let traits = card.only.first().map(|one| vec![one.code()]);
    let card = Tariff { lanes: vec![lane.clone()], ..card.clone() };
    let world = World::new(Pack { tariffs: vec![card], ..Pack::default() });
    let destination = suanpan::vocabulary::DESTINATIONS.iter().find(|code| lane.to.iter().any(|to| to == *code));
    let zone = ["1", "2", "3", "4"].into_iter().find(|zone| lane.zone.as_deref() == Some(zone));
    let mut inputs = Inputs {
        parcels: List(Vec::new()),
        destination: destination.copied().unwrap_or_default(),
        zone: zone.unwrap_or("1"),
        shipping_date: Date::new(2026, 11, 22).expect("it is a day"),
        remote: parcels.remote,
        duty_paid: false,
        fuel_percent: None,
        currency: Currency::CNY,
        exchange_rate: None,
        exchange_spread: Decimal::ZERO,
        leg,
        origin_region: "east",
        us_region: "west",
        us_zone: "5",
        residential: true,
        declaration: true,
        insured: false,
        goods_value: None,
        selling_price: None,
    };
    let size = parcels.sides.map(|sides| Size::Box(sides.map(Decimal::from), Unit::Centimetre));
    let grams = (1..).map(|grams: i64| Decimal::new(grams * 1_000 + parcels.milligrams, 3));
    let bills = grams.map_while(|grams| {
        let weight = Amount { value: grams, unit: Unit::Gram };
        inputs.parcels =
            List(vec![(0, Parcel { quantity: parcels.quantity.max(1).into(), weight, size, traits: traits.clone() })]);
        let bill = ShippingCost::compute(&inputs, &world).answer?.alternatives.pop()?;
        Some((bill.total?.value, note(&bill)))
    });
    bills.collect()
}

fn note(bill: &Alternative) -> Option<Note> {
    let note = bill.notes.iter().find(|note| note.phrase.text.code() == "HEAVIER_CHEAPER")?;
    let arg = |name| note.phrase.args.iter().find(|(slot, _)| *slot == name).map(|(_, arg)| arg);
    match (arg("more"), arg("saving")) {
        (Some(Arg::Amount(more)), Some(Arg::Money(saving))) if more.unit == Unit::Gram => {
            Some((more.value, saving.value))
        }
        _ => None,
    }
}

/// For each bill the first later one with a lower price.
fn first_cheaper(bills: &[(Decimal, Option<Note>)]) -> Vec<Option<usize>> {
    let mut found = vec![None; bills.len()];
    let mut waiting: Vec<usize> = Vec::new();
    for (index, (price, _)) in bills.iter().enumerate() {
        while let Some(dearer) = waiting.pop_if(|dearer| bills[*dearer].0 > *price) {
            found[dearer] = Some(index);
        }
        waiting.push(index);
    }
    found
}
