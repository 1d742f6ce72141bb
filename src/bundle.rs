//! Several texts as one text, nested at will: how the page keeps what was typed, and hands cases to its engine.
//!
//! Each text stands behind its length in bytes: `["ab", "", "c"]` is `2:ab0:1:c`. Any text can be in it. What
//! leaves the device is a link or a table, never this.

/// Ties texts together.
pub fn tie<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let mut tied = String::new();
    for text in texts {
        add(&mut tied, text.as_ref());
    }
    tied
}

/// Adds a text to those that are tied.
pub(crate) fn add(tied: &mut String, text: &str) {
    tied.push_str(&text.len().to_string());
    tied.push(':');
    tied.push_str(text);
}

/// The texts that were tied; nothing for a text whose lengths do not fit.
#[must_use]
pub fn untie(tied: &str) -> Option<Vec<&str>> {
    let mut texts = Vec::new();
    let mut rest = tied;
    while !rest.is_empty() {
        let (length, behind) = rest.split_once(':')?;
        let (text, behind) = behind.split_at_checked(length.parse().ok()?)?;
        texts.push(text);
        rest = behind;
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tied_is_untied() {
        for texts in [&[] as &[&str], &[""], &["ab", "", "c"], &["3:x", "重量 1,5 kg\n", ":"]] {
            assert_eq!(untie(&tie(texts)).as_deref(), Some(texts));
        }
    }

    #[test]
    fn anything_else_is_nothing() {
        for text in ["a", "1", "2:a", ":a", "-1:a", "x:a", "1:é", "1:a2:b", "18446744073709551616:a"] {
            assert_eq!(untie(text), None, "{text}");
        }
    }
}
