//! Settings: what the Admin may change without a developer. What a key means and which values it
//! takes, the caller knows.

use crate::{Result, Sessions, StoreError, Tx};

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
        let sql = "INSERT INTO setting (key, value, version) VALUES ($1, $2, 1) ON CONFLICT (key) DO NOTHING";
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
