//! Makes the site: the wasm of the page, of the engine and of what writes Excel files, texts, data packs, rules, scripts
//! and style, all under hashed names in `assets/`; then the pages and the headers; for a release, compressed twins as well.

use std::path::{Path, PathBuf};
use std::{env, fs};

use base64::prelude::{BASE64_STANDARD, Engine};
use locales::Program;
use serde_json::json;
use sha2::{Digest, Sha384};
use suanpan::pack::{First, Pack};
use suanpan::schema::wording;

use crate::fields;
use crate::headers;
use crate::pages::{self, Pages};
use crate::project::{self, Result, Which};
use crate::site::{self, Site};
use crate::stamp;
use crate::wasm::{self, Form};
use crate::words;

/// Builds the release of a site.
pub fn release(which: Which) -> Result {
    if which == Which::Real {
        stamp::clear()?;
    }
    let dir = project::target().join("site");
    if dir.exists() {
        fs::remove_dir_all(&dir)?;
    }
    let mut site = Site::new(dir.clone());
    let form = Form::release()?;
    for (name, files) in programs(&form, which)? {
        publish_wasm(&mut site, &name, &files)?;
    }
    let template = project::read_text(&project::root().join("www/index.html"))?;
    // What Trunk is told there is done above.
    let template: Vec<_> = template.lines().filter(|line| !line.starts_with("<link data-trunk")).collect();
    publish_rest(&mut site, &template.join("\n"), &form, which)?;
    println!("compressing");
    site.compress()?;
    if which.dist().exists() {
        fs::remove_dir_all(which.dist())?;
    }
    fs::rename(dir, which.dist())?;
    Ok(())
}

/// A script and its wasm, and what they are published as.
type Named = (String, (PathBuf, PathBuf));

/// All programs of a release. Each is shrunk while the next is compiled: both take one core for most of their time.
fn programs(form: &Form, which: Which) -> Result<Vec<Named>> {
    let pages = which.pages().into_iter().map(|page| (which.named("app", page), &wasm::APP, page));
    let others = [("engine", &wasm::ENGINE), ("xlsx", &wasm::XLSX), (pages::OWN_RULES, &wasm::RULES)];
    let others = others.into_iter().map(|(name, package)| (name.to_owned(), package, None));
    let (names, programs): (Vec<_>, Vec<_>) =
        pages.chain(others).map(|(name, package, page)| (name, (package, page))).unzip();
    Ok(names.into_iter().zip(wasm::build(&programs, form, which)?).collect())
}

/// Finishes what Trunk has compiled and staged (`Trunk.toml`): the page's wasm, and `index.html`.
pub fn from_trunk() -> Result {
    let staged = env::var_os("TRUNK_STAGING_DIR").ok_or("`finish` is for Trunk to call")?;
    stamp::clear()?;
    let mut site = Site::new(staged.into());
    let staged = site.dir().to_owned();
    publish_wasm(&mut site, "app", &wasm::APP.files(&staged))?;
    publish_wasm(&mut site, "engine", &wasm::compile(&wasm::ENGINE, &Form::Debug, Which::Trunk, None)?)?;
    publish_wasm(&mut site, "xlsx", &wasm::compile(&wasm::XLSX, &Form::Debug, Which::Trunk, None)?)?;
    publish_wasm(&mut site, pages::OWN_RULES, &wasm::compile(&wasm::RULES, &Form::Debug, Which::Trunk, None)?)?;
    let template = project::read_text(&site.dir().join("index.html"))?;
    publish_rest(&mut site, &template, &Form::Debug, Which::Trunk)
}

