//! The working of a way: how value, duty, tax and fees come about, what a unit comes to, and what to know of it.

use rust_decimal::Decimal;

use super::customs::{self, Assessed, Charged, Collector, Entry, Paid, RowDuty, line_of};
use super::route::{self, Offer};
use super::sharing::{By, Key, Measures};
use super::texts::{line, note, step};
use super::{Ask, allocation};
use crate::amount::{Currency, Money};
use crate::exact::{self, Exact};
use crate::pack::{DutyRule, Edge, LimitOf, TaxRule, Valuation};
use crate::schema::{Alternative, Arg, Args, Note, Phrase, Severity, Step, Text};

/// Adds the working, the notes and the sources of a way to what is shown of it.
pub(super) fn explain(
    ask: &Ask<'_>,
    entry: &Entry<'_>,
    assessed: Option<&Assessed<'_>>,
    offer: &Offer,
    freight: Decimal,
    shown: &mut Alternative,
) -> Option<()> {
    let mut working = Working { ask, entry, currency: entry.market.currency, shown };
    working.rebates()?;
    working.terms();
    if let Some(assessed) = assessed {
        working.value(assessed, freight)?;
        working.duty(assessed)?;
        working.tax(assessed, freight)?;
        assessed.fees.iter().for_each(|charged| working.fee(charged, assessed.lines));
        working.advance(assessed, offer)?;
        working.notes(assessed, offer, freight)?;
        for source in assessed.sources() {
            if !working.shown.sources.contains(source) {
                working.shown.sources.push(source.clone());
            }
        }
    } else if !ask.is_delivered() {
        working.note(Severity::Note, note::DUTY_IN_FREIGHT);
    }
    working.units(assessed, offer)
}

/// Chapters, those that follow each other as `50–63`.
fn listed(chapters: &[u32]) -> String {
    let runs = chapters.chunk_by(|one, next| one + 1 == *next);
    let runs = runs.filter_map(|run| match (run.first()?, run.last()?) {
        (first, last) if first == last => Some(first.to_string()),
        (first, last) => Some(format!("{first}–{last}")),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// The lines of carriage: that whose charge a service explains, and those on either side of it.
const CARRIAGE: [Text; 3] = [line::INTERNATIONAL_FREIGHT, line::DOMESTIC_FREIGHT, line::INLAND_FREIGHT];

/// What a row bears of the bill, and what that is for one.
struct UnitCost {
    share: Decimal,
    each: Money,
}

/// What the lines of a bill are shared by.
struct Shares<'v> {
    currency: Currency,
    units: Vec<Decimal>,
    by_value: &'v [Decimal],
    by_cost: Vec<Decimal>,
    by_line: Vec<Decimal>,
    /// The fees that are charged by the tariff line.
    of_lines: Vec<Text>,
    duties: Vec<Decimal>,
    taxed: Vec<Decimal>,
}

impl Shares<'_> {
    /// What the rows bear of a bill whose carriage is shared by these.
    fn of_units<'w>(&self, shown: &Alternative, carriage: impl Fn(Text) -> &'w [Decimal]) -> Option<Vec<UnitCost>> {
        let mut sums = vec![Decimal::ZERO; self.units.len()];
        for (name, amount) in shown.lines.iter().map(|line| (line.name, line.amount.value)) {
            let weights = match name {
                line::GOODS | line::EXPORT_REBATE => &self.by_cost,
                line::IMPORT_DUTY => &self.duties,
                line::IMPORT_TAX => &self.taxed,
                _ if self.of_lines.contains(&name) => &self.by_line,
                _ if CARRIAGE.contains(&name) => carriage(name),
                _ => self.by_value,
            };
            for (sum, share) in sums.iter_mut().zip(allocation::shares(amount, weights, self.currency.minor_digits())?)
            {
                *sum = sum.plus(share)?;
            }
        }
        let cost = |(share, units): (Decimal, &Decimal)| {
            let each = Money { value: share.over(*units)?, currency: self.currency }.rounded();
            Some(UnitCost { share, each })
        };
        sums.into_iter().zip(&self.units).map(cost).collect()
    }
}

