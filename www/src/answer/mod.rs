//! The answer: headline, decision, notes, ranking, bill, working, sources.

mod working;

use leptos::prelude::*;
use suanpan::pack::Cited;
use suanpan::schema::{self, Alternative, Arg, Figure, Note, Problem, Severity};

use self::working::{Sources, Working};
use crate::desk::Desk;
use crate::{browser, locale, t};

/// How long after the last key the headline is read out, in milliseconds.
const ANNOUNCE_AFTER: i32 = 500;

/// The answer to what is in the form.
#[component]
pub fn Answer(desk: Desk) -> impl IntoView {
    view! {
        <Announcer desk/>
        {move || desk.computed.with(|computed| match computed.answer() {
            Some((answer, fresh)) => whole(desk, answer, fresh).into_any(),
            None => empty(desk).into_any(),
        })}
    }
}

/// Says the headline to a screen reader once typing pauses.
#[component]
fn Announcer(desk: Desk) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let timer = StoredValue::new(None);
    Effect::new(move || {
        let headline = desk.computed.with(|computed| {
            let (answer, fresh) = computed.answer()?;
            fresh.then(|| headline_text(answer)).flatten()
        });
        if let Some(timer) = timer.get_value() {
            browser::cancel(timer);
        }
        timer.set_value(Some(browser::later(ANNOUNCE_AFTER, move || {
            said.try_set(headline.unwrap_or_default());
        })));
    });
    view! { <p class="quiet" role="status" aria-live="polite">{said}</p> }
}

fn headline_text(answer: &schema::Answer) -> Option<String> {
    let cost = answer.headline.first()?;
    let service = answer.alternatives.first().map(|best| locale::by_key(&best.name)).unwrap_or_default();
    Some(format!("{}: {} {service}", locale::by_key(cost.name.key()), locale::show(&cost.value)))
}

fn empty(desk: Desk) -> impl IntoView {
    let words = if desk.held.get() {
        t!("page.held")
    } else if desk.errors() > 0 {
        t!("page.empty")
    } else {
        t!("page.loading-rates")
    };
    view! { <div class="head card empty"><p>{words}</p></div> }
}

fn whole(desk: Desk, answer: &schema::Answer, fresh: bool) -> impl IntoView {
    let chosen = desk.chosen.get().and_then(|id| answer.alternatives.iter().find(|one| one.id == id && one.total.is_some()));
    let shown = chosen.or(answer.alternatives.first()).filter(|one| one.total.is_some());
    let detail = shown.map(|one| {
        let name = locale::by_key(&one.name);
        view! {
            <Bill alternative=one.clone()/>
            <div class="folds card">
                <Working alternative=one.clone()/>
                <Sources cited=one.sources.clone() snapshot=desk.snapshot()/>
            </div>
            <p class="quiet">{name}</p>
        }
    });
    let several = answer.alternatives.len() > 1;
    view! {
        <div class="fresh" class:stale=!fresh>
            {(!fresh).then(|| view! { <p class="flag warn"><b>{t!("page.stale")}</b></p> })}
            {head(answer)}
            <Actions desk/>
            {several.then(|| ranking(desk, answer, shown.map(|one| one.id.clone())))}
            {detail}
            {background(answer)}
        </div>
    }
}

/// Headline, decision, what could change it, and how sure it is.
fn head(answer: &schema::Answer) -> impl IntoView {
    let best = answer.alternatives.first();
    let name = best.map(|best| locale::by_key(&best.name)).unwrap_or_default();
    let mut figures = answer.headline.iter();
    let main = figures.next().map(|cost| {
        let figure = match &cost.value {
            Arg::Money(money) => view! { <small>{money.currency.code()}</small><span class="sample">{locale::show_money_figure(*money)}</span> }.into_any(),
            other => view! { <span class="sample">{locale::show(other)}</span> }.into_any(),
        };
        view! { <div><p class="sub">{t!("page.cheapest", service = name)}</p><p class="big">{figure}</p></div> }
    });
    let side = figures.map(side_figure).collect_view();
    let decision = answer.decision.as_ref().map(|phrase| view! { <p class="say">{locale::phrase(phrase)}</p> });
    let flags = answer.notes.iter().filter(|note| note.severity > Severity::Note).map(flag).collect_view();
    let faster = answer.notes.iter().filter(|note| note.severity == Severity::Note && note.source.is_none()).map(quiet_flag).collect_view();
    let trust = best.and_then(|best| best.sample_share).map(|share| {
        let words = match share.to_string().as_str() {
            "0" => t!("page.trust-none").to_owned(),
            "100" => t!("page.trust-all").to_owned(),
            part => t!("page.trust-part", percent = part),
        };
        view! {
            <p class="trust">
                <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="sure" width="100" height="6"/><rect class="unsure" width=share.to_string() height="6"/></svg>
                <span>{words}</span>
            </p>
        }
    });
    view! {
        <div class="head card">
            <div class="figures">{main}{side}</div>
            {decision}{flags}{faster}{trust}
        </div>
    }
}

