//! Compiles the keys of the wording and the opened examples into the page, and refuses to build while a text is missing.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use locales::Program;
use suanpan::pack::{Pack, source};
use suanpan::schema::wording;
use suanpan::{calculators, link};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for read in ["locales", "src/calculators", "data"].iter().chain(Program::Page.sources()) {
        println!("cargo::rerun-if-changed={}", root.join(read).display());
    }

    let ids = calculators::ALL.iter().map(|calculator| calculator.id());
    let all = locales::load(&root, ids).map_err(|problems| problems.join("\n"))?;
    let snapshot = source::read(&root.join("data")).map_err(|problems| problems.join("\n"))?;
    let calculators = calculators::ALL.iter().copied();
    let domain = wording::needed(calculators, &Pack::decode(&snapshot.bytes)?, &all.keys);
    let texts = Program::Page.texts(&root, &all, &domain).map_err(|missing| missing.join("\n"))?;

    // The page has no link codec: its examples come opened.
    let mut examples = String::new();
    for calculator in calculators::ALL {
        for example in calculator.examples() {
            let case = link::decode(example.link)?.record.bundled();
            examples.push_str(&format!("    ({:?}, {:?}, {case:?}),\n", calculator.id(), example.id));
        }
    }
    let examples =
        format!("/// Calculator, example, case.\npub const EXAMPLES: &[(&str, &str, &str)] = &[\n{examples}];\n");

    let out = env::var_os("OUT_DIR").unwrap_or_default();
    let write = |file: &str, code: &str| fs::write(Path::new(&out).join(file), code);
    write("keys.rs", &texts.rust(|key| domain.contains(key)))?;
    write("examples.rs", &examples)?;
    Ok(())
}
