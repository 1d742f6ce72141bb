//! The answer: headline, decision, notes, ranking, bill. What stands below is drawn by the engine.

use std::cell::{Cell, RefCell};

use suanpan::amount::{Decimal, share_of};
use suanpan::schema::{self, Alternative, Arg, Note, Phrase, Problem, Severity};

use crate::browser::dom::{El, button, el, watch};
use crate::desk::{Desk, State};
use crate::{browser, engine, locale, t};

/// How long after the last key the headline is read out, in milliseconds.
const ANNOUNCE_AFTER: i32 = 500;
/// How many figures of a service stand beside its price.
const COLUMNS: usize = 3;

/// The answer to what is in the form, in parts: what a keystroke does not change is not drawn again, and what stands
/// below the ranking one frame later.
pub fn answer(desk: Desk) -> Vec<El> {
    let part = || el("div").class("drawn");
    let upper = part().live(move || desk.version(), move || desk.read(upper));
    let ranked =
        part().live(move || desk.version(), move || desk.read(|state| ranked(desk, state)).into_iter().collect());
    // What could change the decision and takes a look around: the engine draws it.
    let worth = part().set("id", "worth");
    // Without the engine there is no answer to what is left to it: then that is said where the details would be.
    let has_place = move || desk.read(|state| detailed(state).is_some() || state.computed.outcome.is_elsewhere());
    let below = move |draw: fn(&State, &Alternative) -> El| {
        part().live(
            move || desk.version_below(),
            move || {
                desk.read(|state| {
                    // What nobody gave a price has no bill.
                    let priced = detailed(state).filter(|one| one.total.is_some());
                    priced.map(|one| draw(state, one)).into_iter().collect()
                })
            },
        )
    };
    let told = RefCell::new(None);
    let details = part().all(engine::place(desk, "details")).show_when(has_place).keep(move |_| {
        // One frame after the headline, as what is drawn here.
        let version = Some(desk.version_below());
        if *told.borrow() != version {
            told.replace(version);
            engine::show(desk);
        }
    });
    let shown = el("div").all([upper, worth, actions(desk), ranked, below(bill), details]).keep(move |this| {
        let fresh = desk.read(|state| state.computed.answer().is_none_or(|(_, fresh)| fresh));
        this.put("class", if fresh { "fresh" } else { "fresh stale" });
    });
    vec![announcer(desk), shown]
}

/// Says the headline to a screen reader once typing pauses.
fn announcer(desk: Desk) -> El {
    let (said, timer) = (el("p").class("quiet").set("role", "status"), Cell::new(0));
    let this = said.clone();
    watch(move || {
        let headline = desk.read(|state| {
            state.computed.answer().filter(|(_, fresh)| *fresh).and_then(|(answer, _)| headline_text(answer))
        });
        browser::cancel(timer.get());
        let this = this.clone();
        timer.set(browser::later(ANNOUNCE_AFTER, move || this.say(&headline.unwrap_or_default())));
    });
    said
}

fn headline_text(answer: &schema::Answer) -> Option<String> {
    let cost = answer.headline.first()?;
    let service = answer.alternatives.first().map(|best| locale::show(&best.service())).unwrap_or_default();
    Some(format!("{}: {} {service}", locale::by_key(cost.name.key()), locale::show(&cost.value)))
}

/// What keeps the answer away that is not at a field.
fn kept_away(state: &State) -> Option<String> {
    let problem = state.computed.outcome.problems.iter().find(|problem| problem.field.is_none())?;
    Some(locale::text(problem.code, &problem.args))
}

fn empty(state: &State) -> El {
    let usual = || if state.held { t!("page.held") } else { t!("page.empty") }.to_owned();
    el("div").class("head card empty").add(el("p").text(&kept_away(state).unwrap_or_else(usual)))
}

