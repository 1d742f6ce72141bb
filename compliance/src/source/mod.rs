//! Reads rules as people write them: the files of `data/compliance/`, whose format its README describes.
//!
//! `sets.toml`, `us-nexus.toml`, `matrix.toml`, files whose names begin with `questions`, `registrations`, `documents` or
//! `hts`; every other file holds rules. Whatever is wrong is said with file, rule and reason, and all of it at once.
//! Files named `markets/eu.toml` are the rules of markets, whose limits a rule can name instead of repeating them.
//! [`parse`] needs texts alone, no file system: what a user brings to a page is read there as the build reads ours.

mod check;
mod condition;
mod figures;
mod nexus;
mod own;
mod row;
mod rules;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use toml::{Table, Value};

use self::figures::{Figures, MARKETS};
pub use self::own::own;
use self::row::Row;
use crate::codes::{Kind, Status};
use crate::model::{Book, HtsList, Question};
use crate::pack;
use crate::places::well_formed;
use crate::words::{LANGUAGES, QuestionWords, RuleWords, Words};

/// Rules and their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// Without words.
    pub book: Book,
    /// By language, in the order of [`LANGUAGES`].
    pub words: [Words; 3],
    /// The last day that sources are of, and a hash of the content: `2026-11-22-1a2b3c4d`.
    pub snapshot: String,
    /// File that each rule is from, for saying what is wrong with it.
    files: Vec<String>,
}

/// Reads and checks a folder, with the folder `markets` beside it.
///
/// # Errors
/// Every problem found, each with its file, rule and reason.
pub fn read(dir: &Path) -> Result<Loaded, Vec<String>> {
    let mut files = folder(dir, "")?;
    let markets = dir.join("..").join(MARKETS);
    if markets.is_dir() {
        files.append(&mut folder(&markets, MARKETS)?);
    }
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    parse(&files)
}

/// Names, with what they are to begin with, and texts of the files of a folder, in their order.
fn folder(dir: &Path, prefix: &str) -> Result<Vec<(String, String)>, Vec<String>> {
    let unreadable = |error| vec![format!("{}: {error}", dir.display())];
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.push((format!("{prefix}{name}"), fs::read_to_string(&path).map_err(unreadable)?));
        }
    }
    files.sort();
    Ok(files)
}

/// Reads and checks files by name and text.
///
/// # Errors
/// Every problem found, each with its file, rule and reason.
pub fn parse(files: &[(&str, &str)]) -> Result<Loaded, Vec<String>> {
    let mut problems = Vec::new();
    let mut loaded = Loaded::default();
    let mut figures = Figures::default();
    let mut tables = Vec::new();
    for (file, text) in files {
        match text.parse::<Table>() {
            Ok(table) if file.starts_with(MARKETS) => figures.add(file, table),
            Ok(table) => tables.push((*file, table)),
            Err(error) => problems.push(format!("{file}: {}", error.to_string().trim_end())),
        }
    }
    for (file, mut table) in tables {
        figures.fill(file, &mut table, &mut problems);
        loaded.file(file, &table, &mut problems);
    }
    if problems.is_empty() {
        check::check(&loaded, &mut problems);
    }
    if let Some(day) = loaded.book.rules.iter().map(|rule| rule.as_of).max() {
        // Of the markets, what was taken and nothing else: a rate of tax that changes is no other law.
        let taken = figures.taken.join("\n");
        let mut texts: Vec<_> = files.iter().filter(|(file, _)| !file.starts_with(MARKETS)).copied().collect();
        texts.push(("amounts", &taken));
        loaded.snapshot = format!("{day}-{}", snapshot(&texts));
    }
    if problems.is_empty() { Ok(loaded) } else { Err(problems) }
}

/// The hash of what files say, in their order.
#[must_use]
pub fn snapshot(files: &[(&str, &str)]) -> String {
    format!("{:08x}", files.iter().fold(0xcbf2_9ce4_8422_2325, |hash, (_, text)| absorb(hash, text)) as u32)
}

