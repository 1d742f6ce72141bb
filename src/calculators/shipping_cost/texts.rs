//! Every text key that an answer of this calculator can name.

use crate::schema::Text;

/// Lines of the bill.
pub mod line {
    use crate::pack::Extra;
    use crate::schema::Text;

    crate::texts! {
        "line":
        /// Registration of a postal item.
        REGISTRATION = "registration";
        /// Postage by weight.
        POSTAGE = "postage";
        /// Freight by weight.
        FREIGHT = "freight";
        /// Handling per piece.
        HANDLING = "handling";
        /// Remote-area surcharge.
        REMOTE = "remote";
        /// Fee for paying duty and tax in the receiver's place.
        DUTY_PAID = "duty-paid";
        /// Fuel surcharge.
        FUEL = "fuel";
        /// What does not fill a container, by another card.
        REST = "rest";
        /// See [`Extra`].
        ADDITIONAL_HANDLING = "additional-handling";
        /// See [`Extra`].
        OVERSIZE = "oversize";
        /// See [`Extra`].
        OVERWEIGHT = "overweight";
        /// See [`Extra`].
        RESIDENTIAL = "residential";
        /// See [`Extra`].
        PEAK = "peak";
        /// See [`Extra`].
        ORIGIN_REGION = "origin-region";
        /// See [`Extra`].
        TEXTILE = "textile";
        /// See [`Extra`].
        DANGEROUS_GOODS = "dangerous-goods";
        /// See [`Extra`].
        DECLARATION = "declaration";
        /// See [`Extra`].
        INSURANCE = "insurance";
        /// See [`Extra`].
        ORIGIN_DOCUMENTS = "origin-documents";
        /// See [`Extra`].
        ORIGIN_HANDLING = "origin-handling";
        /// See [`Extra`].
        DESTINATION_HANDLING = "destination-handling";
        /// See [`Extra`].
        DELIVERY_ORDER = "delivery-order";
        /// See [`Extra`].
        SECURITY_FILING = "security-filing";
        /// See [`Extra`].
        CUSTOMS_ENTRY = "customs-entry";
        /// See [`Extra`].
        TRUCKING = "trucking";
        /// See [`Extra`].
        NON_STANDARD = "non-standard";
    }

    /// The line of a surcharge.
    #[must_use]
    pub const fn of(extra: Extra) -> Text {
        match extra {
            Extra::AdditionalHandling => ADDITIONAL_HANDLING,
            Extra::Oversize => OVERSIZE,
            Extra::Overweight => OVERWEIGHT,
            Extra::Residential => RESIDENTIAL,
            Extra::Peak => PEAK,
            Extra::Remote => REMOTE,
            Extra::OriginRegion => ORIGIN_REGION,
            Extra::Textile => TEXTILE,
            Extra::DangerousGoods => DANGEROUS_GOODS,
            Extra::Declaration => DECLARATION,
            Extra::Insurance => INSURANCE,
            Extra::OriginDocuments => ORIGIN_DOCUMENTS,
            Extra::OriginHandling => ORIGIN_HANDLING,
            Extra::DestinationHandling => DESTINATION_HANDLING,
            Extra::DeliveryOrder => DELIVERY_ORDER,
            Extra::SecurityFiling => SECURITY_FILING,
            Extra::CustomsEntry => CUSTOMS_ENTRY,
            Extra::Trucking => TRUCKING,
            Extra::NonStandard => NON_STANDARD,
        }
    }
}

/// Named figures.
pub mod figure {
    crate::texts! {
        "figure":
        /// What the shipment costs.
        COST = "cost";
        /// The same in the currency of the card.
        CARD_TOTAL = "card-total";
        /// The weight that is paid for.
        BILLED_WEIGHT = "billed-weight";
        /// Cubic metres, or tons if those are more, that are paid for.
        REVENUE_TONS = "revenue-tons";
        /// Containers that are paid for.
        CONTAINERS = "containers";
        /// Days to delivery.
        DAYS = "days";
        /// Whether duty and tax are in the price.
        DUTY = "duty";
    }
}

