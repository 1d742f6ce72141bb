//! Many cases at once: rows of a spreadsheet.

use serde_json::{Value as Json, json};
use suanpan::batch::{self, Sheet, Target};
use suanpan::number::Marks;
use suanpan::schema::{Calculator, Problem, Record, Severity};
use suanpan::{json, pack};

use crate::cases::{self, Options, Refused, refused, told, unknown};
use crate::{code, worlds};

/// Computes each row of a table: `{ok, columns, rows, warnings}`, a row with its outcome.
pub fn run(id: &str, text: &str, options: &str) -> Json {
    cases::result(try_run(id, text, options))
}

fn try_run(id: &str, text: &str, options: &str) -> Result<Json, Refused> {
    let calculator = cases::calculator(id)?;
    if !calculator.in_tables() {
        return Err(refused(Problem::error(code::NOT_OFFERED)));
    }
    let fields = calculator.fields();
    let mut options = Options::read(options)?;
    let snapshot = options.text("snapshot");
    let metric = options.flag("metric").unwrap_or(true);
    let marks = match options.text("decimal").as_deref() {
        Some(",") => Marks { decimal: ',', group: '.' },
        _ => Marks::ENGLISH,
    };
    let columns = options.texts("columns");
    let (base, mut problems) = match options.object("base") {
        Some(base) => json::record(fields, &Json::Object(base)),
        None => (Record::empty(fields), Vec::new()),
    };
    problems.append(&mut options.rest());

    let mut sheet = Sheet::recognise(fields, text, metric);
    for (place, name) in columns.into_iter().flatten().enumerate() {
        match Target::from_code(fields, &name) {
            Some(target) => sheet.assign(fields, place, target, metric),
            None => problems.push(unknown(&name)),
        }
    }
    problems.append(&mut sheet.problems);
    if problems.iter().any(|problem| problem.severity == Severity::Error && sheet.lines.is_empty()) {
        return Err(Refused::by(problems));
    }
    let rows =
        worlds::with(snapshot.as_deref(), |world| rows(calculator, &sheet, &base, marks, &world.clone().brief()))?;
    let column = |column: &batch::Column| json!({ "holds": column.target.code(fields), "unit": column.unit.map(|unit| unit.symbol()) });
    Ok(json!({
        "ok": true,
        "columns": sheet.columns.iter().map(column).collect::<Vec<_>>(),
        "rows": rows,
        "warnings": told(&problems),
    }))
}

fn rows(calculator: &dyn Calculator, sheet: &Sheet, base: &Record, marks: Marks, world: &pack::World) -> Vec<Json> {
    let fields = calculator.fields();
    let reading = sheet.reading(fields, marks);
    let numbers = sheet.numbers.iter().skip(sheet.header);
    let row = |(line, number): (&Vec<String>, &usize)| {
        let case = sheet.case(fields, line, base, &reading);
        let priced = batch::price(calculator, &case.record, world);
        let outcome = if priced.headline.is_empty() {
            Refused::by(priced.problems).json()
        } else {
            let value = json!({
                "best": priced.name.as_ref().map(ToString::to_string),
                "headline": json::figures(&priced.headline, json::figure),
            });
            json!({ "ok": true, "value": value, "warnings": told(&priced.problems) })
        };
        json!({ "line": number, "reference": case.reference, "outcome": outcome })
    };
    sheet.body().iter().zip(numbers).map(row).collect()
}
