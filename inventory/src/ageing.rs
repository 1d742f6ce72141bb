//! How old the stock is, what old stock costs, and whether an order will grow old (AGE-1).

use super::figures::{finite, not_negative};

/// Units that came in together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Receipt {
    /// Days since they came in.
    pub age_days: u32,
    /// Units.
    pub units: f64,
}

/// A fee on stock of some age. Rates are data of the user's, with a date: they change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgeTier {
    /// The first day of age it holds for.
    pub from_day: u32,
    /// The last one; `None` where it has no end.
    pub to_day: Option<u32>,
    /// For a cubic metre, at each reckoning of the fee. Money.
    pub per_m3: f64,
}

/// The age of stock by tier.
#[derive(Clone, Debug, PartialEq)]
pub struct AgedStock {
    /// Units of each tier.
    pub units_by_tier: Vec<f64>,
    /// What they cost at a reckoning. Money.
    pub fee: f64,
    /// Units that no known receipt brought, put into the last tier.
    pub unknown_age_units: f64,
}

/// The age of what is on hand, first in, first out: the newest receipts are what is left. Stock that is older than every
/// known receipt is put into the last tier; ages that no tier has cost nothing. Formula AGE-1; a rule of this project, as
/// Amazon reckons its fee on aged stock.
///
/// `None` if a figure is no number, or negative where that makes no sense, or the tiers do not ascend; stock below zero is
/// none.
#[must_use]
pub fn aged_stock(receipts: &[Receipt], on_hand: f64, unit_volume: f64, tiers: &[AgeTier]) -> Option<AgedStock> {
    let brought = receipts.iter().map(|receipt| receipt.units);
    if !brought.chain([unit_volume]).all(not_negative) || !ascend(tiers) {
        return None;
    }
    let mut newest_first = receipts.to_vec();
    newest_first.sort_by_key(|receipt| receipt.age_days);
    let mut left = finite(on_hand)?.max(0.0);
    let mut units_by_tier = vec![0.0; tiers.len()];
    for receipt in newest_first {
        let units = receipt.units.min(left);
        left -= units;
        let tier = tiers.iter().position(|tier| tier.holds(receipt.age_days));
        if let Some(of_tier) = tier.and_then(|tier| units_by_tier.get_mut(tier)) {
            *of_tier += units;
        }
    }
    if let Some(oldest) = units_by_tier.last_mut() {
        *oldest += left;
    }
    let fees = tiers.iter().zip(&units_by_tier).map(|(tier, units)| units * unit_volume * tier.per_m3);
    Some(AgedStock { fee: finite(fees.sum())?, units_by_tier, unknown_age_units: left })
}

/// How long the last unit of an order lies, and whether it meets a fee.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LastUnit {
    /// Days from its arrival until it is sold; `None` without demand: forever.
    pub days: Option<f64>,
    /// The first day of age on which a fee is due; `None` where none ever is.
    pub first_fee_day: Option<u32>,
    /// Whether it is there on that day.
    pub meets_fee: bool,
}

/// How long the last unit of an order will lie, `(ROP − μL + Q)/μ` days behind what is still there when it arrives:
/// the reorder point less the demand of the lead time. Formula AGE-1 (marginal).
///
/// `None` if a figure is no number, quantity or demand are negative, or the tiers do not ascend.
#[must_use]
pub fn last_unit(
    reorder_point: f64,
    lead_time_demand: f64,
    quantity: f64,
    daily_demand: f64,
    tiers: &[AgeTier],
) -> Option<LastUnit> {
    if ![lead_time_demand, quantity, daily_demand].into_iter().all(not_negative) || !ascend(tiers) {
        return None;
    }
    // What is sold out before the order arrives makes it wait no less.
    let ahead = (finite(reorder_point)? - lead_time_demand).max(0.0);
    let days = if daily_demand > 0.0 { Some(finite((ahead + quantity) / daily_demand)?) } else { None };
    let first_fee_day = tiers.iter().find(|tier| tier.per_m3 > 0.0).map(|tier| tier.from_day);
    let meets_fee =
        quantity > 0.0 && first_fee_day.is_some_and(|first| days.is_none_or(|days| days >= f64::from(first)));
    Some(LastUnit { days, first_fee_day, meets_fee })
}

