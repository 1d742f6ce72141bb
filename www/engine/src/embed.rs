//! A widget in somebody's page: what that page says becomes a case on the desk, and what the desk holds is told to it.
//!
//! `public/embed.js` has the port and what is the frame's own (handshake, theme, height, locked boxes); messages go between it and
//! here as JSON text. The contract is `docs/embedding.md`.

use std::cell::{Cell, RefCell};

use serde_json::{Map, Value as Json, json};
use suanpan::amount::Currency;
use suanpan::json::widget;
use suanpan::link::{self, LinkError, Seal};
use suanpan::schema::{Arg, Kind, MAX_ROWS, Meta, Problem, Record};
use suanpan::value::Value;
use suanpan_ui::browser::{self, Page};
use wasm_bindgen::prelude::JsValue;

use crate::bench::Bench;

/// How long after the last change it is told, in milliseconds.
const TOLD_AFTER: i32 = 250;
/// The version of the contract.
const API: u32 = 1;

/// A link that is not put into the form; codes of the contract.
const LINK_CORRUPT: &str = "LINK_CORRUPT";

#[derive(Default)]
struct Widget {
    /// What hears messages for the host, once there is a port.
    host: RefCell<Option<Page>>,
    /// What the host said before there was something to say it to.
    waiting: RefCell<Vec<String>>,
    /// Whether the calculator stands, and the host knows.
    stands: Cell<bool>,
    /// The case as the host said it last.
    prefill: RefCell<Option<Record>>,
    /// A case that was put on the desk, until it is there.
    coming: RefCell<Option<Record>>,
    /// Places of fields that the host holds, with their values.
    locked: RefCell<Vec<(usize, Value)>>,
    /// Keys of fields that the host does not want to be seen.
    hidden: RefCell<Vec<String>>,
    /// Those of them that are shown all the same, as nothing can be computed without.
    revealed: RefCell<Vec<String>>,
    /// The currency of the host.
    currency: RefCell<Option<String>>,
    /// Whether it wants no results.
    is_quiet: Cell<bool>,
    /// The link that was told last.
    told: RefCell<String>,
    timer: Cell<Option<i32>>,
    /// Whether the frame was left, and what was typed last may still be on its way here.
    was_left: Cell<bool>,
}

thread_local! {
    static WIDGET: &'static Widget = Box::leak(Box::default());
}

fn get() -> &'static Widget {
    WIDGET.with(|widget| *widget)
}

/// From now on this page is a widget: `hear` gets messages for the host.
pub fn begin(bench: &'static Bench, hear: &JsValue) {
    get().host.replace(Page::new(hear));
    // Who goes on elsewhere in the page around (and may move the widget there) has finished here.
    browser::on_window("blur", move |_| get().tell_now(bench));
    if get().stands.get() {
        get().ready(bench);
    }
}

/// A message of the host.
pub fn take(bench: &'static Bench, message: &str) {
    let widget = get();
    if widget.stands.get() {
        widget.act(bench, message);
    } else {
        widget.waiting.borrow_mut().push(message.to_owned());
    }
}

/// What is on the desk is drawn.
pub fn drawn(bench: &'static Bench) {
    let widget = get();
    let first = !widget.stands.replace(true);
    if widget.host.borrow().is_none() {
        return;
    }
    let is_ours = widget.coming.take().is_some();
    if first {
        widget.ready(bench);
    }
    // What was put there just now is not put there again: units that the user chose may write the same otherwise. What is
    // about to be put there holds it already.
    if !is_ours && widget.coming.borrow().is_none() {
        widget.hold_locked(bench);
    }
    widget.tell_soon(bench);
}

impl Widget {
    fn tell(&self, message: &Json) {
        if let Some(host) = &*self.host.borrow() {
            host.tell("message", &message.to_string());
        }
    }

    fn refuse(&self, code: &str, field: Option<&str>) {
        self.tell(&json!({ "type": "error", "code": code, "field": field }));
    }

    /// Does what waited, and says that the calculator stands.
    fn ready(&'static self, bench: &'static Bench) {
        for message in self.waiting.take() {
            self.act(bench, &message);
        }
        self.tell(&json!({
            "type": "ready",
            "app": env!("CARGO_PKG_VERSION"),
            "api": API,
            "calc": bench.calculator().link_code(),
            "snapshot": bench.snapshot(),
        }));
        self.tell_soon(bench);
    }

    fn act(&'static self, bench: &'static Bench, message: &str) {
        let Ok(Json::Object(message)) = serde_json::from_str(message) else {
            return self.refuse("MESSAGE_REFUSED", None);
        };
        let text = |key: &str| message.get(key).and_then(Json::as_str);
        match text("type").unwrap_or_default() {
            "init" | "set" => self.set(bench, &message),
            "get" => {
                let id = message.get("id").cloned().unwrap_or_default();
                self.tell(&self.result(bench, Some(id)));
            }
            "reset" => {
                let case = self.prefill.borrow().clone();
                self.put(bench, case.unwrap_or_else(|| blank(bench)));
            }
            "focus" => browser::focus_first_field(),
            "print" => browser::print(),
            // What a later version of the contract says.
            _ => {}
        }
    }

