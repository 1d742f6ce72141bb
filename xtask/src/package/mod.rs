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

use serde_json::{Map, Value as Json};
use suanpan::schema::Calculator;

use crate::project::{self, Result, Which};
use crate::wasm::{self, Form};
use crate::{site, size, system};

/// The version of what scripts call: a change that breaks them raises it.
const API_VERSION: u32 = 1;
/// What all entries have in common, and only once.
const SHARED: &str = "error.js";

/// Where the package is built.
fn dist() -> PathBuf {
    project::target().join("npm")
}

/// Builds the package and prints what it takes.
pub fn build() -> Result {
    let form = Form::release()?;
    let entries = entries();
    let programs: Vec<_> = entries.iter().map(|only| (&wasm::PACKAGE, *only)).collect();
    let built = wasm::build(&programs, &form, Which::Real)?;
    let dir = dist();
    write(&dir)?;
    for (only, (script, module)) in entries.into_iter().zip(built) {
        let dir = folder(&dir, only);
        project::write(&dir.join("engine.js"), &project::read(&script)?)?;
        project::write(&dir.join("engine_bg.wasm"), &project::read(&module)?)?;
    }
    size::check_package(&dir)
}

/// What can be imported: all calculators together, and each alone.
fn entries() -> Vec<Option<&'static str>> {
    [None].into_iter().chain(Which::Real.calculators().into_iter().map(Some)).collect()
}

/// Where an entry stands in the package.
fn folder(dir: &Path, entry: Option<&str>) -> PathBuf {
    entry.map_or_else(|| dir.to_owned(), |id| dir.join(id))
}

/// Writes everything but the wasm and what wasm-bindgen puts around it.
fn write(dir: &Path) -> Result {
    if dir.exists() {
        fs::remove_dir_all(dir)?;
    }
    let root = project::root();
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        project::write(&dir.join(licence), &project::read(&root.join(licence))?)?;
    }
    packs(dir)?;
    let words = locales::load(root, Which::Real.calculators()).map_err(|list| list.join("\n"))?;
    let calculators = Which::Real.calculators().into_iter().filter_map(suanpan::calculators::by_id);
    let calculators: Vec<_> = calculators.collect();
    project::write(&dir.join("types.d.ts"), types::print(&calculators, &words).as_bytes())?;
    project::write(&dir.join("schema.json"), schema::print(&calculators, &words).as_bytes())?;
    for file in project::files(&root.join("package/npm"))? {
        project::write(&dir.join(file.file_name().unwrap_or_default()), &project::read(&file)?)?;
    }
    project::write(&dir.join("package.json"), manifest(&calculators)?.as_bytes())?;
    entry(dir, "./", &calculators)?;
    for calculator in calculators {
        let dir = folder(dir, Some(calculator.id()));
        // Scripts hold the state of an engine: each entry has its own.
        for file in project::files(&root.join("package/npm"))? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".js") && name != SHARED {
                let script =
                    project::read_text(&file)?.replace(&format!("\"./{SHARED}\""), &format!("\"../{SHARED}\""));
                project::write(&dir.join(name), script.as_bytes())?;
            }
        }
        entry(&dir, "../", &[calculator])?;
        project::write(&dir.join("index.d.ts"), entry_types(calculator)?.as_bytes())?;
        project::write(&dir.join("worker.d.ts"), b"export * from \"../worker.js\";\n")?;
    }
    Ok(())
}

/// What of an entry depends on its calculators; `up` leads from it to the packs.
fn entry(dir: &Path, up: &str, calculators: &[&dyn Calculator]) -> Result {
    let has_rules = calculators.iter().any(|calculator| calculator.has_rules());
    project::write(&dir.join("files.js"), files_script(up, has_rules).as_bytes())?;
    project::write(&dir.join("calculators.js"), functions(calculators).as_bytes())
}

/// The types of the entry of a calculator: those of all, without the functions of the others.
fn entry_types(calculator: &dyn Calculator) -> Result<String> {
    let all = project::read_text(&project::root().join("package/npm/index.d.ts"))?;
    let declared = all.lines().filter_map(|line| {
        let rest = ["export function ", "export class "].into_iter().find_map(|start| line.strip_prefix(start))?;
        rest.split(|c: char| !c.is_alphanumeric()).next()
    });
    let mut names: Vec<_> = declared.map(str::to_owned).collect();
    names.extend(["version".to_owned(), "apiVersion".to_owned(), types::camel(calculator.id())]);
    Ok(format!(
        "// Written by `cargo xtask package`.\n\nexport type * from \"../index.js\";\nexport {{ {} }} from \"../index.js\";\n",
        names.join(", ")
    ))
}

/// `package.json` with the version, and with an entry for each calculator as there is one for all of them.
fn manifest(calculators: &[&dyn Calculator]) -> Result<String> {
    let mut manifest: Json =
        serde_json::from_str(&project::read_text(&project::root().join("package/npm/package.json"))?)?;
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    for calculator in calculators {
        let id = calculator.id();
        for name in [".", "./worker", "./engine_bg.wasm", "./thread.js"] {
            let below = |path: &str| format!("./{id}{}", path.trim_start_matches('.'));
            let of_all = &manifest["exports"][name];
            let own = match of_all {
                Json::Object(ways) => ways
                    .iter()
                    .map(|(way, path)| (way.clone(), below(path.as_str().unwrap_or_default()).into()))
                    .collect::<Map<_, _>>()
                    .into(),
                path => below(path.as_str().unwrap_or_default()).into(),
            };
            manifest["exports"][below(name)] = own;
        }
        if let Some(files) = manifest["files"].as_array_mut() {
            files.push(id.into());
        }
    }
    Ok(format!("{}\n", serde_json::to_string_pretty(&manifest)?))
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
    project::write(&dir.join("rule-sources.pack"), &rules.sources())
}

/// The file of the rules in a language; those in the first have no other name.
fn rules_file(tag: &str) -> String {
    if tag == locales::LANGUAGES[0].tag { "rules.pack".to_owned() } else { format!("rules-{tag}.pack") }
}

/// The script that says where wasm, data and rules lie, the default of the languages first: literally, so that bundlers see it.
/// Engines that ask no rules have none.
fn files_script(up: &str, has_rules: bool) -> String {
    let pack = |name: &str| format!("() => new URL(\"{up}{name}\", import.meta.url)");
    let of_rules = |name: &str| if has_rules { pack(name) } else { "() => new Uint8Array()".to_owned() };
    let mut out = String::from("// Written by `cargo xtask package`.\n\nexport const files = {\n");
    out.push_str("  wasm: () => new URL(\"./engine_bg.wasm\", import.meta.url),\n");
    out.push_str(&format!("  data: {},\n  rules: {{\n", pack("data.pack")));
    for language in locales::LANGUAGES {
        out.push_str(&format!("    \"{}\": {},\n", language.tag, of_rules(&rules_file(language.tag))));
    }
    out.push_str(&format!("  }},\n  sources: {},\n}};\n", of_rules("rule-sources.pack")));
    out
}

/// The script with a function for each calculator.
fn functions(calculators: &[&dyn Calculator]) -> String {
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
