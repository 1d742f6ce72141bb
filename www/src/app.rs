//! The shell: header, the calculator on the desk, and what holds for the whole page.

use suanpan::calculators;
use suanpan::pack::Pack;

use crate::browser::dom::{El, button, by_id, el, option, value_of};
use crate::desk::{Desk, Origin, State};
use crate::here::HERE;
use crate::keys::{LANGUAGES, TEXTS};
use crate::{answer, browser, engine, form, locale, received, t};

/// The name under which the device keeps the theme.
const THEME: &str = "theme";

/// What the header chooses, and where the site lies.
#[derive(Clone, Copy)]
struct Shell {
    desk: Desk,
    /// Path of the site's root, such as `/` or `/tools/`.
    base: &'static str,
}

/// Light, dark, or what the system says.
fn paint(theme: &str) {
    browser::set_root_attribute("data-theme", Some(theme).filter(|theme| matches!(*theme, "light" | "dark")));
}

/// Draws the app into the page that `start.js` found.
pub fn mount(texts: String, pack: Option<Pack>) {
    let (path, _) = browser::address();
    let opened = language_of(&path).unwrap_or(LANGUAGES[0].0);
    locale::set(opened, texts, &TEXTS);
    locale::set_metric(browser::stored("units").as_deref() != Some("imperial"));
    paint(&browser::stored(THEME).unwrap_or_default());
    let Some(root) = by_id("app") else { return };
    let desk = Desk::new(calculator_of(&path).unwrap_or(0), pack);
    let shell = Shell { desk, base: base_of(&path).leak() };
    let ((), page) = browser::signal::part(|| {
        shell.listen();
        shell.take_link();
        let drawn = move || [locale::language(), desk.read(State::current).id()].concat();
        el("div").class("page").live(drawn, move || draw(shell)).replace_in(&root);
    });
    // It lives as long as the page.
    core::mem::forget(page);
    // What else there is, the engine has: it follows once the answer to the first visit is drawn.
    browser::after_frame(move || engine::load(desk));
}

/// `/tools/zh-hans/shipping-cost/` → the last three parts from the end: root, language, calculator.
fn parts(path: &str) -> Option<(String, &str, &str)> {
    let trimmed = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
    let (rest, calculator) = trimmed.rsplit_once('/')?;
    let (root, language) = rest.rsplit_once('/')?;
    Some((format!("{root}/"), language, calculator))
}

fn base_of(path: &str) -> String {
    parts(path).map_or_else(|| "/".to_owned(), |(root, ..)| root)
}

fn language_of(path: &str) -> Option<&'static str> {
    let (_, folder, _) = parts(path)?;
    LANGUAGES.iter().find(|(_, known, _)| *known == folder).map(|(tag, ..)| *tag)
}

fn calculator_of(path: &str) -> Option<usize> {
    let (.., id) = parts(path)?;
    here(id)
}

/// The place of a calculator among those of this page.
fn here(id: &str) -> Option<usize> {
    HERE.iter().position(|calculator| calculator.id() == id)
}

/// The page of a calculator in the language of this page.
fn page_of(base: &str, language: &str, id: &str) -> String {
    let folder = LANGUAGES.iter().find(|(tag, ..)| *tag == language).map_or("en", |(_, folder, _)| folder);
    format!("{base}{folder}/{id}/")
}

/// Opens the page of a calculator that is not on this one, with the link that a text is; `false` where there is none.
pub fn leave_for(id: &str, link: &str) -> bool {
    let known = calculators::IDS.contains(&id) && here(id).is_none();
    if known {
        let (path, _) = browser::address();
        let page = page_of(&base_of(&path), locale::language(), id);
        // A link is found behind any sign.
        browser::leave_for(&[&page, "#", link].concat());
    }
    known
}

/// Whether an address carries a link, escaped once more or not; start.js asks the same.
fn carries_link(carried: &str) -> bool {
    carried.split(['#', '?']).any(|part| ["v=", "v%3D", "v%3d"].iter().any(|start| part.starts_with(start)))
}

