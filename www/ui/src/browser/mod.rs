//! The browser: the only folder that names `web_sys` and `js_sys`.
//!
//! Everything that can fail there (storage in a locked-down frame, a clipboard that is refused) answers with an
//! `Option` or a `bool`; nothing here computes.

pub mod dom;
pub mod files;
pub mod large;
pub mod signal;
pub mod worker;

use core::ops::Range;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Date, Function, Object, Reflect, Uint8Array};
use suanpan::bundle::untie;
use suanpan::number::Marks;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Storage, Window};

#[wasm_bindgen]
extern "C" {
    /// `web_sys::window` looks for it in four places.
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Option<Window>;

    /// The third is what the callback gets.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Closure<dyn FnMut(i32)>, milliseconds: i32, timer: i32);

    /// `Intl.NumberFormat`; `format` takes decimal text, which it prints exactly.
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> NumberFormat;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, decimal: &str) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;

    /// `public/start.js`: loads files of this site.
    #[wasm_bindgen(js_namespace = suanpanHost, js_name = load)]
    fn host_load(path: &str, as_bytes: bool, callback: &Function);
    #[wasm_bindgen(js_namespace = suanpanHost, js_name = engine)]
    fn host_engine(callback: &Function);
    #[wasm_bindgen(js_namespace = suanpanHost, js_name = module)]
    fn host_module(name: &str, callback: &Function);

    /// What writes Excel files (`www/xlsx`).
    type Writer;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Writer, tied: &str) -> Result<Option<Uint8Array>, JsValue>;

    /// What reads rules that a user brings (`www/rules`).
    type RuleReader;
    #[wasm_bindgen(method, catch)]
    fn read(this: &RuleReader, file: &str, text: &str, ours: &[u8], language: &str) -> Result<Uint8Array, JsValue>;

    /// What the page loads on demand (`www/engine`).
    pub type Engine;
    /// Asks for something: what, the language, and a text.
    #[wasm_bindgen(method)]
    pub fn ask(this: &Engine, what: &str, language: &str, text: &str);
    /// What a case of a calculator computes to, as a text; nothing while the engine lacks the rates.
    #[wasm_bindgen(method)]
    pub fn outcome(this: &Engine, calculator: &str, case: &str) -> Option<String>;
    /// Registers what the engine calls to tell the page something.
    #[wasm_bindgen(method)]
    fn attach(this: &Engine, page: &Function);
    /// What is on the desk now.
    #[wasm_bindgen(method)]
    pub fn show(this: &Engine, desk: &str);
}

fn window() -> Option<Window> {
    WINDOW.with(Clone::clone)
}

thread_local! {
    /// The page has one document, and every element asks for it.
    static DOCUMENT: Option<Document> = window().and_then(|window| window.document());
}

fn document() -> Option<Document> {
    DOCUMENT.with(Clone::clone)
}

fn options(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a key of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object.into()
}

/// Prints decimals of one shape in one language.
pub struct Printer(NumberFormat);

impl Printer {
    /// With at least and at most so many digits after the decimal mark.
    pub fn new(language: &str, least: u32, most: u32) -> Self {
        let digits = [("minimumFractionDigits", JsValue::from(least)), ("maximumFractionDigits", JsValue::from(most))];
        Self(NumberFormat::new(language, &options(&digits)))
    }

    /// Prints decimal text exactly.
    pub fn print(&self, decimal: &str) -> String {
        self.0.format(decimal)
    }
}

/// The decimal and grouping marks of a language.
pub fn number_marks(language: &str) -> Marks {
    let printed = Printer::new(language, 1, 1).print("12345.5");
    let mut marks = printed.chars().filter(|c| !c.is_ascii_digit());
    let (decimal, group) = (marks.next_back(), marks.next());
    Marks { decimal: decimal.unwrap_or('.'), group: group.unwrap_or(',') }
}

