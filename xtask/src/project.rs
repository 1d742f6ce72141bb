//! Where things are, and how other programs are run.

use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// Chores end well or with a sentence that says what is wrong.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// The triple of the page's and the engine's code.
pub const WASM: &str = "wasm32-unknown-unknown";
/// The page's package; Trunk names its files after it.
pub const APP: &str = "suanpan-www";
/// The engine's package.
pub const ENGINE: &str = "suanpan-engine";
/// What writes Excel files.
pub const XLSX: &str = "suanpan-xlsx";
/// What reads rules that a user brings.
pub const RULES: &str = "suanpan-rules";
/// The engine for JavaScript.
pub const PACKAGE: &str = "suanpan-js";
/// What both share.
pub const UI: &str = "suanpan-ui";

/// The project's root folder.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Which site is built and served.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one that is published.
    Real,
    /// What Trunk serves while one works on it.
    Trunk,
    /// With the toy calculator, for tests: what a new calculator gets for its folder and its line.
    Toy,
}

impl Which {
    /// Where it is built.
    pub fn dist(self) -> PathBuf {
        match self {
            Self::Real | Self::Trunk => root().join("dist"),
            Self::Toy => target().join("toy-dist"),
        }
    }

    /// What tells cargo of it.
    pub fn features(self) -> &'static [&'static str] {
        match self {
            Self::Real | Self::Trunk => &[],
            Self::Toy => &["--features", "toy"],
        }
    }

    /// The calculators that a page of its own is compiled for, so that a first visit loads no other; one page with all of
    /// them otherwise.
    pub fn pages(self) -> Vec<Option<&'static str>> {
        if self == Self::Real { self.calculators().into_iter().map(Some).collect() } else { vec![None] }
    }

    /// The name of a file that each page has for itself.
    pub fn named(self, name: &str, page: Option<&str>) -> String {
        page.filter(|_| self == Self::Real).map_or_else(|| name.to_owned(), |id| format!("{name}-{id}"))
    }

    /// The ids of its calculators.
    pub fn calculators(self) -> Vec<&'static str> {
        let ids = suanpan::calculators::ALL.iter().map(|calculator| calculator.id());
        ids.filter(|id| self == Self::Toy || *id != "toy").collect()
    }
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A program, to be run in the project's root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program that writes to the terminal.
pub fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|error| describe(command, &error.to_string()))?;
    if status.success() { Ok(()) } else { Err(describe(command, &status.to_string()).into()) }
}

/// Runs a program in silence, for what it prints; `None` where it is missing or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn describe(command: &Command, outcome: &str) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let arguments = command.get_args().map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ");
    format!("`{} {arguments}`: {outcome}", program.to_string_lossy())
}

/// Reads a file; the error names it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Reads a text file; the error names it.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Writes a file and the folders above it; the error names it.
pub fn write(path: &Path, content: &[u8]) -> Result {
    let parent = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = parent.and_then(|()| fs::write(path, content));
    written.map_err(|error| format!("{}: {error}", path.display()).into())
}

/// All files under `dir`, in order of their paths.
pub fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(self::files(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
