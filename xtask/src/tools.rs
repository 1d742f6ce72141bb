//! The build's tools: found, fetched or compiled once, and kept per user by version.
//!
//! | tool | from |
//! |---|---|
//! | the wasm target, the source of the standard library | rustup |
//! | Trunk, wasm-bindgen | our cache, the `PATH`, the project's own release, or its source |
//! | wasm-opt, esbuild | our cache, or npm |
//!
//! Compiled ones are built light (no optimisation, no debug information): their own work is
//! small, and an optimised Trunk takes a quarter of an hour on two cores.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::project::{self, Result, WASM};
use crate::system;

const TRUNK: &str = "0.21.14";
const WASM_OPT: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";

/// What today's Rust emits, and wasm-opt must be told to accept.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// Installs everything that the build needs.
pub fn install_all() -> Result {
    wasm_target()?;
    rust_source()?;
    let trunk = trunk()?;
    let wasm_bindgen = wasm_bindgen()?;
    wasm_opt()?;
    esbuild()?;
    println!("For `trunk serve`, put these on your PATH:");
    println!("  {}", trunk.dir.display());
    println!("  {}", wasm_bindgen.dir.display());
    Ok(())
}

/// Makes sure that Rust can compile to wasm.
pub fn wasm_target() -> Result {
    let sysroot = project::ask(project::command("rustc").args(["--print", "sysroot"]));
    let sysroot = sysroot.ok_or("rustc is missing: install Rust from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    println!("installing Rust's target {WASM}");
    project::run(project::command("rustup").args(["target", "add", WASM]))
}

/// Makes sure that the source of the standard library is there; a release compiles it anew.
pub fn rust_source() -> Result {
    let sysroot = project::ask(project::command("rustc").args(["--print", "sysroot"]));
    let sysroot = sysroot.ok_or("rustc is missing: install Rust from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib/src/rust/library/std").is_dir() {
        return Ok(());
    }
    println!("installing the source of Rust's standard library");
    project::run(project::command("rustup").args(["component", "add", "rust-src"]))
}

/// Trunk, installed.
pub struct Trunk {
    dir: PathBuf,
}

/// The Trunk of this project, for daily work, installed if it is missing.
pub fn trunk() -> Result<Trunk> {
    let tool = CargoTool {
        package: "trunk",
        version: TRUNK.to_owned(),
        programs: &["trunk"],
        features: &["--no-default-features", "--features", "rustls"],
        minutes: 6,
        release: trunk_release(),
    };
    Ok(Trunk { dir: tool.install()? })
}

/// wasm-bindgen's programs, installed.
pub struct WasmBindgen {
    dir: PathBuf,
}

impl WasmBindgen {
    /// Writes `<name>.js` and `<name>_bg.wasm` for a compiled module; a script that `restarts` exports what puts a new instance
    /// in the place of a broken one.
    pub fn web(&self, module: &Path, out: &Path, name: &str, restarts: bool) -> Result {
        project::run(
            project::command(executable(&self.dir, "wasm-bindgen"))
                .args(["--target", "web", "--no-typescript", "--omit-default-module-path"])
                .args(restarts.then_some("--experimental-reset-state-function"))
                .args(["--out-name", name])
                .arg("--out-dir")
                .arg(out)
                .arg(module),
        )
    }

    /// The program that runs wasm tests.
    pub fn test_runner(&self) -> PathBuf {
        executable(&self.dir, "wasm-bindgen-test-runner")
    }
}

/// The wasm-bindgen that matches the library in `Cargo.lock`, installed if it is missing.
pub fn wasm_bindgen() -> Result<WasmBindgen> {
    let version = locked_version("wasm-bindgen")?;
    let tool = CargoTool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        features: &[],
        minutes: 3,
        release: wasm_bindgen_release(&version),
        version,
    };
    Ok(WasmBindgen { dir: tool.install()? })
}

fn locked_version(package: &str) -> Result<String> {
    let lock: toml::Table = project::read_text(&project::root().join("Cargo.lock"))?.parse()?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let text = |entry: &toml::Value, key| Some(entry.get(key)?.as_str()?.to_owned());
    packages
        .into_iter()
        .flatten()
        .find(|entry| text(entry, "name").as_deref() == Some(package))
        .and_then(|entry| text(entry, "version"))
        .ok_or_else(|| format!("Cargo.lock names no {package}").into())
}

/// wasm-opt, installed.
pub struct WasmOpt(NpmTool);

