//! Orders by way of a warehouse, beside parcels: what a batch costs until its last order is delivered
//! (`docs/facts/logistics.md` §2.6, §3.4, §3.5).
//!
//! The batch goes to one or several warehouses, each shipment through its own customs entry as goods in bulk; then come
//! receiving, storage by the age of the batch (first in, first out), picking, delivery, and what the least of a month asks on
//! top. The direct ways stand beside it, each for as many parcels as the batch holds orders, so that one ranking compares
//! them. A month is thirty days.

use rust_decimal::Decimal;

use super::route::{self, Rank};
use super::sale::Way;
use super::storage::Batch;
use super::texts::{figure, line, note, problem, step};
use super::{Ask, Inputs, WAREHOUSES, WarehouseRow, allocation, customs};
use crate::amount::{Amount, Money, Size, share_of};
use crate::calculators::shipping_cost::texts::figure as of_service;
use crate::calculators::shipping_cost::{self, Parcel};
use crate::date::Date;
use crate::exact::{self, Exact};
use crate::pack::{Cited, Family, Leg, Sold, Status, Tariff, Warehouse, WarehouseKind, World};
use crate::schema::{
    Alternative, Arg, Args, Figure, Line, List, Note, Phrase, Problem, Question, Severity, Step, Text, code,
};
use crate::units::Unit;

/// Days of a month.
pub const MONTH: Decimal = Decimal::from_parts(30, 0, 0, false, 0);
/// Stock for longer than ten years is a slip of the hand.
pub(super) const LONGEST: Decimal = Decimal::from_parts(3650, 0, 0, false, 0);
/// Cubic metres of a cubic foot, exactly.
pub(super) const CUBIC_FOOT: Decimal = Decimal::from_parts(2_547_042_816, 6, 0, false, 12);
/// Cubic centimetres of a cubic metre.
pub(super) const CBM: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// From this day of age on Amazon charges for old stock, which is not in the data.
const AGED: Decimal = Decimal::from_parts(181, 0, 0, false, 0);

/// What is typed for a whole batch, and shared where it goes in several shipments.
const TYPED_FOR_BATCH: [fn(&mut Inputs) -> &mut Option<Money>; 5] = [
    |batch| &mut batch.quoted_freight,
    |batch| &mut batch.domestic_freight,
    |batch| &mut batch.cargo_insurance,
    |batch| &mut batch.inland_freight,
    |batch| &mut batch.other_costs,
];

/// Why nothing was priced: problems of the fields.
pub(super) type Refused = Vec<Problem>;

/// What is ordered and how it is stored.
pub(super) struct Plan<'a> {
    ask: &'a Ask<'a>,
    world: &'a World,
    pub(super) orders: Decimal,
    per_day: Decimal,
    pub(super) carton: Carton,
    pub(super) sites: Vec<Site<'a>>,
}

#[derive(Clone, Copy)]
pub(super) struct Carton {
    pub(super) orders: Decimal,
    weight: Amount,
    pub(super) size: Size,
}

/// A warehouse and what it has to do with the batch.
pub(super) struct Site<'a> {
    /// Its row in the form; none where the form has none.
    pub(super) row: Option<usize>,
    typed: Option<&'a WarehouseRow>,
    pub(super) card: Option<&'a Warehouse>,
    pub(super) fba: bool,
    pub(super) orders: Decimal,
}

impl Site<'_> {
    /// Whether its goods come from the first warehouse.
    pub(super) fn is_fed(&self) -> bool {
        self.typed.is_some_and(|row| row.transfer.is_some())
    }
}

/// What a warehouse takes, typed or by its card.
pub(super) struct Terms<'a> {
    /// Cartons that it takes in.
    pub(super) arrives: Decimal,
    /// None where Amazon takes them in without a charge.
    pub(super) receiving: Option<Receiving<'a>>,
    /// None where everything goes on to another one.
    pub(super) kept: Option<Kept<'a>>,
}

/// What taking in costs.
pub(super) enum Receiving<'a> {
    /// So much for a carton.
    Each(Money),
    /// By the number of each carton.
    ByCard(&'a Warehouse),
}

/// What stays until it is sold, and what a warehouse takes for it.
pub(super) struct Kept<'a> {
    pub(super) cartons: Decimal,
    pub(super) batch: Batch,
    /// The last day of storage.
    pub(super) days: Decimal,
    /// Cubic metres of an order.
    pub(super) volume: Decimal,
    /// For a carton that comes from the first warehouse.
    pub(super) transfer: Option<Money>,
    pub(super) storage: Storage<'a>,
    /// For an order, and how sure that is; none where it is part of the delivery.
    pub(super) picking: Option<(Money, Status)>,
    /// Of a month.
    pub(super) least: Option<(Money, Status)>,
    /// For an order, and how sure that is.
    pub(super) delivery: (Money, Status),
    sources: Vec<Cited>,
}

