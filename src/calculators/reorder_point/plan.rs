//! The whole sum, in the order in which it is done, and the answer made of it.

use rust_decimal::Decimal;

use super::Inputs;
use super::cost::{self, Costs, Policy};
use super::cover_rule::{self, Rule};
use super::demand::Demand;
use super::lead_time::{self, LeadTime};
use super::position::{self, Position, RunsOut};
use super::quantity::{self, Basis, Quantity};
use super::target::{self, Reorder};
use super::texts::{decision, figure, method, note, problem};
#[cfg(feature = "explain")]
use super::told::Told;
use crate::date::Date;
use crate::inventory::DAYS_A_YEAR;
use crate::inventory::rounding::{self, OrderRules};
use crate::inventory::service;
use crate::pack::World;
use crate::schema::{Alternative, Answer, Arg, Figure, Note, Outcome, Phrase, Problem, Severity, Text, code};
use crate::stats::distribution::Distribution;
use crate::stats::figures::{decimal, float};

/// Lead time and review: what the stock in hand and on order has to last for.
#[derive(Clone, Debug, PartialEq)]
pub struct Protection {
    /// Days on average.
    pub days: f64,
    /// Demand over them on average.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// What it is taken for.
    pub law: Distribution,
    /// Units of a day of them on average.
    pub rate: f64,
}

impl Protection {
    /// What an order that is placed at a moment has to last for.
    pub fn of(demand: &Demand, lead: &LeadTime, review: f64, from: f64) -> Option<Self> {
        let days = lead.mean + review;
        let law = lead.demand(demand, from, review)?;
        let deviation = libm::sqrt(lead_time::variance(demand, from, days, lead.deviation));
        let mean = law.mean();
        let rate = if days > 0.0 { mean / days } else { demand.over(from, 1.0) };
        Some(Self { days, mean, deviation, law, rate })
    }
}

/// When to order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToOrder {
    /// Days from the day of the stock.
    pub days: f64,
    /// The position of that day.
    pub left: f64,
    /// The reorder point of that day.
    pub point: f64,
    /// The reorder point of the day after, where that alone makes it the last day: what is left would do for another one if
    /// the point stayed where it is.
    pub rises_to: Option<f64>,
}

/// An order of so many days of sales is worth a second look.
const LARGE: f64 = 180.0;
/// Days that are looked ahead.
pub const HORIZON: u32 = 1_460;

/// Everything on the way to an answer.
pub struct Plan<'a> {
    /// What was asked.
    pub inputs: &'a Inputs,
    /// What things cost.
    pub costs: Costs,
    /// What sells.
    pub demand: Demand,
    /// How that was found.
    #[cfg(feature = "explain")]
    pub told: Told,
    /// How long goods take.
    pub lead: LeadTime,
    /// Days between two looks.
    pub review: f64,
    /// What the stock has to last for.
    pub protection: Protection,
    /// What the supplier takes.
    pub rules: OrderRules,
    /// Units of an order.
    pub quantity: Quantity,
    /// When to order.
    pub reorder: Reorder,
    /// What is there, where that was said.
    pub position: Option<Position>,
    /// The rule of thumb.
    pub rule: Rule,
}

impl<'a> Plan<'a> {
    /// Does the sum; problems at their fields where it cannot be done.
    pub fn of(inputs: &'a Inputs, world: &World) -> Result<Self, Vec<Problem>> {
        if inputs.stages.0.is_empty() && inputs.lead_from == "stages" {
            // Every row has a problem of its own.
            return Err(Vec::new());
        }
        let costs = Costs::of(inputs, world)?;
        let review = float(inputs.review_days);
        #[cfg(feature = "explain")]
        let (lead, demand, told) = Told::of(inputs, world)?;
        #[cfg(not(feature = "explain"))]
        let (lead, demand) = (LeadTime::of(&inputs.stages), Demand::of(inputs));
        let too_large = || vec![Problem::error(code::TOO_LARGE)];
        let protection = Protection::of(&demand, &lead, review, 0.0).ok_or_else(too_large)?;
        let rules = quantity::rules(inputs, &costs);
        let quantity = quantity::quantity(inputs, &costs, &demand, review, rules);
        let reorder =
            target::reorder(inputs, &costs, &demand, &protection, &quantity).map_err(|problem| vec![problem])?;
        let rule = cover_rule::rule(inputs, &protection, rules);
        Ok(Self {
            inputs,
            costs,
            demand,
            #[cfg(feature = "explain")]
            told,
            lead,
            review,
            protection,
            rules,
            quantity,
            reorder,
            position: Position::of(inputs),
            rule,
        })
    }

