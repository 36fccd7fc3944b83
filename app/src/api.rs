//! What pages ask the server for: one verb per file, and the views it answers with.
//!
//! Every server function goes the same way: caller, load, decide, validate,
//! transition, write, commit. The browser is never trusted.

pub mod activity;
pub mod clock;
pub mod dashboard;
pub mod holiday;
pub mod identity;
pub mod import;
pub mod institution;
pub mod job;
pub mod list;
pub mod official;
pub mod profile;
pub mod search;
pub mod selection;
pub mod settings;

#[cfg(feature = "ssr")]
mod code;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod filter;
#[cfg(feature = "ssr")]
pub mod rich_text;
#[cfg(feature = "ssr")]
pub mod tail;
#[cfg(feature = "ssr")]
pub mod throttle;

use serde::{Deserialize, Serialize};

/// Rows on one page of a list.
#[cfg(feature = "ssr")]
const PAGE: u32 = 25;

/// An option of a select: its value and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Choice {
    /// An option.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// Choices as a field takes them.
#[must_use]
pub fn pairs(choices: Vec<Choice>) -> Vec<(String, String)> {
    choices.into_iter().map(|choice| (choice.value, choice.label)).collect()
}
