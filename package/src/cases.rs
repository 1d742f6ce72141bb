//! What comes in: a calculator by its id, inputs and options as JSON texts.

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};
use suanpan::json;
use suanpan::schema::{Arg, Calculator, Problem, Record, Severity, code as shared};

use crate::code;
use crate::here::HERE;

/// The longest text of inputs or options that is looked at, in bytes.
pub const MAX_LENGTH: usize = 1024 * 1024;

/// Why there is no answer, and what was worth a look on the way.
#[derive(Debug)]
pub struct Refused {
    problems: Vec<Problem>,
}

/// A refusal for one reason.
pub fn refused(problem: Problem) -> Refused {
    Refused { problems: vec![problem] }
}

impl Refused {
    /// A refusal for these reasons; warnings may be among them.
    pub const fn by(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// The refusal as a result.
    pub fn json(self) -> Json {
        let (problems, warnings): (Vec<_>, Vec<_>) =
            self.problems.iter().partition(|problem| problem.severity == Severity::Error);
        json!({ "ok": false, "problems": told(problems), "warnings": told(warnings) })
    }
}

/// A result, or the refusal as one.
pub fn result(outcome: Result<Json, Refused>) -> Json {
    outcome.unwrap_or_else(Refused::json)
}

/// Problems as JSON, their figures with the unit apart.
pub fn told<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> Json {
    problems.into_iter().map(|problem| json::problem(problem, json::figure)).collect()
}

/// The calculator of an id.
pub fn calculator(id: &str) -> Result<&'static dyn Calculator, Refused> {
    HERE.iter()
        .copied()
        .find(|calculator| calculator.id() == id)
        .ok_or_else(|| refused(Problem::error(shared::UNKNOWN_CODE).with("text", Arg::Words(shortened(id)))))
}

/// A text as it is said back: its beginning, where it is long.
pub fn shortened(text: &str) -> String {
    text.chars().take(100).collect()
}

/// A case with what is odd about how it was given.
pub fn case(calculator: &dyn Calculator, inputs: &str) -> Result<(Record, Vec<Problem>), Refused> {
    Ok(json::record(calculator.fields(), &Json::Object(object(inputs)?)))
}

/// The options of a call.
pub struct Options {
    given: Map<String, Json>,
    problems: Vec<Problem>,
}

impl Options {
    /// Reads them.
    pub fn read(text: &str) -> Result<Self, Refused> {
        Ok(Self { given: if text.is_empty() { Map::new() } else { object(text)? }, problems: Vec::new() })
    }

    /// Takes out an option, as far as `read` makes something of it; `null` is none.
    fn take<T>(&mut self, name: &str, read: impl FnOnce(&Json) -> Option<T>) -> Option<T> {
        let given = self.given.shift_remove(name).filter(|given| !given.is_null())?;
        let value = read(&given);
        if value.is_none() {
            self.problems.push(unknown(name));
        }
        value
    }

    /// Whether an option is set.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        self.take(name, Json::as_bool)
    }

    /// A text.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, |given| given.as_str().map(str::to_owned))
    }

    /// An object.
    pub fn object(&mut self, name: &str) -> Option<Map<String, Json>> {
        self.take(name, |given| given.as_object().cloned())
    }

    /// Several texts.
    pub fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        self.take(name, |given| given.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect())
    }

    /// Several pairs of texts.
    pub fn pairs(&mut self, name: &str) -> Option<Vec<(String, String)>> {
        let pair = |one: &Json| match one.as_array()?.as_slice() {
            [key, value] => Some((key.as_str()?.to_owned(), value.as_str()?.to_owned())),
            _ => None,
        };
        self.take(name, |given| given.as_array()?.iter().map(pair).collect())
    }

    /// What of them no call takes.
    pub fn rest(mut self) -> Vec<Problem> {
        self.problems.extend(self.given.keys().map(|name| unknown(name)));
        self.problems
    }
}

/// A warning that an option counts for nothing.
pub fn unknown(option: &str) -> Problem {
    Problem::warning(code::UNKNOWN_OPTION).with("text", Arg::Words(shortened(option)))
}

fn object(text: &str) -> Result<Map<String, Json>, Refused> {
    if text.len() > MAX_LENGTH {
        let max = Arg::Number(Decimal::from(MAX_LENGTH));
        return Err(refused(Problem::error(shared::TEXT_LIMIT).with("max", max)));
    }
    match serde_json::from_str(text) {
        Ok(Json::Object(object)) => Ok(object),
        _ => Err(refused(Problem::error(shared::ROW_SHAPE))),
    }
}
