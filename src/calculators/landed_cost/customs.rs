//! What the border asks of a consignment: duty, tax and fees, from the rules of the market on the day of import.
//!
//! `customs value = goods (+ carriage to the border where it is valued CIF)`, `duty = value × Σ rates`, rounded;
//! `tax = (value + duty + carriage to the first place of destination) × rate` on the rounded duty
//! (`docs/facts/logistics.md` §3.6). Everything here is in the currency of the market.

use rust_decimal::Decimal;

#[cfg(feature = "explain")]
use super::texts::line;
use super::texts::problem;
use crate::amount::{Currency, Money};
use crate::date::Date;
use crate::exact::{self, Exact};
use crate::exchange::Exchange;
#[cfg(feature = "explain")]
use crate::pack::{BorderFee, Cited, DutyLayer, FeeKind, TaxRule};
use crate::pack::{Carriage, DutyRule, LimitOf, Market, Status, Treatment, Valuation};
use crate::schema::Problem;
#[cfg(feature = "explain")]
use crate::schema::{Arg, Text};

/// Goods of one kind in a consignment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goods {
    /// Their row in the form.
    #[cfg(feature = "explain")]
    pub(super) row: usize,
    /// What all of them are worth to customs, before carriage, in the currency of the market.
    pub(super) value: Decimal,
    /// What one of them is worth.
    pub(super) each: Decimal,
    /// Rate of the tariff, percent.
    #[cfg(feature = "explain")]
    pub(super) rate: Option<Decimal>,
    /// Other duties that the user knows of, percent.
    #[cfg(feature = "explain")]
    pub(super) extra: Decimal,
    /// Tariff code: at least six digits.
    pub(super) code: Option<Decimal>,
    /// Where they were made.
    #[cfg(feature = "explain")]
    pub(super) origin: &'static str,
    /// The list of Section 301 on which their tariff line stands.
    #[cfg(feature = "explain")]
    pub(super) list: Option<&'static str>,
}

/// Who takes the tax on a parcel of low value from the buyer.
#[cfg(feature = "explain")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collector {
    /// The seller, under a registration of his own (IOSS, UK VAT, GST).
    Seller,
    /// The marketplace.
    Marketplace,
    /// Nobody: it is due at the border.
    Nobody,
}

/// What a consignment is to the border, whatever carries it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) market: &'a Market,
    pub(super) exchange: Exchange<'a>,
    pub(super) country: &'a str,
    /// The goods pay a duty of Section 232.
    #[cfg(feature = "explain")]
    pub(super) under_232: bool,
    pub(super) day: Date,
    #[cfg(feature = "explain")]
    pub(super) collector: Collector,
    pub(super) goods: &'a [Goods],
    /// Carriage to the port of departure that is not in the price of the goods.
    #[cfg(feature = "explain")]
    pub(super) domestic: Decimal,
    /// Insurance of the carriage.
    #[cfg(feature = "explain")]
    pub(super) insurance: Decimal,
    /// Carriage from the border to the first place of destination.
    #[cfg(feature = "explain")]
    pub(super) inland: Decimal,
    /// What the buyer pays for shipping, where that is not the freight.
    #[cfg(feature = "explain")]
    pub(super) charged: Option<Decimal>,
    /// Rate of tax, where it is not that of the market.
    #[cfg(feature = "explain")]
    pub(super) tax_percent: Option<Decimal>,
}

/// When the tax is paid.
#[cfg(feature = "explain")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paid {
    /// It is not due.
    Never,
    /// With the sale.
    AtCheckout,
    /// At the border.
    AtBorder,
}

/// The duty on goods of one kind.
#[cfg(feature = "explain")]
#[derive(Clone, Debug)]
pub(super) struct RowDuty<'a> {
    pub(super) row: usize,
    pub(super) layers: Vec<&'a DutyLayer>,
    pub(super) value: Decimal,
    pub(super) percent: Decimal,
    pub(super) duty: Decimal,
}

/// A fee, as it is charged.
#[cfg(feature = "explain")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Charged<'a> {
    pub(super) fee: &'a BorderFee,
    pub(super) amount: Decimal,
}

