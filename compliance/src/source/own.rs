//! Rules of a seller's own, beside ours: one file, which may refer to everything that ours have.

use toml::{Table, Value};

use super::{Loaded, check, rules, snapshot};
use crate::model::Book;
use crate::words::LANGUAGES;

/// Reads and checks a file of rules that go with ours, and take the place of those of their ids. What is said in one language
/// alone is said so in the others.
///
/// # Errors
/// Every problem found, each with its file, rule and reason.
pub fn own(file: &str, text: &str, ours: &Book) -> Result<Loaded, Vec<String>> {
    let mut table = text.parse::<Table>().map_err(|error| vec![format!("{file}: {}", error.to_string().trim_end())])?;
    let mut problems = Vec::new();
    // Whoever could answer them has no field to do it in.
    for question in table.remove("question").iter().filter_map(Value::as_array).flatten() {
        let id = question.get("id").and_then(Value::as_str).unwrap_or("question");
        problems
            .push(format!("{file}: {id}: questions of your own cannot be answered yet: ask one that our rules ask"));
    }
    say_in_every_language(&mut table);
    let mut own = Loaded::default();
    rules::read(&mut own, file, &table, &mut problems);
    if problems.is_empty() {
        check::check(&beside(&own, ours), &mut problems);
    }
    if let Some(day) = own.book.rules.iter().map(|rule| rule.as_of).max() {
        own.snapshot = format!("{day}-{}", snapshot(&[(file, text)]));
    }
    if problems.is_empty() { Ok(own) } else { Err(problems) }
}

/// Own rules with everything that they may refer to.
fn beside(own: &Loaded, ours: &Book) -> Loaded {
    let mut book = ours.clone();
    book.rules.retain(|rule| own.book.rules.iter().all(|other| other.id != rule.id));
    let mut files = vec!["our rules".to_owned(); book.rules.len()];
    book.rules.extend(own.book.rules.iter().cloned());
    files.extend(own.files.iter().cloned());
    Loaded { book, files, ..Loaded::default() }
}

/// Puts words of the first language that has some in the place of those that are missing.
fn say_in_every_language(table: &mut Table) {
    if let Some(words) = LANGUAGES.iter().find_map(|language| table.get(*language)).filter(|words| words.is_table()) {
        let words = words.clone();
        for language in LANGUAGES {
            table.entry(language).or_insert_with(|| words.clone());
        }
    }
    for (_, value) in table.iter_mut() {
        match value {
            Value::Table(inner) => say_in_every_language(inner),
            Value::Array(rows) => rows.iter_mut().filter_map(Value::as_table_mut).for_each(say_in_every_language),
            _ => {}
        }
    }
}
