//! Every text key that an answer of this calculator can name.

use crate::schema::Text;

/// Named figures.
pub mod figure {
    crate::texts! {
        "figure":
        /// Stock in hand and on order at which to order.
        REORDER_POINT = "reorder-point";
        /// What of it is there for bad luck.
        SAFETY_STOCK = "safety-stock";
        /// Units of an order.
        ORDER_QUANTITY = "order-quantity";
        /// Share of the orders before whose arrival nothing runs out.
        CYCLE_SERVICE = "cycle-service";
        /// Share of the units that are served from stock.
        FILL_RATE = "fill-rate";
        /// The day on which stock runs out at average sales, with what is under way.
        RUNS_OUT = "runs-out";
        /// How likely stock runs out before an order placed today can be sold, or before something under way arrives.
        STOCKOUT_RISK = "stockout-risk";
        /// Days for which the stock lasts at average sales, with what is under way.
        COVER = "cover";
        /// Orders in a year.
        ORDERS_A_YEAR = "orders-a-year";
        /// Orders in a year before whose arrival stock runs out.
        SHORTAGES_A_YEAR = "shortages-a-year";
        /// Safety stock in days of average sales.
        SAFETY_COVER = "safety-cover";
        /// Root of the mean squared error, scaled (ACC-1).
        FORECAST_RMSSE = "forecast-rmsse";
        /// Mean absolute error.
        FORECAST_MAE = "forecast-mae";
        /// Mean error.
        FORECAST_BIAS = "forecast-bias";
        /// Half of the interval that holds the fill rate in nineteen cases of twenty.
        HALF_WIDTH = "half-width";
        /// Days of a year on which something was not there.
        STOCKOUT_DAYS = "stockout-days";
        /// The level that a policy orders up to.
        UP_TO = "up-to";
        /// Stock in hand on average.
        MEAN_STOCK = "mean-stock";
        /// Lead time on average.
        LEAD_DAYS = "lead-days";
        /// Units to buy.
        BUY = "buy";
        /// How likely all of it sells.
        SELLS_OUT = "sells-out";
        /// Units left over on average.
        LEFT_OVER = "left-over";
        /// Profit on average.
        PROFIT_EXPECTED = "profit-expected";
        /// What a policy costs in a year.
        YEARLY_COST = "yearly-cost";
        /// Units in a warehouse.
        SITE_STOCK = "site-stock";
        /// Its share of the demand.
        SITE_SHARE = "site-share";
        /// Units to bring there, or away if negative.
        TRANSFER = "transfer";
        /// Units of an age.
        UNITS = "units";
        /// Cartons of a load.
        CARTONS = "load-cartons";
        /// Cubic metres of a load.
        LOAD_VOLUME = "load-volume";
        /// Kilograms of a load.
        LOAD_WEIGHT = "load-weight";
        /// Days for which the stock lasts with the load.
        COVER_AFTER = "load-cover";
        /// Share of what there was that was sold in 90 days.
        SELL_THROUGH = "sell-through";
        /// Whether it is a slow mover, and why.
        SLOW = "slow-mover";
        /// Their share of the stock.
        SHARE = "share";
        /// Absolute errors over sales.
        FORECAST_WAPE = "forecast-wape";
    }
}

/// Lines of what stock costs in a year.
pub mod line {
    crate::texts! {
        "line":
        /// What the units of a year cost.
        PURCHASES = "purchases";
        /// What orders cost, whatever their size.
        ORDERING = "ordering";
        /// Holding half an order on average.
        HOLDING_CYCLE = "holding-cycle";
        /// Holding what lies there.
        HOLDING_STOCK = "holding-stock";
        /// Holding the safety stock.
        HOLDING_SAFETY = "holding-safety";
        /// Holding what lies there because stock is looked at only every so many days.
        HOLDING_REVIEW = "holding-review";
        /// What shortages cost on average.
        SHORTAGE = "shortage";
        /// Capital in goods that are on their way.
        TRANSIT = "transit";
    }
}

