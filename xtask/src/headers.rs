//! The response headers that the site asks of its host, in the `_headers` format that Netlify,
//! Cloudflare Pages and others read: a path, then indented `Name: value` lines.
//!
//! The local server reads the file back, so that what is tested is what is asked for.

use std::fmt::Write;

use crate::pages::{DEVELOPERS, EMBED};

/// What a page may do: run our own scripts and wasm, and talk to nobody else.
///
/// As a `<meta>` element it protects hosts without header control; there, browsers ignore
/// `frame-ancestors`, which only the header adds.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// The policy of a page that shows our own frames.
pub fn framing() -> String {
    format!("{CONTENT_POLICY}; frame-src 'self'")
}

/// The number of the contract with other people's pages, in the address of the loader.
pub const API: u32 = 1;

/// Headers for all paths that match a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A path, or the beginning of one and `*`.
    pub path: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
}

impl Rule {
    fn new(path: &str, headers: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { path: path.to_owned(), headers: headers.iter().map(owned).collect() }
    }

    fn matches(&self, path: &str) -> bool {
        match self.path.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == self.path,
        }
    }
}

/// The rules of our site. No header stands in two rules that match one path: hosts would join the values, and of two policies
/// both would hold.
pub fn rules(assets: &str, page_folders: &[String]) -> Vec<Rule> {
    let [alone, framed] = ["'none'", "*"].map(|ancestors| format!("{CONTENT_POLICY}; frame-ancestors {ancestors}"));
    let developers = format!("{}; frame-ancestors 'none'", framing());
    let page = [
        ("Cache-Control", "no-cache"),
        ("Content-Security-Policy", alone.as_str()),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];
    // Embeds and other people's pages may load these.
    let shared = [("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin")];
    let frame = [("Cache-Control", "no-cache"), ("Content-Security-Policy", framed.as_str())];
    let mut rules = vec![
        Rule::new(
            "/*",
            &[
                ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
                ("Referrer-Policy", "no-referrer"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        ),
        // Their names change with their content. A worker has the policy of its own file.
        Rule::new(
            &format!("/{assets}/*"),
            &[
                &shared[..],
                &[
                    ("Cache-Control", "public, max-age=31536000, immutable"),
                    ("Content-Security-Policy", alone.as_str()),
                ],
            ]
            .concat(),
        ),
        Rule::new(
            &format!("/{EMBED}/{API}/*"),
            &[&shared[..], &[("Cache-Control", "public, max-age=3600"), ("Content-Security-Policy", alone.as_str())]]
                .concat(),
        ),
        Rule::new("/", &page),
        Rule::new("/index.html", &page),
        Rule::new("/404.html", &page),
    ];
    for folder in page_folders {
        rules.push(Rule::new(&format!("/{folder}/*"), &page));
        let shows_frames = [page[0], ("Content-Security-Policy", developers.as_str()), page[2]];
        rules.push(Rule::new(&format!("/{DEVELOPERS}/{folder}/*"), &shows_frames));
        rules.push(Rule::new(&format!("/{EMBED}/{folder}/*"), &[&shared[..1], &frame].concat()));
    }
    rules
}

/// The text of a `_headers` file.
pub fn print(rules: &[Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        let _ = writeln!(text, "{}", rule.path);
        for (name, value) in &rule.headers {
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    text
}

/// Reads a `_headers` file.
pub fn parse(text: &str) -> Result<Vec<Rule>, String> {
    let mut rules: Vec<Rule> = Vec::new();
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    for line in lines {
        if line.starts_with('/') {
            rules.push(Rule::new(line.trim_end(), &[]));
            continue;
        }
        let header = line.trim().split_once(':');
        let (Some(rule), Some((name, value))) = (rules.last_mut(), header) else {
            return Err(format!("_headers: neither a path nor a header: {line}"));
        };
        rule.headers.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    Ok(rules)
}

/// The headers for a path.
pub fn of<'a>(rules: &'a [Rule], path: &str) -> impl Iterator<Item = &'a (String, String)> {
    let matching: Vec<&Rule> = rules.iter().filter(|rule| rule.matches(path)).collect();
    matching.into_iter().flat_map(|rule| &rule.headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Vec<Rule> {
        rules("assets", &["en".to_owned()])
    }

    fn names(path: &str) -> Vec<String> {
        let mut names: Vec<String> = of(&site(), path).map(|(name, _)| name.clone()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_printed_is_read_back() {
        assert_eq!(parse(&print(&site())), Ok(site()));
    }

    #[test]
    fn comments_and_blank_lines_are_skipped() {
        let rules = parse("# for all\n\n/*\n  A: b: c\n");
        assert_eq!(rules, Ok(vec![Rule::new("/*", &[("A", "b: c")])]));
    }

    #[test]
    fn a_header_without_a_path_is_an_error() {
        assert!(parse("  A: b").is_err());
        assert!(parse("/\n  nonsense").is_err());
    }

    #[test]
    fn pages_and_assets_get_their_own_headers_once() {
        let paths = ["/", "/404.html", "/en/", "/en/shipping-cost/", "/developers/en/", "/assets/app.wasm"];
        for path in paths.into_iter().chain(["/embed/1/loader.js", "/embed/en/shipping-cost/"]) {
            let mut once = names(path);
            once.dedup();
            assert_eq!(names(path), once, "{path}");
            for name in ["Cache-Control", "Content-Security-Policy", "Referrer-Policy"] {
                assert!(once.contains(&name.to_owned()), "{path}: {name}");
            }
        }
    }

    #[test]
    fn only_frames_may_be_framed() {
        let policy = |path: &str| {
            let site = site();
            let found = of(&site, path).find(|(name, _)| name == "Content-Security-Policy").cloned();
            found.map(|(_, value)| value).unwrap_or_default()
        };
        for path in ["/", "/en/", "/en/shipping-cost/", "/404.html", "/embed/1/loader.js"] {
            assert!(policy(path).ends_with("frame-ancestors 'none'"), "{path}");
        }
        assert!(policy("/embed/en/shipping-cost/").ends_with("frame-ancestors *"));
    }

    #[test]
    fn the_policy_allows_nothing_inline_and_nobody_else() {
        assert!(!CONTENT_POLICY.contains("unsafe-inline") && !CONTENT_POLICY.contains("http"));
        assert!(CONTENT_POLICY.contains("script-src 'self' 'wasm-unsafe-eval';"));
    }
}
