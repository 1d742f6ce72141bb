//! What a sale leaves: price and margin on every channel, and the least price that reaches the target
//! (`docs/facts/logistics.md` §3.7).
//!
//! `profit = price − tax in it − Σ percent × price − fixed fees − returns − landed cost`; the margin is the profit's share of the
//! price without tax. What customs counts for a parcel is what the buyer pays, so its duty, tax and limits move with the price.
//! Profits, margins and solved prices go by unrounded figures; the lines are rounded so that they add up to the profit.

mod bounds;
mod fees;
mod steps;

pub(super) use fees::{Fee, fees};

use core::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::customs::{Entry, Goods, Paid};
use super::returns::{self, Returned};
use super::route::{self, Offer};
use super::texts::{decision, figure, line, note, problem, section, step};
use super::{Ask, ChannelRow, Inputs, allocation, change, solve, warehouse};
use crate::amount::{Currency, Money, share_of};
use crate::exact::{self, Exact};
use crate::pack::{Carriage, Channel, LimitOf, OrderFee, Status, TaxRule, World};
use crate::schema::{
    Alternative, Answer, Arg, Args, Figure, Line, Note, Phrase, Problem, Section, Severity, Step, Text,
};

/// The largest price that is tried, in minor units.
const MOST: u64 = 100_000_000_000;
/// How far rounding moves a jump at most, in minor units of the price: more where those are small change of the market's.
const MOVED: u64 = 40;

/// Price and margin by channel, for goods that come on the chosen way, or the best.
pub(super) fn section(ask: &Ask<'_>, world: &World, chosen: Option<&str>) -> Option<Section> {
    let answer = ask.answer(world).ok()?;
    let way = change::way_of(&answer, chosen)?;
    Seller::new(ask, world, way)?.section(way)
}

/// What is left of an order on the channel on which that is most, for goods that come on a way.
pub(super) fn profit(ask: &Ask<'_>, world: &World, way: &Alternative) -> Option<Money> {
    let seller = Seller::new(ask, world, way)?;
    let (_, _, profit) = seller.best()?;
    Some(Money { value: profit, currency: ask.inputs.currency })
}

/// What the user typed or the data know of a channel.
pub(super) struct Terms<'a> {
    pub(super) name: Arg,
    id: String,
    pub(super) row: Option<(usize, &'a ChannelRow)>,
    pub(super) card: Option<&'a Channel>,
}

impl Terms<'_> {
    /// The code of the channel.
    fn channel(&self) -> &str {
        self.row.map_or(self.card.map_or("", |card| card.id.as_str()), |(_, row)| row.channel)
    }
}

/// The channel whose orders Amazon's fulfilment fee is for.
const AMAZON: &str = "amazon";

/// Who sells, and what an order costs him.
pub(super) struct Seller<'a> {
    ask: &'a Ask<'a>,
    world: &'a World,
    pub(super) basis: Basis,
    /// Of the prices.
    pub(super) currency: Currency,
    /// Percent of tax on sales in the market, where prices are shown with it.
    pub(super) tax: Decimal,
    /// What Amazon takes for delivering an order, by which of its bands of price hold.
    fulfilled: RefCell<Vec<(u64, Option<Decimal>)>>,
    /// What an order costs at prices that were asked, whatever the channel.
    asked: RefCell<BTreeMap<(&'static str, Decimal), Option<Reached>>>,
}

/// What an order costs until it is with the buyer.
#[derive(Clone)]
pub(super) enum Basis {
    /// A parcel: duty, tax and limits move with the price.
    Parcel(Way),
    /// A unit of goods in bulk: the same at every price.
    Bulk(Way),
    /// An order by way of a warehouse: the same at every price, but for what Amazon takes; `at` is in `each`.
    /// Picking and delivery are `again` of `each`.
    /// `legs` names the way that its shipments come on.
    Warehouse { each: Decimal, at: Option<Decimal>, again: Decimal, legs: String },
}

/// A consignment and what carries it.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) inputs: Box<Inputs>,
    pub(super) offer: Box<Offer>,
}

/// What an order costs at a price, and what of the price is tax; in the currency of the answer and unrounded.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    pub(super) landed: Decimal,
    /// The price without tax.
    pub(super) net: Decimal,
    /// The tax in it that goes on to the state.
    pub(super) tax: Decimal,
    /// What the goods of a parcel are declared at, in the currency of the market.
    pub(super) worth: Option<Decimal>,
    /// Whether the price holds tax, whoever pays it on.
    pub(super) holds_tax: bool,
}

/// A sale at a price, in the currency of the answer and unrounded.
pub(super) struct Sale {
    pub(super) reached: Reached,
    net: Decimal,
    pub(super) parts: Vec<(Text, Decimal, Status)>,
    pub(super) profit: Decimal,
    returned: Option<(Text, Decimal)>,
}

impl<'a> Seller<'a> {
    pub(super) fn new(ask: &'a Ask<'a>, world: &'a World, way: &Alternative) -> Option<Self> {
        let inputs = ask.inputs;
        let typed = inputs.sale_price.or_else(|| inputs.goods.0.first().and_then(|(_, row)| row.customs_value));
        let currency = typed.filter(|_| !ask.is_bulk() || inputs.sale_price.is_some());
        let currency = currency.map_or(ask.market.currency, |money| money.currency);
        let tax = ask.sales_tax();
        let (fulfilled, asked) = (RefCell::default(), RefCell::default());
        let basis = Basis::Warehouse { each: Decimal::ZERO, at: None, again: Decimal::ZERO, legs: String::new() };
        let mut seller = Self { ask, world, basis, currency, tax, fulfilled, asked };
        seller.basis = seller.basis_of(way)?;
        Some(seller)
    }

