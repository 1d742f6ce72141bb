//! Compiles the keys of the wording and the opened examples into the page, and refuses to build while a text is missing.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use suanpan::pack::{Pack, source};
use suanpan::schema::wording;
use suanpan::{calculators, link};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for read in ["locales", "src/calculators", "data"] {
        println!("cargo::rerun-if-changed={}", root.join(read).display());
    }

    let ids = calculators::ALL.iter().map(|calculator| calculator.id());
    let texts = locales::load(&root, ids).map_err(|problems| problems.join("\n"))?;
    let snapshot = source::read(&root.join("data")).map_err(|problems| problems.join("\n"))?;
    let mut needed: BTreeSet<_> = wording::shared().into_iter().collect();
    needed.extend(wording::of_pack(&Pack::decode(&snapshot.bytes)?));
    needed.extend(calculators::ALL.iter().flat_map(|calculator| wording::of_calculator(*calculator)));
    let missing: Vec<_> = needed.iter().filter(|key| texts.keys.binary_search(key).is_err()).cloned().collect();
    if !missing.is_empty() {
        return Err(format!("locales/*.toml and words/*.toml lack wording for:\n{}", missing.join("\n")).into());
    }

    // Only what the domain or a pack, even an old one, may name has to be found while the page runs; the rest are
    // numbers by then.
    let of_packs =
        |key: &str| ["service.", "source.", "notice.", "notice-more."].iter().any(|start| key.starts_with(start));
    let named = texts.keys.iter().enumerate().filter(|(_, key)| needed.contains(*key) || of_packs(key));
    let named = named.map(|(number, key)| format!("({key:?}, {number})"));
    let keys = texts.keys.iter().map(|key| format!("{key:?}"));
    let languages = locales::LANGUAGES.map(|one| format!("({:?}, {:?}, {:?})", one.tag, one.folder(), one.name));

    // The page has no link codec: its examples come opened.
    let mut examples = Vec::new();
    for calculator in calculators::ALL {
        for example in calculator.examples() {
            let case = link::decode(example.link)?.record.bundled();
            examples.push(format!("({:?}, {:?}, {case:?})", calculator.id(), example.id));
        }
    }

    let write =
        |file: &str, code: String| fs::write(Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join(file), code);
    write(
        "keys.rs",
        [
            table(
                "Tag, folder of its pages, and name in itself of each language",
                "LANGUAGES",
                "(&str, &str, &str)",
                languages,
            ),
            table("The keys, in the order of the text files", "KEYS", "&str", keys),
            table("Keys that are looked up, and their numbers", "NAMED", "(&str, u16)", named),
            format!("pub const TEXTS_ID: &str = {:?};\n", texts.id()),
        ]
        .concat(),
    )?;
    write("examples.rs", table("Calculator, example, case", "EXAMPLES", "(&str, &str, &str)", examples))?;
    Ok(())
}

/// A constant list, as Rust.
fn table(docs: &str, name: &str, of: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: String = lines.into_iter().map(|line| format!("    {line},\n")).collect();
    format!("/// {docs}.\npub const {name}: &[{of}] = &[\n{lines}];\n")
}
