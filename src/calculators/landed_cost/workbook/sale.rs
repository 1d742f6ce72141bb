//! The sheet of price and margin: the channels beside each other, and for a parcel the consignment at each price, since what
//! customs counts moves with it.

use rust_decimal::Decimal;

use super::super::returns::{self, Returned};
use super::super::sale::{Basis, Reached, Sale, Seller, Terms, Way, percent_of};
use super::super::texts::{figure, line, policy, workbook as words};
use super::super::{Ask, route, warehouse};
use super::consignment::{About, Paper, Priced, Written};
use super::{
    Book, Cell, Landed, Page, Place, abroad, added, code, goods_name, group, heading, label, plain, surety, text,
};
use crate::amount::{Currency, Money};
use crate::exact::Exact;
use crate::pack::{Channel, Status, World};
use crate::schema::workbook::{At, Format, Row};
use crate::schema::{Alternative, Arg, Phrase, Text};

/// Places of lines in the bill.
const PRICE: usize = 0;
const SALES_TAX: usize = 1;
const LANDED: usize = 9;
/// Columns of a channel: a figure, its unit, how sure it is.
const WIDTH: usize = 3;

/// Writes the sheet, if the price is known on some channel, and the consignments at their prices behind it.
pub(super) fn write(ask: &Ask<'_>, world: &World, book: &mut Book, shown: &Alternative, landed: &Landed) -> Option<()> {
    let Some(seller) = Seller::new(ask, world, shown) else { return Some(()) };
    let terms = seller.terms();
    let sold = terms.iter().filter(|terms| !seller.is_closed_to(terms)).filter_map(|terms| {
        let price = seller.price(terms)?;
        Some(Sold { terms, price, sale: seller.sale(terms, price)? })
    });
    let sold: Vec<_> = sold.collect();
    if sold.is_empty() {
        return Some(());
    }
    let index = book.sheet(Arg::Key("group.sale".to_owned()));
    let mut page = Page { ask, book, index };
    let top = head(&mut page, &sold);
    let (prices, tax) = prices(&mut page, &seller, &sold, landed)?;
    let mut costs: Vec<Cost> = Vec::new();
    for (number, one) in sold.iter().enumerate() {
        // Channels that share a price share its sheet.
        let earlier = prices.iter().take(number).position(|price| price.shared && prices[number].shared);
        let cost = match earlier {
            Some(earlier) => costs[earlier].clone(),
            None => cost(ask, book, &seller, one, landed, (prices[number].place, tax))?,
        };
        costs.push(cost);
    }
    let mut table =
        Table { page: Page { ask, book, index }, seller: &seller, sold: &sold, prices: &prices, tax, costs: &costs };
    let rates = table.rates()?;
    let returned = table.returned()?;
    table.bill(&rates, &returned, landed, top)
}

/// A channel at its price.
struct Sold<'a, 'b> {
    terms: &'b Terms<'a>,
    price: Money,
    sale: Sale,
}

impl Sold<'_, '_> {
    /// What the data know of the channel.
    fn card(&self) -> Option<&Channel> {
        self.terms.card
    }
}

/// Where a price stands.
struct Price {
    place: Place,
    /// Whether it is that of every channel without one of its own.
    shared: bool,
}

/// Where the cost of an order at a price stands, unrounded.
#[derive(Clone)]
struct Cost {
    /// As formulas of the sheet of prices write it.
    formula: String,
    /// What holds as long as it does.
    holds: String,
}

/// A channel's first column.
const fn column(number: usize) -> usize {
    1 + number * WIDTH
}

/// The words at the top, with the channels; the figures are filled in at the end.
fn head(page: &mut Page<'_, '_>, sold: &[Sold<'_, '_>]) -> Row {
    let wide = |first: Cell, of: &dyn Fn(&Sold<'_, '_>) -> Cell| {
        let channels = sold.iter().flat_map(|one| [of(one), Cell::Empty, Cell::Empty]);
        [first].into_iter().chain(channels).collect::<Vec<_>>()
    };
    let first = page.add(wide(group("sale"), &|one| Cell::Heading(one.terms.name.clone())));
    for name in [figure::PROFIT, figure::MARGIN, figure::LEAST_PRICE] {
        page.add(wide(text(name), &|_| Cell::Empty));
    }
    page.add(wide(text(words::VALID), &|_| Cell::Empty));
    page.add([Cell::Phrase(Phrase::new(words::SALE_HOW))]);
    page.add([]);
    first
}

