//! Quantiles, losses, the choice of a distribution, stock-out probability.

use serde_json::{Value, json};
use suanpan::inventory::safety_stock::for_cycle_service_of;
use suanpan::stats::distribution::Distribution;
use suanpan::stats::normal;

use super::input;

/// See `MODULES`.
pub fn answer(formula: &str, inputs: &Value) -> Option<Value> {
    Some(match formula {
        "ZQ-1" => json!({ "z": normal::quantile(input(inputs, "p")) }),
        "LOSS-N0" => json!({ "loss": normal::loss(input(inputs, "z")) }),
        "LOSS-INV" => json!({ "z": normal::inverse_loss(input(inputs, "loss")) }),
        "LOSS-N" => losses(&normal(inputs), inputs),
        "LOSS-G" => losses(&gamma(inputs), inputs),
        "LOSS-P" => losses(&poisson(inputs), inputs),
        "LOSS-NB" => losses(&negative_binomial(inputs), inputs),
        "DIST-1" => chosen(inputs),
        "SOP-1" => {
            let demand = match inputs["kind"].as_str()? {
                "normal" => Distribution::normal(input(inputs, "mean"), input(inputs, "var").sqrt())?,
                "gamma" => Distribution::gamma(input(inputs, "mean"), input(inputs, "var"))?,
                "poisson" => poisson(inputs),
                "negbin" => negative_binomial(inputs),
                _ => return None,
            };
            json!({ "p_stockout": demand.exceedance(input(inputs, "stock")) })
        }
        _ => return None,
    })
}

/// What the inputs of a case must make sense for.
pub fn known<T>(value: Option<T>) -> T {
    value.unwrap_or_else(|| panic!("inputs without sense"))
}

/// Normal demand by `mean` and `sd`.
pub fn normal(inputs: &Value) -> Distribution {
    known(Distribution::normal(input(inputs, "mean"), input(inputs, "sd")))
}

/// Gamma demand by `mean` and `sd`.
pub fn gamma(inputs: &Value) -> Distribution {
    let sd = input(inputs, "sd");
    known(Distribution::gamma(input(inputs, "mean"), sd * sd))
}

/// Poisson demand by `mean`.
pub fn poisson(inputs: &Value) -> Distribution {
    known(Distribution::poisson(input(inputs, "mean")))
}

/// Negative binomial demand by `mean` and `var`.
pub fn negative_binomial(inputs: &Value) -> Distribution {
    known(Distribution::negative_binomial(input(inputs, "mean"), input(inputs, "var")))
}

fn losses(demand: &Distribution, inputs: &Value) -> Value {
    let x = input(inputs, "x");
    let loss = demand.loss(x);
    json!({ "loss": loss, "comp_loss": x - demand.mean() + loss, "second_loss": demand.second_loss(x) })
}

fn chosen(inputs: &Value) -> Value {
    let demand = known(Distribution::of_moments(input(inputs, "mean_tau"), input(inputs, "var_tau")));
    let params = match &demand {
        Distribution::Normal { mean, sd } => json!({ "mean": mean, "sd": sd }),
        Distribution::Gamma { shape, scale } => json!({ "shape": shape, "scale": scale }),
        Distribution::Poisson { mean } => json!({ "mean": mean }),
        Distribution::NegativeBinomial { size, chance } => json!({ "r": size, "p": chance }),
        _ => json!({}),
    };
    let rop = for_cycle_service_of(&demand, input(inputs, "alpha")).map(|stock| stock.reorder_point);
    json!({ "kind": demand.code(), "params": params, "rop": rop.ok() })
}
