//! A rule that says no, in a sentence that says what to do next.

use serde::{Deserialize, Serialize};

use crate::field::FieldErrors;

/// Why a transition was not made. The record is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The record's state does not allow it.
    #[error("{0}")]
    State(String),
    /// Something that was entered cannot be taken.
    #[error("masukan belum dapat diterima")]
    Fields(FieldErrors),
}

impl Refusal {
    /// The state does not allow it.
    pub fn state(sentence: impl Into<String>) -> Self {
        Self::State(sentence.into())
    }

    /// One field cannot be taken.
    pub fn field(field: &str, sentence: impl Into<String>) -> Self {
        Self::Fields(FieldErrors::of(field, sentence))
    }
}

impl From<FieldErrors> for Refusal {
    fn from(errors: FieldErrors) -> Self {
        Self::Fields(errors)
    }
}
