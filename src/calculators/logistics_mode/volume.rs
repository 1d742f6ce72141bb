//! How the choice moves with volume: what an order costs on each mode at other volumes, and every volume at which another mode
//! becomes the cheapest (`docs/facts/logistics.md` §3.8).
//!
//! A batch costs more by whole cartons, containers and fees that have a least: between two volumes at which one carton is added
//! its cost is smooth. So it is enough to look at both ends of these steps and to halve where the order of the modes differs.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Inputs;
use super::batch::{self, Volume, wanted_days};
use super::gates;
use super::mode::Mode;
use super::search;
use super::ways::{Case, Way};
use crate::amount::Money;
use crate::calculators::{landed_cost, shipping_cost};
use crate::exact::Exact;
use crate::pack::{Family, Lane, Leg, World};
use crate::schema::Arg;

/// Orders a month up to which is looked, in parts of those of the case, and at least so many.
const MOST_TIMES: u32 = 10;
const AT_LEAST: u32 = 300;
/// How much further each next look is, in percent.
const FURTHER: u32 = 160;
/// The most steps that are looked at one by one.
const STEPS: usize = 80;

/// A volume from which on, or up to which, another mode is the cheapest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flip {
    /// Orders a month: the first of the new mode above, the last of it below.
    pub(super) orders: Decimal,
    /// The mode.
    pub(super) mode: Mode,
}

/// The nearest on either side.
pub(super) struct Flips {
    pub(super) above: Option<Flip>,
    pub(super) below: Option<Flip>,
}

/// What an order costs on the modes of a case at any volume.
pub(super) struct Volumes<'a> {
    case: &'a Case<'a>,
    batches: &'a World,
    /// To the buyer: the same at any volume but for the fees of the mode, which are not in it.
    direct: Vec<Cost>,
    asked: RefCell<BTreeMap<Decimal, Option<Vec<Cost>>>>,
}

/// What an order costs on a mode, unrounded.
#[derive(Clone, Debug)]
pub(super) struct Cost {
    pub(super) mode: Mode,
    pub(super) each: Decimal,
    /// The same as the table of the ways shows it, the sum of rounded lines.
    pub(super) shown: Decimal,
    /// What is lost at most if nobody buys.
    pub(super) lost: Decimal,
}

/// The most orders a month that are looked at.
pub(super) fn most_looked_at(inputs: &Inputs) -> Decimal {
    let most = inputs.monthly_orders.times(Decimal::from(MOST_TIMES)).unwrap_or(Decimal::MAX);
    most.max(Decimal::from(AT_LEAST)).min(Decimal::from(10_000_000))
}

/// The ways by a warehouse at a volume, the cheapest first. `None` where a figure leaves the exact range.
pub(super) fn batched(case: &Case<'_>, batches: &World, monthly: Decimal) -> Option<Vec<Way>> {
    let inputs = Inputs { monthly_orders: monthly, ..case.inputs.clone() };
    let case = Case::new(&inputs, batches)?;
    let (services, _) = case.services(Volume::of(&inputs, monthly)?).unwrap_or_default();
    Some(case.best(services))
}

impl<'a> Volumes<'a> {
    pub(super) fn new(case: &'a Case<'a>, ways: &[Way], batches: &'a World) -> Self {
        let now = case.inputs.monthly_orders;
        let direct = ways.iter().filter(|way| !way.mode.by_warehouse());
        let without_fees = |way: &Way| way.each()?.minus(case.fees(way.mode, now)?);
        let shown = |way: &Way| way.total()?.minus(rounded(case, case.fees(way.mode, now)?));
        let direct = direct.filter_map(|way| {
            Some(Cost { mode: way.mode, each: without_fees(way)?, shown: shown(way)?, lost: way.lost() })
        });
        let direct = direct.collect();
        Self { case, batches, direct, asked: RefCell::default() }
    }

    /// What an order costs at a volume on every mode that takes it, the cheapest first.
    pub(super) fn at(&self, monthly: Decimal) -> Option<Vec<Cost>> {
        if let Some(found) = self.asked.borrow().get(&monthly) {
            return found.clone();
        }
        let found = self.asked_at(monthly);
        self.asked.borrow_mut().insert(monthly, found.clone());
        found
    }

    fn asked_at(&self, monthly: Decimal) -> Option<Vec<Cost>> {
        let with_fees = |cost: &Cost| {
            let fees = self.case.fees(cost.mode, monthly)?;
            Some(Cost { each: cost.each.plus(fees)?, shown: cost.shown.plus(rounded(self.case, fees))?, ..*cost })
        };
        let mut costs = self.direct.iter().map(with_fees).collect::<Option<Vec<_>>>()?;
        let ways = batched(self.case, self.batches, monthly)?;
        costs.extend(
            ways.iter().filter_map(|way| {
                Some(Cost { mode: way.mode, each: way.each()?, shown: way.total()?, lost: way.lost() })
            }),
        );
        // Of equals the one that costs more at first and less with volume.
        costs.sort_by_key(|cost| (cost.each, Reverse(cost.mode)));
        Some(costs)
    }

    /// The cheapest mode at a volume.
    pub(super) fn winner(&self, monthly: Decimal) -> Option<Mode> {
        self.at(monthly)?.first().map(|cost| cost.mode)
    }

    /// The most orders a month that are looked at.
    pub(super) fn most(&self) -> Decimal {
        most_looked_at(self.case.inputs)
    }

