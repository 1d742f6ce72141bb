//! Sea freight: by weight or measure (card form (f) of `docs/facts/logistics.md` §3.2), and whole containers (§1.6).

use rust_decimal::Decimal;

use super::chargeable_weight::Piece;
use crate::exact::{self, Exact};
use crate::pack::Container;

/// Cubic centimetres of a cubic metre.
const CBM: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// More containers than this are a matter for a quote.
const MOST: u32 = 200;

/// Volume and weight of all pieces.
pub struct Load {
    /// Cubic metres.
    pub cbm: Decimal,
    /// Kilograms.
    pub kg: Decimal,
}

/// Volume and weight of all pieces of a card in centimetres; `None` where a size is missing or a figure leaves the exact
/// range.
pub fn load(pieces: &[Piece]) -> Option<Load> {
    let all = |one: fn(&Piece) -> Option<Decimal>| {
        exact::sum_of(pieces.iter().map(|piece| one(piece)?.times(piece.quantity)))
    };
    Some(Load { cbm: all(cubic_metres)?, kg: all(|piece| Some(piece.weight))? })
}

fn cubic_metres(piece: &Piece) -> Option<Decimal> {
    piece.volume()?.over(CBM)
}

/// Revenue tons: cubic metres, or kilograms as cubic metres if those are more, at least `least`.
pub fn revenue_tons(load: &Load, kg_per_cbm: Decimal, least: Decimal) -> Option<Decimal> {
    Some(load.cbm.max(load.kg.over(kg_per_cbm)?).max(least))
}

/// A way to send everything: so many full containers of one kind, and how the rest goes.
#[derive(Clone)]
pub struct Plan<'a> {
    /// The kind of the full ones.
    pub kind: &'a Container,
    /// How many.
    pub full: u32,
    /// One more container of this kind takes the rest; if there is none, the rest is less than a container.
    pub last: Option<&'a Container>,
    /// What is left for the last container, or for another card.
    pub left: Vec<Piece>,
}

/// Why there is no plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NoPlan {
    /// A piece fits into no container.
    TooLarge,
    /// More containers than a card is asked for.
    TooMany,
}

/// Every plan worth pricing. Pieces of several kinds are loaded kind by kind, largest first, as many as still fit.
pub fn plans<'a>(pieces: &[Piece], boxes: &'a [Container]) -> Result<Vec<Plan<'a>>, NoPlan> {
    let mut kinds: Vec<Piece> = pieces.to_vec();
    kinds.sort_by_key(|piece| core::cmp::Reverse(piece.volume()));
    let mut plans = Vec::new();
    let mut why = NoPlan::TooLarge;
    for kind in boxes {
        let (mut left, mut full) = (kinds.clone(), 0);
        while let Some(next) = loaded(&left, kind) {
            if next.is_empty() {
                // The last one: this kind, or another that takes all of it, or no container.
                let others = boxes.iter().filter(|other| loaded(&left, other).is_some_and(|next| next.is_empty()));
                plans.extend(others.map(|last| Plan { kind, full, last: Some(last), left: left.clone() }));
                plans.push(Plan { kind, full, last: None, left });
                break;
            }
            full += 1;
            if full >= MOST {
                why = NoPlan::TooMany;
                break;
            }
            left = next;
        }
    }
    if plans.is_empty() { Err(why) } else { Ok(plans) }
}

/// What is left once one container is loaded; `None` where nothing went in.
fn loaded(pieces: &[Piece], container: &Container) -> Option<Vec<Piece>> {
    let (mut room, mut payload) = (container.cbm, container.payload);
    let (mut left, mut any) = (Vec::new(), false);
    for piece in pieces {
        let cbm = cubic_metres(piece)?;
        let fit = |have: Decimal, need: Decimal| have.over(need).map(Exact::down);
        let count = fit(room, cbm)?.min(fit(payload, piece.weight)?).min(piece.quantity);
        any |= !count.is_zero();
        room = room.minus(count.times(cbm)?)?;
        payload = payload.minus(count.times(piece.weight)?)?;
        let quantity = piece.quantity.minus(count)?;
        if !quantity.is_zero() {
            left.push(Piece { quantity, ..piece.clone() });
        }
    }
    any.then_some(left)
}
