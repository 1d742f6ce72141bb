//! What the data say that a channel takes, as figures that can be moved: each typed in the place of the data's.

use rust_decimal::Decimal;

use super::{Seller, order_fees, referral};
use crate::amount::Money;
use crate::calculators::landed_cost::texts::line;
use crate::calculators::landed_cost::{Ask, ChannelRow, Inputs};
use crate::exact::Exact;
use crate::pack::{Status, World};
use crate::schema::{Alternative, Arg, Fields, Kind, List, Text};
use crate::value::Value;

/// The figures of the data of the channel on which most is left.
pub(in crate::calculators::landed_cost) struct Fees<'a> {
    /// What the channel is called.
    pub(in crate::calculators::landed_cost) channel: Arg,
    /// The figures that nobody typed.
    pub(in crate::calculators::landed_cost) all: Vec<Fee>,
    seller: Seller<'a>,
    /// The case with a row for every channel.
    inputs: Inputs,
    /// Which of them it is.
    row: usize,
}

/// One of them.
pub(in crate::calculators::landed_cost) struct Fee {
    /// What it is, as the bill of a sale has it.
    pub(in crate::calculators::landed_cost) name: Text,
    /// How sure it is.
    pub(in crate::calculators::landed_cost) status: Status,
    figure: Figure,
}

/// Where it is typed.
#[derive(Clone, Copy)]
enum Figure {
    Percent(Decimal, fn(&mut ChannelRow) -> &mut Option<Decimal>),
    Amount(Money, fn(&mut ChannelRow) -> &mut Option<Money>),
}

impl Fees<'_> {
    /// What is left on the best channel with a figure typed that is so many times that of the data; none where that could not
    /// be typed. What an order costs on its way is the same.
    pub(in crate::calculators::landed_cost) fn profit(&self, fee: &Fee, by: Decimal) -> Option<Money> {
        let inputs = self.typed(fee, by)?;
        let ask = Ask { inputs: &inputs, ..*self.seller.ask };
        let Seller { basis, fulfilled, asked, .. } = &self.seller;
        let (basis, fulfilled, asked) = (basis.clone(), fulfilled.clone(), asked.clone());
        let (_, _, profit) = Seller { ask: &ask, basis, fulfilled, asked, ..self.seller }.best()?;
        Some(Money { value: profit, currency: inputs.currency })
    }

    fn typed(&self, fee: &Fee, by: Decimal) -> Option<Inputs> {
        let mut inputs = self.inputs.clone();
        let (_, row) = inputs.channels.0.get_mut(self.row)?;
        match fee.figure {
            Figure::Percent(percent, cell) => {
                *cell(row) = Some(percent.times(by)?).filter(|percent| *percent <= Decimal::ONE_HUNDRED);
                (*cell(row))?;
            }
            Figure::Amount(money, cell) => *cell(row) = Some(Money { value: money.value.times(by)?, ..money }),
        }
        Some(inputs)
    }
}

/// What an order rests on there, for goods that come on a way; nothing where no price is known.
pub(in crate::calculators::landed_cost) fn fees<'a>(
    ask: &'a Ask<'a>,
    world: &'a World,
    way: &Alternative,
) -> Option<Fees<'a>> {
    let seller = Seller::new(ask, world, way)?;
    let (terms, price, _) = seller.best()?;
    let mut inputs = ask.inputs.clone();
    if inputs.channels.0.is_empty() {
        let rows = seller.terms().into_iter().enumerate().map(|(index, one)| Some((index, blank(one.channel())?)));
        inputs.channels = List(rows.collect::<Option<Vec<_>>>()?);
    }
    let row = seller.terms().iter().position(|one| one.id == terms.id)?;
    let mut all = Vec::new();
    if let Some(card) = terms.card {
        let price = ask.exchange.on_card(price, card.currency)?;
        // Where it goes by tiers, or is the least that the channel takes: what that comes to at this price.
        let commission = referral(card, price)?.times(Decimal::ONE_HUNDRED)?.over(price)?;
        let each = Money { value: order_fees(card, price)?, currency: card.currency };
        for (name, covers, figure) in [
            (line::REFERRAL, "referral", Figure::Percent(commission, |row| &mut row.referral)),
            (line::ORDER_FEE, "payment", Figure::Amount(each, |row| &mut row.order_fee)),
            (line::PAYMENT, "payment", Figure::Percent(card.payment_percent, |row| &mut row.payment_share)),
            (line::PAYOUT, "payout", Figure::Percent(card.payout_percent, |row| &mut row.payout_share)),
            (line::ADS, "ads", Figure::Percent(card.ads_percent, |row| &mut row.ads_share)),
            (line::RETURNS, "returns", Figure::Percent(card.returns_percent, |row| &mut row.returned)),
        ] {
            let (_, typed) = inputs.channels.0.get_mut(row)?;
            let is_blank = match figure {
                Figure::Percent(_, cell) => cell(typed).is_none(),
                Figure::Amount(_, cell) => cell(typed).is_none(),
            };
            if is_blank {
                all.push(Fee { name, status: card.status_of(covers), figure });
            }
        }
    }
    Some(Fees { channel: terms.name, all, seller, inputs, row })
}

/// A row with a channel alone.
fn blank(channel: &str) -> Option<ChannelRow> {
    let Kind::Choice(choices) = ChannelRow::METAS.first()?.kind else { return None };
    let code = choices.codes.iter().copied().find(|code| *code == channel)?;
    let mut values = vec![Value::Empty; ChannelRow::METAS.len()];
    *values.first_mut()? = Value::Code(code);
    ChannelRow::from_values(&values)
}