/// Words for the alternatives of this calculator (services, methods), with the name of one or a currency in them.
fn called(state: &State, part: &str, what: &str) -> String {
    locale::fill(&locale::about("ranking.", state.current().id(), part), &[("what", what.to_owned())])
}

/// The alternative whose bill and working are shown: the chosen one, or the best; none that is refused.
fn detailed(state: &State) -> Option<&Alternative> {
    let (answer, _) = state.computed.answer()?;
    let chosen =
        answer.alternatives.iter().find(|one| Some(&one.id) == state.chosen.as_ref() && one.refused.is_empty());
    chosen.or(answer.alternatives.first()).filter(|one| one.refused.is_empty())
}

/// Headline and decision.
fn upper(state: &State) -> Vec<El> {
    let Some((answer, fresh)) = state.computed.answer() else { return vec![empty(state)] };
    let why = || kept_away(state).unwrap_or_else(|| t!("page.stale").to_owned());
    let stale = (!fresh).then(|| el("p").class("flag warn").add(el("b").text(&why())));
    stale.into_iter().chain([head(state, answer)]).collect()
}

fn ranked(desk: Desk, state: &State) -> Option<El> {
    let (answer, _) = state.computed.answer()?;
    // A reason has no other place than there.
    let tells = answer.alternatives.len() > 1 || answer.headline.is_empty();
    tells.then(|| ranking(desk, state, answer))
}

/// Headline, decision, what could change it, and how sure it is.
fn head(state: &State, answer: &schema::Answer) -> El {
    let best = answer.alternatives.first();
    let main = answer.headline.first().map(|figure| main_figure(state, best, figure));
    let sides = el("div").class("figures").all(answer.headline.iter().skip(1).map(side_figure));
    let figures = el("div").class("figures").all(main).add(sides);
    let decision = answer.decision.as_ref().map(|phrase| el("p").class("say").text(&locale::phrase(phrase)));
    let flags = answer.notes.iter().filter(|note| note.severity > Severity::Note).map(flag);
    let trust = best.and_then(|best| best.sample_share).map(trust);
    el("div").class("head card").add(figures).all(decision).all(flags).all(trust)
}

fn main_figure(state: &State, best: Option<&Alternative>, figure: &schema::Figure) -> El {
    let value = &figure.value;
    // What is not the sum of the bill says what it is.
    let sum = best.and_then(|best| best.converted.or(best.total)).map(Arg::Money);
    let name =
        if sum.as_ref() == Some(value) { String::new() } else { [" ", &locale::by_key(figure.name.key())].concat() };
    let service = best.map(|best| locale::show(&best.service())).unwrap_or_default();
    let sample = best.is_some_and(|best| best.sample_share.is_some_and(|share| !share.is_zero()));
    let (currency, figure) = match value {
        Arg::Money(money) => (money.currency.code(), locale::show_money_figure(*money)),
        other => ("", locale::show(other)),
    };
    let big = el("p").class("big").add(el("small").text(currency)).add(marked(&figure, sample));
    let big = big.add(el("small").text(&name));
    el("div").add(el("p").class("sub").text(&called(state, ".head", &service))).add(big)
}

/// A figure, with the dotted line of samples.
fn marked(figure: &str, sample: bool) -> El {
    el("span").class(if sample { "sample" } else { "" }).text(figure)
}

fn side_figure(figure: &schema::Figure) -> El {
    let name = el("p").class("sub").text(&locale::by_key(figure.name.key()));
    el("div").class("side").add(name).add(el("b").text(&locale::show(&figure.value)))
}

/// The share of the total that rests on samples, as a bar and in words.
fn trust(share: Decimal) -> El {
    let share = share.to_string();
    let words = match share.as_str() {
        "0" => t!("page.trust-none").to_owned(),
        "100" => t!("page.trust-all").to_owned(),
        part => t!("page.trust-part", percent = part),
    };
    el("p").class("trust").add(bar("share", &share)).add(el("span").text(&words))
}