/// Whether duty and tax are in the price.
pub mod duty {
    crate::texts! {
        "duty":
        /// They are.
        INCLUDED = "included";
        /// They are not.
        NOT_INCLUDED = "not-included";
        /// The card does not say; treated as not included.
        NOT_STATED = "not-stated";
        /// The sender can have them billed against a fee, but has not asked to.
        ON_REQUEST = "on-request";
        /// The sender has them billed: the fee is in the price, duty and tax come on top.
        BILLED_TO_SENDER = "billed-to-sender";
    }
}

/// Formulas of the working.
pub mod step {
    crate::texts! {
        "step":
        /// Volume weight of a piece.
        VOLUME_WEIGHT = "volume-weight";
        /// The billed weight of a piece: the larger of weight and volume weight, rounded up.
        PIECE_WEIGHT = "piece-weight";
        /// The same where only its weight counts.
        PIECE_WEIGHT_PLAIN = "piece-weight-plain";
        /// The same where the card has no least weight.
        PIECE_WEIGHT_VOLUME = "piece-weight-volume";
        /// The weight of a piece that goes into the sum of the shipment.
        COUNTED_WEIGHT = "counted-weight";
        /// The same where only its weight counts.
        COUNTED_WEIGHT_PLAIN = "counted-weight-plain";
        /// The same where the card has no least weight.
        COUNTED_WEIGHT_VOLUME = "counted-weight-volume";
        /// The billed weight of the shipment: the sum of its pieces, rounded up.
        SHIPMENT_WEIGHT = "shipment-weight";
        /// Card form (a).
        PER_GRAM = "per-gram";
        /// Card form (b).
        BAND = "band";
        /// Card form (c), up to the first weight.
        FIRST = "first";
        /// Card form (c), first weight and further parts.
        FIRST_AND_NEXT = "first-and-next";
        /// Card form (c), by the kilogram.
        PER_KILO = "per-kilo";
        /// Volume weight of which the forwarder bears a part (分泡).
        SHARED_VOLUME = "shared-volume";
        /// The billed weight of the shipment, which has a least weight.
        SHIPMENT_WEIGHT_LEAST = "shipment-weight-least";
        /// Card form (d).
        FLAT = "flat";
        /// Card form (d), the last band, which has no end.
        FLAT_OPEN = "flat-open";
        /// Card form (d), going on in steps.
        FLAT_MORE = "flat-more";
        /// Card form (e), billed as the next break.
        BILLED_UP = "billed-up";
        /// Card form (e), at its least freight.
        LEAST_FREIGHT = "least-freight";
        /// Revenue tons.
        REVENUE_TONS = "revenue-tons";
        /// Card form (f).
        BY_MEASURE = "by-measure";
        /// A plan of containers.
        CONTAINERS = "containers";
        /// A plan of containers, the rest by another card.
        CONTAINERS_REST = "containers-rest";
        /// A surcharge for pieces.
        SURCHARGE_PIECES = "surcharge-pieces";
        /// A surcharge by weight.
        SURCHARGE_WEIGHT = "surcharge-weight";
        /// A surcharge for the shipment.
        SURCHARGE_FLAT = "surcharge-flat";
        /// A surcharge made up of several.
        SURCHARGE_MIXED = "surcharge-mixed";
        /// A surcharge at its least amount.
        SURCHARGE_LEAST = "surcharge-least";
        /// Insurance.
        INSURANCE = "insurance";
        /// Pieces of one row.
        TIMES = "times";
        /// Remote-area surcharge.
        REMOTE = "remote";
        /// Fuel surcharge.
        FUEL = "fuel";
        /// Sum of the rounded lines.
        TOTAL = "total";
        /// Conversion from renminbi into the currency of the answer.
        EXCHANGE = "exchange";
        /// Conversion from the currency of the card into renminbi.
        EXCHANGE_TO_CNY = "exchange-to-cny";
        /// Conversion from one foreign currency into another, through renminbi.
        EXCHANGE_TWICE = "exchange-twice";
    }

    /// The formulas of a piece's billed weight: by weight alone, by weight or volume, by those or the least weight.
    pub const PIECE_WEIGHTS: [crate::schema::Text; 3] = [PIECE_WEIGHT_PLAIN, PIECE_WEIGHT_VOLUME, PIECE_WEIGHT];
    /// The same for what a piece counts for in a shipment.
    pub const COUNTED_WEIGHTS: [crate::schema::Text; 3] = [COUNTED_WEIGHT_PLAIN, COUNTED_WEIGHT_VOLUME, COUNTED_WEIGHT];
}

