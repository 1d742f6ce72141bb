//! The sheet of a batch of orders: what each warehouse takes, and the bill with the shipments that bring the goods; or, on a
//! direct way, one order as often as there are orders.

use rust_decimal::Decimal;

use super::super::storage::Batch;
use super::super::texts::{figure, line, service, workbook as words};
use super::super::warehouse::{
    self, CBM, CUBIC_FOOT, Kept, LONGEST, MONTH, Month, Plan, Receiving, Site, Storage, Terms,
};
use super::super::{Ask, route};
use super::consignment::{About, OF_ORDERS, Paper, Written};
use super::{
    Bill, Book, Cell, Charge, Landed, Page, Place, abroad, added, code, figure_of, goods_name, group, heading, label,
    plain, sale, surety, text,
};
use crate::amount::{Amount, Money};
use crate::date::Date;
use crate::exact::{self, Exact};
use crate::pack::{Status, Warehouse, World};
use crate::schema::workbook::{At, Format};
use crate::schema::{Alternative, Arg, Phrase, Text};
use crate::units::Unit;

/// So many months more than the batch lasts are written, for a slower pace.
const MORE_MONTHS: usize = 6;

/// What an order of the batch costs, for the price.
pub(super) struct Stored {
    /// All orders, unrounded.
    pub(super) exact: Place,
    pub(super) orders: Place,
    /// Picking and delivery, which what is sold again needs again.
    pub(super) again: Vec<Place>,
    /// What the buyer pays for one, and percent of the tax in it.
    pub(super) price: Option<(Place, Place)>,
    /// What holds as long as the sheets do, as another sheet writes it.
    pub(super) holds: String,
}

/// Writes the batch on the chosen way, with the consignments that it is made of.
pub(super) fn write(ask: &Ask<'_>, world: &World, book: &mut Book, shown: &Alternative) -> Option<Landed> {
    let index = book.sheet(Arg::Key("calculator.landed-cost.name".to_owned()));
    let order = warehouse::order(ask.inputs)?;
    let of_order = Ask { inputs: &order, ..*ask };
    // What the supplier delivers to a warehouse goes to no buyer without it.
    let offers = if ask.is_delivered() { Vec::new() } else { of_order.offers(world) };
    if let Some(offer) = offers.into_iter().find(|offer| offer.id() == shown.id && offer.freight().is_some()) {
        return direct(ask, &of_order, book, index, shown, &offer);
    }
    let plan = Plan::new(ask, world).ok()?;
    let terms = plan.sites.iter().map(|site| plan.terms(site).ok()?);
    let terms = terms.collect::<Option<Vec<_>>>()?;
    let mut page = Page { ask, book, index };
    let top = page.top(Arg::Key("calculator.landed-cost.name".to_owned()), figure::PER_ORDER, shown.service());
    let shipments = plan.shipments()?;
    let invoiced = shipments.iter().filter_map(|inputs| {
        let ask = Ask { inputs, ..*ask };
        ask.offers(world).into_iter().find(|offer| offer.id() == shown.id)?.invoiced()
    });
    let delivered = terms.iter().filter_map(|terms| Some(terms.kept.as_ref()?.delivery.0));
    let used: Vec<_> = invoiced.chain(delivered).map(|money| money.currency).chain(super::currencies(ask)).collect();
    page.rates(used)?;
    let mut stock = Stock::new(page, &plan)?;
    let arrival = plan.arrival(warehouse::days_of_way(shown));
    let mut lines = Vec::new();
    let mut bound = Vec::new();
    for (number, (site, terms)) in plan.sites.iter().zip(terms).enumerate() {
        lines.extend(stock.site(number, site, terms, arrival)?);
        if let Some(orders) = stock.arriving[number] {
            bound.push((orders, plan.arrives(site)?));
        }
    }
    let Stock { orders, carton, price, mut limits, .. } = stock;
    let again = again(&lines);
    let mut written = Vec::new();
    for (inputs, bound) in shipments.iter().zip(&bound) {
        written.push(shipment(&Ask { inputs, ..*ask }, world, book, shown, *bound)?);
    }
    let mut page = Page { ask, book, index };
    if shown.id != service::OWN_QUOTE.code() && !ask.is_delivered() {
        // A card prices so many cartons.
        for (bound, count) in &bound {
            let cartons = plan.cartons(*count)?;
            let said = Phrase::new(words::CARTONS_HELD).with("n", Arg::Number(cartons));
            let [bound, carton] = [*bound, carton].map(|place| page.seen(place));
            limits.push((said, format!("ROUNDUP(ROUND({bound}/{carton},9),0)={}", plain(cartons))));
        }
    }
    let (bill, figures) = bill(&mut page, shown, &lines, &written)?;
    write_figures(&mut page, shown, &figures);
    let conditions: Vec<_> =
        written.iter().filter(|one| !one.holds.is_empty()).map(|one| (one.sheet, &one.holds)).collect();
    for (sheet, holds) in conditions {
        let said = Phrase::new(words::SHEET_HOLDS).with("n", Arg::Number(Decimal::from(sheet + 1)));
        limits.push((said, format!("AND({})", abroad(holds, sheet))));
    }
    let (check, holds) = page.limits(&limits);
    page.crown(top, &bill, &page.seen(orders), shown, check)?;
    page.notes(shown);
    let holds = if holds.is_empty() { holds } else { abroad(&holds, index) };
    Some(Landed::Stored(Stored { exact: bill.exact, orders, again, price, holds }))
}