/// What a cubic metre costs.
pub(super) enum Storage<'a> {
    /// So much for a day.
    Flat(Money),
    /// For a day, by the age of the batch.
    ByAge(&'a Warehouse),
    /// For a cubic foot, by the calendar month; whether it is oversize.
    ByMonth(&'a Warehouse, bool),
}

/// A part of the bill that does not depend on the first leg.
#[derive(Default)]
struct Part {
    lines: Vec<Line>,
    exact: Decimal,
    /// Picking and delivery in it.
    delivery: Decimal,
    steps: Vec<Step>,
    sources: Vec<Cited>,
    notes: Vec<Note>,
}

/// Every way to deliver the orders of a batch.
pub(super) fn ways(ask: &Ask<'_>, world: &World) -> Result<Vec<(Rank, Alternative)>, Refused> {
    let plan = Plan::new(ask, world)?;
    let too_large = || vec![Problem::error(code::TOO_LARGE)];
    let mut ways = plan.direct().ok_or_else(too_large)?;
    match plan.in_warehouses(None) {
        Ok(Some(part)) => ways.extend(plan.by_warehouse(&part).ok_or_else(too_large)?),
        Ok(None) => return Err(too_large()),
        // The direct ways stand without it.
        Err(problem) => {
            let mut refused = plan.by_warehouse(&Part::default()).ok_or_else(too_large)?;
            for (rank, way) in &mut refused {
                *rank = None;
                refuse(way, vec![problem.clone()]);
            }
            ways.extend(refused);
        }
    }
    Ok(ways)
}

fn refuse(way: &mut Alternative, why: Vec<Problem>) {
    let (id, name, title) = (way.id.clone(), way.name.clone(), way.title.clone());
    *way = Alternative { id, name, title, refused: why, ..Alternative::default() };
}

impl<'a> Plan<'a> {
    pub(super) fn new(ask: &'a Ask<'a>, world: &'a World) -> Result<Self, Refused> {
        let inputs = ask.inputs;
        let mut problems = Vec::new();
        let mut missing = |text: Text, field: &'static str| problems.push(Problem::error(text).at(field));
        if inputs.parcels.0.is_empty() {
            missing(problem::E_ORDER_PARCEL, "parcels");
        }
        if inputs.batch_orders.is_none() {
            missing(problem::E_BATCH, "batch-orders");
        }
        if inputs.monthly_orders.is_none() {
            missing(problem::E_MONTHLY, "monthly-orders");
        }
        for (is_missing, field) in [
            (inputs.carton_orders.is_none(), "carton-orders"),
            (inputs.carton_weight.is_none(), "carton-weight"),
            (inputs.carton_size.is_none(), "carton-size"),
        ] {
            if is_missing {
                missing(problem::E_CARTON, field);
            }
        }
        let typed = (inputs.batch_orders, inputs.monthly_orders, inputs.carton_orders);
        let ((Some(orders), Some(monthly), Some(in_carton)), Some(weight), Some(size), true) =
            (typed, inputs.carton_weight, inputs.carton_size, problems.is_empty())
        else {
            return Err(problems);
        };
        let carton = Carton { orders: in_carton, weight, size };
        let per_day = monthly.over(MONTH).ok_or_else(|| vec![Problem::error(code::TOO_LARGE)])?;
        let mut plan = Self { ask, world, orders, per_day, carton, sites: Vec::new() };
        plan.sites = plan.sites()?;
        Ok(plan)
    }

    /// The warehouses with their orders: whole ones, together the batch.
    fn sites(&self) -> Result<Vec<Site<'a>>, Refused> {
        let rows = &self.ask.inputs.warehouses.0;
        if rows.is_empty() {
            return Ok(vec![self.site(None, self.orders)]);
        }
        let bad = |index: usize| vec![Problem::error(problem::E_SHARES).in_row(WAREHOUSES, index, "order-share")];
        let too_large = || vec![Problem::error(code::TOO_LARGE)];
        let given = exact::sum(rows.iter().filter_map(|(_, row)| row.order_share)).ok_or_else(too_large)?;
        let open = rows.iter().filter(|(_, row)| row.order_share.is_none()).count();
        let left = Decimal::ONE_HUNDRED.minus(given).ok_or_else(too_large)?;
        if left < Decimal::ZERO || (open == 0) != left.is_zero() {
            return Err(bad(rows[0].0));
        }
        if let Some((first, _)) = rows.first().filter(|(_, row)| row.transfer.is_some()) {
            return Err(vec![Problem::error(problem::E_TRANSFER).in_row(WAREHOUSES, *first, "transfer")]);
        }
        let shares = order_shares(rows).ok_or_else(too_large)?;
        let orders = allocation::shares(self.orders, &shares, 0).ok_or_else(too_large)?;
        let sites = rows.iter().zip(orders).map(|(row, orders)| self.site(Some(row), orders));
        // A first one without orders still takes in what goes on to others.
        let goes_on = rows.iter().any(|(_, row)| row.transfer.is_some());
        let counts = |(index, site): &(usize, Site<'_>)| !site.orders.is_zero() || goes_on && *index == 0;
        Ok(sites.enumerate().filter(counts).map(|(_, site)| site).collect())
    }

    fn site(&self, row: Option<&'a (usize, WarehouseRow)>, orders: Decimal) -> Site<'a> {
        let ask = self.ask;
        let fba = row.is_some_and(|(_, row)| row.site == "fba");
        let kind = if fba { WarehouseKind::Fba } else { WarehouseKind::ThirdParty };
        let card = ask.pack.warehouses_in(ask.inputs.destination, ask.day()).find(|card| card.kind == kind);
        Site { row: row.map(|(index, _)| *index), typed: row.map(|(_, row)| row), card, fba, orders }
    }

    /// The part of the batch that so many orders are.
    fn part_of(&self, orders: Decimal) -> Option<Decimal> {
        orders.over(self.orders)
    }

    /// The shipments to the warehouses: what goes on to another one travels with that to the first. What was typed for the
    /// batch is shared among them so that the parts add up to it.
    pub(super) fn shipments(&self) -> Option<Vec<Inputs>> {
        let own = self.sites.iter().filter(|site| !site.is_fed());
        let (mut shipments, mut orders) = (Vec::new(), Vec::new());
        for site in own {
            let here = self.arrives(site)?;
            if here.is_zero() {
                continue;
            }
            shipments.push(self.shipment(site, here)?);
            orders.push(here);
        }
        let mut batch = self.ask.inputs.clone();
        for typed in TYPED_FOR_BATCH {
            let Some(money) = *typed(&mut batch) else { continue };
            let digits = money.currency.minor_digits().max(money.value.normalize().scale());
            let parts = allocation::shares(money.value, &orders, digits)?;
            for (shipment, value) in shipments.iter_mut().zip(parts) {
                *typed(shipment) = Some(Money { value, ..money });
            }
        }
        Some(shipments)
    }

    /// How many orders' goods come to a warehouse from outside: its own, and at the first also those that go on from there.
    pub(super) fn arrives(&self, site: &Site<'_>) -> Option<Decimal> {
        let first = self.sites.iter().find(|site| !site.is_fed());
        if first.is_none_or(|first| !core::ptr::eq(first, site)) {
            return Some(site.orders);
        }
        let fed = self.sites.iter().filter(|site| site.is_fed()).map(|site| site.orders);
        site.orders.plus(exact::sum(fed)?)
    }

    /// So many orders in bulk, as landed cost takes them.
    fn shipment(&self, site: &Site<'_>, orders: Decimal) -> Option<Inputs> {
        let inputs = self.ask.inputs;
        let mut batch = inputs.clone();
        batch.route = "bulk";
        for (_, row) in &mut batch.goods.0 {
            row.unit_count = row.unit_count.times(orders)?;
            row.customs_value = row.invoice_value;
        }
        let traits = inputs.parcels.0.iter().filter_map(|(_, parcel)| parcel.traits.clone()).flatten();
        let mut all: Vec<&'static str> = traits.collect();
        all.sort_unstable();
        all.dedup();
        let parcel = Parcel {
            quantity: orders.over(self.carton.orders)?.up(),
            weight: self.carton.weight,
            size: Some(self.carton.size),
            traits: (!all.is_empty()).then_some(all),
        };
        batch.parcels = List(vec![(0, parcel)]);
        batch.us_region = site.typed.map_or("west", |row| row.site_region);
        batch.sale_price = None;
        Some(batch)
    }

    /// Each first leg with the warehouses behind it.
    fn by_warehouse(&self, part: &Part) -> Option<Vec<(Rank, Alternative)>> {
        let shipments = self.shipments()?;
        let mut found: Vec<(Rank, Alternative)> = Vec::new();
        for (index, inputs) in shipments.iter().enumerate() {
            let ask = Ask { inputs, ..*self.ask };
            let goods = ask.goods()?;
            let entry = ask.entry(&goods)?;
            for offer in ask.offers(self.world) {
                let (rank, way) = route::alternative(&ask, &entry, offer)?;
                match found.iter_mut().find(|(_, other)| other.id == way.id) {
                    None if index == 0 => found.push((rank, way)),
                    None => {}
                    Some(together) => join(together, rank, way)?,
                }
            }
        }
        let by_month = self.sites.iter().any(|site| site.card.is_some_and(|card| !card.seasons.is_empty()));
        for (rank, way) in &mut found {
            let Some((total, exact)) = rank.as_mut() else { continue };
            // Where storage goes by the month, it goes by the day on which this way arrives.
            let own = if by_month { self.in_warehouses(days_of_way(way)).ok()? } else { None };
            let part = own.as_ref().unwrap_or(part);
            if shipments.len() > 1 && !self.ask.is_delivered() {
                let phrase = Phrase::new(note::SEVERAL_ENTRIES).with("n", Arg::Number(Decimal::from(shipments.len())));
                way.notes.push(Note { severity: Severity::Note, phrase, source: None });
            }
            *exact = exact.plus(part.exact)?;
            way.lines.extend(part.lines.iter().cloned());
            *total = exact::sum(way.lines.iter().map(|line| line.amount.value))?;
            way.steps.extend(part.steps.iter().cloned());
            way.notes.extend(part.notes.iter().cloned());
            for source in &part.sources {
                if !way.sources.contains(source) {
                    way.sources.push(source.clone());
                }
            }
            self.finish(way, *total)?;
        }
        Some(found)
    }

    /// Each way of a parcel, as often as the batch holds orders. Of what was typed for the batch an order bears its part, but
    /// for what only goods in bulk need. A supplier who delivers to the warehouse (DDP) leaves no such way: his price holds that
    /// delivery, and what the goods cost without it is not known.
    fn direct(&self) -> Option<Vec<(Rank, Alternative)>> {
        if self.ask.is_delivered() {
            return Some(Vec::new());
        }
        let inputs = order(self.ask.inputs)?;
        let ask = Ask { inputs: &inputs, ..*self.ask };
        let goods = ask.goods()?;
        let entry = ask.entry(&goods)?;
        let orders = self.orders;
        let ways = ask.offers(self.world).into_iter().map(|offer| {
            let (rank, mut way) = route::alternative(&ask, &entry, offer)?;
            let Some((_, exact)) = rank else { return Some((None, way)) };
            for line in &mut way.lines {
                line.count = line.count.times(orders)?;
                line.amount.value = line.amount.value.times(orders)?;
            }
            // Cash is bound for one parcel at a time; what the border asks is of them all.
            for figure in way.figures.iter_mut().filter(|one| one.name != figure::CASH) {
                if let Arg::Money(money) = &mut figure.value {
                    money.value = money.value.times(orders)?;
                }
            }
            let total = exact::sum(way.lines.iter().map(|line| line.amount.value))?;
            self.finish(&mut way, total)?;
            Some((Some((total, exact.times(orders)?)), way))
        });
        ways.collect()
    }

    /// The total and what stands beside it.
    fn finish(&self, way: &mut Alternative, total: Decimal) -> Option<()> {
        let currency = self.ask.inputs.currency;
        way.total = Some(Money { value: total, currency });
        let sample = way.lines.iter().filter(|line| line.status.is_sample()).map(|line| line.amount.value);
        way.sample_share = Some(share_of(exact::sum(sample)?, Some(total)));
        way.figures.retain(|one| one.name != figure::PER_UNIT);
        let each = Money { value: total.over(self.orders)?, currency }.rounded();
        way.figures.insert(0, Figure { name: figure::PER_ORDER, value: Arg::Money(each) });
        Some(())
    }

    /// Everything behind the first leg; `Ok(None)` where a figure leaves the exact range.
    /// Storage begins on the day on which the goods arrive: that of import, if it was typed, or after `days` on the way.
    fn in_warehouses(&self, days: Option<u32>) -> Result<Option<Part>, Problem> {
        let mut part = Part::default();
        let is_used = |site: &&Site<'_>| self.arrives(site).is_none_or(|orders| !orders.is_zero());
        for site in self.sites.iter().filter(is_used) {
            if self.at(site, self.arrival(days), &mut part)?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(part))
    }

    /// The day on which goods arrive that are so many days on the way.
    pub(super) fn arrival(&self, days: Option<u32>) -> Date {
        let inputs = self.ask.inputs;
        inputs.import_date.unwrap_or_else(|| {
            let after = (0..days.unwrap_or_default()).try_fold(inputs.shipping_date, |day, _| day.after());
            after.unwrap_or(inputs.shipping_date)
        })
    }

    /// What one warehouse takes.
    fn at(&self, site: &Site<'_>, arrival: Date, part: &mut Part) -> Result<Option<()>, Problem> {
        let Some(terms) = self.terms(site)? else { return Ok(None) };
        Ok(self.charge(site, terms, arrival, part))
    }

    /// What a warehouse takes it for, by the case or by its card; `Ok(None)` where a figure leaves the exact range.
    pub(super) fn terms<'b>(&self, site: &Site<'b>) -> Result<Option<Terms<'b>>, Problem> {
        let (card, typed) = (site.card, site.typed);
        let unpriced = |column| {
            let label = ["field.", column, ".label"].concat();
            let problem = Problem::error(problem::E_WAREHOUSE).with("what", Arg::Key(label));
            match site.row {
                Some(row) => problem.in_row(WAREHOUSES, row, column),
                None => problem.at(WAREHOUSES),
            }
        };
        let receiving = match (typed.and_then(|row| row.receiving), card.filter(|card| !card.receiving.is_empty())) {
            (Some(each), _) => Some(Receiving::Each(each)),
            (None, Some(card)) => Some(Receiving::ByCard(card)),
            (None, None) if site.fba => None,
            (None, None) => return Err(unpriced("receiving")),
        };
        let Some(arrives) = self.arrives(site).and_then(|orders| self.cartons(orders)) else { return Ok(None) };
        if site.orders.is_zero() {
            // Everything goes on.
            return Ok(Some(Terms { arrives, receiving, kept: None }));
        }
        let Some((cartons, batch)) = self.cartons(site.orders).zip(self.batch(site)) else { return Ok(None) };
        let Some((days, volume)) = batch.last_day().zip(self.volume()) else { return Ok(None) };
        if days > LONGEST {
            return Err(Problem::error(problem::E_STOCK_TOO_LONG).at("monthly-orders"));
        }
        let storage = if let Some(rate) = typed.and_then(|row| row.storage_rate) {
            Storage::Flat(rate)
        } else if let Some(card) = card.filter(|card| !card.storage.is_empty()) {
            Storage::ByAge(card)
        } else if let Some(card) = card.filter(|card| !card.seasons.is_empty()) {
            Storage::ByMonth(card, self.is_oversize(card))
        } else {
            return Err(unpriced("storage-rate"));
        };
        let picking = if let Some(each) = typed.and_then(|row| row.pick_pack) {
            Some((each, Status::Own))
        } else if site.fba {
            None
        } else {
            let card = card.filter(|card| !card.pick_pack.is_empty()).ok_or_else(|| unpriced("pick-pack"))?;
            let Some(weight) = self.order_weight() else { return Ok(None) };
            let band = card.pick_pack.iter().find(|band| band.to_kg.is_none_or(|to| weight <= to));
            let band = band.ok_or_else(|| unpriced("pick-pack"))?;
            let each = self.pieces().and_then(|pieces| {
                let more = pieces.minus(Decimal::ONE)?.max(Decimal::ZERO).times(card.pick_more)?;
                let each = Money { value: band.price.plus(more)?, currency: card.currency };
                self.ask.fee_moved(card.kind, line::PICK_PACK, each)
            });
            let Some(each) = each else { return Ok(None) };
            Some((each, card.status_of("pick-pack")))
        };
        let least = match typed.and_then(|row| row.month_least) {
            Some(least) => Some((least, Status::Own)),
            None => card
                .filter(|card| !card.minimum_month.is_zero())
                .map(|card| (Money { value: card.minimum_month, currency: card.currency }, card.status_of("minimum"))),
        };
        let (each, status, sources) = self.last_mile(site)?;
        let transfer = typed.and_then(|row| row.transfer);
        let delivery = (each, status);
        let kept = Kept { cartons, batch, days, volume, transfer, storage, picking, least, delivery, sources };
        Ok(Some(Terms { arrives, receiving, kept: Some(kept) }))
    }

    /// The bill of a warehouse by its terms; `None` where a figure leaves the exact range.
    fn charge(&self, site: &Site<'_>, terms: Terms<'_>, arrival: Date, part: &mut Part) -> Option<()> {
        let (ask, row, card) = (self.ask, site.row.unwrap_or_default(), site.card);
        let mut sum = Sum { ask, part, row, charged: Decimal::ZERO };
        match terms.receiving {
            Some(Receiving::Each(each)) => {
                let all = each.times(terms.arrives)?;
                let args = sum.said(step::RECEIVED, Arg::Money(all));
                args.number("cartons", terms.arrives).put("each", Arg::Money(each));
                sum.put(line::RECEIVING, Some(all), Status::Own)?;
            }
            Some(Receiving::ByCard(card)) => {
                let money = Money { value: received(card, terms.arrives)?, currency: card.currency };
                let money = ask.fee_moved(card.kind, line::RECEIVING, money)?;
                sum.said(step::RECEIVED_BY_CARD, Arg::Money(money)).number("cartons", terms.arrives);
                sum.put(line::RECEIVING, Some(money), card.status_of("receiving"))?;
            }
            None => {}
        }
        let Some(kept) = terms.kept else { return Some(()) };
        let (batch, days) = (kept.batch, kept.days);
        let a_day = batch.per_day.round_dp(2).normalize();
        sum.said(step::BATCH, Arg::Number(days)).number("orders", site.orders).number("day", a_day);
        if let Some(each) = kept.transfer {
            let all = each.times(kept.cartons)?;
            let args = sum.said(step::TRANSFERRED, Arg::Money(all));
            args.number("cartons", kept.cartons).put("each", Arg::Money(each));
            sum.put(line::TRANSFER, Some(all), Status::Own)?;
        }
        match kept.storage {
            Storage::Flat(rate) => {
                let order_days = batch.order_days(Decimal::ONE, days)?;
                let money = sum.stored((Decimal::ONE, days), order_days, kept.volume, rate)?;
                sum.put(line::STORAGE, Some(money), Status::Own)?;
            }
            Storage::ByAge(card) => sum.by_age(card, &batch, days, kept.volume)?,
            Storage::ByMonth(card, oversize) => sum.by_month(card, &batch, days, kept.volume, arrival, oversize)?,
        }
        if let Some((each, status)) = kept.picking {
            let all = each.times(site.orders)?;
            sum.said(step::PICKED, Arg::Money(all)).number("orders", site.orders).put("each", Arg::Money(each));
            sum.put(line::PICK_PACK, Some(all), status)?;
        }
        if let Some((least, status)) = kept.least {
            sum.up_to_least(least, status, self.months())?;
        }
        let (each, status) = kept.delivery;
        let all = each.times(site.orders)?;
        sum.said(step::DELIVERED, Arg::Money(all)).number("orders", site.orders).put("each", Arg::Money(each));
        sum.put(line::LAST_MILE, Some(all), status)?;
        let of_card = card.into_iter().flat_map(|card| &card.sources).cloned();
        part.sources.extend(of_card.chain(kept.sources));
        if site.fba {
            let text = if days >= AGED { note::FBA_AGED } else { note::FBA_NOT_READ };
            let severity = if days >= AGED { Severity::Warning } else { Severity::Note };
            let note = Note { severity, phrase: Phrase::new(text), source: None };
            if !part.notes.contains(&note) {
                part.notes.push(note);
            }
        }
        Some(())
    }

    /// How many cartons so many orders fill.
    pub(super) fn cartons(&self, orders: Decimal) -> Option<Decimal> {
        orders.over(self.carton.orders).map(Exact::up)
    }

    /// Months in which the batch is sold.
    pub(super) fn months(&self) -> Option<Decimal> {
        self.orders.over(self.ask.inputs.monthly_orders?)
    }

    fn batch(&self, site: &Site<'_>) -> Option<Batch> {
        let per_day = self.per_day.times(self.part_of(site.orders)?)?;
        Some(Batch { orders: site.orders, per_day, wait: self.ask.inputs.stock_days.down() })
    }

    /// Cubic metres of one order, as its part of a carton.
    pub(super) fn volume(&self) -> Option<Decimal> {
        self.carton.size.cubic_centimetres()?.over(CBM)?.over(self.carton.orders)
    }

    /// Kilograms of an order, as it is handed to the carrier.
    fn order_weight(&self) -> Option<Decimal> {
        let parcels = self.ask.inputs.parcels.0.iter();
        exact::sum_of(parcels.map(|(_, parcel)| parcel.weight.to(Unit::Kilogram)?.times(parcel.quantity)))
    }

    /// Units of an order.
    fn pieces(&self) -> Option<Decimal> {
        self.ask.units()
    }

    /// Whether a parcel of the order is larger than the standard size of the warehouse; one without a size is.
    fn is_oversize(&self, card: &Warehouse) -> bool {
        let Some(standard) = &card.standard else { return false };
        self.ask.inputs.parcels.0.iter().any(|(_, parcel)| {
            let heavy = parcel.weight.to(Unit::Pound).is_none_or(|weight| weight > standard.pounds);
            let Some(Size::Box(sides, unit)) = parcel.size else { return true };
            let mut sides = sides.map(|value| Amount { value, unit }.to(Unit::Inch).unwrap_or(Decimal::MAX));
            sides.sort();
            heavy || sides.iter().rev().zip(&standard.inches).any(|(side, most)| side > most)
        })
    }

    /// What delivery of one order costs: as typed; by Amazon's fulfilment fee; or by the cheapest carrier of the data.
    fn last_mile(&self, site: &Site<'_>) -> Result<(Money, Status, Vec<Cited>), Problem> {
        let ask = self.ask;
        if let Some(each) = site.typed.and_then(|row| row.delivery_price) {
            return Ok((each, Status::Own, Vec::new()));
        }
        let at_row = |problem: Problem| match site.row {
            Some(row) => problem.in_row(WAREHOUSES, row, "delivery-price"),
            None => problem.at(WAREHOUSES),
        };
        let price = ask.inputs.sale_price.or_else(|| ask.listed_price());
        let parcels = exact::sum(ask.inputs.parcels.0.iter().map(|(_, parcel)| parcel.quantity));
        let of_unit =
            price.zip(parcels).and_then(|(price, parcels)| Some(Money { value: price.value.over(parcels)?, ..price }));
        let asked = shipping_cost::Inputs {
            leg: Leg::LastMile.code(),
            us_zone: site.typed.map_or("5", |row| row.delivery_zone),
            residential: true,
            selling_price: of_unit,
            ..ask.shipment()
        };
        let outcome = shipping_cost::ShippingCost::compute(&asked, self.world);
        let services = outcome.answer.map(|answer| answer.alternatives).unwrap_or_default();
        let is_amazons = |service: &&Alternative| {
            let card = ask.pack.tariffs.iter().find(|card| card.id == service.id);
            card.is_some_and(|card| card.family == Family::Fulfilment)
        };
        let of_kind: Vec<_> = services.iter().filter(|service| is_amazons(service) == site.fba).collect();
        // As the card charges it: what is changed is the sum of all orders.
        let best = of_kind.iter().find_map(|service| Some((service, service.total?)));
        let Some((service, each)) = best.filter(|(_, paid)| ask.in_answer(*paid).is_some()) else {
            let why = of_kind.first().and_then(|service| service.refused.first());
            let why = why.filter(|_| site.fba).cloned();
            return Err(at_row(why.unwrap_or_else(|| Problem::error(problem::E_LAST_MILE))));
        };
        let status = service.lines.iter().map(|line| line.status).fold(Status::Own, customs::less_sure);
        let kind = if site.fba { WarehouseKind::Fba } else { WarehouseKind::ThirdParty };
        let each = ask.fee_moved(kind, line::LAST_MILE, each);
        let each = each.ok_or_else(|| at_row(Problem::error(problem::E_LAST_MILE)))?;
        Ok((each, status, service.sources.clone()))
    }
}

