//! Settings: what the Admin may change without a developer. What a key means and which values it
//! takes, the caller knows.

use domain::{
    activity::Act,
    id::InstitutionId,
    identity::Signature,
    record::{RecordKind, RecordRef},
};

use crate::{
    Result, Sessions, StoreError, Tx, activity,
    record::{Held, Record},
};

/// How the log names any setting.
const NAME: RecordRef = RecordRef::only(RecordKind::Setting);

/// A setting that was changed once.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Setting {
    /// Its name, as in `session.idle_minutes`.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Counts the changes, from 1.
    pub version: i64,
}

impl Record for Held<Setting> {
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
    db!(tx, fetch_all as Setting, "SELECT key, value, version FROM setting ORDER BY key")
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
pub async fn find_to_change(tx: &mut Tx, key: &str, telling: (&'static str, &str)) -> Result<Held<Setting>> {
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
    if changed == 0 {
        return Err(StoreError::Stale);
    }
    // It may say what somebody must do before anything else.
    tx.ask_anew(Sessions::All).await
}
