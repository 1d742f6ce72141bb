//! The workbook of a landed cost: its formulas give what stands beside them, and with other inputs what Suanpan answers to
//! these. Formulas are computed here with exact decimals; `worked_examples/recompute.py` has another engine do it.

#![expect(clippy::panic, clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value as Json, json};
use suanpan::pack::World;
use suanpan::schema::workbook::{Cell, Workbook};
use suanpan::schema::{Alternative, Arg, Calculator, Outcome};
use suanpan::{calculators, json as from_json, link};

mod common;

fn landed() -> &'static dyn Calculator {
    calculators::by_id("landed-cost").expect("the calculator")
}

fn world() -> World {
    World::new(common::data("data"))
}

/// Every case of the worked examples W19 to W22, and the calculator's own examples.
fn cases() -> Vec<(String, Json)> {
    let mut cases = Vec::new();
    for name in ["w19", "w20", "w21", "w22"] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked_examples").join(name).with_extension("toml");
        let file: toml::Table = fs::read_to_string(path).expect("a file").parse().expect("TOML");
        for case in file["case"].as_array().expect("cases") {
            let inputs = serde_json::to_value(&case["inputs"]).expect("JSON");
            cases.push((format!("{name}, {}", case["name"]), inputs));
        }
    }
    for example in landed().examples() {
        let mut inputs = from_json::inputs(landed().fields(), &link::decode(example.link).expect("a link").record);
        inputs["shipping-date"] = json!("2026-11-22");
        cases.push((example.id.to_owned(), inputs));
    }
    let own = json!({
        "destination": "JP", "shipping-date": "2026-11-22", "currency": "USD", "exchange-rate": "7.123", "exchange-spread": "1.7",
        "quoted-freight": "312.5CNY", "domestic-freight": "41.3CNY", "cargo-insurance": "9.99USD", "other-costs": "1234JPY",
        "export-rebate": "9", "goods": [
            { "unit-count": "3", "unit-cost": "1234.56CNY", "customs-value": "45678JPY", "duty-rate": "3.7", "extra-duty": "1.1" },
            { "unit-count": "7", "unit-cost": "99.5USD", "customs-value": "150.25USD", "duty-rate": "0" }
        ]
    });
    cases.push(("four currencies".to_owned(), own));
    let bulk = json!({
        "destination": "US", "route": "bulk", "shipping-date": "2026-11-22", "currency": "CNY", "us-list": "list-1-3",
        "quoted-freight": "6500CNY", "domestic-freight": "800CNY", "cargo-insurance": "30USD", "brokerage": "125USD",
        "inland-freight": "300USD", "export-rebate": "13", "goods": [
            { "unit-count": "1000", "unit-cost": "42.6CNY", "duty-rate": "6.5" },
            { "unit-count": "250", "unit-cost": "11EUR", "duty-rate": "2.9", "extra-duty": "20" }
        ]
    });
    cases.push(("bulk with layers and rebate".to_owned(), bulk));
    let taiwan = json!({
        "destination": "US", "shipping-date": "2026-11-22", "currency": "USD", "made-in": "TW", "quoted-freight": "9USD",
        "terms": "ddp", "advance-percent": "2", "advance-least": "80CNY",
        "goods": [{ "unit-cost": "30CNY", "customs-value": "25USD", "duty-rate": "4" }]
    });
    cases.push(("a duty that the tariff is part of".to_owned(), taiwan));
    let brazil = json!({
        "destination": "BR", "shipping-date": "2026-11-22", "currency": "CNY", "quoted-freight": "60CNY",
        "tax-collected-by": "seller", "goods": [{ "unit-cost": "30CNY", "customs-value": "25USD", "duty-rate": "20" }]
    });
    cases.push(("tax that is part of its own base".to_owned(), brazil));
    let own_rate = json!({
        "destination": "DE", "shipping-date": "2026-11-22", "currency": "EUR", "quoted-freight": "5EUR", "buyer-shipping": "3.9USD",
        "tax-rate": "7", "goods": [{ "unit-cost": "30CNY", "customs-value": "25EUR", "duty-rate": "4" }]
    });
    cases.push(("a rate of tax and shipping of the user's own".to_owned(), own_rate));
    let by_row = json!({
        "destination": "US", "route": "bulk", "shipping-date": "2026-11-22", "currency": "USD", "us-list": "list-1-3",
        "quoted-freight": "900USD", "goods": [
            { "unit-count": "100", "unit-cost": "42.6CNY", "duty-rate": "6.5" },
            { "unit-count": "50", "unit-cost": "11USD", "duty-rate": "2.9", "us-list": "list-4a" },
            { "unit-count": "70", "unit-cost": "9USD", "duty-rate": "3", "made-in": "IN" }
        ]
    });
    cases.push(("origin and list by row".to_owned(), by_row));
    let waived = json!({
        "destination": "CH", "shipping-date": "2026-11-22", "currency": "CHF", "tax-collected-by": "nobody",
        "quoted-freight": "4CHF", "goods": [{ "unit-cost": "20CNY", "customs-value": "21CHF", "duty-rate": "0" }]
    });
    cases.push(("tax too small to be collected".to_owned(), waived));
    let lei = json!({
        "destination": "RO", "shipping-date": "2026-03-10", "currency": "EUR", "tax-collected-by": "nobody",
        "quoted-freight": "4EUR", "goods": [{ "unit-cost": "20CNY", "customs-value": "21EUR", "duty-rate": "0" }]
    });
    cases.push(("a fee in another currency than that of the market".to_owned(), lei));
    for (name, terms) in [("FOB", "fob"), ("DDP", "ddp")] {
        for (destination, route) in [("US", "bulk"), ("DE", "bulk"), ("JP", "parcel")] {
            let terms = json!({
                "destination": destination, "route": route, "shipping-date": "2026-11-22", "currency": "USD",
                "us-list": "list-1-3", "purchase-terms": terms, "quoted-freight": "900USD", "domestic-freight": "400CNY",
                "cargo-insurance": "30USD", "brokerage": "125USD", "inland-freight": "300CNY", "other-costs": "20USD",
                "export-rebate": "9", "buyer-shipping": "3USD", "advance-percent": "2", "goods": [
                    { "unit-count": "100", "unit-cost": "42.6CNY", "customs-value": "21USD", "duty-rate": "6.5" },
                    { "unit-count": "50", "unit-cost": "11USD", "customs-value": "30USD", "duty-rate": "2.9" }
                ]
            });
            cases.push((format!("{name} {route} to {destination}"), terms));
        }
    }
    cases.extend(by_warehouse());
    cases.extend(with_prices());
    cases
}

