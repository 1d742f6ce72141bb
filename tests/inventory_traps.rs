//! Every edge case and every trap of stock that the facts name (`docs/facts/inventory.md` §2, what §4 and §5 refuse, §11), as the
//! calculator answers it: the right figure, and the reason where there is one to give. Formulas alone are held by the vectors
//! (`inventory_vectors`); here is what a seller reads.
//!
//! | facts | what it is about | tests, here or in the file before `::` |
//! |---|---|---|
//! | ZQ-1 | all digits of z; 0 at a half, negative below; 100 % refused | `the_factor_of_a_level`, `levels_that_no_stock_gives` |
//! | SS-1, SS-2 | constant and varying lead time | `a_constant_lead_time`, `variations_add_as_squares` |
//! | SS-3 | the error of the forecast adds up, measured first; which way is said | `the_error_of_a_forecast_is_measured`, `errors_of_a_smoothed_forecast_add_up` |
//! | SS-4 | the mean of few days may be off | `the_mean_of_a_few_days_may_be_off`, `days_to_start_from_judge_nothing` |
//! | SS-5 | days of cover beside it, with its service | `reorder_point::rule_of_the_judge`, `reorder_point::fixed_trigger_of_a_long_way` |
//! | SS-6 | for comparison only | `maximum_less_average_is_for_comparison` |
//! | SS-7, SS-8 | too cheap a shortage; too dear a one | `shortages_too_cheap_for_safety_stock`, `the_dearest_shortage_has_the_most_stock` |
//! | SS-9 | two lead times in one | `reorder_point::two_ways_in_one_lead_time`, `a_lead_time_with_holds_says_what_the_plain_formula_misses` |
//! | SS-10 | whole units | `reorder_point::slow_sellers_are_counted`, `reorder_point::whole_units_in_the_working` |
//! | SS-12 | undershoot once | `what_a_daily_look_misses_is_covered_once` |
//! | LT-1 | one order, open orders, none | `lead_times_of_past_orders`, `orders_that_are_late_are_told`, `orders_that_say_nothing_are_asked_for` |
//! | DIST-1 | every law, both sides of each edge; rounded up | `the_law_follows_mean_and_spread` |
//! | SOP-1 | strictly more than is there; each arrival | `the_last_unit_is_no_shortage`, `each_arrival_is_looked_at` |
//! | §2 | zero demand | `nothing_sells_whatever_is_wanted`, `reorder_point::nothing_sells` |
//! | §2 | nothing varies | `nothing_varies_whatever_is_wanted`, `reorder_point::nothing_varies` |
//! | §2 | no days to cover | `no_days_to_cover_whatever_is_wanted`, `reorder_point::no_days_to_cover` |
//! | §2 | one data point: ask | `a_single_day_is_asked_for_more` |
//! | §2 | no NaN, no infinity | `no_history_shows_what_is_no_figure`, `reorder_point::hostile_magnitudes`, `reorder_point::hostile_policies`, `reorder_point::hostile_products` |
//! | §2 | safety stock below 0, and its floor | `reorder_point::safety_stock_below_zero` |
//! | §4 FR-1 | certain demand; α and β are both shown | `certain_demand_is_served_in_part_or_in_whole`, `reorder_point::cycle_service_is_not_fill_rate` |
//! | §4 FR-6 | 99.99 % given, 100 % refused | `levels_that_no_stock_gives` |
//! | §4 NV | price > cost > salvage; never below 0 | `a_buy_whose_prices_make_no_sense` |
//! | §4, §5 | costs that a target needs | `reorder_point::costs_that_are_missing` |
//! | §5 EOQ-1 | D = 0, K = 0, h = 0 | `nothing_sells_whatever_is_wanted`, `orders_that_cost_nothing`, `holding_that_costs_nothing` |
//! | §5 EOQ-6 | longest cover | `an_order_that_would_lie_too_long` |
//! | §5 QD | two prices of one quantity | `two_prices_of_one_quantity` |
//! | §5 RQ, SSP, PR | policies that cannot be counted out | `reorder_point::policies_that_cannot_be_counted_out`, `reorder_point::a_policy_that_is_too_wide_is_told` |
//! | §5 RND-1 | capped, infeasible, several at once | `what_fits_rounds_down`, `reorder_point::least_above_most`, `reorder_point::a_cut_order_says_what_it_leaves`, `reorder_point::several_quantities_at_once` |
//! | trap 1 | the rule of maxima | `maximum_less_average_is_for_comparison`; its figures `safety_stock::the_rule_of_maxima_grows_with_the_history` |
//! | trap 2 | parts added as they are, or left out | `variations_add_as_squares` |
//! | trap 3 | a month’s deviation | `reorder_point::deviation_of_a_period` |
//! | trap 4 | z = 1.65 | `the_factor_of_a_level` |
//! | trap 5 | the review left out | `reorder_point::review_is_covered` |
//! | trap 6 | deviation of sales for that of the forecast, √h | see SS-3, SS-4 |
//! | trap 7 | cycle service sold as fill rate | `reorder_point::cycle_service_is_not_fill_rate`, `reorder_point::notes_say_what_applies` |
//! | trap 8 | the short formula of fill rate | `reorder_point::fill_rate_of_small_orders` |
//! | trap 9 | stock in hand for the position | `reorder_point::position_at_the_reorder_point`, `goods_under_way_are_no_second_order` |
//! | trap 10 | days out of stock as zeros | `days_out_of_stock_are_no_zeros`, `reorder_point::a_stock_out_is_no_season` |
//! | trap 11 | events averaged away or counted twice | `an_event_is_counted_once`, `reorder_point::typed_days_leave_past_events_to_learn_from` |
//! | trap 12 | Croston: a rate, its bias, no decay | `seldom_demand_is_a_rate_that_fades` |
//! | trap 13 | absolute errors choose nothing | `seldom_demand_is_not_forecast_as_nothing` |
//! | trap 14 | forms of Holt-Winters | `a_week_goes_on_as_it_was`; the form itself: FC-7 and FC-8 in `inventory_vectors` |
//! | trap 15 | cartons by floating figures | `an_exact_number_of_cartons_stays_exact` |
//! | trap 16 | monthly demand, yearly holding | `a_year_of_demand_and_of_holding` |
//! | trap 17 | a unit short for a unit owed for a year | `reorder_point::cost_of_a_unit_owed_is_not_that_of_a_unit_short`; RQ-4 in `inventory_vectors` |
//! | trap 18 | a fixed trigger of a long way | `reorder_point::fixed_trigger_of_a_long_way` |
//! | trap 19 | the normal law for slow movers | `reorder_point::slow_sellers_are_counted`, `the_law_follows_mean_and_spread` |
//! | trap 20 | tails of loss functions | `what_is_short_far_out_is_still_counted` |

