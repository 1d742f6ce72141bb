//! What a first visit downloads: everything that the page of a calculator names in its head, in the language where that
//! is most.

use std::fmt::Display;
use std::fs;
use std::path::Path;

use locales::{LANGUAGES, Language};

use crate::project::{self, Result, Which};
use crate::site;

/// One downloaded file and its sizes: as it is, after gzip, after brotli.
struct Download {
    name: String,
    sizes: [u64; 3],
}

/// Prints the report of every calculator's page, and fails above the ceiling of one.
pub fn check() -> Result {
    for id in Which::Real.calculators() {
        check_page(id)?;
    }
    Ok(())
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
    let file = project::root().join("xtask/ceiling.toml");
    let table: toml::Table = project::read_text(&file)?.parse()?;
    let ceiling = table.get("first-load").and_then(|pages| pages.get(id)).and_then(toml::Value::as_integer);
    Ok(ceiling.ok_or_else(|| format!("xtask/ceiling.toml has no first-load of {id}"))?.try_into()?)
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
    fn every_page_has_a_ceiling() -> Result {
        for id in Which::Real.calculators() {
            assert!(ceiling(id)? > 0, "{id}");
        }
        Ok(())
    }
}
