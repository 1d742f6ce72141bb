//! The packed form of lists against hostile senders: what only somebody with the codec's own tools can build.

use super::*;

/// A link made by hand with these bytes packed into its list.
fn packed(text: &str) -> Result<Link, LinkError> {
    let bytes = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9);
    decode(&format!("v=1&t=sc&zp={}&k=hand", base64::encode(&bytes)), &Miniz)
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

/// The unpacker, which must never be let loose: 64 KiB and 100 : 1, whichever is less.
struct Capped;

impl Deflate for Capped {
    fn is_loaded(&self) -> bool {
        true
    }
    fn deflate(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        Miniz.deflate(bytes)
    }
    fn inflate(&self, bytes: &[u8], cap: usize) -> Option<Vec<u8>> {
        assert!(cap <= 64 * 1024 && cap <= 100 * bytes.len(), "{cap} bytes of {}", bytes.len());
        Miniz.inflate(bytes, cap)
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    for bomb in [",".repeat(20_000), "1,2kg\n".repeat(12_000), " ".repeat(5_000_000)] {
        let bytes = Miniz.deflate(bomb.as_bytes()).unwrap();
        assert_eq!(Miniz.inflate(&bytes, bomb.len() - 1), None);
        let link = decode(&format!("v=1&t=sc&zp={}&k=hand", base64::encode(&bytes)), &Capped).unwrap();
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
        assert_eq!(decode(&format!("v=1&t=sc&zp={value}&k=hand"), &Miniz).unwrap().seal, Seal::Damaged, "{value}");
    }
}
