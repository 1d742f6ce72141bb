//! From an older link version to the current one, a step at a time.
//!
//! A step is added when the frozen table of defaults changes or a key changes its meaning: it rewrites the pairs so
//! that they mean the same under the next version. `tests/links/` holds the frozen table and golden links of every
//! version, and the array's length makes a missing step a compile error.

use super::VERSION;

type Pairs = Vec<(String, String)>;

/// `UPGRADERS[n]` leads from version n + 1 to n + 2.
const UPGRADERS: [fn(&mut Pairs); VERSION as usize - 1] = [];

/// Rewrites the pairs of an older version. `version` is at least 1 and at most the current one.
pub fn to_current(version: u32, pairs: &mut Pairs) {
    run(&UPGRADERS, version, pairs);
}

fn run(chain: &[fn(&mut Pairs)], version: u32, pairs: &mut Pairs) {
    for step in chain.iter().skip(version.saturating_sub(1) as usize) {
        step(pairs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chain of two: version 2 changed the default of `d` from US to DE, version 3 renamed `w` to `wt`.
    const TOY: [fn(&mut Pairs); 2] = [
        |pairs| {
            if !pairs.iter().any(|(key, _)| key == "d") {
                pairs.push(("d".to_owned(), "US".to_owned()));
            }
        },
        |pairs| pairs.iter_mut().filter(|(key, _)| key == "w").for_each(|(key, _)| "wt".clone_into(key)),
    ];

    fn upgraded(version: u32) -> String {
        let mut pairs = vec![("w".to_owned(), "1kg".to_owned())];
        run(&TOY, version, &mut pairs);
        pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
    }

    #[test]
    fn every_version_takes_the_steps_it_lacks_in_order() {
        assert_eq!(upgraded(1), "wt=1kg&d=US");
        assert_eq!(upgraded(2), "wt=1kg");
        assert_eq!(upgraded(3), "w=1kg");
    }
}
