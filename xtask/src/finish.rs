//! Makes the site of what Trunk compiled: called by Trunk after each build (`Trunk.toml`).
//!
//! Trunk leaves the page's wasm and `index.html`, which is the template of the calculators' pages.
//! This adds the engine's wasm, texts, data packs, scripts and style, all under hashed names in
//! `assets/`; then the pages and the headers; for a release, compressed twins as well.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::headers;
use crate::pages::Pages;
use crate::project::{self, APP, ENGINE, Result, WASM};
use crate::site::{self, Site};
use crate::stamp;
use crate::tools::{self, WasmOpt};

/// Finishes the site that Trunk has staged.
pub fn from_trunk() -> Result {
    let staged = env::var_os("TRUNK_STAGING_DIR").ok_or("`finish` is for Trunk to call")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    stamp::clear()?;
    let mut site = Site::new(staged.into());
    let wasm_opt = if release { Some(tools::wasm_opt()?) } else { None };

    let staged = site.dir().to_owned();
    publish_wasm(&mut site, "app", &staged, APP, wasm_opt.as_ref())?;
    let engine = compile_engine(release)?;
    publish_wasm(&mut site, "engine", &engine, ENGINE, wasm_opt.as_ref())?;
    let texts = publish_texts(&mut site)?;
    let pack = publish_pack(&site, &project::root().join("data"))?;
    let released = publish_released(&site)?;
    let www = project::root().join("www");
    site.publish("main.css", &project::read(&www.join("styles/main.css"))?)?;
    for file in project::files(&www.join("public"))? {
        site.publish(&file_name(&file), &project::read(&file)?)?;
    }

    let calculators: Vec<&str> = suanpan::calculators::ALL.iter().map(|each| each.id()).collect();
    let pages = Pages {
        calculator: &project::read_text(&site.dir().join("index.html"))?,
        choose: &project::read_text(&www.join("choose.html"))?,
        missing: &project::read_text(&www.join("404.html"))?,
        texts: &texts,
        calculators: &calculators,
        assets: site.assets(),
        pack,
        released,
        strict: release,
    };
    for (path, content) in pages.all()? {
        site.write(&path, &content)?;
    }
    let folders = locales::LANGUAGES.map(locales::Language::folder);
    site.write("_headers", &headers::print(&headers::rules(site::ASSETS, &folders)))?;
    if release {
        println!("compressing");
        site.compress()?;
    }
    Ok(())
}

/// Publishes what wasm-bindgen wrote for a crate as `<name>.js` and `<name>.wasm`.
fn publish_wasm(site: &mut Site, name: &str, dir: &Path, package: &str, wasm_opt: Option<&WasmOpt>) -> Result {
    let script = dir.join(format!("{package}.js"));
    let module = dir.join(format!("{package}_bg.wasm"));
    if let Some(wasm_opt) = wasm_opt {
        println!("shrinking {name}.wasm");
        wasm_opt.shrink(&module)?;
    }
    site.publish(&format!("{name}.js"), &project::read(&script)?)?;
    site.publish(&format!("{name}.wasm"), &project::read(&module)?)?;
    fs::remove_file(script)?;
    fs::remove_file(module)?;
    Ok(())
}

/// Compiles the engine's wasm; the folder with what wasm-bindgen made of it.
fn compile_engine(release: bool) -> Result<PathBuf> {
    let (profile, flags): (_, &[&str]) = if release { ("release", &["--release"]) } else { ("debug", &[]) };
    let build = ["build", "--package", ENGINE, "--target", WASM];
    project::run(project::cargo().args(build).args(flags))?;
    let file = format!("{}.wasm", ENGINE.replace('-', "_"));
    let module = project::target().join(WASM).join(profile).join(file);
    let out = project::target().join("wasm-bindgen").join(ENGINE);
    tools::wasm_bindgen()?.web(&module, &out, ENGINE)?;
    Ok(out)
}

/// Publishes the texts of each language as `<tag>.txt`.
fn publish_texts(site: &mut Site) -> Result<locales::Texts> {
    let texts = locales::load(&project::root().join("locales")).map_err(|list| list.join("\n"))?;
    for locales::Language { tag, .. } in locales::LANGUAGES {
        let file = texts.file(tag).ok_or_else(|| format!("no texts in {tag}"))?;
        site.publish(&format!("{tag}.txt"), file.as_bytes())?;
    }
    Ok(texts)
}

/// Publishes the data pack of a folder; its id, which changes with the content, and its path.
fn publish_pack(site: &Site, dir: &Path) -> Result<(String, String)> {
    let read = suanpan::pack::source::read(dir);
    let snapshot = read.map_err(|list| format!("{}:\n{}", dir.display(), list.join("\n")))?;
    let path = site.publish_as(&format!("{}.pack", snapshot.id), &snapshot.bytes)?;
    Ok((snapshot.id, path))
}

/// Publishes the data packs of earlier releases.
fn publish_released(site: &Site) -> Result<Vec<(String, String)>> {
    let dir = project::root().join("data/released");
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let mut dirs = Vec::new();
    for entry in fs::read_dir(dir)? {
        dirs.push(entry?.path());
    }
    dirs.retain(|path| path.is_dir());
    dirs.sort();
    dirs.iter().map(|dir| publish_pack(site, dir)).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
