use super::*;

const DRAWS: usize = 200_000;

fn drawn(sampler: &Sampler, seed: u64) -> Vec<u32> {
    let mut units = vec![0; DRAWS];
    sampler.fill(&mut Xoshiro256::new(seed), &mut units);
    units
}

fn moments(units: &[u32]) -> (f64, f64) {
    let count = units.len() as f64;
    let mean = units.iter().map(|units| f64::from(*units)).sum::<f64>() / count;
    let squares: f64 = units.iter().map(|units| (f64::from(*units) - mean) * (f64::from(*units) - mean)).sum();
    (mean, squares / (count - 1.0))
}

fn poisson(mean: f64) -> Sampler {
    Sampler::new(&Distribution::poisson(mean).unwrap()).unwrap()
}

fn negative_binomial(mean: f64, variance: f64) -> Sampler {
    Sampler::new(&Distribution::negative_binomial(mean, variance).unwrap()).unwrap()
}

fn normal(mean: f64, sd: f64) -> Sampler {
    Sampler::new(&Distribution::normal(mean, sd).unwrap()).unwrap()
}

fn gamma(mean: f64, sd: f64) -> Sampler {
    Sampler::new(&Distribution::gamma(mean, sd * sd).unwrap()).unwrap()
}

fn is_table(sampler: &Sampler) -> bool {
    matches!(sampler.0, Way::Table(_))
}

/// Mean within 5 standard errors, variance within 3 % (its own error is below half of that for these shapes).
#[track_caller]
fn has_moments(sampler: &Sampler, mean: f64, variance: f64) {
    let (found, spread) = moments(&drawn(sampler, 7));
    let error = libm::sqrt(variance / DRAWS as f64);
    assert!((found - mean).abs() <= 5.0 * error, "mean {found} for {mean} ± {error}");
    assert!((spread / variance - 1.0).abs() < 0.03, "variance {spread} for {variance}");
}

/// Pearson's χ² of a sampler against another exact one of the same distribution.
#[track_caller]
fn same_distribution(one: &Sampler, other: &Sampler) {
    let most = 400;
    let count = |sampler, seed| {
        let mut counts = vec![0.0_f64; most];
        drawn(sampler, seed).into_iter().for_each(|units| counts[(units as usize).min(most - 1)] += 1.0);
        counts
    };
    let (one, other) = (count(one, 1), count(other, 2));
    let cells = one.iter().zip(&other).filter(|(one, other)| **one + **other >= 20.0);
    let (squares, cells) = cells.fold((0.0, 0.0), |(sum, cells), (one, other)| {
        (sum + (one - other) * (one - other) / (one + other), cells + 1.0)
    });
    // 5 deviations of χ² above its mean.
    assert!(squares < cells + 5.0 * libm::sqrt(2.0 * cells), "{squares} of {cells} cells");
}

#[test]
fn poisson_of_every_size() {
    for mean in [0.02, 0.7, 3.3, 9.9, 10.1, 150.0, 9e3] {
        let sampler = poisson(mean);
        assert!(is_table(&sampler));
        has_moments(&sampler, mean, mean);
        has_moments(&Sampler(Way::Poisson { mean }), mean, mean);
    }
    let huge = poisson(9e8);
    assert!(!is_table(&huge));
    has_moments(&huge, 9e8, 9e8);
}

#[test]
fn a_table_draws_as_rejection_does() {
    for mean in [0.4, 5.0, 10.0, 60.0] {
        same_distribution(&poisson(mean), &Sampler(Way::Poisson { mean }));
    }
    for (mean, variance) in [(0.3, 0.9), (4.0, 16.0), (20.0, 120.0), (60.0, 61.0)] {
        let shape = mean * mean / (variance - mean);
        let slow = Sampler(Way::PoissonGamma { shape, scale: mean / shape });
        let fast = negative_binomial(mean, variance);
        assert!(is_table(&fast));
        has_moments(&fast, mean, variance);
        same_distribution(&fast, &slow);
    }
}

