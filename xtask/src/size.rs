//! What a first visit downloads: everything that the page of a calculator names in its head, in the language where that
//! is most. And what the rules of compliance take, which the engine loads where a calculator asks for them.

use std::fmt::Display;
use std::fs;
use std::path::Path;

use locales::{LANGUAGES, Language};

use crate::project::{self, Result, Which};
use crate::{package, pages, site};

/// One downloaded file and its sizes: as it is, after gzip, after brotli.
struct Download {
    name: String,
    sizes: [u64; 3],
}

/// Prints the report of every calculator's page, and fails above the ceiling of one.
pub fn check() -> Result {
    for id in Which::Real.calculators() {
        check_page(id)?;
        check_rules(id)?;
    }
    check_later(&Which::Real.dist())
}

/// Prints the programs that are loaded once somebody asks for what they do, and what other people's pages load. Fails where one is
/// above its ceiling.
fn check_later(dist: &Path) -> Result {
    print_row("later", ["bytes", "gzip", "brotli"]);
    let assets = dist.join(site::ASSETS);
    let names = fs::read_dir(&assets)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let names: Vec<String> = names.collect::<Result<_>>()?;
    for name in LATER {
        let file = match name {
            LOADER => dist.join(pages::loader()),
            name => {
                let file = names.iter().find(|file| is_of(file, name));
                assets.join(file.ok_or_else(|| format!("no wasm of {name}"))?)
            }
        };
        let download = measure(name, &file)?;
        print_row(&download.name, download.sizes);
        let ceiling = ceiling_of(LATER_KIND, name)?;
        if download.sizes[2] > ceiling {
            return Err(format!("{} bytes of {name} are above the ceiling of {ceiling}", download.sizes[2]).into());
        }
        println!("ceiling: {ceiling}, {} left", ceiling - download.sizes[2]);
    }
    Ok(())
}

/// The programs whose size is held though no first visit loads them, and where their ceilings stand.
const LATER: [&str; 2] = [pages::OWN_RULES, LOADER];
/// The script of widgets.
const LOADER: &str = "loader";
const LATER_KIND: &str = "later";

/// Whether a hashed file is the wasm that was published as this.
fn is_of(file: &str, name: &str) -> bool {
    let hash = file.strip_suffix(".wasm").and_then(|stem| stem.strip_prefix(name)?.strip_prefix('-'));
    hash.is_some_and(|hash| !hash.is_empty() && !hash.contains('-'))
}

/// Prints the rules that the page of a calculator names, if it does: what the engine loads in the language that is shown.
/// Fails where the pack of a language is above its ceiling.
fn check_rules(id: &str) -> Result {
    let folder = Which::Real.dist().join(LANGUAGES[0].folder()).join(id);
    let page = project::read_text(&folder.join("index.html"))?;
    let named = rules(&page);
    if named.is_empty() {
        return Ok(());
    }
    let ceiling = rules_ceiling()?;
    print_row(&format!("{id}, rules, after the first answer"), ["bytes", "gzip", "brotli"]);
    for (name, address) in named {
        let download = measure(name, &folder.join(address))?;
        print_row(&download.name, download.sizes);
        // Sources are loaded once they are to be shown: they hold nothing up.
        if name != RULE_SOURCES && download.sizes[2] > ceiling {
            return Err(format!("{} bytes of {name} are above the ceiling of {ceiling}", download.sizes[2]).into());
        }
    }
    println!("ceiling of each language: {ceiling}");
    Ok(())
}

