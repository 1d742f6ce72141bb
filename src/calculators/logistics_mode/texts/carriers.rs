//! What is said of the user's carriers: core, backup and what a failure in peak loses.

use crate::schema::Text;

/// What a carrier is for.
pub mod role {
    crate::texts! {
        "role":
        /// The cheapest that keeps the promise.
        CORE = "core";
        /// Kept for the day on which the core fails.
        BACKUP = "backup";
        /// Takes what the cheaper ones have no room for.
        RELIEF = "relief";
        /// Carries nothing.
        UNUSED = "unused";
        /// A plan without a backup.
        NO_BACKUP = "no-backup";
    }
}

/// Lines of the bill.
pub mod line {
    crate::texts! {
        "line":
        /// What a carrier charges for an order.
        CARRIER_PRICE = "carrier-price";
        /// What paying it later is worth.
        CREDIT = "credit";
        /// What failures of the core lose in a year.
        FAILURES = "failures-a-year";
        /// What the share of a backup costs in a year.
        BACKUP_SHARE = "backup-a-year";
    }
}

/// Formulas of the working.
pub mod step {
    crate::texts! {
        "step":
        /// What a late order costs on average by a carrier.
        CARRIER_LATE = "carrier-late";
        /// What paying a carrier later is worth.
        CREDIT = "credit";
        /// Orders that keep the account of a backup alive.
        KEPT = "kept-orders";
        /// Orders that nobody takes when the core fails.
        UNSHIPPED = "unshipped";
        /// What an order by the core leaves.
        MARGIN = "carrier-margin";
        /// What a failure loses.
        FAILURE_LOST = "failure-lost";
        /// What failures lose in a year.
        FAILURES = "failures-a-year";
        /// What the share of a backup costs in a year.
        BACKUP_SHARE = "backup-a-year";
        /// From which chance a backup pays.
        PAYS_FROM = "pays-from";
    }
}

/// Named figures.
pub mod figure {
    crate::texts! {
        "figure":
        /// What an order costs by a carrier.
        CARRIER_EACH = "carrier-each";
        /// What a carrier is for.
        CARRIER_ROLE = "carrier-role";
        /// Its part of a usual month, percent.
        USUAL_SHARE = "usual-share";
        /// Its part of a month of peak, percent.
        PEAK_SHARE = "peak-share";
        /// Its orders of a usual month.
        USUAL_ORDERS = "usual-orders";
        /// Its orders of a month of peak.
        PEAK_ORDERS = "peak-orders";
        /// Orders that nobody takes when the core fails.
        UNSHIPPED = "unshipped";
        /// What that loses.
        FAILURE_LOST = "failure-lost";
        /// What a backup costs a month.
        BACKUP_MONTH = "backup-month";
        /// The chance from which it pays.
        PAYS_FROM = "pays-from";
        /// What failures and backup cost in a year.
        A_YEAR = "failure-year";
    }
}

/// Decisions.
pub mod decision {
    crate::texts! {
        "decision":
        /// Core and backup.
        CARRIERS_SPLIT = "carriers-split";
        /// A core and no backup.
        CARRIERS_CORE = "carriers-core";
        /// No carrier comes into question.
        CARRIERS_NONE = "carriers-none";
        /// A backup pays.
        FAILURE_PAYS = "failure-pays";
        /// From which chance one pays, where nobody said what the chance is.
        FAILURE_IF = "failure-if";
        /// None pays at that chance.
        FAILURE_NOT = "failure-not";
        /// None pays at any chance.
        FAILURE_NEVER = "failure-never";
        /// Who takes the overflow takes the core's orders too.
        FAILURE_COVERED = "failure-covered";
        /// There is none.
        FAILURE_ALONE = "failure-alone";
        /// An order leaves nothing that could be lost.
        FAILURE_NO_MARGIN = "failure-no-margin";
        /// What a failure loses cannot be priced.
        FAILURE_UNPRICED = "failure-unpriced";
        /// The same without a backup.
        FAILURE_ALONE_UNPRICED = "failure-alone-unpriced";
    }
}

/// Reasons against a carrier.
pub mod refusal {
    crate::texts! {
        "problem":
        /// Nobody says how many orders are late, and a late one costs something.
        E_ON_TIME = "E_ON_TIME";
        /// Nobody says how many orders it takes.
        E_CAPACITY = "E_CAPACITY";
    }
}

/// What to know.
pub mod note {
    crate::texts! {
        "note":
        /// Orders for which no carrier has room.
        NO_ROOM = "NO_ROOM";
        /// Nobody said what a late order costs.
        LATE_UNPRICED = "LATE_UNPRICED";
        /// Of the carrier's clause one day counts.
        CLAUSE_ONE_DAY = "CLAUSE_ONE_DAY";
        /// Some carrier's terms of payment are not known.
        TERMS_UNKNOWN = "TERMS_UNKNOWN";
        /// Some carrier's room is not known.
        CAPACITY_UNKNOWN = "CAPACITY_UNKNOWN";
        /// A usual month stands for one of peak.
        PEAK_AS_USUAL = "PEAK_AS_USUAL";
        /// What a margin holds.
        MARGIN_BEFORE_FEES = "MARGIN_BEFORE_FEES";
        /// What an order leaves is not known.
        MARGIN_UNKNOWN = "MARGIN_UNKNOWN";
        /// Nobody said how likely the core fails.
        CHANCE_UNKNOWN = "CHANCE_UNKNOWN";
        /// Share of the backup or months of peak are assumptions.
        BACKUP_ASSUMED = "BACKUP_ASSUMED";
    }
}

/// Further questions.
pub mod section {
    crate::texts! {
        "section":
        /// Who carries what.
        CARRIERS = "carriers";
        /// What carriers are.
        CARRIER = "carrier";
        /// What a failure of the core does.
        FAILURE = "carrier-failure";
        /// What its alternatives are.
        BACKUP = "carrier-backup";
    }
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Text> {
    [role::ALL, line::ALL, step::ALL, figure::ALL, decision::ALL, refusal::ALL, note::ALL, section::ALL].concat()
}
