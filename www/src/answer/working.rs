//! The working and the sources of one alternative, folded.

use leptos::prelude::*;
use suanpan::pack::Cited;
use suanpan::schema::Alternative;

use crate::{locale, t};

/// Every step: its name, the formula with the figures in it, the result.
#[component]
pub fn Working(alternative: Alternative) -> impl IntoView {
    let count = alternative.steps.len();
    let several = alternative.steps.iter().any(|step| step.row.is_some_and(|row| row > 0));
    let steps = alternative.steps.iter().map(|step| {
        let id = step.formula.code();
        let row = step.row.filter(|_| several).map(|row| format!("{} · ", t!("page.row", n = row + 1)));
        view! {
            <dt>{row}{locale::by_key(&format!("step-name.{id}"))}</dt>
            <dd>{locale::formula(step.formula, &step.args)}</dd>
            <dd class="num">{locale::exact(&step.result)}</dd>
        }
    });
    view! {
        <details open>
            <summary><h2>{t!("page.working")}</h2><span>{t!("page.steps-count", n = count)}</span></summary>
            <dl class="work">{steps.collect_view()}</dl>
        </details>
    }
}

/// Where the figures come from, from when they are, and how sure they are.
#[component]
pub fn Sources(cited: Vec<Cited>, snapshot: Option<String>) -> impl IntoView {
    let snapshot = snapshot.unwrap_or_default();
    let items = cited.into_iter().map(|source| {
        let status = source.status.code();
        view! {
            <li>
                <b>{locale::by_key(&format!("source.{}", source.covers))}</b>
                <span class="tag" title=locale::by_key(&format!("status-more.{status}"))>{locale::by_key(&format!("status.{status}"))}</span>
                <p>{source.title}</p>
                <small>{t!("page.as-of", date = source.as_of)}" · "{locale::by_key(&format!("status-more.{status}"))}</small>
            </li>
        }
    });
    view! {
        <details>
            <summary><h2>{t!("page.sources")}</h2><span>{t!("page.snapshot", id = snapshot)}</span></summary>
            <ul class="sources">{items.collect_view()}</ul>
        </details>
    }
}
