//! Why a rule stands as it does, in the seller's own figures.

use rust_decimal::Decimal;
use suanpan_compliance::Profile;
use suanpan_compliance::codes::{self, Operator, Period, ValueOf};
use suanpan_compliance::evaluate::{Figure, Reason};
use suanpan_compliance::model::{Leaf, Rule, Sold, Threshold};
use suanpan_compliance::pack::Pack as Rules;
use suanpan_compliance::places::{Lies, country, is_whole};
use suanpan_compliance::truth::Truth;

use super::texts::{compared, of_code, period, reason, scope};
use crate::amount::{Currency, Money};
use crate::date::Date;
use crate::schema::{Arg, Phrase, Text};

/// The phrases of a reason: the clause, and what is to be known of its figure.
pub(super) fn phrases(reason: &Reason, profile: &Profile, rules: &Rules) -> Vec<Phrase> {
    // What goods are packed in is no news.
    if matches!(&reason.leaf, Leaf::Category(law) if law.contains(&codes::Category::Packaging)) {
        return Vec::new();
    }
    let mut phrases = vec![phrase(reason, profile, rules)];
    if let Some(figure) = &reason.figure {
        phrases.extend(figure.shared.then_some(Phrase::new(reason::SHARED)));
        phrases.extend((figure.silent && reason.truth != Truth::True).then_some(Phrase::new(reason::SILENT)));
    }
    phrases
}

