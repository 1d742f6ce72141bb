//! Thresholds that stand in the rules of a market: `amount-of` of a condition names the figure there instead of repeating it.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// Where the files of the markets lie, beside those of the rules, and how their names begin.
pub const MARKETS: &str = "markets/";

/// Rows of a market that hold limits.
const LISTS: [&str; 2] = ["treatments", "fees"];

/// Tables of a rule that hold conditions.
const CONDITIONS: [&str; 3] = ["when", "unconfirmed-when", "lowered"];

/// The figures of the markets.
#[derive(Default)]
pub struct Figures {
    markets: BTreeMap<String, Table>,
    /// What was taken, in its order: part of what identifies the data.
    pub taken: Vec<String>,
}

/// Days, as they are written: the first (blank: ever since), the last (blank: open).
#[derive(Clone, Copy)]
struct Days<'t>(&'t str, &'t str);

impl<'t> Days<'t> {
    fn of(table: &'t Table, from: &str, to: &str) -> Self {
        let day = |key: &str| table.get(key).and_then(Value::as_str).unwrap_or_default();
        Self(day(from), day(to))
    }

    /// What is blank here is as there.
    const fn or(self, other: Self) -> Self {
        Self(if self.0.is_empty() { other.0 } else { self.0 }, if self.1.is_empty() { other.1 } else { self.1 })
    }

    fn meet(self, other: Self) -> bool {
        let begins = |one: Self, other: Self| other.1.is_empty() || one.0 <= other.1;
        begins(self, other) && begins(other, self)
    }
}

impl Figures {
    /// Adds a market by the name of its file: `markets/eu.toml`.
    pub fn add(&mut self, file: &str, table: Table) {
        let name = file.strip_prefix(MARKETS).unwrap_or(file).trim_end_matches(".toml");
        self.markets.insert(name.to_owned(), table);
    }

    /// Puts the amount in the place of each `amount-of` in the rules of a file.
    pub fn fill(&mut self, file: &str, table: &mut Table, problems: &mut Vec<String>) {
        for rule in table.get_mut("rule").and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(rule) = rule.as_table_mut() else { continue };
            let id = rule.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let copy = rule.clone();
            let days = Days::of(&copy, "from", "to");
            let mut wrong = Vec::new();
            for key in CONDITIONS {
                rule.get_mut(key).into_iter().for_each(|value| self.put(value, days, &mut wrong));
            }
            for part in rule.get_mut("part").and_then(Value::as_array_mut).into_iter().flatten() {
                let copy = part.as_table().cloned().unwrap_or_default();
                let days = Days::of(&copy, "from", "to").or(days);
                part.get_mut("when").into_iter().for_each(|value| self.put(value, days, &mut wrong));
            }
            problems.extend(wrong.into_iter().map(|reason| format!("{file}: {id}: \"amount-of\": {reason}")));
        }
    }

    fn put(&mut self, value: &mut Value, days: Days<'_>, wrong: &mut Vec<String>) {
        match value {
            Value::Array(parts) => parts.iter_mut().for_each(|part| self.put(part, days, wrong)),
            Value::Table(leaf) => {
                if let Some(named) = leaf.remove("amount-of") {
                    let op = leaf.get("op").and_then(Value::as_str).unwrap_or_default();
                    let amount = match leaf.contains_key("amount") {
                        true => Err("it stands with \"amount\"".to_owned()),
                        false => self.amount(&named, op, days),
                    };
                    // Nought stands for what is not there, so that it is said once.
                    let amount = amount.unwrap_or_else(|reason| {
                        wrong.push(reason);
                        "0 EUR".to_owned()
                    });
                    self.taken.push(amount.clone());
                    leaf.insert("amount".to_owned(), Value::String(amount));
                }
                leaf.iter_mut().for_each(|(_, value)| self.put(value, days, wrong));
            }
            _ => {}
        }
    }

    /// The one amount of all rows that are meant and share a day with the rule.
    fn amount(&self, named: &Value, op: &str, days: Days<'_>) -> Result<String, String> {
        let named = named.as_table().ok_or("no table")?;
        let text = |key: &str| named.get(key).and_then(Value::as_str);
        let list =
            LISTS.into_iter().find(|list| named.contains_key(*list)).ok_or("\"treatments\" or \"fees\" is missing")?;
        if let Some(key) = named.keys().find(|key| !["market", "where", list].contains(&key.as_str())) {
            return Err(format!("unknown key \"{key}\""));
        }
        let market = text("market").ok_or("\"market\" is missing")?;
        let figure = text(list).filter(|figure| ["up-to", "above"].contains(figure));
        let figure = figure.ok_or_else(|| format!("\"{list}\" is \"up-to\" or \"above\""))?;
        let file = format!("{MARKETS}{market}.toml");
        let table = self.markets.get(market).ok_or_else(|| format!("there is no {file}"))?;
        let table = table.get("market").and_then(Value::as_table).ok_or_else(|| format!("{file}: no [market]"))?;
        let wanted = named.get("where").and_then(Value::as_table);
        if named.contains_key("where") && wanted.is_none() {
            return Err("\"where\" is no table".to_owned());
        }
        let mut found: Option<String> = None;
        for row in table.get(list).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table) {
            let meant = wanted.is_none_or(|wanted| wanted.iter().all(|(key, value)| says(row.get(key), value)));
            if !meant || !Days::of(row, "valid-from", "valid-to").meet(days) {
                continue;
            }
            let Some(limit) = row.get(figure).and_then(Value::as_str) else { continue };
            let excluded = row.get("edge").and_then(Value::as_str) == Some("excluded");
            let fits: &[&str] = if figure == "above" || !excluded { &["<=", ">"] } else { &["<", ">="] };
            if !fits.contains(&op) {
                return Err(format!("{file}: \"{figure}\" of {list} is for {}, not \"{op}\"", fits.join(" and ")));
            }
            // Limits of fees are in the currency of the market, whatever their amounts are in.
            let own = row.get("currency").filter(|_| list == "treatments").or_else(|| table.get("currency"));
            let currency = own.and_then(Value::as_str).ok_or_else(|| format!("{file}: no currency"))?;
            let amount = format!("{limit} {currency}");
            match found.replace(amount.clone()) {
                Some(other) if other != amount => {
                    return Err(format!("{file}: \"{figure}\" of {list} is {other} and {amount} on days of the rule"));
                }
                _ => {}
            }
        }
        found.ok_or_else(|| format!("{file}: no such \"{figure}\" of {list} on a day of the rule"))
    }
}

/// Whether a key of a row is as wanted: `false` where it is not there, a list that holds it, a table with that one key.
fn says(have: Option<&Value>, wanted: &Value) -> bool {
    match (have, wanted) {
        (None, wanted) => wanted.as_bool() == Some(false),
        (Some(Value::Array(list)), wanted) => list.contains(wanted),
        (Some(Value::Table(table)), Value::String(key)) => table.len() == 1 && table.contains_key(key),
        (Some(have), wanted) => have == wanted,
    }
}
