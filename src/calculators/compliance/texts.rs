//! Every text key that an answer of this calculator can name.

use crate::schema::Text;

/// Named figures.
pub mod figure {
    crate::texts! {
        "figure":
        /// Duties that apply.
        RULES_APPLY = "rules-apply";
        /// Of those what stops a parcel, a listing or a payout.
        RULES_BLOCK = "rules-block";
        /// What a registration does already.
        RULES_DONE = "rules-done";
        /// What is decided, or not confirmed.
        RULES_AHEAD = "rules-ahead";
        /// What has come near.
        RULES_NEAR = "rules-near";
        /// What waits for answers.
        RULES_OPEN = "rules-open";
    }
}

/// Decisions.
pub mod decision {
    crate::texts! {
        "decision":
        /// Something can stop a parcel, a listing or a payout.
        RULES_FIRST = "rules-first";
        /// Nothing that applies does.
        RULES_NO_STOP = "rules-no-stop";
    }
}

/// What is wrong in the inputs.
pub mod problem {
    crate::texts! {
        "problem":
        /// Sales that end before they begin.
        E_SALE_DAYS = "E_SALE_DAYS";
        /// An answer of another kind than the question asks.
        E_REPLY = "E_REPLY";
    }
}

/// Notes.
pub mod note {
    crate::texts! {
        "note":
        /// Figures were converted at sample rates.
        RULE_EXCHANGE = "RULE_EXCHANGE";
    }
}

/// What the answer is about.
pub mod way {
    crate::texts! {
        "way":
        /// The list.
        CHECKLIST = "checklist";
    }
}

/// Why a rule stands as it does.
pub mod reason {
    crate::texts! {
        "reason":
        /// He is established there.
        ESTABLISHED = "established";
        /// He is not.
        NOT_ESTABLISHED = "not-established";
        /// He sells there.
        SOLD_TO = "sold-to";
        /// He does not.
        NOT_SOLD_TO = "not-sold-to";
        /// Where in it was not said.
        WHERE_IN = "where-in";
        /// Goods are sent from there.
        SENT = "sent";
        /// They are not.
        NOT_SENT = "not-sent";
        /// From where was not said.
        SENT_OPEN = "sent-open";
        /// Goods originate there.
        MADE = "made";
        /// They do not.
        NOT_MADE = "not-made";
        /// Where they originate was not said.
        MADE_OPEN = "made-open";
        /// He sells through these.
        CHANNEL = "channel";
        /// He does not.
        NOT_CHANNEL = "not-channel";
        /// Through which was not said.
        CHANNEL_OPEN = "channel-open";
        /// Goods reach the buyer that way.
        SHIPPED = "shipped";
        /// They do not.
        NOT_SHIPPED = "not-shipped";
        /// How was not said.
        SHIPPED_OPEN = "shipped-open";
        /// He sells to these.
        CUSTOMER = "customer";
        /// He does not.
        NOT_CUSTOMER = "not-customer";
        /// Goods are such.
        GOODS = "goods";
        /// They are not.
        NOT_GOODS = "not-goods";
        /// What they are was not said.
        GOODS_OPEN = "goods-open";
        /// Stock lies there.
        STOCK = "stock";
        /// None does.
        NO_STOCK = "no-stock";
        /// Where it lies was not said.
        STOCK_OPEN = "stock-open";
        /// Stock lies in so many places.
        STOCK_COUNT = "stock-count";
        /// He is established in the market itself.
        AT_HOME = "at-home";
        /// He is established in none of the markets that the rule is about.
        NOT_AT_HOME = "not-at-home";
        /// He sells from one of them to another.
        CROSS_BORDER = "cross-border";
        /// He does not.
        NOT_CROSS_BORDER = "not-cross-border";
        /// What a consignment is worth, beside the limit.
        CONSIGNMENT = "consignment";
        /// It was not said.
        CONSIGNMENT_OPEN = "consignment-open";
        /// What an item is worth, beside the limit.
        ITEM = "item";
        /// It was not said.
        ITEM_OPEN = "item-open";
        /// What was sold, beside the limit.
        SALES = "sales";
        /// What was sold, where less than the limit is asked for.
        SALES_BELOW = "sales-below";
        /// How many orders, likewise.
        ORDERS_BELOW = "orders-below";
        /// At least that was sold.
        SALES_LEAST = "sales-least";
        /// At most that was sold, which is not enough.
        SALES_MOST = "sales-most";
        /// What was sold was not said.
        SALES_OPEN = "sales-open";
        /// How many orders, beside the limit.
        ORDERS = "orders";
        /// At least so many.
        ORDERS_LEAST = "orders-least";
        /// At most so many, which is not enough.
        ORDERS_MOST = "orders-most";
        /// How many orders there were was not said.
        ORDERS_OPEN = "orders-open";
        /// What is charged by the tariff line, times the lines of a consignment.
        PER_LINE = "per-line";
        /// Sales were shared by days.
        SHARED = "shared";
        /// No sales of the period were named.
        SILENT = "silent";
        /// A tariff code is on the list.
        ON_LIST = "on-list";
        /// None is.
        NOT_ON_LIST = "not-on-list";
        /// Codes, or more of their digits, were not said.
        LIST_OPEN = "list-open";
        /// He answered with yes.
        YES = "yes";
        /// He answered with no.
        NO = "no";
        /// He did not answer.
        ANSWER_OPEN = "answer-open";
        /// The figure that was asked for, beside the limit.
        NUMBER = "number";
        /// He holds the registration.
        HELD = "held";
        /// He does not.
        NOT_HELD = "not-held";
        /// That rule applies.
        RULE = "rule";
        /// It does not.
        NOT_RULE = "not-rule";
        /// It is open.
        RULE_OPEN = "rule-open";
        /// Any marketplace.
        ANY_MARKETPLACE = "any-marketplace";
    }
}