    fn basis_of(&self, way: &Alternative) -> Option<Basis> {
        let ask = self.ask;
        let inputs = match ask.inputs.route {
            "warehouse" => warehouse::order(ask.inputs)?,
            _ => ask.inputs.clone(),
        };
        // What the supplier delivers to a warehouse goes to no buyer without it.
        let offers = match ask.inputs.route {
            "warehouse" if ask.is_delivered() => Vec::new(),
            _ => Ask { inputs: &inputs, ..*ask }.offers(self.world),
        };
        if let Some(offer) = offers.into_iter().find(|offer| offer.id() == way.id && offer.freight().is_some()) {
            let way = Way { inputs: Box::new(inputs), offer: Box::new(offer) };
            return Some(if ask.is_bulk() { Basis::Bulk(way) } else { Basis::Parcel(way) });
        }
        let each = exact_of(ask, self.world, &way.id)?.over(ask.inputs.batch_orders?)?;
        let price = ask.inputs.sale_price.or_else(|| ask.listed_price());
        let at = price.and_then(|price| self.fulfilment(price).flatten());
        let again = warehouse::delivery(ask, self.world)?;
        Some(Basis::Warehouse { each, at, again, legs: way.id.clone() })
    }

    /// What delivery from Amazon's warehouses costs for an order at a price, if any goes there: `Some(None)` where it has
    /// no price. Asked once for each band of prices.
    fn fulfilment(&self, price: Money) -> Option<Option<Decimal>> {
        if self.ask.inputs.route != "warehouse" {
            return None;
        }
        let bands = warehouse::bands(self.ask, price)?;
        if let Some((_, known)) = self.fulfilled.borrow().iter().find(|(band, _)| *band == bands) {
            return Some(*known);
        }
        let fee = warehouse::fulfilment(self.ask, self.world, price);
        self.fulfilled.borrow_mut().push((bands, fee));
        Some(fee)
    }

    fn section(&self, way: &Alternative) -> Option<Section> {
        let terms = self.terms();
        let mut priced: Vec<(Option<Decimal>, Alternative)> = Vec::new();
        for one in &terms {
            let (profit, shown) = self.channel(one)?;
            let place = priced.partition_point(|(other, _)| match (other, profit) {
                (Some(other), Some(profit)) => *other >= profit,
                (Some(_), None) | (None, None) => true,
                (None, Some(_)) => false,
            });
            priced.insert(place, (profit, shown));
        }
        let alternatives: Vec<_> = priced.into_iter().map(|(_, shown)| shown).collect();
        let best = alternatives.first()?;
        let headline = best.total.map(|total| Figure { name: figure::PROFIT, value: Arg::Money(total) });
        let headline = headline.into_iter().chain(best.figures.iter().cloned()).collect();
        let text = match best.total {
            _ if terms.iter().all(|one| one.row.is_none() && one.card.is_none()) => decision::SALE_NO_CHANNEL,
            None => decision::SALE_UNPRICED,
            Some(total) if total.value <= Decimal::ZERO => decision::SALE_LOSS,
            Some(_) => decision::SALE,
        };
        let mut said = Phrase::new(text);
        said.args.put("channel", best.service()).put("way", way.service());
        if let Some(total) = best.total {
            said.args.put("profit", Arg::Money(total)).put("loss", Arg::Money(total.size()));
        }
        let mut notes = Vec::new();
        let mut say = |phrase: Phrase| notes.push(Note { severity: Severity::Note, phrase, source: None });
        // Hong Kong has no tax on sales at all.
        if self.ask.inputs.destination == "US" {
            say(Phrase::new(note::NO_SALES_TAX));
        }
        // The answer counts the freight as shipping that the buyer pays; a price without it holds the tax of the goods alone.
        let with_sale = alternatives.iter().any(|one| one.lines.iter().any(|line| line.name == line::SALES_TAX));
        if with_sale && matches!(self.basis, Basis::Parcel(_)) && self.ask.inputs.buyer_shipping.is_none() {
            say(Phrase::new(note::NO_SHIPPING));
        }
        if terms.iter().all(|one| one.row.is_none()) {
            say(Phrase::new(note::CHANNELS_OF_DATA));
        }
        let answer = Answer { headline, decision: Some(said), notes, alternatives };
        Some(Section { title: section::SALE, one: section::CHANNEL, ranked: true, answer })
    }