/// The share of the orders that each warehouse fills, percent: what was typed, and of what is left to a hundred equal parts for
/// the others. `None` where a figure leaves the exact range.
pub fn order_shares(rows: &[(usize, WarehouseRow)]) -> Option<Vec<Decimal>> {
    let typed = || rows.iter().map(|(_, row)| row.order_share);
    let left = Decimal::ONE_HUNDRED.minus(exact::sum(typed().flatten())?)?;
    let open = Decimal::from(typed().filter(Option::is_none).count());
    typed().map(|share| share.or_else(|| left.over(open))).collect()
}

/// The shipments of a batch, each on the way of that id.
pub(super) fn legs(ask: &Ask<'_>, world: &World, id: &str) -> Option<Vec<Way>> {
    let leg = |inputs: Inputs| {
        let offers = Ask { inputs: &inputs, ..*ask }.offers(world);
        let offer = offers.into_iter().find(|offer| offer.id() == id)?;
        Some(Way { inputs: Box::new(inputs), offer: Box::new(offer) })
    };
    Plan::new(ask, world).ok()?.shipments()?.into_iter().map(leg).collect()
}

/// What Amazon takes for delivering an order of the batch at a price, on average over all warehouses, in the currency of the
/// answer.
pub(super) fn fulfilment(ask: &Ask<'_>, world: &World, price: Money) -> Option<Decimal> {
    let mut inputs = ask.inputs.clone();
    inputs.sale_price = Some(price);
    let ask = Ask { inputs: &inputs, ..*ask };
    let plan = Plan::new(&ask, world).ok()?;
    let fee = |site: &Site<'_>| ask.in_answer(plan.last_mile(site).ok()?.0)?.times(site.orders);
    let amazons = plan.sites.iter().filter(|site| is_paid_by_price(site.typed));
    exact::sum_of(amazons.map(fee))?.over(plan.orders)
}

