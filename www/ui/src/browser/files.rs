//! Files that a user picks, drops or takes away. They are read here and go nowhere else.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{BlobPropertyBag, Event, HtmlInputElement, TextDecoder, TextDecoderOptions, Url};

use super::dom::El;
use super::{document, later, then, window};

/// A file of the user's.
pub struct File(web_sys::File);

impl File {
    /// Its name, without a path.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Reads it; nothing where it cannot be read (it is gone, or a folder).
    pub fn bytes(&self, done: impl FnOnce(Option<Vec<u8>>) + 'static) {
        then(&self.0.array_buffer(), move |buffer| done(buffer.map(|buffer| Uint8Array::new(&buffer).to_vec())));
    }

    /// Reads it as text: UTF-8, or GB 18030, in which Chinese spreadsheets write.
    pub fn text(&self, done: impl FnOnce(Option<String>) + 'static) {
        self.bytes(move |bytes| done(bytes.and_then(|bytes| decoded(&bytes))));
    }
}

/// The text of some bytes: UTF-8, with a mark at its beginning or without; else GB 18030.
#[must_use]
pub fn decoded(bytes: &[u8]) -> Option<String> {
    if let Ok(text) = core::str::from_utf8(bytes) {
        return Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
    }
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

/// The files of an event: chosen in `<input type="file">`, dropped or pasted.
#[must_use]
pub fn of(event: &Event) -> Vec<File> {
    let dropped = || event.dyn_ref::<web_sys::DragEvent>()?.data_transfer()?.files();
    let pasted = || event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?.files();
    let chosen = || event.target()?.dyn_into::<HtmlInputElement>().ok()?.files();
    let Some(files) = dropped().or_else(pasted).or_else(chosen) else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).map(File).collect()
}

/// Lets files be dropped on an element, as long as the part of the page around it lives. It has the class `over` while
/// a file is held over it.
#[must_use]
pub fn drop_on(place: El, take: impl Fn(Vec<File>) + 'static) -> El {
    let (over, left, dropped) = (place.clone(), place.clone(), place.clone());
    place
        .on("dragover", move |event| {
            // Only what is prevented may be dropped.
            event.prevent_default();
            over.mark("over", true);
        })
        .on("dragleave", move |_| left.mark("over", false))
        .on("drop", move |event| {
            event.prevent_default();
            dropped.mark("over", false);
            take(of(&event));
        })
}

#[wasm_bindgen]
extern "C" {
    /// `public/embed.js`: tells the page around a widget of a file. Elsewhere there is no such function.
    #[wasm_bindgen(js_namespace = suanpanHost, js_name = exported, catch)]
    fn host_exported(name: &str, kind: &str, text: &str) -> Result<(), JsValue>;
}

/// Hands the user a text as a file. `kind` is its media type, such as `text/csv`. The page around a widget gets it as well: in
/// its frame the browser may save nothing.
pub fn download(name: &str, kind: &str, text: &str) {
    hand_over(name, kind, JsValue::from_str(text));
    let _ = host_exported(name, kind, text);
}

/// Hands the user bytes as a file.
pub fn download_bytes(name: &str, kind: &str, bytes: &[u8]) {
    hand_over(name, kind, Uint8Array::from(bytes).into());
}

fn hand_over(name: &str, kind: &str, content: JsValue) {
    let make = || {
        let bag = BlobPropertyBag::new();
        bag.set_type(kind);
        let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&Array::of1(&content), &bag).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let anchor = document()?.create_element("a").ok()?;
        let _ = anchor.set_attribute("href", &address);
        let _ = anchor.set_attribute("download", name);
        anchor.dyn_ref::<web_sys::HtmlElement>()?.click();
        Some(address)
    };
    if let (Some(address), Some(_)) = (make(), window()) {
        // Browsers begin to read it a little later.
        later(60_000, move || {
            let _ = Url::revoke_object_url(&address);
        });
    }
}
