//! What is kept of a replication: whole numbers, so that no order of adding shows.

/// The sums of a policy over the days of a replication that count. Units of a stock are unit-days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Account {
    pub demand: i64,
    /// Demand that was not served from stock on its day.
    pub short: i64,
    /// On hand − unmet demand of the evenings.
    pub level: i64,
    /// Units that arrived.
    pub received: i64,
    /// Demand that waited in the evening, or was lost that day.
    pub unmet: i64,
    /// Days with such demand.
    pub stock_out_days: i64,
    /// Days that ended without stock.
    pub empty_days: i64,
    pub orders: i64,
    /// Replenishments that arrived, each of which ends a cycle.
    pub cycles: i64,
    /// Those of them before which no demand went unmet.
    pub met_cycles: i64,
    /// Cycles in which demand began to go unmet.
    pub occasions: i64,
}

impl Account {
    /// How many figures it has.
    pub(super) const FIGURES: usize = 11;

    pub(super) const fn figures(&self) -> [i64; Self::FIGURES] {
        let Self { demand, short, level, received, unmet, stock_out_days, empty_days, orders, .. } = *self;
        let Self { cycles, met_cycles, occasions, .. } = *self;
        [demand, short, level, received, unmet, stock_out_days, empty_days, orders, cycles, met_cycles, occasions]
    }

    pub(super) const fn of(figures: &[i64; Self::FIGURES]) -> Self {
        let [demand, short, level, received, unmet, stock_out_days, empty_days, orders, cycles, met_cycles, occasions] =
            *figures;
        Self {
            demand,
            short,
            level,
            received,
            unmet,
            stock_out_days,
            empty_days,
            orders,
            cycles,
            met_cycles,
            occasions,
        }
    }
}