#![expect(clippy::expect_used, clippy::panic, reason = "a test ends at the first thing it cannot read")]

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

mod common;
#[path = "common/reorder.rs"]
mod reorder;

use reorder::{answer, args, assert_refused, case, changes, figure, headline, notes, number, outcome, section, world};

const TARGETS: [&str; 5] = ["cycle-service", "fill-rate", "backorder-cost", "short-cost", "occasion-cost"];

/// The first with what the second has more.
fn with(changes: &Json, more: &Json) -> Json {
    let mut changes = changes.clone();
    changes.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    changes
}

/// What a note of an answer says; nothing where it does not stand there.
fn told(answer: &Json, code: &str) -> Option<Json> {
    let methods = answer["alternatives"].as_object().expect("methods");
    let method = methods.keys().find(|key| *key != "cover-rule").expect("the target’s own");
    notes(answer, method).into_iter().find(|(other, _)| other == code).map(|(_, args)| args)
}

#[track_caller]
fn note(answer: &Json, code: &str) -> Json {
    told(answer, code).unwrap_or_else(|| panic!("no {code}: {}", answer["alternatives"]))
}

/// A target with what shortages, units and orders cost.
fn wanted(target: &str) -> Json {
    let costs = json!({ "target": target, "unit-landed-cost": "42CNY", "order-cost": "100CNY" });
    if target.ends_with("-cost") { with(&costs, &json!({ "shortage-cost": "40CNY" })) } else { costs }
}

/// Sales of the past, cells of a series, that end on the day before that of the stock.
fn history(cells: &[String], more: &Json) -> Json {
    let stock = "2026-11-26".parse::<suanpan::date::Date>().expect("a day");
    let first = stock.plus_days(-i32::try_from(cells.len()).expect("few")).expect("a day");
    let sales = json!({
        "demand-mean": null, "demand-deviation": null, "demand-from": "history",
        "history": format!("{first}_{}", cells.join("_")),
    });
    with(&sales, more)
}

/// Whole numbers from 0 to 99, the same every time.
fn chance() -> impl FnMut() -> u32 {
    let mut state = 2_026_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % 100
    }
}

/// Days that sell about twenty each.
fn about_twenty(days: usize) -> Vec<String> {
    let mut chance = chance();
    (0..days).map(|_| (15 + chance() / 9).to_string()).collect()
}

/// ZQ-1, trap 4: the factor of a level has all its digits: 1.644854, not 1.65; 0 of a half, and below it is negative.
#[test]
fn the_factor_of_a_level() {
    for (level, safety) in [
        ("0.0000001", "-5997807"),
        ("0.0001", "-4753424"),
        ("30", "-524400"),
        ("50", "0"),
        ("95", "1644854"),
        ("99", "2326348"),
        ("99.999", "4264891"),
        ("99.999999", "5612002"),
    ] {
        // A hundred million on average, a million more or less.
        let found = answer(&json!({
            "demand-mean": "1000000", "demand-deviation": "100000", "stages": [{ "stage-days": "100" }],
            "review-days": "0", "service-level": level, "floor-at-zero": "0",
        }));
        assert_eq!(found["headline"]["safety-stock"], safety, "{level}");
        assert!(told(&found, "BELOW_ZERO").is_none());
    }
}

/// ZQ-1, FR-6: no finite stock gives all; the least less than that is given.
#[test]
fn levels_that_no_stock_gives() {
    for target in ["cycle-service", "fill-rate"] {
        let all = json!({ "target": target, "service-level": "100", "order-quantity": "500" });
        assert_refused(&all, "E_NO_FINITE_STOCK", &["service-level"]);
        // The nearest that a field takes.
        for level in ["99.99", "99.999999999"] {
            let found = answer(&json!({ "target": target, "service-level": level, "order-quantity": "500" }));
            let point = number(&found["headline"]["reorder-point"]);
            assert!((440.0..1000.0).contains(&point), "{target} {level}: {point}");
        }
    }
    let nearly = answer(&json!({ "target": "fill-rate", "service-level": "99.99", "order-quantity": "500" }));
    assert!(figure(&nearly, "fill-rate", "fill-rate") >= 99.99);
}

/// SS-1: a lead time that never varies.
#[test]
fn a_constant_lead_time() {
    // 22 days: 440 and 1.6448536 × 9 × √22 = 69.44.
    let found = answer(&json!({ "stages": [{ "stage-days": "15" }] }));
    assert_eq!(
        (&found["headline"]["reorder-point"], &found["headline"]["safety-stock"]),
        (&json!("510"), &json!("70"))
    );
}

/// SS-2, trap 2: demand and lead time vary on their own: their parts add as squares, not as they are, and neither is left out.
#[test]
fn variations_add_as_squares() {
    let safety = |deviation: &str, lead: &str| {
        let way = json!([{ "stage-days": "30", "stage-deviation": lead }]);
        headline(
            &json!({ "demand-mean": "10", "demand-deviation": deviation, "stages": way, "review-days": "0" }),
            "safety-stock",
        )
    };
    // √(30 × 40 + 100 × 25) × 1.6448536 = 100.05: not 57 + 82.2 = 139, and not 57.
    assert_eq!(safety("6.3245553", "5"), 101.0);
    assert_eq!((safety("6.3245553", "0"), safety("0", "5")), (57.0, 83.0));
}