/// What picking and delivering an order costs on average over all warehouses, in the currency of the answer.
pub(super) fn delivery(ask: &Ask<'_>, world: &World) -> Option<Decimal> {
    let plan = Plan::new(ask, world).ok()?;
    plan.in_warehouses(None).ok()??.delivery.over(plan.orders)
}

/// Whether some orders are delivered at the fee of Amazon's own.
pub(super) fn is_paid_by_amazons_card(ask: &Ask<'_>) -> bool {
    ask.inputs.warehouses.0.iter().any(|(_, row)| is_paid_by_price(Some(row)))
}

/// Whether delivery from a warehouse costs what Amazon's card says for the price of the goods.
fn is_paid_by_price(row: Option<&WarehouseRow>) -> bool {
    row.is_some_and(|row| row.site == "fba" && row.delivery_price.is_none())
}

/// The cards by which Amazon delivers to the market.
fn amazons_cards<'a>(ask: &Ask<'a>) -> impl Iterator<Item = &'a Tariff> + use<'a> {
    let (destination, day) = (ask.inputs.destination, ask.inputs.shipping_date);
    ask.pack.tariffs.iter().filter(move |card| {
        card.family == Family::Fulfilment
            && day.within(card.valid_from, card.valid_to)
            && card.lanes.iter().any(|lane| lane.to.iter().any(|to| to == destination))
    })
}