/// A bar of so many percent.
fn bar(class: &str, percent: &str) -> El {
    let part = |class: &str, width: &str| el("rect").class(class).set("width", width).set("height", "4");
    el("svg")
        .class(class)
        .set("viewBox", "0 0 100 4")
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .add(part("ground", "100"))
        .add(part("part", percent))
}

fn more(phrase: &Phrase) -> String {
    locale::by_key_with(&format!("note-more.{}", phrase.text.code()), &phrase.args)
}

/// A note that could change the decision. What is worth knowing besides is drawn by the engine.
fn flag(note: &Note) -> El {
    el("p")
        .class("flag warn")
        .add(el("b").text(&locale::phrase(&note.phrase)))
        .add(el("span").text(&more(&note.phrase)))
}

/// Share, save, print.
fn actions(desk: Desk) -> El {
    let open = |class, word, sheet| button(class, word, move |_| engine::open_sheet(desk, sheet));
    let share = open("btn go", t!("page.share"), "share").set("id", "open-share");
    let save = open("btn", t!("page.save"), "save").set("id", "open-save");
    let bar = el("div").class("bar").add(share).add(save);
    let answered = move || desk.read(|state| state.computed.answer().is_some());
    bar.add(button("btn", t!("page.print"), |_| browser::print())).show_when(answered)
}

/// Every alternative, best first, refused ones last with their reasons.
fn ranking(desk: Desk, state: &State, answer: &schema::Answer) -> El {
    let detailed = detailed(state);
    let prices = || answer.alternatives.iter().filter_map(|one| one.converted.or(one.total));
    let dearest = prices().map(|price| price.value).reduce(Decimal::max);
    let currency = prices().next().map(|price| price.currency.code()).unwrap_or_default();
    let price_head = called(state, ".price", currency);
    let names: Vec<_> = answer
        .alternatives
        .iter()
        .max_by_key(|one| one.figures.len())
        .map(|best| best.figures.iter().take(COLUMNS).map(|figure| figure.name).collect())
        .unwrap_or_default();
    let head = |class: &str, word: &str| el("th").set("scope", "col").class(class).text(word);
    let heads = el("tr")
        .add(head("", &called(state, ".one", "")))
        .all(names.iter().map(|name| head("num", &locale::by_key(name.key()))))
        .all(dearest.map(|_| head("num", &price_head)));
    let is_aside = |one: &&Alternative| {
        !one.refused.is_empty() && one.refused.iter().all(|problem| problem.severity == Severity::Note)
    };
    let asides: Vec<_> = answer.alternatives.iter().filter(is_aside).map(|one| locale::show(&one.service())).collect();
    let asides = (!asides.is_empty())
        .then(|| el("p").class("hint pad").text(&t!("page.not-for", services = locale::list(&asides))));
    let rows = answer.alternatives.iter().filter(|one| !is_aside(one)).enumerate().map(|(index, one)| {
        let name = locale::show(&one.service());
        let title = el("th").set("scope", "row");
        if !one.refused.is_empty() {
            let reasons = one.refused.iter().map(|problem| el("small").text(&reason(problem)));
            let title = title.text(&name).add(el("span").class("tag").text(t!("page.refused")));
            let why = el("td").class("why").set("colspan", &(names.len() + 1).to_string()).all(reasons);
            return el("tr").class("out").add(title).add(why);
        };
        let id = one.id.clone();
        let pick = button("name", &name, move |_| desk.choose(&id))
            .set("id", &format!("pick-{}", one.id))
            .set("aria-pressed", if detailed.is_some_and(|detailed| detailed.id == one.id) { "true" } else { "false" });
        let best = (index == 0).then(|| el("span").class("tag best").text(&called(state, ".best", "")));
        let figures = names.iter().map(|name| {
            let found = one.figures.iter().find(|figure| figure.name == *name);
            let value = found.map_or_else(|| "–".to_owned(), |figure| locale::show(&figure.value));
            el("td").class("num").set("data-label", &locale::by_key(name.key())).text(&value)
        });
        let sample = one.sample_share.is_some_and(|share| !share.is_zero());
        let price_cell = one.converted.or(one.total).map(|price| {
            el("td")
                .class("num price")
                .set("data-label", &price_head)
                .add(marked(&locale::show_money_figure(price), sample))
                .add(bar("share", &share_of(price.value, dearest).to_string()))
        });
        el("tr").class(if index == 0 { "best" } else { "" }).add(title.add(pick).all(best)).all(figures).all(price_cell)
    });
    let table =
        el("table").set("aria-labelledby", "ranks-title").add(el("thead").add(heads)).add(el("tbody").all(rows));
    el("div")
        .class("ranks card")
        .add(el("h2").set("id", "ranks-title").text(&called(state, ".title", "")))
        .add(table)
        .add(el("p").class("hint pad").text(&called(state, ".choose", "")))
        .all(asides)
}