/// The name of a country or currency; its code where the system has none.
pub fn display_name(language: &str, kind: &str, code: &str) -> String {
    let names = DisplayNames::new(language, &options(&[("type", JsValue::from_str(kind))]));
    let name = names.and_then(|names| names.of(code)).ok().flatten();
    name.unwrap_or_else(|| code.to_owned())
}

/// Today in the reader's time zone, `2026-11-22`.
pub fn today() -> String {
    let now = Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// The content of `<meta name="suanpan:…">`.
pub fn meta(name: &str) -> Option<String> {
    document()?.query_selector(&format!("meta[name=\"suanpan:{name}\"]")).ok()??.get_attribute("content")
}

/// The contents of every `<meta>` of that name.
pub fn metas(name: &str) -> Vec<String> {
    let found =
        document().and_then(|document| document.query_selector_all(&format!("meta[name=\"suanpan:{name}\"]")).ok());
    let Some(found) = found else { return Vec::new() };
    let contents = (0..found.length()).filter_map(|index| {
        let element: web_sys::Element = found.get(index)?.dyn_into().ok()?;
        element.get_attribute("content")
    });
    contents.collect()
}

/// Loads a text of this site.
pub fn load_text(path: &str, done: impl FnOnce(Option<String>) + 'static) {
    let callback = Closure::once_into_js(move |_error: JsValue, text: JsValue| done(text.as_string()));
    host_load(path, false, callback.unchecked_ref());
}

/// Loads bytes of this site.
pub fn load_bytes(path: &str, done: impl FnOnce(Option<Vec<u8>>) + 'static) {
    let callback = Closure::once_into_js(move |_error: JsValue, bytes: JsValue| {
        done(bytes.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()));
    });
    host_load(path, true, callback.unchecked_ref());
}

/// Calls a function of a script with two numbers.
pub fn call(function: &JsValue, one: u32, other: u32) {
    if let Some(function) = function.dyn_ref::<Function>() {
        let _ = function.call2(&JsValue::NULL, &one.into(), &other.into());
    }
}

/// Loads the engine, once.
pub fn load_engine(done: impl FnOnce(Option<Engine>) + 'static) {
    let callback = Closure::once_into_js(move |error: JsValue, engine: JsValue| {
        done(error.is_null().then(|| engine.unchecked_into()));
    });
    host_engine(callback.unchecked_ref());
}

/// The bytes of an Excel file of a tied workbook; loads what writes it, once. Nothing where that does not come.
pub fn write_workbook(tied: String, done: impl FnOnce(Option<Vec<u8>>) + 'static) {
    let callback = Closure::once_into_js(move |error: JsValue, writer: JsValue| {
        let writer = error.is_null().then(|| writer.unchecked_into::<Writer>());
        let written = writer.and_then(|writer| writer.write(&tied).ok().flatten());
        done(written.map(|bytes| bytes.to_vec()));
    });
    host_module("xlsx", callback.unchecked_ref());
}

/// What a file of rules is read to beside ours, in a language, as `www/rules` says; or what is wrong with it. Loads what reads
/// it, once. Nothing where that does not come.
pub fn read_rules(
    file: &str,
    text: &str,
    ours: &[u8],
    language: &str,
    done: impl FnOnce(Option<Result<Vec<u8>, Vec<String>>>) + 'static,
) {
    let [file, text, language] = [file, text, language].map(str::to_owned);
    let ours = ours.to_vec();
    let callback = Closure::once_into_js(move |error: JsValue, reader: JsValue| {
        let reader = error.is_null().then(|| reader.unchecked_into::<RuleReader>());
        done(reader.and_then(|reader| match reader.read(&file, &text, &ours, &language) {
            Ok(bytes) => Some(Ok(bytes.to_vec())),
            // A text says what is wrong with the file; anything else, that what reads it is broken.
            Err(problems) => {
                let problems = problems.as_string()?;
                Some(Err(untie(&problems)?.into_iter().map(str::to_owned).collect()))
            }
        }));
    });
    host_module("own-rules", callback.unchecked_ref());
}

