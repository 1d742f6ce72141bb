//! Number text: nothing panics, and what a locale prints is read back.

use proptest::prelude::*;
use suanpan::number::{Marks, Reading, evaluate, parse, sides};
use suanpan::value::decimal;

/// English, German, French and Swiss German, as `Intl.NumberFormat` prints them.
const LOCALES: [Marks; 4] = [
    Marks::ENGLISH,
    Marks { decimal: ',', group: '.' },
    Marks { decimal: ',', group: '\u{202F}' },
    Marks { decimal: '.', group: '’' },
];

/// `1234567` and `5` as `1,234,567.5`.
fn print(negative: bool, whole: u64, fraction: &str, marks: Marks) -> String {
    let digits: Vec<char> = whole.to_string().chars().rev().collect();
    let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
    let whole: String = groups.join(&marks.group.to_string()).chars().rev().collect();
    let point = if fraction.is_empty() { String::new() } else { marks.decimal.to_string() };
    format!("{}{whole}{point}{fraction}", if negative { "-" } else { "" })
}

/// Text of the characters that mean something here, so that most of it gets past the first check.
const NEAR_NUMBERS: &str = r#"[0-9.,'’ ٬+\-−*/×÷x()=%¥￥$€"kgcmin０-９．，公斤\u{202F}\u{200E}]{0,40}"#;

proptest! {
    #[test]
    fn no_text_panics(text in ".{0,80}", near in NEAR_NUMBERS, decimal: char, group: char) {
        for marks in LOCALES.into_iter().chain([Marks { decimal, group }]) {
            for text in [&text, &near] {
                let _ = parse(text, marks);
                let _ = sides(text, marks);
                let _ = evaluate(text, marks);
            }
        }
    }

    #[test]
    fn what_a_locale_prints_is_read_back(
        negative: bool,
        whole in prop_oneof![0_u64..10_000, 0_u64..1_000_000_000_000_000],
        fraction in "[0-9]{0,9}",
    ) {
        let value = decimal(&format!("{}{whole}.{fraction}0", if negative { "-" } else { "" }));
        for marks in LOCALES {
            let text = print(negative, whole, &fraction, marks);
            let typed = parse(&text, marks).map_err(|code| TestCaseError::fail(format!("{text}: {code}")))?;
            let typed = typed.ok_or_else(|| TestCaseError::fail("blank"))?;
            prop_assert_eq!(Some(typed.value), value, "{}", text);
            prop_assert!(matches!(typed.reading, Reading::Plain | Reading::Ambiguous { .. }), "{}", text);
        }
    }

    /// In a foreign locale the figure is either right, or the right one is offered, or it is refused: never silently
    /// another.
    #[test]
    fn a_foreign_figure_is_never_silently_another(whole in 0_u64..100_000_000, fraction in "[0-9]{0,4}") {
        let value = decimal(&format!("{whole}.{fraction}0"));
        for (printed, read) in LOCALES.iter().flat_map(|one| LOCALES.iter().map(move |other| (*one, *other))) {
            let text = print(false, whole, &fraction, printed);
            if let Ok(Some(typed)) = parse(&text, read) {
                let offered = matches!(typed.reading, Reading::Ambiguous { other } if Some(other) == value);
                prop_assert!(offered || Some(typed.value) == value, "{} as {:?}", text, typed);
            }
        }
    }

    #[test]
    fn sums_agree_with_decimals(a in -100_000_i64..100_000, b in -100_000_i64..100_000) {
        let (left, right) = (rust_decimal::Decimal::from(a), rust_decimal::Decimal::from(b));
        prop_assert_eq!(evaluate(&format!("{a}+{b}"), Marks::ENGLISH), Ok(left + right));
        prop_assert_eq!(evaluate(&format!("=({a} - {b}) * 2"), Marks::ENGLISH), Ok((left - right) * rust_decimal::Decimal::TWO));
        prop_assert_eq!(evaluate(&format!("{a}×{b}÷4"), Marks::ENGLISH), Ok(left * right / rust_decimal::Decimal::from(4)));
    }
}
