//! Cases as links.

use serde_json::{Value as Json, json};
use suanpan::link::{self, Extras, LinkError, Seal};
use suanpan::schema::{Arg, Calculator, Problem, Record, code as shared};
use suanpan::{json, pack};

use crate::cases::{self, Options, Refused, refused, shortened, told, unknown};
use crate::here::HERE;
use crate::{code, worlds};

/// Writes a case as a link: `{ok, link, left-out, warnings}`.
pub fn encode(id: &str, inputs: &str, options: &str) -> Json {
    cases::result(try_encode(id, inputs, options))
}

fn try_encode(id: &str, inputs: &str, options: &str) -> Result<Json, Refused> {
    let calculator = cases::calculator(id)?;
    let (record, mut problems) = cases::case(calculator, inputs)?;
    problems.extend(record.settled(calculator.fields()).problems(calculator.fields()));
    let mut options = Options::read(options)?;
    let mut extras = Extras::default();
    let with_answer = options.flag("answer").unwrap_or_default();
    let snapshot = options.text("snapshot");
    for key in options.texts("private").unwrap_or_default() {
        match calculator.fields().iter().find(|meta| meta.private && meta.key == key) {
            Some(meta) => extras.private.push(meta.key),
            None => problems.push(unknown(&key)),
        }
    }
    for (key, value) in options.pairs("unknown").unwrap_or_default() {
        // Only what a link could have brought.
        let is_free = !calculator
            .fields()
            .iter()
            .any(|meta| [Some(key.as_str()), key.strip_prefix('z')].contains(&Some(meta.link)));
        if is_free && is_pair(&key, &value) {
            extras.unknown.push((key, value));
        } else {
            problems.push(unknown(&key));
        }
    }
    problems.append(&mut options.rest());
    if with_answer {
        (extras.snapshot, extras.claimed) =
            worlds::with(snapshot.as_deref(), |world| stamp(calculator, &record, world))?;
    }
    let written = link::encode(calculator, &record, &extras);
    Ok(json!({ "ok": true, "link": written.text, "left-out": written.left_out, "warnings": told(&problems) }))
}

/// What a link says of the answer: the data, and the first figure.
fn stamp(calculator: &dyn Calculator, record: &Record, world: &pack::World) -> (Option<String>, Option<String>) {
    let outcome = calculator.evaluate(record, world);
    let claimed = outcome.answer.as_ref().and_then(link::claim);
    (world.snapshot().map(str::to_owned), claimed)
}

fn is_pair(key: &str, value: &str) -> bool {
    let is_key = (1..=3).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && !link::RESERVED.contains(&key);
    let is_value = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    is_key && is_value && value.len() <= 64
}

/// Opens a link: `{ok, calculator, inputs, snapshot, claimed, seal, unknown, warnings}`.
pub fn decode(text: &str) -> Json {
    let opened = match link::decode_among(text, HERE) {
        Ok(opened) => opened,
        Err(error) => return refused(reason(error)).json(),
    };
    let fields = opened.calculator.fields();
    json!({
        "ok": true,
        "calculator": opened.calculator.id(),
        "inputs": json::inputs(fields, &opened.record),
        "snapshot": opened.snapshot,
        "claimed": opened.claimed,
        "seal": match opened.seal {
            Seal::Whole => "whole",
            Seal::Hand => "hand",
            Seal::Cut => "cut",
            Seal::Damaged => "damaged",
        },
        "unknown": opened.unknown,
        "warnings": told(&opened.record.settled(fields).problems(fields)),
    })
}

fn reason(error: LinkError) -> Problem {
    match error {
        LinkError::Absent | LinkError::Unreadable => Problem::error(code::LINK_CORRUPT),
        LinkError::TooLong => Problem::error(code::LINK_TOO_LONG).with("max", Arg::Number(link::MAX_LENGTH.into())),
        LinkError::Newer(version, _) => Problem::error(code::LINK_NEWER).with("version", Arg::Number(version.into())),
        LinkError::UnknownCalculator(id) => {
            Problem::error(shared::UNKNOWN_CODE).with("text", Arg::Words(shortened(&id)))
        }
    }
}