/// A reason for refusal, with the row it is about.
fn reason(problem: &Problem) -> String {
    let words = locale::text(problem.code, &problem.args);
    match problem.row.filter(|row| *row > 0) {
        Some(row) => format!("{}: {words}", t!("page.row", n = row + 1)),
        None => words,
    }
}

/// The lines of an alternative and their sum.
fn bill(state: &State, one: &Alternative) -> El {
    let total = one.total.map(|total| total.value);
    let lines = one.lines.iter().map(|line| {
        let count =
            if line.count == Decimal::ONE { String::new() } else { format!(" × {}", locale::number_text(line.count)) };
        let status = el("small").text(&locale::about("status.", line.status.code(), ""));
        let name = el("th").set("scope", "row").text(&locale::by_key(line.name.key())).text(&count).add(status);
        let share = bar("share", &share_of(line.amount.value, total).to_string());
        let amount = marked(&locale::show_money_figure(line.amount), line.status.is_sample());
        el("tr").add(name).add(el("td").class("bar-cell").add(share)).add(el("td").class("num").add(amount))
    });
    let sums = [(t!("page.total"), one.total), (t!("page.converted-total"), one.converted)];
    let sums = sums.into_iter().filter_map(|(name, money)| {
        let name = el("th").set("scope", "row").set("colspan", "2").text(name);
        Some(el("tr").class("sum").add(name).add(el("td").class("num").text(&locale::show_money(money?))))
    });
    el("div")
        .class("bill card")
        .add(el("h2").text(&called(state, ".bill", &locale::show(&one.service()))))
        .add(el("table").add(el("tbody").all(lines).all(sums)))
}

/// Goes to the answer: its beginning, since one that is higher than the screen would be centred for its focus.
pub fn go_to() {
    browser::scroll_to("answer");
    let _ = browser::focus("answer");
}

/// The price in a bar at the bottom of a phone, or what is to be done where it is no price that was asked for; opens the
/// answer.
pub fn dock(desk: Desk) -> El {
    let price = |answer: &schema::Answer| match &answer.headline.first()?.value {
        price @ Arg::Money(_) => Some(locale::show(price)),
        _ => None,
    };
    let figure = el("b").keep(move |this| {
        desk.read(|state| match state.computed.answer() {
            Some((answer, fresh)) => {
                this.put("class", if fresh { "" } else { "stale" });
                this.say(&price(answer).or(answer.decision.as_ref().map(locale::phrase)).unwrap_or_default());
            }
            None => this.say("–"),
        });
    });
    let service = el("small").keep_text(move || {
        let name = |state: &State| {
            let answer = state.computed.answer()?.0;
            price(answer).and(answer.alternatives.first()).map(|best| locale::show(&best.service()))
        };
        desk.read(name).unwrap_or_default()
    });
    button("dock", "", |_| go_to()).add(figure).add(service).add(el("span").text(t!("page.to-answer")).text(" ↓"))
}
