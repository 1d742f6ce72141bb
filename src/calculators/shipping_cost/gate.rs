//! Who takes what is in a parcel (`docs/facts/logistics.md` §1.7).
//!
//! That a channel is for other goods is a note: nobody would send these by it.

use super::PARCELS;
use super::chargeable_weight::Piece;
use super::texts::refusal;
use crate::pack::{Paper, Tariff, Trait};
use crate::schema::{Arg, Problem, Severity, Text};

/// Why the card does not take what is in the piece; empty where it does.
pub fn refused(piece: &Piece, tariff: &Tariff) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut refuse = |code: Text, what: &'static str| {
        if problems.iter().all(|problem| problem.code != code) {
            let problem = Problem::error(code).with("what", Arg::Key(["choice.traits.", what].concat()));
            problems.push(problem.in_row(PARCELS, piece.row, ""));
        }
    };
    let has = |list: &[Trait]| list.iter().any(|one| piece.traits.contains(one));
    if !tariff.only.is_empty() && !has(&tariff.only) {
        refuse(refusal::E_CHANNEL, tariff.only[0].code());
        problems.iter_mut().for_each(|problem| problem.severity = Severity::Note);
        return problems;
    }
    for one in &piece.traits {
        let taken = tariff.accepts.iter().any(|accepts| accepts.traits.contains(one)) || tariff.only.contains(one);
        if let Some(code) = code(*one).filter(|_| !taken) {
            refuse(code, one.code());
        }
    }
    problems
}

/// The code by which a trait is refused; cloth never is.
const fn code(one: Trait) -> Option<Text> {
    Some(match one {
        Trait::BatteryIn | Trait::BatteryWith | Trait::BatteryLoose => refusal::E_BATTERY,
        Trait::Liquid | Trait::Cream | Trait::Powder => refusal::E_LIQUID,
        Trait::Magnet => refusal::E_MAGNET,
        Trait::Food => refusal::E_FOOD,
        Trait::Brand => refusal::E_BRAND,
        Trait::Textile => return None,
    })
}

/// The papers that the card asks for, each once.
pub fn papers(pieces: &[Piece], tariff: &Tariff) -> Vec<Paper> {
    let mut papers = Vec::new();
    for accepts in &tariff.accepts {
        if pieces.iter().any(|piece| piece.traits.iter().any(|one| accepts.traits.contains(one))) {
            let fresh: Vec<_> = accepts.papers.iter().filter(|paper| !papers.contains(*paper)).copied().collect();
            papers.extend(fresh);
        }
    }
    papers
}
