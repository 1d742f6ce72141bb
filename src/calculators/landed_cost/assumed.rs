//! What an answer rests on though nobody typed it: sample rates of exchange, the freight of the way, what the warehouse takes,
//! what the channel takes. Each is moved and everything asked anew; what is law does not move.

use rust_decimal::Decimal;

use super::texts::{change, line, service};
use super::{Ask, Inputs, WarehouseRow, change as around, sale};
use crate::amount::{Currency, Money};
use crate::exact::Exact;
use crate::pack::{Status, WarehouseKind, World};
use crate::schema::{Alternative, Arg, Fields, Moved, Phrase, Swing, Text};
use crate::value::Value;

/// A figure of the data that is so many times what the data say.
#[derive(Clone, Copy)]
pub(super) struct Figure<'a> {
    pub(super) of: Of<'a>,
    pub(super) by: Decimal,
}

/// Which.
#[derive(Clone, Copy)]
pub(super) enum Of<'a> {
    /// The freight of a way.
    Way(&'a str),
    /// A fee of the warehouses of a kind, by its line.
    Warehouse(WarehouseKind, Text),
}

impl Ask<'_> {
    /// What the freight of a way is multiplied by.
    pub(super) fn freight_moved(&self, way: &str) -> Decimal {
        match self.moved {
            Some(Figure { of: Of::Way(id), by }) if id == way => by,
            _ => Decimal::ONE,
        }
    }

    /// A fee of a warehouse, as it is or moved.
    pub(super) fn fee_moved(&self, kind: WarehouseKind, name: Text, money: Money) -> Option<Money> {
        match self.moved {
            Some(Figure { of: Of::Warehouse(whose, fee), by }) if (whose, fee) == (kind, name) => {
                Some(Money { value: money.value.times(by)?, ..money })
            }
            _ => Some(money),
        }
    }
}

/// Every such figure, with what the case comes to where it is so many times as much.
pub(super) fn swings(inputs: &Inputs, world: &World, chosen: Option<&str>, by: [Decimal; 2]) -> Option<Vec<Swing>> {
    let pack = world.pack()?;
    let ask = Ask::new(inputs, pack, pack.market(inputs.destination)?, world);
    if !ask.missing().is_empty() {
        return None;
    }
    let answer = ask.answer(world).ok()?;
    let way = around::way_of(&answer, chosen)?;
    let (title, _) = around::measured(&ask, world, chosen)?;
    let case = Case { ask, world, chosen, by, way, title };
    let mut all = case.rates()?;
    all.extend(case.freight());
    all.extend(case.warehouses());
    all.extend(case.channel());
    Some(all)
}

struct Case<'a> {
    ask: Ask<'a>,
    world: &'a World,
    chosen: Option<&'a str>,
    by: [Decimal; 2],
    way: &'a Alternative,
    /// What is measured.
    title: Text,
}

