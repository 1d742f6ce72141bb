//! The economic-nexus table: every row is a rule, and one more for each time that a leg of it was dropped.

use rust_decimal::Decimal;
use suanpan_inventory::date::Date;

use crate::codes::{Currency, Operator, Period, Scope, Severity, Status, Topic, Who};
use crate::model::{Condition, Included, Leaf, Logic, Lowered, Nexus, Rule, Sold, Source, Threshold};

/// A state's test, and the days on which it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the table says.
    pub test: Nexus,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// How sure it is.
    pub status: Status,
    /// The day from which it is past its re-check.
    pub recheck: Option<Date>,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// The day that sources are of.
    pub as_of: Date,
    /// Month and day of the year in which collecting begins after a finished year.
    pub begins: Option<(u32, u32)>,
}

/// The id of a state's rule.
#[must_use]
pub fn id(state: &str) -> String {
    format!("us-nexus-{}", state.to_ascii_lowercase())
}

/// The registration that does it.
#[must_use]
pub fn registration(state: &str) -> String {
    format!("us-sales-tax-{}", state.to_ascii_lowercase())
}

/// The place of a state. Puerto Rico is one here.
#[must_use]
pub fn place(state: &str) -> String {
    format!("US-{state}")
}

/// The rule of a row: severity H, lowered to I where nothing is sold directly there.
#[must_use]
pub fn rule(row: Row) -> Rule {
    let test = row.test;
    let place = place(&test.state);
    let scope = if test.marketplace == Included::No { Scope::Direct } else { Scope::All };
    let sold = |scope, period, op, value, currency| Sold {
        place: place.clone(),
        scope,
        period,
        op,
        than: Threshold { value, currency },
        basis: currency.map(|_| test.basis),
    };
    let dollars = Condition::Leaf(Leaf::Sales(sold(scope, test.period, test.op, test.amount, Some(Currency::USD))));
    let orders = test.count.map(|(op, count)| Condition::Leaf(Leaf::Orders(sold(scope, test.period, op, count, None))));
    let legs = match (test.logic, orders) {
        (Logic::And, Some(orders)) => Condition::All(vec![dollars, orders]),
        (Logic::Or, Some(orders)) => Condition::Any(vec![dollars, orders]),
        _ => dollars,
    };
    let when = match legs {
        Condition::All(legs) => {
            Condition::All([Condition::Leaf(Leaf::Destination(vec![place.clone()]))].into_iter().chain(legs).collect())
        }
        legs => Condition::All(vec![Condition::Leaf(Leaf::Destination(vec![place.clone()])), legs]),
    };
    // Nothing sold directly in the years that a state looks at, nor in the stretch that it counts.
    let none = |period| {
        let leaf = sold(Scope::Direct, period, Operator::AtMost, Decimal::ZERO, Some(Currency::USD));
        Condition::Leaf(Leaf::Sales(leaf))
    };
    let mut nothing = vec![none(Period::PreviousOrCurrent)];
    if test.period != Period::PreviousOrCurrent {
        nothing.push(none(test.period));
    }
    Rule {
        id: id(&test.state),
        place,
        topic: Topic::Tax,
        severity: Severity::High,
        severity_ours: true,
        who: Who::Seller,
        from: row.from,
        to: row.to,
        confirmed: true,
        unconfirmed_when: None,
        scheduled: false,
        recheck: row.recheck,
        when,
        begins: row.begins,
        suppresses: Vec::new(),
        supersedes: Vec::new(),
        option: false,
        watch: crate::model::WATCH,
        lowered: vec![Lowered { severity: Severity::Information, when: Condition::All(nothing) }],
        severity_of_rules: false,
        documents: Vec::new(),
        registration: Some(registration(&test.state)),
        renews: None,
        due: None,
        per_line: None,
        status: row.status,
        sources: row.sources,
        as_of: row.as_of,
        parts: Vec::new(),
        nexus: Some(test),
    }
}