struct Working<'a> {
    ask: &'a Ask<'a>,
    entry: &'a Entry<'a>,
    /// Of the market.
    currency: Currency,
    shown: &'a mut Alternative,
}

impl Working<'_> {
    fn money(&self, value: Decimal) -> Arg {
        Arg::Money(Money { value: customs::rounded(value, self.currency), currency: self.currency })
    }

    fn step(&mut self, row: Option<usize>, formula: Text, result: Arg) -> &mut Args {
        self.shown.steps.push(Step { formula, args: Args::new(), result, row });
        let last = self.shown.steps.len() - 1;
        &mut self.shown.steps[last].args
    }

    fn note(&mut self, severity: Severity, text: Text) -> &mut Args {
        self.shown.notes.push(Note { severity, phrase: Phrase::new(text), source: None });
        let last = self.shown.notes.len() - 1;
        &mut self.shown.notes[last].phrase.args
    }

    /// What the price of the goods holds, where that is more than the goods.
    fn terms(&mut self) {
        let ask = self.ask;
        match ask.inputs.purchase_terms {
            "fob" => {
                self.note(Severity::Note, note::PRICE_FOB);
            }
            "ddp" => {
                self.note(Severity::Note, note::PRICE_DDP);
                let rate = self.entry.market.tax_rate(self.entry.country, self.entry.day);
                if ask.is_bulk() && rate.is_some_and(|rate| !rate.percent.is_zero()) {
                    self.note(Severity::Note, note::TAX_IN_PRICE);
                }
            }
            _ => {}
        }
    }

    /// What of the goods comes back as export rebate, row by row.
    fn rebates(&mut self) -> Option<()> {
        let inputs = self.ask.inputs;
        let Some(percent) = inputs.export_rebate else { return Some(()) };
        let currency = inputs.currency;
        for (row, goods) in &inputs.goods.0 {
            let cost = self.ask.in_answer(goods.unit_cost)?.times(goods.unit_count)?;
            let rebate = Money { value: self.ask.rebate(cost)?, currency }.rounded();
            let cost = Money { value: cost, currency }.rounded();
            let args = self.step(Some(*row), step::REBATE, Arg::Money(rebate));
            args.put("cost", Arg::Money(cost)).percent("vat", inputs.purchase_vat).percent("rebate", percent);
        }
        Some(())
    }

    /// What the goods are worth before carriage.
    fn intrinsic(&self) -> Option<Decimal> {
        exact::sum(self.entry.goods.iter().map(|goods| goods.value))
    }

    fn value(&mut self, assessed: &Assessed<'_>, freight: Decimal) -> Option<()> {
        let formula = match self.entry.market.valuation {
            Valuation::Fob => step::VALUE_FOB,
            Valuation::Cif => step::VALUE_CIF,
        };
        let goods = self.money(self.intrinsic()?);
        let [domestic, freight, insurance] =
            [self.entry.domestic, freight, self.entry.insurance].map(|value| self.money(value));
        let result = self.money(assessed.value);
        let args = self.step(None, formula, result);
        args.put("goods", goods).put("domestic", domestic).put("freight", freight).put("insurance", insurance);
        Some(())
    }

    fn duty(&mut self, assessed: &Assessed<'_>) -> Option<()> {
        let (treatment, result) = (assessed.treatment, self.money(assessed.duty));
        match treatment.duty {
            DutyRule::Unknown => {}
            DutyRule::Free => {
                if let Some(limit) = treatment.up_to {
                    let limit = Money { value: limit, currency: treatment.currency.unwrap_or(self.currency) };
                    let formula = match treatment.edge {
                        Edge::Included => step::DUTY_FREE,
                        Edge::Excluded => step::DUTY_FREE_BELOW,
                    };
                    self.step(None, formula, result).put("limit", Arg::Money(limit));
                }
            }
            DutyRule::PerLine(each) => {
                let each = self.money(self.entry.of_treatment(treatment, each)?);
                self.step(None, step::DUTY_BY_LINE, result).number("lines", assessed.lines).put("each", each);
            }
            DutyRule::Flat { percent, less } => {
                let (value, less) = (self.money(assessed.value), self.money(self.entry.of_treatment(treatment, less)?));
                let args = self.step(None, step::DUTY_FLAT, result);
                args.put("value", value).percent("percent", percent).put("less", less);
            }
            DutyRule::Tariff => {
                // Said once where they are those of every row.
                let of_all = assessed.rows.iter().all(|row| row.layers == assessed.rows[0].layers);
                for (index, RowDuty { row, layers, value, percent, duty }) in assessed.rows.iter().enumerate() {
                    for layer in layers.iter().filter(|_| index == 0 || !of_all) {
                        let name = Arg::Key(["duty-layer.", &layer.id].concat());
                        let formula = if layer.with_tariff { step::DUTY_WITH_TARIFF } else { step::DUTY_LAYER };
                        let of_row = (!of_all).then_some(*row);
                        self.step(of_row, formula, Arg::Percent(layer.percent)).put("name", name);
                    }
                    let (value, duty) = (self.money(*value), self.money(*duty));
                    self.step(Some(*row), step::DUTY_BY_RATE, duty).put("value", value).percent("percent", *percent);
                }
            }
        }
        Some(())
    }

    fn tax(&mut self, assessed: &Assessed<'_>, freight: Decimal) -> Option<()> {
        let rate = assessed.tax_rate;
        let freight = self.entry.charged.filter(|_| assessed.paid == Paid::AtCheckout).unwrap_or(freight);
        let result = self.money(assessed.tax);
        let goods = self.money(self.intrinsic()?);
        let beyond = self.money(assessed.tax_base.minus(assessed.value)?.minus(assessed.duty)?);
        let [value, duty, freight] = [assessed.value, assessed.duty, freight].map(|value| self.money(value));
        match assessed.paid {
            Paid::Never => {}
            Paid::AtCheckout => {
                let args = self.step(None, step::TAX_AT_CHECKOUT, result);
                args.put("goods", goods).put("freight", freight).percent("rate", rate.percent);
            }
            Paid::AtBorder => {
                let waived = assessed.treatment.waived_up_to.filter(|_| assessed.tax.is_zero());
                let formula = match waived {
                    Some(_) => step::TAX_WAIVED,
                    None if rate.of_itself => step::TAX_OF_ITSELF,
                    None => step::TAX_AT_BORDER,
                };
                let limit = waived.map(|limit| self.money(limit));
                let args = self.step(None, formula, result);
                args.put("value", value).put("duty", duty).put("beyond", beyond).percent("rate", rate.percent);
                if let Some(limit) = limit {
                    args.put("limit", limit);
                }
            }
        }
        Some(())
    }

    fn fee(&mut self, charged: &Charged<'_>, lines: Decimal) {
        let fee = charged.fee;
        // The value in the market of origin holds carriage to the port.
        let carried = if self.entry.market.valuation == Valuation::Fob { self.entry.domestic } else { Decimal::ZERO };
        let goods = self.money(self.intrinsic().and_then(|goods| goods.plus(carried)).unwrap_or_default());
        let of_fee = |value| Arg::Money(Money { value, currency: fee.currency.unwrap_or(self.currency) }.rounded());
        let [least, each, flat] = [fee.least, fee.per_line, fee.flat].map(of_fee);
        let most = fee.most.map(of_fee);
        let (name, result) = (Arg::Text(line_of(fee.kind)), self.money(charged.amount));
        let formula = match (fee.percent.is_zero(), &most) {
            (false, Some(_)) => step::FEE_WITHIN,
            (false, None) => step::FEE_BY_VALUE,
            (true, _) if fee.flat.is_zero() => step::FEE_BY_LINE,
            (true, _) => step::FEE_FLAT,
        };
        let args = self.step(None, formula, result);
        args.put("name", name).put("goods", goods).percent("percent", fee.percent).put("least", least);
        args.number("lines", lines).put("each", each).put("flat", flat);
        if let Some(most) = most {
            args.put("most", most);
        }
    }

    fn advance(&mut self, assessed: &Assessed<'_>, offer: &Offer) -> Option<()> {
        let inputs = self.ask.inputs;
        let paid = assessed.duty.plus(if assessed.paid == Paid::AtBorder { assessed.tax } else { Decimal::ZERO })?;
        let fee = route::advance_fee(self.ask, offer, paid)?;
        let Some(percent) = inputs.advance_percent.filter(|_| !fee.is_zero()) else { return Some(()) };
        let (least, paid, result) =
            (self.money(self.ask.typed_in_market(inputs.advance_least)?), self.money(paid), self.money(fee));
        self.step(None, step::ADVANCE, result).percent("percent", percent).put("paid", paid).put("least", least);
        Some(())
    }

    fn notes(&mut self, assessed: &Assessed<'_>, offer: &Offer, freight: Decimal) -> Option<()> {
        if offer.unstated {
            self.note(Severity::Note, note::DUTY_NOT_STATED);
        }
        self.edge(offer, freight)?;
        // The carriage that customs counts, where it counts any.
        let by_card = self.ask.is_bulk() && offer.driven.is_some() && self.entry.market.valuation == Valuation::Cif;
        match offer.behind.filter(|_| by_card) {
            Some(behind) => self.note(Severity::Note, note::FREIGHT_BEHIND).put("behind", Arg::Money(behind)),
            None if by_card => self.note(Severity::Note, note::FREIGHT_TO_DOOR),
            None => return self.of_rules(assessed),
        };
        self.of_rules(assessed)
    }

    /// What to know of the rules that the goods meet.
    fn of_rules(&mut self, assessed: &Assessed<'_>) -> Option<()> {
        for Charged { fee, amount } in &assessed.unconfirmed {
            let amount = self.money(*amount);
            let name = Arg::Text(line_of(fee.kind));
            let day = fee.valid_from.map(Arg::Date);
            let args = self.note(Severity::Warning, note::FEE_UNCONFIRMED);
            args.put("fee", name).put("amount", amount);
            if let Some(day) = day {
                args.put("day", day);
            }
            if let Some(note) = self.shown.notes.last_mut() {
                note.source = Some(fee.source.clone());
            }
        }
        let rate = assessed.tax_rate.percent;
        if matches!(assessed.treatment.duty, DutyRule::PerLine(_)) && assessed.paid == Paid::AtCheckout {
            let more = self.money(assessed.duty.times(rate)?.over(Decimal::ONE_HUNDRED)?);
            self.note(Severity::Note, note::TAX_ON_LINE_DUTY).put("more", more);
        }
        if self.ask.is_bulk() && !assessed.tax.is_zero() {
            let tax = self.money(assessed.tax);
            let text = match self.ask.inputs.import_tax {
                "recovered" => Some(note::TAX_RECOVERED),
                "postponed" => Some(note::TAX_POSTPONED),
                _ => None,
            };
            if let Some(text) = text {
                self.note(Severity::Note, text).put("tax", tax);
            }
        }
        let uncoded = self.entry.goods.iter().any(|goods| goods.code.is_none());
        if uncoded && !assessed.treatment.not_chapters.is_empty() {
            let chapters = listed(&assessed.treatment.not_chapters);
            self.note(Severity::Warning, note::RELIEF_EXCEPTIONS).put("chapters", Arg::Words(chapters));
        }
        if assessed.treatment.tax == TaxRule::Checkout && self.entry.collector == Collector::Nobody {
            self.note(Severity::Warning, note::CHECKOUT_NEEDED);
        }
        let shares = |(_, row): &&(usize, super::GoodsRow)| {
            row.us_list.is_none() && self.entry.market.lists(self.ask.origin(row))
        };
        let by_list = assessed.rows.iter().any(|row| !row.layers.is_empty());
        if by_list && self.ask.inputs.goods.0.iter().filter(shares).count() > 1 {
            self.note(Severity::Warning, note::ONE_LIST);
        }
        Some(())
    }

    /// Where the value of the goods lies at a limit of the market: what one minor unit more than the limit costs.
    fn edge(&mut self, offer: &Offer, freight: Decimal) -> Option<()> {
        let (entry, day) = (self.entry, self.entry.day);
        let limited = entry
            .market
            .treatments
            .iter()
            .find(|one| one.up_to.is_some() && one.of == LimitOf::Goods && one.holds(day, offer.carriage));
        let Some((treatment, stated)) = limited.and_then(|one| Some((one, one.up_to?))) else { return Some(()) };
        let digits = self.currency.minor_digits();
        let Some(limit) = entry.of_treatment(treatment, stated) else { return Some(()) };
        let limit = limit.round_dp_with_strategy(digits, rust_decimal::RoundingStrategy::ToZero);
        let above = limit.plus(Decimal::new(1, digits))?;
        let (Some(below), Some(beyond)) =
            (self.border_at(limit, offer, freight), self.border_at(above, offer, freight))
        else {
            return Some(());
        };
        let more = beyond.minus(below)?;
        // What rounding makes of a line is no edge.
        if more > Decimal::new(5, digits) {
            let more = self.money(more);
            let limit = Money { value: stated, currency: treatment.currency.unwrap_or(self.currency) };
            self.note(Severity::Note, note::VALUE_EDGE).put("limit", Arg::Money(limit)).put("more", more);
        }
        Some(())
    }

    /// Duty, tax and fees if the goods were worth this, each kind its share.
    fn border_at(&self, value: Decimal, offer: &Offer, freight: Decimal) -> Option<Decimal> {
        let goods = self.entry.goods_worth(value)?;
        let entry = Entry { goods: &goods, ..*self.entry };
        let assessed = entry.assess(freight, offer.carriage).ok()?;
        let paid = assessed.duty.plus(if assessed.paid == Paid::AtBorder { assessed.tax } else { Decimal::ZERO })?;
        assessed.sum()?.plus(route::advance_fee(self.ask, offer, paid)?)
    }

    /// What a unit of each row comes to; together the units are the bill.
    fn units(&mut self, assessed: Option<&Assessed<'_>>, offer: &Offer) -> Option<()> {
        let inputs = self.ask.inputs;
        let measures = Measures::new(self.ask, self.entry);
        let is_charged = |name: &Text| self.shown.lines.iter().any(|line| line.name == *name);
        let by_volume = offer.driven.and_then(|driven| driven.by_volume()).filter(|_| is_charged(&CARRIAGE[0]));
        let (main, beside) = (measures.key(by_volume), measures.key(None));
        let is_shared = inputs.goods.0.len() > 1 && CARRIAGE.iter().any(is_charged);
        let shares = self.shares(assessed, measures.value())?;
        // What drives carriage on either side is not known.
        let own =
            shares.of_units(self.shown, |name| if name == CARRIAGE[0] { &main.weights } else { &beside.weights })?;
        self.say_units(step::UNIT_COST, &own);
        if !is_shared {
            return Some(());
        }
        self.shared(&measures, &main, by_volume);
        // Where light and heavy goods go together, what they cost by the other measure.
        if let (Some(weight), Some(volume)) = (measures.weight(), measures.volume()) {
            let others =
                [(By::Weight, step::UNIT_COST_BY_WEIGHT, weight), (By::Volume, step::UNIT_COST_BY_VOLUME, volume)];
            for (_, formula, weights) in others.into_iter().filter(|(by, ..)| *by != main.by) {
                let other = shares.of_units(self.shown, |_| &weights)?;
                if other.iter().zip(&own).any(|(other, own)| other.each != own.each) {
                    self.say_units(formula, &other);
                }
            }
        }
        Some(())
    }

    fn say_units(&mut self, formula: Text, costs: &[UnitCost]) {
        let currency = self.ask.inputs.currency;
        for ((row, goods), cost) in self.ask.inputs.goods.0.iter().zip(costs) {
            let args = self.step(Some(*row), formula, Arg::Money(cost.each));
            args.money("share", cost.share, currency).number("units", goods.unit_count);
        }
    }

    /// What freight is shared by, where that is not weight, or not what set it.
    fn shared(&mut self, measures: &Measures, key: &Key, by_volume: Option<Decimal>) {
        let rows = &self.ask.inputs.goods.0;
        let part = by_volume.unwrap_or_default();
        let percent = part.times(Decimal::ONE_HUNDRED).unwrap_or_default().round_dp(1).normalize();
        let (wants_weight, wants_volume) = (by_volume != Some(Decimal::ONE), !part.is_zero());
        match key.by {
            By::Value => {
                self.note(Severity::Note, note::SHARED_BY_VALUE);
            }
            By::Weight if wants_volume => {
                self.note(Severity::Note, note::SHARED_BY_WEIGHT).percent("percent", percent);
            }
            By::Volume if wants_weight && by_volume.is_some() => {
                let rest = Decimal::ONE_HUNDRED.minus(percent).unwrap_or_default();
                self.note(Severity::Note, note::SHARED_BY_VOLUME).percent("percent", rest);
            }
            By::Volume | By::Both if wants_volume => {
                self.note(Severity::Note, note::FREIGHT_BY_VOLUME).percent("percent", percent);
            }
            _ => {}
        }
        let lacks_weight = measures.lacks_weight().filter(|_| wants_weight);
        let lacks_volume =
            measures.lacks_volume().filter(|_| wants_volume || by_volume.is_none() && key.by == By::Value);
        for (index, text) in [(lacks_weight, note::UNIT_WEIGHT_MISSING), (lacks_volume, note::UNIT_SIZE_MISSING)] {
            if let Some((row, _)) = index.and_then(|index| rows.get(index)) {
                self.note(Severity::Note, text).row("row", *row);
            }
        }
    }

    /// What each line of the bill is shared by, but for carriage.
    fn shares<'v>(&self, assessed: Option<&Assessed<'_>>, by_value: &'v [Decimal]) -> Option<Shares<'v>> {
        let (ask, inputs) = (self.ask, self.ask.inputs);
        let rows = &inputs.goods.0;
        let by_cost = rows
            .iter()
            .map(|(_, row)| ask.in_answer(row.unit_cost)?.times(row.unit_count))
            .collect::<Option<Vec<_>>>()?;
        let by_line = self.entry.parts_of_lines()?;
        let duties = match assessed.map(|assessed| &assessed.treatment.duty) {
            Some(DutyRule::Tariff) => assessed?.rows.iter().map(|row| row.duty).collect(),
            Some(DutyRule::PerLine(_)) => by_line.clone(),
            _ => by_value.to_vec(),
        };
        let fees = assessed.map_or(&[][..], |assessed| &assessed.fees);
        let of_lines = fees.iter().filter(|charged| charged.fee.is_by_line()).map(|charged| line_of(charged.fee.kind));
        let of_lines = of_lines.collect();
        let taxed = self.tax_bases(assessed, &duties)?;
        let units = rows.iter().map(|(_, row)| row.unit_count).collect();
        Some(Shares { currency: inputs.currency, units, by_value, by_cost, by_line, of_lines, duties, taxed })
    }

    /// What each row brings to the base of the tax at the border, its value with carriage and its duty, times what all are worth:
    /// what a division cannot hold decides nothing.
    fn tax_bases(&self, assessed: Option<&Assessed<'_>>, duties: &[Decimal]) -> Option<Vec<Decimal>> {
        let worth = self.intrinsic()?;
        let together = exact::sum(duties.iter().copied())?;
        let rows = self.entry.goods.iter().zip(duties);
        rows.map(|(goods, part)| {
            let Some(assessed) = assessed else { return Some(goods.value) };
            let duty = match assessed.treatment.duty {
                DutyRule::Tariff => part.times(worth)?,
                DutyRule::PerLine(_) => assessed.duty.times(*part)?.over(together)?.times(worth)?,
                _ => assessed.duty.times(goods.value)?,
            };
            assessed.tax_base.minus(assessed.duty)?.times(goods.value)?.plus(duty)
        })
        .collect()
    }
}
