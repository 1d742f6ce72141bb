//! Lines of a sheet become cards, and what is wrong with them is said by cell.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::cells::{self, Bound, Figures, Range, says_nothing};
use super::columns::{Column, Mapping, Role, may_change_prices};
use super::lanes::{Draft, Entry, Form};
use super::period::{End, Period};
use super::texts::problem;
use crate::amount::{Amount, Currency};
use crate::date::Date;
use crate::exact::Exact;
use crate::number::Typed;
use crate::pack::{Family, Leg, System, Tariff};
use crate::places;
use crate::schema::{Arg, Args, Severity, Text};
use crate::table;
use crate::units::Unit;

/// The most lines of prices that are read.
pub const MAX_LINES: usize = 20_000;
/// How many lines below the header show the units of a sheet.
const FIRST_LINES: usize = 40;
/// The most problems that are told of one sheet; what is wrong beyond them is refused all the same.
const MAX_PROBLEMS: usize = 1_000;
/// The longest name of a service, in characters.
const MAX_NAME: usize = 80;
/// The most characters of a cell that a problem repeats.
pub(super) const MAX_TOLD: usize = 40;
/// Between these a first weight, a step and a least weight lie, and a greatest weight up to the last, in kilograms or
/// pounds: what lies outside is in another unit than the sheet says.
const LEAST_BILLED: Decimal = Decimal::from_parts(1, 0, 0, false, 3);
const MOST_BILLED: Decimal = Decimal::from_parts(50, 0, 0, false, 0);
const MOST_CARRIED: Decimal = Decimal::ONE_THOUSAND;
/// What ends a price by weight, and a price for the parcel.
const fn per_unit(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Kilogram => &["/kg", "/kgs", "/公斤", "/千克"],
        Unit::Pound => &["/lb", "/lbs", "/磅"],
        Unit::Gram => &["/g", "/克"],
        _ => &[],
    }
}
const PER_PARCEL: &[&str] = &["/票", "/件", "/包裹", "/单", "/單", "/parcel", "/item", "/piece", "/pc", "/pcs"];

/// What a sheet does not say itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// What the service is called where no column says so.
    pub name: String,
    /// What the sheet is called: cited as the source of the rates.
    pub file: String,
    /// The day on which the sheet was given.
    pub date: Date,
    /// The currency where neither column nor cell says so.
    pub currency: Currency,
    /// The unit of weights where neither column nor cell says so.
    pub unit: Unit,
    /// The family of the services.
    pub family: Family,
    /// The stretch of the way that they are for.
    pub leg: Leg,
    /// Cubic centimetres per kilogram, or cubic inches per pound; without it volume does not count.
    pub divisor: Option<Decimal>,
    /// Step to which the billed weight is rounded up, in kilograms or pounds.
    pub step: Decimal,
    /// Fuel surcharge, percent of freight.
    pub fuel: Option<Decimal>,
}

impl Defaults {
    /// A special line to the buyer's door in renminbi and kilograms, billed by the gram, without volume weight and fuel
    /// surcharge.
    #[must_use]
    pub fn new(name: &str, date: Date) -> Self {
        Self {
            name: name.to_owned(),
            file: name.to_owned(),
            date,
            currency: Currency::CNY,
            unit: Unit::Kilogram,
            family: Family::SpecialLine,
            leg: Leg::Direct,
            divisor: None,
            step: Decimal::from_parts(1, 0, 0, false, 3),
            fuel: None,
        }
    }
}

/// The divisor of volume that forwarders use unless they say otherwise: cubic centimetres per kilogram, or cubic inches
/// per pound.
#[must_use]
pub fn usual_divisor(system: System) -> Decimal {
    Decimal::from(if system == System::Metric { 6_000 } else { 139 })
}

/// The units of a sheet as its first lines show them, or those of the defaults: what a divisor must be in.
#[must_use]
pub fn units(text: &str, mapping: &Mapping, defaults: &Defaults) -> System {
    let head: Vec<_> = text.split('\n').take(mapping.header + FIRST_LINES).collect();
    let unsaid = if defaults.unit.is_metric() { System::Metric } else { System::Imperial };
    read(&head.join("\n"), mapping, defaults).system.unwrap_or(unsaid)
}

/// Whether volume is divided by such a figure, in centimetres and kilograms or in inches and pounds.
pub(super) fn is_usual_divisor(divisor: Decimal, system: System) -> bool {
    let (least, most) = if system == System::Metric { (1_000, 50_000) } else { (50, 1_000) };
    (Decimal::from(least)..=Decimal::from(most)).contains(&divisor)
}

/// What is wrong with a cell, or worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetProblem {
    /// The line, from 1 as a spreadsheet counts; 0 for the sheet as a whole.
    pub line: usize,
    /// The column, from 1; 0 for the line as a whole.
    pub column: usize,
    /// What is wrong ([`problem`]).
    pub code: Text,
    /// What stands in the slots of its sentence.
    pub args: Args,
    /// An error leaves out the country of its line, or the sheet if it is about that; a warning and a note leave out
    /// nothing but what they name.
    pub severity: Severity,
}

/// What became of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// A card for each service that has a price: `own-1`, `own-2`, …
    pub tariffs: Vec<Tariff>,
    /// What is wrong, in the order of the lines.
    pub problems: Vec<SheetProblem>,
    /// How many lines of prices were looked at.
    pub lines: usize,
    /// The units of the first line that was read.
    pub system: Option<System>,
}