fn phrase(one: &Reason, profile: &Profile, rules: &Rules) -> Phrase {
    let Reason { leaf, truth, figure, .. } = one;
    let three = |texts: [Text; 3]| match truth {
        Truth::True => texts[0],
        Truth::False => texts[1],
        Truth::Unknown => texts[2],
    };
    // What of the seller's the clause is about: where it is met what meets it, else all.
    let within = |said: &[String], law: &[String]| -> Vec<String> {
        let meets = |place: &&String| law.iter().any(|code| rules.book.sets.lies(place, code) != Lies::Outside);
        let said = rules.book.sets.gathered(said);
        let met: Vec<_> = said.iter().filter(meets).cloned().collect();
        if met.is_empty() { said } else { met }
    };
    let shown = |codes: &[String]| places(codes, rules);
    let placed = |texts: [Text; 3], said: &[String], law: &[String]| {
        Phrase::new(three(texts)).with("own", shown(&within(said, law))).with("law", shown(law))
    };
    match leaf {
        Leaf::Established(law) => {
            let texts = [reason::ESTABLISHED, reason::NOT_ESTABLISHED, reason::NOT_ESTABLISHED];
            placed(texts, &profile.established, law)
        }
        Leaf::Destination(law) => {
            // Sales to a state name it; `US` beside `US-CA` says nothing more.
            let states = profile.sales.iter().map(|sale| &sale.place).filter(|place| country(place) != place.as_str());
            let mut all: Vec<String> = Vec::new();
            let parts = |place: &String| if is_whole(place) { members(place, rules) } else { vec![place.clone()] };
            for place in profile.markets.iter().chain(states).flat_map(parts) {
                if !all.contains(&place) {
                    all.push(place);
                }
            }
            let finer = |place: &String| all.iter().any(|other| other != place && country(other) == place);
            let markets: Vec<_> = all.iter().filter(|place| !finer(place)).cloned().collect();
            placed([reason::SOLD_TO, reason::NOT_SOLD_TO, reason::WHERE_IN], &markets, law)
        }
        Leaf::Origin(law) => placed([reason::SENT, reason::NOT_SENT, reason::SENT_OPEN], &profile.origin, law),
        Leaf::OriginElsewhere(law) => {
            // Turned round: met by what lies elsewhere.
            let elsewhere = outside(&profile.origin, law, rules);
            let texts = [reason::NOT_SENT, reason::SENT, reason::SENT_OPEN];
            Phrase::new(three(texts)).with("own", shown(&elsewhere)).with("law", shown(law))
        }
        Leaf::Made(law) => placed([reason::MADE, reason::NOT_MADE, reason::MADE_OPEN], &profile.made, law),
        Leaf::MadeElsewhere(law) => {
            let elsewhere = outside(&profile.made, law, rules);
            let texts = [reason::NOT_MADE, reason::MADE, reason::MADE_OPEN];
            Phrase::new(three(texts)).with("own", shown(&elsewhere)).with("law", shown(law))
        }
        Leaf::Channel(law) => {
            let own = profile.channels.iter().filter(|own| {
                let any = law.contains(&codes::Channel::Marketplace) && **own != codes::Channel::OwnSite;
                *truth != Truth::True || any || law.contains(own)
            });
            let own = Arg::List(own.map(|one| coded("choice.sold-through.", one.code())).collect());
            let law = law.iter().map(|one| match one {
                codes::Channel::Marketplace => Arg::Text(reason::ANY_MARKETPLACE),
                one => coded("choice.sold-through.", one.code()),
            });
            let texts = [reason::CHANNEL, reason::NOT_CHANNEL, reason::CHANNEL_OPEN];
            Phrase::new(three(texts)).with("own", own).with("law", Arg::List(law.collect()))
        }
        Leaf::Fulfil(law) => {
            let texts = [reason::SHIPPED, reason::NOT_SHIPPED, reason::SHIPPED_OPEN];
            let own = profile.fulfil.iter().filter(|one| *truth != Truth::True || law.contains(one));
            listed(three(texts), "choice.shipped-by.", own.map(|one| one.code()), law.iter().map(|one| one.code()))
        }
        Leaf::Customer(law) => {
            let texts = [reason::CUSTOMER, reason::NOT_CUSTOMER, reason::NOT_CUSTOMER];
            let own =
                if profile.customers.is_empty() { &[codes::Customer::Consumer] } else { profile.customers.as_slice() };
            let own = own.iter().filter(|one| *truth != Truth::True || law.contains(one));
            listed(three(texts), "choice.customers.", own.map(|one| one.code()), law.iter().map(|one| one.code()))
        }
        Leaf::Category(law) => {
            let texts = [reason::GOODS, reason::NOT_GOODS, reason::GOODS_OPEN];
            let own: Vec<_> = profile.categories.iter().filter(|one| law.contains(one)).collect();
            // What has radio or runs on mains is electronics as well.
            let implied = profile.categories.iter().filter(|one| {
                law.contains(&codes::Category::Electronics)
                    && matches!(one, codes::Category::Radio | codes::Category::Mains)
            });
            let own = if own.is_empty() { implied.collect() } else { own };
            let own = if own.is_empty() { law.iter().collect() } else { own };
            listed(
                three(texts),
                "choice.categories.",
                own.iter().map(|one| category(**one)),
                law.iter().map(|one| category(*one)),
            )
        }
        Leaf::Stock(law) => {
            let stock = profile.stock.clone().unwrap_or_default();
            placed([reason::STOCK, reason::NO_STOCK, reason::STOCK_OPEN], &stock, law)
        }
        Leaf::StockCount { place, op, count } => match figure {
            Some(figure) => Phrase::new(reason::STOCK_COUNT)
                .with("figure", Arg::Number(figure.low))
                .with("op", op_word(*op))
                .with("limit", Arg::Number(*count))
                .with("law", Arg::Country(place.clone())),
            None => Phrase::new(reason::STOCK_OPEN).with("law", Arg::Country(place.clone())),
        },
        Leaf::EstablishedThere => Phrase::new(three([reason::AT_HOME, reason::NOT_AT_HOME, reason::NOT_AT_HOME]))
            .with("own", shown(&profile.established)),
        Leaf::CrossBorder(set) => {
            let texts = [reason::CROSS_BORDER, reason::NOT_CROSS_BORDER, reason::STOCK_OPEN];
            Phrase::new(three(texts)).with("law", Arg::Country(set.clone()))
        }
        Leaf::Value { of, op, amount } => {
            let (said, open) = match of {
                ValueOf::Consignment => (reason::CONSIGNMENT, reason::CONSIGNMENT_OPEN),
                ValueOf::Item => (reason::ITEM, reason::ITEM_OPEN),
            };
            let than = Threshold { value: amount.value, currency: Some(amount.currency) };
            let exact = figure.as_ref().filter(|figure| figure.high == Some(figure.low));
            let known = figure.as_ref().filter(|_| *truth != Truth::Unknown);
            match exact.or(known) {
                Some(figure) => Phrase::new(said)
                    .with("figure", read(known_end(figure, *truth), &than))
                    .with("op", op_word(*op))
                    .with("limit", limit(&than)),
                None => Phrase::new(open).with("op", op_word(*op)).with("limit", limit(&than)),
            }
        }
        Leaf::Sales(sold) => {
            let texts =
                [reason::SALES, reason::SALES_BELOW, reason::SALES_LEAST, reason::SALES_MOST, reason::SALES_OPEN];
            sales(sold, figure.as_ref().map(|figure| (figure, *truth)), profile.day, texts)
        }
        Leaf::Orders(sold) => {
            let texts =
                [reason::ORDERS, reason::ORDERS_BELOW, reason::ORDERS_LEAST, reason::ORDERS_MOST, reason::ORDERS_OPEN];
            sales(sold, figure.as_ref().map(|figure| (figure, *truth)), profile.day, texts)
        }
        Leaf::Hts(_) => Phrase::new(three([reason::ON_LIST, reason::NOT_ON_LIST, reason::LIST_OPEN])),
        Leaf::Ask(question) => {
            Phrase::new(three([reason::YES, reason::NO, reason::ANSWER_OPEN])).with("question", asked(question))
        }
        Leaf::Number { question, op, than } => match figure.as_ref().filter(|figure| figure.high.is_some()) {
            Some(figure) => Phrase::new(reason::NUMBER)
                .with("question", asked(question))
                .with("figure", limit(&Threshold { value: figure.low, ..*than }))
                .with("op", op_word(*op))
                .with("limit", limit(than)),
            None => Phrase::new(reason::ANSWER_OPEN).with("question", asked(question)),
        },
        Leaf::Held(code) => Phrase::new(three([reason::HELD, reason::NOT_HELD, reason::NOT_HELD]))
            .with("registration", registration(code, rules, profile.day)),
        Leaf::Rule(id) => Phrase::new(three([reason::RULE, reason::NOT_RULE, reason::RULE_OPEN]))
            .with("rule", Arg::Words(name(id, rules, profile.day))),
    }
}

