//! Between columns and the domain's types.

use chrono::{DateTime, SubsecRound, Utc};
use domain::{
    id::UserId,
    identity::{Person, Signature},
};

use crate::{Result, StoreError};

/// An instant as both databases keep it: to the microsecond.
pub(crate) fn instant(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}

/// Reads a stored code.
pub(crate) fn code<T>(column: &str, text: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    read(text).ok_or_else(|| StoreError::Corrupt(format!("{column} is `{text}`")))
}

/// A person as a record remembers them.
pub(crate) fn person(id: i64, name: String) -> Person {
    Person { id: UserId::new(id), name }
}

/// Who and when, as a record remembers them.
pub(crate) fn signature(id: i64, name: String, at: DateTime<Utc>) -> Signature {
    Signature { by: person(id, name), at }
}

/// The same of a row that may never have been saved by anybody.
pub(crate) fn saved(id: Option<i64>, name: Option<String>, at: Option<DateTime<Utc>>) -> Option<Signature> {
    Some(signature(id?, name?, at?))
}

/// Fits a stored number into a smaller type.
pub(crate) fn narrow<T: TryFrom<i64>>(column: &str, value: impl Into<i64>) -> Result<T> {
    let value = value.into();
    T::try_from(value).map_err(|_| StoreError::Corrupt(format!("{column} is {value}")))
}
