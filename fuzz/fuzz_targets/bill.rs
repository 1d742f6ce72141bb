//! Any text as a forwarder's bill: no panic; a row that is right has no difference, one without a price has a reason;
//! and what is written holds a line for each row and no formula.
#![no_main]

use std::cell::LazyCell;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use suanpan::amount::Decimal;
use suanpan::calculators::bill_check::{self, Checked, Checker, Verdict};
use suanpan::link;
use suanpan::pack::World;
use suanpan::schema::Phrase;
use suanpan_fuzz::{MARKS, unformulated};

static WORLD: LazyLock<World> = LazyLock::new(suanpan_fuzz::world);
/// A card of each way to price, and one that is not there.
const DESKS: [(&str, &str); 8] = [
    ("postal-packet", "d=DE&dt=2026-11-22"),
    ("special-line-general", "d=US&dt=2026-11-22"),
    ("express", "p=_1kg_20x15x8cm_battery-in&d=GB&ra=1&dp=1&c=USD&dt=2026-11-22"),
    ("ems", "d=JP&c=EUR&fx=7.9&sp=2&fu=30&dt=2026-11-22"),
    ("us-air-kilo", "d=US&lg=first-leg&dt=2026-11-22"),
    ("fcl-us", "d=US&lg=first-leg&c=USD&dt=2026-11-22"),
    ("usps-ground", "d=US&lg=last-mile&c=USD&dt=2026-11-22"),
    ("nothing", "d=DE&dt=2026-11-22"),
];
/// Enough to meet every branch; more only cost time.
const ROWS: usize = 4;

thread_local! {
    static CHECKERS: LazyCell<Vec<Checker<&'static World>>> = LazyCell::new(|| {
        let desk = |desk| link::decode(&format!("v=1&t=sc&{desk}&k=hand")).expect("a good link").record;
        DESKS.iter().map(|(service, at)| Checker::new(&desk(at), service, &*WORLD).expect("a good desk")).collect()
    });
}

fuzz_target!(|data: &[u8]| {
    let [first, second, rest @ ..] = data else { return };
    let marks = MARKS[usize::from(*first) % MARKS.len()];
    let text = String::from_utf8_lossy(rest);

    let _ = bill_check::columns(&text).missing();
    let (mut rows, _) = bill_check::read(&text, marks);
    rows.truncate(ROWS);
    let checked: Vec<Checked> = CHECKERS.with(|checkers| {
        let checker = &checkers[usize::from(*second) % checkers.len()];
        rows.iter().map(|row| checker.check(row)).collect()
    });
    for one in &checked {
        match one.verdict {
            Verdict::CannotPrice => assert!(!one.reasons.is_empty(), "no price and no reason"),
            Verdict::Right => {
                let cents = one.difference.map_or(Decimal::ZERO, |money| money.value.abs());
                assert!(cents <= Decimal::ONE, "{one:?}");
            }
            Verdict::Over | Verdict::Under => assert!(one.expected.is_some()),
        }
    }
    let totals = bill_check::totals(&checked);
    assert_eq!(totals.right + totals.over + totals.under + totals.not_priced, rows.len());
    let say = |phrase: &Phrase| phrase.args.iter().map(|(_, arg)| arg.to_string()).collect::<Vec<_>>().join("\n");
    assert_eq!(unformulated(&bill_check::write(&rows, &checked, &say)).len(), rows.len() + 1);
});
