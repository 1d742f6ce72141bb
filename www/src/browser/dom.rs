//! Builds the page's elements, bound to Leptos' signals.
//!
//! A plain builder with one type for every element instead of `view!`, whose types (and so whose code) grow with
//! every element: measured on this page, 243 KB brotli with `view!` (see `ARCHITECTURE.md`). Text reaches the page
//! as text nodes only; there is no way to set markup or a style from a string.

use leptos::prelude::{LocalStorage, Owner, RenderEffect, StoredValue};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::document;

/// An element under construction, and a handle to it afterwards.
#[derive(Clone)]
pub struct El(Element);

const SVG: &str = "http://www.w3.org/2000/svg";

/// A new element.
#[expect(clippy::expect_used, reason = "every tag here is a literal; a page without a document draws nothing")]
pub fn el(tag: &str) -> El {
    let document = document().expect("a document");
    El(match tag {
        "svg" | "rect" | "path" => document.create_element_ns(Some(SVG), tag),
        _ => document.create_element(tag),
    }
    .expect("a tag"))
}

/// A button with a word on it.
pub fn button(class: &str, word: &str, press: impl FnMut(Event) + 'static) -> El {
    el("button").set("type", "button").class(class).text(word).on("click", press)
}

/// An option of a select.
pub fn option(value: &str, word: &str) -> El {
    el("option").set("value", value).text(word)
}

/// Runs now, and again whenever a signal that it read has changed, as long as the part of the page around it lives.
pub fn watch(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    let effect = RenderEffect::new(move |_| run());
    let _ = StoredValue::<_, LocalStorage>::new_local(effect);
}

impl El {
    /// Sets its class.
    pub fn class(self, class: &str) -> Self {
        self.set("class", class)
    }

    /// Sets an attribute.
    pub fn set(self, name: &str, value: &str) -> Self {
        self.put(name, value);
        self
    }

    /// Sets an attribute of an element that is on the page.
    pub fn put(&self, name: &str, value: &str) {
        // Names are literals of this crate; a bad one would do nothing.
        let _ = self.0.set_attribute(name, value);
    }

    /// Sets or removes an attribute without a value, such as `hidden`.
    pub fn flag(&self, name: &str, on: bool) {
        let _ = if on { self.0.set_attribute(name, "") } else { self.0.remove_attribute(name) };
    }

    /// Adds text.
    pub fn text(self, text: &str) -> Self {
        if let Some(document) = document() {
            let _ = self.0.append_child(&document.create_text_node(text));
        }
        self
    }

    /// Replaces everything in it by text.
    pub fn say(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    /// Adds an element.
    pub fn add(self, child: El) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Adds elements.
    pub fn all(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, Self::add)
    }

    /// Reacts to an event, as long as the part of the page around it lives.
    pub fn on(self, event: &str, react: impl FnMut(Event) + 'static) -> Self {
        let react: Box<dyn FnMut(Event)> = Box::new(react);
        let closure = Closure::wrap(react);
        let _ = self.0.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        let _ = StoredValue::<_, LocalStorage>::new_local(closure);
        self
    }

    /// Keeps something about it up to date; see [`watch`].
    pub fn keep(self, update: impl Fn(&Self) + 'static) -> Self {
        let this = self.clone();
        watch(move || update(&this));
        self
    }

    /// Keeps its text up to date.
    pub fn keep_text(self, text: impl Fn() -> String + 'static) -> Self {
        self.keep(move |this| this.say(&text()))
    }

    /// Hides it while a condition does not hold.
    pub fn show_when(self, condition: impl Fn() -> bool + 'static) -> Self {
        self.keep(move |this| this.flag("hidden", !condition()))
    }

    /// Builds its children anew whenever `key` has changed. Open folds and the focus, found again by their ids,
    /// survive that; a focus whose element is gone moves to the first one that can have it.
    pub fn live<K: PartialEq + 'static>(
        self,
        key: impl Fn() -> K + 'static,
        build: impl Fn() -> Vec<El> + 'static,
    ) -> Self {
        let (this, owner, last) = (self.clone(), Owner::new(), std::cell::RefCell::new(None));
        let build: Box<dyn Fn() -> Vec<El>> = Box::new(build);
        watch(move || {
            let key = Some(key());
            if *last.borrow() != key {
                *last.borrow_mut() = key;
                this.rebuild(&owner, &*build);
            }
        });
        self
    }

    fn rebuild(&self, owner: &Owner, build: &dyn Fn() -> Vec<El>) {
        let focused = document().and_then(|document| document.active_element());
        let focused = focused.filter(|element| self.0.contains(Some(element))).map(|element| element.id());
        let folds = self.folds();
        // First out of the page, then let go: leaving it may still fire an event.
        self.0.set_text_content(None);
        owner.cleanup();
        for child in owner.with(build) {
            let _ = self.0.append_child(&child.0);
        }
        for (id, open) in folds {
            if let Some(fold) = document().and_then(|document| document.get_element_by_id(&id)) {
                El(fold).flag("open", open);
            }
        }
        if let Some(id) = focused
            && (id.is_empty() || !super::focus(&id))
        {
            // What had the focus is gone: the first thing here that can have it is nearest.
            let nearest = self.0.query_selector("input, select, button").ok().flatten();
            if let Some(nearest) = nearest.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                let _ = nearest.focus();
            }
        }
    }

    /// The folds in it, by id, and whether they are open.
    fn folds(&self) -> Vec<(String, bool)> {
        let Ok(found) = self.0.query_selector_all("details[id]") else { return Vec::new() };
        let folds = (0..found.length()).filter_map(|index| found.get(index)?.dyn_into::<Element>().ok());
        folds.map(|fold| (fold.id(), fold.has_attribute("open"))).collect()
    }

    /// Sets what stands in an input or select, unless it stands there already: the caret stays.
    pub fn fill(&self, value: &str) {
        if let Some(input) = self.0.dyn_ref::<HtmlInputElement>() {
            if input.value() != value {
                input.set_value(value);
            }
        } else if let Some(select) = self.0.dyn_ref::<HtmlSelectElement>() {
            select.set_value(value);
        }
    }

    /// Ticks or clears a checkbox.
    pub fn tick(&self, on: bool) {
        if let Some(input) = self.0.dyn_ref::<HtmlInputElement>() {
            input.set_checked(on);
        }
    }

    /// Puts it into another element, in place of everything there.
    pub fn replace_in(self, place: &HtmlElement) {
        place.set_text_content(None);
        let _ = place.append_child(&self.0);
    }
}

/// What stands in the input or select that an event comes from.
pub fn value_of(event: &Event) -> String {
    let target = event.target();
    let input = target.as_ref().and_then(|target| target.dyn_ref::<HtmlInputElement>()).map(HtmlInputElement::value);
    let select = || target.as_ref()?.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value);
    input.or_else(select).unwrap_or_default()
}

/// Whether the checkbox that an event comes from is ticked.
pub fn is_ticked(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked())
}