/// The methods.
pub mod method {
    crate::texts! {
        "method":
        /// Reorder point by cycle service.
        CYCLE_SERVICE = "cycle-service";
        /// Reorder point by fill rate.
        FILL_RATE = "fill-rate";
        /// Reorder point by the cost of a unit owed for a year.
        BACKORDER_COST = "backorder-cost";
        /// Reorder point by the cost of a unit short.
        SHORT_COST = "short-cost";
        /// Reorder point by the cost of an occasion.
        OCCASION_COST = "occasion-cost";
        /// Up to a level whenever the position is at or below the reorder point: (s, S).
        MIN_MAX = "min-max";
        /// Up to a level at every look: (R, S).
        PERIODIC = "periodic";
        /// The supplier of the form.
        THIS_SUPPLIER = "this-supplier";
        /// Other supplier 1.
        SUPPLIER_1 = "supplier-1";
        /// Other supplier 2.
        SUPPLIER_2 = "supplier-2";
        /// Other supplier 3.
        SUPPLIER_3 = "supplier-3";
        /// Other supplier 4.
        SUPPLIER_4 = "supplier-4";
        /// A further one.
        OTHER_SUPPLIER = "other-supplier";
        /// The most profitable buy.
        BEST_BUY = "best-buy";
        /// What sells on average.
        MEAN_BUY = "mean-buy";
        /// Half as much again.
        HALF_MORE = "half-more";
        /// RQ-2.
        OPTIMUM = "optimum";
        /// PR-3.
        EXACT_FILL = "exact-fill";
        /// SSP-1.
        BEST_RANGE = "best-range";
        /// SSP-3.
        POWER = "power";
        /// RQ-5.
        PLANNED_BACKORDERS = "planned-backorders";
        /// RQ-6.
        SQUARE_ROOT = "square-root";
        /// Warehouse 1.
        SITE_1 = "site-1";
        /// Warehouse 2.
        SITE_2 = "site-2";
        /// Warehouse 3.
        SITE_3 = "site-3";
        /// Warehouse 4.
        SITE_4 = "site-4";
        /// Warehouse 5.
        SITE_5 = "site-5";
        /// Warehouse 6.
        SITE_6 = "site-6";
        /// A further warehouse.
        SITE = "site";
        /// Units of an age.
        AGE = "age";
        /// The rule of days of cover.
        COVER_RULE = "cover-rule";
        /// The product of the form.
        THIS_PRODUCT = "this-product";
        /// Another one.
        PRODUCT = "product";
    }
}

/// What to do today, in one sentence.
pub mod decision {
    crate::texts! {
        "decision":
        /// Order now.
        ORDER_TODAY = "reorder-today";
        /// Order several quantities now.
        ORDER_SEVERAL = "reorder-several";
        /// Order by a day.
        ORDER_BY = "reorder-by";
        /// Nobody said what is in stock.
        ORDER_WHEN = "reorder-when";
        /// Stock lasts beyond every calendar.
        NOT_NEEDED = "reorder-not-needed";
        /// Nothing is sold.
        NO_DEMAND = "reorder-no-demand";
        /// Which supplier is the cheaper one.
        SUPPLIER = "supplier-best";
        /// How many to buy.
        BUY = "buy-units";
        /// Order today: the position is above the point, but tomorrow it is too late.
        ORDER_LAST_DAY = "reorder-last-day";
        /// How many more to buy.
        BUY_MORE = "buy-more";
        /// What is there is enough.
        BUY_ENOUGH = "buy-enough";
        /// A sale earns too little for a single unit.
        BUY_NONE = "buy-none";
        /// What to move where.
        TRANSFER = "transfer-units";
        /// What can be moved, less than would make all last alike.
        TRANSFER_SOME = "transfer-some";
        /// Nobody has anything to give.
        TRANSFER_NOT_FREE = "transfer-not-free";
        /// Nothing to move.
        NO_TRANSFER = "transfer-none";
        /// No quantity meets the limits.
        CANNOT = "reorder-cannot";
        /// What fills a container.
        CONTAINER_FILLED = "container-filled";
        /// What must go needs more than one.
        CONTAINER_OVER = "container-over";
        /// The budget makes orders smaller.
        BUDGET_BINDS = "budget-binds";
        /// It does not.
        BUDGET_ENOUGH = "budget-enough";
        /// The same where lower prices from a quantity on are not looked for.
        BUDGET_ENOUGH_BREAKS = "budget-enough-breaks";
        /// The share of slow movers.
        SLOW_RATE = "slow-rate";
        /// The same where some product has no cost.
        SLOW_RATE_UNPRICED = "slow-rate-unpriced";
    }
}

