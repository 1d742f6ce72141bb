//! JSON in and out: for the command line, for scripts, for tests, for widgets and the JavaScript package.
//!
//! Inputs are an object with the keys of the fields; values are canonical text (`"0.385kg"`), lists are arrays of
//! objects. Numbers and booleans are taken for counts, percentages and flags, arrays of codes for several of a choice.
//! A series may also be an array of rows with `date` and `units`. A number counts as far as it is exact: at most 15
//! digits. Outputs carry codes and canonical text, no words.

#[cfg(feature = "explain")]
mod checklist;
#[cfg(feature = "explain")]
mod series;
#[cfg(feature = "explain")]
pub mod widget;

use serde_json::{Map, Value as Json, json};

use crate::link;
use crate::schema::{Alternative, Answer, Arg, Figure, Kind, Meta, Note, Outcome, Problem, Record, Severity, code};
use crate::value::{Row, Value, decimal};

/// How a figure of an answer is written: [`text`] or [`figure`].
pub type Tell = fn(&Arg) -> Json;

/// A figure as its canonical text: `"39.5CNY"`.
#[must_use]
pub fn text(value: &Arg) -> Json {
    Json::String(value.to_string())
}

/// A figure with its unit apart: decimals as text, as exact as they were computed.
#[must_use]
pub fn figure(value: &Arg) -> Json {
    let (figure, unit) = match value {
        Arg::Money(money) => (money.value.normalize().to_string(), money.currency.code()),
        Arg::Amount(amount) => (amount.value.normalize().to_string(), amount.unit.symbol()),
        Arg::Percent(_) => (value.to_string(), "%"),
        Arg::Days { working, .. } => (value.to_string(), if *working { "working-days" } else { "days" }),
        other => return json!({ "value": other.to_string() }),
    };
    json!({ "value": figure, "unit": unit })
}

/// Reads inputs; a key that no field has is a warning.
#[must_use]
pub fn record(fields: &'static [Meta], inputs: &Json) -> (Record, Vec<Problem>) {
    let mut problems = Vec::new();
    let Json::Object(object) = inputs else {
        return (Record::empty(fields), vec![Problem::error(code::ROW_SHAPE)]);
    };
    let values = values(fields, object, &mut problems);
    (Record { values }, problems)
}

fn values(fields: &'static [Meta], object: &Map<String, Json>, problems: &mut Vec<Problem>) -> Vec<Value> {
    for key in object.keys().filter(|key| !fields.iter().any(|meta| meta.key == key.as_str())) {
        problems.push(Problem::warning(code::UNKNOWN_FIELD).with("text", Arg::Words(key.clone())));
    }
    let mut value = |meta: &Meta| match (meta.kind, object.get(meta.key)) {
        (_, None | Some(Json::Null)) => Value::Empty,
        (Kind::Rows(columns), Some(Json::Array(rows))) => {
            let row = |row: &Json| match row {
                Json::Object(cells) => Row { cells: values(columns, cells, problems), extra: Vec::new() },
                other => {
                    problems
                        .push(Problem::error(code::ROW_SHAPE).at(meta.key).with("text", Arg::Words(other.to_string())));
                    Row::default()
                }
            };
            Value::Rows(rows.iter().map(row).collect())
        }
        (Kind::Rows(_), Some(other)) => Value::Unreadable(other.to_string(), code::ROW_SHAPE),
        #[cfg(feature = "explain")]
        (Kind::Series, Some(Json::Array(rows))) => series::value(rows),
        // What JSON has no number for, as scripts write it.
        (kind, Some(Json::String(text)))
            if kind.is_numeric() && matches!(text.as_str(), "NaN" | "Infinity" | "-Infinity") =>
        {
            Value::Unreadable(text.clone(), code::NUMBER_NOT_EXACT)
        }
        (kind, Some(Json::String(text))) => Value::parse(&kind, text),
        (Kind::Flag, Some(Json::Bool(flag))) => Value::Flag(*flag),
        (Kind::ManyOf(_), Some(Json::Array(codes))) if codes.iter().all(Json::is_string) => {
            let codes: Vec<_> = codes.iter().filter_map(Json::as_str).collect();
            Value::parse(&meta.kind, &codes.join("."))
        }
        (kind, Some(Json::Number(number))) => {
            let written = number.to_string();
            plain(&written).map_or_else(
                || Value::Unreadable(written.clone(), code::NUMBER_NOT_EXACT),
                |plain| Value::parse(&kind, &plain),
            )
        }
        (_, Some(other)) => Value::Unreadable(other.to_string(), code::NOT_A_NUMBER),
    };
    fields.iter().map(&mut value).collect()
}

