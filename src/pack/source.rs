//! Reads `data/` as people edit it and packs it.
//!
//! Layout: `snapshot.toml` (the date of the data), `carriers/*.toml` (one rate card each),
//! `exchange-rates.toml`, `markets/*.toml` (rules by market), and, in snapshots that have them, `warehouses/*.toml` (one
//! warehouse each), `channels/*.toml` (a sales channel, by market) and `calendar/*.toml` (one event each). Unknown keys are
//! errors.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use suanpan_compliance::pack::Pack as Rules;
use suanpan_compliance::words::LANGUAGES;

use super::{Channel, Event, ExchangeRate, Market, Notice, Pack, Tariff, Warehouse};
use crate::date::Date;

/// A compiled pack and the id that links name it by.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Date and content hash: `2026-11-22-1a2b3c4d`.
    pub id: String,
    /// What [`Pack::decode`] reads.
    pub bytes: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SnapshotFile {
    date: Date,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ExchangeRatesFile {
    exchange_rate: Vec<ExchangeRate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MarketFile {
    #[serde(default)]
    notice: Vec<Notice>,
    market: Option<Market>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelFile {
    channel: Vec<Channel>,
}

/// Reads, checks and packs the data folder.
///
/// # Errors
/// Every problem found, each with its file.
pub fn read(dir: &Path) -> Result<Snapshot, Vec<String>> {
    let mut reader = Reader::default();
    let date = reader.file::<SnapshotFile>(&dir.join("snapshot.toml")).map(|file| file.date);
    let mut pack = Pack::default();
    for path in reader.folder(&dir.join("carriers")) {
        pack.tariffs.extend(reader.file::<Tariff>(&path));
    }
    if let Some(file) = reader.file::<ExchangeRatesFile>(&dir.join("exchange-rates.toml")) {
        pack.exchange_rates = file.exchange_rate;
    }
    for path in reader.folder(&dir.join("markets")) {
        if let Some(file) = reader.file::<MarketFile>(&path) {
            pack.notices.extend(file.notice);
            pack.markets.extend(file.market);
        }
    }
    for path in reader.folder_if_any(&dir.join("warehouses")) {
        pack.warehouses.extend(reader.file::<Warehouse>(&path));
    }
    for path in reader.folder_if_any(&dir.join("channels")) {
        pack.channels.extend(reader.file::<ChannelFile>(&path).into_iter().flat_map(|file| file.channel));
    }
    for path in reader.folder_if_any(&dir.join("calendar")) {
        pack.calendar.extend(reader.file::<Event>(&path));
    }
    if let Some(date) = date {
        pack.snapshot = format!("{date}-{:08x}", reader.hash as u32);
        reader.problems.extend(pack.check());
    }
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let bytes = pack.encode();
    if Pack::decode(&bytes).as_ref() != Ok(&pack) {
        return Err(vec!["a figure has more digits than a pack holds".to_owned()]);
    }
    Ok(Snapshot { id: pack.snapshot, bytes })
}

/// Reads a folder of rules of compliance, with what is said of them in a language (the first for one that there is
/// none of).
///
/// # Errors
/// Every problem found, each with its file, rule and reason.
pub fn rules(dir: &Path, language: &str) -> Result<Arc<Rules>, Vec<String>> {
    let suanpan_compliance::source::Loaded { book, words, snapshot, .. } = suanpan_compliance::source::read(dir)?;
    let place = LANGUAGES.iter().position(|known| *known == language).unwrap_or_default();
    let language = LANGUAGES[place].to_owned();
    let words = words.into_iter().nth(place).unwrap_or_default();
    Ok(Arc::new(Rules { snapshot, language, book, words }))
}

/// Reads one rate card from its text, as worked examples carry it.
///
/// # Errors
/// What TOML or the card's structure says is wrong.
pub fn tariff(text: &str) -> Result<Tariff, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

/// Collects problems and hashes what it reads: the id follows from the content, not from comments or spacing.
struct Reader {
    problems: Vec<String>,
    hash: u64,
}

impl Default for Reader {
    fn default() -> Self {
        Self { problems: Vec::new(), hash: 0xcbf2_9ce4_8422_2325 }
    }
}

impl Reader {
    fn file<T: for<'de> Deserialize<'de>>(&mut self, path: &Path) -> Option<T> {
        let parsed = fs::read_to_string(path).map_err(|error| error.to_string()).and_then(|text| {
            self.absorb(&text);
            toml::from_str(&text).map_err(|error| error.to_string())
        });
        parsed.map_err(|error| self.problems.push(format!("{}: {error}", path.display()))).ok()
    }

    /// The files of a folder that snapshots of earlier days do without.
    fn folder_if_any(&mut self, path: &Path) -> Vec<PathBuf> {
        if path.exists() { self.folder(path) } else { Vec::new() }
    }

    fn folder(&mut self, path: &Path) -> Vec<PathBuf> {
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(format!("{}: {error}", path.display()));
                return Vec::new();
            }
        };
        let is_toml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml");
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_toml).collect();
        paths.sort();
        paths
    }

    /// FNV-1a over what carries data: no comments, blank lines or indents.
    fn absorb(&mut self, text: &str) {
        let bare = |line: &'_ str| match line.rsplit_once(" #") {
            // A quote behind it: the sign stands in a text.
            Some((data, comment)) if !comment.contains('"') => data.trim().to_owned(),
            _ => line.trim().to_owned(),
        };
        let lines = text.lines().map(bare).filter(|line| !line.is_empty() && !line.starts_with('#'));
        for byte in lines.flat_map(|line| (line + "\n").into_bytes()) {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