/// Which bands of price of Amazon's cards hold at a price of an order, a bit each; `None` where no warehouse goes by them.
pub(super) fn bands(ask: &Ask<'_>, price: Money) -> Option<u64> {
    if !ask.inputs.warehouses.0.iter().any(|(_, row)| is_paid_by_price(Some(row))) {
        return None;
    }
    let parcels = exact::sum(ask.inputs.parcels.0.iter().map(|(_, parcel)| parcel.quantity))?;
    let mut bits = 1_u64;
    for card in amazons_cards(ask) {
        let each = ask.exchange.on_card(price, card.currency)?.over(parcels)?;
        let mut seen: Vec<&Sold> = Vec::new();
        for sold in card.lanes.iter().filter_map(|lane| lane.sold.as_ref()) {
            if !seen.contains(&sold) {
                seen.push(sold);
                bits = bits.rotate_left(1) | u64::from(sold.takes(each));
            }
        }
    }
    Some(bits)
}

/// The prices of an order at which Amazon's fee can change.
pub(super) fn limits(ask: &Ask<'_>) -> Option<Vec<Money>> {
    let parcels = exact::sum(ask.inputs.parcels.0.iter().map(|(_, parcel)| parcel.quantity))?;
    let mut limits: Vec<Money> = Vec::new();
    for card in amazons_cards(ask) {
        for sold in card.lanes.iter().filter_map(|lane| lane.sold.as_ref()) {
            for limit in [sold.at_least, sold.above, sold.at_most, sold.below].into_iter().flatten() {
                let limit = Money { value: limit.times(parcels)?, currency: card.currency };
                if !limits.contains(&limit) {
                    limits.push(limit);
                }
            }
        }
    }
    Some(limits)
}

