//! Every word that Suanpan shows, read from `locales/*.toml` and from the folders of the calculators, and checked.
//!
//! One file per language and place, nested tables, flattened by dots to keys such as
//! `field.weight.label`. A text may hold named slots: `{weight}`, or
//! `{n|parcel|parcels}`, which reads "parcel" where `n` is exactly 1.
//!
//! Only build tools use this crate. The page gets the keys compiled in and, for
//! the language it shows, one small text file ([`Texts::file`]).
//!
//! ```no_run
//! let texts = locales::load(".".as_ref(), ["shipping-cost"])?;
//! let greeting = texts.get("en", "app.name");
//! # Ok::<(), Vec<String>>(())
//! ```

mod compliance;
mod program;
mod slots;

pub use program::Program;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use slots::Slots;

/// A language that Suanpan speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag, as in `lang` attributes and in the name of the text file.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
}

impl Language {
    /// The language's folder in page addresses.
    #[must_use]
    pub fn folder(self) -> String {
        self.tag.to_ascii_lowercase()
    }
}

/// All languages. The first is the reference for the slots of a text.
pub const LANGUAGES: [Language; 3] = [
    Language { tag: "en", name: "English" },
    Language { tag: "zh-Hans", name: "简体中文" },
    Language { tag: "zh-Hant", name: "繁體中文" },
];

/// The checked texts of all languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The keys, sorted.
    pub keys: Vec<String>,
    /// Language tag and texts, in the order of [`LANGUAGES`] and of `keys`.
    pub languages: Vec<(&'static str, Vec<String>)>,
}

impl Texts {
    /// Identifies the list of keys, so that a page never reads the texts of another build.
    #[must_use]
    pub fn id(&self) -> String {
        fingerprint(self.keys.join("\n").as_bytes())
    }

    /// The text file of a language: the id, then one text per line in key order.
    #[must_use]
    pub fn file(&self, tag: &str) -> Option<String> {
        Some(format!("{}\n{}\n", self.id(), self.of(tag)?.join("\n")))
    }

    /// Those of some keys.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let kept: Vec<bool> = self.keys.iter().map(|key| wanted(key)).collect();
        let pick = |texts: &[String]| {
            texts.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(text, _)| text.clone()).collect()
        };
        let languages = self.languages.iter().map(|(tag, texts)| (*tag, pick(texts))).collect();
        Self { keys: pick(&self.keys), languages }
    }

    /// What a program is compiled with, as Rust: `LANGUAGES`, `KEYS` in the order of the text files, and `TEXTS` with
    /// those keys that are looked up while it runs.
    #[must_use]
    pub fn rust(&self, looked_up: impl Fn(&str) -> bool) -> String {
        let languages = LANGUAGES.map(|one| format!("({:?}, {:?}, {:?})", one.tag, one.folder(), one.name)).join(", ");
        let keys: String = self.keys.iter().map(|key| format!("    {key:?},\n")).collect();
        let named: String =
            self.keys.iter().map(|key| [if looked_up(key) { key } else { "" }, "\n"].concat()).collect();
        format!(
            "/// Tag, folder of its pages, and name in itself of each language.\n\
             pub const LANGUAGES: &[(&str, &str, &str)] = &[{languages}];\n\
             /// The keys, in the order of the text files.\n\
             pub const KEYS: &[&str] = &[\n{keys}];\n\
             /// What is looked up.\n\
             pub static TEXTS: suanpan_ui::locale::Keys = suanpan_ui::locale::Keys {{\n    id: {:?},\n    \
             named: {named:?},\n}};\n",
            self.id()
        )
    }

    /// One text.
    #[must_use]
    pub fn get(&self, tag: &str, key: &str) -> Option<&str> {
        let index = self.keys.binary_search_by(|known| known.as_str().cmp(key)).ok()?;
        self.of(tag)?.get(index).map(String::as_str)
    }

    fn of(&self, tag: &str) -> Option<&[String]> {
        let (_, texts) = self.languages.iter().find(|(known, _)| *known == tag)?;
        Some(texts)
    }
}