/// Batches of orders: at prices of the user's own, of a card, in several warehouses, at a pace that leaves a month's least.
fn by_warehouse() -> Vec<(String, Json)> {
    let batch = |more: Json| {
        let mut inputs = json!({
            "destination": "US", "route": "warehouse", "shipping-date": "2026-11-22", "currency": "USD", "us-list": "list-4a",
            "goods": [{ "unit-count": "2", "unit-cost": "28CNY", "customs-value": "24USD", "duty-rate": "9.8" }],
            "parcels": [{ "quantity": "1", "weight": "350g", "size": "20x15x8cm" }],
            "quoted-freight": "5300CNY", "domestic-freight": "801CNY", "cargo-insurance": "33USD", "other-costs": "77CNY",
            "inland-freight": "240USD", "brokerage": "125USD", "export-rebate": "13",
            "batch-orders": "900", "monthly-orders": "310", "carton-orders": "40", "carton-weight": "15kg",
            "carton-size": "60x40x40cm", "stock-days": "12"
        });
        for (key, value) in more.as_object().expect("fields") {
            inputs[key] = value.clone();
        }
        inputs
    };
    let own = json!({ "warehouses": [{
        "delivery-price": "4.2USD", "pick-pack": "9CNY", "storage-rate": "0.61USD", "receiving": "1.35USD", "month-least": "500USD"
    }] });
    let passed_on = json!({ "warehouses": [
        { "order-share": "55", "site-region": "west" },
        { "order-share": "30", "site": "fba", "transfer": "2.6USD" },
        { "order-share": "15", "site-region": "east", "delivery-zone": "2" }
    ] });
    let slow = json!({ "monthly-orders": "45", "warehouses": [{ "month-least": "900USD" }], "sale-price": "31USD" });
    let tube = json!({ "carton-size": "60x40cm", "warehouses": [{ "site": "fba" }], "import-date": "2027-01-31" });
    vec![
        ("a warehouse at prices of one's own".to_owned(), batch(own)),
        ("three warehouses, one fed by the first".to_owned(), batch(passed_on)),
        ("a month's least".to_owned(), batch(slow)),
        ("months of storage and a round carton".to_owned(), batch(tube)),
        (
            "a batch that the supplier delivers".to_owned(),
            batch(json!({ "purchase-terms": "ddp", "sale-price": "49USD" })),
        ),
    ]
}