/// Picking and delivery among the lines of warehouses.
fn again(lines: &[Charge]) -> Vec<Place> {
    let again = lines.iter().filter(|line| matches!(line.name, line::PICK_PACK | line::LAST_MILE));
    again.map(|line| line.exact).collect()
}

/// A shipment of the batch on a sheet of its own.
fn shipment(
    ask: &Ask<'_>,
    world: &World,
    book: &mut Book,
    shown: &Alternative,
    (orders, count): (Place, Decimal),
) -> Option<Written> {
    let offer = ask.offers(world).into_iter().find(|offer| offer.id() == shown.id)?;
    let goods = ask.goods()?;
    let entry = ask.entry(&goods)?;
    let (_, way) = route::alternative(ask, &entry, offer.clone())?;
    let index = book.sheet(Arg::Text(words::SHIPMENT));
    let page = Page { ask, book, index };
    Paper::new(page, &entry, &offer, &way, About::Shipment { orders, count })?.write()
}

/// One order on a sheet of its own, and the batch as so many of them.
fn direct(
    ask: &Ask<'_>,
    of_order: &Ask<'_>,
    book: &mut Book,
    index: usize,
    shown: &Alternative,
    offer: &route::Offer,
) -> Option<Landed> {
    let inputs = ask.inputs;
    let mut page = Page { ask, book, index };
    let top = page.top(Arg::Key("calculator.landed-cost.name".to_owned()), figure::PER_ORDER, shown.service());
    let used = [offer.invoiced(), offer.advance].into_iter().flatten().map(|money| money.currency);
    let used: Vec<_> = used.chain(super::currencies(ask)).collect();
    page.rates(used)?;
    page.add([]);
    page.add([group("warehouse")]);
    let count = inputs.batch_orders?;
    let cell = page.input(("batch-orders", 0), 1, count);
    let orders = page.add([label("batch-orders"), cell]).at(1);
    let orders = page.place(orders);
    for (key, money) in OF_ORDERS.into_iter().zip([inputs.domestic_freight, inputs.cargo_insurance, inputs.other_costs])
    {
        if let Some(money) = money {
            let cell = page.input((key, 0), 1, money.value);
            page.add([label(key), cell, Cell::Text(code(money.currency))]);
        }
    }
    let goods = of_order.goods()?;
    let entry = of_order.entry(&goods)?;
    let (_, way) = route::alternative(of_order, &entry, offer.clone())?;
    let sheet = book.sheet(Arg::Text(words::ONE_ORDER));
    let page = Page { ask: of_order, book, index: sheet };
    let written = Paper::new(page, &entry, offer, &way, About::Order { orders })?.write()?;

    let mut page = Page { ask, book, index };
    page.bill_heading();
    let first = page.ahead(0);
    let times = page.seen(orders);
    let mut lines = Vec::new();
    for one in &written.bill.lines {
        let (value, unrounded) = (one.value.times(count)?, one.unrounded.times(count)?);
        let [rounded, exact] = [one.rounded, one.exact].map(|place| format!("{}*{times}", page.seen(place)));
        lines.push(page.line(one.name, (rounded, exact), (value, unrounded), one.status));
    }
    let bill = page.total(first, lines)?;
    // Cash is bound for one parcel at a time; what the border asks is of them all.
    let figures = written.figures.iter().filter(|(name, _)| *name != figure::PER_UNIT).map(|(name, place)| {
        let seen = page.seen(*place);
        (*name, if *name == figure::CASH { seen } else { format!("{seen}*{times}") })
    });
    let figures: Vec<_> = figures.collect();
    write_figures(&mut page, shown, &figures);
    let holds = if written.holds.is_empty() { String::new() } else { abroad(&written.holds, sheet) };
    let said = Phrase::new(words::SHEET_HOLDS).with("n", Arg::Number(Decimal::from(sheet + 1)));
    let limits: Vec<_> = (!holds.is_empty()).then(|| (said, format!("AND({holds})"))).into_iter().collect();
    let (check, _) = page.limits(&limits);
    page.crown(top, &bill, &times, shown, check)?;
    page.notes(shown);
    Some(Landed::Consigned(written))
}

