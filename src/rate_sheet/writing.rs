//! Own cards as a sheet that [`recognise`](super::recognise) and [`read`](super::read) take in again.

use rust_decimal::Decimal;

use crate::date::Date;
use crate::pack::{Edge, Lane, Price, Scope, Tariff};
use crate::table::{guarded, line};
use crate::value::Value;

/// The header: what the columns of the plain layout are called.
const HEADER: [&str; 19] = [
    "service",
    "country",
    "weight",
    "price per unit of weight",
    "fee per parcel",
    "first weight",
    "first price",
    "step",
    "next price",
    "flat price",
    "minimum billed weight",
    "weight limit",
    "volume divisor",
    "rounding step",
    "currency",
    "days",
    "valid from",
    "valid until",
    "remarks",
];

/// Writes cards in the plain layout: a line for each service, country and range of weights, CSV with commas. What a
/// sheet does not say (family, leg, fuel, date) is not in it. Cards of other forms than [`read`](super::read) makes
/// are left out.
#[must_use]
pub fn write(tariffs: &[Tariff]) -> String {
    let mut out = String::new();
    line(&mut out, HEADER.into_iter().map(str::to_owned));
    for tariff in tariffs {
        for lane in &tariff.lanes {
            for row in rows(tariff, lane) {
                line(&mut out, row.into_iter());
            }
        }
    }
    out
}

/// What the ranges and prices of a lane are, in the columns 2 to 9.
fn rows(tariff: &Tariff, lane: &Lane) -> Vec<Vec<String>> {
    let unit = tariff.units.weight().symbol();
    let weight = |value: Decimal| if value.is_zero() { String::new() } else { format!("{}{unit}", figure(value)) };
    let mut from = Decimal::ZERO;
    let mut edge_before = Edge::Included;
    // `0<W<=0.5kg`: no spreadsheet makes a date of it.
    let mut range = |to: Decimal, edge: Edge| {
        let lower = if edge_before == Edge::Included { "<" } else { "<=" };
        let upper = if edge == Edge::Included { "<=" } else { "<" };
        let text = format!("{}{lower}W{upper}{}{unit}", figure(from), figure(to));
        (from, edge_before) = (to, edge);
        text
    };
    let mut prices: Vec<[String; 8]> = Vec::new();
    let mut put = |filled: &[(usize, String)]| {
        let mut cells: [String; 8] = Default::default();
        for (at, text) in filled {
            cells[*at].clone_from(text);
        }
        // A blank fee would be a missing one.
        if cells[2].is_empty() {
            "0".clone_into(&mut cells[2]);
        }
        prices.push(cells);
    };
    match &lane.price {
        Price::PerGram { item, per_kg } => {
            put(&[(0, format!("W>0{unit}")), (1, figure(*per_kg)), (2, figure(*item))]);
        }
        Price::Bands(bands) => {
            for band in bands {
                put(&[(0, range(band.to, band.edge)), (1, figure(band.per_kg)), (2, figure(band.handling))]);
            }
        }
        Price::Flat(bands) => {
            for band in bands {
                let Some(to) = band.to else { continue };
                put(&[(0, range(to, band.edge)), (7, figure(band.price))]);
            }
        }
        Price::FirstAndNext { first, first_price, next, parts, .. } => {
            for part in parts {
                let to = part.to.map(|to| range(to, Edge::Included)).unwrap_or_default();
                let first = [(0, to), (3, weight(*first)), (4, figure(*first_price))];
                put(&[first.as_slice(), &[(5, weight(*next)), (6, figure(part.each))]].concat());
            }
        }
        Price::Breaks { breaks, .. } => {
            for one in breaks {
                put(&[(0, format!("{}{unit}+", figure(one.from))), (1, figure(one.per_kg))]);
            }
        }
        Price::WeightOrMeasure { .. } | Price::Containers { .. } => {}
    }
    let rule = lane.volume.first().or(tariff.volume.first());
    let divisor = rule.map_or_else(|| "-".to_owned(), |rule| figure(rule.divisor));
    let step = tariff.rounding_of(lane).first().map(|rule| weight(rule.step)).unwrap_or_default();
    let least = if tariff.scope == Scope::Shipment { lane.min_shipment } else { lane.min_weight };
    let kind = if tariff.working_days { "working days" } else { "days" };
    let days = lane.days.map(|days| format!("{}-{} {kind}", days.from, days.to)).unwrap_or_default();
    let most = lane.limits.weight.map(weight).unwrap_or_default();
    let name = guarded(&Value::Text(tariff.title.clone().unwrap_or_default()));
    let currency = tariff.currency.code().to_owned();
    // A blank one would be that of the line above.
    let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let (from, until) = (day(tariff.valid_from), day(tariff.valid_to));
    let row = |cells: [String; 8]| {
        let front = [name.clone(), lane.to.join("/")];
        let back = [weight(least), most.clone(), divisor.clone(), step.clone(), currency.clone(), days.clone()];
        let period = [from.clone(), until.clone(), String::new()];
        front.into_iter().chain(cells).chain(back).chain(period).collect()
    };
    prices.into_iter().map(row).collect()
}

/// A figure that has one reading wherever it is read: `1.234` could be a thousand.
fn figure(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if fraction == 3 { text + "0" } else { text }
}