/// Prices: on channels of the data and of the user's own, in other currencies, around limits and with returns.
fn with_prices() -> Vec<(String, Json)> {
    let returns = json!({
        "destination": "DE", "shipping-date": "2026-11-22", "currency": "CNY", "quoted-freight": "31CNY", "buyer-shipping": "1.9EUR",
        "goods": [
            { "unit-cost": "45CNY", "customs-value": "20EUR", "duty-rate": "4" },
            { "unit-count": "2", "unit-cost": "5CNY", "customs-value": "3EUR", "duty-rate": "12" }
        ],
        "sale-price": "30.99EUR", "ship-back": "4.5EUR", "recovered-share": "30", "local-return": "3.9EUR", "resold-share": "55",
        "liquidation": "2EUR", "keep-abuse": "7", "partial-offer": "25", "partial-accepted": "40",
        "channels": [
            { "channel": "own-site", "referral": "0", "order-fee": "0.25EUR", "payment-share": "2.9", "payout-share": "1", "ads-share": "8", "returned": "6" },
            { "channel": "ebay", "channel-price": "34USD" },
            { "channel": "amazon", "returned": "9", "fulfilment": "1.2EUR" }
        ]
    });
    let by_post_back = json!({
        "destination": "GB", "shipping-date": "2026-11-22", "currency": "GBP", "quoted-freight": "8GBP", "terms": "dap",
        "goods": [{ "unit-cost": "500CNY", "customs-value": "160GBP", "duty-rate": "12" }],
        "return-policy": "ship-back", "ship-back": "9GBP", "recovered-share": "80"
    });
    let bulk = json!({
        "destination": "FR", "route": "bulk", "shipping-date": "2026-11-22", "currency": "EUR", "quoted-freight": "900EUR",
        "goods": [{ "unit-count": "700", "unit-cost": "36CNY", "duty-rate": "4.7" }], "sale-price": "19.9EUR",
        "channels": [{ "channel": "ebay" }, { "channel": "other", "referral": "12" }, { "channel": "tiktok-shop", "channel-price": "24EUR" }]
    });
    let free = json!({
        "destination": "HK", "shipping-date": "2026-11-22", "currency": "USD", "quoted-freight": "4USD",
        "goods": [{ "unit-cost": "28CNY", "customs-value": "150HKD", "duty-rate": "0" }], "sale-price": "165HKD"
    });
    vec![
        ("returns by every way".to_owned(), returns),
        ("returns by the way that was chosen, tax at the door".to_owned(), by_post_back),
        ("bulk on three channels".to_owned(), bulk),
        ("no tax and no channel of the data".to_owned(), free),
    ]
}

fn record(inputs: &Json) -> suanpan::schema::Record {
    let (record, problems) = from_json::record(landed().fields(), inputs);
    assert_eq!(problems, [], "{inputs}");
    record
}

fn workbook(inputs: &Json, world: &World, chosen: &str) -> Option<Workbook> {
    landed().workbook(&record(inputs), world, Some(chosen))
}

fn priced(outcome: &Outcome) -> Vec<&Alternative> {
    let alternatives = outcome.answer.iter().flat_map(|answer| &answer.alternatives);
    alternatives.filter(|one| one.total.is_some()).collect()
}