/// The bill of the batch: every line of the shipments and of the warehouses, with those of the same name together.
fn bill(
    page: &mut Page<'_, '_>,
    shown: &Alternative,
    of_sites: &[Charge],
    written: &[Written],
) -> Option<(Bill, Vec<(Text, String)>)> {
    page.bill_heading();
    let all = || written.iter().flat_map(|one| &one.bill.lines).chain(of_sites);
    let mut names: Vec<Text> = Vec::new();
    for line in all() {
        if !names.contains(&line.name) {
            names.push(line.name);
        }
    }
    let first = page.ahead(0);
    let mut lines = Vec::new();
    for name in names {
        let parts: Vec<_> = all().filter(|line| line.name == name).collect();
        let found = shown.lines.iter().find(|line| line.name == name);
        let status = found.map_or(parts.first()?.status, |line| line.status);
        let value = exact::sum(parts.iter().map(|line| line.value))?;
        let unrounded = exact::sum(parts.iter().map(|line| line.unrounded))?;
        let of = |place: fn(&Charge) -> Place| added(parts.iter().map(|line| page.seen(place(line))));
        let formulas = (of(|line| line.rounded), of(|line| line.exact));
        lines.push(page.line(name, formulas, (value, unrounded), status));
    }
    let bill = page.total(first, lines)?;
    let mut figures: Vec<(Text, String)> = Vec::new();
    for (name, place) in written.iter().flat_map(|one| &one.figures).filter(|(name, _)| *name != figure::PER_UNIT) {
        let seen = page.seen(*place);
        match figures.iter_mut().find(|(one, _)| one == name) {
            Some((_, sum)) => *sum = format!("{sum}+{seen}"),
            None => figures.push((*name, seen)),
        }
    }
    Some((bill, figures))
}

/// What stands beside the bill.
fn write_figures(page: &mut Page<'_, '_>, shown: &Alternative, figures: &[(Text, String)]) {
    for (name, formula) in figures {
        if let Some(value) = figure_of(shown, *name) {
            let formula = Cell::formula(formula.clone(), value, page.format());
            page.add([text(*name), formula]);
        }
    }
}

