//! Every text key that an answer of this calculator can name, besides those of the services that it asks.

use crate::calculators::shipping_cost;
use crate::schema::Text;

/// Lines of the bill.
pub mod line {
    crate::texts! {
        "line":
        /// What the supplier is paid.
        GOODS = "goods";
        /// Carriage to the port of departure.
        DOMESTIC_FREIGHT = "domestic-freight";
        /// Chinese export tax rebate: below zero.
        EXPORT_REBATE = "export-rebate";
        /// International freight, as the service charges it.
        INTERNATIONAL_FREIGHT = "international-freight";
        /// Insurance of the carriage.
        CARGO_INSURANCE = "cargo-insurance";
        /// Import duty with its layers.
        IMPORT_DUTY = "import-duty";
        /// Tax at the border that is not recovered.
        IMPORT_TAX = "import-tax";
        /// See [`FeeKind`](crate::pack::FeeKind).
        MERCHANDISE_PROCESSING = "merchandise-processing";
        /// See [`FeeKind`](crate::pack::FeeKind).
        POSTAL_ENTRY = "postal-entry";
        /// See [`FeeKind`](crate::pack::FeeKind).
        HARBOR_MAINTENANCE = "harbor-maintenance";
        /// See [`FeeKind`](crate::pack::FeeKind).
        NATIONAL_PARCEL = "national-parcel";
        /// See [`FeeKind`](crate::pack::FeeKind).
        UNION_HANDLING = "union-handling";
        /// What the carrier takes for paying duty and tax first.
        ADVANCE_FEE = "advance-fee";
        /// Customs broker.
        BROKERAGE = "brokerage";
        /// Carriage behind the border.
        INLAND_FREIGHT = "inland-freight";
        /// Whatever else the user pays.
        OTHER_COSTS = "other-costs";
    }
}

/// Named figures.
pub mod figure {
    crate::texts! {
        "figure":
        /// Landed cost of the consignment.
        LANDED = "landed";
        /// Landed cost of one unit.
        PER_UNIT = "per-unit";
        /// What is paid until the goods are there, recoverable tax and all.
        CASH = "cash";
        /// Duty, tax and fees, whoever pays them.
        BORDER = "border";
        /// What of them the buyer pays at the door.
        AT_DOOR = "at-door";
        /// Tax that is taken with the sale.
        CHECKOUT_TAX = "checkout-tax";
    }
}

/// The formulas of the working.
pub mod step {
    crate::texts! {
        "step":
        /// Customs value without carriage.
        VALUE_FOB = "value-fob";
        /// Customs value with carriage to the border.
        VALUE_CIF = "value-cif";
        /// Duty of a row.
        DUTY_BY_RATE = "duty-by-rate";
        /// A duty on top of the tariff, as part of the rate.
        DUTY_LAYER = "duty-layer";
        /// A duty that the tariff is part of.
        DUTY_WITH_TARIFF = "duty-with-tariff";
        /// Duty by tariff line.
        DUTY_BY_LINE = "duty-by-line";
        /// One rate for whatever comes.
        DUTY_FLAT = "duty-flat";
        /// No duty.
        DUTY_FREE = "duty-free";
        /// Tax at the border.
        TAX_AT_BORDER = "tax-at-border";
        /// Tax that is part of its own base.
        TAX_OF_ITSELF = "tax-of-itself";
        /// Tax with the sale.
        TAX_AT_CHECKOUT = "tax-at-checkout";
        /// A fee by value.
        FEE_BY_VALUE = "fee-by-value";
        /// A fee by value that has bounds.
        FEE_WITHIN = "fee-within";
        /// A fee for each tariff line.
        FEE_BY_LINE = "fee-by-line";
        /// A fee for the consignment.
        FEE_FLAT = "fee-flat";
        /// The carrier's fee.
        ADVANCE = "advance";
        /// The rebate of a row.
        REBATE = "rebate";
        /// What a unit of a row comes to.
        UNIT_COST = "unit-cost";
    }
}

/// The decision.
pub mod decision {
    crate::texts! {
        "decision":
        /// The best, and how far the next is.
        LANDED = "landed";
        /// Nothing else to compare.
        LANDED_ONLY = "landed-only";
        /// Nothing can be priced.
        LANDED_NONE = "landed-none";
    }
}

