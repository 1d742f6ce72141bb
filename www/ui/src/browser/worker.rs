//! A worker beside the page, for long work (`public/worker.js`).

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Url, WorkerOptions, WorkerType};

use super::{document, meta};

/// A worker that runs a job; it ends when this is dropped.
pub struct Worker {
    worker: web_sys::Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

/// What a worker says.
pub enum Said {
    /// So many parts are done, of so many.
    Progress(u32, u32),
    /// What came out.
    Result(String),
    /// It could not be done.
    Failed,
}

impl Worker {
    /// Starts one that works on a bundled case of a calculator. Nothing where there can be no worker, as in a frame of nobody's.
    #[must_use]
    pub fn start(calculator: &str, record: &str, mut hear: impl FnMut(Said) + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(&address("worker")?, &options).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hear(read(&event.data())));
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(heard.as_ref().unchecked_ref()));
        let packs = meta("packs")?;
        let pack = absolute(packs.split_once(' ')?.1)?;
        let asked = Object::new();
        let parts = [
            ("script", address("engine")?.as_str()),
            ("wasm", &address("engine-wasm")?),
            ("pack", &pack),
            ("calculator", calculator),
            ("record", record),
        ]
        .map(|(key, text)| Reflect::set(&asked, &key.into(), &text.into()));
        if parts.iter().any(Result::is_err) {
            return None;
        }
        worker.post_message(&asked).ok()?;
        Some(Self { worker, _heard: heard })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// What a message says; an error of the worker itself has no data.
fn read(data: &JsValue) -> Said {
    let part = |key: &str| Reflect::get(data, &key.into()).ok().filter(|part| !part.is_undefined());
    let number = |key: &str| part(key).and_then(|part| part.as_f64()).map(|number| number as u32);
    match (number("done"), number("of"), part("result").and_then(|result| result.as_string())) {
        (Some(done), Some(of), _) => Said::Progress(done, of),
        (_, _, Some(result)) if !result.is_empty() => Said::Result(result),
        _ => Said::Failed,
    }
}

/// The whole address of a file that the page names.
fn address(name: &str) -> Option<String> {
    absolute(&meta(name)?)
}

fn absolute(path: &str) -> Option<String> {
    Url::new_with_base(path, &document()?.base_uri().ok()??).ok().map(|url| url.href())
}
