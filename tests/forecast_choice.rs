//! Which method is taken for a series, and how sure it says it is.

#![expect(clippy::unwrap_used, reason = "a test ends at the first thing that is not there")]

use suanpan::stats::demand_class::DemandClass;
use suanpan::stats::forecast::{
    Basis, Choice, Correction, Croston, Forecaster, Holt, HoltWinters, Model, MovingAverage, Naive, Plan, Season,
    SeasonalNaive, Ses, SpreadBasis, Tsb, choose, responses, sd_over,
};

/// Whole numbers from 0 to 9, the same every time.
fn chance() -> impl FnMut() -> f64 {
    let mut state = 2_026_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from((state >> 33) as u32 % 10)
    }
}

fn chosen(days: impl IntoIterator<Item = f64>, span: usize) -> Choice {
    choose(&days.into_iter().map(Some).collect::<Vec<_>>(), &Plan::daily(span)).unwrap()
}

#[test]
fn a_week_with_a_shape_takes_a_method_that_knows_weeks() {
    let mut chance = chance();
    let shape = [10.0, 11.0, 12.0, 14.0, 20.0, 35.0, 30.0];
    let choice = chosen((0..365).map(|day| shape[day % 7] + chance()), 14);
    assert_eq!(choice.chosen.model.season(), Some(7));
    assert_eq!(choice.candidates.len(), 7);
    assert_eq!(choice.basis, Basis::RollingOrigin { windows: 47, horizon: 14 });
    let week = choice.forecast(7);
    // Day 365 is the second of its week.
    assert!((week[0] - 15.5).abs() < 4.0 && (week[4] - 39.5).abs() < 4.0, "{week:?}");
    let spread = choice.chosen.spread.unwrap();
    assert_eq!(spread.basis, SpreadBasis::Measured { windows: 47, disjoint: 24 });
}

#[test]
fn noise_around_a_level_takes_an_average() {
    let mut chance = chance();
    let choice = chosen((0..365).map(|_| 20.0 + chance()), 14);
    assert!((choice.forecast(1)[0] - 24.5).abs() < 1.5);
    assert_eq!(choice.chosen.model.season(), None);
    // The least is no simpler than what was taken.
    let rmse = |one: &suanpan::stats::forecast::Candidate| one.accuracy.unwrap().rmse;
    let least = choice.candidates.iter().map(rmse).fold(f64::MAX, f64::min);
    assert!(rmse(&choice.chosen) <= 1.01 * least);
    assert!(choice.runner_up.is_some_and(|second| second.model != choice.chosen.model));
}

#[test]
fn seldom_demand_has_its_own_methods() {
    let mut chance = chance();
    let choice = chosen((0..365).map(|_| if chance() < 2.0 { 1.0 + chance() } else { 0.0 }), 30);
    assert!(choice.class.class.is_intermittent());
    let has = |is: fn(&Model) -> bool| choice.candidates.iter().any(|one| is(&one.model));
    assert!(has(|model| matches!(model, Model::Croston(_))) && has(|model| matches!(model, Model::Tsb(_))));
    assert!((choice.forecast(1)[0] - 1.1).abs() < 0.5, "{:?}", choice.forecast(1));
}

#[test]
fn little_data_takes_little() {
    assert_eq!(choose(&[], &Plan::daily(14)), None);
    assert_eq!(choose(&[None; 40], &Plan::daily(14)), None);
    let few = chosen([2.0, 4.0, 3.0], 10);
    assert_eq!((few.basis, few.forecast(2)), (Basis::LowData, vec![3.0, 3.0]));
    // SS-4: the days' own variance 1, and the mean of 3 of them.
    let spread = few.chosen.spread.unwrap();
    assert_eq!(spread.basis, SpreadBasis::MeanOf { days: 3.0 });
    assert!((spread.sd - libm::sqrt(10.0 + 100.0 / 3.0)).abs() < 1e-9);
    let one = chosen([2.0], 10);
    assert_eq!((one.forecast(1), one.chosen.spread), (vec![2.0], None));
    let short = chosen((0..12).map(|day| f64::from(5 + day % 3)), 10);
    assert_eq!((short.basis, short.candidates.len()), (Basis::OneStep, 2));
    let month = chosen((0..45).map(|day| f64::from(5 + day % 3)), 10);
    assert_eq!(month.basis, Basis::OneStep);
    let longer = chosen((0..52).map(|day| f64::from(5 + day % 3)), 14);
    assert_eq!(longer.basis, Basis::RollingOrigin { windows: 3, horizon: 10 });
}

#[test]
fn what_never_changes_is_known_for_sure() {
    let choice = chosen(vec![5.0; 365], 14);
    assert_eq!(choice.forecast(3), [5.0; 3]);
    assert_eq!((choice.chosen.one_step, choice.chosen.spread.map(|spread| spread.sd)), (Some(0.0), Some(0.0)));
    // Nothing to measure errors by.
    assert_eq!(choice.chosen.accuracy.unwrap().rmsse, None);
    assert_eq!(choice.class.class, DemandClass::Smooth);
}

