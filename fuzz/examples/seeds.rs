//! Writes the seed corpora anew, from the examples and the data of this checkout:
//! `cargo run --manifest-path fuzz/Cargo.toml --example seeds`.

use std::path::Path;
use std::{fs, io};

use suanpan::calculators;
use suanpan::pack::Pack;

/// Number texts; the first character chooses the marks.
const NUMBERS: &[&str] = &[
    "01,234.50",
    "11.234,50",
    "21 234,5",
    "31’234.5",
    "41٬234٫5",
    "51234",
    "01,234",
    "11,234",
    "01,23,456",
    "07.",
    "0￥４２．５",
    "0１，２３４。５",
    "0-$5",
    "042.5 kg",
    "012\"",
    "05公斤",
    "019%",
    "0CN¥5",
    "05 EUR",
    "0=38+7",
    "01200/24",
    "1=(3+4)*2,5",
    "0(1 ÷ 3) × -3",
    "020x15x8 cm",
    "020cm × 15cm × 8cm",
    "180*12",
    "00.385",
    "1,385",
    "0999999999999999.999999999",
    "01000000000000000",
    "0−1",
    "0\u{200E}5",
    "0 ",
    "0((((1))))",
];

/// Links that are not examples: both list forms, damage, what newer versions may hold.
const LINKS: &[&str] = &[
    "https://example.org/en/shipping-cost/?v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand#top",
    "v%3D1%26t%3Dsc%26p%3D_350g%26dt%3D2026-11-22%26k%3Dhand",
    "v=1&t=sc&p=_350g&p=2_1.5kg_40x30x20cm_new&p=&q=1&r=2026-11-22-1a2b3c4d&y=39.5&k=AAAA",
    "v=1&t=sc&p=_70.5479oz_11.1x8x4in&c=USD&fx=7.1&sp=1.5&fu=28.5&ra=1&dp=1&dt=2026-11-22&k=hand",
    "v=1&t=sc&p=_x_20cm&d=XX&az=9&dt=2026-02-30",
    "v=1&t=sc&zp=MzA1Zywy&k=hand",
    "v=2&t=sc&p=_1kg&k=hand",
    "v=1&t=zz&k=hand",
];

/// Tables; the first character chooses the marks and whether it is cases or rows.
const TABLES: &[&str] = &[
    "0case,destination,shipping-date,parcels.quantity,parcels.weight,parcels.size\r\na,DE,2026-11-22,1,350g,20x15x8cm\r\n,,,2,0.5kg,\r\nb,US,2026-11-22,,1.2kg,40x30x20cm\r\n",
    "1Case;parcels.weight;parcels.size;currency;exchange-rate;shipping-date\n1;1,2 kg;\"20 × 15 × 8,5\";USD;7,1;2026-11-22\n",
    "0parcels.weight\tshipping-date\tremote\tduty-paid\tnotes\n2 lbs\t2026-11-22\tyes\t否\t'=1+1\n",
    "0case,zone,destination,fuel-percent\n\"a\"\"b\",2,AU,28.5%\n'=x,9,zz,1e3\n",
    "62\t0.5 kg\t20\t15\t8\n1\t350g\t20x15x8 cm\n",
    "0\u{feff}case\n,\n\"open",
];

fn main() -> io::Result<()> {
    let examples = calculators::ALL.iter().flat_map(|calculator| calculator.examples());
    let links = examples.map(|example| suanpan_fuzz::dated(example.link)).chain(LINKS.iter().map(ToString::to_string));
    write("number", NUMBERS.iter())?;
    write("link", links)?;
    write("table", TABLES.iter())?;
    write("pack", packs())
}

/// The pack of `data/`, cut so that each part is small: one rate card with its first lanes, one rate, one notice.
fn packs() -> Vec<Vec<u8>> {
    let whole = Pack::decode(&suanpan_fuzz::snapshot().bytes).expect("data/ holds a good pack");
    let parts = whole.tariffs.iter().flat_map(|tariff| {
        let kept = tariff.lanes.iter().filter(|lane| ["US", "DE"].iter().any(|to| lane.to.iter().any(|one| one == to)));
        let mut tariff = tariff.clone();
        tariff.lanes = kept.cloned().collect();
        let rates = whole.exchange_rates.iter().filter(|rate| rate.currency.code() == "USD").cloned().collect();
        let notices = whole.notices.iter().take(1).cloned().collect();
        let alone = Pack { snapshot: "s".to_owned(), tariffs: vec![tariff.clone()], ..Pack::default() };
        [Pack { exchange_rates: rates, notices, ..alone.clone() }, alone]
    });
    parts.map(|pack| pack.encode()).collect()
}

fn write(target: &str, seeds: impl IntoIterator<Item = impl AsRef<[u8]>>) -> io::Result<()> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&dir)?;
    for (index, seed) in seeds.into_iter().enumerate() {
        fs::write(dir.join(format!("seed-{index:02}")), seed)?;
    }
    Ok(())
}