/// The price on each channel, and the percentage of the tax in it.
fn prices(
    page: &mut Page<'_, '_>,
    seller: &Seller<'_>,
    sold: &[Sold<'_, '_>],
    landed: &Landed,
) -> Option<(Vec<Price>, Place)> {
    let of_batch = if let Landed::Stored(stored) = landed { stored.price } else { None };
    let tax = match of_batch {
        Some((_, tax)) => {
            let formula = Cell::formula(page.seen(tax), seller.tax, Format::Plain);
            page.add([text(words::TAX_RATE), formula]).at(1)
        }
        None => tax_rate(page),
    };
    let untyped = |one: &Sold<'_, '_>| {
        page.ask.inputs.sale_price.is_none() && one.terms.row.is_none_or(|(_, row)| row.channel_price.is_none())
    };
    let by_value = match (landed, of_batch, sold.iter().find(|one| untyped(one))) {
        (_, Some((price, _)), _) => Some(page.seen(price)),
        (Landed::Consigned(base), None, Some(one)) => Some(listed(page, base, one, tax)?),
        _ => None,
    };
    let here = page.ahead(0);
    let mut cells = vec![text(figure::PRICE)];
    let mut prices = Vec::new();
    let mut shared: Option<At> = None;
    for (number, one) in sold.iter().enumerate() {
        let at = here.at(column(number));
        let own = one.terms.row.is_some_and(|(_, row)| row.channel_price.is_some());
        let formula = shared.map(|first| first.to_string()).or_else(|| by_value.clone()).filter(|_| !own);
        cells.push(match formula {
            Some(formula) => Cell::formula(formula, one.price.value, Format::Plain),
            None => Cell::Input(one.price.value, Format::Plain),
        });
        cells.extend([Cell::Text(code(one.price.currency)), Cell::Empty]);
        if !own && shared.is_none() {
            shared = Some(at);
        }
        prices.push(Price { place: page.place(at), shared: !own });
    }
    page.add(cells);
    Some((prices, page.place(tax)))
}

/// The price by what customs counts, with the tax where the price holds it.
fn listed(page: &Page<'_, '_>, base: &Written, one: &Sold<'_, '_>, tax: At) -> Option<String> {
    let worth = added([Some(base.worth), base.shipping].into_iter().flatten().map(|place| page.seen(place)));
    let worth = page.changed(&worth, page.ask.market.currency, one.price.currency)?;
    let digits = one.price.currency.minor_digits();
    let gross = format!("ROUND(({worth})*(1+{tax}/100),{digits})");
    let holds_tax = page.ask.listed_price() == Some(one.price);
    Some(if holds_tax { gross } else { format!("ROUND({gross}/(1+{tax}/100),{digits})") })
}

/// Percent of the tax in the prices of the market.
fn tax_rate(page: &mut Page<'_, '_>) -> At {
    let percent = page.ask.sales_tax();
    let rate = page.ask.market.tax_rate(page.ask.inputs.destination, page.ask.day());
    match (page.ask.inputs.tax_rate, rate) {
        (None, Some(rate)) => page.given(text(words::TAX_RATE), percent, rate.source.status),
        (None, None) => page.given(text(words::TAX_RATE), percent, Status::Own),
        (Some(_), _) => page.percent(label("tax-rate"), "tax-rate", percent).at,
    }
}

/// The price of an order of a batch, on the sheet of the batch, with the percentage of the tax in it: as typed, or by what
/// customs counts for a parcel. `None` where neither is known.
pub(super) fn price_of_order(page: &mut Page<'_, '_>) -> Option<(Place, Place)> {
    let inputs = page.ask.inputs;
    let price = inputs.sale_price.or_else(|| page.ask.listed_price())?;
    let tax = tax_rate(page);
    let cell = match inputs.sale_price {
        Some(price) => page.input(("sale-price", 0), 1, price.value),
        None => Cell::formula(listed_order(page, price.currency, tax)?, price.value, Format::Plain),
    };
    let at = page.add([text(figure::PRICE), cell, Cell::Text(code(price.currency))]).at(1);
    Some((page.place(at), page.place(tax)))
}