/// Digits of a number that a script is sure of.
const EXACT_DIGITS: usize = 15;

/// A number of JSON without an exponent; nothing where it has more digits than such a number holds exactly, or than a figure
/// may have.
fn plain(number: &str) -> Option<String> {
    let (figures, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent: i32 = exponent.parse().ok().filter(|power| (-40..=40).contains(power))?;
    let (sign, figures) = figures.strip_prefix('-').map_or(("", figures), |rest| ("-", rest));
    let (whole, fraction) = figures.split_once('.').unwrap_or((figures, ""));
    let digits = [whole, fraction].concat();
    if digits.trim_matches('0').len() > EXACT_DIGITS {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let before = usize::try_from(-point).unwrap_or_default();
    let behind = usize::try_from(point).unwrap_or_default().saturating_sub(digits.len());
    let digits = ["0".repeat(before), digits, "0".repeat(behind)].concat();
    let (whole, fraction) = digits.split_at_checked(usize::try_from(point).unwrap_or_default())?;
    let plain = [sign, if whole.is_empty() { "0" } else { whole }, ".", fraction, "0"].concat();
    decimal(&plain).map(|figure| figure.normalize().to_string())
}

/// The case as JSON: fields that say something, in their order.
#[must_use]
pub fn inputs(fields: &[Meta], record: &Record) -> Json {
    let settled = record.settled(fields);
    let object = fields.iter().zip(&settled.values).filter_map(|(meta, value)| {
        let json = match value {
            Value::Empty => return None,
            Value::Rows(rows) => {
                rows.iter().map(|row| inputs(meta.columns(), &Record { values: row.cells.clone() })).collect()
            }
            value => Json::String(value.to_string()),
        };
        Some((meta.key.to_owned(), json))
    });
    Json::Object(object.collect())
}

/// The outcome as JSON.
#[must_use]
pub fn outcome(outcome: &Outcome) -> Json {
    json!({
        "problems": outcome.problems.iter().map(|one| problem(one, text)).collect::<Vec<_>>(),
        "answer": outcome.answer.as_ref().map(|one| answer(one, text)),
    })
}

/// What would change an answer, as JSON.
#[cfg(feature = "explain")]
#[must_use]
pub fn changes(changes: &crate::schema::Changes) -> Json {
    changes_told(changes, text)
}

/// The same, figures as `tell` writes them.
#[cfg(feature = "explain")]
#[must_use]
pub fn changes_told(changes: &crate::schema::Changes, tell: Tell) -> Json {
    let edge = |change: &crate::schema::Change| {
        let money = |money: Option<crate::amount::Money>| money.map(|money| tell(&Arg::Money(money)));
        json!({ "what": phrase(&change.phrase, tell), "then": money(change.then), "more": money(change.more) })
    };
    let fixes: Map<_, _> =
        changes.fixes.iter().map(|one| (one.id.clone(), one.ways.iter().map(edge).collect())).collect();
    let bars = changes.bars.iter().flat_map(|bars| &bars.bars);
    let bars: Map<_, _> = bars.map(|bar| (bar.id.clone(), Json::String(format!("{}-{}", bar.from, bar.to)))).collect();
    let sections: Map<_, _> =
        changes.sections.iter().map(|one| (one.title.code().to_owned(), answer(&one.answer, tell))).collect();
    json!({
        "edges": changes.edges.iter().map(edge).collect::<Vec<_>>(),
        "fixes": fixes,
        "bars": bars,
        "reading": changes.chart.iter().flat_map(|chart| &chart.reading).map(|one| phrase(one, tell)).collect::<Vec<_>>(),
        "sections": sections,
        "checklist": changes.checklist.as_ref().map(|list| checklist::checklist(list, tell)),
    })
}

/// What an answer depends on, as JSON.
#[cfg(feature = "explain")]
#[must_use]
pub fn swings(swings: Option<&crate::schema::Swings>) -> Json {
    swings_told(swings, text)
}

/// The same, figures as `tell` writes them.
#[cfg(feature = "explain")]
#[must_use]
pub fn swings_told(swings: Option<&crate::schema::Swings>, tell: Tell) -> Json {
    let rounded = |money: crate::amount::Money| tell(&Arg::Money(money.rounded()));
    let money = |money: Option<crate::amount::Money>| money.map(rounded);
    let swing = |one: &crate::schema::Swing| {
        let (field, cell, of_data) = match &one.moved {
            crate::schema::Moved::Field { key, cell } => (Some(*key), *cell, None),
            crate::schema::Moved::OfData(name) => (None, None, Some(phrase(name, tell))),
        };
        let (row, column) = cell.unzip();
        json!({
            "field": field,
            "row": row,
            "column": column,
            "of-data": of_data,
            "status": one.status.code(),
            "less": money(one.less),
            "more": money(one.more),
        })
    };
    swings.map_or(Json::Null, |all| {
        json!({
            "title": all.title.code(),
            "now": rounded(all.now),
            "swings": all.swings.iter().map(swing).collect::<Vec<_>>(),
        })
    })
}

#[cfg(feature = "explain")]
fn phrase(phrase: &crate::schema::Phrase, tell: Tell) -> Json {
    json!({ "code": phrase.text.code(), "args": args(&phrase.args, tell) })
}

/// An answer as JSON, its figures as `tell` writes them.
#[must_use]
pub fn answer(answer: &Answer, tell: Tell) -> Json {
    let alternatives: Map<_, _> =
        answer.alternatives.iter().map(|one| (one.id.clone(), alternative(one, tell))).collect();
    let decision =
        |phrase: &crate::schema::Phrase| json!({ "code": phrase.text.code(), "args": args(&phrase.args, tell) });
    json!({
        "headline": figures(&answer.headline, tell),
        "claim": link::claim(answer),
        "decision": answer.decision.as_ref().map(decision),
        "notes": answer.notes.iter().map(|one| note(one, tell)).collect::<Vec<_>>(),
        "ranking": answer.alternatives.iter().map(|one| one.id.clone()).collect::<Vec<_>>(),
        "alternatives": alternatives,
    })
}

fn alternative(one: &Alternative, tell: Tell) -> Json {
    let money = |money: Option<crate::amount::Money>| money.map(|money| tell(&Arg::Money(money)));
    let lines: Map<_, _> =
        one.lines.iter().map(|line| (line.name.code().to_owned(), tell(&Arg::Money(line.amount)))).collect();
    let step = |step: &crate::schema::Step| json!({ "id": step.formula.code(), "row": step.row, "args": args(&step.args, tell), "result": tell(&step.result) });
    json!({
        "title": one.title,
        "total": money(one.total),
        "converted": money(one.converted),
        "refused": one.refused.iter().map(|one| problem(one, tell)).collect::<Vec<_>>(),
        "lines": lines,
        "figures": figures(&one.figures, tell),
        "notes": one.notes.iter().map(|one| note(one, tell)).collect::<Vec<_>>(),
        "steps": one.steps.iter().map(step).collect::<Vec<_>>(),
        "sample-share": one.sample_share.map(|share| tell(&Arg::Percent(share))),
        "sources": one.sources.iter().map(source).collect::<Vec<_>>(),
    })
}

fn source(source: &crate::pack::Cited) -> Json {
    json!({
        "covers": source.covers,
        "title": source.title,
        "as-of": source.as_of.to_string(),
        "status": source.status.code(),
    })
}

/// Named figures as JSON.
#[must_use]
pub fn figures(figures: &[Figure], tell: Tell) -> Json {
    Json::Object(figures.iter().map(|one| (one.name.code().to_owned(), tell(&one.value))).collect())
}

fn note(note: &Note, tell: Tell) -> Json {
    json!({
        "code": note.phrase.text.code(),
        "severity": severity(note.severity),
        "args": args(&note.phrase.args, tell),
    })
}

/// A problem as JSON.
#[must_use]
pub fn problem(problem: &Problem, tell: Tell) -> Json {
    json!({
        "code": problem.code.code(),
        "field": problem.field,
        "row": problem.row,
        "column": problem.column,
        "args": args(&problem.args, tell),
        "severity": severity(problem.severity),
    })
}

fn args(args: &[(&'static str, Arg)], tell: Tell) -> Json {
    Json::Object(args.iter().map(|(slot, arg)| ((*slot).to_owned(), tell(arg))).collect())
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_counts_as_far_as_it_is_exact() {
        let plain = |number: &str| plain(number).unwrap_or_default();
        for (number, text) in [
            ("12", "12"),
            ("-0.385", "-0.385"),
            ("0.0", "0"),
            ("1e-7", "0.0000001"),
            ("1.5e3", "1500"),
            ("100000000000000.0", "100000000000000"),
            ("123456.789012345", "123456.789012345"),
            // Sixteen digits, seventeen, ten behind the point, out of range.
            ("1234567890.123456", ""),
            ("0.30000000000000004", ""),
            ("0.1234567891", ""),
            ("1e21", ""),
            ("1e300", ""),
            ("1e-300", ""),
            ("1e999999999999", ""),
        ] {
            assert_eq!(plain(number), text, "{number}");
        }
    }

    #[test]
    fn what_a_script_gives_for_no_number_is_not_exact() {
        let fields = crate::calculators::ALL.iter().flat_map(|one| one.fields());
        let Some(meta) = fields.into_iter().find(|meta| matches!(meta.kind, Kind::Percent)) else { return };
        for given in [json!("NaN"), json!("-Infinity"), json!(0.1 + 0.2), json!(12_345_678_901_234_567_u64)] {
            let object: Map<_, _> = [(meta.key.to_owned(), given.clone())].into_iter().collect();
            let read = values(core::slice::from_ref(meta), &object, &mut Vec::new());
            assert!(matches!(read[..], [Value::Unreadable(_, code::NUMBER_NOT_EXACT)]), "{given}: {read:?}");
        }
    }

    #[test]
    fn a_figure_stands_with_its_unit_apart() {
        use crate::amount::{Amount, Currency, Money};
        use crate::units::Unit;
        let value = rust_decimal::Decimal::new(3950, 2);
        assert_eq!(
            figure(&Arg::Money(Money { value, currency: Currency::CNY })),
            json!({ "value": "39.5", "unit": "CNY" })
        );
        assert_eq!(figure(&Arg::Amount(Amount { value, unit: Unit::Gram })), json!({ "value": "39.5", "unit": "g" }));
        assert_eq!(figure(&Arg::Percent(value)), json!({ "value": "39.5", "unit": "%" }));
        let days = Arg::Days { from: 6, to: 10, working: true };
        assert_eq!(figure(&days), json!({ "value": "6-10", "unit": "working-days" }));
        assert_eq!(figure(&Arg::Number(value)), json!({ "value": "39.5" }));
    }
}