/// Publishes everything but the wasm.
fn publish_rest(site: &mut Site, template: &str, form: &Form, which: Which) -> Result {
    let calculators = which.calculators();
    let texts = publish_texts(site, which)?;
    let pack = publish_pack(site, &project::root().join("data"))?;
    let [rates, cards, markets] = First::ALL.map(|needed| publish_first(site, &project::root().join("data"), needed));
    let released = publish_released(site)?;
    publish_rules(site, &project::root().join("data/compliance"))?;
    let www = project::root().join("www");
    for file in [project::files(&www.join("styles"))?, project::files(&www.join("public"))?].concat() {
        site.publish(&file_name(&file), &form.minified(&file)?)?;
    }

    publish_loader(site, form, &calculators)?;
    for language in locales::LANGUAGES {
        let fields = fields::list(&calculators, &texts, language)?;
        site.publish(&pages::fields_of(language.tag), fields.as_bytes())?;
        site.write(&pages::words_of(language), &words::list(&calculators, &texts, language)?)?;
    }
    let with_rules: Vec<_> = calculators.iter().copied().filter(|id| has_rules(id)).collect();
    let pages = Pages {
        calculator: template,
        choose: &project::read_text(&www.join("choose.html"))?,
        missing: &project::read_text(&www.join("404.html"))?,
        developers: &project::read_text(&www.join("developers.html"))?,
        texts: &texts,
        calculators: &calculators,
        which,
        assets: site.assets(),
        pack,
        first: [rates?, cards?, markets?],
        released,
        with_rules: &with_rules,
        strict: matches!(form, Form::Release { .. }),
    };
    for (path, content) in pages.all()? {
        site.write(&path, &content)?;
    }
    let folders = locales::LANGUAGES.map(locales::Language::folder);
    site.write("_headers", &headers::print(&headers::rules(site::ASSETS, &folders)))
}

/// Publishes what other people's pages load: `embed/1/loader.js` with the calculators that there are, once more under a name that
/// changes with its content, for who pins it, with what pins it (`loader.json`), and its types.
fn publish_loader(site: &Site, form: &Form, calculators: &[&str]) -> Result {
    let source = project::root().join("www/embed");
    let known = calculators.iter().filter_map(|id| suanpan::calculators::by_id(id));
    let list: Vec<_> =
        known.map(|calculator| format!("[{:?},{:?}]", calculator.id(), calculator.link_code())).collect();
    let template = String::from_utf8(form.minified(&source.join("loader.js"))?)?;
    let script = template.replace("__CALCULATORS__", &format!("[{}]", list.join(",")));
    if script == template {
        return Err("the loader has no place for the calculators".into());
    }
    let path = pages::loader();
    let twin = path.replace(".js", &format!(".{}.js", locales::fingerprint(script.as_bytes())));
    site.write(&path, &script)?;
    site.write(&twin, &script)?;
    let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&script)));
    let pinned = json!({ "file": twin.rsplit('/').next(), "integrity": integrity });
    site.write(&path.replace(".js", ".json"), &format!("{pinned}\n"))?;
    site.write(&path.replace(".js", ".d.ts"), &project::read_text(&source.join("loader.d.ts"))?)
}

/// Publishes the script and the wasm of a package as `<name>.js` and `<name>.wasm`.
fn publish_wasm(site: &mut Site, name: &str, (script, module): &(PathBuf, PathBuf)) -> Result {
    site.publish(&format!("{name}.js"), &project::read(script)?)?;
    site.publish(&format!("{name}.wasm"), &project::read(module)?)?;
    fs::remove_file(script)?;
    fs::remove_file(module)?;
    Ok(())
}

/// Publishes the texts of each language: `<tag>-<calculator>.txt` for a page, `<tag>-more.txt` for the engine.
fn publish_texts(site: &mut Site, which: Which) -> Result<locales::Texts> {
    let root = project::root();
    let texts = locales::load(root, which.calculators()).map_err(|list| list.join("\n"))?;
    let snapshot = suanpan::pack::source::read(&root.join("data")).map_err(|list| list.join("\n"))?;
    let pack = Pack::decode(&snapshot.bytes)?;
    let mut publish = |program: Program, only: Option<&str>| -> Result {
        let ids = only.map_or_else(|| which.calculators(), |id| vec![id]);
        let calculators = suanpan::calculators::ALL.iter().copied().filter(|one| ids.contains(&one.id()));
        let sizes = wording::has_sizes(calculators.clone());
        let domain = wording::needed(calculators, &which.calculators(), &pack, &texts.keys);
        let own = program.texts(root, &texts, &domain, sizes).map_err(|list| list.join("\n"))?;
        let module = match program {
            Program::Page => which.named("app", only),
            Program::Engine => "engine".to_owned(),
        };
        holds_keys(site, &module, &own.id())?;
        for locales::Language { tag, .. } in locales::LANGUAGES {
            let file = own.file(tag).ok_or_else(|| format!("no texts in {tag}"))?;
            let name = which.named(&format!("{tag}{}", program.suffix()), only);
            site.publish(&format!("{name}.txt"), file.as_bytes())?;
        }
        Ok(())
    };
    for page in which.pages() {
        publish(Program::Page, page)?;
    }
    publish(Program::Engine, None)?;
    Ok(texts)
}