/// How a figure is compared.
pub mod compared {
    crate::texts! {
        "compared":
        /// More than.
        MORE = "more";
        /// At least.
        AT_LEAST = "at-least";
        /// Less than.
        LESS = "less";
        /// At most.
        AT_MOST = "at-most";
    }
}

/// Stretches of time that rules count, by the codes of the rules.
pub mod period {
    crate::texts! {
        "rule-period":
        /// The previous calendar year.
        PREVIOUS = "pcy";
        /// The current one, until the day.
        CURRENT = "ccy";
        /// Either of the two.
        EITHER = "p_or_c";
        /// The last twelve months.
        ROLLING = "r12";
        /// Twelve months to the last complete quarter.
        ROLLING_QUARTERS = "r12q";
        /// Twelve months to 30 September.
        TO_SEPTEMBER = "r12sep";
        /// The next twelve months.
        NEXT_YEAR = "f12";
        /// The next thirty days.
        NEXT_DAYS = "f30d";
        /// One month of the last twelve.
        MONTH = "m1";
        /// Four sales-tax quarters.
        TAX_QUARTERS = "4q";
        /// Four calendar quarters.
        QUARTERS = "4cq";
        /// Twelve consecutive months of the last 24.
        ANY_TWELVE = "any12of24";
        /// Japan: the calendar year two before.
        BASE_JAPAN = "base-jp";
        /// Japan: January to June of the year before.
        HALF_JAPAN = "half-jp";
        /// The fiscal year.
        FISCAL = "fy";
    }
}

/// Whose sales are meant, by the codes of the rules.
pub mod scope {
    crate::texts! {
        "rule-scope":
        /// The seller's own.
        DIRECT = "direct";
        /// Those through marketplaces.
        MARKETPLACE = "mp";
        /// Both.
        ALL_SALES = "all";
    }
}

/// What a sum of sales is made of, by the codes of the rules.
pub mod basis {
    crate::texts! {
        "rule-basis":
        /// All sales.
        GROSS = "gross";
        /// Retail sales.
        RETAIL = "retail";
        /// Taxable sales.
        TAXABLE = "taxable";
        /// All sales of goods.
        GROSS_GOODS = "gross-tpp";
        /// Retail sales of goods.
        RETAIL_GOODS = "retail-tpp";
        /// Taxable sales of goods.
        TAXABLE_GOODS = "taxable-tpp";
    }
}

/// Tests of sales by state.
pub mod nexus {
    crate::texts! {
        "nexus":
        /// Dollars alone.
        AMOUNT = "amount";
        /// Dollars and orders.
        AND = "and";
        /// Either.
        OR = "or";
        /// What was sold.
        SOLD = "sold";
        /// At least that.
        SOLD_LEAST = "sold-least";
        /// At most that: of the country, not said of which state.
        SOLD_MOST = "sold-most";
        /// So many orders.
        SOLD_ORDERS = "sold-orders";
        /// Sales through marketplaces count.
        INCLUDED = "included";
        /// They do not.
        EXCLUDED = "excluded";
        /// Sources conflict: they count here.
        CONFLICT = "conflict";
        /// Of sales through marketplaces: so the test is not sure.
        SOURCES_DIFFER = "sources-differ";
        /// Whether the limit itself is enough was not read in a source.
        OPERATOR_KNOWN = "operator-known";
    }
}

