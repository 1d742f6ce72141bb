//! The fields of the calculators as JSON, for the page for developers: keys, names, an example of each value.

use locales::{Language, Texts};
use serde_json::{Map, Value as Json, json};
use suanpan::amount::CURRENCIES;
use suanpan::calculators;
use suanpan::schema::{Kind, Meta};
use suanpan::units::Unit;

use crate::project::Result;

/// The fields of these calculators with their names in a language.
pub fn list(ids: &[&str], texts: &Texts, language: Language) -> Result<String> {
    let named = |key: &str| texts.get(language.tag, key).ok_or_else(|| format!("locales: `{key}` is missing"));
    let mut all = Vec::new();
    for calculator in ids.iter().filter_map(|id| calculators::by_id(id)) {
        all.push(json!({
            "id": calculator.id(),
            "code": calculator.link_code(),
            "name": named(&format!("calculator.{}.name", calculator.id()))?,
            "fields": fields(calculator.fields(), &named)?,
        }));
    }
    Ok(Json::Array(all).to_string())
}

fn fields<'t>(metas: &[Meta], named: &dyn Fn(&str) -> core::result::Result<&'t str, String>) -> Result<Json> {
    let mut all = Vec::new();
    for meta in metas {
        let columns = match meta.kind {
            Kind::Rows(columns) => fields(columns, named)?,
            _ => Json::Null,
        };
        all.push(json!({
            "key": meta.key,
            "link": meta.link,
            "label": named(&format!("field.{}.label", meta.key))?,
            "example": example(meta),
            "kind": kind(meta.kind),
            "of": of(meta.kind),
            "required": meta.required,
            "columns": columns,
        }));
    }
    Ok(all.into())
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Number | Kind::Count | Kind::Percent | Kind::Days => "figure",
        Kind::Amount(_) => "amount",
        Kind::Size(_) => "size",
        Kind::Money => "money",
        Kind::Choice(_) => "code",
        Kind::ManyOf(_) => "codes",
        Kind::Flag => "flag",
        Kind::Date => "date",
        Kind::Text => "text",
        Kind::Series => "series",
        Kind::Rows(_) => "rows",
    }
}

/// The codes or units of a kind that has some.
fn of(kind: Kind) -> Json {
    match kind {
        Kind::Amount(units) | Kind::Size(units) => units.iter().map(|unit| unit.symbol()).collect(),
        Kind::Choice(choices) | Kind::ManyOf(choices) => choices.codes.into(),
        Kind::Money => CURRENCIES.into(),
        _ => Json::Null,
    }
}

/// A value that a field may hold, as attributes, JSON and links write it; of a list a row with what it needs.
fn example(meta: &Meta) -> String {
    if !meta.default.is_empty() {
        return meta.default.to_owned();
    }
    let first = |units: &[Unit]| units.first().map_or("", |unit| unit.symbol());
    match meta.kind {
        // Some figures are shares.
        Kind::Number if meta.max == "1" => "0.5".to_owned(),
        Kind::Number => "1.5".to_owned(),
        // Some counts have a least, as the digits of a tariff code do.
        Kind::Count if meta.min.len() > 2 => meta.min.to_owned(),
        Kind::Count => "2".to_owned(),
        Kind::Percent => "5".to_owned(),
        Kind::Days => "30".to_owned(),
        Kind::Amount(units) if units.first() == Some(&Unit::Kilogram) => "12kg".to_owned(),
        Kind::Amount(units) => format!("350{}", first(units)),
        Kind::Size(units) => format!("20x15x8{}", first(units)),
        Kind::Money => "45EUR".to_owned(),
        Kind::Choice(choices) => choices.codes.first().copied().unwrap_or_default().to_owned(),
        Kind::ManyOf(choices) => choices.codes.iter().take(2).copied().collect::<Vec<_>>().join("."),
        Kind::Flag => "1".to_owned(),
        Kind::Date => "2026-11-22".to_owned(),
        Kind::Text => "A1".to_owned(),
        Kind::Series => "2026-11-01_5_6_0r3_x_7".to_owned(),
        Kind::Rows(columns) => {
            let needed = columns.iter().filter(|column| column.required);
            let cells: Map<_, _> = needed.map(|one| (one.key.to_owned(), json!(example(one)))).collect();
            json!([cells]).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use suanpan::value::Value;

    use super::*;

    /// What is shown as an example can be typed.
    #[test]
    fn every_example_can_be_read() {
        for calculator in calculators::ALL {
            for meta in calculator.fields() {
                let typed = match meta.kind {
                    Kind::Rows(_) => serde_json::from_str(&example(meta)).unwrap_or_default(),
                    _ => json!(example(meta)),
                };
                let (record, problems) = suanpan::json::record(calculator.fields(), &json!({ meta.key: typed }));
                let problems = [problems, record.problems(calculator.fields())].concat();
                let mut own = problems.iter().filter(|problem| problem.field == Some(meta.key));
                let is_required = |problem: &&suanpan::schema::Problem| problem.code.code() == "REQUIRED";
                let wrong = own.find(|problem| !is_required(problem));
                assert!(wrong.is_none(), "{} {}: {wrong:?}", calculator.id(), meta.key);
                assert!(!record.values.iter().any(|value| matches!(value, Value::Unreadable(..))), "{}", meta.key);
            }
        }
    }
}
