//! Types for TypeScript: of the inputs of each calculator and each of its lists, of what the parts of its answers are called, and
//! a function for each.

use std::collections::BTreeMap;
use std::fmt::Write;

use locales::Texts;
use suanpan::schema::{Calculator, Kind, Meta, When};
use suanpan::units::Unit;

use super::outputs;

/// Up to so many codes stand where they are used; more have a name.
const FEW: usize = 8;

/// Everything of `types.d.ts`.
pub fn print(calculators: &[&dyn Calculator], words: &Texts) -> String {
    let mut types = Types { words, named: BTreeMap::new(), out: String::new() };
    let mut functions = String::new();
    let mut ids = String::new();
    let mut outputs = String::new();
    for calculator in calculators {
        let id = calculator.id();
        let name = pascal(id);
        types.interface(
            &format!("{name}Inputs"),
            &name,
            calculator.fields(),
            &words_of(words, &format!("calculator.{id}.question")),
        );
        let _ = writeln!(ids, "  \"{id}\": {name}Inputs;");
        let _ = writeln!(outputs, "  \"{id}\": {name}Names;");
        types.names(*calculator, &name);
        let question = words_of(words, &format!("calculator.{id}.question"));
        let _ = writeln!(functions, "/** {question} */");
        let _ = writeln!(
            functions,
            "export function {}<const Options extends RunOptions = {{}}>(\n  inputs: {name}Inputs,\n  options?: Options,\n): Outcome<AnswerWith<Options, {name}Names>>;",
            camel(id)
        );
    }
    format!(
        "// Written by `cargo xtask package` from the descriptions of the fields.\n\
         \n\
         import type {{ Answer, AnswerWith, ByName, Checklist, Figures, Outcome, RunOptions, Swings }} from \"./index.js\";\n\
         \n\
         /** A decimal as text, or a number: finite, at most 15 digits. */\n\
         export type DecimalInput = string | number;\n\
         \n\
         {}/** The inputs of each calculator by its id. */\n\
         export interface Inputs {{\n{ids}}}\n\
         /** What its answers are made of, by its id. */\n\
         export interface Outputs {{\n{outputs}}}\n\
         export type CalculatorId = keyof Inputs;\n\
         \n\
         {}\
         /** A language of the rules of compliance. */\n\
         export type Language = {};\n\
         \n\
         export const version: string;\n\
         export const apiVersion: number;\n\
         {functions}",
        types.out,
        choices(),
        quoted(&locales::LANGUAGES.map(|language| language.tag))
    )
}

/// Choices that every outcome has.
fn choices() -> String {
    let mut out = String::new();
    for (name, about, codes) in outputs::choices() {
        let _ = writeln!(out, "/** {about} */\nexport type {name} =\n  {};\n", quoted(&codes));
    }
    out
}

/// One of these codes, or nothing.
fn quoted(codes: &[&str]) -> String {
    let all = codes.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(" | ");
    if all.is_empty() { "never".to_owned() } else { all }
}

/// What has been written so far.
struct Types<'a> {
    words: &'a Texts,
    /// Long choices by their codes.
    named: BTreeMap<&'static [&'static str], String>,
    out: String,
}