    /// The channels to compare: the typed ones, each with what the data know of it in this market; without any, those of the
    /// data; without those, a channel that takes nothing.
    pub(super) fn terms(&self) -> Vec<Terms<'a>> {
        let ask = self.ask;
        let cards = || ask.pack.channels_in(ask.inputs.destination, ask.day());
        let name = |id: &str| Arg::Key(["choice.channel.", id].concat());
        let rows = &ask.inputs.channels.0;
        if rows.is_empty() {
            let own =
                |card: &'a Channel| Terms { name: name(&card.id), id: card.id.clone(), row: None, card: Some(card) };
            let mut terms: Vec<_> = cards().map(own).collect();
            if terms.is_empty() {
                terms.push(Terms { name: name("other"), id: "other".to_owned(), row: None, card: None });
            }
            return terms;
        }
        let typed = rows.iter().map(|(index, row)| {
            let card = cards().find(|card| card.id == row.channel);
            let again =
                rows.iter().take_while(|(other, _)| other != index).filter(|(_, one)| one.channel == row.channel);
            let id = match again.count() {
                0 => row.channel.to_owned(),
                earlier => format!("{}-{}", row.channel, earlier + 1),
            };
            Terms { name: name(row.channel), id, row: Some((*index, row)), card }
        });
        typed.collect()
    }

    /// Whether Amazon's fee for its own orders is in what an order costs: other channels pay another, which is not in the data.
    fn is_by_amazon(&self) -> bool {
        matches!(self.basis, Basis::Warehouse { .. }) && warehouse::is_paid_by_amazons_card(self.ask)
    }

    /// Whether nothing is known of what delivery costs for a channel.
    pub(super) fn is_closed_to(&self, terms: &Terms<'_>) -> bool {
        self.is_by_amazon() && terms.channel() != AMAZON
    }

    /// The channel on which most is left, its price and what that is.
    fn best(&self) -> Option<(Terms<'a>, Money, Decimal)> {
        let open = self.terms().into_iter().filter(|terms| !self.is_closed_to(terms));
        let priced = open.filter_map(|terms| {
            let price = self.price(&terms)?;
            let profit = self.sale(&terms, price)?.profit;
            Some((terms, price, profit))
        });
        priced.reduce(|best, one| if one.2 > best.2 { one } else { best })
    }

    /// An amount of money in the currency of the answer, at par.
    fn at_par(&self, money: Money) -> Option<Decimal> {
        self.ask.at_par(money)
    }

    /// What the buyer pays on a channel, if that is known.
    pub(super) fn price(&self, terms: &Terms<'_>) -> Option<Money> {
        let own = terms.row.and_then(|(_, row)| row.channel_price);
        own.or(self.ask.inputs.sale_price).or_else(|| self.listed().filter(|_| !self.ask.is_bulk()))
    }

    /// The price by what customs counts: without tax for a parcel at which the price holds none.
    fn listed(&self) -> Option<Money> {
        let listed = self.ask.listed_price()?;
        if let Basis::Parcel(_) = self.basis {
            let of_tax = self.of_tax()?;
            let without = Money { value: listed.value.over(of_tax)?, ..listed }.rounded();
            if self.landed(without).is_some_and(|one| one.tax.is_zero() && self.at_par(without) == Some(one.net)) {
                return Some(without);
            }
        }
        Some(listed)
    }

    /// A channel at its price, with the least price that reaches the target.
    fn channel(&self, terms: &Terms<'_>) -> Option<(Option<Decimal>, Alternative)> {
        let mut shown = Alternative { id: terms.id.clone(), ..Alternative::default() };
        if let Arg::Key(key) = &terms.name {
            shown.name.clone_from(key);
        }
        if let Some(card) = terms.card {
            shown.sources.extend(card.sources.iter().cloned());
        }
        if self.is_closed_to(terms) {
            shown.refused.push(Problem::error(problem::E_MCF));
            return Some((None, shown));
        }
        let price = self.price(terms);
        let sale = price.and_then(|price| Some((price, self.sale(terms, price)?)));
        if let Some((price, _)) = &sale {
            shown.figures.push(Figure { name: figure::PRICE, value: Arg::Money(*price) });
        }
        let mut profit = None;
        if let Some((price, sale)) = &sale {
            profit = Some(sale.profit);
            self.tell(terms, *price, sale, &mut shown)?;
        } else if price.is_some() {
            shown.refused.push(Problem::error(problem::E_SALE));
        }
        match self.least_price(terms) {
            Some(least) => {
                shown.figures.push(Figure { name: figure::LEAST_PRICE, value: Arg::Money(least) });
                let text = Phrase::new(note::LEAST_PRICE).with("price", Arg::Money(least));
                let phrase = text.with("margin", Arg::Percent(self.ask.inputs.target_margin));
                shown.notes.push(Note { severity: Severity::Note, phrase, source: None });
            }
            None => shown.notes.push(Note {
                severity: Severity::Warning,
                phrase: Phrase::new(note::NO_PRICE).with("margin", Arg::Percent(self.ask.inputs.target_margin)),
                source: None,
            }),
        }
        if let Some((price, sale)) = &sale {
            shown.notes.extend(self.notes_of_value(sale)?);
            self.bounds(terms, *price, sale, &mut shown)?;
            shown.notes.extend(self.notes_of_steps(terms, *price)?);
        }
        Some((profit, shown))
    }

    /// What to know of what the landed cost at the price holds: another value for customs than the one of the form, or nothing
    /// of what goods in bulk still cost until they are with buyers.
    fn notes_of_value(&self, sale: &Sale) -> Option<Vec<Note>> {
        let ask = self.ask;
        let warn = |phrase: Phrase| vec![Note { severity: Severity::Warning, phrase, source: None }];
        if let Basis::Bulk(_) = self.basis {
            return Some(warn(Phrase::new(note::BULK_SALE)));
        }
        let (Basis::Parcel(way), Some(worth)) = (&self.basis, sale.reached.worth) else { return Some(Vec::new()) };
        let asked = Ask { inputs: &way.inputs, ..*ask };
        let typed = exact::sum(asked.goods()?.iter().map(|goods| goods.value))?;
        let currency = ask.market.currency;
        if worth.minus(typed)?.abs() <= Decimal::new(1, currency.minor_digits()) || ask.is_delivered() {
            return Some(Vec::new());
        }
        let [typed, worth] = [typed, worth].map(|value| Arg::Money(Money { value, currency }.rounded()));
        let landed = Arg::Money(Money { value: sale.reached.landed, currency: ask.inputs.currency }.rounded());
        let phrase = Phrase::new(note::PRICE_VALUE).with("worth", worth).with("typed", typed);
        Some(warn(phrase.with("landed", landed)))
    }

    /// The sale as lines, figures and working.
    fn tell(&self, terms: &Terms<'_>, price: Money, sale: &Sale, shown: &mut Alternative) -> Option<()> {
        let currency = self.ask.inputs.currency;
        let total = Money { value: sale.profit, currency }.rounded();
        let parts: Vec<_> = sale.parts.iter().map(|(_, value, _)| *value).collect();
        let rounded = add_up(total.value, &parts, currency)?;
        for ((name, _, status), value) in sale.parts.iter().zip(rounded) {
            if !value.is_zero() {
                let amount = Money { value, currency };
                shown.lines.push(Line { name: *name, count: Decimal::ONE, amount, status: *status });
            }
        }
        shown.total = Some(total);
        let costs = shown.lines.iter().filter(|line| line.amount.value < Decimal::ZERO);
        let all = exact::sum(costs.clone().map(|line| -line.amount.value))?;
        let sample = exact::sum(costs.filter(|line| line.status.is_sample()).map(|line| -line.amount.value))?;
        shown.sample_share = Some(share_of(sample, Some(all)));
        let margin = percent_of(sale.profit, sale.net)?;
        shown.figures.push(Figure { name: figure::MARGIN, value: Arg::Percent(margin) });
        let money = |value: Decimal| Arg::Money(Money { value, currency }.rounded());
        if sale.reached.holds_tax && !self.tax.is_zero() {
            let mut args = Args::new();
            args.put("price", Arg::Money(price)).percent("tax", self.tax);
            shown.steps.push(Step { formula: step::NET_PRICE, args, result: money(sale.net), row: None });
        }
        let mut args = Args::new();
        args.put("profit", Arg::Money(total)).put("net", money(sale.net));
        shown.steps.push(Step { formula: step::MARGIN, args, result: Arg::Percent(margin), row: None });
        if let Some((policy, each)) = sale.returned {
            let rate = self.returned(terms);
            let mut args = Args::new();
            args.put("policy", Arg::Text(policy)).put("each", money(each)).percent("rate", rate);
            shown.steps.push(Step { formula: step::RETURNS, args, result: money(part(each, rate)?), row: None });
            let phrase = Phrase::new(note::RETURN_BY).with("policy", Arg::Text(policy)).with("each", money(each));
            shown.notes.push(Note { severity: Severity::Note, phrase, source: None });
        }
        Some(())
    }

    /// What an order costs at a price: asked once for each.
    fn landed(&self, price: Money) -> Option<Reached> {
        let at = (price.currency.code(), price.value);
        if let Some(known) = self.asked.borrow().get(&at) {
            return *known;
        }
        let found = self.bill(price).map(|(landed, _)| landed);
        self.asked.borrow_mut().insert(at, found);
        found
    }

    /// The same with the lines of the way; without any by way of a warehouse.
    fn bill(&self, price: Money) -> Option<(Reached, Vec<Line>)> {
        let gross = self.at_par(price)?;
        let of_tax = self.of_tax()?;
        let net = gross.over(of_tax)?;
        let tax = gross.minus(net)?;
        let taxed = |landed: Decimal| Reached { landed, net, tax, worth: None, holds_tax: true };
        match &self.basis {
            Basis::Warehouse { each, at, .. } => {
                let fee = match (self.fulfilment(price), at) {
                    (Some(Some(fee)), Some(at)) => fee.minus(*at)?,
                    (Some(None), _) => return None,
                    _ => Decimal::ZERO,
                };
                Some((taxed(each.plus(fee)?), Vec::new()))
            }
            Basis::Bulk(way) => {
                let ask = Ask { inputs: &way.inputs, told: false, ..*self.ask };
                let goods = ask.goods()?;
                let (rank, shown) = route::alternative(&ask, &ask.entry(&goods)?, way.offer.as_ref().clone())?;
                Some((taxed(rank?.1.over(ask.units()?)?), shown.lines))
            }
            Basis::Parcel(way) => {
                let ask = Ask { inputs: &way.inputs, told: false, ..*self.ask };
                let (goods, offer) = (ask.goods()?, &way.offer);
                let entry = ask.entry(&goods)?;
                let without = price.value.over(of_tax)?;
                let shipping = ask.typed_in_market(way.inputs.buyer_shipping)?;
                let at = |worth: Decimal| -> Option<(Paid, Reached, Vec<Line>)> {
                    // It is declared in whole minor units of the price.
                    let declared = Money { value: worth, currency: price.currency }.rounded();
                    let worth = ask.in_market(declared)?.minus(shipping)?;
                    if worth <= Decimal::ZERO {
                        return None;
                    }
                    let goods = entry.goods_worth(worth)?;
                    let entry = Entry { goods: &goods, ..entry };
                    let paid = if ask.is_delivered() && self.is_taxed_with_sale() {
                        // The supplier pays the border's tax; that of the sale is due all the same.
                        Paid::AtCheckout
                    } else if offer.is_included() {
                        Paid::Never
                    } else {
                        entry.assess(ask.in_market(offer.invoiced()?)?, offer.carriage).ok()?.paid
                    };
                    let (rank, shown) = route::alternative(&ask, &entry, offer.as_ref().clone())?;
                    Some((paid, Reached { worth: Some(worth), ..taxed(rank?.1) }, shown.lines))
                };
                let (paid, reached, lines) = at(without)?;
                match paid {
                    // The tax is in the price, and goes on to the state.
                    Paid::AtCheckout => Some((reached, lines)),
                    // The seller pays it at the border, as a line of the way.
                    Paid::AtBorder if way.inputs.terms == "ddp" => {
                        Some((Reached { tax: Decimal::ZERO, ..reached }, lines))
                    }
                    // No tax is in the price.
                    Paid::AtBorder | Paid::Never => {
                        let (_, reached, lines) = at(price.value)?;
                        Some((Reached { net: gross, tax: Decimal::ZERO, holds_tax: false, ..reached }, lines))
                    }
                }
            }
        }
    }

    /// Whether the market has tax taken with sales from abroad.
    fn is_taxed_with_sale(&self) -> bool {
        let day = self.ask.day();
        let treatments = self.ask.market.treatments.iter().filter(|one| day.within(one.valid_from, one.valid_to));
        treatments.map(|one| one.tax).any(|tax| !matches!(tax, TaxRule::Free | TaxRule::Import))
    }

    /// What a price with tax is of one without.
    fn of_tax(&self) -> Option<Decimal> {
        Decimal::ONE.plus(self.tax.over(Decimal::ONE_HUNDRED)?)
    }

    /// The share of orders that come back, percent.
    fn returned(&self, terms: &Terms<'_>) -> Decimal {
        let typed = terms.row.and_then(|(_, row)| row.returned);
        typed.or(terms.card.map(|card| card.returns_percent)).unwrap_or_default()
    }

    /// What is left of an order at a price.
    pub(super) fn sale(&self, terms: &Terms<'_>, price: Money) -> Option<Sale> {
        let gross = self.at_par(price)?;
        let reached = self.landed(price)?;
        let Reached { landed, net, tax, .. } = reached;
        let row = terms.row.map(|(_, row)| row);
        let of_card = |covers: &str| terms.card.map_or(Status::Own, |card| card.status_of(covers));
        let share = |typed: Option<Decimal>, card: fn(&Channel) -> Decimal, covers: &str| {
            let percent = typed.or(terms.card.map(card)).unwrap_or_default();
            let status = if typed.is_some() { Status::Own } else { of_card(covers) };
            Some((-part(gross, percent)?, status))
        };
        let rate = self.ask.market.tax_rate(self.ask.inputs.destination, self.ask.day());
        let rate = rate.filter(|_| self.ask.inputs.tax_rate.is_none()).map_or(Status::Own, |rate| rate.source.status);
        let mut parts = vec![(line::PRICE, gross, Status::Own), (line::SALES_TAX, -tax, rate)];
        let mut put = |name: Text, (value, status): (Decimal, Status)| parts.push((name, value, status));
        let referral = match (row.and_then(|row| row.referral), terms.card) {
            (Some(percent), _) => (-part(gross, percent)?, Status::Own),
            (None, Some(card)) => (-self.referral(card, price)?, of_card("referral")),
            (None, None) => (Decimal::ZERO, Status::Own),
        };
        put(line::REFERRAL, referral);
        let fixed = match (row.and_then(|row| row.order_fee), terms.card) {
            (Some(fee), _) => (-self.at_par(fee)?, Status::Own),
            (None, Some(card)) => (-self.order_fees(card, price)?, of_card("payment")),
            (None, None) => (Decimal::ZERO, Status::Own),
        };
        put(line::ORDER_FEE, fixed);
        let typed = |look: fn(&ChannelRow) -> Option<Decimal>| row.and_then(look);
        put(line::PAYMENT, share(typed(|row| row.payment_share), |card| card.payment_percent, "payment")?);
        put(line::PAYOUT, share(typed(|row| row.payout_share), |card| card.payout_percent, "payout")?);
        put(line::ADS, share(typed(|row| row.ads_share), |card| card.ads_percent, "ads")?);
        let rate = self.returned(terms);
        let returned = if rate.is_zero() {
            None
        } else {
            let saved = match &self.basis {
                Basis::Warehouse { each, again, .. } => each.minus(*again)?,
                Basis::Parcel(_) | Basis::Bulk(_) => landed,
            };
            let (policy, each) = returns::chosen(self.ask, Returned { refund: gross.minus(tax)?, saved })?;
            let status = if typed(|row| row.returned).is_some() { Status::Own } else { of_card("returns") };
            put(line::RETURNS, (-part(each, rate)?, status));
            Some((policy, each))
        };
        if let Some(fee) = row.and_then(|row| row.fulfilment) {
            put(line::FULFILMENT, (-self.at_par(fee)?, Status::Own));
        }
        put(line::LANDED, (-landed, self.landed_status()));
        let profit = exact::sum(parts.iter().map(|(_, value, _)| *value))?;
        Some(Sale { reached, net, parts, profit, returned })
    }

    /// How sure the landed cost is: a sample as soon as a line of it is.
    fn landed_status(&self) -> Status {
        match &self.basis {
            Basis::Parcel(way) | Basis::Bulk(way) => way.offer.status(),
            Basis::Warehouse { .. } => Status::Sample,
        }
    }

    /// What the channel takes of a price, in the currency of the answer.
    fn referral(&self, card: &Channel, price: Money) -> Option<Decimal> {
        let price = self.ask.exchange.on_card(price, card.currency)?;
        self.at_par(Money { value: referral(card, price)?, currency: card.currency })
    }

    /// What the channel and the payment take for an order whatever its price.
    fn order_fees(&self, card: &Channel, price: Money) -> Option<Decimal> {
        let price = self.ask.exchange.on_card(price, card.currency)?;
        self.at_par(Money { value: order_fees(card, price)?, currency: card.currency })
    }

    /// What is left of a price beyond the target. What a division cannot hold does not decide.
    fn beyond(&self, terms: &Terms<'_>, price: Money) -> Option<Decimal> {
        let sale = self.sale(terms, price)?;
        Some(sale.profit.minus(part(sale.net, self.ask.inputs.target_margin)?)?.round_dp(12))
    }

    /// The least price on a channel whose margin reaches the target.
    pub(super) fn least_price(&self, terms: &Terms<'_>) -> Option<Money> {
        let left = |minor: u64| self.beyond(terms, price_of(minor, self.currency)?);
        let jumps = self.jumps(terms, self.currency)?;
        price_of(solve::least(MOST, &jumps, self.noise()?, left)?, self.currency)
    }

    /// How far rounding can move what is left: single lines of the border in the money of the market, and of the answer.
    fn noise(&self) -> Option<Decimal> {
        self.noise_at_border()?.plus(Decimal::new(4, self.ask.inputs.currency.minor_digits()))
    }

    /// The same of the lines of the border alone.
    fn noise_at_border(&self) -> Option<Decimal> {
        let rows = Decimal::from(self.ask.inputs.goods.0.len());
        self.at_par(smallest(self.ask.market.currency))?.times(rows.plus(Decimal::from(8))?)
    }

    /// The prices at which another fee or another rule of the market can begin, before anything is rounded.
    fn limits(&self, terms: &Terms<'_>) -> Option<Vec<Money>> {
        let mut limits: Vec<Money> = Vec::new();
        if let Some(card) = terms.card {
            let tiers = card.referral.iter().filter_map(|tier| tier.up_to);
            let fees = card.order_fee.iter().filter_map(|fee| fee.up_to);
            limits.extend(tiers.chain(fees).map(|value| Money { value, currency: card.currency }));
        }
        let of_tax = self.of_tax()?;
        match &self.basis {
            Basis::Warehouse { .. } => limits.extend(warehouse::limits(self.ask)?),
            Basis::Bulk(_) => {}
            Basis::Parcel(way) => {
                let ask = Ask { inputs: &way.inputs, ..*self.ask };
                let goods = ask.goods()?;
                let entry = ask.entry(&goods)?;
                let currency = ask.market.currency;
                for value in worth_limits(&entry, &goods, ask.in_market(way.offer.invoiced()?)?, way.offer.carriage)? {
                    let value = value.plus(ask.typed_in_market(way.inputs.buyer_shipping)?)?;
                    limits.push(Money { value, currency });
                    limits.push(Money { value: value.times(of_tax)?, currency });
                }
            }
        }
        Some(limits)
    }

    /// The prices, in minor units of a currency, from which on another fee or another rule of the market can hold.
    fn jumps(&self, terms: &Terms<'_>, currency: Currency) -> Option<Vec<u64>> {
        let unit = smallest(currency).value;
        // Rounding of the price without tax, to a minor unit of the market, moves the jump.
        let of_market = self.ask.exchange.on_card(smallest(self.ask.market.currency), currency)?;
        let moved = of_market.times(self.of_tax()?)?.over(unit)?.over(Decimal::TWO)?.up();
        let moved = u64::try_from(moved).map_or(MOVED, |moved| moved.min(MOVED));
        let mut jumps = Vec::new();
        for limit in self.limits(terms)? {
            let minor = self.ask.exchange.on_card(limit, currency)?.over(unit)?.down();
            let Ok(minor) = u64::try_from(minor) else { continue };
            let around = minor.saturating_sub(moved + 1)..=minor.saturating_add(moved + 2);
            jumps.extend(around.filter(|at| *at > 0));
        }
        Some(jumps)
    }
}

