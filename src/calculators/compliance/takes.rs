//! Which way takes the goods: typical practice by kind of goods, which is no rule (`data/compliance/matrix.toml`, where its words
//! stand as well).

use super::Inputs;
use super::texts::takes;
use crate::schema::{Alternative, Answer, Arg, Figure, Phrase, Section};

/// The ways and what they are called there.
const WAYS: [(crate::schema::Text, &str); 5] = [
    (takes::POST, "post"),
    (takes::EXPRESS, "express"),
    (takes::SENSITIVE, "linehaul-sensitive"),
    (takes::PLAIN, "linehaul-plain"),
    (takes::OCEAN, "ocean-warehouse"),
];

/// The goods of the table that the case is about, by its categories and answers; nothing where it does not say what it sells.
#[must_use]
pub fn goods(inputs: &Inputs) -> Vec<&'static str> {
    let Some(categories) = inputs.categories.as_ref().filter(|categories| !categories.is_empty()) else {
        return Vec::new();
    };
    let sells = |codes: &[&str]| categories.iter().any(|category| codes.contains(category));
    let yes = |question: &str| {
        let row = inputs.answers.0.iter().find(|(_, row)| row.question == question);
        row.is_some_and(|(_, row)| row.reply == Some("yes"))
    };
    let fluid = yes("liquid-powder-aerosol");
    let all = [
        ("battery-in-equipment", sells(&["battery"])),
        ("battery-packed-with-equipment", sells(&["battery"]) && yes("battery-packed-separately")),
        ("battery-loose", sells(&["battery-loose"])),
        ("liquid", fluid || sells(&["cosmetics"])),
        ("powder", fluid),
        ("aerosol-perfume", fluid),
        ("magnet", yes("magnets")),
        ("food-supplement", sells(&["food", "supplement"])),
        ("medical-device", sells(&["medical"])),
    ];
    let found: Vec<_> = all.into_iter().filter(|(_, such)| *such).map(|(goods, _)| goods).collect();
    if found.is_empty() { vec!["plain"] } else { found }
}

/// A row for each of these goods.
pub(super) fn section(inputs: &Inputs) -> Option<Section> {
    let row = |goods: &str| Alternative {
        id: goods.to_owned(),
        name: format!("takes.goods-{goods}"),
        figures: WAYS
            .iter()
            .map(|(name, way)| Figure { name: *name, value: Arg::Key(format!("takes.{goods}-by-{way}")) })
            .collect(),
        ..Alternative::default()
    };
    let alternatives: Vec<_> = goods(inputs).into_iter().map(row).collect();
    (!alternatives.is_empty()).then(|| Section {
        title: takes::TITLE,
        one: takes::GOODS,
        ranked: false,
        answer: Answer { decision: Some(Phrase::new(takes::SURE)), alternatives, ..Answer::default() },
    })
}
