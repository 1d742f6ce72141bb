//! Demand day by day: weekdays, months and events (EVT-1), what an event does to it (EVT-2), and the base rate behind it
//! (BAS-1). Rules of this project; the sd takes a constant coefficient of variation.
//!
//! A flat average before a large event understates demand by multiples.

use super::figures::{finite, not_negative, share};
use crate::date::Date;

/// Days on which demand is so many times its base.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventSpan {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Times its base; below 1 for the lull behind an event.
    pub factor: f64,
}

/// What holds on a day of several events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combine {
    /// The largest factor alone. A lull holds where nothing else does.
    #[default]
    Max,
    /// All factors, multiplied.
    Product,
}

/// What a day's demand is made of, as factors of its base.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandCalendar {
    /// By the day of the week, from Monday; 1 on average.
    pub weekdays: [f64; 7],
    /// By the month, from January; 1 on average.
    pub months: [f64; 12],
    /// Events, in any order.
    pub events: Vec<EventSpan>,
    /// What holds on a day of several events.
    pub combine: Combine,
}

/// A day of a walk along the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalendarDay {
    /// Which day.
    pub date: Date,
    /// How much of it counts: 1, or the part of the last one.
    pub weight: f64,
    /// Times the base: weekday, month and events.
    pub factor: f64,
    /// Which event holds, by its position in the list: the one with the largest factor of those that do.
    pub event: Option<usize>,
}

impl CalendarDay {
    /// The demand that is expected of the day, or of the part that counts, for a base of so many units a day.
    #[must_use]
    pub fn expected(&self, base_daily: f64) -> f64 {
        self.weight * self.factor * base_daily
    }
}

/// Demand over some days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalDemand {
    /// Expected, units.
    pub demand: f64,
    /// Its standard deviation, units.
    pub sd: f64,
    /// What the base alone would say, for comparison.
    pub flat_demand: f64,
    /// How many days.
    pub days: f64,
}

impl DemandCalendar {
    /// Every day like the others.
    #[must_use]
    pub const fn flat() -> Self {
        Self { weekdays: [1.0; 7], months: [1.0; 12], events: Vec::new(), combine: Combine::Max }
    }

    /// Walks so many days from a first one on, which counts in full. The last one counts in part where the days are no whole
    /// number.
    ///
    /// `None` if a factor or the days are negative or no number, an event ends before it starts, or the calendar ends
    /// before the walk does.
    #[must_use]
    pub fn walk(&self, start: Date, days: f64) -> Option<impl Iterator<Item = CalendarDay> + use<'_>> {
        let events = self.events.iter();
        let sound = self.weekdays.iter().chain(&self.months).chain(events.clone().map(|event| &event.factor));
        let forwards = events.clone().all(|event| event.from <= event.to);
        if !forwards || !sound.chain([&days]).all(|figure| not_negative(*figure)) {
            return None;
        }
        let room = f64::from(start.days_until(Date::LAST)) + 1.0;
        if days > room {
            return None;
        }
        let day = move |ahead: i32| {
            let weight = (days - f64::from(ahead)).min(1.0);
            Some(CalendarDay { weight, ..self.day(start.plus_days(ahead)?) })
        };
        Some((0..days.ceil() as i32).map_while(day))
    }

    /// What holds on a day.
    fn day(&self, date: Date) -> CalendarDay {
        let (_, month, _) = date.civil();
        let weekday = self.weekdays.get(date.weekday()).unwrap_or(&1.0);
        let month = self.months.get(month as usize - 1).unwrap_or(&1.0);
        let holding = self.events.iter().enumerate().filter(|(_, event)| event.from <= date && date <= event.to);
        let (mut event, mut largest, mut product) = (None, 1.0, 1.0);
        for (position, one) in holding {
            product *= one.factor;
            if event.is_none() || one.factor > largest {
                (event, largest) = (Some(position), one.factor);
            }
        }
        let events = match self.combine {
            Combine::Max => largest,
            Combine::Product => product,
        };
        CalendarDay { date, weight: 1.0, factor: weekday * month * events, event }
    }

    /// Demand over some days for a base of so many units a day and its standard deviation, which grows and shrinks with the
    /// factor of the day. Formula EVT-1.
    ///
    /// `None` where there is no [`walk`](Self::walk), or a figure is negative or no number.
    #[must_use]
    pub fn demand(&self, start: Date, days: f64, base_daily: f64, sd_daily: f64) -> Option<IntervalDemand> {
        if !not_negative(base_daily) || !not_negative(sd_daily) {
            return None;
        }
        let (mut demand, mut variance) = (0.0, 0.0);
        for day in self.walk(start, days)? {
            let sd = sd_daily * day.factor;
            demand += day.expected(base_daily);
            variance += day.weight * sd * sd;
        }
        let (demand, sd) = (finite(demand)?, finite(variance.sqrt())?);
        Some(IntervalDemand { demand, sd, flat_demand: finite(base_daily * days)?, days })
    }
}