/// What the buyer pays for an order by what customs counts for a parcel.
fn listed_order(page: &mut Page<'_, '_>, currency: Currency, tax: At) -> Option<String> {
    let inputs = page.ask.inputs;
    let mut terms = Vec::new();
    for (number, row) in &inputs.goods.0 {
        let value = row.customs_value?;
        let cells = [
            label("customs-value"),
            Cell::Input(value.value, Format::Plain),
            Cell::Text(code(value.currency)),
            goods_name(*number, row),
        ];
        let at = page.add(cells).at(1);
        let units = page.known(("unit-count", *number))?;
        let value = page.changed(&at.to_string(), value.currency, currency)?;
        terms.push(format!("{value}*{}", page.seen(units)));
    }
    if let Some(money) = inputs.buyer_shipping {
        let cells =
            [label("buyer-shipping"), Cell::Input(money.value, Format::Plain), Cell::Text(code(money.currency))];
        let at = page.add(cells).at(1);
        terms.push(page.changed(&at.to_string(), money.currency, currency)?);
    }
    Some(format!("ROUND(({})*(1+{tax}/100),{})", added(terms), currency.minor_digits()))
}

/// On which side of each price at which Amazon's fee can change a price lies.
pub(super) fn bands(page: &Page<'_, '_>, cell: &str, price: Money) -> Option<Vec<(Money, String)>> {
    let limits = warehouse::limits(page.ask)?;
    let side = |limit: Money| {
        let seen = page.changed(cell, price.currency, limit.currency)?;
        let sign = match page.ask.exchange.on_card(price, limit.currency)?.cmp(&limit.value) {
            core::cmp::Ordering::Less => "<",
            core::cmp::Ordering::Equal => "=",
            core::cmp::Ordering::Greater => ">",
        };
        Some((limit, format!("{seen}{sign}{}", plain(limit.value))))
    };
    limits.into_iter().map(side).collect()
}

/// What an order costs at the price of a channel.
fn cost(
    ask: &Ask<'_>,
    book: &mut Book,
    seller: &Seller<'_>,
    one: &Sold<'_, '_>,
    landed: &Landed,
    (price, tax): (Place, Place),
) -> Option<Cost> {
    let on = |place: Place| place.at.on(place.sheet);
    match (landed, &seller.basis) {
        (Landed::Consigned(base), Basis::Parcel(way)) => {
            let written = at_price(ask, book, way, base, one, (price, tax))?;
            Some(Cost { formula: on(written.bill.exact), holds: abroad(&written.holds, written.sheet) })
        }
        (Landed::Consigned(base), _) => {
            let formula = format!("{}/{}", on(base.bill.exact), on(base.units));
            Some(Cost { formula, holds: abroad(&base.holds, base.sheet) })
        }
        (Landed::Stored(stored), _) => {
            let formula = format!("{}/{}", on(stored.exact), on(stored.orders));
            Some(Cost { formula, holds: stored.holds.clone() })
        }
    }
}

/// The consignment of a parcel at the price of a channel, on a sheet of its own.
fn at_price(
    ask: &Ask<'_>,
    book: &mut Book,
    way: &Way,
    base: &Written,
    one: &Sold<'_, '_>,
    (price, tax): (Place, Place),
) -> Option<Written> {
    let Reached { worth, holds_tax, .. } = one.sale.reached;
    let worth = worth?;
    let ask = Ask { inputs: &way.inputs, ..*ask };
    let goods = ask.goods()?;
    let entry = ask.entry(&goods)?;
    let goods = entry.goods_worth(worth)?;
    let entry = super::super::Entry { goods: &goods, ..entry };
    let (_, shown) = route::alternative(&ask, &entry, way.offer.as_ref().clone())?;
    let priced = Priced {
        price: (price, one.price.currency),
        tax: holds_tax.then_some(tax),
        worth,
        base: base.worth,
        rows: base.rows.clone(),
    };
    let index = book.sheet(Arg::Text(words::AT_PRICE));
    let page = Page { ask: &ask, book, index };
    Paper::new(page, &entry, &way.offer, &shown, About::Price(priced))?.write()
}

/// What each channel takes: where it stands.
struct Rates {
    /// Tiers of the commission, each up to a price, and whether each takes its portion of it.
    referral: Vec<Vec<(Option<At>, At)>>,
    least: Vec<Option<At>>,
    order_fee: Vec<Vec<(Option<At>, At)>>,
    payment_fixed: Vec<Option<At>>,
    payment: Vec<At>,
    payout: Vec<At>,
    ads: Vec<At>,
    returned: Vec<At>,
    fulfilment: Vec<Option<(At, Currency)>>,
    /// What Amazon takes for delivery at the price beside what the cost holds.
    fba_more: Vec<Option<At>>,
}

