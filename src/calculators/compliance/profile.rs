//! What a case says, as the rules ask for it.

use rust_decimal::Decimal;
use suanpan_compliance::codes::{self, Category, Channel, Customer, Fulfil, Kind, Scope};
use suanpan_compliance::pack::Pack as Rules;
use suanpan_compliance::profile::{Answer, Held, Sale};
use suanpan_compliance::{Profile, Rates};

use super::Inputs;
use super::texts::problem;
use crate::amount::{Currency, Money};
use crate::pack::World;
use crate::schema::Problem;

/// The profile of a case.
///
/// Goods that are sent otherwise than from stock are sent from where the seller is established, where nothing else was said.
#[must_use]
pub fn profile(inputs: &Inputs) -> Profile {
    let own = |codes: &[&'static str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let listed = |codes: &Option<Vec<&'static str>>| codes.clone().unwrap_or_default();
    let mut markets = vec![inputs.destination.to_owned()];
    for (_, row) in &inputs.markets.0 {
        if !markets.iter().any(|known| known == row.market) {
            markets.push(row.market.to_owned());
        }
    }
    let stock: Vec<String> = inputs.stock_places.0.iter().map(|(_, row)| row.stock_place.to_owned()).collect();
    let fulfil: Vec<_> = listed(&inputs.shipped_by).iter().filter_map(|code| Fulfil::from_code(code)).collect();
    let from_home = fulfil.iter().any(|way| *way != Fulfil::Warehouse);
    let origin = inputs.sent_from.or(from_home.then_some(inputs.established));
    // What is none of the categories is still packed.
    let category = |code: &&str| if *code == "other" { Some(Category::Packaging) } else { Category::from_code(code) };
    Profile {
        established: own(&[inputs.established]),
        markets,
        origin: own(origin.as_slice()),
        made: own(inputs.country_of_origin.as_slice()),
        channels: listed(&inputs.sold_through).iter().filter_map(|code| Channel::from_code(code)).collect(),
        fulfil,
        customers: listed(&inputs.customers).iter().filter_map(|code| Customer::from_code(code)).collect(),
        categories: listed(&inputs.categories).iter().filter_map(category).collect(),
        hts: inputs.tariff_codes.0.iter().map(|(_, row)| digits(row.goods_code)).collect(),
        stock: Some(stock).filter(|stock| !stock.is_empty()),
        consignment: inputs.consignment_value.and_then(money),
        item: inputs.item_value.and_then(money),
        lines: inputs.tariff_lines.and_then(|lines| lines.try_into().ok()),
        sales: inputs
            .turnover
            .0
            .iter()
            .filter(|(_, row)| row.sale_from <= row.sale_to)
            .map(|(_, row)| Sale {
                place: row.sale_place.to_owned(),
                scope: Scope::from_code(row.sale_scope).unwrap_or(Scope::All),
                from: row.sale_from,
                to: row.sale_to,
                amount: row.sale_amount.and_then(money),
                orders: row.sale_orders,
            })
            .collect(),
        answers: inputs.answers.0.iter().filter_map(|(_, row)| Some((row.question.to_owned(), answer(row)?))).collect(),
        held: inputs
            .registrations
            .0
            .iter()
            .map(|(_, row)| Held { code: row.registration.to_owned(), expiry: row.registration_expiry })
            .collect(),
        ..Profile::on(inputs.rule_date)
    }
}

fn answer(row: &super::AnswerRow) -> Option<Answer> {
    let flag = row.reply.map(|reply| Answer::Flag(reply == "yes"));
    let figure = row.reply_figure.map(Answer::Number);
    flag.or(figure).or(row.reply_money.and_then(money).map(Answer::Money))
}

/// A tariff code as its digits: a figure has lost the nought in front of chapters 1 to 9, and codes have an even number of them.
pub(super) fn digits(code: Decimal) -> String {
    let digits = code.normalize().to_string();
    if digits.len().is_multiple_of(2) { digits } else { ["0", &digits].concat() }
}

/// Money as the rules have it.
fn money(money: Money) -> Option<codes::Money> {
    Some(codes::Money { value: money.value, currency: codes::Currency::from_code(money.currency.code())? })
}

/// What a unit of each currency is worth in renminbi, by the samples of the data.
pub(super) fn rates(world: &World) -> Rates {
    let samples = world.pack().map(|pack| pack.exchange_rates.as_slice()).unwrap_or_default();
    let samples = samples.iter().map(|rate| (rate.currency.code(), rate.cny));
    let all = [(Currency::CNY.code(), Decimal::ONE)].into_iter().chain(samples);
    Rates::new(all.filter_map(|(code, cny)| Some((codes::Currency::from_code(code)?, cny))))
}

/// What is worth a second look: sales that end before they begin, answers of another kind than the question asks.
pub(super) fn problems(inputs: &Inputs, rules: &Rules) -> Vec<Problem> {
    let turned = inputs.turnover.0.iter().filter(|(_, row)| row.sale_to < row.sale_from);
    let turned = turned.map(|(row, _)| Problem::warning(problem::E_SALE_DAYS).in_row("turnover", *row, "sale-to"));
    let other = inputs.answers.0.iter().filter_map(|(row, one)| {
        let kind = rules.book.questions.iter().find(|question| question.id == one.question)?.kind;
        let (column, given) = match kind {
            Kind::Flag => ("reply", one.reply.is_some()),
            Kind::Number => ("reply-figure", one.reply_figure.is_some()),
            Kind::Money => ("reply-money", one.reply_money.is_some()),
        };
        (!given).then(|| Problem::warning(problem::E_REPLY).in_row("answers", *row, column))
    });
    turned.chain(other).collect()
}
