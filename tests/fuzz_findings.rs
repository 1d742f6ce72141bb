//! What the fuzzers found, kept from coming back.

use suanpan::entry;
use suanpan::link::{self, Extras, Seal};
use suanpan::number::Marks;
use suanpan::pack::{self, Pack};
use suanpan::schema::{Kind, Record, code};
use suanpan::units::Unit;
use suanpan::value::Value;

/// A packed list that cannot be unpacked became an empty row when written again. It is left out and said.
#[test]
fn a_list_that_cannot_be_unpacked_is_not_written_as_an_empty_row() -> Result<(), link::LinkError> {
    let opened = link::decode("v=1&t=sc&zp=MzA1Zywy&d=DE&k=hand")?;
    let written = link::encode(opened.calculator, &opened.record, &Extras::default());
    assert!(!written.text.contains("&p="), "{}", written.text);
    assert_eq!(written.left_out, ["parcels"]);
    Ok(())
}

/// Separators behind the last cell made a row of nothing that counted as given: written as `p=`, then gone.
#[test]
fn separators_at_the_end_of_a_row_are_no_cells() -> Result<(), link::LinkError> {
    let plain = link::decode("v=1&t=sc&p=_350g&k=hand")?;
    let trailing = link::decode("v=1&t=sc&p=_350g____&k=hand")?;
    assert_eq!(plain.record, trailing.record);
    let nothing = link::decode("v=1&t=sc&p=____&k=hand")?;
    assert_eq!(nothing.record.settled(nothing.calculator.fields()), Record::empty(nothing.calculator.fields()));
    Ok(())
}

/// A pair held more cells than a packed table takes, so that 21 such rows were written as a table that did not open.
#[test]
fn what_opens_as_pairs_opens_as_a_table() -> Result<(), link::LinkError> {
    let wide = format!("&p=_1kg{}x", "_".repeat(32));
    let opened = link::decode(&format!("v=1&t=sc{}&k=hand", wide.repeat(21)))?;
    assert_eq!(opened.seal, Seal::Damaged);
    let written = link::encode(opened.calculator, &opened.record, &Extras::default());
    let again = link::decode(&written.text)?;
    assert_eq!((again.seal, again.record), (Seal::Whole, opened.record));
    Ok(())
}

/// A pack whose card takes 4 billion days passed the checks, and the weekends among them overflowed.
#[test]
fn no_card_takes_years() -> Result<(), Box<dyn std::error::Error>> {
    let snapshot = pack::source::read("data".as_ref()).map_err(|problems| problems.join("\n"))?;
    let mut pack = Pack::decode(&snapshot.bytes)?;
    for lane in pack.tariffs.iter_mut().flat_map(|card| &mut card.lanes) {
        lane.days = lane.days.map(|days| pack::Days { to: u32::MAX, ..days });
    }
    assert!(pack.check().iter().any(|problem| problem.contains("take years")));
    Ok(())
}

/// 15 digits of kilograms are 18 of grams: more than a figure holds, so that what was written did not open again.
#[test]
fn a_converted_figure_has_the_digits_of_a_figure() {
    let read = |text| entry::read(&Kind::Amount(&[Unit::Gram]), &[text], "g", Marks::ENGLISH).value;
    let too_long = "122222222222254.5 kg";
    assert_eq!(read(too_long), Value::Unreadable(too_long.to_owned(), code::NUMBER_NOT_EXACT));
    assert!(matches!(read("122222222222 kg"), Value::Amount(_)));
}
