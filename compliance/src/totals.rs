//! What a seller sold in a place and a stretch of time, from his list of sales: at least and at most.

use core::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::codes::{Channel, Currency, Operator, Scope};
use crate::missing::Input;
use crate::model::Sets;
use crate::period::Window;
use crate::places::{Lies, country, is_whole};
use crate::profile::{Profile, Rates, Sale};
use crate::truth::Truth;

/// A sum of sales or orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// At least that.
    pub low: Decimal,
    /// At most that; `None`: no limit is known.
    pub high: Option<Decimal>,
    /// A row reached beyond the period and was shared by days: the figure is not sure.
    pub shared: bool,
    /// No row was about the period, though others are about the place: read as nought.
    pub silent: bool,
    /// What would make the sum exact.
    pub needs: Vec<Input>,
}

impl Total {
    const NOUGHT: Self =
        Self { low: Decimal::ZERO, high: Some(Decimal::ZERO), shared: false, silent: true, needs: Vec::new() };

    fn unknown(need: Input) -> Self {
        Self { high: None, silent: false, needs: vec![need], ..Self::NOUGHT }
    }

    /// A figure that is known.
    #[must_use]
    pub fn exactly(figure: Decimal) -> Self {
        Self { low: figure, high: Some(figure), silent: false, ..Self::NOUGHT }
    }

    /// How it stands to a threshold.
    #[must_use]
    pub fn compare(&self, op: Operator, threshold: Decimal) -> Truth {
        let low = op.holds(self.low, threshold);
        match self.high {
            Some(high) if op.holds(high, threshold) == low => low.into(),
            // However much it is, it is at least the lower figure.
            None if op.upward() && low => Truth::True,
            None if !op.upward() && !low => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn need(&mut self, need: Input) {
        if !self.needs.contains(&need) {
            self.needs.push(need);
        }
    }
}

/// What is added up of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Amounts, in a currency.
    Amounts(Currency),
    /// Orders.
    Orders,
}

/// The list of sales, read once.
pub struct Ledger<'a> {
    sets: &'a Sets,
    profile: &'a Profile,
    rates: &'a Rates,
    /// What the rows say of each place that was asked for.
    places: RefCell<BTreeMap<String, Rc<About>>>,
}

/// What the rows say of a place.
struct About {
    /// Rows that may be about it: where they stand in the list, and whether they surely are.
    rows: Vec<(usize, Lies)>,
    /// Markets within it that no row is about: what is sold there is not known.
    uncovered: Vec<String>,
}

impl<'a> Ledger<'a> {
    /// The list of a seller; rates are for other currencies.
    #[must_use]
    pub fn new(sets: &'a Sets, profile: &'a Profile, rates: &'a Rates) -> Self {
        Self { sets, profile, rates, places: RefCell::default() }
    }

    /// The days of a row; ends that were named the wrong way round are turned.
    #[must_use]
    pub fn window(sale: &Sale) -> Window {
        Window { from: sale.from.min(sale.to), to: sale.from.max(sale.to) }
    }

    /// How a row's place lies to the place of a rule.
    #[must_use]
    pub fn lies(&self, place: &str, within: &str) -> Lies {
        let Some(set) = within.strip_suffix("-other") else {
            return match place.strip_suffix("-other") {
                Some(set) if place != within => match self.sets.lies(set, within) {
                    Lies::Within => Lies::Within,
                    // Of sales to other members some may be to this one.
                    _ if self.sets.lies(within, set) == Lies::Within => Lies::Partly,
                    other => other,
                },
                _ => self.sets.lies(place, within),
            };
        };
        if place == within {
            return Lies::Within;
        }
        match self.sets.lies(place, set) {
            Lies::Within if self.sets.0.contains_key(place) => Lies::Partly,
            Lies::Within => self.cross_border(place, set),
            other => other,
        }
    }

    /// Whether sales to a member of the set cross a border within it: they come from the member where he is established, or,
    /// if he is in none, from one where stock lies.
    fn cross_border(&self, place: &str, set: &str) -> Lies {
        let within = |codes: &[String]| {
            codes.iter().filter(|code| self.sets.lies(code, set) == Lies::Within).cloned().collect::<Vec<_>>()
        };
        let mut home = within(&self.profile.established);
        if home.is_empty() {
            home = within(self.profile.stock.as_deref().unwrap_or_default());
        }
        if home.is_empty() {
            return if self.profile.established.is_empty() { Lies::Partly } else { Lies::Outside };
        }
        if home.iter().any(|home| country(home) == country(place)) { Lies::Outside } else { Lies::Within }
    }

