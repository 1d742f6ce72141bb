//! Programs that belong to the system: Node and browsers.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::project::{self, Result};

/// The oldest Node that the tools are known to run on.
const NODE: u32 = 20;

/// The program's path, as a shell would find it.
pub fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

/// Makes sure that there is a recent Node with npm.
pub fn need_node() -> Result {
    if !has_node() {
        install("Node and npm", &["nodejs", "npm"])?;
    }
    if has_node() { Ok(()) } else { Err(format!("Node {NODE} or newer, with npm, is missing").into()) }
}

fn has_node() -> bool {
    let version = project::ask(project::command("node").arg("--version"));
    let major = version.as_deref().and_then(major);
    major.is_some_and(|major| major >= NODE) && project::ask(npm().arg("--version")).is_some()
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// npm, which is a script with another name on Windows.
pub fn npm() -> std::process::Command {
    project::command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Makes sure that there is a Chromium, and says where.
pub fn need_chromium() -> Result<PathBuf> {
    if find_chromium().is_none() {
        install("Chromium", &["chromium", "fonts-noto-cjk"])?;
    }
    find_chromium().ok_or_else(|| "Chromium is missing".into())
}

fn find_chromium() -> Option<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM") {
        return Some(path.into());
    }
    let mac = Path::new("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    names.into_iter().find_map(find).or_else(|| mac.exists().then(|| mac.to_owned()))
}

/// Makes sure that there is a Firefox, and says where.
pub fn need_firefox() -> Result<PathBuf> {
    if find_firefox().is_none() {
        install("Firefox", &["firefox-esr"])?;
    }
    find_firefox().ok_or_else(|| "Firefox is missing".into())
}

fn find_firefox() -> Option<PathBuf> {
    if let Some(path) = env::var_os("FIREFOX") {
        return Some(path.into());
    }
    let mac = Path::new("/Applications/Firefox.app/Contents/MacOS/firefox");
    ["firefox-esr", "firefox"].into_iter().find_map(find).or_else(|| mac.exists().then(|| mac.to_owned()))
}

/// Makes sure that there is a WebKit that can be driven, with a screen that nobody sees, and says where its driver is.
pub fn need_webkit() -> Result<PathBuf> {
    const SCREEN: &str = "Xvfb";
    if find_webkit().is_none() || find(SCREEN).is_none() {
        install("WebKitGTK's driver or Xvfb", &["webkit2gtk-driver", "xvfb"])?;
    }
    find(SCREEN).ok_or("Xvfb is missing")?;
    find_webkit().ok_or_else(|| "WebKitWebDriver is missing".into())
}

fn find_webkit() -> Option<PathBuf> {
    env::var_os("WEBKIT_DRIVER").map(PathBuf::from).or_else(|| find("WebKitWebDriver"))
}

/// Installs Debian packages where that can be done unasked; says elsewhere what to install.
fn install(what: &str, packages: &[&str]) -> Result {
    let packages_named = packages.join(" ");
    if !fs::exists("/etc/debian_version")? {
        return Err(format!(
            "{what} missing. Install it (Debian calls it: {packages_named}; Node must be {NODE} or \
             newer; what lies elsewhere is named by CHROMIUM=/path, FIREFOX=/path, WEBKIT_DRIVER=/path) and run again."
        )
        .into());
    }
    if project::ask(project::command("id").arg("-u")).as_deref() != Some("0") {
        return Err(format!("{what} missing. Run: sudo apt-get update && sudo apt-get install {packages_named}").into());
    }
    println!("installing {what} with apt-get, a minute or two");
    let apt = || {
        let mut apt = project::command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    project::run(apt().args(["update", "-qq"]))?;
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    project::run(apt().args(install).args(packages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20.20.2"), None);
        assert_eq!(major("vx"), None);
    }

    #[test]
    fn what_is_not_on_the_path_is_not_found() {
        assert_eq!(find("no-such-program-anywhere"), None);
    }
}