/// Reads a sheet: cards of everything that is beyond doubt, and what is wrong with the rest. Total: any text and any
/// mapping give a sheet.
#[must_use]
pub fn read(text: &str, mapping: &Mapping, defaults: &Defaults) -> Sheet {
    let mut by_role: BTreeMap<Role, Vec<usize>> = BTreeMap::new();
    for (index, column) in mapping.columns.iter().enumerate() {
        by_role.entry(column.role).or_default().push(index);
    }
    let mut reader = Reader {
        mapping,
        by_role,
        money: Money::of(mapping),
        defaults,
        figures: Figures { marks: mapping.marks, sure: false },
        told: Told::default(),
        services: Vec::new(),
        by_name: BTreeMap::new(),
        above: None,
        rounds_up: false,
        lines: 0,
    };
    let fatal = reader.table(text).err();
    let system = reader.services.iter().find_map(|service| service.system);
    let mut sheet = Sheet { lines: reader.lines, system, ..Sheet::default() };
    match fatal {
        Some(problem) => reader.told.0.push(problem),
        None => sheet.tariffs = reader.tariffs(),
    }
    sheet.problems = reader.told.0;
    sheet.problems.sort_by_key(|problem| (problem.line, problem.column));
    // A line for several countries has its problems once.
    sheet.problems.dedup();
    sheet
}

/// The problems so far.
#[derive(Default)]
pub(super) struct Told(Vec<SheetProblem>);

impl Told {
    /// Says something of a cell; more slots can be filled.
    pub(super) fn say(
        &mut self,
        severity: Severity,
        code: Text,
        (line, column): (usize, usize),
        text: &str,
    ) -> &mut Args {
        if self.0.len() > MAX_PROBLEMS {
            self.0.truncate(MAX_PROBLEMS);
        }
        let mut args = Args::new();
        let text: String = text.trim().chars().filter(|c| !c.is_control()).take(MAX_TOLD).collect();
        args.put("text", Arg::Words(text));
        &mut self.0.push_mut(SheetProblem { line, column, code, args, severity }).args
    }

    pub(super) fn error(&mut self, code: Text, at: (usize, usize), text: &str) {
        self.say(Severity::Error, code, at, text);
    }
}

/// A service of the sheet.
pub(super) struct Service {
    pub(super) title: String,
    /// The days on which its prices hold.
    pub(super) period: Period,
    pub(super) system: Option<System>,
    /// The units that cells of a column have shown.
    pub(super) units: BTreeMap<usize, Unit>,
    pub(super) currency: Option<Currency>,
    /// Whether some line was read without a word of its currency, and the signs of those.
    pub(super) silent: bool,
    pub(super) signs: Vec<&'static [&'static str]>,
    pub(super) lanes: Vec<Draft>,
    /// Whether a cell says that days are working days.
    pub(super) working_days: bool,
}

impl Service {
    fn lane(&mut self, country: &str) -> &mut Draft {
        let at = self.lanes.iter().position(|lane| lane.country == country).unwrap_or_else(|| {
            self.lanes.push(Draft::new(country));
            self.lanes.len() - 1
        });
        &mut self.lanes[at]
    }
}

/// What the line above was about: merged cells leave the lines below it blank.
pub(super) struct Above {
    service: usize,
    /// None where the form has no such country.
    countries: Option<Vec<&'static str>>,
    /// Where its range ended.
    to: Option<Decimal>,
}

/// The columns that hold or name money, and what they say of its currency beside the cell itself.
struct Money {
    columns: Vec<usize>,
    /// What the header of one column says, if no other says otherwise.
    header: Option<Currency>,
    /// What one price of a line says holds for the others; with the number of that line.
    line: Option<(usize, Option<Currency>)>,
}

impl Money {
    fn of(mapping: &Mapping) -> Self {
        let is_money = |role: Role| role.is_price() || matches!(role, Role::Fee | Role::Currency);
        let named = mapping.columns.iter().enumerate().filter(|(_, column)| is_money(column.role));
        let columns: Vec<_> = named.clone().map(|(index, _)| index).collect();
        let mut headers = named.filter_map(|(_, column)| column.currency);
        let header = headers.next().filter(|first| headers.all(|other| other == *first));
        Self { columns, header, line: None }
    }

    /// The currency that the prices of a line name, the first of them.
    fn of_line(&mut self, line: Line<'_>) -> Option<Currency> {
        match self.line {
            Some((number, found)) if number == line.number => found,
            _ => {
                let found = self.columns.iter().find_map(|index| cells::currency(line.cell(*index)));
                self.line = Some((line.number, found));
                found
            }
        }
    }
}

pub(super) struct Reader<'a> {
    pub(super) mapping: &'a Mapping,
    /// The columns of each role.
    by_role: BTreeMap<Role, Vec<usize>>,
    money: Money,
    pub(super) defaults: &'a Defaults,
    pub(super) figures: Figures,
    pub(super) told: Told,
    pub(super) services: Vec<Service>,
    /// Where a service of a name and period stands among them.
    by_name: BTreeMap<(String, Period), usize>,
    pub(super) above: Option<Above>,
    /// Whether it was said that the part which is priced is the step.
    rounds_up: bool,
    pub(super) lines: usize,
}

/// A line of the sheet.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) number: usize,
    pub(super) cells: &'a [String],
}