    /// The nearest volumes on either side at which another mode than this is the cheapest.
    pub(super) fn flips(&self, mode: Mode) -> Option<Flips> {
        let choice = |monthly| self.winner(monthly);
        let [above, below] = search::nearest(&choice, self.case.inputs.monthly_orders, self.most(), &mode, FURTHER)?;
        let flip = |(orders, mode)| Flip { orders, mode };
        Some(Flips { above: above.map(flip), below: below.map(flip) })
    }

    /// The volumes at which a batch takes one carton more, and the last before each, up to the most.
    pub(super) fn steps(&self) -> Vec<Decimal> {
        let inputs = self.case.inputs;
        let most = self.most();
        let carton = inputs.carton_orders.unwrap_or(Decimal::ONE);
        let mut found = vec![Decimal::ONE, inputs.monthly_orders];
        // So many orders a month that a batch of them fills so many cartons to the last.
        let filled = |cartons: usize| {
            let orders = carton.times(Decimal::from(cartons))?;
            orders.times(landed_cost::MONTH)?.over(wanted_days(inputs)).map(Exact::down)
        };
        let every = filled(1).filter(|one| !one.is_zero()).unwrap_or(Decimal::ONE);
        let stride =
            most.over(every).and_then(|all| all.over(Decimal::from(STEPS))).and_then(|stride| stride.up().to_usize());
        let stride = stride.unwrap_or(1).max(1);
        let mut cartons = 1;
        while found.len() < 2 * STEPS + 2 {
            let Some(last) = filled(cartons).filter(|last| *last < most) else { break };
            found.extend([last.max(Decimal::ONE), last.checked_add(Decimal::ONE).unwrap_or(last)]);
            cartons += stride;
        }
        // From here on the least batch does not last too long.
        let sold = gates::sold_in_time(inputs).filter(|from| *from > Decimal::ONE && *from < most);
        found.extend(sold.into_iter().flat_map(|from| [from.checked_sub(Decimal::ONE).unwrap_or(from), from]));
        found.push(most);
        found.sort();
        found.dedup();
        found
    }

    /// Every volume at which another mode becomes the cheapest, ascending: that mode, and the one before.
    pub(super) fn crossings(&self) -> Vec<(Flip, Mode)> {
        let steps = self.steps();
        let winners: Vec<_> = steps.iter().filter_map(|at| Some((*at, self.winner(*at)?))).collect();
        let mut found = Vec::new();
        for pair in winners.windows(2) {
            let [(low, before), (high, after)] = *pair else { continue };
            let (mut from, mut mode) = (low, before);
            // A third mode may have its turn between the two.
            while mode != after {
                let Some((orders, then)) = search::turn(&|monthly| self.winner(monthly), from, high, &mode) else {
                    break;
                };
                found.push((Flip { orders, mode: then }, mode));
                (from, mode) = (orders, then);
            }
        }
        found
    }
}

/// As a line of a bill is rounded.
fn rounded(case: &Case<'_>, value: Decimal) -> Decimal {
    Money { value, currency: case.inputs.currency }.rounded().value
}

/// What a mode is called.
pub(super) fn name(mode: Mode) -> Arg {
    Arg::Text(mode.text())
}

/// The cards that prices at other volumes need: of batches, and those that bring their orders to buyers cheapest. What a parcel
/// costs is the same at any volume, and so is what an order costs from the warehouse.
pub(super) fn world_of_batches(case: &Case<'_>) -> World {
    let inputs = case.inputs;
    let serves = |lanes: &[Lane]| lanes.iter().any(|lane| lane.to.iter().any(|to| to == inputs.destination));
    let delivering = delivering(case);
    let mut pack = case.pack.clone();
    pack.tariffs.retain(|card| match card.leg {
        Leg::Direct => false,
        Leg::FirstLeg => serves(&card.lanes),
        Leg::LastMile => card.family == Family::Fulfilment || delivering.contains(&card.id),
    });
    let world = World::new(pack);
    if case.world.is_brief() { world.brief() } else { world }
}

/// The cheapest carriers from the warehouses of the case to buyers.
fn delivering(case: &Case<'_>) -> Vec<String> {
    let rows = case.inputs.warehouses.0.iter().map(|(_, row)| row.delivery_zone);
    let mut zones: Vec<_> = if rows.len() == 0 { vec!["5"] } else { rows.collect() };
    if zones.len() > 1 {
        // Where everything waits in one of them, some buyers are further away.
        zones.extend(["5", "8"]);
        zones.sort_unstable();
        zones.dedup();
    }
    let volume = Volume { monthly: Decimal::ONE, batch: Decimal::ONE };
    let base = landed_cost::shipment_of(&batch::case(case.inputs, "parcel", volume), case.world);
    let best = |zone: &'static str| {
        let asked =
            shipping_cost::Inputs { leg: Leg::LastMile.code(), us_zone: zone, residential: true, ..base.clone()? };
        let fulfils =
            |id: &str| case.pack.tariffs.iter().any(|card| card.id == id && card.family == Family::Fulfilment);
        let services = shipping_cost::services(&asked, case.world);
        let best = services.into_iter().find(|quote| quote.rank.is_some() && !fulfils(&quote.alternative.id));
        best.map(|quote| quote.alternative.id)
    };
    zones.into_iter().filter_map(best).collect()
}
