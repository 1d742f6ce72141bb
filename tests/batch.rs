//! Many cases from a spreadsheet: columns recognised, a case per line, a result per line.

#![expect(clippy::panic, reason = "a test ends at the first thing it cannot read")]

use std::sync::LazyLock;

use proptest::prelude::*;
use suanpan::amount::Currency;
use suanpan::batch::{self, Case, Column, Priced, Sheet, Target, Totals};
use suanpan::number::Marks;
use suanpan::pack::World;
use suanpan::schema::{Arg, Calculator, Meta, Record};
use suanpan::units::Unit;
use suanpan::value::Value;
use suanpan::{calculators, link, table};

mod common;

static WORLD: LazyLock<World> = LazyLock::new(|| World::new(common::data("data")).brief());

fn calculator() -> &'static dyn Calculator {
    calculators::by_id("shipping-cost").unwrap_or_else(|| panic!("shipping cost"))
}

fn fields() -> &'static [Meta] {
    calculator().fields()
}

/// What the form holds: a parcel to Germany on a day.
fn base() -> Record {
    let link = link::decode("v=1&t=sc&p=_1kg_20x15x8cm&d=DE&dt=2026-11-25&k=hand");
    link.unwrap_or_else(|error| panic!("{error}")).record
}

fn targets(sheet: &Sheet) -> Vec<String> {
    sheet.columns.iter().map(|column| column.target.code(fields())).collect()
}

fn cases(sheet: &Sheet) -> Vec<Case> {
    let reading = sheet.reading(fields(), Marks::ENGLISH);
    sheet.body().iter().map(|line| sheet.case(fields(), line, &base(), &reading)).collect()
}

fn priced(sheet: &Sheet) -> Vec<Priced> {
    cases(sheet).iter().map(|case| batch::price(calculator(), &case.record, &WORLD)).collect()
}

fn costs(sheet: &Sheet) -> Vec<String> {
    let cost = |priced: &Priced| match priced.cost() {
        Some(cost) => cost.to_string(),
        None => priced.worst().map_or("-", |problem| problem.code.code()).to_owned(),
    };
    priced(sheet).iter().map(cost).collect()
}

#[test]
fn a_sheet_of_a_chinese_seller_is_recognised_and_priced() {
    let text = "2026年11月发货清单\n运单号\t目的国\t件数\t实重(g)\t长cm\t宽cm\t高cm\t备注\nA1\t德国\t1\t350\t20\t15\t8\t易碎\nA2\t美國\t1\t700\t20\t15\t8\t\nA3\tGB\t2\t1200\t40\t30\t20\t\n";
    let sheet = Sheet::recognise(fields(), text, true);
    assert_eq!(sheet.header, 2);
    let wanted = [
        "reference",
        "destination",
        "parcels.quantity",
        "parcels.weight",
        "parcels.size.0",
        "parcels.size.1",
        "parcels.size.2",
        "-",
    ];
    assert_eq!(targets(&sheet), wanted);
    assert_eq!(sheet.columns[3].unit, Some(Unit::Gram));
    let cases = cases(&sheet);
    assert_eq!(cases[0].reference, "A1");
    let written = link::encode(calculator(), &cases[2].record, &link::Extras::default()).text;
    assert!(written.contains("p=2_1200g_40x30x20cm") && written.contains("d=GB"), "{written}");
    // 0.35 kg to Germany: 39.5, as the example of the library; to the US the packet: 25 + 0.7 × 85.
    let costs = costs(&sheet);
    assert_eq!(costs[..2], ["39.5CNY", "84.5CNY"], "{costs:?}");
}

