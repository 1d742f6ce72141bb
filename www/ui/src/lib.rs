//! What the page and its engine share: the browser, the elements they draw, and the words they say.
//!
//! Each of them is a wasm of its own with a list of texts of its own (`build.rs`): it begins with [`keys!`], hands them
//! to [`locale::set`], and from then on says [`t!`].

pub mod browser;
pub mod locale;

/// The keys of this program's texts, as its `build.rs` wrote them: the module `keys` that [`t!`] looks into.
#[macro_export]
macro_rules! keys {
    () => {
        mod keys {
            include!(concat!(env!("OUT_DIR"), "/keys.rs"));
        }
    };
}

/// A text of `locales/` by its key, checked at compile time; with slots, a `String`.
#[macro_export]
#[expect(clippy::crate_in_macro_def, reason = "the keys are those of the program that says the text")]
macro_rules! t {
    ($key:literal) => {
        $crate::locale::by_number(const { $crate::locale::number(crate::keys::KEYS, $key) })
    };
    ($key:literal, $($slot:ident = $value:expr),+ $(,)?) => {
        $crate::locale::fill($crate::t!($key), &[$((stringify!($slot), $value.to_string())),+])
    };
}
