//! The prices near that of a sale at which what is left of it jumps, because a fee, a band of fees or a rule of the market
//! begins or ends there (`docs/facts/logistics.md` §3.7).
//!
//! Around each limit every price is asked, to the minor unit: what tells is the sale, not the limit.

use rust_decimal::Decimal;

use super::{Basis, MOST, Sale, Seller, Terms, price_of, smallest};
use crate::amount::Money;
use crate::calculators::landed_cost::solve;
use crate::calculators::landed_cost::texts::{line, note};
use crate::exact::Exact;
use crate::schema::{Arg, Note, Phrase, Severity, Text};

/// How far a profit that was lost is looked for first, in parts of the price.
const NEAR: u64 = 4;

/// A price from which on another profit is left.
pub(super) struct PriceStep {
    /// The last price before it, in minor units.
    below: u64,
    /// What is left there, unrounded.
    before: Decimal,
    /// What is left a minor unit above.
    after: Decimal,
    /// The least higher price at which as much is left as before, where less is after it.
    again: Option<u64>,
    /// The line that moved most in that direction.
    what: Text,
    /// Whether a rule of the market is met, by the price without the tax in it.
    is_by_net: bool,
}

impl PriceStep {
    /// How much it takes or gives.
    fn size(&self) -> Decimal {
        (self.after - self.before).abs()
    }
}

