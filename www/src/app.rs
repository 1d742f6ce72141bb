//! The shell: header, the calculator on the desk, and what holds for the whole page.

use leptos::prelude::*;
use suanpan::calculators;
use suanpan::pack::Pack;

use crate::answer::{Answer, Dock};
use crate::browser;
use crate::desk::{Desk, Origin};
use crate::form::draft::Place;
use crate::form::{Form, choice};
use crate::locale::{self, LANGUAGES};
use crate::received::{Arrived, Notice};
use crate::share::Share;
use crate::t;

/// What the header chooses, and where the site lies.
#[derive(Clone, Copy)]
struct Shell {
    desk: Desk,
    language: RwSignal<&'static str>,
    metric: RwSignal<bool>,
    theme: RwSignal<Theme>,
    /// Path of the site's root, such as `/` or `/tools/`.
    base: StoredValue<String>,
}

/// Light, dark, or what the system says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_code(code: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.code() == code).unwrap_or(Self::System)
    }

    fn apply(self) {
        browser::set_root_attribute("data-theme", (self != Self::System).then_some(self.code()));
    }
}

/// Draws the app into the page that `start.js` found.
pub fn mount(texts: String, pack: Option<Pack>) {
    let (path, _) = browser::address();
    let opened = language_of(&path).unwrap_or(LANGUAGES[0].0);
    locale::set(opened, texts);
    locale::set_metric(browser::stored("units").as_deref() != Some("imperial"));
    let theme = Theme::from_code(&browser::stored("theme").unwrap_or_default());
    theme.apply();
    let Some(root) = browser::root() else { return };
    let handle = mount_to(root, move || {
        let desk = Desk::new(calculator_of(&path).unwrap_or(0), pack);
        let shell = Shell {
            desk,
            language: RwSignal::new(opened),
            metric: RwSignal::new(locale::is_metric()),
            theme: RwSignal::new(theme),
            base: StoredValue::new(base_of(&path)),
        };
        shell.listen();
        shell.take_link();
        view! { <App shell/> }
    });
    handle.forget();
}

/// `/tools/zh-hans/shipping-cost/` → the last three parts from the end: root, language, calculator.
fn parts(path: &str) -> Option<(String, &str, &str)> {
    let trimmed = path.trim_end_matches("index.html").trim_end_matches('/');
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
    calculators::ALL.iter().position(|calculator| calculator.id() == id)
}

impl Shell {
    fn path_of(self, language: &str, calculator: usize) -> String {
        let folder = LANGUAGES.iter().find(|(tag, ..)| *tag == language).map_or("en", |(_, folder, _)| folder);
        self.base.with_value(|base| format!("{base}{folder}/{}/", calculators::ALL[calculator].id()))
    }

    /// Shows the page of a calculator in a language, without a reload: nothing typed is lost.
    fn go(self, language: &'static str, calculator: usize, new_entry: bool) {
        self.desk.go_to(calculator);
        let path = self.path_of(language, calculator);
        if language == self.language.get_untracked() {
            return self.show(language, &path, new_entry);
        }
        let Some(file) = browser::meta(&format!("texts:{language}")) else { return };
        browser::load_text(&file, move |text| {
            if text.is_some_and(|text| locale::set(language, text)) {
                self.show(language, &path, new_entry);
            }
        });
    }

    fn show(self, language: &'static str, path: &str, new_entry: bool) {
        if new_entry {
            browser::set_path(path, true);
        }
        self.language.set(language);
        self.describe();
    }

    fn describe(self) {
        let name = locale::by_key(&format!("calculator.{}.name", self.desk.current().id()));
        browser::describe_document(locale::language(), &format!("{name} · {}", t!("app.name")));
    }

    /// Takes a link out of the address bar, once.
    fn take_link(self) {
        let (path, carried) = browser::address();
        if carried.contains("v=") {
            self.desk.receive(carried);
            browser::set_path(&path, false);
        }
    }

    fn listen(self) {
        browser::on_window("hashchange", move |_| self.take_link());
        browser::on_window("popstate", move |_| {
            let (path, carried) = browser::address();
            if carried.contains("v=") {
                return;
            }
            if let (Some(language), Some(calculator)) = (language_of(&path), calculator_of(&path)) {
                self.go(language, calculator, false);
            }
        });
        browser::on_window("pagehide", move |_| self.desk.keep());
        browser::on_window("keydown", move |event| {
            let Some(key) = browser::as_key(&event) else { return };
            let command = key.ctrl_key() || key.meta_key();
            match key.key().as_str() {
                "z" if command && !browser::is_typing(&event) => self.desk.undo(),
                "Z" | "y" if command && !browser::is_typing(&event) => self.desk.redo(),
                "/" if !command && !browser::is_typing(&event) => browser::focus_first_field(),
                "?" if !command && !browser::is_typing(&event) => browser::show_dialog("keys", true),
                _ => return,
            }
            event.prevent_default();
        });
    }
}

#[component]
fn App(shell: Shell) -> impl IntoView {
    // A new language or calculator draws anew; what was typed stays on the desk.
    move || {
        let (_, _) = (shell.language.get(), shell.desk.calculator.get());
        shell.describe();
        view! {
            <a class="skip" href="#answer" on:click=skip_to_answer>{t!("page.skip")}</a>
            <Header shell/>
            <main>
                <Title desk=shell.desk/>
                <Arrived desk=shell.desk/>
                <Form desk=shell.desk/>
                <section class="answer" id="answer" tabindex="-1" aria-label=t!("page.answer")>
                    <Notice desk=shell.desk/>
                    <Answer desk=shell.desk/>
                </section>
            </main>
            <Dock desk=shell.desk/>
            <footer><p>{t!("page.private")}</p></footer>
            <Share desk=shell.desk/>
            <Keys/>
        }
        .into_any()
    }
}

