//! What an answer depends on: what was typed, and what it rests on though nobody typed it. Either end of a figure of the data
//! is the answer to the case asked anew with that figure typed, or with data that say so.

#![expect(clippy::expect_used, clippy::panic, reason = "a test ends at the first thing that cannot be")]

use std::sync::LazyLock;

use rust_decimal::Decimal;
use suanpan::amount::Money;
use suanpan::pack::{Pack, Status, WarehouseKind, World};
use suanpan::schema::{Arg, Moved, Swing, Swings};
use suanpan::{calculators, link};

mod common;
#[path = "common/world.rs"]
mod whole;

static WORLD: LazyLock<World> = LazyLock::new(whole::world);

const PARCEL: &str = "g=_45CNY_25EUR_4&p=_350g_20x15x8cm&d=DE&dt=2026-11-26";
const BULK: &str = "g=800_36CNY__4.7&p=40_14kg_60x40x40cm&rt=bulk&d=DE&br=95EUR&dt=2026-11-26";
const BATCH: &str = "g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&rt=warehouse&ul=list-4a&br=125USD&bo=900&mo=300&cq=40&cw=15kg\
    &cs=60x40x40cm&c=USD&dt=2026-11-26";

fn swings_in(world: &World, case: &str, way: &str) -> Swings {
    let opened = link::decode(&format!("v=1&t=lc&{case}&k=hand")).expect("a good link");
    assert_eq!(opened.unknown, [], "{case}");
    opened.calculator.swings(&opened.record, world, Some(way)).expect("a figure that sums it up")
}

fn swings(case: &str, way: &str) -> Swings {
    swings_in(&WORLD, case, way)
}

/// What the case comes to.
fn now(case: &str, way: &str) -> Money {
    swings(case, way).now
}

/// The first way of a case, and what a line of it comes to.
fn best(case: &str, name: &str) -> (String, Money) {
    let opened = link::decode(&format!("v=1&t=lc&{case}&k=hand")).expect("a good link");
    let mut answer = opened.calculator.evaluate(&opened.record, &WORLD).answer.expect("an answer");
    let way = answer.alternatives.remove(0);
    let line = way.lines.iter().find(|line| line.name.code() == name).expect("the line");
    (way.id, line.amount)
}

fn words(swing: &Swing) -> String {
    match &swing.moved {
        Moved::Field { key, cell: None } => (*key).to_owned(),
        Moved::Field { key, cell: Some((row, column)) } => format!("{key} {row} {column}"),
        Moved::OfData(name) => {
            let args: Vec<_> = name.args.iter().map(|(_, arg)| arg.to_string()).collect();
            format!("{} {}", name.text.code(), args.join(" "))
        }
    }
}

/// The one figure of this name.
#[track_caller]
fn told(swings: &Swings, name: &str) -> Swing {
    let mut found = swings.swings.iter().filter(|one| words(one) == name);
    let all: Vec<_> = swings.swings.iter().map(words).collect();
    let one = found.next().unwrap_or_else(|| panic!("no {name} in {all:?}"));
    assert_eq!(found.next(), None, "{name} twice");
    one.clone()
}

/// A tenth less and a tenth more.
fn ends(value: Decimal) -> [Decimal; 2] {
    [value * Decimal::new(9, 1), value * Decimal::new(11, 1)]
}

/// Both ends are what the case comes to if it is typed so.
#[track_caller]
fn holds(swing: &Swing, typed: [String; 2], way: &str) {
    assert_eq!([swing.less, swing.more], typed.map(|case| Some(now(&case, way))), "{}", words(swing));
}

fn data() -> Pack {
    common::data("data")
}