impl Money {
    /// So many of it; `None` where that leaves the exact range.
    pub(super) fn times(self, count: Decimal) -> Option<Self> {
        Some(Self { value: self.value.times(count)?, ..self })
    }
}

/// A part of what was typed, if anything was; `None` where that leaves the exact range.
#[expect(clippy::option_option, reason = "nothing typed is not a figure out of range")]
fn part_of(money: Option<Money>, part: Decimal) -> Option<Option<Money>> {
    match money {
        Some(money) => money.times(part).map(Some),
        None => Some(None),
    }
}

/// One order of a batch as a parcel to its buyer.
pub(super) fn order(batch: &Inputs) -> Option<Inputs> {
    let part = Decimal::ONE.over(batch.batch_orders?)?;
    let of_part = |money: Option<Money>| part_of(money, part);
    Some(Inputs {
        route: "parcel",
        quoted_freight: None,
        brokerage: None,
        inland_freight: None,
        domestic_freight: of_part(batch.domestic_freight)?,
        cargo_insurance: of_part(batch.cargo_insurance)?,
        other_costs: of_part(batch.other_costs)?,
        ..batch.clone()
    })
}

/// Receiving by the number of each carton.
pub(super) fn received(card: &Warehouse, cartons: Decimal) -> Option<Decimal> {
    let (mut sum, mut done) = (Decimal::ZERO, Decimal::ZERO);
    for step in &card.receiving {
        let to = step.to.map_or(cartons, Decimal::from).min(cartons);
        sum = sum.plus(to.minus(done)?.max(Decimal::ZERO).times(step.each)?)?;
        done = done.max(to);
    }
    Some(sum)
}

