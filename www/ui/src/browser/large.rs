//! What is too large for [`store`](super::store): texts of megabytes that the device keeps, in IndexedDB.
//!
//! Where there is none (a private window, a locked-down frame), nothing is kept and nothing is found.

use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::window;

/// The database and its one table: names and texts.
const DATABASE: &str = "suanpan";
const TABLE: &str = "kept";

/// Keeps a text under a name, in place of an earlier one; calls back with whether it could.
pub fn keep(name: &str, text: &str, done: impl FnOnce(bool) + 'static) {
    let (name, text) = (JsValue::from_str(name), JsValue::from_str(text));
    write(move |table| table.put_with_key(&text, &name).is_ok(), done);
}

/// Calls back with the text of a name, where the device keeps one.
pub fn kept(name: &str, done: impl FnOnce(Option<String>) + 'static) {
    let name = JsValue::from_str(name);
    open(IdbTransactionMode::Readonly, move |opened| {
        let request = opened.and_then(|(_, table)| table.get(&name).ok());
        match request {
            Some(request) => answered(&request, done_with(done)),
            None => done(None),
        }
    });
}

fn done_with(done: impl FnOnce(Option<String>) + 'static) -> impl FnOnce(Option<JsValue>) + 'static {
    move |found| done(found.and_then(|text| text.as_string()))
}

fn write(change: impl FnOnce(&IdbObjectStore) -> bool + 'static, done: impl FnOnce(bool) + 'static) {
    open(IdbTransactionMode::Readwrite, move |opened| {
        let Some((transaction, table)) = opened.filter(|(_, table)| change(table)) else { return done(false) };
        drop(table);
        // Kept only once the whole transaction is; a full disk shows there.
        let done = std::rc::Rc::new(std::cell::RefCell::new(Some(done)));
        let settle = |kept: bool| {
            let done = done.clone();
            Closure::once_into_js(move |_: JsValue| {
                if let Some(done) = done.borrow_mut().take() {
                    done(kept);
                }
            })
        };
        transaction.set_oncomplete(Some(settle(true).unchecked_ref()));
        transaction.set_onabort(Some(settle(false).unchecked_ref()));
    });
}

/// Opens the table; nothing where there is no database.
fn open(mode: IdbTransactionMode, use_it: impl FnOnce(Option<(IdbTransaction, IdbObjectStore)>) + 'static) {
    let factory = window().and_then(|window| window.indexed_db().ok().flatten());
    let Some(request) = factory.and_then(|factory| factory.open_with_u32(DATABASE, 1).ok()) else {
        return use_it(None);
    };
    let made: IdbOpenDbRequest = request.clone();
    let make = Closure::once_into_js(move |_: JsValue| {
        if let Some(database) = made.result().ok().and_then(|found| found.dyn_into::<IdbDatabase>().ok()) {
            let _ = database.create_object_store(TABLE);
        }
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    answered(&request, move |database| {
        let opened = database.and_then(|database| {
            let transaction =
                database.unchecked_ref::<IdbDatabase>().transaction_with_str_and_mode(TABLE, mode).ok()?;
            let table = transaction.object_store(TABLE).ok()?;
            Some((transaction, table))
        });
        use_it(opened);
    });
}

/// Calls back with what a request found; nothing where it failed.
fn answered(request: &IdbRequest, done: impl FnOnce(Option<JsValue>) + 'static) {
    let done = std::rc::Rc::new(std::cell::RefCell::new(Some(done)));
    let settle = |worked: bool| {
        let (done, request) = (done.clone(), request.clone());
        Closure::once_into_js(move |_: JsValue| {
            if let Some(done) = done.borrow_mut().take() {
                done(request.result().ok().filter(|_| worked));
            }
        })
    };
    request.set_onsuccess(Some(settle(true).unchecked_ref()));
    request.set_onerror(Some(settle(false).unchecked_ref()));
}