impl WasmOpt {
    /// Makes a module as small as it can be: each round finds what the one before freed, and functions in the order of
    /// their names compress best. A function that is called once stays one unless it is short: that repeats itself more,
    /// and compresses to a kilobyte less. (The lowest kilobyte of memory is unused: it is the far end of the stack.)
    pub fn shrink(&self, module: &Path) -> Result {
        let round = ["--flatten", "--rereloop", "-Oz"];
        let last = ["-Oz", "--reorder-functions-by-name", "--strip-target-features", "--strip-producers"];
        let passes =
            [["--one-caller-inline-max-function-size=20"].as_slice(), &round, &round, &last, &["--low-memory-unused"]]
                .concat();
        let arguments = [module, Path::new("-o"), module];
        project::run(self.0.command()?.args(passes).args(WASM_FEATURES).args(arguments))
    }
}

/// The wasm-opt of this project, installed if it is missing.
pub fn wasm_opt() -> Result<WasmOpt> {
    let tool = NpmTool { package: "binaryen", version: WASM_OPT, program: "wasm-opt", script: true, megabytes: 100 };
    tool.install().map(WasmOpt)
}

/// esbuild, installed.
pub struct Esbuild(NpmTool);

impl Esbuild {
    /// A script or a style without what only its readers need.
    pub fn minify(&self, file: &Path) -> Result<Vec<u8>> {
        let minify = ["--minify", "--log-level=warning", "--target=es2022"];
        let output = self.0.command()?.arg(file).args(minify).stderr(Stdio::inherit()).output()?;
        if output.status.success() { Ok(output.stdout) } else { Err(format!("{}: esbuild", file.display()).into()) }
    }
}

/// The esbuild of this project, installed if it is missing.
pub fn esbuild() -> Result<Esbuild> {
    let tool = NpmTool { package: "esbuild", version: ESBUILD, program: "esbuild", script: false, megabytes: 10 };
    tool.install().map(Esbuild)
}

/// A tool from npm.
struct NpmTool {
    package: &'static str,
    version: &'static str,
    program: &'static str,
    /// Whether the program is a script for Node.
    script: bool,
    /// What it takes on the disk.
    megabytes: u32,
}

impl NpmTool {
    fn install(self) -> Result<Self> {
        system::need_node()?;
        let Self { package, version, program, megabytes, .. } = self;
        if !self.works() {
            println!("installing {program} {version} from npm (about {megabytes} MB on disk)");
            let dir = cached(package, version)?;
            fs::create_dir_all(&dir)?;
            let install = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel", "error"];
            project::run(system::npm().args(install).arg("--prefix").arg(&dir).arg(format!("{package}@{version}")))?;
            if !self.works() {
                return Err(format!("{program} does not run: {}", dir.display()).into());
            }
        }
        Ok(self)
    }

    fn command(&self) -> Result<Command> {
        let path = cached(self.package, self.version)?.join("node_modules").join(self.package).join("bin");
        let path = path.join(self.program);
        Ok(if self.script {
            let mut node = project::command("node");
            node.arg(path);
            node
        } else {
            project::command(path)
        })
    }

    /// Whether it runs and is of its version; a tool may print less of it (`132`).
    fn works(&self) -> bool {
        let runs = |version| self.command().is_ok_and(|mut command| prints_version(&mut command, version));
        runs(self.version) || runs(self.version.trim_end_matches(".0.0"))
    }
}

/// A tool that is written in Rust.
struct CargoTool {
    package: &'static str,
    version: String,
    programs: &'static [&'static str],
    features: &'static [&'static str],
    /// How long it compiles on two cores.
    minutes: u32,
    /// Address of the ready-made archive for this machine.
    release: Option<String>,
}

impl CargoTool {
    /// The folder that holds the programs.
    fn install(&self) -> Result<PathBuf> {
        let root = cached(self.package, &self.version)?;
        let dir = root.join("bin");
        if self.is_in(&dir) {
            return Ok(dir);
        }
        let on_path = self.programs.first().and_then(|program| system::find(program));
        if let Some(dir) = on_path.as_deref().and_then(Path::parent)
            && self.is_in(dir)
        {
            return Ok(dir.to_owned());
        }
        let Self { package, version, minutes, .. } = self;
        if self.fetch(&dir)? && self.is_in(&dir) {
            println!("installed {package} {version}, ready-made");
            return Ok(dir);
        }
        println!("no ready-made {package} {version} within reach: compiling it, once, {minutes} minutes on two cores");
        self.compile(&root)?;
        if self.is_in(&dir) { Ok(dir) } else { Err(format!("{package} does not run").into()) }
    }