/// What to say next.
pub mod ask {
    crate::texts! {
        "ask":
        /// Through which channels.
        CHANNELS = "channels";
        /// How he ships.
        SHIPPED = "shipped";
        /// What the goods are.
        CATEGORIES = "categories";
        /// Where goods are sent from.
        SENT = "sent";
        /// Where they originate.
        MADE = "made";
        /// Where stock lies.
        STOCK = "stock";
        /// What a consignment is worth.
        CONSIGNMENT = "consignment";
        /// What an item is worth.
        ITEM = "item";
        /// Which states or provinces.
        STATES = "states";
        /// Tariff codes.
        CODES = "codes";
        /// They are there, and in no list that is held here.
        CODES_UNLISTED = "codes-unlisted";
        /// Sales to a place.
        SALES = "sales";
        /// Orders to a place.
        ORDERS = "orders";
        /// A figure in a currency that has a rate.
        RATE = "rate";
        /// A question of the rules.
        QUESTION = "question";
        /// Every state or province.
        ALL_PARTS = "all-parts";
        /// Yes.
        YES = "yes";
        /// No.
        NO = "no";
    }
}

/// Days that matter.
pub mod day {
    crate::texts! {
        "rule-day":
        /// It begins.
        BEGINS = "begins";
        /// A part of it begins.
        PART_BEGINS = "part-begins";
        /// It ends.
        ENDS = "ends";
        /// A part of it ends.
        PART_ENDS = "part-ends";
        /// It has to be done by then, each year.
        DUE = "due";
        /// A part of it has.
        PART_DUE = "part-due";
        /// A registration has to be renewed by then.
        RENEW = "renew";
        /// What does a rule.
        DONE_BY = "done-by";
        /// The same with its number.
        DONE_BY_NUMBER = "done-by-number";
    }
}

/// Sets of places that rules name and no case does.
pub mod place {
    crate::texts! {
        "place":
        /// The EU with Iceland, Liechtenstein and Norway.
        EEA = "EEA";
        /// The EU with the United Kingdom.
        EU_AND_GB = "EU27-and-GB";
        /// The EU but Germany.
        EU_NOT_DE = "EU27-not-DE";
        /// Members that ask for a fiscal representative.
        EU_REPRESENTATIVE = "EU-fiscal-rep";
    }
}

/// Which way takes the goods: words of `data/compliance/matrix.toml`.
pub mod takes {
    crate::texts! {
        "takes":
        /// What the table is about.
        TITLE = "title";
        /// What its rows are.
        GOODS = "goods";
        /// How sure it is.
        SURE = "sure";
        /// Post.
        POST = "way-post";
        /// Express.
        EXPRESS = "way-express";
        /// A special line for sensitive goods.
        SENSITIVE = "way-linehaul-sensitive";
        /// A special line for plain goods.
        PLAIN = "way-linehaul-plain";
        /// Ocean and warehouse.
        OCEAN = "way-ocean-warehouse";
    }
}

/// What the list hands on.
pub mod costs {
    crate::texts! {
        "onward":
        /// The part of a consignment of its yearly costs.
        RULE_COSTS = "rule-costs";
    }
}

/// What other calculators say of what they hand on to the list: registered there.
pub mod onward {
    crate::texts! {
        "onward":
        /// Goods, value and way.
        TO_RULES = "to-rules";
    }
}

/// Each of them but those of [`onward`].
#[must_use]
pub fn all() -> Vec<Text> {
    [
        figure::ALL,
        decision::ALL,
        problem::ALL,
        note::ALL,
        way::ALL,
        reason::ALL,
        compared::ALL,
        period::ALL,
        scope::ALL,
        basis::ALL,
        nexus::ALL,
        ask::ALL,
        day::ALL,
        place::ALL,
        takes::ALL,
        costs::ALL,
    ]
    .concat()
}

/// The one of a list whose code is that; the first where none is.
#[cfg(feature = "explain")]
pub(super) fn of_code(all: &'static [Text], code: &str) -> Text {
    all.iter().copied().find(|text| text.code() == code).unwrap_or(all[0])
}
