//! What is there and on its way, how long it lasts, and whether something must be ordered today.

use rust_decimal::Decimal;

use super::Inputs;
use super::demand::Demand;
use super::plan::lowered;
use crate::date::Date;
#[cfg(feature = "explain")]
use crate::exact::Exact;
use crate::stats::distribution::Distribution;
use crate::stats::figures::float;

/// Something under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coming {
    /// Row of the list.
    pub row: usize,
    /// Units.
    pub units: f64,
    /// Days from the day of the stock; 0 also where it should have arrived before.
    pub day: f64,
    /// The day as typed.
    pub due: Date,
    /// Whether it should have arrived.
    pub overdue: bool,
}

/// The stock of a day and what is under way (`docs/facts/inventory.md` §1).
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Units that can be sold and are not promised, less what is owed: the inventory level.
    pub level: f64,
    /// Orders under way, soonest first.
    pub coming: Vec<Coming>,
}

/// A moment after which nothing is left, or more than the calendar holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RunsOut {
    /// So many days from the day of the stock.
    After(f64),
    /// Nothing sells.
    Never,
}

/// Units in stock: those of the warehouses, which know better than their sum, else what was typed; none where nobody said.
pub fn stock(inputs: &Inputs) -> Option<Decimal> {
    #[cfg(feature = "explain")]
    if let Some(all) = of_sites(inputs) {
        return Some(all);
    }
    inputs.on_hand
}

/// Units of all warehouses together.
#[cfg(feature = "explain")]
pub fn of_sites(inputs: &Inputs) -> Option<Decimal> {
    inputs.sites.0.iter().map(|(_, site)| Some(site.site_stock)).reduce(|sum, one| sum?.plus(one?)).flatten()
}

impl Position {
    /// Of what was typed; none where nobody said what is in stock.
    pub fn of(inputs: &Inputs) -> Option<Self> {
        let taken = inputs.reserved.map_or(0.0, float) + inputs.backorders.map_or(0.0, float);
        let level = float(stock(inputs)?) - taken;
        let mut coming: Vec<_> = inputs
            .arrivals
            .0
            .iter()
            .map(|(row, one)| {
                let days = inputs.stock_date.days_until(one.due);
                let (units, day) = (float(one.arriving), f64::from(days.max(0)));
                Coming { row: *row, units, day, due: one.due, overdue: days < 0 }
            })
            .collect();
        coming.sort_by(|one, other| one.day.total_cmp(&other.day));
        Some(Self { level, coming })
    }

    /// On hand and on order, less what is owed: what is compared with the reorder point on a day. What arrives later than what the
    /// stock has to last for is no help for it and does not count.
    pub fn position(&self, day: f64, days: f64) -> f64 {
        self.level + self.ordered(day, days)
    }

    /// Units under way that count for an order of a day.
    pub fn ordered(&self, day: f64, days: f64) -> f64 {
        self.coming.iter().filter(|one| one.day <= day + days).map(|one| one.units).sum()
    }

    /// Whether something arrives later than that.
    pub fn has_late(&self, days: f64) -> bool {
        self.coming.iter().any(|one| one.day > days)
    }

    /// Units that will have been there by a day, sold or not: the level and what arrives before it.
    pub fn supply_before(&self, day: f64) -> f64 {
        self.level + self.coming.iter().filter(|one| one.day < day).map(|one| one.units).sum::<f64>()
    }

    /// Units that will have been there by a day, with what arrives on it.
    #[cfg(feature = "explain")]
    pub fn supply_by(&self, day: f64) -> f64 {
        self.level + self.coming.iter().filter(|one| one.day <= day).map(|one| one.units).sum::<f64>()
    }

    /// When stock runs out at average sales, arrivals counted (COV-1).
    pub fn runs_out(&self, demand: &Demand) -> RunsOut {
        let mut supply = self.level;
        for one in &self.coming {
            // What should be there today is there.
            if one.day > 0.0 && supply < demand.over(0.0, one.day) {
                break;
            }
            supply += one.units;
        }
        demand.lasts(supply).map_or(RunsOut::Never, RunsOut::After)
    }

    /// Days without stock at average sales until an order of today can be sold: what arrives meanwhile ends them, as soon as what is
    /// owed by then has been served. A day on which stock runs out is one of them.
    pub fn days_without(&self, demand: &Demand, lead: f64) -> f64 {
        let (mut supply, mut from, mut bare) = (self.level, 0.0, 0.0);
        let within = self.coming.iter().filter(|one| one.day < lead).map(|one| (one.day, one.units));
        for (day, units) in within.chain([(lead, 0.0)]) {
            let out = demand.lasts(supply).map_or(day, lowered);
            bare += (day - out.max(from)).max(0.0);
            (supply, from) = (supply + units, day);
        }
        bare
    }

    /// Units that are left at average sales when an order of today can be sold. Whoever finds none meanwhile buys elsewhere, so that
    /// nothing of the order is promised by then but what is owed today.
    pub fn left_at(&self, demand: &Demand, lead: f64) -> f64 {
        let (mut left, mut from) = (self.level, 0.0);
        let within = self.coming.iter().filter(|one| one.day < lead).map(|one| (one.day, one.units));
        for (day, units) in within.chain([(lead, 0.0)]) {
            left = (left - demand.over(from, day - from)).max(left.min(0.0)) + units;
            from = day;
        }
        left
    }

    /// How likely stock runs out before something that is under way arrives, or before an order placed now does, which takes
    /// `until` in demand and `days` on average: the largest of these chances, which is the least that the whole can be
    /// (SOP-1).
    pub fn risk(&self, demand: &Demand, until: &Distribution, days: f64) -> f64 {
        let before =
            self.coming.iter().filter(|one| one.day > 0.0 && one.day < days).map(|one| {
                demand.law(0.0, one.day).map_or(0.0, |demand| demand.exceedance(self.supply_before(one.day)))
            });
        before.fold(until.exceedance(self.supply_before(days)), f64::max)
    }

    /// The moment of that chance, as days from the day of the stock, and how many moments were looked at.
    #[cfg(feature = "explain")]
    pub fn riskiest(&self, demand: &Demand, until: &Distribution, days: f64) -> (f64, usize) {
        let chance = |day: f64| {
            let law = demand.law(0.0, day);
            law.map_or(0.0, |law| law.exceedance(self.supply_before(day)))
        };
        let mut found = (days, until.exceedance(self.supply_before(days)));
        let mut moments: Vec<_> =
            self.coming.iter().map(|one| one.day).filter(|day| *day > 0.0 && *day < days).collect();
        moments.dedup();
        for day in &moments {
            if chance(*day) > found.1 {
                found = (*day, chance(*day));
            }
        }
        (found.0, moments.len() + 1)
    }
}
