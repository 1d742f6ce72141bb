//! Between the currencies of the cards, of what was typed, and of the answer: always through the renminbi.
//!
//! `amount × renminbi for one unit ÷ (rate × (1 − spread))`, rate in renminbi for one unit of the currency of the answer
//! (`docs/facts/logistics.md` §2): the seller changes his own money into renminbi and gets the bank's spread less for it.

use rust_decimal::Decimal;

use crate::amount::{Currency, Money};
use crate::exact::Exact;
use crate::pack::{Cited, Pack};

/// What one unit of each currency is worth, and the way to the currency of the answer.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// The currency of the answer.
    pub currency: Currency,
    typed: Option<Decimal>,
    spread: Decimal,
    pack: &'a Pack,
}

impl<'a> Exchange<'a> {
    /// Rates of the pack; the typed rate of the currency of the answer wins.
    #[must_use]
    pub const fn new(currency: Currency, typed: Option<Decimal>, spread: Decimal, pack: &'a Pack) -> Self {
        Self { currency, typed, spread, pack }
    }

    /// Renminbi for one unit of a currency, and where that is from if it is a sample; `None` where there is no rate.
    #[must_use]
    pub fn rate(&self, currency: Currency) -> Option<(Decimal, Option<&'a Cited>)> {
        if currency == Currency::CNY {
            return Some((Decimal::ONE, None));
        }
        if let Some(rate) = self.typed.filter(|_| currency == self.currency) {
            return Some((rate, None));
        }
        let sample = self.pack.exchange_rates.iter().find(|sample| sample.currency == currency)?;
        Some((sample.cny, Some(&sample.source)))
    }

    /// What the bank keeps of a change into the currency of the answer, percent.
    #[must_use]
    pub const fn spread(&self) -> Decimal {
        self.spread
    }

    /// Renminbi that one unit of the currency of the answer costs the seller, spread and all.
    fn paid(&self) -> Option<Decimal> {
        let kept = Decimal::ONE.minus(self.spread.over(Decimal::ONE_HUNDRED)?)?;
        self.rate(self.currency)?.0.times(if self.currency == Currency::CNY { Decimal::ONE } else { kept })
    }

    /// An amount in the currency of the answer, unrounded: `None` where there is no rate, or where that leaves the range
    /// of exact figures. What is in that currency already stays as it is.
    #[must_use]
    pub fn answered(&self, money: Money) -> Option<Money> {
        if money.currency == self.currency {
            return Some(money);
        }
        let value = money.value.times(self.rate(money.currency)?.0)?.over(self.paid()?)?;
        Some(Money { value, currency: self.currency })
    }

    /// An amount that was typed, in the currency of a card, without spread.
    #[must_use]
    #[inline(never)]
    pub fn on_card(&self, money: Money, card: Currency) -> Option<Decimal> {
        if money.currency == card {
            return Some(money.value);
        }
        money.value.times(self.rate(money.currency)?.0)?.over(self.rate(card)?.0)
    }
}
