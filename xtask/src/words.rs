//! The words for the codes in results as JSON, for other people's pages: what figures are called, what a figure may say in a code,
//! and how a figure stands with its unit.

use locales::{Language, Texts};
use serde_json::{Map, Value as Json, json};
use suanpan::calculators;
use suanpan::schema::{Calculator, Text};
use suanpan::units::Unit;

use crate::project::Result;

/// How the key of a figure's name begins.
const FIGURE: &str = "figure.";
/// How the key begins where that name only reads well behind its number, and another is needed before it.
const LABEL: &str = "label.";
/// How the keys of texts begin that a figure of a headline may hold.
const VALUES: &str = "choice.modes.";

/// The words of these calculators in a language.
pub fn list(ids: &[&str], texts: &Texts, language: Language) -> Result<String> {
    let named = |key: &str| texts.get(language.tag, key).ok_or_else(|| format!("locales: `{key}` is missing"));
    let mut all = Map::new();
    for calculator in ids.iter().filter_map(|id| calculators::by_id(id)) {
        let label = |code: &str| {
            let own = texts.get(language.tag, &[LABEL, code].concat());
            own.map_or_else(|| named(&[FIGURE, code].concat()), Ok)
        };
        let words = json!({
            "code": calculator.link_code(),
            "name": named(&format!("calculator.{}.name", calculator.id()))?,
            "outputs": by_code(calculator, FIGURE, &|text| label(text.code()))?,
            "values": by_code(calculator, VALUES, &|text| named(text.key()))?,
        });
        all.insert(calculator.id().to_owned(), words);
    }
    Ok(format!("{}\n", json!({ "language": language.tag, "calculators": all, "units": units(&named)? })))
}

/// The texts of a calculator whose keys begin so, by their codes.
fn by_code<'t>(
    calculator: &dyn Calculator,
    start: &str,
    named: &dyn Fn(Text) -> core::result::Result<&'t str, String>,
) -> Result<Map<String, Json>> {
    let mut all = Map::new();
    for text in calculator.texts().into_iter().filter(|text| text.key().starts_with(start)) {
        all.insert(text.code().to_owned(), json!(named(text)?));
    }
    Ok(all)
}

/// How a figure stands with its unit: where it is exactly 1, and otherwise. A currency stands as it is.
fn units<'t>(named: &dyn Fn(&str) -> core::result::Result<&'t str, String>) -> Result<Map<String, Json>> {
    let forms = |one: String, other: String| json!({ "one": one, "other": other });
    let mut all = Map::new();
    for unit in Unit::ALL {
        let text = format!("{{value}} {}", named(&format!("unit.{}", unit.symbol()))?);
        all.insert(unit.symbol().to_owned(), forms(text.clone(), text));
    }
    all.insert("%".to_owned(), forms("{value}%".to_owned(), "{value}%".to_owned()));
    for (code, key) in [("days", "days.calendar"), ("working-days", "days.working")] {
        let one = single(named(&[key, "-one"].concat())?);
        let other = named(key)?.replace("{from}–{to}", "{value}");
        if [&one, &other].into_iter().any(|text| text.replacen("{value}", "", 1).contains('{')) {
            return Err(format!("locales: `{key}` has other slots than were thought of").into());
        }
        all.insert(code.to_owned(), forms(one, other));
    }
    Ok(all)
}