/// What the batch is, and what lies in its warehouses.
struct Stock<'a, 'b> {
    page: Page<'a, 'b>,
    plan: &'b Plan<'b>,
    /// Orders of the batch.
    orders: Place,
    of_sites: Vec<At>,
    monthly: At,
    /// Units of an order, of each kind of goods.
    units: Vec<At>,
    carton: Place,
    price: Option<(Place, Place)>,
    /// Cubic metres of an order.
    volume: At,
    wait: At,
    /// Orders that a shipment brings to each warehouse.
    arriving: Vec<Option<Place>>,
    limits: Vec<(Phrase, String)>,
}

impl<'a, 'b> Stock<'a, 'b> {
    /// The batch, above the warehouses.
    fn new(mut page: Page<'a, 'b>, plan: &'b Plan<'b>) -> Option<Self> {
        let inputs = page.ask.inputs;
        page.add([]);
        page.add([group("warehouse")]);
        let orders = page.ahead(if plan.sites.len() == 1 { 0 } else { plan.sites.len() }).at(1);
        let mut of_sites = Vec::new();
        if plan.sites.len() == 1 {
            let cell = page.input(("batch-orders", 0), 1, plan.orders);
            page.add([label("batch-orders"), cell]);
            of_sites.push(orders);
        } else {
            for (number, site) in plan.sites.iter().enumerate() {
                // The first without orders of its own takes in what goes on to others.
                let cell = match site.orders.is_zero() {
                    true => Cell::Number(site.orders, Format::Plain),
                    false => Cell::Input(site.orders, Format::Plain),
                };
                of_sites.push(page.add([name(number, site, true), cell, text(words::SITE_ORDERS)]).at(1));
            }
            let sum = added(of_sites.iter().map(At::to_string));
            page.add([label("batch-orders"), Cell::formula(sum, plan.orders, Format::Plain)]);
        }
        let monthly = page.input(("monthly-orders", 0), 1, inputs.monthly_orders?);
        let monthly = page.add([label("monthly-orders"), monthly]).at(1);
        let mut units = Vec::new();
        for (number, row) in &inputs.goods.0 {
            let cell = page.input(("unit-count", *number), 1, row.unit_count);
            units.push(page.add([label("unit-count"), cell, text(words::PER_ORDER), goods_name(*number, row)]).at(1));
        }
        let carton = page.input(("carton-orders", 0), 1, plan.carton.orders);
        let carton = page.add([label("carton-orders"), carton]).at(1);
        let size = plan.carton.size;
        let sides = size.sides();
        let unit = size.unit();
        let here = page.ahead(0);
        let mut cells = vec![label("carton-size")];
        cells.extend(sides.iter().map(|side| Cell::Input(*side, Format::Plain)));
        cells.push(Cell::Text(Arg::Words(unit.symbol().to_owned())));
        page.add(cells);
        let factor = plain(Amount { value: Decimal::ONE, unit }.to(Unit::Centimetre)?);
        let side = |index: usize| format!("({}*{factor})", here.at(1 + index));
        // A tube is as wide as it is high.
        let product = match sides.len() {
            2 => [side(0), side(1), side(1)],
            _ => [side(0), side(1), side(2)],
        };
        let formula = format!("{}/{}/{carton}", product.join("*"), plain(CBM));
        let volume = page.add([text(words::ORDER_VOLUME), Cell::formula(formula, plan.volume()?, Format::Plain)]).at(1);
        let wait = page.input(("stock-days", 0), 1, inputs.stock_days.down());
        let wait = page.add([label("stock-days"), wait]).at(1);
        let price = sale::price_of_order(&mut page);
        let mut limits = Vec::new();
        let now = inputs.sale_price.or_else(|| page.ask.listed_price());
        if let Some((now, (cell, _))) = now.zip(price).filter(|_| warehouse::is_paid_by_amazons_card(page.ask)) {
            for (limit, condition) in sale::bands(&page, &page.seen(cell), now)? {
                limits.push((Phrase::new(words::PRICE_BAND).with("limit", Arg::Money(limit)), condition));
            }
        }
        let (orders, carton) = (page.place(orders), page.place(carton));
        Some(Self {
            page,
            plan,
            orders,
            of_sites,
            monthly,
            units,
            carton,
            price,
            volume,
            wait,
            arriving: Vec::new(),
            limits,
        })
    }

