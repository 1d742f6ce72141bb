//! Every text key that an answer of this calculator can name, besides those of the services that it asks.

use crate::calculators::{compliance, shipping_cost};
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
        /// See [`FeeKind`](crate::pack::FeeKind).
        GOODS_MANAGEMENT = "goods-management";
        /// What the carrier takes for paying duty and tax first.
        ADVANCE_FEE = "advance-fee";
        /// Customs broker.
        BROKERAGE = "brokerage";
        /// Carriage behind the border.
        INLAND_FREIGHT = "inland-freight";
        /// Whatever else the user pays.
        OTHER_COSTS = "other-costs";
        /// Taking cartons in at a warehouse.
        RECEIVING = "receiving";
        /// From the first warehouse to another.
        TRANSFER = "transfer";
        /// Storage, by the age of the batch or by the month.
        STORAGE = "storage";
        /// Picking and packing orders.
        PICK_PACK = "pick-pack";
        /// From the warehouse to the buyer.
        LAST_MILE = "last-mile";
        /// What the least of a month asks beyond that.
        MONTH_LEAST = "month-least";
        /// What the buyer pays.
        PRICE = "price";
        /// The tax in it.
        SALES_TAX = "sales-tax";
        /// The channel's commission.
        REFERRAL = "referral";
        /// What channel and payment take for an order whatever its price.
        ORDER_FEE = "order-fee";
        /// The payment's share of the price.
        PAYMENT = "payment";
        /// Changing the payout into the seller's money.
        PAYOUT = "payout";
        /// Advertising.
        ADS = "ads";
        /// What returns cost on average.
        RETURNS = "returns";
        /// What else an order costs on the channel.
        FULFILMENT = "fulfilment";
        /// The landed cost of what is sold.
        LANDED = "landed";
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
        /// Landed cost of one delivered order.
        PER_ORDER = "per-order";
        /// What the buyer pays.
        PRICE = "price";
        /// What is left of an order.
        PROFIT = "profit";
        /// The same, in percent of the price without tax.
        MARGIN = "margin";
        /// The least price that reaches the target.
        LEAST_PRICE = "least-price";
        /// The dearest freight at which it is reached.
        MOST_FREIGHT = "most-freight";
        /// The most that the goods may cost for it.
        MOST_GOODS = "most-goods";
        /// Units whose sale brings the money for all back.
        BREAK_EVEN = "break-even";
        /// Orders whose sale brings the money for the batch back.
        BREAK_EVEN_ORDERS = "break-even-orders";
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
        /// No duty, where the limit itself is above.
        DUTY_FREE_BELOW = "duty-free-below";
        /// Tax at the border.
        TAX_AT_BORDER = "tax-at-border";
        /// Tax that is part of its own base.
        TAX_OF_ITSELF = "tax-of-itself";
        /// Tax at the border that is too small to be collected.
        TAX_WAIVED = "tax-waived";
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
        /// The same if all freight were shared by weight.
        UNIT_COST_BY_WEIGHT = "unit-cost-by-weight";
        /// The same if all freight were shared by volume.
        UNIT_COST_BY_VOLUME = "unit-cost-by-volume";
        /// How long a batch lasts.
        BATCH = "batch";
        /// Receiving at a typed price.
        RECEIVED = "received";
        /// Receiving by the card of the warehouse.
        RECEIVED_BY_CARD = "received-by-card";
        /// From the first warehouse to another.
        TRANSFERRED = "transferred";
        /// Storage of an age.
        STORED = "stored";
        /// Storage in a month.
        STORED_MONTH = "stored-month";
        /// Picking and packing.
        PICKED = "picked";
        /// Up to the least of a month.
        UP_TO_LEAST = "up-to-least";
        /// Delivery to the buyers.
        DELIVERED = "delivered";
        /// The price without tax.
        NET_PRICE = "net-price";
        /// The margin.
        MARGIN = "margin";
        /// What returns cost on average.
        RETURNS = "returns";
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
        /// The best for a batch of orders, and how far the next is.
        ORDERS = "orders";
        /// Nothing else to compare for a batch of orders.
        ORDERS_ONLY = "orders-only";
        /// The channel that leaves most.
        SALE = "sale";
        /// No channel leaves anything.
        SALE_LOSS = "sale-loss";
        /// The data have no channel of the market, and none was typed.
        SALE_NO_CHANNEL = "sale-no-channel";
        /// No price is known.
        SALE_UNPRICED = "sale-unpriced";
        /// No rate card has a price to the destination, and there is no quote.
        LANDED_NOT_SERVED = "landed-not-served";
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
        /// The price of the goods holds carriage to the port of departure.
        PRICE_FOB = "PRICE_FOB";
        /// The price of the goods holds everything up to the destination.
        PRICE_DDP = "PRICE_DDP";
        /// The import tax in that price does not come back.
        TAX_IN_PRICE = "TAX_IN_PRICE";
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
        /// Several entries of one batch.
        SEVERAL_ENTRIES = "SEVERAL_ENTRIES";
        /// The service does not say whether duty is in its price.
        DUTY_NOT_STATED = "DUTY_NOT_STATED";
        /// Amazon's fees that are not in the sum.
        FBA_NOT_READ = "FBA_NOT_READ";
        /// The same, where goods lie so long that one of them is due.
        FBA_AGED = "FBA_AGED";
        /// The least price that reaches the target.
        LEAST_PRICE = "LEAST_PRICE";
        /// How an order that comes back is dealt with, and what one costs so.
        RETURN_BY = "RETURN_BY";
        /// No price reaches it.
        NO_PRICE = "NO_PRICE";
        /// A price from which on less is left, and the one that makes up for it.
        PRICE_DROP = "PRICE_DROP";
        /// The same at a limit of the market, which goes by the price without tax.
        PRICE_DROP_TAXED = "PRICE_DROP_TAXED";
        /// A price from which on less is left, for which no higher one makes up.
        PRICE_LOST = "PRICE_LOST";
        /// The price holds no shipping that the buyer pays, which the tax with the sale counts.
        NO_SHIPPING = "NO_SHIPPING";
        /// What of the freight is no part of the customs value.
        FREIGHT_BEHIND = "FREIGHT_BEHIND";
        /// The whole freight of a card is part of it.
        FREIGHT_TO_DOOR = "FREIGHT_TO_DOOR";
        /// Customs counts another value at the price than the form has.
        PRICE_VALUE = "PRICE_VALUE";
        /// Goods in bulk are not with their buyers yet.
        BULK_SALE = "BULK_SALE";
        /// No tax is in the prices of the market.
        NO_SALES_TAX = "NO_SALES_TAX";
        /// The channels are those of the data.
        CHANNELS_OF_DATA = "CHANNELS_OF_DATA";
        /// One list is counted for all rows.
        ONE_LIST = "ONE_LIST";
        /// Freight was shared among the rows by value, since weights and sizes are missing.
        SHARED_BY_VALUE = "SHARED_BY_VALUE";
        /// Freight was shared by weight although volume set it, since sizes are missing.
        SHARED_BY_WEIGHT = "SHARED_BY_WEIGHT";
        /// Freight was shared by volume although weight set it, since weights are missing.
        SHARED_BY_VOLUME = "SHARED_BY_VOLUME";
        /// Volume set freight, and it is shared so.
        FREIGHT_BY_VOLUME = "FREIGHT_BY_VOLUME";
        /// A row lacks the weight that others have.
        UNIT_WEIGHT_MISSING = "UNIT_WEIGHT_MISSING";
        /// A row lacks the size that others have.
        UNIT_SIZE_MISSING = "UNIT_SIZE_MISSING";
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
        /// What of the freight is charged behind the border.
        BEHIND = "behind";
        /// What one of each row comes to.
        EACH_ROW = "each-row";
        /// Not rounded.
        EXACT = "exact";
        /// A shipment of a batch.
        SHIPMENT = "shipment";
        /// One order of a batch.
        ONE_ORDER = "one-order";
        /// The consignment at the price.
        AT_PRICE = "at-price";
        /// What customs counts at the price.
        WORTH = "worth";
        /// Units of an order.
        PER_ORDER = "per-order";
        /// Each further piece of an order.
        PICK_MORE = "pick-more";
        /// A warehouse among several.
        SITE = "site";
        /// Its orders.
        SITE_ORDERS = "site-orders";
        /// Orders whose goods come to it, with those that go on.
        ARRIVING = "arriving";
        /// Cartons that come in.
        CARTONS = "cartons";
        /// Receiving, up to a carton.
        RECEIVED_TO = "received-to";
        /// Receiving, the cartons beyond.
        RECEIVED_BEYOND = "received-beyond";
        /// Cubic metres of an order.
        ORDER_VOLUME = "order-volume";
        /// Orders a day.
        A_DAY = "a-day";
        /// The last day of storage.
        LAST_DAY = "last-day";
        /// From a day of age.
        FROM_DAY = "from-day";
        /// To a day of age.
        TO_DAY = "to-day";
        /// Orders that lie there, each for a day.
        ORDER_DAYS = "order-days";
        /// What that costs.
        AMOUNT = "amount";
        /// Cartons at which the freight holds.
        CARTONS_HELD = "cartons-held";
        /// Days for which storage is known.
        DAYS_HELD = "days-held";
        /// A price at which Amazon's fee can change.
        PRICE_BAND = "price-band";
        /// Another sheet must hold.
        SHEET_HOLDS = "sheet-holds";
        /// What the sheet of prices does, and what not.
        SALE_HOW = "sale-how";
        /// What the channels take.
        CHANNELS = "channels";
        /// Up to which price a step goes.
        STEP_TO = "step-to";
        /// The least commission.
        COMMISSION_LEAST = "commission-least";
        /// What the payment takes of an order whatever its price.
        PAYMENT_FIXED = "payment-fixed";
        /// Amazon's fee at the price, beside what is in the cost.
        FBA_MORE = "fba-more";
        /// What an order that comes back costs.
        EACH_RETURN = "each-return";
        /// By the way that is chosen.
        RETURN_CHOSEN = "return-chosen";
        /// The price without tax.
        NET = "net";
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
        /// Under FOB the supplier exports, and the rebate is his.
        E_FOB_REBATE = "E_FOB_REBATE";
        /// A currency without a rate, neither typed nor as a sample.
        E_NO_RATE = "E_NO_RATE";
        /// How an order is packed is missing: the way by a warehouse needs it.
        E_ORDER_PARCEL = "E_ORDER_PARCEL";
        /// How many orders a batch holds is missing.
        E_BATCH = "E_BATCH";
        /// How many orders there are in a month is missing.
        E_MONTHLY = "E_MONTHLY";
        /// How cartons are packed is missing.
        E_CARTON = "E_CARTON";
        /// Shares of the warehouses that do not make 100 percent.
        E_SHARES = "E_SHARES";
        /// Goods of the first warehouse cannot come from the first warehouse.
        E_TRANSFER = "E_TRANSFER";
        /// The data have no price of a warehouse for this.
        E_WAREHOUSE = "E_WAREHOUSE";
        /// A batch that lasts longer than ten years.
        E_STOCK_TOO_LONG = "E_STOCK_TOO_LONG";
        /// The data have no price for delivery from the warehouse.
        E_LAST_MILE = "E_LAST_MILE";
        /// Amazon delivers orders of other channels at other fees, which are not in the data.
        E_MCF = "E_MCF";
        /// The way does not take the order at that price.
        E_SALE = "E_SALE";
    }
}