impl Seller<'_> {
    /// What to know of the steps near a price, in minor units of its currency.
    pub(super) fn notes_of_steps(&self, terms: &Terms<'_>, price: Money) -> Option<Vec<Note>> {
        let steps = self.steps(terms, price)?;
        // More is left above a price only where a market then counts another value, or tax as part of the price: no advice.
        steps.iter().filter(|step| step.after < step.before).map(|step| self.note(step, price)).collect()
    }

    /// The steps between half a price and double of it: on each side the nearest, and further ones where they are larger.
    pub(super) fn steps(&self, terms: &Terms<'_>, price: Money) -> Option<Vec<PriceStep>> {
        let at = price.value.over(smallest(price.currency).value)?;
        let (least, most) = (at.over(Decimal::TWO)?, at.times(Decimal::TWO)?);
        let mut jumps = self.jumps(terms, price.currency)?;
        jumps.sort_unstable();
        jumps.dedup();
        let is_pair = |pair: &&[u64]| pair[0] + 1 == pair[1];
        let pairs =
            jumps.windows(2).filter(is_pair).map(|pair| (pair[0], Decimal::from(pair[0]), Decimal::from(pair[1])));
        let near = pairs.filter(|(_, below, from)| *below >= least && *from <= most);
        let (lower, upper): (Vec<_>, Vec<_>) = near.partition(|(_, _, from)| *from <= at);
        let mut steps = Vec::new();
        for side in [lower.into_iter().rev().collect::<Vec<_>>(), upper] {
            let mut largest = Decimal::ZERO;
            for (below, ..) in side {
                let Some(mut step) = self.step(terms, price, below)? else { continue };
                if step.size() > largest {
                    largest = step.size();
                    step.again = self.again(terms, price, &step, &jumps)?;
                    steps.push(step);
                }
            }
        }
        Some(steps)
    }

    /// The step between a price and the next, if the sale is priced at both and moves by more than a minor unit of the price
    /// explains, with what rounding can do at the border. `None` where a figure leaves the exact range.
    #[expect(clippy::option_option, reason = "no step is not a figure out of range")]
    fn step(&self, terms: &Terms<'_>, price: Money, below: u64) -> Option<Option<PriceStep>> {
        let prices = (price_of(below, price.currency)?, price_of(below + 1, price.currency)?);
        let (Some(before), Some(after)) = (self.sale(terms, prices.0), self.sale(terms, prices.1)) else {
            return Some(None);
        };
        let unit = self.at_par(smallest(price.currency))?;
        let at_border = match self.basis {
            Basis::Parcel(_) => self.noise_at_border()?,
            Basis::Bulk(_) | Basis::Warehouse { .. } => Decimal::ZERO,
        };
        // A return costs more because the rest does.
        let own = |(name, ..): &&(Text, Decimal)| *name != line::RETURNS;
        let moved = moved(&before, &after)?;
        let explained = |name: Text| if name == line::LANDED { unit.plus(at_border) } else { Some(unit) };
        let mut by_rule = Vec::new();
        for (name, by) in moved.iter().filter(own) {
            if by.abs() > explained(*name)? {
                by_rule.push((*name, *by));
            }
        }
        let all = crate::exact::sum(by_rule.iter().map(|(_, by)| *by))?;
        let difference = after.profit.minus(before.profit)?;
        if all.abs() <= unit || difference.abs() <= unit {
            return Some(None);
        }
        let is_of_market = by_rule.iter().any(|(name, _)| matches!(*name, line::LANDED | line::SALES_TAX));
        let is_by_net = is_of_market && before.reached.holds_tax;
        let what = self.what(&moved, prices, difference)?;
        let (before, after) = (before.profit, after.profit);
        Some(Some(PriceStep { below, before, after, again: None, what, is_by_net }))
    }

    /// The line that moved most in the direction of the profit: the landed cost by its own lines, tax in the price and at the
    /// border as one.
    fn what(&self, moved: &[(Text, Decimal)], prices: (Money, Money), difference: Decimal) -> Option<Text> {
        let mut all: Vec<(Text, Decimal)> = moved.iter().copied().filter(|(name, _)| *name != line::PRICE).collect();
        if matches!(self.basis, Basis::Warehouse { .. }) {
            // Of an order by way of a warehouse Amazon's fee alone goes by the price.
            let landed = all.iter_mut().filter(|(name, _)| *name == line::LANDED);
            landed.for_each(|(name, _)| *name = line::LAST_MILE);
        } else {
            let (before, after) = (self.bill(prices.0)?.1, self.bill(prices.1)?.1);
            all.retain(|(name, _)| *name != line::LANDED);
            let costs =
                before.iter().map(|line| (line, Decimal::ONE)).chain(after.iter().map(|line| (line, -Decimal::ONE)));
            for (line, sign) in costs {
                add(&mut all, line.name, line.amount.value.times(sign)?)?;
            }
        }
        let at_border = all.iter().find(|(name, _)| *name == line::IMPORT_TAX).map(|(_, by)| *by);
        if let Some(by) = at_border.filter(|by| !by.is_zero()) {
            let in_price = all.iter().find(|(name, _)| *name == line::SALES_TAX).map_or(Decimal::ZERO, |(_, by)| *by);
            all.retain(|(name, _)| !matches!(*name, line::SALES_TAX | line::IMPORT_TAX));
            all.push((line::IMPORT_TAX, by.plus(in_price)?));
        }
        let same_way =
            all.into_iter().filter(|(_, by)| !by.is_zero() && by.is_sign_negative() == difference.is_sign_negative());
        Some(same_way.max_by_key(|(_, by)| by.abs()).map_or(line::LANDED, |(name, _)| name))
    }

    /// The least price above a step at which as much is left as before it, where less is after it.
    #[expect(clippy::option_option, reason = "no such price is not a figure out of range")]
    fn again(&self, terms: &Terms<'_>, price: Money, step: &PriceStep, jumps: &[u64]) -> Option<Option<u64>> {
        if step.after >= step.before {
            return Some(None);
        }
        let jumps: Vec<u64> = jumps.iter().filter_map(|jump| jump.checked_sub(step.below)).collect();
        let noise = match self.basis {
            Basis::Parcel(_) => self.noise()?,
            Basis::Bulk(_) | Basis::Warehouse { .. } => Decimal::ZERO,
        };
        let missing = |more: u64| {
            let sale = self.sale(terms, price_of(step.below + more, price.currency)?)?;
            // What a division cannot hold does not decide.
            Some(sale.profit.minus(step.before)?.round_dp(12))
        };
        let within = |most: u64| solve::least(most, &jumps, noise, missing);
        let found = within(step.below.saturating_mul(NEAR)).or_else(|| within(MOST));
        Some(found.map(|more| step.below + more))
    }

    /// A step in words; a warning where the price lies where less is left than at a lower one.
    fn note(&self, step: &PriceStep, price: Money) -> Option<Note> {
        let minor = |minor: u64| price_of(minor, price.currency);
        let (below, from) = (minor(step.below)?, minor(step.below + 1)?);
        let left = |value: Decimal| Arg::Money(Money { value, currency: self.ask.inputs.currency }.rounded());
        let is_taxed = step.is_by_net && !self.tax.is_zero() && matches!(self.basis, Basis::Parcel(_));
        let again = step.again.map(minor);
        let text = match (again, is_taxed) {
            (Some(_), true) => note::PRICE_DROP_TAXED,
            (Some(_), false) => note::PRICE_DROP,
            (None, _) => note::PRICE_LOST,
        };
        let mut phrase = Phrase::new(text);
        phrase.args.put("from", Arg::Money(from)).put("after", left(step.after)).put("what", Arg::Text(step.what));
        phrase.args.put("below", Arg::Money(below)).put("before", left(step.before));
        let mut severity = Severity::Note;
        if let Some(again) = again {
            let again = again?;
            phrase.args.put("again", Arg::Money(again));
            if from.value <= price.value && price.value < again.value {
                severity = Severity::Warning;
            }
        }
        if text == note::PRICE_DROP_TAXED {
            let net = Money { value: below.value.over(self.of_tax()?)?, ..below };
            phrase.args.put("net", Arg::Money(net.rounded()));
        }
        Some(Note { severity, phrase, source: None })
    }
}

