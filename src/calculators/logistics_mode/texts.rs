//! Every text key that an answer of this calculator can name, besides those of the services and of landed cost.

pub mod carriers;

use crate::calculators::landed_cost;
use crate::schema::Text;

/// The codes of the modes.
pub const MODES: &[&str] =
    &["postal", "line", "express", "sea-warehouse", "rail-warehouse", "truck-warehouse", "air-warehouse"];

/// The ids of the cards to the buyer's door and of those to a warehouse. New ones at the end.
pub const SERVICES: &[&str] = &[
    "postal-packet",
    "postal-parcel",
    "ems",
    "special-line-general",
    "special-line-battery",
    "special-line-battery-only",
    "special-line-clothing",
    "special-line-cosmetics",
    "special-line-bulky",
    "express",
    "fedex-express",
    "ups-express",
    "us-sea-fast",
    "us-sea-medium",
    "us-sea-ordinary",
    "us-sea-east",
    "us-air-kilo",
    "eu-sea-kilo",
    "eu-rail-kilo",
    "eu-truck-kilo",
    "au-sea-kilo",
    "au-air-kilo",
    "air-freight",
    "lcl-us",
    "lcl-eu",
    "lcl-gb",
    "lcl-jp",
    "lcl-au",
    "fcl-us",
    "fcl-eu",
    "fcl-gb",
    "fcl-jp",
    "fcl-au",
];

/// What modes are called.
pub mod mode {
    crate::texts! {
        "choice.modes":
        /// Packets, parcels and express mail of the posts.
        POSTAL = "postal";
        /// A forwarder's line.
        LINE = "line";
        /// A courier.
        EXPRESS = "express";
        /// By sea to a warehouse in the market.
        SEA_WAREHOUSE = "sea-warehouse";
        /// By rail to a warehouse in the market.
        RAIL_WAREHOUSE = "rail-warehouse";
        /// By truck to a warehouse in the market.
        TRUCK_WAREHOUSE = "truck-warehouse";
        /// By air to a warehouse in the market.
        AIR_WAREHOUSE = "air-warehouse";
    }
}

/// What hybrids are called.
pub mod hybrid {
    crate::texts! {
        "hybrid":
        /// What sells surely from a warehouse, the rest straight to buyers.
        BASE_DIRECT = "base-direct";
        /// What sells surely slowly to a warehouse, the rest by air.
        BASE_AIR = "base-air";
        /// Full cartons to a warehouse, the rest straight to buyers.
        CARTONS_DIRECT = "cartons-direct";
    }
}

/// Where the goods wait.
pub mod stocked {
    crate::texts! {
        "stocked":
        /// All in a warehouse in the West of the United States.
        ALL_WEST = "all-west";
        /// All in one in the middle.
        ALL_CENTRAL = "all-central";
        /// All in one in the East.
        ALL_EAST = "all-east";
        /// In each what its buyers order.
        SPLIT = "split";
        /// The same by way of the first.
        TRANSFER = "transfer";
        /// One warehouse.
        ONE = "one";
        /// Several warehouses.
        SEVERAL = "several";
    }
}

/// Lines of the bill.
pub mod line {
    crate::texts! {
        "line":
        /// What landed cost says of an order.
        LANDED_ORDER = "order-landed";
        /// What the mode costs besides its prices.
        MODE_FEES = "mode-fees";
        /// What the money costs that is tied up.
        CAPITAL = "capital";
        /// Units of a batch that are never sold.
        UNSOLD = "unsold";
        /// Orders that are lost or damaged.
        LOSS = "loss";
        /// Orders that are held at customs.
        HOLD = "hold";
        /// What the border takes where the price of the way through customs has it in it.
        DUTY_PAID = "duty-included";
        /// Orders that are late.
        LATE = "late";
        /// Orders that come back.
        RETURNS = "expected-returns";
    }
}

/// Formulas of the working.
pub mod step {
    crate::texts! {
        "step":
        /// The landed cost of an order out of that of its batch.
        ORDER_OF_BATCH = "order-of-batch";
        /// What the mode costs besides its prices.
        MODE_FEES = "mode-fees";
        /// Capital that is tied up.
        CAPITAL = "capital";
        /// Units that are never sold.
        UNSOLD = "unsold";
        /// The same where buyers buy again.
        UNSOLD_AGAIN = "unsold-again";
        /// Orders that are lost.
        LOSS = "loss";
        /// Orders that are held.
        HOLD = "hold";
        /// What the border takes where the price of the way through customs has it in it.
        DUTY_PAID = "duty-included";
        /// Orders that are late.
        LATE = "late";
        /// Orders that come back.
        RETURNS = "expected-returns";
        /// Orders that a month brings surely: the base of a hybrid.
        HYBRID_SURE = "hybrid-sure";
        /// Orders a month of full cartons: the base of a hybrid.
        HYBRID_CARTONS = "hybrid-cartons";
        /// What an order costs on average over both parts of a hybrid.
        HYBRID_COST = "hybrid-cost";
        /// What an order of a part costs, by the steps that follow.
        HYBRID_PART = "hybrid-part";
    }
}

