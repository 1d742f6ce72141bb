//! The case as landed cost takes it: one order as a parcel, or a batch by way of a warehouse.

use rust_decimal::Decimal;

use super::Inputs;
use crate::calculators::landed_cost::{self, MONTH};
use crate::exact::Exact;
use crate::schema::List;

/// How much is sold and ordered at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Orders a month.
    pub monthly: Decimal,
    /// Orders that a batch holds.
    pub batch: Decimal,
}

/// Days of sales that a batch is ordered for: no more than it may last.
pub fn wanted_days(inputs: &Inputs) -> Decimal {
    inputs.most_cover.map_or(inputs.batch_days, |most| most.min(inputs.batch_days))
}

impl Volume {
    /// So many orders a month: a batch is for [`wanted_days`], or the least that can be had. `None` where a figure leaves the
    /// exact range.
    pub fn of(inputs: &Inputs, monthly: Decimal) -> Option<Self> {
        let wanted = monthly.times(wanted_days(inputs))?.over(MONTH)?.up();
        Some(Self { monthly, batch: wanted.max(inputs.least_batch.unwrap_or(Decimal::ONE)) })
    }

    /// Days for which a batch is sold.
    pub fn days(self) -> Option<Decimal> {
        self.batch.times(MONTH)?.over(self.monthly)
    }
}

/// The case on a route of landed cost: `parcel` for one order, `warehouse` for a batch of them.
pub fn case(inputs: &Inputs, route: &'static str, volume: Volume) -> landed_cost::Inputs {
    let is_batch = route == "warehouse";
    landed_cost::Inputs {
        goods: inputs.goods.clone(),
        parcels: inputs.parcels.clone(),
        route,
        destination: inputs.destination,
        zone: inputs.zone,
        us_region: "west",
        origin_region: inputs.origin_region,
        shipping_date: inputs.shipping_date,
        import_date: None,
        made_in: inputs.made_in,
        us_list: inputs.us_list,
        under_232: inputs.under_232,
        terms: "ddp",
        tax_collected_by: inputs.tax_collected_by,
        import_tax: inputs.import_tax,
        quoted_freight: None,
        parcel_carrier: "line",
        bulk_carrier: "sea",
        domestic_freight: None,
        purchase_vat: Decimal::ZERO,
        export_rebate: None,
        cargo_insurance: None,
        brokerage: inputs.brokerage.filter(|_| is_batch),
        inland_freight: inputs.inland_freight.filter(|_| is_batch),
        advance_percent: None,
        advance_least: None,
        other_costs: None,
        currency: inputs.currency,
        exchange_rate: inputs.exchange_rate,
        exchange_spread: inputs.exchange_spread,
        buyer_shipping: inputs.buyer_shipping,
        tax_rate: inputs.tax_rate,
        batch_orders: is_batch.then_some(volume.batch),
        monthly_orders: is_batch.then_some(volume.monthly),
        carton_orders: inputs.carton_orders,
        carton_weight: inputs.carton_weight,
        carton_size: inputs.carton_size,
        stock_days: inputs.stock_days,
        warehouses: inputs.warehouses.clone(),
        sale_price: inputs.sale_price,
        target_margin: Decimal::ZERO,
        channels: List(Vec::new()),
        return_policy: inputs.return_policy,
        ship_back: inputs.ship_back,
        recovered_share: inputs.recovered_share,
        local_return: inputs.local_return,
        resold_share: inputs.resold_share,
        liquidation: inputs.liquidation,
        keep_abuse: inputs.keep_abuse,
        partial_offer: inputs.partial_offer,
        partial_accepted: inputs.partial_accepted,
        purchase_terms: "exw",
    }
}