/// Ways to deal with a return, named as the choice of the input is.
pub mod policy {
    crate::texts! {
        "choice.return-policy":
        /// Back to the seller.
        SHIP_BACK = "ship-back";
        /// To an address in the market.
        LOCAL = "local";
        /// The buyer keeps the goods and gets the price back.
        KEEP = "keep";
        /// The buyer keeps the goods and gets a part of the price back.
        PARTIAL = "partial";
    }
}

/// Titles of what stands beside the answer.
pub mod section {
    crate::texts! {
        "section":
        /// Price and margin by channel.
        SALE = "sale";
        /// What stands beside each other there.
        CHANNEL = "channel";
    }
}

/// What would change the answer.
pub mod change {
    crate::texts! {
        "change":
        /// Goods worth as much as a limit allows.
        WORTH = "worth";
        /// Goods worth a minor unit more.
        WORTH_MORE = "worth-more";
        /// Imported on the last day before another rule.
        IMPORTED_BEFORE = "imported-before";
        /// Imported on the first day of another rule.
        IMPORTED_AFTER = "imported-after";
        /// Cost of an order against orders in a month.
        COST_BY_VOLUME = "cost-by-volume";
        /// The axis of that.
        ORDERS_A_MONTH = "orders-a-month";
        /// From how many orders on another way is cheaper.
        CROSSING = "crossing";
        /// No other way is cheaper at any volume that was looked at.
        NO_CROSSING = "no-crossing";
        /// From which price of the goods on another kind of way is cheaper.
        VALUE_CROSSING = "value-crossing";
        /// What the profit of an order depends on.
        SWING_PROFIT = "swing-profit";
        /// What the landed cost of one depends on.
        SWING_COST = "swing-cost";
        /// What a channel or a warehouse takes by the data.
        SWING_FEE = "swing-fee";
        /// The freight of a way by its card.
        SWING_FREIGHT = "swing-freight";
        /// A sample rate of exchange.
        SWING_RATE = "swing-rate";
    }
}

/// What names the alternatives that are no service.
pub mod service {
    crate::texts! {
        "service":
        /// The freight that the user typed.
        OWN_QUOTE = "own-quote";
        /// The supplier, duty paid.
        SUPPLIER_DDP = "supplier-ddp";
    }
}

/// All of them, with those of the services.
#[must_use]
pub fn all() -> Vec<Text> {
    let own = [line::ALL, figure::ALL, step::ALL, decision::ALL, note::ALL, problem::ALL, service::ALL];
    let mut all = own.concat();
    all.extend([policy::ALL, section::ALL, change::ALL, workbook::ALL].concat());
    all.extend(shipping_cost::texts::of_services());
    all.extend(shipping_cost::texts::change::ALL);
    all.extend(compliance::texts::onward::ALL);
    all
}