impl IntervalDemand {
    /// The standard deviation when the days themselves vary, with the mean rate of just these days: `√(sd² + rate²·s²)` for
    /// a lead time with a standard deviation of `s` days. Formulas EVT-1 and SS-2; CM.
    ///
    /// `None` if a figure is negative or no number.
    #[must_use]
    pub fn sd_with_lead_time(&self, lead_time_sd: f64) -> Option<f64> {
        if !not_negative(lead_time_sd) {
            return None;
        }
        let rate = share(self.demand, self.days).unwrap_or(0.0);
        finite(libm::hypot(self.sd, rate * lead_time_sd))
    }
}

/// A day of a past event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventDay {
    /// Units sold.
    pub actual: f64,
    /// Units that would have been sold without the event: the forecast.
    pub baseline: f64,
}

/// What an event does to demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uplift {
    /// As it was; `None` without past days, or of a baseline of nothing.
    pub raw: Option<f64>,
    /// As it is to be expected: between that and the prior factor, the nearer to the prior the fewer days there were.
    pub factor: f64,
}

/// The uplift of an event from its past days and from a factor that is expected without any, which weighs as much as so
/// many days (2 is usual). Past occurrences are those of the same name: many events move. Formula EVT-2.
///
/// `None` if a figure is negative or no number.
#[must_use]
pub fn uplift(past: &[EventDay], prior_factor: f64, prior_days: f64) -> Option<Uplift> {
    let figures = past.iter().flat_map(|day| [day.actual, day.baseline]);
    if !figures.chain([prior_factor, prior_days]).all(not_negative) {
        return None;
    }
    let (actual, baseline) = past.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.actual, sum.1 + day.baseline));
    let raw = share(actual, baseline);
    let days = past.len() as f64;
    let factor = raw.and_then(|raw| share(days * raw + prior_days * prior_factor, days + prior_days));
    Some(Uplift { raw, factor: factor.unwrap_or(prior_factor) })
}

/// A day of the history of sales.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SalesDay {
    /// Units sold.
    pub units: f64,
    /// Whether there was stock: a day without is no day without demand.
    pub in_stock: bool,
    /// Times the base that the day was expected to sell.
    pub factor: f64,
}

/// What is sold on a day of factor 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BaseRate {
    /// Units a day; `None` if there was stock on no day.
    pub daily: Option<f64>,
    /// The plain mean of all days, for comparison: too low where stock ran out, too high where events are in it. `None`
    /// without days.
    pub plain_mean: Option<f64>,
}

