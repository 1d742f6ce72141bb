//! A checklist of rules as JSON.

use serde_json::{Value as Json, json};

use super::{Tell, phrase};
use crate::schema::checklist::{Ask, Checklist, Deadline, Item, ItemPart, Nexus, Turn};
use crate::schema::{Arg, Phrase};

/// The list: every rule, also those that do not apply.
pub(super) fn checklist(list: &Checklist, tell: Tell) -> Json {
    let phrase = |one: &Phrase| phrase(one, tell);
    let id = |place: usize| list.items.get(place).map(|item| item.id.as_str());
    let deadline = |one: &Deadline| json!({ "day": one.day.to_string(), "id": id(one.item), "what": phrase(&one.what), "yearly": one.yearly });
    let turn = |one: &Turn| {
        let parts = one.parts.iter().map(|(name, state)| json!({ "name": name, "then": state.code() }));
        json!({ "id": id(one.item), "then": one.then.code(), "parts": parts.collect::<Vec<_>>() })
    };
    let nexus = |one: &Nexus| {
        json!({
            "id": id(one.item),
            "state": one.state.to_string(),
            "test": phrase(&one.test),
            "limit": tell(&Arg::Money(one.limit)),
            "period": one.period.code(),
            "basis": one.basis.code(),
            "marketplace": one.marketplace.code(),
            "status": one.sure.code(),
            "doubts": one.doubts.iter().map(|text| text.code()).collect::<Vec<_>>(),
            "past-recheck": one.past_recheck,
            "rate": one.rate.map(|rate| tell(&Arg::Percent(rate))),
            "rate-confirmed-to": one.rate_to.map(|day| day.to_string()),
            "sold": one.sold.as_ref().map(phrase),
            "share": one.share.map(|share| tell(&Arg::Percent(share))),
        })
    };
    let ask = |one: &Ask| {
        json!({
            "ask": phrase(&one.ask),
            "help": one.help,
            "field": one.field,
            "settles": one.settles,
            "waits": one.waits,
            "replies": one.replies.iter().map(|(text, _)| text.code()).collect::<Vec<_>>(),
        })
    };
    json!({
        "snapshot": list.snapshot,
        "items": list.items.iter().map(|one| item(one, tell)).collect::<Vec<_>>(),
        "asks": list.asks.iter().map(ask).collect::<Vec<_>>(),
        "deadlines": list.deadlines.iter().map(deadline).collect::<Vec<_>>(),
        "turns": list.turns.as_ref().map(|turns| json!({
            "from": turns.from.to_string(),
            "to": turns.to.to_string(),
            "turns": turns.turns.iter().map(turn).collect::<Vec<_>>(),
        })),
        "nexus": list.nexus.iter().map(nexus).collect::<Vec<_>>(),
    })
}

fn item(item: &Item, tell: Tell) -> Json {
    let phrase = |one: &Phrase| phrase(one, tell);
    let day = |day: Option<crate::date::Date>| day.map(|day| day.to_string());
    let part = |part: &ItemPart| {
        json!({
            "name": part.name,
            "duty": part.duty,
            "state": part.state.code(),
            "from": day(part.from),
            "to": day(part.to),
            "due-each-year-next": day(part.due),
            "status": part.status.code(),
            "sure": part.sure,
            "past-recheck": part.past_recheck,
        })
    };
    json!({
        "id": item.id,
        "name": item.name,
        "place": item.place.as_ref().map(ToString::to_string),
        "places": item.places.iter().map(Arg::to_string).collect::<Vec<_>>(),
        "topic": item.topic.code(),
        "state": item.state.code(),
        "severity": item.bite.code(),
        "severity-ours": item.bite_is_ours,
        "lowered": item.lowered,
        "who": item.who.code(),
        "option": item.option,
        "reasons": item.reasons.iter().map(phrase).collect::<Vec<_>>(),
        "duty": item.duty,
        "steps": item.steps,
        "status": item.status.code(),
        "sure": item.sure,
        "from": day(item.from),
        "begins": day(item.begins),
        "ends": day(item.ends),
        "documents": item.documents.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect::<Vec<_>>(),
        "done": item.done.as_ref().map(|done| json!({
            "by": phrase(&done.by),
            "renew-by": day(done.renew_by),
            "lapsed": done.lapsed,
        })),
        "renews-months": item.renews,
        "due-each-year-next": day(item.due),
        "parts": item.parts.iter().map(part).collect::<Vec<_>>(),
        "replaced-by": item.replaced_by,
        "sources": item.sources.iter().map(|one| json!({ "title": one.title, "address": one.address })).collect::<Vec<_>>(),
        "source-count": item.source_count,
        "as-of": item.as_of.to_string(),
        "recheck": day(item.recheck),
        "past-recheck": item.past_recheck,
    })
}
