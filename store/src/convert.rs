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

/// Fails as stale when no row was as it had been read.
pub(crate) fn one(changed: u64) -> Result<()> {
    if changed == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

/// The columns of whatever counts its changes and remembers the last one.
#[derive(sqlx::FromRow)]
pub(crate) struct Stamp {
    pub(crate) version: i64,
    updated_by_id: Option<i64>,
    updated_by_name: Option<String>,
    updated_at: Option<DateTime<Utc>>,
}

impl Stamp {
    /// Who saved it last; nobody, where it came along.
    pub(crate) fn saved(self) -> Option<Signature> {
        Some(signature(self.updated_by_id?, self.updated_by_name?, self.updated_at?))
    }
}

/// Fits a stored number into a smaller type.
pub(crate) fn narrow<T: TryFrom<i64>>(column: &str, value: impl Into<i64>) -> Result<T> {
    let value = value.into();
    T::try_from(value).map_err(|_| StoreError::Corrupt(format!("{column} is {value}")))
}
