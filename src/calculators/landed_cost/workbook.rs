//! A way of the consignment as a workbook: what was put in, the rates and the rules in cells, and the bill as formulas over
//! them ([`crate::schema::workbook`]).
//!
//! The formulas are those of [`super::customs`] and [`super::route`], in the same order and rounded at the same places. What
//! steps with the value of the goods (a limit of relief, a fee above a value) is not in them: the sheet holds on the side of
//! each limit on which the case lies, and says in a cell whether it still does.

use rust_decimal::Decimal;

use super::customs::{Assessed, Charged, Entry, Paid, line_of};
use super::route::Offer;
use super::texts::{figure, line, workbook as words};
use super::{Ask, GoodsRow, Inputs};
use crate::amount::{Currency, Money};
use crate::exact::{self, Exact};
use crate::pack::{DutyLayer, DutyRule, Edge, LimitOf, Status, Treatment, Valuation, World};
use crate::schema::workbook::{At, Cell, Format, Row, Sheet, Workbook};
use crate::schema::{Alternative, Arg, Phrase, Text};

/// The case with the chosen way, or the best, as a workbook. `None` where there is no answer.
pub(super) fn of(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Option<Workbook> {
    let pack = world.pack().filter(|pack| !pack.partial)?;
    let ask = Ask::new(inputs, pack, pack.market(inputs.destination)?, world);
    // Orders by way of a warehouse are no single consignment.
    if inputs.route == "warehouse" || inputs.goods.0.is_empty() || !ask.missing().is_empty() {
        return None;
    }
    let answer = ask.answer(world).ok()?;
    let mut priced = answer.alternatives.iter().filter(|one| one.total.is_some());
    let best = priced.clone().next();
    let shown = priced.find(|one| Some(one.id.as_str()) == chosen).or(best)?;
    let offer = ask.offers(world).into_iter().find(|offer| offer.service.id == shown.id)?;
    let goods = ask.goods()?;
    let entry = ask.entry(&goods)?;
    let freight = ask.in_market(offer.invoiced?)?;
    let assessed = if offer.included { None } else { Some(entry.assess(freight, offer.carriage).ok()?) };
    let sheet = Sheet::new(Arg::Key("calculator.landed-cost.name".to_owned()));
    let mut paper = Paper {
        ask: &ask,
        entry: &entry,
        offer: &offer,
        shown,
        sheet,
        rates: Vec::new(),
        paid: None,
        limits: Vec::new(),
    };
    paper.write(assessed.as_ref(), &pack.snapshot)?;
    let sources = sources(shown);
    Some(Workbook { sheets: vec![paper.sheet, sources] })
}

/// A figure of the sheet: where it stands, and what it is now.
#[derive(Clone, Copy)]
struct Held {
    at: At,
    value: Decimal,
}

/// A cost that was put in: what it is in the currency of the answer and of the market, unrounded.
#[derive(Clone, Copy)]
struct Cost {
    answer: Held,
    market: Held,
}

/// The rows of the goods.
struct Rows {
    first: Row,
    last: Row,
}

impl Rows {
    /// The sum of a column of theirs.
    fn sum(&self, column: usize) -> String {
        format!("SUM({}:{})", self.first.at(column), self.last.at(column))
    }
}

/// What is written of the goods.
struct Lot {
    rows: Rows,
    cost: Held,
    value: Held,
}

/// Columns of the goods.
mod column {
    pub(super) const UNITS: usize = 1;
    pub(super) const UNIT_COST: usize = 2;
    pub(super) const COST: usize = 4;
    pub(super) const CUSTOMS_VALUE: usize = 5;
    pub(super) const VALUE: usize = 7;
    pub(super) const RATE: usize = 8;
    pub(super) const EXTRA: usize = 9;
    pub(super) const ON_TOP: usize = 10;
    pub(super) const WITH_CARRIAGE: usize = 11;
    pub(super) const DUTY: usize = 12;
}

/// What is put together for the border; none of it where that does not apply.
struct Costs {
    freight: Option<Cost>,
    domestic: Option<Cost>,
    insurance: Option<Cost>,
    /// What the buyer pays for shipping, where that was typed.
    shipping: Option<Cost>,
    brokerage: Option<Cost>,
    inland: Option<Cost>,
    other: Cost,
    /// Value-added tax in the price, and the rebate of it, percent.
    rebate: Option<[Held; 2]>,
    /// What the carrier takes for paying duty and tax first: percent and at least, or its card's fee as the least.
    advance: Option<(Option<Held>, Held)>,
}

/// What the border asks, in the currency of the market.
struct Border {
    duty: At,
    tax: At,
    fees: Vec<(Text, At)>,
    advance: At,
}

struct Paper<'a> {
    ask: &'a Ask<'a>,
    entry: &'a Entry<'a>,
    offer: &'a Offer,
    shown: &'a Alternative,
    sheet: Sheet,
    /// Where the renminbi for one unit of each currency stand.
    rates: Vec<(Currency, At)>,
    /// Where the renminbi stand that one unit of the currency of the answer costs.
    paid: Option<At>,
    /// What must hold for the sheet to hold.
    limits: Vec<(Phrase, String)>,
}

fn label(field: &str) -> Cell {
    Cell::Text(Arg::Key(["field.", field, ".label"].concat()))
}

fn heading(text: Text) -> Cell {
    Cell::Heading(Arg::Text(text))
}

fn code(currency: Currency) -> Arg {
    Arg::Words(currency.code().to_owned())
}

fn surety(status: Status) -> Cell {
    Cell::Text(Arg::Key(["status.", status.code()].concat()))
}