/// What the border asks.
#[derive(Clone, Debug)]
pub(super) struct Assessed<'a> {
    pub(super) treatment: &'a Treatment,
    /// Customs value, rounded.
    #[cfg(feature = "explain")]
    pub(super) value: Decimal,
    pub(super) duty: Decimal,
    /// How it comes about, where it goes by the tariff.
    #[cfg(feature = "explain")]
    pub(super) rows: Vec<RowDuty<'a>>,
    /// Distinct tariff lines.
    #[cfg(feature = "explain")]
    pub(super) lines: Decimal,
    pub(super) tax: Decimal,
    #[cfg(feature = "explain")]
    pub(super) tax_base: Decimal,
    #[cfg(feature = "explain")]
    pub(super) tax_rate: TaxedAt<'a>,
    #[cfg(feature = "explain")]
    pub(super) paid: Paid,
    #[cfg(feature = "explain")]
    pub(super) fees: Vec<Charged<'a>>,
    /// Fees that should hold but were not seen in force; in no sum.
    #[cfg(feature = "explain")]
    pub(super) unconfirmed: Vec<Charged<'a>>,
}

/// The rate of the tax.
#[cfg(feature = "explain")]
#[derive(Clone, Copy, Debug)]
pub(super) struct TaxedAt<'a> {
    pub(super) percent: Decimal,
    /// The tax is part of its own base.
    pub(super) of_itself: bool,
    /// Whose it is; the user's own if none.
    pub(super) source: Option<&'a Cited>,
}

impl Assessed<'_> {
    /// How sure the duty is.
    #[cfg(not(feature = "explain"))]
    pub(super) fn duty_status(&self) -> Status {
        self.treatment.source.status
    }
}

#[cfg(feature = "explain")]
impl Assessed<'_> {
    /// The duties on top of the tariff, each once.
    pub(super) fn layers(&self) -> impl Iterator<Item = &DutyLayer> {
        let all = self.rows.iter().enumerate().flat_map(|(index, row)| row.layers.iter().map(move |one| (index, *one)));
        let is_first = |(index, layer): &(usize, &DutyLayer)| {
            !self.rows.iter().take(*index).any(|row| row.layers.iter().any(|one| core::ptr::eq(*one, *layer)))
        };
        all.filter(is_first).map(|(_, layer)| layer)
    }

    /// Duty, tax and fees together, whoever pays them.
    pub(super) fn sum(&self) -> Option<Decimal> {
        exact::sum([self.duty, self.tax]).and_then(|sum| sum.plus(self.fee_sum()?))
    }

    /// The fees together.
    pub(super) fn fee_sum(&self) -> Option<Decimal> {
        exact::sum(self.fees.iter().map(|charged| charged.amount))
    }

    /// How sure the duty is: as sure as the least sure rate in it.
    pub(super) fn duty_status(&self) -> Status {
        let layers = self.layers().map(|layer| layer.source.status);
        layers.chain([self.treatment.source.status]).fold(Status::Own, less_sure)
    }

    /// How sure the tax is.
    pub(super) fn tax_status(&self) -> Status {
        let rate = self.tax_rate.source.map_or(Status::Own, |source| source.status);
        less_sure(rate, self.treatment.source.status)
    }

    /// Where it is all from.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Cited> {
        let layers = self.layers().map(|layer| &layer.source);
        let fees = self.fees.iter().chain(&self.unconfirmed).map(|charged| &charged.fee.source);
        let rate = self.tax_rate.source.filter(|_| !self.tax.is_zero());
        [&self.treatment.source].into_iter().chain(layers).chain(rate).chain(fees)
    }
}

/// The less sure of two.
#[inline(never)]
pub fn less_sure(one: Status, other: Status) -> Status {
    const BY_TRUST: [Status; 5] = [Status::Sample, Status::Known, Status::Reported, Status::Verified, Status::Own];
    BY_TRUST.into_iter().find(|status| [one, other].contains(status)).unwrap_or(one)
}