/// By how much each part of a sale moves the profit.
fn moved(before: &Sale, after: &Sale) -> Option<Vec<(Text, Decimal)>> {
    let mut moved = Vec::new();
    for (name, value, _) in &before.parts {
        add(&mut moved, *name, -*value)?;
    }
    for (name, value, _) in &after.parts {
        add(&mut moved, *name, *value)?;
    }
    Some(moved)
}

fn add(moved: &mut Vec<(Text, Decimal)>, name: Text, by: Decimal) -> Option<()> {
    match moved.iter_mut().find(|(other, _)| *other == name) {
        Some((_, sum)) => *sum = sum.plus(by)?,
        None => moved.push((name, by)),
    }
    Some(())
}

#[cfg(test)]
#[cfg(feature = "source")]
mod tests {
    use super::super::tests::{each_of, links};
    use super::*;
    use crate::schema::Args;

    /// Cases whose price is near what steps with it, besides those of the solver, whose prices are wherever they are.
    fn near() -> Vec<String> {
        let parcels = [
            "v=1&t=lc&g=_520CNY_135.01GBP_12&d=GB&ap=2.5&al=12GBP&c=GBP",
            "v=1&t=lc&g=_520CNY_120GBP_12&d=GB&tm=dap&c=CNY",
            "v=1&t=lc&g=_390CNY_149EUR_4.7&d=DE&c=EUR",
            "v=1&t=lc&g=2_190CNY_80EUR_4.7&g=_20CNY_9EUR_0&d=FR&tc=marketplace&c=CNY",
            "v=1&t=lc&g=_390CNY_1250CNY_4.7&d=DE&c=EUR&ch=ebay&ch=own-site_1500CNY",
            "v=1&t=lc&g=_28CNY_9.8USD_4&ul=list-4a&c=USD",
            "v=1&t=lc&g=_200CNY_9500JPY_4&d=JP&c=JPY",
            "v=1&t=lc&g=_1200CNY_990AUD_4&d=AU&c=AUD",
            "v=1&t=lc&g=_90CNY_50CHF&d=CH&qf=40CNY&tc=nobody&c=CHF",
            "v=1&t=lc&g=_90CNY_50CHF&d=CH&qf=40CNY&tc=nobody&tm=dap&c=CHF&bs=4CHF",
            "v=1&t=lc&g=_190CNY_90NZD_5&d=NZ&qf=40CNY&c=NZD",
            "v=1&t=lc&g=_90CNY_35CAD_5&d=CA&qf=40CNY&c=CAD",
            "v=1&t=lc&g=_390CNY_380SGD_5&d=SG&qf=40CNY&c=SGD",
        ];
        let parcels = parcels.map(|link| format!("{link}&p=_350g_20x15x8cm&dt=2026-11-26&k=hand"));
        let batches = ["9.5", "12.4", "26", "49.9", "70"].map(|price| {
            format!(
                "v=1&t=lc&g=_14CNY_20USD_4&p=_350g_20x15x8cm&rt=warehouse&ul=list-4a&bo=900&mo=300&cq=40&cw=15kg&cs=60x40x40cm\
                 &wh=fba_60_west&wh=_40_east_____1USD&pr={price}USD&c=USD&ch=amazon&dt=2026-11-26&k=hand"
            )
        });
        parcels.into_iter().chain(batches).collect()
    }