/// What an order that comes back costs by each way to deal with it.
struct Policies {
    abuse: At,
    ship_back: Option<(At, Currency)>,
    recovered: At,
    local: Option<(At, Currency)>,
    resold: At,
    liquidation: Option<(At, Currency)>,
    offer: Option<At>,
    accepted: At,
}

struct Table<'a, 'b> {
    page: Page<'a, 'b>,
    seller: &'b Seller<'a>,
    sold: &'b [Sold<'a, 'b>],
    prices: &'b [Price],
    tax: Place,
    costs: &'b [Cost],
}

/// What a table writes for each of its channels.
type Formula<'c, Of> = &'c dyn Fn(&Of, usize) -> Option<String>;

/// What a channel has in a row: a figure, its unit, and how sure it is, where that is not what it comes from.
type Figure = (Cell, Cell, Option<Status>);

impl Table<'_, '_> {
    /// A row with a figure for each channel that has one: where they stand.
    fn row(&mut self, name: Cell, of: impl Fn(usize, &Sold<'_, '_>) -> Option<Figure>) -> Vec<Option<At>> {
        let here = self.page.ahead(0);
        let mut cells = vec![name];
        let mut at = Vec::new();
        for (number, one) in self.sold.iter().enumerate() {
            let found = of(number, one);
            at.push(found.is_some().then(|| here.at(column(number))));
            let [figure, unit, sure] = match found {
                Some((figure, unit, status)) => [figure, unit, status.map_or(Cell::Empty, surety)],
                None => [Cell::Empty, Cell::Empty, Cell::Empty],
            };
            cells.extend([figure, unit, sure]);
        }
        if at.iter().any(Option::is_some) {
            self.page.add(cells);
        }
        at
    }

    /// Steps by the price, a row each: up to which price, and what holds there.
    fn steps(
        &mut self,
        (name, unit): (Cell, &dyn Fn(&Sold<'_, '_>) -> Cell),
        of: impl Fn(&Sold<'_, '_>) -> Vec<(Option<Decimal>, Decimal, Status)>,
        limit: impl Fn(&Sold<'_, '_>) -> Cell,
    ) -> Vec<Vec<(Option<At>, At)>> {
        let all: Vec<_> = self.sold.iter().map(of).collect();
        let mut written = vec![Vec::new(); self.sold.len()];
        for index in 0..all.iter().map(Vec::len).max().unwrap_or_default() {
            let up_to = self.row(text(words::STEP_TO), |number, one| {
                let (to, _, status) = all[number].get(index)?;
                Some((Cell::Number((*to)?, Format::Plain), limit(one), Some(*status)))
            });
            let figures = self.row(name.clone(), |number, one| {
                let (_, value, status) = all[number].get(index)?;
                let own = *status == Status::Own;
                let figure = if own { Cell::Input(*value, Format::Plain) } else { Cell::Number(*value, Format::Plain) };
                Some((figure, unit(one), Some(*status)))
            });
            for ((written, to), figure) in written.iter_mut().zip(up_to).zip(figures) {
                written.extend(figure.map(|figure| (to, figure)));
            }
        }
        written
    }

    /// A percentage of each channel: typed, or of the data; blank is none.
    fn share(
        &mut self,
        key: &'static str,
        covers: &str,
        typed: impl Fn(&Sold<'_, '_>) -> Option<Decimal>,
        card: fn(&Channel) -> Decimal,
    ) -> Vec<At> {
        let cells = self.row(label(key), |_, one| {
            // A sample is there to be changed.
            let (figure, status) = match (typed(one), one.card()) {
                (None, Some(of)) => (card(of), of.status_of(covers)),
                (typed, _) => (typed.unwrap_or_default(), Status::Own),
            };
            Some((Cell::Input(figure, Format::Plain), text(words::PERCENT), Some(status)))
        });
        cells.into_iter().flatten().collect()
    }

