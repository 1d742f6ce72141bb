//! A table of a file, with what it is about, so that whatever is wrong with it can be said.

use suanpan_inventory::date::Date;
use toml::{Table, Value};

use super::texts;
use crate::model::Source;
use crate::words::LANGUAGES;

/// A table that is being read. Problems are gathered until [`Row::end`], which also looks for keys that nobody knows.
pub struct Row<'t> {
    file: &'t str,
    id: String,
    table: &'t Table,
    known: Vec<String>,
    problems: Vec<String>,
}

static NOTHING: std::sync::LazyLock<Table> = std::sync::LazyLock::new(Table::new);

impl<'t> Row<'t> {
    pub fn new(file: &'t str, id: String, table: &'t Table) -> Self {
        Self { file, id, table, known: Vec::new(), problems: Vec::new() }
    }

    /// The rows of a kind. Other keys of the file are wrong.
    pub fn of(file: &'t str, table: &'t Table, kind: &str, beside: &[&str], problems: &mut Vec<String>) -> Vec<Self> {
        for key in table.keys().filter(|key| *key != kind && !beside.contains(&key.as_str())) {
            problems.push(format!("{file}: unknown key \"{key}\""));
        }
        let Some(rows) = table.get(kind) else {
            problems.push(format!("{file}: no [[{kind}]]"));
            return Vec::new();
        };
        let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
        let read = |(index, row): (usize, &'t Value)| {
            let table = row.as_table()?;
            let id = table.get("id").and_then(Value::as_str).unwrap_or_default();
            let mut row =
                Self::new(file, if id.is_empty() { format!("{kind} {}", index + 1) } else { id.to_owned() }, table);
            row.known("id");
            let shaped = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
            if id.is_empty() || !id.chars().all(shaped) {
                row.wrong("\"id\" has to be small letters, digits and hyphens");
            }
            Some(row)
        };
        let read: Vec<_> = rows.iter().enumerate().map(read).collect();
        if read.is_empty() || read.iter().any(Option::is_none) {
            problems.push(format!("{file}: [[{kind}]] is no list of tables"));
        }
        read.into_iter().flatten().collect()
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub const fn file(&self) -> &'t str {
        self.file
    }

    /// Says what is wrong.
    pub fn wrong(&mut self, reason: impl AsRef<str>) {
        self.problems.push(format!("{}: {}: {}", self.file, self.id, reason.as_ref()));
    }

    /// A key that may stand there.
    pub fn known(&mut self, key: &str) {
        if !self.known.iter().any(|known| known == key) {
            self.known.push(key.to_owned());
        }
    }

    /// The end of the row: problems, and keys that nobody knows.
    pub fn end(mut self, keys: &[&str], problems: &mut Vec<String>) {
        for key in self.table.keys() {
            if !keys.contains(&key.as_str()) && !self.known.iter().any(|known| known == key) {
                self.problems.push(format!("{}: {}: unknown key \"{key}\"", self.file, self.id));
            }
        }
        problems.append(&mut self.problems);
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub fn value(&mut self, key: &str) -> Option<&'t Value> {
        self.known(key);
        self.table.get(key)
    }

    /// A text; it may be absent, not empty.
    pub fn optional(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        match value.as_str().map(str::trim) {
            Some(text) if !text.is_empty() => Some(text.to_owned()),
            Some(_) => {
                self.wrong(format!("\"{key}\" is empty"));
                None
            }
            None => {
                self.wrong(format!("\"{key}\" is no text"));
                None
            }
        }
    }

    /// A text that has to be there.
    pub fn text(&mut self, key: &str) -> String {
        if !self.has(key) {
            self.wrong(format!("\"{key}\" is missing"));
        }
        self.optional(key).unwrap_or_default()
    }

    /// A list of texts, none of them empty.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        match texts(value) {
            Some(texts) if texts.iter().all(|text| !text.trim().is_empty()) => texts,
            _ => {
                self.wrong(format!("\"{key}\" is no list of texts"));
                Vec::new()
            }
        }
    }

    pub fn flag(&mut self, key: &str, otherwise: bool) -> bool {
        match self.value(key) {
            None => otherwise,
            Some(value) => value.as_bool().unwrap_or_else(|| {
                self.wrong(format!("\"{key}\" is neither true nor false"));
                otherwise
            }),
        }
    }

    pub fn required_flag(&mut self, key: &str) -> bool {
        if !self.has(key) {
            self.wrong(format!("\"{key}\" is missing"));
        }
        self.flag(key, false)
    }

    pub fn date(&mut self, key: &str) -> Option<Date> {
        let text = self.optional(key)?;
        let date = text.parse().ok();
        if date.is_none() {
            self.wrong(format!("\"{key}\": \"{text}\" is not a day like 2026-11-22"));
        }
        date
    }

    /// One of a vocabulary that has to be there.
    pub fn code<T>(&mut self, key: &str, read: impl Fn(&str) -> Option<T>, one_of: &str) -> Option<T> {
        if !self.has(key) {
            self.wrong(format!("\"{key}\" is missing"));
        }
        self.optional_code(key, read, one_of)
    }

    /// One of a vocabulary, if it is there.
    pub fn optional_code<T>(&mut self, key: &str, read: impl Fn(&str) -> Option<T>, one_of: &str) -> Option<T> {
        let text = self.optional(key)?;
        let code = read(&text);
        if code.is_none() {
            self.wrong(format!("\"{key}\": \"{text}\" is not {one_of}"));
        }
        code
    }

    /// Where it was read: has to be there, and may be empty (source not named).
    pub fn sources(&mut self) -> Vec<Source> {
        let Some(value) = self.value("sources") else {
            self.wrong("\"sources\" is missing ([] where none is named)");
            return Vec::new();
        };
        let one = |value: &Value| {
            let table = value.as_table()?;
            let known = table.keys().all(|key| key == "title" || key == "address");
            let title = table.get("title")?.as_str().filter(|title| !title.trim().is_empty())?;
            let address = match table.get("address") {
                None => None,
                Some(address) => Some(
                    address
                        .as_str()
                        .filter(|address| address.starts_with("https://") || address.starts_with("http://"))?
                        .to_owned(),
                ),
            };
            known.then(|| Source { title: title.to_owned(), address })
        };
        let sources: Option<Vec<_>> = value.as_array().and_then(|all| all.iter().map(one).collect());
        sources.unwrap_or_else(|| {
            self.wrong("\"sources\" is no list of { title, address }");
            Vec::new()
        })
    }

    /// Tables of words, one in each language. Where one is missing that is said, and an empty one stands for it.
    pub fn words(&mut self) -> Vec<Self> {
        let mut words = Vec::new();
        for language in LANGUAGES {
            let table = self.value(language).and_then(Value::as_table);
            if table.is_none() {
                self.wrong(format!("no words in {language}"));
            }
            let id = format!("{}: {language}", self.id);
            let mut row = Self::new(self.file, id, table.unwrap_or(&NOTHING));
            row.problems.reserve(0);
            words.push(row);
        }
        words
    }

    /// Whether it is there at all.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
}
