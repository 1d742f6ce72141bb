//! The file as another library reads it: formulas, the figures that stand in their cells, and words that stay words.

#![cfg(not(target_arch = "wasm32"))]
#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::panic, clippy::expect_used, reason = "a test ends at the first thing it cannot read")
)]

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::{Value as Json, json};
use suanpan::bundle::tie;
use suanpan_xlsx::write;

mod said;

use said::Desk;

struct Opened {
    figures: Range<Data>,
    formulas: Range<String>,
}

impl Opened {
    fn new(bytes: Vec<u8>, sheet: usize) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a file");
        let name = book.sheet_names()[sheet].clone();
        let figures = book.worksheet_range(&name).expect("a sheet");
        let formulas = book.worksheet_formula(&name).expect("formulas");
        Self { figures, formulas }
    }

    /// The figure and the formula behind the last cell of the first column with that word.
    fn beside(&self, word: &str) -> (String, String) {
        let rows = self.figures.rows().enumerate();
        let found = rows.filter(|(_, row)| row[0] == *word).map(|(index, _)| index).next_back();
        let row = u32::try_from(found.unwrap_or_else(|| panic!("no {word}"))).expect("a row");
        let at = |range: &Range<Data>| range.get_value((row, 1)).map(ToString::to_string).unwrap_or_default();
        (at(&self.figures), self.formulas.get_value((row, 1)).cloned().unwrap_or_default())
    }
}

/// The first case of a worked example.
fn example(name: &str) -> Json {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/worked_examples");
    let text = std::fs::read_to_string(folder.join(name).with_extension("toml")).expect("a file");
    let file: toml::Table = text.parse().expect("TOML");
    serde_json::to_value(&file["case"].as_array().expect("cases")[0]["inputs"]).expect("JSON")
}

fn opened(inputs: &Json) -> Opened {
    let tied = Desk::new().expect("the project").tied(inputs, None).expect("a workbook");
    Opened::new(write(&tied).expect("bytes"), 0)
}

#[test]
fn worked_examples_have_formulas_and_their_figures() {
    for (name, total, lines) in [
        (
            "w19",
            "9021.08",
            [("Import duty", "1890"), ("Merchandise processing fee", "33.58"), ("Harbor maintenance fee", "7.5")],
        ),
        (
            "w20",
            "5112.14",
            [("Import duty", "217.14"), ("Inland freight", "180"), ("Cash paid before arrival", "6065.4")],
        ),
        ("w21", "69.6", [("Import duty", "6"), ("Import VAT or GST", "11.6"), ("Duty, tax and fees", "17.6")]),
        ("w22", "58", [("Goods", "50"), ("Duty, tax and fees", "28.6"), ("Tax taken with the sale", "28.6")]),
    ] {
        let book = opened(&example(name));
        let (figure, formula) = book.beside("Landed cost");
        assert_eq!(figure, total, "{name}");
        assert!(formula.starts_with("SUM($B$"), "{name}: {formula}");
        for (word, expected) in lines {
            let (figure, formula) = book.beside(word);
            assert_eq!(figure, expected, "{name}: {word}");
            assert!(formula.starts_with("ROUND("), "{name}: {word}: {formula}");
        }
        assert_eq!(book.beside("This sheet").0, "holds", "{name}");
    }
}

#[test]
fn what_was_put_in_is_a_figure_and_no_formula() {
    let book = opened(&example("w20"));
    assert_eq!(book.beside("Quoted freight"), ("600".to_owned(), String::new()));
    assert_eq!(book.beside("Customs broker").0, "95");
}

#[test]
fn words_are_never_formulas() {
    for word in ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"x\")", "\t=1", "{=1}"] {
        let sheet = tie(["One", &tie([tie([tie(["text", word]), tie(["heading", word])])])]);
        let book = Opened::new(write(&tie([sheet])).expect("bytes"), 0);
        assert_eq!(book.figures.get_value((0, 0)), Some(&Data::String(word.to_owned())), "{word:?}");
        assert_eq!(book.figures.get_value((0, 1)), Some(&Data::String(word.to_owned())), "{word:?}");
        assert_eq!(book.formulas.used_cells().count(), 0, "{word:?}");
    }
}

#[test]
fn words_within_a_formula_cannot_leave_it() {
    let sheet = tie(["One", &tie([tie([tie(["check", "1=1", "1", "a\",1)+B1\"", "no"])])])]);
    let book = Opened::new(write(&tie([sheet])).expect("bytes"), 0);
    assert_eq!(book.formulas.get_value((0, 0)).map(String::as_str), Some("IF(1=1,\"a\"\",1)+B1\"\"\",\"no\")"));
    assert_eq!(book.figures.get_value((0, 0)), Some(&Data::String("a\",1)+B1\"".to_owned())));
}

#[test]
fn a_name_that_no_sheet_has_is_nothing() {
    let named = |name: &str| write(&tie([tie([name, ""])]));
    for name in ["到岸成本: a/b", "", "a name that has far more signs than thirty-one"] {
        assert_eq!(named(name), None, "{name}");
    }
    assert!(named("到岸成本").is_some());
}

#[test]
fn what_is_no_workbook_is_nothing() {
    let cell = |cell: String| tie([tie(["One", &tie([tie([cell])])])]);
    for text in ["a", "1:a", &cell(tie(["number", "x", ""])), &cell(tie(["colour", "red"])), &cell("text".to_owned())] {
        assert_eq!(write(text), None, "{text}");
    }
}

#[test]
fn a_case_that_cannot_be_answered_has_no_workbook() {
    assert_eq!(Desk::new().expect("the project").tied(&json!({ "destination": "DE" }), None), None);
}
