//! Statistics: distributions, their losses, forecasts, random streams. Numbers only, no commerce.
//!
//! Everything is `f64` by `libm` alone, so that native code, wasm and every browser give the same bits. Formula ids
//! (`LOSS-N`, `FC-4` …) are those of `docs/facts/inventory.md` and of the cases in `tests/inventory/vectors.json`.
//! No function panics: what has no finite answer is `None`.

#![expect(clippy::float_arithmetic, reason = "statistics are no exact figures")]

pub mod accuracy;
pub mod demand_class;
pub mod describe;
mod deviance;
pub mod distribution;
pub mod figures;
pub mod forecast;
pub mod gamma;
pub mod line;
mod mixture;
pub mod negative_binomial;
pub mod normal;
pub mod poisson;
pub mod random;
pub mod root;
pub mod sampler;
pub mod student;
pub mod summary;
pub mod tail;
