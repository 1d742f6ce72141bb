//! What comes out, as JSON Schema: `schema.json#/$defs/landed-cost-outcome`, and `-job`, `-table` where a calculator has such;
//! `encoded`, `opened` and `description`, which are the same for all.
//!
//! Objects are closed: what an outcome has that stands nowhere here is a mistake of one of the two. What figures, lines, steps,
//! notes and decisions are called comes from the texts that a calculator registers.

use serde_json::{Map, Value as Json, json};
use suanpan::amount::CURRENCIES;
use suanpan::pack::Status;
use suanpan::schema::Calculator;
use suanpan::schema::checklist::{Bite, State, Sure, Topic, Who};
use suanpan::units::Unit;

/// What stands behind a figure that has no currency and no unit of weight or length.
const OTHER_UNITS: [&str; 3] = ["%", "days", "working-days"];

/// Kinds of fields, as descriptions say them.
const KINDS: [&str; 14] = [
    "number", "count", "percent", "days", "amount", "size", "money", "choice", "many-of", "flag", "date", "text",
    "series", "rows",
];

/// The names under which parts of an answer stand, and how the keys of texts begin that such a part may be called.
const PARTS: [(&str, &[&str]); 6] = [
    ("figure", &["figure.", "takes.way-"]),
    ("line", &["line."]),
    ("step", &["step."]),
    ("note", &["note."]),
    ("decision", &["decision.", "takes.sure"]),
    ("section", &["section.", "takes.title"]),
];

/// What the parts of a calculator's answers may be called, in the order of its texts.
pub fn names(calculator: &dyn Calculator, part: &str) -> Vec<&'static str> {
    let prefixes = PARTS.iter().find(|(name, _)| *name == part).map_or(&[][..], |(_, prefixes)| prefixes);
    let mut names = Vec::new();
    for text in calculator.texts() {
        let is_part = prefixes.iter().any(|prefix| text.key().starts_with(prefix));
        if is_part && !names.contains(&text.code()) {
            names.push(text.code());
        }
    }
    names
}

/// Choices that are the same for every calculator, by the name of their type.
pub fn choices() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let units = Unit::ALL.iter().map(|unit| unit.symbol());
    let statuses = [Status::Verified, Status::Reported, Status::Known, Status::Sample, Status::Own];
    vec![
        (
            "Unit",
            "What can stand behind a figure.",
            CURRENCIES.iter().copied().chain(units).chain(OTHER_UNITS).collect(),
        ),
        ("Status", "How sure a figure is.", statuses.map(Status::code).into()),
        ("RuleState", "How a rule stands for a case.", State::ALL.map(State::code).into()),
        ("RuleTopic", "The part of the list that a rule stands in.", Topic::ALL.iter().map(|one| one.code()).collect()),
        (
            "RuleSeverity",
            "How hard a rule bites: blocks clearance, listing or payout; tax, duty or penalty; a must with less at stake; information.",
            Bite::ALL.iter().map(|one| one.code()).collect(),
        ),
        ("RuleWho", "Who does what a rule asks.", Who::ALL.iter().map(|one| one.code()).collect()),
        ("RuleStatus", "How sure a rule is.", Sure::ALL.iter().map(|one| one.code()).collect()),
    ]
}

