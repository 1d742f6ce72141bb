//! What the fuzzers found, kept from coming back.

use suanpan::batch;
use suanpan::calculators::bill_check;
use suanpan::link::{self, Extras, Link, Seal};
use suanpan::number::Marks;
use suanpan::pack::{self, Pack, World};
use suanpan::rate_sheet::{self, Defaults};
use suanpan::schema::{Kind, Record, code};
use suanpan::units::Unit;
use suanpan::value::Value;
use suanpan::{entry, table};

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

type Tried = Result<(), Box<dyn std::error::Error>>;

fn data() -> Result<Pack, Box<dyn std::error::Error>> {
    let snapshot = pack::source::read("data".as_ref()).map_err(|problems| problems.join("\n"))?;
    Ok(Pack::decode(&snapshot.bytes)?)
}

fn case(desk: &str) -> Result<Link, link::LinkError> {
    link::decode(&format!("v=1&t=sc&{desk}&k=hand"))
}

/// A cell of several lines with tabs outweighed the commas of the table around it, so that what was written did not
/// read back.
#[test]
fn what_stands_in_quotes_parts_no_cells() -> Tried {
    let fields = case("d=DE")?.calculator.fields();
    let text = "parcels.weight,destination\n\"\"\"a\tb\nc\td\ne\tf\",DE\n12\" wide,FR\n";
    let (cases, _) = table::read(fields, text, Marks::ENGLISH);
    assert_eq!(cases.len(), 2);
    let written = table::write(fields, cases.iter().map(|case| ("x", &case.record, None)));
    let (again, _) = table::read(fields, &written, Marks::ENGLISH);
    let records = |cases: &[table::Case]| cases.iter().map(|case| case.record.clone()).collect::<Vec<_>>();
    assert_eq!(records(&again), records(&cases), "{written}");
    Ok(())
}

/// A case that no card serves had neither a cost nor a problem: its line came back blank.
#[test]
fn a_case_to_where_nothing_goes_says_so() -> Tried {
    let desk = case("p=_1kg_20x15x8cm&d=DE&lg=last-mile&dt=2026-11-25")?;
    let priced = batch::price(desk.calculator, &desk.record, &World::new(data()?).brief());
    assert_eq!(priced.worst().map(|problem| problem.code.code()), Some("E_DESTINATION"));
    Ok(())
}

/// 3 USD a kilogram are 0.003 USD for one gram: rounded, that was a price of zero, and the best of all.
#[test]
fn what_is_rounded_to_nothing_is_no_price() -> Tried {
    let text = "Country,Weight (kg),Price per kg (USD)\nUS,0-2,3\n";
    let defaults = Defaults::new("s", "2026-11-22".parse()?);
    let own = rate_sheet::read(text, &rate_sheet::recognise(text, Marks::ENGLISH), &defaults).tariffs;
    let mut pack = Pack { tariffs: Vec::new(), ..data()? };
    pack.add_own(&Pack::encode_own(&own))?;
    let world = World::new(pack);
    let told = |weight: &str, currency: &str| -> Result<String, link::LinkError> {
        let desk = case(&format!("p=_{weight}&d=US&c={currency}&dt=2026-11-22"))?;
        let answer = desk.calculator.evaluate(&desk.record, &world).answer.unwrap_or_default();
        let own = answer.alternatives.into_iter().next().unwrap_or_default();
        let refused = own.refused.first().map(|problem| problem.code.code().to_owned());
        Ok(own.total.map(|total| total.to_string()).or(refused).unwrap_or_default())
    };
    assert_eq!((told("1g", "USD")?.as_str(), told("1g", "CNY")?.as_str()), ("E_NOTHING", "E_NOTHING"));
    assert_eq!(told("4g", "USD")?, "0.01USD");
    Ok(())
}

/// A column of prices from zero on, `0kg+`, kept a mapping from being remembered.
#[test]
fn a_break_from_zero_is_remembered() {
    let mapping = rate_sheet::recognise("Country,0kg+,21kg+\nUS,30,28\n", Marks::ENGLISH);
    assert_eq!(mapping.columns.len(), 3);
    assert_eq!(rate_sheet::Mapping::from_text(&mapping.to_text()), Some(mapping));
}

/// A bill in kilograms against a card in pounds was written with a difference of 29 digits.
#[test]
fn a_difference_of_weights_is_written_to_be_read() -> Tried {
    let world = World::new(data()?);
    let desk = case("d=US&lg=last-mile&dt=2026-11-22")?.record;
    let (rows, _) = bill_check::read("reference,weight,size,billed weight\na,0.35,20x15x8,0.5\n", Marks::ENGLISH);
    let checked: Vec<_> = rows.iter().map(|row| bill_check::check(row, &desk, "usps-ground", &world)).collect();
    let written = bill_check::write(&rows, &checked, &|phrase| phrase.text.code().to_owned());
    assert!(written.lines().nth(1).is_some_and(|line| line.contains(",0.289811lb,")), "{written}");
    Ok(())
}