fn side_figure(figure: &Figure) -> impl IntoView + use<> {
    view! { <div class="side"><p class="sub">{locale::by_key(figure.name.key())}</p><b>{locale::show(&figure.value)}</b></div> }
}

/// A note that could change the decision.
fn flag(note: &Note) -> impl IntoView + use<> {
    let code = note.phrase.text.code();
    // What saves money is good news; the rest is a warning.
    let good = note.phrase.args.iter().any(|(slot, _)| *slot == "saving");
    view! {
        <p class="flag" class:save=good class:warn=!good>
            <b>{locale::phrase(&note.phrase)}</b>
            <span>{locale::by_key_with(&format!("note-more.{code}"), &note.phrase.args)}</span>
        </p>
    }
}

fn quiet_flag(note: &Note) -> impl IntoView + use<> {
    let code = note.phrase.text.code();
    let more = locale::by_key_with(&format!("note-more.{code}"), &note.phrase.args);
    view! { <p class="aside"><b>{locale::phrase(&note.phrase)}</b>" · "<span>{more}</span></p> }
}

/// Share and print.
#[component]
fn Actions(desk: Desk) -> impl IntoView {
    view! {
        <div class="bar">
            <button type="button" class="btn go" on:click=move |_| desk.sharing.update(|count| *count += 1)>{t!("page.share")}</button>
            <button type="button" class="btn" on:click=move |_| browser::print()>{t!("page.print")}</button>
        </div>
    }
}

/// Every alternative, best first, refused ones last with their reasons.
fn ranking(desk: Desk, answer: &schema::Answer, shown: Option<String>) -> impl IntoView {
    let dearest = answer.alternatives.iter().filter_map(|one| one.converted.or(one.total)).map(|money| money.value).max();
    let currency = answer.alternatives.iter().find_map(|one| one.converted.or(one.total)).map(|money| money.currency.code());
    let names: Vec<_> = answer.alternatives.first().map(|best| best.figures.iter().map(|figure| figure.name).collect()).unwrap_or_default();
    let width = names.len() + 1;
    let heads = names.iter().map(|name| view! { <th scope="col" class="num">{locale::by_key(name.key())}</th> }).collect_view();
    let rows = answer.alternatives.iter().enumerate().map(|(index, one)| {
        let name = locale::by_key(&one.name);
        let Some(price) = one.converted.or(one.total) else {
            let reasons = one.refused.iter().map(|problem| view! { <small>{reason(problem)}</small> }).collect_view();
            return view! { <tr class="out"><th scope="row">{name}<span class="tag">{t!("page.refused")}</span></th><td class="why" colspan=width.to_string()>{reasons}</td></tr> }.into_any();
        };
        let figures = names.iter().map(|name| {
            let label = locale::by_key(name.key());
            let value = one.figures.iter().find(|figure| figure.name == *name).map_or_else(|| "–".to_owned(), |figure| locale::show(&figure.value));
            view! { <td class="num" data-label=label>{value}</td> }
        });
        let id = one.id.clone();
        let current = shown.as_deref() == Some(one.id.as_str());
        let best = (index == 0).then(|| view! { <span class="tag best">{t!("page.best")}</span> });
        let share = suanpan::amount::share_of(price.value, dearest).to_string();
        view! {
            <tr class:best=index == 0>
                <th scope="row">
                    <button type="button" class="name" aria-pressed=current.to_string() on:click=move |_| desk.chosen.set(Some(id.clone()))>{name}</button>
                    {best}
                    {one.steps.iter().rev().find(|step| step.formula.key() != "step.total" && step.formula.key() != "step.exchange").map(|step| view! { <small>{locale::formula(step.formula, &step.args)}</small> })}
                </th>
                {figures.collect_view()}
                <td class="num price" data-label=currency>
                    <span class="sample">{locale::show_money_figure(price)}</span>
                    <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="4"/><rect class="part" width=share height="4"/></svg>
                </td>
            </tr>
        }
        .into_any()
    });
    view! {
        <div class="ranks card">
            <h2 id="ranks-title">{t!("page.every-service")}</h2>
            <table aria-labelledby="ranks-title">
                <thead><tr><th scope="col">{t!("page.service")}</th>{heads}<th scope="col" class="num">{currency}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p class="hint pad">{t!("page.choose-row")}</p>
        </div>
    }
}

