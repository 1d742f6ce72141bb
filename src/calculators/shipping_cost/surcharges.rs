//! What is charged on top of freight (`docs/facts/logistics.md` §1.4, §3.3): which surcharges a piece or a shipment
//! meets, and what they come to.

use rust_decimal::Decimal;

use super::Ask;
use super::chargeable_weight::{self, Piece};
use crate::exact::Exact;
use crate::pack::{Asked, Measures, Surcharge, Tariff, VolumeRule};

/// Percent of the value of the goods that is insured.
const INSURED: Decimal = Decimal::from_parts(110, 0, 0, false, 0);

/// What is insured, in the currency of the card; `None` where nothing is, or its value is not known.
pub fn insured(ask: &Ask<'_>, tariff: &Tariff) -> Option<Decimal> {
    let value = ask.inputs.goods_value.filter(|_| ask.inputs.insured)?;
    ask.exchange.on_card(value, tariff.currency)?.times(INSURED)?.over(Decimal::ONE_HUNDRED)
}

/// Whether a surcharge of a card can apply to this shipment at all: by day, by what is asked for, by region and zone.
pub fn is_possible(surcharge: &Surcharge, ask: &Ask<'_>, tariff: &Tariff) -> bool {
    let asked = match surcharge.asked {
        None => true,
        Some(Asked::Remote) => ask.inputs.remote,
        Some(Asked::Residential) => ask.inputs.residential,
        Some(Asked::Declaration) => ask.inputs.declaration,
        Some(Asked::Insurance) => insured(ask, tariff).is_some(),
    };
    let among = |list: &[String], code: &str| list.is_empty() || list.iter().any(|one| one == code);
    #[cfg(feature = "explain")]
    let starts = among(&surcharge.from, ask.inputs.origin_region);
    // Cards to the buyer's door name no region of departure.
    #[cfg(not(feature = "explain"))]
    let starts = true;
    asked
        && starts
        && ask.inputs.shipping_date.within(surcharge.valid_from, surcharge.valid_to)
        && among(&surcharge.to, ask.inputs.destination)
        && among(&surcharge.zones, ask.zone(tariff))
}

/// Whether it is charged by piece, for those that meet it; once for the shipment otherwise.
pub fn is_by_piece(surcharge: &Surcharge) -> bool {
    surcharge.trigger.is_some() || !surcharge.traits.is_empty()
}

/// The surcharges that a piece meets, by their places on the card, less those in whose place another one stands.
pub fn met(piece: &Piece, ask: &Ask<'_>, tariff: &Tariff, volume: Option<&VolumeRule>) -> Vec<usize> {
    let meets = |surcharge: &Surcharge| {
        let has_trait = surcharge.traits.is_empty() || surcharge.traits.iter().any(|one| piece.traits.contains(one));
        let measures = surcharge.trigger.as_ref();
        is_by_piece(surcharge)
            && has_trait
            && measures.is_none_or(|measures| triggered(piece, measures, volume))
            && is_possible(surcharge, ask, tariff)
    };
    let card = &tariff.surcharges;
    let mut met: Vec<_> = (0..card.len()).filter(|at| meets(&card[*at])).collect();
    let replaced: Vec<_> = met.iter().flat_map(|at| &card[*at].instead_of).copied().collect();
    met.retain(|at| !replaced.contains(&card[*at].name));
    met
}

/// Whether a piece meets one of the measures. Sides are those after rounding, the weight is the actual one.
fn triggered(piece: &Piece, measures: &Measures, volume: Option<&VolumeRule>) -> bool {
    let above = |limit: Option<Decimal>, found: Decimal| limit.is_some_and(|limit| found > limit);
    let from = |limit: Option<Decimal>, found: Decimal| limit.is_some_and(|limit| found >= limit);
    let by_weight = above(measures.weight_above, piece.weight) || from(measures.weight_at_least, piece.weight);
    let counted = volume.and_then(|rule| chargeable_weight::volume_weight(piece, rule));
    let counted = counted.map_or(piece.weight, |volume| piece.weight.max(volume.weight));
    if by_weight || above(measures.counted_above, counted) {
        return true;
    }
    let Some(outside) = piece.outside else { return false };
    let sides = chargeable_weight::rounded_sides(outside, volume);
    let [longest, second, third] = sides;
    let cubic = longest.times(second).and_then(|face| face.times(third)).unwrap_or(Decimal::MAX);
    above(measures.longest_above, longest)
        || from(measures.longest_at_least, longest)
        || above(measures.second_above, second)
        || from(measures.second_at_least, second)
        || above(measures.girth_above, chargeable_weight::length_and_girth(sides))
        || above(measures.volume_above, cubic)
}

/// What a surcharge comes to for so many pieces of this billed weight together, unrounded.
pub fn amount(surcharge: &Surcharge, pieces: Decimal, billed: Decimal, insured: Option<Decimal>) -> Option<Decimal> {
    let by_piece = surcharge.per_piece.times(pieces)?;
    let by_weight = surcharge.per_kg.times(billed)?;
    let by_value = surcharge.percent.times(insured.unwrap_or_default())?.over(Decimal::ONE_HUNDRED)?;
    let sum = by_piece.plus(by_weight)?.plus(by_value)?.plus(surcharge.per_shipment)?;
    Some(sum.max(surcharge.least))
}
