//! Compiles the calculators that the page holds, their keys of the wording and their opened examples into it, and refuses
//! to build while a text is missing.
//!
//! A page holds the calculator whose id `SUANPAN_ONLY` names, so that a first visit loads no other; all of them where it
//! is not set.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use locales::Program;
use suanpan::pack::{First, Pack, source};
use suanpan::schema::{Kind, wording};
use suanpan::{calculators, link};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for read in ["locales", "src/calculators", "data"].iter().chain(Program::Page.sources()) {
        println!("cargo::rerun-if-changed={}", root.join(read).display());
    }

    let ids = calculators::ALL.iter().map(|calculator| calculator.id());
    let all = locales::load(&root, ids).map_err(|problems| problems.join("\n"))?;
    let snapshot = source::read(&root.join("data")).map_err(|problems| problems.join("\n"))?;
    println!("cargo::rerun-if-env-changed=SUANPAN_ONLY");
    let wanted = env::var("SUANPAN_ONLY").unwrap_or_default();
    let here = calculators::places_of(&wanted);
    if here.is_empty() {
        return Err(format!("SUANPAN_ONLY names {wanted}: there is no such calculator").into());
    }
    let domain =
        wording::needed(here.iter().map(|(_, one)| *one), calculators::IDS, &Pack::decode(&snapshot.bytes)?, &all.keys);
    println!("cargo::rustc-check-cfg=cfg(sizes)");
    let sizes = wording::has_sizes(here.iter().map(|(_, one)| *one));
    if sizes {
        println!("cargo::rustc-cfg=sizes");
    }
    let texts = Program::Page.texts(&root, &all, &domain, sizes).map_err(|missing| missing.join("\n"))?;

    // The page has no link codec: its examples come opened.
    let mut examples = String::new();
    for (_, calculator) in &here {
        for example in calculator.examples() {
            let case = link::decode(example.link)?.record.bundled();
            examples.push_str(&format!("    ({:?}, {:?}, {case:?}),\n", calculator.id(), example.id));
        }
    }
    let examples =
        format!("/// Calculator, example, case.\npub const EXAMPLES: &[(&str, &str, &str)] = &[\n{examples}];\n");

    let list: String = here.iter().map(|(index, _)| format!("calculators::ALL[{index}], ")).collect();
    let series = here.iter().flat_map(|(_, calculator)| calculator.fields());
    let series = series.into_iter().any(|meta| matches!(meta.kind, Kind::Series));
    let decode = match here.iter().map(|(_, calculator)| calculator.first()).max() {
        Some(First::Markets) => "decode_markets",
        Some(First::Cards) => "decode_cards",
        Some(First::Rates) | None => "decode_rates",
    };
    let here = format!(
        "/// The calculators of this page.\npub const HERE: &[&dyn suanpan::schema::Calculator] = &[{list}];\n\
         /// Reads as much of a data pack as they need.\npub const DECODE: fn(&[u8]) -> Result<suanpan::pack::Pack, \
         suanpan::pack::PackError> = suanpan::pack::Pack::{decode};\n\
         /// Whether one of them has a series.\npub const SERIES: bool = {series};\n"
    );

    let out = env::var_os("OUT_DIR").unwrap_or_default();
    let write = |file: &str, code: &str| fs::write(Path::new(&out).join(file), code);
    write("keys.rs", &texts.rust(|key| domain.contains(key)))?;
    write("examples.rs", &examples)?;
    write("here.rs", &here)?;
    Ok(())
}
