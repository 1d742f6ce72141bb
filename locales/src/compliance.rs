//! Words that stand with the rules of compliance (`data/compliance/`) and are shown as those of `locales/` are: what a
//! question asks, what a registration and a state are called, and which way takes which goods, which is words and no rule. So each
//! stands once.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

/// The calculator whose choices they are.
pub const CALCULATOR: &str = "compliance";

/// The nexus table, which has the names of the states.
const STATES: &str = "us-nexus.toml";

/// Which way takes which goods.
const MATRIX: &str = "matrix.toml";

/// The words of a language as a table like those of `locales/`: `choice.question.<id>`, `choice.registration.<id>`,
/// `place.US-<state>`, and of which way takes which goods `takes.title`, `takes.sure`, `takes.way-<way>`, `takes.goods-<goods>` and
/// `takes.<goods>-by-<way>`.
///
/// # Errors
///
/// Files that cannot be read, rows without a name or words, and ids that are there twice, a sentence each.
pub fn words(root: &Path, tag: &str) -> Result<Table, Vec<String>> {
    let dir = root.join("data").join(CALCULATOR);
    let unreadable = |path: &Path, error: &dyn core::fmt::Display| vec![format!("{}: {error}", path.display())];
    let mut files = Vec::new();
    for entry in fs::read_dir(&dir).map_err(|error| unreadable(&dir, &error))? {
        files.push(entry.map_err(|error| unreadable(&dir, &error))?.file_name().to_string_lossy().into_owned());
    }
    files.sort();
    let mut problems = Vec::new();
    let mut questions = Table::new();
    let mut registrations = Table::new();
    let mut places = Table::new();
    let mut takes = Table::new();
    for file in files.iter().filter(|file| file.ends_with(".toml")) {
        let (kind, word, into) = match file.as_str() {
            STATES => ("", "", &mut places),
            MATRIX => ("", "", &mut takes),
            _ if file.starts_with("questions") => ("question", "ask", &mut questions),
            _ if file.starts_with("registrations") => ("registration", "name", &mut registrations),
            _ => continue,
        };
        let path = dir.join(file);
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        let table = text.parse::<Table>().map_err(|error| unreadable(&path, &error))?;
        let found = match file.as_str() {
            STATES => states(&table, tag),
            MATRIX => matrix(&table, tag),
            _ => rows(&table, kind, word, tag),
        };
        match found {
            Err(problem) => problems.push(format!("{file}: {problem}")),
            Ok(found) => {
                for (id, text) in found {
                    if into.insert(id.clone(), Value::String(text)).is_some() {
                        problems.push(format!("{file}: {id} is there twice"));
                    }
                }
            }
        }
    }
    let choices = Table::from_iter([
        ("question".to_owned(), Value::Table(questions)),
        ("registration".to_owned(), Value::Table(registrations)),
    ]);
    let all = [("choice", choices), ("place", places), ("takes", takes)];
    let all = all.map(|(name, table)| (name.to_owned(), Value::Table(table)));
    if problems.is_empty() { Ok(Table::from_iter(all)) } else { Err(problems) }
}

/// Of each row of a kind, its id and a word of it.
fn rows(table: &Table, kind: &str, word: &str, tag: &str) -> Result<Vec<(String, String)>, String> {
    let rows = table.get(kind).and_then(Value::as_array).ok_or_else(|| format!("there is no {kind}"))?;
    let read = |row: &Value| {
        let id = row.get("id").and_then(Value::as_str).ok_or_else(|| format!("a {kind} has no id"))?;
        let text = row.get(tag).and_then(|words| words.get(word)).and_then(Value::as_str);
        let text = text.ok_or_else(|| format!("{id} has no {word} in {tag}"))?;
        Ok((id.to_owned(), text.to_owned()))
    };
    rows.iter().map(read).collect()
}

/// The names of the states of the nexus table, by their codes as places.
fn states(table: &Table, tag: &str) -> Result<Vec<(String, String)>, String> {
    let names = table.get("names").and_then(|names| names.get(tag)).and_then(Value::as_table);
    let names = names.ok_or_else(|| format!("there are no names in {tag}"))?;
    let read = |(code, name): (&String, &Value)| {
        let name = name.as_str().ok_or_else(|| format!("the name of {code} in {tag} is no text"))?;
        Ok((format!("US-{code}"), name.to_owned()))
    };
    names.iter().map(read).collect()
}