/// Reads and checks the words of a project: `locales/<tag>.toml`, and those that a calculator alone uses,
/// `src/calculators/<folder>/words/<tag>.toml`, where it has them. With the compliance checklist also those that stand with
/// its rules, in `data/compliance/`.
///
/// # Errors
///
/// Everything that is wrong with the texts, a sentence each.
pub fn load<'a>(root: &Path, calculators: impl IntoIterator<Item = &'a str>) -> Result<Texts, Vec<String>> {
    let of_calculator = |id: &str| root.join("src/calculators").join(id.replace('-', "_")).join("words");
    let calculators: Vec<_> = calculators.into_iter().collect();
    let own = calculators.iter().copied().map(of_calculator).filter(|dir| dir.exists());
    let dirs: Vec<_> = [root.join("locales")].into_iter().chain(own).collect();
    let mut problems = Vec::new();
    let mut sources = Vec::new();
    for language in LANGUAGES {
        for dir in &dirs {
            let path = dir.join(language.tag).with_extension("toml");
            match fs::read_to_string(&path) {
                Ok(source) => sources.push((language.tag, source)),
                Err(error) => problems.push(format!("{}: {error}", path.display())),
            }
        }
        if calculators.contains(&compliance::CALCULATOR) {
            match compliance::words(root, language.tag) {
                Ok(words) => sources.push((language.tag, words.to_string())),
                Err(found) => problems.extend(found),
            }
        }
    }
    if problems.is_empty() { check(&sources) } else { Err(problems) }
}