/// SS-3, trap 6: what a forecast may be off over the days to cover is measured on the past, and said to be.
#[test]
fn the_error_of_a_forecast_is_measured() {
    let found = answer(&history(&about_twenty(400), &json!({})));
    assert_eq!(note(&found, "SPREAD")["how"], "spread-measured");
    assert!(note(&found, "METHOD")["windows"].is_string());
}

/// SS-3, trap 6: of a short history it is computed from one-day errors, which add up: more than √days of them.
#[test]
fn errors_of_a_smoothed_forecast_add_up() {
    // A level that wanders: a surprise stays.
    let mut chance = chance();
    let mut level = 200_i64;
    let cells: Vec<_> = (0..60)
        .map(|_| {
            level += i64::from(chance() / 10) - 4;
            level.to_string()
        })
        .collect();
    let found = answer(&history(&cells, &json!({ "stages": [{ "stage-days": "15" }] })));
    assert_eq!(note(&found, "SPREAD")["how"], "spread-responses");
    let spread = args(&found, "cycle-service", "deviation-forecast");
    assert!(spread["result"] > 2.0 * spread["deviation"] * 22.0_f64.sqrt(), "{spread:?}");
}

/// SS-4: of a few days the mean itself may be off, which counts as well.
#[test]
fn the_mean_of_a_few_days_may_be_off() {
    let cells = ["18", "22", "19", "21", "20"].map(str::to_owned);
    let found = answer(&history(&cells, &json!({ "stages": [{ "stage-days": "15" }] })));
    assert_eq!(note(&found, "SPREAD")["how"], "spread-mean-of");
    assert!(told(&found, "LOW_DATA").is_some());
    // √(2.5 × (22 + 22² ÷ 5)) = 17.23, not √(2.5 × 22) = 7.42.
    let law = note(&found, "BY_LAW");
    assert!((number(&law["deviation"]) - 17.2).abs() < 0.06, "{law}");
    assert_eq!(headline(&history(&cells, &json!({ "stages": [{ "stage-days": "15" }] })), "safety-stock"), 29.0);
}

/// SS-6, trap 1: the rule of the best day and the longest lead time stands beside the answer with its figures, and nowhere in
/// it; with more of the past it grows, and what the target needs does not.
#[test]
fn maximum_less_average_is_for_comparison() {
    let orders = json!([
        { "ordered": "2026-03-01", "received": "2026-03-31" }, { "ordered": "2026-05-01", "received": "2026-05-26" },
        { "ordered": "2026-07-01", "received": "2026-08-05" },
    ]);
    let with_orders = json!({ "stages": null, "lead-from": "orders", "purchase-orders": orders, "review-days": "0" });
    let of = |cells: &[String]| {
        let found = answer(&history(cells, &with_orders));
        let rule = note(&found, "MAX_LESS_AVERAGE");
        let [units, most, longest, mean, days, safety] =
            ["units", "most", "longest", "mean", "days", "safety"].map(|key| number(&rule[key]));
        assert_eq!((longest, days), (35.0, 30.0));
        assert!((units - (most * longest - mean * days)).abs() < 2.6, "{rule}");
        assert_eq!(safety, number(&found["headline"]["safety-stock"]));
        (units, safety)
    };
    let days = about_twenty(365);
    let mut record = days.clone();
    record[40] = "45".to_owned();
    let ((units, safety), (units_then, safety_then)) = (of(&days), of(&record));
    assert!(units > safety, "{units} {safety}");
    // One day of 45 instead of 26.
    assert!(units_then > units + 600.0 && safety_then < safety * 1.3, "{units_then} {safety_then}");
    // Weeks know no best day, and stages no longest lead time.
    let stages = answer(&history(&days, &json!({})));
    assert!(told(&stages, "MAX_LESS_AVERAGE").is_none());
}

/// SS-7, SS-8: a shortage so cheap that no safety stock pays has none, and says so.
#[test]
fn shortages_too_cheap_for_safety_stock() {
    for target in ["short-cost", "occasion-cost"] {
        let cheap = answer(&with(&wanted(target), &json!({ "shortage-cost": "0.01CNY" })));
        assert!(told(&cheap, "LEAST_SAFETY").is_some(), "{target}");
        assert_eq!(
            (&cheap["headline"]["safety-stock"], &cheap["headline"]["reorder-point"]),
            (&json!("0"), &json!("440"))
        );
        let dear = answer(&with(&wanted(target), &json!({ "shortage-cost": "4000CNY" })));
        assert!(told(&dear, "LEAST_SAFETY").is_none() && number(&dear["headline"]["safety-stock"]) > 100.0, "{target}");
    }
}

/// SS-9: two lead times in one: the answer says what the plain formula gives and what that reaches.
#[test]
fn a_lead_time_with_holds_says_what_the_plain_formula_misses() {
    let found = answer(&json!({
        "demand-mean": "12", "demand-deviation": null, "review-days": "0", "service-level": "92",
        "stages": [{ "stage-days": "30", "hold-rate": "10", "hold-days": "30" }],
    }));
    let held = note(&found, "HELD_UP");
    assert!((number(&held["plain"]) - 550.0).abs() <= 1.0, "{held}");
    assert!((90.0..91.0).contains(&number(&held["achieved"])), "{held}");
    assert!(figure(&found, "cycle-service", "cycle-service") >= 92.0);
}

/// SS-12: what sells before a daily look sees it is covered by a day more, and not a second time by the mean undershoot.
#[test]
fn what_a_daily_look_misses_is_covered_once() {
    let point = |review: &str| {
        let slow = json!({
            "demand-mean": "2", "demand-deviation": null, "stages": [{ "stage-days": "4" }], "review-days": review,
        });
        headline(&slow, "reorder-point")
    };
    // Poisson of 10, of 8: 15 and 13 are not exceeded in 95 %.
    assert_eq!((point("1"), point("0")), (15.0, 13.0));
    let blank =
        json!({ "demand-mean": "2", "demand-deviation": null, "stages": [{ "stage-days": "4" }], "review-days": null });
    assert_eq!(headline(&blank, "reorder-point"), 15.0);
}