/// The decision in one sentence.
pub mod decision {
    crate::texts! {
        "decision":
        /// The cheapest against the next.
        CHEAPEST = "cheapest";
        /// Two cost the same.
        SAME = "same";
        /// Only one takes it.
        ONLY = "only";
        /// None takes it.
        NONE = "none";
        /// No card has a price to the destination.
        NOT_SERVED = "not-served";
    }
}

/// Notes.
pub mod note {
    crate::texts! {
        "note":
        /// A heavier parcel would cost less.
        HEAVIER_CHEAPER = "HEAVIER_CHEAPER";
        /// Sizes are missing: volume weight and size limits were not looked at.
        SIZE_MISSING = "SIZE_MISSING";
        /// A surcharge bills a piece at a least weight.
        LEAST_BILLED = "LEAST_BILLED";
        /// The shipment is billed at the least weight of the card.
        LEAST_SHIPMENT = "LEAST_SHIPMENT";
        /// The next break is cheaper than the weight itself.
        BILLED_UP = "BILLED_UP";
        /// The carrier asks for a paper.
        PAPER = "PAPER";
        /// What the carrier pays back when it is late.
        LATE = "LATE";
        /// Volume sets the billed weight.
        VOLUME_COUNTS = "VOLUME_COUNTS";
        /// This lane is run by another carrier than the rest of the card.
        OTHER_CARRIER = "OTHER_CARRIER";
        /// A dearer service is faster.
        FASTEST = "FASTEST";
        /// No price includes duty and tax.
        DUTY_ON_TOP = "DUTY_ON_TOP";
        /// Some prices include duty and tax, others do not.
        DUTY_MIXED = "DUTY_MIXED";
        /// The exchange rate is a sample.
        SAMPLE_EXCHANGE_RATE = "SAMPLE_EXCHANGE_RATE";
        /// Where every card starts.
        ORIGIN = "ORIGIN";
        /// A rule of the market, on the days on which it holds.
        MARKET_RULE = "MARKET_RULE";
    }
}

/// What would change the answer.
pub mod change {
    crate::texts! {
        "change":
        /// Cost against weight, over a chart.
        COST_BY_WEIGHT = "cost-by-weight";
        /// The cheapest at the lightest weight.
        CHEAPEST_AT_FIRST = "cheapest-at-first";
        /// The cheapest from a weight on.
        CHEAPEST_FROM = "cheapest-from";
        /// A lighter parcel.
        LIGHTER = "lighter";
        /// A heavier parcel.
        HEAVIER = "heavier";
        /// A shorter side.
        SHORTER = "shorter";
        /// A longer side.
        LONGER = "longer";
        /// A side cut so that a card takes the parcel.
        CUT = "cut";
        /// More, smaller parcels.
        SPLIT = "split";
        /// All parcels of a row in one.
        TOGETHER = "together";
        /// The day before the rules changed.
        BEFORE = "before";
        /// The day on which they change.
        AFTER = "after";
        /// Without what a card does not take.
        WITHOUT = "without";
        /// Another service that takes it.
        OTHER = "other";
        /// The first side as typed.
        LENGTH = "length";
        /// The second side as typed.
        WIDTH = "width";
        /// The third side as typed.
        HEIGHT = "height";
    }
}