    fn profit(seller: &Seller<'_>, terms: &Terms<'_>, price: Money, minor: u64) -> Option<Decimal> {
        let unit = smallest(price.currency).value;
        Some(seller.sale(terms, Money { value: Decimal::from(minor) * unit, ..price })?.profit.round_dp(12))
    }

    #[test]
    fn what_is_said_of_a_step_is_the_sale_asked_anew() {
        let (mut drops, mut rises) = (0, 0);
        let all: Vec<_> = near().into_iter().chain(links()).collect();
        each_of(&all, |name, seller, terms| {
            let Some(price) = seller.price(terms).filter(|price| seller.sale(terms, *price).is_some()) else { return };
            let at = |minor: u64| profit(seller, terms, price, minor);
            for step in seller.steps(terms, price).unwrap() {
                let before = at(step.below).unwrap();
                assert_eq!(
                    (before, at(step.below + 1)),
                    (step.before.round_dp(12), Some(step.after.round_dp(12))),
                    "{name}"
                );
                let Some(again) = step.again else {
                    assert!(step.after > step.before, "{name}: {}", step.below);
                    rises += 1;
                    continue;
                };
                drops += 1;
                assert!(at(again).unwrap() >= before, "{name}: {again}");
                let tried = (step.below + 1..again).rev().take(60).chain((step.below + 1..again).step_by(37));
                let jumps = seller.jumps(terms, price.currency).unwrap();
                let jumps = jumps.into_iter().filter(|jump| (step.below + 1..again).contains(jump));
                for lower in tried.chain(jumps) {
                    assert!(at(lower).is_none_or(|left| left < before), "{name}: {again}, but {lower}");
                }
            }
        });
        assert!(drops > 60 && rises > 5, "{drops} drops, {rises} rises");
    }

    #[test]
    fn no_larger_step_near_the_price_is_left_unsaid() {
        let mut found = 0;
        each_of(&near(), |name, seller, terms| {
            let Some(price) = seller.price(terms).filter(|price| seller.sale(terms, *price).is_some()) else { return };
            let unit = smallest(price.currency).value;
            let steps = seller.steps(terms, price).unwrap();
            let explained = seller.at_par(smallest(price.currency)).unwrap() + seller.noise().unwrap();
            let first = u64::try_from((price.value / unit / Decimal::TWO).up()).unwrap();
            let last = u64::try_from((price.value / unit * Decimal::TWO).down()).unwrap();
            let profits: Vec<_> = (first..=last).map(|minor| profit(seller, terms, price, minor)).collect();
            for (below, pair) in (first..).zip(profits.windows(2)) {
                let [Some(before), Some(after)] = pair else { continue };
                let size = (*after - *before).abs();
                if size <= explained {
                    continue;
                }
                found += 1;
                let is_above = |below: u64| Decimal::from(below + 1) * unit > price.value;
                let said = steps.iter().any(|step| {
                    let is_nearer = if is_above(below) { step.below <= below } else { step.below >= below };
                    is_nearer
                        && is_above(step.below) == is_above(below)
                        && step.size().round_dp(10) >= size.round_dp(10)
                });
                assert!(said, "{name}: {size} at {below} of {price}");
            }
        });
        assert!(found > 30, "{found} steps");
    }

