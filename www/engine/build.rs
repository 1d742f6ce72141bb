//! Compiles the keys of the wording into the engine, and refuses to build while a text is missing.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use locales::Program;
use suanpan::calculators;
use suanpan::pack::{Pack, source};
use suanpan::schema::wording;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for read in ["locales", "src/calculators", "data"].iter().chain(Program::Engine.sources()) {
        println!("cargo::rerun-if-changed={}", root.join(read).display());
    }

    let ids = calculators::ALL.iter().map(|calculator| calculator.id());
    let all = locales::load(&root, ids).map_err(|problems| problems.join("\n"))?;
    let snapshot = source::read(&root.join("data")).map_err(|problems| problems.join("\n"))?;
    let all_of_them = calculators::ALL.iter().copied();
    let domain = wording::needed(all_of_them, calculators::IDS, &Pack::decode(&snapshot.bytes)?, &all.keys);
    let texts = Program::Engine.texts(&root, &all, &domain, true).map_err(|missing| missing.join("\n"))?;

    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("keys.rs"), texts.rust(|key| domain.contains(key)))?;
    Ok(())
}