impl Shell {
    fn path_of(self, language: &str, calculator: usize) -> String {
        page_of(self.base, language, HERE[calculator].id())
    }

    /// A link to a calculator's page; without a reload where this page holds it.
    fn link_to(self, id: &str) -> El {
        let link = el("a").set("href", &page_of(self.base, locale::language(), id));
        match here(id) {
            None => link,
            Some(calculator) => link.on("click", move |event| {
                event.prevent_default();
                self.go(locale::language(), calculator, true);
            }),
        }
    }

    /// Shows the page of a calculator in a language, without a reload: nothing typed is lost.
    fn go(self, language: &'static str, calculator: usize, new_entry: bool) {
        self.desk.go_to(calculator);
        let path = self.path_of(language, calculator);
        if language == locale::language() {
            return self.show(&path, new_entry);
        }
        let Some(file) = browser::meta(&format!("texts:{language}")) else { return };
        browser::load_text(&file, move |text| {
            if text.is_some_and(|text| locale::set(language, text, &TEXTS)) {
                self.show(&path, new_entry);
            } else {
                // Nothing changed; the header says so.
                self.desk.tell();
            }
        });
    }

    fn show(self, path: &str, new_entry: bool) {
        if new_entry {
            browser::set_path(path, true);
        }
        self.desk.tell();
        self.describe();
    }

    fn describe(self) {
        let name = locale::about("calculator.", self.desk.read(State::current).id(), ".name");
        browser::describe_document(locale::language(), &format!("{name} · {}", t!("app.name")));
        // A link may have led to another calculator than the address.
        let (path, _) = browser::address();
        let shown = self.desk.read(|state| state.calculator);
        if calculator_of(&path).is_some_and(|calculator| calculator != shown) {
            browser::set_path(&self.path_of(locale::language(), shown), false);
        }
    }

    /// Takes a link out of the address bar, once.
    fn take_link(self) {
        let (path, carried) = browser::address();
        if carries_link(&carried) {
            self.desk.receive(carried);
            browser::set_path(&path, false);
        }
    }

    fn listen(self) {
        browser::on_window("hashchange", move |_| self.take_link());
        browser::on_window("popstate", move |_| {
            let (path, carried) = browser::address();
            if carries_link(&carried) {
                return;
            }
            if let (Some(language), Some(calculator)) = (language_of(&path), calculator_of(&path)) {
                self.go(language, calculator, false);
            }
        });
        browser::on_window("pagehide", move |_| self.desk.keep());
        browser::on_window("keydown", move |event| {
            let Some((key, command, _)) = browser::key(&event).filter(|_| !browser::is_typing(&event)) else { return };
            match (key.as_str(), command) {
                ("z", true) => self.desk.undo(),
                ("Z" | "y", true) => self.desk.redo(),
                ("/", false) => browser::focus_first_field(),
                ("?", false) => engine::open_sheet(self.desk, "keys"),
                _ => return,
            }
            event.prevent_default();
        });
    }
}

/// Everything on the page. A new language or calculator draws it anew; what was typed stays on the desk.
fn draw(shell: Shell) -> Vec<El> {
    let desk = shell.desk;
    shell.describe();
    let skip = el("a").class("skip").set("href", "#answer").text(t!("page.skip")).on("click", move |event| {
        event.prevent_default();
        // Of the two, one is shown.
        let _ = browser::focus("answer");
        let _ = browser::focus("tool");
    });
    let answer = el("section")
        .class("answer")
        .set("id", "answer")
        .set("tabindex", "-1")
        .set("aria-label", t!("page.answer"))
        .all(answer::answer(desk));
    // Other ways to use the calculator: the engine draws them, and hides form and answer while one is in use.
    let ways = el("div").set("id", "ways").class("wide");
    let tool = el("div").set("id", "tool").class("wide").set("tabindex", "-1");
    let main = el("main").add(title(desk)).add(ways);
    let main = main.all(received::links(desk)).add(form::form(desk)).add(answer).add(tool);
    let footer = el("footer").add(el("p").text(t!("page.private")));
    vec![skip, header(shell), main, answer::dock(desk), footer, engine::sheet(desk)]
}

