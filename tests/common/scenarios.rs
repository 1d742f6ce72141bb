//! Scenarios of compliance as inputs of the calculator, so that what stands in a file can also be typed.

use serde_json::{Value as Json, json};
use suanpan::calculators::compliance::codes;
use suanpan::vocabulary::DESTINATIONS;
use toml::{Table, Value};

/// The inputs that say what a profile says on a day; nothing where a form cannot say it: several places that goods are sent from,
/// or made in, nobody who sells, no place that the main market can be.
pub fn inputs(profile: &Table, day: &str) -> Option<Json> {
    let texts = |key: &str| -> Vec<String> {
        let all = profile.get(key).and_then(Value::as_array).into_iter().flatten();
        all.filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    let one = |key: &str| match texts(key).as_slice() {
        [] => Some(Json::Null),
        [only] => Some(json!(only)),
        _ => None,
    };
    let text = |key: &str| profile.get(key).and_then(Value::as_str);
    let money = |text: &str| text.replace(' ', "");
    let rows = |key: &str, column: &str| texts(key).iter().map(|one| json!({ column: one })).collect::<Vec<_>>();
    let mut markets = texts("markets");
    let country = |place: &str| place.split('-').next().unwrap_or_default().to_owned();
    let main = markets.iter().map(|place| country(place)).find(|code| DESTINATIONS.contains(&code.as_str()))?;
    // A country says no more beside one of its states.
    markets.retain(|place| *place != main);
    if !markets.iter().all(|place| codes::PLACES.contains(&place.as_str()) || country(place) == main) {
        return None;
    }
    let categories = texts("categories")
        .iter()
        .map(|code| if code == "packaging" { "other" } else { code }.to_owned())
        .collect::<Vec<_>>();
    let answers =
        profile.get("answers").and_then(Value::as_table).into_iter().flatten().map(|(id, value)| match value {
            Value::Boolean(yes) => json!({ "question": id, "reply": if *yes { "yes" } else { "no" } }),
            Value::String(text) if text.contains(' ') => json!({ "question": id, "reply-money": money(text) }),
            value => json!({ "question": id, "reply-figure": value.as_str() }),
        });
    let tables =
        |key: &str| profile.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table);
    let held = tables("held").map(|held| json!({ "registration": held["code"].as_str(), "registration-number": held.get("number").and_then(Value::as_str), "registration-expiry": held.get("expiry").and_then(Value::as_str) }));
    let sales = tables("sales").map(|sale| {
        let text = |key: &str| sale.get(key).and_then(Value::as_str);
        json!({
            "sale-place": text("place"), "sale-scope": text("scope"), "sale-from": text("from"), "sale-to": text("to"),
            "sale-amount": text("amount").map(money), "sale-orders": text("orders"),
        })
    });
    let digits = |code: &String| code.chars().filter(char::is_ascii_digit).collect::<String>();
    // A nought in front is lost where a figure is read, and comes back.
    let codes = texts("hts")
        .iter()
        .map(|code| json!({ "goods-code": digits(code).trim_start_matches('0') }))
        .collect::<Vec<_>>();
    let joined = |codes: Vec<String>| if codes.is_empty() { Json::Null } else { json!(codes.join(".")) };
    Some(json!({
        "established": one("est").filter(|one| !one.is_null())?,
        "rule-date": day,
        "destination": main,
        "markets": markets.iter().map(|place| json!({ "market": place })).collect::<Vec<_>>(),
        "sold-through": joined(texts("channels")),
        "customers": joined(texts("customers")),
        "shipped-by": joined(texts("fulfil")),
        "sent-from": one("origin")?,
        "stock-places": rows("stock", "stock-place"),
        "categories": joined(categories),
        "country-of-origin": one("coo")?,
        "consignment-value": text("consignment").map(money),
        "item-value": text("item").map(money),
        "tariff-lines": profile.get("lines").and_then(Value::as_integer).map(|lines| lines.to_string()),
        "tariff-codes": codes,
        "turnover": sales.collect::<Vec<_>>(),
        "registrations": held.collect::<Vec<_>>(),
        "answers": answers.collect::<Vec<_>>(),
    }))
}