    /// How many cartons some orders fill.
    fn cartons(&self, orders: &str) -> String {
        format!("ROUNDUP(ROUND({orders}/{},9),0)", self.carton.at)
    }

    /// What a warehouse takes: its lines.
    fn site(&mut self, number: usize, site: &Site<'_>, terms: Terms<'_>, arrival: Date) -> Option<Vec<Charge>> {
        let plan = self.plan;
        self.page.add([]);
        let name = name(number, site, plan.sites.len() > 1);
        self.page.add([name, Cell::Empty, Cell::Empty, heading(words::SURETY)]);
        let own = self.of_sites[number];
        let arrives = plan.arrives(site)?;
        // What goes on to others comes to the first.
        let first = plan.sites.iter().position(|one| !one.is_fed());
        let fed = plan.sites.iter().zip(&self.of_sites).filter(|(one, _)| first == Some(number) && one.is_fed());
        let orders = added([own].iter().chain(fed.map(|(_, at)| at)).map(At::to_string));
        let arriving = if orders == own.to_string() {
            own
        } else {
            let formula = Cell::formula(orders, arrives, Format::Plain);
            self.page.add([text(words::ARRIVING), formula]).at(1)
        };
        let comes = !site.is_fed() && !arrives.is_zero();
        self.arriving.push(comes.then(|| self.page.place(arriving)));
        let mut lines = Vec::new();
        if let Some(receiving) = terms.receiving {
            lines.push(self.received(site, arriving, terms.arrives, receiving)?);
        }
        if let Some(kept) = terms.kept {
            lines.extend(self.kept(site, own, &kept, arrival, &lines)?);
        }
        Some(lines)
    }

    /// A line from an amount of some currency.
    fn line(&mut self, name: Text, formula: &str, money: Money, status: Status) -> Option<Charge> {
        let ask = self.page.ask;
        let unrounded = ask.in_answer(money)?;
        let rounded = Money { value: unrounded, currency: ask.inputs.currency }.rounded().value;
        let formula = self.page.to_answer(formula, money.currency)?;
        Some(self.page.charge(name, formula, (rounded, unrounded), status))
    }

    /// A price of the warehouse: to be changed where it was typed.
    fn price(&mut self, name: Cell, site: &Site<'_>, key: &'static str, money: Money, status: Status) -> At {
        let typed = status == Status::Own;
        let cell = match typed {
            true => self.page.input((key, site.row.unwrap_or_default()), 1, money.value),
            false => Cell::Number(money.value, Format::Plain),
        };
        self.page.add([name, cell, Cell::Text(code(money.currency)), surety(status)]).at(1)
    }