/// The divisor that the form gives was taken for sheets in the other units too: by 6000 cubic inches a pound, volume
/// hardly ever counts.
#[test]
fn a_divisor_for_other_units_gives_no_price() -> Tried {
    let read = |unit: &str, divisor: u32| -> Result<_, Box<dyn std::error::Error>> {
        let text = format!("Country,Weight ({unit}),Price per {unit}\nUS,0-2,80\n");
        let divisor = Some(divisor.into());
        let defaults = Defaults { divisor, ..Defaults::new("s", "2026-11-22".parse()?) };
        let sheet = rate_sheet::read(&text, &rate_sheet::recognise(&text, Marks::ENGLISH), &defaults);
        let told: Vec<_> = sheet.problems.iter().map(|problem| problem.code.code()).collect();
        Ok((sheet.tariffs.len(), told))
    };
    assert_eq!((read("kg", 6000)?, read("lb", 166)?), ((1, vec![]), (1, vec![])));
    assert_eq!(read("lb", 6000)?, (0, vec!["UNIT_DOUBT"]));
    assert_eq!(read("kg", 166)?, (0, vec!["UNIT_DOUBT"]));
    Ok(())
}

/// A least weight above 50 kg was taken beside columns of breaks, but not from what was written of them.
#[test]
fn a_large_least_weight_reads_back() -> Tried {
    let defaults = Defaults::new("s", "2026-11-22".parse()?);
    let read = |text: &str| rate_sheet::read(text, &rate_sheet::recognise(text, Marks::ENGLISH), &defaults).tariffs;
    let cards = read("Country,45kg+,100kg+,Minimum billed weight\nUS,11.8,10.9,211\n");
    assert_eq!(cards.len(), 1);
    assert_eq!(read(&rate_sheet::write(&cards)), cards);
    Ok(())
}

/// Where only one end of a range says that it is grams, the other was kilograms: 101 g to 2 t.
#[test]
fn both_ends_of_a_range_are_in_one_unit() -> Tried {
    let defaults = Defaults::new("s", "2026-11-22".parse()?);
    let limit = |text: &str| -> Result<String, Box<dyn std::error::Error>> {
        let sheet = rate_sheet::read(text, &rate_sheet::recognise(text, Marks::ENGLISH), &defaults);
        let lane = sheet.tariffs.first().and_then(|card| card.lanes.first());
        Ok(match lane.map(|lane| &lane.price) {
            Some(pack::Price::Bands(bands)) => bands.iter().map(|band| band.to.normalize().to_string()).collect(),
            _ => sheet.problems.first().map(|problem| problem.code.code().to_owned()).unwrap_or_default(),
        })
    };
    assert_eq!(limit("Country,Weight from (g),Weight to,Price per kg,Min weight (g)\nUS,101,2000,94,101\n")?, "2");
    assert_eq!(limit("Country,Weight from,Weight to (g),Price per kg,Min weight (g)\nUS,101,2000,94,101\n")?, "2");
    assert_eq!(limit("Country,Weight from,Weight to,Price per kg,Min weight (g)\nUS,101g,2000,94,101\n")?, "2");
    assert_eq!(limit("Country,Weight from,Weight to,Price per kg\nUS,1,2000g,94\n")?, "UNIT_DOUBT");
    assert_eq!(limit("Country,Weight (kg),Price per kg\nUS,101-2000,94\n")?, "UNIT_DOUBT");
    Ok(())
}

/// Ranges without a unit were grams only where they began at nothing: `1-500` was up to half a ton.
#[test]
fn ranges_from_one_may_be_grams() -> Tried {
    let defaults = Defaults::new("s", "2026-11-22".parse()?);
    for lines in ["US,1-500,12,\nUS,500-2000,11,\n", "US,1-500,12,\n", "US,12-2000,11,12g\n"] {
        let text = format!("Country,Weight,Price per kg,Min weight\n{lines}");
        let mut mapping = rate_sheet::recognise(&text, Marks::ENGLISH);
        let sheet = rate_sheet::read(&text, &mapping, &defaults);
        let told: Vec<_> = sheet.problems.iter().map(|problem| problem.code.code()).collect();
        assert_eq!((sheet.tariffs, told), (vec![], vec!["UNIT_DOUBT"]), "{lines}");
        mapping.columns[1].unit = Some(Unit::Gram);
        let cards = rate_sheet::read(&text, &mapping, &defaults).tariffs;
        assert_eq!(cards.len(), 1, "{lines}");
        let written = rate_sheet::write(&cards);
        assert_eq!(
            rate_sheet::read(&written, &rate_sheet::recognise(&written, Marks::ENGLISH), &defaults).tariffs,
            cards
        );
    }
    Ok(())
}

/// A header of working days over no days at all made a card of working days, which was not written and did not come back.
#[test]
fn working_days_are_those_of_days() -> Tried {
    let defaults = Defaults::new("s", "2026-11-22".parse()?);
    let read = |text: &str| rate_sheet::read(text, &rate_sheet::recognise(text, Marks::ENGLISH), &defaults).tariffs;
    let kinds = |days: &str| {
        let cards = read(&format!("Country,Weight,Price per kg,Transit (working days)\nGB,0-20,50,{days}\n"));
        assert_eq!(read(&rate_sheet::write(&cards)), cards);
        cards.iter().map(|card| card.working_days).collect::<Vec<_>>()
    };
    assert_eq!((kinds(""), kinds("5-8")), (vec![false], vec![true]));
    Ok(())
}