#[test]
fn formulas_give_what_stands_beside_them_and_that_is_the_answer() {
    let world = world();
    let mut ways = 0;
    for (name, inputs) in cases() {
        let outcome = landed().evaluate(&record(&inputs), &world);
        for way in priced(&outcome) {
            ways += 1;
            let book = workbook(&inputs, &world, &way.id).unwrap_or_else(|| panic!("{name}: no workbook"));
            let found = Computed::new(&book).all();
            for (at, cell) in cells(&book) {
                match cell {
                    Cell::Formula { formula, value, .. } => {
                        let off = (found[&at].number() - *value).abs();
                        assert!(
                            off < Decimal::new(1, 9),
                            "{name}, {}: {at:?} {formula} = {:?}, not {value}",
                            way.id,
                            found[&at]
                        );
                    }
                    Cell::Check { formula, value, .. } => {
                        assert_eq!(found[&at].truth(), *value, "{name}, {}: {formula}", way.id);
                    }
                    _ => {}
                }
            }
            assert_eq!(total(&found), way.total.expect("a total").value, "{name}, {}", way.id);
            for line in &way.lines {
                let of_first = cells(&book).into_iter().filter(|((sheet, ..), _)| *sheet == 0);
                let shown = of_first.filter(|(_, cell)| **cell == Cell::Text(Arg::Text(line.name)));
                let amounts: Vec<_> =
                    shown.filter_map(|((_, row, _), _)| found.get(&(0, row, 1)).map(Value::number)).collect();
                assert!(amounts.contains(&line.amount.value), "{name}, {}: {:?} is not in {amounts:?}", way.id, line);
            }
            assert!(book.sheets.last().expect("sources").rows.len() >= way.sources.len());
        }
    }
    assert!(ways > 150, "{ways}");
}

/// What is left on each channel and what price would be enough, as the sheet of prices says it.
#[test]
fn the_sheet_of_prices_is_price_and_margin_of_the_answer() {
    let world = world();
    let (mut channels, mut without) = (0, 0);
    for (name, inputs) in cases() {
        let outcome = landed().evaluate(&record(&inputs), &world);
        let ways = priced(&outcome);
        for way in ways.iter().take(1).chain(ways.last()) {
            let book = workbook(&inputs, &world, &way.id).expect("a workbook");
            let found = Computed::new(&book).all();
            let answered = profits(&inputs, &world, &way.id);
            let in_book = of_channels(&book, &found);
            for (channel, profit) in &answered {
                channels += 1;
                let (_, written, holds) =
                    in_book.iter().find(|(one, ..)| one == channel).unwrap_or_else(|| panic!("{name}: {channel:?}"));
                assert_eq!(written, profit, "{name}, {}: {channel:?}", way.id);
                assert!(*holds, "{name}, {}: {channel:?}", way.id);
            }
            assert_eq!(answered.len(), in_book.len(), "{name}, {}", way.id);
            without += usize::from(answered.is_empty());
        }
    }
    assert!(channels > 120 && without > 5, "{channels} {without}");
}

/// Every input of every sheet is changed in turn. Where the sheet says that it holds, it gives what Suanpan answers.
#[test]
fn with_other_inputs_the_sheet_gives_what_suanpan_answers() {
    let world = world();
    let (mut compared, mut beyond, mut sold) = (0, 0, 0);
    for (name, inputs) in cases() {
        let outcome = landed().evaluate(&record(&inputs), &world);
        let own = priced(&outcome).into_iter().find(|way| way.id == "own-quote");
        let Some(way) = own.or_else(|| priced(&outcome).into_iter().next()) else { continue };
        let book = workbook(&inputs, &world, &way.id).expect("a workbook");
        for (at, cell) in cells(&book) {
            let Cell::Input(value, _) = cell else { continue };
            for other in [value * Decimal::new(11, 1) + Decimal::ONE, value * Decimal::from(7) + Decimal::TWO] {
                let Some(changed) = changed(&inputs, &book, at, other) else { continue };
                let mut with = Computed::new(&book);
                with.inputs.insert(at, other);
                let found = with.all();
                let outcome = landed().evaluate(&record(&changed), &world);
                let now = priced(&outcome).into_iter().find(|one| one.id == way.id);
                let holds = found.get(&(0, 3, 1)).is_none_or(Value::truth);
                let expected = now.map(|one| one.total.expect("a total").value);
                if !holds {
                    beyond += 1;
                    continue;
                }
                compared += 1;
                assert_eq!(Some(total(&found)), expected, "{name}, {}: {at:?} to {other}: {changed}", way.id);
                let answered = profits(&changed, &world, &way.id);
                for (channel, profit, holds) in of_channels(&book, &found) {
                    if holds {
                        sold += 1;
                        let expected = answered.iter().find(|(one, _)| *one == channel).map(|(_, profit)| *profit);
                        assert_eq!(
                            Some(profit),
                            expected,
                            "{name}, {}, {channel:?}: {at:?} to {other}: {changed}",
                            way.id
                        );
                    }
                }
            }
        }
    }
    assert!(compared > 800 && beyond > 20 && sold > 1500, "{compared} {beyond} {sold}");
}