/// The base rate of a history: units by factors, over the days **with stock**. Days without are censored demand, not
/// zeros: counting them would order too little again. Formula BAS-1.
///
/// `None` if units are no number, or a factor is negative or none.
#[must_use]
pub fn base_rate(history: impl IntoIterator<Item = SalesDay>) -> Option<BaseRate> {
    let (mut units, mut factors, mut all, mut days) = (0.0, 0.0, 0.0, 0.0);
    for day in history {
        if !day.units.is_finite() || !not_negative(day.factor) {
            return None;
        }
        if day.in_stock {
            units += day.units;
            factors += day.factor;
        }
        all += day.units;
        days += 1.0;
    }
    Some(BaseRate { daily: share(units, factors), plain_mean: share(all, days) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn event(from: &str, to: &str, factor: f64) -> EventSpan {
        EventSpan { from: day(from), to: day(to), factor }
    }

    fn with(events: &[EventSpan], combine: Combine) -> DemandCalendar {
        DemandCalendar { events: events.to_vec(), combine, ..DemandCalendar::flat() }
    }

    #[test]
    fn the_largest_factor_holds_and_a_lull_where_nothing_else_does() {
        let events = [
            event("2026-07-10", "2026-07-20", 1.5),
            event("2026-07-14", "2026-07-15", 4.0),
            event("2026-07-16", "2026-07-22", 0.7),
        ];
        let of = |combine, date| {
            let one = with(&events, combine).day(day(date));
            (one.factor, one.event)
        };
        assert_eq!(of(Combine::Max, "2026-07-09"), (1.0, None));
        assert_eq!(of(Combine::Max, "2026-07-14"), (4.0, Some(1)));
        assert_eq!(of(Combine::Max, "2026-07-16"), (1.5, Some(0)));
        assert_eq!(of(Combine::Max, "2026-07-22"), (0.7, Some(2)));
        assert_eq!(of(Combine::Product, "2026-07-14"), (6.0, Some(1)));
        assert_eq!(of(Combine::Product, "2026-07-20"), (1.5 * 0.7, Some(0)));
    }

    #[test]
    fn a_walk_has_the_factors_of_weekday_and_month() {
        let mut calendar = DemandCalendar::flat();
        calendar.weekdays[6] = 2.0;
        calendar.months[11] = 3.0;
        // A Sunday in November, then a Monday, a Tuesday in December and half of a Wednesday.
        let walk: Vec<_> = calendar.walk(day("2026-11-29"), 3.5).unwrap().collect();
        assert_eq!(walk.iter().map(|one| one.factor).collect::<Vec<_>>(), [2.0, 1.0, 3.0, 3.0]);
        assert_eq!(walk.iter().map(|one| one.expected(10.0)).collect::<Vec<_>>(), [20.0, 10.0, 30.0, 15.0]);
        assert_eq!(walk.last().map(|one| one.date), Some(day("2026-12-02")));
        assert_eq!(calendar.walk(day("2026-11-29"), 0.0).unwrap().count(), 0);
    }

    #[test]
    fn a_walk_adds_up_to_the_demand() {
        let calendar = with(&[event("2026-11-11", "2026-11-11", 6.0)], Combine::Max);
        let demand = calendar.demand(day("2026-11-01"), 20.25, 4.0, 2.0).unwrap();
        let walk = calendar.walk(day("2026-11-01"), 20.25).unwrap();
        assert_eq!(walk.map(|one| one.expected(4.0)).sum::<f64>(), demand.demand);
        assert_eq!((demand.demand, demand.flat_demand), (101.0, 81.0));
        // 19.25 days of 4, one of 144.
        assert!((demand.sd - 221.0_f64.sqrt()).abs() < 1e-12);
        // A rate of 101/20.25 a day and two days more or less.
        let rate: f64 = 101.0 / 20.25;
        let both = demand.sd_with_lead_time(2.0).unwrap();
        assert!((both - (221.0 + rate * rate * 4.0).sqrt()).abs() < 1e-12);
        assert_eq!(demand.sd_with_lead_time(0.0), Some(demand.sd));
        assert_eq!(demand.sd_with_lead_time(-1.0), None);
    }

    #[test]
    fn what_has_no_walk_is_refused() {
        let start = day("2026-11-01");
        let flat = DemandCalendar::flat();
        for days in [-1.0, f64::NAN, f64::INFINITY, 1e9] {
            assert!(flat.walk(start, days).is_none(), "{days}");
        }
        assert_eq!(flat.walk(Date::LAST, 1.0).map(Iterator::count), Some(1));
        assert!(flat.walk(Date::LAST, 1.5).is_none());
        assert!(with(&[event("2026-11-11", "2026-11-10", 2.0)], Combine::Max).walk(start, 1.0).is_none());
        assert!(with(&[event("2026-11-11", "2026-11-11", f64::NAN)], Combine::Max).walk(start, 1.0).is_none());
        assert_eq!(flat.demand(start, 10.0, f64::NAN, 1.0), None);
        assert_eq!(flat.demand(start, 10.0, 1.0, -1.0), None);
        assert_eq!(flat.demand(start, 10.0, f64::MAX, 1.0), None);
    }

    #[test]
    fn an_uplift_without_history_is_the_prior() {
        let prior = Uplift { raw: None, factor: 3.0 };
        assert_eq!(uplift(&[], 3.0, 2.0), Some(prior));
        assert_eq!(uplift(&[], 3.0, 0.0), Some(prior));
        assert_eq!(uplift(&[EventDay { actual: 5.0, baseline: 0.0 }], 3.0, 2.0), Some(prior));
        let certain = uplift(&[EventDay { actual: 9.0, baseline: 2.0 }], 3.0, 0.0);
        assert_eq!(certain, Some(Uplift { raw: Some(4.5), factor: 4.5 }));
        assert_eq!(uplift(&[EventDay { actual: -1.0, baseline: 2.0 }], 3.0, 2.0), None);
        assert_eq!(uplift(&[], f64::NAN, 2.0), None);
    }

    #[test]
    fn days_without_stock_and_event_days_do_not_move_the_base_rate() {
        let one = |units, in_stock, factor| SalesDay { units, in_stock, factor };
        let rate = base_rate([one(6.0, true, 1.0), one(0.0, false, 1.0), one(30.0, true, 5.0)]).unwrap();
        assert_eq!(rate, BaseRate { daily: Some(6.0), plain_mean: Some(12.0) });
        assert_eq!(base_rate([]), Some(BaseRate { daily: None, plain_mean: None }));
        assert_eq!(base_rate([one(1.0, true, 0.0)]).unwrap().daily, None);
        assert_eq!(base_rate([one(f64::NAN, true, 1.0)]), None);
    }
}
