//! Builds the page's elements, and keeps them up to date.
//!
//! A plain builder with one type for every element instead of `view!`, whose types (and so whose code) grow with
//! every element (measured: see `ARCHITECTURE.md`). Text reaches the page
//! as text nodes only; there is no way to set markup or a style from a string.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement};

use super::document;
use super::signal::{self, Kept, Listener};

#[wasm_bindgen]
extern "C" {
    /// An input, a select or a text area.
    type Typed;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Typed) -> Option<String>;
    #[wasm_bindgen(method, setter)]
    fn set_value(this: &Typed, value: &str);
    #[wasm_bindgen(method, getter)]
    fn checked(this: &Typed) -> Option<bool>;
    #[wasm_bindgen(method, setter)]
    fn set_checked(this: &Typed, on: bool);

    /// A link.
    type Anchor;
    #[wasm_bindgen(method, setter)]
    fn set_target(this: &Anchor, name: &str);
}

/// An element under construction, and a handle to it afterwards.
#[derive(Clone)]
pub struct El(Element);

const SVG: &str = "http://www.w3.org/2000/svg";

/// A new element.
#[expect(clippy::expect_used, reason = "every tag here is a literal; a page without a document draws nothing")]
pub fn el(tag: &str) -> El {
    let document = document().expect("a document");
    El(match tag {
        "svg" | "g" | "rect" | "path" | "line" | "polyline" | "circle" | "text" => {
            document.create_element_ns(Some(SVG), tag)
        }
        _ => document.create_element(tag),
    }
    .expect("a tag"))
}

/// A button with a word on it.
pub fn button(class: &str, word: &str, press: impl FnMut(Event) + 'static) -> El {
    el("button").set("type", "button").class(class).text(word).on("click", press)
}

/// A link to another site, which opens beside this one and is not told where it was found.
pub fn link_out(address: &str) -> El {
    let link = el("a").set("href", address).set("rel", "noopener noreferrer nofollow").text(address);
    link.0.unchecked_ref::<Anchor>().set_target("_blank");
    link
}

/// An option of a select.
pub fn option(value: &str, word: &str) -> El {
    el("option").set("value", value).text(word)
}

/// Runs now, and again after every change, as long as the part of the page around it lives.
pub fn watch(run: impl Fn() + 'static) {
    signal::watch(Rc::new(run));
}

impl El {
    /// Sets its class.
    pub fn class(self, class: &str) -> Self {
        self.set("class", class)
    }

