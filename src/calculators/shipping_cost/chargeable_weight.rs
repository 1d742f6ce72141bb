//! What a piece measures, whether a card takes it, and the weight it is billed by.
//!
//! Order of rounding (`docs/facts/logistics.md` §3.1, trap 4): sides, then volume, then weight, then the shipment.

use rust_decimal::Decimal;

use super::texts::refusal;
use super::{PARCELS, Parcel};
use crate::amount::{Amount, Size, ceil_to};
use crate::exact::{self, Exact};
use crate::pack::{Lane, Limits, Round, Tariff, VolumeRule};
use crate::schema::Problem;
use crate::units::Unit;

/// A parcel in the units of the cards, converted exactly.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its row in the list, from 0.
    pub row: usize,
    /// How many there are.
    pub quantity: Decimal,
    /// Actual weight, kg.
    pub weight: Decimal,
    /// Its outside, where it is known.
    pub outside: Option<Outside>,
}

/// The outside of a piece, cm.
#[derive(Clone, Copy, Debug)]
pub enum Outside {
    /// Three sides, largest first.
    Box([Decimal; 3]),
    /// A roll.
    Roll {
        /// Its length.
        length: Decimal,
        /// Its diameter.
        diameter: Decimal,
    },
}

impl Piece {
    /// Converts a row; `None` where that leaves the range of exact figures.
    #[must_use]
    pub fn new(row: usize, parcel: &Parcel) -> Option<Self> {
        let outside = match &parcel.size {
            None => None,
            Some(size) => Some(Outside::new(size)?),
        };
        Some(Self { row, quantity: parcel.quantity, weight: parcel.weight.to(Unit::Kilogram)?, outside })
    }
}

impl Outside {
    fn new(size: &Size) -> Option<Self> {
        let unit = size.unit();
        let cm = |value: Decimal| Amount { value, unit }.to(Unit::Centimetre);
        match *size {
            Size::Box([a, b, c], _) => {
                let mut sides = [cm(a)?, cm(b)?, cm(c)?];
                for (one, next) in [(0, 1), (1, 2), (0, 1)] {
                    if sides[one] < sides[next] {
                        sides.swap(one, next);
                    }
                }
                Some(Self::Box(sides))
            }
            Size::Roll([length, diameter], _) => Some(Self::Roll { length: cm(length)?, diameter: cm(diameter)? }),
        }
    }

    /// The box around it, largest side first. A roll fills a box of its length and twice its diameter.
    #[must_use]
    pub fn sides(self) -> [Decimal; 3] {
        match self {
            Self::Box(sides) => sides,
            Self::Roll { length, diameter } if length >= diameter => [length, diameter, diameter],
            Self::Roll { length, diameter } => [diameter, diameter, length],
        }
    }
}

/// Why the card does not take the piece; empty where it does.
#[must_use]
pub fn refused(piece: &Piece, tariff: &Tariff, lane: &Lane) -> Vec<Problem> {
    let mut problems = Vec::new();
    for limits in [&tariff.limits, &lane.limits] {
        against(piece, limits, tariff.volume.as_ref(), &mut problems);
    }
    problems.into_iter().map(|problem| problem.in_row(PARCELS, piece.row, "")).collect()
}

fn sum(sides: [Decimal; 3]) -> Decimal {
    exact::sum(sides).unwrap_or(Decimal::MAX)
}