/// The definitions: those of every outcome, then those of each calculator.
pub fn defs(calculators: &[&dyn Calculator]) -> Vec<(String, Json)> {
    let mut defs: Vec<_> =
        shared().into_iter().chain(about(calculators)).map(|(name, schema)| (name.to_owned(), schema)).collect();
    for calculator in calculators {
        let id = calculator.id();
        let named = |part| names(*calculator, part);
        let reference = |what: &str| json!({ "$ref": format!("#/$defs/{id}-{what}") });
        defs.push((
            format!("{id}-alternative"),
            closed(&[
                ("title", or_null(text())),
                ("total", or_null(of("figure"))),
                ("converted", or_null(of("figure"))),
                ("refused", list(of("problem"))),
                ("lines", figures(&named("line"))),
                ("figures", figures(&named("figure"))),
                ("notes", list(phrase(one_of(&named("note")), true))),
                ("steps", list(step(one_of(&named("step"))))),
                ("sample-share", or_null(of("figure"))),
                ("sources", list(of("source"))),
            ]),
        ));
        let answer = [
            ("headline", figures(&named("figure"))),
            ("claim", or_null(text())),
            ("decision", or_null(phrase(one_of(&named("decision")), false))),
            ("notes", list(phrase(one_of(&named("note")), true))),
            ("ranking", list(text())),
            ("alternatives", by_name(reference("alternative"))),
        ];
        defs.push((format!("{id}-answer"), closed(&answer)));
        let sections = named("section").into_iter().map(|name| (name, reference("answer")));
        let changes = [
            ("edges", list(of("change"))),
            ("fixes", by_name(list(of("change")))),
            ("bars", by_name(json!({ "type": "string", "pattern": r"^\d+-\d+$" }))),
            ("reading", list(of("phrase"))),
            ("sections", open(&sections.collect::<Vec<_>>())),
            ("checklist", if calculator.has_rules() { or_null(of("checklist")) } else { json!({ "type": "null" }) }),
        ];
        let swings = if calculator.has_swings() { or_null(of("swings")) } else { json!({ "type": "null" }) };
        let on_wish = [("changes", closed(&changes)), ("swings", swings)];
        defs.push((format!("{id}-outcome"), answered(object(&answer, &on_wish))));
        if calculator.job_texts().is_some() {
            let titled: Vec<_> =
                [("title", one_of(&named("section")))].into_iter().chain(answer.iter().cloned()).collect();
            defs.push((format!("{id}-job"), answered(closed(&titled))));
        }
        if calculator.in_tables() {
            defs.push((format!("{id}-table"), table(&named("figure"))));
        }
    }
    defs
}