/// Every fee of the channel that leaves most, where nothing was typed, and where a row was typed with another cell.
#[test]
fn fees_of_the_best_channel() {
    let (way, _) = best(PARCEL, "goods");
    let pack = data();
    let day = "2026-11-26".parse().expect("a day");
    let ids: Vec<_> = pack.channels_in("DE", day).map(|card| card.id.clone()).collect();
    let card = pack.channels_in("DE", day).find(|card| card.id == "ebay").expect("the card");
    let case = format!("{PARCEL}&c=EUR");
    // Cells of a row: channel, price, commission, fee of an order, payment, payout, advertising, returns.
    let figures = [
        ("referral", 2, card.referral[0].percent, ""),
        ("order-fee", 3, card.order_fee[1].each + card.payment_fixed, "EUR"),
        ("payout", 5, card.payout_percent, ""),
        ("ads", 6, card.ads_percent, ""),
        ("returns", 7, card.returns_percent, ""),
    ];
    let all = swings(&case, &way);
    for (name, cell, value, unit) in figures {
        let swing = told(&all, &format!("swing-fee choice.channel.ebay {name}"));
        assert!(swing.status.is_sample(), "{name}");
        let rows = |value: Decimal| {
            let row = |id: &String| match id == "ebay" {
                true => format!("&ch=ebay{}{value}{unit}", "_".repeat(cell)),
                false => format!("&ch={id}"),
            };
            format!("{case}{}", ids.iter().map(row).collect::<String>())
        };
        holds(&swing, ends(value).map(rows), &way);
    }
    // Payment is part of its commission.
    assert!(!all.swings.iter().any(|one| words(one) == "swing-fee choice.channel.ebay payment"));
}

/// What was typed is told once, as that; the rest of the row stays the data's.
#[test]
fn what_was_typed_is_told_once_and_unmarked() {
    let (way, _) = best(PARCEL, "goods");
    let all = swings(&format!("{PARCEL}&c=EUR&fx=7.7&ch=ebay__12&ch=other__60"), &way);
    assert_eq!(told(&all, "channels 0 referral").status, Status::Own);
    assert_eq!(told(&all, "exchange-rate").status, Status::Own);
    assert!(told(&all, "swing-fee choice.channel.ebay ads").status.is_sample());
    let names: Vec<_> = all.swings.iter().map(words).collect();
    assert!(!names.contains(&"swing-fee choice.channel.ebay referral".to_owned()), "{names:?}");
    for swing in &all.swings {
        assert_eq!(matches!(swing.moved, Moved::OfData(_)), swing.status != Status::Own, "{names:?}");
    }
    // A quote of one's own is not a card's freight.
    let quoted = swings(&format!("{PARCEL}&c=EUR&qf=30CNY"), "own-quote");
    assert_eq!(told(&quoted, "quoted-freight").status, Status::Own);
    assert!(!quoted.swings.iter().any(|one| words(one).starts_with("swing-freight")));
    // At the warehouse likewise.
    let (way, _) = best(BATCH, "receiving");
    let typed = swings(&format!("{BATCH}&wh=____6USD_1USD_0.5USD_1.2USD"), &way);
    assert_eq!(told(&typed, "warehouses 0 delivery-price").status, Status::Own);
    assert!(!typed.swings.iter().any(|one| words(one).contains("choice.site")));
}

/// That of the currency of the answer as if it were typed; another as if the data said so.
#[test]
fn sample_rates_of_exchange() {
    let (way, _) = best(PARCEL, "goods");
    let case = format!("{PARCEL}&c=EUR");
    let swing = told(&swings(&case, &way), "exchange-rate");
    assert_eq!(swing.status, Status::Sample);
    let rates = data().exchange_rates;
    let euro = rates.iter().find(|rate| rate.currency.code() == "EUR").expect("a rate").cny;
    holds(&swing, ends(euro).map(|rate| format!("{case}&fx={rate}")), &way);

    let case = format!("{PARCEL}&c=CNY");
    let swing = told(&swings(&case, &way), "swing-rate EUR");
    assert_eq!(swing.status, Status::Sample);
    let measured = ends(euro).map(|cny| {
        let mut pack = data();
        pack.exchange_rates.iter_mut().filter(|rate| rate.currency.code() == "EUR").for_each(|rate| rate.cny = cny);
        Some(swings_in(&World::new(pack), &case, &way).now)
    });
    assert_eq!([swing.less, swing.more], measured);
}

