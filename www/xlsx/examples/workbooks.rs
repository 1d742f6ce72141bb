//! Writes workbooks from the command line, for `tests/worked_examples/recompute.py`:
//!
//! ```sh
//! cargo run -q -p suanpan-xlsx --example workbooks -- folder < cases.json
//! ```
//!
//! Standard input is a JSON list of inputs of landed cost. Each becomes `folder/<index>.xlsx`; printed is a JSON list of
//! `{id, total}` of the way that the sheet shows, `null` where there is no answer.

#![cfg_attr(target_arch = "wasm32", allow(unused))]

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/said/mod.rs"]
mod said;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::io::{Read, Write};
    use std::path::Path;

    let folder = std::env::args().nth(1).ok_or("usage: workbooks <folder> < cases.json")?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text)?;
    let desk = said::Desk::new()?;
    let mut answers = Vec::new();
    for (index, inputs) in cases.iter().enumerate() {
        let (record, _) = suanpan::json::record(desk.calculator.fields(), inputs);
        let answer = desk.calculator.evaluate(&record, &desk.world).answer;
        // The way of the user's own freight is asked for, since that is what a sheet can change.
        let ways = || answer.iter().flat_map(|answer| &answer.alternatives).filter(|way| way.total.is_some());
        let way = ways().find(|way| way.id == "own-quote").or_else(|| ways().next());
        answers.push(
            way.map(|way| serde_json::json!({ "id": way.id, "total": way.total.map(|total| total.value.to_string()) })),
        );
        if let Some(tied) = way.and_then(|way| desk.tied(inputs, Some(&way.id))) {
            let bytes = suanpan_xlsx::write(&tied).ok_or("no file")?;
            std::fs::write(Path::new(&folder).join(format!("{index}.xlsx")), bytes)?;
        }
    }
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&answers)?)?;
    Ok(())
}

#[cfg(target_arch = "wasm32")]
fn main() {}