/// Prints what the engine for JavaScript takes, with all calculators and with each; fails where a wasm is above its ceiling.
pub fn check_package(dir: &Path) -> Result {
    print_row("the engine for JavaScript", ["bytes", "", "brotli"]);
    let mut failed = Vec::new();
    for file in project::files(dir)? {
        let name = file.strip_prefix(dir).unwrap_or(&file).to_string_lossy().into_owned();
        // The scripts of the entries are the same.
        let is_first = !name.contains('/') && (name.ends_with(".pack") || name.ends_with(".js"));
        if !is_first && !name.ends_with(".wasm") {
            continue;
        }
        let sizes = [fs::metadata(&file)?.len(), package::compressed(&file)?];
        print_row(&name, [sizes[0].to_string(), String::new(), sizes[1].to_string()]);
        if name.ends_with(".wasm") {
            let entry = name.split_once('/').map_or("all", |(id, _)| id);
            let ceiling = ceiling_of("package", entry)?;
            if sizes[1] > ceiling {
                failed.push(format!("{} bytes of {name} are above the ceiling of {ceiling}", sizes[1]));
            } else {
                println!("  ceiling: {ceiling}, {} left", ceiling - sizes[1]);
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n").into()) }
}

/// What a page's metas call the sources of rules.
const RULE_SOURCES: &str = "rule-sources";

/// The rules that a page names: what they are called, and their addresses.
fn rules(page: &str) -> Vec<(&str, &str)> {
    let metas = page.split('<').filter(|tag| tag.starts_with("meta "));
    let named = metas.filter_map(|tag| {
        let name = attribute(tag, "name")?.strip_prefix("suanpan:")?;
        let is_rules = name.starts_with("rules:") || name == RULE_SOURCES;
        Some((name, attribute(tag, "content")?)).filter(|_| is_rules)
    });
    named.collect()
}

fn check_page(id: &str) -> Result {
    let ceiling = ceiling(id)?;
    let mut largest: Option<(Language, Vec<Download>, [u64; 3])> = None;
    for language in LANGUAGES {
        let downloads = first_load(&Which::Real.dist(), language, id)?;
        let total = [0, 1, 2].map(|column| downloads.iter().map(|each| each.sizes[column]).sum());
        if largest.as_ref().is_none_or(|(_, _, most)| most[2] < total[2]) {
            largest = Some((language, downloads, total));
        }
    }
    let Some((language, downloads, total)) = largest else {
        return Ok(());
    };
    print_row(&format!("{id}, {}", language.tag), ["bytes", "gzip", "brotli"]);
    for download in &downloads {
        print_row(&download.name, download.sizes);
    }
    print_row("total", total);
    if total[2] > ceiling {
        return Err(format!("{} bytes are above the ceiling of {ceiling} for {id}", total[2]).into());
    }
    println!("ceiling: {ceiling}, {} left", ceiling - total[2]);
    Ok(())
}

fn print_row(name: &str, [raw, gzip, brotli]: [impl Display; 3]) {
    println!("  {name:<40}{raw:>10}{gzip:>10}{brotli:>10}");
}

fn ceiling(id: &str) -> Result<u64> {
    ceiling_of("first-load", id)
}

/// What the pack of rules of a language may take.
fn rules_ceiling() -> Result<u64> {
    ceiling_of("rules", "language")
}

fn ceiling_of(kind: &str, name: &str) -> Result<u64> {
    let file = project::root().join("xtask/ceiling.toml");
    let table: toml::Table = project::read_text(&file)?.parse()?;
    let ceiling = table.get(kind).and_then(|kind| kind.get(name)).and_then(toml::Value::as_integer);
    Ok(ceiling.ok_or_else(|| format!("xtask/ceiling.toml has no {kind} of {name}"))?.try_into()?)
}

fn first_load(dist: &Path, language: Language, id: &str) -> Result<Vec<Download>> {
    let folder = dist.join(language.folder()).join(id);
    let page = folder.join("index.html");
    let mut downloads = vec![measure("index.html", &page)?];
    for address in named(&project::read_text(&page)?) {
        downloads.push(measure(address.trim_start_matches("../"), &folder.join(address))?);
    }
    Ok(downloads)
}

fn measure(name: &str, file: &Path) -> Result<Download> {
    let size = |file: &Path| match fs::metadata(file) {
        Ok(metadata) => Ok(metadata.len()),
        Err(error) => Err(format!("{}: {error}; no release build?", file.display())),
    };
    let twin = |ending| size(&site::beside(file, ending));
    Ok(Download { name: name.to_owned(), sizes: [size(file)?, twin("gz")?, twin("br")?] })
}

/// The addresses of the files that a page loads at once.
fn named(page: &str) -> Vec<&str> {
    let rels = ["icon", "modulepreload", "preload", "stylesheet"];
    let mut addresses = Vec::new();
    for tag in page.split('<') {
        let address = if tag.starts_with("script ") {
            attribute(tag, "src")
        } else if tag.starts_with("link ") {
            let loads = attribute(tag, "rel").is_some_and(|rel| rels.contains(&rel));
            attribute(tag, "href").filter(|_| loads)
        } else if tag.starts_with(r#"meta name="suanpan:icons""#) {
            attribute(tag, "content")
        } else {
            None
        };
        addresses.extend(address);
    }
    addresses
}

/// The value of an attribute in a tag as our pages write it.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_what_it_loads() {
        let page = r#"<link rel="stylesheet" href="../../assets/main.css">
            <link rel="alternate" hreflang="en" href="../../en/">
            <link rel="preload" as="fetch" crossorigin href="../../assets/app.wasm">
            <meta name="suanpan:icons" content="../../assets/icons.svg">
            <meta name="suanpan:engine" content="../../assets/engine.js">
            <script type="module" src="../../assets/start.js"></script>
            <a href="elsewhere/">link</a>"#;
        let files = ["main.css", "app.wasm", "icons.svg", "start.js"];
        assert_eq!(named(page), files.map(|file| format!("../../assets/{file}")));
    }

    #[test]
    fn a_page_names_its_rules() {
        let page = r#"<meta name="suanpan:packs" content="1 ../../assets/1.pack">
            <meta name="suanpan:rules:en" content="../../assets/rules-en.pack">
            <meta name="suanpan:rule-sources" content="../../assets/rule-sources.pack">"#;
        let files = [("rules:en", "../../assets/rules-en.pack"), (RULE_SOURCES, "../../assets/rule-sources.pack")];
        assert_eq!(rules(page), files);
        // They are loaded after the first answer.
        assert_eq!(named(page), [""; 0]);
    }

    #[test]
    fn the_rules_of_each_language_have_a_ceiling() -> Result {
        assert!(rules_ceiling()? <= 60_000);
        Ok(())
    }

    #[test]
    fn what_is_loaded_later_is_found_by_its_name_and_has_a_ceiling() -> Result {
        for name in LATER {
            assert!(ceiling_of(LATER_KIND, name)? > 0, "{name}");
        }
        assert!(is_of("own-rules-0a1b2c.wasm", "own-rules"));
        for other in ["own-rules-0a1b2c.wasm.br", "own-rules.wasm", "own-rules-0a1b-2c.wasm", "app-own-rules-0a.wasm"] {
            assert!(!is_of(other, "own-rules"), "{other}");
        }
        Ok(())
    }

    #[test]
    fn every_page_has_a_ceiling() -> Result {
        for id in Which::Real.calculators() {
            assert!(ceiling(id)? > 0, "{id}");
        }
        Ok(())
    }
}
