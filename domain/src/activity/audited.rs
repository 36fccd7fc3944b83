//! What is logged of a record, in the words of the screen.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::Numbered;
use crate::{
    calendar::{parse_date, short_date, short_moment},
    coded::Choice,
};

/// A field of a document that is logged, as the screen has it.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    pub(super) field: &'static str,
    pub(super) words: &'static str,
    pub(super) read: Read,
    pub(super) always: bool,
}

/// How the values of a field are read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Read {
    /// Put into words; nothing for one that reads as it stands.
    Words(fn(&str) -> Option<String>),
    /// The number of something that has a name.
    Named(Numbered),
}

impl Label {
    /// A field whose values read as they stand. `a.b` is a field `b` right within `a`.
    #[must_use]
    pub const fn new(field: &'static str, words: &'static str) -> Self {
        Self::read(field, words, |_| None)
    }

    /// A field whose values are codes of a `T`.
    #[must_use]
    pub const fn code<T: Choice>(field: &'static str, words: &'static str) -> Self {
        Self::read(field, words, |text| {
            T::EVERY
                .iter()
                .map(|one| one.told())
                .find(|(code, _)| *code == text)
                .map(|(_, words)| words.to_owned())
        })
    }

    /// A field whose values are days.
    #[must_use]
    pub const fn day(field: &'static str, words: &'static str) -> Self {
        Self::read(field, words, |text| parse_date("", text).ok().map(short_date))
    }

    /// A field whose values are moments, as documents keep them.
    #[must_use]
    pub const fn moment(field: &'static str, words: &'static str) -> Self {
        Self::read(field, words, |text| text.parse::<DateTime<Utc>>().ok().map(short_moment))
    }

    /// A field whose values are numbers of files, told by their names.
    #[must_use]
    pub const fn file(field: &'static str, words: &'static str) -> Self {
        Self::named(field, words, Numbered::File)
    }

    /// A field whose values are numbers of what has a name.
    #[must_use]
    pub const fn named(field: &'static str, words: &'static str, what: Numbered) -> Self {
        Self { field, words, read: Read::Named(what), always: false }
    }

    /// A field that says of what the others are told: it is told also where it stays as it was.
    #[must_use]
    pub const fn always(self) -> Self {
        Self { always: true, ..self }
    }

    /// A field whose values `read` puts into words; nothing for one that reads as it stands.
    #[must_use]
    pub const fn read(field: &'static str, words: &'static str, read: fn(&str) -> Option<String>) -> Self {
        Self { field, words, read: Read::Words(read), always: false }
    }
}

/// What the log and whoever saves too late are told of, field by field.
pub trait Audited: Serialize {
    /// Every field with its label, in the order in which they are told.
    const LABELS: &'static [Label];
}

/// A document for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told(pub Value);

impl From<Value> for Told {
    fn from(document: Value) -> Self {
        Self(document)
    }
}

impl<T: Audited> From<&T> for Told {
    fn from(record: &T) -> Self {
        Self(json!(record))
    }
}
