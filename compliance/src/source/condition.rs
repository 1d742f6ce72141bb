//! Reads conditions.

use rust_decimal::Decimal;
use toml::{Table, Value};

use super::texts;
use crate::codes::{Basis, Category, Channel, Customer, Fulfil, Money, Operator, Period, Scope, ValueOf, figure};
use crate::model::{Condition, Leaf, Sold, Threshold};

/// Reads a condition.
///
/// # Errors
/// What is wrong with it, and where in it.
pub fn read(value: &Value) -> Result<Condition, String> {
    let table = value.as_table().ok_or("a condition is a table")?;
    let name = ["all", "any", "not", "always"].into_iter().find(|name| table.contains_key(*name));
    if let Some(name) = name {
        if table.len() > 1 {
            let others: Vec<_> = table.keys().filter(|key| *key != name).map(String::as_str).collect();
            return Err(format!("\"{name}\" stands with \"{}\"", others.join("\", \"")));
        }
        let value = &table[name];
        let parts = || -> Result<Vec<Condition>, String> {
            let parts = value.as_array().filter(|parts| !parts.is_empty());
            parts.ok_or_else(|| format!("\"{name}\" is no list of conditions"))?.iter().map(read).collect()
        };
        return match name {
            "all" => Ok(Condition::All(parts()?)),
            "any" => Ok(Condition::Any(parts()?)),
            "not" => Ok(Condition::Not(Box::new(read(value)?))),
            _ if value.as_bool() == Some(true) => Ok(Condition::Always),
            _ => Err("\"always\" is true or not there".to_owned()),
        };
    }
    leaf(table)
}

const LEAVES: &[&str] = &[
    "est",
    "dest",
    "origin",
    "coo",
    "channel",
    "fulfil",
    "cust",
    "cat",
    "stock",
    "stock-count",
    "est-is-dest",
    "cross-border",
    "value",
    "sales",
    "orders",
    "hts",
    "ask",
    "number",
    "held",
    "rule",
    "est-not",
    "dest-not",
    "origin-not",
    "coo-not",
    "channel-not",
    "fulfil-not",
    "stock-not",
];

fn leaf(table: &Table) -> Result<Condition, String> {
    let mut named = table.keys().filter(|key| LEAVES.contains(&key.as_str()));
    let Some(name) = named.next() else {
        let keys: Vec<_> = table.keys().map(String::as_str).collect();
        return Err(format!("unknown leaf \"{}\"", keys.join("\", \"")));
    };
    if let Some(other) = named.next() {
        return Err(format!("\"{name}\" stands with \"{other}\""));
    }
    let fields: &[&str] = match name.as_str() {
        "stock-count" => &["op", "count"],
        "value" => &["op", "amount"],
        "sales" => &["scope", "period", "op", "amount", "basis"],
        "orders" => &["scope", "period", "op", "count"],
        "number" => &["op", "count", "amount"],
        _ => &[],
    };
    if let Some(key) = table.keys().find(|key| *key != name && !fields.contains(&key.as_str())) {
        return Err(format!("\"{name}\": unknown key \"{key}\""));
    }
    let reading = Reading { name, table };
    let not = |leaf| Condition::Not(Box::new(Condition::Leaf(leaf)));
    let leaf = match name.as_str() {
        "est" => Leaf::Established(reading.texts()?),
        "est-not" => return Ok(not(Leaf::Established(reading.texts()?))),
        "dest" => Leaf::Destination(reading.texts()?),
        "dest-not" => return Ok(not(Leaf::Destination(reading.texts()?))),
        "stock" => Leaf::Stock(reading.texts()?),
        "stock-not" => return Ok(not(Leaf::Stock(reading.texts()?))),
        "origin" => Leaf::Origin(reading.texts()?),
        "origin-not" => Leaf::OriginElsewhere(reading.texts()?),
        "coo" => Leaf::Made(reading.texts()?),
        "coo-not" => Leaf::MadeElsewhere(reading.texts()?),
        "channel" => Leaf::Channel(reading.codes(Channel::from_code)?),
        "channel-not" => return Ok(not(Leaf::Channel(reading.codes(Channel::from_code)?))),
        "fulfil" => Leaf::Fulfil(reading.codes(Fulfil::from_code)?),
        "fulfil-not" => return Ok(not(Leaf::Fulfil(reading.codes(Fulfil::from_code)?))),
        "cust" => Leaf::Customer(reading.codes(Customer::from_code)?),
        "cat" => Leaf::Category(reading.codes(Category::from_code)?),
        "stock-count" => {
            Leaf::StockCount { place: reading.text()?, op: reading.op("op")?, count: reading.count("count")? }
        }
        "est-is-dest" if table[name].as_bool() == Some(true) => Leaf::EstablishedThere,
        "est-is-dest" => return Err("\"est-is-dest\" is true or not there".to_owned()),
        "cross-border" => Leaf::CrossBorder(reading.text()?),
        "value" => Leaf::Value {
            of: reading.one(name, ValueOf::from_code, "consignment or item")?,
            op: reading.op("op")?,
            amount: reading.money("amount")?,
        },
        "sales" => Leaf::Sales(reading.sold()?),
        "orders" => Leaf::Orders(reading.sold()?),
        "hts" => Leaf::Hts(reading.text()?),
        "ask" => Leaf::Ask(reading.text()?),
        "number" => Leaf::Number { question: reading.text()?, op: reading.op("op")?, than: reading.threshold()? },
        "held" => Leaf::Held(reading.text()?),
        _ => Leaf::Rule(reading.text()?),
    };
    Ok(Condition::Leaf(leaf))
}