/// Adds the same way of another shipment.
fn join(together: &mut (Rank, Alternative), rank: Rank, way: Alternative) -> Option<()> {
    let (sum, one) = together;
    let (Some((_, exact)), Some((_, more))) = (sum.as_mut(), rank) else {
        if sum.is_some() {
            *sum = None;
            refuse(one, way.refused);
        }
        return Some(());
    };
    *exact = exact.plus(more)?;
    for line in way.lines {
        match one.lines.iter_mut().find(|other| other.name == line.name) {
            Some(other) => {
                other.amount.value = other.amount.value.plus(line.amount.value)?;
                other.status = customs::less_sure(other.status, line.status);
            }
            None => one.lines.push(line),
        }
    }
    for figure in way.figures {
        let found = one.figures.iter_mut().find(|other| other.name == figure.name);
        match (found.map(|other| &mut other.value), figure.value) {
            (Some(Arg::Money(sum)), Arg::Money(more)) => sum.value = sum.value.plus(more.value)?,
            (Some(days), more) if figure.name == of_service::DAYS => *days = later(days, &more),
            _ => {}
        }
    }
    one.steps.extend(way.steps);
    for note in way.notes {
        if !one.notes.contains(&note) {
            one.notes.push(note);
        }
    }
    Some(())
}

/// The most days that a way takes, weekends counted, where its card says.
pub(super) fn days_of_way(way: &Alternative) -> Option<u32> {
    way.figures.iter().find_map(|figure| match figure.value {
        Arg::Days { to, working, .. } => Some(if working { to + to.div_ceil(5) * 2 } else { to }),
        _ => None,
    })
}

/// Of two spans of days that which ends later.
fn later(one: &Arg, other: &Arg) -> Arg {
    match (one, other) {
        (Arg::Days { to: first, .. }, Arg::Days { to: second, .. }) if second > first => other.clone(),
        _ => one.clone(),
    }
}

/// The bill of one warehouse, as it is made.
struct Sum<'a, 'b> {
    ask: &'a Ask<'a>,
    part: &'b mut Part,
    row: usize,
    /// What counts towards the least of a month, in the currency of the answer.
    charged: Decimal,
}

impl Sum<'_, '_> {
    /// A step of the working that is about this warehouse.
    fn said(&mut self, formula: Text, result: Arg) -> &mut Args {
        self.part.steps.push(Step { formula, args: Args::new(), result, row: None });
        let last = self.part.steps.len() - 1;
        self.part.steps[last].args.row("site", self.row)
    }

    /// A line; the same line of another warehouse takes it in.
    fn put(&mut self, name: Text, money: Option<Money>, status: Status) -> Option<()> {
        let currency = self.ask.inputs.currency;
        let exact = self.ask.in_answer(money?)?;
        self.part.exact = self.part.exact.plus(exact)?;
        if matches!(name, line::PICK_PACK | line::LAST_MILE) {
            self.part.delivery = self.part.delivery.plus(exact)?;
        }
        let amount = Money { value: exact, currency }.rounded();
        // Carriage on to a warehouse or to buyers is not what it charges.
        if name != line::LAST_MILE && name != line::TRANSFER {
            self.charged = self.charged.plus(amount.value)?;
        }
        match self.part.lines.iter_mut().find(|line| line.name == name) {
            Some(line) => {
                line.amount.value = line.amount.value.plus(amount.value)?;
                line.status = customs::less_sure(line.status, status);
            }
            None if amount.value.is_zero() => {}
            None => self.part.lines.push(Line { name, count: Decimal::ONE, amount, status }),
        }
        Some(())
    }