    /// The answer, and what is worth a second look at the fields.
    pub fn outcome(&self) -> Outcome {
        match self.answer() {
            Some(answer) => Outcome { answer: Some(answer), problems: self.worth_a_look() },
            None => Outcome { answer: None, problems: vec![Problem::error(code::TOO_LARGE)] },
        }
    }

    /// More that is reserved than there is.
    fn worth_a_look(&self) -> Vec<Problem> {
        let stock = position::stock(self.inputs).filter(|stock| self.inputs.reserved > Some(*stock));
        let problem = |stock| Problem::warning(problem::E_RESERVED).at("reserved").with("stock", Arg::Number(stock));
        stock.map(problem).into_iter().collect()
    }

    fn answer(&self) -> Option<Answer> {
        let own = self.own_method()?;
        Some(Answer {
            headline: self.headline(&own)?,
            decision: Some(self.decision()?),
            notes: self.notes()?,
            alternatives: vec![own, self.rule_of_thumb()?],
        })
    }

    /// The reorder point in whole units, as it is shown and ordered by.
    pub fn whole_point(&self) -> f64 {
        raised(self.reorder.point)
    }

    /// Units that an order of today would have, and how many orders of the quantity that are; none where nothing is to be
    /// ordered or where nobody said what is in stock. No more than fits.
    pub fn due_now(&self) -> Option<(f64, f64)> {
        let position = self.placed()?;
        let (units, point) = (self.quantity.units, self.whole_point());
        if position > point || units <= 0.0 {
            return None;
        }
        let count = rounding::lots_above(position, point, units)? as f64;
        let fits = self.rules.most.map(|most| self.rules.packs_down(most) * self.rules.pack);
        Some((fits.map_or(count * units, |fits| fits.min(count * units)), count))
    }

    /// The position of today.
    pub fn placed(&self) -> Option<f64> {
        Some(self.position.as_ref()?.position(0.0, self.protection.days))
    }

    /// When the position falls to the reorder point; none where that is beyond every horizon. Where the coming days are not
    /// alike the point is another one each day, and so it is where factories close.
    pub fn to_order(&self) -> Option<ToOrder> {
        let position = self.position.as_ref()?;
        #[cfg(feature = "explain")]
        let moves = !self.demand.is_flat() || self.told.closes();
        #[cfg(not(feature = "explain"))]
        let moves = false;
        if moves || position.has_late(self.protection.days) {
            let found = self.last_day(position);
            if found.is_some() || moves {
                return found;
            }
        }
        // By then everything counts that is on its way.
        let (placed, point) = (position.position(0.0, f64::MAX), self.whole_point());
        let days = self.demand.lasts(placed - point)?;
        Some(ToOrder { days, left: placed - self.demand.over(0.0, libm::floor(days)), point, rises_to: None })
    }

    /// The last day on which an order still comes in time: on the day after, less is left than an order of that day needs. Its
    /// own lead time counts, which is longer once it meets a factory that is closed.
    fn last_day(&self, position: &Position) -> Option<ToOrder> {
        let mut today = self.order_on(position, 0.0);
        (0..HORIZON).find_map(|day| {
            let tomorrow = self.order_on(position, f64::from(day + 1));
            let (now, next) = (today, tomorrow);
            today = tomorrow;
            let ((left, point), (left_then, point_then)) = (now?, next?);
            // What arrives in time for an order of tomorrow counts there already, so that it can wait.
            (left_then < point_then).then(|| {
                let rises = left_then >= point && point_then > point;
                ToOrder { days: f64::from(day), left, point, rises_to: rises.then_some(point_then) }
            })
        })
    }