/// A constant as a formula writes it.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

impl Paper<'_> {
    fn write(&mut self, assessed: Option<&Assessed<'_>>, snapshot: &str) -> Option<()> {
        let (inputs, shown) = (self.ask.inputs, self.shown);
        self.sheet.add([Cell::Heading(Arg::Key("calculator.landed-cost.name".to_owned()))]);
        let top =
            self.sheet.add([Cell::Text(Arg::Text(figure::LANDED)), Cell::Empty, Cell::Text(code(inputs.currency))]);
        let each = self.sheet.add([Cell::Text(Arg::Text(figure::PER_UNIT)), Cell::Empty]);
        let holds = self.sheet.add([Cell::Text(Arg::Text(words::VALID)), Cell::Empty]);
        let share = self.sheet.add([Cell::Text(Arg::Text(words::SAMPLES)), Cell::Empty]);
        self.sheet.add([Cell::Text(Arg::Text(words::WAY)), Cell::Text(shown.service())]);
        self.sheet.add([label("destination"), Cell::Text(Arg::Country(inputs.destination.to_owned()))]);
        self.sheet.add([label("import-date"), Cell::Text(Arg::Date(self.ask.day()))]);
        self.sheet.add([Cell::Text(Arg::Text(words::DATA)), Cell::Text(Arg::Words(snapshot.to_owned()))]);
        self.sheet.add([Cell::Phrase(Phrase::new(words::HOW))]);
        self.rates()?;
        let costs = self.costs()?;
        let tariff = assessed.filter(|assessed| assessed.treatment.duty == DutyRule::Tariff);
        let layers = tariff.map_or_else(Vec::new, |assessed| self.layers(&assessed.layers().collect::<Vec<_>>()));
        let lot = self.goods(&costs, tariff, &layers)?;
        let border = match assessed {
            Some(assessed) => Some(self.border(&costs, &lot, assessed)?),
            None => None,
        };
        let (total, rebate, sampled) = self.bill(&costs, &lot, assessed, border.as_ref())?;
        self.figures(&lot, assessed, border.as_ref(), (total, rebate));
        if let Some(assessed) = assessed {
            self.limits(&costs, &lot, assessed)?;
        }
        let together = self.write_limits();
        let unit = self.format();
        self.sheet.fill(top, 1, Cell::formula(total.at.to_string(), total.value, unit));
        if let Some(value) = self.figure_of(figure::PER_UNIT) {
            let formula = format!("ROUND({}/{},{})", total.at, lot.rows.sum(column::UNITS), self.digits());
            self.sheet.fill(each, 1, Cell::formula(formula, value, unit));
        }
        self.sheet.fill(holds, 1, together);
        let part = sampled.iter().map(At::to_string).collect::<Vec<_>>().join("+");
        let part = if part.is_empty() { "0".to_owned() } else { part };
        let formula = format!("IF({0}=0,0,MIN(MAX(ROUND(({part})*100/{0},0),0),100))", total.at);
        self.sheet.fill(share, 1, Cell::formula(formula, shown.sample_share.unwrap_or_default(), Format::Plain));
        if !shown.notes.is_empty() {
            self.sheet.add([]);
            self.sheet.add([heading(words::NOTES)]);
            shown.notes.iter().for_each(|note| {
                self.sheet.add([Cell::Phrase(note.phrase.clone())]);
            });
        }
        Some(())
    }

    /// Minor digits of the currency of the answer.
    fn digits(&self) -> u32 {
        self.ask.inputs.currency.minor_digits()
    }

    fn format(&self) -> Format {
        Format::Money(self.digits())
    }

    /// Minor digits of the currency of the market.
    fn market_digits(&self) -> u32 {
        self.entry.market.currency.minor_digits()
    }

    fn in_market(&self) -> Format {
        Format::Money(self.market_digits())
    }

    /// The renminbi for one unit of each currency that is changed, and what one of the answer's costs.
    fn rates(&mut self) -> Option<()> {
        let inputs = self.ask.inputs;
        let typed = inputs.goods.0.iter().flat_map(|(_, row)| [Some(row.unit_cost), row.customs_value]);
        let costs = [
            inputs.domestic_freight,
            inputs.cargo_insurance,
            inputs.brokerage,
            inputs.inland_freight,
            inputs.other_costs,
            inputs.advance_least,
            inputs.buyer_shipping,
            self.offer.invoiced,
            self.offer.advance,
        ];
        let of_fees = self.entry.market.fees.iter().filter_map(|one| one.currency);
        let of_rules = self.entry.market.treatments.iter().filter_map(|one| one.currency).chain(of_fees);
        let of_rules: Vec<_> = of_rules.filter(|one| self.ask.exchange.rate(*one).is_some()).collect();
        let named = typed.chain(costs).flatten().map(|money| money.currency).chain(of_rules);
        let mut used = vec![inputs.currency];
        for currency in [self.entry.market.currency].into_iter().chain(named) {
            if !used.contains(&currency) {
                used.push(currency);
            }
        }
        if used.len() == 1 {
            return Some(());
        }
        self.sheet.add([]);
        self.sheet.add([heading(words::RATES), Cell::Empty, heading(words::SURETY)]);
        for currency in used {
            let (rate, sample) = self.ask.exchange.rate(currency)?;
            let status = sample.map_or(Status::Own, |source| source.status);
            // One renminbi is one renminbi, however sure.
            let (rate, status) = if currency == Currency::CNY {
                (Cell::Number(rate, Format::Plain), Cell::Empty)
            } else {
                (Cell::Input(rate, Format::Plain), surety(status))
            };
            let row = self.sheet.add([Cell::Text(code(currency)), rate, status]);
            self.rates.push((currency, row.at(1)));
        }
        let rate = self.rate(inputs.currency)?;
        if inputs.currency == Currency::CNY {
            self.paid = Some(rate);
            return Some(());
        }
        let spread = inputs.exchange_spread;
        let kept = self.sheet.add([
            label("exchange-spread"),
            Cell::Input(spread, Format::Plain),
            Cell::Text(Arg::Text(words::PERCENT)),
        ]);
        let paid = Decimal::ONE.minus(spread.over(Decimal::ONE_HUNDRED)?)?;
        let paid = self.ask.exchange.rate(inputs.currency)?.0.times(paid)?;
        let said = Phrase::new(words::PAID).with("currency", code(inputs.currency));
        let formula = format!("{rate}*(1-{}/100)", kept.at(1));
        let row = self.sheet.add([Cell::Phrase(said), Cell::formula(formula, paid, Format::Plain)]);
        self.paid = Some(row.at(1));
        Some(())
    }

    fn rate(&self, currency: Currency) -> Option<At> {
        self.rates.iter().find(|(one, _)| *one == currency).map(|(_, at)| *at)
    }

    /// An amount of a currency as one of the answer.
    fn to_answer(&self, amount: &str, from: Currency) -> Option<String> {
        if from == self.ask.inputs.currency {
            return Some(amount.to_owned());
        }
        Some(format!("({amount})*{}/{}", self.rate(from)?, self.paid?))
    }

    /// An amount of a currency as one of another, without what the bank keeps.
    fn changed(&self, amount: &str, from: Currency, to: Currency) -> Option<String> {
        if from == to {
            return Some(amount.to_owned());
        }
        Some(format!("({amount})*{}/{}", self.rate(from)?, self.rate(to)?))
    }

    fn to_market(&self, amount: &str, from: Currency) -> Option<String> {
        self.changed(amount, from, self.entry.market.currency)
    }

    /// A row of the costs: what it is, the amount to be changed, and what that is in both currencies.
    fn cost(&mut self, name: Cell, money: Option<Money>) -> Option<Cost> {
        let money = money.unwrap_or(Money { value: Decimal::ZERO, currency: self.ask.inputs.currency });
        let typed = self.sheet.ahead(0).at(1).to_string();
        let answer = self.ask.in_answer(money)?;
        let market = self.ask.in_market(money)?;
        let row = self.sheet.add([
            name,
            Cell::Input(money.value, Format::Plain),
            Cell::Text(code(money.currency)),
            Cell::formula(self.to_answer(&typed, money.currency)?, answer, Format::Plain),
            Cell::formula(self.to_market(&typed, money.currency)?, market, Format::Plain),
        ]);
        Some(Cost { answer: Held { at: row.at(3), value: answer }, market: Held { at: row.at(4), value: market } })
    }

    fn costs(&mut self) -> Option<Costs> {
        let inputs = self.ask.inputs;
        self.sheet.add([]);
        self.sheet.add([
            Cell::Heading(Arg::Key("group.costs".to_owned())),
            Cell::Empty,
            Cell::Empty,
            Cell::Heading(code(inputs.currency)),
            Cell::Heading(code(self.entry.market.currency)),
        ]);
        // Delivery by the supplier holds all of it.
        let asked = !self.ask.is_delivered();
        let freight = if asked { Some(self.freight()?) } else { None };
        let domestic = match inputs.purchase_terms {
            "exw" => Some(self.cost(label("domestic-freight"), inputs.domestic_freight)?),
            _ => None,
        };
        let insurance = match asked {
            true => Some(self.cost(label("cargo-insurance"), inputs.cargo_insurance)?),
            false => None,
        };
        let shipping = match inputs.buyer_shipping.filter(|_| asked && !self.ask.is_bulk()) {
            Some(money) => Some(self.cost(label("buyer-shipping"), Some(money))?),
            None => None,
        };
        let brokerage = match asked {
            true => Some(self.cost(label("brokerage"), inputs.brokerage)?),
            false => None,
        };
        let inland = match self.ask.is_bulk() {
            true => Some(self.cost(label("inland-freight"), inputs.inland_freight)?),
            false => None,
        };
        let other = self.cost(label("other-costs"), inputs.other_costs)?;
        let rebate = asked.then(|| {
            let vat = self.percent(label("purchase-vat"), inputs.purchase_vat);
            [vat, self.percent(label("export-rebate"), inputs.export_rebate.unwrap_or_default())]
        });
        let typed = inputs.advance_percent.is_some() || inputs.advance_least.is_some();
        let by_card = self.offer.advance.filter(|_| inputs.terms == "ddp");
        let advance = if self.ask.is_bulk() || !asked {
            None
        } else if typed || by_card.is_none() {
            let percent = self.percent(label("advance-percent"), inputs.advance_percent.unwrap_or_default());
            let least = self.cost(label("advance-least"), inputs.advance_least)?;
            Some((Some(percent), least.market))
        } else {
            Some((None, self.cost(Cell::Text(Arg::Text(line::ADVANCE_FEE)), by_card)?.market))
        };
        Some(Costs { freight, domestic, insurance, shipping, brokerage, inland, other, rebate, advance })
    }

    /// The row of the freight.
    fn freight(&mut self) -> Option<Cost> {
        let own = self.ask.inputs.quoted_freight.is_some() && self.offer.service.id == "own-quote";
        let name = if own { label("quoted-freight") } else { Cell::Text(Arg::Text(line::INTERNATIONAL_FREIGHT)) };
        let freight = self.cost(name, self.offer.invoiced)?;
        if !own {
            self.sheet.add([Cell::Phrase(Phrase::new(words::SERVICE_FREIGHT))]);
        }
        Some(freight)
    }

    fn percent(&mut self, name: Cell, value: Decimal) -> Held {
        let row = self.sheet.add([name, Cell::Input(value, Format::Plain), Cell::Text(Arg::Text(words::PERCENT))]);
        Held { at: row.at(1), value }
    }

    /// The duties on top of the tariff, a row each.
    fn layers<'b>(&mut self, layers: &[&'b DutyLayer]) -> Vec<(At, &'b DutyLayer)> {
        if layers.is_empty() {
            return Vec::new();
        }
        self.sheet.add([]);
        self.sheet.add([heading(words::ON_TOP), Cell::Empty, heading(words::SURETY)]);
        let row = |layer: &&'b DutyLayer| {
            let name = Cell::Text(Arg::Key(["duty-layer.", &layer.id].concat()));
            let row = self.sheet.add([name, Cell::Number(layer.percent, Format::Plain), surety(layer.source.status)]);
            (row.at(1), *layer)
        };
        layers.iter().map(row).collect()
    }

    /// Carriage that is part of the customs value.
    fn to_border(&self, costs: &Costs) -> (String, Option<Decimal>) {
        let parts = match self.entry.market.valuation {
            Valuation::Cif => vec![costs.domestic, costs.freight, costs.insurance],
            Valuation::Fob => vec![costs.domestic],
        };
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        let value = exact::sum(parts.iter().map(|cost| cost.market.value));
        let cells = parts.iter().map(|cost| cost.market.at.to_string()).collect::<Vec<_>>();
        (if cells.is_empty() { "0".to_owned() } else { cells.join("+") }, value)
    }

    fn goods(&mut self, costs: &Costs, tariff: Option<&Assessed<'_>>, layers: &[(At, &DutyLayer)]) -> Option<Lot> {
        let inputs = self.ask.inputs;
        let rows = &inputs.goods.0;
        self.sheet.add([]);
        let (carriage, value) = self.to_border(costs);
        let carriage = match tariff {
            Some(_) => {
                let formula = Cell::formula(carriage, value?, Format::Plain);
                Some(self.sheet.add([Cell::Text(Arg::Text(words::CARRIAGE)), formula]).at(1))
            }
            None => None,
        };
        let by_tariff = [
            label("duty-rate"),
            label("extra-duty"),
            Cell::Text(Arg::Text(words::ON_TOP)),
            Cell::Text(Arg::Text(words::WITH_CARRIAGE)),
            Cell::Text(Arg::Text(line::IMPORT_DUTY)),
        ];
        let heads = [
            Cell::Heading(Arg::Key("group.goods".to_owned())),
            label("unit-count"),
            label("unit-cost"),
            Cell::Empty,
            Cell::Heading(code(inputs.currency)),
            label("customs-value"),
            Cell::Empty,
            Cell::Heading(code(self.entry.market.currency)),
        ];
        self.sheet.add(heads.into_iter().chain(by_tariff.into_iter().filter(|_| tariff.is_some())));
        let span = Rows { first: self.sheet.ahead(0), last: self.sheet.ahead(rows.len() - 1) };
        for (index, (number, row)) in rows.iter().enumerate() {
            let mut cells = self.goods_row(*number, row)?;
            if let (Some(assessed), Some(carriage)) = (tariff, carriage) {
                cells.extend(self.duty_row(index, row, assessed, layers, (carriage, &span))?);
            }
            self.sheet.add(cells);
        }
        let cost = exact::sum_of(rows.iter().map(|(_, row)| self.ask.in_answer(row.unit_cost)?.times(row.unit_count)))?;
        let value = exact::sum(self.entry.goods.iter().map(|goods| goods.value))?;
        let (empty, plain) = (Cell::Empty, Format::Plain);
        let total = self.sheet.add([
            Cell::Text(Arg::Text(words::SUM)),
            Cell::formula(span.sum(column::UNITS), self.ask.units()?, plain),
            empty.clone(),
            empty.clone(),
            Cell::formula(span.sum(column::COST), cost, plain),
            empty.clone(),
            empty,
            Cell::formula(span.sum(column::VALUE), value, plain),
        ]);
        let (cost, value) =
            (Held { at: total.at(column::COST), value: cost }, Held { at: total.at(column::VALUE), value });
        Some(Lot { rows: span, cost, value })
    }

    /// The cells of a row of goods up to their value.
    fn goods_row(&self, number: usize, row: &GoodsRow) -> Option<Vec<Cell>> {
        let here = self.sheet.ahead(0);
        let name = row.tariff_code.map_or(Arg::Row(number), |code| Arg::Words(plain(code)));
        let counted = self.ask.customs_value(row)?;
        let customs = match row.customs_value {
            Some(value) => Cell::Input(value.value, Format::Plain),
            None => Cell::formula(here.at(column::UNIT_COST).to_string(), counted.value, Format::Plain),
        };
        let units = here.at(column::UNITS);
        let cost = self.to_answer(&format!("{}*{units}", here.at(column::UNIT_COST)), row.unit_cost.currency)?;
        let value = self.to_market(&format!("{}*{units}", here.at(column::CUSTOMS_VALUE)), counted.currency)?;
        Some(vec![
            Cell::Text(name),
            Cell::Input(row.unit_count, Format::Plain),
            Cell::Input(row.unit_cost.value, Format::Plain),
            Cell::Text(code(row.unit_cost.currency)),
            Cell::formula(cost, self.ask.in_answer(row.unit_cost)?.times(row.unit_count)?, Format::Plain),
            customs,
            Cell::Text(code(counted.currency)),
            Cell::formula(value, self.ask.in_market(counted)?.times(row.unit_count)?, Format::Plain),
        ])
    }

    /// The cells behind them for duty by the tariff.
    fn duty_row(
        &self,
        index: usize,
        row: &GoodsRow,
        assessed: &Assessed<'_>,
        layers: &[(At, &DutyLayer)],
        (carriage, span): (At, &Rows),
    ) -> Option<[Cell; 5]> {
        let here = self.sheet.ahead(0);
        let (rate, extra) = (row.duty_rate?, row.extra_duty.unwrap_or_default());
        let duty = assessed.rows.get(index)?;
        let on_top = duty.percent.minus(rate)?.minus(extra)?;
        let own = layers.iter().filter(|(_, layer)| duty.layers.iter().any(|one| core::ptr::eq(*one, *layer)));
        let terms = own.map(|(at, layer)| match layer.with_tariff {
            true => format!("MAX({at}-{},0)", here.at(column::RATE)),
            false => at.to_string(),
        });
        let terms = terms.collect::<Vec<_>>().join("+");
        let value = here.at(column::VALUE);
        let goods = self.entry.goods.get(index)?.value;
        let intrinsic = exact::sum(self.entry.goods.iter().map(|goods| goods.value))?;
        let to_border = match self.entry.market.valuation {
            Valuation::Cif => {
                exact::sum([self.entry.domestic, self.ask.in_market(self.offer.invoiced?)?, self.entry.insurance])?
            }
            Valuation::Fob => self.entry.domestic,
        };
        let with_carriage = goods.plus(to_border.times(goods)?.over(intrinsic)?)?;
        let share = format!("{value}+{carriage}*{value}/{}", span.sum(column::VALUE));
        let [rates, extras, tops, dutiable] =
            [column::RATE, column::EXTRA, column::ON_TOP, column::WITH_CARRIAGE].map(|column| here.at(column));
        let formula = format!("ROUND({dutiable}*({rates}+{extras}+{tops})/100,{})", self.market_digits());
        let on_top = if terms.is_empty() {
            Cell::Number(on_top, Format::Plain)
        } else {
            Cell::formula(terms, on_top, Format::Plain)
        };
        Some([
            Cell::Input(rate, Format::Plain),
            Cell::Input(extra, Format::Plain),
            on_top,
            Cell::formula(share, with_carriage, Format::Plain),
            Cell::formula(formula, duty.duty, self.in_market()),
        ])
    }

    /// A row of the border: what it is, the figure, how sure it is.
    fn asked(&mut self, name: Cell, formula: String, value: Decimal, status: Option<Status>) -> At {
        let surety = status.map_or(Cell::Empty, surety);
        self.sheet.add([name, Cell::formula(formula, value, self.in_market()), surety]).at(1)
    }

    /// A figure of the data: what it is, the figure, how sure it is.
    fn given(&mut self, name: Text, value: Decimal, status: Status) -> At {
        self.sheet.add([Cell::Text(Arg::Text(name)), Cell::Number(value, Format::Plain), surety(status)]).at(1)
    }

    fn border(&mut self, costs: &Costs, lot: &Lot, assessed: &Assessed<'_>) -> Option<Border> {
        let digits = self.market_digits();
        let currency = self.entry.market.currency;
        self.sheet.add([]);
        let head = Cell::Heading(Arg::Key("group.border".to_owned()));
        self.sheet.add([head, Cell::Heading(code(currency)), heading(words::SURETY)]);
        let (carriage, _) = self.to_border(costs);
        let name = Cell::Text(Arg::Text(words::CUSTOMS_VALUE));
        let value = self.asked(name, format!("ROUND({}+{carriage},{digits})", lot.value.at), assessed.value, None);
        let treatment = assessed.treatment;
        let by_line = matches!(treatment.duty, DutyRule::PerLine(_))
            || assessed.fees.iter().any(|charged| !charged.fee.per_line.is_zero());
        let lines = by_line.then(|| {
            let name = Cell::Text(Arg::Text(words::LINES));
            self.sheet.add([name, Cell::Input(assessed.lines, Format::Plain)]).at(1)
        });
        let duty = match treatment.duty {
            DutyRule::Free | DutyRule::Unknown => "0".to_owned(),
            DutyRule::PerLine(each) => {
                let each = self.given(words::EACH_LINE, each, treatment.source.status);
                let each = self.changed(&each.to_string(), treatment.currency.unwrap_or(currency), currency)?;
                format!("ROUND({each}*{},{digits})", lines?)
            }
            DutyRule::Flat { percent, less } => {
                let percent = self.given(words::FLAT_RATE, percent, treatment.source.status);
                let less = self.given(words::FLAT_LESS, less, treatment.source.status);
                let less = self.changed(&less.to_string(), treatment.currency.unwrap_or(currency), currency)?;
                format!("ROUND(MAX({value}*{percent}/100-{less},0),{digits})")
            }
            DutyRule::Tariff => lot.rows.sum(column::DUTY),
        };
        let name = Cell::Text(Arg::Text(line::IMPORT_DUTY));
        let duty = self.asked(name, duty, assessed.duty, Some(assessed.duty_status()));
        let tax = self.tax(costs, lot, assessed, value, duty)?;
        let fees = self.fees(costs, lot, assessed, lines)?;
        let at_border = if assessed.paid == Paid::AtBorder { assessed.tax } else { Decimal::ZERO };
        let paid = if assessed.paid == Paid::AtBorder { format!("{duty}+{tax}") } else { duty.to_string() };
        let fee = super::route::advance_fee(self.ask, self.offer, assessed.duty.plus(at_border)?)?;
        let formula = match costs.advance {
            None => "0".to_owned(),
            Some((Some(percent), least)) => {
                format!("IF({paid}=0,0,ROUND(MAX(({paid})*{}/100,{}),{digits}))", percent.at, least.at)
            }
            Some((None, least)) => format!("IF({paid}=0,0,ROUND({},{digits}))", least.at),
        };
        let advance = self.asked(Cell::Text(Arg::Text(line::ADVANCE_FEE)), formula, fee, None);
        Some(Border { duty, tax, fees, advance })
    }

    fn tax(&mut self, costs: &Costs, lot: &Lot, assessed: &Assessed<'_>, value: At, duty: At) -> Option<At> {
        let digits = self.market_digits();
        let (base, name) = match assessed.paid {
            Paid::Never => {
                return Some(self.asked(Cell::Text(Arg::Text(line::IMPORT_TAX)), "0".to_owned(), Decimal::ZERO, None));
            }
            Paid::AtCheckout => {
                let carriage = costs.shipping.or(costs.freight)?;
                (format!("{}+{}", lot.value.at, carriage.market.at), figure::CHECKOUT_TAX)
            }
            Paid::AtBorder => {
                let market = self.entry.market;
                let carriage = [costs.freight, costs.insurance].into_iter().flatten().map(|cost| cost.market.at);
                let carriage = carriage
                    .filter(|_| market.valuation == Valuation::Fob && !market.tax_without_carriage)
                    .map(|at| format!("+{at}"));
                let carried = market.valuation == Valuation::Cif || !market.tax_without_carriage;
                let inland = costs.inland.filter(|_| carried).map(|cost| format!("+{}", cost.market.at));
                let beyond: String = carriage.chain(inland).collect();
                (format!("{value}+{duty}{beyond}"), line::IMPORT_TAX)
            }
        };
        let rate = assessed.tax_rate;
        let base = self.asked(
            Cell::Text(Arg::Text(words::TAX_BASE)),
            format!("ROUND({base},{digits})"),
            assessed.tax_base,
            None,
        );
        let percent = match rate.source {
            Some(source) => self.given(words::TAX_RATE, rate.percent, source.status),
            None => self.percent(label("tax-rate"), rate.percent).at,
        };
        let formula = if rate.of_itself {
            format!("ROUND({base}/(1-{percent}/100)*{percent}/100,{digits})")
        } else {
            format!("ROUND({base}*{percent}/100,{digits})")
        };
        let waived = assessed.treatment.waived_up_to.filter(|_| assessed.paid == Paid::AtBorder);
        let formula = waived.map_or(formula.clone(), |most| format!("IF({formula}<={},0,{formula})", plain(most)));
        Some(self.asked(Cell::Text(Arg::Text(name)), formula, assessed.tax, Some(assessed.tax_status())))
    }

    /// What fees are taken of: the goods, with carriage to the port where they are valued so.
    fn of_fees(&self, costs: &Costs, lot: &Lot) -> String {
        match (self.entry.market.valuation, costs.domestic) {
            (Valuation::Fob, Some(domestic)) => format!("{}+{}", lot.value.at, domestic.market.at),
            _ => lot.value.at.to_string(),
        }
    }

    /// The fees, each with its terms in the cells behind it.
    fn fees(
        &mut self,
        costs: &Costs,
        lot: &Lot,
        assessed: &Assessed<'_>,
        lines: Option<At>,
    ) -> Option<Vec<(Text, At)>> {
        if assessed.fees.is_empty() {
            return Some(Vec::new());
        }
        let terms = [words::FEE_PERCENT, words::FEE_LEAST, words::FEE_MOST, words::EACH_LINE, words::FEE_FLAT];
        let heads = [Cell::Empty, Cell::Empty, Cell::Empty].into_iter();
        self.sheet.add(heads.chain(terms.map(|term| Cell::Text(Arg::Text(term)))));
        let of_fees = self.of_fees(costs, lot);
        let mut written = Vec::new();
        for Charged { fee, amount } in &assessed.fees {
            let here = self.sheet.ahead(0);
            let market = self.entry.market.currency;
            let in_market =
                |column: usize| self.changed(&here.at(column).to_string(), fee.currency.unwrap_or(market), market);
            let (percent, least, most) = (here.at(3), in_market(4)?, in_market(5)?);
            let (each, flat) = (in_market(6)?, in_market(7)?);
            let share = format!("MAX(({of_fees})*{percent}/100,{least})");
            let share = if fee.most.is_some() { format!("MIN({share},{most})") } else { share };
            let by_line = lines.map(|lines| format!("+{each}*{lines}")).unwrap_or_default();
            let formula = format!("ROUND({share}{by_line}+{flat},{})", self.market_digits());
            let term = |value| Cell::Number(value, Format::Plain);
            self.sheet.add([
                Cell::Text(Arg::Text(line_of(fee.kind))),
                Cell::formula(formula, *amount, self.in_market()),
                surety(fee.source.status),
                term(fee.percent),
                term(fee.least),
                fee.most.map_or(Cell::Empty, term),
                term(fee.per_line),
                term(fee.flat),
            ]);
            written.push((line_of(fee.kind), here.at(1)));
        }
        Some(written)
    }

    /// The bill: its total, the line of the rebate, and the lines that rest on figures nobody verified.
    fn bill(
        &mut self,
        costs: &Costs,
        lot: &Lot,
        assessed: Option<&Assessed<'_>>,
        border: Option<&Border>,
    ) -> Option<(Held, Option<At>, Vec<At>)> {
        let (ask, inputs, shown) = (self.ask, self.ask.inputs, self.shown);
        let market = self.entry.market.currency;
        self.sheet.add([]);
        self.sheet.add([heading(words::BILL), Cell::Heading(code(inputs.currency)), heading(words::SURETY)]);
        let put = |name: Text, cost: Option<Cost>| Some((name, cost?.answer.at.to_string(), Status::Own));
        let rebate = costs.rebate.map(|[vat, rebate]| {
            let formula = format!("-({}/(1+{}/100)*{}/100)", lot.cost.at, vat.at, rebate.at);
            (line::EXPORT_REBATE, formula, Status::Own)
        });
        let mut lines = vec![(line::GOODS, lot.cost.at.to_string(), Status::Own)];
        lines.extend(put(line::DOMESTIC_FREIGHT, costs.domestic));
        lines.extend(rebate);
        lines.extend(put(line::INTERNATIONAL_FREIGHT, costs.freight));
        lines.extend(put(line::CARGO_INSURANCE, costs.insurance));
        if let (Some(assessed), Some(border)) = (assessed, border) {
            let by_seller = ask.is_bulk() || inputs.terms == "ddp";
            let of_market = |at: At| self.to_answer(&at.to_string(), market);
            if by_seller || with_sale(assessed) {
                lines.push((line::IMPORT_DUTY, of_market(border.duty)?, assessed.duty_status()));
            }
            if by_seller {
                let borne = !ask.is_bulk() || inputs.import_tax == "borne";
                if borne && assessed.paid == Paid::AtBorder {
                    lines.push((line::IMPORT_TAX, of_market(border.tax)?, assessed.tax_status()));
                }
                for ((name, at), charged) in border.fees.iter().zip(&assessed.fees) {
                    lines.push((*name, of_market(*at)?, charged.fee.source.status));
                }
                let typed = costs.advance.is_none_or(|(percent, _)| percent.is_some());
                let status = if typed { Status::Own } else { Status::Sample };
                lines.push((line::ADVANCE_FEE, of_market(border.advance)?, status));
            }
        }
        lines.extend(put(line::BROKERAGE, costs.brokerage));
        lines.extend(put(line::INLAND_FREIGHT, costs.inland));
        lines.extend(put(line::OTHER_COSTS, Some(costs.other)));
        let (first, digits, format) = (self.sheet.ahead(0), self.digits(), self.format());
        let mut rest: Vec<_> = shown.lines.iter().collect();
        let (mut refunded, mut sampled) = (None, Vec::new());
        for (name, formula, status) in lines {
            let place = rest.iter().position(|one| one.name == name);
            let charged = place.map(|place| rest.remove(place));
            let value = charged.map_or(Decimal::ZERO, |one| one.amount.value);
            // A line of nothing is not in the answer; once it is more, it is as sure as what it comes from.
            let status = charged.map_or(status, |one| one.status);
            let formula = Cell::formula(format!("ROUND({formula},{digits})"), value, format);
            let row = self.sheet.add([Cell::Text(Arg::Text(name)), formula, surety(status)]);
            if name == line::EXPORT_REBATE {
                refunded = Some(row.at(1));
            }
            sampled.extend(status.is_sample().then_some(row.at(1)));
        }
        // What the calculator charges besides stays as it is.
        for one in rest {
            let name = Cell::Text(Arg::Text(one.name));
            let row = self.sheet.add([name, Cell::Number(one.amount.value, format), surety(one.status)]);
            sampled.extend(one.status.is_sample().then_some(row.at(1)));
        }
        let last = self.sheet.ahead(0);
        let value = shown.total?.value;
        let formula = format!("SUM({}:{})", first.at(1), last.above().at(1));
        let total = self.sheet.add([Cell::Heading(Arg::Text(figure::LANDED)), Cell::formula(formula, value, format)]);
        Some((Held { at: total.at(1), value }, refunded, sampled))
    }

    fn figure_of(&self, name: Text) -> Option<Decimal> {
        let found = self.shown.figures.iter().find(|one| one.name == name);
        found.and_then(|one| if let Arg::Money(money) = &one.value { Some(money.value) } else { None })
    }

    /// What stands beside the bill.
    fn figures(
        &mut self,
        lot: &Lot,
        assessed: Option<&Assessed<'_>>,
        border: Option<&Border>,
        (total, rebate): (Held, Option<At>),
    ) {
        let (ask, inputs) = (self.ask, self.ask.inputs);
        let market = self.entry.market.currency;
        let mut written = vec![(figure::PER_UNIT, Some(format!("{}/{}", total.at, lot.rows.sum(column::UNITS))))];
        // The rebate comes later; tax that comes back is paid first.
        let recovered = border.filter(|_| {
            ask.is_bulk() && inputs.import_tax == "recovered" && assessed.is_some_and(|one| one.paid == Paid::AtBorder)
        });
        let tax = match recovered {
            Some(border) => self.to_answer(&border.tax.to_string(), market).map(|tax| format!("+{tax}")),
            None => Some(String::new()),
        };
        let rebate = rebate.map(|rebate| format!("-{rebate}")).unwrap_or_default();
        written.push((figure::CASH, tax.map(|tax| format!("{}{rebate}{tax}", total.at))));
        if let (Some(assessed), Some(border)) = (assessed, border) {
            let fees: String = border.fees.iter().map(|(_, at)| format!("+{at}")).collect();
            let all = format!("{}+{}{fees}+{}", border.duty, border.tax, border.advance);
            written.push((figure::BORDER, self.to_answer(&all, market)));
            let duty = if with_sale(assessed) { "0".to_owned() } else { border.duty.to_string() };
            let tax = if assessed.paid == Paid::AtBorder { format!("+{}", border.tax) } else { String::new() };
            written.push((figure::AT_DOOR, self.to_answer(&format!("{duty}{tax}{fees}+{}", border.advance), market)));
            written.push((figure::CHECKOUT_TAX, self.to_answer(&border.tax.to_string(), market)));
        }
        let (digits, format) = (self.digits(), self.format());
        for (name, formula) in written {
            if let (Some(value), Some(formula)) = (self.figure_of(name), formula) {
                let formula = Cell::formula(format!("ROUND({formula},{digits})"), value, format);
                self.sheet.add([Cell::Text(Arg::Text(name)), formula]);
            }
        }
    }

    /// What steps with the value of the goods: limits of relief and of fees, on the side on which the case lies.
    fn limits(&mut self, costs: &Costs, lot: &Lot, assessed: &Assessed<'_>) -> Option<()> {
        let (entry, market) = (self.entry, self.entry.market);
        let (carriage, _) = self.to_border(costs);
        for treatment in entry.treatments(self.offer.carriage) {
            let mine = core::ptr::eq(treatment, assessed.treatment);
            if let Some(limit) = treatment.up_to {
                let currency = treatment.currency.unwrap_or(market.currency);
                let value = match treatment.of {
                    LimitOf::Goods => lot.value.at.to_string(),
                    LimitOf::CustomsValue => format!("{}+{carriage}", lot.value.at),
                    LimitOf::Unit => {
                        let each = |(index, (_, row)): (usize, &(usize, GoodsRow))| {
                            let at = lot.rows.first.below(index).at(column::CUSTOMS_VALUE).to_string();
                            self.to_market(&at, self.ask.customs_value(row)?.currency)
                        };
                        let each = self.ask.inputs.goods.0.iter().enumerate().map(each).collect::<Option<Vec<_>>>()?;
                        format!("MAX({})", each.join(","))
                    }
                };
                let value = self.changed(&value, market.currency, currency)?;
                let (sign, said) = side(treatment, mine);
                let what = match treatment.of {
                    LimitOf::Goods => words::OF_GOODS,
                    LimitOf::CustomsValue => words::CUSTOMS_VALUE,
                    LimitOf::Unit => words::OF_UNIT,
                };
                self.limits.push((limited(said, what, limit, currency), format!("{value}{sign}{}", plain(limit))));
            }
            if mine {
                break;
            }
        }
        let base = self.of_fees(costs, lot);
        let intrinsic = match market.valuation {
            Valuation::Fob => lot.value.value.plus(entry.domestic)?,
            Valuation::Cif => lot.value.value,
        };
        let fees = market.fees_on(entry.country, entry.day, self.offer.carriage).filter(|fee| !fee.unconfirmed);
        for limit in fees.flat_map(|fee| [fee.above, fee.up_to]).flatten() {
            let (sign, said) = if intrinsic > limit { (">", words::ABOVE) } else { ("<=", words::UP_TO) };
            let said = limited(said, words::OF_FEES, limit, market.currency);
            if !self.limits.iter().any(|(one, _)| *one == said) {
                self.limits.push((said, format!("{base}{sign}{}", plain(limit))));
            }
        }
        Some(())
    }

    /// Writes the limits; whether all of them hold.
    fn write_limits(&mut self) -> Cell {
        let words = || [Phrase::new(words::HOLDS), Phrase::new(words::HOLDS_NOT)];
        let limits = core::mem::take(&mut self.limits);
        if limits.is_empty() {
            return Cell::Phrase(Phrase::new(words::HOLDS));
        }
        self.sheet.add([]);
        self.sheet.add([heading(words::LIMITS)]);
        for (said, formula) in &limits {
            self.sheet.add([
                Cell::Phrase(said.clone()),
                Cell::Check { formula: formula.clone(), value: true, words: words() },
            ]);
        }
        let all = limits.iter().map(|(_, formula)| formula.as_str()).collect::<Vec<_>>().join(",");
        Cell::Check { formula: format!("AND({all})"), value: true, words: words() }
    }
}

/// Whether who takes the tax with the sale also owes the duty by tariff line.
fn with_sale(assessed: &Assessed<'_>) -> bool {
    matches!(assessed.treatment.duty, DutyRule::PerLine(_)) && assessed.paid == Paid::AtCheckout
}

/// On which side of the limit of a treatment the case lies: of that which holds within, of one before it beyond.
fn side(treatment: &Treatment, holds: bool) -> (&'static str, Text) {
    match (holds, treatment.edge) {
        (true, Edge::Included) => ("<=", words::UP_TO),
        (true, Edge::Excluded) => ("<", words::BELOW),
        (false, Edge::Included) => (">", words::ABOVE),
        (false, Edge::Excluded) => (">=", words::FROM),
    }
}

fn limited(said: Text, what: Text, limit: Decimal, currency: Currency) -> Phrase {
    Phrase::new(said).with("what", Arg::Text(what)).with("limit", Arg::Money(Money { value: limit, currency }))
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