impl Case<'_> {
    /// What another case comes to, where it has that figure too.
    fn measured(&self, inputs: &Inputs, world: &World) -> Option<Money> {
        self.of_this(around::measure(inputs, world, self.chosen)?)
    }

    fn of_this(&self, (title, money): (Text, Money)) -> Option<Money> {
        (title == self.title).then_some(money)
    }

    fn swing(&self, moved: Moved, status: Status, at: impl Fn(Decimal) -> Option<Money>) -> Swing {
        let [less, more] = self.by.map(at);
        Swing { moved, status, less, more }
    }

    /// Sample rates of exchange: that of the currency of the answer as if it were typed, others in the data.
    fn rates(&self) -> Option<Vec<Swing>> {
        let own = self.ask.inputs.currency;
        let mut swings = Vec::new();
        for currency in self.currencies() {
            let Some((rate, Some(source))) = self.ask.exchange.rate(currency) else { continue };
            swings.push(if currency == own {
                self.swing(Moved::Field { key: "exchange-rate", cell: None }, source.status, |by| {
                    let inputs = Inputs { exchange_rate: Some(rate.times(by)?), ..self.ask.inputs.clone() };
                    self.measured(&inputs, self.world)
                })
            } else {
                let name = Phrase::new(change::SWING_RATE).with("currency", Arg::Words(currency.code().to_owned()));
                self.swing(Moved::OfData(name), source.status, |by| {
                    let mut pack = self.world.pack()?.clone();
                    let sample = pack.exchange_rates.iter_mut().find(|sample| sample.currency == currency)?;
                    sample.cny = rate.times(by)?;
                    self.measured(self.ask.inputs, &World::new(pack).brief())
                })
            });
        }
        Some(swings)
    }

    /// Every currency that the case can go through, each once.
    fn currencies(&self) -> Vec<Currency> {
        let (ask, pack) = (&self.ask, self.ask.pack);
        let mut all = vec![ask.inputs.currency, ask.market.currency];
        typed(&ask.inputs.to_values(), &mut all);
        all.extend(ask.market.treatments.iter().filter_map(|one| one.currency));
        all.extend(ask.market.fees.iter().filter_map(|one| one.currency));
        all.extend(pack.tariffs.iter().filter(|card| card.id == self.way.id).map(|card| card.currency));
        all.extend(pack.channels_in(ask.inputs.destination, ask.day()).map(|card| card.currency));
        all.extend(pack.warehouses_in(ask.inputs.destination, ask.day()).map(|card| card.currency));
        let mut once = Vec::new();
        for currency in all {
            if !once.contains(&currency) {
                once.push(currency);
            }
        }
        once
    }

    /// What the case comes to with a figure of the data moved.
    fn of_data(&self, of: Of<'_>, by: Decimal) -> Option<Money> {
        let ask = Ask { moved: Some(Figure { of, by }), ..self.ask };
        self.of_this(around::measured(&ask, self.world, self.chosen)?)
    }

    /// How sure a line of the way is; none where it has no such line.
    fn status(&self, name: Text) -> Option<Status> {
        self.way.lines.iter().find(|line| line.name == name).map(|line| line.status)
    }

    /// The freight, where a card has it.
    fn freight(&self) -> Option<Swing> {
        let status = self.status(line::INTERNATIONAL_FREIGHT).filter(|_| self.way.id != service::OWN_QUOTE.code())?;
        let name = Phrase::new(change::SWING_FREIGHT).with("way", self.way.service());
        Some(self.swing(Moved::OfData(name), status, |by| self.of_data(Of::Way(&self.way.id), by)))
    }

    /// What the data have of the warehouses: those of a third party, and Amazon's.
    fn warehouses(&self) -> Vec<Swing> {
        let mut swings = Vec::new();
        for (kind, name) in [(WarehouseKind::ThirdParty, "third-party"), (WarehouseKind::Fba, "fba")] {
            for fee in [line::RECEIVING, line::STORAGE, line::PICK_PACK, line::LAST_MILE] {
                let Some(status) = self.status(fee).filter(|_| self.is_of_data(kind, fee)) else { continue };
                let whose = Arg::Key(["choice.site.", name].concat());
                let phrase = Phrase::new(change::SWING_FEE).with("whose", whose).with("fee", Arg::Text(fee));
                let of = Of::Warehouse(kind, fee);
                swings.push(self.swing(Moved::OfData(phrase), status, |by| self.of_data(of, by)));
            }
        }
        swings
    }

    /// Whether a fee was left blank at a warehouse of a kind.
    fn is_of_data(&self, kind: WarehouseKind, fee: Text) -> bool {
        let rows = &self.ask.inputs.warehouses.0;
        let is_blank = |row: &WarehouseRow| match fee {
            line::RECEIVING => row.receiving.is_none(),
            line::STORAGE => row.storage_rate.is_none(),
            line::PICK_PACK => row.pick_pack.is_none(),
            _ => row.delivery_price.is_none(),
        };
        let of_kind = |row: &WarehouseRow| (row.site == "fba") == (kind == WarehouseKind::Fba);
        let third_party = rows.is_empty() && kind == WarehouseKind::ThirdParty;
        third_party || rows.iter().any(|(_, row)| of_kind(row) && is_blank(row))
    }

    /// What the data have of the best channel, each figure as if it were typed.
    fn channel(&self) -> Vec<Swing> {
        let Some(fees) = sale::fees(&self.ask, self.world, self.way) else { return Vec::new() };
        let swing = |fee: &sale::Fee| {
            let phrase = Phrase::new(change::SWING_FEE).with("whose", fees.channel.clone());
            let phrase = phrase.with("fee", Arg::Text(fee.name));
            self.swing(Moved::OfData(phrase), fee.status, |by| fees.profit(fee, by))
        };
        fees.all.iter().map(swing).collect()
    }
}

/// The currencies of everything that was typed.
fn typed(values: &[Value], all: &mut Vec<Currency>) {
    for value in values {
        match value {
            Value::Money(money) => all.push(money.currency),
            Value::Rows(rows) => rows.iter().for_each(|row| typed(&row.cells, all)),
            _ => {}
        }
    }
}