/// The line of a fee.
#[cfg(feature = "explain")]
pub(super) const fn line_of(fee: FeeKind) -> Text {
    match fee {
        FeeKind::MerchandiseProcessing => line::MERCHANDISE_PROCESSING,
        FeeKind::PostalEntry => line::POSTAL_ENTRY,
        FeeKind::HarborMaintenance => line::HARBOR_MAINTENANCE,
        FeeKind::NationalParcel => line::NATIONAL_PARCEL,
        FeeKind::UnionHandling => line::UNION_HANDLING,
        FeeKind::GoodsManagement => line::GOODS_MANAGEMENT,
    }
}

/// Why nothing was assessed.
pub(super) enum Stopped {
    /// A reason to show.
    Problem(Problem),
    /// The figures leave the exact range.
    TooLarge,
}

impl Entry<'_> {
    /// What the border asks of the consignment if its freight is this and it comes so.
    pub(super) fn assess(&self, freight: Decimal, by: Carriage) -> Result<Assessed<'_>, Stopped> {
        let intrinsic = exact::sum(self.goods.iter().map(|goods| goods.value)).ok_or(Stopped::TooLarge)?;
        let treatment = self.treatment(intrinsic, freight, by)?;
        // A first visit is below the limits of its market, where tax is taken with the sale and no fee is due.
        #[cfg(not(feature = "explain"))]
        {
            let mut fees = self.market.fees_on(self.country, self.day, by);
            if !treatment.is_simple() || fees.any(|fee| !fee.unconfirmed) {
                return Err(Stopped::TooLarge);
            }
        }
        #[cfg(feature = "explain")]
        self.has_rates(treatment)?;
        #[cfg(not(feature = "explain"))]
        let sums = self.sums(intrinsic, freight, treatment);
        #[cfg(feature = "explain")]
        let sums = self.sums(intrinsic, freight, by, treatment);
        sums.ok_or(Stopped::TooLarge)
    }

    /// Whether everything is typed that goes by the tariff.
    #[cfg(feature = "explain")]
    fn has_rates(&self, treatment: &Treatment) -> Result<(), Stopped> {
        let unlisted = |goods: &Goods| goods.list.is_none() && self.market.lists(goods.origin);
        if treatment.duty == DutyRule::Tariff && self.goods.iter().any(unlisted) {
            return Err(Stopped::Problem(Problem::error(problem::E_US_LIST)));
        }
        if treatment.tax != TaxRule::Free && self.tax_rate().is_none() {
            return Err(self.no_rule());
        }
        let needs_rate = treatment.duty == DutyRule::Tariff;
        if let Some(goods) = self.goods.iter().find(|goods| needs_rate && goods.rate.is_none()) {
            return Err(Stopped::Problem(Problem::error(problem::E_DUTY_RATE).with("row", Arg::Row(goods.row))));
        }
        Ok(())
    }

    /// When the tax is paid.
    #[cfg(feature = "explain")]
    fn paid(&self, treatment: &Treatment) -> Paid {
        match (treatment.tax, self.collector) {
            (TaxRule::Free, _) | (TaxRule::CheckoutOrFree, Collector::Nobody) => Paid::Never,
            (TaxRule::Import, _) | (TaxRule::CheckoutOrImport, Collector::Nobody) => Paid::AtBorder,
            (TaxRule::Checkout | TaxRule::CheckoutOrImport | TaxRule::CheckoutOrFree, _) => Paid::AtCheckout,
        }
    }

    /// How it is treated: by the first rule that holds for the day, the carriage, the goods and the value.
    fn treatment(&self, intrinsic: Decimal, freight: Decimal, by: Carriage) -> Result<&Treatment, Stopped> {
        for treatment in self.treatments(by) {
            let value = match treatment.of {
                LimitOf::Goods => Some(intrinsic),
                LimitOf::CustomsValue => self.carriage_in_value(freight).and_then(|carriage| intrinsic.plus(carriage)),
                LimitOf::Unit => self.goods.iter().map(|goods| goods.each).max(),
            };
            let Some(value) = value else { return Err(Stopped::TooLarge) };
            let Some(value) = self.in_currency_of(treatment, value) else {
                return Err(Stopped::Problem(Problem::error(problem::E_NO_RATE)));
            };
            if treatment.takes(value) && treatment.duty == DutyRule::Unknown {
                break;
            }
            if treatment.takes(value) {
                return Ok(treatment);
            }
        }
        #[cfg(feature = "explain")]
        return Err(self.no_rule());
        // The page has the first rules alone.
        #[cfg(not(feature = "explain"))]
        Err(Stopped::TooLarge)
    }

    /// The data have no rule for the day.
    #[cfg(feature = "explain")]
    fn no_rule(&self) -> Stopped {
        Stopped::Problem(Problem::error(problem::E_MARKET_DAY).with("day", Arg::Date(self.day)))
    }

    /// The rate that was typed, or that of the market on the day.
    #[cfg(feature = "explain")]
    fn tax_rate(&self) -> Option<TaxedAt<'_>> {
        let rate = self.market.tax_rate(self.country, self.day);
        let of_itself = rate.is_some_and(|rate| rate.of_itself);
        let known = rate.map(|rate| TaxedAt { percent: rate.percent, of_itself, source: Some(&rate.source) });
        self.tax_percent.map(|percent| TaxedAt { percent, of_itself, source: None }).or(known)
    }

    /// The same goods if all together are worth this, each kind its share.
    #[cfg(feature = "explain")]
    pub(super) fn goods_worth(&self, worth: Decimal) -> Option<Vec<Goods>> {
        let intrinsic = exact::sum(self.goods.iter().map(|goods| goods.value))?;
        let scaled = |goods: &Goods| {
            let part = |value: Decimal| value.times(worth)?.over(intrinsic);
            Some(Goods { value: part(goods.value)?, each: part(goods.each)?, ..*goods })
        };
        let mut goods = self.goods.iter().map(scaled).collect::<Option<Vec<_>>>()?;
        // What the division left over.
        let sum = exact::sum(goods.iter().map(|goods| goods.value))?;
        let first = goods.first_mut()?;
        first.value = first.value.plus(worth.minus(sum)?)?;
        Some(goods)
    }

    /// The rules that hold for the day, the carriage and the goods, whatever their value.
    pub(super) fn treatments(&self, by: Carriage) -> impl Iterator<Item = &Treatment> {
        #[cfg(feature = "explain")]
        let registered = self.collector != Collector::Nobody;
        #[cfg(not(feature = "explain"))]
        let registered = true;
        let excepted = |one: &Treatment| {
            let chapters = self.goods.iter().filter_map(|goods| chapter(goods.code?));
            chapters.into_iter().any(|chapter| one.not_chapters.iter().any(|not| Decimal::from(*not) == chapter))
        };
        let holds =
            move |one: &&Treatment| one.holds(self.day, by) && (registered || !one.registered) && !excepted(one);
        self.market.treatments.iter().filter(holds)
    }

    /// Carriage that is part of the customs value.
    pub(super) fn carriage_in_value(&self, freight: Decimal) -> Option<Decimal> {
        #[cfg(feature = "explain")]
        match self.market.valuation {
            Valuation::Cif => exact::sum([self.domestic, freight, self.insurance]),
            Valuation::Fob => Some(self.domestic),
        }
        #[cfg(not(feature = "explain"))]
        Some(if self.market.valuation == Valuation::Cif { freight } else { Decimal::ZERO })
    }

    /// An amount of the market's currency in that of a treatment.
    fn in_currency_of(&self, treatment: &Treatment, value: Decimal) -> Option<Decimal> {
        let money = Money { value, currency: self.market.currency };
        self.exchange.on_card(money, treatment.currency.unwrap_or(money.currency))
    }

    /// An amount of a treatment in the market's currency.
    pub(super) fn of_treatment(&self, treatment: &Treatment, value: Decimal) -> Option<Decimal> {
        let money = Money { value, currency: treatment.currency.unwrap_or(self.market.currency) };
        self.exchange.on_card(money, self.market.currency)
    }

    fn rounded(&self, value: Decimal) -> Decimal {
        rounded(value, self.market.currency)
    }

    #[cfg(not(feature = "explain"))]
    fn sums<'a>(&'a self, intrinsic: Decimal, freight: Decimal, treatment: &'a Treatment) -> Option<Assessed<'a>> {
        let lines = Decimal::from(self.lines());
        let duty = match treatment.duty {
            DutyRule::PerLine(each) => self.rounded(self.of_treatment(treatment, each)?.times(lines)?),
            _ => Decimal::ZERO,
        };
        let rate = self.market.tax_rate(self.country, self.day)?;
        let tax = taxed(self.rounded(intrinsic.plus(freight)?), rate.percent, rate.of_itself)?;
        let tax = self.rounded(tax);
        Some(Assessed { treatment, duty, tax })
    }

    #[cfg(feature = "explain")]
    fn sums<'a>(
        &'a self,
        intrinsic: Decimal,
        freight: Decimal,
        by: Carriage,
        treatment: &'a Treatment,
    ) -> Option<Assessed<'a>> {
        let carriage = exact::sum([freight, self.insurance])?;
        let to_border = self.carriage_in_value(freight)?;
        let value = self.rounded(intrinsic.plus(to_border)?);
        let lines = Decimal::from(self.lines());
        let mut rows = Vec::new();
        let duty = match treatment.duty {
            DutyRule::Free | DutyRule::Unknown => Decimal::ZERO,
            DutyRule::PerLine(each) => self.rounded(self.of_treatment(treatment, each)?.times(lines)?),
            DutyRule::Flat { percent, less } => {
                let all = value.times(percent)?.over(Decimal::ONE_HUNDRED)?;
                self.rounded(all.minus(self.of_treatment(treatment, less)?)?.max(Decimal::ZERO))
            }
            DutyRule::Tariff => {
                rows = self.by_tariff(intrinsic, to_border)?;
                exact::sum(rows.iter().map(|row| row.duty))?
            }
        };
        let paid = self.paid(treatment);
        let untaxed = TaxedAt { percent: Decimal::ZERO, of_itself: false, source: None };
        let tax_rate = self.tax_rate().unwrap_or(untaxed);
        let tax_base = match paid {
            Paid::Never => Decimal::ZERO,
            Paid::AtCheckout => self.rounded(intrinsic.plus(self.charged.unwrap_or(freight))?),
            Paid::AtBorder => {
                let beyond = match self.market.valuation {
                    Valuation::Fob if self.market.tax_without_carriage => Decimal::ZERO,
                    Valuation::Fob => carriage.plus(self.inland)?,
                    Valuation::Cif => self.inland,
                };
                let uplift = value.times(self.market.tax_uplift)?.over(Decimal::ONE_HUNDRED)?;
                self.rounded(exact::sum([value, uplift, duty, beyond])?)
            }
        };
        let tax = if paid == Paid::Never {
            Decimal::ZERO
        } else {
            self.rounded(taxed(tax_base, tax_rate.percent, tax_rate.of_itself)?)
        };
        let is_waived = paid == Paid::AtBorder && treatment.waived_up_to.is_some_and(|most| tax <= most);
        let tax = if is_waived { Decimal::ZERO } else { tax };
        // Where goods are valued without international carriage, that to the port is part of what fees are taken of.
        let of_fees = if self.market.valuation == Valuation::Fob { intrinsic.plus(self.domestic)? } else { intrinsic };
        let all: Option<Vec<_>> = self.fees(of_fees, lines, by).collect();
        let (unconfirmed, fees) = all?.into_iter().partition(|charged: &Charged<'_>| charged.fee.unconfirmed);
        Some(Assessed { treatment, value, duty, rows, lines, tax, tax_base, tax_rate, paid, fees, unconfirmed })
    }

    /// Duty by the tariff: each row has its share of the carriage by its value.
    #[cfg(feature = "explain")]
    fn by_tariff(&self, intrinsic: Decimal, to_border: Decimal) -> Option<Vec<RowDuty<'_>>> {
        let row = |goods: &Goods| {
            let layers = self.market.layers_on(goods.origin, goods.list, self.under_232, self.day);
            let layers: Vec<_> = layers.collect();
            let share =
                if intrinsic.is_zero() { Decimal::ZERO } else { to_border.times(goods.value)?.over(intrinsic)? };
            let value = goods.value.plus(share)?;
            let tariff = goods.rate?;
            let on_top = exact::sum_of(layers.iter().map(|layer| {
                let taken = if layer.with_tariff { tariff } else { Decimal::ZERO };
                Some(layer.percent.minus(taken)?.max(Decimal::ZERO))
            }))?;
            let percent = exact::sum([tariff, goods.extra, on_top])?;
            // Divided at the end, where that is within range: what a division cannot hold is no half of a cent.
            let product = intrinsic.plus(to_border)?.times(goods.value).and_then(|product| product.times(percent));
            let hundreds = intrinsic.times(Decimal::ONE_HUNDRED);
            let exact = product.and_then(|product| product.over(hundreds?));
            let duty = exact.or_else(|| value.times(percent)?.over(Decimal::ONE_HUNDRED))?;
            let duty = self.rounded(duty);
            Some(RowDuty { row: goods.row, layers, value: self.rounded(value), percent, duty })
        };
        self.goods.iter().map(row).collect()
    }

    /// What part of a tariff line each row is, by its value: together the rows of a line are one.
    #[cfg(feature = "explain")]
    pub(super) fn parts_of_lines(&self) -> Option<Vec<Decimal>> {
        let heading = |goods: &Goods| goods.code.and_then(heading);
        let part = |goods: &Goods| {
            let mine = heading(goods);
            let together = self.goods.iter().filter(|other| mine.is_some() && heading(other) == mine);
            let line = exact::sum(together.map(|other| other.value))?;
            if line.is_zero() { Some(Decimal::ONE) } else { goods.value.over(line) }
        };
        self.goods.iter().map(part).collect()
    }

    /// Distinct tariff lines, by the first six digits; goods without a code are a line each.
    fn lines(&self) -> usize {
        let headings: Vec<_> = self.goods.iter().map(|goods| goods.code.and_then(heading)).collect();
        let first = |(index, code): &(usize, &Option<Decimal>)| {
            code.is_none() || !headings.iter().take(*index).any(|one| one == *code)
        };
        headings.iter().enumerate().filter(first).count()
    }

    #[cfg(feature = "explain")]
    fn fees(&self, intrinsic: Decimal, lines: Decimal, by: Carriage) -> impl Iterator<Item = Option<Charged<'_>>> {
        let due = move |fee: &&BorderFee| fee.takes(intrinsic);
        self.market.fees_on(self.country, self.day, by).filter(due).map(move |fee| {
            let currency = fee.currency.unwrap_or(self.market.currency);
            let in_market = |value| self.exchange.on_card(Money { value, currency }, self.market.currency);
            let share = intrinsic.times(fee.percent)?.over(Decimal::ONE_HUNDRED)?.max(in_market(fee.least)?);
            let share = match fee.most {
                Some(most) => share.min(in_market(most)?),
                None => share,
            };
            let amount = exact::sum([share, in_market(fee.per_line)?.times(lines)?, in_market(fee.flat)?])?;
            Some(Charged { fee, amount: self.rounded(amount) })
        })
    }
}

/// The first six digits of a tariff code. Codes have an even number of digits, so a zero in front can be missing.
fn heading(code: Decimal) -> Option<Decimal> {
    let mut code = code;
    while code >= Decimal::from(1_000_000) {
        code = code.over(Decimal::ONE_HUNDRED)?.down();
    }
    Some(code)
}

/// The chapter of a tariff code: its first two digits.
fn chapter(code: Decimal) -> Option<Decimal> {
    Some(heading(code)?.over(Decimal::from(10_000))?.down())
}

/// Tax on a base; where it is part of its own base, on what it comes to with it.
fn taxed(base: Decimal, percent: Decimal, of_itself: bool) -> Option<Decimal> {
    let share = percent.over(Decimal::ONE_HUNDRED)?;
    let base = if of_itself { base.over(Decimal::ONE.minus(share)?)? } else { base };
    base.times(share)
}

/// Half-up to the minor unit.
#[inline(never)]
pub(super) fn rounded(value: Decimal, currency: Currency) -> Decimal {
    Money { value, currency }.rounded().value
}
