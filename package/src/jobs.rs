//! The long work of a case, such as a simulation.

use serde_json::{Value as Json, json};
use suanpan::schema::{Problem, Severity, code as shared};

use crate::cases::{self, Options, Refused, refused};
use crate::{code, outcome, worlds};

/// Does the work, as long as `goes_on` says so: what comes out has the form of an answer.
pub fn run(id: &str, inputs: &str, options: &str, goes_on: impl FnMut(u32, u32) -> bool) -> Json {
    cases::result(try_run(id, inputs, options, goes_on))
}

fn try_run(id: &str, inputs: &str, options: &str, mut goes_on: impl FnMut(u32, u32) -> bool) -> Result<Json, Refused> {
    let calculator = cases::calculator(id)?;
    let (record, mut problems) = cases::case(calculator, inputs)?;
    let mut options = Options::read(options)?;
    let snapshot = options.text("snapshot");
    problems.append(&mut options.rest());
    if calculator.job_texts().is_none() {
        return Err(refused(Problem::error(code::NOT_OFFERED)));
    }
    // What the job begins with is kept; the data are free again, should `goes_on` ask something else meanwhile.
    let begun = worlds::with(snapshot.as_deref(), |world| {
        problems.append(&mut calculator.evaluate(&record, world).problems);
        calculator.job(&record, world)
    })?;
    let Some(mut job) = begun else {
        if !problems.iter().any(|problem| problem.severity == Severity::Error) {
            problems.push(Problem::error(code::NOT_OFFERED));
        }
        return Err(Refused::by(problems));
    };
    loop {
        let progress = job.step();
        if progress.is_done() {
            break;
        }
        if !goes_on(progress.done, progress.of) {
            return Err(refused(Problem::error(code::CANCELLED)));
        }
    }
    let section = job.result().ok_or_else(|| refused(Problem::error(shared::INTERNAL)))?;
    let mut value = outcome::value(&section.answer);
    value.insert("title".to_owned(), json!(section.title.code()));
    Ok(outcome::answered(value, &problems, outcome::assumed(calculator.fields(), &record)))
}