fn skip_to_answer(event: web_sys::MouseEvent) {
    event.prevent_default();
    browser::focus("answer");
}

#[component]
fn Title(desk: Desk) -> impl IntoView {
    let id = desk.current().id();
    let example = move || match desk.origin.get() {
        Origin::Example(example) => Some(view! {
            <p class="example"><b>{t!("page.example")}</b>{locale::by_key(&format!("example.{id}.{example}"))}" "{t!("page.type-over")}</p>
        }),
        _ => None,
    };
    view! {
        <div class="title"><h1>{locale::by_key(&format!("calculator.{id}.question"))}</h1>{example}</div>
    }
}

#[component]
fn Header(shell: Shell) -> impl IntoView {
    let tabs = calculators::ALL.iter().enumerate().map(|(index, calculator)| {
        let here = shell.desk.calculator.get_untracked() == index;
        let go = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            shell.go(shell.language.get_untracked(), index, true);
        };
        let href = shell.path_of(locale::language(), index);
        let name = locale::by_key(&format!("calculator.{}.name", calculator.id()));
        view! { <a href=href aria-current=here.then_some("page") on:click=go>{name}</a> }
    });
    let languages = LANGUAGES.iter().map(|(tag, _, name)| {
        view! { <option value=*tag lang=*tag selected=*tag == locale::language()>{*name}</option> }
    });
    let speak = move |event| {
        let chosen = event_target_value(&event);
        if let Some((tag, ..)) = LANGUAGES.iter().find(|(tag, ..)| *tag == chosen) {
            shell.go(tag, shell.desk.calculator.get_untracked(), true);
        }
    };
    let measure = move |_| {
        let metric = !shell.metric.get_untracked();
        browser::store("units", if metric { "metric" } else { "imperial" });
        shell.metric.set(metric);
        shell.desk.show_metric(metric);
    };
    let paint = move |event| {
        let theme = Theme::from_code(&event_target_value(&event));
        browser::store("theme", theme.code());
        theme.apply();
        shell.theme.set(theme);
    };
    let theme_option = move |theme: Theme, name: &'static str| {
        view! { <option value=theme.code() selected=move || shell.theme.get() == theme>{name}</option> }
    };
    view! {
        <header class="top">
            <a class="brand" href=shell.path_of(locale::language(), 0) on:click=move |event: web_sys::MouseEvent| {
                event.prevent_default();
                shell.go(shell.language.get_untracked(), 0, true);
            }>
                <Mark/>
                <span>"算盘 " <small>"Suanpan"</small></span>
            </a>
            <nav class="tabs" aria-label=t!("page.calculators")>{tabs.collect_view()}</nav>
            <div class="prefs">
                <select aria-label=t!("page.language") on:change=speak>{languages.collect_view()}</select>
                <button type="button" aria-label=move || t!("page.units-now", units = units(shell.metric.get())) on:click=measure>
                    {move || units(shell.metric.get())}
                </button>
                {shell.desk.currency_place().map(|place| currency(shell.desk, place))}
                <select aria-label=t!("page.theme") on:change=paint>
                    {theme_option(Theme::System, t!("page.theme-system"))}
                    {theme_option(Theme::Light, t!("page.theme-light"))}
                    {theme_option(Theme::Dark, t!("page.theme-dark"))}
                </select>
            </div>
        </header>
    }
}

const fn units(metric: bool) -> &'static str {
    if metric { "kg · cm" } else { "lb · in" }
}

/// The currency of the answer, also a field of the form.
fn currency(desk: Desk, place: Place) -> impl IntoView {
    let meta = place.meta(desk.fields());
    view! { <span class="pref-currency">{choice(desk, place, meta, "header-currency".to_owned(), Some(t!("page.currency").to_owned()))}</span> }
}

/// The abacus.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 26 26" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
            <rect x="2" y="3" width="22" height="20" rx="3"/>
            <path d="M2 10h22M8 3v20M13 3v20M18 3v20" stroke-width="1"/>
            <path fill="currentColor" stroke="none" d="M5.6 7a2.4 1.6 0 1 0 4.8 0a2.4 1.6 0 1 0-4.8 0M10.6 8a2.4 1.6 0 1 0 4.8 0a2.4 1.6 0 1 0-4.8 0M15.6 6a2.4 1.6 0 1 0 4.8 0a2.4 1.6 0 1 0-4.8 0M5.6 13a2.4 1.6 0 1 0 4.8 0a2.4 1.6 0 1 0-4.8 0M5.6 16.4a2.4 1.6 0 1 0 4.8 0a2.4 1.6 0 1 0-4.8 0M10.6 20a2.4 1.6 0 1 0 4.8 0a2.4 1.6 0 1 0-4.8 0M15.6 13a2.4 1.6 0 1 0 4.8 0a2.4 1.6 0 1 0-4.8 0"/>
        </svg>
    }
}

/// The list of keys.
#[component]
fn Keys() -> impl IntoView {
    let row = |keys: &'static str, what: &'static str| view! { <tr><th scope="row"><kbd>{keys}</kbd></th><td>{what}</td></tr> };
    view! {
        <dialog id="keys" class="sheet" aria-labelledby="keys-title">
            <h2 id="keys-title">{t!("page.keys")}</h2>
            <table>
                {row("Enter", t!("page.key-enter"))}
                {row("↑ ↓", t!("page.key-arrows"))}
                {row("Ctrl/⌘ Z", t!("page.key-undo"))}
                {row("/", t!("page.key-slash"))}
                {row("?", t!("page.key-help"))}
            </table>
            <button type="button" class="btn" on:click=move |_| browser::show_dialog("keys", false)>{t!("page.close")}</button>
        </dialog>
    }
}