impl Engine {
    /// Hears what the engine tells the page, as long as the page lives: what it is, and a text.
    pub fn hear(&self, react: impl FnMut(String, String) + 'static) {
        let callback = Closure::<dyn FnMut(String, String)>::new(react);
        self.attach(callback.as_ref().unchecked_ref());
        callback.forget();
    }
}

/// The address of the page without query and fragment; of a widget, that of the full page.
pub fn page_address() -> String {
    let parts = || {
        let location = window()?.location();
        let path = location.pathname().ok()?;
        let is_widget = document()?.document_element()?.has_attribute("data-embed");
        let full = path.rsplit_once("embed/").filter(|_| is_widget).map(|(root, page)| [root, page].concat());
        // In a frame of nobody's the origin is "null", its address is not.
        Some(format!("{}//{}{}", location.protocol().ok()?, location.host().ok()?, full.unwrap_or(path)))
    };
    parts().unwrap_or_default()
}

/// Path, query and fragment as they stand in the address bar.
pub fn address() -> (String, String) {
    let parts = || {
        let location = window()?.location();
        Some((location.pathname().ok()?, format!("{}{}", location.search().ok()?, location.hash().ok()?)))
    };
    parts().unwrap_or_default()
}

/// Shows another path in the address bar, without a reload; query and fragment go.
pub fn set_path(path: &str, new_entry: bool) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Refused in a few sandboxes; the page works without it.
        let _ = if new_entry {
            history.push_state_with_url(&JsValue::NULL, "", Some(path))
        } else {
            history.replace_state_with_url(&JsValue::NULL, "", Some(path))
        };
    }
}

/// Opens another page.
pub fn leave_for(address: &str) {
    if let Some(window) = window() {
        let _ = window.location().assign(address);
    }
}

/// Sets language and title of the document.
pub fn describe_document(language: &str, title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
        if let Some(root) = document.document_element() {
            let _ = root.set_attribute("lang", language);
        }
    }
}

/// Sets or removes an attribute of the root element.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Listens on the window for as long as the page lives.
pub fn on_window(event: &str, mut react: impl FnMut(web_sys::Event) + 'static) {
    if let Some(window) = window() {
        let callback = Closure::<dyn FnMut(_)>::new(move |event: web_sys::Event| react(event));
        let _ = window.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
        callback.forget();
    }
}

/// Calls back as soon as what runs now is over, before the page is drawn.
pub fn soon(run: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        window.queue_microtask(Closure::once_into_js(run).unchecked_ref());
    }
}

/// Calls back when what has changed until now is on the screen.
pub fn after_frame(run: impl FnOnce() + 'static) {
    let after = Closure::once_into_js(move || {
        later(0, run);
    });
    if let Some(window) = window() {
        let _ = window.request_animation_frame(after.unchecked_ref());
    }
}

/// What waits for its time, by what [`cancel`] takes, and the last of those. A closure that JavaScript held itself would keep
/// all that is in it for ever if it were never called.
type Waiting = (i32, Vec<(i32, Box<dyn FnOnce()>)>);

thread_local! {
    static WAITING: RefCell<Waiting> = const { RefCell::new((0, Vec::new())) };
    static TIME_OVER: Closure<dyn FnMut(i32)> = Closure::new(|timer| {
        if let Some(run) = taken(timer) {
            run();
        }
    });
}

/// Calls back later, once; returns what [`cancel`] takes.
pub fn later(milliseconds: i32, run: impl FnOnce() + 'static) -> i32 {
    later_boxed(milliseconds, Box::new(run))
}

#[inline(never)]
fn later_boxed(milliseconds: i32, run: Box<dyn FnOnce()>) -> i32 {
    let timer = WAITING.with_borrow_mut(|(last, waiting)| {
        *last += 1;
        waiting.push((*last, run));
        *last
    });
    TIME_OVER.with(|over| set_timeout(over, milliseconds, timer));
    timer
}

