//! Any text under any marks: no panic, and a figure printed in the locale reads back as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use suanpan::number::{Reading, evaluate, parse, sides};
use suanpan::value::decimal;
use suanpan_fuzz::MARKS;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let marks = MARKS[usize::from(*first) % MARKS.len()];
    let text = String::from_utf8_lossy(rest);

    let _ = evaluate(&text, marks);
    if let Ok(Some(sides)) = sides(&text, marks) {
        assert!(matches!(sides.figures.len(), 2 | 3));
    }
    if let Ok(Some(typed)) = parse(&text, marks) {
        let canonical = typed.value.to_string();
        assert_eq!(decimal(&canonical), Some(typed.value), "within the strict grammar");
        if matches!(marks.decimal, '.' | ',') {
            let again = parse(&canonical.replace('.', &marks.decimal.to_string()), marks);
            let again = again.expect("a printed figure is read").expect("and is not blank");
            assert!(matches!(again.reading, Reading::Plain | Reading::Ambiguous { .. }));
            assert_eq!(again.value, typed.value);
        }
    }
});
