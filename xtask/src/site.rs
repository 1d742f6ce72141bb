//! The folder that becomes `dist/`: assets under names that change with their content.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::project::{self, Result};

/// The folder of the hashed files, below the site's root.
pub const ASSETS: &str = "assets";

/// Endings of the files that shrink by compression; all that we publish do.
const COMPRESSIBLE: [&str; 7] = ["css", "html", "js", "pack", "svg", "txt", "wasm"];

/// The site as it is being written.
pub struct Site {
    dir: PathBuf,
    assets: BTreeMap<String, String>,
}

impl Site {
    /// A site in a folder that exists.
    pub fn new(dir: PathBuf) -> Self {
        Self { dir, assets: BTreeMap::new() }
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Publishes an asset: `name.ending` becomes `assets/name-<hash>.ending`.
    pub fn publish(&mut self, name: &str, content: &[u8]) -> Result {
        let hash = locales::fingerprint(content);
        let (stem, ending) = name.rsplit_once('.').ok_or_else(|| format!("{name} has no ending"))?;
        let path = self.publish_as(&format!("{stem}-{hash}.{ending}"), content)?;
        self.assets.insert(name.to_owned(), path);
        Ok(())
    }

    /// Publishes a file whose name changes with its content already; its path.
    pub fn publish_as(&self, name: &str, content: &[u8]) -> Result<String> {
        let path = format!("{ASSETS}/{name}");
        project::write(&self.dir.join(&path), content)?;
        Ok(path)
    }

    /// The published assets: name and path below the site's root.
    pub fn assets(&self) -> &BTreeMap<String, String> {
        &self.assets
    }

    /// Writes a file that keeps its name.
    pub fn write(&self, path: &str, content: &str) -> Result {
        project::write(&self.dir.join(path), content.as_bytes())
    }

    /// Puts a `.br` and a `.gz` beside every file that shrinks by it.
    pub fn compress(&self) -> Result {
        for path in project::files(&self.dir)? {
            let ending = path.extension().and_then(|ending| ending.to_str());
            if ending.is_some_and(|ending| COMPRESSIBLE.contains(&ending)) {
                let content = project::read(&path)?;
                brotli(&content, &beside(&path, "br"))?;
                gzip(&content, &beside(&path, "gz"))?;
            }
        }
        Ok(())
    }
}

/// The path of a file's compressed twin.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Compresses to a file.
pub fn brotli(content: &[u8], path: &Path) -> Result {
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    let mut file = File::create(path)?;
    brotli::BrotliCompress(&mut &*content, &mut file, &settings)?;
    Ok(())
}

fn gzip(content: &[u8], path: &Path) -> Result {
    let mut file = flate2::write::GzEncoder::new(File::create(path)?, flate2::Compression::best());
    file.write_all(content)?;
    file.finish()?;
    Ok(())
}