    fn received(&mut self, site: &Site<'_>, orders: At, cartons: Decimal, receiving: Receiving<'_>) -> Option<Charge> {
        let formula = Cell::formula(self.cartons(&orders.to_string()), cartons, Format::Plain);
        let count = self.page.add([text(words::CARTONS), formula]).at(1);
        match receiving {
            Receiving::Each(each) => {
                let price = self.price(label("receiving"), site, "receiving", each, Status::Own);
                let all = Money { value: each.value.times(cartons)?, ..each };
                self.line(line::RECEIVING, &format!("{price}*{count}"), all, Status::Own)
            }
            Receiving::ByCard(card) => {
                let status = card.status_of("receiving");
                let mut terms = Vec::new();
                let mut done = Decimal::ZERO;
                for step in &card.receiving {
                    let name = match step.to {
                        Some(to) => Phrase::new(words::RECEIVED_TO).with("to", Arg::Number(Decimal::from(to))),
                        None => Phrase::new(words::RECEIVED_BEYOND),
                    };
                    let each = Money { value: step.each, currency: card.currency };
                    let price = self.price(Cell::Phrase(name), site, "receiving", each, status);
                    let to = step.to.map_or(count.to_string(), |to| format!("MIN({to},{count})"));
                    terms.push(format!("MAX({to}-{},0)*{price}", plain(done)));
                    done = step.to.map_or(done, Decimal::from);
                }
                let all = Money { value: warehouse::received(card, cartons)?, currency: card.currency };
                self.line(line::RECEIVING, &added(terms), all, status)
            }
        }
    }