/// A reason for refusal, with the row it is about.
fn reason(problem: &Problem) -> String {
    let words = locale::text(problem.code, &problem.args);
    let row = problem.row.filter(|row| *row > 0);
    match row {
        Some(row) => format!("{}: {words}", t!("page.row", n = row + 1)),
        None => words,
    }
}

/// The lines of the chosen alternative.
#[component]
fn Bill(alternative: Alternative) -> impl IntoView {
    let total = alternative.total;
    let lines = alternative.lines.iter().map(|line| {
        let count = (line.count.to_string() != "1").then(|| format!(" × {}", locale::plain(&line.count.normalize().to_string())));
        let share = suanpan::amount::share_of(line.amount.value, total.map(|total| total.value)).to_string();
        let status = locale::by_key(&format!("status.{}", line.status.code()));
        view! {
            <tr>
                <th scope="row">{locale::by_key(line.name.key())}{count}<small>{status}</small></th>
                <td class="bar-cell"><svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="4"/><rect class="part" width=share height="4"/></svg></td>
                <td class="num"><span class:sample=line.status.is_sample()>{locale::show_money_figure(line.amount)}</span></td>
            </tr>
        }
    });
    let sum = total.map(|total| view! {
        <tr class="sum"><th scope="row" colspan="2">{t!("page.total")}</th><td class="num">{locale::show_money(total)}</td></tr>
    });
    let converted = alternative.converted.map(|money| view! {
        <tr class="sum"><th scope="row" colspan="2">{t!("page.converted-total")}</th><td class="num">{locale::show_money(money)}</td></tr>
    });
    let notes = alternative.notes.iter().filter(|note| note.severity == Severity::Note).map(quiet_flag).collect_view();
    view! {
        <div class="bill card">
            <h2>{t!("page.bill", service = locale::by_key(&alternative.name))}</h2>
            <table><tbody>{lines.collect_view()}{sum}{converted}</tbody></table>
            {notes}
        </div>
    }
}

/// Rules of the market and other notes with a source.
fn background(answer: &schema::Answer) -> Option<impl IntoView + use<>> {
    let notes: Vec<_> = answer.notes.iter().filter(|note| note.source.is_some()).collect();
    if notes.is_empty() {
        return None;
    }
    let items = notes.into_iter().map(|note| {
        let rule = note.phrase.args.iter().find_map(|(_, arg)| match arg {
            Arg::Key(key) => key.strip_prefix("notice."),
            _ => None,
        });
        let more = match rule {
            Some(rule) => locale::by_key(&format!("notice-more.{rule}")),
            None => locale::by_key_with(&format!("note-more.{}", note.phrase.text.code()), &note.phrase.args),
        };
        let source = note.source.as_ref().map(|source| view! { <small class="src">{cited(source)}</small> });
        view! { <li><b>{locale::phrase(&note.phrase)}</b><p>{more}</p>{source}</li> }
    });
    Some(view! {
        <div class="rules card">
            <h2>{t!("page.rules")}</h2>
            <ul>{items.collect_view()}</ul>
        </div>
    })
}

/// A source with its date and how sure it is.
fn cited(source: &Cited) -> String {
    format!("{} · {} · {}", locale::by_key(&format!("status.{}", source.status.code())), source.as_of, source.title)
}

/// The headline in a bar at the bottom of a phone; opens the answer.
#[component]
pub fn Dock(desk: Desk) -> impl IntoView {
    let words = move || {
        desk.computed.with(|computed| {
            let (answer, fresh) = computed.answer()?;
            let cost = locale::show(&answer.headline.first()?.value);
            let service = answer.alternatives.first().map(|best| locale::by_key(&best.name)).unwrap_or_default();
            Some(view! { <b class:stale=!fresh>{cost}</b><small>{service}</small> })
        })
    };
    let go = move |_| {
        browser::scroll_to("answer");
        browser::focus("answer");
    };
    view! { <button type="button" class="dock" on:click=go>{words}<span>{t!("page.to-answer")}" ↓"</span></button> }
}