fn against(piece: &Piece, limits: &Limits, volume: Option<&VolumeRule>, problems: &mut Vec<Problem>) {
    let over = |value: Decimal, limit: Decimal| value > limit || (limits.strict && value == limit);
    let mut refuse = |code, unit, limit: Decimal, found: Decimal| {
        let problem = problems.push_mut(Problem::error(code));
        problem.args.amount("limit", limit, unit).amount("found", found, unit);
    };
    if let Some(limit) = limits.weight.filter(|limit| over(piece.weight, *limit)) {
        refuse(refusal::E_WEIGHT, Unit::Kilogram, limit, piece.weight);
    }
    if let Some(limit) = limits.quote_weight_above {
        let volume_weight =
            volume.and_then(|rule| volume_weight(piece, rule)).map_or(Decimal::ZERO, |volume| volume.weight);
        let counted = piece.weight.max(volume_weight);
        if counted > limit {
            refuse(refusal::E_QUOTE, Unit::Kilogram, limit, counted);
        }
    }
    let Some(outside) = piece.outside else { return };
    let sides = outside.sides();
    let [longest, ..] = sides;
    if let Some(limit) = limits.quote_side_above.filter(|limit| longest > *limit) {
        refuse(refusal::E_QUOTE, Unit::Centimetre, limit, longest);
    }
    if let (Outside::Roll { length, diameter }, Some(roll)) = (outside, &limits.roll) {
        let sum = sum([length, diameter, diameter]);
        if over(length, roll.length.plus(limits.longest_tolerance).unwrap_or(roll.length)) {
            refuse(refusal::E_LONGEST, Unit::Centimetre, roll.length, length);
        }
        if over(sum, roll.sum) {
            refuse(refusal::E_ROLL_SUM, Unit::Centimetre, roll.sum, sum);
        }
        if length < roll.length_at_least {
            refuse(refusal::E_SMALL, Unit::Centimetre, roll.length_at_least, length);
        } else if sum < roll.sum_at_least {
            refuse(refusal::E_SMALL, Unit::Centimetre, roll.sum_at_least, sum);
        }
        return;
    }
    if let Some(limit) =
        limits.longest.filter(|limit| over(longest, limit.plus(limits.longest_tolerance).unwrap_or(*limit)))
    {
        refuse(refusal::E_LONGEST, Unit::Centimetre, limit, longest);
    }
    let sum = sum(sides);
    if let Some(limit) = limits.sum.filter(|limit| over(sum, *limit)) {
        refuse(refusal::E_SUM, Unit::Centimetre, limit, sum);
    }
    let too_large =
        limits.fits_into.and_then(|into| sides.into_iter().zip(into).find(|(side, limit)| over(*side, *limit)));
    if let Some((side, limit)) = too_large {
        refuse(refusal::E_BOX, Unit::Centimetre, limit, side);
    }
    let face = limits.face_at_least.map(|[larger, smaller]| [larger, smaller, Decimal::ZERO]);
    let too_small = [limits.at_least, face]
        .into_iter()
        .flatten()
        .find_map(|least| sides.into_iter().zip(least).find(|(side, limit)| side < limit));
    if let Some((side, limit)) = too_small {
        refuse(refusal::E_SMALL, Unit::Centimetre, limit, side);
    }
}

/// The most that a piece may weigh, kg, where card or lane say so.
#[must_use]
pub fn most(tariff: &Tariff, lane: &Lane) -> Option<Decimal> {
    [&tariff.limits, &lane.limits]
        .into_iter()
        .flat_map(|limits| [limits.weight, limits.quote_weight_above])
        .flatten()
        .min()
}

/// A volume weight and the rounded sides that gave it.
#[derive(Clone, Copy, Debug)]
pub struct VolumeWeight {
    /// The sides after rounding, cm.
    pub sides: [Decimal; 3],
    /// Kilograms.
    pub weight: Decimal,
}

/// `length × width × height ÷ divisor` of the rounded sides; `None` where volume does not count for this piece.
#[must_use]
pub fn volume_weight(piece: &Piece, rule: &VolumeRule) -> Option<VolumeWeight> {
    let sides = piece.outside?.sides().map(|side| match rule.sides {
        Round::None => side,
        Round::UpToCm => side.up(),
    });
    let volume = sides[0].times(sides[1])?.times(sides[2])?;
    let long_enough = rule.trigger.side_at_least.is_none_or(|least| sides[0] >= least);
    let large_enough = rule.trigger.volume_above.is_none_or(|least| volume > least);
    if !long_enough || !large_enough {
        return None;
    }
    Some(VolumeWeight { sides, weight: volume.over(rule.divisor)? })
}

/// What a piece counts for before the last rounding: the larger of weight, volume weight and least weight, kg.
#[must_use]
pub fn counted(piece: &Piece, volume: Option<VolumeWeight>, lane: &Lane) -> Decimal {
    piece.weight.max(volume.map_or(Decimal::ZERO, |volume| volume.weight)).max(lane.min_weight)
}

/// The step to which this weight is rounded up, kg.
#[must_use]
pub fn step(weight: Decimal, tariff: &Tariff) -> Option<Decimal> {
    let rule = tariff.rounding.iter().find(|rule| rule.up_to.is_none_or(|limit| weight <= limit))?;
    Some(rule.step)
}

/// The billed weight, kg.
#[must_use]
pub fn billed(weight: Decimal, tariff: &Tariff) -> Option<Decimal> {
    ceil_to(weight, step(weight, tariff)?)
}
