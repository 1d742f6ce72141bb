//! Who may know of whom (`ARCHITECTURE.md`), checked against the sources and the dependency tree.

#![expect(clippy::panic, clippy::expect_used, reason = "a test ends at the first thing it cannot read")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use suanpan::calculators;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// All that the domain stands on, with every feature: a name more is a decision, not an accident.
const DEPENDENCIES: &[&str] = &[
    // Exact decimals.
    "rust_decimal",
    "arrayvec",
    "num-traits",
    // Stock theory and statistics: the same bits on every machine.
    "suanpan-compliance",
    "suanpan-inventory",
    "libm",
    // Packs.
    "serde",
    "serde_core",
    // Long links.
    "miniz_oxide",
    "adler2",
    // JSON in and out (feature `json`).
    "serde_json",
    "itoa",
    "memchr",
    "zmij",
    "indexmap",
    "equivalent",
    "hashbrown",
    "foldhash",
    // Packs as people write them (feature `source`).
    "toml",
    "toml_datetime",
    "toml_parser",
    "toml_writer",
    "serde_spanned",
    "winnow",
];

#[test]
fn the_domain_depends_on_little() {
    let tree = ["tree", "--offline", "--package", "suanpan", "--all-features", "--edges", "normal,no-proc-macro"];
    let output =
        Command::new(env!("CARGO")).current_dir(ROOT).args(tree).args(["--prefix", "none", "--format", "{p}"]).output();
    let output = output.expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let found: BTreeSet<_> =
        lines.lines().filter_map(|line| line.split(' ').next()).filter(|name| *name != "suanpan").collect();
    assert_eq!(found, DEPENDENCIES.iter().copied().collect());
}

#[test]
fn the_domain_knows_no_browser_no_clock_and_no_chance() {
    let banned = [
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "leptos",
        "std::time",
        "std::thread",
        "std::env",
        "std::net",
        "std::process",
        "std::io",
        "std::fs",
        "HashMap",
        "HashSet",
        "Instant",
        "SystemTime",
        "println!",
        "getrandom",
    ];
    for (path, code) in ["src", "compliance/src", "inventory/src"].into_iter().flat_map(sources) {
        let reads_files = path.ends_with("pack/source.rs") || path.ends_with("compliance/src/source/mod.rs");
        for word in banned.iter().filter(|word| !(reads_files && **word == "std::fs")) {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
    }
}

/// What serves all calculators knows none of them.
#[test]
fn only_the_list_of_calculators_names_them() {
    for (path, code) in ["src", "www/src", "www/engine/src", "package/src"].into_iter().flat_map(sources) {
        if path.components().any(|part| part.as_os_str() == "calculators") {
            continue;
        }
        // The crate that evaluates rules is no calculator.
        let code = code.replace("suanpan_compliance::", "");
        for calculator in calculators::ALL {
            let module = format!("{}::", calculator.id().replace('-', "_"));
            assert!(!code.contains(&module), "{}: {module}", path.display());
            assert!(!literals(&code).contains(calculator.id()), "{}: {:?}", path.display(), calculator.id());
        }
    }
}

#[test]
fn page_and_engine_name_no_field() {
    let fields = calculators::ALL.iter().filter(|one| one.id() != "toy").flat_map(|calculator| calculator.fields());
    let keys: BTreeSet<_> =
        fields.flat_map(|meta| [meta].into_iter().chain(meta.columns())).map(|meta| meta.key).collect();
    for (path, code) in ["www/src", "www/engine/src", "www/ui/src"].into_iter().flat_map(sources) {
        // A kind of name that `Intl.DisplayNames` knows, no field.
        let code = code.replace("display_name(language(), \"currency\"", "");
        let named: Vec<_> =
            literals(&code).into_iter().filter(|literal| keys.contains(literal)).map(str::to_owned).collect();
        assert_eq!(named, [""; 0], "{}", path.display());
    }
}

/// Beside `browser`, the page may name the types of events that it handles, nothing else of the browser.
#[test]
fn only_one_module_speaks_to_the_browser() {
    let browser =
        |path: &Path| path.ends_with("browser.rs") || path.components().any(|part| part.as_os_str() == "browser");
    let programs = ["www/src", "www/engine/src", "www/ui/src"].into_iter().flat_map(sources);
    for (path, code) in programs.filter(|(path, _)| !browser(path)) {
        assert!(!code.contains("js_sys"), "{}", path.display());
        for named in code.split("web_sys::").skip(1) {
            let name: String = named.chars().take_while(|c| c.is_alphanumeric()).collect();
            assert!(name.ends_with("Event"), "{}: web_sys::{name}", path.display());
        }
    }
}

/// What the content security policy would refuse, and what could turn a figure into markup.
#[test]
fn views_hold_no_inline_style_and_no_raw_html() {
    for (path, code) in ["www/src", "www/engine/src", "www/ui/src"].into_iter().flat_map(sources) {
        for word in ["inner_html", "innerHTML", "style=", "style:", "<style", "<script", "eval("] {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
    }
}

/// Every source file under a folder, without its comments and its unit tests.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                found.push((path, lines.collect::<Vec<_>>().join("\n")));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

/// The string literals of some code.
fn literals(code: &str) -> BTreeSet<&str> {
    code.lines().flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}