/// What a channel takes of a price, both in its currency.
fn referral(card: &Channel, price: Decimal) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let mut below = Decimal::ZERO;
    for tier in &card.referral {
        let is_here = tier.up_to.is_none_or(|up_to| price <= up_to);
        if card.by_portion {
            let to = if is_here { price } else { tier.up_to.unwrap_or(price) };
            sum = sum.plus(part(to.minus(below)?, tier.percent)?)?;
            below = to;
        } else if is_here {
            sum = part(price, tier.percent)?;
        }
        if is_here {
            break;
        }
    }
    Some(sum.max(card.referral_least))
}

/// What a channel and the payment take for an order at a price, in its currency.
fn order_fees(card: &Channel, price: Decimal) -> Option<Decimal> {
    let holds = |fee: &&OrderFee| fee.up_to.is_none_or(|up_to| price <= up_to);
    let each = card.order_fee.iter().find(holds).map(|fee| fee.each).unwrap_or_default();
    each.plus(card.payment_fixed)
}

/// A minor unit of a currency.
fn smallest(currency: Currency) -> Money {
    Money { value: Decimal::new(1, currency.minor_digits()), currency }
}

/// A price of so many minor units.
fn price_of(minor: u64, currency: Currency) -> Option<Money> {
    Some(Money { value: Decimal::from(minor).times(smallest(currency).value)?, currency })
}