#[test]
fn days_that_nobody_saw_are_not_learnt_from() {
    let seen = [3.0, 0.0, 5.0, 2.0, 0.0, 0.0, 4.0, 6.0, 1.0, 2.0];
    fn same(mut with: impl Forecaster, mut without: impl Forecaster, seen: &[f64]) {
        for day in seen {
            with.learn_all([Some(*day), None, Some(f64::NAN), Some(f64::INFINITY)]);
            without.learn(Some(*day));
        }
        assert_eq!(with.ahead(), without.ahead());
    }
    same(Naive::default(), Naive::default(), &seen);
    let average = || MovingAverage::new(4).unwrap();
    same(average(), average(), &seen);
    let ses = || Ses::new(0.3, 2.0).unwrap();
    same(ses(), ses(), &seen);
    let croston = || Croston::new(0.2, Correction::Sba).unwrap();
    same(croston(), croston(), &seen);
    let tsb = || Tsb::new(0.2, 0.1).unwrap();
    same(tsb(), tsb(), &seen);
    // Time goes on: the season turns, the trend runs.
    let mut weekly = SeasonalNaive::new(3).unwrap();
    weekly.learn_all([Some(1.0), Some(2.0), Some(3.0), None]);
    assert_eq!(weekly.path(4), Some(vec![2.0, 3.0, 1.0, 2.0]));
    let mut holt = Holt::new(0.5, 0.5, 1.0, 10.0, 2.0).unwrap();
    holt.learn_all([None, None]);
    assert_eq!(holt.path(2), Some(vec![16.0, 18.0]));
    let mut winters = HoltWinters::new(Season::Additive, 0.1, holt, vec![1.0, -1.0]).unwrap();
    winters.learn(None);
    assert_eq!(winters.path(2), Some(vec![17.0, 21.0]));
}

#[test]
fn stock_outs_left_out_do_not_pull_the_forecast_down() {
    let mut chance = chance();
    let days: Vec<_> = (0..365).map(|day| (day % 60 < 45).then(|| 20.0 + chance())).collect();
    let choice = choose(&days, &Plan::daily(10)).unwrap();
    assert!((choice.forecast(1)[0] - 24.5).abs() < 1.5, "{:?}", choice.forecast(1));
    assert!(choice.chosen.one_step.unwrap() < 4.0);
}

#[test]
fn errors_of_days_add_up() {
    // SS-3 in closed form: σ² [h + a h(h − 1) + a²(h − 1)h(2h − 1)/6].
    let (alpha, days) = (0.2, 14.0);
    let closed = days + alpha * days * (days - 1.0) + alpha * alpha * (days - 1.0) * days * (2.0 * days - 1.0) / 6.0;
    let summed = sd_over(3.0, &responses(&Ses::new(alpha, 0.0).unwrap(), 13).unwrap());
    assert!((summed - 3.0 * libm::sqrt(closed)).abs() < 1e-9);
    // A method answers a surprise from wherever it stands.
    let winters = HoltWinters::new(Season::Additive, 0.1, Holt::new(0.3, 0.1, 0.9, 7.0, 1.0).unwrap(), vec![1.0, 2.0]);
    let answers = Model::from(winters.unwrap()).responses(3).unwrap();
    let beta = 0.03;
    let expected = [0.3 + beta * 0.9, 0.3 + beta * (0.9 + 0.81) + 0.1, 0.3 + beta * (0.9 + 0.81 + 0.729)];
    assert!(answers.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-12), "{answers:?}");
}

#[test]
fn nothing_is_ever_no_number() {
    let wild = [0.0, 1e12, -1e12, 3.0, f64::MAX, f64::NAN, 1e-300];
    let days: Vec<_> = (0..400).map(|day| Some(wild[day % wild.len()])).collect();
    for span in [0, 1, 7, 500] {
        let choice = choose(&days, &Plan::daily(span)).unwrap();
        assert!(choice.forecast(30).iter().all(|day| day.is_finite() && *day >= 0.0));
        for one in &choice.candidates {
            let spread = one.spread.unwrap();
            assert!(spread.sd.is_finite() && one.one_step.unwrap().is_finite());
        }
    }
    assert_eq!(Ses::new(f64::NAN, 0.0), None);
    assert_eq!(Ses::new(1.1, 0.0), None);
    assert_eq!(Ses::new(0.1, f64::INFINITY), None);
    // A day without demand breaks a season that multiplies.
    let base = Holt::new(0.3, 0.1, 1.0, 10.0, 0.0).unwrap();
    let mut times = HoltWinters::new(Season::Multiplicative, 0.2, base, vec![1.0, 1.1]).unwrap();
    times.learn_all([Some(3.0), Some(0.0), Some(4.0)]);
    assert_eq!(times.ahead(), None);
}