    /// Position and reorder point at the beginning of a day.
    fn order_on(&self, position: &Position, day: f64) -> Option<(f64, f64)> {
        #[cfg(feature = "explain")]
        let lead = &self.told.lead_at(self.inputs, day as i32);
        #[cfg(not(feature = "explain"))]
        let lead = &self.lead;
        let protection = Protection::of(&self.demand, lead, self.review, day)?;
        let found = target::reorder(self.inputs, &self.costs, &self.demand, &protection, &self.quantity);
        let placed = position.position(day, protection.days);
        Some((placed - self.demand.over(0.0, day), raised(found.ok()?.point)))
    }

    /// A day so many days after that of the stock; none beyond the calendar.
    pub fn day(&self, days: f64) -> Option<Date> {
        (days < 1e6).then(|| self.inputs.stock_date.plus_days(libm::floor(days) as i32)).flatten()
    }

    fn decision(&self) -> Option<Phrase> {
        let units = |phrase: Phrase, slot, figure| Some(phrase.with(slot, Arg::Number(up(figure)?)));
        let ordered = |phrase: Phrase, slot, figure| Some(phrase.with(slot, Arg::Number(packed(figure)?)));
        if self.demand.is_none() {
            return Some(Phrase::new(decision::NO_DEMAND));
        }
        if self.quantity.units <= 0.0 {
            let sells = self.quantity.raw > 1e-9;
            return Some(Phrase::new(if sells { decision::CANNOT } else { decision::NO_DEMAND }));
        }
        let pointed = |text| units(Phrase::new(text), "point", self.reorder.point);
        if self.position.is_none() {
            return ordered(pointed(decision::ORDER_WHEN)?, "quantity", self.quantity.units);
        }
        let placed = self.placed().and_then(whole)?;
        let placed = |text| Some(pointed(text)?.with("position", Arg::Number(placed)));
        if let Some((due, count)) = self.due_now() {
            let each = self.quantity.units;
            let several = count > 1.0 && due == count * each;
            let phrase = placed(if several { decision::ORDER_SEVERAL } else { decision::ORDER_TODAY })?;
            let phrase =
                if several { ordered(phrase, "each", each)?.with("count", Arg::Number(whole(count)?)) } else { phrase };
            return ordered(phrase, "quantity", due);
        }
        match self.to_order().and_then(|to_order| Some((self.day(to_order.days)?, to_order))) {
            Some((day, to_order)) => {
                let is_today = day == self.inputs.stock_date;
                let text = if is_today { decision::ORDER_LAST_DAY } else { decision::ORDER_BY };
                let phrase = units(Phrase::new(text), "point", to_order.point)?;
                let phrase = phrase.with("then", Arg::Number(whole(to_order.left)?));
                let phrase = ordered(phrase, "quantity", self.quantity.units)?;
                Some(if is_today { phrase } else { phrase.with("day", Arg::Date(day)) })
            }
            None => placed(decision::NOT_NEEDED),
        }
    }

    fn headline(&self, own: &Alternative) -> Option<Vec<Figure>> {
        let of_method = |name: Text| own.figures.iter().find(|one| one.name == name).cloned();
        let mut shown: Vec<_> = [figure::REORDER_POINT, figure::SAFETY_STOCK, figure::ORDER_QUANTITY]
            .into_iter()
            .filter_map(of_method)
            .collect();
        if let Some(position) = &self.position
            && let RunsOut::After(days) = position.runs_out(&self.demand)
        {
            shown.push(Figure { name: figure::COVER, value: Arg::Number(decimal(lowered(days), 0)?) });
            shown.extend(self.day(days).map(|day| Figure { name: figure::RUNS_OUT, value: Arg::Date(day) }));
            shown.push(Figure { name: figure::STOCKOUT_RISK, value: Arg::Percent(percent(self.risk()?)?) });
        }
        Some(shown)
    }