/// Eight hexadecimal digits that change with the content (FNV-1a, folded to 32 bits).
///
/// It tells builds apart; it is no protection against somebody who looks for a collision.
#[must_use]
pub fn fingerprint(content: &[u8]) -> String {
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// Language tag and TOML sources of each language in turn, checked against each other.
fn check(sources: &[(&'static str, String)]) -> Result<Texts, Vec<String>> {
    let mut problems = Vec::new();
    let mut languages: Vec<(&'static str, BTreeMap<String, Text>)> = Vec::new();
    for (tag, source) in sources {
        if languages.last().is_none_or(|(last, _)| last != tag) {
            languages.push((tag, BTreeMap::new()));
        }
        match (source.parse::<toml::Table>(), languages.last_mut()) {
            (Ok(table), Some((_, texts))) => flatten(tag, "", table, texts, &mut problems),
            (Err(error), _) => problems.push(format!("{tag}: {error}")),
            _ => {}
        }
    }
    if let Some(((reference_tag, reference), others)) = languages.split_first() {
        for (tag, texts) in others {
            compare((reference_tag, reference), (tag, texts), &mut problems);
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let keys = languages.first().map(|(_, texts)| texts.keys().cloned().collect());
    let values = |texts: BTreeMap<String, Text>| texts.into_values().map(|text| text.value);
    Ok(Texts {
        keys: keys.unwrap_or_default(),
        languages: languages.into_iter().map(|(tag, texts)| (tag, values(texts).collect())).collect(),
    })
}

struct Text {
    value: String,
    slots: Slots,
}

/// Adds the texts of `table` under their dotted keys.
fn flatten(
    tag: &str,
    prefix: &str,
    table: toml::Table,
    texts: &mut BTreeMap<String, Text>,
    problems: &mut Vec<String>,
) {
    for (name, value) in table {
        let key = format!("{prefix}{name}");
        match value {
            toml::Value::Table(inner) => flatten(tag, &format!("{key}."), inner, texts, problems),
            toml::Value::String(value) if value.trim().is_empty() => {
                problems.push(format!("{tag}: `{key}` is empty"));
            }
            toml::Value::String(value) if value.contains(['\n', '\r']) => {
                problems.push(format!("{tag}: `{key}` holds a line break"));
            }
            toml::Value::String(value) => match Slots::parse(&value) {
                Ok(_) if texts.contains_key(&key) => problems.push(format!("{tag}: `{key}` is there twice")),
                Ok(slots) => {
                    texts.insert(key, Text { value, slots });
                }
                Err(problem) => problems.push(format!("{tag}: `{key}`: {problem}")),
            },
            other => problems.push(format!("{tag}: `{key}` is {}, not text", other.type_str())),
        }
    }
}

/// Both languages must have the same keys, and each text slots that the other's arguments fill.
fn compare(
    (reference_tag, reference): (&str, &BTreeMap<String, Text>),
    (tag, texts): (&str, &BTreeMap<String, Text>),
    problems: &mut Vec<String>,
) {
    for (key, text) in reference {
        let Some(translated) = texts.get(key) else {
            problems.push(format!("{tag}: `{key}` is missing"));
            continue;
        };
        for slot in text.slots.plain() {
            if !translated.slots.contains(slot) {
                problems.push(format!("{tag}: `{key}` lacks {{{slot}}}"));
            }
        }
        for slot in translated.slots.all() {
            if !text.slots.contains(slot) {
                problems.push(format!("{tag}: `{key}` has {{{slot}}}, {reference_tag} has not"));
            }
        }
    }
    for key in texts.keys().filter(|key| !reference.contains_key(*key)) {
        problems.push(format!("{tag}: `{key}` is not in {reference_tag}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(en: &str, hans: &str, hant: &str) -> Result<Texts, Vec<String>> {
        let sources = [("en", en), ("zh-Hans", hans), ("zh-Hant", hant)];
        check(&sources.map(|(tag, source)| (tag, source.to_owned())))
    }

    fn problems(en: &str, hans: &str) -> Vec<String> {
        read(en, hans, en).err().unwrap_or_default()
    }

    #[test]
    fn nested_tables_become_sorted_dotted_keys() {
        let en = "title = 'T'\n[field.weight]\nlabel = 'Weight'\n[app]\nname = 'Suanpan'";
        let zh = "title = '题'\n[app]\nname = '算盘'\n[field.weight]\nlabel = '重量'";
        let texts = read(en, zh, zh);
        let keys = texts.as_ref().map(|texts| texts.keys.clone());
        assert_eq!(keys, Ok(vec!["app.name".into(), "field.weight.label".into(), "title".into()]));
        let label = texts.as_ref().map(|texts| texts.get("zh-Hans", "field.weight.label"));
        assert_eq!(label, Ok(Some("重量")));
        assert_eq!(texts.as_ref().map(|texts| texts.get("en", "field.weight")), Ok(None));
        assert_eq!(texts.as_ref().map(|texts| texts.get("fr", "title")), Ok(None));
    }

    #[test]
    fn the_file_is_the_id_and_the_texts_in_key_order() {
        let texts = read("b = 'two'\na = 'one'", "a = '一'\nb = '二'", "a = '一'\nb = '二'");
        let id = fingerprint(b"a\nb");
        assert_eq!(texts.map(|texts| texts.file("en")), Ok(Some(format!("{id}\none\ntwo\n"))));
    }

    #[test]
    fn the_id_follows_the_keys_and_nothing_else() {
        let id = |en: &str| read(en, en, en).map(|texts| texts.id());
        assert_eq!(id("a = 'one'"), id("a = 'uno'"));
        assert_ne!(id("a = 'one'"), id("b = 'one'"));
        assert_eq!(id("a = 'one'").map(|id| id.len()), Ok(8));
    }

    #[test]
    fn keys_must_agree() {
        assert_eq!(problems("a = 'x'\nb = 'y'", "a = 'x'"), ["zh-Hans: `b` is missing"]);
        assert_eq!(problems("a = 'x'", "a = 'x'\nb = 'y'"), ["zh-Hans: `b` is not in en"]);
    }

    #[test]
    fn slots_must_agree() {
        assert_eq!(problems("a = '{w} kg'", "a = '公斤'"), ["zh-Hans: `a` lacks {w}"]);
        assert_eq!(problems("a = 'kg'", "a = '{w} 公斤'"), ["zh-Hans: `a` has {w}, en has not"]);
        assert_eq!(problems("a = '{w} kg for {d}'", "a = '{d}：{w} 公斤'"), [""; 0]);
    }

    #[test]
    fn a_plural_slot_need_not_be_repeated() {
        let en = "a = '{n} {n|parcel|parcels}'\nb = '{n|one parcel|several parcels}'";
        assert_eq!(problems(en, "a = '{n} 个包裹'\nb = '包裹'"), [""; 0]);
        assert_eq!(problems(en, "a = '包裹'\nb = '包裹'"), ["zh-Hans: `a` lacks {n}"]);
    }

    #[test]
    fn a_text_is_one_line_of_text() {
        assert_eq!(problems("a = ''", "a = 'x'")[0], "en: `a` is empty");
        assert_eq!(problems("a = \"x\\ny\"", "a = 'x'")[0], "en: `a` holds a line break");
        assert_eq!(problems("a = 1", "a = 'x'")[0], "en: `a` is integer, not text");
        assert_eq!(problems("a = '{w'", "a = 'x'")[0], "en: `a`: `{` without `}`");
    }

    #[test]
    fn a_missing_file_is_named() {
        let problems = load(Path::new("no/such/folder"), []).err().unwrap_or_default();
        assert_eq!(problems.len(), LANGUAGES.len());
        assert!(problems[0].contains("en.toml"));
    }

    #[test]
    fn words_of_rules_come_with_the_checklist_alone() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let with = load(&root, ["shipping-cost", "compliance"]);
        let get = |tag, key| with.as_ref().map(|texts| texts.get(tag, key).map(str::to_owned));
        assert_eq!(get("en", "place.US-CA"), Ok(Some("California".to_owned())));
        assert_eq!(get("zh-Hant", "choice.registration.vat-at"), Ok(Some("奧地利加值稅稅號".to_owned())));
        let asked = get("zh-Hans", "choice.question.eu-excise-goods");
        assert_eq!(asked, Ok(Some("货里有应缴消费税的商品吗（酒、烟草）？".to_owned())));
        let without = load(&root, ["shipping-cost"]);
        assert_eq!(without.as_ref().map(|texts| texts.get("en", "place.US-CA")), Ok(None));
    }

    #[test]
    fn the_texts_of_the_project_are_in_order() {
        assert_eq!(load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), ["shipping-cost", "toy"]).err(), None);
    }
}