    /// What the notes of a case say, by channel.
    fn said(link: &str) -> Vec<(String, Severity, Text, Args)> {
        let mut said = Vec::new();
        each_of(&[link.to_owned()], |_, seller, terms| {
            let Some(price) = seller.price(terms) else { return };
            for note in seller.notes_of_steps(terms, price).unwrap() {
                let one = (terms.id.clone(), note.severity, note.phrase.text, note.phrase.args);
                if !said.contains(&one) {
                    said.push(one);
                }
            }
        });
        said
    }

    fn arg(args: &Args, slot: &str) -> String {
        args.iter().find(|(name, _)| *name == slot).map(|(_, arg)| arg.to_string()).unwrap_or_default()
    }

    /// GBP 135 without tax is 162 with it; EUR 150 is 178.50.
    #[test]
    fn the_limits_of_parcels_are_said_with_the_tax_in_the_price() {
        for (link, from, below, net) in [
            ("g=_520CNY_135.01GBP_12&d=GB&ap=2.5&al=12GBP&c=GBP", "162.01GBP", "162GBP", "135GBP"),
            ("g=_390CNY_149EUR_4.7&d=DE&c=EUR", "178.51EUR", "178.5EUR", "150EUR"),
        ] {
            let said = said(&format!("v=1&t=lc&{link}&p=_1.2kg_40x30x20cm&dt=2026-11-26&ch=other__5&k=hand"));
            let (_, _, text, args) =
                said.iter().find(|(.., args)| arg(args, "from") == from).unwrap_or_else(|| panic!("{from}: {said:?}"));
            assert_eq!(
                (*text, arg(args, "below").as_str(), arg(args, "net").as_str()),
                (note::PRICE_DROP_TAXED, below, net)
            );
            assert_eq!(arg(args, "what"), "import-duty");
        }
    }

    /// Amazon's fee is another from USD 10 on, eBay's above it; a price between a drop and what makes up for it is warned of.
    #[test]
    fn bands_of_fees_are_said_to_the_cent() {
        let batch = "v=1&t=lc&g=_14CNY_20USD_4&p=_350g_20x15x8cm&rt=warehouse&ul=list-4a&bo=900&mo=300&cq=40&cw=15kg&cs=60x40x40cm\
                     &wh=fba&c=USD&ch=amazon&dt=2026-11-26";
        for (price, severity) in [("9.5", Severity::Note), ("10.2", Severity::Warning), ("18", Severity::Note)] {
            let said = said(&format!("{batch}&pr={price}USD&k=hand"));
            let [(_, found, text, args)] = said.as_slice() else { panic!("{said:?}") };
            assert_eq!((*found, *text), (severity, note::PRICE_DROP), "{price}");
            assert_eq!(["below", "from", "what"].map(|slot| arg(args, slot)), ["9.99USD", "10USD", "last-mile"]);
        }
        let ebay = said("v=1&t=lc&g=_14CNY_9USD_4&p=_350g_20x15x8cm&ul=list-4a&c=USD&ch=ebay&dt=2026-11-26&k=hand");
        let (_, _, _, args) = ebay.iter().find(|(.., args)| arg(args, "what") == "order-fee").unwrap();
        assert_eq!(["below", "from"].map(|slot| arg(args, slot)), ["10USD", "10.01USD"]);
    }
}