    /// How likely stock runs out before an order placed today can be sold, or before something under way arrives.
    pub fn risk(&self) -> Option<f64> {
        let until = self.lead.demand(&self.demand, 0.0, 0.0)?;
        Some(self.position.as_ref()?.risk(&self.demand, &until, self.lead.mean))
    }

    /// Where that risk is from: the days until the moment, and how many moments were looked at.
    #[cfg(feature = "explain")]
    pub fn riskiest(&self) -> Option<(f64, usize)> {
        let until = self.lead.demand(&self.demand, 0.0, 0.0)?;
        Some(self.position.as_ref()?.riskiest(&self.demand, &until, self.lead.mean))
    }

    /// A service as a percentage, with no fewer places than the wanted one was typed with.
    pub fn service(&self, share: f64) -> Option<Decimal> {
        percent_within(share, self.inputs.service_level.normalize().scale().max(3))
    }

    /// What the method is called that the target asks for.
    pub fn method_name(&self) -> Text {
        match self.inputs.target {
            "fill-rate" => method::FILL_RATE,
            "backorder-cost" => method::BACKORDER_COST,
            "short-cost" => method::SHORT_COST,
            "occasion-cost" => method::OCCASION_COST,
            _ => method::CYCLE_SERVICE,
        }
    }

    /// The method that the target asks for.
    pub fn own_method(&self) -> Option<Alternative> {
        let name = self.method_name();
        #[cfg_attr(not(feature = "explain"), expect(unused_mut, reason = "with the engine it has its working"))]
        let mut own =
            self.method(name, self.reorder.point, self.reorder.point - self.protection.mean, self.quantity.units)?;
        #[cfg(feature = "explain")]
        {
            own.steps = super::working::of(self)?;
            let (warnings, others) = super::past::notes(self)?;
            own.notes = warnings;
            own.notes.extend(super::working::notes(self)?);
            own.notes.extend(others);
        }
        Some(own)
    }

    fn rule_of_thumb(&self) -> Option<Alternative> {
        let rule = &self.rule;
        let mut rule_of_thumb =
            self.method(method::COVER_RULE, rule.point, rule.point - self.protection.mean, rule.quantity)?;
        // What it fails to sell has no price: then its cost is no cost to compare.
        if self.costs.shortage.is_none() {
            (rule_of_thumb.total, rule_of_thumb.lines) = (None, Vec::new());
        }
        #[cfg(feature = "explain")]
        {
            rule_of_thumb.steps = super::working::of_rule(self)?;
            rule_of_thumb.notes = super::working::notes_of_rule(self, &rule_of_thumb);
        }
        Some(rule_of_thumb)
    }

    /// A method: its reorder point and quantity, and what they come to in every other term. The point counts in whole units, as it
    /// is shown and ordered by.
    fn method(&self, name: Text, point: f64, safety: f64, quantity: f64) -> Option<Alternative> {
        let (law, point) = (&self.protection.law, raised(point));
        let cycle = law.cumulative(point);
        let mut figures = vec![Figure { name: figure::REORDER_POINT, value: Arg::Number(whole(point)?) }];
        let mut put = |name: Text, value: Arg| figures.push(Figure { name, value });
        let sells = !self.demand.is_none();
        if sells {
            put(figure::CYCLE_SERVICE, Arg::Percent(self.service(cycle)?));
        }
        // Where nothing is asked for meanwhile, nothing is short.
        let served = || if law.mean() > 0.0 { fill_rate(law, point, quantity) } else { Some(1.0) };
        let fill = (sells && quantity > 0.0).then(served).flatten();
        if let Some(fill) = fill {
            put(figure::FILL_RATE, Arg::Percent(self.service(fill)?));
        }
        put(figure::SAFETY_STOCK, Arg::Number(up(safety)?));
        if sells && self.protection.rate > 0.0 {
            put(figure::SAFETY_COVER, Arg::Number(decimal(safety / self.protection.rate, 1)?));
        }
        put(figure::ORDER_QUANTITY, Arg::Number(packed(quantity)?));
        if sells && quantity > 0.0 {
            let orders = quantity::orders(&self.demand, self.review, quantity);
            put(figure::ORDERS_A_YEAR, Arg::Number(decimal(orders, 1)?));
            put(figure::SHORTAGES_A_YEAR, Arg::Number(decimal(orders * (1.0 - cycle), 2)?));
        }
        let lines = self.lines(point, safety, quantity).unwrap_or_default();
        let total = lines.iter().map(|line| line.amount.value).try_fold(Decimal::ZERO, Decimal::checked_add)?;
        let total = (!lines.is_empty()).then_some(crate::amount::Money { value: total, currency: self.costs.currency });
        Some(Alternative {
            id: name.code().to_owned(),
            name: name.key().to_owned(),
            total,
            lines,
            figures,
            ..Alternative::default()
        })
    }