/// What to know.
pub mod note {
    crate::texts! {
        "note":
        /// Stock runs out before an order placed today can be sold.
        RUNS_OUT_FIRST = "RUNS_OUT_FIRST";
        /// The rule orders when it is too late.
        TRIGGER_SHORT = "TRIGGER_SHORT";
        /// Something under way arrives after stock has run out.
        ARRIVES_LATE = "ARRIVES_LATE";
        /// Something under way should have arrived.
        OVERDUE = "OVERDUE";
        /// Nobody typed a deviation.
        LEAST_DEVIATION = "LEAST_DEVIATION";
        /// Holds make two lead times of one: the plain formula misses.
        HELD_UP = "HELD_UP";
        /// The target needs less than no safety stock.
        BELOW_ZERO = "BELOW_ZERO";
        /// A shortage is so cheap that no safety stock pays.
        LEAST_SAFETY = "LEAST_SAFETY";
        /// Nobody said what an order and holding cost.
        THIRTY_DAYS = "THIRTY_DAYS";
        /// The quantity was rounded to what the supplier takes.
        ROUNDED_UP = "ROUNDED_UP";
        /// The same where only cartons matter.
        ROUNDED_CARTONS = "ROUNDED_CARTONS";
        /// The same where only the least matters.
        ROUNDED_LEAST = "ROUNDED_LEAST";
        /// The quantity was cut to what fits.
        CAPPED = "CAPPED";
        /// The same where today's order leaves the stock at or below the reorder point.
        CAPPED_BELOW = "CAPPED_BELOW";
        /// What the budget pays, which cuts an order.
        BUDGET_PAYS = "BUDGET_PAYS";
        /// What the budget pays, which is less than the supplier takes.
        BUDGET_BELOW_LEAST = "BUDGET_BELOW_LEAST";
        /// The reorder point is so much higher on the day after that an order of then would come too late.
        POINT_RISES = "POINT_RISES";
        /// An order, or the reorder point alone, lasts longer than it may.
        LASTS_TOO_LONG = "LASTS_TOO_LONG";
        /// More than an order sells between two looks: several at once.
        SEVERAL_AT_ONCE = "SEVERAL_AT_ONCE";
        /// A lower price decides the quantity.
        PRICE_TIER = "PRICE_TIER";
        /// Cycle service and fill rate are two figures.
        SERVICE_IS_NOT_FILL = "SERVICE_IS_NOT_FILL";
        /// The same where both come to the same.
        SERVICE_AND_FILL = "SERVICE_AND_FILL";
        /// What demand until then is taken for.
        BY_LAW = "BY_LAW";
        /// What the history holds.
        HISTORY = "HISTORY";
        /// Days out of stock that were left out.
        STOCK_OUTS = "STOCK_OUTS";
        /// Days that are suspected to have been out of stock.
        SUSPECTED = "SUSPECTED";
        /// Days without a row.
        FILLED = "FILLED";
        /// Days with more returned than sold.
        CLIPPED = "CLIPPED";
        /// A clear trend.
        TREND = "TREND";
        /// No clear trend.
        NO_TREND = "NO_TREND";
        /// Which class demand is of.
        DEMAND_CLASS = "DEMAND_CLASS";
        /// What weekdays and months do.
        SEASONS = "SEASONS";
        /// What months do.
        MONTHS = "MONTHS";
        /// The history ends long before the day of the stock.
        STALE_HISTORY = "STALE_HISTORY";
        /// The history is too short for weekdays or months.
        NO_SEASONS = "NO_SEASONS";
        /// How the method was chosen.
        METHOD = "METHOD";
        /// Too few days to choose a method.
        LOW_DATA = "LOW_DATA";
        /// Where the spread of the sum is from.
        SPREAD = "SPREAD";
        /// What is forecast is less than it may be off.
        FORECAST_UNSURE = "FORECAST_UNSURE";
        /// What an event does, as past ones say.
        EVENT_LEARNT = "EVENT_LEARNT";
        /// What an event does is a sample.
        EVENT_SAMPLE = "EVENT_SAMPLE";
        /// When an event comes and what it does.
        EVENT_DAYS = "EVENT_DAYS";
        /// The same of a single day.
        EVENT_DAY = "EVENT_DAY";
        /// When an event comes whose days were typed.
        EVENT_DAYS_TYPED = "EVENT_DAYS_TYPED";
        /// The same of a single day.
        EVENT_DAY_TYPED = "EVENT_DAY_TYPED";
        /// An order comes after an event.
        EVENT_MISSED = "EVENT_MISSED";
        /// An order comes in the midst of an event.
        EVENT_PARTLY = "EVENT_PARTLY";
        /// An event whose next days nobody knows.
        EVENT_UNDATED = "EVENT_UNDATED";
        /// What the rule of thumb costs is no cost to compare.
        NOT_COMPARABLE = "NOT_COMPARABLE";
        /// The most that can be ordered cannot keep up with sales.
        TOO_SLOW = "TOO_SLOW";
        /// An order of more than half a year.
        LARGE_ORDER = "LARGE_ORDER";
        /// What arrives too late to count.
        BRIDGE = "BRIDGE";
        /// Less sells behind events.
        DIP = "DIP";
        /// A past event of the calendar that is not in the list sold far more.
        EVENT_UNLISTED = "EVENT_UNLISTED";
        /// Past days of an event sold less than others.
        EVENT_LOW = "EVENT_LOW";
        /// Factories may be closed while the goods are made.
        CLOSURE_CHANCE = "CLOSURE_CHANCE";
        /// Factories are closed while the goods are made.
        CLOSURE = "CLOSURE";
        /// What past orders say of the lead time.
        PAST_ORDERS = "PAST_ORDERS";
        /// One order says nothing of variation.
        ONE_ORDER = "ONE_ORDER";
        /// Orders on their way for longer than others took.
        LATE_ORDERS = "LATE_ORDERS";
        /// What the rule of the best day and the longest lead time would keep (SS-6).
        MAX_LESS_AVERAGE = "MAX_LESS_AVERAGE";
        /// The risk shown is the least that it can be (SOP-1).
        RISK_AT_LEAST = "RISK_AT_LEAST";
        /// What was simulated.
        SIMULATED = "SIMULATED";
        /// What was simulated, from today on.
        SIMULATED_FROM_TODAY = "SIMULATED_FROM_TODAY";
        /// Shortages have no price in the costs.
        SHORTAGE_UNPRICED = "SIMULATED_UNPRICED";
        /// What the cost of a year may be off.
        COST_HALF = "SIMULATED_COST";
        /// How two policies differ on the same demand.
        PAIRED = "PAIRED";
        /// Orders can overtake each other.
        CROSSING = "CROSSING";
        /// The error of the forecast itself is not in it.
        WITHOUT_FORECAST_ERROR = "WITHOUT_FORECAST_ERROR";
        /// A buy needs the cost of a unit.
        BUY_NEEDS_COST = "BUY_NEEDS_COST";
        /// What is left for the event.
        BUY_STOCK = "BUY_STOCK";
        /// What is left when an order of today is there.
        BUY_STOCK_UNDATED = "BUY_STOCK_UNDATED";
        /// Nobody said what is in stock.
        BUY_WITHOUT_STOCK = "BUY_WITHOUT_STOCK";
        /// What is bought is rounded to what the supplier takes.
        BUY_ROUNDED = "BUY_ROUNDED";
        /// The least that he takes earns less than nothing more.
        BUY_LEAST = "BUY_LEAST";
        /// Prices of a buy that make no sense.
        BUY_PRICES = "BUY_PRICES";
        /// What the policies are.
        POLICIES = "POLICIES";
        /// Why they cost otherwise there.
        POLICIES_DIFFER = "POLICIES_DIFFER";
        /// The same where shortages have no price.
        POLICIES_SERVICE = "POLICIES_SERVICE";
        /// The level of (R, S) and what it follows.
        PERIODIC_LEVEL = "PERIODIC_LEVEL";
        /// Demand varies too little to be counted in units.
        BY_LAWS_SPREAD = "POLICIES_SPREAD";
        /// Too many units or days to be counted out.
        BY_LAWS_SIZE = "POLICIES_SIZE";
        /// Too many units for the best (s, S).
        NO_BEST_RANGE = "POLICIES_NO_RANGE";
        /// Figures are those of days without events, weekdays and months.
        POLICIES_STEADY = "POLICIES_STEADY";
        /// Ranges that are too wide to be counted out are left out.
        POLICIES_WIDE = "POLICIES_WIDE";
        /// The power approximation was not fitted to so small an order.
        POWER_SMALL = "POLICIES_POWER";
        /// A transfer comes too late.
        TRANSFER_LATE = "TRANSFER_LATE";
        /// A transfer comes before an order: then all last alike.
        TRANSFER_FIRST = "TRANSFER_FIRST";
        /// The same where more is not free.
        TRANSFER_FIRST_SOME = "TRANSFER_FIRST_SOME";
        /// What warehouses keep until the next supply.
        TRANSFER_KEEPS = "TRANSFER_KEEPS";
        /// A delivery is there before a transfer.
        TRANSFER_OR_DELIVERY = "TRANSFER_OR_DELIVERY";
        /// The order is for all warehouses.
        SITES_TOGETHER = "SITES_TOGETHER";
        /// The sum of the warehouses counts, not the stock that was typed.
        SITES_COUNTED = "SITES_COUNTED";
        /// Shares of the demand do not add up to all of it.
        SITES_SHARES = "SITES_SHARES";
        /// Stock that is older than the receipts.
        AGE_UNKNOWN = "AGE_UNKNOWN";
        /// A fee needs the volume of one.
        NO_VOLUME = "NO_VOLUME";
        /// The last unit of an order meets a fee for age.
        MEETS_FEE = "MEETS_FEE";
        /// It does not.
        MEETS_NO_FEE = "MEETS_NO_FEE";
        /// It sells slowly.
        SLOW_MOVER = "SLOW_MOVER";
        /// It does not.
        NOT_SLOW = "NOT_SLOW";
        /// A slow mover whose age nobody knows.
        SLOW_AGE_UNKNOWN = "SLOW_AGE_UNKNOWN";
        /// Products without cartons.
        NO_CARTON = "TOGETHER_NO_CARTON";
        /// Products whose weight is not counted.
        NO_WEIGHT = "TOGETHER_NO_WEIGHT";
        /// What the container holds.
        CONTAINER = "TOGETHER_CONTAINER";
        /// Too many cartons to be loaded one by one.
        CARTONS_TOO_SMALL = "TOGETHER_SMALL";
        /// All last long enough, and there is room left.
        ROOM_LEFT = "TOGETHER_ROOM_LEFT";
        /// A load does not count the budget.
        CONTAINER_NO_BUDGET = "TOGETHER_NO_BUDGET";
        /// Less than the supplier takes.
        BELOW_LEAST = "TOGETHER_BELOW_LEAST";
        /// So many of them are slow movers.
        BUDGET_SLOW = "TOGETHER_BUDGET_SLOW";
        /// The budget buys no whole carton.
        BUDGET_BUYS_NOTHING = "TOGETHER_BUYS_NOTHING";
        /// Products without a cost.
        NO_COST = "TOGETHER_NO_COST";
        /// Products that get less than a carton.
        LESS_THAN_CARTON = "TOGETHER_LESS";
        /// What the budget is taken for.
        BUDGET = "TOGETHER_BUDGET";
        /// What it needs.
        BUDGET_NEEDS = "TOGETHER_BUDGET_NEEDS";
        /// Which rate is meant.
        SLOW_RATE = "TOGETHER_SLOW";
        /// What is paid when.
        DEPOSIT = "DEPOSIT";
        /// The same where nobody said when the goods are made.
        DEPOSIT_UNDATED = "DEPOSIT_UNDATED";
        /// Goods count as paid for when they are ordered.
        TRANSIT_AT_ORDER = "TRANSIT_AT_ORDER";
        /// Goods are paid for in two parts.
        TRANSIT_DEPOSIT = "TRANSIT_DEPOSIT";
        /// The coming days are not all alike.
        WALKED = "WALKED";
        /// Nothing is waited for, neither goods nor the next look: by the formulas nothing is ever short.
        NO_WAIT = "NO_WAIT";
        /// Figures rest on a sample exchange rate.
        SAMPLE_EXCHANGE_RATE = "SAMPLE_EXCHANGE_RATE";
    }
}

