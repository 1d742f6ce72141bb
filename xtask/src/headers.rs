//! The response headers that the site asks of its host, in the `_headers` format that Netlify,
//! Cloudflare Pages and others read: a path, then indented `Name: value` lines.
//!
//! The local server reads the file back, so that what is tested is what is asked for.

use std::fmt::Write;

/// What a page may do: run our own scripts and wasm, and talk to nobody else.
///
/// As a `<meta>` element it protects hosts without header control; there, browsers ignore
/// `frame-ancestors`, which only the header adds.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

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

/// The rules of our site. No header stands in two rules that match one path: hosts would join
/// the values.
pub fn rules(assets: &str, page_folders: &[String]) -> Vec<Rule> {
    let page = [("Cache-Control", "no-cache"), ("Cross-Origin-Resource-Policy", "same-origin")];
    let policy = format!("{CONTENT_POLICY}; frame-ancestors 'none'");
    let mut rules = vec![
        Rule::new(
            "/*",
            &[
                ("Content-Security-Policy", &policy),
                ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
                ("Referrer-Policy", "no-referrer"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        ),
        // Their names change with their content. Embeds and other people's pages may load them.
        Rule::new(
            &format!("/{assets}/*"),
            &[
                ("Access-Control-Allow-Origin", "*"),
                ("Cache-Control", "public, max-age=31536000, immutable"),
                ("Cross-Origin-Resource-Policy", "cross-origin"),
            ],
        ),
        Rule::new("/", &page),
    ];
    rules.extend(page_folders.iter().map(|folder| Rule::new(&format!("/{folder}/*"), &page)));
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
        for path in ["/", "/en/", "/en/shipping-cost/", "/assets/app.wasm"] {
            let mut once = names(path);
            once.dedup();
            assert_eq!(names(path), once, "{path}");
            assert!(once.contains(&"Cache-Control".to_owned()), "{path}");
        }
        assert_eq!(names("/404.html").len(), 4);
    }

    #[test]
    fn the_policy_allows_nothing_inline_and_nobody_else() {
        assert!(!CONTENT_POLICY.contains("unsafe-inline") && !CONTENT_POLICY.contains("http"));
        assert!(CONTENT_POLICY.contains("script-src 'self' 'wasm-unsafe-eval';"));
    }
}
