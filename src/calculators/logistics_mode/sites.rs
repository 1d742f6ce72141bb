//! One warehouse or several in the United States: everything in one of them, split among them by demand, or all to the first and
//! from there on to the others, each priced by landed cost at any volume.
//!
//! Where the goods of all buyers lie in one warehouse, those buyers whose own it is not are further away: `cost of an order = Σ
//! share of a warehouse's buyers × cost of an order delivered to them from here`. From coast to coast that is zone 8, to and from
//! the middle at least zone 5: zones of general practice, since no data say where buyers live (`docs/facts/logistics.md` §2.6).

use rust_decimal::Decimal;

use super::Inputs;
use super::search::nearest;
use super::texts::{decision, figure, note, section, stocked};
use super::volume::{batched, most_looked_at};
use super::ways::{Case, Way, Ways};
use crate::amount::Money;
use crate::calculators::landed_cost::{WarehouseRow, order_shares};
use crate::exact::Exact;
use crate::schema::{Alternative, Answer, Arg, Figure, List, Note, Phrase, Section, Severity, Text};

/// How much further each next look at a volume is, in percent. Fees of an entry that begin at a value make one warehouse or
/// several cheaper for a while.
const FURTHER: u32 = 110;

type Row = (usize, WarehouseRow);

/// Where the goods wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Everything in the warehouse of this place in the list.
    One(usize),
    /// In each what its buyers order, straight from China.
    Split,
    /// The same by way of the first.
    Transfer,
}

/// A layout at a volume.
struct Costed {
    layout: Layout,
    /// What a delivered order costs, unrounded.
    each: Decimal,
    /// The cheapest way to the warehouses.
    way: Way,
}

/// What is asked of every layout.
struct Sites<'a> {
    ways: &'a Ways<'a>,
    rows: &'a [Row],
    /// Orders of each warehouse's buyers, percent.
    shares: Vec<Decimal>,
}

/// The zone from a warehouse to the buyers of another one.
fn zone(from: &WarehouseRow, to: &WarehouseRow) -> &'static str {
    let far = match (from.site_region, to.site_region) {
        (one, other) if one == other => "2",
        ("west", "east") | ("east", "west") => "8",
        _ => "5",
    };
    // One digit each.
    far.max(from.delivery_zone)
}

impl<'a> Sites<'a> {
    fn layouts(&self) -> Vec<Layout> {
        let goes_on = self.rows.iter().any(|(_, row)| row.transfer.is_some());
        let ones = (0..self.rows.len()).map(Layout::One);
        ones.chain([Layout::Split]).chain(goes_on.then_some(Layout::Transfer)).collect()
    }

    /// The cheapest way by these warehouses.
    fn by(&self, rows: Vec<Row>, monthly: Decimal) -> Option<(Decimal, Way)> {
        let case = &self.ways.case;
        let inputs = Inputs { warehouses: List(rows), ..case.inputs.clone() };
        let ways = batched(&Case::new(&inputs, case.world)?, &self.ways.batches, monthly)?;
        ways.into_iter().filter_map(|way| Some((way.each()?, way))).min_by_key(|(each, _)| *each)
    }