/// What is left on each channel, as the answer says it.
fn profits(inputs: &Json, world: &World, way: &str) -> Vec<(String, Decimal)> {
    let sections = landed().changes(&record(inputs), world, Some(way)).sections;
    let channels = sections.into_iter().flat_map(|section| section.answer.alternatives);
    channels.filter_map(|channel| Some((channel.name, channel.total?.value))).collect()
}

/// What is left on each channel, as the sheet of prices says it, and whether it holds.
fn of_channels(book: &Workbook, found: &BTreeMap<Place, Value>) -> Vec<(String, Decimal, bool)> {
    let name = Arg::Key("group.sale".to_owned());
    let Some(sheet) = book.sheets.iter().position(|sheet| sheet.name == name) else { return Vec::new() };
    let digits = |at: Place| match &book.sheets[at.0].rows[at.1][at.2] {
        Cell::Formula { format: suanpan::schema::workbook::Format::Money(digits), .. } => *digits,
        other => panic!("{other:?}"),
    };
    let heads = book.sheets[sheet].rows[0].iter().enumerate().skip(1);
    let channels = heads.filter_map(|(column, cell)| match cell {
        Cell::Heading(Arg::Key(name)) => {
            let profit = found[&(sheet, 1, column)].number();
            let holds = found.get(&(sheet, 4, column)).is_none_or(Value::truth);
            Some((name.clone(), rounded(profit, digits((sheet, 1, column))), holds))
        }
        _ => None,
    });
    channels.collect()
}

#[test]
fn a_case_across_a_limit_is_said() {
    let world = world();
    let inputs = json!({
        "destination": "GB", "shipping-date": "2026-11-22", "currency": "GBP", "quoted-freight": "8GBP",
        "goods": [{ "unit-cost": "50GBP", "customs-value": "135GBP", "duty-rate": "12" }]
    });
    let book = workbook(&inputs, &world, "own-quote").expect("a workbook");
    let place = cells(&book)
        .into_iter()
        .find(|(_, cell)| matches!(cell, Cell::Input(value, _) if *value == Decimal::from(135)));
    let (place, _) = place.expect("the customs value");
    for (value, holds) in [("134.99", true), ("135", true), ("135.01", false)] {
        let mut with = Computed::new(&book);
        with.inputs.insert(place, value.parse().expect("a figure"));
        assert_eq!(with.all()[&(0, 3, 1)].truth(), holds, "{value}");
    }
}

#[test]
fn no_answer_has_no_workbook_and_other_calculators_have_none() {
    let world = world();
    assert_eq!(workbook(&json!({ "destination": "DE" }), &world, ""), None);
    assert_eq!(landed().workbook(&record(&cases()[0].1), &World::default(), None), None);
    let shipping = calculators::by_id("shipping-cost").expect("the calculator");
    let example = link::decode(shipping.examples()[0].link).expect("a link").record;
    assert_eq!(shipping.workbook(&example, &world, None), None);
}

