//! What a piece measures, whether a card takes it, and the weight it is billed by.
//!
//! Order of rounding (`docs/facts/logistics.md` §3.1, trap 4): sides, then volume, then weight, then the shipment.

use rust_decimal::{Decimal, RoundingStrategy};

use super::texts::refusal;
use super::{PARCELS, Parcel};
use crate::amount::{Amount, DECIDES, Size, ceil_to};
use crate::date::Date;
use crate::exact::{self, Exact};
use crate::pack::{Lane, Limits, Round, StepUpTo, System, Tariff, Trait, VolumeRule};
use crate::schema::{Problem, Text};
use crate::units::Unit;

/// A parcel in the units of a card, converted exactly.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its row in the list, from 0.
    pub row: usize,
    /// How many there are.
    pub quantity: Decimal,
    /// Actual weight.
    pub weight: Decimal,
    /// Its outside, where it is known.
    pub outside: Option<Outside>,
    /// What is in it.
    pub traits: Vec<Trait>,
}

/// The outside of a piece.
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
    pub fn new(row: usize, parcel: &Parcel, system: System) -> Option<Self> {
        let outside = match &parcel.size {
            None => None,
            Some(size) => Some(Outside::new(size, system)?),
        };
        let given = parcel.traits.as_deref().unwrap_or_default();
        let traits = Trait::ALL.into_iter().filter(|one| given.contains(&one.code())).collect();
        Some(Self { row, quantity: parcel.quantity, weight: parcel.weight.to(system.weight())?, outside, traits })
    }

    /// The volume as measured, in cubic units of the card; `None` without a size.
    #[cfg(feature = "explain")]
    #[must_use]
    pub fn volume(&self) -> Option<Decimal> {
        let [a, b, c] = self.outside?.sides();
        a.times(b)?.times(c)
    }
}

impl Outside {
    fn new(size: &Size, system: System) -> Option<Self> {
        let unit = size.unit();
        let side = |value: Decimal| Amount { value, unit }.to(system.length());
        match *size {
            Size::Box([a, b, c], _) => Some(Self::Box(largest_first([side(a)?, side(b)?, side(c)?]))),
            Size::Roll([length, diameter], _) => Some(Self::Roll { length: side(length)?, diameter: side(diameter)? }),
        }
    }

    /// The box around it, largest side first. A roll fills a box of its length and twice its diameter.
    #[must_use]
    pub fn sides(self) -> [Decimal; 3] {
        match self {
            Self::Box(sides) => sides,
            Self::Roll { length, diameter } => largest_first([length, diameter, diameter]),
        }
    }
}

fn largest_first(mut sides: [Decimal; 3]) -> [Decimal; 3] {
    for (one, next) in [(0, 1), (1, 2), (0, 1)] {
        if sides[one] < sides[next] {
            sides.swap(one, next);
        }
    }
    sides
}

/// Longest side + girth; the largest figure there is where it cannot be told.
#[must_use]
pub fn length_and_girth([longest, second, third]: [Decimal; 3]) -> Decimal {
    let sum = exact::sum([longest, second, third, second, third]);
    // Sides of another unit can end nowhere each, and together do.
    sum.map_or(Decimal::MAX, |sum| sum.round_dp(DECIDES))
}

/// Why the card does not take the piece on this lane; empty where it does.
#[must_use]
pub fn refused(piece: &Piece, tariff: &Tariff, lane: &Lane, day: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    for limits in [&tariff.limits, &lane.limits] {
        Against { piece, limits, system: tariff.units, problems: &mut problems }.all(tariff.volume_on(lane, day));
    }
    problems.into_iter().map(|problem| problem.in_row(PARCELS, piece.row, "")).collect()
}

/// A piece held against limits.
struct Against<'a> {
    piece: &'a Piece,
    limits: &'a Limits,
    system: System,
    problems: &'a mut Vec<Problem>,
}

