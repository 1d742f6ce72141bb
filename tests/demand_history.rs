//! Rows of sales as sellers have them: what becomes of them, and what is counted.

#![expect(clippy::unwrap_used, reason = "a test ends at the first thing that is not there")]

use suanpan::date::Date;
use suanpan::inventory::history::{Bucket, Done, History, Reading, Row, Status, Suspicion};
use suanpan::inventory::seasonality::{Fitting, Occurrence, Support, fit};
use suanpan::number::Marks;
use suanpan::series;
use suanpan::stats::demand_class::DemandClass;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn sold(date: &str, units: f64) -> Row {
    Row { date: day(date), units, returned: 0.0, in_stock: None }
}

/// A row for each of so many days or weeks from 1 January 2026, a Thursday.
fn rows(width: i32, units: impl IntoIterator<Item = f64>) -> Vec<Row> {
    let row = |(index, units)| Row {
        date: day("2026-01-01").plus_days(width * index).unwrap(),
        units,
        returned: 0.0,
        in_stock: None,
    };
    (0..).zip(units).map(row).collect()
}

fn read(rows: &[Row], reading: Reading<'_>) -> History {
    History::read(rows, &reading).unwrap()
}

#[test]
fn every_repair_is_counted() {
    let rows = [
        sold("2026-03-09", -2.0),
        sold("2026-03-01", 0.0),
        sold("2026-03-03", 4.0),
        sold("2026-03-05", 1.0),
        sold("2026-03-05", 2.0),
        sold("2026-03-06", f64::NAN),
        Row { in_stock: Some(false), returned: 1.0, ..sold("2026-03-07", 1.0) },
        sold("2026-03-08", 9.0),
        sold("2026-03-30", 9.0),
    ];
    let events = [(day("2026-03-08"), day("2026-03-08"))];
    let history = read(&rows, Reading { until: Some(day("2026-03-10")), events: &events, ..Reading::default() });
    let done = Done {
        rows: 9,
        no_figure: 1,
        before_first_sale: 1,
        behind_last_day: 1,
        same_date: 1,
        filled: 3,
        clipped: 1,
        returned: 1.0,
        stock_outs: 1,
        sold_when_out: 1,
        suspected: 0,
        events: 1,
    };
    assert_eq!(history.done, done);
    let known = [Some(4.0), Some(0.0), Some(3.0), Some(0.0), None, None, Some(0.0), Some(0.0)];
    assert_eq!(history.series(), known);
    assert_eq!(history.points[5].status, Status::Event);
    assert_eq!(history.points[0].date, day("2026-03-03"));
}

#[test]
fn nothing_sold_is_no_history() {
    assert_eq!(History::read(&[], &Reading::default()), None);
    assert_eq!(History::read(&[sold("2026-03-01", 0.0), sold("2026-03-02", -1.0)], &Reading::default()), None);
}

#[test]
fn weeks_are_told_by_their_dates_and_become_days() {
    let weekly = rows(7, [70.0, 84.0, 56.0, 77.0, 63.0, 70.0]);
    let history = read(&weekly, Reading::default());
    let figures = history.figures().unwrap();
    assert_eq!((history.bucket, history.points.len()), (Bucket::Week, 6));
    assert!((figures.mean - 10.0).abs() < 1e-12);
    // The weeks have a variance of 98.
    assert!((figures.sd.unwrap() - libm::sqrt(98.0) / libm::sqrt(7.0)).abs() < 1e-12);
    assert_eq!(figures.class.taken, Bucket::Week);
    // Four dates could be chance.
    assert_eq!(read(&weekly[..4], Reading::default()).bucket, Bucket::Day);
    // A week that has not ended is not filled.
    let until = weekly[5].date.plus_days(18);
    assert_eq!(read(&weekly, Reading { until, ..Reading::default() }).points.len(), 7);
}

#[test]
fn a_long_run_without_sales_is_suspected_where_sales_are_daily() {
    let units = (0..100).map(|day| if (40..46).contains(&day) || day % 20 == 5 { 0.0 } else { 5.0 });
    let daily = rows(1, units.clone());
    let history = read(&daily, Reading::default());
    assert_eq!((history.suspect_from, history.done.suspected), (Some(4), 6));
    assert_eq!(history.points[5].status, Status::Used);
    assert_eq!(history.points[43].status, Status::Suspected);
    let with = |suspicion| read(&daily, Reading { suspicion, ..Reading::default() }).done.suspected;
    assert_eq!([with(Suspicion::Off), with(Suspicion::From(7)), with(Suspicion::From(1))], [0, 0, 10]);
    // What sells every third day is left alone, whatever the run.
    let slow = rows(1, (0..200).map(|day| if day % 3 == 0 && !(50..90).contains(&day) { 2.0 } else { 0.0 }));
    assert_eq!(read(&slow, Reading::default()).suspect_from, None);
}

#[test]
fn a_trend_is_clear_or_not() {
    let noise = |day: i32| f64::from((day * 7919) % 13 - 6);
    let trend = |slope: f64| {
        let daily = rows(1, (0..120).map(|day| 20.0 + slope * f64::from(day) + noise(day)));
        read(&daily, Reading::default()).figures().unwrap().trend.unwrap()
    };
    assert!(!trend(0.0).is_clear());
    let growing = trend(0.1);
    assert!(growing.is_clear() && (growing.per_month - 0.1 * 365.0 / 12.0).abs() < 2.0 * growing.standard_error);
}

