//! Rust packages as wasm and the script around it; as small as can be for a release.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use walrus::Module;

use crate::project::{self, Result, WASM, Which};
use crate::tools::{self, Esbuild, WasmBindgen, WasmOpt};

/// A package that is compiled to wasm.
pub struct Package {
    name: &'static str,
    /// The file that cargo writes.
    module: &'static str,
    /// Whether what computes by the million is made fast in it.
    is_fast: bool,
    /// Whether its script can start it anew after a trap.
    restarts: bool,
}

/// The page.
pub const APP: Package = Package { name: project::APP, module: "suanpan-www.wasm", is_fast: false, restarts: false };
/// What the page loads on demand.
pub const ENGINE: Package =
    Package { name: project::ENGINE, module: "suanpan_engine.wasm", is_fast: true, restarts: false };
/// What writes Excel files, loaded when somebody asks for one.
pub const XLSX: Package = Package { name: project::XLSX, module: "suanpan_xlsx.wasm", is_fast: false, restarts: false };
/// The engine for JavaScript.
pub const PACKAGE: Package =
    Package { name: project::PACKAGE, module: "suanpan_js.wasm", is_fast: false, restarts: true };
/// What reads rules that a user brings, loaded when somebody does.
pub const RULES: Package =
    Package { name: project::RULES, module: "suanpan_rules.wasm", is_fast: false, restarts: false };

impl Package {
    /// The script and the wasm that wasm-bindgen writes to a folder.
    pub fn files(&self, dir: &Path) -> (PathBuf, PathBuf) {
        (dir.join(format!("{}.js", self.name)), dir.join(format!("{}_bg.wasm", self.name)))
    }
}

/// For whom something is built.
pub enum Form {
    /// For who works on it.
    Debug,
    /// For everybody, with what makes it small.
    Release { wasm_opt: WasmOpt, esbuild: Esbuild },
}

/// A release compiles the standard library with it, as panics that are traps: their words and what prints them are
/// gone, and so are the places they would name. Measured: 7 KB brotli of the page. These switches are unstable, which
/// is what `RUSTC_BOOTSTRAP` allows; the toolchain is pinned, so that they mean the same until somebody moves it.
const SMALL: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];
const SMALL_FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";
/// What cargo takes flags for wasm from.
pub const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Stock theory and statistics, made fast in an engine that is made small: simulations and the choice of a forecast take
/// a third of the time, for 29 KB brotli. The engine itself is among them since the crate that all end in decides whether
/// loops become vectors. (Level 3 is larger and no faster over all jobs.)
pub const FAST: [&str; 6] = [
    "--config",
    "profile.release.package.suanpan-inventory.opt-level=2",
    "--config",
    "profile.release.package.libm.opt-level=2",
    "--config",
    "profile.release.package.suanpan-engine.opt-level=2",
];
/// Four figures at a time: every browser since the spring of 2023 has these instructions. The page does without.
pub const FAST_FLAGS: &str = "-Ctarget-feature=+simd128";

impl Form {
    /// A release, with the tools that it needs.
    pub fn release() -> Result<Self> {
        tools::rust_source()?;
        Ok(Self::Release { wasm_opt: tools::wasm_opt()?, esbuild: tools::esbuild()? })
    }

    /// A file of the page, smaller for a release if it is a script or a style.
    pub fn minified(&self, file: &Path) -> Result<Vec<u8>> {
        match self {
            Self::Release { esbuild, .. } if file.extension().is_some_and(|end| end == "js" || end == "css") => {
                esbuild.minify(file)
            }
            _ => project::read(file),
        }
    }
}