/// What the limits of a market come to as a value of the goods, in its currency.
fn worth_limits(entry: &Entry<'_>, goods: &[Goods], freight: Decimal, by: Carriage) -> Option<Vec<Decimal>> {
    let mut limits = Vec::new();
    let all = exact::sum(goods.iter().map(|goods| goods.value))?;
    let dearest = goods.iter().map(|goods| goods.each).max()?;
    for treatment in &entry.market.treatments {
        let Some(limit) = treatment.up_to.and_then(|limit| entry.of_treatment(treatment, limit)) else { continue };
        limits.push(match treatment.of {
            LimitOf::Goods => limit,
            LimitOf::CustomsValue => limit.minus(entry.carriage_in_value(freight)?)?,
            LimitOf::Unit if dearest.is_zero() => limit,
            LimitOf::Unit => limit.times(all)?.over(dearest)?,
        });
    }
    for fee in &entry.market.fees {
        for limit in [fee.above, fee.up_to].into_iter().flatten() {
            limits.push(limit);
            limits.push(limit.minus(entry.domestic)?);
        }
    }
    if entry.treatments(by).any(|one| one.waived_up_to.is_some()) {
        limits.extend(waived_worth(entry, freight, by));
    }
    Some(limits)
}

/// The largest value of the goods whose tax at the border is too small to be collected, in the currency of the market.
fn waived_worth(entry: &Entry<'_>, freight: Decimal, by: Carriage) -> Option<Decimal> {
    let unit = smallest(entry.market.currency).value;
    let is_waived = |minor: u64| {
        let goods = Decimal::from(minor.max(1)).times(unit).and_then(|worth| entry.goods_worth(worth));
        let Some(goods) = goods else { return false };
        let at_that = Entry { goods: &goods, ..*entry };
        at_that.assess(freight, by).is_ok_and(|assessed| assessed.tax.is_zero())
    };
    Decimal::from(bounds::most(is_waived)?).times(unit)
}