    fn is_in(&self, dir: &Path) -> bool {
        self.programs.iter().all(|program| prints_version(&mut Command::new(executable(dir, program)), &self.version))
    }

    /// Downloads the ready-made programs; false if there are none for this machine or no route.
    fn fetch(&self, dir: &Path) -> Result<bool> {
        let Some(address) = &self.release else {
            return Ok(false);
        };
        fs::create_dir_all(dir)?;
        let archive = dir.join("archive");
        let mut curl = project::command("curl");
        curl.args(["-fsSL", "--connect-timeout", "5", "-o"]).arg(&archive).arg(address);
        let mut tar = project::command("tar");
        tar.arg("-xf").arg(&archive).arg("-C").arg(dir);
        let fetched = project::ask(&mut curl).is_some() && project::ask(&mut tar).is_some();
        let _ = fs::remove_file(&archive);
        if !fetched {
            return Ok(false);
        }
        // Some archives hold a folder with the programs.
        for file in project::files(dir)? {
            if let Some(name) = file.file_name() {
                fs::rename(&file, dir.join(name))?;
            }
        }
        Ok(true)
    }

    fn compile(&self, root: &Path) -> Result {
        let build = root.join("build");
        let install = |locked: &[&str]| {
            project::run(
                project::cargo()
                    .args(["install", self.package, "--version", &self.version, "--debug"])
                    .args(self.features)
                    .args(locked)
                    .arg("--root")
                    .arg(root)
                    .arg("--target-dir")
                    .arg(&build)
                    .env("CARGO_PROFILE_DEV_DEBUG", "0"),
            )
        };
        // The tool's own lock file may name a version that was withdrawn since.
        let installed = install(&["--locked"]).or_else(|error| {
            println!("{error}; once more with the newest compatible dependencies");
            install(&[])
        });
        let _ = fs::remove_dir_all(build);
        installed
    }
}

/// Where a tool of a version is kept.
fn cached(name: &str, version: &str) -> Result<PathBuf> {
    let home = |dir: &str| Some(Path::new(&env::var_os("HOME")?).join(dir));
    let set = |name: &str| env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let base = if let Some(dir) = set("XDG_CACHE_HOME") {
        Some(dir.into())
    } else if cfg!(windows) {
        set("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home("Library/Caches")
    } else {
        home(".cache")
    };
    let base = base.ok_or("no folder for caches: set XDG_CACHE_HOME")?;
    Ok(base.join("suanpan/tools").join(format!("{name}-{version}")))
}

fn executable(dir: &Path, program: &str) -> PathBuf {
    dir.join(format!("{program}{EXE_SUFFIX}"))
}

/// Whether the program runs and is of the version.
fn prints_version(command: &mut Command, version: &str) -> bool {
    let printed = project::ask(command.arg("--version").stderr(Stdio::null()));
    printed.is_some_and(|printed| printed.split_whitespace().any(|word| word == version))
}

fn trunk_release() -> Option<String> {
    let machine = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "x86_64-unknown-linux-musl.tar.gz",
        ("linux", "aarch64") => "aarch64-unknown-linux-musl.tar.gz",
        ("macos", "x86_64") => "x86_64-apple-darwin.tar.gz",
        ("macos", "aarch64") => "aarch64-apple-darwin.tar.gz",
        ("windows", "x86_64") => "x86_64-pc-windows-msvc.zip",
        _ => return None,
    };
    let releases = "https://github.com/trunk-rs/trunk/releases/download";
    Some(format!("{releases}/v{TRUNK}/trunk-{machine}"))
}

fn wasm_bindgen_release(version: &str) -> Option<String> {
    let machine = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "x86_64-unknown-linux-musl",
        ("linux", "aarch64") => "aarch64-unknown-linux-gnu",
        ("macos", "x86_64") => "x86_64-apple-darwin",
        ("macos", "aarch64") => "aarch64-apple-darwin",
        ("windows", "x86_64") => "x86_64-pc-windows-msvc",
        _ => return None,
    };
    let releases = "https://github.com/wasm-bindgen/wasm-bindgen/releases/download";
    Some(format!("{releases}/{version}/wasm-bindgen-{version}-{machine}.tar.gz"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_tells_the_version() -> Result {
        assert!(locked_version("wasm-bindgen")?.starts_with("0.2."));
        assert!(locked_version("no-such-package").is_err());
        Ok(())
    }

    #[test]
    fn a_program_of_another_version_does_not_count() {
        assert!(!prints_version(&mut project::command("cargo"), "0.0.0"));
        assert!(!prints_version(&mut project::command("no-such-program"), "1"));
    }
}
