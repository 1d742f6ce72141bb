//! The documents of a mode (`docs/facts/logistics.md` §3.11): what the goods have to bring along, by general practice.

use super::mode::Mode;
use super::texts::{document, note, section};
use super::ways::{Way, Ways};
use crate::schema::{Alternative, Answer, Note, Phrase, Section, Severity, Text};

/// The documents that a mode asks for, in the order in which they are made.
fn of(mode: Mode, to: &str, traits: &[&str]) -> Vec<Text> {
    let to_us = to == "US";
    let mut all = match mode {
        Mode::Postal => vec![document::CUSTOMS_DECLARATION],
        Mode::Line => vec![document::COMMERCIAL_DATA],
        Mode::Express => vec![document::INVOICE, document::ORIGIN_STATEMENT],
        Mode::SeaWarehouse | Mode::RailWarehouse | Mode::TruckWarehouse | Mode::AirWarehouse => {
            vec![document::INVOICE, document::PACKING_LIST]
        }
    };
    match mode {
        Mode::SeaWarehouse => all.push(document::BILL_OF_LADING),
        Mode::AirWarehouse => all.push(document::AIR_WAYBILL),
        Mode::RailWarehouse | Mode::TruckWarehouse => all.push(document::CONSIGNMENT_NOTE),
        Mode::Postal | Mode::Line | Mode::Express => {}
    }
    if mode.by_warehouse() {
        all.extend([document::CERTIFICATE_OF_ORIGIN, document::TEST_REPORTS, document::IMPORTER_OF_RECORD]);
    }
    if to_us && mode == Mode::SeaWarehouse {
        all.push(document::SECURITY_FILING);
    }
    if to_us && matches!(mode, Mode::Postal | Mode::Line) {
        all.push(document::TARIFF_CODE_TEN);
    }
    if traits.iter().any(|one| one.starts_with("battery")) {
        all.push(document::BATTERY_TEST);
    }
    if traits.iter().any(|one| one.starts_with("battery") || ["liquid", "cream", "powder"].contains(one)) {
        all.push(document::SAFETY_DATA_SHEET);
    }
    all
}

/// The documents of the chosen mode.
pub(super) fn section(ways: &Ways<'_>, chosen: Option<&Way>) -> Option<Section> {
    let (inputs, mode) = (ways.case.inputs, chosen?.mode);
    let traits: Vec<_> = inputs.parcels.0.iter().filter_map(|(_, one)| one.traits.clone()).flatten().collect();
    let one = |text: Text| Alternative {
        id: ["document-", text.code()].concat(),
        name: text.key().to_owned(),
        ..Alternative::default()
    };
    let alternatives = of(mode, inputs.destination, &traits).into_iter().map(one).collect();
    let say = |severity, text| Note { severity, phrase: Phrase::new(text), source: None };
    let notes = vec![say(Severity::Note, note::DOCUMENTS)];
    let answer = Answer { notes, alternatives, ..Answer::default() };
    Some(Section { title: section::DOCUMENTS, one: section::DOCUMENT, ranked: false, answer })
}
