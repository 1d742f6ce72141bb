//! The sheet of a consignment: its costs, its goods, the border, the bill.

use rust_decimal::Decimal;

use super::super::GoodsRow;
use super::super::customs::{Assessed, Charged, Entry, Paid, line_of};
use super::super::route::{self, Offer};
use super::super::texts::{figure, line, step as words_of, workbook as words};
use super::{
    Bill, Cell, Charge, Held, Key, Page, Place, added, code, figure_of, goods_name, group, heading, label, plain,
    surety, text,
};
use crate::amount::{Currency, Money};
use crate::exact::{self, Exact};
use crate::pack::{DutyLayer, DutyRule, Edge, LimitOf, Status, Treatment, Valuation};
use crate::schema::workbook::{At, Format, Row};
use crate::schema::{Alternative, Arg, Phrase, Text};

/// What of the costs was typed for a whole batch.
const OF_BATCH: [&str; 6] =
    ["quoted-freight", "behind", "domestic-freight", "cargo-insurance", "inland-freight", "other-costs"];
/// What of them an order that goes to its buyer bears its part of.
pub(super) const OF_ORDERS: [&str; 3] = ["domestic-freight", "cargo-insurance", "other-costs"];

/// What a consignment is.
pub(super) enum About {
    /// The case itself.
    Case,
    /// One order of a batch, on its way to the buyer.
    Order {
        /// How many the batch holds.
        orders: Place,
    },
    /// A shipment of a batch to a warehouse.
    Shipment {
        /// How many orders it is for.
        orders: Place,
        /// The same now.
        count: Decimal,
    },
    /// A consignment of another sheet at a price.
    Price(Priced),
}

/// What customs counts at a price.
pub(super) struct Priced {
    /// What the buyer pays, and in which currency.
    pub(super) price: (Place, Currency),
    /// Percent of the tax in it, where there is one.
    pub(super) tax: Option<Place>,
    /// What the goods are worth at the price, in the currency of the market.
    pub(super) worth: Decimal,
    /// What they are worth on the other sheet, and each row.
    pub(super) base: Place,
    pub(super) rows: Vec<Place>,
}

/// What other sheets take from that of a consignment.
pub(super) struct Written {
    pub(super) bill: Bill,
    pub(super) figures: Vec<(Text, Place)>,
    pub(super) units: Place,
    /// What holds as long as it does, as its own formulas write it; blank where nothing steps.
    pub(super) holds: String,
    /// What the goods are worth in the currency of the market, and each row.
    pub(super) worth: Place,
    pub(super) rows: Vec<Place>,
    /// What the buyer pays for shipping, in the same currency.
    pub(super) shipping: Option<Place>,
    pub(super) sheet: usize,
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
    units: At,
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
    /// Units of an order, for a shipment of orders.
    pub(super) const PER_ORDER: usize = 13;
}

/// What is put together for the border; none of it where that does not apply.
struct Costs {
    freight: Option<Cost>,
    /// What of it is charged behind the border.
    behind: Option<Cost>,
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
    /// The same now.
    advanced: Decimal,
}

pub(super) struct Paper<'a, 'b> {
    page: Page<'a, 'b>,
    entry: Entry<'b>,
    offer: &'b Offer,
    shown: &'b Alternative,
    about: About,
    /// What must hold for the sheet to hold.
    limits: Vec<(Phrase, String)>,
}

impl<'a, 'b> Paper<'a, 'b> {
    /// `None` where a figure leaves the exact range.
    pub(super) fn new(
        page: Page<'a, 'b>,
        entry: &Entry<'b>,
        offer: &'b Offer,
        shown: &'b Alternative,
        about: About,
    ) -> Option<Self> {
        let entry = offer.entered(page.ask, entry)?;
        Some(Self { page, entry, offer, shown, about, limits: Vec::new() })
    }

