//! A local server that does what a static host does, with the headers of `dist/_headers`.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::headers::{self, Rule};
use crate::project::{self, Result};
use crate::site;

/// The first port to try where none is asked for.
const PORT: u16 = 8787;
/// No browser sends more than this before the blank line.
const LONGEST_HEAD: u64 = 64 * 1024;
/// A connection that is silent for so long is closed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Serves a folder until the process ends. A port that was asked for must be free.
pub fn serve(dist: &Path, port: Option<u16>) -> Result {
    let rules = headers::parse(&project::read_text(&dist.join("_headers"))?)?;
    let listener = listen(port)?;
    println!("http://{}/", listener.local_addr()?);
    thread::scope(|scope| {
        for connection in listener.incoming().flatten() {
            // A browser that hangs up is none of our business.
            let converse = || drop(converse(connection, dist, &rules));
            scope.spawn(converse);
        }
    });
    Ok(())
}

fn listen(port: Option<u16>) -> Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).map_err(|error| format!("port {port}: {error}").into());
    }
    let free = (PORT..=u16::MAX).find_map(|port| bind(port).ok());
    free.ok_or_else(|| "no free port".into())
}

/// Answers one request after the other.
fn converse(connection: TcpStream, dist: &Path, rules: &[Rule]) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(&connection);
    while let Some(request) = Request::read(&mut reader)? {
        let answer = match request.method.as_str() {
            "GET" | "HEAD" => respond(dist, rules, &request.target, &request.encodings),
            _ => Answer::new(405, Vec::new()),
        };
        answer.write(&connection, request.method != "HEAD")?;
    }
    Ok(())
}

/// What we want to know of a request; a page that we serve sends no bodies.
#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    method: String,
    target: String,
    encodings: String,
}

impl Request {
    /// Reads up to the blank line; `None` at the end of the connection.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut lines = reader.take(LONGEST_HEAD).lines();
        let Some(first) = lines.next().transpose()? else { return Ok(None) };
        let mut words = first.split(' ').map(str::to_owned);
        let mut request = Self {
            method: words.next().unwrap_or_default(),
            target: words.next().unwrap_or_default(),
            encodings: String::new(),
        };
        for line in lines {
            let line = line?;
            if line.is_empty() {
                return Ok(Some(request));
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("accept-encoding")
            {
                value.trim().clone_into(&mut request.encodings);
            }
        }
        Ok(None)
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn write(&self, mut connection: impl Write, with_body: bool) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} \r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("Content-Length: {}\r\n\r\n", self.body.len());
        connection.write_all(head.as_bytes())?;
        connection.write_all(if with_body { &self.body } else { &[] })
    }
}

fn respond(dist: &Path, rules: &[Rule], target: &str, encodings: &str) -> Answer {
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    let (file, status) = match find(dist, path) {
        Found::File(file) => (file, 200),
        Found::Folder => {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            return Answer::new(308, Vec::new()).with("Location", &format!("{path}/{query}"));
        }
        Found::Nothing => (dist.join("404.html"), 404),
    };
    let twin = [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(encoding, ending)| {
        let twin = site::beside(&file, ending);
        accepts(encodings, encoding).then(|| Some((encoding, fs::read(twin).ok()?)))?
    });
    let answer = match twin {
        Some((encoding, body)) => Answer::new(status, body).with("Content-Encoding", encoding),
        None => Answer::new(status, fs::read(&file).unwrap_or_default()),
    };
    let answer = answer.with("Content-Type", content_type(&file)).with("Vary", "Accept-Encoding");
    headers::of(rules, path).fold(answer, |answer, (name, value)| answer.with(name, value))
}

