//! Tests of wasm in Chromium: the runner of wasm-bindgen serves them as a page, Chromium opens it and prints what it has become.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};

use crate::project::{self, Result, WASM};

/// What Chromium is started with: nothing of a user's, nothing from elsewhere.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Printed is the page after so many milliseconds of its own clock, which stands still while it computes.
    "--virtual-time-budget=600000",
];

/// A server that ends with us, and what it says meanwhile, which would stop it if nobody took it.
struct Served(Child, Option<BufReader<ChildStdout>>);

impl Drop for Served {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the tests of a file of the domain there.
pub fn test(runner: &Path, chromium: &Path, file: &str) -> Result {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let _served = serve(runner, &compiled(file)?, &address)?;
    let profile = project::target().join("tmp/chromium");
    let _ = fs::remove_dir_all(&profile);
    let output = project::command(chromium)
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("--dump-dom")
        .arg(format!("http://{address}"))
        .stderr(Stdio::null())
        .output()?;
    let page = String::from_utf8_lossy(&output.stdout);
    let said: Vec<_> = page.lines().filter(|line| line.starts_with("test ")).collect();
    println!("in Chromium: {}", said.join("; "));
    if passed(&said) { Ok(()) } else { Err(format!("{file} in Chromium:\n{page}").into()) }
}

/// At least one test, and each of them well.
fn passed(said: &[&str]) -> bool {
    !said.is_empty() && said.iter().all(|line| line.ends_with(" ok") || line.starts_with("test result: ok"))
}

/// The wasm of the tests.
fn compiled(file: &str) -> Result<PathBuf> {
    let test = ["test", "--target", WASM, "--package", "suanpan", "--test", file];
    let told =
        project::cargo().args(test).args(["--no-run", "--message-format=json"]).stderr(Stdio::inherit()).output()?;
    let told = String::from_utf8_lossy(&told.stdout);
    let paths = told.split("\"executable\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    let path = paths.last().ok_or_else(|| format!("{file} was not compiled"))?;
    Ok(PathBuf::from(path.replace(r"\\", r"\")))
}

/// Serves them and waits until they can be opened.
fn serve(runner: &Path, module: &Path, address: &str) -> Result<Served> {
    let mut server = Served(
        project::command(runner)
            .arg(module)
            .env("NO_HEADLESS", "1")
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_ADDRESS", address)
            .stdout(Stdio::piped())
            .spawn()?,
        None,
    );
    let said = server.1.insert(BufReader::new(server.0.stdout.take().ok_or("the runner says nothing")?));
    let mut line = String::new();
    while said.read_line(&mut line)? > 0 {
        if line.contains("available at") {
            return Ok(server);
        }
        line.clear();
    }
    Err("the runner ended before it served anything".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_no_success() {
        assert!(!passed(&[]));
        assert!(passed(&["test a ... ok"]));
        assert!(passed(&["test a ... ok", "test result: ok. 1 passed"]));
        assert!(!passed(&["test a ... ok", "test b ... FAIL"]));
        assert!(!passed(&["test a ... "]));
    }
}