/// What keeps the answer away.
pub mod problem {
    crate::texts! {
        "problem":
        /// A service that no finite stock gives.
        E_NO_FINITE_STOCK = "E_NO_FINITE_STOCK";
        /// The target needs what a shortage costs.
        E_SHORTAGE_COST = "E_SHORTAGE_COST";
        /// The target needs what holding a unit costs.
        E_HOLDING_COST = "E_HOLDING_COST";
        /// An event without days, or that ends before it begins.
        E_EVENT_DAYS = "E_EVENT_DAYS";
        /// An event of which nobody knows what it does.
        E_UPLIFT = "E_UPLIFT";
        /// A history in which nothing was sold.
        E_NO_SALES = "E_NO_SALES";
        /// A history with fewer than two days to learn from.
        E_FEW_DAYS = "E_FEW_DAYS";
        /// An order that was received before it was placed.
        E_ORDER_DAYS = "E_ORDER_DAYS";
        /// No order that was received.
        E_NO_RECEIPT = "E_NO_RECEIPT";
        /// Two prices hold from the same quantity on.
        E_BREAK_ORDER = "E_BREAK_ORDER";
        /// Cartons that must go, without what they hold or their volume.
        E_MUST_GO = "E_MUST_GO";
        /// More is reserved than there is.
        E_RESERVED = "E_RESERVED";
        /// The least that a supplier takes is more than can be ordered.
        E_LEAST_ORDER = "E_LEAST_ORDER";
    }
}