/// Lead times of purchase orders.
fn by_orders(rows: &[(&str, Option<&str>)]) -> Json {
    let rows: Json =
        rows.iter().map(|(ordered, received)| json!({ "ordered": ordered, "received": received })).collect();
    json!({ "stages": null, "lead-from": "orders", "purchase-orders": rows })
}

/// LT-1: one order says nothing of variation; two do, by n − 1; the long end is the quantile of type 7.
#[test]
fn lead_times_of_past_orders() {
    let one = answer(&by_orders(&[("2026-05-01", Some("2026-06-10"))]));
    assert!(told(&one, "ONE_ORDER").is_some());
    let past = note(&one, "PAST_ORDERS");
    assert_eq!((number(&past["count"]), number(&past["mean"]), number(&past["deviation"])), (1.0, 40.0, 0.0));
    let days = [
        ("2026-05-01", "2026-05-21"),
        ("2026-05-01", "2026-05-31"),
        ("2026-05-01", "2026-06-10"),
        ("2026-05-01", "2026-06-20"),
        ("2026-05-01", "2026-06-30"),
    ];
    let five = answer(&by_orders(&days.map(|(ordered, received)| (ordered, Some(received)))));
    let past = note(&five, "PAST_ORDERS");
    // 20, 30, 40, 50, 60 days: √250, and a fifth of the way from 50 to 60 is left out.
    assert_eq!((number(&past["mean"]), number(&past["deviation"]), number(&past["most"])), (40.0, 15.8, 58.0));
    assert!(told(&five, "ONE_ORDER").is_none() && told(&five, "LATE_ORDERS").is_none());
}

/// LT-1: orders still on their way for longer than others took will make the mean longer: a warning. Younger ones say nothing.
#[test]
fn orders_that_are_late_are_told() {
    let with_open = |opened: &[&str]| {
        let mut rows = vec![("2026-05-01", Some("2026-06-10")), ("2026-06-01", Some("2026-07-11"))];
        rows.extend(opened.iter().map(|day| (*day, None)));
        answer(&by_orders(&rows))
    };
    // 57, 41, 40 and 1 days ago; the others took 40.
    let late = note(&with_open(&["2026-09-30", "2026-10-16", "2026-10-17", "2026-11-25"]), "LATE_ORDERS");
    assert_eq!(number(&late["count"]), 2.0);
    assert!(told(&with_open(&["2026-10-17"]), "LATE_ORDERS").is_none());
}

/// LT-1: without an order that came in there is no lead time, and none comes in before it was placed.
#[test]
fn orders_that_say_nothing_are_asked_for() {
    assert_refused(&by_orders(&[("2026-05-01", None)]), "E_NO_RECEIPT", &["purchase-orders"]);
    let found = outcome(&world(), &case(&by_orders(&[("2026-05-01", Some("2026-04-30"))])));
    assert!(found["answer"].is_null());
    let problem = &found["problems"][0];
    assert_eq!((&problem["code"], &problem["column"]), (&json!("E_ORDER_DAYS"), &json!("received")), "{problem}");
}

/// DIST-1: what demand is taken for, on both sides of every edge, and said. What is counted is whole, other points are rounded
/// up.
#[test]
fn the_law_follows_mean_and_spread() {
    for (mean, deviation, law, point) in [
        ("3", "0", "constant", 30.0),
        ("3", "4.7", "normal", 55.0),
        ("3", "4.8", "gamma", 59.0),
        ("2.99", "1.82", "negbin", 40.0),
        ("2.99", "1.8", "poisson", 39.0),
        ("2.99", "1.66", "poisson", 39.0),
        ("2.99", "1.6", "binomial_like_normal", 39.0),
    ] {
        let found = answer(&json!({
            "demand-mean": mean, "demand-deviation": deviation, "stages": [{ "stage-days": "10" }], "review-days": "0",
        }));
        assert_eq!(note(&found, "BY_LAW")["law"], law, "{mean} {deviation}");
        assert_eq!(number(&found["headline"]["reorder-point"]), point, "{mean} {deviation}");
        assert!(figure(&found, "cycle-service", "cycle-service") >= 95.0, "{mean} {deviation}");
    }
}

/// SOP-1: stock runs out where more is wanted than is there, not where all of it is.
#[test]
fn the_last_unit_is_no_shortage() {
    let risk = |changes: Json| headline(&changes, "stockout-risk");
    let even = |hand: &str| json!({ "demand-deviation": "0", "stages": [{ "stage-days": "15" }], "review-days": "0", "on-hand": hand });
    assert_eq!((risk(even("300")), risk(even("299"))), (0.0, 100.0));
    // Poisson of 4: more than 4 in 37.1 %, more than 3 in 56.7 %.
    let slow = |hand: &str| json!({ "demand-mean": "0.2", "demand-deviation": null, "stages": [{ "stage-days": "20" }], "on-hand": hand });
    assert_eq!((risk(slow("4")), risk(slow("3"))), (37.1, 56.7));
}

/// SOP-1: every arrival is a moment of its own; the largest chance is shown, said to be the least that the risk can be, and the
/// working shows the moment that it is from.
#[test]
fn each_arrival_is_looked_at() {
    let way = json!({ "stages": [{ "stage-days": "30" }], "on-hand": "210" });
    let found = answer(&with(&way, &json!({ "arrivals": [{ "arriving": "900", "due": "2026-12-06" }] })));
    // Ten days sell 200 ± 28.5: more than 210 in 36.3 %. By day 30 hardly ever more than 1,110.
    assert_eq!(number(&found["headline"]["stockout-risk"]), 36.3);
    let moment = args(&found, "cycle-service", "risk");
    assert_eq!((moment["days"], moment["stock"], moment["result"]), (10.0, 210.0, 36.3));
    let least = note(&found, "RISK_AT_LEAST");
    assert_eq!((number(&least["risk"]), number(&least["count"])), (36.3, 2.0));
    // Without an arrival before the order it is the whole risk, as it is where one comes later.
    for arrivals in [json!([]), json!([{ "arriving": "900", "due": "2026-12-26" }])] {
        let found = answer(&with(&way, &json!({ "arrivals": arrivals })));
        assert!(told(&found, "RISK_AT_LEAST").is_none());
        assert_eq!(args(&found, "cycle-service", "risk")["days"], 30.0);
    }
}