    /// Puts a link, fields and a currency over what is there; notes what is locked.
    fn set(&'static self, bench: &'static Bench, message: &Map<String, Json>) {
        let fields = bench.calculator().fields();
        if let Some(mode) = message.get("resultMode").and_then(Json::as_str) {
            self.is_quiet.set(mode == "none");
        }
        let before = self.currency.borrow().clone();
        if let Some(currency) = message.get(widget::CURRENCY) {
            self.currency.replace(currency.as_str().map(str::to_owned));
        }
        let is_init = message.get("type").and_then(Json::as_str) == Some("init");
        let linked = match message.get("link").and_then(Json::as_str).filter(|link| !link.is_empty()) {
            None => None,
            Some(link) => match opened(bench, link) {
                Ok(record) => Some(record),
                Err(code) => {
                    self.refuse(code, None);
                    // What stands there is told again: the host took it for replaced.
                    self.told.take();
                    if !is_init {
                        return self.tell_soon(bench);
                    }
                    None
                }
            },
        };
        let mut said = message.get("fields").and_then(Json::as_object).cloned().unwrap_or_default();
        said.retain(|key, rows| {
            let fits = rows.as_array().is_none_or(|rows| rows.len() <= MAX_ROWS || !is_list(fields, key));
            if !fits {
                self.refuse("ROW_LIMIT", Some(key));
            }
            fits
        });
        let currency = self.currency.borrow().clone();
        if currency.as_deref().is_some_and(|code| Currency::from_code(code).is_none()) {
            self.refuse("UNKNOWN_CODE", Some(widget::CURRENCY));
        }
        // A host that connects begins with its own case, blank where it names nothing, and never with the example.
        if is_init || linked.is_some() || !said.is_empty() || message.contains_key(widget::CURRENCY) {
            let base = if is_init || linked.is_some() { blank(bench) } else { self.case(bench) };
            let (mut case, problems) = widget::put_over(&base, fields, &said, currency.as_deref());
            problems.iter().for_each(|problem| self.refuse_field(problem));
            // A link wins over single fields.
            for (value, linked) in case.values.iter_mut().zip(linked.into_iter().flat_map(|record| record.values)) {
                if linked != Value::Empty {
                    *value = linked;
                }
            }
            put_currency(fields, &mut case, currency.as_deref(), before.as_deref());
            // What the host itself says otherwise now is what it holds from now on.
            for (place, held) in &mut *self.locked.borrow_mut() {
                if let Some(value) = case.values.get(*place) {
                    held.clone_from(value);
                }
            }
            self.prefill.replace(Some(case.clone()));
            self.coming.replace(Some(case.clone()));
            bench.begin_with(&case);
        }
        if let Some(keys) = message.get("locked") {
            let keys = keys.as_array().map(Vec::as_slice).unwrap_or_default();
            let case = self.case(bench);
            let places = fields.iter().zip(&case.values).enumerate();
            let locked = places.filter(|(_, (meta, _))| keys.iter().any(|key| key.as_str() == Some(meta.key)));
            self.locked.replace(locked.map(|(place, (_, value))| (place, value.clone())).collect());
        }
        if let Some(keys) = message.get("hidden") {
            let keys = keys.as_array().into_iter().flatten().filter_map(Json::as_str);
            self.hidden.replace(keys.map(str::to_owned).collect());
            self.revealed.take();
            // It is looked at anew what has to be shown.
            self.told.take();
            self.tell_soon(bench);
        }
        for list in ["locked", "hidden"] {
            let keys = message.get(list).and_then(Json::as_array).into_iter().flatten();
            for key in keys.filter_map(Json::as_str).filter(|key| !fields.iter().any(|meta| meta.key == *key)) {
                self.refuse("UNKNOWN_FIELD", Some(key));
            }
        }
    }

    /// A key that no field has is named; of others the code is.
    fn refuse_field(&self, problem: &Problem) {
        let named = problem
            .args
            .iter()
            .find_map(|(_, arg)| if let Arg::Words(words) = arg { Some(words.as_str()) } else { None });
        self.refuse(problem.code.code(), problem.field.or(named));
    }

    fn put(&self, bench: &Bench, case: Record) {
        bench.set(&case);
        self.coming.replace(Some(case));
    }

    /// The case that the form holds, or is about to hold.
    fn case(&self, bench: &Bench) -> Record {
        self.coming.borrow().clone().unwrap_or_else(|| bench.case())
    }

    /// Puts what the host holds back where something else stands, as a link or an undo may bring.
    fn hold_locked(&self, bench: &Bench) {
        let mut case = bench.case();
        let mut differs = false;
        for (place, held) in &*self.locked.borrow() {
            if let Some(value) = case.values.get_mut(*place).filter(|value| *value != held) {
                value.clone_from(held);
                differs = true;
            }
        }
        if differs {
            self.put(bench, case);
        }
    }

