//! What a widget and the page around it tell each other of a case (`docs/embedding.md`): a host names fields, which are put over
//! what the form holds; it is told the case, the figures of the answer, how they came about, where they are from and which
//! part of them are samples. Codes and canonical text, no words.

use serde_json::{Map, Value as Json, json};

use super::{args, figure, figures, inputs, phrase, problem, record, severity, source, text};
use crate::amount::Currency;
use crate::schema::{Alternative, Answer, Kind, Meta, Names, Outcome, Problem, Record, Severity};
use crate::value::Value;

/// What the contract calls the currency of a host.
pub const CURRENCY: &str = "currency";

/// A case with what a host says put over it: the fields that it names, `null` for blank. What no field is called comes back as
/// warnings; what cannot be read is kept and said at its field, as if it had been typed.
///
/// A figure without a currency, where money is asked for, is in `currency`.
#[must_use]
pub fn put_over(
    base: &Record,
    fields: &'static [Meta],
    said: &Map<String, Json>,
    currency: Option<&str>,
) -> (Record, Vec<Problem>) {
    let said = with_currency(fields, said, currency);
    let named: Vec<bool> = fields.iter().map(|meta| said.contains_key(meta.key)).collect();
    let (given, problems) = record(fields, &Json::Object(said));
    let values = named.into_iter().zip(given.values).zip(&base.values);
    let values = values.map(|((named, given), held)| if named { given } else { held.clone() }).collect();
    (Record { values }, problems)
}

/// The same with the currency behind figures of money that have none, in lists too.
fn with_currency(fields: &[Meta], said: &Map<String, Json>, currency: Option<&str>) -> Map<String, Json> {
    let Some(currency) = currency.and_then(Currency::from_code).map(Currency::code) else { return said.clone() };
    let bare =
        |text: &str| !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-'));
    let of = |key: &str| fields.iter().find(|meta| meta.key == key);
    said.iter()
        .map(|(key, value)| {
            let value = match (of(key).map(|meta| meta.kind), value) {
                (Some(Kind::Money), Json::String(text)) if bare(text) => json!([text.as_str(), currency].concat()),
                (Some(Kind::Money), Json::Number(number)) => json!([number.to_string().as_str(), currency].concat()),
                (Some(Kind::Rows(columns)), Json::Array(rows)) => rows
                    .iter()
                    .map(|row| match row {
                        Json::Object(cells) => Json::Object(with_currency(columns, cells, Some(currency))),
                        other => other.clone(),
                    })
                    .collect(),
                (_, value) => value.clone(),
            };
            (key.clone(), value)
        })
        .collect()
}

/// The field in which a case says its currency, if there is one.
#[must_use]
pub fn currency_field(fields: &[Meta]) -> Option<&'static str> {
    let is_currency =
        |meta: &&Meta| matches!(meta.kind, Kind::Choice(choices) if matches!(choices.names, Names::Currencies));
    fields.iter().find(is_currency).map(|meta| meta.key)
}

/// Where the value of a field is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Typed by the user.
    User,
    /// Said by the host.
    Prefill,
    /// Said by nobody: the default.
    Default,
}

impl Source {
    const fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Prefill => "prefill",
            Self::Default => "default",
        }
    }
}

/// The fields of a case that hold something or have a default, each with where that is from. `prefill` is the case as the host
/// said it: a field that still holds the same is its.
#[must_use]
pub fn fields(fields: &[Meta], case: &Record, prefill: Option<&Record>) -> Json {
    let settled = case.settled(fields);
    let told = fields.iter().enumerate().filter_map(|(place, meta)| {
        let (value, source) = match settled.values.get(place)? {
            Value::Empty if !case.applies(fields, meta) => return None,
            Value::Empty => (case.effective(fields, meta.key), Source::Default),
            value => {
                let said = prefill.is_some_and(|said| said.values.get(place) == case.values.get(place));
                (value.clone(), if said { Source::Prefill } else { Source::User })
            }
        };
        let mut told = of_value(meta, &value)?;
        told.insert("source".to_owned(), json!(source.code()));
        Some((meta.key.to_owned(), Json::Object(told)))
    });
    Json::Object(told.collect())
}

fn of_value(meta: &Meta, value: &Value) -> Option<Map<String, Json>> {
    let with_unit = |figure: String, unit: &str| [("value", json!(figure)), ("unit", json!(unit))].to_vec();
    let told = match value {
        Value::Empty => return None,
        Value::Amount(amount) => with_unit(amount.value.normalize().to_string(), amount.unit.symbol()),
        Value::Money(money) => with_unit(money.value.normalize().to_string(), money.currency.code()),
        Value::Rows(rows) => {
            let rows = rows.iter().map(|row| inputs(meta.columns(), &Record { values: row.cells.clone() }));
            vec![("value", rows.collect())]
        }
        value => vec![("value", json!(value.to_string()))],
    };
    Some(told.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// What a case computes to, for a host: the inputs, the figures of the headline, the decision, what is worth a look, and the steps
/// of the alternative that is shown. `answer` is none where there is no answer: the problems say why.
#[must_use]
pub fn result(fields: &'static [Meta], case: &Record, outcome: &Outcome, chosen: Option<&str>) -> Map<String, Json> {
    let answer = outcome.answer.as_ref();
    let shown = answer.and_then(|answer| shown(answer, chosen));
    let notes =
        answer.into_iter().flat_map(|answer| answer.notes.iter().chain(shown.into_iter().flat_map(|one| &one.notes)));
    let said = notes.filter(|note| note.severity != Severity::Note);
    let said = said.map(|note| {
        json!({ "code": note.phrase.text.code(), "severity": severity(note.severity), "args": args(&note.phrase.args, text) })
    });
    let (errors, warnings): (Vec<_>, Vec<_>) =
        outcome.problems.iter().partition(|problem| problem.severity == Severity::Error);
    let step = |step: &crate::schema::Step| json!({ "id": step.formula.code(), "row": step.row, "args": args(&step.args, text), "result": figure(&step.result) });
    let told = [
        ("inputs", inputs(fields, case)),
        ("answered", json!(answer.is_some())),
        ("outputs", answer.map_or_else(|| json!({}), |answer| figures(&answer.headline, figure))),
        (
            "decision",
            answer.and_then(|answer| answer.decision.as_ref()).map_or(Json::Null, |decision| phrase(decision, text)),
        ),
        ("shown", shown.map_or(Json::Null, |one| json!(one.id))),
        ("problems", errors.into_iter().map(|one| problem(one, text)).collect()),
        ("warnings", warnings.into_iter().map(|one| problem(one, text)).chain(said).collect()),
        ("workings", shown.into_iter().flat_map(|one| &one.steps).map(step).collect()),
        ("sources", shown.into_iter().flat_map(|one| &one.sources).map(source).collect()),
        ("sample-share", shown.and_then(|one| one.sample_share).map_or(Json::Null, |share| json!(share.to_string()))),
    ];
    told.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The alternative whose bill is shown: the chosen one, or the best; none that is refused.
fn shown<'a>(answer: &'a Answer, chosen: Option<&str>) -> Option<&'a Alternative> {
    let wanted = answer.alternatives.iter().find(|one| Some(one.id.as_str()) == chosen && one.refused.is_empty());
    wanted.or(answer.alternatives.first()).filter(|one| one.refused.is_empty())
}
