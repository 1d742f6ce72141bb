//! What other calculators hand on to the list: goods, value, origin, and how they reach the buyer.

use rust_decimal::Decimal;

use super::codes::COUNTRIES;
use super::texts::costs::RULE_COSTS;
use super::texts::onward::TO_RULES;
use crate::amount::Money;
use crate::exact::Exact;
use crate::schema::{Arg, Onward, Phrase};
use crate::value::{Row, Value};

/// What a calculator knows of a case.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// How goods reach the buyer, as codes of the list.
    pub shipped_by: Vec<&'static str>,
    /// What is in the parcels, as codes of [`vocabulary::TRAITS`](crate::vocabulary::TRAITS).
    pub traits: Vec<&'a str>,
    /// How many units, what customs counts for one, and its tariff code.
    pub goods: Vec<(Decimal, Option<Money>, Option<Decimal>)>,
    /// Where the goods were made.
    pub made_in: Option<&'static str>,
}

/// The categories that traits say; not all do.
fn categories(traits: &[&str]) -> Vec<&'static str> {
    const KNOWN: [(&str, &str); 5] = [
        ("battery-in", "battery"),
        ("battery-with", "battery"),
        ("battery-loose", "battery-loose"),
        ("food", "food"),
        ("textile", "apparel"),
    ];
    let said = |code: &&str| KNOWN.iter().any(|(one, category)| category == code && traits.contains(one));
    super::codes::CATEGORIES.iter().copied().filter(said).collect()
}

/// The offer to go on with the list. Destination and whatever else has the same key goes along without being named.
#[must_use]
pub fn offer(known: &Known<'_>) -> Onward {
    let mut fields = Vec::new();
    let mut put = |key, value: Option<Value>| fields.extend(value.map(|value| (key, value)));
    let some = |codes: Vec<&'static str>| Some(Value::Codes(codes)).filter(|codes| *codes != Value::Codes(Vec::new()));
    put("shipped-by", some(known.shipped_by.clone()));
    put("categories", some(categories(&known.traits)));
    put("country-of-origin", known.made_in.filter(|code| COUNTRIES.contains(code)).map(Value::Code));
    put("consignment-value", consignment(&known.goods).map(Value::Money));
    let worth = known.goods.iter().map(|(_, value, _)| *value).collect::<Option<Vec<_>>>().unwrap_or_default();
    let same = worth.windows(2).all(|pair| pair[0].currency == pair[1].currency);
    put("item-value", worth.into_iter().filter(|_| same).max_by_key(|money| money.value).map(Value::Money));
    let mut codes: Vec<_> = known.goods.iter().filter_map(|(.., code)| *code).collect();
    codes.sort();
    codes.dedup();
    let row = |code: Decimal| Row { cells: vec![Value::Number(code)], extra: Vec::new() };
    let rows: Vec<_> = codes.into_iter().map(row).collect();
    put("tariff-codes", (!rows.is_empty()).then_some(Value::Rows(rows)));
    Onward { to: "compliance", phrase: Phrase::new(TO_RULES), fields }
}

/// The part of a consignment of what the list costs a year, as further costs of a landed cost; nothing without consignments.
#[must_use]
pub fn costs(yearly: Money, consignments: Decimal) -> Option<Onward> {
    let each = Money { value: yearly.value.over(consignments)?, ..yearly }.rounded();
    let phrase = Phrase::new(RULE_COSTS)
        .with("each", Arg::Money(each))
        .with("yearly", Arg::Money(yearly))
        .with("n", Arg::Number(consignments));
    (consignments > Decimal::ZERO && each.value > Decimal::ZERO).then(|| Onward {
        to: "landed-cost",
        phrase,
        fields: vec![("other-costs", Value::Money(each))],
    })
}

/// What the goods of a consignment are worth; nothing where a value is missing, or where they are in several currencies.
fn consignment(goods: &[(Decimal, Option<Money>, Option<Decimal>)]) -> Option<Money> {
    let currency = goods.first()?.1?.currency;
    let mut sum = Decimal::ZERO;
    for (count, value, _) in goods {
        let value = value.filter(|value| value.currency == currency)?.value;
        sum = sum.plus(count.times(value)?)?;
    }
    Some(Money { value: sum, currency })
}
