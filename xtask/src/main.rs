//! The project's chores: `cargo xtask serve | test | build | package | size | bench | tools`.

mod bench;
mod check;
mod chromium;
mod fields;
mod finish;
mod headers;
mod package;
mod pages;
mod project;
mod server;
mod site;
mod size;
mod stamp;
mod system;
mod tools;
mod wasm;
mod words;

use std::process::ExitCode;

use project::{Result, Which};

const USAGE: &str = "\
cargo xtask <command>

  serve [--port N] [--no-build]   build the release site unless it is fresh, and serve it
  test                            everything that must hold, cheap checks first
  build                           build the release site into dist/, check its size
  package                         build the engine for JavaScript into target/npm/, check its size
  size                            what a first visit downloads, from dist/
  bench                           what jobs on whole catalogues cost, natively, as wasm and as plain JavaScript
  tools                           install what the build needs, nothing else";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result {
    match arguments {
        ["serve", options @ ..] => serve(options),
        ["test"] => check::all(),
        ["build"] => build(),
        // For the browser tests, not for people.
        ["build", "--toy"] => finish::release(Which::Toy),
        ["package"] => package::build(),
        // With its tests alone.
        ["package", "--test"] => package::test(),
        ["size"] => size::check(),
        ["bench"] => bench::all(),
        ["tools"] => tools::install_all(),
        // Trunk's hook (Trunk.toml), not for people.
        ["finish"] => finish::from_trunk(),
        _ => Err(USAGE.into()),
    }
}

/// Builds the release site and holds it against the size ceiling.
fn build() -> Result {
    compile()?;
    size::check()
}

fn compile() -> Result {
    let started = stamp::Start::now()?;
    finish::release(Which::Real)?;
    started.finished()
}

fn serve(options: &[&str]) -> Result {
    let mut port = None;
    let mut may_build = true;
    let mut which = Which::Real;
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--port" => {
                let number = options.next().and_then(|number| number.parse().ok());
                port = Some(number.ok_or("--port needs a number")?);
            }
            "--no-build" => may_build = false,
            "--toy" => (which, may_build) = (Which::Toy, false),
            _ => return Err(USAGE.into()),
        }
    }
    if may_build {
        if stamp::is_fresh()? {
            println!("dist/ is fresh: nothing to build");
        } else {
            compile()?;
            // A visitor's wasm-opt may differ a little: no reason to show no page.
            if let Err(warning) = size::check() {
                println!("warning: {warning}");
            }
        }
    }
    server::serve(&which.dist(), port)
}