/// The inputs with a cell of a sheet changed; nothing for a cell that stands for no single input.
fn changed(inputs: &Json, book: &Workbook, (sheet, row, column): Place, value: Decimal) -> Option<Json> {
    let sheet = &book.sheets[sheet];
    let words = &sheet.rows[row];
    let mut changed = inputs.clone();
    let unit = |column: usize| match words.get(column) {
        Some(Cell::Text(Arg::Words(code))) => code.clone(),
        _ => String::new(),
    };
    let plain = value.normalize();
    let name = match words.first() {
        Some(Cell::Text(Arg::Key(key))) => {
            key.strip_prefix("field.").and_then(|key| key.strip_suffix(".label")).unwrap_or_default().to_owned()
        }
        Some(Cell::Text(Arg::Text(text))) if text.key() == "figure.price" => "price".to_owned(),
        // Exchange rates: only that of the answer can be typed.
        Some(Cell::Text(Arg::Words(code))) if column == 1 && inputs["currency"] == json!(code) => {
            "exchange-rate".to_owned()
        }
        _ => String::new(),
    };
    let goods =
        sheet.rows.iter().rposition(|row| row.get(1) == Some(&Cell::Text(Arg::Key("field.unit-count.label".into()))));
    if let Some(first) =
        goods.filter(|first| row > *first && row <= first + inputs["goods"].as_array().map_or(0, Vec::len))
    {
        let by_order = inputs["route"] == "warehouse";
        let customs = if by_order && words.len() > 13 { "invoice-value" } else { "customs-value" };
        let keys = [
            "",
            "unit-count",
            "unit-cost",
            "",
            "",
            customs,
            "",
            "",
            "duty-rate",
            "extra-duty",
            "",
            "",
            "",
            "unit-count",
        ];
        let key = keys[column];
        let whole = if key == "unit-count" { value.trunc() } else { value };
        if whole != value || key.ends_with("duty") && value > Decimal::ONE_HUNDRED {
            return None;
        }
        let unit = if column < 8 && key != "unit-count" { unit(column + 1) } else { String::new() };
        changed["goods"][row - first - 1][key] = json!(format!("{plain}{unit}"));
        return Some(changed);
    }
    // Units of an order, on the sheet of a batch.
    let of_order = |row: &Vec<Cell>| {
        row.get(2) == Some(&Cell::Text(Arg::Text(calculators::landed_cost::texts::workbook::PER_ORDER)))
    };
    if of_order(words) {
        let first = sheet.rows.iter().position(of_order).expect("a row");
        changed["goods"][row - first]["unit-count"] = json!(value.trunc().to_string());
        return (value == value.trunc()).then_some(changed);
    }
    let channel = (column - 1) / 3;
    let typed_channels = inputs["channels"].as_array().map_or(0, Vec::len);
    match name.as_str() {
        "" | "carton-size" => None,
        "customs-value" => {
            let first = sheet.rows.iter().position(|one| one.first() == words.first()).expect("a row");
            changed["goods"][row - first]["customs-value"] = json!(format!("{plain}{}", unit(2)));
            Some(changed)
        }
        // Beyond what the field takes.
        "purchase-vat" | "export-rebate" | "exchange-spread" | "advance-percent" | "recovered-share"
        | "resold-share" | "partial-offer" | "partial-accepted" | "tax-rate" | "keep-abuse"
            if value > Decimal::from(9) && !(Decimal::from(30)..Decimal::from(70)).contains(&value) =>
        {
            None
        }
        "purchase-vat" | "export-rebate" | "exchange-spread" if value > Decimal::from(9) => None,
        "exchange-rate" if value > Decimal::from(900) => None,
        "price" => {
            let own = channel < typed_channels && inputs["channels"][channel].get("channel-price").is_some();
            let price = json!(format!("{plain}{}", unit(column + 1)));
            if own {
                changed["channels"][channel]["channel-price"] = price;
            } else {
                changed["sale-price"] = price;
            }
            Some(changed)
        }
        "referral" | "payment-share" | "payout-share" | "ads-share" | "returned" if value > Decimal::from(40) => None,
        key @ ("referral" | "order-fee" | "payment-share" | "payout-share" | "ads-share" | "returned"
        | "fulfilment") => {
            if channel >= typed_channels {
                return None;
            }
            let unit = if matches!(key, "order-fee" | "fulfilment") { unit(column + 1) } else { String::new() };
            changed["channels"][channel][key] = json!(format!("{plain}{unit}"));
            Some(changed)
        }
        "batch-orders" | "monthly-orders" | "carton-orders" | "stock-days" if value != value.trunc() => None,
        key @ ("batch-orders" | "monthly-orders" | "carton-orders" | "stock-days") => {
            changed[key] = json!(plain.to_string());
            Some(changed)
        }
        key @ ("delivery-price" | "pick-pack" | "storage-rate" | "receiving" | "month-least" | "transfer") => {
            let head = sheet.rows[..row].iter().rev().find_map(|row| match row.first() {
                Some(Cell::Phrase(phrase)) if phrase.text.key() == "workbook.site" => Some(phrase.args.clone()),
                _ => None,
            });
            let of = head.map_or(0, |args| {
                args.iter()
                    .find_map(|(slot, arg)| match arg {
                        Arg::Number(number) if *slot == "n" => usize::try_from(*number).ok().map(|number| number - 1),
                        _ => None,
                    })
                    .expect("a number")
            });
            changed["warehouses"][of][key] = json!(format!("{plain}{}", unit(2)));
            Some(changed)
        }
        key => {
            // Of several shipments each has its part.
            let parts = book
                .sheets
                .iter()
                .filter(|sheet| sheet.name == Arg::Text(calculators::landed_cost::texts::workbook::SHIPMENT));
            let is_part = ["quoted-freight", "domestic-freight", "cargo-insurance", "inland-freight", "other-costs"]
                .contains(&key);
            if is_part && parts.count() > 1 {
                return None;
            }
            let unit = if key == "exchange-rate" { String::new() } else { unit(2) };
            changed[key] = json!(format!("{plain}{unit}"));
            Some(changed)
        }
    }
}