/// FNV-1a over what carries data: no comments, blank lines or indents.
fn absorb(hash: u64, text: &str) -> u64 {
    let bare = |line: &'_ str| match line.rsplit_once(" #") {
        // A quote behind it: the sign stands in a text.
        Some((data, comment)) if !comment.contains('"') => data.trim().to_owned(),
        _ => line.trim().to_owned(),
    };
    let lines = text.lines().map(bare).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let bytes = lines.flat_map(|line| (line + "\n").into_bytes());
    bytes.fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Loaded {
    /// Rules and words of a language as bytes, if there is one of that tag; sources are apart.
    ///
    /// # Errors
    /// What a pack cannot hold: conditions within conditions without end, a text with a zero byte.
    pub fn pack(&self, language: &str) -> Result<Vec<u8>, String> {
        let words = LANGUAGES.iter().zip(&self.words).find(|(one, _)| **one == language);
        let (_, words) = words.ok_or_else(|| format!("no words in {language}"))?;
        let bytes = pack::encode(&self.book, words, &self.snapshot, language);
        let read = pack::decode(&bytes).and_then(|mut read| read.add_sources(&self.sources()).map(|()| read));
        match read {
            Ok(read) if read.book == self.book && read.words == *words => Ok(bytes),
            _ => Err("conditions too deep, or a text with a zero byte".to_owned()),
        }
    }

    /// Sources of all rules as bytes, the same for the packs of every language.
    #[must_use]
    pub fn sources(&self) -> Vec<u8> {
        pack::encode_sources(&self.book, &self.snapshot)
    }

    fn file(&mut self, file: &str, table: &Table, problems: &mut Vec<String>) {
        match file {
            "sets.toml" => self.sets(file, table, problems),
            "us-nexus.toml" => nexus::read(self, file, table, problems),
            // Which way takes which goods: no rule, read by the page.
            "matrix.toml" => {}
            _ if file.starts_with("questions") => {
                for (row, words) in worded(file, table, "question", &["id", "kind"], problems) {
                    self.question(row, words, problems);
                }
            }
            _ if file.starts_with("registrations") => {
                for (row, words) in worded(file, table, "registration", &["id"], problems) {
                    self.book.registrations.push(row.id().to_owned());
                    for (language, mut words) in self.words.iter_mut().zip(words) {
                        language.registrations.push(words.text("name"));
                        words.end(&["name"], problems);
                    }
                    row.end(&[], problems);
                }
            }
            _ if file.starts_with("documents") => {
                for (row, words) in worded(file, table, "document", &["id"], problems) {
                    self.book.documents.push(row.id().to_owned());
                    for (language, mut words) in self.words.iter_mut().zip(words) {
                        language.documents.push(words.text("name"));
                        words.end(&["name"], problems);
                    }
                    row.end(&[], problems);
                }
            }
            _ if file.starts_with("hts") => self.lists(file, table, problems),
            _ => rules::read(self, file, table, problems),
        }
    }

    fn sets(&mut self, file: &str, table: &Table, problems: &mut Vec<String>) {
        for (name, value) in table {
            let codes: Option<Vec<String>> = value.as_array().and_then(|codes| {
                codes.iter().map(|code| code.as_str().filter(|code| well_formed(code)).map(str::to_owned)).collect()
            });
            match codes.filter(|codes| !codes.is_empty()) {
                Some(codes) => {
                    self.book.sets.0.insert(name.clone(), codes);
                }
                None => problems.push(format!("{file}: {name}: not a list of places like \"DE\" or \"US-CA\"")),
            }
        }
    }

    fn question(&mut self, mut row: Row<'_>, words: Vec<Row<'_>>, problems: &mut Vec<String>) {
        let kind = row.code("kind", Kind::from_code, "flag, number or money").unwrap_or(Kind::Flag);
        self.book.questions.push(Question { id: row.id().to_owned(), kind });
        for (language, mut words) in self.words.iter_mut().zip(words) {
            language.questions.push(QuestionWords { ask: words.text("ask"), help: words.text("help") });
            words.end(&["ask", "help"], problems);
        }
        row.end(&[], problems);
    }

    fn lists(&mut self, file: &str, table: &Table, problems: &mut Vec<String>) {
        for mut row in Row::of(file, table, "list", &["as-of"], problems) {
            let list = HtsList {
                id: row.id().to_owned(),
                codes: row.texts("codes"),
                not: row.texts("not"),
                complete: row.required_flag("complete"),
                status: row.code("status", Status::from_code, "verified, known or uncertain").unwrap_or(Status::Known),
                sources: row.sources(),
            };
            for code in list.codes.iter().chain(&list.not) {
                if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) {
                    row.wrong(format!("\"{code}\" is not a tariff code of digits alone"));
                }
            }
            // Names of lists are for those who edit them.
            for key in LANGUAGES.iter().chain(&["name", "note"]) {
                row.known(key);
            }
            row.end(&["id", "codes", "not", "complete", "status", "sources"], problems);
            self.book.lists.push(list);
        }
    }

    fn push(&mut self, file: &str, rule: crate::model::Rule, words: [RuleWords; 3]) {
        self.files.push(file.to_owned());
        self.book.rules.push(rule);
        for (language, words) in self.words.iter_mut().zip(words) {
            language.rules.push(words);
        }
    }
}

/// Rows with words in every language. Where one lacks them, it is left out and said.
fn worded<'t>(
    file: &'t str,
    table: &'t Table,
    kind: &str,
    keys: &[&str],
    problems: &mut Vec<String>,
) -> Vec<(Row<'t>, Vec<Row<'t>>)> {
    let mut rows = Vec::new();
    for mut row in Row::of(file, table, kind, &[], problems) {
        keys.iter().for_each(|key| row.known(key));
        let words = row.words();
        rows.push((row, words));
    }
    rows
}

/// Text of a value in an array.
fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect()
}