    /// Tells the host of a change, once nothing changes any more.
    fn tell_soon(&'static self, bench: &'static Bench) {
        let after = if self.was_left.take() { 0 } else { TOLD_AFTER };
        let timer = browser::later(after, move || {
            self.timer.set(None);
            self.tell_change(bench);
        });
        if let Some(earlier) = self.timer.replace(Some(timer)) {
            browser::cancel(earlier);
        }
    }

    /// Tells at once what was about to be told.
    fn tell_now(&self, bench: &Bench) {
        match self.timer.take() {
            Some(timer) => {
                browser::cancel(timer);
                self.tell_change(bench);
            }
            None => self.was_left.set(true),
        }
    }

    /// Has a field be shown that the host hid and without which nothing can be computed. It stays, as the user may just
    /// be typing there, until the host hides anew.
    fn reveal(&self, problems: &Json) {
        let mut revealed = self.revealed.borrow_mut();
        let before = revealed.len();
        let codes =
            problems.as_array().into_iter().flatten().filter_map(|one| Some((one["field"].as_str()?, &one["code"])));
        for (field, code) in codes.filter(|(field, _)| self.hidden.borrow().iter().any(|key| key == field)) {
            if !revealed.iter().any(|key| key == field) {
                revealed.push(field.to_owned());
                self.refuse(code.as_str().unwrap_or_default(), Some(field));
            }
        }
        if revealed.len() > before {
            self.tell(&json!({ "type": "reveal", "fields": *revealed }));
        }
    }

    fn tell_change(&self, bench: &Bench) {
        let case = self.case(bench);
        let link = bench.link(&case);
        let told = [link.as_str(), bench.chosen().as_deref().unwrap_or_default()].join(" ");
        if self.told.replace(told.clone()) == told {
            return;
        }
        let calculator = bench.calculator();
        let result = self.result(bench, None);
        let errors = result["problems"].as_array().map_or(0, Vec::len);
        self.reveal(&result["problems"]);
        self.tell(&json!({
            "type": "change",
            "link": link,
            "fields": widget::fields(calculator.fields(), &case, self.prefill.borrow().as_ref()),
            "valid": errors == 0,
        }));
        if !self.is_quiet.get() {
            self.tell(&result);
        }
    }

    fn result(&self, bench: &Bench, id: Option<Json>) -> Json {
        let (calculator, case) = (bench.calculator(), self.case(bench));
        let outcome = calculator.evaluate(&case, &bench.world());
        let mut told = widget::result(calculator.fields(), &case, &outcome, bench.chosen().as_deref());
        let about = [
            ("type", json!("result")),
            ("calc", json!(calculator.link_code())),
            ("snapshot", json!(bench.snapshot())),
            ("link", json!(bench.link(&case))),
        ];
        told.extend(about.into_iter().chain(id.map(|id| ("id", id))).map(|(key, value)| (key.to_owned(), value)));
        Json::Object(told)
    }
}

/// Whether a key is that of a list.
fn is_list(fields: &[Meta], key: &str) -> bool {
    fields.iter().any(|meta| meta.key == key && matches!(meta.kind, Kind::Rows(_)))
}

/// A blank case of today.
fn blank(bench: &Bench) -> Record {
    let fields = bench.calculator().fields();
    let mut case = Record::empty(fields);
    for (meta, value) in fields.iter().zip(&mut case.values) {
        if matches!(meta.kind, Kind::Date) && meta.required {
            *value = Value::parse(&meta.kind, &browser::today());
        }
    }
    case
}

/// The case of a link for this calculator that arrived whole; the code of what is wrong with any other.
fn opened(bench: &Bench, text: &str) -> Result<Record, &'static str> {
    let link = link::decode(text).map_err(|error| match error {
        LinkError::Absent | LinkError::Unreadable => LINK_CORRUPT,
        LinkError::TooLong => "LINK_TOO_LONG",
        LinkError::Newer(..) => "LINK_NEWER",
        LinkError::UnknownCalculator(_) => "LINK_OTHER_CALCULATOR",
    })?;
    match link.seal {
        _ if link.calculator.id() != bench.calculator().id() => Err("LINK_OTHER_CALCULATOR"),
        Seal::Cut | Seal::Damaged => Err(LINK_CORRUPT),
        Seal::Whole | Seal::Hand => Ok(link.record),
    }
}

/// The host's currency, where the case names none, or the one that the host said before.
fn put_currency(fields: &'static [Meta], case: &mut Record, currency: Option<&str>, before: Option<&str>) {
    let place = fields.iter().position(|meta| Some(meta.key) == widget::currency_field(fields));
    let (Some(place), Some(currency)) = (place, currency) else { return };
    let value = Value::parse(&fields[place].kind, currency);
    let of_host = |held: &Value| *held == Value::Empty || before.is_some_and(|code| held.to_string() == code);
    // A currency that the suite does not know is no reason to price nothing.
    let known = !matches!(value, Value::Unreadable(..));
    if let Some(held) = case.values.get_mut(place).filter(|held| known && of_host(held)) {
        *held = value;
    }
}