/// What to know.
pub mod note {
    crate::texts! {
        "note":
        /// The value at which the treatment changes.
        VALUE_EDGE = "VALUE_EDGE";
        /// A fee that should hold and was not seen in force.
        FEE_UNCONFIRMED = "FEE_UNCONFIRMED";
        /// The service says that duty and tax are in its price.
        DUTY_IN_FREIGHT = "DUTY_IN_FREIGHT";
        /// Under a registration sources differ on the tax base.
        TAX_ON_LINE_DUTY = "TAX_ON_LINE_DUTY";
        /// The tax comes back.
        TAX_RECOVERED = "TAX_RECOVERED";
        /// The tax is settled in the return.
        TAX_POSTPONED = "TAX_POSTPONED";
        /// Some goods are not relieved, and the tariff code that would say so is missing.
        RELIEF_EXCEPTIONS = "RELIEF_EXCEPTIONS";
        /// The market wants the tax taken with the sale.
        CHECKOUT_NEEDED = "CHECKOUT_NEEDED";
        /// One list is counted for all rows.
        ONE_LIST = "ONE_LIST";
        /// Freight was shared among the rows by value, since weights are missing.
        SHARED_BY_VALUE = "SHARED_BY_VALUE";
    }
}

/// Words of the workbook.
pub mod workbook {
    crate::texts! {
        "workbook":
        /// What the colours mean, and what the sheet does not know.
        HOW = "how";
        /// Whether the sheet holds.
        VALID = "valid";
        /// What of the cost rests on figures that nobody verified, percent.
        SAMPLES = "samples";
        /// The way that is priced.
        WAY = "way";
        /// The snapshot of the data.
        DATA = "data";
        /// Renminbi for one unit of each currency.
        RATES = "rates";
        /// How sure a figure is.
        SURETY = "surety";
        /// What a unit of the currency of the answer costs.
        PAID = "paid";
        /// Behind a percentage.
        PERCENT = "percent";
        /// Freight that a card priced.
        SERVICE_FREIGHT = "service-freight";
        /// Duties on top of the tariff.
        ON_TOP = "on-top";
        /// Carriage in the customs value.
        CARRIAGE = "carriage";
        /// A row's value with its share of that.
        WITH_CARRIAGE = "with-carriage";
        /// Of the rows of goods.
        SUM = "sum";
        /// What customs values.
        CUSTOMS_VALUE = "customs-value";
        /// Distinct tariff lines.
        LINES = "lines";
        /// For each of them.
        EACH_LINE = "each-line";
        /// One rate for whatever comes, percent.
        FLAT_RATE = "flat-rate";
        /// What is taken off.
        FLAT_LESS = "flat-less";
        /// What tax is taken of.
        TAX_BASE = "tax-base";
        /// Percent.
        TAX_RATE = "tax-rate";
        /// Of a fee, percent.
        FEE_PERCENT = "fee-percent";
        /// At least.
        FEE_LEAST = "fee-least";
        /// At most.
        FEE_MOST = "fee-most";
        /// For the consignment.
        FEE_FLAT = "fee-flat";
        /// The bill.
        BILL = "bill";
        /// Where the sheet holds.
        LIMITS = "limits";
        /// What a limit is about: the goods.
        OF_GOODS = "of-goods";
        /// One of them.
        OF_UNIT = "of-unit";
        /// What fees are taken of.
        OF_FEES = "of-fees";
        /// The limit itself included.
        UP_TO = "up-to";
        /// The limit itself excluded.
        BELOW = "below";
        /// Beyond the limit.
        ABOVE = "above";
        /// From the limit on.
        FROM = "from";
        /// It does.
        HOLDS = "holds";
        /// It does not any more.
        HOLDS_NOT = "holds-not";
        /// What the answer says of the case.
        NOTES = "notes";
        /// Where figures are from.
        SOURCES = "sources";
    }
}

/// Reasons and problems.
pub mod problem {
    crate::texts! {
        "problem":
        /// The duty rate of a row is missing, and the market asks for it.
        E_DUTY_RATE = "E_DUTY_RATE";
        /// No rule of the market for that day.
        E_MARKET_DAY = "E_MARKET_DAY";
        /// No rules of the market.
        E_MARKET = "E_MARKET";
        /// What the buyer pays for it is missing: customs counts that.
        E_BUYER_PRICE = "E_BUYER_PRICE";
        /// Neither parcels nor a quote.
        E_FREIGHT = "E_FREIGHT";
        /// The list of Section 301 is missing.
        E_US_LIST = "E_US_LIST";
        /// More rebate than there is tax in the price.
        E_REBATE = "E_REBATE";
        /// A currency without a rate, neither typed nor as a sample.
        E_NO_RATE = "E_NO_RATE";
    }
}

/// What names the alternative of the user's own quote.
pub mod service {
    crate::texts! {
        "service":
        /// The freight that the user typed.
        OWN_QUOTE = "own-quote";
    }
}

/// All of them, with those of the services.
#[must_use]
pub fn all() -> Vec<Text> {
    let own = [line::ALL, figure::ALL, step::ALL, decision::ALL, note::ALL, workbook::ALL, problem::ALL, service::ALL];
    let mut all = own.concat();
    all.extend(shipping_cost::texts::of_services());
    all
}
