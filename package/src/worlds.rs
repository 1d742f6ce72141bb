//! The data that calculators look at: loaded once, kept for every call.

use std::cell::RefCell;
use std::sync::Arc;

use serde_json::{Value as Json, json};
use suanpan::pack::{Pack, World};
use suanpan::schema::{Arg, Problem};
use suanpan_compliance::pack as rules;

use crate::cases::{Refused, refused};
use crate::code;
use crate::here::RULES;

thread_local! {
    static WORLDS: RefCell<Vec<World>> = const { RefCell::new(Vec::new()) };
    static LOADED_RULES: RefCell<Option<Arc<rules::Pack>>> = const { RefCell::new(None) };
}

/// Takes in a data pack, in the place of an equal one.
pub fn load(bytes: &[u8]) -> Json {
    let Ok(pack) = Pack::decode(bytes) else { return refused(Problem::error(code::PACK_UNREADABLE)).json() };
    let snapshot = pack.snapshot.clone();
    let world = with_rules(World::new(pack));
    WORLDS.with_borrow_mut(|worlds| match worlds.iter_mut().find(|one| one.snapshot() == Some(&snapshot)) {
        Some(known) => *known = world,
        None => worlds.push(world),
    });
    json!({ "ok": true, "snapshot": snapshot })
}

/// Takes in rules of compliance and their sources. An engine that asks none leaves them.
pub fn load_rules(bytes: &[u8], sources: &[u8]) -> Json {
    if !RULES {
        return told();
    }
    let read = || {
        let mut pack = rules::decode(bytes).ok()?;
        if !sources.is_empty() {
            pack.add_sources(sources).ok()?;
        }
        Some(pack)
    };
    let Some(pack) = read() else { return refused(Problem::error(code::PACK_UNREADABLE)).json() };
    LOADED_RULES.set(Some(Arc::new(pack)));
    WORLDS.with_borrow_mut(|worlds| {
        *worlds = core::mem::take(worlds).into_iter().map(with_rules).collect();
    });
    told()
}

fn with_rules(world: World) -> World {
    if !RULES {
        return world;
    }
    match LOADED_RULES.with_borrow(Clone::clone) {
        Some(rules) => world.with_rules(rules),
        None => world,
    }
}

/// What is loaded.
pub fn told() -> Json {
    let data =
        WORLDS.with_borrow(|worlds| worlds.iter().filter_map(World::snapshot).map(Json::from).collect::<Vec<_>>());
    let rules = LOADED_RULES.with_borrow(|rules| {
        rules.as_ref().map(|rules| json!({ "snapshot": rules.snapshot, "language": rules.language }))
    });
    json!({ "ok": true, "data": data, "rules": rules })
}

/// Works with the data of a snapshot; with the first that were loaded, where none is named. Without any, calculators say
/// themselves what they miss.
pub fn with<T>(snapshot: Option<&str>, work: impl FnOnce(&World) -> T) -> Result<T, Refused> {
    WORLDS.with_borrow(|worlds| {
        let found = match snapshot {
            Some(id) => worlds.iter().find(|world| world.snapshot() == Some(id)),
            None => worlds.first(),
        };
        match (found, snapshot) {
            (Some(world), _) => Ok(work(world)),
            (None, None) => Ok(work(&World::default())),
            (None, Some(id)) => {
                let problem = Problem::error(code::SNAPSHOT_MISSING).with("text", Arg::Words(id.to_owned()));
                Err(refused(problem))
            }
        }
    })
}
