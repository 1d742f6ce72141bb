//! A workbook ([`suanpan::schema::workbook`]) as the bytes of an Excel file.
//!
//! The engine has the figures and the words and ties them into one text (`Workbook::tied` there says how); this writes them.
//! It is a wasm of its own because the library that knows the format is larger than all the rest: it is loaded when
//! somebody asks for such a file. Words are written as text, whatever sign they begin with.

use rust_xlsxwriter::{Color, Format, FormatBorder, Formula, Workbook, Worksheet};
use suanpan::bundle::untie;
use wasm_bindgen::prelude::wasm_bindgen;

/// How wide the first column is, and the others, in characters.
const WIDTHS: [f64; 2] = [38.0, 18.0];
/// The longest text of a cell.
const LONGEST_TEXT: usize = 32_767;
/// The longest text within a formula.
const LONGEST_LITERAL: usize = 255;

/// The file; nothing for a text that is no workbook.
#[wasm_bindgen]
#[must_use]
pub fn write(tied: &str) -> Option<Vec<u8>> {
    let mut book = Workbook::new();
    for sheet in untie(tied)? {
        let [name, rows] = *untie(sheet)? else { return None };
        let to = book.add_worksheet();
        to.set_name(name).ok()?;
        to.set_column_width(0, WIDTHS[0]).ok()?;
        to.set_column_range_width(1, 24, WIDTHS[1]).ok()?;
        for (row, cells) in untie(rows)?.into_iter().enumerate() {
            for (column, cell) in untie(cells)?.into_iter().enumerate() {
                let at = (u32::try_from(row).ok()?, u16::try_from(column).ok()?);
                put(to, at, &untie(cell)?)?;
            }
        }
    }
    book.save_to_buffer().ok()
}

/// Writes a cell; nothing for one that is not in the form of a workbook.
fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &[&str]) -> Option<()> {
    let written = match *cell {
        [] => return Some(()),
        ["text", text] => sheet.write_string_with_format(row, column, cut(text, LONGEST_TEXT), &words(column)),
        ["heading", text] => {
            sheet.write_string_with_format(row, column, cut(text, LONGEST_TEXT), &words(column).set_bold())
        }
        ["number", figure, form] => sheet.write_number_with_format(row, column, number(figure)?, &shown(form)),
        ["input", figure, form] => {
            let input = shown(form).set_background_color(Color::RGB(0x00FF_F2CC)).set_border(FormatBorder::Hair);
            sheet.write_number_with_format(row, column, number(figure)?, &input)
        }
        ["formula", formula, figure, form] => {
            number(figure)?;
            sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(figure), &shown(form))
        }
        ["check", formula, holds, yes, no] => {
            let formula = format!("IF({formula},{},{})", literal(yes), literal(no));
            let result = if holds.is_empty() { no } else { yes };
            sheet.write_formula(row, column, Formula::new(formula).set_result(cut(result, LONGEST_LITERAL)))
        }
        _ => return None,
    };
    written.ok().map(|_| ())
}

/// How words are shown: beside figures with a gap.
fn words(column: u16) -> Format {
    if column == 0 { Format::new() } else { Format::new().set_indent(1) }
}

/// A text as a formula holds it.
fn literal(text: &str) -> String {
    format!("\"{}\"", cut(text, LONGEST_LITERAL).replace('"', "\"\""))
}

/// The beginning of a text, so many characters at most.
fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// The figure that a cell holds: a spreadsheet knows binary ones alone.
fn number(figure: &str) -> Option<f64> {
    figure.parse().ok()
}

/// How a figure is shown: with the digits of minor units that its form says, or as it is.
fn shown(form: &str) -> Format {
    match form.parse::<usize>() {
        Ok(0) => Format::new().set_num_format("#,##0"),
        Ok(digits) => Format::new().set_num_format(format!("#,##0.{}", "0".repeat(digits))),
        Err(_) => Format::new(),
    }
}
