//! What an order that comes back costs, by each way to deal with it (`docs/facts/logistics.md` §3.9).
//!
//! - shipped back: refund + label and handling − what the goods are still worth;
//! - returned in the market: refund + label and inspection − what can be sold again × landed cost − the rest × what it brings;
//! - kept by the buyer: refund, and what more is claimed because of that;
//! - kept for a part of the price: the offer where it is accepted, else the cheapest other way.
//!
//! What is recovered, shipped back or in the market, is landed cost that is saved, not the price; from a warehouse a unit that is
//! sold again is picked and delivered again, so that these are no part of it.

use rust_decimal::Decimal;

use super::texts::policy;
use super::{Ask, Inputs};
use crate::exact::{self, Exact};
use crate::pack::World;
use crate::schema::Text;

/// What is given back with an order, in the currency of the answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Returned {
    /// What the buyer gets back.
    pub(super) refund: Decimal,
    /// What of the landed cost of an order a unit saves which is sold again: all but picking and delivery from a warehouse,
    /// which it needs again.
    pub(super) saved: Decimal,
}

/// A way to deal with a return and what one costs so, unrounded.
pub type Policy = (Text, Decimal);

fn part(value: Decimal, percent: Decimal) -> Option<Decimal> {
    value.times(percent)?.over(Decimal::ONE_HUNDRED)
}

/// Every way for which the user gave what it takes; keeping the goods takes nothing. `None` where a figure leaves the exact
/// range.
pub(super) fn policies(ask: &Ask<'_>, one: Returned) -> Option<Vec<Policy>> {
    let inputs = ask.inputs;
    let mut found = vec![(policy::KEEP, one.refund.plus(part(one.refund, inputs.keep_abuse)?)?)];
    if let Some(label) = inputs.ship_back {
        let recovered = part(one.saved, inputs.recovered_share)?;
        found.push((policy::SHIP_BACK, exact::sum([one.refund, ask.at_par(label)?, -recovered])?));
    }
    if let Some(label) = inputs.local_return {
        let resold = part(one.saved, inputs.resold_share)?;
        let brings = inputs.liquidation.map_or(Some(Decimal::ZERO), |money| ask.at_par(money))?;
        let rest = part(brings, Decimal::ONE_HUNDRED.minus(inputs.resold_share)?)?;
        found.push((policy::LOCAL, exact::sum([one.refund, ask.at_par(label)?, -resold, -rest])?));
    }
    if let Some(offer) = inputs.partial_offer {
        let else_way = least(&found)?.1;
        let accepted = part(part(one.refund, offer)?, inputs.partial_accepted)?;
        let refused = part(else_way, Decimal::ONE_HUNDRED.minus(inputs.partial_accepted)?)?;
        found.push((policy::PARTIAL, accepted.plus(refused)?));
    }
    Some(found)
}

/// The way that was chosen, if its figures are there; the cheapest otherwise.
pub(super) fn chosen(ask: &Ask<'_>, one: Returned) -> Option<Policy> {
    chosen_policy(ask.inputs, &policies(ask, one)?)
}

/// The way that a case chooses among these.
pub fn chosen_policy(inputs: &Inputs, all: &[Policy]) -> Option<Policy> {
    let wanted = all.iter().find(|(way, _)| way.code() == inputs.return_policy).copied();
    wanted.or_else(|| least(all))
}

/// The same as [`policies`] for another calculator: of an order that costs so much until it is delivered, of which a unit needs
/// `again` once more that is sold again. The buyer gets back the price of the case, of which the tax comes back too.
pub fn policies_of(inputs: &Inputs, world: &World, landed: Decimal, again: Decimal) -> Option<Vec<Policy>> {
    let ask = asked(inputs, world)?;
    policies(&ask, Returned { refund: untaxed(&ask)?, saved: landed.minus(again)? })
}

/// What an order brings without the tax in its price, in the currency of the answer: the price of the case, or by what customs
/// counts. `None` where nobody said, or where a figure leaves the exact range.
pub fn untaxed_price(inputs: &Inputs, world: &World) -> Option<Decimal> {
    untaxed(&asked(inputs, world)?)
}

fn asked<'a>(inputs: &'a Inputs, world: &'a World) -> Option<Ask<'a>> {
    let pack = world.pack()?;
    Some(Ask::new(inputs, pack, pack.market(inputs.destination)?, world))
}

fn untaxed(ask: &Ask<'_>) -> Option<Decimal> {
    let gross = ask.at_par(ask.inputs.sale_price.or_else(|| ask.listed_price())?)?;
    gross.over(Decimal::ONE.plus(ask.sales_tax().over(Decimal::ONE_HUNDRED)?)?)
}

fn least(policies: &[Policy]) -> Option<Policy> {
    policies.iter().copied().min_by_key(|(_, cost)| *cost)
}
