//! From the renminbi of the cards to the currency of the answer.
//!
//! `amount ÷ (rate × (1 − spread))`, rate in renminbi for one unit (`docs/facts/logistics.md` §2): the seller changes his
//! own money into renminbi and gets the bank's spread less for it.

use rust_decimal::Decimal;

use crate::amount::{Currency, Money};
use crate::exact::Exact;
use crate::pack::{Cited, Pack};

/// A way from renminbi to the currency of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The currency of the answer.
    pub currency: Currency,
    /// Renminbi for one unit of it.
    pub rate: Decimal,
    /// What the bank keeps, percent of the rate.
    pub spread: Decimal,
    /// Where the rate is from; `None` for one that the user typed.
    pub source: Option<Cited>,
}

impl Exchange {
    /// The typed rate, else the sample of the pack, else none.
    #[must_use]
    pub fn new(currency: Currency, typed: Option<Decimal>, spread: Decimal, pack: &Pack) -> Option<Self> {
        if let Some(rate) = typed {
            return Some(Self { currency, rate, spread, source: None });
        }
        let sample = pack.exchange_rates.iter().find(|sample| sample.currency == currency)?;
        Some(Self { currency, rate: sample.cny, spread, source: Some(sample.source.clone()) })
    }

    /// Renminbi to the currency of the answer, unrounded; `None` where that leaves the range of exact figures.
    #[must_use]
    pub fn from_cny(&self, cny: Decimal) -> Option<Money> {
        let kept = Decimal::ONE.minus(self.spread.over(Decimal::ONE_HUNDRED)?)?;
        let value = cny.over(self.rate.times(kept)?)?;
        Some(Money { value, currency: self.currency })
    }
}