#[test]
fn units_stand_in_the_head_in_the_cell_or_are_those_of_the_reader() {
    let weight = |head: &str, cell: &str, metric| {
        let sheet = Sheet::recognise(fields(), &format!("{head},Country\n{cell},DE\n"), metric);
        assert!(matches!(sheet.columns[0].target, Target::Cell(0, 1)), "{head}: {:?}", targets(&sheet));
        link::encode(calculator(), &cases(&sheet)[0].record, &link::Extras::default()).text
    };
    for (head, cell, metric, wanted) in [
        ("Weight (g)", "350", true, "350g"),
        ("Weight", "0.35", true, "0.35kg"),
        ("Weight", "350g", true, "0.35kg"),
        ("weight_kg", "0.35", true, "0.35kg"),
        ("毛重KG", "0.35", true, "0.35kg"),
        ("重量（克）", "350", true, "350g"),
        ("实重/公斤", "0.35", true, "0.35kg"),
        ("Weight", "1.3", false, "1.3lb"),
        ("Gross Weight [lb]", "1.3", true, "1.3lb"),
    ] {
        let link = weight(head, cell, metric);
        assert!(link.contains(wanted), "{head} {cell}: {link}");
    }
}

#[test]
fn what_cannot_be_read_is_a_problem_of_its_line_and_never_a_price() {
    let text = "ref,country,weight (kg),length,width,height\n\
        ok,DE,0.35,20,15,8\n\
        no weight,DE,,20,15,8\n\
        zero,DE,0,20,15,8\n\
        words,DE,heavy,20,15,8\n\
        minus,DE,-1,20,15,8\n\
        a side short,DE,0.35,20,15,\n\
        nowhere,Atlantis,0.35,20,15,8\n\
        too heavy,DE,900,20,15,8\n\
        no size,DE,0.35,,,\n";
    let sheet = Sheet::recognise(fields(), text, true);
    let costs = costs(&sheet);
    assert_eq!(costs[0], "39.5CNY");
    let wanted =
        ["REQUIRED", "E_WEIGHT_ZERO", "NOT_A_NUMBER", "E_WEIGHT_ZERO", "SIZE_INCOMPLETE", "UNKNOWN_CODE", "E_WEIGHT"];
    assert_eq!(costs[1..8], wanted, "{costs:?}");
    // Without a size volume does not count, and the answer to the one case says so.
    assert_eq!(costs[8], "39.5CNY");
}

#[test]
fn columns_can_be_said_by_hand_and_nothing_is_guessed_without_heads() {
    let mut sheet = Sheet::recognise(fields(), "DE;0,35;20x15x8\nUS;0,7;20x15x8\n", true);
    assert_eq!((sheet.header, sheet.is_assigned()), (0, false));
    let target = |code| Target::from_code(fields(), code).unwrap_or_else(|| panic!("{code}"));
    for (column, code) in ["destination", "parcels.weight", "parcels.size"].into_iter().enumerate() {
        sheet.assign(fields(), column, target(code), true);
    }
    let marks = Marks { decimal: ',', group: '.' };
    let record = sheet.case(fields(), &sheet.body()[1], &base(), &sheet.reading(fields(), marks)).record;
    assert_eq!(
        batch::price(calculator(), &record, &WORLD).cost().map(|cost| cost.to_string()).as_deref(),
        Some("84.5CNY")
    );
    // What a column held before does not leave its unit behind.
    sheet.assign(fields(), 1, target("destination"), true);
    assert_eq!(sheet.columns[1], Column { target: target("destination"), unit: None });
    for target in Target::all(fields()) {
        assert_eq!(Target::from_code(fields(), &target.code(fields())), Some(target));
    }
}

#[test]
fn totals_count_every_line_once_and_sum_each_currency_by_itself() {
    let text = "country,weight,size,currency\nDE,350g,20x15x8,CNY\nUS,0.7kg,20x15x8,CNY\nUS,0.7kg,20x15x8,USD\nUS,,,\n";
    let sheet = Sheet::recognise(fields(), text, true);
    let mut totals = Totals::default();
    priced(&sheet).iter().for_each(|one| totals.add(one));
    assert_eq!((totals.priced, totals.failed), (3, 1));
    let cny = totals.sums.iter().find(|(currency, _)| *currency == Currency::CNY);
    assert_eq!(cny.and_then(|(_, sum)| *sum).map(|sum| sum.normalize().to_string()).as_deref(), Some("124"));
    assert_eq!(totals.sums.len(), 2);
    assert_eq!(totals.by_name.iter().map(|(_, count)| count).sum::<usize>(), 3);
    assert!(totals.by_name.iter().all(|(name, _)| matches!(name, Arg::Key(_))));
}

