//! Which texts each of the two programs of the page needs: what its sources name, and what the domain can ask it to show.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use crate::Texts;

/// A program with a text file of its own per language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The page: what the first answer needs.
    Page,
    /// The engine, loaded after the first answer.
    Engine,
}

/// What only the engine shows of the domain: the working, the sources, the rules of the markets.
const ENGINE_ONLY: &[&str] = &[
    "problem.OPEN_QUOTE",
    "problem.REST_NOT_READ",
    "problem.TEXT_LIMIT",
    "problem.TWO_READINGS",
    "problem.UNKNOWN_FIELD",
    "step.",
    "step-name.",
    "source.",
    "status-more.",
    "notice.",
    "notice-more.",
    "change.",
    "onward.",
    "onward-more.",
    "paper.",
    "bill.",
    "sheet-",
    "duty-layer.",
    "event.",
    "workbook.",
    "note.BILLED_UP",
    "note.DUTY_IN_FREIGHT",
    "note.FASTEST",
    "note.CHECKOUT_NEEDED",
    "note.FEE_UNCONFIRMED",
    "note.HEAVIER_CHEAPER",
    "note.LATE",
    "note.FREIGHT_",
    "note.SHARED_BY_",
    "note.PRICE_DDP",
    "note.PRICE_FOB",
    "note.LEAST_BILLED",
    "note.LEAST_SHIPMENT",
    "note.MARKET_RULE",
    "note.ORIGIN",
    "note.OTHER_CARRIER",
    "note.PAPER",
    "note.SAMPLE_EXCHANGE_RATE",
    "note.ONE_LIST",
    "note.RELIEF_EXCEPTIONS",
    "note.TAX_",
    "note.VALUE_EDGE",
    "note.CHANNELS_OF_DATA",
    "note.DUTY_NOT_STATED",
    "note.SEVERAL_ENTRIES",
    "problem.E_MCF",
    "note.FBA_AGED",
    "note.FBA_NOT_READ",
    "note.BULK_SALE",
    "note.NO_SHIPPING",
    "note.PRICE_DROP",
    "note.PRICE_LOST",
    "note.PRICE_VALUE",
    "note.LEAST_PRICE",
    "note.NO_PRICE",
    "note.NO_SALES_TAX",
    "note.RETURN_BY",
    "problem.E_SALE",
    "section.",
    "decision.sale",
    "figure.break-even",
    "figure.least-price",
    "figure.margin",
    "figure.most-",
    "figure.price",
    "figure.profit",
    "line.ads",
    "line.fulfilment",
    "line.landed",
    "line.order-fee",
    "line.payment",
    "line.payout",
    "line.price",
    "line.referral",
    "line.returns",
    "line.sales-tax",
    "note.VOLUME_COUNTS",
    "demand-class.",
    "slow.",
    "note.BUDGET_",
    "note.BUY_",
    "problem.E_LEAST_ORDER",
    "note.POLICIES",
    "note.TRANSFER_",
    "note.TRANSIT_",
    "line.transit",
    "note.TOGETHER_",
    "note.PERIODIC_LEVEL",
    "note.SITES_",
    "stocked.",
    "decision.mode-sites",
    "note.AGE_UNKNOWN",
    "note.NO_VOLUME",
    "note.MEETS_",
    "note.SLOW_",
    "note.NOT_SLOW",
    "note.DEPOSIT",
    "decision.supplier-best",
    "decision.buy-",
    "decision.container-",
    "decision.budget-",
    "decision.slow-rate",
    "decision.transfer",
    "figure.lead-days",
    "figure.buy",
    "figure.sells-out",
    "figure.left-over",
    "figure.profit-expected",
    "figure.yearly-cost",
    "figure.site-",
    "figure.transfer",
    "figure.units",
    "figure.load-",
    "figure.sell-through",
    "figure.slow-mover",
    "figure.share",
    "method.this-supplier",
    "method.other-supplier",
    "method.supplier-",
    "method.best-buy",
    "method.mean-buy",
    "method.half-more",
    "method.optimum",
    "method.this-product",
    "method.product",
    "method.exact-fill",
    "method.best-range",
    "method.power",
    "method.planned-backorders",
    "method.square-root",
    "method.site",
    "method.age",
    "ways.",
    "forecast.",
    "law.",
    "reason.",
    "compared.",
    "rule-",
    "nexus.",
    "ask.",
    "note.RULE_",
    "takes.",
    "figure.forecast-",
    "note.BY_LAW",
    "note.CLOSURE",
    "note.DEMAND_CLASS",
    "note.DIP",
    "note.EVENT_",
    "note.FILLED",
    "note.FORECAST_UNSURE",
    "note.CLIPPED",
    "note.HELD_UP",
    "note.HISTORY",
    "note.LATE_ORDERS",
    "note.MAX_LESS_AVERAGE",
    "note.RISK_AT_LEAST",
    "note.LOW_DATA",
    "note.CROSSING",
    "note.METHOD",
    "note.NOT_COMPARABLE",
    "note.PAIRED",
    "note.SIMULATED",
    "note.WITHOUT_FORECAST_ERROR",
    "figure.half-width",
    "figure.orders-a-year",
    "figure.shortages-a-year",
    "figure.safety-cover",
    "figure.stockout-days",
    "figure.mean-stock",
    "figure.up-to",
    "line.holding-stock",
    "method.min-max",
    "method.periodic",
    "note.MONTHS",
    "note.STALE_HISTORY",
    "note.NO_SEASONS",
    "note.NO_TREND",
    "note.ONE_ORDER",
    "note.PAST_ORDERS",
    "note.PRICE_TIER",
    "note.ROUNDED_",
    "note.SEASONS",
    "note.SERVICE_",
    "note.SEVERAL_AT_ONCE",
    "note.SPREAD",
    "note.STOCK_OUTS",
    "note.SUSPECTED",
    "note.TREND",
    "note.WALKED",
    "note.NO_WAIT",
    "note.LEAST_SAFETY",
    "note.POINT_RISES",
];

