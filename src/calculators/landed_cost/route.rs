//! One way to carry the consignment, with all that it leads to: the bill, who pays what, and the working.

use rust_decimal::Decimal;

use super::Ask;
#[cfg(feature = "explain")]
use super::customs::Paid;
use super::customs::{self, Assessed, Entry, Stopped};
#[cfg(feature = "explain")]
use super::texts::service;
use super::texts::{figure, line, problem};
use crate::amount::{Currency, Money, share_of};
#[cfg(feature = "explain")]
use crate::calculators::shipping_cost::Driven;
use crate::calculators::shipping_cost::Quote;
use crate::calculators::shipping_cost::texts::{figure as of_service, refusal::E_NOTHING};
use crate::exact::{self, Exact};
#[cfg(feature = "explain")]
use crate::pack::DutyRule;
use crate::pack::{Carriage, DutyIncluded, Status, Tariff};
use crate::schema::{Alternative, Arg, Figure, Line, Problem, Text};

/// A way to carry the consignment and what it costs.
#[derive(Clone)]
pub(super) struct Offer {
    /// What shipping cost says of it: its name, reasons, days, working and sources.
    pub(super) service: Alternative,
    /// Freight in the currency of the answer; none where it is refused.
    freight: Option<Money>,
    /// The same in the currency of the card or the quote, without what the bank keeps: what customs counts.
    pub(super) invoiced: Option<Money>,
    /// What of that is charged behind the border, such as handling and carriage there: no part of the customs value.
    #[cfg(feature = "explain")]
    pub(super) behind: Option<Money>,
    status: Status,
    pub(super) carriage: Carriage,
    /// Duty and tax are in the freight.
    pub(super) included: bool,
    /// The card does not say whether they are.
    #[cfg(feature = "explain")]
    pub(super) unstated: bool,
    /// What the carrier takes for paying duty and tax first, by its card.
    pub(super) advance: Option<Money>,
    /// What set the freight; not known of the user's own quote.
    #[cfg(feature = "explain")]
    pub(super) driven: Option<Driven>,
}

impl Offer {
    /// The user's own quote.
    #[cfg(feature = "explain")]
    pub(super) fn quoted(freight: Money, invoiced: Money, carriage: Carriage) -> Self {
        let name = service::OWN_QUOTE.key().to_owned();
        let service = Alternative { id: service::OWN_QUOTE.code().to_owned(), name, ..Alternative::default() };
        let (freight, invoiced) = (Some(freight), Some(invoiced));
        Self {
            service,
            freight,
            invoiced,
            status: Status::Own,
            carriage,
            included: false,
            unstated: false,
            advance: None,
            driven: None,
            behind: None,
        }
    }

    /// Delivery by the supplier, which the price of the goods holds with duty and tax.
    #[cfg(feature = "explain")]
    pub(super) fn delivered(currency: Currency) -> Self {
        let nothing = Money { value: Decimal::ZERO, currency };
        let name = service::SUPPLIER_DDP.key().to_owned();
        let service = Alternative { id: service::SUPPLIER_DDP.code().to_owned(), name, ..Alternative::default() };
        Self { service, included: true, ..Self::quoted(nothing, nothing, Carriage::Line) }
    }

    /// A service as shipping cost priced it; `carriage` counts where its card does not say.
    pub(super) fn of_service(quote: Quote, card: Option<&Tariff>, carriage: Carriage, currency: Currency) -> Self {
        let service = quote.alternative;
        let paid = service.converted.or(service.total);
        let status = service.lines.iter().map(|line| line.status).fold(Status::Own, customs::less_sure);
        let fee = card.and_then(|card| Some(Money { value: card.duty_paid_fee?, currency: card.currency }));
        #[cfg(feature = "explain")]
        let behind = exact::sum(service.lines.iter().filter(|line| is_behind(line.name)).map(|line| line.amount.value));
        #[cfg(feature = "explain")]
        let behind = behind.filter(|value| !value.is_zero()).zip(service.total);
        Self {
            #[cfg(feature = "explain")]
            behind: behind.map(|(value, total)| Money { value, ..total }),
            freight: paid.filter(|paid| paid.currency == currency),
            invoiced: service.total,
            status,
            carriage: card.and_then(Tariff::carriage).unwrap_or(carriage),
            included: card.is_some_and(|card| card.duty == DutyIncluded::Included),
            #[cfg(feature = "explain")]
            unstated: card.is_some_and(|card| card.duty == DutyIncluded::NotStated),
            advance: fee,
            #[cfg(feature = "explain")]
            driven: Some(quote.driven),
            service,
        }
    }
}