/// Whether an `Accept-Encoding` names an encoding without refusing it.
fn accepts(encodings: &str, name: &str) -> bool {
    encodings.split(',').any(|each| {
        let (encoding, quality) = each.split_once(';').unwrap_or((each, ""));
        encoding.trim() == name && !matches!(quality.trim(), "q=0" | "q=0.0")
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Found {
    File(PathBuf),
    /// A folder, asked for without the slash that its page's relative paths need.
    Folder,
    Nothing,
}

/// The file for a path. Nothing outside `dist` is found, and nothing hidden.
fn find(dist: &Path, path: &str) -> Found {
    let Some(path) = decode(path) else {
        return Found::Nothing;
    };
    let relative = path.strip_prefix('/').unwrap_or(&path);
    let hidden = |part: &str| part.starts_with(['.', '_']) || part.contains(['\\', ':', '\0']);
    if relative.starts_with('/') || relative.contains("//") || relative.split('/').any(hidden) {
        return Found::Nothing;
    }
    let file = dist.join(relative);
    if file.is_file() {
        return Found::File(file);
    }
    let index = file.join("index.html");
    match (index.is_file(), path.ends_with('/')) {
        (true, true) => Found::File(index),
        (true, false) => Found::Folder,
        (false, _) => Found::Nothing,
    }
}

/// Decodes `%20` and the like.
fn decode(path: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            decoded.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with something in it, a page below, and a secret beside it.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Result<Self> {
            let dir = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            for file in ["dist/en/index.html", "dist/a b.js", "dist/_headers", "secret.txt"] {
                project::write(&dir.join(file), file.as_bytes())?;
            }
            Ok(Self(dir))
        }

        fn dist(&self) -> PathBuf {
            self.0.join("dist")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn pages_and_files_are_found() -> Result {
        let folder = Folder::new("found")?;
        let dist = folder.dist();
        assert_eq!(find(&dist, "/en/"), Found::File(dist.join("en/index.html")));
        assert_eq!(find(&dist, "/en"), Found::Folder);
        assert_eq!(find(&dist, "/a%20b.js"), Found::File(dist.join("a b.js")));
        assert_eq!(find(&dist, "/"), Found::Nothing);
        Ok(())
    }

    #[test]
    fn nothing_outside_or_hidden_is_found() -> Result {
        let folder = Folder::new("outside")?;
        for path in [
            "/../secret.txt",
            "/en/../../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/en/..\\..\\secret.txt",
            "//secret.txt",
            "/_headers",
            "/%",
            "/%zz",
            "/%ff",
            "/\0",
        ] {
            assert_eq!(find(&folder.dist(), path), Found::Nothing, "{path}");
        }
        Ok(())
    }

    #[test]
    fn a_folder_without_its_slash_moves_on_with_the_query() -> Result {
        let folder = Folder::new("moves")?;
        let answer = respond(&folder.dist(), &[], "/en?a=1", "");
        assert_eq!(answer.status, 308);
        assert_eq!(answer.headers, [("Location".to_owned(), "/en/?a=1".to_owned())]);
        Ok(())
    }

    #[test]
    fn a_compressed_twin_goes_to_those_who_can_read_it() -> Result {
        let folder = Folder::new("twin")?;
        project::write(&folder.dist().join("a b.js.gz"), b"small")?;
        let body = |encodings| respond(&folder.dist(), &[], "/a%20b.js", encodings).body;
        assert_eq!(body("br, gzip"), b"small");
        assert_eq!(body(""), b"dist/a b.js");
        Ok(())
    }

    #[test]
    fn requests_are_read_one_after_the_other() -> Result {
        let mut sent = "GET /a HTTP/1.1\r\nHost: x\r\naccept-encoding: br\r\n\r\n\
                        HEAD /b HTTP/1.1\r\n\r\nGET /c HT"
            .as_bytes();
        let mut next = || Request::read(&mut sent);
        let request = |method: &str, target: &str, encodings: &str| Request {
            method: method.to_owned(),
            target: target.to_owned(),
            encodings: encodings.to_owned(),
        };
        assert_eq!(next()?, Some(request("GET", "/a", "br")));
        assert_eq!(next()?, Some(request("HEAD", "/b", "")));
        assert_eq!(next()?, None);
        Ok(())
    }

    #[test]
    fn encodings_are_named_and_may_be_refused() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[test]
    fn wasm_has_the_type_that_streaming_needs() {
        assert_eq!(content_type(Path::new("a-1.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("a.pack")), "application/octet-stream");
    }
}
