//! FC-7, FC-8: a level, a trend and a season (FPP 8.3, component form).
//!
//! Neither the state-space form nor what common libraries compute: γ weighs the season against the level of the day
//! before, y − ℓ − φb or y/(ℓ + φb).

use super::{Forecaster, Holt, parameter, seen, start};

/// How the season goes with the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// Added to it (FC-7).
    Additive,
    /// Times it (FC-8). A day without demand, or a level at 0, makes the method know nothing from then on.
    Multiplicative,
}

/// A level, a trend and a season that follow demand.
#[derive(Clone, Debug, PartialEq)]
pub struct HoltWinters {
    kind: Season,
    gamma: f64,
    /// Level and trend as of a series without its season.
    base: Holt,
    season: Vec<f64>,
    next: usize,
    broken: bool,
}

impl HoltWinters {
    /// Before the first day, whose season is the first of `season`.
    ///
    /// `None` where γ is outside 0…1 − α (beyond, errors may grow without end) or a season has no day or is no demand.
    #[must_use]
    pub fn new(kind: Season, gamma: f64, base: Holt, season: Vec<f64>) -> Option<Self> {
        let fits = !season.is_empty() && season.iter().all(|day| start(*day).is_some());
        (fits && parameter(gamma)? + base.alpha() <= 1.0).then_some(Self {
            kind,
            gamma,
            base,
            season,
            next: 0,
            broken: false,
        })
    }

    /// How fast the season follows, γ.
    #[must_use]
    pub const fn gamma(&self) -> f64 {
        self.gamma
    }

    /// Level and trend.
    #[must_use]
    pub const fn base(&self) -> &Holt {
        &self.base
    }

    /// The season, beginning with the next day.
    pub fn season(&self) -> impl Iterator<Item = f64> + '_ {
        let (before, from) = self.season.split_at_checked(self.next).unwrap_or_default();
        from.iter().chain(before).copied()
    }

    /// The same parameters at a level, a trend and a season of 0; `None` of a multiplicative season.
    pub(super) fn at_rest(&self) -> Option<Self> {
        let season = vec![0.0; self.season.len()];
        (self.kind == Season::Additive).then(|| Self { base: self.base.at_rest(), season, ..self.clone() })
    }
}

impl Forecaster for HoltWinters {
    fn ahead(&self) -> Option<f64> {
        let (base, season) = (self.base.ahead()?, self.season.get(self.next)?);
        let expected = match self.kind {
            Season::Additive => base + season,
            Season::Multiplicative => base * season,
        };
        (!self.broken && expected.is_finite()).then_some(expected)
    }

    fn learn(&mut self, day: Option<f64>) {
        let (day, base) = (seen(day), self.base.ahead().unwrap_or_default());
        let Some(season) = self.season.get_mut(self.next) else { return };
        let plain = match (self.kind, day) {
            (_, None) => None,
            (Season::Additive, Some(day)) => {
                let plain = day - *season;
                *season += self.gamma * (day - base - *season);
                Some(plain)
            }
            (Season::Multiplicative, Some(day)) if day > 0.0 && base > 0.0 && *season > 0.0 => {
                let plain = day / *season;
                *season += self.gamma * (day / base - *season);
                Some(plain)
            }
            (Season::Multiplicative, Some(_)) => {
                self.broken = true;
                None
            }
        };
        self.base.learn(plain);
        self.next += 1;
        if self.next == self.season.len() {
            self.next = 0;
        }
    }
}
