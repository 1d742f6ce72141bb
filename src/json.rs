//! JSON in and out: for the command line, for scripts, for tests, for widgets and the JavaScript package.
//!
//! Inputs are an object with the keys of the fields; values are canonical text (`"0.385kg"`), lists are arrays of
//! objects. Numbers and booleans are taken for counts, percentages and flags; a series may also be an array of rows with
//! `date` and `units`. Outputs carry codes and canonical text, no words.

#[cfg(feature = "explain")]
mod checklist;
#[cfg(feature = "explain")]
mod series;
#[cfg(feature = "explain")]
pub mod widget;

use serde_json::{Map, Value as Json, json};

use crate::link;
use crate::schema::{Alternative, Answer, Arg, Figure, Kind, Meta, Note, Outcome, Problem, Record, Severity, code};
use crate::value::{Row, Value};

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
        (kind, Some(Json::String(text))) => Value::parse(&kind, text),
        (Kind::Flag, Some(Json::Bool(flag))) => Value::Flag(*flag),
        (kind, Some(Json::Number(number))) => Value::parse(&kind, &number.to_string()),
        (_, Some(other)) => Value::Unreadable(other.to_string(), code::NOT_A_NUMBER),
    };
    fields.iter().map(&mut value).collect()
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
        "problems": outcome.problems.iter().map(problem).collect::<Vec<_>>(),
        "answer": outcome.answer.as_ref().map(answer),
    })
}

/// What would change an answer, as JSON.
#[cfg(feature = "explain")]
#[must_use]
pub fn changes(changes: &crate::schema::Changes) -> Json {
    let edge = |change: &crate::schema::Change| {
        let money = |money: Option<crate::amount::Money>| money.map(|money| money.to_string());
        json!({ "what": phrase(&change.phrase), "then": money(change.then), "more": money(change.more) })
    };
    let fixes: Map<_, _> =
        changes.fixes.iter().map(|one| (one.id.clone(), one.ways.iter().map(edge).collect())).collect();
    let bars = changes.bars.iter().flat_map(|bars| &bars.bars);
    let bars: Map<_, _> = bars.map(|bar| (bar.id.clone(), Json::String(format!("{}-{}", bar.from, bar.to)))).collect();
    let sections: Map<_, _> =
        changes.sections.iter().map(|one| (one.title.code().to_owned(), answer(&one.answer))).collect();
    json!({
        "edges": changes.edges.iter().map(edge).collect::<Vec<_>>(),
        "fixes": fixes,
        "bars": bars,
        "reading": changes.chart.iter().flat_map(|chart| &chart.reading).map(phrase).collect::<Vec<_>>(),
        "sections": sections,
        "checklist": changes.checklist.as_ref().map(checklist::checklist),
    })
}

/// What an answer depends on, as JSON.
#[cfg(feature = "explain")]
#[must_use]
pub fn swings(swings: Option<&crate::schema::Swings>) -> Json {
    let money = |money: Option<crate::amount::Money>| money.map(|money| money.rounded().to_string());
    let swing = |one: &crate::schema::Swing| {
        let (field, cell, of_data) = match &one.moved {
            crate::schema::Moved::Field { key, cell } => (Some(*key), *cell, None),
            crate::schema::Moved::OfData(name) => (None, None, Some(phrase(name))),
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
            "now": all.now.rounded().to_string(),
            "swings": all.swings.iter().map(swing).collect::<Vec<_>>(),
        })
    })
}

#[cfg(feature = "explain")]
fn phrase(phrase: &crate::schema::Phrase) -> Json {
    json!({ "code": phrase.text.code(), "args": args(&phrase.args) })
}

fn answer(answer: &Answer) -> Json {
    let alternatives: Map<_, _> = answer.alternatives.iter().map(|one| (one.id.clone(), alternative(one))).collect();
    json!({
        "headline": figures(&answer.headline),
        "claim": link::claim(answer),
        "decision": answer.decision.as_ref().map(|phrase| json!({ "code": phrase.text.code(), "args": args(&phrase.args) })),
        "notes": answer.notes.iter().map(note).collect::<Vec<_>>(),
        "ranking": answer.alternatives.iter().map(|one| one.id.clone()).collect::<Vec<_>>(),
        "alternatives": alternatives,
    })
}

fn alternative(one: &Alternative) -> Json {
    let lines: Map<_, _> =
        one.lines.iter().map(|line| (line.name.code().to_owned(), Json::String(line.amount.to_string()))).collect();
    let step = |step: &crate::schema::Step| json!({ "id": step.formula.code(), "row": step.row, "args": args(&step.args), "result": step.result.to_string() });
    json!({
        "title": one.title,
        "total": one.total.map(|total| total.to_string()),
        "converted": one.converted.map(|converted| converted.to_string()),
        "refused": one.refused.iter().map(problem).collect::<Vec<_>>(),
        "lines": lines,
        "figures": figures(&one.figures),
        "notes": one.notes.iter().map(note).collect::<Vec<_>>(),
        "steps": one.steps.iter().map(step).collect::<Vec<_>>(),
        "sample-share": one.sample_share.map(|share| share.to_string()),
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

fn figures(figures: &[Figure]) -> Json {
    Json::Object(figures.iter().map(|one| (one.name.code().to_owned(), Json::String(one.value.to_string()))).collect())
}

fn note(note: &Note) -> Json {
    json!({ "code": note.phrase.text.code(), "severity": severity(note.severity), "args": args(&note.phrase.args) })
}

fn problem(problem: &Problem) -> Json {
    json!({
        "code": problem.code.code(),
        "field": problem.field,
        "row": problem.row,
        "column": problem.column,
        "args": args(&problem.args),
        "severity": severity(problem.severity),
    })
}

fn args(args: &[(&'static str, Arg)]) -> Json {
    Json::Object(args.iter().map(|(slot, arg)| ((*slot).to_owned(), Json::String(arg.to_string()))).collect())
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