/// A cell: its sheet, row and column.
type Place = (usize, usize, usize);

fn cells(book: &Workbook) -> Vec<(Place, &Cell)> {
    let rows = book
        .sheets
        .iter()
        .enumerate()
        .flat_map(|(index, sheet)| sheet.rows.iter().enumerate().map(move |(row, cells)| (index, row, cells)));
    let cells = rows.flat_map(|(sheet, row, cells)| {
        cells.iter().enumerate().map(move |(column, cell)| ((sheet, row, column), cell))
    });
    cells.collect()
}

/// The landed cost, as the top of the first sheet says it.
fn total(found: &BTreeMap<Place, Value>) -> Decimal {
    found[&(0, 1, 1)].number()
}

/// What a formula gives.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    Number(Decimal),
    Truth(bool),
}

impl Value {
    fn number(&self) -> Decimal {
        if let Self::Number(number) = self { *number } else { panic!("{self:?} is no number") }
    }

    fn truth(&self) -> bool {
        if let Self::Truth(truth) = self { *truth } else { true }
    }
}

/// A workbook that is computed, with some inputs changed.
struct Computed<'a> {
    book: &'a Workbook,
    inputs: BTreeMap<Place, Decimal>,
    known: RefCell<BTreeMap<Place, Option<Value>>>,
}

impl<'a> Computed<'a> {
    fn new(book: &'a Workbook) -> Self {
        Self { book, inputs: BTreeMap::new(), known: RefCell::default() }
    }

    fn all(&self) -> BTreeMap<Place, Value> {
        let places = cells(self.book).into_iter().map(|(at, _)| at);
        places.filter_map(|at| self.at(at).map(|value| (at, value))).collect()
    }

    fn at(&self, at: Place) -> Option<Value> {
        if let Some(known) = self.known.borrow().get(&at) {
            return *known;
        }
        let (sheet, row, column) = at;
        let found = match self.book.sheets.get(sheet)?.rows.get(row)?.get(column)? {
            Cell::Number(value, _) => Some(Value::Number(*value)),
            Cell::Input(value, _) => Some(Value::Number(self.inputs.get(&at).copied().unwrap_or(*value))),
            Cell::Formula { formula, .. } | Cell::Check { formula, .. } => {
                let mut reader = Reader { of: self, sheet, rest: formula };
                let value = reader.comparison();
                assert_eq!(reader.rest, "", "{formula}");
                Some(value)
            }
            _ => None,
        };
        self.known.borrow_mut().insert(at, found);
        found
    }
}