/// Named figures.
pub mod figure {
    crate::texts! {
        "figure":
        /// What a delivered order costs in the end.
        EACH = "mode-each";
        /// The service that stands for a mode.
        SERVICE = "mode-service";
        /// Days from China to the buyer, or to the warehouse.
        MODE_DAYS = "mode-days";
        /// Money that is tied up on average.
        CASH_TIED = "cash-tied";
        /// What is lost at most if nobody buys.
        MOST_LOST = "loss-at-most";
        /// Orders of a batch.
        BATCH = "batch-orders";
        /// Duty that an order of a batch pays less than one as a parcel.
        DUTY_GAP = "duty-gap";
        /// Part of the orders that the base of a hybrid is.
        HYBRID_SHARE = "hybrid-share";
        /// The mode of the rest.
        HYBRID_REST = "hybrid-rest";
        /// Days of that on the way.
        HYBRID_DAYS = "hybrid-days";
        /// Orders a month from which on a mode is taken.
        PLAN_FROM = "plan-from";
        /// Orders a month below which one goes back.
        PLAN_BACK = "plan-back";
        /// When that will be.
        PLAN_DAY = "plan-day";
        /// What a return costs.
        RETURN_COST = "return-cost";
        /// What an order costs on a way through customs.
        ROUTE_COST = "route-cost";
        /// Orders that are held, percent.
        HELD_SHARE = "held-share";
        /// Days from the order to delivery.
        PROMISE = "promise";
        /// Orders that are later than promised, percent.
        LATE_SHARE = "late-share";
        /// What being late costs an order.
        LATE_COST = "late-cost";
    }
}

/// Decisions.
pub mod decision {
    crate::texts! {
        "decision":
        /// The best is the best at any volume that is looked at.
        MODE_ALWAYS = "mode-always";
        /// It is so between two volumes.
        MODE_BETWEEN = "mode-between";
        /// It is so from a volume on.
        MODE_FROM = "mode-from";
        /// It is so up to a volume.
        MODE_UNTIL = "mode-until";
        /// There is only one.
        MODE_ONLY = "mode-only";
        /// A hybrid is the best.
        MODE_HYBRID = "mode-hybrid";
        /// While a product is tested: what can be lost counts first.
        MODE_TEST = "mode-test";
        /// Something has to be typed first.
        MODE_ASKS = "mode-asks";
        /// There is none.
        MODE_NONE = "mode-none";
        /// What is the best now is so for too few orders to be sure.
        PLAN_EARLY = "plan-early";
        /// What comes next, and when.
        PLAN_DATED = "plan-dated";
        /// What comes next.
        PLAN_NEXT = "plan-next";
        /// Nothing comes next.
        PLAN_LAST = "plan-last";
        /// Where the goods wait best.
        SITES = "mode-sites";
        /// The interval for the listing.
        PROMISE = "promise";
        /// From a warehouse nothing is known to promise.
        PROMISE_WAREHOUSE = "promise-warehouse";
        /// The interval for the listing, by past orders.
        PROMISE_PAST = "promise-past";
        /// The cheapest way to deal with a return.
        RETURN_BEST = "return-best";
        /// The cheapest way through customs.
        ROUTE_BEST = "route-best";
    }
}

/// Reasons why a mode cannot go.
pub mod refusal {
    crate::texts! {
        "problem":
        /// The user cannot have the service.
        E_NOT_AT_HAND = "E_NOT_AT_HAND";
        /// The sales platform does not accept its tracking.
        E_TRACKING = "E_TRACKING";
        /// The goods of an order are worth more than it takes.
        E_VALUE_LIMIT = "E_VALUE_LIMIT";
        /// The least batch lasts longer than it may.
        E_STOCK = "E_STOCK";
        /// Slower than promised.
        E_SPEED = "E_SPEED";
        /// Nobody says how long it takes, and days are promised.
        E_NO_DAYS = "E_NO_DAYS";
    }
}

