//! The workbook of a landed cost: its formulas give what stands beside them, and with other inputs what Suanpan answers to
//! these. Formulas are computed here with exact decimals; `worked_examples/recompute.py` has another engine do it.

#![expect(clippy::panic, clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value as Json, json};
use suanpan::pack::World;
use suanpan::schema::workbook::{Cell, Sheet, Workbook};
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
        // Orders by way of a warehouse are no single consignment.
        if inputs["route"] == "warehouse" {
            assert_eq!(workbook(&inputs, &world(), "own-quote"), None);
            continue;
        }
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
    cases
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
            let sheet = &book.sheets[0];
            let found = Computed::new(sheet).all();
            for (at, cell) in cells(sheet) {
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
                let shown = cells(sheet).into_iter().filter(|(_, cell)| **cell == Cell::Text(Arg::Text(line.name)));
                let amounts: Vec<_> =
                    shown.filter_map(|((row, _), _)| found.get(&(row, 1)).map(Value::number)).collect();
                assert!(amounts.contains(&line.amount.value), "{name}, {}: {:?} is not in {amounts:?}", way.id, line);
            }
            assert!(book.sheets[1].rows.len() >= way.sources.len());
        }
    }
    assert!(ways > 60, "{ways}");
}

/// Every input of every sheet is changed in turn. Where the sheet says that it holds, it gives what Suanpan answers.
#[test]
fn with_other_inputs_the_sheet_gives_what_suanpan_answers() {
    let world = world();
    let (mut compared, mut beyond) = (0, 0);
    for (name, inputs) in cases() {
        let outcome = landed().evaluate(&record(&inputs), &world);
        let own = priced(&outcome).into_iter().find(|way| way.id == "own-quote");
        let Some(way) = own.or_else(|| priced(&outcome).into_iter().next()) else { continue };
        let book = workbook(&inputs, &world, &way.id).expect("a workbook");
        let sheet = &book.sheets[0];
        for ((row, column), cell) in cells(sheet) {
            let Cell::Input(value, _) = cell else { continue };
            for other in [value * Decimal::new(11, 1) + Decimal::ONE, value * Decimal::from(7) + Decimal::TWO] {
                let Some(changed) = changed(&inputs, sheet, (row, column), other) else { continue };
                let mut with = Computed::new(sheet);
                with.inputs.insert((row, column), other);
                let found = with.all();
                let outcome = landed().evaluate(&record(&changed), &world);
                let now = priced(&outcome).into_iter().find(|one| one.id == way.id);
                let holds = found.get(&(3, 1)).is_none_or(Value::truth);
                let expected = now.map(|one| one.total.expect("a total").value);
                if holds {
                    compared += 1;
                    assert_eq!(
                        Some(total(&found)),
                        expected,
                        "{name}, {}: {row}, {column} to {other}: {changed}",
                        way.id
                    );
                } else {
                    beyond += 1;
                }
            }
        }
    }
    assert!(compared > 350 && beyond > 5, "{compared} {beyond}");
}

