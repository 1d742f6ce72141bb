//! The inputs of each calculator as JSON Schema (2020-12): `schema.json#/$defs/landed-cost`; and what comes out (`outputs.rs`).
//!
//! It says what a case should look like. The engine takes more: what it cannot use, it names.

use locales::Texts;
use serde_json::{Map, Value as Json, json};
use suanpan::amount::CURRENCIES;
use suanpan::schema::{Calculator, Kind, MAX_ROWS, Meta, When};
use suanpan::units::Unit;

use super::{outputs, types::about_field};

const DECIMAL: &str = r"-?(?:\d{1,15}(?:\.\d{1,9})?|\.\d{1,9})";

/// Everything of `schema.json`.
pub fn print(calculators: &[&dyn Calculator], words: &Texts) -> String {
    let mut defs: Map<_, _> = calculators
        .iter()
        .map(|calculator| {
            let mut schema = object(calculator.fields(), words);
            let question = words.get("en", &format!("calculator.{}.question", calculator.id())).unwrap_or_default();
            schema.insert("description".to_owned(), json!(question));
            (calculator.id().to_owned(), Json::Object(schema))
        })
        .collect();
    defs.insert(
        "decimal".to_owned(),
        json!({ "anyOf": [{ "type": "string", "pattern": format!("^{DECIMAL}$") }, { "type": "number" }] }),
    );
    defs.insert("money".to_owned(), figure_with(&CURRENCIES.join("|")));
    defs.insert("date".to_owned(), json!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" }));
    defs.extend(outputs::defs(calculators));
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inputs of the calculators of Suanpan, by their ids, and what comes out",
        "$defs": defs,
    });
    format!("{schema:#}\n")
}

fn object(fields: &[Meta], words: &Texts) -> Map<String, Json> {
    let properties: Map<_, _> = fields
        .iter()
        .map(|meta| {
            let mut schema = of(meta, words);
            schema.insert("description".to_owned(), json!(about_field(words, meta)));
            if !meta.default.is_empty() {
                schema.insert("default".to_owned(), json!(meta.default));
            }
            let needed = is_needed(meta);
            let schema = Json::Object(schema);
            (meta.key.to_owned(), if needed { schema } else { json!({ "anyOf": [schema, { "type": "null" }] }) })
        })
        .collect();
    let required: Vec<_> = fields.iter().filter(|meta| is_needed(meta)).map(|meta| meta.key).collect();
    let schema = [
        ("type", json!("object")),
        ("properties", Json::Object(properties)),
        ("required", json!(required)),
        ("additionalProperties", json!(false)),
    ];
    schema.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn is_needed(meta: &Meta) -> bool {
    meta.required && meta.when == When::Always
}

fn of(meta: &Meta, words: &Texts) -> Map<String, Json> {
    let schema = match meta.kind {
        Kind::Number | Kind::Count | Kind::Percent | Kind::Days => json!({ "$ref": "#/$defs/decimal" }),
        Kind::Amount(units) => figure_with(&symbols(units)),
        Kind::Size(units) => {
            let pattern = format!("^{DECIMAL}(?:x{DECIMAL}){{1,2}}(?:{})$", symbols(units));
            json!({ "type": "string", "pattern": pattern })
        }
        Kind::Money => json!({ "$ref": "#/$defs/money" }),
        Kind::Choice(choices) => json!({ "enum": choices.codes }),
        Kind::ManyOf(choices) => {
            let one = choices.codes.join("|");
            json!({ "anyOf": [
                { "type": "array", "items": { "enum": choices.codes } },
                { "type": "string", "pattern": format!(r"^(?:{one})(?:\.(?:{one}))*$") },
            ] })
        }
        Kind::Flag => json!({ "enum": [true, false, "0", "1"] }),
        Kind::Date => json!({ "$ref": "#/$defs/date" }),
        Kind::Text => json!({ "type": "string" }),
        Kind::Series => json!({ "oneOf": [
            { "type": "string" },
            { "type": "array", "items": {
                "type": "object",
                "properties": {
                    "date": { "$ref": "#/$defs/date" },
                    "units": { "type": ["string", "number"] },
                    "out-of-stock": { "type": "boolean" },
                },
                "required": ["date", "units"],
            } },
        ] }),
        Kind::Rows(columns) => {
            json!({ "type": "array", "maxItems": MAX_ROWS, "items": object(columns, words) })
        }
    };
    match schema {
        Json::Object(schema) => schema,
        _ => Map::new(),
    }
}

fn figure_with(units: &str) -> Json {
    json!({ "type": "string", "pattern": format!("^{DECIMAL}(?:{units})$") })
}

fn symbols(units: &[Unit]) -> String {
    units.iter().map(|unit| unit.symbol()).collect::<Vec<_>>().join("|")
}