#[test]
fn the_class_of_slow_demand_is_taken_by_weeks() {
    let slow = rows(1, (0..140).map(|day| if day % 5 == 0 { 2.0 } else { 0.0 }));
    let class = read(&slow, Reading::default()).figures().unwrap().class;
    assert_eq!(class.taken, Bucket::Week);
    assert_eq!(class.daily.unwrap().class, DemandClass::Intermittent);
    assert_eq!(class.classification().unwrap().class, DemandClass::Smooth);
    let fast = read(&rows(1, vec![3.0; 140]), Reading::default()).figures().unwrap().class;
    assert_eq!((fast.taken, fast.classification().unwrap().class), (Bucket::Day, DemandClass::Smooth));
}

#[test]
fn factors_without_chance_are_found_exactly() {
    // Saturdays twice, Sundays half; 11 November five times; out of stock for a week.
    let start = day("2024-01-01");
    let events = [("11.11", "2024-11-11"), ("11.11", "2025-11-11")].map(|(name, date)| Occurrence {
        name,
        from: day(date),
        to: day(date),
        prior: 3.0,
    });
    let units = |date: Date| {
        let weekday = [1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 0.5][date.weekday()];
        let event = if events.iter().any(|one| one.from == date) { 5.0 } else { 1.0 };
        40.0 * weekday * event
    };
    let daily = (0..731).map(|index| {
        let date = start.plus_days(index).unwrap();
        let is_out = (300..307).contains(&index);
        let units = if is_out { 0.0 } else { units(date) };
        Row { date, units, returned: 0.0, in_stock: Some(!is_out) }
    });
    let history = read(&daily.collect::<Vec<_>>(), Reading::default());
    let found = fit(&history, &Fitting { events: &events, prior_weight: 2.0, dip_days: 0 }).unwrap();
    let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-6, "{one} {other}");
    near(found.base, 40.0 * 7.5 / 7.0);
    near(found.weekdays.factors[5], 2.0 * 7.0 / 7.5);
    found.months.factors.iter().for_each(|factor| near(*factor, 1.0));
    assert_eq!(found.yearly_growth, None);
    assert_eq!((found.events.len(), found.events[0].days), (1, 2));
    near(found.events[0].raw.unwrap(), 5.0);
    near(found.events[0].factor, 4.0);
    assert_eq!(found.dip, None);
}

#[test]
fn a_short_history_tells_no_factor() {
    let none = Fitting { events: &[], prior_weight: 2.0, dip_days: 5 };
    let short = fit(&read(&rows(1, (0..20).map(f64::from)), Reading::default()), &none).unwrap();
    assert_eq!((short.weekdays.support, short.months.support), (Support::TooShort, Support::TooShort));
    assert_eq!((short.weekdays.factors, short.yearly_growth), ([1.0; 7], None));
    assert!((short.base - 10.0).abs() < 1e-9);
    assert_eq!(short.dip.unwrap().raw, None);
    let weekly = fit(&read(&rows(7, (0..60).map(|week| f64::from(70 + week % 2))), Reading::default()), &none).unwrap();
    assert_eq!((weekly.weekdays.support, weekly.months.support), (Support::Weeks, Support::Fitted));
    assert!((weekly.base - 70.5 / 7.0).abs() < 0.05, "{}", weekly.base);
    // A single point, and days that all are out of stock.
    assert!(fit(&read(&rows(1, [3.0]), Reading::default()), &none).is_some());
    let out = Row { in_stock: Some(false), ..sold("2026-01-01", 3.0) };
    assert_eq!(fit(&read(&[out], Reading::default()), &none), None);
}

/// A day of which the stock is 0, or of which a remark says so, is one out of stock.
#[test]
fn days_without_stock_are_told_by_the_stock_of_the_day_and_by_remarks() {
    let read = |text: &str| series::read(text, Marks::ENGLISH, None, day("2026-11-26")).unwrap().series.to_string();
    for head in ["库存", "可售库存", "庫存", "Stock", "On hand", "inventory"] {
        let rows = "2026-01-01\t5\t1,120\n2026-01-02\t2\t0\n2026-01-03\t0\t0件\n2026-01-04\t0\t\n2026-01-05\t6\t80\n";
        assert_eq!(read(&format!("日期\t销量\t{head}\n{rows}")), "2026-01-01_5_2x_x_0_6", "{head}");
    }
    for (head, out, other) in [
        ("备注", "断货", "未断货"),
        ("備註", "缺貨，等到貨", "缺貨風險"),
        ("备注", "当天缺货", "新链接"),
        ("Remarks", "Out of stock", "not out of stock"),
        ("note", "stock-out", "no stock-outs"),
    ] {
        let rows = format!("2026-01-01\t5\t{other}\n2026-01-02\t0\t{out}\n2026-01-03\t4\t\n");
        assert_eq!(read(&format!("日期\t销量\t{head}\n{rows}")), "2026-01-01_5_x_4", "{head} {out}");
    }
    // Rows of two warehouses: one of them had stock on the first day.
    let two = "date,units,stock\n2026-01-01,3,0\n2026-01-01,2,9\n2026-01-02,1,0\n2026-01-02,0,0\n2026-01-03,4,9\n";
    assert_eq!(read(two), "2026-01-01_5_1x_4");
    // Both columns that say so as before.
    assert_eq!(read("日期\t销量\t断货\n2026-01-01\t5\t否\n2026-01-02\t0\t是\n"), "2026-01-01_5_x");
    assert_eq!(read("日期\t销量\t是否有货\n2026-01-01\t5\t是\n2026-01-02\t0\t否\n"), "2026-01-01_5_x");
}