/// What is said of a value of which only one end is known.
fn known_end(figure: &Figure, truth: Truth) -> Decimal {
    match (figure.high, truth == Truth::True) {
        (Some(high), upward) if figure.op.upward() != upward => high,
        _ => figure.low,
    }
}

/// What was sold beside what the clause asks for: a figure of the seller, and what that makes of the clause.
fn sales(
    sold: &Sold,
    said: Option<(&Figure, Truth)>,
    day: Date,
    [exact, below, least, most, open]: [Text; 5],
) -> Phrase {
    let than = &sold.than;
    let figure = said.map(|(figure, _)| figure);
    let is_false = said.is_some_and(|(_, truth)| truth == Truth::False);
    let text = match figure {
        // A share of a limit is told where that is reached from below.
        Some(figure) if figure.high == Some(figure.low) && sold.op.upward() && than.value > Decimal::ZERO => exact,
        Some(figure) if figure.high == Some(figure.low) => below,
        // All that may be of the place is not enough.
        Some(figure) if is_false && figure.high.is_some() && sold.op.upward() => most,
        Some(figure) if figure.low > Decimal::ZERO => least,
        _ => open,
    };
    let mut phrase = Phrase::new(text)
        .with("place", Arg::Country(sold.place.clone()))
        .with("scope", Arg::Text(of_code(scope::ALL, sold.scope.code())))
        .with("period", period_word(figure.and_then(|figure| figure.period).unwrap_or(sold.period), figure, day))
        .with("op", op_word(sold.op))
        .with("limit", limit(than));
    if let Some(figure) = figure {
        let told = if text == most { figure.high.unwrap_or_default() } else { figure.low };
        phrase = phrase.with("figure", read(told, than));
        let share = figure.share.and_then(percent).map_or_else(|| Arg::Words("–".to_owned()), Arg::Percent);
        phrase = phrase.with("share", share);
        if let Some(window) = figure.window {
            phrase = phrase.with("from", Arg::Date(window.from)).with("to", Arg::Date(window.to));
        }
    }
    phrase
}

/// A share in percent, to a tenth.
pub(super) fn percent(share: Decimal) -> Option<Decimal> {
    Some(share.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(1).normalize())
}

