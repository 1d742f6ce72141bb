//! The static pages: one per calculator and language, and the ones that lead there.
//!
//! `www/*.html` are the templates. `[[name]]` stands for a value; a template that names an
//! unknown one does not build. `[[! … ]]` is a comment, which stays here.

use std::collections::BTreeMap;
use std::fmt::Write;

use locales::{LANGUAGES, Language, Program, Texts};
use suanpan::calculators;
use suanpan::pack::First;

use crate::headers::{API, CONTENT_POLICY, framing};
use crate::project::{Result, Which};

/// The values that a template may name.
#[derive(Clone, Default)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// Adds text, which may hold any character.
    pub fn text(&mut self, name: &str, value: &str) {
        self.html(name, escape(value));
    }

    /// Adds markup.
    pub fn html(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), value);
    }

    /// Replaces every `[[name]]` of the template.
    pub fn fill(&self, template: &str) -> Result<String> {
        let mut page = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("[[") {
            let (name, after) = after.split_once("]]").ok_or("a template has `[[` without `]]`")?;
            page.push_str(before);
            if !name.starts_with('!') {
                let value = self.0.get(name);
                page.push_str(value.ok_or_else(|| format!("a template names {name}: unknown"))?);
            }
            rest = after;
        }
        page.push_str(rest);
        Ok(page)
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What the pack of rules of a language is published as.
pub fn rules_of(tag: &str) -> String {
    format!("rules-{tag}.pack")
}

/// What reads a user's own rules is published as, and named in pages.
pub const OWN_RULES: &str = "own-rules";

/// Path of the script that other people's pages load; its folder has the number of the contract.
pub fn loader() -> String {
    format!("{EMBED}/{API}/loader.js")
}

/// Path of the words for results in a language, beside the loader.
pub fn words_of(language: Language) -> String {
    format!("{EMBED}/{API}/words-{}.json", language.folder())
}

/// The folder of the pages for developers, one per language.
pub const DEVELOPERS: &str = "developers";

/// What the fields of a language are published as: what the page for developers offers.
pub fn fields_of(tag: &str) -> String {
    format!("fields-{tag}.json")
}

/// The folder of what other people's pages embed: the frames, and the loader under the number of the contract.
pub const EMBED: &str = "embed";

/// What the sources of rules are published as.
pub const RULE_SOURCES: &str = "rule-sources.pack";

/// What all pages are made of.
pub struct Pages<'a> {
    /// `www/index.html`: a calculator's page.
    pub calculator: &'a str,
    /// `www/choose.html`: the root and the pages of the languages.
    pub choose: &'a str,
    /// `www/404.html`.
    pub missing: &'a str,
    /// `www/developers.html`: a widget to try, its snippet, links by a formula.
    pub developers: &'a str,
    /// The wording.
    pub texts: &'a Texts,
    /// The ids of the calculators.
    pub calculators: &'a [&'a str],
    /// Which site it is.
    pub which: Which,
    /// Names and paths of the published files.
    pub assets: &'a BTreeMap<String, String>,
    /// Id and path of the current data pack.
    pub pack: (String, String),
    /// Paths of what a first visit needs of it, in the order of [`First::ALL`].
    pub first: [String; 3],
    /// Ids and paths of the packs of earlier releases.
    pub released: Vec<(String, String)>,
    /// The ids of the calculators that hold cases against the rules of compliance.
    pub with_rules: &'a [&'a str],
    /// Whether pages carry their own policy. Trunk's reload script, in `trunk serve`, breaks it.
    pub strict: bool,
}

