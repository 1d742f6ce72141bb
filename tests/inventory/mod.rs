//! What `stats` and `inventory` answer to the inputs of a case.

mod distributions;
mod forecasts;
mod orders;
mod simulations;
mod stock;

use serde_json::Value;

/// What a formula answers to the inputs of a case; `None` where the module does not know the formula.
type Answers = fn(&str, &Value) -> Option<Value>;

const MODULES: [Answers; 5] =
    [distributions::answer, stock::answer, orders::answer, forecasts::answer, simulations::answer];

/// What a formula answers to the inputs of a case; `None` of an unknown formula.
pub fn answer(formula: &str, inputs: &Value) -> Option<Value> {
    MODULES.iter().find_map(|answer| answer(formula, inputs))
}

/// A number of the inputs.
fn input(inputs: &Value, key: &str) -> f64 {
    inputs[key].as_f64().unwrap_or_else(|| panic!("no number {key} in {inputs}"))
}