impl<'a> Line<'a> {
    pub(super) fn cell(self, column: usize) -> &'a str {
        self.cells.get(column).map(|cell| cell.trim()).unwrap_or_default()
    }

    /// The place of a column, as it is told.
    pub(super) const fn at(self, column: usize) -> (usize, usize) {
        (self.number, column + 1)
    }

    pub(super) fn is_blank(self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Reader<'_> {
    pub(super) fn columns(&self, role: Role) -> impl Iterator<Item = (usize, &Column)> {
        let places = self.by_role.get(&role).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|index| Some((*index, self.mapping.columns.get(*index)?)))
    }

    pub(super) fn column(&self, role: Role) -> Option<usize> {
        self.columns(role).next().map(|(index, _)| index)
    }

    /// More cells than the header has: which of them is what is not known.
    fn has_shape(&mut self, line: Line<'_>) -> bool {
        let columns = self.mapping.columns.len();
        let more = (columns..line.cells.len()).find(|index| !line.cell(*index).is_empty());
        if let Some(index) = more {
            self.told.error(problem::TOO_MANY_CELLS, line.at(index), line.cell(index));
        }
        more.is_none()
    }

    /// Whether a line is a remark; tells that it is left out.
    fn leaves_out(&mut self, line: Line<'_>) -> bool {
        let is_remark = self.is_remark(line);
        if is_remark {
            let text = line.cells.iter().find(|cell| !cell.trim().is_empty()).map(String::as_str).unwrap_or_default();
            self.left_out(line.number, text);
            // A heading of its own ends what merged cells carry on: it may name a zone, or another country.
            if let Some(above) = &mut self.above {
                (above.countries, above.to) = (None, None);
            }
        }
        is_remark
    }

    /// Tells that a line is left out: more loudly where its words may change the prices.
    pub(super) fn left_out(&mut self, line: usize, text: &str) {
        let severity = if may_change_prices(text) { Severity::Warning } else { Severity::Note };
        self.told.say(severity, problem::LINE_LEFT_OUT, (line, 0), text);
    }

    /// A line of a list: one country or several, one range, one price.
    pub(super) fn line(&mut self, line: Line<'_>) {
        if self.leaves_out(line) {
            return;
        }
        let shaped = self.has_shape(line);
        let (service, dated) = self.service(line);
        let range = self.range(service, line);
        let Some(countries) = self.countries(service, line, range.as_ref().ok()) else { return };
        let entries = match range {
            Ok(range) if shaped && dated => self.entries(service, line, &range),
            _ => None,
        };
        let properties = self.properties(service, line);
        let last = entries.as_ref().and_then(|entries| entries.last());
        let to = last.and_then(|last| last.to.or(last.from)).map(|to| to.at);
        self.above = Some(Above { service, countries: Some(countries.clone()), to });
        for country in countries {
            let Some(entries) = &entries else {
                self.services[service].lane(country).lost = true;
                continue;
            };
            let lane = self.services[service].lane(country);
            lane.entries.extend(entries.iter().cloned());
            match &properties {
                Some(properties) => lane.take(properties, &mut self.told),
                None => lane.lost = true,
            }
        }
    }

    /// The service of a line: its own, that of the line above (merged cells), or the only one. And whether the days on
    /// which the line holds are beyond doubt.
    fn service(&mut self, line: Line<'_>) -> (usize, bool) {
        let period = self.period(line);
        let above = self.above.as_ref().and_then(|above| self.services.get(above.service));
        let of_above = above.map(|service| (service.title.clone(), service.period));
        let title = self.title(line, of_above.as_ref().map(|(title, _)| title.as_str()));
        let of_above = of_above.map(|(_, period)| period);
        let (period, sure) = match period {
            Ok(period) => (period.or(of_above).unwrap_or_default(), true),
            Err(()) => (Period::default(), false),
        };
        (self.service_of(line, title, period), sure)
    }

    /// The name of the service of a line.
    fn title(&mut self, line: Line<'_>, above: Option<&str>) -> String {
        let column = self.column(Role::Service);
        let given = column.map(|column| line.cell(column)).unwrap_or_default();
        if given.is_empty()
            && let Some(above) = above.filter(|_| column.is_some())
        {
            return above.to_owned();
        }
        let (name, at) =
            if given.is_empty() { (self.defaults.name.as_str(), None) } else { (table::unguarded(given), column) };
        let (title, changed) = clean(name);
        if let Some(column) = at.filter(|_| changed) {
            self.told.say(Severity::Warning, problem::NAME_CHANGED, line.at(column), &title);
        }
        if title.is_empty() { clean(&self.defaults.name).0 } else { title }
    }

    /// The days on which a line holds; none where it does not say. What is wrong has been said.
    fn period(&mut self, line: Line<'_>) -> Result<Option<Period>, ()> {
        let mut whole: Option<Period> = None;
        for (role, end) in [(Role::ValidFrom, End::From), (Role::ValidTo, End::To)] {
            let Some(column) = self.column(role) else { continue };
            let cell = line.cell(column);
            let both = Period::of(cell, end).and_then(|found| match (whole, found) {
                (Some(whole), Some(found)) => whole.with(found).map(Some).ok_or(problem::RANGE_REVERSED),
                (whole, found) => Ok(whole.or(found)),
            });
            whole = both.map_err(|code| self.told.error(code, line.at(column), cell))?;
        }
        Ok(whole)
    }

    fn service_of(&mut self, line: Line<'_>, title: String, period: Period) -> usize {
        let key = (title, period);
        if let Some(found) = self.by_name.get(&key) {
            return *found;
        }
        if let Some(to) = period.to.filter(|to| *to < self.defaults.date) {
            let column = self.column(Role::ValidTo).or(self.column(Role::ValidFrom)).map_or(0, |column| column + 1);
            let said = self.told.say(Severity::Warning, problem::EXPIRED, (line.number, column), "");
            said.put("to", Arg::Date(to));
        }
        self.services.push(Service {
            title: key.0.clone(),
            period,
            system: None,
            units: BTreeMap::new(),
            currency: None,
            silent: false,
            signs: Vec::new(),
            lanes: Vec::new(),
            working_days: false,
        });
        self.by_name.insert(key, self.services.len() - 1);
        self.services.len() - 1
    }

    /// The countries of a line; none where it is left out. A blank cell is the country above, if its range carries on
    /// where that one ended.
    fn countries(&mut self, service: usize, line: Line<'_>, range: Option<&Weighed>) -> Option<Vec<&'static str>> {
        let column = self.column(Role::Country)?;
        let cell = line.cell(column);
        if !cell.is_empty() {
            let found = places::countries(table::unguarded(cell));
            if found.is_none() {
                self.told.say(Severity::Note, problem::UNKNOWN_COUNTRY, line.at(column), cell);
                let to = range.and_then(|range| range.to).map(|to| to.at);
                self.above = Some(Above { service, countries: None, to });
            }
            return found;
        }
        let from = range.and_then(|range| range.from.or(range.to)).map(|bound| bound.at);
        let carries_on = |above: &&mut Above| {
            above.service == service && matches!((above.to, from), (Some(to), Some(from)) if from >= to)
        };
        match self.above.as_mut().filter(carries_on) {
            Some(above) => {
                above.to = range.and_then(|range| range.to.or(range.from)).map(|to| to.at);
                above.countries.clone()
            }
            None => {
                self.told.error(problem::MISSING_COUNTRY, line.at(column), "");
                None
            }
        }
    }

    /// A weight in the unit of the card, and that unit as written.
    fn weight(
        &mut self,
        service: usize,
        column: usize,
        value: Decimal,
        written: Option<Unit>,
    ) -> Result<(Decimal, Unit, bool), Text> {
        let header = self
            .mapping
            .columns
            .get(column)
            .and_then(|column| column.unit.filter(|_| column.role.is_weight() || column.role.is_price()));
        let other_end = self.other_end(column);
        let service = &mut self.services[service];
        let of_column = header.or(service.units.get(&column).copied());
        let of_other_end = other_end.and_then(|(other, unit)| unit.or(service.units.get(&other).copied()));
        if let (Some(written), Some(of_column)) = (written, of_column)
            && written != of_column
        {
            return Err(problem::UNIT_CONTRADICTION);
        }
        if let Some(written) = written {
            service.units.insert(column, written);
        }
        // `From (g)` beside `To`: both ends of a range are in the unit of the one that says it.
        let unit = written.or(of_column).or(of_other_end).unwrap_or(self.defaults.unit);
        let system = if unit.is_metric() { System::Metric } else { System::Imperial };
        if *service.system.get_or_insert(system) != system {
            return Err(problem::UNIT_CONTRADICTION);
        }
        let value = Amount { value, unit }.to(system.weight()).ok_or(problem::UNIT_CONTRADICTION)?;
        Ok((storable(value)?, unit, written.or(of_column).or(of_other_end).is_some()))
    }

    /// The column of the other end of a range, and the unit that its header says.
    fn other_end(&self, column: usize) -> Option<(usize, Option<Unit>)> {
        let other = match self.mapping.columns.get(column)?.role {
            Role::From => Role::To,
            Role::To => Role::From,
            _ => return None,
        };
        let at = self.column(other)?;
        Some((at, self.mapping.columns.get(at)?.unit))
    }

    /// The range of a line, in the unit of the card; what is wrong with it has been said.
    fn range(&mut self, service: usize, line: Line<'_>) -> Result<Weighed, ()> {
        let mut weighed = Weighed::default();
        let cell = |role| self.column(role).map(|column| (column, line.cell(column)));
        let (range, from, to) = (cell(Role::Range), cell(Role::From), cell(Role::To));
        weighed.column = range.or(from).or(to).map_or(0, |(column, _)| column);
        let mut units: Vec<(Unit, bool)> = Vec::new();
        let read = |role: Role, cell: &str| -> Result<Option<Range>, Text> {
            let found = self.figures.range(cell)?;
            // An end of a range is one weight.
            match found {
                Some(found) if role != Role::Range && !found.single => Err(problem::NOT_A_RANGE),
                found => Ok(found),
            }
        };
        let parts = [(Role::Range, range), (Role::From, from), (Role::To, to)];
        let parts: Vec<_> = parts
            .into_iter()
            .filter_map(|(role, cell)| cell.map(|(column, cell)| (role, column, cell, read(role, cell))))
            .collect();
        for (role, column, cell, read) in parts {
            let found = match read {
                Ok(None) => continue,
                Ok(Some(found)) => found,
                Err(code) => {
                    self.told.error(code, line.at(column), cell);
                    return Err(());
                }
            };
            weighed.given = true;
            let mut bound = |bound: Option<Bound>| -> Result<Option<Bound>, Text> {
                let Some(bound) = bound else { return Ok(None) };
                let (at, unit, stated) = self.weight(service, column, bound.at, found.unit)?;
                (weighed.unit, weighed.stated) = (Some(unit), stated);
                if !at.is_zero() {
                    units.push((unit, stated));
                }
                Ok(Some(Bound { at, ..bound }))
            };
            match (bound(found.from), bound(found.to)) {
                (Ok(lower), Ok(upper)) => match role {
                    Role::From => weighed.from = upper,
                    Role::To => (weighed.to, weighed.column) = (upper, column),
                    _ => (weighed.from, weighed.to, weighed.single) = (lower, upper, found.single),
                },
                (Err(code), _) | (_, Err(code)) => {
                    self.told.error(code, line.at(column), cell);
                    return Err(());
                }
            }
        }
        if from.is_some() && to.is_none() && weighed.from.is_some() {
            weighed.single = false;
        }
        // `1` to `2000 g`, where the first may be grams too.
        if units.iter().any(|one| !one.1 && units.iter().any(|other| other.0 != one.0)) {
            let unit = weighed.unit.map(Unit::symbol).unwrap_or_default();
            self.told.error(problem::UNIT_DOUBT, line.at(weighed.column), unit);
            return Err(());
        }
        let reversed = matches!((weighed.from, weighed.to), (Some(from), Some(to)) if from.at >= to.at);
        // A weight of nothing is no upper end.
        if reversed || weighed.to.is_some_and(|to| to.at.is_zero()) {
            self.told.error(problem::RANGE_REVERSED, line.at(weighed.column), line.cell(weighed.column));
            return Err(());
        }
        Ok(weighed)
    }

    /// An amount of money in a cell; none if it is blank. What is wrong has been said.
    fn money(&mut self, service: usize, column: usize, line: Line<'_>, ends: &[&str]) -> Result<Option<Decimal>, ()> {
        let cell = line.cell(column);
        let read = self.figures.figure(cells::without_per(cell, ends));
        let amount = read.and_then(|typed| match typed {
            Some(Typed { unit: Some(_), .. }) => Err(problem::NOT_A_NUMBER),
            Some(typed) => {
                self.currency(service, column, line, typed.currency)?;
                storable(typed.value).map(Some)
            }
            None => Ok(None),
        });
        amount.map_err(|code| self.told.error(code, line.at(column), cell))
    }

    /// A price: more than nothing.
    fn price(&mut self, service: usize, column: usize, line: Line<'_>, ends: &[&str]) -> Result<Option<Decimal>, ()> {
        match self.money(service, column, line, ends)? {
            Some(amount) if amount.is_zero() => {
                self.told.error(problem::ZERO_PRICE, line.at(column), line.cell(column));
                Err(())
            }
            amount => Ok(amount),
        }
    }

    /// Whether an amount can be in the currency of its service; the first line that names one decides for all.
    fn currency(
        &mut self,
        service: usize,
        column: usize,
        line: Line<'_>,
        written: Option<Currency>,
    ) -> Result<(), Text> {
        let header = &self.mapping.columns[column];
        let of_line = self.column(Role::Currency).map(|column| line.cell(column)).filter(|cell| !cell.is_empty());
        let of_line = match of_line {
            Some(cell) => Some(cells::currency(cell).ok_or(problem::CURRENCY_CONTRADICTION)?),
            None => self.money.of_line(line),
        };
        let mut stated = None;
        for named in [header.currency, self.money.header, of_line, written].into_iter().flatten() {
            if *stated.get_or_insert(named) != named {
                return Err(problem::CURRENCY_CONTRADICTION);
            }
        }
        let sign = cells::sign(line.cell(column)).or_else(|| cells::sign(&header.title));
        let service = &mut self.services[service];
        match (stated, service.currency) {
            (Some(stated), Some(currency)) if stated != currency => return Err(problem::CURRENCIES_MIXED),
            (Some(stated), None) => {
                let other = service.silent && stated != self.defaults.currency;
                if other || service.signs.iter().any(|sign| !sign.contains(&stated.code())) {
                    return Err(problem::CURRENCIES_MIXED);
                }
                service.currency = Some(stated);
            }
            (None, None) => {
                service.silent = true;
                service.signs.extend(sign);
            }
            _ => {}
        }
        let currency = stated.or(service.currency).unwrap_or(self.defaults.currency);
        match sign {
            Some(fits) if !fits.contains(&currency.code()) => Err(problem::CURRENCY_CONTRADICTION),
            _ => Ok(()),
        }
    }

    /// The prices of a line; none where something is wrong, which has been said.
    fn entries(&mut self, service: usize, line: Line<'_>, range: &Weighed) -> Option<Vec<Entry>> {
        if self.column(Role::Break).is_some() {
            return self.breaks(service, line).ok();
        }
        let forms = [Role::PerKg, Role::FirstPrice, Role::Flat];
        let given: Vec<_> = forms
            .into_iter()
            .filter_map(|role| Some((role, self.column(role)?)))
            .filter(|(_, column)| !says_nothing(line.cell(*column)))
            .collect();
        let first_price = self.mapping.columns.iter().position(|column| column.role.is_price()).unwrap_or_default();
        let Some((role, column)) = given.first().copied() else {
            self.told.error(problem::MISSING_PRICE, line.at(first_price), "");
            return None;
        };
        if let Some((_, other)) = given.get(1) {
            self.told.error(problem::FORM_MIXED, line.at(*other), line.cell(*other));
            return None;
        }
        let fee = self.fee(service, line);
        let form = match role {
            Role::PerKg => self.per_kg(service, line, column, fee),
            Role::Flat => self.price(service, column, line, PER_PARCEL).and_then(|price| {
                let price = price.ok_or(())?.plus(fee?.0).ok_or(())?;
                Ok(Form::Flat(price))
            }),
            _ => self.first_and_next(service, line, column, fee),
        };
        let form = form.ok()?;
        let weighed = self.column(Role::Range).or(self.column(Role::From)).or(self.column(Role::To)).is_some();
        if weighed && !range.given && !matches!(form, Form::First { .. }) {
            self.told.error(problem::MISSING_WEIGHT, line.at(range.column), "");
            return None;
        }
        Some(vec![range.entry(line, column, form)])
    }

    /// The fees for a parcel together, and the column of the first. A blank cell is no fee of zero: merged cells are
    /// blank too.
    fn fee(&mut self, service: usize, line: Line<'_>) -> Result<(Decimal, usize), ()> {
        let columns: Vec<_> = self.columns(Role::Fee).map(|(index, _)| index).collect();
        let mut sum = Decimal::ZERO;
        for column in &columns {
            if line.cell(*column).is_empty() {
                self.told.error(problem::MISSING_PRICE, line.at(*column), "");
                return Err(());
            }
            let fee = self.money(service, *column, line, PER_PARCEL)?.unwrap_or_default();
            sum = sum.plus(fee).ok_or(())?;
        }
        Ok((sum, columns.first().copied().unwrap_or_default()))
    }

    fn per_kg(
        &mut self,
        service: usize,
        line: Line<'_>,
        column: usize,
        fee: Result<(Decimal, usize), ()>,
    ) -> Result<Form, ()> {
        let rate = self.rate(service, line, column)?.ok_or(())?;
        let (fee, fee_column) = fee?;
        Ok(Form::PerKg { rate, fee, fee_column, stated: self.says_by_weight(line, column) })
    }

    /// A price by weight and nothing else.
    fn without_fee(&self, line: Line<'_>, column: usize, rate: Decimal) -> Form {
        Form::PerKg { rate, fee: Decimal::ZERO, fee_column: 0, stated: self.says_by_weight(line, column) }
    }

    /// Whether header or cell say that a price is by weight.
    fn says_by_weight(&self, line: Line<'_>, column: usize) -> bool {
        let Some(header) = self.mapping.columns.get(column) else { return false };
        let cell = line.cell(column);
        let unit = header.unit.unwrap_or(self.defaults.unit);
        header.says_by_weight() || cells::without_per(cell, per_unit(unit)) != cell
    }

    /// A price by weight, per unit of weight of the card.
    fn rate(&mut self, service: usize, line: Line<'_>, column: usize) -> Result<Option<Decimal>, ()> {
        let unit = self.mapping.columns.get(column).and_then(|column| column.unit).unwrap_or(self.defaults.unit);
        let Some(price) = self.price(service, column, line, per_unit(unit))? else { return Ok(None) };
        let header = &self.mapping.columns[column];
        // The weight of a break is where it begins, not what it is the price of.
        let for_weight = if header.role == Role::Break { None } else { header.unit };
        let Some(unit) = for_weight else { return Ok(Some(price)) };
        let per = header.weight.unwrap_or(Decimal::ONE);
        let rate = self
            .weight(service, column, per, Some(unit))
            .and_then(|(per, ..)| storable(price.over(per).ok_or(problem::NOT_A_NUMBER)?).map(Some));
        rate.map_err(|code| self.told.error(code, line.at(column), line.cell(column)))
    }

    fn first_and_next(
        &mut self,
        service: usize,
        line: Line<'_>,
        column: usize,
        fee: Result<(Decimal, usize), ()>,
    ) -> Result<Form, ()> {
        let Some(next_column) = self.column(Role::NextPrice) else { return Err(()) };
        let first_price = self.price(service, column, line, &[])?.ok_or(())?;
        let Some(next_price) = self.price(service, next_column, line, &[])? else {
            self.told.error(problem::MISSING_PRICE, line.at(next_column), "");
            return Err(());
        };
        let first = self.part(service, line, Role::FirstWeight, column)?;
        let next = self.part(service, line, Role::Step, next_column)?;
        let first_price = first_price.plus(fee?.0).ok_or(())?;
        Ok(Form::First { first, first_price, next, next_price })
    }

    /// The weight of a first or next part: in its column, or in the header of its price.
    fn part(&mut self, service: usize, line: Line<'_>, role: Role, price: usize) -> Result<Decimal, ()> {
        let header = &self.mapping.columns[price];
        let in_header = header.weight.zip(header.unit);
        let Some(column) = self.column(role) else {
            let weight = in_header.ok_or(problem::MISSING_WEIGHT);
            let weight = weight.and_then(|(weight, unit)| self.weight(service, price, weight, Some(unit)));
            let weight = weight.and_then(|(weight, ..)| likely(weight, MOST_BILLED));
            return weight.map_err(|code| self.told.error(code, line.at(price), line.cell(price)));
        };
        let weight = self.figures.figure(line.cell(column)).and_then(|typed| {
            let typed = typed.filter(|typed| !typed.value.is_zero()).ok_or(problem::MISSING_WEIGHT)?;
            let (weight, ..) = self.weight(service, column, typed.value, typed.unit)?;
            // A price by the kilogram beside a step of half a kilogram.
            if let Some((other, unit)) = in_header
                && self.weight(service, price, other, Some(unit))?.0 != weight
            {
                return Err(problem::UNIT_CONTRADICTION);
            }
            likely(weight, MOST_BILLED)
        });
        weight.map_err(|code| self.told.error(code, line.at(column), line.cell(column)))
    }

    /// Prices by the kilogram in columns, each from a weight on.
    fn breaks(&mut self, service: usize, line: Line<'_>) -> Result<Vec<Entry>, ()> {
        if let Ok((fee, column)) = self.fee(service, line)
            && !fee.is_zero()
        {
            self.told.error(problem::FORM_MIXED, line.at(column), line.cell(column));
            return Err(());
        }
        let columns: Vec<_> =
            self.columns(Role::Break).map(|(index, column)| (index, column.weight, column.unit)).collect();
        let (mut entries, mut hole) = (Vec::new(), None);
        for (column, weight, unit) in columns.iter().copied() {
            // The price before a blank cell may end there, or go on: the sheet does not say.
            let Some(rate) = self.rate(service, line, column)? else {
                hole = hole.or(Some(column).filter(|_| !entries.is_empty()));
                continue;
            };
            let weighed = self.weight(service, column, weight.unwrap_or_default(), unit);
            let (at, unit, stated) =
                weighed.map_err(|code| self.told.error(code, line.at(column), line.cell(column)))?;
            let from = Some(Bound { at, included: None });
            let range = Weighed { from, unit: Some(unit), stated, column, given: true, ..Weighed::default() };
            entries.push(range.entry(line, column, self.without_fee(line, column, rate)));
        }
        let none = columns.first().filter(|_| entries.is_empty()).map(|(column, ..)| *column);
        if let Some(missing) = hole.or(none) {
            self.told.error(problem::MISSING_PRICE, line.at(missing), "");
            return Err(());
        }
        Ok(entries)
    }

    /// What a line says of its lane besides the price; none where something is wrong, which has been said.
    fn properties(&mut self, service: usize, line: Line<'_>) -> Option<Properties> {
        let mut found = Properties { line: line.number, ..Properties::default() };
        let by_break = self.column(Role::Break).is_some();
        let least = if by_break { MOST_CARRIED } else { MOST_BILLED };
        for (role, slot, most) in
            [(Role::Least, 0, least), (Role::Most, 1, MOST_CARRIED), (Role::Rounding, 2, MOST_BILLED)]
        {
            let Some(column) = self.column(role) else { continue };
            // `≤30kg` is a limit too.
            let cell = line.cell(column).trim_start_matches(['≤', '<', '=', '≥', '>']);
            let weight =
                self.figures.figure(cell).and_then(|typed| match typed.filter(|typed| !typed.value.is_zero()) {
                    Some(typed) => self
                        .weight(service, column, typed.value, typed.unit)
                        // `211kg` in the cell leaves no doubt about the unit.
                        .and_then(|(weight, ..)| likely(weight, typed.unit.map_or(most, |_| MOST_CARRIED)).map(Some)),
                    None => Ok(None),
                });
            match weight {
                Ok(weight) => found.weights[slot] = weight.map(|weight| (weight, column)),
                Err(code) => {
                    self.told.error(code, line.at(column), line.cell(column));
                    return None;
                }
            }
        }
        if found.weights[2].is_none() {
            found.weights[2] = self.priced_part(service, line);
        }
        self.no_discount(line).ok()?;
        found.divisor = self.divisor(service, line).ok()?;
        let zone = self.column(Role::Zone).filter(|column| !cells::says_everywhere(line.cell(*column)));
        found.zone = zone.map(|column| (line.cell(column).to_owned(), column));
        if let Some(column) = self.column(Role::Days) {
            match self.figures.days(line.cell(column)) {
                Ok(days) => {
                    found.days = days;
                    self.services[service].working_days |= says_working_days(line.cell(column));
                }
                // Days are no price.
                Err(code) => {
                    self.told.say(Severity::Warning, code, line.at(column), line.cell(column));
                }
            }
        }
        Some(found)
    }

    /// `元/0.5KG`, `per 100 g`: the part that is priced is also the step, unless a column or the defaults say a larger
    /// one.
    fn priced_part(&mut self, service: usize, line: Line<'_>) -> Option<(Decimal, usize)> {
        let column = self.column(Role::PerKg).filter(|column| !says_nothing(line.cell(*column)))?;
        let header = self.mapping.columns.get(column)?;
        let (part, unit) = (header.weight.filter(|part| *part != Decimal::ONE)?, header.unit?);
        let (step, ..) = self.weight(service, column, part, Some(unit)).ok()?;
        if step <= super::cards::default_step(self.defaults) {
            return None;
        }
        if !core::mem::replace(&mut self.rounds_up, true) {
            let at = (self.mapping.header, column + 1);
            self.told.say(Severity::Warning, problem::ROUNDED_UP, at, "").amount("weight", part, unit);
        }
        Some((step, column))
    }

    /// Refuses a line with a discount: it may be taken off its price already, or not.
    fn no_discount(&mut self, line: Line<'_>) -> Result<(), ()> {
        let Some(column) = self.column(Role::Discount) else { return Ok(()) };
        let cell = line.cell(column);
        let figure = self.figures.figure(cell.trim_end_matches(['%', '％']));
        if says_nothing(cell) || matches!(figure, Ok(Some(typed)) if typed.value.is_zero()) {
            return Ok(());
        }
        self.told.error(problem::DISCOUNT, line.at(column), cell);
        Err(())
    }

    /// The divisor of a line: `8000`, `/8000`, `L*W*H/8000`; nothing where volume does not count.
    fn divisor(&mut self, service: usize, line: Line<'_>) -> Result<Option<(Option<Decimal>, usize)>, ()> {
        let Some(column) = self.column(Role::Divisor) else { return Ok(None) };
        let cell = line.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        if says_nothing(cell) || cell.contains('不') {
            return Ok(Some((None, column)));
        }
        let figure = cell.rsplit(['/', '÷', '／']).next().unwrap_or(cell);
        let system = self.services[service].system.unwrap_or_default();
        let divisor = self.figures.figure(figure).and_then(|typed| {
            let value = typed.ok_or(problem::NOT_A_NUMBER)?.value;
            if is_usual_divisor(value, system) { storable(value) } else { Err(problem::UNIT_DOUBT) }
        });
        match divisor {
            Ok(divisor) => Ok(Some((Some(divisor), column))),
            Err(code) => {
                self.told.error(code, line.at(column), cell);
                Err(())
            }
        }
    }

    /// A line of a matrix: one weight, a price to each country.
    pub(super) fn matrix_line(&mut self, line: Line<'_>) {
        if self.leaves_out(line) {
            return;
        }
        let shaped = self.has_shape(line);
        let (service, dated) = self.service(line);
        self.above = Some(Above { service, countries: None, to: None });
        let range = self.range(service, line).ok().filter(|_| shaped && dated);
        let properties = self.properties(service, line);
        if let Some(range) = range.as_ref().filter(|range| !range.given) {
            self.told.error(problem::MISSING_WEIGHT, line.at(range.column), "");
        }
        let (range, mapping) = (range.filter(|range| range.given), self.mapping);
        for (column, header) in mapping.columns.iter().enumerate().filter(|(_, one)| one.role == Role::CountryPrice) {
            let Some(country) = &header.country else { continue };
            if says_nothing(line.cell(column)) {
                let lane = self.services[service].lane(country);
                lane.hole = lane.hole.or(Some(line.at(column)));
                continue;
            }
            // `21kg+` below `0.5` and `1` is by the kilogram; a matrix of breaks alone is too.
            let open = range.as_ref().is_some_and(|range| range.to.is_none());
            let form = if open {
                self.rate(service, line, column).map(|rate| rate.map(|rate| self.without_fee(line, column, rate)))
            } else {
                self.price(service, column, line, PER_PARCEL).map(|price| price.map(Form::Flat))
            };
            let lane = self.services[service].lane(country);
            if let Some(hole) = lane.hole {
                self.told.error(problem::MISSING_PRICE, hole, "");
                lane.lost = true;
            }
            match (&range, form, &properties) {
                (Some(range), Ok(Some(form)), Some(properties)) => {
                    lane.add_to_matrix(range.entry(line, column, form), &mut self.told);
                    lane.take(properties, &mut self.told);
                }
                _ => lane.lost = true,
            }
        }
    }
}

