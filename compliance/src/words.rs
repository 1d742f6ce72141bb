//! Words of one language for a [`crate::Book`], in the order of what they belong to.

use std::collections::BTreeMap;

/// The languages, in the order in which words are held.
pub const LANGUAGES: [&str; 3] = ["en", "zh-Hans", "zh-Hant"];

/// Everything of a book that is said in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Of each rule.
    pub rules: Vec<RuleWords>,
    /// Of each question.
    pub questions: Vec<QuestionWords>,
    /// Name of each registration.
    pub registrations: Vec<String>,
    /// Name of each document.
    pub documents: Vec<String>,
    /// When tax is collected from, by code of the nexus table.
    pub begins: BTreeMap<String, String>,
}

/// Words of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleWords {
    /// What it is called.
    pub name: String,
    /// What the law asks.
    pub duty: String,
    /// What to do.
    pub steps: Vec<String>,
    /// What of it is how sure, where that differs.
    pub sure: Option<String>,
    /// Of each part.
    pub parts: Vec<PartWords>,
}

/// Words of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartWords {
    /// What it is called.
    pub name: String,
    /// What it asks, where the name does not say it.
    pub duty: Option<String>,
    /// How sure it is.
    pub sure: Option<String>,
}

/// Words of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionWords {
    /// The question.
    pub ask: String,
    /// What it is about.
    pub help: String,
}