/// §2: nothing sells: no stock, no order and that for a reason, whatever is wanted and however much it deviates.
#[test]
fn nothing_sells_whatever_is_wanted() {
    for target in TARGETS {
        for deviation in ["0", "9"] {
            let none = json!({ "demand-mean": "0", "demand-deviation": deviation, "on-hand": "3" });
            let found = answer(&with(&wanted(target), &none));
            assert_eq!(found["decision"]["code"], "reorder-no-demand", "{target}");
            for figure in ["reorder-point", "safety-stock", "order-quantity"] {
                assert_eq!(found["headline"][figure], "0", "{target} {figure}");
            }
            assert!(told(&found, "TRIGGER_SHORT").is_none(), "{target}");
        }
    }
    let empty = history(&["0".to_owned(), "0".to_owned(), "0".to_owned()], &json!({}));
    assert_refused(&empty, "E_NO_SALES", &["history"]);
}

/// §2: no days to cover: the reorder point is 0, whatever is wanted, and though the lead time of no days varies.
#[test]
fn no_days_to_cover_whatever_is_wanted() {
    for target in TARGETS {
        for lead in ["0", "3"] {
            let at_once = json!({ "stages": [{ "stage-days": "0", "stage-deviation": lead }], "review-days": "0", "on-hand": "5" });
            let found = answer(&with(&wanted(target), &at_once));
            assert_eq!(found["headline"]["reorder-point"], "0", "{target} ± {lead}");
            assert_eq!(found["headline"]["safety-stock"], "0", "{target} ± {lead}");
            assert_eq!(args(&found, target, "deviation-to-cover")["result"], 0.0, "{target} ± {lead}");
            assert!(told(&found, "LEAST_SAFETY").is_none(), "{target} ± {lead}");
        }
    }
}

/// §2: nothing varies: no safety stock, the reorder point is the mean, and no cost is to blame for it.
#[test]
fn nothing_varies_whatever_is_wanted() {
    for target in ["cycle-service", "short-cost", "occasion-cost"] {
        let certain = json!({ "demand-deviation": "0", "stages": [{ "stage-days": "15" }] });
        let found = answer(&with(&wanted(target), &certain));
        assert_eq!(found["headline"]["reorder-point"], "440", "{target}");
        assert_eq!(found["headline"]["safety-stock"], "0", "{target}");
        assert!(told(&found, "LEAST_SAFETY").is_none() && told(&found, "BELOW_ZERO").is_none(), "{target}");
        assert_eq!(note(&found, "BY_LAW")["law"], "constant", "{target}");
    }
}

/// §2, FR-1 without variation: what is short is what the point lacks of the mean, and a cycle is without a shortage or not.
#[test]
fn certain_demand_is_served_in_part_or_in_whole() {
    let certain = json!({
        "target": "fill-rate", "service-level": "90", "order-quantity": "200", "demand-deviation": "0",
        "stages": [{ "stage-days": "15" }],
    });
    let free = answer(&with(&certain, &json!({ "floor-at-zero": "0" })));
    assert_eq!((&free["headline"]["reorder-point"], &free["headline"]["safety-stock"]), (&json!("420"), &json!("-20")));
    assert_eq!((figure(&free, "fill-rate", "fill-rate"), figure(&free, "fill-rate", "cycle-service")), (90.0, 0.0));
    let kept = answer(&certain);
    assert_eq!(number(&note(&kept, "BELOW_ZERO")["raw"]), -20.0);
    assert_eq!((figure(&kept, "fill-rate", "fill-rate"), figure(&kept, "fill-rate", "cycle-service")), (100.0, 100.0));
}

/// §2: how much sales vary is not known of a single day or week: more is asked for. Without a typed deviation the least that there
/// can be counts, and that is said.
#[test]
fn a_single_day_is_asked_for_more() {
    let sales = |text: &str| json!({ "demand-mean": null, "demand-deviation": null, "demand-from": "history", "history": text });
    for text in ["2026-11-25_20", "2026-11-16w_140", "2026-11-20_xr3_20_xr2", "2026-11-20_9x_8x_7x_6x"] {
        assert_refused(&sales(text), "E_FEW_DAYS", &["history"]);
    }
    let two = answer(&sales("2026-11-24_20_24"));
    assert!(told(&two, "LOW_DATA").is_some() && number(&two["headline"]["safety-stock"]) > 0.0);
    let typed = answer(&json!({ "demand-deviation": null, "stages": [{ "stage-days": "15" }] }));
    assert!(told(&typed, "LEAST_DEVIATION").is_some());
    // Poisson: √(20 × 22).
    assert_eq!(number(&note(&typed, "BY_LAW")["deviation"]), 21.0);
}

/// §2: days that a method starts from say nothing of how far it is off: then the mean and its own error count, not an error of 0.
#[test]
fn days_to_start_from_judge_nothing() {
    let mut cells = ["18", "22", "19", "21", "20", "17", "23"].map(str::to_owned).to_vec();
    cells.resize(20, "x".to_owned());
    let found = answer(&history(&cells, &json!({ "stages": [{ "stage-days": "15" }] })));
    assert!(told(&found, "LOW_DATA").is_some());
    assert_eq!(note(&found, "SPREAD")["how"], "spread-mean-of");
    assert!(number(&found["headline"]["safety-stock"]) > 15.0, "{}", found["headline"]);
}

