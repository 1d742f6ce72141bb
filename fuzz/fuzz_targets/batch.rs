//! Any text as a sheet of cases, its columns assigned at random: no panic; every case is priced above zero or has a
//! problem; and what is written has every line, with the user's own cells as they were.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use suanpan::amount::Decimal;
use suanpan::batch::{self, Priced, Sheet, Target, Totals};
use suanpan::calculators;
use suanpan::link;
use suanpan::pack::World;
use suanpan::schema::Record;
use suanpan_fuzz::{MARKS, assignments, unformulated};

static WORLD: LazyLock<World> = LazyLock::new(|| suanpan_fuzz::world().brief());
static BASE: LazyLock<Record> =
    LazyLock::new(|| link::decode("v=1&t=sc&p=_1kg_20x15x8cm&d=DE&dt=2026-11-25&k=hand").expect("a good link").record);
/// Enough to meet every branch; more only cost time.
const CASES: usize = 4;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let marks = MARKS[usize::from(*first) % MARKS.len()];
    let metric = usize::from(*first) / MARKS.len() % 2 == 0;
    let (text, assigned) = assignments(rest);
    let calculator = calculators::by_id("shipping-cost").expect("the calculator");
    let fields = calculator.fields();

    let mut sheet = Sheet::recognise(fields, &text, metric);
    let all = Target::all(fields);
    for (column, byte) in assigned.iter().enumerate() {
        // A byte beyond the targets leaves the column as it is.
        if let Some(target) = all.get(usize::from(*byte) % (all.len() + 1)) {
            sheet.assign(fields, column, *target, metric);
        }
        if let Some(unit) = sheet.units(fields, column).get(usize::from(*byte) / all.len()) {
            sheet.columns[column].unit = Some(*unit);
        }
    }
    for column in &sheet.columns {
        assert_eq!(Target::from_code(fields, &column.target.code(fields)), Some(column.target));
    }

    let mut totals = Totals::default();
    let mut results: Vec<Priced> = Vec::new();
    let reading = sheet.reading(fields, marks);
    for line in sheet.body().iter().take(CASES) {
        let case = sheet.case(fields, line, &BASE, &reading);
        let priced = batch::price(calculator, &case.record, &WORLD);
        match priced.cost() {
            Some(cost) => assert!(cost.value > Decimal::ZERO, "{cost}"),
            None => assert!(priced.worst().is_some(), "no price and no reason: {:?}", case.record),
        }
        totals.add(&priced);
        results.push(priced);
    }
    assert_eq!(totals.priced + totals.failed, results.len());

    let cost = |line: usize| results.get(line).and_then(Priced::cost).map_or("-", |_| "cost").to_owned();
    let written = unformulated(&batch::write(&sheet, &["cost".to_owned()], &|line| vec![cost(line)]));
    assert_eq!(written.len(), sheet.body().len() + 1);
    assert!(written.iter().all(|line| line.len() == sheet.columns.len() + 1));
});