/// A wasm that was compiled with other keys would show codes in the place of these texts.
fn holds_keys(site: &Site, module: &str, id: &str) -> Result {
    let name = [module, ".wasm"].concat();
    let path = site.assets().get(&name).ok_or_else(|| format!("{name} is not published"))?;
    let bytes = project::read(&site.dir().join(path))?;
    if bytes.windows(id.len()).any(|part| part == id.as_bytes()) {
        return Ok(());
    }
    Err(format!("the wording was changed while {name} was compiled: build again").into())
}

/// Publishes the data pack of a folder; its id, which changes with the content, and its path.
fn publish_pack(site: &Site, dir: &Path) -> Result<(String, String)> {
    let read = suanpan::pack::source::read(dir);
    let snapshot = read.map_err(|list| format!("{}:\n{}", dir.display(), list.join("\n")))?;
    let path = site.publish_as(&format!("{}.pack", snapshot.id), &snapshot.bytes)?;
    Ok((snapshot.id, path))
}

/// Publishes what a first visit needs of the data pack of a folder; its path.
fn publish_first(site: &Site, dir: &Path, needed: First) -> Result<String> {
    let snapshot = suanpan::pack::source::read(dir).map_err(|list| list.join("\n"))?;
    let first = Pack::decode(&snapshot.bytes)?.first(needed);
    let name = match needed {
        First::Rates => "first-rates",
        First::Cards => "first",
        First::Markets => "first-markets",
    };
    site.publish_as(&format!("{}-{name}.pack", snapshot.id), &first.encode())
}

/// Whether a calculator holds cases against the rules of compliance.
fn has_rules(id: &str) -> bool {
    suanpan::calculators::by_id(id).is_some_and(suanpan::schema::Calculator::has_rules)
}

/// Publishes the rules of compliance that stand in a folder: a pack for each language, and their sources, which are the same
/// in all of them.
fn publish_rules(site: &mut Site, dir: &Path) -> Result {
    let read = suanpan_compliance::source::read(dir);
    let rules = read.map_err(|list| format!("{}:\n{}", dir.display(), list.join("\n")))?;
    for locales::Language { tag, .. } in locales::LANGUAGES {
        let pack = rules.pack(tag).map_err(|problem| format!("{}, {tag}: {problem}", dir.display()))?;
        site.publish(&pages::rules_of(tag), &pack)?;
    }
    site.publish(pages::RULE_SOURCES, &rules.sources())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A site in an empty folder.
    fn site(name: &str) -> Result<Site> {
        let dir = project::target().join("tmp").join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        fs::create_dir_all(&dir)?;
        Ok(Site::new(dir))
    }

    #[test]
    fn rules_are_published_in_every_language_with_their_sources_apart() -> Result {
        let mut site = site("rules")?;
        publish_rules(&mut site, &project::root().join("data/compliance"))?;
        let published = |site: &Site, name: &str| -> Result<Vec<u8>> {
            let path = site.assets().get(name).ok_or_else(|| format!("{name} is not published"))?;
            project::read(&site.dir().join(path))
        };
        let sources = published(&site, pages::RULE_SOURCES)?;
        for locales::Language { tag, .. } in locales::LANGUAGES {
            let mut pack = suanpan_compliance::pack::decode(&published(&site, &pages::rules_of(tag))?)?;
            assert_eq!(pack.language, tag);
            pack.add_sources(&sources)?;
            assert!(pack.book.rules.iter().any(|rule| rule.sources.iter().any(|source| !source.title.is_empty())));
        }
        Ok(())
    }

    #[test]
    fn what_is_wrong_with_rules_fails_with_file_rule_and_reason() -> Result {
        let mut site = site("broken-rules")?;
        let dir = site.dir().join("data");
        project::write(
            &dir.join("eu.toml"),
            b"as-of = \"2026-11-01\"\n[[rule]]\nid = \"eu-thing\"\nseverty = \"M\"\n",
        )?;
        let error = publish_rules(&mut site, &dir).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("eu.toml: eu-thing:") && error.contains("severty"), "{error}");
        assert!(site.assets().is_empty());
        Ok(())
    }
}