impl Pages<'_> {
    /// Paths below the site's root, and content.
    pub fn all(&self) -> Result<Vec<(String, String)>> {
        let mut pages = vec![("index.html".to_owned(), self.languages()?), ("404.html".to_owned(), self.not_found()?)];
        for language in LANGUAGES {
            let folder = language.folder();
            pages.push((format!("{folder}/index.html"), self.calculators_in(language)?));
            pages.push((format!("{DEVELOPERS}/{folder}/index.html"), self.for_developers(language)?));
            for id in self.calculators {
                pages.push((format!("{folder}/{id}/index.html"), self.page(language, id)?));
                pages.push((format!("{EMBED}/{folder}/{id}/index.html"), self.frame(language, id)?));
            }
        }
        Ok(pages)
    }

    fn page(&self, language: Language, id: &str) -> Result<String> {
        let base = "../../";
        let mut values = self.of_calculator(language, id, base)?;
        let alternate = |folder: &str| format!("{base}{folder}/{id}/");
        values.html("alternates", alternates(alternate));
        for name in ["embedded", "look", "foot"] {
            values.html(name, String::new());
        }
        values.html("begin", format!("{base}{}", self.asset("start.js")?));
        values.fill(self.calculator)
    }

    /// The same as a widget in other people's pages: `embed.js` begins it.
    fn frame(&self, language: Language, id: &str) -> Result<String> {
        let base = "../../../";
        let mut values = self.of_calculator(language, id, base)?;
        values.html("embedded", " data-embed=\"\"".to_owned());
        values.html("look", format!("<link rel=\"stylesheet\" href=\"{base}{}\">\n", self.asset("embed.css")?));
        values.html("begin", format!("{base}{}", self.asset("embed.js")?));
        let calculator = calculators::by_id(id).ok_or_else(|| format!("no calculator {id}"))?;
        let mut metas = String::from("<meta name=\"robots\" content=\"noindex\">\n");
        writeln!(metas, r#"<meta name="suanpan:calc" content="{}">"#, calculator.link_code())?;
        writeln!(metas, r#"<meta name="suanpan:start" content="{base}{}">"#, self.asset("start.js")?)?;
        values.html("alternates", metas);
        let mut foot = String::new();
        let told = escape(self.get(language, "html.told-host")?);
        let locked = escape(self.get(language, "html.locked")?);
        let open = escape(self.get(language, "html.open-full")?);
        let full = format!("{base}{}/{id}/", language.folder());
        let more = escape(self.get(language, "html.more")?);
        writeln!(foot, r#"<button type="button" class="tool" id="more" aria-expanded="false">{more}</button>"#)?;
        writeln!(foot, r#"<div class="embed-foot"><span id="told-locked">{locked}</span>"#)?;
        writeln!(foot, r#"<span id="told-host">{told}</span>"#)?;
        writeln!(foot, r#"<a id="open-full" href="{full}" target="_blank" rel="noopener">{open}</a></div>"#)?;
        values.html("foot", foot);
        values.fill(self.calculator)
    }

    /// What both of them name.
    fn of_calculator(&self, language: Language, id: &str, base: &str) -> Result<Values> {
        let title = format!("{} · {}", self.name(language, id)?, self.get(language, "app.name")?);
        let mut values = self.values(language, base, &title)?;
        for name in ["name", "question", "description"] {
            values.text(name, self.get(language, &format!("calculator.{id}.{name}"))?);
        }
        for ending in ["js", "wasm"] {
            let file = format!("{}.{ending}", self.which.named("app", Some(id)));
            values.html(&format!("app.{ending}"), format!("{base}{}", self.asset(&file)?));
        }
        let texts = format!("{}.txt", self.which.named(language.tag, Some(id)));
        values.html("texts", format!("{base}{}", self.asset(&texts)?));
        values.html("pack", format!("{base}{}", self.first_pack(id)));
        values.html("files", self.files(base, id)?);
        Ok(values)
    }

    /// The page that leads to a language: to its first calculator.
    fn languages(&self) -> Result<String> {
        let [reference, ..] = LANGUAGES;
        let first = self.calculators.first().ok_or("there is no calculator")?;
        let mut links = String::new();
        for language in LANGUAGES {
            let Language { tag, name } = language;
            let address = format!("{}/{first}/", language.folder());
            let attributes = format!(r#"href="{address}" hreflang="{tag}" lang="{tag}""#);
            let tagline = escape(self.get(language, "html.tagline")?);
            writeln!(links, "<li><a {attributes}>{name}<small>{tagline}</small></a></li>")?;
        }
        let title = self.get(reference, "app.name")?;
        self.choice(reference, "", title, links, alternates(|folder| format!("{folder}/")))
    }

    /// The page of a language: its calculators.
    fn calculators_in(&self, language: Language) -> Result<String> {
        let mut links = String::new();
        for id in self.calculators {
            let name = escape(self.name(language, id)?);
            let question = escape(self.get(language, &format!("calculator.{id}.question"))?);
            let attributes = format!(r#"href="{id}/" hreflang="{}""#, language.tag);
            writeln!(links, "<li><a {attributes}>{name}<small>{question}</small></a></li>")?;
        }
        let title = self.get(language, "app.name")?;
        self.choice(language, "../", title, links, alternates(|folder| format!("../{folder}/")))
    }

    /// The page for developers: it shows our own frames, as nothing else does.
    fn for_developers(&self, language: Language) -> Result<String> {
        let base = "../../";
        let title = format!("{} · {}", self.get(language, "html.dev-title")?, self.get(language, "app.name")?);
        let mut values = self.values(language, base, &title)?;
        if self.strict {
            values.html("policy", policy(&framing()));
        }
        values.html("alternates", alternates(|folder| format!("{base}{DEVELOPERS}/{folder}/")));
        values.html("loader", format!("{base}{}", loader()));
        values.html("fields", format!("{base}{}", self.asset(&fields_of(language.tag))?));
        let (mut links, mut options) = (String::new(), String::new());
        for Language { tag, name } in LANGUAGES {
            let current = if tag == language.tag { " aria-current=\"page\"" } else { "" };
            let folder = Language { tag, name }.folder();
            write!(
                links,
                r#"<a href="{base}{DEVELOPERS}/{folder}/" hreflang="{tag}" lang="{tag}"{current}>{name}</a>"#
            )?;
            write!(options, r#"<option value="{tag}" lang="{tag}">{name}</option>"#)?;
        }
        values.html("languages", links);
        values.html("language-options", options);
        for key in ["page.theme-system", "page.theme-light", "page.theme-dark"] {
            values.text(key, self.get(language, key)?);
        }
        values.fill(self.developers)
    }

    fn choice(&self, language: Language, base: &str, title: &str, links: String, alternates: String) -> Result<String> {
        let mut values = self.values(language, base, title)?;
        values.text("description", self.get(language, "html.tagline")?);
        values.html("links", links);
        values.html("alternates", alternates);
        values.fill(self.choose)
    }

    /// Shown at any depth, so that it can refer to nothing by a relative path.
    fn not_found(&self) -> Result<String> {
        let mut sentences = String::new();
        for language in LANGUAGES {
            let sentence = escape(self.get(language, "html.not-found")?);
            writeln!(sentences, r#"<p lang="{}">{sentence}</p>"#, language.tag)?;
        }
        let [reference, ..] = LANGUAGES;
        let mut values = self.values(reference, "", self.get(reference, "app.name")?)?;
        values.html("sentences", sentences);
        values.fill(self.missing)
    }

    /// What every template may name: `app.*` and `html.*` texts and published files among them.
    fn values(&self, language: Language, base: &str, title: &str) -> Result<Values> {
        let mut values = Values::default();
        values.html("policy", if self.strict { policy(CONTENT_POLICY) } else { String::new() });
        values.text("language", language.tag);
        values.text("title", title);
        values.html("base", base.to_owned());
        for key in self.texts.keys.iter().filter(|key| key.starts_with("app.") || key.starts_with("html.")) {
            values.text(key, self.get(language, key)?);
        }
        for (name, path) in self.assets {
            values.html(name, format!("{base}{path}"));
        }
        Ok(values)
    }

    /// What a first visit needs of the data.
    fn first_pack(&self, id: &str) -> &str {
        let needed = calculators::by_id(id).map_or(First::Markets, suanpan::schema::Calculator::first);
        &self.first[needed as usize]
    }

    /// Where the page's scripts find the files of all languages and releases.
    fn files(&self, base: &str, id: &str) -> Result<String> {
        let mut metas = String::new();
        let mut meta =
            |name: &str, content: String| writeln!(metas, r#"<meta name="suanpan:{name}" content="{content}">"#);
        for Language { tag, .. } in LANGUAGES {
            for program in [Program::Page, Program::Engine] {
                let (name, file) = match program {
                    Program::Page => ("texts", self.which.named(tag, Some(id))),
                    Program::Engine => ("more", format!("{tag}{}", program.suffix())),
                };
                let file = format!("{file}.txt");
                meta(&format!("{name}:{tag}"), format!("{base}{}", self.asset(&file)?))?;
            }
        }
        meta("first", format!("{base}{}", self.first_pack(id)))?;
        meta("packs", format!("{} {base}{}", self.pack.0, self.pack.1))?;
        // What runs long work beside the page, where the calculator has some.
        if calculators::by_id(id).is_some_and(|calculator| calculator.job_texts().is_some()) {
            meta("worker", format!("{base}{}", self.asset("worker.js")?))?;
        }
        // A program with all calculators goes from one to another without another page.
        let has_rules =
            if self.which == Which::Real { self.with_rules.contains(&id) } else { !self.with_rules.is_empty() };
        if has_rules {
            for Language { tag, .. } in LANGUAGES {
                meta(&format!("rules:{tag}"), format!("{base}{}", self.asset(&rules_of(tag))?))?;
            }
            meta("rule-sources", format!("{base}{}", self.asset(RULE_SOURCES)?))?;
            meta(OWN_RULES, format!("{base}{}", self.asset(&format!("{OWN_RULES}.js"))?))?;
            meta(&format!("{OWN_RULES}-wasm"), format!("{base}{}", self.asset(&format!("{OWN_RULES}.wasm"))?))?;
        }
        if let Some(path) = self.assets.get("icons.svg") {
            meta("icons", format!("{base}{path}"))?;
        }
        for (id, path) in &self.released {
            meta("released", format!("{id} {base}{path}"))?;
        }
        Ok(metas)
    }

    fn name(&self, language: Language, id: &str) -> Result<&str> {
        self.get(language, &format!("calculator.{id}.name"))
    }

    fn get(&self, language: Language, key: &str) -> Result<&str> {
        let text = self.texts.get(language.tag, key);
        text.ok_or_else(|| format!("locales: `{key}` is missing").into())
    }

    fn asset(&self, name: &str) -> Result<&str> {
        let path = self.assets.get(name);
        path.map(String::as_str).ok_or_else(|| format!("{name} is not published").into())
    }
}

fn policy(content: &str) -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", escape(content))
}

/// The same page in every language; for all others, the first.
fn alternates(address: impl Fn(&str) -> String) -> String {
    let [reference, ..] = LANGUAGES;
    let languages = LANGUAGES.map(|language| (language.tag, language));
    let mut links = String::new();
    for (tag, language) in languages.into_iter().chain([("x-default", reference)]) {
        let address = address(&language.folder());
        let _ = writeln!(links, r#"<link rel="alternate" hreflang="{tag}" href="{address}">"#);
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        let mut texts = vec![
            ("app.name", "Suanpan"),
            ("html.dev-title", "Widgets"),
            ("html.more", "More"),
            ("html.not-found", "Nothing here"),
            ("html.open-full", "Open it"),
            ("html.locked", "Locked"),
            ("html.told-host", "It is told"),
            ("html.tagline", "Sums & more"),
            ("calculator.toy.description", "Toys, \"counted\""),
            ("calculator.toy.name", "Toy"),
            ("calculator.toy.question", "How many?"),
            ("page.theme-dark", "Dark"),
            ("page.theme-light", "Light"),
            ("page.theme-system", "System"),
        ];
        texts.sort_unstable();
        let (keys, values): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
        Texts {
            keys: keys.into_iter().map(str::to_owned).collect(),
            languages: LANGUAGES
                .map(|language| (language.tag, values.iter().map(|&text| text.to_owned()).collect()))
                .to_vec(),
        }
    }

    fn pages(strict: bool) -> Result<BTreeMap<String, String>> {
        pages_of(Which::Toy, strict, &[])
    }

    fn pages_of(which: Which, strict: bool, with_rules: &[&str]) -> Result<BTreeMap<String, String>> {
        let texts_of = |ending| ["en", "zh-Hans", "zh-Hant"].map(|tag| format!("{tag}{ending}.txt"));
        let others = [
            "main.css",
            "app.js",
            "app.wasm",
            "app-toy.js",
            "app-toy.wasm",
            "own-rules.js",
            "own-rules.wasm",
            "start.js",
            "embed.js",
            "embed.css",
            RULE_SOURCES,
        ]
        .map(str::to_owned);
        let rules = LANGUAGES.map(|language| rules_of(language.tag));
        let fields = LANGUAGES.map(|language| fields_of(language.tag));
        let names = [texts_of("").as_slice(), &texts_of("-toy"), &texts_of("-more"), &others, &rules, &fields].concat();
        let assets = names.into_iter().map(|name| (name.clone(), format!("assets/{name}")));
        let pages = Pages {
            calculator: "[[policy]]<html lang=[[language]]>[[title]]|[[description]]|[[main.css]]|\
                         [[alternates]][[files]]",
            choose: "[[title]]|[[base]]|[[links]]",
            missing: "[[title]]|[[sentences]]",
            developers: "[[policy]][[languages]][[fields]][[loader]]",
            texts: &texts(),
            calculators: &["toy"],
            which,
            assets: &assets.collect(),
            pack: ("2026-11".to_owned(), "assets/2026-11.pack".to_owned()),
            first: ["first-rates", "first", "first-markets"].map(|name| format!("assets/2026-11-{name}.pack")),
            released: vec![("2026-10".to_owned(), "assets/2026-10.pack".to_owned())],
            with_rules,
            strict,
        };
        Ok(pages.all()?.into_iter().collect())
    }

    #[test]
    fn one_page_per_calculator_and_language_and_the_way_there() -> Result {
        let pages = pages(true)?;
        let paths: Vec<&str> = pages.keys().map(String::as_str).collect();
        let languages = ["en", "zh-hans", "zh-hant"];
        let mut expected = vec!["404.html".to_owned(), "index.html".to_owned()];
        for language in languages {
            expected.push(format!("{language}/index.html"));
            expected.push(format!("{language}/toy/index.html"));
            expected.push(format!("embed/{language}/toy/index.html"));
            expected.push(format!("developers/{language}/index.html"));
        }
        expected.sort();
        assert_eq!(paths, expected);
        Ok(())
    }

    #[test]
    fn a_page_speaks_its_language_and_refers_by_relative_paths() -> Result {
        let pages = pages(true)?;
        let page = &pages["zh-hans/toy/index.html"];
        for part in [
            "<html lang=zh-Hans>Toy · Suanpan|Toys, &quot;counted&quot;|../../assets/main.css|",
            r#"<link rel="alternate" hreflang="zh-Hant" href="../../zh-hant/toy/">"#,
            r#"<link rel="alternate" hreflang="x-default" href="../../en/toy/">"#,
            r#"<meta name="suanpan:texts:en" content="../../assets/en.txt">"#,
            r#"<meta name="suanpan:first" content="../../assets/2026-11-first.pack">"#,
            r#"<meta name="suanpan:packs" content="2026-11 ../../assets/2026-11.pack">"#,
            r#"<meta name="suanpan:released" content="2026-10 ../../assets/2026-10.pack">"#,
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        Ok(())
    }

    #[test]
    fn rules_are_named_where_they_are_asked_alone() -> Result {
        let rules = r#"<meta name="suanpan:rules:zh-Hant" content="../../assets/rules-zh-Hant.pack">"#;
        let sources = r#"<meta name="suanpan:rule-sources" content="../../assets/rule-sources.pack">"#;
        let named = |page: &str| [rules, sources].map(|part| page.contains(part));
        assert_eq!(named(&pages_of(Which::Real, true, &["toy"])?["en/toy/index.html"]), [true; 2]);
        assert_eq!(named(&pages_of(Which::Real, true, &["other"])?["en/toy/index.html"]), [false; 2]);
        // One program with all calculators may come to the other.
        assert_eq!(named(&pages_of(Which::Toy, true, &["other"])?["en/toy/index.html"]), [true; 2]);
        assert_eq!(named(&pages(true)?["en/toy/index.html"]), [false; 2]);
        Ok(())
    }

    #[test]
    fn the_choices_are_plain_links() -> Result {
        let pages = pages(true)?;
        assert!(pages["index.html"].contains(r#"href="zh-hant/toy/" hreflang="zh-Hant""#));
        assert!(pages["index.html"].contains("Sums &amp; more"));
        assert!(pages["en/index.html"].contains(r#"|../|<li><a href="toy/" hreflang="en">Toy"#));
        Ok(())
    }

    #[test]
    fn only_the_strict_site_carries_its_policy() -> Result {
        assert!(pages(true)?["en/toy/index.html"].contains("Content-Security-Policy"));
        assert!(!pages(false)?["en/toy/index.html"].contains("Content-Security-Policy"));
        Ok(())
    }

    #[test]
    fn a_template_with_an_unknown_name_does_not_build() {
        let mut values = Values::default();
        values.text("a", "<1>");
        assert_eq!(values.fill("x[[a]]y").ok().as_deref(), Some("x&lt;1&gt;y"));
        assert_eq!(values.fill("x[[! why ]]y").ok().as_deref(), Some("xy"));
        assert!(values.fill("[[b]]").is_err());
        assert!(values.fill("[[a").is_err());
    }
}