/// §4, NV-4: a buy for an event needs price above cost above what is left over brings, and says so; nothing is bought below 0.
#[test]
fn a_buy_whose_prices_make_no_sense() {
    let buy = |price: &str, salvage: &str, cost: Json| {
        let case = json!({
            "buy-mean": "400", "buy-deviation": "190", "event-price": price, "salvage-value": salvage, "unit-landed-cost": cost,
        });
        section(&case, "event-buy")
    };
    let code = |section: &Json| section["notes"][0]["code"].as_str().unwrap_or_default().to_owned();
    for (price, salvage) in [("42CNY", "10CNY"), ("40CNY", "10CNY"), ("80CNY", "42CNY"), ("80CNY", "90CNY")] {
        let found = buy(price, salvage, json!("42CNY"));
        assert_eq!(code(&found), "BUY_PRICES", "{price} {salvage}");
        assert!(found["decision"].is_null());
    }
    assert_eq!(code(&buy("80CNY", "10CNY", Json::Null)), "BUY_NEEDS_COST");
    // So little is earned that the normal law would buy less than nothing.
    let least = buy("42.01CNY", "0CNY", json!("42CNY"));
    assert_eq!(least["decision"]["code"], "buy-none", "{least}");
    let best = &least["alternatives"]["buy-best-buy"];
    assert_eq!((&best["figures"]["buy"], &best["figures"]["left-over"]), (&json!("0"), &json!("0")), "{best}");
    assert_eq!(number(&best["total"]), 0.0, "{best}");
}

/// EOQ-1: an order that costs nothing is placed at every look, for what sells between two.
#[test]
fn orders_that_cost_nothing() {
    let found = answer(&json!({ "unit-landed-cost": "42CNY", "order-cost": "0CNY" }));
    assert_eq!(found["headline"]["order-quantity"], "140");
    assert!(told(&found, "THIRTY_DAYS").is_none());
}

/// EOQ-1: where holding costs nothing no quantity is the cheapest: thirty days of sales, and the reason.
#[test]
fn holding_that_costs_nothing() {
    for breaks in [json!([]), json!([{ "from-units": "500", "break-cost": "40CNY" }])] {
        let free = json!({
            "unit-landed-cost": "42CNY", "order-cost": "100CNY", "holding-rate": "0", "price-breaks": breaks,
        });
        let found = answer(&free);
        assert!(told(&found, "THIRTY_DAYS").is_some());
        assert_eq!(found["headline"]["order-quantity"], "600");
    }
}

/// EOQ-6: an order is no more than may lie, and what the reorder point alone makes too much is told.
#[test]
fn an_order_that_would_lie_too_long() {
    let costs = json!({ "unit-landed-cost": "42CNY", "order-cost": "1800CNY" });
    let free = headline(&costs, "order-quantity");
    let found = answer(&with(&costs, &json!({ "most-cover": "25" })));
    assert!(free > 500.0 && number(&found["headline"]["order-quantity"]) == 500.0, "{free}");
    let lasts = note(&found, "LASTS_TOO_LONG");
    // 561 − 15 × 20 are left when 500 arrive.
    assert_eq!((number(&lasts["days"]), number(&lasts["limit"])), (39.0, 25.0));
    assert!(told(&answer(&with(&costs, &json!({ "most-cover": "120" }))), "LASTS_TOO_LONG").is_none());
}

/// QD-1: two prices of one quantity are no list of prices.
#[test]
fn two_prices_of_one_quantity() {
    let breaks =
        json!([{ "from-units": "500", "break-cost": "40CNY" }, { "from-units": "500", "break-cost": "39CNY" }]);
    let found = outcome(&world(), &case(&json!({ "price-breaks": breaks })));
    assert!(found["answer"].is_null());
    let problem = &found["problems"][0];
    assert_eq!((&problem["code"], &problem["column"]), (&json!("E_BREAK_ORDER"), &json!("from-units")), "{problem}");
}

/// Trap 9 by the other side: who compares what lies there alone orders twice; here goods under way count, and those that
/// come too late for it do not.
#[test]
fn goods_under_way_are_no_second_order() {
    let hand = json!({ "on-hand": "100", "order-quantity": "600" });
    assert_eq!(answer(&hand)["decision"]["code"], "reorder-today");
    let coming = |day: &str| with(&hand, &json!({ "arrivals": [{ "arriving": "600", "due": day }] }));
    assert_eq!(answer(&coming("2026-12-05"))["decision"]["code"], "reorder-by");
    let late = answer(&coming("2027-03-01"));
    assert_eq!(late["decision"]["code"], "reorder-today");
    assert!(told(&late, "BRIDGE").is_some());
}

/// Trap 10: days out of stock say nothing of demand. Marked, they are left out and counted; unmarked they are suspected.
#[test]
fn days_out_of_stock_are_no_zeros() {
    let days = about_twenty(200);
    let out = |cell: &str| -> Vec<_> {
        days.iter()
            .enumerate()
            .map(|(day, sold)| if (90..120).contains(&day) { cell.to_owned() } else { sold.clone() })
            .collect()
    };
    let mean = |found: &Json| number(&note(found, "HISTORY")["mean"]);
    let marked = answer(&history(&out("x"), &json!({})));
    assert!((mean(&marked) - 20.0).abs() < 1.0);
    assert_eq!((number(&note(&marked, "STOCK_OUTS")["days"]), told(&marked, "SUSPECTED")), (30.0, None));
    let suspected = answer(&history(&out("0"), &json!({})));
    assert_eq!(number(&note(&suspected, "SUSPECTED")["days"]), 30.0);
    assert_eq!(mean(&suspected), mean(&marked));
    // Whoever knows better unticks it, and gets the lower mean.
    let zeros = answer(&history(&out("0"), &json!({ "suspect-gaps": "0" })));
    assert!(mean(&zeros) < 0.9 * mean(&marked) && told(&zeros, "SUSPECTED").is_none());
}