/// Where the page's field of a size is drawn.
const SIZE_FIELD: &str = "form/size.rs";

/// What stands in the static pages and nowhere else.
const STATIC: &str = ".description";

impl Program {
    /// What its text file is called behind the tag of the language.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Engine => "-more",
        }
    }

    /// The folders of its sources.
    #[must_use]
    pub const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Page => &["www/src", "www/ui/src"],
            Self::Engine => &["www/engine/src", "www/ui/src"],
        }
    }

    /// Whether it shows what the domain asks for under a key.
    #[must_use]
    pub fn shows(self, key: &str) -> bool {
        let note = key.replace("note-more.", "note.");
        let elsewhere =
            self == Self::Page && ENGINE_ONLY.iter().any(|start| key.starts_with(start) || note.starts_with(start));
        let only_static = key.starts_with("calculator.") && key.ends_with(STATIC);
        !elsewhere && !only_static
    }

    /// Its texts: those that its sources name in `t!("…")`, and those of `domain` that it [`shows`](Self::shows). Without
    /// `sizes` it is built without the field of a size.
    ///
    /// # Errors
    ///
    /// Keys without a text, and sources that cannot be read, a sentence each.
    pub fn texts(self, root: &Path, all: &Texts, domain: &BTreeSet<String>, sizes: bool) -> Result<Texts, Vec<String>> {
        let mut wanted = BTreeSet::new();
        for folder in self.sources() {
            let folder = root.join(folder);
            named(&folder, sizes, &mut wanted).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
        }
        wanted.extend(domain.iter().filter(|key| self.shows(key)).cloned());
        let lacks = |key: &&String| all.keys.binary_search(key).is_err();
        let missing: Vec<_> =
            wanted.iter().chain(domain).filter(lacks).map(|key| format!("no wording for {key}")).collect();
        if missing.is_empty() { Ok(all.only(|key| wanted.contains(key))) } else { Err(missing) }
    }
}

/// The keys that the Rust sources of a folder name, with or without the field of a size.
fn named(folder: &Path, sizes: bool, keys: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            named(&path, sizes, keys)?;
        } else if !sizes && path.ends_with(SIZE_FIELD) {
            // Not in this build.
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            said(&fs::read_to_string(&path)?, keys);
        }
    }
    Ok(())
}

/// The keys in `t!("…")` of some Rust code.
fn said(code: &str, keys: &mut BTreeSet<String>) {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut before = "";
    for part in code.split("t!(") {
        // Not the end of another name, such as `format!(`.
        let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let key = part.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
        keys.extend(key.filter(|_| whole && !before.is_empty()).map(str::to_owned));
        before = part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_where_they_are_said() {
        let mut keys = BTreeSet::new();
        said(
            "x(t!(\"a.b\"), t!(\n    \"c.d\", n = 1));\n// t!(\"no.1\")\nformat!(\"no.2\"); insert!(\"no.3\"); t!($key)",
            &mut keys,
        );
        assert_eq!(keys, ["a.b", "c.d"].map(str::to_owned).into());
    }

    #[test]
    fn each_program_gets_its_own() {
        assert!(!Program::Page.shows("step.first") && Program::Engine.shows("step.first"));
        assert!(Program::Page.shows("status.sample") && Program::Engine.shows("status.sample"));
        assert!(!Program::Page.shows("calculator.toy.description"));
    }
}