#[test]
fn the_answers_come_back_behind_the_users_own_columns() {
    let text = "ref,weight,note\n=1+1,350g,\"a, b\"\n'-x,700g,-5\n";
    let sheet = Sheet::recognise(fields(), text, true);
    let written = batch::write(&sheet, &["cost".to_owned()], &|line| vec![format!("{line}")]);
    assert_eq!(written, "ref,weight,note,cost\r\n'=1+1,350g,\"a, b\",0\r\n''-x,700g,-5,1\r\n");
    let headless = Sheet::recognise(fields(), "1,2\n", true);
    assert_eq!(batch::write(&headless, &["cost".to_owned()], &|_| Vec::new()), ",,cost\r\n1,2\r\n");
}

/// The file of one case says which service its figures are of.
#[test]
fn a_written_case_names_the_service_that_is_priced() {
    let named = |weight: &str, destination: &str| {
        let case = link::decode(&format!("v=1&t=sc&p=_{weight}_20x15x8cm&d={destination}&dt=2026-11-22&k=hand"));
        let record = case.unwrap_or_else(|error| panic!("{error}")).record;
        let outcome = calculator().evaluate(&record, &WORLD);
        let csv = table::write(fields(), [("one", &record, Some(&outcome))]);
        let mut lines = csv.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let (heads, cells) = lines.next().zip(lines.next()).unwrap_or_default();
        let at = heads.iter().position(|head| head == "answer.best");
        at.and_then(|at| cells.get(at).cloned().zip(cells.get(at + 1).cloned()))
    };
    assert_eq!(named("350g", "DE"), Some(("special-line-general".to_owned(), "39.5CNY".to_owned())));
    assert_eq!(named("700g", "US"), Some(("postal-packet".to_owned(), "84.5CNY".to_owned())));
}

#[test]
fn sums_are_no_parcels_and_a_missing_country_is_not_that_of_the_form() {
    let text = "单号,国家,重量,长,宽,高\nA,德国,0.35,20,15,8\nB,,0.35,20,15,8\n合计,,35,,,\n";
    let sheet = Sheet::recognise(fields(), text, true);
    assert_eq!((sheet.body().len(), sheet.sums), (2, 1));
    assert_eq!(costs(&sheet), ["39.5CNY", "REQUIRED"]);
    // Without a column of countries all are that of the form.
    let sheet = Sheet::recognise(fields(), "单号,重量,尺寸\nB,0.35,20x15x8\n", true);
    assert_eq!(costs(&sheet), ["39.5CNY"]);
}

#[test]
fn each_side_is_in_the_unit_of_its_own_column() {
    let sheet = Sheet::recognise(fields(), "重量,长(mm),宽(cm),高(in)\n0.35,200,15,8\n", true);
    let link = link::encode(calculator(), &cases(&sheet)[0].record, &link::Extras::default()).text;
    assert!(link.contains("p=_0.35kg_200x150x203.2mm"), "{link}");
}

#[test]
fn a_unit_that_hardly_fits_is_doubted() {
    for (head, weights, wanted) in [
        ("重量(g)", "0.35\n1.2", Some("1.2")),
        ("重量(g)", "0.35\n350", None),
        ("重量(kg)", "350\n1200", Some("1200")),
        ("重量(kg)", "0.35\n30", None),
        ("重量(g)", "0.35kg", None),
    ] {
        let doubt = Sheet::recognise(fields(), &format!("{head}\n{weights}\n"), true).doubt(fields(), Marks::ENGLISH);
        assert_eq!(doubt.map(|(figure, _)| figure.to_string()).as_deref(), wanted, "{head} {weights}");
    }
}

