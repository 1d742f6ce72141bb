//! `cargo xtask test`: everything that must hold, cheap checks first.

use std::time::{Duration, Instant};

use crate::project::{self, APP, ENGINE, PACKAGE, Result, UI, WASM, Which, XLSX};
use crate::{build, chromium, finish, package, system, tools};

/// All packages but those that only make sense as wasm.
const NATIVE: [&str; 7] = ["--workspace", "--exclude", APP, "--exclude", ENGINE, "--exclude", UI];

type Stage = (&'static str, fn() -> Result);

const STAGES: [Stage; 12] = [
    ("what the tests need", needs),
    ("formatting", formatting),
    ("clippy", clippy),
    ("clippy, wasm", clippy_wasm),
    ("documentation of the domain", documentation),
    ("native tests", native),
    ("wasm tests", wasm),
    ("release build and its size", build),
    ("the engine package", package::test),
    ("the toy calculator's release, for the tests", toy),
    ("end to end, in Chromium", browser),
    ("end to end, in Firefox and WebKit", engines),
];

/// Runs all stages; the first failure ends it.
pub fn all() -> Result {
    for (index, (name, stage)) in STAGES.iter().enumerate() {
        println!("\n== {name}");
        let started = Instant::now();
        if let Err(error) = stage() {
            println!("== {name}: failed after {}", seconds(started.elapsed()));
            println!("{index} passed, 1 failed, {} not reached", STAGES.len() - index - 1);
            return Err(error);
        }
        println!("== {name}: {}", seconds(started.elapsed()));
    }
    println!("\n{} passed, 0 failed", STAGES.len());
    Ok(())
}

fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs())
}

/// Asks for what is missing before anything long begins.
fn needs() -> Result {
    system::need_node()?;
    println!("Chromium: {}", system::need_chromium()?.display());
    println!("Firefox: {}", system::need_firefox()?.display());
    println!("WebKit: {}", system::need_webkit()?.display());
    tools::wasm_target()
}

fn formatting() -> Result {
    project::run(project::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result {
    let clippy = ["clippy", "--all-targets", "--all-features"];
    project::run(project::cargo().args(clippy).args(NATIVE).args(["--", "-Dwarnings"]))
}

fn clippy_wasm() -> Result {
    let clippy = ["clippy", "--all-targets", "--target", WASM];
    let packages = ["--package", APP, "--package", ENGINE, "--package", UI, "--package", XLSX, "--package", PACKAGE];
    project::run(project::cargo().args(clippy).args(packages).args(["--", "-Dwarnings"]))
}

/// Every link in the documentation leads somewhere.
fn documentation() -> Result {
    let packages = ["suanpan", "suanpan-compliance", "suanpan-inventory"].map(|package| ["--package", package]);
    let doc = ["doc", "--no-deps", "--all-features"];
    project::run(project::cargo().args(doc).args(packages.as_flattened()).env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn native() -> Result {
    project::run(project::cargo().args(["test", "--all-features"]).args(NATIVE))
}

/// The domain and the engine as the browser gets them, in Node; what must be the same to the last bit, in Chromium as well.
fn wasm() -> Result {
    let runner = tools::wasm_bindgen()?.test_runner();
    for tests in [["suanpan", "--test", "wasm", "--test", "inventory_bits"].as_slice(), &[ENGINE]] {
        project::run(
            project::cargo()
                .args(["test", "--target", WASM, "--package"])
                .args(tests)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner),
        )?;
    }
    chromium::test(&runner, &system::need_chromium()?, "inventory_bits")
}

fn toy() -> Result {
    finish::release(Which::Toy)
}

fn browser() -> Result {
    let dir = project::root().join("tests/browser");
    let chromium = system::need_chromium()?;
    project::run(
        system::npm()
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&dir)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    project::run(system::npm().arg("test").current_dir(&dir).env("CHROMIUM", chromium))
}

/// What matters, in the other engines (`tests/engines/`, which needs no package).
fn engines() -> Result {
    let dir = project::root().join("tests/engines");
    let [firefox, webkit] = [system::need_firefox()?, system::need_webkit()?];
    project::run(
        system::npm()
            .arg("test")
            .current_dir(&dir)
            .env("FIREFOX", firefox)
            .env("WEBKIT_DRIVER", webkit)
            .env("SUANPAN_DIST", Which::Real.dist()),
    )
}
