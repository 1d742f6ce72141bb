//! Forecasts, their accuracy, demand classes.

use serde_json::{Map, Value, json};
use suanpan::stats::accuracy::{Accuracy, Errors, Scale};
use suanpan::stats::demand_class::classify;
use suanpan::stats::forecast::{
    Correction, Croston, Drift, Forecaster, Holt, HoltWinters, Model, MovingAverage, Naive, RollingOrigin, Season,
    SeasonalNaive, Ses, Tsb, best_alpha, responses, sd_ahead,
};

use super::input;

/// See `MODULES`.
pub fn answer(formula: &str, inputs: &Value) -> Option<Value> {
    let number = |key: &str| input(inputs, key);
    Some(match formula {
        "FC-1" => forecast(Naive::default(), inputs),
        "FC-2" => forecast(SeasonalNaive::new(count(inputs, "m"))?, inputs),
        "FC-3" => forecast(MovingAverage::new(count(inputs, "window"))?, inputs),
        "FC-4" => ses(inputs)?,
        "FC-5" => trend(1.0, inputs)?,
        "FC-6" => trend(number("phi"), inputs)?,
        "FC-7" => holt_winters(Season::Additive, inputs)?,
        "FC-8" => holt_winters(Season::Multiplicative, inputs)?,
        "FC-9" => croston(Correction::None, inputs)?,
        "FC-10" => croston(Correction::Sba, inputs)?,
        "FC-11" => croston(Correction::Sbj, inputs)?,
        "FC-12" => {
            let mut tsb = Tsb::new(number("alpha_size"), number("alpha_prob"))?;
            tsb.learn_all(days(inputs, "y"));
            json!({ "forecast": tsb.ahead() })
        }
        "FC-13" => forecast(Drift::default(), inputs),
        "FC-14" => {
            let bounds = numbers(inputs, "alpha_bounds");
            let best = best_alpha(&days(inputs, "y"), number("level0"), bounds[0], bounds[1])?;
            json!({ "alpha": best.ses.alpha(), "sse": best.squared })
        }
        "FC-15" => sd_by_horizon(inputs)?,
        "ACC-1" => accuracy(inputs)?,
        "ROC-1" => rolling_origin(inputs)?,
        "SBC-1" => {
            let found = classify(numbers(inputs, "y"));
            json!({ "adi": found.interval, "cv2": found.size_cv2, "cls": found.class.name() })
        }
        _ => return None,
    })
}

fn numbers(inputs: &Value, key: &str) -> Vec<f64> {
    let list = inputs[key].as_array().unwrap_or_else(|| panic!("no list {key} in {inputs}"));
    list.iter().map(|value| value.as_f64().unwrap_or_else(|| panic!("no number in {key} of {inputs}"))).collect()
}

fn days(inputs: &Value, key: &str) -> Vec<Option<f64>> {
    numbers(inputs, key).into_iter().map(Some).collect()
}

fn count(inputs: &Value, key: &str) -> usize {
    input(inputs, key) as usize
}

fn forecast(mut method: impl Forecaster + Clone, inputs: &Value) -> Value {
    method.learn_all(days(inputs, "y"));
    json!({ "forecast": method.path(count(inputs, "h")) })
}

fn ses(inputs: &Value) -> Option<Value> {
    let mut ses = Ses::new(input(inputs, "alpha"), input(inputs, "level0"))?;
    let mut fitted = Vec::new();
    for day in days(inputs, "y") {
        fitted.push(ses.ahead());
        ses.learn(day);
    }
    Some(json!({ "forecast": ses.path(count(inputs, "h")), "fitted": fitted, "level": ses.level() }))
}

fn holt(phi: f64, inputs: &Value) -> Option<Holt> {
    let number = |key: &str| input(inputs, key);
    Holt::new(number("alpha"), number("beta_star"), phi, number("level0"), number("trend0"))
}

fn trend(phi: f64, inputs: &Value) -> Option<Value> {
    let mut holt = holt(phi, inputs)?;
    holt.learn_all(days(inputs, "y"));
    Some(json!({ "forecast": holt.path(count(inputs, "h")), "level": holt.level(), "trend": holt.trend() }))
}

fn holt_winters(kind: Season, inputs: &Value) -> Option<Value> {
    let base = holt(input(inputs, "phi"), inputs)?;
    let mut method = HoltWinters::new(kind, input(inputs, "gamma"), base, numbers(inputs, "season0"))?;
    method.learn_all(days(inputs, "y"));
    let season: Vec<_> = method.season().collect();
    Some(json!({
        "forecast": method.path(count(inputs, "h")),
        "level": method.base().level(),
        "trend": method.base().trend(),
        "season": season,
    }))
}

fn croston(correction: Correction, inputs: &Value) -> Option<Value> {
    let mut croston = Croston::new(input(inputs, "alpha"), correction)?;
    croston.learn_all(days(inputs, "y"));
    Some(json!({ "forecast": croston.ahead(), "size": croston.size(), "interval": croston.interval() }))
}

fn sd_by_horizon(inputs: &Value) -> Option<Value> {
    let horizons = numbers(inputs, "horizons");
    let longest = horizons.iter().copied().fold(1.0, f64::max) as usize;
    let alpha = input(inputs, "alpha");
    let answers = match inputs["model"].as_str() {
        Some("ses") => responses(&Ses::new(alpha, 0.0)?, longest - 1),
        Some("holt") => responses(&Holt::new(alpha, input(inputs, "beta_star"), 1.0, 0.0, 0.0)?, longest - 1),
        _ => None,
    }?;
    let sigma = input(inputs, "sigma");
    let by_horizon: Vec<_> = horizons.iter().map(|days| sd_ahead(sigma, &answers[..*days as usize - 1])).collect();
    Some(json!({ "sigma_h": by_horizon }))
}

fn accuracy(inputs: &Value) -> Option<Value> {
    let mut errors = Errors::at(input(inputs, "q"));
    for (forecast, actual) in numbers(inputs, "forecast").into_iter().zip(numbers(inputs, "actual")) {
        errors.add(forecast, actual);
    }
    let Accuracy { mae, rmse, wape, bias, mase, rmsse, pinball } =
        errors.accuracy(Scale::of(&days(inputs, "train"), count(inputs, "m")))?;
    Some(json!({
        "mae": mae, "rmse": rmse, "wape": wape, "bias": bias, "mase": mase, "rmsse": rmsse, "pinball": pinball,
    }))
}

fn rolling_origin(inputs: &Value) -> Option<Value> {
    let origins = RollingOrigin {
        min_train: count(inputs, "min_train"),
        horizon: count(inputs, "h"),
        step: count(inputs, "step"),
    };
    let series = days(inputs, "y");
    let mut errors = Map::new();
    for name in inputs["models"].as_array()? {
        let name = name.as_str()?;
        let method: Model = match name {
            "naive" => Naive::default().into(),
            "snaive7" => SeasonalNaive::new(7)?.into(),
            "ma7" => MovingAverage::new(7)?.into(),
            "ses03" => Ses::new(0.3, series.first().copied()??)?.into(),
            "sba01" => Croston::new(0.1, Correction::Sba)?.into(),
            _ => return None,
        };
        let mae = origins.errors(method, &series, 0.5).accuracy(Scale::default())?.mae;
        errors.insert(name.into(), json!(mae));
    }
    let mae = |name: &String| input(&Value::Object(errors.clone()), name);
    let best = errors.keys().min_by(|left, right| mae(left).total_cmp(&mae(right)))?.clone();
    Some(json!({ "mae": errors, "best": best }))
}