/// What no calculator has for itself.
fn shared() -> Vec<(&'static str, Json)> {
    let choice = |name: &str| {
        let of_it = choices().into_iter().find(|(other, ..)| *other == name);
        one_of(&of_it.map(|(_, _, codes)| codes).unwrap_or_default())
    };
    let day = || or_null(of("date"));
    let nothing_or_text = || or_null(text());
    let shared = [
        ("figure", object(&[("value", text())], &[("unit", choice("Unit"))])),
        ("severity", one_of(&["note", "warning", "error"])),
        ("code", json!({ "type": "string", "pattern": "^[A-Z][A-Z0-9_]*$" })),
        ("args", by_name(of("figure"))),
        ("phrase", phrase(text(), false)),
        (
            "problem",
            closed(&[
                ("code", of("code")),
                ("field", nothing_or_text()),
                ("row", or_null(count())),
                ("column", nothing_or_text()),
                ("args", of("args")),
                ("severity", of("severity")),
            ]),
        ),
        (
            "source",
            closed(&[("covers", text()), ("title", text()), ("as-of", of("date")), ("status", choice("Status"))]),
        ),
        ("change", closed(&[("what", of("phrase")), ("then", or_null(of("figure"))), ("more", or_null(of("figure")))])),
        (
            "swings",
            closed(&[
                ("title", text()),
                ("now", of("figure")),
                (
                    "swings",
                    list(closed(&[
                        ("field", nothing_or_text()),
                        ("row", or_null(count())),
                        ("column", nothing_or_text()),
                        ("of-data", or_null(of("phrase"))),
                        ("status", choice("Status")),
                        ("less", or_null(of("figure"))),
                        ("more", or_null(of("figure"))),
                    ])),
                ),
            ]),
        ),
        (
            "assumed",
            object(
                &[("field", text()), ("value", text()), ("why", json!({ "const": "DEFAULT" }))],
                &[("column", text())],
            ),
        ),
        (
            "refused",
            closed(&[
                ("ok", json!({ "const": false })),
                ("problems", list(of("problem"))),
                ("warnings", list(of("problem"))),
            ]),
        ),
    ];
    let rule = [
        (
            "rule-part",
            closed(&[
                ("name", text()),
                ("duty", nothing_or_text()),
                ("state", choice("RuleState")),
                ("from", day()),
                ("to", day()),
                ("due-each-year-next", day()),
                ("status", choice("RuleStatus")),
                ("sure", nothing_or_text()),
                ("past-recheck", flag()),
            ]),
        ),
        (
            "rule",
            closed(&[
                ("id", text()),
                ("name", text()),
                ("place", nothing_or_text()),
                ("places", list(text())),
                ("topic", choice("RuleTopic")),
                ("state", choice("RuleState")),
                ("severity", choice("RuleSeverity")),
                ("severity-ours", flag()),
                ("lowered", flag()),
                ("who", choice("RuleWho")),
                ("option", flag()),
                ("reasons", list(of("phrase"))),
                ("duty", text()),
                ("steps", list(text())),
                ("status", choice("RuleStatus")),
                ("sure", nothing_or_text()),
                ("from", day()),
                ("begins", day()),
                ("ends", day()),
                ("documents", list(closed(&[("id", text()), ("name", text())]))),
                ("done", or_null(closed(&[("by", of("phrase")), ("renew-by", day()), ("lapsed", flag())]))),
                ("renews-months", or_null(count())),
                ("due-each-year-next", day()),
                ("parts", list(of("rule-part"))),
                ("replaced-by", nothing_or_text()),
                ("sources", list(closed(&[("title", text()), ("address", nothing_or_text())]))),
                ("source-count", count()),
                ("as-of", of("date")),
                ("recheck", day()),
                ("past-recheck", flag()),
            ]),
        ),
        (
            "checklist",
            closed(&[
                ("snapshot", text()),
                ("items", list(of("rule"))),
                (
                    "asks",
                    list(closed(&[
                        ("ask", of("phrase")),
                        ("help", nothing_or_text()),
                        ("field", text()),
                        ("settles", count()),
                        ("waits", count()),
                        ("replies", list(text())),
                    ])),
                ),
                (
                    "deadlines",
                    list(closed(&[
                        ("day", of("date")),
                        ("id", nothing_or_text()),
                        ("what", of("phrase")),
                        ("yearly", flag()),
                    ])),
                ),
                (
                    "turns",
                    or_null(closed(&[
                        ("from", of("date")),
                        ("to", of("date")),
                        (
                            "turns",
                            list(closed(&[
                                ("id", nothing_or_text()),
                                ("then", choice("RuleState")),
                                ("parts", list(closed(&[("name", text()), ("then", choice("RuleState"))]))),
                            ])),
                        ),
                    ])),
                ),
                ("nexus", list(of("nexus"))),
            ]),
        ),
        (
            "nexus",
            closed(&[
                ("id", nothing_or_text()),
                ("state", text()),
                ("test", of("phrase")),
                ("limit", of("figure")),
                ("period", text()),
                ("basis", text()),
                ("marketplace", text()),
                ("status", choice("RuleStatus")),
                ("doubts", list(text())),
                ("past-recheck", flag()),
                ("rate", or_null(of("figure"))),
                ("rate-confirmed-to", day()),
                ("sold", or_null(of("phrase"))),
                ("share", or_null(of("figure"))),
            ]),
        ),
    ];
    shared.into_iter().chain(rule).collect()
}