#[cfg(feature = "explain")]
impl Offer {
    pub(super) fn id(&self) -> &str {
        &self.service.id
    }

    /// Whether it is the user's own quote.
    pub(super) fn is_quoted(&self) -> bool {
        self.id() == service::OWN_QUOTE.code()
    }

    /// Freight in the currency of the answer; none where it is refused.
    pub(super) fn freight(&self) -> Option<Decimal> {
        self.freight.map(|freight| freight.value)
    }

    /// What customs counts as freight.
    pub(super) const fn invoiced(&self) -> Option<Money> {
        self.invoiced
    }

    /// What of it is carriage to the border, in the currency of the market.
    pub(super) fn to_border(&self, ask: &Ask<'_>) -> Option<Decimal> {
        Some(ask.in_market(self.invoiced?)?.minus(ask.typed_in_market(self.behind)?)?.max(Decimal::ZERO))
    }

    /// The entry with what the card charges behind the border as carriage there.
    pub(super) fn entered<'e>(&self, ask: &Ask<'_>, entry: &Entry<'e>) -> Option<Entry<'e>> {
        Some(Entry { inland: entry.inland.plus(ask.typed_in_market(self.behind)?)?, ..*entry })
    }

    /// Whether duty and tax are in the freight.
    pub(super) const fn is_included(&self) -> bool {
        self.included
    }

    /// How sure the freight is.
    pub(super) const fn status(&self) -> Status {
        self.status
    }

    /// Makes the freight so many times as much.
    pub(super) fn move_by(&mut self, by: Decimal) {
        let moved =
            |money: Option<Money>| money.and_then(|money| Some(Money { value: money.value.times(by)?, ..money }));
        if by != Decimal::ONE {
            (self.freight, self.invoiced, self.behind) =
                (moved(self.freight), moved(self.invoiced), moved(self.behind));
        }
    }

    /// The same at another freight, in the currency of the answer.
    pub(super) fn at(&self, ask: &Ask<'_>, freight: Decimal) -> Self {
        let freight = Some(Money { value: freight, currency: ask.inputs.currency });
        let behind = self.behind.and_then(|money| Some(Money { value: ask.in_answer(money)?, ..freight? }));
        Self { freight, invoiced: freight, behind, ..self.clone() }
    }
}

/// Whether a line of a card is for what happens behind the border.
#[cfg(feature = "explain")]
fn is_behind(name: Text) -> bool {
    use crate::calculators::shipping_cost::texts::line::{
        CUSTOMS_ENTRY, DELIVERY_ORDER, DESTINATION_HANDLING, TRUCKING,
    };
    matches!(name, DESTINATION_HANDLING | DELIVERY_ORDER | CUSTOMS_ENTRY | TRUCKING)
}

/// The bill of a way, as it is made.
struct Bill<'a> {
    ask: &'a Ask<'a>,
    shown: Alternative,
    /// The sum of the lines before they are rounded.
    exact: Decimal,
    /// What is paid until the goods are there beyond the cost: tax that comes back, and the rebate that comes later.
    advanced: Decimal,
}

impl Bill<'_> {
    /// A line from an amount of the market or of the answer; nothing for an amount of zero.
    #[inline(never)]
    fn put(&mut self, name: Text, money: Money, status: Status) -> Option<()> {
        let currency = self.ask.inputs.currency;
        let exact = self.ask.in_answer(money)?;
        self.exact = self.exact.plus(exact)?;
        let amount = Money { value: exact, currency }.rounded();
        if !amount.value.is_zero() {
            self.shown.lines.push(Line { name, count: Decimal::ONE, amount, status });
        }
        Some(())
    }

    #[cfg(feature = "explain")]
    fn put_typed(&mut self, name: Text, money: Option<Money>) -> Option<()> {
        money.map_or(Some(()), |money| self.put(name, money, Status::Own))
    }

    #[inline(never)]
    fn figure(&mut self, name: Text, value: Decimal) {
        let money = Money { value, currency: self.ask.inputs.currency };
        self.shown.figures.push(Figure { name, value: Arg::Money(money.rounded()) });
    }
}

/// By what a way is ranked: what is paid, then the same unrounded. `None` where it is refused.
pub(super) type Rank = Option<(Decimal, Decimal)>;