/// What a period is called as seen from the day: of two years, the one that the figure is of; of a finished year that a rule will
/// count, the running one.
fn period_word(counted: Period, figure: Option<&Figure>, day: Date) -> Arg {
    let year = figure.and_then(|figure| figure.window).map(|window| window.from.civil().0);
    let counted = match (counted, year) {
        (counted, Some(year)) if counted.settled() && year == day.civil().0 => Period::CurrentYear,
        (Period::PreviousOrCurrent, Some(year)) if year == day.civil().0 => Period::CurrentYear,
        (Period::PreviousOrCurrent, Some(_)) => Period::PreviousYear,
        (counted, _) => counted,
    };
    Arg::Text(of_code(period::ALL, counted.code()))
}

/// How a figure is compared.
pub(super) fn op_word(op: Operator) -> Arg {
    Arg::Text(match op {
        Operator::More => compared::MORE,
        Operator::AtLeast => compared::AT_LEAST,
        Operator::Less => compared::LESS,
        Operator::AtMost => compared::AT_MOST,
    })
}

/// A figure of the seller as it is shown: what was shared by days has more digits than anyone reads.
pub(super) fn read(figure: Decimal, than: &Threshold) -> Arg {
    match limit(&Threshold { value: figure, ..*than }) {
        Arg::Money(money) => Arg::Money(money.rounded()),
        Arg::Number(count) => Arg::Number(count.round_dp(1).normalize()),
        other => other,
    }
}

/// A figure with its currency, or a count. A currency that the domain does not know is written out.
pub(super) fn limit(than: &Threshold) -> Arg {
    let Some(code) = than.currency.map(codes::Currency::code) else { return Arg::Number(than.value) };
    match Currency::from_code(code) {
        Some(currency) => Arg::Money(Money { value: than.value, currency }),
        None => Arg::Words(format!("{code} {}", than.value.normalize())),
    }
}

/// What a registration is called: one of the list, or the rule that is held to be done.
pub(super) fn registration(code: &str, rules: &Rules, day: Date) -> Arg {
    match super::codes::REGISTRATIONS.contains(&code) {
        true => Arg::Key(format!("choice.registration.{code}")),
        false => Arg::Words(name(code, rules, day)),
    }
}

/// What a rule is called, of several versions the one of the day, or the last; its id where there is none of that id.
pub(super) fn name(id: &str, rules: &Rules, day: Date) -> String {
    let versions = || rules.book.rules.iter().enumerate().filter(|(_, rule)| rule.id == id);
    let holds =
        |(_, rule): &(usize, &Rule)| rule.from.is_none_or(|from| from <= day) && rule.to.is_none_or(|to| day <= to);
    let place = versions().find(holds).or_else(|| versions().next_back()).map(|(place, _)| place);
    let words = place.and_then(|place| rules.words.rules.get(place));
    words.map_or_else(|| id.to_owned(), |words| words.name.clone())
}

/// A question of the rules.
pub(super) fn asked(question: &str) -> Arg {
    Arg::Key(format!("choice.question.{question}"))
}

/// Places, one after the other; all parts of a country as one.
fn places(codes: &[String], rules: &Rules) -> Arg {
    Arg::List(rules.book.sets.gathered(codes).into_iter().map(Arg::Country).collect())
}

fn members(place: &str, rules: &Rules) -> Vec<String> {
    rules.book.sets.members(place).into_iter().map(str::to_owned).collect()
}

fn outside(said: &[String], law: &[String], rules: &Rules) -> Vec<String> {
    let inside = |place: &&String| law.iter().any(|code| rules.book.sets.lies(place, code) == Lies::Within);
    let (within, elsewhere): (Vec<_>, Vec<_>) = said.iter().partition(inside);
    if elsewhere.is_empty() { within } else { elsewhere }.into_iter().cloned().collect()
}

fn coded(start: &str, code: &str) -> Arg {
    Arg::Key([start, code].concat())
}

fn category(category: codes::Category) -> &'static str {
    if category == codes::Category::Packaging { "other" } else { category.code() }
}

fn listed<'a>(
    text: Text,
    start: &str,
    own: impl Iterator<Item = &'a str>,
    law: impl Iterator<Item = &'a str>,
) -> Phrase {
    let own = Arg::List(own.map(|code| coded(start, code)).collect());
    Phrase::new(text).with("own", own).with("law", Arg::List(law.map(|code| coded(start, code)).collect()))
}
