//! What calculators ask and offer: from the description of their fields.

use serde_json::{Map, Value as Json, json};
use suanpan::schema::{Kind, Meta, When};
use suanpan::units::Unit;

use crate::cases;
use crate::here::HERE;

/// The calculators: `{ok, calculators}`.
pub fn calculators() -> Json {
    let told = HERE.iter().map(|one| json!({ "id": one.id(), "link": one.link_code() }));
    json!({ "ok": true, "calculators": told.collect::<Vec<_>>() })
}

/// A calculator: `{ok, id, link, fields, job, tables, rules, examples}`.
pub fn calculator(id: &str) -> Json {
    cases::result(cases::calculator(id).map(|one| {
        let examples = one.examples().iter().map(|example| json!({ "id": example.id, "link": example.link }));
        json!({
            "ok": true,
            "id": one.id(),
            "link": one.link_code(),
            "fields": fields(one.fields()),
            "job": one.job_texts().map(|[name, _]| name.code()),
            "tables": one.in_tables(),
            "rules": one.has_rules(),
            "examples": examples.collect::<Vec<_>>(),
        })
    }))
}

fn fields(fields: &[Meta]) -> Json {
    fields.iter().map(field).collect()
}

fn field(meta: &Meta) -> Json {
    let mut told = Map::new();
    let mut put = |name: &str, value: Json| told.insert(name.to_owned(), value);
    put("key", json!(meta.key));
    put("kind", json!(kind(&meta.kind)));
    put("link", json!(meta.link));
    match meta.kind {
        Kind::Amount(units) | Kind::Size(units) => {
            put("units", units.iter().map(|unit: &Unit| unit.symbol()).collect());
        }
        Kind::Choice(choices) | Kind::ManyOf(choices) => {
            put("codes", json!(choices.codes));
        }
        Kind::Rows(columns) => {
            put("columns", fields(columns));
        }
        _ => {}
    }
    let texts = [
        ("group", meta.group),
        ("default", meta.default),
        ("above", meta.above),
        ("min", meta.min),
        ("max", meta.max),
        ("usual-max", meta.usual_max),
    ];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        put(name, json!(text));
    }
    for (name, holds) in [("required", meta.required), ("private", meta.private)] {
        if holds {
            put(name, json!(true));
        }
    }
    if meta.when != When::Always {
        put("when", when(meta.when));
    }
    Json::Object(told)
}

const fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Count => "count",
        Kind::Percent => "percent",
        Kind::Days => "days",
        Kind::Amount(_) => "amount",
        Kind::Size(_) => "size",
        Kind::Money => "money",
        Kind::Choice(_) => "choice",
        Kind::ManyOf(_) => "many-of",
        Kind::Flag => "flag",
        Kind::Date => "date",
        Kind::Text => "text",
        Kind::Series => "series",
        Kind::Rows(_) => "rows",
    }
}

/// A condition: `{"is": [key, codes]}`, `not`, `all`, `any`, `given`.
fn when(condition: When) -> Json {
    let each = |conditions: &[When]| conditions.iter().copied().map(when).collect::<Vec<_>>();
    match condition {
        When::Always => json!(true),
        When::Is(key, codes) => json!({ "is": [key, codes] }),
        When::Not(key, codes) => json!({ "not": [key, codes] }),
        When::All(conditions) => json!({ "all": each(conditions) }),
        When::Any(conditions) => json!({ "any": each(conditions) }),
        When::Given(groups) => json!({ "given": groups }),
    }
}
