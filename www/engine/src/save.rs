//! What the user takes away: the case as a file, the case under a name, and the lines that only paper has.

use suanpan::link::carried::Case;
use suanpan::schema::workbook::Workbook;
use suanpan::schema::{Calculator, Record};
use suanpan::value::Value;
use suanpan::{json, table};
use suanpan_ui::browser::dom::{El, button, el};
use suanpan_ui::browser::files;

use crate::bench::Bench;
use crate::tools::{self, compare};
use crate::{browser, locale, qr, share, t};

/// The media type of Excel files.
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The sheet of a case that the page bundled.
pub fn sheet(bench: &'static Bench, case: &str) -> El {
    let Some(case) = Case::unbundled(case) else { return el("div") };
    let Case { calculator, record, .. } = case;
    let outcome = calculator.evaluate(&record, &bench.world());
    let book = calculator.workbook(&record, &bench.world(), bench.chosen().as_deref());
    let as_csv = {
        let (record, outcome) = (record.clone(), outcome.clone());
        move |_| {
            let text = table::write(calculator.fields(), [(calculator.id(), &record, Some(&outcome))]);
            // The mark by which spreadsheets know UTF-8.
            files::download(&name(calculator, "csv"), "text/csv", &["\u{feff}", &text].concat());
        }
    };
    let as_json = move |_| {
        let text = serde_json::json!({
            "calculator": calculator.id(),
            "inputs": json::inputs(calculator.fields(), &record),
            "outcome": json::outcome(&outcome),
            "snapshot": bench.snapshot(),
        });
        files::download(&name(calculator, "json"), "application/json", &format!("{text:#}"));
    };
    let to_compare = move |_| {
        browser::show_dialog("sheet", false);
        tools::choose("compare");
        browser::focus_soon("tool");
    };
    el("div")
        .add(compare::save(bench))
        .add(el("p").class("hint").text(t!("save.files")))
        .add(
            el("p")
                .class("bar")
                .add(button("btn", "CSV", as_csv).set("id", "save-csv"))
                .add(button("btn", "JSON", as_json).set("id", "save-json"))
                .add(button("btn", t!("tool.compare"), to_compare).set("id", "save-compare")),
        )
        .all(book.map(|book| excel(calculator, book)))
        .add(compare::defaults(bench))
}

/// The workbook that computes anew. What writes it is loaded when somebody asks for it.
fn excel(calculator: &'static dyn Calculator, book: Workbook) -> El {
    let said = el("p").class("hint").set("role", "status");
    let tell = said.clone();
    let as_excel = move |_| {
        tell.say(t!("save.writing"));
        let tied = book.tied(&locale::show, &locale::phrase);
        let (name, tell) = (name(calculator, "xlsx"), tell.clone());
        browser::write_workbook(tied, move |bytes| match bytes {
            Some(bytes) => {
                files::download_bytes(&name, EXCEL, &bytes);
                tell.say("");
            }
            None => tell.say(t!("save.not-written")),
        });
    };
    el("div")
        .add(el("p").class("hint").text(t!("save.workbook")))
        .add(el("p").class("bar").add(button("btn", "Excel", as_excel).set("id", "save-xlsx")))
        .add(said)
}

/// What a file is called: `suanpan-shipping-cost-2026-11-25.csv`.
fn name(calculator: &dyn Calculator, extension: &str) -> String {
    ["suanpan-", calculator.id(), "-", &browser::today(), ".", extension].concat()
}

/// The case that is printed: the one whose answer is.
fn shown(bench: &Bench) -> Record {
    bench.answered().unwrap_or_else(|| bench.case())
}

/// What only paper shows, filled when the page is about to be printed: what was put in, in the place of the form.
pub fn put_in(bench: &'static Bench) -> El {
    before_print(el("dl").class("printed"), move |place| {
        browser::set_root_attribute("data-printed", Some(""));
        let calculator = bench.calculator();
        let case = shown(bench).settled(calculator.fields());
        let given = calculator.fields().iter().zip(&case.values).filter(|(_, value)| **value != Value::Empty);
        let said = given.flat_map(|(meta, value)| {
            let name = locale::about("field.", meta.key, ".label");
            [el("dt").text(&name), el("dd").text(&compare::show(meta, value))]
        });
        place.class("printed put-in").all(said)
    })
}

/// And below everything: the link of the case, as text and as a QR code.
pub fn printed(bench: &'static Bench) -> El {
    before_print(el("div").class("printed"), move |place| {
        let link = share::address(&bench.link(&shown(bench)), '#');
        let code = (link.len() <= share::FULL_SCREEN).then(|| qr::qr(&link)).flatten();
        let said = el("div")
            .add(el("p").add(el("b").text(t!("share.link"))).add(el("span").text(&link)))
            .add(el("p").text(&t!("save.printed", date = browser::today())));
        let taken = el("div").class("taken").all(code.map(|code| share::qr_image(&code, false))).add(said);
        place.add(taken)
    })
}

/// A place that is emptied and filled each time the page is about to be printed.
pub fn before_print(place: El, fill: impl Fn(El) -> El + 'static) -> El {
    let filled = place.clone();
    browser::on_window("beforeprint", move |_| {
        filled.say("");
        let _ = fill(filled.clone());
    });
    place
}