/// Compiles a package; its script and its wasm, which a release still has to [`shrink`]. Of the page and of the engine for
/// JavaScript, with this calculator alone, or with all of them.
pub fn compile(package: &Package, form: &Form, which: Which, only: Option<&str>) -> Result<(PathBuf, PathBuf)> {
    tools::wasm_target()?;
    let wasm_bindgen = tools::wasm_bindgen()?;
    let mut cargo = project::cargo();
    cargo.args(["build", "--package", package.name, "--target", WASM]).args(which.features());
    // See build.rs of both.
    cargo.env("SUANPAN_ONLY", only.unwrap_or_default());
    let profile = match form {
        Form::Debug => "debug",
        Form::Release { .. } => {
            println!(
                "compiling {} {}; the first time, with the standard library, that takes minutes",
                package.name,
                only.unwrap_or_default()
            );
            cargo.arg("--release").envs(SMALL).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
            if package.is_fast {
                cargo.args(FAST).env(FLAGS, format!("{SMALL_FLAGS} {FAST_FLAGS}"));
            } else {
                cargo.env(FLAGS, SMALL_FLAGS);
            }
            "release"
        }
    };
    project::run(&mut cargo)?;
    let compiled = project::target().join(WASM).join(profile).join(package.module);
    let dir = project::target().join("wasm-bindgen").join(package.name).join(only.unwrap_or("all"));
    bind(&wasm_bindgen, package, &compiled, &dir)
}

/// Scripts and wasm of several programs for a site or a package: one is made small while the next is compiled.
pub fn build(programs: &[(&Package, Option<&str>)], form: &Form, which: Which) -> Result<Vec<(PathBuf, PathBuf)>> {
    thread::scope(|scope| {
        let mut shrinking = Vec::new();
        for (package, only) in programs {
            let files = compile(package, form, which, *only)?;
            let shrunk = files.clone();
            shrinking
                .push((files, scope.spawn(move || shrink(&shrunk, form, which).map_err(|error| error.to_string()))));
        }
        let mut built = Vec::new();
        for (files, work) in shrinking {
            work.join().map_err(|_| format!("{} could not be shrunk", files.1.display()))??;
            built.push(files);
        }
        Ok(built)
    })
}

/// Makes what [`compile`] wrote for a release as small as it can be.
fn shrink((script, module): &(PathBuf, PathBuf), form: &Form, which: Which) -> Result {
    let Form::Release { wasm_opt, esbuild } = form else { return Ok(()) };
    // The toy's site is for tests alone, and shrinking takes longer than they do.
    if which != Which::Toy {
        println!("shrinking {}", module.display());
        wasm_opt.shrink(module)?;
    }
    shorten_names(script, module)?;
    let minified = esbuild.minify(script)?;
    project::write(script, &minified)
}

fn bind(wasm_bindgen: &WasmBindgen, package: &Package, module: &Path, dir: &Path) -> Result<(PathBuf, PathBuf)> {
    wasm_bindgen.web(module, dir, package.name, package.restarts)?;
    Ok(package.files(dir))
}

/// Gives what wasm and script call each other by short names. wasm-bindgen writes them with hashes, twice, which no
/// compression shortens. Names that others call (`start`) stay.
fn shorten_names(script: &Path, module: &Path) -> Result {
    let mut wasm = Module::from_file(module).map_err(|error| format!("{}: {error:#}", module.display()))?;
    let imports = wasm.imports.iter_mut().map(|import| &mut import.name);
    let exports = wasm.exports.iter_mut().map(|export| &mut export.name);
    let mut short = BTreeMap::new();
    for name in imports.chain(exports).filter(|name| name.starts_with("__") || name.starts_with("wasm_bindgen_")) {
        let count = short.len();
        let new = short.entry(name.clone()).or_insert_with(|| format!("${count}"));
        name.clone_from(new);
    }
    fs::write(module, wasm.emit_wasm())?;
    project::write(script, renamed(&project::read_text(script)?, &short).as_bytes())
}

/// A script with its identifiers renamed.
fn renamed(script: &str, names: &BTreeMap<String, String>) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let (word, behind) = rest.split_at(rest.find(|c| !is_part(c)).unwrap_or(rest.len()));
        out.push_str(names.get(word).map_or(word, String::as_str));
        let (between, behind) = behind.split_at(behind.find(is_part).unwrap_or(behind.len()));
        out.push_str(between);
        rest = behind;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_identifiers_are_renamed() {
        let names = BTreeMap::from([("__a".to_owned(), "$0".to_owned())]);
        assert_eq!(renamed("wasm.__a(__ab, '__a');x__a", &names), "wasm.$0(__ab, '$0');x__a");
    }
}