    /// Everything in one warehouse, from where some buyers are further away.
    fn in_one(&self, place: usize, monthly: Decimal) -> Option<(Decimal, Way)> {
        let (row, here) = self.rows.get(place)?;
        let mut zones: Vec<(&'static str, Decimal)> = Vec::new();
        for ((_, there), share) in self.rows.iter().zip(&self.shares) {
            let zone = zone(here, there);
            match zones.iter_mut().find(|(other, _)| *other == zone) {
                Some((_, sum)) => *sum = sum.plus(*share)?,
                None => zones.push((zone, *share)),
            }
        }
        let mut found: Option<(Decimal, Way)> = None;
        for (delivery_zone, share) in zones {
            let alone = WarehouseRow { order_share: None, transfer: None, delivery_zone, ..here.clone() };
            let (each, way) = self.by(vec![(*row, alone)], monthly)?;
            let part = each.times(share)?.over(Decimal::ONE_HUNDRED)?;
            found = Some(match found {
                Some((sum, first)) => (sum.plus(part)?, first),
                None => (part, way),
            });
        }
        found
    }

    fn with_transfer(&self, transfer: Option<Money>) -> Vec<Row> {
        let of = |(index, (row, one)): (usize, &Row)| {
            (*row, WarehouseRow { transfer: transfer.filter(|_| index > 0), ..one.clone() })
        };
        self.rows.iter().enumerate().map(of).collect()
    }

    fn costed(&self, layout: Layout, monthly: Decimal) -> Option<Costed> {
        let (each, way) = match layout {
            Layout::One(place) => self.in_one(place, monthly)?,
            Layout::Split => self.by(self.with_transfer(None), monthly)?,
            Layout::Transfer => self.by(self.rows.to_vec(), monthly)?,
        };
        Some(Costed { layout, each, way })
    }

    /// Every layout that can be priced, the cheapest first; of equals one warehouse.
    fn at(&self, monthly: Decimal) -> Vec<Costed> {
        let mut all: Vec<_> = self.layouts().into_iter().filter_map(|layout| self.costed(layout, monthly)).collect();
        all.sort_by_key(|one| one.each);
        all
    }

    /// Whether several warehouses are cheaper than one.
    fn is_several(&self, monthly: Decimal) -> Option<bool> {
        self.at(monthly).first().map(|best| !matches!(best.layout, Layout::One(_)))
    }

    fn name(&self, layout: Layout) -> Text {
        match layout {
            Layout::One(place) => region(self.rows[place].1.site_region),
            Layout::Split => stocked::SPLIT,
            Layout::Transfer => stocked::TRANSFER,
        }
    }

    /// The most that bringing a carton on from the first warehouse may cost to be as cheap as the best of the others; nothing
    /// where that is dearer even for nothing. What a carton costs is a straight line in it.
    fn transfer_at_most(&self, best: Decimal) -> Option<Decimal> {
        let (monthly, currency) = (self.ways.case.inputs.monthly_orders, self.ways.case.inputs.currency);
        let at = |value| self.by(self.with_transfer(Some(Money { value, currency })), monthly).map(|(each, _)| each);
        let (free, one) = (at(Decimal::ZERO)?, at(Decimal::ONE_HUNDRED)?);
        let most = best.minus(free)?.times(Decimal::ONE_HUNDRED)?.over(one.minus(free)?)?;
        Some(most).filter(|most| *most > Decimal::ZERO)
    }

    fn shown(&self, one: &Costed) -> Alternative {
        let case = &self.ways.case;
        let mut figures = vec![Figure { name: figure::EACH, value: Arg::Money(case.money(one.each)) }];
        let beside = [figure::SERVICE, figure::MODE_DAYS, figure::CASH_TIED, figure::MOST_LOST];
        figures.extend(one.way.shown.figures.iter().filter(|figure| beside.contains(&figure.name)).cloned());
        let name = self.name(one.layout);
        let id = match one.layout {
            Layout::One(place) => format!("one-{place}"),
            Layout::Split | Layout::Transfer => name.code().to_owned(),
        };
        Alternative { id, name: name.key().to_owned(), figures, ..Alternative::default() }
    }

    /// From which volume on, or up to which, it is better to have several or one.
    fn turns(&self, is_several: bool) -> Option<Vec<Phrase>> {
        let called = |several: bool| Arg::Text(if several { stocked::SEVERAL } else { stocked::ONE });
        let (now, most) = (self.ways.case.inputs.monthly_orders, most_looked_at(self.ways.case.inputs));
        let [above, below] = nearest(&|monthly| self.is_several(monthly), now, most, &is_several, FURTHER)?;
        let one = |text, (orders, several)| {
            Phrase::new(text).with("orders", Arg::Number(orders)).with("then", called(several))
        };
        let mut said: Vec<_> = above.map(|turn| one(note::SITES_FROM, turn)).into_iter().collect();
        said.extend(below.map(|turn| one(note::SITES_UP_TO, turn)));
        if said.is_empty() {
            let always = Phrase::new(note::SITES_ALWAYS).with("then", called(is_several));
            said.push(always.with("from", Arg::Number(Decimal::ONE)).with("to", Arg::Number(most)));
        }
        Some(said)
    }
}

/// What it is called that everything waits in a region.
const fn region(code: &str) -> Text {
    match code.as_bytes() {
        b"east" => stocked::ALL_EAST,
        b"central" => stocked::ALL_CENTRAL,
        _ => stocked::ALL_WEST,
    }
}

/// The layouts, the cheapest first; nothing where there are no warehouses in several regions, or no way to them is priced.
pub(super) fn section(ways: &Ways<'_>) -> Option<Section> {
    let (inputs, rows) = (ways.case.inputs, &ways.case.inputs.warehouses.0);
    let is_apart = rows.iter().any(|(_, row)| row.site_region != rows[0].1.site_region);
    if inputs.destination != "US"
        || !is_apart
        || !ways.best.iter().any(|way| way.each().is_some() && way.mode.by_warehouse())
    {
        return None;
    }
    let sites = Sites { ways, rows, shares: order_shares(rows)? };
    let all = sites.at(inputs.monthly_orders);
    let (best, next) = (all.first()?, all.get(1)?);
    let (each, dearer) = (ways.case.money(best.each), ways.case.money(next.each));
    let decision = Phrase::new(decision::SITES)
        .with("best", Arg::Text(sites.name(best.layout)))
        .with("each", Arg::Money(each))
        .with("more", Arg::Money(Money { value: dearer.value.minus(each.value)?, ..each }))
        .with("next", Arg::Text(sites.name(next.layout)));
    let mut phrases = sites.turns(!matches!(best.layout, Layout::One(_)))?;
    if !all.iter().any(|one| one.layout == Layout::Transfer) {
        let most = sites.transfer_at_most(best.each).map(|most| Arg::Money(ways.case.money(most)));
        phrases.extend(most.map(|most| Phrase::new(note::TRANSFER_PAYS).with("most", most)));
    }
    phrases.push(Phrase::new(note::SITES_ZONES));
    let say = |phrase| Note { severity: Severity::Note, phrase, source: None };
    let answer = Answer {
        decision: Some(decision),
        notes: phrases.into_iter().map(say).collect(),
        alternatives: all.iter().map(|one| sites.shown(one)).collect(),
        ..Answer::default()
    };
    Some(Section { title: section::SITES, one: section::SITES_ONE, ranked: true, answer })
}