#[test]
fn countries_and_goods_are_read_as_people_write_them() {
    for country in ["DE 德国", "德国（DE）", "Deutschland", "germany", "德國", "de"] {
        let sheet = Sheet::recognise(fields(), &format!("国家\t重量\t尺寸\n{country}\t0.35\t20x15x8\n"), true);
        assert_eq!(costs(&sheet), ["39.5CNY"], "{country}");
    }
    for (goods, wanted) in [
        ("内置电池", "battery-in"),
        ("带电、液体", "battery-in.liquid"),
        ("Battery inside", "battery-in"),
        ("battery-loose", "battery-loose"),
        ("普货", ""),
        ("无", ""),
    ] {
        let sheet = Sheet::recognise(fields(), &format!("重量\t货物属性\n0.35\t{goods}\n"), true);
        let link = link::encode(calculator(), &cases(&sheet)[0].record, &link::Extras::default()).text;
        assert!(
            link.contains(&format!(
                "p=_0.35kg{}",
                if wanted.is_empty() { "&".to_owned() } else { format!("__{wanted}&") }
            )),
            "{goods}: {link}"
        );
    }
    let sheet = Sheet::recognise(fields(), "重量\t货物属性\n0.35\t宠物\n", true);
    assert_eq!(costs(&sheet), ["UNKNOWN_CODE"]);
}

#[test]
fn a_figure_with_two_readings_is_doubted_where_its_column_speaks_against_it() {
    let text = "ref;weight (kg);length;width;height\nA;0,350;20;15;8\nB;1,250;20;15;8\nC;0,5;1,200;15;8\n";
    let sheet = Sheet::recognise(fields(), text, true);
    // Nothing beside it speaks against 1,200 cm, but no parcel is 12 m long.
    assert_eq!(costs(&sheet), ["39.5CNY", "TWO_READINGS", "TWO_READINGS"]);
    let sheet = Sheet::recognise(fields(), "ref;weight;length;width;height\nA;0.5;2,5;15;8\nB;0.5;2,500;15;8\n", true);
    assert_eq!(costs(&sheet)[1], "TWO_READINGS");
    // Where points part fractions, commas part thousands.
    let sheet = Sheet::recognise(fields(), "weight (g)\n350.5\n\"1,250\"\n", true);
    let link = link::encode(calculator(), &cases(&sheet)[1].record, &link::Extras::default()).text;
    assert!(link.contains("p=_1250g"), "{link}");
}

#[test]
fn what_is_not_read_is_said() {
    let said = |text: &str| {
        let problems = Sheet::recognise(fields(), text, true).problems;
        problems.iter().map(|problem| (problem.code.code(), problem.row)).collect::<Vec<_>>()
    };
    assert_eq!(said("weight\n1\n"), []);
    assert_eq!(said("weight,note\n1,\"x\n2,y\n"), [("OPEN_QUOTE", Some(1))]);
    let many = |lines: usize| ["weight\n\n", &"1\n".repeat(lines)].concat();
    assert_eq!(said(&many(batch::MAX_LINES - 1)), []);
    // The header is a line, and so is the blank one in the text.
    assert_eq!(said(&many(batch::MAX_LINES)), [("REST_NOT_READ", Some(batch::MAX_LINES + 1))]);
    assert_eq!(said(&"1,2\n".repeat(1_100_000)), [("TEXT_LIMIT", None)]);
}

proptest! {
    #[test]
    fn no_text_makes_it_fall_over(text in "(\\PC|[,;\t\n\"=重量kg0-9.]){0,200}", metric: bool) {
        let mut sheet = Sheet::recognise(fields(), &text, metric);
        for column in 0..sheet.columns.len() {
            let target = Target::all(fields())[column % Target::all(fields()).len()];
            sheet.assign(fields(), column, target, metric);
        }
        let mut totals = Totals::default();
        priced(&sheet).iter().for_each(|one| totals.add(one));
        prop_assert_eq!(totals.priced + totals.failed, sheet.body().len());
    }
}

