//! What lies beyond a level: the three figures that every stock formula takes from a distribution.

/// The part of a demand D beyond a level x, from one evaluation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// P(D > x), strict.
    pub beyond: f64,
    /// E\[(D − x)⁺\], in units: the loss of first order.
    pub loss: f64,
    /// ½E\[((D − x)⁺)²\], in units squared: the loss of second order.
    pub second: f64,
}

impl Tail {
    /// Of a demand that is `demand` for certain.
    pub(super) fn of_constant(demand: f64, x: f64) -> Self {
        let short = (demand - x).max(0.0);
        Self { beyond: if demand > x { 1.0 } else { 0.0 }, loss: short, second: short * short / 2.0 }
    }

    /// Below everything that can be demanded, where all of the demand is beyond the level.
    pub(super) fn of_everything(mean: f64, variance: f64, x: f64) -> Self {
        let short = mean - x;
        Self { beyond: 1.0, loss: short, second: (variance + short * short) / 2.0 }
    }

    /// Of a demand in units of `scale`.
    pub(super) fn scaled(self, scale: f64) -> Self {
        Self { beyond: self.beyond, loss: self.loss * scale, second: self.second * scale * scale }
    }

    /// What rounding left outside its range, put back.
    pub(super) fn bounded(self) -> Self {
        Self { beyond: self.beyond.clamp(0.0, 1.0), loss: self.loss.max(0.0), second: self.second.max(0.0) }
    }
}
