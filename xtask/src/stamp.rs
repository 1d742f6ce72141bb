//! Is the release site in `dist/` younger than everything that it is made of?

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use crate::project::{self, Result, Which};

/// Files and folders that the site is made of.
const SOURCES: [&str; 8] = ["Cargo.lock", "Cargo.toml", "Trunk.toml", "data", "locales", "src", "www", "xtask"];

/// Its modification time is the moment at which the last complete release build began.
fn stamp() -> PathBuf {
    project::target().join("site.stamp")
}

/// A release build that has begun.
pub struct Start(SystemTime);

impl Start {
    /// Files that change from now on make the build stale.
    pub fn now() -> Result<Self> {
        Ok(Self(SystemTime::now()))
    }

    /// The build is complete.
    pub fn finished(self) -> Result {
        fs::File::create(stamp())?.set_modified(self.0)?;
        Ok(())
    }
}

/// Forgets the last build: `dist/` is about to change.
pub fn clear() -> Result {
    match fs::remove_file(stamp()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Whether `dist/` holds a release build of the sources as they are.
pub fn is_fresh() -> Result<bool> {
    let Ok(stamp) = fs::metadata(stamp()) else {
        return Ok(false);
    };
    if !Which::Real.dist().join("index.html").exists() {
        return Ok(false);
    }
    let built = stamp.modified()?;
    for source in SOURCES {
        if newest(&project::root().join(source))? > built {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The newest modification of a file or of anything in a folder; a folder changes when a file in
/// it is removed or renamed.
fn newest(path: &Path) -> Result<SystemTime> {
    let metadata = fs::metadata(path)?;
    let mut newest = metadata.modified()?;
    if metadata.is_dir() {
        for entry in fs::read_dir(path)? {
            newest = newest.max(self::newest(&entry?.path())?);
        }
    }
    Ok(newest)
}