/// A text for the figure 1: `{to} {to|day|days}` becomes `{value} day`.
fn single(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive('}') {
        match part.split_once("{to") {
            Some((before, "}")) => out.extend([before, "{value}"]),
            Some((before, forms)) => out.extend([before, forms.split('|').nth(1).unwrap_or_default()]),
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use suanpan::json::{self, widget};
    use suanpan::link;
    use suanpan::pack::{Pack, World, source};
    use suanpan::schema::{Kind, Record};
    use suanpan::value::Value;

    use super::*;
    use crate::project::{self, Which};

    fn words(language: Language) -> Result<Json> {
        let ids = Which::Real.calculators();
        let texts = locales::load(project::root(), ids.clone()).map_err(|list| list.join("\n"))?;
        Ok(serde_json::from_str(&list(&ids, &texts, language)?)?)
    }

    /// Cases of every calculator: its examples, and the worked ones.
    fn cases() -> Result<Vec<(&'static dyn Calculator, Record)>> {
        let mut cases = Vec::new();
        for calculator in Which::Real.calculators().into_iter().filter_map(calculators::by_id) {
            for example in calculator.examples() {
                cases.push((calculator, link::decode(example.link).map_err(|error| error.to_string())?.record));
            }
        }
        for path in project::files(&project::root().join("tests/worked_examples"))? {
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let file: Json = toml::from_str(&project::read_text(&path)?)?;
            let Some(calculator) = calculators::by_id(file["calculator"].as_str().unwrap_or_default()) else {
                continue;
            };
            for case in file["case"].as_array().into_iter().flatten() {
                cases.push((calculator, json::record(calculator.fields(), &case["inputs"]).0));
            }
        }
        for (calculator, case) in &mut cases {
            for (meta, value) in calculator.fields().iter().zip(&mut case.values) {
                if matches!(meta.kind, Kind::Date) && meta.required && *value == Value::Empty {
                    *value = Value::parse(&meta.kind, "2026-11-22");
                }
            }
        }
        Ok(cases)
    }

    /// Whether something needs no words: a number, a date, a span, or containers (`1 × 20GP + 1 × 40HQ`).
    fn is_figure(value: &str) -> bool {
        value.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '.' | '-' | ' ' | '×' | '+'))
    }

    #[test]
    fn every_code_of_a_result_has_words() -> Result {
        let data = source::read(&project::root().join("data")).map_err(|list| list.join("\n"))?;
        let rules = source::rules(&project::root().join("data/compliance"), "en").map_err(|list| list.join("\n"))?;
        let world = World::new(Pack::decode(&data.bytes)?).with_rules(rules);
        let mut codes = BTreeSet::new();
        for (calculator, case) in cases()? {
            let told = widget::result(calculator.fields(), &case, &calculator.evaluate(&case, &world), None);
            for (name, figure) in told["outputs"].as_object().into_iter().flatten() {
                let text = |part: &str| figure[part].as_str().unwrap_or_default().to_owned();
                codes.insert((calculator.id(), "outputs", name.clone()));
                if !is_figure(&text("value")) {
                    codes.insert((calculator.id(), "values", text("value")));
                }
                if figure["unit"].is_string() && !suanpan::amount::CURRENCIES.contains(&text("unit").as_str()) {
                    codes.insert(("", "units", text("unit")));
                }
            }
        }
        assert!(codes.iter().any(|(_, kind, code)| (*kind, code.as_str()) == ("units", "working-days")), "{codes:?}");
        assert!(codes.iter().any(|(_, kind, _)| *kind == "values"), "{codes:?}");
        for language in locales::LANGUAGES {
            let words = words(language)?;
            for (id, kind, code) in &codes {
                let found =
                    if *kind == "units" { &words[kind][code]["other"] } else { &words["calculators"][id][kind][code] };
                let text = found.as_str().unwrap_or_default();
                assert!(!text.is_empty() && text != code, "{}: {id} {kind} {code}", language.tag);
                assert!(*kind == "units" || !text.contains('{'), "{}: {id} {code}: {text}", language.tag);
            }
        }
        Ok(())
    }

    #[test]
    fn a_figure_stands_with_its_unit_as_the_language_has_it() -> Result {
        let [en, hans, hant] = locales::LANGUAGES.map(|language| words(language).map(|words| words["units"].clone()));
        let (en, hans, hant) = (en?, hans?, hant?);
        assert_eq!(en["days"], json!({ "one": "{value} day", "other": "{value} days" }));
        assert_eq!(en["working-days"], json!({ "one": "{value} working day", "other": "{value} working days" }));
        assert_eq!(hans["working-days"]["other"], "{value} 个工作日");
        assert_eq!(hant["working-days"]["one"], "{value} 個工作天");
        assert_eq!((&en["%"]["other"], &en["kg"]["one"]), (&json!("{value}%"), &json!("{value} kg")));
        Ok(())
    }
}