/// What a line says of its lane besides the price, each with its column.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    pub(super) line: usize,
    /// Least billed weight, greatest weight, rounding step.
    pub(super) weights: [Option<(Decimal, usize)>; 3],
    pub(super) divisor: Option<(Option<Decimal>, usize)>,
    pub(super) zone: Option<(String, usize)>,
    pub(super) days: Option<crate::pack::Days>,
}

/// The range of a line in the unit of the card.
#[derive(Clone, Debug, Default)]
struct Weighed {
    from: Option<Bound>,
    to: Option<Bound>,
    single: bool,
    /// The unit as written, and whether it was.
    unit: Option<Unit>,
    stated: bool,
    column: usize,
    given: bool,
}

impl Weighed {
    fn entry(&self, line: Line<'_>, price_column: usize, form: Form) -> Entry {
        Entry {
            line: line.number,
            weight_column: self.column + 1,
            price_column: price_column + 1,
            from: self.from,
            to: self.to,
            single: self.single,
            unit: self.unit.unwrap_or(Unit::Kilogram),
            stated: self.stated,
            form,
        }
    }
}

pub(super) fn says_working_days(text: &str) -> bool {
    let text = text.to_lowercase();
    ["工作日", "working", "business"].iter().any(|word| text.contains(word))
}

/// A weight that can be meant: neither grams that are given as kilograms, nor the other way round.
fn likely(weight: Decimal, most: Decimal) -> Result<Decimal, Text> {
    if (LEAST_BILLED..=most).contains(&weight) { Ok(weight) } else { Err(problem::UNIT_DOUBT) }
}

/// A figure that a card can hold: no more digits than a pack keeps.
fn storable(value: Decimal) -> Result<Decimal, Text> {
    let value = value.normalize();
    u64::try_from(value.mantissa()).map(|_| value).map_err(|_| problem::NOT_A_NUMBER)
}

/// A name without signs that cannot be shown or that turn the text around, not too long; and whether that changed it.
pub(super) fn clean(name: &str) -> (String, bool) {
    let hidden = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    let kept: String = name.trim().chars().filter(|c| !hidden(c)).take(MAX_NAME).collect();
    let kept = kept.trim().to_owned();
    let changed = kept != name.trim();
    (kept, changed)
}