/// Reads a formula: what the sheets write, no more.
struct Reader<'a> {
    of: &'a Computed<'a>,
    sheet: usize,
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, sign: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(sign) else { return false };
        self.rest = rest;
        true
    }

    fn comparison(&mut self) -> Value {
        let left = self.sum();
        for (sign, holds) in [
            ("<=", (|a, b| a <= b) as fn(Decimal, Decimal) -> bool),
            (">=", |a, b| a >= b),
            ("<", |a, b| a < b),
            (">", |a, b| a > b),
            ("=", |a, b| a == b),
        ] {
            if self.take(sign) {
                let right = self.sum();
                return Value::Truth(holds(left.number(), right.number()));
            }
        }
        left
    }

    fn sum(&mut self) -> Value {
        let mut sum = self.product();
        loop {
            if self.take("+") {
                sum = Value::Number(sum.number() + self.product().number());
            } else if self.take("-") {
                sum = Value::Number(sum.number() - self.product().number());
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> Value {
        let mut product = self.factor();
        loop {
            if self.take("*") {
                product = Value::Number(product.number() * self.factor().number());
            } else if self.take("/") {
                product = Value::Number(product.number() / self.factor().number());
            } else {
                return product;
            }
        }
    }

    fn factor(&mut self) -> Value {
        if self.take("-") {
            return Value::Number(-self.factor().number());
        }
        if self.take("(") {
            let inner = self.comparison();
            assert!(self.take(")"), "{}", self.rest);
            return inner;
        }
        if self.rest.starts_with(['$', '#']) {
            let at = self.reference();
            return self.of.at(at).unwrap_or(Value::Number(Decimal::ZERO));
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if self.take("(") { self.call(word) } else { Value::Number(word.parse().unwrap_or_else(|_| panic!("{word}"))) }
    }

    fn reference(&mut self) -> Place {
        let mut sheet = self.sheet;
        if self.take("#") {
            let (number, rest) = self.rest.split_once('!').expect("a sheet");
            sheet = number.parse().expect("a sheet");
            assert!(sheet < self.of.book.sheets.len(), "{number}");
            self.rest = rest;
        }
        assert!(self.take("$"), "{}", self.rest);
        let (letters, rest) = self.rest.split_once('$').expect("a row");
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
        let row: usize = rest[..end].parse().expect("a row");
        self.rest = &rest[end..];
        (sheet, row - 1, column)
    }

    fn call(&mut self, name: &str) -> Value {
        let mut arguments = Vec::new();
        loop {
            let before = self.rest;
            if self.rest.starts_with(['$', '#']) {
                let (sheet, first, column) = self.reference();
                if self.take(":") {
                    let (_, last, _) = self.reference();
                    arguments.extend((first..=last).filter_map(|row| self.of.at((sheet, row, column))));
                } else {
                    self.rest = before;
                    arguments.push(self.comparison());
                }
            } else {
                arguments.push(self.comparison());
            }
            if !self.take(",") {
                break;
            }
        }
        assert!(self.take(")"), "{}", self.rest);
        let numbers = || arguments.iter().map(Value::number);
        match name {
            "SUM" => Value::Number(numbers().sum()),
            "MAX" => Value::Number(numbers().max().expect("an argument")),
            "MIN" => Value::Number(numbers().min().expect("an argument")),
            "AND" => Value::Truth(arguments.iter().all(Value::truth)),
            "IF" => arguments[if arguments[0].truth() { 1 } else { 2 }],
            "ROUNDUP" => {
                assert_eq!(arguments[1].number(), Decimal::ZERO);
                Value::Number(arguments[0].number().ceil())
            }
            "ROUND" => {
                let digits = u32::try_from(arguments[1].number()).expect("digits");
                Value::Number(rounded(arguments[0].number(), digits))
            }
            _ => panic!("{name}"),
        }
    }
}

/// Half away from zero. Spreadsheets round what they show in 15 digits, so that a division that comes out a hair below a
/// half is one.
fn rounded(value: Decimal, digits: u32) -> Decimal {
    let half = RoundingStrategy::MidpointAwayFromZero;
    value.round_dp_with_strategy(20, half).round_dp_with_strategy(digits, half)
}