/// Rows that are pasted into a list: by their header, in any order and language, or in the order of the list.
#[test]
fn pasted_rows_go_by_their_header() {
    let fields = calculators::by_id("landed-cost").unwrap_or_else(|| panic!("landed cost")).fields();
    let list = |key| fields.iter().find(|meta| meta.key == key).unwrap_or_else(|| panic!("{key}"));
    let pasted = |key, text: &str| {
        let meta = list(key);
        let rows = batch::pasted(meta, text, Marks::ENGLISH).into_iter().map(|row| {
            let cells = meta.columns().iter().zip(row.cells);
            let given = cells.filter(|(_, cell)| *cell != Value::Empty);
            given.map(|(column, cell)| format!("{}={cell}", column.key)).collect::<Vec<_>>().join(" ")
        });
        rows.collect::<Vec<_>>()
    };
    let chinese = "海关编码\t货名\t数量\t采购单价\t关税率\n6912004810\t马克杯\t120\t28 CNY\t9.8\n\n6109100010\tT恤\t40\t35 CNY\t12%\n";
    assert_eq!(
        pasted("goods", chinese),
        [
            "unit-count=120 unit-cost=28CNY duty-rate=9.8 tariff-code=6912004810",
            "unit-count=40 unit-cost=35CNY duty-rate=12 tariff-code=6109100010",
        ]
    );
    let sides = "Qty\tL (in)\tW (in)\tH (in)\tWeight/kg\n6\t10\t8\t4\t0.5\n";
    assert_eq!(pasted("parcels", sides), ["quantity=6 weight=0.5kg size=10x8x4in"]);
    let measured = "采购单价\t单件重量\t单件尺寸\n28 CNY\t0.35 kg\t20x15x8cm\n";
    assert_eq!(pasted("goods", measured), ["unit-cost=28CNY unit-weight=350g unit-size=20x15x8cm"]);
    assert_eq!(pasted("goods", "120\t28CNY\t\t9.8\n"), ["unit-count=120 unit-cost=28CNY duty-rate=9.8"]);
    assert_eq!(pasted("goods", "").len(), 0);
}

/// Days in lists as spreadsheets write them, with a line of names above or without.
#[test]
fn pasted_days_are_kept_in_one_spelling() {
    let fields = calculators::by_id("reorder-point").unwrap_or_else(|| panic!("reorder point")).fields();
    let pasted = |key, text: &str| {
        let meta = fields.iter().find(|meta| meta.key == key).unwrap_or_else(|| panic!("{key}"));
        let rows = batch::pasted(meta, text, Marks::ENGLISH).into_iter();
        let cells = |row: suanpan::value::Row| row.cells.iter().map(Value::bundled).collect::<Vec<_>>().join(" ");
        rows.map(cells).collect::<Vec<_>>()
    };
    let orders = "2026/4/2\t2026.5.1\n2026年3月1日\t2026/4/11 0:00:00\n2026-06-01\t\n4/2/2026\t2026/5/1\n";
    let read = ["2026-04-02 2026-05-01", "2026-03-01 2026-04-11", "2026-06-01 ", "4/2/2026 2026-05-01"];
    assert_eq!(pasted("purchase-orders", orders), read);
    for heads in ["下单日\t可售日", "下單日期\t到貨日期", "ordered\treceived", "Order date\tOn sale from"]
    {
        assert_eq!(pasted("purchase-orders", &format!("{heads}\n{orders}")), read, "{heads}");
    }
    for heads in ["", "件数\t可售日期\n", "Units\tETA\n"] {
        assert_eq!(pasted("arrivals", &format!("{heads}600\t2026/12/20\n")), ["600 2026-12-20"], "{heads}");
    }
    for heads in ["", "数量\t入库日\n", "units\treceived on\n"] {
        assert_eq!(pasted("receipts", &format!("{heads}600\t2026年12月20日\n")), ["600 2026-12-20"], "{heads}");
    }
}