    /// The step of goods that lie there from a day to another, and what that costs.
    fn stored(
        &mut self,
        (from, to): (Decimal, Decimal),
        order_days: Decimal,
        volume: Decimal,
        rate: Money,
    ) -> Option<Money> {
        // What the division of a carton left over decides nothing.
        let money = Money { value: rate.value.times(order_days.times(volume)?)?.round_dp(12), ..rate };
        let args = self.said(step::STORED, Arg::Money(money.rounded()));
        args.number("from", from).number("to", to).number("days", order_days);
        args.number("volume", volume.round_dp(6).normalize()).put("rate", Arg::Money(rate));
        Some(money)
    }

    /// Storage by the age of the batch.
    fn by_age(&mut self, card: &Warehouse, batch: &Batch, days: Decimal, volume: Decimal) -> Option<()> {
        let mut from = Decimal::ONE;
        let mut all = Money { value: Decimal::ZERO, currency: card.currency };
        for tier in &card.storage {
            if from > days {
                break;
            }
            let to = tier.to_day.map_or(days, Decimal::from).min(days);
            let order_days = batch.order_days(from, to)?;
            let rate = Money { value: tier.per_m3_day, currency: card.currency };
            let rate = self.ask.fee_moved(card.kind, line::STORAGE, rate)?;
            let money = self.stored((from, to), order_days, volume, rate)?;
            all.value = all.value.plus(money.rounded().value)?;
            from = to.plus(Decimal::ONE)?;
        }
        self.put(line::STORAGE, Some(all), card.status_of("storage"))
    }

    /// Storage by calendar month: average daily volume × the month's rate.
    fn by_month(
        &mut self,
        card: &Warehouse,
        batch: &Batch,
        days: Decimal,
        volume: Decimal,
        arrival: Date,
        oversize: bool,
    ) -> Option<()> {
        let mut all = Money { value: Decimal::ZERO, currency: card.currency };
        for of_month in Month::from(card, arrival, oversize) {
            let Month { from, first, rate, .. } = of_month;
            if from > days {
                break;
            }
            let rate = self.ask.fee_moved(card.kind, line::STORAGE, rate)?;
            let average = of_month.average(batch, days, volume)?;
            let money = Money { value: rate.value.times(average)?.round_dp(12), ..rate }.rounded();
            let args = self.said(step::STORED_MONTH, Arg::Money(money));
            args.put("month", Arg::Date(first)).number("feet", average.round_dp(2).normalize());
            args.put("rate", Arg::Money(rate));
            all.value = all.value.plus(money.value)?;
        }
        self.put(line::STORAGE, Some(all), card.status_of("storage"))
    }

    /// What the least of a month asks beyond what was charged while the batch was sold.
    fn up_to_least(&mut self, least: Money, status: Status, months: Option<Decimal>) -> Option<()> {
        let months = months?;
        let asked = self.ask.in_answer(least)?.times(months)?;
        let more = asked.minus(self.charged)?;
        if more <= Decimal::ZERO {
            return Some(());
        }
        let currency = self.ask.inputs.currency;
        let charged = Money { value: self.charged, currency };
        let more = Money { value: more, currency };
        let args = self.said(step::UP_TO_LEAST, Arg::Money(more.rounded()));
        args.put("least", Arg::Money(least)).number("months", months.round_dp(2).normalize());
        args.put("charged", Arg::Money(charged));
        self.put(line::MONTH_LEAST, Some(more), status)
    }
}

/// A calendar month of storage.
pub(super) struct Month {
    /// Its first day.
    pub(super) first: Date,
    /// How many it has.
    pub(super) days: Decimal,
    /// The day of age that begins it, or 1.
    pub(super) from: Decimal,
    /// The day of age that ends it.
    pub(super) to: Decimal,
    /// For a cubic foot.
    pub(super) rate: Money,
}

impl Month {
    /// The months from the day on which goods arrive.
    pub(super) fn from(card: &Warehouse, arrival: Date, oversize: bool) -> impl Iterator<Item = Self> {
        let (year, month, day) = arrival.civil();
        let (mut year, mut month, mut before) = (year, month, Decimal::from(day).minus(Decimal::ONE));
        let mut from = Decimal::ONE;
        core::iter::from_fn(move || {
            let days = Decimal::from(days_of(year, month)?);
            let to = from.plus(days)?.minus(before?)?.minus(Decimal::ONE)?;
            let season = card.seasons.iter().find(|season| season.months.contains(&month))?;
            let rate = if oversize { season.oversize } else { season.standard };
            let rate = Money { value: rate, currency: card.currency };
            let found = Self { first: Date::new(year, month, 1)?, days, from, to, rate };
            from = to.plus(Decimal::ONE)?;
            (year, month, before) =
                if month == 12 { (year + 1, 1, Some(Decimal::ZERO)) } else { (year, month + 1, Some(Decimal::ZERO)) };
            Some(found)
        })
    }

    /// Cubic feet that lie there on an average day of it.
    pub(super) fn average(&self, batch: &Batch, days: Decimal, volume: Decimal) -> Option<Decimal> {
        let feet = volume.over(CUBIC_FOOT)?;
        batch.order_days(self.from, self.to.min(days))?.times(feet)?.over(self.days)
    }
}

/// Days of a month.
fn days_of(year: i32, month: u32) -> Option<u32> {
    (28..=31).rev().find(|day| Date::new(year, month, *day).is_some())
}