    /// What the channels take, a row each.
    fn rates(&mut self) -> Option<Rates> {
        self.page.add([]);
        self.page.add([heading(words::CHANNELS)]);
        fn unit(one: &Sold<'_, '_>) -> Cell {
            let card = one.card().map(|card| Cell::Text(code(card.currency)));
            card.unwrap_or(Cell::Empty)
        }
        let referral = self.steps(
            (label("referral"), &|_| text(words::PERCENT)),
            |one| match (one.terms.row.and_then(|(_, row)| row.referral), one.card()) {
                (None, Some(card)) => {
                    let status = card.status_of("referral");
                    card.referral.iter().map(|tier| (tier.up_to, tier.percent, status)).collect()
                }
                (typed, _) => vec![(None, typed.unwrap_or_default(), Status::Own)],
            },
            unit,
        );
        let least = self.row(text(words::COMMISSION_LEAST), |_, one| {
            let card = one.card().filter(|card| {
                one.terms.row.is_none_or(|(_, row)| row.referral.is_none()) && !card.referral_least.is_zero()
            })?;
            Some((Cell::Number(card.referral_least, Format::Plain), unit(one), Some(card.status_of("referral"))))
        });
        let fee_unit = move |one: &Sold<'_, '_>| match one.terms.row.and_then(|(_, row)| row.order_fee) {
            Some(fee) => Cell::Text(code(fee.currency)),
            None => unit(one),
        };
        let order_fee = self.steps(
            (label("order-fee"), &fee_unit),
            |one| match (one.terms.row.and_then(|(_, row)| row.order_fee), one.card()) {
                (Some(fee), _) => vec![(None, fee.value, Status::Own)],
                (None, Some(card)) => {
                    let status = card.status_of("payment");
                    card.order_fee.iter().map(|fee| (fee.up_to, fee.each, status)).collect()
                }
                (None, None) => Vec::new(),
            },
            unit,
        );
        let payment_fixed = self.row(text(words::PAYMENT_FIXED), |_, one| {
            let card = one.card().filter(|card| {
                one.terms.row.is_none_or(|(_, row)| row.order_fee.is_none()) && !card.payment_fixed.is_zero()
            })?;
            Some((Cell::Number(card.payment_fixed, Format::Plain), unit(one), Some(card.status_of("payment"))))
        });
        let payment =
            self.share("payment-share", "payment", |one| one.terms.row?.1.payment_share, |card| card.payment_percent);
        let payout =
            self.share("payout-share", "payout", |one| one.terms.row?.1.payout_share, |card| card.payout_percent);
        let ads = self.share("ads-share", "ads", |one| one.terms.row?.1.ads_share, |card| card.ads_percent);
        let returned = self.share("returned", "returns", |one| one.terms.row?.1.returned, |card| card.returns_percent);
        let fees = self.row(label("fulfilment"), |_, one| {
            let fee = one.terms.row?.1.fulfilment?;
            Some((Cell::Input(fee.value, Format::Plain), Cell::Text(code(fee.currency)), Some(Status::Own)))
        });
        let fulfilment =
            fees.into_iter().zip(self.sold).map(|(at, one)| Some((at?, one.terms.row?.1.fulfilment?.currency)));
        let fulfilment = fulfilment.collect();
        let answer = self.page.ask.inputs.currency;
        let basis = &self.seller.basis;
        let fba_more = self.row(text(words::FBA_MORE), |_, one| {
            let Basis::Warehouse { each, at: Some(_), .. } = basis else { return None };
            let more = one.sale.reached.landed.minus(*each)?;
            Some((Cell::Number(more, Format::Plain), Cell::Text(code(answer)), Some(Status::Sample)))
        });
        Some(Rates { referral, least, order_fee, payment_fixed, payment, payout, ads, returned, fulfilment, fba_more })
    }

