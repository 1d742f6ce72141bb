//! Rows that were pasted into a list.

use suanpan::bundle::{tie, untie};
use suanpan::number::Marks;
use suanpan::value::Value;
use suanpan::{batch, calculators};

/// The answer to a question of the page (calculator, list, decimal and grouping mark of the reader, text): calculator,
/// list, and the rows as `Value::bundled` writes them.
pub fn answer(question: &str) -> Option<String> {
    let [calculator, list, marks, text] = *untie(question)? else { return None };
    Some(tie([calculator, list, &rows(calculator, list, text, marks)?]))
}

fn rows(calculator: &str, list: &str, text: &str, marks: &str) -> Option<String> {
    let meta = calculators::by_id(calculator)?.fields().iter().find(|meta| meta.key == list)?;
    let mut marks = marks.chars();
    let marks = Marks { decimal: marks.next()?, group: marks.next()? };
    Some(Value::Rows(batch::pasted(meta, text, marks)).bundled())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn pasted_rows_are_read_with_the_marks_of_the_reader() {
        let fields = calculators::by_id("shipping-cost").unwrap().fields();
        let list = fields.iter().find(|meta| meta.key == "parcels").unwrap();
        let pasted = |marks| rows("shipping-cost", "parcels", "6\t0,5 kg\t20\t15\t8\n1\t350g\n", marks);
        let read = Value::unbundled(&list.kind, &pasted(",.").unwrap());
        assert!(matches!(&read, Value::Rows(rows) if rows.len() == 2 && rows[0].cells[1].to_string() == "500g"));
        assert_eq!(pasted(""), None);
        assert_eq!(rows("none", "parcels", "1", ".,"), None);
    }

    #[wasm_bindgen_test]
    fn the_answer_names_the_list_that_was_asked_about() {
        let said = answer(&tie(["shipping-cost", "parcels", ".,", "1\t350g"])).unwrap();
        assert_eq!(untie(&said).unwrap()[..2], ["shipping-cost", "parcels"]);
        assert_eq!(answer("x"), None);
    }
}