/// A way to carry the consignment, priced or refused. `None` where a figure leaves the exact range.
pub(super) fn alternative(ask: &Ask<'_>, entry: &Entry<'_>, offer: Offer) -> Option<(Rank, Alternative)> {
    let service = &offer.service;
    let mut shown = Alternative {
        id: service.id.clone(),
        name: service.name.clone(),
        title: service.title.clone(),
        refused: service.refused.clone(),
        ..Alternative::default()
    };
    let (Some(freight), Some(_)) = (offer.freight, offer.invoiced) else {
        if shown.refused.is_empty() {
            shown.refused.push(Problem::error(problem::E_NO_RATE));
        }
        return Some((None, shown));
    };
    #[cfg(feature = "explain")]
    let entry = &offer.entered(ask, entry)?;
    #[cfg(feature = "explain")]
    let carried = offer.to_border(ask)?;
    #[cfg(not(feature = "explain"))]
    let carried = ask.in_market(offer.invoiced?)?;
    let assessed = if offer.included {
        None
    } else {
        match entry.assess(carried, offer.carriage) {
            Ok(assessed) => Some(assessed),
            Err(Stopped::Problem(problem)) => {
                shown.refused.push(problem);
                return Some((None, shown));
            }
            Err(Stopped::TooLarge) => return None,
        }
    };
    if ask.told() {
        shown.steps.clone_from(&service.steps);
        shown.sources.clone_from(&service.sources);
    }
    let mut bill = Bill { ask, shown, exact: Decimal::ZERO, advanced: Decimal::ZERO };
    before_the_border(&mut bill, &offer, freight)?;
    if let Some(assessed) = &assessed {
        at_the_border(&mut bill, entry, assessed, &offer)?;
    }
    #[cfg(feature = "explain")]
    {
        bill.put_typed(line::BROKERAGE, ask.inputs.brokerage)?;
        bill.put_typed(line::INLAND_FREIGHT, ask.inputs.inland_freight)?;
        bill.put_typed(line::OTHER_COSTS, ask.inputs.other_costs)?;
    }
    if bill.shown.lines.is_empty() {
        bill.shown.refused.push(Problem::error(E_NOTHING));
        return Some((None, bill.shown));
    }
    finish(&mut bill)?;
    // What tables have room for comes first.
    let days = service.figures.iter().filter(|figure| figure.name == of_service::DAYS).cloned();
    let place = bill.shown.figures.len().min(2);
    bill.shown.figures.splice(place..place, days);
    #[cfg(feature = "explain")]
    if ask.told() {
        super::working::explain(ask, entry, assessed.as_ref(), &offer, carried, &mut bill.shown)?;
    }
    Some((bill.shown.total.map(|total| (total.value, bill.exact)), bill.shown))
}

/// Goods, rebate and carriage.
fn before_the_border(bill: &mut Bill<'_>, offer: &Offer, freight: Money) -> Option<()> {
    let (ask, inputs) = (bill.ask, bill.ask.inputs);
    let currency = inputs.currency;
    let mut goods = Decimal::ZERO;
    #[cfg(feature = "explain")]
    let mut rebate = Decimal::ZERO;
    for (_, row) in &inputs.goods.0 {
        let cost = ask.in_answer(row.unit_cost)?.times(row.unit_count)?;
        goods = goods.plus(cost)?;
        #[cfg(feature = "explain")]
        {
            rebate = rebate.plus(ask.rebate(cost)?)?;
        }
    }
    bill.put(line::GOODS, Money { value: goods, currency }, Status::Own)?;
    #[cfg(feature = "explain")]
    {
        bill.put_typed(line::DOMESTIC_FREIGHT, inputs.domestic_freight)?;
        bill.put(line::EXPORT_REBATE, Money { value: -rebate, currency }, Status::Own)?;
        bill.advanced = Money { value: rebate, currency }.rounded().value;
    }
    bill.put(line::INTERNATIONAL_FREIGHT, freight, offer.status)?;
    #[cfg(feature = "explain")]
    bill.put_typed(line::CARGO_INSURANCE, inputs.cargo_insurance)?;
    Some(())
}

/// Duty and tax of a parcel below the limits of its market: the seller's, with the sale.
#[cfg(not(feature = "explain"))]
fn at_the_border(bill: &mut Bill<'_>, entry: &Entry<'_>, assessed: &Assessed<'_>, offer: &Offer) -> Option<()> {
    let ask = bill.ask;
    let of_market = |value| Money { value, currency: entry.market.currency };
    let advance = advance_fee(ask, offer, assessed.duty)?;
    bill.put(line::IMPORT_DUTY, of_market(assessed.duty), assessed.duty_status())?;
    bill.put(line::ADVANCE_FEE, of_market(advance), offer.status)?;
    bill.figure(figure::BORDER, ask.in_answer(of_market(exact::sum([assessed.duty, assessed.tax, advance])?))?);
    bill.figure(figure::CHECKOUT_TAX, ask.in_answer(of_market(assessed.tax))?);
    Some(())
}