/// What demand is taken for (DIST-1).
pub mod law {
    crate::texts! {
        "law":
        /// The same every time.
        CONSTANT = "constant";
        /// Normal.
        NORMAL = "normal";
        /// Normal, since it varies less than chance.
        BINOMIAL_LIKE = "binomial_like_normal";
        /// Gamma.
        GAMMA = "gamma";
        /// Poisson.
        POISSON = "poisson";
        /// Negative binomial.
        NEGATIVE_BINOMIAL = "negbin";
        /// Several in one.
        MIXTURE = "mixture";
    }
}

/// The formulas of the working.
pub mod step {
    crate::texts! {
        "step":
        /// Demand of a day.
        DEMAND_DAY = "demand-day";
        /// Deviation of a day.
        DEVIATION_DAY = "deviation-day";
        /// Lead time on average.
        LEAD_DAYS = "lead-days";
        /// Days on which factories are closed.
        LEAD_CLOSURE = "lead-closure";
        /// Of past orders.
        LEAD_ORDERS = "lead-orders";
        /// Their deviation.
        LEAD_ORDERS_DEVIATION = "lead-orders-deviation";
        /// Its deviation.
        LEAD_DEVIATION = "lead-deviation";
        /// Lead time and review.
        DAYS_TO_COVER = "days-to-cover";
        /// Demand over them.
        DEMAND_TO_COVER = "demand-to-cover";
        /// Its deviation.
        DEVIATION_TO_COVER = "deviation-to-cover";
        /// Demand over days that are not alike.
        DEMAND_WALKED = "demand-walked";
        /// Its deviation.
        DEVIATION_WALKED = "deviation-walked";
        /// The same with what the forecast may be off.
        DEVIATION_FORECAST = "deviation-forecast";
        /// The quantile.
        POINT_BY_SERVICE = "point-by-service";
        /// By fill rate.
        POINT_BY_FILL = "point-by-fill";
        /// By the cost of a unit owed for a year.
        POINT_BY_BACKORDER = "point-by-backorder";
        /// By the cost of a unit short.
        POINT_BY_SHORT = "point-by-short";
        /// By the cost of an occasion.
        POINT_BY_OCCASION = "point-by-occasion";
        /// Safety stock.
        SAFETY = "safety";
        /// Safety stock not below zero.
        SAFETY_FLOOR = "safety-floor";
        /// The reorder point in whole units.
        POINT_WHOLE = "point-whole";
        /// Safety stock in whole units.
        SAFETY_WHOLE = "safety-whole";
        /// What holding a unit for a year costs.
        HOLDING = "holding";
        /// The cheapest quantity.
        ECONOMIC = "economic-quantity";
        /// The cheapest quantity with planned shortages.
        OWED = "owed-quantity";
        /// The quantity that was typed.
        TYPED_QUANTITY = "typed-quantity";
        /// Thirty days of sales.
        THIRTY_DAYS = "thirty-days";
        /// The cheapest quantity with prices by quantity.
        TIER = "price-tier";
        /// What may lie.
        SHELF = "shelf-cap";
        /// Whole cartons, least and most.
        ROUNDING = "order-rounding";
        /// The same of single units.
        WHOLE_UNITS = "order-whole";
        /// What fits or can be paid of it.
        CUT = "order-cut";
        /// Orders of a year.
        ORDERS = "orders";
        /// The same where a look orders several quantities at once.
        ORDERS_BY_LOOK = "orders-by-look";
        /// What lies there between two looks.
        BETWEEN_LOOKS = "between-looks";
        /// Fill rate.
        FILL = "fill";
        /// Stock in hand and on order.
        POSITION = "position";
        /// So many quantities lift it above the point.
        ORDER_NOW = "order-now";
        /// The day on which it falls to the point.
        ORDER_DAY = "order-day";
        /// The day on which stock runs out.
        RUNS_OUT = "runs-out";
        /// How likely it runs out before.
        RISK = "risk";
        /// The reorder point of the rule.
        RULE_POINT = "rule-point";
        /// What it orders up to.
        RULE_TARGET = "rule-target";
        /// What it orders.
        RULE_QUANTITY = "rule-quantity";
    }
}

