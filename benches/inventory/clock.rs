//! Seconds of the wall and of the processor, natively and in Node; where a line is printed.

#[cfg(not(target_arch = "wasm32"))]
pub use native::{cpu, print, wall};
#[cfg(target_arch = "wasm32")]
pub use node::{cpu, print, wall};

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_types, reason = "a benchmark needs a clock")]
mod native {
    use std::sync::LazyLock;
    use std::time::Instant;

    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

    pub fn wall() -> f64 {
        STARTED.elapsed().as_secs_f64()
    }

    /// What the processor spent on this thread, where the system says so.
    pub fn cpu() -> f64 {
        let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        let nanoseconds: Option<f64> = spent.and_then(|spent| spent.split(' ').next()?.parse().ok());
        nanoseconds.map_or_else(wall, |nanoseconds| nanoseconds / 1e9)
    }

    pub fn print(line: &str) {
        println!("{line}");
    }
}

#[cfg(target_arch = "wasm32")]
mod node {
    use js_sys::{Date, Function, Reflect};
    use wasm_bindgen::JsValue;

    pub fn wall() -> f64 {
        Date::now() / 1_000.0
    }

    /// What the processor spent on Node.
    pub fn cpu() -> f64 {
        let get = |object: &JsValue, key: &str| Reflect::get(object, &key.into()).unwrap_or_default();
        let process = get(&js_sys::global(), "process");
        let usage = Function::from(get(&process, "cpuUsage")).call0(&process).unwrap_or_default();
        (get(&usage, "user").as_f64().unwrap_or_default() + get(&usage, "system").as_f64().unwrap_or_default()) / 1e6
    }

    pub fn print(line: &str) {
        wasm_bindgen_test::console_log!("{line}");
    }
}
