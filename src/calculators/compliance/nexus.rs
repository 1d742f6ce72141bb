//! Tests of sales by state, with the seller's own figures.

use rust_decimal::Decimal;
use suanpan_compliance::Finding;
use suanpan_compliance::model::{self, Included, Leaf, Logic};

use super::reason::{op_word, percent, read};
use super::texts::{basis, nexus, of_code, period};
use crate::amount::{Currency, Money};
use crate::date::Date;
use crate::schema::checklist::{Nexus, Sure};
use crate::schema::{Arg, Phrase};

/// How sure a rule is: a test of sales is not where sources conflict on whose sales count.
pub(super) fn sure(rule: &model::Rule) -> Sure {
    match &rule.nexus {
        Some(test) if test.marketplace == Included::Conflict => rule.status.max(Sure::Uncertain),
        _ => rule.status,
    }
}

/// A row of the table; nothing for a rule that is no such test.
pub(super) fn row(item: usize, rule: &model::Rule, finding: &Finding, day: Date) -> Option<Nexus> {
    let test = rule.nexus.as_ref()?;
    let amount = Money { value: test.amount, currency: Currency::from_code("USD")? };
    let text = match (test.logic, test.count) {
        (Logic::And, Some(_)) => nexus::AND,
        (Logic::Or, Some(_)) => nexus::OR,
        _ => nexus::AMOUNT,
    };
    let mut phrase = Phrase::new(text).with("op", op_word(test.op)).with("amount", Arg::Money(amount));
    if let Some((op, count)) = test.count {
        phrase = phrase.with("count-op", op_word(op)).with("count", Arg::Number(count));
    }
    // The figure of the clause that decides, dollars before orders; none where nothing was sold there.
    let of = |orders: bool| {
        let mut figures = finding.reasons.iter().filter_map(|reason| match &reason.leaf {
            Leaf::Sales(_) if !orders => reason.figure.as_ref(),
            Leaf::Orders(_) if orders => reason.figure.as_ref(),
            _ => None,
        });
        figures.find(|figure| figure.low > Decimal::ZERO || figure.high.is_some_and(|high| high > Decimal::ZERO))
    };
    // Orders of the country that are not said to be of the state are no figure of it.
    let sold = of(false).or_else(|| of(true).filter(|figure| figure.low > Decimal::ZERO));
    let is_conflict = test.marketplace == Included::Conflict;
    let doubts = [(nexus::SOURCES_DIFFER, is_conflict), (nexus::OPERATOR_KNOWN, !test.op_read)];
    Some(Nexus {
        item,
        state: Arg::Country(rule.place.clone()),
        test: phrase,
        limit: amount,
        period: of_code(period::ALL, test.period.code()),
        basis: of_code(basis::ALL, test.basis.code()),
        marketplace: match test.marketplace {
            Included::Yes => nexus::INCLUDED,
            Included::No => nexus::EXCLUDED,
            Included::Conflict => nexus::CONFLICT,
        },
        sure: sure(rule),
        doubts: doubts.into_iter().filter(|(_, holds)| *holds).map(|(text, _)| text).collect(),
        past_recheck: finding.past_recheck,
        rate: test.rate,
        rate_to: test.rate_to.filter(|to| *to < day),
        sold: sold.map(|figure| {
            let text = match (figure.than.currency, figure.high) {
                (None, _) => nexus::SOLD_ORDERS,
                (_, Some(high)) if high == figure.low => nexus::SOLD,
                // Sales of the country that no state was named for may all be of this one.
                (_, Some(_)) if figure.low.is_zero() => nexus::SOLD_MOST,
                _ => nexus::SOLD_LEAST,
            };
            let shown = if text == nexus::SOLD_MOST { figure.high.unwrap_or_default() } else { figure.low };
            Phrase::new(text).with("figure", read(shown, &figure.than))
        }),
        sold_figure: sold.map(|figure| figure.low),
        share: sold.filter(|figure| figure.low > Decimal::ZERO).and_then(|figure| figure.share).and_then(percent),
    })
}