#[test]
fn the_tail_of_a_wide_negative_binomial_is_no_table() {
    let sampler = negative_binomial(3.0, 3000.0);
    assert!(!is_table(&sampler));
    let (mean, _) = moments(&drawn(&sampler, 3));
    assert!((mean - 3.0).abs() < 5.0 * libm::sqrt(3000.0 / DRAWS as f64), "{mean}");
}

#[test]
fn real_figures_keep_their_mean_in_whole_units() {
    let constant = normal(10.4, 0.0);
    assert!(drawn(&constant, 1).iter().all(|units| [10, 11].contains(units)));
    has_moments(&constant, 10.4, 0.24);
    has_moments(&normal(100.0, 7.0), 100.0, 49.0 + 1.0 / 6.0);
    has_moments(&gamma(40.0, 30.0), 40.0, 900.0);
    has_moments(&gamma(20.0, 30.0), 20.0, 900.0);
}

#[test]
fn weighted_values_come_as_often_as_their_weights_say() {
    let sampler = Sampler::weighted([(0.0, 5.0), (3.0, 0.0), (7.0, 3.0), (2.5, 2.0), (-4.0, 0.0)]).unwrap();
    let units = drawn(&sampler, 11);
    for (value, share) in [(0, 0.5), (2, 0.1), (3, 0.1), (7, 0.3)] {
        let found = units.iter().filter(|units| **units == value).count() as f64 / DRAWS as f64;
        assert!((found - share).abs() < 5.0 * libm::sqrt(share / DRAWS as f64), "{value}: {found}");
    }
    assert!(units.iter().all(|units| [0, 2, 3, 7].contains(units)));
}

#[test]
fn a_mixture_draws_each_part_as_often_as_its_weight_says() {
    let parts = vec![(0.8, Distribution::Poisson { mean: 2.0 }), (0.2, Distribution::Constant(50.0))];
    let mixture = Distribution::mixture(parts).unwrap();
    has_moments(&Sampler::new(&mixture).unwrap(), mixture.mean(), mixture.variance());
}

#[test]
fn one_value_is_always_drawn() {
    let sampler = Sampler::weighted([(10.0, 0.3)]).unwrap();
    assert!(drawn(&sampler, 5).iter().all(|units| *units == 10));
    assert!(drawn(&poisson(0.0), 5).iter().all(|units| *units == 0));
}

#[test]
fn what_is_no_distribution_is_refused() {
    for beyond in [Distribution::Poisson { mean: 2e9 }, Distribution::Normal { mean: 1.0, sd: 2e9 }] {
        assert!(Sampler::new(&beyond).is_none(), "{beyond:?}");
    }
    for weights in [vec![], vec![(1.0, 0.0)], vec![(1.0, -1.0), (2.0, 3.0)], vec![(1.0, f64::NAN)]] {
        assert!(Sampler::weighted(weights.clone()).is_none(), "{weights:?}");
    }
    for value in [f64::NAN, f64::INFINITY, 2e9] {
        assert!(Sampler::weighted([(1.0, 1.0), (value, 1.0)]).is_none(), "{value}");
    }
    assert!(Sampler::weighted((0..4097).map(|value| (f64::from(value), 1.0))).is_none());
    assert!(Sampler::weighted((0..4096).map(|value| (f64::from(value), 1.0))).is_some());
}

#[test]
fn extremes_saturate() {
    let widest = [
        gamma(1e9, 1e9),
        gamma(1e-9, 1e9),
        normal(1e9, 1e9),
        negative_binomial(1e9, 1e18),
        negative_binomial(1e-9, 1e18),
        poisson(1e9),
        Sampler::weighted([(1e9, 1.0), (f64::NEG_INFINITY, 1.0)]).unwrap(),
    ];
    for sampler in widest {
        let units = drawn(&sampler, 9);
        assert!(units.iter().any(|units| *units < u32::MAX), "{sampler:?}");
    }
}