fn taken(timer: i32) -> Option<Box<dyn FnOnce()>> {
    WAITING.with_borrow_mut(|(_, waiting)| {
        let place = waiting.iter().position(|(one, _)| *one == timer)?;
        Some(waiting.swap_remove(place).1)
    })
}

/// Runs once nothing is being pressed: what is drawn anew under a finger takes no click.
pub fn once_released(run: impl FnOnce() + 'static) {
    let pressed = document().and_then(|document| document.query_selector(":active").ok().flatten());
    match pressed {
        Some(_) => drop(later(50, move || once_released(Box::new(run) as Box<dyn FnOnce()>))),
        None => run(),
    }
}

/// Milliseconds since the page began.
pub fn now() -> u64 {
    window().and_then(|window| window.performance()).map(|clock| clock.now() as u64).unwrap_or_default()
}

/// Cancels what [`later`] promised.
pub fn cancel(timer: i32) {
    drop(taken(timer));
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// What the device keeps under a name.
pub fn stored(name: &str) -> Option<String> {
    storage()?.get_item(&format!("suanpan.{name}")).ok()?
}

/// Keeps something on the device; says whether it could.
pub fn store(name: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&format!("suanpan.{name}"), value).is_ok())
}

/// Copies text; calls back with whether that worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let clipboard = window().map(|window| window.navigator().clipboard()).filter(|clipboard| !clipboard.is_undefined());
    let Some(clipboard) = clipboard else { return done(false) };
    then(&clipboard.write_text(text), move |copied| done(copied.is_some()));
}

/// Calls back with what a promise was kept with; nothing where it was broken.
fn then(promise: &JsValue, done: impl FnOnce(Option<JsValue>) + 'static) {
    let done = Rc::new(RefCell::new(Some(done)));
    let settle = |kept: bool| {
        let done = done.clone();
        Closure::once_into_js(move |value: JsValue| {
            if let Some(done) = done.borrow_mut().take() {
                done(kept.then_some(value));
            }
        })
    };
    let (kept, broken) = (settle(true), settle(false));
    if let Ok(then) = Reflect::get(promise, &"then".into()) {
        let _ = Function::from(then).call2(promise, &kept, &broken);
    }
}

/// The page, as its engine tells it something.
pub struct Page(Function);

impl Page {
    /// The page, by what it registered.
    #[must_use]
    pub fn new(callback: &JsValue) -> Option<Self> {
        callback.dyn_ref::<Function>().cloned().map(Self)
    }

    /// Tells it something: what it is, and a text.
    pub fn tell(&self, what: &str, text: &str) {
        let _ = self.0.call2(&JsValue::NULL, &what.into(), &text.into());
    }
}

/// Prints the page.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Selects the whole text of an input, for copying by hand.
pub fn select_all(id: &str) {
    if let Some(input) = element::<HtmlInputElement>(id) {
        input.select();
    }
}

/// Selects a part of the text in a text area (in bytes of it) and scrolls there.
pub fn select_in(id: &str, part: Range<usize>) {
    let Some(area) = element::<HtmlTextAreaElement>(id) else { return };
    let text = area.value();
    let (before, until) = (text.get(..part.start).unwrap_or_default(), text.get(..part.end).unwrap_or_default());
    let [from, to] = [before, until].map(|text| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX));
    let lines = |text: &str| i64::try_from(text.matches('\n').count()).unwrap_or_default();
    let _ = area.focus();
    let _ = area.set_selection_range(from, to);
    // Browsers differ in whether they scroll to a selection.
    let top = i64::from(area.scroll_height()) * lines(before) / (lines(&text) + 1);
    area.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX) - area.client_height() / 2);
}

/// Moves the focus; says whether there is such an element.
pub fn focus(id: &str) -> bool {
    element::<HtmlElement>(id).is_some_and(|element| element.focus().is_ok())
}

/// The id of what has the focus.
pub fn focused() -> Option<String> {
    document()?.active_element().map(|element| element.id())
}