/// Trap 11: an event is in the forecast once: its past days are not in the level, and its coming days are not averaged away.
#[test]
fn an_event_is_counted_once() {
    // Prime Day of 2026 at five times the sales; the calendar knows its days.
    let cells: Vec<_> = (0..300).map(|_| "20".to_owned()).collect();
    let plain = answer(&history(&cells, &json!({ "stages": [{ "stage-days": "15" }] })));
    assert_eq!(number(&note(&plain, "BY_LAW")["mean"]), 440.0);
    let stock = "2026-11-26".parse::<suanpan::date::Date>().expect("a day");
    let first = stock.plus_days(-300).expect("a day");
    let days = ["2026-06-23", "2026-06-24", "2026-06-25", "2026-06-26"]
        .map(|day| usize::try_from(first.days_until(day.parse().expect("a day"))).expect("within"));
    let mut peaks = cells;
    for day in days {
        peaks[day] = "100".to_owned();
    }
    let events = json!([{ "event": "prime-day", "event-from": "2026-12-01", "event-to": "2026-12-04" }]);
    let found = answer(&history(&peaks, &json!({ "stages": [{ "stage-days": "15" }], "events": events })));
    assert_eq!(number(&note(&found, "HISTORY")["mean"]), 20.0);
    let learnt = note(&found, "EVENT_LEARNT");
    // Four days of 5, drawn towards the sample by two days.
    let factor = number(&learnt["factor"]);
    assert!((3.5..5.0).contains(&factor), "{learnt}");
    let walked = note(&found, "WALKED");
    let expected = 20.0 * (18.0 + 4.0 * factor);
    assert!((number(&walked["mean"]) - expected).abs() < 1.0 && number(&walked["flat"]) == 440.0, "{walked}");
}

/// Sales every five days or so, of one to nine units.
fn seldom(days: usize) -> Vec<String> {
    let mut chance = chance();
    (0..days).map(|_| if chance() < 20 { (1 + chance() / 11).to_string() } else { "0".to_owned() }).collect()
}

/// Trap 12: what seldom sells has a rate a day, not the size of a sale on every day; the method is the corrected one, without its
/// bias, and of a product that dies out nothing is left.
#[test]
fn seldom_demand_is_a_rate_that_fades() {
    let untouched = json!({ "suspect-gaps": "0" });
    let living = seldom(400);
    let found = answer(&history(&living, &untouched));
    let rate = living.iter().map(|cell| cell.parse::<f64>().expect("a number")).sum::<f64>() / 400.0;
    let mean = number(&note(&found, "BY_LAW")["mean"]) / 22.0;
    assert!((mean / rate - 1.0).abs() < 0.35, "{mean} of {rate}");
    let methods = section(&history(&living, &untouched), "methods");
    let rows = methods["alternatives"].as_object().expect("methods");
    let row = |name: &str| &rows.iter().find(|(id, _)| id.starts_with(name)).expect("the method").1["figures"];
    assert!(number(&row("croston")["forecast-bias"]).abs() < 0.02 * rate, "{}", row("croston"));
    assert!(row("tsb").is_object());
    let mut dying = living;
    dying.extend(vec!["0".to_owned(); 200]);
    let gone = answer(&history(&dying, &untouched));
    let left = told(&gone, "BY_LAW").map_or(0.0, |law| number(&law["mean"]));
    assert!(left < 0.1 * 22.0 * rate, "{left} of {}", 22.0 * rate);
}

/// Trap 13: the method of what seldom sells is chosen by squared errors, which do not take nothing for the best forecast.
#[test]
fn seldom_demand_is_not_forecast_as_nothing() {
    let sales = history(&seldom(400), &json!({ "suspect-gaps": "0" }));
    let found = answer(&sales);
    assert!(number(&found["headline"]["reorder-point"]) > 22.0, "{}", found["headline"]);
    let method = note(&found, "METHOD");
    let methods = section(&sales, "methods");
    let errors: Vec<_> = methods["alternatives"]
        .as_object()
        .expect("methods")
        .values()
        .map(|one| number(&one["figures"]["forecast-rmsse"]))
        .collect();
    let least = errors.iter().copied().fold(f64::MAX, f64::min);
    assert!(number(&method["error"]) <= least * 1.01 + 0.001, "{method} {errors:?}");
}

/// Trap 14: a week with a shape goes on as it was on every day of it, also on the seventh and the fourteenth, where other programs
/// have another one.
#[test]
fn a_week_goes_on_as_it_was() {
    let shape = [10, 11, 12, 14, 20, 35, 30];
    let mut chance = chance();
    let cells: Vec<_> =
        (0..112).map(|day: usize| (2 * day / 7 + shape[day % 7] + chance() as usize / 50).to_string()).collect();
    let around = changes(&history(&cells, &json!({})));
    let picture = around.pictures.iter().find(|one| one.title.code() == "history-picture").expect("the picture");
    let expected = picture.lines.iter().find(|one| one.name.code() == "expected").expect("the forecast");
    let ahead: Vec<_> = expected.points.iter().flatten().collect();
    for (day, found) in ahead.iter().take(14).enumerate() {
        let wanted = Decimal::from(2 * (112 + day) / 7 + shape[day % 7]);
        assert!((**found - wanted).abs() < Decimal::from(4), "day {day}: {found}, not {wanted}");
    }
}

/// Trap 15: cartons are counted with full precision: 0.1 + 0.2 in cartons of 0.1 are three, not four, and shown as they are.
#[test]
fn an_exact_number_of_cartons_stays_exact() {
    let packed = |quantity: &str, pack: &str| {
        let found = answer(&json!({ "order-quantity": quantity, "case-pack": pack, "on-hand": "100000" }));
        assert_eq!(found["decision"]["args"]["quantity"], found["headline"]["order-quantity"]);
        found["headline"]["order-quantity"].as_str().expect("a figure").to_owned()
    };
    assert_eq!(packed("0.3", "0.1"), "0.3");
    // In floating figures 2.1 ÷ 0.3 is a hair above 7, which is no eighth carton.
    assert_eq!(packed("2.1", "0.3"), "2.1");
    assert_eq!(packed("7.5", "2.5"), "7.5");
    assert_eq!(packed("7.6", "2.5"), "10");
    assert_eq!(packed("48", "24"), "48");
    assert_eq!(packed("49", "24"), "72");
}