/// Pictures.
pub mod change {
    crate::texts! {
        "change":
        /// Stock over the coming days.
        STOCK = "stock-picture";
        /// Service against safety stock.
        SERVICE = "service-picture";
        /// What the first says.
        STOCK_READING = "stock-reading";
        /// The same with an order that is shown.
        STOCK_READING_ORDERED = "stock-reading-ordered";
        /// The same where stock runs out.
        STOCK_READING_OUT = "stock-reading-out";
        /// What the second says.
        SERVICE_READING = "service-reading";
        /// At average sales.
        MEDIAN = "median-stock";
        /// Eight times in ten.
        BAND = "band-stock";
        /// Reorder point.
        POINT = "point-level";
        /// Something arrives.
        ARRIVES = "arrives";
        /// An order placed today arrives.
        ORDER_ARRIVES = "order-arrives";
        /// An order of a later day arrives.
        LATER_ORDER_ARRIVES = "later-order-arrives";
        /// An event that is not in the calendar.
        OWN_EVENT = "own-event";
        /// Cycle service.
        BY_CYCLE = "by-cycle";
        /// Fill rate.
        BY_FILL = "by-fill";
        /// Units of safety stock.
        SAFETY_AXIS = "safety-axis";
        /// Days.
        DAY_AXIS = "day-axis";
        /// Sales of the past and the forecast.
        HISTORY = "history-picture";
        /// What the picture of the past says, by days.
        HISTORY_READING = "history-reading";
        /// The same by weeks.
        HISTORY_WEEKS = "history-weeks";
        /// What was sold.
        SOLD = "sold";
        /// Days that are left out.
        LEFT_OUT = "left-out";
        /// What is expected.
        EXPECTED = "expected";
        /// Another service.
        OTHER_LEVEL = "other-level";
        /// The same where nothing has a price: more safety stock.
        OTHER_LEVEL_MORE = "other-level-more";
        /// The same: less of it.
        OTHER_LEVEL_LESS = "other-level-less";
        /// A look every day.
        DAILY_REVIEW = "daily-review";
        /// Nothing is held up.
        NO_HOLDS = "no-holds";
    }
}