    fn lines(&self, point: f64, safety: f64, quantity: f64) -> Option<Vec<crate::schema::Line>> {
        if quantity <= 0.0 || self.demand.is_none() {
            return None;
        }
        let law = &self.protection.law;
        let cycles = self.demand.yearly() / quantity;
        let orders = quantity::orders(&self.demand, self.review, quantity);
        let shortages = self.costs.shortage.and_then(|cost| {
            let each = match self.inputs.target {
                "short-cost" => (law.loss(point) - law.loss(point + quantity)) * cycles,
                "occasion-cost" => law.exceedance(point) * orders,
                // Units owed on average: what is short of every position between the point and the point and an order.
                // The engine's: see `ELSEWHERE`.
                #[cfg(feature = "explain")]
                "backorder-cost" => return Some(owed(law, point, quantity)? * cost),
                _ => return None,
            };
            Some(each * cost)
        });
        let unit = self.costs.price_at(quantity, self.inputs.discount);
        let yearly = self.demand.yearly();
        let waiting = yearly / DAYS_A_YEAR * (self.review - 1.0).max(0.0) / 2.0;
        cost::yearly(&self.costs, &Policy { quantity, safety, waiting, yearly, orders, unit, shortages })
    }

    fn notes(&self) -> Option<Vec<Note>> {
        let mut notes = Vec::new();
        let mut warn = |phrase| notes.push(Note { severity: Severity::Warning, phrase, source: None });
        if self.demand.is_none() {
            return Some(notes);
        }
        // What has to be done today comes first.
        #[cfg(feature = "explain")]
        super::further::before_ordering(self).into_iter().for_each(&mut warn);
        #[cfg(feature = "explain")]
        if let (Some(typed), Some(sites)) = (self.inputs.on_hand, position::of_sites(self.inputs))
            && typed != sites
        {
            let phrase = Phrase::new(note::SITES_COUNTED).with("sites", Arg::Number(sites));
            warn(phrase.with("typed", Arg::Number(typed)));
        }
        if let Some(position) = &self.position
            && let RunsOut::After(days) = position.runs_out(&self.demand)
        {
            let gone = self.day(days);
            let lead = raised(self.lead.mean);
            let arrival = self.day(lead);
            let bare = position.days_without(&self.demand, lead);
            if bare > 0.0
                && let (Some(gone), Some(arrival)) = (gone, arrival)
            {
                let phrase = Phrase::new(note::RUNS_OUT_FIRST).with("day", Arg::Date(gone));
                warn(phrase.with("arrival", Arg::Date(arrival)).with("days", Arg::Number(whole(bare)?)));
            }
            for one in &position.coming {
                let units = Arg::Number(decimal(one.units, 2)?);
                if one.overdue {
                    warn(Phrase::new(note::OVERDUE).with("units", units).with("day", Arg::Date(one.due)));
                } else if one.day > libm::floor(days) {
                    let late = Arg::Number(whole(one.day - libm::floor(days))?);
                    warn(
                        Phrase::new(note::ARRIVES_LATE)
                            .with("units", units)
                            .with("day", Arg::Date(one.due))
                            .with("days", late),
                    );
                }
            }
        }
        if let Some(late) = self.position.iter().flat_map(|one| &one.coming).find(|one| one.day > self.protection.days)
            && self.due_now().is_some()
        {
            warn(Phrase::new(note::BRIDGE).with("day", Arg::Date(late.due)));
        }
        #[cfg(feature = "explain")]
        super::past::missed(self)?.into_iter().for_each(&mut warn);
        if self.demand.least_deviation {
            warn(Phrase::new(note::LEAST_DEVIATION));
        }
        let rate = self.demand.yearly() / DAYS_A_YEAR;
        let look = self.review.max(1.0);
        if let Some(most) = self.rules.most.filter(|most| *most < rate * look) {
            let fits = self.rules.packs_down(most) * self.rules.pack;
            let phrase = Phrase::new(note::TOO_SLOW).with("to", Arg::Number(decimal(fits, 2)?));
            let phrase = phrase.with("review", Arg::Number(decimal(look, 1)?));
            warn(phrase.with("mean", Arg::Number(decimal(rate, 1)?)));
        }
        if self.quantity.units > LARGE * rate && self.inputs.most_cover.is_none() {
            warn(Phrase::new(note::LARGE_ORDER).with("days", Arg::Number(decimal(self.quantity.units / rate, 0)?)));
        }
        let rule = &self.rule;
        let mut of_rule = None;
        if rule.too_short {
            let phrase = Phrase::new(note::TRIGGER_SHORT).with("trigger", Arg::Number(self.inputs.trigger_days));
            let phrase = phrase.with("lead", Arg::Number(decimal(self.lead.mean, 1)?));
            let phrase = phrase.with("review", Arg::Number(decimal(self.review, 1)?));
            let phrase = phrase.with("days", Arg::Number(decimal(self.protection.days, 1)?));
            let gone = self.protection.days - float(self.inputs.trigger_days);
            let phrase = phrase
                .with("gone", Arg::Number(decimal(gone, 0)?))
                .with("safety", Arg::Number(self.inputs.safety_days));
            of_rule = Some(phrase.with("better", Arg::Number(decimal(rule.better_trigger, 0)?)));
        }
        // The rule of the trade is told last to those who did not say that they follow it.
        let is_followed = self.inputs.trigger_days != cover_rule::TRIGGER_DAYS;
        let last = if is_followed { None } else { of_rule.take() };
        of_rule.into_iter().for_each(&mut warn);
        // Only where the coming days are not alike: see `ELSEWHERE`.
        #[cfg(feature = "explain")]
        if self.due_now().is_none()
            && let Some(to_order) = self.to_order()
            && let Some(point) = to_order.rises_to
            && let Some(day) = self.day(to_order.days + 1.0)
        {
            let phrase = Phrase::new(note::POINT_RISES).with("day", Arg::Date(day));
            warn(phrase.with("point", Arg::Number(whole(point)?)).with("left", Arg::Number(whole(to_order.left)?)));
        }
        #[cfg(feature = "explain")]
        if self.reorder.least {
            warn(Phrase::new(note::LEAST_SAFETY));
        }
        if self.reorder.floored {
            warn(Phrase::new(note::BELOW_ZERO).with("raw", Arg::Number(decimal(self.reorder.raw_safety, 1)?)));
        }
        #[cfg(feature = "explain")]
        quantity::by_budget(self).into_iter().for_each(&mut warn);
        if let Some((ordered, count)) = self.due_now().filter(|(ordered, count)| *ordered < count * self.quantity.units)
        {
            // The order of today may still lift the stock above the point: then only the number of orders grows.
            let lifts = self.placed()? + ordered > self.whole_point();
            let phrase = Phrase::new(if lifts { note::CAPPED } else { note::CAPPED_BELOW });
            let phrase = phrase.with("from", Arg::Number(up(count * self.quantity.units)?));
            warn(phrase.with("to", Arg::Number(packed(ordered)?)));
        } else if self.quantity.capped {
            let phrase = Phrase::new(note::CAPPED).with("from", Arg::Number(up(self.quantity.raw)?));
            warn(phrase.with("to", Arg::Number(packed(self.quantity.units)?)));
        }
        if let Some(limit) = self.inputs.most_cover {
            let (left, units) = match self.position.as_ref().zip(self.due_now()) {
                Some((position, (due, _))) => (position.left_at(&self.demand, self.lead.mean), due),
                None => (self.reorder.point - self.demand.over(0.0, self.lead.mean), self.quantity.units),
            };
            let days = (left + units) / self.protection.rate;
            if days > float(limit) {
                let phrase = Phrase::new(note::LASTS_TOO_LONG).with("days", Arg::Number(up(days)?));
                warn(phrase.with("limit", Arg::Number(limit)));
            }
        }
        if self.quantity.basis == Basis::ThirtyDays {
            warn(Phrase::new(note::THIRTY_DAYS));
        }
        last.into_iter().for_each(&mut warn);
        Some(notes)
    }
}

