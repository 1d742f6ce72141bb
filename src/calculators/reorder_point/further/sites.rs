//! Several warehouses: how long each lasts, and which transfers make all last alike before anything is ordered.

use super::{Plan, answer, figure, note, number, numbered, row};
use crate::calculators::reorder_point::plan::whole;
use crate::calculators::reorder_point::position::RunsOut;
use crate::calculators::reorder_point::texts::{decision, figure as name, method, note as text, section};
use crate::schema::{Arg, Phrase, Section, Severity, Text};
use crate::stats::figures::float;

/// What they are called.
const NAMES: [Text; 6] =
    [method::SITE_1, method::SITE_2, method::SITE_3, method::SITE_4, method::SITE_5, method::SITE_6];
/// A transfer of less than this part of the whole stock is not worth it.
const WORTH: f64 = 0.02;

/// The warehouses; none where there are fewer than two.
pub fn section(plan: &Plan<'_>) -> Option<Section> {
    let sites = &plan.inputs.sites.0;
    if sites.len() < 2 || plan.demand.is_none() {
        return None;
    }
    let typed: f64 = sites.iter().filter_map(|(_, site)| site.site_share).map(float).sum();
    let blank = sites.iter().filter(|(_, site)| site.site_share.is_none()).count();
    let rest = (100.0 - typed).max(0.0) / blank.max(1) as f64;
    let shares: Vec<f64> = sites.iter().map(|(_, site)| site.site_share.map_or(rest, float)).collect();
    let all: f64 = shares.iter().sum();
    if all <= 0.0 {
        return None;
    }
    let stock: f64 = sites.iter().map(|(_, site)| float(site.site_stock)).sum();
    let mut rows = Vec::new();
    let mut most: Option<(usize, f64, f64)> = None;
    let mut late = Vec::new();
    for ((index, site), share) in sites.iter().zip(&shares) {
        let (held, part) = (float(site.site_stock), share / all);
        // As long as the whole would last if it were this warehouse's alone, scaled by its share.
        let lasts = if part > 0.0 { plan.demand.lasts(held / part) } else { None };
        let moved = stock * part - held;
        let mut figures = vec![
            figure(name::SITE_STOCK, number(held, 0)?),
            figure(name::SITE_SHARE, Arg::Percent(crate::stats::figures::decimal(part * 100.0, 1)?)),
        ];
        if let Some(days) = lasts {
            figures.push(figure(name::COVER, number(days, 0)?));
            figures.extend(plan.day(days).map(|day| figure(name::RUNS_OUT, Arg::Date(day))));
            if moved > 0.0 && days < float(site.transfer_days) {
                late.push(*index);
            }
        }
        figures.push(figure(name::TRANSFER, number(moved, 0)?));
        rows.push(row(format!("site-{index}"), NAMES.get(*index).copied().unwrap_or(method::SITE), None, figures));
        if moved > WORTH * stock && most.is_none_or(|(_, units, _)| moved > units) {
            most = Some((*index, moved, float(site.transfer_days)));
        }
    }
    let decided = match most {
        Some((index, units, days)) => {
            let alike = plan.demand.lasts(stock).map_or(0.0, libm::floor);
            let phrase = Phrase::new(decision::TRANSFER).with("units", Arg::Number(whole(units)?));
            let phrase = phrase.with("site", numbered(index)).with("lasts", number(alike, 0)?);
            phrase.with("days", number(days, 0)?)
        }
        None => Phrase::new(decision::NO_TRANSFER),
    };
    let mut notes: Vec<_> = late
        .into_iter()
        .map(|index| note(Severity::Warning, Phrase::new(text::TRANSFER_LATE).with("site", numbered(index))))
        .collect();
    if matches!(plan.position.as_ref().map(|position| position.runs_out(&plan.demand)), Some(RunsOut::After(_))) {
        notes.push(note(Severity::Note, Phrase::new(text::SITES_TOGETHER)));
    }
    Some(Section { title: section::SITES, one: section::SITE, answer: answer(Some(decided), notes, rows) })
}
