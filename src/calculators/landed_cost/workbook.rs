//! A way of the case as a workbook: what was put in, the rates and the rules in cells, and the bill as formulas over them
//! ([`crate::schema::workbook`]).
//!
//! The first sheet has the answer: a consignment ([`consignment`]), or orders by way of a warehouse with the shipments that
//! bring their goods on sheets of their own ([`batch`]). Then come price and margin by channel ([`sale`]), and the sources.
//! The formulas are those of the calculator, in the same order and rounded at the same places. What steps (a limit of
//! relief, a fee above a value, a rate card by the number of cartons) is not in them: a sheet holds on the side of each limit
//! on which the case lies, and says in a cell whether it still does.

mod batch;
mod consignment;
mod sale;

use rust_decimal::Decimal;

use self::consignment::{About, Paper, Written};
use super::change::way_of;
use super::texts::{figure, workbook as words};
use super::{Ask, GoodsRow, Inputs};
use crate::amount::Currency;
use crate::exact::{self, Exact};
use crate::pack::{Status, World};
use crate::schema::workbook::{At, Cell, Format, Row, Sheet, Workbook};
use crate::schema::{Alternative, Arg, Phrase, Text};

/// The case with the chosen way, or the best, as a workbook. `None` where there is no answer.
pub(super) fn of(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Option<Workbook> {
    let pack = world.pack().filter(|pack| !pack.partial)?;
    let ask = Ask::new(inputs, pack, pack.market(inputs.destination)?, world);
    if inputs.goods.0.is_empty() || !ask.missing().is_empty() {
        return None;
    }
    let answer = ask.answer(world).ok()?;
    let shown = way_of(&answer, chosen)?;
    let mut book = Book::default();
    let landed = if inputs.route == "warehouse" {
        batch::write(&ask, world, &mut book, shown)?
    } else {
        let offer = ask.offers(world).into_iter().find(|offer| offer.service.id == shown.id)?;
        let goods = ask.goods()?;
        let entry = ask.entry(&goods)?;
        let index = book.sheet(Arg::Key("calculator.landed-cost.name".to_owned()));
        let page = Page { ask: &ask, book: &mut book, index };
        Landed::Consigned(Paper::new(page, &entry, &offer, shown, About::Case)?.write()?)
    };
    sale::write(&ask, world, &mut book, shown, &landed)?;
    let sources = sources(shown);
    book.sheets.push(sources);
    Some(Workbook { sheets: book.sheets })
}

/// What a unit or an order costs, for the price.
enum Landed {
    /// The consignment: in bulk the same at every price.
    Consigned(Written),
    /// An order of a batch by way of a warehouse.
    Stored(batch::Stored),
}

/// A cell of a sheet.
#[derive(Clone, Copy, Debug)]
struct Place {
    sheet: usize,
    at: At,
}

/// What was put in: key of its field or column, and its row.
type Key = (&'static str, usize);

/// The sheets, and what they share.
#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    /// Where the renminbi for one unit of each currency stand.
    rates: Vec<(Currency, Place)>,
    /// Where the renminbi stand that one unit of the currency of the answer costs.
    paid: Option<Place>,
    /// Where what was put in stands first: other sheets take it from there.
    inputs: Vec<(Key, Place)>,
}

impl Book {
    /// Adds an empty sheet; its place.
    fn sheet(&mut self, name: Arg) -> usize {
        self.sheets.push(Sheet::new(name));
        self.sheets.len() - 1
    }
}

/// A figure of a sheet: where it stands, and what it is now.
#[derive(Clone, Copy)]
struct Held {
    at: At,
    value: Decimal,
}

/// A line of a bill: where it stands, rounded and exact, with what it is now.
#[derive(Clone, Copy)]
struct Charge {
    name: Text,
    rounded: Place,
    exact: Place,
    value: Decimal,
    unrounded: Decimal,
    status: Status,
}

/// A sheet that is being written.
struct Page<'a, 'b> {
    ask: &'b Ask<'a>,
    book: &'b mut Book,
    index: usize,
}

fn label(field: &str) -> Cell {
    Cell::Text(Arg::Key(["field.", field, ".label"].concat()))
}

fn text(text: Text) -> Cell {
    Cell::Text(Arg::Text(text))
}

fn heading(text: Text) -> Cell {
    Cell::Heading(Arg::Text(text))
}

fn group(group: &str) -> Cell {
    Cell::Heading(Arg::Key(["group.", group].concat()))
}

fn code(currency: Currency) -> Arg {
    Arg::Words(currency.code().to_owned())
}

fn surety(status: Status) -> Cell {
    Cell::Text(Arg::Key(["status.", status.code()].concat()))
}

/// What goods are called: by their tariff code, or by their row.
fn goods_name(number: usize, row: &GoodsRow) -> Cell {
    Cell::Text(row.tariff_code.map_or(Arg::Row(number), |code| Arg::Words(plain(code))))
}

/// A constant as a formula writes it.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The sum of some cells, as a formula writes it; nothing is zero.
fn added(cells: impl IntoIterator<Item = String>) -> String {
    let sum = cells.into_iter().collect::<Vec<_>>().join("+");
    if sum.is_empty() { "0".to_owned() } else { sum }
}

impl Page<'_, '_> {
    fn add(&mut self, cells: impl IntoIterator<Item = Cell>) -> Row {
        self.book.sheets[self.index].add(cells)
    }

    fn fill(&mut self, row: Row, column: usize, cell: Cell) {
        self.book.sheets[self.index].fill(row, column, cell);
    }

    /// The row that is added as the next but so many.
    fn ahead(&self, count: usize) -> Row {
        self.book.sheets[self.index].ahead(count)
    }

    /// A cell of this sheet, for others.
    const fn place(&self, at: At) -> Place {
        Place { sheet: self.index, at }
    }

    /// A cell of any sheet as a formula of this one names it.
    fn seen(&self, place: Place) -> String {
        if place.sheet == self.index { place.at.to_string() } else { place.at.on(place.sheet) }
    }

    /// Minor digits of the currency of the answer.
    fn digits(&self) -> u32 {
        self.ask.inputs.currency.minor_digits()
    }

    fn format(&self) -> Format {
        Format::Money(self.digits())
    }

    /// Where something that was put in stands, if it does.
    fn known(&self, key: Key) -> Option<Place> {
        self.book.inputs.iter().find(|(one, _)| *one == key).map(|(_, place)| *place)
    }

    /// Remembers where it stands first.
    fn remember(&mut self, key: Key, at: At) {
        let place = self.place(at);
        if self.known(key).is_none() {
            self.book.inputs.push((key, place));
        }
    }

    /// What was put in, as the cell at a column of the next row: to be changed where it stands first, taken from there on
    /// other sheets.
    fn input(&mut self, key: Key, column: usize, value: Decimal) -> Cell {
        let at = self.ahead(0).at(column);
        if let Some(place) = self.known(key).filter(|place| place.sheet != self.index) {
            return Cell::formula(self.seen(place), value, Format::Plain);
        }
        self.remember(key, at);
        Cell::Input(value, Format::Plain)
    }

    /// A row of what was put in as a percentage.
    fn percent(&mut self, name: Cell, key: &'static str, value: Decimal) -> Held {
        let cell = self.input((key, 0), 1, value);
        let row = self.add([name, cell, text(words::PERCENT)]);
        Held { at: row.at(1), value }
    }

    /// A figure of the data: what it is, the figure, how sure it is.
    fn given(&mut self, name: Cell, value: Decimal, status: Status) -> At {
        self.add([name, Cell::Number(value, Format::Plain), surety(status)]).at(1)
    }

    /// The renminbi for one unit of each currency that is changed, and what one of the answer's costs.
    fn rates(&mut self, named: impl IntoIterator<Item = Currency>) -> Option<()> {
        let inputs = self.ask.inputs;
        let mut used = vec![inputs.currency];
        for currency in [self.ask.market.currency].into_iter().chain(named) {
            if !used.contains(&currency) && self.ask.exchange.rate(currency).is_some() {
                used.push(currency);
            }
        }
        if used.len() == 1 {
            return Some(());
        }
        self.add([]);
        self.add([heading(words::RATES), Cell::Empty, heading(words::SURETY)]);
        for currency in used {
            let (rate, sample) = self.ask.exchange.rate(currency)?;
            let status = sample.map_or(Status::Own, |source| source.status);
            // One renminbi is one renminbi, however sure.
            let (rate, status) = if currency == Currency::CNY {
                (Cell::Number(rate, Format::Plain), Cell::Empty)
            } else {
                (Cell::Input(rate, Format::Plain), surety(status))
            };
            let row = self.add([Cell::Text(code(currency)), rate, status]);
            let place = self.place(row.at(1));
            self.book.rates.push((currency, place));
        }
        let rate = self.rate(inputs.currency)?;
        if inputs.currency == Currency::CNY {
            self.book.paid = Some(rate);
            return Some(());
        }
        let spread = inputs.exchange_spread;
        let kept = self.percent(label("exchange-spread"), "exchange-spread", spread);
        let paid = Decimal::ONE.minus(spread.over(Decimal::ONE_HUNDRED)?)?;
        let paid = self.ask.exchange.rate(inputs.currency)?.0.times(paid)?;
        let said = Phrase::new(words::PAID).with("currency", code(inputs.currency));
        let formula = format!("{}*(1-{}/100)", self.seen(rate), kept.at);
        let row = self.add([Cell::Phrase(said), Cell::formula(formula, paid, Format::Plain)]);
        self.book.paid = Some(self.place(row.at(1)));
        Some(())
    }

    fn rate(&self, currency: Currency) -> Option<Place> {
        self.book.rates.iter().find(|(one, _)| *one == currency).map(|(_, place)| *place)
    }

    /// An amount of a currency as one of the answer, with what the bank keeps.
    fn to_answer(&self, amount: &str, from: Currency) -> Option<String> {
        if from == self.ask.inputs.currency {
            return Some(amount.to_owned());
        }
        Some(format!("({amount})*{}/{}", self.seen(self.rate(from)?), self.seen(self.book.paid?)))
    }

    /// An amount of a currency as one of another, without what the bank keeps.
    fn changed(&self, amount: &str, from: Currency, to: Currency) -> Option<String> {
        if from == to {
            return Some(amount.to_owned());
        }
        Some(format!("({amount})*{}/{}", self.seen(self.rate(from)?), self.seen(self.rate(to)?)))
    }

    fn to_market(&self, amount: &str, from: Currency) -> Option<String> {
        self.changed(amount, from, self.ask.market.currency)
    }

    /// The words at the top of a sheet with an answer; its figures are filled in at the end ([`Self::crown`]).
    fn top(&mut self, title: Arg, each: Text, way: Arg) -> Row {
        let inputs = self.ask.inputs;
        let first = self.add([Cell::Heading(title)]);
        self.add([text(figure::LANDED), Cell::Empty, Cell::Text(code(inputs.currency))]);
        self.add([text(each), Cell::Empty]);
        self.add([text(words::VALID), Cell::Empty]);
        self.add([text(words::SAMPLES), Cell::Empty]);
        self.add([text(words::WAY), Cell::Text(way)]);
        self.add([label("destination"), Cell::Text(Arg::Country(inputs.destination.to_owned()))]);
        self.add([label("import-date"), Cell::Text(Arg::Date(self.ask.day()))]);
        self.add([text(words::DATA), Cell::Text(Arg::Words(self.ask.pack.snapshot.clone()))]);
        self.add([Cell::Phrase(Phrase::new(words::HOW))]);
        first
    }

    /// The figures at the top: the total, what one comes to, whether the sheet holds, and what of it rests on samples.
    fn crown(&mut self, top: Row, bill: &Bill, counted: &str, shown: &Alternative, holds: Cell) -> Option<()> {
        let (format, digits) = (self.format(), self.digits());
        let total = self.seen(bill.total);
        let value = shown.total?.value;
        self.fill(top.below(1), 1, Cell::formula(total.clone(), value, format));
        if let Some((name, each)) =
            [figure::PER_ORDER, figure::PER_UNIT].into_iter().find_map(|name| Some((name, figure_of(shown, name)?)))
        {
            self.fill(top.below(2), 0, text(name));
            let formula = format!("ROUND({total}/{counted},{digits})");
            self.fill(top.below(2), 1, Cell::formula(formula, each, format));
        }
        self.fill(top.below(3), 1, holds);
        let part = added(bill.lines.iter().filter(|line| line.status.is_sample()).map(|line| self.seen(line.rounded)));
        let formula = format!("IF({total}=0,0,MIN(MAX(ROUND(({part})*100/{total},0),0),100))");
        self.fill(top.below(4), 1, Cell::formula(formula, shown.sample_share.unwrap_or_default(), Format::Plain));
        Some(())
    }

    /// A line of the bill from its unrounded formula.
    fn charge(
        &mut self,
        name: Text,
        formula: String,
        (value, unrounded): (Decimal, Decimal),
        status: Status,
    ) -> Charge {
        let rounded = format!("ROUND({},{})", self.ahead(0).at(3), self.digits());
        self.line(name, (rounded, formula), (value, unrounded), status)
    }

    /// A line of the bill from its two formulas, rounded and not.
    fn line(
        &mut self,
        name: Text,
        (rounded, exact): (String, String),
        (value, unrounded): (Decimal, Decimal),
        status: Status,
    ) -> Charge {
        let rounded = Cell::formula(rounded, value, self.format());
        let exact = Cell::formula(exact, unrounded, Format::Plain);
        let row = self.add([text(name), rounded, surety(status), exact]);
        let (rounded, exact) = (self.place(row.at(1)), self.place(row.at(3)));
        Charge { name, rounded, exact, value, unrounded, status }
    }

    /// The heading of a bill.
    fn bill_heading(&mut self) {
        let currency = Cell::Heading(code(self.ask.inputs.currency));
        self.add([]);
        self.add([heading(words::BILL), currency, heading(words::SURETY), heading(words::EXACT)]);
    }

    /// The sum of the lines above.
    fn total(&mut self, first: Row, lines: Vec<Charge>) -> Option<Bill> {
        let sum = |column| format!("SUM({}:{})", first.at(column), self.ahead(0).above().at(column));
        let (rounded, exact) = (sum(1), sum(3));
        let value = exact::sum(lines.iter().map(|line| line.value))?;
        let unrounded = exact::sum(lines.iter().map(|line| line.unrounded))?;
        let total = Cell::formula(rounded, value, self.format());
        let row =
            self.add([heading(figure::LANDED), total, Cell::Empty, Cell::formula(exact, unrounded, Format::Plain)]);
        let (total, exact) = (self.place(row.at(1)), self.place(row.at(3)));
        Some(Bill { lines, total, exact })
    }

    /// What must hold for the sheet to hold, a row each; whether all of it does. The conditions together, as they are written; blank where there are none.
    fn limits(&mut self, limits: &[(Phrase, String)]) -> (Cell, String) {
        let words = || [Phrase::new(words::HOLDS), Phrase::new(words::HOLDS_NOT)];
        if limits.is_empty() {
            return (Cell::Phrase(Phrase::new(words::HOLDS)), String::new());
        }
        self.add([]);
        self.add([heading(words::LIMITS)]);
        for (said, formula) in limits {
            let check = Cell::Check { formula: formula.clone(), value: true, words: words() };
            self.add([Cell::Phrase(said.clone()), check]);
        }
        let all = limits.iter().map(|(_, formula)| formula.as_str()).collect::<Vec<_>>().join(",");
        (Cell::Check { formula: format!("AND({all})"), value: true, words: words() }, all)
    }

    fn notes(&mut self, shown: &Alternative) {
        if shown.notes.is_empty() {
            return;
        }
        self.add([]);
        self.add([heading(words::NOTES)]);
        for note in &shown.notes {
            self.add([Cell::Phrase(note.phrase.clone())]);
        }
    }
}

/// A bill and its sums.
struct Bill {
    lines: Vec<Charge>,
    total: Place,
    exact: Place,
}

/// The conditions of a sheet as another one names their cells.
fn abroad(conditions: &str, sheet: usize) -> String {
    let mut seen = String::new();
    let mut before = ' ';
    // What follows the sheet of its own, or the colon of a range, is named already; so is the row of a cell.
    for sign in conditions.chars() {
        let begins = sign == '$' && !before.is_ascii_alphabetic() && before != '!' && before != ':';
        if begins {
            seen += &format!("#{sheet}!");
        }
        seen.push(sign);
        before = sign;
    }
    seen
}

/// The currencies of what was put in and of the data that it is held against.
fn currencies(ask: &Ask<'_>) -> Vec<Currency> {
    let inputs = ask.inputs;
    let goods = inputs.goods.0.iter().flat_map(|(_, row)| [Some(row.unit_cost), row.customs_value, row.invoice_value]);
    let costs = [
        inputs.domestic_freight,
        inputs.cargo_insurance,
        inputs.brokerage,
        inputs.inland_freight,
        inputs.other_costs,
        inputs.advance_least,
        inputs.buyer_shipping,
        inputs.sale_price,
        inputs.ship_back,
        inputs.local_return,
        inputs.liquidation,
    ];
    let warehouses = inputs.warehouses.0.iter().flat_map(|(_, row)| {
        [row.delivery_price, row.pick_pack, row.storage_rate, row.receiving, row.month_least, row.transfer]
    });
    let channels = &inputs.channels.0;
    let fees = channels.iter().flat_map(|(_, row)| [row.channel_price, row.order_fee, row.fulfilment]);
    let typed = goods.chain(costs).chain(warehouses).chain(fees).flatten().map(|money| money.currency);
    let here = |countries: &[String]| countries.is_empty() || countries.iter().any(|one| one == inputs.destination);
    let fees = ask.market.fees.iter().filter(|fee| here(&fee.countries)).filter_map(|one| one.currency);
    let rules = ask.market.treatments.iter().filter_map(|one| one.currency).chain(fees);
    let stored = ask.pack.warehouses_in(inputs.destination, ask.day()).filter(|_| inputs.route == "warehouse");
    let sold = ask.pack.channels_in(inputs.destination, ask.day());
    let sold = sold.filter(|card| channels.is_empty() || channels.iter().any(|(_, row)| row.channel == card.id));
    let cards = stored.map(|card| card.currency).chain(sold.map(|card| card.currency));
    typed.chain(rules).chain(cards).collect()
}

/// A figure of a way that is money.
fn figure_of(shown: &Alternative, name: Text) -> Option<Decimal> {
    let found = shown.figures.iter().find(|one| one.name == name);
    found.and_then(|one| if let Arg::Money(money) = &one.value { Some(money.value) } else { None })
}

/// Where the figures are from, a row each.
fn sources(shown: &Alternative) -> Sheet {
    let mut sheet = Sheet::new(Arg::Text(words::SOURCES));
    for source in &shown.sources {
        sheet.add([
            Cell::Text(Arg::Key(["source.", &source.covers].concat())),
            surety(source.status),
            Cell::Text(Arg::Date(source.as_of)),
            Cell::Text(Arg::Words(source.title.clone())),
        ]);
    }
    sheet
}