    /// Sets an attribute.
    pub fn set(self, name: &str, value: &str) -> Self {
        // Names are literals of this crate; a bad one would do nothing.
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute of an element that is on the page. (Setting what is set would cost the browser a new look at
    /// its style.)
    pub fn put(&self, name: &str, value: &str) {
        if self.0.get_attribute(name).as_deref() != Some(value) {
            let _ = self.0.set_attribute(name, value);
        }
    }

    /// Sets or removes an attribute without a value, such as `hidden`.
    pub fn flag(&self, name: &str, on: bool) {
        let _ = if on { self.0.set_attribute(name, "") } else { self.0.remove_attribute(name) };
    }

    /// Gives it a class more, or takes it away.
    pub fn mark(&self, class: &str, on: bool) {
        let _ = self.0.class_list().toggle_with_force(class, on);
    }

    /// Adds text.
    pub fn text(self, text: &str) -> Self {
        let _ = self.0.append_with_str_1(text);
        self
    }

    /// Replaces everything in it by text.
    pub fn say(&self, text: &str) {
        if self.0.text_content().as_deref() != Some(text) {
            self.0.set_text_content(Some(text));
        }
    }

    /// Adds an element.
    #[expect(clippy::should_implement_trait, reason = "a builder, no sum")]
    pub fn add(self, child: El) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Adds elements.
    pub fn all(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, Self::add)
    }

    /// Reacts to an event, as long as the part of the page around it lives.
    pub fn on(self, event: &'static str, react: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(react))
    }

    /// Generic functions here only box what they are given: the rest of them is compiled once.
    #[inline(never)]
    fn on_boxed(self, event: &'static str, react: Box<dyn FnMut(Event)>) -> Self {
        signal::keep(Kept::Listener(Listener::new(self.0.clone(), event, react)));
        self
    }

    /// Keeps something about it up to date; see [`watch`].
    pub fn keep(self, update: impl Fn(&Self) + 'static) -> Self {
        self.keep_boxed(Box::new(update))
    }

    #[inline(never)]
    fn keep_boxed(self, update: Box<dyn Fn(&Self)>) -> Self {
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
    pub fn live(self, key: impl Fn() -> String + 'static, build: impl Fn() -> Vec<El> + 'static) -> Self {
        self.live_boxed(Box::new(key), Box::new(build))
    }

    #[inline(never)]
    fn live_boxed(self, key: Box<dyn Fn() -> String>, build: Box<dyn Fn() -> Vec<El>>) -> Self {
        let (this, last, part) = (self.clone(), RefCell::new(None), RefCell::new(Vec::new()));
        watch(move || {
            let key = Some(key());
            if *last.borrow() != key {
                last.replace(key);
                this.rebuild(&part, &*build);
            }
        });
        self
    }

    fn rebuild(&self, part: &RefCell<Vec<Kept>>, build: &dyn Fn() -> Vec<El>) {
        let focused = document().and_then(|document| document.active_element());
        let focused = focused.filter(|element| self.0.contains(Some(element))).map(|element| element.id());
        let folds = self.folds();
        // First out of the page, then let go: leaving it may still fire an event.
        self.0.set_text_content(None);
        drop(part.take());
        let (children, kept) = signal::part(build);
        part.replace(kept);
        for child in children {
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

    /// Sets what stands in an input, a select or a text area, unless it stands there already: the caret stays.
    pub fn fill(&self, value: &str) {
        let typed: &Typed = self.0.unchecked_ref();
        if typed.value().as_deref() != Some(value) {
            typed.set_value(value);
        }
    }

    /// What stands in an input, a select or a text area.
    #[must_use]
    pub fn typed(&self) -> String {
        self.0.unchecked_ref::<Typed>().value().unwrap_or_default()
    }

    /// Ticks or clears a checkbox.
    pub fn tick(&self, on: bool) {
        self.0.unchecked_ref::<Typed>().set_checked(on);
    }

    /// Marks it `more` while it can be scrolled on to what is behind its edge.
    #[must_use]
    pub fn tell_more(self) -> Self {
        let look = |this: &Self| {
            let Self(place) = this;
            this.mark("more", place.scroll_left() + place.client_width() + 1 < place.scroll_width());
        };
        let (drawn, scrolled) = (self.clone(), self.clone());
        super::after_frame(move || look(&drawn));
        self.on("scroll", move |_| look(&scrolled))
    }

    /// Writes the heading of each column of a table to its cells (`data-label`), for where a row is shown as a card.
    pub fn label_cells(&self) {
        let all = |within: &Element, which: &str| -> Vec<Element> {
            let Ok(found) = within.query_selector_all(which) else { return Vec::new() };
            (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
        };
        let heads: Vec<_> =
            all(&self.0, "thead th").iter().map(|head| head.text_content().unwrap_or_default()).collect();
        for row in all(&self.0, "tbody tr") {
            for (cell, head) in all(&row, "th, td").iter().zip(&heads) {
                let _ = cell.set_attribute("data-label", head);
            }
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.first_child().is_none()
    }

    /// Whether it is on the page.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.0.is_connected()
    }

    /// Puts it into another element, in place of everything there, unless it is there already.
    pub fn replace_in(&self, place: &El) {
        if !place.0.contains(Some(&self.0)) {
            place.0.set_text_content(None);
            let _ = place.0.append_child(&self.0);
        }
    }
}

/// The element of an id.
#[must_use]
pub fn by_id(id: &str) -> Option<El> {
    document()?.get_element_by_id(id).map(El)
}

fn target(event: &Event) -> Option<Typed> {
    event.target().map(JsCast::unchecked_into)
}

/// What stands in the input, select or text area that an event comes from.
#[must_use]
pub fn value_of(event: &Event) -> String {
    target(event).and_then(|typed| typed.value()).unwrap_or_default()
}

/// Whether the checkbox that an event comes from is ticked.
#[must_use]
pub fn is_ticked(event: &Event) -> bool {
    target(event).and_then(|typed| typed.checked()).unwrap_or_default()
}