#[test]
fn a_case_across_a_limit_is_said() {
    let world = world();
    let inputs = json!({
        "destination": "GB", "shipping-date": "2026-11-22", "currency": "GBP", "quoted-freight": "8GBP",
        "goods": [{ "unit-cost": "50GBP", "customs-value": "135GBP", "duty-rate": "12" }]
    });
    let book = workbook(&inputs, &world, "own-quote").expect("a workbook");
    let sheet = &book.sheets[0];
    let place = cells(sheet)
        .into_iter()
        .find(|(_, cell)| matches!(cell, Cell::Input(value, _) if *value == Decimal::from(135)));
    let (place, _) = place.expect("the customs value");
    for (value, holds) in [("134.99", true), ("135", true), ("135.01", false)] {
        let mut with = Computed::new(sheet);
        with.inputs.insert(place, value.parse().expect("a figure"));
        assert_eq!(with.all()[&(3, 1)].truth(), holds, "{value}");
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

/// The inputs with a cell of the sheet changed; nothing for a cell that stands for no single input.
fn changed(inputs: &Json, sheet: &Sheet, (row, column): (usize, usize), value: Decimal) -> Option<Json> {
    let mut changed = inputs.clone();
    let unit = |column: usize| match sheet.rows[row].get(column) {
        Some(Cell::Text(Arg::Words(code))) => code.clone(),
        _ => String::new(),
    };
    let key = match sheet.rows[row].first() {
        Some(Cell::Text(Arg::Key(key))) => key.strip_prefix("field.")?.strip_suffix(".label")?.to_owned(),
        // Exchange rates: only that of the answer can be typed.
        Some(Cell::Text(Arg::Words(code))) if column == 1 && inputs["currency"] == json!(code) => {
            "exchange-rate".to_owned()
        }
        Some(Cell::Text(Arg::Row(_) | Arg::Words(_))) if sheet.rows[row].len() > 5 => String::new(),
        _ => return None,
    };
    if key.is_empty() {
        let keys = ["", "unit-count", "unit-cost", "", "", "customs-value", "", "", "duty-rate", "extra-duty"];
        let first = sheet
            .rows
            .iter()
            .position(|row| row.get(1) == Some(&Cell::Text(Arg::Key("field.unit-count.label".into()))))?;
        let whole = if keys[column] == "unit-count" { value.trunc() } else { value };
        if whole != value || keys[column].ends_with("duty") && value > Decimal::ONE_HUNDRED {
            return None;
        }
        let unit =
            if ["unit-cost", "customs-value"].contains(&keys[column]) { unit(column + 1) } else { String::new() };
        changed["goods"][row - first - 1][keys[column]] = json!(format!("{}{unit}", value.normalize()));
        return Some(changed);
    }
    // Beyond what the field takes.
    if ["purchase-vat", "export-rebate", "exchange-spread", "advance-percent"].contains(&key.as_str())
        && value > Decimal::from(9)
        || key == "exchange-rate" && value > Decimal::from(900)
    {
        return None;
    }
    let unit = if key == "exchange-rate" { String::new() } else { unit(2) };
    changed[key] = json!(format!("{}{unit}", value.normalize()));
    Some(changed)
}

fn cells(sheet: &Sheet) -> Vec<((usize, usize), &Cell)> {
    let rows = sheet.rows.iter().enumerate();
    rows.flat_map(|(row, cells)| cells.iter().enumerate().map(move |(column, cell)| ((row, column), cell))).collect()
}

/// The landed cost, as the top of the sheet says it.
fn total(found: &BTreeMap<(usize, usize), Value>) -> Decimal {
    found[&(1, 1)].number()
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

/// A sheet that is computed, with some inputs changed.
struct Computed<'a> {
    sheet: &'a Sheet,
    inputs: BTreeMap<(usize, usize), Decimal>,
}

impl<'a> Computed<'a> {
    fn new(sheet: &'a Sheet) -> Self {
        Self { sheet, inputs: BTreeMap::new() }
    }

    fn all(&self) -> BTreeMap<(usize, usize), Value> {
        let places = cells(self.sheet).into_iter().map(|(at, _)| at);
        places.filter_map(|at| self.at(at).map(|value| (at, value))).collect()
    }

    fn at(&self, (row, column): (usize, usize)) -> Option<Value> {
        match self.sheet.rows.get(row)?.get(column)? {
            Cell::Number(value, _) => Some(Value::Number(*value)),
            Cell::Input(value, _) => Some(Value::Number(self.inputs.get(&(row, column)).copied().unwrap_or(*value))),
            Cell::Formula { formula, .. } | Cell::Check { formula, .. } => {
                let mut reader = Reader { of: self, rest: formula };
                let value = reader.comparison();
                assert_eq!(reader.rest, "", "{formula}");
                Some(value)
            }
            _ => None,
        }
    }
}

/// Reads a formula: what the sheets write, no more.
struct Reader<'a> {
    of: &'a Computed<'a>,
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
        if self.rest.starts_with('$') {
            let at = self.reference();
            return self.of.at(at).unwrap_or(Value::Number(Decimal::ZERO));
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if self.take("(") { self.call(word) } else { Value::Number(word.parse().unwrap_or_else(|_| panic!("{word}"))) }
    }

    fn reference(&mut self) -> (usize, usize) {
        assert!(self.take("$"));
        let (letters, rest) = self.rest.split_once('$').expect("a row");
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
        let row: usize = rest[..end].parse().expect("a row");
        self.rest = &rest[end..];
        (row - 1, column)
    }

    fn call(&mut self, name: &str) -> Value {
        let mut arguments = Vec::new();
        loop {
            let before = self.rest;
            if self.rest.starts_with('$') {
                let (first, column) = self.reference();
                if self.take(":") {
                    let (last, _) = self.reference();
                    arguments.extend((first..=last).filter_map(|row| self.of.at((row, column))));
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
