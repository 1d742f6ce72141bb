//! What can be said of a rate sheet, and what its columns can be (`locales/`).

/// What is wrong with a cell, a line or a sheet, or worth a look.
pub mod problem {
    crate::texts! {
        "sheet-problem":
        /// A figure that is one number with a decimal point and another with a thousands separator.
        AMBIGUOUS_NUMBER = "AMBIGUOUS_NUMBER";
        /// A column of figures that is not read.
        COLUMN_NOT_READ = "COLUMN_NOT_READ";
        /// A line that carries on a price at a heavier weight for less in total.
        COST_FALLS = "COST_FALLS";
        /// One service has prices in several currencies.
        CURRENCIES_MIXED = "CURRENCIES_MIXED";
        /// A currency or its sign that is not that of the column or of the sheet.
        CURRENCY_CONTRADICTION = "CURRENCY_CONTRADICTION";
        /// A spreadsheet has turned a range of weights or days into a date.
        DATE_MANGLED = "DATE_MANGLED";
        /// A discount beside a price that may be before or after it.
        DISCOUNT = "DISCOUNT";
        /// The same range twice for one country.
        DUPLICATE = "DUPLICATE";
        /// Nothing in it.
        EMPTY = "EMPTY";
        /// Prices of several forms for one country.
        FORM_MIXED = "FORM_MIXED";
        /// Prices that held until a day that is past.
        EXPIRED = "EXPIRED";
        /// A formula in the place of a figure.
        FORMULA = "FORMULA";
        /// Weights without a price between two ranges.
        GAP = "GAP";
        /// A line that is no price: a heading, a remark.
        LINE_LEFT_OUT = "LINE_LEFT_OUT";
        /// A range below single weights: whether by the kilogram or in all, it does not say.
        MATRIX_RANGE = "MATRIX_RANGE";
        /// No country.
        MISSING_COUNTRY = "MISSING_COUNTRY";
        /// No price.
        MISSING_PRICE = "MISSING_PRICE";
        /// No range of weights.
        MISSING_WEIGHT = "MISSING_WEIGHT";
        /// The name of a service was shortened, or signs that cannot be shown were taken out.
        NAME_CHANGED = "NAME_CHANGED";
        /// Below zero.
        NEGATIVE = "NEGATIVE";
        /// No column of countries.
        NO_COUNTRY_COLUMN = "NO_COUNTRY_COLUMN";
        /// A first and a next price without their weights.
        NO_FIRST_WEIGHT = "NO_FIRST_WEIGHT";
        /// A column of figures beside weights or prices that nothing names.
        NO_HEADING = "NO_HEADING";
        /// No line that names the columns.
        NO_HEADER = "NO_HEADER";
        /// No column of prices.
        NO_PRICE_COLUMN = "NO_PRICE_COLUMN";
        /// A price for the parcel without an upper weight.
        NO_UPPER_END = "NO_UPPER_END";
        /// No column of weights beside a price for the parcel.
        NO_WEIGHT_COLUMN = "NO_WEIGHT_COLUMN";
        /// Not a day, or one that can be read in two ways.
        NOT_A_DAY = "NOT_A_DAY";
        /// Not a figure.
        NOT_A_NUMBER = "NOT_A_NUMBER";
        /// Not a range of weights.
        NOT_A_RANGE = "NOT_A_RANGE";
        /// No table: no columns, or no text at all.
        NOT_A_TABLE = "NOT_A_TABLE";
        /// A price by weight without an upper weight.
        OPEN_END = "OPEN_END";
        /// Figures, or sums of them, beyond what a rate card can hold.
        OUT_OF_RANGE = "OUT_OF_RANGE";
        /// Two ranges of one country share weights.
        OVERLAP = "OVERLAP";
        /// A percentage in the place of an amount.
        PERCENT = "PERCENT";
        /// A quote that nothing ends.
        QUOTE_OPEN = "QUOTE_OPEN";
        /// A range of weights in the header of prices, beside prices from a weight on.
        RANGE_IN_HEADER = "RANGE_IN_HEADER";
        /// A range that ends before it begins.
        RANGE_REVERSED = "RANGE_REVERSED";
        /// Prices by weight that rise with the weight, as those of whole parcels do.
        RATE_RISES = "RATE_RISES";
        /// A price for a part of a kilogram or pound, each part begun taken in full.
        ROUNDED_UP = "ROUNDED_UP";
        /// Two columns of one role.
        ROLE_TWICE = "ROLE_TWICE";
        /// Another table, with columns of its own, begins below the first.
        SECOND_TABLE = "SECOND_TABLE";
        /// The ranges of a country begin above zero, and what lighter parcels cost is not said.
        STARTS_ABOVE_ZERO = "STARTS_ABOVE_ZERO";
        /// More text than is looked at.
        TOO_LONG = "TOO_LONG";
        /// A line with more cells than the header has.
        TOO_MANY_CELLS = "TOO_MANY_CELLS";
        /// More lines than are looked at.
        TOO_MANY_LINES = "TOO_MANY_LINES";
        /// A unit that is not that of the column.
        UNIT_CONTRADICTION = "UNIT_CONTRADICTION";
        /// Figures that do not look like their unit.
        UNIT_DOUBT = "UNIT_DOUBT";
        /// A country that no form offers.
        UNKNOWN_COUNTRY = "UNKNOWN_COUNTRY";
        /// A property of a lane that differs from line to line.
        VALUES_DIFFER = "VALUES_DIFFER";
        /// A price of nothing.
        ZERO_PRICE = "ZERO_PRICE";
        /// A price for a zone of the country alone.
        ZONES = "ZONES";
    }
}

/// What a column is.
pub mod role {
    crate::texts! {
        "sheet-role":
        /// Weight from which the price by the kilogram in this column holds.
        BREAK = "break";
        /// Country.
        COUNTRY = "country";
        /// Prices to one country, for the weights of the lines.
        COUNTRY_PRICE = "country-price";
        /// Currency.
        CURRENCY = "currency";
        /// Days to delivery.
        DAYS = "days";
        /// Discount, which is not taken off.
        DISCOUNT = "discount";
        /// Divisor of the volume weight.
        DIVISOR = "divisor";
        /// Fee for each parcel.
        FEE = "fee";
        /// Price of the first weight.
        FIRST_PRICE = "first-price";
        /// The first weight.
        FIRST_WEIGHT = "first-weight";
        /// Price of a parcel within a range.
        FLAT = "flat";
        /// Weight from.
        FROM = "from";
        /// Not read.
        IGNORED = "ignored";
        /// Least billed weight.
        LEAST = "least";
        /// Greatest weight.
        MOST = "most";
        /// Price of each further part.
        NEXT_PRICE = "next-price";
        /// Price by weight.
        PER_KG = "per-kg";
        /// Range of weights in one cell.
        RANGE = "range";
        /// Step to which the billed weight is rounded up.
        ROUNDING = "rounding";
        /// Service.
        SERVICE = "service";
        /// The further part.
        STEP = "step";
        /// Weight to.
        TO = "to";
        /// First day of validity.
        VALID_FROM = "valid-from";
        /// Last day of validity.
        VALID_TO = "valid-to";
        /// Delivery zone, which is not priced.
        ZONE = "zone";
    }
}