/// Which way takes which goods: the names of ways and goods, and of each two whether it does, with what is to be noted.
fn matrix(table: &Table, tag: &str) -> Result<Vec<(String, String)>, String> {
    let words = table.get("words").and_then(|words| words.get(tag)).and_then(Value::as_table);
    let word = |key: &str| {
        let word = words.and_then(|words| words.get(key)).and_then(Value::as_str);
        word.ok_or_else(|| format!("there is no word for {key} in {tag}"))
    };
    let named = |kind: &str| -> Result<Vec<(&Table, &str, &str)>, String> {
        let rows = table.get(kind).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table);
        let read = |row| {
            let text = |key: &str| Table::get(row, key).and_then(Value::as_str);
            let id = text("id").ok_or_else(|| format!("a {kind} has no id"))?;
            Ok((row, id, text(tag).ok_or_else(|| format!("{id} has no name in {tag}"))?))
        };
        rows.map(read).collect()
    };
    let (ways, notes) = (named("way")?, named("note")?);
    let mut found =
        vec![("title".to_owned(), word("title")?.to_owned()), ("sure".to_owned(), word("sure")?.to_owned())];
    found.extend(ways.iter().map(|(_, id, name)| (format!("way-{id}"), (*name).to_owned())));
    for (row, goods, name) in named("goods")? {
        found.push((format!("goods-{goods}"), name.to_owned()));
        for (_, way, _) in &ways {
            let cell = |key: &str| row.get(key).and_then(|cells| cells.get(*way)).and_then(Value::as_str);
            let code = cell("cells").filter(|code| ["Y", "S", "N"].contains(code));
            let code = code.ok_or_else(|| format!("{goods} by {way} is none of Y, S, N"))?;
            let note = cell("notes").map(|id| {
                let note = notes.iter().find(|(_, known, _)| *known == id).map(|(.., note)| *note);
                note.ok_or_else(|| format!("{goods} by {way}: there is no note {id}"))
            });
            let taken = [Some(word(code)?), note.transpose()?].into_iter().flatten().collect::<Vec<_>>();
            found.push((format!("{goods}-by-{way}"), taken.join(" · ")));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_row_gives_its_word_under_its_id() {
        let text = "[[question]]\nid = 'a'\n[question.en]\nask = 'A?'\n[question.zh-Hans]\nask = '甲？'";
        let found = rows(&table(text), "question", "ask", "zh-Hans");
        assert_eq!(found, Ok(vec![("a".to_owned(), "甲？".to_owned())]));
    }

    #[test]
    fn what_lacks_words_is_named() {
        let text = "[[question]]\nid = 'a'\n[question.en]\nask = 'A?'";
        assert_eq!(rows(&table(text), "question", "ask", "zh-Hant"), Err("a has no ask in zh-Hant".to_owned()));
        assert_eq!(rows(&table(text), "registration", "name", "en"), Err("there is no registration".to_owned()));
        assert_eq!(
            rows(&table("[[question]]\nx = 1"), "question", "ask", "en"),
            Err("a question has no id".to_owned())
        );
        assert_eq!(states(&table("[names.en]\nCA = 1"), "en"), Err("the name of CA in en is no text".to_owned()));
        assert_eq!(states(&table("[names.en]\nCA = 'x'"), "zh-Hans"), Err("there are no names in zh-Hans".to_owned()));
    }

    #[test]
    fn a_way_takes_goods_or_does_not() {
        let text = "words.en = { title = 'Who', sure = 'Ask', Y = 'taken', S = 'some', N = 'refused' }\n\
                    [[way]]\nid = 'post'\nen = 'Post'\n[[way]]\nid = 'sea'\nen = 'Sea'\n\
                    [[note]]\nid = 'n'\nen = 'declared'\n\
                    [[goods]]\nid = 'pack'\nen = 'Power bank'\ncells = { post = 'N', sea = 'Y' }\nnotes = { sea = 'n' }";
        let found = matrix(&table(text), "en").unwrap_or_default();
        let found: Vec<_> = found.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        let ways = [("way-post", "Post"), ("way-sea", "Sea"), ("goods-pack", "Power bank")];
        let cells = [("pack-by-post", "refused"), ("pack-by-sea", "taken · declared")];
        assert_eq!(found, [&[("title", "Who"), ("sure", "Ask")], &ways[..], &cells].concat());
        let wrong = |from: &str, to: &str| matrix(&table(&text.replace(from, to)), "en").err();
        assert_eq!(wrong("post = 'N'", "post = 'X'").as_deref(), Some("pack by post is none of Y, S, N"));
        assert_eq!(wrong("sea = 'n'", "sea = 'x'").as_deref(), Some("pack by sea: there is no note x"));
        assert_eq!(matrix(&table(text), "zh-Hans").err().as_deref(), Some("post has no name in zh-Hans"));
    }

    #[test]
    fn a_state_is_a_place() {
        let found = states(&table("[names.en]\nCA = 'California'"), "en");
        assert_eq!(found, Ok(vec![("US-CA".to_owned(), "California".to_owned())]));
    }
}
