//! Settings: what the Admin may change without a developer. What a key means and which values it
//! takes, the caller knows; what is set as a whole is a document ([`Kept`]).

use domain::{
    activity::Act,
    id::InstitutionId,
    identity::Signature,
    record::{RecordKind, RecordRef},
};

use serde_json::value::RawValue;
use sqlx::types::Json;

use crate::{
    Result, Sessions, StoreError, Tx, activity,
    convert::one,
    document::{Document, stamped, unpack},
    record::{Held, Record},
};

/// How the log names any setting.
const NAME: RecordRef = RecordRef::only(RecordKind::Setting);

/// A setting that was changed once, or as it came: of version 0, and empty or of its default.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Setting<V = String> {
    /// Its name, as in `session.idle_minutes`.
    pub key: String,
    /// Its value.
    pub value: V,
    /// Counts the changes, from 1.
    pub version: i64,
}

/// What the Admin sets as a whole, kept as a document in a setting of its own.
pub trait Kept: Document + Default {
    /// The setting's name.
    const KEY: &'static str;
    /// A field of the document that no other setting's lines in the log have.
    const FIELD: &'static str;
}

impl<V> Record for Held<Setting<V>> {
    fn about(&self) -> RecordRef {
        NAME
    }

    fn institution(&self) -> Option<InstitutionId> {
        None
    }

    fn version(&self) -> i64 {
        self.record.version
    }

    fn last_saved(&self) -> Option<Signature> {
        self.saved.clone()
    }
}

/// All settings that were ever changed, by name.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<Setting>> {
    db!(tx, fetch_all as Setting, "SELECT key, value, version FROM setting WHERE version > 0 ORDER BY key")
}

/// One setting; nothing while it is as it came.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, key: &str) -> Result<Option<Setting>> {
    db!(tx, fetch_optional as Setting, "SELECT key, value, version FROM setting WHERE key = $1", key)
}

/// One setting, for a command that changes it: of version 0 and without a value while it is as it came. `telling` is
/// what its lines in the log say of it alone, see [`activity::last`].
///
/// # Errors
/// When the database fails.
pub async fn find_to_change(
    tx: &mut Tx,
    key: &str,
    telling: (&'static str, Option<&str>),
) -> Result<Held<Setting>> {
    if tx.must_lock() {
        // There must be something to hold: two may set it for the first time at once.
        let sql = "INSERT INTO setting (key, value, version) VALUES ($1, '', 0) ON CONFLICT (key) DO NOTHING";
        db!(tx, execute, sql, key)?;
        let sql = "SELECT version FROM setting WHERE key = $1 FOR UPDATE";
        db!(tx, fetch_optional as (i64,), sql, key)?;
    }
    let found = find(tx, key).await?;
    let as_it_came = || Setting { key: key.to_owned(), value: String::new(), version: 0 };
    let saved = activity::last(tx, NAME, &[Act::ChangeSetting], Some(telling)).await?;
    Ok(Held { record: found.unwrap_or_else(as_it_came), saved })
}

/// Forgets a setting.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, key: &str) -> Result<()> {
    db!(tx, execute, "DELETE FROM setting WHERE key = $1", key).map(drop)
}

/// Changes a setting from the version that was read; 0 when it had none.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since.
pub async fn set(tx: &mut Tx, key: &str, value: &str, version: i64) -> Result<()> {
    let changed = if version == 0 {
        let sql = "INSERT INTO setting (key, value, version) VALUES ($1, $2, 1) ON CONFLICT (key) \
                   DO UPDATE SET value = excluded.value, version = 1 WHERE setting.version = 0";
        db!(tx, execute, sql, key, value)?
    } else {
        let sql = "UPDATE setting SET value = $2, version = version + 1 WHERE key = $1 AND version = $3";
        db!(tx, execute, sql, key, value, version)?
    };
    one(changed)?;
    // It may say what somebody must do before anything else.
    tx.ask_anew(Sessions::All).await
}

/// What is set as a whole.
///
/// # Errors
/// When the database fails or the document cannot be read.
pub async fn kept<T: Kept>(tx: &mut Tx) -> Result<Setting<T>> {
    let as_it_came = || Setting { key: T::KEY.to_owned(), value: String::new(), version: 0 };
    read(find(tx, T::KEY).await?.unwrap_or_else(as_it_came))
}

/// The same, for a command that changes it or what goes by it: nobody else does before its end.
///
/// # Errors
/// As [`kept`].
pub async fn kept_to_change<T: Kept>(tx: &mut Tx) -> Result<Held<Setting<T>>> {
    let Held { record, saved } = find_to_change(tx, T::KEY, (T::FIELD, None)).await?;
    Ok(Held { record: read(record)?, saved })
}

/// The same, for a command that goes by it: nobody changes it before its end, and others may read it meanwhile. The
/// migrations must have entered the setting, for there to be something to hold.
///
/// # Errors
/// As [`kept`].
pub async fn kept_as_it_is<T: Kept>(tx: &mut Tx) -> Result<T> {
    if tx.must_lock() {
        let sql = "SELECT version FROM setting WHERE key = $1 FOR SHARE";
        db!(tx, fetch_optional as (i64,), sql, T::KEY)?;
    }
    Ok(kept(tx).await?.value)
}

/// Sets a whole from the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since.
pub async fn keep<T: Kept>(tx: &mut Tx, record: &Setting<T>, value: &T) -> Result<()> {
    let text = serde_json::to_string(&stamped(value)).map_err(StoreError::corrupt)?;
    set(tx, T::KEY, &text, record.version).await
}

fn read<T: Kept>(Setting { key, value, version }: Setting) -> Result<Setting<T>> {
    let value = if value.is_empty() {
        T::default()
    } else {
        unpack(&Json(RawValue::from_string(value).map_err(StoreError::corrupt)?))?
    };
    Ok(Setting { key, value, version })
}
