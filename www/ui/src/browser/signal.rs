//! The page's one signal: something changed.
//!
//! [`watch`] runs something now and after every [`tell`], for as long as the part of the page in which it began lives.
//! What looks at the state decides itself whether what it shows has changed. A graph of signals would know that
//! beforehand; the page has one state, and Leptos' graph measured 5 KB brotli (see `ARCHITECTURE.md`).

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event};

/// What a part of the page needs while it is there; dropped with it.
pub enum Kept {
    /// What looks at every change.
    Watcher(Rc<dyn Fn()>),
    /// What reacts to an event.
    Listener(Listener),
}

/// What reacts to an event of an element, until it is dropped. It is taken off then: an event can still be under way
/// to an element that has left the page (a fold tells some time after it was opened, and a browser calls what it finds).
pub struct Listener {
    element: Element,
    event: &'static str,
    react: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Has an element react to an event.
    pub fn new(element: Element, event: &'static str, react: Box<dyn FnMut(Event)>) -> Self {
        let react = Closure::wrap(react);
        let _ = element.add_event_listener_with_callback(event, react.as_ref().unchecked_ref());
        Self { element, event, react }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let react = self.react.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, react);
    }
}

thread_local! {
    /// What the part that is being built will need.
    static BUILDING: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
    /// Everything that watches, in the order in which it began.
    static WATCHERS: RefCell<Vec<Weak<dyn Fn()>>> = const { RefCell::new(Vec::new()) };
}

/// Keeps something as long as the part that is being built.
pub fn keep(kept: Kept) {
    BUILDING.with_borrow_mut(|building| building.push(kept));
}

/// Builds a part of the page; the part lives as long as what it returns besides.
pub fn part<T>(build: impl FnOnce() -> T) -> (T, Vec<Kept>) {
    let outer = BUILDING.take();
    let built = build();
    (built, BUILDING.replace(outer))
}

/// Runs now, and again after every [`tell`].
pub fn watch(run: Rc<dyn Fn()>) {
    // Before what it builds begins to watch: a part that is built anew drops its children before their turn.
    WATCHERS.with_borrow_mut(|watchers| watchers.push(Rc::downgrade(&run)));
    run();
    keep(Kept::Watcher(run));
}

/// Has everything that watches look again.
pub fn tell() {
    // What begins meanwhile has looked already; what ends meanwhile is gone.
    let watchers = WATCHERS.take();
    watchers.iter().filter_map(Weak::upgrade).for_each(|run| run());
    WATCHERS.with_borrow_mut(|begun| {
        let alive = watchers.into_iter().filter(|watcher| watcher.strong_count() > 0);
        *begun = alive.chain(begun.drain(..)).collect();
    });
}