fn ascend(tiers: &[AgeTier]) -> bool {
    let mut pairs = tiers.iter().zip(tiers.iter().skip(1));
    pairs.all(|(tier, next)| tier.to_day.is_some_and(|to| to < next.from_day))
        && tiers.iter().all(|tier| not_negative(tier.per_m3) && tier.to_day.is_none_or(|to| tier.from_day <= to))
}

impl AgeTier {
    fn holds(&self, age_days: u32) -> bool {
        self.from_day <= age_days && self.to_day.is_none_or(|to| age_days <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIERS: [AgeTier; 3] = [
        AgeTier { from_day: 0, to_day: Some(180), per_m3: 0.0 },
        AgeTier { from_day: 181, to_day: Some(365), per_m3: 20.0 },
        AgeTier { from_day: 366, to_day: None, per_m3: 240.0 },
    ];

    fn receipt(age_days: u32, units: f64) -> Receipt {
        Receipt { age_days, units }
    }

    #[test]
    fn the_newest_receipts_are_left_whatever_their_order() {
        let receipts = [receipt(300, 50.0), receipt(180, 40.0), receipt(181, 10.0)];
        let stock = aged_stock(&receipts, 70.0, 0.5, &TIERS).unwrap();
        assert_eq!((stock.units_by_tier, stock.fee, stock.unknown_age_units), (vec![40.0, 30.0, 0.0], 300.0, 0.0));
    }

    #[test]
    fn what_no_receipt_brought_is_old() {
        let stock = aged_stock(&[receipt(10, 5.0)], 8.0, 1.0, &TIERS).unwrap();
        assert_eq!((stock.units_by_tier, stock.unknown_age_units), (vec![5.0, 0.0, 3.0], 3.0));
        assert_eq!(aged_stock(&[], -8.0, 1.0, &TIERS).unwrap().units_by_tier, [0.0; 3]);
        assert_eq!(aged_stock(&[], 8.0, 1.0, &[]).unwrap().unknown_age_units, 8.0);
    }

    #[test]
    fn tiers_that_make_no_sense_are_refused() {
        let [first, second, third] = TIERS;
        for tiers in [
            &[second, first][..],
            &[third, third],
            &[first, AgeTier { from_day: 180, ..third }],
            &[AgeTier { per_m3: -1.0, ..first }],
            &[AgeTier { from_day: 200, ..first }],
        ] {
            assert_eq!(aged_stock(&[], 1.0, 1.0, tiers), None, "{tiers:?}");
        }
        assert_eq!(aged_stock(&[receipt(1, -1.0)], 1.0, 1.0, &TIERS), None);
        assert_eq!(aged_stock(&[], f64::NAN, 1.0, &TIERS), None);
    }

    #[test]
    fn an_order_that_grows_old_is_seen_before() {
        // 300 on hand at the order, 200 are sold until it arrives: (100 + 1,600)/10 = 170 days.
        let order = last_unit(300.0, 200.0, 1_600.0, 10.0, &TIERS).unwrap();
        assert_eq!(order, LastUnit { days: Some(170.0), first_fee_day: Some(181), meets_fee: false });
        assert!(last_unit(300.0, 200.0, 1_710.0, 10.0, &TIERS).unwrap().meets_fee);
        // Nothing is left when it arrives.
        assert_eq!(last_unit(100.0, 200.0, 1_600.0, 10.0, &TIERS).unwrap().days, Some(160.0));
        let unsold = last_unit(0.0, 0.0, 1.0, 0.0, &TIERS).unwrap();
        assert!(unsold.days.is_none() && unsold.meets_fee);
        assert!(!last_unit(0.0, 0.0, 1.0, 0.0, &[]).unwrap().meets_fee);
        assert_eq!(last_unit(f64::NAN, 0.0, 1.0, 1.0, &TIERS), None);
    }
}
