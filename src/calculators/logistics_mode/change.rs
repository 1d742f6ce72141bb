//! What would change the choice: what would admit a refused mode, the volumes at which another is the cheapest, and further
//! questions.

use rust_decimal::Decimal;

use super::Inputs;
use super::carriers;
use super::days;
use super::documents;
use super::mend;
use super::mode::Mode;
use super::plan;
use super::promise;
use super::returned;
use super::sites;
use super::texts::change;
use super::volume::{Flip, Volumes, name};
use super::ways::Ways;
use crate::exact::Exact;
use crate::pack::World;
use crate::schema::{Arg, Axis, Changes, Chart, Phrase, Series};

/// Lines of the chart.
const LINES: usize = 3;
/// Places of the chart.
const PLACES: usize = 48;

pub(super) fn changes(inputs: &Inputs, world: &World, chosen: Option<&str>) -> Option<Changes> {
    let brief = world.clone().brief();
    let ways = Ways::of(inputs, &brief).ok()?;
    let accepted = || ways.best.iter().filter(|way| way.rank.is_some());
    // Of a hybrid its base is looked at.
    let hybrid = ways.hybrids.iter().find(|one| Some(one.text.code()) == chosen);
    let chosen = hybrid.map_or(chosen, |one| Some(one.base.code()));
    let shown = accepted().find(|way| Some(way.mode.code()) == chosen).or_else(|| accepted().next());
    let volumes = Volumes::new(&ways.case, &ways.best, &ways.batches);
    let crossings = volumes.crossings();
    let sections = [
        plan::section(&ways.case, accepted().next().map(|way| way.mode), &volumes, &crossings, &ways.best),
        promise::section(&ways, shown),
        sites::section(&ways),
        returned::section(&ways, shown),
        returned::customs(&ways, shown),
        documents::section(&ways, shown),
    ];
    Some(Changes {
        fixes: mend::fixes(&ways, &brief),
        bars: days::bars(&ways, shown),
        chart: chart(&ways, &volumes, &crossings),
        sections: sections.into_iter().chain(carriers::sections(&ways)).flatten().collect(),
        ..Changes::default()
    })
}

/// Cost of a delivered order against volume, with every volume at which another mode becomes the cheapest.
fn chart(ways: &Ways<'_>, volumes: &Volumes<'_>, crossings: &[(Flip, Mode)]) -> Option<Chart> {
    let inputs = ways.case.inputs;
    let [first, last] = ends(inputs.monthly_orders, crossings.iter().map(|(flip, _)| flip.orders));
    let steps: Vec<_> = volumes.steps().into_iter().filter(|at| *at >= first && *at <= last).collect();
    let stride = steps.len().div_ceil(PLACES).max(1);
    let mut places: Vec<_> =
        steps.iter().step_by(stride).copied().chain([first, inputs.monthly_orders, last]).collect();
    places.extend(crossings.iter().map(|(flip, _)| flip.orders));
    places.sort();
    places.dedup();
    let mut modes: Vec<_> = volumes.at(inputs.monthly_orders)?.into_iter().map(|cost| cost.mode).collect();
    // Those that win somewhere come first.
    modes.sort_by_key(|mode| !crossings.iter().any(|(flip, before)| flip.mode == *mode || before == mode));
    // One that is not priced where the case stands may win elsewhere.
    for mode in crossings.iter().flat_map(|(flip, before)| [flip.mode, *before]) {
        if !modes.contains(&mode) {
            modes.insert(1.min(modes.len()), mode);
        }
    }
    modes.truncate(LINES);
    let series = modes.iter().map(|mode| Series {
        id: mode.code().to_owned(),
        name: name(*mode),
        points: places
            .iter()
            .map(|at| {
                let cost = volumes.at(*at).and_then(|costs| costs.into_iter().find(|cost| cost.mode == *mode));
                (*at, cost.map(|cost| cost.shown))
            })
            .collect(),
    });
    let series = series.collect();
    let mut reading: Vec<_> = crossings
        .iter()
        .map(|(flip, before)| {
            let phrase = Phrase::new(change::MODE_CROSSING).with("orders", Arg::Number(flip.orders));
            phrase.with("way", name(flip.mode)).with("other", name(*before))
        })
        .collect();
    if reading.is_empty() {
        let best = Phrase::new(change::MODE_NO_CROSSING).with("best", name(volumes.winner(inputs.monthly_orders)?));
        reading.push(best.with("from", Arg::Number(Decimal::ONE)).with("to", Arg::Number(volumes.most())));
    }
    let axis = Axis::Count(change::ORDERS_A_MONTH);
    let at = inputs.monthly_orders;
    let marks = crossings.iter().map(|(flip, _)| flip.orders).collect();
    Some(Chart { title: change::MODE_BY_VOLUME, reading, axis, at, currency: inputs.currency, series, marks })
}

/// The volumes between which the chart is drawn: where the case stands and where the choice changes, with some air. Few orders
/// bear a batch so badly that the rest would lie flat.
fn ends(now: Decimal, crossings: impl Iterator<Item = Decimal>) -> [Decimal; 2] {
    let all: Vec<_> = crossings.chain([now]).collect();
    let least = all.iter().min().copied().unwrap_or(now);
    let most = all.iter().max().copied().unwrap_or(now);
    let half = least.over(Decimal::TWO).map_or(least, Exact::down).max(Decimal::ONE);
    [half, most.times(Decimal::TWO).unwrap_or(most)]
}