impl Against<'_> {
    fn over(&self, value: Decimal, limit: Decimal) -> bool {
        let value = value.round_dp(DECIDES);
        value > limit || (self.limits.strict && value == limit)
    }

    #[inline(never)]
    fn refuse(&mut self, code: Text, unit: Unit, limit: Decimal, found: Decimal) {
        let problem = self.problems.push_mut(Problem::error(code));
        problem.args.amount("limit", limit, unit).amount("found", found, unit);
    }

    #[inline(never)]
    fn at_most(&mut self, code: Text, unit: Unit, limit: Option<Decimal>, found: Decimal) {
        if let Some(limit) = limit.filter(|limit| self.over(found, *limit)) {
            self.refuse(code, unit, limit, found);
        }
    }

    fn all(mut self, volume: Option<&VolumeRule>) {
        let (piece, limits) = (self.piece, self.limits);
        let (heavy, long) = (self.system.weight(), self.system.length());
        self.at_most(refusal::E_WEIGHT, heavy, limits.weight, piece.weight);
        let volume = volume.and_then(|rule| volume_weight(piece, rule));
        let counted = volume.map_or(piece.weight, |volume| piece.weight.max(volume.weight));
        if limits.weight.is_none_or(|limit| !self.over(piece.weight, limit)) {
            self.at_most(refusal::E_WEIGHT, heavy, limits.counted, counted);
        }
        if let Some(limit) = limits.quote_weight_above.filter(|limit| counted > *limit) {
            self.refuse(refusal::E_QUOTE, heavy, limit, counted);
        }
        let Some(outside) = piece.outside else { return };
        let sides = outside.sides();
        let [longest, ..] = sides;
        if let Some(limit) = limits.quote_side_above.filter(|limit| longest > *limit) {
            self.refuse(refusal::E_QUOTE, long, limit, longest);
        }
        let tolerated = |limit: Decimal| limit.plus(limits.longest_tolerance).unwrap_or(limit);
        if let (Outside::Roll { length, diameter }, Some(roll)) = (outside, &limits.roll) {
            let sum = exact::sum([length, diameter, diameter]).unwrap_or(Decimal::MAX);
            if self.over(length, tolerated(roll.length)) {
                self.refuse(refusal::E_LONGEST, long, roll.length, length);
            }
            self.at_most(refusal::E_ROLL_SUM, long, Some(roll.sum), sum);
            if length < roll.length_at_least {
                self.refuse(refusal::E_SMALL, long, roll.length_at_least, length);
            } else if sum < roll.sum_at_least {
                self.refuse(refusal::E_SMALL, long, roll.sum_at_least, sum);
            }
            return;
        }
        if let Some(limit) = limits.longest.filter(|limit| self.over(longest, tolerated(*limit))) {
            self.refuse(refusal::E_LONGEST, long, limit, longest);
        }
        self.at_most(refusal::E_SUM, long, limits.sum, exact::sum(sides).unwrap_or(Decimal::MAX));
        self.at_most(refusal::E_GIRTH, long, limits.girth, length_and_girth(sides));
        let too_large = limits
            .fits_into
            .and_then(|into| sides.into_iter().zip(into).find(|(side, limit)| self.over(*side, *limit)));
        if let Some((side, limit)) = too_large {
            self.refuse(refusal::E_BOX, long, limit, side);
        }
        let face = limits.face_at_least.map(|[larger, smaller]| [larger, smaller, Decimal::ZERO]);
        let too_small = [limits.at_least, face]
            .into_iter()
            .flatten()
            .find_map(|least| sides.into_iter().zip(least).find(|(side, limit)| side < limit));
        if let Some((side, limit)) = too_small {
            self.refuse(refusal::E_SMALL, long, limit, side);
        }
    }
}

/// The most that a piece may weigh, where card or lane say so.
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
    /// The sides after rounding, largest first.
    pub sides: [Decimal; 3],
    /// `volume ÷ divisor`.
    pub whole: Decimal,
    /// What counts of it: less where the forwarder bears a part.
    pub weight: Decimal,
}

/// The sides of a piece, rounded as the rule says, largest first.
#[must_use]
pub fn rounded_sides(outside: Outside, rule: Option<&VolumeRule>) -> [Decimal; 3] {
    let Some(rule) = rule else { return outside.sides() };
    let [longest, second, third] = outside.sides().map(|side| match rule.sides {
        Round::None => side,
        Round::Up => side.up(),
        Round::Nearest => side.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero),
    });
    [longest, second.max(rule.least_side), third.max(rule.least_side)]
}

/// `length × width × height ÷ divisor` of the rounded sides; `None` where volume does not count for this piece.
#[must_use]
pub fn volume_weight(piece: &Piece, rule: &VolumeRule) -> Option<VolumeWeight> {
    let sides = rounded_sides(piece.outside?, Some(rule));
    let volume = sides[0].times(sides[1])?.times(sides[2])?;
    let long_enough = rule.trigger.side_at_least.is_none_or(|least| sides[0] >= least);
    let large_enough = rule.trigger.volume_above.is_none_or(|least| volume > least);
    if !long_enough || !large_enough {
        return None;
    }
    let whole = volume.over(rule.divisor)?;
    let weight = shared(piece.weight, whole, rule).unwrap_or(whole);
    Some(VolumeWeight { sides, whole, weight })
}

/// The volume weight that is left where the forwarder bears a part of it; `None` where he does not.
fn shared(weight: Decimal, whole: Decimal, rule: &VolumeRule) -> Option<Decimal> {
    let shared = rule.shared.as_ref()?;
    let more = whole.minus(weight)?;
    if more < shared.at_least || more <= Decimal::ZERO {
        return None;
    }
    // whole − more ÷ by, divided last: thirds end exactly where they can.
    whole.times(shared.by)?.minus(more)?.over(shared.by)
}

/// The step to which this weight is rounded up.
#[must_use]
pub fn step(weight: Decimal, rounding: &[StepUpTo]) -> Option<Decimal> {
    let rule = rounding.iter().find(|rule| rule.up_to.is_none_or(|limit| weight <= limit))?;
    Some(rule.step)
}

/// The weight, rounded up; as it is where there are no steps.
#[must_use]
pub fn billed(weight: Decimal, rounding: &[StepUpTo]) -> Option<Decimal> {
    if rounding.is_empty() { Some(weight) } else { ceil_to(weight, step(weight, rounding)?) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 330.2 cm are 130 in, however they are divided among length and girth: no hair more that would refuse the parcel.
    #[test]
    fn length_and_girth_at_a_limit_stay_there() {
        for second in (101..700).step_by(7) {
            for third in (13..100).step_by(3) {
                let sides = [3302 - 2 * (second + third), second, third];
                let size = Size::Box(sides.map(|side| Decimal::new(side, 1)), Unit::Centimetre);
                let sides = Outside::new(&size, System::Imperial).unwrap().sides();
                assert_eq!(length_and_girth(sides), Decimal::from(130), "{size:?}");
            }
        }
    }
}
