//! Compiles the keys of the wording into the page, and refuses to build while a text is missing.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use suanpan::calculators;
use suanpan::pack::{Pack, source};
use suanpan::schema::wording;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (locales, data) = (root.join("locales"), root.join("data"));
    println!("cargo::rerun-if-changed={}", locales.display());
    println!("cargo::rerun-if-changed={}", data.display());

    let texts = locales::load(&locales).map_err(|problems| problems.join("\n"))?;
    let snapshot = source::read(&data).map_err(|problems| problems.join("\n"))?;
    let mut needed: BTreeSet<_> = wording::shared().into_iter().collect();
    needed.extend(wording::of_pack(&Pack::decode(&snapshot.bytes)?));
    needed.extend(calculators::ALL.iter().flat_map(|calculator| wording::of_calculator(*calculator)));
    let missing: Vec<_> = needed.iter().filter(|key| texts.keys.binary_search(key).is_err()).cloned().collect();
    if !missing.is_empty() {
        return Err(format!("locales/*.toml lack wording for:\n{}", missing.join("\n")).into());
    }

    let keys: Vec<_> = texts.keys.iter().map(|key| format!("    {key:?},\n")).collect();
    let code =
        format!("pub const TEXTS_ID: &str = {:?};\npub const KEYS: &[&str] = &[\n{}];\n", texts.id(), keys.concat());
    fs::write(Path::new(&env::var("OUT_DIR")?).join("keys.rs"), code)?;
    Ok(())
}