/// The freight of the card as if it were quoted; of a parcel that brings profit, and of goods in bulk that have no price.
#[test]
fn freight_of_the_chosen_way() {
    for (case, carrier) in [(format!("{PARCEL}&c=CNY"), ""), (format!("{BULK}&c=CNY"), "&bb=sea")] {
        let (way, freight) = best(&case, "international-freight");
        let swing = told(&swings(&case, &way), &format!("swing-freight service.{way}"));
        assert!(swing.status.is_sample());
        holds(&swing, ends(freight.value).map(|value| format!("{case}{carrier}&qf={value}CNY")), "own-quote");
    }
}

/// The way stays the chosen one, also where another is the cheapest.
#[test]
fn the_chosen_way_stays() {
    let case = format!("{PARCEL}&c=CNY");
    let opened = link::decode(&format!("v=1&t=lc&{case}&k=hand")).expect("a good link");
    let answer = opened.calculator.evaluate(&opened.record, &WORLD).answer.expect("an answer");
    let way = answer.alternatives.iter().filter(|way| way.total.is_some()).nth(2).expect("a third way");
    let all = swings(&case, &way.id);
    let swing = told(&all, &format!("swing-freight service.{}", way.id));
    assert!(swing.less.expect("priced").value > all.now.value && swing.more.expect("priced").value < all.now.value);
}

/// Each fee of the warehouse as if it were typed.
#[test]
fn fees_of_a_third_partys_warehouse() {
    // Long in stock and on a channel that takes next to nothing, so that the warehouse is what matters.
    let batch = format!("{BATCH}&sd=100&ch=other__1");
    let (way, _) = best(&batch, "receiving");
    let mut pack = data();
    let card = pack.warehouses.iter_mut().find(|card| card.kind == WarehouseKind::ThirdParty).expect("the card");
    card.storage.truncate(1);
    card.storage[0].to_day = None;
    card.storage[0].per_m3_day = Decimal::new(2, 0);
    card.receiving[0].each = Decimal::TEN;
    let (receiving, picking) = (card.receiving[0].each, card.pick_pack[0].price);
    // One rate for every age, so that it can be typed.
    let flat = World::new(pack);
    let all = swings_in(&flat, &batch, &way);
    let mile = delivery(&flat, &batch, &way);
    // Cells of a row: site, share, region, zone, delivery, picking, storage, receiving.
    for (name, cell, value) in [
        ("receiving", 7, receiving),
        ("storage", 6, Decimal::new(2, 0)),
        ("pick-pack", 5, picking),
        ("last-mile", 4, mile),
    ] {
        let swing = told(&all, &format!("swing-fee choice.site.third-party {name}"));
        assert!(swing.status.is_sample(), "{name}");
        let measured = ends(value).map(|value| {
            let case = format!("{batch}&wh=third-party{}{}USD", "_".repeat(cell), value.normalize());
            Some(swings_in(&flat, &case, &way).now.rounded())
        });
        // By the card the storage of an age is rounded to the cent, as typed that of the batch.
        assert_eq!([swing.less, swing.more].map(|end| end.map(Money::rounded)), measured, "{name}");
    }
}

/// What delivery of an order from the first warehouse costs.
fn delivery(world: &World, case: &str, way: &str) -> Decimal {
    let opened = link::decode(&format!("v=1&t=lc&{case}&k=hand")).expect("a good link");
    let answer = opened.calculator.evaluate(&opened.record, world).answer.expect("an answer");
    let way = answer.alternatives.iter().find(|one| one.id == way).expect("the way");
    let step = way.steps.iter().find(|step| step.formula.code() == "delivered").expect("delivery");
    let each = step.args.iter().find(|(slot, _)| *slot == "each").map(|(_, arg)| arg.clone());
    let Some(Arg::Money(each)) = each else { panic!("a price") };
    each.value
}