/// What to know.
pub mod note {
    crate::texts! {
        "note":
        /// Some service names no days.
        NO_DAYS = "NO_DAYS";
        /// Days from a warehouse are not in the data.
        WAREHOUSE_DAYS = "WAREHOUSE_DAYS";
        /// Nothing was typed of what goes wrong.
        NO_RISKS = "NO_RISKS";
        /// A held order costs nothing.
        HOLD_FREE = "HOLD_FREE";
        /// Of the channel by which duty and tax are paid for the seller.
        DOUBLE_CLEARANCE = "DOUBLE_CLEARANCE";
        /// How sure the list of documents is.
        DOCUMENTS = "DOCUMENTS";
        /// A parcel pays more duty than its part of a batch, since customs counts more.
        DUTY_BASE = "DUTY_BASE";
        /// It pays less.
        DUTY_BASE_BATCH = "DUTY_BASE_BATCH";
        /// One or several warehouses are the same choice at any volume that is looked at.
        SITES_ALWAYS = "SITES_ALWAYS";
        /// From a volume on it is another.
        SITES_FROM = "SITES_FROM";
        /// Up to a volume it is another.
        SITES_UP_TO = "SITES_UP_TO";
        /// How far buyers are taken to be from a warehouse that is not theirs.
        SITES_ZONES = "SITES_ZONES";
        /// What bringing cartons on from the first warehouse may cost.
        TRANSFER_PAYS = "TRANSFER_PAYS";
        /// Hybrids stand beside the modes alone.
        HYBRIDS_BESIDE = "HYBRIDS_BESIDE";
        /// What sells surely is the base of a hybrid.
        HYBRID_SURE = "HYBRID_SURE";
        /// Full cartons are the base of a hybrid.
        HYBRID_CARTONS = "HYBRID_CARTONS";
        /// What goes straight to buyers until the first batch is there.
        FIRST_BATCH = "FIRST_BATCH";
        /// Another way to deal with a return is the cheapest from a figure on.
        RETURN_FROM = "RETURN_FROM";
        /// The same up to a figure.
        RETURN_UP_TO = "RETURN_UP_TO";
        /// Cards of sea and air freight that have the entry in their price.
        BROKER_TWICE = "BROKER_TWICE";
        /// A warehouse waits until the least batch sells while storage is free.
        PLAN_TURNED = "PLAN_TURNED";
        /// A batch lies longer than storage is free.
        STORAGE_AGE = "STORAGE_AGE";
        /// What buyers who buy again take of a batch.
        REPEAT_ORDERS = "REPEAT_ORDERS";
        /// When to change.
        SWITCH_RULE = "SWITCH_RULE";
        /// The same where nobody said how much months differ.
        SWITCH_NO_SPREAD = "SWITCH_NO_SPREAD";
        /// An interval rests on the days that a card names.
        PROMISE_OF_CARD = "PROMISE_OF_CARD";
        /// An interval rests on past orders.
        PROMISE_OF_ORDERS = "PROMISE_OF_ORDERS";
        /// By which mode past orders were shipped.
        PAST_ORDERS_BY = "PAST_ORDERS_BY";
        /// Too few past orders: from the fastest to the slowest.
        PROMISE_FEW = "PROMISE_FEW";
        /// What a first leg pays back is not counted.
        CLAUSE_BULK = "CLAUSE_BULK";
        /// What the carrier's clause pays back.
        CLAUSE_PAYS = "CLAUSE_PAYS";
        /// For the listing, in the language of the buyer.
        LISTING_DE = "LISTING_DE";
        /// For the listing, in the language of the buyer.
        LISTING_EN = "LISTING_EN";
        /// For the listing, in the language of the buyer.
        LISTING_ES = "LISTING_ES";
        /// For the listing, in the language of the buyer.
        LISTING_FR = "LISTING_FR";
        /// For the listing, in the language of the buyer.
        LISTING_IT = "LISTING_IT";
        /// For the listing, in the language of the buyer.
        LISTING_JA = "LISTING_JA";
        /// For the listing, in the language of the buyer.
        LISTING_ZH_HANS = "LISTING_ZH_HANS";
        /// For the listing, in the language of the buyer.
        LISTING_ZH_HANT = "LISTING_ZH_HANT";
    }
}