fn title(desk: Desk) -> El {
    let id = desk.read(State::current).id();
    let chosen = move |state: &State| match state.origin {
        Origin::Example(example) => example,
        _ => "",
    };
    let example = el("p").class("example").live(
        move || desk.read(chosen).to_owned(),
        move || match desk.read(chosen) {
            "" => Vec::new(),
            example => {
                let words = [&form::example_name(id, example), " · ", t!("page.type-over")].concat();
                vec![el("b").text(t!("page.example")), el("span").text(&words)]
            }
        },
    );
    let question = el("h1").text(&locale::about("calculator.", id, ".question"));
    el("div").class("title").add(question).add(example)
}

fn header(shell: Shell) -> El {
    let desk = shell.desk;
    let current = desk.read(State::current).id();
    let tabs = calculators::IDS.iter().map(|id| {
        let tab = shell.link_to(id).text(&locale::about("calculator.", id, ".name"));
        if *id == current { tab.set("aria-current", "page") } else { tab }
    });
    let languages = LANGUAGES.iter().map(|(tag, _, name)| option(tag, name).set("lang", tag));
    let languages = el("select").set("aria-label", t!("page.language")).all(languages).on("change", move |event| {
        let chosen = value_of(&event);
        if let Some((tag, ..)) = LANGUAGES.iter().find(|(tag, ..)| *tag == chosen) {
            shell.go(tag, desk.read(|state| state.calculator), true);
        }
    });
    let languages = languages.set("id", "language").keep(move |this| {
        this.fill(locale::language());
    });
    let measure = button("", "", move |_| {
        let metric = !locale::is_metric();
        browser::store("units", if metric { "metric" } else { "imperial" });
        desk.show_metric(metric);
    })
    .keep(move |this| {
        let units = if locale::is_metric() { "kg · cm" } else { "lb · in" };
        this.say(units);
        this.put("aria-label", &t!("page.units-now", units = units));
    })
    .set("id", "units");
    let currency = desk.currency_place().map(|place| {
        let meta = place.meta(desk.read(State::fields));
        el("span")
            .class("pref-currency")
            .add(form::choice(desk, place, meta).set("id", "header-choice").set("aria-label", t!("page.currency")))
    });
    let themes =
        [("system", t!("page.theme-system")), ("light", t!("page.theme-light")), ("dark", t!("page.theme-dark"))];
    let themes = el("select")
        .set("id", "theme")
        .set("aria-label", t!("page.theme"))
        .all(themes.into_iter().map(|(code, name)| option(code, name)))
        .on("change", |event| {
            let theme = value_of(&event);
            browser::store(THEME, &theme);
            paint(&theme);
        });
    themes.fill(&browser::stored(THEME).unwrap_or_else(|| "system".to_owned()));
    let brand = shell
        .link_to(calculators::IDS[0])
        .class("brand")
        .add(mark())
        .add(el("span").text(t!("app.mark")).text(" ").add(el("small").text("Suanpan")));
    let prefs = el("div").class("prefs").add(languages).add(measure).all(currency).add(themes);
    let tabs = el("nav").class("tabs").set("aria-label", t!("page.calculators")).all(tabs);
    el("header").class("top").all([brand, tabs, prefs])
}

/// The abacus.
fn mark() -> El {
    let beads: String = ["5.6 7", "10.6 8", "15.6 6", "5.6 13", "5.6 16.4", "10.6 20", "15.6 13"]
        .map(|start| ["M", start, "a2.4 1.6 0 1 0 4.8 0a2.4 1.6 0 1 0-4.8 0"].concat())
        .concat();
    el("svg")
        .set("viewBox", "0 0 26 26")
        .set("aria-hidden", "true")
        .add(el("rect").set("x", "2").set("y", "3").set("width", "22").set("height", "20").set("rx", "3"))
        .add(el("path").set("d", "M2 10h22M8 3v20M13 3v20M18 3v20"))
        .add(el("path").class("beads").set("d", &beads))
}