/// Duty, tax and fees, with who pays them.
#[cfg(feature = "explain")]
fn at_the_border(bill: &mut Bill<'_>, entry: &Entry<'_>, assessed: &Assessed<'_>, offer: &Offer) -> Option<()> {
    let (ask, inputs) = (bill.ask, bill.ask.inputs);
    let currency = entry.market.currency;
    let of_market = |value| Money { value, currency };
    let at_border = if assessed.paid == Paid::AtBorder { assessed.tax } else { Decimal::ZERO };
    let advance = advance_fee(ask, offer, assessed.duty.plus(at_border)?)?;
    let by_seller = ask.is_bulk() || inputs.terms == "ddp";
    // Who takes the tax with the sale also owes the duty by tariff line.
    let with_sale = matches!(assessed.treatment.duty, DutyRule::PerLine(_)) && assessed.paid == Paid::AtCheckout;
    if with_sale && !by_seller {
        bill.put(line::IMPORT_DUTY, of_market(assessed.duty), assessed.duty_status())?;
    }
    if by_seller {
        bill.put(line::IMPORT_DUTY, of_market(assessed.duty), assessed.duty_status())?;
        let becomes = if ask.is_bulk() { inputs.import_tax } else { "borne" };
        match becomes {
            "borne" => bill.put(line::IMPORT_TAX, of_market(at_border), assessed.tax_status())?,
            "recovered" => bill.advanced = bill.advanced.plus(ask.in_answer(of_market(at_border))?)?,
            _ => {}
        }
        for charged in &assessed.fees {
            bill.put(customs::line_of(charged.fee.kind), of_market(charged.amount), charged.fee.source.status)?;
        }
        bill.put(line::ADVANCE_FEE, of_market(advance), offer.advance_status(ask))?;
    }
    bill.figure(figure::BORDER, ask.in_answer(of_market(assessed.sum()?.plus(advance)?))?);
    if !by_seller {
        let duty = if with_sale { Decimal::ZERO } else { assessed.duty };
        let door = exact::sum([duty, at_border, assessed.fee_sum()?, advance])?;
        bill.figure(figure::AT_DOOR, ask.in_answer(of_market(door))?);
    }
    if assessed.paid == Paid::AtCheckout {
        bill.figure(figure::CHECKOUT_TAX, ask.in_answer(of_market(assessed.tax))?);
    }
    Some(())
}

/// What the carrier takes for paying duty and tax first, in the currency of the market: as typed, or by its card.
#[inline(never)]
pub(super) fn advance_fee(ask: &Ask<'_>, offer: &Offer, paid: Decimal) -> Option<Decimal> {
    if paid.is_zero() || ask.is_bulk() {
        return Some(Decimal::ZERO);
    }
    #[cfg(not(feature = "explain"))]
    let fee = offer.advance.map_or(Some(Decimal::ZERO), |money| ask.in_market(money))?;
    #[cfg(feature = "explain")]
    let inputs = ask.inputs;
    #[cfg(feature = "explain")]
    let fee = if inputs.advance_percent.is_some() || inputs.advance_least.is_some() {
        let share = paid.times(inputs.advance_percent.unwrap_or_default())?.over(Decimal::ONE_HUNDRED)?;
        share.max(ask.typed_in_market(inputs.advance_least)?)
    } else {
        ask.typed_in_market(offer.advance.filter(|_| inputs.terms == "ddp"))?
    };
    Some(customs::rounded(fee, ask.market.currency))
}

#[cfg(feature = "explain")]
impl Offer {
    fn advance_status(&self, ask: &Ask<'_>) -> Status {
        let typed = ask.inputs.advance_percent.is_some() || ask.inputs.advance_least.is_some();
        if typed { Status::Own } else { self.status }
    }
}

/// The total and what stands beside it.
fn finish(bill: &mut Bill<'_>) -> Option<()> {
    let ask = bill.ask;
    let total = exact::sum(bill.shown.lines.iter().map(|line| line.amount.value))?;
    let sample =
        exact::sum(bill.shown.lines.iter().filter(|line| line.status.is_sample()).map(|line| line.amount.value))?;
    bill.shown.total = Some(Money { value: total, currency: ask.inputs.currency });
    bill.shown.sample_share = Some(share_of(sample, Some(total)));
    bill.figure(figure::PER_UNIT, total.over(ask.units()?)?);
    bill.shown.figures.rotate_right(1);
    bill.figure(figure::CASH, total.plus(bill.advanced)?);
    Some(())
}
