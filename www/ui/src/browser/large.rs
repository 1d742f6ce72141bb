//! What is too large for [`store`](super::store): texts of megabytes that the device keeps, in IndexedDB.
//!
//! Where there is none (a private window, a locked-down frame), nothing is kept and nothing is found.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{
    IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use super::window;

/// The database and its one table: names and texts.
const DATABASE: &str = "suanpan";
const TABLE: &str = "kept";

/// What becomes of a record: its name, and its text; nothing to forget it.
pub type Write = (String, Option<String>);

/// Reads the names and texts of all records whose names begin with `start`, and writes what `decide` makes of them, in
/// one step: no other tab comes in between. Calls back with whether it is kept; where it is not, nothing has changed.
/// Where there is no database, `decide` is not asked.
pub fn change(
    start: &str,
    decide: impl FnOnce(Vec<(String, String)>) -> Vec<Write> + 'static,
    done: impl FnOnce(bool) + 'static,
) {
    let start = start.to_owned();
    open(IdbTransactionMode::Readwrite, move |opened| {
        let Some((transaction, table)) = opened else { return done(false) };
        settled(&transaction, done);
        records(&table.clone(), &start, move |found| {
            let written = found.is_some_and(|found| decide(found).iter().all(|write| written(&table, write)));
            if !written {
                let _ = transaction.abort();
            }
        });
    });
}

/// Calls back with whether a transaction is kept: only the whole of it is, and a full disk shows there.
fn settled(transaction: &IdbTransaction, done: impl FnOnce(bool) + 'static) {
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
}

fn written(table: &IdbObjectStore, (name, text): &Write) -> bool {
    let name = JsValue::from_str(name);
    match text {
        Some(text) => table.put_with_key(&JsValue::from_str(text), &name).is_ok(),
        None => table.delete(&name).is_ok(),
    }
}

/// Calls back with the records whose names begin so; nothing where they cannot be read.
fn records(table: &IdbObjectStore, start: &str, done: impl FnOnce(Option<Vec<(String, String)>>) + 'static) {
    let end = [start, "\u{ffff}"].concat();
    let requests = || {
        let range = IdbKeyRange::bound(&JsValue::from_str(start), &JsValue::from_str(&end)).ok()?;
        Some((table.get_all_keys_with_key(&range).ok()?, table.get_all_with_key(&range).ok()?))
    };
    let Some((names, texts)) = requests() else { return done(None) };
    answered(&texts, move |texts| {
        // Requests are answered in their order: the names are here.
        let all = |found: JsValue| found.dyn_into::<Array>().ok().map(|found| found.iter().collect::<Vec<_>>());
        let (names, texts) = (names.result().ok().and_then(all), texts.and_then(all));
        let pairs = names.zip(texts).map(|(names, texts)| {
            let pair = |(name, text): (JsValue, JsValue)| Some((name.as_string()?, text.as_string()?));
            names.into_iter().zip(texts).filter_map(pair).collect()
        });
        done(pairs);
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