    fn scoped(&self, row: Scope, rule: Scope) -> Lies {
        let channels = &self.profile.channels;
        match (row, rule) {
            (_, Scope::All) => Lies::Within,
            (Scope::All, Scope::Direct | Scope::Marketplace) => {
                let own = channels.contains(&Channel::OwnSite);
                let others = channels.iter().any(|channel| *channel != Channel::OwnSite);
                match (own, others) {
                    (true, false) if rule == Scope::Direct => Lies::Within,
                    (false, true) if rule == Scope::Marketplace => Lies::Within,
                    (true, false) | (false, true) => Lies::Outside,
                    _ => Lies::Partly,
                }
            }
            (row, rule) if row == rule => Lies::Within,
            _ => Lies::Outside,
        }
    }

    fn about(&self, place: &str) -> Rc<About> {
        if let Some(known) = self.places.borrow().get(place) {
            return Rc::clone(known);
        }
        let sales = &self.profile.sales;
        let rows = sales.iter().enumerate().map(|(row, sale)| (row, self.lies(&sale.place, place)));
        let rows = rows.filter(|(_, lies)| *lies != Lies::Outside).collect();
        let silent = |market: &str| sales.iter().all(|sale| self.lies(&sale.place, market) == Lies::Outside);
        // All parts of a country are each of them.
        let parts = |market: &'a String| {
            if is_whole(market) { self.sets.members(market) } else { vec![market.as_str()] }
        };
        let mut uncovered: Vec<String> = Vec::new();
        for market in self.profile.markets.iter().flat_map(parts) {
            let open = market != place && self.lies(market, place) == Lies::Within && silent(market);
            if open && !uncovered.iter().any(|known| known == market) {
                uncovered.push(market.to_owned());
            }
        }
        let about = Rc::new(About { rows, uncovered });
        self.places.borrow_mut().insert(place.to_owned(), Rc::clone(&about));
        about
    }

    /// The days of all rows that may be about a place.
    #[must_use]
    pub fn rows(&self, place: &str) -> Vec<Window> {
        let about = self.about(place);
        let mut windows: Vec<_> =
            about.rows.iter().filter_map(|(row, _)| self.profile.sales.get(*row)).map(Self::window).collect();
        windows.sort();
        windows.dedup();
        windows
    }

    /// What was sold. Where no row is about the place, it is not known, and where none is about one of its markets, there is
    /// no saying how much more it may be; what the rows of a place do not cover is nought.
    #[must_use]
    pub fn total(&self, place: &str, scope: Scope, window: Window, of: Of) -> Total {
        let ask = || match of {
            Of::Amounts(_) => Input::Sales(place.to_owned()),
            Of::Orders => Input::Orders(place.to_owned()),
        };
        let about = self.about(place);
        if about.rows.is_empty() {
            return Total::unknown(ask());
        }
        let mut total = Total::NOUGHT;
        for market in &about.uncovered {
            total.high = None;
            total.need(match of {
                Of::Amounts(_) => Input::Sales(market.clone()),
                Of::Orders => Input::Orders(market.clone()),
            });
        }
        let rows = about.rows.iter().filter_map(|(row, lies)| Some((self.profile.sales.get(*row)?, *lies)));
        for (sale, lies) in rows {
            let row = Self::window(sale);
            let (days, common) = (row.days(), row.common(window));
            let scoped = self.scoped(sale.scope, scope);
            if common == 0 || scoped == Lies::Outside {
                continue;
            }
            total.silent = false;
            let figure = match of {
                Of::Orders => sale.orders.ok_or_else(ask),
                Of::Amounts(currency) => sale.amount.ok_or_else(ask).and_then(|money| {
                    let rate = Input::Rate(money.currency, currency);
                    self.rates.convert(money, currency).ok_or(rate)
                }),
            };
            let figure = match figure {
                Ok(figure) => figure,
                Err(need) => {
                    total.high = None;
                    total.need(need);
                    continue;
                }
            };
            total.shared |= common != days;
            let figure = if common == days { figure } else { share(figure, common, days) };
            let sure = lies == Lies::Within && scoped == Lies::Within;
            if sure || figure < Decimal::ZERO {
                total.low = add(total.low, figure);
            }
            if sure || figure > Decimal::ZERO {
                total.high = total.high.map(|high| add(high, figure));
            }
            if !sure && !figure.is_zero() {
                total.need(ask());
            }
        }
        total
    }
}

/// The part of a figure that belongs to some of its days.
fn share(figure: Decimal, some: i32, days: i32) -> Decimal {
    let (some, days) = (Decimal::from(some), Decimal::from(days.max(1)));
    let shared = figure.checked_mul(some).and_then(|product| product.checked_div(days));
    // Beyond what a decimal holds: the other way round, less exact.
    shared.or_else(|| figure.checked_div(days)?.checked_mul(some)).unwrap_or(figure).round_dp(6)
}

/// The sum, or the last figure that there is.
fn add(a: Decimal, b: Decimal) -> Decimal {
    a.checked_add(b).unwrap_or(if b < Decimal::ZERO { Decimal::MIN } else { Decimal::MAX })
}
