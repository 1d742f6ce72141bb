//! The packed form of lists against hostile senders: what only somebody with the codec's own tools can build.

use super::*;
use crate::link::carried;

/// A link made by hand with these bytes packed into its list.
fn packed(text: &str) -> Result<Link, LinkError> {
    let bytes = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9);
    decode(&format!("v=1&t=sc&zp={}&k=hand", base64::encode(&bytes)))
}

#[track_caller]
fn rows(text: &str) -> usize {
    let link = packed(text).unwrap();
    assert_eq!(link.seal, Seal::Hand, "{text}");
    link.record
        .values
        .iter()
        .find_map(|value| if let Value::Rows(rows) = value { Some(rows.len()) } else { None })
        .unwrap()
}

#[track_caller]
fn refused(text: &str) {
    let link = packed(text).unwrap();
    assert_eq!(link.seal, Seal::Damaged);
    assert!(link.record.values.contains(&Value::Unreadable(String::new(), code::ROW_SHAPE)));
}

#[test]
fn the_unpacker_is_not_let_loose() {
    assert_eq!([cap(0), cap(10), cap(654), cap(656), cap(usize::MAX)], [0, 1_000, 65_400, 65_536, 65_536]);
}

#[test]
fn a_bomb_is_not_unpacked() {
    for bomb in [",".repeat(20_000), "1,2kg\n".repeat(12_000), " ".repeat(5_000_000)] {
        let bytes = deflate::pack(bomb.as_bytes());
        assert_eq!(deflate::unpack(&bytes, bomb.len() - 1), None);
        let link = decode(&format!("v=1&t=sc&zp={}&k=hand", base64::encode(&bytes))).unwrap();
        assert_eq!(link.seal, Seal::Damaged);
        assert_eq!(link.record.values[0], Value::Unreadable(String::new(), code::ROW_SHAPE));
    }
}

#[test]
fn the_limits_of_a_table() {
    let lines = |count: usize| (0..count).map(|line| format!("{line},{}kg", line + 1)).collect::<Vec<_>>().join("\n");
    assert_eq!(rows(&lines(MAX_ROWS)), 500);
    refused(&lines(MAX_ROWS + 1));
    let cells = |count: usize| (0..count).map(|cell| cell.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(rows(&cells(MAX_CELLS)), 1);
    refused(&cells(MAX_CELLS + 1));
}

#[test]
fn a_table_holds_nothing_that_a_pair_may_not() {
    for text in ["1,2 kg", "1,\"2kg\"", "1,2kg\r\n1,3kg", "1,=2kg", "1,2kg_3", "1,２kg", "1,<b>"] {
        refused(text);
    }
}

#[test]
fn what_is_not_deflate_is_damage() {
    for value in ["AAAA", "A", "a-_a", "zzzzzzzzzzzz"] {
        assert_eq!(decode(&format!("v=1&t=sc&zp={value}&k=hand")).unwrap().seal, Seal::Damaged, "{value}");
    }
}

#[test]
fn a_case_on_its_way_between_page_and_engine_is_what_was_opened() {
    let list = "&p=1_2kg".repeat(30);
    for text in [
        "v=1&t=sc&p=_350g_20x15x8cm&p=3_x_20cm_new&d=DE&q=1&r=2026-11-22-1a2b3c4d&y=39.5&k=hand",
        &format!("v=1&t=sc{list}&d=XX&dt=2026-02-30&r=&y=&k=AAAA"),
        "v=1&t=sc&zp=AAAA&d=D",
    ] {
        let link = decode(text).unwrap();
        let read = carried::Case::unbundled(&carried::Case::of(link.clone()).bundled()).unwrap();
        assert_eq!(read.calculator.id(), link.calculator.id(), "{text}");
        assert_eq!((&read.record, &read.pairs()), (&link.record, &link.unknown), "{text}");
    }
}

#[test]
fn what_is_no_case_is_nothing() {
    for text in ["", "x", "1:x", "0:", "0:1:x", "2:zz0:0:", "13:shipping-cost1:x0:"] {
        assert!(carried::Case::unbundled(text).is_none(), "{text}");
    }
}

#[test]
fn a_history_that_cannot_be_read_stays_at_home() {
    let calculator = calculators::by_id("reorder-point").unwrap();
    let fields = calculator.fields();
    let index = fields.iter().position(|meta| matches!(meta.kind, Kind::Series)).unwrap();
    let mut record = decode("v=1&t=ro&df=history&k=hand").unwrap().record;
    let mut opened = |text: &str| {
        record.values[index] = Value::parse(&fields[index].kind, text);
        let written = encode(calculator, &record, &Extras::default());
        let link = decode(&written.text).unwrap();
        (written.left_out.contains(&fields[index].key), link.seal, link.record.values[index].clone())
    };
    let readable = format!("2026-01-05{}", "_12_7".repeat(20));
    assert_eq!(opened(&readable), (false, Seal::Whole, Value::Text(readable.clone())));
    for unreadable in ["2026-01-05_12_7.0000000001".repeat(3), "2026-01-05_12_7 ".to_owned(), "x".repeat(200)] {
        assert_eq!(opened(&unreadable), (true, Seal::Whole, Value::Empty), "{unreadable}");
    }
}