/// Moves the focus once what has changed until now is drawn, which is before the next key is heard: moved any later, it
/// would be taken from a field in which somebody types already.
pub fn focus_soon(id: &'static str) {
    soon(move || {
        let _ = focus(id);
    });
}

/// Moves the focus to an element and opens the folds around it; says whether there is such an element.
pub fn go_to(id: &str) -> bool {
    let Some(element) = element::<HtmlElement>(id) else { return false };
    let mut around = element.parent_element();
    while let Some(one) = around {
        if one.tag_name() == "DETAILS" {
            let _ = one.set_attribute("open", "");
        }
        around = one.parent_element();
    }
    element.scroll_into_view();
    element.focus().is_ok()
}

/// Scrolls an element into view.
pub fn scroll_to(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        element.scroll_into_view();
    }
}

/// Moves the focus from a field of the form to the next.
pub fn focus_next_field(from: &web_sys::Event) {
    let Some(document) = document() else { return };
    let Some(current) = from.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
    let Ok(fields) = document.query_selector_all(".inputs .in input, .inputs .in > select:not(.unit)") else { return };
    let position = (0..fields.length())
        .find(|index| fields.get(*index).is_some_and(|node| node.is_same_node(Some(current.as_ref()))));
    let Some(position) = position else { return };
    for index in position + 1..fields.length() {
        let next = fields.get(index).and_then(|node| node.dyn_into::<HtmlElement>().ok());
        // What is hidden or folded does not take the focus.
        if let Some(next) = next
            && next.focus().is_ok()
            && document.active_element().is_some_and(|active| active.is_same_node(Some(next.as_ref())))
        {
            // As the tabulator key does: typing on replaces what stands there.
            if let Ok(input) = next.dyn_into::<HtmlInputElement>() {
                input.select();
            }
            return;
        }
    }
}

/// Whether an event comes from a place where text is typed.
pub fn is_typing(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| element.matches("input:not([type=checkbox]), select, textarea").unwrap_or(false))
}

/// A key press: the key, and whether Ctrl or ⌘ and Shift are held. Nothing while an input method composes.
pub fn key(event: &web_sys::Event) -> Option<(String, bool, bool)> {
    let key = event.dyn_ref::<web_sys::KeyboardEvent>().filter(|key| !key.is_composing())?;
    Some((key.key(), key.ctrl_key() || key.meta_key(), key.shift_key()))
}

/// Whether a key press belongs to an input method that is composing.
pub fn is_composing(event: &web_sys::Event) -> bool {
    Reflect::get(event, &"isComposing".into()).is_ok_and(|flag| flag.is_truthy())
}

/// The plain text of a paste.
pub fn pasted_text(event: &web_sys::Event) -> Option<String> {
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}

/// Forgets something that the device keeps.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("suanpan.{name}"));
    }
}

/// What this tab keeps under a name, until it is closed.
pub fn in_session(name: &str) -> Option<String> {
    window()?.session_storage().ok()??.get_item(&format!("suanpan.{name}")).ok()?
}

/// Keeps something as long as this tab; says whether it could.
pub fn keep_in_session(name: &str, value: &str) -> bool {
    let storage = window().and_then(|window| window.session_storage().ok().flatten());
    storage.is_some_and(|storage| storage.set_item(&format!("suanpan.{name}"), value).is_ok())
}

/// What stands behind `#` in the address bar.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Puts something behind `#` in the address bar, as an entry of the history; nothing takes it away.
pub fn set_fragment(fragment: &str) {
    let (path, _) = address();
    let path = if fragment.is_empty() { path } else { [&path, "#", fragment].concat() };
    set_path(&path, true);
}

/// Opens or closes a dialog.
pub fn show_dialog(id: &str, open: bool) {
    if let Some(dialog) = element::<web_sys::HtmlDialogElement>(id) {
        if open {
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    }
}

fn element<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the first field of the form.
pub fn focus_first_field() {
    let first = document().and_then(|document| document.query_selector(".inputs .in input").ok()?);
    if let Some(first) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}