/// RND-1: what fits rounds down to whole cartons and says so; where that is less than the least there is no order, and that is
/// the answer.
#[test]
fn what_fits_rounds_down() {
    let limited = |more: &Json| answer(&with(&json!({ "order-quantity": "500", "case-pack": "24" }), more));
    let cut = limited(&json!({ "most-order": "300" }));
    let cut_to = note(&cut, "CAPPED");
    assert_eq!((number(&cut_to["from"]), number(&cut_to["to"])), (500.0, 288.0));
    assert_eq!(cut["headline"]["order-quantity"], "288");
    for impossible in [
        json!({ "most-order": "300", "least-order": "320" }),
        json!({ "most-order": "20" }),
        json!({ "most-order": "110", "least-order": "100" }),
    ] {
        let found = limited(&impossible);
        assert_eq!(found["decision"]["code"], "reorder-cannot", "{impossible}");
        assert_eq!(found["headline"]["order-quantity"], "0", "{impossible}");
    }
}

/// §2: no figure that is none is shown, whatever stands in the past.
#[test]
fn no_history_shows_what_is_no_figure() {
    let wild = ["0", "1000000000", "0.000000001", "999999999.999999999", "x", "m"];
    for days in [2, 3, 8, 30, 120] {
        for first in 0..wild.len() {
            let cells: Vec<_> = (0..days).map(|day| wild[(first + day * day) % wild.len()].to_owned()).collect();
            let inputs =
                case(&history(&cells, &json!({ "on-hand": "5", "unit-landed-cost": "42CNY", "order-cost": "1CNY" })));
            let found = outcome(&world(), &inputs);
            assert_eq!(found["answer"].is_null(), found["problems"][0]["severity"] == "error", "{inputs}");
            let text = found.to_string().to_lowercase();
            assert!(!text.contains("\"nan") && !text.contains("\"inf") && !text.contains("\"-inf"), "{text}");
        }
    }
}

/// Trap 16: the cheapest quantity takes the units of a year and holding a year, whatever sales are counted over.
#[test]
fn a_year_of_demand_and_of_holding() {
    let quantity = |per: &str, mean: &str| {
        let costs = json!({ "unit-landed-cost": "42CNY", "order-cost": "1800CNY" });
        headline(&with(&costs, &json!({ "demand-per": per, "demand-mean": mean })), "order-quantity")
    };
    // √(2 × 1,800 × 7,300 ÷ 10.5) = 1,582.04.
    assert_eq!(quantity("day", "20"), 1582.0);
    assert_eq!(quantity("week", "140"), 1582.0);
    assert!((quantity("month", "608.333333333") - 1582.0).abs() < 1.0);
}

/// A hundred million over the days to cover, a million more or less; holding a unit costs next to nothing.
fn far_out(target: &str, cost: &str) -> Json {
    answer(&json!({
        "demand-mean": "1000000", "demand-deviation": "100000", "stages": [{ "stage-days": "100" }], "review-days": "0",
        "target": target, "shortage-cost": cost, "unit-landed-cost": "0.01CNY", "order-cost": "1CNY",
        "order-quantity": "1000000",
    }))
}

/// Trap 20: the tail of a loss far out is what it is, not what is left where digits cancel.
#[test]
fn what_is_short_far_out_is_still_counted() {
    let found = far_out("short-cost", "1000000CNY");
    // P(Z > k) = 6.85e-12: k = 6.76106, and (G(k) − G(k + 1)) × 365e12.
    let safety = number(&found["headline"]["safety-stock"]);
    assert!((safety - 6_761_059.0).abs() < 10.0, "{safety}");
    let short = number(&found["alternatives"]["short-cost"]["lines"]["shortage"]);
    assert!((short / 354.9257 - 1.0).abs() < 1e-4, "{short}");
    // The rule of thumb, eight deviations above the mean: G(8) = 7.550262e-17, where digits that cancel leave less than nothing.
    let found = answer(&json!({
        "demand-mean": "1000000000", "demand-deviation": "100000000", "stages": [{ "stage-days": "100" }],
        "review-days": "0", "trigger-days": "108", "target": "short-cost", "shortage-cost": "1000000000CNY",
        "unit-landed-cost": "0.01CNY", "order-cost": "1CNY",
    }));
    let rule = &found["alternatives"]["cover-rule"];
    let short = number(&rule["lines"]["shortage"]);
    assert!((short / 1252.657 - 1.0).abs() < 1e-5, "{short}");
}

/// SS-7, SS-8, RQ-5: however dear a shortage is, the stock is finite and not less than that of a cheaper one.
#[test]
fn the_dearest_shortage_has_the_most_stock() {
    for target in ["short-cost", "occasion-cost", "backorder-cost"] {
        let safety = ["1000CNY", "1000000CNY", "1000000000CNY"].map(|cost| {
            let found = far_out(target, cost);
            assert!(told(&found, "LEAST_SAFETY").is_none(), "{target} {cost}");
            number(&found["headline"]["safety-stock"])
        });
        assert!(safety[0] <= safety[1] && safety[1] <= safety[2], "{target}: {safety:?}");
        assert!((1e6..1e7).contains(&safety[2]), "{target}: {safety:?}");
    }
}

/// The list at the top names tests that there are.
#[test]
fn the_list_is_true() {
    let own = include_str!("inventory_traps.rs");
    let rows = own.lines().filter(|line| line.starts_with("//! | ")).skip(1);
    let names: Vec<_> = rows.flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
    assert!(names.len() > 70, "{}", names.len());
    for name in names.into_iter().filter(|name| *name != "inventory_vectors") {
        let (source, test) = match name.split_once("::") {
            Some(("reorder_point", test)) => (include_str!("reorder_point.rs"), test),
            Some((_, test)) => (include_str!("../inventory/src/safety_stock.rs"), test),
            None => (own, name),
        };
        assert!(
            source.contains(&format!("#[test]\nfn {test}()"))
                || source.contains(&format!("    #[test]\n    fn {test}()")),
            "{name}"
        );
    }
}