/// Share of the units that are served from stock (FR-1).
fn fill_rate(law: &Distribution, point: f64, quantity: f64) -> Option<f64> {
    service::of_reorder_point(law, point, quantity).ok().map(|found| found.fill_rate)
}

/// Units owed on average under (r, Q): of counted demand the mean over the positions above the point (RQ-3), of other demand the
/// integral (RQ-1), of a mixture each part for itself.
#[cfg(feature = "explain")]
pub fn owed(law: &Distribution, point: f64, quantity: f64) -> Option<f64> {
    if let Distribution::Mixture(parts) = law {
        return parts.iter().try_fold(0.0, |sum, (weight, part)| Some(sum + weight * owed(part, point, quantity)?));
    }
    if !law.is_discrete() {
        return Some((law.second_loss(point)? - law.second_loss(point + quantity)?) / quantity);
    }
    // What all positions a unit apart above one owe together; between whole ones in proportion.
    let above = |position: f64| {
        let tail = law.tail(position);
        tail.second - tail.loss / 2.0
    };
    let above = |position: f64| {
        let (below, part) = (libm::floor(position), position - libm::floor(position));
        if part > 0.0 { (1.0 - part) * above(below) + part * above(below + 1.0) } else { above(below) }
    };
    let positions = libm::round(quantity);
    Some((above(point) - above(point + positions)) / quantity).filter(|owed| owed.is_finite())
}

