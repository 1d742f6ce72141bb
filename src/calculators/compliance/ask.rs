//! What to say next: what settles most rules.

use suanpan_compliance::codes::Kind;
use suanpan_compliance::missing::{Input, Missing};
use suanpan_compliance::pack::Pack as Rules;
use suanpan_compliance::places::whole;

use super::profile::digits;
use super::texts::ask;
use super::{AnswerRow, Inputs, MarketRow, codes, reason};
use crate::amount::Money;
use crate::schema::checklist::Ask;
use crate::schema::{Arg, Fields, List, Phrase, Record};
use crate::value::Row;

/// Something to say, with the answers that can be given at once; nothing for a question that no case can answer.
pub(super) fn ask(missing: Missing, inputs: &Inputs, rules: &Rules) -> Option<Ask> {
    let (text, field) = match &missing.input {
        Input::Channels => (ask::CHANNELS, "sold-through"),
        Input::Fulfil => (ask::SHIPPED, "shipped-by"),
        Input::Categories => (ask::CATEGORIES, "categories"),
        Input::Origin => (ask::SENT, "sent-from"),
        Input::Made => (ask::MADE, "country-of-origin"),
        // Every case says these, or leaves what counts where nothing is said.
        Input::Established | Input::Markets | Input::Customers => return None,
        Input::Stock => (ask::STOCK, "stock-places"),
        Input::Consignment => (ask::CONSIGNMENT, "consignment-value"),
        Input::Item => (ask::ITEM, "item-value"),
        Input::States(_) => (ask::STATES, "markets"),
        // Codes that have all their digits and stand in no list are not waited for: the lists end there.
        Input::Hts if is_whole_codes(inputs) => (ask::CODES_UNLISTED, "tariff-codes"),
        Input::Hts => (ask::CODES, "tariff-codes"),
        Input::Sales(_) => (ask::SALES, "turnover"),
        Input::Orders(_) => (ask::ORDERS, "turnover"),
        // Where a figure in that currency was typed.
        Input::Rate(from, _) => {
            let typed = |money: Option<Money>| money.is_some_and(|money| money.currency.code() == from.code());
            let field = match (typed(inputs.consignment_value), typed(inputs.item_value)) {
                (true, _) => "consignment-value",
                (_, true) => "item-value",
                _ => "turnover",
            };
            (ask::RATE, field)
        }
        Input::Question(_) => (ask::QUESTION, "answers"),
    };
    let mut one = Ask {
        ask: Phrase::new(text),
        help: None,
        field,
        settles: missing.settles,
        waits: missing.waits,
        replies: Vec::new(),
        blank: None,
        typed_too: false,
        no: None,
    };
    match missing.input {
        Input::States(place) => {
            if let Some(all) = codes::PLACES.iter().copied().find(|code| *code == whole(&place)) {
                one.replies = vec![(ask::ALL_PARTS, with_market(inputs, all))];
                one.typed_too = true;
            }
            one.ask = one.ask.with("place", Arg::Country(place));
        }
        Input::Sales(place) | Input::Orders(place) => {
            one.ask = one.ask.with("place", Arg::Country(place));
        }
        Input::Rate(from, to) => {
            let words = |currency: suanpan_compliance::codes::Currency| Arg::Words(currency.code().to_owned());
            one.ask = one.ask.with("from", words(from)).with("to", words(to));
        }
        Input::Question(id) => {
            let code = codes::QUESTIONS.iter().copied().find(|code| *code == id)?;
            let place = rules.book.questions.iter().position(|question| question.id == id)?;
            let kind = rules.book.questions.get(place)?.kind;
            one.ask = one.ask.with("question", reason::asked(&id));
            one.help = rules.words.questions.get(place).map(|words| words.help.clone());
            if kind == Kind::Flag {
                one.replies = [(ask::YES, "yes"), (ask::NO, "no")]
                    .map(|(text, reply)| (text, with(inputs, code, Some(reply))))
                    .into();
                one.no = Some(Row { cells: row(code, Some("no")).to_values(), extra: Vec::new() });
            } else {
                one.blank = Some(with(inputs, code, None));
            }
        }
        _ => {}
    }
    Some(one)
}

/// Whether tariff codes are there, each with the eight digits or more that countries tell goods apart by.
fn is_whole_codes(inputs: &Inputs) -> bool {
    let codes = &inputs.tariff_codes.0;
    !codes.is_empty() && codes.iter().all(|(_, row)| digits(row.goods_code).len() >= WHOLE)
}

/// The digits of a tariff code that leave little open.
const WHOLE: usize = 8;

const fn row(question: &'static str, reply: Option<&'static str>) -> AnswerRow {
    AnswerRow { question, reply, reply_figure: None, reply_money: None }
}

/// The case with a further place of sale.
fn with_market(inputs: &Inputs, market: &'static str) -> Record {
    let mut changed = inputs.clone();
    let rows = changed.markets.0.into_iter().map(|(_, row)| row).chain([MarketRow { market }]);
    changed.markets = List(rows.enumerate().collect());
    Record { values: changed.to_values() }
}

/// The case with a reply to a question, in the place of one that it has already.
fn with(inputs: &Inputs, question: &'static str, reply: Option<&'static str>) -> Record {
    let mut changed = inputs.clone();
    let row = row(question, reply);
    let mut rows: Vec<_> = changed.answers.0.into_iter().map(|(_, row)| row).collect();
    match rows.iter_mut().find(|row| row.question == question) {
        Some(known) => *known = row,
        None => rows.push(row),
    }
    changed.answers = List(rows.into_iter().enumerate().collect());
    Record { values: changed.to_values() }
}
