//! Why a formula of stock theory has no answer.

/// Why there is no answer. The figures that were asked for would be infinite, undefined, or of no use to anyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An input is not a finite figure, or is negative where that has no meaning.
    Input,
    /// Nothing is demanded.
    NoDemand,
    /// The demand does not vary, where the formula is for demand that does.
    NoVariation,
    /// No finite stock guarantees it: a service level of 1, a fill rate of 1, leftovers that cost nothing.
    NoGuarantee,
    /// A service target of 0 or less is met by any stock.
    NoTarget,
    /// The order quantity is 0.
    NoQuantity,
    /// Holding stock costs nothing: any quantity is too small.
    NoHoldingCost,
    /// Being short costs nothing: any stock is too large.
    NoShortageCost,
    /// The price does not exceed the cost.
    PriceNotAboveCost,
    /// The cost does not exceed what leftovers bring.
    CostNotAboveSalvage,
    /// There are no observations, lead times or values.
    NoObservations,
    /// The chances do not add up to 1.
    Weights,
    /// The formula is for demand in whole units, or for whole days.
    NotWhole,
    /// The formula is for demand without whole units.
    Whole,
    /// Demand comes in multiples that share a factor with the order quantity: the stock position does not reach all of
    /// its values, and the formula does not hold.
    Multiples,
    /// The answer leaves the range of figures, or needs tables beyond reason.
    Range,
}

/// Whether all are finite and none negative.
pub(super) fn legal(figures: &[f64]) -> Result<(), Refusal> {
    if figures.iter().all(|figure| figure.is_finite() && *figure >= 0.0) { Ok(()) } else { Err(Refusal::Input) }
}

/// The figure, if it is one.
pub(super) fn finite(figure: f64) -> Result<f64, Refusal> {
    if figure.is_finite() { Ok(figure) } else { Err(Refusal::Range) }
}

/// Whether a service level (a chance, or a part of demand) can be met by a finite stock.
pub(super) fn target(level: f64) -> Result<(), Refusal> {
    if level.is_nan() {
        Err(Refusal::Input)
    } else if level <= 0.0 {
        Err(Refusal::NoTarget)
    } else if level >= crate::stats::normal::CERTAIN {
        Err(Refusal::NoGuarantee)
    } else {
        Ok(())
    }
}