    /// What stays there until it is sold.
    fn kept(
        &mut self,
        site: &Site<'_>,
        orders: At,
        kept: &Kept<'_>,
        arrival: Date,
        before: &[Charge],
    ) -> Option<Vec<Charge>> {
        let plan = self.plan;
        let (per_day, wait) = (kept.batch.per_day, self.wait);
        let formula = format!("{}/{}*{orders}/{}", self.monthly, plain(MONTH), self.orders.at);
        let pace = self.page.add([text(words::A_DAY), Cell::formula(formula, per_day, Format::Plain)]).at(1);
        let formula = format!("{wait}+ROUNDUP(ROUND({orders}/{pace},9),0)");
        let last = self.page.add([text(words::LAST_DAY), Cell::formula(formula, kept.days, Format::Plain)]).at(1);
        let said = |days| Phrase::new(words::DAYS_HELD).with("n", Arg::Number(days));
        let mut lines = Vec::new();
        if let Some(each) = kept.transfer {
            let price = self.price(label("transfer"), site, "transfer", each, Status::Own);
            let all = Money { value: each.value.times(kept.cartons)?, ..each };
            let formula = format!("{price}*{}", self.cartons(&orders.to_string()));
            lines.push(self.line(line::TRANSFER, &formula, all, Status::Own)?);
        }
        let lies = Lies { orders, pace, last, batch: kept.batch, days: kept.days };
        let (stored, longest) = self.stored(site, &lies, &kept.storage, arrival)?;
        lines.push(stored);
        self.limits.push((said(longest), format!("{last}<={}", plain(longest))));
        let each_order = |stock: &mut Self, name: &'static str, of: Text, (each, status): (Money, Status)| {
            let price = stock.price(label(name), site, name, each, status);
            let all = Money { value: each.value.times(site.orders)?, ..each };
            stock.line(of, &format!("{price}*{orders}"), all, status)
        };
        if let Some(picking) = kept.picking {
            let more = site.card.filter(|card| picking.1 != Status::Own && !card.pick_more.is_zero());
            lines.push(match more {
                Some(card) => self.picked(site, orders, picking, card)?,
                None => each_order(self, "pick-pack", line::PICK_PACK, picking)?,
            });
        }
        if let Some((least, status)) = kept.least {
            let price = self.price(label("month-least"), site, "month-least", least, status);
            // Carriage on to a warehouse is not what it charges.
            let counts = before.iter().chain(lines.iter().filter(|line| line.name != line::TRANSFER));
            let counts: Vec<Charge> = counts.copied().collect();
            let charged = added(counts.iter().map(|line| line.rounded.at.to_string()));
            let asked = self.page.to_answer(&price.to_string(), least.currency)?;
            let formula = format!("MAX({asked}*{}/{}-({charged}),0)", self.orders.at, self.monthly);
            let value = exact::sum(counts.iter().map(|line| line.value))?;
            let more = self.page.ask.in_answer(least)?.times(plan.months()?)?.minus(value)?.max(Decimal::ZERO);
            let rounded = Money { value: more, currency: self.page.ask.inputs.currency }.rounded().value;
            lines.push(self.page.charge(line::MONTH_LEAST, formula, (rounded, more), status));
        }
        lines.push(each_order(self, "delivery-price", line::LAST_MILE, kept.delivery)?);
        Some(lines)
    }

    /// Picking and packing by a card that charges further pieces of an order apart.
    fn picked(
        &mut self,
        site: &Site<'_>,
        orders: At,
        (each, status): (Money, Status),
        card: &Warehouse,
    ) -> Option<Charge> {
        let further = self.page.ask.units()?.minus(Decimal::ONE)?.max(Decimal::ZERO);
        let first = Money { value: each.value.minus(card.pick_more.times(further)?)?, ..each };
        let first = self.price(label("pick-pack"), site, "pick-pack", first, status);
        let more = Money { value: card.pick_more, ..each };
        let more = self.price(text(words::PICK_MORE), site, "pick-pack", more, status);
        let units = added(self.units.iter().map(At::to_string));
        let formula = format!("({first}+MAX({units}-1,0)*{more})*{orders}");
        let all = Money { value: each.value.times(site.orders)?, ..each };
        self.line(line::PICK_PACK, &formula, all, status)
    }

    /// Storage, and for how many days at most the sheet knows it.
    fn stored(
        &mut self,
        site: &Site<'_>,
        lies: &Lies,
        storage: &Storage<'_>,
        arrival: Date,
    ) -> Option<(Charge, Decimal)> {
        let volume = self.plan.volume()?;
        let heads = [words::FROM_DAY, words::TO_DAY, words::ORDER_DAYS, words::AMOUNT].map(text);
        let empty = [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
        self.page.add(empty.into_iter().chain(heads));
        match storage {
            Storage::Flat(rate) => {
                let span = (Decimal::ONE, lies.days);
                let formula = lies.last.to_string();
                let days = self.order_days(lies, span, &formula)?;
                let cell = self.page.input(("storage-rate", site.row.unwrap_or_default()), 1, rate.value);
                let amount = Money {
                    value: rate.value.times(lies.batch.order_days(Decimal::ONE, lies.days)?.times(volume)?)?,
                    ..*rate
                };
                let here = self.page.ahead(0);
                let [from, to, lain] = days;
                let formula = format!("{}*{}*{}", here.at(1), here.at(6), self.volume);
                let amount_cell = Cell::formula(formula, amount.value, Format::Plain);
                self.page.add([
                    label("storage-rate"),
                    cell,
                    Cell::Text(code(rate.currency)),
                    surety(Status::Own),
                    from,
                    to,
                    lain,
                    amount_cell,
                ]);
                let line = self.line(line::STORAGE, &here.at(7).to_string(), amount, Status::Own)?;
                Some((line, LONGEST))
            }
            Storage::ByAge(card) => {
                let status = card.status_of("storage");
                let (mut from, mut all, mut cells) = (Decimal::ONE, Decimal::ZERO, Vec::new());
                for tier in &card.storage {
                    let last = tier.to_day.map(Decimal::from);
                    let to = last.unwrap_or(lies.days).min(lies.days);
                    let end = last.map_or(lies.last.to_string(), |last| format!("MIN({},{})", plain(last), lies.last));
                    let days = self.order_days(lies, (from, to), &end)?;
                    let rate = Money { value: tier.per_m3_day, currency: card.currency };
                    let lain = lies.batch.order_days(from, to)?;
                    let amount = Money { value: rate.value.times(lain.times(volume)?)?.round_dp(12), ..rate }.rounded();
                    let here = self.page.ahead(0);
                    let formula = format!("{}*{}*{}", here.at(1), here.at(6), self.volume);
                    cells.push(self.stored_row(label("storage-rate"), (rate, status), days, &formula, amount));
                    all = all.plus(amount.value)?;
                    let Some(last) = last else { break };
                    from = last.plus(Decimal::ONE)?;
                }
                let all = Money { value: all, currency: card.currency };
                let line = self.line(line::STORAGE, &added(cells.iter().map(At::to_string)), all, status)?;
                Some((line, LONGEST))
            }
            Storage::ByMonth(card, oversize) => {
                let status = card.status_of("storage");
                let (mut all, mut cells, mut more, mut longest) = (Decimal::ZERO, Vec::new(), 0, Decimal::ZERO);
                for month in Month::from(card, arrival, *oversize) {
                    if month.from > lies.days {
                        more += 1;
                    }
                    if more > MORE_MONTHS {
                        break;
                    }
                    let to = month.to.min(lies.days);
                    let end = format!("MIN({},{})", plain(month.to), lies.last);
                    let days = self.order_days(lies, (month.from, to), &end)?;
                    let value = month.rate.value.times(month.average(&lies.batch, lies.days, volume)?)?;
                    let amount = Money { value: value.round_dp(12), ..month.rate }.rounded();
                    let here = self.page.ahead(0);
                    let formula = format!(
                        "{}*{}*{}/{}/{}",
                        here.at(1),
                        here.at(6),
                        self.volume,
                        plain(CUBIC_FOOT),
                        plain(month.days)
                    );
                    let name = Cell::Text(Arg::Date(month.first));
                    cells.push(self.stored_row(name, (month.rate, status), days, &formula, amount));
                    all = all.plus(amount.value)?;
                    longest = month.to;
                }
                let all = Money { value: all, currency: card.currency };
                let line = self.line(line::STORAGE, &added(cells.iter().map(At::to_string)), all, status)?;
                Some((line, longest.min(LONGEST)))
            }
        }
    }

    /// A row of storage with its amount, in whole minor units.
    fn stored_row(
        &mut self,
        name: Cell,
        (rate, status): (Money, Status),
        days: [Cell; 3],
        formula: &str,
        amount: Money,
    ) -> At {
        let digits = rate.currency.minor_digits();
        let amount = Cell::formula(format!("ROUND({formula},{digits})"), amount.value, Format::Money(digits));
        let price = [name, Cell::Number(rate.value, Format::Plain), Cell::Text(code(rate.currency)), surety(status)];
        self.page.add(price.into_iter().chain(days).chain([amount])).at(7)
    }

    /// From which day of age to which, and what lies there between them, in order-days.
    fn order_days(&self, lies: &Lies, (from, to): (Decimal, Decimal), end: &str) -> Option<[Cell; 3]> {
        let here = self.page.ahead(0);
        let (first, last, wait) = (here.at(4), here.at(5), self.wait);
        let (orders, pace) = (lies.orders, lies.pace);
        let sold_from = format!("MAX({first},{wait}+1)");
        let days = format!("MAX({last}-{sold_from}+1,0)");
        let formula = format!(
            "MAX(MIN({last},{wait})-{first}+1,0)*{orders}+{days}*{orders}-{pace}*({sold_from}+{last}-2-2*{wait})*{days}/2"
        );
        Some([
            Cell::Number(from, Format::Plain),
            Cell::formula(end.to_owned(), to, Format::Plain),
            Cell::formula(formula, lies.batch.order_days(from, to)?, Format::Plain),
        ])
    }
}

/// What lies in a warehouse.
struct Lies {
    orders: At,
    /// Orders a day.
    pace: At,
    /// The last day of storage.
    last: At,
    batch: Batch,
    days: Decimal,
}

/// What a warehouse is called: by its kind, and its row where there are several.
fn name(number: usize, site: &Site<'_>, several: bool) -> Cell {
    let kind = if site.fba { "fba" } else { "third-party" };
    let kind = Arg::Key(["choice.site.", kind].concat());
    if !several {
        return Cell::Heading(kind);
    }
    let row = Arg::Number(Decimal::from(site.row.unwrap_or(number) + 1));
    Cell::Phrase(Phrase::new(words::SITE).with("n", row).with("site", kind))
}