/// Classes of demand and what they are counted by.
pub mod class {
    crate::texts! {
        "demand-class":
        /// Often, in even sizes.
        SMOOTH = "smooth";
        /// Seldom, in even sizes.
        INTERMITTENT = "intermittent";
        /// Often, in uneven sizes.
        ERRATIC = "erratic";
        /// Seldom, in uneven sizes.
        LUMPY = "lumpy";
        /// Counted by days.
        BY_DAY = "by-day";
        /// Counted by weeks.
        BY_WEEK = "by-week";
    }
}

/// Methods of forecasting, and how sure they are.
pub mod forecast {
    crate::texts! {
        "forecast":
        /// FC-1.
        NAIVE = "naive";
        /// FC-2.
        SEASONAL_NAIVE = "seasonal-naive";
        /// FC-3.
        MOVING_AVERAGE = "moving-average";
        /// The same over seven days.
        WEEK_AVERAGE = "week-average";
        /// The same over twenty-eight days.
        MONTH_AVERAGE = "month-average";
        /// Average of four weeks.
        FOUR_WEEKS = "four-weeks";
        /// Average of thirteen weeks.
        QUARTER_AVERAGE = "quarter-average";
        /// The last week.
        LAST_WEEK = "last-week";
        /// FC-4.
        SES = "ses";
        /// FC-5, FC-6.
        HOLT = "holt";
        /// FC-7, FC-8.
        HOLT_WINTERS = "holt-winters";
        /// FC-9 to FC-11.
        CROSTON = "croston";
        /// FC-12.
        TSB = "tsb";
        /// Measured at rolling origins.
        MEASURED = "spread-measured";
        /// SS-3, or where a method does not answer in proportion, SS-1.
        RESPONSES = "spread-responses";
        /// SS-4.
        MEAN_OF = "spread-mean-of";
    }
}