/// The lines of a sale rounded so that they add up to the profit. The last, the landed cost, stays what the bill says if one
/// of the others can take up the difference.
fn add_up(total: Decimal, parts: &[Decimal], currency: Currency) -> Option<Vec<Decimal>> {
    let digits = currency.minor_digits();
    let (landed, others) = parts.split_last()?;
    let landed = Money { value: *landed, currency }.rounded().value;
    let rest = allocation::rounded_to(total.minus(landed)?, others, digits)?;
    let unit = Decimal::new(1, digits);
    let is_near = rest.iter().zip(others).all(|(rounded, exact)| (*rounded - *exact).abs() < unit);
    if is_near && exact::sum(rest.iter().copied())?.plus(landed)? == total {
        return Some(rest.into_iter().chain([landed]).collect());
    }
    allocation::rounded_to(total, parts, digits)
}

/// The unrounded cost of a way.
fn exact_of(ask: &Ask<'_>, world: &World, id: &str) -> Option<Decimal> {
    let ways = ask.ways(world).ok()?;
    ways.into_iter().find(|(_, way)| way.id == id)?.0.map(|(_, exact)| exact)
}

fn part(value: Decimal, percent: Decimal) -> Option<Decimal> {
    value.times(percent)?.over(Decimal::ONE_HUNDRED)
}