    /// What an order that comes back costs: the figures that are the same on every channel.
    fn returned(&mut self) -> Option<Policies> {
        let inputs = self.page.ask.inputs;
        self.page.add([]);
        self.page.add([group("returns")]);
        let mut money = |key: &'static str, money: Option<Money>| {
            let money = money?;
            let cells = [label(key), Cell::Input(money.value, Format::Plain), Cell::Text(code(money.currency))];
            Some((self.page.add(cells).at(1), money.currency))
        };
        let ship_back = money("ship-back", inputs.ship_back);
        let local = money("local-return", inputs.local_return);
        let liquidation = money("liquidation", inputs.liquidation);
        let mut percent = |key: &'static str, value: Decimal| self.page.percent(label(key), key, value).at;
        let recovered = percent("recovered-share", inputs.recovered_share);
        let resold = percent("resold-share", inputs.resold_share);
        let abuse = percent("keep-abuse", inputs.keep_abuse);
        let offer = inputs.partial_offer.map(|offer| percent("partial-offer", offer));
        let accepted = percent("partial-accepted", inputs.partial_accepted);
        Some(Policies { abuse, ship_back, recovered, local, resold, liquidation, offer, accepted })
    }

    /// An amount of a cell as one of the answer, as earnings are changed.
    fn at_par(&self, at: At, from: Currency) -> Option<String> {
        self.page.changed(&at.to_string(), from, self.page.ask.inputs.currency)
    }

    /// What an order that comes back costs on each channel, by each way to deal with it, above the bill that it looks ahead
    /// to; where that of the case stands.
    fn each_return(&mut self, of: &Policies, landed: &Landed) -> Option<Vec<At>> {
        let (ask, sold) = (self.page.ask, self.sold);
        self.page.add([]);
        self.page.add([heading(words::EACH_RETURN), Cell::Heading(code(ask.inputs.currency))]);
        let several = [of.ship_back.is_some(), of.local.is_some(), of.offer.is_some()];
        let rows = 2 + several.into_iter().filter(|one| *one).count();
        let bill = self.page.ahead(rows + 2);
        let part = |index: usize, number: usize| bill.below(index).at(column(number));
        let refund = |number| format!("({}+{})", part(PRICE, number), part(SALES_TAX, number));
        let saved = |number| match landed {
            // Picking and delivery are needed again.
            Landed::Stored(stored) => {
                let [exact, orders] = [stored.exact, stored.orders].map(|place| self.page.seen(place));
                let again = added(stored.again.iter().map(|place| self.page.seen(*place)));
                format!("(({exact}-({again}))/{orders})")
            }
            Landed::Consigned(_) => format!("(-{})", part(LANDED, number)),
        };
        let values = sold.iter().map(|one| {
            let Reached { landed, tax, .. } = one.sale.reached;
            let saved = match &self.seller.basis {
                Basis::Warehouse { each, again, .. } => each.minus(*again)?,
                Basis::Parcel(_) | Basis::Bulk(_) => landed,
            };
            let refund = ask.at_par(one.price)?.minus(tax)?;
            returns::policies(ask, Returned { refund, saved })
        });
        let values = values.collect::<Option<Vec<_>>>()?;
        let mut formulas: Vec<(Text, Vec<String>)> = Vec::new();
        let each = |of: &dyn Fn(usize) -> Option<String>| (0..sold.len()).map(of).collect::<Option<Vec<_>>>();
        let abuse = of.abuse;
        formulas.push((policy::KEEP, each(&|number| Some(format!("{}*(1+{abuse}/100)", refund(number))))?));
        if let Some((label, currency)) = of.ship_back {
            let recovered = of.recovered;
            let cost = each(&|number| {
                let label = self.at_par(label, currency)?;
                Some(format!("{}+{label}-{}*{recovered}/100", refund(number), saved(number)))
            })?;
            formulas.push((policy::SHIP_BACK, cost));
        }
        if let Some((label, currency)) = of.local {
            let resold = of.resold;
            let brings = match of.liquidation {
                Some((at, currency)) => format!("-{}*(100-{resold})/100", self.at_par(at, currency)?),
                None => String::new(),
            };
            let cost = each(&|number| {
                let label = self.at_par(label, currency)?;
                Some(format!("{}+{label}-{}*{resold}/100{brings}", refund(number), saved(number)))
            })?;
            formulas.push((policy::LOCAL, cost));
        }
        let first = self.page.ahead(0);
        let above = |number: usize, count: usize| {
            format!("MIN({}:{})", first.at(column(number)), first.below(count - 1).at(column(number)))
        };
        if let Some(offer) = of.offer {
            let (accepted, count) = (of.accepted, formulas.len());
            let cost = each(&|number| {
                let taken = format!("{}*{offer}/100*{accepted}/100", refund(number));
                Some(format!("{taken}+{}*(100-{accepted})/100", above(number, count)))
            })?;
            formulas.push((policy::PARTIAL, cost));
        }
        let wanted = formulas.iter().position(|(way, _)| way.code() == ask.inputs.return_policy);
        let count = formulas.len();
        let format = self.page.format();
        for (way, formulas) in formulas {
            self.row(text(way), |number, _| {
                let (_, value) = values[number].iter().find(|(one, _)| *one == way)?;
                Some((Cell::formula(formulas[number].clone(), *value, format), Cell::Empty, None))
            });
        }
        let chosen = self.row(text(words::RETURN_CHOSEN), |number, _| {
            let value = match wanted {
                Some(place) => values[number].get(place)?.1,
                None => values[number].iter().map(|(_, cost)| *cost).min()?,
            };
            let formula = match wanted {
                Some(place) => first.below(place).at(column(number)).to_string(),
                None => above(number, count),
            };
            Some((Cell::formula(formula, value, format), Cell::Empty, None))
        });
        chosen.into_iter().collect()
    }

    /// The bill of a sale on each channel, and the figures at the top.
    fn bill(&mut self, rates: &Rates, policies: &Policies, landed: &Landed, top: Row) -> Option<()> {
        let (ask, sold, prices) = (self.page.ask, self.sold, self.prices);
        let each_return = self.each_return(policies, landed)?;
        self.page.add([]);
        self.page.add([heading(words::BILL), Cell::Heading(code(ask.inputs.currency))]);
        let first = self.page.ahead(0);
        let of = |index: usize, number: usize| first.below(index).at(column(number));
        let tax = self.tax.at;
        let net = |number: usize| match sold[number].sale.reached.holds_tax {
            true => format!("{}/(1+{tax}/100)", of(PRICE, number)),
            false => of(PRICE, number).to_string(),
        };
        let share = |rate: At, number: usize| Some(format!("-{}*{rate}/100", of(PRICE, number)));
        let less = |formula: Option<String>| formula.map(|formula| format!("-({formula})"));
        let parts: [(Text, Formula<'_, Self>); 10] = [
            (line::PRICE, &|table, number| table.at_par(prices[number].place.at, sold[number].price.currency)),
            // At the border the seller pays it, as a line of the landed cost.
            (line::SALES_TAX, &|_, number| match sold[number].sale.reached.tax.is_zero() {
                true => Some("0".to_owned()),
                false => Some(format!("-({}-{})", of(PRICE, number), net(number))),
            }),
            (line::REFERRAL, &|table, number| less(table.referral(rates, number))),
            (line::ORDER_FEE, &|table, number| less(table.order_fee(rates, number))),
            (line::PAYMENT, &|_, number| share(rates.payment[number], number)),
            (line::PAYOUT, &|_, number| share(rates.payout[number], number)),
            (line::ADS, &|_, number| share(rates.ads[number], number)),
            (line::RETURNS, &|_, number| Some(format!("-{}*{}/100", each_return[number], rates.returned[number]))),
            (line::FULFILMENT, &|table, number| match rates.fulfilment[number] {
                Some((at, currency)) => less(table.at_par(at, currency)),
                None => Some("0".to_owned()),
            }),
            (line::LANDED, &|table, number| {
                let more = rates.fba_more[number].map(|at| format!("+{at}")).unwrap_or_default();
                less(Some(format!("{}{more}", table.costs[number].formula)))
            }),
        ];
        let format = self.page.format();
        for (name, formula) in parts {
            let formulas = (0..sold.len()).map(|number| formula(self, number)).collect::<Option<Vec<_>>>()?;
            self.row(text(name), |number, one| {
                let found = one.sale.parts.iter().find(|(part, ..)| *part == name);
                let (value, status) =
                    found.map_or((Decimal::ZERO, Status::Own), |(_, value, status)| (*value, *status));
                Some((Cell::formula(formulas[number].clone(), value, format), Cell::Empty, Some(status)))
            });
        }
        let profit = |number: usize| format!("SUM({}:{})", of(PRICE, number), of(LANDED, number));
        let profits = self.sums(figure::PROFIT, |number, one| (profit(number), one.sale.profit, format));
        let nets = self.sums(words::NET, |number, one| (net(number), one.sale.reached.net, format));
        for (number, one) in sold.iter().enumerate() {
            let (page, at) = (&mut self.page, column(number));
            let profit = one.sale.profit;
            page.fill(top.below(1), at, Cell::formula(profits[number].to_string(), profit, format));
            page.fill(top.below(1), at + 1, Cell::Text(code(ask.inputs.currency)));
            let formula = format!("ROUND({}*100/{},2)", profits[number], nets[number]);
            let margin = percent_of(profit, one.sale.reached.net)?;
            page.fill(top.below(2), at, Cell::formula(formula, margin, Format::Plain));
            page.fill(top.below(2), at + 1, text(words::PERCENT));
            if let Some(least) = self.seller.least_price(one.terms) {
                let digits = least.currency.minor_digits();
                page.fill(top.below(3), at, Cell::Number(least.value, Format::Money(digits)));
                page.fill(top.below(3), at + 1, Cell::Text(code(least.currency)));
            }
            let holds = self.holds(number, one)?;
            self.page.fill(top.below(4), at, holds);
        }
        Some(())
    }

    /// A row of sums below the bill.
    fn sums(&mut self, name: Text, of: impl Fn(usize, &Sold<'_, '_>) -> (String, Decimal, Format)) -> Vec<At> {
        let here = self.page.ahead(0);
        let mut cells = vec![heading(name)];
        for (number, one) in self.sold.iter().enumerate() {
            let (formula, value, format) = of(number, one);
            cells.extend([Cell::formula(formula, value, format), Cell::Empty, Cell::Empty]);
        }
        self.page.add(cells);
        (0..self.sold.len()).map(|number| here.at(column(number))).collect()
    }

    /// Whether what was written for a channel still holds.
    fn holds(&self, number: usize, one: &Sold<'_, '_>) -> Option<Cell> {
        let mut conditions = vec![self.costs[number].holds.clone()];
        if self.is_by_bands(one) {
            let price = self.prices[number].place.at.to_string();
            let bands = bands(&self.page, &price, one.price)?;
            conditions.extend(bands.into_iter().map(|(_, condition)| condition));
        }
        let shared = self.prices[number].shared && self.page.ask.inputs.sale_price.is_none();
        if shared && !one.sale.reached.holds_tax && self.page.ask.listed_price() == Some(one.price) {
            // With the tax the price is beyond a limit, without it within: another value has another price.
            conditions.push(format!("{}={}", self.prices[number].place.at, plain(one.price.value)));
        }
        conditions.retain(|condition| !condition.is_empty());
        let words = [Phrase::new(words::HOLDS), Phrase::new(words::HOLDS_NOT)];
        if conditions.is_empty() {
            return Some(Cell::Phrase(Phrase::new(words::HOLDS)));
        }
        Some(Cell::Check { formula: format!("AND({})", conditions.join(",")), value: true, words })
    }

    /// Whether Amazon's fee for delivery goes by the price.
    fn is_by_bands(&self, one: &Sold<'_, '_>) -> bool {
        matches!(self.seller.basis, Basis::Warehouse { at: Some(_), .. }) && !self.seller.is_closed_to(one.terms)
    }

    /// What the channel takes of the price.
    fn referral(&self, rates: &Rates, number: usize) -> Option<String> {
        let one = &self.sold[number];
        let tiers = &rates.referral[number];
        let typed = one.terms.row.is_some_and(|(_, row)| row.referral.is_some());
        let Some(card) = one.card().filter(|_| !typed) else {
            let (_, percent) = tiers.first()?;
            return self
                .at_par(self.prices[number].place.at, one.price.currency)
                .map(|price| format!("{price}*{percent}/100"));
        };
        let price = self.page.changed(&self.prices[number].place.at.to_string(), one.price.currency, card.currency)?;
        let sum = if card.by_portion {
            let mut below = String::from("0");
            let portions = tiers.iter().map(|(to, percent)| {
                let end = to.map_or_else(|| format!("({price})"), |to| format!("MIN({price},{to})"));
                let portion = format!("MAX({end}-{below},0)*{percent}/100");
                below = to.map(|to| to.to_string()).unwrap_or_default();
                portion
            });
            portions.collect::<Vec<_>>().join("+")
        } else {
            by_steps(&price, tiers, |percent| format!("({price})*{percent}/100"))
        };
        let sum = match rates.least[number] {
            Some(least) => format!("MAX({sum},{least})"),
            None => sum,
        };
        self.page.changed(&sum, card.currency, self.page.ask.inputs.currency)
    }

    /// What channel and payment take for an order whatever its price.
    fn order_fee(&self, rates: &Rates, number: usize) -> Option<String> {
        let one = &self.sold[number];
        let answer = self.page.ask.inputs.currency;
        if let Some(fee) = one.terms.row.and_then(|(_, row)| row.order_fee) {
            let (_, at) = rates.order_fee[number].first()?;
            return self.page.changed(&at.to_string(), fee.currency, answer);
        }
        let Some(card) = one.card() else { return Some("0".to_owned()) };
        let price = self.page.changed(&self.prices[number].place.at.to_string(), one.price.currency, card.currency)?;
        let steps = &rates.order_fee[number];
        let by_step = (!steps.is_empty()).then(|| by_steps(&price, steps, |each| each.to_string()));
        let fees = added(by_step.into_iter().chain(rates.payment_fixed[number].map(|at| at.to_string())));
        self.page.changed(&fees, card.currency, answer)
    }
}

/// The first step whose limit a price does not exceed.
fn by_steps(price: &str, steps: &[(Option<At>, At)], of: impl Fn(At) -> String) -> String {
    let mut formula = String::new();
    for (to, at) in steps.iter().rev() {
        formula = match to {
            Some(to) if !formula.is_empty() => format!("IF({price}<={to},{},{formula})", of(*at)),
            _ => of(*at),
        };
    }
    formula
}