/// Events of the calendar, by the codes of the choice.
pub mod event {
    crate::texts! {
        "choice.event":
        /// Prime Day.
        PRIME_DAY = "prime-day";
        /// Prime Big Deal Days.
        PRIME_BIG_DEAL_DAYS = "prime-big-deal-days";
        /// 6.18.
        SIX_EIGHTEEN = "618";
        /// 11.11.
        DOUBLE_ELEVEN = "double-11";
        /// 12.12.
        DOUBLE_TWELVE = "12-12";
        /// Black Friday.
        BLACK_FRIDAY = "black-friday";
        /// Cyber Monday.
        CYBER_MONDAY = "cyber-monday";
        /// Christmas.
        CHRISTMAS = "christmas";
        /// Boxing Day.
        BOXING_DAY = "boxing-day";
        /// Lunar New Year.
        LUNAR_NEW_YEAR = "lunar-new-year";
    }
}

/// Why something is a slow mover.
pub mod slow {
    crate::texts! {
        "slow":
        /// No sale for long.
        NO_SALE = "no-sale";
        /// It lasts too long.
        COVER = "cover";
        /// Too little of it sells.
        SELL_THROUGH = "sell-through";
        /// None of these.
        NOT = "not";
        /// The last two.
        COVER_SELL_THROUGH = "cover-sell-through";
        /// All of them.
        ALL_THREE = "all-three";
    }
}

/// Further questions.
pub mod section {
    crate::texts! {
        "section":
        /// How the methods of forecasting did.
        METHODS = "methods";
        /// What they are.
        METHOD = "method";
        /// Suppliers beside each other.
        SUPPLIERS = "suppliers";
        /// What they are.
        SUPPLIER = "supplier";
        /// A buy for an event.
        EVENT_BUY = "event-buy";
        /// How many.
        BUY = "buy";
        /// Policies by formula.
        POLICIES = "policies";
        /// Several warehouses.
        SITES = "sites";
        /// What they are.
        SITE = "site";
        /// The age of the stock.
        AGEING = "ageing";
        /// Days.
        AGE = "age";
        /// What fills a container.
        CONTAINER = "container";
        /// Quantities within a budget.
        BUDGET = "budget";
        /// Slow movers.
        SLOW_MOVERS = "slow-movers";
        /// What they are.
        PRODUCT = "product";
        /// The simulation.
        SIMULATION = "simulation";
        /// What is simulated.
        POLICY = "policy";
    }
}

/// Every key.
pub fn all() -> Vec<Text> {
    let answers = [figure::ALL, line::ALL, method::ALL, decision::ALL, note::ALL, problem::ALL, law::ALL, step::ALL];
    let pictures = [change::ALL, section::ALL];
    let forecasts = [class::ALL, forecast::ALL, event::ALL, slow::ALL];
    [answers.concat(), pictures.concat(), forecasts.concat()].concat()
}
