//! Every text key that an answer of this calculator can name.

use crate::schema::Text;

/// Lines of the bill.
pub mod line {
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
        /// Pieces of one row.
        TIMES = "times";
        /// Remote-area surcharge.
        REMOTE = "remote";
        /// Fuel surcharge.
        FUEL = "fuel";
        /// Sum of the rounded lines.
        TOTAL = "total";
        /// Conversion into the currency of the answer.
        EXCHANGE = "exchange";
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
        /// Too small.
        E_SMALL = "E_SMALL";
        /// The carrier adds a charge that the card does not hold: needs a quote.
        E_QUOTE = "E_QUOTE";
        /// The card is in a currency that cannot be compared.
        E_CURRENCY = "E_CURRENCY";
        /// No exchange rate, neither typed nor as a sample.
        E_EXCHANGE_RATE = "E_EXCHANGE_RATE";
    }
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Text> {
    [line::ALL, figure::ALL, duty::ALL, step::ALL, decision::ALL, note::ALL, refusal::ALL].concat()
}
