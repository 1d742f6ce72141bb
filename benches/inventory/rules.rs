//! The rules of compliance and sellers to hold them against: the bundled examples. Texts are compiled in, as Node's runner of wasm
//! tests reads no files.

#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark ends at the first thing it cannot read")]

use suanpan::calculators::compliance::{self, Compliance};
use suanpan::link;
use suanpan::schema::{Fields, Question, Record};
use suanpan_compliance::codes::Currency;
use suanpan_compliance::{Book, Profile, Rates, missing, source};

/// Sellers, rules, and what a unit of each currency is worth.
pub struct Rules {
    pub book: Book,
    pub sellers: Vec<Profile>,
    pub rates: Rates,
}

/// How many sellers there are.
pub const SELLERS: u32 = 4;

/// What is bundled.
pub fn rules() -> Rules {
    let loaded = source::parse(FILES).unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
    #[cfg(not(target_arch = "wasm32"))]
    {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/compliance");
        let whole = source::read(&folder).map(|whole| whole.snapshot);
        assert_eq!(whole, Ok(loaded.snapshot.clone()), "a file of the rules is not compiled in");
    }
    let sellers: Vec<_> = Compliance::EXAMPLES.iter().map(|example| seller(example.link)).collect();
    assert_eq!(sellers.len(), SELLERS as usize);
    // Round figures: what they are changes nothing of the work.
    let rates = [("CNY", 1), ("USD", 7), ("EUR", 8), ("GBP", 9)];
    let rates = rates.into_iter().filter_map(|(code, rate)| Some((Currency::from_code(code)?, rate.into())));
    Rules { book: loaded.book, sellers, rates: Rates::new(rates) }
}

fn seller(text: &str) -> Profile {
    let opened = link::decode(&text.replace("&k=hand", "&dt=2026-11-22&k=hand")).expect("a good link");
    let fields = opened.calculator.fields();
    let record: Record = opened.record.with_defaults(fields);
    let inputs = <Compliance as Question>::Inputs::from_values(&record.values).expect("a whole case");
    compliance::profile(&inputs)
}

/// How every rule stands for one seller.
#[inline(never)]
pub fn evaluated(rules: &Rules, seller: &Profile) -> f64 {
    suanpan_compliance::evaluate(&rules.book, seller, &rules.rates).len() as f64
}

/// What he should be asked next: a list does both.
#[inline(never)]
pub fn asked(rules: &Rules, seller: &Profile) -> f64 {
    missing(&rules.book, seller, &rules.rates).len() as f64
}

/// Files by name, as a folder has them.
const FILES: &[(&str, &str)] = &[
    ("americas.toml", include_str!("../../data/compliance/americas.toml")),
    ("asia-pacific.toml", include_str!("../../data/compliance/asia-pacific.toml")),
    ("ch-no.toml", include_str!("../../data/compliance/ch-no.toml")),
    ("china.toml", include_str!("../../data/compliance/china.toml")),
    ("data.toml", include_str!("../../data/compliance/data.toml")),
    ("documents-other.toml", include_str!("../../data/compliance/documents-other.toml")),
    ("documents-us.toml", include_str!("../../data/compliance/documents-us.toml")),
    ("documents.toml", include_str!("../../data/compliance/documents.toml")),
    ("eu-border.toml", include_str!("../../data/compliance/eu-border.toml")),
    ("eu-packaging.toml", include_str!("../../data/compliance/eu-packaging.toml")),
    ("eu-product.toml", include_str!("../../data/compliance/eu-product.toml")),
    ("eu-tax.toml", include_str!("../../data/compliance/eu-tax.toml")),
    ("goods.toml", include_str!("../../data/compliance/goods.toml")),
    ("hts-us.toml", include_str!("../../data/compliance/hts-us.toml")),
    ("ip.toml", include_str!("../../data/compliance/ip.toml")),
    ("matrix.toml", include_str!("../../data/compliance/matrix.toml")),
    ("middle-east-africa.toml", include_str!("../../data/compliance/middle-east-africa.toml")),
    ("questions-eu.toml", include_str!("../../data/compliance/questions-eu.toml")),
    ("questions-other.toml", include_str!("../../data/compliance/questions-other.toml")),
    ("questions-us.toml", include_str!("../../data/compliance/questions-us.toml")),
    ("registrations-other.toml", include_str!("../../data/compliance/registrations-other.toml")),
    ("registrations-us.toml", include_str!("../../data/compliance/registrations-us.toml")),
    ("registrations.toml", include_str!("../../data/compliance/registrations.toml")),
    ("sets.toml", include_str!("../../data/compliance/sets.toml")),
    ("uk.toml", include_str!("../../data/compliance/uk.toml")),
    ("us-border.toml", include_str!("../../data/compliance/us-border.toml")),
    ("us-nexus.toml", include_str!("../../data/compliance/us-nexus.toml")),
    ("us-product.toml", include_str!("../../data/compliance/us-product.toml")),
    ("us-tax.toml", include_str!("../../data/compliance/us-tax.toml")),
    ("markets/ae.toml", include_str!("../../data/markets/ae.toml")),
    ("markets/ar.toml", include_str!("../../data/markets/ar.toml")),
    ("markets/au.toml", include_str!("../../data/markets/au.toml")),
    ("markets/br.toml", include_str!("../../data/markets/br.toml")),
    ("markets/ca.toml", include_str!("../../data/markets/ca.toml")),
    ("markets/ch.toml", include_str!("../../data/markets/ch.toml")),
    ("markets/cl.toml", include_str!("../../data/markets/cl.toml")),
    ("markets/co.toml", include_str!("../../data/markets/co.toml")),
    ("markets/eu.toml", include_str!("../../data/markets/eu.toml")),
    ("markets/fr.toml", include_str!("../../data/markets/fr.toml")),
    ("markets/gb.toml", include_str!("../../data/markets/gb.toml")),
    ("markets/hk.toml", include_str!("../../data/markets/hk.toml")),
    ("markets/id.toml", include_str!("../../data/markets/id.toml")),
    ("markets/il.toml", include_str!("../../data/markets/il.toml")),
    ("markets/in.toml", include_str!("../../data/markets/in.toml")),
    ("markets/jp.toml", include_str!("../../data/markets/jp.toml")),
    ("markets/kr.toml", include_str!("../../data/markets/kr.toml")),
    ("markets/mx.toml", include_str!("../../data/markets/mx.toml")),
    ("markets/my.toml", include_str!("../../data/markets/my.toml")),
    ("markets/no.toml", include_str!("../../data/markets/no.toml")),
    ("markets/nz.toml", include_str!("../../data/markets/nz.toml")),
    ("markets/pe.toml", include_str!("../../data/markets/pe.toml")),
    ("markets/ph.toml", include_str!("../../data/markets/ph.toml")),
    ("markets/ro.toml", include_str!("../../data/markets/ro.toml")),
    ("markets/ru.toml", include_str!("../../data/markets/ru.toml")),
    ("markets/sa.toml", include_str!("../../data/markets/sa.toml")),
    ("markets/sg.toml", include_str!("../../data/markets/sg.toml")),
    ("markets/th.toml", include_str!("../../data/markets/th.toml")),
    ("markets/tr.toml", include_str!("../../data/markets/tr.toml")),
    ("markets/tw.toml", include_str!("../../data/markets/tw.toml")),
    ("markets/us.toml", include_str!("../../data/markets/us.toml")),
    ("markets/vn.toml", include_str!("../../data/markets/vn.toml")),
    ("markets/za.toml", include_str!("../../data/markets/za.toml")),
];