/// A part in percent of the whole, to two places.
pub(super) fn percent_of(part: Decimal, whole: Decimal) -> Option<Decimal> {
    // What a division cannot hold does not decide.
    let percent = part.times(Decimal::ONE_HUNDRED)?.over(whole)?.round_dp(12);
    Some(percent.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize())
}

#[cfg(test)]
#[cfg(feature = "source")]
mod tests {
    use std::path::Path;

    use super::super::LandedCost;
    use super::*;
    use crate::link;
    use crate::pack::{Pack, source};
    use crate::schema::{Calculator, Fields};

    fn world() -> World {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        World::new(Pack::decode(&source::read(&data).unwrap().bytes).unwrap()).brief()
    }

    /// Cases around every rule that steps with the price: limits of value, least commissions, fees by order, Amazon's bands.
    pub(super) fn links() -> Vec<String> {
        let mut links = Vec::new();
        let parcels = [
            ("GB", "GBP", "d=GB&ap=2.5&al=12GBP"),
            ("DE", "EUR", "d=DE"),
            ("FR", "EUR", "d=FR&tc=nobody"),
            ("US", "USD", "ul=list-4a"),
            ("JP", "JPY", "d=JP"),
            ("AU", "AUD", "d=AU&tm=dap"),
        ];
        for (index, (_, currency, rest)) in parcels.iter().enumerate() {
            for cost in ["3", "28.5", "390", "911.13"] {
                let rate = ["0", "4.7", "12"][(index + cost.len()) % 3];
                for (margin, answer) in [("18", *currency), ("35", "CNY")] {
                    links.push(format!(
                        "v=1&t=lc&g=_{cost}CNY_20{currency}_{rate}&p=_350g_20x15x8cm&{rest}&mg={margin}&c={answer}&dt=2026-11-26&k=hand"
                    ));
                }
            }
        }
        for sites in ["", "&wh=fba", "&wh=fba_60_west&wh=_40_east"] {
            for cost in ["2", "14", "160"] {
                links.push(format!(
                    "v=1&t=lc&g=_{cost}CNY_20USD_4&p=_350g_20x15x8cm&rt=warehouse&ul=list-4a&bo=900&mo=300&cq=40&cw=15kg&cs=60x40x40cm{sites}&c=USD&dt=2026-11-26&k=hand"
                ));
            }
        }
        links.push(
            "v=1&t=lc&g=800_36CNY__4.7&p=40_14kg_60x40x40cm&rt=bulk&d=DE&mg=0&c=EUR&dt=2026-11-26&k=hand".to_owned(),
        );
        // Prices in money of which a minor unit is less than one of the market, and tax that is waived where it is small.
        for cost in ["28.5", "911.13"] {
            for rest in [
                "180CNY_4.7&d=GB&ap=2.5&al=12GBP",
                "180CNY_4.7&d=DE",
                "20CHF&d=CH&tc=nobody&qf=40CNY",
                "20CHF&d=CH&tc=nobody&tm=dap&qf=40CNY",
            ] {
                links.push(format!("v=1&t=lc&g=_{cost}CNY_{rest}&p=_350g_20x15x8cm&c=EUR&dt=2026-11-26&k=hand"));
            }
        }
        links
    }

