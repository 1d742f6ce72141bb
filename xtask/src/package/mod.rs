//! `cargo xtask package`: the engine for JavaScript as a package ready to publish, in `target/npm/`.
//!
//! Scripts and types that are the same for every calculator stand in `package/npm/`; what names calculators and fields is
//! written here from their descriptions.

mod cases;
mod outputs;
mod schema;
mod types;

use std::fs;
use std::path::{Path, PathBuf};

use crate::project::{self, Result, Which};
use crate::wasm::{self, Form};
use crate::{site, size, system};

/// The version of what scripts call: a change that breaks them raises it.
const API_VERSION: u32 = 1;
/// What stands in `package/npm/package.json` in the place of the version.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

/// Where the package is built.
fn dist() -> PathBuf {
    project::target().join("npm")
}

/// Builds the package and prints what it takes.
pub fn build() -> Result {
    let form = Form::release()?;
    let files = wasm::compile(&wasm::PACKAGE, &form, Which::Real, None)?;
    wasm::shrink(&files, &form, Which::Real)?;
    let (script, module) = files;
    let dir = dist();
    write(&dir)?;
    project::write(&dir.join("engine.js"), &project::read(&script)?)?;
    project::write(&dir.join("engine_bg.wasm"), &project::read(&module)?)?;
    size::check_package(&dir)
}

/// Writes everything but the wasm and what wasm-bindgen puts around it.
fn write(dir: &Path) -> Result {
    if dir.exists() {
        fs::remove_dir_all(dir)?;
    }
    let root = project::root();
    for file in project::files(&root.join("package/npm"))? {
        project::write(&dir.join(file.file_name().unwrap_or_default()), &project::read(&file)?)?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        project::write(&dir.join(licence), &project::read(&root.join(licence))?)?;
    }
    let manifest = project::read_text(&dir.join("package.json"))?;
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    project::write(&dir.join("package.json"), manifest.replacen(NO_VERSION, &version, 1).as_bytes())?;
    packs(dir)?;
    let words = locales::load(root, Which::Real.calculators()).map_err(|list| list.join("\n"))?;
    let calculators = Which::Real.calculators().into_iter().filter_map(suanpan::calculators::by_id);
    let calculators: Vec<_> = calculators.collect();
    project::write(&dir.join("calculators.js"), functions(&calculators).as_bytes())?;
    project::write(&dir.join("types.d.ts"), types::print(&calculators, &words).as_bytes())?;
    project::write(&dir.join("schema.json"), schema::print(&calculators, &words).as_bytes())
}

/// The current data, and the rules of compliance in each language with their sources.
fn packs(dir: &Path) -> Result {
    let data = project::root().join("data");
    let snapshot = suanpan::pack::source::read(&data).map_err(|list| list.join("\n"))?;
    project::write(&dir.join("data.pack"), &snapshot.bytes)?;
    let rules = suanpan_compliance::source::read(&data.join("compliance")).map_err(|list| list.join("\n"))?;
    for language in locales::LANGUAGES {
        project::write(&dir.join(rules_file(language.tag)), &rules.pack(language.tag)?)?;
    }
    project::write(&dir.join("rules.js"), rules_script().as_bytes())?;
    project::write(&dir.join("rule-sources.pack"), &rules.sources())
}

/// The file of the rules in a language; those in the first have no other name.
fn rules_file(tag: &str) -> String {
    if tag == locales::LANGUAGES[0].tag { "rules.pack".to_owned() } else { format!("rules-{tag}.pack") }
}

/// The script that says where the rules lie in each language, the default first: literally, so that bundlers see it.
fn rules_script() -> String {
    let mut out = String::from("// Written by `cargo xtask package`.\n\nexport const rules = {\n");
    for language in locales::LANGUAGES {
        let file = rules_file(language.tag);
        out.push_str(&format!("  \"{}\": () => new URL(\"./{file}\", import.meta.url),\n", language.tag));
    }
    out.push_str("};\n");
    out
}

/// The script with a function for each calculator.
fn functions(calculators: &[&dyn suanpan::schema::Calculator]) -> String {
    let mut out = String::from("// Written by `cargo xtask package`.\n\nimport { run } from \"./api.js\";\n\n");
    out.push_str(&format!("export const version = \"{}\";\n", env!("CARGO_PKG_VERSION")));
    out.push_str(&format!("export const apiVersion = {API_VERSION};\n\n"));
    for calculator in calculators {
        let id = calculator.id();
        let name = types::camel(id);
        out.push_str(&format!("export const {name} = (inputs, options) => run(\"{id}\", inputs, options);\n"));
    }
    out
}

/// Builds the package and holds it to what it promises, in Node and in Chromium (`tests/package/`).
pub fn test() -> Result {
    cases::write()?;
    build()?;
    let dir = project::root().join("tests/package");
    project::run(system::npm().args(["ci", "--no-audit", "--no-fund"]).current_dir(&dir))?;
    project::run(
        system::npm()
            .arg("test")
            .current_dir(&dir)
            .env("SUANPAN_PACKAGE", dist())
            .env("SUANPAN_CASES", cases::file())
            .env("CHROMIUM", system::need_chromium()?),
    )
}

/// The brotli size of a file of the package.
pub fn compressed(file: &Path) -> Result<u64> {
    let twin = site::beside(&project::target().join("tmp/package").join(file.file_name().unwrap_or_default()), "br");
    project::write(&twin, &[])?;
    site::brotli(&project::read(file)?, &twin)?;
    Ok(fs::metadata(&twin)?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_manifest_names_is_written() -> Result {
        let dir = project::target().join("tmp/npm");
        write(&dir)?;
        let manifest: serde_json::Value = serde_json::from_str(&project::read_text(&dir.join("package.json"))?)?;
        assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
        let mut named = Vec::new();
        let mut waiting = vec![&manifest["exports"]];
        while let Some(next) = waiting.pop() {
            match next {
                serde_json::Value::Object(object) => waiting.extend(object.values()),
                other => named.extend(other.as_str()),
            }
        }
        assert!(named.len() > 8, "{named:?}");
        for name in named.into_iter().filter(|name| !name.ends_with(".wasm")) {
            assert!(dir.join(name).exists(), "{name}");
        }
        // Scripts name each other, and packs.
        for file in project::files(&dir)?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "js")) {
            let script = project::read_text(&file)?;
            let named = ["from \"./", "new URL(\"./"].map(|before| script.split(before).skip(1));
            for name in named.into_iter().flatten().filter_map(|rest| rest.split('"').next()) {
                let is_made = name.starts_with("engine") || dir.join(name).exists();
                assert!(is_made, "{}: {name}", file.display());
            }
        }
        Ok(())
    }
}