/// Rounded up to whole units or days. A hair above a whole number, as sums of floating figures leave it, is that number.
pub fn raised(figure: f64) -> f64 {
    libm::ceil(figure - 1e-9_f64.max(1e-14 * figure.abs()))
}

/// Rounded down likewise: a hair below a whole number is that number.
pub fn lowered(figure: f64) -> f64 {
    libm::floor(figure + 1e-9)
}

/// Rounded up, as it is shown.
pub fn up(units: f64) -> Option<Decimal> {
    decimal(raised(units), 0)
}

/// Units of an order as they are shown: of whole cartons already, so that only what floating figures leave is rounded off. A
/// carton may hold a part of a unit: three of 2.5 m are 7.5 m, not 8.
pub fn packed(units: f64) -> Option<Decimal> {
    decimal(units, 4)
}

/// Rounded to whole units.
pub fn whole(units: f64) -> Option<Decimal> {
    decimal(units, 0)
}

/// A share as a percentage, with so many places that what is left to a hundred shows: 99.98, and 99.999 for all that is nearer.
pub fn percent(share: f64) -> Option<Decimal> {
    percent_within(share, 3)
}

/// The same with so many places at most.
fn percent_within(share: f64, most: u32) -> Option<Decimal> {
    let (whole, left) = (share * 100.0, (1.0 - share) * 100.0);
    let near = left.min(whole);
    let places = if near <= 0.0 || near >= 1.0 { 1.0 } else { 1.0 - libm::floor(libm::log10(near)) };
    let shown = decimal(whole, places.clamp(1.0, f64::from(most)) as u32)?;
    // What floating figures alone leave of all, or of nothing, is nothing.
    let least = Decimal::new(1, most);
    let shown = if left > 1e-7 { shown.min(Decimal::ONE_HUNDRED - least) } else { shown };
    Some(if whole > 1e-7 { shown.max(least) } else { shown })
}