/// Links and descriptions.
fn about(calculators: &[&dyn Calculator]) -> Vec<(&'static str, Json)> {
    let id = || one_of(&calculators.iter().map(|one| one.id()).collect::<Vec<_>>());
    let ok = || ("ok", json!({ "const": true }));
    let warnings = || ("warnings", list(of("problem")));
    let exact =
        |items: &[Json]| json!({ "type": "array", "prefixItems": items, "minItems": items.len(), "items": false });
    let field = [("key", text()), ("kind", one_of(&KINDS)), ("link", text())];
    let texts = ["group", "default", "above", "min", "max", "usual-max"].map(|name| (name, text()));
    let marks = ["required", "private"].map(|name| (name, json!({ "const": true })));
    let more = [("units", list(text())), ("codes", list(text())), ("columns", list(of("field"))), ("when", of("when"))];
    let has_codes = exact(&[text(), list(text())]);
    let when = [
        ("is", has_codes.clone()),
        ("not", has_codes),
        ("all", list(of("when"))),
        ("any", list(of("when"))),
        ("given", list(text())),
    ];
    let when: Vec<_> = when.into_iter().map(|one| closed(&[one])).collect();
    vec![
        ("field", object(&field, &texts.into_iter().chain(marks).chain(more).collect::<Vec<_>>())),
        ("when", json!({ "oneOf": when })),
        (
            "description",
            or_refused(closed(&[
                ok(),
                ("id", id()),
                ("link", text()),
                ("fields", list(of("field"))),
                ("job", or_null(text())),
                ("tables", flag()),
                ("rules", flag()),
                ("examples", list(closed(&[("id", text()), ("link", text())]))),
            ])),
        ),
        ("encoded", or_refused(closed(&[ok(), ("link", text()), ("left-out", list(text())), warnings()]))),
        (
            "opened",
            or_refused(closed(&[
                ok(),
                ("calculator", id()),
                // Of an unfinished case less than the calculator needs.
                ("inputs", json!({ "type": "object" })),
                ("snapshot", or_null(text())),
                ("claimed", or_null(text())),
                ("seal", one_of(&["whole", "hand", "cut", "damaged"])),
                ("unknown", list(exact(&[text(), text()]))),
                warnings(),
            ])),
        ),
    ]
}

/// An outcome with this value, or none.
fn answered(value: Json) -> Json {
    let answered = closed(&[
        ("ok", json!({ "const": true })),
        ("value", value),
        ("warnings", list(of("problem"))),
        ("assumed", list(of("assumed"))),
    ]);
    or_refused(answered)
}

/// A table with an outcome for each row.
fn table(figure: &[&str]) -> Json {
    let priced = closed(&[
        ("ok", json!({ "const": true })),
        ("value", closed(&[("best", or_null(text())), ("headline", figures(figure))])),
        ("warnings", list(of("problem"))),
    ]);
    let row = [("line", count()), ("reference", text()), ("outcome", or_refused(priced))];
    or_refused(closed(&[
        ("ok", json!({ "const": true })),
        ("columns", list(closed(&[("holds", text()), ("unit", or_null(text()))]))),
        ("rows", list(closed(&row))),
        ("warnings", list(of("problem"))),
    ]))
}

fn phrase(code: Json, weighed: bool) -> Json {
    let severity = weighed.then(|| ("severity", of("severity")));
    closed(&[("code", code), ("args", of("args"))].into_iter().chain(severity).collect::<Vec<_>>())
}

fn step(id: Json) -> Json {
    closed(&[("id", id), ("row", or_null(count())), ("args", of("args")), ("result", of("figure"))])
}

/// An object that has these and nothing else.
fn closed(needed: &[(&str, Json)]) -> Json {
    object(needed, &[])
}

/// An object that may have these and nothing else.
fn open(possible: &[(&str, Json)]) -> Json {
    object(&[], possible)
}

fn object(needed: &[(&str, Json)], possible: &[(&str, Json)]) -> Json {
    let properties: Map<_, _> =
        needed.iter().chain(possible).map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let required: Vec<_> = needed.iter().map(|(name, _)| name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn figures(names: &[&str]) -> Json {
    open(&names.iter().map(|name| (*name, of("figure"))).collect::<Vec<_>>())
}

fn by_name(schema: Json) -> Json {
    json!({ "type": "object", "additionalProperties": schema })
}

fn list(items: Json) -> Json {
    json!({ "type": "array", "items": items })
}

fn or_null(schema: Json) -> Json {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn or_refused(schema: Json) -> Json {
    json!({ "oneOf": [schema, of("refused")] })
}

fn of(name: &str) -> Json {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// One of these; where there are none, nothing can be it.
fn one_of(codes: &[&str]) -> Json {
    if codes.is_empty() { json!(false) } else { json!({ "enum": codes }) }
}

fn text() -> Json {
    json!({ "type": "string" })
}

fn count() -> Json {
    json!({ "type": "integer", "minimum": 0 })
}

fn flag() -> Json {
    json!({ "type": "boolean" })
}