/// Storage by age as if the data said so; Amazon's, which goes by the month, and its delivery, which goes by the price.
#[test]
fn storage_by_tiers_and_fees_of_amazon() {
    for (kind, name, case) in [
        (WarehouseKind::ThirdParty, "third-party", format!("{BATCH}&sd=100&ch=other__1")),
        (WarehouseKind::Fba, "fba", format!("{BATCH}&sd=300&wh=fba&pr=24.99USD")),
    ] {
        let (way, _) = best(&case, "storage");
        let swing = told(&swings(&case, &way), &format!("swing-fee choice.site.{name} storage"));
        let measured = [0, 1].map(|end| {
            let mut pack = data();
            for card in pack.warehouses.iter_mut().filter(|card| card.kind == kind) {
                let rates = card.storage.iter_mut().map(|tier| &mut tier.per_m3_day);
                rates.for_each(|rate| *rate = ends(*rate)[end]);
                card.seasons.iter_mut().for_each(|season| season.standard = ends(season.standard)[end]);
            }
            Some(swings_in(&World::new(pack), &case, &way).now)
        });
        assert_eq!([swing.less, swing.more], measured, "{name}");
    }
    let case = format!("{BATCH}&wh=fba&pr=24.99USD&ch=amazon");
    let (way, _) = best(&case, "storage");
    let swing = told(&swings(&case, &way), "swing-fee choice.site.fba last-mile");
    let typed = |value: Decimal| format!("{BATCH}&wh=fba____{value}USD&pr=24.99USD&ch=amazon");
    holds(&swing, ends(delivery(&WORLD, &case, &way)).map(typed), &way);
}

/// Where a tenth more leaves no profit to measure, there is none: not another figure in its place.
#[test]
fn an_end_without_a_profit_is_none() {
    // Above GBP 135 without tax the duty rate would be asked for.
    let all = swings("g=_50GBP_125GBP&d=GB&qf=8GBP&pr=155GBP&ch=other__10&c=GBP&dt=2026-11-26", "own-quote");
    let price = told(&all, "sale-price");
    assert!(price.less.is_some_and(|less| less.value < all.now.value));
    assert_eq!(price.more, None);
}

/// What is measured is what the section says of the best channel: not one that Amazon does not deliver for.
#[test]
fn the_profit_is_that_of_the_best_channel() {
    let sale = |case: &str| {
        let opened = link::decode(&format!("v=1&t=lc&{case}&k=hand")).expect("a good link");
        let sections = opened.calculator.changes(&opened.record, &WORLD, None).sections;
        sections[0].answer.alternatives.clone()
    };
    for case in [
        format!("{BATCH}&wh=fba&pr=24.99USD&ch=amazon&ch=own-site"),
        format!("{BATCH}&wh=fba&pr=24.99USD&ch=own-site__0&ch=amazon"),
        format!("{BATCH}&pr=24.99USD"),
        format!("{PARCEL}&c=EUR"),
    ] {
        let channels = sale(&case);
        let (way, _) = best(&case, "goods");
        assert_eq!(Some(now(&case, &way).rounded()), channels[0].total, "{case}");
        assert_eq!(case.contains("&wh=fba"), channels.iter().any(|one| !one.refused.is_empty()), "{case}");
    }
}

/// Whatever is told moves the answer, is told once, and the widest stands first.
#[test]
fn swings_of_every_example() {
    let mut marked = 0;
    for example in calculators::by_id("landed-cost").expect("the calculator").examples() {
        let case = example.link.replace("&k=hand", "&dt=2026-11-26&k=hand");
        let opened = link::decode(&case).expect("a good link");
        let all = opened.calculator.swings(&opened.record, &WORLD, None).expect("swings");
        let widths = all.swings.iter().map(|swing| {
            let ends = [swing.less, swing.more].into_iter().flatten().map(|end| end.value).chain([all.now.value]);
            let ends: Vec<_> = ends.collect();
            *ends.iter().max().expect("an end") - *ends.iter().min().expect("an end")
        });
        let widths: Vec<_> = widths.collect();
        assert!(widths.iter().all(|width| !width.is_zero()) && widths.is_sorted_by(|one, next| one >= next), "{case}");
        let mut names: Vec<_> = all.swings.iter().map(words).collect();
        marked += all.swings.iter().filter(|swing| swing.status.is_sample()).count();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all.swings.len(), "{case}");
    }
    assert!(marked > 20, "{marked} figures of the data");
}