    /// Writes the sheet. `None` where a figure leaves the exact range, or the border does not take the goods.
    pub(super) fn write(mut self) -> Option<Written> {
        let (ask, shown, offer, entry) = (self.page.ask, self.shown, self.offer, self.entry);
        let assessed =
            if offer.included { None } else { Some(entry.assess(offer.to_border(ask)?, offer.carriage).ok()?) };
        let assessed = assessed.as_ref();
        let title = match self.about {
            About::Case | About::Order { .. } => Arg::Key("calculator.landed-cost.name".to_owned()),
            About::Shipment { .. } => Arg::Text(words::SHIPMENT),
            About::Price(_) => Arg::Text(words::AT_PRICE),
        };
        let top = self.page.top(title, figure::PER_UNIT, shown.service());
        if self.page.index == 0 {
            let used = [offer.invoiced, offer.advance].into_iter().flatten().map(|money| money.currency);
            let used: Vec<_> = used.chain(super::currencies(ask)).collect();
            self.page.rates(used)?;
        }
        let costs = self.costs()?;
        let tariff = assessed.filter(|assessed| assessed.treatment.duty == DutyRule::Tariff);
        let layers = tariff.map_or_else(Vec::new, |assessed| self.layers(&assessed.layers().collect::<Vec<_>>()));
        let lot = self.goods(&costs, tariff, &layers)?;
        let border = match assessed {
            Some(assessed) => Some(self.border(&costs, &lot, assessed)?),
            None => None,
        };
        let bill = self.bill(&costs, &lot, assessed, border.as_ref())?;
        let figures = self.figures(&lot, assessed, border.as_ref(), &bill);
        self.each_row();
        if let Some(assessed) = assessed {
            self.limits(&costs, &lot, assessed)?;
        }
        let (check, holds) = self.page.limits(&self.limits);
        let units = lot.rows.sum(column::UNITS);
        self.page.crown(top, &bill, &units, shown, check)?;
        if matches!(self.about, About::Case) {
            self.page.notes(shown);
        }
        let value = |index: usize| self.page.place(lot.rows.first.below(index).at(column::VALUE));
        let rows = (0..self.entry.goods.len()).map(value).collect();
        let units = self.page.place(lot.units);
        let shipping = costs.shipping.map(|cost| self.page.place(cost.market.at));
        let (worth, sheet) = (self.page.place(lot.value.at), self.page.index);
        Some(Written { bill, figures, units, holds, worth, rows, shipping, sheet })
    }

    /// Minor digits of the currency of the market.
    fn market_digits(&self) -> u32 {
        self.entry.market.currency.minor_digits()
    }

    fn in_market(&self) -> Format {
        Format::Money(self.market_digits())
    }

    /// What was put in, as the cell at a column of the next row.
    fn input(&mut self, key: Key, column: usize, value: Decimal) -> Cell {
        let of_batch = OF_BATCH.contains(&key.0);
        match self.about {
            // Of what was typed for the batch each shipment bears its part.
            About::Shipment { .. } if of_batch => Cell::Input(value, Format::Plain),
            About::Shipment { orders, .. } if key.0 == "unit-count" => {
                // How many an order holds stands behind the row.
                let here = self.page.ahead(0).at(column::PER_ORDER);
                Cell::formula(format!("{here}*{}", self.page.seen(orders)), value, Format::Plain)
            }
            About::Order { orders } if OF_ORDERS.contains(&key.0) => {
                let here = self.page.ahead(0).at(column);
                let cell = match self.page.known(key) {
                    Some(place) => {
                        let formula = format!("{}/{}", self.page.seen(place), self.page.seen(orders));
                        Cell::formula(formula, value, Format::Plain)
                    }
                    None => Cell::Input(value, Format::Plain),
                };
                // Sheets at a price take it from here.
                let place = self.page.place(here);
                self.page.book.inputs.retain(|(one, _)| *one != key);
                self.page.book.inputs.push((key, place));
                cell
            }
            _ => self.page.input(key, column, value),
        }
    }

    /// A row of the costs: what it is, the amount to be changed, and what that is in both currencies.
    fn cost(&mut self, name: Cell, key: &'static str, money: Option<Money>) -> Option<Cost> {
        let ask = self.page.ask;
        let money = money.unwrap_or(Money { value: Decimal::ZERO, currency: ask.inputs.currency });
        let typed = self.page.ahead(0).at(1).to_string();
        let answer = ask.in_answer(money)?;
        let market = ask.in_market(money)?;
        let cells = [
            name,
            self.input((key, 0), 1, money.value),
            Cell::Text(code(money.currency)),
            Cell::formula(self.page.to_answer(&typed, money.currency)?, answer, Format::Plain),
            Cell::formula(self.page.to_market(&typed, money.currency)?, market, Format::Plain),
        ];
        let row = self.page.add(cells);
        Some(Cost { answer: Held { at: row.at(3), value: answer }, market: Held { at: row.at(4), value: market } })
    }