/// Checking a bill: verdicts, reasons, columns.
pub mod bill {
    crate::texts! {
        "bill":
        /// Verdict: billed as the card says.
        RIGHT = "right";
        /// Verdict: more is billed.
        OVER = "over";
        /// Verdict: less is billed.
        UNDER = "under";
        /// Verdict: the card gives no price to compare with.
        CANNOT_PRICE = "cannot-price";
        /// Rounded up to another step than that of the card.
        ROUNDING = "rounding";
        /// Sides rounded up to whole centimetres or inches, which the card does not.
        SIDES_UP = "sides-up";
        /// Sides as measured, which the card rounds up.
        SIDES_AS_MEASURED = "sides-as-measured";
        /// Another divisor than that of the card.
        DIVISOR = "divisor";
        /// Billed by actual weight alone.
        VOLUME_IGNORED = "volume-ignored";
        /// Billed by volume where the card does not count it.
        VOLUME_ADDED = "volume-added";
        /// Each piece rounded by itself where the card rounds the sum.
        EACH_PIECE = "each-piece";
        /// All pieces as one where the card bills each by itself.
        ALL_PIECES = "all-pieces";
        /// The price of the next heavier band.
        NEXT_BAND = "next-band";
        /// The price of the next lighter band.
        PREVIOUS_BAND = "previous-band";
        /// A weight on the edge of a band, billed on its other side.
        BAND_EDGE = "band-edge";
        /// A least billed weight that the card does not have.
        LEAST_WEIGHT = "least-weight";
        /// The least billed weight of the card is not applied.
        LEAST_WEIGHT_MISSING = "least-weight-missing";
        /// No fuel surcharge.
        FUEL_MISSING = "fuel-missing";
        /// The fuel surcharge of other days.
        FUEL_OF_DAY = "fuel-of-day";
        /// Another fuel surcharge explains the amount.
        FUEL_PERCENT = "fuel-percent";
        /// A surcharge of the card that does not apply.
        SURCHARGE = "surcharge";
        /// A surcharge of the card that applies is not billed.
        SURCHARGE_MISSING = "surcharge-missing";
        /// The rates of another day.
        OTHER_DAY = "other-day";
        /// The amount is in another currency.
        OTHER_CURRENCY = "other-currency";
        /// Another step and another divisor.
        ROUNDING_DIVISOR = "rounding-divisor";
        /// Other sides and another step.
        SIDES_ROUNDING = "sides-rounding";
        /// No single rule explains it.
        UNEXPLAINED = "unexplained";
        /// No rule explains the weight; the price is that of the billed weight.
        UNEXPLAINED_WEIGHT = "unexplained-weight";
        /// The weight is right, no rule explains the price.
        UNEXPLAINED_PRICE = "unexplained-price";
        /// The billed weight is another, the price is right.
        NO_EFFECT = "no-effect";
        /// There is no such card on that day.
        NO_CARD = "no-card";
        /// The row says neither what weight nor what amount is billed.
        NOTHING_BILLED = "nothing-billed";
        /// Column: line of the pasted text.
        COLUMN_LINE = "column-line";
        /// Column: reference.
        COLUMN_REFERENCE = "column-reference";
        /// Column: country.
        COLUMN_DESTINATION = "column-destination";
        /// Column: how many parcels.
        COLUMN_QUANTITY = "column-quantity";
        /// Column: actual weight of one.
        COLUMN_WEIGHT = "column-weight";
        /// Column: length.
        COLUMN_LENGTH = "column-length";
        /// Column: width.
        COLUMN_WIDTH = "column-width";
        /// Column: height.
        COLUMN_HEIGHT = "column-height";
        /// Column: what the carrier calls the service.
        COLUMN_SERVICE = "column-service";
        /// Column: size in one cell.
        COLUMN_SIZE = "column-size";
        /// Column: billed weight of the row.
        COLUMN_BILLED_WEIGHT = "column-billed-weight";
        /// Column: billed amount, fuel included.
        COLUMN_AMOUNT = "column-amount";
        /// Column: billed freight; fuel stands in a column of its own.
        COLUMN_FREIGHT = "column-freight";
        /// Column: billed fuel surcharge.
        COLUMN_FUEL = "column-fuel";
        /// Column: currency.
        COLUMN_CURRENCY = "column-currency";
        /// Column: day of shipment.
        COLUMN_DATE = "column-date";
        /// Column of the result: billed weight by the card.
        COLUMN_EXPECTED_WEIGHT = "column-expected-weight";
        /// Column of the result: billed less expected weight.
        COLUMN_WEIGHT_DIFFERENCE = "column-weight-difference";
        /// Column of the result: amount by the card.
        COLUMN_EXPECTED_AMOUNT = "column-expected-amount";
        /// Column of the result: billed less expected amount.
        COLUMN_DIFFERENCE = "column-difference";
        /// Column of the result: verdict.
        COLUMN_VERDICT = "column-verdict";
        /// Column of the result: codes of the reasons.
        COLUMN_CODES = "column-codes";
        /// Column of the result: the reasons in words.
        COLUMN_REASONS = "column-reasons";
        /// Column of the result: how the row was read.
        COLUMN_NOTES = "column-notes";
        /// Column of the result: the rate card that the row was held against.
        COLUMN_CARD = "column-card";
        /// Column: another fee.
        COLUMN_FEE = "column-fee";
        /// Note: a weight was read as that of one of several parcels.
        WEIGHT_READ_AS_ONE = "weight-read-as-one";
        /// Note: a weight was read as that of all parcels of the row.
        WEIGHT_READ_AS_ALL = "weight-read-as-all";
        /// Note: the amount is a sum of freight and fees.
        ADDED_UP = "added-up";
        /// It comes out if the weight is that of one parcel.
        WEIGHT_OF_ONE = "weight-of-one";
        /// It comes out if the weight is that of all parcels of the row.
        WEIGHT_OF_ALL = "weight-of-all";
        /// Problem: an amount names another currency than its row.
        CURRENCIES_DIFFER = "currencies-differ";
    }
}

