//! Writes the seed corpora anew, from the examples and the data of this checkout:
//! `cargo run --manifest-path fuzz/Cargo.toml --example seeds`.

use std::path::Path;
use std::{fs, io};

use suanpan::calculators;
use suanpan::date::Date;
use suanpan::number::Marks;
use suanpan::pack::Pack;
use suanpan::rate_sheet::{self, Defaults};

/// The largest seed: what is larger makes a run slow.
const MOST: usize = 500;

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

/// Rate sheets beside those of `tests/rate_sheets/`: what their columns are stands behind the last NUL. The first character
/// chooses the marks, the second what the sheet does not say.
const SHEETS: &[&str] = &[
    "00国家,档位,甲,乙\n德国,0-2,30,16\n\0\u{2}\u{4}\u{7}\u{8}",
    "60Country,Weight (kg),Price\nUS,0-2,80\nDE,0-2,50\n\0\u{1f}\u{1f}\u{7}",
    "02Service;Country;Weight to (oz);Price per lb;Currency;Days\nA;CA;16;3,5;EUR;4-9\nA;CA;64;3;EUR;\n",
    "05Country,Price per 100 g,Fee,Rounding step,Volume divisor\nJP/KR,1.2,3,0.5,6000\n",
];

/// Bills beside those of `tests/bill_check/`; the first character chooses the marks, the second the desk.
const BILLS: &[&str] = &[
    "00A1,0.35,20,15,8,0.35,40.70\nA2,0.35,20,15,8,0.5,50\n",
    "02Tracking no.,Country,Qty,Weight kg,Size (cm),Chargeable weight,Freight,Fuel,Currency,Date\nA,US,2,1.2,40x30x20,10,2000,570,CNY,2026/11/20\n",
    "14运单号\t国家\t实重(g)\t计费重(kg)\t金额(元)\n1\t美国\t14200\t17\t1.000,50\n合计\t\t\t17\t1.000,50\n",
    "06ref;weight (lb);billed weight;amount (USD)\n=1;1.3;2;9,5\n;x;;\n",
    "05id,weight,size,amount\n1,13.6,48x36x32cm,5200 USD\n",
];

/// Sheets of cases; the first character chooses marks and units, behind the last NUL stands what columns are.
const CASES: &[&str] = &[
    "02026年11月发货清单\n运单号\t目的国\t件数\t实重(g)\t长cm\t宽cm\t高cm\t备注\nA1\t德国\t1\t350\t20\t15\t8\t易碎\nA2\tGB\t2\t1200\t40\t30\t20\t\n",
    "6ref,country,Weight,size,date\n=1,US,1.3,12x8x3,2026/11/2\n2,FR,0.5kg,20x15,\n",
    "1Weight;Country;Currency;Traits\n0,35;DE;USD;battery-in\n900;Atlantis;;\n",
    "01,2,3,4\n5,6,7,8\n\0\u{1}\u{5}\u{9}\u{d}",
    "0goods value,selling price,leg,insured\n20 USD,24.99,last-mile,yes\n",
];

fn main() -> io::Result<()> {
    let examples = calculators::ALL.iter().flat_map(|calculator| calculator.examples());
    let links = examples.map(|example| suanpan_fuzz::dated(example.link)).chain(LINKS.iter().map(ToString::to_string));
    write("number", NUMBERS.iter())?;
    write("link", links)?;
    write("table", TABLES.iter())?;
    write("sheet", with_those_of("rate_sheets/good", "00")?.into_iter().chain(owned(SHEETS)))?;
    write("bill", bills()?.into_iter().chain(owned(BILLS)))?;
    write("batch", CASES.iter())?;
    write("pack", packs().into_iter().chain(own_cards()?))
}

fn owned(texts: &[&str]) -> impl Iterator<Item = Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec())
}

/// The sheets of a folder of `tests/` that are small, in the order of their names, each behind a choice.
fn with_those_of(folder: &str, choice: &str) -> io::Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(folder);
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|kind| kind != "toml"));
    paths.sort();
    let texts = paths.iter().map(|path| Ok([choice.as_bytes(), &fs::read(path)?].concat()));
    texts.filter(|text: &io::Result<Vec<u8>>| text.as_ref().map_or(true, |text| text.len() < MOST)).collect()
}

/// The bills of `tests/bill_check/reading.toml`: whatever stands between `text = """` and the next three quotes.
fn bills() -> io::Result<Vec<Vec<u8>>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/bill_check/reading.toml");
    let file = fs::read_to_string(file)?;
    let texts = file.split("text = \"\"\"\n").skip(1).filter_map(|rest| rest.split("\"\"\"").next());
    Ok(texts.map(|text| ["00", text].concat().into_bytes()).filter(|text| text.len() < MOST).collect())
}

/// The cards of the good sheets as bytes.
fn own_cards() -> io::Result<Vec<Vec<u8>>> {
    let defaults = Defaults::new("s", Date::new(2026, 11, 22).expect("a day"));
    let sheets = with_those_of("rate_sheets/good", "")?;
    let cards = sheets.iter().map(|text| String::from_utf8_lossy(text)).filter_map(|text| {
        let mut cards = rate_sheet::read(&text, &rate_sheet::recognise(&text, Marks::ENGLISH), &defaults).tariffs;
        cards.truncate(1);
        cards.iter_mut().for_each(|card| card.lanes.truncate(2));
        (!cards.is_empty()).then(|| Pack::encode_own(&cards))
    });
    Ok(cards.collect())
}

/// The pack of `data/`, cut so that each part is small: one rate card with its first lane, one rate, one notice.
fn packs() -> Vec<Vec<u8>> {
    let whole = suanpan_fuzz::pack();
    let rates: Vec<_> = whole.exchange_rates.iter().filter(|rate| rate.currency.code() == "USD").cloned().collect();
    let notices: Vec<_> = whole.notices.iter().take(1).cloned().collect();
    let parts = whole.tariffs.iter().map(|tariff| {
        let mut tariff = tariff.clone();
        tariff.lanes.truncate(1);
        tariff.sources.retain(|source| source.covers == "rates");
        tariff.sources.iter_mut().for_each(|source| source.title = "s".to_owned());
        Pack { snapshot: "s".to_owned(), exchange_rates: rates.clone(), tariffs: vec![tariff], ..Pack::default() }
    });
    let noticed = Pack { snapshot: "s".to_owned(), notices, ..Pack::default() };
    parts.chain([noticed]).map(|pack| pack.encode()).filter(|bytes| bytes.len() < MOST).collect()
}

fn write(target: &str, seeds: impl IntoIterator<Item = impl AsRef<[u8]>>) -> io::Result<()> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&dir)?;
    for (index, seed) in seeds.into_iter().enumerate() {
        fs::write(dir.join(format!("seed-{index:02}")), seed)?;
    }
    Ok(())
}