struct Reading<'t> {
    name: &'t str,
    table: &'t Table,
}

impl Reading<'_> {
    fn field(&self, key: &str) -> Result<&str, String> {
        let value = self.table.get(key).ok_or_else(|| format!("\"{}\": \"{key}\" is missing", self.name))?;
        value.as_str().ok_or_else(|| format!("\"{}\": \"{key}\" is no text", self.name))
    }

    fn text(&self) -> Result<String, String> {
        self.field(self.name).map(str::to_owned)
    }

    fn texts(&self) -> Result<Vec<String>, String> {
        let all = texts(&self.table[self.name]).filter(|all| !all.is_empty());
        all.ok_or_else(|| format!("\"{}\" is no list of texts", self.name))
    }

    fn codes<T>(&self, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, String> {
        let one = |text: String| read(&text).ok_or_else(|| format!("\"{}\": unknown \"{text}\"", self.name));
        self.texts()?.into_iter().map(one).collect()
    }

    fn one<T>(&self, key: &str, read: impl Fn(&str) -> Option<T>, one_of: &str) -> Result<T, String> {
        let text = self.field(key)?;
        read(text).ok_or_else(|| format!("\"{}\": \"{text}\" is not {one_of}", self.name))
    }

    fn op(&self, key: &str) -> Result<Operator, String> {
        self.one(key, Operator::from_code, "an operator (> >= < <=)")
    }

    fn count(&self, key: &str) -> Result<Decimal, String> {
        self.one(key, figure, "a figure")
    }

    fn money(&self, key: &str) -> Result<Money, String> {
        self.one(key, Money::parse, "a figure and a currency, \"150 EUR\"")
    }

    fn threshold(&self) -> Result<Threshold, String> {
        if self.table.contains_key("amount") {
            if self.table.contains_key("count") {
                return Err(format!("\"{}\": both \"amount\" and \"count\"", self.name));
            }
            let money = self.money("amount")?;
            return Ok(Threshold { value: money.value, currency: Some(money.currency) });
        }
        Ok(Threshold { value: self.count("count")?, currency: None })
    }

    fn sold(&self) -> Result<Sold, String> {
        let basis =
            if self.table.contains_key("basis") { Some(self.one("basis", Basis::from_code, "a basis")?) } else { None };
        Ok(Sold {
            place: self.text()?,
            scope: self.one("scope", Scope::from_code, "direct, mp or all")?,
            period: self.one("period", Period::from_code, "a period")?,
            op: self.op("op")?,
            than: self.threshold()?,
            basis,
        })
    }
}