    fn costs(&mut self) -> Option<Costs> {
        let (inputs, is_bulk) = (self.page.ask.inputs, self.page.ask.is_bulk());
        self.page.add([]);
        self.page.add([
            group("costs"),
            Cell::Empty,
            Cell::Empty,
            Cell::Heading(code(inputs.currency)),
            Cell::Heading(code(self.entry.market.currency)),
        ]);
        // Delivery by the supplier holds all of it.
        let asked = !self.page.ask.is_delivered();
        let freight = if asked { Some(self.freight()?) } else { None };
        let behind = match self.offer.behind.filter(|_| asked) {
            Some(money) => Some(self.cost(text(words::BEHIND), "behind", Some(money))?),
            None => None,
        };
        let mut cost = |key: &'static str, money: Option<Money>, applies: bool| match applies {
            true => self.cost(label(key), key, money).map(Some),
            false => Some(None),
        };
        let domestic = cost("domestic-freight", inputs.domestic_freight, inputs.purchase_terms == "exw")?;
        let insurance = cost("cargo-insurance", inputs.cargo_insurance, asked)?;
        let is_charged = inputs.buyer_shipping.is_some() && !is_bulk;
        let shipping = cost("buyer-shipping", inputs.buyer_shipping, is_charged)?;
        let brokerage = cost("brokerage", inputs.brokerage, asked)?;
        let inland = cost("inland-freight", inputs.inland_freight, is_bulk)?;
        let other = self.cost(label("other-costs"), "other-costs", inputs.other_costs)?;
        let rebate = asked.then(|| {
            let vat = self.page.percent(label("purchase-vat"), "purchase-vat", inputs.purchase_vat);
            let rebate = inputs.export_rebate.unwrap_or_default();
            [vat, self.page.percent(label("export-rebate"), "export-rebate", rebate)]
        });
        let typed = inputs.advance_percent.is_some() || inputs.advance_least.is_some();
        let by_card = self.offer.advance.filter(|_| inputs.terms == "ddp");
        let advance = if is_bulk || !asked {
            None
        } else if typed || by_card.is_none() {
            let percent = self.page.percent(
                label("advance-percent"),
                "advance-percent",
                inputs.advance_percent.unwrap_or_default(),
            );
            let least = self.cost(label("advance-least"), "advance-least", inputs.advance_least)?;
            Some((Some(percent), least.market))
        } else {
            Some((None, self.cost(text(line::ADVANCE_FEE), "advance-least", by_card)?.market))
        };
        Some(Costs { freight, behind, domestic, insurance, shipping, brokerage, inland, other, rebate, advance })
    }

    /// The row of the freight.
    fn freight(&mut self) -> Option<Cost> {
        let own = self.offer.is_quoted();
        let name = if own { label("quoted-freight") } else { text(line::INTERNATIONAL_FREIGHT) };
        let freight = self.cost(name, "quoted-freight", self.offer.invoiced)?;
        if !own {
            self.page.add([Cell::Phrase(Phrase::new(words::SERVICE_FREIGHT))]);
        }
        Some(freight)
    }

    /// The duties on top of the tariff, a row each.
    fn layers<'c>(&mut self, layers: &[&'c DutyLayer]) -> Vec<(At, &'c DutyLayer)> {
        if layers.is_empty() {
            return Vec::new();
        }
        self.page.add([]);
        self.page.add([heading(words::ON_TOP), Cell::Empty, heading(words::SURETY)]);
        let row = |layer: &&'c DutyLayer| {
            let name = Cell::Text(Arg::Key(["duty-layer.", &layer.id].concat()));
            let row = self.page.add([name, Cell::Number(layer.percent, Format::Plain), surety(layer.source.status)]);
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
        let all = added(parts.iter().map(|cost| cost.market.at.to_string()));
        match costs.behind.filter(|_| self.entry.market.valuation == Valuation::Cif) {
            Some(behind) => {
                (format!("{all}-{}", behind.market.at), value.and_then(|value| value.minus(behind.market.value)))
            }
            None => (all, value),
        }
    }

    fn goods(&mut self, costs: &Costs, tariff: Option<&Assessed<'_>>, layers: &[(At, &DutyLayer)]) -> Option<Lot> {
        let inputs = self.page.ask.inputs;
        let rows = &inputs.goods.0;
        self.page.add([]);
        let (carriage, value) = self.to_border(costs);
        let carriage = match tariff {
            Some(_) => {
                let formula = Cell::formula(carriage, value?, Format::Plain);
                Some(self.page.add([text(words::CARRIAGE), formula]).at(1))
            }
            None => None,
        };
        let at_price = match self.about {
            About::Price(Priced { price, tax, worth, .. }) => Some(self.worth(costs, price, tax, worth)?),
            _ => None,
        };
        let by_tariff = [
            label("duty-rate"),
            label("extra-duty"),
            text(words::ON_TOP),
            text(words::WITH_CARRIAGE),
            text(line::IMPORT_DUTY),
        ];
        let by_tariff = by_tariff.map(|head| if tariff.is_some() { head } else { Cell::Empty });
        let heads = [
            group("goods"),
            label("unit-count"),
            label("unit-cost"),
            Cell::Empty,
            Cell::Heading(code(inputs.currency)),
            label("customs-value"),
            Cell::Empty,
            Cell::Heading(code(self.entry.market.currency)),
        ];
        let of_orders = matches!(self.about, About::Shipment { .. }).then(|| text(words::PER_ORDER));
        self.page.add(heads.into_iter().chain(by_tariff).chain(of_orders));
        let span = Rows { first: self.page.ahead(0), last: self.page.ahead(rows.len() - 1) };
        for (index, (number, row)) in rows.iter().enumerate() {
            let mut cells = self.goods_row((index, *number), row, at_price)?;
            if let (Some(assessed), Some(carriage)) = (tariff, carriage) {
                cells.extend(self.duty_row((index, *number), row, assessed, layers, (carriage, &span))?);
            }
            if let About::Shipment { count, .. } = self.about {
                cells.resize(column::PER_ORDER, Cell::Empty);
                cells.push(self.page.input(("unit-count", *number), column::PER_ORDER, row.unit_count.over(count)?));
            }
            self.page.add(cells);
        }
        let cost =
            exact::sum_of(rows.iter().map(|(_, row)| self.page.ask.in_answer(row.unit_cost)?.times(row.unit_count)))?;
        let value = exact::sum(self.entry.goods.iter().map(|goods| goods.value))?;
        let (empty, plain) = (Cell::Empty, Format::Plain);
        let total = self.page.add([
            text(words::SUM),
            Cell::formula(span.sum(column::UNITS), self.page.ask.units()?, plain),
            empty.clone(),
            empty.clone(),
            Cell::formula(span.sum(column::COST), cost, plain),
            empty.clone(),
            empty,
            Cell::formula(span.sum(column::VALUE), value, plain),
        ]);
        let (cost, value) =
            (Held { at: total.at(column::COST), value: cost }, Held { at: total.at(column::VALUE), value });
        Some(Lot { rows: span, units: total.at(column::UNITS), cost, value })
    }

    /// What customs counts for all goods at the price: declared in whole minor units, without shipping of its own.
    fn worth(
        &mut self,
        costs: &Costs,
        (price, currency): (Place, Currency),
        tax: Option<Place>,
        worth: Decimal,
    ) -> Option<At> {
        let price = self.page.seen(price);
        let without = match tax {
            Some(tax) => format!("{price}/(1+{}/100)", self.page.seen(tax)),
            None => price,
        };
        let declared = format!("ROUND({without},{})", currency.minor_digits());
        let shipping = costs.shipping.map(|cost| format!("-{}", cost.market.at)).unwrap_or_default();
        let formula = format!("{}{shipping}", self.page.to_market(&declared, currency)?);
        let formula = Cell::formula(formula, worth, Format::Plain);
        Some(self.page.add([text(words::WORTH), formula]).at(1))
    }

    /// The cells of a row of goods up to their value.
    fn goods_row(
        &mut self,
        (index, number): (usize, usize),
        row: &GoodsRow,
        at_price: Option<At>,
    ) -> Option<Vec<Cell>> {
        let ask = self.page.ask;
        let here = self.page.ahead(0);
        let units = here.at(column::UNITS);
        let cost = self.page.to_answer(&format!("{}*{units}", here.at(column::UNIT_COST)), row.unit_cost.currency)?;
        let (customs, counted, value) = match (&self.about, at_price) {
            (About::Price(priced), Some(worth)) => {
                let goods = self.entry.goods.get(index)?;
                let (of_row, of_all) = (self.page.seen(*priced.rows.get(index)?), self.page.seen(priced.base));
                let each = Cell::formula(format!("{}/{units}", here.at(column::VALUE)), goods.each, Format::Plain);
                (each, ask.market.currency, format!("{worth}*{of_row}/{of_all}"))
            }
            _ => {
                let counted = ask.customs_value(row)?;
                let key =
                    if ask.is_bulk() && !matches!(self.about, About::Case) { "invoice-value" } else { "customs-value" };
                let customs = match row.customs_value {
                    Some(value) => self.input((key, number), column::CUSTOMS_VALUE, value.value),
                    None => Cell::formula(here.at(column::UNIT_COST).to_string(), counted.value, Format::Plain),
                };
                let value = format!("{}*{units}", here.at(column::CUSTOMS_VALUE));
                (customs, counted.currency, self.page.to_market(&value, counted.currency)?)
            }
        };
        let unit_count = self.input(("unit-count", number), column::UNITS, row.unit_count);
        let unit_cost = self.input(("unit-cost", number), column::UNIT_COST, row.unit_cost.value);
        Some(vec![
            goods_name(number, row),
            unit_count,
            unit_cost,
            Cell::Text(code(row.unit_cost.currency)),
            Cell::formula(cost, ask.in_answer(row.unit_cost)?.times(row.unit_count)?, Format::Plain),
            customs,
            Cell::Text(code(counted)),
            Cell::formula(value, self.entry.goods.get(index)?.value, Format::Plain),
        ])
    }

    /// The cells behind them for duty by the tariff.
    fn duty_row(
        &mut self,
        (index, number): (usize, usize),
        row: &GoodsRow,
        assessed: &Assessed<'_>,
        layers: &[(At, &DutyLayer)],
        (carriage, span): (At, &Rows),
    ) -> Option<[Cell; 5]> {
        let here = self.page.ahead(0);
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
                exact::sum([self.entry.domestic, self.offer.to_border(self.page.ask)?, self.entry.insurance])?
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
            self.input(("duty-rate", number), column::RATE, rate),
            self.input(("extra-duty", number), column::EXTRA, extra),
            on_top,
            Cell::formula(share, with_carriage, Format::Plain),
            Cell::formula(formula, duty.duty, self.in_market()),
        ])
    }

    /// A row of the border: what it is, the figure, how sure it is.
    fn asked(&mut self, name: Cell, formula: String, value: Decimal, status: Option<Status>) -> At {
        let surety = status.map_or(Cell::Empty, surety);
        self.page.add([name, Cell::formula(formula, value, self.in_market()), surety]).at(1)
    }

    fn border(&mut self, costs: &Costs, lot: &Lot, assessed: &Assessed<'_>) -> Option<Border> {
        let digits = self.market_digits();
        let currency = self.entry.market.currency;
        self.page.add([]);
        let head = group("border");
        self.page.add([head, Cell::Heading(code(currency)), heading(words::SURETY)]);
        let (carriage, _) = self.to_border(costs);
        let name = text(words::CUSTOMS_VALUE);
        let value = self.asked(name, format!("ROUND({}+{carriage},{digits})", lot.value.at), assessed.value, None);
        let treatment = assessed.treatment;
        let by_line = matches!(treatment.duty, DutyRule::PerLine(_))
            || assessed.fees.iter().any(|charged| !charged.fee.per_line.is_zero());
        let lines = by_line.then(|| {
            let lines = self.page.input(("lines", 0), 1, assessed.lines);
            self.page.add([text(words::LINES), lines]).at(1)
        });
        let duty = match treatment.duty {
            DutyRule::Free | DutyRule::Unknown => "0".to_owned(),
            DutyRule::PerLine(each) => {
                let each = self.page.given(text(words::EACH_LINE), each, treatment.source.status);
                let each = self.page.changed(&each.to_string(), treatment.currency.unwrap_or(currency), currency)?;
                format!("ROUND({each}*{},{digits})", lines?)
            }
            DutyRule::Flat { percent, less } => {
                let percent = self.page.given(text(words::FLAT_RATE), percent, treatment.source.status);
                let less = self.page.given(text(words::FLAT_LESS), less, treatment.source.status);
                let less = self.page.changed(&less.to_string(), treatment.currency.unwrap_or(currency), currency)?;
                format!("ROUND(MAX({value}*{percent}/100-{less},0),{digits})")
            }
            DutyRule::Tariff => lot.rows.sum(column::DUTY),
        };
        let name = text(line::IMPORT_DUTY);
        let duty = self.asked(name, duty, assessed.duty, Some(assessed.duty_status()));
        let tax = self.tax(costs, lot, assessed, value, duty)?;
        let fees = self.fees(costs, lot, assessed, lines)?;
        let at_border = if assessed.paid == Paid::AtBorder { assessed.tax } else { Decimal::ZERO };
        let paid = if assessed.paid == Paid::AtBorder { format!("{duty}+{tax}") } else { duty.to_string() };
        let fee = route::advance_fee(self.page.ask, self.offer, assessed.duty.plus(at_border)?)?;
        let formula = match costs.advance {
            None => "0".to_owned(),
            Some((Some(percent), least)) => {
                format!("IF({paid}=0,0,ROUND(MAX(({paid})*{}/100,{}),{digits}))", percent.at, least.at)
            }
            Some((None, least)) => format!("IF({paid}=0,0,ROUND({},{digits}))", least.at),
        };
        let advance = self.asked(text(line::ADVANCE_FEE), formula, fee, None);
        Some(Border { duty, tax, fees, advance, advanced: fee })
    }

    fn tax(&mut self, costs: &Costs, lot: &Lot, assessed: &Assessed<'_>, value: At, duty: At) -> Option<At> {
        let digits = self.market_digits();
        let (base, name) = match assessed.paid {
            Paid::Never => {
                return Some(self.asked(text(line::IMPORT_TAX), "0".to_owned(), Decimal::ZERO, None));
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
                // Where carriage to the border counts with the tax alone, this is in it.
                let behind = costs.behind.filter(|_| market.valuation == Valuation::Cif);
                let behind = behind.map(|cost| format!("+{}", cost.market.at));
                let beyond: String = carriage.chain(inland).chain(behind).collect();
                (format!("{value}+{duty}{beyond}"), line::IMPORT_TAX)
            }
        };
        let rate = assessed.tax_rate;
        let base = self.asked(text(words::TAX_BASE), format!("ROUND({base},{digits})"), assessed.tax_base, None);
        let percent = match rate.source {
            Some(source) => self.page.given(text(words::TAX_RATE), rate.percent, source.status),
            None => self.page.percent(label("tax-rate"), "tax-rate", rate.percent).at,
        };
        let formula = if rate.of_itself {
            format!("ROUND({base}/(1-{percent}/100)*{percent}/100,{digits})")
        } else {
            format!("ROUND({base}*{percent}/100,{digits})")
        };
        let waived = assessed.treatment.waived_up_to.filter(|_| assessed.paid == Paid::AtBorder);
        let formula = waived.map_or(formula.clone(), |most| format!("IF({formula}<={},0,{formula})", plain(most)));
        Some(self.asked(text(name), formula, assessed.tax, Some(assessed.tax_status())))
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
        self.page.add(heads.chain(terms.map(text)));
        let of_fees = self.of_fees(costs, lot);
        let mut written = Vec::new();
        for Charged { fee, amount } in &assessed.fees {
            let here = self.page.ahead(0);
            let market = self.entry.market.currency;
            let in_market =
                |column: usize| self.page.changed(&here.at(column).to_string(), fee.currency.unwrap_or(market), market);
            let (percent, least, most) = (here.at(3), in_market(4)?, in_market(5)?);
            let (each, flat) = (in_market(6)?, in_market(7)?);
            let share = format!("MAX(({of_fees})*{percent}/100,{least})");
            let share = if fee.most.is_some() { format!("MIN({share},{most})") } else { share };
            let by_line = lines.map(|lines| format!("+{each}*{lines}")).unwrap_or_default();
            let formula = format!("ROUND({share}{by_line}+{flat},{})", self.market_digits());
            let term = |value| Cell::Number(value, Format::Plain);
            self.page.add([
                text(line_of(fee.kind)),
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

    /// The bill.
    fn bill(
        &mut self,
        costs: &Costs,
        lot: &Lot,
        assessed: Option<&Assessed<'_>>,
        border: Option<&Border>,
    ) -> Option<Bill> {
        let (ask, shown) = (self.page.ask, self.shown);
        let inputs = ask.inputs;
        let market = self.entry.market.currency;
        self.page.bill_heading();
        let digits = self.page.digits();
        let own = |name: Text, (formula, value): (String, Decimal)| (name, formula, value, Status::Own);
        let of = |held: Held| (held.at.to_string(), held.value);
        let put = |name: Text, cost: Option<Cost>| cost.map(|cost| own(name, of(cost.answer)));
        let mut lines = vec![own(line::GOODS, of(lot.cost))];
        lines.extend(put(line::DOMESTIC_FREIGHT, costs.domestic));
        if let Some([vat, rebate]) = costs.rebate {
            let formula = format!("-({}/(1+{}/100)*{}/100)", lot.cost.at, vat.at, rebate.at);
            lines.push(own(line::EXPORT_REBATE, (formula, -ask.rebate(lot.cost.value)?)));
        }
        lines.extend(match costs.freight {
            // A service is paid in whole minor units.
            Some(freight) if !self.offer.is_quoted() => {
                let formula = format!("ROUND({},{digits})", freight.answer.at);
                Some(own(line::INTERNATIONAL_FREIGHT, (formula, self.offer.freight()?)))
            }
            freight => put(line::INTERNATIONAL_FREIGHT, freight),
        });
        lines.extend(put(line::CARGO_INSURANCE, costs.insurance));
        if let (Some(assessed), Some(border)) = (assessed, border) {
            let by_seller = ask.is_bulk() || inputs.terms == "ddp";
            let of_market = |(at, value): (At, Decimal)| {
                let value = ask.in_answer(Money { value, currency: market })?;
                Some((self.page.to_answer(&at.to_string(), market)?, value))
            };
            let mut ask_for = |name: Text, amount: (At, Decimal), status: Status| {
                let (formula, value) = of_market(amount)?;
                lines.push((name, formula, value, status));
                Some(())
            };
            if by_seller || with_sale(assessed) {
                ask_for(line::IMPORT_DUTY, (border.duty, assessed.duty), assessed.duty_status())?;
            }
            if by_seller {
                let borne = !ask.is_bulk() || inputs.import_tax == "borne";
                if borne && assessed.paid == Paid::AtBorder {
                    ask_for(line::IMPORT_TAX, (border.tax, assessed.tax), assessed.tax_status())?;
                }
                for ((name, at), charged) in border.fees.iter().zip(&assessed.fees) {
                    ask_for(*name, (*at, charged.amount), charged.fee.source.status)?;
                }
                let typed = costs.advance.is_none_or(|(percent, _)| percent.is_some());
                let status = if typed { Status::Own } else { Status::Sample };
                ask_for(line::ADVANCE_FEE, (border.advance, border.advanced), status)?;
            }
        }
        lines.extend(put(line::BROKERAGE, costs.brokerage));
        lines.extend(put(line::INLAND_FREIGHT, costs.inland));
        lines.extend(put(line::OTHER_COSTS, Some(costs.other)));
        let (first, format) = (self.page.ahead(0), self.page.format());
        let mut rest: Vec<_> = shown.lines.iter().collect();
        let mut charged = Vec::new();
        for (name, formula, exact, status) in lines {
            let place = rest.iter().position(|one| one.name == name);
            let found = place.map(|place| rest.remove(place));
            let value = found.map_or(Decimal::ZERO, |one| one.amount.value);
            // A line of nothing is not in the answer; once it is more, it is as sure as what it comes from.
            let status = found.map_or(status, |one| one.status);
            charged.push(self.page.charge(name, formula, (value, exact), status));
        }
        // What the calculator charges besides stays as it is.
        for one in rest {
            let value = one.amount.value;
            let number = Cell::Number(value, format);
            let row = self.page.add([text(one.name), number.clone(), surety(one.status), number]);
            let (rounded, exact) = (self.page.place(row.at(1)), self.page.place(row.at(3)));
            charged.push(Charge { name: one.name, rounded, exact, value, unrounded: value, status: one.status });
        }
        self.page.total(first, charged)
    }

    /// What stands beside the bill.
    fn figures(
        &mut self,
        lot: &Lot,
        assessed: Option<&Assessed<'_>>,
        border: Option<&Border>,
        bill: &Bill,
    ) -> Vec<(Text, Place)> {
        let ask = self.page.ask;
        let market = self.entry.market.currency;
        let total = bill.total.at;
        let mut written = vec![(figure::PER_UNIT, Some(format!("{total}/{}", lot.rows.sum(column::UNITS))))];
        // The rebate comes later; tax that comes back is paid first.
        let recovered = border.filter(|_| {
            let paid = assessed.is_some_and(|one| one.paid == Paid::AtBorder);
            ask.is_bulk() && ask.inputs.import_tax == "recovered" && paid
        });
        let rebate = bill.lines.iter().find(|line| line.name == line::EXPORT_REBATE);
        let rebate = rebate.map(|line| format!("-{}", line.rounded.at)).unwrap_or_default();
        let tax = match recovered {
            Some(border) => self.page.to_answer(&border.tax.to_string(), market).map(|tax| format!("+{tax}")),
            None => Some(String::new()),
        };
        written.push((figure::CASH, tax.map(|tax| format!("{total}{rebate}{tax}"))));
        if let (Some(assessed), Some(border)) = (assessed, border) {
            let fees: String = border.fees.iter().map(|(_, at)| format!("+{at}")).collect();
            let all = format!("{}+{}{fees}+{}", border.duty, border.tax, border.advance);
            written.push((figure::BORDER, self.page.to_answer(&all, market)));
            let duty = if with_sale(assessed) { "0".to_owned() } else { border.duty.to_string() };
            let tax = if assessed.paid == Paid::AtBorder { format!("+{}", border.tax) } else { String::new() };
            let door = format!("{duty}{tax}{fees}+{}", border.advance);
            written.push((figure::AT_DOOR, self.page.to_answer(&door, market)));
            written.push((figure::CHECKOUT_TAX, self.page.to_answer(&border.tax.to_string(), market)));
        }
        let (digits, format) = (self.page.digits(), self.page.format());
        let mut figures = Vec::new();
        for (name, formula) in written {
            if let (Some(value), Some(formula)) = (figure_of(self.shown, name), formula) {
                let formula = Cell::formula(format!("ROUND({formula},{digits})"), value, format);
                let row = self.page.add([text(name), formula]);
                figures.push((name, self.page.place(row.at(1))));
            }
        }
        figures
    }

    /// What one of each row comes to: by shares that add up to the bill, which no formula says.
    fn each_row(&mut self) {
        let rows = &self.page.ask.inputs.goods.0;
        let each = |number: usize| {
            let mut steps = self.shown.steps.iter().filter(|step| step.formula == words_of::UNIT_COST);
            steps.find_map(|step| match (&step.result, step.row) {
                (Arg::Money(money), Some(row)) if row == number => Some(money.value),
                _ => None,
            })
        };
        let known: Vec<_> = rows.iter().filter_map(|(number, row)| Some((each(*number)?, *number, row))).collect();
        if known.len() < 2 {
            return;
        }
        self.page.add([text(words::EACH_ROW)]);
        let format = self.page.format();
        for (value, number, row) in known {
            self.page.add([goods_name(number, row), Cell::Number(value, format)]);
        }
    }

    /// What steps with the value of the goods: limits of relief and of fees, on the side on which the case lies.
    fn limits(&mut self, costs: &Costs, lot: &Lot, assessed: &Assessed<'_>) -> Option<()> {
        let (entry, market) = (&self.entry, self.entry.market);
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
                            match self.about {
                                About::Price(_) => Some(at),
                                _ => self.page.to_market(&at, self.page.ask.customs_value(row)?.currency),
                            }
                        };
                        let each =
                            self.page.ask.inputs.goods.0.iter().enumerate().map(each).collect::<Option<Vec<_>>>()?;
                        format!("MAX({})", each.join(","))
                    }
                };
                let value = self.page.changed(&value, market.currency, currency)?;
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