    /// Every channel of every case, for goods that come on the best way and on one in the middle.
    fn each_seller(look: impl FnMut(&str, &Seller<'_>, &Terms<'_>)) {
        each_of(&links(), look);
    }

    /// Every channel of these cases.
    pub(super) fn each_of(links: &[String], mut look: impl FnMut(&str, &Seller<'_>, &Terms<'_>)) {
        let world = world();
        for link in links {
            let record =
                link::decode(link).unwrap().record.settled(LandedCost.fields()).with_defaults(LandedCost.fields());
            let inputs = Inputs::from_values(&record.values).unwrap();
            let market = world.pack().unwrap().market(inputs.destination).unwrap();
            let ask = Ask::new(&inputs, world.pack().unwrap(), market, &world);
            let answer = ask.answer(&world).unwrap();
            let ways: Vec<_> = answer.alternatives.iter().filter(|way| way.total.is_some()).collect();
            for way in [ways[0], ways[ways.len() / 2]] {
                let seller = Seller::new(&ask, &world, way).unwrap();
                for terms in seller.terms() {
                    look(&format!("{link} {} {}", way.id, terms.id), &seller, &terms);
                }
            }
        }
    }

    /// What is left beyond the target at a price in minor units.
    fn left(seller: &Seller<'_>, terms: &Terms<'_>, minor: u64) -> Option<Decimal> {
        let unit = Decimal::new(1, seller.currency.minor_digits());
        let sale = seller.sale(terms, Money { value: Decimal::from(minor) * unit, currency: seller.currency })?;
        Some(sale.profit - sale.net * seller.ask.inputs.target_margin / Decimal::ONE_HUNDRED)
    }

    #[test]
    fn the_solved_price_is_the_least_that_reaches_the_target() {
        let (mut solved, mut unsolved) = (0, 0);
        each_seller(|name, seller, terms| {
            let Some(least) = seller.least_price(terms) else {
                unsolved += 1;
                return;
            };
            solved += 1;
            let unit = Decimal::new(1, seller.currency.minor_digits());
            let minor = u64::try_from(least.value / unit).unwrap();
            assert!(left(seller, terms, minor).unwrap() >= Decimal::ZERO, "{name}: {least}");
            let below = (minor.saturating_sub(60)..minor).chain((1..minor).step_by(1 + minor as usize / 150));
            let jumps = seller.jumps(terms, seller.currency).unwrap().into_iter().filter(|jump| *jump < minor);
            for lower in below.chain(jumps).filter(|lower| *lower > 0) {
                assert!(
                    left(seller, terms, lower).is_none_or(|left| left < Decimal::ZERO),
                    "{name}: {least}, but {lower}"
                );
            }
        });
        assert!(solved > 300 && unsolved < solved / 10, "{solved} solved, {unsolved} not");
    }

    #[test]
    fn the_lines_of_a_sale_are_its_profit() {
        each_seller(|name, seller, terms| {
            let (profit, shown) = seller.channel(terms).unwrap();
            if let Some(total) = shown.total {
                assert_eq!(exact::sum(shown.lines.iter().map(|line| line.amount.value)), Some(total.value), "{name}");
                assert_eq!(Some(total.value), profit.map(|value| Money { value, ..total }.rounded().value), "{name}");
            }
        });
    }
}