/// What would change it.
pub mod change {
    crate::texts! {
        "change":
        /// Title of the chart.
        MODE_BY_VOLUME = "mode-by-volume";
        /// From a volume on another mode is cheaper.
        MODE_CROSSING = "mode-crossing";
        /// None is.
        MODE_NO_CROSSING = "mode-no-crossing";
        /// Orders a month.
        ORDERS_A_MONTH = "mode-orders-a-month";
        /// Title of the bars of days.
        BARS_TITLE = "mode-days-bars";
        /// What lies along their bottom.
        BARS_AXIS = "mode-days-axis";
        /// How to read them.
        BARS_READ = "mode-days-read";
        /// What those by a warehouse are.
        BARS_ASIDE = "mode-days-aside";
        /// What is promised.
        BARS_PROMISED = "mode-days-promised";
        /// A bar by the days of a card.
        BAR_TO_BUYER = "mode-bar-to-buyer";
        /// A bar until stock is in the warehouse.
        BAR_IN_STOCK = "mode-bar-in-stock";
        /// A bar by past orders.
        BAR_PAST = "mode-bar-past";
        /// With a service at hand that is not.
        SERVICE_AT_HAND = "mode-service-at-hand";
        /// With tracking that the sales platform accepts.
        SERVICE_TRACKED = "mode-service-tracked";
        /// With goods that are worth no more than is taken.
        GOODS_WORTH = "mode-goods-worth";
        /// With a smaller least of a batch.
        LEAST_BATCH = "mode-least-batch";
        /// With more orders.
        SOLD_IN_TIME = "mode-sold-in-time";
        /// With more days promised.
        PROMISE_DAYS = "mode-promise-days";
    }
}

/// What the goods have to bring along.
pub mod document {
    crate::texts! {
        "document":
        /// CN22 or CN23 of the post.
        CUSTOMS_DECLARATION = "customs-declaration";
        /// What a line is told of each parcel.
        COMMERCIAL_DATA = "commercial-data";
        /// Commercial invoice.
        INVOICE = "invoice";
        /// Statement of origin.
        ORIGIN_STATEMENT = "origin-statement";
        /// Packing list.
        PACKING_LIST = "packing-list";
        /// Bill of lading.
        BILL_OF_LADING = "bill-of-lading";
        /// Air waybill.
        AIR_WAYBILL = "air-waybill";
        /// Consignment note of rail or road.
        CONSIGNMENT_NOTE = "consignment-note";
        /// Certificate of origin.
        CERTIFICATE_OF_ORIGIN = "certificate-of-origin";
        /// Reports of what the market asks of the product.
        TEST_REPORTS = "test-reports";
        /// Who imports.
        IMPORTER_OF_RECORD = "importer-of-record";
        /// Importer security filing of the United States.
        SECURITY_FILING = "security-filing";
        /// Tariff code of ten digits.
        TARIFF_CODE_TEN = "tariff-code-ten";
        /// UN 38.3 of batteries.
        BATTERY_TEST = "battery-test";
        /// Safety data sheet.
        SAFETY_DATA_SHEET = "safety-data-sheet";
    }
}

/// What a promise is of.
pub mod promise {
    crate::texts! {
        "promise":
        /// Of the user's past orders.
        PAST_ORDERS = "past-orders";
    }
}

/// Further questions.
pub mod section {
    crate::texts! {
        "section":
        /// Which mode when.
        PLAN = "mode-plan";
        /// What its parts are.
        PLAN_ONE = "mode-plan-one";
        /// One warehouse or several.
        SITES = "mode-sites";
        /// What layouts of them are.
        SITES_ONE = "mode-sites-one";
        /// What to promise.
        PROMISE = "promise";
        /// What promises are.
        PROMISE_ONE = "promise-one";
        /// What to do with returns.
        RETURNS = "mode-returns";
        /// What ways to do so are.
        RETURN = "mode-return";
        /// What the goods have to bring along.
        DOCUMENTS = "documents";
        /// What these are.
        DOCUMENT = "document";
        /// How to go through customs.
        CUSTOMS = "customs-routes";
        /// What ways through it are.
        CUSTOMS_ONE = "customs-route";
    }
}

/// What other calculators can take over.
pub mod onward {
    crate::texts! {
        "onward":
        /// The product on this way, in landed cost.
        MODE_LANDED = "mode-landed";
        /// The days of the first leg, in the reorder point.
        MODE_LEAD = "mode-lead";
    }
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Text> {
    let own = [
        mode::ALL,
        hybrid::ALL,
        stocked::ALL,
        line::ALL,
        step::ALL,
        figure::ALL,
        decision::ALL,
        refusal::ALL,
        note::ALL,
        change::ALL,
        promise::ALL,
        document::ALL,
        section::ALL,
        onward::ALL,
        crate::calculators::compliance::texts::onward::ALL,
    ];
    let mut all = own.concat();
    all.extend(carriers::all());
    all.extend(landed_cost::texts::all());
    all.sort_unstable_by_key(|text| text.key());
    all.dedup();
    all
}
