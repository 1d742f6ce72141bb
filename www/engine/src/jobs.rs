//! The long work of a case, such as a simulation: started by a button, with progress and a stop; beside the page in a worker, or
//! where there can be none, in slices between two frames.

use std::cell::RefCell;

use suanpan::calculators;
use suanpan::pack::{Pack, World};
use suanpan::schema::{Answer, Job, Outcome, Record, Section, Words};
use suanpan_ui::browser::dom::{El, button, el};
use suanpan_ui::browser::worker::{Said, Worker};

use crate::bench::Bench;
use crate::{browser, locale, sections, t};

/// How far the job is.
#[derive(Default)]
enum State {
    /// Nobody has asked.
    #[default]
    Idle,
    /// It is being done, by a worker or in slices.
    Running {
        /// Parts done.
        done: u32,
        /// Parts in all.
        of: u32,
        /// Who does it: dropped, he stops.
        _worker: Option<Worker>,
    },
    /// What came out.
    Done(Answer),
    /// It could not be done.
    Failed,
}

thread_local! {
    /// The case that was worked on last, a number that tells one start from another, and how far it is.
    static JOB: RefCell<(String, u32, State)> = RefCell::default();
    /// Words that came from workers.
    static WORDS: RefCell<Words> = RefCell::default();
}

/// The key of what is drawn: the case on the desk, and what became of its job. (How far it is, is told to what is drawn: a
/// button that is drawn anew under the pointer is not pressed.)
pub fn version(bench: &Bench) -> String {
    let far = JOB.with_borrow(|(case, start, state)| {
        let state = match state {
            State::Idle => "",
            State::Running { .. } => "running",
            State::Done(_) => "done",
            State::Failed => "failed",
        };
        format!("{case}|{start}|{state}")
    });
    [bench.desk_version(), far].join("|")
}

/// The offer, the progress, or what came out. What was worked out for another case is not shown.
pub fn draw(bench: &'static Bench) -> Vec<El> {
    let calculator = bench.calculator();
    let Some(([name, one], case)) = calculator.job_texts().zip(bench.answered()) else { return Vec::new() };
    let title = locale::by_key(name.key());
    let case = case.bundled();
    let mine = JOB.with_borrow(|(of, ..)| *of == case);
    if !mine {
        stop();
    }
    let card = |inside: Vec<El>| {
        let head = [el("h2").text(&title), el("p").class("hint pad").text(t!("job-page.intro"))];
        vec![el("section").class("ranks card section").set("aria-label", &title).set("id", "job").all(head).all(inside)]
    };
    let run =
        |word: &str| el("p").class("bar pad").add(button("btn", word, move |_| start(bench)).set("id", "run-job"));
    JOB.with_borrow(|(_, _, state)| match state {
        State::Done(answer) => {
            let section = Section { title: name, one, ranked: false, answer: answer.clone() };
            let mut drawn = vec![sections::section(&section)];
            drawn.extend(card(vec![run(t!("job-page.again"))]));
            drawn
        }
        State::Running { .. } => {
            let bar = el("progress").set("aria-label", &title).keep(|this| {
                let (done, of) = parts();
                this.put("max", &of.to_string());
                this.put("value", &done.to_string());
            });
            let words = el("span").set("role", "status").keep_text(|| {
                let (done, of) = parts();
                let [done, of] = [done, of].map(|parts| locale::number_text(parts.into()));
                t!("job-page.progress", done = done, of = of)
            });
            let cancel = button("btn", t!("job-page.cancel"), move |_| {
                stop();
                bench.refresh();
            });
            card(vec![el("p").class("bar pad").add(bar).add(words).add(cancel.set("id", "stop-job"))])
        }
        State::Failed => {
            let said = el("p").class("flag warn").set("role", "status").add(el("b").text(t!("job-page.failed")));
            card(vec![said, run(t!("job-page.again"))])
        }
        State::Idle => card(vec![run(t!("job-page.run"))]),
    })
}

/// Parts of the running job that are done, and in all.
fn parts() -> (u32, u32) {
    JOB.with_borrow(|(_, _, state)| if let State::Running { done, of, .. } = state { (*done, *of) } else { (0, 1) })
}

/// Stops what is running; what came out is forgotten.
fn stop() {
    JOB.with_borrow_mut(|(case, start, state)| {
        case.clear();
        *start = start.wrapping_add(1);
        *state = State::Idle;
    });
}

/// Starts the job of the case on the desk.
fn start(bench: &'static Bench) {
    stop();
    let Some(case) = bench.answered() else { return };
    let text = case.bundled();
    let number = JOB.with_borrow_mut(|(of, number, state)| {
        of.clone_from(&text);
        *state = State::Running { done: 0, of: 1, _worker: None };
        *number
    });
    let calculator = bench.calculator();
    let worker = Worker::start(calculator.id(), &text, move |said| {
        let state = match said {
            Said::Progress(done, of) => return far(bench, number, done, of),
            Said::Result(text) => finished(bench, &text),
            Said::Failed => State::Failed,
        };
        end(bench, number, state);
    });
    match worker {
        Some(worker) => {
            JOB.with_borrow_mut(|(_, _, state)| *state = State::Running { done: 0, of: 1, _worker: Some(worker) })
        }
        None => match calculator.job(&case, &bench.world()) {
            Some(job) => slices(bench, number, job),
            None => end(bench, number, State::Failed),
        },
    }
    bench.refresh();
}

/// Notes how far it is.
fn far(bench: &'static Bench, number: u32, done: u32, of: u32) {
    JOB.with_borrow_mut(|(_, current, state)| {
        if let State::Running { done: was, of: all, .. } = state
            && *current == number
        {
            (*was, *all) = (done, of);
        }
    });
    bench.refresh();
}

/// Ends it, unless it was stopped meanwhile.
fn end(bench: &'static Bench, number: u32, with: State) {
    JOB.with_borrow_mut(|(_, current, state)| {
        if *current == number {
            *state = with;
        }
    });
    bench.refresh();
}

/// What a worker hands over.
fn finished(bench: &Bench, text: &str) -> State {
    let outcome = WORDS.with_borrow_mut(|words| Outcome::taken_over(text, bench.calculator().fields(), words));
    outcome.and_then(|outcome| outcome.answer).map_or(State::Failed, State::Done)
}

/// Works in slices, each short enough for a frame.
fn slices(bench: &'static Bench, number: u32, mut job: Box<dyn Job>) {
    browser::later(0, move || {
        if JOB.with_borrow(|(_, current, _)| *current != number) {
            return;
        }
        let progress = job.step();
        if progress.is_done() {
            let answer = job.result().map_or(State::Failed, |section| State::Done(section.answer));
            return end(bench, number, answer);
        }
        far(bench, number, progress.done, progress.of);
        slices(bench, number, job);
    });
}

/// Does the job of a bundled case at once: for a worker.
pub fn work(calculator: &str, case: &str, pack: &[u8], step: impl Fn(u32, u32)) -> Option<String> {
    let calculator = calculators::by_id(calculator)?;
    let case = Record::unbundled(calculator.fields(), case)?;
    let world = World::new(Pack::decode_built(pack).ok()?);
    let mut job = calculator.job(&case, &world)?;
    loop {
        let progress = job.step();
        if progress.is_done() {
            break;
        }
        step(progress.done, progress.of);
    }
    let answer = Some(job.result()?.answer);
    Some(Outcome { answer, problems: Vec::new() }.handed_over_whole())
}