impl Types<'_> {
    /// Writes an interface; those of its lists first.
    fn interface(&mut self, name: &str, prefix: &str, fields: &'static [Meta], about: &str) {
        let mut body = String::new();
        for meta in fields {
            let of = self.of(prefix, meta);
            let is_needed = meta.required && meta.when == When::Always;
            let (mark, none) = if is_needed { ("", "") } else { ("?", " | null") };
            let _ = writeln!(body, "  /** {} */", about_field(self.words, meta));
            let _ = writeln!(body, "  \"{}\"{mark}: {of}{none};", meta.key);
        }
        if !about.is_empty() {
            let _ = writeln!(self.out, "/** {about} */");
        }
        let _ = writeln!(self.out, "export interface {name} {{\n{body}}}\n");
    }

    /// Writes what the answers of a calculator are made of.
    fn names(&mut self, calculator: &dyn Calculator, name: &str) {
        let quoted = |part| quoted(&outputs::names(calculator, part));
        let mut body = String::new();
        for part in ["figure", "line"] {
            let _ = writeln!(body, "  {part}s: Figures<{}>;", quoted(part));
        }
        for part in ["step", "note", "decision", "section"] {
            let _ = writeln!(body, "  {part}: {};", quoted(part));
        }
        let _ = writeln!(body, "  sections: ByName<{name}Names[\"section\"], {name}Answer>;");
        for (part, of, has) in
            [("checklist", "Checklist", calculator.has_rules()), ("swings", "Swings", calculator.has_swings())]
        {
            let _ = writeln!(body, "  {part}: {}null;", if has { format!("{of} | ") } else { String::new() });
        }
        let _ = writeln!(self.out, "export interface {name}Names {{\n{body}}}");
        let _ = writeln!(self.out, "export type {name}Answer = Answer<{name}Names>;\n");
    }

    fn of(&mut self, prefix: &str, meta: &'static Meta) -> String {
        match meta.kind {
            Kind::Number | Kind::Count | Kind::Percent | Kind::Days => "DecimalInput".to_owned(),
            Kind::Flag => "boolean | \"0\" | \"1\"".to_owned(),
            Kind::Amount(_) | Kind::Size(_) | Kind::Money | Kind::Date | Kind::Text => "string".to_owned(),
            Kind::Series => {
                let row =
                    "{ readonly date: string; readonly units: DecimalInput; readonly \"out-of-stock\"?: boolean }";
                format!("ReadonlyArray<{row}> | string")
            }
            Kind::Choice(choices) => self.codes(prefix, meta, choices.codes),
            Kind::ManyOf(choices) => {
                let one = self.codes(prefix, meta, choices.codes);
                format!("ReadonlyArray<{one}> | string")
            }
            Kind::Rows(columns) => {
                let name = format!("{prefix}{}", pascal(meta.key));
                self.interface(
                    &format!("{name}Row"),
                    &name,
                    columns,
                    &words_of(self.words, &format!("field.{}.label", meta.key)),
                );
                format!("readonly {name}Row[]")
            }
        }
    }

    /// The codes of a choice, by a name where they are many.
    fn codes(&mut self, prefix: &str, meta: &Meta, codes: &'static [&'static str]) -> String {
        let quoted = quoted(codes);
        if codes.len() <= FEW {
            return quoted;
        }
        if let Some(name) = self.named.get(codes) {
            return name.clone();
        }
        let name = format!("{prefix}{}", pascal(meta.key));
        let _ = writeln!(self.out, "export type {name} =\n  {quoted};\n");
        self.named.insert(codes, name.clone());
        name
    }
}

/// What a field is, for editors: label and hint; then how it is written, its bounds and its default.
pub fn about_field(words: &Texts, meta: &Meta) -> String {
    let mut parts: Vec<_> = ["label", "hint"].map(|part| words_of(words, &format!("field.{}.{part}", meta.key))).into();
    let units = |units: &[Unit]| units.iter().map(|unit| unit.symbol()).collect::<Vec<_>>().join(", ");
    let mut rest: Vec<String> = match meta.kind {
        Kind::Amount(of) => vec![format!("a figure and its unit ({})", units(of))],
        Kind::Size(of) => vec![format!("sides and their unit, `20x15x8cm` ({})", units(of))],
        Kind::Money => vec!["a figure and its currency, `42.5CNY`".to_owned()],
        Kind::Date => vec!["a day, `2026-11-22`".to_owned()],
        Kind::Percent => vec!["in percent".to_owned()],
        Kind::Days => vec!["in days".to_owned()],
        Kind::Count => vec!["a whole number".to_owned()],
        _ => Vec::new(),
    };
    for (name, bound) in [("above", meta.above), ("from", meta.min), ("up to", meta.max), ("default", meta.default)] {
        if !bound.is_empty() {
            rest.push(format!("{name} {bound}"));
        }
    }
    parts.push(rest.join(", "));
    parts.retain(|part| !part.is_empty());
    parts.join(". ")
}

/// An English text, as it may stand in a comment.
fn words_of(words: &Texts, key: &str) -> String {
    words.get("en", key).unwrap_or_default().replace("*/", "* /")
}

/// `landed-cost` as `landedCost`.
pub fn camel(id: &str) -> String {
    let name = pascal(id);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// `landed-cost` as `LandedCost`.
fn pascal(id: &str) -> String {
    id.split('-')
        .flat_map(|part| {
            let mut letters = part.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_scripts() {
        assert_eq!((camel("landed-cost").as_str(), pascal("landed-cost").as_str()), ("landedCost", "LandedCost"));
        assert_eq!(camel("compliance"), "compliance");
    }

    #[test]
    fn every_field_of_every_calculator_has_a_type() -> crate::project::Result {
        let ids = crate::project::Which::Real.calculators();
        let words = locales::load(crate::project::root(), ids).map_err(|list| list.join("\n"))?;
        let types = print(suanpan::calculators::ALL, &words);
        for meta in suanpan::calculators::ALL.iter().flat_map(|one| one.fields()) {
            let names = [meta].into_iter().chain(meta.columns());
            for meta in names {
                let is_there = ["?: ", ": "].iter().any(|mark| types.contains(&format!("\"{}\"{mark}", meta.key)));
                assert!(is_there, "{}", meta.key);
            }
        }
        Ok(())
    }
}
