//! Any distribution of few values at the price of one random word: the alias method.
//!
//! Source: Walker, ACM TOMS 3 (1977) 253; built in linear time after Vose, IEEE Trans. Softw. Eng. 17 (1991) 972.

use crate::stats::random::Xoshiro256;

/// Most values that a table is built for: it then fits the cache of any machine.
pub(super) const MOST_VALUES: usize = 4096;

/// A table of equally likely slots, each of which holds two values at most.
#[derive(Clone, Debug)]
pub struct Alias {
    /// A power of two of them.
    slots: Vec<Slot>,
}

/// The first value if the coin falls below the share, the second otherwise.
#[derive(Clone, Copy, Debug)]
struct Slot {
    share: u64,
    values: [u32; 2],
}

impl Alias {
    /// The table of values and their weights, which need not come to 1. `None` without a positive weight, with a
    /// negative or infinite one, or with more than 4,096 values.
    #[must_use]
    pub fn new(weighted: &[(u32, f64)]) -> Option<Self> {
        let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
        let sound = weighted.iter().all(|(_, weight)| *weight >= 0.0);
        if !(sound && total > 0.0 && total.is_finite()) || weighted.len() > MOST_VALUES {
            return None;
        }
        let size = weighted.len().next_power_of_two();
        let scale = size as f64 / total;
        let (mut small, mut large) = (Vec::new(), Vec::new());
        let padding = std::iter::repeat_n((0, 0.0), size - weighted.len());
        for (value, weight) in weighted.iter().copied().chain(padding) {
            let share = weight * scale;
            if share < 1.0 { &mut small } else { &mut large }.push((value, share));
        }
        let mut slots = Vec::with_capacity(size);
        while let Some((value, share)) = small.pop() {
            let Some((other, rest)) = large.pop() else {
                // All that is left is full but for rounding; padding never is.
                slots.push(Slot::full(value));
                continue;
            };
            slots.push(Slot { share: (share * TWO_TO_64) as u64, values: [value, other] });
            let rest = rest - (1.0 - share);
            if rest < 1.0 { &mut small } else { &mut large }.push((other, rest));
        }
        slots.extend(large.into_iter().map(|(value, _)| Slot::full(value)));
        Some(Self { slots })
    }

    /// One value: the low bits of a word choose the slot, the whole word is the coin.
    #[inline]
    #[must_use]
    pub fn draw(&self, stream: &mut Xoshiro256) -> u32 {
        let word = stream.next_u64();
        let chosen = word as usize & self.slots.len().wrapping_sub(1);
        match self.slots.get(chosen) {
            Some(slot) if word < slot.share => slot.values[0],
            Some(slot) => slot.values[1],
            None => 0,
        }
    }

    /// Draws into a buffer; a loop by itself, whose stream stays in registers.
    #[inline(never)]
    pub fn fill(&self, stream: &mut Xoshiro256, values: &mut [u32]) {
        let mut local = stream.clone();
        for value in values {
            *value = self.draw(&mut local);
        }
        *stream = local;
    }
}

const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

impl Slot {
    const fn full(value: u32) -> Self {
        Self { share: u64::MAX, values: [value; 2] }
    }
}
