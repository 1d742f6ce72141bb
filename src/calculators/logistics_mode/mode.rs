//! Modes: what kinds of services there are, and which of them a card belongs to.

use super::texts::{MODES, mode};
use crate::pack::{Carriage, Leg, Tariff};
use crate::schema::Text;

/// A way to ship, of which several services can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Packets, parcels and express mail of the posts, to the buyer.
    Postal,
    /// A forwarder's line, to the buyer.
    Line,
    /// A courier, to the buyer.
    Express,
    /// By sea to a warehouse in the market.
    SeaWarehouse,
    /// By rail to a warehouse in the market.
    RailWarehouse,
    /// By truck to a warehouse in the market.
    TruckWarehouse,
    /// By air to a warehouse in the market.
    AirWarehouse,
}

impl Mode {
    /// The mode of a card; none of one that brings orders from a warehouse to buyers.
    pub fn of(card: &Tariff) -> Option<Self> {
        match (card.leg, card.carriage()) {
            (Leg::Direct, Some(Carriage::Post)) => Some(Self::Postal),
            (Leg::Direct, Some(Carriage::Courier)) => Some(Self::Express),
            (Leg::Direct, _) => Some(Self::Line),
            (Leg::FirstLeg, Some(Carriage::Rail)) => Some(Self::RailWarehouse),
            (Leg::FirstLeg, Some(Carriage::Truck)) => Some(Self::TruckWarehouse),
            (Leg::FirstLeg, Some(Carriage::Air)) => Some(Self::AirWarehouse),
            (Leg::FirstLeg, _) => Some(Self::SeaWarehouse),
            (Leg::LastMile, _) => None,
        }
    }

    /// Every one, in the order of their codes.
    const ALL: [Self; 7] = [
        Self::Postal,
        Self::Line,
        Self::Express,
        Self::SeaWarehouse,
        Self::RailWarehouse,
        Self::TruckWarehouse,
        Self::AirWarehouse,
    ];

    /// The mode of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }

    /// Its code in inputs, and its id in answers.
    pub fn code(self) -> &'static str {
        MODES[self as usize]
    }

    /// What it is called.
    pub const fn text(self) -> Text {
        match self {
            Self::Postal => mode::POSTAL,
            Self::Line => mode::LINE,
            Self::Express => mode::EXPRESS,
            Self::SeaWarehouse => mode::SEA_WAREHOUSE,
            Self::RailWarehouse => mode::RAIL_WAREHOUSE,
            Self::TruckWarehouse => mode::TRUCK_WAREHOUSE,
            Self::AirWarehouse => mode::AIR_WAREHOUSE,
        }
    }

    /// Whether goods wait in a warehouse of the market for their buyers.
    pub const fn by_warehouse(self) -> bool {
        !matches!(self, Self::Postal | Self::Line | Self::Express)
    }
}