/// Why a service is refused, and problems of this calculator's fields (`docs/facts/logistics.md` §3.10).
pub mod refusal {
    crate::texts! {
        "problem":
        /// The card has no price for this destination.
        E_DESTINATION = "E_DESTINATION";
        /// Too heavy.
        E_WEIGHT = "E_WEIGHT";
        /// Longest side too long.
        E_LONGEST = "E_LONGEST";
        /// Length + width + height too large.
        E_SUM = "E_SUM";
        /// Length + twice the diameter of a roll too large.
        E_ROLL_SUM = "E_ROLL_SUM";
        /// Does not fit into the largest box of the service.
        E_BOX = "E_BOX";
        /// Longest side + girth too large.
        E_GIRTH = "E_GIRTH";
        /// A piece fits into no container.
        E_CONTAINER = "E_CONTAINER";
        /// So many containers need a quote.
        E_MANY_CONTAINERS = "E_MANY_CONTAINERS";
        /// The card needs the size.
        E_SIZE = "E_SIZE";
        /// The card needs the selling price.
        E_PRICE = "E_PRICE";
        /// Insurance needs the value of the goods.
        E_VALUE = "E_VALUE";
        /// The card does not take such a battery.
        E_BATTERY = "E_BATTERY";
        /// The card takes no liquid, cream or powder.
        E_LIQUID = "E_LIQUID";
        /// The card takes no magnet.
        E_MAGNET = "E_MAGNET";
        /// The card takes no food, plant or animal product.
        E_FOOD = "E_FOOD";
        /// The card takes no brand.
        E_BRAND = "E_BRAND";
        /// The card is for other goods alone.
        E_CHANNEL = "E_CHANNEL";
        /// Too small.
        E_SMALL = "E_SMALL";
        /// The carrier adds a charge that the card does not hold: needs a quote.
        E_QUOTE = "E_QUOTE";
        /// The card is in a currency that cannot be compared.
        E_CURRENCY = "E_CURRENCY";
        /// No exchange rate, neither typed nor as a sample.
        E_EXCHANGE_RATE = "E_EXCHANGE_RATE";
        /// What the card asks for is rounded to nothing.
        E_NOTHING = "E_NOTHING";
    }
}

/// Those that can stand beside a service, for calculators that ask services what they charge.
#[must_use]
pub fn of_services() -> Vec<Text> {
    [figure::ALL, duty::ALL, step::ALL, note::ALL, refusal::ALL].concat()
}

/// What other calculators can take over.
pub mod onward {
    crate::texts! {
        "onward":
        /// The days of a service as the first leg of a lead time.
        FIRST_LEG = "first-leg";
    }
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Text> {
    [
        line::ALL,
        figure::ALL,
        duty::ALL,
        step::ALL,
        decision::ALL,
        note::ALL,
        change::ALL,
        bill::ALL,
        onward::ALL,
        crate::calculators::compliance::texts::onward::ALL,
        refusal::ALL,
    ]
    .concat()
}
